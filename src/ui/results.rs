//! Draws results: the campaign and its targets, a line per collaboration, all of them together;
//! below it days, formats and what is left to do, as boxes or, in small windows, as lines.

mod below;
mod wide;

use super::compare;
use super::pen::Pen;
use super::table::{self, Column};
use super::text::{pad, pad_left, part_of, width, wrap};
use super::theme::Role;
use crate::app::App;
use crate::app::panes::results::{Row, Shape, boxes};
use crate::app::regions::{Area, Class};
use crate::domain::day::{Day, brief};
use crate::domain::metrics::goal::Goal;
use crate::domain::metrics::{Better, Inputs, Metric, Report, Value};
use crate::domain::rows::*;

/// Draws it; gives back what the answering line says when it has nothing else to say.
pub fn draw(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    let r = &app.regions;
    if let Some(comparison) = &app.results.comparison {
        return compare::draw(pen, app, comparison);
    }
    if let Some(table) = &app.results.scoped.table {
        return match app.results.nothing_yet(app) {
            true => empty(pen, app),
            false => wide::draw(pen, app, table),
        };
    }
    let Some(report) = &app.results.report else {
        return empty(pen, app);
    };
    let Some(row) = app.model.get(report.campaign) else {
        return Default::default();
    };
    let title = title(app, report, row, r.class == Class::Normal);
    let sorted = app.results.sorted_by().map_or("", |m| m.label);
    if r.class == Class::Normal {
        let frame = Area {
            x: r.list.x - 1,
            y: r.list.y - 1,
            w: r.list.w + 2,
            h: r.list.h + 2,
        };
        let way = match app.results.sorted_by().map(|m| m.better) {
            Some(Better::Less) => "the lowest first",
            _ => "the highest first",
        };
        let apart = if in_currencies(app, report) {
            ", each currency by itself"
        } else {
            ""
        };
        let hint = match app.results.filter.is_on() {
            true => format!("{} · by {sorted}, {way}{apart}", app.results.filter.words()),
            false => format!("by {sorted}, {way}{apart} · views are last on purpose"),
        };
        pen.frame(frame, &title, &hint, true);
    }
    let shape = Shape::of(r, report.goals.len().max(1));
    let mut y = head(pen, app, report, &title, shape);
    y = goals(pen, app, report, shape, y);
    y = lines(pen, app, report, shape, y);
    if shape.foot > 0 {
        below::lines(
            pen,
            app,
            report,
            Area {
                y: r.list.y + y,
                h: shape.foot,
                ..r.list
            },
        );
    }
    let under = boxes(r.class, r.body.h);
    if under > 0 {
        below::boxes(
            pen,
            app,
            report,
            Area {
                y: r.body.y + r.body.h - under,
                h: under,
                ..r.body
            },
        );
    }
    let at = app
        .results
        .at()
        .and_then(|c| app.results.campaigns.iter().position(|id| *id == c))
        .unwrap_or(0)
        + 1;
    let all = app.results.campaigns.len();
    let marked = app.results.rows.marked().len();
    let left = match marked {
        0 if app.results.filter.is_on() => {
            let of = app.results.whole.as_ref().map_or(0, |r| r.lines.len());
            format!(
                "{} of {of} · {} · campaign {at} of {all}",
                report.lines.len(),
                app.results.filter.words()
            )
        }
        0 => {
            let shown = part_of(
                app.results.top,
                usize::from(shape.table),
                report.lines.len(),
            );
            format!("{shown}campaign {at} of {all} · by {sorted}")
        }
        n => {
            let key = app.keymap.first("compare").unwrap_or_default();
            format!("{n} selected · {key} compares them · Esc unselects")
        }
    };
    (left, "= formulas · h l columns · z c look at…".into())
}

/// Whether what the lines are sorted by is money of several currencies, which are not compared.
fn in_currencies(app: &App, report: &Report) -> bool {
    let Some(metric) = app.results.sorted_by() else {
        return false;
    };
    let mut found = report
        .lines
        .iter()
        .filter_map(|line| match (metric.compute)(&line.inputs) {
            Value::Amount(m) | Value::Price(m) => Some(m.currency),
            Value::Small(_, currency) => Some(currency),
            _ => None,
        });
    let first = found.next();
    found.any(|currency| Some(currency) != first)
}

