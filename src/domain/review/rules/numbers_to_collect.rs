//! Numbers to collect: at the same ages of every post.

use crate::domain::day::add_days;
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::lines::metrics_line;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::record::save_metrics;
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length, join};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    side: Side::Live,
    ..RuleRow::new(
        (Rule::NumbersToCollect, Lane::Dated, "metrics"),
        "Numbers are only comparable when they are taken at the same age of a post.",
        &[State::NumbersMissing],
        items,
        phrase,
        (logged, skip),
    )
};

/// Numbers to collect: one day, a week and a month after a post, on the next working day. Of those
/// already due only the newest is asked, because older numbers cannot be had any more.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
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

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let age = match text.item.key.time {
        Occurrence::Days(n) => format!("{n}-day"),
        _ => String::new(),
    };
    let head = || join(&[&age, "numbers"]);
    match length {
        Length::Head | Length::Cell => head(),
        Length::List => format!("{age}, {}", text.called()),
        Length::Sentence => format!("{} of {}", head(), text.called()),
    }
}

/// The numbers of a piece, on one line.
fn logged(mut plan: Plan<'_>) -> Answered {
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

fn skip(plan: Plan<'_>) -> Answered {
    verbs::skip(plan, "skip this one", "the next numbers come as planned")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r17_numbers() {
        // Live on a Friday: the day after is a Saturday, a week after Christmas Day's Friday is New
        // Year's Day.
        check(
            Rule::NumbersToCollect,
            &[
                (
                    "2026-12-18",
                    |p| {
                        p.piece(|d| (d.state, d.live) = (PieceState::Live, Some(day("2026-12-18"))))
                    },
                    "",
                ),
                ("2026-12-20", still, ""),
                (
                    "2026-12-21",
                    still,
                    "1-day numbers of reel | dated | 2.0 = 2 dated + 0",
                ),
                ("2026-12-21", |p| p.numbers(), ""),
                ("2026-12-25", still, ""),
                (
                    "2026-12-28",
                    still,
                    "7-day numbers of reel | dated | 2.0 = 2 dated + 0",
                ),
                (
                    "2027-01-15",
                    still,
                    "7-day numbers of reel | dated | 6.3 = 2 dated + 4.3 late (13 of 3 bd)",
                ),
                (
                    "2027-01-18",
                    still,
                    "30-day numbers of reel | dated | 2.0 = 2 dated + 0",
                ),
                ("2027-01-18", |p| p.numbers(), ""),
                ("2027-06-01", still, ""),
            ],
        );
    }
}
