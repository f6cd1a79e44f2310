//! A look at values: what a column holds whatever its header says, how many of its cells a field
//! could read, and the words inside one cell.

use std::borrow::Cow;

use super::fields::{Field, Fit, Kind, words};
use super::handles::{is_email, is_handle, is_link};
use super::{dates, handles, numbers, stages};
use crate::domain::clean::clean_line;

/// Words and signs that mean yes, as [`folded`] leaves them; signs as they are.
#[rustfmt::skip] // a list
const YES: &[&str] = &[
    "yes", "y", "true", "1", "x", "on", "checked", "ticked", "✓", "✔", "✅", "☑", "☒", "🗹", "🚫", "⛔", "ja", "j", "oui", "si", "sim", "tak",
    "evet", "ya", "da", "да", "はい", "○", "〇", "済", "예", "네", "是", "√", "نعم", "wahr", "vrai", "verdadero", "vero", "unsubscribed",
    "cleaned", "opted out", "optout", "blocked",
];
/// Words and signs that mean no.
#[rustfmt::skip] // a list
const NO: &[&str] = &[
    "no", "n", "false", "0", "off", "unchecked", "☐", "⬜", "□", "✗", "✘", "❌", "nein", "non", "falsch", "faux", "falso", "nao", "nie",
    "hayir", "tidak", "nej", "nee", "いいえ", "×", "未", "아니요", "否", "لا", "нет", "subscribed", "active", "ok", "okay", "fine", "-", "",
];

/// Yes, no, or neither.
pub fn yes_no(text: &str) -> Option<bool> {
    // A sign of an emoji may carry a mark of how it is drawn.
    let sign = text.trim().trim_end_matches(['\u{fe0f}', '\u{fe0e}']);
    let word = words(sign).join(" ");
    let says =
        |list: &[&str]| list.contains(&sign) || (!word.is_empty() && list.contains(&word.as_str()));
    if says(YES) {
        Some(true)
    } else {
        says(NO).then_some(false)
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
        Field::Link => matches!(field.kind(), Kind::Handle | Kind::Post),
        _ => field.kind() == Kind::Handle,
    }
}

/// Whether cells hold several words each.
pub fn are_lists(values: &[&str]) -> bool {
    share(values, |v| v.contains([';', '#', '|'])) >= 0.2
}

/// Which share of the values a field can read.
pub fn share_readable(field: Field, values: &[&str]) -> f64 {
    let filled_number = |v: &str| numbers::read(v).is_ok_and(|n| n.is_some());
    match field.kind() {
        Kind::Count => share(values, is_count),
        Kind::Percent => share(values, is_rate),
        Kind::Money => share(values, |v| {
            numbers::read(v).is_ok_and(|n| n.is_none_or(|n| !n.percent))
        }),
        Kind::Date => share(values, |v| dates::read(v).is_ok() || dates::has_no_year(v)),
        Kind::Platform => share(values, |v| handles::platform(v).is_some()),
        Kind::Currency => share(values, |v| numbers::currency(v).is_some()),
        Kind::YesNo if field == Field::DoNotContact => 1.0,
        Kind::YesNo => share(values, |v| yes_no(v).is_some()),
        Kind::Email => share(values, |v| handles::email(v).is_some()),
        Kind::Post => share(values, is_link),
        Kind::Handle => share(values, |v| {
            !filled_number(v) && v.len() <= 200 && handles::read(v, None).is_ok()
        }),
        Kind::List if field == Field::Code => {
            share(values, |v| !filled_number(v) && v.len() <= 100)
        }
        Kind::Lines if field == Field::Notes => share(values, |v| !filled_number(v)),
        // A column of numbers names nobody, whatever it is called: `creator_id`.
        Kind::Words if field == Field::Name => share(values, |v| v.contains(char::is_alphabetic)),
        Kind::Words if field == Field::Relationship => share(values, |v| relationship(v).is_some()),
        _ => 1.0,
    }
}

