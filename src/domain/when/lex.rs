//! Cuts what was typed into numbers, words and signs, so that `5dec`, `5 dec` and `+3d`, `+ 3 d`
//! are the same to the grammar.

/// A piece of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Digits.
    Num(&'t str),
    /// Letters.
    Word(&'t str),
    /// Any other sign.
    Sym(char),
}

/// The tokens of a text in lower case. Commas separate and mean nothing.
pub(super) fn lex(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (piece, after) = if first.is_ascii_digit() {
            run(rest, |c| c.is_ascii_digit())
        } else if first.is_alphabetic() {
            run(rest, char::is_alphabetic)
        } else {
            rest.split_at(first.len_utf8())
        };
        if first.is_ascii_digit() {
            tokens.push(Token::Num(piece));
        } else if first.is_alphabetic() {
            tokens.push(Token::Word(piece));
        } else if first != ',' {
            tokens.push(Token::Sym(first));
        }
        rest = after.trim_start();
    }
    tokens
}

/// The longest start of a text whose characters all pass, and the rest.
fn run(text: &str, pass: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !pass(c)).unwrap_or(text.len());
    text.split_at(end)
}
