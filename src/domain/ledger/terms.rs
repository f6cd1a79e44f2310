//! What was agreed about money, to be shown in words: the one place outside of sums that reads the
//! columns of a deal's pay and of a payment.

use super::commission;
use crate::domain::money::Money;
use crate::domain::rows::{Collaboration, Expense, Payment, Refund, Text};

/// The pay of a deal, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pay<'a> {
    /// The fee.
    pub fixed: Option<Money>,
    /// The commission in words: `8%`, `8% then 10% over 50 orders`.
    pub share: Option<String>,
    /// The bonus, as typed; empty where there is none.
    pub extra: &'a Text,
}

impl Pay<'_> {
    /// Whether any money was agreed on.
    pub fn is_any(&self) -> bool {
        self.fixed.is_some() || self.share.is_some() || !self.extra.is_empty()
    }
}

/// Returns the pay of a deal.
pub fn pay(deal: &Collaboration) -> Pay<'_> {
    Pay {
        fixed: deal.fee,
        share: commission::Terms::of(deal).map(|terms| terms.words()),
        extra: &deal.bonus,
    }
}

/// Returns a payment in words: `$350 fee`.
pub fn payment(row: &Payment) -> String {
    format!("{} {}", row.amount, row.kind)
}

/// Returns the amount of a payment as it was typed, to stand beside its row.
pub fn amount(row: &Payment) -> Money {
    row.amount
}

/// Whether a fee was typed.
pub fn has_fee(deal: &Collaboration) -> bool {
    deal.fee.is_some()
}

/// Whether a commission was typed.
pub fn has_commission(deal: &Collaboration) -> bool {
    deal.commission.is_some() || !deal.commission_terms.is_empty()
}

/// What an expense came to.
pub fn spent(expense: &Expense) -> Money {
    expense.amount
}

/// What was given back.
pub fn given_back(refund: &Refund) -> Money {
    refund.amount
}
