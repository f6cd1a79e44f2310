//! Ad label wrong: it is missing or easily overlooked, and the creator is asked to correct it.

use crate::domain::review::answers::Ask;
use crate::domain::review::answers::label::{self, Looked};
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{Detail, Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    side: Side::Live,
    messages: &[(Kind::Label, Settles::Expected)],
    wants_words: |_, _| true,
    detail,
    on_reply: look_again,
    ..RuleRow::new(
        (Rule::LabelWrong, Lane::Owe, "label"),
        "A post without a clear label harms both of you; most creators correct it when asked once.",
        &[State::LabelRisky, State::LabelMissing],
        items,
        phrase,
        (asked, let_go),
    )
};

/// Due the working day after the look; once asked, again after two.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().label_wrong;
    for piece in facts.rows::<Deliverable>() {
        let Some(live) = piece.live.filter(|_| piece.state != PieceState::Missed) else {
            continue;
        };
        let newest = label::newest(facts.base.model, piece);
        if !label::is_wrong(newest, piece) {
            continue;
        }
        let seen = newest.map_or(live, |check| check.day);
        let due = match newest.and_then(|check| check.asked) {
            Some(asked) => facts.plus(asked, rule.again_bd),
            None => facts.plus(seen, rule.due_bd),
        };
        let key = ItemKey::new(Rule::LabelWrong, piece.id);
        let item = Due::on(key, Lane::Owe, due, rule.grace_bd);
        facts.add(out, item.from(seen));
    }
}

fn check<'t>(text: &'t ItemText<'_>) -> Option<&'t LabelCheck> {
    label::newest(text.ctx.model, text.piece()?)
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let again = check(text).is_some_and(|check| check.asked.is_some());
    let ask = if again { "ask again" } else { "ask" };
    match length {
        Length::Head | Length::Cell => "correct the label".into(),
        Length::List => format!("{ask} to correct the ad label"),
        Length::Sentence => {
            let verdict = check(text).map_or("label missing", |check| check.verdict.label());
            format!("{} is live, {verdict}: {ask} to correct it", text.called())
        }
    }
}

/// The caption, what is wrong with it, and the rule it was judged by.
fn detail(text: &ItemText<'_>) -> Vec<Detail> {
    let Some(check) = check(text) else {
        return Vec::new();
    };
    let row = |label, text: &str| Detail::new(label, text);
    let mut rows = Vec::new();
    if !check.caption.is_empty() {
        rows.push(row("CAPTION", &format!("\"{}\"", check.caption)));
    }
    let why = [check.verdict.label(), &*check.why].join(" · ");
    rows.push(row("LABEL", why.trim_end_matches(" · ")).bad());
    if !check.proof.is_empty() {
        rows.push(row("RULE", &check.proof));
    }
    rows
}

/// Asked to correct it: looked after again in two working days.
fn asked(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let again = plan.plus(plan.ctx.settings.rule.label_wrong.again_bd);
    plan.decide(DecisionKind::Done, Some(again));
    plan.contact(&format!(
        "asked to correct the ad label of {}",
        piece.called()
    ));
    let today = plan.ctx.today;
    let id = match label::newest(plan.ctx.model, piece) {
        Some(check) => check.id,
        None => Looked::by_hand(plan.ctx, piece, LabelVerdict::Missing, "").keep(
            plan.ctx,
            &mut plan.step,
            piece,
        ),
    };
    plan.step
        .edit(plan.ctx.model, id, |check| check.asked = Some(today));
    let effect = format!("again {} if nothing moves", plan.day(again));
    plan.done("asked", effect, "Asked to correct the ad label")
}

/// Fine as it is; the reason is kept.
fn let_go(mut plan: Plan<'_>) -> Answered {
    let piece: &Deliverable = plan.row()?;
    let why = plan.ask(Ask::needed(
        "Why is it fine as it is?",
        "the platform's own label is on it",
    ))?;
    plan.settle(DecisionKind::Alternative);
    let looked = Looked::by_hand(plan.ctx, piece, LabelVerdict::Ok, why);
    looked.keep(plan.ctx, &mut plan.step, piece);
    plan.done("fine as it is", "keeps your reason", "Label let go")
}

/// They say that it is corrected: it is looked at again.
fn look_again(plan: &mut Plan<'_>) -> Option<&'static str> {
    let piece = plan.item.key.id_of::<Deliverable>()?;
    plan.step.edit(plan.ctx.model, piece, |d| {
        (d.state, d.disclosure) = (PieceState::Live, Seen::Unknown)
    });
    Some("check the label again")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::review::{Choice, Reply, Rule};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn a_wrong_label_is_asked_to_be_corrected_until_it_is() {
        check(
            Rule::LabelWrong,
            &[
                (
                    "2026-11-24",
                    |p| {
                        p.piece(|d| (d.state, d.live) = (PieceState::Live, Some(day("2026-11-23"))))
                    },
                    "",
                ),
                (
                    "2026-11-24",
                    |p| p.label(LabelVerdict::Risky),
                    "reel is live, label risky: ask to correct it | owe | 1.0 = 2 owed − 1.0 early (1 of 1 bd left)",
                ),
                (
                    "2026-11-25",
                    still,
                    "reel is live, label risky: ask to correct it | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2026-11-25",
                    |p| p.answers("R22:deliverable:1", &Choice::Expected, ""),
                    "",
                ),
                ("2026-11-27", still, ""),
                (
                    "2026-11-30",
                    still,
                    "reel is live, label risky: ask again to correct it | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2026-11-30",
                    |p| p.answers("R22:deliverable:1", &Choice::Replied(Reply::Plain), "done!"),
                    "",
                ),
                (
                    "2026-11-30",
                    |p| p.answers("R21:deliverable:1", &Choice::Expected, "missing"),
                    "reel is live, label missing: ask to correct it | owe | 1.0 = 2 owed − 1.0 early (1 of 1 bd left)",
                ),
                (
                    "2026-11-30",
                    |p| {
                        p.answers(
                            "R22:deliverable:1",
                            &Choice::Alternative,
                            "partner tag is on",
                        )
                    },
                    "",
                ),
                ("2026-12-30", still, ""),
            ],
        );
    }
}
