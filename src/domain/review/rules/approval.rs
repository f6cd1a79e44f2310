//! Approval: a draft lies with us.

use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::record::judge;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::DraftFeedback, Settles::Alternative)],
    missed: "rejected",
    side: Side::Draft,
    ..RuleRow::new(
        (Rule::Approval, Lane::Owe, "approve"),
        "A draft lies with you; every day it lies, their plan for the live date gets tighter.",
        &[State::DraftIn],
        items,
        phrase,
        (approved, changes_asked),
    )
};

/// Approval: a draft is in. Due within two working days or the agreed window; a new round is a new
/// item.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().approval;
    for piece in facts.work().filter(|d| d.state == PieceState::DraftIn) {
        let came = piece.draft_in.unwrap_or(facts.today());
        let agreed = facts
            .base
            .model
            .get(piece.collaboration)
            .and_then(|c| c.approval_days);
        let due = facts.plus(came, agreed.map_or(rule.due_bd, i64::from));
        let key = ItemKey::new(Rule::Approval, piece.id)
            .at(Occurrence::Round(piece.rounds.saturating_add(1)));
        facts.add(out, Due::on(key, Lane::Owe, due, rule.grace_bd).from(came));
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head | Length::Cell | Length::List => text.draft(),
        Length::Sentence => format!("{} to approve, due {}", text.draft(), text.due()),
    }
}

/// The draft is approved; next comes the live date.
fn approved(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let today = plan.ctx.today;
    plan.settle(DecisionKind::Done);
    plan.contact_about("approved");
    judge(plan.ctx, &mut plan.step, piece, Verdict::Approved, "");
    plan.step.edit(plan.ctx.model, piece.id, |d| {
        (d.state, d.approved) = (PieceState::Approved, Some(today))
    });
    let effect = match piece.live_due {
        Some(day) => format!("live check {}", plan.day(day)),
        None => "no live date yet".into(),
    };
    plan.done("approved", effect, "Approved")
}

/// Changes are asked; the next draft is expected soon.
fn changes_asked(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let back = plan.plus(plan.ctx.settings.rule.approval.changes_bd);
    plan.settle(DecisionKind::Alternative);
    let words = plan.input();
    judge(plan.ctx, &mut plan.step, piece, Verdict::Changes, words);
    plan.contact_about("changes asked");
    plan.step.edit(plan.ctx.model, piece.id, |d| {
        (d.state, d.rounds, d.draft_due) = (
            PieceState::ChangesAsked,
            d.rounds.saturating_add(1),
            Some(back),
        );
    });
    let effect = format!("back in {}", plan.day(back));
    plan.done("changes asked", effect, "Changes asked")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r2_approval() {
        check(
            Rule::Approval,
            &[
                (
                    "2026-11-24",
                    |p| p.piece(|d| d.draft_due = Some(day("2026-11-24"))),
                    "",
                ),
                (
                    "2026-11-24",
                    |p| {
                        p.piece(|d| {
                            (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-11-24")))
                        })
                    },
                    "draft to approve, due Fri 27 Nov | owe | 1.0 = 2 owed − 1.0 early (2 of 2 bd left)",
                ),
                (
                    "2026-11-27",
                    still,
                    "draft to approve, due today | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2026-11-30",
                    still,
                    "draft to approve, due Fri 27 Nov | owe | 2.5 = 2 owed + 0.5 late (1 of 2 bd)",
                ),
                (
                    "2026-11-30",
                    |p| p.deal(|c| c.approval_days = Some(5)),
                    "draft to approve, due Wed 2 Dec | owe | 1.6 = 2 owed − 0.4 early (2 of 5 bd left)",
                ),
                (
                    "2026-11-30",
                    |p| p.piece(|d| (d.state, d.rounds) = (PieceState::ChangesAsked, 1)),
                    "",
                ),
                (
                    "2026-12-31",
                    |p| {
                        p.piece(|d| {
                            (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-12-31")))
                        })
                    },
                    "draft 2 to approve, due Fri 8 Jan 2027 | owe | 1.0 = 2 owed − 1.0 early (5 of 5 bd left)",
                ),
                (
                    "2027-01-08",
                    still,
                    "draft 2 to approve, due today | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2027-01-08",
                    |p| p.piece(|d| d.state = PieceState::Approved),
                    "",
                ),
            ],
        );
    }
}
