//! Pitch unanswered: the ladder of follow-ups.

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
        (Kind::FollowUp1, Settles::Expected),
        (Kind::FollowUp2, Settles::Expected),
        (Kind::FollowUp3, Settles::Expected),
        (Kind::BreakUp, Settles::Expected),
    ],
    move_to: verbs::shown_later,
    wants_words: ladder::wants_words,
    when: |text| ladder::waits(text, None),
    steps: Some(Steps {
        count: |ctx, item| {
            let deal = item.key.row::<Collaboration>(ctx.model);
            deal.map_or(usize::MAX, |c| ctx.settings.ladder.offsets(c.ladder).len())
        },
        next,
        sent: "follow-up sent",
        close: ladder::close_unanswered,
    }),
    ..RuleRow::new(
        (Rule::PitchUnanswered, Lane::Wait, "nudge"),
        "Most yeses come after the second or third message; after the last one, close kindly.",
        &[State::PitchSent],
        items,
        phrase,
        (ladder::step, ladder::other),
    )
};

use super::ladder::{self, Sends, add_step, is_message, ladder_gap, sends};

/// The messages of a pitch: those of this collaboration, and those of none when they are not older
/// than it or it is the creator's only one.
fn pitch_messages<'a>(facts: &Facts<'a>, deal: &Collaboration) -> impl Iterator<Item = &'a Touch> {
    let only = facts.rows::<Collaboration>().nth(1).is_none();
    let (id, opened, clock) = (deal.id, deal.opened, facts.base.clock);
    facts.rows::<Touch>().filter(move |touch| {
        is_message(touch)
            && touch
                .collaboration
                .map_or(only || clock.day_of(touch.at) >= opened, |of| of == id)
    })
}

/// What was sent of a pitch.
pub(in crate::domain::review) fn pitch_sends(facts: &Facts<'_>, deal: &Collaboration) -> Sends {
    sends(facts, pitch_messages(facts, deal))
}

/// Pitch unanswered: each step is counted from the message really sent before it, so that a late
/// one never squeezes the next. The last step proposes to close.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    if facts.is_unsorted_import() {
        return;
    }
    for deal in facts
        .open()
        .filter(|c| c.stage == Stage::Pitch && c.terms_sent.is_none())
    {
        let offsets = facts.base.settings.ladder.offsets(deal.ladder);
        let sends = pitch_sends(facts, deal);
        let (Some(last), Some((gap, step, close))) = (sends.last, ladder_gap(offsets, sends.count))
        else {
            continue;
        };
        if sends.first.is_some_and(|at| facts.wrote_after(at)) {
            continue;
        }
        let graces = &facts.rule().pitch_unanswered.grace_bd;
        let grace = if close {
            graces.last()
        } else {
            graces.get(step - 1).or(graces.last())
        };
        let key = ItemKey::new(Rule::PitchUnanswered, deal.id);
        add_step(
            facts,
            out,
            key,
            (step, close),
            facts.plus(last, gap),
            (grace.copied().unwrap_or(1), Unit::Working),
        );
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head => ladder::head(text, "pitch"),
        // The word alone would read as if one were to be written.
        Length::Cell => "nudge pitch".into(),
        Length::List => ladder::listed(text, "pitch", pitched(text)),
        Length::Sentence if is_close(text.ctx, text.item) => "pitch, last step unanswered".into(),
        Length::Sentence => {
            let (pitch, nth) = ladder::stepped(text, "pitch", pitched(text));
            format!("{pitch}, {nth} follow-up")
        }
    }
}

/// The day of a pitch's first message.
fn pitched(text: &ItemText<'_>) -> Option<Day> {
    let (ctx, id) = (text.ctx, text.item.creator()?);
    let facts = Facts::of_creator(ctx.base(), ctx.derived.of(id), id)?;
    pitch_sends(&facts, text.deal()?)
        .first
        .map(|at| ctx.clock.day_of(at))
}

fn next(plan: &Plan<'_>, sent: usize) -> Option<(Day, bool)> {
    let deal: &Collaboration = plan.row().ok()?;
    let (gap, _, close) = ladder_gap(plan.ctx.settings.ladder.offsets(deal.ladder), sent)?;
    Some((plan.plus(gap), close))
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r11_pitch_unanswered() {
        check(
            Rule::PitchUnanswered,
            &[
                (
                    "2026-11-20",
                    |p| {
                        p.deal(|c| c.stage = Stage::Pitch);
                        p.sent()
                    },
                    "",
                ),
                ("2026-11-24", still, ""),
                (
                    "2026-11-25",
                    still,
                    "pitch of 20 Nov, first follow-up | waiting | 1.0 = 1 waiting + 0",
                ),
                (
                    "2026-11-27",
                    still,
                    "pitch of 20 Nov, first follow-up | waiting | 1.3 = 1 waiting + 0.3 late (1 of 3 bd)",
                ),
                ("2026-11-27", |p| p.sent(), ""),
                ("2026-12-02", still, ""),
                (
                    "2026-12-03",
                    still,
                    "pitch of 20 Nov, second follow-up | waiting | 1.0 = 1 waiting + 0",
                ),
                ("2026-12-03", |p| p.deal(|c| c.ladder = Ladder::Press), ""),
                ("2026-12-04", |p| p.wrote(), ""),
            ],
        );
        // Summer time begins between the pitch and its step; Good Friday is not free unless somebody
        // says so.
        check(
            Rule::PitchUnanswered,
            &[
                (
                    "2027-03-26",
                    |p| {
                        p.deal(|c| c.stage = Stage::Pitch);
                        p.sent()
                    },
                    "",
                ),
                ("2027-03-30", still, ""),
                (
                    "2027-03-31",
                    still,
                    "pitch of 26 Mar, first follow-up | waiting | 1.0 = 1 waiting + 0",
                ),
                (
                    "2027-03-31",
                    |p| {
                        p.deal(|c| {
                            (c.outcome, c.closed) =
                                (Some(Outcome::NoReply), Some(day("2027-03-31")))
                        })
                    },
                    "",
                ),
            ],
        );
    }
}
