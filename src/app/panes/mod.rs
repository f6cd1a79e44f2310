//! The panes: the state and commands of each view. Adding one is a file here, one in `ui`, and a
//! row in two lists.

pub mod board;
pub mod calendar;
pub mod columns;
pub mod library;
pub mod money;
pub mod orders;
pub mod outreach;
pub mod profile;
pub mod results;
pub mod review;
pub mod roster;
pub mod view;
