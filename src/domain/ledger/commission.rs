//! Commission: what each month's orders earn a creator, what of it is in the payments already, and
//! what is ready to be added. By the order's currency and never converted; by the order's day; the
//! days for returns pass first. A refund told later lowers the month in which it is told.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::balance;
use super::orders;
use crate::domain::agenda::month_step;
use crate::domain::change::Step;
use crate::domain::ctx::Base;
use crate::domain::day::{Day, add_days, brief};
use crate::domain::fields::number;
use crate::domain::ids::Id;
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::rows::*;

/// What share of an order is earned, and from which order of the deal on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Orders before this share holds, and the share in hundredths of a percent.
    steps: Vec<(i64, i32)>,
    /// Steps begin anew with each month.
    monthly: bool,
}

impl Terms {
    /// The terms of a deal: its steps if they can be read, else its plain share; none where no
    /// commission was agreed.
    pub fn of(deal: &Collaboration) -> Option<Self> {
        let plain = deal.commission.filter(|share| *share > 0);
        Self::parse(&deal.commission_terms).or_else(|| {
            plain.map(|share| Self {
                steps: vec![(0, share)],
                monthly: false,
            })
        })
    }

    /// Reads `8%`, `8% then 10% over 50 orders`, `8% then 10% over 50 orders per month`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let ends = ["per month", "a month", "monthly"];
        let (text, monthly) = match ends.iter().find_map(|end| text.strip_suffix(end)) {
            Some(rest) => (rest.trim().trim_end_matches(',').to_owned(), true),
            None => (text, false),
        };
        let mut steps: Vec<(i64, i32)> = Vec::new();
        for part in text.split("then") {
            let words: Vec<&str> = part.split_whitespace().collect();
            let (share, after) = words.split_first()?;
            let share = number::percent(share.strip_suffix('%')?).ok()?;
            let from = match after {
                [] if steps.is_empty() => 0,
                ["over" | "above" | "after", many]
                | ["over" | "above" | "after", many, "orders"] => {
                    many.replace(',', "").parse().ok()?
                }
                _ => return None,
            };
            if share < 0 || steps.last().is_some_and(|(last, _)| *last >= from) {
                return None;
            }
            steps.push((from, share));
        }
        Some(Self { steps, monthly })
    }

    /// The one share that holds for every order, if there are no steps.
    fn plain(&self) -> Option<i32> {
        match self.steps.as_slice() {
            [(0, share)] => Some(*share),
            _ => None,
        }
    }

    /// Writes them into a deal: one share for all as its commission, steps as its terms.
    pub fn write(&self, deal: &mut Collaboration) {
        match self.plain() {
            Some(share) => {
                (deal.commission, deal.commission_terms) = (Some(share), Text::default())
            }
            None => deal.commission_terms = self.words().into(),
        }
    }

    /// What an amount earns that so many orders brought after so many others, in ten-thousandths
    /// of a minor unit.
    fn earned(&self, minor: i64, before: i64, orders: i64) -> i128 {
        let orders = orders.max(1);
        let after = before.saturating_add(orders);
        let mut all = 0;
        for (at, (from, share)) in self.steps.iter().enumerate() {
            let to = self.steps.get(at + 1).map_or(i64::MAX, |(next, _)| *next);
            let inside = after.min(to).saturating_sub(before.max(*from)).max(0);
            let part = i128::from(minor) * i128::from(inside) / i128::from(orders);
            all += part * i128::from(*share);
        }
        all
    }

    /// `12%`, `8% then 10% over 50 orders`.
    pub fn words(&self) -> String {
        let mut words = String::new();
        for (from, share) in &self.steps {
            let share = number::percent_digits(*share);
            match from {
                0 => words.push_str(&format!("{share}%")),
                from => words.push_str(&format!(" then {share}% over {from} orders")),
            }
        }
        if self.monthly {
            words.push_str(" per month");
        }
        words
    }
}

/// One order or one refund as it counts in a month's commission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The order.
    pub order: Id<Sale>,
    /// The day it counts on: the order's, or the refund's where that was told after the days for
    /// returns.
    pub day: Day,
    /// Orders it stands for; 0 for a refund.
    pub orders: i64,
    /// Worth in minor units; 0 for a refund.
    pub gross: i64,
    /// Given back, in minor units.
    pub refund: i64,
    /// What it earns, in ten-thousandths of a minor unit; negative for a refund.
    earned: i128,
}

