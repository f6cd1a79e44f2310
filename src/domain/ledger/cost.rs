//! What work cost us: of the fee what is paid or what the live pieces are of it, commission on the
//! orders, bonuses, products with their shipping, what was given back, expenses. The same figure
//! wherever a cost is shown.

use super::balance;
use super::periods::Window;
use super::rates::General;
use super::{bonus, commission};
use crate::domain::ctx::Base;
use crate::domain::day::Day;
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::rows::*;

/// What a scope cost us, in parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cost {
    /// Fees: the part of what was agreed that the live pieces are, or what is paid if that is more.
    pub fee: Purse,
    /// Commission: the agreed share of the orders, or what is paid if that is more.
    pub commission: Purse,
    /// Bonuses reached or paid.
    pub bonus: Purse,
    /// Products that left, with shipping.
    pub product: Purse,
    /// What was given back to the creator: travel, postage.
    pub reimbursed: Purse,
    /// What others were paid: boosting, travel, production.
    pub expenses: Purse,
    /// Parcels whose cost is taken from their worth.
    pub estimated_parcels: i64,
    /// Parcels of which neither cost nor worth is known.
    pub unknown_parcels: i64,
}

impl Cost {
    /// Returns all of it.
    pub fn total(&self) -> Purse {
        let mut all = Purse::default();
        self.parts().iter().for_each(|(_, part)| all.merge(part));
        all
    }

    /// Returns each part with its name.
    pub fn parts(&self) -> [(&'static str, &Purse); 6] {
        [
            ("fee", &self.fee),
            ("commission", &self.commission),
            ("bonus", &self.bonus),
            ("product, shipping", &self.product),
            ("paid back", &self.reimbursed),
            ("expenses", &self.expenses),
        ]
    }

    /// Returns the share of one of so many pieces; the parts add up to the whole.
    pub fn part(&self, at: usize, of: usize) -> Self {
        let first = at == 0;
        Self {
            fee: self.fee.part(at, of),
            commission: self.commission.part(at, of),
            bonus: self.bonus.part(at, of),
            product: self.product.part(at, of),
            reimbursed: self.reimbursed.part(at, of),
            expenses: self.expenses.part(at, of),
            estimated_parcels: if first { self.estimated_parcels } else { 0 },
            unknown_parcels: if first { self.unknown_parcels } else { 0 },
        }
    }

    /// Whether orders earned somebody a commission.
    pub fn is_earned(&self) -> bool {
        !self.commission.is_empty()
    }

    /// Returns what of it is in one currency.
    pub fn in_currency(&self, currency: Currency) -> Self {
        let of = |purse: &Purse| purse.of(currency).into_iter().collect();
        Self {
            fee: of(&self.fee),
            commission: of(&self.commission),
            bonus: of(&self.bonus),
            product: of(&self.product),
            reimbursed: of(&self.reimbursed),
            expenses: of(&self.expenses),
            ..*self
        }
    }

    /// Adds another scope.
    pub fn merge(&mut self, other: &Self) {
        self.fee.merge(&other.fee);
        self.commission.merge(&other.commission);
        self.bonus.merge(&other.bonus);
        self.product.merge(&other.product);
        self.reimbursed.merge(&other.reimbursed);
        self.expenses.merge(&other.expenses);
        self.estimated_parcels += other.estimated_parcels;
        self.unknown_parcels += other.unknown_parcels;
    }
}

/// Whether a piece is out.
pub fn is_live(piece: &Deliverable) -> bool {
    piece.live.is_some() || matches!(piece.state, PieceState::Live | PieceState::Verified)
}

/// Minor units times a share, rounded half up.
fn share(minor: i64, part: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    let (product, whole) = (i128::from(minor) * i128::from(part), i128::from(whole));
    i64::try_from((product * 2 + whole).div_euclid(whole * 2)).unwrap_or(i64::MAX)
}

/// Returns what a collaboration cost, whatever the days.
pub fn of_deal(base: &Base<'_>, deal: &Collaboration) -> Cost {
    let model = base.model;
    let payments = || {
        model
            .of::<Payment>(deal.creator)
            .filter(|p| p.collaboration == Some(deal.id))
    };
    let of_kinds = |kinds: &[PaymentKind], state: PaymentState| -> Purse {
        payments()
            .filter(|p| p.state == state && kinds.contains(&p.kind))
            .map(|p| p.amount)
            .collect()
    };
    let paid = |kinds: &[PaymentKind]| of_kinds(kinds, PaymentState::Paid);
    let mut cost = Cost {
        fee: fee(base, deal, &paid(&[PaymentKind::Fee, PaymentKind::KillFee])),
        commission: commission::of_deal(base, deal).larger(&paid(&[PaymentKind::Commission])),
        bonus: bonus::reached(base, deal).larger(&paid(&[PaymentKind::Bonus])),
        reimbursed: paid(&[PaymentKind::Reimbursement]),
        expenses: model
            .of::<Expense>(deal.creator)
            .filter(|e| e.collaboration == Some(deal.id))
            .map(|e| e.amount)
            .collect(),
        ..Cost::default()
    };
    let parcels = model.of::<Shipment>(deal.creator);
    for parcel in parcels.filter(|s| s.collaboration == Some(deal.id)) {
        if parcel.state == ParcelState::ToSend {
            continue;
        }
        match (parcel.cost, parcel.value) {
            (Some(cost_of_it), _) => cost.product.add(cost_of_it),
            (None, Some(worth)) => {
                cost.product.add(worth);
                cost.estimated_parcels += 1;
            }
            (None, None) => cost.unknown_parcels += 1,
        }
    }
    cost
}

/// Returns a collaboration's cost in the general currency, each fact by the rate of its own day:
/// payments when they were paid, parcels when they left, expenses when they were made; what is not
/// paid yet by the day both agreed.
pub fn in_general(base: &Base<'_>, deal: &Collaboration, whole: &Cost) -> General {
    let model = base.model;
    let mut dated: Vec<(Day, Money)> = Vec::new();
    let paid = model.of::<Payment>(deal.creator);
    for payment in paid.filter(|p| p.collaboration == Some(deal.id)) {
        if let (PaymentState::Paid, Some(day)) = (payment.state, payment.paid) {
            dated.push((day, payment.amount));
        }
    }
    let parcels = model.of::<Shipment>(deal.creator);
    for parcel in parcels.filter(|s| s.collaboration == Some(deal.id)) {
        let amount = parcel.cost.or(parcel.value);
        let left = parcel.state != ParcelState::ToSend;
        let day = parcel.sent.or(parcel.delivered).unwrap_or(deal.opened);
        dated.extend(amount.filter(|_| left).map(|amount| (day, amount)));
    }
    let expenses = model.of::<Expense>(deal.creator);
    dated.extend(
        expenses
            .filter(|e| e.collaboration == Some(deal.id))
            .map(|e| (e.day, e.amount)),
    );
    let mut rest = whole.total();
    let mut sum = General::default();
    for (day, amount) in dated {
        rest.take(amount);
        sum.add(base.settings, amount, day);
    }
    let agreed = deal.agreed.unwrap_or(deal.opened);
    rest.iter()
        .for_each(|amount| sum.add(base.settings, amount, agreed));
    sum
}

/// The fee as far as it counts: paid, or the agreed amount times live pieces of all that were not
/// missed, whichever is more. Without pieces: what is paid while it is open, what was agreed once
/// it is completed.
fn fee(base: &Base<'_>, deal: &Collaboration, paid: &Purse) -> Purse {
    let model = base.model;
    let (mut live, mut all) = (0, 0);
    for piece in model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == deal.id && d.state != PieceState::Missed)
    {
        all += 1;
        live += i64::from(is_live(piece));
    }
    let agreed: Purse = balance::fees(base, deal)
        .iter()
        .map(|fee| Money::new(fee.agreed().saturating_sub(fee.waived), fee.currency))
        // Work for nothing is known to cost nothing.
        .chain(
            deal.fee
                .filter(|fee| fee.minor == 0 && balance::is_agreed(deal)),
        )
        .collect();
    let completed = matches!(deal.outcome, Some(Outcome::Completed | Outcome::Graduated));
    let due = match (all, completed) {
        (0, true) => agreed,
        (0, false) => Purse::default(),
        _ => agreed.map(|minor| share(minor, live, all)),
    };
    let due: Purse = due.iter().filter(|m| m.minor >= 0).collect();
    // Paid in another currency than agreed: what is paid counts.
    let same = paid.iter().all(|p| agreed_in(deal, &due, p));
    if same { due.larger(paid) } else { paid.clone() }
}

