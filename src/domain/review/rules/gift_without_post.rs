//! Gift, no post: it arrived and nothing was agreed about a post.

use crate::domain::day::{Day, add_days};
use crate::domain::review::answers::plan::Plan;
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::Facts;
use crate::domain::review::item::{Item, Lane, Unit};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Rule, RuleRow, Steps};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length, is_close};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::GiftNudge, Settles::Expected)],
    move_to: verbs::shown_later,
    wants_words: ladder::wants_words,
    when: |text| ladder::waits(text, came(text)),
    steps: Some(Steps {
        count: |ctx, _| ctx.settings.rule.gift_without_post.steps_days.len(),
        next,
        sent: "nudged",
        close: |mut plan, kind| {
            plan.close(kind);
            plan.done("close, no post", "left as a gift", "Closed without a post")
        },
    }),
    ..RuleRow::new(
        (Rule::GiftWithoutPost, Lane::Wait, "nudge"),
        "A gift obliges nobody; ask twice, then let it be a gift.",
        &[State::GiftArrived],
        items,
        phrase,
        (ladder::step, ladder::other),
    )
};

use super::ladder::{self, add_step, is_message, ladder_gap, sends};

/// Gift, no post: a week and ten days after it arrived, and at fourteen days the proposal to leave
/// it at that. Only where nothing was agreed about a post.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().gift_without_post;
    // What was sent for an agreed collaboration is asked about by the dates of its pieces.
    let agreed = |s: &Shipment| facts.base.model.post_agreed(s);
    let waiting = facts
        .rows::<Shipment>()
        .filter(|s| s.state == ParcelState::Delivered && !agreed(s));
    for parcel in waiting.filter(|s| s.posted.is_none()) {
        let Some(came) = parcel.delivered else {
            continue;
        };
        let key = ItemKey::new(Rule::GiftWithoutPost, parcel.id);
        if facts.standing.last_in.is_some_and(|last| last.day > came) || is_closed(facts, key) {
            continue;
        }
        let ours = facts
            .rows::<Touch>()
            .filter(|t| is_message(t) && facts.day(t.at) > came);
        let nudges = sends(facts, ours);
        let Some((gap, step, close)) = ladder_gap(&rule.steps_days, nudges.count + 1) else {
            continue;
        };
        let offset = rule.steps_days.get(step - 1).copied().unwrap_or(0);
        let day = add_days(nudges.last.unwrap_or(came), gap).max(add_days(came, offset));
        let due = facts.base.calendar.later(day);
        add_step(
            facts,
            out,
            key,
            (step, close),
            due,
            (rule.grace_days, Unit::Calendar),
        );
    }
}

/// Closed by hand: any final answer about any of the steps that was not "nudged".
fn is_closed(facts: &Facts<'_>, key: ItemKey) -> bool {
    let last = facts.rule().gift_without_post.steps_days.len();
    facts.series(key).any(|(key, decision)| {
        let at_close = matches!(key.time, Occurrence::Step(n) if usize::from(n) >= last);
        decision.until.is_none()
            && match decision.kind {
                DecisionKind::Done => at_close,
                DecisionKind::Alternative => !at_close,
                DecisionKind::Drop => true,
                _ => false,
            }
    })
}

/// The day it arrived.
fn came(text: &ItemText<'_>) -> Option<Day> {
    let parcel = text.item.key.row::<Shipment>(text.ctx.model)?;
    parcel.delivered
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head => ladder::head(text, "gift"),
        // The word alone would read as if one were to be sent.
        Length::Cell => "nudge gift".into(),
        Length::List => ladder::listed(text, "gift", came(text)),
        Length::Sentence if is_close(text.ctx, text.item) => {
            "gift, no post; leave it at that?".into()
        }
        Length::Sentence => {
            let (gift, nth) = ladder::stepped(text, "gift", came(text));
            format!("{gift}, no post, {nth} nudge")
        }
    }
}

fn next(plan: &Plan<'_>, sent: usize) -> Option<(Day, bool)> {
    let came = plan.row::<Shipment>().ok()?.delivered?;
    let steps = &plan.ctx.settings.rule.gift_without_post.steps_days;
    let (gap, step, close) = ladder_gap(steps, sent)?;
    let offset = steps.get(step - 1).copied().unwrap_or(0);
    let day = add_days(plan.ctx.today, gap).max(add_days(came, offset));
    Some((plan.ctx.calendar.later(day), close))
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};

    use crate::domain::testing::day;

    #[test]
    fn r13_gift_without_a_post() {
        check(
            Rule::GiftWithoutPost,
            &[
                (
                    "2026-11-19",
                    |p| {
                        p.w.gift(p.mia, "pot", "2026-11-19");
                    },
                    "",
                ),
                ("2026-11-26", still, ""),
                (
                    "2026-11-27",
                    still,
                    "gift of 19 Nov, no post, first nudge | waiting | 1.0 = 1 waiting + 0",
                ),
                ("2026-11-27", |p| p.sent(), ""),
                (
                    "2026-12-01",
                    still,
                    "gift of 19 Nov, no post, second nudge | waiting | 1.3 = 1 waiting + 0.3 late (1 of 3 d)",
                ),
                (
                    "2026-12-01",
                    |p| p.parcel(|s| s.posted = Some(day("2026-11-30"))),
                    "",
                ),
                (
                    "2026-12-01",
                    |p| p.parcel(|s| s.posted = None),
                    "gift of 19 Nov, no post, second nudge | waiting | 1.3 = 1 waiting + 0.3 late (1 of 3 d)",
                ),
                ("2026-12-02", |p| p.wrote(), ""),
            ],
        );
        // A parcel that belongs to something agreed is no gift to wait for.
        check(
            Rule::GiftWithoutPost,
            &[
                (
                    "2026-11-19",
                    |p| {
                        p.w.gift(p.mia, "pot", "2026-11-19");
                    },
                    "",
                ),
                (
                    "2026-11-27",
                    still,
                    "gift of 19 Nov, no post, first nudge | waiting | 1.0 = 1 waiting + 0",
                ),
                (
                    "2026-11-27",
                    |p| {
                        let deal = p.deal;
                        p.parcel(|s| s.collaboration = Some(deal))
                    },
                    "gift of 19 Nov, no post, first nudge | waiting | 1.0 = 1 waiting + 0",
                ),
                (
                    "2026-11-27",
                    |p| p.deal(|c| c.agreed = Some(day("2026-11-10"))),
                    "",
                ),
            ],
        );
    }
}
