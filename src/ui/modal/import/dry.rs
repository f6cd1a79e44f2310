//! The dry run: what would be imported, what is skipped and why, what has to be looked at; beside
//! the columns, or in a few lines below them; and one row as it will be.

use crate::app::App;
use crate::app::modal::import::dry::DryLine;
use crate::app::modal::import::{Import, Pane, places};
use crate::app::regions::Area;
use crate::domain::money::grouped;
use crate::ui::pen::Pen;
use crate::ui::text::{cut, width, wrap};
use crate::ui::theme::Role;

/// The dry run in a frame.
pub fn beside(pen: &mut Pen<'_>, app: &App, import: &Import, area: Area) {
    let here = import.pane == Pane::Dry;
    let hint = if here {
        "Up Down scroll · Esc columns"
    } else {
        ""
    };
    super::frame(
        pen,
        app,
        area,
        "Dry run: nothing is written yet",
        hint,
        here,
    );
    let inner = places::inside(&app.regions, area);
    let room = usize::from(inner.w.saturating_sub(2));
    let top = if here { import.top } else { 0 };
    let mut row = 0;
    for line in import.dry(here).iter().skip(top) {
        if row >= inner.h {
            break;
        }
        match line {
            DryLine::Rule => pen.rule(inner, row, "", here, inner.x > 0),
            DryLine::Title(text) => {
                pen.put(inner.x + 1, inner.y + row, inner.w, text, Role::Title);
            }
            DryLine::Count(what, n, note) => {
                let text = format!("{what:<9}{:>7}", grouped(*n as u64));
                let note = if *n > 0 {
                    format!("  {note}")
                } else {
                    String::new()
                };
                pen.parts(
                    Area {
                        x: inner.x + 1,
                        w: inner.w.saturating_sub(1),
                        ..inner
                    },
                    row,
                    &[(Role::Text, &text), (Role::Muted, &note)],
                );
            }
            DryLine::Text(mark, text) => {
                for part in wrap(text, room) {
                    if row < inner.h {
                        pen.put(
                            inner.x + 1,
                            inner.y + row,
                            inner.w.saturating_sub(1),
                            &part,
                            crate::ui::role(*mark),
                        );
                        row += 1;
                    }
                }
                continue;
            }
        }
        row += 1;
    }
    if here {
        pen.point(inner, 0, 0);
    }
}

/// One row as it will be, its parts kept whole where they fit.
pub fn row(pen: &mut Pen<'_>, app: &App, import: &Import, area: Area, here: bool) {
    let title = match import.sample_place() {
        Some((n, of, line)) => format!(
            "Row {n} of {} as it will be · line {line}",
            grouped(of as u64)
        ),
        None => "No row can be imported yet".into(),
    };
    super::frame(
        pen,
        app,
        area,
        &title,
        ", . other rows · the mapping is remembered for files with these columns",
        here,
    );
    let inner = places::inside(&app.regions, area);
    let (mut x, mut y) = (0, 0);
    let room = inner.w.saturating_sub(2);
    for (mark, text) in import.sample_parts(app.today) {
        let role = crate::ui::role(mark);
        let wide = u16::try_from(width(&text)).unwrap_or(u16::MAX);
        if x > 0 && x + 2 + wide > room {
            (x, y) = (0, y + 1);
        }
        if wide > room {
            for line in wrap(&text, usize::from(room)) {
                put(pen, inner, y, 0, &line, role);
                y += 1;
            }
            continue;
        }
        let gap = if x > 0 { 2 } else { 0 };
        put(pen, inner, y, x + gap, &text, role);
        x += gap + wide;
    }
    if here {
        pen.point(inner, 0, 0);
    }
}

fn put(pen: &mut Pen<'_>, inner: Area, y: u16, x: u16, text: &str, role: Role) {
    if y < inner.h {
        pen.put(
            inner.x + 1 + x,
            inner.y + y,
            inner.w.saturating_sub(1 + x),
            text,
            role,
        );
    }
}

