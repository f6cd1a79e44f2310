//! Orders as a list, in any scope that results can be asked for: of one creator or of everybody, in
//! some days, of a campaign or of none, known by code, link or hand. What the list adds up is what
//! results show for the same scope.

use std::collections::BTreeSet;

use super::scope::{Span, What};
use crate::domain::ctx::Base;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::ledger::commission;
use crate::domain::ledger::orders::{self, Order, Sums};
use crate::domain::links;
use crate::domain::model::Model;
use crate::domain::money::{Money, Purse};
use crate::domain::rows::{Attribution, Collaboration, Creator, Sale};

/// Which orders are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Whose; everybody's where none is named.
    pub creator: Option<Id<Creator>>,
    /// Of which work.
    pub what: What,
    /// In which days.
    pub span: Span,
    /// Known by what alone; by anything where none is named.
    pub by: Option<Attribution>,
}

impl Asked {
    /// Whether an order is asked for, whoever's it is.
    fn holds(&self, model: &Model, order: &Order) -> bool {
        self.span.holds(order.day)
            && self.by.is_none_or(|by| by == order.by)
            && self.what.holds(order.counted_in(model))
    }
}

/// An order in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The order.
    pub order: Order,
    /// Whether it is in the sums: not one that counts for another creator, or for nobody.
    pub counts: bool,
}

/// A code of orders in the list that nobody has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LooseCode {
    /// As it was first written.
    pub code: String,
    /// Orders of these days that came with it.
    pub orders: i64,
    /// What they brought, refunds taken off.
    pub net: Purse,
    /// The first and the last day of them.
    pub days: (Day, Day),
    /// Whose it may be, and by which code of theirs; never taken by itself.
    pub nearest: Option<(Id<Creator>, String)>,
}

/// What an order earns its creator in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earned {
    /// The order.
    pub order: Id<Sale>,
    /// By which deal.
    pub deal: Id<Collaboration>,
    /// The first day of the month.
    pub month: Day,
    /// How much; negative for a refund told after the days for returns.
    pub amount: Money,
}

/// The list.
#[derive(Debug, Clone, Default)]
pub struct OrderList {
    /// The newest first.
    pub orders: Vec<Listed>,
    /// Those with the most orders first.
    pub codes: Vec<LooseCode>,
    /// What the orders earn, by order.
    pub earned: Vec<Earned>,
}

impl OrderList {
    /// Gathers the orders that are asked for.
    pub fn build(base: &Base<'_>, asked: &Asked) -> Self {
        let model = base.model;
        let of = |orders: Vec<Order>, counts: bool| {
            let asked_for = orders.into_iter().filter(|order| asked.holds(model, order));
            asked_for
                .map(move |order| Listed { order, counts })
                .collect::<Vec<_>>()
        };
        let mut orders = match asked.creator {
            Some(creator) => {
                let mut all = of(orders::of_creator(model, creator), true);
                all.extend(of(orders::shared_with(model, creator), false));
                all
            }
            None => {
                let mut all = of(orders::all(model), true);
                // What came with a code nobody has stands below, as that code.
                let index = model.order_index();
                all.retain(|one| {
                    let codes = &one.order.codes;
                    let known = codes.iter().any(|code| !index.rights(code).is_empty());
                    one.order.creator.is_some() || codes.is_empty() || known
                });
                for one in &mut all {
                    one.counts = one.order.creator.is_some();
                }
                all
            }
        };
        orders.sort_by_key(|one| std::cmp::Reverse((one.order.day, one.order.id)));
        Self {
            codes: codes(model, asked),
            earned: earned(base, &orders),
            orders,
        }
    }

    /// What the orders that count come to.
    pub fn sums(&self) -> Sums {
        let counted = self.orders.iter().filter(|one| one.counts);
        Sums::of(counted.map(|one| &one.order))
    }

    /// What an order earns, by month.
    pub fn earned_of(&self, order: Id<Sale>) -> &[Earned] {
        let from = self.earned.partition_point(|one| one.order < order);
        let to = self.earned.partition_point(|one| one.order <= order);
        self.earned.get(from..to).unwrap_or_default()
    }

    /// Rows that count for somebody else, or for nobody.
    pub fn muted(&self) -> usize {
        self.orders.iter().filter(|one| !one.counts).count()
    }
}

/// What listed orders earn those whose they are.
fn earned(base: &Base<'_>, orders: &[Listed]) -> Vec<Earned> {
    let of: BTreeSet<Id<Creator>> = orders.iter().filter_map(|one| one.order.creator).collect();
    let listed: BTreeSet<Id<Sale>> = orders.iter().map(|one| one.order.id).collect();
    let months = of
        .into_iter()
        .flat_map(|id| commission::of_creator(base, id));
    let mut all: Vec<Earned> = months
        .flat_map(|month| {
            let entries = month.entries.into_iter();
            entries.map(move |entry| Earned {
                order: entry.order,
                deal: month.deal,
                month: month.month,
                amount: Money::new(entry.share(), month.currency),
            })
        })
        .filter(|earned| listed.contains(&earned.order))
        .collect();
    all.sort_by_key(|earned| (earned.order, earned.month));
    all
}

/// Codes nobody has: all of them in the list of everybody; in a creator's the ones they are nearest
/// to.
fn codes(model: &Model, asked: &Asked) -> Vec<LooseCode> {
    if asked.by.is_some_and(|by| by != Attribution::Code) {
        return Vec::new();
    }
    let strays = links::strays(model).into_iter();
    let loose = strays.filter_map(|stray| {
        let nearest = stray.nearest();
        let theirs = nearest.as_ref().map(|(who, _)| *who);
        if asked.creator.is_some() && asked.creator != theirs {
            return None;
        }
        let mut orders = orders::with_code(model, &stray.code);
        orders.retain(|order| order.creator.is_none() && asked.span.holds(order.day));
        let days = || orders.iter().map(|order| order.day);
        let sums = Sums::of(&orders);
        Some(LooseCode {
            code: stray.code,
            orders: sums.orders,
            net: sums.net,
            days: (days().min()?, days().max()?),
            nearest,
        })
    });
    loose.collect()
}
