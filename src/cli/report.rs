//! `report`: the results of a campaign, as text, as JSON, or as one HTML page for somebody else. A
//! file is written whole or not at all, and never over another one unless that is asked for.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::{Map, Value as Json, json};

use super::Outcome;
use super::file_args::FileArgs;
use super::out::{Failure, Out};
use super::table;
use crate::domain::ids::Id;
use crate::domain::metrics::{Inputs, Measure, Report, in_use, lens, measure};
use crate::domain::model::Model;
use crate::domain::query::fold;
use crate::domain::rows::{Campaign, Wave};
use crate::exchange::campaign_html;
use crate::workspace::Workspace;

const EXAMPLES: &str = "  touchbase report winter
  touchbase report winter --wave 'wave 1'
  touchbase report winter --html winter.html
  touchbase report winter --json | jq .total.cpa";

/// Prints what a campaign brought, or writes it as an HTML page
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The campaign, by its name or the beginning of it
    #[arg(required = true)]
    campaign: Vec<String>,
    /// One wave alone
    #[arg(long, value_name = "NAME")]
    wave: Option<String>,
    /// Write a page to this file
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    html: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "html")]
    overwrite: bool,
    /// As JSON, with every metric
    #[arg(long)]
    json: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let workspace = file_args.read()?;
    let campaign = campaign(&workspace.model, &args.campaign.join(" "))?;
    let wave = args
        .wave
        .as_deref()
        .map(|name| wave(&workspace.model, campaign, name))
        .transpose()?;
    let mut report = Report::build(&workspace.ctx(), campaign, wave)
        .ok_or("This campaign is not there any more.")?;
    report.sort(lens::by_key(report.lens).map_or("cpa", |l| l.sort));
    match &args.html {
        Some(file) => {
            let page = campaign_html::page(&workspace.ctx(), &report);
            write_whole(file, page.as_bytes(), args.overwrite)?;
            out.line(&format!("Wrote {}.", file.display()))?;
        }
        None if args.json => out.json(&all(&workspace, &report))?,
        None => page(&workspace, &report, out)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The campaign that words mean; nothing is guessed.
pub(super) fn campaign(model: &Model, words: &str) -> Result<Id<Campaign>, String> {
    let wanted = fold(words.trim().trim_start_matches('/'));
    let fits: [fn(&str, &str) -> bool; 3] = [
        |name, w| name == w,
        |name, w| name.starts_with(w),
        |name, w| name.contains(w),
    ];
    for fit in fits {
        let found: Vec<&Campaign> = model
            .campaigns
            .iter()
            .filter(|c| fit(&fold(&c.name), &wanted))
            .collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one.id),
            several => {
                let names: Vec<&str> = several.iter().map(|c| &*c.name).collect();
                return Err(format!(
                    "Which one is meant by \"{words}\": {}?",
                    names.join(", ")
                ));
            }
        }
    }
    let names: Vec<&str> = model.campaigns.iter().map(|c| &*c.name).take(12).collect();
    Err(match names.is_empty() {
        true => {
            "There is no campaign yet. `touchbase add '/winter goal 90 orders cpa<30'` begins one."
                .into()
        }
        false => format!(
            "No campaign is called \"{words}\". There are: {}.",
            names.join(", ")
        ),
    })
}

fn wave(model: &Model, campaign: Id<Campaign>, name: &str) -> Result<Id<Wave>, String> {
    let waves: Vec<&Wave> = model.of_campaign::<Wave>(campaign).collect();
    let wanted = fold(name);
    let found = waves
        .iter()
        .find(|w| fold(&w.name) == wanted || fold(&w.name).ends_with(&format!(" {wanted}")));
    let names: Vec<&str> = waves.iter().map(|w| &*w.name).collect();
    found.map(|w| w.id).ok_or_else(|| match names.is_empty() {
        true => "This campaign has no waves.".into(),
        false => format!(
            "No wave is called \"{name}\". There are: {}.",
            names.join(", ")
        ),
    })
}

