//! Workbooks (xlsx, xls, ods) to rows of text. Runs in a child process of the same binary with
//! limits of memory and time, because a workbook of two kilobytes can make any reader ask for half
//! a terabyte; the rows go to the parent through [`encode`] and [`decode`]. What a spreadsheet
//! knows for certain stays certain as text: dates become ISO, percentages keep their sign, and a
//! number never looks as if its decimals were thousands.

use std::io::{BufRead, Write};

use serde::{Deserialize, Serialize};

use super::grid::Grid;
use super::limits::{Limits, Refused};

/// One tab of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its name.
    pub name: String,
    /// Its rows; the line of a row is its number in the sheet.
    pub grid: Grid,
}

/// The tab to start with: the first that holds anything.
pub fn first_filled(tabs: &[Tab]) -> usize {
    tabs.iter().position(|t| !t.grid.is_empty()).unwrap_or(0)
}

/// Reads a workbook.
#[cfg(feature = "xlsx")]
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Tab>, Refused> {
    if bytes.len() > limits.file {
        return Err(Refused::TooBig {
            found: bytes.len(),
            limit: limits.file,
        });
    }
    calamine_reader::read(bytes, limits)
}

/// Reads a workbook: not in this build.
#[cfg(not(feature = "xlsx"))]
pub fn read(_bytes: &[u8], _limits: &Limits) -> Result<Vec<Tab>, Refused> {
    Err(Refused::Workbook {
        why: "this build reads no workbooks".into(),
    })
}

#[cfg(feature = "xlsx")]
mod calamine_reader {
    use std::io::Cursor;

    use calamine::{
        Data, DataRef, ExcelDateTime, Reader, SheetType, Sheets, Style, Xlsx,
        open_workbook_auto_from_rs,
    };

    use super::super::grid::Grid;
    use super::super::limits::{Limits, Refused};
    use super::Tab;

    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Vec<Tab>, Refused> {
        let mut book = open_workbook_auto_from_rs(Cursor::new(bytes))
            .map_err(|e| unreadable(&e.to_string()))?;
        let sheets = book.sheets_metadata().to_vec();
        let names = sheets
            .into_iter()
            .filter(|s| s.typ == SheetType::WorkSheet)
            .map(|s| s.name);
        let mut rows = Rows {
            limits,
            cells: 0,
            bytes: 0,
            grid: Grid::default(),
            line: 0,
            open: false,
        };
        let mut tabs = Vec::new();
        for name in names {
            match &mut book {
                Sheets::Xlsx(book) => stream(book, &name, &mut rows)?,
                other => whole(other, &name, &mut rows)?,
            }
            tabs.push(Tab {
                name,
                grid: rows.finish(),
            });
        }
        Ok(tabs)
    }

    fn unreadable(why: &str) -> Refused {
        Refused::Workbook {
            why: why.chars().filter(|c| !c.is_control()).take(120).collect(),
        }
    }

