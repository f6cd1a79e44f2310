//! The real program in a real pseudo terminal: start it, type, look at the screen, send signals,
//! take the terminal away. Nothing here sleeps to let something happen (but where nothing can be
//! asked, and it says so): every wait asks for a condition until a deadline, and says on failure
//! what the screen showed instead.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};
use rustix::process::{Pid, Signal};

/// How long a condition may take to come true, on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// What to start, and in what kind of terminal.
pub struct Setup {
    program: PathBuf,
    args: Vec<String>,
    env: Vec<(String, Option<String>)>,
    size: (u16, u16),
    controlling: bool,
}

impl Setup {
    /// This program.
    pub fn program(path: impl Into<PathBuf>) -> Self {
        let env = ["TERM=xterm-256color", "LANG=C.UTF-8"].map(|pair| pair.split_once('=').unwrap());
        let unset = [
            "NO_COLOR",
            "SSH_CONNECTION",
            "SSH_TTY",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "VISUAL",
            "EDITOR",
        ];
        let set = env
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Some((*value).to_owned())));
        let env = set
            .chain(unset.iter().map(|name| ((*name).to_owned(), None)))
            .collect();
        Self {
            program: path.into(),
            args: Vec::new(),
            env,
            size: (80, 24),
            controlling: true,
        }
    }

    /// The real one.
    pub fn touchbase() -> Self {
        Self::program(env!("CARGO_BIN_EXE_touchbase"))
    }

    pub fn args(mut self, args: &[&str]) -> Self {
        self.args.extend(args.iter().map(|arg| (*arg).to_owned()));
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<Path>) -> Self {
        self.env.push((
            name.to_owned(),
            Some(value.as_ref().to_str().unwrap().to_owned()),
        ));
        self
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// The terminal is not the program's controlling one: its end sends no signal, and a new size
    /// neither.
    pub fn not_controlling(mut self) -> Self {
        self.controlling = false;
        self
    }

    pub fn start(self) -> Session {
        let (columns, rows) = self.size;
        let pair = native_pty_system()
            .openpty(pty_size(columns, rows))
            .unwrap();
        let mut command = CommandBuilder::new(&self.program);
        command.args(&self.args);
        command.set_controlling_tty(self.controlling);
        for (name, value) in &self.env {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            }
        }
        let before = format!("{:?}", pair.master.get_termios().unwrap());
        let shared = Arc::new(Shared::new(columns, rows));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = Arc::clone(&shared);
        std::thread::spawn(move || screen.fill(reader.as_mut()));
        Session {
            shared,
            child,
            master: Some(pair.master),
            slave: Some(pair.slave),
            writer: Some(writer),
            before,
        }
    }
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// The terminal's picture has at least one cell.
fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN)
}

/// What the terminal shows, filled by a thread.
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// The terminal is to be closed: no more reading.
    closing: bool,
    /// What comes is not to be read on, for now.
    frozen: bool,
    /// Something did come meanwhile.
    held: bool,
}

