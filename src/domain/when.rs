//! Reads a date as people type it.
