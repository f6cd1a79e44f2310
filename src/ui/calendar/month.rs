//! The month: a small sheet of days, the load of the weeks, and what happens line by line.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::{mark, role};
use crate::app::App;
use crate::app::mouse::MouseTarget;
use crate::app::regions::{Area, Class};
use crate::domain::agenda::{Event, called, idle_core, monday, month_step, weeks};
use crate::domain::day::{Day, add_days, brief};
use crate::ui::pen::Pen;
use crate::ui::text::width;
use crate::ui::theme::Role;

/// Cells of the sheet of days.
const SHEET: u16 = 31;

/// Cells that the sheet and the list beside it need.
const ROOM_FOR_BOTH: u16 = 70;

/// Draws it; gives back how many dates there is room for.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Area) -> u16 {
    let plan = &app.plan;
    let name = format!(
        "{}   week {}",
        plan.day.format("%B %Y"),
        plan.day.iso_week().week()
    );
    pen.put(area.x + 1, area.y, area.w, &name, Role::Title);
    let keys = "[ ] month · z m quarter";
    // Beside a sheet of days a narrow window has no room for what happens on them.
    let slim = area.w < ROOM_FOR_BOTH;
    if !slim {
        pen.put_right(area.x, area.y, area.w.saturating_sub(1), keys, Role::Muted);
    } else {
        pen.put_right(
            area.x,
            area.y,
            area.w.saturating_sub(1),
            &plan.day.format("%a %-d").to_string(),
            Role::Accent,
        );
    }
    pen.rule(area, 1, "", true, app.regions.class == Class::Normal);
    let listed = list_area(area);
    if !slim {
        let body = Area {
            x: area.x,
            w: area.w,
            ..listed
        };
        sheet(pen, app, body);
        for y in body.y..body.y + body.h {
            pen.put(body.x + SHEET, y, 1, "│", Role::Rule);
        }
    }
    list(pen, app, listed);
    listed.h
}

/// Where what happens stands line by line: beside the sheet of days, or instead of it.
fn list_area(area: Area) -> Area {
    let side = if area.w < ROOM_FOR_BOTH { 0 } else { SHEET + 1 };
    let (x, w) = (area.x + side, area.w.saturating_sub(side));
    Area {
        x,
        w,
        y: area.y + HEAD,
        h: area.h.saturating_sub(HEAD),
    }
}

/// Lines of the month's name, and a rule.
const HEAD: u16 = 2;

/// Cells of a day in the sheet.
const CELL: u16 = 4;

/// What a cell is about: a line of the list, or a day of the sheet as its week and its place in it.
pub fn pointed_at(app: &App, x: u16, y: u16) -> Option<MouseTarget> {
    let list = list_area(app.regions.list);
    let line = y.checked_sub(list.y)?;
    if x >= list.x {
        return (line < list.h).then_some(MouseTarget::Row(usize::from(line)));
    }
    let column = x.checked_sub(app.regions.list.x + 1)? / CELL;
    let week = line.checked_sub(1).filter(|_| column < 7)?;
    Some(MouseTarget::Cell(usize::from(week), usize::from(column)))
}

fn sheet(pen: &mut Pen<'_>, app: &App, area: Area) {
    let plan = &app.plan;
    let first = month_step(plan.day, 0);
    let busy: BTreeSet<Day> = plan.list.rows().iter().map(|e| e.day).collect();
    for (n, name) in ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
        .iter()
        .enumerate()
    {
        pen.put(area.x + 2 + n as u16 * CELL, area.y, 2, name, Role::Muted);
    }
    let mut row = 1;
    let mut day = first;
    while day.month() == first.month() && row < area.h {
        let x = area.x + 1 + day.weekday().num_days_from_monday() as u16 * CELL;
        let look = match day {
            d if d == app.today => Role::Due,
            d if !app.calendar.is_working(d) => Role::Muted,
            _ => Role::Text,
        };
        pen.put(x, area.y + row, 3, &format!("{:>3}", day.day()), look);
        if day == plan.day {
            pen.put(x, area.y + row, 1, "[", Role::Accent);
            // It closes where the mark of a busy day would stand; the list tells what there is.
            pen.put(x + 3, area.y + row, 1, "]", Role::Accent);
        } else if busy.contains(&day) {
            pen.put(x + 3, area.y + row, 1, "•", Role::Due);
        }
        let next = add_days(day, 1);
        if next == day {
            break;
        }
        row += u16::from(next.weekday() == chrono::Weekday::Mon);
        day = next;
    }
    below(
        pen,
        app,
        Area {
            y: area.y + row + 2,
            h: area.h.saturating_sub(row + 2),
            ..area
        },
    );
}

