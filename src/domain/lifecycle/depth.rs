//! How deep a relationship is, and what it would take to go one step deeper: one-off, recurring,
//! ambassador. Affiliates stand beside the ladder, as deep as recurring partners. The type of a
//! relationship also says what its results are judged on first.

use chrono::Datelike;

use crate::domain::ctx::Ctx;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::rows::*;

/// Good deals that make the case for a recurring partnership, and for an ambassador.
const GOOD: [usize; 2] = [2, 4];
/// Satisfaction both ways, of 5, that an ambassador needs.
const CONTENT: u8 = 4;

/// Where a relationship stands on the ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Depth {
    /// `one-off (Mar 2025) ► recurring (Jul) ► ambassador?`
    pub ladder: String,
    /// What it would take to go one up: `2 more good deals would make the case`.
    pub next: String,
}

/// A deal that ended well: something went live and nothing was missed.
fn is_good(ctx: &Ctx<'_>, deal: &Collaboration) -> bool {
    let ended = matches!(deal.outcome, Some(Outcome::Completed | Outcome::Graduated))
        || deal.stage == Stage::Retention;
    let pieces = || {
        ctx.model
            .of::<Deliverable>(deal.creator)
            .filter(|d| d.collaboration == deal.id)
    };
    ended && pieces().any(|d| d.live.is_some()) && !pieces().any(|d| d.state == PieceState::Missed)
}

fn month(day: Day, today: Day) -> String {
    if day.year() == today.year() {
        day.format("%b").to_string()
    } else {
        day.format("%b %Y").to_string()
    }
}

/// The ladder of a creator; nothing while the type of the relationship is not known.
pub fn depth(ctx: &Ctx<'_>, id: Id<Creator>) -> Option<Depth> {
    let row = ctx.model.get(id)?;
    let now = row.relationship?;
    let deals: Vec<&Collaboration> = ctx
        .model
        .of::<Collaboration>(id)
        .filter(|c| c.agreed.is_some())
        .collect();
    let since = |kind: Relationship| {
        let first = deals
            .iter()
            .filter(|c| c.relationship == Some(kind))
            .filter_map(|c| c.agreed)
            .min();
        first.map_or_else(String::new, |day| format!(" ({})", month(day, ctx.today)))
    };
    let good = deals.iter().filter(|c| is_good(ctx, c)).count();
    let (steps, next): (&[Relationship], Option<(Relationship, usize)>) = match now {
        Relationship::OneOff => (
            &[Relationship::OneOff],
            Some((Relationship::Recurring, GOOD[0])),
        ),
        Relationship::Recurring => (
            &[Relationship::OneOff, Relationship::Recurring],
            Some((Relationship::Ambassador, GOOD[1])),
        ),
        Relationship::Affiliate => (
            &[Relationship::Affiliate],
            Some((Relationship::Ambassador, GOOD[1])),
        ),
        Relationship::Ambassador => (
            &[
                Relationship::OneOff,
                Relationship::Recurring,
                Relationship::Ambassador,
            ],
            None,
        ),
    };
    let been = steps
        .iter()
        .filter(|k| **k == now || deals.iter().any(|c| c.relationship == Some(**k)));
    let mut ladder: Vec<String> = been.map(|k| format!("{}{}", k.word(), since(*k))).collect();
    ladder.extend(next.map(|(kind, _)| format!("{}?", kind.word())));
    let takes = next.map_or_else(
        || "as deep as it goes".into(),
        |(kind, need)| takes(row, good, kind, need),
    );
    Some(Depth {
        ladder: ladder.join(" ► "),
        next: takes,
    })
}

fn takes(row: &Creator, good: usize, kind: Relationship, need: usize) -> String {
    let short = need.saturating_sub(good);
    let satisfied = row.checkin_they >= CONTENT && row.checkin_we >= CONTENT;
    match (short, kind == Relationship::Ambassador && !satisfied) {
        (0, false) => format!("{good} good deals: the case for {} is made", kind.word()),
        (0, true) => format!(
            "{good} good deals; a check-in of {CONTENT}/{CONTENT} or more would make the case"
        ),
        (1, _) => format!("1 more good deal would make the case for {}", kind.word()),
        (n, _) => format!(
            "{n} more good deals would make the case for {}",
            kind.word()
        ),
    }
}

/// What a kind of partnership is judged on first.
pub const fn judged_on(kind: Relationship) -> &'static str {
    match kind {
        Relationship::OneOff => "views, engagement, sentiment",
        Relationship::Recurring => "brand lift, traffic, content reuse",
        Relationship::Ambassador => "sales influence, loyalty, referrals",
        Relationship::Affiliate => "attributable revenue, ROI, cost per order",
    }
}

