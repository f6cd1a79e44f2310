//! The journal: a row for every step, every undo and every redo, written in the same transaction as
//! the rows. It is the undo stack, the history and the news for other windows. A step's state and
//! who brought it there stand beside it, so that the stack is read from one small index and never
//! from the edits.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};
use serde::Serialize;

use super::error::{Fault, StoreError};
use super::session::Session;
use super::{Store, schema};
use crate::domain::change::{Edits, Step};
use crate::domain::day::Stamp;
use crate::word_enum;

/// The first version of the schema whose steps can be undone and redone. Migrations only add, so
/// that the rows are still what those steps left.
const UNDO_READS_FROM: i64 = 1;
/// How many steps are kept.
const KEPT_STEPS: i64 = 1_000;
/// How many bytes of edits are kept, whatever the number of steps; but always the newest step.
const KEPT_BYTES: i64 = 200_000_000;

word_enum! {
    /// Where a step of the history stands.
    StepState {
        Done = "done", "done";
        Undone = "undone", "undone";
        Dropped = "dropped", "undone, then something else was done";
    }
}

/// A step of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Past {
    /// Its number; grows with time.
    pub id: i64,
    /// When it was done.
    pub at: Stamp,
    /// What was done.
    pub label: String,
    /// Where it stands now.
    pub state: StepState,
    /// Whether this process did it.
    pub mine: bool,
}

/// The newest journal row, recognisable: the same number in another file's history is not the same
/// row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Head {
    pub(super) id: i64,
    pub(super) session: String,
    pub(super) at: i64,
}

/// What a journal row says was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Do,
    Undo,
    Redo,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Do => "do",
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }

    /// The kind of a stored word; anything else is not something that can be followed.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        [Self::Do, Self::Undo, Self::Redo]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// SQLite's counter of commits by other connections. Takes a read lock for a moment.
pub(super) fn data_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.prepare_cached("PRAGMA data_version")?
        .query_row([], |row| row.get(0))
}

/// The newest row.
pub(super) fn head(conn: &Connection) -> rusqlite::Result<Head> {
    conn.prepare_cached("SELECT id, session, at FROM journal ORDER BY id DESC LIMIT 1")?
        .query_row([], head_of)
        .optional()
        .map(Option::unwrap_or_default)
}

/// Whether the row is still there, as it was.
pub(super) fn holds(conn: &Connection, head: &Head) -> rusqlite::Result<bool> {
    if head.id == 0 {
        return Ok(true); // nothing came before the first row
    }
    let there = conn
        .prepare_cached("SELECT id, session, at FROM journal WHERE id = ?1")?
        .query_row([head.id], head_of)
        .optional()?;
    Ok(there.as_ref() == Some(head))
}

fn head_of(row: &SqlRow<'_>) -> rusqlite::Result<Head> {
    Ok(Head {
        id: row.get(0)?,
        session: row.get(1)?,
        at: row.get(2)?,
    })
}

/// The rows of a step as they are kept.
pub(super) fn told(step: &Step) -> Result<Vec<u8>, Fault> {
    serde_json::to_vec(&step.edits).map_err(|e| Fault::Unfit(format!("the step has no JSON: {e}")))
}

/// Writes down a step, and what was told of its rows.
pub(super) fn add_step(
    conn: &Connection,
    head: &Head,
    step: &Step,
    edits: &[u8],
) -> Result<(), Fault> {
    let focus = serde_json::to_string(&step.focus)
        .map_err(|e| Fault::Unfit(format!("the step has no JSON: {e}")))?;
    let bytes = i64::try_from(edits.len()).unwrap_or(i64::MAX);
    conn.prepare_cached(
        "INSERT INTO journal (id, at, session, kind, label, focus, version, state, actor, moved, bytes, edits)
         VALUES (?1, ?2, ?3, 'do', ?4, ?5, ?6, 'done', ?3, ?1, ?7, ?8)",
    )?
    .execute(params![head.id, head.at, head.session, step.label, focus, schema::newest(), bytes, edits])?;
    Ok(())
}

/// Writes down that a step was undone or redone, and by whom.
pub(super) fn add_move(
    conn: &Connection,
    head: &Head,
    kind: Kind,
    step: &Kept,
) -> Result<(), Fault> {
    let state = if kind == Kind::Undo {
        StepState::Undone
    } else {
        StepState::Done
    };
    conn.prepare_cached(
        "INSERT INTO journal (id, at, session, kind, target, label, focus, version, actor, moved, bytes)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, '{}', ?7, ?3, ?1, 0)",
    )?
    .execute(params![head.id, head.at, head.session, kind.word(), step.id, step.label, schema::newest()])?;
    conn.prepare_cached("UPDATE journal SET state = ?2, actor = ?3, moved = ?4 WHERE id = ?1")?
        .execute(params![step.id, state.word(), head.session, head.id])?;
    Ok(())
}

