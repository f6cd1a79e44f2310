//! Draws the board: stages side by side, cards under them, and the strip about the card under the
//! cursor.

mod strip;

use super::pen::Pen;
use super::person;
use super::text::{width, wrap};
use super::theme::Role;
use crate::app::App;
use crate::app::panes::board::{Card, Shape, shape};
use crate::app::panes::columns;
use crate::app::regions::{Area, Class};
use crate::domain::lifecycle;
use crate::domain::rows::*;
use crate::domain::summary;

/// Draws it; gives back what the answering line says when it has nothing else to say.
pub fn draw(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    let (r, board) = (&app.regions, &app.board);
    let division = shape(r, board.at);
    if division.strip {
        stages(pen, app, &division);
    }
    let end = r.list.x + r.list.w;
    for n in 0..division.columns {
        let at = |n: usize| r.list.x + division.left(n, r.list.w);
        let (x, to) = (
            at(n),
            if n + 1 == division.columns {
                end
            } else {
                at(n + 1) - 1
            },
        );
        let column = Area {
            x,
            w: to - x,
            ..r.list
        };
        if let Some(stage) = Stage::ALL.get(division.first + n) {
            draw_column(pen, app, column, &division, *stage);
        }
        if n + 1 < division.columns {
            let from = if division.strip { 2 } else { 0 };
            for row in from..r.list.h {
                pen.put(to, r.list.y + row, 1, "│", Role::Rule);
            }
        }
    }
    if board.shown() == 0 {
        empty(pen, app, &division);
    }
    if let Some(area) = r.card {
        pen.rule(
            Area {
                y: area.y - 1,
                h: 1,
                ..area
            },
            0,
            "",
            false,
            false,
        );
        strip::draw(pen, app, area);
    }
    quiet(app)
}

fn quiet(app: &App) -> (String, String) {
    let board = &app.board;
    let key = |id: &str| app.keymap.first(id).unwrap_or_default();
    let count = match (board.shown(), board.total()) {
        (shown, total) if board.is_filtered() => format!("{shown} of {total} cards"),
        (1, _) => "1 card".into(),
        (n, _) => format!("{n} cards"),
    };
    let left = match board.marked() {
        0 => [count, board.filter_words(app)]
            .into_iter()
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        n => format!(
            "{n} selected · {} moves all of them · {} unselects",
            key("stage-up"),
            key("back")
        ),
    };
    let (left_key, right_key) = (key("column-left"), key("column-right"));
    let right = format!(
        "{left_key} {right_key} stage · {} {} moves the card",
        key("stage-down"),
        key("stage-up")
    );
    (left, right)
}

/// `9`, or `6/8` where there is a limit; and whether it is more than that.
fn count(app: &App, stage: Stage) -> (String, bool) {
    let at = usize::from(stage.number()) - 1;
    let board = &app.board;
    let shown = board.columns.get(at).map_or(0, |c| c.len());
    let now = board.open.get(at).copied().unwrap_or(0);
    let most = match stage {
        Stage::Pitch => app.settings.board.pitches,
        Stage::Creation => app.settings.board.productions,
        _ => 0,
    };
    match (board.is_filtered(), most) {
        (true, _) => (format!("{shown} of {now}"), false),
        (false, 0) => (now.to_string(), false),
        (false, most) => (format!("{now}/{most}"), now > usize::from(most)),
    }
}

/// All six stages in a line, where not all of them have a column: those that have one in brackets.
fn stages(pen: &mut Pen<'_>, app: &App, division: &Shape) {
    let area = app.regions.list;
    let shown = division.first..division.first + division.columns;
    let label = |n: usize, stage: &Stage, named: bool| {
        // Beside each other there is no room for "of".
        let count = count(app, *stage).0;
        let count = count.split(" of").next().unwrap_or_default();
        let cursor = if n == app.board.at && division.columns > 1 {
            "►"
        } else {
            ""
        };
        match (shown.contains(&n), named) {
            (true, _) => format!("[{cursor}{} {} {count}]", stage.number(), stage.short()),
            (false, true) => format!("{} {} {count}", stage.number(), stage.short()),
            (false, false) => format!("{}·{count}", stage.number()),
        }
    };
    let row = |named: bool| {
        Stage::ALL
            .iter()
            .enumerate()
            .map(|(n, s)| label(n, s, named))
            .collect::<Vec<_>>()
    };
    let fits = |labels: &[String], air: usize| {
        labels.iter().map(|l| width(l) + air).sum::<usize>() <= usize::from(area.w) + 1
    };
    // After the last there is no air.
    let labels = Some(row(true))
        .filter(|l| fits(l, 1))
        .unwrap_or_else(|| row(false));
    let air = if fits(&labels, 2) { 2 } else { 1 };
    let mut x = area.x + u16::from(air == 2);
    for (n, text) in labels.iter().enumerate() {
        let role = if n == app.board.at {
            Role::Accent
        } else {
            Role::Text
        };
        x += pen.put(x, area.y, (area.x + area.w).saturating_sub(x), text, role) + air;
    }
    pen.rule(area, 1, "", false, false);
}

