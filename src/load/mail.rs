//! Reading mail: a file of one letter or of many, a Maildir or any folder of mail files, standard
//! input. Screen and command line both read through this. Nothing is sent and nothing is fetched.

use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};

use crate::exchange::mail::{self, Letter};

/// No mailbox is read beyond so many bytes from the command line: 4 GB.
pub const LONGEST: u64 = 4 << 30;

/// While a window waits for it, no mailbox is read beyond so many bytes: 200 MB.
pub const AT_ONCE: u64 = 200 << 20;

/// Endings of mail files.
const ENDINGS: [&str; 2] = ["eml", "mbox"];

/// Whether a path is mail by its name: a mail file, or a folder.
pub fn is_mail(path: &Path) -> bool {
    path.is_dir() || is_named(path)
}

fn is_named(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| ENDINGS.iter().any(|known| e.eq_ignore_ascii_case(known)))
}

/// The letters of a path, `-` for one on standard input, at most so many bytes a file. Errors are
/// sentences.
pub fn read(path: &Path, longest: u64) -> Result<Vec<Option<Letter>>, String> {
    let failed = |e: std::io::Error| format!("{} cannot be read: {e}.", path.display());
    if path.as_os_str() == "-" {
        return mail::letters(BufReader::new(std::io::stdin().take(longest))).map_err(failed);
    }
    if !path.is_dir() {
        let file = std::fs::File::open(path).map_err(failed)?;
        if file.metadata().map_err(failed)?.len() > longest {
            let mb = longest >> 20;
            return Err(format!(
                "{} is larger than {mb} MB; `touchbase log --mail` reads larger ones.",
                path.display()
            ));
        }
        return mail::letters(BufReader::new(file.take(longest))).map_err(failed);
    }
    let files = files(path);
    if files.is_empty() {
        return Err(format!(
            "{} holds no mail: neither a Maildir nor .eml or .mbox files.",
            path.display()
        ));
    }
    let mut letters = Vec::new();
    for file in files {
        letters.extend(read(&file, longest)?);
    }
    Ok(letters)
}

/// The mail files of a folder, in order. In the `cur` and `new` of a Maildir every file is one;
/// elsewhere its name says so.
fn files(folder: &Path) -> Vec<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .filter_map(Result::ok);
        entries.map(|e| e.path()).filter(|p| p.is_file()).collect()
    };
    let mut files: Vec<PathBuf> = inside(folder).into_iter().filter(|p| is_named(p)).collect();
    files.extend(inside(&folder.join("cur")));
    files.extend(inside(&folder.join("new")));
    files.sort();
    files
}
