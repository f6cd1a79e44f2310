//! What stages need, take and leave room for, on a few rows.

use super::*;
use crate::domain::review::Rule;
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

fn deal(
    w: &mut World,
    creator: crate::domain::ids::Id<Creator>,
    stage: Stage,
) -> crate::domain::ids::Id<Collaboration> {
    w.add(|id| Collaboration::new(id, creator, stage, day("2026-10-01")))
}

#[test]
fn a_median_needs_three_and_lies_in_the_middle() {
    let mut w = World::on("2026-11-24");
    let numbers = |w: &World| {
        let mut tally = Tally::default();
        w.model
            .collaborations
            .iter()
            .for_each(|c| tally.put(&w.model, &w.clock, c.id, Some(c)));
        tally.numbers()
    };
    for (n, agreed) in ["2026-10-03", "2026-10-11", "2026-10-05", "2026-10-07"]
        .into_iter()
        .enumerate()
    {
        let creator = w.creator("Ana");
        let id = deal(&mut w, creator, Stage::Creation);
        w.set(id, |c| {
            (c.terms_sent, c.agreed) = (Some(day("2026-10-01")), Some(day(agreed)))
        });
        let expected = [None, None, Some(4), Some(5)][n];
        assert_eq!(
            numbers(&w).usual_of(Stage::Onboarding),
            expected,
            "after {}",
            n + 1
        );
    }
    assert_eq!(numbers(&w).reached, [4, 4, 4, 4, 0, 0]);
    assert_eq!(numbers(&w).usual_of(Stage::Creation), None);
}

#[test]
fn papers_are_told_by_their_words() {
    let mut w = World::on("2026-11-24");
    let creator = w.creator("Ana");
    let id = deal(&mut w, creator, Stage::Creation);
    for (text, shown) in [
        ("https://drive.example/x", "link"),
        ("agreements/ana-1.pdf", "pdf"),
        ("mail of 12 Nov", "mail"),
        ("DM", "DM"),
        ("in the red folder", "in the red folder"),
        ("", ""),
    ] {
        w.set(id, |c| c.agreement = text.into());
        assert_eq!(paper(w.model.get(id).unwrap()), shown);
    }
}

#[test]
fn room_is_told_in_words() {
    let room = |most, now| {
        Room {
            stage: Stage::Pitch,
            what: "pitches",
            most,
            now,
            until: None,
        }
        .words(day("2026-11-24"))
    };
    assert_eq!(room(8, 6), "room for 2 pitches");
    assert_eq!(room(8, 7), "room for 1 pitch");
    assert_eq!(room(8, 8), "no room for pitches");
    assert_eq!(room(8, 9), "1 pitch too many");
    assert_eq!(room(8, 11), "3 pitches too many");
}

#[test]
fn an_item_stands_on_the_collaboration_it_is_about() {
    let mut w = World::on("2026-11-24");
    let creator = w.creator("Ana");
    let (old, new) = (
        deal(&mut w, creator, Stage::Measurement),
        deal(&mut w, creator, Stage::Onboarding),
    );
    w.set(old, |c| c.fee = money("45000 EUR"));
    w.add(|id| Payment {
        state: PaymentState::Due,
        due: Some(day("2026-11-20")),
        ..Payment::new(
            id,
            creator,
            Some(old),
            money("45000 EUR").unwrap(),
            PaymentKind::Fee,
        )
    });
    let rule = |id| most_urgent(&w.ctx(), w.model.get(id).unwrap()).map(|item| item.key.rule);
    assert_eq!(rule(old), Some(Rule::PaymentDue));
    assert_ne!(rule(new), Some(Rule::PaymentDue));
}
