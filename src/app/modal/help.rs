//! The keys that are live here, from the command tables, with search; Enter runs the line under the
//! cursor.

use super::{Reply, Stay, close, stay};
use crate::app::App;
use crate::app::command::{self, Command, Scope};
use crate::app::keys::{Code, Key};
use crate::app::line::TextField;
use crate::app::list::{List, Move};

/// The help window.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// What is searched.
    pub line: TextField,
    /// Cursor over the commands found.
    pub list: List<usize>,
}

impl Help {
    /// Commands that are live in the place and fit the search, nearest scope first.
    pub fn found(&self, app: &App) -> Vec<&'static Command> {
        let place = app.place();
        let wanted = self.line.text().trim().to_lowercase();
        let fits = |c: &Command| {
            wanted.is_empty()
                || c.help.to_lowercase().contains(&wanted)
                || c.title(app).to_lowercase().contains(&wanted)
                || app
                    .keymap
                    .shown(c.id)
                    .iter()
                    .any(|k| k == self.line.text().trim())
        };
        let mut found: Vec<&Command> = command::all()
            .filter(|c| c.scope.live(place) && fits(c))
            .collect();
        found.sort_by_key(|c| match c.scope {
            Scope::In(_) => 0,
            Scope::People => 1,
            Scope::Lists => 2,
            Scope::Everywhere => 3,
        });
        found
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let found = self.found(app);
        if self.list.len() != found.len() {
            self.list.set((0..found.len()).collect());
        }
        let page = i64::from(app.regions.modal_list).max(2) - 1;
        match (key.code, key.ctrl) {
            (Code::Esc, _) => return close(),
            (Code::Down, _) | (Code::Char('n'), true) => drop(self.list.step(Move::By(1))),
            (Code::Up, _) | (Code::Char('p'), true) => drop(self.list.step(Move::By(-1))),
            (Code::PgDn, _) => drop(self.list.step(Move::By(page))),
            (Code::PgUp, _) => drop(self.list.step(Move::By(-page))),
            (Code::Enter, _) => {
                if let Some(command) = found.get(self.list.at()) {
                    return (Stay::Closed, app.run(command));
                }
            }
            _ => {
                self.line.key(key);
                let found = self.found(app);
                self.list.set((0..found.len()).collect());
                self.list.step(Move::First);
            }
        }
        stay()
    }
}
