//! Copies: made through SQLite so that they are whole even while others write, checked before they
//! get their name, for the owner only, never in place of another. And the way back, which keeps
//! what it replaces.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::error::{Fault, StoreError};
use super::files::{self, Access, FileId, Found, Part};
use super::{PATIENCE, Store, check, journal, open, read, schema};
use crate::domain::day::{Day, Stamp};

/// What became of a daily copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Copied {
    /// It was made.
    Made {
        /// Where it lies.
        path: PathBuf,
        /// Older copies that could not be removed, each with the reason; the copy itself is good.
        left: Vec<String>,
    },
    /// Today's is there, or nothing changed since the newest one.
    Unneeded,
}

/// How many daily copies stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// The newest copies, each of a day with changes; at least one.
    pub days: usize,
    /// Of those before them the newest of a week, for so many weeks.
    pub weeks: usize,
}

impl Store {
    /// Makes a checked copy. Never overwrites; makes missing folders.
    ///
    /// # Errors
    /// There is no copy then, nor a part of one.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        copy(&self.conn, &self.path, to)
    }

    /// Makes today's copy in a folder, called after the file and the day, unless it is there
    /// already or nothing was written since the newest one. Then those are removed that are not to
    /// be kept. Folders must not be shared by files of the same name.
    ///
    /// # Errors
    /// There is no new copy then, and no old one was removed.
    pub fn daily_copy(&self, dir: &Path, today: Day, keep: Keep) -> Result<Copied, StoreError> {
        let stem = self
            .path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let present = daily_copies(dir, &stem);
        let head = journal::head(&self.conn).map_err(|e| Fault::from(e).reading(&self.path))?;
        let same = |path: &Path| {
            open::connection(path, false).is_ok_and(|c| journal::head(&c).is_ok_and(|h| h == head))
        };
        let had = present.iter().any(|(day, _)| *day == today);
        if had || head.id == 0 || present.last().is_some_and(|(_, newest)| same(newest)) {
            return Ok(Copied::Unneeded);
        }
        sweep_parts(dir, &stem);
        let path = dir.join(format!("{stem}-{today}.db"));
        copy(&self.conn, &self.path, &path)?;
        Ok(Copied::Made {
            path,
            left: rotate(&daily_copies(dir, &stem), keep),
        })
    }
}

/// The copies of a file in a folder, oldest first.
fn daily_copies(dir: &Path, stem: &str) -> Vec<(Day, PathBuf)> {
    let day_of = |path: &Path| -> Option<Day> {
        path.file_name()?
            .to_str()?
            .strip_prefix(stem)?
            .strip_prefix('-')?
            .strip_suffix(".db")?
            .parse()
            .ok()
    };
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut all: Vec<_> = entries
        .filter_map(|e| Some((day_of(&e.path())?, e.path())))
        .collect();
    all.sort();
    all
}

/// Removes copies, oldest first in the list, beyond those to keep; what could not be removed is
/// told.
fn rotate(copies: &[(Day, PathBuf)], keep: Keep) -> Vec<String> {
    let week = |day: Day| (day.iso_week().year(), day.iso_week().week());
    let mut weeks = Vec::new();
    let mut stays = |day: Day| {
        let newest_of_week = weeks.last() != Some(&week(day));
        if newest_of_week {
            weeks.push(week(day));
        }
        newest_of_week && weeks.len() <= keep.weeks
    };
    let old = copies
        .iter()
        .rev()
        .skip(keep.days.max(1))
        .filter(|(day, _)| !stays(*day));
    old.filter_map(|(_, path)| {
        fs::remove_file(path)
            .err()
            .map(|e| format!("{}: {e}", path.display()))
    })
    .collect()
}

/// Removes unfinished copies of processes that were killed.
fn sweep_parts(dir: &Path, stem: &str) {
    let pid_of = |path: &Path| -> Option<i32> {
        let name = path
            .file_name()?
            .to_str()?
            .strip_prefix('.')?
            .strip_prefix(stem)?
            .strip_suffix(".part")?;
        name.rsplit_once('.')?.1.parse().ok()
    };
    for path in fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
    {
        let Some(pid) = pid_of(&path).and_then(rustix::process::Pid::from_raw) else {
            continue;
        };
        if rustix::process::test_kill_process(pid) == Err(rustix::io::Errno::SRCH) {
            let _ = fs::remove_file(&path);
            let _ = fs::remove_file(files::journal_of(&path));
        }
    }
}

/// The copy made before an older file is brought up to date.
pub(super) fn before_upgrade(
    conn: &Connection,
    path: &Path,
    dir: &Path,
    from: i64,
) -> Result<(), StoreError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let to = files::free_name(&dir.join(format!("{stem}-before-upgrade-from-{from}.db")));
    copy(conn, path, &to)
}

fn copy(conn: &Connection, path: &Path, to: &Path) -> Result<(), StoreError> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(StoreError::InTheWay { path: to.into() });
    }
    let part = Part::beside(to)?;
    fill(conn, part.path()).map_err(|fault| fault.reading(path))?;
    part.place(to)
}

