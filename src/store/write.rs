//! The only writer. A step goes to disk whole or not at all: rows and journal in one transaction,
//! begun with the write lock so that nothing changes between looking and writing. Before rows are
//! touched it is made sure that the path still leads to the file that was opened, that nobody wrote
//! since the model was last equal to the file, and that every row is what the step says it was.

use rusqlite::{Connection, ErrorCode, Statement};

use super::error::{Fault, StoreError, is_busy};
use super::files::{Access, FileId};
use super::journal::{self, Head};
use super::read::{fits, one};
use super::session::Sessions;
use super::table::Stored;
use super::{Store, schema, undo};
use crate::domain::change::{Edit, Edits, Step};
use crate::domain::day::Stamp;
use crate::domain::rows::*;
use crate::every_table;

/// From so many rows on, two threads write.
const WORTH_SHARING: usize = 2_000;

/// What a writer knows inside the transaction.
pub(super) struct Turn<'a> {
    pub(super) conn: &'a Connection,
    pub(super) sessions: &'a Sessions,
    /// The newest journal row when this process opened the file.
    pub(super) start: i64,
    /// Steps up to this one stay.
    pub(super) floor: i64,
    /// The journal row to write.
    pub(super) next: Head,
}

impl Store {
    /// Writes a step. When it returns, the step survives a power cut; the caller then applies the
    /// same step to the model. A step without edits writes nothing.
    ///
    /// # Errors
    /// Nothing was written then. `Stale`: somebody else wrote, or rows are not what the step says;
    /// catch up and let the user repeat. `NotSaved`, `ReadOnly`, `Moved`: keep what was typed and
    /// show the sentence.
    pub fn commit(&mut self, step: &Step, now: Stamp) -> Result<(), StoreError> {
        if step.is_empty() {
            return Ok(());
        }
        self.write(now, |turn| {
            undo::drop_redoable(turn)?;
            let told = write_and_tell(turn.conn, step)?;
            journal::add_step(turn.conn, &turn.next, step, &told)
        })
    }

