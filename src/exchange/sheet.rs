//! Records to a sheet: where the header is, which records are data, which are titles, totals and
//! footers of somebody's export, and which are broken. Cells are cleaned here, once, so that
//! nothing from a file reaches the rest unclean.

use std::borrow::Cow;

use super::fields;
use super::grid::{Grid, Row};
use super::kinds;
use super::limits::{Limits, Refused};
use super::numbers;
use super::report::{Rejected, Warnings};
use super::split::{self, Broken};
use super::text::{self, Text};
use super::values;
use super::vcard;
use crate::domain::clean::{clean_line, clean_text};

/// A header and its rows.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Name of the workbook's tab; empty for text files.
    pub tab: String,
    /// Encoding it was read in, and whether that was a guess.
    pub encoding: String,
    /// Whether the encoding was guessed from the bytes.
    pub encoding_guessed: bool,
    /// What parts the cells; empty for workbooks.
    pub delimiter: String,
    /// The header cells, cleaned and on one line; `Column 3` where there is none.
    pub headers: Vec<String>,
    /// Line of the header; 0 when the file has none.
    pub header_line: u32,
    /// Records that cannot be read.
    pub rejected: Vec<Rejected>,
    /// What was noticed.
    pub warnings: Warnings,
    grid: Grid,
    data: Vec<u32>,
}

/// What the user says about how to read.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// Encoding, by any usual name; guessed when not said.
    pub encoding: Option<String>,
    /// Separator; found when not said.
    pub separator: Option<u8>,
    /// Line of the header; found when not said. 0: the file has none.
    pub header_line: Option<u32>,
}

impl Sheet {
    /// How many records of data there are, readable or not.
    pub fn records(&self) -> usize {
        self.data.len() + self.rejected.len()
    }

    fn say_cleaned(&mut self, lines: &[u32]) {
        for line in lines {
            self.warnings
                .add(*line, "control characters were taken out");
        }
    }

    /// How many rows can be read.
    pub fn len(&self) -> usize {
        self.data.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// A row of data by its place.
    pub fn row(&self, at: usize) -> Option<Row<'_>> {
        self.grid.row(usize::try_from(*self.data.get(at)?).ok()?)
    }

    /// All rows of data.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.data
            .iter()
            .filter_map(|at| self.grid.row(usize::try_from(*at).ok()?))
    }
}

/// Reads a text file, or cells pasted from a spreadsheet.
pub fn read(bytes: &[u8], how: &How, limits: &Limits) -> Result<Sheet, Refused> {
    let text = text::read(bytes, how.encoding.as_deref(), limits)?;
    if kinds::is_cards(&text.text) {
        return from_cards(&text, limits);
    }
    if let Some(refused) = kinds::no_table(&text.text) {
        return Err(refused);
    }
    let (said, skip) = said_separator(&text.text);
    let body = text.text.get(skip..).unwrap_or("");
    let separator = how
        .separator
        .or(said)
        .unwrap_or_else(|| split::separator(body, limits));
    let mut records = split::split(body, separator, 0, limits)?;
    let first_line = u32::from(skip > 0);
    for broken in &mut records.broken {
        broken.line += first_line;
    }
    let mut acting = Vec::new();
    let grid = cleaned(&records.grid, first_line, &mut acting);
    let mut sheet = Builder {
        limits,
        how,
        grid,
        broken: records.broken,
        bad_lines: &text.bad_lines,
    }
    .build()?;
    sheet.say_cleaned(&acting);
    sheet.delimiter = char::from(separator).to_string();
    describe(&mut sheet, &text);
    Ok(sheet)
}

/// A row of each card of an address book.
fn from_cards(text: &Text, limits: &Limits) -> Result<Sheet, Refused> {
    let (grid, left_out) = vcard::rows(&text.text);
    let mut acting = Vec::new();
    let how = How {
        header_line: Some(1),
        ..How::default()
    };
    let mut sheet = Builder {
        limits,
        how: &how,
        grid: cleaned(&grid, 0, &mut acting),
        broken: Vec::new(),
        bad_lines: &[],
    }
    .build()?;
    sheet.say_cleaned(&acting);
    describe(&mut sheet, text);
    if left_out > 0 {
        sheet.warnings.add(
            0,
            format!("pictures, sounds and keys of cards were left out: {left_out}"),
        );
    }
    Ok(sheet)
}

