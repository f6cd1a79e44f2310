//! Ad label not checked: a piece is live and nobody has looked whether it says that it is an ad.

use crate::domain::day::{Day, add_days};
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::label::{self, Looked};
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{Opens, Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    side: Side::Live,
    opens: Opens::LiveCheck,
    ..RuleRow::new(
        (Rule::LabelUnchecked, Lane::Dated, "label"),
        "A missing ad label is mended in a minute on the first day and costs both of you later.",
        &[State::LabelUnchecked],
        items,
        phrase,
        (checked, not_possible),
    )
};

/// Due the working day after a piece went live or its label was to be looked at again. Posts older
/// than the setting are left alone: nobody mends those.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().label_unchecked;
    let oldest = add_days(facts.today(), -rule.within_days);
    for piece in facts.rows::<Deliverable>() {
        let Some(live) = piece.live.filter(|_| piece.state != PieceState::Missed) else {
            continue;
        };
        let newest = label::newest(facts.base.model, piece);
        let since = newest.map_or(live, |check| check.day.max(live));
        if since >= oldest && label::is_unchecked(newest, piece) {
            let due: Day = facts.plus(since, rule.due_bd);
            let key = ItemKey::new(Rule::LabelUnchecked, piece.id);
            let item = Due::on(key, Lane::Dated, due, rule.grace_bd);
            facts.add(out, item.from(since));
        }
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head | Length::Cell => "ad label".into(),
        Length::List => format!("check the ad label of {}", text.called()),
        Length::Sentence => {
            format!(
                "ad label of {} not checked, due {}",
                text.called(),
                text.due()
            )
        }
    }
}

/// Looked at: ok, risky, missing, or the caption itself, which is then judged.
fn checked(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let line = plan.ask(Ask::needed(
        "What does the label say? ok, risky: why, missing, or the caption",
        "risky: it stands after \"more\"",
    ))?;
    plan.settle(DecisionKind::Done);
    let effect = if plan.is_preview() {
        "kept as proof; risky or missing is asked to be corrected".to_owned()
    } else {
        let looked = Looked::read(plan.ctx, piece, line)?;
        let verdict = looked.verdict;
        looked.keep(plan.ctx, &mut plan.step, piece);
        verdict.label().to_owned()
    };
    plan.done("checked", effect, "Ad label checked")
}

/// It cannot be seen any more, or by us.
fn not_possible(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let why = plan.ask(Ask::needed(
        "Why can it not be checked?",
        "the story was gone before I saw it",
    ))?;
    plan.settle(DecisionKind::Alternative);
    let looked = Looked::by_hand(plan.ctx, piece, LabelVerdict::Unseen, why);
    looked.keep(plan.ctx, &mut plan.step, piece);
    plan.done("cannot be checked", "keeps the reason", "Label not checked")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn a_live_piece_is_looked_at_within_a_working_day() {
        check(
            Rule::LabelUnchecked,
            &[
                (
                    "2026-11-24",
                    |p| p.piece(|d| d.live_due = Some(day("2026-11-24"))),
                    "",
                ),
                (
                    "2026-11-24",
                    |p| {
                        p.piece(|d| (d.state, d.live) = (PieceState::Live, Some(day("2026-11-24"))))
                    },
                    "ad label of reel not checked, due tomorrow | dated | 1.0 = 2 dated − 1.0 early (1 of 1 bd left)",
                ),
                (
                    "2026-11-25",
                    still,
                    "ad label of reel not checked, due today | dated | 2.0 = 2 dated + 0",
                ),
                (
                    "2026-11-27",
                    still,
                    "ad label of reel not checked, due Wed 25 Nov | dated | 3.0 = 2 dated + 1.0 late (1 of 1 bd)",
                ),
                ("2026-11-27", |p| p.label(LabelVerdict::Ok), ""),
                // Looked at again later.
                (
                    "2026-12-01",
                    |p| p.piece(|d| d.disclosure = Seen::Unknown),
                    "ad label of reel not checked, due Mon 30 Nov | dated | 3.0 = 2 dated + 1.0 late (1 of 1 bd)",
                ),
                ("2026-12-01", |p| p.label(LabelVerdict::Unseen), ""),
            ],
        );
    }

    #[test]
    fn old_posts_are_left_alone() {
        check(
            Rule::LabelUnchecked,
            &[(
                "2026-11-24",
                |p| p.piece(|d| (d.state, d.live) = (PieceState::Live, Some(day("2026-08-01")))),
                "",
            )],
        );
    }
}
