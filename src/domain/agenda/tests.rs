//! Held promises.
