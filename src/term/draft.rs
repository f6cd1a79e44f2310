//! The half-written text. After each key the app leaves what stands in the open field here; when the program ends other than
//! by its user, whichever thread ends it writes the text to a file only the user can read, and the next start finds it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, SystemTime};

use super::tty::{lock, lock_within};
use super::{editor, files};

static SLOT: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());
static DIR: OnceLock<PathBuf> = OnceLock::new();

/// How drafts are called on disk.
const KIND: &str = "draft";
/// What is said of a text that was open in an editor.
const RESCUED: &str = "Text from the editor";

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
    hold_all(vec![(title.to_owned(), text.to_owned())]);
}

/// All texts that are not saved, each with words for what it is. What was held before is forgotten.
pub fn hold_all(texts: Vec<(String, String)>) {
    *lock(&SLOT) = texts;
}

/// No field is open, or it was saved.
pub fn clear() {
    lock(&SLOT).clear();
}

/// Writes what is held to files in `dir`, and holds it no more; the path of the last, if there was any text.
pub fn write(dir: &Path) -> io::Result<Option<PathBuf>> {
    let held = lock_within(&SLOT, Duration::from_millis(200)).map(|mut slot| std::mem::take(&mut *slot));
    let mut last = None;
    for (title, text) in held.unwrap_or_default().iter().filter(|(_, text)| !text.trim().is_empty()) {
        files::private_dir(dir)?;
        let path = files::unique(dir, KIND, ".txt");
        let title = title.replace(['\n', '\r'], " ");
        files::private_file(&path, format!("{title}\n\n{text}").as_bytes())?;
        last = Some(path);
    }
    Ok(last)
}

/// Writes what is held to where drafts go.
pub(super) fn save() -> io::Result<Option<PathBuf>> {
    DIR.get().map_or(Ok(None), |dir| write(dir))
}

/// The drafts in `dir`, oldest first, and removes them there: hold what is shown again. Another window that starts at the same
/// time gets those that this one did not. The text of an editor whose program was killed is a draft too.
pub fn take(dir: &Path) -> Vec<Draft> {
    let kept = files::of_kind(dir, KIND).into_iter().filter_map(|path| {
        let (all, when) = read(&path)?;
        fs::remove_file(&path).ok()?;
        let (title, text) = all.split_once("\n\n").unwrap_or(("", &all));
        Some(Draft { title: title.to_owned(), text: text.to_owned(), when })
    });
    let rescued = editor::left(dir).into_iter().filter_map(|left| {
        let found = editor::rescue(&left).and_then(|path| read(&path));
        fs::remove_dir_all(&left).ok()?;
        let (text, when) = found?;
        Some(Draft { title: RESCUED.to_owned(), text, when })
    });
    let mut drafts: Vec<Draft> = kept.chain(rescued).filter(|draft| !draft.text.trim().is_empty()).collect();
    drafts.sort_by_key(|draft| draft.when);
    drafts
}

fn read(path: &Path) -> Option<(String, SystemTime)> {
    let when = fs::metadata(path).and_then(|meta| meta.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    Some((String::from_utf8_lossy(&fs::read(path).ok()?).into_owned(), when))
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

    #[test]
    fn the_text_of_a_killed_editor_session_is_a_draft() {
        let dir = tempfile::tempdir().unwrap();
        let alive = rustix::process::getppid().unwrap().as_raw_nonzero().get();
        let own = i32::try_from(std::process::id()).unwrap();
        for (pid, name) in
            [(99_999_999, "text.txt"), (own, "text.txt.save"), (alive, "text.txt"), (99_999_998, "other")]
        {
            let left = dir.path().join(format!("edit-1-{pid}"));
            fs::create_dir(&left).unwrap();
            fs::write(left.join(name), name).unwrap();
        }
        let mut texts: Vec<String> = take(dir.path()).into_iter().map(|draft| draft.text).collect();
        texts.sort();
        assert_eq!(texts, ["text.txt", "text.txt.save"]);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
