//! The board: open collaborations as cards in six lifecycle stages, the most urgent promise first.
//! Cards and their order are kept; a step moves only the cards of the creators it touched, and only
//! when the board is shown.

mod build;
mod cursor;
mod shape;
mod views;

use std::collections::BTreeSet;

use crate::app::filter::Filter;
use crate::app::list::{List, Move};
use crate::app::{App, Effect};
use crate::domain::ids::Id;
use crate::domain::lifecycle::{Numbers, Room, Tally};
use crate::domain::rows::*;

pub use cursor::VIEW;
pub use shape::{Shape, shape};
pub use views::COMMANDS;

/// Keys for the footer.
pub const FOOTER: &[&str] = &[
    "stage-down",
    "stage-up",
    "open",
    "done",
    "next-step",
    "record",
    "checklist",
    "select",
    "filter",
    "view",
    "add",
];

/// A card: one open collaboration and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Card {
    /// The collaboration.
    pub deal: Id<Collaboration>,
    /// Its creator.
    pub creator: Id<Creator>,
}

/// The state of the board.
#[derive(Default)]
pub struct Board {
    /// A list of cards per stage.
    pub columns: [List<Card>; 6],
    /// The stage with the cursor, from 0.
    pub at: usize,
    /// What it is narrowed to.
    pub filter: Filter,
    /// Only this campaign.
    pub campaign: Option<Id<Campaign>>,
    /// Only this type of partnership.
    pub kind: Option<Relationship>,
    /// Open collaborations of creators in the roster, shown or not, by stage.
    pub open: [usize; 6],
    /// All collaborations counted, for funnel and usual times.
    pub numbers: Numbers,
    /// The limits, and what is left of them.
    pub rooms: Vec<Room>,
    /// The open ones of the roster, whatever the board is filtered by, and all of the campaign that
    /// is looked at.
    standing: Tally,
    tally: Tally,
    outdated: bool,
    shown: bool,
    touched: BTreeSet<Id<Creator>>,
    /// Collaborations that steps changed, those that are gone among them.
    edited: BTreeSet<Id<Collaboration>>,
    /// The collaboration that the newest step changed: undo goes there.
    moved: Option<Id<Collaboration>>,
}

impl Board {
    /// The list with the cursor.
    pub fn column(&self) -> &List<Card> {
        self.columns.get(self.at).unwrap_or(&self.columns[0])
    }

    /// Unmarks all cards; false if none was marked.
    fn unmark(&mut self) -> bool {
        let mut some = false;
        for column in &mut self.columns {
            some |= column.unmark();
        }
        some
    }

    fn column_mut(&mut self) -> Option<&mut List<Card>> {
        self.columns.get_mut(self.at)
    }

    /// The card under the cursor.
    pub fn card(&self) -> Option<Card> {
        self.column().current().copied()
    }

    /// The marked cards in the order of the stages, or the one under the cursor.
    pub fn chosen(&self) -> Vec<Card> {
        let marked: Vec<Card> = self.columns.iter().flat_map(List::marked).collect();
        if marked.is_empty() {
            self.card().into_iter().collect()
        } else {
            marked
        }
    }

    /// How many cards are marked.
    pub fn marked(&self) -> usize {
        self.columns.iter().map(|c| c.marked().len()).sum()
    }

    /// How many cards are shown.
    pub fn shown(&self) -> usize {
        self.columns.iter().map(List::len).sum()
    }

    /// How many there are, shown or not.
    pub fn total(&self) -> usize {
        self.open.iter().sum()
    }

    /// Something is filtered out.
    pub fn is_filtered(&self) -> bool {
        self.filter.is_on() || self.campaign.is_some() || self.kind.is_some()
    }

    /// What the board is filtered by, in words.
    pub fn filter_words(&self, app: &App) -> String {
        let mut parts = Vec::new();
        if self.filter.is_on() {
            parts.push(format!("\"{}\"", self.filter.text().trim()));
        }
        parts.extend(
            self.campaign
                .and_then(|c| app.model.get(c))
                .map(|c| c.name.to_string()),
        );
        parts.extend(self.kind.map(|k| k.label().to_string()));
        if parts.is_empty() {
            String::new()
        } else {
            format!("filter {}", parts.join(" · "))
        }
    }

    /// What an empty board says.
    pub fn empty_words(&self, app: &App) -> Vec<String> {
        if self.filter.is_on() && self.total() > 0 {
            return app.nothing_fits();
        }
        if self.is_filtered() && self.total() > 0 {
            return vec![
                format!("No open collaboration for the {}.", self.filter_words(app)),
                format!(
                    "{} clears the filter",
                    app.keymap.first("back").unwrap_or_default()
                ),
            ];
        }
        vec![
            "No open collaborations yet. A creator you add stands in stage 1; > moves on.".into(),
            String::new(),
            "a  type one line:  + Mia Okafor @miabrews ig 18.4k tea mia@example.com".into(),
            ":import  a CSV or Excel file, or paste cells from your sheet right here".into(),
        ]
    }

    /// Shows what another filter lets through.
    fn set_filter(app: &mut App, filter: Filter) {
        app.board.filter = filter;
        Self::refilter(app);
        for column in &mut app.board.columns {
            column.step(Move::First);
        }
    }

    fn refilter(app: &mut App) {
        app.board.outdated = true;
        Self::build(app);
    }

    /// One step back: the selection, then the filter. False when there is none to take.
    fn back(app: &mut App) -> bool {
        let unmarked = app.board.unmark();
        if unmarked || !app.board.is_filtered() {
            return unmarked;
        }
        (app.board.campaign, app.board.kind) = (None, None);
        app.board.filter = Filter::default();
        Self::refilter(app);
        true
    }

    /// Moves the cursor to another stage.
    fn turn(app: &mut App, by: i64) -> Vec<Effect> {
        let to = app
            .board
            .at
            .saturating_add_signed(isize::try_from(by).unwrap_or(0))
            .min(5);
        if to == app.board.at {
            return app.refuse(if by > 0 {
                "this is the last stage"
            } else {
                "this is the first stage"
            });
        }
        app.board.turn_to(to);
        app.card_scroll = 0;
        Vec::new()
    }

    /// The cursor in another stage; a range is drawn within one.
    fn turn_to(&mut self, at: usize) {
        if let Some(column) = self.column_mut().filter(|c| c.in_range()) {
            column.range();
        }
        self.at = at;
    }
}
