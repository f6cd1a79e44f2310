//! Orders: one however many rows, codes or files tell of it. Here it is decided which rows are one
//! order, whose it is and of which collaboration, what it is worth and what was given back.

pub mod correct;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::money::{Money, Purse};
use crate::domain::order_index::folded_code;
use crate::domain::rows::*;

/// Rows with one number whose days lie further apart, and whose amounts differ, are two orders: two
/// shops both have a #1001.
const SAME_ORDER_DAYS: i64 = 3;

/// Days within which a second order counts as having bought again.
pub const AGAIN_DAYS: i64 = 60;

/// One order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The row that decides whose it is.
    pub id: Id<Sale>,
    /// All rows that tell of it, the deciding one first.
    pub rows: Vec<Id<Sale>>,
    /// Whose it is; none while nobody has its code.
    pub creator: Option<Id<Creator>>,
    /// Of which collaboration, if one of that creator's was under way.
    pub deal: Option<Id<Collaboration>>,
    /// In which campaign.
    pub campaign: Option<Id<Campaign>>,
    /// When, in the shop's own days.
    pub day: Day,
    /// Its number in the shop.
    pub reference: Text,
    /// The code that decides, and the others on the same order.
    pub codes: Vec<Text>,
    /// What tells whose it is.
    pub by: Attribution,
    /// What it is worth before anything was given back; unknown where no row says.
    pub gross: Option<Money>,
    /// What was given back, by the day it was told of, in minor units of `gross`; never more than
    /// that in all.
    pub refunds: Vec<(Day, i64)>,
    /// How many orders it stands for: a summary may stand for many, a cancelled one for none.
    orders: i64,
    /// First order of its buyer.
    pub new_customer: Option<bool>,
    /// Mark of its buyer; empty when unknown.
    pub buyer: Text,
    /// Whether it counts.
    pub status: OrderStatus,
    /// Paid out by an affiliate network, not by us.
    pub network: bool,
}

impl Order {
    /// Minor units given back in all.
    pub fn refunded(&self) -> i64 {
        self.refunds.iter().map(|(_, minor)| minor).sum()
    }

    /// What is left of its worth; nothing of a cancelled one; unknown where the worth is.
    pub fn net(&self) -> Option<Money> {
        self.gross.map(|gross| {
            let kept = match self.status {
                OrderStatus::Placed => gross.minor.saturating_sub(self.refunded()),
                _ => 0,
            };
            Money::new(kept, gross.currency)
        })
    }

    /// Whether all of it was given back.
    pub fn is_wholly_refunded(&self) -> bool {
        self.refunded() > 0 && self.gross.is_some_and(|g| self.refunded() >= g.minor)
    }

    /// Whether it is in any count: not cancelled, a test or by staff, and not wholly given back.
    pub fn counts(&self) -> bool {
        self.status == OrderStatus::Placed && !self.is_wholly_refunded()
    }

    /// How many orders it counts for.
    pub fn count(&self) -> i64 {
        if self.counts() { self.orders } else { 0 }
    }

    /// How many it stands for as told, whether they count or not.
    pub fn told(&self) -> i64 {
        self.orders
    }

    /// What it adds to sums: its worth and what of it was given back. One that was cancelled, a
    /// test or by staff adds nothing to either.
    pub fn sold(&self) -> Option<(Money, Money)> {
        let gross = self.gross.filter(|_| self.status == OrderStatus::Placed)?;
        Some((gross, Money::new(self.refunded(), gross.currency)))
    }

    /// The campaign it is counted in: that of the collaboration it belongs to. One that names a
    /// campaign its creator has no collaboration in is counted in none.
    pub fn counted_in(&self, model: &Model) -> Option<Id<Campaign>> {
        model.get(self.deal?)?.campaign
    }
}

/// Whose a code was on a day: of the creators who have it, the one whose time it was; nobody where
/// that is not one.
fn owner_of_code(model: &Model, code: &str, day: Day) -> Option<Id<Creator>> {
    let all = || {
        let rights = model.order_index().rights(code).iter();
        rights.filter_map(|id| model.get(*id))
    };
    let on = |r: &&Right| r.start.is_none_or(|d| d <= day) && r.end.is_none_or(|d| day <= d);
    let valid: BTreeSet<Id<Creator>> = all().filter(on).map(|r| r.creator).collect();
    let owners = if valid.is_empty() {
        all().map(|r| r.creator).collect()
    } else {
        valid
    };
    owners.iter().next().copied().filter(|_| owners.len() == 1)
}

/// Whose a row says the order is: as said, else whose code it is.
fn owner_of(model: &Model, sale: &Sale) -> Option<Id<Creator>> {
    sale.creator
        .or_else(|| owner_of_code(model, &sale.code, sale.day))
}

