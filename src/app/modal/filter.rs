//! The filter line of the roster: every key narrows or widens the list at once. Enter keeps it, Esc takes it back.

use super::{Reply, close, stay};
use crate::app::App;
use crate::app::keys::{Code, Key};
use crate::app::line::Line;
use crate::app::list::Move;
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
                Roster::filter(app, &self.before);
                return close();
            }
            Code::Enter => {
                let taken = app.roster.list.is_empty().then(|| app.roster.suggested()).flatten();
                if let Some(text) = taken {
                    self.line.set(text.clone());
                    Roster::filter(app, &text);
                    return stay();
                }
                return close();
            }
            Code::Down => drop(app.roster.list.step(Move::By(1))),
            Code::Up => drop(app.roster.list.step(Move::By(-1))),
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
        if app.roster.text != self.line.text() {
            Roster::filter(app, self.line.text());
        }
    }
}
