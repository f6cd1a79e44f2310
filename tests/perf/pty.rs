//! The real program in a pseudo terminal, with a stopwatch: a key goes in, and it is noted when the
//! last byte of the frame that answers it came out, and how much processor time that took.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::data::NOW;

/// What ends every frame of the program.
const END: &[u8] = b"\x1b[?2026l";
/// No frame takes longer than this.
const PATIENCE: Duration = Duration::from_secs(60);
const SIZE: (u16, u16) = (120, 36);

/// A running program.
pub struct Session {
    inbox: Receiver<(Instant, Vec<u8>)>,
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    parser: vt100::Parser,
    _master: Box<dyn MasterPty + Send>,
}

/// The environment of the measured program: the same time, a home of its own.
pub fn environment(home: &Path) -> Vec<(&'static str, String)> {
    let home = home.display().to_string();
    vec![
        ("HOME", home.clone()),
        ("XDG_DATA_HOME", format!("{home}/data")),
        ("XDG_CONFIG_HOME", format!("{home}/config")),
        ("XDG_STATE_HOME", format!("{home}/state")),
        ("TOUCHBASE_NOW", NOW.into()),
        ("TZ", "Europe/Berlin".into()),
        ("LANG", "C.UTF-8".into()),
        ("TERM", "xterm-256color".into()),
    ]
}

impl Session {
    /// Starts a program.
    pub fn spawn(program: &str, args: &[&str], home: &Path) -> Self {
        let size = PtySize {
            rows: SIZE.1,
            cols: SIZE.0,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        environment(home)
            .into_iter()
            .for_each(|(name, value)| command.env(name, value));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let writer = pair.master.take_writer().unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let (sender, inbox) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 64 << 10];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..n].to_vec())).is_err() {
                    break;
                }
            }
        });
        let parser = vt100::Parser::new(SIZE.1.try_into().unwrap(), SIZE.0.try_into().unwrap(), 0);
        Self {
            inbox,
            writer,
            child,
            parser,
            _master: pair.master,
        }
    }

    /// Starts the program over a file; gives back the time to the first frame that shows `text`.
    pub fn open(program: &str, db: &Path, home: &Path, text: &str) -> (Self, Duration) {
        let begin = Instant::now();
        let mut session = Self::spawn(program, &["--db", &db.display().to_string()], home);
        loop {
            let at = session.frame();
            if session.contents().contains(text) {
                return (session, at - begin);
            }
        }
    }

    /// When the next whole frame was there.
    fn frame(&mut self) -> Instant {
        let mut bytes = Vec::new();
        loop {
            let (at, more) = self.inbox.recv_timeout(PATIENCE).unwrap_or_else(|_| {
                panic!(
                    "no frame came; the screen shows:\n{}",
                    self.parser.screen().contents()
                );
            });
            self.parser.process(&more);
            bytes.extend(more);
            if bytes
                .windows(END.len())
                .rev()
                .take(16)
                .any(|part| part == END)
            {
                return at;
            }
        }
    }

    /// Presses a key; gives back the time to the last byte of the frame that answers it.
    pub fn press(&mut self, key: &str) -> Duration {
        let begin = Instant::now();
        self.send(key);
        self.frame() - begin
    }

    /// The time until the same bytes come back: for a program that does nothing else.
    pub fn echo(&mut self, key: &str) -> Duration {
        let begin = Instant::now();
        self.send(key);
        self.inbox.recv_timeout(PATIENCE).unwrap().0 - begin
    }

    /// Types without waiting for anything.
    pub fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// All that comes until nothing comes for `quiet`: when the last of it was there, and its
    /// bytes.
    pub fn settle(&mut self, quiet: Duration) -> (Option<Instant>, usize) {
        let (mut last, mut bytes) = (None, 0);
        loop {
            match self.inbox.recv_timeout(quiet) {
                Ok((at, more)) => {
                    self.parser.process(&more);
                    (last, bytes) = (Some(at), bytes + more.len());
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return (last, bytes);
                }
            }
        }
    }

    /// What the screen shows.
    pub fn contents(&self) -> String {
        self.parser.screen().contents()
    }

    /// Processor time of all its threads so far, where the system tells.
    pub fn cpu(&self) -> Option<Duration> {
        let nanos = |folder: std::fs::DirEntry| -> Option<u64> {
            let told = std::fs::read_to_string(folder.path().join("schedstat")).ok()?;
            told.split(' ').next()?.parse().ok()
        };
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.process_id()?)).ok()?;
        Some(Duration::from_nanos(
            tasks.flatten().filter_map(nanos).sum(),
        ))
    }

    /// How often its threads went to sleep so far.
    pub fn sleeps(&self) -> Option<u64> {
        let count = |folder: std::fs::DirEntry| -> Option<u64> {
            status(&folder.path(), "voluntary_ctxt_switches:")?
                .parse()
                .ok()
        };
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.process_id()?)).ok()?;
        Some(tasks.flatten().filter_map(count).sum())
    }

    /// The most memory it ever had, in MiB.
    pub fn peak(&self) -> Option<f64> {
        let told = status(
            Path::new(&format!("/proc/{}", self.child.process_id()?)),
            "VmHWM:",
        )?;
        Some(told.trim_end_matches("kB").trim().parse::<f64>().ok()? / 1024.0)
    }
}

fn status(folder: &Path, what: &str) -> Option<String> {
    let told = std::fs::read_to_string(folder.join("status")).ok()?;
    Some(
        told.lines()
            .find_map(|line| line.strip_prefix(what))?
            .trim()
            .to_owned(),
    )
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
