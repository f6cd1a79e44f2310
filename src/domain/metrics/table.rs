//! The metrics, a row each: what it is called, its formula in words, which way is better, how it is computed. Results,
//! reports, export and help read this table (formulas: product.md §4). EMV is left out: four methods exist and disagree.

use super::inputs::{Inputs, Pair, Sum};
use super::value::{DASH, Purse, Value, divide};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// The more the better.
    More,
    /// The less the better.
    Less,
    /// Neither, by itself.
    Neither,
}

/// One metric.
pub struct Metric {
    /// Its name in targets, JSON and settings.
    pub key: &'static str,
    /// Its name on screens.
    pub label: &'static str,
    /// The same as a column's heading.
    pub short: &'static str,
    /// The formula, in words.
    pub formula: &'static str,
    /// Which way is better.
    pub better: Better,
    /// Computes it.
    pub compute: fn(&Inputs) -> Value,
    /// The numbers it was computed from, in words.
    pub inputs: fn(&Inputs) -> String,
}

const fn metric(
    key: &'static str,
    label: &'static str,
    short: &'static str,
    formula: &'static str,
    better: Better,
    compute: fn(&Inputs) -> Value,
    inputs: fn(&Inputs) -> String,
) -> Metric {
    Metric { key, label, short, formula, better, compute, inputs }
}

/// The metric of a key.
pub fn by_key(key: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|m| m.key == key)
}

fn count(n: Option<i64>) -> Value {
    n.map_or(Value::Unknown, Value::Count)
}

fn percent(pair: Pair) -> Value {
    divide(pair.part, 10_000, pair.whole).map_or(Value::Unknown, Value::Percent)
}

fn share(pair: Pair) -> Value {
    if pair.whole > 0 { Value::Share(pair.part, pair.whole) } else { Value::Unknown }
}

/// Money for `times` of a count.
fn price(i: &Inputs, n: Option<i64>, times: i64) -> Value {
    Value::price(&i.costs.total().map(|minor| minor.saturating_mul(times)), n)
}

/// `n of 3 posts`: of how many pieces a sum is known.
fn known(sum: Sum, i: &Inputs) -> String {
    match sum.value() {
        None => format!("not known of any of {}", posts(i)),
        Some(n) if sum.known < i.posts => {
            format!("{} (known of {} of {})", Value::Count(n).shown(), sum.known, posts(i))
        }
        Some(n) => Value::Count(n).shown(),
    }
}

fn posts(i: &Inputs) -> String {
    if i.posts == 1 { "1 post".into() } else { format!("{} posts", i.posts) }
}

fn orders(i: &Inputs) -> String {
    format!("{} orders", count(i.orders).shown())
}

fn cost(i: &Inputs) -> String {
    let parts: Vec<String> = i
        .costs
        .parts()
        .iter()
        .filter(|(_, purse)| !purse.is_empty())
        .map(|(name, purse)| format!("{name} {}", purse.value().shown()))
        .collect();
    let gap = match i.costs.unknown_parcels {
        0 => String::new(),
        1 => " · cost of 1 parcel not known, not counted".into(),
        n => format!(" · cost of {n} parcels not known, not counted"),
    };
    if parts.is_empty() { format!("no cost known{gap}") } else { format!("{}{gap}", parts.join(" + ")) }
}

fn total(i: &Inputs) -> String {
    format!("cost {}", i.costs.total().value().shown())
}

fn sales(i: &Inputs) -> String {
    let back = i.refunded.iter().any(|m| m.minor != 0);
    let refunds = if back { format!(" after {} given back", i.refunded.value().shown()) } else { String::new() };
    let source = match (i.sales.is_empty(), i.from_shop) {
        (true, _) => "",
        (_, true) => ", from the shop's orders",
        _ => ", from the numbers of posts",
    };
    format!("sales {}{refunds}{source}", i.sales.value().shown())
}

/// A number made of sales and cost, in minor units of one and the same currency.
fn both(sales: &Purse, cost: &Purse, with: fn(i64, i64) -> Option<Value>) -> Value {
    match (sales.only(), cost.only()) {
        (Some(sales), Some(cost)) if sales.currency == cost.currency => {
            with(sales.minor, cost.minor).unwrap_or(Value::Unknown)
        }
        _ if sales.is_empty() || cost.is_empty() => Value::Unknown,
        _ => Value::Several,
    }
}

fn roas(i: &Inputs) -> Value {
    both(&i.sales, &i.costs.total(), |sales, cost| divide(sales, 1000, cost).map(Value::Ratio))
}

