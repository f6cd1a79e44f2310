//! The text each creator is found by, folded once to plain lower-case letters, and the scoring of
//! words against it: whole words before beginnings before middles before letters in order with at
//! most one left out.

use deunicode::deunicode_with_tofu;
use memchr::memmem::Finder;

use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::{Account, Creator, Shelf};

/// Fewer digits are a number of something, and not of a telephone.
const PHONE_FROM: usize = 5;

/// Words shorter than this are only found as they stand.
const FUZZY_FROM: usize = 3;

const WHOLE_WORD: u32 = 90;
const WORD_START: u32 = 70;
const INSIDE: u32 = 40;
const IN_ORDER: u32 = 10;
/// For matches in the name rather than in handles, mail or tags.
const IN_NAME: u32 = 5;
/// For matches at the very beginning.
const AT_FRONT: u32 = 5;

/// Plain lower-case letters: `Łukasz Müller` is `lukasz muller`, `李小龙` is `li xiao long`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        out.extend(text.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        out.extend(
            deunicode_with_tofu(text, "")
                .trim_end()
                .chars()
                .map(|c| c.to_ascii_lowercase()),
        );
    }
}

/// Whether a text, once folded, holds folded words.
pub(super) fn holds(text: &str, folded: &str) -> bool {
    if !text.is_ascii() {
        return fold(text).contains(folded);
    }
    folded.is_empty()
        || text
            .as_bytes()
            .windows(folded.len())
            .any(|part| part.eq_ignore_ascii_case(folded.as_bytes()))
}

/// Which letters and digits a text holds, a bit each: a text without one of a word's letters is
/// passed over at once.
pub(super) fn letters(folded: &str) -> u32 {
    folded.bytes().fold(0, |set, b| {
        set | match b {
            b'a'..=b'z' => 1 << (b - b'a'),
            b'0'..=b'9' => 1 << 26,
            _ => 0,
        }
    })
}

/// A word to look for.
#[derive(Clone)]
pub(super) struct Needle {
    text: String,
    finder: Finder<'static>,
    letters: u32,
    /// Typed in quotes: only as it stands.
    literal: bool,
}

/// The digits of a word that is a telephone number or a part of one, whatever stands between them;
/// the `0` or `+` before the number of a place is not always written down.
fn phone_digits(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let plain =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '/' | '(' | ')' | '\u{a0}');
    let digits = digits.trim_start_matches('0');
    let looks =
        digits.len() >= PHONE_FROM || (digits.len() >= 2 && typed.starts_with(['+', '0', '(']));
    (looks && typed.chars().all(plain)).then(|| digits.to_owned())
}

impl Needle {
    pub(super) fn new(typed: &str, literal: bool) -> Self {
        let phone = phone_digits(typed).filter(|_| !literal);
        let literal = literal || phone.is_some();
        let text = phone.unwrap_or_else(|| fold(typed));
        Self {
            finder: Finder::new(text.as_bytes()).into_owned(),
            letters: letters(&text),
            text,
            literal,
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn is_fuzzy(&self) -> bool {
        !self.literal && self.text.len() >= FUZZY_FROM
    }

    /// Whether whatever this finds, `shorter` finds too. A word that just became long enough to be
    /// found fuzzily finds more than it did.
    pub(super) fn narrows(&self, shorter: &Self) -> bool {
        self.text.starts_with(&shorter.text)
            && self.literal == shorter.literal
            && self.is_fuzzy() == shorter.is_fuzzy()
    }
}

/// One creator's key: name, handles, e-mail, tags and the digits of the telephone, a line each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Key {
    text: Box<str>,
    letters: u32,
    /// Where the creator is, so that their row, which is large, need not be looked at for words
    /// alone.
    shelf: Option<Shelf>,
}

/// The keys of all creators, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchKeys {
    keys: Vec<Key>,
}

impl SearchKeys {
    /// The keys of a model.
    pub fn build(model: &Model) -> Self {
        let mut all = Self::default();
        let mut buffer = String::new();
        for row in model.creators.iter() {
            all.put(row.id, key(model, row, &mut buffer));
        }
        all
    }

    /// Makes one creator's key anew, after a step that touched it.
    pub fn refresh(&mut self, model: &Model, id: Id<Creator>) {
        let mut buffer = String::new();
        let new = model
            .get(id)
            .map(|row| key(model, row, &mut buffer))
            .unwrap_or_default();
        self.put(id, new);
    }

    fn put(&mut self, id: Id<Creator>, key: Key) {
        if self.keys.len() <= id.index() {
            self.keys.resize_with(id.index() + 1, Key::default);
        }
        if let Some(slot) = self.keys.get_mut(id.index()) {
            *slot = key;
        }
    }

