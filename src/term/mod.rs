//! The terminal: keys in, frames out, and a promise to leave it as it was on every way out. Bytes
//! are read by a thread of ours (`reader`, `input`, `sequence`), signals by another (`signals`),
//! and both end the program by themselves when they must (`end`, `panic`, `draft`), whatever the
//! app's thread is doing. Drawing goes through memory and one write (`screen`, `tty`).
//!
//! There is one terminal, so its state is static: signals and panics reach it without asking
//! anybody for it.

pub mod clipboard;
pub mod draft;
pub mod editor;
mod end;
mod files;
mod input;
mod panic;
mod reader;
mod screen;
mod sequence;
mod signals;
mod tty;

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use ratatui::{Frame, Terminal};

pub use self::input::{Decoder, Input, MAX_PASTE, Mouse, Press};
use self::reader::Packet;
use self::screen::Screen;
use self::tty::{Tty, lock, tty};

/// Whose the terminal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// The shell's: not opened yet, or left.
    Closed,
    /// Ours.
    Open,
    /// Lent to another program for a while.
    Away,
}

/// Changes hands under this lock, so that `fg` and an editor's end do not both take the terminal.
static MODE: Mutex<Mode> = Mutex::new(Mode::Closed);
/// Whether the next frame has to be drawn as a whole.
static STALE: AtomicBool = AtomicBool::new(false);

fn redraw_next() {
    STALE.store(true, Ordering::SeqCst);
}

/// Before anything else in `main`: from now on a panic in any thread gives the terminal back, keeps
/// the draft and writes a report, and drafts go to `state_dir`.
pub fn prepare(state_dir: &Path) {
    draft::keep_in(state_dir);
    panic::install(state_dir);
}

/// Gives the terminal back, if it is ours: for a way out that does not drop `Term`
/// (`process::exit`). May be called at any time, from any thread, more than once.
pub fn restore() {
    if let Some(tty) = tty() {
        *lock(&MODE) = Mode::Closed;
        reader::listen(false);
        tty.give_back(true);
    }
}

/// The terminal while it is ours. Dropping it gives it back.
pub struct Term {
    tty: &'static Tty,
    terminal: Terminal<Screen>,
    inbox: Receiver<Packet>,
    /// A packet that was looked at and has to wait for the next `recv`.
    next: RefCell<Option<Packet>>,
    burst_is_paste: Cell<bool>,
}

/// Makes `recv` return early, from any thread.
#[derive(Debug, Clone, Copy)]
pub struct Waker(());

impl Waker {
    /// Does it.
    pub fn wake(&self) {
        reader::send(Packet::Wake);
    }
}

impl Term {
    /// Takes the terminal. Without one the error is a sentence.
    pub fn open() -> Result<Self, String> {
        let tty = tty::find()?;
        let failed = |e: std::io::Error| format!("The terminal cannot be used: {e}.");
        let terminal = Terminal::new(Screen::new(tty)).map_err(failed)?;
        let inbox = reader::start(tty)?;
        signals::start(tty)?;
        let mut term = Self {
            tty,
            terminal,
            inbox,
            next: RefCell::new(None),
            burst_is_paste: Cell::new(true),
        };
        term.enter().map_err(failed)?;
        Ok(term)
    }

    /// Waits for input, at most `timeout`, and gives all that has arrived, so that a burst is drawn
    /// once. Of several sizes only the last is given.
    pub fn recv(&self, timeout: Duration) -> Vec<Input> {
        let mut all: Vec<Input> = Vec::new();
        let next = self
            .next
            .take()
            .or_else(|| self.inbox.recv_timeout(timeout).ok());
        let packets = next
            .into_iter()
            .chain(std::iter::from_fn(|| self.inbox.try_recv().ok()));
        for packet in packets {
            let Packet::Inputs(inputs) = packet else {
                continue;
            };
            let burst = input::is_burst(&inputs);
            if burst && !all.is_empty() {
                // Whether it is a paste depends on what the inputs before it make of the focus.
                self.next.replace(Some(Packet::Inputs(inputs)));
                break;
            }
            all.extend(if burst && self.burst_is_paste.get() {
                input::burst_to_paste(inputs)
            } else {
                inputs
            });
        }
        let sizes = all
            .iter()
            .filter(|input| matches!(input, Input::Resize(..)))
            .count();
        let mut older = 1..sizes;
        all.retain(|input| !matches!(input, Input::Resize(..)) || older.next().is_none());
        all
    }

