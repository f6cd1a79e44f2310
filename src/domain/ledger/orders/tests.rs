//! Which rows are one order, whose it is, what is left of it.

use super::*;
use crate::domain::testing::{World, day, money};

struct Shop {
    w: World,
    mia: Id<Creator>,
    theo: Id<Creator>,
    deal: Id<Collaboration>,
}

fn shop() -> Shop {
    let mut w = World::on("2026-11-24");
    let (mia, theo) = (w.creator("Mia"), w.creator("Theo"));
    let deal = w.deal(mia, Stage::Creation);
    w.set(deal, |d| d.opened = day("2026-10-01"));
    for (who, code) in [(mia, "MIA10"), (theo, "THEO10")] {
        w.add(|id| Right {
            id,
            creator: who,
            collaboration: None,
            deliverable: None,
            kind: RightKind::Code,
            scope: "".into(),
            channels: "".into(),
            territory: "".into(),
            code: code.into(),
            start: None,
            end: None,
            state: RightState::Active,
        });
    }
    Shop { w, mia, theo, deal }
}

impl Shop {
    fn row(&mut self, reference: &str, with: impl FnOnce(&mut Sale)) -> Id<Sale> {
        self.w.add(|id| {
            let mut row = Sale::new(id, day("2026-11-10"), money("4000 USD"));
            row.order_ref = reference.into();
            with(&mut row);
            row
        })
    }

    fn refund(&mut self, sale: Id<Sale>, on: &str, minor: i64) {
        self.w.add(|id| Refund {
            id,
            creator: None,
            campaign: None,
            sale,
            day: day(on),
            amount: Money::new(minor, money("0 USD").unwrap().currency),
            source: "".into(),
            note: "".into(),
        });
    }

    /// `1001 Mia 4000-500=3500`
    fn of(&self, who: Id<Creator>) -> Vec<String> {
        let line = |o: &Order| {
            let minor = |m: Option<Money>| m.map_or("?".to_string(), |m| m.minor.to_string());
            format!(
                "{} {}-{}={} x{}",
                o.reference,
                minor(o.gross),
                o.refunded(),
                minor(o.net()),
                o.count()
            )
        };
        of_creator(&self.w.model, who).iter().map(line).collect()
    }
}

#[test]
fn rows_with_one_number_are_one_order_however_it_is_written() {
    let mut s = shop();
    let (mia, theo) = (s.mia, s.theo);
    s.row("#1001", |r| {
        (r.code, r.by) = ("MIA10".into(), Attribution::Code)
    });
    s.row(" 1001 ", |r| {
        (r.creator, r.by) = (Some(mia), Attribution::Link)
    });
    s.row("1001", |r| {
        (r.creator, r.by) = (Some(theo), Attribution::Hand)
    });
    assert_eq!(s.of(s.mia), ["#1001 4000-0=4000 x1"]);
    assert_eq!(s.of(s.theo), [""; 0]);
    assert_eq!(shared_with(&s.w.model, s.theo).len(), 1);
    assert_eq!(shared_with(&s.w.model, s.mia).len(), 0);
}

#[test]
fn rows_of_another_shop_another_currency_or_far_apart_are_other_orders() {
    let mut s = shop();
    let mia = s.mia;
    s.row("1001", |r| r.creator = Some(mia));
    s.row("1001", |r| (r.creator, r.shop) = (Some(mia), "b".into()));
    s.row("1001", |r| {
        (r.creator, r.amount) = (Some(mia), money("4000 EUR"))
    });
    s.row("1001", |r| {
        (r.creator, r.amount, r.day) = (Some(mia), money("9900 USD"), day("2026-11-20"));
    });
    assert_eq!(s.of(mia).len(), 4);
    // The same amount days later is the same order told again; another amount the same day too.
    let mut s = shop();
    let mia = s.mia;
    s.row("7", |r| r.creator = Some(mia));
    s.row("7", |r| (r.creator, r.day) = (Some(mia), day("2026-11-20")));
    s.row("7", |r| {
        (r.creator, r.amount) = (Some(mia), money("3900 USD"))
    });
    assert_eq!(s.of(mia), ["7 4000-0=4000 x1"]);
}

#[test]
fn of_two_codes_the_first_in_the_cell_has_the_order() {
    let mut s = shop();
    for (place, code) in [(1, "MIA10"), (0, "theo10 ")] {
        s.row("1001", |r| {
            (r.code, r.by, r.place) = (code.into(), Attribution::Code, place);
        });
    }
    assert_eq!((s.of(s.mia).len(), s.of(s.theo).len()), (0, 1));
    let order = &of_creator(&s.w.model, s.theo)[0];
    assert_eq!(order.codes, ["theo10".into(), "MIA10".into()] as [Text; 2]);
    assert_eq!(shared_with(&s.w.model, s.mia)[0].id, order.id);
}