    /// Cells of an xlsx one by one: only what is there costs memory, and a limit stops at once.
    fn stream<R: std::io::Read + std::io::Seek>(
        book: &mut Xlsx<R>,
        name: &str,
        rows: &mut Rows<'_>,
    ) -> Result<(), Refused> {
        let mut cells = book
            .worksheet_cells_reader(name)
            .map_err(|e| unreadable(&e.to_string()))?;
        let formats: Vec<Format> = cells.styles().iter().map(Format::of).collect();
        loop {
            let next = cells
                .next_cell_with_style_id()
                .map_err(|e| unreadable(&e.to_string()))?;
            let Some((cell, style)) = next else {
                return Ok(());
            };
            let (row, column) = cell.get_position();
            let text = match cell.get_value() {
                DataRef::SharedString(text) => (*text).to_string(),
                DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                    text.clone()
                }
                DataRef::Int(n) => formats
                    .get(style)
                    .unwrap_or(&Format::Plain)
                    .number(*n as f64),
                DataRef::Float(n) => formats.get(style).unwrap_or(&Format::Plain).number(*n),
                DataRef::Bool(yes) => yes_no(*yes),
                DataRef::DateTime(at) => date(*at),
                DataRef::Error(_) | DataRef::Empty => String::new(),
            };
            rows.put(row, column, &text)?;
        }
    }

    fn whole<R: std::io::Read + std::io::Seek>(
        book: &mut Sheets<R>,
        name: &str,
        rows: &mut Rows<'_>,
    ) -> Result<(), Refused> {
        let range = book
            .worksheet_range(name)
            .map_err(|e| unreadable(&e.to_string()))?;
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, value) in range.used_cells() {
            let text = match value {
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                    text.clone()
                }
                Data::Int(n) => n.to_string(),
                Data::Float(n) => number(*n),
                Data::Bool(yes) => yes_no(*yes),
                Data::DateTime(at) => date(*at),
                Data::Error(_) | Data::Empty => String::new(),
            };
            let place =
                |start: u32, at: usize| start.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            rows.put(place(top, row), place(left, column), &text)?;
        }
        Ok(())
    }

    fn yes_no(yes: bool) -> String {
        if yes { "yes" } else { "no" }.into()
    }

    fn date(at: ExcelDateTime) -> String {
        if at.is_duration() {
            return number(at.as_f64());
        }
        let (y, m, d, ..) = at.to_ymd_hms_milli();
        // A time of day alone stands on the first day of the calendar; it is no date.
        if y < 1901 {
            String::new()
        } else {
            format!("{y:04}-{m:02}-{d:02}")
        }
    }

    /// A number with all its digits. Exactly three decimals get a zero behind them, so that no
    /// later reader takes `1.234` for a thousand.
    fn number(n: f64) -> String {
        let text = format!("{n}");
        match text.split_once('.') {
            Some((_, part)) if part.len() == 3 => text + "0",
            _ => text,
        }
    }

    /// How numbers of a style are shown, where that changes what they mean.
    enum Format {
        Plain,
        Percent,
        Currency(String),
    }

    impl Format {
        fn of(style: &Style) -> Self {
            let Some(code) = style.number_format.as_ref().map(|f| f.format_code.as_str()) else {
                return Self::Plain;
            };
            if code.contains('%') {
                return Self::Percent;
            }
            if let Some(sign) = ['€', '£', '¥', '₹'].into_iter().find(|s| code.contains(*s)) {
                return Self::Currency(sign.to_string());
            }
            // `[$EUR]` and `[$$-409]` name a currency, `[$-409]` only a language.
            let inside = code
                .split_once("[$")
                .and_then(|(_, rest)| rest.split([']', '-']).next())
                .unwrap_or("");
            if inside == "$"
                || (inside.len() == 3 && inside.bytes().all(|b| b.is_ascii_uppercase()))
            {
                Self::Currency(inside.to_string())
            } else if code.contains("\"$\"") || code.contains("\\$") || code.starts_with('$') {
                Self::Currency("$".into())
            } else {
                Self::Plain
            }
        }

        fn number(&self, n: f64) -> String {
            match self {
                Self::Plain => number(n),
                // Through 12 significant digits, as spreadsheets show them: 0.059 × 100 is not
                // quite 5.9.
                Self::Percent => {
                    let rounded: f64 = format!("{:.10e}", n * 100.0).parse().unwrap_or(n * 100.0);
                    format!("{}%", number(rounded))
                }
                Self::Currency(sign) => format!("{sign} {}", number(n)),
            }
        }
    }

    /// Cells in reading order to rows, within the limits.
    struct Rows<'a> {
        limits: &'a Limits,
        cells: usize,
        bytes: usize,
        grid: Grid,
        line: u32,
        open: bool,
    }

    impl Rows<'_> {
        fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), Refused> {
            if text.is_empty() {
                return Ok(());
            }
            let (column, line) = (
                usize::try_from(column).unwrap_or(usize::MAX),
                row.saturating_add(1),
            );
            if column >= self.limits.columns {
                return Err(Refused::TooManyColumns {
                    found: column.saturating_add(1),
                    limit: self.limits.columns,
                });
            }
            if self.open && line != self.line {
                self.end_row()?;
            }
            (self.line, self.open) = (line, true);
            let empty = column.saturating_sub(self.grid.open_cells());
            self.cells += 1 + empty;
            self.bytes += text.len();
            if self.cells > self.limits.cells || self.bytes > self.limits.unpacked {
                return Err(Refused::TooManyCells {
                    limit: self.limits.cells,
                });
            }
            (0..empty).for_each(|_| self.grid.end_cell());
            // A second value for a place that is already written would shift the row: it is left
            // out.
            if self.grid.open_cells() == column {
                self.grid.cell(text);
            }
            Ok(())
        }

        fn end_row(&mut self) -> Result<(), Refused> {
            self.grid.end_row(self.line);
            self.open = false;
            if self.grid.len() > self.limits.rows.saturating_add(100) {
                return Err(Refused::TooManyRows {
                    limit: self.limits.rows,
                });
            }
            Ok(())
        }

        fn finish(&mut self) -> Grid {
            if self.open {
                self.grid.end_row(self.line);
                self.open = false;
            }
            std::mem::take(&mut self.grid)
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn numbers_keep_their_digits_and_never_look_like_thousands() {
            assert_eq!(number(12_500.0), "12500");
            assert_eq!(number(1.234), "1.2340");
            assert_eq!(number(1_234.56), "1234.56");
            assert_eq!(number(1e15), "1000000000000000");
            assert_eq!(Format::Percent.number(0.059), "5.9%");
            assert_eq!(Format::Percent.number(0.01234), "1.2340%");
            assert_eq!(Format::Currency("€".into()).number(450.5), "€ 450.5");
        }

        #[test]
        fn what_is_no_workbook_is_refused() {
            for bytes in [
                b"".as_slice(),
                b"name,handle",
                b"PK\x03\x04rubbish",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            ] {
                assert!(read(bytes, &Limits::default()).is_err());
            }
        }
    }
}

