//! Earned media value: what the attention would have cost as advertising. It is a guess, and the
//! four ways to make it disagree, so it is off unless the settings choose one (product.md §4), each
//! way is a metric of its own that says how it is made, and values of two ways never stand in one
//! column. Rates are the user's; those of the asset are published examples and name their source
//! there.

use super::inputs::{Inputs, Sum};
use super::table::{Better, Metric};
use super::value::{Value, divide};
use crate::domain::money::{Currency, Money};
use crate::domain::settings::{EmvMethod, Settings};

/// Minor units of a currency for 1,000 of each; 0 is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Of all of them.
    pub currency: Currency,
    /// Impressions.
    pub impressions: i64,
    /// Views.
    pub views: i64,
    /// Engagements of any kind.
    pub engagements: i64,
    /// Likes, comments, shares, saves, each by itself.
    pub actions: [i64; 4],
}

impl Rates {
    /// Those of the settings.
    pub fn of(settings: &Settings) -> Option<Self> {
        let emv = &settings.emv;
        let (impressions, views, engagements) = (
            emv.impressions.into(),
            emv.views.into(),
            emv.engagements.into(),
        );
        let actions = [emv.likes, emv.comments, emv.shares, emv.saves].map(i64::from);
        Some(Self {
            currency: settings.general.currency?,
            impressions,
            views,
            engagements,
            actions,
        })
    }
}

const fn way(
    method: EmvMethod,
    key: &'static str,
    label: &'static str,
    short: &'static str,
    formula: &'static str,
    compute: fn(&Inputs) -> Value,
    inputs: fn(&Inputs) -> String,
) -> Metric {
    Metric {
        key,
        label,
        short,
        formula,
        better: Better::More,
        compute,
        inputs,
        only: Some(method),
    }
}

/// Impressions at a price for 1,000.
pub(super) const IMPRESSIONS: Metric = way(
    EmvMethod::Impressions,
    "emv_impressions",
    "media value by impressions (EMV)",
    "EMV impr.",
    "impressions × a price for 1,000 of them; other ways give other values",
    |i| value(i, single_impressions),
    |i| words(i, single_impressions),
);

/// Views at a price for 1,000.
pub(super) const VIEWS: Metric = way(
    EmvMethod::Views,
    "emv_views",
    "media value by views (EMV)",
    "EMV views",
    "views × a price for 1,000 of them; other ways give other values",
    |i| value(i, single_views),
    |i| words(i, single_views),
);

/// Engagements at a price each.
pub(super) const ENGAGEMENTS: Metric = way(
    EmvMethod::Engagements,
    "emv_engagements",
    "media value by engagements (EMV)",
    "EMV eng.",
    "(likes + comments + saves + shares) × a price for 1,000 of them; other ways give other values",
    |i| value(i, single_engagements),
    |i| words(i, single_engagements),
);

/// Each kind of engagement at its own price.
pub(super) const ACTIONS: Metric = way(
    EmvMethod::Actions,
    "emv_actions",
    "media value by action (EMV)",
    "EMV acts",
    "likes, comments, shares, saves, each × its own price for 1,000; other ways give other values",
    |i| value(i, each_action),
    |i| words(i, each_action),
);

/// What is counted, and its rate.
type Counted = (&'static str, Sum, i64);

fn single_impressions(i: &Inputs, rates: &Rates) -> Vec<Counted> {
    vec![("impressions", i.impressions, rates.impressions)]
}

fn single_views(i: &Inputs, rates: &Rates) -> Vec<Counted> {
    vec![("views", i.views, rates.views)]
}

fn single_engagements(i: &Inputs, rates: &Rates) -> Vec<Counted> {
    vec![("engagements", i.engagements, rates.engagements)]
}

fn each_action(i: &Inputs, rates: &Rates) -> Vec<Counted> {
    let sums = [
        ("likes", i.likes),
        ("comments", i.comments),
        ("shares", i.shares),
        ("saves", i.saves),
    ];
    sums.into_iter()
        .zip(rates.actions)
        .map(|((name, sum), rate)| (name, sum, rate))
        .collect()
}

/// What is known and has a rate; in thousandths of a minor unit, summed before it is rounded once.
fn value(i: &Inputs, counted: fn(&Inputs, &Rates) -> Vec<Counted>) -> Value {
    let Some(rates) = i.emv else {
        return Value::Unknown;
    };
    let parts = counted(i, &rates)
        .into_iter()
        .filter(|(_, _, rate)| *rate > 0);
    let mut parts = parts
        .filter_map(|(_, sum, rate)| sum.value()?.checked_mul(rate))
        .peekable();
    if parts.peek().is_none() {
        return Value::Unknown;
    }
    let thousandths = parts.fold(0i64, i64::saturating_add);
    divide(thousandths, 1, 1000).map_or(Value::Unknown, |minor| {
        Value::Amount(Money::new(minor, rates.currency))
    })
}

/// `300 likes × $70 / 1,000 + 100 comments × $3,460 / 1,000 (known of 1 of 2 posts)`.
fn words(i: &Inputs, counted: fn(&Inputs, &Rates) -> Vec<Counted>) -> String {
    let Some(rates) = i.emv else {
        return super::value::DASH.into();
    };
    let one = |(name, sum, rate): Counted| {
        let count = sum
            .value()
            .map_or_else(|| super::value::DASH.into(), |n| Value::Count(n).shown());
        let part = match sum.known < i.posts && sum.known > 0 {
            true => format!(" (known of {} of {})", sum.known, super::compute::posts(i)),
            false => String::new(),
        };
        match rate {
            0 => format!("{count} {name}{part}, no price set"),
            _ => format!(
                "{count} {name}{part} × {} / 1,000",
                Money::new(rate, rates.currency)
            ),
        }
    };
    counted(i, &rates)
        .into_iter()
        .map(one)
        .collect::<Vec<_>>()
        .join(" + ")
}