/// Which share of the values says of itself that it belongs to a field: what a word needs that
/// means something else too.
pub fn share_agreeing(field: Field, values: &[&str]) -> f64 {
    let number = |v: &str| numbers::read(v).is_ok_and(|n| n.is_some());
    match field {
        Field::Name => share(values, is_personal_name),
        Field::Handle => share(values, |v| is_handle(v) || is_link(v) || is_bare_handle(v)),
        Field::Stage => share(values, |v| {
            stages::standing(v).is_some() || stages::means_never(v)
        }),
        Field::Phone => share(values, is_phone),
        Field::Tags | Field::Code | Field::Niche | Field::Country | Field::Campaign => {
            share(values, |v| !number(v) && v.chars().count() < 80)
        }
        Field::NextStep => share(values, |v| !number(v) && dates::read(v).is_err()),
        _ => share_readable(field, values),
    }
}

fn is_count(text: &str) -> bool {
    numbers::read(text).is_ok_and(|n| n.is_none_or(|n| !n.percent && n.currency.is_none()))
}

/// A rate in percent: at most a hundred, or it is a count of something.
fn is_rate(text: &str) -> bool {
    numbers::read(text).is_ok_and(|n| {
        n.is_none_or(|n| {
            let hundredths = n.rated().and_then(numbers::Number::hundredths);
            n.percent || hundredths.is_some_and(|h| (0..=10_000).contains(&h))
        })
    })
}

/// Digits with the signs people put between them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (6..=16).contains(&digits)
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || " +-()/.".contains(c))
}

