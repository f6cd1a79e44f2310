//! The ends that are not the user's: a signal, a lost terminal, a panic. They come from any thread
//! and several at once; the first one does the work, the others wait for the process to be gone.

use std::sync::Mutex;
use std::thread::ThreadId;

use super::draft;
use super::tty::{lock, tty};

static FIRST: Mutex<Option<ThreadId>> = Mutex::new(None);

/// Returns to the first thread that ends the program; the others stay here. An end within the end
/// is cut short.
pub(super) fn claim() {
    let me = std::thread::current().id();
    let first = lock(&FIRST).replace(me);
    match first {
        None => {}
        Some(first) if first == me => std::process::abort(),
        Some(first) => {
            *lock(&FIRST) = Some(first);
            loop {
                std::thread::park();
            }
        }
    }
}

/// Keeps the half-written text, gives the terminal back and ends the process as the signal would
/// have.
pub(super) fn end(signal: i32) -> ! {
    claim();
    let _ = draft::save();
    if let Some(tty) = tty() {
        tty.give_back(true);
    }
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    signal_hook::low_level::exit(128_i32.saturating_add(signal))
}
