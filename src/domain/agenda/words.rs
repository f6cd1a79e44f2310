//! What an event is called, for lists and for exported calendars.

use super::{Event, What};
use crate::domain::ctx::Ctx;
use crate::domain::ledger::{lines, terms};
use crate::domain::money::Money;
use crate::domain::rows::*;

/// What happens, without whose it is: `reel draft`, `$420 fee`.
pub fn called(ctx: &Ctx<'_>, what: What) -> String {
    let m = ctx.model;
    match what {
        What::Live(id) => m
            .get(id)
            .map(|d| format!("{}{}", d.called(), live_words(d))),
        What::Draft(id) => m.get(id).map(|d| {
            let state = if d.state == PieceState::DraftIn {
                ", draft in"
            } else {
                ", draft"
            };
            format!("{}{state}", d.called())
        }),
        What::Pay(id) => m.get(id).map(|p| {
            let money = amount(ctx, what).unwrap_or(terms::amount(p));
            format!("{money} {}", p.kind)
        }),
        What::Fee(_) => amount(ctx, what).map(|fee| format!("{fee} fee, not invoiced yet")),
        What::Right(id) => m.get(id).map(|r| {
            let name = [&*r.code, &*r.scope]
                .into_iter()
                .find(|t| !t.is_empty())
                .unwrap_or_default();
            format!("{} {name}", r.kind).trim().to_string() + " ends"
        }),
        What::Brief(id) => m.get(id).map(|c| match c.campaign.and_then(|c| m.get(c)) {
            Some(campaign) => format!("brief, {}", campaign.name),
            None => "brief".into(),
        }),
        What::Gift(id) => m.get(id).map(|s| {
            if s.product.is_empty() {
                "parcel".into()
            } else {
                s.product.to_string()
            }
        }),
        What::CheckIn(_) => Some("check-in: goals, mood".into()),
        What::Step(id) => m.get(id).map(|f| {
            if f.what.is_empty() {
                "next step".into()
            } else {
                f.what.to_string()
            }
        }),
    }
    .unwrap_or_default()
}

fn live_words(piece: &Deliverable) -> &'static str {
    match (piece.live.is_some(), piece.disclosure, piece.state) {
        (true, Seen::Unknown, _) => ", #ad?",
        (true, Seen::No, _) => ", #ad missing",
        (false, _, PieceState::Planned) => "",
        (false, _, PieceState::Approved) => ", approved",
        _ => "",
    }
}

/// With whose it is, for an entry of an exported calendar: `Live: Sofia Marín, Reel "first pour"`.
pub fn title(ctx: &Ctx<'_>, event: &Event) -> String {
    let kind = super::LEGEND
        .iter()
        .find(|(letter, _)| *letter == event.what.letter())
        .map_or("", |(_, word)| word);
    let mut kind = kind.chars();
    let kind: String = kind
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(kind)
        .collect();
    format!(
        "{kind}: {}, {}",
        ctx.model.called(event.creator),
        called(ctx, event.what)
    )
}

/// The money of an event that is about money.
pub fn amount(ctx: &Ctx<'_>, what: What) -> Option<Money> {
    match what {
        What::Pay(id) => {
            let row = ctx.model.get(id)?;
            Some(lines::of_row(&ctx.base(), row).map_or(row.amount, |line| line.amount))
        }
        What::Fee(id) => lines::rest(&ctx.base(), ctx.model.get(id)?).map(|line| line.amount),
        _ => None,
    }
}
