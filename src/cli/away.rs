//! `away`: absences entered, listed and taken back; entering one tells what to see to before.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::Outcome;
use super::out::{Failure, Out};
use super::place::Place;
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

pub(super) fn run(place: &Place, args: &Args, out: &mut Out) -> Outcome {
    let days = args.days.join(" ");
    if args.remove {
        place.step(out, |desk| {
            let reading = desk.reading();
            let day = if days.is_empty() {
                desk.today
            } else {
                when::read(&days, &reading)?
            };
            come_back(&desk.ctx(), day)
        })?;
    } else if days.is_empty() {
        list(place, args, out)?;
    } else {
        if args.json {
            return Err(Failure::Misused(
                "--json lists what is entered; it goes without days.".into(),
            ));
        }
        enter(place, &days, &args.label, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn enter(place: &Place, days: &str, label: &str, out: &mut Out) -> Result<(), Failure> {
    place.step(out, |desk| {
        let (start, end) = read_range(days, &desk.reading())?;
        go_away(&desk.ctx(), start, end, label.trim())
    })?;
    let desk = place.read()?;
    let (start, end) = read_range(days, &desk.reading())?;
    before(&before_lines(&desk.ctx(), start, end), out)
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

fn list(place: &Place, args: &Args, out: &mut Out) -> Result<(), Failure> {
    let desk = place.read()?;
    let ctx = desk.ctx();
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
