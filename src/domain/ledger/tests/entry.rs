//! Where an amount that was paid goes, and what is written for it.

use super::money::{agreed, payment};
use crate::domain::change::Step;
use crate::domain::day::short;
use crate::domain::ids::Id;
use crate::domain::ledger::entry::{self, How, Paid, Paying, Unclear};
use crate::domain::ledger::{balance, lines};
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

fn world() -> (World, Id<Creator>, Id<Collaboration>) {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let deal = agreed(&mut w, mia, "35000 USD");
    (w, mia, deal)
}

fn plan(
    w: &World,
    creator: Id<Creator>,
    amount: &str,
    deal: Option<Id<Collaboration>>,
    kind: Option<PaymentKind>,
) -> Result<Paying, Unclear> {
    let amount = money(amount).unwrap();
    let paid = Paid {
        creator,
        amount,
        deal,
        kind,
    };
    entry::plan(&w.base(), &paid)
}

/// `20000 of 35000, 1000 beyond`: each fill, then what is left of it and what was open.
fn told(paying: &Paying) -> String {
    let fill = |(line, part): &(lines::Line, crate::domain::money::Money)| {
        format!("{} of {}", part.stored(), line.amount.minor)
    };
    let fills: Vec<String> = paying.fills.iter().map(fill).collect();
    let (beyond, open) = (paying.beyond.minor, paying.open.stored());
    format!("{}; beyond {beyond}; open {open}", fills.join(", "))
}

fn write(w: &mut World, paying: &Paying, on: &str) {
    let mut step = Step::new("Paid");
    entry::write(&w.base(), &mut step, paying, day(on), &How::default());
    w.apply(&step);
}

/// `10000 USD paid 2026-11-20`, a line for each row.
fn rows(w: &World, who: Id<Creator>) -> Vec<String> {
    let line = |p: &Payment| {
        let paid = p.paid.map_or("open".into(), |d| format!("paid {d}"));
        format!("{} {paid}", p.amount.stored())
    };
    w.model.of::<Payment>(who).map(line).collect()
}

#[test]
fn an_amount_goes_to_the_line_it_equals_else_to_the_only_deal_it_fits() {
    let (mut w, mia, deal) = world();
    let plain = |w: &World, amount| plan(w, mia, amount, None, None);
    assert_eq!(
        told(&plain(&w, "10000 USD").unwrap()),
        "10000 USD of 35000; beyond 0; open 35000 USD"
    );
    let other = agreed(&mut w, mia, "20000 USD");
    assert_eq!(
        told(&plain(&w, "20000 USD").unwrap()),
        "20000 USD of 20000; beyond 0; open 20000 USD"
    );
    let both = vec![Some(deal), Some(other)];
    assert_eq!(plain(&w, "10000 USD"), Err(Unclear::Deals(both)));
    let of_deal = |amount, kind| plan(&w, mia, amount, Some(deal), kind);
    assert_eq!(
        told(&of_deal("36000 USD", None).unwrap()),
        "35000 USD of 35000; beyond 1000; open 35000 USD"
    );
    assert_eq!(
        told(&of_deal("100 USD", Some(PaymentKind::Fee)).unwrap()),
        "100 USD of 35000; beyond 0; open 35000 USD"
    );
    // What is not open needs a kind, and is a payment of its own.
    assert_eq!(of_deal("700 EUR", None), Err(Unclear::Nothing));
    let bonus = of_deal("700 USD", Some(PaymentKind::Bonus)).unwrap();
    assert_eq!(told(&bonus), "; beyond 700; open 0 USD");
    assert_eq!((bonus.warning(), bonus.amount_words()), (None, "$7".into()));
    assert!(entry::open_line(&w.base(), Id::new(99)).is_err());
}

#[test]
fn what_a_payment_does_is_said_to_the_cent() {
    let (w, mia, _) = world();
    let said = |amount: &str| {
        let paying = plan(&w, mia, amount, None, None).unwrap();
        let words = (paying.amount_words(), paying.warning());
        (words, paying.notes(&w.base()))
    };
    let due = format!("due {}", short(day("2026-10-15"), day("2026-11-24")));
    assert_eq!(
        said("10000 USD"),
        (
            ("$100 of $350".into(), None),
            vec![format!("a part of the open fee of $350; $250 stays {due}")]
        )
    );
    let whole = vec![format!("marks the open fee {due} as paid")];
    assert_eq!(said("35000 USD"), (("$350".into(), None), whole.clone()));
    let more = "$0.01 more than the $350 that is open".to_string();
    assert_eq!(said("35001 USD"), (("$350.01".into(), Some(more)), whole));
}

