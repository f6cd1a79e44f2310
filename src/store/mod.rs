//! The only place that knows SQLite: one file, one writer, one way in. The model in memory is
//! filled by `load` and from then on kept equal by applying the very steps that `commit`, `undo`,
//! `redo` and `catch_up` say are on disk.
//!
//! | file | what it holds |
//! |---|---|
//! | `cell`, `table` | how fields become cells; the columns of each row type, one line a table |
//! | `schema` | the tables, and bringing older files up to date |
//! | `files`, `session` | the file beside SQLite: what it is, modes, copies in the making; who is at work on it |
//! | `open` | refusing what is not ours, settings of the connection |
//! | `read`, `scan` | loading, single rows on demand; all rows of a table in one go |
//! | `write` | the only writer: rows and journal in one transaction |
//! | `journal`, `undo`, `follow` | the history: kept, taken back, and applied when somebody else wrote |
//! | `erase` | removing a person so that nothing of them stays in the file |
//! | `copies`, `check` | backups and restoring; looking for damage, dumping everything |

mod cell;
mod check;
mod copies;
mod erase;
mod error;
mod files;
mod follow;
mod journal;
mod open;
mod read;
mod scan;
mod schema;
mod session;
mod table;
#[cfg(test)]
mod tests;
mod undo;
mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

pub use check::Report;
pub use copies::{Copied, Keep, restore};
pub use error::StoreError;
pub use files::Access;
pub use follow::{CatchUp, Elsewhere};
pub use journal::{Past, StepState};

use files::FileId;
use journal::Head;
use session::{Session, Sessions};

/// How long another process's lock is waited for before giving up.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where things lie and what may be done on opening.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder for the state of the program; lock files of sessions lie in `sessions` below it.
    pub state_dir: PathBuf,
    /// The folder for copies; the one made before a file is brought up to date goes there.
    pub copies_dir: PathBuf,
    /// Whether a file that is not there (or has no byte) is made.
    pub create: bool,
}

/// An open file. Knows how far its owner's model is, and refuses to write on top of what the model
/// has not seen.
///
/// Not two of them for one path in one process while either writes: closing one would drop the
/// other's locks.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    path: PathBuf,
    file: FileId,
    access: Access,
    sessions: Sessions,
    /// Begun by the first write: who only reads leaves no trace.
    session: Option<Session>,
    /// The newest journal row when the file was opened.
    start: i64,
    /// The newest journal row that the model has.
    head: Head,
    /// The journal row of the last step that is never taken back.
    floor: i64,
    /// SQLite's counter of other processes' commits when the model was equal to the file; `None`
    /// after a write that may or may not have reached the disk.
    seen: Option<i64>,
    patience: Duration,
}

impl Store {
    /// The path it was opened with, made absolute.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The first step stays: it is what the file consists of, and no change of the user's.
    pub fn keep_first(&mut self) {
        self.floor = 1;
    }

    /// Whether it may be written to, and why not.
    pub fn access(&self) -> &Access {
        &self.access
    }
}
