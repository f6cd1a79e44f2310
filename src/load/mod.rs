//! Reading files for the import: text files here, workbooks in a child process of the same program
//! (`workbook`), so that no workbook can take the program down. Screen and command line both read
//! through this.

pub mod mail;
pub mod workbook;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::domain::settings::Settings;
use crate::exchange::KnownNotes;
use crate::exchange::limits::{Limits, Refused};
use crate::exchange::sheet::{self, How, Sheet};
use crate::exchange::text::{self, workbook_kind};
use crate::exchange::workbook::{Tab, first_filled};
use crate::store::{Store, StoreError};

/// A file's content, before it is known which row is the header.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Name without the folder.
    pub file: String,
    /// What is in it.
    pub source: Source,
    /// The limits it was read with.
    pub limits: Limits,
    /// Cells that were pasted, whose separator is no question.
    pub pasted: bool,
    /// The notes creators have already, for planning; empty until [`Loaded::knowing`].
    pub notes: Arc<KnownNotes>,
}

/// What is in a file.
#[derive(Debug, Clone)]
pub enum Source {
    /// Text, whatever its encoding.
    Text(Arc<[u8]>),
    /// The tabs of a workbook.
    Book(Vec<Tab>),
}

/// The notes creators have in a file, so that importing a sheet again adds none twice.
pub fn notes(store: &Store) -> Result<KnownNotes, StoreError> {
    let mut notes = KnownNotes::default();
    store.each_note(|creator, words| notes.add(creator, words))?;
    Ok(notes)
}

impl Loaded {
    /// With the notes creators have in a file.
    pub fn knowing(mut self, store: &Store) -> Result<Self, StoreError> {
        self.notes = Arc::new(notes(store)?);
        Ok(self)
    }

    /// Names of the tabs; none for text.
    pub fn tabs(&self) -> Vec<&str> {
        match &self.source {
            Source::Text(_) => Vec::new(),
            Source::Book(tabs) => tabs.iter().map(|t| &*t.name).collect(),
        }
    }

    /// The tab to start with.
    pub fn first_tab(&self) -> usize {
        match &self.source {
            Source::Text(_) => 0,
            Source::Book(tabs) => first_filled(tabs),
        }
    }

    /// The rows of the text, or of a tab.
    pub fn sheet(&self, tab: usize, how: &How) -> Result<Sheet, String> {
        let read = match &self.source {
            Source::Text(bytes) => sheet::read(bytes, how, &self.limits),
            Source::Book(tabs) => match tabs.get(tab) {
                Some(t) => sheet::from_tab(&t.name, t.grid.clone(), how, &self.limits),
                None => Err(Refused::Empty),
            },
        };
        read.map_err(|why| sentence(&self.file, &why))
    }
}

impl Loaded {
    /// The rows of the tab of a name, else of the first tab with anything in it; and a sentence
    /// when there are others.
    pub fn choose(&self, wanted: Option<&str>) -> Result<(Sheet, Option<String>), String> {
        let tabs = self.tabs();
        let names = tabs.join(", ");
        let at = match wanted {
            Some(name) => tabs
                .iter()
                .position(|t| t.eq_ignore_ascii_case(name.trim()))
                .ok_or_else(|| {
                    format!("{} has no sheet \"{name}\"; there are: {names}.", self.file)
                })?,
            None => self.first_tab(),
        };
        let others = wanted.is_none() && tabs.len() > 1;
        let said = tabs
            .get(at)
            .filter(|_| others)
            .map(|t| format!("the sheet {t} was read; there are: {names}"));
        Ok((self.sheet(at, &How::default())?, said))
    }
}

fn sentence(file: &str, why: &Refused) -> String {
    format!("{file}: {why}.")
}