    /// Whether many different characters at once are a paste (terminals without framed pastes): yes
    /// while no text field is focused, no while one is. Say it after each `recv` that changed it.
    pub fn burst_is_paste(&self, yes: bool) {
        self.burst_is_paste.set(yes);
    }

    /// What another thread wakes `recv` with.
    pub fn waker(&self) -> Waker {
        Waker(())
    }

    /// Draws a frame: what changed goes out in one write, what did not costs nothing. Draws nothing
    /// while the terminal is not ours (stopped); a terminal that is gone is the reader's affair.
    pub fn draw(&mut self, frame: impl FnOnce(&mut Frame)) {
        if STALE.swap(false, Ordering::SeqCst) {
            self.terminal.backend_mut().forget();
            let _ = self.terminal.clear();
        }
        let drawn = self.terminal.draw(frame).is_ok();
        let bytes = self.terminal.backend_mut().take();
        let shown = bytes.is_empty() || self.tty.put(&bytes).unwrap_or(false);
        if !drawn || !shown {
            redraw_next();
        }
    }

    /// Whether colours are shown, from the next frame on.
    pub fn colours(&mut self, on: bool) {
        self.terminal.backend_mut().colours(on);
    }

    /// Whether the mouse is reported. Off at the start: a terminal that reports it cannot be used
    /// to mark text.
    pub fn mouse(&self, on: bool) {
        self.tty.mouse(on);
    }

    /// The next frame shows something else: if the terminal may show a line of this one otherwise
    /// than was meant, it is drawn as a whole, so that nothing of it stays behind.
    pub fn turn_page(&mut self) {
        if self.terminal.backend().is_unsure() {
            redraw_next();
        }
    }

    /// The next frame is drawn as a whole.
    pub fn redraw(&mut self) {
        redraw_next();
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.tty.size()
    }

    /// Runs `f` with the terminal as it was before, all keys going to whoever reads them there (an
    /// editor, a pager).
    pub fn outside<R>(&mut self, f: impl FnOnce() -> R) -> R {
        {
            let mut mode = lock(&MODE);
            *mode = Mode::Away;
            reader::listen(false);
            self.tty.give_back(false);
        }
        let result = f();
        // If it cannot be taken it is gone, and the reader ends the program.
        let _ = self.enter();
        result
    }

    /// Stops the program as Ctrl+Z does elsewhere; `Continued` arrives after `fg`.
    pub fn suspend(&mut self) -> Result<(), String> {
        if signals::no_shell_waits() {
            return Err(
                "There is no shell to go back to: this window runs touchbase alone.".to_owned(),
            );
        }
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)
            .map_err(|e| format!("The program cannot be stopped: {e}."))
    }

    /// Copies `text` to the clipboard by all means there are, and says which.
    pub fn copy(&mut self, text: &str) -> String {
        let request = if self.tty.dumb() {
            None
        } else {
            clipboard::request(text)
        };
        let asked = request.is_some_and(|bytes| self.tty.put(&bytes).unwrap_or(false));
        clipboard::sentence(clipboard::hand_over(text), asked)
    }

    fn enter(&mut self) -> std::io::Result<()> {
        let mut mode = lock(&MODE);
        self.tty.take()?;
        *mode = Mode::Open;
        reader::listen(true);
        redraw_next();
        Ok(())
    }
}

impl Drop for Term {
    fn drop(&mut self) {
        restore();
    }
}
