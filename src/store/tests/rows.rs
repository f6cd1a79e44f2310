//! Rows: every type with every field there and back, what is left on disk, what must never get
//! there.

use serde_json::json;

use super::*;
use crate::domain::model::removal;
use crate::every_table;
use crate::store::StoreError;

macro_rules! insert_all {
    ($($plural:ident: $type:ident,)+) => {
        /// A step with one row of every type, each pointing at the first of its parents.
        fn one_of_each(id: u32, seed: u64, full: bool) -> Step {
            let mut step = Step::new("One of each");
            $(step.insert(<$type>::sample(&mut Seed { full, ..Seed::new(seed, id) }));)+
            step
        }

        /// A step that changes every field of those rows.
        fn change_each(model: &Window, id: u32, seed: u64, full: bool) -> Step {
            let mut step = Step::new("Changed each");
            $(
                let before = read::one::<$type>(&model.store.conn, Id::new(id)).unwrap().unwrap();
                step.change(before, <$type>::sample(&mut Seed { full, ..Seed::new(seed, id) }));
            )+
            step
        }

        fn all_rows_are(window: &Window, step: &Step) {
            $(for edit in &step.edits.$plural {
                let on_disk = read::one::<$type>(&window.store.conn, edit.id()).unwrap();
                assert_eq!(on_disk, edit.after);
                assert_eq!(window.model.get(edit.id()).cloned(), edit.after.clone().map(Row::kept));
            })+
        }
    };
}
every_table!(insert_all);

macro_rules! count_tables {
    ($($plural:ident: $type:ident,)+) => { const TABLES: usize = [$(stringify!($plural)),+].len(); };
}
every_table!(count_tables);

