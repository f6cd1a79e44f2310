//! The demo: a small tea brand, with dates relative to today.
