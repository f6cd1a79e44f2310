//! Who is who, on every road: two creators joined on the screen, from the command line and by a
//! script, accounts given away, and people of several files kept apart.

use std::fs;

use serde_json::{Value, json};
use touchbase::domain::rows::*;

use super::cli::Home;
use super::harness::Desk;

/// Two creators who are one: the older has a deal, the younger what a second list knew.
fn two(home: &Home) {
    home.batch(&[
        r#"{"action":"create","set":{"name":"Theo Lindqvist","email":"theo@example.com","tags":"tea","country":"SE","prefers":"mail"},"accounts":[{"platform":"youtube","handle":"theobrews","followers":"42k"}]}"#,
        r#"{"action":"create","set":{"name":"T. Lindqvist","email":"hello@theobrews.example","tags":"video","prefers":"dm","do_not_contact":"yes"},"accounts":[{"platform":"instagram","handle":"theobrews.se","followers":"6200"}]}"#,
        r#"{"action":"create","table":"campaign","set":{"name":"Winter","goal":"90 orders"}}"#,
        r#"{"action":"create","table":"collaboration","who":"@theobrews","campaign":"Winter","stage":3}"#,
        r#"{"action":"touch","who":"@theobrews.se","direction":"in","channel":"dm","words":"says yes to winter","at":"yest"}"#,
        r#"{"action":"follow-up","who":"@theobrews.se","day":"fri","what":"ask for his rate"}"#,
        r#"{"action":"pay","who":"@theobrews.se","amount":"$100","paid":"today","kind":"fee"}"#,
    ]);
}

