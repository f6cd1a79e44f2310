//! Two windows on one file: nothing is overwritten, nobody falls behind, nobody waits for the dead.

use std::fs;
use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::store::{CatchUp, StoreError};

/// What the runtime does when somebody else wrote.
fn catch_up(window: &mut Window) -> &'static str {
    let done = match window.store.catch_up().unwrap() {
        CatchUp::Nothing => "nothing",
        CatchUp::Steps(steps) => {
            steps
                .iter()
                .for_each(|step| window.model.apply(&step.edits));
            "steps"
        }
        CatchUp::Reload => {
            window.model = window.store.load().unwrap();
            "reload"
        }
    };
    window.agree();
    done
}

#[test]
fn a_change_on_stale_rows_is_refused_until_caught_up() {
    let file = TempFile::new();
    let (mut first, mut second) = (file.window(), file.window());
    let creator = first.insert::<Creator>(1);
    assert_eq!(
        second.store.changed_elsewhere().unwrap(),
        Elsewhere::Changed
    );
    let mut step = Step::new("The same id");
    step.insert(Creator {
        id: creator,
        ..Creator::default()
    });
    let now = second.tick();
    assert!(matches!(
        second.store.commit(&step, now),
        Err(StoreError::Stale { .. })
    ));
    assert_eq!(catch_up(&mut second), "steps");
    assert_eq!(catch_up(&mut second), "nothing");
    let step = second.rename(creator, "Mia");
    second.commit(&step);
    assert_eq!(catch_up(&mut first), "steps");
    assert_eq!(first.name(creator), "Mia");
}

#[test]
fn windows_follow_each_other_through_undo_and_redo() {
    let file = TempFile::new();
    let (mut first, mut second) = (file.window(), file.window());
    let creator = first.insert::<Creator>(1);
    catch_up(&mut second);
    let step = second.rename(creator, "Mia");
    second.commit(&step);
    second.undo();
    second.redo();
    second.undo();
    assert_eq!(catch_up(&mut first), "steps");
    assert_eq!(first.model, second.model);
    second.redo();
    assert_eq!(catch_up(&mut first), "steps");
    assert_eq!(first.name(creator), "Mia");
}

#[test]
fn a_row_that_is_not_what_the_step_says_is_stale() {
    let file = TempFile::new();
    let mut window = file.window();
    let creator = window.insert::<Creator>(1);
    let real = window.model.get(creator).unwrap().clone();
    let believed = Creator {
        phone: "wrong".into(),
        ..real.clone()
    };
    let mut change = Step::new("Changed");
    change.change(
        believed.clone(),
        Creator {
            name: "x".into(),
            ..real.clone()
        },
    );
    let mut remove = Step::new("Removed");
    remove.remove(believed);
    let mut insert = Step::new("Inserted");
    insert.insert(real);
    for step in [change, remove, insert] {
        let now = window.tick();
        assert!(
            matches!(
                window.store.commit(&step, now),
                Err(StoreError::Stale { .. })
            ),
            "{}",
            step.label
        );
        window.agree();
    }
}

#[test]
fn what_went_around_the_journal_is_loaded_anew() {
    let file = TempFile::new();
    let mut window = file.window();
    let creator = window.insert::<Creator>(1);
    let other = rusqlite::Connection::open(file.db()).unwrap();
    other
        .execute("UPDATE creator SET name = 'by hand'", [])
        .unwrap();
    let step = window.rename(creator, "Mia");
    let now = window.tick();
    assert!(matches!(
        window.store.commit(&step, now),
        Err(StoreError::Stale { .. })
    ));
    assert_eq!(catch_up(&mut window), "reload");
    assert_eq!(window.name(creator), "by hand");
    other.execute("DELETE FROM journal", []).unwrap();
    assert_eq!(catch_up(&mut window), "reload");
    let step = window.rename(creator, "Mia");
    window.commit(&step);
}

