//! `brief`: what a creator is asked for, on one page: printed, or as a file that is whole or not there and never replaces
//! another.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::Outcome;
use super::out::{Failure, Out};
use super::place::Place;
use super::who;
use crate::desk::Desk;
use crate::domain::brief;
use crate::domain::ids::Id;
use crate::domain::query::fold;
use crate::domain::review::brief_sent;
use crate::domain::rows::Collaboration;
use crate::paths::shown;

const EXAMPLES: &str = "  touchbase brief @mia
  touchbase brief @mia --campaign winter --markdown
  touchbase brief @mia --html brief-mia.html
  touchbase brief @mia --sent";

/// Prints the brief of a creator's deal
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A handle, a name, an e-mail address or a number
    #[arg(required = true)]
    who: Vec<String>,
    /// The campaign it is about, by name; the most advanced deal if not said
    #[arg(long, value_name = "NAME")]
    campaign: Option<String>,
    /// As Markdown
    #[arg(long, conflicts_with_all = ["html", "json"])]
    markdown: bool,
    /// As a page of its own into a file, which must not be there yet
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    html: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// Log it as sent: it is no longer owed
    #[arg(long, conflicts_with_all = ["markdown", "html", "json"])]
    sent: bool,
}

pub(super) fn run(place: &Place, args: &Args, out: &mut Out) -> Outcome {
    if args.sent {
        place.step(out, |desk| {
            let deal = deal(desk, args)?;
            let sheet = brief::sheet(&desk.ctx(), deal)?;
            brief_sent(&desk.ctx(), deal, &brief::text(&sheet))
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let desk = place.read()?;
    let sheet = brief::sheet(&desk.ctx(), deal(&desk, args)?)?;
    if args.json {
        out.json(&brief::json(&sheet))?;
    } else if let Some(file) = &args.html {
        write_new(file, brief::html(&sheet).as_bytes())?;
        out.line(&format!("Wrote {}.", shown(file)))?;
    } else if args.markdown {
        out.text(&brief::markdown(&sheet))?;
    } else {
        out.text(&brief::text(&sheet))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The collaboration meant.
fn deal(desk: &Desk, args: &Args) -> Result<Id<Collaboration>, String> {
    let creator = who::find(&desk.model, &args.who.join(" "))?;
    let name = desk.model.called(creator);
    let mut all = brief::deals(&desk.ctx(), creator);
    if let Some(wanted) = &args.campaign {
        let wanted = fold(wanted.trim());
        all.retain(|id| {
            let campaign = desk.model.get(*id).and_then(|d| d.campaign).and_then(|c| desk.model.get(c));
            campaign.is_some_and(|c| fold(&c.name).contains(&wanted))
        });
        return all.first().copied().ok_or_else(|| {
            format!("{name} has no deal in a campaign called like that. `touchbase show` lists their deals.")
        });
    }
    all.first().copied().ok_or_else(|| format!("{name} has no deal yet, and a brief belongs to a deal."))
}

/// Writes a file beside its place and links it there when it is whole. What is there already is left as it is.
fn write_new(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let name = shown(file);
    let there = || Failure::Said(format!("{name} is there already and was left as it is. Give another name."));
    if file.symlink_metadata().is_ok() {
        return Err(there());
    }
    let called = file.file_name().ok_or_else(|| format!("{name} is no name for a file."))?;
    let beside = file.with_file_name(format!(".{}.{}.part", called.to_string_lossy(), std::process::id()));
    let _ = fs::remove_file(&beside); // left behind by a killed process that had our number
    let written = (|| {
        let mut new = OpenOptions::new().write(true).create_new(true).open(&beside)?;
        new.write_all(bytes)?;
        new.sync_all()?;
        match fs::hard_link(&beside, file) {
            // No hard links there (memory sticks): the gap between looking and renaming has to do.
            Err(err) if err.kind() != ErrorKind::AlreadyExists && file.symlink_metadata().is_err() => {
                fs::rename(&beside, file)
            }
            other => other,
        }
    })();
    let _ = fs::remove_file(&beside);
    written.map_err(|err| match err.kind() {
        ErrorKind::AlreadyExists => there(),
        _ => Failure::Said(format!("{name} could not be written: {err}.")),
    })
}
