//! Files of older versions: brought up to date they keep their rows, their ids and their undo
//! history; and a program that has been outgrown writes nothing any more.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde_json::{Map, Value};

use super::*;
use crate::every_table;
use crate::store::schema::{self, MIGRATIONS, newest, upgrade};
use crate::store::{StepState, StoreError};

/// The columns of each table of a file.
type Columns = BTreeMap<String, BTreeSet<String>>;

/// A file in memory as a version made it.
fn as_made_by(version: usize) -> Connection {
    let mut conn = Connection::open_in_memory().unwrap();
    upgrade(&mut conn, &MIGRATIONS[..version], |_, _| Ok(())).unwrap();
    conn
}

fn columns(conn: &Connection) -> Columns {
    let mut all = conn
        .prepare(
            "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name <> 'sqlite_sequence'",
        )
        .unwrap();
    let mut columns = Columns::new();
    let rows = all
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    for row in rows {
        let (table, column) = row.unwrap();
        columns.entry(table).or_default().insert(column);
    }
    columns
}

/// A row that says nothing in the columns that came later.
fn aged<T: Row>(row: T, columns: &Columns) -> T {
    let mut json = serde_json::to_value(row).unwrap();
    keep_known(json.as_object_mut().unwrap(), &columns[T::TABLE]);
    serde_json::from_value(json).unwrap()
}

/// Takes the fields out that have no column.
fn keep_known(row: &mut Map<String, Value>, columns: &BTreeSet<String>) {
    row.retain(|field, _| columns.contains(field));
}

macro_rules! steps {
    ($($plural:ident: $type:ident,)+) => {
        /// The table of each list of edits.
        const TABLES: &[(&str, &str)] = &[$((stringify!($plural), <$type as Row>::TABLE)),+];

        /// A row in every table there was.
        fn one_of_each(id: u32, seed: u64, full: bool, columns: &Columns) -> Step {
            let mut step = Step::new(format!("One of each {id}"));
            $(if columns.contains_key(<$type>::TABLE) {
                let row = <$type>::sample(&mut Seed { full, ..Seed::new(seed, id) });
                step.insert(aged(row, columns));
            })+
            // What had to be known of an order before its worth could be unknown.
            for sale in step.edits.sales.iter_mut().filter_map(|edit| edit.after.as_mut()) {
                sale.amount = sale.amount.or(Some(Money::new(700, Currency::parse("EUR").unwrap())));
            }
            step
        }

        /// Another value in every column of those rows.
        fn change_each(id: u32, seed: u64, columns: &Columns, window: &Window) -> Step {
            let mut step = Step::new("Changed each");
            $(if columns.contains_key(<$type>::TABLE) {
                let before = read::one::<$type>(&window.store.conn, Id::new(id)).unwrap().unwrap();
                step.change(before, aged(<$type>::sample(&mut Seed::new(seed, id)), columns));
            })+
            step
        }

        /// Takes those rows out.
        fn remove_each(id: u32, columns: &Columns, window: &Window) -> Step {
            let mut step = Step::new("Removed each");
            $(if columns.contains_key(<$type>::TABLE) {
                step.remove(read::one::<$type>(&window.store.conn, Id::new(id)).unwrap().unwrap());
            })+
            step
        }
    };
}
every_table!(steps);

/// The edits of a step as a version with these columns wrote them.
fn edits_as_written(edits: &[u8], columns: &Columns) -> Vec<u8> {
    let mut json: Value = serde_json::from_slice(edits).unwrap();
    for (plural, edits) in json.as_object_mut().unwrap() {
        let (_, table) = TABLES.iter().find(|(name, _)| name == plural).unwrap();
        for edit in edits.as_array_mut().unwrap() {
            for side in edit.as_object_mut().unwrap().values_mut() {
                keep_known(side.as_object_mut().unwrap(), &columns[*table]);
            }
        }
    }
    serde_json::to_vec(&json).unwrap()
}

/// Turns a file of this version, in which nothing newer is used, into one of an older version.
fn age(file: &TempFile, version: usize) {
    let new = file.path("new.db");
    std::fs::rename(file.db(), &new).unwrap();
    let mut old = Connection::open(file.db()).unwrap();
    upgrade(&mut old, &MIGRATIONS[..version], |_, _| Ok(())).unwrap();
    let known = columns(&old);
    old.execute("ATTACH ?1 AS new", [new.to_str().unwrap()])
        .unwrap();
    old.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    for (table, columns) in &known {
        let quoted: Vec<_> = columns.iter().map(|c| format!("\"{c}\"")).collect();
        let list = quoted.join(", ");
        old.execute_batch(&format!(
            "DELETE FROM main.\"{table}\";
             INSERT INTO main.\"{table}\" ({list}) SELECT {list} FROM new.\"{table}\";
             DELETE FROM sqlite_sequence WHERE name = '{table}';
             INSERT INTO sqlite_sequence SELECT name, seq FROM new.sqlite_sequence WHERE name = '{table}';"
        ))
        .unwrap();
    }
    let steps: Vec<(i64, Vec<u8>)> = old
        .prepare("SELECT id, edits FROM journal WHERE kind = 'do'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (id, edits) in steps {
        old.execute(
            "UPDATE journal SET version = ?2, edits = ?3 WHERE id = ?1",
            rusqlite::params![
                id,
                i64::try_from(version).unwrap(),
                edits_as_written(&edits, &known)
            ],
        )
        .unwrap();
    }
    old.execute_batch("DETACH new").unwrap();
    drop(old);
    std::fs::remove_file(new).unwrap();
}

