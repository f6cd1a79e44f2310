//! Gift arrived, a post was agreed, and no piece says which and when.

use crate::domain::review::answers::Ask;
use crate::domain::review::answers::plan::{Answered, Plan};
use crate::domain::review::facts::{Due, Facts};
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::ItemKey;
use crate::domain::review::rule::{Rule, RuleRow};
use crate::domain::review::states::State;
use crate::domain::review::words::{ItemText, Length, join};
use crate::domain::rows::*;
use crate::domain::when::{self, Tail};

/// The rule.
pub const ROW: RuleRow = RuleRow::new(
    (Rule::GiftWithoutPiece, Lane::Dated, "piece"),
    "A post that was agreed without a day is a post nobody waits for.",
    &[State::GiftWithoutPiece],
    items,
    phrase,
    (planned, not_agreed),
);

/// Two working days after it arrived, until a piece is there or nothing was agreed after all.
fn items(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let rule = &facts.rule().gift_without_piece;
    let arrived =
        |s: &&Shipment| s.state == ParcelState::Delivered && s.post_agreed && s.posted.is_none();
    for parcel in facts.rows::<Shipment>().filter(arrived) {
        let Some(came) = parcel.delivered else {
            continue;
        };
        let deal = parcel.collaboration.and_then(|id| facts.base.model.get(id));
        let has_piece = match deal {
            Some(deal) if !deal.is_open() => true,
            Some(deal) => facts.pieces(deal.id).next().is_some(),
            None => facts
                .rows::<Deliverable>()
                .any(|d| d.live.or(d.live_due).is_none_or(|day| day >= came)),
        };
        if !has_piece {
            let key = ItemKey::new(Rule::GiftWithoutPiece, parcel.id);
            let due = facts.plus(came, rule.due_bd);
            facts.add(out, Due::on(key, Lane::Dated, due, rule.grace_bd));
        }
    }
}

fn phrase(text: &ItemText<'_>, length: Length) -> String {
    let parcel = text.item.key.row::<Shipment>(text.ctx.model);
    let product = parcel.map_or("", |s| &*s.product);
    match length {
        Length::Head | Length::Cell => "which piece, when?".into(),
        Length::List if product.is_empty() => "a post was agreed: which, when?".into(),
        Length::List => format!("{product}: which piece, when?"),
        Length::Sentence => {
            let gift = join(&["gift", product]);
            format!("{gift} arrived, a post was agreed: which piece, when?")
        }
    }
}

/// The piece, with its live day; in the gift's deal, else in the one that is open, else in a new
/// one.
fn planned(mut plan: Plan<'_>) -> Answered {
    let parcel: &Shipment = plan.row()?;
    let line = plan.ask(Ask::needed("Which piece, live when?", "reel 12 dec"))?;
    plan.settle(DecisionKind::Done);
    if plan.is_preview() {
        return plan.done("plan it", "a piece with its live day", "Piece planned");
    }
    let (format, live) = match when::tail(line, &plan.dates()) {
        Tail::Date { rest, day, .. } => (rest.trim().to_owned(), Some(day)),
        Tail::Wrong(why) => return Err(why),
        Tail::None => (line.to_owned(), None),
    };
    if format.is_empty() {
        return Err("Which piece? For example: reel 12 dec".into());
    }
    let ctx = plan.ctx;
    let open = ctx.derived.of(parcel.creator).lead;
    let deal = match parcel.collaboration.or(open) {
        Some(deal) => deal,
        None => {
            let id = plan.step.fresh(ctx.model);
            let deal = Collaboration::new(id, parcel.creator, Stage::Creation, ctx.today);
            plan.step.insert(deal);
            id
        }
    };
    if parcel.collaboration.is_none() {
        plan.step.edit(ctx.model, parcel.id, |s| {
            s.collaboration = Some(deal);
        });
    }
    let id = plan.step.fresh(ctx.model);
    plan.step.insert(Deliverable {
        format: format.as_str().into(),
        live_due: live,
        ..Deliverable::new(id, parcel.creator, deal)
    });
    let effect = match live {
        Some(day) => format!("{format} live {}", plan.day(day)),
        None => format!("{format}, no day yet"),
    };
    plan.done("plan it", effect, "Piece planned")
}

/// Nothing was agreed: it is a gift like any other.
fn not_agreed(mut plan: Plan<'_>) -> Answered {
    let parcel: &Shipment = plan.row()?;
    plan.settle(DecisionKind::Alternative);
    plan.step
        .edit(plan.ctx.model, parcel.id, |s| s.post_agreed = false);
    plan.done("no post agreed", "a gift like any other", "No post agreed")
}

#[cfg(test)]
mod tests {
    use crate::domain::review::tests::play::check;
    use crate::domain::review::{Choice, Rule};
    use crate::domain::testing::day;

    #[test]
    fn an_agreed_post_gets_its_piece() {
        check(
            Rule::GiftWithoutPiece,
            &[
                (
                    "2026-11-23",
                    |p| {
                        let id = p.w.gift(p.mia, "pot", "2026-11-20");
                        p.w.set(id, |s| s.post_agreed = true);
                    },
                    "",
                ),
                (
                    "2026-11-24",
                    |_| {},
                    "gift pot arrived, a post was agreed: which piece, when? | dated | 2.0 = 2 dated + 0",
                ),
                (
                    "2026-11-24",
                    |p| {
                        p.answers("R25:shipment:1", &Choice::Expected, "reel 12 dec");
                        let piece = p.w.model.deliverables.iter().next().unwrap();
                        let (format, live) = (piece.format.to_string(), piece.live_due);
                        assert_eq!((&*format, live), ("reel", Some(day("2026-12-12"))));
                    },
                    "",
                ),
            ],
        );
    }
}