/// Whether two rows of one number cannot be the same order.
fn differ(a: &Sale, b: &Sale) -> bool {
    let (Some(x), Some(y)) = (a.amount, b.amount) else {
        return false;
    };
    x.currency != y.currency
        || (x.minor != y.minor && (a.day - b.day).num_days().abs() > SAME_ORDER_DAYS)
}

/// The rows of the order a row belongs to.
fn rows_of<'m>(model: &'m Model, sale: &'m Sale) -> Vec<&'m Sale> {
    let ids = model.order_index().same_reference(sale);
    if ids.len() < 2 {
        return vec![sale];
    }
    let mut rows: Vec<&Sale> = ids.iter().filter_map(|id| model.get(*id)).collect();
    // Rows that say an amount found the orders; those that say none join the first.
    rows.sort_by_key(|s| (s.amount.is_none(), s.day, s.id));
    let mut orders: Vec<Vec<&Sale>> = Vec::new();
    for row in rows {
        match orders
            .iter_mut()
            .find(|order| order.iter().any(|other| !differ(row, other)))
        {
            Some(order) => order.push(row),
            None => orders.push(vec![row]),
        }
    }
    orders
        .into_iter()
        .find(|order| order.iter().any(|row| row.id == sale.id))
        .unwrap_or_else(|| vec![sale])
}

/// Returns the order a row tells of.
pub fn of_row(model: &Model, sale: &Sale) -> Order {
    let mut rows: Vec<(Option<Id<Creator>>, &Sale)> = rows_of(model, sale)
        .into_iter()
        .map(|row| (owner_of(model, row), row))
        .collect();
    // A code of ours comes before a link and that before a hand; then the place in the cell.
    rows.sort_by_key(|(owner, s)| (owner.is_none(), s.by as u8, s.place, s.id));
    let (creator, first) = rows.first().copied().unwrap_or((None, sale));
    let from_shop = rows.iter().filter(|(_, s)| !s.source.is_empty());
    let gross = from_shop
        .filter_map(|(_, s)| s.amount)
        .next()
        .or_else(|| rows.iter().find_map(|(_, s)| s.amount));
    let status = rows
        .iter()
        .map(|(_, s)| s.status)
        .find(|s| *s != OrderStatus::Placed)
        .unwrap_or_default();
    let mut codes: Vec<Text> = Vec::new();
    for (_, row) in rows.iter().filter(|(_, s)| !s.code.trim().is_empty()) {
        let code = folded_code(&row.code);
        if !codes.iter().any(|known| folded_code(known) == code) {
            codes.push(row.code.trim().into());
        }
    }
    let mine = || {
        rows.iter()
            .filter(|(owner, _)| *owner == creator)
            .map(|(_, s)| *s)
    };
    let campaign = mine().find_map(|s| s.campaign);
    let deal = creator.and_then(|creator| {
        let said = mine().filter_map(|s| s.collaboration);
        let said = said.filter(|id| model.get(*id).is_some_and(|c| c.creator == creator));
        said.into_iter()
            .next()
            .or_else(|| deal_of(model, creator, first, campaign))
    });
    let of_deal = deal.and_then(|id| model.get(id)).and_then(|c| c.campaign);
    Order {
        id: first.id,
        rows: rows.iter().map(|(_, s)| s.id).collect(),
        creator,
        deal,
        campaign: campaign.or(of_deal),
        day: first.day,
        reference: first.order_ref.trim().into(),
        codes,
        by: first.by,
        gross,
        refunds: refunds(model, &rows, first.day, gross),
        orders: first.orders,
        new_customer: rows.iter().find_map(|(_, s)| s.new_customer),
        buyer: rows
            .iter()
            .map(|(_, s)| &s.buyer)
            .find(|b| !b.is_empty())
            .cloned()
            .unwrap_or_default(),
        status,
        network: first.network,
    }
}

/// What was told with the order (the most that any row says) and what was told later, together
/// never more than the order is worth.
fn refunds(
    model: &Model,
    rows: &[(Option<Id<Creator>>, &Sale)],
    day: Day,
    gross: Option<Money>,
) -> Vec<(Day, i64)> {
    let Some(gross) = gross else {
        return Vec::new();
    };
    let told = rows.iter().map(|(_, s)| s.refunded).max().unwrap_or(0);
    let later = rows
        .iter()
        .flat_map(|(_, s)| model.order_index().refunds(s.id))
        .filter_map(|id| model.get(*id))
        .filter(|r| r.amount.currency == gross.currency)
        .map(|r| (r.day, r.id, r.amount.minor));
    let mut all: Vec<(Day, Id<Refund>, i64)> = later.collect();
    all.push((day, Id::default(), told));
    all.sort_by_key(|(day, id, _)| (*day, *id));
    let mut left = gross.minor.max(0);
    let mut out = Vec::new();
    for (day, _, minor) in all {
        let back = minor.clamp(0, left);
        left -= back;
        if back > 0 {
            out.push((day, back));
        }
    }
    out
}

