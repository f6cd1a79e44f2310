//! The lifecycle of a collaboration: what should be there before it enters a stage, how long the
//! stages usually take, what its deal still lacks, and how deep the relationship has grown. Pure
//! sums over rows, read by the board, the profile and the steps that move cards; nothing here
//! forbids anything.

mod checklist;
mod depth;
mod passage;
pub mod spells;
mod terms;
#[cfg(test)]
mod tests;

pub use checklist::{Tick, has_open, open_points, points, tick};
pub use depth::{Depth, depth, judged_on, so_far};
pub use passage::{Numbers, Room, Tally, rooms};
pub use terms::{missing, paper, pay_words, rights_words};

use super::ctx::Ctx;
use super::derived::{Next, next_of};
use super::review::{self, Item, Subject};
use super::rows::Collaboration;

/// The most urgent promise of one collaboration: the hottest item of today, else the first to come.
/// What concerns the creator as a whole stands on the most advanced of their collaborations.
pub fn most_urgent(ctx: &Ctx<'_>, deal: &Collaboration) -> Option<Item> {
    let items = items_of(ctx, deal);
    let next = next_of(&items, ctx.today)?;
    items.into_iter().find(|item| item.key == next.key)
}

/// What a card is sorted by, without the item: of a creator with one open collaboration it is at
/// hand.
pub fn next(ctx: &Ctx<'_>, deal: &Collaboration) -> Option<Next> {
    match only_one(ctx, deal) {
        true => ctx.derived.of(deal.creator).next,
        false => next_of(&items_of(ctx, deal), ctx.today),
    }
}

fn only_one(ctx: &Ctx<'_>, deal: &Collaboration) -> bool {
    ctx.model
        .of::<Collaboration>(deal.creator)
        .filter(|c| c.is_open())
        .count()
        <= 1
}

fn items_of(ctx: &Ctx<'_>, deal: &Collaboration) -> Vec<Item> {
    let mut items = review::items_of(ctx, Subject::Creator(deal.creator));
    if !only_one(ctx, deal) {
        items.retain(|item| review::deal_of(ctx, item) == Some(deal.id));
    }
    items
}
