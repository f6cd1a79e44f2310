//! Opening: what lies at the path is judged before SQLite sees it, so that a file that is not ours,
//! damaged or newer keeps its bytes; then the settings that make an acknowledged change survive a
//! power cut, and old files brought up to date.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{Fault, StoreError};
use super::files::{self, Access, FileId, Found};
use super::session::Sessions;
use super::{Options, PATIENCE, Store, copies, journal, schema};

/// Older ones can corrupt files (the WAL-reset bug) and are never linked, as SQLite is built in.
const OLDEST_SQLITE: i32 = 3_051_003;
/// All statements of all tables stay prepared.
const STATEMENTS: usize = 256;

impl Store {
    /// Opens the file, or makes it when it is not there and `create` is set. A file or folder that
    /// may not be written is opened read-only; then `access` tells why and every write is refused.
    ///
    /// # Errors
    /// Says in a sentence why the file is not one to open; its bytes are as they were.
    pub fn open(path: &Path, options: &Options) -> Result<Self, StoreError> {
        let path = std::path::absolute(path).map_err(|e| StoreError::io("Finding", path, e))?;
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(StoreError::Failed {
                path,
                what: format!("SQLite {} is too old", rusqlite::version()),
            });
        }
        let found = files::inspect(&path)?;
        if found == Found::Nothing {
            make(&path, options)?;
        }
        let access = files::access(&path);
        if found == Found::Nothing && access != Access::Full {
            return Err(StoreError::io(
                "Making",
                &path,
                io::ErrorKind::PermissionDenied.into(),
            ));
        }
        Self::connect(&path, access, options).map_err(|fault| fault.reading(&path))
    }

    fn connect(path: &Path, access: Access, options: &Options) -> Result<Self, Fault> {
        let mut conn = connection(path, access == Access::Full)?;
        match &access {
            Access::Full => schema::upgrade(&mut conn, schema::MIGRATIONS, |conn, from| {
                copies::before_upgrade(conn, path, &options.copies_dir, from)
            })?,
            Access::ReadOnly { why } if schema::version(&conn)? != schema::newest() => {
                return Err(StoreError::Older {
                    path: path.into(),
                    why: why.clone(),
                }
                .into());
            }
            Access::ReadOnly { .. } => {}
        }
        let moved = || StoreError::Moved { path: path.into() };
        let mut store = Self {
            file: FileId::of(path).ok_or_else(moved)?,
            conn,
            path: path.into(),
            access,
            sessions: Sessions::new(&options.state_dir),
            session: None,
            start: 0,
            head: journal::Head::default(),
            floor: 0,
            seen: None,
            patience: PATIENCE,
        };
        store.note_position()?;
        store.start = store.head.id;
        Ok(store)
    }

    /// Takes the file's present state for the one that the model has.
    pub(super) fn note_position(&mut self) -> Result<(), Fault> {
        let tx = self.conn.unchecked_transaction()?;
        let (seen, head) = (journal::data_version(&tx)?, journal::head(&tx)?);
        drop(tx);
        (self.seen, self.head) = (Some(seen), head);
        Ok(())
    }
}

/// An empty file for SQLite to fill.
fn make(path: &Path, options: &Options) -> Result<(), StoreError> {
    if !options.create {
        return Err(StoreError::Missing { path: path.into() });
    }
    files::make_folder(&files::folder_of(path))?;
    match files::make_file(path) {
        Ok(_) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(()), // empty, or another process was faster
        Err(e) => Err(StoreError::io("Making", path, e)),
    }
}

/// A connection with the settings of promises.md §1, to a file that is there.
pub(super) fn connection(path: &Path, writable: bool) -> Result<Connection, Fault> {
    let mode = if writable {
        OpenFlags::SQLITE_OPEN_READ_WRITE
    } else {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    };
    // No URI flag: a file name is a file name, whatever it begins with.
    let conn =
        Connection::open_with_flags(not_special(path), mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    // What a file from elsewhere might bring along must not act: no triggers, no views, no
    // functions in its schema.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    // And a name in quotes is a column or an error, never a text.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "secure_delete", true)?;
    conn.pragma_update(None, "synchronous", "EXTRA")?;
    conn.pragma_update(None, "fullfsync", true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?; // no stray copies of people's data in temporary files
    if writable {
        let journal: String =
            conn.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
        if journal != "delete" {
            return Err(StoreError::Busy { path: path.into() }.into()); // in WAL mode, and somebody holds it so
        }
    }
    Ok(conn)
}

/// SQLite takes `:memory:` and the empty name for something else than files.
fn not_special(path: &Path) -> PathBuf {
    if path.is_absolute() {
        path.into()
    } else {
        Path::new(".").join(path)
    }
}
