//! What a bonus has reached: each thing that is counted, by hand.

use crate::domain::change::Step;
use crate::domain::ids::Id;
use crate::domain::ledger::bonus;
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

fn world(words: &str) -> (World, Id<Creator>, Id<Collaboration>) {
    let mut w = World::on("2026-11-24");
    w.settings.orders.hold_days = 14;
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Measurement);
    w.set(deal, |c| {
        (c.bonus, c.opened) = (words.into(), day("2025-01-01"));
    });
    (w, mia, deal)
}

fn reached(w: &World, deal: Id<Collaboration>) -> i64 {
    let standing = bonus::of_deal(&w.base(), w.model.get(deal).unwrap());
    standing.unwrap().reached
}

fn numbers(w: &mut World, piece: Id<Deliverable>, on: &str, views: i64, clicks: i64) {
    let creator = w.model.get(piece).unwrap().creator;
    w.add(|id| PostResult {
        id,
        creator,
        deliverable: piece,
        day: day(on),
        views: Some(views),
        reach: None,
        impressions: None,
        likes: None,
        comments: None,
        shares: None,
        saves: None,
        clicks: Some(clicks),
        orders: None,
        new_customers: None,
        sales: None,
        mood: None,
        on_topic: None,
    });
}

#[test]
fn views_and_clicks_are_the_newest_numbers_of_pieces_thirty_days_old() {
    let (mut w, mia, deal) = world("$0.01 per 1 views");
    let reel = w.piece(deal, "reel", |d| d.live = Some(day("2026-10-25")));
    let late = w.piece(deal, "reel", |d| d.live = Some(day("2026-10-26")));
    w.piece(deal, "story", |d| d.live = Some(day("2026-10-01")));
    let other = w.deal(mia, Stage::Measurement);
    let foreign = w.piece(other, "reel", |d| d.live = Some(day("2026-10-01")));
    numbers(&mut w, reel, "2026-11-20", 700, 70);
    numbers(&mut w, reel, "2026-11-10", 500, 50);
    numbers(&mut w, late, "2026-11-20", 9_000, 900);
    numbers(&mut w, foreign, "2026-11-20", 80_000, 8_000);
    assert_eq!(reached(&w, deal), 700);
    w.set(deal, |c| c.bonus = "$0.01 per 1 clicks".into());
    assert_eq!(reached(&w, deal), 70);
    w.go("2026-11-25");
    assert_eq!(reached(&w, deal), 970);
    // Each piece by itself, each month by itself, and all together.
    for (words, cents) in [
        ("$1 from 70 clicks each piece", 200),
        ("$1 from 70 clicks", 100),
        ("$1 from 900 clicks a month", 100),
        ("$1 from 970 clicks per month", 100),
    ] {
        w.set(deal, |c| c.bonus = words.into());
        assert_eq!(reached(&w, deal), cents, "{words}");
    }
    w.set(late, |d| d.live = Some(day("2025-10-25")));
    w.set(deal, |c| c.bonus = "$1 from 70 clicks a month".into());
    assert_eq!(reached(&w, deal), 200);
}

#[test]
fn sign_ups_are_those_counted_for_the_deal() {
    let (mut w, mia, deal) = world("$0.01 per 1 sign-ups");
    let other = w.deal(mia, Stage::Measurement);
    for (of, name, value) in [
        (deal, "Sign-ups", 30),
        (deal, "sign ups", 4),
        (deal, "leads", 500),
        (other, "Sign-ups", 6_000),
    ] {
        w.add(|id| OwnCount {
            id,
            creator: Some(mia),
            campaign: None,
            collaboration: Some(of),
            deliverable: None,
            day: day("2026-11-01"),
            name: name.into(),
            value,
        });
    }
    assert_eq!(reached(&w, deal), 34);
}

