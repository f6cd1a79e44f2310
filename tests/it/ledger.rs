//! A year of one creator worked out by hand: two currencies, a deposit, two codes, a refund told
//! later, commission in steps, a bonus that is not reached yet, a wave without posts, an undated
//! piece. Every figure stands where people and scripts read it, and is the same there.

use serde_json::{Value, json};

use touchbase::domain::money::Money;
use touchbase::domain::rows::*;

use super::cli::Home;
use super::harness::{Desk, File, at};
use super::seed::{Seed, day};

/// Tuesday, nine o'clock in Berlin and eight in the zone of the command line.
const NOW: &str = "2026-12-15T09:00:00";

fn money(text: &str) -> Option<Money> {
    Money::from_stored(text)
}

/// Four orders by two codes: $100, $200 (of which $50 were given back in May), $100 on which both
/// codes stand, $50 ten days ago. 8% of the first two, 10% of the others.
fn orders(s: &mut Seed, mia: touchbase::domain::ids::Id<Creator>) {
    let order = |s: &mut Seed, reference: &str, on: &str, amount: &str, code: &str, place: i32| {
        s.add(|id| Sale {
            order_ref: reference.into(),
            code: code.into(),
            place,
            by: Attribution::Code,
            new_customer: Some(reference != "1002"),
            ..Sale::new(id, day(on), money(amount))
        })
    };
    order(s, "#1001", "2026-04-12", "10000 USD", "MIA10", 0);
    let second = order(s, "1002", "2026-04-15", "20000 USD", "mia15", 0);
    order(s, "1003", "2026-05-21", "10000 USD", "MIA10", 0);
    order(s, "1003", "2026-05-21", "10000 USD", "MIA15", 1);
    order(s, "1004", "2026-12-05", "5000 USD", "MIA10", 0);
    s.add(|id| Refund {
        id,
        creator: Some(mia),
        campaign: None,
        sale: second,
        day: day("2026-05-20"),
        amount: money("5000 USD").unwrap(),
        source: "".into(),
        note: "".into(),
    });
}

fn seed(s: &mut Seed) {
    let winter = s.campaign("Winter");
    s.set(winter, |c| c.budget = money("100000 USD"));
    for (name, from, to) in [
        ("one", "2026-04-01", "2026-04-30"),
        ("two", "2026-06-01", "2026-06-30"),
    ] {
        s.add(|id| Wave {
            id,
            campaign: winter,
            name: name.into(),
            start: Some(day(from)),
            end: Some(day(to)),
        });
    }
    let mia = s.creator("Mia Okafor");
    s.set(mia, |c| c.country = "United States of America".into());
    let deal = s.deal(mia, Stage::Measurement);
    s.set(deal, |d| {
        d.opened = day("2026-03-01");
        (d.campaign, d.agreed) = (Some(winter), Some(day("2026-03-05")));
        (d.fee, d.net_days) = (money("90000 USD"), Some(30));
        (d.commission, d.hold_days) = (Some(800), Some(14));
        d.commission_terms = "8% then 10% over 2 orders".into();
        d.bonus = "$60 above 3 orders".into();
    });
    for live in [Some("2026-04-10"), Some("2026-05-20"), None] {
        s.piece(deal, "reel", |p| {
            if let Some(on) = live {
                (p.state, p.live) = (PieceState::Verified, Some(day(on)));
                p.disclosure = Seen::Yes;
            }
        });
    }
    s.add(|id| Payment {
        state: PaymentState::Paid,
        paid: Some(day("2026-03-10")),
        ..Payment::new(
            id,
            mia,
            Some(deal),
            money("30000 USD").unwrap(),
            PaymentKind::Fee,
        )
    });
    for code in ["MIA10", "MIA15"] {
        s.add(|id| Right {
            id,
            creator: mia,
            collaboration: Some(deal),
            deliverable: None,
            kind: RightKind::Code,
            scope: "".into(),
            channels: "".into(),
            territory: "".into(),
            code: code.into(),
            start: Some(day("2026-03-01")),
            end: None,
            state: RightState::Active,
        });
    }
    orders(s, mia);
    s.add(|id| Shipment {
        id,
        creator: mia,
        collaboration: Some(deal),
        product: "two tins".into(),
        value: money("4400 USD"),
        cost: money("2450 USD"),
        tracking: "".into(),
        state: ParcelState::Delivered,
        sent: Some(day("2026-03-20")),
        delivered: Some(day("2026-03-24")),
        post_agreed: true,
        posted: None,
    });
    s.add(|id| Expense {
        id,
        creator: Some(mia),
        campaign: None,
        collaboration: Some(deal),
        deliverable: None,
        kind: ExpenseKind::Boosting,
        amount: money("4000 USD").unwrap(),
        day: day("2026-04-12"),
        reference: "".into(),
        note: "".into(),
    });
    // In euros and in no campaign: €400 for one reel, paid, one order by hand.
    let other = s.deal(mia, Stage::Measurement);
    s.set(other, |d| {
        d.opened = day("2026-08-20");
        (d.agreed, d.fee) = (Some(day("2026-09-01")), money("40000 EUR"));
    });
    s.piece(other, "story", |p| {
        (p.state, p.live) = (PieceState::Verified, Some(day("2026-09-20")));
        p.disclosure = Seen::Yes;
    });
    s.add(|id| Payment {
        state: PaymentState::Paid,
        paid: Some(day("2026-10-05")),
        ..Payment::new(
            id,
            mia,
            Some(other),
            money("40000 EUR").unwrap(),
            PaymentKind::Fee,
        )
    });
    s.add(|id| Sale {
        creator: Some(mia),
        collaboration: Some(other),
        order_ref: "B1".into(),
        ..Sale::new(id, day("2026-09-25"), money("8000 EUR"))
    });
}