/// One word as handles are, without its `@`; not a number.
pub fn is_bare_handle(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['@', '＠']);
    (2..=40).contains(&text.len())
        && text.contains(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// Words that name things and months, not people.
#[rustfmt::skip] // a list
const NO_NAMES: &[&str] = &[
    "total", "average", "sum", "north", "south", "east", "west", "year", "month", "week", "day", "january", "february", "march", "april", "june",
    "july", "august", "september", "october", "november", "december", "campaign", "launch", "spring", "summer", "autumn", "winter", "product",
    "shipping", "order", "invoice", "draft", "brief", "sale", "task", "project", "meeting", "report", "budget", "call", "send", "write", "the", "and",
];

/// Two to five words of letters, as people are called; in scripts without spaces two to four signs.
pub fn is_personal_name(text: &str) -> bool {
    let text = text.trim();
    let all: Vec<&str> = text.split_whitespace().collect();
    let letters = |c: char| c.is_alphabetic() || "'’.-·・,()\u{200d}\u{fe0f}".contains(c);
    if text.chars().count() > 60 || !text.chars().all(|c| letters(c) || c.is_whitespace()) {
        return false;
    }
    let known = |w: &&str| NO_NAMES.contains(&w.to_lowercase().as_str());
    match all.as_slice() {
        [one] => {
            one.chars()
                .all(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase())
                && (2..=5).contains(&one.chars().count())
        }
        [_, .., _] if all.len() <= 5 => {
            !all.iter().any(known)
                && all
                    .first()
                    .is_some_and(|w| !w.starts_with(char::is_lowercase))
        }
        _ => false,
    }
}

/// Which share must be readable before a column is believed: a word that is exactly right is
/// believed with few readable cells, so that the others are kept by line instead of the whole
/// column being put aside.
pub fn needed(fit: Fit, count: usize, field: Field) -> f64 {
    match (fit, count) {
        (Fit::Exact, _)
            if matches!(
                field,
                Field::Relationship | Field::Core | Field::Code | Field::Notes | Field::FollowUp
            ) =>
        {
            0.3
        }
        (Fit::Exact, 0..3) => match field {
            // Two counts are no rates, two rates no prices.
            Field::Engagement | Field::Rate | Field::Fee => 0.4,
            _ => 0.0,
        },
        (Fit::Exact, _) => 0.2,
        (Fit::Loose, _) => 0.5,
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

/// The state of a piece that a word means.
pub fn piece_state(text: &str) -> Option<crate::domain::rows::PieceState> {
    use crate::domain::rows::PieceState as P;
    #[rustfmt::skip] // a table
    const WORDS: &[(&str, P)] = &[
        ("pending", P::Planned), ("planned", P::Planned), ("to do", P::Planned), ("todo", P::Planned), ("not started", P::Planned),
        ("briefed", P::Planned), ("scheduled", P::Planned), ("in progress", P::Planned), ("open", P::Planned), ("geplant", P::Planned), ("offen", P::Planned),
        ("submitted", P::DraftIn), ("draft in", P::DraftIn), ("draft received", P::DraftIn), ("draft sent", P::DraftIn), ("in review", P::DraftIn),
        ("review", P::DraftIn), ("received", P::DraftIn), ("draft", P::DraftIn), ("changes asked", P::ChangesAsked), ("changes requested", P::ChangesAsked),
        ("revision", P::ChangesAsked), ("revisions", P::ChangesAsked), ("approved", P::Approved), ("freigegeben", P::Approved), ("ready", P::Approved),
        ("posted", P::Live), ("live", P::Live), ("published", P::Live), ("done", P::Live), ("online", P::Live), ("veroffentlicht", P::Live),
        ("publie", P::Live), ("publicado", P::Live), ("pubblicato", P::Live), ("missed", P::Missed), ("not posted", P::Planned),
    ];
    let word = words(text).join(" ");
    let found = WORDS
        .iter()
        .find(|(w, _)| *w == word)
        .map(|(_, state)| *state);
    found.or_else(|| match yes_no(text) {
        Some(true) => Some(P::Live),
        Some(false) => Some(P::Planned),
        None => None,
    })
}

/// Kinds of pieces that a heading names.
#[rustfmt::skip] // a list
const FORMATS: &[(&str, &str)] = &[
    ("reel", "reel"), ("reels", "reel"), ("story", "story"), ("stories", "story"), ("video", "video"), ("videos", "video"), ("short", "short"),
    ("shorts", "short"), ("carousel", "carousel"), ("post", "post"), ("pin", "pin"), ("podcast", "podcast"), ("episode", "episode"), ("vlog", "vlog"),
];

/// The kind of piece a heading or a link names.
pub fn format_in(text: &str) -> Option<&'static str> {
    let words = words(text);
    FORMATS
        .iter()
        .find(|(word, _)| words.iter().any(|w| w == word))
        .map(|(_, format)| *format)
}

/// A cell of handles without what people write beside them: "@ida (IG)", "instagram: ida",
/// "@ida - private", a wide ＠, a full stop at the end.
pub fn without_remarks(text: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'@');
    if text.bytes().all(plain) && !text.ends_with('.') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(cut_remarks(text))
}

fn cut_remarks(text: &str) -> String {
    let mut rest = text.replace('＠', "@");
    if let Some(at) = rest
        .rfind(['(', '['])
        .filter(|_| rest.trim_end().ends_with([')', ']']))
    {
        rest.truncate(at);
    }
    let mut rest = rest.trim();
    if let Some((before, behind)) = rest.split_once(':')
        && handles::platform(before).is_some()
        && !behind.starts_with("//")
    {
        rest = behind.trim();
    }
    let dashed = [" - ", " – ", " — "]
        .into_iter()
        .find_map(|dash| rest.split_once(dash));
    if let Some((before, _)) = dashed
        && (is_handle(before) || is_bare_handle(before))
    {
        rest = before.trim();
    }
    let cut = rest.trim_end_matches('.');
    if is_handle(cut) || is_bare_handle(cut) {
        rest = cut;
    }
    rest.to_string()
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
        .map(|part| part.trim().trim_matches('"').trim())
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
