//! Offer unanswered: terms went out and nothing came back.

use crate::domain::day::Day;
use crate::domain::review::answers::plan::Plan;
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::Facts;
use crate::domain::review::item::{Item, Lane, Unit};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{Rule, RuleRow, Steps};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length, is_close};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[
        (Kind::OfferNudge, Settles::Expected),
        (Kind::BreakUp, Settles::Expected),
    ],
    move_to: verbs::shown_later,
    wants_words: ladder::wants_words,
    when: |text| ladder::waits(text, None),
    steps: Some(Steps {
        count: |ctx, _| ctx.settings.rule.offer_unanswered.steps_bd.len(),
        next,
        sent: "nudged",
        close: ladder::close_unanswered,
    }),
    ..RuleRow::new(
        (Rule::OfferUnanswered, Lane::Wait, "nudge"),
        "An offer without an answer blocks your plan and theirs.",
        &[State::OfferSent],
        items,
        phrase,
        (ladder::step, ladder::other),
    )
};

use super::ladder::{self, add_step, is_message, ladder_gap, sends};

/// Offer unanswered: two and seven working days after the terms were sent, and at fourteen the
/// proposal to close.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().offer_unanswered;
    for deal in facts
        .open()
        .filter(|c| c.agreed.is_none() && c.stage <= Stage::Onboarding)
    {
        let Some(sent) = deal.terms_sent else {
            continue;
        };
        if facts.standing.last_in.is_some_and(|last| last.day > sent)
            || wrote_after_terms(facts, sent)
        {
            continue;
        }
        let ours = facts
            .rows::<Touch>()
            .filter(|t| t.collaboration.is_none_or(|id| id == deal.id) && is_message(t));
        let nudges = sends(facts, ours.filter(|t| facts.day(t.at) > sent));
        let Some((gap, step, close)) = ladder_gap(&rule.steps_bd, nudges.count + 1) else {
            continue;
        };
        let offset = rule.steps_bd.get(step - 1).copied().unwrap_or(0);
        let due = facts
            .plus(nudges.last.unwrap_or(sent), gap)
            .max(facts.plus(sent, offset));
        let key = ItemKey::new(Rule::OfferUnanswered, deal.id);
        add_step(
            facts,
            out,
            key,
            (step, close),
            due,
            (rule.grace_bd, Unit::Working),
        );
    }
}

/// They wrote on the day the terms went out, after our last message of that day.
fn wrote_after_terms(facts: &Facts<'_>, sent: Day) -> bool {
    let ours = facts
        .rows::<Touch>()
        .filter(|t| is_message(t) && facts.day(t.at) == sent)
        .map(|t| t.at)
        .max();
    ours.is_some_and(|at| facts.wrote_after(at))
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let sent = text.deal().and_then(|c| c.terms_sent);
    match length {
        Length::Head => ladder::head(text, "offer"),
        // The word alone would read as if one were to be made.
        Length::Cell => "nudge offer".into(),
        Length::List => ladder::listed(text, "offer", sent),
        Length::Sentence if is_close(text.ctx, text.item) => "offer, last step unanswered".into(),
        Length::Sentence => {
            let (offer, nth) = ladder::stepped(text, "offer", sent);
            format!("{offer}, {nth} nudge")
        }
    }
}

fn next(plan: &Plan<'_>, sent: usize) -> Option<(Day, bool)> {
    let terms = plan.row::<Collaboration>().ok()?.terms_sent?;
    let steps = &plan.ctx.settings.rule.offer_unanswered.steps_bd;
    let (gap, step, close) = ladder_gap(steps, sent)?;
    let offset = steps.get(step - 1).copied().unwrap_or(0);
    let day = plan.plus(gap).max(plan.ctx.calendar.add(terms, offset));
    Some((day, close))
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r12_offer_unanswered() {
        check(
            Rule::OfferUnanswered,
            &[
                (
                    "2026-12-23",
                    |p| {
                        p.deal(|c| {
                            (c.stage, c.terms_sent) = (Stage::Onboarding, Some(day("2026-12-23")))
                        });
                        p.sent();
                    },
                    "",
                ),
                ("2026-12-24", still, ""),
                (
                    "2026-12-28",
                    still,
                    "offer of 23 Dec, first nudge | waiting | 1.0 = 1 waiting + 0",
                ),
                ("2026-12-28", |p| p.sent(), ""),
                ("2027-01-04", still, ""),
                (
                    "2027-01-05",
                    still,
                    "offer of 23 Dec 2026, second nudge | waiting | 1.0 = 1 waiting + 0",
                ),
                (
                    "2027-01-05",
                    |p| p.deal(|c| c.agreed = Some(day("2027-01-05"))),
                    "",
                ),
            ],
        );
    }
}
