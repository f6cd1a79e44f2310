//! Fields of a target. What its value may be depends on its metric: orders are a count, cost per
//! order is an amount, repeat purchase is a share of the buyers, mood is one of five signs.

use super::number;
use super::own::no_echo;
use super::text::{Choice, choice};
use super::{Entry, Field, Fielded, Kind, Own, Slot};
use crate::domain::money::{Currency, Money};
use crate::domain::own_counts::{self, COST, COUNT, squeezed};
use crate::domain::rows::{OwnCount, Target};
use crate::domain::when::Sense;

/// What the value of a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// So many, or so many times.
    Number,
    /// A share, in percent.
    Percent,
    /// An amount of money.
    Money,
    /// A mood of comments, `--` to `++`.
    Mood,
}

/// A metric a target can be set for.
struct Metric {
    choice: Choice,
    aim: Aim,
    /// What else is typed for it, letters and digits alone.
    also: &'static [&'static str],
    /// The metric that says what one of it costs.
    each: &'static str,
}

const fn of(
    word: &'static str,
    label: &'static str,
    short: &'static str,
    aim: Aim,
    also: &'static [&'static str],
    each: &'static str,
) -> Metric {
    let choice = Choice { word, label, short };
    Metric {
        choice,
        aim,
        also,
        each,
    }
}

use Aim::{Money as Amount, Mood, Number, Percent};

/// Metrics a target can be set for.
const TARGETS: &[Metric] = &[
    of("orders", "orders", "orders", Number, &["order"], "cpa"),
    of(
        "new_customers",
        "new customers",
        "new",
        Number,
        &[
            "newcustomer",
            "newbuyers",
            "newbuyer",
            "neworders",
            "neworder",
            "firstorders",
            "firstorder",
            "firsttimeorders",
            "firsttimebuyers",
            "firsttimecustomers",
            "firstpurchases",
            "firstpurchase",
            "newcustomerorders",
        ],
        "cpa_new",
    ),
    of("sales", "sales", "sales", Amount, &["revenue"], ""),
    of(
        "cpa",
        "cost per order",
        "cpo",
        Amount,
        &["costperacquisition", "costanorder", "ordercost"],
        "",
    ),
    of(
        "cpa_new",
        "cost per new customer",
        "cac",
        Amount,
        &[
            "newcpa",
            "cpanewcustomers",
            "newcustomercost",
            "newcustomerscost",
            "costofanewcustomer",
            "costofnewcustomers",
            "costpernewbuyer",
            "costperneworder",
            "costperfirstorder",
            "costperfirstpurchase",
            "costpernewcustomerorder",
            "firstordercost",
            "customeracquisitioncost",
        ],
        "",
    ),
    of("roas", "sales per money spent", "roas", Number, &[], ""),
    of(
        "roi",
        "return on investment, percent",
        "roi",
        Percent,
        &["returnoninvestment"],
        "",
    ),
    of(
        "rebought",
        "bought again, percent of buyers",
        "again",
        Percent,
        &[
            "repeat",
            "repeatpurchase",
            "repeatpurchases",
            "repeatpurchaserate",
            "repeatrate",
            "repeatorders",
            "repeatcustomers",
            "repeatbuyers",
            "repurchase",
            "repurchases",
            "repurchaserate",
            "returningcustomers",
            "returningbuyers",
            "returning",
            "boughtagain",
            "buyagain",
            "cameback",
            "comeback",
            "retention",
        ],
        "",
    ),
    of(
        "new_share",
        "new-customer share, percent of orders",
        "new%",
        Percent,
        &["newcustomershare", "shareofnewcustomers"],
        "",
    ),
    of(
        "referrals",
        "referrals",
        "referred",
        Number,
        &["referral", "referredcustomers"],
        "own_cost:referrals",
    ),
    of("own:sign-ups", "sign-ups", "sign-ups", Number, &[], ""),
    of("own:leads", "leads", "leads", Number, &[], ""),
    of("own:downloads", "downloads", "downloads", Number, &[], ""),
    of("own:installs", "installs", "installs", Number, &[], ""),
    of(
        "reused",
        "pieces used again",
        "reuse",
        Number,
        &[
            "piecesreused",
            "reusedpieces",
            "contentreuse",
            "contentreused",
            "usedagain",
            "reuses",
            "clipsusedagain",
        ],
        "",
    ),
    of(
        "mood",
        "mood of comments",
        "sentiment",
        Mood,
        &["commentmood", "commentsentiment", "sentimentofcomments"],
        "",
    ),
    of(
        "on_topic",
        "on-topic comments, percent",
        "topic",
        Percent,
        &["ontopiccomments"],
        "",
    ),
    of("clicks", "clicks", "clicks", Number, &["click"], "cpc"),
    of("cpc", "cost per click", "cpc", Amount, &[], ""),
    of("views", "views", "views", Number, &["view"], "cpv"),
    of("cpv", "cost per view", "cpv", Amount, &[], ""),
    of("reach", "reach", "reach", Number, &[], ""),
    of("saves", "saves", "saves", Number, &["save"], ""),
    of("posts", "posts", "posts", Number, &["post"], ""),
    of(
        "engagement",
        "engagement rate, percent",
        "er",
        Percent,
        &["engagementrate"],
        "",
    ),
];

