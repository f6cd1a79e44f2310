//! Pictures of results on the demo: the launch, the always-on series, the affiliates' look, the comparison, one creator.

use super::harness::Desk;
use super::screens::{ALL, BOTH, pictures};

#[test]
fn results() {
    let mut desk = Desk::demo();
    desk.keys("g s 5 g g j j j j");
    pictures(&mut desk, "results", ALL);
    desk.keys("]");
    pictures(&mut desk, "results-always-on", ALL);
    desk.keys("[ z c j Enter");
    pictures(&mut desk, "results-awareness", ALL);
    desk.keys("z c j j j Enter");
    pictures(&mut desk, "results-affiliate", ALL);
}

#[test]
fn results_compared_and_explained() {
    let mut desk = Desk::demo();
    desk.keys("5 g g j j j j Space Space Space Space z k");
    pictures(&mut desk, "results-compare", ALL);
    desk.keys("Esc Esc g g =");
    pictures(&mut desk, "results-formulas", BOTH);
    desk.keys("Esc Enter");
    pictures(&mut desk, "results-campaign", BOTH);
    desk.keys("Esc e");
    pictures(&mut desk, "results-form", BOTH);
}

#[test]
fn results_of_one() {
    let mut desk = Desk::demo();
    desk.keys("2 /").enter("sofia").keys("Enter ]");
    pictures(&mut desk, "profile-audience", &[(60, 20), (40, 12)]);
    desk.keys("] ] ] ]");
    pictures(&mut desk, "profile-results", &[(60, 20), (40, 12)]);
    let mut desk = Desk::empty();
    desk.keys("Down Down Enter 5");
    pictures(&mut desk, "empty-results", ALL);
}
