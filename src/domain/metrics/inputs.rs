//! The numbers metrics are computed from, of any scope: one collaboration, a campaign, a format, a
//! creator. Scopes are added together; what is not known stays not known.

use std::collections::BTreeMap;

use super::emv::Rates;
use crate::domain::ledger::cost::Cost;
use crate::domain::ledger::rates::{self, General};
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::settings::Settings;

/// A sum over pieces, some of which may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// The sum of what is known.
    pub total: i64,
    /// Of how many pieces it is known.
    pub known: i64,
}

impl Sum {
    /// With one number more, if it is known.
    pub fn add(&mut self, n: Option<i64>) {
        if let Some(n) = n {
            self.total = self.total.saturating_add(n);
            self.known += 1;
        }
    }

    /// The sum, if anything is known.
    pub fn value(self) -> Option<i64> {
        (self.known > 0).then_some(self.total)
    }

    fn merge(&mut self, other: Self) {
        self.total = self.total.saturating_add(other.total);
        self.known += other.known;
    }
}

/// A part and the whole it is of, summed only where both are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pair {
    /// The part.
    pub part: i64,
    /// The whole.
    pub whole: i64,
}

impl Pair {
    /// With another one, if both sides are known.
    pub fn add(&mut self, part: Option<i64>, whole: Option<i64>) {
        if let (Some(part), Some(whole)) = (part, whole) {
            self.part = self.part.saturating_add(part);
            self.whole = self.whole.saturating_add(whole);
        }
    }

    fn merge(&mut self, other: Self) {
        self.add(Some(other.part), Some(other.whole));
    }
}

/// Cost of the pieces of which a number is known: what prices for one of something divide.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CostOfKnown {
    /// Of those with impressions.
    pub impressions: Purse,
    /// Of those with likes, comments, saves or shares.
    pub engagements: Purse,
    /// Of those with clicks.
    pub clicks: Purse,
    /// Of those with views.
    pub views: Purse,
}

impl CostOfKnown {
    fn merge(&mut self, other: &Self) {
        self.impressions.merge(&other.impressions);
        self.engagements.merge(&other.engagements);
        self.clicks.merge(&other.clicks);
        self.views.merge(&other.views);
    }
}

/// A count of one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Own {
    /// Counted where the cost of the posts is counted too.
    pub beside_cost: i64,
    /// Counted in days without a post of the same collaboration: beside them stands no cost.
    pub earlier: i64,
}

impl Own {
    /// Both together.
    pub fn all(self) -> i64 {
        self.beside_cost.saturating_add(self.earlier)
    }
}

/// Everything metrics read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs)] // the numbers of a result row, summed over pieces, are named as there
pub struct Inputs {
    /// Pieces that are live.
    pub posts: i64,
    pub views: Sum,
    pub reach: Sum,
    pub impressions: Sum,
    pub likes: Sum,
    pub comments: Sum,
    pub shares: Sum,
    pub saves: Sum,
    pub clicks: Sum,
    /// Likes, comments, saves and shares together.
    pub engagements: Sum,
    /// Likes and comments of followers (of the account each piece stood on).
    pub by_followers: Pair,
    /// Engagements of reach.
    pub by_reach: Pair,
    /// Engagements of views.
    pub by_views: Pair,
    /// Comments about the product, of all comments.
    pub on_topic: Pair,
    /// Moods in thousandths, of pieces.
    pub mood: Pair,
    /// Orders; not known where neither a shop nor a post told.
    pub orders: Option<i64>,
    /// Of how many orders it is known whether the buyer is new.
    pub told_apart: i64,
    /// Buyers who never ordered before.
    pub new_customers: Option<i64>,
    /// Sales, refunds taken off.
    pub sales: Purse,
    /// What was given back.
    pub given_back: Purse,
    /// Orders come from sale rows (else from the numbers of posts).
    pub from_shop: bool,
    /// Buyers who ordered again, of buyers known.
    pub rebought: Pair,
    /// Orders as the creator or the platform told them with a post, where the ledger has orders of
    /// the same collaboration: shown beside them and never added.
    pub told: Option<i64>,
    /// What it cost.
    pub costs: Cost,
    /// Sales in the general currency, each order by the rate of its day.
    pub sales_in_general: General,
    /// What it cost in the general currency.
    pub cost_in_general: General,
    /// The general currency, where a rate of any other is known.
    pub general: Option<Currency>,
    /// What the pieces cost of which single numbers are known.
    pub cost_of: CostOfKnown,
    /// Pieces live on the agreed day or before, of live pieces with one.
    pub on_time: Pair,
    /// Rounds of changes, of live pieces.
    pub rounds: Pair,
    /// Gifts that were posted about, of gifts delivered.
    pub gifts: Pair,
    /// Collaborations in which they answered, of those in which we wrote.
    pub replies: Pair,
    /// Hours until the first answer, of those answered.
    pub waits: Pair,
    /// Pieces of theirs that we used again.
    pub reused: i64,
    /// How often.
    pub uses: i64,
    /// Counts of one's own, by their name.
    pub own: BTreeMap<String, Own>,
    /// Margin in percent of sales; 0 is not known.
    pub margin: i64,
    /// What attention is worth, for a media value.
    pub emv: Option<Rates>,
}

