//! Debrief: the last piece is live and the results were not shared yet.

use crate::domain::day::Day;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{Rule, RuleRow};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length, join};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::Thanks, Settles::Expected)],
    ..RuleRow::new(
        (Rule::DebriefOwed, Lane::Owe, "debrief"),
        "Sharing how it went makes the next piece better and shows that their work was looked at.",
        &[State::ResultsUnshared],
        items,
        phrase,
        (debriefed, verbs::not_needed),
    )
};

/// Debrief: the last dated post of a collaboration is live and nothing about the results was shared yet.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().debrief_owed;
    for deal in facts.open().filter(|c| c.debrief_sent.is_none()) {
        if let Some(live) = over(facts, deal) {
            let due = facts.plus(live, rule.due_bd);
            let item = Due::on(
                ItemKey::new(Rule::DebriefOwed, deal.id),
                Lane::Owe,
                due,
                rule.grace_bd,
            );
            facts.add(out, item.from(facts.plus(due, -rule.enters_bd)));
        }
    }
}

/// The day the last piece of a collaboration is live, once one is and no agreed day lies ahead.
/// Pieces without a day do not keep the others waiting.
fn over(facts: &Facts<'_>, deal: &Collaboration) -> Option<Day> {
    let pieces = || {
        facts
            .pieces(deal.id)
            .filter(|d| d.state != PieceState::Missed)
    };
    let ahead =
        |d: &Deliverable| d.live.is_none() && d.live_due.is_some_and(|day| day > facts.today());
    pieces().find(|d| d.live.is_some())?;
    let last = pieces().filter_map(|d| d.live.or(d.live_due)).max();
    last.filter(|_| !pieces().any(ahead))
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let campaign = text.campaign_of(text.deal());
    match length {
        Length::Head | Length::Cell => "debrief".into(),
        Length::List if campaign.is_empty() => "share the results".into(),
        Length::List => campaign.into(),
        Length::Sentence => format!("{}, due {}", join(&["debrief", campaign]), text.due()),
    }
}

/// The debrief was sent: keep-warm counts from today.
fn debriefed(mut plan: Plan<'_>) -> Answered {
    let deal: &Collaboration = plan.row()?;
    let today = plan.ctx.today;
    plan.settle(DecisionKind::Done);
    plan.contact("debrief sent");
    plan.step
        .edit(plan.ctx.model, deal.id, |c| c.debrief_sent = Some(today));
    plan.done("sent", "keep-warm clock starts", "Debrief sent")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r4_debrief() {
        // Seven working days after Tue 17 Nov, a holiday between: Fri 27 Nov; shown two before.
        check(
            Rule::DebriefOwed,
            &[
                (
                    "2026-11-17",
                    |p| {
                        p.piece(|d| (d.state, d.live) = (PieceState::Live, Some(day("2026-11-17"))))
                    },
                    "",
                ),
                ("2026-11-23", still, ""),
                (
                    "2026-11-24",
                    still,
                    "debrief, due Fri 27 Nov | owe | 1.0 = 2 owed − 1.0 early (2 of 2 bd left)",
                ),
                (
                    "2026-11-27",
                    still,
                    "debrief, due today | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2026-12-04",
                    still,
                    "debrief, due Fri 27 Nov | owe | 3.0 = 2 owed + 1.0 late (5 of 5 bd)",
                ),
                (
                    "2026-12-04",
                    |p| p.piece(|d| d.live = Some(day("2026-12-23"))),
                    "",
                ),
                (
                    "2027-01-04",
                    still,
                    "debrief, due tomorrow | owe | 1.5 = 2 owed − 0.5 early (1 of 2 bd left)",
                ),
                (
                    "2027-01-05",
                    |p| p.deal(|c| c.debrief_sent = Some(day("2027-01-05"))),
                    "",
                ),
            ],
        );
    }
}
