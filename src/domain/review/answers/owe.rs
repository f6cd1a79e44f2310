//! Answers to what we owe.

use super::Ask;
use super::lines::targets;
use super::plan::{Answered, Plan};
use super::record::{judge, pay};
use crate::domain::day::Day;
use crate::domain::review::dates::soft_in;
use crate::domain::review::key::Occurrence;
use crate::domain::rows::*;

/// Replied: their move, with a nudge if nothing comes.
pub(super) fn replied(mut plan: Plan<'_>) -> Answered {
    let nudge = soft_in(plan.ctx, plan.ctx.settings.review.nudge_bd);
    plan.settle(DecisionKind::Done);
    plan.contact("replied");
    plan.follow("nudge", nudge, true);
    let effect = format!("their move, nudge {}", plan.day(nudge));
    plan.done("replied", effect, "Replied")
}

/// No reply needed.
pub(super) fn no_reply_needed(mut plan: Plan<'_>) -> Answered {
    plan.close(DecisionKind::Alternative);
    plan.done(
        "no reply needed",
        "settled until they write again",
        "No reply needed",
    )
}

/// The draft is approved; next comes the live date.
pub(super) fn approved(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let today = plan.ctx.today;
    plan.settle(DecisionKind::Done);
    plan.contact_about("approved");
    judge(plan.ctx, &mut plan.step, piece, Verdict::Approved, "");
    plan.step.edit(plan.ctx.model, piece.id, |d| {
        (d.state, d.approved) = (PieceState::Approved, Some(today))
    });
    let effect = match piece.live_due {
        Some(day) => format!("live check {}", plan.day(day)),
        None => "no live date yet".into(),
    };
    plan.done("approved", effect, "Approved")
}

/// Changes are asked; the next draft is expected soon.
pub(super) fn changes_asked(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let back = plan.plus(plan.ctx.settings.rule.approval.changes_bd);
    plan.settle(DecisionKind::Alternative);
    let words = plan.input();
    judge(plan.ctx, &mut plan.step, piece, Verdict::Changes, words);
    plan.contact_about("changes asked");
    plan.step.edit(plan.ctx.model, piece.id, |d| {
        (d.state, d.rounds, d.draft_due) = (
            PieceState::ChangesAsked,
            d.rounds.saturating_add(1),
            Some(back),
        );
    });
    let effect = format!("back in {}", plan.day(back));
    plan.done("changes asked", effect, "Changes asked")
}

/// Paid today, in full.
pub(super) fn paid(mut plan: Plan<'_>) -> Answered {
    let today = plan.ctx.today;
    plan.settle(DecisionKind::Done);
    if let Ok(payment) = plan.row::<Payment>() {
        pay(plan.ctx, &mut plan.step, payment, None, today)?;
    } else {
        fee(&mut plan, |payment| {
            (payment.state, payment.paid) = (PaymentState::Paid, Some(today))
        })?;
    }
    plan.done("paid", "paid today, closed", "Paid")
}

/// The fee of a collaboration that has no payment of its own yet gets one.
pub(super) fn fee(plan: &mut Plan<'_>, with: impl FnOnce(&mut Payment)) -> Result<(), String> {
    let deal: &Collaboration = plan.row()?;
    let amount = deal.fee.ok_or_else(|| "No fee was agreed.".to_owned())?;
    let mut payment = Payment {
        state: PaymentState::Due,
        due: Some(plan.item.due),
        ..Payment::new(
            plan.step.fresh(plan.ctx.model),
            deal.creator,
            Some(deal.id),
            amount,
            PaymentKind::Fee,
        )
    };
    with(&mut payment);
    plan.step.insert(payment);
    Ok(())
}

/// Disputed: out of the way, and back as a follow-up.
pub(super) fn disputed(mut plan: Plan<'_>) -> Answered {
    let back = plan.plus(plan.ctx.settings.rule.payment_due.dispute_bd);
    let why: Text = plan.ask(Ask::reason("What is disputed?"))?.into();
    plan.settle(DecisionKind::Alternative);
    if let Ok(payment) = plan.row::<Payment>() {
        plan.step.edit(plan.ctx.model, payment.id, |p| {
            (p.state, p.note) = (PaymentState::Disputed, why)
        });
    } else {
        fee(&mut plan, |payment| {
            (payment.state, payment.note) = (PaymentState::Disputed, why)
        })?;
    }
    plan.follow("settle the disputed payment", back, false);
    let effect = format!("back {}", plan.day(back));
    plan.done("disputed", effect, "Disputed")
}

