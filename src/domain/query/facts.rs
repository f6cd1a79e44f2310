//! What a filter line asks about a creator beyond the row and its children: what is derived from
//! rows, for the screen and the command line alike.

use crate::domain::ctx::Ctx;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::ledger::periods::Window;
use crate::domain::ledger::{balance, orders};
use crate::domain::metrics::{Inputs, Value, by_key, gather, report};
use crate::domain::money::Purse;
use crate::domain::review::{Rule, day_for};
use crate::domain::rows::{Creator, Stage};

/// What the review and other derived knowledge say about one creator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FilterFacts {
    /// The most advanced open stage.
    pub stage: Option<Stage>,
    /// Days since that stage began.
    pub in_stage: Option<i64>,
    /// We owe them something.
    pub owed: bool,
    /// Something dated is late.
    pub late: bool,
    /// Something is dated or waiting.
    pub next_step: bool,
    /// Day of the last touch in either direction.
    pub last_touch: Option<Day>,
    /// Whose move it is.
    pub ball: crate::domain::derived::Ball,
}

impl FilterFacts {
    /// The facts of a creator as they are now.
    pub fn of(ctx: &Ctx<'_>, id: Id<Creator>) -> Self {
        let status = ctx.derived.of(id);
        let live = status.next.filter(|next| next.live);
        let late = |next: crate::domain::derived::Next| {
            !next.lane.is_soft() && next.due < day_for(ctx, next.key.rule, next.lane, Some(id))
        };
        Self {
            ball: status.ball,
            stage: status.stage,
            in_stage: days_in_stage(ctx, id),
            owed: live.is_some_and(|next| next.lane == crate::domain::review::Lane::Owe),
            late: live.is_some_and(late),
            next_step: status
                .next
                .is_some_and(|next| next.key.rule != Rule::NoNextStep),
            last_touch: status.last_personal().map(|contact| contact.day),
        }
    }
}

/// Days since the most advanced open collaboration of a creator came into its stage.
pub fn days_in_stage(ctx: &Ctx<'_>, id: Id<Creator>) -> Option<i64> {
    let lead = ctx.model.get(ctx.derived.of(id).lead?)?;
    Some(lead.days_in_stage(ctx.today))
}

/// What money and orders say about one creator, over everything they did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// Their numbers, all collaborations together and the orders outside of any.
    pub inputs: Inputs,
    /// What they were paid.
    pub paid: Purse,
    /// What was agreed and is still to be paid.
    pub open: Purse,
    /// Day of the newest order that counts.
    pub last_order: Option<Day>,
}

impl Figures {
    /// The figures of a creator as they are now, by the ledger.
    pub fn of(ctx: &Ctx<'_>, id: Id<Creator>) -> Self {
        let mut inputs = report::together(&report::of_creator(ctx, id));
        inputs.merge(&gather::without_deal(ctx, id, &Window::All));
        let orders = orders::of_creator(ctx.model, id);
        Self {
            inputs,
            paid: balance::paid(&ctx.base(), id),
            open: balance::open(&ctx.base(), id),
            last_order: orders.iter().filter(|o| o.counts()).map(|o| o.day).max(),
        }
    }

    /// Cost of an order.
    pub fn cpa(&self) -> Value {
        by_key("cpa").map_or(Value::Unknown, |metric| (metric.compute)(&self.inputs))
    }
}

/// Where a filter line looks up what is not in a creator's own rows.
pub trait Facts {
    /// What the review and other derived knowledge say.
    fn facts(&self, id: Id<Creator>) -> FilterFacts;
    /// What money and orders say; asked for only where a line names one of them.
    fn figures(&self, _: Id<Creator>) -> Figures {
        Figures::default()
    }
}

impl<F: Fn(Id<Creator>) -> FilterFacts> Facts for F {
    fn facts(&self, id: Id<Creator>) -> FilterFacts {
        self(id)
    }
}

impl Facts for Ctx<'_> {
    fn facts(&self, id: Id<Creator>) -> FilterFacts {
        FilterFacts::of(self, id)
    }

    fn figures(&self, id: Id<Creator>) -> Figures {
        Figures::of(self, id)
    }
}
