//! Fields of a target. What its value may be depends on its metric: orders are a count, cost per
//! order is an amount.

use super::number;
use super::own::no_echo;
use super::text::{Choice, choice};
use super::{Entry, Field, Fielded, Kind, Own, Slot};
use crate::domain::money::{Currency, Money};
use crate::domain::rows::Target;

/// Metrics a target can be set for, with whether it is an amount of money.
pub const TARGETS: &[(Choice, bool)] = &[
    (Choice::new("orders", "orders"), false),
    (
        Choice {
            word: "new_customers",
            label: "new customers",
            short: "new",
        },
        false,
    ),
    (Choice::new("sales", "sales"), true),
    (
        Choice {
            word: "cpa",
            label: "cost per order",
            short: "cpo",
        },
        true,
    ),
    (Choice::new("roas", "sales per money spent"), false),
    (Choice::new("roi", "return on investment, percent"), false),
    (Choice::new("clicks", "clicks"), false),
    (Choice::new("views", "views"), false),
    (Choice::new("reach", "reach"), false),
    (Choice::new("saves", "saves"), false),
    (Choice::new("posts", "posts"), false),
    (
        Choice {
            word: "engagement",
            label: "engagement rate, percent",
            short: "er",
        },
        false,
    ),
];

/// The list of metrics for a target.
pub fn target_metrics() -> Vec<Choice> {
    TARGETS.iter().map(|(choice, _)| *choice).collect()
}

/// Whether a target of this metric is an amount.
pub fn target_is_money(metric: &str) -> bool {
    TARGETS
        .iter()
        .any(|(choice, money)| *money && choice.word == metric)
}

/// Thousandths and currency of a target's value.
pub fn target_value(metric: &str, typed: &str, entry: &Entry) -> Result<(i64, String), String> {
    if target_is_money(metric) {
        let amount = number::money(typed, entry.currency)?;
        let unit = 10i64.pow(amount.currency.exponent());
        let thousandths = (i128::from(amount.minor) * 1000) / i128::from(unit);
        let value = i64::try_from(thousandths).map_err(|_| format!("\"{typed}\" is too large."))?;
        return Ok((value, amount.currency.to_string()));
    }
    let digits = typed.trim().trim_end_matches('%');
    number::thousandths(digits).map(|value| (value, String::new()))
}

/// A target's value as text.
pub fn target_text(target: &Target) -> String {
    match Currency::parse(&target.currency) {
        Some(currency) => {
            let minor =
                i128::from(target.value) * i128::from(10i64.pow(currency.exponent())) / 1000;
            Money::new(i64::try_from(minor).unwrap_or(i64::MAX), currency).to_string()
        }
        None => number::thousandths_text(target.value),
    }
}

impl Fielded for Target {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "metric",
            "Metric",
            "What is counted.",
            Slot::Own(Own {
                kind: Kind::Choice(target_metrics),
                get: |t| t.metric.to_string(),
                set: |t, typed, _| {
                    t.metric = choice(typed, &target_metrics())?.into();
                    Ok(())
                },
                echo: |typed, _| {
                    let word = choice(typed, &target_metrics()).ok()?;
                    TARGETS
                        .iter()
                        .find(|(c, _)| c.word == word)
                        .map(|(c, _)| c.label.to_owned())
                },
            }),
        ),
        Field::must(
            "value",
            "Value",
            "The number agreed on; an amount for sales and cost per order.",
            Slot::Own(Own {
                kind: Kind::Line,
                get: target_text,
                set: |t, typed, entry| {
                    let (value, currency) = target_value(&t.metric, typed, entry)?;
                    (t.value, t.currency) = (value, currency.into());
                    Ok(())
                },
                echo: no_echo,
            }),
        ),
    ];
}
