//! Verbs that mean the same on every item: snooze, their move, they replied, next step, pin, park,
//! drop, move the date.

use chrono::Weekday;

use super::plan::{Answered, Plan, decide, touch, written};
use super::record::judge;
use super::standing::{close_deal, enter};
use super::{Ask, Reply, Snooze};
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days, short};
use crate::domain::ids::Id;
use crate::domain::recurrence::Rhythm;
use crate::domain::review::dates::{coming, month_end, soft_in};
use crate::domain::review::item::Item;
use crate::domain::review::key::ItemKey;
use crate::domain::review::queue::items_of;
use crate::domain::review::rule::{Rule, Way};
use crate::domain::review::words::{Length, capital};
use crate::domain::rows::*;

/// The day a snooze ends.
pub(super) fn until(ctx: &Ctx<'_>, snooze: Snooze) -> Result<Day, String> {
    let day = match snooze {
        Snooze::NextDay => ctx.calendar.add(ctx.today, 1),
        Snooze::Days(n) => ctx.calendar.add(ctx.today, i64::from(n.max(1))),
        Snooze::Monday => coming(ctx, Weekday::Mon),
        Snooze::Friday => coming(ctx, Weekday::Fri),
        Snooze::MonthEnd => month_end(ctx),
        Snooze::Month => {
            let day = ctx
                .today
                .checked_add_months(chrono::Months::new(1))
                .unwrap_or(ctx.today);
            ctx.calendar.later(day)
        }
        Snooze::UntilReply => add_days(ctx.today, ctx.settings.review.until_reply_days),
        Snooze::To(day) => day,
    };
    ahead(ctx, day)
}

/// A day after today, or a sentence.
fn ahead(ctx: &Ctx<'_>, day: Day) -> Result<Day, String> {
    if day > ctx.today {
        return Ok(day);
    }
    Err(format!(
        "{} is not after today.",
        capital(&short(day, ctx.today))
    ))
}

/// Writes the decision of a snooze, unless the item is stuck.
pub(super) fn snooze_into(
    ctx: &Ctx<'_>,
    step: &mut crate::domain::change::Step,
    item: &Item,
    snooze: Snooze,
) -> Result<Day, String> {
    if item.stuck {
        let why = if item.snoozes >= ctx.settings.review.stuck_snoozes {
            "Snoozed"
        } else {
            "Late"
        };
        let how = if why == "Late" {
            "too long".to_owned()
        } else {
            format!("{} times", item.snoozes)
        };
        return Err(format!(
            "{why} {how}: do it now, make it smaller, promise them a date, or drop it with a reason."
        ));
    }
    let day = until(ctx, snooze)?;
    let kind = if snooze == Snooze::UntilReply {
        DecisionKind::UntilReply
    } else {
        DecisionKind::Snooze
    };
    decide(ctx, step, item, (item.key, kind, Some(day)), "");
    Ok(day)
}

/// Hide it; the real date stays.
pub(super) fn snooze(mut plan: Plan<'_>, until: Snooze) -> Answered {
    if until == Snooze::UntilReply && plan.item.creator().is_none() {
        return Err("Nobody is going to write about this; pick a day.".into());
    }
    let day = snooze_into(plan.ctx, &mut plan.step, plan.item, until)?;
    let effect = match until {
        Snooze::UntilReply => format!("until they write, {} at the latest", plan.day(day)),
        _ => plan.day(day),
    };
    let past = match until {
        Snooze::UntilReply => "Snoozed until they write".to_owned(),
        _ => format!("Snoozed to {}", plan.day(day)),
    };
    plan.done("snooze", effect, &past)
}

/// Bring it back.
pub(super) fn wake(mut plan: Plan<'_>) -> Answered {
    plan.close(DecisionKind::Wake);
    plan.done("wake", "back in the review", "Woken")
}

/// To the top for today.
pub(super) fn pin(mut plan: Plan<'_>) -> Answered {
    if plan.item.pinned {
        return Err("It is pinned for today already; u takes the pin back.".into());
    }
    plan.decide(DecisionKind::Pin, Some(plan.ctx.today));
    plan.done("pin", "at the top for today", "Pinned")
}

/// Give it up, with a reason.
pub(super) fn drop_it(mut plan: Plan<'_>) -> Answered {
    plan.ask(Ask::needed("Why is it dropped?", "they changed the niche"))?;
    plan.close(DecisionKind::Drop);
    plan.done("drop", "not asked again", "Dropped")
}

