//! The program from outside: keys in, rows, answering line and screen out; and the command line through its binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod cli;
mod docs;
mod harness;
mod review_flow;
mod screens;
mod seed;
mod undo;
mod windows;
