//! The thread that receives signals. It acts by itself, whatever the app's thread is busy with: ending signals keep the draft,
//! give the terminal back and end the process with the wait status the sender expects; Ctrl+Z from outside really stops it.

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};
use std::sync::OnceLock;

use super::input::Input;
use super::reader::{self, Packet};
use super::tty::{Tty, lock};
use super::{MODE, Mode, end, redraw_next};

/// Starts the thread, once.
pub(super) fn start(tty: &'static Tty) -> Result<(), String> {
    static STARTED: OnceLock<Result<(), String>> = OnceLock::new();
    let start = || {
        let failed = |e: std::io::Error| format!("Signals cannot be received: {e}.");
        let mut signals =
            Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH]).map_err(failed)?;
        let work = move || signals.forever().for_each(|signal| receive(tty, signal));
        std::thread::Builder::new().name("signals".to_owned()).spawn(work).map_err(failed)?;
        Ok(())
    };
    STARTED.get_or_init(start).clone()
}

fn receive(tty: &'static Tty, signal: i32) {
    match signal {
        SIGWINCH => {
            let (width, height) = tty.size();
            reader::send(Packet::Inputs(vec![Input::Resize(width, height)]));
        }
        SIGTSTP => stop(tty),
        SIGCONT => go_on(tty),
        // Ctrl+C and Ctrl+\ are for the program in front, and all of the group get them.
        SIGINT | SIGQUIT if *lock(&MODE) == Mode::Away => {}
        _ => end::end(signal),
    }
}

/// Gives the terminal back and stops, as the signal would have done. What follows is in `go_on`.
fn stop(tty: &'static Tty) {
    if no_shell_waits() {
        return;
    }
    reader::listen(false);
    tty.give_back(false);
    // The emulation is SIGSTOP: the whole process stands still here.
    let _ = emulate_default_handler(SIGTSTP);
}

/// After `fg`: takes the terminal again. After `bg` there is none to take, and like every program that wants the terminal we
/// stop again until we are in front.
fn go_on(tty: &'static Tty) {
    let mode = lock(&MODE);
    if *mode != Mode::Open {
        return;
    }
    if !tty.in_front() {
        drop(mode);
        if !no_shell_waits() {
            let _ = raise(signal_hook::consts::SIGSTOP);
        }
        return;
    }
    if tty.take().is_ok() {
        reader::listen(true);
        redraw_next();
        reader::send(Packet::Inputs(vec![Input::Continued]));
    }
}

/// Whether nobody would ever continue us: our parent is no shell of this session (a terminal window that runs only us). The
/// system does not deliver terminal stops to such orphans either.
pub(super) fn no_shell_waits() -> bool {
    use rustix::process::{getpgid, getpgrp, getppid, getsid};
    let Some(parent) = getppid() else { return true };
    let ours = getsid(None).ok();
    if getpgid(Some(parent)).ok() == Some(getpgrp()) {
        // Started by a script in our group: what counts is whether that group is the session's first.
        return ours == Some(getpgrp());
    }
    getsid(Some(parent)).ok() != ours
}
