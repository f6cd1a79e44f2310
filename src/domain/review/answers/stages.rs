//! Collaborations moved through the stages, one or many, each time one step: on and back, how it
//! goes on after the fifth, into a campaign. Open points of entry checklists are named in the label
//! and block nothing.

use super::standing::{GoOn, close_deal, deal_of_id, enter, graduate, later_day};
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, short};
use crate::domain::ids::Id;
use crate::domain::lifecycle::open_points;
use crate::domain::rows::*;

/// Points named in a label; the others are counted.
const NAMED: usize = 3;

/// ` · open: brief sent, goals agreed`: what a collaboration enters a stage without.
fn open_words(ctx: &Ctx<'_>, deal: &Collaboration, to: Stage) -> String {
    let open = open_points(ctx, deal, to);
    if open.is_empty() {
        return String::new();
    }
    let more = match open.len().saturating_sub(NAMED) {
        0 => String::new(),
        n => format!(" +{n}"),
    };
    let named: Vec<&str> = open.iter().take(NAMED).map(|point| &**point).collect();
    format!(" · open: {}{more}", named.join(", "))
}

/// `> <`: a collaboration enters a stage. How it goes on after the fifth, `go_on` asks.
pub fn move_stage(ctx: &Ctx<'_>, deal: Id<Collaboration>, to: Stage) -> Result<Step, String> {
    let row = deal_of_id(ctx, deal)?;
    let who = ctx.model.called(row.creator);
    if row.stage == to && row.is_open() {
        return Err(format!("{who} is in stage {} already.", to.number()));
    }
    let open = if to > row.stage {
        open_words(ctx, row, to)
    } else {
        String::new()
    };
    let (from, to_number) = (row.stage.number(), to.number());
    let mut step = Step::new(format!("{who}: stage {from} ► {to_number}{open}")).on(row.creator);
    enter(ctx, &mut step, deal, to);
    step.edit(ctx.model, deal, |c| (c.outcome, c.closed) = (None, None));
    Ok(step)
}

/// One stage on or back for each, one step. Those that cannot go that way are left out and counted;
/// when none can, the first reason stands.
pub fn shift_deals(ctx: &Ctx<'_>, deals: &[Id<Collaboration>], up: bool) -> Result<Step, String> {
    if let [one] = deals {
        return move_stage(ctx, *one, shifted(ctx, *one, up)?);
    }
    let mut all = Step::default();
    let (mut done, mut open, mut refused) = (0, 0, None);
    for deal in deals {
        match shifted(ctx, *deal, up) {
            Ok(to) => {
                let lacks = |row: &Collaboration| up && !open_points(ctx, row, to).is_empty();
                open += usize::from(ctx.model.get(*deal).is_some_and(lacks));
                enter(ctx, &mut all, *deal, to);
                done += 1;
            }
            Err(why) => drop(refused.get_or_insert(why)),
        }
    }
    let said = if up { "One stage on" } else { "One stage back" };
    let points = match open {
        0 => String::new(),
        n => format!(" · open points on {n}"),
    };
    all.label = match refused {
        Some(why) if done == 0 => return Err(why),
        Some(why) => format!("{said}: {done} of {}{points} ({why})", deals.len()),
        None if done == 0 => return Err("Nothing is selected.".into()),
        None => format!("{said}: {done}{points}"),
    };
    Ok(all)
}

fn shifted(ctx: &Ctx<'_>, deal: Id<Collaboration>, up: bool) -> Result<Stage, String> {
    let row = deal_of_id(ctx, deal)?;
    let who = || ctx.model.called(row.creator);
    if !row.is_open() {
        return Err(format!("{}: this collaboration is closed.", who()));
    }
    match (up, row.stage) {
        (true, Stage::Measurement | Stage::Retention) => Err(format!(
            "{} is in stage {}: how it goes on is asked there.",
            who(),
            row.stage.number()
        )),
        (true, stage) => stage
            .next()
            .ok_or_else(|| format!("{} is in the last stage already.", who())),
        (false, stage) => stage
            .previous()
            .ok_or_else(|| format!("{} is in the first stage already.", who())),
    }
}

