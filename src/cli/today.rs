//! `today` and `week`: the review as text, from the same builder as the screen, so that the counts
//! agree.

use std::process::ExitCode;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::Outcome;
use super::file_args::FileArgs;
use super::out::{Failure, Out};
use crate::domain::review::today::{TodayOptions, anything_due, lines, plain, short_line, to_json};
use crate::domain::review::week::{WORKING, reach, week as week_ahead, week_lines};
use crate::domain::review::{Item, Lane, ahead, build, who};

/// What `--exit-code` leaves with when something owed or dated is due.
const DUE: u8 = 10;
/// Days that the JSON of `week` has at least.
const WEEK: i64 = 7;

const EXAMPLES: &str = "\
  touchbase today
  touchbase today --short              4!2 5: owed, dated, the rest; nothing at zero
  touchbase today --lane owe --json
  touchbase today --exit-code || notify-send 'Somebody waits for you'";

/// Prints the review: what is due today, and why
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    what: What,
    /// As JSON, with the key and the answers of each item
    #[arg(long, conflicts_with_all = ["short", "plain"])]
    json: bool,
    /// One short line for a prompt, such as 4!2 5
    #[arg(long, conflicts_with = "plain")]
    short: bool,
    /// Leave with 10 when something owed or dated is due
    #[arg(long)]
    exit_code: bool,
}

/// Prints the next five working days, and what ends within the next weeks
#[derive(Debug, clap::Args)]
pub(super) struct Week {
    #[command(flatten)]
    what: What,
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct What {
    /// Only this lane; may be given several times
    #[arg(long, value_name = "LANE")]
    lane: Vec<LaneName>,
    /// At most so many items a lane
    #[arg(long, value_name = "N")]
    max: Option<usize>,
    /// Initials instead of names
    #[arg(long)]
    no_names: bool,
    /// Without amounts
    #[arg(long)]
    no_money: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LaneName {
    Owe,
    Dated,
    Waiting,
    Warm,
}

impl What {
    fn options(&self) -> TodayOptions {
        let lane = |name: &LaneName| match name {
            LaneName::Owe => Lane::Owe,
            LaneName::Dated => Lane::Dated,
            LaneName::Waiting => Lane::Wait,
            LaneName::Warm => Lane::Warm,
        };
        TodayOptions {
            lanes: self.lane.iter().map(lane).collect(),
            max: self.max,
            no_names: self.no_names,
            no_money: self.no_money,
        }
    }
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let workspace = file_args.read()?;
    let ctx = workspace.ctx();
    let queue = build(&ctx);
    let options = args.what.options();
    if args.json {
        out.json(&to_json(&ctx, &queue, &options))?;
    } else if args.short {
        let line = short_line(&queue);
        if !line.is_empty() {
            out.line(&line)?;
        }
    } else if file_args.plain {
        out.text(&plain(&ctx, &queue, &options))?;
    } else {
        out.text(&lines(&ctx, &queue, &options))?;
    }
    let due = args.exit_code && anything_due(&ctx, &queue);
    Ok(if due {
        ExitCode::from(DUE)
    } else {
        ExitCode::SUCCESS
    })
}

/// What is printed when no verb was given and nobody sees a screen.
pub(super) fn print(file_args: &FileArgs, out: &mut Out) -> Result<(), Failure> {
    let workspace = file_args.read()?;
    let ctx = workspace.ctx();
    let form = if file_args.plain { plain } else { lines };
    out.text(&form(&ctx, &build(&ctx), &TodayOptions::default()))?;
    Ok(())
}

pub(super) fn week(file_args: &FileArgs, args: &Week, out: &mut Out) -> Outcome {
    let workspace = file_args.read()?;
    let ctx = workspace.ctx();
    let options = args.what.options();
    if !args.json {
        out.text(&week_lines(&ctx, &options))?;
        return Ok(ExitCode::SUCCESS);
    }
    let wanted = |lane: Lane| options.lanes.is_empty() || options.lanes.contains(&lane);
    let item = |item: &Item| {
        let title = if options.no_money {
            item.key.rule.kind().to_owned()
        } else {
            item.long(&ctx)
        };
        let name = (!options.no_names).then(|| who(&ctx, item.on));
        json!({ "key": item.key.to_string(), "lane": item.lane, "name": name, "title": title, "due": item.due })
    };
    let days: Vec<Value> = ahead(&ctx, reach(&ctx, WORKING).max(WEEK))
        .into_iter()
        .map(|(day, items)| {
            let items: Vec<Value> = items.iter().filter(|i| wanted(i.lane)).map(item).collect();
            let (working, holiday) = (workspace.calendar.is_working(day), workspace.calendar.holiday(day));
            let away = workspace.calendar.away(day).is_some();
            json!({ "day": day, "working": working, "holiday": holiday, "away": away, "items": items })
        })
        .collect();
    let ending: Vec<Value> = week_ahead(&ctx).ending.iter().map(item).collect();
    out.json(&json!({ "schema": 1, "days": days, "ending": ending }))?;
    Ok(ExitCode::SUCCESS)
}
