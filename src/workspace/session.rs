//! The session over one open file: the only place above the store where a file is opened, written
//! to, followed and copied. Screen, command line, batch and tests all work through it, so that what
//! holds for one of these roads holds for all: the day's copy comes before the first change, every
//! step carries what belongs to it, nothing is written on top of what others did.

use std::path::Path;

use crate::clock::Watch;
use crate::domain::change::Step;
use crate::domain::ctx::Base;
use crate::domain::day::{Clock, Day};
use crate::domain::lifecycle::spells;
use crate::domain::model::Model;
use crate::domain::settings::Settings;
use crate::paths::Paths;
use crate::store::{Access, CatchUp, Copied, Elsewhere, Keep, Options, Store, StoreError};

/// How many copies made before something large are kept, of each kind.
const KEPT_BEFORE: usize = 5;

/// An open file. Who holds its rows in memory hands them in where they are needed, and takes in the
/// steps that come back: those are on disk.
pub struct Session {
    paths: Paths,
    store: Store,
    watch: Watch,
    /// The day whose copy was seen to.
    copied: Option<Day>,
    /// What should be known although the work was done: copies that could not be made.
    notices: Vec<String>,
}

/// What other processes wrote since the rows in memory were last equal to the file.
pub enum News {
    /// These steps, in order.
    Steps(Vec<Step>),
    /// Something that is not told in steps: the whole file anew.
    Reload(Box<Model>),
}

impl Session {
    /// Opens the file of the paths; `create` makes one that is not there.
    ///
    /// # Errors
    /// A sentence that says why the file cannot be opened, with what to do where a copy would help.
    pub fn open(paths: Paths, create: bool, watch: Watch) -> Result<Self, String> {
        let options = Options {
            state_dir: paths.state.clone(),
            copies_dir: paths.copies.clone(),
            create,
        };
        let mut store = Store::open(&paths.db, &options).map_err(|e| unopened(&paths, &e))?;
        if paths.db == paths.demo {
            store.keep_first();
        }
        Ok(Self {
            paths,
            store,
            watch,
            copied: None,
            notices: Vec::new(),
        })
    }

    /// All rows of the file. From here on the model follows by the steps that `commit`, `undo`,
    /// `redo` and `news` give back.
    ///
    /// # Errors
    /// When the file is damaged or in use.
    pub fn load(&mut self) -> Result<Model, StoreError> {
        self.store.load()
    }

    /// Where things lie.
    pub fn paths(&self) -> &Paths {
        &self.paths
    }

    /// The file, for whoever only reads it: the words of touches, the history, its check.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What time it is.
    ///
    /// # Errors
    /// Names a value of the variable for the time that is no time.
    pub fn now(&self, settings: &Settings) -> Result<Clock, String> {
        self.watch.now(settings)
    }

    /// Stops the clock at a time.
    pub fn stop_at(&mut self, clock: Clock) {
        self.watch = Watch::Fixed(clock);
    }

    /// Where the time comes from.
    pub fn watch(&self) -> Watch {
        self.watch
    }

    /// Whether this is the demo, which is made anew every day and of which nothing is kept.
    pub fn is_demo(&self) -> bool {
        self.paths.db == self.paths.demo
    }

    /// Whether nothing was ever written to it.
    pub fn is_new(&self) -> bool {
        self.store.history(1).is_ok_and(|past| past.is_empty())
    }

    /// Why nothing can be written, as the end of a sentence; none if it can.
    pub fn read_only(&self) -> Option<&str> {
        match self.store.access() {
            Access::Full => None,
            Access::ReadOnly { why } => Some(why),
        }
    }

    /// Writes a step that was planned on these rows, and gives it back whole, as it is on disk: the
    /// caller takes it in. A step without edits writes nothing.
    ///
    /// # Errors
    /// Nothing was written then. `Stale`: somebody else wrote; take in the `news` and plan anew.
    pub fn commit(&mut self, base: &Base<'_>, mut step: Step) -> Result<Step, StoreError> {
        if step.is_empty() {
            return Ok(step);
        }
        spells::record(base.model, &mut step, base.today);
        self.daily_copy(base);
        // The model holds touches without their words; what is removed is written to the history
        // whole.
        self.store.complete(&mut step)?;
        self.store.commit(&step, base.clock.now)?;
        Ok(step)
    }

