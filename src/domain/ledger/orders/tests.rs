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

#[test]
fn a_code_and_a_deal_hold_from_their_first_to_their_last_day() {
    for (on, mine) in [
        ("2026-10-31", 0),
        ("2026-11-01", 1),
        ("2026-11-05", 1),
        ("2026-11-06", 0),
    ] {
        let mut s = shop();
        let right = s.w.model.rights.iter().next().unwrap().clone();
        let theo = s.theo;
        s.w.set(right.id, |r| {
            (r.start, r.end) = (Some(day("2026-11-01")), Some(day("2026-11-05")));
        });
        // Another who has the code on all other days.
        for (start, end) in [(None, Some("2026-10-31")), (Some("2026-11-06"), None)] {
            s.w.add(|id| Right {
                id,
                creator: theo,
                start: start.map(day),
                end: end.map(day),
                ..right.clone()
            });
        }
        s.row("1", |r| (r.code, r.day) = ("MIA10".into(), day(on)));
        assert_eq!(
            (s.of(s.mia).len(), s.of(theo).len()),
            (mine, 1 - mine),
            "{on}"
        );
        assert_eq!(with_code(&s.w.model, "mia10").len(), 1);
    }
    let mut s = shop();
    let (mia, deal) = (s.mia, s.deal);
    s.w.set(deal, |d| d.closed = Some(day("2026-11-01")));
    for (on, own) in [
        ("2026-09-30", false),
        ("2026-10-01", true),
        ("2026-11-01", true),
        ("2026-11-02", false),
    ] {
        let row = s.row("1", |r| (r.creator, r.day) = (Some(mia), day(on)));
        let order = of_creator(&s.w.model, mia).remove(0);
        assert_eq!(order.deal == Some(deal), own, "{on}");
        s.w.remove(row);
    }
}

#[test]
fn rows_with_other_amounts_are_one_order_up_to_three_days_apart() {
    for (on, orders) in [("2026-11-13", 1), ("2026-11-14", 2)] {
        let mut s = shop();
        let mia = s.mia;
        s.row("1", |r| r.creator = Some(mia));
        s.row("1", |r| {
            (r.creator, r.amount, r.day) = (Some(mia), money("9900 USD"), day(on));
        });
        assert_eq!(s.of(mia).len(), orders, "{on}");
    }
}

#[test]
fn a_buyer_came_back_within_sixty_days_and_not_a_day_later() {
    for (on, back) in [("2027-01-09", true), ("2027-01-10", false)] {
        let mut s = shop();
        let mia = s.mia;
        for (number, on) in [("1", "2026-11-10"), ("2", on)] {
            s.row(number, |r| {
                (r.creator, r.buyer, r.day) = (Some(mia), "b1".into(), day(on));
            });
        }
        assert_eq!(came_back(&s.w.model, "b1", day("2026-11-10")), back, "{on}");
    }
}

#[test]
fn an_order_with_a_cent_left_counts_and_one_worth_nothing_does() {
    let mut s = shop();
    let mia = s.mia;
    s.row("1", |r| (r.creator, r.refunded) = (Some(mia), 3_999));
    s.row("2", |r| {
        (r.creator, r.amount, r.refunded) = (Some(mia), money("1 USD"), 1);
    });
    s.row("3", |r| (r.creator, r.amount) = (Some(mia), money("0 USD")));
    assert_eq!(s.of(mia), ["1 4000-3999=1 x1", "2 1-1=0 x0", "3 0-0=0 x1"]);
}

