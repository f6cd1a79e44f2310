//! What a deal has agreed, paid, waived and open, by currency. The fee is the whole; payments of it
//! that are planned, invoiced or due divide what is open and never add to it.

use crate::domain::ctx::Base;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::rows::*;

/// Money between us and a creator for one deal, or outside of any, in one currency. All amounts
/// are minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// The currency.
    pub currency: Currency,
    /// Promised: the fee, and every payment that was added for another reason.
    pub agreed: i64,
    /// Paid.
    pub paid: i64,
    /// Let go of.
    pub waived: i64,
    /// Still to be paid: what was agreed less what was waived and paid. A fee paid twice leaves a
    /// bonus open all the same.
    pub open: i64,
    /// Of the payments still open, what goes beyond what was agreed: an invoice over the fee.
    pub surplus: i64,
}

impl Balance {
    fn none(currency: Currency) -> Self {
        Self {
            currency,
            agreed: 0,
            paid: 0,
            waived: 0,
            open: 0,
            surplus: 0,
        }
    }

    /// Paid beyond what was agreed.
    pub fn overpaid(&self) -> i64 {
        [self.paid, self.waived]
            .into_iter()
            .fold(self.open, i64::saturating_add)
            .saturating_sub(self.agreed)
            .max(0)
    }

    /// Still to be paid, with its currency.
    pub fn open_money(&self) -> Money {
        Money::new(self.open, self.currency)
    }
}

/// Whether the terms of a deal hold: both agreed, or signed; or the work began, which nobody does
/// without terms.
pub fn is_agreed(deal: &Collaboration) -> bool {
    let began = deal.stage >= Stage::Creation
        && !matches!(
            deal.outcome,
            Some(Outcome::Declined | Outcome::NoReply | Outcome::NotAFit)
        );
    deal.agreed.is_some() || deal.agreement_signed.is_some() || began
}

/// The fee that was promised, if any.
pub fn promised_fee(deal: &Collaboration) -> Option<Money> {
    deal.fee.filter(|fee| fee.minor > 0 && is_agreed(deal))
}

/// Payments of a creator for a deal, or outside of any.
pub fn payments<'a>(
    base: &Base<'a>,
    creator: Id<Creator>,
    deal: Option<Id<Collaboration>>,
) -> impl Iterator<Item = &'a Payment> {
    let model = base.model;
    model
        .of::<Payment>(creator)
        .filter(move |p| p.collaboration == deal)
}

/// The fee of a deal in one currency and the payments of it. Every reader of what is open of a fee
/// starts here.
pub(super) struct Fee<'a> {
    pub currency: Currency,
    /// As typed with the terms; none where only payments tell of it.
    pub typed: Option<Money>,
    pub paid: i64,
    pub waived: i64,
    /// Payments that are neither paid nor waived.
    pub parts: Vec<&'a Payment>,
    /// Payments there are, paid ones included and waived ones not.
    pub rows: usize,
}

impl Fee<'_> {
    fn parts_sum(&self) -> i64 {
        sum(self.parts.iter().map(|p| p.amount.minor))
    }

    /// The fee agreed: as typed, else what its payments come to.
    pub fn agreed(&self) -> i64 {
        match self.typed {
            Some(fee) => fee.minor,
            None => sum([self.paid, self.waived, self.parts_sum()].into_iter()),
        }
    }

    /// Still to be paid of it.
    pub fn open(&self) -> i64 {
        let settled = self.paid.saturating_add(self.waived);
        self.agreed().saturating_sub(settled).max(0)
    }

    /// Open and in no payment yet.
    pub fn rest(&self) -> i64 {
        self.open().saturating_sub(self.parts_sum()).max(0)
    }

    /// What open payments go beyond what is open.
    pub fn surplus(&self) -> i64 {
        self.parts_sum().saturating_sub(self.open()).max(0)
    }
}

fn sum(amounts: impl Iterator<Item = i64>) -> i64 {
    amounts.fold(0, i64::saturating_add)
}

