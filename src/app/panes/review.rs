//! The review: today's queue, frozen in its order while it is walked, a cursor over its items, two
//! looks. What an answer does is the domain's; here is only where the cursor stands and what it
//! acts on.

mod absence;
mod cursor;
mod lines;
mod zero;

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::app::command::Command;
use crate::app::command::Scope::In;
use crate::app::filter::Filter;
use crate::app::list::{List, Move};
use crate::app::status::Tone;
use crate::app::{App, Effect, ViewId};
use crate::domain::change::Step;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::review::{self, Card, Counts, Item, ItemKey, Lane, Queue, Quiet, Rule, Subject};
use crate::domain::rows::*;

pub use absence::COMMANDS as ABSENCE;
pub(in crate::app) use absence::{entered, greet};
pub use cursor::VIEW;
pub use zero::LONGEST_WAIT;

/// Keys for the footer.
pub const FOOTER: &[&str] = &[
    "done",
    "other",
    "snooze",
    "their-move",
    "reply",
    "message",
    "next-step",
    "record",
    "undo",
    "one-message",
    "open",
    "add",
    "filter",
];

/// Commands of the review alone.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "one-at-a-time",
        &["z z"],
        "one at a time",
        "Show one item at a time, or the list again",
        |app| {
            app.review.one = !app.review.one;
            app.card_scroll = 0;
            Vec::new()
        },
    )
    .scope(In(ViewId::Review)),
    Command::new(
        "next-group",
        &["]", "Shift+Right"],
        "next group",
        "Next group of the list",
        |app| group(app, 1),
    )
    .scope(In(ViewId::Review)),
    Command::new(
        "previous-group",
        &["[", "Shift+Left"],
        "previous group",
        "Previous group of the list",
        |app| group(app, -1),
    )
    .scope(In(ViewId::Review)),
    Command::new(
        "sort-queue",
        &["z s"],
        "sort again",
        "Put the queue in order again, with what has come in meanwhile",
        |app| {
            Review::rebuild(app);
            let said = if app.review.queue.is_zero() {
                "nothing has come in"
            } else {
                "in order again, hottest first"
            };
            app.status.say(Tone::Note, said, "");
            Vec::new()
        },
    )
    .scope(In(ViewId::Review)),
];

/// The groups of the list, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Pinned for today.
    Pinned,
    /// You owe them.
    Owe,
    /// Dated.
    Dated,
    /// Their move, time to nudge.
    Wait,
    /// Keep warm.
    Warm,
    /// Without a next step.
    Sort,
}

