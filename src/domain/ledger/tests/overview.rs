//! Money at a glance, each sum by hand.

use super::money::{agreed, payment};
use crate::domain::ids::Id;
use crate::domain::ledger::{limits, overview};
use crate::domain::money::Purse;
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

fn cents(purse: &Purse) -> Vec<String> {
    purse.iter().map(|m| m.stored()).collect()
}

fn due(w: &mut World, who: Id<Creator>, minor: i64, on: &str) -> Id<Payment> {
    w.payment(who, money(&format!("{minor} USD")).unwrap(), on)
}

fn paid(w: &mut World, who: Id<Creator>, minor: i64, on: &str, by: Option<&str>) -> Id<Payment> {
    let id = due(w, who, minor, on);
    w.set(id, |p| {
        (p.state, p.paid, p.due) = (PaymentState::Paid, Some(day(on)), by.map(day));
    });
    id
}

#[test]
fn what_is_open_late_and_paid_is_summed_to_the_cent() {
    let mut w = World::on("2026-11-24");
    let (mia, theo) = (w.creator("Mia"), w.creator("Theo"));
    due(&mut w, mia, 10_000, "2026-11-23");
    due(&mut w, theo, 2_000, "2026-11-24");
    due(&mut w, mia, 300, "2026-12-13");
    let disputed = due(&mut w, mia, 40, "2026-11-01");
    w.set(disputed, |p| p.state = PaymentState::Disputed);
    let waived = due(&mut w, mia, 77, "2026-11-01");
    w.set(waived, |p| p.state = PaymentState::Waived);
    let in_time = paid(&mut w, mia, 500, "2026-11-10", Some("2026-11-10"));
    let behind = paid(&mut w, theo, 60, "2026-11-11", Some("2026-11-10"));
    let undated = paid(&mut w, mia, 7, "2026-11-12", None);
    paid(&mut w, mia, 8_000, "2026-10-31", Some("2026-11-30"));
    paid(&mut w, mia, 90_000, "2025-12-31", None);
    let all = overview::overview(&w.base());
    assert_eq!(cents(&all.open), ["12340 USD"]);
    assert_eq!(cents(&all.late), ["10000 USD"]);
    assert_eq!(cents(&all.paid_month), ["567 USD"]);
    assert_eq!(cents(&all.paid_year), ["8567 USD"]);
    assert_eq!(all.on_time, (1, 2));
    assert_eq!(all.paid, [undated, behind, in_time]);
    assert_eq!(
        all.paid_to,
        [(undated, mia), (behind, theo), (in_time, mia)]
    );
    let base = w.base();
    let groups: Vec<String> = all
        .lines
        .iter()
        .map(|line| overview::group(&base, line).title(base.today))
        .collect();
    assert_eq!(groups, ["LATE", "THIS WEEK", "WEEK OF 7 DEC", "DISPUTED"]);
    let json = overview::to_json(&base, &all);
    let sum = |key: &str| json[key][0]["minor"].as_i64().unwrap_or(-1);
    assert_eq!(
        ["open", "late", "paid_this_month", "paid_this_year"].map(sum),
        [12_340, 10_000, 567, 8_567],
        "{json}"
    );
    assert_eq!(json["today"], "2026-11-24");
    let lines = json["lines"].as_array().unwrap();
    let told = |l: &serde_json::Value| {
        let (amount, due) = (l["amount"]["minor"].clone(), l["due"].clone());
        format!("{amount} {due} {} {}", l["late"], l["above_agreed"])
    };
    assert_eq!(
        lines.iter().map(told).collect::<Vec<_>>(),
        [
            "10000 \"2026-11-23\" true false",
            "2000 \"2026-11-24\" false false",
            "300 \"2026-12-13\" false false",
            "40 \"2026-11-01\" false false"
        ]
    );
    let first = &json["paid"][1];
    assert_eq!(
        (&first["amount"]["minor"], &first["paid"], &first["due"]),
        (&60.into(), &"2026-11-11".into(), &"2026-11-10".into())
    );
}

