//! The walk through the review: what the shared keys of lists do here.

use super::{FOOTER, Line, Review};
use crate::app::filter::{self, FilterSpec};
use crate::app::list::Move;
use crate::app::panes::view::{self, Pane, Selection, View};
use crate::app::regions::Regions;
use crate::app::target::Target;
use crate::app::{App, ViewId};
use crate::domain::ids::Id;
use crate::domain::review::{Item, Rule};
use crate::domain::rows::Creator;

/// Its row in the table of views.
pub const VIEW: View = View {
    place: ViewId::Review,
    command: "review",
    footer: FOOTER,
    pane: |app| &app.review,
    pane_mut: |app| &mut app.review,
    rebuild: Review::rebuild,
    changed: Review::changed,
    enter: |_| (),
    back: |app| app.review.rows.unmark() || app.unsift(),
    open: view::open_profile,
    wants: |app| app.review.wants_words(app),
    filter_spec: FilterSpec {
        filter: |app| &app.review.filter,
        set_filter: Review::set_filter,
        count: |app| app.review.shown(),
        words: |app| app.review.filter.words(),
        hint: filter::PEOPLE,
        people: true,
    },
    count: |app| Some(app.review.open_cards()),
};

impl Pane for Review {
    fn step(&mut self, how: Move) -> bool {
        let moved = self.rows.step(how);
        self.rows.extend_range();
        moved
    }

    fn fit(&mut self, regions: &Regions) {
        let height = usize::from(regions.list.h);
        let Some(here) = self.cursor_line() else {
            self.top = 0;
            return;
        };
        // The heading of the first group stays in sight with its first row.
        let low = if here <= 1 { 0 } else { here.saturating_sub(1) };
        self.top = self.top.min(low);
        if here + 1 >= self.top + height {
            self.top = (here + 2).saturating_sub(height).min(
                self.lines
                    .len()
                    .saturating_sub(height)
                    .max(here + 1 - height.min(here + 1)),
            );
        }
        self.top = self.top.min(
            self.lines
                .len()
                .saturating_sub(height.min(self.lines.len())),
        );
    }

    fn go(&mut self, creator: Id<Creator>) -> bool {
        self.go_item(None, creator)
    }

    fn point(&mut self, line: usize, _: &Regions) -> bool {
        let key = match self.lines.get(self.top + line) {
            Some(Line::Item(card, at)) => self.item_at(*card, *at).map(|item| item.key),
            _ => None,
        };
        key.is_some_and(|key| self.rows.go(&key))
    }

    fn current_creator(&self) -> Option<Id<Creator>> {
        self.item().and_then(Item::creator)
    }

    fn target(&self) -> Target {
        let marked = self.rows.marked();
        if marked.is_empty() {
            return Target {
                creators: self.current_creator().into_iter().collect(),
                items: self.item().copied().into_iter().collect(),
            };
        }
        let items: Vec<Item> = marked
            .iter()
            .filter_map(|k| self.queue.items().find(|i| i.key == *k).copied())
            .collect();
        let mut creators: Vec<Id<Creator>> = items.iter().filter_map(Item::creator).collect();
        creators.dedup();
        Target { creators, items }
    }

    fn neighbour(&self, creator: Id<Creator>, by: i64) -> Option<Id<Creator>> {
        let mut order: Vec<Id<Creator>> = self
            .lines
            .iter()
            .filter_map(|l| match l {
                Line::Item(card, _) => self.queue.cards.get(*card)?.on.creator(),
                _ => None,
            })
            .collect();
        order.dedup();
        view::beside(&order, creator, self.current_creator(), by)
    }

    fn selection(&mut self) -> Option<&mut dyn Selection> {
        Some(&mut self.rows)
    }

    fn marked(&self) -> usize {
        self.rows.marked().len()
    }

    fn selectable(&self) -> bool {
        !self.rows.is_empty()
    }
}

impl Review {
    /// Creators whose last words the screen shows: those with a reply owed in sight, and the one
    /// under the cursor.
    pub fn wants_words(&self, app: &App) -> Vec<Id<Creator>> {
        let height = usize::from(app.regions.list.h.max(10));
        let in_sight = self
            .lines
            .iter()
            .skip(self.top)
            .take(height)
            .filter_map(|l| match l {
                Line::Item(card, item) => self.item_at(*card, *item),
                _ => None,
            });
        let replies = in_sight
            .filter(|i| i.key.rule == Rule::ReplyOwed)
            .filter_map(Item::creator);
        let mut wanted: Vec<Id<Creator>> = replies.chain(self.current_creator()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }
}