impl Group {
    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Pinned => "PINNED FOR TODAY",
            Self::Owe => "YOU OWE THEM",
            Self::Dated => "DATED",
            Self::Wait => "THEIR MOVE, TIME TO NUDGE",
            Self::Warm => "KEEP WARM",
            Self::Sort => "SORT THESE",
        }
    }

    /// The group a card stands in: that of its hottest item.
    fn of(card: &Card) -> Self {
        let Some(top) = card.top() else {
            return Self::Sort;
        };
        match top.lane {
            _ if top.pinned => Self::Pinned,
            Lane::Owe => Self::Owe,
            Lane::Dated => Self::Dated,
            Lane::Wait => Self::Wait,
            Lane::Warm if top.key.rule == Rule::NoNextStep => Self::Sort,
            Lane::Warm => Self::Warm,
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A group's heading and how many cards stand in it.
    Heading(Group, usize),
    /// An item: its card's place in the queue, its place on the card.
    Item(usize, usize),
    /// One that is held back for now, dimmed.
    Held(usize, usize),
    /// Air.
    Blank,
}

/// The state of the review.
#[derive(Clone, Default)]
pub struct Review {
    /// Today's cards; the order stays while they are walked.
    pub queue: Queue,
    /// Cursor over the items, in the order of the list.
    pub rows: List<ItemKey>,
    /// The list's lines.
    pub lines: Vec<Line>,
    /// The line each row stands on, ascending.
    row_lines: Vec<usize>,
    /// First line shown.
    pub top: usize,
    /// What it is narrowed to.
    pub filter: Filter,
    /// Cards the filter hides; they count and wait like the others.
    hidden: BTreeSet<Subject>,
    /// What the screen says when nothing is left: a label and a text each.
    pub zero: Vec<(&'static str, String)>,
    /// What a day that is not worked opens on; none when all of it is shown.
    pub quiet: Option<Quiet>,
    /// A free day's queue was opened all the same.
    pub anyway: bool,
    /// The day it was opened for.
    day: Option<Day>,
    /// One item at a time.
    pub one: bool,
    /// Items decided today.
    pub decided: usize,
    /// Cards that came while the review was open, from the start.
    pub come: usize,
    /// Names that stand on more than one card.
    pub alike: HashSet<String>,
    /// Items of the queue, shown or not, by their lane.
    pub counts: Counts,
    /// Where each card of the walk stands: its group when the queue was put in order, in that
    /// order. Kept when a card goes, so that it comes back to its place.
    positions: Vec<(Subject, Group)>,
    /// The position of each.
    placed: HashMap<Subject, usize>,
}

impl Review {
    /// The queue anew.
    pub fn rebuild(app: &mut App) {
        let mut queue = review::build(&app.ctx());
        absence::calm(app, &mut queue);
        let today = app.today;
        app.review.decided = app
            .model
            .decisions
            .iter()
            .rev()
            .take_while(|d| d.day >= today)
            .filter(|d| counts(d, app))
            .count();
        app.review.queue = queue;
        Self::tell_apart(app);
        app.review.positions.clear();
        app.review.placed.clear();
        app.review.filter = Filter::new(app, app.review.filter.text());
        Self::lay_out(app);
        Self::tell_zero(app);
    }

    /// After a step: cards of those it touched are renewed where they stand; newcomers go to the
    /// end and are counted.
    pub fn changed(app: &mut App, step: &Step, touched: &[Id<Creator>]) {
        let mut queue = std::mem::take(&mut app.review.queue);
        let mut come = queue.refresh(&app.ctx(), &step.edits);
        come.retain(|on| !app.review.is_seated(*on));
        // What was walked past and is open again comes back, whatever the day's measure says of
        // newcomers.
        let there: HashSet<Subject> = queue.cards.iter().map(|card| card.on).collect();
        for on in touched.iter().map(|creator| Subject::Creator(*creator)) {
            if app.review.is_seated(on) && !there.contains(&on) {
                queue.cards.extend(review::card_of(&app.ctx(), on));
            }
        }
        if let Some(mut quiet) = app.review.quiet {
            queue
                .cards
                .retain(|card| card.speaks_up(app.today) || app.review.is_seated(card.on));
            let there: HashSet<Subject> = queue.cards.iter().map(|card| card.on).collect();
            come.retain(|on| there.contains(on));
            quiet.due = queue
                .items()
                .filter(|item| item.is_due_promise(app.today))
                .count();
            app.review.quiet = Some(quiet);
        }
        app.review.queue = queue;
        Self::refill(app);
        if !come.is_empty() || !step.edits.creators.is_empty() {
            Self::tell_apart(app);
        }
        for edit in &step.edits.decisions {
            let gone = edit.before.as_ref().is_some_and(|d| counts(d, app));
            let here = edit.after.as_ref().is_some_and(|d| counts(d, app));
            app.review.decided =
                (app.review.decided + usize::from(here)).saturating_sub(usize::from(gone));
        }
        Self::lay_out(app);
        Self::tell_zero(app);
        app.review.come += come.len();
    }

    /// It became another day at the place of these: what was agreed with them may be late now.
    pub fn renew(app: &mut App, creators: &[Id<Creator>]) {
        let mut queue = std::mem::take(&mut app.review.queue);
        queue.renew(
            &app.ctx(),
            creators
                .iter()
                .map(|creator| Subject::Creator(*creator))
                .collect(),
        );
        app.review.queue = queue;
        Self::refill(app);
        Self::tell_apart(app);
        Self::lay_out(app);
        Self::tell_zero(app);
    }

    /// Who is called like another; walks the queue, so it is asked when cards come and not on every
    /// frame.
    fn tell_apart(app: &mut App) {
        app.review.alike = review::alike(&app.ctx(), &app.review.queue);
    }

    /// Shows what another filter lets through.
    fn set_filter(app: &mut App, filter: Filter) {
        app.review.filter = filter;
        Self::lay_out(app);
        app.review.rows.step(Move::First);
    }

    /// Nothing is left only when a fresh look finds nothing: of keep-warm, whose number is limited,
    /// one that settled itself leaves room for another.
    fn refill(app: &mut App) {
        // A quiet day shows only what cannot wait.
        if app.review.queue.is_zero() && app.review.quiet.is_none() {
            app.review.queue = review::build(&app.ctx());
            Self::tell_apart(app);
        }
    }

    /// What to say when nothing is left; walks all rows, so it is told once and not on every frame.
    fn tell_zero(app: &mut App) {
        if app.review.queue.is_zero() && app.review.quiet.is_some() {
            // Of what was seen today some may have been answered although it could have waited.
            app.review.quiet = review::quiet_day(&app.ctx(), &review::build(&app.ctx()));
        }
        app.review.zero = if app.review.queue.is_zero() {
            zero::lines(app)
        } else {
            Vec::new()
        };
    }

    fn is_seated(&self, on: Subject) -> bool {
        self.placed.contains_key(&on)
    }

    /// The line the cursor stands on.
    pub fn cursor_line(&self) -> Option<usize> {
        self.row_lines.get(self.rows.at()).copied()
    }

    /// How many items stand on a line or below it.
    pub fn items_from(&self, line: usize) -> usize {
        self.row_lines.len() - self.row_lines.partition_point(|at| *at < line)
    }

    /// An item by its place.
    pub fn item_at(&self, card: usize, item: usize) -> Option<&Item> {
        self.queue.cards.get(card)?.items.get(item)
    }

    /// The item under the cursor.
    pub fn item(&self) -> Option<&Item> {
        match self.lines.get(self.cursor_line()?)? {
            Line::Item(card, at) => self.item_at(*card, *at),
            _ => None,
        }
    }

    /// The card under the cursor.
    pub fn card(&self) -> Option<&Card> {
        let item = self.item()?;
        self.queue.card(item.on)
    }

    /// Cards left.
    pub fn open_cards(&self) -> usize {
        self.queue.cards.len()
    }

    /// Puts the cursor on an item, or on the creator's first.
    pub fn go_item(&mut self, item: Option<&str>, creator: Id<Creator>) -> bool {
        let key = item.and_then(|k| k.parse::<ItemKey>().ok());
        if key.is_some_and(|k| self.rows.go(&k)) {
            return true;
        }
        let first = self
            .queue
            .card(Subject::Creator(creator))
            .and_then(Card::top)
            .map(|i| i.key);
        first.is_some_and(|k| self.rows.go(&k))
    }
}

/// Whether a decision is one of today's done ones.
fn counts(decision: &Decision, app: &App) -> bool {
    decision.day == app.today
        && !review::is_arranged(decision)
        && !matches!(decision.kind, DecisionKind::Pin | DecisionKind::Wake)
}

fn group(app: &mut App, by: i64) -> Vec<Effect> {
    let review = &mut app.review;
    let Some(here) = review.cursor_line() else {
        return Vec::new();
    };
    let starts: Vec<usize> = review
        .lines
        .iter()
        .enumerate()
        .filter(|(_, l)| matches!(l, Line::Heading(..)))
        .map(|(n, _)| n + 1)
        .collect();
    let now = starts.iter().rposition(|s| *s <= here).unwrap_or(0);
    let to = if by > 0 {
        now + 1
    } else if starts.get(now) == Some(&here) {
        now.saturating_sub(1)
    } else {
        now
    };
    let key = starts
        .get(to)
        .and_then(|line| match review.lines.get(*line) {
            Some(Line::Item(card, item)) => review.item_at(*card, *item).map(|i| i.key),
            _ => None,
        });
    match key {
        Some(key) => drop(review.rows.go(&key)),
        None => return app.refuse("this is the last group"),
    }
    Vec::new()
}
