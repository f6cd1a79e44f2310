//! Draws the library: the shelves beside the list in wide windows, their name above it in narrow
//! ones; below the list what the cursor stands on.

use super::pen::Pen;
use super::table::{self, Column};
use super::text::{cut, part_of, width, wrap};
use super::theme::Role;
use crate::app::App;
use crate::app::panes::library::{Line, Parts, Shelf, empty, parts};
use crate::app::regions::Area;

const TEMPLATES: &[Column] = &[
    Column::new("Template", 18, 0).grows(),
    Column::new("For", 7, 1),
    Column::new("Used", 5, 3).right(),
    Column::new("Replies", 7, 4).right(),
    Column::new("Length", 9, 5).right(),
    Column::new("In", 3, 2),
];

const BRIEFS: &[Column] = &[
    Column::new("For", 16, 0),
    Column::new("Campaign", 16, 3),
    Column::new("One goal", 12, 4).grows(),
    Column::new("Sent", 12, 1),
    Column::new("", 10, 2),
];

const IDEALS: &[Column] = &[
    Column::new("Ideal creator", 16, 0),
    Column::new("Niche", 14, 2).grows(),
    Column::new("Audience", 8, 1).right(),
];

const CHECKLISTS: &[Column] = &[
    Column::new("Checklist", 16, 0).grows(),
    Column::new("For", 8, 1),
    Column::new("", 10, 2).right(),
    Column::new("Again", 15, 3),
];

const SEGMENTS: &[Column] = &[
    Column::new("Segment", 24, 0),
    Column::new("Filter", 12, 2).grows(),
    Column::new("Now", 10, 1),
];

const CODES: &[Column] = &[
    Column::new("Code or link", 14, 0).grows(),
    Column::new("Whose", 16, 1),
    Column::new("", 4, 4),
    Column::new("", 22, 3),
];

const PLAYBOOK: &[Column] = &[
    Column::new("Page", 20, 0).grows(),
    Column::new("Market", 7, 2),
    Column::new("Length", 9, 3).right(),
    Column::new("", 20, 4),
];

/// Cells of the labels of what is read.
const LABELS: u16 = 14;

fn columns(shelf: Shelf) -> &'static [Column] {
    match shelf {
        Shelf::Templates => TEMPLATES,
        Shelf::Briefs => BRIEFS,
        Shelf::Ideals => IDEALS,
        Shelf::Checklists => CHECKLISTS,
        Shelf::Segments => SEGMENTS,
        Shelf::Codes => CODES,
        Shelf::Playbook => PLAYBOOK,
    }
}

/// Draws it; gives back what the answering line says when it has nothing else to say.
pub fn draw(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    let library = &app.library;
    let parts = parts(&app.regions);
    let awake = app.modals.is_empty();
    if let Some(area) = parts.shelves {
        let inner = pen.frame(area, "Library", "", library.on_shelves && awake);
        for (row, (shelf, count)) in (0..inner.h).zip(Shelf::ALL.iter().zip(&library.counts)) {
            shelf_line(
                pen,
                app,
                Area {
                    y: inner.y + row,
                    h: 1,
                    ..inner
                },
                (*shelf, *count),
            );
        }
        pen.frame(parts.whole, &title(app), "", !library.on_shelves && awake);
    } else {
        let back = app.keymap.first("shelf-back").unwrap_or_default();
        let next = app.keymap.first("shelf-next").unwrap_or_default();
        let role = if library.on_shelves {
            Role::Accent
        } else {
            Role::Title
        };
        pen.put(
            parts.whole.x + 1,
            parts.whole.y,
            parts.whole.w.saturating_sub(8),
            &title(app),
            role,
        );
        pen.put_right(
            parts.whole.x,
            parts.whole.y,
            parts.whole.w.saturating_sub(1),
            &format!("{back} {next}"),
            Role::Muted,
        );
        if library.on_shelves && awake {
            pen.point(parts.whole, 0, 1);
        }
    }
    list(pen, app, &parts);
    read(pen, app, &parts);
    quiet(app, &parts)
}

/// `Templates 24`, and the filter in use.
fn title(app: &App) -> String {
    let library = &app.library;
    let n = library.lines.len();
    match library.filter.is_on() {
        false => format!("{} {n}", library.shelf.label()),
        true => format!("{} {n} · {}", library.shelf.label(), library.filter.words()),
    }
}

fn shelf_line(pen: &mut Pen<'_>, app: &App, area: Area, (shelf, count): (Shelf, usize)) {
    let here = app.library.shelf == shelf;
    let count = count.to_string();
    // A long count shortens the name; they never touch.
    let room = usize::from(area.w.saturating_sub(4)).saturating_sub(width(&count));
    let label = cut(shelf.label(), room);
    pen.put(
        area.x + 2,
        area.y,
        area.w,
        &label,
        if here { Role::Title } else { Role::Text },
    );
    let role = if here { Role::Title } else { Role::Muted };
    pen.put_right(area.x, area.y, area.w.saturating_sub(1), &count, role);
    if here {
        let focus = app.library.on_shelves && app.modals.is_empty();
        pen.put(area.x, area.y, 1, "►", Role::Accent);
        pen.wash(
            area,
            0,
            if focus {
                Role::Selected
            } else {
                Role::SelectedAway
            },
        );
        if focus {
            pen.point(area, 0, 0);
        }
    }
}

