//! What came, or would come, of an import.

use std::io;

use serde_json::{Value, json};

use crate::cli::out::Out;
use crate::exchange::judge::Doubt;
use crate::exchange::plan::Plan;
use crate::exchange::report::{Rejected, Update};

/// How many changed creators, or rows of a refused file, are named.
const NAMED: usize = 20;

/// The report as JSON, with the records if asked for.
pub(super) fn to_json(plan: &Plan, records: bool) -> Value {
    let mut report = json!(plan.report);
    if let (Some(fields), true) = (report.as_object_mut(), records) {
        fields.insert("records".into(), json!(plan.records));
        fields.insert("updates".into(), json!(plan.updates));
    }
    report
}

/// The report in words.
/// A refused one names the first rows it cannot take; the dry run names all.
pub(super) fn print(
    plan: &Plan,
    dry_run: bool,
    refused: Option<Doubt>,
    out: &mut Out,
) -> io::Result<()> {
    let report = &plan.report;
    let rows = if report.rows == 1 {
        "1 row".to_owned()
    } else {
        format!("{} rows", report.rows)
    };
    let parted = match report.delimiter.as_str() {
        "" => String::new(),
        "," => ", comma".to_owned(),
        ";" => ", semicolon".to_owned(),
        "\t" => ", tab".to_owned(),
        other => format!(", {other}"),
    };
    out.line(&format!(
        "{} · {rows} · read as {} · {}{parted}",
        report.file, report.profile, report.encoding
    ))?;
    let (new, updated, same) = (report.new, report.updated, report.unchanged);
    out.line(&format!(
        "new {new} · updated {updated} · unchanged {same} · rejected {}",
        report.rejected.len()
    ))?;
    // Of a file without anybody all rows are refused for the same reason.
    let brief = refused.is_some_and(|doubt| doubt.is_final() || !dry_run);
    let told = if brief { NAMED } else { usize::MAX };
    for rejected in report.rejected.iter().take(told) {
        out.line(&format!("  {}", refusal(rejected)))?;
    }
    if report.rejected.len() > told {
        out.line(&format!("  and {} more", report.rejected.len() - told))?;
    }
    for update in plan.updates.iter().take(NAMED) {
        out.line(&format!("  {}", change(update)))?;
    }
    if plan.updates.len() > NAMED {
        out.line(&format!("  and {} more", plan.updates.len() - NAMED))?;
    }
    for warning in &report.warnings {
        out.line(&format!("  note: {warning}"))?;
    }
    out.line(match (dry_run, plan.step.is_empty()) {
        (true, _) => "Nothing was written: this was a dry run.",
        (false, _) if refused.is_some() || !report.committed => "Nothing was imported.",
        (false, true) => "Nothing new: the file was not changed.",
        (false, false) => "Imported. `touchbase undo` takes it back.",
    })
}

fn refusal(rejected: &Rejected) -> String {
    let column = rejected
        .column
        .as_ref()
        .map(|column| format!(", {column}"))
        .unwrap_or_default();
    format!("line {}{column}: {}", rejected.line, rejected.reason)
}

fn change(update: &Update) -> String {
    let fields: Vec<String> = update
        .changes
        .iter()
        .map(|c| {
            if c.from.is_empty() {
                format!("{} {}", c.field, c.to)
            } else {
                format!("{} {} ► {}", c.field, c.from, c.to)
            }
        })
        .collect();
    format!("{}: {}", update.who, fields.join(", "))
}
