//! The import screen, driven by keys on real files.

mod bench;
mod flow;
mod messy;
