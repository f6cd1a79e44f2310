//! The loop with the terminal: wait, let the machine work through all that arrived, draw once.

use std::time::{Duration, Instant};

use super::machine::{Machine, TerminalRequest};
use crate::app::mouse::MouseTarget;
use crate::app::panes::roster::Roster;
use crate::app::status::Tone;
use crate::app::{App, Msg};
use crate::term::{Input, Mouse, Press, Term, clipboard, draft, editor};
use crate::ui;
use crate::ui::mouse::Hit;

/// How long nothing happens before the clock and other processes' writes are looked at.
const IDLE: Duration = Duration::from_millis(900);

/// Runs the program until it is left; gives back the line to print on the shell.
pub fn run(mut machine: Machine) -> Result<String, String> {
    crate::term::prepare(&machine.paths().state);
    let mut term = Term::open()?;
    let (w, h) = term.size();
    machine.feed(Msg::Resize(w, h));
    let waker = term.waker();
    machine.wake_with(move || waker.wake());
    tell_drafts(&mut machine);
    let mut clicks = Clicks::default();
    let mut shown = machine.app.place();
    loop {
        fit(&mut machine.app);
        machine.fetch_words();
        term.colours(!machine.app.around.no_color);
        if std::mem::replace(&mut shown, machine.app.place()) != machine.app.place() {
            term.turn_page();
        }
        term.draw(|frame| {
            ui::draw(frame, &machine.app);
        });
        term.mouse(machine.app.settings.look.mouse);
        Roster::settle(&mut machine.app);
        let inputs = term.recv(IDLE);
        let mut outside = machine.tick();
        for input in inputs {
            outside.extend(take(&mut machine, &mut term, &mut clicks, input));
            if machine.app.has_quit() {
                break;
            }
        }
        for what in outside {
            perform(&mut machine, &mut term, what);
        }
        keep_draft(&machine);
        term.burst_is_paste(
            !machine
                .app
                .modals
                .last()
                .is_some_and(crate::app::modal::Modal::is_typing),
        );
        if machine.app.has_quit() {
            break;
        }
    }
    drop(term);
    // Forms that were left with changes, and words that nobody dropped.
    let kept = draft::write(&machine.paths().state);
    kept.map_err(|e| {
        format!(
            "What was half-written could not be kept in {}: {e}.",
            machine.paths().state.display()
        )
    })?;
    Ok(machine.app.farewell())
}

/// Scrolls what has to be scrolled for the window as it is.
fn fit(app: &mut App) {
    let regions = ui::layout::regions(app.regions.size, app);
    app.fit(regions);
}

fn take(
    machine: &mut Machine,
    term: &mut Term,
    clicks: &mut Clicks,
    input: Input,
) -> Vec<TerminalRequest> {
    match input {
        Input::Mouse(mouse) => {
            // What lies under the mouse is asked of the screen as the keys before it left it.
            fit(&mut machine.app);
            clicks
                .take(&machine.app, mouse)
                .into_iter()
                .flat_map(|msg| machine.take(msg))
                .collect()
        }
        Input::Key(key) => machine.take(Msg::Key(key)),
        Input::Paste(text) => machine.take(Msg::Paste(text)),
        Input::Resize(w, h) => machine.take(Msg::Resize(w, h)),
        Input::Continued => {
            term.redraw();
            Vec::new()
        }
    }
}

/// Within this time a second click in the same cell opens.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// The click before.
#[derive(Default)]
struct Clicks {
    last: Option<(Instant, u16, u16)>,
}

impl Clicks {
    /// What the mouse says to the app.
    fn take(&mut self, app: &App, mouse: Mouse) -> Vec<Msg> {
        let Mouse { press, x, y } = mouse;
        let hit = match press {
            Press::WheelUp => Some(ui::mouse::wheel(app, x, y, -1)),
            Press::WheelDown => Some(ui::mouse::wheel(app, x, y, 1)),
            Press::Click => ui::mouse::click(app, x, y),
        };
        let row = press == Press::Click && matches!(hit, Some(Hit::App(MouseTarget::Row(_))));
        let before = if row {
            self.last.replace((Instant::now(), x, y))
        } else {
            self.last.take()
        };
        let twice = row
            && before.is_some_and(|(at, bx, by)| (bx, by) == (x, y) && at.elapsed() < DOUBLE_CLICK);
        let mut msgs: Vec<Msg> = match hit {
            None => Vec::new(),
            Some(Hit::Keys(keys)) => keys.into_iter().map(Msg::Key).collect(),
            Some(Hit::App(at)) => vec![Msg::Point(at)],
        };
        if twice {
            self.last = None;
            msgs.push(Msg::Point(MouseTarget::Command("open")));
        }
        msgs
    }
}

fn perform(machine: &mut Machine, term: &mut Term, what: TerminalRequest) {
    match what {
        TerminalRequest::Redraw => term.redraw(),
        TerminalRequest::Quit => {}
        TerminalRequest::Suspend => {
            if let Err(why) = term.suspend() {
                machine.feed(Msg::Say(Tone::Wrong, why));
            }
        }
        TerminalRequest::Copy(text, what) => {
            let how = match term.copy(&text) {
                how if how.starts_with("Copied") => how,
                // What cannot be confirmed can be fetched; beside what was logged there is room for
                // little more than where.
                how => {
                    let path = crate::paths::shown(&clipboard::file(&machine.paths().state));
                    match what.is_empty() {
                        true if how.starts_with("Asked") => {
                            format!("to paste: clipboard, or {path}")
                        }
                        true => format!("to paste: {path}"),
                        false => format!("{how} It is in {path} too."),
                    }
                }
            };
            // A message that was just logged: said together with what was logged.
            let said = if what.is_empty() {
                Msg::Copied(how)
            } else {
                Msg::Say(Tone::Ok, format!("Copied {what}; {how}"))
            };
            machine.feed(said);
        }
        TerminalRequest::Open(link) => {
            let said = super::files::open_link(&link);
            machine
                .feed(said.map_or_else(|e| Msg::Say(Tone::Wrong, e), |ok| Msg::Say(Tone::Ok, ok)));
        }
        TerminalRequest::Edit(text) => {
            let state = machine.paths().state.clone();
            let result = term.outside(|| editor::edit(&text, &state));
            machine.feed(Msg::Edited(result));
        }
    }
}

/// Everything half-written, where a signal or a panic finds it.
fn keep_draft(machine: &Machine) {
    draft::hold_all(&machine.paths().db, machine.app.unsaved());
}

/// What was half-written when the program last ended.
fn tell_drafts(machine: &mut Machine) {
    let found = machine.left_behind();
    if !found.is_empty() {
        machine.feed(Msg::Drafts(found));
        keep_draft(machine);
    }
}
