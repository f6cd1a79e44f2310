//! The arithmetic of the metrics and the words for what went into it. Not known stays not known;
//! money of two currencies is neither added nor compared.

use super::inputs::{Inputs, Pair, Sum};
use super::value::{DASH, Purse, Value, divide};

pub(super) fn count(n: Option<i64>) -> Value {
    n.map_or(Value::Unknown, Value::Count)
}

pub(super) fn percent(pair: Pair) -> Value {
    divide(pair.part, 10_000, pair.whole).map_or(Value::Unknown, Value::Percent)
}

pub(super) fn share(pair: Pair) -> Value {
    if pair.whole > 0 {
        Value::Share(pair.part, pair.whole)
    } else {
        Value::Unknown
    }
}

/// Money for `times` of a count.
pub(super) fn price(i: &Inputs, n: Option<i64>, times: i64) -> Value {
    Value::price(&i.costs.total().map(|minor| minor.saturating_mul(times)), n)
}

/// `n of 3 posts`: of how many pieces a sum is known.
pub(super) fn known(sum: Sum, i: &Inputs) -> String {
    match sum.value() {
        None => format!("not known of any of {}", posts(i)),
        Some(n) if sum.known < i.posts => {
            format!(
                "{} (known of {} of {})",
                Value::Count(n).shown(),
                sum.known,
                posts(i)
            )
        }
        Some(n) => Value::Count(n).shown(),
    }
}

pub(super) fn posts(i: &Inputs) -> String {
    if i.posts == 1 {
        "1 post".into()
    } else {
        format!("{} posts", i.posts)
    }
}

pub(super) fn orders(i: &Inputs) -> String {
    format!("{} orders", count(i.orders).shown())
}

/// The orders, and what was told with posts where it is not what counts.
pub(super) fn orders_and_told(i: &Inputs) -> String {
    match (i.from_shop, i.told) {
        (true, Some(told)) => format!("{}, from the shop · told with posts: {told}", orders(i)),
        (true, None) => format!("{}, from the shop", orders(i)),
        _ if i.orders.is_some() => format!("{}, told with posts", orders(i)),
        _ => orders(i),
    }
}

pub(super) fn cost(i: &Inputs) -> String {
    let parts: Vec<String> = i
        .costs
        .parts()
        .iter()
        .filter(|(_, purse)| !purse.is_empty())
        .map(|(name, purse)| format!("{name} {}", purse.value().shown()))
        .collect();
    let parcels = |n: i64| {
        if n == 1 {
            "1 parcel".to_string()
        } else {
            format!("{n} parcels")
        }
    };
    let mut gap = String::new();
    if i.costs.estimated_parcels > 0 {
        let many = parcels(i.costs.estimated_parcels);
        gap.push_str(&format!(" · {many} at what they are worth (≈)"));
    }
    if i.costs.unknown_parcels > 0 {
        let many = parcels(i.costs.unknown_parcels);
        gap.push_str(&format!(" · {many} without cost, not counted"));
    }
    if parts.is_empty() {
        format!("no cost known{gap}")
    } else {
        format!("{}{gap}", parts.join(" + "))
    }
}

/// Cost of the pieces of which a number is known, for `times` of it.
pub(super) fn price_of_known(cost: &Purse, n: Option<i64>, times: i64) -> Value {
    Value::price(&cost.map(|minor| minor.saturating_mul(times)), n)
}

/// Cost of the pieces of which a number is known, and how many of them those are.
pub(super) fn known_cost(cost: &Purse, sum: Sum, i: &Inputs) -> String {
    let cost = format!("cost {}", cost.value().shown());
    if sum.known < i.posts {
        format!("{cost} of {} of {}", sum.known, posts(i))
    } else {
        cost
    }
}

pub(super) fn total(i: &Inputs) -> String {
    format!("cost {}", i.costs.total().value().shown())
}

pub(super) fn sales(i: &Inputs) -> String {
    let back = i.given_back.iter().any(|m| m.minor != 0);
    let refunds = if back {
        format!(" after {} given back", i.given_back.value().shown())
    } else {
        String::new()
    };
    let source = match (i.sales.is_empty(), i.from_shop) {
        (true, _) => "",
        (_, true) => ", from the shop's orders",
        _ => ", from the numbers of posts",
    };
    format!("sales {}{refunds}{source}", i.sales.value().shown())
}

/// A number made of sales and cost, in minor units of one and the same currency.
pub(super) fn both(sales: &Purse, cost: &Purse, with: fn(i64, i64) -> Option<Value>) -> Value {
    match (sales.only(), cost.only()) {
        (Some(sales), Some(cost)) if sales.currency == cost.currency => {
            with(sales.minor, cost.minor).unwrap_or(Value::Unknown)
        }
        _ if sales.is_empty() || cost.is_empty() => Value::Unknown,
        _ => Value::Several,
    }
}

pub(super) fn roas(i: &Inputs) -> Value {
    both(&i.sales, &i.costs.total(), |sales, cost| {
        divide(sales, 1000, cost).map(Value::Ratio)
    })
}

pub(super) fn roi(i: &Inputs) -> Value {
    let kept = |minor| {
        if i.margin > 0 {
            divide(minor, i.margin, 100).unwrap_or(0)
        } else {
            minor
        }
    };
    let gain =
        |kept: i64, cost: i64| divide(kept.checked_sub(cost)?, 10_000, cost).map(Value::Gain);
    both(&i.sales.map(kept), &i.costs.total(), gain)
}

pub(super) fn sales_and_cost(i: &Inputs) -> String {
    let margin = if i.margin > 0 {
        format!(" · margin {}%", i.margin)
    } else {
        String::new()
    };
    format!("{} · {}{margin}", sales(i), total(i))
}

pub(super) fn pair(pair: Pair, part: &str, whole: &str) -> String {
    if pair.whole > 0 {
        format!(
            "{} {part} / {} {whole}",
            Value::Count(pair.part).shown(),
            Value::Count(pair.whole).shown()
        )
    } else {
        DASH.into()
    }
}
