//! The program without its terminal: keys in, rows, answering line and screen out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod harness;
mod review_flow;
mod screens;
mod seed;
