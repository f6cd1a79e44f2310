//! The terminal device: taking it, giving it back, writing to it. Everything that gives it back
//! (the program's end, signals, the panic hook) comes through here from whatever thread it is on,
//! so the state is one static, nothing here panics, and nothing waits for long: a terminal that
//! swallows no more output must not keep the program from ending.
//!
//! The device is opened a second time without blocking, for ourselves alone: another program that
//! takes bytes between our `poll` and our `read` (an editor, a shell) can then never leave us
//! blocked in a read that steals its next key.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, TryLockError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::termios::{OptionalActions, QueueSelector, Termios};

/// Alternate screen, framed pastes.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// The end of a half-drawn frame, plain style, unframed pastes, a visible cursor, the screen from
/// before.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// On a terminal without a second screen: plain style, a visible cursor, an empty screen.
const LEAVE_DUMB: &[u8] = b"\x1b[0m\x1b[?25h\x1b[2J\x1b[H";
/// Presses and the wheel of the mouse are reported, or are the terminal's own.
const MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
const NO_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";
/// Breaks off whatever sequence was half written.
const BREAK_OFF: &[u8] = b"\x18\x1b\\";
/// How long giving back waits for a writer, and for a terminal that takes no output.
const PATIENCE: Duration = Duration::from_millis(200);

/// The device and what it was like before.
pub(super) struct Tty {
    input: OwnedFd,
    output: OwnedFd,
    before: Termios,
    dumb: bool,
    /// Whether our modes are on.
    held: AtomicBool,
    /// Whether the mouse is wanted while they are.
    mouse: AtomicBool,
    /// Whoever writes holds it, so that nobody gives the terminal back in the middle of a frame.
    writing: Mutex<()>,
}

static TTY: OnceLock<Tty> = OnceLock::new();

/// The terminal, if it was ever taken.
pub(super) fn tty() -> Option<&'static Tty> {
    TTY.get()
}

/// Finds the terminal on standard input and output; takes nothing yet.
pub(super) fn find() -> Result<&'static Tty, String> {
    if let Some(tty) = TTY.get() {
        return Ok(tty);
    }
    let (stdin, stdout) = (io::stdin(), io::stdout());
    if !rustix::termios::isatty(&stdin) {
        return Err(
            "There is no terminal to read keys from: standard input comes from elsewhere."
                .to_owned(),
        );
    }
    if !rustix::termios::isatty(&stdout) {
        return Err("There is no terminal to draw on: standard output goes elsewhere.".to_owned());
    }
    let failed = |e: io::Error| format!("The terminal cannot be used: {e}.");
    let before = rustix::termios::tcgetattr(&stdin).map_err(|e| failed(e.into()))?;
    let tty = Tty {
        input: own(stdin.as_fd()).map_err(failed)?,
        output: own(stdout.as_fd()).map_err(failed)?,
        before,
        dumb: std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb"),
        held: AtomicBool::new(false),
        mouse: AtomicBool::new(false),
        writing: Mutex::new(()),
    };
    Ok(TTY.get_or_init(|| tty))
}

/// Opens the terminal behind `fd` anew. Where that is not allowed (after `su`, in some containers)
/// the same one does.
fn own(fd: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let same = |new: &OwnedFd| {
        Some(rustix::fs::fstat(new).ok()?.st_rdev == rustix::fs::fstat(fd).ok()?.st_rdev)
    };
    rustix::termios::ttyname(fd, Vec::new())
        .and_then(|name| rustix::fs::open(name, flags, Mode::empty()))
        .ok()
        .filter(|new| same(new).unwrap_or(false))
        .map_or_else(|| fd.try_clone_to_owned(), Ok)
}

