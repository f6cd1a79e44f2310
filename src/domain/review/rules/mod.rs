//! The rules' functions, a file per lane: from a subject's facts to the items they call for.

pub(super) mod dated;
pub(super) mod owe;
pub(super) mod wait;
pub(super) mod warm;
