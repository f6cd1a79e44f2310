//! Beside the weeks: what is under the cursor with its dates, the next 14 days, the core without
//! plans, the next quarter.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::{day_words, mark, role, sunday};
use crate::app::App;
use crate::app::panes::calendar::Mode;
use crate::app::regions::Area;
use crate::domain::agenda::{Event, What, called, idle_core, monday, quarter_step, quarter_weeks};
use crate::domain::day::{add_days, brief, short};
use crate::domain::ledger::lines;
use crate::ui::pen::Pen;
use crate::ui::text::cut;
use crate::ui::theme::Role;

/// Writes lines downwards as long as there is room.
struct Column {
    area: Area,
    row: u16,
}

impl Column {
    fn left(&self) -> u16 {
        self.area.h.saturating_sub(self.row)
    }

    fn put(&mut self, pen: &mut Pen<'_>, text: &str, role: Role) {
        if self.left() > 0 {
            pen.put(
                self.area.x + 1,
                self.area.y + self.row,
                self.area.w.saturating_sub(1),
                text,
                role,
            );
            self.row += 1;
        }
    }

    fn rule(&mut self, pen: &mut Pen<'_>, focus: bool) {
        if self.left() > 0 {
            pen.rule(self.area, self.row, "", focus, true);
            self.row += 1;
        }
    }
}

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Area) {
    let plan = &app.plan;
    let focus = plan.on_side();
    let title = match plan.mode() {
        Mode::Quarter | Mode::Month => format!("Week of {}", brief(monday(plan.day), app.today)),
        Mode::Rights | Mode::Parcels => "Under the cursor".into(),
    };
    let frame = Area {
        x: area.x - 1,
        y: area.y - 1,
        w: area.w + 2,
        h: area.h + 2,
    };
    pen.frame(frame, &title, "Enter opens", focus);
    let mut column = Column { area, row: 0 };
    under_cursor(pen, app, &mut column);
    column.rule(pen, focus);
    soon(pen, app, &mut column);
    idle(pen, app, &mut column, focus);
    next_quarter(pen, app, &mut column, focus);
}

fn under_cursor(pen: &mut Pen<'_>, app: &App, column: &mut Column) {
    let plan = &app.plan;
    let Some(creator) = app.pane().and_then(|p| p.current_creator()) else {
        column.put(pen, "nothing under the cursor", Role::Muted);
        return;
    };
    column.put(pen, &app.model.called(creator), Role::Title);
    let meant = plan.event();
    let week: Vec<Event> = match plan.mode() {
        Mode::Quarter if !plan.on_side() => plan.cell(creator, plan.day),
        _ => meant.into_iter().collect(),
    };
    for event in &week {
        let here = Some(event) == meant.as_ref();
        let words = format!(
            "{}{} {}  {}",
            if here { "►" } else { mark(app, event) },
            event.what.letter(),
            if event.day < crate::domain::day::Day::MAX {
                day_words(event.day, app)
            } else {
                "no end".into()
            },
            called(&app.ctx(), event.what)
        );
        column.put(
            pen,
            &words,
            if here { Role::Accent } else { role(app, event) },
        );
    }
    match meant {
        Some(event) => {
            for line in beside(app, &event) {
                column.put(pen, &format!("  {line}"), Role::Muted);
            }
        }
        None => column.put(pen, "nothing this week", Role::Muted),
    }
}

/// What hangs on the event.
fn beside(app: &App, event: &Event) -> Vec<String> {
    let m = &app.model;
    let day = |day| short(day, app.today);
    match event.what {
        What::Live(id) => m.get(id).map(|d| {
            let draft = d
                .draft_due
                .filter(|_| d.draft_in.is_none())
                .map(|on| format!("draft {}", day(on)));
            let deal = m.get(d.collaboration);
            let open = deal.map(|deal| lines::of_deal(&app.ctx().base(), deal));
            let next = open.and_then(|open| open.into_iter().find(|line| !line.surplus));
            let pay = next.and_then(|line| {
                let on = line.due.day()?;
                Some(format!("{} {} {}", line.amount, line.kind, day(on)))
            });
            let moves = d.live.is_none().then(|| "+ - moves it a day".to_string());
            vec![Some(d.state.label().to_string()), draft, pay, moves]
        }),
        What::Draft(id) => m.get(id).map(|d| {
            let live = d.live_due.map(|on| format!("live {}", day(on)));
            vec![Some(d.state.label().to_string()), live]
        }),
        What::Right(id) => m.get(id).map(|r| {
            vec![
                Some(r.state.label().to_string()),
                crate::domain::rights::trouble(&app.ctx(), r),
            ]
        }),
        What::Gift(id) => m.get(id).map(|s| {
            let tracking = (!s.tracking.is_empty()).then(|| format!("tracking {}", s.tracking));
            vec![
                Some(s.state.label().to_string()),
                tracking,
                s.cost.map(|c| format!("cost {c}")),
            ]
        }),
        What::Pay(id) => m.get(id).map(|p| {
            vec![
                lines::of_row(&app.ctx().base(), p)
                    .map(|line| line.state)
                    .or(Some(p.state))
                    .map(|state| state.label().to_string()),
                Some(p.method.to_string()),
            ]
        }),
        _ => None,
    }
    .unwrap_or_default()
    .into_iter()
    .flatten()
    .filter(|line| !line.is_empty())
    .collect()
}

