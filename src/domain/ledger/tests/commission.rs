//! Commission by month, with its days for returns, its steps and refunds told later.

use crate::domain::ids::Id;
use crate::domain::ledger::commission::{self, Terms};
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

fn sale(
    w: &mut World,
    who: Id<Creator>,
    deal: Option<Id<Collaboration>>,
    amount: &str,
    on: &str,
) -> Id<Sale> {
    w.add(|id| Sale {
        creator: Some(who),
        collaboration: deal,
        by: Attribution::Code,
        ..Sale::new(id, day(on), money(amount))
    })
}

/// `2026-10 8 orders 30395 - 3800 = 3191, open 3191`, a line for each month.
fn told(w: &World, who: Id<Creator>) -> Vec<String> {
    let all = commission::of_creator(&w.base(), who);
    all.iter()
        .map(|m| {
            format!(
                "{} {} {} orders {} - {} = {}, added {}, open {}, {}",
                m.month.format("%Y-%m"),
                m.currency,
                m.orders,
                m.gross,
                m.refunds,
                m.share,
                m.added,
                m.open,
                if m.is_ready(w.base().today) {
                    "ready"
                } else {
                    "not ready"
                }
            )
        })
        .collect()
}

fn world() -> (World, Id<Creator>, Id<Collaboration>) {
    let mut w = World::on("2026-11-20");
    w.settings.orders.hold_days = 14;
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Measurement);
    w.set(deal, |c| {
        (c.commission, c.opened) = (Some(800), day("2026-01-01"))
    });
    (w, mia, deal)
}

#[test]
fn a_month_is_ready_once_its_days_for_returns_are_over() {
    let (mut w, mia, deal) = world();
    sale(&mut w, mia, Some(deal), "100000 USD", "2026-10-31");
    sale(&mut w, mia, Some(deal), "50000 USD", "2026-11-01");
    sale(&mut w, mia, Some(deal), "1000 EUR", "2026-10-01");
    let all = [
        "2026-10 EUR 1 orders 1000 - 0 = 80, added 0, open 80, ready",
        "2026-10 USD 1 orders 100000 - 0 = 8000, added 0, open 8000, ready",
        "2026-11 USD 1 orders 50000 - 0 = 4000, added 0, open 4000, not ready",
    ];
    assert_eq!(told(&w, mia), all);
    let step = commission::add_ready(&w.base()).unwrap();
    assert_eq!(step.label, "2 commission lines: €0.80 and $80, due 30 Nov");
    w.apply(&step);
    let row = w.model.of::<Payment>(mia).next_back().unwrap();
    assert_eq!(
        (row.due, &*row.note),
        (Some(day("2026-11-30")), "8% of sales in Oct 2026")
    );
    let none = commission::add_ready(&w.base()).unwrap_err();
    assert_eq!(none, "no commission is ready; the next is on 14 Dec");
    w.go("2026-12-13");
    assert!(commission::add_ready(&w.base()).is_err());
    w.go("2026-12-14");
    assert!(commission::add_ready(&w.base()).is_ok());
    // Days agreed with the deal come before those of the settings.
    w.set(deal, |c| c.hold_days = Some(30));
    assert!(commission::add_ready(&w.base()).is_err());
}

#[test]
fn a_refund_told_later_lowers_the_month_it_is_told_in() {
    let (mut w, mia, deal) = world();
    let old = sale(&mut w, mia, Some(deal), "100000 USD", "2026-10-31");
    w.set(old, |s| s.refunded = 10_000);
    w.apply(&commission::add_ready(&w.base()).unwrap());
    let refund = |w: &mut World, on: &str, amount: &str| {
        let (on, amount) = (day(on), money(amount).unwrap());
        w.add(|id| Refund {
            id,
            creator: Some(mia),
            campaign: None,
            sale: old,
            day: on,
            amount,
            source: Text::default(),
            note: Text::default(),
        });
    };
    refund(&mut w, "2026-11-16", "20000 USD");
    sale(&mut w, mia, Some(deal), "15000 USD", "2026-11-17");
    sale(&mut w, mia, Some(deal), "15000 USD", "2026-12-01");
    w.go("2027-02-01");
    assert_eq!(
        told(&w, mia),
        [
            "2026-10 USD 1 orders 100000 - 10000 = 7200, added 7200, open 0, not ready",
            // $12 less $16: nothing is asked back, $4 are carried.
            "2026-11 USD 1 orders 15000 - 20000 = -400, added -400, open 0, not ready",
            "2026-12 USD 1 orders 15000 - 0 = 1200, added 400, open 800, ready",
        ]
    );
}

