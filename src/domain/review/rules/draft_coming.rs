//! Draft coming: asked before the day it is due.

use crate::domain::day::Day;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{AgreedDay, Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::DraftNudge, Settles::Expected)],
    agreed: AgreedDay::Always,
    movable: true,
    move_to: move_draft,
    missed: "cancelled",
    wants_words: |_, _| true,
    side: Side::Draft,
    ..RuleRow::new(
        (Rule::DraftComing, Lane::Dated, "draft"),
        "A friendly question before the day saves an argument after it.",
        &[State::DraftPlanned],
        items,
        phrase,
        (nudged, verbs::missed),
    )
};

/// A draft that is still to come: its due date, while it has one.
pub fn expected_draft(piece: &Deliverable) -> Option<Day> {
    let expected = matches!(piece.state, PieceState::Planned | PieceState::ChangesAsked)
        && piece.live.is_none();
    piece.draft_due.filter(|_| expected)
}

/// Draft coming: asked three working days before the draft is due and again one before, until the
/// day itself is over. After a round of changes only the second time: they were written to when the
/// changes were asked.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().draft_coming;
    for piece in facts.work() {
        let Some(due) = expected_draft(piece) else {
            continue;
        };
        if facts.there() >= facts.plus(due, facts.rule().draft_late.enters_bd) {
            continue;
        }
        let [first, second] = rule.enters_bd;
        let enters = |lead: i64| facts.plus(due, -lead);
        let only_second =
            facts.today() >= enters(second) || piece.state == PieceState::ChangesAsked;
        for lead in [first, second].into_iter().skip(usize::from(only_second)) {
            let time = Occurrence::WorkingDays(u16::try_from(lead).unwrap_or_default());
            let key = ItemKey::new(Rule::DraftComing, piece.id).at(time);
            let before = out.len();
            facts.add(
                out,
                Due::on(key, Lane::Dated, due, rule.grace_bd).from(enters(lead)),
            );
            // One of the two is enough: the second is only there when the first was answered.
            if out.len() > before {
                break;
            }
        }
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head | Length::Cell | Length::List => text.draft(),
        Length::Sentence => format!("{} due {}", text.draft(), text.due()),
    }
}

/// Nudged about a draft: asked again on the second day before it is due, else soon.
fn nudged(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let rule = &plan.ctx.settings.rule.draft_coming;
    let [first, second] = rule.enters_bd;
    let second_day = piece
        .draft_due
        .map(|due| plan.ctx.calendar.add(due, -second));
    let is_first =
        plan.item.key.time == Occurrence::WorkingDays(u16::try_from(first).unwrap_or_default());
    let again = match second_day {
        Some(day) if is_first && day > plan.ctx.today => {
            plan.close(DecisionKind::Done);
            day
        }
        _ => {
            let again = plan.plus(rule.again_bd);
            plan.decide(DecisionKind::Done, Some(again));
            again
        }
    };
    verbs::nudged(plan, again)
}

/// The day of the draft was agreed anew.
pub(super) fn move_draft(mut plan: Plan<'_>, day: Day) -> Answered {
    let piece = plan.row::<Deliverable>()?.id;
    plan.step
        .edit(plan.ctx.model, piece, |d| d.draft_due = Some(day));
    verbs::moved(plan, day)
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r7_draft_coming() {
        check(
            Rule::DraftComing,
            &[
                (
                    "2026-11-23",
                    |p| p.piece(|d| d.draft_due = Some(day("2026-11-30"))),
                    "",
                ),
                (
                    "2026-11-24",
                    still,
                    "draft due Mon 30 Nov | dated | 1.0 = 2 dated − 1.0 early (3 of 3 bd left)",
                ),
                (
                    "2026-11-27",
                    still,
                    "draft due Mon 30 Nov | dated | 1.0 = 2 dated − 1.0 early (1 of 1 bd left)",
                ),
                (
                    "2026-11-30",
                    still,
                    "draft due today | dated | 2.0 = 2 dated + 0",
                ),
                ("2026-12-01", still, ""),
                (
                    "2026-12-01",
                    |p| p.piece(|d| d.draft_due = Some(day("2027-01-04"))),
                    "",
                ),
                (
                    "2026-12-29",
                    still,
                    "draft due Mon 4 Jan 2027 | dated | 1.0 = 2 dated − 1.0 early (3 of 3 bd left)",
                ),
                (
                    "2026-12-29",
                    |p| p.piece(|d| d.state = PieceState::DraftIn),
                    "",
                ),
            ],
        );
    }
}
