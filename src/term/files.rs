//! Files and directories nobody else may read, under any umask.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Makes the directory, with those above it, 0700.
pub(super) fn private_dir(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    fs::set_permissions(dir, Permissions::from_mode(0o700))
}

/// Writes a new file, 0600, through to the disk.
pub(super) fn private_file(path: &Path, text: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.set_permissions(Permissions::from_mode(0o600))?;
    file.write_all(text)?;
    file.sync_all()
}

/// A name in `dir` that nobody else has: `kind`, the time in milliseconds, our process. Sorts by
/// time.
pub(super) fn unique(dir: &Path, kind: &str, ending: &str) -> PathBuf {
    let millis = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis();
    let name = |n: usize| {
        dir.join(format!(
            "{kind}-{millis:013}-{}-{n}{ending}",
            std::process::id()
        ))
    };
    // Several may be written within a millisecond.
    (0..100)
        .map(name)
        .find(|path| !path.exists())
        .unwrap_or_else(|| name(100))
}

/// The entries of `dir` whose names start with `kind-`, oldest first.
pub(super) fn of_kind(dir: &Path, kind: &str) -> Vec<PathBuf> {
    let start = format!("{kind}-");
    let ours = |path: &PathBuf| {
        path.file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with(&start))
    };
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(ours).collect();
    paths.sort();
    paths
}
