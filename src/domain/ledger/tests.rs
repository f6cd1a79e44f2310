//! Tests of the ledger: one file each.

mod commission;
mod money;
mod truth;
