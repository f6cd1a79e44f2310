//! `log --mail`: mail that is there already becomes touches. Files, mailboxes, Maildirs or one
//! message from a pipe; nothing is sent and nothing is fetched.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::json;

use super::Outcome;
use super::file_args::{FileArgs, told};
use super::out::Out;
use crate::exchange::mail::{self, Planned};
use crate::load;

/// Takes the mail of these places in, as one step.
pub(super) fn run(
    file_args: &FileArgs,
    paths: &[PathBuf],
    (dry, json): (bool, bool),
    out: &mut Out,
) -> Outcome {
    let mut letters = Vec::new();
    for path in paths {
        letters.extend(load::mail::read(path, load::mail::LONGEST)?);
    }
    let report = RefCell::new(Planned::default());
    let mut workspace = if dry {
        file_args.read()?
    } else {
        file_args.write()?
    };
    let plan = |workspace: &crate::workspace::Workspace| {
        let failed = RefCell::new(None);
        let written = |creator| match workspace.words(creator) {
            Ok(words) => words,
            Err(why) => {
                failed.replace(Some(why));
                Vec::new()
            }
        };
        let mut planned = mail::plan(
            &workspace.ctx(),
            &letters,
            &workspace.settings.general.own,
            &written,
        );
        if let Some(why) = failed.take() {
            return Err(why);
        }
        let step = std::mem::take(&mut planned.step);
        report.replace(planned);
        Ok(step)
    };
    let first = plan(&workspace)?;
    if !dry {
        if !first.is_empty() {
            workspace.copy_before("import");
        }
        let done = workspace.commit(plan);
        told(&mut workspace);
        done?;
    }
    tell(&report.into_inner(), dry, json, out)
}

fn tell(report: &Planned, dry: bool, json: bool, out: &mut Out) -> Outcome {
    if json {
        out.json(&json!({
            "letters": report.letters,
            "received": report.received,
            "sent": report.sent,
            "known": report.known,
            "linked": report.linked,
            "unreadable": report.unreadable,
            "undated": report.undated,
            "strangers": report.strangers,
            "written": !dry && report.received + report.sent + report.linked > 0,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for line in report.lines() {
        out.line(&line)?;
    }
    if dry {
        out.line("Nothing was written.")?;
    }
    Ok(ExitCode::SUCCESS)
}
