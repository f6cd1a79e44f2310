//! The brief left: said in one step with what it settles, wherever it was sent from.

use super::plan::{decide, touch, written};
use super::record::step_on;
use crate::domain::brief;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::ids::Id;
use crate::domain::review::item::Subject;
use crate::domain::review::key::Occurrence;
use crate::domain::review::queue::items_of;
use crate::domain::review::rule::Rule;
use crate::domain::rows::*;

/// The brief of a collaboration was sent, with these words: it is no longer owed, and what it said
/// is kept.
pub fn brief_sent(ctx: &Ctx<'_>, deal: Id<Collaboration>, words: &str) -> Result<Step, String> {
    let row = ctx
        .model
        .get(deal)
        .ok_or("This collaboration is not there any more.")?;
    let mut step = step_on(ctx, row.creator, "Brief sent");
    let owed = items_of(ctx, Subject::Creator(row.creator))
        .into_iter()
        .find(|item| {
            item.is_live(ctx.today)
                && item.key.rule == Rule::SuppliesOwed
                && item.key.time == Occurrence::Brief
                && item.key.id_of::<Collaboration>() == Some(deal)
        });
    if let Some(item) = owed {
        decide(
            ctx,
            &mut step,
            &item,
            (item.key, DecisionKind::Done, Some(ctx.today)),
            "",
        );
        step.focus.item = Some(item.key.to_string());
    }
    let by = written(ctx, row.creator);
    let words = if words.trim().is_empty() {
        "brief sent"
    } else {
        words
    };
    touch(
        ctx,
        &mut step,
        row.creator,
        (by, Direction::Out, Some(deal)),
        words,
    );
    if brief::row(ctx, row).is_none() {
        let id = step.fresh::<Brief>(ctx.model);
        step.insert(brief::draft(ctx, row, id));
    }
    let today = ctx.today;
    step.edit(ctx.model, deal, |c| c.brief_sent = Some(today));
    Ok(step)
}
