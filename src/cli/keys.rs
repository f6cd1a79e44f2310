//! `keys`: the table of keys, as it is with the user's own on top.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::Outcome;
use super::file_args::FileArgs;
use super::out::{Out, say};
use super::table;
use crate::app::command::{Keymap, all, markdown};
use crate::paths::shown;

/// Lists the keys of the screen and the names to rebind them by
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// As tables of Markdown
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let paths = file_args.plain_paths()?;
    let own = std::fs::read_to_string(&paths.keys).unwrap_or_default();
    let (keymap, complaints) = Keymap::with(&own);
    for complaint in complaints {
        say(&format!(
            "{}, line {}: {}.",
            shown(&paths.keys),
            complaint.line,
            complaint.sentence
        ));
    }
    if args.markdown {
        out.text(&markdown(&keymap))?;
    } else if args.json {
        let commands: Vec<Value> = all()
            .map(|c| {
                let keys = keymap.shown(c.id);
                json!({ "command": c.id, "keys": keys, "where": c.scope.title(), "help": c.help })
            })
            .collect();
        out.json(&commands)?;
    } else {
        let rows: Vec<Vec<String>> = all()
            .map(|c| {
                vec![
                    c.id.to_owned(),
                    keymap.shown(c.id).join("  "),
                    c.help.to_owned(),
                ]
            })
            .collect();
        for line in table::lines(&rows) {
            out.line(&line)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
