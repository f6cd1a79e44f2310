//! From rows to the numbers of one collaboration: the newest numbers of its pieces, its orders,
//! what it cost, how the work went. In a window: the pieces that lie in it, orders of its days, and
//! its pieces' share of the cost.

use std::collections::BTreeMap;

use super::inputs::{Inputs, Pair};
use super::value::divide;
use crate::domain::ctx::Ctx;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::ledger::cost::{self, Cost, is_live};
use crate::domain::ledger::orders::{self, Order};
use crate::domain::ledger::periods::Window;
use crate::domain::ledger::rates::General;
use crate::domain::own_counts;
use crate::domain::rows::*;

/// Pieces with the newest of each of their numbers.
pub struct Measured<'m> {
    /// The piece.
    pub piece: &'m Deliverable,
    /// Its numbers; none while nothing was logged.
    pub numbers: Option<PostResult>,
}

/// The live pieces of a collaboration with their numbers: each number as it was told last, for they
/// only grow and not every log has all of them.
pub fn pieces<'m>(ctx: &Ctx<'m>, deal: &Collaboration, window: &Window<'_>) -> Vec<Measured<'m>> {
    let mine = ctx
        .model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == deal.id && is_live(d));
    let mine = mine.filter(|d| window.has_piece(d));
    mine.map(|piece| {
        let mut logs: Vec<&PostResult> = ctx
            .model
            .of::<PostResult>(deal.creator)
            .filter(|r| r.deliverable == piece.id)
            .collect();
        logs.sort_by_key(|r| (r.day, r.id));
        let numbers = logs
            .into_iter()
            .fold(None, |all, log| Some(newest(all, log)));
        Measured { piece, numbers }
    })
    .collect()
}

fn newest(all: Option<PostResult>, log: &PostResult) -> PostResult {
    let Some(old) = all else { return log.clone() };
    PostResult {
        views: log.views.or(old.views),
        reach: log.reach.or(old.reach),
        impressions: log.impressions.or(old.impressions),
        likes: log.likes.or(old.likes),
        comments: log.comments.or(old.comments),
        shares: log.shares.or(old.shares),
        saves: log.saves.or(old.saves),
        clicks: log.clicks.or(old.clicks),
        orders: log.orders.or(old.orders),
        new_customers: log.new_customers.or(old.new_customers),
        sales: log.sales.or(old.sales),
        mood: log.mood.or(old.mood),
        on_topic: log.on_topic.or(old.on_topic),
        ..log.clone()
    }
}

/// The numbers of a collaboration in a window, and its orders by day.
pub fn deal(
    ctx: &Ctx<'_>,
    deal: &Collaboration,
    window: &Window<'_>,
) -> (Inputs, BTreeMap<Day, i64>) {
    let mut inputs = Inputs::with(ctx.settings);
    let measured = pieces(ctx, deal, window);
    for one in &measured {
        add_piece(ctx, &mut inputs, one);
    }
    let all: Vec<&Deliverable> = ctx
        .model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == deal.id)
        .collect();
    for piece in all.iter().filter(|piece| window.has_piece(piece)) {
        let lines = piece.reuse.lines().filter(|line| !line.trim().is_empty());
        let uses = lines.count() as i64;
        inputs.uses += uses;
        inputs.reused += i64::from(uses > 0);
    }
    let orders = orders::of_deal(ctx.model, deal);
    let days = add_orders(ctx, &orders, &all, &mut inputs, window);
    let mut told = Inputs::default();
    for numbers in measured.iter().filter_map(|m| m.numbers.as_ref()) {
        add_told(&mut told, numbers);
    }
    if orders.is_empty() {
        inputs.orders = told.orders;
        inputs.told_apart = told.told_apart;
        inputs.new_customers = told.new_customers;
        inputs.sales.merge(&told.sales);
    } else {
        inputs.told = told.orders;
    }
    add_own(ctx, &mut inputs, deal, &all, window);
    let whole = cost::of_deal(&ctx.base(), deal);
    inputs.costs = cost::in_window(&whole, &all, window);
    inputs.cost_in_general = general_cost(ctx, deal, &whole, &all, window);
    add_cost_of_known(&mut inputs, &whole, &all, &measured);
    add_work(ctx, &mut inputs, deal, &measured);
    (inputs, days)
}

/// Counts of one's own; those of buyers who came back are the repeat purchases, where no order
/// tells of its buyer.
fn add_own(
    ctx: &Ctx<'_>,
    i: &mut Inputs,
    deal: &Collaboration,
    pieces: &[&Deliverable],
    window: &Window<'_>,
) {
    let mut told = Pair::default();
    for row in own_counts::of_deal(ctx.model, deal).filter(|r| window.has_order(r.day, pieces)) {
        match own_counts::name(&row.name) {
            name if name == own_counts::BUYERS => told.add(Some(0), Some(row.value)),
            name if name == own_counts::CAME_BACK => told.add(Some(row.value), Some(0)),
            name => add_count(i, name, row.value),
        }
    }
    if i.rebought.whole == 0 {
        i.rebought = told;
    }
}

