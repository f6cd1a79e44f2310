//! Agreement sent, not signed: nudged until it is.

use crate::domain::day::Day;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Rule, RuleRow};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::Agreement, Settles::Expected)],
    wants_words: |_, _| true,
    move_to: verbs::shown_later,
    ..RuleRow::new(
        (Rule::AgreementUnsigned, Lane::Wait, "nudge"),
        "Work that begins before the agreement is signed is settled from memory.",
        &[State::AgreementUnsigned],
        items,
        phrase,
        (nudged, signed),
    )
};

/// Three, seven and fourteen working days after it was sent, then a week apart; each counted from
/// the nudge before it. Dated once a piece is to go live soon.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().agreement_unsigned;
    for deal in facts.open().filter(|c| c.agreement_signed.is_none()) {
        let Some(sent) = deal.agreement_sent else {
            continue;
        };
        let key = ItemKey::new(Rule::AgreementUnsigned, deal.id);
        let nudged = |d: &&(ItemKey, &Decision)| d.1.kind == DecisionKind::Done && d.1.day >= sent;
        let nudges: Vec<Day> = facts.series(key).filter(nudged).map(|d| d.1.day).collect();
        let offset = |at: usize| -> i64 {
            match (rule.steps_bd.get(at), rule.steps_bd.as_slice()) {
                (Some(days), _) => *days,
                (None, [.., before, last]) => last + (last - before) * over(at, &rule.steps_bd),
                (None, [only]) => only + only * over(at, &rule.steps_bd),
                (None, []) => 3,
            }
        };
        let step = nudges.len();
        let before = step.checked_sub(1).map_or(0, offset);
        let from = nudges.iter().max().copied().unwrap_or(sent);
        let due = facts
            .plus(from, offset(step) - before)
            .max(facts.plus(sent, offset(step)));
        let near = |day: Day| facts.base.calendar.between(facts.today(), day) <= rule.live_bd;
        let soon = facts
            .pieces(deal.id)
            .any(|d| d.live.is_none() && d.live_due.is_some_and(near));
        let lane = if soon { Lane::Dated } else { Lane::Wait };
        let time = Occurrence::Step(u8::try_from(step + 1).unwrap_or(u8::MAX));
        facts.add(out, Due::on(key.at(time), lane, due, rule.grace_bd));
    }
}

/// How many steps a step lies beyond the last of the settings.
fn over(at: usize, steps: &[i64]) -> i64 {
    i64::try_from((at + 1).saturating_sub(steps.len())).unwrap_or(i64::MAX / 1000)
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let sent = text.deal().and_then(|c| c.agreement_sent);
    let since = sent.map_or_else(String::new, |day| format!(", sent {}", text.day(day)));
    match length {
        Length::Head => "agreement not signed".into(),
        Length::Cell => "nudge agreement".into(),
        Length::List | Length::Sentence => format!("agreement not signed{since}"),
    }
}

fn nudged(mut plan: Plan<'_>) -> Answered {
    let rule = &plan.ctx.settings.rule.agreement_unsigned;
    let step = match plan.item.key.time {
        Occurrence::Step(step) => usize::from(step),
        _ => 1,
    };
    let gap = match (rule.steps_bd.get(step), rule.steps_bd.get(step - 1)) {
        (Some(next), Some(this)) => next - this,
        _ => match rule.steps_bd.as_slice() {
            [.., before, last] => last - before,
            _ => 7,
        },
    };
    let again = plan.plus(gap);
    plan.close(DecisionKind::Done);
    verbs::nudged(plan, again)
}

/// Signed today; whoever signs has agreed.
fn signed(mut plan: Plan<'_>) -> Answered {
    let deal: &Collaboration = plan.row()?;
    let today = plan.ctx.today;
    plan.settle(DecisionKind::Alternative);
    plan.step.edit(plan.ctx.model, deal.id, |c| {
        c.agreement_signed = Some(today);
        c.agreed = c.agreed.or(Some(today));
    });
    plan.done("signed", "signed today", "Agreement signed")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::review::{Choice, Rule};
    use crate::domain::testing::day;

    #[test]
    fn an_agreement_is_nudged_until_it_is_signed() {
        check(
            Rule::AgreementUnsigned,
            &[
                (
                    "2026-11-16",
                    |p| p.deal(|c| c.agreement_sent = Some(day("2026-11-16"))),
                    "",
                ),
                (
                    "2026-11-19",
                    still,
                    "agreement not signed, sent Mon 16 Nov | waiting | 1.0 = 1 waiting + 0",
                ),
                (
                    "2026-11-20",
                    |p| p.answers("R23:collaboration:1:step1", &Choice::Expected, ""),
                    "",
                ),
                // Four working days after the nudge, a holiday between.
                (
                    "2026-11-27",
                    still,
                    "agreement not signed, sent Mon 16 Nov | waiting | 1.0 = 1 waiting + 0",
                ),
                (
                    "2026-11-27",
                    |p| p.piece(|d| d.live_due = Some(day("2026-12-02"))),
                    "agreement not signed, sent Mon 16 Nov | dated | 2.0 = 2 dated + 0",
                ),
                (
                    "2026-11-27",
                    |p| p.answers("R23:collaboration:1:step2", &Choice::Alternative, ""),
                    "",
                ),
            ],
        );
    }
}