/// Whether a collaboration was under way on a day.
fn runs_on(deal: &Collaboration, day: Day) -> bool {
    deal.opened <= day && deal.closed.is_none_or(|closed| day <= closed)
}

/// The collaboration an order belongs to where no row says it: in the campaign that was named;
/// else the one the code was given for; else the one that was under way. Of several the one whose
/// newest piece was live, then the newest.
fn deal_of(
    model: &Model,
    creator: Id<Creator>,
    sale: &Sale,
    campaign: Option<Id<Campaign>>,
) -> Option<Id<Collaboration>> {
    let newest = |deals: Vec<&Collaboration>| {
        let live = |c: &Collaboration| {
            let mine = model.of::<Deliverable>(creator);
            mine.filter(|d| d.collaboration == c.id)
                .filter_map(|d| d.live)
                .filter(|live| *live <= sale.day)
                .max()
        };
        deals
            .into_iter()
            .max_by_key(|c| (live(c), c.opened, c.id))
            .map(|c| c.id)
    };
    let deals = || model.of::<Collaboration>(creator);
    if campaign.is_some() {
        let there: Vec<&Collaboration> = deals().filter(|c| c.campaign == campaign).collect();
        let running: Vec<&Collaboration> = there
            .iter()
            .copied()
            .filter(|c| runs_on(c, sale.day))
            .collect();
        return newest(if running.is_empty() { there } else { running });
    }
    let codes = model.order_index().rights(&sale.code).iter();
    let given: BTreeSet<Id<Collaboration>> = codes
        .filter_map(|id| model.get(*id))
        .filter(|r| r.creator == creator)
        .filter_map(|r| r.collaboration)
        .collect();
    // A code goes on bringing orders after its collaboration ended: they are still its orders.
    let by_code: Vec<&Collaboration> = deals()
        .filter(|c| given.contains(&c.id) && c.opened <= sale.day)
        .collect();
    newest(if by_code.is_empty() {
        deals().filter(|c| runs_on(c, sale.day)).collect()
    } else {
        by_code
    })
}

/// Rows that may tell of a creator's orders: their own, and those of their codes that name nobody.
fn candidates(model: &Model, creator: Id<Creator>) -> Vec<&Sale> {
    let own = model.of::<Sale>(creator);
    let codes: BTreeSet<String> = model
        .of::<Right>(creator)
        .filter(|r| r.kind == RightKind::Code)
        .map(|r| folded_code(&r.code))
        .filter(|code| !code.is_empty())
        .collect();
    let by_code = codes
        .iter()
        .flat_map(|code| model.order_index().with_code(code))
        .filter_map(|id| model.get(*id))
        .filter(|s| s.creator.is_none());
    own.chain(by_code).collect()
}

fn distinct<'m>(model: &'m Model, rows: impl IntoIterator<Item = &'m Sale>) -> Vec<Order> {
    let mut all: BTreeMap<(Day, Id<Sale>), Order> = BTreeMap::new();
    for row in rows {
        let order = of_row(model, row);
        all.insert((order.day, order.id), order);
    }
    all.into_values().collect()
}

/// A row of an order in words: `JT-10797, Sat 10 Oct, DANA12, $37.02`.
pub fn shown(sale: &Sale, today: Day) -> String {
    let day = crate::domain::day::short(sale.day, today);
    let amount = sale.amount.map(|amount| amount.to_string());
    let parts = [
        Some(sale.order_ref.to_string()),
        Some(day),
        Some(sale.code.to_string()),
        amount,
        Some(sale.shop.to_string()),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|p| !p.is_empty())
        .collect();
    parts.join(", ")
}

/// Whether an amount can be given back for an order, besides what was given back before; `except`
/// is a refund that is being changed.
///
/// # Errors
///
/// A sentence where it is more than the order brought, or in another currency.
pub fn may_refund(
    model: &Model,
    sale: Id<Sale>,
    amount: Money,
    except: Option<Id<Refund>>,
) -> Result<(), String> {
    let row = model.get(sale).ok_or("This order is not there any more.")?;
    if amount.minor <= 0 {
        return Err("What is given back is more than nothing.".into());
    }
    let order = of_row(model, row);
    let Some(worth) = order.gross else {
        return Ok(());
    };
    if worth.currency != amount.currency {
        return Err(format!(
            "The order was {worth}; it is given back in {}.",
            worth.currency
        ));
    }
    let changed = except.and_then(|id| model.get(id));
    let changed = changed.filter(|refund| order.rows.contains(&refund.sale));
    let before = order.refunded() - changed.map_or(0, |refund| refund.amount.minor);
    if before.saturating_add(amount.minor) > worth.minor {
        return Err(format!(
            "More than the order brought: {worth}, of which {} was given back before.",
            Money::new(before, worth.currency)
        ));
    }
    Ok(())
}

