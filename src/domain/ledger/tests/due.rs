//! On which day money is due, and what is late on which day.

use super::money::{agreed, payment, told};
use crate::domain::ids::Id;
use crate::domain::ledger::due::{Due, Why};
use crate::domain::ledger::{balance, lines};
use crate::domain::rows::*;
use crate::domain::testing::{World, day};

fn world() -> (World, Id<Creator>, Id<Collaboration>) {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let deal = agreed(&mut w, mia, "10000 USD");
    (w, mia, deal)
}

fn delivered(w: &mut World, deal: Id<Collaboration>) {
    payment(w, deal, "10000 USD", |p| p.due_when = "delivered".into());
}

#[test]
fn pay_waits_for_the_piece_that_is_last_in_whatever_order_they_are_told() {
    let (mut w, mia, deal) = world();
    let mut all = Vec::new();
    for on in ["2026-10-10", "2026-10-22", "2026-10-20"] {
        all.push(w.piece(deal, "reel", |d| d.live = Some(day(on))));
    }
    assert_eq!(told(&w, mia), ["$100 fee on 2026-11-05 (live + 14 d)"]);
    let planned = [
        ("reel", "2026-12-01"),
        ("story", "2026-12-10"),
        ("short", "2026-12-05"),
        ("reel", "2026-12-07"),
    ];
    for (format, on) in planned {
        w.piece(deal, format, |d| d.live_due = Some(day(on)));
    }
    assert_eq!(
        told(&w, mia),
        ["$100 fee expected 2026-12-24 (live + 14 d, story and 3 more are not marked live)"]
    );
    // Another deal's pieces are its own.
    let (mut w, mia, deal) = world();
    let other = agreed(&mut w, mia, "0 USD");
    w.piece(other, "reel", |d| d.live = Some(day("2026-11-20")));
    assert_eq!(told(&w, mia), ["$100 fee on 2026-10-15 (agreement + 14 d)"]);
    for _ in 0..2 {
        w.piece(deal, "story", |_| {});
    }
    assert_eq!(
        told(&w, mia),
        ["$100 fee without a day (2 pieces have no day)"]
    );
    w.piece(deal, "reel", |d| d.live = Some(day("2026-11-01")));
    assert_eq!(
        told(&w, mia),
        ["$100 fee on 2026-11-15 (live + 14 d, 2 pieces have no day)"]
    );
}

#[test]
fn without_agreed_days_those_of_the_settings_count_from_agreement_or_signature() {
    let (mut w, mia, deal) = world();
    w.settings.general.net_days = 7;
    w.set(deal, |c| c.net_days = None);
    assert_eq!(told(&w, mia), ["$100 fee on 2026-10-08 (agreement + 7 d)"]);
    w.set(deal, |c| {
        (c.agreed, c.agreement_signed) = (None, Some(day("2026-10-05")));
    });
    assert_eq!(told(&w, mia), ["$100 fee on 2026-10-12 (agreement + 7 d)"]);
}

#[test]
fn work_is_handed_over_with_its_last_draft() {
    let (mut w, mia, deal) = world();
    delivered(&mut w, deal);
    let reel = w.piece(deal, "reel", |d| d.live_due = Some(day("2026-12-05")));
    let first = |w: &World| told(w, mia)[0].clone();
    assert_eq!(
        first(&w),
        "$100 fee expected 2026-12-05 (delivered, reel is not marked live)"
    );
    w.set(reel, |d| d.draft_due = Some(day("2026-12-02")));
    assert_eq!(
        first(&w),
        "$100 fee expected 2026-12-02 (delivered, reel is not marked live)"
    );
    w.set(reel, |d| d.live = Some(day("2026-11-08")));
    assert_eq!(first(&w), "$100 fee on 2026-11-08 (delivered)");
    w.set(reel, |d| d.approved = Some(day("2026-11-05")));
    assert_eq!(first(&w), "$100 fee on 2026-11-05 (delivered)");
    w.set(reel, |d| d.draft_in = Some(day("2026-11-02")));
    assert_eq!(first(&w), "$100 fee on 2026-11-02 (delivered)");
    for on in ["2026-11-12", "2026-11-10"] {
        w.piece(deal, "story", |d| d.draft_in = Some(day(on)));
    }
    assert_eq!(first(&w), "$100 fee on 2026-11-12 (delivered)");
    for _ in 0..3 {
        w.piece(deal, "short", |d| d.draft_due = Some(day("2026-12-01")));
    }
    assert_eq!(
        first(&w),
        "$100 fee expected 2026-12-01 (delivered, short and 2 more are not marked live)"
    );
}

#[test]
fn without_pieces_the_last_parcel_hands_over() {
    let (mut w, mia, deal) = world();
    delivered(&mut w, deal);
    let other = agreed(&mut w, mia, "0 USD");
    for (of, on) in [
        (deal, "2026-11-01"),
        (deal, "2026-11-10"),
        (deal, "2026-11-05"),
        (other, "2026-11-20"),
    ] {
        let gift = w.gift(mia, "tea", on);
        w.set(gift, |s| s.collaboration = Some(of));
    }
    assert_eq!(told(&w, mia), ["$100 fee on 2026-11-10 (delivered)"]);
    let row = w.model.of::<Payment>(mia).next().unwrap().id;
    w.set(row, |p| p.due_when = "live+30d".into());
    assert_eq!(
        told(&w, mia),
        ["$100 fee without a day (0 pieces have no day)"]
    );
}