fn roi(i: &Inputs) -> Value {
    let kept = |minor| if i.margin > 0 { divide(minor, i.margin, 100).unwrap_or(0) } else { minor };
    let gain = |kept: i64, cost: i64| divide(kept.checked_sub(cost)?, 10_000, cost).map(Value::Gain);
    both(&i.sales.map(kept), &i.costs.total(), gain)
}

fn sales_and_cost(i: &Inputs) -> String {
    let margin = if i.margin > 0 { format!(" · margin {}%", i.margin) } else { String::new() };
    format!("{} · {}{margin}", sales(i), total(i))
}

fn pair(pair: Pair, part: &str, whole: &str) -> String {
    if pair.whole > 0 {
        format!("{} {part} / {} {whole}", Value::Count(pair.part).shown(), Value::Count(pair.whole).shown())
    } else {
        DASH.into()
    }
}

use Better::{Less, More, Neither};

/// All metrics, in the order of a full table.
pub const METRICS: &[Metric] = &[
    metric("posts", "posts", "No", "pieces that are live", Neither, |i| Value::Count(i.posts), posts),
    metric(
        "clicks",
        "clicks",
        "Clicks",
        "clicks on links and codes, newest numbers of each post",
        More,
        |i| count(i.clicks.value()),
        |i| known(i.clicks, i),
    ),
    metric(
        "orders",
        "orders",
        "Orders",
        "orders by code, before link, before hand, each counted once; without what was given back in full; of posts where the shop tells none",
        More,
        |i| count(i.orders),
        |i| format!("{}{}", orders(i), if i.from_shop { ", from the shop" } else { "" }),
    ),
    metric(
        "new_customers",
        "new-customer orders",
        "New",
        "first orders of their buyers; only where the shop told",
        More,
        |i| count(i.new_customers),
        |i| format!("{} of {} orders told apart", count(i.new_customers).shown(), i.told_apart),
    ),
    metric("sales", "sales", "Sales", "what those orders brought − refunds", More, |i| i.sales.value(), sales),
    metric(
        "cost",
        "cost",
        "Cost",
        "fee + commission + bonus + product and shipping + reimbursed (boosting)",
        Less,
        |i| i.costs.total().value(),
        cost,
    ),
    metric(
        "cpa",
        "cost per order (CPA)",
        "CPA",
        "cost / orders",
        Less,
        |i| price(i, i.orders, 1),
        |i| format!("{} / {}", total(i), orders(i)),
    ),
    metric(
        "cpa_new",
        "cost per new customer",
        "CPA new",
        "cost / new-customer orders",
        Less,
        |i| price(i, i.new_customers, 1),
        |i| format!("{} / {}", total(i), count(i.new_customers).shown()),
    ),
    metric("roas", "sales per money spent (ROAS)", "ROAS", "sales / cost", More, roas, sales_and_cost),
    metric(
        "roi",
        "return on investment (ROI)",
        "ROI",
        "(sales − cost) / cost; with a margin set: (sales × margin − cost) / cost",
        More,
        roi,
        sales_and_cost,
    ),
    metric(
        "aov",
        "average order (AOV)",
        "AOV",
        "sales / orders",
        More,
        |i| Value::price(&i.sales, i.orders),
        |i| format!("{} / {}", sales(i), orders(i)),
    ),
    metric(
        "new_share",
        "new-customer share",
        "New%",
        "first orders / orders; not known unless it is known of every order",
        More,
        |i| match (i.orders, i.new_customers) {
            (Some(all), Some(new)) if i.told_apart >= all => percent(Pair { part: new, whole: all }),
            _ => Value::Unknown,
        },
        |i| format!("{} of {}", count(i.new_customers).shown(), orders(i)),
    ),
    metric(
        "rebought",
        "bought again within 60 days",
        "Again",
        "buyers with 2 or more orders within 60 days of the first / buyers",
        More,
        |i| share(i.rebought),
        |i| pair(i.rebought, "came back", "buyers"),
    ),
    metric(
        "mood",
        "mood of comments",
        "Mood",
        "mean of the moods logged, -- to ++",
        More,
        |i| divide(i.mood.part, 1, i.mood.whole).map_or(Value::Unknown, Value::Mood),
        |i| format!("known of {} of {}", i.mood.whole, posts(i)),
    ),
    metric(
        "on_topic",
        "on-topic comments",
        "Topic",
        "comments about the product / comments",
        More,
        |i| percent(i.on_topic),
        |i| pair(i.on_topic, "about it", "comments"),
    ),
    metric(
        "saves",
        "saves",
        "Saves",
        "newest numbers of each post",
        More,
        |i| count(i.saves.value()),
        |i| known(i.saves, i),
    ),
    metric(
        "comments",
        "comments",
        "Comm.",
        "newest numbers of each post",
        More,
        |i| count(i.comments.value()),
        |i| known(i.comments, i),
    ),
    metric(
        "shares",
        "shares",
        "Shares",
        "newest numbers of each post",
        More,
        |i| count(i.shares.value()),
        |i| known(i.shares, i),
    ),
    metric(
        "likes",
        "likes",
        "Likes",
        "newest numbers of each post",
        More,
        |i| count(i.likes.value()),
        |i| known(i.likes, i),
    ),
    metric(
        "reach",
        "reach",
        "Reach",
        "newest numbers of each post; people seen twice count twice",
        More,
        |i| count(i.reach.value()),
        |i| known(i.reach, i),
    ),
    metric(
        "impressions",
        "impressions",
        "Impr.",
        "newest numbers of each post",
        More,
        |i| count(i.impressions.value()),
        |i| known(i.impressions, i),
    ),
    metric(
        "er_reach",
        "engagement by reach",
        "Eng/reach",
        "(likes + comments + saves + shares) / reach",
        More,
        |i| percent(i.by_reach),
        |i| pair(i.by_reach, "engagements", "reach"),
    ),
    metric(
        "er_followers",
        "engagement by followers",
        "Eng/foll",
        "(likes + comments) / followers of the account each post stood on",
        More,
        |i| percent(i.by_followers),
        |i| pair(i.by_followers, "likes and comments", "followers"),
    ),
    metric(
        "engagement",
        "engagement by views",
        "Eng%",
        "(likes + comments + saves + shares) / views",
        More,
        |i| percent(i.by_views),
        |i| pair(i.by_views, "engagements", "views"),
    ),
    metric(
        "cpm",
        "cost per 1,000 impressions (CPM)",
        "CPM",
        "cost / impressions × 1,000",
        Less,
        |i| price(i, i.impressions.value(), 1000),
        |i| format!("{} / {}", total(i), known(i.impressions, i)),
    ),
    metric(
        "cpe",
        "cost per engagement (CPE)",
        "CPE",
        "cost / (likes + comments + saves + shares)",
        Less,
        |i| price(i, i.engagements.value(), 1),
        |i| format!("{} / {}", total(i), known(i.engagements, i)),
    ),
    metric(
        "cpc",
        "cost per click (CPC)",
        "CPC",
        "cost / clicks",
        Less,
        |i| price(i, i.clicks.value(), 1),
        |i| format!("{} / {}", total(i), known(i.clicks, i)),
    ),
    metric(
        "cpv",
        "cost per view (CPV)",
        "CPV",
        "cost / views",
        Less,
        |i| price(i, i.views.value(), 1),
        |i| format!("{} / {}", total(i), known(i.views, i)),
    ),
    metric(
        "per_1000",
        "orders per 1,000 views",
        "Per 1k",
        "orders / views × 1,000",
        More,
        |i| {
            i.orders
                .zip(i.views.value())
                .and_then(|(o, v)| divide(o, 1_000_000, v))
                .map_or(Value::Unknown, Value::Ratio)
        },
        |i| format!("{} / {}", orders(i), known(i.views, i)),
    ),
    metric(
        "on_time",
        "on time",
        "On time",
        "pieces live on the agreed day or before / live pieces with one",
        More,
        |i| share(i.on_time),
        |i| pair(i.on_time, "on time", "pieces"),
    ),
    metric(
        "rounds",
        "change rounds a piece",
        "Rounds",
        "rounds of changes asked / live pieces",
        Less,
        |i| divide(i.rounds.part, 1000, i.rounds.whole).map_or(Value::Unknown, Value::Ratio),
        |i| pair(i.rounds, "rounds", "pieces"),
    ),
    metric(
        "gifts",
        "gifts posted about",
        "Gifts",
        "delivered gifts with a post / delivered gifts",
        More,
        |i| share(i.gifts),
        |i| pair(i.gifts, "posted", "gifts"),
    ),
    metric(
        "replies",
        "reply rate",
        "Replied",
        "collaborations they answered in / collaborations we wrote in",
        More,
        |i| share(i.replies),
        |i| pair(i.replies, "answered", "written to"),
    ),
    metric(
        "reply_time",
        "time to reply",
        "Reply",
        "mean time from our first message to their first answer",
        Less,
        |i| divide(i.waits.part, 1, i.waits.whole).map_or(Value::Unknown, Value::Hours),
        |i| pair(i.waits, "hours", "answers"),
    ),
    metric(
        "views",
        "views",
        "Views",
        "newest numbers of each post",
        More,
        |i| count(i.views.value()),
        |i| known(i.views, i),
    ),
];