#[test]
fn steps_hold_from_one_order_to_the_next() {
    let (mut w, mia, deal) = world();
    w.set(deal, |c| {
        c.commission_terms = "8% then 10% over 2 orders".into()
    });
    for on in ["2026-09-01", "2026-09-02", "2026-09-03"] {
        sale(&mut w, mia, Some(deal), "10000 USD", on);
    }
    sale(&mut w, mia, Some(deal), "10000 USD", "2026-10-01");
    let shares = |w: &World| -> Vec<i64> {
        let all = commission::of_creator(&w.base(), mia);
        all.iter().map(|m| m.share).collect()
    };
    assert_eq!(shares(&w), [800 + 800 + 1000, 1000]);
    w.set(deal, |c| {
        c.commission_terms = "8% then 10% over 2 orders per month".into()
    });
    assert_eq!(shares(&w), [2600, 800]);
    // A summary of three orders lies on both sides of the step.
    let mut w = world().0;
    let (mia, deal) = (Id::new(1), Id::new(1));
    w.set(deal, |c: &mut Collaboration| {
        c.commission_terms = "8% then 10% over 2 orders".into()
    });
    let all = sale(&mut w, mia, Some(deal), "30000 USD", "2026-09-01");
    w.set(all, |s| s.orders = 3);
    assert_eq!(commission::of_creator(&w.base(), mia)[0].share, 2600);
}

#[test]
fn terms_are_read_or_left_to_hand() {
    let words = |text: &str| Terms::parse(text).map(|terms| terms.words());
    for text in [
        "8%",
        "8% then 10% over 50 orders",
        "8% then 10% over 50 orders then 12.5% over 90 orders per month",
    ] {
        assert_eq!(words(text).as_deref(), Some(text));
    }
    assert_eq!(
        words("8% then 10% above 50 monthly").as_deref(),
        Some("8% then 10% over 50 orders per month")
    );
    for text in [
        "",
        "eight",
        "8% then 10%",
        "8% over",
        "10% over 50 orders then 8% over 20",
    ] {
        assert_eq!(words(text), None, "{text}");
    }
}

#[test]
fn orders_earn_by_their_deal_else_by_the_newest_agreement() {
    let (mut w, mia, deal) = world();
    sale(&mut w, mia, None, "10000 USD", "2026-10-01");
    // Its own deal has no commission: it earns nothing by another.
    let fee_only = w.deal(mia, Stage::Measurement);
    sale(&mut w, mia, Some(fee_only), "10000 USD", "2026-10-02");
    let network = sale(&mut w, mia, Some(deal), "10000 USD", "2026-10-03");
    w.set(network, |s| s.network = true);
    assert_eq!(
        told(&w, mia),
        ["2026-10 USD 1 orders 10000 - 0 = 800, added 0, open 800, ready"]
    );
    assert_eq!(commission::without_terms(&w.base(), mia), 0);
    w.set(deal, |c| c.closed = Some(day("2026-09-30")));
    assert!(told(&w, mia).is_empty());
    assert_eq!(commission::without_terms(&w.base(), mia), 1);
}

#[test]
fn an_order_told_in_two_rows_earns_once() {
    let (mut w, mia, deal) = world();
    for code in ["MIA10", "MIATEA"] {
        let row = sale(&mut w, mia, Some(deal), "18750 USD", "2026-10-01");
        w.set(row, |s| {
            (s.order_ref, s.code) = ("#1001".into(), code.into())
        });
    }
    assert_eq!(
        told(&w, mia),
        ["2026-10 USD 1 orders 18750 - 0 = 1500, added 0, open 1500, ready"]
    );
    let row = w.model.get(deal).unwrap();
    assert_eq!(commission::of_deal(&w.base(), row).to_string(), "$15");
}

#[test]
fn a_month_is_cut_at_its_ends_and_its_share_rounded_half_up() {
    let (mut w, mia, deal) = world();
    // 8% of 6 cents is 0.48, of 7 is 0.56; at 50% one cent is half a cent.
    for (share, minor, earned) in [(800, 6, 0), (800, 7, 1), (5_000, 1, 1), (4_999, 1, 0)] {
        w.set(deal, |c| c.commission = Some(share));
        let one = sale(
            &mut w,
            mia,
            Some(deal),
            &format!("{minor} USD"),
            "2026-10-31",
        );
        let all = commission::of_creator(&w.base(), mia);
        assert_eq!((all[0].share, all[0].net()), (earned, minor));
        assert_eq!(all[0].month, day("2026-10-01"));
        assert_eq!(all[0].entries[0].day, day("2026-10-31"));
        assert_eq!(commission::all_open(&w.base()).len() as i64, earned);
        w.remove(one);
    }
    assert_eq!(commission::month_key(day("2026-10-01")), (2026, 10));
    // It grows until its days for returns are over, and is ready the day they are.
    w.set(deal, |c| c.commission = Some(1_000));
    sale(&mut w, mia, Some(deal), "10 USD", "2026-10-31");
    let month = commission::of_creator(&w.base(), mia).remove(0);
    let on = |text: &str| (month.is_growing(day(text)), month.is_ready(day(text)));
    assert_eq!(month.ready, day("2026-11-14"));
    assert_eq!(on("2026-11-13"), (true, false));
    assert_eq!(on("2026-11-14"), (false, true));
}

