//! Contract, code or exclusivity ending.

use crate::domain::day::{add_days, brief};
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane, Unit};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{AgreedDay, Rule, RuleRow};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::Renewal, Settles::Expected)],
    tail: |_| String::new(),
    agreed: AgreedDay::Always,
    movable: true,
    move_to: move_end,
    wants_words: |_, _| true,
    ..RuleRow::new(
        (Rule::TermsEnding, Lane::Dated, "rights"),
        "A contract, a code or an exclusivity that runs out unnoticed ends the conversation too.",
        &[State::TermsRunning, State::TermsOver],
        items,
        phrase,
        (renewal, let_lapse),
    )
};

use super::right_ending::{ask_renewal, move_end};

/// Contract, code or exclusivity ending: two weeks before, until it is renewed or closed.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().terms_ending;
    let kinds = [RightKind::Contract, RightKind::Code, RightKind::Exclusivity];
    for right in facts
        .rows::<Right>()
        .filter(|r| kinds.contains(&r.kind) && r.state == RightState::Active)
    {
        let Some(end) = right.end else { continue };
        let key = ItemKey::new(Rule::TermsEnding, right.id);
        let item = Due {
            lead_unit: Unit::Calendar,
            ..Due::on(key, Lane::Dated, end, rule.grace_bd)
        };
        facts.add(out, item.from(add_days(end, -rule.enters_days)));
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head | Length::Cell => {
            let kind = text.right().map_or("contract", |r| r.kind.label());
            format!("{kind} ends {}", brief(text.item.due, text.ctx.today))
        }
        Length::List => text.ends(),
        Length::Sentence => format!("{} {}", text.ends(), text.due()),
    }
}

/// Renewal asked, and asked again.
fn renewal(plan: Plan<'_>) -> Answered {
    let again = plan.ctx.settings.rule.terms_ending.again_bd;
    ask_renewal(plan, DecisionKind::Done, again)
}

/// Let lapse; after its end it is closed.
fn let_lapse(mut plan: Plan<'_>) -> Answered {
    let right: &Right = plan.row()?;
    plan.settle(DecisionKind::Alternative);
    let over = plan.item.is_over(plan.ctx);
    let state = if over {
        RightState::Ended
    } else {
        RightState::LetLapse
    };
    plan.step
        .edit(plan.ctx.model, right.id, |r| r.state = state);
    let end = plan.day(plan.item.due);
    match over {
        true => plan.done("close", format!("ended {end}"), "Closed"),
        false => plan.done("let lapse", format!("ends {end}"), "Let lapse"),
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r10_terms_ending() {
        check(
            Rule::TermsEnding,
            &[
                (
                    "2026-12-16",
                    |p| {
                        p.w.right(p.mia, RightKind::Exclusivity, "tea", "2026-12-31");
                    },
                    "",
                ),
                (
                    "2026-12-17",
                    still,
                    "exclusivity tea ends Thu 31 Dec | dated | 1.0 = 2 dated − 1.0 early (14 of 14 d left)",
                ),
                (
                    "2026-12-31",
                    still,
                    "exclusivity tea ends today | dated | 2.0 = 2 dated + 0",
                ),
                (
                    "2027-01-04",
                    still,
                    "exclusivity tea ends Thu 31 Dec 2026 | dated | 3.0 = 2 dated + 1.0 late (1 of 1 bd)",
                ),
                (
                    "2027-01-04",
                    |p| p.right(|r| r.end = Some(day("2028-02-29"))),
                    "",
                ),
                ("2028-02-14", still, ""),
                (
                    "2028-02-15",
                    still,
                    "exclusivity tea ends Tue 29 Feb | dated | 1.0 = 2 dated − 1.0 early (14 of 14 d left)",
                ),
                (
                    "2028-02-15",
                    |p| p.right(|r| r.state = RightState::LetLapse),
                    "",
                ),
            ],
        );
    }
}
