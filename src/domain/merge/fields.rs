//! The merge fields as a table: the key in braces, what it is in words, and how its value is found.
//! Picker, help, errors and rendering read these rows.

use super::{Merge, MergeField, Source};
use crate::domain::day::Day;
use crate::domain::rows::*;

const fn rows(
    key: &'static str,
    help: &'static str,
    value: fn(&Merge<'_>) -> Option<String>,
) -> MergeField {
    MergeField {
        key,
        help,
        source: Source::Rows(value),
    }
}

const fn by_hand(key: &'static str, help: &'static str) -> MergeField {
    MergeField {
        key,
        help,
        source: Source::ByHand,
    }
}

/// All of them, in the order of the picker.
pub const FIELDS: &[MergeField] = &[
    by_hand("personal", "a line only this person could get"),
    rows("first_name", "their first name", first_name),
    rows("name", "their full name", |m| {
        creator(m).map(|c| c.name.to_string())
    }),
    rows("handle", "their main handle, with @", |m| {
        account(m).map(|a| format!("@{}", a.handle))
    }),
    rows("platform", "their main platform", |m| {
        account(m).map(|a| a.platform.label().to_owned())
    }),
    rows("me", "your name, from [general] me in the config", |m| {
        Some(m.ctx.settings.general.me.to_string())
    }),
    rows(
        "brand",
        "your brand, from [general] brand in the config",
        |m| Some(m.ctx.settings.general.brand.to_string()),
    ),
    rows("campaign", "the campaign of the deal", |m| {
        deal(m)?
            .campaign
            .and_then(|id| m.ctx.model.get(id))
            .map(|c| c.name.to_string())
    }),
    rows("fee", "the fee of the deal", |m| {
        deal(m)?.fee.map(|fee| fee.to_string())
    }),
    rows("rate", "their usual price", |m| {
        creator(m)?.rate.map(|rate| rate.to_string())
    }),
    rows(
        "commission",
        "the commission of the deal, in percent",
        |m| deal(m)?.commission.map(percent),
    ),
    rows("product", "the product of the deal", |m| {
        deal(m).map(|d| d.product.to_string())
    }),
    rows("bonus", "the bonus of the deal", |m| {
        deal(m).map(|d| d.bonus.to_string())
    }),
    rows(
        "net_days",
        "days until the fee is paid after the piece is live",
        |m| {
            Some(
                deal(m)?
                    .net_days
                    .unwrap_or(m.ctx.settings.general.net_days)
                    .to_string(),
            )
        },
    ),
    rows("what", "the pieces of the deal", what),
    rows("piece", "the piece due next, or live last", |m| {
        piece(m).map(|d| d.called().to_owned())
    }),
    rows("draft_day", "the day its draft is due", |m| {
        Some(day(m, piece(m)?.draft_due?))
    }),
    rows("live_day", "the day it goes live", |m| {
        Some(day(m, piece(m)?.live.or(piece(m)?.live_due)?))
    }),
    by_hand("new_date", "the date you agree to"),
    rows("code", "their promo code", code),
    rows("rights", "usage rights of the deal, with their end", rights),
    rows("exclusivity", "exclusivity of the deal", |m| {
        deal(m).map(|d| d.exclusivity.to_string())
    }),
    rows("agreement", "where the agreement is", |m| {
        deal(m).map(|d| d.agreement.to_string())
    }),
    rows(
        "goal",
        "the one goal of their brief, or of the campaign",
        goal,
    ),
    rows("say", "what to say, from their brief", |m| {
        brief(m).map(|b| b.say.to_string())
    }),
    rows("must", "what must be there, from their brief", |m| {
        brief(m).map(|b| b.must.to_string())
    }),
    rows("please_not", "what to leave out, from their brief", |m| {
        brief(m).map(|b| b.please_not.to_string())
    }),
    rows("yours", "what is theirs to decide, from their brief", |m| {
        brief(m).map(|b| b.yours.to_string())
    }),
    rows("link", "the link to the post", |m| {
        piece(m).map(|d| d.link.to_string())
    }),
    rows(
        "results",
        "the newest numbers of their newest piece",
        results,
    ),
    by_hand("lesson", "what worked best, in a line"),
    by_hand("changes", "the facts to change in the draft"),
    rows("gift", "the product of the last parcel", |m| {
        parcel(m).map(|s| s.product.to_string())
    }),
    rows("tracking", "tracking of the last parcel", |m| {
        parcel(m).map(|s| s.tracking.to_string())
    }),
    rows(
        "paid",
        "the amount of the payment it is about, else of the last",
        |m| payment(m).map(|p| p.amount.to_string()),
    ),
    rows("paid_day", "the day it was paid", |m| {
        Some(day(m, payment(m)?.paid?))
    }),
    rows("paid_by", "how it was paid", |m| {
        payment(m).map(|p| p.method.to_string())
    }),
];

fn creator<'a>(m: &Merge<'a>) -> Option<&'a Creator> {
    m.ctx.model.get(m.creator)
}

