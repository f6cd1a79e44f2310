//! The file of the demo: made anew when it is from another day (or is not as it should be), because
//! everything in it is dated by its distance from today. Made beside its place and moved there
//! whole, so that no window ever finds half of it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::clock::{self, Watch};
use crate::domain::change::Step;
use crate::domain::day::Clock;
use crate::domain::demo::load;
use crate::domain::model::Model;
use crate::domain::settings::Settings;
use crate::paths::Paths;
use crate::workspace::{self, Session, Workspace};

/// Sees to it that the demo of today is there.
pub fn prepare(paths: &Paths) -> Result<(), String> {
    let (settings, _) = workspace::settings(&paths.config)?;
    prepare_at(paths, &settings, &clock::now(&settings)?)
}

/// The same, at a time.
pub fn prepare_at(paths: &Paths, settings: &Settings, clock: &Clock) -> Result<(), String> {
    if is_of_today(paths, clock) {
        return Ok(());
    }
    let step = load(clock, &settings.calendar(&Model::default()))?;
    let made = paths
        .demo
        .with_file_name(format!("demo-{}.new", std::process::id()));
    remove(&made)?;
    let written = write(paths.with_db(&made), settings, clock, &step);
    let placed = written.and_then(|()| {
        // A journal that a killed window left belongs to the old file and would spoil the new one.
        remove(&journal_of(&paths.demo))?;
        fs::rename(&made, &paths.demo).map_err(|e| unmade(&paths.demo, &e))
    });
    placed.inspect_err(|_| {
        let _ = remove(&made);
    })
}

fn write(paths: Paths, settings: &Settings, clock: &Clock, step: &Step) -> Result<(), String> {
    let watch = Watch::Fixed(*clock);
    let mut workspace = Workspace::open_with(paths, true, settings.clone(), watch)?;
    workspace.commit(|_| Ok(step.clone())).map(drop)
}

/// Whether the demo there can be opened and was begun today: its first step says when.
fn is_of_today(paths: &Paths, clock: &Clock) -> bool {
    let paths = paths.with_db(&paths.demo);
    let Ok(session) = Session::open(paths, false, Watch::Fixed(*clock)) else {
        return false;
    };
    let Ok(history) = session.store().history(usize::MAX) else {
        return false;
    };
    history
        .last()
        .is_some_and(|first| clock.day_of(first.at) == clock.today())
}

fn remove(path: &Path) -> Result<(), String> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(unmade(path, &e)),
        _ => Ok(()),
    }
}

fn unmade(path: &Path, why: &std::io::Error) -> String {
    format!("The demo cannot be made at {}: {why}.", path.display())
}

fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    name.into()
}
