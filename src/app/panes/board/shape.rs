//! How the board divides its place: how many stages side by side, how many lines a card has, how
//! many cards fit. One pure function, for scrolling and for drawing.

use crate::app::regions::{Class, Regions};

/// The division of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// The first stage that is shown, from 0.
    pub first: usize,
    /// Stages side by side.
    pub columns: usize,
    /// Lines above the cards.
    pub head: u16,
    /// A line with all stages stands above the columns.
    pub strip: bool,
    /// Lines of a card.
    pub lines: u16,
    /// Empty lines between cards.
    pub gap: u16,
    /// Cards that fit under each other; a line is kept for how many more there are.
    pub cards: usize,
}

impl Shape {
    /// Where a column begins in so many cells, counted from its first.
    pub fn left(&self, column: usize, cells: u16) -> u16 {
        u16::try_from(usize::from(cells) * column / self.columns).unwrap_or(cells)
    }

    /// The card and the column a cell belongs to, counted from the first that are shown; none above
    /// and between the cards, and in the line that says how many more there are.
    pub fn card_of(&self, x: u16, y: u16, cells: u16) -> Option<(usize, usize)> {
        let column = (0..self.columns)
            .rev()
            .find(|n| self.left(*n, cells) <= x)?;
        let line = y.checked_sub(self.head)?;
        let (card, within) = (
            line / (self.lines + self.gap),
            line % (self.lines + self.gap),
        );
        (usize::from(card) < self.cards && within < self.lines)
            .then_some((usize::from(card), column))
    }
}

/// Lines from which on cards stand with air between them.
const ROOMY: u16 = 18;

/// The division for a window and the stage under the cursor.
pub fn shape(regions: &Regions, at: usize) -> Shape {
    let (columns, head) = match regions.class {
        Class::Normal => (6, 2),
        Class::Compact => (3, 4),
        Class::Narrow => (2, 4),
        Class::Slim | Class::Tiny => (1, 2),
    };
    let height = regions.list.h;
    let (lines, gap) = if regions.class == Class::Normal && height >= ROOMY {
        (3, 1)
    } else {
        (2, 0)
    };
    let room = height.saturating_sub(head + 1) + gap;
    Shape {
        first: at.saturating_sub(columns / 2).min(6 - columns),
        columns,
        head,
        strip: columns < 6,
        lines,
        gap,
        cards: usize::from((room / (lines + gap)).max(1)),
    }
}