/// A line of the pipe.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Line {
    Tab { tab: String },
    Row(u32, Vec<String>),
    Refused { refused: String },
    End { end: usize },
}

/// Writes what was read as lines of JSON, for the parent process. The last line says that it is the
/// last.
pub fn encode(tabs: &Result<Vec<Tab>, Refused>, out: &mut impl Write) -> std::io::Result<()> {
    let mut line = |line: &Line| -> std::io::Result<()> {
        serde_json::to_writer(&mut *out, line)?;
        out.write_all(b"\n")
    };
    let tabs = match tabs {
        Ok(tabs) => tabs,
        Err(why) => {
            return line(&Line::Refused {
                refused: why.to_string(),
            });
        }
    };
    for tab in tabs {
        line(&Line::Tab {
            tab: tab.name.clone(),
        })?;
        for row in tab.grid.rows() {
            line(&Line::Row(
                row.line,
                row.cells().map(String::from).collect(),
            ))?;
        }
    }
    line(&Line::End { end: tabs.len() })
}

/// Reads what the child process wrote. A pipe that ends early, or holds anything else, is refused;
/// nothing of it is taken.
pub fn decode(input: impl BufRead, limits: &Limits) -> Result<Vec<Tab>, Refused> {
    let mut tabs: Vec<Tab> = Vec::new();
    let most = u64::try_from(limits.unpacked.saturating_mul(2)).unwrap_or(u64::MAX);
    for line in input.take(most).lines() {
        let line: Line = line
            .ok()
            .and_then(|l| serde_json::from_str(&l).ok())
            .ok_or(Refused::Cut)?;
        match line {
            Line::Tab { tab } => tabs.push(Tab {
                name: tab,
                grid: Grid::default(),
            }),
            Line::Row(at, cells) => {
                let tab = tabs.last_mut().ok_or(Refused::Cut)?;
                cells.iter().for_each(|cell| tab.grid.cell(cell));
                tab.grid.end_row(at);
            }
            Line::Refused { refused } => return Err(Refused::Said(refused)),
            Line::End { end } if end == tabs.len() => return Ok(tabs),
            Line::End { .. } => return Err(Refused::Cut),
        }
    }
    Err(Refused::Cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tabs() -> Vec<Tab> {
        let mut grid = Grid::default();
        for (line, cells) in [
            (1, vec!["name", "notes"]),
            (3, vec!["Zoë", "two\nlines \"quoted\""]),
        ] {
            cells.iter().for_each(|c| grid.cell(c));
            grid.end_row(line);
        }
        vec![
            Tab {
                name: "Leer".into(),
                grid: Grid::default(),
            },
            Tab {
                name: "Creators".into(),
                grid,
            },
        ]
    }

    #[test]
    fn what_goes_into_the_pipe_comes_out() {
        let mut pipe = Vec::new();
        encode(&Ok(tabs()), &mut pipe).unwrap();
        let back = decode(pipe.as_slice(), &Limits::default()).unwrap();
        assert_eq!(back, tabs());
        assert_eq!(first_filled(&back), 1);
        let cut = &pipe[..pipe.len() - 12];
        assert_eq!(decode(cut, &Limits::default()), Err(Refused::Cut));
        assert_eq!(
            decode(b"rubbish\n".as_slice(), &Limits::default()),
            Err(Refused::Cut)
        );
    }

    #[test]
    fn a_refusal_goes_through_the_pipe() {
        let mut pipe = Vec::new();
        encode(&Err(Refused::TooManyCells { limit: 5 }), &mut pipe).unwrap();
        let why = decode(pipe.as_slice(), &Limits::default())
            .unwrap_err()
            .to_string();
        assert_eq!(why, Refused::TooManyCells { limit: 5 }.to_string());
    }
}
