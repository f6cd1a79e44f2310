//! The loop with the terminal: wait, let the machine work through all that arrived, draw once.

use std::time::Duration;

use super::machine::{Machine, Outside};
use crate::app::status::Tone;
use crate::app::{App, Msg};
use crate::term::{Input, Term, clipboard, draft, editor};
use crate::ui;

/// How long nothing happens before the clock and other processes' writes are looked at.
const IDLE: Duration = Duration::from_millis(900);

/// Runs the program until it is left; gives back the line to print on the shell.
pub fn run(mut machine: Machine) -> Result<String, String> {
    crate::term::prepare(&machine.paths.state);
    let mut term = Term::open()?;
    let (w, h) = term.size();
    machine.feed(Msg::Resize(w, h));
    let waker = term.waker();
    machine.wake_with(move || waker.wake());
    tell_drafts(&mut machine);
    loop {
        fit(&mut machine.app);
        machine.fetch_words();
        term.draw(|frame| {
            ui::draw(frame, &machine.app);
        });
        let inputs = term.recv(IDLE);
        let mut outside = machine.tick();
        for input in inputs {
            outside.extend(take(&mut machine, &mut term, input));
            if machine.app.has_quit() {
                break;
            }
        }
        for what in outside {
            perform(&mut machine, &mut term, what);
        }
        keep_draft(&machine.app);
        term.burst_is_paste(!machine.app.modals.last().is_some_and(crate::app::modal::Modal::is_typing));
        if machine.app.has_quit() {
            break;
        }
    }
    drop(term);
    draft::clear();
    Ok(machine.app.farewell())
}

/// Scrolls what has to be scrolled for the window as it is.
fn fit(app: &mut App) {
    let regions = ui::layout::regions(app.regions.size, app);
    app.fit(regions);
}

fn take(machine: &mut Machine, term: &mut Term, input: Input) -> Vec<Outside> {
    match input {
        Input::Key(key) => machine.feed(Msg::Key(key)),
        Input::Paste(text) => machine.feed(Msg::Paste(text)),
        Input::Resize(w, h) => machine.feed(Msg::Resize(w, h)),
        Input::Continued => {
            term.redraw();
            Vec::new()
        }
    }
}

fn perform(machine: &mut Machine, term: &mut Term, what: Outside) {
    match what {
        Outside::Redraw => term.redraw(),
        Outside::Quit => {}
        Outside::Suspend => {
            if let Err(why) = term.suspend() {
                machine.feed(Msg::Say(Tone::Wrong, why));
            }
        }
        Outside::Copy(text, what) => {
            let how = match term.copy(&text) {
                how if how.starts_with("Copied") => how,
                // What cannot be confirmed can be fetched.
                how => format!("{how} It is in {} too.", crate::paths::shown(&clipboard::file(&machine.paths.state))),
            };
            // A message that was just logged: said together with what was logged.
            let said =
                if what.is_empty() { Msg::Copied(how) } else { Msg::Say(Tone::Ok, format!("Copied {what}; {how}")) };
            machine.feed(said);
        }
        Outside::Open(link) => {
            let said = super::files::open_link(&link);
            machine.feed(said.map_or_else(|e| Msg::Say(Tone::Wrong, e), |ok| Msg::Say(Tone::Ok, ok)));
        }
        Outside::Edit(text) => {
            let state = machine.paths.state.clone();
            let result = term.outside(|| editor::edit(&text, &state));
            machine.feed(Msg::Edited(result));
        }
    }
}

/// The half-written text of the top window, where a signal or a panic finds it.
fn keep_draft(app: &App) {
    match app.modals.iter().rev().find_map(crate::app::modal::Modal::unsaved) {
        Some((title, text)) => draft::hold(&title, &text),
        None => draft::clear(),
    }
}

/// What was half-written when the program was last ended from outside.
fn tell_drafts(machine: &mut Machine) {
    let found = draft::take(&machine.paths.state);
    if !found.is_empty() {
        machine.feed(Msg::Rescued(found.into_iter().map(|d| (d.title, d.text)).collect()));
    }
}
