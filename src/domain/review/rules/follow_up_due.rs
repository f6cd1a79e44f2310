//! Follow-up: a date set by hand.

use crate::domain::day::{Day, brief};
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::recurrence;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::dates::proposal;
use crate::domain::review::facts::{Due, Facts, Guards};
use crate::domain::review::item::{Item, Lane, Subject};
use crate::domain::review::key::ItemKey;
use crate::domain::review::queue::items_of;
use crate::domain::review::rule::{AgreedDay, Proposes, Rule, RuleRow, Way};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    proposes: Proposes::Step,
    agreed: AgreedDay::WhenOwed,
    move_to,
    way: Way::Finishes,
    wants_words: |ctx, item| waits_for_them(ctx.model, item) == Some(true),
    // A to-do about them is no nudge.
    stays_silent: |model, item| !item.lane.is_soft() || waits_for_them(model, item) == Some(false),
    when,
    ..RuleRow::new(
        (Rule::FollowUpDue, Lane::Wait, "follow"),
        "You set this date yourself.",
        &[State::StepOpen],
        items,
        phrase,
        (done, done_nothing_next),
    )
};

/// Follow-up: a date set by hand. *If no reply* it is gone as soon as they write; a date promised
/// to them is owed. On a free day a follow-up moves later, a promise earlier.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
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

fn waits_for_them(model: &Model, item: &Item) -> Option<bool> {
    Some(item.key.row::<FollowUp>(model)?.if_no_reply)
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let what = text
        .item
        .key
        .row::<FollowUp>(text.ctx.model)
        .map_or("", |f| &*f.what);
    match length {
        Length::Head => what.into(),
        Length::Cell | Length::List if what.is_empty() => "follow up".into(),
        Length::Cell | Length::List => what.into(),
        Length::Sentence if what.is_empty() => format!("follow-up dated {}", text.due()),
        Length::Sentence => format!("{what}, dated {}", text.due()),
    }
}

/// Of what waits it matters since when.
fn when(text: &ItemText<'_>) -> Option<String> {
    let waits = text.item.lane == Lane::Wait && text.item.late.days > 0;
    waits.then(|| format!("since {}", brief(text.item.due, text.ctx.today)))
}

/// Done. What comes round again gets its next day; a different next step is taken with it where the
/// lifecycle has one and nothing else is planned. The same step is never set again.
fn done(mut plan: Plan<'_>) -> Answered {
    let follow: &FollowUp = plan.row()?;
    finish(&mut plan, follow, DecisionKind::Done);
    if follow.recurrence.is_some() {
        let next = recurrence::finish_follow_up(&plan.ctx.base(), &mut plan.step, follow);
        let effect = match next {
            Some(day) => format!("again {}", plan.day(day)),
            None => "that was the last time".into(),
        };
        return plan.done("done", effect, "Done");
    }
    let creator = plan.item.creator().filter(|id| is_free(&plan, *id));
    let next = creator.map(|id| proposal(plan.ctx, id));
    let same = |what: &str| what.eq_ignore_ascii_case(follow.what.trim());
    match next.filter(|next| {
        let again = same(next.what) || (follow.if_no_reply && next.if_no_reply);
        !again
    }) {
        Some(next) => {
            plan.follow(next.what, next.day, next.if_no_reply);
            let effect = format!("next: {} {}", next.what, plan.day(next.day));
            plan.done("done", effect, "Done")
        }
        None => plan.done("done", "closed", "Done"),
    }
}

/// Work goes on with a creator and nothing else is planned with them.
fn is_free(plan: &Plan<'_>, creator: Id<Creator>) -> bool {
    let stage = plan.ctx.derived.of(creator).stage;
    let items = items_of(plan.ctx, Subject::Creator(creator));
    let mut others = items.iter().filter(|item| item.key != plan.item.key);
    stage.is_some_and(|stage| stage != Stage::Retention)
        && others.all(|item| item.key.rule.row().by_clock)
}

/// Done, and nothing next: a rhythm ends with it.
fn done_nothing_next(mut plan: Plan<'_>) -> Answered {
    let follow: &FollowUp = plan.row()?;
    finish(&mut plan, follow, DecisionKind::Alternative);
    if let Some(rhythm) = follow.recurrence {
        let today = plan.ctx.today;
        recurrence::stop(plan.ctx.model, &mut plan.step, rhythm, today);
        return plan.done("done, no more", "the rhythm ends", "Done for good");
    }
    plan.done("done, nothing next", "closed", "Done")
}

/// What waits for their answer was written to them; a plain to-do is no contact.
fn finish(plan: &mut Plan<'_>, follow: &FollowUp, kind: DecisionKind) {
    let today = plan.ctx.today;
    plan.settle(kind);
    if follow.if_no_reply {
        plan.contact(if follow.what.is_empty() {
            "follow-up sent"
        } else {
            &follow.what
        });
    }
    plan.step
        .edit(plan.ctx.model, follow.id, |f| f.done = Some(today));
}

fn move_to(mut plan: Plan<'_>, day: Day) -> Answered {
    let follow = plan.row::<FollowUp>()?.id;
    plan.step.edit(plan.ctx.model, follow, |f| f.day = day);
    verbs::moved(plan, day)
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};

    use crate::domain::testing::day;

    #[test]
    fn r14_follow_up() {
        check(
            Rule::FollowUpDue,
            &[
                (
                    "2026-12-22",
                    |p| {
                        p.w.follow(Some(p.mia), "ask", "2026-12-25");
                    },
                    "",
                ),
                ("2026-12-25", still, ""),
                (
                    "2026-12-28",
                    still,
                    "ask, dated today | waiting | 1.0 = 1 waiting + 0",
                ),
                (
                    "2026-12-28",
                    |p| p.follow(|f| f.day = day("2027-01-01")),
                    "",
                ),
                ("2026-12-31", still, ""),
                (
                    "2026-12-31",
                    |p| p.follow(|f| f.promised = true),
                    "ask, dated today | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2027-01-04",
                    |p| p.follow(|f| f.promised = false),
                    "ask, dated today | waiting | 1.0 = 1 waiting + 0",
                ),
                ("2027-01-05", |p| p.wrote(), ""),
                (
                    "2027-01-05",
                    |p| p.follow(|f| f.if_no_reply = false),
                    "ask, dated Mon 4 Jan | waiting | 1.3 = 1 waiting + 0.3 late (1 of 3 bd)",
                ),
                (
                    "2027-01-05",
                    |p| p.follow(|f| f.done = Some(day("2027-01-05"))),
                    "",
                ),
            ],
        );
    }
}
