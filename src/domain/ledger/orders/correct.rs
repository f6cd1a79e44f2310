//! Corrections of an order, and orders written down anew: an order is one thing however many rows
//! tell of it, so what is corrected in one of them is corrected in all, and a code says whose it is.

use super::{of_row, owner_of_code};
use crate::domain::change::{Edit, Step};
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::*;

/// Lets the other rows of orders that a step corrects follow, and what was given back of them.
pub fn follow(model: &Model, step: &mut Step) {
    let corrected: Vec<Edit<Sale>> = step.edits.sales.clone();
    for edit in corrected {
        let (Some(before), Some(mut after)) = (edit.before, edit.after) else {
            continue;
        };
        by_code(model, &before, &mut after);
        let order = of_row(model, &before);
        let known = |id: &Id<Sale>| step.edits.sales.iter().any(|edit| edit.id() == *id);
        let others: Vec<Id<Sale>> = order.rows.into_iter().filter(|id| !known(id)).collect();
        for id in others {
            step.edit(model, id, |row| like(&before, &after, row));
        }
        if before.creator != after.creator {
            let refunds = model.order_index().refunds(before.id);
            for id in refunds {
                step.edit(model, *id, |row| {
                    (row.creator, row.campaign) = (after.creator, after.campaign);
                });
            }
        }
        let same = step.edits.sales.iter_mut().find(|e| e.id() == after.id);
        if let Some(edit) = same {
            edit.after = Some(after);
        }
    }
}

/// What is told of the order, not of one row of it.
fn like(before: &Sale, after: &Sale, row: &mut Sale) {
    if before.day != after.day {
        row.day = after.day;
    }
    if before.order_ref != after.order_ref {
        row.order_ref = after.order_ref.clone();
    }
    if before.amount != after.amount {
        row.amount = after.amount;
    }
    if before.new_customer != after.new_customer {
        row.new_customer = after.new_customer;
    }
}

/// Another code makes it the order of whoever has that code, in whichever of their collaborations
/// it falls.
fn by_code(model: &Model, before: &Sale, after: &mut Sale) {
    if before.code == after.code {
        return;
    }
    if before.by == after.by {
        known_by(after);
    }
    let owner = owner_of_code(model, &after.code, after.day);
    if owner.is_some() && after.by == Attribution::Code && after.creator != owner {
        (after.creator, after.campaign, after.collaboration) = (owner, None, None);
    }
}

/// An order with a code is known by it; one without can only be known by something else.
pub fn known_by(sale: &mut Sale) {
    let code = !sale.code.trim().is_empty();
    sale.by = match sale.by {
        Attribution::Code if !code => Attribution::Hand,
        Attribution::Hand | Attribution::Link if code => Attribution::Code,
        by => by,
    };
}

/// Whether an order that is written down for a creator can be theirs: not with a code of somebody
/// else alone.
///
/// # Errors
///
/// A sentence that names whose the code is.
pub fn theirs(model: &Model, sale: &Sale) -> Result<(), String> {
    let rights = model.order_index().rights(&sale.code);
    let owners = || rights.iter().filter_map(|id| model.get(*id));
    match owners().next() {
        Some(other) if owners().all(|r| Some(r.creator) != sale.creator) => Err(format!(
            "{} is the code of {}, so the order is theirs",
            sale.code.trim(),
            model.called(other.creator)
        )),
        _ => Ok(()),
    }
}
