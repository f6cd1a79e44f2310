//! Targets against what came: how much of it, whether it is kept, and whether it was agreed in
//! time. A target agreed after the first post measures nothing.

use std::cmp::Ordering;

use super::inputs::Inputs;
use super::measure::Measure;
use super::table::Better;
use super::value::{Value, divide};
use crate::domain::day::{Day, brief};
use crate::domain::fields::{Aim, target_aim, target_label, target_words};
use crate::domain::ids::Id;
use crate::domain::money::{Currency, Money};
use crate::domain::own_counts::singular;
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
    /// What weakens the figure, in words: `only 4 first orders`. Empty where nothing does.
    pub note: String,
}

/// Fewer of what a rate is made of can be luck.
const FEW: i64 = 10;

/// Fewer posts than this do not tell a mood.
const FEW_POSTS: i64 = 3;

/// The value agreed, as a value of its metric.
pub fn wanted(target: &Target) -> Value {
    let thousandths = target.value;
    if let Some(currency) = Currency::parse(&target.currency) {
        let minor = i128::from(thousandths) * i128::from(10i64.pow(currency.exponent())) / 1000;
        let minor = i64::try_from(minor).unwrap_or(i64::MAX);
        return Value::Price(Money::new(minor, currency));
    }
    match (&*target.metric, target_aim(&target.metric)) {
        ("roas", _) => Value::Ratio(thousandths),
        ("roi", _) => Value::Gain(thousandths / 10),
        (_, Aim::Percent) => Value::Percent(thousandths / 10),
        (_, Aim::Mood) => Value::Mood(thousandths),
        _ => Value::Count(thousandths / 1000),
    }
}

/// What weakens a figure: that few decided it, or that it is known of a part only. `found` is what
/// it came to.
fn doubts(measure: &Measure, i: &Inputs, found: &Value) -> Vec<String> {
    let mut all = Vec::new();
    let mut few = |n: i64, least: i64, one: &str, many: &str| {
        if (1..least).contains(&n) {
            all.push(format!("only {n} {}", if n == 1 { one } else { many }));
        }
    };
    let key = match measure {
        Measure::Table(metric) => metric.key,
        Measure::Cost(name) => {
            let n = i.own.get(name).map_or(0, |n| n.beside_cost);
            few(n, FEW, &singular(name), name);
            return all;
        }
        Measure::Count(_) => return all,
    };
    match key {
        "cpa" | "aov" | "new_share" => few(i.orders.unwrap_or(0), FEW, "order", "orders"),
        "cpa_new" => few(
            i.new_customers.unwrap_or(0),
            FEW,
            "first order",
            "first orders",
        ),
        "rebought" => few(i.rebought.whole, FEW, "buyer known", "buyers known"),
        "mood" => few(i.mood.whole, FEW_POSTS, "post told", "posts told"),
        _ => {}
    }
    let apart = matches!(key, "cpa_new" | "new_customers" | "new_share");
    if let Some(orders) = i.orders.filter(|n| apart && i.told_apart < *n) {
        all.push(match i.told_apart {
            0 => "no order tells whether its buyer is new".into(),
            n => format!("{n} of {orders} orders tell whether the buyer is new"),
        });
    }
    if !found.is_known() && matches!(key, "cpa" | "cpa_new") && i.costs.total().is_empty() {
        all.push("no cost known".into());
    }
    all
}

/// A target against the numbers of its scope.
pub fn goal(target: &Target, inputs: &Inputs) -> Goal {
    let measure = Measure::of(&target.metric);
    let label = measure
        .as_ref()
        .map_or_else(|| target_label(&target.metric), Measure::label);
    let now = measure
        .as_ref()
        .map_or(Value::Unknown, |m| m.compute(inputs));
    let less = measure.as_ref().is_some_and(|m| m.better() == Better::Less);
    let ranks = now
        .rank()
        .zip(wanted(target).rank())
        .filter(|(now, want)| now.0 == want.0);
    let note = measure
        .as_ref()
        .map_or_else(Vec::new, |m| doubts(m, inputs, &now))
        .join(", ");
    let mut all = Goal {
        target: target.id,
        key: target.metric.to_string(),
        label,
        agreed: format!("{}{}", if less { "< " } else { "" }, target_words(target)),
        now,
        reached: None,
        kept: None,
        words: String::new(),
        note,
    };
    // Nothing cost nothing only because nothing is live yet: that keeps no promise.
    let unpaid = less && inputs.posts == 0 && ranks.is_some_and(|(now, _)| now.1 == 0);
    if unpaid {
        all.words = "not known yet: nothing is live, so no cost counts".into();
        return all;
    }
    let Some(((_, now), (_, want))) = ranks else {
        let known = if all.now.is_known() {
            "not in one currency"
        } else {
            "not known yet"
        };
        all.words = known.into();
        return all;
    };
    if target_aim(&target.metric) == Aim::Mood {
        // A mood is what its sign says: +0.6 is shown as + and keeps what was agreed as +.
        let step = |n: i64| divide(n, 1, 1000).unwrap_or(0);
        let (now, want) = (step(now), step(want));
        all.kept = Some(now >= want);
        all.words = match now.cmp(&want) {
            Ordering::Less => "worse than agreed".into(),
            Ordering::Equal => "as agreed".into(),
            Ordering::Greater => "better than agreed".into(),
        };
    } else if less {
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

impl Goal {
    /// How far under or over, and behind it what weakens that.
    pub fn said(&self) -> String {
        let all = [&*self.words, &*self.note];
        let said = all.into_iter().filter(|text| !text.is_empty());
        said.collect::<Vec<_>>().join(" · ")
    }
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
