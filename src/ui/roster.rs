//! Draws the roster: the table of creators, counts below it where there is room, the card beside or
//! below.

use super::card;
use super::compare;
use super::pen::Pen;
use super::table::{self, Column};
use super::text::{part, part_of};
use super::theme::Role;
use crate::app::App;
use crate::app::panes::columns::RosterColumn;
use crate::app::regions::{Area, Class};
use crate::domain::ids::Id;
use crate::domain::rows::*;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    if let Some(comparison) = &app.roster.comparison {
        return compare::draw(pen, app, comparison);
    }
    let r = &app.regions;
    let roster = &app.roster;
    let total = roster.total();
    let shown = roster.list.len();
    let count = if shown == total {
        format!("{total}")
    } else {
        format!("{shown} of {total}")
    };
    if r.class == Class::Normal {
        let below = r.counts.map_or(0, |counts| counts.h);
        let frame = Area {
            x: r.list.x - 1,
            y: r.list.y - 1,
            w: r.list.w + 2,
            h: r.list.h + below + 2,
        };
        pen.frame(
            frame,
            &format!("Roster {count} · sorted by {}", roster.sort_title()),
            &roster.filter_words(),
            true,
        );
    }
    if roster.list.is_empty() {
        empty(pen, app);
    } else {
        rows(pen, app);
    }
    if let Some(area) = r.counts {
        counts(pen, app, area);
    }
    if let (Some(area), Some(creator)) = (r.card, roster.current()) {
        draw_card(pen, app, area, creator);
    }
    let marked = roster.list.marked().len();
    let (top, height) = (roster.list.top(), usize::from(r.list.h.saturating_sub(1)));
    let sight = if shown == total {
        part(top, height, total)
    } else {
        format!("{}{count}", part_of(top, height, shown))
    };
    let left = match marked {
        0 => format!(
            "{sight} creators · {} core · {} · sorted by {}",
            app.roster.counts.core(),
            roster.filter_words(),
            roster.sort_title()
        ),
        n => format!("{n} selected · verbs act on all of them · Esc unselects"),
    };
    (left, "z c columns · z s sort".into())
}

/// Stages, types and gaps below the table.
fn counts(pen: &mut Pen<'_>, app: &App, area: Area) {
    pen.rule(area, 0, "", true, true);
    for (row, (label, text)) in (1..).zip(app.roster.counts.lines()) {
        pen.put(area.x + 1, area.y + row, 8, label, Role::Muted);
        let room = usize::from(area.w.saturating_sub(10));
        pen.put(
            area.x + 9,
            area.y + row,
            room as u16,
            &whole(&text, room),
            Role::Text,
        );
    }
}

/// As many of the counts as fit, none of them cut.
fn whole(text: &str, room: usize) -> String {
    if super::text::width(text) <= room {
        return text.to_string();
    }
    let ends = text
        .match_indices(" · ")
        .map(|(at, _)| text.get(..at).unwrap_or_default());
    let fitting = ends.take_while(|part| super::text::width(part) + 4 <= room);
    fitting
        .last()
        .map_or_else(|| "…".into(), |part| format!("{part} · …"))
}

/// A column that was asked for by hand stays longer than those that are there anyway.
fn column(c: &RosterColumn) -> Column {
    let rank = if c.default { c.rank } else { 1 };
    Column {
        title: c.title,
        width: c.width,
        right: c.right,
        rank,
        grows: matches!(c.key, "name" | "next"),
    }
}

fn rows(pen: &mut Pen<'_>, app: &App) {
    let area = app.regions.list;
    let roster = &app.roster;
    let chosen = roster.columns();
    let columns: Vec<Column> = chosen.iter().map(|c| column(c)).collect();
    let fitted = table::fit(&columns, area.w.saturating_sub(4));
    table::head(pen, area, 0, area.x + 3, &columns, &fitted);
    let list = Area {
        y: area.y + 1,
        h: area.h.saturating_sub(1),
        ..area
    };
    for (row, id) in roster
        .list
        .rows()
        .iter()
        .skip(roster.list.top())
        .take(usize::from(list.h))
        .enumerate()
    {
        let row = row as u16;
        let cells: Vec<(Role, String)> = chosen
            .iter()
            .enumerate()
            .map(|(n, c)| match fitted.iter().any(|(at, _)| *at == n) {
                true => cell(app, c, *id),
                false => (Role::Text, String::new()),
            })
            .collect();
        table::line(pen, list, row, area.x + 3, &columns, &fitted, &cells);
        let core = app.model.get(*id).is_some_and(|c| c.core);
        pen.put(
            area.x + 1,
            list.y + row,
            1,
            if core { "*" } else { " " },
            Role::Core,
        );
        if roster.list.is_marked(id) {
            pen.put(area.x, list.y + row, 1, "+", Role::Marked);
        }
        if roster.current() == Some(*id) {
            pen.put(
                area.x,
                list.y + row,
                1,
                if roster.list.is_marked(id) {
                    "+"
                } else {
                    "►"
                },
                Role::Accent,
            );
            pen.wash(list, row, super::selected(app));
            if app.modals.is_empty() {
                pen.point(list, row, 0);
            }
        }
    }
}

fn cell(app: &App, column: &RosterColumn, id: Id<Creator>) -> (Role, String) {
    let (mark, text) = (column.cell)(app, id);
    let text = if column.key == "next" && mark.glyph() != " " {
        format!("{} {text}", mark.glyph())
    } else {
        text
    };
    (super::role(mark), text)
}

fn draw_card(pen: &mut Pen<'_>, app: &App, area: Area, creator: Id<Creator>) {
    let title = app.model.called(creator);
    if app.regions.class == Class::Normal {
        let frame = Area {
            x: area.x - 1,
            y: area.y - 1,
            w: area.w + 2,
            h: area.h + 2,
        };
        pen.frame(frame, &title, "i hide", false);
        card::draw_creator(pen, app, area, creator, card::Size::Full);
    } else {
        let head = Area {
            y: area.y - 1,
            h: 1,
            ..area
        };
        pen.rule(
            head,
            0,
            &format!("{title} {}", card::brief(app, creator)),
            false,
            false,
        );
        card::draw_creator(pen, app, area, creator, card::Size::Short);
    }
}

/// No rows: what belongs here, or what the filter may have meant.
fn empty(pen: &mut Pen<'_>, app: &App) {
    let area = app.regions.list;
    let mut row = 1;
    for line in app.roster.empty_words(app) {
        for part in super::text::wrap(&line, usize::from(area.w.saturating_sub(4))) {
            pen.put(
                area.x + 2,
                area.y + row,
                area.w.saturating_sub(3),
                &part,
                Role::Text,
            );
            row += 1;
        }
    }
    pen.point(area, 1, 2);
}
