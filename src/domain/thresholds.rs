//! Sums of a year at which a law asks for more: read from `assets/rules/money.toml`, a dated file
//! with sources, because such numbers change and help pages go stale.

use std::sync::LazyLock;

use chrono::Datelike;
use serde::Deserialize;

use super::ctx::Ctx;
use super::day::Day;
use super::ids::Id;
use super::money::Money;
use super::pay::{Sums, add};
use super::rows::*;
use super::settings::own_toml;

/// Which money counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// Paid in the year.
    Paid,
    /// Promised for the year, paid or not.
    Agreed,
}

/// One rule of the file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Its name.
    pub key: Text,
    /// What people call it.
    pub title: Text,
    /// Countries of the creator it is for, as code and as word.
    pub countries: Vec<Text>,
    /// Reached at this amount.
    #[serde(deserialize_with = "stored")]
    pub limit: Money,
    /// Holds from this day on.
    #[serde(deserialize_with = "date")]
    pub from: Day,
    /// Up to this day.
    #[serde(default, deserialize_with = "some_date")]
    pub until: Option<Day>,
    /// Which money counts.
    pub counts: Counts,
    /// Products count at their value.
    pub in_kind: bool,
    /// Words in the payment method that take a payment out.
    pub skips: Vec<Text>,
    /// What it asks for.
    pub then: Text,
    /// Where it stands.
    pub source: Text,
    /// When that was looked up.
    #[serde(deserialize_with = "date")]
    pub checked: Day,
}

#[derive(Deserialize)]
struct File {
    rule: Vec<Threshold>,
}

fn stored<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Money, D::Error> {
    let text = String::deserialize(d)?;
    Money::from_stored(&text)
        .ok_or_else(|| serde::de::Error::custom(format!("\"{text}\" is not an amount")))
}

fn date<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Day, D::Error> {
    String::deserialize(d)?
        .parse()
        .map_err(serde::de::Error::custom)
}

fn some_date<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<Day>, D::Error> {
    date(d).map(Some)
}

/// The rules, in the order of the file. A test holds that the file can be read.
pub static RULES: LazyLock<Vec<Threshold>> =
    LazyLock::new(|| read(include_str!("../../assets/rules/money.toml")).unwrap_or_default());

fn read(text: &str) -> Result<Vec<Threshold>, String> {
    own_toml::<File>(text).map(|file| file.rule)
}

/// How far a creator's year has come towards a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// The rule.
    pub rule: &'static Threshold,
    /// The sum that counts.
    pub sum: Money,
}

impl Reached {
    /// At or over the limit.
    pub fn is_reached(&self) -> bool {
        self.sum.minor >= self.rule.limit.minor
    }

    /// From four fifths on it is worth a look.
    pub fn is_near(&self) -> bool {
        self.sum.minor.saturating_mul(5) >= self.rule.limit.minor.saturating_mul(4)
    }
}

/// The rules that hold for a creator in a calendar year, each with its sum. A rule that changes
/// within a year holds by its last day.
pub fn of(ctx: &Ctx<'_>, creator: Id<Creator>, year: i32) -> Vec<Reached> {
    let Some(row) = ctx.model.get(creator) else {
        return Vec::new();
    };
    let last = Day::from_ymd_opt(year, 12, 31).unwrap_or(ctx.today);
    let holds = |t: &&Threshold| t.from <= last && t.until.is_none_or(|until| until >= last);
    let here = |t: &&Threshold| {
        t.countries
            .iter()
            .any(|c| c.eq_ignore_ascii_case(row.country.trim()))
    };
    RULES
        .iter()
        .filter(holds)
        .filter(here)
        .map(|rule| Reached {
            rule,
            sum: sum(ctx, creator, year, rule),
        })
        .collect()
}

fn sum(ctx: &Ctx<'_>, creator: Id<Creator>, year: i32, rule: &Threshold) -> Money {
    let in_year = |day: Option<Day>| day.is_some_and(|day| day.year() == year);
    let mut sums = Sums::new();
    for payment in ctx.model.of::<Payment>(creator) {
        let method = payment.method.to_lowercase();
        let counts = match rule.counts {
            Counts::Paid => payment.state == PaymentState::Paid && in_year(payment.paid),
            Counts::Agreed => in_year(agreed_on(ctx, payment)),
        };
        if counts && !rule.skips.iter().any(|word| method.contains(&**word)) {
            add(&mut sums, payment.amount);
        }
    }
    if rule.counts == Counts::Agreed {
        let promised = ctx
            .model
            .of::<Collaboration>(creator)
            .filter(|c| in_year(c.agreed));
        for deal in promised {
            let made = |p: &Payment| p.collaboration == Some(deal.id) && p.kind == PaymentKind::Fee;
            if let Some(fee) = deal
                .fee
                .filter(|_| !ctx.model.of::<Payment>(creator).any(made))
            {
                add(&mut sums, fee);
            }
        }
    }
    if rule.in_kind {
        for parcel in ctx
            .model
            .of::<Shipment>(creator)
            .filter(|s| s.state != ParcelState::Lost && in_year(s.sent))
        {
            parcel
                .value
                .into_iter()
                .for_each(|value| add(&mut sums, value));
        }
    }
    Money::new(
        sums.get(&rule.limit.currency).copied().unwrap_or(0),
        rule.limit.currency,
    )
}

/// The day that puts a promised payment into a year: the agreement's, else when it was paid or is
/// due.
fn agreed_on(ctx: &Ctx<'_>, payment: &Payment) -> Option<Day> {
    let deal = payment.collaboration.and_then(|id| ctx.model.get(id));
    deal.and_then(|c| c.agreed).or(payment.paid).or(payment.due)
}

/// What was paid and what was sent to a creator in a year, by currency.
pub fn year(ctx: &Ctx<'_>, creator: Id<Creator>, year: i32) -> (Sums, Sums) {
    let in_year = |day: Option<Day>| day.is_some_and(|day| day.year() == year);
    let (mut paid, mut sent) = (Sums::new(), Sums::new());
    ctx.model
        .of::<Payment>(creator)
        .filter(|p| in_year(p.paid))
        .for_each(|p| add(&mut paid, p.amount));
    let parcels = ctx
        .model
        .of::<Shipment>(creator)
        .filter(|s| s.state != ParcelState::Lost && in_year(s.sent));
    parcels
        .filter_map(|s| s.value)
        .for_each(|value| add(&mut sent, value));
    (paid, sent)
}

#[cfg(test)]
mod tests;
