//! `show`: all that is known about one creator, and everything that was said.

use std::process::ExitCode;

use serde_json::{Map, Value, json};

use super::Outcome;
use super::file_args::FileArgs;
use super::out::{Failure, Out};
use super::{table, who};
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, Stamp, short};
use crate::domain::fields::Fielded;
use crate::domain::ids::Id;
use crate::domain::model::{Model, TableOf};
use crate::domain::review::{Item, Subject, items_of};
use crate::domain::rows::*;
use crate::domain::summary::local_time;
use crate::every_table;
use crate::workspace::Workspace;

const EXAMPLES: &str = "  touchbase show @mia
  touchbase show Mia Okafor --json";

/// Shows all that is known about one creator
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// A handle, a name, an e-mail address or a number
    #[arg(required = true)]
    who: Vec<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let workspace = file_args.read()?;
    let id = who::find(&workspace.model, &args.who.join(" "))?;
    if args.json {
        out.json(&everything(&workspace, id)?)?;
    } else {
        page(&workspace, id, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Rows of every table, whole.
fn everything(workspace: &Workspace, id: Id<Creator>) -> Result<Value, Failure> {
    let ctx = workspace.ctx();
    let standing = workspace.derived.of(id);
    let day = |contact: Option<crate::domain::derived::Contact>| {
        contact.map(|c| workspace.clock.day_of(c.at))
    };
    let items: Vec<Value> = items_of(&ctx, Subject::Creator(id))
        .iter()
        .map(|item| item_json(&ctx, item))
        .collect();
    let mut all = Map::new();
    all.insert("schema".into(), json!(1));
    all.insert("called".into(), json!(workspace.model.called(id)));
    all.insert(
        "stage".into(),
        json!(standing.stage.map(|stage| stage.number())),
    );
    all.insert("move".into(), json!(standing.ball));
    all.insert("last_in".into(), json!(day(standing.last_in)));
    all.insert("last_out".into(), json!(day(standing.last_out)));
    all.insert("local_time".into(), json!(local_time(&ctx, id)));
    all.insert("items".into(), Value::Array(items));
    add_rows(&workspace.model, id, &mut all);
    all.insert("touches".into(), json!(touches(workspace, id)?));
    Ok(Value::Object(all))
}

fn item_json(ctx: &Ctx<'_>, item: &Item) -> Value {
    json!({
        "key": item.key.to_string(),
        "lane": item.lane,
        "title": item.long(ctx),
        "due": item.due,
        "shows": item.shows,
        "today": item.is_live(ctx.today),
        "score": f64::from(item.score()) / 10.0,
        "why": item.why(),
    })
}

macro_rules! rows_of {
    ($($plural:ident: $type:ident,)+) => {
        /// A creator's rows of all tables, under the tables' names; tables without any are there
        /// too, empty.
        fn add_rows(model: &Model, id: Id<Creator>, all: &mut Map<String, Value>) {
            $(if stringify!($plural) == "creators" {
                all.insert("creator".into(), json!(model.get(id)));
            } else if belongs::<$type>() {
                all.insert(stringify!($plural).into(), json!(model.of::<$type>(id).collect::<Vec<_>>()));
            })+
        }
    };
}
every_table!(rows_of);

/// Whether rows of this table belong to creators at all.
fn belongs<T: Row>() -> bool
where
    Model: TableOf<T>,
{
    const OF_NOBODY: [&str; 11] = [
        "campaign",
        "wave",
        "template",
        "page",
        "ideal",
        "segment",
        "checklist",
        "week_note",
        "review_day",
        "free_day",
        "mapping",
    ];
    !OF_NOBODY.contains(&T::TABLE)
}

/// Contacts with their words, by time.
fn touches(workspace: &Workspace, id: Id<Creator>) -> Result<Vec<Touch>, Failure> {
    let mut all: Vec<Touch> = workspace.model.of::<Touch>(id).cloned().collect();
    for (touch, words) in workspace.store().words(id)? {
        if let Some(row) = all.iter_mut().find(|row| row.id == touch) {
            row.words = words;
        }
    }
    all.sort_by_key(|touch| (touch.at, touch.id));
    Ok(all)
}

fn page(workspace: &Workspace, id: Id<Creator>, out: &mut Out) -> Result<(), Failure> {
    let ctx = workspace.ctx();
    out.line(&headline(&ctx, id))?;
    if let Some(time) = local_time(&ctx, id) {
        out.line(&time)?;
    }
    if let Some(row) = workspace.model.get(id) {
        let filled: Vec<Vec<String>> = filled(row, workspace.today)
            .into_iter()
            .filter(|(label, _)| *label != "Name")
            .map(|(label, value)| vec![format!("  {label}"), value])
            .collect();
        for line in table::lines(&filled) {
            out.line(&line)?;
        }
    }
    let items = items_of(&ctx, Subject::Creator(id));
    let words = |item: &Item| format!("{}  {}  [{}]", item.long(&ctx), item.why(), item.key);
    let (now, mut later): (Vec<&Item>, Vec<&Item>) =
        items.iter().partition(|item| item.is_live(workspace.today));
    later.sort_by_key(|item| item.shows);
    section(
        out,
        "Today",
        &now.into_iter().map(words).collect::<Vec<_>>(),
    )?;
    let coming = |item: &Item| {
        format!(
            "{}  {}",
            short(item.shows, workspace.today),
            item.long(&ctx)
        )
    };
    section(
        out,
        "Coming",
        &later.into_iter().map(coming).collect::<Vec<_>>(),
    )?;
    rows(workspace, id, out)?;
    timeline(workspace, id, out)
}

fn headline(ctx: &Ctx<'_>, id: Id<Creator>) -> String {
    let standing = ctx.derived.of(id);
    let mut parts = vec![who::introduced(ctx.model, id)];
    parts.extend(
        standing
            .stage
            .map(|stage| format!("stage {} {}", stage.number(), stage.label())),
    );
    parts.push(standing.ball.label().to_owned());
    if let Some(row) = ctx.model.get(id) {
        if row.shelf != Shelf::Active {
            parts.push(row.shelf.label().to_owned());
        }
        if row.do_not_contact {
            parts.push("do not contact".to_owned());
        }
    }
    parts.join(" · ")
}

/// Fields that say something, as label and value on one line.
fn filled<T: Fielded>(row: &T, today: Day) -> Vec<(&'static str, String)> {
    let shown = T::FIELDS
        .iter()
        .map(|field| (field.label, field.shown(row, today)));
    // Lines are told apart also where they stand beside each other.
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let one_line = |text: String| {
        text.lines()
            .map(words)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("; ")
    };
    shown
        .filter(|(_, value)| !value.is_empty() && value != "no")
        .map(|(label, value)| (label, one_line(value)))
        .collect()
}

fn rows(workspace: &Workspace, id: Id<Creator>, out: &mut Out) -> Result<(), Failure> {
    list::<Account>(workspace, id, "Accounts", out)?;
    list::<Collaboration>(workspace, id, "Collaborations", out)?;
    list::<Deliverable>(workspace, id, "Pieces", out)?;
    list::<PostResult>(workspace, id, "Results", out)?;
    list::<Sale>(workspace, id, "Sales", out)?;
    list::<Payment>(workspace, id, "Payments", out)?;
    list::<Right>(workspace, id, "Rights and codes", out)?;
    list::<Shipment>(workspace, id, "Parcels", out)?;
    list::<FollowUp>(workspace, id, "Next steps", out)
}

fn list<T: Row + Fielded>(
    workspace: &Workspace,
    id: Id<Creator>,
    title: &str,
    out: &mut Out,
) -> Result<(), Failure>
where
    Model: TableOf<T>,
{
    let line = |row: &T| {
        let fields: Vec<String> = filled(row, workspace.today)
            .into_iter()
            .map(|(label, value)| format!("{label} {value}"))
            .collect();
        fields.join(" · ")
    };
    let lines: Vec<String> = workspace.model.of::<T>(id).map(line).collect();
    section(out, title, &lines)
}

fn section(out: &mut Out, title: &str, lines: &[String]) -> Result<(), Failure> {
    if lines.is_empty() {
        return Ok(());
    }
    out.line("")?;
    out.line(title)?;
    for line in lines {
        out.line(&format!("  {line}"))?;
    }
    Ok(())
}

fn timeline(workspace: &Workspace, id: Id<Creator>, out: &mut Out) -> Result<(), Failure> {
    let all = touches(workspace, id)?;
    if all.is_empty() {
        return Ok(());
    }
    out.line("")?;
    out.line("Timeline")?;
    for touch in all {
        let when = moment(workspace, touch.at);
        out.line(&match touch.direction {
            Direction::Note => format!("  {when}  note"),
            direction => format!("  {when}  {direction}, {}", touch.channel),
        })?;
        for line in touch.words.lines().filter(|line| !line.trim().is_empty()) {
            out.line(&format!("    {line}"))?;
        }
    }
    Ok(())
}

/// `Tue 24 Nov 09:12`.
pub(super) fn moment(workspace: &Workspace, at: Stamp) -> String {
    let local = workspace.clock.local(at);
    format!(
        "{} {}",
        short(local.date(), workspace.today),
        local.format("%H:%M")
    )
}
