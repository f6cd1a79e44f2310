//! Proposed dates: always working days; soft ones prefer a calm day near the target. Agreed and
//! owed dates and ladder steps never come through here.

use chrono::{Datelike, Weekday};

use super::item::Subject;
use super::queue::items_of;
use super::rules::keep_warm::last_contact;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days};
use crate::domain::ids::Id;
use crate::domain::rows::*;

/// The least loaded working day near a target: up to a tenth earlier and a fifth later, at least
/// one working day either way, never today. Of equally loaded days the nearest to the target, then
/// the earlier.
pub fn soft_day(ctx: &Ctx<'_>, target: Day) -> Day {
    let review = &ctx.settings.review;
    let n = ctx.calendar.between(ctx.today, target).max(1);
    let before = (n * review.balance_before / 100).max(1);
    let after = (n * review.balance_after / 100).max(1);
    let near = ((n - before).max(1)..=n + after).map(|k| (k, ctx.calendar.add(ctx.today, k)));
    let best = near.min_by_key(|(k, day)| (ctx.derived.load(*day), (k - n).abs(), *k));
    best.map_or(target, |(_, day)| day)
}

/// The least loaded working day about so many working days from now.
pub fn soft_in(ctx: &Ctx<'_>, working_days: i64) -> Day {
    soft_day(ctx, ctx.calendar.add(ctx.today, working_days))
}

/// The coming day of a weekday after today, on the next working day if it is free.
pub fn coming(ctx: &Ctx<'_>, weekday: Weekday) -> Day {
    let ahead = 7 + i64::from(weekday.num_days_from_monday())
        - i64::from(ctx.today.weekday().num_days_from_monday());
    let day = add_days(ctx.today, if ahead > 7 { ahead - 7 } else { ahead });
    ctx.calendar.later(day)
}

/// The last working day of this month, or of the next one when that is today or over.
pub fn month_end(ctx: &Ctx<'_>) -> Day {
    let last_of = |day: Day| {
        let first = day.with_day(1).unwrap_or(day);
        let next = first
            .checked_add_months(chrono::Months::new(1))
            .unwrap_or(first);
        ctx.calendar.earlier(add_days(next, -1))
    };
    let this = last_of(ctx.today);
    if this > ctx.today {
        return this;
    }
    let next = ctx
        .today
        .with_day(1)
        .and_then(|day| day.checked_add_months(chrono::Months::new(1)));
    next.map_or(this, last_of)
}

/// A proposed next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What to do.
    pub what: &'static str,
    /// When: a working day, not before tomorrow.
    pub day: Day,
    /// Whether it waits for them, and is gone when they write.
    pub if_no_reply: bool,
}

/// The next step the program would take with a creator, from where they stand.
pub fn proposal(ctx: &Ctx<'_>, creator: Id<Creator>) -> Proposal {
    let standing = ctx.derived.of(creator);
    let vetted = ctx.model.get(creator).is_some_and(Creator::has_fit);
    let contacted = standing.last_personal().is_some();
    let (what, days, if_no_reply) = match standing.stage {
        None | Some(Stage::Discovery) if !vetted => ("vet", days_to_friday(ctx), false),
        None | Some(Stage::Discovery) => ("write the pitch", 1, false),
        Some(Stage::Pitch) if contacted => ("nudge", 1, true),
        Some(Stage::Pitch) => ("write the pitch", 1, false),
        Some(Stage::Onboarding) => ("agree on terms", 2, false),
        Some(Stage::Creation) => ("agree on dates", 2, false),
        Some(Stage::Measurement) => ("share results", 2, false),
        Some(Stage::Retention) => ("plan the next deal", 5, false),
    };
    Proposal {
        what,
        day: soft_in(ctx, days),
        if_no_reply,
    }
}

/// "This week" means by Friday, and never less than a day.
fn days_to_friday(ctx: &Ctx<'_>) -> i64 {
    ctx.calendar
        .between(ctx.today, coming(ctx, Weekday::Fri))
        .clamp(1, 5)
}

/// Creators kept close who have nothing dated, waiting or coming up by the calendar.
pub fn core_without_plan(ctx: &Ctx<'_>) -> Vec<Id<Creator>> {
    let core = ctx
        .model
        .creators
        .iter()
        .filter(|c| c.core && c.shelf == Shelf::Active && !c.do_not_contact);
    let planned = |id| {
        items_of(ctx, Subject::Creator(id))
            .iter()
            .any(|item| !item.key.rule.row().by_clock)
    };
    core.filter(|c| !planned(c.id)).map(|c| c.id).collect()
}

/// The creator who has waited longest for a word from us, and since when.
pub fn waited_longest(ctx: &Ctx<'_>) -> Option<(Id<Creator>, Day)> {
    let owed = ctx
        .model
        .creators
        .iter()
        .filter(|c| c.shelf == Shelf::Active);
    let owed = owed.filter_map(|c| Some((c.id, ctx.derived.of(c.id).owed?.day)));
    owed.min_by_key(|(id, day)| (*day, *id))
}

/// Days since the last personal contact with a creator, for cards and columns.
pub fn days_since_contact(ctx: &Ctx<'_>, creator: Id<Creator>) -> Option<i64> {
    let facts = super::facts::Facts::of_creator(ctx.base(), ctx.derived.of(creator), creator)
        .filter(|facts| !facts.is_put_away())?;
    facts.standing.last_personal()?;
    last_contact(&facts).map(|day| (ctx.today - day).num_days())
}
