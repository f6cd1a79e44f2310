//! Dates that hang together. When a piece goes live on another day, its fee is due on another day
//! and its rights begin on another day; a draft that would come after the piece goes along. What
//! moved with it is said in the step's label, and being one step it goes back as one.

use super::agenda::What;
use super::change::Step;
use super::ctx::Ctx;
use super::day::{Day, add_days, short};
use super::ids::Id;
use super::ledger::entry;
use super::ledger::lines::{self, Line};
use super::ledger::terms;
use super::review::expected_draft;
use super::rows::*;

/// So many days from a day. What was agreed with others goes by calendar days, for pieces go live
/// on Sundays too; what is only one's own goes by working days.
pub fn moved(ctx: &Ctx<'_>, from: Day, by: i64, own: bool) -> Day {
    if own {
        ctx.calendar.add(from, by)
    } else {
        add_days(from, by)
    }
}

/// Moves the date of an event by days.
pub fn shift(ctx: &Ctx<'_>, what: What, by: i64) -> Result<Step, String> {
    let from = day_of(ctx, what).ok_or_else(|| no_date(what))?;
    // What is late moves on from today.
    let from = if by > 0 {
        from.max(add_days(ctx.today, -1))
    } else {
        from
    };
    move_to(
        ctx,
        what,
        moved(ctx, from, by, matches!(what, What::Step(_))),
    )
}

fn no_date(what: What) -> String {
    match what {
        What::Brief(_) => {
            "a brief is due two working days after the agreement; e changes the day both agreed"
        }
        What::CheckIn(_) => "a check-in comes a quarter after the last one; s puts it off",
        What::Gift(_) => "a parcel leaves when it leaves: x marks it as sent",
        _ => "it happened, or has no date yet; e edits it",
    }
    .into()
}

/// The planned day of an event that may be moved.
fn day_of(ctx: &Ctx<'_>, what: What) -> Option<Day> {
    let m = ctx.model;
    match what {
        What::Live(id) => m
            .get(id)
            .filter(|d| d.live.is_none())
            .and_then(|d| d.live_due),
        What::Draft(id) => m.get(id).and_then(expected_draft),
        What::Pay(_) | What::Fee(_) => line_of(ctx, what)?.due.day(),
        What::Right(id) => m.get(id).and_then(|r| r.end),
        What::Step(id) => m.get(id).map(|f| f.day),
        What::Brief(_) | What::CheckIn(_) | What::Gift(_) => None,
    }
}

/// Moves the date of an event to a day.
pub fn move_to(ctx: &Ctx<'_>, what: What, day: Day) -> Result<Step, String> {
    let m = ctx.model;
    day_of(ctx, what).ok_or_else(|| no_date(what))?;
    if day < ctx.today {
        return Err(format!(
            "{} is past; e changes what happened",
            short(day, ctx.today)
        ));
    }
    let gone = || "It is not there any more.".to_owned();
    let mut step = Step::default();
    let (creator, name) = match what {
        What::Live(id) => {
            step.edit(m, id, |d| (d.live_due, d.ready) = (Some(day), None));
            m.get(id)
                .map(|d| (Some(d.creator), format!("{} live", d.called())))
        }
        What::Draft(id) => {
            step.edit(m, id, |d| d.draft_due = Some(day));
            m.get(id)
                .map(|d| (Some(d.creator), format!("{} draft", d.called())))
        }
        What::Pay(_) | What::Fee(_) => line_of(ctx, what).map(|line| {
            entry::move_due(&ctx.base(), &mut step, &line, day);
            (Some(line.creator), format!("{} {}", line.amount, line.kind))
        }),
        What::Right(id) => {
            step.edit(m, id, |r| {
                (r.end, r.state) = (Some(day), RightState::Active)
            });
            m.get(id)
                .map(|r| (Some(r.creator), r.kind.label().to_owned()))
        }
        What::Step(id) => {
            step.edit(m, id, |f| f.day = day);
            m.get(id).map(|f| (f.creator, f.what.to_string()))
        }
        What::Brief(_) | What::CheckIn(_) | What::Gift(_) => None,
    }
    .ok_or_else(gone)?;
    let who = creator.map_or_else(|| "you".into(), |c| m.called(c));
    step.label = format!("Moved to {}: {who}, {name}", short(day, ctx.today));
    step.focus.creator = creator;
    follow(ctx, &mut step);
    Ok(step)
}

/// The open line of an event about money.
fn line_of(ctx: &Ctx<'_>, what: What) -> Option<Line> {
    let base = ctx.base();
    match what {
        What::Pay(id) => lines::of_row(&base, ctx.model.get(id)?),
        What::Fee(id) => lines::rest(&base, ctx.model.get(id)?),
        _ => None,
    }
}

