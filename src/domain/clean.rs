//! Text from outside, made harmless once, at the border: everything that reads files, pastes or
//! typed words passes through here, so that no later place has to fear it. What can act on a
//! terminal or lie about the order of letters goes (control characters, escape sequences, bidi
//! overrides, line separators, loose tag characters, invisible fillers); what people write stays
//! byte for byte (joined emoji, flags, combining marks, text from right to left).

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

const ESC: char = '\u{1b}';
const BEL: char = '\u{7}';
const BLACK_FLAG: char = '\u{1f3f4}';
const TAG_END: char = '\u{e007f}';

/// One line: what is unsafe goes, every line break and tab becomes one space.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c == '\n' || acts(c)) {
        Cow::Owned(cleaned(text, ' '))
    } else {
        Cow::Borrowed(text)
    }
}

/// Several lines: the same, but line breaks stay, each as one `\n`.
pub fn clean_text(text: &str) -> Cow<'_, str> {
    if text.chars().any(acts) {
        Cow::Owned(cleaned(text, '\n'))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a character needs looking at. A plain `\n` does not.
fn acts(c: char) -> bool {
    match c {
        '\n' => false,
        ' '..='~' => false,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => true,
        _ => false,
    }
}

fn cleaned(text: &str, line_break: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => {
                rest.next_if_eq(&'\n');
                out.push(line_break);
            }
            '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(line_break),
            '\t' => out.push(' '),
            ESC => skip_escape(&mut rest),
            '\u{9b}' => skip_control_sequence(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_string(&mut rest),
            BLACK_FLAG => {
                out.push(c);
                keep_flag(&mut rest, &mut out);
            }
            c if acts(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// The rest of a sequence that began with ESC. An unknown one loses its two bytes.
fn skip_escape(rest: &mut Peekable<Chars<'_>>) {
    match rest.peek().copied() {
        Some('[') => {
            rest.next();
            skip_control_sequence(rest);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            rest.next();
            skip_string(rest);
        }
        // Character set selections and their kind take intermediate bytes before the last one.
        Some(' '..='/') => {
            while rest.next_if(|c| (' '..='/').contains(c)).is_some() {}
            rest.next_if(|c| ('0'..='~').contains(c));
        }
        Some('0'..='~') => {
            rest.next();
        }
        _ => {}
    }
}

/// Parameters, intermediates and the one last byte of a control sequence.
fn skip_control_sequence(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|c| (' '..='?').contains(c)).is_some() {}
    rest.next_if(|c| ('@'..='~').contains(c));
}

/// The body of a string command (title, clipboard, link) up to its end. One that never ends is not
/// allowed to swallow what follows: then only its introducer goes.
fn skip_string(rest: &mut Peekable<Chars<'_>>) {
    let mut ahead = rest.clone();
    while let Some(c) = ahead.next() {
        match c {
            BEL | '\u{9c}' => {
                *rest = ahead;
                return;
            }
            ESC => {
                if ahead.next_if_eq(&'\\').is_some() {
                    *rest = ahead;
                }
                return;
            }
            '\n' | '\r' => return,
            _ => {}
        }
    }
}

/// Tag characters are kept only where they spell a flag: after the black flag, up to the end tag.
fn keep_flag(rest: &mut Peekable<Chars<'_>>, out: &mut String) {
    let mut ahead = rest.clone();
    let mut tags = String::new();
    while let Some(c) = ahead.next_if(|c| ('\u{e0020}'..=TAG_END).contains(c)) {
        tags.push(c);
        // Region flags have five or six tags; anything longer carries something else.
        if c == TAG_END || tags.chars().count() > 8 {
            break;
        }
    }
    if tags.ends_with(TAG_END) {
        out.push_str(&tags);
        *rest = ahead;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_acts_goes() {
        let check = |text: &str, line: &str| assert_eq!(clean_line(text), line, "{text:?}");
        check("\u{1b}]0;OWNED\u{7}Title", "Title");
        check(
            "\u{1b}]8;;https://evil.example/\u{1b}\\Bank\u{1b}]8;;\u{1b}\\",
            "Bank",
        );
        check("\u{1b}[2J\u{1b}[1;1H\u{1b}[31mFake error", "Fake error");
        check("\u{1b}[?1049l\u{1b}[?25hLeft", "Left");
        check("\u{9b}31mC1\u{9d}0;t\u{9c}", "C1");
        check("\u{1b}P$q\"p\u{1b}\\dcs\u{1b}_Gapc\u{1b}\\", "dcs");
        check("\u{1b}c", "");
        check(
            "\u{1b}]0;never ends, but this is a name",
            "0;never ends, but this is a name",
        );
        check("Back\u{8}\u{8}Over", "BackOver");
        check("abc\u{202e}fed\u{2066}x", "abcfedx");
        check("Nul\0Inside", "NulInside");
        check("a\u{e0041}\u{e0042}b", "ab");
        check("\u{feff}name\u{200b}", "name");
    }

    #[test]
    fn lines_break_where_they_did() {
        assert_eq!(clean_text("a\r\nb\rc\u{2028}d\ne\tf"), "a\nb\nc\nd\ne f");
        assert_eq!(clean_line("Anna\r\nBerg\u{2029}x"), "Anna Berg x");
    }

    #[test]
    fn what_people_write_stays() {
        for text in [
            "👩‍🔬 Dr. Ana",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿 England",
            "🇩🇪🇫🇷",
            "e\u{301}lodie",
            "محمد العربي",
            "שרה כהן \u{200f}!",
            "नमस्ते",
            "☺️",
            "می\u{200c}خواهم",
        ] {
            assert_eq!(clean_line(text), text);
            assert_eq!(clean_text(text), text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn cleaning_is_safe_and_happens_once(text in any::<String>()) {
            let once = clean_line(&text).into_owned();
            let acts = once.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
            prop_assert!(!acts);
            prop_assert_eq!(clean_line(&once).into_owned(), once);
        }
    }
}
