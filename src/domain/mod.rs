//! Rows, rules and sums. Pure: no clock, no files, no SQL, no terminal; today and now are
//! parameters.

pub mod agenda;
pub mod brief;
pub mod calendar;
pub mod change;
pub mod checklists;
pub mod clean;
pub mod country;
pub mod ctx;
pub mod day;
pub mod demo;
pub mod derived;
pub mod disclosure;
pub mod fields;
pub mod held;
pub mod html;
pub mod ids;
pub mod ledger;
pub mod lifecycle;
pub mod links;
pub mod mailto;
pub mod merge;
pub mod metrics;
pub mod model;
pub mod money;
pub mod order_index;
pub mod own_counts;
pub mod playbook;
pub mod query;
pub mod quick_add;
pub mod recurrence;
pub mod review;
pub mod rights;
pub mod rows;
pub mod schedule;
pub mod settings;
pub mod summary;
pub mod templates;
#[doc(hidden)]
pub mod testing;
pub mod timeline;
pub mod vetting;
pub mod waiting;
pub mod when;
pub mod words;
pub mod zones;
