//! What is computed from a creator's rows and kept beside them, refreshed only for the creators a step touched.

/// Everything derived, per creator.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Derived {}