fn deal<'a>(m: &Merge<'a>) -> Option<&'a Collaboration> {
    m.ctx.model.get(m.deal?)
}

fn piece<'a>(m: &Merge<'a>) -> Option<&'a Deliverable> {
    m.ctx.model.get(m.piece?)
}

/// The account with the most followers.
fn account<'a>(m: &Merge<'a>) -> Option<&'a Account> {
    m.ctx
        .model
        .of::<Account>(m.creator)
        .max_by_key(|a| (a.followers, std::cmp::Reverse(a.id)))
}

fn parcel<'a>(m: &Merge<'a>) -> Option<&'a Shipment> {
    m.ctx
        .model
        .of::<Shipment>(m.creator)
        .max_by_key(|s| (s.sent, s.id))
}

fn payment<'a>(m: &Merge<'a>) -> Option<&'a Payment> {
    if let Some(id) = m.payment {
        return m.ctx.model.get(id);
    }
    m.ctx
        .model
        .of::<Payment>(m.creator)
        .filter(|p| p.paid.is_some())
        .max_by_key(|p| (p.paid, p.id))
}

fn brief<'a>(m: &Merge<'a>) -> Option<&'a Brief> {
    m.ctx
        .model
        .of::<Brief>(m.creator)
        .rev()
        .find(|b| Some(b.collaboration) == m.deal)
}

/// The first word of the name; of a name in capitals or with a title the word is still the best
/// guess there is.
fn first_name(m: &Merge<'_>) -> Option<String> {
    let row = creator(m)?;
    let titles = [
        "dr.", "dr", "mr", "mr.", "ms", "ms.", "mrs", "mrs.", "prof.", "prof",
    ];
    let mut words = row.name.split_whitespace();
    words
        .find(|w| {
            !titles.contains(&w.to_lowercase().as_str()) && w.chars().any(char::is_alphabetic)
        })
        .map(str::to_owned)
}

/// A day as it is written in the template's language; where we have no names for months, in
/// numbers.
fn day(m: &Merge<'_>, day: Day) -> String {
    match m.language {
        "" | "en" => crate::domain::day::short(day, m.ctx.today),
        "de" => day.format("%-d.%-m.").to_string(),
        _ => day.format("%-d/%-m").to_string(),
    }
}

/// Hundredths of a percent: `8%`, `7.5%`.
fn percent(hundredths: i32) -> String {
    let text = format!("{:.2}", f64::from(hundredths) / 100.0);
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// `Reel "first pour" and 3 stories`.
fn what(m: &Merge<'_>) -> Option<String> {
    let pieces = m
        .ctx
        .model
        .of::<Deliverable>(m.creator)
        .filter(|d| Some(d.collaboration) == m.deal);
    let names: Vec<&str> = pieces
        .filter(|d| d.state != PieceState::Missed)
        .map(Deliverable::called)
        .collect();
    let (last, rest) = names.split_last()?;
    Some(if rest.is_empty() {
        (*last).to_owned()
    } else {
        format!("{} + {last}", rest.join(", "))
    })
}

fn code(m: &Merge<'_>) -> Option<String> {
    let codes = m
        .ctx
        .model
        .of::<Right>(m.creator)
        .filter(|r| r.kind == RightKind::Code && !r.code.is_empty());
    codes
        .max_by_key(|r| (r.end.is_none_or(|end| end >= m.ctx.today), r.id))
        .map(|r| r.code.to_string())
}

/// `organic reposts until Thu 4 Mar`.
fn rights(m: &Merge<'_>) -> Option<String> {
    let all = m
        .ctx
        .model
        .of::<Right>(m.creator)
        .filter(|r| r.kind == RightKind::Usage && r.collaboration == m.deal);
    let said: Vec<String> = all
        .map(|r| match r.end {
            Some(end) => format!("{} until {}", r.scope, day(m, end)),
            None => r.scope.to_string(),
        })
        .collect();
    (!said.is_empty()).then(|| said.join(", "))
}

fn goal(m: &Merge<'_>) -> Option<String> {
    let own = brief(m)
        .map(|b| b.goal.to_string())
        .filter(|g| !g.is_empty());
    own.or_else(|| {
        m.ctx
            .model
            .get(deal(m)?.campaign?)
            .map(|c| c.goal.to_string())
    })
}

/// `61 orders, 27100 views`: what is known of the newest numbers.
fn results(m: &Merge<'_>) -> Option<String> {
    let newest = m
        .ctx
        .model
        .of::<PostResult>(m.creator)
        .max_by_key(|r| (r.day, r.id))?;
    let numbers = [
        (newest.orders, "orders"),
        (newest.new_customers, "new customers"),
        (newest.views, "views"),
        (newest.saves, "saves"),
        (newest.comments, "comments"),
    ];
    let said: Vec<String> = numbers
        .iter()
        .filter_map(|(n, unit)| Some(format!("{} {unit}", (*n)?)))
        .take(3)
        .collect();
    (!said.is_empty()).then(|| said.join(", "))
}
