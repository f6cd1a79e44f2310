//! Every road on which a file is changed: keys on the screen, verbs, `batch`, the prompt of
//! `--plain`. What is promised of the file holds on each of them.

use std::path::{Path, PathBuf};

use serde_json::Value;

use touchbase::app::Msg;
use touchbase::app::keys::Key;
use touchbase::app::start::StartOptions;
use touchbase::clock::Watch;
use touchbase::paths::Paths;
use touchbase::runtime::Machine;

use super::plain::on_a_terminal;
use super::{Home, Ran};
use crate::harness::at;

/// A way to change the file; gives back everything that was said on it besides the answer.
type Road = fn(&Home) -> String;

/// A change, its opposite and its repetition on each road.
const ROADS: &[(&str, Road)] = &[
    ("a line on the screen", |home| {
        screen(home, &["a", "Ctrl+U", "buy paper fri\n"])
    }),
    ("undo on the screen", |home| screen(home, &["u"])),
    ("redo on the screen", |home| screen(home, &["U"])),
    ("import on the screen", |home| {
        screen(home, &[&sheet(home), "Enter", "Ctrl+S"])
    }),
    ("holidays on the screen", |home| {
        screen(home, &[&calendar(home)])
    }),
    ("add", |home| verb(home, &["add", "buy paper fri"])),
    ("undo", |home| verb(home, &["undo"])),
    ("redo", |home| verb(home, &["redo"])),
    ("import", |home| verb(home, &["import", &sheet(home)])),
    ("import of holidays", |home| {
        verb(home, &["import", &calendar(home)])
    }),
    ("batch", |home| {
        batch(home, r#"{"action":"add","line":"buy paper fri"}"#)
    }),
    ("undo in batch", |home| batch(home, r#"{"action":"undo"}"#)),
    ("redo in batch", |home| batch(home, r#"{"action":"redo"}"#)),
    ("import in batch", |home| {
        let file = serde_json::to_string(&sheet(home)).unwrap();
        batch(home, &format!(r#"{{"action":"import","file":{file}}}"#))
    }),
    ("the prompt", |home| prompt(home, "add buy paper fri")),
    ("undo at the prompt", |home| prompt(home, "undo")),
    ("redo at the prompt", |home| prompt(home, "redo")),
];

fn screen(home: &Home, does: &[&str]) -> String {
    screen_at(home, "2026-11-25T09:00:00", does)
}

/// Keys and pasted lines on the screen, over the file of a home; gives back what was answered.
pub fn screen_at(home: &Home, now: &str, does: &[&str]) -> String {
    let data = home.path().join("data/touchbase");
    let paths = Paths {
        db: home.db(),
        copies: copies(home),
        config: home.path().join("config/config.toml"),
        keys: home.path().join("config/keys.toml"),
        state: home.path().join("state/touchbase"),
        demo: data.join("demo.db"),
    };
    let watch = Watch::Fixed(at(now));
    let mut machine = Machine::open_at(paths, None, StartOptions::default(), watch).unwrap();
    machine.feed(Msg::Resize(120, 36));
    for what in does {
        match Key::parse(what) {
            Some(key) => drop(machine.feed(Msg::Key(key))),
            None => {
                drop(machine.feed(Msg::Paste(what.trim_end().into())));
                if what.ends_with('\n') {
                    machine.feed(Msg::Key(Key::parse("Enter").unwrap()));
                }
            }
        }
    }
    machine
        .app
        .status
        .now()
        .map_or_else(String::new, |answer| answer.text.clone())
}

fn verb(home: &Home, args: &[&str]) -> String {
    done(home.run(args))
}

fn batch(home: &Home, line: &str) -> String {
    done(home.feed(&["batch"], line))
}

fn prompt(home: &Home, line: &str) -> String {
    let (out, err, code) =
        on_a_terminal(&mut home.command(&["--plain"]), &format!("{line}\nquit\n"));
    assert_eq!(code, Some(0), "{out}{err}");
    err
}

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{ran:?}");
    ran.err
}

fn written(home: &Home, name: &str, text: &str) -> String {
    let file = home.path().join(name);
    std::fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

fn sheet(home: &Home) -> String {
    written(home, "list.csv", "name,handle\nAna Lis,@ana.lis\n")
}

fn calendar(home: &Home) -> String {
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    written(home, "days.ics", text)
}

fn copies(home: &Home) -> PathBuf {
    home.path().join("data/touchbase/touchbase-copies")
}

/// A file with people, something to take back and something to do again, a day later.
fn yesterdays() -> Home {
    let home = Home::with_people();
    home.ok(&["add", "buy ribbon fri"]);
    home.ok(&["undo"]);
    home.at("2026-11-25T09:00:00")
}

fn dump_of(home: &Home, db: &Path) -> Value {
    home.json(&["--db", db.to_str().unwrap(), "dump", "--json"])
}

#[test]
fn the_copy_of_the_day_holds_what_was_before_its_first_change() {
    for (road, go) in ROADS {
        let home = yesterdays();
        let before = home.dump();
        let said = go(&home);
        assert_ne!(home.dump(), before, "{road} changes the file: {said}");
        assert!(!said.contains("copy"), "{road}: {said}");
        let copy = copies(&home).join("touchbase-2026-11-25.db");
        assert!(copy.exists(), "{road} makes no copy");
        assert_eq!(dump_of(&home, &copy), before, "{road}: the copy came late");
        // The second change of the day makes none.
        home.ok(&["add", "buy tape fri"]);
        assert_eq!(dump_of(&home, &copy), before, "{road}");
        home.is_whole();
    }
}

#[test]
fn an_import_is_copied_before_on_every_road() {
    for (road, go) in ROADS {
        let home = yesterdays();
        let before = home.dump();
        go(&home);
        let copies: Vec<PathBuf> = std::fs::read_dir(copies(&home))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.to_string_lossy().contains("before-import"))
            .collect();
        let large = road.contains("import") || road.contains("holidays");
        assert_eq!(copies.len(), usize::from(large), "{road}: {copies:?}");
        for copy in copies {
            assert_eq!(dump_of(&home, &copy), before, "{road}");
        }
    }
}

#[test]
fn a_copy_that_fails_is_told_on_every_road_and_stops_nothing() {
    for (road, go) in ROADS {
        let home = yesterdays();
        std::fs::remove_dir_all(copies(&home)).unwrap();
        std::fs::write(copies(&home), "in the way").unwrap();
        let before = home.dump();
        let said = go(&home);
        assert_ne!(home.dump(), before, "{road}: {said}");
        assert!(
            said.contains("Today's copy of the file was not made."),
            "{road} does not tell: {said}"
        );
    }
}

#[test]
fn the_time_in_each_stage_is_kept_by_the_step_that_moves() {
    let home = Home::with_people();
    let before = home.dump();
    let spells = |home: &Home| -> Vec<String> {
        let dump = home.dump();
        let all = dump["stage_spells"].as_array().unwrap();
        let word = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        all.iter()
            .map(|s| {
                format!(
                    "{} {}..{}",
                    word(&s["stage"]),
                    word(&s["since"]),
                    word(&s["until"])
                )
            })
            .collect()
    };
    assert_eq!(
        spells(&home),
        ["discovery 2026-11-24..", "discovery 2026-11-24.."]
    );
    let home = home.at("2026-11-27T09:00:00");
    home.batch(&[r#"{"action":"stage","who":"@miabrews","stage":3}"#]);
    assert_eq!(
        spells(&home),
        [
            "discovery 2026-11-24..2026-11-27",
            "discovery 2026-11-24..",
            "onboarding 2026-11-27.."
        ]
    );
    home.ok(&["undo"]);
    assert_eq!(home.dump(), before);
    home.batch(&[r#"{"action":"delete","who":"@miabrews"}"#]);
    assert_eq!(spells(&home), ["discovery 2026-11-24.."]);
    home.ok(&["undo"]);
    assert_eq!(home.dump(), before);
    home.is_whole();
}
