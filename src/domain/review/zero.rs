//! What the screen says when nothing is left: what was done today, what comes next, who is close
//! and without a plan, and the rhythm of the last weeks. A rhythm, never a streak.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::dates::{core_without_plan, waited_longest};
use super::item::{Item, Subject};
use super::queue::own_items;
use super::rule::Rule;
use super::today::days_line;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days};
use crate::domain::ids::Id;
use crate::domain::ledger::balance;
use crate::domain::money::Purse;
use crate::domain::rows::*;

/// What was done on a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DoneToday {
    /// Decisions in all.
    pub decided: usize,
    /// Messages written.
    pub written: usize,
    /// Drafts approved.
    pub approved: usize,
    /// Money paid, one sum per currency.
    pub paid: Purse,
    /// Collaborations closed.
    pub closed: usize,
    /// Next steps set.
    pub planned: usize,
    /// Items snoozed.
    pub snoozed: usize,
    /// Items skipped, parked or dropped.
    pub let_go: usize,
    /// Soft items put on other days.
    pub spread: usize,
}

impl DoneToday {
    /// `7 written, 1 approved, €1,250 paid, 1 closed, 2 snoozed`.
    pub fn sentence(&self) -> String {
        let count = |n: usize, word: &str| (n > 0).then(|| format!("{n} {word}"));
        let paid = self
            .paid
            .iter()
            .map(|m| m.to_string())
            .collect::<Vec<_>>()
            .join(" + ");
        let parts = [
            count(self.written, "written"),
            count(self.approved, "approved"),
            (!paid.is_empty()).then(|| format!("{paid} paid")),
            count(self.closed, "closed"),
            count(self.planned, "planned"),
            count(self.snoozed, "snoozed"),
            count(self.let_go, "let go"),
            count(self.spread, "put on other days"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            format!("{} decided", self.decided)
        } else {
            parts.join(", ")
        }
    }
}

/// What was done today.
pub fn done_today(ctx: &Ctx<'_>) -> DoneToday {
    let (mut done, today) = (DoneToday::default(), ctx.today);
    for decision in ctx.model.decisions.iter().filter(|d| d.day == today) {
        done.decided += usize::from(decision.kind != DecisionKind::Pin);
        match decision.kind {
            DecisionKind::Park if super::is_arranged(decision) => done.spread += 1,
            DecisionKind::Snooze | DecisionKind::UntilReply => done.snoozed += 1,
            DecisionKind::Skip | DecisionKind::Park | DecisionKind::Drop => done.let_go += 1,
            _ => {}
        }
    }
    // Finding the day of an instant takes long, and there may be a million of them: only those of
    // these days are asked.
    let recent = |t: &&Touch| (t.at.0 - ctx.clock.now.0).abs() < TWO_DAYS;
    let written = |t: &&Touch| recent(t) && super::is_message(t) && ctx.clock.day_of(t.at) == today;
    done.written = ctx.model.touches.iter().filter(written).count();
    done.approved = ctx
        .model
        .deliverables
        .iter()
        .filter(|d| d.approved == Some(today))
        .count();
    done.closed = ctx
        .model
        .collaborations
        .iter()
        .filter(|c| c.closed == Some(today))
        .count();
    done.planned = ctx
        .model
        .followups
        .iter()
        .filter(|f| ctx.clock.day_of(f.made) == today)
        .count();
    done.paid = balance::paid_between(ctx.model.payments.iter(), today, today);
    done
}

/// Seconds within which an instant of today lies from now.
const TWO_DAYS: i64 = 2 * 86_400;

/// How regularly one reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rhythm {
    /// Working days reviewed.
    pub reviewed: usize,
    /// Of so many.
    pub of: usize,
    /// The last four weeks, day by day: reviewed, not, or free.
    pub strip: Vec<(Day, Option<bool>)>,
}

impl Rhythm {
    /// A glyph a day, a gap between weeks, free days blank: `■■·■■    ■■■■■`.
    pub fn strip_words(&self) -> String {
        let day = |(day, on): &(Day, Option<bool>)| {
            let gap = if day.weekday() == chrono::Weekday::Mon {
                " "
            } else {
                ""
            };
            let glyph = match on {
                Some(true) => "■",
                Some(false) => "·",
                None => " ",
            };
            format!("{gap}{glyph}")
        };
        self.strip
            .iter()
            .map(day)
            .collect::<String>()
            .trim()
            .to_owned()
    }

