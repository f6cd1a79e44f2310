//! Small dealings with the world around: opening links, writing exports, the language of the system.

use std::io::Write;
use std::path::Path;

/// Languages whose fonts may show our glyphs two cells wide.
pub fn wide_glyphs() -> bool {
    let lang = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|v| std::env::var(v).ok().filter(|t| !t.is_empty()));
    lang.is_some_and(|l| ["ja", "ko", "zh"].iter().any(|w| l.starts_with(w)))
}

/// Opens a link or mail address with the system's program. Only http, https and mailto are opened, as one argument.
pub fn open_link(link: &str) -> Result<String, String> {
    let link = link.trim();
    let full =
        if link.contains("://") || link.starts_with("mailto:") { link.to_string() } else { format!("https://{link}") };
    let known = ["http://", "https://", "mailto:"].iter().any(|s| full.to_lowercase().starts_with(s));
    if !known || full.contains(char::is_whitespace) || full.chars().any(char::is_control) {
        return Err(format!("\"{link}\" is not a link that can be opened; only http, https and mail addresses are."));
    }
    match open::that_detached(&full) {
        Ok(()) => Ok(format!("Asked the system to open {full}")),
        Err(e) => Err(format!("{full} could not be opened: {e}.")),
    }
}

/// Writes a file whole or not at all: beside its place first, then put there. One that is there already is only replaced
/// when `replace` says so. Errors are sentences.
pub fn write_new(path: &Path, bytes: &[u8], replace: bool) -> Result<(), String> {
    let failed = |e: std::io::Error| format!("{} cannot be written: {e}.", path.display());
    let taken = || format!("{} is there already; it is not overwritten. Choose another name.", path.display());
    if !replace && path.symlink_metadata().is_ok() {
        return Err(taken());
    }
    let Some(name) = path.file_name() else { return Err(format!("{} is no file name.", path.display())) };
    let mut beside = name.to_os_string();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(beside);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&beside).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    let placed = written.map_err(failed).and_then(|()| {
        if replace {
            return std::fs::rename(&beside, path).map_err(failed);
        }
        // A link, unlike a rename, refuses when another program put a file there meanwhile.
        match std::fs::hard_link(&beside, path) {
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Err(taken()),
            Err(_) => std::fs::rename(&beside, path).map_err(failed),
            Ok(()) => Ok(()),
        }
    });
    // After a rename nothing is left to remove.
    let _ = std::fs::remove_file(&beside);
    placed
}
