//! Coming back: after days without a review the pile is split before it is shown, so that what is
//! owed is seen first and the rest is settled with a few keys.

use std::collections::BTreeMap;

use super::answers::{Choice, answer, decide};
use super::item::{Item, Subject};
use super::queue::{items_of, own_items};
use super::rule::Rule;
use super::words::is_close;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days, short};
use crate::domain::rows::*;

/// The note of a decision that only puts work in order: closing what ran out, spreading, moving
/// within the week. It is no answer to an item, so it uses up nothing of the day's measure and does
/// not end the split of a pile.
const ARRANGED: &str = "put in order";

/// Whether a decision only put work in order.
pub fn is_arranged(decision: &Decision) -> bool {
    &*decision.note == ARRANGED
}

/// Shows a soft item on a day from now on, by a decision that counts as no snooze and is only
/// changed when it is moved again on the same day.
pub(super) fn arrange(ctx: &Ctx<'_>, step: &mut Step, item: &Item, day: Day) {
    let key = item.key.to_string();
    let latest = ctx
        .model
        .decisions
        .iter()
        .rev()
        .take_while(|d| d.day >= ctx.today)
        .find(|d| *d.key == *key);
    match latest.filter(|d| d.kind == DecisionKind::Park && is_arranged(d)) {
        Some(earlier) => step.edit(ctx.model, earlier.id, |d| d.until = Some(day)),
        None => decide(
            ctx,
            step,
            item,
            (item.key, DecisionKind::Park, Some(day)),
            ARRANGED,
        ),
    }
}

/// What piled up.
#[derive(Debug, Clone, PartialEq)]
pub struct Absence {
    /// Working days since the last review.
    pub working_days: i64,
    /// The absence that was planned and is over.
    pub away: Option<(Day, Day)>,
    /// Owed and dated, hottest first.
    pub needs_you: Vec<Item>,
    /// Creators who wrote meanwhile: what waited for them settled itself.
    pub wrote: usize,
    /// Pitches whose last step is over: to be closed.
    pub ran_out: Vec<Item>,
    /// The other waiting and keep-warm items, hottest first.
    pub soft: Vec<Item>,
}

impl Absence {
    /// `10 working days since the last review`.
    pub fn headline(&self, today: Day) -> String {
        match self.away {
            Some((start, end)) => {
                format!("Back from {} to {}", short(start, today), short(end, today))
            }
            None => format!(
                "{} since the last review",
                plural(self.working_days, "working day", "working days")
            ),
        }
    }

    /// `3 creators wrote meanwhile: what waited for them is settled`.
    pub fn settled_words(&self) -> String {
        match self.wrote {
            0 => "nobody wrote meanwhile".into(),
            1 => "1 creator wrote: what waited for them is settled".into(),
            n => format!("{n} creators wrote: what waited for them is settled"),
        }
    }
}

/// What piled up, if nothing was reviewed for more than three working days or the user was away
/// until now; `None` once something was answered today, and when nothing is there.
pub fn absence(ctx: &Ctx<'_>) -> Option<Absence> {
    let today = ctx.today;
    let of_today = || {
        ctx.model
            .decisions
            .iter()
            .rev()
            .take_while(|d| d.day >= today)
    };
    if of_today().any(|d| !is_arranged(d)) || ctx.calendar.away(today).is_some() {
        return None;
    }
    let arranged: Vec<&str> = of_today().map(|d| &*d.key).collect();
    let all = piled(ctx);
    // Where nothing waited there was nothing to review.
    let empty_until = add_days(all.iter().map(|item| item.shows).min()?, -1);
    let last = last_review(ctx)?.max(empty_until);
    let working_days = ctx.calendar.between(last, today);
    // Weekends and holidays right after an absence still belong to it.
    let before = ctx.calendar.add(today, -1);
    let gap = before.iter_days().skip(1).take_while(|day| *day < today);
    let away = gap
        .into_iter()
        .find_map(|day| ctx.calendar.away(day))
        .filter(|_| last <= before);
    if away.is_none() && working_days - 1 <= ctx.settings.review.absence_bd {
        return None;
    }
    let (soft, needs_you): (Vec<Item>, Vec<Item>) =
        all.into_iter().partition(|item| item.lane.is_soft());
    let open = |item: &Item| !arranged.contains(&item.key.to_string().as_str());
    let (ran_out, soft): (Vec<Item>, Vec<Item>) = soft
        .into_iter()
        .filter(open)
        .partition(|item| item.key.rule == Rule::PitchUnanswered && is_close(ctx, item));
    let wrote = |c: &&Creator| {
        ctx.derived
            .of(c.id)
            .last_in
            .is_some_and(|contact| contact.day > last)
    };
    let wrote = ctx.model.creators.iter().filter(wrote).count();
    Some(Absence {
        working_days,
        away,
        needs_you,
        wrote,
        ran_out,
        soft,
    })
}

/// The last day before today on which something was decided.
fn last_review(ctx: &Ctx<'_>) -> Option<Day> {
    let kept = ctx
        .model
        .review_days
        .iter()
        .filter(|d| d.decided > 0 || d.zero)
        .map(|d| d.day);
    let decided = ctx.model.decisions.iter().map(|d| d.day);
    kept.chain(decided).filter(|day| *day < ctx.today).max()
}

