//! Verbs that write one step.

use serde_json::Value;

use super::Home;

#[test]
fn an_answer_and_its_undo_leave_the_file_as_it_was() {
    let home = Home::with_people();
    home.batch(&[r#"{"action":"pay","who":"@miabrews","amount":"$350","due":"20 nov 2026"}"#]);
    let before = home.dump();
    let item = home.json(&["today", "--json"])["cards"][0]["items"][0].clone();
    assert_eq!(item["key"], "R3:payment:1", "{item}");
    assert_eq!(
        home.ok(&["answer", "R3:payment:1", "x"]),
        "Paid: Mia Okafor $350\n"
    );
    assert_eq!(home.dump()["payments"][0]["state"], "paid");
    home.refused(
        &["answer", "R3:payment:1", "x"],
        "There is no item R3:payment:1 any more",
    );
    assert_eq!(home.ok(&["undo"]), "Undone: Paid: Mia Okafor $350\n");
    assert_eq!(home.dump(), before);
    assert_eq!(home.ok(&["redo"]), "Done again: Paid: Mia Okafor $350\n");
    home.is_whole();
}

#[test]
fn answers_that_need_words_ask_for_them() {
    let home = Home::new();
    let cards = home.json(&["--demo", "today", "--json"]);
    let items: Vec<&Value> = cards["cards"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|c| c["items"].as_array().unwrap())
        .collect();
    let numbers = items
        .iter()
        .find(|item| item["rule"] == "R17")
        .expect("the demo has numbers to collect");
    assert!(numbers["answers"][0]["asks"].is_string(), "{numbers}");
    let key = numbers["key"].as_str().unwrap();
    home.refused(&["--demo", "answer", key, "x"], "such as:");
    home.refused(&["--demo", "answer", key, "x", "views", "many"], "views");
    home.ok(&["--demo", "answer", key, "x", "views 12k orders 14"]);
    home.refused(&["--demo", "answer", key, "x", "views 12k"], "any more");
}

#[test]
fn snoozes_hide_without_changing_the_date() {
    let home = Home::with_people();
    home.batch(&[r#"{"action":"pay","who":"@miabrews","amount":"$350","due":"today"}"#]);
    assert!(
        home.ok(&["snooze", "R3:payment:1", "w"])
            .contains("Mon 30 Nov")
    );
    let still = home.json(&["show", "@mia", "--json"]);
    assert_eq!(still["payments"][0]["due"], "2026-11-24");
    assert_eq!(
        home.ok(&["today", "--lane", "owe"])
            .matches("payment")
            .count(),
        0
    );
    home.ok(&["undo"]);
    assert!(
        home.ok(&["snooze", "R3:payment:1", "9", "dec"])
            .contains("Wed 9 Dec")
    );
    home.ok(&["undo"]);
    assert!(home.ok(&["snooze", "R3:payment:1"]).contains("Wed 25 Nov"));
    home.refused(&["snooze", "R3:payment:1", "soonish"], "Not a date");
    home.refused(&["snooze", "payment", "w"], "not the key of an item");
}

#[test]
fn add_takes_any_line_and_guesses_nothing() {
    let home = Home::with_people();
    assert!(
        home.ok(&["add", "@miabrews ask for address fri"])
            .starts_with("Next step for Mia Okafor, Fri 27 Nov")
    );
    assert!(
        home.ok(&["add", "+", "Ana", "Lis", "@analis", "ig", "9k"])
            .contains("Ana Lis")
    );
    assert!(home.ok(&["add", "@mia $350 due 30 nov"]).contains("$350"));
    assert!(home.ok(&["add", "buy ribbon fri"]).contains("buy ribbon"));
    home.refused(&["add", "@mi ask for address fri"], "@miabrews");
    home.refused(&["add", "@mi ask for address fri"], "@misha.tea");
    home.refused(&["add", "@nobody call fri"], "Nobody here is called");
    home.refused(&["add", "@mia ask for address 31 nov"], "Not a date");
    assert_eq!(home.dump()["creators"].as_array().unwrap().len(), 3);
    home.is_whole();
}

#[test]
fn log_takes_what_happened_and_nothing_else() {
    let home = Home::with_people();
    home.ok(&["log", "@mia < yes, send it"]);
    home.ok(&["log", "@mia", ">", "sent the brief"]);
    home.ok(&["log", "miabrews: loves early mornings"]);
    home.ok(&["log", "--channel", "dm", "@misha.tea < who are you?"]);
    home.refused(&["log", "@mia ask for address fri"], "is no contact");
    home.refused(&["log", "@mi < yes"], "@miabrews");
    assert_eq!(
        home.run(&["log", "--channel", "pigeon", "@mia < yes"]).code,
        Some(2)
    );
    let touches = home.dump()["touches"].clone();
    let told: Vec<(&str, &str)> = touches
        .as_array()
        .unwrap()
        .iter()
        .map(|t| {
            (
                t["direction"].as_str().unwrap(),
                t["channel"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told.iter().map(|(d, _)| *d).collect::<Vec<_>>(),
        ["in", "out", "note", "in"]
    );
    assert_eq!(told[3], ("in", "dm"));
}

#[test]
fn history_lists_what_was_done() {
    let home = Home::with_people();
    home.ok(&["add", "buy ribbon fri"]);
    home.ok(&["undo"]);
    let text = home.ok(&["history"]);
    assert!(
        text.lines().next().unwrap().contains("buy ribbon (undone)"),
        "{text}"
    );
    let json = home.json(&["history", "--json", "--max", "2"]);
    assert_eq!(json.as_array().unwrap().len(), 2);
    assert_eq!(
        (&json[0]["state"], &json[1]["state"]),
        (&Value::from("undone"), &Value::from("done"))
    );
    assert_eq!(json[0]["time"], "2026-11-24T09:00:00");
    for _ in 0..2 {
        home.ok(&["undo"]);
    }
    home.refused(&["undo"], "There is nothing to undo");
}

#[test]
fn a_day_of_the_demo_lasts_a_day() {
    let home = Home::new();
    let key = home.json(&["--demo", "today", "--json"])["cards"][0]["items"][0]["key"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(home.run(&["--demo", "snooze", &key]).code, Some(0));
    let changed = home.ok(&["--demo", "dump"]);
    assert_eq!(home.ok(&["--demo", "dump"]), changed, "it is gone on with");
    let home = home.at("2026-11-25T09:00:00");
    assert!(home.ok(&["--demo", "today"]).starts_with("Wed 25 Nov"));
    assert_eq!(
        home.json(&["--demo", "history", "--json"])
            .as_array()
            .unwrap()
            .len(),
        1,
        "and made anew the next day"
    );
    assert!(!home.db().exists(), "the own file is left alone");
}
