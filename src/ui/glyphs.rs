//! The few glyphs screens draw with, all of them one cell wide in common fonts, and their ASCII
//! twins, one for one so that nothing shifts. Which set is used is decided here too.

use super::theme::Theme;
use crate::app::App;

/// Glyphs and their twins. The blocks of a spark line have none that tells more than a space.
const TWINS: &[(&str, &str)] = &[
    ("►", ">"),
    ("≈", "~"),
    ("◄", "<"),
    ("•", "*"),
    ("○", "o"),
    ("·", "-"),
    ("■", "#"),
    ("□", "."),
    ("▲", "^"),
    ("▼", "v"),
    ("→", ">"),
    ("←", "<"),
    ("↑", "^"),
    ("↓", "v"),
    ("›", ">"),
    ("‹", "<"),
    // A full stop would end the sentence that was cut.
    ("…", "~"),
    ("─", "-"),
    ("═", "="),
    ("│", "|"),
    ("║", "|"),
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("╔", "+"),
    ("╗", "+"),
    ("╚", "+"),
    ("╝", "+"),
    ("├", "+"),
    ("┤", "+"),
    ("┬", "+"),
    ("┴", "+"),
    ("┼", "+"),
    ("╟", "+"),
    ("╢", "+"),
    ("╤", "+"),
    ("╧", "+"),
    ("█", "#"),
    ("▓", "#"),
    ("▒", ":"),
    ("░", "."),
    ("▁", " "),
    ("▂", " "),
    ("▃", " "),
    ("▄", " "),
    ("▅", " "),
    ("▆", " "),
    ("▇", " "),
    ("–", "-"),
    ("—", "-"),
    ("−", "-"),
    ("×", "x"),
    ("±", "~"),
    ("“", "\""),
    ("”", "\""),
    ("‘", "'"),
    ("’", "'"),
    ("≤", "<"),
    ("≥", ">"),
];

/// The ASCII twin of a glyph of ours.
pub fn ascii(symbol: &str) -> Option<&'static str> {
    TWINS
        .iter()
        .find(|(glyph, _)| *glyph == symbol)
        .map(|(_, twin)| *twin)
}

/// Whether the frame is drawn in ASCII: as the settings say; left to itself it is in the plain
/// theme, and where the language's fonts show our glyphs two cells wide.
pub fn wants_ascii(app: &App) -> bool {
    match &*app.settings.look.glyphs {
        "ascii" => true,
        "unicode" => false,
        _ => app.around.wide_glyphs || Theme::by_name(&app.theme) == Theme::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text::width;

    #[test]
    fn twins_are_one_cell_of_ascii() {
        for (n, (glyph, twin)) in TWINS.iter().enumerate() {
            assert!(twin.is_ascii() && twin.len() == 1, "{glyph}");
            assert_eq!(width(glyph), 1, "{glyph}");
            assert!(
                !TWINS.iter().skip(n + 1).any(|(other, _)| other == glyph),
                "{glyph} stands here twice"
            );
        }
    }
}
