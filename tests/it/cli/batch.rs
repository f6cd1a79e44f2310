//! `batch`: what is acknowledged is there, what is not is not there by half.

use std::io::{BufRead, BufReader, Read, Write};
use std::time::Duration;

use serde_json::Value;

use super::Home;

fn replies(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn every_action_is_done_and_acknowledged() {
    let home = Home::with_people();
    std::fs::write(home.path().join("a.csv"), "name,handle\nIda Berg,@ida\n").unwrap();
    let lines = [
        r#"{"action":"create","table":"campaign","set":{"name":"Winter","goal":"90 orders","start":"1 dec"}}"#,
        r#"{"action":"create","table":"collaboration","who":"@miabrews","campaign":"winter","stage":4,"set":{"fee":"$350"}}"#,
        r#"{"action":"create","table":"deliverable","who":"@miabrews","set":{"title":"Reel","live_due":"9 dec"}}"#,
        r#"{"action":"create","table":"account","who":"@miabrews","set":{"platform":"tiktok","handle":"@mia.brews"}}"#,
        r#"{"action":"create","table":"template","set":{"name":"Hello","body":"Hi {first_name}"}}"#,
        r#"{"action":"edit","who":"mia@example.com","set":{"niche":"slow mornings","fit_values":5,"core":true}}"#,
        r#"{"action":"edit","table":"deliverable","id":1,"set":{"title":"First pour"}}"#,
        r#"{"action":"tag","who":["@miabrews","Misha Levy"],"add":["q1"],"remove":["core"]}"#,
        r#"{"action":"stage","who":"Misha Levy","stage":"pitch"}"#,
        r#"{"action":"touch","who":"@miabrews","direction":"in","words":"yes!","at":"yest"}"#,
        r#"{"action":"edit","table":"touch","id":1,"set":{"words":"yes, please"}}"#,
        r#"{"action":"follow-up","who":"@miabrews","day":"fri","what":"ask for the address"}"#,
        r#"{"action":"follow-up","day":"fri","what":"buy ribbon"}"#,
        r#"{"action":"pay","who":"@miabrews","amount":"$350","due":"30 nov"}"#,
        r#"{"action":"pay","id":1,"paid":"today","part":"$100"}"#,
        r##"{"action":"bulk","filter":"#tea","add":["bulk"],"set":{"language":"EN"}}"##,
        r#"{"action":"import","file":"a.csv"}"#,
        r#"{"action":"add","line":"@ida #new"}"#,
        r#"{"action":"answer","key":"R1:touch:1","choice":"x","text":"thanks!"}"#,
        r#"{"action":"snooze","key":"R14:followup:2","until":"w"}"#,
        r#"{"action":"delete","table":"followup","id":2}"#,
        r#"{"action":"undo"}"#,
        r#"{"action":"redo"}"#,
        r#"{"action":"delete","who":"@ida"}"#,
    ];
    let ran = home.feed(&["batch", "-"], &lines.join("\n"));
    let expected: String = (1..=lines.len())
        .map(|n| format!("{{\"ok\":{n}}}\n"))
        .collect();
    assert_eq!(
        (ran.out.as_str(), ran.code),
        (expected.as_str(), Some(0)),
        "{}",
        ran.err
    );
    home.is_whole();
    let dump = home.dump();
    let mia = &dump["creators"][0];
    assert_eq!(
        (&mia["niche"], &mia["tags"], &mia["language"]),
        (&"slow mornings".into(), &"tea q1 bulk".into(), &"EN".into())
    );
    assert_eq!(
        (&mia["fit_values"], &mia["core"]),
        (&5.into(), &true.into())
    );
    assert_eq!(dump["deliverables"][0]["title"], "First pour");
    assert_eq!(dump["touches"][0]["words"], "yes, please");
    assert_eq!(dump["collaborations"][1]["stage"], "pitch");
    assert_eq!(dump["collaborations"][2]["campaign"], 1);
    let paid: Vec<&Value> = dump["payments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["state"])
        .collect();
    assert!(
        paid.contains(&&Value::from("paid")) && paid.len() == 2,
        "{paid:?}"
    );
    assert_eq!(dump["creators"].as_array().unwrap().len(), 2);
    let steps = home
        .json(&["history", "--json", "--max", "100"])
        .as_array()
        .unwrap()
        .len();
    for _ in 0..steps - 2 {
        let undone = home.run(&["undo"]);
        assert_eq!(undone.code, Some(0), "{undone:?}");
    }
    assert_eq!(
        home.dump(),
        Home::with_people().dump(),
        "all of it can be taken back"
    );
}

#[test]
fn a_bad_line_is_named_and_the_next_one_done() {
    let home = Home::with_people();
    let lines = [
        "no json",
        r#"{"action":"fly"}"#,
        r#"{"action":"undo","twice":true}"#,
        r#"{"action":"edit","who":"@miabrews","set":{"shoe":"x"}}"#,
        r#"{"action":"edit","who":"@mi","set":{"niche":"x"}}"#,
        r#"{"action":"edit","table":"payment","id":7,"set":{"due":"fri"}}"#,
        r#"{"action":"create","set":{"name":"Twin"},"accounts":[{"platform":"instagram","handle":"MiaBrews"}]}"#,
        r#"{"action":"create","set":{}}"#,
        r#"{"action":"pay","who":"@miabrews"}"#,
        r#"{"action":"follow-up","who":"@miabrews","day":"31 nov","what":"x"}"#,
        r#"{"action":"delete","table":"campaign","id":1}"#,
        r#"{"action":"answer","key":"R3:payment:9","choice":"x"}"#,
        r#"{"action":"import","file":"nowhere.csv"}"#,
        r#"{"action":"redo"}"#,
    ];
    let before = home.dump();
    let ran = home.feed(
        &["batch"],
        &format!(
            "{}\n\n{}\n",
            lines.join("\n"),
            r#"{"action":"tag","who":"@miabrews","add":["q1"]}"#
        ),
    );
    assert_eq!(ran.code, Some(1));
    let replies = replies(&ran.out);
    for (at, (line, reply)) in lines.iter().zip(&replies).enumerate() {
        assert_eq!(reply["line"], at + 1, "{line}: {reply}");
        let why = reply["error"].as_str().unwrap();
        assert!(
            why.ends_with(['.', '?']) && why.len() > 12 && !why.contains("Error("),
            "{line}: {why}"
        );
    }
    assert_eq!(
        replies.last().unwrap(),
        &serde_json::json!({ "ok": lines.len() + 2 }),
        "lines are counted as they stand"
    );
    let mut expected = before;
    expected["creators"][0]["tags"] = "tea core q1".into();
    assert_eq!(home.dump(), expected);
}

#[test]
fn lines_that_are_no_text_or_endless_are_refused() {
    let home = Home::new();
    let mut child = home.spawn(&["batch"]);
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"\xff\xfe\n").unwrap();
    let long = vec![b'x'; 5 << 20];
    input.write_all(&long).unwrap();
    input
        .write_all(b"\n{\"action\":\"follow-up\",\"day\":\"fri\",\"what\":\"x\"}\n")
        .unwrap();
    drop(input);
    let mut out = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut out)
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let replies = replies(&out);
    assert!(
        replies[0]["error"].is_string()
            && replies[1]["error"]
                .as_str()
                .unwrap()
                .contains("longer than 4 MB")
    );
    assert_eq!(replies[2]["ok"], 3);
}

