//! The file can be read, and each limit is reached at its amount and not a cent before, in its year
//! and country.

use super::*;
use crate::domain::testing::{World, day, money};

fn paid(w: &mut World, who: Id<Creator>, amount: &str, on: &str) -> Id<Payment> {
    let id = w.payment(who, money(amount).unwrap(), on);
    w.set(id, |p| {
        (p.state, p.paid) = (PaymentState::Paid, Some(day(on)))
    });
    id
}

fn reached(w: &World, who: Id<Creator>, year: i32) -> Vec<(String, bool)> {
    of(&w.base(), who, year)
        .iter()
        .map(|r| (r.rule.key.to_string(), r.is_reached()))
        .collect()
}

#[test]
fn the_file_is_whole() {
    let rules = read(include_str!("../../../../assets/rules/money.toml")).unwrap();
    assert_eq!(rules, *RULES);
    assert!(rules.len() >= 3);
    for rule in &rules {
        assert!(
            !rule.source.is_empty() && !rule.countries.is_empty() && rule.limit.minor > 0,
            "{}",
            rule.key
        );
        assert!(
            rule.until.is_none_or(|until| until > rule.from),
            "{}",
            rule.key
        );
    }
}

#[test]
fn the_us_limit_rose_in_2026() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    w.set(mia, |c| c.country = "us".into());
    paid(&mut w, mia, "59999 USD", "2025-12-31");
    assert_eq!(
        reached(&w, mia, 2025),
        [("us-1099-nec-old".to_string(), false)]
    );
    paid(&mut w, mia, "1 USD", "2025-01-01");
    assert_eq!(
        reached(&w, mia, 2025),
        [("us-1099-nec-old".to_string(), true)]
    );
    // The same money a day later is far from the new limit.
    paid(&mut w, mia, "199999 USD", "2026-01-01");
    assert_eq!(reached(&w, mia, 2026), [("us-1099-nec".to_string(), false)]);
    paid(&mut w, mia, "1 USD", "2026-12-31");
    assert_eq!(reached(&w, mia, 2026), [("us-1099-nec".to_string(), true)]);
    assert!(of(&w.base(), mia, 2019).is_empty());
}

#[test]
fn what_somebody_else_reports_and_other_currencies_do_not_count() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    w.set(mia, |c| c.country = "United States".into());
    let by_card = paid(&mut w, mia, "300000 USD", "2026-05-01");
    w.set(by_card, |p| p.method = "PayPal goods".into());
    paid(&mut w, mia, "300000 EUR", "2026-05-01");
    w.payment(mia, money("300000 USD").unwrap(), "2026-12-01");
    assert_eq!(reached(&w, mia, 2026), [("us-1099-nec".to_string(), false)]);
    // Product in kind does.
    let gift = w.gift(mia, "pot", "2026-10-01");
    w.set(gift, |s| {
        (s.sent, s.value) = (Some(day("2026-09-28")), money("200000 USD"))
    });
    assert_eq!(reached(&w, mia, 2026), [("us-1099-nec".to_string(), true)]);
    w.set(gift, |s| s.state = ParcelState::Lost);
    assert_eq!(reached(&w, mia, 2026), [("us-1099-nec".to_string(), false)]);
}

#[test]
fn france_counts_what_was_agreed_and_sent_together() {
    let mut w = World::on("2026-11-20");
    let lea = w.creator("Léa");
    w.set(lea, |c| c.country = "FR".into());
    let deal = w.deal(lea, Stage::Onboarding);
    w.set(deal, |c| {
        (c.agreed, c.fee) = (Some(day("2026-06-01")), money("90000 EUR"))
    });
    assert_eq!(reached(&w, lea, 2026), [("fr-contract".to_string(), false)]);
    assert!(of(&w.base(), lea, 2026)[0].is_near());
    let gift = w.gift(lea, "pot", "2026-10-01");
    w.set(gift, |s| {
        (s.sent, s.value) = (Some(day("2026-09-28")), money("9999 EUR"))
    });
    assert_eq!(reached(&w, lea, 2026), [("fr-contract".to_string(), false)]);
    w.set(gift, |s| s.value = money("10000 EUR"));
    assert_eq!(reached(&w, lea, 2026), [("fr-contract".to_string(), true)]);
    // A fee that became a payment is not counted twice.
    let fee = w.payment(lea, money("90000 EUR").unwrap(), "2026-12-01");
    w.set(fee, |p| p.collaboration = Some(deal));
    assert_eq!(
        of(&w.base(), lea, 2026)[0].sum,
        money("100000 EUR").unwrap()
    );
    assert!(of(&w.base(), lea, 2025).is_empty());
}
