//! Coming back: after days without a review the pile is split before it is shown, so that what is owed is seen first and
//! the rest is settled with a few keys. And going away: what to see to before.

use super::answers::{Choice, answer};
use super::item::Item;
use super::queue::{build, items_of, own_items};
use super::rule::Rule;
use super::words::is_close;
use super::{Subject, decide};
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, short};
use crate::domain::rows::*;

/// Soft items a day, when they are spread.
const SOFT_A_DAY: usize = 6;
/// Working days after an absence whose promises are better seen to before it.
const AFTER_BD: i64 = 3;

/// What piled up.
#[derive(Debug, Clone, PartialEq)]
pub struct Absence {
    /// Working days since the last review.
    pub working_days: i64,
    /// It was planned: the user was away.
    pub planned: bool,
    /// Owed and dated, hottest first.
    pub needs_you: Vec<Item>,
    /// Creators who wrote meanwhile: what waited for them settled itself.
    pub wrote: usize,
    /// Pitches whose last step is over: to be closed.
    pub ran_out: Vec<Item>,
    /// The other waiting and keep-warm items.
    pub soft: Vec<Item>,
    /// Over so many working days they would be spread.
    pub spread_over: usize,
}

impl Absence {
    /// `31 follow-ups → 6 a day over 6 working days`.
    pub fn spread_words(&self) -> String {
        let each = self.soft.len().min(SOFT_A_DAY);
        let (all, days) = (plural(self.soft.len(), "follow-up", "follow-ups"), self.spread_over);
        format!("{all} → {each} a day over {}", plural(days, "working day", "working days"))
    }
}

/// What piled up, if nothing was reviewed for more than three working days or the user was away until now; `None` once
/// something was decided today.
pub fn absence(ctx: &Ctx<'_>) -> Option<Absence> {
    let today = ctx.today;
    if ctx.model.decisions.iter().any(|d| d.day == today) {
        return None;
    }
    let reviewed = ctx.model.review_days.iter().filter(|d| d.day < today && (d.decided > 0 || d.zero));
    let last = reviewed.map(|d| d.day).max()?;
    let working_days = ctx.calendar.between(last, today);
    // Weekends and holidays right after an absence still belong to it.
    let before = ctx.calendar.add(today, -1);
    let between = before.iter_days().skip(1).take_while(|day| *day < today);
    let planned = between.into_iter().any(|day| ctx.calendar.away(day).is_some()) && last <= before;
    if ctx.calendar.away(today).is_some() || !(planned || working_days - 1 > ctx.settings.review.absence_bd) {
        return None;
    }
    let mut all: Vec<Item> = ctx
        .model
        .creators
        .iter()
        .filter(|c| ctx.derived.of(c.id).next.is_some_and(|next| next.live && !next.capped))
        .flat_map(|c| items_of(ctx, Subject::Creator(c.id)))
        .chain(own_items(&ctx.base()))
        .filter(|item| item.is_live(today) && item.key.rule != Rule::R16)
        .collect();
    all.sort_by_key(|item| (item.rank(), item.key));
    let (soft, needs_you): (Vec<Item>, Vec<Item>) = all.into_iter().partition(|item| item.lane.is_soft());
    let (ran_out, soft): (Vec<Item>, Vec<Item>) =
        soft.into_iter().partition(|item| item.key.rule == Rule::R11 && is_close(ctx, item));
    let wrote = |c: &&Creator| ctx.derived.of(c.id).last_in.is_some_and(|contact| contact.day > last);
    let wrote = ctx.model.creators.iter().filter(wrote).count();
    let spread_over = soft.len().div_ceil(SOFT_A_DAY);
    Some(Absence { working_days, planned, needs_you, wrote, ran_out, soft, spread_over })
}

fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Closes pitches whose last step is over, all at once; one undo.
pub fn close_ladders(ctx: &Ctx<'_>, items: &[Item]) -> Result<Step, String> {
    let mut step = Step::new(format!("Closed, no reply: {}", plural(items.len(), "pitch", "pitches")));
    for item in items {
        let one = answer(ctx, item, &Choice::Expected, "")?;
        for decision in one.edits.decisions.into_iter().filter_map(|edit| edit.after) {
            let id = step.fresh(ctx.model);
            step.insert(Decision { id, ..decision });
        }
        step.edits.collaborations.extend(one.edits.collaborations);
    }
    if step.is_empty() { Err("No pitch is to be closed.".into()) } else { Ok(step) }
}

/// Spreads soft items over the coming working days, six a day, hottest first; their lateness begins anew on their day.
pub fn spread(ctx: &Ctx<'_>, items: &[Item]) -> Result<Step, String> {
    let mut step = Step::new(format!("Spread: {}", plural(items.len(), "follow-up", "follow-ups")));
    let mut last = ctx.today;
    for (n, batch) in items.chunks(SOFT_A_DAY).enumerate() {
        last = ctx.calendar.add(ctx.calendar.later(ctx.today), i64::try_from(n).unwrap_or_default());
        for item in batch {
            decide(ctx, &mut step, item, (item.key, DecisionKind::Park, Some(last)), "");
        }
    }
    step.label.push_str(&format!(" until {}", short(last, ctx.today)));
    if step.is_empty() { Err("There is nothing to spread.".into()) } else { Ok(step) }
}

/// Before going away: owed and dated items that fall into the absence or within three working days after it.
pub fn before_you_go(ctx: &Ctx<'_>, from: Day, to: Day) -> Vec<Item> {
    let last = ctx.calendar.add(to, AFTER_BD);
    let creators = ctx.model.creators.iter().filter(|c| ctx.derived.of(c.id).next.is_some());
    let mut all: Vec<Item> = creators.flat_map(|c| items_of(ctx, Subject::Creator(c.id))).collect();
    all.extend(own_items(&ctx.base()));
    all.retain(|item| !item.lane.is_soft() && item.due >= from && item.due <= last);
    all.sort_by_key(|item| (item.due, item.rank(), item.key));
    all
}

/// What a non-working day opens on: what is owed or dated and due today, and how many soft items wait for the next
/// working day.
pub fn quiet_day(ctx: &Ctx<'_>) -> Option<(usize, usize, Day)> {
    if ctx.calendar.is_working(ctx.today) {
        return None;
    }
    let queue = build(ctx);
    let hard = queue.items().filter(|item| !item.lane.is_soft() && item.due <= ctx.today).count();
    let soft = queue.items().filter(|item| item.lane.is_soft()).count();
    Some((hard, soft, ctx.calendar.add(ctx.today, 1)))
}
