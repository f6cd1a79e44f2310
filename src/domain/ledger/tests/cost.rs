//! What work cost, each part counted by hand.

use super::money::{agreed, payment};
use crate::domain::ids::Id;
use crate::domain::ledger::cost::{self, Cost};
use crate::domain::ledger::periods::Window;
use crate::domain::ledger::rates::{self, General};
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::rows::*;
use crate::domain::settings::Settings;
use crate::domain::testing::{World, day, money};

fn world(fee: &str) -> (World, Id<Creator>, Id<Collaboration>) {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let deal = agreed(&mut w, mia, fee);
    (w, mia, deal)
}

/// `fee 5000 USD`, a line for each amount there is, zeros included.
fn told(w: &World, deal: Id<Collaboration>) -> Vec<String> {
    let whole = cost::of_deal(&w.base(), w.model.get(deal).unwrap());
    let parts = whole.parts();
    let lines = parts
        .iter()
        .flat_map(|(name, part)| part.iter().map(move |m| format!("{name} {}", m.stored())));
    lines.collect()
}

fn pay(w: &mut World, deal: Id<Collaboration>, amount: &str, kind: PaymentKind, on: &str) {
    let on = day(on);
    payment(w, deal, amount, |p| {
        (p.kind, p.state, p.paid) = (kind, PaymentState::Paid, Some(on));
    });
}

fn expense(w: &mut World, deal: Id<Collaboration>, amount: &str, on: &str) {
    let who = w.model.get(deal).unwrap().creator;
    w.add(|id| Expense {
        id,
        creator: Some(who),
        campaign: None,
        collaboration: Some(deal),
        deliverable: None,
        kind: ExpenseKind::Boosting,
        amount: money(amount).unwrap(),
        day: day(on),
        reference: Text::default(),
        note: Text::default(),
    });
}

fn parcel(
    w: &mut World,
    deal: Id<Collaboration>,
    cost: Option<&str>,
    value: Option<&str>,
) -> Id<Shipment> {
    let who = w.model.get(deal).unwrap().creator;
    let gift = w.gift(who, "tea", "2026-10-10");
    w.set(gift, |s| {
        s.collaboration = Some(deal);
        (s.cost, s.value) = (cost.and_then(money), value.and_then(money));
    });
    gift
}

#[test]
fn a_fee_counts_by_its_live_pieces_rounded_half_up_and_not_below_what_is_paid() {
    let (mut w, mia, deal) = world("10001 USD");
    w.piece(deal, "reel", |d| d.live = Some(day("2026-11-01")));
    let story = w.piece(deal, "story", |_| {});
    let missed = w.piece(deal, "short", |_| {});
    // A live piece and a payment of another deal do not count.
    let other = agreed(&mut w, mia, "777 USD");
    w.piece(other, "reel", |d| d.live = Some(day("2026-11-01")));
    pay(&mut w, other, "9999 USD", PaymentKind::Fee, "2026-11-02");
    assert_eq!(told(&w, deal), ["fee 3334 USD"]);
    w.set(missed, |d| d.state = PieceState::Missed);
    assert_eq!(told(&w, deal), ["fee 5001 USD"]);
    payment(&mut w, deal, "9000 USD", |_| {});
    pay(&mut w, deal, "3000 USD", PaymentKind::Fee, "2026-11-02");
    assert_eq!(told(&w, deal), ["fee 5001 USD"]);
    pay(&mut w, deal, "3000 USD", PaymentKind::Fee, "2026-11-03");
    assert_eq!(told(&w, deal), ["fee 6000 USD"]);
    // A verified piece is live, whatever its day.
    w.set(story, |d| d.state = PieceState::Verified);
    assert_eq!(told(&w, deal), ["fee 10001 USD"]);
}

