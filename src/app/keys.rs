//! Keys as the program names them: parsed from the command tables and `keys.toml`, printed in
//! footers and help. Knows no terminal library; the edge turns its events into these.

use std::fmt;

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, already shifted (`X`, `!`).
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PgUp,
    /// Page down.
    PgDn,
    /// A function key.
    F(u8),
}

/// One key press. Shift counts only where the character does not already say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift, for keys that are no characters.
    pub shift: bool,
}

/// Names of keys that are no characters.
const NAMES: &[(&str, Code)] = &[
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Backspace", Code::Backspace),
    ("Del", Code::Delete),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PgUp),
    ("PgDn", Code::PgDn),
    ("Space", Code::Char(' ')),
];

impl Key {
    /// A plain character.
    pub const fn char(c: char) -> Self {
        Self {
            code: Code::Char(c),
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The character it types, when it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// Reads `x`, `Ctrl+K`, `Shift+Tab`, `Space`, `F1`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = text;
        loop {
            let lower = rest.to_ascii_lowercase();
            let cut = |n: usize| rest.get(n..).filter(|r| !r.is_empty());
            if let Some(r) = lower.starts_with("ctrl+").then(|| cut(5)).flatten() {
                (key.ctrl, rest) = (true, r);
            } else if let Some(r) = lower.starts_with("alt+").then(|| cut(4)).flatten() {
                (key.alt, rest) = (true, r);
            } else if let Some(r) = lower.starts_with("shift+").then(|| cut(6)).flatten() {
                (key.shift, rest) = (true, r);
            } else {
                break;
            }
        }
        key.code = Self::code(rest)?;
        if let Code::Char(c) = key.code {
            if key.ctrl {
                key.code = Code::Char(c.to_ascii_lowercase());
            } else if key.shift {
                key.code = Code::Char(c.to_ascii_uppercase());
            }
            key.shift = false;
        }
        Some(key)
    }

    fn code(name: &str) -> Option<Code> {
        let mut chars = name.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return Some(Code::Char(c));
        }
        if let Some(n) = name.strip_prefix(['F', 'f']).and_then(|n| n.parse().ok()) {
            return (1..=12).contains(&n).then_some(Code::F(n));
        }
        NAMES
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, code)| *code)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        for (on, name) in [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ] {
            if on {
                text.push_str(name);
            }
        }
        match self.code {
            Code::Char(' ') => text.push_str("Space"),
            Code::Char(c) if self.ctrl => text.extend(c.to_uppercase()),
            Code::Char(c) => text.push(c),
            Code::F(n) => text.push_str(&format!("F{n}")),
            code => text.push_str(
                NAMES
                    .iter()
                    .find(|(_, c)| *c == code)
                    .map_or("?", |(n, _)| n),
            ),
        }
        f.pad(&text)
    }
}

/// Keys pressed one after the other: one key, or a menu's prefix and the entry's letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord(pub Vec<Key>);

impl Chord {
    /// Reads `x` or `g r`.
    pub fn parse(text: &str) -> Option<Self> {
        let keys: Option<Vec<Key>> = text.split_whitespace().map(Key::parse).collect();
        keys.filter(|k| !k.is_empty()).map(Self)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: Vec<String> = self.0.iter().map(Key::to_string).collect();
        f.pad(&text.join(" "))
    }
}

/// Letters of layouts that are not Latin, by the place of the key (ЙЦУКЕН, Greek, Hebrew), each
/// string in the order of `LATIN`. A command key pressed on such a layout acts as its place does;
/// in text fields it types what it is.
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const PLACES: &[&str] = &[
    "йцукенгшщзхъфывапролджэячсмитьбю",
    ";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,.",
    "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ",
];

/// The key a command sees for a pressed key: letters of other scripts by their place.
pub fn by_place(key: Key) -> Key {
    let Code::Char(c) = key.code else { return key };
    if c.is_ascii() {
        return key;
    }
    let lower: String = c.to_lowercase().collect();
    let upper = c.is_uppercase();
    for row in PLACES {
        if let Some(at) = row.chars().position(|r| lower.chars().eq([r]))
            && let Some(latin) = LATIN.chars().nth(at)
        {
            let latin = if upper {
                latin.to_ascii_uppercase()
            } else {
                latin
            };
            return Key {
                code: Code::Char(latin),
                ..key
            };
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_and_print_the_same() {
        for text in [
            "x",
            "X",
            "!",
            "Ctrl+K",
            "Shift+Tab",
            "Shift+Left",
            "Space",
            "F1",
            "PgDn",
            "Ctrl+A",
            "g r",
            "Enter",
        ] {
            assert_eq!(Chord::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Key::parse("ctrl+k"), Key::parse("Ctrl+K"));
        assert_eq!(Key::parse("Shift+x"), Some(Key::char('X')));
        assert_eq!(Key::parse("+"), Some(Key::char('+')));
        assert_eq!(Key::parse("F13"), None);
        assert_eq!(Key::parse("nonsense"), None);
        assert_eq!(Chord::parse(""), None);
    }

    #[test]
    fn letters_of_other_layouts_act_by_their_place() {
        assert_eq!(by_place(Key::char('й')), Key::char('q'));
        assert_eq!(by_place(Key::char('Ч')), Key::char('X'));
        assert_eq!(by_place(Key::char('x')), Key::char('x'));
        assert_eq!(by_place(Key::char('é')), Key::char('é'));
    }
}