fn draw_column(pen: &mut Pen<'_>, app: &App, area: Area, division: &Shape, stage: Stage) {
    let at = usize::from(stage.number()) - 1;
    let here = at == app.board.at;
    if division.columns > 1 {
        let y = area.y + division.head - 2;
        let (count, over) = count(app, stage);
        let name = format!(
            "{}{} {}",
            if here { "►" } else { " " },
            stage.number(),
            stage.short()
        );
        pen.put(
            area.x,
            y,
            area.w,
            &name,
            if here { Role::Accent } else { Role::Title },
        );
        let room = usize::from(area.w).saturating_sub(width(&name) + 2);
        let count = if width(&count) > room {
            count.split(' ').next().unwrap_or_default()
        } else {
            &count
        };
        pen.put_right(
            area.x,
            y,
            area.w.saturating_sub(1),
            count,
            if over { Role::Late } else { Role::Text },
        );
        let (bar, role) = if here {
            ("═", Role::Accent)
        } else {
            ("─", Role::Rule)
        };
        pen.put(
            area.x,
            y + 1,
            area.w,
            &bar.repeat(usize::from(area.w)),
            role,
        );
    }
    let Some(list) = app.board.columns.get(at) else {
        return;
    };
    let cards = list.rows().iter().skip(list.top()).take(division.cards);
    let mut y = area.y + division.head;
    for card in cards {
        let place = Area {
            y,
            h: division.lines,
            ..area
        };
        let current = here && list.current() == Some(card);
        draw_card(pen, app, place, card, current, list.is_marked(card));
        y += division.lines + division.gap;
    }
    let (above, below) = (
        list.top(),
        list.len().saturating_sub(list.top() + division.cards),
    );
    let more = match (above, below) {
        (0, 0) => return,
        (0, n) => format!("+{n} more"),
        (n, 0) => format!("▲{n} above"),
        (a, b) => format!("▲{a} above, +{b} more"),
    };
    pen.put(
        area.x + 2,
        area.y + area.h - 1,
        area.w.saturating_sub(2),
        &more,
        Role::Muted,
    );
}

fn draw_card(pen: &mut Pen<'_>, app: &App, area: Area, card: &Card, current: bool, marked: bool) {
    let Some(deal) = app.model.get(card.deal) else {
        return;
    };
    let (x, room) = (area.x + 2, area.w.saturating_sub(2));
    let gap = lifecycle::has_open(&app.ctx(), deal, deal.stage);
    let name_room = area.w.saturating_sub(if gap { 3 } else { 1 });
    pen.put(
        area.x + 1,
        area.y,
        name_room,
        &app.model.called(card.creator),
        Role::Title,
    );
    if gap {
        pen.put_right(area.x, area.y, area.w.saturating_sub(1), "?", Role::Gap);
    }
    if marked {
        pen.put(area.x, area.y, 1, "+", Role::Marked);
    }
    if current {
        pen.put(
            area.x,
            area.y,
            1,
            if marked { "+" } else { "►" },
            Role::Accent,
        );
        pen.wash(Area { h: 1, ..area }, 0, crate::ui::selected(app));
        if app.modals.is_empty() {
            pen.point(area, 0, 0);
        }
    }
    let (role, promise) = promise(app, deal);
    let size = person::size(app, card.creator);
    let fit = app
        .model
        .get(card.creator)
        .and_then(|row| app.fit_of(row))
        .map_or("fit ?".into(), |f| format!("fit {f:.0}"));
    if area.h > 2 {
        let place = if size.is_empty() {
            fit
        } else {
            format!("{size} · {fit}")
        };
        pen.put(x, area.y + 1, room, &place, Role::Text);
        pen.put(x, area.y + 2, room, &promise, role);
        return;
    }
    let mut x = x;
    let place = if app.regions.class == Class::Slim {
        format!("{size} · {fit}")
    } else {
        size
    };
    if usize::from(room) >= width(&place) + width(&promise).min(16) + 2 && !place.is_empty() {
        x += pen.put(x, area.y + 1, room, &place, Role::Text) + 2;
    }
    pen.put(
        x,
        area.y + 1,
        (area.x + area.w).saturating_sub(x),
        &promise,
        role,
    );
}

/// The most urgent promise of a card: glyph and words.
fn promise(app: &App, deal: &Collaboration) -> (Role, String) {
    if app
        .model
        .get(deal.creator)
        .is_some_and(|c| c.do_not_contact)
    {
        return (Role::Muted, "do not contact".into());
    }
    match lifecycle::most_urgent(&app.ctx(), deal) {
        Some(item) => {
            let mark = columns::mark(&item, app);
            (
                super::role(mark),
                format!(
                    "{} {}",
                    mark.glyph(),
                    summary::card_words(&app.ctx(), &item)
                ),
            )
        }
        None => (Role::Muted, "nothing planned".into()),
    }
}

fn empty(pen: &mut Pen<'_>, app: &App, division: &Shape) {
    let area = app.regions.list;
    let words = app.board.empty_words(app);
    let lines = words
        .iter()
        .flat_map(|line| wrap(line, usize::from(area.w.saturating_sub(4))));
    for (y, line) in (area.y + division.head + 1..area.y + area.h).zip(lines) {
        // A line of words lies over the borders of the stages.
        if !line.is_empty() {
            pen.clear(Area {
                x: area.x,
                y,
                w: area.w,
                h: 1,
            });
            pen.put(area.x + 2, y, area.w.saturating_sub(3), &line, Role::Text);
        }
    }
    pen.point(area, division.head + 1, 2);
}
