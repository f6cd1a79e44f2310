//! Other people's formats: bytes in, plain rows or a plan out; rows in, bytes out. Pure.
//!
//! The way in: [`sheet::read`] makes rows of a text file or of pasted cells ([`workbook`] those of
//! a workbook, in a child process), [`mapping::propose`] says where the columns go, [`plan::plan`]
//! what would become of every record.

mod blank;
pub mod campaign_html;
mod columns;
mod conflicts;
mod context;
pub mod dates;
mod decimal;
pub mod entry;
pub mod fields;
pub mod grid;
pub mod handles;
mod headings;
pub mod holidays;
pub mod ics;
pub mod judge;
pub mod kinds;
pub mod limits;
pub mod mail;
pub mod mapping;
pub mod numbers;
pub mod people;
mod person;
pub mod plan;
pub mod profiles;
pub mod questions;
pub mod report;
pub mod sheet;
pub mod split;
pub mod stages;
pub mod text;
mod values;
pub mod vcard;
mod work;
pub mod workbook;

pub use context::KnownNotes;

#[cfg(test)]
mod tests;