/// One creator with an account and a collaboration: three rows that come together or not at all.
fn creation(n: usize) -> String {
    format!(
        r#"{{"action":"create","set":{{"name":"Creator {n}"}},"accounts":[{{"platform":"instagram","handle":"creator{n}"}}]}}"#
    )
}

#[test]
fn kill_at_any_moment_keeps_what_was_acknowledged() {
    for round in 0..20u64 {
        let home = Home::new();
        let mut child = home.spawn(&["batch", "-"]);
        let mut input = child.stdin.take().unwrap();
        let feeder = std::thread::spawn(move || {
            for n in 1..=400 {
                if writeln!(input, "{}", creation(n)).is_err() {
                    break;
                }
            }
        });
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut acknowledged = 0;
        let mut line = String::new();
        while acknowledged < 3 + round && output.read_line(&mut line).unwrap() > 0 {
            acknowledged += 1;
            line.clear();
        }
        std::thread::sleep(Duration::from_micros(round * 370));
        child.kill().unwrap();
        child.wait().unwrap();
        while output.read_line(&mut line).unwrap_or(0) > 0 && line.ends_with('\n') {
            acknowledged += 1;
            line.clear();
        }
        feeder.join().unwrap();
        home.is_whole();
        let dump = home.dump();
        let rows = ["creators", "accounts", "collaborations"]
            .map(|t| dump[t].as_array().unwrap().len() as u64);
        assert_eq!(
            (rows[1], rows[2]),
            (rows[0], rows[0]),
            "round {round}: never a part of one"
        );
        assert!(
            (acknowledged..=acknowledged + 1).contains(&rows[0]),
            "round {round}: {acknowledged} acknowledged, {} there",
            rows[0]
        );
        home.ok(&["add", "buy ribbon fri"]);
    }
}

#[test]
fn two_processes_write_at_once_and_nothing_is_lost() {
    let home = Home::new();
    home.ok(&["add", "buy ribbon fri"]);
    let each = 40;
    let mut running: Vec<_> = (0..2)
        .map(|which| {
            let mut child = home.spawn(&["batch"]);
            let mut input = child.stdin.take().unwrap();
            let feeder = std::thread::spawn(move || {
                for n in 0..each {
                    writeln!(input, "{}", creation(which * 1000 + n)).unwrap();
                }
            });
            (child, feeder)
        })
        .collect();
    for (child, feeder) in &mut running
        .drain(..)
        .map(|(c, f)| (c, Some(f)))
        .collect::<Vec<_>>()
    {
        let mut out = String::new();
        child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut out)
            .unwrap();
        feeder.take().unwrap().join().unwrap();
        let replies = replies(&out);
        assert_eq!(replies.len(), each);
        assert!(replies.iter().all(|r| r["ok"].is_u64()), "{out}");
        assert!(child.wait().unwrap().success());
    }
    home.is_whole();
    let dump = home.dump();
    for table in ["creators", "accounts", "collaborations"] {
        assert_eq!(dump[table].as_array().unwrap().len(), 2 * each, "{table}");
    }
}

#[test]
fn undo_leaves_the_step_of_another_open_process_alone() {
    let home = Home::with_people();
    let mut child = home.spawn(&["batch"]);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    writeln!(
        input,
        r#"{{"action":"follow-up","day":"fri","what":"theirs"}}"#
    )
    .unwrap();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "{\"ok\":1}\n");
    let before = home.dump();
    home.refused(&["undo"], "was made in a window that is still open");
    assert_eq!(home.dump(), before);
    writeln!(input, r#"{{"action":"undo"}}"#).unwrap();
    line.clear();
    output.read_line(&mut line).unwrap();
    assert_eq!(line, "{\"ok\":2}\n", "it may take back its own");
    writeln!(input, r#"{{"action":"redo"}}"#).unwrap();
    line.clear();
    output.read_line(&mut line).unwrap();
    drop(input);
    assert!(child.wait().unwrap().success());
    assert!(home.ok(&["undo"]).contains("theirs"), "its process is gone");
}
