//! Small tables of text: columns with a width and a rank; when they do not all fit, the ones of the
//! highest rank leave first, whole. Numbers are never cut.

use super::pen::Pen;
use super::text::{pad, pad_left, width};
use super::theme::Role;
use crate::app::regions::Area;

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Heading.
    pub title: &'static str,
    /// Cells it takes.
    pub width: u16,
    /// Right-aligned.
    pub right: bool,
    /// The higher, the sooner it leaves; 0 always stays.
    pub rank: u8,
    /// Takes what room is left over.
    pub grows: bool,
}

impl Column {
    /// A left-aligned column.
    pub const fn new(title: &'static str, width: u16, rank: u8) -> Self {
        Self {
            title,
            width,
            right: false,
            rank,
            grows: false,
        }
    }

    /// The same, right-aligned.
    pub const fn right(mut self) -> Self {
        self.right = true;
        self
    }

    /// The same, taking the room that is left.
    pub const fn grows(mut self) -> Self {
        self.grows = true;
        self
    }
}

/// Which columns fit into a width, and how wide each is: pairs of index and cells. One cell stands
/// between two.
pub fn fit(columns: &[Column], room: u16) -> Vec<(usize, u16)> {
    let mut chosen: Vec<usize> = (0..columns.len()).collect();
    let total = |chosen: &[usize]| -> u16 {
        chosen
            .iter()
            .filter_map(|n| columns.get(*n))
            .map(|c| c.width + 1)
            .sum::<u16>()
            .saturating_sub(1)
    };
    while total(&chosen) > room && chosen.len() > 1 {
        let last = chosen
            .iter()
            .enumerate()
            .max_by_key(|(_, n)| columns.get(**n).map_or(0, |c| c.rank))
            .map(|(at, _)| at);
        if let Some(at) = last {
            chosen.remove(at);
        }
    }
    let spare = room.saturating_sub(total(&chosen));
    let growing = chosen
        .iter()
        .filter(|n| columns.get(**n).is_some_and(|c| c.grows))
        .count() as u16;
    chosen
        .into_iter()
        .filter_map(|n| columns.get(n).map(|c| (n, c)))
        .map(|(n, c)| {
            (
                n,
                if c.grows {
                    c.width + spare / growing.max(1)
                } else {
                    c.width
                },
            )
        })
        .map(|(n, w)| (n, w.min(room)))
        .collect()
}

/// Writes the headings.
pub fn head(
    pen: &mut Pen<'_>,
    area: Area,
    row: u16,
    x: u16,
    columns: &[Column],
    fitted: &[(usize, u16)],
) {
    let mut at = x;
    for (n, w) in fitted {
        if let Some(column) = columns.get(*n) {
            let text = if column.right {
                pad_left(column.title, usize::from(*w))
            } else {
                pad(column.title, usize::from(*w))
            };
            pen.put(at, area.y + row, *w, &text, Role::Muted);
        }
        at += w + 1;
    }
}

/// Writes one line of cells.
pub fn line(
    pen: &mut Pen<'_>,
    area: Area,
    row: u16,
    x: u16,
    columns: &[Column],
    fitted: &[(usize, u16)],
    cells: &[(Role, String)],
) {
    let mut at = x;
    for (n, w) in fitted {
        if let (Some(column), Some((role, text))) = (columns.get(*n), cells.get(*n)) {
            let missing = w.saturating_sub(width(text) as u16);
            let from = if column.right { at + missing } else { at };
            pen.put(from, area.y + row, *w, text, *role);
        }
        at += w + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_leave_whole_by_rank() {
        let columns = [
            Column::new("Name", 10, 0).grows(),
            Column::new("Stage", 6, 1),
            Column::new("Views", 8, 2),
        ];
        assert_eq!(fit(&columns, 30), vec![(0, 14), (1, 6), (2, 8)]);
        assert_eq!(fit(&columns, 20), vec![(0, 13), (1, 6)]);
        assert_eq!(fit(&columns, 12), vec![(0, 12)]);
        assert_eq!(fit(&columns, 5), vec![(0, 5)]);
    }
}
