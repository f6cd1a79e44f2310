//! The two lists that are all about one date: what rights end, and where parcels are.

use crate::app::App;
use crate::app::regions::Area;
use crate::domain::agenda::{Event, What};
use crate::domain::day::{self, Day};
use crate::domain::rights::{Near, near, trouble};
use crate::domain::rows::*;
use crate::ui::pen::Pen;
use crate::ui::table::{self, Column};
use crate::ui::theme::Role;

const RIGHTS: &[Column] = &[
    Column::new("Creator", 14, 0).grows(),
    Column::new("What", 12, 1),
    Column::new("Scope or code", 13, 3).grows(),
    Column::new("Ends", 11, 0),
    Column::new("Left", 9, 0),
    Column::new("Check", 12, 2).grows(),
];

const PARCELS: &[Column] = &[
    Column::new("Creator", 12, 0).grows(),
    Column::new("What", 12, 1).grows(),
    Column::new("State", 11, 0),
    Column::new("Since", 11, 2),
    Column::new("Post", 9, 3),
    Column::new("Tracking", 9, 4),
    Column::new("Value", 6, 5).right(),
    Column::new("Cost", 6, 6).right(),
];

/// Rights, contracts, codes.
pub fn rights(pen: &mut Pen<'_>, app: &App, area: Area) -> u16 {
    let empty = "No rights or terms yet. n u notes one down: right \"organic reposts\" end 5 mar";
    lines(pen, app, area, RIGHTS, empty, right)
}

/// Parcels.
pub fn parcels(pen: &mut Pen<'_>, app: &App, area: Area) -> u16 {
    let empty = "Every parcel has arrived and was posted about. n g logs a gift.";
    lines(pen, app, area, PARCELS, empty, parcel)
}

/// The rows of a table; gives back how many there is room for.
fn lines(
    pen: &mut Pen<'_>,
    app: &App,
    area: Area,
    columns: &[Column],
    empty: &str,
    cells: fn(&App, &Event) -> Vec<(Role, String)>,
) -> u16 {
    let list = &app.plan.list;
    let fitted = table::fit(columns, area.w.saturating_sub(3));
    table::head(pen, area, 0, area.x + 2, columns, &fitted);
    let body = Area {
        y: area.y + 1,
        h: area.h.saturating_sub(1),
        ..area
    };
    if list.is_empty() {
        let words = if app.plan.filter.is_on() {
            app.nothing_fits()
        } else {
            vec![empty.to_owned()]
        };
        let room = usize::from(body.w.saturating_sub(4));
        let words = words
            .iter()
            .flat_map(|words| crate::ui::text::wrap(words, room));
        for (row, line) in (0..body.h.saturating_sub(1)).zip(words) {
            pen.put(
                body.x + 2,
                body.y + 1 + row,
                body.w.saturating_sub(3),
                &line,
                Role::Muted,
            );
        }
        pen.point(body, 0, 0);
        return body.h;
    }
    for (row, event) in list
        .rows()
        .iter()
        .skip(list.top())
        .take(usize::from(body.h))
        .enumerate()
    {
        let row = row as u16;
        table::line(
            pen,
            body,
            row,
            body.x + 2,
            columns,
            &fitted,
            &cells(app, event),
        );
        if list.current() == Some(event) {
            pen.put(body.x, body.y + row, 1, "►", Role::Accent);
            pen.wash(body, row, crate::ui::selected(app));
            if app.modals.is_empty() {
                pen.point(body, row, 0);
            }
        }
    }
    body.h
}

fn text(what: impl Into<String>) -> (Role, String) {
    (Role::Text, what.into())
}

fn right(app: &App, event: &Event) -> Vec<(Role, String)> {
    let What::Right(id) = event.what else {
        return Vec::new();
    };
    let Some(row) = app.model.get(id) else {
        return Vec::new();
    };
    let ctx = app.ctx();
    let days = row.end.map_or(0, |end: Day| (end - app.today).num_days());
    let left = match near(&ctx, row) {
        Near::Over => (Role::Late, format!("! {} d ago", -days)),
        Near::Soon => (
            Role::Due,
            if days == 0 {
                "• today".into()
            } else {
                format!("• {days} d")
            },
        ),
        Near::Coming => (Role::Planned, format!("· {days} d")),
        Near::Far => (Role::Muted, format!("  {days} d")),
        Near::Open => (Role::Gap, "? no end".into()),
    };
    let name = [&*row.code, &*row.scope]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let lapse = if row.state == RightState::LetLapse {
        (Role::Muted, "will lapse".into())
    } else {
        text("")
    };
    let check = trouble(&ctx, row).map_or(lapse, |why| (Role::Bad, format!("▼ {why}")));
    let end = row
        .end
        .map_or_else(|| "-".into(), |end| day::brief(end, app.today));
    vec![
        text(app.model.called(row.creator)),
        text(row.kind.label()),
        text(name),
        text(end),
        left,
        check,
    ]
}

fn parcel(app: &App, event: &Event) -> Vec<(Role, String)> {
    let What::Gift(id) = event.what else {
        return Vec::new();
    };
    let Some(row) = app.model.get(id) else {
        return Vec::new();
    };
    let money = |m: Option<crate::domain::money::Money>| match m {
        Some(m) => (Role::Money, m.to_string()),
        None => (Role::Muted, "-".to_string()),
    };
    let state = match row.state {
        ParcelState::ToSend => (Role::Due, format!("• {}", row.state.label())),
        ParcelState::Lost => (Role::Late, format!("! {}", row.state.label())),
        ParcelState::Sent => (Role::Wait, format!("~ {}", row.state.label())),
        ParcelState::Delivered => text(format!("  {}", row.state.label())),
    };
    let since = row
        .delivered
        .or(row.sent)
        .map_or_else(|| "-".into(), |d| day::brief(d, app.today));
    let post = match (app.model.post_agreed(row), row.posted) {
        (_, Some(_)) => (Role::Good, "▲ seen".into()),
        (true, None) => text("agreed"),
        (false, None) => (Role::Muted, "hoped for".into()),
    };
    vec![
        text(app.model.called(row.creator)),
        text(row.product.to_string()),
        state,
        text(since),
        post,
        text(row.tracking.to_string()),
        money(row.value),
        money(row.cost),
    ]
}