/// Leave it alone for a month.
pub(in crate::domain::review) fn park(mut plan: Plan<'_>) -> Answered {
    let days = plan.ctx.settings.review.park_days;
    let day = plan.ctx.calendar.later(add_days(plan.ctx.today, days));
    plan.decide(DecisionKind::Park, Some(day));
    let effect = format!("until {}", plan.day(day));
    plan.done("park 30 d", effect, "Parked")
}

/// A date was promised to them: told, and hidden until then. The real date stays.
pub(super) fn promise(mut plan: Plan<'_>, day: Day) -> Answered {
    let day = ahead(plan.ctx, day)?;
    plan.decide(DecisionKind::Snooze, Some(day));
    let told = format!("promised {}", plan.day(day));
    plan.contact_about(&told);
    let effect = format!("told them {}", plan.day(day));
    let past = format!("Promised {}", plan.day(day));
    plan.done("promise a date", effect, &past)
}

/// Their move: hidden until the nudge date.
pub(super) fn their_move(mut plan: Plan<'_>, day: Option<Day>) -> Answered {
    plan.creator()?;
    let day = match day {
        Some(day) => ahead(plan.ctx, day)?,
        None => soft_in(plan.ctx, plan.ctx.settings.review.nudge_bd),
    };
    if plan.item.key.rule.row().way != Way::Stays {
        make_way(&mut plan, DecisionKind::Done, day);
        plan.follow("nudge", day, true);
    } else {
        plan.decide(DecisionKind::UntilReply, Some(day));
    }
    let effect = format!("nudge {}{}", plan.day(day), still_ours(&plan));
    let past = format!("Their move, nudge {}", plan.day(day));
    plan.done("their move", effect, &past)
}

/// What else is owed and keeps the move ours: `; still our move: payment $350`.
fn still_ours(plan: &Plan<'_>) -> String {
    let (ctx, key) = (plan.ctx, plan.item.key);
    let items = items_of(ctx, plan.item.on);
    let owed = items
        .iter()
        .find(|item| item.key != key && item.is_our_move(ctx.today));
    owed.map_or_else(String::new, |item| {
        format!("; still our move: {}", item.phrase(ctx, Length::Head))
    })
}

/// Takes the item away for a next step set on a day.
fn make_way(plan: &mut Plan<'_>, kind: DecisionKind, day: Day) {
    match plan.item.key.rule.row().way {
        Way::Finishes => {
            let today = plan.ctx.today;
            plan.settle(kind);
            if let Some(id) = plan.item.key.id_of::<FollowUp>() {
                plan.step.edit(plan.ctx.model, id, |f| f.done = Some(today));
            }
        }
        Way::Closes => plan.close(kind),
        Way::Stays | Way::Hides => plan.decide(kind, Some(day)),
    }
}

/// Still before an agreement.
fn early(ctx: &Ctx<'_>, deal: Id<Collaboration>) -> bool {
    ctx.model
        .get(deal)
        .is_some_and(|c| c.stage <= Stage::Onboarding && c.agreed.is_none())
}

/// What waited for a word has it. Who writes once more and has no answer yet still waits for one.
fn heard(plan: &mut Plan<'_>) {
    match plan.item.key.rule {
        Rule::ReplyOwed => plan.decide(DecisionKind::Wake, None),
        _ => plan.settle(DecisionKind::Done),
    }
}

/// They replied, and what it means for the collaboration.
pub(super) fn replied(mut plan: Plan<'_>, reply: Reply) -> Answered {
    let (creator, deal) = (plan.creator()?, plan.deal());
    let by = written(plan.ctx, creator);
    let words = plan.input();
    let touch = touch(
        plan.ctx,
        &mut plan.step,
        creator,
        (by, Direction::In, deal),
        words,
    );
    // What is settled by the reply itself: nothing is owed for "later" and "no".
    let settled = ItemKey::new(Rule::ReplyOwed, touch);
    match reply {
        Reply::Plain => {
            heard(&mut plan);
            let effect = (plan.item.key.rule.row().on_reply)(&mut plan);
            let effect = effect.unwrap_or("a reply is owed");
            plan.done("they replied", effect, "They replied")
        }
        Reply::Interested => {
            heard(&mut plan);
            match deal.filter(|id| early(plan.ctx, *id)) {
                Some(deal) => enter(plan.ctx, &mut plan.step, deal, Stage::Onboarding),
                None => return plan.done("interested", "a reply is owed", "Interested"),
            }
            plan.done("interested", "to stage 3, a reply is owed", "Interested")
        }
        Reply::Later(day) => {
            let day = match day {
                Some(day) => ahead(plan.ctx, day)?,
                None => soft_in(plan.ctx, plan.ctx.settings.review.asked_for_time_bd),
            };
            plan.decide_about(settled, DecisionKind::Alternative, None);
            plan.follow("they asked for time", day, false);
            let effect = format!("back {}", plan.day(day));
            plan.done("later", effect, "Asked for time")
        }
        Reply::No => {
            plan.decide_about(settled, DecisionKind::Alternative, None);
            let deal = deal.filter(|id| early(plan.ctx, *id));
            let deal = deal.ok_or(
                "There is no pitch or offer to decline; the stage menu closes what was agreed.",
            )?;
            close_deal(plan.ctx, &mut plan.step, deal, Outcome::Declined);
            plan.done("no", "closed as declined", "Declined")
        }
    }
}

