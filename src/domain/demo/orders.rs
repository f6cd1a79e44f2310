//! Orders of a code or link: one line of a file stands for many, spread over its days so that sums
//! are exact.

use serde_json::json;
use toml::Table;

use super::table::{money, number, tables, word};
use super::{Loader, Owner};
use crate::domain::day::add_days;
use crate::domain::rows::{Attribution, Sale};

/// How baskets differ: small and large ones, in hundredths of the average.
const BASKETS: [i64; 7] = [80, 120, 95, 105, 70, 130, 100];

impl Loader<'_> {
    /// Orders with codes that nobody has.
    pub(super) fn strays(&mut self, mut file: Table) -> Result<(), String> {
        for said in tables(&mut file, "orders")? {
            self.sales(None, said)?;
        }
        match file.keys().next() {
            Some(key) => Err(format!("unknown list \"{key}\"")),
            None => Ok(()),
        }
    }

    /// `{ code, orders, total, new, from, to, refunded, by, also }` as single orders; `also` is a
    /// second code on the last of them. Without an owner they came with a code that nobody has.
    pub(super) fn sales(&mut self, owner: Option<Owner>, mut said: Table) -> Result<(), String> {
        let code = word(&mut said, "code")?.unwrap_or_default();
        let by = word(&mut said, "by")?.unwrap_or_else(|| "code".into());
        let by =
            Attribution::from_word(&by).ok_or_else(|| format!("\"{by}\" attributes nothing"))?;
        let orders = number(&mut said, "orders")?
            .filter(|n| *n > 0)
            .ok_or("no orders")?;
        let new = number(&mut said, "new")?.unwrap_or(0);
        let total = money(&word(&mut said, "total")?.ok_or("no total")?)?;
        let mut refund = match word(&mut said, "refunded")? {
            Some(text) => money(&text)?.minor,
            None => 0,
        };
        let also = word(&mut said, "also")?;
        let from = self.when.day(&word(&mut said, "from")?.ok_or("no from")?)?;
        let to = self.when.day(&word(&mut said, "to")?.ok_or("no to")?)?;
        if let Some(key) = said.keys().next() {
            return Err(format!("orders have no \"{key}\""));
        }
        let basket = |i: i64| {
            BASKETS
                .get(i.rem_euclid(7) as usize)
                .copied()
                .unwrap_or(100)
        };
        let weight: i64 = (0..orders).map(basket).sum();
        let (mut spent, mut seen) = (0, Vec::new());
        for i in 0..orders {
            let minor = if i + 1 == orders {
                total.minor - spent
            } else {
                total.minor * basket(i) / weight
            };
            spent += minor;
            // Buyers known before come back now and then; the rest of them bought before there were
            // codes.
            let is_new = (i + 1) * new / orders > i * new / orders;
            let buyer = match seen.get((i / 2) as usize) {
                Some(known) if !is_new && i % 2 == 0 => *known,
                _ => hash(&code, owner.map_or(0, |o| o.creator.raw()), i),
            };
            seen.push(buyer);
            let given_back = refund.min(minor);
            refund -= given_back;
            self.orders += 3;
            let base = json!({
                "creator": owner.map(|o| o.creator),
                "campaign": owner.and_then(|o| o.campaign),
                "collaboration": owner.and_then(|o| o.collaboration),
                "day": add_days(from, (to - from).num_days() * i / orders),
                "order_ref": format!("JT-{}", self.orders),
                "code": code,
                "amount": { "minor": minor, "currency": total.currency },
                "refunded": given_back,
                "orders": 1,
                "new_customer": is_new,
                "buyer": format!("{buyer:016x}"),
                "by": by,
            });
            let order: Sale = self.add(base, Table::new())?;
            if let Some(code) = also.as_ref().filter(|_| i + 1 == orders) {
                let second = Sale {
                    id: self.next(),
                    creator: None,
                    campaign: None,
                    collaboration: None,
                    code: code.as_str().into(),
                    refunded: 0,
                    place: 1,
                    ..order
                };
                self.step.insert(second);
            }
        }
        Ok(())
    }
}

/// Stands for the hash of a buyer's address (FNV-1a of what tells one from the other).
fn hash(code: &str, creator: u32, order: i64) -> u64 {
    let seed = format!("{code}/{creator}/{order}");
    seed.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    })
}
