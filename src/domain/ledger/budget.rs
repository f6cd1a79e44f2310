//! Money of a campaign: planned, agreed and not paid, spent, and what is left.

use super::balance;
use crate::domain::ctx::Base;
use crate::domain::ids::Id;
use crate::domain::money::{Money, Purse};
use crate::domain::rows::*;

/// Money of a campaign.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Budget {
    /// As planned.
    pub planned: Option<Money>,
    /// Promised and not paid.
    pub agreed: Purse,
    /// Paid to creators and others, and what parcels cost.
    pub spent: Purse,
    /// Fees that were offered and to which nobody agreed yet. They are in no other sum.
    pub in_talks: Purse,
}

impl Budget {
    /// What is left of the plan, in its currency; negative when it is overspent.
    pub fn left(&self) -> Option<Money> {
        let planned = self.planned?;
        let gone = self.agreed.minor(planned.currency);
        let gone = gone.checked_add(self.spent.minor(planned.currency))?;
        let left = planned.minor.checked_sub(gone)?;
        Some(Money::new(left, planned.currency))
    }
}

/// Planned, agreed and spent money of a campaign.
pub fn of(base: &Base<'_>, campaign: Id<Campaign>) -> Budget {
    let m = base.model;
    let mut all = Budget {
        planned: m.get(campaign).and_then(|c| c.budget),
        ..Budget::default()
    };
    for deal in m.of_campaign::<Collaboration>(campaign) {
        for balance in balance::of_deal(base, deal) {
            all.agreed.add(balance.open_money());
            all.spent.add(Money::new(balance.paid, balance.currency));
        }
        all.in_talks.merge(&in_talks(deal));
        let parcels = m.of::<Shipment>(deal.creator);
        parcels
            .filter(|s| s.collaboration == Some(deal.id) && s.state != ParcelState::ToSend)
            .filter_map(|s| s.cost)
            .for_each(|cost| all.spent.add(cost));
        let expenses = m.of::<Expense>(deal.creator);
        expenses
            .filter(|e| e.collaboration == Some(deal.id) && e.campaign != Some(campaign))
            .for_each(|e| all.spent.add(e.amount));
    }
    let named = m.of_campaign::<Expense>(campaign);
    named.for_each(|e| all.spent.add(e.amount));
    all
}

/// The fee of a deal that is talked about: offered or typed, and not agreed.
pub fn in_talks(deal: &Collaboration) -> Purse {
    let talks = deal.is_open() && !balance::is_agreed(deal) && deal.stage <= Stage::Onboarding;
    deal.fee.into_iter().filter(|_| talks).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::{World, day, money};

    #[test]
    fn a_deposit_leaves_what_is_left() {
        let mut w = World::on("2026-11-20");
        let mia = w.creator("Mia");
        let tea = w.campaign("Tea");
        w.set(tea, |c| c.budget = money("100000 USD"));
        let deal = w.deal(mia, Stage::Creation);
        w.set(deal, |c| {
            (c.campaign, c.agreed, c.fee) = (Some(tea), Some(day("2026-11-01")), money("50000 USD"))
        });
        let check = |w: &World, agreed: &str, spent: &str, left: &str| {
            let now = of(&w.base(), tea);
            let said = (now.agreed.to_string(), now.spent.to_string());
            assert_eq!(said, (agreed.into(), spent.into()));
            assert_eq!(now.left().map(|m| m.to_string()), Some(left.into()));
        };
        check(&w, "$500", "–", "$500");
        let deposit = w.payment(mia, money("5000 USD").unwrap(), "2026-11-20");
        w.set(deposit, |p| p.collaboration = Some(deal));
        check(&w, "$500", "–", "$500");
        w.set(deposit, |p| {
            (p.state, p.paid) = (PaymentState::Paid, Some(day("2026-11-20")))
        });
        check(&w, "$450", "$50", "$500");
        let gift = w.gift(mia, "pot", "2026-11-10");
        w.set(gift, |s| {
            (s.collaboration, s.cost) = (Some(deal), money("3000 USD"))
        });
        w.add(|id| Expense {
            id,
            creator: Some(mia),
            campaign: Some(tea),
            collaboration: Some(deal),
            deliverable: None,
            kind: ExpenseKind::Boosting,
            amount: money("10000 USD").unwrap(),
            day: day("2026-11-19"),
            reference: Text::default(),
            note: Text::default(),
        });
        check(&w, "$450", "$180", "$370");
        // Closed with the fee unpaid, it is promised all the same.
        w.set(deal, |c| c.outcome = Some(Outcome::Completed));
        check(&w, "$450", "$180", "$370");
        let other = w.deal(mia, Stage::Onboarding);
        w.set(other, |c| {
            (c.campaign, c.fee) = (Some(tea), money("6000 EUR"))
        });
        assert_eq!(of(&w.base(), tea).in_talks.to_string(), "€60");
        check(&w, "$450", "$180", "$370");
    }
}
