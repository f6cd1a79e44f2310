//! What stands under the table of results: orders by day, what an order cost by format, by tier and
//! by wave, and what is left to do. Numbers stand beside every bar.

use super::{bar, filled};
use crate::app::App;
use crate::app::regions::Area;
use crate::domain::day::brief;
use crate::domain::metrics::report::Group;
use crate::domain::metrics::{Metric, Report, Value, by_key};
use crate::domain::words;
use crate::ui::pen::Pen;
use crate::ui::text::{fit, pad, width, wrap};
use crate::ui::theme::Role;

/// What groups are compared by: what rows are sorted by, if it is a price; else the cost of an
/// order.
pub(super) fn measure(app: &App) -> Option<&'static Metric> {
    let sorted = app
        .results
        .sorted_by()
        .filter(|m| matches!(m.key, "cpa" | "cpe" | "cpc" | "cpv" | "cpm" | "roi"));
    sorted.or_else(|| by_key("cpa"))
}

/// Three boxes side by side.
pub fn boxes(pen: &mut Pen<'_>, app: &App, report: &Report, area: Area) {
    let third = area.w / 3;
    let days = pen.frame(Area { w: third, ..area }, "Orders per day", "", false);
    let middle = Area {
        x: area.x + third,
        w: third,
        ..area
    };
    let metric = measure(app);
    let label = metric.map_or(String::new(), |m| {
        format!(
            "{} by format",
            capital(m.label.split(" (").next().unwrap_or(m.label))
        )
    });
    let groups = pen.frame(middle, &label, "", false);
    let right = Area {
        x: area.x + 2 * third,
        w: area.w - 2 * third,
        ..area
    };
    let ends = pen.frame(right, "Loose ends", "", false);
    by_day(pen, app, report, days);
    if let Some(metric) = metric {
        by_group(pen, report, metric, groups);
    }
    loose(pen, app, report, ends);
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(chars)
        .collect()
}

fn by_day(pen: &mut Pen<'_>, app: &App, report: &Report, area: Area) {
    let height = usize::from(area.h);
    if report.days.is_empty() {
        let told = match report.total.orders {
            Some(_) => {
                "Orders come from the numbers of posts, which tell no days. n o records an order."
            }
            None => {
                "No orders yet. n o records one; codes and links of an import fill this by themselves."
            }
        };
        for (row, part) in wrap(told, usize::from(area.w.saturating_sub(2)))
            .into_iter()
            .take(height)
            .enumerate()
        {
            pen.put(
                area.x + 1,
                area.y + row as u16,
                area.w.saturating_sub(1),
                &part,
                Role::Muted,
            );
        }
        return;
    }
    let most = report.days.iter().map(|(_, n)| *n).max().unwrap_or(1);
    let best = report.days.iter().position(|(_, n)| *n == most);
    let skip = report.days.len().saturating_sub(height);
    for (row, (at, (day, n))) in report.days.iter().enumerate().skip(skip).enumerate() {
        let y = area.y + row as u16;
        pen.put(
            area.x + 1,
            y,
            7,
            &format!("{:>6}", day.format("%-d %b")),
            Role::Text,
        );
        let room = area.w.saturating_sub(24);
        let cells = filled(room, *n, most);
        pen.put(
            area.x + 8,
            y,
            cells,
            &"█".repeat(usize::from(cells)),
            Role::Text,
        );
        let x = area.x + 8 + room + 1;
        pen.put(x, y, 5, &format!("{n:>4}"), Role::Text);
        let word = if Some(at) == best {
            "best day"
        } else if *day == app.today {
            "so far"
        } else {
            ""
        };
        pen.put(
            x + 5,
            y,
            area.w.saturating_sub(room + 14),
            word,
            Role::Muted,
        );
    }
}

fn by_group(pen: &mut Pen<'_>, report: &Report, metric: &Metric, area: Area) {
    let price = |g: &Group| (metric.compute)(&g.inputs);
    // Below stand the tiers, where there is room under a blank.
    let tiers = report.tiers.len().min(3);
    let gap = usize::from(report.formats.len() + tiers < usize::from(area.h));
    let room = usize::from(area.h).saturating_sub(tiers + gap);
    let shown = || report.formats.iter().take(room);
    let most = shown()
        .filter_map(|g| price(g).rank())
        .map(|(_, n)| n)
        .max()
        .unwrap_or(1);
    let mut y = area.y;
    let name_w = 16.min(area.w / 2);
    for group in shown() {
        let value = price(group);
        pen.put(
            area.x + 1,
            y,
            name_w,
            &pad(&group.name, usize::from(name_w)),
            Role::Text,
        );
        let text = value.shown();
        let bar_w = area
            .w
            .saturating_sub(name_w + 3 + width(&text).max(9) as u16);
        if let Some((_, n)) = value.rank() {
            bar(pen, area.x + name_w + 2, y, bar_w, n, most);
        }
        pen.put_right(area.x, y, area.w.saturating_sub(1), &text, Role::Money);
        y += 1;
    }
    y += gap as u16;
    for tier in report
        .tiers
        .iter()
        .take(usize::from((area.y + area.h).saturating_sub(y)).min(3))
    {
        let n = if tier.count == 1 {
            "1 creator".to_string()
        } else {
            format!("{} creators", tier.count)
        };
        let text = format!("{}, {n}", tier.name);
        pen.put(area.x + 1, y, area.w.saturating_sub(12), &text, Role::Text);
        pen.put_right(
            area.x,
            y,
            area.w.saturating_sub(1),
            &price(tier).shown(),
            Role::Money,
        );
        y += 1;
    }
}

