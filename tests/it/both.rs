//! The same file on a screen and on the command line, for tests of what holds on both.

use serde_json::Value;

use super::cli::Home;
use super::harness::Desk;
use super::seed::Seed;

/// The same file twice: on a screen, and on the command line.
pub struct Both {
    pub desk: Desk,
    pub home: Home,
}

impl Both {
    pub fn new() -> Self {
        // A file that is not empty begins without a welcome.
        Self::over(|s| {
            s.campaign("Autumn");
        })
    }

    pub fn over(fill: impl FnOnce(&mut Seed)) -> Self {
        let desk = Desk::on("2026-11-24", fill);
        let home = desk.copied();
        Self { desk, home }
    }

    /// A line on both roads.
    #[track_caller]
    pub fn line(&mut self, line: &str) {
        let before = self.desk.steps();
        self.desk.keys("a Ctrl+U").enter(line);
        let steps = self.desk.steps();
        assert!(steps > before, "{line}: {}", self.desk.screen());
        self.home.ok(&["add", line]);
    }

    /// A line that both roads refuse with the same words.
    #[track_caller]
    pub fn refused(&mut self, line: &str, words: &str) {
        let before = self.desk.dump();
        self.desk.keys("a Ctrl+U").type_text(line);
        self.desk.keys("Enter").shows(words).keys("Esc Esc");
        assert_eq!(self.desk.dump(), before, "{line}");
        self.home.refused(&["add", line], words);
    }

    /// The rows of a table on both roads, which have to be the same.
    #[track_caller]
    pub fn rows(&self, table: &str) -> Vec<Value> {
        let home = self.home.dump();
        let desk: Value =
            serde_json::to_value(self.desk.app().model.targets.iter().collect::<Vec<_>>()).unwrap();
        let desk = match table {
            "targets" => desk,
            _ => serde_json::to_value(self.desk.app().model.own_counts.iter().collect::<Vec<_>>())
                .unwrap(),
        };
        assert_eq!(desk, home[table], "{table}");
        home[table].as_array().unwrap().clone()
    }

    /// What the command line prints.
    #[track_caller]
    pub fn text(&self, args: &[&str]) -> String {
        self.home.ok(args)
    }

    /// What it prints as JSON.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        self.home.json(args)
    }

    /// Both roads say it: the screen as it stands, and what a verb prints.
    #[track_caller]
    pub fn says(&mut self, args: &[&str], words: &str) -> &mut Self {
        self.desk.shows(words);
        let text = self.home.ok(args);
        assert!(text.contains(words), "{args:?} says no {words:?}: {text}");
        self
    }

    pub fn agree(&mut self) {
        self.desk.agree();
        self.home.is_whole();
    }
}
