//! How deep a relationship is, and what it would take to go one step deeper: one-off, recurring,
//! ambassador. Affiliates stand beside the ladder, as deep as recurring partners. The type of a
//! relationship also says what its results are judged on first.

use chrono::Datelike;

use crate::domain::ctx::Ctx;
use crate::domain::day::Day;
use crate::domain::fields::number::count_text;
use crate::domain::ids::Id;
use crate::domain::ledger::periods::Window;
use crate::domain::metrics::inputs::Inputs;
use crate::domain::metrics::value::divide;
use crate::domain::metrics::{gather, measure};
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

/// What a deal has brought, what the partnership is judged on first: the figures of its results.
pub fn so_far(ctx: &Ctx<'_>, deal: &Collaboration) -> Vec<String> {
    let (inputs, _) = gather::deal(ctx, deal, &Window::All);
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
        .filter_map(|what| words(&inputs, what))
        .chain(measure::counted(&inputs))
        .collect()
}

/// One of them in words; nothing where it is not known.
fn words(i: &Inputs, what: &str) -> Option<String> {
    let count = |n: Option<i64>, what: &str| n.map(|n| format!("{} {what}", count_text(n)));
    match what {
        "views" => count(i.views.value(), what),
        "engagement" => {
            let both = i.likes.total.saturating_add(i.comments.total);
            let known = i.likes.known + i.comments.known > 0;
            count(known.then_some(both), "likes and comments")
        }
        "clicks" => count(i.clicks.value(), what),
        "orders" => count(i.orders, what),
        "reuse" => {
            let used = Some(i.uses).filter(|n| *n > 0);
            count(used, "clips used again")
        }
        "mood" => divide(i.mood.part, 1, i.mood.whole).map(|thousandths| {
            let tenths = divide(thousandths, 1, 100).unwrap_or(0);
            let sign = if tenths < 0 { '-' } else { '+' };
            let tenths = tenths.unsigned_abs();
            format!("mood {sign}{}.{}", tenths / 10, tenths % 10)
        }),
        "sales" => (!i.sales.is_empty()).then(|| format!("{} sales", i.sales.value().shown())),
        _ => None,
    }
}
