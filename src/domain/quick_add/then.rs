//! What comes after a contact, in the same line: `@mia call 20 min; send rates fri`.

use super::again;
use super::draft::Draft;
use crate::domain::ids::Id;
use crate::domain::next_step::{self, NextStep, When};
use crate::domain::rows::{Creator, FollowUp};
use crate::domain::when;

/// How a line about something that happened begins, and what else may stand behind a semicolon.
const HAPPENED: &[&str] = &[":", "<", ">", "call", "meeting", "event", "comment"];

/// Takes a next step with its coming day off the end of a contact.
pub(super) fn split_then<'l>(draft: &Draft, line: &'l str) -> (&'l str, Option<NextStep>) {
    let lower = line.to_lowercase();
    let begins = |word: &&str| {
        let rest = lower.strip_prefix(*word);
        rest.is_some_and(|r| {
            !word.starts_with(char::is_alphabetic) || r.starts_with(char::is_whitespace)
        })
    };
    let Some((head, tail)) = line
        .rsplit_once(';')
        .filter(|_| HAPPENED.iter().any(begins))
    else {
        return (line, None);
    };
    let ahead = |said: &NextStep| match said.when {
        When::Day(day) => day > draft.today(),
        When::Every(_) => true,
    };
    match next_step::read(tail, "", &draft.ctx.plan()) {
        Ok(said) if ahead(&said) && !said.what.is_empty() => (head.trim_end(), Some(said)),
        _ => (line, None),
    }
}

/// Sets it, in place of the nudge a message sets by itself.
pub(super) fn and_then(draft: &mut Draft, id: Id<Creator>, said: NextStep) {
    draft.step.edits.followups.clear();
    let day = match said.when {
        When::Day(day) => day,
        When::Every(rhythm) => {
            let label = draft.step.label.clone();
            draft.part("next", said.what.as_str());
            again::step(draft, Some(id), None, rhythm, &said.what);
            return draft.label(label);
        }
    };
    draft.part(
        "next",
        format!("{}, {}", said.what, when::echo(day, &draft.ctx.plan())),
    );
    let row = FollowUp {
        collaboration: draft.deal(id).map(|deal| deal.id),
        what: said.what.as_str().into(),
        if_no_reply: said.waits,
        ..FollowUp::new(
            draft.step.fresh(draft.model()),
            Some(id),
            day,
            draft.ctx.clock.now,
        )
    };
    draft.step.insert(row);
}
