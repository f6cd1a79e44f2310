//! The half-written text. After each key the app leaves what stands in the open field here; when
//! the program ends other than by its user, whichever thread ends it writes the text to a file only
//! the user can read, and the next start finds it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, SystemTime};

use super::tty::{lock, lock_within};
use super::{editor, files};

static SLOT: Mutex<Held> = Mutex::new(Held {
    file: String::new(),
    texts: Vec::new(),
});
static DIR: OnceLock<PathBuf> = OnceLock::new();

/// What is held: texts with words for what they are, and the database they are about.
#[derive(Default)]
struct Held {
    file: String,
    texts: Vec<(String, String)>,
}

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
    hold_all(Path::new(""), vec![(title.to_owned(), text.to_owned())]);
}

/// All texts that are not saved, each with words for what it is, and the database they are about.
/// What was held before is forgotten.
pub fn hold_all(file: &Path, texts: Vec<(String, String)>) {
    *lock(&SLOT) = Held {
        file: called(file),
        texts,
    };
}

/// A database by its path, on one line; the same however the path was given.
fn called(file: &Path) -> String {
    let whole = fs::canonicalize(file)
        .or_else(|_| std::path::absolute(file))
        .unwrap_or_default();
    whole.to_string_lossy().replace(['\n', '\r'], " ")
}

/// No field is open, or it was saved.
pub fn clear() {
    lock(&SLOT).texts.clear();
}

/// Writes what is held to files in `dir`, and holds it no more; the path of the last, if there was
/// any text.
pub fn write(dir: &Path) -> io::Result<Option<PathBuf>> {
    let held =
        lock_within(&SLOT, Duration::from_millis(200)).map(|mut slot| std::mem::take(&mut *slot));
    keep(dir, &held.unwrap_or_default())
}

/// Writes texts about a database to files in `dir`, whatever is held.
pub fn write_all(
    dir: &Path,
    file: &Path,
    texts: Vec<(String, String)>,
) -> io::Result<Option<PathBuf>> {
    keep(
        dir,
        &Held {
            file: called(file),
            texts,
        },
    )
}

fn keep(dir: &Path, held: &Held) -> io::Result<Option<PathBuf>> {
    let mut last = None;
    for (title, text) in held
        .texts
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
    {
        files::private_dir(dir)?;
        let path = files::unique(dir, KIND, ".txt");
        let title = title.replace(['\n', '\r'], " ");
        let about = if held.file.is_empty() {
            String::new()
        } else {
            format!("\n{}", held.file)
        };
        files::private_file(&path, format!("{title}{about}\n\n{text}").as_bytes())?;
        last = Some(path);
    }
    Ok(last)
}

/// Writes what is held to where drafts go.
pub(super) fn save() -> io::Result<Option<PathBuf>> {
    DIR.get().map_or(Ok(None), |dir| write(dir))
}

/// The drafts in `dir` about a database, oldest first, and removes them there: hold what is shown
/// again. Another window that starts at the same time gets those that this one did not. The text of
/// an editor whose program was killed is a draft too.
pub fn take(dir: &Path, file: &Path) -> Vec<Draft> {
    let wanted = called(file);
    let kept = files::of_kind(dir, KIND).into_iter().filter_map(|path| {
        let (all, when) = read(&path)?;
        let (head, text) = all.split_once("\n\n").unwrap_or(("", &all));
        let (title, about) = head.split_once('\n').unwrap_or((head, ""));
        // One that does not say what it is about is for whoever comes first.
        if !about.is_empty() && about != wanted {
            return None;
        }
        fs::remove_file(&path).ok()?;
        Some(Draft {
            title: title.to_owned(),
            text: text.to_owned(),
            when,
        })
    });
    let rescued = editor::left(dir).into_iter().filter_map(|left| {
        let found = editor::rescue(&left).and_then(|path| read(&path));
        fs::remove_dir_all(&left).ok()?;
        let (text, when) = found?;
        Some(Draft {
            title: RESCUED.to_owned(),
            text,
            when,
        })
    });
    let mut drafts: Vec<Draft> = kept
        .chain(rescued)
        .filter(|draft| !draft.text.trim().is_empty())
        .collect();
    drafts.sort_by_key(|draft| draft.when);
    drafts
}

fn read(path: &Path) -> Option<(String, SystemTime)> {
    let when = fs::metadata(path)
        .and_then(|meta| meta.modified())
        .unwrap_or(SystemTime::UNIX_EPOCH);
    Some((
        String::from_utf8_lossy(&fs::read(path).ok()?).into_owned(),
        when,
    ))
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
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(
            fs::metadata(&state).unwrap().permissions().mode() & 0o777,
            0o700
        );
        assert_eq!(write(&state).unwrap(), None);
        let drafts = take(&state, Path::new("/a.db"));
        assert_eq!(drafts.len(), 1);
        assert_eq!(
            (drafts[0].title.as_str(), drafts[0].text.as_str()),
            ("Note on Sofia", "first\n\nsecond")
        );
        assert_eq!(take(&state, Path::new("/a.db")), Vec::new());
        hold("x", "y");
        clear();
        assert_eq!(write(&state).unwrap(), None);
        assert_eq!(take(Path::new("/nowhere"), Path::new("/a.db")), Vec::new());
    }

    #[test]
    fn a_draft_is_found_by_the_file_it_is_about() {
        let dir = tempfile::tempdir().unwrap();
        let (mine, other) = (dir.path().join("mine.db"), dir.path().join("other.db"));
        write_all(
            dir.path(),
            &mine,
            vec![("Edit Theo".into(), "half a line".into())],
        )
        .unwrap();
        assert_eq!(take(dir.path(), &other), Vec::new());
        let found: Vec<String> = take(dir.path(), &mine)
            .into_iter()
            .map(|draft| draft.text)
            .collect();
        assert_eq!(found, ["half a line"]);
        assert_eq!(take(dir.path(), &mine), Vec::new());
    }

    #[test]
    fn the_text_of_a_killed_editor_session_is_a_draft() {
        let dir = tempfile::tempdir().unwrap();
        let alive = rustix::process::getppid().unwrap().as_raw_nonzero().get();
        let own = i32::try_from(std::process::id()).unwrap();
        for (pid, name) in [
            (99_999_999, "text.txt"),
            (own, "text.txt.save"),
            (alive, "text.txt"),
            (99_999_998, "other"),
        ] {
            let left = dir.path().join(format!("edit-1-{pid}"));
            fs::create_dir(&left).unwrap();
            fs::write(left.join(name), name).unwrap();
        }
        let mut texts: Vec<String> = take(dir.path(), Path::new(""))
            .into_iter()
            .map(|draft| draft.text)
            .collect();
        texts.sort();
        assert_eq!(texts, ["text.txt", "text.txt.save"]);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