/// Copies the whole database into an empty file, checks it there and sees it to the disk.
fn fill(conn: &Connection, into: &Path) -> Result<(), Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut copy = Connection::open_with_flags(into, flags)?;
    copy.pragma_update(None, "journal_mode", "MEMORY")?;
    let until = Instant::now() + PATIENCE;
    let backup = Backup::new(conn, &mut copy)?;
    // All pages in one go: others may read meanwhile, and a commit waits for it no longer than it
    // is patient.
    while !matches!(backup.step(-1)?, StepResult::Done) {
        if Instant::now() > until {
            return Err(Fault::Said(StoreError::Busy { path: into.into() }));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(backup);
    if let Some(problem) = check::first_problem(&copy, "quick_check")? {
        return Err(Fault::Wrong(problem));
    }
    drop(copy);
    files::sync_file(into)?;
    Ok(())
}

/// Puts a copy in the place of a file, all or nothing, and returns where the replaced file was put
/// aside (`None` when there was none). Windows that have the file open notice before they write
/// again.
///
/// # Errors
/// The file is as it was then. The copy is checked first, and only read.
pub fn restore(path: &Path, from: &Path, now: Stamp) -> Result<Option<PathBuf>, StoreError> {
    let path = &std::path::absolute(path).map_err(|e| StoreError::io("Finding", path, e))?;
    if FileId::of(from).is_some_and(|id| Some(id) == FileId::of(path)) {
        return Err(StoreError::InTheWay { path: path.clone() });
    }
    let source = sound(from)?;
    let present = match files::inspect(path) {
        Ok(Found::Nothing) => false,
        Ok(Found::Ours) => true,
        // What a copy is there to replace.
        Err(
            StoreError::NotADatabase { .. } | StoreError::Damaged { .. } | StoreError::Newer { .. },
        ) => true,
        Err(other) => return Err(other),
    };
    if present && let Access::ReadOnly { why } = files::access(path) {
        return Err(StoreError::ReadOnly {
            path: path.clone(),
            why,
        });
    }
    let part = Part::beside(path)?;
    fill(&source, part.path()).map_err(|fault| fault.reading(from))?;
    if !present {
        part.replace(path)?;
        return Ok(None);
    }
    let aside = aside_name(path, now);
    let lock = lock(path)?;
    swap(path, part, &aside, lock.is_some())?;
    Ok(Some(aside))
}

/// A copy that can be opened, is whole, and can be read to the last row.
fn sound(from: &Path) -> Result<Connection, StoreError> {
    if files::inspect(from)? == Found::Nothing {
        return Err(StoreError::Missing { path: from.into() });
    }
    let look = || -> Result<Connection, Fault> {
        let conn = open::connection(from, false)?;
        let version = schema::version(&conn)?;
        if let Some(problem) = check::first_problem(&conn, "integrity_check")? {
            return Err(Fault::Wrong(problem));
        }
        if let Some(problem) = check::first_dangling(&conn)? {
            return Err(Fault::Wrong(problem));
        }
        if version == schema::newest() {
            read::load(&conn)?;
        }
        Ok(conn)
    };
    look().map_err(|fault| fault.reading(from))
}

/// Keeps every other process from writing, and takes back what one left unfinished. `None` if the
/// file is too damaged for that.
fn lock(path: &Path) -> Result<Option<Connection>, StoreError> {
    let held = open::connection(path, true).and_then(|conn| {
        conn.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(conn)
    });
    match held {
        Ok(conn) => Ok(Some(conn)),
        Err(fault) if fault.is_busy() => Err(fault.reading(path)),
        Err(Fault::Said(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

fn swap(path: &Path, part: Part, aside: &Path, locked: bool) -> Result<(), StoreError> {
    let journal = files::journal_of(path);
    if !locked && journal.exists() {
        // It belongs to the damaged file; left there, SQLite would take it for one of the new file.
        fs::rename(&journal, files::journal_of(aside))
            .map_err(|e| StoreError::io("Moving", &journal, e))?;
    }
    match fs::hard_link(path, aside) {
        Ok(()) => part.replace(path).inspect_err(|_| {
            let _ = fs::remove_file(aside);
        }),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            Err(StoreError::InTheWay { path: aside.into() })
        }
        // A file system without second names: for a moment there is no file at the path.
        Err(_) => {
            fs::rename(path, aside).map_err(|e| StoreError::io("Moving", path, e))?;
            part.replace(path).inspect_err(|_| {
                let _ = fs::rename(aside, path);
            })
        }
    }
}

fn aside_name(path: &Path, now: Stamp) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let at = DateTime::from_timestamp(now.0, 0)
        .unwrap_or_default()
        .format("%Y%m%d-%H%M%S");
    files::free_name(&path.with_file_name(format!("{stem}.before-restore-{at}.db")))
}
