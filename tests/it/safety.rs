//! The file under an open window: read-only, moved away, full disk. What cannot be saved is said
//! before one types, or keeps what was typed; nothing is acknowledged that is not on disk.

use touchbase::app::modal::Modal;
use touchbase::app::{Effect, command};

use super::harness::{Desk, at};
use super::seed::morning;

/// Whether a window asks for words or choices that would be written.
fn asks(modal: &Modal) -> bool {
    matches!(
        modal,
        Modal::Prompt(_) | Modal::QuickAdd(_) | Modal::Form(_) | Modal::Import(_)
    )
}

/// Commands that type something which is not written: looking for people, a file's path.
const LOOKING: &[&str] = &["filter", "open-file", "find", "search", "export"];

#[test]
fn in_a_file_that_is_read_only_every_edit_is_refused_before_one_types() {
    let mut desk = Desk::demo();
    desk.strict = false;
    desk.m.app.around.read_only = Some("the file is open read-only: the disk is".into());
    let before = desk.dump();
    desk.shows("READ-ONLY");
    for place in ["1 Home", "2 Home", "2 Home Enter"] {
        let looks = |id: &str| LOOKING.iter().any(|name| id.contains(name));
        for command in command::all().filter(|c| !looks(c.id)) {
            for _ in 0..6 {
                desk.keys("Esc");
            }
            desk.keys(place);
            let effects = desk.m.app.run(command);
            assert!(
                !effects.iter().any(|e| matches!(e, Effect::Commit(_))),
                "{} writes from {place}",
                command.id
            );
            assert!(
                !desk.app().modals.iter().any(asks),
                "{} asks from {place}: {}",
                command.id,
                desk.screen()
            );
            desk.m.app.modals.clear();
        }
    }
    for text in ["@mia ask fri", "name,handle\nAna,@ana\n"] {
        desk.paste(text).says("read-only");
        assert!(desk.app().modals.is_empty());
    }
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_file_that_was_taken_away_is_noticed_before_the_next_change() {
    type Harm = fn(&std::path::Path);
    let harms: [(&str, Harm); 3] = [
        ("deleted", |db| std::fs::remove_file(db).unwrap()),
        ("moved", |db| {
            std::fs::rename(db, db.with_extension("away")).unwrap()
        }),
        ("replaced", |db| {
            let copy = db.with_extension("copy");
            std::fs::copy(db, &copy).unwrap();
            std::fs::rename(copy, db).unwrap();
        }),
    ];
    for (how, harm) in harms {
        let mut desk = Desk::on("2026-11-24", morning);
        desk.strict = false;
        let decided = desk.app().model.decisions.len();
        harm(&desk.m.paths().db.clone());
        desk.keys("x").says("was moved, deleted or replaced");
        assert!(desk.status().starts_with("x "), "{how}: {}", desk.status());
        assert_eq!(
            desk.app().model.decisions.len(),
            decided,
            "{how}: nothing is shown as done"
        );
    }
}

#[test]
fn a_disk_that_refuses_changes_nothing_and_keeps_the_words() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.strict = false;
    let before = desk.dump();
    desk.keys("n n").type_text(&"a long note ".repeat(400));
    // SQLite cannot make its journal: that is an error of the disk to it.
    let journal = desk.m.paths().db.with_extension("db-journal");
    std::fs::create_dir(&journal).unwrap();
    desk.keys("Enter");
    assert!(desk.status().starts_with("x "), "{}", desk.status());
    desk.shows("a long note");
    assert!(
        desk.app().unsaved()[0].1.len() > 4_000,
        "held as a draft too"
    );
    std::fs::remove_dir(&journal).unwrap();
    assert_eq!(desk.dump(), before);
    desk.keys("Enter").says("ok Note").agree();
    assert_ne!(desk.dump(), before);
}

#[test]
fn a_window_that_stays_open_makes_a_copy_each_day_with_changes() {
    let mut desk = Desk::on("2026-11-24", morning);
    let copies = |desk: &Desk| std::fs::read_dir(&desk.m.paths().copies).map_or(0, Iterator::count);
    desk.keys("x");
    assert_eq!(copies(&desk), 1);
    desk.keys("x");
    assert_eq!(copies(&desk), 1);
    desk.go(at("2026-11-25T09:00:00"));
    assert_eq!(copies(&desk), 1, "nothing changed yet");
    desk.keys("x");
    assert_eq!(copies(&desk), 2);
}
