//! How full the weeks are: pieces going live and money to pay, and who of the core has nothing
//! planned.

use std::collections::{BTreeMap, BTreeSet};

use super::{Agenda, Event, What, amount, monday};
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days};
use crate::domain::ids::Id;
use crate::domain::money::{Currency, Money};
use crate::domain::rows::{Creator, Deliverable};

/// One week.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Load {
    /// Pieces that go or went live.
    pub posts: usize,
    /// Minor units still to pay, by currency; two currencies are never added.
    pub to_pay: BTreeMap<Currency, i64>,
}

impl Load {
    /// Money to pay in a currency.
    pub fn money(&self, currency: Currency) -> Option<Money> {
        self.to_pay
            .get(&currency)
            .map(|minor| Money::new(*minor, currency))
    }
}

/// So many weeks from a Monday on.
pub fn weeks(agenda: &Agenda, monday: Day, many: usize) -> Vec<Load> {
    let mondays = (0..many).map(|n| add_days(monday, 7 * i64::try_from(n).unwrap_or(0)));
    mondays
        .map(|monday| agenda.loads.get(&monday).cloned().unwrap_or_default())
        .collect()
}

/// How full each week is, by its Monday.
pub(super) fn count(ctx: &Ctx<'_>, events: &[Event]) -> BTreeMap<Day, Load> {
    let mut all: BTreeMap<Day, Load> = BTreeMap::new();
    for event in events {
        let live = matches!(event.what, What::Live(_));
        let money = amount(ctx, event.what).filter(|_| !event.done);
        if !live && money.is_none() {
            continue;
        }
        let week = all.entry(monday(event.day)).or_default();
        week.posts += usize::from(live);
        if let Some(money) = money {
            let sum = week.to_pay.entry(money.currency).or_default();
            *sum = sum.saturating_add(money.minor);
        }
    }
    all
}

/// Core creators without anything from today on, with the day their last piece went live; the
/// longest idle first.
pub fn idle_core(ctx: &Ctx<'_>, agenda: &Agenda) -> Vec<(Id<Creator>, Option<Day>)> {
    let planned = |what: What| !matches!(what, What::Right(_) | What::CheckIn(_) | What::Step(_));
    let ahead = agenda.between(ctx.today, Day::MAX);
    let busy: BTreeSet<Id<Creator>> = ahead
        .iter()
        .filter(|e| !e.done && planned(e.what))
        .map(|e| e.creator)
        .collect();
    let last = |id: Id<Creator>| ctx.model.of::<Deliverable>(id).filter_map(|d| d.live).max();
    let mut idle: Vec<_> = agenda
        .core()
        .iter()
        .filter(|id| !busy.contains(id))
        .map(|id| (*id, last(*id)))
        .collect();
    idle.sort_by_key(|(id, last)| (*last, *id));
    idle
}
