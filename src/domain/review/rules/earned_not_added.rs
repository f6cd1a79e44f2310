//! Earned and not in the payments: commission of a month that is over, its days for returns too, and
//! a bonus whose mark was reached in a month that is over.

use crate::domain::agenda::month_step;
use crate::domain::ctx::Base;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::ledger::bonus::{self, Standing};
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
        "What a creator earned and nobody adds up is money they have to ask for.",
        &[State::CommissionEarned, State::BonusReached],
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

/// The key of a bonus: its deal and the month in which it was reached.
fn bonus_key(deal: &Collaboration, standing: &Standing) -> Option<ItemKey> {
    let (year, number) = commission::month_key(standing.since?);
    let key = ItemKey::new(Rule::EarnedNotAdded, deal.id);
    Some(key.at(Occurrence::Bonus(year, number)))
}

/// From the day a month is ready on; due some working days later.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    for deal in facts.rows::<Collaboration>() {
        bonuses(facts, deal, out);
    }
    let Some(creator) = facts.creator else { return };
    if !facts.rows::<Collaboration>().any(terms::has_commission) {
        return;
    }
    let mut before = None;
    for month in commission::of_creator(&facts.base, creator.id) {
        let key = key_of(&month);
        if month.open <= 0 || before == Some(key) {
            continue;
        }
        before = Some(key);
        ask(facts, key, month.ready, month.open_money(), out);
    }
}

/// From the first of the month after it was reached, so that one that grows is asked once a month.
fn bonuses(facts: &Facts<'_>, deal: &Collaboration, out: &mut Vec<Item>) {
    let Some(standing) = bonus::of_deal(&facts.base, deal) else {
        return;
    };
    if let (Some(key), Some(since)) = (bonus_key(deal, &standing), standing.since) {
        ask(facts, key, month_step(since, 1), standing.open(), out);
    }
}

fn ask(facts: &Facts<'_>, key: ItemKey, ready: Day, money: Money, out: &mut Vec<Item>) {
    let rule = &facts.rule().earned_not_added;
    let due = Due {
        money: Some(money),
        ..Due::on(
            key,
            Lane::Owe,
            facts.plus(ready, rule.due_bd),
            rule.grace_bd,
        )
        .from(ready)
    };
    facts.add(out, due);
}

/// What an item asks to add to the payments.
enum Earned<'a> {
    /// Commission of a month.
    Month(Month),
    /// A bonus.
    Bonus(&'a Collaboration, Standing),
}

impl<'a> Earned<'a> {
    /// What it is now; none once it is in the payments.
    fn of(base: &Base<'a>, item: &Item) -> Option<Self> {
        if let Occurrence::Bonus(..) = item.key.time {
            let deal = item.key.row::<Collaboration>(base.model)?;
            let standing = bonus::of_deal(base, deal)?;
            standing.since?;
            return Some(Self::Bonus(deal, standing));
        }
        let mut all = commission::of_creator(base, item.creator()?).into_iter();
        let month = all.find(|month| month.open > 0 && key_of(month) == item.key)?;
        Some(Self::Month(month))
    }

    fn open(&self) -> Money {
        match self {
            Self::Month(month) => month.open_money(),
            Self::Bonus(_, standing) => standing.open(),
        }
    }

    fn kind(&self) -> PaymentKind {
        match self {
            Self::Month(_) => PaymentKind::Commission,
            Self::Bonus(..) => PaymentKind::Bonus,
        }
    }

    fn deal(&self) -> Id<Collaboration> {
        match self {
            Self::Month(month) => month.deal,
            Self::Bonus(deal, _) => deal.id,
        }
    }
}

const SETTLED: &str = "Nothing of this is open any more.";

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let amount = text.item.money.map_or_else(String::new, |m| m.to_string());
    let earned = Earned::of(&text.ctx.base(), text.item);
    let (what, of, reached) = match &earned {
        Some(Earned::Bonus(_, standing)) => {
            let counted = standing.counted_words();
            ("bonus", counted.clone(), format!("reached with {counted}"))
        }
        Some(Earned::Month(month)) => {
            let month = commission::month_words(month.month);
            ("commission", month.clone(), format!("for {month}"))
        }
        None => ("earned", String::new(), String::new()),
    };
    match length {
        Length::Head => format!("{what} {amount}"),
        Length::Cell => format!("add {amount}"),
        Length::List => format!("{amount} {what}, {of}"),
        Length::Sentence => {
            format!(
                "{what} {amount} {reached} is not in payments, due {}",
                text.due()
            )
        }
    }
}

