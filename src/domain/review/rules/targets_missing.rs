//! Targets missing: a piece goes live soon and nobody said what it should reach.

use crate::domain::day::Day;
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::lines::targets;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{Rule, RuleRow};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow {
    ..RuleRow::new(
        (Rule::TargetsMissing, Lane::Owe, "targets"),
        "A target agreed after the post went live proves nothing.",
        &[State::TargetsUnset],
        items,
        phrase,
        (targets_set, skip),
    )
};

/// Targets missing: a piece goes live within five working days and no target was agreed. Asked once
/// for a campaign, on the campaign's card; for work outside of campaigns on the creator's.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let model = facts.base.model;
    if let Some(campaign) = facts.campaign {
        let set = campaign.targets_agreed.is_some()
            || model.of_campaign::<Target>(campaign.id).next().is_some();
        if set {
            return;
        }
        let deals = model.of_campaign::<Collaboration>(campaign.id);
        let open = deals.filter(|c| c.is_open() && c.targets_agreed.is_none());
        let live = open
            .filter_map(|c| first_live(model.of::<Deliverable>(c.creator), c))
            .min();
        ask_targets(
            facts,
            out,
            ItemKey::new(Rule::TargetsMissing, campaign.id),
            live,
        );
    }
    for deal in facts
        .open()
        .filter(|c| c.campaign.is_none() && c.targets_agreed.is_none())
    {
        if !facts
            .rows::<Target>()
            .any(|t| t.collaboration == Some(deal.id))
        {
            let live = first_live(facts.rows::<Deliverable>(), deal);
            ask_targets(
                facts,
                out,
                ItemKey::new(Rule::TargetsMissing, deal.id),
                live,
            );
        }
    }
}

fn first_live<'a>(
    pieces: impl Iterator<Item = &'a Deliverable>,
    of: &Collaboration,
) -> Option<Day> {
    let waiting = pieces
        .filter(|d| d.collaboration == of.id && d.live.is_none() && d.state != PieceState::Missed);
    waiting.filter_map(|d| d.live_due).min()
}

fn ask_targets(facts: &Facts<'_>, out: &mut Vec<Item>, key: ItemKey, live: Option<Day>) {
    let rule = &facts.rule().targets_missing;
    if let Some(live) = live {
        let item = Due::on(
            key,
            Lane::Owe,
            facts.plus(live, -rule.due_bd),
            rule.grace_bd,
        );
        facts.add(out, item.from(facts.plus(live, -rule.enters_bd)));
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    match length {
        Length::Head | Length::Cell => "targets".into(),
        Length::List => "none agreed yet".into(),
        Length::Sentence => format!("targets missing, to agree by {}", text.due()),
    }
}

/// The targets were agreed, with their numbers if they were typed.
fn targets_set(mut plan: Plan<'_>) -> Answered {
    let ask = Ask {
        question: "Which targets?",
        example: "orders 14 cpa 30",
        required: false,
    };
    let line = plan.ask(ask)?;
    let set = targets(plan.ctx, line)?;
    let today = plan.ctx.today;
    let (campaign, deal) = (
        plan.item.key.id_of::<Campaign>(),
        plan.item.key.id_of::<Collaboration>(),
    );
    plan.settle(DecisionKind::Done);
    for (metric, value, currency) in set {
        let id = plan.step.fresh(plan.ctx.model);
        let (metric, currency) = (metric.into(), currency.into());
        let creator = plan.item.creator();
        plan.step.insert(Target {
            id,
            creator,
            campaign,
            collaboration: deal,
            metric,
            value,
            currency,
        });
    }
    if let Some(id) = campaign {
        plan.step
            .edit(plan.ctx.model, id, |c| c.targets_agreed = Some(today));
    }
    if let Some(id) = deal {
        plan.step
            .edit(plan.ctx.model, id, |c| c.targets_agreed = Some(today));
    }
    plan.done("set", "agreed today", "Targets agreed")
}

fn skip(plan: Plan<'_>) -> Answered {
    verbs::skip(plan, "leave it", "not asked again")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};

    use crate::domain::testing::day;

    #[test]
    fn r20_targets_missing() {
        check(
            Rule::TargetsMissing,
            &[
                (
                    "2026-11-23",
                    |p| {
                        p.piece(|d| d.live_due = Some(day("2026-12-02")));
                        p.deal(|c| c.targets_agreed = None);
                    },
                    "",
                ),
                (
                    "2026-11-24",
                    still,
                    "targets missing, to agree by Tue 1 Dec | owe | 1.0 = 2 owed − 1.0 early (4 of 4 bd left)",
                ),
                (
                    "2026-12-01",
                    still,
                    "targets missing, to agree by today | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2026-12-02",
                    still,
                    "targets missing, to agree by Tue 1 Dec | owe | 3.0 = 2 owed + 1.0 late (1 of 1 bd)",
                ),
                (
                    "2026-12-02",
                    |p| p.piece(|d| d.live_due = Some(day("2027-01-02"))),
                    "",
                ),
                (
                    "2026-12-24",
                    still,
                    "targets missing, to agree by Thu 31 Dec | owe | 1.0 = 2 owed − 1.0 early (4 of 4 bd left)",
                ),
                (
                    "2026-12-24",
                    |p| p.deal(|c| c.targets_agreed = Some(day("2026-12-24"))),
                    "",
                ),
            ],
        );
    }
}
