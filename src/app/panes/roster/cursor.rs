//! The walk through the roster: what the shared keys of lists do here.

use super::{FOOTER, Roster};
use crate::app::filter::{self, FilterSpec};
use crate::app::list::Move;
use crate::app::panes::view::{self, Pane, Selection, View};
use crate::app::regions::Regions;
use crate::app::target::Target;
use crate::app::{App, ViewId};
use crate::domain::ids::Id;
use crate::domain::rows::Creator;

/// Its row in the table of views.
pub const VIEW: View = View {
    place: ViewId::Roster,
    command: "roster",
    footer: FOOTER,
    pane: |app| &app.roster,
    pane_mut: |app| &mut app.roster,
    rebuild: Roster::rebuild,
    changed: |app, _, touched| Roster::changed(app, touched),
    enter: Roster::compare_again,
    back: App::roster_back,
    open: view::open_profile,
    wants: |app| app.roster.current().into_iter().collect(),
    filter_spec: FilterSpec {
        filter: |app| &app.roster.filter,
        set_filter: Roster::set_filter,
        count: |app| (app.roster.list.len(), app.roster.total()),
        words: |app| app.roster.filter.words(),
        hint: filter::PEOPLE,
        people: true,
    },
    count: |_| None,
};

impl Pane for Roster {
    fn step(&mut self, how: Move) -> bool {
        let moved = self.list.step(how);
        self.list.extend_range();
        moved
    }

    fn fit(&mut self, regions: &Regions) {
        // One line of headings.
        self.list.fit(usize::from(regions.list.h).saturating_sub(1));
    }

    fn go(&mut self, creator: Id<Creator>) -> bool {
        self.list.go(&creator)
    }

    fn point(&mut self, line: usize, _: &Regions) -> bool {
        let row = self.list.rows().get(self.list.top() + line).copied();
        self.comparison.is_none() && row.is_some_and(|row| self.list.go(&row))
    }

    fn current_creator(&self) -> Option<Id<Creator>> {
        self.current()
    }

    fn target(&self) -> Target {
        Target {
            creators: self.chosen(),
            items: Vec::new(),
        }
    }

    fn neighbour(&self, creator: Id<Creator>, by: i64) -> Option<Id<Creator>> {
        view::beside(self.list.rows(), creator, self.list.current().copied(), by)
    }

    fn selection(&mut self) -> Option<&mut dyn Selection> {
        Some(&mut self.list)
    }

    fn marked(&self) -> usize {
        self.list.marked().len()
    }

    fn selectable(&self) -> bool {
        !self.list.is_empty()
    }
}
