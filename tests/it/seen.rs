//! What was once wrong in a program people used: each line of that list stands on the screen and on
//! the command line, over the same file, in one body. What is tested elsewhere is named where it
//! would stand: facts from the future in `facts`, a year's sums in `ledger`, first orders against
//! all orders and repeat purchase in `targets`, what a part leaves open for `x` in `money`.

use serde_json::{Value, json};
use touchbase::domain::ids::Id;
use touchbase::domain::ledger::{commission, cost};
use touchbase::domain::money::Money;
use touchbase::domain::rows::*;

use super::both::Both;
use super::harness::Desk;
use super::seed::{Seed, day};

fn money(text: &str) -> Option<Money> {
    Money::from_stored(text)
}

fn usd(minor: i64) -> Value {
    json!({ "minor": minor, "currency": "USD" })
}

/// Mia with a deal and an account to be named by.
fn mia(s: &mut Seed, with: impl FnOnce(&mut Collaboration)) -> (Id<Creator>, Id<Collaboration>) {
    let mia = s.creator("Mia Okafor");
    s.add(|id| Account::new(id, mia, Platform::Instagram, "miabrews"));
    let deal = s.deal(mia, Stage::Creation);
    s.set(deal, |d| d.brief_sent = Some(day("2026-10-02")));
    s.set(deal, with);
    (mia, deal)
}

fn live(s: &mut Seed, deal: Id<Collaboration>, title: &str, on: &str) -> Id<Deliverable> {
    s.piece(deal, title, |d| {
        (d.state, d.live) = (PieceState::Live, Some(day(on)))
    })
}

fn code(s: &mut Seed, creator: Id<Creator>, deal: Id<Collaboration>, code: &str) {
    s.add(|id| Right {
        id,
        creator,
        collaboration: Some(deal),
        deliverable: None,
        kind: RightKind::Code,
        scope: "".into(),
        channels: "".into(),
        territory: "".into(),
        code: code.into(),
        start: Some(day("2026-01-01")),
        end: None,
        state: RightState::Active,
    });
}

/// Keys of the items `today` lists.
fn items(both: &Both) -> Vec<String> {
    let all = both.json(&["today", "--json"]);
    let cards = all["cards"].as_array().unwrap().iter();
    let items = cards.flat_map(|card| card["items"].as_array().unwrap());
    items
        .map(|item| item["key"].as_str().unwrap().to_owned())
        .collect()
}

#[track_caller]
fn asks(both: &Both, key: &str) {
    let all = items(both);
    assert!(
        all.iter().any(|item| item.starts_with(key)),
        "no {key}: {all:?}"
    );
    // The screen has the same items.
    let on_screen = both.desk.items();
    assert!(!on_screen.is_empty(), "{key}");
}

#[test]
fn a_part_of_an_agreed_fee_leaves_the_rest_asked_for() {
    for typed in ["£50 paid", "£50 part paid"] {
        let mut both = Both::over(|s| {
            mia(s, |d| {
                (d.agreed, d.fee, d.net_days) =
                    (Some(day("2026-11-01")), money("20000 GBP"), Some(14))
            });
        });
        both.line(&format!("@miabrews {typed}"));
        both.desk.keys("g $");
        both.says(&["money"], "£150 open");
        asks(&both, "R3:");
        both.desk.keys("1").shows("£150");
        assert!(both.text(&["today"]).contains("payment £150"), "{typed}");
        both.agree();
    }
}

#[test]
fn a_part_of_an_invoice_changes_neither_the_cost_nor_what_an_order_costs() {
    let mut both = Both::over(|s| {
        let (mia, deal) = mia(s, |d| {
            (d.agreed, d.fee, d.net_days) = (Some(day("2026-10-01")), money("35000 USD"), Some(14))
        });
        live(s, deal, "reel", "2026-10-20");
        let invoice = s.payment(mia, "35000 USD", "2026-11-10");
        s.set(invoice, |p| {
            (p.collaboration, p.state) = (Some(deal), PaymentState::Invoiced);
            p.invoiced = Some(day("2026-11-03"));
        });
        s.add(|id| Sale {
            creator: Some(mia),
            collaboration: Some(deal),
            orders: 19,
            ..Sale::new(id, day("2026-11-03"), money("70000 USD"))
        });
    });
    let figures = |both: &Both| {
        let all = both.json(&["results", "--json"]);
        let metrics = &all["totals"][0]["metrics"];
        (metrics["cost"].clone(), metrics["cpa"].clone())
    };
    let before = figures(&both);
    assert_eq!(before, (usd(35_000), usd(1_842)));
    both.line("@miabrews $100 paid");
    assert_eq!(figures(&both), before);
    both.desk.keys("g $");
    both.says(&["money"], "$250 open");
    assert!(both.text(&["today"]).contains("payment $250"));
    both.desk.keys("1").shows("$250").hides("$350 fee");
    both.agree();
}

