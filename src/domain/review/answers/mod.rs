//! Answers as data. Each is planned once, by one function: the label beside the key, the effect printed before it is
//! pressed and the step that is committed come from the same plan, so that what is announced is what happens.

use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::Day;
use crate::domain::rows::Text;

use super::item::Item;

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
    /// `!`: to the top for today; once more takes it down.
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
    /// `f`: the next step. Settles the item when it was waiting or keep-warm, hides it until then otherwise.
    Next {
        /// When.
        day: Day,
        /// What; the input is taken when empty.
        what: Text,
        /// Stays even if they write.
        regardless: bool,
    },
    /// `+ -`: the agreed date itself is moved (draft, live, end, payment, follow-up).
    MoveTo(Day),
    /// `e` on a draft: rejected, the piece is missed; with the reason.
    Missed,
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
    /// They are interested: the collaboration moves to negotiation.
    Interested,
    /// Later: they are asked again then.
    Later(Option<Day>),
    /// No: the collaboration is closed as declined.
    No,
}

/// The one line an answer may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// The question.
    pub question: &'static str,
    /// An example of an answer.
    pub example: &'static str,
    /// Whether the answer cannot do without.
    pub required: bool,
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
pub fn offer(_ctx: &Ctx<'_>, _item: &Item, _choice: &Choice) -> Result<Offer, String> {
    Err("Not yet.".into())
}

/// The step of a choice, one undo: the decision, the touch if there was contact, and what follows from it. `input` is the
/// line the offer asks for. A refusal is a sentence.
pub fn answer(_ctx: &Ctx<'_>, _item: &Item, _choice: &Choice, _input: &str) -> Result<Step, String> {
    Err("Not yet.".into())
}

/// `S`: the same snooze for every item of a card.
pub fn snooze_card(_ctx: &Ctx<'_>, _items: &[Item], _snooze: Snooze) -> Result<Step, String> {
    Err("Not yet.".into())
}

/// `A`: one message settles all "write to them" items of a card; never facts.
pub fn one_message(_ctx: &Ctx<'_>, _items: &[Item], _words: &str) -> Result<Step, String> {
    Err("Not yet.".into())
}