/// All that is to be decided today, hottest first, without what the caps of a day hold back anyway.
fn piled(ctx: &Ctx<'_>) -> Vec<Item> {
    let live = ctx.model.creators.iter().filter(|c| {
        ctx.derived
            .of(c.id)
            .next
            .is_some_and(|n| n.live && !n.capped)
    });
    let mut all: Vec<Item> = live
        .flat_map(|c| items_of(ctx, Subject::Creator(c.id)))
        .chain(own_items(&ctx.base()))
        .filter(|item| item.is_live(ctx.today) && item.key.rule != Rule::NoNextStep)
        .collect();
    all.sort_by_key(|item| (item.rank(), item.key));
    all
}

pub(super) fn plural(n: i64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

fn counted(items: &[Item], one: &str, many: &str) -> String {
    plural(i64::try_from(items.len()).unwrap_or(i64::MAX), one, many)
}

/// `9 pitches: close as no reply`.
pub fn close_words(items: &[Item]) -> String {
    format!("{}: close as no reply", counted(items, "pitch", "pitches"))
}

/// Closes pitches whose last step is over, all at once; one undo.
pub fn close_ladders(ctx: &Ctx<'_>, items: &[Item]) -> Result<Step, String> {
    let mut step = Step::new(format!(
        "Closed, no reply: {}",
        counted(items, "pitch", "pitches")
    ));
    for item in items {
        let mut one = answer(ctx, item, &Choice::Expected, "")?;
        for decision in std::mem::take(&mut one.edits.decisions)
            .into_iter()
            .filter_map(|edit| edit.after)
        {
            let id = step.fresh(ctx.model);
            step.insert(Decision {
                id,
                note: ARRANGED.into(),
                ..decision
            });
        }
        step.edits.then(one.edits);
    }
    if step.is_empty() {
        Err("No pitch is to be closed.".into())
    } else {
        Ok(step)
    }
}

/// Soft items, each on a day of its own choosing: what `spread` announces and does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// Which items of the list come up on which day.
    pub days: Vec<(Day, Vec<usize>)>,
    /// At most so many cards a day come of it.
    pub each: usize,
    /// So many items stay with their creator's owed or dated one of today.
    pub beside: usize,
}

/// The part of a day's measure that old soft items may take: a quarter, so that new ones have room
/// beside them.
const PART: usize = 4;

/// Days for soft items, hottest first: a creator's all on one day, a few creators a day, fewer
/// where much comes up anyway. Who is on today's list for something owed or dated keeps all of it
/// there.
pub fn spread_days(ctx: &Ctx<'_>, items: &[Item]) -> Spread {
    let hard = |on: Subject| {
        let next = on.creator().and_then(|id| ctx.derived.of(id).next);
        next.is_some_and(|next| next.live && !next.lane.is_soft())
    };
    let busy = ctx
        .model
        .creators
        .iter()
        .filter(|c| hard(Subject::Creator(c.id)))
        .count();
    let cards = ctx.settings.review.cards;
    let most = (cards / PART).max(1);
    let first = ctx.calendar.later(ctx.today);
    let (mut day, mut room, mut taken, mut each) =
        (first, most.min(cards.saturating_sub(busy)), 0, 0);
    let mut positions: BTreeMap<Subject, Day> = BTreeMap::new();
    let mut days: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
    for (n, item) in items.iter().enumerate() {
        let position = *positions.entry(item.on).or_insert_with(|| {
            if hard(item.on) {
                return first;
            }
            while taken >= room {
                day = ctx.calendar.add(day, 1);
                let free = cards.saturating_sub(ctx.derived.load(day));
                (room, taken) = (free.clamp(most.div_ceil(2), most), 0);
            }
            taken += 1;
            each = each.max(taken);
            day
        });
        days.entry(position).or_default().push(n);
    }
    let beside = items.iter().filter(|item| hard(item.on)).count();
    Spread {
        days: days.into_iter().collect(),
        each,
        beside,
    }
}

/// `31 follow-ups → 6 a day over 6 working days`; where more than a day's part stays today, with
/// the number of them.
pub fn spread_words(ctx: &Ctx<'_>, items: &[Item]) -> String {
    let Spread { days, each, .. } = spread_days(ctx, items);
    let all = counted(items, "follow-up", "follow-ups");
    let today = days
        .first()
        .filter(|(day, _)| *day == ctx.today)
        .map_or(0, |(_, list)| list.len());
    match days.len() {
        0 | 1 => format!("{all} → none of them late any more"),
        n if today <= each => format!("{all} → {each} a day over {n} working days"),
        n => {
            let stay = plural(i64::try_from(today).unwrap_or(i64::MAX), "stays", "stay");
            let more = plural(
                i64::try_from(n - 1).unwrap_or(i64::MAX),
                "more working day",
                "more working days",
            );
            let a_day = plural(
                i64::try_from(each).unwrap_or(i64::MAX),
                "creator a day",
                "creators a day",
            );
            format!("{all} → {stay} today, the others {a_day} over {more}")
        }
    }
}

/// Spreads soft items over the coming working days; their lateness begins anew on their day. One
/// undo.
pub fn spread(ctx: &Ctx<'_>, items: &[Item]) -> Result<Step, String> {
    let mut step = Step::new(format!(
        "Spread: {}",
        counted(items, "follow-up", "follow-ups")
    ));
    let mut last = ctx.today;
    for (day, list) in spread_days(ctx, items).days {
        last = day;
        for item in list.into_iter().filter_map(|n| items.get(n)) {
            arrange(ctx, &mut step, item, day);
        }
    }
    step.label
        .push_str(&format!(" until {}", short(last, ctx.today)));
    if step.is_empty() {
        Err("There is nothing to spread.".into())
    } else {
        Ok(step)
    }
}