/// A sheet of a workbook's tab, as the reading process sent it.
pub fn from_tab(tab: &str, grid: Grid, how: &How, limits: &Limits) -> Result<Sheet, Refused> {
    if grid.rows().all(|r| r.is_empty()) {
        return Err(Refused::Empty);
    }
    let mut acting = Vec::new();
    let grid = cleaned(&grid, 0, &mut acting);
    let mut sheet = Builder {
        limits,
        how,
        grid,
        broken: Vec::new(),
        bad_lines: &[],
    }
    .build()?;
    sheet.say_cleaned(&acting);
    sheet.tab = clean_line(tab).into_owned();
    sheet.encoding = "workbook".into();
    Ok(sheet)
}

/// The separator a first line `sep=;` names, and the length of that line.
fn said_separator(text: &str) -> (Option<u8>, usize) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let line = text.get(..end).unwrap_or("").trim_matches('"');
    match line
        .strip_prefix("sep=")
        .or_else(|| line.strip_prefix("SEP="))
        .map(str::as_bytes)
    {
        Some([separator]) if matches!(separator, b',' | b';' | b'\t' | b'|') => {
            let rest = text.get(end..).unwrap_or("");
            (
                Some(*separator),
                end + if rest.starts_with("\r\n") {
                    2
                } else {
                    rest.len().min(1)
                },
            )
        }
        _ => (None, 0),
    }
}

fn describe(sheet: &mut Sheet, text: &Text) {
    sheet.encoding = text.encoding.to_string();
    sheet.encoding_guessed = text.guessed;
    if text.guessed && text.bad_lines.is_empty() {
        sheet.warnings.add(
            0,
            format!(
                "read as {}, which is a guess: look at the letters with accents",
                text.encoding
            ),
        );
    }
    for line in &text.nul_lines {
        sheet.warnings.add(*line, "NUL characters were taken out");
    }
}

/// The grid with clean cells, and the lines from which more than tabs and line ends had to go.
fn cleaned(grid: &Grid, first_line: u32, acting: &mut Vec<u32>) -> Grid {
    let mut out = Grid::default();
    for row in grid.rows() {
        let line = row.line + first_line;
        for cell in row.cells() {
            let clean = clean_text(cell);
            let plain = |c: char| !matches!(c, '\r' | '\n' | '\t' | ' ');
            if matches!(clean, Cow::Owned(_))
                && clean
                    .chars()
                    .filter(|c| plain(*c))
                    .ne(cell.chars().filter(|c| plain(*c)))
            {
                acting.push(line);
            }
            out.cell(&clean);
        }
        out.end_row(line);
    }
    acting.dedup();
    out
}

/// Makes a sheet of clean records.
struct Builder<'a> {
    limits: &'a Limits,
    how: &'a How,
    grid: Grid,
    broken: Vec<Broken>,
    bad_lines: &'a [u32],
}

