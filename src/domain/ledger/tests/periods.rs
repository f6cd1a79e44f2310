//! The first and last day of waves and spans, and what lies in them.

use crate::domain::ids::Id;
use crate::domain::ledger::periods::{Waves, Window};
use crate::domain::rows::*;
use crate::domain::testing::{World, day};

fn wave(w: &mut World, campaign: Id<Campaign>, from: &str, to: Option<&str>) -> Id<Wave> {
    w.add(|id| Wave {
        id,
        campaign,
        name: from.into(),
        start: Some(day(from)),
        end: to.map(day),
    })
}

#[test]
fn a_piece_lies_in_the_wave_it_names_else_in_the_last_that_holds_its_day() {
    let mut w = World::on("2026-11-24");
    let campaign = w.campaign("Winter");
    let one = wave(&mut w, campaign, "2026-10-01", Some("2026-10-20"));
    let two = wave(&mut w, campaign, "2026-10-15", None);
    let three = wave(&mut w, campaign, "2026-11-01", None);
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Creation);
    let piece = w.piece(deal, "reel", |_| {});
    let waves = Waves::of(&w.model, campaign);
    let mut at = |live: Option<&str>, planned: Option<&str>, named: Option<Id<Wave>>| {
        w.set(piece, |d| {
            (d.live, d.live_due, d.wave) = (live.map(day), planned.map(day), named);
        });
        waves.of_piece(w.model.get(piece).unwrap())
    };
    let days = [
        ("2026-09-30", None),
        ("2026-10-01", Some(one)),
        ("2026-10-14", Some(one)),
        ("2026-10-15", Some(two)),
        ("2026-10-20", Some(two)),
        ("2026-10-31", Some(two)),
        ("2026-11-01", Some(three)),
        ("2027-12-01", Some(three)),
    ];
    for (on, wave) in days {
        assert_eq!(at(Some(on), None, None), wave, "{on}");
        assert_eq!(at(None, Some(on), None), wave, "{on}");
    }
    assert_eq!(
        at(Some("2026-11-02"), Some("2026-10-02"), None),
        Some(three)
    );
    assert_eq!(at(Some("2026-11-02"), None, Some(one)), Some(one));
    assert_eq!(at(Some("2026-11-02"), None, Some(Id::new(99))), Some(three));
    let named = w.model.get(piece).unwrap();
    assert!(Window::Wave(&waves, Some(three)).has_piece(named));
    assert!(!Window::Wave(&waves, Some(one)).has_piece(named));
    // One without a last day holds orders until the next begins, a day later too.
    let four = wave(&mut w, campaign, "2026-11-02", None);
    let waves = Waves::of(&w.model, campaign);
    let of = |on: &str, id: Id<Wave>| waves.of_order(day(on), &[id].into_iter().collect());
    assert_eq!(
        (of("2026-10-31", two), of("2026-11-01", two)),
        (Some(two), None)
    );
    assert_eq!(
        (of("2026-11-01", three), of("2026-11-02", three)),
        (Some(three), None)
    );
    assert_eq!(of("2026-11-02", four), Some(four));
    // Until its last day, and not a day longer.
    let only = w.campaign("Spring");
    let short = wave(&mut w, only, "2026-10-01", Some("2026-10-20"));
    let waves = Waves::of(&w.model, only);
    let with = [short].into_iter().collect();
    assert_eq!(waves.of_order(day("2026-10-20"), &with), Some(short));
    assert_eq!(waves.of_order(day("2026-10-21"), &with), None);
    assert_eq!(waves.of_order(day("2026-10-20"), &Default::default()), None);
}

#[test]
fn a_span_holds_its_first_day_and_not_the_day_after_its_last() {
    let span = Window::Days(day("2026-10-01"), day("2027-01-01"));
    let holds = |on: &str| span.has_order(day(on), &[]);
    let days = ["2026-09-30", "2026-10-01", "2026-12-31", "2027-01-01"];
    assert_eq!(days.map(holds), [false, true, true, false]);
}