/// The next step, with its date.
pub(super) fn next(
    mut plan: Plan<'_>,
    day: Day,
    (what, regardless): (&str, bool),
    every: Option<Rhythm>,
) -> Answered {
    let day = ahead(plan.ctx, day)?;
    let what = if what.is_empty() { plan.input() } else { what };
    make_way(&mut plan, DecisionKind::Alternative, day);
    match &every {
        Some(rhythm) => plan.follow_again(what, day, rhythm),
        None => plan.follow(what, day, !regardless),
    }
    let effect = [what, &plan.day(day)].join(" ").trim().to_owned();
    let past = format!("Next step {}", plan.day(day));
    plan.done("next step", effect, &past)
}

/// The agreed date itself is moved; items that only follow from other facts are merely shown later.
pub(super) fn move_to(plan: Plan<'_>, day: Day) -> Answered {
    let day = ahead(plan.ctx, day)?;
    (plan.item.key.rule.row().move_to)(plan, day)
}

/// The date follows from what happened.
pub(in crate::domain::review) fn cannot_move(_: Plan<'_>, _: Day) -> Answered {
    Err("This date follows from what happened and cannot be moved; s hides it.".into())
}

/// The date is the rule's own: it is only shown later.
pub(in crate::domain::review) fn shown_later(plan: Plan<'_>, day: Day) -> Answered {
    snooze(plan, Snooze::To(day))
}

/// The row has its new date; what follows from it is moved along.
pub(in crate::domain::review) fn moved(mut plan: Plan<'_>, day: Day) -> Answered {
    crate::domain::schedule::follow(plan.ctx, &mut plan.step);
    plan.settle(DecisionKind::Done);
    let effect = plan.day(day);
    let past = format!("Moved to {}", plan.day(day));
    plan.done("move", effect, &past)
}

/// A nudge was sent, and is sent again on a day.
pub(in crate::domain::review) fn nudged(mut plan: Plan<'_>, again: Day) -> Answered {
    plan.contact_about("nudged");
    let effect = format!("again {}", plan.day(again));
    plan.done("nudged", effect, "Nudged")
}

/// Not happening, rejected or cancelled: the piece is missed, with the reason.
pub(in crate::domain::review) fn missed(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan
        .row()
        .map_err(|_| "Only a piece of content can be missed.".to_owned())?;
    if piece.live.is_some() {
        return Err("It is live already.".into());
    }
    let why: Text = plan.ask(Ask::reason("Why not?"))?.into();
    plan.settle(DecisionKind::Alternative);
    judge(plan.ctx, &mut plan.step, piece, Verdict::Rejected, &why);
    plan.step.edit(plan.ctx.model, piece.id, |d| {
        (d.state, d.missed_why) = (PieceState::Missed, why)
    });
    let label = plan.item.key.rule.row().missed;
    plan.done(label, "piece marked missed", "Marked missed")
}

/// Not needed.
pub(in crate::domain::review) fn not_needed(mut plan: Plan<'_>) -> Answered {
    plan.close(DecisionKind::Alternative);
    let what = plan.item.phrase(plan.ctx, Length::Head);
    plan.done(
        "not needed",
        "closed",
        &capital(&format!("{what} not needed")),
    )
}

/// This time is left out.
pub(in crate::domain::review) fn skip(
    mut plan: Plan<'_>,
    label: &'static str,
    effect: &str,
) -> Answered {
    plan.close(DecisionKind::Skip);
    plan.done(label, effect, "Skipped")
}
