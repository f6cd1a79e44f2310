//! Reading words: choices, yes and no, tags, stars, e-mail addresses; and the cleaning that every
//! typed text goes through.

use crate::domain::clean;
use crate::domain::rows::Tags;

/// One entry of a list of words to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The stored word.
    pub word: &'static str,
    /// The words people read.
    pub label: &'static str,
    /// Another short way to type it: `ig`, `2`.
    pub short: &'static str,
}

impl Choice {
    /// A choice without a short form.
    pub const fn new(word: &'static str, label: &'static str) -> Self {
        Self {
            word,
            label,
            short: "",
        }
    }
}

/// The word of the choice that was typed: its word, label or short form, or a beginning that only
/// one of them has.
pub fn choice(typed: &str, all: &[Choice]) -> Result<&'static str, String> {
    let wanted = squeezed(typed);
    let exact = |c: &&Choice| {
        [c.word, c.label, c.short]
            .iter()
            .any(|name| squeezed(name) == wanted)
    };
    if let Some(found) = all.iter().find(exact) {
        return Ok(found.word);
    }
    let begins = |c: &&Choice| {
        [c.word, c.label]
            .iter()
            .any(|name| squeezed(name).starts_with(&wanted))
    };
    let found: Vec<&Choice> = all
        .iter()
        .filter(|c| !wanted.is_empty() && begins(c))
        .collect();
    match found.as_slice() {
        [only] => Ok(only.word),
        [] => Err(format!(
            "\"{}\" is none of {}.",
            typed.trim(),
            words(all.iter())
        )),
        several => Err(format!(
            "\"{}\" can be {}.",
            typed.trim(),
            words(several.iter().copied())
        )),
    }
}

fn words<'a>(all: impl Iterator<Item = &'a Choice>) -> String {
    all.map(|c| c.word).collect::<Vec<_>>().join(", ")
}

/// Letters and digits in lower case: `E-mail` and `email` are the same choice.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Yes or no.
pub fn check(typed: &str) -> Result<bool, String> {
    match typed.trim().to_lowercase().as_str() {
        "yes" | "y" | "x" | "true" | "1" | "on" | "[x]" | "✓" => Ok(true),
        "" | "no" | "n" | "false" | "0" | "off" | "[ ]" | "-" => Ok(false),
        _ => Err(format!("\"{}\" is neither yes nor no.", typed.trim())),
    }
}

/// Tags, between spaces or, when there are commas, between those.
pub fn tags(typed: &str) -> Tags {
    let clean = clean_line(typed);
    if clean.contains(',') && !clean.split_whitespace().all(|word| word.starts_with('#')) {
        Tags::from_words(clean.split(','))
    } else {
        Tags::from_words(clean.split_whitespace())
    }
}

/// `4`, `4/5`, `****`; nothing, `-` or `?` is not known.
pub fn stars(typed: &str) -> Result<u8, String> {
    let typed = typed.trim();
    if matches!(typed, "" | "-" | "?") {
        return Ok(0);
    }
    if typed.chars().all(|c| matches!(c, '*' | '★')) && typed.chars().count() <= 5 {
        return Ok(typed.chars().count() as u8);
    }
    let digits = typed.strip_suffix("/5").unwrap_or(typed).trim();
    digits
        .parse()
        .ok()
        .filter(|n| (1..=5).contains(n))
        .ok_or_else(|| format!("\"{typed}\" is not 1 to 5."))
}

/// An e-mail address, without `mailto:` and the like. Only what cannot be one is refused.
pub fn email(typed: &str) -> Result<String, String> {
    let clean = clean_line(typed);
    let inside = clean
        .split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map_or(&*clean, |(mail, _)| mail);
    let mail = inside
        .trim()
        .strip_prefix("mailto:")
        .unwrap_or(inside.trim());
    if mail.is_empty() || looks_like_email(mail) {
        return Ok(mail.to_owned());
    }
    Err(format!(
        "\"{clean}\" is not an e-mail address; one looks like ana@example.com."
    ))
}

/// One `@` with something before it and a dot after it.
pub fn looks_like_email(word: &str) -> bool {
    let Some((name, host)) = word.split_once('@') else {
        return false;
    };
    let host_ok = host
        .split_once('.')
        .is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
    let plain =
        |c: char| !c.is_whitespace() && !matches!(c, '@' | '<' | '>' | ',' | ';' | '"' | '(' | ')');
    !name.is_empty() && host_ok && name.chars().all(plain) && host.chars().all(plain)
}

/// One line of clean text: no control or direction-changing characters, single line, trimmed.
pub fn clean_line(text: &str) -> String {
    clean::clean_line(text).trim().to_owned()
}

/// Clean text that keeps its line breaks.
pub fn clean_text(text: &str) -> String {
    clean::clean_text(text).trim_end().to_owned()
}