#[test]
fn a_fee_without_pieces_counts_once_the_deal_is_completed_less_what_was_waived() {
    let (mut w, _, deal) = world("50000 USD");
    assert_eq!(told(&w, deal), [""; 0]);
    pay(&mut w, deal, "2000 USD", PaymentKind::Fee, "2026-11-02");
    assert_eq!(told(&w, deal), ["fee 2000 USD"]);
    w.set(deal, |c| c.outcome = Some(Outcome::Completed));
    assert_eq!(told(&w, deal), ["fee 50000 USD"]);
    payment(&mut w, deal, "10000 USD", |p| {
        p.state = PaymentState::Waived
    });
    assert_eq!(told(&w, deal), ["fee 40000 USD"]);
    pay(
        &mut w,
        deal,
        "60000 USD",
        PaymentKind::KillFee,
        "2026-11-03",
    );
    assert_eq!(told(&w, deal), ["fee 62000 USD"]);
}

#[test]
fn a_fee_paid_in_another_currency_is_what_is_paid() {
    let (mut w, _, deal) = world("50000 USD");
    w.piece(deal, "reel", |d| d.live = Some(day("2026-11-01")));
    assert_eq!(told(&w, deal), ["fee 50000 USD"]);
    pay(
        &mut w,
        deal,
        "45000 EUR",
        PaymentKind::KillFee,
        "2026-11-03",
    );
    assert_eq!(told(&w, deal), ["fee 45000 EUR"]);
}

#[test]
fn work_for_nothing_costs_nothing_and_is_known_to() {
    let (mut w, _, deal) = world("0 USD");
    w.piece(deal, "reel", |d| d.live = Some(day("2026-11-01")));
    assert_eq!(told(&w, deal), ["fee 0 USD"]);
    w.set(deal, |c| {
        (c.stage, c.agreed) = (Stage::Onboarding, None);
    });
    assert_eq!(told(&w, deal), [""; 0]);
    // More waived than agreed is no income.
    let (mut w, _, deal) = world("100 USD");
    w.piece(deal, "reel", |d| d.live = Some(day("2026-11-01")));
    payment(&mut w, deal, "300 USD", |p| p.state = PaymentState::Waived);
    assert_eq!(told(&w, deal), [""; 0]);
}

#[test]
fn each_part_of_a_cost_is_counted_once() {
    let (mut w, mia, deal) = world("0 USD");
    w.settings.orders.hold_days = 14;
    w.set(deal, |c| {
        (c.fee, c.commission, c.bonus) = (None, Some(1_000), "$60 above 1 orders".into());
    });
    for on in ["2026-10-01", "2026-10-02"] {
        w.add(|id| Sale {
            creator: Some(mia),
            collaboration: Some(deal),
            ..Sale::new(id, day(on), money("10000 USD"))
        });
    }
    assert_eq!(told(&w, deal), ["commission 2000 USD", "bonus 6000 USD"]);
    pay(
        &mut w,
        deal,
        "2500 USD",
        PaymentKind::Commission,
        "2026-11-01",
    );
    pay(&mut w, deal, "7000 USD", PaymentKind::Bonus, "2026-11-01");
    pay(
        &mut w,
        deal,
        "1234 USD",
        PaymentKind::Reimbursement,
        "2026-11-01",
    );
    expense(&mut w, deal, "4321 USD", "2026-11-01");
    parcel(&mut w, deal, Some("800 USD"), Some("3000 USD"));
    parcel(&mut w, deal, None, Some("1700 USD"));
    parcel(&mut w, deal, None, None);
    parcel(&mut w, deal, None, None);
    let waits = parcel(&mut w, deal, Some("5000 USD"), None);
    w.set(waits, |s| s.state = ParcelState::ToSend);
    // Another deal of the same creator has its own cost.
    let other = agreed(&mut w, mia, "777 USD");
    expense(&mut w, other, "99 USD", "2026-11-01");
    parcel(&mut w, other, Some("888 USD"), None);
    let all = [
        "commission 2500 USD",
        "bonus 7000 USD",
        "product, shipping 2500 USD",
        "paid back 1234 USD",
        "expenses 4321 USD",
    ];
    assert_eq!(told(&w, deal), all);
    let whole = cost::of_deal(&w.base(), w.model.get(deal).unwrap());
    assert_eq!(whole.total(), Purse::from_iter(money("17555 USD")));
    assert_eq!((whole.estimated_parcels, whole.unknown_parcels), (1, 2));
}