fn list(pen: &mut Pen<'_>, app: &App, parts: &Parts) {
    let (library, area) = (&app.library, parts.list);
    if library.lines.is_empty() {
        let mut row = 1;
        for sentence in empty(app) {
            for line in wrap(&sentence, usize::from(area.w.saturating_sub(4))) {
                pen.put(
                    area.x + 2,
                    area.y + row,
                    area.w.saturating_sub(3),
                    &line,
                    Role::Muted,
                );
                row += 1;
            }
        }
        pen.point(area, 1, 2);
        return;
    }
    let columns = columns(library.shelf);
    let fitted = table::fit(columns, area.w.saturating_sub(4));
    table::head(pen, area, 0, area.x + 2, columns, &fitted);
    let rows = Area {
        y: area.y + 1,
        h: area.h.saturating_sub(1),
        ..area
    };
    for (row, (at, line)) in
        (0..rows.h).zip(library.lines.iter().enumerate().skip(library.list.top()))
    {
        table::line(pen, rows, row, area.x + 2, columns, &fitted, &cells(line));
        if at == library.list.at() {
            let focus = !library.on_shelves && app.modals.is_empty();
            pen.put(rows.x, rows.y + row, 1, "►", Role::Accent);
            pen.wash(
                rows,
                row,
                if focus {
                    Role::Selected
                } else {
                    Role::SelectedAway
                },
            );
            if focus {
                pen.point(rows, row, 0);
            }
        }
    }
}

fn cells(line: &Line) -> Vec<(Role, String)> {
    let last = line.cells.len().saturating_sub(1);
    let role = |n: usize| match (n, line.trouble && n == last) {
        (_, true) => Role::Late,
        (0, _) => Role::Title,
        _ => Role::Text,
    };
    line.cells
        .iter()
        .enumerate()
        .map(|(n, cell)| (role(n), cell.clone()))
        .collect()
}

fn read(pen: &mut Pen<'_>, app: &App, parts: &Parts) {
    let Some(area) = parts.reading else { return };
    let Some(reading) = &app.library.reading else {
        return;
    };
    let framed = parts.shelves.is_some();
    let rule = Area {
        y: area.y.saturating_sub(1),
        h: 1,
        ..area
    };
    let focus = framed && !app.library.on_shelves && app.modals.is_empty();
    pen.rule(rule, 0, &reading.title, focus, framed);
    let labels = if reading.lines.iter().any(|(label, _)| !label.is_empty()) {
        LABELS.min(area.w / 3)
    } else {
        0
    };
    let room = usize::from(area.w.saturating_sub(labels + 2));
    let mut lines: Vec<(&str, String)> = Vec::new();
    for (label, text) in &reading.lines {
        let parts = if text.is_empty() {
            vec![String::new()]
        } else {
            wrap(text, room)
        };
        lines.extend(
            parts
                .into_iter()
                .enumerate()
                .map(|(n, part)| (if n == 0 { label.as_str() } else { "" }, part)),
        );
    }
    let note = u16::from(!reading.note.is_empty() && area.h > 3);
    let shown = usize::from(area.h - note);
    let top = app.card_scroll.min(lines.len().saturating_sub(shown));
    for (row, (label, line)) in lines.iter().skip(top).take(shown).enumerate() {
        let y = area.y + row as u16;
        pen.put(area.x + 1, y, labels.saturating_sub(1), label, Role::Muted);
        pen.put(
            area.x + 1 + labels,
            y,
            area.w.saturating_sub(labels + 2),
            line,
            Role::Text,
        );
    }
    pen.mark_fields(
        Area {
            h: area.h - note,
            ..area
        },
        Role::Gap,
    );
    if note > 0 {
        pen.put(
            area.x + 1,
            area.y + area.h - 1,
            area.w.saturating_sub(2),
            &reading.note,
            Role::Muted,
        );
    } else if lines.len() > top + shown {
        pen.put_right(area.x, area.y + area.h - 1, area.w, "…", Role::Muted);
    }
}

fn quiet(app: &App, parts: &Parts) -> (String, String) {
    let library = &app.library;
    let trouble = library.lines.iter().filter(|l| l.trouble).count();
    let left = match (app.library.shelf, trouble) {
        (_, 0) => String::new(),
        (Shelf::Briefs, 1) => "1 brief is owed and not begun".into(),
        (Shelf::Briefs, n) => format!("{n} briefs are owed and not begun"),
        (Shelf::Codes, 1) => "1 code or link to look at".into(),
        (Shelf::Codes, n) => format!("{n} codes and links to look at"),
        (_, n) => format!("{n} to look at"),
    };
    let height = usize::from(parts.list.h.saturating_sub(1));
    (
        format!(
            "{}{left}",
            part_of(library.list.top(), height, library.lines.len())
        )
        .trim_end_matches(" · ")
        .to_owned(),
        String::new(),
    )
}