/// The limits of the settings.
pub fn limits(settings: &Settings) -> Limits {
    let s = &settings.import;
    let mb = |n: u64| {
        usize::try_from(n)
            .unwrap_or(usize::MAX)
            .saturating_mul(1 << 20)
    };
    Limits {
        file: mb(s.file_mb),
        rows: s.rows,
        columns: s.columns,
        row: s.row_kb.saturating_mul(1 << 10),
        field: s.field_kb.saturating_mul(1 << 10),
        notes: s.note_kb.saturating_mul(1 << 10),
        cells: s.cells,
        unpacked: mb(s.unpacked_mb),
    }
}

/// Pasted cells.
pub fn cells(text: &str, settings: &Settings) -> Loaded {
    let source = Source::Text(text.as_bytes().into());
    Loaded {
        pasted: true,
        ..new("pasted cells".into(), source, limits(settings))
    }
}

/// Reads a file. `-` is standard input.
pub fn file(path: &Path, settings: &Settings) -> Result<Loaded, String> {
    stoppable(path, settings, &AtomicBool::new(false))
}

/// Reads a file until somebody sets `stop`; then whatever comes back is of no interest, only that
/// it comes soon.
pub fn stoppable(path: &Path, settings: &Settings, stop: &AtomicBool) -> Result<Loaded, String> {
    let limits = limits(settings);
    let name = named(path);
    let bytes = whole(path, &limits)?;
    let source = if path != Path::new("-") && is_workbook(path, &bytes) {
        let patience = Duration::from_secs(settings.import.seconds.max(1));
        let tabs = workbook::read(&bytes, &limits, patience, stop);
        Source::Book(tabs.map_err(|why| sentence(&name, &why))?)
    } else {
        Source::Text(bytes.into())
    };
    Ok(new(name, source, limits))
}

/// The name of a file without its folder.
fn named(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |n| n.to_string_lossy().into_owned(),
    )
}

/// The bytes of a file, or of standard input for `-`.
fn whole(path: &Path, limits: &Limits) -> Result<Vec<u8>, String> {
    let cannot = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => format!("There is no file {}.", path.display()),
        _ => format!("{} cannot be read: {e}.", path.display()),
    };
    if path == Path::new("-") {
        return bounded(std::io::stdin().lock(), limits.file).map_err(cannot);
    }
    let meta = std::fs::metadata(path).map_err(cannot)?;
    if meta.is_dir() {
        return Err(format!(
            "{} is a folder; name a file in it.",
            path.display()
        ));
    }
    let found = usize::try_from(meta.len()).unwrap_or(usize::MAX);
    if found > limits.file {
        return Err(sentence(
            &named(path),
            &Refused::TooBig {
                found,
                limit: limits.file,
            },
        ));
    }
    bounded(std::fs::File::open(path).map_err(cannot)?, limits.file).map_err(cannot)
}

/// Whether a file is a calendar, by its name.
pub fn is_calendar(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("ics"))
}

/// The text of a calendar, with the name of its file.
pub fn calendar(path: &Path, settings: &Settings) -> Result<(String, String), String> {
    let (name, limits) = (named(path), limits(settings));
    let bytes = whole(path, &limits)?;
    let text = text::read(&bytes, None, &limits).map_err(|why| sentence(&name, &why))?;
    Ok((name, text.text))
}

fn new(file: String, source: Source, limits: Limits) -> Loaded {
    Loaded {
        file,
        source,
        limits,
        pasted: false,
        notes: Arc::default(),
    }
}

/// Bytes up to one more than the limit, so that the reader can say that it is too big.
fn bounded(from: impl Read, limit: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Endings of workbooks, and of what is certainly meant as text.
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];
const TEXTS: [&str; 4] = ["csv", "tsv", "tab", "txt"];

/// Whether the bytes go to the reader of workbooks: by the name of the file, and where that says
/// nothing by what they begin with. A workbook called .csv is refused as text, with a sentence.
fn is_workbook(path: &Path, bytes: &[u8]) -> bool {
    let ending = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let packed = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
    if WORKBOOKS.contains(&ending.as_str()) {
        return packed;
    }
    !TEXTS.contains(&ending.as_str()) && workbook_kind(bytes).is_some()
}
