//! `import` of a calendar: the holidays in it become free days.

use std::cell::RefCell;
use std::path::Path;

use serde_json::{Value, json};

use super::{Args, How, Where};
use crate::cli::out::Out;
use crate::domain::day::long;
use crate::domain::model::Model;
use crate::exchange::holidays::{Holidays, plan};
use crate::load;

/// The name of this kind for `--as`.
const KIND: &str = "holidays";

/// Whether a file is to be read as a calendar: it is called so, or said to be.
pub(super) fn is_meant(file: &Path, how: &How) -> bool {
    match &how.profile {
        Some(profile) => profile.eq_ignore_ascii_case(KIND),
        None => load::is_calendar(file),
    }
}

/// Reads, enters unless only looking, and tells; gives back the report where it is wanted as JSON.
pub(super) fn one(
    ground: &mut Where,
    file: &Path,
    args: &Args,
    out: &mut Out,
) -> Result<Option<Value>, String> {
    let settings = match ground {
        Where::Workspace(workspace) => &workspace.settings,
        Where::Nowhere(settings, _) => settings,
    };
    let (name, text) = load::calendar(file, settings)?;
    let done = match ground {
        Where::Workspace(workspace) if args.dry_run => {
            plan(&name, &text, &workspace.model, workspace.today)?
        }
        Where::Nowhere(_, clock) => plan(&name, &text, &Model::default(), clock.today())?,
        Where::Workspace(workspace) => {
            let first = plan(&name, &text, &workspace.model, workspace.today)?;
            if !first.step.is_empty() {
                workspace.copy_before("import");
            }
            let kept = RefCell::new(Holidays::default());
            workspace.commit(|workspace| {
                let now = plan(&name, &text, &workspace.model, workspace.today)?;
                let step = now.step.clone();
                *kept.borrow_mut() = now;
                Ok(step)
            })?;
            kept.into_inner()
        }
    };
    if args.json {
        return Ok(Some(report(&done, !args.dry_run)));
    }
    print(&done, args.dry_run, out)
        .map_err(|e| format!("The output could not be written: {e}."))?;
    Ok(None)
}

fn report(done: &Holidays, committed: bool) -> Value {
    let days: Vec<Value> = done
        .new_days()
        .iter()
        .map(|f| json!({ "start": f.start, "end": f.end, "label": f.label }))
        .collect();
    json!({
        "file": done.file, "profile": KIND, "new": days.len(), "unchanged": done.known, "left_out": done.left_out,
        "holidays": days, "committed": committed,
    })
}

fn print(done: &Holidays, dry_run: bool, out: &mut Out) -> std::io::Result<()> {
    out.line(&done.sentence())?;
    for day in done.new_days().iter().filter(|_| dry_run) {
        let end = if day.end > day.start {
            format!(" to {}", long(day.end))
        } else {
            String::new()
        };
        out.line(&format!("  {}{end}  {}", long(day.start), day.label))?;
    }
    match (dry_run, done.step.is_empty()) {
        (true, _) => out.line("Nothing was written: this was a dry run."),
        (false, true) => Ok(()),
        (false, false) => out.line("Imported. `touchbase undo` takes it back."),
    }
}
