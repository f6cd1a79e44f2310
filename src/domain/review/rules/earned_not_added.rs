//! Commission earned and not in the payments: a month is over, and so are its days for returns.

use crate::domain::ctx::Base;
use crate::domain::ledger::commission::{self, Month};
use crate::domain::ledger::terms;
use crate::domain::money::Money;
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Detail, Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    side: Side::Money,
    put_away: true,
    detail,
    ..RuleRow::new(
        (Rule::EarnedNotAdded, Lane::Owe, "pay"),
        "Commission that nobody adds up is commission a creator has to ask for.",
        &[State::CommissionEarned],
        items,
        phrase,
        (added, not_owed),
    )
};

/// The key of a month: its deal and the month; each currency of a deal is asked by itself, one
/// after the other.
fn key_of(month: &Month) -> ItemKey {
    let (year, number) = commission::month_key(month.month);
    ItemKey::new(Rule::EarnedNotAdded, month.deal).at(Occurrence::Month(year, number))
}

/// From the day a month is ready on; due five working days later.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let Some(creator) = facts.creator else { return };
    if !facts.rows::<Collaboration>().any(terms::has_commission) {
        return;
    }
    let rule = &facts.rule().earned_not_added;
    let mut before = None;
    for month in commission::of_creator(&facts.base, creator.id) {
        let key = key_of(&month);
        if month.open <= 0 || before == Some(key) {
            continue;
        }
        before = Some(key);
        let due = facts.plus(month.ready, rule.due_bd);
        let item = Due {
            money: Some(month.open_money()),
            ..Due::on(key, Lane::Owe, due, rule.grace_bd).from(month.ready)
        };
        facts.add(out, item);
    }
}

fn month_of(base: &Base<'_>, item: &Item) -> Option<Month> {
    let mut all = commission::of_creator(base, item.creator()?).into_iter();
    all.find(|month| month.open > 0 && key_of(month) == item.key)
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let amount = text.item.money.map_or_else(String::new, |m| m.to_string());
    let month = month_of(&text.ctx.base(), text.item)
        .map_or_else(String::new, |m| commission::month_words(m.month));
    match length {
        Length::Head => format!("commission {amount}"),
        Length::Cell => format!("add {amount}"),
        Length::List => format!("{amount} commission, {month}"),
        Length::Sentence => {
            format!(
                "commission {amount} for {month} is not in payments, due {}",
                text.due()
            )
        }
    }
}

/// What the sum is made of.
fn detail(text: &ItemText<'_>) -> Vec<Detail> {
    let Some(month) = month_of(&text.ctx.base(), text.item) else {
        return Vec::new();
    };
    let money = |minor| Money::new(minor, month.currency);
    let orders =
        crate::domain::words::count(usize::try_from(month.orders).unwrap_or_default(), "order");
    let terms = text
        .ctx
        .model
        .get(month.deal)
        .and_then(commission::Terms::of)
        .map_or_else(String::new, |terms| terms.words());
    let mut rows = vec![
        Detail::new("EARNED", format!("{orders} {}", money(month.gross))),
        Detail::new("", format!("refunds {}", money(month.refunds))),
        Detail::new("", format!("net {}", money(month.net()))),
        Detail::new("", format!("{terms} {}", money(month.share))),
    ];
    if month.added != 0 {
        rows.push(Detail::new(
            "",
            format!("added before {}", money(month.added)),
        ));
    }
    rows
}

/// The payment is made, due at the end of this month; it is not paid yet.
fn added(mut plan: Plan<'_>) -> Answered {
    let base = plan.ctx.base();
    let month = month_of(&base, plan.item).ok_or("Nothing of this month is open any more.")?;
    plan.settle(DecisionKind::Done);
    commission::add(&base, &mut plan.step, &month);
    let due = commission::month_end(plan.ctx.today);
    let effect = format!("{} in payments, due {}", month.open_money(), plan.day(due));
    plan.done("add to payments", effect, "Commission added")
}

/// Not owed: it is let go of, with the reason, and counts as settled.
fn not_owed(mut plan: Plan<'_>) -> Answered {
    let base = plan.ctx.base();
    let why: Text = plan
        .ask(Ask::needed("Why is it not owed?", "paid by the network"))?
        .into();
    let month = month_of(&base, plan.item).ok_or("Nothing of this month is open any more.")?;
    plan.settle(DecisionKind::Alternative);
    let id = plan.step.fresh(plan.ctx.model);
    plan.step.insert(Payment {
        state: PaymentState::Waived,
        note: why,
        ..Payment::new(
            id,
            month.creator,
            Some(month.deal),
            month.open_money(),
            PaymentKind::Commission,
        )
    });
    plan.done(
        "not owed",
        "let go, keeps your reason",
        "Commission not owed",
    )
}

#[cfg(test)]
mod tests {
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::review::{Choice, Rule};
    use crate::domain::rows::*;
    use crate::domain::testing::{day, money};

    #[test]
    fn a_month_is_added_once_its_days_for_returns_are_over() {
        check(
            Rule::EarnedNotAdded,
            &[
                (
                    "2026-11-16",
                    |p| {
                        p.deal(|c| {
                            c.agreed = Some(day("2026-09-01"));
                            (c.commission, c.hold_days) = (Some(1000), Some(14));
                        });
                        let (creator, deal) = (p.mia, p.deal);
                        p.w.add(|id| Sale {
                            creator: Some(creator),
                            collaboration: Some(deal),
                            ..Sale::new(id, day("2026-11-10"), money("20000 USD"))
                        });
                    },
                    "",
                ),
                ("2026-11-30", still, ""),
                (
                    "2026-12-15",
                    still,
                    "commission $20 for Nov 2026 is not in payments, due Mon 21 Dec | owe | 1.2 = 2 owed − 0.8 early (4 of 5 bd left)",
                ),
                (
                    "2026-12-15",
                    |p| p.answers("R27:collaboration:1:2026m11", &Choice::Expected, ""),
                    "",
                ),
            ],
        );
    }
}
