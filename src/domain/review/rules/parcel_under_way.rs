//! Parcel under way for long: did it arrive?

use crate::domain::day::add_days;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{Rule, RuleRow};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length, join};
use crate::domain::rows::*;

/// The rule.
pub const ROW: RuleRow = RuleRow::new(
    (Rule::ParcelUnderWay, Lane::Dated, "parcel"),
    "A parcel that got lost is a creator who waits and thinks you forgot.",
    &[State::ParcelUnderWay],
    items,
    phrase,
    (arrived, lost),
);

/// Two weeks after it left; at once where nobody wrote down when that was.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().parcel_under_way;
    for parcel in facts
        .rows::<Shipment>()
        .filter(|s| s.state == ParcelState::Sent)
    {
        let late = |sent| facts.base.calendar.later(add_days(sent, rule.after_days));
        let due = parcel.sent.map_or(facts.today(), late);
        let key = ItemKey::new(Rule::ParcelUnderWay, parcel.id);
        facts.add(out, Due::on(key, Lane::Dated, due, rule.grace_bd));
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let parcel = text.item.key.row::<Shipment>(text.ctx.model);
    let product = parcel.map_or("", |s| &*s.product);
    let sent = parcel.and_then(|s| s.sent);
    let since = sent.map_or_else(String::new, |day| format!(" sent {}", text.day(day)));
    match length {
        Length::Head | Length::Cell => "parcel arrived?".into(),
        Length::List if product.is_empty() => "did the parcel arrive?".into(),
        Length::List => format!("{product}, arrived?"),
        Length::Sentence => format!("{}{since}, arrived?", join(&["parcel", product])),
    }
}

fn arrived(mut plan: Plan<'_>) -> Answered {
    let parcel: &Shipment = plan.row()?;
    let today = plan.ctx.today;
    plan.settle(DecisionKind::Done);
    plan.step.edit(plan.ctx.model, parcel.id, |s| {
        (s.state, s.delivered) = (ParcelState::Delivered, Some(today))
    });
    plan.done("arrived", "arrived today", "Parcel arrived")
}

/// Lost: it is to be sent once more.
fn lost(mut plan: Plan<'_>) -> Answered {
    let parcel: &Shipment = plan.row()?;
    plan.settle(DecisionKind::Alternative);
    plan.step.edit(plan.ctx.model, parcel.id, |s| {
        (s.state, s.sent) = (ParcelState::ToSend, None)
    });
    plan.done("lost", "to be sent again", "Parcel lost")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::tests::play::{check, still};
    use crate::domain::review::{Choice, Rule};
    use crate::domain::rows::*;
    use crate::domain::testing::day;

    #[test]
    fn a_parcel_under_way_is_asked_about_after_two_weeks() {
        check(
            Rule::ParcelUnderWay,
            &[
                (
                    "2026-11-16",
                    |p| {
                        let id = p.w.gift(p.mia, "pot", "2026-11-16");
                        p.w.set(id, |s| {
                            (s.state, s.delivered) = (ParcelState::Sent, None);
                            s.sent = Some(day("2026-11-14"));
                        });
                    },
                    "",
                ),
                ("2026-11-27", still, ""),
                (
                    "2026-11-30",
                    still,
                    "parcel pot sent Sat 14 Nov, arrived? | dated | 2.0 = 2 dated + 0",
                ),
                (
                    "2026-11-30",
                    |p| p.answers("R24:shipment:1", &Choice::Alternative, ""),
                    "",
                ),
                (
                    "2026-12-16",
                    |p| {
                        p.parcel(|s| {
                            (s.state, s.sent) = (ParcelState::Sent, Some(day("2026-12-01")))
                        })
                    },
                    "parcel pot sent Tue 1 Dec, arrived? | dated | 2.2 = 2 dated + 0.2 late (1 of 5 bd)",
                ),
                (
                    "2026-12-16",
                    |p| p.answers("R24:shipment:1", &Choice::Expected, ""),
                    "",
                ),
            ],
        );
    }
}
