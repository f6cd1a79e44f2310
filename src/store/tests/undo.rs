//! Undo and redo: back to what was, across restarts, never over somebody else's work.

use proptest::prelude::*;

use super::*;
use crate::domain::model::removal;
use crate::store::StoreError;

#[test]
fn undo_and_redo_survive_a_restart() {
    let file = TempFile::new();
    let mut window = file.window();
    let creator = window.insert::<Creator>(1);
    let was = window.name(creator).to_owned();
    let step = window.rename(creator, "Mia");
    window.commit(&step);
    drop(window);

    let mut window = file.window();
    let back = window.undo();
    assert_eq!(
        (back.label.as_str(), back.focus.creator),
        ("Renamed to Mia", Some(creator))
    );
    assert_eq!(window.name(creator), was);
    drop(window);

    let mut window = file.window();
    window.redo();
    assert_eq!(window.name(creator), "Mia");
    window.undo();
    window.undo();
    assert!(window.model.creators.is_empty());
    let now = window.tick();
    assert!(matches!(
        window.store.undo(now),
        Err(StoreError::NothingToUndo)
    ));
    window.redo();
    window.redo();
    assert!(matches!(
        window.store.redo(now),
        Err(StoreError::NothingToRedo)
    ));
    assert_eq!(window.name(creator), "Mia");
}

#[test]
fn a_new_change_drops_what_could_be_redone() {
    let file = TempFile::new();
    let mut window = file.window();
    let creator = window.insert::<Creator>(1);
    for name in ["Mia", "Noa"] {
        let step = window.rename(creator, name);
        window.commit(&step);
    }
    window.undo();
    let step = window.rename(creator, "Zoe");
    window.commit(&step);
    let now = window.tick();
    assert!(matches!(
        window.store.redo(now),
        Err(StoreError::NothingToRedo)
    ));
    let states = window.labels();
    let expected = [
        ("Renamed to Zoe", "done", true),
        ("Renamed to Noa", "dropped", true),
        ("Renamed to Mia", "done", true),
        ("Added a creator", "done", true),
    ];
    assert_eq!(
        states,
        expected.map(|(label, state, mine)| (label.to_owned(), state, mine))
    );
    window.undo();
    assert_eq!(window.name(creator), "Mia");
}

#[test]
fn a_failed_change_keeps_what_can_be_redone() {
    let file = TempFile::new();
    let mut window = file.window();
    window.insert::<Creator>(1);
    window.undo();
    let mut step = Step::new("Nobody's account");
    step.insert(Account::new(
        Id::new(1),
        Id::new(7),
        Platform::TikTok,
        "nobody",
    ));
    let now = window.tick();
    window.store.commit(&step, now).unwrap_err();
    window.redo();
}

#[test]
fn the_last_step_of_an_open_window_is_not_taken_back_by_another() {
    let file = TempFile::new();
    let mut first = file.window();
    let creator = first.insert::<Creator>(1);
    let mut second = file.window();
    let now = second.tick();
    let refused = second.store.undo(now);
    assert!(
        matches!(&refused, Err(StoreError::OpenElsewhere { label }) if label == "Added a creator")
    );
    second.agree();
    drop(first);
    second.undo();
    assert!(second.model.get(creator).is_none());
}

#[test]
fn a_window_never_takes_back_what_another_did_meanwhile() {
    let file = TempFile::new();
    let mut first = file.window();
    let creator = first.insert::<Creator>(1);
    let mut second = file.window();
    let other = second.insert::<Creator>(2);
    drop(second);
    first.store.catch_up().unwrap();
    first.model = first.store.load().unwrap();
    first.undo();
    assert!(first.model.get(creator).is_none() && first.model.get(other).is_some());
    let now = first.tick();
    assert!(matches!(
        first.store.undo(now),
        Err(StoreError::NothingToUndo)
    ));
    // A process that begins later takes the newest whose process is gone.
    let mut third = file.window();
    third.undo();
    assert!(third.model.get(other).is_none());
}

#[test]
fn a_step_redone_by_a_window_is_that_window_s() {
    let file = TempFile::new();
    file.window().insert::<Creator>(1);
    let mut first = file.window();
    first.undo();
    first.redo();
    let mut second = file.window();
    let now = second.tick();
    assert!(matches!(
        second.store.undo(now),
        Err(StoreError::OpenElsewhere { .. })
    ));
    first.undo();
    second.model = second.store.load().unwrap();
    assert!(
        matches!(second.store.redo(now), Err(StoreError::NothingToRedo)),
        "undone by another meanwhile"
    );
    let mut third = file.window();
    assert!(matches!(
        third.store.redo(now),
        Err(StoreError::OpenElsewhere { .. })
    ));
    drop(first);
    third.redo();
}

#[test]
fn rows_changed_since_are_not_overwritten_by_undo() {
    let file = TempFile::new();
    let mut first = file.window();
    let creator = first.insert::<Creator>(1);
    let step = first.rename(creator, "Mia");
    first.commit(&step);
    let mut second = file.window();
    let step = second.rename(creator, "Noa");
    second.commit(&step);
    first.model = first.store.load().unwrap();
    let now = first.tick();
    let refused = first.store.undo(now).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "\"Renamed to Mia\" cannot be undone: its rows were changed since. Nothing was changed."
    );
    assert_eq!(first.name(creator), "Noa");
    first.agree();
}

#[test]
fn undo_asks_to_catch_up_first() {
    let file = TempFile::new();
    let (mut first, mut second) = (file.window(), file.window());
    first.insert::<Creator>(1);
    let now = second.tick();
    assert!(matches!(
        second.store.undo(now),
        Err(StoreError::Stale { .. })
    ));
}

