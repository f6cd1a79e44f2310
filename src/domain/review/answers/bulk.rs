//! One verb on many: each is planned on what the ones before it leave, and all become one step, one
//! undo. Whoever refuses is left out and counted; when all refuse, the first reason stands.

use super::standing::{Mark, mark};
use super::{Choice, answer, answer_creator};
use crate::domain::change::Step;
use crate::domain::ctx::{Base, Ctx};
use crate::domain::day::short;
use crate::domain::ids::Id;
use crate::domain::model::removal;
use crate::domain::next_step::NextStep;
use crate::domain::review::item::Item;
use crate::domain::rows::*;

/// Plans for each and joins the steps.
fn each<T>(
    ctx: &Ctx<'_>,
    things: &[T],
    said: &str,
    plan: impl Fn(&Ctx<'_>, &T) -> Result<Step, String>,
) -> Result<Step, String> {
    if let [one] = things {
        return plan(ctx, one);
    }
    let (mut model, mut derived) = (ctx.model.clone(), ctx.derived.clone());
    let (mut all, mut steps) = (Step::default(), Vec::new());
    let (mut done, mut refused) = (0, None);
    for thing in things {
        let base = Base {
            model: &model,
            ..ctx.base()
        };
        match plan(&base.with(&derived), thing) {
            Ok(step) => {
                model.apply(&step.edits);
                derived.apply(
                    &Base {
                        model: &model,
                        ..ctx.base()
                    },
                    &step.edits,
                );
                steps.push(step.edits);
                done += 1;
            }
            Err(why) => drop(refused.get_or_insert(why)),
        }
    }
    all.edits.then_all(steps);
    match refused {
        Some(why) if done == 0 => Err(why),
        Some(why) => {
            all.label = format!("{said}: {done} of {} ({why})", things.len());
            Ok(all)
        }
        None if done == 0 => Err("Nothing is selected.".into()),
        None => {
            all.label = format!("{said}: {done}");
            Ok(all)
        }
    }
}

/// What a choice did to several, for the label.
fn said(choice: &Choice) -> &'static str {
    match choice {
        Choice::Snooze(_) => "Snoozed",
        Choice::TheirMove(_) => "Their move",
        Choice::Replied(_) => "They replied",
        _ => "Answered",
    }
}

/// The same answer to several items.
pub fn answer_all(ctx: &Ctx<'_>, items: &[Item], choice: &Choice) -> Result<Step, String> {
    each(ctx, items, said(choice), |ctx, item| {
        answer(ctx, item, choice, "")
    })
}

/// The same verb on several creators, each by its hottest item of today.
pub fn answer_creators(
    ctx: &Ctx<'_>,
    creators: &[Id<Creator>],
    choice: &Choice,
) -> Result<Step, String> {
    each(ctx, creators, said(choice), |ctx, id| {
        answer_creator(ctx, *id, choice, "")
    })
}

/// The same next step for all of them.
pub fn next_step_for(
    ctx: &Ctx<'_>,
    creators: &[Id<Creator>],
    said: &NextStep,
) -> Result<Step, String> {
    let choice = Choice::next(&ctx.base(), said)?;
    let day = said.first(&ctx.base())?;
    let said = format!("Next step {}", short(day, ctx.today));
    each(ctx, creators, &said, |ctx, id| {
        answer_creator(ctx, *id, &choice, "")
    })
}

/// Core on for all, or off when all of them are.
pub fn toggle_core(ctx: &Ctx<'_>, creators: &[Id<Creator>]) -> Result<Step, String> {
    let all = creators
        .iter()
        .filter_map(|c| ctx.model.get(*c))
        .all(|c| c.core);
    mark(ctx, creators, &Mark::Core(!all))
}

/// Out of the way, to be thrown away.
pub fn to_trash(ctx: &Ctx<'_>, creators: &[Id<Creator>]) -> Result<Step, String> {
    mark(ctx, creators, &Mark::Shelf(Shelf::Trashed))
}

/// Out of the way, kept.
pub fn archive(ctx: &Ctx<'_>, creators: &[Id<Creator>]) -> Result<Step, String> {
    mark(ctx, creators, &Mark::Shelf(Shelf::Archived))
}