/// `> <` on creators: the leading collaboration of each.
pub fn shift_stage(ctx: &Ctx<'_>, creators: &[Id<Creator>], up: bool) -> Result<Step, String> {
    let leads: Vec<Id<Collaboration>> = creators
        .iter()
        .filter_map(|id| ctx.derived.of(*id).lead)
        .collect();
    match (leads.as_slice(), creators) {
        ([], [one, ..]) => Err(format!(
            "{} has no open collaboration.",
            ctx.model.called(*one)
        )),
        (leads, _) => shift_deals(ctx, leads, up),
    }
}

/// Enters the sixth stage, one way or the other.
pub fn go_on(ctx: &Ctx<'_>, deal: Id<Collaboration>, how: GoOn) -> Result<Step, String> {
    go_on_all(ctx, &[deal], how)
}

/// The same for several, one step.
pub fn go_on_all(ctx: &Ctx<'_>, deals: &[Id<Collaboration>], how: GoOn) -> Result<Step, String> {
    let mut step = Step::default();
    for deal in deals {
        let row = deal_of_id(ctx, *deal)?;
        enter(ctx, &mut step, *deal, Stage::Retention);
        step.label = match how {
            GoOn::Retain => retain(ctx, &mut step, row),
            GoOn::Later(day) => rest(ctx, &mut step, row, day),
            GoOn::Graduate => graduate(ctx, &mut step, row),
        };
        step.focus.creator = Some(row.creator);
    }
    if deals.len() > 1 {
        step.focus.creator = None;
        step.label = match how {
            GoOn::Retain => format!("Next deal opened in stage 3: {}", deals.len()),
            GoOn::Later(day) => format!(
                "Rest, back {}: {}",
                short(later_day(ctx, day), ctx.today),
                deals.len()
            ),
            GoOn::Graduate => format!("Graduated with thanks: {}", deals.len()),
        };
    }
    if step.is_empty() {
        Err("Nothing is selected.".into())
    } else {
        Ok(step)
    }
}

/// The next deal, with what is known of the last.
fn retain(ctx: &Ctx<'_>, step: &mut Step, row: &Collaboration) -> String {
    close_deal(ctx, step, row.id, Outcome::Completed);
    let id = step.fresh(ctx.model);
    let next = Collaboration::new(id, row.creator, Stage::Onboarding, ctx.today);
    let (relationship, ladder, net_days) = (row.relationship, row.ladder, row.net_days);
    step.insert(Collaboration {
        relationship,
        ladder,
        net_days,
        ..next
    });
    format!(
        "{}: next deal opened in stage 3",
        ctx.model.called(row.creator)
    )
}

/// It rests in stage 6 and comes back on a day.
fn rest(ctx: &Ctx<'_>, step: &mut Step, row: &Collaboration, day: Option<Day>) -> String {
    let day = later_day(ctx, day);
    let id = step.fresh(ctx.model);
    step.insert(FollowUp {
        collaboration: Some(row.id),
        what: "talk about the next deal".into(),
        ..FollowUp::new(id, Some(row.creator), day, ctx.clock.now)
    });
    format!(
        "{}: rests, back {}",
        ctx.model.called(row.creator),
        short(day, ctx.today)
    )
}

/// Collaborations into a campaign, or out of it when all of them are in it.
pub fn toggle_campaign_of(
    ctx: &Ctx<'_>,
    deals: &[Id<Collaboration>],
    campaign: Id<Campaign>,
) -> Result<Step, String> {
    let name = ctx
        .model
        .get(campaign)
        .map(|c| c.name.to_string())
        .ok_or("This campaign is not there any more.")?;
    let rows: Vec<&Collaboration> = deals.iter().filter_map(|id| ctx.model.get(*id)).collect();
    let out = rows.iter().all(|c| c.campaign == Some(campaign));
    let mut step = Step::default();
    for row in &rows {
        step.edit(ctx.model, row.id, |c| {
            c.campaign = Some(campaign).filter(|_| !out)
        });
    }
    let who = match rows.as_slice() {
        [one] => {
            step.focus.creator = Some(one.creator);
            ctx.model.called(one.creator)
        }
        many => format!("{} collaborations", many.len()),
    };
    step.label = if out {
        format!("Out of {name}: {who}")
    } else {
        format!("Into {name}: {who}")
    };
    Ok(step)
}
