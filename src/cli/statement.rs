//! `statement`: what a creator's orders of a month earn, order by order, for them to read.

use std::process::ExitCode;

use super::Outcome;
use super::file_args::FileArgs;
use super::out::Out;
use super::who;
use crate::domain::day::Day;
use crate::domain::ledger::commission::Month;
use crate::domain::ledger::statement;
use crate::workspace::Workspace;

const EXAMPLES: &str = "  touchbase statement @dana
  touchbase statement @dana --month 2026-10";

/// Prints the commission statement of a creator's month, ready to be sent
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A handle, a name, an e-mail address or a number
    #[arg(required = true)]
    who: Vec<String>,
    /// The month; the oldest that is ready to be paid if not said, else the newest
    #[arg(long, value_name = "YYYY-MM")]
    month: Option<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let workspace = file_args.read()?;
    let month = month(&workspace, args)?;
    let ctx = workspace.ctx();
    let base = ctx.base();
    let page = statement::of(&base, &month);
    match args.json {
        true => out.json(&page.to_json(&base))?,
        false => out.text(&page.text(&base))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The month meant.
fn month(workspace: &Workspace, args: &Args) -> Result<Month, String> {
    let creator = who::find(&workspace.model, &args.who.join(" "))?;
    let ctx = workspace.ctx();
    let base = ctx.base();
    let name = workspace.model.called(creator);
    let Some(typed) = &args.month else {
        return statement::usual(&base, creator)
            .ok_or_else(|| format!("No order of {name} earns a commission yet."));
    };
    let wanted: Day = format!("{}-01", typed.trim())
        .parse()
        .map_err(|_| format!("\"{typed}\" is no month. Try 2026-10."))?;
    let all = statement::months(&base, creator);
    let found = all.into_iter().rfind(|month| month.month == wanted);
    found.ok_or_else(|| {
        format!(
            "No order of {name} earned a commission in {}.",
            wanted.format("%B %Y")
        )
    })
}
