//! App and file together, without a terminal: a message goes in, the app decides, the file is
//! written, the outcome goes back to the app, until nothing is left to do. What only a terminal can
//! do is handed out.

mod choices;
mod mail;
mod reading;

use std::collections::VecDeque;

use super::files;
use crate::app::command::Keymap;
use crate::app::panes::roster::Roster;
use crate::app::start::StartOptions;
use crate::app::status::Tone;
use crate::app::{App, Effect, Environment, How, Msg, OpenWhat};
use crate::clock::Watch;
use crate::domain::change::Step;
use crate::domain::day::Clock;
use crate::domain::settings::Settings;
use crate::load;
use crate::paths::{Paths, shown};
use crate::store::{Past, StepState, StoreError};
use crate::term::{clipboard, draft};
use crate::workspace::{self, News, Session};
use choices::{Stamp, stamp};
use reading::{FileReader, Wake};

/// What is left for whoever has the terminal.
#[derive(Debug, Clone, PartialEq)]
pub enum TerminalRequest {
    /// Put a text on the clipboard; the second says what it is.
    Copy(String, String),
    /// Open a link or a mail address.
    Open(String),
    /// Give a text to the user's editor.
    Edit(String),
    /// Draw anew.
    Redraw,
    /// Stop until continued.
    Suspend,
    /// Leave.
    Quit,
}

/// A running program without its terminal.
pub struct Machine {
    /// What is on the screen.
    pub app: App,
    own: Paths,
    session: Session,
    /// The settings file as it was when it was read.
    settings_seen: Option<Stamp>,
    wants: StartOptions,
    wake: Option<Wake>,
    reading: Option<FileReader>,
}

/// Steps shown by the history.
const HISTORY: usize = 300;

impl Machine {
    /// Opens the file of the paths. What the first screen does not show is left for after it.
    pub fn open(paths: Paths, demo: bool, wants: StartOptions) -> Result<Self, String> {
        let own = if demo {
            Some(Paths::find(None, Some(&paths.config))?)
        } else {
            None
        };
        let mut machine = Self::begin(paths, own, wants, Watch::System)?;
        machine.guess(&files::region());
        Ok(machine)
    }

    /// The same, whole, with the time from a watch. `own` leads to the user's own file when the one
    /// to open is the demo.
    pub fn open_at(
        paths: Paths,
        own: Option<Paths>,
        wants: StartOptions,
        watch: Watch,
    ) -> Result<Self, String> {
        let mut machine = Self::begin(paths, own, wants, watch)?;
        Roster::settle(&mut machine.app);
        Ok(machine)
    }

    fn begin(
        paths: Paths,
        own: Option<Paths>,
        wants: StartOptions,
        watch: Watch,
    ) -> Result<Self, String> {
        let seen = stamp(&paths.config);
        let (settings, complaints) = workspace::settings(&paths.config)?;
        let memory = super::memory::read(&paths.state);
        let (keymap, key_complaints) = match std::fs::read_to_string(&paths.keys) {
            Ok(text) => Keymap::with(&text),
            Err(_) => (Keymap::new(), Vec::new()),
        };
        let demo = own.is_some();
        let own = own.unwrap_or_else(|| paths.clone());
        let mut machine = Self::start(paths, own, settings, keymap, demo, watch)?;
        (machine.wants, machine.settings_seen) = (wants, seen);
        machine.dress(memory.theme.as_deref());
        machine
            .app
            .complain(&shown(&machine.paths().keys), &key_complaints);
        machine.complain(&complaints);
        machine.app.roster.choose_columns(&memory.columns);
        if let Some(warning) = machine.session.risk() {
            machine.app.status.say(Tone::Note, warning, ":log");
        }
        Ok(machine)
    }

    fn start(
        paths: Paths,
        own: Paths,
        settings: Settings,
        keymap: Keymap,
        demo: bool,
        watch: Watch,
    ) -> Result<Self, String> {
        let mut session = Session::open(paths, true, watch)?;
        let clock = session.now(&settings)?;
        let model = session.load().map_err(|e| e.to_string())?;
        let around = Environment {
            demo,
            read_only: session
                .read_only()
                .map(|why| format!("the file is open read-only: {why}")),
            file: shown(&session.paths().db),
            first_start: !demo && model.creators.is_empty() && session.is_new(),
            guessed: false,
            wide_glyphs: files::wide_glyphs(),
            no_color: false,
        };
        let app = App::new(model, settings, clock, keymap, around);
        Ok(Self {
            app,
            own,
            session,
            settings_seen: None,
            wants: StartOptions::default(),
            wake: None,
            reading: None,
        })
    }

    /// Where things lie.
    pub fn paths(&self) -> &Paths {
        self.session.paths()
    }

    /// Takes a message alone: first what somebody else wrote, then all that follows from it.
    pub fn feed(&mut self, msg: Msg) -> Vec<TerminalRequest> {
        if matches!(msg, Msg::Key(_) | Msg::Paste(_)) {
            self.follow();
        }
        let outside = self.take(msg);
        self.fetch_words();
        outside
    }

