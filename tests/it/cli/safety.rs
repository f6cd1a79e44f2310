//! What must not happen: text that acts, files others can read, panics on closed pipes, writing
//! where nothing may be.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::json;

use super::{Home, Ran};

/// Sets the title, rings, clears the screen, turns the direction, breaks lines, hides tags: in C0,
/// C1 and Unicode.
const HOSTILE: &str = "\u{1b}]0;OWNED\u{7}Eve\u{1b}[2J\u{9b}31m\u{9d}0;x\u{9c}\u{202e}evE\u{2066}\u{2028}x\u{85}\u{e0041}\u{feff}\r\n\u{8}";

#[track_caller]
fn is_harmless(ran: &Ran) {
    for text in [&ran.out, &ran.err] {
        let acts = |c: char| {
            (c.is_control() && c != '\n')
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        assert!(!text.chars().any(acts), "{text:?}");
    }
}

#[test]
fn text_from_strangers_cannot_act() {
    let home = Home::with_people();
    let lines = [
        json!({ "action": "edit", "who": "@miabrews", "set": { "name": format!("Mia {HOSTILE}"), "niche": HOSTILE, "extra": HOSTILE } }),
        json!({ "action": "touch", "who": "@miabrews", "direction": "in", "words": HOSTILE }),
        json!({ "action": "follow-up", "who": "@miabrews", "day": "today", "what": HOSTILE }),
        json!({ "action": "edit", "who": format!("@{HOSTILE}"), "set": {} }),
        json!({ "action": HOSTILE }),
    ];
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    is_harmless(&home.feed(&["batch"], &lines.join("\n")));
    fs::write(
        home.path().join("evil.csv"),
        format!("name,handle,{HOSTILE}\n\"{HOSTILE}\",@evil,{HOSTILE}\n,,{HOSTILE}\n"),
    )
    .unwrap();
    let file = home.path().join("\u{1b}[31mred.csv");
    fs::write(&file, "name\nx\n").unwrap();
    for args in [
        &["import", "evil.csv"][..],
        &["import", "evil.csv", "--json", "--records"],
        &["import", file.to_str().unwrap()],
        &["today"],
        &["today", "--json"],
        &["today", "--plain"],
        &["week"],
        &["find"],
        &["find", "--json"],
        &["find", HOSTILE],
        &["show", "@miabrews"],
        &["show", "@miabrews", "--json"],
        &["show", HOSTILE],
        &["history"],
        &["history", "--json"],
        &["dump"],
        &["check", "--json"],
        &["add", HOSTILE],
        &["add", &format!("@miabrews {HOSTILE} fri")],
        &["log", &format!("@miabrews < {HOSTILE}")],
        &["answer", HOSTILE, "x"],
        &["snooze", "R14:followup:1", HOSTILE],
        &["undo"],
        &["--db", HOSTILE, "today"],
        &["--config", HOSTILE, "config"],
        &[HOSTILE],
        &["today", "--lane", HOSTILE],
        &["restore", HOSTILE],
    ] {
        is_harmless(&home.run(args));
    }
    home.is_whole();
}

/// A file that came from elsewhere holds what it holds: the way out has to be safe on its own.
#[test]
fn text_that_is_already_in_the_file_cannot_act() {
    let home = Home::with_people();
    let rows = rusqlite::Connection::open(home.db()).unwrap();
    rows.execute(
        "UPDATE creator SET name = ?1, niche = ?1 WHERE id = 1",
        [HOSTILE],
    )
    .unwrap();
    rows.execute("UPDATE journal SET label = ?1", [HOSTILE])
        .unwrap();
    drop(rows);
    for args in [
        &["today"][..],
        &["today", "--json"],
        &["today", "--plain"],
        &["week", "--json"],
        &["find"],
        &["find", "--json"],
        &["show", "1"],
        &["show", "1", "--json"],
        &["history"],
        &["history", "--json"],
        &["dump"],
        &["add", "@miabrews ask fri"],
        &["undo"],
    ] {
        is_harmless(&home.run(args));
    }
    assert_eq!(
        home.dump()["creators"][0]["name"],
        HOSTILE,
        "JSON keeps what it was"
    );
}

#[test]
fn what_it_makes_is_for_the_owner_only() {
    let home = Home::with_people();
    home.ok(&["--demo", "today"]);
    home.ok(&["backup"]);
    home.ok(&["backup", "copy.db"]);
    let home = home.at("2026-11-25T09:00:00");
    home.ok(&["add", "buy ribbon fri"]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let mut seen = 0;
    let mut folders = vec![home.path().join("data"), home.path().join("state")];
    while let Some(folder) = folders.pop() {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for path in fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() {
                folders.push(path);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 3, "{seen}");
    assert_eq!(mode(&home.path().join("copy.db")), 0o600);
}

#[test]
fn a_closed_pipe_is_no_accident() {
    let home = Home::new();
    home.ok(&["--demo", "today"]);
    for args in [
        &["--demo", "today"][..],
        &["--demo", "dump"],
        &["--demo", "show", "@mia", "--json"],
        &["--help"],
    ] {
        let mut child = home
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut pipe = child.stdout.take().unwrap();
        pipe.read_exact(&mut [0; 1]).unwrap();
        drop(pipe);
        let ended = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(ended.stderr).unwrap(), "", "{args:?}");
        assert_eq!(ended.status.code(), Some(0), "{args:?}");
    }
}

#[test]
fn output_that_cannot_be_written_is_told() {
    let home = Home::new();
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        return;
    };
    let ended = home
        .command(&["--demo", "dump"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(
        String::from_utf8(ended.stderr)
            .unwrap()
            .contains("could not be written")
    );
}

/// Nobody in particular: the superuser may write whatever the modes say, so it has to become
/// somebody else.
const NOBODY: u32 = 65_534;

#[test]
fn a_file_that_may_only_be_read_is_read_and_not_written() {
    let home = Home::with_people();
    let root = rustix::process::geteuid().is_root();
    if root {
        for folder in [
            home.path().to_owned(),
            home.path().join("data"),
            home.path().join("data/touchbase"),
        ] {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        }
        chown(home.db(), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    fs::set_permissions(home.db(), fs::Permissions::from_mode(0o400)).unwrap();
    let before = fs::read(home.db()).unwrap();
    let run = |args: &[&str], input: &str| -> Option<Output> {
        let mut command = home.command(args);
        command.env("XDG_STATE_HOME", home.path().join("nowhere"));
        if root {
            command.uid(NOBODY).gid(NOBODY);
        }
        fs::write(home.path().join("input"), input).unwrap();
        command
            .stdin(File::open(home.path().join("input")).unwrap())
            .output()
            .ok()
    };
    // Built where nobody else may look, the program cannot be started by somebody else.
    let Some(found) = run(&["find"], "") else {
        return;
    };
    assert!(
        String::from_utf8_lossy(&found.stdout).contains("Mia Okafor"),
        "{found:?}"
    );
    for args in [
        &["add", "buy ribbon fri"][..],
        &["undo"],
        &["log", "@mia < yes"],
        &["import", "-"],
    ] {
        let ended = run(args, "name,handle\nAna,@ana\n").unwrap();
        assert_eq!(ended.status.code(), Some(1), "{args:?}: {ended:?}");
        assert!(
            String::from_utf8_lossy(&ended.stderr).contains("read-only"),
            "{args:?}: {ended:?}"
        );
    }
    let ended = run(
        &["batch"],
        r#"{"action":"tag","who":"@miabrews","add":["x"]}"#,
    )
    .unwrap();
    assert!(
        String::from_utf8_lossy(&ended.stdout).contains("read-only"),
        "{ended:?}"
    );
    assert_eq!(fs::read(home.db()).unwrap(), before);
}

#[test]
fn what_is_no_file_of_ours_is_left_alone() {
    let home = Home::new();
    let path = home.path().join("other.db");
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch("CREATE TABLE t(x); INSERT INTO t VALUES (1); PRAGMA application_id = 7;")
        .unwrap();
    drop(other);
    let before = fs::read(&path).unwrap();
    home.refused(
        &["--db", "other.db", "add", "buy ribbon fri"],
        "belongs to another program",
    );
    home.refused(&["--db", ".", "today"], "a folder");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_time_that_is_none_is_told() {
    let home = Home::new().at("teatime");
    home.refused(&["--demo", "today"], "TOUCHBASE_NOW is \"teatime\"");
}

#[test]
fn without_a_home_it_says_so() {
    let home = Home::new();
    let mut command = home.command(&["today"]);
    let ended = command.env_remove("HOME").env("HOME", "").output().unwrap();
    assert_ne!(
        ended.status.code(),
        Some(101),
        "no panic: {}",
        String::from_utf8_lossy(&ended.stderr)
    );
}

#[test]
fn a_full_disk_is_told_and_changes_nothing() {
    let home = Home::with_people();
    let before = fs::read(home.db()).unwrap();
    let words = "a long note ".repeat(30_000);
    fs::write(home.path().join("words"), &words).unwrap();
    // The file may not grow beyond what it is: blocks of 512 bytes. The signal that goes with it is
    // ignored, as a disk sends none.
    let blocks = before.len() / 512;
    let script = format!(
        "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" log @miabrews \"< $(cut -c1-100000 words)\""
    );
    let mut command = std::process::Command::new("sh");
    let like = home.command(&["log"]);
    command
        .args(["-c", &script])
        .arg(env!("CARGO_BIN_EXE_touchbase"))
        .current_dir(home.path());
    command.envs(
        like.get_envs()
            .filter_map(|(key, value)| Some((key, value?))),
    );
    let ended = command.output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(1), "{ended:?}");
    assert!(
        said.contains("Not saved") && said.contains("is as it was"),
        "{said}"
    );
    assert_eq!(fs::read(home.db()).unwrap(), before);
    home.ok(&["check"]);
    home.ok(&["log", "@miabrews", "< yes"]);
}
