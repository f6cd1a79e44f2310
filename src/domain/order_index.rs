//! Which rows speak of the same order, and whose a promo code is. Orders are the one thing that
//! crosses creators: two rows of one order may name two people, and a code that changes its owner
//! moves the orders that came with it. The model keeps this index so that both are found without a
//! walk over all rows. It is built when it is first asked for and then follows every step.

use std::collections::{BTreeSet, HashMap};

use super::change::Edits;
use super::ids::Id;
use super::model::Model;
use super::rows::*;

/// Returns a code as orders are matched by: without case, spaces around and a `#` before it.
pub fn folded_code(code: &str) -> String {
    code.trim().trim_start_matches('#').trim().to_lowercase()
}

/// Returns what a shop's order is known by, or nothing for a row that stands for itself.
fn reference(sale: &Sale) -> Option<String> {
    let number = folded_code(&sale.order_ref);
    (!number.is_empty()).then(|| format!("{}\u{1f}{number}", sale.shop.trim().to_lowercase()))
}

/// The index. Lists are in the order of ids.
#[derive(Debug, Clone, Default)]
pub struct OrderIndex {
    by_reference: HashMap<String, Vec<Id<Sale>>>,
    by_code: HashMap<String, Vec<Id<Sale>>>,
    by_buyer: HashMap<Text, Vec<Id<Sale>>>,
    rights: HashMap<String, Vec<Id<Right>>>,
    refunds: HashMap<Id<Sale>, Vec<Id<Refund>>>,
}

fn enter<K: std::hash::Hash + Eq, V: Ord>(map: &mut HashMap<K, Vec<V>>, key: K, value: V) {
    let all = map.entry(key).or_default();
    if let Err(at) = all.binary_search(&value) {
        all.insert(at, value);
    }
}

fn leave<K: std::hash::Hash + Eq, V: Ord>(map: &mut HashMap<K, Vec<V>>, key: &K, value: &V) {
    if let Some(all) = map.get_mut(key) {
        if let Ok(at) = all.binary_search(value) {
            all.remove(at);
        }
        if all.is_empty() {
            map.remove(key);
        }
    }
}

impl OrderIndex {
    /// Builds the index of all rows.
    pub fn build(model: &Model) -> Self {
        let mut index = Self::default();
        model.sales.iter().for_each(|sale| index.add_sale(sale));
        model.rights.iter().for_each(|right| index.add_right(right));
        for refund in model.refunds.iter() {
            enter(&mut index.refunds, refund.sale, refund.id);
        }
        index
    }

    /// Follows a step: `model` is as it was before it.
    pub fn apply(&mut self, model: &Model, edits: &Edits) {
        for edit in &edits.sales {
            if let Some(old) = model.get(edit.id()) {
                self.drop_sale(old);
            }
            edit.after.iter().for_each(|new| self.add_sale(new));
        }
        for edit in &edits.rights {
            if let Some(old) = model.get(edit.id()) {
                self.drop_right(old);
            }
            edit.after.iter().for_each(|new| self.add_right(new));
        }
        for edit in &edits.refunds {
            if let Some(old) = model.get(edit.id()) {
                leave(&mut self.refunds, &old.sale, &old.id);
            }
            if let Some(new) = &edit.after {
                enter(&mut self.refunds, new.sale, new.id);
            }
        }
    }

    fn add_sale(&mut self, sale: &Sale) {
        if let Some(key) = reference(sale) {
            enter(&mut self.by_reference, key, sale.id);
        }
        let code = folded_code(&sale.code);
        if !code.is_empty() {
            enter(&mut self.by_code, code, sale.id);
        }
        if !sale.buyer.is_empty() {
            enter(&mut self.by_buyer, sale.buyer.clone(), sale.id);
        }
    }

