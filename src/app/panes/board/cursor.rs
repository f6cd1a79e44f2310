//! The walk over the board: what the shared keys of lists do here.

use std::collections::BTreeSet;

use super::{Board, Card, FOOTER, shape};
use crate::app::filter::{self, Filter, FilterSpec};
use crate::app::list::{List, Move};
use crate::app::panes::profile::RowRef;
use crate::app::panes::view::{self, Pane, Selection, View};
use crate::app::regions::Regions;
use crate::app::target::Target;
use crate::app::{App, ViewId};
use crate::domain::ids::Id;
use crate::domain::rows::{Collaboration, Creator};

/// Its row in the table of views.
pub const VIEW: View = View {
    place: ViewId::Board,
    command: "board",
    footer: FOOTER,
    pane: |app| &app.board,
    pane_mut: |app| &mut app.board,
    rebuild: |app: &mut App| {
        app.board.filter = Filter::new(app, app.board.filter.text());
        app.board.outdated = true;
    },
    changed: Board::changed,
    enter: Board::build,
    back: Board::back,
    open: view::open_profile,
    wants: |app| {
        app.board
            .card()
            .map(|card| card.creator)
            .into_iter()
            .collect()
    },
    filter_spec: FilterSpec {
        filter: |app| &app.board.filter,
        set_filter: Board::set_filter,
        count: |app| (app.board.shown(), app.board.total()),
        words: |app| app.board.filter_words(app),
        hint: filter::PEOPLE,
        people: true,
    },
    count: |_| None,
};

impl Pane for Board {
    fn step(&mut self, how: Move) -> bool {
        let Some(column) = self.column_mut() else {
            return false;
        };
        let moved = column.step(how);
        column.extend_range();
        moved
    }

    fn page(&self, regions: &Regions) -> i64 {
        i64::try_from(shape(regions, self.at).cards)
            .unwrap_or(1)
            .max(1)
    }

    fn fit(&mut self, regions: &Regions) {
        let cards = shape(regions, self.at).cards;
        self.columns.iter_mut().for_each(|column| column.fit(cards));
    }

    fn point_cell(&mut self, row: usize, column: usize, regions: &Regions) -> bool {
        let at = shape(regions, self.at).first + column;
        let Some(card) = self
            .columns
            .get(at)
            .and_then(|list| list.rows().get(list.top() + row))
            .copied()
        else {
            return false;
        };
        if at != self.at {
            self.turn_to(at);
        }
        self.column_mut().is_some_and(|list| {
            let there = list.go(&card);
            list.extend_range();
            there
        })
    }

    fn go(&mut self, creator: Id<Creator>) -> bool {
        if self.card().is_some_and(|card| card.creator == creator) && self.moved.is_none() {
            return true;
        }
        let moved = self.moved.take();
        self.show(|card| card.creator == creator && Some(card.deal) == moved)
            || self.show(|card| card.creator == creator)
    }

    fn current_creator(&self) -> Option<Id<Creator>> {
        self.card().map(|card| card.creator)
    }

    fn target(&self) -> Target {
        let mut seen = BTreeSet::new();
        let creators = self
            .chosen()
            .into_iter()
            .map(|card| card.creator)
            .filter(|c| seen.insert(*c))
            .collect();
        Target {
            creators,
            items: Vec::new(),
        }
    }

    fn row(&self) -> Option<RowRef> {
        self.card().map(|card| RowRef::Collaboration(card.deal))
    }

    fn deals(&self) -> Vec<Id<Collaboration>> {
        self.chosen().into_iter().map(|card| card.deal).collect()
    }

    fn neighbour(&self, creator: Id<Creator>, by: i64) -> Option<Id<Creator>> {
        let rows: Vec<Card> = self
            .columns
            .iter()
            .flat_map(|c| c.rows().iter().copied())
            .collect();
        let mine = |card: &Card| card.creator == creator;
        let at = rows
            .iter()
            .position(|c| Some(*c) == self.card() && mine(c))
            .or_else(|| rows.iter().position(mine))?;
        let by = isize::try_from(by).ok()?.signum();
        let mut at = at.checked_add_signed(by)?;
        // Two cards of one creator side by side are one neighbour.
        while rows.get(at).is_some_and(mine) {
            at = at.checked_add_signed(by)?;
        }
        rows.get(at).map(|card| card.creator)
    }

    fn selection(&mut self) -> Option<&mut dyn Selection> {
        Some(self)
    }

    fn marked(&self) -> usize {
        Board::marked(self)
    }

    fn selectable(&self) -> bool {
        self.shown() > 0
    }
}

impl Selection for Board {
    fn toggle(&mut self) {
        if let Some(column) = self.column_mut() {
            column.toggle();
        }
    }

    fn range(&mut self) -> bool {
        self.column_mut().is_some_and(List::range)
    }

    fn mark_all(&mut self) {
        self.columns.iter_mut().for_each(List::mark_all);
    }

    fn unmark(&mut self) -> bool {
        Board::unmark(self)
    }
}