/// The list of metrics for a target.
pub fn target_metrics() -> Vec<Choice> {
    TARGETS.iter().map(|metric| metric.choice).collect()
}

fn named(key: &str) -> Option<&'static Metric> {
    TARGETS.iter().find(|metric| metric.choice.word == key)
}

/// What a target's metric is called.
pub fn target_label(key: &str) -> String {
    match (named(key), key.strip_prefix(COUNT), key.strip_prefix(COST)) {
        (Some(metric), ..) => metric.choice.label.into(),
        (_, Some(name), _) => name.into(),
        (.., Some(name)) => format!("cost per {}", own_counts::singular(name)),
        _ => key.into(),
    }
}

/// What the value of a target of this metric is.
pub fn target_aim(key: &str) -> Aim {
    match named(key) {
        Some(metric) => metric.aim,
        None if key.starts_with(COST) => Aim::Money,
        None => Aim::Number,
    }
}

/// The metric that says what one of another costs, where there is one.
pub fn target_each(key: &str) -> Option<String> {
    match (named(key), key.strip_prefix(COUNT)) {
        (_, Some(name)) => Some(format!("{COST}{name}")),
        (Some(metric), _) => Some(metric.each.into()).filter(|each: &String| !each.is_empty()),
        _ => None,
    }
}

/// The key of a metric as it is written: exactly, in any of its words. `known` are the names of
/// counts of one's own that are there already.
pub fn target_named(typed: &str, known: &[String]) -> Option<String> {
    let own = |typed: &str, start: &str| {
        let name = typed.trim().trim_matches('"');
        Some(own_counts::name(name))
            .filter(|n| !n.is_empty())
            .map(|n| format!("{start}{n}"))
    };
    let typed = typed.trim();
    for start in [COUNT, COST] {
        if let Some(name) = typed
            .get(..start.len())
            .filter(|s| s.eq_ignore_ascii_case(start))
        {
            return own(typed.get(name.len()..)?, start);
        }
    }
    let wanted = squeezed(typed);
    if wanted.is_empty() {
        return None;
    }
    let exact = |metric: &&Metric| {
        let c = metric.choice;
        // `new%` is a share, `new` a count.
        let short = c.short == typed.to_lowercase()
            || (!c.short.ends_with('%') && squeezed(c.short) == wanted);
        short
            || squeezed(c.word) == wanted
            || squeezed(c.label) == wanted
            || metric.also.contains(&&*wanted)
    };
    if let Some(metric) = TARGETS.iter().find(exact) {
        return Some(metric.choice.word.into());
    }
    if let Some(name) = own_counts::known_name(typed, known) {
        return Some(format!("{COUNT}{name}"));
    }
    let each = match &*wanted {
        "cpl" => Some("leads"),
        "cpi" => Some("installs"),
        _ => None,
    };
    let rest = || {
        let lower = typed.to_lowercase();
        let rest = ["cost per ", "cost of a ", "cost a "]
            .iter()
            .find_map(|s| lower.strip_prefix(s))?;
        own_counts::known_name(rest, known)
    };
    each.map(str::to_owned)
        .or_else(rest)
        .map(|name| format!("{COST}{name}"))
}

/// The key of a metric as it is typed into a field: also by its beginning.
pub fn target_metric(typed: &str, known: &[String]) -> Result<String, String> {
    match target_named(typed, known) {
        Some(key) => Ok(key),
        None => choice(typed, &target_metrics())
            .map(str::to_owned)
            .map_err(|why| format!("{why} A count of your own is own: and its name.")),
    }
}

/// Whether a target of this metric is an amount.
pub fn target_is_money(metric: &str) -> bool {
    target_aim(metric) == Aim::Money
}

/// Signs of a mood with their thousandths, and the words for them.
const MOODS: &[(&str, i64, &[&str])] = &[
    ("++", 2000, &["great", "very good", "very positive", "2"]),
    ("+", 1000, &["good", "positive", "1"]),
    ("o", 0, &["neutral", "ok", "mixed", "0"]),
    ("-", -1000, &["bad", "negative", "-1"]),
    ("--", -2000, &["very bad", "very negative", "-2"]),
];

