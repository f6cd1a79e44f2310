//! Pictures of the board and of what belongs to it, on the demo.

use super::harness::Desk;
use super::screens::{ALL, pictures};

const BOTH: &[(u16, u16)] = &[(120, 36), (80, 24)];

#[test]
fn board() {
    let mut desk = Desk::demo();
    desk.keys("3");
    pictures(&mut desk, "board", ALL);
    desk.keys("l j");
    pictures(&mut desk, "board-moved", ALL);
    desk.keys("Space Space");
    pictures(&mut desk, "board-selected", BOTH);
    desk.keys("Esc /").type_text("tea");
    pictures(&mut desk, "board-filter", ALL);
    desk.type_text("qwxz").keys("Enter");
    pictures(&mut desk, "board-nothing", BOTH);
}

#[test]
fn board_asks() {
    let mut desk = Desk::demo();
    desk.keys("3 h h h h h l l n t");
    pictures(&mut desk, "board-checklist", BOTH);
    desk.keys("Esc > ");
    pictures(&mut desk, "board-warned", BOTH);
    desk.keys("l l >");
    pictures(&mut desk, "board-goes-on", BOTH);
    desk.keys("l").type_text("12 jan");
    pictures(&mut desk, "board-later", BOTH);
    desk.keys("Esc z u");
    pictures(&mut desk, "board-funnel", BOTH);
    desk.keys("Esc z");
    pictures(&mut desk, "menu-z-board", BOTH);
}

#[test]
fn empty_board() {
    let mut desk = Desk::empty();
    desk.keys("Down Down Enter 3");
    pictures(&mut desk, "empty-board", ALL);
}

#[test]
fn deals() {
    let mut desk = Desk::demo();
    desk.keys("2 /").enter("sofia").keys("Enter ] ]");
    pictures(&mut desk, "profile-deals", &[(60, 20), (40, 12)]);
    desk.keys("j j j j");
    pictures(&mut desk, "profile-deals-target", BOTH);
    desk.keys("n o");
    pictures(&mut desk, "menu-new", BOTH);
    desk.keys("d");
    pictures(&mut desk, "form-new-deal", BOTH);
}
