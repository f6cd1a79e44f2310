//! What becomes of open money when a deal is closed: it stays owed, it is let go of, or a kill fee
//! takes the place of what is open.

use super::lines;
use crate::domain::change::Step;
use crate::domain::ctx::Base;
use crate::domain::day::add_days;
use crate::domain::fields::number;
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::rows::*;

/// What becomes of open money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Settling {
    /// It stays owed.
    #[default]
    Owed,
    /// It is let go of.
    Waive,
    /// A kill fee takes the place of what is open.
    Kill(Money),
}

impl Settling {
    /// Reads `owed`, `waive`, `kill 100`.
    ///
    /// # Errors
    ///
    /// A sentence that says what may be written.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        match text.split_once(' ') {
            None if text == "owed" => Ok(Self::Owed),
            None if text == "waive" => Ok(Self::Waive),
            Some(("kill", amount)) => {
                let fee = number::money(amount, currency)?;
                if fee.minor > 0 {
                    Ok(Self::Kill(fee))
                } else {
                    Err("A kill fee is more than nothing; without one write waive.".into())
                }
            }
            _ => Err(format!(
                "\"{text}\" says nothing about open money; write owed, waive, or kill 100."
            )),
        }
    }
}

/// Writes it into the step that closes a deal, and says it in its label. Nothing to do where
/// nothing is open.
pub fn settle(base: &Base<'_>, step: &mut Step, deal: &Collaboration, how: Settling) {
    let open: Vec<lines::Line> = lines::of_deal(base, deal)
        .into_iter()
        .filter(|line| line.kind == PaymentKind::Fee)
        .collect();
    let sum: Purse = open
        .iter()
        .filter(|line| !line.surplus)
        .map(|line| line.amount)
        .collect();
    if open.is_empty() {
        return;
    }
    if how == Settling::Owed {
        step.label.push_str(&format!(" · {sum} stays owed"));
        return;
    }
    for line in &open {
        match line.payment {
            Some(id) => step.edit(base.model, id, |p| p.state = PaymentState::Waived),
            None => {
                let id = step.fresh(base.model);
                step.insert(Payment {
                    state: PaymentState::Waived,
                    ..Payment::new(id, deal.creator, Some(deal.id), line.amount, line.kind)
                });
            }
        }
    }
    step.label.push_str(&format!(" · {sum} let go of"));
    if let Settling::Kill(fee) = how {
        let id = step.fresh(base.model);
        let due = add_days(base.today, super::due::net_days(base, Some(deal)));
        step.insert(Payment {
            due: Some(due),
            ..Payment::new(id, deal.creator, Some(deal.id), fee, PaymentKind::KillFee)
        });
        step.label.push_str(&format!(", kill fee {fee}"));
    }
}

/// The same for every deal that a step closes. A step that closes none is left as it is.
pub fn of_step(base: &Base<'_>, step: &mut Step, how: Settling) {
    let closes = |e: &crate::domain::change::Edit<Collaboration>| {
        let (before, after) = (e.before.as_ref()?, e.after.as_ref()?);
        (before.is_open() && !after.is_open()).then_some(after.id)
    };
    let closed: Vec<_> = step
        .edits
        .collaborations
        .iter()
        .filter_map(closes)
        .collect();
    for id in closed {
        if let Some(deal) = base.model.get(id) {
            settle(base, step, deal, how);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::balance;
    use crate::domain::testing::{World, day, money};

    #[test]
    fn open_money_stays_owed_is_let_go_of_or_replaced() {
        let check = |how: &str, open: &str, label: &str| {
            let mut w = World::on("2026-11-24");
            let mia = w.creator("Mia");
            let deal = w.deal(mia, Stage::Creation);
            w.set(deal, |c| {
                (c.agreed, c.fee) = (Some(day("2026-10-01")), money("50000 USD"))
            });
            let part = w.payment(mia, money("20000 USD").unwrap(), "2026-12-01");
            w.set(part, |p| p.collaboration = Some(deal));
            let how = Settling::parse(how, Currency::USD).unwrap();
            let mut step = Step::new("Closed");
            settle(&w.base(), &mut step, w.model.get(deal).unwrap(), how);
            assert_eq!(step.label, label);
            w.apply(&step);
            assert_eq!(balance::open(&w.base(), mia).to_string(), open);
        };
        check("owed", "$500", "Closed · $500 stays owed");
        check("waive", "–", "Closed · $500 let go of");
        check("kill 100", "$100", "Closed · $500 let go of, kill fee $100");
        assert!(Settling::parse("maybe", Currency::USD).is_err());
        assert!(Settling::parse("kill 0", Currency::USD).is_err());
    }
}
