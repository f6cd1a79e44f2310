//! Brief or product owed: they agreed and cannot begin yet.

use crate::domain::brief;
use crate::domain::ledger::terms;
use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::answers::verbs;
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::{ItemKey, Occurrence};
use crate::domain::review::rule::{Rule, RuleRow, Side};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length, join};
use crate::domain::rows::*;
use crate::domain::templates::{Kind, Settles};

/// The rule.
pub const ROW: RuleRow = RuleRow {
    messages: &[(Kind::Brief, Settles::Expected)],
    side: Side::Supply,
    ..RuleRow::new(
        (Rule::SuppliesOwed, Lane::Owe, "brief"),
        "You agreed; they cannot begin without the brief or the product.",
        &[
            State::BriefUnsent,
            State::ProductUnsent,
            State::ParcelToSend,
            State::ParcelLost,
            State::CodeUnmade,
        ],
        items,
        phrase,
        (supplied, verbs::not_needed),
    )
};

/// Brief or product owed: both agreed and the brief, or the parcel, has not left.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().supplies_owed;
    for deal in facts.open().filter(|c| c.stage <= Stage::Creation) {
        let Some(agreed) = deal.agreed else { continue };
        let due = facts.plus(agreed, rule.due_bd);
        let key = ItemKey::new(Rule::SuppliesOwed, deal.id);
        if brief::is_owed(facts.base.model, deal) {
            facts.add(
                out,
                Due::on(key.at(Occurrence::Brief), Lane::Owe, due, rule.grace_bd),
            );
        }
        let coded =
            |r: &Right| r.kind == RightKind::Code && r.collaboration.is_none_or(|id| id == deal.id);
        if terms::has_commission(deal) && !facts.rows::<Right>().any(coded) {
            facts.add(
                out,
                Due::on(key.at(Occurrence::Code), Lane::Owe, due, rule.grace_bd),
            );
        }
        let parcel = facts
            .rows::<Shipment>()
            .any(|s| s.collaboration == Some(deal.id));
        if !deal.product.is_empty() && !parcel {
            facts.add(
                out,
                Due::on(key.at(Occurrence::Parcel), Lane::Owe, due, rule.grace_bd),
            );
        }
    }
    for parcel in facts
        .rows::<Shipment>()
        .filter(|s| matches!(s.state, ParcelState::ToSend | ParcelState::Lost))
    {
        let deal = parcel.collaboration.and_then(|id| facts.base.model.get(id));
        if deal.is_some_and(|c| !c.is_open()) {
            continue;
        }
        let agreed = deal.and_then(|c| c.agreed);
        let due = agreed.map_or(facts.today(), |day| facts.plus(day, rule.due_bd));
        facts.add(
            out,
            Due::on(
                ItemKey::new(Rule::SuppliesOwed, parcel.id),
                Lane::Owe,
                due,
                rule.grace_bd,
            ),
        );
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let code = text.item.key.time == Occurrence::Code;
    let word = match text.item.key.time {
        Occurrence::Brief => "brief",
        Occurrence::Code => "code for the commission",
        _ => "parcel",
    };
    let of = match text.item.key.time {
        Occurrence::Brief | Occurrence::Code => text.campaign_of(text.deal()),
        _ => product(text),
    };
    match length {
        Length::Head | Length::Cell if code => "code".into(),
        Length::Head | Length::Cell => word.into(),
        Length::List if code => join(&[word, of]),
        Length::List if of.is_empty() => "to send".into(),
        Length::List => of.into(),
        Length::Sentence => format!("{}, due {}", join(&[word, of]), text.due()),
    }
}

/// What a parcel holds, or is to hold.
fn product<'t>(text: &'t ItemText<'_>) -> &'t str {
    let parcel = text.item.key.row::<Shipment>(text.ctx.model);
    parcel
        .map(|s| &*s.product)
        .or_else(|| text.deal().map(|c| &*c.product))
        .unwrap_or_default()
}

/// Brief or parcel sent.
fn supplied(mut plan: Plan<'_>) -> Answered {
    let today = plan.ctx.today;
    plan.settle(DecisionKind::Done);
    if plan.item.key.time == Occurrence::Brief {
        let deal: &Collaboration = plan.row()?;
        plan.contact("brief sent");
        plan.step
            .edit(plan.ctx.model, deal.id, |c| c.brief_sent = Some(today));
        return plan.done("sent", "brief marked as sent", "Brief sent");
    }
    if plan.item.key.time == Occurrence::Code {
        let deal: &Collaboration = plan.row()?;
        let code = plan.ask(Ask::needed("Which code?", "MIA10"))?;
        let id = plan.step.fresh(plan.ctx.model);
        let none = Text::default;
        plan.step.insert(Right {
            id,
            creator: deal.creator,
            collaboration: Some(deal.id),
            deliverable: None,
            kind: RightKind::Code,
            scope: none(),
            channels: none(),
            territory: none(),
            code: code.into(),
            start: Some(today),
            end: None,
            state: RightState::Active,
        });
        return plan.done("made", "its orders count for them", "Code noted");
    }
    plan.gift();
    if let Ok(parcel) = plan.row::<Shipment>() {
        plan.step.edit(plan.ctx.model, parcel.id, |s| {
            (s.state, s.sent) = (ParcelState::Sent, Some(today))
        });
    } else {
        let deal: &Collaboration = plan.row()?;
        let id = plan.step.fresh(plan.ctx.model);
        plan.step.insert(Shipment {
            id,
            creator: deal.creator,
            collaboration: Some(deal.id),
            product: deal.product.clone(),
            value: None,
            cost: None,
            tracking: Text::default(),
            state: ParcelState::Sent,
            sent: Some(today),
            delivered: None,
            // It belongs to a deal: its pieces say when something is posted.
            post_agreed: true,
            posted: None,
        });
    }
    plan.done("sent", "parcel on its way", "Parcel sent")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::Rule;
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn r5_brief_and_product() {
        check(
            Rule::SuppliesOwed,
            &[
                (
                    "2026-11-24",
                    |p| p.deal(|c| (c.agreed, c.product) = (Some(day("2026-11-24")), "pot".into())),
                    "",
                ),
                ("2026-11-25", still, ""),
                (
                    "2026-11-27",
                    still,
                    "brief, due today | owe | 2.0 = 2 owed + 0 + parcel pot, due today | owe | 2.0 = 2 owed + 0",
                ),
                (
                    "2026-12-01",
                    |p| p.deal(|c| c.brief_sent = Some(day("2026-12-01"))),
                    "parcel pot, due Fri 27 Nov | owe | 3.0 = 2 owed + 1.0 late (2 of 2 bd)",
                ),
                (
                    "2026-12-01",
                    |p| {
                        let parcel = p.w.gift(p.mia, "pot", "2026-12-01");
                        let deal = p.deal;
                        p.w.set(parcel, |s| {
                            (s.state, s.delivered, s.collaboration) =
                                (ParcelState::ToSend, None, Some(deal))
                        });
                    },
                    "parcel pot, due Fri 27 Nov | owe | 3.0 = 2 owed + 1.0 late (2 of 2 bd)",
                ),
                (
                    "2026-12-01",
                    |p| p.parcel(|s| s.state = ParcelState::Sent),
                    "",
                ),
            ],
        );
    }
}
