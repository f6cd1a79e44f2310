//! Text in cells: measured and cut by grapheme and width, so that wide, combining and right-to-left
//! text never moves what stands beside it. A cut shows as an ellipsis.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Cells a text takes.
pub fn width(text: &str) -> usize {
    match text.is_ascii() {
        true => text.len(),
        false if is_plain(text) => text.chars().count(),
        false => text.width(),
    }
}

/// Whether each character of a text is a cell by itself, which nothing before or after it changes:
/// Latin letters, the punctuation, arrows, lines and blocks that screens are made of. Such a text
/// need not be taken apart by the rules for all scripts, which is a third of the work of drawing.
pub fn is_plain(text: &str) -> bool {
    let plain = |c: char| {
        matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{2010}'..='\u{2027}'
            | '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{25fc}')
    };
    text.chars().all(plain)
}

/// The text cut to a width, with … where something is gone.
pub fn cut(text: &str, max: usize) -> String {
    fitted(text, max).into_owned()
}

/// The same; what fits is not copied.
pub fn fitted(text: &str, max: usize) -> Cow<'_, str> {
    if width(text) <= max {
        return text.into();
    }
    if max == 0 {
        return "".into();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let w = grapheme.width();
        if used + w > max - 1 {
            break;
        }
        out.push_str(grapheme);
        used += w;
    }
    let bare = out.trim_end().len();
    out.truncate(bare);
    out.push('…');
    out.into()
}

/// The text cut or filled with spaces to exactly that width.
pub fn pad(text: &str, to: usize) -> String {
    let mut out = cut(text, to);
    let missing = to.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// The same with the text at the right.
pub fn pad_left(text: &str, to: usize) -> String {
    let cut = cut(text, to);
    let missing = to.saturating_sub(width(&cut));
    " ".repeat(missing) + &cut
}

/// The text on one line: line breaks become spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text in lines of at most that width, broken at spaces, in words only when one is longer than
/// a line. Line breaks of the text stay.
pub fn wrap(text: &str, max: usize) -> Vec<String> {
    let max = max.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0;
        for word in paragraph.split_whitespace() {
            let w = width(word);
            if used > 0 && used + 1 + w <= max {
                line.push(' ');
                line.push_str(word);
                used += 1 + w;
                continue;
            }
            if used > 0 {
                lines.push(std::mem::take(&mut line));
            }
            (line, used) = break_word(word, max, &mut lines);
        }
        lines.push(line);
    }
    lines
}

/// Puts whole lines of a long word into `lines`, gives back its rest.
fn break_word(word: &str, max: usize, lines: &mut Vec<String>) -> (String, usize) {
    let mut line = String::new();
    let mut used = 0;
    for grapheme in word.graphemes(true) {
        let w = grapheme.width();
        if used + w > max && used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        line.push_str(grapheme);
        used += w;
    }
    (line, used)
}

/// The first lines that fit, the last of them with … where there are more; `text` gives the text of
/// a line.
pub fn fit<T>(mut lines: Vec<T>, max: usize, text: impl Fn(&mut T) -> &mut String) -> Vec<T> {
    if lines.len() > max {
        lines.truncate(max);
        lines
            .iter_mut()
            .skip(max.saturating_sub(1))
            .for_each(|last| text(last).push_str(" …"));
    }
    lines
}

/// `12-31 of 34`: which part of a list is in sight; where all of it is, how many there are.
pub fn part(top: usize, height: usize, all: usize) -> String {
    match all > height && height > 0 {
        true => format!("{}-{} of {all}", top + 1, (top + height).min(all)),
        false => all.to_string(),
    }
}

/// The same in front of something else that is said, and nothing where all of the list is in sight.
pub fn part_of(top: usize, height: usize, all: usize) -> String {
    if all > height {
        format!("{} · ", part(top, height, all))
    } else {
        String::new()
    }
}

/// `27.1k`, `1.2M`, `980`: followers and other counts in few cells.
pub fn count(n: i64) -> String {
    let short = |n: f64, unit: &str| {
        let text = format!("{n:.1}");
        format!("{}{unit}", text.strip_suffix(".0").unwrap_or(&text))
    };
    match n.unsigned_abs() {
        0..=9_999 => n.to_string(),
        10_000..=999_949 => short(n as f64 / 1e3, "k"),
        _ => short(n as f64 / 1e6, "M"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_never_split_a_character_as_people_see_it() {
        for text in [
            "👩‍🔬 Dr. Ana",
            "Zoë Çelik",
            "漢字かな 한글",
            "e\u{301}lodie",
            "مرحبا بالعالم",
            "plain text",
        ] {
            for max in 0..20 {
                let short = cut(text, max);
                assert!(width(&short) <= max, "{short:?} in {max}");
                assert!(short == text || max == 0 || short.ends_with('…'));
                assert_eq!(width(&pad(text, max)), max);
                assert_eq!(width(&pad_left(text, max)), max);
            }
        }
    }

    #[test]
    fn each_plain_character_is_a_cell_whatever_stands_beside_it() {
        let plain: Vec<char> = ('\0'..='\u{ffff}')
            .filter(|c| is_plain(&c.to_string()))
            .collect();
        assert!(
            plain.contains(&'é')
                && plain.contains(&'■')
                && plain.contains(&'═')
                && plain.contains(&'…')
        );
        for c in &plain {
            let between = format!("a{c}─{c}é");
            assert_eq!(
                (between.graphemes(true).count(), width(&between)),
                (5, 5),
                "{c:?}"
            );
        }
        for other in [
            "漢",
            "e\u{301}",
            "\u{ad}",
            "\u{200b}",
            "👩",
            "\t",
            "\x1b",
            "\u{85}",
            "◾",
            "☎\u{fe0f}",
        ] {
            assert!(!is_plain(other), "{other:?}");
        }
    }

    #[test]
    fn wrapped_lines_fit_and_lose_nothing() {
        let text = "a reel about slow mornings\nand averyveryverylongwordthatdoesnotfit";
        for max in 1..30 {
            let lines = wrap(text, max);
            assert!(lines.iter().all(|l| width(l) <= max));
            let all: String = lines.concat().split_whitespace().collect();
            assert_eq!(all, text.split_whitespace().collect::<String>());
        }
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let lines = |n: usize| (1..=n).map(|n| n.to_string()).collect::<Vec<_>>();
        assert_eq!(fit(lines(2), 2, |l| l), ["1", "2"]);
        assert_eq!(fit(lines(5), 2, |l| l), ["1", "2 …"]);
        assert_eq!(part(0, 12, 12), "12");
        assert_eq!(part(2, 12, 14), "3-14 of 14");
        assert_eq!(part_of(0, 12, 12), "");
    }

    #[test]
    fn counts_are_short() {
        let check = |n, s: &str| assert_eq!(count(n), s);
        check(980, "980");
        check(9_999, "9999");
        check(27_140, "27.1k");
        check(100_000, "100k");
        check(999_950, "1M");
        check(1_234_567, "1.2M");
    }
}
