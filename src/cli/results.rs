//! `results`: what collaborations brought over any scope, as text or as JSON.

use std::process::ExitCode;

use serde_json::{Map, Value as Json, json};

use super::Outcome;
use super::file_args::FileArgs;
use super::out::{Failure, Out};
use super::{report, table};
use crate::domain::metrics::scope::{Group, Scope, Span, What};
use crate::domain::metrics::scoped::{Row, RowKey, Table, what_label};
use crate::domain::metrics::{Inputs, Measure, Value, in_use, lens};
use crate::domain::money::Money;
use crate::domain::settings::DateOrder;
use crate::domain::when::DateContext;
use crate::workspace::Workspace;

const EXAMPLES: &str = "\
A row has the posts that went live in the days, what they cost, and the orders of the same
collaborations in these days. \"Earlier\" counts orders of the days from posts before them.

  touchbase results --by creator --span 'q4 2026'
  touchbase results --by format --span 2026
  touchbase results --by month --campaign winter
  touchbase results --by creator --span nov --json | jq '.rows[].metrics.cpa'";

/// Prints what collaborations brought, over everything or one campaign, in any days
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// creator, format, platform, tier, type, campaign, wave, month or quarter
    #[arg(long, value_name = "GROUP", default_value = "creator")]
    by: String,
    /// Which days: "q4 2026", nov, 2026, "since 1 sep", 2026-10-01..2026-11-24; all without it
    #[arg(long, value_name = "DAYS")]
    span: Option<String>,
    /// One campaign alone, by its name or the beginning of it; "none" is what is in no campaign
    #[arg(long, value_name = "NAME")]
    campaign: Option<String>,
    /// As JSON, with every metric; amounts in minor units with their currency
    #[arg(long)]
    json: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let workspace = file_args.read()?;
    let scope = scope(&workspace, args)?;
    let found = Table::build(&workspace.ctx(), scope);
    if args.json {
        out.json(&all(&workspace, &found))?;
    } else {
        page(&workspace, &found, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn scope(workspace: &Workspace, args: &Args) -> Result<Scope, Failure> {
    let mut dates = DateContext::new(workspace.today, &workspace.calendar);
    dates.day_first = workspace.settings.general.dates == DateOrder::DayMonth;
    Ok(Scope {
        what: match args.campaign.as_deref() {
            None => What::Everything,
            Some("none") => What::NoCampaign,
            Some(name) => What::Campaign(report::campaign(&workspace.model, name)?),
        },
        span: match &args.span {
            Some(words) => Span::parse(words, &dates).map_err(Failure::Misused)?,
            None => Span::All,
        },
        group: Group::parse(&args.by).map_err(Failure::Misused)?,
    })
}

/// A value for programs: money in minor units with its currency, rates as numbers, null where it is
/// not known or would need amounts of several currencies added together.
fn value(of: &Value) -> Json {
    let money = |m: &Money| json!({ "minor": m.minor, "currency": m.currency });
    match of {
        Value::Unknown | Value::Several => Json::Null,
        Value::Count(n) | Value::Hours(n) => json!(n),
        Value::Mixed(purse) => purse.iter().map(|m| money(&m)).collect(),
        Value::About(about) => json!({ "about": value(about) }),
        Value::Percent(n) | Value::Gain(n) => json!(*n as f64 / 100.0),
        Value::Ratio(n) | Value::Mood(n) => json!(*n as f64 / 1000.0),
        Value::Share(part, whole) => json!({ "part": part, "whole": whole }),
        Value::Amount(m) | Value::Price(m) => money(m),
        Value::Small(billionths, currency) => {
            json!({ "billionths": billionths, "currency": currency })
        }
    }
}

fn metrics(workspace: &Workspace, inputs: &Inputs) -> Map<String, Json> {
    let table = in_use(&workspace.settings).map(Measure::Table);
    let all = table.chain(Measure::own(inputs));
    all.map(|m| (m.key(), value(&m.compute(inputs)))).collect()
}

fn all(workspace: &Workspace, found: &Table) -> Json {
    let ctx = workspace.ctx();
    let row = |row: &Row| {
        json!({
            "name": row.name,
            "creator": match row.key { RowKey::Creator(id) => Some(id), _ => None },
            "currency": row.currency,
            "creators": row.creators,
            "collaborations": row.deals,
            "earlier_orders": row.earlier,
            "metrics": metrics(workspace, &row.inputs),
        })
    };
    let total = |total: &crate::domain::metrics::scoped::Total| {
        json!({
            "currency": total.currency,
            "rows": total.rows,
            "earlier_orders": total.earlier,
            "metrics": metrics(workspace, &total.inputs),
        })
    };
    let (orders, earlier) = found.orders();
    json!({
        "schema": 1,
        "what": what_label(&ctx, found.scope.what),
        "by": found.scope.group,
        "span": {
            "words": found.scope.span.word(),
            "first": found.scope.span.first(),
            "last": found.scope.span.last(),
        },
        "rows": found.rows.iter().map(row).collect::<Vec<_>>(),
        "totals": found.totals.iter().map(total).collect::<Vec<_>>(),
        "orders": orders,
        "earlier_orders": earlier,
        "warnings": found.warnings(workspace.today),
    })
}

fn page(workspace: &Workspace, found: &Table, out: &mut Out) -> Result<(), Failure> {
    let ctx = workspace.ctx();
    let scope = found.scope;
    out.line(&format!(
        "{} · {} · by {}",
        what_label(&ctx, scope.what),
        scope.span.label_with_days(workspace.today),
        scope.group
    ))?;
    out.line("")?;
    if found.rows.is_empty() {
        out.line(&Table::nothing(&ctx))?;
        return Ok(());
    }
    let metrics = lens::SCOPED.metrics(&workspace.settings);
    for text in table::lines(&found.cells(&metrics, workspace.today)) {
        out.line(&text)?;
    }
    out.line("")?;
    let warnings = found.warnings(workspace.today);
    for note in found
        .told()
        .into_iter()
        .chain(found.counted())
        .chain(warnings)
    {
        out.line(&note)?;
    }
    Ok(())
}