fn soon(pen: &mut Pen<'_>, app: &App, column: &mut Column) {
    let plan = &app.plan;
    column.put(pen, "NEXT 14 DAYS", Role::Title);
    let room = column
        .left()
        .saturating_sub(8)
        .max(1)
        .min(column.area.h / 2);
    if plan.soon.is_empty() {
        column.put(pen, "nothing", Role::Muted);
    }
    // The window of the list is as high as this one, or higher.
    let at = plan.soon.at();
    let top = if plan.on_side() {
        at.saturating_sub(usize::from(room).saturating_sub(1))
    } else {
        0
    };
    for event in plan.soon.rows().iter().skip(top).take(usize::from(room)) {
        let here = plan.on_side() && plan.soon.current() == Some(event);
        let name = app.model.called(event.creator);
        let first = name.split(' ').next().unwrap_or_default();
        let words = format!(
            "{:<9} {} {first}, {}",
            cut(&day_words(event.day, app), 9),
            event.what.letter(),
            called(&app.ctx(), event.what)
        );
        let row = column.row;
        column.put(pen, &words, role(app, event));
        if here {
            pen.put(column.area.x, column.area.y + row, 1, "►", Role::Accent);
            pen.wash(column.area, row, crate::ui::selected(app));
            if app.modals.is_empty() {
                pen.point(column.area, row, 0);
            }
        }
    }
    let more = plan.soon.len().saturating_sub(top + usize::from(room));
    if more > 0 {
        column.put(pen, &format!("+{more} more · Tab goes there"), Role::Muted);
    }
}

fn idle(pen: &mut Pen<'_>, app: &App, column: &mut Column, focus: bool) {
    let idle = idle_core(&app.ctx(), &app.plan.agenda);
    if idle.is_empty() || column.left() < 3 {
        return;
    }
    column.rule(pen, focus);
    column.put(pen, "NOTHING PLANNED, CORE", Role::Title);
    let room = usize::from(column.left().saturating_sub(3)).clamp(1, 5);
    for (id, last) in idle.iter().take(room) {
        let last = last.map_or_else(
            || "never live".into(),
            |day| format!("last {}", brief(day, app.today)),
        );
        column.put(
            pen,
            &format!("○ {}  {last}", app.model.called(*id)),
            Role::Warm,
        );
    }
    if idle.len() > room {
        column.put(pen, &format!("+{} more", idle.len() - room), Role::Muted);
    }
}

fn next_quarter(pen: &mut Pen<'_>, app: &App, column: &mut Column, focus: bool) {
    if column.left() < 3 {
        return;
    }
    let (start, weeks) = quarter_weeks(quarter_step(sunday(monday(app.plan.day)), 1));
    let until = add_days(start, 7 * i64::try_from(weeks).unwrap_or(13));
    let events: Vec<&Event> = app
        .plan
        .agenda
        .between(start, until)
        .iter()
        .filter(|e| !e.done)
        .collect();
    let posts = events
        .iter()
        .filter(|e| matches!(e.what, What::Live(_)))
        .count();
    let who: BTreeSet<_> = events.iter().map(|e| e.creator).collect();
    let day = sunday(start);
    column.rule(pen, focus);
    let name = format!("Q{} {}:", day.month0() / 3 + 1, day.year());
    column.put(
        pen,
        &format!("{name} {} creators, {posts} posts", who.len()),
        Role::Text,
    );
}
