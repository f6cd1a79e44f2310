//! The program from outside: keys in, rows, answering line and screen out; and the command line through its binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod bulk;
mod cli;
mod docs;
mod harness;
mod import;
mod library;
mod monkey;
mod properties;
mod review_flow;
mod roster;
mod screens;
mod seed;
mod tidy;
mod undo;
mod windows;
