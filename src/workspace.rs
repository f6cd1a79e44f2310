//! A file opened with all that is needed to read it and to write one step: what the screen and
//! every command-line verb begin with. Writing goes through `commit` here and nowhere else above
//! the store.

use std::path::Path;

use crate::clock;
use crate::domain::calendar::Calendar;
use crate::domain::change::Step;
use crate::domain::ctx::{Base, Ctx};
use crate::domain::day::{Clock, Day};
use crate::domain::derived::Derived;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::{Creator, Text, Touch};
use crate::domain::settings::{Complaint, Settings};
use crate::domain::zones;
use crate::paths::Paths;
use crate::store::{Access, CatchUp, Copied, Keep, Options, Store, StoreError};

/// An open file.
pub struct Workspace {
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
    /// The day whose copy was seen to.
    copied: Option<Day>,
    /// What should be known although the work was done: copies that could not be made.
    notices: Vec<String>,
}

/// How often a step is planned anew because somebody else was faster. Two busy writers meet more
/// than once.
const TRIES: usize = 50;

/// How many copies made before something large are kept, of each kind.
const KEPT_BEFORE: usize = 5;

/// The settings of the user's file over the defaults, and what in it could not be used.
pub fn settings(config: &Path) -> Result<(Settings, Vec<Complaint>), String> {
    match std::fs::read_to_string(config) {
        Ok(text) => Ok(Settings::from_toml(&text)),
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => {
            Ok((Settings::default(), Vec::new()))
        }
        Err(err) => Err(format!("{} cannot be read: {err}.", config.display())),
    }
}

/// How many daily copies stay.
pub fn kept(settings: &Settings) -> Keep {
    Keep {
        days: usize::from(settings.copies.days),
        weeks: usize::from(settings.copies.weeks),
    }
}

/// Opens the file of the paths. `create` makes one that is not there.
pub fn open(paths: &Paths, create: bool) -> Result<Store, StoreError> {
    let options = Options {
        state_dir: paths.state.clone(),
        copies_dir: paths.copies.clone(),
        create,
    };
    let mut store = Store::open(&paths.db, &options)?;
    if paths.db == paths.demo {
        store.keep_first();
    }
    Ok(store)
}

/// The sentence of a file that cannot be opened; with what to do about it where a copy would help.
pub fn unopened(paths: &Paths, error: &StoreError) -> String {
    let lost = matches!(
        error,
        StoreError::NotADatabase { .. } | StoreError::Damaged { .. }
    );
    let copies = std::fs::read_dir(&paths.copies).is_ok_and(|mut all| all.next().is_some());
    if lost && copies {
        format!("{error} `touchbase restore list` shows the copies.")
    } else {
        error.to_string()
    }
}

