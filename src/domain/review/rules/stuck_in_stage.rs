//! Stuck in a stage for more than twice the usual time.

use crate::domain::day::add_days;
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::dates::proposal;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane, Unit};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Cap, Proposes, Rule, RuleRow};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;
use crate::domain::when;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    cap: Some(Cap::Warm),
    move_to: verbs::shown_later,
    proposes: Proposes::Stage,
    ..RuleRow::new(
        (Rule::StuckInStage, Lane::Warm, "stuck"),
        "What stands still for twice the usual time has usually ended without anybody saying so.",
        &[State::StageLong],
        items,
        phrase,
        (step_set, verbs::park),
    )
};

/// From twice the usual days on. The sixth stage rests; what has a day ahead of it moves by that
/// day.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    if facts.is_unsorted_import() {
        return;
    }
    let rule = &facts.rule().stuck_in_stage;
    for deal in facts.open() {
        let Some(usual) = rule.usual_days.get(deal.stage as usize).copied() else {
            continue;
        };
        let due = add_days(deal.stage_since, usual.saturating_mul(2) + 1);
        let planned = |d: &Deliverable| {
            let days = [d.live_due.filter(|_| d.live.is_none()), d.draft_due];
            days.into_iter().flatten().any(|day| day > facts.today())
        };
        if due > facts.today() || facts.pieces(deal.id).any(planned) {
            continue;
        }
        let time = Occurrence::Since(deal.stage_since);
        let key = ItemKey::new(Rule::StuckInStage, deal.id).at(time);
        let due = facts.base.calendar.later(due);
        let item = Due::on(key, Lane::Warm, due, rule.grace_bd);
        facts.add(
            out,
            Due {
                unit: Unit::Working,
                ..item
            },
        );
    }
}

/// Days in the stage.
fn days(text: &ItemText<'_>) -> i64 {
    let since = text.deal().map(|c| c.stage_since);
    since.map_or(0, |day| (text.ctx.today - day).num_days())
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let stage = text.deal().map_or(Stage::Discovery, |c| c.stage);
    let (number, days) = (stage.number(), days(text));
    match length {
        Length::Head | Length::Cell => format!("stuck in stage {number}"),
        Length::List => format!("stage {number} for {days} d"),
        Length::Sentence => {
            let usual = &text.ctx.settings.rule.stuck_in_stage.usual_days;
            let usual = usual.get(stage as usize).copied().unwrap_or_default();
            format!("in stage {number} for {days} d, usual are {usual}; what is the next step?")
        }
    }
}

/// The next step, typed with its day; the proposed one where nothing is typed.
fn step_set(mut plan: Plan<'_>) -> Answered {
    let idea = proposal(plan.ctx, plan.creator()?);
    let line = plan.ask(Ask {
        question: "Which next step, and when? Nothing takes the proposed one",
        example: "call about the dates fri",
        required: false,
    })?;
    let (what, day) = match line {
        "" => (idea.what, Some(idea.day)),
        line => when::split_tail(line, &plan.dates()),
    };
    let day = day.ok_or("A next step needs a date at its end: fri, +3, 4 dec, next mon.")?;
    // It is asked again if the step passes and nothing has moved.
    let again = plan.ctx.calendar.add(day, 1);
    plan.decide(DecisionKind::Done, Some(again));
    plan.follow(what.trim(), day, idea.if_no_reply && line.is_empty());
    let effect = format!("{} {}", what.trim(), plan.day(day));
    plan.done("next step", effect, "Next step set")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::review::{Choice, Rule};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn twice_the_usual_time_is_stuck() {
        check(
            Rule::StuckInStage,
            &[
                (
                    "2026-11-02",
                    |p| {
                        p.deal(|c| {
                            (c.stage, c.stage_since) = (Stage::Onboarding, day("2026-11-02"));
                        });
                    },
                    "",
                ),
                ("2026-11-30", still, ""),
                (
                    "2026-12-01",
                    still,
                    "in stage 3 for 29 d, usual are 14; what is the next step? | warm | 0.0 = 0 warm + 0",
                ),
                // What has a day ahead of it is not stuck.
                (
                    "2026-12-01",
                    |p| p.piece(|d| d.live_due = Some(day("2026-12-02"))),
                    "",
                ),
                (
                    "2026-12-02",
                    still,
                    "in stage 3 for 30 d, usual are 14; what is the next step? | warm | 0.1 = 0 warm + 0.1 (1 of 10 bd)",
                ),
                (
                    "2026-12-02",
                    |p| {
                        p.answers(
                            "R30:collaboration:1:2026-11-02",
                            &Choice::Expected,
                            "call about dates fri",
                        );
                    },
                    "",
                ),
                (
                    "2026-12-07",
                    still,
                    "in stage 3 for 35 d, usual are 14; what is the next step? | warm | 0.0 = 0 warm + 0",
                ),
                (
                    "2026-12-07",
                    |p| {
                        p.deal(|c| (c.stage, c.stage_since) = (Stage::Retention, day("2026-01-01")))
                    },
                    "",
                ),
            ],
        );
    }
}
