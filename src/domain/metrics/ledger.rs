//! Whose an order is. One pass over all sale rows finds orders that stand in more than one row (two
//! codes in one order, a code and a link), which row of them counts (code before link before hand),
//! whose the codes are, and who bought again.

use std::collections::{HashMap, HashSet};

use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::links::key as fold;
use crate::domain::model::Model;
use crate::domain::rows::*;

/// What is known of all sale rows together. Made anew when sales or codes change.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Rows of an order that another row of the same order counts.
    doubles: HashSet<Id<Sale>>,
    /// What was given back of an order, where another row of it tells more.
    refunds: HashMap<Id<Sale>, i64>,
    /// Promo codes, folded.
    codes: HashMap<String, Vec<Id<Right>>>,
    /// Rows without a creator whose code tells one.
    by_code: HashMap<Id<Creator>, Vec<Id<Sale>>>,
    /// Days on which buyers with several orders ordered.
    buyers: HashMap<Text, Vec<(Day, Id<Sale>)>>,
}

/// Days within which a second order counts as having bought again.
pub const AGAIN_DAYS: i64 = 60;

impl Ledger {
    /// From all rows.
    pub fn build(model: &Model) -> Self {
        let mut ledger = Self::default();
        for right in model
            .rights
            .iter()
            .filter(|r| r.kind == RightKind::Code && !r.code.is_empty())
        {
            ledger
                .codes
                .entry(fold(&right.code))
                .or_default()
                .push(right.id);
        }
        let mut orders: HashMap<String, Id<Sale>> = HashMap::new();
        let mut buyers: HashMap<&str, (Day, Id<Sale>)> = HashMap::new();
        for sale in model.sales.iter() {
            if !sale.order_ref.trim().is_empty() {
                ledger.meet(
                    model,
                    sale,
                    orders.entry(fold(&sale.order_ref)).or_insert(sale.id),
                );
            }
        }
        for sale in model
            .sales
            .iter()
            .filter(|s| !ledger.doubles.contains(&s.id))
        {
            if sale.creator.is_none()
                && let Some(owner) = ledger.owner(model, sale)
            {
                ledger.by_code.entry(owner).or_default().push(sale.id);
            }
            if !sale.buyer.is_empty()
                && let Some(first) = buyers.insert(&sale.buyer, (sale.day, sale.id))
            {
                let all = ledger
                    .buyers
                    .entry(sale.buyer.clone())
                    .or_insert_with(|| vec![first]);
                all.push((sale.day, sale.id));
            }
        }
        ledger
    }

    /// Two rows of one order: one counts, and the most that was given back.
    fn meet(&mut self, model: &Model, sale: &Sale, kept: &mut Id<Sale>) {
        let Some(old) = model.get(*kept).filter(|old| old.id != sale.id) else {
            return;
        };
        let rank = |s: &Sale| (s.by as u8, s.id);
        let (win, lose) = if rank(sale) < rank(old) {
            (sale, old)
        } else {
            (old, sale)
        };
        let back = self.refunded(old).max(self.refunded(sale));
        self.doubles.remove(&win.id);
        self.doubles.insert(lose.id);
        self.refunds.insert(win.id, back);
        *kept = win.id;
    }

    /// Whether the order is counted by another row.
    pub fn is_double(&self, sale: Id<Sale>) -> bool {
        self.doubles.contains(&sale)
    }

    /// Minor units given back.
    pub fn refunded(&self, sale: &Sale) -> i64 {
        self.refunds.get(&sale.id).copied().unwrap_or(sale.refunded)
    }

    /// Whose an order is: as said, else whose code it is, if it was one creator's on that day.
    fn owner(&self, model: &Model, sale: &Sale) -> Option<Id<Creator>> {
        if sale.creator.is_some() {
            return sale.creator;
        }
        let rights = self
            .codes
            .get(&fold(&sale.code))
            .filter(|_| !sale.code.is_empty())?;
        let on = |r: &&Right| {
            r.start.is_none_or(|d| d <= sale.day) && r.end.is_none_or(|d| sale.day <= d)
        };
        let all: Vec<&Right> = rights.iter().filter_map(|id| model.get(*id)).collect();
        let valid: Vec<&&Right> = all.iter().filter(|r| on(r)).collect();
        let owners: HashSet<Id<Creator>> = match valid.is_empty() {
            true => all.iter().map(|r| r.creator).collect(),
            false => valid.iter().map(|r| r.creator).collect(),
        };
        owners.iter().next().copied().filter(|_| owners.len() == 1)
    }

    /// The orders of a creator, each once.
    pub fn sales_of<'m>(&self, model: &'m Model, creator: Id<Creator>) -> Vec<&'m Sale> {
        let by_code = self
            .by_code
            .get(&creator)
            .into_iter()
            .flatten()
            .filter_map(|id| model.get(*id));
        model
            .of::<Sale>(creator)
            .filter(|s| !self.is_double(s.id))
            .chain(by_code)
            .collect()
    }

    /// The collaboration an order of a creator belongs to: as said; else in the campaign said, or
    /// that of the code; else the newest that was under way on that day.
    pub fn deal_of(
        &self,
        model: &Model,
        creator: Id<Creator>,
        sale: &Sale,
    ) -> Option<Id<Collaboration>> {
        let real = |id: &Id<Collaboration>| model.get(*id).is_some_and(|c| c.creator == creator);
        if let Some(said) = sale.collaboration.filter(real) {
            return Some(said);
        }
        let coded = || {
            let rights = self
                .codes
                .get(&fold(&sale.code))?
                .iter()
                .filter_map(|id| model.get(*id));
            let mut deals = rights
                .filter(|r| r.creator == creator)
                .filter_map(|r| r.collaboration)
                .filter(real);
            let first = deals.next()?;
            deals.all(|other| other == first).then_some(first)
        };
        if sale.campaign.is_none()
            && !sale.code.is_empty()
            && let Some(deal) = coded()
        {
            return Some(deal);
        }
        let fits = |c: &&Collaboration| sale.campaign.is_none() || c.campaign == sale.campaign;
        let deals: Vec<&Collaboration> = model.of::<Collaboration>(creator).filter(fits).collect();
        if let [only] = deals.as_slice() {
            return (sale.campaign.is_some() || only.opened <= sale.day).then_some(only.id);
        }
        let live = |c: &Collaboration| {
            let mine = model
                .of::<Deliverable>(creator)
                .filter(|d| d.collaboration == c.id);
            mine.filter_map(|d| d.live)
                .filter(|live| *live <= sale.day)
                .max()
        };
        deals
            .into_iter()
            .filter(|c| c.opened <= sale.day)
            .max_by_key(|c| (live(c), c.opened, c.id))
            .map(|c| c.id)
    }

    /// Whether a buyer ordered again within the days that count, after an order.
    pub fn came_back(&self, buyer: &str, first: Day) -> bool {
        let all = self.buyers.get(buyer);
        let later =
            |(day, _): &&(Day, Id<Sale>)| (0..=AGAIN_DAYS).contains(&(*day - first).num_days());
        all.is_some_and(|all| all.iter().filter(later).count() > 1)
    }
}
