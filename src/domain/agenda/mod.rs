//! What happens when: every date of what was agreed, as one sorted list. The calendar shows it, the
//! `.ics` file holds it, loads and forecasts are counted over it. Made per creator, so that a
//! change costs only the creator it touched.

mod bars;
mod load;
mod words;

pub use self::bars::{Bar, bars};
pub use self::load::{Load, idle_core, weeks};
pub use self::words::{amount, called, title};

use std::collections::BTreeMap;

use super::ctx::Ctx;
use super::day::{Day, add_days};
use super::ids::Id;
use super::ledger::lines;
use super::review::{Rule, Subject, expected_draft, items_of};
use super::rows::*;

/// What happens, with the row it is about. In the order of what shows first where there is room for
/// one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A piece goes live.
    Live(Id<Deliverable>),
    /// A payment is due.
    Pay(Id<Payment>),
    /// An agreed fee will be due that nobody made a payment of yet.
    Fee(Id<Collaboration>),
    /// A draft is due, or came.
    Draft(Id<Deliverable>),
    /// A right or term ends.
    Right(Id<Right>),
    /// A brief is to be sent.
    Brief(Id<Collaboration>),
    /// A parcel leaves.
    Gift(Id<Shipment>),
    /// A check-in.
    CheckIn(Id<Creator>),
    /// A next step.
    Step(Id<FollowUp>),
}

impl What {
    /// Its letter in the calendar.
    pub const fn letter(self) -> char {
        match self {
            Self::Live(_) => 'L',
            Self::Pay(_) | Self::Fee(_) => '$',
            Self::Draft(_) => 'D',
            Self::Right(_) => 'R',
            Self::Brief(_) => 'B',
            Self::Gift(_) => 'G',
            Self::CheckIn(_) => 'K',
            Self::Step(_) => 'F',
        }
    }

    /// Its stable name, for entries of an exported calendar: `live-12`.
    pub fn name(self) -> String {
        match self {
            Self::Live(id) => format!("live-{id}"),
            Self::Pay(id) => format!("pay-{id}"),
            Self::Fee(id) => format!("fee-{id}"),
            Self::Draft(id) => format!("draft-{id}"),
            Self::Right(id) => format!("right-{id}"),
            Self::Brief(id) => format!("brief-{id}"),
            Self::Gift(id) => format!("gift-{id}"),
            Self::CheckIn(id) => format!("checkin-{id}"),
            Self::Step(id) => format!("step-{id}"),
        }
    }
}

/// The letters with what they mean, in the order of work.
pub const LEGEND: &[(char, &str)] = &[
    ('B', "brief"),
    ('D', "draft"),
    ('L', "live"),
    ('$', "pay"),
    ('K', "check-in"),
    ('G', "gift"),
    ('R', "rights end"),
    ('F', "next step"),
];

/// One date of one creator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    /// When.
    pub day: Day,
    /// Whose.
    pub creator: Id<Creator>,
    /// What.
    pub what: What,
    /// It happened.
    pub done: bool,
}

/// All events, sorted by day, and the core creators.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Agenda {
    events: Vec<Event>,
    core: Vec<Id<Creator>>,
    /// How full each week is that has anything, by its Monday: counted once, not with every frame.
    loads: BTreeMap<Day, Load>,
}

/// With more creators touched than this, building anew is cheaper.
const MANY: usize = 300;

impl Agenda {
    /// Everything.
    pub fn build(ctx: &Ctx<'_>) -> Self {
        let mut all = Self::default();
        for creator in ctx.model.creators.iter() {
            of_creator(ctx, creator, &mut all.events);
            if is_core(creator) {
                all.core.push(creator.id);
            }
        }
        all.events.sort_unstable();
        all.loads = load::count(ctx, &all.events);
        all
    }

    /// After a change to these creators' rows.
    pub fn refresh(&mut self, ctx: &Ctx<'_>, touched: &[Id<Creator>]) {
        if touched.len() > MANY {
            *self = Self::build(ctx);
            return;
        }
        let mut fresh = Vec::new();
        for id in touched {
            self.core.retain(|core| core != id);
            if let Some(creator) = ctx.model.get(*id) {
                of_creator(ctx, creator, &mut fresh);
                if is_core(creator) {
                    self.core
                        .insert(self.core.partition_point(|core| core < id), *id);
                }
            }
        }
        self.events
            .retain(|event| touched.binary_search(&event.creator).is_err());
        self.events.append(&mut fresh);
        // Two sorted runs: a stable sort merges them.
        self.events.sort();
        self.loads = load::count(ctx, &self.events);
    }

    /// Events from a day up to another, which is not in it.
    pub fn between(&self, from: Day, until: Day) -> &[Event] {
        let start = self.events.partition_point(|e| e.day < from);
        let end = self.events.partition_point(|e| e.day < until);
        self.events.get(start..end).unwrap_or(&[])
    }

    /// All events, by day.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Core creators in the roster, by id.
    pub fn core(&self) -> &[Id<Creator>] {
        &self.core
    }
}

fn is_core(creator: &Creator) -> bool {
    creator.core && creator.shelf == Shelf::Active
}

