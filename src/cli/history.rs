//! `undo`, `redo` and `history`: the journal is the undo stack, so what was done on the screen is
//! taken back here and the other way round.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::Outcome;
use super::file_args::{FileArgs, told};
use super::out::{Failure, Out};
use super::table;
use crate::domain::change::Step;
use crate::domain::day::short;
use crate::store::StepState;
use crate::workspace::{self, Workspace};

/// Takes the newest change back
///
/// Changes of a window that is still open are left to that window.
#[derive(Debug, clap::Args)]
pub(super) struct Undo {}

/// Does again what was undone last
#[derive(Debug, clap::Args)]
pub(super) struct Redo {}

/// Lists what was done, newest first
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    max: usize,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn undo(file_args: &FileArgs, out: &mut Out) -> Outcome {
    turn(file_args, out, "Undone", Workspace::undo)
}

pub(super) fn redo(file_args: &FileArgs, out: &mut Out) -> Outcome {
    turn(file_args, out, "Done again", Workspace::redo)
}

fn turn(
    file_args: &FileArgs,
    out: &mut Out,
    said: &str,
    turn: fn(&mut Workspace) -> Result<Step, String>,
) -> Outcome {
    let mut workspace = file_args.read()?;
    let done = turn(&mut workspace);
    told(&mut workspace);
    out.line(&format!("{said}: {}", done?.label))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let session = file_args.session()?;
    let (settings, _) = workspace::settings(&session.paths().config)?;
    let clock = session.now(&settings)?;
    let past = session.store().history(args.max).map_err(Failure::from)?;
    let local = |at| clock.local(at);
    if args.json {
        let all: Vec<Value> = past
            .iter()
            .map(|p| {
                let time = local(p.at).format("%Y-%m-%dT%H:%M:%S").to_string();
                json!({ "id": p.id, "at": p.at, "time": time, "label": p.label, "state": p.state })
            })
            .collect();
        out.json(&all)?;
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<Vec<String>> = past
        .iter()
        .map(|p| {
            let when = format!(
                "{} {}",
                short(local(p.at).date(), clock.today()),
                local(p.at).format("%H:%M")
            );
            let state = if p.state == StepState::Done {
                String::new()
            } else {
                format!(" ({})", p.state)
            };
            vec![p.id.to_string(), when, format!("{}{state}", p.label)]
        })
        .collect();
    for line in table::lines(&rows) {
        out.line(&line)?;
    }
    Ok(ExitCode::SUCCESS)
}