impl Workspace {
    /// Opens the file, loads it and derives what is derived.
    pub fn open(paths: Paths, create: bool) -> Result<Self, String> {
        let (settings, _) = settings(&paths.config)?;
        let clock = clock::now(&settings)?;
        let mut store = open(&paths, create).map_err(|e| unopened(&paths, &e))?;
        let model = store.load().map_err(|e| e.to_string())?;
        let calendar = settings.calendar(&model);
        let today = clock.today();
        let derived = Derived::default();
        let (copied, notices) = (None, Vec::new());
        let mut workspace = Self {
            paths,
            store,
            model,
            derived,
            settings,
            calendar,
            clock,
            today,
            copied,
            notices,
        };
        workspace.derived = Derived::rebuild(&workspace.base());
        Ok(workspace)
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

    /// What was said in a creator's touches; the model keeps no words.
    pub fn words(&self, creator: Id<Creator>) -> Result<Vec<(Id<Touch>, Text)>, String> {
        self.store.words(creator).map_err(|e| e.to_string())
    }

    /// Whether this is the demo, which is made anew every day and of which nothing is kept.
    pub fn is_demo(&self) -> bool {
        self.paths.db == self.paths.demo
    }

    /// Writes a step and takes it into the model. When somebody else wrote first, catches up and
    /// plans anew with `plan`.
    pub fn commit(&mut self, plan: impl Fn(&Self) -> Result<Step, String>) -> Result<Step, String> {
        self.write(|workspace| {
            let mut step = plan(workspace).map_err(Refusal::Said)?;
            if !step.is_empty() {
                workspace.keep_copy();
                workspace.store.complete(&mut step)?;
                workspace.store.commit(&step, workspace.clock.now)?;
            }
            Ok(step)
        })
    }

    /// Takes the newest step back that may be.
    pub fn undo(&mut self) -> Result<Step, String> {
        self.write(|workspace| {
            workspace.keep_copy();
            Ok(workspace.store.undo(workspace.clock.now)?)
        })
    }

    /// Does again what was undone last.
    pub fn redo(&mut self) -> Result<Step, String> {
        self.write(|workspace| {
            workspace.keep_copy();
            Ok(workspace.store.redo(workspace.clock.now)?)
        })
    }

    fn write(&mut self, once: impl Fn(&mut Self) -> Result<Step, Refusal>) -> Result<Step, String> {
        for _ in 0..TRIES {
            match once(self) {
                Ok(step) => {
                    self.apply(&step);
                    return Ok(step);
                }
                Err(Refusal::Store(StoreError::Stale { .. })) => self.catch_up()?,
                Err(Refusal::Store(err)) => return Err(err.to_string()),
                Err(Refusal::Said(why)) => return Err(why),
            }
        }
        Err("Another touchbase keeps writing to the file. Try again in a moment.".into())
    }

    /// Makes the copy of the day, before its first write. A copy that fails keeps nobody from
    /// working: it is told by `notices`.
    pub fn keep_copy(&mut self) {
        if self.is_demo() || self.copied == Some(self.today) || *self.store.access() != Access::Full
        {
            return;
        }
        self.copied = Some(self.today);
        let keep = kept(&self.settings);
        match self.store.daily_copy(&self.paths.copies, self.today, keep) {
            Ok(Copied::Made { left, .. }) => {
                let told = left
                    .iter()
                    .map(|why| format!("An old copy could not be removed: {why}."));
                self.notices.extend(told);
            }
            Ok(Copied::Unneeded) => {}
            Err(err) => self
                .notices
                .push(format!("Today's copy of the file was not made. {err}")),
        }
    }

    /// Makes a copy before something large, called after it and the time; the newest few of each
    /// kind are kept.
    pub fn copy_before(&mut self, what: &str) {
        if self.is_demo()
            || *self.store.access() != Access::Full
            || self.store.history(1).is_ok_and(|h| h.is_empty())
        {
            return;
        }
        let stem = self
            .paths
            .db
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let begins = format!("{stem}-before-{what}-");
        let at = self.clock.local(self.clock.now).format("%Y-%m-%d-%H%M%S");
        let to = self.paths.copies.join(format!("{begins}{at}.db"));
        match self.store.backup(&to) {
            Ok(()) => keep_newest(&self.paths.copies, &begins),
            Err(StoreError::InTheWay { .. }) => {} // a second one within the second
            Err(err) => self
                .notices
                .push(format!("The copy before this {what} was not made. {err}")),
        }
    }

    /// What should be known although the work was done; told once.
    pub fn notices(&mut self) -> Vec<String> {
        let risk = if self.is_demo() {
            None
        } else {
            crate::location::warning_once(&self.paths)
        };
        self.notices.extend(risk);
        std::mem::take(&mut self.notices)
    }

    /// Looks at the clock again, for whoever stays open. A new day, here or where a creator is,
    /// changes what is derived.
    pub fn tick(&mut self) -> Result<(), String> {
        let before = std::mem::replace(&mut self.clock, clock::now(&self.settings)?);
        let crossed = !zones::new_day_there(&self.model, &before, &self.clock).is_empty();
        if crossed || self.today != self.clock.today() {
            self.today = self.clock.today();
            self.derived = Derived::rebuild(&self.base());
        }
        Ok(())
    }

    /// Takes a step that is on disk into the model.
    pub fn apply(&mut self, step: &Step) {
        self.model.apply(&step.edits);
        self.calendar = self.settings.calendar(&self.model);
        let mut derived = std::mem::take(&mut self.derived);
        derived.apply(&self.base(), &step.edits);
        self.derived = derived;
    }

    /// Takes in what other processes wrote.
    pub fn catch_up(&mut self) -> Result<(), String> {
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

/// Removes the oldest copies of a kind beyond those kept. One that cannot be removed is only in the
/// way of the disk.
fn keep_newest(folder: &Path, begins: &str) {
    let named = |path: &Path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(begins))
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| named(path))
        .collect();
    all.sort();
    for old in all.iter().rev().skip(KEPT_BEFORE) {
        let _ = std::fs::remove_file(old);
    }
}

/// Why a write did not happen: the plan says so, or the file.
enum Refusal {
    Said(String),
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
