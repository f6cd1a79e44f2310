//! Mail that people already have: `.eml` files, mbox files, Maildirs, one message on standard
//! input. Letters are read by the `mail-parser` crate; here is what it does not know: what of a
//! body was written for this letter (`body`), and what becomes of it (`plan`): touches of creators
//! matched by address, their direction, their threads.

mod body;
mod letter;
mod plan;

#[cfg(test)]
mod tests;

pub use body::fresh;
pub use letter::{Letter, letters};
pub use plan::{Planned, Written, plan};
