//! A message that was written here: logged with its words and its template, settling the item it
//! answers, with the next date set, all in one step. What it will do is told before it is done.

use super::card::never;
use super::contact::sent;
use super::plan::touch;
use super::{Choice, answer, offer};
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, short};
use crate::domain::ids::Id;
use crate::domain::review::facts::Facts;
use crate::domain::review::item::Item;
use crate::domain::review::rules::ladder::ladder_gap;
use crate::domain::review::rules::pitch_unanswered::pitch_sends;
use crate::domain::rows::*;
use crate::domain::templates::{self, Entry, Settles};

/// What was written.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// To whom.
    pub creator: Id<Creator>,
    /// The item it answers; none lets today's items decide.
    pub item: Option<Item>,
    /// How.
    pub by: Channel,
    /// What it was made from.
    pub template: Option<&'a Entry>,
    /// The words.
    pub words: &'a str,
    /// The draft that is no longer needed.
    pub draft: Option<Id<Draft>>,
}

/// The channel a creator likes best, else the one last used, else mail.
pub fn channel_of(ctx: &Ctx<'_>, creator: Id<Creator>) -> Channel {
    super::plan::channel(ctx, creator)
}

/// The step that logs a message as sent, and what comes of it in words: `their move, nudge Wed 25
/// Nov`.
pub fn message(ctx: &Ctx<'_>, message: &Message<'_>) -> Result<(Step, String), String> {
    let creator = ctx
        .model
        .get(message.creator)
        .ok_or("This creator is not there any more.")?;
    if let Some(refusal) = never(ctx, creator) {
        return Err(refusal);
    }
    let (mut step, effect) = match answered(ctx, message) {
        Some((item, choice)) => {
            let effect = offer(ctx, item, &choice)?.effect;
            let mut step = answer(ctx, item, &choice, "")?;
            if !step.edits.touches.iter().any(|e| e.before.is_none()) {
                let deal = ctx.derived.of(creator.id).lead;
                touch(
                    ctx,
                    &mut step,
                    creator.id,
                    (message.by, Direction::Out, deal),
                    "",
                );
            }
            (step, effect)
        }
        None => {
            let step = sent(ctx, creator.id, Some(message.by), "")?;
            let effect = next_date(ctx, message, &step);
            (step, effect)
        }
    };
    let template = message
        .template
        .map(|entry| templates::adopt(ctx.model, &mut step, entry));
    for row in step
        .edits
        .touches
        .iter_mut()
        .filter_map(|edit| edit.after.as_mut())
    {
        (row.channel, row.template, row.words) =
            (message.by, template, message.words.trim().into());
    }
    if let Some(draft) = message.draft.and_then(|id| ctx.model.get(id)) {
        step.remove(draft.clone());
    }
    step.label = match message.template {
        Some(entry) => format!("Wrote to {}: {}", ctx.model.called(creator.id), entry.name),
        None => format!("Wrote to {}", ctx.model.called(creator.id)),
    };
    Ok((step, effect))
}

/// The item a message answers, and how.
fn answered<'a>(ctx: &Ctx<'_>, message: &'a Message<'_>) -> Option<(&'a Item, Choice)> {
    let item = message
        .item
        .as_ref()
        .filter(|item| item.creator() == Some(message.creator))?;
    match templates::settles(ctx, item, message.template.and_then(|t| t.kind)) {
        Settles::Expected => Some((item, Choice::Expected)),
        Settles::Alternative => Some((item, Choice::Alternative)),
        Settles::Nothing => None,
    }
}

/// What comes next after a message that answered nothing of today by name.
fn next_date(ctx: &Ctx<'_>, message: &Message<'_>, step: &Step) -> String {
    let day = |day: Day| short(day, ctx.today);
    if let Some(follow) = step
        .edits
        .followups
        .iter()
        .find_map(|e| e.after.as_ref().filter(|f| f.done.is_none()))
    {
        return format!("their move, {} {}", follow.what, day(follow.day));
    }
    match ladder_next(ctx, message.creator) {
        Some(next) => format!("their move, next step {}", day(next)),
        None => "their move".into(),
    }
}

/// The next step of a pitch of which one more message is sent today.
fn ladder_next(ctx: &Ctx<'_>, creator: Id<Creator>) -> Option<Day> {
    let standing = ctx.derived.of(creator);
    let deal = ctx.model.get(standing.lead?)?;
    if !matches!(deal.stage, Stage::Discovery | Stage::Pitch) {
        return None;
    }
    let facts = Facts::of_creator(ctx.base(), standing, creator)?;
    let offsets = ctx.settings.ladder.offsets(deal.ladder);
    let (gap, ..) = ladder_gap(offsets, pitch_sends(&facts, deal).count + 1)?;
    Some(ctx.calendar.add(ctx.today, gap))
}
