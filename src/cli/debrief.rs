//! `debrief`: what a collaboration brought, for the creator alone: thanks, their numbers, what
//! worked; nobody else's.

use std::process::ExitCode;

use serde_json::json;

use super::Outcome;
use super::brief::deal;
use super::file_args::FileArgs;
use super::out::Out;
use crate::domain::ids::Id;
use crate::domain::metrics::debrief;
use crate::domain::review::debrief_sent;
use crate::domain::rows::{Collaboration, Deliverable};
use crate::workspace::Workspace;

const EXAMPLES: &str = "  touchbase debrief @mia
  touchbase debrief @mia --campaign winter --sent";

/// Prints the debrief of a creator's deal, ready to be sent
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A handle, a name, an e-mail address or a number
    #[arg(required = true)]
    who: Vec<String>,
    /// The campaign it is about, by name; the newest live one without a debrief if not said
    #[arg(long, value_name = "NAME")]
    campaign: Option<String>,
    /// As JSON
    #[arg(long, conflicts_with = "sent")]
    json: bool,
    /// Log it as sent: it is no longer owed
    #[arg(long)]
    sent: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    if args.sent {
        file_args.step(out, |workspace| {
            let (deal, words) = said(workspace, args)?;
            debrief_sent(&workspace.ctx(), deal, &words)
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let workspace = file_args.read()?;
    let (deal, words) = said(&workspace, args)?;
    match args.json {
        true => out.json(&json!({ "schema": 1, "collaboration": deal, "text": words }))?,
        false => out.text(&words)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The collaboration meant and what is said about it.
fn said(workspace: &Workspace, args: &Args) -> Result<(Id<Collaboration>, String), String> {
    let named = deal(workspace, &args.who, args.campaign.as_deref())?;
    let live = |c: &&Collaboration| {
        workspace
            .model
            .of::<Deliverable>(c.creator)
            .any(|d| d.collaboration == c.id && d.live.is_some())
    };
    let newest = || {
        let creator = workspace.model.get(named)?.creator;
        let all = workspace.model.of::<Collaboration>(creator).filter(live);
        all.max_by_key(|c| (c.debrief_sent.is_none(), c.opened, c.id))
            .map(|c| c.id)
    };
    let meant = if args.campaign.is_some() {
        named
    } else {
        newest().unwrap_or(named)
    };
    let words = debrief::text(&workspace.ctx(), meant)?;
    Ok((meant, words))
}