impl Inputs {
    /// Nothing yet, with what the settings say of margins and prices.
    pub fn with(settings: &Settings) -> Self {
        let margin = i64::from(settings.general.margin_percent);
        Self {
            margin,
            general: (!settings.rates.is_empty()).then(|| rates::currency(settings)),
            emv: Rates::of(settings),
            ..Self::default()
        }
    }

    /// With another scope.
    pub fn merge(&mut self, other: &Self) {
        self.posts += other.posts;
        let sums = [
            (&mut self.views, other.views),
            (&mut self.reach, other.reach),
            (&mut self.impressions, other.impressions),
            (&mut self.likes, other.likes),
            (&mut self.comments, other.comments),
            (&mut self.shares, other.shares),
            (&mut self.saves, other.saves),
            (&mut self.clicks, other.clicks),
            (&mut self.engagements, other.engagements),
        ];
        sums.into_iter().for_each(|(mine, more)| mine.merge(more));
        let pairs = [
            (&mut self.by_followers, other.by_followers),
            (&mut self.by_reach, other.by_reach),
            (&mut self.by_views, other.by_views),
            (&mut self.on_topic, other.on_topic),
            (&mut self.mood, other.mood),
            (&mut self.rebought, other.rebought),
            (&mut self.on_time, other.on_time),
            (&mut self.rounds, other.rounds),
            (&mut self.gifts, other.gifts),
            (&mut self.replies, other.replies),
            (&mut self.waits, other.waits),
        ];
        pairs.into_iter().for_each(|(mine, more)| mine.merge(more));
        self.orders = plus(self.orders, other.orders);
        self.new_customers = plus(self.new_customers, other.new_customers);
        self.told_apart += other.told_apart;
        self.sales.merge(&other.sales);
        self.given_back.merge(&other.given_back);
        self.from_shop |= other.from_shop;
        self.told = plus(self.told, other.told);
        self.reused += other.reused;
        self.uses += other.uses;
        self.merge_own(other);
        self.costs.merge(&other.costs);
        self.cost_of.merge(&other.cost_of);
        self.sales_in_general.merge(&other.sales_in_general);
        self.cost_in_general.merge(&other.cost_in_general);
        self.general = self.general.or(other.general);
        self.margin = self.margin.max(other.margin);
        self.emv = self.emv.or(other.emv);
    }
}

impl Inputs {
    /// Returns a sum in the general currency, where something in it had to be converted and all of
    /// it could be.
    pub fn about(&self, sum: &General) -> Option<Money> {
        let general = self.general.filter(|_| sum.about && !sum.missing)?;
        Some(Money::new(sum.minor, general))
    }

    /// Adds the counts of one's own of another scope, and nothing else.
    pub fn merge_own(&mut self, other: &Self) {
        for (name, more) in &other.own {
            let mine = self.own.entry(name.clone()).or_default();
            mine.beside_cost = mine.beside_cost.saturating_add(more.beside_cost);
            mine.earlier = mine.earlier.saturating_add(more.earlier);
        }
    }

    /// Adds how many answered and how soon, and nothing else.
    pub fn merge_replies(&mut self, other: &Self) {
        self.replies.merge(other.replies);
        self.waits.merge(other.waits);
    }
}

fn plus(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.saturating_add(b)),
        (one, other) => one.or(other),
    }
}
