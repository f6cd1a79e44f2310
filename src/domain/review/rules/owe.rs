//! What we owe: replies, approvals, money, debriefs, briefs and parcels, targets.

use crate::domain::brief;
use crate::domain::day::{Day, add_days};
use crate::domain::money::Money;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::Rule;
use crate::domain::rows::*;

/// Reply owed: they wrote and nothing went back. Due a working day after the first unanswered word.
pub fn reply(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().reply_owed;
    let Some(owed) = facts.standing.owed else {
        return;
    };
    let wrote = owed.day;
    let key = ItemKey::new(Rule::ReplyOwed, owed.id);
    facts.add(
        out,
        Due::on(
            key,
            Lane::Owe,
            facts.plus(wrote, rule.due_bd),
            rule.grace_bd,
        )
        .from(wrote),
    );
}

/// Approval: a draft is in. Due within two working days or the agreed window; a new round is a new
/// item.
pub fn approval(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().approval;
    for piece in facts.work().filter(|d| d.state == PieceState::DraftIn) {
        let came = piece.draft_in.unwrap_or(facts.today());
        let agreed = facts
            .base
            .model
            .get(piece.collaboration)
            .and_then(|c| c.approval_days);
        let due = facts.plus(came, agreed.map_or(rule.due_bd, i64::from));
        let key = ItemKey::new(Rule::Approval, piece.id)
            .at(Occurrence::Round(piece.rounds.saturating_add(1)));
        facts.add(out, Due::on(key, Lane::Owe, due, rule.grace_bd).from(came));
    }
}

/// Payment: amount and terms are known and it is neither paid nor disputed. A due day that is not
/// worked moves earlier.
pub fn payment(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let mut owe = |key: ItemKey, due: Day, amount: Money| {
        let rule = &facts.rule().payment_due;
        let due = facts.base.calendar.earlier(due);
        let enters = facts.plus(due, -rule.enters_bd);
        let item = Due {
            money: Some(amount),
            ..Due::on(key, Lane::Owe, due, rule.grace_bd).from(enters)
        };
        facts.add(out, item);
    };
    for payment in facts.rows::<Payment>() {
        if !matches!(payment.state, PaymentState::Paid | PaymentState::Disputed)
            && payment.amount.minor > 0
            && let Some(due) = payment_due(facts, payment)
        {
            owe(
                ItemKey::new(Rule::PaymentDue, payment.id),
                due,
                payment.amount,
            );
        }
    }
    // A fee nobody made a payment of yet is owed as well once all is live.
    for deal in facts.open().filter(|c| c.agreed.is_some()) {
        if let Some(fee) = deal.fee.filter(|fee| fee.minor > 0)
            && !facts
                .rows::<Payment>()
                .any(|p| p.collaboration == Some(deal.id) && p.kind == PaymentKind::Fee)
            && let Some(live) = all_live(facts, deal)
        {
            owe(
                ItemKey::new(Rule::PaymentDue, deal.id),
                add_days(live, net_days(facts, Some(deal))),
                fee,
            );
        }
    }
}

/// The day a payment is due: as agreed, else the net days after the invoice or the last post.
pub fn payment_due(facts: &Facts<'_>, payment: &Payment) -> Option<Day> {
    let deal = payment
        .collaboration
        .and_then(|id| facts.base.model.get(id));
    let from = || payment.invoiced.or_else(|| all_live(facts, deal?));
    payment
        .due
        .or_else(|| from().map(|day| add_days(day, net_days(facts, deal))))
}

fn net_days(facts: &Facts<'_>, deal: Option<&Collaboration>) -> i64 {
    let agreed = deal.and_then(|c| c.net_days);
    i64::from(agreed.unwrap_or(facts.base.settings.general.net_days))
}

/// The day the last piece of a collaboration went live, once none is missing any more.
pub fn all_live(facts: &Facts<'_>, deal: &Collaboration) -> Option<Day> {
    let mut last = None;
    for piece in facts
        .pieces(deal.id)
        .filter(|d| d.state != PieceState::Missed)
    {
        last = last.max(Some(piece.live?));
    }
    last
}

