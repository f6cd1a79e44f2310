//! Commands of any list: moving, selecting, opening. What moves depends on the place; the keys do not.

use super::command::Scope::Lists;
use super::command::{Able, Command};
use super::list::Move;
use super::panes::profile::Profile;
use super::status::Tone;
use super::{App, Effect, Place};
use crate::domain::ids::Id;
use crate::domain::rows::Creator;

/// Keys of lists.
pub const COMMANDS: &[Command] = &[
    Command::new("down", &["j", "Down"], "down", "Down", |app| app.step(Move::By(1))).scope(Lists),
    Command::new("up", &["k", "Up"], "up", "Up", |app| app.step(Move::By(-1))).scope(Lists),
    Command::new("page-down", &["PgDn", "Ctrl+D"], "page down", "Page down", |app| app.page(1)).scope(Lists),
    Command::new("page-up", &["PgUp", "Ctrl+U"], "page up", "Page up", |app| app.page(-1)).scope(Lists),
    Command::new("open", &["Enter"], "open", "Open the profile of the creator under the cursor", |app| {
        if let Some(creator) = app.current_creator() {
            app.open_profile(creator);
        }
        Vec::new()
    })
    .scope(Lists)
    .able(|app| {
        if app.place() == Place::Profile {
            Err("the profile is open already; [ and ] change its tab".into())
        } else {
            app.current_creator().map(|_| ()).ok_or_else(|| "nothing under the cursor to open".into())
        }
    }),
    Command::new(
        "select",
        &["Space"],
        "select",
        "Select or unselect; the cursor moves on and verbs act on all selected",
        |app| {
            match app.place() {
                Place::Review => app.review.rows.toggle(),
                _ => app.roster.list.toggle(),
            }
            Vec::new()
        },
    )
    .scope(Lists)
    .able(selectable),
    Command::new("range", &["v"], "range", "Start a range, or end it here; moving draws it", |app| {
        let open = match app.place() {
            Place::Review => app.review.rows.range(),
            _ => app.roster.list.range(),
        };
        if open {
            app.status.say(Tone::Note, "range started: move, then v again or any verb", "");
        }
        Vec::new()
    })
    .scope(Lists)
    .able(selectable),
    Command::new("select-all", &["Ctrl+A"], "select all", "Select all that the list shows", |app| {
        match app.place() {
            Place::Review => app.review.rows.mark_all(),
            _ => app.roster.list.mark_all(),
        }
        Vec::new()
    })
    .scope(Lists)
    .able(selectable),
];

fn selectable(app: &App) -> Able {
    match app.place() {
        Place::Review | Place::Roster => Ok(()),
        Place::Profile | Place::Welcome => Err("nothing can be selected here; verbs act on this creator".into()),
    }
}

impl App {
    /// Moves the cursor of the place.
    pub fn step(&mut self, how: Move) -> Vec<Effect> {
        let moved = match self.place() {
            Place::Review => self.review.step(how),
            Place::Roster => self.roster.step(how),
            Place::Profile => self.profile.as_mut().is_some_and(|p| p.step(how)),
            Place::Welcome => false,
        };
        if moved && self.place() != Place::Profile {
            self.card_scroll = 0;
        }
        Vec::new()
    }

    fn page(&mut self, pages: i64) -> Vec<Effect> {
        let lines = i64::from(self.regions.list.h).saturating_sub(2).max(1);
        self.step(Move::By(pages * lines))
    }

    /// Opens a creator's profile over the view.
    pub fn open_profile(&mut self, creator: Id<Creator>) {
        self.remember_place();
        self.profile = Some(Profile::new(creator));
    }
}
