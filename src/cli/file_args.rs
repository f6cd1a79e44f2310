//! Which file a verb works on, and opening it for reading or for writing.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};

use super::out::{Failure, Out, say};
use crate::clock::Watch;
use crate::demo;
use crate::domain::change::Step;
use crate::domain::settings::THEMES;
use crate::paths::{Paths, shown};
use crate::workspace::{Session, Workspace};

/// What is said of files and looks, before or after any verb.
#[derive(Debug, Args)]
pub(super) struct FileArgs {
    /// The database to work on, instead of the usual one
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) db: Option<PathBuf>,
    /// The settings to use, instead of the usual ones
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
    /// Work on an invented brand in a file of its own, made anew every day
    #[arg(long, global = true, conflicts_with = "db")]
    pub(super) demo: bool,
    /// The review as full sentences, without frames: for speech and for terminals that show little
    #[arg(long, global = true)]
    pub(super) plain: bool,
    /// Theme of the screen
    #[arg(long, value_name = "NAME", value_parser = themes(), global = true)]
    pub(super) theme: Option<String>,
}

fn themes() -> PossibleValuesParser {
    PossibleValuesParser::new(
        THEMES
            .iter()
            .map(|(name, note)| PossibleValue::new(*name).help(*note)),
    )
}

impl FileArgs {
    /// Where things lie; the demo is made on the way.
    pub(super) fn paths(&self) -> Result<Paths, Failure> {
        let paths = self.plain_paths()?;
        if self.demo {
            demo::prepare(&paths)?;
            return Ok(paths.with_db(&paths.demo));
        }
        Ok(paths)
    }

    /// The same without looking at any file.
    pub(super) fn plain_paths(&self) -> Result<Paths, Failure> {
        Ok(Paths::find(self.db.as_deref(), self.config.as_deref())?)
    }

    /// The file, loaded, for a verb that only reads.
    pub(super) fn read(&self) -> Result<Workspace, Failure> {
        let paths = self.existing()?;
        Ok(Workspace::open(paths, false)?)
    }

    /// The file, loaded, for a verb that writes; a new one is begun.
    pub(super) fn write(&self) -> Result<Workspace, Failure> {
        Ok(Workspace::open(self.paths()?, true)?)
    }

    /// The file as it lies there, for verbs that look at the file rather than at what it says.
    pub(super) fn session(&self) -> Result<Session, Failure> {
        Ok(Session::open(self.existing()?, false, Watch::System)?)
    }

    /// The paths of a file that is not there yet, where only looking must not make it.
    pub(super) fn empty(&self, only_looking: bool) -> Result<Option<Paths>, Failure> {
        let paths = self.paths()?;
        Ok(Some(paths).filter(|paths| only_looking && !paths.db.exists()))
    }

    /// The paths of a file that is there. Without one there is nothing to read, and how to begin is
    /// said instead.
    fn existing(&self) -> Result<Paths, Failure> {
        let paths = self.paths()?;
        if self.db.is_none() && !paths.db.exists() {
            let file = shown(&paths.db);
            return Err(Failure::Said(format!(
                "There is nothing yet: no {file}. `touchbase` begins it, `touchbase import FILE` brings a sheet in, \
                 `touchbase --demo` shows an example."
            )));
        }
        Ok(paths)
    }

    /// Writes one step and says what was done.
    pub(super) fn step(
        &self,
        out: &mut Out,
        plan: impl Fn(&Workspace) -> Result<Step, String>,
    ) -> Result<(), Failure> {
        let mut workspace = self.write()?;
        let done = workspace.commit(plan);
        told(&mut workspace);
        let step = done?;
        out.line(if step.is_empty() {
            "Nothing changes."
        } else {
            &step.label
        })?;
        Ok(())
    }
}

/// Says what should be known although the work was done.
pub(super) fn told(workspace: &mut Workspace) {
    workspace.notices().iter().for_each(|notice| say(notice));
}