    /// Takes one of many messages that came together, and does all that follows from it. `tick`
    /// asked just before whether somebody else wrote, and each commit asks again under its lock.
    /// What only passes by on the way is not fetched.
    pub fn take(&mut self, msg: Msg) -> Vec<TerminalRequest> {
        if !self.app.only_moves(&msg) {
            self.fetch_words();
        }
        let effects = self.app.update(msg);
        self.work(effects)
    }

    /// Does what the app asked for, and all that follows from it.
    pub fn work(&mut self, effects: Vec<Effect>) -> Vec<TerminalRequest> {
        let mut outside = Vec::new();
        let mut queue: VecDeque<Effect> = effects.into();
        while let Some(effect) = queue.pop_front() {
            match self.perform(effect, &mut outside) {
                Some(msg) => queue.extend(self.app.update(msg)),
                None => continue,
            }
        }
        for notice in self.session.notices() {
            self.app.update(Msg::Say(Tone::Wrong, notice));
        }
        outside
    }

    /// The time, and whether somebody else wrote.
    pub fn tick(&mut self) -> Vec<TerminalRequest> {
        self.follow();
        self.arrived();
        let Ok(clock) = self.session.now(&self.app.settings) else {
            return Vec::new();
        };
        self.take(Msg::Clock(clock))
    }

    /// Sets the watch; the app hears of it with the next tick.
    pub fn set_clock(&mut self, clock: Clock) {
        self.session.stop_at(clock);
    }

    /// Takes in what another process wrote. Never waits: when one is writing right now, it is asked
    /// again later.
    fn follow(&mut self) {
        self.reread();
        match self.session.news_at_hand() {
            Ok(news) => self.take_in(news),
            Err(err) => self.say_once(&err.to_string()),
        }
    }

    fn catch_up(&mut self) -> Result<(), StoreError> {
        let news = self.session.news()?;
        self.take_in(news);
        Ok(())
    }

    fn take_in(&mut self, news: Option<News>) {
        let msg = match news {
            None => return,
            Some(News::Steps(steps)) => Msg::CaughtUp(steps),
            Some(News::Reload(model)) => Msg::Reloaded(model),
        };
        self.app.update(msg);
    }

    /// Says what is wrong with the file, unless that is what the status line says already: it is
    /// asked about again and again.
    fn say_once(&mut self, why: &str) {
        if self.app.status.now().is_none_or(|now| now.text != why) {
            self.app.update(Msg::Say(Tone::Wrong, why.to_owned()));
        }
    }

    fn perform(&mut self, effect: Effect, outside: &mut Vec<TerminalRequest>) -> Option<Msg> {
        match effect {
            Effect::CopyBefore(what) => {
                self.session.copy_before(what, &self.app.clock);
                None
            }
            Effect::Commit(step) => Some(self.commit(*step)),
            Effect::Undo => Some(match self.session.undo(&self.app.ctx().base()) {
                Ok(step) => Msg::Committed(Box::new(step), How::Undone),
                Err(err) => self.no_undo(&err),
            }),
            Effect::Redo => Some(match self.session.redo(&self.app.ctx().base()) {
                Ok(step) => Msg::Committed(Box::new(step), How::Redone),
                Err(err) => self.no_undo(&err),
            }),
            Effect::ReadFile(path) => Some(self.read(path)),
            Effect::StopReading => {
                self.reading = None;
                None
            }
            Effect::ReadCells(text) => Some(self.sheet(Ok(load::cells(&text, &self.app.settings)))),
            Effect::History => Some(match self.session.store().history(HISTORY) {
                Ok(past) => Msg::Listing(
                    "History, the newest first · u takes back, U does again".into(),
                    self.history(&past),
                ),
                Err(err) => Msg::Say(Tone::Wrong, err.to_string()),
            }),
            Effect::OpenFile(what) => self.open_file(what),
            Effect::Remember(key, value) => super::memory::write(&self.paths().state, key, &value)
                .err()
                .map(|e| Msg::Say(Tone::Wrong, e)),
            Effect::Configure(section, key, value) => Some(self.configure(section, key, &value)),
            Effect::Edit(text) => hand_out(outside, TerminalRequest::Edit(text)),
            Effect::Copy(text, what) => {
                let kept = clipboard::keep(&self.paths().state, &text);
                outside.push(TerminalRequest::Copy(text, what));
                kept.err().map(|e| {
                    Msg::Say(
                        Tone::Wrong,
                        format!("The copy could not be kept in a file: {e}."),
                    )
                })
            }
            Effect::Open(link) => hand_out(outside, TerminalRequest::Open(link)),
            Effect::WriteFile(path, text) => {
                Some(match files::write_new(&path, text.as_bytes(), false) {
                    Ok(()) => Msg::Say(Tone::Ok, format!("Written: {}", shown(&path))),
                    Err(why) => Msg::Say(Tone::Wrong, why),
                })
            }
            Effect::Redraw => hand_out(outside, TerminalRequest::Redraw),
            Effect::Suspend => hand_out(outside, TerminalRequest::Suspend),
            Effect::Quit => hand_out(outside, TerminalRequest::Quit),
        }
    }