#[test]
fn a_part_a_surplus_and_an_expected_day_are_told_with_their_line() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let deal = agreed(&mut w, mia, "10000 USD");
    w.piece(deal, "reel", |d| d.live_due = Some(day("2026-11-02")));
    payment(&mut w, deal, "4000 USD", |p| p.due_when = "live+1d".into());
    let all = overview::overview(&w.base());
    let base = w.base();
    // A day that was expected and has gone by is of this week.
    let at = |n: usize| {
        let line = &all.lines[n];
        let group = overview::group(&base, line).title(base.today);
        (overview::line_words(&base, line), group)
    };
    let week = "THIS WEEK".to_string();
    assert_eq!(at(0), ("fee, part 1 of 2".into(), week.clone()));
    assert_eq!(at(1), ("fee, part 2 of 2".into(), week));
    let json = overview::to_json(&base, &all);
    let line = &json["lines"][0];
    assert_eq!(line["expected"], "2026-11-03");
    assert_eq!(line["part"]["number"], 1);
    assert_eq!(line["part"]["of"], 2);
    let row = w.model.of::<Payment>(mia).next().unwrap().id;
    w.set(row, |p| {
        (p.amount.minor, p.due) = (10_500, Some(day("2026-12-01")));
    });
    let all = overview::overview(&w.base());
    assert_eq!(cents(&all.open), ["10000 USD"]);
    assert_eq!(cents(&all.ahead[0].agreed), ["10000 USD"]);
    let words = overview::line_words(&w.base(), &all.lines[1]);
    assert_eq!(words, "above what was agreed: fee");
}

#[test]
fn the_next_months_are_what_is_due_earned_comes_again_and_is_talked_about_in_them() {
    let mut w = World::on("2026-11-24");
    w.settings.orders.hold_days = 14;
    let mia = w.creator("Mia");
    for (minor, on) in [
        (1, "2026-11-30"),
        (300, "2026-12-01"),
        (40, "2026-12-31"),
        (5_000, "2027-01-01"),
        (600, "2027-02-28"),
        (7, "2027-03-01"),
    ] {
        due(&mut w, mia, minor, on);
    }
    let deal = w.deal(mia, Stage::Measurement);
    w.set(deal, |c| {
        (c.commission, c.opened, c.closed) =
            (Some(1_000), day("2026-10-01"), Some(day("2026-12-31")));
    });
    for on in ["2026-10-02", "2026-11-02"] {
        w.add(|id| Sale {
            creator: Some(mia),
            collaboration: Some(deal),
            ..Sale::new(id, day(on), money("12340 USD"))
        });
    }
    w.add(|id| Sale {
        creator: Some(mia),
        orders: 1,
        ..Sale::new(id, day("2026-09-01"), money("100 USD"))
    });
    // Who has no commission at all is not asked about it.
    let theo = w.creator("Theo");
    w.add(|id| Sale {
        creator: Some(theo),
        ..Sale::new(id, day("2026-09-01"), money("100 USD"))
    });
    let other = w.deal(theo, Stage::Measurement);
    w.set(other, |c| c.opened = day("2026-09-10"));
    let talks = w.deal(mia, Stage::Onboarding);
    w.set(talks, |c| c.fee = money("6001 USD"));
    for makes in [Makes::Payment, Makes::FollowUp] {
        w.add(|id| Recurrence {
            id,
            creator: Some(mia),
            campaign: None,
            collaboration: None,
            makes,
            every: "monthly".into(),
            start: day("2026-12-15"),
            until: None,
            times: Some(2),
            amount: money(if makes == Makes::Payment {
                "20000 USD"
            } else {
                "30000 USD"
            }),
            many: 1,
            format: Text::default(),
            platform: None,
            words: "fee".into(),
        });
    }
    let all = overview::overview(&w.base());
    let told: Vec<String> = all
        .ahead
        .iter()
        .map(|a| {
            let sums = [&a.agreed, &a.retainers, &a.earned, &a.in_talks];
            format!("{} {:?}", a.month, sums.map(|p| cents(p).join("+")))
        })
        .collect();
    assert_eq!(
        told,
        [
            // Commission of October is ready now, that of November on 14 December.
            r#"2026-12-01 ["340 USD", "20000 USD", "2468 USD", "6001 USD"]"#,
            r#"2027-01-01 ["5000 USD", "20000 USD", "", ""]"#,
            r#"2027-02-01 ["600 USD", "", "", ""]"#,
        ]
    );
    assert_eq!(all.without_terms, [(mia, 1)]);
    let json = overview::to_json(&w.base(), &all);
    let of = |n: usize| {
        let month = &json["months"][n];
        ["agreed", "retainers", "commission", "in_talks"].map(|k| month[k][0]["minor"].as_i64())
    };
    assert_eq!(of(0), [Some(340), Some(20_000), Some(2_468), Some(6_001)]);
    let month = &json["commission"][0];
    let minor = ["gross", "refunds", "share", "added", "open"].map(|k| month[k]["minor"].as_i64());
    assert_eq!(minor, [12_340, 0, 1_234, 0, 1_234].map(Some));
    assert_eq!(
        (month["orders"].as_i64(), month["ready"].as_bool()),
        (Some(1), Some(true))
    );
    assert_eq!(month["ready_on"], "2026-11-14");
    assert_eq!(json["orders_without_commission"][0]["orders"], 1);
}

