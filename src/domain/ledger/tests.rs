//! Tests of the ledger: one file each.

mod money;
