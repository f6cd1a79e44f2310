//! What `--help` says beyond the list of verbs, and the files made from the same description:
//! completions for shells and the manual page.

use std::process::ExitCode;

use clap::Command;
use clap_complete::Shell;

use super::Outcome;
use super::out::{Failure, Out};

/// Behind `touchbase --help`.
pub(super) const WHOLE: &str = "\
Without a verb the screen opens; where the output is no terminal, `today` is printed.

A write from here is the same step as on the screen: an open window shows it at once, and `undo` takes it back.
Sentences about what went wrong go to stderr. Exit: 0 done, 1 refused or failed, 2 wrong usage.

For scripts
  --json                 on every verb that reads; fields are only ever added
  --db FILE              another file, with its copies beside it
  batch -                one JSON action a line on stdin, each acknowledged once it is on disk
  dump --json            everything in the file, in one order
  check --json           whether the file is whole
  TOUCHBASE_NOW          the time to take for now, in this machine's zone,
                         such as TOUCHBASE_NOW=2026-03-29T01:59:58

Examples
  touchbase --demo
  touchbase today --short
  touchbase add '@mia ask for address fri'
  touchbase log '@mia < yes, send it'
  touchbase import creators.csv --dry-run
  touchbase away 21 dec to 4 jan
  touchbase find stage:2 'touch>14d'
  touchbase answer R3:payment:88 x
  touchbase check caption caption.txt --market uk";

/// Prints the completions of a shell
///
/// bash: touchbase completions bash > ~/.local/share/bash-completion/completions/touchbase
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// Which shell
    shell: Shell,
}

/// Prints the manual page
///
/// touchbase man > ~/.local/share/man/man1/touchbase.1
#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// The page of a verb
    verb: Option<String>,
}

pub(super) fn completions(mut command: Command, args: &Completions, out: &mut Out) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "touchbase", &mut script);
    out.raw(&script)?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man(mut command: Command, args: &Man, out: &mut Out) -> Outcome {
    command.build();
    let page = match &args.verb {
        None => command,
        Some(verb) => {
            let found = command.find_subcommand(verb).cloned();
            found.ok_or_else(|| Failure::Misused(format!("There is no verb {verb}.")))?
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    out.raw(&text)?;
    Ok(ExitCode::SUCCESS)
}
