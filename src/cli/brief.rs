//! `brief`: what a creator is asked for, on one page: printed, or as a file that is whole or not
//! there.

use std::path::PathBuf;
use std::process::ExitCode;

use super::Outcome;
use super::file_args::FileArgs;
use super::out::Out;
use super::report::write_whole;
use super::who;
use crate::domain::brief;
use crate::domain::ids::Id;
use crate::domain::query::fold;
use crate::domain::review::brief_sent;
use crate::domain::rows::Collaboration;
use crate::paths::shown;
use crate::workspace::Workspace;

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
    /// As a page of its own into a file
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    html: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "html")]
    overwrite: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// Log it as sent: it is no longer owed
    #[arg(long, conflicts_with_all = ["markdown", "html", "json"])]
    sent: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    if args.sent {
        file_args.step(out, |workspace| {
            let deal = deal(workspace, &args.who, args.campaign.as_deref())?;
            let sheet = brief::sheet(&workspace.ctx(), deal)?;
            brief_sent(&workspace.ctx(), deal, &brief::text(&sheet))
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let workspace = file_args.read()?;
    let sheet = brief::sheet(
        &workspace.ctx(),
        deal(&workspace, &args.who, args.campaign.as_deref())?,
    )?;
    if args.json {
        out.json(&brief::json(&sheet))?;
    } else if let Some(file) = &args.html {
        write_whole(file, brief::html(&sheet).as_bytes(), args.overwrite)?;
        out.line(&format!("Wrote {}.", shown(file)))?;
    } else if args.markdown {
        out.text(&brief::markdown(&sheet))?;
    } else {
        out.text(&brief::text(&sheet))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The collaboration meant: in the campaign that was named, else the most advanced.
pub(super) fn deal(
    workspace: &Workspace,
    who: &[String],
    campaign: Option<&str>,
) -> Result<Id<Collaboration>, String> {
    let creator = who::find(&workspace.model, &who.join(" "))?;
    let name = workspace.model.called(creator);
    let mut all = brief::deals(&workspace.ctx(), creator);
    if let Some(wanted) = campaign {
        let wanted = fold(wanted.trim());
        all.retain(|id| {
            let campaign = workspace
                .model
                .get(*id)
                .and_then(|d| d.campaign)
                .and_then(|c| workspace.model.get(c));
            campaign.is_some_and(|c| fold(&c.name).contains(&wanted))
        });
        return all.first().copied().ok_or_else(|| {
            format!("{name} has no deal in a campaign called like that. `touchbase show` lists their deals.")
        });
    }
    all.first()
        .copied()
        .ok_or_else(|| format!("{name} has no deal yet, and this is about a deal."))
}
