//! The templates that come with the program: one file each, a few lines about it between two rules,
//! then its words. They are part of the binary, so a mistake in one is a failing test and no
//! message to a user.

use std::sync::LazyLock;

use super::{Entry, Kind, Need};
use crate::domain::rows::Stage;

/// The files, in the order of the list.
const FILES: &[&str] = &[
    include_str!("../../../assets/templates/pitch-first-hello.md"),
    include_str!("../../../assets/templates/pitch-first-hello.de.md"),
    include_str!("../../../assets/templates/pitch-long-term.md"),
    include_str!("../../../assets/templates/follow-up-1.md"),
    include_str!("../../../assets/templates/follow-up-1.de.md"),
    include_str!("../../../assets/templates/follow-up-2.md"),
    include_str!("../../../assets/templates/follow-up-3.md"),
    include_str!("../../../assets/templates/break-up.md"),
    include_str!("../../../assets/templates/gift-no-strings.md"),
    include_str!("../../../assets/templates/gift-nudge.md"),
    include_str!("../../../assets/templates/rate-answer.md"),
    include_str!("../../../assets/templates/offer-nudge.md"),
    include_str!("../../../assets/templates/agreement-summary.md"),
    include_str!("../../../assets/templates/brief-one-goal.md"),
    include_str!("../../../assets/templates/draft-nudge.md"),
    include_str!("../../../assets/templates/date-change.md"),
    include_str!("../../../assets/templates/draft-feedback.md"),
    include_str!("../../../assets/templates/thanks-and-numbers.md"),
    include_str!("../../../assets/templates/label-correction.md"),
    include_str!("../../../assets/templates/payment-sent.md"),
    include_str!("../../../assets/templates/rights-renewal.md"),
    include_str!("../../../assets/templates/keep-warm.md"),
    include_str!("../../../assets/templates/check-in.md"),
    include_str!("../../../assets/templates/re-activation.md"),
    include_str!("../../../assets/templates/graduation.md"),
];

static ALL: LazyLock<Vec<Entry>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| read(file)).collect());

/// All of them.
pub(super) fn all() -> &'static [Entry] {
    &ALL
}

/// How many there should be.
#[cfg(test)]
pub(super) const COUNT: usize = FILES.len();

fn read(file: &str) -> Option<Entry> {
    let (head, body) = file.strip_prefix("---\n")?.split_once("\n---\n")?;
    let said = |key: &str| {
        head.lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
            .map(str::trim)
    };
    let needs = said("needs").unwrap_or_default().split_whitespace();
    Some(Entry {
        id: None,
        name: said("name")?.to_owned(),
        kind: Some(Kind::from_word(said("kind")?)?),
        stage: Some(Stage::from_word(said("stage")?)?),
        language: said("language")?.to_owned(),
        subject: said("subject")?.to_owned(),
        body: body.trim().to_owned(),
        needs: needs.map(Need::from_word).collect::<Option<_>>()?,
    })
}
