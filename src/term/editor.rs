//! A text in the user's own editor. Call it inside `Term::outside`. Whatever the editor does, the
//! text is safe with the caller: a result is a new text, an error is a sentence and nothing
//! changed.

use std::ffi::OsString;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use super::files;

/// How the editor's directories are called.
const KIND: &str = "edit";
/// The text in them.
const TEXT: &str = "text.txt";
/// Nothing a person writes is longer.
const LONGEST: u64 = 16 << 20;

/// A directory of its own for the text, as editors leave copies beside it. Gone with all of them
/// when dropped.
struct TextFolder(PathBuf);

impl Drop for TextFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Opens `text` in `$VISUAL` or `$EDITOR` (with arguments, as the shell reads them) and returns
/// what was saved.
pub fn edit(text: &str, state_dir: &Path) -> Result<String, String> {
    edit_with(&editor(), text, state_dir)
}

fn editor() -> OsString {
    let set =
        |name| std::env::var_os(name).filter(|value| !value.to_string_lossy().trim().is_empty());
    let common = || {
        ["nano", "vim", "vi"]
            .into_iter()
            .find(|name| super::clipboard::find(name).is_some())
    };
    set("VISUAL")
        .or_else(|| set("EDITOR"))
        .unwrap_or_else(|| common().unwrap_or("vi").into())
}

fn edit_with(editor: &OsString, text: &str, state_dir: &Path) -> Result<String, String> {
    let name = editor.to_string_lossy().into_owned();
    let kept = |what: String| format!("{what} Your text is as it was.");
    let not_kept = |e: std::io::Error| {
        kept(format!(
            "The text could not be put into a file for the editor: {e}."
        ))
    };
    let folder = TextFolder(files::unique(state_dir, KIND, ""));
    files::private_dir(&folder.0).map_err(not_kept)?;
    let path = folder.0.join(TEXT);
    files::private_file(&path, text.as_bytes()).map_err(not_kept)?;
    let status = command(editor, &path).status();
    let status =
        status.map_err(|e| kept(format!("The editor ({name}) could not be started: {e}.")))?;
    if !status.success() {
        return Err(kept(failure(&name, status)));
    }
    let saved = read(&path).map_err(|e| kept(format!("What the editor ({name}) saved {e}.")))?;
    if saved.trim().is_empty() && !text.trim().is_empty() {
        return Err(kept(format!("The editor ({name}) saved nothing.")));
    }
    // Editors end the last line; a text that did not end in one shall not grow by it.
    let grown = saved.strip_suffix('\n').filter(|_| !text.ends_with('\n'));
    Ok(grown.unwrap_or(&saved).to_owned())
}

/// An editor whose name is a path with spaces is itself; else the shell reads the words, as it does
/// for git.
fn command(editor: &OsString, path: &Path) -> Command {
    if Path::new(editor).is_file() {
        let mut command = Command::new(editor);
        command.arg(path);
        return command;
    }
    let mut line = editor.clone();
    line.push(" \"$@\"");
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(line).arg("editor").arg(path);
    command
}

fn failure(name: &str, status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(127), _) => {
            format!("The editor ({name}) was not found; set EDITOR to one that is installed.")
        }
        // The shell's way to say it.
        (Some(code @ 129..=192), _) => {
            format!("The editor ({name}) was ended by signal {}.", code - 128)
        }
        (Some(code), _) => format!("The editor ({name}) ended with status {code}."),
        (None, Some(signal)) => format!("The editor ({name}) was ended by signal {signal}."),
        (None, None) => format!("The editor ({name}) did not end well."),
    }
}

fn read(path: &Path) -> Result<String, String> {
    let length = fs::metadata(path)
        .map_err(|e| format!("cannot be read: {e}"))?
        .len();
    if length > LONGEST {
        return Err(format!(
            "is too long: {} MB, the limit is {} MB",
            length >> 20,
            LONGEST >> 20
        ));
    }
    let bytes = fs::read(path).map_err(|e| format!("cannot be read: {e}"))?;
    let text = String::from_utf8(bytes).map_err(|_| "is not text in UTF-8".to_owned())?;
    Ok(text.replace("\r\n", "\n"))
}

/// The directories of editor sessions whose program is no more (killed, its window closed, power
/// cut).
pub(super) fn left(state_dir: &Path) -> Vec<PathBuf> {
    let alive = |path: &PathBuf| {
        let pid = path
            .to_str()
            .and_then(|path| path.rsplit('-').next())
            .and_then(|pid| pid.parse().ok());
        // Our own number is an earlier owner's: no editor of ours is open at the start.
        pid.filter(|pid| u32::try_from(*pid) != Ok(std::process::id()))
            .and_then(rustix::process::Pid::from_raw)
            .is_some_and(|pid| {
                rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH)
            })
    };
    files::of_kind(state_dir, KIND)
        .into_iter()
        .filter(|path| !alive(path))
        .collect()
}

/// The text in such a directory: what was saved last, or what the editor rescued when it was told
/// to end.
pub(super) fn rescue(dir: &Path) -> Option<PathBuf> {
    let changed = |path: &PathBuf| fs::metadata(path).and_then(|meta| meta.modified()).ok();
    // nano adds `.save` to the name; vim's rescue is its own format, and `vim -r` needs it in
    // place.
    [TEXT, "text.txt.save"]
        .into_iter()
        .map(|name| dir.join(name))
        .filter(|path| path.is_file())
        .max_by_key(changed)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// What an editor that is this shell script makes of `text`.
    fn run(script: &str, text: &str) -> Result<String, String> {
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join("my editor");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let state = dir.path().join("the state");
        let line = format!("'{}' --wait \"a b\"", program.display());
        let result = edit_with(&line.into(), text, &state);
        assert_eq!(fs::read_dir(&state).unwrap().count(), 0, "left behind");
        result
    }

    #[test]
    fn what_the_editor_saves_is_the_text() {
        assert_eq!(
            run(
                "test $# = 3 && test \"$2\" = 'a b' && echo more >> \"$3\"",
                "one\n"
            ),
            Ok("one\nmore\n".into())
        );
        assert_eq!(run("echo two > \"$3\"", "one"), Ok("two".into()));
        assert_eq!(run("true", "as it was"), Ok("as it was".into()));
        assert_eq!(
            run("printf 'a\\r\\nb' > \"$3\"; touch \"$3~\"", "x"),
            Ok("a\nb".into())
        );
        assert_eq!(
            run("test $(ls -l \"$3\" | cut -c1-10) = -rw-------", "x"),
            Ok("x".into())
        );
    }

    #[test]
    fn whatever_the_editor_does_wrong_is_a_sentence() {
        for (script, words) in [
            ("exit 3", "ended with status 3"),
            ("kill -9 $$", "signal 9"),
            ("printf '\\377\\376' > \"$3\"", "not text in UTF-8"),
            (": > \"$3\"", "saved nothing"),
            ("rm \"$3\"", "cannot be read"),
        ] {
            let error = run(script, "text").unwrap_err();
            assert!(
                error.contains(words) && error.ends_with("Your text is as it was."),
                "{script}: {error}"
            );
        }
        let error = edit_with(
            &"/no/such/editor -w".into(),
            "text",
            tempfile::tempdir().unwrap().path(),
        )
        .unwrap_err();
        assert!(error.contains("not found"), "{error}");
    }

    #[test]
    fn a_path_with_spaces_needs_no_quotes() {
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join("my editor");
        fs::write(&program, "#!/bin/sh\necho new > \"$1\"\n").unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(
            edit_with(&program.into_os_string(), "old", dir.path()),
            Ok("new".into())
        );
    }
}