#[test]
fn campaigns_with_any_money_have_a_budget_until_they_are_closed() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let names = ["planned", "promised", "spent", "nothing", "closed"];
    let all = names.map(|name| w.campaign(name));
    w.set(all[0], |c| c.budget = money("10000 USD"));
    w.set(all[4], |c| {
        (c.budget, c.closed) = (money("10000 USD"), true);
    });
    for at in [1, 2] {
        let deal = agreed(&mut w, mia, "300 USD");
        w.set(deal, |c| c.campaign = Some(all[at]));
        if at == 2 {
            payment(&mut w, deal, "300 USD", |p| {
                (p.state, p.paid) = (PaymentState::Paid, Some(day("2026-11-01")));
            });
            // An expense of the deal that names no campaign, and one that names another.
            for campaign in [None, Some(all[0])] {
                w.add(|id| Expense {
                    id,
                    creator: Some(mia),
                    campaign,
                    collaboration: Some(deal).filter(|_| campaign.is_none()),
                    deliverable: None,
                    kind: ExpenseKind::Boosting,
                    amount: money("50 USD").unwrap(),
                    day: day("2026-11-19"),
                    reference: Text::default(),
                    note: Text::default(),
                });
            }
        }
    }
    let talks = w.deal(mia, Stage::Onboarding);
    w.set(talks, |c| {
        (c.campaign, c.fee) = (Some(all[0]), money("70 USD"));
    });
    let view = overview::overview(&w.base());
    let told: Vec<String> = view
        .budgets
        .iter()
        .map(|(id, b)| {
            let name = &w.model.get(*id).unwrap().name;
            let left = b.left().map(|m| m.minor);
            format!(
                "{name} {:?} {:?} {left:?}",
                cents(&b.agreed),
                cents(&b.spent)
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            r#"planned [] ["50 USD"] Some(9950)"#,
            r#"promised ["300 USD"] ["0 USD"] None"#,
            r#"spent ["0 USD"] ["350 USD"] None"#,
        ]
    );
    let json = overview::to_json(&w.base(), &view);
    let first = &json["budgets"][0];
    let minor = |v: &serde_json::Value| v["minor"].as_i64();
    assert_eq!(
        [
            minor(&first["planned"]),
            minor(&first["spent"][0]),
            minor(&first["left"])
        ],
        [Some(10_000), Some(50), Some(9_950)]
    );
    assert_eq!(minor(&json["budgets"][1]["agreed"][0]), Some(300));
    assert_eq!(minor(&first["in_talks"][0]), Some(70));
    assert!(json["budgets"][2]["agreed"].as_array().unwrap().is_empty());
}

