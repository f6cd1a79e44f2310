//! A rhythm whose next period begins and has no rows yet: the retainer's payment, the monthly reel.

use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::recurrence;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Rule, RuleRow};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length, join};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow::new(
    (Rule::RepeatToPlan, Lane::Dated, "plan"),
    "What comes round again is forgotten in the month nobody planned it.",
    &[State::PeriodUnplanned],
    items,
    phrase,
    (made, skipped),
);

/// From five working days before a period on, until its rows are there or it is skipped. Each month
/// of a retainer is owed by itself; steps that were missed fall together.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().repeat_to_plan;
    let last = facts.plus(facts.today(), rule.enters_bd);
    for rhythm in facts.rows::<Recurrence>() {
        let open_step = rhythm.makes == Makes::FollowUp
            && facts
                .rows::<FollowUp>()
                .any(|f| f.recurrence == Some(rhythm.id) && f.done.is_none());
        if open_step {
            continue;
        }
        for day in recurrence::upcoming(&facts.base, rhythm, last) {
            let key = ItemKey::new(Rule::RepeatToPlan, rhythm.id).at(Occurrence::Since(day));
            let item = Due::on(key, Lane::Dated, day, rule.grace_bd);
            let before = out.len();
            facts.add(out, item.from(facts.plus(day, -rule.enters_bd)));
            // One after the other: the rows of the first move the next on.
            if out.len() > before {
                break;
            }
        }
    }
}

fn what(text: &ItemText<'_>) -> String {
    let Some(rhythm) = text.item.key.row::<Recurrence>(text.ctx.model) else {
        return "period".into();
    };
    let amount = rhythm.amount.map_or_else(String::new, |m| m.to_string());
    let many = match rhythm.many {
        0 | 1 => String::new(),
        n => n.to_string(),
    };
    let what = match rhythm.makes {
        Makes::Payment => join(&[&amount, &rhythm.words]),
        Makes::Piece => join(&[&many, &rhythm.format, &rhythm.words]),
        Makes::FollowUp => rhythm.words.to_string(),
    };
    match what.as_str() {
        "" => rhythm.makes.label().into(),
        _ => what,
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let what = what(text);
    match length {
        Length::Head | Length::Cell => format!("plan {what}"),
        Length::List => what,
        Length::Sentence => format!("{what} for {} not planned yet", text.due()),
    }
}

fn period(plan: &Plan<'_>) -> Result<(Id<Recurrence>, Day), String> {
    match plan.item.key.time {
        Occurrence::Since(day) => Ok((plan.row::<Recurrence>()?.id, day)),
        _ => Err(format!("{} is not there any more.", plan.item.key)),
    }
}

/// Its pieces, payment or step are made.
fn made(mut plan: Plan<'_>) -> Answered {
    let (id, day) = period(&plan)?;
    let ctx = plan.ctx;
    plan.settle(DecisionKind::Done);
    if let Some(rhythm) = ctx.model.get(id) {
        recurrence::make(ctx.model, ctx.clock.now, &mut plan.step, rhythm, day);
    }
    let effect = format!("made for {}", plan.day(day));
    plan.done("plan it", effect, "Planned")
}

fn skipped(plan: Plan<'_>) -> Answered {
    verbs::skip(plan, "skip this one", "the next one comes as planned")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::review::{Choice, Rule};
    use crate::domain::rows::*;
    use crate::domain::testing::{day, money};

    #[test]
    fn each_month_of_a_retainer_is_planned_or_skipped() {
        check(
            Rule::RepeatToPlan,
            &[
                (
                    "2026-11-16",
                    |p| {
                        let (creator, deal) = (p.mia, p.deal);
                        p.w.add(|id| Recurrence {
                            id,
                            creator: Some(creator),
                            campaign: None,
                            collaboration: Some(deal),
                            makes: Makes::Payment,
                            every: "monthly".into(),
                            start: day("2026-11-30"),
                            until: None,
                            times: None,
                            amount: money("30000 USD"),
                            many: 1,
                            format: Text::default(),
                            platform: None,
                            words: "fee".into(),
                        });
                    },
                    "",
                ),
                (
                    "2026-11-20",
                    still,
                    "$300 fee for Mon 30 Nov not planned yet | dated | 1.0 = 2 dated − 1.0 early (5 of 5 bd left)",
                ),
                (
                    "2026-11-20",
                    |p| p.answers("R31:recurrence:1:2026-11-30", &Choice::Expected, ""),
                    "",
                ),
                ("2026-12-18", still, ""),
                (
                    "2026-12-24",
                    still,
                    "$300 fee for Wed 30 Dec not planned yet | dated | 1.4 = 2 dated − 0.6 early (3 of 5 bd left)",
                ),
                (
                    "2026-12-24",
                    |p| p.answers("R31:recurrence:1:2026-12-30", &Choice::Alternative, ""),
                    "",
                ),
            ],
        );
    }
}