/// The thousandths of a mood as it is written.
pub fn mood_named(typed: &str) -> Option<i64> {
    let typed = typed.trim().to_lowercase();
    let plain = typed
        .strip_prefix('+')
        .filter(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    let typed = plain.unwrap_or(&typed);
    let is = |mood: &&(&str, i64, &[&str])| mood.0 == typed || mood.2.contains(&typed);
    MOODS.iter().find(is).map(|mood| mood.1)
}

/// Thousandths and currency of a target's value.
pub fn target_value(metric: &str, typed: &str, entry: &Entry) -> Result<(i64, String), String> {
    match target_aim(metric) {
        Aim::Money => {
            let amount = number::money(typed, entry.currency)?;
            let unit = 10i64.pow(amount.currency.exponent());
            let thousandths = (i128::from(amount.minor) * 1000) / i128::from(unit);
            let value =
                i64::try_from(thousandths).map_err(|_| format!("\"{typed}\" is too large."))?;
            Ok((value, amount.currency.to_string()))
        }
        Aim::Mood => mood_named(typed)
            .map(|value| (value, String::new()))
            .ok_or_else(|| format!("\"{}\" is no mood. Write ++, +, o, - or --.", typed.trim())),
        Aim::Percent | Aim::Number => {
            let digits = typed.trim().trim_end_matches('%').trim_end();
            let value = number::thousandths(digits)?;
            let share = matches!(metric, "rebought" | "new_share" | "on_topic");
            if share && !(0..=100_000).contains(&value) {
                return Err(format!(
                    "\"{}\" is no share. Write 0% to 100%.",
                    typed.trim()
                ));
            }
            Ok((value, String::new()))
        }
    }
}

/// A target's value as text.
pub fn target_text(target: &Target) -> String {
    match Currency::parse(&target.currency) {
        Some(currency) => {
            let minor =
                i128::from(target.value) * i128::from(10i64.pow(currency.exponent())) / 1000;
            Money::new(i64::try_from(minor).unwrap_or(i64::MAX), currency).to_string()
        }
        None if target_aim(&target.metric) == Aim::Mood => {
            let sign = MOODS.iter().find(|mood| mood.1 == target.value);
            sign.map_or_else(|| number::thousandths_text(target.value), |s| s.0.into())
        }
        None => number::thousandths_text(target.value),
    }
}

/// The same as it is read: `20%`, `< $30`, `+`.
pub fn target_words(target: &Target) -> String {
    let unit = match target_aim(&target.metric) {
        Aim::Percent => "%",
        _ => "",
    };
    format!("{}{unit}", target_text(target))
}

impl Fielded for Target {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "metric",
            "Metric",
            "What is counted; own: and a name for a count of your own.",
            Slot::Own(Own {
                kind: Kind::Choice(target_metrics),
                get: |t| t.metric.to_string(),
                set: |t, typed, entry| {
                    let key = target_metric(typed, &[])?;
                    t.currency = match target_is_money(&key) {
                        false => "".into(),
                        true if t.currency.is_empty() => entry.currency.to_string().into(),
                        true => t.currency.clone(),
                    };
                    t.metric = key.into();
                    Ok(())
                },
                echo: |typed, _| target_metric(typed, &[]).ok().map(|key| target_label(&key)),
            }),
        ),
        Field::must(
            "value",
            "Value",
            "The number agreed on: an amount for sales and costs, a sign for the mood.",
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

impl Fielded for OwnCount {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "day",
            "Day",
            "When it was counted.",
            Slot::Day(
                Sense::Fact,
                |c| Some(c.day),
                |c, v| c.day = v.unwrap_or(c.day),
            ),
        ),
        Field::must(
            "name",
            "What",
            "What is counted: sign-ups, leads, referrals, any name; buyers and bought again are a share.",
            Slot::Own(Own {
                kind: Kind::Line,
                get: |c| c.name.to_string(),
                set: |c, typed, _| {
                    c.name = own_counts::name(typed).into();
                    Ok(())
                },
                echo: |typed, _| {
                    let name = own_counts::name(typed);
                    (name != typed.trim()).then_some(name)
                },
            }),
        ),
        Field::must(
            "value",
            "How many",
            "How many more it were by that day; counts are added up.",
            Slot::Number(
                (0, 1_000_000_000),
                |c| Some(c.value),
                |c, v| c.value = v.unwrap_or(c.value),
            ),
        ),
    ];
}
