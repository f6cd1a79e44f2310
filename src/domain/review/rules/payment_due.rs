//! Payment: money was agreed and its day comes.

use crate::domain::ctx::Base;
use crate::domain::day::Day;
use crate::domain::ledger::due::Due as LineDue;
use crate::domain::ledger::entry;
use crate::domain::ledger::lines::{self, Line};
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{About, ItemKey, Occurrence};
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
    put_away: true,
    ..RuleRow::new(
        (Rule::PaymentDue, Lane::Owe, "pay"),
        "Late money is what creators tell each other about.",
        &[
            State::PaymentOpen,
            State::FeeOpen,
            State::InvoiceOver,
            State::MoneyOfClosed,
            State::MoneyOfPutAway,
        ],
        items,
        phrase,
        (paid, disputed),
    )
};

/// The key of the item that asks for an open line.
pub fn key_of(line: &Line) -> ItemKey {
    match (line.payment, line.deal) {
        (Some(id), _) if line.surplus => ItemKey::new(Rule::PaymentDue, id).at(Occurrence::Beyond),
        (Some(id), _) => ItemKey::new(Rule::PaymentDue, id),
        (None, deal) => ItemKey::new(Rule::PaymentDue, deal.unwrap_or_default()),
    }
}

/// Payment: a line is open and its day is known, or expected. A due day that is not worked moves
/// earlier. What an invoice asks beyond the fee is asked at once.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let Some(creator) = facts.creator.filter(|_| facts.has_money()) else {
        return;
    };
    let rule = &facts.rule().payment_due;
    for line in lines::of_creator(&facts.base, creator.id) {
        let day = match line.due.day() {
            _ if line.state == PaymentState::Disputed => continue,
            _ if line.surplus => facts.today(),
            Some(day) => day,
            None => continue,
        };
        let due = facts.base.calendar.earlier(day);
        let enters = facts.plus(due, -rule.enters_bd);
        let item = Due {
            money: Some(line.amount),
            ..Due::on(key_of(&line), Lane::Owe, due, rule.grace_bd).from(enters)
        };
        facts.add(out, item);
    }
}

/// The open line an item asks for.
pub(super) fn line_of(base: &Base<'_>, key: ItemKey) -> Option<Line> {
    let payment: Option<&Payment> = key.row(base.model);
    match payment {
        Some(row) if key.time == Occurrence::Beyond => lines::surplus_of(base, row),
        Some(row) => lines::of_row(base, row),
        None => lines::rest(base, key.row(base.model)?),
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head => called(text),
        Length::Cell => text
            .item
            .money
            .map_or_else(|| called(text), |money| format!("pay {money}")),
        Length::List => listed(text),
        Length::Sentence if text.item.key.time == Occurrence::Beyond => called(text),
        Length::Sentence => format!("{}, due {}{}", called(text), text.due(), waits(text)),
    }
}

/// `, reel is not marked live`, where the day is only expected; nothing else.
fn waits(text: &ItemText<'_>) -> String {
    let base = text.ctx.base();
    match line_of(&base, text.item.key).map(|line| line.due) {
        Some(LineDue::Expected(_, _, wait)) => format!(", {}", wait.words(&base)),
        _ => String::new(),
    }
}

/// `payment €450`, `bonus €50`.
pub(super) fn called(text: &ItemText<'_>) -> String {
    let payment = text.item.key.row::<Payment>(text.ctx.model);
    let kind = payment.map_or(PaymentKind::Fee, |p| p.kind);
    let word = if kind == PaymentKind::Fee {
        "payment"
    } else {
        kind.label()
    };
    match text.item.money {
        Some(money) if text.item.key.time == Occurrence::Beyond => {
            format!("invoice {money} above what was agreed")
        }
        Some(money) => format!("{word} {money}"),
        None => word.into(),
    }
}

/// `€450 fee, Autumn`.
pub(super) fn listed(text: &ItemText<'_>) -> String {
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

/// Why an answer finds nothing.
const SETTLED: &str = "Nothing of this is open any more.";

/// The open line an answer is about.
pub(super) fn open_line(plan: &Plan<'_>) -> Result<Line, String> {
    if plan.item.key.about == About::Payment {
        plan.row::<Payment>()?;
    } else {
        plan.row::<Collaboration>()?;
    }
    line_of(&plan.ctx.base(), plan.item.key).ok_or_else(|| SETTLED.to_owned())
}

/// Paid today, all that is open of it. What an invoice asks beyond the fee is accepted.
fn paid(mut plan: Plan<'_>) -> Answered {
    let base = plan.ctx.base();
    let line = open_line(&plan)?;
    plan.settle(DecisionKind::Done);
    if line.surplus {
        entry::accept_surplus(&base, &mut plan.step, &line)?;
        let effect = format!("raises the fee by {}", line.amount);
        return plan.done("accept", effect, "Accepted");
    }
    let paying = entry::into_line(line, line.amount);
    let how = entry::How::default();
    entry::write(&base, &mut plan.step, &paying, base.today, &how);
    plan.done("paid", "paid today, closed", "Paid")
}

/// Disputed: out of the way, and asked about until it is settled.
fn disputed(mut plan: Plan<'_>) -> Answered {
    let base = plan.ctx.base();
    let line = open_line(&plan)?;
    let back = plan.plus(plan.ctx.settings.rule.payment_disputed.every_bd);
    let why = plan.ask(Ask::reason("What is disputed?"))?;
    plan.settle(DecisionKind::Alternative);
    entry::dispute(&base, &mut plan.step, &line, why);
    let effect = format!("settled? asked {}", plan.day(back));
    plan.done("disputed", effect, "Disputed")
}

/// The day it is paid was agreed anew.
fn move_to(mut plan: Plan<'_>, day: Day) -> Answered {
    let base = plan.ctx.base();
    let line = open_line(&plan)?;
    entry::move_due(&base, &mut plan.step, &line, day);
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
