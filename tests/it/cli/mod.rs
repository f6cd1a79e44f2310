//! The command line: every verb, its JSON, its refusals and exit codes; what is acknowledged
//! survives; what strangers wrote never acts on a terminal.

mod away;
mod batch;
mod brief;
mod copies;
mod export;
mod import;
mod plain;
mod read;
mod report;
pub mod roads;
mod safety;
mod write;

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// A home of its own with the program in it. It is Tue 24 Nov 2026, nine o'clock.
pub struct Home {
    dir: tempfile::TempDir,
    now: String,
}

/// What a run printed and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: Option<i32>,
}

impl Home {
    pub fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            now: "2026-11-24T09:00:00".into(),
        }
    }

    /// The same at another time.
    pub fn at(mut self, now: &str) -> Self {
        self.now = now.into();
        self
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The usual database.
    pub fn db(&self) -> PathBuf {
        self.path().join("data/touchbase/touchbase.db")
    }

    pub fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchbase"));
        command
            .args(args)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env("XDG_STATE_HOME", self.path().join("state"))
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .env("TZ", "UTC")
            .env("TOUCHBASE_NOW", &self.now)
            .stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Ran {
        ran(self.command(args).output().unwrap())
    }

    /// The same with something on its input.
    pub fn feed(&self, args: &[&str], input: &str) -> Ran {
        let mut child = self.spawn(args);
        let mut pipe = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || pipe.write_all(input.as_bytes()));
        let ran = ran(child.wait_with_output().unwrap());
        let _ = writer.join().unwrap();
        ran
    }

    /// Starts it with pipes at all ends.
    pub fn spawn(&self, args: &[&str]) -> Child {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// Runs it, and it has to go well.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {ran:?}");
        ran.out
    }

    /// The JSON that it prints.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.ok(args)).unwrap_or_else(|e| panic!("{args:?}: {e}"))
    }

    /// Runs it, and it has to refuse with a sentence that holds these words: exit 1, nothing on
    /// stdout.
    #[track_caller]
    pub fn refused(&self, args: &[&str], words: &str) {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(1), "{args:?}: {ran:?}");
        assert!(ran.err.contains(words), "{args:?}: {ran:?}");
        assert_eq!(ran.err.trim_end().lines().count(), 1, "{args:?}: {ran:?}");
        assert_eq!(ran.out, "", "{args:?}");
    }

    /// Actions, each of which has to be done.
    #[track_caller]
    pub fn batch(&self, lines: &[&str]) {
        let ran = self.feed(&["batch"], &lines.join("\n"));
        assert_eq!(ran.code, Some(0), "{ran:?}");
    }

    /// Two creators to work with: Mia Okafor @miabrews and Misha Levy @misha.tea.
    pub fn with_people() -> Self {
        let home = Self::new();
        home.batch(&[
            r#"{"action":"create","set":{"name":"Mia Okafor","email":"mia@example.com","tags":"tea core"},"accounts":[{"platform":"instagram","handle":"miabrews","followers":"18k"}]}"#,
            r#"{"action":"create","set":{"name":"Misha Levy","tags":"tea"},"accounts":[{"platform":"tiktok","handle":"misha.tea"}]}"#,
        ]);
        home
    }

    /// Everything in the file.
    pub fn dump(&self) -> Value {
        self.json(&["dump", "--json"])
    }

    /// The file is whole.
    #[track_caller]
    pub fn is_whole(&self) {
        assert_eq!(self.json(&["check", "--json"])["clean"], true);
    }
}

fn ran(output: Output) -> Ran {
    Ran {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code(),
    }
}
