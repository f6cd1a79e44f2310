//! Whole files through the whole way: every sample against what its manifest expects, and made-up sheets twice.

use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;

use super::limits::{Limits, Refused};
use super::mapping::{self, Mapping};
use super::plan::{Ground, Options, Plan, plan};
use super::report::Record;
use super::sheet::{self, How, Sheet};
use super::{KnownNotes, profiles};
use crate::domain::day::{Clock, Day, stamp_in};
use crate::domain::model::Model;
use crate::domain::money::Currency;
use crate::domain::rows::*;

fn clock() -> Clock {
    let now = Day::from_ymd_opt(2026, 11, 20).unwrap().and_hms_opt(9, 0, 0).unwrap();
    Clock { now: stamp_in(chrono_tz::Tz::Europe__Berlin, now), zone: chrono_tz::Tz::Europe__Berlin, rollover: 4 }
}

fn options() -> Options {
    Options { file: "sheet.csv".into(), currency: Currency::parse("EUR"), records: true, ..Options::default() }
}

fn read(bytes: &[u8]) -> Result<Sheet, Refused> {
    sheet::read(bytes, &How::default(), &Limits::default())
}

fn propose(sheet: &Sheet, model: &Model) -> Mapping {
    mapping::propose(sheet, profiles::guess(&sheet.headers), model)
}

fn planned(sheet: &Sheet, model: &Model, notes: &KnownNotes, options: &Options) -> Plan {
    let plan = plan(sheet, &propose(sheet, model), options, Ground { model, clock: clock(), notes });
    let report = &plan.report;
    assert_eq!(report.rows, sheet.records(), "every record is taken or rejected");
    assert_eq!(report.imported + report.rejected.len(), report.rows);
    plan
}

/// Plans a text on an empty model and with its step applied once more, which must plan nothing.
#[track_caller]
fn import(text: &str) -> (Plan, Model) {
    let sheet = read(text.as_bytes()).unwrap();
    let mut model = Model::default();
    let mut notes = KnownNotes::default();
    let plan = planned(&sheet, &model, &notes, &options());
    commit(&plan, &mut model, &mut notes);
    let again = planned(&sheet, &model, &notes, &options());
    assert!(again.step.is_empty(), "again: {:?}\n{:?}", again.step.edits, again.report);
    assert_eq!((again.report.new, again.report.updated), (0, 0));
    (plan, model)
}

fn commit(plan: &Plan, model: &mut Model, notes: &mut KnownNotes) {
    for touch in plan.step.edits.touches.iter().filter_map(|e| e.after.as_ref()) {
        if touch.direction == Direction::Note {
            notes.add(touch.creator, &touch.words);
        }
    }
    model.apply(&plan.step.edits);
}

fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples/hostile")
}

/// Everything that is wrong with how one sample was read.
fn faults(case: &Value) -> Vec<String> {
    let file = case["file"].as_str().unwrap();
    let expect = &case["expect"];
    let bytes = std::fs::read(samples().join(file)).unwrap();
    let mut faults = Vec::new();
    let mut say = |fault: String| faults.push(format!("{file}: {fault}"));
    let verdicts: Vec<&str> = match &expect["verdict"] {
        Value::String(one) => vec![one],
        many => many.as_array().unwrap().iter().filter_map(Value::as_str).collect(),
    };
    let sheet = match read(&bytes) {
        Ok(sheet) => sheet,
        Err(why) if verdicts.contains(&"reject") => {
            println!("{file}: refused, {why}");
            return faults;
        }
        Err(why) => return vec![format!("{file}: refused: {why}")],
    };
    let mut model = Model::default();
    let mut notes = KnownNotes::default();
    let plan = planned(&sheet, &model, &notes, &options());
    println!("{file}: {}", serde_json::to_string(&plan.report).unwrap());
    let asked = plan.questions.iter().any(|q| q.chosen.is_none() || q.topic == super::report::Topic::Clash);
    let verdict = if plan.report.rejected.is_empty() { "import" } else { "partial" };
    if !verdicts.contains(&verdict) && !(asked && verdicts.contains(&"ask")) {
        say(format!("verdict {verdict} is not in {verdicts:?}"));
    }
    if let Some(rows) = expect["data_rows"].as_u64()
        && plan.report.rows as u64 != rows
    {
        say(format!("{} rows, not {rows}", plan.report.rows));
    }
    let (low, high) = match &expect["accept"] {
        Value::Number(n) => (n.as_u64().unwrap(), n.as_u64().unwrap()),
        Value::Array(range) => (range[0].as_u64().unwrap(), range[1].as_u64().unwrap()),
        _ => (0, u64::MAX),
    };
    if !(low..=high).contains(&(plan.report.imported as u64)) {
        say(format!("{} accepted, not {low} to {high}", plan.report.imported));
    }
    let rejected: Vec<u64> = plan.report.rejected.iter().map(|r| u64::from(r.line)).collect();
    for line in expect["reject_lines"].as_array().unwrap().iter().filter_map(Value::as_u64) {
        if !rejected.contains(&line) {
            say(format!("line {line} is not rejected"));
        }
    }
    for value in expect["values"].as_array().unwrap() {
        let line = value["line"].as_u64().unwrap();
        let found = match plan.records.iter().find(|r| u64::from(r.line) == line) {
            Some(record) => cell(record, value["column"].as_str().unwrap()),
            None if rejected.contains(&line) => Value::from("REJECTED"),
            None => Value::from("LOST"),
        };
        let asked = found == "REJECTED" && value["one_of"].as_array().unwrap().contains(&Value::from("ASK"));
        let number = |v: &Value| found.as_f64().is_some() && v.as_f64() == found.as_f64();
        if !asked && !value["one_of"].as_array().unwrap().iter().any(|v| *v == found || number(v)) {
            say(format!("{value}: found {found}"));
        }
    }
    commit(&plan, &mut model, &mut notes);
    let again = planned(&sheet, &model, &notes, &options());
    if !again.step.is_empty() || again.report.new + again.report.updated > 0 {
        say(format!("importing again changes {:?}", again.step.edits));
    }
    faults
}

fn cell(record: &Record, column: &str) -> Value {
    let json = serde_json::to_value(record).unwrap();
    match &json[column] {
        Value::String(text) if text.is_empty() => Value::Null,
        found => found.clone(),
    }
}

#[test]
fn hostile_files_are_read_as_their_manifest_says() {
    let manifest = std::fs::read_to_string(samples().join("MANIFEST.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&manifest).unwrap();
    let faults: Vec<String> = cases.iter().flat_map(faults).collect();
    assert_eq!(cases.len(), 27, "all samples are there");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