fn add_count(i: &mut Inputs, name: String, value: i64) {
    let own = i.own.entry(name).or_default();
    own.beside_cost = own.beside_cost.saturating_add(value);
}

/// A count of one's own by itself. What buyers did belongs to a collaboration.
pub fn own_alone(ctx: &Ctx<'_>, row: &OwnCount) -> Inputs {
    let mut inputs = Inputs::with(ctx.settings);
    let name = own_counts::name(&row.name);
    if name != own_counts::BUYERS && name != own_counts::CAME_BACK {
        add_count(&mut inputs, name, row.value);
    }
    inputs
}

/// The orders of a creator that belong to no collaboration.
pub fn without_deal(ctx: &Ctx<'_>, creator: Id<Creator>, window: &Window<'_>) -> Inputs {
    let mut inputs = Inputs::with(ctx.settings);
    let mut orders = orders::of_creator(ctx.model, creator);
    orders.retain(|order| order.deal.is_none());
    add_orders(ctx, &orders, &[], &mut inputs, window);
    inputs
}

/// The part of a cost in the general currency that lies in a window.
fn general_cost(
    ctx: &Ctx<'_>,
    deal: &Collaboration,
    whole: &Cost,
    all: &[&Deliverable],
    window: &Window<'_>,
) -> General {
    let sum = cost::in_general(&ctx.base(), deal, whole);
    let carriers = cost::carriers(all);
    if window.is_all() || carriers.is_empty() {
        return sum;
    }
    let mut part = General::default();
    for (at, piece) in carriers.iter().enumerate() {
        if window.has_piece(piece) {
            part.merge(&sum.part(at, carriers.len()));
        }
    }
    part
}

/// What a creator brought from a day on: their orders, and what was told with posts of
/// collaborations of which the ledger has none.
pub fn brought(ctx: &Ctx<'_>, creator: Id<Creator>, since: Day) -> Inputs {
    let mut all = Inputs::with(ctx.settings);
    let orders = orders::of_creator(ctx.model, creator);
    let window = Window::Days(since, Day::MAX);
    if !orders.is_empty() {
        add_orders(ctx, &orders, &[], &mut all, &window);
    }
    for deal in ctx.model.of::<Collaboration>(creator) {
        if orders.iter().any(|o| o.deal == Some(deal.id)) {
            continue;
        }
        for measured in pieces(ctx, deal, &window) {
            measured.numbers.iter().for_each(|n| add_told(&mut all, n));
        }
    }
    all
}

