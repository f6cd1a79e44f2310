//! Rights ending: usage rights, allowlisting and Spark codes.

use crate::domain::day::{Day, add_days, brief};
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane, Unit};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{AgreedDay, Rule, RuleRow};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::Renewal, Settles::Expected)],
    tail,
    agreed: AgreedDay::Always,
    movable: true,
    move_to: move_end,
    wants_words: |_, item| item.key.time != Occurrence::Down,
    ..RuleRow::new(
        (Rule::RightEnding, Lane::Dated, "rights"),
        "Using content after its rights ended costs more than renewing them in time.",
        &[State::RightRunning, State::RightOver],
        items,
        phrase,
        (renewal, let_lapse),
    )
};

/// Rights ending: usage rights, allowlisting and Spark codes two weeks before their end; after it
/// (on the last day when they were let go) what stands is to be taken down, and that is owed.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().right_ending;
    let kinds = [RightKind::Usage, RightKind::Allowlisting, RightKind::Spark];
    for right in facts
        .rows::<Right>()
        .filter(|r| kinds.contains(&r.kind) && r.state != RightState::Ended)
    {
        let Some(end) = right.end else { continue };
        let key = ItemKey::new(Rule::RightEnding, right.id);
        let lapses = right.state == RightState::LetLapse;
        if lapses || facts.there() > end {
            let down = Due::on(key.at(Occurrence::Down), Lane::Owe, end, rule.grace_bd);
            facts.add(out, down);
        } else {
            let item = Due {
                lead_unit: Unit::Calendar,
                ..Due::on(key, Lane::Dated, end, rule.grace_bd)
            };
            facts.add(out, item.from(add_days(end, -rule.enters_days)));
        }
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let down = text.item.key.time == Occurrence::Down;
    match length {
        Length::Head | Length::Cell if down => "take down".into(),
        Length::Head | Length::Cell => {
            format!("rights end {}", brief(text.item.due, text.ctx.today))
        }
        Length::List | Length::Sentence if down => {
            let (named, _) = text.ending();
            format!("take down: {named} ended {}", text.due())
        }
        Length::List => text.ends(),
        Length::Sentence => format!("{} {}", text.ends(), text.due()),
    }
}

fn tail(text: &ItemText<'_>) -> String {
    match text.item.key.time {
        Occurrence::Down => text.late(),
        _ => String::new(),
    }
}

/// Renewal asked, and asked again; or, after the end, taken down.
fn renewal(mut plan: Plan<'_>) -> Answered {
    let right: &Right = plan.row()?;
    if plan.item.key.time == Occurrence::Down {
        plan.settle(DecisionKind::Done);
        plan.step
            .edit(plan.ctx.model, right.id, |r| r.state = RightState::Ended);
        return plan.done("taken down", "closed", "Taken down");
    }
    let again = plan.ctx.settings.rule.right_ending.again_bd;
    ask_renewal(plan, DecisionKind::Done, again)
}

/// Asks for a renewal, and again after so many working days.
pub(super) fn ask_renewal(mut plan: Plan<'_>, kind: DecisionKind, days: i64) -> Answered {
    let again = plan.plus(days);
    plan.decide(kind, Some(again));
    plan.contact_about("renewal asked");
    let effect = format!("again {}", plan.day(again));
    plan.done("renewal asked", effect, "Renewal asked")
}

/// Let lapse: what stands is to be taken down on the last day. After it: ask for a renewal after
/// all.
fn let_lapse(mut plan: Plan<'_>) -> Answered {
    let right: &Right = plan.row()?;
    if plan.item.key.time == Occurrence::Down {
        let again = plan.ctx.settings.rule.right_ending.again_bd;
        return ask_renewal(plan, DecisionKind::Alternative, again);
    }
    plan.settle(DecisionKind::Alternative);
    plan.step
        .edit(plan.ctx.model, right.id, |r| r.state = RightState::LetLapse);
    let end = plan.day(plan.item.due);
    plan.done("let lapse", format!("take down {end}"), "Let lapse")
}

/// The end was agreed anew.
pub(super) fn move_end(mut plan: Plan<'_>, day: Day) -> Answered {
    let right = plan.row::<Right>()?.id;
    plan.step.edit(plan.ctx.model, right, |r| {
        (r.end, r.state) = (Some(day), RightState::Active)
    });
    verbs::moved(plan, day)
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r9_rights_ending() {
        check(
            Rule::RightEnding,
            &[
                (
                    "2027-02-13",
                    |p| {
                        p.w.right(p.mia, RightKind::Usage, "reel A", "2027-02-28");
                    },
                    "",
                ),
                (
                    "2027-02-14",
                    still,
                    "rights reel A end Sun 28 Feb | dated | 1.0 = 2 dated − 1.0 early (14 of 14 d left)",
                ),
                (
                    "2027-02-28",
                    still,
                    "rights reel A end today | dated | 2.0 = 2 dated + 0",
                ),
                (
                    "2027-03-01",
                    still,
                    "take down: rights reel A ended Sun 28 Feb | owe | 3.0 = 2 owed + 1.0 late (1 of 1 bd)",
                ),
                (
                    "2027-03-01",
                    |p| p.right(|r| r.end = Some(day("2027-05-31"))),
                    "",
                ),
                (
                    "2027-05-17",
                    |p| p.right(|r| r.state = RightState::LetLapse),
                    "",
                ),
                (
                    "2027-05-31",
                    still,
                    "take down: rights reel A ended today | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2027-06-01",
                    |p| p.right(|r| r.state = RightState::Ended),
                    "",
                ),
            ],
        );
    }
}
