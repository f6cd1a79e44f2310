//! `away`: absences entered, listed and taken back; entering one tells what to see to before.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::Outcome;
use super::file_args::FileArgs;
use super::out::{Failure, Out};
use crate::domain::review::{
    absences, before_lines, come_back, go_away, range_length, range_words, read_range,
};
use crate::domain::rows::FreeDay;
use crate::domain::when;

const EXAMPLES: &str = "\
Days away are no business days: what waits for others does not age, and `today` tells only what is owed or dated and due.

  touchbase away                                what is entered, and what to see to before
  touchbase away 2026-12-21..2027-01-04
  touchbase away 21 dec to 4 jan --label Skiing
  touchbase away fri
  touchbase away --remove 21 dec                the absence this day lies in
  touchbase away --remove                       back today";

/// Enters days on which you are away; without days, lists them
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The first and the last day, such as 21 dec to 4 jan; or one day
    days: Vec<String>,
    /// What it is
    #[arg(long, value_name = "WORDS", default_value = "")]
    label: String,
    /// Take back the absence that the day lies in; today when none is given
    #[arg(long, conflicts_with = "label")]
    remove: bool,
    /// As JSON
    #[arg(long, conflicts_with_all = ["remove", "label"])]
    json: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let days = args.days.join(" ");
    if args.remove {
        file_args.step(out, |workspace| {
            let reading = workspace.reading();
            let day = if days.is_empty() {
                workspace.today
            } else {
                when::read(&days, &reading)?
            };
            come_back(&workspace.ctx(), day)
        })?;
    } else if days.is_empty() {
        list(file_args, args, out)?;
    } else {
        if args.json {
            return Err(Failure::Misused(
                "--json lists what is entered; it goes without days.".into(),
            ));
        }
        enter(file_args, &days, &args.label, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn enter(file_args: &FileArgs, days: &str, label: &str, out: &mut Out) -> Result<(), Failure> {
    file_args.step(out, |workspace| {
        let (start, end) = read_range(days, &workspace.reading())?;
        go_away(&workspace.ctx(), start, end, label.trim())
    })?;
    let workspace = file_args.read()?;
    let (start, end) = read_range(days, &workspace.reading())?;
    before(&before_lines(&workspace.ctx(), start, end), out)
}

/// What to see to before an absence.
fn before(lines: &[String], out: &mut Out) -> Result<(), Failure> {
    if lines.is_empty() {
        out.line("Nothing owed or dated falls into it or just after it.")?;
        return Ok(());
    }
    out.line("Before you go, owed or dated then or just after:")?;
    for line in lines {
        out.line(&format!("  {line}"))?;
    }
    Ok(())
}

fn list(file_args: &FileArgs, args: &Args, out: &mut Out) -> Result<(), Failure> {
    let workspace = file_args.read()?;
    let ctx = workspace.ctx();
    let all = absences(&ctx);
    if args.json {
        let row = |f: &&FreeDay| {
            let before = before_lines(&ctx, f.start.max(ctx.today), f.end);
            json!({ "start": f.start, "end": f.end, "label": f.label, "before": before })
        };
        out.json(&json!({ "schema": 1, "away": all.iter().map(row).collect::<Vec<Value>>() }))?;
        return Ok(());
    }
    if all.is_empty() {
        out.line("No absence is entered. For example: touchbase away 21 dec to 4 jan")?;
    }
    for free in all {
        let label = if free.label.is_empty() {
            String::new()
        } else {
            format!(" · {}", free.label)
        };
        let words = range_words(free.start, free.end, ctx.today);
        out.line(&format!(
            "Away {words}, {}{label}",
            range_length(&ctx, free.start, free.end)
        ))?;
        before(
            &before_lines(&ctx, free.start.max(ctx.today), free.end),
            out,
        )?;
    }
    Ok(())
}
