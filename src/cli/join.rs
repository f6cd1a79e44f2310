//! `join`: two creators that are one person made one, or kept apart for good.

use std::process::ExitCode;

use serde_json::json;

use super::file_args::{FileArgs, told};
use super::out::Out;
use super::{Outcome, who};
use crate::domain::join;

const EXAMPLES: &str = "\
Everything of both is kept: messages, deals, money, orders, parcels, drafts and answers keep their days and go to the one
who stays, the one with deals or else the older; --into says otherwise. Where the two say different things the one who
stays is right, unless --take names the field; the other reading is kept as words. Never contacting again wins. One undo.

  touchbase join @ana.lis @analis_tt --dry-run
  touchbase join @ana.lis @analis_tt --into @ana.lis --take rate
  touchbase join @ana.lis @bo --apart          they are two people: never propose it again";

/// Makes one creator of two
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A handle, a name, an e-mail address or a number
    one: String,
    /// And the other
    other: String,
    /// Which of the two stays
    #[arg(long, value_name = "WHO", conflicts_with = "apart")]
    into: Option<String>,
    /// A field in which the one who comes in is right
    #[arg(long, value_name = "FIELD", conflicts_with = "apart")]
    take: Vec<String>,
    /// They are two people: remember it
    #[arg(long)]
    apart: bool,
    /// Only say what would come of it
    #[arg(long)]
    dry_run: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let mut workspace = if args.dry_run {
        file_args.read()?
    } else {
        file_args.write()?
    };
    let model = &workspace.model;
    let (stays, comes) = who::pair(model, &args.one, &args.other, args.into.as_deref())?;
    let (name, other) = (model.called(stays), model.called(comes));
    let rows = (model.get(stays), model.get(comes));
    let differ = match rows {
        (Some(a), Some(b)) if !args.apart => join::differences(a, b),
        _ => Vec::new(),
    };
    let along = join::comes_along(model, comes);
    let take: Vec<&str> = args.take.iter().map(String::as_str).collect();
    let plan = |workspace: &crate::workspace::Workspace| {
        if args.apart {
            join::part(&workspace.model, stays, comes)
        } else {
            join::join(&workspace.model, stays, comes, &take)
        }
    };
    let step = if args.dry_run {
        plan(&workspace)?
    } else {
        workspace.commit(plan)?
    };
    told(&mut workspace);
    if args.json {
        let conflicts: Vec<_> = differ
            .iter()
            .map(|d| {
                let taken = if take.contains(&d.key) {
                    &d.comes
                } else {
                    &d.stays
                };
                json!({"field": d.key, "stays": d.stays, "comes": d.comes, "taken": taken})
            })
            .collect();
        let along: serde_json::Map<_, _> = along
            .iter()
            .map(|(what, n)| ((*what).to_owned(), json!(n)))
            .collect();
        out.json(&json!({
            "stays": stays, "comes": comes, "apart": args.apart, "differences": conflicts,
            "along": along, "label": step.label, "committed": !args.dry_run,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.apart {
        out.line(&step.label)?;
    } else {
        out.line(&format!("{other} comes into {name}."))?;
        for d in &differ {
            let (taken, kept) = if take.contains(&d.key) {
                (&d.comes, &d.stays)
            } else {
                (&d.stays, &d.comes)
            };
            out.line(&format!("  {}: {taken} (kept beside it: {kept})", d.label))?;
        }
        let along: Vec<String> = along
            .iter()
            .map(|(what, n)| format!("{n} {what}"))
            .collect();
        out.line(&format!("  with {}", along.join(", ")))?;
    }
    out.line(if args.dry_run {
        "Nothing was written: this was a dry run."
    } else {
        "`touchbase undo` takes it back."
    })?;
    Ok(ExitCode::SUCCESS)
}
