//! Facts lie in the past, plans ahead: one body runs over a typed line, a form and `batch`, for the
//! days of payments, orders, parcels, pieces, agreements and contacts.

use serde_json::{Value, json};
use touchbase::app::modal::Modal;
use touchbase::domain::rows::*;

use super::cli::Home;
use super::harness::Desk;
use super::seed::day;

/// Tuesday 24 November 2026, as the command line is told.
const NOW: &str = "2026-11-24T09:00:00+01:00";

/// What is typed for a fact, and the day it is then.
const FACTS: [(&str, &str); 6] = [
    ("10 feb", "2026-02-10"),
    ("fri", "2026-11-20"),
    ("yest", "2026-11-23"),
    ("today", "2026-11-24"),
    ("5 dec", "2025-12-05"),
    ("25", "2026-10-25"),
];

/// What no fact can be.
const AHEAD: [&str; 3] = ["tom", "5 feb 2027", "in 3 days"];

/// A creator with a row of each table that holds facts, all of number 1.
fn home() -> Home {
    let home = Home::with_people().at(NOW);
    home.batch(&[
        r#"{"action":"create","table":"collaboration","who":"@miabrews","stage":4}"#,
        r#"{"action":"create","table":"deliverable","who":"@miabrews","set":{"title":"Reel","live_due":"9 dec"}}"#,
        r#"{"action":"pay","who":"@miabrews","amount":"$350","due":"30 nov"}"#,
        r#"{"action":"add","line":"@miabrews gift glass pot"}"#,
        r#"{"action":"add","line":"@miabrews sale $45"}"#,
        r#"{"action":"touch","who":"@miabrews","direction":"in","words":"yes!"}"#,
        r#"{"action":"follow-up","who":"@miabrews","day":"fri","what":"call"}"#,
    ]);
    home
}

/// Tables with their facts, as `dump` and `batch` call them.
const FIELDS: [(&str, &str, &str); 9] = [
    ("payment", "payments", "paid"),
    ("payment", "payments", "invoiced"),
    ("shipment", "shipments", "sent"),
    ("shipment", "shipments", "delivered"),
    ("deliverable", "deliverables", "live"),
    ("deliverable", "deliverables", "approved"),
    ("sale", "sales", "day"),
    ("followup", "followups", "done"),
    ("creator", "creators", "checkin"),
];

fn edit(home: &Home, table: &str, key: &str, typed: &str) -> (Option<i32>, String) {
    let action = json!({"action": "edit", "table": table, "id": 1, "set": {key: typed}});
    let ran = home.feed(&["batch"], &action.to_string());
    (ran.code, ran.out)
}

#[test]
fn batch_takes_no_fact_from_the_future() {
    let home = home();
    for (table, plural, key) in FIELDS {
        for (typed, expected) in FACTS {
            let (code, out) = edit(&home, table, key, typed);
            assert_eq!(code, Some(0), "{table} {key} {typed}: {out}");
            assert_eq!(
                home.dump()[plural][0][key],
                expected,
                "{table} {key} {typed}"
            );
        }
        for typed in AHEAD {
            let (code, out) = edit(&home, table, key, typed);
            assert_eq!(code, Some(1), "{table} {key} {typed}");
            assert!(out.contains(key) && out.contains("still to come"), "{out}");
        }
    }
    for (table, key) in [
        ("payment", "due"),
        ("deliverable", "live_due"),
        ("followup", "day"),
    ] {
        assert_eq!(
            edit(&home, table, key, "10 feb").0,
            Some(0),
            "{table} {key}"
        );
        let (code, out) = edit(&home, table, key, "yest");
        assert!(
            code == Some(1) && out.contains("is past"),
            "{table} {key}: {out}"
        );
    }
    assert_eq!(home.dump()["payments"][0]["due"], "2027-02-10");
    for at in ["tom", "2026-11-25", "2026-11-24T23:00"] {
        let action = json!({"action": "touch", "who": "@miabrews", "words": "hi", "at": at});
        let ran = home.feed(&["batch"], &action.to_string());
        assert!(ran.out.contains("still to come"), "{at}: {}", ran.out);
    }
}

#[test]
fn a_line_takes_no_fact_from_the_future() {
    // The line, and where its day ends up.
    let lines: [(&str, &str, &str); 6] = [
        ("@miabrews $100 fee paid {}", "payments", "paid"),
        ("@miabrews $100 fee invoiced {}", "payments", "invoiced"),
        ("@miabrews gift tea sent {}", "shipments", "sent"),
        ("@miabrews gift tea delivered {}", "shipments", "delivered"),
        ("@miabrews sale $45 {}", "sales", "day"),
        (
            "@miabrews right \"reposts\" from {} end 1 mar 2028",
            "rights",
            "start",
        ),
    ];
    for (line, plural, key) in lines {
        for (typed, expected) in FACTS {
            // A lone number at the end of a line is a number; a first day may lie ahead.
            if typed == "25" || (key == "start" && typed != "yest") {
                continue;
            }
            let home = Home::with_people().at(NOW);
            home.ok(&["add", &line.replace("{}", typed)]);
            assert_eq!(home.dump()[plural][0][key], expected, "{line} {typed}");
        }
        let home = Home::with_people().at(NOW);
        for typed in AHEAD.iter().filter(|_| key != "start") {
            home.refused(&["add", &line.replace("{}", typed)], "still to come");
        }
        assert_eq!(home.dump()[plural], Value::Array(Vec::new()), "{line}");
    }
}

/// A desk with the form of the first row of Mia's that has a field, and the cursor in it.
fn form_at(key: &str) -> Desk {
    let mut desk = Desk::on("2026-11-24", |s| {
        let mia = s.creator("Mia");
        let deal = s.deal(mia, Stage::Creation);
        s.piece(deal, "reel", |d| d.live_due = Some(day("2026-12-09")));
        s.payment(mia, "35000 USD", "2026-11-30");
    });
    desk.keys("2 Enter");
    for _ in 0..10 {
        desk.keys("e");
        let has = |desk: &Desk| match desk.app().modals.last() {
            Some(Modal::Form(form)) => form.fields.iter().position(|f| f.key == key),
            _ => None,
        };
        if let Some(at) = has(&desk) {
            for _ in 0..at {
                desk.keys("Tab");
            }
            return desk;
        }
        desk.keys("Esc ]");
    }
    panic!("no form has {key}");
}

#[test]
fn a_form_takes_no_fact_from_the_future() {
    for (typed, expected) in FACTS {
        let mut desk = form_at("paid");
        desk.type_text(typed).keys("Ctrl+S");
        let paid = desk.app().model.payments.iter().next().unwrap().paid;
        assert_eq!(paid, Some(day(expected)), "{typed}");
    }
    for typed in AHEAD {
        let mut desk = form_at("paid");
        desk.type_text(typed).keys("Ctrl+S");
        desk.says("still to come").shows("\"Paid\"");
        assert_eq!(
            desk.app().model.payments.iter().next().unwrap().paid,
            None,
            "{typed}"
        );
    }
}
