//! Text to records. Own code instead of a CSV library because what matters here is what libraries
//! leave out: the line on which every record starts, bare CR as a line end, a quote that is never
//! closed (it costs its own line and not the rest of the file), and limits on what one record may
//! take.

use super::grid::Grid;
use super::limits::{Limits, Refused};

/// A record that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Line on which it starts.
    pub line: u32,
    /// Why.
    pub reason: String,
}

/// Records of a text and those that could not be read.
#[derive(Debug, Default)]
pub struct Records {
    /// The records read.
    pub grid: Grid,
    /// The others, in order of their lines.
    pub broken: Vec<Broken>,
}

/// Where a record ended.
enum End {
    Record,
    Unclosed { opened: u32 },
    TooLong,
}

struct Splitter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    line: u32,
    separator: u8,
    cr: bool,
}

/// Splits a text at `separator`. `at_most` records are read; 0 is all, within the limits.
pub fn split(
    text: &str,
    separator: u8,
    at_most: usize,
    limits: &Limits,
) -> Result<Records, Refused> {
    let mut records = Records::default();
    let mut reader = Splitter {
        text,
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
        separator,
        cr: ends_with_cr(text),
    };
    while reader.at < reader.bytes.len() {
        let (start, line) = (reader.at, reader.line);
        match reader.record(&mut records.grid, limits) {
            End::Record => records.grid.end_row(line),
            end => {
                records.grid.drop_open_row();
                let reason = match end {
                    End::Unclosed { opened } => {
                        format!("a quote opened on line {opened} is never closed")
                    }
                    _ => format!("the row is longer than {} MB", limits.row >> 20),
                };
                records.broken.push(Broken { line, reason });
                if let End::Unclosed { .. } = end {
                    // Only this line is lost: what follows is read as if the quote had not been
                    // there.
                    (reader.at, reader.line) = (start, line);
                }
                reader.skip_line();
            }
        }
        if at_most > 0 && records.grid.len() >= at_most {
            break;
        }
        // Some lines stand above the data, so the exact count is checked later; this one guards
        // memory.
        if records.grid.len() > limits.rows.saturating_add(100) {
            return Err(Refused::TooManyRows { limit: limits.rows });
        }
    }
    Ok(records)
}

/// Whether lines end with a bare CR: the first line end outside quotes tells.
fn ends_with_cr(text: &str) -> bool {
    let mut quoted = false;
    let mut bytes = text.bytes().peekable();
    while let Some(b) = bytes.next() {
        match b {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return false,
            b'\r' if !quoted => return bytes.peek() != Some(&b'\n'),
            _ => {}
        }
    }
    !text.contains('\n')
}

impl Splitter<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn slice(&self, from: usize) -> &str {
        self.text.get(from..self.at).unwrap_or("")
    }

    /// Length of the line end here, 0 when there is none.
    fn line_end(&self) -> usize {
        match self.peek() {
            Some(b'\n') => 1,
            Some(b'\r') if self.bytes.get(self.at + 1) == Some(&b'\n') => 2,
            Some(b'\r') if self.cr => 1,
            _ => 0,
        }
    }

    fn record(&mut self, grid: &mut Grid, limits: &Limits) -> End {
        let start = grid.bytes();
        loop {
            if self.peek() == Some(b'"') {
                let (opened, room) = (self.line, limits.row.saturating_sub(grid.bytes() - start));
                if !self.quoted(grid, room) {
                    return End::Unclosed { opened };
                }
            }
            self.plain(grid);
            grid.end_cell();
            if grid.bytes() - start > limits.row
                || grid.open_cells() > limits.columns.saturating_mul(4)
            {
                return End::TooLong;
            }
            if self.peek() == Some(self.separator) {
                self.at += 1;
                continue;
            }
            let end = self.line_end();
            self.at += end;
            self.line += u32::from(end > 0);
            return End::Record;
        }
    }

    /// Text up to the separator or the line end. Quotes in the middle are text.
    fn plain(&mut self, grid: &mut Grid) {
        let from = self.at;
        while let Some(b) = self.peek() {
            if b == self.separator || (matches!(b, b'\n' | b'\r') && self.line_end() > 0) {
                break;
            }
            self.at += 1;
        }
        grid.write(self.slice(from));
    }

    /// Text between quotes; `false` when they are not closed within `room` bytes.
    fn quoted(&mut self, grid: &mut Grid, room: usize) -> bool {
        self.at += 1;
        let first = self.at;
        loop {
            let from = self.at;
            let rest = self.bytes.get(from..).unwrap_or(&[]);
            let near = rest
                .get(..room.saturating_sub(from - first))
                .unwrap_or(rest);
            let Some(offset) = memchr::memchr(b'"', near) else {
                return false;
            };
            self.at = from + offset;
            let part = self.slice(from);
            let breaks =
                memchr::memchr_iter(if self.cr { b'\r' } else { b'\n' }, part.as_bytes()).count();
            grid.write(part);
            self.line = self
                .line
                .saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
            self.at += 1;
            if self.peek() != Some(b'"') {
                return true;
            }
            grid.write("\"");
            self.at += 1;
        }
    }

    fn skip_line(&mut self) {
        while self.at < self.bytes.len() {
            let end = self.line_end();
            if end > 0 {
                self.at += end;
                self.line += 1;
                return;
            }
            self.at += 1;
        }
    }
}

