//! Facts lie in the past, plans ahead: one body runs over a typed line, a form and `batch`, for the
//! days of payments, orders, parcels, pieces, agreements and contacts.

use serde_json::{Value, json};
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
const FIELDS: [(&str, &str, &str); 16] = [
    ("payment", "payments", "paid"),
    ("payment", "payments", "invoiced"),
    ("shipment", "shipments", "sent"),
    ("shipment", "shipments", "delivered"),
    ("deliverable", "deliverables", "live"),
    ("deliverable", "deliverables", "approved"),
    ("sale", "sales", "day"),
    ("followup", "followups", "done"),
    ("creator", "creators", "checkin"),
    ("collaboration", "collaborations", "terms_sent"),
    ("collaboration", "collaborations", "agreed"),
    ("collaboration", "collaborations", "agreement_sent"),
    ("collaboration", "collaborations", "agreement_signed"),
    ("collaboration", "collaborations", "brief_sent"),
    ("collaboration", "collaborations", "debrief_sent"),
    ("deliverable", "deliverables", "draft_in"),
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
    desk.keys("2 Enter").form_with(key);
    desk
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

/// Every phrase that tells a fact, with `{}` for its day, and where the day ends up: the table and
/// the key, of the newest row.
const PHRASES: [(&str, &str, &str); 25] = [
    ("$100 fee paid {}", "payments", "paid"),
    ("paid $100 fee {}", "payments", "paid"),
    ("$100 fee invoiced {}", "payments", "invoiced"),
    ("gift tea sent {}", "shipments", "sent"),
    ("gift tea shipped {}", "shipments", "sent"),
    ("gift tea delivered {}", "shipments", "delivered"),
    ("shipped {}", "shipments", "sent"),
    ("parcel arrived {}", "shipments", "delivered"),
    ("sale $45 {}", "sales", "day"),
    ("refund $5 ref 1001 {}", "refunds", "day"),
    ("boosting $50 {}", "expenses", "day"),
    ("12 signups {}", "own_counts", "day"),
    ("reel live {}", "deliverables", "live"),
    ("reel \"cups\" live {}", "deliverables", "live"),
    ("reel posted {}", "deliverables", "live"),
    ("story \"new\" went live {}", "deliverables", "live"),
    ("live {}", "deliverables", "live"),
    ("posted {}", "deliverables", "live"),
    ("signed {}", "collaborations", "agreement_signed"),
    ("agreement sent on {}", "collaborations", "agreement_sent"),
    ("terms sent {}", "collaborations", "terms_sent"),
    ("agreed {}", "collaborations", "agreed"),
    ("brief sent {}", "collaborations", "brief_sent"),
    ("call 20 min {}", "touches", "at"),
    ("replied {}", "touches", "at"),
];

/// Who says it, and how.
type Say = fn(&Home, &str);
const SAY: [(&str, Say); 3] = [
    ("add", |home, line| drop(home.ok(&["add", line]))),
    ("batch", |home, line| {
        home.batch(&[&json!({"action": "add", "line": line}).to_string()]);
    }),
    ("screen", |home, line| {
        let said = super::cli::roads::screen_at(
            home,
            "2026-11-24T09:00:00",
            &["a", "Ctrl+U", &format!("{line}\n")],
        );
        assert!(!said.is_empty(), "{line}");
    }),
];

fn newest(home: &Home, plural: &str, key: &str) -> String {
    let dump = home.dump();
    let all = dump[plural]
        .as_array()
        .unwrap_or_else(|| panic!("{plural}"));
    let day = |row: &Value| match row[key].as_i64() {
        Some(at) => Some(
            chrono::DateTime::from_timestamp(at, 0)?
                .date_naive()
                .to_string(),
        ),
        None => row[key].as_str().map(str::to_owned),
    };
    all.iter().filter_map(day).next_back().unwrap_or_default()
}

#[test]
fn a_phrase_that_tells_a_fact_means_the_day_that_was_on_every_road() {
    for (phrase, plural, key) in PHRASES {
        let home = home();
        home.ok(&["add", "@miabrews sale $45 ref 1001 yest"]);
        let line = |typed: &str| format!("@miabrews {}", phrase.replace("{}", typed));
        for (road, say) in SAY {
            say(&home, &line("5 nov"));
            assert_eq!(newest(&home, plural, key), "2026-11-05", "{road}: {phrase}");
            home.ok(&["undo"]);
        }
        let before = home.dump();
        for typed in ["5 feb 2027", "in 3 days"] {
            // A call or a piece of a day to come is a plan.
            if phrase.starts_with("call") || phrase.contains("live") && !phrase.contains("went") {
                continue;
            }
            home.refused(&["add", &line(typed)], "still to come");
        }
        assert_eq!(home.dump(), before, "{phrase}");
    }
}

#[test]
fn a_piece_that_went_live_is_the_one_that_was_planned() {
    let home = home();
    home.ok(&["add", "@miabrews story \"cups\" live 12 dec"]);
    let pieces = |home: &Home| -> Vec<String> {
        let dump = home.dump();
        let all = dump["deliverables"].as_array().unwrap().iter();
        all.map(|d| format!("{} {} {}", d["title"], d["state"], d["live"]))
            .collect()
    };
    home.refused(&["add", "@miabrews posted yest"], "which piece");
    home.ok(&["add", "@miabrews story \"cups\" posted yest"]);
    home.ok(&["add", "@miabrews live today"]);
    assert_eq!(
        pieces(&home),
        [
            r#""Reel" "live" "2026-11-24""#,
            r#""cups" "live" "2026-11-23""#
        ]
    );
    home.ok(&["add", "@miabrews reel \"next\" live 9 dec"]);
    assert_eq!(pieces(&home)[2], r#""next" "planned" null"#);
    home.is_whole();
}

#[test]
fn forms_take_every_fact_of_a_deal_and_its_pieces_from_the_past() {
    for key in [
        "agreed",
        "agreement_signed",
        "brief_sent",
        "live",
        "draft_in",
        "invoiced",
    ] {
        let mut desk = form_at(key);
        desk.keys("Ctrl+U").type_text("5 nov").keys("Ctrl+S");
        let m = &desk.app().model;
        let (deals, pieces, payments) = (
            m.collaborations.iter(),
            m.deliverables.iter(),
            m.payments.iter(),
        );
        let shown = format!("{:?}", (deals.last(), pieces.last(), payments.last()));
        assert!(shown.contains("2026-11-05"), "{key}: {}", desk.status());
        let mut desk = form_at(key);
        desk.keys("Ctrl+U").type_text("tom").keys("Ctrl+S");
        desk.says("still to come");
    }
}

/// A next step on each road: the words with their day or rhythm.
const NEXT: [(&str, Say); 5] = [
    ("add", |home, words| {
        drop(home.ok(&["add", &format!("@miabrews {words}")]))
    }),
    ("batch add", |home, words| {
        home.batch(&[&json!({"action": "add", "line": format!("@miabrews {words}")}).to_string()]);
    }),
    ("batch", |home, words| {
        home.batch(&[
            &json!({"action": "follow-up", "who": "@miabrews", "what": words}).to_string(),
        ]);
    }),
    ("screen", |home, words| {
        let keys = ["2", "f", &format!("{words}\n")];
        super::cli::roads::screen_at(home, "2026-11-24T09:00:00", &keys);
    }),
    ("after a call", |home, words| {
        home.ok(&["add", &format!("@miabrews call 20 min; {words}")]);
    }),
];

#[test]
fn a_next_step_is_read_alike_on_every_road() {
    let steps = [
        ("call every 6 weeks", "call|2027-01-05|false|1"),
        (
            "write the report monthly",
            "write the report|2026-12-24|false|1",
        ),
        ("chase the draft fri", "chase the draft|2026-11-27|true|0"),
        ("send sample fri", "send sample|2026-11-27|false|0"),
        (
            "send sample fri if no reply",
            "send sample|2026-11-27|true|0",
        ),
        ("chase her fri regardless", "chase her|2026-11-27|false|0"),
    ];
    let home = Home::new().at(NOW);
    home.batch(&[
        r#"{"action":"create","set":{"name":"Mia Okafor"},"accounts":[{"platform":"instagram","handle":"miabrews"}]}"#,
    ]);
    for (words, expected) in steps {
        for (road, say) in NEXT {
            say(&home, words);
            let dump = home.dump();
            let row = dump["followups"].as_array().unwrap().last();
            let row = row.unwrap_or_else(|| panic!("{road}: {words}"));
            let rhythms = dump["recurrences"].as_array().map_or(0, Vec::len);
            let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
            assert_eq!(
                format!(
                    "{}|{}|{}|{rhythms}",
                    text("what"),
                    text("day"),
                    row["if_no_reply"]
                ),
                expected,
                "{road}: {words}"
            );
            home.ok(&["undo"]);
        }
    }
    for what in ["call", "call yest", "call every 0 weeks"] {
        let line = json!({"action": "follow-up", "who": "@miabrews", "what": what}).to_string();
        assert_eq!(home.feed(&["batch"], &line).code, Some(1), "{what}");
    }
    home.is_whole();
}

/// A creator of whom every example of the help can be told.
fn known_mia() -> Home {
    let home = Home::new().at(NOW);
    home.batch(&[
        r#"{"action":"create","set":{"name":"Mia Okafor"},"accounts":[{"platform":"instagram","handle":"mia"}],"stage":3}"#,
        r#"{"action":"add","line":"/winter goal 90 orders 12 nov - 28 nov"}"#,
        r#"{"action":"edit","table":"collaboration","id":1,"set":{"agreed":"1 nov","fee":"$900"}}"#,
        r#"{"action":"add","line":"@mia reel \"old\" live 1 nov"}"#,
        r#"{"action":"add","line":"@mia reel \"soon\" live 9 dec"}"#,
        r#"{"action":"add","line":"@mia sale $45 ref 1001 yest"}"#,
    ]);
    home
}

#[test]
fn every_example_of_the_help_is_understood() {
    use touchbase::app::modal::quick_add::GRAMMAR;
    let home = known_mia();
    let mut lines: Vec<String> = Vec::new();
    for (examples, _) in GRAMMAR.iter().filter(|(line, _)| *line != "dates") {
        lines.extend(examples.split(" · ").map(str::to_owned));
    }
    assert!(lines.len() > 30, "{lines:?}");
    let mut verbs = Vec::new();
    for verb in ["add", "log"] {
        let help = home.ok(&[verb, "--help"]);
        let quoted = help.lines().filter(|line| line.contains("touchbase "));
        let quoted = quoted.filter_map(|line| Some(line.split_once('\'')?.1.rsplit_once('\'')?.0));
        verbs.extend(quoted.map(|line| (verb, line.to_owned())));
    }
    assert!(verbs.len() > 12, "{verbs:?}");
    let all = lines.into_iter().map(|line| ("add", line));
    for (verb, line) in all.chain(verbs) {
        let ran = home.run(&[verb, &line]);
        assert_eq!(ran.code, Some(0), "{verb} {line}: {}", ran.err);
        home.ok(&["undo"]);
    }
    home.is_whole();
}

/// Words of time that name no day make a plan, which is asked for its day; nothing is written down
/// as if it had taken place.
#[test]
fn a_time_that_is_no_day_is_asked_about_and_never_logged() {
    let mut desk = Desk::on("2026-11-24", |s| {
        s.creator("Ana Lis");
    });
    let before = desk.dump();
    for line in [
        "call someday",
        "call soon",
        "call later",
        "call in half an hour",
        "call in 2 hours",
        "call when she is back",
        "call after the launch",
        "call not before fri",
        "call fri or mon",
        "call between mon and fri",
        "call next week",
        "meeting next month",
        "meeting mid december",
        "meeting this weekend",
        "gift next week",
        "comment next month",
        "call fri 20:15",
        "call tue 27 nov",
        "call 29 feb",
        "call 31 nov",
    ] {
        desk.keys("a Ctrl+U").enter(&format!("@ana {line}"));
        assert_eq!(desk.dump(), before, "{line}");
        desk.keys("Esc");
    }
    for (line, when) in [
        ("call day after tomorrow", "2026-11-26"),
        ("call a week from fri", "2026-12-04"),
        ("call two weeks from mon", "2026-12-14"),
        ("call 2 days before 5 dec", "2026-12-03"),
        ("call end of next week", "2026-12-04"),
        ("call 20:15 fri", "2026-11-27"),
        ("call the 5th", "2026-12-05"),
        ("call sat 5 dec", "2026-12-05"),
    ] {
        desk.keys("a Ctrl+U").enter(&format!("@ana {line}"));
        let steps: Vec<_> = desk.app().model.followups.iter().map(|f| f.day).collect();
        assert!(
            steps.contains(&day(when)),
            "{line}: {steps:?} {}",
            desk.status()
        );
        desk.keys("u");
    }
    let touches = desk.app().model.touches.iter().count();
    assert_eq!(touches, 0);
}
