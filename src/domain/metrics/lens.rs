//! What is looked at first, by the kind of relationship a campaign lives on (the guide's table:
//! one-off: views, engagement, sentiment; recurring: brand lift, traffic, content reuse;
//! ambassador: sales influence, loyalty, referrals; affiliate: revenue, ROI, CPA). A campaign with
//! orders, sales or their cost as a target is judged by these.

use super::table::{self, Metric};
use crate::domain::rows::{Relationship, Target};
use crate::domain::settings::Settings;

/// A way to look at results.
pub struct Lens {
    /// Its name in menus.
    pub key: &'static str,
    /// In words.
    pub title: &'static str,
    /// Keys of metrics, the most telling first; when there is not room for all, the last leave
    /// first. In the order of the table they are shown in `shown`.
    pub first: &'static [&'static str],
    /// The same in the order in which they stand side by side.
    pub shown: &'static [&'static str],
    /// The metric rows are sorted by, the best first.
    pub sort: &'static str,
}

impl Lens {
    /// The metrics that stand side by side; behind them a media value, where the settings choose a
    /// way to make it.
    pub fn metrics(&self, settings: &Settings) -> Vec<&'static Metric> {
        let value = table::in_use(settings).filter(|m| m.only.is_some());
        self.shown
            .iter()
            .filter_map(|key| table::by_key(key))
            .chain(value)
            .collect()
    }
}

/// All ways, the usual one first.
pub const LENSES: &[Lens] = &[
    Lens {
        key: "conversion",
        title: "orders and what they cost",
        first: &[
            "orders",
            "cpa",
            "roi",
            "cost",
            "mood",
            "sales",
            "clicks",
            "posts",
            "engagement",
            "views",
        ],
        shown: &[
            "posts",
            "clicks",
            "orders",
            "sales",
            "cost",
            "cpa",
            "roi",
            "mood",
            "engagement",
            "views",
        ],
        sort: "cpa",
    },
    Lens {
        key: "awareness",
        title: "awareness: engagement, mood, reach (one-offs)",
        first: &[
            "engagement",
            "mood",
            "cpe",
            "cost",
            "views",
            "saves",
            "on_topic",
            "reach",
            "posts",
            "cpm",
            "orders",
        ],
        shown: &[
            "posts",
            "engagement",
            "saves",
            "on_topic",
            "mood",
            "cost",
            "cpe",
            "cpm",
            "orders",
            "reach",
            "views",
        ],
        sort: "cpe",
    },
    Lens {
        key: "content",
        title: "traffic and content (recurring partners)",
        first: &[
            "clicks", "saves", "reused", "cpc", "cost", "mood", "posts", "on_topic", "orders",
            "on_time", "rounds", "views",
        ],
        shown: &[
            "posts", "clicks", "saves", "reused", "on_topic", "mood", "cost", "cpc", "orders",
            "on_time", "rounds", "views",
        ],
        sort: "cpc",
    },
    Lens {
        key: "loyalty",
        title: "sales influence and loyalty (ambassadors)",
        first: &[
            "orders",
            "rebought",
            "new_customers",
            "referrals",
            "cpa",
            "sales",
            "roi",
            "mood",
            "cost",
            "posts",
            "on_topic",
            "views",
        ],
        shown: &[
            "posts",
            "orders",
            "new_customers",
            "rebought",
            "referrals",
            "sales",
            "cost",
            "cpa",
            "roi",
            "mood",
            "on_topic",
            "views",
        ],
        sort: "cpa",
    },
    Lens {
        key: "affiliate",
        title: "revenue, ROI and CPA (affiliates)",
        first: &[
            "sales",
            "roi",
            "cpa",
            "orders",
            "cost",
            "aov",
            "new_customers",
            "clicks",
            "roas",
            "posts",
            "views",
        ],
        shown: &[
            "posts",
            "clicks",
            "orders",
            "new_customers",
            "sales",
            "aov",
            "cost",
            "cpa",
            "roas",
            "roi",
            "views",
        ],
        sort: "roi",
    },
];

/// The usual way to look at a table of any scope: on the screen and on the command line.
pub const SCOPED: Lens = Lens {
    key: "scoped",
    title: "work, orders and what they cost",
    first: &[
        "orders",
        "cpa",
        "cost",
        "posts",
        "roi",
        "sales",
        "new_customers",
    ],
    shown: &[
        "posts",
        "orders",
        "new_customers",
        "sales",
        "cost",
        "cpa",
        "roi",
    ],
    sort: "cpa",
};

/// The lens of a key.
pub fn by_key(key: &str) -> Option<&'static Lens> {
    LENSES.iter().chain([&SCOPED]).find(|lens| lens.key == key)
}

/// The lens of a campaign: by its targets, else by most of its collaborations.
pub fn of<'a>(
    targets: impl Iterator<Item = &'a Target>,
    types: impl Iterator<Item = Relationship>,
) -> &'static str {
    const ORDERS: &[&str] = &[
        "orders",
        "new_customers",
        "new_share",
        "sales",
        "cpa",
        "cpa_new",
        "roas",
        "roi",
    ];
    const SEEN: &[&str] = &[
        "views",
        "reach",
        "saves",
        "engagement",
        "mood",
        "on_topic",
        "cpv",
    ];
    let metrics: Vec<&str> = targets.map(|t| &*t.metric).collect();
    let types: Vec<Relationship> = types.collect();
    let count = |t: &&Relationship| types.iter().filter(|one| one == t).count();
    let most = Relationship::ALL
        .iter()
        .filter(|t| count(t) > 0)
        .max_by_key(count);
    let any = |of: &[&str]| metrics.iter().any(|m| of.contains(m));
    match most {
        Some(Relationship::Affiliate) => "affiliate",
        Some(Relationship::Ambassador) => "loyalty",
        _ if any(&["rebought", "referrals"]) => "loyalty",
        _ if any(ORDERS) => "conversion",
        _ if any(SEEN) => "awareness",
        _ if any(&["clicks", "cpc", "reused"]) => "content",
        Some(Relationship::OneOff) => "awareness",
        Some(Relationship::Recurring) => "content",
        None => "conversion",
    }
}