impl Entry {
    /// What it earns by itself, in minor units, rounded half up.
    pub fn share(&self) -> i64 {
        let share = (self.earned + 5_000).div_euclid(10_000);
        i64::try_from(share).unwrap_or(i64::MAX)
    }
}

/// A month of commission for one deal in one currency. Amounts are minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Who earns it.
    pub creator: Id<Creator>,
    /// By which deal.
    pub deal: Id<Collaboration>,
    /// In which currency.
    pub currency: Currency,
    /// The first day of the month.
    pub month: Day,
    /// Orders and refunds that count in it.
    pub entries: Vec<Entry>,
    /// Orders.
    pub orders: i64,
    /// What they were worth.
    pub gross: i64,
    /// What was given back.
    pub refunds: i64,
    /// What is earned of the rest; negative where refunds are more than sales.
    pub share: i64,
    /// What of it is in the payments, paid or let go of.
    pub added: i64,
    /// What is to be added.
    pub open: i64,
    /// The day from which it is ready: the month and its days for returns are over.
    pub ready: Day,
}

impl Month {
    /// What the share is taken of.
    pub fn net(&self) -> i64 {
        self.gross.saturating_sub(self.refunds)
    }

    /// What is to be added, with its currency.
    pub fn open_money(&self) -> Money {
        Money::new(self.open, self.currency)
    }

    /// Whether it can be added to the payments.
    pub fn is_ready(&self, today: Day) -> bool {
        self.open > 0 && self.ready <= today
    }

    /// Whether its month still runs or its days for returns do.
    pub fn is_growing(&self, today: Day) -> bool {
        self.ready > today
    }
}

/// An order as commission sees it.
struct Sold {
    id: Id<Sale>,
    day: Day,
    deal: Option<Id<Collaboration>>,
    /// The deal was told with the order, not found by its day.
    named: bool,
    gross: Money,
    refunds: Vec<(Day, i64)>,
    orders: i64,
}

/// Orders of a creator that we pay for, by day: those of a network are paid by it, cancelled ones
/// by nobody.
fn sold(base: &Base<'_>, creator: Id<Creator>) -> Vec<Sold> {
    let mut all: Vec<Sold> = orders::of_creator(base.model, creator)
        .into_iter()
        .filter(|order| !order.network && order.status == OrderStatus::Placed)
        .filter_map(|order| {
            let rows = order.rows.iter().filter_map(|id| base.model.get(*id));
            let named = rows.filter_map(|sale| sale.collaboration).next().is_some();
            Some(Sold {
                id: order.id,
                day: order.day,
                deal: order.deal,
                named,
                gross: order.gross?,
                orders: order.count(),
                refunds: order.refunds,
            })
        })
        .collect();
    all.sort_by_key(|order| (order.day, order.id));
    all
}

/// By which deal an order earns: the one told with it, else the one it belongs to by its day, else
/// the creator's newest that has a commission and was under way that day.
fn earns_by<'a>(base: &Base<'a>, creator: Id<Creator>, order: &Sold) -> Option<&'a Collaboration> {
    let own = order.deal.and_then(|id| base.model.get(id));
    match own.filter(|deal| order.named || Terms::of(deal).is_some()) {
        Some(deal) => Some(deal).filter(|deal| Terms::of(deal).is_some()),
        None => base
            .model
            .of::<Collaboration>(creator)
            .filter(|deal| Terms::of(deal).is_some())
            .filter(|deal| {
                let from = deal.agreed.map_or(deal.opened, |day| day.min(deal.opened));
                from <= order.day && deal.closed.is_none_or(|end| order.day <= end)
            })
            .max_by_key(|deal| (deal.agreed.unwrap_or(deal.opened), deal.id)),
    }
}

/// Orders of a creator by which nobody earns: no deal was told with them, and no agreement with a
/// commission held on their day.
pub fn without_terms(base: &Base<'_>, creator: Id<Creator>) -> i64 {
    sold(base, creator)
        .iter()
        .filter(|order| !order.named && earns_by(base, creator, order).is_none())
        .fold(0, |sum, order| sum.saturating_add(order.orders))
}

/// Days an order must be old before it earns.
pub fn hold_days(base: &Base<'_>, deal: &Collaboration) -> i64 {
    i64::from(deal.hold_days.unwrap_or(base.settings.orders.hold_days))
}

/// The first day of a day's month.
fn first_of(day: Day) -> Day {
    day.with_day(1).unwrap_or(day)
}

