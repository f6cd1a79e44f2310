//! What is open with a creator and when it is due.

use crate::domain::ids::Id;
use crate::domain::ledger::{balance, lines};
use crate::domain::money::Purse;
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

/// A deal with a fee of so many minor units, agreed on 1 October, net 14 days.
pub fn agreed(w: &mut World, who: Id<Creator>, fee: &str) -> Id<Collaboration> {
    let deal = w.deal(who, Stage::Measurement);
    w.set(deal, |c| {
        (c.agreed, c.fee, c.net_days) = (Some(day("2026-10-01")), money(fee), Some(14))
    });
    deal
}

/// A payment of a deal.
pub fn payment(
    w: &mut World,
    deal: Id<Collaboration>,
    amount: &str,
    with: impl FnOnce(&mut Payment),
) -> Id<Payment> {
    let who = w.model.get(deal).unwrap().creator;
    let amount = money(amount).unwrap();
    w.add(|id| {
        let mut row = Payment::new(id, who, Some(deal), amount, PaymentKind::Fee);
        with(&mut row);
        row
    })
}

fn paid(on: &str) -> impl FnOnce(&mut Payment) {
    let on = day(on);
    move |p| (p.state, p.paid) = (PaymentState::Paid, Some(on))
}

/// `$250 fee 1 of 2 on 2026-11-15 (live + 14 d)`, a line for each.
pub fn told(w: &World, who: Id<Creator>) -> Vec<String> {
    let base = w.base();
    let one = |line: &lines::Line| {
        let part = line
            .part
            .map_or(String::new(), |(k, n)| format!(" {k} of {n}"));
        let day = match line.due {
            super::super::due::Due::On(day, _) => format!(" on {day}"),
            super::super::due::Due::Expected(day, ..) => format!(" expected {day}"),
            super::super::due::Due::Missing(_) => " without a day".into(),
        };
        let why = line.due.words(&base);
        let why = if why.is_empty() {
            why
        } else {
            format!(" ({why})")
        };
        let surplus = if line.surplus { " too much" } else { "" };
        format!("{} {}{part}{day}{why}{surplus}", line.amount, line.kind)
    };
    lines::of_creator(&base, who).iter().map(one).collect()
}

fn open(w: &World, who: Id<Creator>) -> String {
    let open: Purse = balance::open(&w.base(), who);
    let listed: Purse = lines::of_creator(&w.base(), who)
        .iter()
        .filter(|line| !line.surplus)
        .map(|line| line.amount)
        .collect();
    assert_eq!(
        open.to_string(),
        listed.to_string(),
        "the lines are what is open"
    );
    open.to_string()
}

fn world() -> (World, Id<Creator>) {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    (w, mia)
}

#[test]
fn what_was_paid_of_a_fee_leaves_the_rest_open() {
    let (mut w, mia) = world();
    let deal = agreed(&mut w, mia, "20000 GBP");
    w.piece(deal, "reel", |d| d.live = Some(day("2026-11-01")));
    payment(&mut w, deal, "5000 GBP", paid("2026-11-10"));
    assert_eq!(open(&w, mia), "£150");
    assert_eq!(
        told(&w, mia),
        ["£150 fee 2 of 2 on 2026-11-15 (live + 14 d)"]
    );
}

#[test]
fn invoices_and_instalments_divide_what_is_open() {
    let (mut w, mia) = world();
    let deal = agreed(&mut w, mia, "35000 USD");
    w.piece(deal, "reel", |d| d.live = Some(day("2026-11-01")));
    let deposit = payment(&mut w, deal, "10000 USD", |p| {
        p.due = Some(day("2026-11-20"))
    });
    assert_eq!(open(&w, mia), "$350");
    assert_eq!(
        told(&w, mia),
        [
            "$250 fee 1 of 2 on 2026-11-15 (live + 14 d)",
            "$100 fee 2 of 2 on 2026-11-20"
        ]
    );
    w.set(deposit, paid("2026-11-20"));
    assert_eq!(open(&w, mia), "$250");
    // An invoice over the rest is the same money.
    let invoice = payment(&mut w, deal, "25000 USD", |p| {
        (p.state, p.invoiced) = (PaymentState::Invoiced, Some(day("2026-11-12")))
    });
    assert_eq!(open(&w, mia), "$250");
    assert_eq!(
        told(&w, mia),
        ["$250 fee 2 of 2 on 2026-11-26 (invoice of 12 Nov + 14 d)"]
    );
    // One over more is not owed by itself.
    w.set(invoice, |p| p.amount = money("30000 USD").unwrap());
    assert_eq!(open(&w, mia), "$250");
    assert!(
        told(&w, mia)[1].starts_with("$50 fee 2 of 2") && told(&w, mia)[1].ends_with("too much")
    );
    let all = balance::of_deal(&w.base(), w.model.get(deal).unwrap());
    assert_eq!(
        (all[0].agreed, all[0].paid, all[0].surplus),
        (35_000, 10_000, 5_000)
    );
    // Without a fee in the terms the payments are what was agreed.
    w.set(deal, |c| c.fee = None);
    assert_eq!(open(&w, mia), "$300");
}