/// What the pieces of a deal have brought by their newest numbers, what the partnership is judged
/// on first.
pub fn so_far(ctx: &Ctx<'_>, deal: &Collaboration) -> Vec<String> {
    let mut sum = Sums::default();
    for piece in ctx
        .model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == deal.id)
    {
        sum.reuse += piece.reuse.lines().filter(|l| !l.trim().is_empty()).count() as i64;
        let looks = ctx
            .model
            .of::<PostResult>(deal.creator)
            .filter(|r| r.deliverable == piece.id);
        let looks: Vec<&PostResult> = looks.collect();
        sum.add(&looks);
    }
    let kind = deal
        .relationship
        .or_else(|| ctx.model.get(deal.creator).and_then(|c| c.relationship));
    let order: [&str; 7] = match kind {
        None | Some(Relationship::OneOff) => [
            "views",
            "engagement",
            "mood",
            "clicks",
            "orders",
            "sales",
            "reuse",
        ],
        Some(Relationship::Recurring) => [
            "clicks",
            "reuse",
            "views",
            "engagement",
            "orders",
            "sales",
            "mood",
        ],
        Some(Relationship::Ambassador) => [
            "orders",
            "sales",
            "mood",
            "clicks",
            "engagement",
            "views",
            "reuse",
        ],
        Some(Relationship::Affiliate) => [
            "sales",
            "orders",
            "clicks",
            "views",
            "engagement",
            "mood",
            "reuse",
        ],
    };
    order
        .into_iter()
        .filter_map(|what| sum.words(what))
        .collect()
}

/// Sums of the newest numbers of each piece; what nobody looked at is not known.
#[derive(Default)]
struct Sums {
    views: Option<i64>,
    engagement: Option<i64>,
    clicks: Option<i64>,
    orders: Option<i64>,
    mood: Vec<i32>,
    sales: Vec<Money>,
    reuse: i64,
}

impl Sums {
    fn add(&mut self, looks: &[&PostResult]) {
        let newest = |of: fn(&PostResult) -> Option<i64>| {
            looks
                .iter()
                .filter(|r| of(r).is_some())
                .max_by_key(|r| (r.day, r.id))
                .and_then(|r| of(r))
        };
        let more = |sum: &mut Option<i64>, n: Option<i64>| {
            if let Some(n) = n {
                *sum = Some(sum.unwrap_or(0).saturating_add(n));
            }
        };
        more(&mut self.views, newest(|r| r.views));
        let engaged = |r: &PostResult| match (r.likes, r.comments) {
            (None, None) => None,
            (likes, comments) => Some(likes.unwrap_or(0).saturating_add(comments.unwrap_or(0))),
        };
        more(&mut self.engagement, newest(engaged));
        more(&mut self.clicks, newest(|r| r.clicks));
        more(&mut self.orders, newest(|r| r.orders));
        self.mood.extend(
            looks
                .iter()
                .max_by_key(|r| (r.day, r.id))
                .and_then(|r| r.mood),
        );
        if let Some(sales) = looks
            .iter()
            .filter(|r| r.sales.is_some())
            .max_by_key(|r| (r.day, r.id))
            .and_then(|r| r.sales)
        {
            match self.sales.iter_mut().find(|m| m.currency == sales.currency) {
                Some(sum) => *sum = sum.plus(sales).unwrap_or(*sum),
                None => self.sales.push(sales),
            }
        }
    }

    fn words(&self, what: &str) -> Option<String> {
        use crate::domain::fields::number::count_text;
        let count = |n: Option<i64>, what: &str| n.map(|n| format!("{} {what}", count_text(n)));
        match what {
            "views" => count(self.views, what),
            "engagement" => count(self.engagement, "likes and comments"),
            "clicks" => count(self.clicks, what),
            "orders" => count(self.orders, what),
            "reuse" => count(Some(self.reuse).filter(|n| *n > 0), "clips used again"),
            "mood" if !self.mood.is_empty() => {
                let mean = f64::from(self.mood.iter().sum::<i32>()) / self.mood.len() as f64;
                Some(format!("mood {mean:+.1}"))
            }
            "sales" if !self.sales.is_empty() => {
                let all: Vec<String> = self.sales.iter().map(Money::to_string).collect();
                Some(format!("{} sales", all.join(" + ")))
            }
            _ => None,
        }
    }
}
