//! What waits for them: drafts that are late, pitches, offers and gifts without an answer,
//! follow-ups set by hand.

use super::dated::expected_draft;
use crate::domain::day::{Day, Stamp, add_days};
use crate::domain::review::facts::{Due, Facts, Guards};
use crate::domain::review::item::{Item, Lane, Unit};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::Rule;
use crate::domain::rows::*;

/// Draft late: from the working day after it was due. It counts as dated when its live date is
/// near.
pub fn draft_late(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().draft_late;
    for piece in facts.work() {
        let Some(due) = expected_draft(piece) else {
            continue;
        };
        let enters = facts.plus(due, rule.enters_bd);
        if facts.there() < enters {
            continue;
        }
        let near = |live: Day| facts.base.calendar.between(facts.today(), live) <= rule.live_bd;
        let lane = if piece.live_due.is_some_and(near) {
            Lane::Dated
        } else {
            Lane::Wait
        };
        let item = Due::on(
            ItemKey::new(Rule::DraftLate, piece.id),
            lane,
            due,
            rule.grace_bd,
        );
        // Their day may be over before ours is.
        facts.add(
            out,
            Due {
                enters: enters.min(facts.today()),
                ..item
            },
        );
    }
}

/// The messages of a ladder: how many, and when the last one went out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sends {
    /// How many.
    pub count: usize,
    /// The first.
    pub first: Option<Stamp>,
    /// Day of the last.
    pub last: Option<Day>,
}

/// A message one waits for an answer to; a gift or a comment is not.
pub fn is_message(touch: &Touch) -> bool {
    let written = matches!(
        touch.channel,
        Channel::Mail | Channel::Dm | Channel::Call | Channel::Meeting
    );
    written && touch.direction == Direction::Out && touch.personal
}

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
pub fn pitch_sends(facts: &Facts<'_>, deal: &Collaboration) -> Sends {
    sends(facts, pitch_messages(facts, deal))
}

fn sends<'a>(facts: &Facts<'_>, touches: impl Iterator<Item = &'a Touch>) -> Sends {
    let none = (0, Stamp(i64::MAX), Stamp(i64::MIN));
    let all = touches.fold(none, |(n, first, last), t| {
        (n + 1, first.min(t.at), last.max(t.at))
    });
    match all {
        (0, ..) => Sends::default(),
        (count, first, last) => Sends {
            count,
            first: Some(first),
            last: Some(facts.day(last)),
        },
    }
}

/// The gap before the step after `sent` messages, counted from offsets: 3, 7, 14, 21 are gaps of 3,
/// 4, 7, 7. After the last one the last gap goes on. Also the step's number (from 1) and whether it
/// proposes to close.
pub fn ladder_gap(offsets: &[i64], sent: usize) -> Option<(i64, usize, bool)> {
    let at = sent.checked_sub(1)?.min(offsets.len().checked_sub(1)?);
    let before = at
        .checked_sub(1)
        .and_then(|before| offsets.get(before))
        .copied()
        .unwrap_or(0);
    Some((offsets.get(at)? - before, sent, at + 1 == offsets.len()))
}

/// Pitch unanswered: each step is counted from the message really sent before it, so that a late
/// one never squeezes the next. The last step proposes to close.
pub fn pitch(facts: &Facts<'_>, out: &mut Vec<Item>) {
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

/// Offer unanswered: two and seven working days after the terms were sent, and at fourteen the
/// proposal to close.
pub fn offer(facts: &Facts<'_>, out: &mut Vec<Item>) {
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

/// Gift, no post: a week and ten days after it arrived, and at fourteen days the proposal to leave
/// it at that. Only where nothing was agreed about a post.
pub fn gift(facts: &Facts<'_>, out: &mut Vec<Item>) {
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

/// A ladder's step. The proposal to close asks nobody to write, so no guard holds it.
fn add_step(
    facts: &Facts<'_>,
    out: &mut Vec<Item>,
    key: ItemKey,
    (step, close): (usize, bool),
    due: Day,
    (grace, unit): (i64, Unit),
) {
    let key = key.at(Occurrence::Step(u8::try_from(step).unwrap_or(u8::MAX)));
    let guards = if close { Guards::None } else { Guards::All };
    facts.add(
        out,
        Due {
            unit,
            lead_unit: unit,
            guards,
            ..Due::on(key, Lane::Wait, due, grace)
        },
    );
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

/// Follow-up: a date set by hand. *If no reply* it is gone as soon as they write; a date promised
/// to them is owed. On a free day a follow-up moves later, a promise earlier.
pub fn follow_up(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let model = facts.base.model;
    let add = |out: &mut Vec<Item>, follow: &FollowUp| {
        if follow.done.is_some() || (follow.if_no_reply && facts.wrote_after(follow.made)) {
            return;
        }
        let (lane, day) = match follow.promised {
            true => (Lane::Owe, facts.base.calendar.earlier(follow.day)),
            false => (Lane::Wait, facts.base.calendar.later(follow.day)),
        };
        // Whoever set the date knew of the contacts before it.
        let contacted_since = facts
            .standing
            .last_out
            .is_some_and(|last| last.at > follow.made);
        let guards = if follow.if_no_reply && contacted_since {
            Guards::Unpaused
        } else {
            Guards::None
        };
        let item = Due::on(
            ItemKey::new(Rule::FollowUpDue, follow.id),
            lane,
            day,
            facts.rule().follow_up_due.grace_bd,
        );
        facts.add(out, Due { guards, ..item });
    };
    match (facts.creator, facts.campaign) {
        (Some(_), _) => facts.rows::<FollowUp>().for_each(|follow| add(out, follow)),
        (None, Some(campaign)) => {
            let all = model
                .of_campaign::<FollowUp>(campaign.id)
                .filter(|f| f.creator.is_none());
            all.for_each(|follow| add(out, follow));
        }
        (None, None) => {
            let all = model
                .without_creator::<FollowUp>()
                .filter(|f| f.campaign.is_none());
            all.for_each(|follow| add(out, follow));
        }
    }
}
