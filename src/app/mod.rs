//! State and decisions: `update` takes a message and gives back effects; it performs nothing, fails never and waits for
//! nothing. Everything a screen shows is in `App`.

pub mod command;
pub mod drafts;
pub mod everywhere;
pub mod keys;
pub mod line;
pub mod list;
pub mod lists;
pub mod mark;
mod message;
pub mod modal;
pub mod panes;
pub mod people;
pub mod pointed;
pub mod regions;
pub mod status;
mod support;
pub mod target;
mod update;
mod words;

use crate::domain::calendar::Calendar;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Clock, Day, Stamp};
use crate::domain::derived::Derived;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::{Creator, Touch};
use crate::domain::settings::Settings;
use command::{Command, KeyComplaint, Keymap};
use keys::Key;
use modal::Modal;
use panes::profile::Profile;
use panes::review::Review;
use panes::roster::Roster;
use regions::Regions;
use status::{Status, Tone};
use words::Words;

pub use message::{Effect, How, Msg, OpenWhat, Surroundings};
pub use update::dropped_path;

/// The tables of commands, each beside what it belongs to, in the order of help.
const COMMAND_TABLES: &[&[Command]] = &[
    people::COMMANDS,
    people::RECORD,
    people::CAPTION,
    modal::composer::COMMANDS,
    lists::COMMANDS,
    panes::review::COMMANDS,
    panes::roster::COMMANDS,
    panes::board::COMMANDS,
    panes::outreach::COMMANDS,
    panes::results::COMMANDS,
    panes::calendar::COMMANDS,
    panes::library::COMMANDS,
    panes::profile::COMMANDS,
    everywhere::COMMANDS,
    everywhere::GO,
    everywhere::VIEW,
    panes::review::ABSENCE,
    everywhere::PALETTE,
];

/// Where keys go: a view, or what stands over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The daily review.
    Review,
    /// The roster.
    Roster,
    /// Board.
    Board,
    /// Outreach.
    Outreach,
    /// Results.
    Results,
    /// Calendar.
    Calendar,
    /// Library.
    Library,
    /// One creator's profile.
    Profile,
    /// The first start.
    Welcome,
}

impl Place {
    /// All places.
    pub const ALL: &'static [Self] = &[
        Self::Review,
        Self::Roster,
        Self::Board,
        Self::Outreach,
        Self::Results,
        Self::Calendar,
        Self::Library,
        Self::Profile,
        Self::Welcome,
    ];

    /// Its name.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Review => "Review",
            Self::Roster => "Roster",
            Self::Board => "Board",
            Self::Outreach => "Outreach",
            Self::Results => "Results",
            Self::Calendar => "Calendar",
            Self::Library => "Library",
            Self::Profile => "Profile",
            Self::Welcome => "Welcome",
        }
    }

<<<<<<< HEAD
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
    Point(pointed::Pointed),
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
    Drafts(Vec<drafts::Words>),
    /// A message that was just logged is on the clipboard; the words say how.
    Copied(String),
    /// Something the edge has to say.
    Say(Tone, String),
}

/// What the app wants done. Only the runtime does it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
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
pub struct Surroundings {
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
    /// NO_COLOR is set.
    pub no_color: bool,
=======
    /// Its name where seven of them share a narrow line.
    pub const fn short(self) -> &'static str {
        match self {
            Self::Outreach => "Outrch",
            Self::Results => "Result",
            Self::Calendar => "Cal",
            Self::Library => "Lib",
            place => place.title(),
        }
    }
>>>>>>> faces
}

/// The first of two keys that only act together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Armed {
    key: Key,
    at: Stamp,
}

/// The program's state.
pub struct App {
    /// The rows.
    pub model: Model,
    /// What is derived from them.
    pub derived: Derived,
    /// Settings.
    pub settings: Settings,
    /// Working days.
    pub calendar: Calendar,
    /// The time.
    pub clock: Clock,
    /// The user's day.
    pub today: Day,
    /// Keys.
    pub keymap: Keymap,
    /// The surroundings.
    pub around: Surroundings,
    /// The view below everything.
    pub view: Place,
    /// The review.
    pub review: Review,
    /// The roster.
    pub roster: Roster,
    /// Board.
    pub board: panes::board::Board,
    /// Outreach.
    pub outreach: panes::outreach::Outreach,
    /// Results.
    pub results: panes::results::Results,
    /// Calendar.
    pub plan: panes::calendar::Plan,
    /// Library.
    pub library: panes::library::Library,
    /// The profile over the view.
    pub profile: Option<Profile>,
    /// What lies on top; the last gets the keys.
    pub modals: Vec<Modal>,
    /// Messages that were logged.
    pub outbox: modal::composer::Outbox,
    /// The answering line.
    pub status: Status,
    /// Where things stand on the screen.
    pub regions: Regions,
    /// The info card beside lists is shown.
    pub card: bool,
    /// Lines the card is scrolled down.
    pub card_scroll: usize,
    /// Name of the theme in use.
    pub theme: String,
    left: drafts::Drafts,
    words: Words,
    armed: Option<Armed>,
    /// What comes of the answer that is being written, for the answering line.
    effect: Option<String>,
    back: Vec<(Place, Option<Id<Creator>>)>,
    quit: bool,
}

