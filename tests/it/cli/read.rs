//! Verbs that only read.

use serde_json::Value;

use super::Home;

#[test]
fn today_counts_the_same_in_every_form() {
    let home = Home::new();
    let json = home.json(&["--demo", "today", "--json"]);
    let counts = &json["counts"];
    let lanes: Vec<u64> = ["owe", "dated", "waiting", "warm"]
        .iter()
        .map(|l| counts[l].as_u64().unwrap())
        .collect();
    let total: u64 = lanes.iter().sum();
    assert!(total > 10, "{counts}");
    assert_eq!(json["items"], total);
    let short = format!("{}!{} {}\n", lanes[0], lanes[1], lanes[2] + lanes[3]);
    assert_eq!(home.ok(&["--demo", "today", "--short"]), short);
    let lines = home.ok(&["--demo", "today"]);
    assert!(lines.starts_with("Tue 24 Nov · "), "{lines}");
    assert!(lines.contains(&format!("{total} items")), "{lines}");
    assert!(
        lines.contains(&format!("\nowe      {:<2} ", lanes[0])),
        "{lines}"
    );
    let plain = home.ok(&["--demo", "today", "--plain"]);
    assert_eq!(
        plain
            .lines()
            .filter(|l| l
                .split_once(". ")
                .is_some_and(|(n, _)| n.parse::<u64>().is_ok()))
            .count(),
        total as usize
    );
    assert_eq!(
        home.ok(&["--demo"]),
        lines,
        "without a verb a pipe gets today"
    );
    assert_eq!(home.ok(&["--demo", "--plain"]), plain);
}

#[test]
fn today_leaves_out_what_is_not_wanted() {
    let home = Home::new();
    let all = home.ok(&["--demo", "today"]);
    assert!(all.contains("Mia payment $350"), "{all}");
    let quiet = home.ok(&["--demo", "today", "--no-names", "--no-money"]);
    assert!(!quiet.contains("Mia") && !quiet.contains("$350"), "{quiet}");
    let owe = home.ok(&["--demo", "today", "--lane", "owe", "--max", "1"]);
    assert!(
        owe.contains("\nowe") && !owe.contains("\ndated") && owe.contains(" · +"),
        "{owe}"
    );
    let json = home.json(&["--demo", "today", "--json", "--lane", "warm"]);
    let lanes: Vec<&Value> = json["cards"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|c| c["items"].as_array().unwrap())
        .map(|i| &i["lane"])
        .collect();
    assert!(
        !lanes.is_empty() && lanes.iter().all(|lane| *lane == "warm"),
        "{lanes:?}"
    );
}