impl Tty {
    /// Where keys come from.
    pub(super) fn input(&self) -> BorrowedFd<'_> {
        self.input.as_fd()
    }

    /// Whether it is a terminal that knows next to nothing.
    pub(super) fn dumb(&self) -> bool {
        self.dumb
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> (u16, u16) {
        rustix::termios::tcgetwinsize(&self.output)
            .map_or((80, 24), |size| (size.ws_col, size.ws_row))
    }

    /// Whether we are the job in front; in the background, touching the modes would stop the whole
    /// program.
    pub(super) fn in_front(&self) -> bool {
        rustix::termios::tcgetpgrp(&self.input).is_ok_and(|group| group == rustix::process::getpgrp())
            // Not our controlling terminal: there is no job control on it.
            || rustix::termios::tcgetpgrp(&self.input).is_err()
    }

    /// Puts our modes on.
    pub(super) fn take(&self) -> io::Result<()> {
        let _writing = lock_within(&self.writing, PATIENCE).ok_or(io::ErrorKind::TimedOut)?;
        let mut raw = self.before.clone();
        // Also: a byte is enough for a read, and no time is waited.
        raw.make_raw();
        rustix::termios::tcsetattr(&self.input, OptionalActions::Now, &raw)?;
        self.held.store(true, Ordering::SeqCst);
        if self.dumb {
            return Ok(());
        }
        let mouse = if self.mouse.load(Ordering::SeqCst) {
            MOUSE
        } else {
            &[]
        };
        self.write(&[ENTER, mouse].concat(), Some(PATIENCE))
    }

    /// Takes our modes off, whoever asks and however often. With `discard`, keys nobody has read
    /// are forgotten: the rest of a paste must not run as commands in the shell.
    pub(super) fn give_back(&self, discard: bool) {
        let writing = lock_within(&self.writing, PATIENCE);
        if !self.held.swap(false, Ordering::SeqCst) {
            return;
        }
        let leave = if self.dumb {
            LEAVE_DUMB.to_vec()
        } else {
            [NO_MOUSE, LEAVE].concat()
        };
        let words = if writing.is_none() {
            [BREAK_OFF, leave.as_slice()].concat()
        } else {
            leave
        };
        let _ = self.write(&words, Some(PATIENCE));
        if self.in_front() {
            if discard {
                let _ = rustix::termios::tcflush(&self.input, QueueSelector::IFlush);
            }
            let _ = rustix::termios::tcsetattr(&self.input, OptionalActions::Now, &self.before);
        }
    }

    /// StartOptions the mouse from now on, or leaves it to the terminal.
    pub(super) fn mouse(&self, on: bool) {
        if self.mouse.swap(on, Ordering::SeqCst) != on && !self.dumb {
            // A terminal that is gone is the reader's affair.
            let _ = self.put(if on { MOUSE } else { NO_MOUSE });
        }
    }

    /// Writes in one go, if the terminal is ours at the moment; says whether it was.
    pub(super) fn put(&self, bytes: &[u8]) -> io::Result<bool> {
        let _writing = lock(&self.writing);
        if !self.held.load(Ordering::SeqCst) {
            return Ok(false);
        }
        self.write(bytes, None).map(|()| true)
    }

    fn write(&self, mut bytes: &[u8], patience: Option<Duration>) -> io::Result<()> {
        while !bytes.is_empty() {
            match rustix::io::write(&self.output, bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(n) => bytes = bytes.get(n..).unwrap_or_default(),
                Err(rustix::io::Errno::INTR) => {}
                Err(rustix::io::Errno::AGAIN) => self.wait_for_room(patience)?,
                Err(e) => return Err(e.into()),
            }
        }
        Ok(())
    }

    fn wait_for_room(&self, patience: Option<Duration>) -> io::Result<()> {
        let timeout = patience.and_then(|p| Timespec::try_from(p).ok());
        let mut fds = [PollFd::new(&self.output, PollFlags::OUT)];
        match poll(&mut fds, timeout.as_ref()) {
            Ok(0) => Err(io::ErrorKind::TimedOut.into()),
            Err(rustix::io::Errno::INTR) => Ok(()),
            Err(e) => Err(e.into()),
            Ok(_)
                if fds.iter().any(|fd| {
                    fd.revents()
                        .intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
                }) =>
            {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            Ok(_) => Ok(()),
        }
    }
}

/// The lock, also when its holder panicked: what is behind it here is never half changed.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// The lock, unless somebody keeps it for longer than `patience`.
pub(super) fn lock_within<T>(mutex: &Mutex<T>, patience: Duration) -> Option<MutexGuard<'_, T>> {
    let start = Instant::now();
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if start.elapsed() > patience => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}