impl App {
    /// The app over a loaded file.
    pub fn new(model: Model, settings: Settings, clock: Clock, keymap: Keymap, around: Surroundings) -> Self {
        let calendar = settings.calendar(&model);
        let (theme, info_card) = (settings.look.theme.to_string(), settings.look.info_card);
        let mut app = Self {
            model,
            derived: Derived::default(),
            settings,
            calendar,
            clock,
            today: clock.today(),
            keymap,
            view: if around.first_start { Place::Welcome } else { Place::Review },
            around,
            review: Review::default(),
            roster: Roster::default(),
            board: panes::board::Board::default(),
            outreach: panes::outreach::Outreach::default(),
            results: panes::results::Results::default(),
            plan: panes::calendar::Plan::default(),
            library: panes::library::Library::default(),
            profile: None,
            modals: Vec::new(),
            outbox: modal::composer::Outbox::default(),
            status: Status::default(),
            regions: Regions::default(),
            card: info_card,
            card_scroll: 0,
            theme,
            left: drafts::Drafts::default(),
            words: Words::default(),
            armed: None,
            effect: None,
            back: Vec::new(),
            quit: false,
        };
        app.review.one = app.settings.look.one_at_a_time;
        app.rebuild();
        if app.view == Place::Welcome {
            app.modals.push(Modal::welcome());
        }
        panes::review::greet(&mut app);
        app
    }

    /// What rules and sums look at.
    pub fn ctx(&self) -> Ctx<'_> {
        Ctx {
            model: &self.model,
            derived: &self.derived,
            clock: self.clock,
            today: self.today,
            calendar: &self.calendar,
            settings: &self.settings,
        }
    }

    /// Where keys go when no modal takes them.
    pub fn place(&self) -> Place {
        if self.profile.is_some() { Place::Profile } else { self.view }
    }

    /// The app is done.
    pub fn has_quit(&self) -> bool {
        self.quit
    }

    /// Complaints about the user's key file, told once at the start.
    pub fn complain(&mut self, file: &str, complaints: &[KeyComplaint]) {
        if let Some(first) = complaints.first() {
            let more =
                if complaints.len() > 1 { format!(" (+{} more in :log)", complaints.len() - 1) } else { String::new() };
            for complaint in complaints.iter().skip(1).rev() {
                self.status.say(Tone::Wrong, format!("{file}, line {}: {}", complaint.line, complaint.sentence), "");
            }
            self.status.say(Tone::Wrong, format!("{file}, line {}: {}{more}", first.line, first.sentence), ":log");
        }
    }

    /// Refuses a key with its reason.
    pub fn refuse(&mut self, why: impl Into<String>) -> Vec<Effect> {
        self.status.say(Tone::Refused, why, "? keys");
        Vec::new()
    }

    /// Commits a step, unless it changes nothing.
    pub fn commit(&mut self, step: Step) -> Vec<Effect> {
        if let Some(why) = self.around.read_only.clone() {
            return self.refuse(why);
        }
        if step.is_empty() {
            return self.refuse("nothing would change");
        }
        vec![Effect::Commit(Box::new(step))]
    }

    /// Commits a plan, or refuses with its reason.
    pub fn commit_or_refuse(&mut self, plan: Result<Step, String>) -> Vec<Effect> {
        match plan {
            Ok(step) => self.commit(step),
            Err(why) => self.refuse(why),
        }
    }

    /// Puts a modal on top.
    pub fn open(&mut self, modal: Modal) -> Vec<Effect> {
        self.modals.push(modal);
        Vec::new()
    }

    /// Goes to a view, remembering where we were.
    pub fn go(&mut self, view: Place) {
        self.remember_place();
        self.profile = None;
        self.view = view;
        self.card_scroll = 0;
        self.enter();
    }

    fn remember_place(&mut self) {
        let here = (self.view, self.profile.as_ref().map(|p| p.creator));
        if self.back.last() != Some(&here) {
            self.back.push(here);
        }
        let many = self.back.len().saturating_sub(50);
        self.back.drain(..many);
    }

    /// What was said in a touch, if it has been fetched.
    pub fn words_of(&self, creator: Id<Creator>, touch: Id<Touch>) -> Option<&str> {
        self.words.of(creator, touch)
    }

    /// Creators whose words the screen is about to show and which are not here yet. Asked after each update; fetching is
    /// a matter of microseconds.
    pub fn wants(&self) -> Vec<Id<Creator>> {
        let mut wanted = match &self.profile {
            Some(profile) => vec![profile.creator],
            None => self.view.view().map_or_else(Vec::new, |view| (view.wants)(self)),
        };
        wanted.retain(|c| !self.words.has(*c));
        wanted
    }
}