#[test]
fn refunds_told_with_the_order_and_later_are_added_and_capped() {
    let mut s = shop();
    let mia = s.mia;
    let one = s.row("1001", |r| (r.creator, r.refunded) = (Some(mia), 500));
    s.refund(one, "2026-11-15", 1_000);
    assert_eq!(s.of(mia), ["1001 4000-1500=2500 x1"]);
    let days = |s: &Shop| of_creator(&s.w.model, mia)[0].refunds.clone();
    assert_eq!(
        days(&s),
        [(day("2026-11-10"), 500), (day("2026-11-15"), 1_000)]
    );
    s.refund(one, "2026-11-20", 9_000);
    assert_eq!(s.of(mia), ["1001 4000-4000=0 x0"]);
    assert_eq!(days(&s)[2], (day("2026-11-20"), 2_500));
}

#[test]
fn what_is_cancelled_a_test_or_by_staff_is_a_row_and_no_order() {
    let mut s = shop();
    let mia = s.mia;
    for status in [
        OrderStatus::Cancelled,
        OrderStatus::Staff,
        OrderStatus::Test,
    ] {
        let id = s.row("1001", |r| (r.creator, r.status) = (Some(mia), status));
        assert_eq!(s.of(mia), ["1001 4000-0=0 x0"]);
        s.w.remove(id);
    }
    s.row("1002", |r| (r.creator, r.amount) = (Some(mia), None));
    assert_eq!(s.of(mia), ["1002 ?-0=? x1"]);
}

#[test]
fn the_amount_of_the_shop_s_file_wins_and_amounts_are_never_added() {
    let mut s = shop();
    let mia = s.mia;
    s.row("1001", |r| {
        (r.creator, r.by) = (Some(mia), Attribution::Code)
    });
    s.row("1001", |r| {
        (r.creator, r.amount, r.source) = (Some(mia), money("3800 USD"), "orders.csv".into());
    });
    assert_eq!(s.of(mia), ["1001 3800-0=3800 x1"]);
}

#[test]
fn an_order_belongs_to_the_deal_that_was_running_or_to_none() {
    let mut s = shop();
    let (mia, deal) = (s.mia, s.deal);
    s.row("1", |r| r.creator = Some(mia));
    s.row("2", |r| (r.creator, r.day) = (Some(mia), day("2026-09-01")));
    let deals = |s: &Shop| -> Vec<Option<Id<Collaboration>>> {
        let orders = of_creator(&s.w.model, mia);
        orders.iter().map(|o| o.deal).collect()
    };
    assert_eq!(deals(&s), [None, Some(deal)]);
    s.w.set(deal, |d| {
        (d.outcome, d.closed) = (Some(Outcome::Completed), Some(day("2026-11-01")));
    });
    assert_eq!(deals(&s), [None, None]);
    let (theo, other) = (s.theo, s.w.deal(mia, Stage::Creation));
    s.w.set(other, |d| d.opened = day("2026-08-01"));
    assert_eq!(deals(&s), [Some(other), Some(other)]);
    assert!(of_creator(&s.w.model, theo).is_empty());
}

#[test]
fn a_code_that_changes_its_owner_moves_its_orders_by_their_day() {
    let mut s = shop();
    s.row("1", |r| {
        (r.code, r.by) = ("MIA10".into(), Attribution::Code)
    });
    assert_eq!((s.of(s.mia).len(), s.of(s.theo).len()), (1, 0));
    let right = s.w.model.rights.iter().next().unwrap().id;
    s.w.set(right, |r| r.end = Some(day("2026-11-05")));
    let first = s.w.model.get(right).unwrap().clone();
    let theo = s.theo;
    s.w.add(|id| Right {
        id,
        creator: theo,
        start: Some(day("2026-11-06")),
        end: None,
        ..first
    });
    assert_eq!((s.of(s.mia).len(), s.of(s.theo).len()), (0, 1));
    // Two owners on one day: nobody's, until somebody says whose.
    s.w.set(right, |r| r.end = None);
    assert_eq!((s.of(s.mia).len(), s.of(s.theo).len()), (0, 0));
    assert_eq!(of_nobody(&s.w.model).len(), 1);
}

#[test]
fn a_buyer_came_back_only_with_another_order() {
    let mut s = shop();
    let mia = s.mia;
    let buyer = |r: &mut Sale| (r.creator, r.buyer) = (Some(mia), "b1".into());
    s.row("1", buyer);
    s.row("1", buyer);
    let first = day("2026-11-10");
    assert!(!came_back(&s.w.model, "b1", first));
    s.row("2", |r| {
        buyer(r);
        r.day = day("2026-11-20");
    });
    assert!(came_back(&s.w.model, "b1", first));
    assert!(!came_back(&s.w.model, "", first));
}