#[test]
fn of_two_deals_the_one_whose_piece_was_live_by_the_day_then_the_newest() {
    let mut s = shop();
    let (mia, old) = (s.mia, s.deal);
    let new = s.w.deal(mia, Stage::Creation);
    s.w.set(new, |d| d.opened = day("2026-09-20"));
    s.row("1", |r| r.creator = Some(mia));
    let deal = |s: &Shop| of_creator(&s.w.model, mia)[0].deal;
    assert_eq!(deal(&s), Some(old), "opened last");
    let piece = s.w.piece(new, "reel", |d| d.live = Some(day("2026-11-11")));
    assert_eq!(deal(&s), Some(old), "live a day after the order");
    s.w.set(piece, |d| d.live = Some(day("2026-11-10")));
    assert_eq!(deal(&s), Some(new), "live that day");
    // A campaign that is named comes first, of its deals the one under way.
    let winter = s.w.campaign("Winter");
    let row = s.w.model.sales.iter().next().unwrap().id;
    s.w.set(row, |r| r.campaign = Some(winter));
    assert_eq!(deal(&s), None);
    s.w.set(old, |d| d.campaign = Some(winter));
    assert_eq!(deal(&s), Some(old));
    let ended = s.w.deal(mia, Stage::Creation);
    s.w.set(ended, |d| {
        (d.opened, d.closed) = (day("2026-10-20"), Some(day("2026-10-30")));
        d.campaign = Some(winter);
    });
    assert_eq!(deal(&s), Some(old));
    assert_eq!(of_creator(&s.w.model, mia)[0].campaign, Some(winter));
    s.w.set(row, |r| (r.campaign, r.collaboration) = (None, Some(old)));
    assert_eq!(of_creator(&s.w.model, mia)[0].campaign, Some(winter));
}

#[test]
fn a_code_brings_orders_for_the_deal_it_was_given_for_from_its_first_day() {
    let mut s = shop();
    let (mia, deal) = (s.mia, s.deal);
    let right = s.w.model.rights.iter().next().unwrap().id;
    s.w.set(right, |r| r.collaboration = Some(deal));
    s.w.set(deal, |d| {
        (d.opened, d.closed) = (day("2026-10-01"), Some(day("2026-10-10")));
    });
    // Another deal that is under way all the time and has a live piece.
    let other = s.w.deal(mia, Stage::Creation);
    s.w.set(other, |d| d.opened = day("2026-09-15"));
    s.w.piece(other, "reel", |d| d.live = Some(day("2026-09-20")));
    for (on, own) in [
        ("2026-09-30", false),
        ("2026-10-01", true),
        ("2026-11-20", true),
    ] {
        let row = s.row("1", |r| (r.code, r.day) = ("MIA10".into(), day(on)));
        let order = of_creator(&s.w.model, mia).remove(0);
        assert_eq!(order.deal == Some(deal), own, "{on}");
        s.w.remove(row);
    }
}

#[test]
fn of_several_rows_the_one_with_an_owner_an_amount_and_a_campaign_tells() {
    let mut s = shop();
    let mia = s.mia;
    s.row("1", |r| {
        (r.code, r.by, r.amount) = ("NOBODY".into(), Attribution::Code, None);
    });
    s.row("1", |r| (r.creator, r.by) = (Some(mia), Attribution::Hand));
    assert_eq!(s.of(mia), ["1 4000-0=4000 x1"]);
    // A row without an amount joins one order and does not make two of them one.
    let mut s = shop();
    let (mia, deal) = (s.mia, s.deal);
    for amount in [None, money("4000 USD"), money("4000 EUR")] {
        s.row("1", |r| (r.creator, r.amount) = (Some(mia), amount));
    }
    assert_eq!(s.of(mia).len(), 2);
    // An amount that only a later row tells is the order's.
    let mut s = shop();
    s.row("1", |r| {
        (r.creator, r.by, r.amount) = (Some(mia), Attribution::Code, None);
    });
    s.row("1", |r| (r.creator, r.by) = (Some(mia), Attribution::Hand));
    assert_eq!(s.of(mia), ["1 4000-0=4000 x1"]);
    // The campaign that was said comes before that of the deal.
    let mut s = shop();
    let (said, own) = (s.w.campaign("Said"), s.w.campaign("Own"));
    s.w.set(deal, |d| d.campaign = Some(own));
    s.row("1", |r| {
        (r.creator, r.campaign, r.collaboration) = (Some(mia), Some(said), Some(deal));
    });
    assert_eq!(of_creator(&s.w.model, mia)[0].campaign, Some(said));
}