/// How full this week and the next are, and who of the core has nothing planned.
fn below(pen: &mut Pen<'_>, app: &App, area: Area) {
    let limit = app.settings.calendar.posts_a_week;
    let loads = weeks(&app.plan.agenda, monday(app.plan.day), 2);
    let names = if monday(app.plan.day) == monday(app.today) {
        ["posts this week".to_string(), "next week".to_string()]
    } else {
        let week = monday(app.plan.day);
        [week, add_days(week, 7)].map(|w| format!("posts week of {}", brief(w, app.today)))
    };
    for (row, (name, load)) in (0u16..).zip(names.iter().zip(&loads)) {
        if row < area.h {
            let look = if load.posts > usize::from(limit) {
                Role::Bad
            } else {
                Role::Text
            };
            pen.put(area.x + 2, area.y + row, SHEET - 3, name, Role::Muted);
            pen.put_right(
                area.x,
                area.y + row,
                SHEET - 2,
                &format!("{} of {limit}", load.posts),
                look,
            );
        }
    }
    let idle = idle_core(&app.ctx(), &app.plan.agenda);
    if area.h < 5 || idle.is_empty() {
        return;
    }
    pen.put(
        area.x + 2,
        area.y + 3,
        SHEET - 3,
        "NOTHING PLANNED, CORE",
        Role::Title,
    );
    for (row, (id, last)) in (4..area.h).zip(&idle) {
        let last = last.map_or_else(String::new, |day| {
            format!("  last {}", brief(day, app.today))
        });
        let room = usize::from(SHEET - 5).saturating_sub(width(&last));
        let name = crate::ui::text::cut(&app.model.called(*id), room);
        pen.put(
            area.x + 2,
            area.y + row,
            SHEET - 3,
            &format!("○ {name}{last}"),
            Role::Warm,
        );
    }
}

/// Cells for the day of a line.
const DAY: u16 = 7;

fn list(pen: &mut Pen<'_>, app: &App, area: Area) {
    let list = &app.plan.list;
    if list.is_empty() {
        let words = if app.plan.filter.is_on() {
            app.nothing_fits()
        } else {
            vec!["Nothing this month.".to_owned()]
        };
        let room = usize::from(area.w.saturating_sub(2));
        for (row, line) in (0..area.h).zip(
            words
                .iter()
                .flat_map(|words| crate::ui::text::wrap(words, room)),
        ) {
            pen.put(
                area.x + 1,
                area.y + row,
                area.w.saturating_sub(2),
                &line,
                Role::Muted,
            );
        }
        pen.point(area, 0, 0);
        return;
    }
    let mut before: Option<Day> = None;
    let current = app.plan.event();
    for (row, event) in list
        .rows()
        .iter()
        .skip(list.top())
        .take(usize::from(area.h))
        .enumerate()
    {
        let row = row as u16;
        let same = before.replace(event.day) == Some(event.day);
        line(pen, app, area, row, event, same);
        if current.as_ref() == Some(event) {
            pen.put(area.x, area.y + row, 1, "►", Role::Accent);
            pen.wash(area, row, crate::ui::selected(app));
            if app.modals.is_empty() {
                pen.point(area, row, 0);
            }
        }
    }
    if current.is_none() && app.modals.is_empty() {
        pen.point(area, 0, 0);
    }
}

/// `Tue 24   L Kai Tanaka      TikTok, approved`.
fn line(pen: &mut Pen<'_>, app: &App, area: Area, row: u16, event: &Event, same_day: bool) {
    let y = area.y + row;
    let day = if same_day {
        String::new()
    } else {
        event.day.format("%a %-d").to_string()
    };
    let look = if event.day == app.today {
        Role::Due
    } else {
        Role::Muted
    };
    pen.put(area.x + 1, y, DAY, &day, look);
    let mut x = area.x + 1 + DAY;
    pen.put(
        x,
        y,
        3,
        &format!("{}{}", mark(app, event), event.what.letter()),
        role(app, event),
    );
    x += 3;
    let room = area.w.saturating_sub(x - area.x + 1);
    let name = app.model.called(event.creator);
    // In a narrow list the first name has to do.
    let (names, name) = match room {
        37.. => (16, name.as_str()),
        _ => (
            (room * 2 / 5).min(10),
            name.split(' ').next().unwrap_or_default(),
        ),
    };
    pen.put(x, y, names.saturating_sub(1), name, role(app, event));
    pen.put(
        x + names,
        y,
        room.saturating_sub(names),
        &called(&app.ctx(), event.what),
        role(app, event),
    );
}
