//! What can go wrong with the file, each in a sentence a marketer can act on: what happened, to
//! which file, what now. `Fault` is what happens inside, still without the name of the file; it
//! becomes a `StoreError` at the layer's edge.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_READONLY_DBMOVED;

/// Why the file could not be opened, read or written. `Display` is the sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is nothing at the path, and making a file was not asked for.
    #[error("There is no file {path}. Check the path, or start without it to begin a new one.")]
    Missing {
        /// The path given.
        path: PathBuf,
    },
    /// A directory, a pipe, a device.
    #[error("{path} is {what}, not a file. Give the path of a touchbase file.")]
    NotAFile {
        /// The path given.
        path: PathBuf,
        /// What is there: "a folder".
        what: &'static str,
    },
    /// Not an SQLite file.
    #[error(
        "{path} is not a touchbase file, or its beginning is damaged. Nothing was changed. Check the path, or restore a copy."
    )]
    NotADatabase {
        /// The path given.
        path: PathBuf,
    },
    /// The SQLite file of another program.
    #[error("{path} belongs to another program. Nothing was changed. Check the path.")]
    Foreign {
        /// The path given.
        path: PathBuf,
    },
    /// Written by a later version of this program.
    #[error(
        "{path} was written by a newer touchbase (format {found}; this one knows {known}). Nothing was changed. Update touchbase."
    )]
    Newer {
        /// The path given.
        path: PathBuf,
        /// The file's format.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// Brought up to date by a later version of this program while it was open here.
    #[error(
        "A newer touchbase has brought {path} up to date while it was open here. Nothing was written. Leave and start touchbase again."
    )]
    Outgrown {
        /// The file.
        path: PathBuf,
    },
    /// Written by an earlier version, and it cannot be brought up to date where it is.
    #[error(
        "{path} has an older format and has to be brought up to date, but {why}. Copy it to a place where it can be written."
    )]
    Older {
        /// The path given.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// SQLite or a reader found something that cannot be.
    #[error(
        "{path} is damaged: {what}. Nothing was changed. Run `touchbase check`, or restore a copy."
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The file can be read but not written.
    #[error("Not saved: {path} is open read-only, {why}.")]
    ReadOnly {
        /// The file.
        path: PathBuf,
        /// Why, as the end of a sentence.
        why: String,
    },
    /// The path no longer leads to the file that was opened.
    #[error(
        "Not saved: the file was moved, deleted or replaced while it was open. Put {path} back, or open it anew."
    )]
    Moved {
        /// The path that was opened.
        path: PathBuf,
    },
    /// Another window or command wrote since; the change was planned on rows that are no longer so.
    #[error(
        "Another window changed {path} in between; nothing was written. Look at it again and repeat the change."
    )]
    Stale {
        /// The file.
        path: PathBuf,
    },
    /// Somebody else holds the file.
    #[error("{path} is in use by another program just now. Try again in a moment.")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// The change did not reach the disk; the file is as it was.
    #[error("Not saved: {why}. {path} is as it was; try again.")]
    NotSaved {
        /// The file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The step cannot be stored as it is: a mistake of the program, noticed before anything was
    /// written.
    #[error(
        "Not saved: {what}. {path} is as it was. This is a mistake in touchbase; please report it."
    )]
    Unfit {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// Undo with nothing to undo.
    #[error("There is nothing to undo.")]
    NothingToUndo,
    /// Redo with nothing to redo.
    #[error("There is nothing to redo.")]
    NothingToRedo,
    /// The newest change belongs to a window that is still open.
    #[error(
        "The newest change, \"{label}\", was made in a window that is still open. Undo it there, or close that window first."
    )]
    OpenElsewhere {
        /// What was done.
        label: String,
    },
    /// Undo or redo of rows that are no longer what the step left.
    #[error("\"{label}\" cannot be {what}: its rows were changed since. Nothing was changed.")]
    RowsChanged {
        /// What was done.
        label: String,
        /// "undone" or "redone".
        what: &'static str,
    },
    /// Undo of a step whose rows had other columns.
    #[error(
        "\"{label}\" cannot be {what}: it was made by another version of touchbase. Nothing was changed."
    )]
    OtherVersion {
        /// What was done.
        label: String,
        /// "undone" or "redone".
        what: &'static str,
    },
    /// Something that must not be overwritten is in the way.
    #[error("{path} is already there and is not overwritten. Give another name.")]
    InTheWay {
        /// What is there.
        path: PathBuf,
    },
    /// Files and folders.
    #[error(
        "{doing} {path} failed: {source}. Nothing was lost; check the disk and the folder's permissions."
    )]
    Io {
        /// "Copying to", "Making the folder".
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Anything else SQLite says.
    #[error(
        "{path} could not be used: {what}. Nothing was changed; try again, or run `touchbase check`."
    )]
    Failed {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        what: String,
    },
}