#[test]
fn every_field_of_every_row_comes_back() {
    let file = TempFile::new();
    let mut window = file.window();
    let (full, empty) = (one_of_each(1, 7, true), one_of_each(2, 8, false));
    assert_eq!(full.edits.len(), TABLES);
    window.commit(&full);
    window.commit(&empty);
    all_rows_are(&window, &full);
    all_rows_are(&window, &empty);

    let changed = change_each(&window, 1, 99, false);
    // That two are apart holds nothing of its own that could change.
    assert_eq!(changed.edits.len(), TABLES - 1, "every row differs");
    window.commit(&changed);
    all_rows_are(&window, &changed);
    window.undo();
    all_rows_are(&window, &full);
    window.undo();
    window.undo();
    assert!(window.model.creators.is_empty());
    for _ in 0..3 {
        window.redo();
    }
    all_rows_are(&window, &changed);
    assert_eq!(file.window().model, window.model);
    assert_eq!(window.store.check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn the_words_of_touches_stay_on_disk() {
    let file = TempFile::new();
    let mut window = file.window();
    window.commit(&one_of_each(1, 7, true));
    let touch = window.store.touch(Id::new(1)).unwrap().unwrap();
    assert!(!touch.words.is_empty());
    assert!(window.model.get(touch.id).unwrap().words.is_empty());
    let words = window.store.words(touch.creator).unwrap();
    assert_eq!(words, vec![(touch.id, touch.words.clone())]);
    assert_eq!(window.store.touch(Id::new(9)).unwrap(), None);
}

#[test]
fn a_removed_creator_comes_back_with_all_words() {
    let file = TempFile::new();
    let mut window = file.window();
    window.commit(&one_of_each(1, 7, true));
    let before = window.store.dump().unwrap();
    let mut step = Step::new("Removed");
    removal(&window.model, Id::new(1), &mut step);
    let now = window.tick();
    assert!(
        matches!(
            window.store.commit(&step, now),
            Err(StoreError::Stale { .. })
        ),
        "words were left out"
    );
    window.store.complete(&mut step).unwrap();
    window.commit(&step);
    assert!(window.model.creators.is_empty() && window.model.touches.is_empty());
    window.undo();
    assert_eq!(window.store.dump().unwrap(), before);
}

#[test]
fn an_erased_creator_leaves_nothing_in_the_file() {
    let file = TempFile::new();
    let mut window = file.window();
    let mut other = file.window();
    let gone = Creator {
        id: Id::new(1),
        name: "Zebedee Quux".into(),
        ..Creator::default()
    };
    let mut step = Step::new("Added Zebedee Quux");
    step.insert(gone.clone());
    step.insert(Touch {
        words: "Zebedee said something".repeat(500).into(),
        ..Touch::new(Id::new(1), gone.id, Stamp(1), Channel::Call, Direction::In)
    });
    step.insert(Creator {
        id: Id::new(2),
        name: "Who stays".into(),
        ..gone
    });
    window.commit(&step);
    let named = || {
        std::fs::read(file.db())
            .unwrap()
            .windows(7)
            .any(|bytes| bytes == b"Zebedee")
    };
    assert!(named());

    let mut step = Step::new("Erased Zebedee Quux");
    removal(&window.model, Id::new(1), &mut step);
    window.store.complete(&mut step).unwrap();
    let now = window.tick();
    window.store.erase(&step, now).unwrap();
    window.model.apply(&step.edits);
    window.agree();
    assert!(!named());
    assert!(matches!(
        window.store.undo(now),
        Err(StoreError::NothingToUndo)
    ));
    assert_eq!(
        other.store.catch_up().unwrap(),
        crate::store::CatchUp::Reload
    );
    other.model = other.store.load().unwrap();
    assert_eq!(other.model, window.model);
    other.insert::<Segment>(1);
    assert_eq!(window.store.check().unwrap().problems, Vec::<String>::new());
}

#[test]
fn an_edited_touch_keeps_its_words_unless_they_were_edited() {
    let file = TempFile::new();
    let mut window = file.window();
    window.commit(&one_of_each(1, 7, true));
    let words = window.store.touch(Id::new(1)).unwrap().unwrap().words;
    let mut step = Step::new("Personal");
    step.edit(&window.model, Id::<Touch>::new(1), |row| {
        row.personal = !row.personal
    });
    window.store.complete(&mut step).unwrap();
    window.commit(&step);
    assert_eq!(
        window.store.touch(Id::new(1)).unwrap().unwrap().words,
        words
    );

    let mut blind = Step::new("New words over unseen ones");
    blind.edit(&window.model, Id::<Touch>::new(1), |row| {
        row.words = "new".into()
    });
    window.store.complete(&mut blind).unwrap();
    let now = window.tick();
    assert!(matches!(
        window.store.commit(&blind, now),
        Err(StoreError::Stale { .. })
    ));
    window.agree();
}

#[test]
fn ids_are_never_used_again() {
    let file = TempFile::new();
    let mut window = file.window();
    let first = window.insert::<Creator>(1);
    window.undo();
    let mut again = file.window();
    let second = again.insert::<Creator>(2);
    assert!(second > first);
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let file = TempFile::new();
    let mut window = file.window();
    let creator = window.insert::<Creator>(1);
    let refuse = |window: &mut Window, step: &Step| {
        let now = window.tick();
        assert!(matches!(
            window.store.commit(step, now),
            Err(StoreError::Unfit { .. })
        ));
        window.agree();
    };
    let mut step = Step::new("A rhythm that is none");
    step.edit(&window.model, creator, |row| row.cadence = Cadence::Days(0));
    refuse(&mut window, &step);
    let mut step = Step::new("No id");
    step.insert(Creator::default());
    refuse(&mut window, &step);
    let mut step = Step::new("An id that would take all memory");
    step.insert(Creator {
        id: Id::new(u32::MAX),
        ..Creator::default()
    });
    refuse(&mut window, &step);
    let mut step = Step::new("Twice");
    let row = window.model.get(creator).unwrap().clone();
    let renamed = Creator {
        name: "x".into(),
        ..row.clone()
    };
    step.change(row, renamed.clone());
    step.remove(renamed);
    refuse(&mut window, &step);
}

#[test]
fn a_row_that_points_nowhere_is_not_written() {
    let file = TempFile::new();
    let mut window = file.window();
    let mut step = Step::new("Nobody's account");
    step.insert(Account::new(
        Id::new(1),
        Id::new(1),
        Platform::TikTok,
        "nobody",
    ));
    let now = window.tick();
    assert!(matches!(
        window.store.commit(&step, now),
        Err(StoreError::NotSaved { .. })
    ));
    window.agree();
    window.insert::<Creator>(1);
}

#[test]
fn an_empty_step_writes_nothing() {
    let file = TempFile::new();
    let mut window = file.window();
    window.commit(&Step::new("Nothing"));
    assert_eq!(window.labels(), vec![]);
}

#[test]
fn the_dump_is_canonical() {
    let file = TempFile::new();
    let mut window = file.window();
    window.commit(&one_of_each(1, 7, true));
    let dump = window.store.dump().unwrap();
    let tables: Vec<_> = dump.as_object().unwrap().keys().cloned().collect();
    assert_eq!(tables.first().map(String::as_str), Some("creators"));
    assert_eq!(tables.len(), TABLES);
    assert_eq!(dump["accounts"][0]["id"], json!(1));
    assert!(!dump["touches"][0]["words"].as_str().unwrap().is_empty());
    window.insert::<Segment>(5);
    window.undo();
    assert_eq!(
        window.store.dump().unwrap(),
        dump,
        "neither history nor counters count"
    );
}

#[test]
fn hostile_cells_and_ids_are_named_and_refused() {
    let refused = |sql: &str, named: &str| {
        let file = TempFile::new();
        let mut window = file.window();
        window.commit(&one_of_each(1, 7, true));
        let other = rusqlite::Connection::open(file.db()).unwrap();
        other
            .execute_batch(&format!("PRAGMA foreign_keys = OFF; {sql}"))
            .unwrap();
        drop(other);
        let report = window.store.check().unwrap();
        assert!(
            report.problems.iter().any(|p| p.contains(named)),
            "{sql}: {:?}",
            report.problems
        );
        let mut store = Store::open(&file.db(), &file.options()).unwrap();
        match store.load() {
            Err(error @ (StoreError::Damaged { .. } | StoreError::Failed { .. })) => {
                assert!(!error.to_string().is_empty())
            }
            other => panic!("{sql}: {other:?}"),
        }
    };
    refused(
        "UPDATE creator SET shelf = 'limbo'",
        "Creator 1 has the text 'limbo' in \"shelf\"",
    );
    refused(
        "UPDATE creator SET fit_voice = 999",
        "Creator 1 has the number 999",
    );
    refused("UPDATE creator SET added = '2026-02-30'", "'2026-02-30'");
    refused(
        "UPDATE creator SET id = 4000000000",
        "ids of creator go up to 4000000000",
    );
    refused("UPDATE creator SET id = 0", "has the number 0");
    refused(
        "UPDATE sqlite_sequence SET seq = 9000000000000 WHERE name = 'sale'",
        "ids of sale go up to",
    );
    refused(
        "UPDATE touch SET creator = 3999999",
        "Touch 1 points to a creator that is not there",
    );
    refused(
        "ALTER TABLE segment DROP COLUMN filter",
        "The table of segments cannot be read",
    );
}

macro_rules! owned_tables {
    ($($plural:ident: $type:ident,)+) => {
        /// How many rows of each table somebody has.
        fn owned(model: &Model, id: Id<Creator>) -> Vec<(&'static str, usize)> {
            vec![$((<$type>::TABLE, model.count_of::<$type>(id))),+]
        }
    };
}
every_table!(owned_tables);

#[test]
fn joining_takes_every_row_along_and_one_undo_parts_them() {
    use crate::domain::join::join;
    // The rows of a sample are the first creator's.
    let (stays, comes) = (Id::new(2), Id::new(1));
    for (mine, theirs) in [(true, true), (true, false), (false, true)] {
        let file = TempFile::new();
        let mut window = file.window();
        window.commit(&one_of_each(1, 7, mine));
        window.commit(&one_of_each(2, 8, theirs));
        let before = window.store.dump().unwrap();
        let both: Vec<_> = owned(&window.model, stays)
            .into_iter()
            .zip(owned(&window.model, comes))
            .map(|((table, a), (_, b))| (table, a, b))
            .collect();
        let mut step = join(&window.model, stays, comes, &["name"]).unwrap();
        assert_eq!(step.edits.touches.len(), 2);
        window.store.complete(&mut step).unwrap();
        window.commit(&step);
        window.agree();
        assert!(window.model.get(comes).is_none());
        for ((table, now), (_, a, b)) in owned(&window.model, stays).into_iter().zip(both) {
            let merged = matches!(table, "creator" | "contact" | "apart" | "account");
            assert!(
                now == a + b || (merged && now <= a + b + 3),
                "{table}: {now} of {a} and {b}"
            );
        }
        let left = owned(&window.model, comes);
        assert!(left.iter().all(|(_, n)| *n == 0), "{left:?}");
        assert_eq!(window.store.check().unwrap().problems, Vec::<String>::new());
        let words = window.store.words(stays).unwrap();
        assert_eq!(
            words.len(),
            owned(&window.model, stays)[window_table("touch")].1
        );
        window.undo();
        window.agree();
        assert_eq!(window.store.dump().unwrap(), before);
        window.redo();
        window.agree();
    }
}

/// The place of a table in the list of all.
fn window_table(name: &str) -> usize {
    let all = owned(&Model::default(), Id::new(1));
    all.iter().position(|(table, _)| *table == name).unwrap()
}
