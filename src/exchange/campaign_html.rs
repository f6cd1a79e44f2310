//! A campaign's results as one HTML page to send to one's boss: everything inside it, nothing
//! fetched, nothing that runs. Its policy forbids all of that to the browser as well. Bars are
//! plain boxes of CSS; every number stands beside its bar.

use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, brief, long};
use crate::domain::html::safe;
use crate::domain::metrics::goal::Goal;
use crate::domain::metrics::report::Group;
use crate::domain::metrics::{Inputs, METRICS, Measure, Metric, Report, Value, by_key, lens};
use crate::domain::rows::*;

/// The page before and after what is filled in.
const PAGE: &str = include_str!("../../assets/report.html");

/// The page of a campaign.
pub fn page(ctx: &Ctx<'_>, report: &Report) -> String {
    let Some(row) = ctx.model.get(report.campaign) else {
        return String::new();
    };
    let lens = lens::by_key(report.lens);
    let shown: Vec<&Metric> = lens.map_or_else(Vec::new, |l| l.metrics(ctx.settings));
    let parts = [
        ("{{title}}", safe(&row.name)),
        ("{{sub}}", safe(&subtitle(ctx, row))),
        ("{{goal}}", safe(&row.goal)),
        (
            "{{agreed}}",
            safe(&report.agreed.words(ctx.today, report.posted)),
        ),
        ("{{facts}}", facts(report)),
        ("{{goals}}", goals(&report.goals)),
        ("{{creators}}", creators(ctx, report, &shown)),
        ("{{days}}", days(ctx, report)),
        ("{{formats}}", groups(&report.formats)),
        ("{{tiers}}", groups(&report.tiers)),
        ("{{notes}}", notes(ctx, report)),
        (
            "{{small}}",
            report.small().map_or_else(String::new, |s| {
                format!("<p class=\"warn\">{}</p>", safe(&s))
            }),
        ),
        ("{{formulas}}", formulas(&shown, &report.total)),
        ("{{made}}", safe(&long(ctx.today))),
    ];
    // One pass over the page, so that nothing a name contains is filled in again.
    let mut out = String::new();
    let mut rest = PAGE;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (name, behind) = after.split_once("}}").unwrap_or((after, ""));
        let key = format!("{{{{{name}}}}}");
        if let Some((_, text)) = parts.iter().find(|(k, _)| *k == key) {
            out.push_str(text);
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn subtitle(ctx: &Ctx<'_>, row: &Campaign) -> String {
    let mut parts: Vec<String> = row
        .kind
        .map(|k| k.label().to_string())
        .into_iter()
        .collect();
    if let (Some(start), Some(end)) = (row.start, row.end) {
        parts.push(format!("{} to {}", brief(start, ctx.today), long(end)));
    }
    parts.extend(row.budget.map(|b| format!("budget {b}")));
    parts.join(" · ")
}

/// The few numbers on top.
fn facts(report: &Report) -> String {
    let keys = ["orders", "sales", "cost", "cpa", "roi", "views"];
    let one = |m: &Metric| {
        let value = safe(&(m.compute)(&report.total).shown());
        format!(
            "<div class=\"fact\"><b>{value}</b><span>{}</span></div>",
            safe(m.label)
        )
    };
    let own = Measure::own(&report.total).into_iter().map(|m| {
        let value = safe(&m.compute(&report.total).shown());
        let label = safe(&m.label());
        format!("<div class=\"fact\"><b>{value}</b><span>{label}</span></div>")
    });
    keys.iter()
        .filter_map(|k| by_key(k))
        .map(one)
        .chain(own)
        .collect()
}

fn bar(percent: i64) -> String {
    format!(
        "<span class=\"bar\"><i style=\"width:{}%\"></i></span>",
        percent.clamp(0, 100)
    )
}

fn goals(all: &[Goal]) -> String {
    if all.is_empty() {
        return "<p>No targets were set.</p>".into();
    }
    let row = |g: &Goal| {
        let bar = g.reached.map_or_else(String::new, bar);
        let class = match g.kept {
            Some(true) => " class=\"good\"",
            Some(false) => " class=\"bad\"",
            None => "",
        };
        format!(
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td{class}>{bar} {}</td></tr>",
            safe(&g.label),
            safe(&g.agreed),
            safe(&g.now.shown()),
            safe(&g.said())
        )
    };
    let rows: String = all.iter().map(row).collect();
    format!(
        "<table><tr><th>target</th><th class=\"n\">agreed</th><th class=\"n\">now</th><th></th></tr>{rows}</table>"
    )
}

fn cells(shown: &[&Metric], inputs: &Inputs) -> String {
    shown
        .iter()
        .map(|m| {
            format!(
                "<td class=\"n\">{}</td>",
                safe(&(m.compute)(inputs).shown())
            )
        })
        .collect()
}

fn creators(ctx: &Ctx<'_>, report: &Report, shown: &[&Metric]) -> String {
    let heads: String = shown
        .iter()
        .map(|m| format!("<th class=\"n\">{}</th>", safe(m.short)))
        .collect();
    let line = |l: &crate::domain::metrics::report::Line| {
        let name = safe(&ctx.model.called(l.creator));
        let wait = if l.is_out() { "" } else { " class=\"later\"" };
        format!(
            "<tr{wait}><td>{name}</td><td>{}</td>{}</tr>",
            safe(&l.formats),
            cells(shown, &l.inputs)
        )
    };
    let rows: String = report.lines.iter().map(line).collect();
    let out = report.lines.len() - report.to_come;
    let later = if report.to_come > 0 {
        format!("{} to come, not counted", report.to_come)
    } else {
        String::new()
    };
    format!(
        "<table><tr><th>creator</th><th>format</th>{heads}</tr>{rows}<tr class=\"sum\"><td>{out} live</td><td>{later}</td>{}</tr></table>",
        cells(shown, &report.total)
    )
}

fn days(ctx: &Ctx<'_>, report: &Report) -> String {
    let most = report
        .days
        .iter()
        .map(|(_, n)| *n)
        .max()
        .unwrap_or(0)
        .max(1);
    let row = |(day, n): &(Day, i64)| {
        let percent = i64::try_from(i128::from(*n) * 100 / i128::from(most)).unwrap_or(0);
        format!(
            "<tr><td>{}</td><td>{}</td><td class=\"n\">{n}</td></tr>",
            safe(&brief(*day, ctx.today)),
            bar(percent)
        )
    };
    let rows: String = report.days.iter().map(row).collect();
    if rows.is_empty() {
        "<p>No orders by day.</p>".into()
    } else {
        format!("<table>{rows}</table>")
    }
}

fn groups(all: &[Group]) -> String {
    let Some(cpa) = by_key("cpa") else {
        return String::new();
    };
    let most = all
        .iter()
        .filter_map(|g| (cpa.compute)(&g.inputs).rank())
        .map(|(_, n)| n)
        .max()
        .unwrap_or(1)
        .max(1);
    let row = |g: &Group| {
        let value = (cpa.compute)(&g.inputs);
        let percent = value
            .rank()
            .map(|(_, n)| i64::try_from(i128::from(n) * 100 / i128::from(most)).unwrap_or(0));
        let orders = g.inputs.orders.map_or(Value::Unknown, Value::Count).shown();
        format!(
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{orders}</td><td>{}</td><td class=\"n\">{}</td></tr>",
            safe(&g.name),
            g.count,
            percent.map_or_else(String::new, bar),
            safe(&value.shown())
        )
    };
    let rows: String = all.iter().map(row).collect();
    format!(
        "<table><tr><th></th><th class=\"n\">creators</th><th class=\"n\">orders</th><th></th><th class=\"n\">per order</th></tr>{rows}</table>"
    )
}

fn notes(ctx: &Ctx<'_>, report: &Report) -> String {
    let mut all: Vec<&WeekNote> = ctx.model.of_campaign::<WeekNote>(report.campaign).collect();
    all.sort_by_key(|n| n.week);
    let one = |n: &&WeekNote| {
        let words = safe(&n.words).replace('\n', "<br>");
        format!(
            "<dt>week of {}</dt><dd>{words}</dd>",
            safe(&brief(n.week, ctx.today))
        )
    };
    let rows: String = all.iter().map(one).collect();
    if rows.is_empty() {
        String::new()
    } else {
        format!("<h2>Week notes</h2><dl>{rows}</dl>")
    }
}

fn formulas(shown: &[&Metric], total: &Inputs) -> String {
    let used = METRICS
        .iter()
        .filter(|m| shown.iter().any(|s| s.key == m.key));
    let one = |m: &Metric| {
        format!(
            "<dt>{}</dt><dd>{}<br><small>{}</small></dd>",
            safe(m.label),
            safe(m.formula),
            safe(&(m.inputs)(total))
        )
    };
    used.map(one).collect()
}
