//! The tables and how older files get them: numbered SQL files, run in order inside one
//! transaction. A file carries the number of the last one in `user_version`; a copy is made before
//! an existing file is touched.

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Fault, StoreError};

/// "TBAS", in the header of every file of ours.
pub(super) const APPLICATION_ID: u32 = 0x5442_4153;

/// The schema files; the first has number 1.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("../../assets/schema/0001_base.sql"),
    include_str!("../../assets/schema/0002_drafts.sql"),
    include_str!("../../assets/schema/0003_mail.sql"),
    include_str!("../../assets/schema/0004_ledger.sql"),
    include_str!("../../assets/schema/0005_people.sql"),
];

/// The version of the schema that this program writes.
pub(super) fn newest() -> i64 {
    number_of(MIGRATIONS)
}

fn number_of(migrations: &[&str]) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

/// The version of a file's schema; 0 is a file with nothing in it. Anything that is not ours is
/// refused.
pub(super) fn version(conn: &Connection) -> Result<i64, Fault> {
    let ask = |pragma| conn.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let (owner, version) = (ask("application_id")?, ask("user_version")?);
    let bare: bool = conn.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| {
        row.get(0)
    })?;
    if bare && owner == 0 && version == 0 {
        return Ok(0);
    }
    if owner != i64::from(APPLICATION_ID) || version <= 0 {
        return Err(Fault::Wrong("its header is not one of touchbase".into()));
    }
    Ok(version)
}

/// The number of the last schema file that was run on a file of ours.
pub(super) fn user_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("PRAGMA user_version")?
        .query_row([], |row| row.get(0))
}

/// Brings a file to the last of the migrations, all or nothing. `copy_first` is called before an
/// existing file of the given version is touched; its failure ends the matter.
pub(super) fn upgrade(
    conn: &mut Connection,
    migrations: &[&str],
    copy_first: impl FnOnce(&Connection, i64) -> Result<(), StoreError>,
) -> Result<(), Fault> {
    let from = version(conn)?;
    if from == number_of(migrations) {
        return Ok(());
    }
    if from > 0 {
        copy_first(conn, from)?;
    }
    // Rebuilding a table drops it for a moment, which must not count as removing its rows.
    conn.pragma_update(None, "foreign_keys", false)?;
    let done = run(conn, migrations);
    conn.pragma_update(None, "foreign_keys", true)?;
    done
}