#[test]
fn waived_money_and_other_kinds() {
    let (mut w, mia) = world();
    let deal = agreed(&mut w, mia, "50000 USD");
    payment(&mut w, deal, "50000 USD", |p| {
        p.state = PaymentState::Waived
    });
    payment(&mut w, deal, "10000 USD", |p| p.kind = PaymentKind::KillFee);
    payment(&mut w, deal, "2000 EUR", |p| {
        p.kind = PaymentKind::Reimbursement
    });
    assert_eq!(open(&w, mia), "€20 and $100");
    // Paid beyond the fee is no debt of theirs.
    payment(&mut w, deal, "60000 USD", paid("2026-11-02"));
    let all = balance::of_deal(&w.base(), w.model.get(deal).unwrap());
    let dollars = all.iter().find(|b| b.currency.code() == "USD").unwrap();
    assert_eq!((dollars.open, dollars.overpaid()), (10_000, 60_000));
}

#[test]
fn pieces_without_a_day_do_not_cancel_the_due_day() {
    let (mut w, mia) = world();
    let deal = agreed(&mut w, mia, "20000 USD");
    assert_eq!(told(&w, mia), ["$200 fee on 2026-10-15 (agreement + 14 d)"]);
    let undated = w.piece(deal, "story", |_| {});
    assert_eq!(
        told(&w, mia),
        ["$200 fee without a day (1 piece has no day)"]
    );
    let reel = w.piece(deal, "reel", |d| d.live_due = Some(day("2026-11-30")));
    assert_eq!(
        told(&w, mia),
        ["$200 fee expected 2026-12-14 (live + 14 d, 1 piece has no day, reel is not marked live)"]
    );
    w.set(reel, |d| {
        (d.state, d.live) = (PieceState::Live, Some(day("2026-11-23")))
    });
    assert_eq!(
        told(&w, mia),
        ["$200 fee on 2026-12-07 (live + 14 d, 1 piece has no day)"]
    );
    w.set(undated, |d| d.state = PieceState::Missed);
    assert_eq!(told(&w, mia), ["$200 fee on 2026-12-07 (live + 14 d)"]);
    w.set(reel, |d| (d.state, d.live) = (PieceState::Missed, None));
    assert_eq!(
        told(&w, mia),
        ["$200 fee without a day (every piece was missed)"]
    );
}

#[test]
fn a_part_can_wait_for_the_signature_the_work_or_days_after_the_post() {
    let (mut w, mia) = world();
    let deal = agreed(&mut w, mia, "30000 USD");
    let reel = w.piece(deal, "reel", |d| d.live_due = Some(day("2026-12-01")));
    for when in ["signed", "delivered", "live+30d"] {
        payment(&mut w, deal, "10000 USD", |p| p.due_when = when.into());
    }
    assert_eq!(
        told(&w, mia),
        [
            "$100 fee 1 of 3 expected 2026-12-01 (delivered, reel is not marked live)",
            "$100 fee 2 of 3 expected 2026-12-31 (live + 30 d, reel is not marked live)",
            "$100 fee 3 of 3 without a day (the agreement is not signed)"
        ]
    );
    w.set(deal, |c| c.agreement_signed = Some(day("2026-10-05")));
    w.set(reel, |d| d.draft_in = Some(day("2026-11-20")));
    let now = told(&w, mia);
    assert_eq!(now[0], "$100 fee 1 of 3 on 2026-10-05 (signed)");
    assert_eq!(now[1], "$100 fee 2 of 3 on 2026-11-20 (delivered)");
    assert!("live + 30 d".parse::<super::super::due::Trigger>().is_ok());
    assert!("whenever".parse::<super::super::due::Trigger>().is_err());
}

#[test]
fn money_stays_owed_after_the_end_and_whoever_it_is_owed_to() {
    let (mut w, mia) = world();
    let deal = agreed(&mut w, mia, "20000 USD");
    w.set(deal, |c| {
        (c.outcome, c.closed) = (Some(Outcome::Completed), Some(day("2026-11-02")))
    });
    for shelf in [Shelf::Active, Shelf::Archived, Shelf::Trashed] {
        w.set(mia, |c| (c.shelf, c.do_not_contact) = (shelf, true));
        assert_eq!(open(&w, mia), "$200");
        assert_eq!(lines::all(&w.base()).len(), 1);
    }
}

proptest::proptest! {
    /// Whatever parts a fee is divided into, the lines come to what is open.
    #[test]
    fn the_lines_of_a_deal_are_what_is_open(
        fee in proptest::option::of(0_i64..100_000),
        rows in proptest::collection::vec((0_i64..60_000, 0_usize..6, 0_usize..3, proptest::bool::ANY), 0..8),
    ) {
        let (mut w, mia) = world();
        let deal = agreed(&mut w, mia, "0 USD");
        w.set(deal, |c| c.fee = fee.and_then(|minor| money(&format!("{minor} USD"))));
        for (minor, state, kind, euro) in rows {
            let currency = if euro { "EUR" } else { "USD" };
            payment(&mut w, deal, &format!("{minor} {currency}"), |p| {
                (p.state, p.kind) = (PaymentState::ALL[state], PaymentKind::ALL[kind]);
            });
        }
        open(&w, mia);
    }
}