fn agreed_in(deal: &Collaboration, due: &Purse, paid: Money) -> bool {
    due.of(paid.currency).is_some()
        || due.is_empty()
        || deal.fee.is_some_and(|fee| fee.currency == paid.currency)
}

/// Returns the part of a collaboration's cost that lies in a window. The cost is divided by the
/// pieces that are out, or while none is by all that were not missed; so that the parts of all
/// pieces add up to it.
pub fn in_window(whole: &Cost, pieces: &[&Deliverable], window: &Window<'_>) -> Cost {
    if window.is_all() {
        return whole.clone();
    }
    let carriers = carriers(pieces);
    if carriers.is_empty() {
        // Nothing to divide it by: it lies in no wave and in no span.
        return match window {
            Window::Wave(_, None) => whole.clone(),
            _ => Cost::default(),
        };
    }
    let mut part = Cost::default();
    for (at, piece) in carriers.iter().enumerate() {
        if window.has_piece(piece) {
            part.merge(&whole.part(at, carriers.len()));
        }
    }
    part
}

/// Returns the pieces that carry a cost, by id: those that are out, or while none is, all that were
/// not missed.
pub fn carriers<'m>(pieces: &[&'m Deliverable]) -> Vec<&'m Deliverable> {
    let mut out: Vec<&Deliverable> = pieces.iter().copied().filter(|p| is_live(p)).collect();
    if out.is_empty() {
        out = pieces
            .iter()
            .copied()
            .filter(|p| p.state != PieceState::Missed)
            .collect();
    }
    out.sort_by_key(|p| p.id);
    out
}
