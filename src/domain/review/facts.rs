//! What a rule may look at: one subject's rows, standing and decisions, and the way from a due date
//! to an item, on which decisions (snoozed, skipped, dropped) and guards (cooldown, silence,
//! promises) are applied for all rules alike.

use std::cell::OnceCell;

use super::item::{Held, Item, Lane, Lateness, Subject, Unit};
use super::key::ItemKey;
use super::rule::{Rule, is_agreed};
use crate::domain::ctx::Base;
use crate::domain::day::{Day, Stamp, add_days};
use crate::domain::derived::CreatorStatus;
use crate::domain::ids::Id;
use crate::domain::ledger::terms;
use crate::domain::model::{Model, TableOf};
use crate::domain::money::Money;
use crate::domain::rows::*;
use crate::domain::settings::Rules;
use crate::domain::zones::day_there;

/// One subject and all that rules may know about it.
pub struct Facts<'a> {
    /// Rows, time, calendar, settings.
    pub base: Base<'a>,
    /// Whose card.
    pub on: Subject,
    /// The creator, when it is one in the roster.
    pub creator: Option<&'a Creator>,
    /// The campaign, when it is one.
    pub campaign: Option<&'a Campaign>,
    /// What is derived from the creator's rows.
    pub standing: &'a CreatorStatus,
    /// Every decision about the subject, in the order they were made.
    pub decided: Vec<(ItemKey, &'a Decision)>,
    /// The date promised or set by hand that comes before the rules' own.
    promise: Option<Promise>,
    /// Tables, by number, of which the creator has no row: most rules ask for one of them, most
    /// creators have none.
    absent: u32,
    /// The date at the creator's place, once a rule asked for it.
    there: OnceCell<Day>,
}

#[derive(Clone, Copy)]
struct Promise {
    day: Day,
    promised: bool,
}

/// What a rule says: when, where, how patient.
pub struct Due {
    /// The item's key.
    pub key: ItemKey,
    /// Its lane.
    pub lane: Lane,
    /// First shown.
    pub enters: Day,
    /// Due.
    pub due: Day,
    /// How late it may get before it counts as fully late.
    pub grace: i64,
    /// What the grace is counted in.
    pub unit: Unit,
    /// What the time before the due day is counted in.
    pub lead_unit: Unit,
    /// Money at stake.
    pub money: Option<Money>,
    /// Which guards hold it back.
    pub guards: Guards,
}

/// Which guards hold a soft item back. What is owed or dated is never held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guards {
    /// All of them: it asks the user to write to the creator.
    All,
    /// All but the pause for a date set by hand, which it is itself or does not concern.
    Unpaused,
    /// None: nothing is sent, or the date was set knowing of the last contact.
    None,
}

impl Due {
    /// An item that enters and is due on the same day, with its grace in working days.
    pub fn on(key: ItemKey, lane: Lane, due: Day, grace: i64) -> Self {
        let unit = Unit::Working;
        Self {
            key,
            lane,
            enters: due,
            due,
            grace,
            unit,
            lead_unit: unit,
            money: None,
            guards: Guards::All,
        }
    }

    /// First shown on another day.
    pub fn from(self, enters: Day) -> Self {
        Self {
            enters: enters.min(self.due),
            ..self
        }
    }
}

/// What the decisions about a key leave of it.
#[derive(Clone, Copy, Default)]
struct Verdict {
    closed: bool,
    hidden: Option<Day>,
    /// Hidden by an answer, not by a snooze.
    answered: bool,
    snoozes: u8,
    pinned: bool,
}

impl<'a> Facts<'a> {
    /// The facts of a creator, also of one who is archived or thrown away; `None` for one who is not
    /// there.
    pub fn of_creator(
        base: Base<'a>,
        standing: &'a CreatorStatus,
        id: Id<Creator>,
    ) -> Option<Self> {
        let creator = base.model.get(id)?;
        let mut facts = Self {
            base,
            on: Subject::Creator(id),
            creator: Some(creator),
            campaign: None,
            standing,
            decided: in_order(base.model.of::<Decision>(id)),
            promise: None,
            absent: absent(base.model, id),
            there: OnceCell::new(),
        };
        facts.promise = facts.find_promise();
        Some(facts)
    }

    /// The facts of a campaign that is not closed.
    pub fn of_campaign(base: Base<'a>, id: Id<Campaign>) -> Option<Self> {
        let campaign = base.model.get(id).filter(|c| !c.closed)?;
        let decided = in_order(
            base.model
                .of_campaign::<Decision>(id)
                .filter(|d| d.creator.is_none()),
        );
        let on = Subject::Campaign(id);
        Some(Self {
            on,
            campaign: Some(campaign),
            decided,
            ..Self::of_nobody(base)
        })
    }

    /// One's own.
    pub fn own(base: Base<'a>) -> Self {
        let decided = in_order(
            base.model
                .without_creator::<Decision>()
                .filter(|d| d.campaign.is_none()),
        );
        Self {
            decided,
            ..Self::of_nobody(base)
        }
    }

