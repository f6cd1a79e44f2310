//! touchbase: influencer relationship management in the terminal.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::too_many_lines
    )
)]

pub mod app;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod domain;
pub mod exchange;
pub mod load;
pub mod location;
pub mod paths;
pub mod runtime;
pub mod store;
#[cfg(unix)]
pub mod term;
pub mod ui;
pub mod workspace;
