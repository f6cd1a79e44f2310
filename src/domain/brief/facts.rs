//! The lines of a brief that are read from the rows: pieces with their dates, the link, pay,
//! rights, targets agreed with this creator alone.

use crate::domain::clean::clean_line;
use crate::domain::ctx::Ctx;
use crate::domain::day::{brief, short};
use crate::domain::fields::{target_label, target_words};
use crate::domain::ids::Id;
use crate::domain::ledger::terms;
use crate::domain::links;
use crate::domain::metrics::{Better, Measure};
use crate::domain::rows::*;

/// The word that discloses, by country: what its rules accept at the very start (formats.md §5.1).
/// Elsewhere `#ad`.
const DISCLOSED: &[(&str, &str)] = &[
    (
        "DE",
        "Say \"Werbung\" or \"Anzeige\" at the very start, in the picture and in the text",
    ),
    (
        "AT",
        "Say \"Werbung\" or \"Anzeige\" at the very start, in the picture and in the text",
    ),
    (
        "FR",
        "Say \"publicité\" or \"collaboration commerciale\" at the very start, for as long as the post runs",
    ),
    (
        "GB",
        "Say \"Ad\" at the very start, before anything has to be opened",
    ),
];

/// What must be said at the start, in the creator's country.
pub fn disclosure(ctx: &Ctx<'_>, creator: Id<Creator>) -> &'static str {
    let country = ctx
        .model
        .get(creator)
        .map(|c| c.country.to_uppercase())
        .unwrap_or_default();
    let known = DISCLOSED.iter().find(|(code, _)| *code == country);
    known.map_or(
        "#ad in the first line, before anything has to be opened",
        |(_, words)| words,
    )
}

/// What must be there, with their code if it is not named.
pub fn with_code(ctx: &Ctx<'_>, deal: &Collaboration, words: String) -> String {
    let Some(code) = links::code(ctx, deal.creator) else {
        return words;
    };
    if words.to_lowercase().contains(&code.to_lowercase()) {
        return words;
    }
    let glue = if words.is_empty() { "" } else { " · " };
    format!("{words}{glue}code {code}")
}

/// `Reel "first pour" · draft Fri 4 Dec · live Sat 5 Dec`, a line each.
pub fn pieces(ctx: &Ctx<'_>, deal: &Collaboration) -> String {
    let mine = ctx
        .model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == deal.id);
    let mut mine: Vec<&Deliverable> = mine.filter(|d| d.state != PieceState::Missed).collect();
    mine.sort_by_key(|d| {
        (
            d.draft_due.or(d.live_due).is_none(),
            d.draft_due.or(d.live_due),
            d.id,
        )
    });
    let line = |d: &&Deliverable| {
        let mut parts = vec![clean_line(d.called()).into_owned()];
        parts.extend(
            d.draft_due
                .map(|day| format!("draft {}", short(day, ctx.today))),
        );
        parts.extend(
            d.live
                .or(d.live_due)
                .map(|day| format!("live {}", short(day, ctx.today))),
        );
        parts.join(" · ")
    };
    let mut lines: Vec<String> = mine.iter().map(line).collect();
    if let Some(days) = deal.approval_days.filter(|_| !lines.is_empty()) {
        let days = if days == 1 {
            "1 working day".to_owned()
        } else {
            format!("{days} working days")
        };
        lines.push(format!("We answer a draft within {days}."));
    }
    lines.join("\n")
}

/// The tracked link; nothing while the shop's address is not known.
pub fn link(ctx: &Ctx<'_>, deal: &Collaboration) -> String {
    links::link(ctx, deal).unwrap_or_default()
}

/// What was agreed with this creator: never what the whole campaign is to bring.
pub fn targets(ctx: &Ctx<'_>, deal: &Collaboration) -> String {
    // What one order or customer may cost is ours.
    let theirs = |t: &&Target| {
        let costs = Measure::of(&t.metric).is_some_and(|m| m.better() == Better::Less);
        t.collaboration == Some(deal.id) && !costs
    };
    let mine = ctx.model.of::<Target>(deal.creator).filter(theirs);
    let said: Vec<String> = mine
        .map(|t| format!("{} {}", target_words(t), target_label(&t.metric)))
        .collect();
    match (said.is_empty(), deal.targets_agreed) {
        (true, _) => String::new(),
        (false, Some(day)) => format!("{} (agreed {})", said.join(", "), brief(day, ctx.today)),
        (false, None) => said.join(", "),
    }
}

/// `$420.00 + 8% · within 14 days after it is live`.
pub fn pay(ctx: &Ctx<'_>, deal: &Collaboration) -> String {
    let agreed = terms::pay(deal);
    let mut money: Vec<String> = agreed.fixed.iter().map(ToString::to_string).collect();
    money.extend(agreed.share.map(|words| format!("{words} of sales")));
    let mut parts: Vec<String> = Some(money.join(" + "))
        .filter(|m| !m.is_empty())
        .into_iter()
        .collect();
    if !parts.is_empty() {
        let days = deal.net_days.unwrap_or(ctx.settings.general.net_days);
        parts.push(format!("paid within {days} days after it is live"));
    }
    let more = [
        (agreed.extra, "bonus: "),
        (&deal.product, "product: "),
        (&deal.perks, ""),
    ];
    parts.extend(
        more.iter()
            .filter(|(t, _)| !t.is_empty())
            .map(|(t, what)| format!("{what}{}", clean_line(t))),
    );
    parts.join(" · ")
}

/// `organic reposts until Thu 4 Mar`, a line each, and what else they may not do meanwhile.
pub fn rights(ctx: &Ctx<'_>, deal: &Collaboration) -> String {
    let of_deal = ctx
        .model
        .of::<Right>(deal.creator)
        .filter(|r| r.collaboration == Some(deal.id));
    let mut lines: Vec<String> = of_deal
        .filter(|r| r.kind != RightKind::Code && r.kind != RightKind::Contract)
        .map(|r| {
            let what = if r.scope.is_empty() {
                r.kind.label().to_owned()
            } else {
                clean_line(&r.scope).into_owned()
            };
            let what = if r.kind == RightKind::Usage {
                what
            } else {
                format!("{}: {what}", r.kind.label())
            };
            match r.end {
                Some(end) => format!("{what} until {}", short(end, ctx.today)),
                None => what,
            }
        })
        .collect();
    if !deal.exclusivity.is_empty() {
        lines.push(format!("exclusivity: {}", clean_line(&deal.exclusivity)));
    }
    lines.join("\n")
}
