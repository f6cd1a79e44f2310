//! The cells of a file, all in one text with marks where each ends: a hundred thousand rows of
//! twenty cells would otherwise be two million small allocations.

/// Rows of cells. Row numbers here are places in the grid; each row also knows its line in the
/// file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    text: String,
    ends: Vec<u32>,
    rows: Vec<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    line: u32,
    cells_end: u32,
}

/// One row of a grid.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    grid: &'a Grid,
    /// Line of the file on which it starts, from 1.
    pub line: u32,
    first: usize,
    len: usize,
}

impl Grid {
    /// Appends to the cell being written.
    pub fn write(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Ends the cell being written.
    pub fn end_cell(&mut self) {
        self.ends
            .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Adds a whole cell.
    pub fn cell(&mut self, text: &str) {
        self.write(text);
        self.end_cell();
    }

    /// Ends the row that began on `line`.
    pub fn end_row(&mut self, line: u32) {
        self.rows.push(Span {
            line,
            cells_end: u32::try_from(self.ends.len()).unwrap_or(u32::MAX),
        });
    }

    /// Takes back the cells written since the last row ended.
    pub fn drop_open_row(&mut self) {
        self.ends
            .truncate(self.rows.last().map_or(0, |r| r.cells_end as usize));
        self.text
            .truncate(self.ends.last().map_or(0, |e| *e as usize));
    }

    /// How many cells the row being written has.
    pub fn open_cells(&self) -> usize {
        self.ends.len() - self.rows.last().map_or(0, |r| r.cells_end as usize)
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.text.len()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.ends.len()
    }

    /// A row by its place.
    pub fn row(&self, at: usize) -> Option<Row<'_>> {
        let span = self.rows.get(at)?;
        let first = at
            .checked_sub(1)
            .and_then(|before| self.rows.get(before))
            .map_or(0, |r| r.cells_end as usize);
        Some(Row {
            grid: self,
            line: span.line,
            first,
            len: (span.cells_end as usize).saturating_sub(first),
        })
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).filter_map(|at| self.row(at))
    }
}

impl<'a> Row<'a> {
    /// A cell; empty beyond the end.
    pub fn get(&self, at: usize) -> &'a str {
        if at >= self.len {
            return "";
        }
        let place = self.first + at;
        let to = self.grid.ends.get(place).map_or(0, |e| *e as usize);
        let from = place
            .checked_sub(1)
            .and_then(|p| self.grid.ends.get(p))
            .map_or(0, |e| *e as usize);
        self.grid.text.get(from..to).unwrap_or("")
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.cells().all(|c| c.trim().is_empty())
    }

    /// Its cells.
    pub fn cells(&self) -> impl DoubleEndedIterator<Item = &'a str> {
        let row = *self;
        (0..self.len).map(move |at| row.get(at))
    }

    /// How many cells hold something.
    pub fn filled(&self) -> usize {
        self.cells().filter(|c| !c.trim().is_empty()).count()
    }
}
