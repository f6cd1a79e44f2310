//! What was agreed and what a payment is, in words.

use super::money::{agreed, payment};
use crate::domain::change::Step;
use crate::domain::ledger::closing::{self, Settling};
use crate::domain::ledger::{balance, terms};
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

#[test]
fn any_of_fee_commission_and_bonus_is_pay() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Measurement);
    let row = w.model.get(deal).unwrap().clone();
    assert!(!terms::pay(&row).is_any());
    let fee = Collaboration {
        fee: money("35000 USD"),
        ..row.clone()
    };
    let share = Collaboration {
        commission: Some(800),
        ..row.clone()
    };
    let bonus = Collaboration {
        bonus: "a pot".into(),
        ..row
    };
    for deal in [&fee, &share, &bonus] {
        assert!(terms::pay(deal).is_any());
    }
    assert_eq!(terms::pay(&fee).fixed, money("35000 USD"));
    let id = payment(&mut w, deal, "35000 USD", |_| {});
    assert_eq!(terms::payment(w.model.get(id).unwrap()), "$350 fee");
}

#[test]
fn a_closed_deal_lets_go_of_the_rest_and_owes_a_kill_fee_in_its_net_days() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let deal = agreed(&mut w, mia, "35000 USD");
    let other = agreed(&mut w, mia, "100 USD");
    let how = Settling::Kill(money("1 USD").unwrap());
    let closes = |w: &World| {
        let mut step = Step::new("Closed");
        step.edit(&w.model, deal, |c| c.outcome = Some(Outcome::Completed));
        closing::of_step(&w.base(), &mut step, how);
        step
    };
    let step = closes(&w);
    assert_eq!(step.label, "Closed · $350 let go of, kill fee $0.01");
    w.apply(&step);
    let rows: Vec<_> = w
        .model
        .of::<Payment>(mia)
        .map(|p| (p.amount.minor, p.due))
        .collect();
    assert_eq!(rows, [(35_000, None), (1, Some(day("2026-12-08")))]);
    let all = balance::of_deal(&w.base(), w.model.get(deal).unwrap());
    assert_eq!((all[0].waived, all[0].open), (35_000, 1));
    assert_eq!(balance::open(&w.base(), mia).to_string(), "$1.01");
    // One that was closed before, or stays open, is left as it is.
    assert_eq!(closes(&w).label, "Closed");
    let mut step = Step::new("Noted");
    step.edit(&w.model, other, |c| c.net_days = Some(3));
    closing::of_step(&w.base(), &mut step, how);
    assert_eq!(step.label, "Noted");
    let usd = crate::domain::money::Currency::USD;
    assert_eq!(Settling::parse("kill 0.01", usd), Ok(how));
}
