//! The panes: the state and commands of each view. Adding one is a file here, one in `ui`, and a row in two lists.

pub mod columns;
pub mod profile;
pub mod review;
pub mod roster;
pub mod view;