    /// Takes the newest step back that may be, and gives back what that changed.
    ///
    /// # Errors
    /// As for `commit`; also when there is nothing to take back.
    pub fn undo(&mut self, base: &Base<'_>) -> Result<Step, StoreError> {
        self.daily_copy(base);
        self.store.undo(base.clock.now)
    }

    /// Does again what was undone last, and gives back what that changed.
    ///
    /// # Errors
    /// As for `commit`; also when there is nothing to do again.
    pub fn redo(&mut self, base: &Base<'_>) -> Result<Step, StoreError> {
        self.daily_copy(base);
        self.store.redo(base.clock.now)
    }

    /// What others wrote, if anything. After it is taken in the rows are those of the file.
    ///
    /// # Errors
    /// When the file is gone, damaged, in use, or was brought up to date by a newer program.
    pub fn news(&mut self) -> Result<Option<News>, StoreError> {
        Ok(match self.store.catch_up()? {
            CatchUp::Nothing => None,
            CatchUp::Steps(steps) => Some(News::Steps(steps)),
            CatchUp::Reload => Some(News::Reload(Box::new(self.store.load()?))),
        })
    }

    /// The same for whoever asks again and again: never waits for a process that is writing at this
    /// moment, of which the next call will tell.
    ///
    /// # Errors
    /// As for `news`.
    pub fn news_at_hand(&mut self) -> Result<Option<News>, StoreError> {
        match self.store.changed_elsewhere()? {
            Elsewhere::Changed => self.news(),
            Elsewhere::Same | Elsewhere::Busy => Ok(None),
        }
    }

    /// Makes the copy of the day, before its first change. A copy that fails keeps nobody from
    /// working: it is told by `notices`, once a day.
    fn daily_copy(&mut self, base: &Base<'_>) {
        if self.keeps_no_copies() || self.copied.replace(base.today) == Some(base.today) {
            return;
        }
        let keep = Keep {
            days: usize::from(base.settings.copies.days),
            weeks: usize::from(base.settings.copies.weeks),
        };
        match self.store.daily_copy(&self.paths.copies, base.today, keep) {
            Ok(Copied::Made { left, .. }) => {
                let left = left
                    .iter()
                    .map(|why| format!("An old copy could not be removed: {why}."));
                self.notices.extend(left);
            }
            Ok(Copied::Unneeded) => {}
            Err(err) => self
                .notices
                .push(format!("Today's copy of the file was not made. {err}")),
        }
    }

    /// Makes a copy before something large, called after it and the time; the newest few of each
    /// kind are kept. A copy that fails is told by `notices`.
    pub fn copy_before(&mut self, what: &str, clock: &Clock) {
        if self.keeps_no_copies() || self.is_new() {
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
        let at = clock.local(clock.now).format("%Y-%m-%d-%H%M%S");
        let to = self.paths.copies.join(format!("{begins}{at}.db"));
        match self.store.backup(&to) {
            Ok(()) => keep_newest(&self.paths.copies, &begins),
            Err(StoreError::InTheWay { .. }) => {} // a second one within the second
            Err(err) => self
                .notices
                .push(format!("The copy before this {what} was not made. {err}")),
        }
    }

    fn keeps_no_copies(&self) -> bool {
        self.is_demo() || self.read_only().is_some()
    }

    /// What should be known although the work was done; told once.
    pub fn notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// What threatens the file where it lies (a synced folder, a network), unless that was told
    /// before.
    pub fn risk(&self) -> Option<String> {
        match self.is_demo() {
            true => None,
            false => crate::location::warning_once(&self.paths),
        }
    }
}

/// The sentence of a file that cannot be opened; with what to do about it where a copy would help.
fn unopened(paths: &Paths, error: &StoreError) -> String {
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