/// Writes a file beside its place and puts it there when it is whole. Without `overwrite` nothing
/// that is there is lost, also when it came there a moment ago.
pub(super) fn write_whole(file: &Path, bytes: &[u8], overwrite: bool) -> Result<(), Failure> {
    let failed = |err: std::io::Error| {
        Failure::Said(format!("{} cannot be written: {err}.", file.display()))
    };
    let there = || {
        let name = file.display();
        Failure::Said(format!(
            "{name} is there already and was left as it is. --overwrite replaces it."
        ))
    };
    if !overwrite && file.symlink_metadata().is_ok() {
        return Err(there());
    }
    let name = file
        .file_name()
        .ok_or_else(|| format!("{} is no name of a file.", file.display()))?;
    let mut beside = name.to_os_string();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = file.with_file_name(beside);
    let put = || -> std::io::Result<()> {
        let mut new = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)?;
        new.write_all(bytes)?;
        new.sync_all()?;
        // A link is refused where a file stands; a rename would replace it.
        match if overwrite {
            fs::rename(&beside, file)
        } else {
            fs::hard_link(&beside, file)
        } {
            // Some file systems know no links; there a look before has to do.
            Err(err)
                if err.kind() != ErrorKind::AlreadyExists
                    && !overwrite
                    && file.symlink_metadata().is_err() =>
            {
                fs::rename(&beside, file)
            }
            done => done,
        }
    };
    let done = put();
    let _ = fs::remove_file(&beside);
    match done {
        Err(err) if err.kind() == ErrorKind::AlreadyExists && !overwrite => Err(there()),
        other => other.map_err(failed),
    }
}

/// Every metric of a scope by its key; null is not known.
fn metrics(workspace: &Workspace, inputs: &Inputs) -> Map<String, Json> {
    let table = in_use(&workspace.settings).map(Measure::Table);
    let all = table.chain(Measure::own(inputs));
    all.map(|m| (m.key(), json!(m.compute(inputs)))).collect()
}

fn all(workspace: &Workspace, report: &Report) -> Json {
    let row = workspace.model.get(report.campaign);
    let line = |l: &crate::domain::metrics::report::Line| {
        json!({
            "creator": l.creator,
            "called": workspace.model.called(l.creator),
            "collaboration": l.deal,
            "formats": l.formats,
            "live": l.is_out(),
            "metrics": metrics(workspace, &l.inputs),
        })
    };
    let goal = |g: &crate::domain::metrics::goal::Goal| json!({ "metric": g.key, "label": g.label, "agreed": g.agreed, "now": g.now, "reached_percent": g.reached, "kept": g.kept, "words": g.words, "note": g.note });
    json!({
        "schema": 1,
        "campaign": row.map(|c| &c.name),
        "goal": row.map(|c| &c.goal),
        "agreed": report.agreed.words(workspace.today, report.posted),
        "agreed_in_time": report.agreed.is_fine(),
        "targets": report.goals.iter().map(goal).collect::<Vec<_>>(),
        "creators": report.lines.iter().map(line).collect::<Vec<_>>(),
        "to_come": report.to_come,
        "total": metrics(workspace, &report.total),
        "days": report.days.iter().map(|(day, n)| json!({ "day": day, "orders": n })).collect::<Vec<_>>(),
        "warning": report.small(),
    })
}

fn page(workspace: &Workspace, report: &Report, out: &mut Out) -> Result<(), Failure> {
    let Some(row) = workspace.model.get(report.campaign) else {
        return Ok(());
    };
    out.line(&row.name)?;
    if !row.goal.is_empty() {
        out.line(&format!("Goal: {}", row.goal))?;
    }
    out.line(&report.agreed.words(workspace.today, report.posted))?;
    out.line("")?;
    let goals: Vec<Vec<String>> = report
        .goals
        .iter()
        .map(|g| vec![g.label.clone(), g.agreed.clone(), g.now.shown(), g.said()])
        .collect();
    for line in table::lines(&goals) {
        out.line(&line)?;
    }
    out.line("")?;
    let shown = lens::by_key(report.lens).map_or_else(Vec::new, |l| l.metrics(&workspace.settings));
    let cells = |i: &Inputs| {
        shown
            .iter()
            .map(|m| (m.compute)(i).shown())
            .collect::<Vec<String>>()
    };
    let mut rows = vec![
        ["Creator", "Format"]
            .into_iter()
            .map(String::from)
            .chain(shown.iter().map(|m| m.short.into()))
            .collect(),
    ];
    for line in &report.lines {
        let head = [workspace.model.called(line.creator), line.formats.clone()];
        rows.push(
            head.into_iter()
                .chain(cells(&line.inputs))
                .collect::<Vec<_>>(),
        );
    }
    let out_now = report.lines.len() - report.to_come;
    let later = if report.to_come > 0 {
        format!("+{} to come", report.to_come)
    } else {
        String::new()
    };
    rows.push(
        [format!("{out_now} live"), later]
            .into_iter()
            .chain(cells(&report.total))
            .collect(),
    );
    for line in table::lines(&rows) {
        out.line(&line)?;
    }
    if let Some(counted) = measure::counted(&report.total) {
        out.line("")?;
        out.line(&format!("Counted besides: {counted}"))?;
    }
    if let Some(small) = report.small() {
        out.line("")?;
        out.line(&small)?;
    }
    Ok(())
}