impl Builder<'_> {
    fn build(self) -> Result<Sheet, Refused> {
        let header = self.header();
        let first = header.map_or(0, |at| at + 1);
        let headers = self.headers(header, first);
        if headers.len() > self.limits.columns {
            return Err(Refused::TooManyColumns {
                found: headers.len(),
                limit: self.limits.columns,
            });
        }
        let mut sheet = Sheet {
            tab: String::new(),
            encoding: String::new(),
            encoding_guessed: false,
            delimiter: String::new(),
            header_line: header
                .and_then(|at| self.grid.row(at))
                .map_or(0, |r| r.line),
            headers,
            rejected: Vec::new(),
            warnings: Warnings::default(),
            grid: Grid::default(),
            data: Vec::new(),
        };
        self.sort(&mut sheet, first);
        if sheet.records() > self.limits.rows {
            return Err(Refused::TooManyRows {
                limit: self.limits.rows,
            });
        }
        let above = |b: &&Broken| b.line > sheet.header_line;
        let broken = self.broken.iter().filter(above);
        sheet.rejected.extend(broken.map(|b| Rejected {
            line: b.line,
            column: None,
            reason: b.reason.clone(),
        }));
        sheet.rejected.sort_by_key(|r| r.line);
        if sheet.header_line == 0 {
            sheet
                .warnings
                .add(0, "no header was found: the columns are numbered");
        }
        sheet.grid = self.grid;
        Ok(sheet)
    }

    /// Row of the header, if the file has one.
    fn header(&self) -> Option<usize> {
        if let Some(line) = self.how.header_line {
            return (0..self.grid.len())
                .find(|at| self.grid.row(*at).is_some_and(|r| r.line == line));
        }
        let near: Vec<(usize, Row<'_>)> = (0..self.grid.len())
            .filter_map(|at| Some((at, self.grid.row(at)?)))
            .filter(|(_, row)| !row.is_empty() && !is_preamble(*row))
            .take(25)
            .collect();
        let widest = near.iter().map(|(_, r)| r.filled()).max()?;
        let known = |row: Row<'_>| row.cells().filter(|c| fields::is_known_header(c)).count();
        // The row with most known words, the first of equals; words in data rows ("Instagram") are
        // fewer than in headers.
        let best = near
            .iter()
            .rev()
            .max_by_key(|(_, r)| (known(*r) * 100) / r.filled().max(1).max(widest / 2));
        if let Some((at, row)) = best
            && known(*row) > 0
            && !looks_like_data(*row)
        {
            return Some(*at);
        }
        let (at, row) = near.iter().find(|(_, r)| r.filled() * 2 > widest)?;
        // One column that begins with a person's name has no heading.
        if widest == 1
            && row
                .cells()
                .all(|c| c.trim().is_empty() || values::is_personal_name(c))
        {
            return None;
        }
        (!looks_like_data(*row)).then_some(*at)
    }

    fn headers(&self, header: Option<usize>, first: usize) -> Vec<String> {
        let row = header.and_then(|at| self.grid.row(at));
        let width = match row {
            Some(row) => row.len(),
            None => (first..self.grid.len())
                .filter_map(|at| self.grid.row(at))
                .map(|r| r.len())
                .max()
                .unwrap_or(0),
        };
        (0..width)
            .map(|at| {
                let name = clean_line(row.map_or("", |r| r.get(at)))
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                if name.is_empty() {
                    format!("Column {}", at + 1)
                } else {
                    name
                }
            })
            .collect()
    }

    /// Sorts records into data, noise and rejected ones.
    fn sort(&self, sheet: &mut Sheet, first: usize) {
        let width = sheet.headers.len();
        self.say_above(sheet, first);
        let heads: Vec<String> = sheet.headers.iter().map(|h| fields::squashed(h)).collect();
        let blank = |at: &usize| self.grid.row(*at).is_none_or(|r| r.is_empty());
        let last = (first..self.grid.len())
            .rev()
            .find(|at| !blank(at))
            .unwrap_or(0);
        let start = (first..self.grid.len()).find(|at| !blank(at)).unwrap_or(0);
        for at in first..self.grid.len() {
            let Some(row) = self.grid.row(at).filter(|r| !r.is_empty()) else {
                continue;
            };
            if sheet.header_line > 0 && repeats(row, &heads) {
                sheet
                    .warnings
                    .add(row.line, "the header once more was left out");
                continue;
            }
            if let Some(what) = noise(row, width, at == start || at + 2 > last) {
                sheet.warnings.add(row.line, what);
                continue;
            }
            match self.fault(row, at, width) {
                Some((column, reason)) => {
                    let column = column.and_then(|c| sheet.headers.get(c).cloned());
                    sheet.rejected.push(Rejected {
                        line: row.line,
                        column,
                        reason,
                    });
                }
                None => {
                    if row.len() < width {
                        let why = format!(
                            "expected {width} fields, found {}: the missing ones are left empty",
                            row.len()
                        );
                        sheet.warnings.add(row.line, why);
                    } else if row.len() > width {
                        sheet
                            .warnings
                            .add(row.line, "an empty field too many at the end was ignored");
                    }
                    sheet.data.push(u32::try_from(at).unwrap_or(u32::MAX));
                }
            }
        }
    }

    /// Titles above the header belong to no column: they are said, not lost.
    fn say_above(&self, sheet: &mut Sheet, first: usize) {
        let above = (0..first.saturating_sub(1)).filter_map(|at| self.grid.row(at));
        for row in above.filter(|r| !r.is_empty()).take(25) {
            let words: Vec<&str> = row
                .cells()
                .map(str::trim)
                .filter(|c| !c.is_empty())
                .collect();
            let words: String = words.join(" ").chars().take(80).collect();
            sheet.warnings.add(
                row.line,
                format!("above the names of the columns stands \"{words}\""),
            );
        }
    }

    /// What is wrong with a record as a whole.
    fn fault(&self, row: Row<'_>, at: usize, width: usize) -> Option<(Option<usize>, String)> {
        let end = self.grid.row(at + 1).map_or(u32::MAX, |next| next.line);
        let bad = self.bad_lines.partition_point(|line| *line < row.line);
        if self.bad_lines.get(bad).is_some_and(|line| *line < end) {
            return Some((None, "not valid UTF-8".into()));
        }
        if (width..row.len()).any(|extra| !row.get(extra).trim().is_empty()) {
            return Some((
                None,
                format!("expected {width} fields, found {}", row.len()),
            ));
        }
        let long = (0..row.len()).find(|c| row.get(*c).len() > self.limits.notes)?;
        Some((
            Some(long),
            format!("the field is longer than {} MB", self.limits.notes >> 20),
        ))
    }
}

