//! The order of the roster: everybody sorted once, so that a filter line picks from them, a step
//! moves only the rows it touched, and nothing is sorted while one types.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Roster;
use crate::app::App;
use crate::domain::ids::Id;
use crate::domain::query::{Among, Hit};
use crate::domain::rows::Creator;

/// Everybody among whom the filter looks, sorted: a filter line that changes need not sort again.
#[derive(Default)]
pub(super) struct Order {
    /// In order.
    pub(super) rows: Vec<Id<Creator>>,
    /// By which column, and among whom.
    pub(super) by: Option<(&'static str, Among)>,
}

impl Roster {
    /// Puts everybody among whom the filter looks in order, unless they are.
    pub(super) fn sort(app: &mut App) {
        let roster = &app.roster;
        let (column, among) = (roster.column(), roster.filter.query().among());
        if roster.order.by == Some((column.key, among)) {
            return;
        }
        let there = app.model.creators.iter().filter(|c| among.has(c.shelf));
        let mut rows: Vec<Id<Creator>> = there.map(|c| c.id).collect();
        rows.sort_by_cached_key(|id| ((column.sort)(app, *id), *id));
        app.roster.order = Order {
            rows,
            by: Some((column.key, among)),
        };
    }
}

/// Rows in which those that were touched stand where they belong now, or no longer.
pub(super) fn replaced(
    app: &App,
    rows: &[Id<Creator>],
    touched: &[Id<Creator>],
    reversed: bool,
    fits: impl Fn(&Creator) -> bool,
) -> Vec<Id<Creator>> {
    let mut gone = touched.to_vec();
    gone.sort_unstable();
    let mut rows: Vec<Id<Creator>> = rows
        .iter()
        .copied()
        .filter(|row| gone.binary_search(row).is_err())
        .collect();
    let column = app.roster.column();
    let key = |id: Id<Creator>| ((column.sort)(app, id), id);
    for creator in touched
        .iter()
        .filter(|id| app.model.get(**id).is_some_and(&fits))
    {
        let mine = key(*creator);
        let at = match reversed {
            false => rows.partition_point(|other| key(*other) < mine),
            true => rows.partition_point(|other| key(*other) > mine),
        };
        rows.insert(at, *creator);
    }
    rows
}

/// Those that were found, in the order of a list.
pub(super) fn in_order(all: &[Id<Creator>], hits: &[Hit]) -> Vec<Id<Creator>> {
    let mut found = vec![false; hits.iter().map(|hit| hit.id.index() + 1).max().unwrap_or(0)];
    for hit in hits {
        if let Some(slot) = found.get_mut(hit.id.index()) {
            *slot = true;
        }
    }
    all.iter()
        .copied()
        .filter(|id| found.get(id.index()) == Some(&true))
        .collect()
}

/// The best first, of equal ones those with the lower id. There are few different scores: they are
/// gathered, not sorted.
pub(super) fn best_first(hits: &[Hit]) -> Vec<Id<Creator>> {
    let mut by_score: BTreeMap<Reverse<u32>, Vec<Id<Creator>>> = BTreeMap::new();
    hits.iter()
        .for_each(|hit| by_score.entry(Reverse(hit.score)).or_default().push(hit.id));
    by_score
        .values_mut()
        .filter(|ids| !ids.is_sorted())
        .for_each(|ids| ids.sort_unstable());
    by_score.into_values().flatten().collect()
}
