//! `config`: every setting in force, where it comes from, and what in the user's file could not be used.

use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::Outcome;
use super::out::{Failure, Out};
use super::place::Place;
use crate::domain::settings::{DEFAULTS, Settings};
use crate::paths::shown;

const EXAMPLES: &str = "  touchbase config
  touchbase config --defaults > \"$(touchbase config --path)\"    every setting with its comment, to change";

/// Prints every setting in force and where it comes from
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Only the path of the settings file
    #[arg(long, conflicts_with_all = ["defaults", "json"])]
    path: bool,
    /// The defaults as a file, with comments
    #[arg(long, conflicts_with = "json")]
    defaults: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// One setting in force.
struct Setting {
    key: String,
    value: toml::Value,
    own: bool,
}

pub(super) fn run(place: &Place, args: &Args, out: &mut Out) -> Outcome {
    let paths = place.plain_paths()?;
    if args.path {
        out.line(&paths.config.display().to_string())?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.defaults {
        out.text(DEFAULTS)?;
        return Ok(ExitCode::SUCCESS);
    }
    let text = match std::fs::read_to_string(&paths.config) {
        Ok(text) => text,
        Err(err) if err.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(err) => return Err(Failure::Said(format!("{} cannot be read: {err}.", shown(&paths.config)))),
    };
    let (_, complaints) = Settings::from_toml(&text);
    let values = in_force(&text);
    let places = [
        ("settings", &paths.config),
        ("keys", &paths.keys),
        ("database", &paths.db),
        ("copies", &paths.copies),
        ("state", &paths.state),
    ];
    if args.json {
        let places: Map<String, Value> = places.iter().map(|(name, path)| ((*name).into(), json!(path))).collect();
        let origin = |own: bool| if own { "file" } else { "default" };
        let values: Vec<Value> =
            values.iter().map(|v| json!({ "key": v.key, "value": v.value, "origin": origin(v.own) })).collect();
        let complaints: Vec<Value> =
            complaints.iter().map(|c| json!({ "line": c.line, "sentence": c.sentence })).collect();
        out.json(&json!({ "paths": places, "values": values, "complaints": complaints }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for (name, path) in places {
        let there = if path.exists() { "" } else { "  (not there)" };
        out.line(&format!("# {name:<9} {}{there}", shown(path)))?;
    }
    for complaint in &complaints {
        out.line(&format!("# line {}: {}", complaint.line, complaint.sentence))?;
    }
    for value in values {
        let mark = if value.own { "  # your file" } else { "" };
        out.line(&format!("{} = {}{mark}", value.key, literal(&value.value)))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Every setting with its value: the user's where the file gives one that can be used, else the default.
fn in_force(text: &str) -> Vec<Setting> {
    let defaults: toml::Table = toml::from_str(DEFAULTS).unwrap_or_default();
    let own: toml::Table = toml::from_str(text).unwrap_or_default();
    let mut all = Vec::new();
    collect(&mut Vec::new(), &defaults, &own, &mut all);
    all
}

fn collect(path: &mut Vec<String>, defaults: &toml::Table, own: &toml::Table, all: &mut Vec<Setting>) {
    for (key, default) in defaults {
        path.push(key.clone());
        let theirs = own.get(key);
        if let toml::Value::Table(inner) = default {
            let none = toml::Table::new();
            collect(path, inner, theirs.and_then(toml::Value::as_table).unwrap_or(&none), all);
        } else {
            let theirs = theirs.filter(|value| is_usable(path, value));
            let value = theirs.unwrap_or(default).clone();
            all.push(Setting { key: path.join("."), value, own: theirs.is_some() });
        }
        path.pop();
    }
}

/// Whether a file with only this setting is taken without complaint.
fn is_usable(path: &[String], value: &toml::Value) -> bool {
    let text = format!("{} = {}", path.join("."), literal(value));
    Settings::from_toml(&text).1.is_empty()
}

/// A value as it stands in a file.
fn literal(value: &toml::Value) -> String {
    match value {
        // A text in JSON is a text in TOML.
        toml::Value::String(text) => json!(text).to_string(),
        toml::Value::Integer(n) => n.to_string(),
        toml::Value::Float(n) => n.to_string(),
        toml::Value::Boolean(on) => on.to_string(),
        toml::Value::Datetime(at) => at.to_string(),
        toml::Value::Array(all) => format!("[{}]", all.iter().map(literal).collect::<Vec<_>>().join(", ")),
        toml::Value::Table(_) => "{}".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_of_each_setting_is_known() {
        let all = in_force("[general]\ncurrency = \"EUR\"\nrollover_hour = 77\n[rule.R3]\ngrace_bd = 4\n");
        let find = |key: &str| all.iter().find(|v| v.key == key).map(|v| (literal(&v.value), v.own));
        assert_eq!(find("general.currency"), Some(("\"EUR\"".into(), true)));
        assert_eq!(find("general.rollover_hour"), Some(("4".into(), false)));
        assert_eq!(find("rule.R3.grace_bd"), Some(("4".into(), true)));
        assert_eq!(find("rule.R3.enters_bd"), Some(("5".into(), false)));
        assert!(all.len() > 100, "{}", all.len());
    }
}