/// A line of comment above the header.
fn is_preamble(row: Row<'_>) -> bool {
    let first = row.get(0).trim();
    first.starts_with('#') && first.len() > 1 && row.filled() < 3
}

/// Whether a row holds values rather than names of columns.
fn looks_like_data(row: Row<'_>) -> bool {
    use super::handles::{is_email, is_handle, is_link};
    row.cells().any(|c| {
        is_email(c) || is_handle(c) || is_link(c) || numbers::read(c).is_ok_and(|n| n.is_some())
    })
}

/// Whether a row says again what the header says, as sheets glued together do.
fn repeats(row: Row<'_>, heads: &[String]) -> bool {
    let mut same = 0;
    for (cell, head) in row.cells().zip(heads) {
        let cell = cell.trim();
        // Most rows differ in their first cell.
        if cell.is_empty() {
            continue;
        }
        let start = cell.chars().next().filter(char::is_ascii_alphanumeric);
        let other = start.is_some_and(|c| !head.starts_with(c.to_ascii_lowercase()));
        if other || cell.len() > 200 || head.is_empty() || fields::squashed(cell) != *head {
            return false;
        }
        same += 1;
    }
    same > 1 || same == 1 && heads.len() == 1
}

/// Words that begin a row of sums, counts or averages.
#[rustfmt::skip] // a list
const TOTALS: &[&str] = &[
    "total", "totals", "grand total", "sub total", "subtotal", "sum", "summe", "gesamt", "gesamtsumme", "insgesamt", "zwischensumme", "somme",
    "totale", "suma", "soma", "totaal", "razem", "toplam", "jumlah", "summa", "合計", "총계", "합계", "合计", "总计", "總計", "الإجمالي", "المجموع", "итого", "всего",
    "average", "averages", "avg", "mean", "median", "durchschnitt", "mittelwert", "schnitt", "moyenne", "promedio", "media", "gemiddelde", "średnia", "ortalama",
    "rata-rata", "medel", "genomsnitt", "平均", "평균", "平均值", "المتوسط", "среднее",
];

