//! The second step: the columns, the status words below them, and beside or below what would become
//! of it all.

use super::dry;
use crate::app::App;
use crate::app::modal::import::places::{Look, Places, places, word_lines};
use crate::app::modal::import::words::Asks;
use crate::app::modal::import::{Import, Pane};
use crate::app::regions::Area;
use crate::ui::pen::Pen;
use crate::ui::table::{self, Column};
use crate::ui::text::width;
use crate::ui::theme::Role;

const NAME: Column = Column::new("your column", 14, 0).grows();
const FILLED: Column = Column::new("filled", 6, 3).right();
const LOOKS: Column = Column::new("looks like", 16, 2).grows();
const GOES: Column = Column::new("goes to", 17, 0).grows();
const SURE: Column = Column::new("sure", 4, 1);
const ASKS: Column = Column::new("", 1, 0);
const COLUMNS: &[Column] = &[NAME, FILLED, LOOKS, GOES, SURE, ASKS];

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, import: &Import) {
    let places = places(&app.regions, import);
    if places.look == Look::Wide {
        dry::beside(pen, app, import, places.dry);
        dry::row(pen, app, import, places.row, import.pane == Pane::Row);
        mapping(pen, app, import, &places);
        return;
    }
    match import.pane {
        Pane::Columns => mapping(pen, app, import, &places),
        Pane::Words => {
            super::frame(
                pen,
                app,
                places.main,
                "What each status becomes",
                "Enter change · Tab next · Esc columns",
                true,
            );
            words(pen, import, &places);
        }
        Pane::Dry => dry::beside(pen, app, import, places.main),
        Pane::Row => dry::row(pen, app, import, places.main, true),
    }
}

fn mapping(pen: &mut Pen<'_>, app: &App, import: &Import, places: &Places) {
    let focus = matches!(import.pane, Pane::Columns | Pane::Words);
    let small = places.look == Look::Small;
    let title = match app.regions.size.0 {
        0..60 => format!("Import 2/3 · {}", import.file()),
        _ if import.is_remembered() => {
            "Import 2 of 3 · the columns go where they went last time".into()
        }
        _ => "Import 2 of 3 · where does each column go?".into(),
    };
    let hint = match app.regions.size.0 {
        0..80 => "Space skip · ? Enter takes the other reading",
        _ => "Space skip · ? two readings: Enter takes the other · e elsewhere",
    };
    super::frame(pen, app, places.main, &title, hint, focus);
    let inner = places.inner;
    let joined = inner.x > 0;
    let head = heading(import, inner.w.saturating_sub(2));
    pen.put(
        inner.x + 1,
        inner.y,
        inner.w.saturating_sub(2),
        &head,
        Role::Text,
    );
    if !small {
        pen.rule(inner, 1, "", focus, joined);
    }
    columns(pen, import, places);
    match places.look {
        Look::Wide => words(pen, import, places),
        Look::Compact => {
            dry::words_in_short(pen, import, places.words, joined);
            dry::in_short(pen, import, places.notes, joined);
        }
        Look::Small => dry::one_line(pen, import, places.notes),
    }
}

/// File, size and manner of reading, as much of it as fits.
fn heading(import: &Import, room: u16) -> String {
    let whole = format!(
        "{} · {} · {}",
        import.file(),
        import.size(),
        import.manner()
    );
    let fits = |text: &String| width(text) <= usize::from(room);
    let short = || format!("{} · {}", import.file(), import.size());
    Some(whole)
        .filter(fits)
        .or_else(|| Some(short()).filter(fits))
        .unwrap_or_else(|| import.size())
}

fn columns(pen: &mut Pen<'_>, import: &Import, places: &Places) {
    let area = places.columns;
    let x = area.x + 2;
    let fitted = table::fit(COLUMNS, area.w.saturating_sub(3));
    let titles = Area {
        y: area.y.saturating_sub(1),
        h: 1,
        ..area
    };
    table::head(pen, titles, 0, x, COLUMNS, &fitted);
    let top = super::top(&import.columns, area.h);
    let rows = import
        .columns
        .rows()
        .iter()
        .enumerate()
        .skip(top)
        .take(usize::from(area.h));
    let mut point = None;
    for (row, (place, at)) in (0..).zip(rows) {
        let Some(line) = import.column_line(*at) else {
            continue;
        };
        let quiet = if line.placed { Role::Text } else { Role::Muted };
        let (asks, role) = match line.asks {
            Asks::Nothing => ("", Role::Text),
            Asks::Answered => ("?", Role::Muted),
            Asks::Open => ("?", Role::Due),
        };
        let sure = if line.placed {
            "█".repeat(usize::from(line.sure))
        } else {
            "-".into()
        };
        let cells = [
            (quiet, line.name),
            (Role::Muted, line.filled),
            (Role::Muted, line.looks),
            (
                if line.asks == Asks::Open {
                    Role::Due
                } else {
                    quiet
                },
                line.goes,
            ),
            (Role::Muted, sure),
            (role, asks.to_string()),
        ];
        table::line(pen, area, row, x, COLUMNS, &fitted, &cells);
        if place == import.columns.at() {
            super::cursor(pen, area, row, import.pane == Pane::Columns);
            point = pen.cursor.filter(|_| import.pane == Pane::Columns);
        }
    }
    dry::more(pen, area, top, import.columns.len());
    pen.cursor = point.or(pen.cursor);
}

/// The status words and what each becomes.
fn words(pen: &mut Pen<'_>, import: &Import, places: &Places) {
    let area = places.words;
    if import.words.is_empty() || area.h < 3 {
        return;
    }
    let narrow = area.w < 56;
    let word_w = if narrow { (area.w / 3).max(8) } else { 26 };
    let mut y = 0;
    if places.look == Look::Wide {
        pen.rule(
            area,
            0,
            "",
            matches!(import.pane, Pane::Columns | Pane::Words),
            true,
        );
        y = 1;
    }
    let (rows_x, becomes_x) = (area.x + 2 + word_w, area.x + 2 + word_w + 7);
    pen.put(area.x + 2, area.y + y, word_w, "STATUS VALUES", Role::Title);
    pen.put(rows_x, area.y + y, 5, " rows", Role::Muted);
    pen.put(becomes_x, area.y + y, 10, "becomes", Role::Muted);
    let list = word_lines(places);
    let top = super::top(&import.words, list.h);
    let rows = import
        .words
        .rows()
        .iter()
        .enumerate()
        .skip(top)
        .take(usize::from(list.h));
    let mut point = None;
    for (row, (place, at)) in (0..).zip(rows) {
        let Some(line) = import.word_line(*at) else {
            continue;
        };
        let room = (list.x + list.w).saturating_sub(becomes_x + 1);
        pen.put(
            list.x + 2,
            list.y + row,
            word_w.saturating_sub(1),
            &line.word,
            Role::Text,
        );
        pen.put_right(rows_x, list.y + row, 5, &line.rows.to_string(), Role::Muted);
        pen.put(
            becomes_x,
            list.y + row,
            room,
            &line.becomes,
            if line.known { Role::Text } else { Role::Due },
        );
        if place == import.words.at() && import.pane == Pane::Words {
            super::cursor(pen, list, row, true);
            point = pen.cursor;
        }
    }
    dry::more(pen, list, top, import.words.len());
    pen.cursor = point.or(pen.cursor);
}
