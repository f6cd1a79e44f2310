//! Targets in words: `first orders under $30 each`, `cpa_new<30`, `300 leads`, `at least 20% repeat
//! purchase`, `mood +`. Lines, forms and batch read them here.

use super::target::{Aim, mood_named, target_aim, target_each, target_named};
use super::target_metrics;
use super::text::choice;
use crate::domain::money::Currency;

/// A target as it was written: what is counted, and how much as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aimed {
    /// Key of its metric.
    pub key: String,
    /// The words of the target's value, not read yet.
    pub typed: String,
    /// A sign stood between the two: `cpa<30`, `orders: 90`.
    pub signed: bool,
    /// Words it was read from.
    pub words: usize,
}

/// Which side of the value is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// No more than it.
    Under,
    /// No less than it.
    Over,
    /// Not said.
    Either,
}

const SIGNS: [char; 6] = ['<', '>', '=', '≤', '≥', ':'];

/// Words before a value, and which side they mean; the longest first.
const SIDES: &[(&[&str], Side)] = &[
    (&["no", "more", "than"], Side::Under),
    (&["not", "more", "than"], Side::Under),
    (&["no", "less", "than"], Side::Over),
    (&["less", "than"], Side::Under),
    (&["more", "than"], Side::Over),
    (&["at", "most"], Side::Under),
    (&["at", "least"], Side::Over),
    (&["up", "to"], Side::Under),
    (&["under"], Side::Under),
    (&["below"], Side::Under),
    (&["max"], Side::Under),
    (&["maximum"], Side::Under),
    (&["over"], Side::Over),
    (&["above"], Side::Over),
    (&["min"], Side::Over),
    (&["minimum"], Side::Over),
    (&["of"], Side::Either),
    (&["is"], Side::Either),
];

/// A piece of a word: between signs, or the signs.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    sign: bool,
    /// The word it is of.
    word: usize,
}

/// Words cut at signs; the colon of `own:leads` is no sign.
fn pieces(words: &[&str]) -> Vec<Piece> {
    let mut all = Vec::new();
    for (word, whole) in words.iter().enumerate() {
        let lower = whole.to_lowercase();
        let own = ["own:", "own_cost:"]
            .iter()
            .find(|s| lower.starts_with(**s));
        let mut text = String::new();
        let mut sign = false;
        for (at, c) in whole.char_indices() {
            let is = SIGNS.contains(&c) && own.is_none_or(|s| at >= s.len());
            if is != sign && !text.is_empty() {
                let text = std::mem::take(&mut text);
                all.push(Piece { text, sign, word });
            }
            sign = is;
            text.push(c);
        }
        if !text.is_empty() {
            all.push(Piece { text, sign, word });
        }
    }
    all
}

/// Reads a target off the beginning of words; nothing where they do not begin with one. An error
/// says what contradicts itself.
pub fn aimed(words: &[&str], known: &[String]) -> Option<Result<Aimed, String>> {
    let line = Line {
        pieces: pieces(words.get(..words.len().min(14))?),
        known,
    };
    line.metric_first().or_else(|| line.value_first())
}

struct Line<'k> {
    pieces: Vec<Piece>,
    known: &'k [String],
}