/// `STATUS  to check 9 ► 1 · Contacted 14 ► 2`, on two lines below a rule.
pub fn words_in_short(pen: &mut Pen<'_>, import: &Import, area: Area, joined: bool) {
    if area.h == 0 {
        return;
    }
    pen.rule(area, 0, "", true, joined);
    pen.put(area.x + 1, area.y + 1, 8, "STATUS", Role::Title);
    let words: Vec<String> = import
        .words
        .rows()
        .iter()
        .take(20)
        .filter_map(|at| import.word_line(*at))
        .map(|w| format!("{} {} ► {}", cut(&w.word, 24), w.rows, w.short))
        .collect();
    paragraph(
        pen,
        Area {
            x: area.x + 10,
            y: area.y + 1,
            w: area.w.saturating_sub(11),
            h: 2,
        },
        &words.join(" · "),
        Role::Text,
    );
}

/// The dry run on two lines below a rule.
pub fn in_short(pen: &mut Pen<'_>, import: &Import, area: Area, joined: bool) {
    if area.h < 3 {
        return;
    }
    pen.rule(area, 0, "", true, joined);
    pen.put(area.x + 1, area.y + 1, 8, "DRY RUN", Role::Title);
    let rest = Area {
        x: area.x + 10,
        y: area.y + 1,
        w: area.w.saturating_sub(11),
        h: 1,
    };
    paragraph(pen, rest, &summary(import, true), Role::Text);
    let looks = import.looks();
    pen.put(
        area.x + 1,
        area.y + 2,
        8,
        "LOOK",
        if looks.is_empty() {
            Role::Muted
        } else {
            Role::Title
        },
    );
    let looks = if looks.is_empty() {
        "nothing to look at".into()
    } else {
        looks
    };
    paragraph(
        pen,
        Area {
            y: rest.y + 1,
            ..rest
        },
        &looks,
        Role::Text,
    );
}

/// The dry run on one line.
pub fn one_line(pen: &mut Pen<'_>, import: &Import, area: Area) {
    if area.h > 0 {
        paragraph(
            pen,
            Area {
                x: area.x + 1,
                w: area.w.saturating_sub(1),
                h: 1,
                ..area
            },
            &summary(import, false),
            Role::Title,
        );
    }
}

/// `new 37 · update 4 · skip 2 (lines 17, 31)`.
fn summary(import: &Import, lines: bool) -> String {
    if let Some(DryLine::Text(_, why)) = import.dry(false).get(1) {
        return why.clone();
    }
    let skipped = Some(import.skipped_lines()).filter(|l| lines && !l.is_empty());
    let count = |(what, n, _): (&'static str, usize, &'static str)| match (&skipped, what) {
        (Some(lines), "skip") if n > 0 => format!("{what} {n} ({lines}: Tab shows why)"),
        _ => format!("{what} {n}"),
    };
    import
        .counts()
        .into_iter()
        .filter(|(what, n, _)| *n > 0 || *what == "new")
        .map(count)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Text in the lines of an area; what does not fit ends in an ellipsis.
fn paragraph(pen: &mut Pen<'_>, area: Area, text: &str, role: Role) {
    let room = usize::from(area.w.max(1));
    let lines = wrap(text, room);
    let last = usize::from(area.h).saturating_sub(1);
    for (row, line) in (0..area.h).zip(&lines) {
        let more = usize::from(row) == last && lines.len() > usize::from(area.h);
        let line = if more {
            format!(
                "{}…",
                cut(line, room.saturating_sub(1)).trim_end_matches('…')
            )
        } else {
            line.clone()
        };
        pen.put(area.x, area.y + row, area.w, &line, role);
    }
}

/// Says at the right edge that a list goes on above or below.
pub fn more(pen: &mut Pen<'_>, area: Area, top: usize, len: usize) {
    if area.h == 0 || area.w == 0 {
        return;
    }
    let x = area.x + area.w - 1;
    if top > 0 {
        pen.put(x, area.y, 1, "▲", Role::Muted);
    }
    if len > top + usize::from(area.h) {
        pen.put(x, area.y + area.h - 1, 1, "▼", Role::Muted);
    }
}
