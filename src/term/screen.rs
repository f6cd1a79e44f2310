//! From frames to bytes: ratatui's crossterm backend writes the changed cells into memory, and one
//! frame is one write. A frame that changes nothing is no bytes at all, and the cursor is moved
//! only when it has to be.

use std::io;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::Color;

use super::tty::Tty;

/// Nothing is shown between these two (terminals that do not know them ignore them).
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const HIDE: &[u8] = b"\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";
const CLEAR: &[u8] = b"\x1b[2J";

/// The backend.
pub(super) struct Screen {
    tty: &'static Tty,
    /// Changed cells of this frame, as the terminal wants them.
    cells: Vec<u8>,
    /// Whether colours are left out. Done here as crossterm's own way resets bold and reverse with
    /// every colour.
    plain: bool,
    /// Where the cursor shall be, if visible.
    cursor: Option<Position>,
    position: Position,
    /// What the terminal was last told of it; `None` when not known.
    told: Option<Option<Position>>,
    /// Something was drawn of which terminals disagree how wide it is.
    unsure: bool,
}

impl Screen {
    pub(super) fn new(tty: &'static Tty) -> Self {
        // Whether there are colours is decided elsewhere, where it is known what else was asked for
        // than NO_COLOR.
        crossterm::style::force_color_output(true);
        let (cells, plain, position) = (Vec::new(), tty.dumb(), Position::ORIGIN);
        Self {
            tty,
            cells,
            plain,
            cursor: None,
            position,
            told: None,
            unsure: false,
        }
    }

    /// Whether colours are shown; where the terminal is too simple they never are.
    pub(super) fn colours(&mut self, on: bool) {
        self.plain = !on || self.tty.dumb();
    }

    /// Whether the terminal may show a line otherwise than was meant: characters put together of
    /// several (flags, families, some scripts) are one wide here and two there.
    pub(super) fn is_unsure(&self) -> bool {
        self.unsure
    }

    /// The next frame knows nothing of what the terminal shows.
    pub(super) fn forget(&mut self) {
        self.told = None;
        self.unsure = false;
        self.cells.clear();
    }

    /// The bytes of the frame; none when nothing changed.
    pub(super) fn take(&mut self) -> Vec<u8> {
        if self.cells.is_empty() && self.told == Some(self.cursor) {
            return Vec::new();
        }
        let dumb = self.tty.dumb();
        let mut bytes = Vec::with_capacity(self.cells.len() + 64);
        if !dumb {
            bytes.extend_from_slice(BEGIN);
        }
        // The cursor does not run over the screen while it is drawn.
        if self.told != Some(None) && !(self.cells.is_empty() && self.cursor.is_some()) {
            bytes.extend_from_slice(HIDE);
        }
        bytes.append(&mut self.cells);
        if let Some(Position { x, y }) = self.cursor {
            bytes.extend_from_slice(
                format!("\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1).as_bytes(),
            );
            bytes.extend_from_slice(SHOW);
        }
        if !dumb {
            bytes.extend_from_slice(END);
        }
        self.told = Some(self.cursor);
        bytes
    }
}

impl Backend for Screen {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        let unsure = &mut self.unsure;
        let content = content.inspect(|(_, _, cell)| *unsure |= is_put_together(cell.symbol()));
        let mut backend = CrosstermBackend::new(&mut self.cells);
        if !self.plain {
            return backend.draw(content);
        }
        let plain: Vec<(u16, u16, Cell)> = content
            .map(|(x, y, cell)| (x, y, without_colour(cell)))
            .collect();
        backend.draw(plain.iter().map(|(x, y, cell)| (*x, *y, cell)))
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor = Some(self.position);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.position)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.position = position.into();
        self.cursor = self.cursor.map(|_| self.position);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Only ever all of it: the viewport is the whole screen.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.cells.clear();
        self.cells.extend_from_slice(CLEAR);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        let (width, height) = self.tty.size();
        Ok(Size { width, height })
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::default(),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Several characters in one cell.
fn is_put_together(symbol: &str) -> bool {
    symbol.len() > 1 && symbol.chars().nth(1).is_some()
}

fn without_colour(cell: &Cell) -> Cell {
    let mut cell = cell.clone();
    (cell.fg, cell.bg, cell.underline_color) = (Color::Reset, Color::Reset, Color::Reset);
    cell
}