/// The events of a creator in the roster.
fn of_creator(ctx: &Ctx<'_>, creator: &Creator, out: &mut Vec<Event>) {
    let id = creator.id;
    let mut put = |day: Option<Day>, what: What, done: bool| {
        out.extend(day.map(|day| Event {
            day,
            creator: id,
            what,
            done,
        }));
    };
    // What is owed stays owed, also to those who left the roster.
    for line in lines::of_creator(&ctx.base(), id) {
        let what = match (line.payment, line.deal) {
            _ if line.surplus || line.state == PaymentState::Disputed => continue,
            (Some(payment), _) => What::Pay(payment),
            (None, deal) => What::Fee(deal.unwrap_or_default()),
        };
        put(line.due.day(), what, false);
    }
    if creator.shelf != Shelf::Active {
        return;
    }
    for deal in ctx.model.of::<Collaboration>(id) {
        put(deal.brief_sent, What::Brief(deal.id), true);
        if deal.is_open() {
            put(brief_due(ctx, deal), What::Brief(deal.id), false);
        }
    }
    for piece in ctx.model.of::<Deliverable>(id) {
        let open = ctx
            .model
            .get(piece.collaboration)
            .is_some_and(Collaboration::is_open);
        let coming = open && piece.live.is_none() && piece.state != PieceState::Missed;
        put(piece.draft_in, What::Draft(piece.id), true);
        put(
            expected_draft(piece).filter(|_| open),
            What::Draft(piece.id),
            false,
        );
        put(piece.live, What::Live(piece.id), true);
        put(
            piece.live_due.filter(|_| coming),
            What::Live(piece.id),
            false,
        );
    }
    for payment in ctx.model.of::<Payment>(id) {
        put(
            payment.paid.filter(|_| payment.state == PaymentState::Paid),
            What::Pay(payment.id),
            true,
        );
    }
    for right in ctx
        .model
        .of::<Right>(id)
        .filter(|r| r.state != RightState::Ended)
    {
        put(right.end, What::Right(right.id), false);
    }
    for parcel in ctx.model.of::<Shipment>(id) {
        let open = parcel
            .collaboration
            .and_then(|d| ctx.model.get(d))
            .is_none_or(Collaboration::is_open);
        let due = (parcel.state == ParcelState::ToSend && open).then(|| parcel_due(ctx, parcel));
        put(parcel.sent, What::Gift(parcel.id), true);
        put(due, What::Gift(parcel.id), false);
    }
    for step in ctx.model.of::<FollowUp>(id).filter(|f| f.done.is_none()) {
        put(Some(step.day), What::Step(step.id), false);
    }
    put(creator.checkin, What::CheckIn(id), true);
    put(check_in(ctx, creator), What::CheckIn(id), false);
}

/// Only close creators have check-ins; the review knows when.
fn check_in(ctx: &Ctx<'_>, creator: &Creator) -> Option<Day> {
    let close = matches!(
        creator.relationship,
        Some(Relationship::Recurring | Relationship::Ambassador)
    );
    if !(creator.core || close) {
        return None;
    }
    items_of(ctx, Subject::Creator(creator.id))
        .into_iter()
        .find(|i| i.key.rule == Rule::CheckIn)
        .map(|i| i.due)
}

fn brief_due(ctx: &Ctx<'_>, deal: &Collaboration) -> Option<Day> {
    let owed = deal.brief_sent.is_none() && deal.stage <= Stage::Creation;
    let live = || {
        ctx.model
            .of::<Deliverable>(deal.creator)
            .any(|d| d.collaboration == deal.id && d.live.is_some())
    };
    let agreed = deal.agreed.filter(|_| owed && !live())?;
    Some(
        ctx.calendar
            .add(agreed, ctx.settings.rule.supplies_owed.due_bd),
    )
}

fn parcel_due(ctx: &Ctx<'_>, parcel: &Shipment) -> Day {
    let agreed = parcel
        .collaboration
        .and_then(|d| ctx.model.get(d))
        .and_then(|d| d.agreed);
    agreed.map_or(ctx.today, |day| {
        ctx.calendar
            .add(day, ctx.settings.rule.supplies_owed.due_bd)
    })
}

/// Monday of a day's week.
pub fn monday(day: Day) -> Day {
    use chrono::Datelike;
    add_days(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// The first week of a day's quarter, by its Monday, and how many weeks it has: a week belongs to
/// the quarter of its Sunday, so that every week is in exactly one.
pub fn quarter_weeks(day: Day) -> (Day, usize) {
    let first = quarter(add_days(monday(day), 6));
    let next = quarter_step(first, 1);
    let (start, end) = (monday(first), monday(next));
    (
        start,
        usize::try_from((end - start).num_days() / 7).unwrap_or(13),
    )
}

/// First day of the quarter a day lies in.
pub fn quarter(day: Day) -> Day {
    use chrono::Datelike;
    Day::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1).unwrap_or(day)
}

/// First day of the quarter so many quarters on.
pub fn quarter_step(day: Day, by: i64) -> Day {
    month_step(quarter(day), by.saturating_mul(3))
}

/// First day of the month so many months on; the day's own month at the ends of the calendar.
pub fn month_step(day: Day, by: i64) -> Day {
    use chrono::{Datelike, Months};
    let first = day.with_day(1).unwrap_or(day);
    let months = Months::new(u32::try_from(by.unsigned_abs()).unwrap_or(u32::MAX));
    let moved = if by < 0 {
        first.checked_sub_months(months)
    } else {
        first.checked_add_months(months)
    };
    moved.unwrap_or(first)
}

#[cfg(test)]
mod tests;
