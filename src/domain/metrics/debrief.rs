//! The debrief of one collaboration: thanks, their numbers in their currency, what was agreed, what
//! worked best. Nobody else's numbers, and none of ours: no cost per order, no return.

use super::gather;
use super::inputs::Inputs;
use super::measure::Measure;
use super::report::formats;
use super::table;
use super::value::Value;
use crate::domain::ctx::Ctx;
use crate::domain::day::brief;
use crate::domain::fields::target_text;
use crate::domain::ids::Id;
use crate::domain::ledger::periods::Window;
use crate::domain::own_counts;
use crate::domain::rows::*;
use crate::domain::words;

/// What creators are told of their pieces.
const TOLD: &[&str] = &[
    "views",
    "reach",
    "likes",
    "comments",
    "saves",
    "shares",
    "clicks",
    "orders",
    "new_customers",
    "sales",
];

/// The text, ready to be sent with a line of one's own; an error says what is missing for one.
pub fn text(ctx: &Ctx<'_>, id: Id<Collaboration>) -> Result<String, String> {
    let deal = ctx
        .model
        .get(id)
        .ok_or("This collaboration is not there any more.")?;
    let measured = gather::pieces(ctx, deal, &Window::All);
    if measured.is_empty() {
        return Err(
            "nothing of theirs is live in this collaboration yet; n l records a live piece".into(),
        );
    }
    let (inputs, _) = gather::deal(ctx, deal, &Window::All);
    let name = ctx.model.called(deal.creator);
    let first = name.split_whitespace().next().unwrap_or(&name);
    let campaign = deal.campaign.and_then(|c| ctx.model.get(c));
    let of = campaign.map_or_else(String::new, |c| format!(" for {}", c.name));
    let what = counted(measured.iter().map(|m| m.piece));
    let mut out = format!(
        "Hi {first},\n\nthank you for the {what}{of}. Here is what came of it, as of {}:\n\n",
        brief(ctx.today, ctx.today)
    );
    for line in told(&inputs) {
        out.push_str(&format!("- {line}\n"));
    }
    if measured.len() > 1 {
        out.push_str("\nEach piece:\n");
        for one in &measured {
            out.push_str(&format!("- {}\n", piece(one)));
        }
    }
    let goals = goals(ctx, deal, &inputs);
    if !goals.is_empty() {
        out.push_str(&format!("\nWhat we agreed on: {}.\n", goals.join("; ")));
    }
    if let Some(best) = best(&measured) {
        out.push_str(&format!("\nWhat worked best: {best}.\n"));
    }
    out.push_str(
        "\nWhat would you do again, and what differently? I would like to hear it before we plan the next one.\n",
    );
    Ok(out)
}

/// `2 reels and story`: each format with its number where there are several.
fn counted<'m>(pieces: impl Iterator<Item = &'m Deliverable>) -> String {
    let mut all: Vec<(String, usize)> = Vec::new();
    for piece in pieces {
        let unnamed = piece.format.trim().is_empty();
        let format = if unnamed {
            "post".into()
        } else {
            formats(std::iter::once(piece)).to_lowercase()
        };
        match all.iter_mut().find(|(known, _)| *known == format) {
            Some((_, n)) => *n += 1,
            None => all.push((format, 1)),
        }
    }
    let words = |(format, n): &(String, usize)| match (n, format.strip_suffix('y')) {
        (1, _) => format.clone(),
        (n, Some(stem)) => format!("{n} {stem}ies"),
        (n, None) => format!("{n} {}s", format.trim_end_matches('s')),
    };
    all.iter().map(words).collect::<Vec<_>>().join(" and ")
}

/// `19 orders`, for each number that is known.
fn told(i: &Inputs) -> Vec<String> {
    let all = TOLD.iter().filter_map(|key| table::by_key(key));
    let line = |(value, label): (Value, &str)| match value {
        Value::Count(1) => format!("1 {}", label.trim_end_matches('s')),
        value => format!("{} {label}", value.shown()),
    };
    let own = i
        .own
        .iter()
        .map(|(name, n)| own_counts::words(n.all(), name));
    all.map(|m| ((m.compute)(i), m.label))
        .filter(|(v, _)| v.is_known())
        .map(line)
        .chain(own)
        .collect()
}

fn piece(one: &gather::Measured<'_>) -> String {
    let mut parts = Vec::new();
    if let Some(n) = &one.numbers {
        let all = [
            (n.views, "views"),
            (n.likes, "likes"),
            (n.comments, "comments"),
            (n.saves, "saves"),
            (n.clicks, "clicks"),
            (n.orders, "orders"),
        ];
        parts.extend(
            all.iter()
                .filter_map(|(n, word)| n.map(|n| format!("{} {word}", Value::Count(n).shown()))),
        );
    }
    let numbers = if parts.is_empty() {
        "no numbers yet".into()
    } else {
        parts.join(", ")
    };
    format!("{}: {numbers}", one.piece.called())
}

/// What was agreed with this creator alone, as counts; a cost per order is ours to know.
fn goals(ctx: &Ctx<'_>, deal: &Collaboration, inputs: &Inputs) -> Vec<String> {
    let mine = ctx
        .model
        .of::<Target>(deal.creator)
        .filter(|t| t.collaboration == Some(deal.id));
    let theirs = |key: &str| {
        let own = key.starts_with(own_counts::COUNT) || key == own_counts::REFERRALS;
        own || key == "mood" || TOLD.contains(&key)
    };
    mine.filter(|t| theirs(&t.metric))
        .filter_map(|t| {
            let measure = Measure::of(&t.metric)?;
            Some(format!(
                "{} {}, it became {}",
                target_text(t),
                measure.label(),
                measure.compute(inputs).shown()
            ))
        })
        .collect()
}

/// The piece that stands out, where there is more than one: by orders, else by saves.
fn best(measured: &[gather::Measured<'_>]) -> Option<String> {
    let by = |of: fn(&PostResult) -> Option<i64>| {
        let known: Vec<(i64, &gather::Measured<'_>)> = measured
            .iter()
            .filter_map(|m| Some((of(m.numbers.as_ref()?)?, m)))
            .collect();
        let top = known
            .iter()
            .max_by_key(|(n, _)| *n)
            .filter(|(n, _)| known.len() > 1 && *n > 0)?;
        (known.iter().filter(|(n, _)| *n == top.0).count() == 1)
            .then_some((top.0, top.1.piece.called().to_string()))
    };
    by(|n| n.orders)
        .map(|(n, what)| format!("{what} with {}", words::orders(n)))
        .or_else(|| by(|n| n.saves).map(|(n, what)| format!("{what} with {n} saves")))
}
