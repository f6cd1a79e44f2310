//! `export`: what other programs read. The calendar, so far.

use std::path::PathBuf;
use std::process::ExitCode;

use super::Outcome;
use super::file_args::FileArgs;
use super::out::{Failure, Out, say};
use crate::app::panes::calendar::EXPORTED;
use crate::domain::agenda::Agenda;
use crate::domain::day::{Day, add_days};
use crate::domain::when::{self, DateContext};
use crate::exchange::ics;
use crate::paths::shown;
use crate::runtime::write_new;

const EXAMPLES: &str = "\
  touchbase export calendar touchbase.ics
  touchbase export calendar --from 2026-10-01 --to 2026-12-31 - | less";

/// Writes what other programs read
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Calendar(Calendar),
}

/// Writes drafts, posts, payments, ends of rights, check-ins and next steps as an .ics file
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct Calendar {
    /// From this day on; 30 days back without it
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Up to this day; a year ahead without it
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
    /// The file; - is standard output
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    match &args.what {
        What::Calendar(args) => calendar(file_args, args, out),
    }
}

fn calendar(file_args: &FileArgs, args: &Calendar, out: &mut Out) -> Outcome {
    let workspace = file_args.read()?;
    let reading = DateContext::new(workspace.today, &workspace.calendar).of(when::Sense::Either);
    let day = |typed: &Option<String>, otherwise: Day| match typed {
        Some(typed) => when::read(typed, &reading).map_err(Failure::Said),
        None => Ok(otherwise),
    };
    let (back, ahead) = EXPORTED;
    let from = day(&args.from, add_days(workspace.today, -back))?;
    let to = day(&args.to, add_days(workspace.today, ahead))?;
    if to < from {
        return Err(Failure::Said(format!(
            "--to {to} comes before --from {from}."
        )));
    }
    let agenda = Agenda::build(&workspace.ctx());
    let events = agenda.between(from, add_days(to, 1));
    let text = ics::calendar(&workspace.ctx(), events);
    if args.file.as_os_str() == "-" {
        out.raw(text.as_bytes())?;
    } else {
        write_new(&args.file, text.as_bytes(), args.force).map_err(Failure::Said)?;
        say(&format!(
            "{} dates written to {}.",
            events.len(),
            shown(&args.file)
        ));
    }
    Ok(ExitCode::SUCCESS)
}