fn of_all() -> Cost {
    let euro = Currency::parse("EUR").unwrap();
    let purse = |minor: i64| -> Purse {
        let both = [
            Money::new(minor, Currency::USD),
            Money::new(minor * 2, euro),
        ];
        both.into_iter().collect()
    };
    Cost {
        fee: purse(101),
        commission: purse(201),
        bonus: purse(301),
        product: purse(401),
        reimbursed: purse(501),
        expenses: purse(601),
        estimated_parcels: 2,
        unknown_parcels: 3,
    }
}

fn minors(cost: &Cost, code: &str) -> [i64; 6] {
    let currency = Currency::parse(code).unwrap();
    cost.parts().map(|(_, part)| part.minor(currency))
}

#[test]
fn the_parts_of_a_cost_add_up_to_the_cent_and_parcels_are_in_the_first() {
    let whole = of_all();
    let (mut first, second) = (whole.part(0, 2), whole.part(1, 2));
    assert_eq!(minors(&first, "USD"), [51, 101, 151, 201, 251, 301]);
    assert_eq!(minors(&second, "USD"), [50, 100, 150, 200, 250, 300]);
    let parcels = |c: &Cost| (c.estimated_parcels, c.unknown_parcels);
    assert_eq!((parcels(&first), parcels(&second)), ((2, 3), (0, 0)));
    first.merge(&second);
    assert_eq!(first, whole);
    let euros = whole.in_currency(Currency::parse("EUR").unwrap());
    assert_eq!(minors(&euros, "EUR"), [202, 402, 602, 802, 1002, 1202]);
    assert_eq!((minors(&euros, "USD"), parcels(&euros)), ([0; 6], (2, 3)));
    assert_eq!(whole.total().minor(Currency::USD), 2_106);
}

#[test]
fn a_cost_lies_in_the_days_of_the_pieces_that_carry_it() {
    let (mut w, _, deal) = world("10001 USD");
    let whole = Cost {
        fee: Purse::from_iter(money("101 USD")),
        ..Cost::default()
    };
    let fee = |w: &World, window: Window<'_>| {
        let pieces: Vec<&Deliverable> = w.model.deliverables.iter().collect();
        let part = cost::in_window(&whole, &pieces, &window);
        part.fee.minor(Currency::USD)
    };
    let days = |from: &str, until: &str| Window::Days(day(from), day(until));
    // Without pieces it lies in no span, and with what lies in no wave.
    let waves = crate::domain::ledger::periods::Waves::default();
    assert_eq!(fee(&w, Window::All), 101);
    assert_eq!(fee(&w, days("2026-01-01", "2027-01-01")), 0);
    assert_eq!(fee(&w, Window::Wave(&waves, None)), 101);
    let (a, b) = (days("2026-01-01", "2027-01-01"), Window::All);
    assert_eq!(fee(&w, Window::Both(&a, &b)), 0);
    assert_eq!(fee(&w, Window::Both(&b, &b)), 101);
    // While none is live, those that were not missed carry it.
    let reel = w.piece(deal, "reel", |_| {});
    let story = w.piece(deal, "story", |_| {});
    let missed = w.piece(deal, "short", |d| d.state = PieceState::Missed);
    w.set(missed, |d| d.live = None);
    let ids = |w: &World| -> Vec<Id<Deliverable>> {
        let pieces: Vec<&Deliverable> = w.model.deliverables.iter().collect();
        cost::carriers(&pieces).iter().map(|p| p.id).collect()
    };
    assert_eq!(ids(&w), [reel, story]);
    w.set(reel, |d| d.live = Some(day("2026-10-05")));
    assert_eq!(ids(&w), [reel]);
    w.set(story, |d| d.live = Some(day("2026-10-25")));
    assert_eq!(fee(&w, days("2026-10-05", "2026-10-25")), 51);
    assert_eq!(fee(&w, days("2026-10-06", "2026-10-26")), 50);
    assert_eq!(fee(&w, days("2026-10-05", "2026-10-26")), 101);
    let (a, b) = (
        days("2026-10-01", "2026-11-01"),
        days("2026-10-20", "2026-12-01"),
    );
    assert_eq!(fee(&w, Window::Both(&a, &b)), 50);
    assert_eq!(fee(&w, Window::Both(&b, &a)), 50);
}

