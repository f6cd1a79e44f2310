//! The comparison: selected creators side by side, a number a line, the best one named; small
//! numbers are said to be small.

use crate::app::App;
use crate::app::regions::{Area, Class, Regions};
use crate::domain::metrics::report::{Line, small};
use crate::domain::metrics::{Better, Metric};
use crate::ui::pen::Pen;
use crate::ui::text::{cut, pad, pad_left, wrap};
use crate::ui::theme::Role;

/// Draws the frame, or in small windows the title alone; returns what is left for the table.
fn framed(pen: &mut Pen<'_>, r: &Regions, title: &str) -> Area {
    if r.class == Class::Normal {
        let keys = "y r copies the table · Esc back to all";
        return pen.frame(r.body, title, keys, true);
    }
    let (x, y, w) = (r.body.x + 1, r.body.y, r.body.w.saturating_sub(1));
    pen.put(x, y, w, title, Role::Title);
    Area {
        y: r.body.y + 1,
        h: r.body.h.saturating_sub(1),
        ..r.body
    }
}

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, campaign: &str) -> (String, String) {
    let r = &app.regions;
    let lines = app.results.compared_lines();
    let title = format!("Compare {} creators · {campaign}", lines.len());
    let area = framed(pen, r, &title);
    let label_w = (area.w * 3 / 10).clamp(14, 30);
    let best_w = if area.w >= 60 { 10 } else { 0 };
    let cell_w = if area.w >= 100 { 14 } else { 10 };
    let fit = usize::from(area.w.saturating_sub(label_w + best_w + 2) / (cell_w + 1)).max(1);
    let shown = lines.get(..fit.min(lines.len())).unwrap_or_default();
    let x = |n: usize| area.x + 1 + label_w + n as u16 * (cell_w + 1);
    for (n, line) in shown.iter().enumerate() {
        let name = first_name(app, line);
        pen.put(
            x(n),
            area.y,
            cell_w,
            &pad_left(&cut(&name, usize::from(cell_w)), usize::from(cell_w)),
            Role::Title,
        );
    }
    if best_w > 0 {
        pen.put(x(shown.len()) + 1, area.y, best_w, "best", Role::Muted);
    }
    pen.rule(area, 1, "", true, r.class == Class::Normal);
    let mut y = 2;
    for metric in app.results.compared_metrics() {
        if y >= area.h {
            break;
        }
        pen.put(
            area.x + 1,
            area.y + y,
            label_w,
            &pad(label(metric, label_w), usize::from(label_w)),
            Role::Text,
        );
        for (n, line) in shown.iter().enumerate() {
            let (role, text) = super::cell(metric, &line.inputs);
            pen.put(
                x(n),
                area.y + y,
                cell_w,
                &pad_left(&text, usize::from(cell_w)),
                role,
            );
        }
        if best_w > 0 {
            let best = best(metric, &lines).map_or_else(String::new, |line| first_name(app, line));
            pen.put(x(shown.len()) + 1, area.y + y, best_w, &best, Role::Good);
        }
        y += 1;
    }
    let mut notes = Vec::new();
    if shown.len() < lines.len() {
        notes.push(format!(
            "{} more do not fit beside each other; y r copies all",
            lines.len() - shown.len()
        ));
    }
    notes.extend(small(lines.iter().map(|l| &l.inputs)));
    y += 1;
    for part in notes
        .iter()
        .flat_map(|n| wrap(n, usize::from(area.w.saturating_sub(2))))
    {
        if y < area.h {
            pen.put(
                area.x + 1,
                area.y + y,
                area.w.saturating_sub(1),
                &part,
                Role::Due,
            );
            y += 1;
        }
    }
    pen.point(area, 0, 0);
    (
        format!("{} compared", lines.len()),
        "Esc back to all".into(),
    )
}

fn label(metric: &Metric, w: u16) -> &str {
    let bare = metric.label.split(" (").next().unwrap_or(metric.label);
    let fits = [metric.label, bare]
        .into_iter()
        .find(|label| label.len() <= usize::from(w));
    fits.unwrap_or(metric.short)
}

fn first_name(app: &App, line: &Line) -> String {
    let name = app.model.called(line.creator);
    name.split_whitespace().next().unwrap_or(&name).to_string()
}

/// The one that is best at it, if one alone is and the metric has a better side.
fn best<'l>(metric: &Metric, lines: &[&'l Line]) -> Option<&'l Line> {
    let mut known: Vec<_> = lines
        .iter()
        .filter_map(|l| Some(((metric.compute)(&l.inputs).rank()?, *l)))
        .collect();
    let first = known.first()?.0.0;
    if metric.better == Better::Neither
        || known.len() < 2
        || known.iter().any(|((currency, _), _)| *currency != first)
    {
        return None;
    }
    known.sort_by_key(|((_, n), _)| {
        if metric.better == Better::Less {
            *n
        } else {
            n.saturating_neg()
        }
    });
    match known.as_slice() {
        [(a, line), (b, _), ..] if a.1 != b.1 => Some(line),
        _ => None,
    }
}
