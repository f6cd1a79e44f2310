//! Answers to what has an agreed date.

use super::Ask;
use super::lines::metrics_line;
use super::plan::{Answered, Plan};
use super::record::{go_live, judge, save_metrics, web_link};
use crate::domain::day::add_days;
use crate::domain::review::item::Lane;
use crate::domain::review::key::Occurrence;
use crate::domain::review::rule::Rule;
use crate::domain::rows::*;

/// "Ready?" is answered; or the piece is live, with its link or without.
pub(super) fn live(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let today = plan.ctx.today;
    if plan.item.key.time == Occurrence::Ready {
        plan.settle(DecisionKind::Done);
        plan.step
            .edit(plan.ctx.model, piece.id, |d| d.ready = Some(today));
        let effect = piece
            .live_due
            .map_or_else(String::new, |day| format!("link? {}", plan.day(day)));
        return plan.done("ready", effect, "Ready to go live");
    }
    let ask = Ask {
        question: "The link, if at hand?",
        example: "https://instagram.com/p/C8x",
        required: false,
    };
    let link = web_link(plan.ask(ask)?)?;
    plan.settle(DecisionKind::Done);
    let day = piece.live_due.map_or(today, |due| due.min(today));
    go_live(plan.ctx, &mut plan.step, piece, day, link);
    crate::domain::schedule::follow(plan.ctx, &mut plan.step);
    let first = plan
        .ctx
        .settings
        .rule
        .numbers_to_collect
        .days
        .first()
        .copied()
        .unwrap_or(1);
    let numbers = plan
        .ctx
        .calendar
        .later(add_days(day, i64::from(first)).max(plan.plus(1)));
    let effect = format!("live {}, numbers {}", plan.day(day), plan.day(numbers));
    plan.done("live", effect, "Live")
}

/// Not happening, rejected or cancelled: the piece is missed, with the reason.
pub(super) fn missed(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan
        .row()
        .map_err(|_| "Only a piece of content can be missed.".to_owned())?;
    if piece.live.is_some() {
        return Err("It is live already.".into());
    }
    let why: Text = plan.ask(Ask::reason("Why not?"))?.into();
    plan.settle(DecisionKind::Alternative);
    judge(plan.ctx, &mut plan.step, piece, Verdict::Rejected, &why);
    plan.step.edit(plan.ctx.model, piece.id, |d| {
        (d.state, d.missed_why) = (PieceState::Missed, why)
    });
    let label = match plan.item.key.rule {
        Rule::Approval => "rejected",
        Rule::DraftComing | Rule::DraftLate => "cancelled",
        _ => "not happening",
    };
    plan.done(label, "piece marked missed", "Marked missed")
}

/// Nudged about a draft: asked again soon, later when the cooldown needs it.
pub(super) fn nudged(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let rule = &plan.ctx.settings.rule;
    let [first, second] = rule.draft_coming.enters_bd;
    let second_day = piece
        .draft_due
        .map(|due| plan.ctx.calendar.add(due, -second));
    let is_first =
        plan.item.key.time == Occurrence::WorkingDays(u16::try_from(first).unwrap_or_default());
    let again = match plan.item.key.rule {
        Rule::DraftComing if is_first && second_day > Some(plan.ctx.today) => {
            plan.close(DecisionKind::Done);
            second_day.unwrap_or(plan.ctx.today)
        }
        rule_of => {
            let days = match (rule_of, plan.item.lane) {
                (Rule::DraftComing, _) => rule.draft_coming.again_bd,
                (_, Lane::Wait) => rule.draft_late.again_waiting_bd,
                _ => rule.draft_late.again_bd,
            };
            let again = plan.plus(days);
            plan.decide(DecisionKind::Done, Some(again));
            again
        }
    };
    plan.contact_about("nudged");
    let effect = format!("again {}", plan.day(again));
    plan.done("nudged", effect, "Nudged")
}

/// Renewal asked, and asked again; or, after the end, taken down.
pub(super) fn renewal(mut plan: Plan<'_>) -> Answered {
    let right: &Right = plan.row()?;
    if plan.item.key.time == Occurrence::Down {
        plan.settle(DecisionKind::Done);
        plan.step
            .edit(plan.ctx.model, right.id, |r| r.state = RightState::Ended);
        return plan.done("taken down", "closed", "Taken down");
    }
    ask_renewal(plan, DecisionKind::Done)
}

fn ask_renewal(mut plan: Plan<'_>, kind: DecisionKind) -> Answered {
    let rule = &plan.ctx.settings.rule;
    let days = if plan.item.key.rule == Rule::RightEnding {
        rule.right_ending.again_bd
    } else {
        rule.terms_ending.again_bd
    };
    let again = plan.plus(days);
    plan.decide(kind, Some(again));
    plan.contact_about("renewal asked");
    let effect = format!("again {}", plan.day(again));
    plan.done("renewal asked", effect, "Renewal asked")
}

/// Let lapse: what stands is to be taken down on the last day. After it: ask for a renewal after
/// all.
pub(super) fn let_lapse(mut plan: Plan<'_>) -> Answered {
    let right: &Right = plan.row()?;
    if plan.item.key.time == Occurrence::Down {
        return ask_renewal(plan, DecisionKind::Alternative);
    }
    plan.settle(DecisionKind::Alternative);
    let over = plan.item.is_over(plan.ctx);
    let state = if plan.item.key.rule == Rule::TermsEnding && over {
        RightState::Ended
    } else {
        RightState::LetLapse
    };
    plan.step
        .edit(plan.ctx.model, right.id, |r| r.state = state);
    let end = plan.day(plan.item.due);
    match plan.item.key.rule {
        Rule::RightEnding => plan.done("let lapse", format!("take down {end}"), "Let lapse"),
        _ if over => plan.done("close", format!("ended {end}"), "Closed"),
        _ => plan.done("let lapse", format!("ends {end}"), "Let lapse"),
    }
}

/// The numbers of a piece, on one line.
pub(super) fn numbers(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let line = plan.ask(Ask::needed(
        "Which numbers?",
        "views 12k orders 14 sales 812",
    ))?;
    plan.settle(DecisionKind::Done);
    if !plan.is_preview() {
        let metrics = metrics_line(plan.ctx, line)?;
        save_metrics(plan.ctx, &mut plan.step, piece, &metrics);
    }
    plan.done("logged", "saved with today's date", "Numbers saved")
}
