//! Looking for damage without repairing any, and writing everything out in one canonical order.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::{Map, Value};

use super::error::{Fault, StoreError, is_busy};
use super::journal::{self, StepState};
use super::read::{fits, greatest_used};
use super::table::Stored;
use super::{Store, schema};
use crate::domain::ids::Id;
use crate::domain::rows::*;
use crate::every_table;

/// More problems of one kind than this are only counted.
const NAMED: usize = 100;

/// What `check` found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// Rows of each table, in the order of the list of tables.
    pub rows: Vec<(&'static str, usize)>,
    /// Steps in the history.
    pub steps: usize,
    /// What is wrong, a sentence each; empty when nothing is.
    pub problems: Vec<String>,
}

impl Report {
    /// Nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// Looks at a part of the file; when even looking fails, that is what is wrong with it.
    fn part(
        &mut self,
        what: &str,
        conn: &Connection,
        look: fn(&Connection, &mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        match look(conn, self) {
            Err(fault) if fault.is_busy() => Err(fault),
            Err(Fault::Sql(e)) => {
                self.problems.push(format!("{what} cannot be read ({e})."));
                Ok(())
            }
            done => done,
        }
    }
}

impl Store {
    /// Reads the whole file and names what is wrong: SQLite's own checks, rows that point nowhere,
    /// cells that hold no value of their kind, ids out of order, a schema that is not ours, a
    /// history that cannot be read.
    ///
    /// # Errors
    /// When the file cannot be read at all; what is wrong in it is no error but a problem in the
    /// report.
    pub fn check(&self) -> Result<Report, StoreError> {
        let looked = || -> Result<Report, Fault> {
            let tx = self.conn.unchecked_transaction()?;
            let mut report = Report::default();
            report.problems.extend(problems(&tx, "integrity_check")?);
            report.part("The references between rows", &tx, check_references)?;
            report.part("The schema", &tx, check_schema)?;
            check_tables(&tx, &mut report)?;
            report.part("The history", &tx, check_journal)?;
            Ok(report)
        };
        looked().map_err(|fault| fault.reading(&self.path))
    }

    /// The whole content but the history and the counters of ids: tables in the order of their
    /// list, rows by id, each with all its fields. Two files of equal content give equal dumps.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn dump(&self) -> Result<Value, StoreError> {
        let all = || -> Result<Value, Fault> {
            let tx = self.conn.unchecked_transaction()?;
            dump_tables(&tx)
        };
        all().map_err(|fault| fault.reading(&self.path))
    }
}

macro_rules! each_table {
    ($($plural:ident: $type:ident,)+) => {
        fn dump_tables(conn: &Connection) -> Result<Value, Fault> {
            let mut all = Map::new();
            $(all.insert(stringify!($plural).to_owned(), dump_table::<$type>(conn)?);)+
            Ok(Value::Object(all))
        }

        fn check_tables(conn: &Connection, report: &mut Report) -> Result<(), Fault> {
            $(report.part(concat!("The table of ", stringify!($plural)), conn, check_table::<$type>)?;)+
            Ok(())
        }
    };
}
every_table!(each_table);

fn dump_table<T: Stored>(conn: &Connection) -> Result<Value, Fault> {
    let mut all = conn.prepare_cached(T::SELECT_ALL)?;
    let mut rows = all.query([])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        let row = serde_json::to_value(T::read(row)?);
        list.push(
            row.map_err(|e| Fault::Wrong(format!("a row of {} has no JSON ({e})", T::TABLE)))?,
        );
    }
    Ok(Value::Array(list))
}

fn check_table<T: Stored>(conn: &Connection, report: &mut Report) -> Result<(), Fault> {
    let mut all = conn.prepare_cached(T::SELECT_ALL)?;
    let mut rows = all.query([])?;
    let (mut count, mut bad) = (0usize, Vec::new());
    while let Some(row) = rows.next()? {
        count += 1;
        bad.extend(
            T::read(row)
                .err()
                .map(|cell| format!("{}.", capital(&cell.to_string()))),
        );
    }
    report.rows.push((T::TABLE, count));
    add_named(&mut report.problems, bad, T::TABLE);
    let greatest = greatest_used::<T>(conn)?;
    if u32::try_from(greatest).map_or(true, |id| !fits::<T>(Id::new(id))) {
        report.problems.push(format!(
            "The ids of {} go up to {greatest}, which is too great.",
            T::TABLE
        ));
    }
    Ok(())
}

