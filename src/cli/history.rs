//! `undo`, `redo` and `history`: the journal is the undo stack, so what was done on the screen is
//! taken back here and the other way round.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::Outcome;
use super::out::{Failure, Out};
use super::place::{Place, told};
use super::table;
use crate::clock;
use crate::desk::{self, Desk};
use crate::domain::change::Step;
use crate::domain::day::short;
use crate::store::StepState;

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

pub(super) fn undo(place: &Place, out: &mut Out) -> Outcome {
    turn(place, out, "Undone", Desk::undo)
}

pub(super) fn redo(place: &Place, out: &mut Out) -> Outcome {
    turn(place, out, "Done again", Desk::redo)
}

fn turn(
    place: &Place,
    out: &mut Out,
    said: &str,
    turn: fn(&mut Desk) -> Result<Step, String>,
) -> Outcome {
    let mut desk = place.read()?;
    let done = turn(&mut desk);
    told(&mut desk);
    out.line(&format!("{said}: {}", done?.label))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn run(place: &Place, args: &Args, out: &mut Out) -> Outcome {
    let (paths, store) = place.store()?;
    let (settings, _) = desk::settings(&paths.config)?;
    let clock = clock::now(&settings)?;
    let past = store.history(args.max).map_err(Failure::from)?;
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
