//! `answer` and `snooze`: decisions about items of the review by their keys, so that scripts need
//! no screen.

use std::process::ExitCode;

use super::Outcome;
use super::file_args::FileArgs;
use super::out::Out;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::model::{Model, TableOf};
use crate::domain::review::{
    About, Choice, Item, ItemKey, Snooze, Subject, Subjectable, answer as plan_answer, build,
    items_of, offer,
};
use crate::domain::rows::*;
use crate::domain::when;
use crate::workspace::Workspace;

const EXAMPLES: &str = "\
`touchbase today --json` tells the keys, and what x and X would do.

  touchbase answer R3:payment:88 x
  touchbase answer R2:deliverable:12:r1 X the logo is cut off";

/// Answers an item of the review
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The item, such as R3:payment:88
    key: String,
    /// x, the expected answer, or X, the other one
    #[arg(value_name = "x|X", value_parser = ["x", "X"])]
    choice: String,
    /// The line the answer asks for, or what was said
    text: Vec<String>,
}

const SNOOZES: &str = "\
  touchbase snooze R14:followup:7          until the next working day
  touchbase snooze R14:followup:7 w        until next Monday
  touchbase snooze R11:collaboration:7:step2 9 dec";

/// Hides an item of the review for a while; its real date stays
#[derive(Debug, clap::Args)]
#[command(after_help = SNOOZES)]
pub(super) struct SnoozeArgs {
    /// The item, such as R3:payment:88
    key: String,
    /// 2, 3, 5: so many working days; w: Monday; f: Friday; e: end of the month; m: a month; r:
    /// until they write; or a date
    until: Vec<String>,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let choice = choice(&args.choice)?;
    file_args.step(out, |workspace| {
        answered(workspace, &args.key, &choice, &args.text.join(" "))
    })?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn snooze(file_args: &FileArgs, args: &SnoozeArgs, out: &mut Out) -> Outcome {
    file_args.step(out, |workspace| {
        snoozed(workspace, &args.key, &args.until.join(" "))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The choice of a letter.
pub(super) fn choice(letter: &str) -> Result<Choice, String> {
    match letter {
        "x" => Ok(Choice::Expected),
        "X" => Ok(Choice::Alternative),
        other => Err(format!(
            "\"{other}\" is no answer; x is the expected one, X the other."
        )),
    }
}

/// The step of an answer.
pub(super) fn answered(
    workspace: &Workspace,
    key: &str,
    choice: &Choice,
    text: &str,
) -> Result<Step, String> {
    let ctx = workspace.ctx();
    let item = item(&ctx, key)?;
    let ask = offer(&ctx, &item, choice)?
        .ask
        .filter(|ask| ask.required && text.trim().is_empty());
    if let Some(ask) = ask {
        return Err(format!(
            "{} Give it behind the answer, such as: {}",
            ask.question, ask.example
        ));
    }
    plan_answer(&ctx, &item, choice, text)
}

/// The step of a snooze.
pub(super) fn snoozed(workspace: &Workspace, key: &str, until: &str) -> Result<Step, String> {
    let until = match until.trim() {
        "" => Snooze::NextDay,
        "2" => Snooze::Days(2),
        "3" => Snooze::Days(3),
        "5" => Snooze::Days(5),
        "w" => Snooze::Monday,
        "f" => Snooze::Friday,
        "e" => Snooze::MonthEnd,
        "m" => Snooze::Month,
        "r" => Snooze::UntilReply,
        date => Snooze::To(when::read(date, &workspace.reading())?),
    };
    let ctx = workspace.ctx();
    plan_answer(&ctx, &item(&ctx, key)?, &Choice::Snooze(until), "")
}

/// The item of a key, of today or to come.
fn item(ctx: &Ctx<'_>, text: &str) -> Result<Item, String> {
    let key: ItemKey = text
        .parse()
        .map_err(|why| format!("{why}. `touchbase today --json` tells the keys."))?;
    let own = subject(ctx.model, &key)
        .map(|on| items_of(ctx, on))
        .unwrap_or_default();
    let found = own.into_iter().find(|item| item.key == key);
    // A few items stand on another card than the row they are about would say.
    let found = found.or_else(|| build(ctx).items().find(|item| item.key == key).copied());
    found.ok_or_else(|| {
        format!("There is no item {key} any more. `touchbase today --json` tells which there are.")
    })
}

/// Whose card the row of a key stands on.
fn subject(model: &Model, key: &ItemKey) -> Option<Subject> {
    match key.about {
        About::Touch => owner::<Touch>(model, key),
        About::Deliverable => owner::<Deliverable>(model, key),
        About::Payment => owner::<Payment>(model, key),
        About::Collaboration => owner::<Collaboration>(model, key),
        About::Shipment => owner::<Shipment>(model, key),
        About::Right => owner::<Right>(model, key),
        About::FollowUp => owner::<FollowUp>(model, key),
        About::Creator => owner::<Creator>(model, key),
        About::Campaign => owner::<Campaign>(model, key),
        About::Recurrence => owner::<Recurrence>(model, key),
    }
}

fn owner<T: Subjectable>(model: &Model, key: &ItemKey) -> Option<Subject>
where
    Model: TableOf<T>,
{
    let row: &T = key.row(model)?;
    Some(match (row.creator(), row.campaign()) {
        (Some(creator), _) => Subject::Creator(creator),
        (None, Some(campaign)) => Subject::Campaign(campaign),
        (None, None) => Subject::You,
    })
}
