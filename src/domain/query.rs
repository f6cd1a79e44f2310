//! The filter line.
