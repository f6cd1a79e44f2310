//! A look at values: what a column holds whatever its header says, how many of its cells a field
//! could read, and the words inside one cell.

use std::borrow::Cow;

use super::fields::{Field, Kind};
use super::handles::{is_email, is_handle, is_link};
use super::{dates, handles, numbers};
use crate::domain::clean::clean_line;

/// Words that mean yes.
const YES: &[&str] = &[
    "yes",
    "y",
    "true",
    "1",
    "x",
    "✓",
    "✔",
    "✅",
    "ja",
    "j",
    "oui",
    "si",
    "sí",
    "sim",
    "wahr",
    "vrai",
    "unsubscribed",
    "cleaned",
    "opted out",
    "optout",
    "blocked",
];
/// Words that mean no.
const NO: &[&str] = &[
    "no",
    "n",
    "false",
    "0",
    "nein",
    "non",
    "falsch",
    "faux",
    "não",
    "subscribed",
    "active",
    "ok",
    "-",
    "",
];

/// Yes, no, or neither.
pub fn yes_no(text: &str) -> Option<bool> {
    let word = text.trim().to_lowercase();
    if YES.contains(&word.as_str()) {
        Some(true)
    } else {
        NO.contains(&word.as_str()).then_some(false)
    }
}

fn share(values: &[&str], like: impl Fn(&str) -> bool) -> f64 {
    let fitting = values.iter().filter(|v| like(v)).count();
    // Counts of a few hundred: exact in a float.
    fitting as f64 / values.len().max(1) as f64
}

/// What nearly all values are, if they are of a kind that cannot be mistaken.
pub fn pattern(values: &[&str]) -> Option<Field> {
    if values.is_empty() {
        None
    } else if share(values, |v| {
        is_email(v) || handles::email(v).is_some_and(|e| e.len() * 2 > v.len())
    }) >= 0.8
    {
        Some(Field::Email)
    } else if share(values, is_link) >= 0.8 {
        Some(Field::Link)
    } else if share(values, is_handle) >= 0.8 {
        Some(Field::Handle)
    } else {
        None
    }
}

/// Whether a field can hold what the values are.
pub fn agrees(field: Field, shown: Field) -> bool {
    match shown {
        Field::Email => field == Field::Email,
        _ => field.kind() == Kind::Handle,
    }
}

/// Whether cells hold several words each.
pub fn are_lists(values: &[&str]) -> bool {
    share(values, |v| v.contains([';', '#', '|'])) >= 0.2
}

/// Which share of the values a field can read.
pub fn share_readable(field: Field, values: &[&str]) -> f64 {
    let number = |v: &str| numbers::read(v).is_ok();
    let filled_number = |v: &str| numbers::read(v).is_ok_and(|n| n.is_some());
    match field.kind() {
        Kind::Count | Kind::Percent | Kind::Money => share(values, number),
        Kind::Date => share(values, |v| dates::read(v).is_ok() || dates::has_no_year(v)),
        Kind::Platform => share(values, |v| handles::platform(v).is_some()),
        Kind::Currency => share(values, |v| numbers::currency(v).is_some()),
        Kind::YesNo => share(values, |v| yes_no(v).is_some()),
        Kind::Email => share(values, |v| handles::email(v).is_some()),
        Kind::Handle => share(values, |v| {
            !filled_number(v) && v.len() <= 200 && handles::read(v, None).is_ok()
        }),
        Kind::List if field == Field::Code => {
            share(values, |v| !filled_number(v) && v.len() <= 100)
        }
        Kind::Lines if field == Field::Notes && values.len() >= 5 => {
            share(values, |v| !filled_number(v))
        }
        // A column of numbers names nobody, whatever it is called: `creator_id`.
        Kind::Words if field == Field::Name => share(values, |v| v.contains(char::is_alphabetic)),
        Kind::Words if field == Field::Relationship => share(values, |v| relationship(v).is_some()),
        _ => 1.0,
    }
}

/// Which share must be readable before a column is believed: a word that is exactly right is
/// believed with few readable cells, so that bad ones are reported by line instead of being put
/// aside in silence.
pub fn needed(sure: u8, count: usize, field: Field) -> f64 {
    match (sure, count) {
        _ if matches!(
            field,
            Field::Relationship | Field::Core | Field::FollowUp | Field::Code | Field::Notes
        ) =>
        {
            0.3
        }
        (4, 0..3) => 0.0,
        (4, _) => 0.2,
        _ => 0.5,
    }
}

/// The relationship type a word means.
pub fn relationship(text: &str) -> Option<crate::domain::rows::Relationship> {
    use crate::domain::rows::Relationship as R;
    let word = text.trim().to_lowercase().replace([' ', '_'], "-");
    R::from_word(&word).or(match word.as_str() {
        "oneoff" | "one-time" | "single" => Some(R::OneOff),
        "long-term" | "partner" | "recurring-partnership" | "retainer" => Some(R::Recurring),
        "brand-ambassador" => Some(R::Ambassador),
        _ => None,
    })
}

/// How many tags, codes or profiles one cell may hold.
pub const MOST_WORDS: usize = 100;

/// One line with single spaces.
pub fn tidy(text: &str) -> Cow<'_, str> {
    let line = clean_line(text);
    let loose = line.contains("  ") || line.starts_with(' ') || line.ends_with(' ');
    if loose {
        Cow::Owned(
            line.split(' ')
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
        )
    } else {
        line
    }
}

/// The words of a cell that holds several.
pub fn listed(text: &str) -> Result<Vec<&str>, String> {
    let parts = text
        .split([';', ',', '|', '\n'])
        .flat_map(|part| part.split(" + "))
        .flat_map(|part| part.split(" ::: "));
    let words: Vec<&str> = parts
        .map(str::trim)
        .filter(|w| !w.is_empty())
        .take(MOST_WORDS + 1)
        .collect();
    if words.len() > MOST_WORDS {
        Err(format!("more than {MOST_WORDS} words in one cell"))
    } else {
        Ok(words)
    }
}

/// The telephone numbers of a cell that holds several; the whole cell where they cannot be told
/// apart.
pub fn phones(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text
        .split([';', ',', '|', '\n'])
        .flat_map(|part| part.split(" / "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let whole = |part: &&str| part.chars().filter(char::is_ascii_digit).count() >= 6;
    match parts.len() {
        2.. if parts.iter().all(whole) => parts,
        _ => vec![text],
    }
}

/// The beginning of a cell, for a message.
pub fn shortened(text: &str) -> String {
    let line = clean_line(text);
    if line.chars().count() > 40 {
        line.chars().take(39).chain(['…']).collect()
    } else {
        line.into_owned()
    }
}
