//! The first step: how the file is read, and its first rows as they are read so.

use crate::app::App;
use crate::app::modal::import::Import;
use crate::app::regions::Area;
use crate::domain::words::count;
use crate::ui::pen::Pen;
use crate::ui::text::{width, wrap};
use crate::ui::theme::Role;

/// Widest column of the preview.
const WIDEST: usize = 24;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, import: &Import) {
    let body = app.regions.body;
    let title = format!("Import 1 of 3 · {}", import.file());
    super::frame(
        pen,
        app,
        body,
        &title,
        "Left Right change · Enter go on",
        true,
    );
    let inner = crate::app::modal::import::places::inside(&app.regions, body);
    let area = Area {
        x: inner.x + 1,
        w: inner.w.saturating_sub(2),
        ..inner
    };
    let mut row = 0;
    let size = import.size();
    if !size.is_empty() && area.h > 10 {
        pen.put(area.x + 1, area.y + row, area.w, &size, Role::Muted);
        row += 2;
    }
    for (n, knob) in import.knobs.rows().iter().enumerate() {
        let (name, value, note) = import.knob(*knob);
        let y = area.y + row;
        pen.put(area.x + 2, y, 13, name, Role::Muted);
        let used = pen.put(
            area.x + 16,
            y,
            area.w.saturating_sub(17),
            &value,
            Role::Text,
        );
        let x = area.x + 16 + used.max(28) + 2;
        let room = (area.x + area.w).saturating_sub(x);
        if width(&note) <= usize::from(room) {
            pen.put(x, y, room, &note, Role::Muted);
        }
        if n == import.knobs.at() {
            super::cursor(pen, area, row, true);
        }
        row += 1;
    }
    let point = pen.cursor;
    row += u16::from(area.h > 10);
    match import.reading() {
        Err(why) => {
            for line in wrap(why, usize::from(area.w.saturating_sub(2))) {
                pen.put(
                    area.x + 1,
                    area.y + row.min(area.h),
                    area.w.saturating_sub(2),
                    &line,
                    Role::Late,
                );
                row += 1;
            }
        }
        Ok(_) => preview(pen, import, inner, row),
    }
    pen.cursor = point;
}

/// What was noticed, the header and the first rows.
fn preview(pen: &mut Pen<'_>, import: &Import, inner: Area, mut row: u16) {
    let area = Area {
        x: inner.x + 1,
        w: inner.w.saturating_sub(2),
        ..inner
    };
    let room = usize::from(area.w.saturating_sub(1));
    for text in import.noticed().iter().take(3).filter(|_| area.h > 12) {
        for line in wrap(&format!("? {text}"), room).iter().take(2) {
            pen.put(area.x + 1, area.y + row, area.w, line, Role::Due);
            row += 1;
        }
    }
    if row + 2 > area.h {
        return;
    }
    let lines = import.preview(usize::from(area.h.saturating_sub(row + 2)));
    let columns = lines.first().map_or(0, Vec::len);
    let widest = |c: usize| {
        lines
            .iter()
            .filter_map(|l| l.get(c))
            .map(|t| width(t))
            .max()
            .unwrap_or(0)
            .clamp(1, WIDEST)
    };
    let mut shown: Vec<(u16, u16)> = Vec::new();
    let mut x = 1;
    for wide in (0..columns).map(|c| widest(c) as u16) {
        if x + wide.min(8) > area.w {
            break;
        }
        shown.push((x, wide.min(area.w - x)));
        x += wide + 2;
    }
    let title = match columns - shown.len() {
        0 => "as it is read".to_string(),
        more => format!("as it is read, and {}", count(more, "more column")),
    };
    pen.rule(inner, row, &title, true, inner.x > 0);
    row += 1;
    for (n, line) in lines.iter().enumerate() {
        let role = if n == 0 { Role::Title } else { Role::Text };
        for (cell, (x, wide)) in line.iter().zip(&shown) {
            pen.put(area.x + x, area.y + row, *wide, cell, role);
        }
        row += 1;
    }
}
