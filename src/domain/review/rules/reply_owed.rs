//! Reply owed: they wrote and wait for an answer.

use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::dates::soft_in;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{Proposes, Rule, RuleRow, Way};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    way: Way::Closes,
    wants_words: |_, _| true,
    proposes: Proposes::TheirWords,
    ..RuleRow::new(
        (Rule::ReplyOwed, Lane::Owe, "reply"),
        "They wrote and wait for you. A quick answer is the cheapest way to stay a brand people like to work with.",
        &[State::WordUnanswered],
        items,
        phrase,
        (replied, no_reply_needed),
    )
};

/// Reply owed: they wrote and nothing went back. Due a working day after the first unanswered word.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().reply_owed;
    let Some(owed) = facts.standing.owed else {
        return;
    };
    let wrote = owed.day;
    let key = ItemKey::new(Rule::ReplyOwed, owed.id);
    facts.add(
        out,
        Due::on(
            key,
            Lane::Owe,
            facts.plus(wrote, rule.due_bd),
            rule.grace_bd,
        )
        .from(wrote),
    );
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head | Length::Cell => "reply".into(),
        Length::List | Length::Sentence => {
            format!("reply owed since {}", text.day(text.item.enters))
        }
    }
}

/// Replied: their move, with a nudge if nothing comes.
fn replied(mut plan: Plan<'_>) -> Answered {
    let nudge = soft_in(plan.ctx, plan.ctx.settings.review.nudge_bd);
    plan.settle(DecisionKind::Done);
    plan.contact("replied");
    plan.follow("nudge", nudge, true);
    let effect = format!("their move, nudge {}", plan.day(nudge));
    plan.done("replied", effect, "Replied")
}

/// No reply needed.
fn no_reply_needed(mut plan: Plan<'_>) -> Answered {
    plan.close(DecisionKind::Alternative);
    plan.done(
        "no reply needed",
        "settled until they write again",
        "No reply needed",
    )
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};

    #[test]
    fn r1_reply_owed() {
        // Over the end of summer time (Sun 25 Oct), a weekend, and New Year.
        check(
            Rule::ReplyOwed,
            &[
                ("2026-10-22", |p| p.sent(), ""),
                (
                    "2026-10-23",
                    |p| p.wrote(),
                    "reply owed since today | owe | 1.0 = 2 owed − 1.0 early (1 of 1 bd left)",
                ),
                (
                    "2026-10-26",
                    still,
                    "reply owed since Fri 23 Oct | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2026-10-27",
                    |p| p.wrote(),
                    "reply owed since Fri 23 Oct | owe | 3.0 = 2 owed + 1.0 late (1 of 1 bd)",
                ),
                ("2026-10-28", |p| p.sent(), ""),
                (
                    "2026-12-31",
                    |p| p.wrote(),
                    "reply owed since today | owe | 1.0 = 2 owed − 1.0 early (1 of 1 bd left)",
                ),
                (
                    "2027-01-04",
                    still,
                    "reply owed since Thu 31 Dec 2026 | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2027-01-05",
                    still,
                    "reply owed since Thu 31 Dec 2026 | owe | 3.0 = 2 owed + 1.0 late (1 of 1 bd)",
                ),
                ("2027-01-05", |p| p.sent(), ""),
            ],
        );
    }
}
