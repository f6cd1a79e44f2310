//! What the assets promise.
use super::*;
use crate::domain::day::{Stamp};
#[test]
fn loads() {
    let clock = Clock { now: Stamp(1795255200), zone: chrono_tz::Tz::Europe__Berlin, rollover: 4 };
    let step = load(&clock, &Calendar::default()).unwrap();
    println!("{} rows, {} creators", step.edits.len(), step.edits.creators.len());
}
