//! Where a creator stands: stages and what comes after the sixth, tags, core, do-not-contact,
//! archive and trash.

use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days, short};
use crate::domain::ids::Id;
use crate::domain::ledger::closing::{self, Settling};
use crate::domain::review::item::Subject;
use crate::domain::review::queue::items_of;
use crate::domain::rows::*;

/// Moves a collaboration to a stage, counting its days there from today.
pub(in crate::domain::review) fn enter(
    ctx: &Ctx<'_>,
    step: &mut Step,
    deal: Id<Collaboration>,
    stage: Stage,
) {
    step.edit(ctx.model, deal, |c| {
        if c.stage != stage {
            (c.stage, c.stage_since) = (stage, ctx.today);
        }
    });
}

/// Ends a collaboration.
pub(in crate::domain::review) fn close_deal(
    ctx: &Ctx<'_>,
    step: &mut Step,
    deal: Id<Collaboration>,
    outcome: Outcome,
) {
    step.edit(ctx.model, deal, |c| {
        (c.outcome, c.closed) = (Some(outcome), Some(ctx.today))
    });
    if let Some(row) = ctx.model.get(deal) {
        closing::settle(&ctx.base(), step, row, Settling::Owed);
    }
}

pub(in crate::domain::review) fn deal_of_id<'a>(
    ctx: &Ctx<'a>,
    deal: Id<Collaboration>,
) -> Result<&'a Collaboration, String> {
    ctx.model
        .get(deal)
        .ok_or_else(|| "This collaboration is not there any more.".to_owned())
}

/// How a collaboration goes on after the fifth stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoOn {
    /// Plan the next deal now: a new collaboration in stage 3, this one is completed.
    Retain,
    /// Later: it rests in stage 6 and comes back on a day, 90 days on unless given.
    Later(Option<Day>),
    /// Thank and let go; the door stays open.
    Graduate,
}

/// What a choice of the sixth stage would do, in a phrase.
pub fn go_on_effect(ctx: &Ctx<'_>, how: GoOn) -> String {
    match how {
        GoOn::Retain => "plan the next deal now, opens stage 3 for the new one".into(),
        GoOn::Later(day) => format!("comes back {}", short(later_day(ctx, day), ctx.today)),
        GoOn::Graduate => "thank, share the numbers, archive; the door stays open".into(),
    }
}

/// The day it comes back.
pub(in crate::domain::review) fn later_day(ctx: &Ctx<'_>, day: Option<Day>) -> Day {
    let days = ctx.settings.review.repitch_days;
    day.unwrap_or_else(|| ctx.calendar.later(add_days(ctx.today, days)))
}

/// Whoever is still owed something stays in the roster until it is settled; nobody is kept warm by
/// the clock any more.
pub(in crate::domain::review) fn graduate(
    ctx: &Ctx<'_>,
    step: &mut Step,
    row: &Collaboration,
) -> String {
    close_deal(ctx, step, row.id, Outcome::Graduated);
    let items = items_of(ctx, Subject::Creator(row.creator));
    let open: Vec<String> = items
        .iter()
        .filter(|i| !i.lane.is_soft())
        .map(|i| i.short(ctx))
        .collect();
    let busy = !open.is_empty() || ctx.model.open_collaborations(row.creator).len() > 1;
    step.edit(ctx.model, row.creator, |c| {
        c.cadence = Cadence::OnEvent;
        if !busy {
            c.shelf = Shelf::Archived;
        }
    });
    let still = open
        .first()
        .map_or_else(String::new, |item| format!(" · {item} stays in Review"));
    format!(
        "Graduated with thanks: {}{still}",
        ctx.model.called(row.creator)
    )
}

/// Ends a collaboration with an outcome.
pub fn close(ctx: &Ctx<'_>, deal: Id<Collaboration>, outcome: Outcome) -> Result<Step, String> {
    let row = deal_of_id(ctx, deal)?;
    let mut step = Step::new(format!(
        "Closed, {outcome}: {}",
        ctx.model.called(row.creator)
    ))
    .on(row.creator);
    close_deal(ctx, &mut step, deal, outcome);
    Ok(step)
}

/// What is done to one creator or to all that are selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Tags added and taken away.
    Tags {
        /// To add.
        add: Vec<String>,
        /// To take away.
        remove: Vec<String>,
    },
    /// Core on or off.
    Core(bool),
    /// Never contact again, with the reason; or again.
    DoNotContact(Option<Text>),
    /// Into the archive, the trash, or back to the roster.
    Shelf(Shelf),
}

/// Marks creators; one undo for all.
pub fn mark(ctx: &Ctx<'_>, creators: &[Id<Creator>], mark: &Mark) -> Result<Step, String> {
    let (only, many) = match creators {
        [] => return Err("Nobody is selected.".into()),
        [only] => (Some(*only), ctx.model.called(*only)),
        all => (None, format!("{} creators", all.len())),
    };
    let mut step = Step::new(format!("{}: {many}", said(mark)));
    step.focus.creator = only;
    let mut creators = creators.to_vec();
    creators.sort_unstable();
    creators.dedup();
    for id in creators {
        step.edit_untouched(ctx.model, id, |c| match mark {
            Mark::Tags { add, remove } => {
                let (add, remove): (Vec<_>, Vec<_>) = (
                    add.iter().map(String::as_str).collect(),
                    remove.iter().map(String::as_str).collect(),
                );
                c.tags = c.tags.changed(&add, &remove);
            }
            Mark::Core(core) => c.core = *core,
            Mark::DoNotContact(why) => {
                c.do_not_contact = why.is_some();
                c.do_not_contact_why = why.clone().unwrap_or_default();
            }
            Mark::Shelf(shelf) => c.shelf = *shelf,
        });
    }
    if step.is_empty() {
        return Err(format!("{many}: nothing changes."));
    }
    Ok(step)
}

fn said(mark: &Mark) -> String {
    match mark {
        Mark::Tags { add, remove } => {
            let added = add
                .iter()
                .map(|t| format!("#{}", t.trim_start_matches('#')));
            let gone = remove
                .iter()
                .map(|t| format!("-#{}", t.trim_start_matches('#')));
            format!("Tagged {}", added.chain(gone).collect::<Vec<_>>().join(" "))
        }
        Mark::Core(true) => "Core".into(),
        Mark::Core(false) => "Not core any more".into(),
        Mark::DoNotContact(Some(_)) => "Do not contact".into(),
        Mark::DoNotContact(None) => "May be contacted again".into(),
        Mark::Shelf(Shelf::Active) => "Back in the roster".into(),
        Mark::Shelf(Shelf::Archived) => "Archived".into(),
        Mark::Shelf(Shelf::Trashed) => "Moved to the trash".into(),
    }
}
