//! Gone live? Asked before the live day and on it.

use crate::domain::day::{Day, add_days};
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::record::{go_live, web_link};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{AgreedDay, Opens, Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    tail,
    agreed: AgreedDay::Always,
    movable: true,
    move_to,
    side: Side::Live,
    opens: Opens::LiveCheck,
    ..RuleRow::new(
        (Rule::GoneLive, Lane::Dated, "live"),
        "On the day, the link, the disclosure and the code are checked while they can still be mended.",
        &[State::LivePlanned, State::LiveDayOver],
        items,
        phrase,
        (live, verbs::missed),
    )
};

fn is_waiting(piece: &Deliverable) -> bool {
    piece.live.is_none()
        && !matches!(
            piece.state,
            PieceState::Live | PieceState::Verified | PieceState::Missed
        )
}

/// Gone live? "Ready?" a working day before the live date, "link?" from the live date on.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
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

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let (called, ready) = (text.called(), text.item.key.time == Occurrence::Ready);
    let live = text.piece().and_then(|d| d.live_due);
    let live = live.filter(|_| ready).unwrap_or(text.item.due);
    match length {
        Length::Head | Length::Cell if ready || text.item.late.days <= 0 => {
            format!("{called} live {}", text.near(live))
        }
        Length::Head | Length::Cell => format!("{called} live?"),
        Length::List if ready => format!("{called} {}, ready?", text.day(live)),
        Length::List => format!("{called} live, link?"),
        Length::Sentence if ready => format!("{called} live {}, ready?", text.day(live)),
        Length::Sentence if text.item.is_over(text.ctx) => {
            format!("{called} live since {}, link?", text.due())
        }
        Length::Sentence => format!("{called} live {}, link?", text.due()),
    }
}

/// The day is part of the first words until it is over.
fn tail(text: &ItemText<'_>) -> String {
    match text.item.key.time {
        Occurrence::Link if text.item.late.days > 0 => text.late(),
        _ => String::new(),
    }
}

/// "Ready?" is answered; or the piece is live, with its link or without.
fn live(mut plan: Plan<'_>) -> Answered {
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

/// The live day was agreed anew; whether it is ready is asked anew too.
fn move_to(mut plan: Plan<'_>, day: Day) -> Answered {
    let piece = plan.row::<Deliverable>()?.id;
    let live = match plan.item.key.time {
        Occurrence::Ready => day.max(plan.plus(1)),
        _ => day,
    };
    plan.step.edit(plan.ctx.model, piece, |d| {
        (d.live_due, d.ready) = (Some(live), None)
    });
    verbs::moved(plan, day)
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r6_gone_live() {
        // Agreed dates stay on free days; "ready?" comes on the working day before.
        check(
            Rule::GoneLive,
            &[
                (
                    "2026-12-23",
                    |p| p.piece(|d| d.live_due = Some(day("2026-12-26"))),
                    "",
                ),
                (
                    "2026-12-24",
                    still,
                    "reel live Sat 26 Dec, ready? | dated | 2.0 = 2 dated + 0",
                ),
                (
                    "2026-12-24",
                    |p| p.piece(|d| d.ready = Some(day("2026-12-24"))),
                    "",
                ),
                ("2026-12-25", still, ""),
                (
                    "2026-12-26",
                    still,
                    "reel live today, link? | dated | 2.0 = 2 dated + 0",
                ),
                (
                    "2026-12-28",
                    still,
                    "reel live since Sat 26 Dec, link? | dated | 3.0 = 2 dated + 1.0 late (1 of 1 bd)",
                ),
                (
                    "2026-12-28",
                    |p| p.piece(|d| (d.live_due, d.ready) = (Some(day("2027-01-02")), None)),
                    "",
                ),
                (
                    "2026-12-31",
                    still,
                    "reel live Sat 2 Jan 2027, ready? | dated | 2.0 = 2 dated + 0",
                ),
                (
                    "2027-01-04",
                    still,
                    "reel live since Sat 2 Jan, link? | dated | 3.0 = 2 dated + 1.0 late (1 of 1 bd)",
                ),
                (
                    "2027-01-04",
                    |p| {
                        p.piece(|d| (d.state, d.live) = (PieceState::Live, Some(day("2027-01-03"))))
                    },
                    "",
                ),
            ],
        );
    }
}
