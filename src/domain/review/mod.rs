//! The daily review. Obligations are computed from rows by the rules, never stored; only decisions
//! are. `build` gives today's cards in order, `answers` what can be done about an item and the step
//! that does it, `today` the same as text.

mod absence;
mod ahead;
mod alike;
pub mod answers;
mod away;
mod dates;
pub mod facts;
mod item;
mod key;
mod queue;
mod rule;
pub(in crate::domain) mod rules;
mod states;
#[cfg(test)]
mod tests;
pub mod today;
pub mod week;
mod words;
pub mod zero;

pub use absence::*;
pub use ahead::ahead;
pub use alike::{alike, who_among};
pub use answers::*;
pub use away::*;
pub use dates::*;
pub use item::*;
pub use key::*;
pub use queue::*;
pub use rule::*;
pub use rules::RULES;
pub use rules::draft_coming::expected_draft;
pub use rules::week_note_due::monday;
pub use states::State;
pub use words::*;

pub(in crate::domain) use rules::ladder::is_message;
