//! Which template fits: the review's rules name theirs in their own table (a ladder one per step),
//! a reply is read for what it asks, and without an item the stage says. And what a message made
//! from one does to the item it answers.

use super::Kind;
use crate::domain::ctx::Ctx;
use crate::domain::day::add_days;
use crate::domain::ids::Id;
use crate::domain::review::{Item, Occurrence, Proposes, is_close, wants_words};
use crate::domain::rows::*;

/// What a message of a kind does to an item of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settles {
    /// The expected answer.
    Expected,
    /// The main alternative.
    Alternative,
    /// Nothing: the item asks for a fact, and a message is none.
    Nothing,
}

/// Beginnings of words in their message, and the template that answers it.
const ASKED: &[(&[&str], Kind)] = &[
    (
        &[
            "move",
            "moving",
            "reschedul",
            "postpone",
            "push",
            "delay",
            "verschieb",
            "later",
            "instead",
        ],
        Kind::DateChange,
    ),
    (
        &[
            "rate", "fee", "price", "charge", "budget", "preis", "honorar",
        ],
        Kind::RateAnswer,
    ),
];

/// Beginnings of words of a next step of ours, and the template that does it.
const STEPS: &[(&[&str], Kind)] = &[
    (&["agree", "contract", "terms"], Kind::Agreement),
    (&["brief"], Kind::Brief),
    (&["pitch"], Kind::Pitch),
    (&["result", "number", "debrief"], Kind::Thanks),
    (&["gift", "sample"], Kind::Gift),
    (&["draft"], Kind::DraftNudge),
];

/// The kind of template that fits: for an item its own, else what the stage asks for. `words` is
/// their last message.
pub fn propose(
    ctx: &Ctx<'_>,
    creator: Id<Creator>,
    item: Option<&Item>,
    words: &str,
) -> Option<Kind> {
    let Some(item) = item else {
        return of_stage(ctx, creator);
    };
    match item.key.rule.row().proposes {
        Proposes::TheirWords => said(ASKED, words),
        Proposes::Step => {
            let what = item.key.row::<FollowUp>(ctx.model).map_or("", |f| &*f.what);
            said(STEPS, what).or_else(|| of_stage(ctx, creator))
        }
        Proposes::Own => of_rule(ctx, item),
        Proposes::Stage => of_stage(ctx, creator),
    }
}

/// The template of the first row with a beginning of one of the words.
fn said(table: &[(&[&str], Kind)], words: &str) -> Option<Kind> {
    let words = words.to_lowercase();
    let found = |starts: &[&str]| {
        words
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| starts.iter().any(|start| word.starts_with(start)))
    };
    table
        .iter()
        .find(|(starts, _)| found(starts))
        .map(|(_, kind)| *kind)
}

fn of_rule(ctx: &Ctx<'_>, item: &Item) -> Option<Kind> {
    let kinds = item.key.rule.row().messages;
    let at = match item.key.time {
        _ if is_close(ctx, item) => kinds.iter().position(|(kind, _)| *kind == Kind::BreakUp)?,
        Occurrence::Step(n) => {
            let steps = kinds
                .iter()
                .filter(|(kind, _)| *kind != Kind::BreakUp)
                .count();
            usize::from(n).min(steps).saturating_sub(1)
        }
        Occurrence::Parcel | Occurrence::Down => return None,
        _ => 0,
    };
    kinds.get(at).map(|(kind, _)| *kind)
}

fn of_stage(ctx: &Ctx<'_>, creator: Id<Creator>) -> Option<Kind> {
    let standing = ctx.derived.of(creator);
    let relationship = ctx.model.get(creator).and_then(|c| c.relationship);
    let long = matches!(
        relationship,
        Some(Relationship::Recurring | Relationship::Ambassador)
    );
    match standing.stage {
        Some(Stage::Discovery | Stage::Pitch) if standing.last_out.is_none() && long => {
            Some(Kind::LongTerm)
        }
        Some(Stage::Discovery | Stage::Pitch) if standing.last_out.is_none() => Some(Kind::Pitch),
        Some(Stage::Pitch) => Some(Kind::FollowUp1),
        Some(Stage::Measurement) => Some(Kind::Thanks),
        Some(Stage::Retention) => Some(Kind::KeepWarm),
        Some(_) => None,
        None => {
            let quiet = add_days(ctx.today, -ctx.settings.review.repitch_days);
            let spoke = standing.last_personal()?.day;
            Some(if spoke <= quiet {
                Kind::Reactivation
            } else {
                Kind::KeepWarm
            })
        }
    }
}

/// What a message of a kind does to an item: what its rule says, else what any message does to it.
pub fn settles(ctx: &Ctx<'_>, item: &Item, kind: Option<Kind>) -> Settles {
    if matches!(item.key.time, Occurrence::Parcel | Occurrence::Down) {
        return Settles::Nothing;
    }
    let told = item
        .key
        .rule
        .row()
        .messages
        .iter()
        .find(|(of, _)| Some(*of) == kind);
    match told {
        Some((Kind::BreakUp, _)) if !is_close(ctx, item) => Settles::Alternative,
        Some((Kind::BreakUp, settles)) => *settles,
        // One more message instead of the proposal to close.
        _ if is_close(ctx, item) => Settles::Alternative,
        Some((_, settles)) => *settles,
        None if item.key.rule.row().proposes == Proposes::Step || wants_words(ctx, item) => {
            Settles::Expected
        }
        None => Settles::Nothing,
    }
}