    fn of_nobody(base: Base<'a>) -> Self {
        let (on, standing) = (Subject::You, CreatorStatus::NONE);
        let (creator, campaign, promise, there) = (None, None, None, OnceCell::new());
        Self {
            base,
            on,
            creator,
            campaign,
            standing,
            decided: Vec::new(),
            promise,
            absent: 0,
            there,
        }
    }

    /// Whether it is a creator in the archive or the trash: only rules that outlive the roster are
    /// asked.
    pub fn is_put_away(&self) -> bool {
        self.creator.is_some_and(|c| c.shelf != Shelf::Active)
    }

    /// Numbers of the rules.
    pub fn rule(&self) -> &'a Rules {
        &self.base.settings.rule
    }

    /// Today.
    pub fn today(&self) -> Day {
        self.base.today
    }

    /// The date at the creator's place: what was agreed for a day has until the end of that day
    /// there.
    pub fn there(&self) -> Day {
        let of = |creator| day_there(&self.base.clock, creator);
        *self
            .there
            .get_or_init(|| self.creator.map_or(self.base.today, of))
    }

    /// The user's day of an instant.
    pub fn day(&self, at: Stamp) -> Day {
        self.base.clock.day_of(at)
    }

    /// The `n`-th working day after a day.
    pub fn plus(&self, day: Day, n: i64) -> Day {
        self.base.calendar.add(day, n)
    }

    /// The creator's rows of a table; none for other subjects.
    pub fn rows<T: Row>(&self) -> impl DoubleEndedIterator<Item = &'a T>
    where
        Model: TableOf<T>,
    {
        let there = self.absent & bit::<T>() == 0;
        self.creator
            .filter(|_| there)
            .map(|c| self.base.model.of::<T>(c.id))
            .into_iter()
            .flatten()
    }

    /// Open collaborations.
    pub fn open(&self) -> impl Iterator<Item = &'a Collaboration> {
        self.rows::<Collaboration>().filter(|c| c.is_open())
    }

    /// Whether there may be money between us: most creators were never promised any.
    pub fn has_money(&self) -> bool {
        self.rows::<Payment>().next().is_some() || self.rows::<Collaboration>().any(terms::has_fee)
    }

    /// Pieces of a collaboration.
    pub fn pieces(&self, of: Id<Collaboration>) -> impl Iterator<Item = &'a Deliverable> {
        self.rows::<Deliverable>()
            .filter(move |d| d.collaboration == of)
    }

    /// Pieces that are still being made: those of open collaborations.
    pub fn work(&self) -> impl Iterator<Item = &'a Deliverable> {
        let model = self.base.model;
        self.rows::<Deliverable>().filter(move |d| {
            model
                .get(d.collaboration)
                .is_some_and(Collaboration::is_open)
        })
    }

    /// Whether they wrote after an instant.
    pub fn wrote_after(&self, at: Stamp) -> bool {
        self.standing.last_in.is_some_and(|last| last.at > at)
    }

    /// Came in with a file and nothing has happened since: no decision, no word from them, no
    /// message but the one the file told of. Clocks do not run on what a sheet says; a next step is
    /// proposed instead, ten a day.
    pub fn is_unsorted_import(&self) -> bool {
        let untouched = self.decided.is_empty() && self.standing.last_in.is_none();
        let imported = self.creator.is_some_and(|c| c.imported);
        imported
            && untouched
            && self
                .rows::<Touch>()
                .filter(|t| t.direction == Direction::Out)
                .nth(1)
                .is_none()
    }

    /// Decisions about any occurrence of a key.
    pub fn series(
        &self,
        key: ItemKey,
    ) -> impl DoubleEndedIterator<Item = &(ItemKey, &'a Decision)> {
        self.decided
            .iter()
            .filter(move |(k, _)| k.series() == key.series())
    }

    /// Adds the item of a due date, unless it was decided away.
    pub fn add(&self, out: &mut Vec<Item>, due: Due) {
        let verdict = self.verdict(due.key, due.enters);
        if verdict.closed {
            return;
        }
        let shows = verdict
            .hidden
            .map_or(due.enters, |hidden| hidden.max(due.enters));
        let (held, shows) = match self.guard(&due, shows) {
            Some((held, until)) => (Some(held), shows.max(until)),
            None => (None, shows),
        };
        // What is soft is not late for the time it was put off.
        let from = verdict
            .hidden
            .filter(|_| due.lane.is_soft())
            .map_or(due.due, |hidden| hidden.max(due.due));
        let late = self.lateness(&due, from);
        let review = &self.base.settings.review;
        let overlong = i64::from(late.days) > review.stuck_graces.saturating_mul(due.grace.max(1));
        out.push(Item {
            key: due.key,
            on: self.on,
            lane: due.lane,
            enters: due.enters,
            due: due.due,
            shows,
            held,
            late,
            money: due.money,
            snoozes: verdict.snoozes,
            stuck: overlong || verdict.snoozes >= review.stuck_snoozes,
            pinned: verdict.pinned,
            answered: verdict.answered && verdict.hidden.is_some_and(|day| day > self.base.today),
        });
    }

    fn verdict(&self, key: ItemKey, enters: Day) -> Verdict {
        let mut verdict = Verdict::default();
        for (_, decision) in self.decided.iter().filter(|(k, _)| *k == key) {
            let until = decision.until;
            let theirs = || self.wrote_after(decision.at);
            match decision.kind {
                DecisionKind::Pin => verdict.pinned = decision.day == self.base.today,
                DecisionKind::Wake => {
                    verdict = Verdict {
                        closed: false,
                        hidden: None,
                        ..verdict
                    }
                }
                DecisionKind::Snooze | DecisionKind::UntilReply => {
                    verdict.snoozes = verdict.snoozes.saturating_add(1);
                    verdict.hidden = until.filter(|_| !theirs());
                    verdict.answered = false;
                }
                DecisionKind::Park => {
                    verdict.hidden = until.filter(|_| !theirs());
                    verdict.answered = false;
                }
                DecisionKind::Drop => verdict.closed = true,
                // An agreed date that was moved after the answer asks anew.
                DecisionKind::Done | DecisionKind::Alternative | DecisionKind::Skip => {
                    if !(key.rule.row().movable && decision.day < enters) {
                        verdict.hidden = until;
                        verdict.answered = true;
                        verdict.closed = until.is_none();
                    }
                }
            }
        }
        verdict
    }

    /// The guard that holds a soft item back, and until when.
    fn guard(&self, due: &Due, shows: Day) -> Option<(Held, Day)> {
        let review = &self.base.settings.review;
        if !due.lane.is_soft() || due.guards == Guards::None {
            return None;
        }
        if due.guards == Guards::All
            && let Some(promise) = self.promise
            && (promise.promised || due.key.rule != Rule::DraftLate)
        {
            let until = self.plus(promise.day.max(self.base.today), 1);
            return Some((Held::Promise(promise.day), until));
        }
        let last = self.standing.last_out?.day;
        let silent = add_days(last, review.silence_days);
        if self.standing.unanswered >= review.silence_touches && silent > shows.max(self.base.today)
        {
            return Some((Held::Silence(silent), silent));
        }
        let calm = self.plus(last, review.cooldown_bd);
        (calm > shows.max(self.base.today)).then_some((Held::Cooldown(calm), calm))
    }

    fn lateness(&self, due: &Due, from: Day) -> Lateness {
        let today = if is_agreed(due.key.rule, due.lane) {
            self.there()
        } else {
            self.base.today
        };
        let (days, of, unit) = if today > from {
            (self.span(from, today, due.unit), due.grace.max(1), due.unit)
        } else {
            (
                -self.span(today, from, due.lead_unit),
                self.span(due.enters, from, due.lead_unit),
                due.lead_unit,
            )
        };
        // Halves are rounded away from zero, so that late and early read alike.
        let exact = if of > 0 {
            (days * 20 + of * days.signum()) / (of * 2)
        } else {
            days.signum() * 10
        };
        let most = if due.lane.is_soft() {
            10
        } else {
            i64::from(i32::MAX / 2)
        };
        let small = |n: i64| i32::try_from(n).unwrap_or(i32::MAX);
        Lateness {
            days: small(days),
            of: small(of),
            unit,
            tenths: small(exact.clamp(-10, most)),
        }
    }

    fn span(&self, from: Day, to: Day, unit: Unit) -> i64 {
        match unit {
            Unit::Working => self.base.calendar.between(from, to),
            Unit::Calendar => (to - from).num_days(),
        }
    }

    fn find_promise(&self) -> Option<Promise> {
        let open = self.rows::<FollowUp>().filter(|f| f.done.is_none());
        let standing = open.filter(|f| f.promised || (f.if_no_reply && !self.wrote_after(f.made)));
        standing
            .map(|f| Promise {
                day: f.day,
                promised: f.promised,
            })
            .max_by_key(|p| (p.promised, p.day))
    }
}

/// A table's bit.
const fn bit<T>() -> u32
where
    Model: TableOf<T>,
{
    1 << <Model as TableOf<T>>::TAG
}

fn absent(model: &Model, id: Id<Creator>) -> u32 {
    let mut absent = 0;
    macro_rules! look {
        ($($type:ident),+) => { $(if model.count_of::<$type>(id) == 0 { absent |= bit::<$type>(); })+ };
    }
    look!(
        Deliverable,
        Payment,
        Right,
        Shipment,
        FollowUp,
        Touch,
        LabelCheck,
        Recurrence
    );
    absent
}

fn in_order<'a>(decisions: impl Iterator<Item = &'a Decision>) -> Vec<(ItemKey, &'a Decision)> {
    let mut all: Vec<_> = decisions
        .filter_map(|d| Some((d.key.parse().ok()?, d)))
        .collect();
    all.sort_by_key(|(_, d)| (d.at, d.id));
    all
}
