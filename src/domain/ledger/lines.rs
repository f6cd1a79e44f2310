//! What is open, line by line: each payment that is not paid, the rest of a fee that is in no
//! payment yet, and what an invoice asks beyond the fee. The review, Money, the calendar, budgets
//! and the profile read these, so that none of them asks for a sum the others do not know.

use super::balance::{self, Fee};
use super::due::{self, Due};
use crate::domain::ctx::Base;
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::rows::*;

/// One open sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// To whom.
    pub creator: Id<Creator>,
    /// For which deal.
    pub deal: Option<Id<Collaboration>>,
    /// The payment, where there is one. The rest of a fee has none.
    pub payment: Option<Id<Payment>>,
    /// What for.
    pub kind: PaymentKind,
    /// How much is open of it.
    pub amount: Money,
    /// Which part of how many, counted from 1 with those that are paid; none for the only one.
    pub part: Option<(usize, usize)>,
    /// When.
    pub due: Due,
    /// Where it stands today: what is agreed or invoiced is due once its day has come.
    pub state: PaymentState,
    /// What an invoice asks beyond what was agreed. It is shown, and counts in no sum until it is
    /// accepted.
    pub surplus: bool,
}

/// What a line is, while amounts and days change: what the cursor stays on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKey {
    /// A payment.
    Payment(Id<Payment>),
    /// The rest of a deal's fee.
    Rest(Id<Collaboration>),
    /// What an invoice asks beyond the fee.
    Surplus(Id<Payment>),
}

impl Line {
    /// What it is.
    pub fn key(&self) -> LineKey {
        match (self.payment, self.surplus) {
            (Some(id), true) => LineKey::Surplus(id),
            (Some(id), false) => LineKey::Payment(id),
            (None, _) => LineKey::Rest(self.deal.unwrap_or_default()),
        }
    }

    /// Whether it is overdue: its day has come and went, and hangs on nothing else.
    pub fn is_late(&self, base: &Base<'_>) -> bool {
        let disputed = self.state == PaymentState::Disputed;
        !disputed && self.due.certain().is_some_and(|day| day < base.today)
    }
}

/// What is open with a creator, by due day; without a day last. Also for those who are archived,
/// thrown away or not to be contacted: what is owed stays owed.
pub fn of_creator(base: &Base<'_>, creator: Id<Creator>) -> Vec<Line> {
    let mut all = Vec::new();
    for deal in base.model.of::<Collaboration>(creator) {
        for fee in balance::fees(base, deal) {
            of_fee(base, deal, &fee, &mut all);
        }
        let rows = balance::payments(base, creator, Some(deal.id));
        all.extend(
            rows.filter(|p| p.kind != PaymentKind::Fee)
                .filter_map(|p| of_payment(base, p)),
        );
    }
    let outside = balance::payments(base, creator, None);
    all.extend(outside.filter_map(|p| of_payment(base, p)));
    all.sort_by_key(order);
    all
}

/// What is open of a deal.
pub fn of_deal(base: &Base<'_>, deal: &Collaboration) -> Vec<Line> {
    let mut all = of_creator(base, deal.creator);
    all.retain(|line| line.deal == Some(deal.id));
    all
}

/// What is open with everybody, by due day.
pub fn all(base: &Base<'_>) -> Vec<Line> {
    let creators = base.model.creators.iter();
    let mut all: Vec<Line> = creators.flat_map(|c| of_creator(base, c.id)).collect();
    all.sort_by_key(order);
    all
}

/// The line of a payment; none once it is paid or waived.
pub fn of_row(base: &Base<'_>, payment: &Payment) -> Option<Line> {
    of_creator(base, payment.creator)
        .into_iter()
        .find(|line| line.payment == Some(payment.id) && !line.surplus)
}

/// What an invoice asks beyond the fee.
pub fn surplus_of(base: &Base<'_>, payment: &Payment) -> Option<Line> {
    of_creator(base, payment.creator)
        .into_iter()
        .find(|line| line.payment == Some(payment.id) && line.surplus)
}

/// The rest of a deal's fee that is in no payment yet.
pub fn rest(base: &Base<'_>, deal: &Collaboration) -> Option<Line> {
    of_deal(base, deal)
        .into_iter()
        .find(|line| line.payment.is_none())
}

/// By day; those without one last, and of one day in the order they were agreed.
fn order(line: &Line) -> impl Ord + use<> {
    let day = line.due.day();
    (
        day.is_none(),
        day,
        line.payment.is_none(),
        line.payment,
        line.creator,
        line.deal,
    )
}

/// A payment that stands for itself.
fn of_payment(base: &Base<'_>, row: &Payment) -> Option<Line> {
    let settled = matches!(row.state, PaymentState::Paid | PaymentState::Waived);
    (!settled && row.amount.minor > 0).then(|| {
        let due = due::of_payment(base, row);
        Line {
            creator: row.creator,
            deal: row.collaboration,
            payment: Some(row.id),
            kind: row.kind,
            amount: row.amount,
            part: None,
            due,
            state: state(base, row.state, due),
            surplus: false,
        }
    })
}

/// The parts of a fee, then its rest; what they go beyond what is open is cut off the last of
/// them and said on a line of its own.
fn of_fee(base: &Base<'_>, deal: &Collaboration, fee: &Fee<'_>, out: &mut Vec<Line>) {
    let mut lines: Vec<Line> = fee
        .parts
        .iter()
        .filter_map(|part| of_payment(base, part))
        .collect();
    let rest = Money::new(fee.rest(), fee.currency);
    if rest.minor > 0 {
        let due = due::of_rest(base, deal);
        lines.push(Line {
            creator: deal.creator,
            deal: Some(deal.id),
            payment: None,
            kind: PaymentKind::Fee,
            amount: rest,
            part: None,
            due,
            state: state(base, PaymentState::Agreed, due),
            surplus: false,
        });
    }
    lines.sort_by_key(order);
    let parts = fee.rows + usize::from(rest.minor > 0);
    let settled = parts.saturating_sub(lines.len());
    for (at, line) in lines.iter_mut().enumerate() {
        line.part = (parts > 1).then_some((settled + at + 1, parts));
    }
    let mut beyond = fee.surplus();
    let mut surplus = Vec::new();
    for line in lines.iter_mut().rev() {
        let over = beyond.min(line.amount.minor);
        if over > 0 {
            beyond = beyond.saturating_sub(over);
            line.amount.minor = line.amount.minor.saturating_sub(over);
            surplus.push(Line {
                amount: Money::new(over, fee.currency),
                surplus: true,
                ..*line
            });
        }
    }
    lines.retain(|line| line.amount.minor > 0);
    out.extend(lines);
    out.extend(surplus);
}

/// Where an open payment stands as of today.
fn state(base: &Base<'_>, stored: PaymentState, due: Due) -> PaymentState {
    let come = due.certain().is_some_and(|day| day <= base.today);
    match stored {
        PaymentState::Agreed | PaymentState::Invoiced if come => PaymentState::Due,
        other => other,
    }
}
