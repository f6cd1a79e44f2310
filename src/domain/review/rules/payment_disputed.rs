//! Payment disputed: is it settled?

use crate::domain::day::Day;
use crate::domain::ledger::entry;
use crate::domain::ledger::terms;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::facts::{Due, Facts, Guards};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Rule, RuleRow, Side};
use crate::domain::review::rules::payment_due;
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    side: Side::Money,
    by_clock: true,
    put_away: true,
    stays_silent: |_, _| true,
    ..RuleRow::new(
        (Rule::PaymentDisputed, Lane::Warm, "pay"),
        "A dispute nobody comes back to ends the relationship by itself.",
        &[State::PaymentDisputed],
        items,
        phrase,
        (paid, waived),
    )
};

/// Every five working days from the dispute on, until it is paid or let go: each time is asked by
/// itself, so that a snooze holds for one of them.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().payment_disputed;
    for payment in facts
        .rows::<Payment>()
        .filter(|p| p.state == PaymentState::Disputed)
    {
        let since = disputed_on(facts, payment);
        let every = rule.every_bd.max(1);
        let rounds = facts.base.calendar.between(since, facts.today()) / every;
        let day = facts.plus(since, rounds.max(1).saturating_mul(every));
        let key = ItemKey::new(Rule::PaymentDisputed, payment.id).at(Occurrence::Since(day));
        let item = Due {
            money: Some(terms::amount(payment)),
            guards: Guards::None,
            ..Due::on(key, Lane::Warm, day, rule.grace_bd)
        };
        facts.add(out, item);
    }
}

/// The day it was disputed, as far as it was said in the review; else the invoice's or the due day.
fn disputed_on(facts: &Facts<'_>, payment: &Payment) -> Day {
    let key = ItemKey::new(Rule::PaymentDue, payment.id);
    let said = facts
        .series(key)
        .filter(|(_, d)| d.kind == DecisionKind::Alternative)
        .map(|(_, d)| d.day)
        .max();
    let today = facts.today();
    let known = said.or(payment.invoiced).or(payment.due);
    let added = facts.creator.map_or(today, |c| c.added);
    known.unwrap_or(added).min(today)
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let payment = text.item.key.row::<Payment>(text.ctx.model);
    let note = payment.map_or("", |p| &*p.note);
    let what = payment_due::called(text);
    match length {
        Length::Head | Length::Cell => format!("{what} settled?"),
        Length::List => format!("{}, settled?", payment_due::listed(text)),
        Length::Sentence if note.is_empty() => format!("{what} is disputed, settled?"),
        Length::Sentence => format!("{what} is disputed, settled? {note}"),
    }
}

fn paid(mut plan: Plan<'_>) -> Answered {
    let line = payment_due::open_line(&plan)?;
    let base = plan.ctx.base();
    plan.settle(DecisionKind::Done);
    let paying = entry::into_line(line, line.amount);
    let how = entry::How::default();
    entry::write(&base, &mut plan.step, &paying, base.today, &how);
    plan.done("settled: paid", "paid today, closed", "Settled and paid")
}

fn waived(mut plan: Plan<'_>) -> Answered {
    let payment: &Payment = plan.row()?;
    plan.settle(DecisionKind::Alternative);
    plan.step.edit(plan.ctx.model, payment.id, |p| {
        p.state = PaymentState::Waived
    });
    plan.done(
        "settled: waived",
        "nothing is paid, closed",
        "Settled and waived",
    )
}

#[cfg(test)]
mod tests {
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::review::{Choice, Rule, Snooze};
    use crate::domain::testing::money;

    #[test]
    fn a_dispute_is_asked_about_every_five_working_days() {
        check(
            Rule::PaymentDisputed,
            &[
                (
                    "2026-11-16",
                    |p| {
                        p.w.payment(p.mia, money("35000 USD").unwrap(), "2026-11-16");
                        p.answers("R3:payment:1", &Choice::Alternative, "twice on the invoice");
                    },
                    "",
                ),
                (
                    "2026-11-23",
                    still,
                    "payment $350 is disputed, settled? twice on the invoice | warm | 0.0 = 0 warm + 0",
                ),
                (
                    "2026-11-23",
                    |p| {
                        p.answers(
                            "R29:payment:1:2026-11-23",
                            &Choice::Snooze(Snooze::Month),
                            "",
                        )
                    },
                    "",
                ),
                (
                    "2026-12-01",
                    still,
                    "payment $350 is disputed, settled? twice on the invoice | warm | 0.0 = 0 warm + 0",
                ),
                (
                    "2026-12-01",
                    |p| p.answers("R29:payment:1:2026-12-01", &Choice::Alternative, ""),
                    "",
                ),
            ],
        );
    }
}
