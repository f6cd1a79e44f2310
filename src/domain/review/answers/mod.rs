//! Answers as data. Each is planned once, by one function: the label beside the key, the effect
//! printed before it is pressed and the step that is committed come from the same plan, so that
//! what is announced is what happens.

mod bulk;
mod caption;
mod card;
mod contact;
pub(super) mod label;
pub(super) mod lines;
mod message;
pub(super) mod plan;
pub(super) mod record;
mod remove;
mod rows;
mod stages;
pub(super) mod standing;
mod supply;
pub(super) mod verbs;

use self::plan::{Answered, Plan};
use super::item::Item;
use crate::domain::change::Step;
use crate::domain::ctx::{Base, Ctx};
use crate::domain::day::Day;
use crate::domain::next_step::{NextStep, When};
use crate::domain::recurrence::Rhythm;
use crate::domain::rows::Text;

pub use self::bulk::*;
pub use self::caption::caption_checked;
pub use self::card::{one_message, snooze_card, wake_card, wants_words};
pub use self::contact::*;
pub use self::label::Looked;
pub use self::lines::{MetricsLine, metrics_line};
pub use self::message::*;
pub use self::plan::deal_of;
pub use self::record::*;
pub use self::remove::*;
pub use self::rows::*;
pub use self::stages::*;
pub use self::standing::*;
pub use self::supply::brief_sent;

pub(super) use self::plan::decide;

/// What can be done about an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// `x`: the expected answer.
    Expected,
    /// `X`: the main alternative.
    Alternative,
    /// `s`: hide it; the real date never changes.
    Snooze(Snooze),
    /// Bring a snoozed item back.
    Wake,
    /// `!`: to the top for today.
    Pin,
    /// Give it up, with a reason.
    Drop,
    /// Leave it alone for a month.
    Park,
    /// A stuck item: a date was promised to them.
    Promise(Day),
    /// `w`: their move; hidden until the nudge date, three working days on unless given.
    TheirMove(Option<Day>),
    /// `r`: they replied.
    Replied(Reply),
    /// `f`: the next step. Settles a reply owed or a missing next step; hides other items until
    /// then.
    Next {
        /// When.
        day: Day,
        /// What; the input is taken when empty.
        what: Text,
        /// Stays even if they write.
        regardless: bool,
        /// Comes round again, for the first time on that day.
        every: Option<Rhythm>,
    },
    /// `+ -`: the agreed date itself is moved (draft, live, end, payment, follow-up).
    MoveTo(Day),
    /// `e` on a draft or a piece: rejected or not happening, with the reason.
    Missed,
}

impl Choice {
    /// The choice of a next step as it was typed. Without words it is to follow up.
    ///
    /// # Errors
    ///
    /// A sentence where a rhythm would end before its first time.
    pub fn next(base: &Base<'_>, said: &NextStep) -> Result<Self, String> {
        let what = match &*said.what {
            "" => "follow up",
            what => what,
        };
        Ok(Self::Next {
            day: said.first(base)?,
            what: what.into(),
            regardless: !said.waits && !said.what.is_empty(),
            every: match said.when {
                When::Every(rhythm) => Some(rhythm),
                When::Day(_) => None,
            },
        })
    }
}

/// Until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Snooze {
    /// The next working day.
    NextDay,
    /// So many working days.
    Days(u8),
    /// Next Monday.
    Monday,
    /// Friday.
    Friday,
    /// The last working day of the month.
    MonthEnd,
    /// A month.
    Month,
    /// Until they write, at most 30 days.
    UntilReply,
    /// A day.
    To(Day),
}

/// What they replied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Something; an answer is owed.
    Plain,
    /// They are interested: the collaboration moves to negotiation, an answer is owed.
    Interested,
    /// Later: a next step then.
    Later(Option<Day>),
    /// No: the collaboration is closed as declined.
    No,
}

/// The one line an answer may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// The question, a sentence.
    pub question: &'static str,
    /// An example of an answer.
    pub example: &'static str,
    /// Whether the answer cannot do without.
    pub required: bool,
}

impl Ask {
    pub(super) const fn reason(question: &'static str) -> Self {
        Self {
            question,
            example: "moved to spring",
            required: false,
        }
    }

    pub(super) const fn needed(question: &'static str, example: &'static str) -> Self {
        Self {
            question,
            example,
            required: true,
        }
    }
}

/// An answer as it is printed before the key is pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What the key does: `paid`.
    pub label: &'static str,
    /// What comes of it, with real dates: `closed`, `their move, nudge Fri 27 Nov`.
    pub effect: String,
    /// The line it asks for.
    pub ask: Option<Ask>,
}

/// What a choice would do; a sentence when it cannot be made.
pub fn offer(ctx: &Ctx<'_>, item: &Item, choice: &Choice) -> Result<Offer, String> {
    planned(Plan::new(ctx, item, "", true), choice).map(|planned| planned.offer)
}

/// The step of a choice, one undo: the decision, the touch if there was contact, and what follows
/// from it. `input` is the line the offer asks for; where none is asked, the words of the touch. A
/// refusal is a sentence.
pub fn answer(ctx: &Ctx<'_>, item: &Item, choice: &Choice, input: &str) -> Result<Step, String> {
    planned(Plan::new(ctx, item, input, false), choice).map(|planned| planned.step)
}

fn planned(plan: Plan<'_>, choice: &Choice) -> Answered {
    match choice {
        Choice::Expected => (plan.item.key.rule.row().expected)(plan),
        Choice::Alternative => (plan.item.key.rule.row().alternative)(plan),
        Choice::Snooze(until) => verbs::snooze(plan, *until),
        Choice::Wake => verbs::wake(plan),
        Choice::Pin => verbs::pin(plan),
        Choice::Drop => verbs::drop_it(plan),
        Choice::Park => verbs::park(plan),
        Choice::Promise(day) => verbs::promise(plan, *day),
        Choice::TheirMove(day) => verbs::their_move(plan, *day),
        Choice::Replied(reply) => verbs::replied(plan, *reply),
        Choice::Next {
            day,
            what,
            regardless,
            every,
        } => verbs::next(plan, *day, (what, *regardless), *every),
        Choice::MoveTo(day) => verbs::move_to(plan, *day),
        Choice::Missed => verbs::missed(plan),
    }
}