/// Moves what depends on the live days that a step moves, and says so in its label. For every step
/// that changes a piece.
pub fn follow(ctx: &Ctx<'_>, step: &mut Step) {
    let moved: Vec<(Deliverable, Deliverable)> = step
        .edits
        .deliverables
        .iter()
        .filter_map(|e| Some((e.before.clone()?, e.after.clone()?)))
        .collect();
    let mut deals: Vec<Id<Collaboration>> = Vec::new();
    let mut said = Vec::new();
    for (before, after) in moved {
        if live_day(&before) == live_day(&after) || after.state == PieceState::Missed {
            continue;
        }
        said.extend(draft_along(ctx, step, &before, &after));
        said.extend(own_rights(ctx, step, &before, &after));
        if !deals.contains(&after.collaboration) {
            deals.push(after.collaboration);
        }
    }
    for deal in deals {
        said.extend(of_deal(ctx, step, deal));
    }
    if !said.is_empty() {
        step.label
            .push_str(&format!(" · with it {}", said.join(", ")));
    }
}

fn live_day(piece: &Deliverable) -> Option<Day> {
    piece.live.or(piece.live_due)
}

fn moved_by(before: Option<Day>, after: Option<Day>) -> Option<i64> {
    Some((after? - before?).num_days()).filter(|days| *days != 0)
}

/// A draft agreed for a day stays; only when the piece would go live before it, it goes along.
fn draft_along(
    ctx: &Ctx<'_>,
    step: &mut Step,
    before: &Deliverable,
    after: &Deliverable,
) -> Option<String> {
    let days = moved_by(live_day(before), live_day(after))?;
    let due = expected_draft(after).filter(|due| Some(*due) > live_day(after))?;
    let to = add_days(due, days).max(ctx.today);
    step.edit(ctx.model, after.id, |d| d.draft_due = Some(to));
    Some(format!("the draft to {}", short(to, ctx.today)))
}

/// Rights granted for the piece itself.
fn own_rights(
    ctx: &Ctx<'_>,
    step: &mut Step,
    before: &Deliverable,
    after: &Deliverable,
) -> Vec<String> {
    let Some(days) = moved_by(live_day(before), live_day(after)) else {
        return Vec::new();
    };
    rights(ctx, step, after.creator, days, |r| {
        r.deliverable == Some(after.id) && r.start == live_day(before)
    })
}

/// Rights begin when the piece does, and last as long as before.
fn rights(
    ctx: &Ctx<'_>,
    step: &mut Step,
    creator: Id<Creator>,
    days: i64,
    which: impl Fn(&Right) -> bool,
) -> Vec<String> {
    let counts = |r: &&Right| {
        r.state == RightState::Active && !matches!(r.kind, RightKind::Contract | RightKind::Code)
    };
    let mine: Vec<&Right> = ctx
        .model
        .of::<Right>(creator)
        .filter(counts)
        .filter(|r| which(r))
        .collect();
    let mut said = Vec::new();
    for right in mine {
        let along = |day: Option<Day>| day.map(|day| add_days(day, days));
        step.edit(ctx.model, right.id, |r| {
            (r.start, r.end) = (along(r.start), along(r.end))
        });
        if let Some(start) = along(right.start) {
            said.push(format!("{} from {}", right.kind, short(start, ctx.today)));
        }
    }
    said
}

/// What hangs on the first and the last live day of a collaboration: its rights, and its money.
fn of_deal(ctx: &Ctx<'_>, step: &mut Step, deal: Id<Collaboration>) -> Vec<String> {
    let Some(row) = ctx.model.get(deal) else {
        return Vec::new();
    };
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for piece in ctx
        .model
        .of::<Deliverable>(row.creator)
        .filter(|d| d.collaboration == deal)
    {
        let after = step
            .edits
            .deliverables
            .iter()
            .find(|e| e.id() == piece.id)
            .and_then(|e| e.after.as_ref());
        old.extend(live_day(piece).filter(|_| piece.state != PieceState::Missed));
        new.extend(
            after
                .map_or(Some(piece), Some)
                .filter(|d| d.state != PieceState::Missed)
                .and_then(live_day),
        );
    }
    let mut said = Vec::new();
    let (first, last) = (old.iter().min().copied(), old.iter().max().copied());
    if let Some(days) = moved_by(last, new.iter().max().copied()) {
        let open = |p: &&Payment| p.collaboration == Some(deal) && p.invoiced.is_none();
        let open =
            |p: &&Payment| open(p) && matches!(p.state, PaymentState::Agreed | PaymentState::Due);
        let kinds = |p: &&Payment| matches!(p.kind, PaymentKind::Fee | PaymentKind::Bonus);
        // A deposit due before the piece is not moved by the piece.
        let after = |p: &&Payment| p.due.is_some() && p.due >= last;
        let payments: Vec<&Payment> = ctx
            .model
            .of::<Payment>(row.creator)
            .filter(open)
            .filter(kinds)
            .filter(after)
            .collect();
        for payment in payments {
            let to = payment.due.map(|day| add_days(day, days));
            step.edit(ctx.model, payment.id, |p| p.due = to);
            said.extend(
                to.map(|to| format!("{} to {}", terms::amount(payment), short(to, ctx.today))),
            );
        }
    }
    if let Some(days) = moved_by(first, new.iter().min().copied()) {
        let of_all = |r: &Right| {
            r.deliverable.is_none() && r.collaboration == Some(deal) && r.start == first
        };
        said.extend(rights(ctx, step, row.creator, days, of_all));
    }
    said
}

#[cfg(test)]
mod tests;