    /// Runs one transaction of the only writer.
    pub(super) fn write<R>(
        &mut self,
        now: Stamp,
        work: impl FnOnce(&Turn<'_>) -> Result<R, Fault>,
    ) -> Result<R, StoreError> {
        if let Access::ReadOnly { why } = &self.access {
            return Err(StoreError::ReadOnly {
                path: self.path.clone(),
                why: why.clone(),
            });
        }
        self.still_there()?;
        let session = self
            .session
            .get_or_insert_with(|| self.sessions.begin())
            .name()
            .to_owned();
        let done = self.transact(now, session, work);
        if !self.conn.is_autocommit() {
            // If even this fails the file is locked until the program ends, and its journal takes
            // the change back.
            let _ = self.conn.execute_batch("ROLLBACK");
        }
        done.map_err(|fault| fault.writing(&self.path))
    }

    fn transact<R>(
        &mut self,
        now: Stamp,
        session: String,
        work: impl FnOnce(&Turn<'_>) -> Result<R, Fault>,
    ) -> Result<R, Fault> {
        self.conn.busy_timeout(self.patience)?;
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        self.still_there()?; // again, inside the lock
        self.still_ours(&self.conn)?;
        if self.seen != Some(journal::data_version(&self.conn)?)
            || self.head != journal::head(&self.conn)?
        {
            return Err(Fault::Mismatch);
        }
        let id = self
            .head
            .id
            .checked_add(1)
            .ok_or_else(|| Fault::Wrong("its history is full".into()))?;
        let next = Head {
            id,
            session,
            at: now.0,
        };
        let turn = Turn {
            conn: &self.conn,
            sessions: &self.sessions,
            start: self.start,
            floor: self.floor,
            next,
        };
        let result = work(&turn)?;
        journal::prune(turn.conn, turn.next.id)?;
        let next = turn.next;
        // Waits for readers as long as the patience lasts, each time with the whole transaction
        // ready.
        if let Err(e) = self.conn.execute_batch("COMMIT") {
            if !is_busy(&e) && e.sqlite_error_code() != Some(ErrorCode::ConstraintViolation) {
                self.seen = None; // the disk failed in the midst of it: only looking tells what is there now
            }
            return Err(e.into());
        }
        self.head = next;
        Ok(result)
    }

    /// Refuses if a later version of the program has changed the tables since the file was opened.
    pub(super) fn still_ours(&self, conn: &Connection) -> Result<(), Fault> {
        if schema::user_version(conn)? == schema::newest() {
            return Ok(());
        }
        Err(Fault::Said(StoreError::Outgrown {
            path: self.path.clone(),
        }))
    }

    /// Refuses if the path leads to another file than the one that is open, or to none.
    pub(super) fn still_there(&self) -> Result<(), StoreError> {
        match FileId::of(&self.path) {
            Some(found) if found == self.file => Ok(()),
            _ => Err(StoreError::Moved {
                path: self.path.clone(),
            }),
        }
    }
}

/// Writes the rows of a step and gives back how the history keeps them. Of a large import telling
/// takes half as long as writing: another thread does it meanwhile.
fn write_and_tell(conn: &Connection, step: &Step) -> Result<Vec<u8>, Fault> {
    if step.edits.len() < WORTH_SHARING {
        write_edits(conn, &step.edits)?;
        return journal::told(step);
    }
    std::thread::scope(|scope| {
        let telling = scope.spawn(|| journal::told(step));
        write_edits(conn, &step.edits)?;
        telling.join().unwrap_or_else(|_| journal::told(step))
    })
}

macro_rules! write_tables {
    ($($plural:ident: $type:ident,)+) => {
        /// Writes all rows of a step; `Mismatch` if one is not what the step says it was.
        pub(super) fn write_edits(conn: &Connection, edits: &Edits) -> Result<(), Fault> {
            $(write_table(conn, &edits.$plural)?;)+
            Ok(())
        }

        /// Whether every id of a step has room in memory: what another process wrote is believed no
        /// more than a file.
        pub(super) fn all_fit(edits: &Edits) -> bool {
            true $(&& edits.$plural.iter().all(|e| fits::<$type>(e.id()) && e.either().is_none_or(owner_fits)))+
        }
    };
}
every_table!(write_tables);

fn owner_fits<T: Row>(row: &T) -> bool {
    row.creator().is_none_or(fits::<Creator>) && row.campaign().is_none_or(fits::<Campaign>)
}

fn write_table<T: Stored>(conn: &Connection, edits: &[Edit<T>]) -> Result<(), Fault> {
    if edits.is_empty() {
        return Ok(());
    }
    refuse_unfit(edits)?;
    for before in edits.iter().filter_map(|e| e.before.as_ref()) {
        if one::<T>(conn, before.id())?.as_ref() != Some(before) {
            return Err(Fault::Mismatch);
        }
    }
    // Within a table the order does not matter: each row comes once, and foreign keys wait for the
    // end.
    let mut inserting = None;
    for edit in edits {
        match (&edit.before, &edit.after) {
            (None, Some(after)) => {
                let to = match inserting.as_mut() {
                    Some(to) => to,
                    None => inserting.insert(conn.prepare_cached(T::INSERT)?),
                };
                insert(to, after)?;
            }
            (Some(_), Some(after)) => {
                let mut update = conn.prepare_cached(T::UPDATE)?;
                after.bind(&mut update)?;
                update.raw_execute()?;
            }
            (Some(before), None) => {
                conn.prepare_cached(T::DELETE)?
                    .execute([before.id().raw()])?;
            }
            (None, None) => {}
        }
    }
    Ok(())
}

fn insert<T: Stored>(to: &mut Statement<'_>, row: &T) -> Result<(), Fault> {
    row.bind(to)?;
    match to.raw_execute() {
        Ok(_) => Ok(()),
        // The only constraint that speaks before the end: somebody has that id already.
        Err(e) if e.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            Err(Fault::Mismatch)
        }
        Err(e) => Err(e.into()),
    }
}

/// Refuses what could be written but not read or taken back again.
fn refuse_unfit<T: Stored>(edits: &[Edit<T>]) -> Result<(), Fault> {
    let mut ids: Vec<_> = edits.iter().map(Edit::id).collect();
    ids.sort_unstable();
    if let Some(twice) = ids
        .windows(2)
        .find(|pair| pair.first() == pair.last())
        .and_then(|pair| pair.first())
    {
        return Err(Fault::Unfit(format!(
            "the step changes {} {twice} twice",
            T::TABLE
        )));
    }
    for edit in edits {
        if let (Some(before), Some(after)) = (&edit.before, &edit.after)
            && before.id() != after.id()
        {
            return Err(Fault::Unfit(format!(
                "the step turns {} {} into another",
                T::TABLE,
                before.id()
            )));
        }
        if let Some(after) = &edit.after {
            if let Some(column) = after.unstorable() {
                return Err(Fault::Unfit(format!(
                    "{} {} has a {column} that cannot be",
                    T::TABLE,
                    after.id()
                )));
            }
            if !fits::<T>(after.id()) {
                return Err(Fault::Unfit(format!(
                    "{} {} has too great an id",
                    T::TABLE,
                    after.id()
                )));
            }
        }
    }
    Ok(())
}
