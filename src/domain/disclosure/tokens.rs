//! A caption as words, hashtags, mentions and addresses. An "ad" inside a link, a handle or another
//! word is none, and hashtags side by side hide one another, so both are told apart here.

use super::Fold;
use crate::domain::query::fold;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Tag,
    /// A mention or an address: never wording.
    Other,
}

/// One token and where it stands, in bytes of the caption.
#[derive(Debug, Clone)]
pub(super) struct Token {
    kind: Kind,
    /// Without case and accents, without `#`.
    folded: String,
    start: usize,
    end: usize,
}

/// The tokens of a caption.
pub(super) fn read(caption: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = 0;
    for part in caption.split_inclusive(char::is_whitespace) {
        let chunk = part.trim_end();
        match is_address(chunk) {
            true => tokens.push(Token {
                kind: Kind::Other,
                folded: String::new(),
                start,
                end: start + chunk.len(),
            }),
            false => pieces(chunk, start, &mut tokens),
        }
        start += part.len();
    }
    tokens
}

/// Whether a chunk is a link, a domain or an e-mail address.
fn is_address(chunk: &str) -> bool {
    let bare = chunk.trim_end_matches(['.', ',', '!', '?', ')', ':', ';']);
    let dotted = bare.split_once('.').is_some_and(|(a, b)| {
        a.ends_with(char::is_alphanumeric) && b.starts_with(char::is_alphanumeric)
    });
    bare.contains("://") || dotted && !bare.starts_with('#')
}

/// Words, tags and mentions of a chunk without spaces: `#ad#tea,` are two.
fn pieces(chunk: &str, at: usize, tokens: &mut Vec<Token>) {
    let mut open: Option<(Kind, usize)> = None;
    let mut close = |open: &mut Option<(Kind, usize)>, end: usize| {
        let Some((kind, start)) = open.take() else {
            return;
        };
        let text = chunk.get(start..end).unwrap_or_default();
        let bare = text.trim_start_matches(['#', '@', '＃']);
        if !bare.is_empty() {
            tokens.push(Token {
                kind,
                folded: fold(bare),
                start: at + start,
                end: at + end,
            });
        }
    };
    for (n, c) in chunk.char_indices() {
        match c {
            '#' | '＃' | '@' => {
                close(&mut open, n);
                open = Some((if c == '@' { Kind::Other } else { Kind::Tag }, n));
            }
            c if c.is_alphanumeric() || c == '_' => open = open.or(Some((Kind::Word, n))),
            _ => close(&mut open, n),
        }
    }
    close(&mut open, chunk.len());
}

/// A wording to look for.
pub(super) struct Phrase(Vec<Part>);

enum Part {
    Word(String),
    /// One to four words.
    Any,
}

/// Words a `*` may stand for.
const GAP: usize = 4;

impl Phrase {
    /// From a rule file.
    pub(super) fn read(words: &str) -> Self {
        let part = |word: &str| match word {
            "*" => vec![Part::Any],
            word => read(word)
                .into_iter()
                .map(|t| Part::Word(t.folded))
                .collect(),
        };
        Self(words.split_whitespace().flat_map(part).collect())
    }

    /// Everywhere it stands: as words, or as one hashtag.
    pub(super) fn spans(&self, tokens: &[Token]) -> Vec<Span> {
        let joined: Option<String> = self
            .0
            .iter()
            .map(|p| {
                if let Part::Word(w) = p {
                    Some(w.as_str())
                } else {
                    None
                }
            })
            .collect();
        let mut spans = Vec::new();
        for first in 0..tokens.len() {
            let is_tag =
                |t: &Token| t.kind == Kind::Tag && joined.as_ref().is_some_and(|j| *j == t.folded);
            if tokens.get(first).is_some_and(is_tag) {
                spans.push(Span { first, last: first });
            } else if let Some(last) = end(&self.0, tokens, first) {
                spans.push(Span { first, last });
            }
        }
        spans
    }
}

/// The last token of the parts when they begin at `at`.
fn end(parts: &[Part], tokens: &[Token], at: usize) -> Option<usize> {
    match parts {
        [] => at.checked_sub(1),
        [Part::Word(word), rest @ ..] => {
            tokens
                .get(at)
                .filter(|t| t.kind == Kind::Word && t.folded == *word)?;
            end(rest, tokens, at + 1)
        }
        // Whoever is thanked may be a handle.
        [Part::Any, rest @ ..] => (1..=GAP)
            .filter(|n| at + n <= tokens.len())
            .find_map(|n| end(rest, tokens, at + n)),
    }
}

/// Tokens from one to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Span {
    /// As it stands in the caption.
    pub(super) fn text<'a>(&self, tokens: &[Token], caption: &'a str) -> &'a str {
        let (Some(a), Some(b)) = (tokens.get(self.first), tokens.get(self.last)) else {
            return "";
        };
        caption.get(a.start..b.end).unwrap_or_default()
    }

    /// Whether it ends behind what is shown before "more".
    pub(super) fn is_behind(&self, tokens: &[Token], caption: &str, fold: Fold) -> bool {
        let Some(before) = tokens.get(self.last).and_then(|t| caption.get(..t.end)) else {
            return false;
        };
        before.chars().count() > fold.chars || before.matches('\n').count() >= fold.lines
    }

    /// Whether it is a hashtag among others. One that opens the caption hides behind nothing.
    pub(super) fn is_in_run(&self, tokens: &[Token], run: usize) -> bool {
        let is_tag = |n: &usize| tokens.get(*n).is_some_and(|t| t.kind == Kind::Tag);
        if self.first == 0 || !is_tag(&self.first) {
            return false;
        }
        let before = (0..self.first).rev().take_while(is_tag).count();
        let after = (self.last + 1..tokens.len()).take_while(is_tag).count();
        before + 1 + after >= run
    }
}