    fn drop_sale(&mut self, sale: &Sale) {
        if let Some(key) = reference(sale) {
            leave(&mut self.by_reference, &key, &sale.id);
        }
        leave(&mut self.by_code, &folded_code(&sale.code), &sale.id);
        leave(&mut self.by_buyer, &sale.buyer, &sale.id);
    }

    fn add_right(&mut self, right: &Right) {
        if let Some(code) = promo(right) {
            enter(&mut self.rights, code, right.id);
        }
    }

    fn drop_right(&mut self, right: &Right) {
        if let Some(code) = promo(right) {
            leave(&mut self.rights, &code, &right.id);
        }
    }

    /// Returns all rows with the order number of a row, itself included; only itself where it has
    /// none. Whether they are one order, the ledger decides.
    pub fn same_reference(&self, sale: &Sale) -> Vec<Id<Sale>> {
        reference(sale)
            .and_then(|key| self.by_reference.get(&key).cloned())
            .unwrap_or_else(|| vec![sale.id])
    }

    /// Returns the rows that came with a code, however it was written.
    pub fn with_code(&self, code: &str) -> &[Id<Sale>] {
        self.by_code.get(&folded_code(code)).map_or(&[], |v| v)
    }

    /// Returns the rows of a buyer.
    pub fn of_buyer(&self, buyer: &str) -> &[Id<Sale>] {
        self.by_buyer.get(buyer).map_or(&[], |v| v)
    }

    /// Returns the promo codes written like this, of whoever has or had them.
    pub fn rights(&self, code: &str) -> &[Id<Right>] {
        self.rights.get(&folded_code(code)).map_or(&[], |v| v)
    }

    /// Returns the refunds told later of a row.
    pub fn refunds(&self, sale: Id<Sale>) -> &[Id<Refund>] {
        self.refunds.get(&sale).map_or(&[], |v| v)
    }

    /// Returns codes of orders in an order that stays the same, each folded, with its rows.
    pub fn codes(&self) -> impl Iterator<Item = (&str, &[Id<Sale>])> {
        let mut all: Vec<_> = self
            .by_code
            .iter()
            .map(|(c, v)| (c.as_str(), v.as_slice()))
            .collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// Returns the creators whose orders a step may have changed although none of their own rows is
    /// in it: those with another row of the same order, and those who have or had the code.
    /// `model` is as it is after the step.
    pub fn related(&self, model: &Model, edits: &Edits) -> Vec<Id<Creator>> {
        let mut found = BTreeSet::new();
        let sides = |e: &super::change::Edit<Sale>| [e.before.clone(), e.after.clone()];
        for sale in edits.sales.iter().flat_map(sides).flatten() {
            self.reach(model, &sale, &mut found);
        }
        for edit in &edits.refunds {
            let sales = [&edit.before, &edit.after].into_iter().flatten();
            for sale in sales.filter_map(|r| model.get(r.sale)) {
                self.reach(model, sale, &mut found);
            }
        }
        for edit in &edits.rights {
            for code in [&edit.before, &edit.after]
                .into_iter()
                .flatten()
                .filter_map(promo)
            {
                for sale in self.with_code(&code).iter().filter_map(|id| model.get(*id)) {
                    self.reach(model, sale, &mut found);
                }
            }
        }
        found.into_iter().collect()
    }

    fn reach(&self, model: &Model, sale: &Sale, found: &mut BTreeSet<Id<Creator>>) {
        let mut rows: Vec<&Sale> = self
            .same_reference(sale)
            .iter()
            .filter_map(|id| model.get(*id))
            .collect();
        rows.push(sale);
        for row in rows {
            found.extend(row.creator);
            let owners = self.rights(&row.code).iter();
            found.extend(owners.filter_map(|id| model.get(*id)).map(|r| r.creator));
        }
    }
}

/// Returns the folded code of a right that is a promo code.
fn promo(right: &Right) -> Option<String> {
    let code = folded_code(&right.code);
    (right.kind == RightKind::Code && !code.is_empty()).then_some(code)
}