#[test]
fn the_exit_code_tells_what_is_due_if_asked() {
    let home = Home::new();
    assert_eq!(home.run(&["--demo", "today", "--exit-code"]).code, Some(10));
    assert_eq!(home.run(&["--demo", "today"]).code, Some(0));
    home.batch(&[r#"{"action":"follow-up","day":"fri","what":"buy ribbon"}"#]);
    assert_eq!(home.run(&["today", "--exit-code"]).code, Some(0));
    assert_eq!(home.ok(&["today", "--short"]), "", "nothing at zero");
}

#[test]
fn the_days_ahead() {
    let home = Home::new();
    let week = home.ok(&["--demo", "week"]);
    assert!(week.starts_with("Wed 25 Nov 2026 · "), "{week}");
    let days = home.json(&["--demo", "week", "--json"]);
    assert_eq!(days["days"][0]["day"], "2026-11-25");
    assert_eq!(days["days"].as_array().unwrap().len(), 7);
}

#[test]
fn find_reads_the_filter_line() {
    let home = Home::with_people();
    let names = |args: &[&str]| -> Vec<String> {
        home.json(args)
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&["find", "--json"]), ["Mia Okafor", "Misha Levy"]);
    assert_eq!(names(&["find", "okafor", "--json"]), ["Mia Okafor"]);
    assert_eq!(names(&["find", "#tea", "!#core", "--json"]), ["Misha Levy"]);
    assert_eq!(
        names(&["find", "stage:1", "plat:tiktok", "--json"]),
        ["Misha Levy"]
    );
    assert_eq!(names(&["find", "#tea", "-#core", "--json"]), ["Misha Levy"]);
    assert_eq!(
        names(&["find", "-#tea", "--json"]),
        names(&["find", "!#tea", "--json"])
    );
    let line = home.ok(&["find", "mia"]);
    assert!(
        line.contains("Mia Okafor  @miabrews IG  1 Discover"),
        "{line}"
    );
    let none = home.run(&["find", "mishs"]);
    assert_eq!((none.code, &*none.out), (Some(0), ""));
    assert!(
        none.err.contains("Nobody fits. Did you mean misha"),
        "{none:?}"
    );
    assert!(
        home.run(&["find", "nic:x"])
            .err
            .contains("There is no field")
    );
}

#[test]
fn show_tells_everything_about_one() {
    let home = Home::with_people();
    home.batch(&[
        r#"{"action":"touch","who":"@miabrews","direction":"in","channel":"dm","words":"yes!\nsend it","at":"2026-11-20T09:00"}"#,
        r#"{"action":"pay","who":"@miabrews","amount":"$350","due":"30 nov"}"#,
    ]);
    let page = home.ok(&["show", "@mia"]);
    for words in [
        "Mia Okafor @miabrews (1)",
        "mia@example.com",
        "#tea #core",
        "Amount $350",
        "Fri 20 Nov 09:00",
        "    send it",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let json = home.json(&["show", "Mia Okafor", "--json"]);
    assert_eq!(json["schema"], 1);
    assert_eq!(json["creator"]["email"], "mia@example.com");
    assert_eq!(json["accounts"][0]["handle"], "miabrews");
    assert_eq!(json["touches"][0]["words"], "yes!\nsend it");
    assert_eq!(json["payments"][0]["amount"]["minor"], 35_000);
    assert!(
        json["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|item| item["key"] == "R1:touch:1"),
        "{}",
        json["items"]
    );
    home.refused(
        &["show", "@mi"],
        "\"@mi\" fits 2 creators: Mia Okafor @miabrews (1); Misha Levy @misha.tea (2)",
    );
    home.refused(&["show", "@nobody"], "Nobody is called \"@nobody\"");
}

#[test]
fn check_and_dump() {
    let home = Home::with_people();
    assert!(home.ok(&["check"]).contains("is whole: "));
    let report = home.json(&["check", "--json"]);
    assert_eq!(
        (&report["rows"]["creator"], &report["steps"]),
        (&Value::from(2), &Value::from(2))
    );
    let dump = home.dump();
    assert_eq!(dump["creators"][1]["name"], "Misha Levy");
    assert_eq!(home.ok(&["dump"]), home.ok(&["dump", "--json"]));
    let text = home.ok(&["dump"]);
    assert!(
        text.lines()
            .any(|line| line.starts_with("{\"id\":1,\"name\":\"Mia Okafor\"")),
        "a row a line: {text}"
    );
}

#[test]
fn settings_and_their_origin() {
    let home = Home::new();
    let path = home.path().join("config/touchbase/config.toml");
    assert_eq!(
        home.ok(&["config", "--path"]).trim(),
        path.to_str().unwrap()
    );
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, "[general]\ncurrency = \"EUR\"\nrollover = 3\n").unwrap();
    let text = home.ok(&["config"]);
    assert!(
        text.contains("general.currency = \"EUR\"  # line 2 of your file"),
        "{text}"
    );
    assert!(text.contains("general.net_days = 30\n"), "{text}");
    let flag = home.ok(&["config", "--theme", "light"]);
    assert!(flag.contains("look.theme = \"light\"  # --theme"), "{flag}");
    let mut plain = home.command(&["config"]);
    let plain = String::from_utf8(plain.env("NO_COLOR", "1").output().unwrap().stdout).unwrap();
    assert!(
        plain.contains("look.theme = \"plain\"  # NO_COLOR"),
        "{plain}"
    );
    assert!(
        text.contains("# line 3: There is no setting general.rollover."),
        "{text}"
    );
    std::fs::write(
        home.path().join("odd.toml"),
        "[look]\ntheme = \"purple\"\nglyphs = \"runes\"\n",
    )
    .unwrap();
    let odd = home.ok(&[
        "config",
        "--config",
        home.path().join("odd.toml").to_str().unwrap(),
    ]);
    assert!(
        odd.contains("# line 2: look.theme: \"purple\" is not one of auto, dark, light,"),
        "{odd}"
    );
    assert!(odd.contains("look.theme = \"auto\"\n"), "{odd}");
    assert!(
        odd.contains(
            "# line 3: look.glyphs: \"runes\" is not one of auto, unicode, ascii; \"auto\" is kept."
        ),
        "{odd}"
    );
    let json = home.json(&["config", "--json"]);
    let currency = json["values"]
        .as_array()
        .unwrap()
        .iter()
        .find(|v| v["key"] == "general.currency")
        .unwrap();
    assert_eq!(
        (&currency["value"], &currency["origin"]),
        (&Value::from("EUR"), &Value::from("file"))
    );
    assert_eq!(json["complaints"][0]["line"], 3);
    let other = home.path().join("other.toml");
    std::fs::write(&other, home.ok(&["config", "--defaults"])).unwrap();
    let json = home.json(&["config", "--json", "--config", other.to_str().unwrap()]);
    assert_eq!(json["complaints"], Value::Array(Vec::new()));
}

#[test]
fn help_says_what_scripts_need() {
    let home = Home::new();
    let help = home.ok(&["--help"]);
    for words in [
        "TOUCHBASE_NOW",
        "batch -",
        "dump --json",
        "check --json",
        "--demo",
        "--db",
        "today --short",
    ] {
        assert!(help.contains(words), "{words}: {help}");
    }
    assert!(!help.contains("read-workbook"), "{help}");
    for verb in help
        .split("Commands:")
        .nth(1)
        .unwrap()
        .split("Options:")
        .next()
        .unwrap()
        .lines()
    {
        let Some(verb) = verb
            .split_whitespace()
            .next()
            .filter(|_| verb.starts_with("  "))
            .filter(|v| *v != "help")
        else {
            continue;
        };
        if verb.chars().all(|c| c.is_ascii_lowercase()) {
            assert!(
                home.run(&[verb, "--help"])
                    .out
                    .contains(&format!("Usage: touchbase {verb}")),
                "{verb}"
            );
        }
    }
    let batch = home.ok(&["batch", "--help"]);
    for action in [
        "create",
        "edit",
        "tag",
        "stage",
        "touch",
        "follow-up",
        "pay",
        "bulk",
        "import",
        "undo",
        "redo",
        "delete",
        "add",
        "answer",
    ] {
        assert!(
            batch.contains(&format!("{{\"action\":\"{action}\"")),
            "{action}"
        );
    }
    assert!(home.ok(&["man"]).contains(".TH touchbase 1"));
    assert!(home.ok(&["man", "today"]).contains("today"));
    assert!(home.ok(&["completions", "bash"]).contains("_touchbase()"));
    assert!(home.ok(&["keys", "--markdown"]).contains("| Key | Does |"));
    assert!(home.json(&["keys", "--json"]).as_array().unwrap().len() > 20);
}

#[test]
fn wrong_usage_leaves_with_two() {
    let home = Home::new();
    for args in [
        &["fly"][..],
        &["today", "--lane", "sky"],
        &["answer"],
        &["--demo", "--db", "x", "today"],
        &["--theme", "pink"],
    ] {
        let ran = home.run(args);
        assert_eq!(ran.code, Some(2), "{args:?}: {ran:?}");
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{ran:?}");
    }
}

#[test]
fn without_a_file_it_says_how_to_begin() {
    let home = Home::new();
    home.refused(&["today"], "There is nothing yet");
    home.refused(&["--db", "nowhere.db", "today"], "There is no file");
    assert!(!home.db().exists() && !home.path().join("nowhere.db").exists());
}

#[test]
fn money_is_the_same_as_text_and_json() {
    let home = Home::new();
    let json = home.json(&["--demo", "money", "--json"]);
    let text = home.ok(&["--demo", "money"]);
    assert!(text.contains("LATE") && text.contains("BUDGET"), "{text}");
    let sum = |list: &Value, currency: &str| -> i64 {
        let all = list.as_array().unwrap().iter();
        let all = all.filter(|m| m["currency"] == currency);
        all.map(|m| m["minor"].as_i64().unwrap()).sum()
    };
    let lines = json["lines"].as_array().unwrap();
    for currency in ["USD", "EUR", "GBP"] {
        let amounts: Value = lines.iter().map(|line| line["amount"].clone()).collect();
        assert_eq!(
            sum(&amounts, currency),
            sum(&json["open"], currency),
            "{currency}"
        );
    }
    let late = lines.iter().filter(|line| line["late"] == true);
    assert_eq!(late.count(), 1);
    assert_eq!(json["months"].as_array().unwrap().len(), 3);
    for key in ["paid", "commission", "budgets", "limits", "country_unknown"] {
        assert!(json[key].is_array(), "{key}");
    }
    // What is paid leaves it.
    let home = Home::with_people();
    home.batch(&[
        r#"{"action":"pay","who":"@miabrews","amount":"$350","due":"30 nov"}"#,
        r#"{"action":"pay","who":"@miabrews","amount":"$100","paid":"today"}"#,
    ]);
    let json = home.json(&["money", "--json"]);
    assert_eq!(sum(&json["open"], "USD"), 25_000);
    assert_eq!(sum(&json["paid_this_month"], "USD"), 10_000);
}

/// A telephone number is found by its digits, however either of the two is written.
#[test]
fn people_are_found_by_their_telephone_number() {
    let home = Home::new();
    let file = home.path().join("phones.csv");
    let rows = "Name,Instagram,Phone\nAna One,ana_t,+49 151 1234567\nBo Two,bo_t,(415) 555-0101\nCy 2026,cy_t,\n";
    std::fs::write(&file, rows).unwrap();
    home.ok(&["import", file.to_str().unwrap()]);
    let found = |line: &str| -> Vec<String> {
        let all = home.json(&["find", line, "--json"]);
        let name = |row: &Value| row["name"].as_str().unwrap().to_string();
        all.as_array().unwrap().iter().map(name).collect()
    };
    for line in [
        "1511234567",
        "+491511234567",
        "+49 151 1234567",
        "0151 1234567",
        "0151/123-4567",
        "151 1234567",
    ] {
        assert_eq!(found(line), ["Ana One"], "{line}");
    }
    for line in [
        "4155550101",
        "555-0101",
        "(415) 555-0101",
        "415.555.0101",
        "+1 415",
    ] {
        let want: &[&str] = if line == "+1 415" { &[] } else { &["Bo Two"] };
        assert_eq!(found(line), want, "{line}");
    }
    assert_eq!(found("2026"), ["Cy 2026"]);
}

#[test]
fn a_statement_is_text_or_json_of_a_month() {
    let home = Home::with_people();
    home.batch(&[
        r#"{"action":"create","table":"collaboration","who":"@miabrews","stage":6,"set":{"commission":"10%","hold_days":"14"}}"#,
        r#"{"action":"add","line":"@miabrews sale $45 ref 1001 today"}"#,
        r#"{"action":"add","line":"@miabrews refund $5 of 1001"}"#,
    ]);
    let text = home.ok(&["statement", "@miabrews"]);
    assert!(
        text.starts_with("Commission statement · Mia Okafor · November 2026\n"),
        "{text}"
    );
    let json = home.json(&["statement", "@miabrews", "--month", "2026-11", "--json"]);
    assert_eq!(json["earned"]["minor"], 400, "{json}");
    assert_eq!(json["entries"][0]["returned"]["minor"], 500);
    assert_eq!(json["text"], text);
    home.refused(
        &["statement", "@miabrews", "--month", "2026-01"],
        "No order",
    );
    home.refused(&["statement", "@miabrews", "--month", "soon"], "no month");
    home.refused(&["statement", "@misha.tea"], "No order of Misha Levy");
}

#[test]
fn each_card_says_whose_move_it_is() {
    let home = Home::with_people();
    home.ok(&["log", "@miabrews < yes, send it"]);
    let moves = |home: &Home| -> Vec<Value> {
        let json = home.json(&["today", "--json"]);
        let cards = json["cards"].as_array().unwrap().iter();
        cards
            .filter(|card| card["on"]["name"] == "Mia Okafor")
            .map(|card| card["move"].clone())
            .collect()
    };
    assert_eq!(moves(&home), ["yours"]);
    let ours = home.json(&["find", "--json", "move:ours"]).to_string();
    assert!(ours.contains("Mia Okafor"), "{ours}");
}