#[test]
fn the_history_keeps_a_thousand_steps() {
    let file = TempFile::new();
    let mut window = file.window();
    let creator = window.insert::<Creator>(1);
    let was = window.name(creator).to_owned();
    // The older 999 are made up: writing each to the disk would take a while.
    let rows = "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
        INSERT INTO journal (id, at, session, kind, label, focus, version, state, actor, moved, bytes, edits)
        SELECT i, 0, 'x', 'do', 'Old', '{}', (SELECT user_version FROM pragma_user_version), 'done', 'x', i, 2, '{}' FROM n";
    rusqlite::Connection::open(file.db())
        .unwrap()
        .execute_batch(&rows.replace("'{}' FROM", "CAST('{}' AS BLOB) FROM"))
        .unwrap();
    window.model = window.store.load().unwrap();
    for name in ["Mia", "Noa"] {
        let step = window.rename(creator, name);
        window.commit(&step);
    }
    let all = window.store.history(5000).unwrap();
    assert_eq!((all.len(), all[0].id, all[999].id), (1000, 1002, 3));
    drop(window);
    let mut window = file.window();
    window.undo();
    window.undo();
    let old = window.undo();
    assert_eq!(
        (old.label.as_str(), window.name(creator)),
        ("Old", was.as_str())
    );
}

/// Something to do with a row.
#[derive(Debug, Clone)]
enum Act {
    AddCreator(u64),
    AddAccount(u64, usize),
    AddTouch(u64, usize),
    AddCampaign(u64),
    Rewrite(u64, usize),
    Rephrase(u64, usize),
    Remove(usize),
    Tag(u64),
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => any::<u64>().prop_map(Act::AddCreator),
        3 => any::<(u64, usize)>().prop_map(|(seed, at)| Act::AddAccount(seed, at)),
        3 => any::<(u64, usize)>().prop_map(|(seed, at)| Act::AddTouch(seed, at)),
        1 => any::<u64>().prop_map(Act::AddCampaign),
        3 => any::<(u64, usize)>().prop_map(|(seed, at)| Act::Rewrite(seed, at)),
        2 => any::<(u64, usize)>().prop_map(|(seed, at)| Act::Rephrase(seed, at)),
        2 => any::<usize>().prop_map(Act::Remove),
        1 => any::<u64>().prop_map(Act::Tag),
    ]
}

fn pick<T: Row>(model: &Model, at: usize) -> Option<T>
where
    Model: TableOf<T>,
{
    let table = <Model as TableOf<T>>::table(model);
    table.iter().nth(at % table.len().max(1)).cloned()
}

/// The step of an act, if there is anything to do it with.
fn plan(window: &Window, act: &Act) -> Option<Step> {
    let mut step = Step::new(format!("{act:?}"));
    let model = &window.model;
    let someone = |at| pick::<Creator>(model, at).map(|row| row.id);
    match *act {
        Act::AddCreator(seed) => {
            let id = step.fresh::<Creator>(model).raw();
            step.insert(Creator::sample(&mut Seed::new(seed, id)));
            step.insert(Collaboration::new(
                step.fresh(model),
                Id::new(id),
                Stage::Discovery,
                Day::default(),
            ));
        }
        Act::AddAccount(seed, at) => {
            let (creator, id) = (someone(at)?, step.fresh::<Account>(model).raw());
            step.insert(Account {
                creator,
                ..Account::sample(&mut Seed::new(seed, id))
            });
        }
        Act::AddTouch(seed, at) => {
            let (creator, id) = (someone(at)?, step.fresh::<Touch>(model).raw());
            let row = Touch::sample(&mut Seed::new(seed, id));
            step.insert(Touch {
                creator,
                collaboration: None,
                template: None,
                ..row
            });
        }
        Act::AddCampaign(seed) => {
            let id = step.fresh::<Campaign>(model).raw();
            step.insert(Campaign::sample(&mut Seed {
                full: seed % 2 == 0,
                ..Seed::new(seed, id)
            }));
        }
        Act::Rewrite(seed, at) => {
            let before = pick::<Creator>(model, at)?;
            let after = Creator::sample(&mut Seed::new(seed, before.id.raw()));
            step.change(before, after);
        }
        Act::Rephrase(seed, at) => {
            let before = window
                .store
                .touch(pick::<Touch>(model, at)?.id)
                .unwrap()
                .unwrap();
            let words = Text::sample(&mut Seed::new(seed, 0));
            step.change(before.clone(), Touch { words, ..before });
        }
        Act::Remove(at) => removal(model, someone(at)?, &mut step),
        Act::Tag(seed) => {
            for id in model.creators.iter().map(|row| row.id).collect::<Vec<_>>() {
                step.edit(model, id, |row| {
                    row.tags = Tags::sample(&mut Seed::new(seed, id.raw()))
                });
            }
        }
    }
    window.store.complete(&mut step).unwrap();
    (!step.is_empty()).then_some(step)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_all_is_the_start_and_redoing_all_is_the_end(all in prop::collection::vec(acts(), 1..16)) {
        let file = TempFile::new();
        let mut window = file.window();
        let start = window.store.dump().unwrap();
        let mut dumps = vec![start];
        for act in &all {
            if let Some(step) = plan(&window, act) {
                window.commit(&step);
                dumps.push(window.store.dump().unwrap());
            }
        }
        for dump in dumps.iter().rev().skip(1) {
            window.undo();
            prop_assert_eq!(&window.store.dump().unwrap(), dump);
        }
        let now = window.tick();
        prop_assert!(matches!(window.store.undo(now), Err(StoreError::NothingToUndo)));
        for dump in dumps.iter().skip(1) {
            window.redo();
            prop_assert_eq!(&window.store.dump().unwrap(), dump);
        }
        prop_assert_eq!(window.store.check().unwrap().problems, Vec::<String>::new());
    }
}
