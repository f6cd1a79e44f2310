//! How the list of orders shares its area: what is shown on top, the orders, what they come to, and
//! below them the codes nobody has. Scrolling, the mouse and drawing read it.

use super::Orders;
use crate::app::regions::{Class, Regions};

/// Lines of each part, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// Lines of the scope with days and group, of a rule, and of the headings of the columns.
    pub head: usize,
    /// Orders.
    pub rows: usize,
    /// A rule between them and their sums.
    pub rule: usize,
    /// A line for each currency.
    pub sums: usize,
    /// Air before the codes.
    pub air: usize,
    /// Codes nobody has; the rule above them with their title comes on top.
    pub codes: usize,
}

/// What a line of the area shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// An order, counted from the first that is shown.
    Order(usize),
    /// A code, counted from the first that is shown.
    Code(usize),
}

impl Shape {
    /// Where the rule above the codes stands.
    pub fn codes_at(&self) -> usize {
        self.head + self.rows + self.rule + self.sums + self.air
    }

    /// What stands in a line.
    pub fn at(&self, line: usize) -> Option<Place> {
        if let Some(row) = line.checked_sub(self.head).filter(|row| *row < self.rows) {
            return Some(Place::Order(row));
        }
        let row = line.checked_sub(self.codes_at() + 1)?;
        (row < self.codes).then_some(Place::Code(row))
    }
}

impl Orders {
    /// How the area is shared.
    pub fn shape(&self, regions: &Regions) -> Shape {
        let height = usize::from(regions.list.h);
        let roomy = height >= 10;
        let head = if roomy { 3 } else { 1 };
        let framed = regions.class == Class::Normal;
        let rule = usize::from(framed && self.sums_lines() > 0);
        let many = self.codes.len();
        let codes = many.min((height / 4).saturating_sub(1).max(1));
        let title = usize::from(codes > 0);
        let fixed = head + rule + codes + title;
        let sums = self
            .sums_lines()
            .min(height.saturating_sub(fixed + 1).min(4));
        let left = height.saturating_sub(fixed + sums);
        let rows = self.shown.len().max(1).min(left);
        let air = usize::from(framed && codes > 0 && left > rows);
        Shape {
            head,
            rows,
            rule,
            sums,
            air,
            codes,
        }
    }

    fn sums_lines(&self) -> usize {
        if self.shown.is_empty() {
            0
        } else {
            self.sums.net.iter().count().max(1)
        }
    }

    /// Scrolls both parts so that the cursor is in sight.
    pub(super) fn scroll(&mut self, regions: &Regions) {
        let shape = self.shape(regions);
        let (at, many) = (self.list.at(), self.shown.len());
        let scrolled = super::super::results::scrolled;
        if at < many {
            self.top = scrolled(self.top, at, many, shape.rows);
        } else {
            let code = at - many;
            self.codes_top = scrolled(self.codes_top, code, self.codes.len(), shape.codes);
        }
        self.top = self.top.min(many.saturating_sub(shape.rows));
        self.codes_top = self
            .codes_top
            .min(self.codes.len().saturating_sub(shape.codes));
        self.list.fit(shape.rows.max(1));
    }
}