fn desk() -> Desk {
    let clock = at(NOW);
    let mut s = Seed::new(clock);
    seed(&mut s);
    Desk::open(clock, File::Step(Box::new(s.into_step())))
}

/// What a verb prints about the file of a desk.
fn json_of(desk: &Desk, args: &[&str]) -> Value {
    let db = desk.m.paths().db.display().to_string();
    let home = Home::new().at(NOW);
    let mut all = vec!["--db", db.as_str()];
    all.extend_from_slice(args);
    serde_json::from_str(&home.ok(&all)).unwrap()
}

fn usd(minor: i64) -> Value {
    json!({ "minor": minor, "currency": "USD" })
}

#[test]
fn a_year_comes_to_the_same_on_every_road() {
    let mut desk = desk();
    // Cost: two of three pieces are live, so $600 of the fee of $900; commission 8% of $100 and of
    // $150, 10% of $100 and of $50, together $35; the parcel $24.50; boosting $40.
    let report = json_of(&desk, &["report", "winter", "--json"]);
    let total = &report["total"];
    assert_eq!(total["orders"], json!(4));
    assert_eq!(total["new_customers"], json!(3));
    assert_eq!(total["sales"], json!("$400"));
    assert_eq!(total["cost"], json!("$699.50"));
    assert_eq!(total["cpa"], json!("$174.88"));
    assert_eq!(report["creators"][0]["metrics"], *total);
    desk.keys("5")
        .shows("$699.50")
        .shows("$174.88")
        .shows("$400");
    // Wave one: half of the cost, for one of the two live pieces; its two orders. Wave two has no
    // post and nothing else.
    let wave = |name: &str| json_of(&desk, &["report", "winter", "--wave", name, "--json"]);
    let one = wave("one");
    assert_eq!(one["total"]["orders"], json!(2));
    assert_eq!(one["total"]["sales"], json!("$250"));
    assert_eq!(one["total"]["cost"], json!("$349.75"));
    let two = wave("two");
    assert_eq!(two["creators"], json!([]));
    assert_eq!(two["total"]["orders"], Value::Null);
}

#[test]
fn what_is_owed_for_a_year_is_the_same_on_every_road() {
    let mut desk = desk();
    let all = json_of(&desk, &["money", "--json"]);
    // $300 of $900 is paid; the rest is due 30 days after the newest live piece, 20 May.
    assert_eq!(all["open"], json!([usd(60_000)]));
    assert_eq!(all["late"], json!([usd(60_000)]));
    let line = &all["lines"][0];
    assert_eq!(line["amount"], usd(60_000));
    assert_eq!(line["due"], json!("2026-06-19"));
    let euro = json!({ "minor": 40_000, "currency": "EUR" });
    assert_eq!(all["paid_this_year"], json!([euro, usd(30_000)]));
    // April: 8% of $300, ready on 14 May. May: 10% of $100 less 8% of the $50 that were given back
    // after that. December still grows.
    let months = all["commission"].as_array().unwrap();
    let share = |month: &str| {
        let row = months
            .iter()
            .find(|m| m["month"].as_str().unwrap().starts_with(month));
        row.map(|m| (m["share"]["minor"].as_i64(), m["ready"].as_bool()))
    };
    assert_eq!(share("2026-04"), Some((Some(2_400), Some(true))));
    assert_eq!(share("2026-05"), Some((Some(600), Some(true))));
    assert_eq!(share("2026-12"), Some((Some(500), Some(false))));
    // Spent: paid $300, the parcel, the boosting.
    let budget = &all["budgets"][0];
    assert_eq!(budget["agreed"], json!([usd(60_000)]));
    assert_eq!(budget["spent"], json!([usd(36_450)]));
    assert_eq!(budget["left"], usd(3_550));
    desk.keys("g $")
        .shows("$600 open")
        .shows("Mia Okafor")
        .shows("Fri 19 Jun");
    let today = json_of(&desk, &["today", "--json"]).to_string();
    assert!(today.contains("$600"), "{today}");
    // Paying a part leaves the rest, with the day it had, and changes no cost.
    desk.keys("Esc a").enter("@miaokafor $100 paid");
    let after = json_of(&desk, &["money", "--json"]);
    assert_eq!(after["open"], json!([usd(50_000)]));
    assert_eq!(after["lines"][0]["due"], json!("2026-06-19"));
    let report = json_of(&desk, &["report", "winter", "--json"]);
    assert_eq!(report["total"]["cost"], json!("$699.50"));
}
