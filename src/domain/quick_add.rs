//! The one-line quick add.
