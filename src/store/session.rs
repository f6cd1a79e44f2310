//! Who is at work on the file. Each process that writes has a session with a random name and holds
//! a lock on a small file of that name while it lives; the lock, not the file, says that it is
//! open, so a killed process closes its session by dying. Undo asks this before it takes back what
//! somebody else did.

use std::collections::hash_map::RandomState;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::files::{make_file, make_folder};

/// The folders where lock files may lie.
#[derive(Debug, Clone)]
pub(super) struct Sessions {
    /// The first that can be written takes new ones; all are asked.
    folders: Vec<PathBuf>,
}

/// A session of ours. Dropping it closes it.
#[derive(Debug)]
pub(super) struct Session {
    name: String,
    lock: Option<(File, PathBuf)>,
}

impl Session {
    /// Its name, as it stands in the journal.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some((_, path)) = &self.lock {
            let _ = fs::remove_file(path); // left behind it is only untidy: the lock goes with the process
        }
    }
}

impl Sessions {
    /// Those of a state folder, or of the folder for temporary files where that cannot be written.
    pub(super) fn new(state: &Path) -> Self {
        let user = rustix::process::geteuid().as_raw();
        let spare = std::env::temp_dir().join(format!("touchbase-{user}"));
        Self {
            folders: vec![state.join("sessions"), spare.join("sessions")],
        }
    }

    /// Opens a session. Without any folder to lock a file in there still is one, which others take
    /// for closed.
    pub(super) fn begin(&self) -> Session {
        let name = format!(
            "{}-{:016x}",
            std::process::id(),
            RandomState::new().build_hasher().finish()
        );
        let lock = self.folders.iter().find_map(|folder| {
            sweep(folder);
            lock_new(folder, &name).ok()
        });
        Session { name, lock }
    }

    /// Whether the process of a session still lives.
    pub(super) fn is_open(&self, name: &str) -> bool {
        // The name comes from a file that may have come from anywhere: it must not lead out of the
        // folder.
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        plain
            && self
                .folders
                .iter()
                .any(|folder| is_locked(&path_in(folder, name)))
    }
}

fn path_in(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.lock"))
}

/// A new file that is locked before it gets its name, so that nobody finds it unlocked.
fn lock_new(folder: &Path, name: &str) -> io::Result<(File, PathBuf)> {
    make_folder(folder).map_err(io::Error::other)?;
    if fs::metadata(folder)?.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::ErrorKind::PermissionDenied.into()); // a trap in the common folder for temporary files
    }
    let made = folder.join(format!("{name}.new"));
    let mut file = make_file(&made)?;
    let path = path_in(folder, name);
    let locked = file
        .try_lock()
        .map_err(io::Error::from)
        .and_then(|()| writeln!(file, "{}", std::process::id()))
        .and_then(|()| fs::rename(&made, &path));
    if let Err(e) = locked {
        let _ = fs::remove_file(&made);
        return Err(e);
    }
    Ok((file, path))
}

fn is_locked(path: &Path) -> bool {
    let Ok(file) = OpenOptions::new().read(true).open(path) else {
        return false;
    };
    // Shared, so that two who ask at the same time do not take each other for the owner.
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

/// Removes what killed processes left.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let ours = path.extension().is_some_and(|e| e == "lock");
        if ours && !is_locked(&path) {
            let _ = fs::remove_file(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_open_until_it_is_dropped() {
        let state = tempfile::tempdir().unwrap();
        let sessions = Sessions::new(state.path());
        let (one, two) = (sessions.begin(), sessions.begin());
        assert_ne!(one.name(), two.name());
        assert!(sessions.is_open(one.name()) && sessions.is_open(two.name()));
        let pid = fs::read_to_string(path_in(&state.path().join("sessions"), one.name())).unwrap();
        assert_eq!(pid.trim(), std::process::id().to_string());
        let name = one.name().to_owned();
        drop(one);
        assert!(!sessions.is_open(&name));
        assert!(sessions.is_open(two.name()));
    }

    #[test]
    fn files_of_dead_processes_are_closed_and_swept() {
        let state = tempfile::tempdir().unwrap();
        let folder = state.path().join("sessions");
        let sessions = Sessions::new(state.path());
        let kept = sessions.begin();
        fs::write(folder.join("1-dead.lock"), "1\n").unwrap();
        assert!(!sessions.is_open("1-dead"));
        let _other = sessions.begin();
        assert!(!folder.join("1-dead.lock").exists());
        assert!(sessions.is_open(kept.name()));
    }

    #[test]
    fn without_a_state_folder_the_temporary_one_takes_over() {
        let state = tempfile::tempdir().unwrap();
        let file = state.path().join("in the way");
        fs::write(&file, "").unwrap();
        let sessions = Sessions::new(&file);
        let session = sessions.begin();
        assert!(sessions.is_open(session.name()));
        assert!(!sessions.is_open("../../etc/passwd"));
    }
}