    fn commit(&mut self, step: Step) -> Msg {
        match self.session.commit(&self.app.ctx().base(), step) {
            Ok(step) => Msg::Committed(Box::new(step), How::Done),
            Err(err @ StoreError::Stale { .. }) => match self.catch_up() {
                Ok(()) => Msg::Stale(err.to_string()),
                Err(err) => Msg::NotSaved(err.to_string()),
            },
            Err(err) => Msg::NotSaved(err.to_string()),
        }
    }

    fn no_undo(&mut self, err: &StoreError) -> Msg {
        let stale = matches!(err, StoreError::Stale { .. });
        if stale && let Err(err) = self.catch_up() {
            return Msg::NotSaved(err.to_string());
        }
        Msg::NoUndo(err.to_string())
    }

    fn history(&self, past: &[Past]) -> Vec<String> {
        past.iter()
            .map(|p| {
                let local = self.app.clock.local(p.at);
                let state = if p.state == StepState::Done {
                    String::new()
                } else {
                    format!("  ({})", p.state.label())
                };
                format!("{}  {}{state}", local.format("%a %-d %b %H:%M"), p.label)
            })
            .collect()
    }

    /// Leaves this file for another; the app begins anew over it.
    fn open_file(&mut self, what: OpenWhat) -> Option<Msg> {
        let (paths, demo) = match &what {
            OpenWhat::Demo => (self.own.with_db(&self.own.demo), true),
            OpenWhat::Own | OpenWhat::OwnImport => (self.own.clone(), false),
            OpenWhat::Path(path) => (self.own.with_db(path), false),
        };
        if let OpenWhat::Path(path) = &what
            && !path.exists()
        {
            return Some(Msg::Say(
                Tone::Wrong,
                format!("There is no file {}.", path.display()),
            ));
        }
        if demo && let Err(why) = self.prepare_demo() {
            return Some(Msg::Say(Tone::Wrong, why));
        }
        let keymap = self.app.keymap.clone();
        let (theme, size) = (self.app.theme.clone(), self.app.regions.size);
        match Self::start(
            paths,
            self.own.clone(),
            self.app.settings.clone(),
            keymap,
            demo,
            self.session.watch(),
        ) {
            Ok(mut other) => {
                Roster::settle(&mut other.app);
                other.app.theme = theme;
                other.app.around.no_color = self.app.around.no_color;
                (other.wants, other.settings_seen) =
                    (self.wants.clone(), self.settings_seen.take());
                other.app.regions.size = size;
                other.app.around.first_start = false;
                other.wake = self.wake.take();
                if !matches!(what, OpenWhat::Demo | OpenWhat::Path(_))
                    || other.app.place() == crate::app::ViewId::Welcome
                {
                    other.app.leave_welcome();
                }
                // Words about the file that is left wait for it; those about the one that is
                // entered come back.
                let words = self.app.unsaved();
                if let Err(e) = draft::write_all(&self.paths().state, &self.paths().db, words) {
                    other.app.status.say(
                        Tone::Wrong,
                        format!("What was half-written could not be kept: {e}."),
                        "",
                    );
                }
                *self = other;
                if what == OpenWhat::OwnImport {
                    crate::app::modal::choices::import(&mut self.app);
                }
                Some(self.left_behind())
                    .filter(|found| !found.is_empty())
                    .map(Msg::Drafts)
            }
            Err(why) => Some(Msg::Say(Tone::Wrong, why)),
        }
    }

    /// Takes the words that were half-written when this file was last left.
    pub fn left_behind(&self) -> Vec<(String, String)> {
        let found = draft::take(&self.paths().state, &self.paths().db).into_iter();
        found.map(|draft| (draft.title, draft.text)).collect()
    }

    fn prepare_demo(&self) -> Result<(), String> {
        let settings = &self.app.settings;
        crate::demo::prepare_at(&self.own, settings, &self.session.now(settings)?)
    }

    /// Words of the few creators the screen shows.
    pub fn fetch_words(&mut self) {
        for creator in self.app.wants() {
            match self.session.store().words(creator) {
                Ok(words) => drop(self.app.update(Msg::Words(creator, words))),
                Err(err) => {
                    self.app.update(Msg::Say(Tone::Wrong, err.to_string()));
                    return;
                }
            }
        }
    }

    /// A fresh load of the file, for whoever compares it with what the app holds.
    pub fn fresh(&mut self) -> Result<crate::domain::model::Model, String> {
        let mut other = Session::open(self.paths().clone(), false, self.session.watch())?;
        other.load().map_err(|e| e.to_string())
    }
}

fn hand_out(outside: &mut Vec<TerminalRequest>, what: TerminalRequest) -> Option<Msg> {
    outside.push(what);
    None
}
