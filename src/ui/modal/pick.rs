//! A choice: the options with their letters and what they do.

use super::{bottom, inside, window};
use crate::app::App;
use crate::app::modal::pick::Pick;
use crate::app::regions::Area;
use crate::ui::pen::Pen;
use crate::ui::text::width;
use crate::ui::theme::Role;

fn place(app: &App, pick: &Pick) -> Area {
    bottom(app, pick.choices.len() as u16 + 2)
}

/// Where its rows stand, the first that is shown, the one under the cursor, and how many there are.
pub fn rows(app: &App, pick: &Pick) -> (Area, usize, usize, usize) {
    let inner = inside(place(app, pick));
    let at = pick.list.at();
    (
        inner,
        at.saturating_sub(usize::from(inner.h).saturating_sub(1)),
        at,
        pick.choices.len(),
    )
}

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, pick: &Pick) {
    let area = place(app, pick);
    let hint = if pick.many {
        "Space on or off · Enter takes them · Esc"
    } else {
        "Enter chooses · Esc leaves"
    };
    let inner = window(pen, area, &pick.title, hint);
    let names = pick
        .choices
        .iter()
        .map(|c| width(&c.text))
        .max()
        .unwrap_or(0) as u16;
    // Where notes stand beside them, names leave them half the room.
    let most = if pick.choices.iter().all(|c| c.note.is_empty()) {
        inner.w.saturating_sub(8)
    } else {
        40.max(inner.w / 2)
    };
    let names = names.min(most.min(inner.w.saturating_sub(8)));
    let (_, top, at, _) = rows(app, pick);
    for (row, choice) in pick
        .choices
        .iter()
        .enumerate()
        .skip(top)
        .take(usize::from(inner.h))
    {
        let line = (row - top) as u16;
        let y = inner.y + line;
        let tick = match (pick.many, choice.on) {
            (true, true) => "[x] ",
            (true, false) => "[ ] ",
            _ => "",
        };
        let mut x = inner.x + 2;
        if let Some(letter) = choice.letter {
            x += pen.put(x, y, 2, &letter.to_string(), Role::Accent) + 1;
        }
        x += pen.put(x, y, 4, tick, Role::Accent);
        pen.put(
            x,
            y,
            names,
            &choice.text,
            if choice.on { Role::Title } else { Role::Text },
        );
        x += names + 2;
        let end = inner.x + inner.w;
        pen.put(x, y, end.saturating_sub(x + 1), &choice.note, Role::Muted);
        if row == at {
            pen.put(inner.x, y, 1, "►", Role::Accent);
            pen.wash(inner, line, Role::Selected);
            pen.point(inner, line, 0);
        }
    }
}
