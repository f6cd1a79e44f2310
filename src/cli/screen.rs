//! No verb was given: which form of the program that means here. With a terminal it is the screen,
//! on a pipe the review as text; a screen that could get no keys is refused.

use std::io::{IsTerminal, stdin, stdout};
use std::process::ExitCode;

use super::out::{Failure, finish};
use super::{Screen, plain, today};

/// What the terminal is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Text for a pipe.
    Print,
    /// Lines and a prompt.
    Prompt,
    /// Keys and frames.
    Screen,
    /// Frames without keys.
    NoKeys,
}

fn form(plain: bool, keys: bool, shown: bool) -> Form {
    match (shown, keys) {
        (false, _) => Form::Print,
        (true, _) if plain => Form::Prompt,
        (true, true) => Form::Screen,
        (true, false) => Form::NoKeys,
    }
}

/// Prints, asks or shows, and gives the code to leave with. `show` runs the screen.
pub(super) fn start(screen: Screen, show: impl FnOnce(Screen) -> ExitCode) -> ExitCode {
    match form(
        screen.file_args.plain,
        stdin().is_terminal(),
        stdout().is_terminal(),
    ) {
        Form::Screen => show(screen),
        Form::Prompt => finish(|out| plain::run(&screen.file_args, out)),
        Form::Print => {
            finish(|out| today::print(&screen.file_args, out).map(|()| ExitCode::SUCCESS))
        }
        Form::NoKeys => finish(|_| {
            Err(Failure::Misused(
                "There is no terminal for keys: start `touchbase` in a terminal, or use a verb such as `touchbase today`."
                    .into(),
            ))
        }),
    }
}
