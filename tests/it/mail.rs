//! Mail that people have already, taken in twice: the same touches, in the right direction, once.

use serde_json::Value;
use touchbase::domain::rows::Mail;

use super::cli::Home;
use super::harness::Desk;

fn samples() -> String {
    format!("{}/tests/samples/mail", env!("CARGO_MANIFEST_DIR"))
}

/// A home with the five creators of the samples and our own address.
fn home() -> Home {
    let home = Home::new();
    let people = [
        ("Mia Okafor", "mia@okafor.example"),
        ("Sofía Marín", "sofia@marin.example"),
        ("Jonas Weber", "jonas.weber@mail.example"),
        ("Elin Sjöberg", "elin@sjoberg.example"),
        ("Kai Tanaka", "kai@tanaka.example"),
    ];
    let create = |(name, email): &(&str, &str)| {
        format!(r#"{{"action":"create","set":{{"name":"{name}","email":"{email}"}}}}"#)
    };
    let lines: Vec<String> = people.iter().map(create).collect();
    home.batch(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    std::fs::create_dir_all(home.path().join("config/touchbase")).unwrap();
    let own = "[general]\nown = [\"ines@northleaf.example\", \"ines.hall@gmail.example\", \"@northleaf\"]\n";
    std::fs::write(home.path().join("config/touchbase/config.toml"), own).unwrap();
    home
}

fn rows<'a>(dump: &'a Value, table: &str) -> &'a Vec<Value> {
    dump[table].as_array().unwrap()
}

#[test]
fn fifty_mails_twice() {
    let home = home();
    let start = home.dump();
    let expected: Vec<Value> = serde_json::from_str(
        &std::fs::read_to_string(format!("{}/expected.json", samples())).unwrap(),
    )
    .unwrap();
    let dry = home.json(&["log", "--mail", &samples(), "--dry-run", "--json"]);
    assert_eq!(
        (dry["letters"].as_u64(), dry["written"].as_bool()),
        (Some(52), Some(false))
    );
    assert_eq!(home.dump(), start, "a dry run writes nothing");

    let told = home.ok(&["log", "--mail", &samples()]);
    assert!(
        told.contains("52 mails: 45 from creators, 5 to creators, 0 known already."),
        "{told}"
    );
    assert!(
        told.contains("pat@unknown.example") && told.contains("\"lost in time\""),
        "{told}"
    );
    let dump = home.dump();
    let (touches, mails) = (rows(&dump, "touches"), rows(&dump, "mails"));
    assert_eq!((touches.len(), mails.len()), (50, 50));
    let name = |id: &Value| {
        rows(&dump, "creators")
            .iter()
            .find(|c| c["id"] == *id)
            .unwrap()["name"]
            .clone()
    };
    for row in &expected {
        let (direction, words) = (&row["direction"], row["words"].as_str().unwrap());
        let fits = |t: &&Value| {
            name(&t["creator"]) == row["who"]
                && t["direction"] == *direction
                && (words.is_empty() || t["words"].as_str().unwrap().starts_with(words))
        };
        assert!(touches.iter().any(|t| fits(&t)), "{row}");
    }
    assert_eq!(
        touches.iter().filter(|t| t["personal"] == false).count(),
        2,
        "newsletters and automatic answers"
    );
    let threads = |id: &str| mails.iter().filter(|m| m["thread"] == id).count();
    assert_eq!(threads("root1@northleaf.example"), 2);

    let again = home.ok(&["log", "--mail", &samples()]);
    assert!(
        again.contains("0 from creators, 0 to creators, 50 known already."),
        "{again}"
    );
    assert_eq!(home.dump(), dump, "the same mail again changes nothing");
    home.is_whole();
    home.ok(&["undo"]);
    assert_eq!(
        (
            rows(&home.dump(), "touches").len(),
            rows(&home.dump(), "mails").len()
        ),
        (0, 0)
    );
}

#[test]
fn a_maildir_an_mbox_and_a_pipe() {
    let home = home();
    let maildir = home.path().join("Mail");
    for folder in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(maildir.join(folder)).unwrap();
    }
    let sample = |file: &str| std::fs::read(format!("{}/{file}", samples())).unwrap();
    std::fs::write(maildir.join("cur/1:2,S"), sample("01.eml")).unwrap();
    std::fs::write(maildir.join("new/2"), sample("05.eml")).unwrap();
    std::fs::write(maildir.join("tmp/3"), sample("06.eml")).unwrap();
    assert!(
        home.ok(&["log", "--mail", maildir.to_str().unwrap()])
            .contains("2 mails: 2 from creators")
    );
    let mut mbox = b"From x Tue Nov  3 10:00:00 2026\n".to_vec();
    mbox.extend(sample("01.eml"));
    mbox.extend(b"\nFrom x Tue Nov  3 10:00:00 2026\n");
    mbox.extend(sample("37.eml"));
    std::fs::write(home.path().join("all.mbox"), mbox).unwrap();
    assert!(
        home.ok(&["log", "--mail", "all.mbox"])
            .contains("2 mails: 0 from creators, 1 to creators, 1 known")
    );
    let piped = home.feed(
        &["log", "--mail", "-"],
        &String::from_utf8(sample("08.eml")).unwrap(),
    );
    assert!(piped.out.contains("1 mail: 1 from creators"), "{piped:?}");
    home.refused(
        &["log", "--mail", "nowhere.mbox"],
        "nowhere.mbox cannot be read",
    );
}

#[test]
fn what_was_written_down_by_hand_is_not_doubled() {
    let home = home().at("2026-11-03T12:00:00");
    home.ok(&["log", "@mia > Hi Mia, would the 5th suit you? Ines"]);
    let before = rows(&home.dump(), "touches").len();
    let told = home.ok(&["log", "--mail", &format!("{}/37.eml", samples())]);
    assert!(told.contains("written down by hand before"), "{told}");
    let dump = home.dump();
    assert_eq!(
        (rows(&dump, "touches").len(), rows(&dump, "mails").len()),
        (before, 1)
    );
}

#[test]
fn a_mail_whose_contact_was_removed_stays_known() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let mia = s.creator("Mia");
        let touch = Some(s.wrote(mia, "2026-11-20", "yes, gladly"));
        let (message, thread, subject) = ("m1@x".into(), "m1@x".into(), "Winter".into());
        s.add(|id| Mail {
            id,
            creator: mia,
            touch,
            message,
            thread,
            subject,
        });
    });
    let start = desk.dump();
    desk.keys("2 Enter ] ] ] ] ] ]")
        .shows("yes, gladly")
        .keys("D");
    let model = &desk.app().model;
    assert!(model.touches.is_empty() && model.mails.iter().all(|m| m.touch.is_none()));
    desk.keys("u");
    assert!(desk.dump() == start);
}

#[test]
fn a_mailbox_dropped_on_the_window_is_taken_in() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let mia = s.creator("Mia");
        s.set(mia, |c| c.email = "mia@okafor.example".into());
    });
    let start = desk.dump();
    desk.paste(&format!("{}/01.eml", samples()))
        .shows("1 mail: 1 from creators")
        .keys("Esc")
        .says("Mail taken in");
    desk.keys("2 Enter ] ] ] ] ] ]")
        .shows("Yes, the 5th is fine!");
    desk.keys("q u");
    assert!(desk.dump() == start);
    desk.paste(&format!("{}/stranger.eml", samples()))
        .shows("pat@unknown.example")
        .keys("Esc");
    assert!(desk.dump() == start);
}
