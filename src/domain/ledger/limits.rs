//! Sums of a year at which a law asks for more: read from `assets/rules/money.toml`, a dated file
//! with sources, because such numbers change and help pages go stale.

use std::sync::LazyLock;

use chrono::Datelike;
use serde::Deserialize;

use super::{balance, lines};
use crate::domain::country;
use crate::domain::ctx::Base;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::money::{Money, Purse};
use crate::domain::rows::*;
use crate::domain::settings::own_toml;

/// Which money counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// Paid in the year.
    Paid,
    /// Promised for the year, paid or not.
    Agreed,
}

/// What a limit asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// A tax form: where it lies is noted with the creator.
    TaxForm,
    /// A written contract of the year.
    Contract,
}

/// One rule of the file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Its name.
    pub key: Text,
    /// What people call it.
    pub title: Text,
    /// Countries of the creator it is for, by their two letters.
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
    /// What puts it to rest.
    pub needs: Needs,
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
    rule: Vec<Limit>,
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
pub static RULES: LazyLock<Vec<Limit>> =
    LazyLock::new(|| read(include_str!("../../../assets/rules/money.toml")).unwrap_or_default());

fn read(text: &str) -> Result<Vec<Limit>, String> {
    own_toml::<File>(text).map(|file| file.rule)
}

/// How far a creator's year has come towards a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Reached {
    /// Whose year.
    pub creator: Id<Creator>,
    /// The rule.
    pub rule: &'static Limit,
    /// What counts so far.
    pub sum: Money,
    /// With everything that is open with them in this currency.
    pub with_open: Money,
    /// Products of which only the cost is known are in the sum with that.
    pub about: bool,
    /// Parcels that count and whose worth is not known at all: the sum is at least this.
    pub unvalued: usize,
}

impl Reached {
    /// Whether what it asks for is there already.
    pub fn is_on_file(&self, base: &Base<'_>, year: i32) -> bool {
        match self.rule.needs {
            Needs::TaxForm => base
                .model
                .get(self.creator)
                .is_some_and(|c| !c.tax_form.trim().is_empty()),
            Needs::Contract => base
                .model
                .of::<Collaboration>(self.creator)
                .filter(|d| d.agreed.is_some_and(|day| day.year() == year))
                .any(|d| d.agreement_signed.is_some() || !d.agreement.trim().is_empty()),
        }
    }

    /// At or over the limit.
    pub fn is_reached(&self) -> bool {
        self.sum.minor >= self.rule.limit.minor
    }

    /// From four fifths on, with what is open counted in, it is worth a look.
    pub fn is_near(&self) -> bool {
        self.percent() >= 80
    }

    /// How much of the limit it is with what is open, in percent, rounded down.
    pub fn percent(&self) -> i64 {
        let whole = i128::from(self.rule.limit.minor).max(1);
        let part = i128::from(self.with_open.minor).saturating_mul(100);
        i64::try_from(part.div_euclid(whole)).unwrap_or(i64::MAX)
    }

    /// `$1,290`, `≈ $1,290`, `at least $1,290`.
    pub fn sum_words(&self) -> String {
        match (self.unvalued, self.about) {
            (1.., _) => format!("at least {}", self.sum),
            (0, true) => format!("≈ {}", self.sum),
            (0, false) => self.sum.to_string(),
        }
    }
}

/// The rules that hold for a creator in a calendar year, each with its sum. A rule that changes
/// within a year holds by its last day.
pub fn of(base: &Base<'_>, creator: Id<Creator>, year: i32) -> Vec<Reached> {
    let Some(row) = base.model.get(creator) else {
        return Vec::new();
    };
    let Some(country) = country::find(&row.country) else {
        return Vec::new();
    };
    let last = Day::from_ymd_opt(year, 12, 31).unwrap_or(base.today);
    RULES
        .iter()
        .filter(|rule| rule.from <= last && rule.until.is_none_or(|until| until >= last))
        .filter(|rule| rule.countries.iter().any(|code| **code == *country.code))
        .map(|rule| reached(base, creator, year, rule))
        .collect()
}