/// What is asked for is never more than what the orders that were kept have earned: a refund told
/// while the month of the order is in no payment yet lowers what is open of it.
#[test]
fn a_refund_told_before_a_month_is_paid_lowers_what_is_open_of_it() {
    let (mut w, mia, deal) = world();
    sale(&mut w, mia, Some(deal), "10000 USD", "2026-09-05");
    let back = sale(&mut w, mia, Some(deal), "5000 USD", "2026-09-06");
    w.add(|id| Refund {
        id,
        creator: Some(mia),
        campaign: None,
        sale: back,
        day: day("2026-11-19"),
        amount: money("5000 USD").unwrap(),
        source: Text::default(),
        note: Text::default(),
    });
    let open = |w: &World| -> Vec<i64> {
        let all = commission::of_creator(&w.base(), mia);
        all.iter().map(|month| month.open).collect()
    };
    // 8% of $150 less 8% of the $50 that came back.
    assert_eq!(open(&w), [800, 0]);
    let row = w.model.get(deal).unwrap();
    let cost = crate::domain::ledger::cost::of_deal(&w.base(), row);
    assert_eq!(cost.commission.iter().map(|m| m.minor).sum::<i64>(), 800);
    w.apply(&commission::add_ready(&w.base()).unwrap());
    assert_eq!(open(&w), [0, 0]);
    let paid: i64 = w.model.payments.iter().map(|p| p.amount.minor).sum();
    assert_eq!(paid, 800);
}

#[test]
fn a_refund_on_the_last_day_for_returns_lowers_its_own_month_and_a_day_later_the_next() {
    for (on, months) in [
        ("2026-11-14", ["2026-10-01 10000 - 4000"].as_slice()),
        (
            "2026-11-15",
            &["2026-10-01 10000 - 0", "2026-11-01 0 - 4000"],
        ),
        (
            "2026-11-30",
            &["2026-10-01 10000 - 0", "2026-11-01 0 - 4000"],
        ),
    ] {
        let (mut w, mia, deal) = world();
        let old = sale(&mut w, mia, Some(deal), "10000 USD", "2026-10-20");
        w.add(|id| Refund {
            id,
            creator: Some(mia),
            campaign: None,
            sale: old,
            day: day(on),
            amount: money("4000 USD").unwrap(),
            source: Text::default(),
            note: Text::default(),
        });
        let all = commission::of_creator(&w.base(), mia);
        let told: Vec<String> = all
            .iter()
            .map(|m| format!("{} {} - {}", m.month, m.gross, m.refunds))
            .collect();
        assert_eq!(told, months, "{on}");
        let last = all.last().unwrap().entries.last().unwrap();
        assert!(all.len() == 1 || last.day == day(on));
    }
}

#[test]
fn an_order_earns_from_the_day_of_the_agreement_to_the_last_day_of_the_deal() {
    let (mut w, mia, deal) = world();
    w.set(deal, |c| {
        (c.opened, c.closed) = (day("2026-09-10"), Some(day("2026-09-20")));
    });
    // The deal they belong to has no commission.
    let fee_only = w.deal(mia, Stage::Measurement);
    w.set(fee_only, |c| c.opened = day("2026-01-01"));
    w.piece(fee_only, "reel", |d| d.live = Some(day("2026-01-01")));
    let orders = |w: &World| -> i64 {
        let all = commission::of_creator(&w.base(), mia);
        all.iter().map(|m| m.orders).sum()
    };
    for (on, earns) in [
        ("2026-09-09", 0),
        ("2026-09-10", 1),
        ("2026-09-20", 1),
        ("2026-09-21", 0),
    ] {
        let one = sale(&mut w, mia, None, "100 USD", on);
        assert_eq!(orders(&w), earns, "{on}");
        w.remove(one);
    }
    // Agreed before it was opened, it holds from then on.
    w.set(deal, |c| c.agreed = Some(day("2026-09-05")));
    let one = sale(&mut w, mia, None, "100 USD", "2026-09-05");
    assert_eq!(orders(&w), 1);
    w.remove(one);
    // Of two that hold, the one agreed last.
    let newer = w.deal(mia, Stage::Measurement);
    w.set(newer, |c| {
        (c.commission, c.opened, c.agreed, c.closed) =
            (Some(900), day("2026-09-01"), Some(day("2026-09-12")), None);
    });
    w.set(deal, |c| c.closed = Some(day("2026-09-12")));
    sale(&mut w, mia, None, "10000 USD", "2026-09-12");
    assert_eq!(commission::of_creator(&w.base(), mia)[0].deal, newer);
}

#[test]
fn a_share_of_nothing_is_a_step_and_one_of_a_hundredth_is_a_share() {
    let terms = |text: &str| Terms::parse(text).map(|terms| terms.words());
    let free = "0% then 10% over 1 orders";
    assert_eq!(terms(free).as_deref(), Some(free));
    assert_eq!(
        terms("8% then 10% over 5 orders then 12% over 5 orders"),
        None
    );
    let (mut w, _, deal) = world();
    for (share, is) in [(0, false), (1, true)] {
        w.set(deal, |c| c.commission = Some(share));
        assert_eq!(Terms::of(w.model.get(deal).unwrap()).is_some(), is);
    }
}
