//! Answers for a whole card: one snooze for all of its items, one message for all that want one.

use super::plan::{decide, touch, written};
use super::verbs::snooze_into;
use super::{Choice, Snooze, answer};
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::short;
use crate::domain::review::item::Item;
use crate::domain::review::words::who;
use crate::domain::rows::*;

/// `S`: the same snooze for every item of a card that is not stuck.
pub fn snooze_card(ctx: &Ctx<'_>, items: &[Item], snooze: Snooze) -> Result<Step, String> {
    let first = items
        .first()
        .ok_or_else(|| "There is nothing to snooze.".to_owned())?;
    let mut step = Step {
        focus: super::plan::Plan::new(ctx, first, "", false).step.focus,
        ..Step::default()
    };
    let free: Vec<&Item> = items.iter().filter(|item| !item.stuck).collect();
    let (mut day, list) = (
        ctx.today,
        if free.is_empty() {
            items.iter().collect()
        } else {
            free
        },
    );
    for item in &list {
        day = snooze_into(ctx, &mut step, item, snooze)?;
    }
    let count = if list.len() == 1 {
        "1 item".into()
    } else {
        format!("{} items", list.len())
    };
    step.label = format!(
        "Snoozed to {}: {}, {count}",
        short(day, ctx.today),
        who(ctx, first.on)
    );
    Ok(step)
}

/// Brings back all that is snoozed of a card.
pub fn wake_card(ctx: &Ctx<'_>, items: &[Item]) -> Result<Step, String> {
    let first = items
        .first()
        .ok_or_else(|| "There is nothing to wake.".to_owned())?;
    let mut step = Step {
        focus: super::plan::Plan::new(ctx, first, "", false).step.focus,
        ..Step::default()
    };
    for item in items {
        decide(
            ctx,
            &mut step,
            item,
            (item.key, DecisionKind::Wake, None),
            "",
        );
    }
    step.label = format!("Woken: {}", who(ctx, first.on));
    Ok(step)
}

/// Items that say "write to them"; paid, approved, received and live are facts and are never
/// answered in bulk.
pub fn wants_words(ctx: &Ctx<'_>, item: &Item) -> bool {
    (item.key.rule.row().wants_words)(ctx, item)
}

/// Why nothing may be written to a creator: they asked not to be contacted. Who waits for an answer
/// gets one.
pub(super) fn never(ctx: &Ctx<'_>, creator: &Creator) -> Option<String> {
    let owed = ctx.derived.of(creator.id).owed.is_some();
    creator
        .do_not_contact
        .then(|| forbidden(ctx, creator))
        .flatten()
        .filter(|_| !owed)
}

/// Why a creator must not get one message for everything today.
fn forbidden(ctx: &Ctx<'_>, creator: &Creator) -> Option<String> {
    let name = ctx.model.called(creator.id);
    if creator.do_not_contact {
        let why = if creator.do_not_contact_why.is_empty() {
            String::new()
        } else {
            format!(" ({})", creator.do_not_contact_why)
        };
        return Some(format!("{name} is marked \"do not contact\"{why}."));
    }
    let today = ctx.today.format("%a").to_string().to_lowercase();
    let quiet = creator
        .quiet_days
        .to_lowercase()
        .split_whitespace()
        .any(|day| day.starts_with(&today));
    quiet.then(|| {
        format!(
            "{name} is left alone on {} (quiet day); s hides the card until then.",
            ctx.today.format("%A")
        )
    })
}

/// `A`: one message settles all "write to them" items of a card: one touch, a decision for each.
/// Refused by boundaries.
pub fn one_message(ctx: &Ctx<'_>, items: &[Item], words: &str) -> Result<Step, String> {
    let writing: Vec<&Item> = items.iter().filter(|item| wants_words(ctx, item)).collect();
    let Some(first) = writing.first() else {
        return Err("Nothing here is settled by a message; facts are answered one by one.".into());
    };
    let creator = first
        .creator()
        .and_then(|id| ctx.model.get(id))
        .ok_or("This belongs to no creator.")?;
    if let Some(refusal) = forbidden(ctx, creator) {
        return Err(refusal);
    }
    let mut step = answer(ctx, first, &Choice::Expected, words)?;
    step.edits.touches.clear();
    // Each answer is planned by itself; of all of them only what differs from a touch is kept, and
    // ids are given anew.
    for item in writing.iter().skip(1) {
        let other = answer(ctx, item, &Choice::Expected, words)?;
        for edit in other.edits.decisions.iter().filter_map(|e| e.after.clone()) {
            let id = step.fresh(ctx.model);
            step.insert(Decision { id, ..edit });
        }
        for edit in &other.edits.followups {
            match (&edit.before, &edit.after) {
                (Some(before), Some(after)) => step.change(before.clone(), after.clone()),
                // One nudge is enough for one message.
                (None, Some(_)) if step.edits.followups.iter().any(|e| e.before.is_none()) => {}
                (None, Some(new)) => {
                    let id = step.fresh(ctx.model);
                    step.insert(FollowUp { id, ..new.clone() });
                }
                _ => {}
            }
        }
    }
    let deal = ctx.derived.of(creator.id).lead;
    touch(
        ctx,
        &mut step,
        creator.id,
        (written(ctx, creator.id), Direction::Out, deal),
        words,
    );
    step.label = format!(
        "One message to {} for {} items",
        ctx.model.called(creator.id),
        writing.len()
    );
    Ok(step)
}
