//! Rows, rules and sums. Pure: no clock, no files, no SQL, no terminal; today and now are parameters.

pub mod agenda;
pub mod calendar;
pub mod change;
pub mod clean;
pub mod ctx;
pub mod day;
pub mod demo;
pub mod derived;
pub mod disclosure;
pub mod fields;
pub mod ids;
pub mod lifecycle;
pub mod mailto;
pub mod merge;
pub mod metrics;
pub mod model;
pub mod money;
pub mod pay;
pub mod query;
pub mod quick_add;
pub mod review;
pub mod rights;
pub mod rows;
pub mod schedule;
pub mod settings;
pub mod summary;
pub mod templates;
#[doc(hidden)]
pub mod testing;
pub mod thresholds;
pub mod timeline;
pub mod when;
mod words;
pub mod zones;