fn run(conn: &mut Connection, migrations: &[&str]) -> Result<(), Fault> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    let from = version(&tx)?; // again, inside the lock: another process may have been faster
    let newer = migrations
        .iter()
        .zip(1i64..)
        .filter(|(_, number)| *number > from);
    for (sql, number) in newer {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
    }
    let dangling: i64 =
        tx.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })?;
    if dangling > 0 {
        return Err(Fault::Wrong(format!(
            "{dangling} rows point to rows that are not there"
        )));
    }
    tx.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::rows::*;
    use crate::every_table;
    use crate::store::table::{Column, Stored};

    fn fresh() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        upgrade(&mut conn, MIGRATIONS, |_, _| Ok(())).unwrap();
        conn
    }

    /// A file as the first version made it.
    fn first() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        upgrade(&mut conn, &MIGRATIONS[..1], |_, _| Ok(())).unwrap();
        conn
    }

    fn columns_in(conn: &Connection, table: &str) -> Vec<(String, String, bool)> {
        let mut info = conn
            .prepare("SELECT name, type, \"notnull\" FROM pragma_table_info(?1)")
            .unwrap();
        let rows = info
            .query_map([table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap();
        rows.map(Result::unwrap).collect()
    }

    fn references_in(conn: &Connection, table: &str) -> HashSet<(String, String)> {
        let mut info = conn
            .prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1)")
            .unwrap();
        let rows = info
            .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        rows.map(Result::unwrap).collect()
    }

    fn leading_columns_of_indexes(conn: &Connection, table: &str) -> HashSet<String> {
        let sql = "SELECT i.name FROM pragma_index_list(?1) l, pragma_index_info(l.name) i WHERE i.seqno = 0";
        let mut info = conn.prepare(sql).unwrap();
        let rows = info.query_map([table], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    fn agrees<T: Stored>(conn: &Connection) {
        let expected: Vec<Column> = T::columns();
        let found = columns_in(conn, T::TABLE);
        let named: Vec<_> = expected
            .iter()
            .map(|c| (c.name.to_owned(), c.kind.to_owned(), c.required))
            .collect();
        assert_eq!(found, named, "columns of {}", T::TABLE);
        let refers: HashSet<_> = expected
            .iter()
            .filter_map(|c| Some((c.name.to_owned(), c.refers?.to_owned())))
            .collect();
        assert_eq!(
            references_in(conn, T::TABLE),
            refers,
            "foreign keys of {}",
            T::TABLE
        );
        let indexed = leading_columns_of_indexes(conn, T::TABLE);
        for (column, _) in refers {
            assert!(
                indexed.contains(&column),
                "{}.{column} has no index",
                T::TABLE
            );
        }
    }

    #[test]
    fn the_schema_has_the_columns_of_the_rows() {
        let conn = fresh();
        let mut known: HashSet<String> = ["journal", "file", "sqlite_sequence"]
            .map(str::to_owned)
            .into();
        macro_rules! all_agree {
            ($($plural:ident: $type:ident,)+) => {
                $(agrees::<$type>(&conn); known.insert(<$type as Row>::TABLE.to_owned());)+
            };
        }
        every_table!(all_agree);
        let mut tables = conn
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
            .unwrap();
        let found: HashSet<String> = tables
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(found, known);
    }

    #[test]
    fn loading_does_not_touch_the_words_of_touches() {
        let conn = fresh();
        conn.create_scalar_function(
            "take",
            -1,
            rusqlite::functions::FunctionFlags::default(),
            |_| Ok(0),
        )
        .unwrap();
        let plan: String = conn
            .query_row(
                &format!("EXPLAIN QUERY PLAN {}", Touch::TAKE_KEPT),
                [],
                |row| row.get("detail"),
            )
            .unwrap();
        assert_eq!(plan, "SCAN touch USING COVERING INDEX touch_kept");
    }

    #[test]
    fn every_table_is_strict_keeps_its_ids_and_defers_its_keys() {
        let conn = fresh();
        let mut all = conn
            .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type = 'table'")
            .unwrap();
        let tables = all
            .query_map([], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })
            .unwrap();
        for (name, sql) in tables
            .map(Result::unwrap)
            .filter(|(name, _)| name != "sqlite_sequence")
        {
            assert!(sql.ends_with("STRICT"), "{name}");
            assert!(
                sql.contains("id INTEGER PRIMARY KEY AUTOINCREMENT"),
                "{name}"
            );
            assert_eq!(
                sql.matches("REFERENCES").count(),
                sql.matches("DEFERRABLE INITIALLY DEFERRED").count(),
                "{name}"
            );
        }
        let others: i64 = conn
            .query_row(
                "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(others, 0, "no triggers, no views");
    }

    #[test]
    fn a_file_says_whose_and_which_it_is() {
        let conn = fresh();
        let id: u32 = conn
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .unwrap();
        assert_eq!(id, APPLICATION_ID);
        assert_eq!(version(&conn).unwrap(), newest());
    }

    #[test]
    fn every_older_file_gets_to_the_newest_tables() {
        for many in 1..MIGRATIONS.len() {
            let mut conn = Connection::open_in_memory().unwrap();
            upgrade(&mut conn, &MIGRATIONS[..many], |_, _| Ok(())).unwrap();
            let mut copied = None;
            upgrade(&mut conn, MIGRATIONS, |_, from| {
                copied = Some(from);
                Ok(())
            })
            .unwrap();
            assert_eq!(
                (copied, version(&conn).unwrap()),
                (i64::try_from(many).ok(), newest())
            );
            macro_rules! check {
                ($($plural:ident: $type:ident,)+) => { $(agrees::<$type>(&conn);)+ };
            }
            every_table!(check);
        }
    }

    #[test]
    fn an_upgrade_copies_first_and_is_all_or_nothing() {
        let second = "CREATE TABLE more (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;";
        let base = MIGRATIONS[0];
        let mut conn = first();
        let mut copied = None;
        let broken = upgrade(
            &mut conn,
            &[base, second, "CREATE TABLE more (id);"],
            |_, from| {
                copied = Some(from);
                Ok(())
            },
        );
        assert!(broken.is_err());
        assert_eq!((copied, version(&conn).unwrap()), (Some(1), 1));
        assert!(columns_in(&conn, "more").is_empty());

        let refused = upgrade(&mut conn, &[base, second], |_, _| {
            Err(StoreError::NothingToUndo)
        });
        assert!(matches!(
            refused,
            Err(Fault::Said(StoreError::NothingToUndo))
        ));
        assert_eq!(version(&conn).unwrap(), 1, "no copy, no upgrade");

        upgrade(&mut conn, &[base, second], |_, _| Ok(())).unwrap();
        assert_eq!(version(&conn).unwrap(), 2);
        assert_eq!(columns_in(&conn, "more").len(), 1);
        let keys: bool = conn
            .pragma_query_value(None, "foreign_keys", |row| row.get(0))
            .unwrap();
        assert!(keys);
    }

    #[test]
    fn an_upgrade_that_leaves_rows_pointing_nowhere_is_refused() {
        let mut conn = first();
        conn.execute_batch("INSERT INTO wave (campaign, name) SELECT 1, 'x' WHERE 0; INSERT INTO campaign (id, name, goal, region, note, closed) VALUES (1, '', '', '', '', 0); INSERT INTO wave (campaign, name) VALUES (1, 'x');").unwrap();
        assert!(
            upgrade(
                &mut conn,
                &[MIGRATIONS[0], "DELETE FROM campaign;"],
                |_, _| Ok(())
            )
            .is_err()
        );
        assert_eq!(version(&conn).unwrap(), 1);
    }
}
