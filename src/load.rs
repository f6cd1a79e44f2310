//! Reading files for the import: text files here, workbooks in a child process of the same binary that sets its own limits
//! of memory and time, so that no workbook can take the program down. Screen and command line both read through this.

use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::domain::settings::Settings;
use crate::exchange::KnownNotes;
use crate::exchange::limits::{Limits, Refused};
use crate::exchange::sheet::{self, How, Sheet};
use crate::exchange::workbook::{self, Tab};
use crate::store::{Store, StoreError};

/// The hidden subcommand that reads a workbook and writes its rows.
pub const READER: &str = "read-workbook";

/// Bytes of memory the child may ask for beyond the text it may unpack.
const CHILD_MEMORY: u64 = 512 << 20;

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

impl Loaded {
    /// With the notes creators have in a file, so that importing a sheet again adds none twice.
    pub fn knowing(mut self, store: &Store) -> Result<Self, StoreError> {
        let mut notes = KnownNotes::default();
        store.each_note(|creator, words| notes.add(creator, words))?;
        self.notes = Arc::new(notes);
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
            Source::Book(tabs) => workbook::first_filled(tabs),
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

fn sentence(file: &str, why: &Refused) -> String {
    format!("{file}: {why}.")
}

/// The limits of the settings.
pub fn limits(settings: &Settings) -> Limits {
    let s = &settings.import;
    let mb = |n: u64| usize::try_from(n).unwrap_or(usize::MAX).saturating_mul(1 << 20);
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
    Loaded { pasted: true, ..new("pasted cells".into(), source, limits(settings)) }
}

/// Reads a file. `-` is standard input.
pub fn file(path: &Path, settings: &Settings) -> Result<Loaded, String> {
    stoppable(path, settings, &Arc::default())
}

/// Reads a file until somebody sets `stop`; then whatever comes back is of no interest, only that it comes soon.
pub fn stoppable(path: &Path, settings: &Settings, stop: &Arc<AtomicBool>) -> Result<Loaded, String> {
    let limits = limits(settings);
    let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let cannot = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => format!("There is no file {}.", path.display()),
        _ => format!("{} cannot be read: {e}.", path.display()),
    };
    let source = if path == Path::new("-") {
        Source::Text(bounded(std::io::stdin().lock(), limits.file).map_err(cannot)?.into())
    } else {
        let meta = std::fs::metadata(path).map_err(cannot)?;
        if meta.is_dir() {
            return Err(format!("{} is a folder; name a file in it.", path.display()));
        }
        let found = usize::try_from(meta.len()).unwrap_or(usize::MAX);
        if found > limits.file {
            return Err(sentence(&name, &Refused::TooBig { found, limit: limits.file }));
        }
        if is_workbook(path) {
            Source::Book(book(path, settings, &limits, stop).map_err(|why| sentence(&name, &why))?)
        } else {
            let file = std::fs::File::open(path).map_err(cannot)?;
            Source::Text(bounded(file, limits.file).map_err(cannot)?.into())
        }
    };
    Ok(new(name, source, limits))
}

fn new(file: String, source: Source, limits: Limits) -> Loaded {
    Loaded { file, source, limits, pasted: false, notes: Arc::default() }
}

/// Bytes up to one more than the limit, so that the reader can say that it is too big.
fn bounded(from: impl Read, limit: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A workbook by its name; one with another name is told by the text reader, which knows its first bytes.
fn is_workbook(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    matches!(&*ending, "xlsx" | "xlsm" | "xlsb" | "xls" | "ods")
}

/// Lets the child read a workbook, and ends it when it takes too long.
fn book(path: &Path, settings: &Settings, limits: &Limits, stop: &Arc<AtomicBool>) -> Result<Vec<Tab>, Refused> {
    let lost = |why: &str| Refused::Workbook { why: why.to_string() };
    let program = std::env::current_exe().map_err(|_| lost("the program cannot find itself"))?;
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let seconds = settings.import.seconds.max(1);
    let mut child = Command::new(program)
        .arg(READER)
        .arg(path)
        .args([seconds.to_string(), limits.unpacked.to_string(), limits.cells.to_string(), limits.file.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| lost("the reader could not be started"))?;
    let Some(pipe) = child.stdout.take() else { return Err(lost("the reader could not be started")) };
    let late = Arc::new(AtomicBool::new(false));
    let done = Arc::new(AtomicBool::new(false));
    let watch = {
        let (late, done, stop) = (late.clone(), done.clone(), stop.clone());
        let end = Instant::now() + Duration::from_secs(seconds);
        std::thread::spawn(move || {
            let over = || done.load(Ordering::Relaxed) || stop.load(Ordering::Relaxed) || Instant::now() >= end;
            while !over() {
                std::thread::park_timeout(Duration::from_millis(100));
            }
            late.store(!done.load(Ordering::Relaxed), Ordering::Relaxed);
            let _ = child.kill();
            let _ = child.wait();
        })
    };
    let tabs = workbook::decode(BufReader::new(pipe), limits);
    done.store(true, Ordering::Relaxed);
    watch.thread().unpark();
    let _ = watch.join();
    if late.load(Ordering::Relaxed) { Err(lost("it takes too long to read; save it as CSV and import that")) } else { tabs }
}

/// The child's side: limits itself, reads, writes. The arguments are the path and the limits the parent gave.
pub fn reader(args: &[String]) -> Result<(), String> {
    let [path, seconds, unpacked, cells, file] = args else { return Err("This is for touchbase itself.".into()) };
    let number = |text: &String| text.parse::<u64>().map_err(|_| "This is for touchbase itself.".to_string());
    let (seconds, unpacked, cells, file) = (number(seconds)?, number(unpacked)?, number(cells)?, number(file)?);
    confine(seconds, unpacked);
    let small = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let limits = Limits { file: small(file), unpacked: small(unpacked), cells: small(cells), ..Limits::default() };
    let tabs = match std::fs::read(path) {
        Ok(bytes) => workbook::read(&bytes, &limits),
        Err(e) => Err(Refused::Workbook { why: format!("it cannot be read: {e}") }),
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    workbook::encode(&tabs, &mut out).and_then(|()| out.flush()).map_err(|e| e.to_string())
}

/// Memory and processor time the child may use; past that the system ends it and the parent says so.
#[cfg(unix)]
fn confine(seconds: u64, unpacked: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |n: u64| Rlimit { current: Some(n), maximum: Some(n) };
    let _ = setrlimit(Resource::As, most(unpacked.saturating_mul(4).saturating_add(CHILD_MEMORY)));
    let _ = setrlimit(Resource::Cpu, most(seconds));
    let _ = setrlimit(Resource::Core, most(0));
}

#[cfg(not(unix))]
fn confine(_seconds: u64, _unpacked: u64) {}