/// Adds problems, the first hundred by name and the rest as a number.
fn add_named(problems: &mut Vec<String>, found: Vec<String>, where_found: &str) {
    let more = found.len().saturating_sub(NAMED);
    problems.extend(found.into_iter().take(NAMED));
    if more > 0 {
        problems.push(format!("And {more} more like these in {where_found}."));
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// What one of SQLite's own checks says.
fn problems(conn: &Connection, which: &str) -> Result<Vec<String>, Fault> {
    let mut said = Vec::new();
    let asked = conn.pragma_query(None, which, |row| {
        said.push(row.get::<_, String>(0)?);
        Ok(())
    });
    match asked {
        Err(e) if is_busy(&e) => return Err(e.into()),
        Err(e) => said.push(e.to_string()), // so damaged that looking ends early
        Ok(()) => said.retain(|line| line != "ok"),
    }
    Ok(said
        .into_iter()
        .map(|line| format!("SQLite: {line}."))
        .collect())
}

/// The first thing that one of SQLite's own checks finds.
pub(super) fn first_problem(conn: &Connection, which: &str) -> Result<Option<String>, Fault> {
    Ok(problems(conn, which)?.into_iter().next())
}

/// Rows that point to rows that are not there.
fn dangling(conn: &Connection) -> Result<Vec<String>, Fault> {
    let mut found =
        conn.prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")?;
    let mut rows = found.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (table, id, parent): (String, Option<i64>, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        all.push(format!(
            "{} {} points to a {parent} that is not there.",
            capital(&table),
            id.unwrap_or_default()
        ));
    }
    let mut named = Vec::new();
    add_named(&mut named, all, "all tables");
    Ok(named)
}

fn check_references(conn: &Connection, report: &mut Report) -> Result<(), Fault> {
    report.problems.extend(dangling(conn)?);
    Ok(())
}

/// The first row that points to one that is not there.
pub(super) fn first_dangling(conn: &Connection) -> Result<Option<String>, Fault> {
    Ok(dangling(conn)?.into_iter().next())
}

/// Where the schema is not the one this program makes.
fn check_schema(conn: &Connection, report: &mut Report) -> Result<(), Fault> {
    let mut expected = Connection::open_in_memory()?;
    schema::upgrade(&mut expected, schema::MIGRATIONS, |_, _| Ok(()))?;
    let (expected, found) = (schema_of(&expected)?, schema_of(conn)?);
    let absent = expected.iter().filter(|item| !found.contains(item));
    let strange = found.iter().filter(|item| !expected.contains(item));
    let absent = absent.map(|(kind, name, _)| {
        format!("The {kind} {name} of touchbase is not there as it should be.")
    });
    let strange =
        strange.map(|(kind, name, _)| format!("The {kind} {name} is not as touchbase makes it."));
    report.problems.extend(absent.chain(strange));
    Ok(())
}

fn schema_of(conn: &Connection) -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
    let mut all = conn
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'")?;
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}

fn check_journal(conn: &Connection, report: &mut Report) -> Result<(), Fault> {
    let mut steps = conn.prepare("SELECT id, state FROM journal WHERE kind = 'do' ORDER BY id")?;
    let rows: Vec<(i64, Option<String>)> = steps
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    report.steps = rows.len();
    let mut bad = Vec::new();
    for (id, state) in rows {
        if state.as_deref().and_then(StepState::from_word).is_none() {
            bad.push(format!("Step {id} of the history is in no known state."));
        }
        match journal::kept(conn, id)?.map(|kept| journal::whole(conn, kept)) {
            Some(Err(Fault::Wrong(what))) => bad.push(format!("{}.", capital(&what))),
            Some(Err(fault)) => return Err(fault),
            _ => {}
        }
    }
    add_named(&mut report.problems, bad, "the history");
    Ok(())
}
