//! The days ahead, each thing on the day it meets the user: what comes up on a free day waits for
//! the next working one, what is there today and not for today is carried over, and what the
//! measure of a day has no room for goes on to the next. The week, the days that zero tells and the
//! line `next` all read this, so that no two of them disagree.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Item, Subject};
use super::queue::{build, is_capped, items_of, own_items};
use super::rule::Cap;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days};

/// What meets the user on each of the next days, worked or not.
pub fn ahead(ctx: &Ctx<'_>, days: i64) -> Vec<(Day, Vec<Item>)> {
    let mut rest = carried(ctx, days);
    let mut all = coming_up(ctx, days);
    for (day, items) in &mut all {
        rest.append(items);
        (*items, rest) = meet(ctx, *day, rest);
        items.sort_by_key(|item| (item.lane, item.due, item.key));
    }
    all
}

impl Item {
    /// The day told of what is still to come: its date, or when it is shown; of what is soft the
    /// working day on which it meets the user.
    pub fn meets(&self, ctx: &Ctx<'_>) -> Day {
        let day = self.shows.max(self.due);
        if self.lane.is_soft() {
            ctx.calendar.later(day)
        } else {
            day
        }
    }
}

/// What is there today and is left for later: on a day that is not worked all but what is owed or
/// dated and due, else what today's measure has no room for.
fn carried(ctx: &Ctx<'_>, days: i64) -> Vec<Item> {
    let own = own_items(&ctx.base()).into_iter();
    if !ctx.calendar.is_working(ctx.today) {
        let left = left_over(ctx, days, |_| true).into_iter().chain(own);
        return left
            .filter(|item| item.is_live(ctx.today) && !item.is_due_promise(ctx.today))
            .collect();
    }
    let queue = build(ctx);
    let seen: BTreeSet<Subject> = queue.cards.iter().map(|card| card.on).collect();
    let left = left_over(ctx, days, |on| !seen.contains(&on))
        .into_iter()
        .chain(own);
    left.filter(|item| item.is_live(ctx.today) && !seen.contains(&item.on))
        .collect()
}

/// Items of creators for whom something is to be decided today. Of what can wait only as much as so
/// many days can take, the hottest: the rest of a large roster meets nobody within them.
fn left_over(ctx: &Ctx<'_>, days: i64, wanted: impl Fn(Subject) -> bool) -> Vec<Item> {
    let rule = &ctx.settings.rule;
    let caps = [
        usize::MAX,
        ctx.settings.review.cards,
        rule.keep_warm.cards,
        rule.no_next_step.cards,
    ];
    let mut pools: [Vec<_>; 4] = Default::default();
    for creator in ctx.model.creators.iter() {
        let Some(next) = ctx.derived.of(creator.id).next.filter(|next| next.live) else {
            continue;
        };
        if !wanted(Subject::Creator(creator.id)) {
            continue;
        }
        let [hard, soft, warm, unsorted] = &mut pools;
        let cap = next.key.rule.row().cap.filter(|_| next.capped);
        let pool = match (cap, next.lane.is_soft()) {
            (Some(Cap::Warm), _) => warm,
            (Some(Cap::Unsorted), _) => unsorted,
            (None, true) => soft,
            (None, false) => hard,
        };
        pool.push((-next.score, next.lane, next.due, creator.id));
    }
    // Twice as many: money at stake and what comes up meanwhile decide between equals.
    let days = usize::try_from(days).unwrap_or(1) * 2;
    for (pool, cap) in pools.iter_mut().zip(caps) {
        pool.sort_unstable();
        pool.truncate(cap.saturating_mul(days));
    }
    pools
        .into_iter()
        .flatten()
        .flat_map(|(.., id)| items_of(ctx, Subject::Creator(id)))
        .collect()
}

/// What the rules show from each of the next days on.
fn coming_up(ctx: &Ctx<'_>, days: i64) -> Vec<(Day, Vec<Item>)> {
    let last = add_days(ctx.today, days);
    let mut all: Vec<(Day, Vec<Item>)> = (1..=days)
        .map(|n| (add_days(ctx.today, n), Vec::new()))
        .collect();
    let mut put = |items: Vec<Item>| {
        for item in items
            .into_iter()
            .filter(|item| item.shows > ctx.today && item.shows <= last)
        {
            if let Some((_, list)) = all.iter_mut().find(|(day, _)| *day == item.shows) {
                list.push(item);
            }
        }
    };
    for creator in ctx.model.creators.iter() {
        if ctx
            .derived
            .of(creator.id)
            .coming()
            .first()
            .is_some_and(|day| *day <= last)
        {
            put(items_of(ctx, Subject::Creator(creator.id)));
        }
    }
    put(own_items(&ctx.base()));
    all
}

/// Of all that is there on a day: what meets the user then, and what goes on to the next.
fn meet(ctx: &Ctx<'_>, day: Day, items: Vec<Item>) -> (Vec<Item>, Vec<Item>) {
    if !ctx.calendar.is_working(day) {
        return items.into_iter().partition(|item| item.is_due_promise(day));
    }
    let mut cards: BTreeMap<Subject, Vec<Item>> = BTreeMap::new();
    items
        .into_iter()
        .for_each(|item| cards.entry(item.on).or_default().push(item));
    let mut cards: Vec<Vec<Item>> = cards.into_values().collect();
    cards.sort_by_cached_key(|card| {
        card.iter()
            .map(|item| (item.rank(), item.due, item.key))
            .min()
    });
    let hard = cards
        .iter()
        .filter(|card| card.iter().any(|item| !item.lane.is_soft()))
        .count();
    let rule = &ctx.settings.rule;
    let (mut warm, mut unsorted) = (rule.keep_warm.cards, rule.no_next_step.cards);
    let mut room = ctx.settings.review.cards.saturating_sub(hard);
    let (mut met, mut rest) = (Vec::new(), Vec::new());
    for card in cards {
        let soft = card.iter().all(|item| item.lane.is_soft());
        let few = is_capped(&card).then(|| {
            let warm_too = |item: &Item| item.key.rule.row().cap == Some(Cap::Warm);
            match card.iter().any(warm_too) {
                true => &mut warm,
                false => &mut unsorted,
            }
        });
        let stays = !soft || (room > 0 && few.as_ref().is_none_or(|left| **left > 0));
        if stays && soft {
            room -= 1;
            few.into_iter().for_each(|left| *left -= 1);
        }
        if stays {
            met.extend(card)
        } else {
            rest.extend(card)
        }
    }
    (met, rest)
}
