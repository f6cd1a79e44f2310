//! Rates of other currencies, dated: what one unit of each was worth in the general currency from a
//! day on. A report of November stays as it was when December's rate is put in.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::values::wrong;
use crate::domain::day::Day;
use crate::domain::money::Currency;

/// Parts of a unit in which rates are kept.
pub const MILLION: i64 = 1_000_000;

/// One rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// From this day on.
    pub from: Day,
    /// Millionths of a unit of the general currency for one unit.
    pub millionths: i64,
}

/// The rates of each currency, the oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rates(BTreeMap<Currency, Vec<Rate>>);

impl Rates {
    /// Returns the newest rate at or before a day; before the first, the first, and whether that
    /// is so.
    pub fn on(&self, currency: Currency, day: Day) -> Option<(Rate, bool)> {
        let all = self.0.get(&currency)?;
        match all.iter().rev().find(|rate| rate.from <= day) {
            Some(rate) => Some((*rate, false)),
            None => all.first().map(|rate| (*rate, true)),
        }
    }

    /// Returns whether no rate is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Reads `1.08 2026-11-01`.
fn rate(text: &str) -> Option<Rate> {
    let (number, day) = text.trim().split_once(char::is_whitespace)?;
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) || part.len() > 6 || whole.is_empty() {
        return None;
    }
    let part: i64 = format!("{part:0<6}").parse().ok()?;
    let millionths = whole
        .parse::<i64>()
        .ok()?
        .checked_mul(MILLION)?
        .checked_add(part)?;
    // Beyond any two currencies in use; keeps every product within range.
    (1..=1_000_000 * MILLION)
        .contains(&millionths)
        .then_some(())?;
    Some(Rate {
        from: day.trim().parse().ok()?,
        millionths,
    })
}

impl<'de> Deserialize<'de> for Rates {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let mut all = BTreeMap::new();
        for (code, texts) in BTreeMap::<String, Vec<String>>::deserialize(d)? {
            let currency =
                Currency::parse(&code).ok_or_else(|| wrong(&code, "a currency such as EUR"))?;
            let mut rates = Vec::new();
            for text in &texts {
                let read = rate(text);
                rates.push(read.ok_or_else(|| wrong(text, "a rate such as \"1.08 2026-11-01\""))?);
            }
            rates.sort_by_key(|rate| rate.from);
            all.insert(currency, rates);
        }
        all.retain(|_, rates: &mut Vec<Rate>| !rates.is_empty());
        Ok(Self(all))
    }
}
