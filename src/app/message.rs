//! What goes into the app and what comes out of it: messages, effects, and the facts of the
//! surroundings. The runtime and the tests speak to the app in these words alone.

use std::path::PathBuf;

use super::drafts;
use super::keys::Key;
use super::mouse;
use super::status::Tone;
use crate::domain::change::Step;
use crate::domain::day::Clock;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::{Creator, Text, Touch};
use crate::domain::settings::Settings;

/// How a step came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It was done.
    Done,
    /// It was taken back.
    Undone,
    /// It was done again.
    Redone,
}

/// What reaches the app.
#[derive(Debug)]
pub enum Msg {
    /// A key, at an instant (for pacing and double presses).
    Key(Key),
    /// Pasted text.
    Paste(String),
    /// The mouse was used on something.
    Point(mouse::MouseTarget),
    /// The window's size in cells.
    Resize(u16, u16),
    /// The time.
    Clock(Clock),
    /// A step is on disk.
    Committed(Box<Step>, How),
    /// It is not; the sentence says why. What was typed stays.
    NotSaved(String),
    /// The same, because somebody else wrote first; the model has caught up.
    Stale(String),
    /// Nothing to take back or do again, or it may not be.
    NoUndo(String),
    /// Another process wrote these.
    CaughtUp(Vec<Step>),
    /// The whole file anew.
    Reloaded(Box<Model>),
    /// What was said with a creator.
    Words(Id<Creator>, Vec<(Id<Touch>, Text)>),
    /// A file takes a while to read.
    Reading(String),
    /// A file has been read (or not) for the import.
    Sheet(Result<Box<crate::load::Loaded>, String>),
    /// A calendar of holidays has been read (or not): its file and its text.
    Holidays(Result<(String, String), String>),
    /// Mail has been read (or not): what it would change.
    Mail(Result<Box<crate::exchange::mail::Planned>, String>),
    /// The editor came back with a text, or failed.
    Edited(Result<String, String>),
    /// Settings were changed.
    Configured(Box<Settings>),
    /// Lines to show under a title: history, snoozed items.
    Listing(String, Vec<String>),
    /// Words that an earlier session left unsaved, each with what they were to become.
    Drafts(Vec<drafts::UnsavedText>),
    /// A message that was just logged is on the clipboard; the words say how.
    Copied(String),
    /// Something the edge has to say.
    Say(Tone, String),
}

/// What the app wants done. Only the runtime does it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Make a copy of the file before something large, called after it: the next effect.
    CopyBefore(&'static str),
    /// Write a step.
    Commit(Box<Step>),
    /// Take back the last.
    Undo,
    /// Do it again.
    Redo,
    /// Read a file for the import.
    ReadFile(PathBuf),
    /// Do not wait for that file any more.
    StopReading,
    /// Take pasted cells for the import.
    ReadCells(String),
    /// Give a text to the user's editor.
    Edit(String),
    /// Put a text on the clipboard; the second says what it is.
    Copy(String, String),
    /// Open a link or mail address outside.
    Open(String),
    /// Show the history of changes.
    History,
    /// Leave the demo or the first start for a file.
    OpenFile(OpenWhat),
    /// Remember a setting in the user's config.
    Remember(&'static str, String),
    /// Write a setting to the user's config: section, key, value as TOML.
    Configure(&'static str, &'static str, String),
    /// Write a text to a file that is not there yet.
    WriteFile(PathBuf, String),
    /// Draw everything anew.
    Redraw,
    /// Stop until the shell continues us.
    Suspend,
    /// Leave.
    Quit,
}

/// What to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenWhat {
    /// The throw-away demo.
    Demo,
    /// The user's own file.
    Own,
    /// The user's own file, going to the import.
    OwnImport,
    /// Any file.
    Path(PathBuf),
}

/// Facts of the surroundings that screens tell.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// The demo's own file is open.
    pub demo: bool,
    /// Why nothing can be changed, if so.
    pub read_only: Option<String>,
    /// The file, as told to people.
    pub file: String,
    /// The first start: nothing has been chosen yet.
    pub first_start: bool,
    /// Languages whose fonts show our glyphs two cells wide.
    pub wide_glyphs: bool,
    /// Dates and money follow the system's region until something is chosen on the first screen.
    pub guessed: bool,
    /// NO_COLOR decides that there are no colours: nothing that wins over it asked for some.
    pub no_color: bool,
}
