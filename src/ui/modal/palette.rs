//! The palette: commands that can run with their keys, people, then what cannot run now with the
//! reason.

use super::{centre, field, inside, window};
use crate::app::App;
use crate::app::modal::palette::{Hit, Palette};
use crate::app::regions::Area;
use crate::ui::pen::Pen;
use crate::ui::theme::Role;

fn place(app: &App) -> Area {
    centre(app, 92, app.regions.modal_list.max(1) + 5)
}

/// Where its rows stand, the first that is shown, the one under the cursor, and how many there are.
pub fn rows(app: &App, palette: &Palette) -> (Area, usize, usize, usize) {
    let (inner, many) = (inside(place(app)), palette.found(app).len());
    let list = Area {
        y: inner.y + 2,
        h: inner.h.saturating_sub(2),
        ..inner
    };
    let at = palette.list.at().min(many.saturating_sub(1));
    (
        list,
        at.saturating_sub(usize::from(list.h).saturating_sub(1)),
        at,
        many,
    )
}

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, palette: &Palette) {
    let hits = palette.found(app);
    let inner = window(
        pen,
        place(app),
        "Commands and people",
        "Enter run · Tab complete · @ people only · Esc",
    );
    field(pen, inner, 0, ">", &palette.line);
    let caret = pen.cursor;
    pen.rule(inner, 1, "", true, true);
    let (list, top, at, _) = rows(app, palette);
    for (row, hit) in hits.iter().skip(top).take(usize::from(list.h)).enumerate() {
        line(pen, app, list, row as u16, hit);
        if top + row == at {
            pen.put(list.x, list.y + row as u16, 1, "►", Role::Accent);
            pen.wash(list, row as u16, Role::Selected);
        }
    }
    if hits.is_empty() {
        pen.put(
            list.x + 2,
            list.y,
            list.w,
            "nothing found; Esc closes",
            Role::Muted,
        );
    }
    pen.cursor = caret;
}

fn line(pen: &mut Pen<'_>, app: &App, list: Area, row: u16, hit: &Hit) {
    let y = list.y + row;
    let (left, width) = (list.x + 2, list.w.saturating_sub(3));
    let name = width / 2;
    match hit {
        Hit::Command(command) => {
            pen.put(left, y, name, &command.title(app), Role::Text);
            pen.put(
                left + name + 1,
                y,
                width - name - 1,
                &format!(":{}", command.id),
                Role::Muted,
            );
            pen.put_right(
                left,
                y,
                width,
                &app.keymap.shown(command.id).join(" "),
                Role::Accent,
            );
        }
        Hit::Person(creator) => {
            pen.put(left, y, name, &app.model.called(*creator), Role::Title);
            pen.put(
                left + name + 1,
                y,
                width - name - 1,
                &crate::ui::person::handles(app, *creator),
                Role::Muted,
            );
        }
        Hit::NotNow(command, why) => {
            let used = pen.put(
                left,
                y,
                name,
                &format!("· {}", command.title(app)),
                Role::Muted,
            );
            pen.put(
                left + used.max(name) + 1,
                y,
                width.saturating_sub(name + 1),
                why,
                Role::Muted,
            );
        }
    }
}
