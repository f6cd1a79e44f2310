//! A file to sheets: its bytes within the limit, then as text here or as a workbook in a child process. Used by the screen
//! too, which may stop it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::workbook;
use crate::exchange::limits::{Limits, Refused};
use crate::exchange::sheet::{self, How, Sheet};
use crate::exchange::text::workbook_kind;

/// A file that was read.
#[derive(Debug)]
pub struct Loaded {
    /// Its name, without the folder.
    pub file: String,
    /// Its sheets by name; a text file has one, without a name.
    pub sheets: Vec<(String, Sheet)>,
}

/// Reads a file (`-` is standard input). The error is a sentence with the file's name.
pub fn load(path: &Path, limits: &Limits, seconds: u64, stop: &AtomicBool) -> Result<Loaded, String> {
    let pasted = path == Path::new("-");
    let file = if pasted { "pasted".into() } else { path.file_name().unwrap_or(path.as_os_str()).to_string_lossy() };
    let bytes = if pasted { take(io::stdin().lock(), limits) } else { bytes_of(path, limits) };
    let bytes = bytes.map_err(|why| format!("{file}: {why}."))?;
    let workbook = is_workbook(path, &bytes);
    let sheets = sheets(&bytes, workbook, limits, Duration::from_secs(seconds), stop);
    let sheets = sheets.map_err(|why| format!("{file}: {why}."))?;
    Ok(Loaded { file: file.into_owned(), sheets })
}

fn bytes_of(path: &Path, limits: &Limits) -> Result<Vec<u8>, String> {
    let cannot = |err: io::Error| format!("it cannot be read ({err})");
    let file = File::open(path).map_err(|err| match err.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => cannot(err),
    })?;
    let meta = file.metadata().map_err(cannot)?;
    if meta.is_dir() {
        return Err("this is a folder, not a file".into());
    }
    let found = usize::try_from(meta.len()).unwrap_or(usize::MAX);
    if found > limits.file {
        return Err(Refused::TooBig { found, limit: limits.file }.to_string());
    }
    take(file, limits)
}

/// All bytes, but not more than the limit: what is no plain file has no size to be asked for.
fn take(from: impl Read, limits: &Limits) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limits.file).unwrap_or(u64::MAX).saturating_add(1);
    from.take(most).read_to_end(&mut bytes).map_err(|err| format!("it cannot be read ({err})"))?;
    if bytes.len() > limits.file {
        return Err(Refused::TooBig { found: bytes.len(), limit: limits.file }.to_string());
    }
    Ok(bytes)
}

/// Endings of workbooks, and of what is certainly meant as text.
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];
const TEXTS: [&str; 4] = ["csv", "tsv", "tab", "txt"];

/// Whether the bytes go to the reader of workbooks: by the name of the file, and where that says nothing by what they
/// begin with. A workbook called .csv is refused as text, with a sentence.
fn is_workbook(path: &Path, bytes: &[u8]) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let packed = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
    if WORKBOOKS.contains(&ending.as_str()) {
        return packed;
    }
    !TEXTS.contains(&ending.as_str()) && workbook_kind(bytes).is_some()
}

fn sheets(
    bytes: &[u8],
    workbook: bool,
    limits: &Limits,
    patience: Duration,
    stop: &AtomicBool,
) -> Result<Vec<(String, Sheet)>, Refused> {
    let how = How::default();
    if !workbook {
        return Ok(vec![(String::new(), sheet::read(bytes, &how, limits)?)]);
    }
    let mut all = Vec::new();
    for tab in workbook::read(bytes, limits, patience, stop)? {
        match sheet::from_tab(&tab.name, tab.grid, &how, limits) {
            Ok(sheet) => all.push((sheet.tab.clone(), sheet)),
            Err(Refused::Empty) => {}
            Err(other) => return Err(other),
        }
    }
    if all.is_empty() { Err(Refused::Empty) } else { Ok(all) }
}
