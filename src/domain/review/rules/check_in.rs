//! Check-in: goals and satisfaction, once a quarter.

use chrono::Months;

use crate::domain::day::Day;
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan, touch};
use crate::domain::review::answers::record::check_in_line;
use crate::domain::review::answers::verbs;
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
    messages: &[(Kind::CheckIn, Settles::Nothing)],
    by_clock: true,
    move_to: verbs::shown_later,
    side: Side::CheckIn,
    ..RuleRow::new(
        (Rule::CheckIn, Lane::Warm, "check-in"),
        "Goals drift on both sides; once a quarter, ask what they want and how it goes.",
        &[State::CheckInDue],
        items,
        phrase,
        (checked_in, skip),
    )
};

use super::keep_warm::has_worked;

/// Check-in: once a quarter with core, recurring and ambassador creators, about goals and
/// satisfaction.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let Some(creator) = facts.creator.filter(|_| !facts.is_unsorted_import()) else {
        return;
    };
    let close = matches!(
        creator.relationship,
        Some(Relationship::Recurring | Relationship::Ambassador)
    );
    if !(creator.core || close)
        || (facts.standing.stage < Some(Stage::Creation) && !has_worked(facts))
    {
        return;
    }
    let rule = &facts.rule().check_in;
    let months = rule.months.max(1);
    let calendar = facts.base.calendar;
    let mut due = match creator.checkin {
        Some(last) => calendar.later(after(last, months)),
        // Those who came in together are not all asked on the same day.
        None => calendar.add(
            after(creator.added, months),
            i64::from(creator.id.raw()) % rule.grace_bd.max(1),
        ),
    };
    // A skipped quarter leads to the next one.
    for _ in 0..40 {
        let before = out.len();
        let key = ItemKey::new(Rule::CheckIn, creator.id).at(Occurrence::quarter_of(due));
        facts.add(out, Due::on(key, Lane::Warm, due, rule.grace_bd));
        if out.len() > before {
            break;
        }
        due = calendar.later(after(due, months));
    }
}

fn after(day: Day, months: u32) -> Day {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head | Length::Cell => "check-in".into(),
        Length::List => "goals, satisfaction".into(),
        Length::Sentence => format!("check-in, due {}", text.due()),
    }
}

/// The check-in took place: satisfaction both ways, and words.
fn checked_in(mut plan: Plan<'_>) -> Answered {
    let creator = plan.creator()?;
    let ask = Ask {
        question: "They and we, 1 to 5?",
        example: "5/4 wants a tea of her own",
        required: false,
    };
    let line = plan.ask(ask)?;
    plan.settle(DecisionKind::Done);
    let words = check_in_line(plan.ctx, &mut plan.step, creator, line)?;
    let deal = plan.deal();
    let words = if words.is_empty() { "check-in" } else { words };
    touch(
        plan.ctx,
        &mut plan.step,
        creator,
        (Channel::Call, Direction::Out, deal),
        words,
    );
    let months = plan.ctx.settings.rule.check_in.months;
    let next = plan
        .ctx
        .today
        .checked_add_months(chrono::Months::new(months))
        .unwrap_or(plan.ctx.today);
    let effect = format!("next {}", plan.day(plan.ctx.calendar.later(next)));
    plan.done("logged", effect, "Check-in")
}

fn skip(plan: Plan<'_>) -> Answered {
    verbs::skip(plan, "skip once", "again next quarter")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r18_check_in() {
        check(
            Rule::CheckIn,
            &[
                (
                    "2026-11-20",
                    |p| {
                        p.deal(|c| c.stage = Stage::Retention);
                        p.who(|c| {
                            (c.relationship, c.checkin) =
                                (Some(Relationship::Recurring), Some(day("2026-09-30")))
                        });
                        p.sent();
                    },
                    "",
                ),
                ("2026-12-29", still, ""),
                (
                    "2026-12-30",
                    still,
                    "check-in, due today | warm | 0.0 = 0 warm + 0",
                ),
                (
                    "2027-01-13",
                    still,
                    "check-in, due Wed 30 Dec 2026 | warm | 0.9 = 0 warm + 0.9 (9 of 10 bd)",
                ),
                (
                    "2027-01-13",
                    |p| p.who(|c| c.checkin = Some(day("2027-01-13"))),
                    "",
                ),
                ("2027-04-12", still, ""),
                (
                    "2027-04-13",
                    still,
                    "check-in, due today | warm | 0.0 = 0 warm + 0",
                ),
                (
                    "2027-04-13",
                    |p| p.who(|c| c.relationship = Some(Relationship::OneOff)),
                    "",
                ),
            ],
        );
    }
}
