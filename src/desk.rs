//! A file opened with all that is needed to read it and to write one step: what the screen and every command-line verb
//! begin with. Writing goes through `commit` here and nowhere else above the store.

use std::path::Path;

use crate::clock;
use crate::domain::calendar::Calendar;
use crate::domain::change::Step;
use crate::domain::ctx::{Base, Ctx};
use crate::domain::day::{Clock, Day};
use crate::domain::derived::Derived;
use crate::domain::model::Model;
use crate::domain::settings::{Complaint, Settings};
use crate::paths::Paths;
use crate::store::{CatchUp, Options, Store, StoreError};

/// An open file.
pub struct Desk {
    /// Where things lie.
    pub paths: Paths,
    /// The file.
    pub store: Store,
    /// Its rows.
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
}

/// The settings of the user's file over the defaults, and what in it could not be used.
pub fn settings(config: &Path) -> Result<(Settings, Vec<Complaint>), String> {
    match std::fs::read_to_string(config) {
        Ok(text) => Ok(Settings::from_toml(&text)),
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => Ok((Settings::default(), Vec::new())),
        Err(err) => Err(format!("{} cannot be read: {err}.", config.display())),
    }
}

/// Opens the file of the paths. `create` makes one that is not there.
pub fn open(paths: &Paths, create: bool) -> Result<Store, StoreError> {
    Store::open(&paths.db, &Options { state_dir: paths.state.clone(), copies_dir: paths.copies.clone(), create })
}

impl Desk {
    /// Opens the file, loads it and derives what is derived.
    pub fn open(paths: Paths, create: bool) -> Result<Self, String> {
        let (settings, _) = settings(&paths.config)?;
        let clock = clock::now(&settings)?;
        let mut store = open(&paths, create).map_err(|e| e.to_string())?;
        let model = store.load().map_err(|e| e.to_string())?;
        let calendar = settings.calendar(&model);
        let today = clock.today();
        let mut desk = Self { paths, store, model, derived: Derived::default(), settings, calendar, clock, today };
        desk.derived = Derived::rebuild(&desk.base());
        Ok(desk)
    }

    /// What derived facts are computed from.
    pub fn base(&self) -> Base<'_> {
        Base {
            model: &self.model,
            clock: self.clock,
            today: self.today,
            calendar: &self.calendar,
            settings: &self.settings,
        }
    }

    /// What rules and sums look at.
    pub fn ctx(&self) -> Ctx<'_> {
        self.base().with(&self.derived)
    }

    /// Writes a step and takes it into the model. When somebody else wrote first, catches up and plans once more with
    /// `plan`; a second time the refusal stands.
    pub fn commit(&mut self, plan: impl Fn(&Self) -> Result<Step, String>) -> Result<Step, String> {
        for last in [false, true] {
            let step = plan(self)?;
            if step.is_empty() {
                return Ok(step);
            }
            match self.store.commit(&step, self.clock.now) {
                Ok(()) => {
                    self.apply(&step);
                    return Ok(step);
                }
                Err(StoreError::Stale { .. }) if !last => self.catch_up()?,
                Err(err) => return Err(err.to_string()),
            }
        }
        Err("Another touchbase keeps writing to the file. Try again in a moment.".into())
    }

    /// Takes a step that is on disk into the model.
    pub fn apply(&mut self, step: &Step) {
        self.model.apply(&step.edits);
        self.calendar = self.settings.calendar(&self.model);
        let mut derived = std::mem::take(&mut self.derived);
        derived.apply(&self.base(), &step.edits);
        self.derived = derived;
    }

    fn catch_up(&mut self) -> Result<(), String> {
        match self.store.catch_up().map_err(|e| e.to_string())? {
            CatchUp::Nothing => {}
            CatchUp::Steps(steps) => steps.iter().for_each(|s| self.apply(s)),
            CatchUp::Reload => {
                self.model = self.store.load().map_err(|e| e.to_string())?;
                self.calendar = self.settings.calendar(&self.model);
                self.derived = Derived::rebuild(&self.base());
            }
        }
        Ok(())
    }
}

/// Makes the demo's file anew when it is from another day; one of today is gone on with.
pub fn make_demo(paths: &Paths, settings: &Settings) -> Result<(), String> {
    make_demo_at(paths, settings, clock::now(settings)?)
}

/// The same, with the time.
pub fn make_demo_at(paths: &Paths, settings: &Settings, clock: Clock) -> Result<(), String> {
    let options = Options { state_dir: paths.state.clone(), copies_dir: paths.copies.clone(), create: true };
    if let Ok(mut old) = Store::open(&paths.db, &options) {
        let begun = old.load().ok().and_then(|m| m.review_days.iter().map(|d| d.day).max());
        let last = old.history(1_000).ok().and_then(|h| h.last().map(|p| clock.day_of(p.at)));
        if begun.is_some() && last == Some(clock.today()) {
            return Ok(());
        }
    }
    let _ = std::fs::remove_file(&paths.db);
    let calendar = settings.calendar(&Model::default());
    let step = crate::domain::demo::load(&clock, &calendar)?;
    let mut store = Store::open(&paths.db, &options).map_err(|e| e.to_string())?;
    store.load().map_err(|e| e.to_string())?;
    store.commit(&step, clock.now).map_err(|e| e.to_string())
}
