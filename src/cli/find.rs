//! `find`: the roster's filter line from outside.

use std::ffi::OsString;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::Outcome;
use super::file_args::FileArgs;
use super::out::{Out, say};
use super::table;
use crate::domain::ctx::Ctx;
use crate::domain::day::short;
use crate::domain::ids::Id;
use crate::domain::query::{Query, QueryCtx, SearchKeys, Tiers, days_in_stage};
use crate::domain::rows::{Account, Creator};
use crate::domain::vetting;
use crate::workspace::Workspace;

const EXAMPLES: &str = "\
Words are looked for in names, handles, e-mail addresses, telephone numbers and tags; the rest are facts to hold, and - or ! before one
turns it round: stage:2  fit>3  #tea  >10k  touch>30d  instage>6w  type:ambassador  orders>5  cpa<30  open>0  owed  late  nostep  core  dnc  double  archived

  touchbase find tea stage:2
  touchbase find 'touch>30d' core --json
  touchbase find '#q1' '-#paused'
  touchbase find '+49 151 1234567'";

/// Finds creators by words and facts
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The filter line; everybody without one
    words: Vec<String>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// Arguments with the minus of `find -#tea` as the `!` that means the same: a word that begins with
/// a minus would be taken for an option, and there are none of one letter that take a value.
pub(super) fn spelled(args: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut args: Vec<OsString> = args.into_iter().collect();
    let Some(verb) = args.iter().position(|arg| arg == "find") else {
        return args;
    };
    for arg in args.iter_mut().skip(verb + 1) {
        let turned = arg.to_str().and_then(|text| text.strip_prefix('-'));
        if let Some(rest) = turned.filter(|rest| rest.chars().count() > 1 && !rest.starts_with('-'))
        {
            *arg = format!("!{rest}").into();
        }
    }
    args
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let workspace = file_args.read()?;
    let ctx = workspace.ctx();
    let keys = SearchKeys::build(&workspace.model);
    let query = Query::parse(&args.words.join(" "), &query_ctx(&workspace));
    query.problems().iter().for_each(|problem| say(problem));
    let found = matching(&ctx, &query, &keys);
    if args.json {
        let all: Vec<Value> = found.iter().map(|id| summary(&ctx, *id)).collect();
        out.json(&all)?;
        return Ok(ExitCode::SUCCESS);
    }
    if found.is_empty() {
        let near = query
            .suggestion(&workspace.model, &keys, &ctx)
            .map_or_else(String::new, |near| format!(" Did you mean {near}?"));
        say(&format!("Nobody fits.{near}"));
    }
    let rows: Vec<Vec<String>> = found.iter().map(|id| row(&ctx, *id)).collect();
    for line in table::lines(&rows) {
        out.line(&line)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What a filter line is read against.
pub(super) fn query_ctx(workspace: &Workspace) -> QueryCtx {
    QueryCtx {
        today: workspace.today,
        tiers: Tiers::from(&workspace.settings.tiers),
        fit: workspace.settings.fit,
    }
}

/// Who fits: the best words first, else by name.
pub(super) fn matching(ctx: &Ctx<'_>, query: &Query, keys: &SearchKeys) -> Vec<Id<Creator>> {
    let mut hits = query.run(ctx.model, keys, None, ctx);
    let by_words = query.has_words();
    hits.sort_by_cached_key(|hit| {
        let score = if by_words { hit.score } else { 0 };
        (
            std::cmp::Reverse(score),
            ctx.model.called(hit.id).to_lowercase(),
            hit.id,
        )
    });
    hits.into_iter().map(|hit| hit.id).collect()
}

fn row(ctx: &Ctx<'_>, id: Id<Creator>) -> Vec<String> {
    let standing = ctx.derived.of(id);
    let handle = ctx
        .model
        .of::<Account>(id)
        .next()
        .map(|a| format!("@{} {}", a.handle, a.platform.letters()));
    let stage = standing
        .stage
        .map(|stage| format!("{} {}", stage.number(), stage.short()));
    let touch = standing
        .last_personal()
        .map(|contact| short(ctx.clock.day_of(contact.at), ctx.today));
    let tags = ctx.model.get(id).map(|row| row.tags.shown());
    let cells = [Some(ctx.model.called(id)), handle, stage, touch, tags];
    cells.into_iter().map(Option::unwrap_or_default).collect()
}

/// A creator in a few words of JSON.
fn summary(ctx: &Ctx<'_>, id: Id<Creator>) -> Value {
    let standing = ctx.derived.of(id);
    let row = ctx.model.get(id);
    let accounts: Vec<Value> = ctx
        .model
        .of::<Account>(id)
        .map(|a| json!({ "platform": a.platform, "handle": a.handle, "followers": a.followers }))
        .collect();
    json!({
        "id": id,
        "name": ctx.model.called(id),
        "email": row.map(|r| &r.email),
        "accounts": accounts,
        "tags": row.map(|r| r.tags.iter().collect::<Vec<_>>()),
        "core": row.is_some_and(|r| r.core),
        "fit": row.and_then(|row| vetting::fit(row, &ctx.settings.fit)),
        "shelf": row.map(|r| r.shelf),
        "do_not_contact": row.is_some_and(|r| r.do_not_contact),
        "stage": standing.stage.map(|stage| stage.number()),
        "days_in_stage": days_in_stage(ctx, id),
        "move": standing.ball,
        "last_touch": standing.last_personal().map(|contact| ctx.clock.day_of(contact.at)),
        "next": standing.next.map(|next| json!({ "key": next.key.to_string(), "lane": next.lane, "due": next.due })),
    })
}
