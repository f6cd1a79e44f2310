//! The amount a payment begins with, and why words that look like one are none.

use super::draft::Draft;
use crate::domain::fields::number;
use crate::domain::money::{Currency, Money};

/// Whether words begin with an amount, which may say `paid` before it.
pub(super) fn is_payment(draft: &Draft, words: &str) -> bool {
    amount(draft, words).is_some() || is_sign(words)
}

/// The sign of a currency and nothing yet behind it.
pub(super) fn is_sign(words: &str) -> bool {
    Currency::signs().any(|(sign, _)| words.trim() == sign)
}

/// Why words that begin like an amount are none.
pub(super) fn no_amount(draft: &Draft, words: &str) -> Option<String> {
    number::no_leading_money(without_paid(words).unwrap_or(words), draft.ctx.currency)
}

/// The words behind a leading `paid`.
fn without_paid(words: &str) -> Option<&str> {
    words
        .split_once(char::is_whitespace)
        .filter(|(first, _)| first.eq_ignore_ascii_case("paid"))
        .map(|(_, rest)| rest)
}

/// The amount, and the words after it with the `paid` that stood before it.
pub(super) fn amount(draft: &Draft, words: &str) -> Option<(Money, String)> {
    let paid = without_paid(words);
    let (money, rest) = number::leading_money(paid.unwrap_or(words), draft.ctx.currency, false)?;
    Some((
        money,
        if paid.is_some() {
            format!("paid {rest}")
        } else {
            rest.to_owned()
        },
    ))
}
