//! Which-key menus: the entries of a prefix key, read from the command tables. A letter runs its
//! entry at once; an unknown letter closes nothing and is named.

use super::{Reply, Stay, close, stay};
use crate::app::App;
use crate::app::command::Command;
use crate::app::keys::{Code, Key, by_place};

/// The menu of one prefix key.
#[derive(Debug, Clone, Copy)]
pub struct Menu {
    /// The key that opened it.
    pub prefix: Key,
}

impl Menu {
    /// Its entries here and now.
    pub fn entries(&self, app: &App) -> Vec<(Key, &'static Command)> {
        app.keymap.menu(app.place(), self.prefix)
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        if key == Key::plain(Code::Esc) {
            return close();
        }
        let key = by_place(key);
        match self.entries(app).into_iter().find(|(k, _)| *k == key) {
            Some((_, command)) => (Stay::Closed, app.run(command)),
            None => {
                app.refuse(format!("{key} is not in this menu; Esc closes it"));
                stay()
            }
        }
    }
}