/// Back in the roster.
pub fn put_back(ctx: &Ctx<'_>, creators: &[Id<Creator>]) -> Result<Step, String> {
    mark(ctx, creators, &Mark::Shelf(Shelf::Active))
}

/// Everything in the trash goes, with all that belongs to it. One undo brings it back.
pub fn empty_trash(ctx: &Ctx<'_>) -> Result<Step, String> {
    let gone: Vec<Id<Creator>> = ctx
        .model
        .creators
        .iter()
        .filter(|c| c.shelf == Shelf::Trashed)
        .map(|c| c.id)
        .collect();
    if gone.is_empty() {
        return Err("The trash is empty; D moves a creator there.".into());
    }
    let mut step = Step::default();
    gone.iter()
        .for_each(|id| removal(ctx.model, *id, &mut step));
    let (people, rows) = (gone.len(), step.edits.len() - gone.len());
    let creators = if people == 1 {
        "1 creator".into()
    } else {
        format!("{people} creators")
    };
    step.label = format!("Emptied the trash: {creators}, {rows} rows of theirs");
    Ok(step)
}

/// Tags added and taken away.
pub fn retag(
    ctx: &Ctx<'_>,
    creators: &[Id<Creator>],
    add: &[&str],
    remove: &[&str],
) -> Result<Step, String> {
    let words = |all: &[&str]| all.iter().map(|t| (*t).to_string()).collect();
    mark(
        ctx,
        creators,
        &Mark::Tags {
            add: words(add),
            remove: words(remove),
        },
    )
}

/// Never contact again, with the reason; without one, may be contacted again.
pub fn do_not_contact(ctx: &Ctx<'_>, creators: &[Id<Creator>], why: &str) -> Result<Step, String> {
    let marked = creators
        .iter()
        .filter_map(|c| ctx.model.get(*c))
        .any(|c| c.do_not_contact);
    if why.is_empty() && !marked {
        return Err("A reason is needed, such as \"asked us to stop\".".into());
    }
    let why = (!why.is_empty()).then(|| why.into());
    mark(ctx, creators, &Mark::DoNotContact(why))
}

/// Into a campaign, or out of it when all of them are in it.
pub fn toggle_campaign(
    ctx: &Ctx<'_>,
    creators: &[Id<Creator>],
    campaign: Id<Campaign>,
) -> Result<Step, String> {
    let name = ctx
        .model
        .get(campaign)
        .map(|c| c.name.to_string())
        .ok_or("This campaign is not there any more.")?;
    let deals = |id: Id<Creator>| {
        ctx.model
            .open_collaborations(id)
            .into_iter()
            .map(|c| (c.id, c.campaign))
    };
    let inside = |id: Id<Creator>| deals(id).any(|(_, of)| of == Some(campaign));
    let out = creators.iter().all(|c| inside(*c));
    let who = if let [one] = creators {
        ctx.model.called(*one)
    } else {
        format!("{} creators", creators.len())
    };
    let mut step = Step::new(if out {
        format!("Out of {name}: {who}")
    } else {
        format!("Into {name}: {who}")
    });
    step.focus.creator = creators.first().copied().filter(|_| creators.len() == 1);
    for id in creators {
        if out {
            deals(*id)
                .filter(|(_, of)| *of == Some(campaign))
                .for_each(|(d, _)| step.edit(ctx.model, d, |c| c.campaign = None));
        } else if !inside(*id) {
            match deals(*id).find(|(_, of)| of.is_none()) {
                Some((free, _)) => step.edit(ctx.model, free, |c| c.campaign = Some(campaign)),
                None => {
                    let new = Collaboration::new(
                        step.fresh(ctx.model),
                        *id,
                        Stage::Onboarding,
                        ctx.today,
                    );
                    step.insert(Collaboration {
                        campaign: Some(campaign),
                        ..new
                    });
                }
            }
        }
    }
    if step.is_empty() {
        Err(format!("{who}: nothing changes."))
    } else {
        Ok(step)
    }
}
