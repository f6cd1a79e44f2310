//! Money is open and nothing tells when it is due.

use crate::domain::ctx::Base;
use crate::domain::day::{Day, add_days};
use crate::domain::ledger::due::{self, Lack};
use crate::domain::ledger::entry;
use crate::domain::ledger::lines::{self, Line};
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{Rule, RuleRow, Side};
use crate::domain::review::rules::payment_due;
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;
use crate::domain::when;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    side: Side::Money,
    put_away: true,
    ..RuleRow::new(
        (Rule::DueDayMissing, Lane::Owe, "pay"),
        "Money without a day is money nobody pays on time.",
        &[State::MoneyUndated],
        items,
        phrase,
        (dated, after_agreement),
    )
};

/// Why a line has no day, if that is ours to settle. One that waits for a signature is asked about
/// with the agreement once that is sent.
fn lack(base: &Base<'_>, line: &Line) -> Option<Lack> {
    let due::Due::Missing(lack) = line.due else {
        return None;
    };
    let deal = line.deal.and_then(|id| base.model.get(id));
    let unsigned =
        lack == Lack::Signature && deal.is_some_and(|c| c.is_open() && c.agreement_sent.is_some());
    let disputed = line.state == PaymentState::Disputed;
    (!unsigned && !disputed && !line.surplus).then_some(lack)
}

/// At once, due two working days after the agreement; today where none is known.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().due_day_missing;
    let Some(creator) = facts.creator.filter(|_| facts.has_money()) else {
        return;
    };
    for line in lines::of_creator(&facts.base, creator.id) {
        if lack(&facts.base, &line).is_none() {
            continue;
        }
        let deal = line.deal.and_then(|id| facts.base.model.get(id));
        let since = deal.and_then(|c| c.agreed.max(c.closed));
        let due = since.map_or(facts.today(), |day| facts.plus(day, rule.due_bd));
        let key = ItemKey {
            rule: Rule::DueDayMissing,
            ..payment_due::key_of(&line)
        };
        let item = Due {
            money: Some(line.amount),
            ..Due::on(key, Lane::Owe, due, rule.grace_bd).from(since.unwrap_or(due))
        };
        facts.add(out, item);
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let what = payment_due::called(text);
    let why = || {
        let line = payment_due::line_of(&text.ctx.base(), text.item.key)?;
        lack(&text.ctx.base(), &line).map(Lack::words)
    };
    match length {
        Length::Head | Length::Cell => format!("{what}, when?"),
        Length::List => format!("{}: when is it due?", payment_due::listed(text)),
        Length::Sentence => match why() {
            Some(why) => format!("{what}: when is it due? {why}"),
            None => format!("{what}: when is it due?"),
        },
    }
}

fn set(plan: &mut Plan<'_>, day: Day) -> Result<(), String> {
    let line = payment_due::open_line(plan)?;
    entry::move_due(&plan.ctx.base(), &mut plan.step, &line, day);
    Ok(())
}

/// The day, typed.
fn dated(mut plan: Plan<'_>) -> Answered {
    let line = plan.ask(Ask::needed("When is it due?", "15 dec"))?;
    plan.settle(DecisionKind::Done);
    if plan.is_preview() {
        return plan.done("set the day", "comes up before it is due", "Due day set");
    }
    let day = when::read(line, &plan.dates())?;
    set(&mut plan, day)?;
    let effect = format!("due {}", plan.day(day));
    plan.done("set the day", effect, "Due day set")
}

/// The net days after the agreement; after today where no day of one is known.
fn after_agreement(mut plan: Plan<'_>) -> Answered {
    let deal = plan.deal().and_then(|id| plan.ctx.model.get(id));
    let from = deal.and_then(|c| c.agreed).unwrap_or(plan.ctx.today);
    let day = add_days(from, due::net_days(&plan.ctx.base(), deal));
    plan.settle(DecisionKind::Alternative);
    set(&mut plan, day)?;
    let effect = format!("due {}", plan.day(day));
    plan.done("net days after the agreement", effect, "Due day set")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::tests::play::check;
    use crate::domain::review::{Choice, Rule};
    use crate::domain::testing::{day, money};

    #[test]
    fn a_fee_whose_pieces_have_no_day_is_asked_for_its_own() {
        check(
            Rule::DueDayMissing,
            &[
                (
                    "2026-11-24",
                    |p| {
                        p.piece(|_| {});
                        p.deal(|c| {
                            c.fee = money("35000 USD");
                            c.agreed = Some(day("2026-11-23"));
                        });
                    },
                    "payment $350: when is it due? 1 piece has no day | owe | 1.5 = 2 owed − 0.5 early (1 of 2 bd left)",
                ),
                (
                    "2026-11-24",
                    |p| p.answers("R26:collaboration:1", &Choice::Expected, "15 dec"),
                    "",
                ),
            ],
        );
        check(
            Rule::PaymentDue,
            &[
                (
                    "2026-11-24",
                    |p| {
                        p.piece(|_| {});
                        p.deal(|c| {
                            c.fee = money("35000 USD");
                            c.agreed = Some(day("2026-11-23"));
                        });
                        p.answers("R26:collaboration:1", &Choice::Alternative, "");
                    },
                    "",
                ),
                (
                    "2026-12-23",
                    |_| {},
                    "payment $350, due today | owe | 2.0 = 2 owed + 0",
                ),
            ],
        );
    }
}
