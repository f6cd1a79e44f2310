//! Draws the calendar: weeks of a quarter by creator, the days of a month, rights by their end,
//! parcels; beside the weeks what is under the cursor, the next 14 days, and who of the core has
//! nothing planned.

mod grid;
mod lists;
mod month;
mod side;

use super::pen::Pen;
use super::text::part;
use super::theme::Role;
use crate::app::App;
use crate::app::mouse::MouseTarget;
use crate::app::panes::calendar::Mode;
use crate::app::regions::{Area, Class};
use crate::domain::agenda::{Event, monday, weeks};
use crate::domain::day::{self, Day, add_days};
use crate::domain::words::count;

/// Draws it; gives back what the answering line says when it has nothing else to say.
pub fn draw(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    let r = &app.regions;
    let plan = &app.plan;
    if r.class == Class::Normal {
        let frame = Area {
            x: r.list.x - 1,
            y: r.list.y - 1,
            w: r.list.w + 2,
            h: r.list.h + 2,
        };
        let hint = match plan.filter.is_on() {
            true => format!(
                "{} · {} shows all",
                plan.filter.words(),
                app.keymap.first("back").unwrap_or_default()
            ),
            false => String::new(),
        };
        pen.frame(frame, &title(app), &hint, !plan.on_side());
        if let Some(card) = r.card {
            side::draw(pen, app, card);
        }
    }
    let (top, height, all) = match plan.mode() {
        Mode::Quarter => (
            plan.rows.top(),
            grid::draw(pen, app, r.list),
            plan.rows.len(),
        ),
        Mode::Month => (
            plan.list.top(),
            month::draw(pen, app, r.list),
            plan.list.len(),
        ),
        Mode::Rights => (
            plan.list.top(),
            lists::rights(pen, app, r.list),
            plan.list.len(),
        ),
        Mode::Parcels => (
            plan.list.top(),
            lists::parcels(pen, app, r.list),
            plan.list.len(),
        ),
    };
    (left(app, &part(top, usize::from(height), all)), right(app))
}

/// What a cell of the list is about.
pub(super) fn pointed_at(app: &App, x: u16, y: u16) -> Option<MouseTarget> {
    let list = app.regions.list;
    match app.plan.mode() {
        Mode::Quarter => grid::cell_of(app, x, y).map(|(row, week)| MouseTarget::Cell(row, week)),
        Mode::Month => month::pointed_at(app, x, y),
        // Their headings stand above them.
        Mode::Rights | Mode::Parcels => y
            .checked_sub(list.y + 1)
            .map(|line| MouseTarget::Row(usize::from(line))),
    }
}

fn title(app: &App) -> String {
    match app.plan.mode() {
        Mode::Quarter => "Quarter · by creator".into(),
        Mode::Month => format!("Month · {}", app.plan.day.format("%B %Y")),
        Mode::Rights => "Rights, contracts, codes · by the day they end".into(),
        Mode::Parcels => "Parcels".into(),
    }
}

fn left(app: &App, shown: &str) -> String {
    let plan = &app.plan;
    let only = if plan.filter.is_on() {
        format!(" · {}", plan.filter.words())
    } else {
        String::new()
    };
    match plan.mode() {
        Mode::Quarter => format!(
            "{shown} with plans, of {} creators{only}",
            app.roster.total()
        ),
        Mode::Month => format!("{shown} dates in {}{only}", plan.day.format("%B")),
        Mode::Rights => format!("{shown} rights and terms{only} · Esc goes back"),
        Mode::Parcels => {
            format!("{shown} parcels on their way or not posted about{only} · Esc goes back")
        }
    }
}

/// Room for more posts in the week under the cursor.
fn right(app: &App) -> String {
    let plan = &app.plan;
    if !matches!(plan.mode(), Mode::Quarter | Mode::Month) {
        return String::new();
    }
    let week = monday(plan.day);
    let posts = weeks(&plan.agenda, week, 1).first().map_or(0, |w| w.posts);
    let limit = usize::from(app.settings.calendar.posts_a_week);
    let name = day::brief(week, app.today);
    match limit.checked_sub(posts) {
        Some(0) => format!("the week of {name} is full"),
        Some(room) => format!(
            "room for {} in the week of {name}",
            count(room, "more post")
        ),
        None => format!(
            "{} over your limit in the week of {name}",
            count(posts - limit, "post")
        ),
    }
}

/// The look of an event.
fn role(app: &App, event: &Event) -> Role {
    match event {
        e if e.done => Role::Muted,
        e if e.day < app.today => Role::Late,
        e if e.day == app.today => Role::Due,
        _ => Role::Text,
    }
}

/// `!` late, `•` today, blank otherwise: what the look says, as a glyph.
fn mark(app: &App, event: &Event) -> &'static str {
    match role(app, event) {
        Role::Late => "!",
        Role::Due => "•",
        _ => " ",
    }
}

/// A day in the fewest words: `today`, `Tue 24`, `Tue 1 Dec` in another month.
fn day_words(day: Day, app: &App) -> String {
    use chrono::Datelike;
    if day == app.today {
        return "today".into();
    }
    let same = (day.year(), day.month()) == (app.today.year(), app.today.month());
    if same {
        day.format("%a %-d").to_string()
    } else {
        day::short(day, app.today)
    }
}

/// The last day of a week.
fn sunday(monday: Day) -> Day {
    add_days(monday, 6)
}
