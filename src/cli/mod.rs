//! The command line: what is asked for is read here, once, and done in one file per verb. Every
//! write is the same step as on the screen, so that it can be undone and an open window shows it at
//! once. What fails is a sentence on stderr; what is printed from data is cleaned on its way out
//! (`out`).

mod add;
mod answer;
mod away;
mod batch;
mod brief;
mod caption;
mod check;
mod copies;
mod debrief;
mod export;
mod file_args;
mod find;
mod help;
mod history;
mod import;
mod join;
mod keys;
mod mail;
mod money;
mod out;
mod plain;
mod report;
mod results;
mod screen;
mod settings;
mod show;
mod statement;
mod table;
mod today;
mod typed;
mod who;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use file_args::FileArgs;
use out::{Failure, Out};

/// What a verb gives back: the code to leave with, or why it did not do what it was asked for.
type Outcome = Result<ExitCode, Failure>;

/// Touch base with the right creator, today.
#[derive(Debug, Parser)]
#[command(name = "touchbase", version, about, after_help = help::WHOLE, max_term_width = 100)]
struct Args {
    #[command(flatten)]
    file_args: FileArgs,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Today(today::Args),
    Week(today::Week),
    Money(money::Args),
    Answer(answer::Args),
    Snooze(answer::SnoozeArgs),
    Add(add::Args),
    Log(add::Log),
    Away(away::Args),
    Import(import::Args),
    Join(join::Args),
    #[command(hide = true)]
    ReadWorkbook(import::ReadWorkbook),
    Export(export::Args),
    Find(find::Args),
    Show(show::Args),
    Brief(brief::Args),
    Debrief(debrief::Args),
    Statement(statement::Args),
    Report(report::Args),
    Results(results::Args),
    Undo(history::Undo),
    Redo(history::Redo),
    History(history::Args),
    Backup(copies::Backup),
    Restore(copies::Restore),
    Check(check::Args),
    Dump(check::Dump),
    Config(settings::Args),
    Keys(keys::Args),
    Batch(batch::Args),
    Completions(help::Completions),
    Man(help::Man),
}

/// What to start.
#[derive(Debug)]
pub enum Start {
    /// It is done; leave with this.
    Done(ExitCode),
    /// No verb was given: the screen is wanted.
    Screen(Box<Screen>),
}

/// What the screen is started with.
#[derive(Debug)]
pub struct Screen {
    file_args: FileArgs,
}

/// The program from its arguments to its end.
pub fn main() -> ExitCode {
    end_on_panic();
    match run(std::env::args_os()) {
        Start::Done(code) => code,
        Start::Screen(wanted) => screen::start(*wanted, show),
    }
}

/// A panic ends the process with 101 and without a core dump, which would hold people's data: the
/// release program does not unwind. The screen puts a hook of its own in place.
fn end_on_panic() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        usual(info);
        std::process::exit(101)
    }));
}

/// Runs the screen.
fn show(screen: Screen) -> ExitCode {
    let run = || -> Result<String, Failure> {
        let paths = screen.file_args.paths()?;
        let wants = crate::runtime::wants(screen.file_args.theme.as_deref());
        let machine = crate::runtime::Machine::open(paths, screen.file_args.demo, wants)?;
        Ok(crate::runtime::run(machine)?)
    };
    out::finish(|out| {
        let farewell = run()?;
        if !farewell.is_empty() {
            out.line(&farewell)?;
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Does what the arguments ask for, unless that is the screen.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Start {
    let args = match Args::try_parse_from(find::spelled(args)) {
        Ok(args) => args,
        Err(err) => return Start::Done(out::usage(&err)),
    };
    // The reader of workbooks may well fail over what it reads; that is nothing to report.
    let reports = !matches!(args.verb, Some(Verb::ReadWorkbook(_)));
    if let (true, Ok(paths)) = (reports, args.file_args.plain_paths()) {
        crate::term::prepare(&paths.state);
    }
    match args.verb {
        Some(verb) => Start::Done(out::finish(|out| perform(verb, &args.file_args, out))),
        None => Start::Screen(Box::new(Screen {
            file_args: args.file_args,
        })),
    }
}

fn perform(verb: Verb, file_args: &FileArgs, out: &mut Out) -> Outcome {
    match verb {
        Verb::Today(args) => today::run(file_args, &args, out),
        Verb::Week(args) => today::week(file_args, &args, out),
        Verb::Money(args) => money::run(file_args, &args, out),
        Verb::Answer(args) => answer::run(file_args, &args, out),
        Verb::Snooze(args) => answer::snooze(file_args, &args, out),
        Verb::Add(args) => add::run(file_args, &args, out),
        Verb::Log(args) => add::log(file_args, &args, out),
        Verb::Away(args) => away::run(file_args, &args, out),
        Verb::Import(args) => import::run(file_args, &args, out),
        Verb::Join(args) => join::run(file_args, &args, out),
        Verb::ReadWorkbook(args) => import::read_workbook(&args, out),
        Verb::Export(args) => export::run(file_args, &args, out),
        Verb::Find(args) => find::run(file_args, &args, out),
        Verb::Show(args) => show::run(file_args, &args, out),
        Verb::Brief(args) => brief::run(file_args, &args, out),
        Verb::Debrief(args) => debrief::run(file_args, &args, out),
        Verb::Statement(args) => statement::run(file_args, &args, out),
        Verb::Report(args) => report::run(file_args, &args, out),
        Verb::Results(args) => results::run(file_args, &args, out),
        Verb::Undo(_) => history::undo(file_args, out),
        Verb::Redo(_) => history::redo(file_args, out),
        Verb::History(args) => history::run(file_args, &args, out),
        Verb::Backup(args) => copies::backup(file_args, &args, out),
        Verb::Restore(args) => copies::restore(file_args, &args, out),
        Verb::Check(args) => check::run(file_args, &args, out),
        Verb::Dump(_) => check::dump(file_args, out),
        Verb::Config(args) => settings::run(file_args, &args, out),
        Verb::Keys(args) => keys::run(file_args, &args, out),
        Verb::Batch(args) => batch::run(file_args, &args, out),
        Verb::Completions(args) => help::completions(Args::command(), &args, out),
        Verb::Man(args) => help::man(Args::command(), &args, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_well_formed() {
        Args::command().debug_assert();
    }
}
