//! The filter line of roster and board: every key narrows or widens the list at once. Enter keeps it, Esc takes it back.

use super::{Reply, close, stay};
use crate::app::App;
use crate::app::Place;
use crate::app::keys::{Code, Key};
use crate::app::line::Line;
use crate::app::list::Move;
use crate::app::panes::board::Board;
use crate::app::panes::roster::Roster;

/// The line and what it was before.
#[derive(Debug, Clone)]
pub struct Filter {
    /// What is typed.
    pub line: Line,
    before: String,
}

impl Filter {
    /// Goes on from the filter in use.
    pub fn new(text: String) -> Self {
        Self { line: Line::new(text.clone()), before: text }
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        match key.code {
            Code::Esc => {
                filter(app, &self.before);
                return close();
            }
            Code::Enter => {
                let here = app.view == Place::Roster && app.roster.list.is_empty();
                let taken = here.then(|| app.roster.suggested()).flatten();
                if let Some(text) = taken {
                    self.line.set(text.clone());
                    Roster::filter(app, &text);
                    return stay();
                }
                return close();
            }
            Code::Down => drop(app.step(Move::By(1))),
            Code::Up => drop(app.step(Move::By(-1))),
            _ => {
                self.line.key(key);
                self.apply(app);
            }
        }
        stay()
    }

    /// Pasted text.
    pub fn paste(&mut self, app: &mut App, text: &str) {
        self.line.paste(text);
        self.apply(app);
    }

    fn apply(&self, app: &mut App) {
        let now = if app.view == Place::Board { &app.board.text } else { &app.roster.text };
        if now != self.line.text() {
            filter(app, self.line.text());
        }
    }
}

/// Shows what fits a line, in the view below.
fn filter(app: &mut App, text: &str) {
    match app.view {
        Place::Board => Board::filter(app, text),
        _ => Roster::filter(app, text),
    }
}
