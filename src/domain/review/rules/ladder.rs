//! What pitches, offers and gifts have in common: steps counted from the message really sent
//! before, the last of which proposes to close.

use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, Stamp, add_days, brief};
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::standing::close_deal;
use crate::domain::review::facts::{Due, Facts, Guards};
use crate::domain::review::item::{Item, Lane, Unit};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::words::{ItemText, is_close, join};
use crate::domain::rows::*;

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

pub(super) fn sends<'a>(facts: &Facts<'_>, touches: impl Iterator<Item = &'a Touch>) -> Sends {
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

/// A ladder's step. The proposal to close asks nobody to write, so no guard holds it.
pub(super) fn add_step(
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

/// `pitch, close?` at the last step, else the word alone.
pub(super) fn head(text: &ItemText<'_>, what: &str) -> String {
    if is_close(text.ctx, text.item) {
        format!("{what}, close?")
    } else {
        what.into()
    }
}

/// `pitch 17 Nov, 1st nudge`.
pub(super) fn listed(text: &ItemText<'_>, what: &str, since: Option<Day>) -> String {
    let (Occurrence::Step(step), false) = (text.item.key.time, is_close(text.ctx, text.item))
    else {
        return head(text, what);
    };
    let since = since.map_or_else(String::new, |day| brief(day, text.ctx.today));
    let nth = ["1st", "2nd", "3rd", "4th"]
        .get(usize::from(step).saturating_sub(1))
        .unwrap_or(&"next");
    format!("{}, {nth} nudge", join(&[what, &since]))
}

/// `pitch of 17 Nov`, and which step in words: `first`.
pub(super) fn stepped(
    text: &ItemText<'_>,
    what: &str,
    since: Option<Day>,
) -> (String, &'static str) {
    let of = since.map_or_else(String::new, |d| format!(" of {}", brief(d, text.ctx.today)));
    let step = match text.item.key.time {
        Occurrence::Step(step) => usize::from(step),
        _ => 1,
    };
    let nth = ["first", "second", "third", "fourth"]
        .get(step.saturating_sub(1))
        .unwrap_or(&"next");
    (format!("{what}{of}"), nth)
}

/// `wait 5d`: since the last word from us, or since a gift came.
pub(super) fn waits(text: &ItemText<'_>, came: Option<Day>) -> Option<String> {
    let late = text.item.late.days;
    if late <= 0 {
        return None;
    }
    let last = text
        .item
        .creator()
        .and_then(|id| text.ctx.derived.of(id).last_out)
        .map(|contact| contact.day);
    let days = last
        .max(came)
        .map_or(i64::from(late), |day| (text.ctx.today - day).num_days());
    Some(format!("wait {days}d"))
}

/// An item of a ladder asks for a message until it proposes to close.
pub(super) fn wants_words(ctx: &Ctx<'_>, item: &Item) -> bool {
    !is_close(ctx, item)
}

/// The expected answer of a ladder: the follow-up was sent; at the last step, close.
pub(super) fn step(plan: Plan<'_>) -> Answered {
    if is_close(plan.ctx, plan.item) {
        close(plan, DecisionKind::Done)
    } else {
        send(plan, DecisionKind::Done)
    }
}

/// The alternative: close; at the last step, one more try.
pub(super) fn other(plan: Plan<'_>) -> Answered {
    if is_close(plan.ctx, plan.item) {
        send(plan, DecisionKind::Alternative)
    } else {
        close(plan, DecisionKind::Alternative)
    }
}

fn send(mut plan: Plan<'_>, kind: DecisionKind) -> Answered {
    let gone = || format!("{} is not there any more.", plan.item.key);
    let steps = plan.item.key.rule.row().steps.ok_or_else(gone)?;
    let Occurrence::Step(now) = plan.item.key.time else {
        return Err(gone());
    };
    let (day, close) = (steps.next)(&plan, usize::from(now) + 1).ok_or_else(gone)?;
    let effect = match (close, kind) {
        (true, DecisionKind::Alternative) => format!("close proposed again {}", plan.day(day)),
        (true, _) => format!("close proposed {}", plan.day(day)),
        (false, _) => format!("next step {}", plan.day(day)),
    };
    plan.settle(kind);
    let label = match kind {
        DecisionKind::Alternative => "one more try",
        _ => steps.sent,
    };
    plan.contact_about(label);
    plan.done(label, effect, "Follow-up sent")
}

fn close(plan: Plan<'_>, kind: DecisionKind) -> Answered {
    match plan.item.key.rule.row().steps {
        Some(steps) => (steps.close)(plan, kind),
        None => Err(format!("{} is no ladder.", plan.item.key)),
    }
}

/// Closes the deal of an item as unanswered; it may be tried again later.
pub(super) fn close_unanswered(mut plan: Plan<'_>, kind: DecisionKind) -> Answered {
    plan.close(kind);
    let deal: &Collaboration = plan.row()?;
    close_deal(plan.ctx, &mut plan.step, deal.id, Outcome::NoReply);
    let again = add_days(plan.ctx.today, plan.ctx.settings.review.repitch_days);
    let effect = format!(
        "closed; history stays, pitch again from {}",
        plan.day(again)
    );
    plan.done("close, no reply", effect, "Closed, no reply")
}
