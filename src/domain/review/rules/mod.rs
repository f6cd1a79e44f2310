//! The rules' functions, a file per lane: from a subject's facts to the items they call for.

pub(in crate::domain) mod dated;
pub(in crate::domain) mod owe;
pub(in crate::domain) mod wait;
pub(in crate::domain) mod warm;
