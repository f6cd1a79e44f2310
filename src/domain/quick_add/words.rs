//! A line as words that can be taken out one after the other, in any order; what is left is text.

use super::draft::Draft;
use crate::domain::day::Day;
use crate::domain::fields::number;
use crate::domain::money::{Currency, Money};
use crate::domain::when::{self, Tail};

/// A word of the line, or what stands in quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'t> {
    /// Without quotes.
    pub(super) text: &'t str,
    /// It stood in quotes.
    pub(super) quoted: bool,
    start: usize,
    end: usize,
}

impl Word<'_> {
    /// Whether it is this plain word, in any case.
    pub(super) fn is(&self, word: &str) -> bool {
        !self.quoted && self.text.eq_ignore_ascii_case(word)
    }
}

/// The words not taken yet.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'t> {
    source: &'t str,
    pub(super) all: Vec<Word<'t>>,
}

impl<'t> Tokens<'t> {
    /// Cuts a text; a quote that is not closed yet goes to the end.
    pub(super) fn of(source: &'t str) -> Self {
        let mut all = Vec::new();
        let mut from = 0;
        while let Some(rest) = source.get(from..) {
            let start = from + (rest.len() - rest.trim_start().len());
            let Some(rest) = source.get(start..).filter(|rest| !rest.is_empty()) else {
                break;
            };
            let open = rest.chars().next().filter(|c| matches!(c, '"' | '“' | '”'));
            let (text, len) = match open {
                Some(mark) => {
                    let inside = rest.get(mark.len_utf8()..).unwrap_or_default();
                    let close = inside.find(['"', '”', '“']);
                    let text = inside
                        .get(..close.unwrap_or(inside.len()))
                        .unwrap_or_default();
                    let mark_end = close
                        .and_then(|at| inside.get(at..)?.chars().next())
                        .map_or(0, char::len_utf8);
                    (text, mark.len_utf8() + text.len() + mark_end)
                }
                None => {
                    let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
                    (rest.get(..len).unwrap_or_default(), len)
                }
            };
            all.push(Word {
                text: text.trim(),
                quoted: open.is_some(),
                start,
                end: start + len,
            });
            from = start + len;
        }
        Self { source, all }
    }

    /// Takes the first word that passes.
    pub(super) fn take(&mut self, pass: impl Fn(&Word) -> bool) -> Option<Word<'t>> {
        let at = self.all.iter().position(pass)?;
        Some(self.all.remove(at))
    }

    /// Takes what stands in quotes.
    pub(super) fn take_quoted(&mut self) -> Option<&'t str> {
        self.take(|word| word.quoted && !word.text.is_empty())
            .map(|word| word.text)
    }

    /// Takes one of these words with the date after it. Without a date after it, it is a word like
    /// any other.
    pub(super) fn take_date(
        &mut self,
        names: &[&str],
        label: &'static str,
        reading: &when::DateContext,
        draft: &mut Draft,
    ) -> Option<Day> {
        for at in 0..self.all.len() {
            let is_name = self
                .all
                .get(at)
                .is_some_and(|word| names.iter().any(|name| word.is(name)));
            if !is_name {
                continue;
            }
            // `paid on 3 nov` is `paid 3 nov`.
            let next = at + 1 + usize::from(self.all.get(at + 1).is_some_and(|word| word.is("on")));
            let after = self
                .all
                .get(next)
                .map_or(self.source.len(), |word| word.start);
            match when::head(self.source.get(after..).unwrap_or_default(), reading) {
                Tail::Date { typed, day, .. } => {
                    let end = after + typed.len();
                    let until = self
                        .all
                        .iter()
                        .position(|word| word.start >= end)
                        .unwrap_or(self.all.len());
                    self.all.drain(at..until);
                    draft.date(label, typed, day);
                    return Some(day);
                }
                Tail::Wrong(why) => {
                    draft.refuse(why);
                    return None;
                }
                Tail::None => {}
            }
        }
        None
    }

    /// Takes an amount that says its currency: `$24`, `24 eur`.
    pub(super) fn take_money(&mut self, currency: Currency) -> Option<Money> {
        (0..self.all.len()).find_map(|at| self.money_at(at, at, currency, false))
    }

    /// Takes one of these words with the amount behind it, which may leave its currency out: `worth
    /// 400 eur`, `cost 12`.
    pub(super) fn take_named_money(&mut self, names: &[&str], currency: Currency) -> Option<Money> {
        let is_name = |word: &Word| names.iter().any(|name| word.is(name));
        let at = self.all.iter().position(is_name)?;
        self.money_at(at, at + 1, currency, true)
    }

    /// Takes the amount at a place with the words from another on.
    fn money_at(
        &mut self,
        from: usize,
        at: usize,
        currency: Currency,
        bare: bool,
    ) -> Option<Money> {
        for used in [2, 1] {
            let words = self.all.get(at..at + used).unwrap_or_default();
            if words.is_empty() || words.iter().any(|word| word.quoted) {
                continue;
            }
            let text: Vec<&str> = words.iter().map(|word| word.text).collect();
            if let Some((money, "")) = number::leading_money(&text.join(" "), currency, bare) {
                self.all.drain(from..at + used);
                return Some(money);
            }
        }
        None
    }

    /// Takes one of these words with the single word after it: `ref IN-114`.
    pub(super) fn take_pair(&mut self, names: &[&str]) -> Option<&'t str> {
        let at = self
            .all
            .iter()
            .position(|word| names.iter().any(|name| word.is(name)))?;
        let value = self.all.get(at + 1)?.text;
        self.all.drain(at..at + 2);
        Some(value)
    }

    /// What is left, as it was typed.
    pub(super) fn text(&self) -> String {
        let words = self
            .all
            .iter()
            .filter_map(|word| self.source.get(word.start..word.end));
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Whether `-3` at the end is a number, if a wrong one, of what stands before it, `orders -3`, and
/// not three days ago.
pub(super) fn counts(before: &str, typed: &str, of: impl Fn(&str) -> bool) -> bool {
    let number = typed
        .strip_prefix('-')
        .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    number
        && before
            .split_whitespace()
            .last()
            .is_some_and(|word| of(&word.to_lowercase()))
}
