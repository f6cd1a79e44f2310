//! A form: labels, texts, what they mean, what is wrong with them; the caret is the terminal's.

use super::{text_field, window};
use crate::app::App;
use crate::app::modal::form::{Editor, Form, FormField};
use crate::app::regions::{Area, Class};
use crate::domain::fields::Kind;
use crate::ui::pen::Pen;
use crate::ui::text::wrap;
use crate::ui::theme::Role;

/// Keys for the footer.
pub const HINTS: &[(&str, &str)] = &[
    ("Ctrl+S", "save"),
    ("Tab", "next field"),
    ("Space", "choose"),
    ("Ctrl+G", "editor"),
    ("Ctrl+U", "clear"),
    ("Esc", "leave"),
];

/// Lines a long text has at least.
const LONG: u16 = 3;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, form: &Form) {
    let changed = match form.dirty() {
        0 => String::new(),
        1 => " · 1 field changed".into(),
        n => format!(" · {n} fields changed"),
    };
    let body = app.regions.body;
    let hint = if form.many.is_empty() {
        "Tab next · Ctrl+S saves · Esc leaves"
    } else {
        "blank = keep · one u takes all back"
    };
    let verb = if form.adds.is_some() { "New" } else { "Edit" };
    let inner = window(pen, body, &format!("{verb} {}{changed}", form.title), hint);
    let area = Area {
        h: inner.h.saturating_sub(2),
        ..inner
    };
    let long = long(form, area.h);
    let tops = tops(form, long);
    let at = tops.get(form.at).copied().unwrap_or(0);
    let last = at + height(form.fields.get(form.at), long);
    let top = last.saturating_sub(area.h).min(at);
    let mut caret = None;
    for (n, field) in form.fields.iter().enumerate() {
        let y = tops.get(n).copied().unwrap_or(0);
        let h = height(Some(field), long);
        if y < top || y + h > top + area.h {
            continue;
        }
        pen.cursor = None;
        line(
            pen,
            app,
            Area {
                y: area.y + y - top,
                h,
                ..area
            },
            field,
            n == form.at,
        );
        if n == form.at {
            caret = pen.cursor;
        }
    }
    help(pen, inner, form);
    pen.cursor = caret;
}

/// Lines of each long text: what the other fields leave free is shared among them.
fn long(form: &Form, room: u16) -> u16 {
    let many = form.fields.iter().filter(|f| is_long(f)).count() as u16;
    let least = form
        .fields
        .iter()
        .map(|f| height(Some(f), LONG))
        .sum::<u16>();
    LONG + room.saturating_sub(least) / many.max(1)
}

fn is_long(field: &FormField) -> bool {
    matches!(field.editor, Editor::Text(_))
}

fn height(field: Option<&FormField>, long: u16) -> u16 {
    if field.is_some_and(is_long) { long } else { 1 }
}

fn tops(form: &Form, long: u16) -> Vec<u16> {
    let mut y = 0;
    form.fields
        .iter()
        .map(|f| {
            let top = y;
            y += height(Some(f), long);
            top
        })
        .collect()
}

/// A field in its lines.
fn line(pen: &mut Pen<'_>, app: &App, area: Area, field: &FormField, here: bool) {
    let labels = if app.regions.class >= Class::Narrow {
        20
    } else {
        13
    };
    let y = area.y;
    let changed = if field.dirty() { "•" } else { " " };
    pen.put(area.x, y, 1, if here { "►" } else { changed }, Role::Accent);
    pen.put(
        area.x + 1,
        y,
        labels - 1,
        &field.label,
        if here { Role::Title } else { Role::Muted },
    );
    let x = area.x + labels + 1;
    let room = area.w.saturating_sub(labels + 2);
    let notes = if room > 50 { room * 2 / 5 } else { 0 };
    let text = Area {
        x,
        y,
        w: room - notes,
        h: area.h,
    };
    match &field.editor {
        Editor::Text(_) if !here => long_text(pen, text, &field.text()),
        Editor::Text(paper) => {
            pen.widget(text, &paper.area);
            {
                let (cursor, (top, left)) =
                    (paper.area.screen_cursor(), paper.area.scroll_offset());
                let down = (cursor.row as u16).saturating_sub(top);
                pen.point(
                    text,
                    down.min(text.h.saturating_sub(1)),
                    (cursor.col as u16).saturating_sub(left),
                );
            }
        }
        Editor::Line(editor) => match field.kind {
            Kind::Check => {
                let mark = match (field.text().as_str(), field.mixed.is_empty()) {
                    ("yes", _) => "[x]",
                    ("", false) => "[-]",
                    _ => "[ ]",
                };
                pen.put(x, y, 3, mark, Role::Text);
                if here {
                    pen.point(text, 0, 1);
                }
            }
            Kind::Choice(choices) if !here => {
                let shown = choices()
                    .iter()
                    .find(|c| c.word == field.text())
                    .map_or(field.text(), |c| c.label.into());
                pen.put(x, y, text.w, &shown, Role::Text);
            }
            _ => text_field(pen, text, 0, editor, here),
        },
    }
    if notes > 0 {
        note(
            pen,
            Area {
                x: x + room - notes,
                y,
                w: notes,
                h: 1,
            },
            field,
            here,
        );
    }
}

/// What is wrong, else what the text means, else what it was.
fn note(pen: &mut Pen<'_>, area: Area, field: &FormField, here: bool) {
    let is_choice = matches!(field.kind, Kind::Choice(_));
    if let Some(trouble) = &field.trouble {
        pen.put(area.x, area.y, area.w, &format!("? {trouble}"), Role::Late);
    } else if is_choice && here {
        pen.put(area.x, area.y, area.w, "Space ↓  Left Right", Role::Muted);
    } else if let Some(echo) = field.echo.as_ref().filter(|_| !is_choice) {
        pen.put(area.x, area.y, area.w, &format!("= {echo}"), Role::Muted);
    } else if !field.mixed.is_empty() {
        pen.put(
            area.x,
            area.y,
            area.w,
            &format!("({})", field.mixed),
            Role::Muted,
        );
    } else if is_choice {
        pen.put(area.x, area.y, area.w, "↓", Role::Muted);
    }
}

/// The beginning of a long text that has no caret.
fn long_text(pen: &mut Pen<'_>, area: Area, text: &str) {
    let mut lines = wrap(text, usize::from(area.w.saturating_sub(1)));
    let height = usize::from(area.h);
    if lines.len() > height {
        lines.truncate(height);
        lines
            .iter_mut()
            .skip(height.saturating_sub(1))
            .for_each(|last| last.push('…'));
    }
    for (y, line) in (area.y..).zip(&lines) {
        pen.put(area.x, y, area.w, line, Role::Text);
    }
}

/// What belongs in the field with the caret, or what is wrong with it.
fn help(pen: &mut Pen<'_>, inner: Area, form: &Form) {
    let Some(field) = form.fields.get(form.at) else {
        return;
    };
    pen.rule(inner, inner.h.saturating_sub(2), "", true, true);
    let y = inner.y + inner.h.saturating_sub(1);
    match &field.trouble {
        Some(trouble) => pen.put(
            inner.x + 1,
            y,
            inner.w.saturating_sub(2),
            &format!("? {trouble}"),
            Role::Late,
        ),
        None => pen.put(
            inner.x + 1,
            y,
            inner.w.saturating_sub(2),
            field.help,
            Role::Muted,
        ),
    };
}