fn loose(pen: &mut Pen<'_>, app: &App, report: &Report, area: Area) {
    let room = usize::from(area.w.saturating_sub(2));
    let notes: Vec<(Role, String)> = notes(app, report)
        .into_iter()
        .flat_map(|(role, text)| wrap(&text, room).into_iter().map(move |part| (role, part)))
        .collect();
    // Where not all has room, what is done is left out first, and then the line of air.
    let (all, height) = (report.loose.len(), usize::from(area.h));
    let done = report.loose.iter().filter(|one| one.done).count();
    let mut left_out = (all + 1 + notes.len()).saturating_sub(height).min(done);
    let mut y = area.y;
    for one in &report.loose {
        if one.done && left_out > 0 {
            left_out -= 1;
            continue;
        }
        let (mark, role) = if one.done {
            ("[x]", Role::Muted)
        } else {
            ("[ ]", Role::Text)
        };
        let key = app
            .keymap
            .first(one.command)
            .filter(|_| !one.done)
            .unwrap_or_default();
        if y < area.y + area.h {
            pen.put(
                area.x + 1,
                y,
                area.w.saturating_sub(8),
                &format!("{mark} {}", one.words),
                role,
            );
            pen.put_right(area.x, y, area.w.saturating_sub(1), &key, Role::Accent);
        }
        y += 1;
    }
    y += u16::from(usize::from((area.y + area.h).saturating_sub(y)) > notes.len());
    let room = usize::from((area.y + area.h).saturating_sub(y));
    for ((role, part), y) in fit(notes, room, |line| &mut line.1).into_iter().zip(y..) {
        pen.put(area.x + 1, y, area.w.saturating_sub(1), &part, role);
    }
}

/// What stands under the loose ends: the waves, who came back, numbers too small to tell.
fn notes(app: &App, report: &Report) -> Vec<(Role, String)> {
    let mut notes: Vec<(Role, String)> = waves(app, report)
        .map(|text| (Role::Text, text))
        .into_iter()
        .collect();
    let again = by_key("rebought").map(|m| (m.compute)(&report.total));
    if let Some(Value::Share(again, of)) = again {
        notes.push((
            Role::Text,
            format!("bought again within 60 days: {again} of {of}"),
        ));
    }
    let counted = crate::domain::metrics::measure::counted(&report.total);
    notes.extend(counted.map(|text| (Role::Text, format!("counted: {text}"))));
    notes.extend(report.small().map(|text| (Role::Due, text)));
    notes
}

/// `Waves: wave 1 41 orders $24.10 · wave 2 5 Dec`.
fn waves(app: &App, report: &Report) -> Option<String> {
    let cpa = by_key("cpa")?;
    let one =
        |(wave, inputs): &(crate::domain::rows::Wave, crate::domain::metrics::Inputs)| match inputs
            .orders
        {
            Some(n) if n > 0 => format!(
                "{}: {}, {} each",
                wave.name,
                words::orders(n),
                (cpa.compute)(inputs).shown()
            ),
            _ => match (wave.start, wave.end) {
                (Some(start), _) if start > app.today => {
                    format!("{}: from {}", wave.name, brief(start, app.today))
                }
                _ => format!("{}: no orders", wave.name),
            },
        };
    let all: Vec<String> = report.waves.iter().map(one).collect();
    (!all.is_empty()).then(|| all.join(" · "))
}

/// The same in three lines under a rule.
pub fn lines(pen: &mut Pen<'_>, app: &App, report: &Report, area: Area) {
    pen.rule(
        area,
        0,
        "",
        true,
        app.regions.class == crate::app::regions::Class::Normal,
    );
    let label_w = 9;
    let mut put = |row: u16, label: &str, text: &str, role| {
        pen.put(area.x + 1, area.y + row, label_w, label, Role::Muted);
        pen.put(
            area.x + 1 + label_w,
            area.y + row,
            area.w.saturating_sub(label_w + 2),
            text,
            role,
        );
    };
    let room = usize::from(area.w).saturating_sub(34) / 3;
    let skip = report.days.len().saturating_sub(room.max(5));
    let days = report.days.get(skip..).unwrap_or_default();
    match (days.first(), days.last()) {
        (Some((first, _)), Some((last, _))) => {
            let numbers: Vec<String> = days.iter().map(|(_, n)| n.to_string()).collect();
            let from = format!(
                "{} - {}: ",
                brief(*first, app.today),
                brief(*last, app.today)
            );
            put(
                1,
                "orders",
                &format!("{from}{}", numbers.join(" ")),
                Role::Text,
            );
        }
        _ => put(1, "orders", "none by day yet; n o records one", Role::Muted),
    }
    let formats = measure(app).map_or_else(String::new, |metric| {
        let all = report
            .formats
            .iter()
            .map(|g| format!("{} {}", g.name, (metric.compute)(&g.inputs).shown()));
        all.collect::<Vec<_>>().join(" · ")
    });
    put(2, "format", &formats, Role::Text);
    let open: Vec<String> = report
        .loose
        .iter()
        .filter(|l| !l.done)
        .map(|l| {
            format!(
                "[ ] {} {}",
                l.words,
                app.keymap.first(l.command).unwrap_or_default()
            )
        })
        .collect();
    match (open.is_empty(), report.small()) {
        (false, _) => put(3, "to do", &open.join("  "), Role::Text),
        (true, Some(small)) => put(3, "note", &small, Role::Due),
        (true, None) => put(3, "to do", "nothing: all is measured and told", Role::Muted),
    }
}