impl StoreError {
    /// An error of the file system.
    pub(super) fn io(doing: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io {
            doing,
            path: path.into(),
            source,
        }
    }
}

/// A cell that holds what it cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadCell {
    pub(super) table: &'static str,
    pub(super) id: i64,
    pub(super) column: &'static str,
    /// The value, cut short; never long text of a person.
    pub(super) found: String,
}

impl std::fmt::Display for BadCell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} {} has {} in \"{}\"",
            self.table, self.id, self.found, self.column
        )
    }
}

/// What goes wrong inside the layer, before the file's name is known.
#[derive(Debug)]
pub(super) enum Fault {
    Sql(rusqlite::Error),
    Cell(Box<BadCell>),
    /// Content that is not as this program writes it.
    Wrong(String),
    /// A step that must not be written.
    Unfit(String),
    /// Rows on disk are not what the step says they were.
    Mismatch,
    /// Already a whole sentence.
    Said(StoreError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}
impl From<BadCell> for Fault {
    fn from(cell: BadCell) -> Self {
        Self::Cell(Box::new(cell))
    }
}
impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Said(error)
    }
}

impl Fault {
    /// Whether another process holds a lock that is in the way.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Self::Sql(error) if is_busy(error))
    }

    /// The sentence of a fault while reading.
    pub(super) fn reading(self, path: &Path) -> StoreError {
        let path = path.to_path_buf();
        match self {
            Self::Said(error) => error,
            Self::Mismatch => StoreError::Stale { path },
            Self::Unfit(what) => StoreError::Unfit { path, what },
            Self::Wrong(what) => StoreError::Damaged { path, what },
            Self::Cell(cell) => StoreError::Damaged {
                path,
                what: cell.to_string(),
            },
            Self::Sql(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                    StoreError::Busy { path }
                }
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged {
                    path,
                    what: what_sqlite_says(&error),
                },
                _ if is_moved(&error) => StoreError::Moved { path },
                _ => StoreError::Failed {
                    path,
                    what: what_sqlite_says(&error),
                },
            },
        }
    }

    /// The sentence of a fault while writing.
    pub(super) fn writing(self, path: &Path) -> StoreError {
        let why = match &self {
            Self::Sql(error) if !is_moved(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                    "another program kept the file in use".to_owned()
                }
                Some(ErrorCode::DiskFull) => "the disk is full".to_owned(),
                Some(ErrorCode::ConstraintViolation) => {
                    format!("the rows do not fit ({})", what_sqlite_says(error))
                }
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                    return self.reading(path);
                }
                _ => what_sqlite_says(error),
            },
            _ => return self.reading(path),
        };
        StoreError::NotSaved {
            path: path.into(),
            why,
        }
    }
}

/// Whether SQLite was refused a lock.
pub(super) fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}

fn is_moved(error: &rusqlite::Error) -> bool {
    error
        .sqlite_error()
        .is_some_and(|e| e.extended_code == SQLITE_READONLY_DBMOVED)
}

/// SQLite's own words, in lower case like the rest of the sentence, without its full stop.
fn what_sqlite_says(error: &rusqlite::Error) -> String {
    let text = error.to_string();
    text.trim_end_matches('.').to_owned()
}
