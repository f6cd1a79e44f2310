//! Draws the import: how the file is read, where its columns go with the dry run beside, the
//! creators that would change.

mod columns;
mod dry;
mod file;
mod questions;
mod updates;

use crate::app::App;
use crate::app::list::List;
use crate::app::modal::import::reading::Waiting;
use crate::app::modal::import::{Import, Step};
use crate::app::regions::{Area, Class};
use crate::ui::pen::Pen;
use crate::ui::theme::Role;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, import: &Import) {
    for area in [app.regions.body, app.regions.status, app.regions.footer] {
        pen.clear(area);
    }
    match import.step {
        Step::File => file::draw(pen, app, import),
        Step::Columns => columns::draw(pen, app, import),
        Step::Questions => {
            columns::draw(pen, app, import);
            questions::draw(pen, app, import);
        }
        Step::Updates => updates::draw(pen, app, import),
    }
}

/// Draws that a file is being read.
pub fn waiting(pen: &mut Pen<'_>, app: &App, waiting: &Waiting) {
    let inner = super::window(pen, super::centre(app, 60, 4), "Import", "Esc stops");
    pen.put(
        inner.x + 1,
        inner.y,
        inner.w.saturating_sub(2),
        &format!("Reading {}…", waiting.file),
        Role::Text,
    );
    pen.put(
        inner.x + 1,
        inner.y + 1,
        inner.w.saturating_sub(2),
        "Nothing is written.",
        Role::Muted,
    );
    pen.point(inner, 0, 0);
}

/// A frame, or a line with the title where there is no room for frames.
fn frame(pen: &mut Pen<'_>, app: &App, area: Area, title: &str, hint: &str, focus: bool) {
    if app.regions.class > Class::Slim {
        pen.frame(area, title, hint, focus);
    } else {
        pen.put(area.x, area.y, area.w, title, Role::Title);
    }
}

/// The first row shown of a list, so that its cursor is in sight whatever happened to the window
/// since the last key.
fn top<K: Clone + Ord>(list: &List<K>, height: u16) -> usize {
    let lowest = (list.at() + 1).saturating_sub(usize::from(height.max(1)));
    list.top().min(list.at()).max(lowest)
}

/// Marks the row under the cursor; in the pane that has the keys the terminal's cursor stands
/// there.
fn cursor(pen: &mut Pen<'_>, area: Area, row: u16, here: bool) {
    pen.put(area.x, area.y + row, 1, "►", Role::Accent);
    pen.wash(
        area,
        row,
        if here {
            Role::Selected
        } else {
            Role::SelectedAway
        },
    );
    if here {
        pen.point(area, row, 0);
    }
}
