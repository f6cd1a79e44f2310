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
    if !refused.is_some_and(Doubt::is_final) {
        columns(plan, out)?;
    }
    for cell in report.kept.iter().take(told) {
        out.line(&format!(
            "  kept as words: line {}, {}: \"{}\" ({})",
            cell.line, cell.column, cell.words, cell.reason
        ))?;
    }
    if report.kept.len() > told {
        out.line(&format!("  and {} more cells", report.kept.len() - told))?;
    }
    if !plan.never.is_empty() {
        let named: Vec<&str> = plan.never.iter().take(NAMED).map(String::as_str).collect();
        let more = match plan.never.len() - named.len() {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        out.line(&format!(
            "  not to be contacted: {}{more}",
            named.join(", ")
        ))?;
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

/// Where every column went, a line each.
fn columns(plan: &Plan, out: &mut Out) -> io::Result<()> {
    let all = &plan.report.columns;
    let width = |text: &str| text.chars().count();
    let widest = all
        .iter()
        .map(|c| width(&c.column))
        .max()
        .unwrap_or(0)
        .min(30);
    for column in all {
        let kept = match (column.goes, column.kept) {
            ("words", _) | (_, 0) => String::new(),
            (_, n) => format!(", {n} kept as words"),
        };
        let cells = match column.cells {
            0 => String::new(),
            1 => " · 1 cell".into(),
            n => format!(" · {n} cells"),
        };
        out.line(&format!(
            "  {:<widest$}  {}{cells}{kept}",
            column.column, column.label
        ))?;
    }
    Ok(())
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
