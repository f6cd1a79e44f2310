//! What becomes of open money when a deal is closed: it stays owed, it is let go of, or a kill fee
//! takes the place of what is open.

use super::entry;
use super::lines;
use crate::domain::change::Step;
use crate::domain::ctx::Base;
use crate::domain::day::add_days;
use crate::domain::fields::number;
use crate::domain::ids::Id;
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::rows::*;

/// What becomes of open money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Settling {
    /// It stays owed.
    #[default]
    Owed,
    /// It is paid today.
    Paid,
    /// It is let go of.
    Waive,
    /// A kill fee takes the place of what is open.
    Kill(Money),
}

impl Settling {
    /// Reads `owed`, `paid`, `waive`, `kill 100`.
    ///
    /// # Errors
    ///
    /// A sentence that says what may be written.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, String> {
        let text = text.trim().to_lowercase();
        match text.split_once(' ') {
            None if text == "owed" => Ok(Self::Owed),
            None if text == "paid" => Ok(Self::Paid),
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
                "\"{text}\" says nothing about open money; write owed, paid, waive, or kill 100."
            )),
        }
    }
}

/// What of a deal's fee is open, line by line, and its sum without what invoices ask beyond it.
fn open_fee(base: &Base<'_>, deal: &Collaboration) -> (Vec<lines::Line>, Purse) {
    let mut open = lines::of_deal(base, deal);
    open.retain(|line| line.kind == PaymentKind::Fee);
    let counts = open.iter().filter(|line| !line.surplus);
    let sum = counts.map(|line| line.amount).collect();
    (open, sum)
}

/// Writes it into the step that closes a deal, and says it in its label. Nothing to do where
/// nothing is open.
pub fn settle(base: &Base<'_>, step: &mut Step, deal: &Collaboration, how: Settling) {
    let (open, sum) = open_fee(base, deal);
    if open.is_empty() {
        return;
    }
    // What was said of it before is not what becomes of it.
    let owed = format!(" · {sum} stays owed");
    step.label = step.label.replacen(&owed, "", 1);
    match how {
        Settling::Owed => return step.label.push_str(&owed),
        Settling::Paid => {
            for line in open.iter().filter(|line| !line.surplus) {
                let paying = entry::into_line(*line, line.amount);
                entry::write(base, step, &paying, base.today, &entry::How::default());
            }
            return step.label.push_str(&format!(" · {sum} paid"));
        }
        Settling::Waive | Settling::Kill(_) => {}
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

/// A deal that a step closes while money of it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Which.
    pub deal: Id<Collaboration>,
    /// Whose.
    pub creator: Id<Creator>,
    /// How it ends.
    pub outcome: Outcome,
    /// What is open.
    pub open: Purse,
}

/// The deals that a step closes while money of them is open.
pub fn closed_with_money(base: &Base<'_>, step: &Step) -> Vec<Closed> {
    let edits = step.edits.collaborations.iter();
    let closed = edits.filter_map(|edit| {
        let (before, after) = (edit.before.as_ref()?, edit.after.as_ref()?);
        let outcome = after.outcome.filter(|_| before.is_open())?;
        let (lines, open) = open_fee(base, base.model.get(after.id)?);
        (!lines.is_empty()).then_some(Closed {
            deal: after.id,
            creator: after.creator,
            outcome,
            open,
        })
    });
    closed.collect()
}

/// The same for every deal that a step closes. A step that closes none is left as it is.
pub fn of_step(base: &Base<'_>, step: &mut Step, how: Settling) {
    for closed in closed_with_money(base, step) {
        if let Some(deal) = base.model.get(closed.deal) {
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
        check("paid", "–", "Closed · $500 paid");
        check("waive", "–", "Closed · $500 let go of");
        check("kill 100", "$100", "Closed · $500 let go of, kill fee $100");
        assert!(Settling::parse("maybe", Currency::USD).is_err());
        assert!(Settling::parse("kill 0", Currency::USD).is_err());
    }
}
