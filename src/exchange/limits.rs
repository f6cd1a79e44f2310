//! How much an import may bring, and the sentences said when it brings more. A file from outside
//! must not be able to exhaust memory or time, and a refusal has to tell what to do instead.

use thiserror::Error;

/// The limits of one import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file: usize,
    /// Rows of data.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Bytes of one row.
    pub row: usize,
    /// Bytes of one field.
    pub field: usize,
    /// Bytes of a field of notes.
    pub notes: usize,
    /// Cells of a workbook that hold something.
    pub cells: usize,
    /// Bytes of text a workbook may unpack to.
    pub unpacked: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 100 << 20,
            rows: 200_000,
            columns: 500,
            row: 4 << 20,
            field: 64 << 10,
            notes: 1 << 20,
            cells: 2_000_000,
            unpacked: 200 << 20,
        }
    }
}

/// Why a whole file is refused. Nothing of it is taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// No bytes at all, or nothing but blank lines.
    #[error("the file is empty")]
    Empty,
    /// Bytes of another kind.
    #[error("this is {article} {kind} file, not CSV{advice}")]
    Binary {
        /// "a" or "an".
        article: &'static str,
        /// What it is.
        kind: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// No known magic, but no text either.
    #[error("this does not look like text; export the sheet as CSV and import that")]
    NotText,
    /// Too long.
    #[error("the file is {} MB; at most {} MB are read at once: split it", .found >> 20, .limit >> 20)]
    TooBig {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Too many rows.
    #[error("the file has more than {limit} rows: split it into several files")]
    TooManyRows {
        /// Rows allowed.
        limit: usize,
    },
    /// Too many columns.
    #[error(
        "the file has {found} columns; at most {limit} are read: leave out those that are not needed"
    )]
    TooManyColumns {
        /// Columns found.
        found: usize,
        /// Columns allowed.
        limit: usize,
    },
    /// Too many cells in a workbook.
    #[error(
        "the workbook has more than {limit} cells or unpacks to too much: save the sheet with the creators as CSV"
    )]
    TooManyCells {
        /// Cells allowed.
        limit: usize,
    },
    /// A workbook that cannot be read.
    #[error(
        "the workbook cannot be read ({why}): open it and save it again, or save the sheet as CSV"
    )]
    Workbook {
        /// What the reader said.
        why: String,
    },
    /// An encoding name nobody knows.
    #[error(
        "there is no encoding called \"{0}\"; try UTF-8, UTF-16LE, Windows-1252 or Windows-1250"
    )]
    Encoding(String),
    /// A profile name nobody knows.
    #[error("there is no import profile called \"{0}\"; there are: {1}")]
    Profile(String, String),
    /// Recognised as something else than people.
    #[error("this is {what}, not a list of people: {how}")]
    Kind {
        /// What it is.
        what: &'static str,
        /// What helps.
        how: &'static str,
    },
    /// No table at all.
    #[error("this is {what}, not a table: {how}")]
    Content {
        /// What it is.
        what: &'static str,
        /// What helps.
        how: &'static str,
    },
    /// A bad `--map`.
    #[error("{0}")]
    Map(String),
    /// What the process that reads workbooks said.
    #[error("{0}")]
    Said(String),
    /// The rows sent by the reading process do not make sense.
    #[error(
        "the workbook reader stopped before it was done: save the sheet as CSV and import that"
    )]
    Cut,
}
