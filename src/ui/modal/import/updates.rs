//! The third step: creators that are there already and would change, and below the list what
//! changes about one of them.

use crate::app::App;
use crate::app::modal::import::{Import, places};
use crate::app::regions::Area;
use crate::ui::pen::Pen;
use crate::ui::text::{cut, one_line};
use crate::ui::theme::Role;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, import: &Import) {
    let (list, below) = places::updates(&app.regions);
    let title = if app.regions.size.0 < 60 {
        "Import 3/3 · these change"
    } else {
        "Import 3 of 3 · creators you know that would change"
    };
    super::frame(
        pen,
        app,
        app.regions.body,
        title,
        "Space leave as is · Ctrl+S import",
        true,
    );
    let names = (list.w / 4).clamp(12, 24);
    pen.put(
        list.x + 6,
        list.y.saturating_sub(1),
        names,
        "who",
        Role::Muted,
    );
    pen.put(
        list.x + 7 + names,
        list.y.saturating_sub(1),
        list.w.saturating_sub(names + 8),
        "what changes",
        Role::Muted,
    );
    let top = super::top(&import.updates, list.h);
    let rows = import
        .updates
        .rows()
        .iter()
        .enumerate()
        .skip(top)
        .take(usize::from(list.h));
    for (row, (place, at)) in (0..).zip(rows) {
        let Some((who, what, left_out)) = import.update_line(*at) else {
            continue;
        };
        let y = list.y + row;
        let role = if left_out { Role::Muted } else { Role::Text };
        pen.put(
            list.x + 2,
            y,
            3,
            if left_out { "[ ]" } else { "[x]" },
            Role::Accent,
        );
        pen.put(list.x + 6, y, names, &who, role);
        let what = if left_out {
            "stays as it is".into()
        } else {
            what
        };
        pen.put(
            list.x + 7 + names,
            y,
            list.w.saturating_sub(names + 8),
            &what,
            role,
        );
        if place == import.updates.at() {
            super::cursor(pen, list, row, true);
        }
    }
    let point = pen.cursor;
    super::dry::more(pen, list, top, import.updates.len());
    changes(pen, import, below);
    pen.cursor = point;
}

fn changes(pen: &mut Pen<'_>, import: &Import, area: Area) {
    let Some((who, line, changes)) = import.update_changes() else {
        return;
    };
    pen.rule(area, 0, &format!("{who} · line {line}"), true, area.x > 0);
    let half = usize::from(area.w.saturating_sub(24) / 2).max(6);
    let room = usize::from(area.h.saturating_sub(1));
    let shown = if changes.len() > room {
        room.saturating_sub(1)
    } else {
        changes.len()
    };
    for (row, change) in (1..).zip(changes.iter().take(shown)) {
        let y = area.y + row;
        pen.put(area.x + 2, y, 18, change.field, Role::Muted);
        let from = if change.from.is_empty() {
            "–".into()
        } else {
            cut(&one_line(&change.from), half)
        };
        let x = area.x + 21;
        let used = pen.put(x, y, half as u16, &from, Role::Text) + 1;
        pen.put(x + used, y, 1, "►", Role::Accent);
        pen.put(
            x + used + 2,
            y,
            area.w.saturating_sub(24 + used),
            &one_line(&change.to),
            Role::Title,
        );
    }
    if shown < changes.len() {
        pen.put(
            area.x + 2,
            area.y + 1 + shown as u16,
            area.w,
            &format!("+{} more", changes.len() - shown),
            Role::Muted,
        );
    }
}
