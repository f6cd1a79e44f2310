//! What comes after a contact, in the same line: `@mia call 20 min; send rates fri`.

use super::draft::Draft;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::rows::{Creator, FollowUp};
use crate::domain::waiting::waits_for_reply;
use crate::domain::when::{self, Tail};

/// How a line about something that happened begins, and what else may stand behind a semicolon.
const HAPPENED: &[&str] = &[":", "<", ">", "call", "meeting", "event", "comment"];

/// Takes a next step with its coming day off the end of a contact.
pub(super) fn split_then<'l>(draft: &Draft, line: &'l str) -> (&'l str, Option<(String, Day)>) {
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
    match when::tail(tail.trim(), &draft.ctx.plan()) {
        Tail::Date { rest, day, .. } if day > draft.today() && !rest.trim().is_empty() => {
            (head.trim_end(), Some((rest.trim().to_owned(), day)))
        }
        _ => (line, None),
    }
}

/// Sets it, in place of the nudge a message sets by itself.
pub(super) fn and_then(draft: &mut Draft, id: Id<Creator>, what: &str, day: Day) {
    draft.step.edits.followups.clear();
    draft.part(
        "next",
        format!("{what}, {}", when::echo(day, &draft.ctx.plan())),
    );
    let row = FollowUp {
        collaboration: draft.deal(id).map(|deal| deal.id),
        what: what.into(),
        if_no_reply: waits_for_reply(what),
        ..FollowUp::new(
            draft.step.fresh(draft.model()),
            Some(id),
            day,
            draft.ctx.clock.now,
        )
    };
    draft.step.insert(row);
}
