//! A limit of the year is near or reached: a form, a written contract is needed.

use chrono::Datelike;

use crate::domain::ctx::Base;
use crate::domain::day::Day;
use crate::domain::ledger::limits::{self, Reached};
use crate::domain::ledger::lines;
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::facts::{Due, Facts, Guards};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Detail, Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    side: Side::Money,
    by_clock: true,
    stays_silent: |_, _| true,
    detail,
    ..RuleRow::new(
        (Rule::LimitNear, Lane::Warm, "limit"),
        "A form or a contract is easier to get before the money has left.",
        &[State::LimitNear, State::LimitReached],
        items,
        phrase,
        (on_file, not_needed),
    )
};

/// Warm from four fifths of a limit on; owed once it is reached, and before a payment that would
/// reach it. Each is asked once a year.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let Some(creator) = facts.creator else { return };
    let gave = facts.has_money() || facts.rows::<Shipment>().next().is_some();
    if creator.country.is_empty() || !gave {
        return;
    }
    let rule = &facts.rule().limit_near;
    for reached in limits::of(&facts.base, creator.id, facts.today().year()) {
        if reached.is_on_file(&facts.base, facts.today().year()) {
            continue;
        }
        let over = |sum: i64| sum >= reached.rule.limit.minor;
        let soon = over(reached.with_open.minor) && pays_soon(facts, creator);
        let (step, lane) = match reached.is_reached() || soon {
            true => (100, Lane::Owe),
            false if reached.is_near() => (80, Lane::Warm),
            false => continue,
        };
        let time = Occurrence::Limit(&reached.rule.key, year(facts.today()), step);
        let key = ItemKey::new(Rule::LimitNear, creator.id).at(time);
        let since = since(&facts.base, creator, facts.today());
        let item = Due {
            money: Some(reached.sum),
            guards: Guards::None,
            ..Due::on(key, lane, facts.plus(since, rule.due_bd), rule.grace_bd).from(since)
        };
        facts.add(out, item);
    }
}

fn year(day: Day) -> i16 {
    i16::try_from(day.year()).unwrap_or(i16::MAX)
}

/// A payment of theirs is due within the days in which payments are asked for.
fn pays_soon(facts: &Facts<'_>, creator: &Creator) -> bool {
    let last = facts.plus(facts.today(), facts.rule().payment_due.enters_bd);
    lines::of_creator(&facts.base, creator.id)
        .iter()
        .any(|line| line.due.day().is_some_and(|day| day <= last))
}

/// The day it is asked from: of the newest payment or agreement of this year.
fn since(base: &Base<'_>, creator: &Creator, today: Day) -> Day {
    let paid = base.model.of::<Payment>(creator.id).map(|p| p.paid);
    let agreed = base.model.of::<Collaboration>(creator.id).map(|c| c.agreed);
    let newest = paid
        .chain(agreed)
        .flatten()
        .filter(|day| *day <= today)
        .max();
    newest.unwrap_or(today)
}

fn reached(text: &ItemText<'_>) -> Option<Reached> {
    let Occurrence::Limit(key, year, _) = text.item.key.time else {
        return None;
    };
    limits::of(&text.ctx.base(), text.item.creator()?, i32::from(year))
        .into_iter()
        .find(|reached| &*reached.rule.key == key)
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let Some(reached) = reached(text) else {
        return "limit".into();
    };
    let (title, percent) = (&reached.rule.title, reached.percent());
    match length {
        Length::Head | Length::Cell => format!("{title} limit, {percent}%"),
        Length::List => format!("{title}: {percent}% of {}", reached.rule.limit),
        Length::Sentence => format!(
            "{title}: {} of {}, {}",
            reached.sum_words(),
            reached.rule.limit,
            reached.rule.then
        ),
    }
}

fn detail(text: &ItemText<'_>) -> Vec<Detail> {
    reached(text).map_or_else(Vec::new, |reached| {
        vec![
            Detail::new("LIMIT", format!("with what is open {}", reached.with_open)),
            Detail::new("RULE", format!("{}, not advice", reached.rule.source)),
        ]
    })
}

/// On file or signed; where is kept with the decision.
fn on_file(mut plan: Plan<'_>) -> Answered {
    plan.ask(Ask {
        question: "Where is it?",
        example: "W-9 in the mail of 12 May",
        required: false,
    })?;
    plan.close(DecisionKind::Done);
    plan.done("on file", "not asked again this year", "On file")
}

/// Not needed, and why.
fn not_needed(mut plan: Plan<'_>) -> Answered {
    plan.ask(Ask::needed(
        "Why is it not needed?",
        "paid through an agency",
    ))?;
    plan.close(DecisionKind::Alternative);
    plan.done("not needed", "keeps your reason", "Limit let go")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::tests::play::check;
    use crate::domain::review::{Choice, Rule};
    use crate::domain::rows::*;
    use crate::domain::testing::{day, money};

    #[test]
    fn a_limit_is_near_and_then_reached() {
        check(
            Rule::LimitNear,
            &[
                (
                    "2026-11-24",
                    |p| {
                        p.who(|c| c.country = "US".into());
                        p.w.payment(p.mia, money("170000 USD").unwrap(), "2026-11-20");
                        p.pay(|m| {
                            (m.state, m.paid) = (PaymentState::Paid, Some(day("2026-11-24")))
                        });
                    },
                    "1099-NEC: $1,700 of $2,000, report by 31 January | warm | −1.0 = 0 warm − 1.0 early (5 of 5 bd left)",
                ),
                (
                    "2026-11-24",
                    |p| p.pay(|m| m.amount = money("210000 USD").unwrap()),
                    "1099-NEC: $2,100 of $2,000, report by 31 January | owe | 1.0 = 2 owed − 1.0 early (5 of 5 bd left)",
                ),
                (
                    "2026-11-24",
                    |p| {
                        p.answers(
                            "R28:creator:1:us-1099-nec-2026-100",
                            &Choice::Expected,
                            "in the mail",
                        )
                    },
                    "",
                ),
            ],
        );
    }
}