/// Totals, averages and footers of exports, which are no data: a row that begins with such a word
/// and holds nothing but numbers besides. Footers only stand at the end: somebody may be called so.
fn noise(row: Row<'_>, width: usize, at_an_end: bool) -> Option<&'static str> {
    let cell = row.cells().find(|c| !c.trim().is_empty())?.trim();
    if cell.len() > 40 && !at_an_end || !cell.starts_with(char::is_alphabetic) {
        return None;
    }
    let first = cell.to_lowercase();
    let mut rest = row
        .cells()
        .filter(|c| !c.trim().is_empty())
        .skip(1)
        .peekable();
    let numbers = rest.peek().is_some() && rest.all(|c| numbers::read(c).is_ok());
    if width > 1
        && TOTALS.contains(&first.trim_end_matches([':', '.', ' ']))
        && (numbers || at_an_end && row.filled() == 1)
    {
        return Some("a row of totals or averages was left out");
    }
    let footer = first.starts_with("showing ")
        || first.starts_with("exported ")
        || first.starts_with("generated ");
    (at_an_end && footer && row.filled() == 1 && width > 1)
        .then_some("a footer of the export was left out")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str) -> Sheet {
        read(text.as_bytes(), &How::default(), &Limits::default()).unwrap()
    }

    #[track_caller]
    fn check(text: &str, headers: &[&str], lines: &[u32]) {
        let sheet = sheet(text);
        assert_eq!(sheet.headers, headers);
        assert_eq!(sheet.rows().map(|r| r.line).collect::<Vec<_>>(), lines);
    }

    #[test]
    fn the_header_is_found() {
        check("name,handle\nMia,@m\n", &["name", "handle"], &[2]);
        check(
            "sep=;\r\nname;handle\r\nMia;@m\r\n",
            &["name", "handle"],
            &[3],
        );
        check(
            "Influencers 2026,,\n\nname,handle,email\nMia,@m,m@x.de\n",
            &["name", "handle", "email"],
            &[4],
        );
        check(
            "# made by us\n# on Monday\nname,handle\nMia,@m\n",
            &["name", "handle"],
            &[4],
        );
        check(
            ",,\n,,\nname,handle,x\nMia,@m,1\n",
            &["name", "handle", "x"],
            &[4],
        );
        check(
            " NAME ,\"E-Mail\", ,\"no\ntes\"\nAnna,a@x.de,z,hello\n",
            &["NAME", "E-Mail", "Column 3", "no tes"],
            &[3],
        );
        check(
            "Mia Okafor\t@miabrews\t18k\nRuth\t@ruth\t2k\n",
            &["Column 1", "Column 2", "Column 3"],
            &[1, 2],
        );
        check(
            "Klar export,,\nv2,,\nCampaign Name,Influencer/Affiliate Name,Handle\nA,Mia,@m\n",
            &["Campaign Name", "Influencer/Affiliate Name", "Handle"],
            &[4],
        );
    }

    #[test]
    fn totals_and_footers_are_no_data() {
        check(
            "name,followers\nTotal,5\nMia,2\nTotal Recall,3\n",
            &["name", "followers"],
            &[3, 4],
        );
        check(
            "name,followers\nMia,2\nRuth,3\nTotal,5\n",
            &["name", "followers"],
            &[2, 3],
        );
        check(
            "Name,Instagram,Followers\nAna Lis,@ana,12000\nName,Instagram,Followers\nBo Kern,@bo,13000\nTotal,,25000\nAverage,,12500\n",
            &["Name", "Instagram", "Followers"],
            &[2, 4],
        );
        check(
            "name,followers\nMia,2\nDurchschnitt,2\nRuth,3\nMax,@max\nSumme:,5\nBo,1\n",
            &["name", "followers"],
            &[2, 4, 5, 7],
        );
        check(
            "name,followers\nMia,2\nShowing top 500 results\n",
            &["name", "followers"],
            &[2],
        );
    }

    #[test]
    fn ragged_rows_are_padded_or_refused() {
        let sheet = sheet("a,b,c\n1\n1,2,3,4\n1,2,3,\n\n,,\n1,2,3\n");
        assert_eq!(sheet.rows().map(|r| r.line).collect::<Vec<_>>(), [2, 4, 7]);
        assert_eq!(sheet.rejected[0].reason, "expected 3 fields, found 4");
        assert_eq!(sheet.records(), 4);
    }

    #[test]
    fn limits_are_kept() {
        let limits = Limits {
            rows: 2,
            columns: 3,
            ..Limits::default()
        };
        let refused = |text: &str| read(text.as_bytes(), &How::default(), &limits).unwrap_err();
        assert_eq!(
            refused("a,b\n1,2\n1,2\n1,2\n"),
            Refused::TooManyRows { limit: 2 }
        );
        assert_eq!(
            refused("a,b,c,d\n1,2,3,4\n"),
            Refused::TooManyColumns { found: 4, limit: 3 }
        );
    }
}