impl Line<'_> {
    fn text(&self, at: usize) -> Option<&str> {
        self.pieces.get(at).filter(|p| !p.sign).map(|p| &*p.text)
    }

    /// The metric that stands at a place, in as many words as make one, and what is behind it.
    fn metric(&self, at: usize) -> Option<(String, usize)> {
        for n in (1..=6).rev() {
            let all = self.pieces.get(at..at + n).unwrap_or_default();
            if all.is_empty()
                || all
                    .iter()
                    .any(|p| p.sign || !p.text.contains(char::is_alphabetic))
            {
                continue;
            }
            let text: Vec<&str> = all.iter().map(|p| &*p.text).collect();
            let text = text.join(" ");
            let text = text.trim_end_matches(',');
            // `own:` takes one word for its name; the number behind it is none of it.
            let named = n == 1 || !text.to_lowercase().starts_with("own");
            if let Some(key) = target_named(text, self.known).filter(|_| named) {
                return Some((key, at + n));
            }
            if n == 1
                && text.len() >= 3
                && text.chars().all(|c| c.is_alphabetic() || c == '_')
                && let Ok(key) = choice(text, &target_metrics())
            {
                return Some((key.to_owned(), at + n));
            }
        }
        None
    }

    /// The side that signs or words at a place mean, whether they were signs, and what is behind.
    fn side(&self, at: usize) -> (Side, bool, usize) {
        if let Some(piece) = self.pieces.get(at).filter(|p| p.sign) {
            let has = |signs: [char; 2]| piece.text.contains(signs);
            let side = match (has(['<', '≤']), has(['>', '≥'])) {
                (true, false) => Side::Under,
                (false, true) => Side::Over,
                _ => Side::Either,
            };
            return (side, true, at + 1);
        }
        for (words, side) in SIDES {
            let is = |(n, word): (usize, &&str)| {
                self.text(at + n)
                    .is_some_and(|text| text.eq_ignore_ascii_case(word))
            };
            if words.iter().enumerate().all(is) {
                return (*side, false, at + words.len());
            }
        }
        (Side::Either, false, at)
    }

    /// The value at a place, with the currency behind it, and what is behind both.
    fn value(&self, at: usize, any: bool) -> Option<(String, usize)> {
        let text = self.text(at)?.trim_end_matches([',', ';']);
        let number = text
            .trim_start_matches(['$', '€', '£', '¥'])
            .starts_with(|c: char| c.is_ascii_digit())
            || (text.len() > 3
                && text
                    .get(..3)
                    .and_then(|c| Currency::parse(&c.to_uppercase()))
                    .is_some()
                && text
                    .get(3..)
                    .is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit())));
        if !number && !any {
            return None;
        }
        let code = |text: &str| text.len() == 3 && Currency::parse(&text.to_uppercase()).is_some();
        match self.text(at + 1).map(|next| next.trim_end_matches(',')) {
            Some(next) if number && code(next) => Some((format!("{text} {next}"), at + 2)),
            Some("%") => Some((format!("{text}%"), at + 2)),
            _ => Some((text.to_owned(), at + 1)),
        }
    }

    /// Whether an amount names its currency.
    fn is_money(typed: &str) -> bool {
        let known = |c: char| matches!(c, '$' | '€' | '£' | '¥');
        typed.contains(known) || typed.chars().filter(|c| c.is_alphabetic()).count() == 3
    }

    /// Skips `each`, `a piece`, `per order`.
    fn each(&self, at: usize) -> (bool, usize) {
        let word = |at: usize| {
            self.text(at)
                .map(|t| t.trim_end_matches([',', '.']).to_lowercase())
        };
        match word(at).as_deref() {
            Some("each" | "apiece") => (true, at + 1),
            Some("per" | "a" | "an") => match (word(at + 1).as_deref(), self.metric(at + 1)) {
                (Some("piece" | "one" | "customer" | "buyer"), _) => (true, at + 2),
                (_, Some((_, after))) => (true, after),
                _ => (false, at),
            },
            _ => (false, at),
        }
    }

    /// `first orders under $30 each`, `cpa_new<30`, `mood +`.
    fn metric_first(&self) -> Option<Result<Aimed, String>> {
        let (key, at) = self.metric(0)?;
        let (side, signed, at) = self.side(at);
        let mood = target_aim(&key) == Aim::Mood;
        let (typed, at) = match self.value(at, signed) {
            Some(value) => value,
            None if mood => {
                let text = self.text(at).filter(|text| mood_named(text).is_some())?;
                (text.to_owned(), at + 1)
            }
            None => return None,
        };
        let (each, at) = self.each(at);
        self.made(key, side, signed, typed, each, at)
    }

    /// `300 leads`, `at least 20% repeat purchase`, `under $30 per first order`, `positive mood`.
    fn value_first(&self) -> Option<Result<Aimed, String>> {
        let (side, signed, at) = self.side(0);
        if signed {
            return None;
        }
        if let Some(text) = self.text(at).filter(|text| mood_named(text).is_some())
            && let Some((key, after)) = self.metric(at + 1).filter(|(key, _)| key == "mood")
        {
            return self.made(key, side, false, text.to_owned(), false, after);
        }
        let (typed, at) = self.value(at, false)?;
        let per = self
            .text(at)
            .is_some_and(|t| matches!(&*t.to_lowercase(), "per" | "each" | "a" | "an" | "for"));
        let (key, at) = self.metric(at + usize::from(per))?;
        self.made(key, side, false, typed, per, at)
    }

    fn made(
        &self,
        key: String,
        side: Side,
        signed: bool,
        typed: String,
        each: bool,
        at: usize,
    ) -> Option<Result<Aimed, String>> {
        // What follows has to begin with a word of its own.
        let before = at.checked_sub(1).and_then(|n| self.pieces.get(n))?.word;
        if self.pieces.get(at).is_some_and(|p| p.word == before) {
            return None;
        }
        let money = target_aim(&key) == Aim::Money;
        let key = if !money && (Self::is_money(&typed) || each) {
            match target_each(&key) {
                Some(each) => each,
                None => {
                    return Some(Err(format!(
                        "{} have no cost of their own; the budget is budget $500.",
                        super::target_label(&key)
                    )));
                }
            }
        } else {
            key
        };
        let less = target_aim(&key) == Aim::Money && key != "sales";
        let label = super::target_label(&key);
        match (side, less) {
            (Side::Over, true) => {
                return Some(Err(format!(
                    "A {label} over {typed} is no target: less is better. Write {key}<{typed}."
                )));
            }
            (Side::Under, false) => {
                let each = target_each(&key).map_or_else(String::new, |each| {
                    format!(" What one may cost is {each}<{typed}.")
                });
                return Some(Err(format!(
                    "Fewer {label} are no target: more is better. Write {key}>{typed}.{each}"
                )));
            }
            _ => {}
        }
        Some(Ok(Aimed {
            key,
            typed,
            signed,
            words: before + 1,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<Result<(String, String, usize), String>> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let known = ["basket adds".to_owned()];
        aimed(&words, &known).map(|r| r.map(|a| (a.key, a.typed, a.words)))
    }

    #[test]
    fn every_way_to_write_a_target_is_the_same_target() {
        for (lines, key, typed) in [
            (
                &[
                    "first orders under $30 each",
                    "first orders<$30",
                    "first orders < $30",
                    "new customers under $30",
                    "new customers at most $30 each",
                    "under $30 per first order",
                    "under $30 per new customer",
                    "$30 per new customer",
                    "$30 a new customer",
                    "cpa_new<$30",
                    "cpa new < $30",
                    "cac under $30",
                    "cost per new customer under $30",
                    "cost per first order $30",
                    "new-customer cost<$30",
                    "first-time customers max $30 each",
                    "First Orders no more than $30 a piece",
                ] as &[&str],
                "cpa_new",
                "$30",
            ),
            (
                &[
                    "orders under $30 each",
                    "cpa<$30",
                    "cost per order: $30",
                    "$30 an order",
                ],
                "cpa",
                "$30",
            ),
            (
                &[
                    "first orders 40",
                    "40 first orders",
                    "at least 40 new customers",
                    "new>=40",
                    "new_customers:40",
                ],
                "new_customers",
                "40",
            ),
            (
                &[
                    "300 leads",
                    "leads 300",
                    "leads>300",
                    "own:leads>=300",
                    "at least 300 leads",
                    "leads of 300",
                ],
                "own:leads",
                "300",
            ),
            (
                &[
                    "own:sign-ups 40",
                    "40 signups",
                    "40 sign ups",
                    "sign-ups: 40",
                ],
                "own:sign-ups",
                "40",
            ),
            (
                &[
                    "leads under $5 each",
                    "cost per lead<$5",
                    "$5 per lead",
                    "cpl < $5",
                ],
                "own_cost:leads",
                "$5",
            ),
            (
                &["40 basket adds", "basket adds>40"],
                "own:basket adds",
                "40",
            ),
            (
                &[
                    "repeat purchase 20%",
                    "20% repeat purchase",
                    "rebought>20%",
                    "at least 20% repeat customers",
                    "returning customers over 20%",
                    "20 % bought again",
                ],
                "rebought",
                "20%",
            ),
            (&["mood +", "sentiment: +", "mood>=+"], "mood", "+"),
            (
                &["positive mood", "sentiment positive", "sentiment: positive"],
                "mood",
                "positive",
            ),
            (
                &["5 pieces reused", "reuse 5", "reused>=5", "5 reuses"],
                "reused",
                "5",
            ),
            (&["12 referrals", "referrals: 12"], "referrals", "12"),
            (&["referrals under $9 each"], "own_cost:referrals", "$9"),
            (&["cpa<30 eur"], "cpa", "30 eur"),
        ] {
            for line in lines {
                let n = line.split_whitespace().count();
                let got = read(line);
                assert_eq!(got, Some(Ok((key.into(), typed.into(), n))), "{line}");
            }
        }
    }

    #[test]
    fn what_contradicts_itself_is_said_and_other_words_are_left() {
        for line in [
            "orders<90",
            "rebought under 20%",
            "cpa>30",
            "first orders over $30 each",
            "posts under $30 each",
        ] {
            assert!(
                matches!(read(line), Some(Err(_))),
                "{line}: {:?}",
                read(line)
            );
        }
        for line in [
            "buy ribbon",
            "send 300 emails",
            "call orders team",
            "30",
            "",
            "mood board fri",
            "first orders",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