#[test]
fn money_of_a_deal_with_an_undated_piece_without_pieces_or_closed_is_asked_for() {
    type Case = (&'static str, fn(&mut Seed, Id<Collaboration>));
    let cases: [Case; 3] = [
        ("an undated piece beside a live one", |s, deal| {
            live(s, deal, "reel", "2026-10-20");
            s.piece(deal, "story", |_| ());
        }),
        ("no piece", |_, _| ()),
        ("closed with the fee unpaid", |s, deal| {
            live(s, deal, "reel", "2026-10-20");
            s.set(deal, |d| {
                (d.outcome, d.closed) = (Some(Outcome::Completed), Some(day("2026-11-20")))
            });
        }),
    ];
    for (case, fill) in cases {
        let mut both = Both::over(|s| {
            let (_, deal) = mia(s, |d| {
                (d.agreed, d.fee, d.net_days) =
                    (Some(day("2026-10-01")), money("30000 USD"), Some(14))
            });
            fill(s, deal);
        });
        asks(&both, "R3:");
        assert!(both.text(&["today"]).contains("payment $300"), "{case}");
        both.desk.shows("$300").keys("g $");
        both.says(&["money"], "$300 open");
        if case.starts_with("an undated") {
            assert!(both.text(&["today"]).contains("debrief"), "{case}");
        }
    }
}

#[test]
fn a_deposit_leaves_budget_and_thresholds_as_they_are() {
    let mut both = Both::over(|s| {
        let tea = s.campaign("Tea");
        s.set(tea, |c| c.budget = money("100000 USD"));
        mia(s, |d| {
            (d.campaign, d.agreed, d.fee) = (Some(tea), Some(day("2026-11-01")), money("50000 USD"))
        });
    });
    both.line("@miabrews $50 deposit paid");
    let budget = &both.json(&["money", "--json"])["budgets"][0];
    assert_eq!(
        (&budget["left"], &budget["spent"][0]),
        (&usd(50_000), &usd(5_000))
    );
    assert_eq!(budget["agreed"][0], usd(45_000));
    both.desk.keys("g $").shows("left $500");

    // A country as people write it.
    for country in ["Paris, France", "FRANCE", "fr", "Frankreich", "France 🇫🇷"] {
        let mut both = Both::over(|s| {
            let (mia, _) = mia(s, |d| {
                (d.agreed, d.fee) = (Some(day("2026-11-01")), money("150000 EUR"))
            });
            s.set(mia, |c| c.country = country.into());
        });
        both.line("@miabrews €300 deposit paid");
        both.desk.size(160, 50).keys("g $");
        both.says(&["money"], "€1,500 of €1,000");
        asks(&both, "R28:");
    }
    for country in [
        "California, US",
        "United States of America",
        "USA 🇺🇸",
        "Estados Unidos",
    ] {
        let mut both = Both::over(|s| {
            let (mia, _) = mia(s, |d| {
                (d.agreed, d.fee) = (Some(day("2026-11-01")), money("170000 USD"))
            });
            s.set(mia, |c| c.country = country.into());
        });
        both.line("@miabrews $1,700 paid");
        both.desk.size(160, 50).keys("g $");
        both.says(&["money"], "$1,700 of $2,000");
    }
}

/// A deal with 10% commission and two codes: one order in two rows and of two codes, one by code
/// alone.
fn affiliate(s: &mut Seed) -> Id<Collaboration> {
    let (mia, deal) = mia(s, |d| {
        (d.agreed, d.commission) = (Some(day("2026-09-01")), Some(1_000));
        d.hold_days = Some(14);
    });
    code(s, mia, deal, "MIA10");
    code(s, mia, deal, "MIA20");
    for (order, code, place, amount) in [
        ("1001", "MIA10", 0, "10000 USD"),
        ("#1001", "MIA20", 1, "10000 USD"),
        ("1002", "MIA10", 0, "5000 USD"),
    ] {
        s.add(|id| Sale {
            // Known by its code alone: no campaign, no collaboration.
            creator: Some(mia),
            order_ref: order.into(),
            code: code.into(),
            by: Attribution::Code,
            place,
            ..Sale::new(id, day("2026-09-05"), money(amount))
        });
    }
    deal
}

#[test]
fn commission_is_what_the_report_says_it_is() {
    let mut deal = None;
    let mut both = Both::over(|s| deal = Some(affiliate(s)));
    let deal = deal.unwrap();
    let metrics = both.json(&["results", "--json"])["totals"][0]["metrics"].clone();
    assert_eq!(
        (&metrics["orders"], &metrics["sales"], &metrics["cost"]),
        (&json!(2), &usd(15_000), &usd(1_500))
    );
    let months = both.json(&["money", "--json"])["commission"].clone();
    assert_eq!(
        (&months[0]["share"], &months[0]["orders"]),
        (&usd(1_500), &json!(2))
    );
    let ctx = both.desk.app().ctx();
    let base = ctx.base();
    let row = base.model.get(deal).unwrap();
    assert_eq!(cost::of_deal(&base, row).total().to_string(), "$15");
    assert_eq!(commission::of_deal(&base, row).to_string(), "$15");
    // The review asks for it, and x writes the line.
    asks(&both, "R27:");
    assert!(both.text(&["today"]).contains("commission $15"));
    both.desk.keys("1").shows("$15 commission");
    // A refund told later lowers both.
    both.line("@miabrews refund $50 ref 1002 1 oct");
    let metrics = both.json(&["results", "--json"])["totals"][0]["metrics"].clone();
    assert_eq!(
        (&metrics["sales"], &metrics["cost"]),
        (&usd(10_000), &usd(1_000))
    );
    let ctx = both.desk.app().ctx();
    let base = ctx.base();
    let row = base.model.get(deal).unwrap();
    assert_eq!(commission::of_deal(&base, row).to_string(), "$10");
    both.agree();
}

#[test]
fn waves_divide_what_their_deals_cost_and_brought() {
    let mut both = Both::over(|s| {
        let tea = s.campaign("Tea");
        for (name, from, to) in [
            ("one", "2026-10-01", "2026-10-31"),
            ("two", "2026-11-01", "2026-11-30"),
        ] {
            s.add(|id| Wave {
                id,
                campaign: tea,
                name: name.into(),
                start: Some(day(from)),
                end: Some(day(to)),
            });
        }
        for (name, fee, on, orders) in [
            ("Mia Okafor", "20000 USD", "2026-10-10", 1),
            ("Theo Lindqvist", "10000 USD", "2026-11-10", 10),
        ] {
            let creator = s.creator(name);
            let deal = s.deal(creator, Stage::Measurement);
            s.set(deal, |d| {
                (d.campaign, d.agreed, d.fee) = (Some(tea), Some(day("2026-09-20")), money(fee))
            });
            live(s, deal, "reel", on);
            for on in [on, "2026-11-12"] {
                s.add(|id| Sale {
                    creator: Some(creator),
                    campaign: Some(tea),
                    collaboration: Some(deal),
                    orders,
                    ..Sale::new(id, day(on), money("4000 USD"))
                });
            }
        }
    });
    // Mia's later order lies in wave two, in which she has no post: it is in no wave, not in the
    // cost of somebody else's.
    let wave =
        |name: &str| both.json(&["report", "tea", "--wave", name, "--json"])["total"].clone();
    let (one, two) = (wave("one"), wave("two"));
    assert_eq!(
        (&one["orders"], &one["cost"], &one["cpa"]),
        (&json!(1), &json!("$200"), &json!("$200.00"))
    );
    assert_eq!(
        (&two["orders"], &two["cost"], &two["cpa"]),
        (&json!(20), &json!("$100"), &json!("$5.00"))
    );
    both.desk.keys("5").shows("one: 1 order, $200.00 each");
    // The roster, the profile and the results count the same orders.
    let by = both.json(&["results", "--by", "creator", "--json"]);
    for row in by["rows"].as_array().unwrap() {
        let name = row["name"].as_str().unwrap();
        let creator = both.desk.creator(name);
        let ctx = both.desk.app().ctx();
        let brought = touchbase::domain::metrics::gather::brought(&ctx, creator, day("2026-01-01"));
        assert_eq!(json!(brought.orders), row["metrics"]["orders"], "{name}");
    }
}

#[test]
fn everybody_of_the_demo_brought_the_same_in_results_and_in_their_deals() {
    let desk = Desk::demo();
    let ctx = desk.app().ctx();
    for creator in ctx.model.creators.iter() {
        let whole =
            touchbase::domain::metrics::gather::brought(&ctx, creator.id, day("2000-01-01"));
        let lines = touchbase::domain::metrics::report::of_creator(&ctx, creator.id);
        let mut deals = touchbase::domain::metrics::report::together(&lines);
        let loose = touchbase::domain::metrics::gather::without_deal(
            &ctx,
            creator.id,
            &touchbase::domain::ledger::periods::Window::All,
        );
        deals.merge(&loose);
        assert_eq!(
            (whole.orders.unwrap_or(0), &whole.sales),
            (deals.orders.unwrap_or(0), &deals.sales),
            "{}",
            ctx.model.called(creator.id)
        );
    }
}

#[test]
fn reply_rate_is_of_everybody_who_was_written_to() {
    let mut both = Both::over(|s| {
        let tea = s.campaign("Tea");
        for (n, name) in ["Mia", "Theo", "Ana", "Ben"].into_iter().enumerate() {
            let creator = s.creator(name);
            let deal = s.deal(
                creator,
                if n < 2 {
                    Stage::Measurement
                } else {
                    Stage::Discovery
                },
            );
            s.set(deal, |d| d.campaign = Some(tea));
            let sent = s.sent(creator, "2026-10-01");
            s.set(sent, |t| t.collaboration = Some(deal));
            if n < 2 {
                let wrote = s.wrote(creator, "2026-10-03", "yes");
                s.set(wrote, |t| t.collaboration = Some(deal));
                s.set(deal, |d| d.agreed = Some(day("2026-10-05")));
                live(s, deal, "reel", "2026-10-20");
            } else {
                s.set(deal, |d| {
                    (d.outcome, d.closed) = (Some(Outcome::NoReply), Some(day("2026-11-01")))
                });
            }
        }
    });
    let total = both.json(&["report", "tea", "--json"])["total"].clone();
    assert_eq!(total["replies"], "2 of 4");
    both.desk.size(120, 150).keys("5 g g =").shows("2 of 4");
}

#[test]
fn small_prices_keep_their_digits_and_rates_divide_only_what_is_known() {
    let mut both = Both::over(|s| {
        let tea = s.campaign("Tea");
        let (_, deal) = mia(s, |d| {
            (d.campaign, d.agreed, d.fee) = (Some(tea), Some(day("2026-10-01")), money("25000 EUR"))
        });
        live(s, deal, "reel", "2026-10-20");
        live(s, deal, "story", "2026-10-21");
    });
    both.line("@miabrews = views 10000 impressions 5000");
    // Half of €250 stands beside the views of one of two posts.
    let report = both.json(&["results", "--json"]);
    let metrics = &report["totals"][0]["metrics"];
    assert_eq!(
        metrics["cpv"],
        json!({"billionths": 12_500_000, "currency": "EUR"})
    );
    assert_eq!(metrics["cpm"], json!({"minor": 2_500, "currency": "EUR"}));
    both.desk.size(120, 150).keys("5 g g =");
    both.desk
        .shows("€0.0125")
        .shows("€25.00")
        .shows("1 of 2 posts");
}

#[test]
fn what_is_live_sent_agreed_and_on_its_way_is_somebodys() {
    let mut both = Both::over(|s| {
        let (mia, deal) = mia(s, |d| {
            (d.agreed, d.agreement_sent) = (Some(day("2026-10-01")), Some(day("2026-10-02")))
        });
        live(s, deal, "reel", "2026-11-20");
        s.add(|id| Shipment {
            id,
            creator: mia,
            collaboration: Some(deal),
            product: "tea".into(),
            value: None,
            cost: None,
            tracking: "".into(),
            state: ParcelState::Sent,
            sent: Some(day("2026-10-10")),
            delivered: None,
            post_agreed: true,
            posted: None,
        });
    });
    for key in ["R21:deliverable:", "R23:collaboration:", "R24:shipment:"] {
        asks(&both, key);
    }
    // A caption judged risky is kept, and asks to be corrected; the check itself is done.
    both.desk.keys("2 n a").paste("new tea #partner");
    both.desk.keys("Enter").says("risky");
    let checks: Vec<_> = both.desk.app().model.label_checks.iter().cloned().collect();
    assert_eq!(&*checks[0].caption, "new tea #partner");
    let after = both.desk.copied().json(&["today", "--json"]).to_string();
    assert!(after.contains("R22:") && !after.contains("R21:"), "{after}");
    both.desk.keys("1").shows("label");
    both.agree();
}

#[test]
fn a_step_of_ones_own_stays_and_a_finished_one_does_not_come_back() {
    let mut both = Both::over(|s| {
        mia(s, |_| ());
    });
    both.line("@miabrews confirm her postal address today");
    both.line("@miabrews send sample mon");
    both.line("@miabrews every 6 weeks from mon call");
    let open = |both: &Both| -> Vec<String> {
        let home = both.home.dump();
        let all = home["followups"].as_array().unwrap().iter();
        let open = all.filter(|f| f["done"].is_null());
        open.map(|f| f["what"].as_str().unwrap().to_owned())
            .collect()
    };
    both.line("@miabrews < thank you!");
    assert_eq!(open(&both).len(), 3, "nothing of ours goes when they write");
    both.home
        .batch(&[r#"{"action":"answer","key":"R14:followup:1","choice":"x"}"#]);
    assert_eq!(open(&both), ["send sample", "call"]);
    let on_screen = both
        .desk
        .app()
        .model
        .followups
        .iter()
        .filter(|f| f.done.is_none())
        .count();
    assert_eq!(on_screen, 3);
    let rhythms = &both.home.dump()["recurrences"];
    assert_eq!(rhythms[0]["every"], "every 6 weeks");
    both.agree();
}

#[test]
fn worth_in_words_is_no_part_of_the_product() {
    let mut both = Both::over(|s| {
        mia(s, |_| ());
    });
    both.line("@miabrews gift tea set worth 400 eur");
    let row = both.home.dump()["shipments"][0].clone();
    assert_eq!(
        (&row["product"], &row["value"]),
        (
            &json!("tea set"),
            &json!({"minor": 40_000, "currency": "EUR"})
        )
    );
    let there = both.desk.app().model.shipments.iter().next().unwrap();
    assert_eq!(
        (&*there.product, there.value),
        ("tea set", money("40000 EUR"))
    );
}

#[test]
fn what_we_owe_is_our_move() {
    let mut desk = Desk::demo();
    desk.keys("1 g g");
    let screen = desk.screen();
    assert!(
        screen.contains("YOU OWE THEM") && !screen.contains("their move ·"),
        "{screen}"
    );
    desk.shows("our move");
}

#[test]
fn deals_without_a_campaign_are_compared_and_orders_filter_the_roster() {
    let mut both = Both::over(|s| {
        let (mia, deal) = mia(s, |d| {
            (d.agreed, d.fee) = (Some(day("2026-10-01")), money("10000 USD"))
        });
        live(s, deal, "reel", "2026-10-20");
        s.add(|id| Sale {
            creator: Some(mia),
            collaboration: Some(deal),
            orders: 8,
            ..Sale::new(id, day("2026-10-22"), money("40000 USD"))
        });
        s.creator("Theo Lindqvist");
    });
    for by in ["creator", "format", "quarter", "campaign"] {
        let all = both.json(&["results", "--by", by, "--span", "2026", "--json"]);
        assert_eq!(all["totals"][0]["metrics"]["orders"], 8, "{by}");
        assert_eq!(all["totals"][0]["metrics"]["cpa"], usd(1_250), "{by}");
    }
    let none = both.json(&["results", "--campaign", "none", "--json"]);
    assert_eq!(none["totals"][0]["metrics"]["orders"], 8);
    both.desk.keys("2 /").enter("orders>5");
    both.desk.shows("Mia Okafor").hides("Theo Lindqvist");
    let found = both.text(&["find", "orders>5"]);
    assert!(found.contains("Mia") && !found.contains("Theo"), "{found}");
}
