//! Other people's formats: bytes in, plain rows or a plan out; rows in, bytes out. Pure.

pub mod dates;
pub mod fields;
pub mod grid;
pub mod handles;
pub mod limits;
pub mod numbers;
pub mod profiles;
pub mod report;
pub mod sheet;
pub mod split;
pub mod stages;
pub mod text;
