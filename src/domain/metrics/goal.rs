//! Targets against what came: how much of it, whether it is kept, and whether it was agreed in
//! time. A target agreed after the first post measures nothing.

use super::inputs::Inputs;
use super::table::{Better, Metric, by_key};
use super::value::{Value, divide};
use crate::domain::day::{Day, brief};
use crate::domain::fields::{target_metrics, target_text};
use crate::domain::ids::Id;
use crate::domain::money::{Currency, Money};
use crate::domain::rows::Target;

/// A target and where it stands.
#[derive(Clone)]
pub struct Goal {
    /// The target.
    pub target: Id<Target>,
    /// Key of its metric, to name it.
    pub key: String,
    /// What is counted, in words.
    pub label: String,
    /// What was agreed, in words: `90`, `< $30`.
    pub agreed: String,
    /// What it is now.
    pub now: Value,
    /// Percent of it reached; none where less is better, or nothing is known.
    pub reached: Option<i64>,
    /// Kept (so far), for targets where less is better or that are reached; not known yet
    /// otherwise.
    pub kept: Option<bool>,
    /// How far under or over, in words: `under by 16%`.
    pub words: String,
}

/// The metric of a target, if it is one of ours.
fn metric_of(target: &Target) -> Option<&'static Metric> {
    by_key(&target.metric)
}

/// The value agreed, as a value of its metric.
pub fn wanted(target: &Target) -> Value {
    let thousandths = target.value;
    match (Currency::parse(&target.currency), &*target.metric) {
        (Some(currency), _) => {
            let minor = i128::from(thousandths) * i128::from(10i64.pow(currency.exponent())) / 1000;
            Value::Price(Money::new(
                i64::try_from(minor).unwrap_or(i64::MAX),
                currency,
            ))
        }
        (None, "roas") => Value::Ratio(thousandths),
        (None, "roi") => Value::Gain(thousandths / 10),
        (None, "engagement") => Value::Percent(thousandths / 10),
        (None, _) => Value::Count(thousandths / 1000),
    }
}

/// A target against the numbers of its scope.
pub fn goal(target: &Target, inputs: &Inputs) -> Goal {
    let metric = metric_of(target);
    let named = target_metrics()
        .iter()
        .find(|c| c.word == &*target.metric)
        .map(|c| c.label);
    let label = metric.map(|m| m.label).or(named).unwrap_or(&target.metric);
    let now = metric.map_or(Value::Unknown, |m| (m.compute)(inputs));
    let less = metric.is_some_and(|m| m.better == Better::Less);
    let unit = if matches!(&*target.metric, "roi" | "engagement") {
        "%"
    } else {
        ""
    };
    let agreed = format!(
        "{}{}{unit}",
        if less { "< " } else { "" },
        target_text(target)
    );
    let ranks = now
        .rank()
        .zip(wanted(target).rank())
        .filter(|(now, want)| now.0 == want.0);
    let mut all = Goal {
        target: target.id,
        key: target.metric.to_string(),
        label: label.to_string(),
        agreed,
        now,
        reached: None,
        kept: None,
        words: String::new(),
    };
    let Some(((_, now), (_, want))) = ranks else {
        let known = if all.now.is_known() {
            "not in one currency"
        } else {
            "not known yet"
        };
        all.words = known.into();
        return all;
    };
    if less {
        all.kept = Some(now <= want);
        let off = divide((want - now).abs(), 100, want).unwrap_or(0);
        all.words = if now <= want {
            format!("under by {off}%")
        } else {
            format!("over by {off}%")
        };
    } else {
        all.reached = divide(now.max(0), 100, want);
        all.kept = (now >= want).then_some(true);
        all.words = all.reached.map(|n| format!("{n}%")).unwrap_or_default();
    }
    all
}

/// When targets were agreed, against the first post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreed {
    /// There are none.
    NoTargets,
    /// There are, and nobody agreed to them.
    Never,
    /// Before the first post, or before any is live.
    InTime(Day),
    /// After it.
    Late(Day, Day),
}

impl Agreed {
    /// From the day of agreement and the first post.
    pub fn of(targets: bool, agreed: Option<Day>, first_post: Option<Day>) -> Self {
        match (targets, agreed, first_post) {
            (false, ..) => Self::NoTargets,
            (true, None, _) => Self::Never,
            (true, Some(day), Some(post)) if day > post => Self::Late(day, post),
            (true, Some(day), _) => Self::InTime(day),
        }
    }

    /// Whether it is as it should be.
    pub fn is_fine(self) -> bool {
        matches!(self, Self::InTime(_))
    }

    /// In words.
    pub fn words(self, today: Day, posted: bool) -> String {
        match self {
            Self::NoTargets if posted => {
                "no targets, and posts are live: numbers without a yardstick".into()
            }
            Self::NoTargets => "no targets yet: agree on them before the first post".into(),
            Self::Never => "targets were never agreed on".into(),
            Self::InTime(day) if posted => format!("agreed {}, before post 1", brief(day, today)),
            Self::InTime(day) => format!("agreed {}", brief(day, today)),
            Self::Late(day, post) => {
                let days = (day - post).num_days();
                let days = if days == 1 {
                    "1 day".into()
                } else {
                    format!("{days} days")
                };
                format!("agreed {}, {days} after post 1", brief(day, today))
            }
        }
    }
}
