//! The arithmetic of the metrics and the words for what went into it. Not known stays not known;
//! money of two currencies is neither added nor compared.

use super::inputs::{Inputs, Pair, Sum};
use super::value::{DASH, Purse, Value, divide};
use crate::domain::ledger::rates::General;

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

/// A value of money, or where it is of several currencies what it is about by their rates.
fn or_about(value: Value, about: impl FnOnce() -> Option<Value>) -> Value {
    match value {
        Value::Mixed(_) | Value::Several => {
            about().map_or(value, |about| Value::About(Box::new(about)))
        }
        value => value,
    }
}

/// What it cost.
pub(super) fn cost_value(i: &Inputs) -> Value {
    or_about(i.costs.total().value(), || {
        i.about(&i.cost_in_general).map(Value::Amount)
    })
}

/// What it brought.
pub(super) fn sales_value(i: &Inputs) -> Value {
    or_about(i.sales.value(), || {
        i.about(&i.sales_in_general).map(Value::Amount)
    })
}

/// Money for `times` of a count.
pub(super) fn price(i: &Inputs, n: Option<i64>, times: i64) -> Value {
    let of = |purse: &Purse| Value::price(&purse.map(|minor| minor.saturating_mul(times)), n);
    or_about(of(&i.costs.total()), || {
        let about = i.about(&i.cost_in_general)?;
        Some(of(&std::iter::once(about).collect()))
    })
}

/// Sales and cost in one currency: as they are, else by the rates.
fn in_general(i: &Inputs) -> Option<(Purse, Purse)> {
    let plain = |sum: &General, purse: &Purse| -> Option<Purse> {
        let only = purse.only().filter(|m| Some(m.currency) == i.general);
        let amount = i.about(sum).or(only)?;
        Some(std::iter::once(amount).collect())
    };
    Some((
        plain(&i.sales_in_general, &i.sales)?,
        plain(&i.cost_in_general, &i.costs.total())?,
    ))
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

/// First orders, of how many; and of how many it is known, where that is not all.
pub(super) fn first_orders(i: &Inputs) -> String {
    let first = format!("{} first orders", count(i.new_customers).shown());
    match i.orders {
        Some(all) if i.told_apart < all => {
            format!("{first}; {} of {all} orders told apart", i.told_apart)
        }
        _ => format!("{first} of {}", i.told_apart),
    }
}

/// `once`, `3 times`.
pub(super) fn times(n: i64) -> String {
    match n {
        0 => "never".into(),
        1 => "once".into(),
        n => format!("{n} times"),
    }
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
    let of = |sales: &Purse, cost: &Purse| {
        both(sales, cost, |sales, cost| {
            divide(sales, 1000, cost).map(Value::Ratio)
        })
    };
    or_about(of(&i.sales, &i.costs.total()), || {
        in_general(i).map(|(sales, cost)| of(&sales, &cost))
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
    or_about(both(&i.sales.map(kept), &i.costs.total(), gain), || {
        in_general(i).map(|(sales, cost)| both(&sales.map(kept), &cost, gain))
    })
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
