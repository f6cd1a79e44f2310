//! Following what other processes write: noticing it for the price of a few microseconds, and
//! applying their journal rows instead of loading everything again.

use std::time::Duration;

use rusqlite::{Connection, Row as SqlRow};

use super::Store;
use super::error::{Fault, StoreError, is_busy};
use super::journal::{self, Head, Kind};
use super::write::all_fit;
use crate::domain::change::Step;

/// With more bytes of edits than this, loading everything is faster than reading them.
const MOST_BYTES: i64 = 16_000_000;

/// Whether somebody else wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elsewhere {
    /// Nobody did.
    Same,
    /// Somebody did: catch up.
    Changed,
    /// Somebody is writing at this moment: nothing is known yet, ask again.
    Busy,
}

/// What brings the model up to the file.
#[derive(Debug, Clone, PartialEq)]
pub enum CatchUp {
    /// It already is.
    Nothing,
    /// Apply these in order.
    Steps(Vec<Step>),
    /// Load everything: the steps are not to be had (erased, pruned, or not written by this
    /// program).
    Reload,
}

impl Store {
    /// Asks whether another process wrote since the model was last equal to the file. Never waits.
    ///
    /// # Errors
    /// `Moved` when the path leads to another file by now; otherwise when the file cannot be read.
    pub fn changed_elsewhere(&self) -> Result<Elsewhere, StoreError> {
        self.still_there()?;
        let Some(seen) = self.seen else {
            return Ok(Elsewhere::Changed);
        };
        let asked = self
            .conn
            .busy_timeout(Duration::ZERO)
            .and_then(|()| journal::data_version(&self.conn));
        let patient = self.conn.busy_timeout(self.patience);
        match asked.and_then(|now| patient.map(|()| now)) {
            Ok(now) if now == seen => Ok(Elsewhere::Same),
            Ok(_) => Ok(Elsewhere::Changed),
            Err(e) if is_busy(&e) => Ok(Elsewhere::Busy),
            Err(e) => Err(Fault::from(e).reading(&self.path)),
        }
    }

    /// What happened since the model was last equal to the file. After `Steps` are applied, or
    /// `load` was called for `Reload`, it is again.
    ///
    /// # Errors
    /// `Moved` when the path leads to another file by now; `Outgrown` when a newer program changed
    /// the tables; `Busy` when another process kept the file for two seconds.
    pub fn catch_up(&mut self) -> Result<CatchUp, StoreError> {
        self.still_there()?;
        self.follow().map_err(|fault| fault.reading(&self.path))
    }

    fn follow(&mut self) -> Result<CatchUp, Fault> {
        let tx = self.conn.unchecked_transaction()?;
        self.still_ours(&tx)?;
        let (seen, head) = (journal::data_version(&tx)?, journal::head(&tx)?);
        if self.seen == Some(seen) && self.head == head {
            return Ok(CatchUp::Nothing);
        }
        // Something changed and the journal does not say what: somebody went around it.
        let silent = self.head == head && self.seen.is_some();
        let steps = if silent {
            None
        } else {
            steps_between(&tx, &self.head, &head)?
        };
        drop(tx);
        let Some(steps) = steps else {
            return Ok(CatchUp::Reload);
        };
        (self.seen, self.head) = (Some(seen), head);
        Ok(if steps.is_empty() {
            CatchUp::Nothing
        } else {
            CatchUp::Steps(steps)
        })
    }
}

/// The steps of all rows after `from` up to `to`; `None` if they cannot be had.
fn steps_between(conn: &Connection, from: &Head, to: &Head) -> Result<Option<Vec<Step>>, Fault> {
    if to.id < from.id || !journal::holds(conn, from)? {
        return Ok(None);
    }
    let news = news_since(conn, from.id)?;
    let gaps = i64::try_from(news.len()).ok() != to.id.checked_sub(from.id);
    if gaps || total_bytes(conn, &news)? > MOST_BYTES {
        return Ok(None);
    }
    let mut steps = Vec::with_capacity(news.len());
    for row in news {
        match step_of(conn, &row)? {
            Some(step) if all_fit(&step.edits) => steps.push(step),
            _ => return Ok(None),
        }
    }
    Ok(Some(steps))
}

/// A journal row written by somebody else.
struct News {
    kind: String,
    /// The row with the edits: itself, or the step undone or redone.
    step: i64,
}

fn news_since(conn: &Connection, id: i64) -> rusqlite::Result<Vec<News>> {
    let read = |row: &SqlRow<'_>| {
        Ok(News {
            kind: row.get(0)?,
            step: row.get(1)?,
        })
    };
    let mut rows = conn.prepare_cached(
        "SELECT kind, coalesce(target, id) FROM journal WHERE id > ?1 ORDER BY id LIMIT 5000",
    )?;
    rows.query_map([id], read)?.collect()
}

fn total_bytes(conn: &Connection, news: &[News]) -> rusqlite::Result<i64> {
    let mut bytes =
        conn.prepare_cached("SELECT coalesce(max(bytes), 0) FROM journal WHERE id = ?1")?;
    news.iter().try_fold(0i64, |sum, row| {
        Ok(sum.saturating_add(bytes.query_row([row.step], |b| b.get(0))?))
    })
}

fn step_of(conn: &Connection, row: &News) -> Result<Option<Step>, Fault> {
    let Some(kind) = Kind::from_word(&row.kind) else {
        return Ok(None);
    };
    let Some(kept) = journal::kept(conn, row.step)? else {
        return Ok(None);
    };
    let step = journal::whole(conn, kept)?;
    Ok(if kind == Kind::Undo {
        step.map(|s| s.inverse())
    } else {
        step
    })
}
