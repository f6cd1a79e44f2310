//! Columns of text for people: as wide as their widest cell, two spaces apart, the last one as it
//! is.

use unicode_width::UnicodeWidthStr;

use crate::domain::clean::clean_line;

/// Lines of a table. Cells are cleaned before they are measured.
pub(super) fn lines(rows: &[Vec<String>]) -> Vec<String> {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .map(|cell| clean_line(cell).into_owned())
                .collect()
        })
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| {
        rows.iter()
            .filter_map(|row| row.get(at))
            .map(|cell| cell.width())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    rows.iter()
        .map(|row| {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(cell);
                line.extend(std::iter::repeat_n(
                    ' ',
                    (width + 2).saturating_sub(cell.width()),
                ));
            }
            line.trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_straight() {
        let row = |cells: [&str; 2]| cells.map(String::from).to_vec();
        let lines = lines(&[
            row(["李小龙", "x"]),
            row(["Mia", "y"]),
            row(["\u{1b}[31m", ""]),
        ]);
        assert_eq!(lines, ["李小龙  x", "Mia     y", ""]);
    }
}