/// Debrief: the last post of a collaboration is live and nothing about the results was shared yet.
pub fn debrief(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().debrief_owed;
    for deal in facts.open().filter(|c| c.debrief_sent.is_none()) {
        if let Some(live) = all_live(facts, deal) {
            let due = facts.plus(live, rule.due_bd);
            let item = Due::on(
                ItemKey::new(Rule::DebriefOwed, deal.id),
                Lane::Owe,
                due,
                rule.grace_bd,
            );
            facts.add(out, item.from(facts.plus(due, -rule.enters_bd)));
        }
    }
}

/// Brief or product owed: both agreed and the brief, or the parcel, has not left.
pub fn supplies(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().supplies_owed;
    for deal in facts.open().filter(|c| c.stage <= Stage::Creation) {
        let Some(agreed) = deal.agreed else { continue };
        let due = facts.plus(agreed, rule.due_bd);
        let key = ItemKey::new(Rule::SuppliesOwed, deal.id);
        if brief::is_owed(facts.base.model, deal) {
            facts.add(
                out,
                Due::on(key.at(Occurrence::Brief), Lane::Owe, due, rule.grace_bd),
            );
        }
        let parcel = facts
            .rows::<Shipment>()
            .any(|s| s.collaboration == Some(deal.id));
        if !deal.product.is_empty() && !parcel {
            facts.add(
                out,
                Due::on(key.at(Occurrence::Parcel), Lane::Owe, due, rule.grace_bd),
            );
        }
    }
    for parcel in facts
        .rows::<Shipment>()
        .filter(|s| s.state == ParcelState::ToSend)
    {
        let deal = parcel.collaboration.and_then(|id| facts.base.model.get(id));
        if deal.is_some_and(|c| !c.is_open()) {
            continue;
        }
        let agreed = deal.and_then(|c| c.agreed);
        let due = agreed.map_or(facts.today(), |day| facts.plus(day, rule.due_bd));
        facts.add(
            out,
            Due::on(
                ItemKey::new(Rule::SuppliesOwed, parcel.id),
                Lane::Owe,
                due,
                rule.grace_bd,
            ),
        );
    }
}

/// Targets missing: a piece goes live within five working days and no target was agreed. Asked once
/// for a campaign, on the campaign's card; for work outside of campaigns on the creator's.
pub fn targets(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let model = facts.base.model;
    if let Some(campaign) = facts.campaign {
        let set = campaign.targets_agreed.is_some()
            || model.of_campaign::<Target>(campaign.id).next().is_some();
        if set {
            return;
        }
        let deals = model.of_campaign::<Collaboration>(campaign.id);
        let open = deals.filter(|c| c.is_open() && c.targets_agreed.is_none());
        let live = open
            .filter_map(|c| first_live(model.of::<Deliverable>(c.creator), c))
            .min();
        ask_targets(
            facts,
            out,
            ItemKey::new(Rule::TargetsMissing, campaign.id),
            live,
        );
    }
    for deal in facts
        .open()
        .filter(|c| c.campaign.is_none() && c.targets_agreed.is_none())
    {
        if !facts
            .rows::<Target>()
            .any(|t| t.collaboration == Some(deal.id))
        {
            let live = first_live(facts.rows::<Deliverable>(), deal);
            ask_targets(
                facts,
                out,
                ItemKey::new(Rule::TargetsMissing, deal.id),
                live,
            );
        }
    }
}

fn first_live<'a>(
    pieces: impl Iterator<Item = &'a Deliverable>,
    of: &Collaboration,
) -> Option<Day> {
    let waiting = pieces
        .filter(|d| d.collaboration == of.id && d.live.is_none() && d.state != PieceState::Missed);
    waiting.filter_map(|d| d.live_due).min()
}

fn ask_targets(facts: &Facts<'_>, out: &mut Vec<Item>, key: ItemKey, live: Option<Day>) {
    let rule = &facts.rule().targets_missing;
    if let Some(live) = live {
        let item = Due::on(
            key,
            Lane::Owe,
            facts.plus(live, -rule.due_bd),
            rule.grace_bd,
        );
        facts.add(out, item.from(facts.plus(live, -rule.enters_bd)));
    }
}
