//! `money`: what is open and due, paid, to come and left, as text and as JSON; the same figures as
//! on the Money screen.

use std::process::ExitCode;

use super::Outcome;
use super::file_args::FileArgs;
use super::out::Out;
use crate::domain::ctx::Base;
use crate::domain::day::{distance, short};
use crate::domain::ledger::commission;
use crate::domain::ledger::overview::{self, Overview};
use crate::domain::words;

const EXAMPLES: &str = "\
  touchbase money
  touchbase money --json | jq '.lines[] | select(.late)'
  touchbase add '@mia $100 paid'       writes a payment down";

/// Prints what is open and due, paid, commission to come, budgets and limits
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// As JSON: amounts as {\"minor\": 35000, \"currency\": \"USD\"}
    #[arg(long)]
    json: bool,
}

pub(super) fn run(file_args: &FileArgs, args: &Args, out: &mut Out) -> Outcome {
    let workspace = file_args.read()?;
    let base = workspace.ctx().base();
    let all = overview::overview(&base);
    if args.json {
        out.json(&overview::to_json(&base, &all))?;
        return Ok(ExitCode::SUCCESS);
    }
    open(&base, &all, out)?;
    rest(&base, &all, out)?;
    Ok(ExitCode::SUCCESS)
}

fn open(base: &Base<'_>, all: &Overview, out: &mut Out) -> std::io::Result<()> {
    if all.lines.is_empty() {
        let paid = all.paid_year.joined(" · ");
        out.line(&format!("Nothing open. Paid this year: {paid}."))?;
    } else {
        let late = all.late.joined(" · ");
        out.line(&format!(
            "{} open, {late} of it late",
            all.open.joined(" · ")
        ))?;
    }
    let mut heading = None;
    for line in &all.lines {
        let group = overview::group(base, line);
        if heading.replace(group) != Some(group) {
            out.line("")?;
            out.line(&group.title(base.today))?;
        }
        let name = base.model.called(line.creator);
        let what = overview::line_words(base, line);
        let when = line.due.day().map_or_else(
            || "when is it due?".into(),
            |day| format!("{}, {}", short(day, base.today), distance(day, base.today)),
        );
        let why = Some(line.due.words(base)).filter(|why| !why.is_empty());
        let why = why.map_or_else(String::new, |why| format!(" ({why})"));
        out.line(&format!("  {name}  {}  {what}  {when}{why}", line.amount))?;
    }
    Ok(())
}

fn rest(base: &Base<'_>, all: &Overview, out: &mut Out) -> std::io::Result<()> {
    let m = base.model;
    out.line("")?;
    out.line(&format!(
        "PAID THIS MONTH  {}",
        all.paid_month.joined(" · ")
    ))?;
    for month in &all.earned {
        let state = if month.is_ready(base.today) {
            "ready".into()
        } else {
            format!("ready {}", short(month.ready, base.today))
        };
        out.line(&format!(
            "COMMISSION  {}  {}  {}  {state}",
            m.called(month.creator),
            commission::month_words(month.month),
            month.open_money()
        ))?;
    }
    for (creator, orders) in &all.without_terms {
        let name = m.called(*creator);
        out.line(&format!(
            "COMMISSION  {name}  {}: no commission agreed on their day",
            words::orders(*orders)
        ))?;
    }
    for month in &all.ahead {
        out.line(&format!(
            "{}  agreed {} · retainers {} · commission {} · in talks {}",
            month.month.format("%b %Y").to_string().to_uppercase(),
            month.agreed.joined(" · "),
            month.retainers.joined(" · "),
            month.earned.joined(" · "),
            month.in_talks.joined(" · ")
        ))?;
    }
    for (id, budget) in &all.budgets {
        let name = m.get(*id).map_or("", |c| &*c.name);
        let planned = budget.planned.map_or_else(|| "–".into(), |b| b.to_string());
        let left = budget
            .left()
            .map_or_else(|| "–".into(), |left| left.to_string());
        out.line(&format!(
            "BUDGET  {name}  {planned} · agreed {} · spent {} · left {left}",
            budget.agreed, budget.spent
        ))?;
    }
    for r in &all.limits {
        let mark = if r.is_reached() { "reached" } else { "near" };
        out.line(&format!(
            "LIMIT  {}  {}: {} of {}, {}% with what is open, {mark}: {}",
            m.called(r.creator),
            r.rule.title,
            r.sum_words(),
            r.rule.limit,
            r.percent(),
            r.rule.then
        ))?;
    }
    for id in &all.country_unknown {
        out.line(&format!(
            "LIMIT  {}: country unknown, no limit can be watched",
            m.called(*id)
        ))?;
    }
    Ok(())
}
