//! Pictures of every screen on the demo, Friday 20 November 2026 at ten, and what every frame owes whoever looks at it.
//! A picture that changed is looked at like code that changed: `cargo insta review`.

use super::harness::Desk;

/// Compares a screen with its picture.
fn picture(desk: &mut Desk, name: &str) {
    let (w, h) = desk.app().regions.size;
    let file = desk.app().around.file.clone();
    let told = "~/.local/share/touchbase/touchbase.db";
    let screen = desk.screen().replace(&file, &format!("{told:<width$}", width = file.len()));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../screens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("{name}-{w}x{h}"), screen));
}

/// Pictures at several sizes.
pub fn pictures(desk: &mut Desk, name: &str, sizes: &[(u16, u16)]) {
    for (w, h) in sizes {
        desk.size(*w, *h);
        picture(desk, name);
    }
}

pub const BOTH: &[(u16, u16)] = &[(120, 36), (80, 24)];
pub const ALL: &[(u16, u16)] = &[(120, 36), (80, 24), (60, 20), (40, 12)];

#[test]
fn review() {
    let mut desk = Desk::demo();
    pictures(&mut desk, "review", ALL);
    desk.keys("j j j");
    pictures(&mut desk, "review-moved", BOTH);
    desk.keys("z z");
    pictures(&mut desk, "review-one", ALL);
}

#[test]
fn review_answered() {
    let mut desk = Desk::demo();
    desk.keys("x");
    pictures(&mut desk, "review-answered", BOTH);
    desk.keys("u");
    pictures(&mut desk, "review-undone", BOTH);
}

#[test]
fn roster() {
    let mut desk = Desk::demo();
    desk.keys("2");
    pictures(&mut desk, "roster", ALL);
    desk.keys("/").type_text("tea");
    pictures(&mut desk, "roster-filter", BOTH);
    desk.keys("Esc Space Space");
    pictures(&mut desk, "roster-selected", BOTH);
    desk.keys("Esc /").type_text("qwxz");
    pictures(&mut desk, "roster-nothing", BOTH);
}

#[test]
fn profile() {
    let mut desk = Desk::demo();
    desk.keys("2 /").enter("sofia").keys("Enter");
    for tab in ["profile", "audience", "deals", "deliverables", "payments", "results", "notes"] {
        pictures(&mut desk, &format!("profile-{tab}"), BOTH);
        desk.keys("]");
    }
    pictures(&mut desk, "profile", &[(60, 20), (40, 12)]);
}

#[test]
fn palette_and_help() {
    let mut desk = Desk::demo();
    desk.keys(":");
    pictures(&mut desk, "palette", BOTH);
    desk.type_text("@so");
    pictures(&mut desk, "palette-people", BOTH);
    desk.keys("Esc ?");
    pictures(&mut desk, "help", BOTH);
    desk.type_text("snooze");
    pictures(&mut desk, "help-search", BOTH);
}

#[test]
fn menus() {
    let mut desk = Desk::demo();
    for prefix in ["n", "g", "z", "y", "o", "s", "c"] {
        desk.keys(prefix);
        pictures(&mut desk, &format!("menu-{prefix}"), BOTH);
        desk.keys("Esc");
    }
    desk.keys("z t");
    pictures(&mut desk, "menu-theme", BOTH);
    desk.keys("Esc 2 z c");
    pictures(&mut desk, "menu-columns", BOTH);
    desk.keys("Esc z s");
    pictures(&mut desk, "menu-sort", BOTH);
    desk.keys("Esc z");
    pictures(&mut desk, "menu-z-roster", BOTH);
}

#[test]
fn prompts() {
    let mut desk = Desk::demo();
    desk.keys("f").type_text("send the dates fri");
    pictures(&mut desk, "next-step", BOTH);
    desk.keys("Esc t");
    pictures(&mut desk, "tags", BOTH);
    desk.keys("Esc s /").type_text("31 nov");
    pictures(&mut desk, "snooze-date", BOTH);
}

#[test]
fn quick_add() {
    let mut desk = Desk::demo();
    desk.keys("a Ctrl+U");
    pictures(&mut desk, "add-empty", BOTH);
    desk.type_text("@sofia reel \"first pour\" live 9 dec /winter");
    pictures(&mut desk, "add", BOTH);
    desk.keys("Ctrl+U").type_text("@s ask for address 5/12");
    pictures(&mut desk, "add-open", BOTH);
    desk.keys("F1");
    pictures(&mut desk, "add-grammar", BOTH);
}

#[test]
fn form() {
    let mut desk = Desk::demo();
    desk.keys("2 /").enter("sofia").keys("e");
    pictures(&mut desk, "form", BOTH);
    desk.keys("Tab").type_text("nonsense").keys("Tab");
    pictures(&mut desk, "form-wrong", BOTH);
    desk.keys("Esc Esc Esc Space Space Space e");
    pictures(&mut desk, "form-bulk", BOTH);
}

#[test]
fn history_and_zero() {
    let mut desk = Desk::demo();
    desk.strict = false;
    desk.keys("x w : h i s t o r y Enter");
    pictures(&mut desk, "history", BOTH);
    desk.keys("Esc");
    while !desk.app().review.queue.is_zero() {
        let before = desk.app().review.queue.items().count();
        desk.keys("s w");
        if desk.app().review.queue.items().count() == before {
            desk.keys("Esc :").enter("drop").enter("no longer");
        }
    }
    desk.quiet();
    pictures(&mut desk, "zero", BOTH);
}

#[test]
fn welcome() {
    let mut desk = Desk::empty();
    pictures(&mut desk, "welcome", ALL);
    desk.keys("Down Down Enter");
    pictures(&mut desk, "empty-review", BOTH);
    desk.keys("2");
    pictures(&mut desk, "empty-roster", BOTH);
    desk.size(30, 8);
    picture(&mut desk, "tiny");
}

/// A sheet as people keep it, copied from a spreadsheet.
const CELLS: &str = "Name\tIG handle\tFollowers\tEmail\tStatus\tLast contact\tRate\tNotes
Mia Okafor\t@miabrews\t18,4k\tmia@example.com\tContacted\t03/11/2026\t$350\tlikes early mornings
Zoë Çelik\t@zoe\t2.1K\tzoe@example.com\tto check\t12/10/2026\t\t
\t\t\t\t\t\t\tnobody
Jonas Weber\t@jonasklettert\t8900\tjonas at example\tLive\t01/09/2026\t350 EUR\tno posts on a wall
Ruth Kelley\t@ruthk\t152k\truth@example.com\tpast\t25/08/2026\t$400\t";

#[test]
fn import() {
    let mut desk = Desk::empty();
    desk.keys("Down Down Enter").paste(CELLS);
    pictures(&mut desk, "import-mapping", ALL);
    desk.keys("Esc");
    pictures(&mut desk, "import-file", BOTH);
}