fn joined(home: &Home, before: &Value) {
    let dump = home.dump();
    let people = dump["creators"].as_array().unwrap();
    assert_eq!(people.len(), 1, "{people:?}");
    let theo = &people[0];
    assert_eq!(theo["name"], "Theo Lindqvist");
    assert_eq!(theo["tags"], "tea video");
    assert_eq!(theo["do_not_contact"], true, "whoever said so, it stays");
    assert!(
        theo["extra"].as_str().unwrap().contains("Contact by: dm"),
        "{theo}"
    );
    let id = &theo["id"];
    for table in [
        "accounts",
        "touches",
        "followups",
        "payments",
        "collaborations",
    ] {
        let (now, was) = (
            dump[table].as_array().unwrap(),
            before[table].as_array().unwrap(),
        );
        assert_eq!(now.len(), was.len(), "{table}");
        assert!(
            now.iter().all(|row| row["creator"] == *id),
            "{table}: {now:?}"
        );
    }
    assert_eq!(dump["touches"][0]["words"], "says yes to winter");
    let points: Vec<&str> = dump["contacts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["value"].as_str().unwrap())
        .collect();
    assert_eq!(points, ["T. Lindqvist", "hello@theobrews.example"]);
    // Both handles, names and addresses find the one.
    for who in [
        "@theobrews.se",
        "@theobrews",
        "hello@theobrews.example",
        "T. Lindqvist",
    ] {
        assert_eq!(
            home.json(&["show", who, "--json"])["creator"]["id"],
            *id,
            "{who}"
        );
    }
    home.is_whole();
    home.ok(&["undo"]);
    assert_eq!(home.dump(), *before, "one undo parts them exactly");
    home.is_whole();
}

#[test]
fn two_become_one_from_the_command_line_and_by_a_script() {
    let home = Home::new();
    two(&home);
    let before = home.dump();
    let said = home.ok(&["join", "@theobrews.se", "@theobrews", "--dry-run"]);
    assert!(
        said.contains("T. Lindqvist comes into Theo Lindqvist."),
        "{said}"
    );
    assert!(
        said.contains("1 messages") && said.contains("0 orders"),
        "{said}"
    );
    assert_eq!(home.dump(), before, "only looked");
    home.ok(&["join", "@theobrews.se", "@theobrews"]);
    joined(&home, &before);
    home.batch(&[r#"{"action":"join","who":"@theobrews.se","with":"@theobrews"}"#]);
    joined(&home, &before);
    let json = home.json(&[
        "join",
        "@theobrews",
        "@theobrews.se",
        "--take",
        "prefers",
        "--json",
    ]);
    assert_eq!(json["differences"][0]["field"], "name");
    assert_eq!(home.dump()["creators"][0]["prefers"], "dm");
    home.ok(&["undo"]);
    home.refused(&["join", "@theobrews", "@theobrews"], "one creator already");
    home.refused(
        &["join", "@theobrews", "@theobrews.se", "--take", "shoe"],
        "no field \"shoe\"",
    );
}

#[test]
fn an_account_is_given_away_with_its_numbers() {
    let home = Home::new();
    two(&home);
    home.batch(&[r#"{"action":"give","account":2,"to":"@theobrews"}"#]);
    let dump = home.dump();
    assert_eq!(
        dump["accounts"][1]["creator"],
        dump["accounts"][0]["creator"]
    );
    home.is_whole();
    home.ok(&["undo"]);
    let ran = home.feed(
        &["batch"],
        r#"{"action":"give","account":1,"to":"@theobrews"}"#,
    );
    assert!(ran.out.contains("already"), "{ran:?}");
}

#[test]
fn doubles_are_proposed_until_they_are_said_to_be_two() {
    let home = Home::new();
    two(&home);
    let found = |home: &Home| {
        home.json(&["find", "double", "--json"])
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(found(&home), 2);
    home.ok(&["join", "@theobrews", "@theobrews.se", "--apart"]);
    assert_eq!(found(&home), 0, "said once, never proposed again");
    home.ok(&["undo"]);
    home.batch(&[r#"{"action":"apart","who":"@theobrews","with":"@theobrews.se"}"#]);
    assert_eq!(found(&home), 0);
    home.is_whole();
}

#[test]
fn two_are_joined_on_the_screen() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let theo = s.creator("Theo Lindqvist");
        s.deal(theo, Stage::Creation);
        let other = s.creator("T. Lindqvist");
        s.wrote(other, "2026-11-20", "says yes to winter");
        s.creator("Ana Lis");
    });
    let start = desk.dump();
    desk.keys("2 Ctrl+A :")
        .enter("join")
        .says("two creators can be joined at a time");
    desk.keys("Esc")
        .keys("/")
        .enter("lindqvist")
        .keys("Ctrl+A :")
        .enter("join");
    desk.shows("Join two creators")
        .shows("STAYS")
        .shows("the same name in other letters");
    desk.shows("what comes along from T. Lindqvist")
        .shows("1 messages");
    desk.keys("x")
        .says("Joined T. Lindqvist into Theo Lindqvist");
    let app = desk.app();
    assert_eq!(app.model.creators.len(), 2);
    assert_eq!(app.model.touches.len(), 1);
    desk.agree();
    desk.keys("Esc Esc u");
    assert_eq!(desk.dump(), start);
    desk.keys("/")
        .enter("double")
        .shows("T. Lindqvist")
        .hides("Ana Lis");
    desk.keys("Ctrl+A :")
        .enter("not-the-same")
        .says("Not the same");
    assert_eq!(desk.app().model.aparts.len(), 1);
    desk.agree();
}

#[test]
fn a_later_file_asks_and_loses_nobody() {
    let home = Home::new();
    let write = |name: &str, text: &str| fs::write(home.path().join(name), text).unwrap();
    write(
        "old.csv",
        "Name,Instagram,Email,Followers\nAna Lis,@ana_old,ana@a.example,1000\n",
    );
    write(
        "new.csv",
        "Name,Instagram,Email,Followers\nZoe Moss,@ana_old,zoe@z.example,77\n",
    );
    home.ok(&["import", "old.csv"]);
    let report = home.json(&["import", "new.csv", "--json", "--dry-run"]);
    let asked = &report["questions"][0];
    assert_eq!(
        (&asked["line"], &asked["kind"]),
        (&2.into(), &"identity".into())
    );
    assert_eq!(
        (&asked["default"], &asked["blocking"]),
        (&"o".into(), &false.into())
    );
    let keys: Vec<&Value> = asked["choices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["key"])
        .collect();
    assert_eq!(keys, ["h", "f", "o", "l"]);
    let id = asked["id"].as_str().unwrap().to_owned();
    assert_eq!(
        home.json(&["import", "new.csv", "--json", "--dry-run"])["questions"][0]["id"],
        *id
    );
    let names = |home: &Home| -> Vec<Value> {
        let dump = home.dump();
        dump["creators"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["name"].clone())
            .collect()
    };
    home.ok(&["import", "new.csv", "--answer", &format!("{id}=h")]);
    assert_eq!(names(&home), ["Ana Lis"]);
    home.ok(&["undo"]);
    let import =
        json!({"action": "import", "file": home.path().join("new.csv"), "answers": ["identity=f"]});
    home.batch(&[&import.to_string()]);
    assert_eq!(names(&home), ["Zoe Moss"]);
    home.ok(&["undo"]);
    home.ok(&["import", "new.csv"]);
    assert_eq!(names(&home), ["Ana Lis", "Zoe Moss"]);
    home.refused(
        &["import", "new.csv", "--answer", "identity=maybe"],
        "is no answer to identity",
    );
    home.refused(
        &["import", "new.csv", "--answer", "shoe=x"],
        "no question is called shoe",
    );
    home.is_whole();
}

#[test]
fn questions_that_block_are_answered_by_option_or_script() {
    let home = Home::new();
    let path = home.path().join("two.csv");
    fs::write(
        &path,
        "name,handle,last contact\nMia Lund,@mia,03/04/2026\nAna Lis,@ana,\n",
    )
    .unwrap();
    let ran = home.run(&["import", "two.csv"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("--answer date_order=d/m|m/d"), "{ran:?}");
    assert_eq!(
        home.dump()["creators"],
        json!([]),
        "nothing of it was written"
    );
    let line = |answers: &[&str]| {
        json!({"action": "import", "file": path, "answers": answers}).to_string()
    };
    let ran = home.feed(&["batch"], &line(&[]));
    assert!(
        ran.out.contains("date_order") && ran.code == Some(1),
        "{ran:?}"
    );
    home.batch(&[&line(&["date_order=m/d"])]);
    let touch = &home.dump()["touches"][0];
    assert!(touch.is_object(), "{touch}");
    home.ok(&["undo"]);
    let question = home.json(&[
        "import",
        "two.csv",
        "--dry-run",
        "--json",
        "--answer",
        "date_order=d/m",
    ]);
    assert_eq!(question["questions"][0]["default"], "d/m");
    home.ok(&["import", "two.csv", "--answer", "date_order=d/m"]);
    home.is_whole();
}

#[test]
fn links_in_a_typed_line_are_no_part_of_a_name() {
    let home = Home::new();
    home.ok(&["add", "+ Ana Lis https://linktr.ee/analis_t #tea"]);
    home.ok(&[
        "add",
        "+ Bo Kern https://www.facebook.com/profile.php?id=1000111",
    ]);
    home.ok(&["add", "+ Cy Dahl linktr.ee/cydahl_t 9k"]);
    let dump = home.dump();
    let names: Vec<&Value> = dump["creators"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["name"])
        .collect();
    assert_eq!(names, ["Ana Lis", "Bo Kern", "Cy Dahl"]);
    assert_eq!(dump["accounts"][0]["handle"], "1000111");
    assert_eq!(dump["contacts"][0]["value"], "https://linktr.ee/analis_t");
    assert_eq!(dump["contacts"][1]["value"], "https://linktr.ee/cydahl_t");
    home.refused(&["add", "+ linktr.ee/cydahl_t"], "names nobody");
}

#[test]
fn mail_of_a_mailbox_goes_to_whom_it_names() {
    let home = Home::new();
    let write = |name: &str, text: &str| fs::write(home.path().join(name), text).unwrap();
    write(
        "people.csv",
        "Name,Instagram,Email\nAna Lis,@analis_t,talent@north.example\n\
         Bo Kern,@bokern_t,talent@north.example\nCy Dahl,@cydahl_t,talent@north.example\n",
    );
    let letter = |n: u8, subject: &str, words: &str| {
        format!(
            "From: North Talent <talent@north.example>\nTo: ines@brand.example\nSubject: {subject}\n\
             Date: Mon, 23 Nov 2026 10:00:00 +0100\nMessage-ID: <s{n}@t.example>\n\n{words}\n"
        )
    };
    write(
        "one.eml",
        &letter(1, "Cy Dahl x Brand", "Hi Ines, Cy Dahl accepts 450 EUR."),
    );
    write(
        "two.eml",
        &letter(2, "Our roster", "Hi Ines, we have news."),
    );
    home.ok(&["import", "people.csv"]);
    home.ok(&["log", "--mail", "one.eml"]);
    let said = home.run(&["log", "--mail", "two.eml"]);
    let dump = home.dump();
    let touches = dump["touches"].as_array().unwrap();
    assert_eq!(touches.len(), 1, "{touches:?}");
    assert_eq!(touches[0]["creator"], 3, "the one it names");
    let all = format!("{}{}", said.out, said.err);
    assert!(
        all.contains("Our roster") && all.contains("Ana Lis, Bo Kern, Cy Dahl"),
        "{said:?}"
    );
}
