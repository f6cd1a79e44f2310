//! The metrics, a row each: what it is called, its formula in words, which way is better, how it is
//! computed. Results, reports, export and help read this table (formulas: product.md §4).

use super::compute::*;
use super::emv;
use super::inputs::{Inputs, Pair};
use super::value::{Value, divide};
use crate::domain::own_counts::{REFERRALS, words};
use crate::domain::settings::{EmvMethod, Settings};

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
    /// Shown only where the settings choose this way of a media value.
    pub only: Option<EmvMethod>,
}

impl Metric {
    /// Whether it is shown with these settings.
    pub fn is_on(&self, settings: &Settings) -> bool {
        self.only.is_none_or(|method| method == settings.emv.method)
    }
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
    Metric {
        key,
        label,
        short,
        formula,
        better,
        compute,
        inputs,
        only: None,
    }
}

/// The metrics that are shown with these settings, in the order of a full table.
pub fn in_use(settings: &Settings) -> impl Iterator<Item = &'static Metric> {
    METRICS.iter().filter(|m| m.is_on(settings))
}

/// The metric of a key.
pub fn by_key(key: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|m| m.key == key)
}

use Better::{Less, More, Neither};

/// All metrics, in the order of a full table.
pub const METRICS: &[Metric] = &[
    metric(
        "posts",
        "posts",
        "Posts",
        "pieces that are live",
        Neither,
        |i| Value::Count(i.posts),
        posts,
    ),
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
        "orders by code, before link, by hand; each once, returned and cancelled ones off",
        More,
        |i| count(i.orders),
        orders_and_told,
    ),
    metric(
        "new_customers",
        "new-customer orders",
        "New",
        "first orders of their buyers; only where the shop told",
        More,
        |i| count(i.new_customers),
        first_orders,
    ),
    metric(
        "sales",
        "sales",
        "Sales",
        "what those orders brought − refunds",
        More,
        sales_value,
        sales,
    ),
    metric(
        "cost",
        "cost",
        "Cost",
        "fee of live pieces or paid + commission + bonus + product + shipping + paid back + expenses",
        Less,
        cost_value,
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
        "cost / new-customer orders; never by all orders",
        Less,
        |i| price(i, i.new_customers, 1),
        |i| format!("{} / {}", total(i), first_orders(i)),
    ),
    metric(
        "roas",
        "sales per money spent (ROAS)",
        "ROAS",
        "sales / cost",
        More,
        roas,
        sales_and_cost,
    ),
    metric(
        "roi",
        "return on investment (ROI)",
        "ROI",
        "(sales − cost) / cost; with a margin: (sales × margin − cost) / cost",
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
        "first orders / orders; unknown unless known of every order",
        More,
        |i| match (i.orders, i.new_customers) {
            (Some(all), Some(new)) if i.told_apart >= all => percent(Pair {
                part: new,
                whole: all,
            }),
            _ => Value::Unknown,
        },
        |i| format!("{} of {}", count(i.new_customers).shown(), orders(i)),
    ),
    metric(
        "rebought",
        "bought again within 60 days",
        "Again",
        "buyers with 2+ orders within 60 days of their first / buyers",
        More,
        |i| share(i.rebought),
        |i| pair(i.rebought, "came back", "buyers"),
    ),
    metric(
        "referrals",
        "referrals",
        "Referred",
        "customers sent by somebody they brought, counted by hand",
        More,
        |i| count(i.own.get(REFERRALS).map(|n| n.all())),
        |i| match i.own.get(REFERRALS) {
            Some(n) => words(n.all(), REFERRALS),
            None => "no referrals counted".into(),
        },
    ),
    metric(
        "reused",
        "pieces used again",
        "Reused",
        "pieces of theirs that we used elsewhere, each once",
        More,
        |i| match i.posts + i.uses {
            0 => Value::Unknown,
            _ => Value::Count(i.reused),
        },
        |i| format!("{} with {}, used {}", i.reused, posts(i), times(i.uses)),
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
        "(likes + comments) / followers of each post's account",
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
        |i| price_of_known(&i.cost_of.impressions, i.impressions.value(), 1000),
        |i| {
            format!(
                "{} / {}",
                known_cost(&i.cost_of.impressions, i.impressions, i),
                known(i.impressions, i)
            )
        },
    ),
    metric(
        "cpe",
        "cost per engagement (CPE)",
        "CPE",
        "cost / (likes + comments + saves + shares)",
        Less,
        |i| price_of_known(&i.cost_of.engagements, i.engagements.value(), 1),
        |i| {
            format!(
                "{} / {}",
                known_cost(&i.cost_of.engagements, i.engagements, i),
                known(i.engagements, i)
            )
        },
    ),
    metric(
        "cpc",
        "cost per click (CPC)",
        "CPC",
        "cost / clicks",
        Less,
        |i| price_of_known(&i.cost_of.clicks, i.clicks.value(), 1),
        |i| {
            format!(
                "{} / {}",
                known_cost(&i.cost_of.clicks, i.clicks, i),
                known(i.clicks, i)
            )
        },
    ),
    metric(
        "cpv",
        "cost per view (CPV)",
        "CPV",
        "cost / views",
        Less,
        |i| price_of_known(&i.cost_of.views, i.views.value(), 1),
        |i| {
            format!(
                "{} / {}",
                known_cost(&i.cost_of.views, i.views, i),
                known(i.views, i)
            )
        },
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
    emv::IMPRESSIONS,
    emv::VIEWS,
    emv::ENGAGEMENTS,
    emv::ACTIONS,
];