/// `Winter Blend launch · wave 1 of 2 · 12 Nov - 28 Nov · day 9 of 17 · product launch`.
fn title(app: &App, report: &Report, row: &Campaign, full: bool) -> String {
    let mut parts = vec![row.name.to_string()];
    let wave = report.wave.and_then(|w| app.model.get(w));
    if let Some(wave) = wave {
        parts.push(format!("{} only", wave.name));
    } else if let Some(n) = Some(report.waves.len()).filter(|n| *n > 0) {
        let running = |w: &Wave| {
            w.start.is_some_and(|s| s <= app.today) && w.end.is_none_or(|e| app.today <= e)
        };
        let at = report
            .waves
            .iter()
            .position(|(w, _)| running(w))
            .map(|at| at + 1);
        parts.push(at.map_or_else(|| format!("{n} waves"), |at| format!("wave {at} of {n}")));
    }
    let (start, end) = wave.map_or((row.start, row.end), |w| (w.start, w.end));
    if let (Some(start), Some(end)) = (start, end) {
        let now = progress(app.today, start, end);
        if full || now.is_none() {
            parts.push(format!(
                "{} - {}",
                brief(start, app.today),
                brief(end, app.today)
            ));
        }
        parts.extend(now);
    }
    parts.extend(row.kind.filter(|_| full).map(|k| k.label().to_string()));
    parts.extend(row.closed.then(|| "closed".to_string()));
    parts.join(" · ")
}

/// `day 9 of 17`, while it runs.
fn progress(today: Day, start: Day, end: Day) -> Option<String> {
    let (day, days) = ((today - start).num_days() + 1, (end - start).num_days() + 1);
    (1..=days)
        .contains(&day)
        .then(|| format!("day {day} of {days}"))
}

/// Looks of the row under the cursor.
fn cursor(pen: &mut Pen<'_>, app: &App, row: u16, here: bool) {
    if here {
        let list = app.regions.list;
        pen.put(list.x, list.y + row, 1, "►", Role::Accent);
        pen.wash(list, row, crate::ui::selected(app));
        if app.modals.is_empty() {
            pen.point(list, row, 0);
        }
    }
}

/// Name and goal, and when the targets were agreed.
fn head(pen: &mut Pen<'_>, app: &App, report: &Report, title: &str, shape: Shape) -> u16 {
    let area = app.regions.list;
    let mut y = 0;
    let two = shape.head > 1;
    if app.regions.class != Class::Normal {
        pen.put(
            area.x + 1,
            area.y,
            area.w.saturating_sub(1),
            title,
            Role::Title,
        );
        y += u16::from(two);
    }
    let one = !two && app.regions.class != Class::Normal;
    if !one {
        let goal = app
            .model
            .get(report.campaign)
            .map(|c| c.goal.to_string())
            .unwrap_or_default();
        let agreed = report.agreed.words(app.today, report.posted);
        let role = if report.agreed.is_fine() {
            Role::Muted
        } else {
            Role::Late
        };
        let short = width(&agreed) + 2 + 24 < usize::from(area.w);
        let room = area
            .w
            .saturating_sub(if short { width(&agreed) as u16 + 4 } else { 2 });
        let goal = if goal.is_empty() {
            "no goal yet: e writes one".into()
        } else {
            format!("Goal: {goal}")
        };
        pen.put(area.x + 1, area.y + y, room, &goal, Role::Text);
        if short {
            pen.put_right(area.x, area.y + y, area.w.saturating_sub(1), &agreed, role);
        }
    }
    cursor(
        pen,
        app,
        y,
        matches!(app.results.rows.current(), Some(Row::Campaign(_))),
    );
    y + 1
}

fn goals(pen: &mut Pen<'_>, app: &App, report: &Report, shape: Shape, mut y: u16) -> u16 {
    let area = app.regions.list;
    let joined = app.regions.class == Class::Normal;
    if shape.rule > 0 {
        pen.rule(area, y, "", true, joined);
        y += 1;
    }
    if report.goals.is_empty() && shape.goals > 0 {
        let key = app.keymap.first("edit").unwrap_or_default();
        let add = app.keymap.first("add").unwrap_or_default();
        let how =
            format!("No targets. {key} on the goal adds one; or {add} and  /name 90 orders cpa<30");
        pen.put(
            area.x + 1,
            area.y + y,
            area.w.saturating_sub(2),
            &how,
            Role::Muted,
        );
        return y + 1;
    }
    let height = usize::from(shape.goals);
    let from = app.results.goals_from(shape);
    // How many more there are stands at the right of the last; bars are as long in all of them.
    let more = report.goals.len().saturating_sub(from + height);
    let more = if more > 0 && area.w >= 60 {
        format!("+{more} targets")
    } else {
        String::new()
    };
    let free = if more.is_empty() {
        0
    } else {
        width(&more) as u16 + 2
    };
    let last = (y + shape.goals).saturating_sub(1);
    pen.put_right(
        area.x,
        area.y + last,
        area.w.saturating_sub(1),
        &more,
        Role::Muted,
    );
    for goal in report.goals.iter().skip(from).take(height) {
        one_goal(pen, area, y, goal, free);
        cursor(
            pen,
            app,
            y,
            app.results.rows.current() == Some(&Row::Goal(goal.target)),
        );
        y += 1;
    }
    y
}

