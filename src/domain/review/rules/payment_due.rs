//! Payment: money was agreed and its day comes.

use super::debrief_owed::all_live;
use crate::domain::day::{Day, add_days};
use crate::domain::money::Money;
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::record::pay;
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{AgreedDay, Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length, join};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::Payment, Settles::Nothing)],
    agreed: AgreedDay::Always,
    move_to,
    side: Side::Money,
    ..RuleRow::new(
        (Rule::PaymentDue, Lane::Owe, "pay"),
        "Late money is what creators tell each other about.",
        &[State::PaymentOpen, State::FeeOpen],
        items,
        phrase,
        (paid, disputed),
    )
};

/// Payment: amount and terms are known and it is neither paid nor disputed. A due day that is not
/// worked moves earlier.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
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
fn payment_due(facts: &Facts<'_>, payment: &Payment) -> Option<Day> {
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

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head => called(text),
        Length::Cell => text
            .item
            .money
            .map_or_else(|| called(text), |money| format!("pay {money}")),
        Length::List => listed(text),
        Length::Sentence => format!("{}, due {}", called(text), text.due()),
    }
}

/// `payment €450`, `bonus €50`.
fn called(text: &ItemText<'_>) -> String {
    let payment = text.item.key.row::<Payment>(text.ctx.model);
    let kind = payment.map_or(PaymentKind::Fee, |p| p.kind);
    let word = if kind == PaymentKind::Fee {
        "payment"
    } else {
        kind.label()
    };
    text.item
        .money
        .map_or_else(|| word.into(), |money| format!("{word} {money}"))
}

/// `€450 fee, Autumn`.
fn listed(text: &ItemText<'_>) -> String {
    let payment = text.item.key.row::<Payment>(text.ctx.model);
    let deal = payment
        .and_then(|p| text.ctx.model.get(p.collaboration?))
        .or_else(|| text.deal());
    let kind = payment.map_or(PaymentKind::Fee, |p| p.kind).label();
    let amount = text
        .item
        .money
        .map_or_else(String::new, |money| money.to_string());
    let what = join(&[&amount, kind]);
    match text.campaign_of(deal) {
        "" => what,
        campaign => format!("{what}, {campaign}"),
    }
}

/// Paid today, in full.
fn paid(mut plan: Plan<'_>) -> Answered {
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
fn fee(plan: &mut Plan<'_>, with: impl FnOnce(&mut Payment)) -> Result<(), String> {
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
fn disputed(mut plan: Plan<'_>) -> Answered {
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

/// The day it is paid was agreed anew.
fn move_to(mut plan: Plan<'_>, day: Day) -> Answered {
    match plan.row::<Payment>() {
        Ok(payment) => {
            let id = payment.id;
            plan.step.edit(plan.ctx.model, id, |p| p.due = Some(day));
        }
        Err(_) => fee(&mut plan, |payment| payment.due = Some(day))?,
    }
    verbs::moved(plan, day)
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::{day, money};

    #[test]
    fn r3_payment() {
        // Due on Thanksgiving: the working day before it counts.
        check(
            Rule::PaymentDue,
            &[
                (
                    "2026-11-17",
                    |p| {
                        p.w.payment(p.mia, money("35000 USD").unwrap(), "2026-11-26");
                    },
                    "",
                ),
                (
                    "2026-11-18",
                    still,
                    "payment $350, due Wed 25 Nov | owe | 1.0 = 2 owed − 1.0 early (5 of 5 bd left)",
                ),
                (
                    "2026-11-25",
                    still,
                    "payment $350, due today | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2026-11-27",
                    still,
                    "payment $350, due Wed 25 Nov | owe | 2.3 = 2 owed + 0.3 late (1 of 3 bd)",
                ),
                (
                    "2026-12-01",
                    still,
                    "payment $350, due Wed 25 Nov | owe | 3.0 = 2 owed + 1.0 late (3 of 3 bd)",
                ),
                (
                    "2026-12-01",
                    |p| p.pay(|m| m.due = Some(day("2027-01-02"))),
                    "",
                ),
                ("2026-12-22", still, ""),
                (
                    "2026-12-23",
                    still,
                    "payment $350, due Thu 31 Dec | owe | 1.0 = 2 owed − 1.0 early (5 of 5 bd left)",
                ),
                (
                    "2026-12-31",
                    still,
                    "payment $350, due today | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2027-01-04",
                    still,
                    "payment $350, due Thu 31 Dec 2026 | owe | 2.3 = 2 owed + 0.3 late (1 of 3 bd)",
                ),
                (
                    "2027-01-04",
                    |p| p.pay(|m| m.state = PaymentState::Disputed),
                    "",
                ),
                (
                    "2027-01-04",
                    |p| p.pay(|m| m.state = PaymentState::Due),
                    "payment $350, due Thu 31 Dec 2026 | owe | 2.3 = 2 owed + 0.3 late (1 of 3 bd)",
                ),
                (
                    "2027-01-04",
                    |p| {
                        p.pay(|m| (m.state, m.paid) = (PaymentState::Paid, Some(day("2027-01-04"))))
                    },
                    "",
                ),
            ],
        );
        // Net 30 from the invoice: 31 January is a Sunday.
        check(
            Rule::PaymentDue,
            &[
                (
                    "2027-01-01",
                    |p| {
                        p.w.payment(p.mia, money("35000 USD").unwrap(), "2027-06-01");
                    },
                    "",
                ),
                (
                    "2027-01-21",
                    |p| p.pay(|m| (m.due, m.invoiced) = (None, Some(day("2027-01-01")))),
                    "",
                ),
                (
                    "2027-01-22",
                    still,
                    "payment $350, due Fri 29 Jan | owe | 1.0 = 2 owed − 1.0 early (5 of 5 bd left)",
                ),
                (
                    "2027-01-29",
                    still,
                    "payment $350, due today | owe | 2.0 = 2 owed + 0",
                ),
            ],
        );
    }
}
