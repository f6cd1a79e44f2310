//! The ledger: every sum of money and orders there is, counted once, by pure functions from rows to
//! amounts, per currency, in whole minor units. Whoever shows or acts on money or orders reads these
//! and adds nothing up.

pub mod balance;
pub mod bonus;
pub mod budget;
pub mod closing;
pub mod commission;
pub mod cost;
pub mod due;
pub mod entry;
pub mod limits;
pub mod lines;
pub mod orders;
pub mod overview;
pub mod periods;
pub mod rates;
pub mod statement;
pub mod terms;

#[cfg(test)]
mod tests;