impl Shared {
    fn new(columns: u16, rows: u16) -> Self {
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        Self {
            state: Mutex::new(State {
                parser,
                bytes: Vec::new(),
                closing: false,
                frozen: false,
                held: false,
            }),
            changed: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn fill(&self, reader: &mut dyn Read) {
        let mut buffer = [0; 64 << 10];
        while let Ok(n @ 1..) = reader.read(&mut buffer) {
            let mut state = self.lock();
            if state.closing {
                break;
            }
            while state.frozen {
                state.held = true;
                state = self
                    .changed
                    .wait(state)
                    .unwrap_or_else(|poisoned| poisoned.into_inner());
            }
            state.parser.process(&buffer[..n]);
            state.bytes.extend_from_slice(&buffer[..n]);
            drop(state);
            self.changed.notify_all();
        }
    }
}

/// A running program and its terminal.
pub struct Session {
    shared: Arc<Shared>,
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Kept open so that the terminal's modes can be read after the program is gone.
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    before: String,
}

impl Session {
    /// Types.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes.as_ref()).unwrap();
        writer.flush().unwrap();
    }

    /// Waits until the screen is as asked.
    pub fn wait_for(&self, what: &str, is: impl Fn(&vt100::Screen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut state = self.shared.lock();
        while !is(state.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "waited for {what} in vain; the screen shows:\n{}",
                state.parser.screen().contents()
            );
            state = self
                .shared
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(|poisoned| poisoned.into_inner())
                .0;
        }
    }

    /// Waits until the screen shows this text.
    pub fn wait_text(&self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    /// What the screen shows, line by line.
    pub fn contents(&self) -> String {
        self.shared.lock().parser.screen().contents()
    }

    /// Asks the screen.
    pub fn screen<T>(&self, ask: impl FnOnce(&vt100::Screen) -> T) -> T {
        ask(self.shared.lock().parser.screen())
    }

    /// All bytes written so far.
    pub fn output(&self) -> Vec<u8> {
        self.shared.lock().bytes.clone()
    }

    /// Another size, which the program is told.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.shared
            .lock()
            .parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master
            .as_ref()
            .unwrap()
            .resize(pty_size(columns, rows))
            .unwrap();
    }

    pub fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        rustix::process::kill_process(self.pid(), signal).unwrap();
    }

    /// The terminal's modes, in words that can be compared.
    pub fn modes(&self) -> String {
        format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap())
    }

    /// Takes the terminal away, as closing its window does; returns when it is gone. (The screen's
    /// thread holds it too and lets go after the next output: `key` and a new size make the program
    /// draw.)
    pub fn close(&mut self, key: &str) {
        self.shared.lock().closing = true;
        self.master
            .as_ref()
            .unwrap()
            .resize(pty_size(99, 33))
            .unwrap();
        self.send(key);
        let gone = poll(PATIENCE, || {
            (Arc::strong_count(&self.shared) == 1).then_some(())
        });
        assert!(gone.is_some(), "the program draws nothing");
        // What the library's writer sends when dropped goes nowhere any more.
        (self.master, self.slave) = (None, None);
        self.writer = None;
    }

    /// Does something while nobody reads what the program writes.
    pub fn frozen<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        self.shared.lock().frozen = true;
        let result = act(self);
        self.shared.lock().frozen = false;
        self.shared.changed.notify_all();
        result
    }

    /// Waits until the program waits for a frozen terminal. It started to write; that it stands
    /// cannot be asked, so a while more.
    pub fn wait_until_blocked(&self) {
        let held = || self.shared.lock().held.then_some(());
        poll(PATIENCE, held).expect("the program writes nothing");
        std::thread::sleep(Duration::from_millis(200));
    }

    /// Waits for the end.
    pub fn wait(&mut self) -> ExitStatus {
        self.wait_within(PATIENCE)
            .unwrap_or_else(|| panic!("still running; the screen shows:\n{}", self.contents()))
    }

    pub fn wait_within(&mut self, patience: Duration) -> Option<ExitStatus> {
        poll(patience, || self.child.try_wait().unwrap())
    }

    /// Asserts that the terminal is as it was before the program.
    pub fn assert_restored(&self) {
        // Output may still be on its way.
        self.wait_for("the screen from before", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        assert_eq!(self.modes(), self.before);
        let mouse = self.screen(vt100::Screen::mouse_protocol_mode);
        assert_eq!(mouse, vt100::MouseProtocolMode::None);
    }

    /// Processor time used so far, in ticks of 10 ms.
    #[cfg(target_os = "linux")]
    pub fn ticks(&self) -> u64 {
        let stat =
            std::fs::read_to_string(format!("/proc/{}/stat", self.pid().as_raw_nonzero())).unwrap();
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .unwrap()
            .split_whitespace()
            .collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|status| status.is_none()) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Asks until there is an answer.
pub fn poll<T>(patience: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if Instant::now() > deadline {
            return None;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}
