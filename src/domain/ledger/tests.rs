//! Tests of the ledger: one file each.

mod bonus;
mod commission;
mod cost;
mod due;
mod entry;
mod money;
mod overview;
mod periods;
mod truth;
mod words;
