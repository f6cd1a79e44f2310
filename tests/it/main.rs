//! The program from outside: keys in, rows, answering line and screen out; and the command line
//! through its binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    clippy::too_many_lines
)]

mod absence;
mod board;
mod both;
mod bulk;
mod calendar;
mod campaign;
mod caption;
mod cli;
mod deals;
mod docs;
mod drafts;
mod facts;
mod filters;
mod first_minutes;
mod harness;
mod import;
mod ledger;
mod library;
mod looks;
mod mail;
mod money;
mod monkey;
mod orders;
mod outreach;
mod people;
mod profile;
mod properties;
mod results;
mod review_flow;
mod roster;
mod rows;
mod safety;
mod screens;
mod seed;
mod seen;
mod slips;
mod targets;
mod tidy;
mod undo;
mod windows;
mod year;
