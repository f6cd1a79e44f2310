//! What collaborations brought: the table of metrics, the numbers they are computed from, whose an
//! order is, and the results of a campaign. Formulas and sources: product.md §4.

pub mod compare;
mod compute;
pub mod debrief;
pub mod emv;
pub mod gather;
pub mod goal;
pub mod inputs;
pub mod lens;
pub mod measure;
pub mod order_list;
pub mod report;
pub mod scope;
pub mod scoped;
pub mod table;
#[cfg(test)]
mod tests;
pub mod value;

pub use compare::{Compared, Comparison};
pub use inputs::Inputs;
pub use measure::Measure;
pub use report::Report;
pub use table::{Better, METRICS, Metric, by_key, in_use};
pub use value::Value;
