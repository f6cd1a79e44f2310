//! The half-written text. After each key the app leaves what stands in the open field here; when the program ends other than
//! by its user, whichever thread ends it writes the text to a file only the user can read, and the next start finds it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, SystemTime};

use super::files;
use super::tty::{lock, lock_within};

static SLOT: Mutex<Option<(String, String)>> = Mutex::new(None);
static DIR: OnceLock<PathBuf> = OnceLock::new();

/// How drafts are called on disk.
const KIND: &str = "draft";

/// A text that an earlier session left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it was to become ("Note on Sofia Marín").
    pub title: String,
    /// The text.
    pub text: String,
    /// When it was kept.
    pub when: SystemTime,
}

/// Says where drafts go. The first call counts.
pub(super) fn keep_in(dir: &Path) {
    let _ = DIR.set(dir.to_path_buf());
}

/// The text in the open field, with words for what it is.
pub fn hold(title: &str, text: &str) {
    let mut slot = lock(&SLOT);
    let (old_title, old_text) = slot.get_or_insert_default();
    // Reusing the room of the old one: this happens after each key.
    old_title.clear();
    old_title.push_str(title);
    old_text.clear();
    old_text.push_str(text);
}

/// No field is open, or it was saved.
pub fn clear() {
    *lock(&SLOT) = None;
}

/// Writes what is held to a file in `dir`, and holds it no more; the path, if there was any text.
pub fn write(dir: &Path) -> io::Result<Option<PathBuf>> {
    let held = lock_within(&SLOT, Duration::from_millis(200)).and_then(|mut slot| slot.take());
    let Some((title, text)) = held.filter(|(_, text)| !text.trim().is_empty()) else {
        return Ok(None);
    };
    files::private_dir(dir)?;
    let path = files::unique(dir, KIND, ".txt");
    let title = title.replace(['\n', '\r'], " ");
    files::private_file(&path, format!("{title}\n\n{text}").as_bytes())?;
    Ok(Some(path))
}

/// Writes what is held to where drafts go.
pub(super) fn save() -> io::Result<Option<PathBuf>> {
    DIR.get().map_or(Ok(None), |dir| write(dir))
}

/// The drafts in `dir`, oldest first, and removes them there: hold what is shown again. Another window that starts at the same
/// time gets those that this one did not.
pub fn take(dir: &Path) -> Vec<Draft> {
    let read = |path: &PathBuf| {
        let when = fs::metadata(path).and_then(|meta| meta.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        let bytes = fs::read(path).ok()?;
        fs::remove_file(path).ok()?;
        let all = String::from_utf8_lossy(&bytes);
        let (title, text) = all.split_once("\n\n").unwrap_or(("", &all));
        (!text.trim().is_empty()).then(|| Draft { title: title.to_owned(), text: text.to_owned(), when })
    };
    files::of_kind(dir, KIND).iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_draft_is_written_once_for_our_eyes_only_and_found_again() {
        let dir = tempfile::tempdir().unwrap();
        let state = dir.path().join("state");
        assert_eq!(write(&state).unwrap(), None);
        hold("old", "a longer text than the next one");
        hold("Note on\nSofia", "first\n\nsecond");
        let path = write(&state).unwrap().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&state).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(write(&state).unwrap(), None);
        let drafts = take(&state);
        assert_eq!(drafts.len(), 1);
        assert_eq!((drafts[0].title.as_str(), drafts[0].text.as_str()), ("Note on Sofia", "first\n\nsecond"));
        assert_eq!(take(&state), Vec::new());
        hold("x", "y");
        clear();
        assert_eq!(write(&state).unwrap(), None);
        assert_eq!(take(Path::new("/nowhere")), Vec::new());
    }
}
