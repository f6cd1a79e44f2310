//! The week ahead, to look at and to even out: the cursor stands on items, `+` and `-` move the
//! soft ones by a working day.

use super::{Reply, Stay, close, stay};
use crate::app::keys::{Key, by_place};
use crate::app::list::{List, Move};
use crate::app::{App, ViewId};
use crate::domain::review::week::{Week, move_soft, week};
use crate::domain::review::{Item, ItemKey};

/// The week ahead on the screen.
#[derive(Debug, Clone)]
pub struct Ahead {
    /// What comes up.
    pub week: Week,
    /// Cursor over the items of all days.
    pub rows: List<ItemKey>,
}

impl Ahead {
    /// The week ahead of today.
    pub fn new(app: &App) -> Self {
        let mut all = Self {
            week: Week::default(),
            rows: List::default(),
        };
        all.outdated(app);
        all
    }

    /// The rows changed.
    pub fn outdated(&mut self, app: &App) {
        self.week = week(&app.ctx());
        self.rows.set(self.items().map(|item| item.key).collect());
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        self.week.days.iter().flat_map(|day| &day.items)
    }

    /// The item under the cursor.
    pub fn item(&self) -> Option<&Item> {
        let key = self.rows.current()?;
        self.items().find(|item| item.key == *key)
    }

    /// Keys for the footer.
    pub fn hints(&self, app: &App) -> Vec<(String, String)> {
        let rows: &[(&str, &str)] = match self.item() {
            Some(item) if item.lane.is_soft() => &[
                ("later", "a day later"),
                ("sooner", "a day sooner"),
                ("open", "open"),
                ("undo", "undo"),
            ],
            Some(_) => &[("open", "open"), ("undo", "undo")],
            None => &[],
        };
        let close = std::iter::once(&("back", "close"));
        rows.iter()
            .chain(close)
            .filter_map(|(id, title)| Some((app.keymap.first(id)?, (*title).to_owned())))
            .collect()
    }

    /// A key: the commands of lists that mean something here.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let key = by_place(key);
        let command = app.keymap.find(ViewId::Review, &[key]);
        match command.map(|c| c.id) {
            Some("down") => drop(self.rows.step(Move::By(1))),
            Some("up") => drop(self.rows.step(Move::By(-1))),
            Some("page-down") => drop(self.rows.step(Move::By(10))),
            Some("page-up") => drop(self.rows.step(Move::By(-10))),
            Some("top") => drop(self.rows.step(Move::First)),
            Some("end") => drop(self.rows.step(Move::Last)),
            Some("later") => return self.shift(app, 1),
            Some("sooner") => return self.shift(app, -1),
            Some("open") => return self.open(app),
            Some("back" | "quit") => return close(),
            Some("undo" | "redo" | "redraw") => {
                return (Stay::Open, command.map(|c| app.run(c)).unwrap_or_default());
            }
            _ => drop(app.refuse(format!(
                "{key} does nothing here; + and - move what is soft, Esc closes"
            ))),
        }
        stay()
    }

    fn shift(&mut self, app: &mut App, by: i64) -> Reply {
        let here = self.rows.current();
        let stands = self
            .week
            .days
            .iter()
            .find_map(|of| Some((of.day, of.items.iter().find(|i| Some(&i.key) == here)?)));
        let step = match stands {
            Some((day, item)) => move_soft(&app.ctx(), item, day, by),
            None => Err("nothing comes up".into()),
        };
        (Stay::Open, app.commit_or_refuse(step))
    }

    fn open(&mut self, app: &mut App) -> Reply {
        match self.item().and_then(Item::creator) {
            Some(creator) => {
                app.open_profile(creator);
                close()
            }
            None => {
                app.refuse("this belongs to no creator");
                stay()
            }
        }
    }
}