    /// `reviewed 17 of the last 20 working days`.
    pub fn sentence(&self) -> String {
        match (self.reviewed, self.of) {
            (1, 1) => "reviewed on the first working day".into(),
            (reviewed, of) => format!("reviewed {reviewed} of the last {of} working days"),
        }
    }
}

/// Days of the strip, and working days of the sentence.
const STRIP: i64 = 28;
const WORKING: usize = 20;
/// Days ahead that are told: tomorrow and five more.
const AHEAD: usize = 6;

/// The rhythm of the last four weeks, today included. A day counts when something was decided, or
/// when it is known that nothing was there, as on a day that is at zero now. Read from the
/// decisions themselves: a counter kept beside them would stand in the way of taking a decision
/// back while another window goes on.
pub fn rhythm(ctx: &Ctx<'_>, zero: bool) -> Rhythm {
    let decided: BTreeSet<Day> = ctx.model.decisions.iter().map(|d| d.day).collect();
    let kept = ctx
        .model
        .review_days
        .iter()
        .filter(|d| d.decided > 0 || d.zero || d.cards == 0);
    let mut days: BTreeSet<Day> = kept.map(|d| d.day).chain(decided).collect();
    // Whoever has never decided anything has no rhythm yet.
    if zero && !days.is_empty() {
        days.insert(ctx.today);
    }
    let began = days.first().copied();
    let was = |day: Day| days.contains(&day);
    let days: Vec<Day> = (0..STRIP)
        .map(|n| add_days(ctx.today, n + 1 - STRIP))
        .collect();
    let strip: Vec<(Day, Option<bool>)> = days
        .into_iter()
        .map(|day| (day, ctx.calendar.is_working(day).then(|| was(day))))
        .collect();
    // Whoever began last week is not told of days before that.
    let counted = strip
        .iter()
        .rev()
        .filter(|(day, on)| on.is_some() && began.is_none_or(|first| *day >= first));
    let counted: Vec<bool> = counted.filter_map(|(_, on)| *on).take(WORKING).collect();
    Rhythm {
        reviewed: counted.iter().filter(|on| **on).count(),
        of: counted.len(),
        strip,
    }
}

/// All that the screen says at zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Zero {
    /// What was done today.
    pub done: DoneToday,
    /// The next dated thing, and when it comes up.
    pub next: Option<Item>,
    /// Tomorrow and the next working days, with what comes up: `Wed 3 · Thu holiday · Fri 5`.
    pub ahead: String,
    /// Who has waited longest for a word from us.
    pub waited_longest: Option<(Id<Creator>, Day)>,
    /// Core creators with nothing planned.
    pub core_without_plan: Vec<Id<Creator>>,
    /// The rhythm.
    pub rhythm: Rhythm,
}

/// What to say when nothing is left.
pub fn zero(ctx: &Ctx<'_>) -> Zero {
    Zero {
        done: done_today(ctx),
        next: next_promise(ctx),
        ahead: days_line(ctx, AHEAD),
        waited_longest: waited_longest(ctx),
        core_without_plan: core_without_plan(ctx),
        rhythm: rhythm(ctx, true),
    }
}

/// The next thing that is owed or dated, whosever it is.
fn next_promise(ctx: &Ctx<'_>) -> Option<Item> {
    let promise = |item: &Item| {
        item.shows > ctx.today && !item.lane.is_soft() && item.key.rule != Rule::NumbersToCollect
    };
    let order = |item: &Item| (item.shows, item.due, item.key);
    let mut first = own_items(&ctx.base())
        .into_iter()
        .filter(promise)
        .min_by_key(order);
    // Who has something coming up soonest is asked first; whoever comes later than what was found
    // is not asked at all.
    let soonest = |c: &Creator| {
        ctx.derived
            .of(c.id)
            .coming()
            .first()
            .map(|day| (*day, c.id))
    };
    let mut busy: Vec<(Day, Id<Creator>)> = ctx.model.creators.iter().filter_map(soonest).collect();
    busy.sort_unstable();
    for (day, creator) in busy {
        if first.as_ref().is_some_and(|found| found.shows < day) {
            break;
        }
        let theirs = super::queue::items_of(ctx, Subject::Creator(creator))
            .into_iter()
            .filter(promise);
        first = theirs.chain(first).min_by_key(order);
    }
    first
}
