//! The week ahead: a heading per day with its count in each lane and its load, the items below it,
//! then what ends soon.

use crate::app::App;
use crate::app::mark::Mark;
use crate::app::modal::week::Ahead;
use crate::app::regions::{Area, Class};
use crate::domain::day::short;
use crate::domain::review::week::WeekDay;
use crate::domain::review::{self, Item, Lane};
use crate::ui::pen::Pen;
use crate::ui::theme::Role;

/// A line of it.
enum Line<'a> {
    Day(&'a WeekDay),
    Item(&'a Item),
    Ending,
    Ends(&'a Item),
    Blank,
}

/// Draws it over the whole body.
pub fn draw(pen: &mut Pen<'_>, app: &App, ahead: &Ahead) {
    let hint = match app.regions.class {
        Class::Normal => {
            "+ and - move what waits or is kept warm by a working day; agreed and owed dates stay"
        }
        Class::Compact => "+ and - move what waits or is warm by a day; other dates stay",
        _ => "+ and - move what is soft by a day",
    };
    let inner = super::window(pen, app.regions.body, "The week ahead", hint);
    let overview = ahead.week.days.len() as u16;
    // The days at a glance, where the list below still has room.
    let (inner, glance) = if overview > 0 && inner.h >= overview + LIST {
        table(pen, app, inner, ahead)
    } else {
        (inner, false)
    };
    let lines = lines(ahead, inner.h, glance);
    let here = ahead.rows.current();
    let at = lines
        .iter()
        .position(|line| matches!(line, Line::Item(item) if Some(&item.key) == here));
    let height = usize::from(inner.h);
    let top = super::scroll(at.unwrap_or(0), lines.len(), height);
    for (n, line) in lines.iter().enumerate().skip(top).take(height) {
        let row = (n - top) as u16;
        match line {
            Line::Blank => {}
            Line::Day(of) if glance => drop(name(pen, app, inner, row, of)),
            Line::Day(of) => day(pen, app, inner, row, of),
            Line::Item(of) => item(pen, app, inner, row, of),
            Line::Ending => {
                let text = format!(
                    "ENDING WITHIN {} DAYS",
                    app.settings.rule.right_ending.week_days
                );
                pen.put(
                    inner.x + 2,
                    inner.y + row,
                    inner.w.saturating_sub(3),
                    &text,
                    Role::Title,
                );
            }
            Line::Ends(of) => ends(pen, app, inner, row, of),
        }
        if Some(n) == at {
            pen.put(inner.x, inner.y + row, 1, "►", Role::Accent);
            pen.wash(inner, row, Role::Selected);
            pen.point(inner, row, 0);
        }
    }
    if at.is_none() {
        pen.point(inner, 0, 0);
    }
}

/// Lines the list has at least where the days stand above it.
const LIST: u16 = 10;

/// The days with their counts and loads, and a rule below them; gives back what is left.
fn table(pen: &mut Pen<'_>, app: &App, inner: Area, ahead: &Ahead) -> (Area, bool) {
    let mut row = 0;
    for of in &ahead.week.days {
        day(pen, app, inner, row, of);
        row += 1;
    }
    pen.rule(inner, row, "", true, true);
    (
        Area {
            y: inner.y + row + 1,
            h: inner.h - row - 1,
            ..inner
        },
        true,
    )
}

/// All lines; air between the days where there is room for it. Empty days are not told twice.
fn lines(ahead: &Ahead, height: u16, glance: bool) -> Vec<Line<'_>> {
    let week = &ahead.week;
    let items: usize = week.days.iter().map(|day| day.items.len()).sum();
    let airy = items + week.days.len() * 2 + week.ending.len() < usize::from(height);
    let mut lines = Vec::new();
    for day in week
        .days
        .iter()
        .filter(|day| !glance || !day.items.is_empty())
    {
        if airy && !lines.is_empty() {
            lines.push(Line::Blank);
        }
        lines.push(Line::Day(day));
        lines.extend(day.items.iter().map(Line::Item));
    }
    if !week.ending.is_empty() {
        lines.extend([Line::Blank, Line::Ending]);
        lines.extend(week.ending.iter().map(Line::Ends));
    }
    lines
}

/// Which day, and why it is free; gives back the column behind it.
fn name(pen: &mut Pen<'_>, app: &App, inner: Area, row: u16, day: &WeekDay) -> u16 {
    let y = inner.y + row;
    let mut name = short(day.day, app.today);
    if day.last > day.day {
        name = format!("{name} to {}", short(day.last, app.today));
    }
    let mut x = inner.x + 2;
    x += pen
        .put(x, y, inner.w.saturating_sub(3), &name, Role::Title)
        .max(11)
        + 2;
    if let Some(free) = &day.free {
        x += pen.put(
            x,
            y,
            (inner.x + inner.w).saturating_sub(x + 1),
            free,
            Role::Muted,
        ) + 2;
    }
    x
}

/// `Mon 23 Nov   2 owe · 1 dated · 3 waiting · – warm    6 ■■■`.
fn day(pen: &mut Pen<'_>, app: &App, inner: Area, row: u16, day: &WeekDay) {
    let y = inner.y + row;
    let mut x = name(pen, app, inner, row, day);
    if day.items.is_empty() {
        if day.free.is_none() {
            pen.put(
                x,
                y,
                (inner.x + inner.w).saturating_sub(x + 1),
                "nothing comes up",
                Role::Muted,
            );
        }
        return;
    }
    if inner.w >= 56 && day.free.is_none() {
        for lane in Lane::ALL {
            let n = day.count(*lane);
            let text = if n == 0 {
                "–".to_owned()
            } else {
                n.to_string()
            };
            pen.put_right(
                x,
                y,
                3,
                &text,
                if n == 0 { Role::Muted } else { Role::Text },
            );
            x += 4;
            x += pen.put(x, y, 8, lane.word(), Role::Muted) + 1;
        }
    }
    let n = day.items.len();
    let room = (inner.x + inner.w).saturating_sub(x + 6).min(25);
    let end = inner.x + inner.w - 1;
    let bar = day.bar(&app.ctx(), usize::from(room));
    pen.put(end.saturating_sub(room), y, room, &bar, Role::Accent);
    pen.put_right(
        end.saturating_sub(room + 5),
        y,
        4,
        &n.to_string(),
        Role::Text,
    );
}

fn item(pen: &mut Pen<'_>, app: &App, inner: Area, row: u16, item: &Item) {
    let (ctx, y) = (app.ctx(), inner.y + row);
    let mark = match item.lane {
        Lane::Owe => Mark::Late,
        Lane::Dated => Mark::Due,
        Lane::Wait => Mark::Wait,
        Lane::Warm => Mark::Warm,
    };
    let role = crate::ui::role(mark);
    let end = inner.x + inner.w.saturating_sub(1);
    let mut x = inner.x + 4;
    pen.put(x, y, 1, mark.glyph(), role);
    x += 2;
    if inner.w >= 56 {
        pen.put(x, y, 8, item.key.rule.kind(), role);
        x += 9;
    }
    let who_w = (inner.w / 3).clamp(10, 24);
    pen.put(x, y, who_w - 1, &review::who(&ctx, item.on), Role::Text);
    x += who_w;
    pen.put(x, y, end.saturating_sub(x), &item.subject(&ctx), Role::Text);
}

fn ends(pen: &mut Pen<'_>, app: &App, inner: Area, row: u16, item: &Item) {
    let (ctx, y) = (app.ctx(), inner.y + row);
    let mut x = inner.x + 4;
    x += pen
        .put(x, y, 15, &short(item.due, app.today), Role::Text)
        .max(11)
        + 2;
    let who_w = (inner.w / 3).clamp(10, 24);
    pen.put(x, y, who_w - 1, &review::who(&ctx, item.on), Role::Text);
    x += who_w;
    pen.put(
        x,
        y,
        (inner.x + inner.w).saturating_sub(x + 1),
        &item.subject(&ctx),
        Role::Text,
    );
}
