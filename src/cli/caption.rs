//! `check caption`: whether a caption says that it is an ad, by the rules of one market or of all.
//! It opens no database.

use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use serde_json::{Value, json};

use super::Outcome;
use super::out::{Failure, Out};
use crate::domain::disclosure::{self, Checked, Market, Verdict};
use crate::domain::rows::Platform;

const EXAMPLES: &str = "\
Leaves with 0 when every market asked for accepts the caption, else with 1. The rules are dated and name their source;
they are no legal advice.

  touchbase check caption caption.txt --market uk
  pbpaste | touchbase check caption - --market fr --platform instagram --format reel";

/// The longest caption that is read: more than any platform takes.
const LONGEST: u64 = 1 << 20;

/// Checks whether a caption says that it is an ad
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// File with the caption, or - for standard input
    file: std::path::PathBuf,
    /// Market whose rules hold; all of them without one
    #[arg(long, value_parser = markets())]
    market: Option<String>,
    /// Platform it stands on, for how much is seen before "more"
    #[arg(long, value_parser = platforms())]
    platform: Option<String>,
    /// Format, for what else to see to: reel, story, video, live
    #[arg(long, default_value = "")]
    format: String,
    /// As JSON
    #[arg(long)]
    json: bool,
}

fn markets() -> PossibleValuesParser {
    PossibleValuesParser::new(disclosure::markets().iter().map(|m| m.key.as_str()))
}

fn platforms() -> PossibleValuesParser {
    PossibleValuesParser::new(Platform::ALL.iter().map(|p| p.word()))
}

pub(super) fn run(args: &Args, out: &mut Out) -> Outcome {
    let caption = read(&args.file)?;
    let platform = args.platform.as_deref().and_then(Platform::from_word);
    let asked = |m: &&Market| args.market.as_ref().is_none_or(|key| *key == m.key);
    let results: Vec<(&Market, Checked)> = disclosure::markets()
        .iter()
        .filter(asked)
        .map(|market| (market, disclosure::check(market, &caption, platform)))
        .collect();
    if args.json {
        let rows: Vec<Value> = results
            .iter()
            .map(|(market, checked)| row(market, checked, &args.format))
            .collect();
        out.json(&rows)?;
    } else {
        for (market, checked) in &results {
            out.line(&format!(
                "{}: {}, by {}: {}",
                market.name, checked.verdict, checked.rule, checked.why
            ))?;
            for reminder in market.reminders(&args.format) {
                out.line(&format!("  {reminder}"))?;
            }
            out.line(&format!("  {}", market.cited()))?;
        }
    }
    let fine = results
        .iter()
        .all(|(_, checked)| checked.verdict == Verdict::Accepted);
    Ok(if fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn row(market: &Market, checked: &Checked, format: &str) -> Value {
    json!({
        "market": market.key,
        "verdict": checked.verdict,
        "rule": checked.rule,
        "found": checked.found,
        "why": checked.why,
        "remember": market.reminders(format),
        "rules": market.cited(),
    })
}

fn read(file: &std::path::Path) -> Result<String, Failure> {
    use std::io::Read as _;
    let named = if file.as_os_str() == "-" {
        "standard input".into()
    } else {
        file.display().to_string()
    };
    let failed = |e: std::io::Error| format!("{named} cannot be read: {e}.");
    let mut bytes = Vec::new();
    let read = match file.as_os_str() == "-" {
        true => std::io::stdin()
            .lock()
            .take(LONGEST)
            .read_to_end(&mut bytes),
        false => std::fs::File::open(file).and_then(|f| f.take(LONGEST).read_to_end(&mut bytes)),
    };
    read.map_err(failed)?;
    String::from_utf8(bytes).map_err(|_| format!("{named} is no text in UTF-8.").into())
}
