//! Keys that are live here, grouped, in two columns where there is room; typing searches.

use super::{field, window};
use crate::app::App;
use crate::app::command::Command;
use crate::app::modal::help::Help;
use crate::app::regions::Area;
use crate::ui::pen::Pen;
use crate::ui::text::width;
use crate::ui::theme::Role;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, help: &Help) {
    let title = format!("Keys in {}", app.place().title());
    let inner = window(
        pen,
        app.regions.body,
        &title,
        "type to search · Enter runs the line · Esc closes",
    );
    field(pen, inner, 0, ">", &help.line);
    let caret = pen.cursor;
    pen.rule(inner, 1, "", true, true);
    let list = Area {
        y: inner.y + 2,
        h: inner.h.saturating_sub(2),
        ..inner
    };
    let found = help.found(app);
    let at = help.list.at().min(found.len().saturating_sub(1));
    let lines = lines(&found);
    let here = lines
        .iter()
        .position(|l| *l == Line::Command(at))
        .unwrap_or(0);
    let top = (here + 3).saturating_sub(usize::from(list.h)).min(here);
    for (row, line) in lines.iter().skip(top).take(usize::from(list.h)).enumerate() {
        match line {
            Line::Heading(text) => {
                pen.put(list.x + 1, list.y + row as u16, list.w, text, Role::Title);
            }
            Line::Command(n) => {
                if let Some(command) = found.get(*n) {
                    entry(pen, app, list, row as u16, command);
                }
                if *n == at {
                    pen.put(list.x, list.y + row as u16, 1, "►", Role::Accent);
                    pen.wash(list, row as u16, Role::Selected);
                }
            }
        }
    }
    if found.is_empty() {
        pen.put(
            list.x + 1,
            list.y,
            list.w,
            "no key does that; try another word",
            Role::Muted,
        );
    }
    pen.cursor = caret;
}

#[derive(PartialEq, Eq)]
enum Line {
    Heading(String),
    Command(usize),
}

fn lines(found: &[&Command]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut scope = None;
    for (n, command) in found.iter().enumerate() {
        if scope != Some(command.scope) {
            scope = Some(command.scope);
            lines.push(Line::Heading(command.scope.title().to_uppercase()));
        }
        lines.push(Line::Command(n));
    }
    lines
}

fn entry(pen: &mut Pen<'_>, app: &App, list: Area, row: u16, command: &Command) {
    let y = list.y + row;
    let shown = app.keymap.shown(command.id);
    let by_name = shown.is_empty();
    let keys_w = if list.w >= 60 { 16 } else { 12 };
    let keys = match shown.join(" ") {
        _ if by_name => format!(":{}", command.id),
        all if width(&all) < usize::from(keys_w) => all,
        _ => shown.first().cloned().unwrap_or_default(),
    };
    let able = (command.able)(app);
    let role = if able.is_ok() {
        Role::Text
    } else {
        Role::Muted
    };
    pen.put(list.x + 2, y, keys_w - 1, &keys, Role::Accent);
    let x = list.x + 2 + keys_w;
    let room = list.w.saturating_sub(keys_w + 3);
    // A whole title says more than half a sentence.
    let title = command.title(app);
    let narrow = room < 40 && width(command.help) > usize::from(room);
    let used = pen.put(x, y, room, if narrow { &title } else { command.help }, role);
    if let Err(why) = able {
        if used + 12 < room {
            pen.put(
                x + used + 2,
                y,
                room - used - 2,
                &format!("(now: {why})"),
                Role::Muted,
            );
        }
    } else if list.w >= 100 && !by_name {
        pen.put_right(x, y, room, &format!(":{}", command.id), Role::Muted);
    }
}
