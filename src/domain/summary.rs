//! Short texts about a creator that several screens show: what comes next in a cell, why something
//! is held back, the local time there, what each side gave in twelve months.

use chrono::Timelike;

use super::ctx::Ctx;
use super::day::{Clock, brief, short};
use super::ids::Id;
use super::ledger::balance;
use super::metrics::gather::brought;
use super::money::Money;
use super::review::{Held, Item, Length, Proposes, Rule};
use super::rows::*;
use super::zones;

/// An item in two or three words: `pay $350`, `debrief`, `draft 2 of Brew guide`.
pub fn head(ctx: &Ctx<'_>, item: &Item) -> String {
    item.phrase(ctx, Length::Cell)
}

/// The same without the day it may end with: for where that day stands beside it.
pub fn undated(ctx: &Ctx<'_>, item: &Item) -> String {
    let head = head(ctx, item);
    let day = format!(" {}", brief(item.shows.max(item.due), ctx.today));
    head.strip_suffix(&day).map(str::to_owned).unwrap_or(head)
}

/// `pay $350, late 2d`; for what is still to come, its day first: `Mon 23 Nov numbers`.
pub fn next_words(ctx: &Ctx<'_>, item: &Item) -> String {
    let head = head(ctx, item);
    if item.key.rule == Rule::NoNextStep {
        return head;
    }
    if item.shows > ctx.today {
        return format!(
            "{} {}",
            brief(item.meets(ctx), ctx.today),
            undated(ctx, item)
        );
    }
    let when = item.when(ctx);
    let when = when.trim_start_matches("wait ");
    // "live today" has said it already.
    if when.is_empty() || head.ends_with(&format!(" {when}")) {
        head
    } else {
        format!("{head}, {when}")
    }
}

/// An item in the width of a card: `reply late 1d`, `nudge 5d`, `4 Dec draft`; a next step in its
/// own words.
pub fn card_words(ctx: &Ctx<'_>, item: &Item) -> String {
    let own = matches!(
        item.key.rule.row().proposes,
        Proposes::Step | Proposes::Stage
    );
    let what = if own {
        head(ctx, item)
    } else {
        item.key.rule.kind().to_string()
    };
    if item.key.rule == Rule::NoNextStep {
        return what;
    }
    if item.shows > ctx.today {
        return format!("{} {what}", brief(item.meets(ctx), ctx.today));
    }
    let when = item.when(ctx);
    let when = when
        .trim_start_matches("wait ")
        .trim_start_matches("since ");
    format!("{what} {when}").trim_end().to_string()
}

/// Why an item is held back: `held: written to a moment ago, back Thu 26 Nov`.
pub fn held_words(ctx: &Ctx<'_>, item: &Item) -> String {
    match item.held {
        Some(Held::Cooldown(day)) => {
            format!("held, contacted just now; back {}", short(day, ctx.today))
        }
        Some(Held::Silence(day)) => format!(
            "held, no answer to many messages; until {}",
            short(day, ctx.today)
        ),
        Some(Held::Promise(day)) => format!("held, {} was set", short(day, ctx.today)),
        None => String::new(),
    }
}

/// `09:40 in Lisbon, a good moment`, `23:10 in Los Angeles?, asleep`: a guessed zone is marked.
/// `None` while nothing is known of where they are.
pub fn local_time(ctx: &Ctx<'_>, creator: Id<Creator>) -> Option<String> {
    let row = ctx.model.get(creator)?;
    let place = zones::place(row)?;
    let there = Clock {
        zone: place.zone,
        ..ctx.clock
    }
    .local(ctx.clock.now);
    // Hours in which a message is read or does no harm; what they asked for comes first.
    let moment = match there.hour() {
        22.. | ..=6 => "asleep",
        _ if row
            .quiet_days
            .contains(&there.format("%a").to_string().to_lowercase()) =>
        {
            "a quiet day of theirs"
        }
        7..=8 => "early",
        9..=17 => "a good moment",
        _ => "evening",
    };
    Some(format!(
        "{} in {}, {moment}",
        there.format("%H:%M"),
        place.city()
    ))
}

/// Money by currency, never added together: `$1,180 + €300`.
fn sums(amounts: impl Iterator<Item = Money>) -> String {
    let mut all: Vec<Money> = Vec::new();
    for amount in amounts {
        match all.iter_mut().find(|m| m.currency == amount.currency) {
            Some(sum) => *sum = sum.plus(amount).unwrap_or(*sum),
            None => all.push(amount),
        }
    }
    all.iter()
        .map(Money::to_string)
        .collect::<Vec<_>>()
        .join(" + ")
}

fn counted(n: usize, one: &str, many: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    }
}

/// What we gave and what they gave in the last twelve months, a line each; nothing when there is
/// nothing to tell.
pub fn value_lines(ctx: &Ctx<'_>, creator: Id<Creator>) -> Vec<String> {
    let since = ctx
        .today
        .checked_sub_months(chrono::Months::new(12))
        .unwrap_or(ctx.today);
    let m = ctx.model;
    let paid = balance::paid_between(m.of::<Payment>(creator), since, ctx.today);
    let paid = sums(paid.iter());
    let gifts = m
        .of::<Shipment>(creator)
        .filter(|s| s.sent.or(s.delivered).is_some_and(|d| d >= since))
        .count();
    let posts = m
        .of::<Deliverable>(creator)
        .filter(|d| d.live.is_some_and(|l| l >= since))
        .count();
    let brought = brought(ctx, creator, since);
    let orders = usize::try_from(brought.orders.unwrap_or(0)).unwrap_or(0);
    let brought = sums(brought.sales.iter());
    let ours: Vec<String> = [
        Some(paid).filter(|p| !p.is_empty()),
        counted(gifts, "gift", "gifts"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let theirs: Vec<String> = [
        counted(posts, "post", "posts"),
        counted(orders, "order", "orders"),
        Some(brought).filter(|b| !b.is_empty()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut lines = Vec::new();
    if !ours.is_empty() {
        lines.push(format!("we gave {}", ours.join(" · ")));
    }
    if !theirs.is_empty() {
        lines.push(format!("they gave {}", theirs.join(" · ")));
    }
    lines
}
