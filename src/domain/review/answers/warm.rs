//! Answers to what keeps relationships alive, and skipping an occurrence.

use super::Ask;
use super::plan::{Answered, Plan, touch};
use super::record::check_in_line;
use crate::domain::day::add_days;
use crate::domain::review::dates::{proposal, soft_day};
use crate::domain::review::facts::Facts;
use crate::domain::review::rule::Rule;
use crate::domain::review::rules::warm::{monday, rhythm};
use crate::domain::rows::*;

fn ideal(plan: &Plan<'_>) -> Result<i64, String> {
    let creator = plan.creator()?;
    let facts = Facts::of_creator(plan.ctx.base(), plan.ctx.derived.of(creator), creator);
    let rhythm = facts.as_ref().and_then(rhythm);
    rhythm
        .map(|r| r.ideal)
        .ok_or_else(|| "There is no rhythm to keep any more.".into())
}

/// Written: the clock starts again.
pub(super) fn written(mut plan: Plan<'_>) -> Answered {
    let next = add_days(plan.ctx.today, ideal(&plan)?);
    plan.settle(DecisionKind::Done);
    plan.contact("wrote to stay in touch");
    let effect = format!("clock restarts, next {}", plan.day(next));
    plan.done("written", effect, "Written")
}

/// Not this time: one cycle is left out.
pub(super) fn skip_cycle(mut plan: Plan<'_>) -> Answered {
    let target = plan
        .ctx
        .calendar
        .later(add_days(plan.ctx.today, ideal(&plan)?));
    let next = soft_day(plan.ctx, target);
    plan.decide(DecisionKind::Skip, Some(next));
    let effect = format!("again {}", plan.day(next));
    plan.done("skip one cycle", effect, "Skipped a cycle")
}

/// The proposed next step is taken.
pub(super) fn take_step(mut plan: Plan<'_>) -> Answered {
    let next = proposal(plan.ctx, plan.creator()?);
    plan.close(DecisionKind::Done);
    plan.follow(next.what, next.day, next.if_no_reply);
    let effect = format!("{} {}", next.what, plan.day(next.day));
    plan.done("take it", effect, "Next step set")
}

/// This time is left out.
pub(super) fn skip(mut plan: Plan<'_>) -> Answered {
    plan.close(DecisionKind::Skip);
    let (label, effect) = match plan.item.key.rule {
        Rule::NumbersToCollect => ("skip this one", "the next numbers come as planned"),
        Rule::CheckIn => ("skip once", "again next quarter"),
        Rule::WeekNoteDue => ("skip once", "again next week"),
        _ => ("leave it", "not asked again"),
    };
    plan.done(label, effect, "Skipped")
}

/// The check-in took place: satisfaction both ways, and words.
pub(super) fn checked_in(mut plan: Plan<'_>) -> Answered {
    let creator = plan.creator()?;
    let ask = Ask {
        question: "They and we, 1 to 5?",
        example: "5/4 wants a tea of her own",
        required: false,
    };
    let line = plan.ask(ask)?;
    plan.settle(DecisionKind::Done);
    let words = check_in_line(plan.ctx, &mut plan.step, creator, line)?;
    let deal = plan.deal();
    let words = if words.is_empty() { "check-in" } else { words };
    touch(
        plan.ctx,
        &mut plan.step,
        creator,
        (Channel::Call, Direction::Out, deal),
        words,
    );
    let months = plan.ctx.settings.rule.check_in.months;
    let next = plan
        .ctx
        .today
        .checked_add_months(chrono::Months::new(months))
        .unwrap_or(plan.ctx.today);
    let effect = format!("next {}", plan.day(plan.ctx.calendar.later(next)));
    plan.done("logged", effect, "Check-in")
}

/// The note of the week.
pub(super) fn noted(mut plan: Plan<'_>) -> Answered {
    let campaign: &Campaign = plan.row()?;
    let words: Text = plan
        .ask(Ask::needed(
            "What worked, what did not?",
            "stories sold, the reel did not",
        ))?
        .into();
    plan.settle(DecisionKind::Done);
    let id = plan.step.fresh(plan.ctx.model);
    plan.step.insert(WeekNote {
        id,
        campaign: campaign.id,
        week: monday(plan.item.due),
        words,
    });
    plan.done("logged", "next note in a week", "Week note")
}