/// What the sum is made of.
fn detail(text: &ItemText<'_>) -> Vec<Detail> {
    match Earned::of(&text.ctx.base(), text.item) {
        Some(Earned::Month(month)) => detail_of_month(text, &month),
        Some(Earned::Bonus(deal, standing)) => detail_of_bonus(deal, &standing),
        None => Vec::new(),
    }
}

fn detail_of_month(text: &ItemText<'_>, month: &Month) -> Vec<Detail> {
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

fn detail_of_bonus(deal: &Collaboration, standing: &Standing) -> Vec<Detail> {
    let mut rows = vec![Detail::new("REACHED", standing.counted_words())];
    let beyond = standing.beyond();
    if !beyond.is_empty() {
        rows.push(Detail::new("", beyond));
    }
    rows.push(Detail::new(
        "",
        format!("agreed: {}", bonus::agreed_words(deal)),
    ));
    if standing.added != 0 {
        rows.push(Detail::new(
            "",
            format!("added before {}", standing.added_money()),
        ));
    }
    rows
}

/// The payment is made, due at the end of this month; it is not paid yet.
fn added(mut plan: Plan<'_>) -> Answered {
    let base = plan.ctx.base();
    let earned = Earned::of(&base, plan.item).ok_or(SETTLED)?;
    plan.settle(DecisionKind::Done);
    let past = match &earned {
        Earned::Month(month) => {
            commission::add(&base, &mut plan.step, month);
            "Commission added"
        }
        Earned::Bonus(deal, standing) => {
            bonus::add(&base, &mut plan.step, deal, standing.open());
            "Bonus added"
        }
    };
    let due = commission::month_end(plan.ctx.today);
    let effect = format!("{} in payments, due {}", earned.open(), plan.day(due));
    plan.done("add to payments", effect, past)
}

/// Not owed: it is let go of, with the reason, and counts as settled.
fn not_owed(mut plan: Plan<'_>) -> Answered {
    let base = plan.ctx.base();
    let why: Text = plan
        .ask(Ask::needed("Why is it not owed?", "paid by the network"))?
        .into();
    let earned = Earned::of(&base, plan.item).ok_or(SETTLED)?;
    let creator = plan.creator()?;
    plan.settle(DecisionKind::Alternative);
    let id = plan.step.fresh(plan.ctx.model);
    let (deal, kind) = (Some(earned.deal()), earned.kind());
    plan.step.insert(Payment {
        state: PaymentState::Waived,
        note: why,
        ..Payment::new(id, creator, deal, earned.open(), kind)
    });
    let past = match earned {
        Earned::Month(_) => "Commission not owed",
        Earned::Bonus(..) => "Bonus not owed",
    };
    plan.done("not owed", "let go, keeps your reason", past)
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

    #[test]
    fn a_bonus_is_added_in_the_month_after_it_was_reached() {
        check(
            Rule::EarnedNotAdded,
            &[
                (
                    "2026-11-16",
                    |p| {
                        p.deal(|c| {
                            c.agreed = Some(day("2026-09-01"));
                            (c.bonus, c.hold_days) = ("$60 above 2 orders".into(), Some(14));
                        });
                        let (creator, deal) = (p.mia, p.deal);
                        for _ in 0..3 {
                            p.w.add(|id| Sale {
                                creator: Some(creator),
                                collaboration: Some(deal),
                                ..Sale::new(id, day("2026-11-10"), money("2000 USD"))
                            });
                        }
                    },
                    "",
                ),
                ("2026-11-30", still, ""),
                (
                    "2026-12-01",
                    still,
                    "bonus $60 reached with 3 orders is not in payments, due Tue 8 Dec | owe | 1.0 = 2 owed − 1.0 early (5 of 5 bd left)",
                ),
                (
                    "2026-12-09",
                    |p| {
                        p.answers(
                            "R27:collaboration:1:bonus-2026m11",
                            &Choice::Alternative,
                            "given in kind",
                        )
                    },
                    "",
                ),
                (
                    "2026-12-10",
                    |p| p.deal(|c| c.bonus = "$60 per 1 order".into()),
                    "bonus $120 reached with 3 orders is not in payments, due Tue 8 Dec | owe | 2.4 = 2 owed + 0.4 late (2 of 5 bd)",
                ),
                (
                    "2026-12-11",
                    |p| p.answers("R27:collaboration:1:bonus-2026m11", &Choice::Expected, ""),
                    "",
                ),
            ],
        );
    }
}
