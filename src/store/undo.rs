//! Undo and redo over the journal. A process takes back the newest step that is its own, or that
//! was there when it opened the file and whose process is gone: never what another window did while
//! this one was open, and never what an open window still shows as its last step.

use rusqlite::{Connection, params};

use super::Store;
use super::error::{Fault, StoreError};
use super::journal::{self, Kind, StepState};
use super::write::{Turn, write_edits};
use crate::domain::change::Step;
use crate::domain::day::Stamp;

impl Store {
    /// Takes the newest step back that this process may, and returns it as applied: before and
    /// after are swapped.
    ///
    /// # Errors
    /// Nothing was written then. `NothingToUndo`, `OpenElsewhere` and `RowsChanged` are answers,
    /// not failures; the others are those of `commit`.
    pub fn undo(&mut self, now: Stamp) -> Result<Step, StoreError> {
        self.write(now, |turn| turn_back(turn, Kind::Undo))
    }

    /// Does again what was undone last, and returns it as applied. A step done in between has
    /// dropped what could be.
    ///
    /// # Errors
    /// As for `undo`, with `NothingToRedo`.
    pub fn redo(&mut self, now: Stamp) -> Result<Step, StoreError> {
        self.write(now, |turn| turn_back(turn, Kind::Redo))
    }
}

fn turn_back(turn: &Turn<'_>, kind: Kind) -> Result<Step, Fault> {
    let (from, none, what) = match kind {
        Kind::Redo => (StepState::Undone, StoreError::NothingToRedo, "redone"),
        _ => (StepState::Done, StoreError::NothingToUndo, "undone"),
    };
    let top = stack(turn.conn, from)?
        .into_iter()
        .find(|entry| entry.is_for(turn))
        .filter(|top| top.step > turn.floor)
        .ok_or(none)?;
    let kept = journal::kept(turn.conn, top.step)?
        .ok_or_else(|| Fault::Wrong(format!("step {} of the history is gone", top.step)))?;
    let label = kept.label.clone();
    if top.is_held(turn) {
        return Err(StoreError::OpenElsewhere { label }.into());
    }
    let step =
        journal::whole(turn.conn, kept.clone())?.ok_or_else(|| StoreError::OtherVersion {
            label: label.clone(),
            what,
        })?;
    let step = if kind == Kind::Undo {
        step.inverse()
    } else {
        step
    };
    write_edits(turn.conn, &step.edits).map_err(|fault| match fault {
        Fault::Mismatch => StoreError::RowsChanged { label, what }.into(),
        other => other,
    })?;
    journal::add_move(turn.conn, &turn.next, kind, &kept)?;
    Ok(step)
}

/// A step on the stack of those to undo, or of those to redo.
struct Entry {
    step: i64,
    /// The session that brought it there.
    actor: String,
    /// The journal row of that.
    moved: i64,
}

impl Entry {
    fn is_own(&self, turn: &Turn<'_>) -> bool {
        self.actor == turn.next.session
    }

    /// Whether it is for this process to take: its own, or from before it began.
    fn is_for(&self, turn: &Turn<'_>) -> bool {
        self.is_own(turn) || self.moved <= turn.start
    }

    /// Whether the process it belongs to still lives, and is another.
    fn is_held(&self, turn: &Turn<'_>) -> bool {
        !self.is_own(turn) && turn.sessions.is_open(&self.actor)
    }
}

/// The steps in a state, the one that came into it last first.
fn stack(conn: &Connection, state: StepState) -> rusqlite::Result<Vec<Entry>> {
    let mut entries = conn.prepare_cached(
        "SELECT id, actor, moved FROM journal WHERE state = ?1 ORDER BY moved DESC",
    )?;
    let rows = entries.query_map([state.word()], |row| {
        Ok(Entry {
            step: row.get(0)?,
            actor: row.get(1)?,
            moved: row.get(2)?,
        })
    })?;
    rows.collect()
}

/// A new step: what this process could have redone, it no longer can.
pub(super) fn drop_redoable(turn: &Turn<'_>) -> Result<(), Fault> {
    for entry in stack(turn.conn, StepState::Undone)? {
        if entry.is_for(turn) && !entry.is_held(turn) {
            turn.conn
                .prepare_cached("UPDATE journal SET state = ?2 WHERE id = ?1")?
                .execute(params![entry.step, StepState::Dropped.word()])?;
        }
    }
    Ok(())
}
