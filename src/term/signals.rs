//! The thread that receives signals. It acts by itself, whatever the app's thread is busy with:
//! ending signals keep the draft, give the terminal back and end the process with the wait status
//! the sender expects; Ctrl+Z from outside really stops it.

use std::sync::OnceLock;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};

use super::input::Input;
use super::reader::{self, Packet};
use super::tty::{Tty, lock};
use super::{MODE, Mode, end, redraw_next};

/// Starts the thread, once.
pub(super) fn start(tty: &'static Tty) -> Result<(), String> {
    static STARTED: OnceLock<Result<(), String>> = OnceLock::new();
    let start = || {
        let failed = |e: std::io::Error| format!("Signals cannot be received: {e}.");
        let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])
            .map_err(failed)?;
        let work = move || serve(tty, signals);
        std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(work)
            .map_err(failed)?;
        Ok(())
    };
    STARTED.get_or_init(start).clone()
}

fn serve(tty: &'static Tty, mut signals: Signals) {
    loop {
        // In the order of their numbers: the ends come before going on.
        let batch: Vec<i32> = signals.wait().collect();
        for signal in batch {
            match signal {
                SIGWINCH => {
                    let (width, height) = tty.size();
                    reader::send(Packet::Inputs(vec![Input::Resize(width, height)]));
                }
                SIGTSTP => stop(tty),
                SIGCONT => go_on(tty, &mut signals),
                _ => end_by(signal),
            }
        }
    }
}

/// Ends the program; but Ctrl+C and Ctrl+\ are for the program in front, though all of its group
/// get them.
fn end_by(signal: i32) {
    if !(matches!(signal, SIGINT | SIGQUIT) && *lock(&MODE) == Mode::Away) {
        end::end(signal);
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

/// After `fg`: takes the terminal again. After `bg` there is none to take, and like every program
/// that wants the terminal we stop again until we are in front.
fn go_on(tty: &'static Tty, signals: &mut Signals) {
    // A shell may say "go on" just before it makes us the job in front.
    let mut patience = 0..10;
    while !tty.in_front() && patience.next().is_some() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let mode = lock(&MODE);
    if *mode != Mode::Open {
        return;
    }
    if tty.in_front() {
        if tty.take().is_ok() {
            reader::listen(true);
            redraw_next();
            reader::send(Packet::Inputs(vec![Input::Continued]));
        }
        return;
    }
    drop(mode);
    // "Go on" may have been said so that we can end (`kill` in a shell says both).
    signals
        .pending()
        .filter(|signal| matches!(*signal, SIGTERM | SIGHUP | SIGINT | SIGQUIT))
        .for_each(end_by);
    if !no_shell_waits() {
        let _ = raise(SIGSTOP);
    }
}

/// Whether nobody would ever continue us: our parent is no shell of this session (a terminal window
/// that runs only us). The system does not deliver terminal stops to such orphans either.
///
/// Asked through nix, for a session or a group may be 0: it began outside the container we run in.
pub(super) fn no_shell_waits() -> bool {
    use nix::unistd::{getpgid, getpgrp, getpid, getppid, getsid};
    let (parent, group, Ok(session)) = (getppid(), getpgrp(), getsid(None)) else {
        return true;
    };
    if session == getpid() || parent.as_raw() == 0 {
        return true;
    }
    if getpgid(Some(parent)) == Ok(group) {
        // Started by a script in our group: what counts is whether that group is the session's
        // first.
        return session == group;
    }
    getsid(Some(parent)) != Ok(session)
}
