//! Cells that say "nothing": people and spreadsheets write it in many ways, and it is never zero.

/// Cells that say "nothing", in small letters.
const EMPTY: &[&str] = &[
    "",
    "-",
    "--",
    "–",
    "—",
    "n/a",
    "na",
    "n.a.",
    "nan",
    "nan%",
    "none",
    "null",
    "nil",
    "unknown",
    "unk",
    "tbd",
    "tba",
    "tbc",
    "?",
    "??",
    "undefined",
    "k.a.",
    "k. a.",
    "s/o",
    "n.d.",
    "nd",
    "s.d.",
    "%",
    "-%",
];

/// Whether a cell of a number or date column says "nothing". Never zero.
pub fn is_empty(text: &str) -> bool {
    let text = text.trim();
    !text.starts_with(|c: char| c.is_ascii_digit())
        && text.len() <= 12
        && (EMPTY.contains(&text.to_lowercase().as_str()) || is_error(text))
}

/// Whether a cell of words says "nothing". "None" and "Null" are somebody's name.
pub fn is_empty_text(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || matches!(text, "-" | "–" | "—" | "n/a" | "N/A" | "n.a.") || is_error(text)
}

/// An error that says something is wrong in the sheet, rather than that there is nothing: `#REF!`,
/// `#VALUE!`, but not `#N/A`.
pub fn is_fault(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('#')
        && is_error(text)
        && !["#N/A", "#NV", "#N/D", "#NB", "#ND", "#N/A!"].contains(&text)
}

/// A spreadsheet's error value, in any of its languages: `#N/A`, `#WERT!`, `#¡VALOR!`.
fn is_error(text: &str) -> bool {
    let Some(name) = text.strip_prefix('#') else {
        return false;
    };
    let shouted = name.ends_with(['!', '?'])
        && name
            .chars()
            .all(|c| c.is_uppercase() || "!?¡¿/0 ".contains(c));
    shouted || ["N/A", "NV", "N/D", "NB", "ND"].contains(&name)
}
