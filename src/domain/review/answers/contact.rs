//! Contacts written down, and verbs on a creator rather than on an item of theirs.

use super::plan::{touch, written};
use super::record::step_on;
use super::standing::enter;
use super::{Choice, Reply, answer};
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::review::dates::soft_in;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane, Subject};
use crate::domain::review::key::ItemKey;
use crate::domain::review::queue::{card_of, items_of};
use crate::domain::review::rule::Rule;
use crate::domain::rows::*;

/// A verb on a creator rather than on an item: it means their hottest item of today, or, for what
/// needs none (they replied, their move, a next step), the creator as such.
pub fn answer_creator(
    ctx: &Ctx<'_>,
    creator: Id<Creator>,
    choice: &Choice,
    input: &str,
) -> Result<Step, String> {
    let card = card_of(ctx, Subject::Creator(creator));
    let items = card.map(|card| card.items).unwrap_or_default();
    // A reply answers what was waiting for it, wherever that stands on the card.
    let waiting = || items.iter().find(|item| item.lane == Lane::Wait);
    let item = if matches!(choice, Choice::Replied(_)) {
        waiting()
    } else {
        items.first()
    };
    let free = matches!(
        choice,
        Choice::Replied(_) | Choice::TheirMove(_) | Choice::Next { .. }
    );
    match item {
        Some(item) => answer(ctx, item, choice, input),
        None if free => answer(ctx, &stand_in(ctx, creator)?, choice, input),
        None => Err(format!(
            "Nothing of {} is due today; f sets a next step.",
            ctx.model.called(creator)
        )),
    }
}

/// Stands for a creator of whom nothing is due, so that the same verbs work.
fn stand_in(ctx: &Ctx<'_>, creator: Id<Creator>) -> Result<Item, String> {
    let mut out = Vec::new();
    let facts = Facts::of_creator(ctx.base(), ctx.derived.of(creator), creator)
        .filter(|facts| !facts.is_put_away());
    let facts =
        facts.ok_or_else(|| format!("{} is not in the roster.", ctx.model.called(creator)))?;
    facts.add(
        &mut out,
        Due::on(
            ItemKey::new(Rule::FollowUpDue, creator),
            Lane::Owe,
            ctx.today,
            1,
        ),
    );
    out.pop().ok_or_else(|| "Nothing is due.".into())
}

/// A note to ourselves. Moves nothing.
pub fn note(ctx: &Ctx<'_>, creator: Id<Creator>, words: &str) -> Result<Step, String> {
    if words.trim().is_empty() {
        return Err("A note needs words.".into());
    }
    let mut step = step_on(ctx, creator, "Note");
    touch(
        ctx,
        &mut step,
        creator,
        (Channel::Mail, Direction::Note, ctx.derived.of(creator).lead),
        words.trim(),
    );
    Ok(step)
}

/// They wrote, by this channel (else the one they like best).
pub fn they_replied(
    ctx: &Ctx<'_>,
    creator: Id<Creator>,
    (by, reply): (Option<Channel>, Reply),
    words: &str,
) -> Result<Step, String> {
    let mut step = answer_creator(ctx, creator, &Choice::Replied(reply), words)?;
    set_channel(&mut step, by);
    Ok(step)
}

fn set_channel(step: &mut Step, by: Option<Channel>) {
    for edit in &mut step.edits.touches {
        if let (Some(touch), Some(by)) = (&mut edit.after, by) {
            touch.channel = by;
        }
    }
}

/// We wrote, called or met: answers the item of today that wanted it; else it is their move, with a
/// nudge, unless a ladder counts from here by itself. The first message moves a collaboration from
/// discovery to pitching.
pub fn sent(
    ctx: &Ctx<'_>,
    creator: Id<Creator>,
    by: Option<Channel>,
    words: &str,
) -> Result<Step, String> {
    let mut step = sent_somehow(ctx, creator, words)?;
    set_channel(&mut step, by);
    Ok(step)
}

fn sent_somehow(ctx: &Ctx<'_>, creator: Id<Creator>, words: &str) -> Result<Step, String> {
    let items = items_of(ctx, Subject::Creator(creator));
    let wanted = items
        .iter()
        .find(|item| item.is_live(ctx.today) && super::card::wants_words(ctx, item));
    if let Some(item) = wanted {
        return answer(ctx, item, &Choice::Expected, words);
    }
    let standing = ctx.derived.of(creator);
    let mut step = step_on(ctx, creator, "Sent");
    touch(
        ctx,
        &mut step,
        creator,
        (written(ctx, creator), Direction::Out, standing.lead),
        words,
    );
    match (standing.stage, standing.lead) {
        (Some(Stage::Discovery), Some(deal)) => enter(ctx, &mut step, deal, Stage::Pitch),
        (Some(Stage::Pitch), _) => {}
        // Something dated or waiting is there already: one more date would only be noise.
        _ if items.iter().any(|item| !item.key.rule.row().by_clock) => {}
        _ => {
            let day = soft_in(ctx, ctx.settings.review.nudge_bd);
            follow(ctx, &mut step, creator, "nudge", day);
        }
    }
    Ok(step)
}

fn follow(ctx: &Ctx<'_>, step: &mut Step, creator: Id<Creator>, what: &str, day: Day) {
    let id = step.fresh(ctx.model);
    let collaboration = ctx.derived.of(creator).lead;
    step.insert(FollowUp {
        collaboration,
        what: what.into(),
        if_no_reply: true,
        ..FollowUp::new(id, Some(creator), day, ctx.clock.now)
    });
}
