//! One list by the day things end, the two marks at their days, and the advert that outlasts its
//! code.

use super::*;
use crate::domain::testing::{World, day};

#[test]
fn the_marks_are_at_45_and_14_days() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let id = w.right(mia, RightKind::Usage, "reel", "2026-11-20");
    for (end, expected) in [
        ("2026-11-19", Near::Over),
        ("2026-11-20", Near::Soon),
        ("2026-12-04", Near::Soon),
        ("2026-12-05", Near::Coming),
        ("2027-01-04", Near::Coming),
        ("2027-01-05", Near::Far),
    ] {
        w.set(id, |r| r.end = Some(day(end)));
        assert_eq!(near(&w.ctx(), w.model.get(id).unwrap()), expected, "{end}");
    }
    w.set(id, |r| r.end = None);
    assert_eq!(near(&w.ctx(), w.model.get(id).unwrap()), Near::Open);
}

#[test]
fn all_kinds_stand_on_one_list() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let ends = [
        "2027-03-01",
        "2026-12-01",
        "2027-01-01",
        "2026-11-21",
        "2028-02-29",
        "2026-11-01",
    ];
    for (kind, end) in RightKind::ALL.iter().zip(ends) {
        w.right(mia, *kind, "", end);
    }
    let kinds = |w: &World| -> Vec<RightKind> {
        radar(&w.ctx())
            .iter()
            .map(|id| w.model.get(*id).unwrap().kind)
            .collect()
    };
    let sorted = [
        RightKind::Code,
        RightKind::Exclusivity,
        RightKind::Allowlisting,
        RightKind::Spark,
        RightKind::Usage,
        RightKind::Contract,
    ];
    assert_eq!(kinds(&w), sorted);
    let first = radar(&w.ctx())[0];
    w.set(first, |r| r.state = RightState::Ended);
    assert_eq!(kinds(&w), sorted[1..]);
    w.set(mia, |c| c.shelf = Shelf::Trashed);
    assert_eq!(kinds(&w), []);
}

#[test]
fn an_advert_may_not_outlast_its_code() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Creation);
    let spark = w.right(mia, RightKind::Spark, "", "2026-12-20");
    w.set(spark, |r| r.collaboration = Some(deal));
    let said = |w: &World| trouble(&w.ctx(), w.model.get(spark).unwrap());
    assert_eq!(said(&w), None);
    let ads = w.right(mia, RightKind::Allowlisting, "", "2026-12-20");
    w.set(ads, |r| r.collaboration = Some(deal));
    assert_eq!(said(&w), None);
    w.set(ads, |r| r.end = Some(day("2026-12-21")));
    assert_eq!(said(&w).as_deref(), Some("ads run to 21 Dec"));
    // Without adverts of its own, its campaign says how long it is needed.
    w.set(ads, |r| r.state = RightState::Ended);
    let tea = w.campaign("Tea");
    w.set(tea, |c| c.end = Some(day("2027-01-10")));
    w.set(deal, |c| c.campaign = Some(tea));
    assert_eq!(said(&w).as_deref(), Some("campaign runs to 10 Jan 2027"));
    w.set(tea, |c| c.kind = Some(CampaignKind::AlwaysOn));
    w.piece(deal, "reel", |d| d.live_due = Some(day("2026-12-24")));
    assert_eq!(said(&w).as_deref(), Some("a post goes live 24 Dec"));
}