#[test]
fn undo_and_redo_reach_across_versions() {
    for version in 1..MIGRATIONS.len() {
        let known = columns(&as_made_by(version));
        let file = TempFile::new();
        let mut window = file.window();
        let mut dumps = vec![window.store.dump().unwrap()];
        let mut commit = |window: &mut Window, step: &Step| {
            window.commit(step);
            dumps.push(window.store.dump().unwrap());
        };
        commit(&mut window, &one_of_each(1, 7, true, &known));
        commit(&mut window, &one_of_each(2, 8, false, &known));
        let step = change_each(1, 99, &known, &window);
        commit(&mut window, &step);
        let step = remove_each(2, &known, &window);
        commit(&mut window, &step);
        drop(window);
        age(&file, version);

        let mut window = file.window();
        assert_eq!(
            window.store.dump().unwrap(),
            dumps[dumps.len() - 1],
            "from {version}: the same rows"
        );
        for (at, dump) in dumps.iter().enumerate().rev().skip(1) {
            window.undo();
            assert_eq!(
                &window.store.dump().unwrap(),
                dump,
                "from {version}, back to {at}"
            );
        }
        let now = window.tick();
        assert!(matches!(
            window.store.undo(now),
            Err(StoreError::NothingToUndo)
        ));
        for (at, dump) in dumps.iter().enumerate().skip(1) {
            window.redo();
            assert_eq!(
                &window.store.dump().unwrap(),
                dump,
                "from {version}, on to {at}"
            );
        }
        assert_eq!(
            window.store.check().unwrap().problems,
            Vec::<String>::new(),
            "from {version}"
        );
    }
}

#[test]
fn rows_keep_their_ids_and_no_id_is_given_twice_after_an_upgrade() {
    for version in 1..MIGRATIONS.len() {
        let known = columns(&as_made_by(version));
        let file = TempFile::new();
        let mut window = file.window();
        window.commit(&one_of_each(1, 7, true, &known));
        window.commit(&one_of_each(2, 8, true, &known));
        window.undo();
        drop(window);
        age(&file, version);
        let mut window = file.window();
        let next = |model: &Model| (model.sales.next_id().raw(), model.payments.next_id().raw());
        assert_eq!(window.model.sales.len(), 1, "from {version}");
        assert_eq!(next(&window.model), (3, 3), "from {version}");
        let sale = window.insert::<Sale>(3);
        assert_eq!(sale.raw(), 3, "from {version}");
        // The row taken back keeps its place: it can come again beside the later one.
        window.undo();
        let states: Vec<_> = window
            .store
            .history(9)
            .unwrap()
            .iter()
            .map(|past| past.state)
            .collect();
        assert_eq!(
            states,
            [StepState::Undone, StepState::Dropped, StepState::Done],
            "from {version}"
        );
        drop(window);
        assert_eq!(next(&file.window().model), (4, 3), "from {version}");
    }
}

#[test]
fn a_window_of_an_older_program_writes_nothing_once_the_file_is_newer() {
    let file = TempFile::new();
    let mut window = file.window();
    let creator = window.insert::<Creator>(1);
    let step = window.rename(creator, "Mia");
    let before = window.store.dump().unwrap();
    let raise = |to: i64| {
        let other = Connection::open(file.db()).unwrap();
        other.pragma_update(None, "user_version", to).unwrap();
    };
    raise(newest() + 1);
    let now = window.tick();
    let refused = |done: Result<(), StoreError>| {
        let error = done.unwrap_err();
        assert!(matches!(error, StoreError::Outgrown { .. }), "{error}");
        assert!(
            error.to_string().contains("start touchbase again"),
            "{error}"
        );
    };
    refused(window.store.commit(&step, now));
    refused(window.store.undo(now).map(drop));
    refused(window.store.redo(now).map(drop));
    refused(window.store.catch_up().map(drop));
    refused(window.store.load().map(drop));
    assert_eq!(window.store.dump().unwrap(), before, "nothing was written");
    assert_eq!(window.store.history(9).unwrap().len(), 1);
    // Nothing is broken by it: in a file of its own version it works on.
    raise(schema::newest());
    window.model = window.store.load().unwrap();
    window.commit(&step);
}
