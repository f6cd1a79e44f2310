//! Which-key menus: as many columns as fit, read from the live keymap; what cannot run now is
//! muted.

use super::{bottom, inside, window};
use crate::app::App;
use crate::app::keys::Key;
use crate::app::modal::menu::Menu;
use crate::app::regions::Area;
use crate::ui::pen::Pen;
use crate::ui::theme::Role;

/// Its columns, the rows of each, and its window, for so many entries.
fn shape(app: &App, entries: u16) -> (u16, u16, Area) {
    let at_least: u16 = match app.regions.size.0 {
        ..60 => 1,
        60..110 => 2,
        _ => 3,
    };
    // In a low window more columns, so that all letters are seen.
    let most = app.regions.body.h.saturating_sub(2).max(1);
    let columns = entries.div_ceil(most).max(at_least);
    let rows = entries.div_ceil(columns).max(1);
    (columns, rows, bottom(app, rows + 2))
}

/// The key of the entry in a cell.
pub fn key_at(app: &App, menu: &Menu, x: u16, y: u16) -> Option<Key> {
    let entries = menu.entries(app);
    let (columns, rows, area) = shape(app, entries.len() as u16);
    let inner = inside(area);
    let row = y
        .checked_sub(inner.y)
        .filter(|row| *row < rows.min(inner.h))?;
    let column = x.checked_sub(inner.x)? / (inner.w / columns).max(1);
    let (key, _) = entries
        .get(usize::from(column * rows + row))
        .filter(|_| column < columns)?;
    Some(*key)
}

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, menu: &Menu) {
    let entries = menu.entries(app);
    let (columns, rows, area) = shape(app, entries.len() as u16);
    let inner = window(
        pen,
        area,
        &title(app, menu),
        "a letter runs it · Esc closes",
    );
    let width = inner.w / columns;
    for (n, (key, command)) in entries.iter().enumerate() {
        let (column, row) = (n as u16 / rows, n as u16 % rows);
        let (x, y) = (inner.x + column * width + 1, inner.y + row);
        let able = (command.able)(app).is_ok();
        let role = if able { Role::Text } else { Role::Muted };
        let used = pen.put(
            x,
            y,
            6,
            &key.to_string(),
            if able { Role::Accent } else { Role::Muted },
        );
        pen.put(
            x + used.max(2) + 1,
            y,
            width.saturating_sub(used.max(2) + 2),
            &command.title(app),
            role,
        );
    }
    pen.point(inner, 0, 0);
}

fn title(app: &App, menu: &Menu) -> String {
    let opener = app
        .keymap
        .find(app.place(), &[menu.prefix])
        .map_or(String::new(), |c| c.title.to_string());
    let about = match (menu.prefix, app.current_creator()) {
        (prefix, Some(_)) if prefix != Key::char('z') => format!(" · {}", app.target().called(app)),
        _ => String::new(),
    };
    format!("{}  {opener}{about}", menu.prefix)
}
