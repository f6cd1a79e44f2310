//! `--plain`: the review as numbered sentences and a prompt, for speech and for terminals that show
//! little. Lines in, lines out; the numbers stay those of the list until it is said again.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use super::Outcome;
use super::answer::{answered, choice, snoozed};
use super::file_args::{FileArgs, told};
use super::out::{Out, say};
use crate::domain::change::Step;
use crate::domain::review::today::{TodayOptions, plain};
use crate::domain::review::{Choice, Item, build, offer, who};
use crate::domain::words::full_stop;
use crate::workspace::Workspace;

const HELP: &str = "\
1             says what item 1 is, why it is there and what the answers do
done 1 WORDS  the expected answer, with words where it needs some; also x 1
other 1 WORDS the other answer; also X 1
snooze 1 fri  hides it until then; without a day until the next working day
note 1 WORDS  a note about the creator of item 1
add LINE      anything: add @mia ask for address fri
undo, redo    takes the newest change back, or does it again
list          says everything again
quit
";

/// The keys of the items as they were said last, and their subjects.
type Said = Vec<Item>;

pub(super) fn run(file_args: &FileArgs, out: &mut Out) -> Outcome {
    let mut workspace = file_args.write()?;
    let mut said = list(&mut workspace, out)?;
    let mut lines = io::stdin().lock().lines();
    loop {
        out.raw(b"> ")?;
        out.flush()?;
        let Some(line) = lines.next() else {
            return Ok(ExitCode::SUCCESS);
        };
        let line = line.map_err(|err| format!("What you typed cannot be read: {err}."))?;
        workspace.tick()?;
        workspace.catch_up()?;
        match line.trim() {
            "quit" | "q" | "exit" => return Ok(ExitCode::SUCCESS),
            "" | "list" => said = list(&mut workspace, out)?,
            "help" | "?" => out.text(HELP)?,
            typed => obey(&mut workspace, &said, typed, out)?,
        }
    }
}

fn list(workspace: &mut Workspace, out: &mut Out) -> io::Result<Said> {
    let ctx = workspace.ctx();
    let queue = build(&ctx);
    out.text(&plain(&ctx, &queue, &TodayOptions::default()))?;
    out.line(
        "Type a number to hear more, or: done 1, snooze 1 monday, note 1 \"text\", help, quit.",
    )?;
    Ok(queue.items().copied().collect())
}

fn obey(workspace: &mut Workspace, said: &Said, typed: &str, out: &mut Out) -> io::Result<()> {
    let (verb, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let (number, words) = rest
        .trim()
        .split_once(char::is_whitespace)
        .unwrap_or((rest.trim(), ""));
    let words = unquoted(words.trim());
    let key = |number: &str| numbered(said, number).map(|item| item.key.to_string());
    let answer = |workspace: &mut Workspace, letter: &str| {
        let (key, choice) = (key(number)?, choice(letter)?);
        workspace.commit(|workspace| answered(workspace, &key, &choice, words))
    };
    let done: Result<Step, String> = match verb {
        "done" | "x" => answer(workspace, "x"),
        "other" | "X" => answer(workspace, "X"),
        "snooze" | "s" => key(number)
            .and_then(|key| workspace.commit(|workspace| snoozed(workspace, &key, words))),
        "note" | "n" => numbered(said, number).and_then(|item| note(workspace, item, words)),
        "add" | "a" => workspace.commit(|workspace| super::add::added(workspace, rest)),
        "undo" | "u" => workspace.undo(),
        "redo" | "U" => workspace.redo(),
        number => match numbered(said, number) {
            Ok(item) => return explain(workspace, item, out),
            Err(_) => Err(format!("\"{typed}\" is not understood; help says what is.")),
        },
    };
    told(workspace);
    match done {
        Ok(step) if step.is_empty() => out.line("Nothing changes."),
        Ok(step) => out.line(&format!("{}.", step.label)),
        Err(why) => {
            say(&why);
            Ok(())
        }
    }
}

/// Words without the quotes somebody put around them.
fn unquoted(words: &str) -> &str {
    words
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(words)
}

fn numbered<'s>(said: &'s Said, number: &str) -> Result<&'s Item, String> {
    if number.is_empty() {
        return Err("Say which one by its number, such as: done 1.".into());
    }
    let at = number
        .trim_end_matches('.')
        .parse::<usize>()
        .ok()
        .and_then(|n| n.checked_sub(1));
    at.and_then(|at| said.get(at))
        .ok_or_else(|| format!("There is no item \"{number}\"; there are {}.", said.len()))
}

fn note(workspace: &mut Workspace, item: &Item, words: &str) -> Result<Step, String> {
    let creator = item
        .creator()
        .ok_or("This item is about no creator, and a note needs one.")?;
    workspace.commit(|workspace| crate::domain::review::note(&workspace.ctx(), creator, words))
}

fn explain(workspace: &Workspace, item: &Item, out: &mut Out) -> io::Result<()> {
    let ctx = workspace.ctx();
    out.line(&format!(
        "{}: {} {}.",
        who(&ctx, item.on),
        full_stop(&item.long(&ctx)),
        item.why()
    ))?;
    for (word, choice) in [("done", Choice::Expected), ("other", Choice::Alternative)] {
        match offer(&ctx, item, &choice) {
            Ok(offer) => out.line(&format!("{word}: {}; {}.", offer.label, offer.effect))?,
            Err(why) => out.line(&format!("{word}: {why}"))?,
        }
    }
    Ok(())
}
