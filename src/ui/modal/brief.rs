//! Draws a brief: one page, a label beside what it says; what is missing below.

use super::{centre, window};
use crate::app::App;
use crate::app::modal::brief::Page;
use crate::app::regions::{Area, Class};
use crate::domain::brief::Sheet;
use crate::domain::day;
use crate::ui::pen::Pen;
use crate::ui::text::wrap;
use crate::ui::theme::Role;

/// Cells of the labels, where there is room beside what they say.
const LABELS: u16 = 14;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, page: &Page) {
    let Ok(sheet) = page.sheet(app) else { return };
    let body = app.regions.body;
    let wide = app.regions.class >= Class::Narrow;
    let width = body.w.min(100);
    let lines = lines(&sheet, width.saturating_sub(2), wide);
    let notes = notes(app, &sheet);
    let area = centre(
        app,
        width,
        (lines.len() + notes.len() + 3).min(usize::from(body.h)) as u16,
    );
    let title = if wide {
        sheet.title()
    } else {
        format!("Brief for {}", sheet.name)
    };
    let inner = window(
        pen,
        area,
        &title,
        "e edit · y copy · w file · x log as sent · Esc",
    );
    let foot = if notes.is_empty() {
        0
    } else {
        notes.len() as u16 + 1
    };
    let shown = inner.h.saturating_sub(foot);
    let top = page.top.min(lines.len().saturating_sub(usize::from(shown)));
    for (row, (role, label, text)) in lines.iter().skip(top).take(usize::from(shown)).enumerate() {
        let y = inner.y + row as u16;
        let used = if wide { LABELS } else { 0 };
        pen.put(
            inner.x + 1,
            y,
            if wide {
                LABELS - 1
            } else {
                inner.w.saturating_sub(2)
            },
            label,
            Role::Muted,
        );
        pen.put(
            inner.x + 1 + used,
            y,
            inner.w.saturating_sub(used + 2),
            text,
            *role,
        );
    }
    let below = Area {
        y: inner.y + shown,
        h: foot,
        ..inner
    };
    if foot > 0 {
        pen.rule(below, 0, "", true, true);
        for (row, (role, note)) in notes.iter().enumerate() {
            pen.put(
                below.x + 1,
                below.y + 1 + row as u16,
                below.w.saturating_sub(2),
                note,
                *role,
            );
        }
    }
    pen.point(inner, 0, 0);
}

/// Lines of the page: role, label, text. In narrow windows the label has a line of its own.
fn lines(sheet: &Sheet, width: u16, wide: bool) -> Vec<(Role, String, String)> {
    let room = usize::from(width.saturating_sub(if wide { LABELS + 2 } else { 2 }));
    let mut all = Vec::new();
    let optional = |key: &str| matches!(key, "link" | "targets");
    for line in sheet
        .lines
        .iter()
        .filter(|l| !(l.text.is_empty() && optional(l.key)))
    {
        let label = line.label.to_uppercase();
        let role = if line.by_hand {
            Role::Text
        } else {
            Role::Planned
        };
        let parts: Vec<String> = line
            .text
            .lines()
            .flat_map(|part| wrap(part, room))
            .collect();
        let parts = if parts.is_empty() {
            vec!["–".to_owned()]
        } else {
            parts
        };
        if !wide {
            all.push((Role::Muted, label.clone(), String::new()));
        }
        for (n, part) in parts.into_iter().enumerate() {
            all.push((
                role,
                if wide && n == 0 {
                    label.clone()
                } else {
                    String::new()
                },
                part,
            ));
        }
    }
    all
}

/// What is missing, and when it was sent.
fn notes(app: &App, sheet: &Sheet) -> Vec<(Role, String)> {
    let mut all = Vec::new();
    let missing = sheet.missing();
    if !missing.is_empty() {
        all.push((
            Role::Late,
            format!("still empty: {}", missing.join(", ").to_lowercase()),
        ));
    }
    if let Some(day) = app.model.get(sheet.deal).and_then(|d| d.brief_sent) {
        all.push((Role::Good, format!("sent {}", day::short(day, app.today))));
    }
    all
}