/// What the measured pieces cost, by which of their numbers are known.
fn add_cost_of_known(
    i: &mut Inputs,
    whole: &Cost,
    all: &[&Deliverable],
    measured: &[Measured<'_>],
) {
    let carriers = cost::carriers(all);
    for (at, piece) in carriers.iter().enumerate() {
        let one = measured.iter().find(|m| m.piece.id == piece.id);
        let Some(n) = one.and_then(|m| m.numbers.as_ref()) else {
            continue;
        };
        let part = whole.part(at, carriers.len()).total();
        let engaged = [n.likes, n.comments, n.saves, n.shares];
        let known = [
            (&mut i.cost_of.impressions, n.impressions.is_some()),
            (
                &mut i.cost_of.engagements,
                engaged.iter().any(Option::is_some),
            ),
            (&mut i.cost_of.clicks, n.clicks.is_some()),
            (&mut i.cost_of.views, n.views.is_some()),
        ];
        known
            .into_iter()
            .filter(|(_, known)| *known)
            .for_each(|(purse, _)| purse.merge(&part));
    }
}

fn add_piece(ctx: &Ctx<'_>, i: &mut Inputs, one: &Measured<'_>) {
    i.posts += 1;
    let piece = one.piece;
    i.rounds.add(Some(i64::from(piece.rounds)), Some(1));
    if let (Some(live), Some(due)) = (piece.live, piece.live_due) {
        i.on_time.add(Some(i64::from(live <= due)), Some(1));
    }
    let Some(n) = &one.numbers else { return };
    let sums = [
        (&mut i.views, n.views),
        (&mut i.reach, n.reach),
        (&mut i.impressions, n.impressions),
        (&mut i.likes, n.likes),
        (&mut i.comments, n.comments),
        (&mut i.shares, n.shares),
        (&mut i.saves, n.saves),
        (&mut i.clicks, n.clicks),
    ];
    sums.into_iter().for_each(|(sum, more)| sum.add(more));
    let parts = [n.likes, n.comments, n.saves, n.shares];
    let engaged = parts
        .iter()
        .any(Option::is_some)
        .then(|| parts.into_iter().flatten().sum::<i64>());
    i.engagements.add(engaged);
    i.by_reach.add(engaged, n.reach);
    i.by_views.add(engaged, n.views);
    let likes = n.likes.map(|likes| likes + n.comments.unwrap_or(0));
    i.by_followers.add(likes, followers(ctx, piece));
    i.on_topic.add(n.on_topic, n.comments);
    i.mood
        .add(n.mood.map(|m| i64::from(m) * 1000), n.mood.map(|_| 1));
}

/// Followers of the account a piece stood on: of its platform, else the largest.
fn followers(ctx: &Ctx<'_>, piece: &Deliverable) -> Option<i64> {
    let all = || ctx.model.of::<Account>(piece.creator);
    let there = piece
        .platform
        .and_then(|on| all().filter(|a| a.platform == on).find_map(|a| a.followers));
    there.or_else(|| all().filter_map(|a| a.followers).max())
}

/// Orders as the ledger has them.
fn add_orders(
    ctx: &Ctx<'_>,
    orders: &[Order],
    pieces: &[&Deliverable],
    i: &mut Inputs,
    window: &Window<'_>,
) -> BTreeMap<Day, i64> {
    let mut days = BTreeMap::new();
    let mut buyers: BTreeMap<&str, Day> = BTreeMap::new();
    if orders.is_empty() {
        return days;
    }
    // Posts are not asked any more, in no wave, once the ledger has any order.
    i.from_shop = true;
    i.orders = Some(0);
    for order in orders.iter().filter(|o| window.has_order(o.day, pieces)) {
        let count = order.count();
        i.orders = i.orders.map(|n| n.saturating_add(count));
        if let Some(net) = order.net() {
            i.sales.add(net);
            i.sales_in_general.add(ctx.settings, net, order.day);
        }
        if let Some((_, refunds)) = order.sold() {
            i.given_back.add(refunds);
        }
        if let Some(new) = order.new_customer {
            i.told_apart += count;
            i.new_customers = Some(i.new_customers.unwrap_or(0) + if new { count } else { 0 });
        }
        *days.entry(order.day).or_insert(0) += count;
        if !order.buyer.is_empty() && order.counts() {
            let first = buyers.entry(&order.buyer).or_insert(order.day);
            *first = order.day.min(*first);
        }
    }
    for (buyer, first) in buyers {
        let again = orders::came_back(ctx.model, buyer, first);
        i.rebought.add(Some(i64::from(again)), Some(1));
    }
    days
}

/// Orders as the creator or the platform told them with a post.
fn add_told(i: &mut Inputs, n: &PostResult) {
    if let Some(orders) = n.orders {
        i.orders = Some(i.orders.unwrap_or(0) + orders);
        if let Some(new) = n.new_customers {
            i.told_apart += orders;
            i.new_customers = Some(i.new_customers.unwrap_or(0) + new);
        }
    }
    if let Some(sales) = n.sales {
        i.sales.add(sales);
    }
}

/// How the work went: answers and gifts.
fn add_work(ctx: &Ctx<'_>, i: &mut Inputs, deal: &Collaboration, measured: &[Measured<'_>]) {
    for gift in ctx
        .model
        .of::<Shipment>(deal.creator)
        .filter(|s| s.collaboration == Some(deal.id))
    {
        if let Some(arrived) = gift.delivered {
            let live = measured
                .iter()
                .filter_map(|m| m.piece.live)
                .any(|live| live >= arrived);
            i.gifts
                .add(Some(i64::from(gift.posted.is_some() || live)), Some(1));
        }
    }
    add_replies(ctx, i, deal);
}

/// Whether they were written to about a collaboration, whether they answered, and how soon.
pub fn add_replies(ctx: &Ctx<'_>, i: &mut Inputs, deal: &Collaboration) {
    let mut first: Option<&Touch> = None;
    let mut answer: Option<&Touch> = None;
    let about = |t: &&Touch| t.collaboration == Some(deal.id) && t.direction != Direction::Note;
    let mut touches: Vec<&Touch> = ctx.model.of::<Touch>(deal.creator).filter(about).collect();
    touches.sort_by_key(|t| (t.at, t.id));
    for touch in touches {
        match (touch.direction, first, answer) {
            (Direction::Out, None, _) => first = Some(touch),
            (Direction::In, Some(_), None) => answer = Some(touch),
            _ => {}
        }
    }
    let Some(first) = first else { return };
    i.replies.add(Some(i64::from(answer.is_some())), Some(1));
    if let Some(answer) = answer {
        let hours = divide(answer.at.0 - first.at.0, 1, 3600);
        i.waits = Pair {
            part: hours.unwrap_or(0),
            whole: 1,
        };
    }
}
