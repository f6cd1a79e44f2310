//! touchbase: influencer relationship management in the terminal.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing
    )
)]

pub mod app;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod exchange;
pub mod load;
pub mod paths;
pub mod place;
pub mod runtime;
pub mod store;
#[cfg(unix)]
pub mod term;
pub mod ui;
