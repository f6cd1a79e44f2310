//! What a target can be set for and a figure can be asked of: a metric of the table, a count of
//! one's own, or what one of those cost.

use super::compute::{price, total};
use super::inputs::Inputs;
use super::table::{Better, Metric, by_key};
use super::value::Value;
use crate::domain::own_counts::{COST, COUNT, REFERRALS, name, singular, words};

/// A metric of the table, or one that a count of one's own makes.
#[derive(Clone)]
pub enum Measure {
    /// Of the table.
    Table(&'static Metric),
    /// How many were counted under a name.
    Count(String),
    /// What one of them cost.
    Cost(String),
}

impl Measure {
    /// The measure of a key: `cpa`, `own:sign-ups`, `own_cost:leads`.
    pub fn of(key: &str) -> Option<Self> {
        let own = |typed: &str| Some(name(typed)).filter(|name| !name.is_empty());
        match (key.strip_prefix(COUNT), key.strip_prefix(COST)) {
            (Some(typed), _) => own(typed).map(Self::Count),
            (_, Some(typed)) => own(typed).map(Self::Cost),
            (None, None) => by_key(key).map(Self::Table),
        }
    }

    /// The measures of a scope's own counts: each count, and what one cost where that is known.
    pub fn own(i: &Inputs) -> Vec<Self> {
        let mut all = Vec::new();
        for name in i.own.keys() {
            // Referrals have a row of the table.
            if name != REFERRALS {
                all.push(Self::Count(name.clone()));
            }
            let cost = Self::Cost(name.clone());
            if cost.compute(i).is_known() {
                all.push(cost);
            }
        }
        all
    }

    /// Its key.
    pub fn key(&self) -> String {
        match self {
            Self::Table(metric) => metric.key.into(),
            Self::Count(name) => format!("{COUNT}{name}"),
            Self::Cost(name) => format!("{COST}{name}"),
        }
    }

    /// Its name on screens.
    pub fn label(&self) -> String {
        match self {
            Self::Table(metric) => metric.label.into(),
            Self::Count(name) => name.clone(),
            Self::Cost(name) => format!("cost per {}", singular(name)),
        }
    }

    /// Its formula in words.
    pub fn formula(&self) -> String {
        match self {
            Self::Table(metric) => metric.formula.into(),
            Self::Count(name) => format!("{name} counted by hand, all days together"),
            Self::Cost(name) => format!("cost / {name}"),
        }
    }

    /// Which way is better.
    pub fn better(&self) -> Better {
        match self {
            Self::Table(metric) => metric.better,
            Self::Count(_) => Better::More,
            Self::Cost(_) => Better::Less,
        }
    }

    /// What it comes to.
    pub fn compute(&self, i: &Inputs) -> Value {
        match self {
            Self::Table(metric) => (metric.compute)(i),
            Self::Count(name) => i
                .own
                .get(name)
                .map_or(Value::Unknown, |n| Value::Count(n.all())),
            Self::Cost(name) => price(i, i.own.get(name).map(|n| n.beside_cost), 1),
        }
    }

    /// What it was computed from, in words.
    pub fn inputs(&self, i: &Inputs) -> String {
        match self {
            Self::Table(metric) => (metric.inputs)(i),
            Self::Count(name) => match i.own.get(name) {
                None => format!("no {name} counted"),
                Some(n) if n.earlier > 0 => format!(
                    "{}, {} of them from earlier posts",
                    words(n.all(), name),
                    n.earlier
                ),
                Some(n) => words(n.all(), name),
            },
            Self::Cost(name) => {
                let n = i.own.get(name).map_or(0, |n| n.beside_cost);
                format!("{} / {}", total(i), words(n, name))
            }
        }
    }
}

/// The own counts of a scope in a sentence: `40 sign-ups, $8.75 each · 300 leads`.
pub fn counted(i: &Inputs) -> Option<String> {
    let one = |name: &String| {
        let n = i.own.get(name)?.all();
        let each = Measure::Cost(name.clone()).compute(i);
        let each = match each.is_known() {
            true => format!(", {} each", each.shown()),
            false => String::new(),
        };
        Some(format!("{}{each}", words(n, name)))
    };
    let all: Vec<String> = i.own.keys().filter_map(one).collect();
    (!all.is_empty()).then(|| all.join(" · "))
}
