//! Sums by currency, due days, budgets, commission lines.

use super::*;
use crate::domain::testing::{World, day, money};

fn world() -> (World, Id<Creator>, Id<Collaboration>) {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Measurement);
    (w, mia, deal)
}

fn sale(
    w: &mut World,
    who: Id<Creator>,
    deal: Id<Collaboration>,
    amount: &str,
    on: &str,
) -> Id<Sale> {
    w.add(|id| Sale {
        creator: Some(who),
        collaboration: Some(deal),
        by: Attribution::Code,
        ..Sale::new(id, day(on), money(amount))
    })
}

#[test]
fn a_payment_is_due_as_agreed_else_after_the_invoice_or_the_last_post() {
    let (mut w, mia, deal) = world();
    let id = w.payment(mia, money("42000 USD").unwrap(), "2026-12-31");
    let due = |w: &World| super::due(&w.ctx(), w.model.get(id).unwrap());
    assert_eq!(due(&w), Some(day("2026-12-31")));
    w.set(id, |p| (p.due, p.collaboration) = (None, Some(deal)));
    assert_eq!(due(&w), None);
    w.set(deal, |c| c.net_days = Some(30));
    w.piece(deal, "reel", |d| d.live_due = Some(day("2027-01-30")));
    assert_eq!(due(&w), Some(day("2027-03-01")));
    let step = invoiced(&w.ctx(), id, "IN-7", day("2026-11-18")).unwrap();
    assert!(step.label.ends_with("due Fri 18 Dec"), "{}", step.label);
    w.apply(&step);
    assert_eq!(due(&w), Some(day("2026-12-18")));
    assert_eq!(w.model.get(id).unwrap().state, PaymentState::Invoiced);
    w.go("2026-12-18");
    assert_eq!(state(&w.ctx(), w.model.get(id).unwrap()), PaymentState::Due);
}

#[test]
fn a_budget_is_planned_committed_and_spent_by_currency() {
    let (mut w, mia, deal) = world();
    let tea = w.campaign("Tea");
    w.set(tea, |c| c.budget = money("100000 USD"));
    w.set(deal, |c| {
        (c.campaign, c.agreed, c.fee) = (Some(tea), Some(day("2026-11-01")), money("42000 USD"))
    });
    assert_eq!(shown(&budget(&w.ctx(), tea).committed), "$420");
    let fee = w.payment(mia, money("42000 USD").unwrap(), "2026-12-01");
    let bonus = w.payment(mia, money("5000 EUR").unwrap(), "2026-12-01");
    for id in [fee, bonus] {
        w.set(id, |p| p.collaboration = Some(deal));
    }
    let gift = w.gift(mia, "pot", "2026-11-10");
    w.set(gift, |s| {
        (s.collaboration, s.cost) = (Some(deal), money("3000 USD"))
    });
    let now = budget(&w.ctx(), tea);
    assert_eq!(
        (shown(&now.committed), shown(&now.spent)),
        ("€50 and $420".into(), "$30".into())
    );
    assert_eq!(now.left(), money("55000 USD"));
    w.set(fee, |p| {
        (p.state, p.paid) = (PaymentState::Paid, Some(day("2026-11-19")))
    });
    let now = budget(&w.ctx(), tea);
    assert_eq!(
        (shown(&now.committed), shown(&now.spent)),
        ("€50".into(), "$450".into())
    );
    assert_eq!(now.left(), money("55000 USD"));
}

#[test]
fn commission_is_paid_by_the_month_and_refunds_lower_the_next_line() {
    let (mut w, mia, deal) = world();
    w.set(deal, |c| c.commission = Some(800));
    sale(&mut w, mia, deal, "100000 USD", "2026-10-31");
    let late = sale(&mut w, mia, deal, "50000 USD", "2026-11-01");
    sale(&mut w, mia, deal, "1000 EUR", "2026-10-01");
    let step = commission_lines(&w.ctx()).unwrap();
    assert_eq!(step.label, "2 commission lines: €0.80 and $80, due 30 Nov");
    w.apply(&step);
    let first = w
        .model
        .of::<Payment>(mia)
        .find(|p| p.amount == money("8000 USD").unwrap())
        .unwrap();
    assert_eq!(
        (first.due, &*first.note),
        (Some(day("2026-11-30")), "8% of sales to 31 Oct 2026")
    );
    assert!(commission_lines(&w.ctx()).unwrap_err().contains("31 Oct"));
    // An old order of $1,000 is given back by half: of the $500 of November nothing is left to pay.
    let old = w.model.of::<Sale>(mia).next().unwrap().id;
    w.set(old, |s| s.refunded = 50_000);
    w.go("2026-12-01");
    assert!(commission_lines(&w.ctx()).is_err());
    w.set(late, |s| s.amount = money("60000 USD"));
    let step = commission_lines(&w.ctx()).unwrap();
    assert_eq!(step.label, "1 commission line: $8, due 31 Dec");
}

#[test]
fn percentages_read_as_people_write_them() {
    assert_eq!([800, 1250, 5, 0].map(percent), ["8", "12.5", "0.05", "0"]);
    assert_eq!(last_month_end(day("2028-03-15")), day("2028-02-29"));
    assert_eq!(month_end(day("2027-02-01")), day("2027-02-28"));
}