/// The last day of a day's month.
pub fn month_end(day: Day) -> Day {
    add_days(month_step(day, 1), -1)
}

/// Every month of commission of a creator, by deal, currency and month.
pub fn of_creator(base: &Base<'_>, creator: Id<Creator>) -> Vec<Month> {
    of_sold(base, creator, sold(base, creator))
}

/// What a refund does to the commission of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lowered {
    /// The first day of the month.
    pub month: Day,
    /// What is open of it, or where all is in payments what it earns.
    pub before: Money,
    /// The same with the refund.
    pub after: Money,
    /// The order's month is in payments already, so that the next is lowered.
    pub paid: bool,
}

/// What a refund told on a day would do. None where the order earns nothing.
pub fn with_refund(
    base: &Base<'_>,
    order: &orders::Order,
    day: Day,
    minor: i64,
) -> Option<Lowered> {
    let creator = order.creator?;
    let before = of_creator(base, creator);
    let mut all = sold(base, creator);
    let told = all.iter_mut().find(|sold| sold.id == order.id)?;
    told.refunds.push((day, minor));
    let after = of_sold(base, creator, all);
    let lowered = |of: fn(&Month) -> i64, paid: bool| {
        after.iter().find_map(|month| {
            let same = |m: &&Month| {
                (m.deal, m.currency, m.month) == (month.deal, month.currency, month.month)
            };
            let old = before.iter().find(same).map_or(0, of);
            (old != of(month)).then(|| Lowered {
                month: month.month,
                before: Money::new(old, month.currency),
                after: Money::new(of(month), month.currency),
                paid,
            })
        })
    };
    lowered(|month| month.open, false).or_else(|| lowered(|month| month.share, true))
}

fn of_sold(base: &Base<'_>, creator: Id<Creator>, sold: Vec<Sold>) -> Vec<Month> {
    let mut by_deal: BTreeMap<(Id<Collaboration>, Currency), Vec<Sold>> = BTreeMap::new();
    for order in sold {
        if let Some(deal) = earns_by(base, creator, &order) {
            let key = (deal.id, order.gross.currency);
            by_deal.entry(key).or_default().push(order);
        }
    }
    let mut all = Vec::new();
    for ((deal, currency), orders) in by_deal {
        let Some(deal) = base.model.get(deal) else {
            continue;
        };
        all.extend(months(base, deal, currency, &orders));
    }
    all.sort_by_key(|month| (month.month, month.deal, month.currency));
    all
}

fn months(
    base: &Base<'_>,
    deal: &Collaboration,
    currency: Currency,
    orders: &[Sold],
) -> Vec<Month> {
    let Some(terms) = Terms::of(deal) else {
        return Vec::new();
    };
    let hold = hold_days(base, deal);
    let mut by_month: BTreeMap<Day, Vec<Entry>> = BTreeMap::new();
    let (mut before, mut month) = (0_i64, Day::MIN);
    for order in orders {
        let first = first_of(order.day);
        if terms.monthly && first != month {
            before = 0;
        }
        month = first;
        let earned = |minor| terms.earned(minor, before, order.orders);
        let in_time = |day: Day| day <= add_days(month_end(first), hold);
        let early = order.refunds.iter().filter(|(day, _)| in_time(*day));
        let refund = early.fold(0, |sum: i64, (_, minor)| sum.saturating_add(*minor));
        by_month.entry(first).or_default().push(Entry {
            order: order.id,
            day: order.day,
            orders: order.orders,
            gross: order.gross.minor,
            refund,
            earned: earned(order.gross.minor.saturating_sub(refund)),
        });
        for (day, minor) in order.refunds.iter().filter(|(day, _)| !in_time(*day)) {
            by_month.entry(first_of(*day)).or_default().push(Entry {
                order: order.id,
                day: *day,
                orders: 0,
                gross: 0,
                refund: *minor,
                earned: -earned(*minor),
            });
        }
        before = before.saturating_add(order.orders);
    }
    // Oldest months are settled first; what refunds leave below zero lowers later ones.
    let mut settled = added(base, deal, currency);
    let month = |(month, entries): (Day, Vec<Entry>)| {
        let earned: i128 = entries.iter().map(|entry| entry.earned).sum();
        // Ten-thousandths of a minor unit, rounded half up.
        let share = i64::try_from((earned + 5_000).div_euclid(10_000)).unwrap_or(i64::MAX);
        let added = settled.min(share);
        settled = settled.saturating_sub(added);
        let sum = |of: fn(&Entry) -> i64| entries.iter().map(of).fold(0, i64::saturating_add);
        Month {
            creator: deal.creator,
            deal: deal.id,
            currency,
            month,
            orders: sum(|entry| entry.orders),
            gross: sum(|entry| entry.gross),
            refunds: sum(|entry| entry.refund),
            share,
            added,
            open: share.saturating_sub(added).max(0),
            ready: add_days(month_end(month), hold),
            entries,
        }
    };
    let mut all: Vec<Month> = by_month.into_iter().map(month).collect();
    // What no later month can be lowered by lowers what is open of earlier ones, the newest first:
    // all together is never more than what the orders that were kept have earned.
    for month in all.iter_mut().rev() {
        let taken = settled.clamp(0, month.open);
        month.open -= taken;
        settled -= taken;
    }
    all
}

