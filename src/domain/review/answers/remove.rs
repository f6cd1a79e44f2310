//! Single rows removed, with what hangs on them; one undo brings all of it back. What would only
//! lose its place (money, a right, a parcel, a word that was said) stays with the creator.

use crate::domain::change::{Edits, EditsOf, Step};
use crate::domain::ctx::Ctx;
use crate::domain::ids::Id;
use crate::domain::ledger::orders::Order;
use crate::domain::model::{Model, TableOf};
use crate::domain::rows::*;

/// A row on which nothing hangs. `what` names it in the label.
pub fn remove_row<T: Row>(ctx: &Ctx<'_>, id: Id<T>, what: &str) -> Result<Step, String>
where
    Model: TableOf<T>,
    Edits: EditsOf<T>,
{
    let row = ctx.model.get(id).ok_or("This row is not there any more.")?;
    let mut step = removed(ctx, row, what);
    step.remove(row.clone());
    Ok(step)
}

/// What comes round again, with its next time where that is still to come; what was done stays.
pub fn remove_rhythm(ctx: &Ctx<'_>, id: Id<Recurrence>) -> Result<Step, String> {
    let m = ctx.model;
    let row = m.get(id).ok_or("This row is not there any more.")?;
    let mut step = removed(ctx, row, &format!("rhythm, {}", row.every));
    let mine = |of: Option<Id<Recurrence>>| of == Some(id);
    for f in m.followups.iter().filter(|f| mine(f.recurrence)) {
        match f.done {
            None => step.remove(f.clone()),
            Some(_) => step.edit(m, f.id, |f| f.recurrence = None),
        }
    }
    for p in m.payments.iter().filter(|p| mine(p.recurrence)) {
        step.edit(m, p.id, |p| p.recurrence = None);
    }
    for d in m.deliverables.iter().filter(|d| mine(d.recurrence)) {
        step.edit(m, d.id, |d| d.recurrence = None);
    }
    step.remove(row.clone());
    Ok(step)
}

fn removed<T: Row>(ctx: &Ctx<'_>, row: &T, what: &str) -> Step {
    let who = row
        .creator()
        .map_or_else(String::new, |c| format!(" of {}", ctx.model.called(c)));
    let mut step = Step::new(format!("Removed: {what}{who}"));
    step.focus.creator = row.creator();
    step
}

/// A contact, given with its words, which the model does not hold. The mail it came from stays
/// known, so that taking the same mailbox in again does not bring it back.
pub fn remove_touch(ctx: &Ctx<'_>, touch: Touch) -> Step {
    let mut step = removed(ctx, &touch, touch.channel.label());
    let mails = ctx
        .model
        .of::<Mail>(touch.creator)
        .filter(|m| m.touch == Some(touch.id));
    mails.for_each(|m| step.edit(ctx.model, m.id, |m| m.touch = None));
    step.remove(touch);
    step
}

/// An account, with what was measured of it.
pub fn remove_account(ctx: &Ctx<'_>, id: Id<Account>) -> Result<Step, String> {
    let mut step = remove_row(ctx, id, "account")?;
    let measured = ctx.model.of::<Measurement>(owner(&step));
    measured
        .filter(|m| m.account == id)
        .for_each(|m| step.remove(m.clone()));
    Ok(step)
}

/// An order, with what was given back of it.
pub fn remove_order(ctx: &Ctx<'_>, id: Id<Sale>) -> Result<Step, String> {
    let mut step = remove_row(ctx, id, "order")?;
    let refunds = ctx.model.refunds.iter().filter(|r| r.sale == id);
    refunds.for_each(|r| step.remove(r.clone()));
    Ok(step)
}

/// An order with all rows that tell of it, and what was given back of it.
pub fn remove_whole_order(ctx: &Ctx<'_>, order: &Order) -> Result<Step, String> {
    let mut step = remove_row(ctx, order.id, "order")?;
    let others = order.rows.iter().filter(|id| **id != order.id);
    let others = others.filter_map(|id| ctx.model.get(*id));
    others.for_each(|row| step.remove(row.clone()));
    let refunds = ctx.model.refunds.iter();
    let refunds = refunds.filter(|r| order.rows.contains(&r.sale));
    refunds.for_each(|r| step.remove(r.clone()));
    step.focus.creator = order.creator;
    if !order.reference.is_empty() {
        let who = order
            .creator
            .map_or_else(String::new, |c| format!(" of {}", ctx.model.called(c)));
        step.label = format!("Removed: order {}{who}", order.reference);
    }
    Ok(step)
}

fn owner(step: &Step) -> Id<Creator> {
    step.focus.creator.unwrap_or_default()
}

/// A piece of content, with its drafts, its numbers and the looks at its ad label; rights in it and
/// what was spent on it stay.
pub fn remove_piece(ctx: &Ctx<'_>, id: Id<Deliverable>) -> Result<Step, String> {
    let row = ctx
        .model
        .get(id)
        .ok_or("This piece is not there any more.")?;
    let mut step = removed(ctx, row, row.called());
    piece_into(ctx, &mut step, row);
    Ok(step)
}

fn piece_into(ctx: &Ctx<'_>, step: &mut Step, row: &Deliverable) {
    let m = ctx.model;
    m.of::<PostResult>(row.creator)
        .filter(|r| r.deliverable == row.id)
        .for_each(|r| step.remove(r.clone()));
    m.of::<Version>(row.creator)
        .filter(|v| v.deliverable == row.id)
        .for_each(|v| step.remove(v.clone()));
    m.of::<LabelCheck>(row.creator)
        .filter(|c| c.deliverable == row.id)
        .for_each(|c| step.remove(c.clone()));
    macro_rules! let_go {
        ($($type:ty),+) => {$(
            let all = m.of::<$type>(row.creator).chain(m.of::<$type>(Id::default()));
            let ids: Vec<_> = all.filter(|r| r.deliverable == Some(row.id)).map(|r| r.id).collect();
            ids.into_iter().for_each(|r| step.edit(m, r, |r| r.deliverable = None));
        )+};
    }
    let_go!(Right, Expense, OwnCount);
    step.remove(row.clone());
}

/// A collaboration with its pieces, their numbers, its targets, brief and ticks. `said` are the
/// contacts that name it, with their words.
pub fn remove_deal(ctx: &Ctx<'_>, id: Id<Collaboration>, said: &[Touch]) -> Result<Step, String> {
    let m = ctx.model;
    let row = m
        .get(id)
        .ok_or("This collaboration is not there any more.")?;
    let campaign = row
        .campaign
        .and_then(|c| m.get(c))
        .map_or_else(|| "collaboration".into(), |c| c.name.to_string());
    let mut step = removed(ctx, row, &campaign);
    let who = row.creator;
    let mut hangs = 0;
    for piece in m.of::<Deliverable>(who).filter(|d| d.collaboration == id) {
        piece_into(ctx, &mut step, piece);
        hangs += 1;
    }
    let targets = m.of::<Target>(who).chain(m.of::<Target>(Id::default()));
    targets
        .filter(|t| t.collaboration == Some(id))
        .for_each(|t| step.remove(t.clone()));
    m.of::<Brief>(who)
        .filter(|b| b.collaboration == id)
        .for_each(|b| step.remove(b.clone()));
    m.of::<Check>(who)
        .filter(|c| c.collaboration == Some(id))
        .for_each(|c| step.remove(c.clone()));
    for touch in said.iter().filter(|t| t.collaboration == Some(id)) {
        step.change(
            touch.clone(),
            Touch {
                collaboration: None,
                ..touch.clone()
            },
        );
    }
    macro_rules! let_go {
        ($($type:ty),+) => {$(
            let all = m.of::<$type>(who).chain(m.of::<$type>(Id::default()));
            let ids: Vec<_> = all.filter(|r| r.collaboration == Some(id)).map(|r| r.id).collect();
            ids.into_iter().for_each(|r| step.edit(m, r, |r| r.collaboration = None));
        )+};
    }
    let_go!(
        Sale, FollowUp, Payment, Right, Shipment, Expense, OwnCount, Recurrence
    );
    step.remove(row.clone());
    if hangs > 0 {
        step.label.push_str(&format!(
            ", with {hangs} piece{}",
            if hangs == 1 { "" } else { "s" }
        ));
    }
    Ok(step)
}
