//! An open file with all that is needed to read it and to write one step. The session over it
//! (`session`) is the only one there is: the screen drives it with the rows that its app holds,
//! every command-line verb, `batch` and the demo through a `Workspace`, which holds the rows itself.

mod session;

use std::path::Path;

use crate::clock::Watch;
use crate::domain::calendar::Calendar;
use crate::domain::change::Step;
use crate::domain::ctx::{Base, Ctx};
use crate::domain::day::{Clock, Day};
use crate::domain::derived::Derived;
use crate::domain::held::Held;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::{Creator, Text, Touch};
use crate::domain::settings::{Complaint, Settings};
use crate::paths::Paths;
use crate::store::{Store, StoreError};

pub use session::{News, Session};

/// An open file and its rows.
pub struct Workspace {
    session: Session,
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
}

/// How often a step is planned anew because somebody else was faster. Two busy writers meet more
/// than once.
const TRIES: usize = 50;

/// The settings of the user's file over the defaults, and what in it could not be used.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn settings(config: &Path) -> Result<(Settings, Vec<Complaint>), String> {
    match std::fs::read_to_string(config) {
        Ok(text) => Ok(Settings::from_toml(&text)),
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => {
            Ok((Settings::default(), Vec::new()))
        }
        Err(err) => Err(format!("{} cannot be read: {err}.", config.display())),
    }
}

impl Workspace {
    /// Opens the file of the paths with the user's settings, loads it and derives what is derived.
    /// `create` makes a file that is not there.
    ///
    /// # Errors
    /// A sentence that names the settings or the file and says what is wrong with them.
    pub fn open(paths: Paths, create: bool) -> Result<Self, String> {
        let (settings, _) = settings(&paths.config)?;
        Self::open_with(paths, create, settings, Watch::System)
    }

    /// The same with settings that were read, and the time from a watch.
    ///
    /// # Errors
    /// As for `open`.
    pub fn open_with(
        paths: Paths,
        create: bool,
        settings: Settings,
        watch: Watch,
    ) -> Result<Self, String> {
        let mut session = Session::open(paths, create, watch)?;
        let clock = session.now(&settings)?;
        let model = session.load().map_err(|e| e.to_string())?;
        let mut workspace = Self {
            session,
            calendar: settings.calendar(&model),
            derived: Derived::default(),
            model,
            settings,
            clock,
            today: clock.today(),
        };
        workspace.held().rebuild();
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

    /// Where things lie.
    pub fn paths(&self) -> &Paths {
        self.session.paths()
    }

    /// The file, for reading what the model does not hold.
    pub fn store(&self) -> &Store {
        self.session.store()
    }

    /// What was said in a creator's touches; the model keeps no words.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn words(&self, creator: Id<Creator>) -> Result<Vec<(Id<Touch>, Text)>, String> {
        self.store().words(creator).map_err(|e| e.to_string())
    }

    /// Writes a step and takes it into the model. When somebody else wrote first, catches up and
    /// plans anew with `plan`.
    ///
    /// # Errors
    /// The plan's reason, or a sentence of the file. Nothing was written then.
    pub fn commit(&mut self, plan: impl Fn(&Self) -> Result<Step, String>) -> Result<Step, String> {
        self.write(|workspace| {
            let step = plan(workspace).map_err(Refusal::Said)?;
            let (session, base) = workspace.parts();
            Ok(session.commit(&base, step)?)
        })
    }

    /// Takes the newest step back that may be.
    ///
    /// # Errors
    /// A sentence that says why not. Nothing was written then.
    pub fn undo(&mut self) -> Result<Step, String> {
        self.write(|workspace| {
            let (session, base) = workspace.parts();
            Ok(session.undo(&base)?)
        })
    }

    /// Does again what was undone last.
    ///
    /// # Errors
    /// A sentence that says why not. Nothing was written then.
    pub fn redo(&mut self) -> Result<Step, String> {
        self.write(|workspace| {
            let (session, base) = workspace.parts();
            Ok(session.redo(&base)?)
        })
    }

    fn write(&mut self, once: impl Fn(&mut Self) -> Result<Step, Refusal>) -> Result<Step, String> {
        for _ in 0..TRIES {
            match once(self) {
                Ok(step) => {
                    self.held().apply(&step.edits);
                    return Ok(step);
                }
                Err(Refusal::Store(StoreError::Stale { .. })) => self.catch_up()?,
                Err(Refusal::Store(err)) => return Err(err.to_string()),
                Err(Refusal::Said(why)) => return Err(why),
            }
        }
        Err("Another touchbase keeps writing to the file. Try again in a moment.".into())
    }

    /// Makes a copy before something large, called after it.
    pub fn copy_before(&mut self, what: &str) {
        self.session.copy_before(what, &self.clock);
    }

    /// What should be known although the work was done; told once.
    pub fn notices(&mut self) -> Vec<String> {
        let mut notices = self.session.notices();
        notices.extend(self.session.risk());
        notices
    }

    /// Looks at the clock again, for whoever stays open.
    ///
    /// # Errors
    /// Names a value of the variable for the time that is no time.
    pub fn tick(&mut self) -> Result<(), String> {
        let clock = self.session.now(&self.settings)?;
        self.held().go(clock);
        Ok(())
    }

    /// Takes in what other processes wrote.
    ///
    /// # Errors
    /// A sentence that says why the file cannot be read.
    pub fn catch_up(&mut self) -> Result<(), String> {
        match self.session.news().map_err(|e| e.to_string())? {
            None => {}
            Some(News::Steps(steps)) => steps.iter().for_each(|step| {
                self.held().apply(&step.edits);
            }),
            Some(News::Reload(model)) => self.held().reload(*model),
        }
        Ok(())
    }

    fn held(&mut self) -> Held<'_> {
        Held {
            model: &mut self.model,
            derived: &mut self.derived,
            calendar: &mut self.calendar,
            clock: &mut self.clock,
            today: &mut self.today,
            settings: &self.settings,
        }
    }

    /// The session, and the rows it writes on.
    fn parts(&mut self) -> (&mut Session, Base<'_>) {
        let base = Base {
            model: &self.model,
            clock: self.clock,
            today: self.today,
            calendar: &self.calendar,
            settings: &self.settings,
        };
        (&mut self.session, base)
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
