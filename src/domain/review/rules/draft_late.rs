//! Draft late: the day it was due is over.

use crate::domain::day::Day;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{AgreedDay, Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::DraftNudge, Settles::Expected)],
    tail: |text| text.late(),
    agreed: AgreedDay::Always,
    movable: true,
    move_to: move_draft,
    missed: "cancelled",
    wants_words: |_, _| true,
    side: Side::Draft,
    ..RuleRow::new(
        (Rule::DraftLate, Lane::Wait, "nudge"),
        "The draft was due; the sooner you ask, the more can be moved.",
        &[State::DraftOverdue],
        items,
        phrase,
        (nudged, verbs::missed),
    )
};

use super::draft_coming::{expected_draft, move_draft};

/// Draft late: from the working day after it was due. It counts as dated when its live date is
/// near.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().draft_late;
    for piece in facts.work() {
        let Some(due) = expected_draft(piece) else {
            continue;
        };
        let enters = facts.plus(due, rule.enters_bd);
        if facts.there() < enters {
            continue;
        }
        let near = |live: Day| facts.base.calendar.between(facts.today(), live) <= rule.live_bd;
        let lane = if piece.live_due.is_some_and(near) {
            Lane::Dated
        } else {
            Lane::Wait
        };
        let item = Due::on(
            ItemKey::new(Rule::DraftLate, piece.id),
            lane,
            due,
            rule.grace_bd,
        );
        // Their day may be over before ours is.
        facts.add(
            out,
            Due {
                enters: enters.min(facts.today()),
                ..item
            },
        );
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head | Length::Cell | Length::List => text.draft(),
        Length::Sentence => format!("{} late since {}", text.draft(), text.due()),
    }
}

/// Nudged about a draft: asked again soon, later where only the cooldown counts.
fn nudged(mut plan: Plan<'_>) -> Answered {
    let rule = &plan.ctx.settings.rule.draft_late;
    let again = plan.plus(match plan.item.lane {
        Lane::Wait => rule.again_waiting_bd,
        _ => rule.again_bd,
    });
    plan.decide(DecisionKind::Done, Some(again));
    verbs::nudged(plan, again)
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r8_draft_late() {
        check(
            Rule::DraftLate,
            &[
                (
                    "2026-11-25",
                    |p| p.piece(|d| d.draft_due = Some(day("2026-11-25"))),
                    "",
                ),
                (
                    "2026-11-27",
                    still,
                    "draft late since Wed 25 Nov | waiting | 1.5 = 1 waiting + 0.5 late (1 of 2 bd)",
                ),
                (
                    "2026-11-27",
                    |p| p.piece(|d| d.live_due = Some(day("2026-12-04"))),
                    "draft late since Wed 25 Nov | dated | 2.5 = 2 dated + 0.5 late (1 of 2 bd)",
                ),
                (
                    "2026-12-01",
                    |p| p.piece(|d| d.live_due = None),
                    "draft late since Wed 25 Nov | waiting | 2.0 = 1 waiting + 1.0 late (3 of 2 bd)",
                ),
                (
                    "2026-12-01",
                    |p| p.piece(|d| d.draft_due = Some(day("2026-12-31"))),
                    "",
                ),
                (
                    "2027-01-04",
                    still,
                    "draft late since Thu 31 Dec 2026 | waiting | 1.5 = 1 waiting + 0.5 late (1 of 2 bd)",
                ),
                (
                    "2027-01-04",
                    |p| p.piece(|d| d.state = PieceState::DraftIn),
                    "",
                ),
            ],
        );
    }
}