#[test]
fn a_limit_is_near_at_four_fifths_with_what_is_open_and_said_to_the_cent() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    w.set(mia, |c| c.country = "US".into());
    paid(&mut w, mia, 100_000, "2026-05-01", None);
    let open = due(&mut w, mia, 59_999, "2026-12-01");
    assert!(limits::near(&w.base(), 2026).is_empty());
    w.set(open, |p| p.amount.minor = 60_000);
    let near = limits::near(&w.base(), 2026);
    let r = &near[0];
    assert_eq!(
        (r.sum.minor, r.with_open.minor, r.percent()),
        (100_000, 160_000, 80)
    );
    assert!(!r.is_reached() && !r.about && r.unvalued == 0);
    assert_eq!(r.sum_words(), "$1,000");
    // Nothing is open with a year that is over.
    assert_eq!(limits::of(&w.base(), mia, 2027)[0].with_open.minor, 0);
    assert!(limits::country_unknown(&w.base(), 2026).is_empty());
    let gift = w.gift(mia, "pot", "2026-10-01");
    w.set(gift, |s| s.cost = money("1000 USD"));
    let now = |w: &World| limits::of(&w.base(), mia, 2026)[0].clone();
    assert_eq!(
        (now(&w).sum_words(), now(&w).about),
        ("≈ $1,010".into(), true)
    );
    w.set(gift, |s| s.value = money("2000 USD"));
    assert_eq!(
        (now(&w).sum_words(), now(&w).about),
        ("$1,020".into(), false)
    );
    w.set(gift, |s| (s.value, s.cost) = (None, None));
    assert_eq!(
        (now(&w).sum_words(), now(&w).unvalued),
        ("at least $1,000".into(), 1)
    );
    let view = overview::overview(&w.base());
    let json = overview::to_json(&w.base(), &view);
    let said = &json["limits"][0];
    let minor = ["sum", "with_open", "limit"].map(|k| said[k]["minor"].as_i64());
    assert_eq!(minor, [Some(100_000), Some(160_000), Some(200_000)]);
    assert_eq!(
        (said["percent"].as_i64(), said["reached"].as_bool()),
        (Some(80), Some(false))
    );
    assert_eq!(
        (
            said["about"].as_bool(),
            said["parcels_without_value"].as_i64()
        ),
        (Some(false), Some(1))
    );
    // What it asks for.
    assert!(!now(&w).is_on_file(&w.base(), 2026));
    w.set(mia, |c| c.tax_form = "W-9".into());
    assert!(now(&w).is_on_file(&w.base(), 2026));
    // Reached ones come first, then those nearer to it.
    let mut ids = vec![mia];
    for minor in [200_000, 190_000] {
        let who = w.creator("Theo");
        w.set(who, |c| c.country = "US".into());
        paid(&mut w, who, minor, "2026-05-01", None);
        ids.push(who);
    }
    let order: Vec<_> = limits::near(&w.base(), 2026)
        .iter()
        .map(|r| r.creator)
        .collect();
    assert_eq!(order, [ids[1], ids[2], ids[0]]);
    // Whoever is paid or owed money and lives nowhere is named.
    for who in &ids {
        w.set(*who, |c| c.country = "".into());
    }
    w.creator("Ada");
    let owed = w.creator("Eve");
    due(&mut w, owed, 1, "2026-12-01");
    assert_eq!(
        limits::country_unknown(&w.base(), 2026),
        [mia, ids[1], ids[2], owed]
    );
    assert_eq!(limits::paid_in(&w.base(), mia, 2026).to_string(), "$1,000");
}

#[test]
fn a_limit_of_promises_counts_what_was_promised_for_its_year() {
    let mut w = World::on("2026-11-24");
    let lea = w.creator("Léa");
    w.set(lea, |c| c.country = "FR".into());
    let deal = agreed(&mut w, lea, "50000 EUR");
    let now = |w: &World| limits::of(&w.base(), lea, 2026)[0].clone();
    let sum = |w: &World| now(w).sum.minor;
    assert_eq!((sum(&w), now(&w).with_open.minor), (50_000, 50_000));
    payment(&mut w, deal, "1000 EUR", |p| p.state = PaymentState::Waived);
    assert_eq!(sum(&w), 49_000);
    // Signed in the year, if nothing else tells the day.
    w.set(deal, |c| {
        (c.agreed, c.agreement_signed) = (None, Some(day("2026-02-01")));
    });
    assert_eq!(sum(&w), 49_000);
    assert!(!now(&w).is_on_file(&w.base(), 2025));
    w.set(deal, |c| c.agreed = Some(day("2026-02-01")));
    assert!(now(&w).is_on_file(&w.base(), 2026));
    w.set(deal, |c| c.agreement_signed = None);
    assert!(!now(&w).is_on_file(&w.base(), 2026));
    w.set(deal, |c| c.agreement = "contract.pdf".into());
    assert!(now(&w).is_on_file(&w.base(), 2026));
    assert!(!now(&w).is_on_file(&w.base(), 2025));
    // Without any day of an agreement its payments count, by the day they are due or were paid.
    w.set(deal, |c| c.agreed = None);
    assert_eq!(sum(&w), 0);
    payment(&mut w, deal, "300 EUR", |p| p.due = Some(day("2026-12-31")));
    payment(&mut w, deal, "40 EUR", |p| p.due = Some(day("2027-01-01")));
    payment(&mut w, deal, "5 EUR", |p| {
        (p.state, p.due) = (PaymentState::Waived, Some(day("2026-12-31")));
    });
    w.payment(lea, money("7 EUR").unwrap(), "2026-12-31");
    assert_eq!(sum(&w), 307);
}
