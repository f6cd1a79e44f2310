//! What has an agreed date: drafts and posts, ends of rights and terms, numbers to collect. Agreed
//! dates are never moved.

use crate::domain::day::{Day, add_days};
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane, Unit};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::Rule;
use crate::domain::rows::*;

fn is_waiting(piece: &Deliverable) -> bool {
    piece.live.is_none()
        && !matches!(
            piece.state,
            PieceState::Live | PieceState::Verified | PieceState::Missed
        )
}

/// Gone live? "Ready?" a working day before the live date, "link?" from the live date on.
pub fn live(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().gone_live;
    for piece in facts.work().filter(|d| is_waiting(d)) {
        let Some(day) = piece.live_due else { continue };
        let key = ItemKey::new(Rule::GoneLive, piece.id);
        // Their live day may begin before ours does.
        let enters = if facts.there() >= day {
            day.min(facts.today())
        } else {
            day
        };
        if piece.ready.is_none() && facts.today() < enters {
            let ready = facts.plus(day, -rule.ready_bd);
            facts.add(
                out,
                Due::on(key.at(Occurrence::Ready), Lane::Dated, ready, rule.grace_bd),
            );
        }
        facts.add(
            out,
            Due::on(key.at(Occurrence::Link), Lane::Dated, day, rule.grace_bd).from(enters),
        );
    }
}

/// A draft that is still to come: its due date, while it has one.
pub fn expected_draft(piece: &Deliverable) -> Option<Day> {
    let expected = matches!(piece.state, PieceState::Planned | PieceState::ChangesAsked)
        && piece.live.is_none();
    piece.draft_due.filter(|_| expected)
}

/// Draft coming: asked three working days before the draft is due and again one before, until the
/// day itself is over. After a round of changes only the second time: they were written to when the
/// changes were asked.
pub fn draft_coming(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().draft_coming;
    for piece in facts.work() {
        let Some(due) = expected_draft(piece) else {
            continue;
        };
        if facts.there() >= facts.plus(due, facts.rule().draft_late.enters_bd) {
            continue;
        }
        let [first, second] = rule.enters_bd;
        let enters = |lead: i64| facts.plus(due, -lead);
        let only_second =
            facts.today() >= enters(second) || piece.state == PieceState::ChangesAsked;
        for lead in [first, second].into_iter().skip(usize::from(only_second)) {
            let time = Occurrence::WorkingDays(u16::try_from(lead).unwrap_or_default());
            let key = ItemKey::new(Rule::DraftComing, piece.id).at(time);
            let before = out.len();
            facts.add(
                out,
                Due::on(key, Lane::Dated, due, rule.grace_bd).from(enters(lead)),
            );
            // One of the two is enough: the second is only there when the first was answered.
            if out.len() > before {
                break;
            }
        }
    }
}

/// Rights ending: usage rights, allowlisting and Spark codes two weeks before their end; after it
/// (on the last day when they were let go) what stands is to be taken down, and that is owed.
pub fn rights(facts: &Facts<'_>, out: &mut Vec<Item>) {
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

/// Contract, code or exclusivity ending: two weeks before, until it is renewed or closed.
pub fn terms(facts: &Facts<'_>, out: &mut Vec<Item>) {
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

/// Numbers to collect: one day, a week and a month after a post, on the next working day. Of those
/// already due only the newest is asked, because older numbers cannot be had any more.
pub fn numbers(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().numbers_to_collect;
    for piece in facts
        .rows::<Deliverable>()
        .filter(|d| d.state != PieceState::Missed)
    {
        let Some(live) = piece.live else { continue };
        let key = ItemKey::new(Rule::NumbersToCollect, piece.id);
        let due = |n: u16| facts.base.calendar.later(add_days(live, i64::from(n)));
        let newest = rule
            .days
            .iter()
            .copied()
            .filter(|n| due(*n) <= facts.today())
            .max();
        let taken = facts
            .rows::<PostResult>()
            .filter(|r| r.deliverable == piece.id)
            .map(|r| r.day)
            .max();
        for n in rule.days.iter().copied().filter(|n| Some(*n) >= newest) {
            if taken.is_none_or(|day| day < add_days(live, i64::from(n))) {
                facts.add(
                    out,
                    Due::on(
                        key.at(Occurrence::Days(n)),
                        Lane::Dated,
                        due(n),
                        rule.grace_bd,
                    ),
                );
            }
        }
    }
}
