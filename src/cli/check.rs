//! `check` and `dump`: whether the file is whole, and everything that is in it.

use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::Outcome;
use super::caption;
use super::file_args::FileArgs;
use super::out::{Failure, Out};
use crate::paths::shown;

/// Looks for damage in the file, repairs nothing; `check caption` checks an ad label
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    /// As JSON
    #[arg(long)]
    json: bool,
    #[command(subcommand)]
    other: Option<Other>,
}

#[derive(Debug, clap::Subcommand)]
enum Other {
    Caption(caption::Args),
}

/// Prints everything in the file but its history, in one order, a row a line
#[derive(Debug, clap::Args)]
pub(super) struct Dump {
    /// As JSON, which is the only form there is
    #[arg(long)]
    _json: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    if let Some(Other::Caption(args)) = &args.other {
        return caption::run(args, out);
    }
    let session = match file_args.session() {
        Ok(opened) => opened,
        Err(Failure::Said(why)) if args.json => {
            out.json(&json!({ "clean": false, "rows": {}, "steps": 0, "problems": [why] }))?;
            return Ok(ExitCode::FAILURE);
        }
        Err(other) => return Err(other),
    };
    let report = session.store().check()?;
    let db = &session.paths().db;
    if args.json {
        let rows: Map<String, Value> = report
            .rows
            .iter()
            .map(|(table, n)| ((*table).into(), json!(n)))
            .collect();
        out.json(&json!({
            "clean": report.is_clean(),
            "file": db,
            "rows": rows,
            "steps": report.steps,
            "problems": report.problems,
        }))?;
    } else if report.is_clean() {
        let rows: usize = report.rows.iter().map(|(_, n)| n).sum();
        let file = shown(db);
        let steps = if report.steps == 1 {
            "1 step".to_owned()
        } else {
            format!("{} steps", report.steps)
        };
        out.line(&format!(
            "{file} is whole: {rows} rows, {steps} of history."
        ))?;
    } else {
        for problem in &report.problems {
            out.line(problem)?;
        }
        out.line("Nothing was repaired. `touchbase restore list` shows the copies.")?;
    }
    Ok(if report.is_clean() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

pub(super) fn dump(file_args: &FileArgs, out: &mut Out) -> Outcome {
    let Value::Object(tables) = file_args.session()?.store().dump()? else {
        return Err("There is nothing to print.".into());
    };
    out.raw(b"{")?;
    for (at, (table, rows)) in tables.iter().enumerate() {
        out.raw(if at == 0 { b"\n" } else { b",\n" })?;
        out.raw(format!("\"{table}\": [").as_bytes())?;
        for (at, row) in rows.as_array().into_iter().flatten().enumerate() {
            out.raw(if at == 0 { b"\n" } else { b",\n" })?;
            out.json_part(row)?;
        }
        out.raw(b"]")?;
    }
    out.raw(b"\n}\n")?;
    Ok(ExitCode::SUCCESS)
}
