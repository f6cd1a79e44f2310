//! The real program in a real terminal: it starts, answers keys, follows other processes, keeps
//! what was half-written, and leaves the terminal as it found it.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use rustix::process::Signal;

use super::harness::{Session, Setup, poll};

/// A home of its own, with the time standing still on a Tuesday.
struct Home(tempfile::TempDir);

const NOW: &str = "2026-11-24T10:00:00";

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn folders(&self) -> [(&'static str, std::path::PathBuf); 4] {
        let at = |name: &str| self.0.path().join(name);
        [
            ("HOME", at("")),
            ("XDG_DATA_HOME", at("data")),
            ("XDG_CONFIG_HOME", at("config")),
            ("XDG_STATE_HOME", at("state")),
        ]
    }

    fn screen(&self, args: &[&str]) -> Session {
        let setup = Setup::touchbase()
            .args(args)
            .size(100, 30)
            .env("TOUCHBASE_NOW", NOW)
            .env("TZ", "UTC");
        self.folders()
            .into_iter()
            .fold(setup, |setup, (name, path)| setup.env(name, path))
            .start()
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchbase"));
        command
            .args(args)
            .env("TOUCHBASE_NOW", NOW)
            .env("TZ", "UTC")
            .envs(self.folders());
        command.output().unwrap()
    }

    fn db(&self) -> String {
        self.0.path().join("a.db").to_str().unwrap().to_owned()
    }

    fn says(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert!(
            ran.status.success(),
            "{args:?}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
        String::from_utf8(ran.stdout).unwrap()
    }
}

/// Whether the terminal reports the mouse.
fn has_mouse(window: &Session) -> bool {
    window.screen(|screen| screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None)
}

#[test]
fn the_mouse_is_taken_only_on_request_and_given_back_on_every_way_out() {
    let home = Home::new();
    let mut window = home.screen(&["--demo"]);
    window.wait_text("YOU OWE THEM");
    assert!(!has_mouse(&window));
    window.send(":mouse\r");
    window.wait_for("the mouse", |screen| {
        screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
    });
    // A click on the second view, then on the palette's key, then the wheel.
    window.wait_text("hold Shift");
    window.send("\x1b[<0;20;1M\x1b[<0;20;1m");
    window.wait_text("Creator");
    window.send("qq");
    assert_eq!(window.wait().exit_code(), 0);
    window.assert_restored();
    // It is remembered; a signal gives it back as well.
    for signal in [Signal::TERM, Signal::HUP] {
        let mut window = home.screen(&["--demo"]);
        window.wait_for("the mouse", |screen| {
            screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None
        });
        window.wait_text("YOU OWE THEM");
        window.signal(signal);
        window.wait();
        window.assert_restored();
    }
}

#[test]
fn a_morning_in_the_demo() {
    let home = Home::new();
    let mut window = home.screen(&["--demo"]);
    window.wait_text("YOU OWE THEM");
    window.send("x");
    window.wait_text("u undo");
    window.send("u");
    window.wait_text("Taken back");
    window.send("2");
    window.wait_text("Next step");
    window.send("/sofia");
    window.wait_text("1 of 47");
    window.send("\r");
    window.send("qq");
    assert_eq!(window.wait().exit_code(), 0);
    window.assert_restored();
    window.wait_text("Run touchbase to go on");
}

#[test]
fn an_edit_from_the_command_line_shows_in_an_open_window() {
    let home = Home::new();
    let db = home.db();
    home.says(&["--db", &db, "add", "+ Mia Okafor @miabrews ig 18k"]);
    let mut window = home.screen(&["--db", &db]);
    window.send("2");
    window.wait_text("Mia Okafor");
    home.says(&["--db", &db, "log", "@miabrews", "< yes, let us do it"]);
    window.wait_text("from elsewhere");
    window.send("1");
    window.wait_text("yes, let us do it");
    // What another process wrote is not this window's to take back.
    window.send("u");
    window.wait_for("a refusal", |screen| screen.contents().contains(" !  "));
    assert!(home.says(&["--db", &db, "today"]).contains("Mia reply"));
    window.send("qq");
    assert_eq!(window.wait().exit_code(), 0);
    home.says(&["--db", &db, "check"]);
}

#[test]
fn half_written_words_survive_the_end_from_outside() {
    let home = Home::new();
    let db = home.db();
    home.says(&["--db", &db, "add", "+ Mia Okafor @miabrews ig 18k"]);
    let mut window = home.screen(&["--db", &db]);
    window.send("a");
    window.wait_text("Add anything");
    window.send("@miabrews: loves early");
    window.wait_text("@miabrews: loves early");
    let kept = |path: &Path| {
        std::fs::read_dir(path).is_ok_and(|mut d| {
            d.any(|f| {
                f.unwrap()
                    .file_name()
                    .to_string_lossy()
                    .starts_with("draft")
            })
        })
    };
    window.signal(Signal::TERM);
    window.wait();
    window.assert_restored();
    let state = home.0.path().join("state/touchbase");
    assert!(
        poll(Duration::from_secs(5), || kept(&state).then_some(())).is_some(),
        "no draft in {}",
        state.display()
    );
    let again = home.screen(&["--db", &db]);
    again.wait_text("@miabrews: loves early");
}

#[test]
fn a_paste_is_never_obeyed_as_keys() {
    let home = Home::new();
    let db = home.db();
    home.says(&["--db", &db, "add", "+ Mia Okafor @miabrews ig 18k"]);
    let before = home.says(&["--db", &db, "dump", "--json"]);
    let mut window = home.screen(&["--db", &db]);
    window.send("2");
    window.wait_text("Mia Okafor");
    window.send("\x1b[200~DxDxDx\x1b[201~");
    window.wait_text("Add anything");
    window.send("\x1b");
    window.wait_for("the line gone", |screen| {
        !screen.contents().contains("Add anything")
    });
    // The same without brackets, in one burst.
    window.send("DxtqDxtqDxtq");
    window.wait_text("Add anything");
    window.send("\x1b");
    window.wait_for("the line gone", |screen| {
        !screen.contents().contains("Add anything")
    });
    window.send("qq");
    window.wait();
    assert_eq!(home.says(&["--db", &db, "dump", "--json"]), before);
}

#[test]
fn without_a_terminal_it_prints_or_refuses() {
    let home = Home::new();
    assert!(home.says(&["--demo"]).starts_with("Tue 24 Nov"));
    let mut small = Setup::touchbase()
        .args(&["--demo"])
        .size(30, 8)
        .env("TOUCHBASE_NOW", NOW);
    small = home
        .folders()
        .into_iter()
        .fold(small, |setup, (name, path)| setup.env(name, path));
    let mut small = small.start();
    small.wait_text("touchbase needs 40 x 12");
    small.resize(80, 24);
    small.wait_text("YOU OWE THEM");
    small.send("qq");
    assert_eq!(small.wait().exit_code(), 0);
}
