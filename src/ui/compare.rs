//! Draws a comparison: selected rows side by side, a number a line, the best one named; small
//! numbers are said to be small. Results and the roster show it in the place of their table.

use super::pen::Pen;
use super::results::cell;
use super::text::{cut, pad, pad_left, wrap};
use super::theme::Role;
use crate::app::App;
use crate::app::regions::{Area, Class, Regions};
use crate::domain::metrics::{Compared, Comparison, Metric};

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
pub fn draw(pen: &mut Pen<'_>, app: &App, comparison: &Comparison) -> (String, String) {
    let r = &app.regions;
    let lines = &comparison.columns;
    let area = framed(pen, r, &format!("Compare {}", comparison.title));
    let label_w = (area.w * 3 / 10).clamp(14, 30);
    let best_w = if area.w >= 60 { 10 } else { 0 };
    let cell_w = if area.w >= 100 { 14 } else { 10 };
    let fit = usize::from(area.w.saturating_sub(label_w + best_w + 2) / (cell_w + 1)).max(1);
    let shown = lines.get(..fit.min(lines.len())).unwrap_or_default();
    let x = |n: usize| area.x + 1 + label_w + n as u16 * (cell_w + 1);
    for (n, line) in shown.iter().enumerate() {
        let name = first_name(line);
        pen.put(
            x(n),
            area.y,
            cell_w,
            &pad_left(&cut(name, usize::from(cell_w)), usize::from(cell_w)),
            Role::Title,
        );
    }
    if best_w > 0 {
        pen.put(x(shown.len()) + 1, area.y, best_w, "best", Role::Muted);
    }
    pen.rule(area, 1, "", true, r.class == Class::Normal);
    let mut y = 2;
    for metric in comparison.metrics.iter().copied() {
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
            let (role, text) = cell(metric, &line.inputs);
            pen.put(
                x(n),
                area.y + y,
                cell_w,
                &pad_left(&text, usize::from(cell_w)),
                role,
            );
        }
        if best_w > 0 {
            let best = comparison.best(metric).map_or("", first_name);
            pen.put(x(shown.len()) + 1, area.y + y, best_w, best, Role::Good);
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
    notes.extend(comparison.small());
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

/// The first word of a person's name; all of what is no person.
fn first_name(one: &Compared) -> &str {
    one.name.split_whitespace().next().unwrap_or(&one.name)
}