/// What is in the payments of a deal as commission, paid, to be paid or let go of.
fn added(base: &Base<'_>, deal: &Collaboration, currency: Currency) -> i64 {
    balance::payments(base, deal.creator, Some(deal.id))
        .filter(|p| p.kind == PaymentKind::Commission && p.amount.currency == currency)
        .fold(0, |sum, p| sum.saturating_add(p.amount.minor))
}

/// What orders have earned by a deal in all, days for returns passed or not, by currency.
pub fn of_deal(base: &Base<'_>, deal: &Collaboration) -> Purse {
    if Terms::of(deal).is_none() {
        return Purse::default();
    }
    of_creator(base, deal.creator)
        .iter()
        .filter(|month| month.deal == deal.id)
        .map(|month| Money::new(month.share, month.currency))
        .collect()
}

/// Every month of commission that is not wholly in the payments, of everybody.
pub fn all_open(base: &Base<'_>) -> Vec<Month> {
    let mut creators: Vec<Id<Creator>> = base
        .model
        .collaborations
        .iter()
        .filter(|deal| Terms::of(deal).is_some())
        .map(|deal| deal.creator)
        .collect();
    creators.sort_unstable();
    creators.dedup();
    let months = creators.into_iter().flat_map(|c| of_creator(base, c));
    let mut all: Vec<Month> = months.filter(|month| month.open > 0).collect();
    all.sort_by_key(|month| (month.ready, month.creator, month.deal, month.currency));
    all
}

/// Adds what is open of a month to the payments, due at the end of this month.
pub fn add(base: &Base<'_>, step: &mut Step, month: &Month) {
    let deal = base.model.get(month.deal);
    let terms = deal
        .and_then(Terms::of)
        .map_or_else(String::new, |t| t.words());
    let id = step.fresh(base.model);
    step.insert(Payment {
        due: Some(month_end(base.today)),
        note: format!("{terms} of sales in {}", month_words(month.month)).into(),
        ..Payment::new(
            id,
            month.creator,
            Some(month.deal),
            month.open_money(),
            PaymentKind::Commission,
        )
    });
    step.focus.creator = Some(month.creator);
}

/// `Oct 2026`.
pub fn month_words(month: Day) -> String {
    month.format("%b %Y").to_string()
}

/// Adds every commission that is ready to the payments.
///
/// # Errors
///
/// A sentence where none is ready.
pub fn add_ready(base: &Base<'_>) -> Result<Step, String> {
    let mut step = Step::default();
    let mut sum = Purse::default();
    let mut many = 0;
    let ready = all_open(base);
    for month in ready.iter().filter(|month| month.is_ready(base.today)) {
        add(base, &mut step, month);
        sum.add(month.open_money());
        many += 1;
    }
    let due = brief(month_end(base.today), base.today);
    step.label = match many {
        0 => {
            let next = ready.iter().map(|month| month.ready).min();
            return Err(match next {
                Some(day) => format!(
                    "no commission is ready; the next is on {}",
                    brief(day, base.today)
                ),
                None => "no commission is open".into(),
            });
        }
        1 => format!("1 commission line: {sum}, due {due}"),
        many => format!("{many} commission lines: {sum}, due {due}"),
    };
    Ok(step)
}

/// The year and month of a month, as keys of items write it: `2026m10`.
pub fn month_key(month: Day) -> (i16, u8) {
    let year = i16::try_from(month.year()).unwrap_or(i16::MAX);
    (year, u8::try_from(month.month()).unwrap_or(1))
}