#[test]
fn a_busy_file_is_neither_waited_for_nor_written() {
    let file = TempFile::new();
    let mut window = file.window();
    let creator = window.insert::<Creator>(1);
    window.store.patience = Duration::from_millis(30);
    let step = window.rename(creator, "Mia");
    let other = rusqlite::Connection::open(file.db()).unwrap();

    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    assert_eq!(window.store.changed_elsewhere().unwrap(), Elsewhere::Busy);
    let now = window.tick();
    assert!(matches!(
        window.store.commit(&step, now),
        Err(StoreError::NotSaved { .. })
    ));
    other.execute_batch("ROLLBACK").unwrap();
    window.agree();

    // A reader lets the rows be written but not the commit.
    other
        .execute_batch("BEGIN; SELECT count(*) FROM creator")
        .unwrap();
    let refused = window.store.commit(&step, now).unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("Not saved: another program kept the file in use.")
    );
    other.execute_batch("ROLLBACK").unwrap();
    window.agree();
    window.commit(&step);
}

#[test]
fn a_file_moved_deleted_or_replaced_is_noticed() {
    let check = |what: &dyn Fn(&TempFile)| {
        let file = TempFile::new();
        let mut window = file.window();
        let creator = window.insert::<Creator>(1);
        let step = window.rename(creator, "Mia");
        what(&file);
        let now = window.tick();
        assert!(matches!(
            window.store.changed_elsewhere(),
            Err(StoreError::Moved { .. })
        ));
        assert!(matches!(
            window.store.catch_up(),
            Err(StoreError::Moved { .. })
        ));
        assert!(matches!(
            window.store.commit(&step, now),
            Err(StoreError::Moved { .. })
        ));
        assert!(matches!(
            window.store.undo(now),
            Err(StoreError::Moved { .. })
        ));
        // What is open can still be saved elsewhere.
        window.store.backup(&file.path("rescued.db")).unwrap();
    };
    check(&|file| fs::rename(file.db(), file.path("elsewhere.db")).unwrap());
    check(&|file| fs::remove_file(file.db()).unwrap());
    check(&|file| {
        fs::copy(file.db(), file.path("copy.db")).unwrap();
        fs::rename(file.path("copy.db"), file.db()).unwrap();
    });
}

#[test]
fn a_file_overwritten_in_place_is_noticed() {
    let file = TempFile::new();
    let mut window = file.window();
    let creator = window.insert::<Creator>(1);
    fs::copy(file.db(), file.path("old.db")).unwrap();
    let step = window.rename(creator, "Mia");
    window.commit(&step);
    let step = window.rename(creator, "Noa");
    fs::write(file.db(), fs::read(file.path("old.db")).unwrap()).unwrap();
    let now = window.tick();
    assert!(matches!(
        window.store.commit(&step, now),
        Err(StoreError::Stale { .. })
    ));
    assert_eq!(catch_up(&mut window), "reload");
    assert_ne!(window.name(creator), "Mia");

    fs::write(file.db(), "no longer a database at all, but a letter").unwrap();
    assert!(matches!(
        window.store.commit(&step, now),
        Err(StoreError::Damaged { .. })
    ));
    fs::write(file.db(), "").unwrap();
    assert!(matches!(
        window.store.commit(&step, now),
        Err(StoreError::Moved { .. })
    ));
    assert_eq!(fs::read(file.db()).unwrap(), b"");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_windows_that_follow_each_other_stay_equal(acts in prop::collection::vec((0..2usize, 0..6u8, any::<u64>()), 1..24)) {
        let file = TempFile::new();
        let mut windows = [file.window(), file.window()];
        for (who, act, seed) in acts {
            let window = &mut windows[who];
            catch_up(window);
            let now = window.tick();
            let someone = window.model.creators.iter().next().map(|row| row.id);
            match (act, someone) {
                (0 | 1, _) | (_, None) => drop(window.insert::<Creator>(seed)),
                (2, Some(id)) => {
                    let step = window.rename(id, &seed.to_string());
                    window.commit(&step);
                }
                // Refusals (nothing there, not ours, changed since) are answers; whatever was done
                // must agree.
                (3, _) => window.store.redo(now).iter().for_each(|step| window.model.apply(&step.edits)),
                _ => window.store.undo(now).iter().for_each(|step| window.model.apply(&step.edits)),
            }
            window.agree();
            let _ = catch_up(&mut windows[1 - who]);
            prop_assert_eq!(&windows[0].model, &windows[1].model);
        }
    }
}
