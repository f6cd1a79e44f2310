//! The backlog after an absence: four groups, the proposals with their keys, single items to leave
//! out.

use crate::app::App;
use crate::app::modal::backlog::{Backlog, Line};
use crate::app::panes::columns;
use crate::app::regions::Area;
use crate::domain::review::{self, Item};
use crate::ui::pen::Pen;
use crate::ui::text::width;
use crate::ui::theme::Role;

/// Below so many columns a line leaves out the kind.
const NARROW: u16 = 56;

/// Draws it over the whole body.
pub fn draw(pen: &mut Pen<'_>, app: &App, backlog: &Backlog) {
    let title = backlog.backlog.headline(app.today);
    let inner = super::window(
        pen,
        app.regions.body,
        &title,
        "u takes each step back · Esc goes to the review as it is",
    );
    let height = usize::from(inner.h);
    let lines = backlog.lines(app, (height / 5).clamp(2, 8), usize::from(inner.w));
    let here = backlog.rows.current();
    let at = lines.iter().position(|line| match line {
        Line::Proposal(row, ..) | Line::Item(row, ..) => Some(row) == here,
        _ => false,
    });
    let top = super::scroll(at.unwrap_or(0), lines.len(), height);
    for (row, line) in lines.iter().enumerate().skip(top).take(height) {
        let row_here = Some(row) == at;
        let row = (row - top) as u16;
        match line {
            Line::Blank => {}
            Line::Note(text) => {
                pen.put(
                    inner.x + 5,
                    inner.y + row,
                    inner.w.saturating_sub(6),
                    text,
                    Role::Muted,
                );
            }
            Line::Title(name, note) => heading(pen, inner, row, name, (note, Role::Muted)),
            Line::Proposal(_, name, what) => {
                heading(pen, inner, row, name, (what, Role::Accent));
            }
            Line::Need(of) => item(pen, app, (inner, row), of, ""),
            Line::Item(_, of, out) => {
                item(pen, app, (inner, row), of, if *out { "[ ]" } else { "[x]" })
            }
        }
        if row_here {
            pen.put(inner.x, inner.y + row, 1, "►", Role::Accent);
            pen.wash(inner, row, Role::Selected);
            pen.point(inner, row, 0);
        }
    }
}

/// A heading, and beside it, or where that is too narrow instead of its end, what it says.
fn heading(pen: &mut Pen<'_>, inner: Area, row: u16, name: &str, (note, role): (&str, Role)) {
    let y = inner.y + row;
    let name_w = if note.is_empty() {
        inner.w.saturating_sub(3)
    } else {
        (width(name) as u16).min(inner.w / 2)
    };
    pen.put(inner.x + 2, y, name_w, name, Role::Title);
    pen.put(
        inner.x + 4 + name_w,
        y,
        inner.w.saturating_sub(name_w + 5),
        note,
        role,
    );
}

/// `[x] ~ nudge    Noor Haddad      pitch, close?        wait 5d`.
fn item(pen: &mut Pen<'_>, app: &App, (inner, row): (Area, u16), item: &Item, tick: &str) {
    let (ctx, y) = (app.ctx(), inner.y + row);
    let mark = columns::mark(item, app);
    let role = crate::ui::role(mark);
    let end = inner.x + inner.w.saturating_sub(1);
    let mut x = inner.x + 2 + pen.put(inner.x + 2, y, 3, tick, Role::Muted);
    x += u16::from(!tick.is_empty());
    pen.put(x, y, 1, mark.glyph(), role);
    x += 2;
    if inner.w >= NARROW {
        pen.put(x, y, 8, item.key.rule.kind(), role);
        x += 9;
    }
    let who_w = (inner.w / 3).clamp(10, 24);
    pen.put(x, y, who_w - 1, &review::who(&ctx, item.on), Role::Text);
    x += who_w;
    let when = item.when(&ctx);
    let when_w = width(&when) as u16;
    pen.put(
        x,
        y,
        end.saturating_sub(x + when_w + 1),
        &item.subject(&ctx),
        Role::Text,
    );
    pen.put_right(inner.x, y, inner.w.saturating_sub(1), &when, role);
}