#[test]
fn each_fact_of_a_cost_takes_the_rate_of_its_own_day() {
    let (mut w, mia, deal) = world("100000 EUR");
    let rates: Vec<String> = (1..=9)
        .map(|d| format!("\"1.0{d} 2026-10-0{d}\""))
        .chain(["\"0.50 2026-01-01\"".into()])
        .collect();
    w.settings = Settings::from_toml(&format!("[rates]\nEUR = [{}]\n", rates.join(", "))).0;
    w.piece(deal, "reel", |d| d.live = Some(day("2026-11-01")));
    pay(&mut w, deal, "20000 EUR", PaymentKind::Fee, "2026-10-02");
    let sent = parcel(&mut w, deal, Some("10000 EUR"), None);
    w.set(sent, |s| s.sent = Some(day("2026-10-04")));
    let waits = parcel(&mut w, deal, Some("5000 EUR"), None);
    w.set(waits, |s| s.state = ParcelState::ToSend);
    expense(&mut w, deal, "10000 EUR", "2026-10-06");
    let other = agreed(&mut w, mia, "777 EUR");
    expense(&mut w, other, "70000 EUR", "2026-10-08");
    parcel(&mut w, other, Some("70000 EUR"), None);
    pay(&mut w, other, "70000 EUR", PaymentKind::Fee, "2026-10-08");
    let general = |w: &World| {
        let row = w.model.get(deal).unwrap();
        let whole = cost::of_deal(&w.base(), row);
        cost::in_general(&w.base(), row, &whole)
    };
    // 20,400 and 10,400 and 10,600, and the 80,000 that are not paid at 1.01.
    let sum = general(&w);
    assert_eq!((sum.minor, sum.about, sum.missing), (122_200, true, false));
    // Without a day of the agreement: at 0.50, of the day it was opened.
    w.set(deal, |c| c.agreed = None);
    assert_eq!(general(&w).minor, 20_400 + 10_400 + 10_600 + 40_000);
}

#[test]
fn a_sum_in_the_general_currency_is_divided_and_added_to_the_cent() {
    let sum = |minor, about, missing| General {
        minor,
        about,
        missing,
    };
    let whole = sum(101, true, false);
    assert_eq!((whole.part(0, 2).minor, whole.part(1, 2).minor), (51, 50));
    let mut both = whole.part(0, 2);
    both.merge(&whole.part(1, 2));
    assert_eq!(both, whole);
    let mut exact = sum(1, false, false);
    exact.merge(&sum(2, false, false));
    assert_eq!(exact, sum(3, false, false));
    exact.merge(&sum(0, false, true));
    assert_eq!(exact, sum(3, false, true));
    // Another general currency than the dollar; half a cent is a cent.
    let (mut s, _) = Settings::from_toml("[rates]\nUSD = \"0.5 2026-01-01\"\n");
    s.general.currency = Currency::parse("EUR");
    let at = |amount: &str| rates::convert(&s, money(amount).unwrap(), day("2026-10-01"));
    assert_eq!(at("7 EUR"), Some(7));
    assert_eq!(
        (at("1 USD"), at("2 USD"), at("3 USD")),
        (Some(1), Some(1), Some(2))
    );
    assert_eq!(sum(5, false, false).whole(&s), money("5 EUR"));
}