/// `new-customer orders   90   73  ████████····   81%`, with cells kept free at the right.
fn one_goal(pen: &mut Pen<'_>, area: Area, y: u16, goal: &Goal, free: u16) {
    let wide = area.w >= 70;
    let (label_w, number_w) = if wide {
        (28, 11)
    } else {
        (area.w.saturating_sub(22).min(22), 8)
    };
    let y = area.y + y;
    let mut x = area.x + 1;
    x += pen.put(
        x,
        y,
        label_w,
        &pad(&goal.label, usize::from(label_w)),
        Role::Text,
    );
    x += pen.put(
        x,
        y,
        number_w,
        &pad_left(&goal.agreed, usize::from(number_w)),
        Role::Muted,
    );
    x += pen.put(
        x,
        y,
        number_w,
        &pad_left(&goal.now.cell(), usize::from(number_w)),
        Role::Title,
    ) + 2;
    let end = (area.x + area.w).saturating_sub(free);
    // Six cells are kept for the number beside the bar.
    let bar_w = if wide {
        end.saturating_sub(x + 6).min(20)
    } else {
        0
    };
    match (goal.reached, goal.kept) {
        (Some(n), kept) => {
            if bar_w > 0 {
                x += bar(pen, x, y, bar_w, n, 100) + 1;
            }
            let role = if kept == Some(true) {
                Role::Good
            } else {
                Role::Text
            };
            let mark = if kept == Some(true) {
                " ▲ reached"
            } else {
                ""
            };
            let note = match &*goal.note {
                "" => String::new(),
                note => format!(" · {note}"),
            };
            pen.put(
                x,
                y,
                end.saturating_sub(x),
                &format!("{}{mark}{note}", goal.words),
                role,
            );
        }
        (None, Some(kept)) => {
            let (mark, role) = if kept {
                ("ok ▲", Role::Good)
            } else {
                ("▼", Role::Bad)
            };
            pen.put(
                x,
                y,
                end.saturating_sub(x),
                &format!("{mark} {}", goal.said()),
                role,
            );
        }
        (None, None) => {
            pen.put(x, y, end.saturating_sub(x), &goal.said(), Role::Muted);
        }
    }
}

/// A bar of `n` in `most`, the rest as dots; gives back its cells.
fn bar(pen: &mut Pen<'_>, x: u16, y: u16, cells: u16, n: i64, most: i64) -> u16 {
    let full = filled(cells, n, most);
    pen.put(x, y, cells, &"█".repeat(usize::from(full)), Role::Text);
    pen.put(
        x + full,
        y,
        cells - full,
        &"·".repeat(usize::from(cells - full)),
        Role::Rule,
    );
    cells
}

/// A bar of `n` in `most` as text, the rest as dots.
fn bar_text(cells: u16, n: i64, most: i64) -> String {
    let full = usize::from(filled(cells, n, most));
    "█".repeat(full) + &"·".repeat(usize::from(cells) - full)
}

/// How many of so many cells `n` of `most` fills; something shows as one at least.
pub(super) fn filled(cells: u16, n: i64, most: i64) -> u16 {
    let part = i128::from(n.max(0)) * i128::from(cells) / i128::from(most.max(1));
    let part = u16::try_from(part).unwrap_or(cells).min(cells);
    if n > 0 { part.max(1) } else { part }
}

/// The columns in use: creator, format, and the metrics of the lens that are not scrolled away.
fn columns(app: &App) -> (Vec<Column>, Vec<&'static Metric>) {
    let lens = app.results.lens();
    let mut columns = vec![
        Column::new("Creator", 14, 0).grows(),
        Column::new("Format", 12, 8).grows(),
    ];
    let mut metrics = Vec::new();
    for (metric, w) in app.results.columns.iter().copied().skip(app.results.skip) {
        let place = lens
            .first
            .iter()
            .position(|k| *k == metric.key)
            .unwrap_or(20);
        // The heading and the signs of a gain stand above each other.
        columns.push(
            Column::new(
                metric.short,
                w.max(metric.short.len() as u16),
                place as u8 * 2 + 1,
            )
            .right(),
        );
        metrics.push(metric);
    }
    (columns, metrics)
}