#[test]
fn a_part_that_is_paid_is_a_row_of_its_own_and_the_rest_stays_open() {
    let (mut w, mia, deal) = world();
    // The rest of a fee has no row: what is paid of it gets one.
    let line = lines::rest(&w.base(), w.model.get(deal).unwrap()).unwrap();
    let part = entry::into_line(line, money("10000 USD").unwrap());
    assert_eq!(told(&part), "10000 USD of 35000; beyond 0; open 35000 USD");
    write(&mut w, &part, "2026-11-20");
    assert_eq!(rows(&w, mia), ["10000 USD paid 2026-11-20"]);
    let line = lines::rest(&w.base(), w.model.get(deal).unwrap()).unwrap();
    assert_eq!(line.amount, money("25000 USD").unwrap());
    // A row is split.
    let invoice = payment(&mut w, deal, "25000 USD", |_| {});
    let line = entry::open_line(&w.base(), invoice).unwrap();
    write(
        &mut w,
        &entry::into_line(line, money("9000 USD").unwrap()),
        "2026-11-21",
    );
    let all = [
        "10000 USD paid 2026-11-20",
        "16000 USD open",
        "9000 USD paid 2026-11-21",
    ];
    assert_eq!(rows(&w, mia), all);
    // What is paid beyond it is paid with it.
    let line = entry::open_line(&w.base(), invoice).unwrap();
    let more = entry::into_line(line, money("16001 USD").unwrap());
    assert_eq!(told(&more), "16000 USD of 16000; beyond 1; open 16000 USD");
    write(&mut w, &more, "2026-11-22");
    assert_eq!(rows(&w, mia)[1], "16001 USD paid 2026-11-22");
    assert!(entry::open_line(&w.base(), invoice).is_err());
}

#[test]
fn an_amount_over_several_lines_pays_each_and_what_is_beyond_with_the_last() {
    let (mut w, mia, deal) = world();
    let parts = [("10000 USD", "2026-12-01"), ("25000 USD", "2026-12-10")];
    for (amount, due) in parts {
        payment(&mut w, deal, amount, |p| p.due = Some(day(due)));
    }
    let paying = plan(&w, mia, "35002 USD", None, None).unwrap();
    assert_eq!(
        told(&paying),
        "10000 USD of 10000, 25000 USD of 25000; beyond 2; open 35000 USD"
    );
    write(&mut w, &paying, "2026-11-20");
    assert_eq!(
        rows(&w, mia),
        ["10000 USD paid 2026-11-20", "25002 USD paid 2026-11-20"]
    );
    let (mut w, mia, deal) = world();
    for (amount, due) in parts {
        payment(&mut w, deal, amount, |p| p.due = Some(day(due)));
    }
    let paying = plan(&w, mia, "12000 USD", None, None).unwrap();
    write(&mut w, &paying, "2026-11-20");
    assert_eq!(
        rows(&w, mia),
        [
            "10000 USD paid 2026-11-20",
            "23000 USD open",
            "2000 USD paid 2026-11-20"
        ]
    );
    assert_eq!(balance::paid(&w.base(), mia).to_string(), "$120");
}

#[test]
fn an_invoice_its_surplus_and_a_new_day_are_written_as_told() {
    let (mut w, mia, deal) = world();
    let line = lines::rest(&w.base(), w.model.get(deal).unwrap()).unwrap();
    let step = entry::invoiced(&w.base(), &line, "MO-1", day("2026-11-20"));
    let due = short(day("2026-12-04"), day("2026-11-24"));
    assert_eq!(step.label, format!("Invoice: Mia $350, due {due}"));
    w.apply(&step);
    let row = w.model.of::<Payment>(mia).next().unwrap().clone();
    assert_eq!(
        (row.amount.minor, row.invoiced),
        (35_000, Some(day("2026-11-20")))
    );
    assert!(lines::surplus_of(&w.base(), &row).is_none());
    w.set(row.id, |p| p.amount.minor = 35_700);
    // The surplus is in no sum, and is what raises the fee once it is accepted.
    assert_eq!(
        plan(&w, mia, "35000 USD", None, None).unwrap().beyond.minor,
        0
    );
    assert_eq!(
        plan(&w, mia, "700 USD", None, None).unwrap().open.minor,
        35_000
    );
    let (own, over) = (
        lines::of_row(&w.base(), &row).unwrap(),
        lines::surplus_of(&w.base(), &row).unwrap(),
    );
    assert_eq!((own.amount.minor, over.amount.minor), (35_000, 700));
    let mut step = Step::new("More");
    assert!(entry::accept_surplus(&w.base(), &mut step, &own).is_err());
    entry::accept_surplus(&w.base(), &mut step, &over).unwrap();
    w.apply(&step);
    assert_eq!(w.model.get(deal).unwrap().fee, money("35700 USD"));
    assert_eq!(balance::open(&w.base(), mia).to_string(), "$357");
    let mut step = Step::new("Later");
    let own = lines::of_row(&w.base(), &row).unwrap();
    entry::move_due(&w.base(), &mut step, &own, day("2026-12-24"));
    w.apply(&step);
    assert_eq!(w.model.get(row.id).unwrap().due, Some(day("2026-12-24")));
    // An invoice of which nothing was agreed any more is all surplus, and is found all the same.
    let paid = |p: &mut Payment| (p.state, p.paid) = (PaymentState::Paid, Some(day("2026-11-01")));
    payment(&mut w, deal, "35700 USD", paid);
    let line = entry::open_line(&w.base(), row.id).unwrap();
    assert_eq!((line.surplus, line.amount.minor), (true, 35_700));
}
