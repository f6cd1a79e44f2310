//! `batch`: one action a line of JSON on standard input, for scripts. Each action is one step,
//! written before it is acknowledged; a line that is wrong is named and the next one is read.

mod action;
mod person;
mod rows;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::json;

use super::Outcome;
use super::file_args::{FileArgs, told};
use super::out::Out;
use crate::workspace::Workspace;
use action::Action;

/// The longest line that is read.
const LINE_BYTES: u64 = 4 << 20;

const EXAMPLES: &str = r##"Reads one JSON object a line and answers each with a line: {"ok":3} once line 3 is on disk (and
only then), or {"error":"what is wrong","line":3}; then it goes on. Leaves with 1 if any line was
wrong. Each action is one step: undo takes it back. "who" is a handle, a name, an e-mail address
or a number; dates are typed as anywhere (fri, +3, 5 dec).

An example of each action, a line each:

  {"action":"create","set":{"name":"Ana Lis","tags":"tea"},"accounts":[{"handle":"@ana.lis"}]}
  {"action":"create","table":"campaign","set":{"name":"Winter","goal":"90 orders"}}
  {"action":"create","table":"collaboration","who":"@ana.lis","campaign":"Winter","stage":2}
  {"action":"create","table":"deliverable","who":"@ana.lis","set":{"title":"Reel"}}
  {"action":"edit","who":"@ana.lis","set":{"niche":"slow mornings","country":"US"}}
  {"action":"edit","table":"payment","id":88,"set":{"due":"30 nov"}}
  {"action":"edit","table":"collaboration","id":7,"set":{"outcome":"not a fit"},"money":"kill 100"}
  {"action":"tag","who":["@ana.lis","@mia"],"add":["q1"],"remove":["test"]}
  {"action":"stage","who":"@ana.lis","stage":3}
  {"action":"touch","who":"@ana.lis","direction":"in","channel":"dm","words":"yes!","at":"yest"}
  {"action":"follow-up","who":"@ana.lis","day":"fri","what":"ask for the address"}
  {"action":"follow-up","day":"fri","what":"buy ribbon"}
  {"action":"pay","who":"@ana.lis","amount":"$350","due":"30 nov"}
  {"action":"pay","id":88,"paid":"today"}
  {"action":"pay","who":"@ana.lis","amount":"$100","paid":"today"}
  {"action":"join","who":"@ana.lis","with":"@analis_tt","take":["rate"]}
  {"action":"apart","who":"@ana.lis","with":"@ana.list"}
  {"action":"give","account":14,"to":"@ana.lis"}
  {"action":"bulk","filter":"#tea stage:2","add":["q1"],"set":{"language":"EN"}}
  {"action":"import","file":"creators.csv","map":["Col 3=handle"],"date_order":"d/m"}
  {"action":"import","file":"more.csv","answers":["identity=o","currency=EUR"]}
  {"action":"add","line":"@ana.lis reel \"pour\" live 9 dec /winter"}
  {"action":"answer","key":"R3:payment:88","choice":"x","text":"by bank"}
  {"action":"snooze","key":"R3:payment:88","until":"w"}
  {"action":"delete","who":"@ana.lis"}
  {"action":"delete","table":"touch","id":12}
  {"action":"undo"}
  {"action":"redo"}

The keys of "set" are the fields of the forms; a wrong one is answered with those there are. An
empty text empties a field."##;

/// Does one action for each line of JSON on standard input
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The actions: a file, or - for standard input
    #[arg(default_value = "-")]
    file: PathBuf,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let mut input: Box<dyn BufRead> = if args.file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        let opened = File::open(&args.file);
        Box::new(BufReader::new(opened.map_err(|err| {
            format!("{} cannot be read: {err}.", args.file.display())
        })?))
    };
    let mut workspace = file_args.write()?;
    let mut failed = false;
    for number in 1u64.. {
        let line = match next_line(&mut input) {
            Ok(None) => break,
            Ok(Some(line)) => line,
            Err(err) => return Err(format!("The input cannot be read: {err}.").into()),
        };
        if line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty()) {
            continue;
        }
        let done = line.and_then(|line| act(&mut workspace, &line));
        told(&mut workspace);
        failed |= done.is_err();
        out.json_line(&match done {
            Ok(()) => json!({ "ok": number }),
            Err(why) => json!({ "error": why, "line": number }),
        })?;
        out.flush()?;
    }
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The bytes of a line, or why they are not read: an endless one must not fill the memory.
fn next_line(input: &mut impl BufRead) -> io::Result<Option<Result<Vec<u8>, String>>> {
    let mut line = Vec::new();
    if input.take(LINE_BYTES).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let whole = line.ends_with(b"\n") || u64::try_from(line.len()).is_ok_and(|n| n < LINE_BYTES);
    if whole {
        return Ok(Some(Ok(line)));
    }
    loop {
        let part = input.fill_buf()?;
        let (used, end) = match memchr::memchr(b'\n', part) {
            Some(at) => (at + 1, true),
            None => (part.len(), part.is_empty()),
        };
        input.consume(used);
        if end {
            return Ok(Some(Err("The line is longer than 4 MB.".into())));
        }
    }
}

/// Does what a line says. When it returns without an error, that is on disk.
fn act(workspace: &mut Workspace, line: &[u8]) -> Result<(), String> {
    let action: Action = serde_json::from_slice(line).map_err(|err| unread(&err))?;
    workspace.tick()?;
    action.perform(workspace)
}

/// Why a line is no action.
fn unread(err: &serde_json::Error) -> String {
    if !err.is_data() {
        return format!(
            "The line is not JSON (column {}). See `touchbase batch --help`.",
            err.column()
        );
    }
    let text = err.to_string();
    let what = text
        .rsplit_once(" at line ")
        .map_or(&*text, |(what, _)| what);
    format!("The line is no action: {what}. See `touchbase batch --help`.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_too_long_costs_only_itself() {
        let mut text = vec![b'x'; usize::try_from(LINE_BYTES).unwrap() + 10];
        text.extend(b"\nshort\nlast");
        let mut input = text.as_slice();
        let mut read = || next_line(&mut input).unwrap();
        assert!(read().unwrap().is_err());
        assert_eq!(read().unwrap().unwrap(), b"short\n");
        assert_eq!(read().unwrap().unwrap(), b"last");
        assert!(read().is_none());
    }

    #[test]
    fn the_examples_of_the_help_are_actions() {
        let lines: Vec<&str> = EXAMPLES
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with("{\"action"))
            .collect();
        assert!(lines.len() > 20, "{lines:?}");
        for line in lines {
            assert!(
                serde_json::from_str::<Action>(line).is_ok(),
                "{line}: {:?}",
                serde_json::from_str::<Action>(line)
            );
        }
    }
}