#[test]
fn sales_and_new_customers_count_from_the_day_their_returns_are_over() {
    let (mut w, mia, deal) = world("$0.01 per $0.01 sales");
    let mut sold = |amount: &str, on: &str, new| {
        w.add(|id| Sale {
            creator: Some(mia),
            collaboration: Some(deal),
            new_customer: new,
            refunded: 5,
            ..Sale::new(id, day(on), money(amount))
        })
    };
    sold("305 USD", "2026-11-10", Some(true));
    sold("45 USD", "2026-11-01", Some(false));
    sold("6005 EUR", "2026-11-01", None);
    sold("70005 USD", "2026-11-11", Some(true));
    assert_eq!(reached(&w, deal), 340);
    let rows = [
        ("$0.01 per 1 new customers", 1),
        ("$0.01 per 1 orders", 3),
        ("$1 from $3.40 sales", 100),
        ("$1 over $3.40 sales", 0),
        ("€1 from 60 sales", 100),
        ("€1 from 61 sales", 0),
    ];
    for (words, cents) in rows {
        w.set(deal, |c| c.bonus = words.into());
        assert_eq!(reached(&w, deal), cents, "{words}");
    }
}

#[test]
fn what_is_reached_is_told_and_added_due_at_the_end_of_the_month() {
    let (mut w, mia, deal) = world("£60 above 0 orders");
    w.add(|id| Sale {
        creator: Some(mia),
        collaboration: Some(deal),
        ..Sale::new(id, day("2026-11-01"), money("100 USD"))
    });
    let row = |w: &World| w.model.get(deal).unwrap().clone();
    let words = |w: &World| bonus::words(&w.base(), &row(w));
    assert_eq!(words(&w).as_deref(), Some("£60 reached, £0 in payments"));
    assert_eq!(bonus::reached(&w.base(), &row(&w)).to_string(), "£60");
    let open = bonus::of_deal(&w.base(), &row(&w)).unwrap().open();
    let mut step = Step::new("Bonus");
    bonus::add(&w.base(), &mut step, &row(&w), open);
    w.apply(&step);
    let made = w.model.of::<Payment>(mia).next().unwrap();
    assert_eq!((made.amount, made.due), (open, Some(day("2026-11-30"))));
    assert_eq!(words(&w).as_deref(), Some("£60 reached, £60 in payments"));
    w.set(deal, |c| c.bonus = "a nice pot".into());
    assert_eq!(words(&w).as_deref(), Some("by hand"));
    w.set(deal, |c| c.bonus = " ".into());
    assert_eq!(words(&w), None);
    assert!(bonus::reached(&w.base(), &row(&w)).is_empty());
}

#[test]
fn counts_are_read_with_thousands_millions_and_parts_of_them() {
    let currency = crate::domain::money::Currency::USD;
    let from = |text: &str| {
        let words = format!("$1 from {text} views");
        bonus::Rule::parse(&words, currency).map(|rule| rule.from)
    };
    assert_eq!(from("1,000"), Some(1_000));
    assert_eq!(from("2m"), Some(2_000_000));
    assert_eq!(from("1.5m"), Some(1_500_000));
    assert_eq!(from("1.234k"), Some(1_234));
    assert_eq!((from("0"), from("-1")), (Some(0), None));
    assert_eq!((from("1.2345k"), from("1.5")), (None, None));
    // From nothing on still needs the first.
    let (mut w, mia, deal) = world("$1 from 0 orders");
    assert_eq!(reached(&w, deal), 0);
    w.add(|id| Sale {
        creator: Some(mia),
        collaboration: Some(deal),
        ..Sale::new(id, day("2026-11-01"), money("100 USD"))
    });
    assert_eq!(reached(&w, deal), 100);
    // A bonus of a cent is one.
    w.set(deal, |c| c.bonus = "$0.01 from 1 orders".into());
    let row = w.model.get(deal).unwrap();
    assert_eq!(bonus::reached(&w.base(), row).to_string(), "$0.01");
}
