//! Answers to what waits for them.

use super::plan::{Answered, Plan};
use super::standing::close_deal;
use crate::domain::day::{Day, add_days};
use crate::domain::review::dates::{proposal, soft_in};
use crate::domain::review::key::Occurrence;
use crate::domain::review::rule::Rule;
use crate::domain::review::rules::wait::ladder_gap;
use crate::domain::review::words::is_close;
use crate::domain::rows::*;

/// The expected answer of a ladder: the follow-up was sent; at the last step, close.
pub(super) fn step(plan: Plan<'_>) -> Answered {
    if is_close(plan.ctx, plan.item) {
        close(plan, DecisionKind::Done)
    } else {
        send(plan, DecisionKind::Done)
    }
}

/// The alternative: close; at the last step, one more try.
pub(super) fn other(plan: Plan<'_>) -> Answered {
    if is_close(plan.ctx, plan.item) {
        send(plan, DecisionKind::Alternative)
    } else {
        close(plan, DecisionKind::Alternative)
    }
}

/// When the step after this one comes, if this one is sent today, and whether it proposes to close.
fn next_step(plan: &Plan<'_>) -> Option<(Day, bool)> {
    let Occurrence::Step(now) = plan.item.key.time else {
        return None;
    };
    let (rule, calendar) = (&plan.ctx.settings.rule, plan.ctx.calendar);
    let (today, sent) = (plan.ctx.today, usize::from(now) + 1);
    match plan.item.key.rule {
        Rule::PitchUnanswered => {
            let deal: &Collaboration = plan.row().ok()?;
            let (gap, _, close) = ladder_gap(plan.ctx.settings.ladder.offsets(deal.ladder), sent)?;
            Some((calendar.add(today, gap), close))
        }
        Rule::OfferUnanswered => {
            let terms = plan.row::<Collaboration>().ok()?.terms_sent?;
            let (gap, step, close) = ladder_gap(&rule.offer_unanswered.steps_bd, sent)?;
            let offset = rule
                .offer_unanswered
                .steps_bd
                .get(step - 1)
                .copied()
                .unwrap_or(0);
            Some((
                calendar.add(today, gap).max(calendar.add(terms, offset)),
                close,
            ))
        }
        Rule::GiftWithoutPost => {
            let came = plan.row::<Shipment>().ok()?.delivered?;
            let (gap, step, close) = ladder_gap(&rule.gift_without_post.steps_days, sent)?;
            let offset = rule
                .gift_without_post
                .steps_days
                .get(step - 1)
                .copied()
                .unwrap_or(0);
            Some((
                calendar.later(add_days(today, gap).max(add_days(came, offset))),
                close,
            ))
        }
        _ => None,
    }
}

fn send(mut plan: Plan<'_>, kind: DecisionKind) -> Answered {
    let effect = match next_step(&plan) {
        Some((day, true)) if kind == DecisionKind::Alternative => {
            format!("close proposed again {}", plan.day(day))
        }
        Some((day, true)) => format!("close proposed {}", plan.day(day)),
        Some((day, false)) => format!("next step {}", plan.day(day)),
        None => return Err(format!("{} is not there any more.", plan.item.key)),
    };
    plan.settle(kind);
    let label = match (kind, plan.item.key.rule) {
        (DecisionKind::Alternative, _) => "one more try",
        (_, Rule::PitchUnanswered) => "follow-up sent",
        _ => "nudged",
    };
    plan.contact_about(label);
    plan.done(label, effect, "Follow-up sent")
}

fn close(mut plan: Plan<'_>, kind: DecisionKind) -> Answered {
    plan.close(kind);
    if plan.item.key.rule == Rule::GiftWithoutPost {
        return plan.done("close, no post", "left as a gift", "Closed without a post");
    }
    let deal: &Collaboration = plan.row()?;
    close_deal(plan.ctx, &mut plan.step, deal.id, Outcome::NoReply);
    let again = add_days(plan.ctx.today, plan.ctx.settings.review.repitch_days);
    let effect = format!(
        "closed; history stays, pitch again from {}",
        plan.day(again)
    );
    plan.done("close, no reply", effect, "Closed, no reply")
}

/// Done; the next date is proposed and taken with it. One's own to-dos are simply done.
pub(super) fn done(mut plan: Plan<'_>) -> Answered {
    let follow: &FollowUp = plan.row()?;
    let Some(creator) = plan.item.creator() else {
        return done_nothing_next(plan);
    };
    finish(&mut plan, follow, DecisionKind::Done);
    let days = plan.ctx.settings.rule.follow_up_due.next_bd;
    let day = soft_in(plan.ctx, days);
    let (what, if_no_reply) = match follow.if_no_reply {
        true if follow.what.is_empty() => ("follow up", true),
        true => (&*follow.what, true),
        false => (proposal(plan.ctx, creator).what, false),
    };
    plan.follow(what, day, if_no_reply);
    let effect = format!("next: {what} {}", plan.day(day));
    plan.done("done", effect, "Done")
}

/// Done, and nothing next.
pub(super) fn done_nothing_next(mut plan: Plan<'_>) -> Answered {
    let follow: &FollowUp = plan.row()?;
    let own = plan.item.creator().is_none();
    finish(
        &mut plan,
        follow,
        if own {
            DecisionKind::Done
        } else {
            DecisionKind::Alternative
        },
    );
    if own {
        plan.done("done", "closed", "Done")
    } else {
        plan.done("done, nothing next", "closed", "Done")
    }
}

/// What waits for their answer was written to them; a plain to-do is no contact.
fn finish(plan: &mut Plan<'_>, follow: &FollowUp, kind: DecisionKind) {
    let today = plan.ctx.today;
    plan.settle(kind);
    if follow.if_no_reply {
        plan.contact(if follow.what.is_empty() {
            "follow-up sent"
        } else {
            &follow.what
        });
    }
    plan.step
        .edit(plan.ctx.model, follow.id, |f| f.done = Some(today));
}