/// The debrief was sent: keep-warm counts from today.
pub(super) fn debriefed(mut plan: Plan<'_>) -> Answered {
    let deal: &Collaboration = plan.row()?;
    let today = plan.ctx.today;
    plan.settle(DecisionKind::Done);
    plan.contact("debrief sent");
    plan.step
        .edit(plan.ctx.model, deal.id, |c| c.debrief_sent = Some(today));
    plan.done("sent", "keep-warm clock starts", "Debrief sent")
}

/// Not needed.
pub(super) fn not_needed(mut plan: Plan<'_>) -> Answered {
    plan.close(DecisionKind::Alternative);
    let past = format!(
        "{} not needed",
        plan.item
            .short(plan.ctx)
            .split(',')
            .next()
            .unwrap_or("Item")
    );
    let past = capital(&past);
    plan.done("not needed", "closed", &past)
}

pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Brief or parcel sent.
pub(super) fn supplied(mut plan: Plan<'_>) -> Answered {
    let today = plan.ctx.today;
    plan.settle(DecisionKind::Done);
    if plan.item.key.time == Occurrence::Brief {
        let deal: &Collaboration = plan.row()?;
        plan.contact("brief sent");
        plan.step
            .edit(plan.ctx.model, deal.id, |c| c.brief_sent = Some(today));
        return plan.done("sent", "brief marked as sent", "Brief sent");
    }
    plan.gift();
    if let Ok(parcel) = plan.row::<Shipment>() {
        plan.step.edit(plan.ctx.model, parcel.id, |s| {
            (s.state, s.sent) = (ParcelState::Sent, Some(today))
        });
    } else {
        let deal: &Collaboration = plan.row()?;
        let id = plan.step.fresh(plan.ctx.model);
        plan.step.insert(Shipment {
            id,
            creator: deal.creator,
            collaboration: Some(deal.id),
            product: deal.product.clone(),
            value: None,
            cost: None,
            tracking: Text::default(),
            state: ParcelState::Sent,
            sent: Some(today),
            delivered: None,
            // It belongs to a deal: its pieces say when something is posted.
            post_agreed: true,
            posted: None,
        });
    }
    plan.done("sent", "parcel on its way", "Parcel sent")
}

/// The targets were agreed, with their numbers if they were typed.
pub(super) fn targets_set(mut plan: Plan<'_>) -> Answered {
    let ask = Ask {
        question: "Which targets?",
        example: "orders 14 cpa 30",
        required: false,
    };
    let line = plan.ask(ask)?;
    let set = targets(plan.ctx, line)?;
    let today = plan.ctx.today;
    let (campaign, deal) = (
        plan.item.key.id_of::<Campaign>(),
        plan.item.key.id_of::<Collaboration>(),
    );
    plan.settle(DecisionKind::Done);
    for (metric, value, currency) in set {
        let id = plan.step.fresh(plan.ctx.model);
        let (metric, currency) = (metric.into(), currency.into());
        let creator = plan.item.creator();
        plan.step.insert(Target {
            id,
            creator,
            campaign,
            collaboration: deal,
            metric,
            value,
            currency,
        });
    }
    if let Some(id) = campaign {
        plan.step
            .edit(plan.ctx.model, id, |c| c.targets_agreed = Some(today));
    }
    if let Some(id) = deal {
        plan.step
            .edit(plan.ctx.model, id, |c| c.targets_agreed = Some(today));
    }
    plan.done("set", "agreed today", "Targets agreed")
}

/// The day a payment moves to.
pub(super) fn move_payment(plan: &mut Plan<'_>, day: Day) -> Result<(), String> {
    if let Ok(payment) = plan.row::<Payment>() {
        plan.step
            .edit(plan.ctx.model, payment.id, |p| p.due = Some(day));
        return Ok(());
    }
    fee(plan, |payment| payment.due = Some(day))
}
