//! No next step: an open relationship with nothing dated or waiting.

use crate::domain::day::short;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::dates::{Proposal, proposal};
use crate::domain::review::facts::{Due, Facts, Guards};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Cap, Proposes, Rule, RuleRow, Way};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    proposes: Proposes::Stage,
    cap: Some(Cap::Unsorted),
    by_clock: true,
    move_to: verbs::shown_later,
    way: Way::Closes,
    ..RuleRow::new(
        (Rule::NoNextStep, Lane::Warm, "sort"),
        "An open relationship without a next step is the one that gets forgotten.",
        &[State::Unplanned, State::PieceUndated],
        items,
        phrase,
        (take_step, verbs::park),
    )
};

/// No next step: an open relationship with nothing dated or waiting, now or later. While work goes
/// on a keep-warm clock is no next step; once it rests, it is. From the Monday after the last thing
/// that happened; at once for those freshly imported.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let Some(creator) = facts.creator else { return };
    let never = facts.rows::<Collaboration>().next().is_none();
    let rests = matches!(facts.standing.stage, None | Some(Stage::Retention));
    let planned = out
        .iter()
        .any(|item| rests || !item.key.rule.row().by_clock);
    if planned || (facts.standing.stage.is_none() && !never) || kept_by_events(facts, creator) {
        return;
    }
    let touched = facts.standing.last_personal().map(|last| last.day);
    let decided = facts.decided.iter().map(|(_, d)| d.day).max();
    let done = facts.rows::<FollowUp>().filter_map(|f| f.done).max();
    let moved = facts.open().map(|c| c.stage_since).max();
    let last = [touched, decided, done, moved]
        .into_iter()
        .flatten()
        .max()
        .map_or(creator.added, |d| d.max(creator.added));
    let fresh = facts.is_unsorted_import();
    let due = if fresh {
        facts.today()
    } else {
        facts
            .base
            .calendar
            .later(facts.base.calendar.next_monday(last))
    };
    let key = ItemKey::new(Rule::NoNextStep, creator.id).at(Occurrence::Since(last));
    let item = Due::on(key, Lane::Warm, due, facts.rule().no_next_step.grace_bd);
    facts.add(
        out,
        Due {
            guards: Guards::Unpaused,
            ..item
        },
    );
}

/// Never by the clock: asking for a next step would be a clock too, once nothing is being made.
fn kept_by_events(facts: &Facts<'_>, creator: &Creator) -> bool {
    creator.cadence == Cadence::OnEvent
        && matches!(facts.standing.stage, None | Some(Stage::Retention))
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let idea = || Some(proposal(text.ctx, text.item.creator()?));
    let dated = |idea: Proposal| format!("idea: {} {}", idea.what, short(idea.day, text.ctx.today));
    match length {
        Length::Cell => "no next step".into(),
        Length::Head => idea().map_or_else(
            || "next step?".into(),
            |idea| format!("next step? {}", idea.what),
        ),
        Length::List => idea().map_or_else(|| "next step?".into(), dated),
        Length::Sentence => idea().map_or_else(
            || "next step?".into(),
            |idea| format!("no next step; {}", dated(idea)),
        ),
    }
}

/// The proposed next step is taken.
fn take_step(mut plan: Plan<'_>) -> Answered {
    let next = proposal(plan.ctx, plan.creator()?);
    plan.close(DecisionKind::Done);
    plan.follow(next.what, next.day, next.if_no_reply);
    let effect = format!("{} {}", next.what, plan.day(next.day));
    plan.done("take it", effect, "Next step set")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};

    use crate::domain::testing::day;

    #[test]
    fn r16_no_next_step() {
        check(
            Rule::NoNextStep,
            &[
                ("2026-12-24", |p| p.sent(), ""),
                ("2026-12-25", still, ""),
                // Monday came, and they were written to only a working day ago.
                ("2026-12-28", still, ""),
                (
                    "2026-12-29",
                    still,
                    "no next step; idea: agree on dates Thu 31 Dec | warm | 0.1 = 0 warm + 0.1 (1 of 10 bd)",
                ),
                (
                    "2026-12-29",
                    |p| {
                        p.w.follow(Some(p.mia), "ask", "2027-01-12");
                    },
                    "",
                ),
                (
                    "2026-12-29",
                    |p| p.follow(|f| f.done = Some(day("2026-12-29"))),
                    "",
                ),
                (
                    "2027-01-04",
                    still,
                    "no next step; idea: agree on dates Wed 6 Jan | warm | 0.0 = 0 warm + 0",
                ),
                (
                    "2027-01-18",
                    still,
                    "no next step; idea: agree on dates Wed 20 Jan | warm | 1.0 = 0 warm + 1.0 (10 of 10 bd)",
                ),
                (
                    "2027-01-18",
                    |p| p.piece(|d| d.draft_due = Some(day("2027-03-01"))),
                    "",
                ),
            ],
        );
    }
}
