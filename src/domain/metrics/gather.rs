//! From rows to the numbers of one collaboration: the newest numbers of its pieces, its orders,
//! what it cost, how the work went. In one wave: the pieces of the wave, orders of its days, and
//! its pieces' share of the cost.

use std::collections::BTreeMap;

use super::inputs::{Inputs, Pair};
use super::ledger::Ledger;
use super::value::{Purse, divide};
use crate::domain::ctx::Ctx;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::rows::*;

/// One wave of a campaign and the days its orders come on: from its first to the day before the
/// next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Which.
    pub wave: Id<Wave>,
    /// First day.
    pub from: Day,
    /// The day after the last.
    pub until: Day,
}

impl Window {
    fn holds(&self, day: Day) -> bool {
        self.from <= day && day < self.until
    }

    fn has(&self, piece: &Deliverable) -> bool {
        let live = || {
            piece
                .live
                .or(piece.live_due)
                .is_some_and(|day| self.holds(day))
        };
        piece.wave.map_or_else(live, |wave| wave == self.wave)
    }
}

/// Pieces with the newest of each of their numbers.
pub struct Measured<'m> {
    /// The piece.
    pub piece: &'m Deliverable,
    /// Its numbers; none while nothing was logged.
    pub numbers: Option<PostResult>,
}

/// Whether a piece is out.
pub fn is_live(piece: &Deliverable) -> bool {
    piece.live.is_some() || matches!(piece.state, PieceState::Live | PieceState::Verified)
}

/// The live pieces of a collaboration with their numbers: each number as it was told last, for they
/// only grow and not every log has all of them.
pub fn pieces<'m>(
    ctx: &Ctx<'m>,
    deal: &Collaboration,
    window: Option<Window>,
) -> Vec<Measured<'m>> {
    let mine = ctx
        .model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == deal.id && is_live(d));
    let mine = mine.filter(|d| window.is_none_or(|w| w.has(d)));
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

/// The numbers of a collaboration, and its orders by day.
pub fn deal(
    ctx: &Ctx<'_>,
    ledger: &Ledger,
    deal: &Collaboration,
    window: Option<Window>,
) -> (Inputs, BTreeMap<Day, i64>) {
    let mut inputs = Inputs::with(ctx.settings);
    let measured = pieces(ctx, deal, window);
    for one in &measured {
        add_piece(ctx, &mut inputs, one);
    }
    let mut all_sales = Inputs::default();
    let days = add_orders(ctx, ledger, deal, &mut inputs, &mut all_sales, window);
    if !inputs.from_shop {
        inputs.orders = None;
        for numbers in measured.iter().filter_map(|m| m.numbers.as_ref()) {
            add_told(&mut inputs, numbers);
        }
    }
    let whole = if window.is_some() {
        &all_sales.sales
    } else {
        &inputs.sales
    };
    let costs = costs(ctx, deal, whole);
    inputs.costs = match window {
        Some(w) => {
            let all = ctx
                .model
                .of::<Deliverable>(deal.creator)
                .filter(|d| d.collaboration == deal.id);
            let (mut part, mut pieces) = (0, 0);
            for piece in all.filter(|d| d.state != PieceState::Missed) {
                pieces += 1;
                part += i64::from(w.has(piece));
            }
            if part == 0 {
                super::inputs::Costs::default()
            } else {
                costs.share(part, pieces)
            }
        }
        None => costs,
    };
    add_work(ctx, &mut inputs, deal, &measured);
    (inputs, days)
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

/// Orders as the shop knows them. `all` gets them without regard to the window, for what the whole
/// deal cost.
fn add_orders(
    ctx: &Ctx<'_>,
    ledger: &Ledger,
    deal: &Collaboration,
    i: &mut Inputs,
    all: &mut Inputs,
    window: Option<Window>,
) -> BTreeMap<Day, i64> {
    let mut days = BTreeMap::new();
    let mut buyers: BTreeMap<&str, Day> = BTreeMap::new();
    for sale in ledger.sales_of(ctx.model, deal.creator) {
        if ledger.deal_of(ctx.model, deal.creator, sale) != Some(deal.id) {
            continue;
        }
        let Some(amount) = sale.amount else { continue };
        let back = ledger.refunded(sale).clamp(0, amount.minor.max(0));
        let net = Money::new(amount.minor - back, amount.currency);
        // Posts are not asked any more, in no wave, once the shop told anything.
        i.from_shop = true;
        i.orders = i.orders.or(Some(0));
        all.sales.add(net);
        if window.is_some_and(|w| !w.holds(sale.day)) {
            continue;
        }
        let whole = back > 0 && net.minor == 0;
        let orders = if whole { 0 } else { sale.orders };
        i.orders = i.orders.map(|n| n.saturating_add(orders));
        i.sales.add(net);
        i.refunded.add(Money::new(back, amount.currency));
        if let Some(new) = sale.new_customer {
            i.told_apart += orders;
            i.new_customers = Some(i.new_customers.unwrap_or(0) + if new { orders } else { 0 });
        }
        *days.entry(sale.day).or_insert(0) += orders;
        if !sale.buyer.is_empty() && !whole {
            let first = buyers.entry(&sale.buyer).or_insert(sale.day);
            *first = sale.day.min(*first);
        }
    }
    for (buyer, first) in buyers {
        i.rebought
            .add(Some(i64::from(ledger.came_back(buyer, first))), Some(1));
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

/// Fee, commission, bonus, product and what was reimbursed. A fee counts once it was agreed, or is
/// owed or paid.
fn costs(ctx: &Ctx<'_>, deal: &Collaboration, sales: &Purse) -> super::inputs::Costs {
    let mut costs = super::inputs::Costs::default();
    let payments = || {
        ctx.model
            .of::<Payment>(deal.creator)
            .filter(|p| p.collaboration == Some(deal.id))
    };
    let paid = |kind| {
        payments()
            .filter(|p| p.kind == kind)
            .map(|p| p.amount)
            .collect::<Purse>()
    };
    let off = matches!(
        deal.outcome,
        Some(Outcome::Declined | Outcome::NoReply | Outcome::NotAFit)
    );
    let committed = !off && (deal.agreed.is_some() || deal.stage >= Stage::Creation);
    let fee: Purse = deal.fee.into_iter().filter(|_| committed).collect();
    costs.fee = larger(fee, paid(PaymentKind::Fee));
    let share = |minor| {
        divide(minor, i64::from(deal.commission.unwrap_or(0)), 10_000)
            .unwrap_or(0)
            .max(0)
    };
    let due = if committed && deal.commission.is_some() {
        sales.map(share)
    } else {
        Purse::default()
    };
    costs.commission = larger(due, paid(PaymentKind::Commission));
    costs.bonus = paid(PaymentKind::Bonus);
    costs.reimbursed = paid(PaymentKind::Reimbursement);
    for parcel in ctx
        .model
        .of::<Shipment>(deal.creator)
        .filter(|s| s.collaboration == Some(deal.id))
    {
        match parcel.cost {
            Some(cost) => costs.product.add(cost),
            None => costs.unknown_parcels += 1,
        }
    }
    costs
}

/// What was agreed or what is owed and paid, whichever is more. In another currency than agreed,
/// what is paid counts.
fn larger(agreed: Purse, paid: Purse) -> Purse {
    let same = paid.iter().all(|p| agreed.of(p.currency).is_some());
    match (paid.is_empty(), same) {
        (true, _) => agreed,
        (false, false) => paid,
        (false, true) => agreed
            .iter()
            .map(|a| paid.of(a.currency).map_or(a, |p| a.max(p)))
            .collect(),
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
