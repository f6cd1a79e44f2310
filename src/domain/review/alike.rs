//! People who are called alike: in a queue where a name stands twice the handle tells them apart.

use std::collections::HashSet;

use super::item::Subject;
use super::queue::Queue;
use super::words::who;
use crate::domain::ctx::Ctx;
use crate::domain::rows::Account;

/// Whose card, where others stand beside it: with the handle where another of them is called alike.
pub fn who_among(ctx: &Ctx<'_>, on: Subject, alike: &HashSet<String>) -> String {
    let name = who(ctx, on);
    let account = || ctx.model.of::<Account>(on.creator()?).next();
    match account()
        .filter(|_| alike.contains(&name))
        .map(Account::called)
    {
        Some(handle) if handle != name => format!("{handle} {name}"),
        _ => name,
    }
}

/// The names that stand on more than one card of a queue.
pub fn alike(ctx: &Ctx<'_>, queue: &Queue) -> HashSet<String> {
    let mut seen = HashSet::new();
    queue
        .cards
        .iter()
        .map(|card| who(ctx, card.on))
        .filter(|name| !seen.insert(name.clone()))
        .collect()
}