fn lines(pen: &mut Pen<'_>, app: &App, report: &Report, shape: Shape, mut y: u16) -> u16 {
    let area = app.regions.list;
    let joined = app.regions.class == Class::Normal;
    if shape.rule > 0 {
        pen.rule(area, y, "", true, joined);
        y += 1;
    }
    let (columns, metrics) = columns(app);
    let fitted = table::fit(&columns, area.w.saturating_sub(3));
    table::head(pen, area, y, area.x + 2, &columns, &fitted);
    y += 1;
    if report.lines.is_empty() {
        nobody(pen, app, report, y);
    }
    for (row, line) in report
        .lines
        .iter()
        .skip(app.results.top)
        .take(usize::from(shape.table))
        .enumerate()
    {
        let row = y + row as u16;
        let mut all = vec![
            (Role::Text, app.model.called(line.creator)),
            (Role::Text, line.formats.clone()),
        ];
        all.extend(metrics.iter().map(|m| cell(m, &line.inputs)));
        table::line(pen, area, row, area.x + 2, &columns, &fitted, &all);
        let key = Row::Deal(line.creator, line.deal);
        cursor(pen, app, row, app.results.rows.current() == Some(&key));
        if app.results.rows.is_marked(&key) {
            pen.put(area.x, area.y + row, 1, "+", Role::Marked);
        }
    }
    y += shape.table;
    if shape.rule > 0 {
        pen.rule(area, y, "", true, joined);
        y += 1;
    }
    if shape.total > 0 {
        let out = report.lines.len() - report.to_come;
        let nothing = report
            .lines
            .iter()
            .filter(|line| line.came_to_nothing())
            .count();
        let name = match (out, report.lines.len()) {
            (0, n) => format!("{n} to come"),
            (out, n) if out == n && app.results.filter.is_on() => format!("{n} that fit"),
            (out, n) if out == n => format!("all {n}"),
            (out, _) => format!("{} live", out - nothing),
        };
        let more = [
            (if out < report.lines.len() { nothing } else { 0 }, "closed"),
            (if out > 0 { report.to_come } else { 0 }, "to come"),
            (report.talks, "in talks"),
        ];
        let more = more
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("+{n} {word}"));
        let talks = more.collect::<Vec<_>>().join(" ");
        let mut all = vec![(Role::Title, name), (Role::Muted, talks)];
        all.extend(metrics.iter().map(|m| cell(m, &report.total)));
        table::line(pen, area, y, area.x + 2, &columns, &fitted, &all);
        y += 1;
    }
    y
}

fn nobody(pen: &mut Pen<'_>, app: &App, report: &Report, y: u16) {
    let area = app.regions.list;
    let text = match report.talks {
        _ if app.results.filter.is_on() => app.nothing_fits(),
        0 => vec!["Nobody is in it yet. c puts a creator in, in Roster or Board.".to_string()],
        n => vec![format!(
            "{n} in talks; they are listed here once something is agreed."
        )],
    };
    let room = usize::from(area.w.saturating_sub(4));
    let room_below = usize::from(area.h.saturating_sub(y + 1));
    for (row, part) in text
        .iter()
        .flat_map(|t| wrap(t, room))
        .take(room_below.max(1))
        .enumerate()
    {
        pen.put(
            area.x + 2,
            area.y + y + row as u16,
            area.w.saturating_sub(3),
            &part,
            Role::Muted,
        );
    }
}

/// A number and its look.
pub(super) fn cell(metric: &Metric, inputs: &Inputs) -> (Role, String) {
    let value = (metric.compute)(inputs);
    let role = match &value {
        Value::Unknown => Role::Muted,
        Value::Gain(n) if *n < 0 => Role::Bad,
        Value::Gain(_) => Role::Good,
        Value::Mood(n) if *n <= -500 => Role::Bad,
        Value::Amount(_)
        | Value::Price(_)
        | Value::Small(..)
        | Value::Mixed(_)
        | Value::About(_) => Role::Money,
        _ => Role::Text,
    };
    (role, value.cell())
}

/// What stands here before there is a campaign.
fn empty(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    let r = &app.regions;
    let area = r.list;
    if r.class == Class::Normal {
        let frame = Area {
            x: area.x - 1,
            y: area.y - 1,
            w: area.w + 2,
            h: area.h + 2,
        };
        pen.frame(frame, "Results 0", "", true);
    }
    let text = "No campaigns yet. A campaign is a goal, a few targets agreed before the first post, and the creators in it.";
    let key = app.keymap.first("add").unwrap_or_default();
    let how = format!("{key}  type  /winter goal 90 orders cpa<30 12 nov - 28 nov");
    let room = usize::from(area.w.saturating_sub(6));
    for (line, y) in wrap(text, room)
        .into_iter()
        .chain(wrap(&how, room))
        .zip(area.y + 1..)
    {
        pen.put(area.x + 3, y, area.w.saturating_sub(4), &line, Role::Text);
    }
    pen.point(area, 1, 3);
    ("no campaigns yet".into(), String::new())
}