/// Forgets everything, and writes down only that something happened: a row that cannot be followed,
/// so that other windows load everything anew.
pub(super) fn forget(conn: &Connection, head: &Head) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM journal", [])?;
    conn.execute(
        "INSERT INTO journal (id, at, session, kind, label, focus, version, actor, moved, bytes)
         VALUES (?1, ?2, ?3, 'erase', '', '{}', ?4, ?3, ?1, 0)",
        params![head.id, head.at, head.session, schema::newest()],
    )?;
    Ok(())
}

/// A step as the journal keeps it, without its edits.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) id: i64,
    pub(super) label: String,
    focus: String,
    version: i64,
}

/// A step's row.
pub(super) fn kept(conn: &Connection, id: i64) -> rusqlite::Result<Option<Kept>> {
    conn.prepare_cached(
        "SELECT id, label, focus, version FROM journal WHERE id = ?1 AND kind = 'do'",
    )?
    .query_row([id], |row| {
        Ok(Kept {
            id: row.get(0)?,
            label: row.get(1)?,
            focus: row.get(2)?,
            version: row.get(3)?,
        })
    })
    .optional()
}

/// The whole step; `None` if it was written by a version whose steps are not read. A column that
/// came after the step is read as what the migration put into the rows that were there: the default
/// of its field.
pub(super) fn whole(conn: &Connection, kept: Kept) -> Result<Option<Step>, Fault> {
    if !(UNDO_READS_FROM..=schema::newest()).contains(&kept.version) {
        return Ok(None);
    }
    let wrong = |e| {
        Fault::Wrong(format!(
            "step {} of the history cannot be read ({e})",
            kept.id
        ))
    };
    let edits: Edits = conn
        .prepare_cached("SELECT edits FROM journal WHERE id = ?1")?
        .query_row([kept.id], |row| {
            Ok(row.get_ref(0)?.as_blob().map(serde_json::from_slice))
        })?
        .map_err(rusqlite::Error::from)?
        .map_err(wrong)?;
    let focus = serde_json::from_str(&kept.focus).map_err(wrong)?;
    Ok(Some(Step {
        label: kept.label,
        focus,
        edits,
    }))
}

/// Forgets the oldest steps beyond what is kept, and old notes of undoing.
pub(super) fn prune(conn: &Connection, newest: i64) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM journal WHERE state IS NULL AND id <= ?1")?
        .execute([newest.saturating_sub(KEPT_STEPS)])?;
    let (steps, bytes): (i64, i64) = conn
        .prepare_cached(
            "SELECT count(*), coalesce(sum(bytes), 0) FROM journal WHERE state IS NOT NULL",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if steps <= KEPT_STEPS && bytes <= KEPT_BYTES {
        return Ok(());
    }
    let upto = last_too_many(conn, steps, bytes, newest)?;
    conn.prepare_cached("DELETE FROM journal WHERE id <= ?1")?
        .execute([upto])?;
    Ok(())
}

fn last_too_many(
    conn: &Connection,
    mut steps: i64,
    mut bytes: i64,
    newest: i64,
) -> rusqlite::Result<i64> {
    let mut upto = 0;
    let mut oldest =
        conn.prepare_cached("SELECT id, bytes FROM journal WHERE state IS NOT NULL ORDER BY id")?;
    let mut rows = oldest.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        if (steps <= KEPT_STEPS && bytes <= KEPT_BYTES) || id >= newest {
            break;
        }
        upto = id;
        steps -= 1;
        bytes = bytes.saturating_sub(row.get(1)?);
    }
    Ok(upto)
}

impl Store {
    /// The newest steps, newest first, at most `limit`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn history(&self, limit: usize) -> Result<Vec<Past>, StoreError> {
        let me = self.session.as_ref().map(Session::name);
        history(&self.conn, me, limit).map_err(|fault| fault.reading(&self.path))
    }
}

fn history(conn: &Connection, me: Option<&str>, limit: usize) -> Result<Vec<Past>, Fault> {
    let mut steps = conn.prepare_cached(
        "SELECT id, at, label, state, session FROM journal WHERE state IS NOT NULL ORDER BY id DESC LIMIT ?1",
    )?;
    let mut rows = steps.query([i64::try_from(limit).unwrap_or(i64::MAX)])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, state): (i64, String) = (row.get(0)?, row.get(3)?);
        let state = StepState::from_word(&state).ok_or_else(|| {
            Fault::Wrong(format!("step {id} of the history is in no known state"))
        })?;
        let mine = me == Some(row.get::<_, String>(4)?.as_str());
        all.push(Past {
            id,
            at: Stamp(row.get(1)?),
            label: row.get(2)?,
            state,
            mine,
        });
    }
    Ok(all)
}
