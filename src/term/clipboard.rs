//! Copying to the clipboard, both ways there are: asking the terminal (OSC 52, works through ssh,
//! cannot be confirmed) and handing the text to the desktop's own tool where there is one.

use std::env;
use std::fmt::Write as _;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use super::files;

/// Terminals that limit what they are asked to copy, limit it to about 100,000 bytes in base 64.
const LONGEST_ASKED: usize = 74_000;
/// How long a tool may take.
const PATIENCE: Duration = Duration::from_millis(700);

/// A desktop's tool: its name and arguments, and whether it wants UTF-16.
struct Tool {
    name: &'static str,
    args: &'static [&'static str],
    utf16: bool,
}

/// What asks the terminal to copy `text`; nothing when that is too long for it.
pub(super) fn request(text: &str) -> Option<Vec<u8>> {
    let mut ansi = String::new();
    let fits = text.len() <= LONGEST_ASKED;
    (fits && write!(ansi, "{}", Ansi(text)).is_ok()).then(|| ansi.into_bytes())
}

struct Ansi<'a>(&'a str);

impl std::fmt::Display for Ansi<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        CopyToClipboard::to_clipboard_from(self.0).write_ansi(f)
    }
}

/// Hands `text` to the desktop's tool; its name if that went well.
pub(super) fn hand_over(text: &str) -> Option<&'static str> {
    let (tool, path) = tools()
        .into_iter()
        .find_map(|tool| Some((find(tool.name)?, tool)))
        .map(|(path, tool)| (tool, path))?;
    let bytes = if tool.utf16 {
        std::iter::once(0xfeff)
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect()
    } else {
        text.as_bytes().to_vec()
    };
    let mut command = Command::new(path);
    command
        .args(tool.args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let (done, result) = mpsc::channel();
    std::thread::Builder::new()
        .name("clipboard".to_owned())
        .spawn(move || {
            let written = child
                .stdin
                .take()
                .is_some_and(|mut stdin| stdin.write_all(&bytes).is_ok());
            let ended = child.wait().is_ok_and(|status| status.success());
            let _ = done.send(written && ended);
        })
        .ok()?;
    result
        .recv_timeout(PATIENCE)
        .is_ok_and(|well| well)
        .then_some(tool.name)
}

/// The tools that reach the clipboard of the screen the user sits at. Through ssh there is none but
/// an X display.
fn tools() -> Vec<Tool> {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let tool = |name, args| Tool {
        name,
        args,
        utf16: false,
    };
    let mut tools = Vec::new();
    let remote = set("SSH_CONNECTION") || set("SSH_TTY");
    if set("WAYLAND_DISPLAY") && !remote {
        tools.push(tool("wl-copy", &[] as &[&str]));
    }
    if set("DISPLAY") {
        tools.push(tool("xclip", &["-selection", "clipboard"]));
        tools.push(tool("xsel", &["--clipboard", "--input"]));
    }
    if cfg!(target_os = "macos") && !remote {
        tools.push(tool("pbcopy", &[]));
    }
    if (set("WSL_DISTRO_NAME") || set("WSL_INTEROP")) && !remote {
        tools.push(Tool {
            name: "clip.exe",
            args: &[],
            utf16: true,
        });
    }
    tools
}

/// The program of that name in `PATH`.
pub(super) fn find(name: &str) -> Option<PathBuf> {
    let runs = |path: &PathBuf| {
        path.metadata()
            .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
    };
    env::split_paths(&env::var_os("PATH")?)
        .filter(|dir| dir.is_absolute())
        .map(|dir| dir.join(name))
        .find(runs)
}

/// Where the text copied last is kept: no clipboard can be relied on everywhere.
pub fn file(state: &Path) -> PathBuf {
    state.join("copied.txt")
}

/// Keeps the text copied last, for our eyes only.
pub fn keep(state: &Path, text: &str) -> std::io::Result<()> {
    let path = file(state);
    files::private_dir(state)?;
    match std::fs::remove_file(&path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    files::private_file(&path, text.as_bytes())
}

/// What was done, as a sentence.
pub(super) fn sentence(tool: Option<&str>, asked: bool) -> String {
    match (tool, asked) {
        (Some(tool), _) => format!("Copied ({tool})."),
        (None, true) => "Asked the terminal to copy; most do.".to_owned(),
        (None, false) => "Not copied: no clipboard is within reach.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terminal_is_asked_in_base_64_and_not_too_much() {
        assert_eq!(request("Mía").unwrap(), b"\x1b]52;c;TcOtYQ==\x1b\\");
        assert_eq!(request(&"x".repeat(LONGEST_ASKED + 1)), None);
        assert_eq!(
            sentence(None, false),
            "Not copied: no clipboard is within reach."
        );
        assert_eq!(find("no-such-program"), None);
        assert!(find("sh").is_some());
    }
}