#[test]
fn money_is_due_on_its_day_and_late_the_day_after() {
    let (mut w, mia, deal) = world();
    let row = payment(&mut w, deal, "10000 USD", |p| {
        p.due = Some(day("2026-11-24"));
    });
    let now = |w: &World| {
        let base = w.base();
        let line = lines::of_creator(&base, mia)[0];
        (line.state, line.is_late(&base))
    };
    for stored in [PaymentState::Agreed, PaymentState::Invoiced] {
        w.set(row, |p| p.state = stored);
        w.go("2026-11-23");
        assert_eq!(now(&w), (stored, false));
        w.go("2026-11-24");
        assert_eq!(now(&w), (PaymentState::Due, false));
        w.go("2026-11-25");
        assert_eq!(now(&w), (PaymentState::Due, true));
    }
    w.set(row, |p| p.state = PaymentState::Disputed);
    assert_eq!(now(&w), (PaymentState::Disputed, false));
    // A day that hangs on a piece is no certain one.
    let on = day("2026-11-24");
    let due = Due::On(on, Why::Agreed);
    assert_eq!((due.day(), due.certain()), (Some(on), Some(on)));
    w.set(row, |p| {
        (p.state, p.due, p.due_when) = (PaymentState::Agreed, None, "live".into());
    });
    w.piece(deal, "reel", |d| d.live_due = Some(on));
    assert_eq!(now(&w), (PaymentState::Agreed, false));
    let due = lines::of_creator(&w.base(), mia)[0].due;
    assert_eq!((due.day(), due.certain()), (Some(on), None));
}

#[test]
fn of_one_day_payments_come_before_the_rest_and_cents_are_open() {
    let (mut w, mia, deal) = world();
    let row = payment(&mut w, deal, "9999 USD", |p| {
        p.due = Some(day("2026-10-15"))
    });
    assert_eq!(
        told(&w, mia),
        [
            "$99.99 fee 1 of 2 on 2026-10-15",
            "$0.01 fee 2 of 2 on 2026-10-15 (agreement + 14 d)"
        ]
    );
    w.set(row, |p| p.amount.minor = 1);
    assert_eq!(told(&w, mia)[0], "$0.01 fee 1 of 2 on 2026-10-15");
    // An invoice a cent over the fee, and one that is all beyond it but a cent.
    w.set(row, |p| p.amount.minor = 10_001);
    assert_eq!(
        told(&w, mia),
        ["$100 fee on 2026-10-15", "$0.01 fee on 2026-10-15 too much"]
    );
    w.set(deal, |c| c.fee = crate::domain::testing::money("1 USD"));
    assert_eq!(
        told(&w, mia),
        ["$0.01 fee on 2026-10-15", "$100 fee on 2026-10-15 too much"]
    );
    // What goes beyond is taken from the last part first.
    payment(&mut w, deal, "50 USD", |p| p.due = Some(day("2026-10-20")));
    assert_eq!(
        told(&w, mia),
        [
            "$0.01 fee 1 of 2 on 2026-10-15",
            "$100 fee 1 of 2 on 2026-10-15 too much",
            "$0.50 fee 2 of 2 on 2026-10-20 too much"
        ]
    );
}

#[test]
fn payments_of_no_deal_have_a_balance_of_their_own() {
    let (mut w, mia, _) = world();
    let money = |text: &str| crate::domain::testing::money(text).unwrap();
    w.payment(mia, money("300 EUR"), "2026-12-01");
    let paid = w.payment(mia, money("20 EUR"), "2026-12-01");
    let waived = w.payment(mia, money("1 EUR"), "2026-12-01");
    w.set(paid, |p| {
        (p.state, p.paid) = (PaymentState::Paid, Some(day("2026-11-10")));
    });
    w.set(waived, |p| p.state = PaymentState::Waived);
    let all = balance::outside(&w.base(), mia);
    assert_eq!(all.len(), 1);
    let b = all[0];
    assert_eq!((b.agreed, b.paid, b.waived, b.open), (321, 20, 1, 300));
    assert_eq!(balance::paid(&w.base(), mia).to_string(), "€0.20");
    let between = |from: &str, to: &str| {
        let rows = w.model.of::<Payment>(mia);
        balance::paid_between(rows, day(from), day(to)).to_string()
    };
    assert_eq!(between("2026-11-10", "2026-11-10"), "€0.20");
    assert_eq!(between("2026-11-11", "2026-12-31"), "–");
    assert_eq!(between("2026-01-01", "2026-11-09"), "–");
}

#[test]
fn work_that_began_was_agreed_unless_it_was_declined() {
    let (mut w, mia, deal) = world();
    w.set(deal, |c| c.agreed = None);
    let open = |w: &World| balance::open(&w.base(), mia).to_string();
    assert_eq!(open(&w), "$100");
    for outcome in [Outcome::Declined, Outcome::NoReply, Outcome::NotAFit] {
        w.set(deal, |c| c.outcome = Some(outcome));
        assert_eq!(open(&w), "–");
    }
    w.set(deal, |c| c.fee = crate::domain::testing::money("1 USD"));
    w.set(deal, |c| c.outcome = None);
    assert_eq!(open(&w), "$0.01");
}
