//! `config`: every setting in force, where it comes from, and what in the user's file could not be
//! used.

use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::Outcome;
use super::file_args::FileArgs;
use super::out::{Failure, Out};
use crate::app::start::Origin;
use crate::domain::settings::{DEFAULTS, InForce, Settings};
use crate::paths::{Paths, shown};

/// Origin of what nobody set.
const DEFAULT: &str = "default";

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

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let (paths, theme) = (&file_args.plain_paths()?, file_args.theme.as_deref());
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
        Err(err) => {
            return Err(Failure::Said(format!(
                "{} cannot be read: {err}.",
                shown(&paths.config)
            )));
        }
    };
    let (_, complaints) = Settings::from_toml(&text);
    let values: Vec<(InForce, String)> = Settings::in_force(&text)
        .into_iter()
        .map(|s| origin(s, paths, theme))
        .collect();
    let places = [
        ("settings", &paths.config),
        ("keys", &paths.keys),
        ("database", &paths.db),
        ("copies", &paths.copies),
        ("state", &paths.state),
    ];
    if args.json {
        let places: Map<String, Value> = places
            .iter()
            .map(|(name, path)| ((*name).into(), json!(path)))
            .collect();
        let value = |(s, origin): &(InForce, String)| {
            let origin = if s.line.is_some() { "file" } else { origin };
            json!({ "key": s.key, "value": s.value, "origin": origin, "line": s.line })
        };
        let values: Vec<Value> = values.iter().map(value).collect();
        let complaints: Vec<Value> = complaints
            .iter()
            .map(|c| json!({ "line": c.line, "sentence": c.sentence }))
            .collect();
        out.json(&json!({ "paths": places, "values": values, "complaints": complaints }))?;
        return Ok(ExitCode::SUCCESS);
    }
    for (name, path) in places {
        let there = if path.exists() { "" } else { "  (not there)" };
        out.line(&format!("# {name:<9} {}{there}", shown(path)))?;
    }
    for complaint in &complaints {
        out.line(&format!(
            "# line {}: {}",
            complaint.line, complaint.sentence
        ))?;
    }
    for (setting, origin) in values {
        let mark = if origin == DEFAULT {
            String::new()
        } else {
            format!("  # {origin}")
        };
        out.line(&format!(
            "{} = {}{mark}",
            setting.key,
            literal(&setting.value)
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Where a setting comes from: the file and its line, or the default. For the theme more is asked
/// than the file.
fn origin(setting: InForce, paths: &Paths, theme: Option<&str>) -> (InForce, String) {
    let shown_as = |value: &str| InForce {
        value: value.into(),
        line: None,
        ..setting.clone()
    };
    if setting.key == "look.theme" {
        let wants = crate::runtime::wants(theme);
        let chosen = crate::runtime::theme_chosen(&paths.state);
        let (name, origin) = wants.theme(
            setting.value.as_str().unwrap_or_default(),
            chosen.as_deref(),
        );
        match origin {
            Origin::Flag => return (shown_as(name), "--theme".into()),
            Origin::NoColor => return (shown_as(name), "NO_COLOR".into()),
            Origin::Screen => return (shown_as(name), "chosen on the screen".into()),
            Origin::Settings | Origin::Default => {}
        }
    }
    let origin = setting.line.map_or_else(
        || DEFAULT.into(),
        |line| format!("line {line} of your file"),
    );
    (setting, origin)
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
        toml::Value::Array(all) => format!(
            "[{}]",
            all.iter().map(literal).collect::<Vec<_>>().join(", ")
        ),
        toml::Value::Table(_) => "{}".to_owned(),
    }
}
