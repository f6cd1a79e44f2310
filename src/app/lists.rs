//! Commands of any list: moving, selecting, opening. What moves depends on the place; the keys do
//! not.

use super::command::Scope::Lists;
use super::command::{Able, Command};
use super::keys::by_place;
use super::list::Move;
use super::panes::profile::Profile;
use super::panes::view::{Pane, Selection};
use super::status::Tone;
use super::{App, Effect, Msg, ViewId};
use crate::domain::ids::Id;
use crate::domain::rows::Creator;

/// Keys of lists.
pub const COMMANDS: &[Command] = &[
    Command::new("down", &["j", "Down"], "down", "Down", |app| {
        app.step(Move::By(1))
    })
    .scope(Lists),
    Command::new("up", &["k", "Up"], "up", "Up", |app| app.step(Move::By(-1))).scope(Lists),
    Command::new(
        "page-down",
        &["PgDn", "Ctrl+D"],
        "page down",
        "Page down",
        |app| app.page(1),
    )
    .scope(Lists),
    Command::new(
        "page-up",
        &["PgUp", "Ctrl+U"],
        "page up",
        "Page up",
        |app| app.page(-1),
    )
    .scope(Lists),
    Command::new(
        "open",
        &["Enter"],
        "open",
        "Open what is under the cursor: a creator's profile, an entry",
        |app| {
            app.view
                .view()
                .map_or_else(Vec::new, |view| (view.open)(app))
        },
    )
    .scope(Lists)
    .able(|app| {
        if app.place() == ViewId::Profile {
            Err("the profile is open already; [ and ] change its tab".into())
        } else {
            let some = app.pane().is_some_and(Pane::opens);
            if some {
                Ok(())
            } else {
                Err("nothing under the cursor to open".into())
            }
        }
    }),
    Command::new(
        "select",
        &["Space"],
        "select",
        "Select or unselect; the cursor moves on and verbs act on all selected",
        |app| {
            app.selection(|rows| rows.toggle());
            Vec::new()
        },
    )
    .scope(Lists)
    .able(selectable),
    Command::new(
        "range",
        &["v"],
        "range",
        "Start a range, or end it here; moving draws it",
        |app| {
            if app.selection(|rows| rows.range()) == Some(true) {
                app.status.say(
                    Tone::Note,
                    "range started: move, then v again or any verb",
                    "",
                );
            }
            Vec::new()
        },
    )
    .scope(Lists)
    .able(selectable),
    Command::new(
        "select-all",
        &["Ctrl+A"],
        "select all",
        "Select all that the list shows",
        |app| {
            app.selection(|rows| rows.mark_all());
            Vec::new()
        },
    )
    .scope(Lists)
    .able(selectable),
];

/// Commands that do nothing but move the cursor.
pub const MOVES: &[&str] = &["down", "up", "page-down", "page-up"];

fn selectable(app: &App) -> Able {
    match app.profile.is_none() && app.pane().is_some_and(Pane::selectable) {
        true => Ok(()),
        false => Err("nothing can be selected here; verbs act on what is under the cursor".into()),
    }
}

impl App {
    /// Whether all that a message does is to move the cursor of a list.
    pub fn only_moves(&self, msg: &Msg) -> bool {
        let Msg::Key(key) = msg else {
            return matches!(msg, Msg::Clock(_) | Msg::Resize(..));
        };
        let command = || self.keymap.find(self.place(), &[by_place(*key)]);
        self.modals.is_empty() && command().is_some_and(|command| MOVES.contains(&command.id))
    }

    /// Moves the cursor of the place.
    pub fn step(&mut self, how: Move) -> Vec<Effect> {
        let moved = match self.profile.as_mut() {
            Some(profile) => profile.step(how),
            None => self.pane_mut().is_some_and(|pane| pane.step(how)),
        };
        if moved && self.place() != ViewId::Profile {
            self.card_scroll = 0;
        }
        Vec::new()
    }

    /// Does something to the selection of the view, where rows can be selected.
    fn selection<R>(&mut self, act: impl FnOnce(&mut dyn Selection) -> R) -> Option<R> {
        self.pane_mut()?.selection().map(act)
    }

    fn page(&mut self, pages: i64) -> Vec<Effect> {
        let pane = self.pane().filter(|_| self.profile.is_none());
        let lines = pane.map_or_else(
            || i64::from(self.regions.list.h).saturating_sub(2).max(1),
            |p| p.page(&self.regions),
        );
        self.step(Move::By(pages * lines))
    }

    /// Opens a creator's profile over the view.
    pub fn open_profile(&mut self, creator: Id<Creator>) {
        self.remember_place();
        self.profile = Some(Profile::new(creator));
    }
}