    /// Whose keys there may be, in order.
    pub(super) fn ids(&self) -> impl Iterator<Item = Id<Creator>> {
        (0..self.keys.len())
            .filter_map(|at| u32::try_from(at).ok())
            .map(Id::new)
    }

    /// Where a creator is; `None` when there is none of that id.
    pub(super) fn shelf(&self, id: Id<Creator>) -> Option<Shelf> {
        self.keys.get(id.index())?.shelf
    }

    /// How well a word fits a creator, if it does.
    pub(super) fn score(&self, id: Id<Creator>, needle: &Needle) -> Option<u32> {
        let key = self.keys.get(id.index())?;
        if needle.letters & !key.letters != 0 {
            return None;
        }
        let bytes = key.text.as_bytes();
        let mut places = needle.finder.find_iter(bytes).peekable();
        let name = places
            .peek()
            .map_or(0, |_| memchr::memchr(b'\n', bytes).unwrap_or(bytes.len()));
        let best = places
            .map(|at| at_place(bytes, at, needle.text.len(), name))
            .max();
        best.or_else(|| {
            (needle.is_fuzzy() && in_order(bytes, needle.text.as_bytes())).then_some(IN_ORDER)
        })
    }

    /// Whether a word stands in a creator's key as it is.
    pub(super) fn contains(&self, id: Id<Creator>, needle: &Needle) -> bool {
        let Some(key) = self.keys.get(id.index()) else {
            return false;
        };
        needle.letters & !key.letters == 0 && needle.finder.find(key.text.as_bytes()).is_some()
    }

    /// Each creator's words.
    pub(super) fn words(&self) -> impl Iterator<Item = impl Iterator<Item = &str>> {
        self.keys.iter().map(|key| {
            key.text
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
                .filter(|w| !w.is_empty())
        })
    }
}

fn key(model: &Model, row: &Creator, buffer: &mut String) -> Key {
    buffer.clear();
    fold_into(&row.name, buffer);
    buffer.push('\n');
    for account in model.of::<Account>(row.id) {
        fold_into(&account.handle, buffer);
        buffer.push(' ');
    }
    buffer.push('\n');
    fold_into(&row.email, buffer);
    buffer.push('\n');
    fold_into(&row.tags.0, buffer);
    if !row.phone.is_empty() {
        buffer.push('\n');
        buffer.extend(row.phone.chars().filter(char::is_ascii_digit));
    }
    Key {
        text: buffer.as_str().into(),
        letters: letters(buffer),
        shelf: Some(row.shelf),
    }
}

fn starts_word(bytes: &[u8], at: usize) -> bool {
    at == 0
        || bytes
            .get(at - 1)
            .is_some_and(|b| !b.is_ascii_alphanumeric())
}

/// The worth of a match at a place, where the name ends at `name`.
fn at_place(bytes: &[u8], at: usize, len: usize, name: usize) -> u32 {
    let ends_word = bytes
        .get(at + len)
        .is_none_or(|b| !b.is_ascii_alphanumeric());
    let worth = match (starts_word(bytes, at), ends_word) {
        (true, true) => WHOLE_WORD,
        (true, false) => WORD_START,
        (false, _) => INSIDE,
    };
    worth + if at <= name { IN_NAME } else { 0 } + if at == 0 { AT_FRONT } else { 0 }
}

/// Whether the letters stand in order from the start of some word on: one after the other, with one
/// left out at most (`jons` finds Jonas), or going on at the start of a later word (`mok` finds Mia
/// Okafor).
fn in_order(bytes: &[u8], word: &[u8]) -> bool {
    let Some((first, rest)) = word.split_first() else {
        return true;
    };
    memchr::memchr_iter(*first, bytes)
        .any(|at| starts_word(bytes, at) && follows(bytes, at + 1, rest))
}

fn follows(bytes: &[u8], mut at: usize, rest: &[u8]) -> bool {
    let mut left_out = 0;
    for letter in rest {
        if bytes.get(at) == Some(letter) {
            at += 1;
        } else if left_out == 0
            && bytes.get(at + 1) == Some(letter)
            && bytes.get(at) != Some(&b'\n')
        {
            left_out = 1;
            at += 2;
        } else {
            let line = bytes
                .get(at..)
                .unwrap_or_default()
                .iter()
                .take_while(|b| **b != b'\n')
                .count();
            let next =
                (at..at + line).find(|i| bytes.get(*i) == Some(letter) && starts_word(bytes, *i));
            let Some(next) = next else { return false };
            at = next + 1;
        }
    }
    true
}
