//! Half-written words: what is typed anywhere is held after each key, so that whatever ends the
//! program can keep it; the next start offers it until it is dropped.

use touchbase::app::Msg;
use touchbase::runtime::TerminalRequest;

use super::harness::Desk;
use super::seed::morning;

/// Ways to a field one types into, from the review; and whether the words are one's own (a filter
/// and a search are not).
const FIELDS: &[&str] = &[
    "a Ctrl+U",
    "n n",
    "n r",
    "n s",
    "n c",
    "n g",
    "n d",
    "n l",
    "n v",
    "n b",
    "n k",
    "n f",
    "n w",
    "n p",
    "f",
    "A",
    "s /",
    "t",
    "e",
    "2 e",
    "2 Enter e",
    "2 Enter n n",
    "2 Space Space e",
    ": d r o p Enter",
    ": p r o m i s e Enter",
];

#[test]
fn what_is_typed_into_any_field_is_held_after_each_key() {
    let mut desk = Desk::demo();
    desk.strict = false;
    let mut fields = 0;
    for way in FIELDS {
        for _ in 0..6 {
            desk.keys("Esc");
        }
        desk.keys("1 Home").keys(way);
        let typing = desk
            .app()
            .modals
            .last()
            .is_some_and(touchbase::app::modal::Modal::is_typing);
        if !typing {
            continue;
        }
        fields += 1;
        let before = desk.app().unsaved().len();
        for typed in ["z", "zy", "zyx"] {
            desk.type_text(&typed[typed.len() - 1..]);
            let held = desk.app().unsaved();
            assert!(
                held.iter().any(|(_, text)| text.contains(typed)),
                "{way}: {typed} is not held: {held:?}"
            );
            assert!(
                held.iter().all(|(title, _)| !title.trim().is_empty()),
                "{way}: {held:?}"
            );
        }
        assert!(desk.app().unsaved().len() <= before + 1);
    }
    assert!(fields > 15, "{fields}");
}

#[test]
fn a_form_that_was_left_with_changes_is_held_too() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.keys("2 e").type_text("x").keys("Esc");
    let held = desk.app().unsaved();
    assert_eq!(held.len(), 1, "{held:?}");
    assert!(held[0].0.starts_with("Edit "), "{held:?}");
    desk.keys("e");
    assert_eq!(desk.app().unsaved(), held, "opened again it is held once");
    desk.keys("Ctrl+S");
    assert_eq!(desk.app().unsaved(), []);
}

fn found(desk: &mut Desk, all: &[(&str, &str)]) {
    desk.feed(Msg::Drafts(
        all.iter()
            .map(|(title, text)| ((*title).into(), (*text).into()))
            .collect(),
    ));
}

#[test]
fn words_of_an_earlier_session_are_offered_until_they_are_dropped() {
    let mut desk = Desk::on("2026-11-24", morning);
    found(
        &mut desk,
        &[
            ("Note on Maya", "likes\nmornings"),
            ("Quick add", "buy ribbon fri"),
        ],
    );
    desk.shows("Quick add (and 1 more)")
        .shows("buy ribbon fri")
        .shows("keep for later");
    desk.keys("Esc");
    assert_eq!(desk.app().unsaved().len(), 2, "Esc keeps them");
    desk.keys("x");
    assert_eq!(desk.app().unsaved().len(), 2, "and work goes on");
    desk.keys(":")
        .type_text("half-written")
        .keys("Enter")
        .shows("buy ribbon fri")
        .keys("a")
        .shows("Add anything");
    assert_eq!(desk.app().unsaved().len(), 2, "now one is in a field");
    desk.keys("Enter").says("buy ribbon");
    assert_eq!(
        desk.app().unsaved(),
        [("Note on Maya".to_string(), "likes\nmornings".to_string())]
    );
    desk.keys(":")
        .type_text("half-written")
        .keys("Enter")
        .shows("mornings")
        .keys("y");
    assert!(
        desk.outside
            .iter()
            .any(|o| matches!(o, TerminalRequest::Copy(text, _) if text == "likes\nmornings"))
    );
    desk.keys("d").says("Dropped: Note on Maya");
    assert_eq!(desk.app().unsaved(), []);
    desk.keys(":")
        .type_text("half-written")
        .keys("Enter")
        .says("nothing half-written");
}