fn reached(base: &Base<'_>, creator: Id<Creator>, year: i32, rule: &'static Limit) -> Reached {
    let mut sums = match rule.counts {
        Counts::Paid => paid(base, creator, year, &rule.skips),
        Counts::Agreed => agreed(base, creator, year),
    };
    let sent = sent(base, creator, year);
    if rule.in_kind {
        sums.merge(&sent.worth);
    }
    let currency = rule.limit.currency;
    let sum = Money::new(sums.minor(currency), currency);
    // What is agreed is counted already where the rule counts that.
    let mut with_open = sum;
    if rule.counts == Counts::Paid && base.today.year() == year {
        let open = balance::open(base, creator).minor(currency);
        with_open.minor = with_open.minor.saturating_add(open);
    }
    Reached {
        creator,
        rule,
        sum,
        with_open,
        about: rule.in_kind && sent.about,
        unvalued: if rule.in_kind { sent.unvalued } else { 0 },
    }
}

/// What was paid in a year, without what somebody else reports.
fn paid(base: &Base<'_>, creator: Id<Creator>, year: i32, skips: &[Text]) -> Purse {
    let rows = base.model.of::<Payment>(creator);
    rows.filter(|p| p.state == PaymentState::Paid && in_year(p.paid, year))
        .filter(|p| {
            let method = p.method.to_lowercase();
            !skips.iter().any(|word| method.contains(&**word))
        })
        .map(|p| p.amount)
        .collect()
}

/// What was promised for a year: deals by the day of their agreement, other payments by the day
/// they were paid or are due. What was waived is promised no more.
fn agreed(base: &Base<'_>, creator: Id<Creator>, year: i32) -> Purse {
    let mut all = Purse::default();
    for deal in base.model.of::<Collaboration>(creator) {
        let on = deal.agreed.or(deal.agreement_signed);
        if in_year(on, year) {
            for balance in balance::of_deal(base, deal) {
                let kept = balance.agreed.saturating_sub(balance.waived);
                all.add(Money::new(kept, balance.currency));
            }
        } else if on.is_none() {
            add_rows(base, creator, Some(deal.id), year, &mut all);
        }
    }
    add_rows(base, creator, None, year, &mut all);
    all
}

fn add_rows(
    base: &Base<'_>,
    creator: Id<Creator>,
    deal: Option<Id<Collaboration>>,
    year: i32,
    all: &mut Purse,
) {
    balance::payments(base, creator, deal)
        .filter(|p| p.state != PaymentState::Waived && in_year(p.paid.or(p.due), year))
        .for_each(|p| all.add(p.amount));
}

fn in_year(day: Option<Day>, year: i32) -> bool {
    day.is_some_and(|day| day.year() == year)
}

/// Products sent to a creator in a year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sent {
    /// At their value, else at what they cost.
    pub worth: Purse,
    /// Some of it is only known by its cost.
    pub about: bool,
    /// Parcels of which neither is known.
    pub unvalued: usize,
}

/// Products sent to a creator in a year, by the day they left.
pub fn sent(base: &Base<'_>, creator: Id<Creator>, year: i32) -> Sent {
    let mut all = Sent::default();
    let parcels = base.model.of::<Shipment>(creator);
    for parcel in
        parcels.filter(|s| s.state != ParcelState::Lost && in_year(s.sent.or(s.delivered), year))
    {
        all.about |= parcel.value.is_none() && parcel.cost.is_some();
        match parcel.value.or(parcel.cost) {
            Some(worth) => all.worth.add(worth),
            None => all.unvalued += 1,
        }
    }
    all
}

/// What a creator was paid in a year.
pub fn paid_in(base: &Base<'_>, creator: Id<Creator>, year: i32) -> Purse {
    paid(base, creator, year, &[])
}

/// Limits of everybody for a year that are near or reached: reached ones first, then by how much
/// of the limit they are.
pub fn near(base: &Base<'_>, year: i32) -> Vec<Reached> {
    let creators = base.model.creators.iter();
    let mut all: Vec<Reached> = creators
        .flat_map(|c| of(base, c.id, year))
        .filter(|r| r.is_near() || r.is_reached())
        .collect();
    all.sort_by_key(|r| (!r.is_reached(), std::cmp::Reverse(r.percent()), r.creator));
    all
}

/// Creators who were paid or are owed money in a year and of whom it is not known where they live,
/// so that no limit can be watched.
pub fn country_unknown(base: &Base<'_>, year: i32) -> Vec<Id<Creator>> {
    let creators = base.model.creators.iter();
    creators
        .filter(|c| country::find(&c.country).is_none())
        .filter(|c| {
            !paid_in(base, c.id, year).is_zero() || !lines::of_creator(base, c.id).is_empty()
        })
        .map(|c| c.id)
        .collect()
}

#[cfg(test)]
mod tests;
