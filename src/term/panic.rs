//! What happens on a panic, in whatever thread: the terminal is given back, the draft kept, a
//! report written, one sentence said, and the process ends. The report has places and names of
//! functions only: a panic's own text may quote data.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::io::Write as _;
use std::panic::{Location, PanicHookInfo};
use std::path::{Path, PathBuf};

use super::tty::tty;
use super::{draft, end, files};

/// How reports are called on disk.
const KIND: &str = "report";
/// Reports kept.
const KEPT: usize = 5;
/// What the process ends with, as Rust programs do after a panic.
const STATUS: i32 = 101;

/// Installs the hook; reports go to `state_dir`.
pub(super) fn install(state_dir: &Path) {
    let dir = state_dir.to_path_buf();
    std::panic::set_hook(Box::new(move |info| die(info, &dir)));
}

fn die(info: &PanicHookInfo<'_>, dir: &Path) -> ! {
    end::claim();
    let draft = draft::save();
    if let Some(tty) = tty() {
        tty.give_back(true);
    }
    let mut words =
        "touchbase stopped because of a fault of its own. What was saved is safe.".to_owned();
    if let Ok(Some(path)) = draft {
        let _ = write!(
            words,
            " The text you were writing is kept in {}.",
            path.display()
        );
    }
    match save(info, dir) {
        Ok(path) => {
            let _ = write!(
                words,
                " A report without any of your data is in {}.",
                path.display()
            );
        }
        Err(e) => {
            let _ = write!(
                words,
                " No report could be written to {}: {e}.",
                dir.display()
            );
        }
    }
    let _ = writeln!(std::io::stderr(), "{words}");
    std::process::exit(STATUS)
}

fn save(info: &PanicHookInfo<'_>, dir: &Path) -> std::io::Result<PathBuf> {
    files::private_dir(dir)?;
    let old = files::of_kind(dir, KIND);
    for path in old.iter().rev().skip(KEPT - 1) {
        let _ = std::fs::remove_file(path);
    }
    let path = files::unique(dir, KIND, ".txt");
    files::private_file(
        &path,
        report(info.location(), &Backtrace::force_capture().to_string()).as_bytes(),
    )?;
    Ok(path)
}

fn report(location: Option<&Location<'_>>, backtrace: &str) -> String {
    let thread = std::thread::current();
    let place = location.map_or("unknown".to_owned(), |at| {
        format!("{}:{}:{}", tail(at.file()), at.line(), at.column())
    });
    let mut text = format!(
        "touchbase {} on {} {}\nthread: {}\nplace: {place}\n\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        thread.name().unwrap_or("unnamed"),
    );
    // Of each frame its number and name; the lines between say where the sources lay when the
    // program was built.
    for line in backtrace
        .lines()
        .filter(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The last parts of a source path: enough to find it, and nobody's home directory.
fn tail(path: &str) -> &str {
    let cut = path.rmatch_indices('/').nth(3).map(|(at, _)| at + 1);
    cut.and_then(|at| path.get(at..)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_names_and_no_paths() {
        let trace = "   0: touchbase::app::update\n             at /home/mia/touchbase/src/app.rs:3:1\n   1: main\n";
        let text = report(Some(Location::caller()), trace);
        assert!(
            text.contains("touchbase::app::update\n   1: main\n"),
            "{text}"
        );
        assert!(text.contains("src/term/panic.rs:"), "{text}");
        assert!(!text.contains("mia"), "{text}");
        assert_eq!(
            tail("/home/mia/.cargo/registry/src/index/csv-1.4.0/src/reader.rs"),
            "index/csv-1.4.0/src/reader.rs"
        );
    }
}
