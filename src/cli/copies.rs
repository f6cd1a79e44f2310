//! `backup` and `restore`: copies of the file, and putting one back. What is replaced is kept
//! beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Value, json};

use super::Outcome;
use super::file_args::FileArgs;
use super::out::{Failure, Out};
use super::table;
use crate::clock;
use crate::paths::{Paths, shown};
use crate::store;
use crate::workspace;

/// Makes a checked copy of the file
///
/// The copies of each day with changes are made without asking; this is one more.
#[derive(Debug, clap::Args)]
pub(super) struct Backup {
    /// Where to; in the folder of copies, called after the time, if not said. Nothing is
    /// overwritten
    file: Option<PathBuf>,
}

const EXAMPLES: &str = "  touchbase restore list
  touchbase restore 2026-11-18
  touchbase restore ~/touchbase-before-the-import.db";

/// Puts a copy in the place of the file, which is kept beside it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Restore {
    /// A copy: its path, its name in the folder of copies, or its day. `list`, or nothing, shows
    /// which there are
    file: Option<PathBuf>,
    /// The list as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn backup(file_args: &FileArgs, args: &Backup, out: &mut Out) -> Outcome {
    let session = file_args.session()?;
    let paths = session.paths();
    let to = match &args.file {
        Some(file) if file.is_dir() => file.join(copy_name(paths)?),
        Some(file) => file.clone(),
        None => paths.copies.join(copy_name(paths)?),
    };
    session.store().backup(&to)?;
    out.line(&format!("Copied to {}.", shown(&to)))?;
    Ok(ExitCode::SUCCESS)
}

/// `touchbase-2026-11-24-091200.db`; the copies of a day are called without a time.
fn copy_name(paths: &Paths) -> Result<String, Failure> {
    let (settings, _) = workspace::settings(&paths.config)?;
    let clock = clock::now(&settings)?;
    let stem = paths.db.file_stem().unwrap_or_default().to_string_lossy();
    Ok(format!(
        "{stem}-{}.db",
        clock.local(clock.now).format("%Y-%m-%d-%H%M%S")
    ))
}

pub(super) fn restore(file_args: &FileArgs, args: &Restore, out: &mut Out) -> Outcome {
    let paths = file_args.paths()?;
    let Some(wanted) = args
        .file
        .as_deref()
        .filter(|file| *file != Path::new("list"))
    else {
        return list(&paths, args.json, out);
    };
    let from = copy_of(&paths, wanted);
    let (settings, _) = workspace::settings(&paths.config)?;
    let now = clock::now(&settings)?.now;
    let aside = store::restore(&paths.db, &from, now)?;
    out.line(&match aside {
        Some(aside) => format!(
            "Restored {}. The file that was there is now {}.",
            shown(&from),
            shown(&aside)
        ),
        None => format!("Restored {}.", shown(&from)),
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The copy that a path, a name or a day means.
fn copy_of(paths: &Paths, wanted: &Path) -> PathBuf {
    let stem = paths.db.file_stem().unwrap_or_default().to_string_lossy();
    let by_day = paths.copies.join(format!("{stem}-{}.db", wanted.display()));
    let found = [wanted.to_path_buf(), paths.copies.join(wanted), by_day]
        .into_iter()
        .find(|path| path.is_file());
    found.unwrap_or_else(|| wanted.to_path_buf())
}

fn list(paths: &Paths, as_json: bool, out: &mut Out) -> Outcome {
    let entries = fs::read_dir(&paths.copies).into_iter().flatten().flatten();
    let mut copies: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "db"))
        .collect();
    copies.sort();
    let size = |path: &Path| fs::metadata(path).map_or(0, |meta| meta.len());
    if as_json {
        let all: Vec<Value> = copies
            .iter()
            .map(|path| json!({ "file": path, "bytes": size(path) }))
            .collect();
        out.json(&all)?;
        return Ok(ExitCode::SUCCESS);
    }
    if copies.is_empty() {
        out.line(&format!(
            "There are no copies in {} yet.",
            shown(&paths.copies)
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = |path: &Path| {
        path.file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let rows: Vec<Vec<String>> = copies
        .iter()
        .map(|path| vec![name(path), format!("{} KB", size(path).div_ceil(1024))])
        .collect();
    out.line(&format!("In {}:", shown(&paths.copies)))?;
    for line in table::lines(&rows) {
        out.line(&line)?;
    }
    Ok(ExitCode::SUCCESS)
}