/// The separator of a text: the candidate that cuts the first records most evenly into most cells.
pub fn separator(text: &str, limits: &Limits) -> u8 {
    let mut cut = text.len().min(64 << 10);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let sample = text.get(..cut).unwrap_or(text);
    let mut best = (0, b',');
    for candidate in [b'\t', b';', b'|', b','] {
        let Ok(records) = split(sample, candidate, 60, limits) else {
            continue;
        };
        let score = evenness(&records.grid);
        if score > best.0 {
            best = (score, candidate);
        }
    }
    best.1
}

/// Thousandths of the rows that have the most usual number of cells, times the separators in such a
/// row.
fn evenness(grid: &Grid) -> usize {
    let widths: Vec<usize> = grid
        .rows()
        .filter(|r| !r.is_empty())
        .map(|r| r.len())
        .collect();
    let mut sorted = widths.clone();
    sorted.sort_unstable();
    let usual = sorted
        .chunk_by(|a, b| a == b)
        .max_by_key(|same| (same.len(), same.first().copied()));
    let width = usual.and_then(|same| same.first().copied()).unwrap_or(1);
    let same = usual.map_or(0, <[usize]>::len);
    let within = widths.iter().filter(|w| **w > 1 && **w < width).count();
    (same * 1000 + within * 300) / widths.len().max(1) * width.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Cells = Vec<(u32, Vec<String>)>;

    fn rows(text: &str) -> (Cells, Vec<(u32, String)>) {
        let limits = Limits::default();
        let records = split(text, separator(text, &limits), 0, &limits).unwrap();
        let rows = records
            .grid
            .rows()
            .map(|r| (r.line, r.cells().map(String::from).collect()))
            .collect();
        (
            rows,
            records
                .broken
                .into_iter()
                .map(|b| (b.line, b.reason))
                .collect(),
        )
    }

    #[test]
    fn records_know_their_lines() {
        let check = |text: &str, expect: &[(u32, &[&str])]| {
            let found = rows(text).0;
            let expect: Cells = expect
                .iter()
                .map(|(l, c)| (*l, c.iter().map(|c| (*c).into()).collect()))
                .collect();
            assert_eq!(found, expect, "{text:?}");
        };
        check("a,b\n1,2\n", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a;b\r\n1;2", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a\tb\r1\t2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check(
            "a|b\n\"x\ny\"|2\n3|4",
            &[(1, &["a", "b"]), (2, &["x\ny", "2"]), (4, &["3", "4"])],
        );
        check(
            "a,b\n\"say \"\"hi\"\"\",it's\n",
            &[(1, &["a", "b"]), (2, &["say \"hi\"", "it's"])],
        );
        check(
            "a,b\n1,\"x\ry\"\n",
            &[(1, &["a", "b"]), (2, &["1", "x\ry"])],
        );
        check("only\nnames\n", &[(1, &["only"]), (2, &["names"])]);
    }

    #[test]
    fn an_unclosed_quote_costs_its_line() {
        let (rows, broken) = rows("a,b\n\"never,1\nx,2\ny,3\n");
        assert_eq!(
            broken,
            [(2, "a quote opened on line 2 is never closed".to_string())]
        );
        assert_eq!(rows.iter().map(|r| r.0).collect::<Vec<_>>(), [1, 3, 4]);
    }

    #[test]
    fn decimal_commas_do_not_win_over_semicolons() {
        assert_eq!(
            separator("name;rate;er\nx;1,5;2,5\ny;2,5;3,5\n", &Limits::default()),
            b';'
        );
        assert_eq!(
            separator("name,tags\nx,a;b;c\ny,d;e\n", &Limits::default()),
            b','
        );
    }
}
