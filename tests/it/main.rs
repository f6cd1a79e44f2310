//! The program without a terminal of its own: keys in, rows, answering line and screen out; and from outside, by its
//! command line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod cli;
mod harness;
mod review_flow;
mod screens;
mod seed;
