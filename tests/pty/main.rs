//! The program in a pseudo terminal: few tests and slow ones, for what only a real terminal shows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod harness;
mod probe;
mod terminal;
mod whole;