/// Returns the orders of a creator, each once, by day. Those that do not count (cancelled, wholly
/// given back) are among them and say so.
pub fn of_creator(model: &Model, creator: Id<Creator>) -> Vec<Order> {
    let mut all = distinct(model, candidates(model, creator));
    all.retain(|order| order.creator == Some(creator));
    all
}

/// Returns the orders that carry a code or a row of a creator and count for somebody else.
pub fn shared_with(model: &Model, creator: Id<Creator>) -> Vec<Order> {
    let codes = model
        .of::<Right>(creator)
        .filter(|r| r.kind == RightKind::Code);
    let by_code = codes
        .flat_map(|r| model.order_index().with_code(&r.code))
        .filter_map(|id| model.get(*id));
    let mut all = distinct(model, candidates(model, creator).into_iter().chain(by_code));
    all.retain(|order| order.creator.is_some_and(|owner| owner != creator));
    all
}

/// Returns the orders of a collaboration, each once, by day.
pub fn of_deal(model: &Model, deal: &Collaboration) -> Vec<Order> {
    let mut all = of_creator(model, deal.creator);
    all.retain(|order| order.deal == Some(deal.id));
    all
}

/// Returns the orders that carry a code, whoever they count for.
pub fn with_code(model: &Model, code: &str) -> Vec<Order> {
    let rows = model.order_index().with_code(code).iter();
    distinct(model, rows.filter_map(|id| model.get(*id)))
}

/// Returns the orders of nobody: their code is nobody's, or they have none and name nobody.
pub fn of_nobody(model: &Model) -> Vec<Order> {
    let mut all = distinct(model, model.without_creator::<Sale>());
    all.retain(|order| order.creator.is_none());
    all
}

/// Returns all orders there are, each once, by day.
pub fn all(model: &Model) -> Vec<Order> {
    distinct(model, model.sales.iter())
}

/// What orders come to. Money is a sum for each currency.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// Rows, whether they count or not.
    pub rows: usize,
    /// Orders that count.
    pub orders: i64,
    /// Those of them of which it is known whether their buyer is new.
    pub told_apart: i64,
    /// Those of buyers who ordered for the first time.
    pub new: i64,
    /// Rows that were wholly given back.
    pub given_back: usize,
    /// What they were worth.
    pub gross: Purse,
    /// What of it was given back.
    pub refunds: Purse,
    /// What is left.
    pub net: Purse,
}

impl Sums {
    /// The sums of some orders.
    pub fn of<'o>(orders: impl IntoIterator<Item = &'o Order>) -> Self {
        let mut sums = Self::default();
        for order in orders {
            let count = order.count();
            sums.rows += 1;
            sums.orders = sums.orders.saturating_add(count);
            if let Some(new) = order.new_customer {
                sums.told_apart = sums.told_apart.saturating_add(count);
                sums.new = sums.new.saturating_add(if new { count } else { 0 });
            }
            let (Some((gross, refunds)), Some(net)) = (order.sold(), order.net()) else {
                continue;
            };
            sums.given_back += usize::from(order.is_wholly_refunded());
            sums.gross.add(gross);
            sums.refunds.add(refunds);
            sums.net.add(net);
        }
        sums
    }
}

/// Returns the file that told of what was given back of an order on a day, if a file did.
pub fn refund_source<'m>(model: &'m Model, order: &Order, day: Day) -> Option<&'m str> {
    let later = order
        .rows
        .iter()
        .flat_map(|id| model.order_index().refunds(*id))
        .filter_map(|id| model.get(*id))
        .find(|refund| refund.day == day)
        .map(|refund| &*refund.source);
    let rows = || order.rows.iter().filter_map(|id| model.get(*id));
    let with_it = || rows().find(|row| row.refunded > 0).map(|row| &*row.source);
    let source = later.or_else(|| with_it().filter(|_| day == order.day));
    source.filter(|source| !source.is_empty())
}

/// Returns whether a buyer ordered again within the days that count, after an order.
pub fn came_back(model: &Model, buyer: &str, first: Day) -> bool {
    if buyer.is_empty() {
        return false;
    }
    let rows = model
        .order_index()
        .of_buyer(buyer)
        .iter()
        .filter_map(|id| model.get(*id));
    let again = distinct(model, rows)
        .into_iter()
        .filter(|o| o.counts() && (0..=AGAIN_DAYS).contains(&(o.day - first).num_days()));
    again.count() > 1
}

#[cfg(test)]
mod tests;