/// The fee of a deal, a value for each currency it was agreed or paid in.
pub(super) fn fees<'a>(base: &Base<'a>, deal: &Collaboration) -> Vec<Fee<'a>> {
    let mut all: Vec<Fee<'a>> = Vec::new();
    let typed = promised_fee(deal);
    let entry = |all: &mut Vec<Fee<'a>>, currency: Currency| match all
        .iter()
        .position(|fee| fee.currency == currency)
    {
        Some(at) => at,
        None => {
            all.push(Fee {
                currency,
                typed: typed.filter(|fee| fee.currency == currency),
                paid: 0,
                waived: 0,
                parts: Vec::new(),
                rows: 0,
            });
            all.len() - 1
        }
    };
    if let Some(fee) = typed {
        entry(&mut all, fee.currency);
    }
    let rows = payments(base, deal.creator, Some(deal.id));
    for row in rows.filter(|p| p.kind == PaymentKind::Fee) {
        let at = entry(&mut all, row.amount.currency);
        let Some(fee) = all.get_mut(at) else { continue };
        match row.state {
            PaymentState::Paid => fee.paid = fee.paid.saturating_add(row.amount.minor),
            PaymentState::Waived => fee.waived = fee.waived.saturating_add(row.amount.minor),
            _ => fee.parts.push(row),
        }
        fee.rows += usize::from(row.state != PaymentState::Waived);
    }
    all
}

/// The balances of a deal, by currency.
pub fn of_deal(base: &Base<'_>, deal: &Collaboration) -> Vec<Balance> {
    let mut all: Vec<Balance> = fees(base, deal)
        .iter()
        .map(|fee| Balance {
            currency: fee.currency,
            agreed: fee.agreed(),
            paid: fee.paid,
            waived: fee.waived,
            open: fee.open(),
            surplus: fee.surplus(),
        })
        .collect();
    let rows = payments(base, deal.creator, Some(deal.id));
    add_rows(&mut all, rows.filter(|p| p.kind != PaymentKind::Fee));
    all.sort_by_key(|balance| balance.currency);
    all
}

/// The balances of payments that belong to no deal, by currency.
pub fn outside(base: &Base<'_>, creator: Id<Creator>) -> Vec<Balance> {
    let mut all = Vec::new();
    add_rows(&mut all, payments(base, creator, None));
    all.sort_by_key(|balance| balance.currency);
    all
}

/// Payments that stand for themselves.
fn add_rows<'a>(all: &mut Vec<Balance>, rows: impl Iterator<Item = &'a Payment>) {
    for row in rows {
        let (currency, minor) = (row.amount.currency, row.amount.minor);
        let at = all.iter().position(|balance| balance.currency == currency);
        let at = at.unwrap_or_else(|| {
            all.push(Balance::none(currency));
            all.len() - 1
        });
        let Some(balance) = all.get_mut(at) else {
            continue;
        };
        balance.agreed = balance.agreed.saturating_add(minor);
        match row.state {
            PaymentState::Paid => balance.paid = balance.paid.saturating_add(minor),
            PaymentState::Waived => balance.waived = balance.waived.saturating_add(minor),
            _ => balance.open = balance.open.saturating_add(minor),
        }
    }
}

/// All balances of a creator, those of deals first.
pub fn of_creator(
    base: &Base<'_>,
    creator: Id<Creator>,
) -> Vec<(Option<Id<Collaboration>>, Balance)> {
    let deals = base.model.of::<Collaboration>(creator);
    let mut all: Vec<_> = deals
        .flat_map(|deal| {
            let balances = of_deal(base, deal).into_iter();
            balances.map(|balance| (Some(deal.id), balance))
        })
        .collect();
    all.extend(outside(base, creator).into_iter().map(|b| (None, b)));
    all
}

/// What is open with a creator, by currency.
pub fn open(base: &Base<'_>, creator: Id<Creator>) -> Purse {
    let all = of_creator(base, creator);
    all.iter()
        .map(|(_, balance)| balance.open_money())
        .collect()
}

/// What was paid of these payments on days from one to another, by currency.
pub fn paid_between<'a>(rows: impl Iterator<Item = &'a Payment>, from: Day, to: Day) -> Purse {
    let inside = |p: &&Payment| {
        p.state == PaymentState::Paid && p.paid.is_some_and(|d| from <= d && d <= to)
    };
    rows.filter(inside).map(|p| p.amount).collect()
}

/// What a creator was ever paid, by currency.
pub fn paid(base: &Base<'_>, creator: Id<Creator>) -> Purse {
    let all = of_creator(base, creator);
    all.iter()
        .map(|(_, balance)| Money::new(balance.paid, balance.currency))
        .collect()
}
