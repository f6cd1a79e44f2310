//! The thread that waits for the terminal: it turns bytes into inputs, and ends the program when
//! the terminal is gone. It sleeps in `poll` and wakes only for bytes, for an open sequence that is
//! due, or when told that the terminal changes hands: while the gate is shut (an editor runs, the
//! program is stopped) it reads nothing and watches for the hang-up alone.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;

use super::end;
use super::input::{Decoder, Input};
use super::tty::{Tty, lock};

/// What reaches the app's thread.
pub(super) enum Packet {
    /// What one read found waiting.
    Inputs(Vec<Input>),
    /// Somebody asked it to look up.
    Wake,
}

/// More than a hand types at once: more may be on the way behind it.
const BURST: usize = 16;
/// What one read takes at most before it is handed over.
const LARGEST_READ: usize = 64 << 10;

/// How the other threads speak to the reader and to the app.
struct Shared {
    /// Whether bytes may be read.
    open: Mutex<bool>,
    /// Wakes the reader from its sleep.
    bell: Mutex<PipeWriter>,
    /// To the app's thread.
    out: Mutex<Sender<Packet>>,
}

static SHARED: OnceLock<Shared> = OnceLock::new();

/// Starts the thread, once; gives the app its end of the line.
pub(super) fn start(tty: &'static Tty) -> Result<Receiver<Packet>, String> {
    let (sender, receiver) = channel();
    if let Some(shared) = SHARED.get() {
        *lock(&shared.out) = sender;
        return Ok(receiver);
    }
    let failed = |e: io::Error| format!("The terminal cannot be watched: {e}.");
    let (ear, bell) = io::pipe().map_err(failed)?;
    let shared = Shared {
        open: Mutex::new(false),
        bell: Mutex::new(bell),
        out: Mutex::new(sender),
    };
    let shared = SHARED.get_or_init(|| shared);
    let reader = Reader {
        tty,
        shared,
        ear,
        decoder: Decoder::default(),
        last: Instant::now(),
    };
    std::thread::Builder::new()
        .name("keys".to_owned())
        .spawn(move || reader.run())
        .map_err(failed)?;
    Ok(receiver)
}

/// Opens or shuts the gate; once it is shut, no byte is read any more.
pub(super) fn listen(open: bool) {
    let Some(shared) = SHARED.get() else { return };
    if std::mem::replace(&mut *lock(&shared.open), open) != open {
        let _ = lock(&shared.bell).write_all(b"!");
    }
}

/// Hands something to the app's thread.
pub(super) fn send(packet: Packet) {
    if let Some(shared) = SHARED.get() {
        // Nobody listens after the screen was left.
        let _ = lock(&shared.out).send(packet);
    }
}

struct Reader {
    tty: &'static Tty,
    shared: &'static Shared,
    ear: PipeReader,
    decoder: Decoder,
    /// When the last byte came.
    last: Instant,
}

/// What a read found.
enum Found {
    Bytes,
    Nothing,
    /// The terminal is gone.
    Gone,
}

impl Reader {
    fn run(mut self) {
        loop {
            if matches!(self.turn(), Found::Gone) {
                end::end(SIGHUP);
            }
        }
    }

    /// Sleeps until something happens and deals with it.
    fn turn(&mut self) -> Found {
        let listening = *lock(&self.shared.open);
        if !listening {
            self.decoder = Decoder::default();
        }
        let due = self
            .decoder
            .patience()
            .map(|patience| patience.saturating_sub(self.last.elapsed()));
        let (keys, bell) = self.sleep(listening, due);
        if bell {
            let _ = self.ear.read(&mut [0; 64]);
            return Found::Nothing;
        }
        if keys.contains(PollFlags::NVAL) {
            // Some systems cannot poll this device: look again in a while.
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut found = if listening && !keys.is_empty() {
            self.read()
        } else {
            Found::Nothing
        };
        if matches!(found, Found::Nothing) && keys.intersects(PollFlags::HUP | PollFlags::ERR) {
            found = Found::Gone;
        }
        let flushed = self.decoder.flush(self.last.elapsed());
        deliver(flushed);
        found
    }

    fn sleep(&self, listening: bool, due: Option<Duration>) -> (PollFlags, bool) {
        // `poll` counts in whole milliseconds on some systems: never wake just before it is due.
        let due = due.map(|due| due + Duration::from_millis(1));
        let timeout = due.and_then(|due| Timespec::try_from(due).ok());
        let input = self.tty.input();
        let wanted = if listening {
            PollFlags::IN
        } else {
            PollFlags::empty()
        };
        let mut fds = [
            PollFd::new(&input, wanted),
            PollFd::new(&self.ear, PollFlags::IN),
        ];
        match poll(&mut fds, timeout.as_ref()) {
            Ok(_) => {
                let [keys, bell] = &fds;
                (keys.revents(), !bell.revents().is_empty())
            }
            Err(Errno::INTR) => (PollFlags::empty(), false),
            Err(_) => {
                std::thread::sleep(Duration::from_millis(20));
                (PollFlags::NVAL, false)
            }
        }
    }

    /// Reads all that waits, as one: a burst is one packet even when the system hands it over in
    /// pieces.
    fn read(&mut self) -> Found {
        let mut inputs = Vec::new();
        let mut total = 0;
        let mut found = self.read_some(&mut inputs, &mut total);
        while matches!(found, Found::Bytes) && total < LARGEST_READ {
            let pause = if total > BURST {
                Timespec {
                    tv_sec: 0,
                    tv_nsec: 2_000_000,
                }
            } else {
                Timespec::default()
            };
            let input = self.tty.input();
            let mut fds = [PollFd::new(&input, PollFlags::IN)];
            if !matches!(poll(&mut fds, Some(&pause)), Ok(1..)) {
                break;
            }
            found = self.read_some(&mut inputs, &mut total);
        }
        deliver(inputs);
        found
    }

    fn read_some(&mut self, inputs: &mut Vec<Input>, total: &mut usize) -> Found {
        let open = lock(&self.shared.open);
        if !*open {
            return Found::Nothing;
        }
        let mut bytes = [0; 8 << 10];
        for _ in 0..3 {
            match rustix::io::read(self.tty.input(), &mut bytes) {
                // Nothing at all is how a lost terminal reads; now and then also one whose modes
                // somebody changed.
                Ok(0) => std::thread::sleep(Duration::from_millis(20)),
                Ok(n) => {
                    *total += n;
                    self.last = Instant::now();
                    inputs.extend(self.decoder.feed(bytes.get(..n).unwrap_or_default()));
                    return Found::Bytes;
                }
                Err(Errno::INTR | Errno::AGAIN) => return Found::Nothing,
                Err(_) => return Found::Gone,
            }
        }
        Found::Gone
    }
}

fn deliver(inputs: Vec<Input>) {
    if !inputs.is_empty() {
        send(Packet::Inputs(inputs));
    }
}
