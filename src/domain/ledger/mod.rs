//! Money and orders, counted once: pure functions from rows to amounts, per currency, in whole
//! minor units. Everybody who shows or acts on money reads these and adds nothing up.

pub mod balance;
pub mod due;
pub mod lines;

#[cfg(test)]
mod tests;
