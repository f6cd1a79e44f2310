//! `add` and `log`: the quick-add line from outside. What could be two things is refused with both,
//! never guessed.

use std::cell::RefCell;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;

use super::Outcome;
use super::file_args::FileArgs;
use super::out::Out;
use crate::domain::change::Step;
use crate::domain::quick_add::{self, ParsedLine};
use crate::domain::rows::Channel;
use crate::domain::schedule;
use crate::domain::words::full_stop;
use crate::workspace::Workspace;

const EXAMPLES: &str = "\
  touchbase add '@mia ask for address fri'            a next step
  touchbase add '@mia < yes, send it'                 what they wrote
  touchbase add '@mia $350 due 30 nov'                a payment
  touchbase add '@mia reel \"pour\" live 9 dec /winter'  a piece of a campaign
  touchbase add '@mia $100 paid 10 feb'               what was paid, put into what is open
  touchbase add '@mia refund $20 of #1001'            money given back for an order
  touchbase add '@mia call every 6 weeks'             what comes round again
  touchbase add '@mia #core -#test'                   tags
  touchbase add '+ Ana Lis @analis ig 9k tea'         a new creator
  touchbase add '/winter goal 90 orders cpa<30'       a campaign
  touchbase add 'buy ribbon fri'                      a to-do of your own

In quotes, because a shell takes $ < > # for itself.";

/// Adds anything by the one-line grammar
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The line
    #[arg(required = true)]
    line: Vec<String>,
}

const LOGS: &str = "\
  touchbase log '@mia < yes, send it'        they wrote: your move
  touchbase log '@mia > sent the brief'      you wrote: their move, with a nudge
  touchbase log '@mia: loves early mornings' a note
  touchbase log '@mia call 20 min'           also meeting, event, comment, gift, checkin 5/4
  touchbase log --channel dm '@mia < ok'
  touchbase log --mail ~/Mail/Creators       mails of a Maildir, a folder, an .mbox or .eml file
  touchbase log --mail -                     the message a mail program pipes in

In quotes, because a shell takes < and > for itself.";

/// What may be logged: what happened, not what is planned.
const HAPPENED: [&str; 9] = [
    "note", "reply", "message", "call", "meeting", "event", "comment", "check-in", "gift",
];

/// Logs what was said or done with a creator
#[derive(Debug, clap::Args)]
#[command(after_help = LOGS)]
pub(super) struct Log {
    /// How: mail, dm, call, meeting, gift, comment or event
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Channel::ALL.iter().map(|c| c.word())))]
    channel: Option<String>,
    /// Takes mail in instead: .eml, mbox, a Maildir, - for one message on standard input
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with_all = ["channel", "line"])]
    mail: Vec<std::path::PathBuf>,
    /// With --mail: only says what would be taken in
    #[arg(long, requires = "mail")]
    dry_run: bool,
    /// With --mail: as JSON
    #[arg(long, requires = "mail")]
    json: bool,
    /// The creator, and what happened
    #[arg(required_unless_present = "mail")]
    line: Vec<String>,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let line = args.line.join(" ");
    let notes = RefCell::new(Vec::new());
    file_args.step(out, |workspace| {
        let reading = quick_add::read(&line, &workspace.quick());
        let warnings = reading
            .questions
            .iter()
            .filter(|q| !q.blocks && q.about != "when")
            .map(|q| q.text.clone());
        *notes.borrow_mut() = reading.notes.iter().cloned().chain(warnings).collect();
        let mut step = complete(&reading)?;
        schedule::follow(&workspace.ctx(), &mut step);
        Ok(step)
    })?;
    // Consequences that might surprise, such as another date for a piece that is there.
    for note in notes.into_inner() {
        out.line(&format!("  {note}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn log(file_args: &FileArgs, args: &Log, out: &mut Out) -> Outcome {
    if !args.mail.is_empty() {
        return super::mail::run(file_args, &args.mail, (args.dry_run, args.json), out);
    }
    let channel = args.channel.as_deref().and_then(Channel::from_word);
    let line = args.line.join(" ");
    let line = if line.starts_with('@') {
        line
    } else {
        format!("@{line}")
    };
    file_args.step(out, |workspace| logged(workspace, &line, channel))?;
    Ok(ExitCode::SUCCESS)
}

/// The step of a quick-add line.
pub(super) fn added(workspace: &Workspace, line: &str) -> Result<Step, String> {
    let mut step = complete(&quick_add::read(line, &workspace.quick()))?;
    schedule::follow(&workspace.ctx(), &mut step);
    Ok(step)
}

fn logged(workspace: &Workspace, line: &str, channel: Option<Channel>) -> Result<Step, String> {
    let reading = quick_add::read(line, &workspace.quick());
    if let (Err(_), "next step", Some((who, words))) =
        (reading.complete(), reading.kind, line.split_once(' '))
    {
        return Err(format!(
            "Who said \"{words}\"? Say which it is: {who} < {words} (they wrote), {who} > {words} (you wrote), \
             {who}: {words} (a note)."
        ));
    }
    let mut step = complete(&reading)?;
    if !HAPPENED.contains(&reading.kind) {
        return Err(format!(
            "\"{line}\" reads as a {}, which is no contact. Say what happened: @mia < their words, @mia > yours, \
             @mia: a note; `touchbase add` takes the rest.",
            reading.kind
        ));
    }
    if let Some(channel) = channel {
        for edit in &mut step.edits.touches {
            edit.after
                .iter_mut()
                .for_each(|touch| touch.channel = channel);
        }
    }
    Ok(step)
}

/// The step of a reading, or what is open about it and what it could be.
fn complete(reading: &ParsedLine) -> Result<Step, String> {
    let open: Vec<String> = reading
        .questions
        .iter()
        .filter(|q| q.blocks)
        .map(|q| format!("{}: {}", q.about, q.text))
        .collect();
    let sentence = match reading.complete() {
        Ok(step) => return Ok(step),
        Err(sentence) => sentence,
    };
    if reading.completions.len() < 2 || open.is_empty() {
        return Err(sentence);
    }
    let lines: Vec<&str> = reading
        .completions
        .iter()
        .map(|completion| completion.line.as_str())
        .collect();
    Err(format!(
        "It is not clear {} Type one of: {}",
        full_stop(&open.join("; ")),
        lines.join(" · ")
    ))
}
