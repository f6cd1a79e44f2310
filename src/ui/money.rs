//! Draws Money: open lines by week, the card of the one under the cursor, and below them what is no
//! line yet.

use super::pen::Pen;
use super::text::{width, wrap};
use super::theme::Role;
use crate::app::App;
use crate::app::panes::money::{Drawn, Row, Section};
use crate::app::panes::view::Pane;
use crate::app::regions::{Area, Class};
use crate::domain::day::{Day, brief, short};
use crate::domain::ledger::budget::Budget;
use crate::domain::ledger::commission;
use crate::domain::ledger::due::Due;
use crate::domain::ledger::lines::Line;
use crate::domain::ledger::overview::{self, Group, Overview};
use crate::domain::ledger::terms;
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::rows::*;
use crate::domain::words;

/// Draws it; gives back what the answering line says when it has nothing else to say.
pub fn draw(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    let Some(all) = &app.money.all else {
        return Default::default();
    };
    let r = &app.regions;
    let focus = app.modals.is_empty();
    let title = match app.money.section {
        Section::Lines => format!("Money · {}", heading(app, all)),
        section => section.title().to_owned(),
    };
    let hint = app.money.filter.words();
    let list = r.list;
    if r.class == Class::Normal {
        let frame = Area {
            x: list.x - 1,
            y: list.y - 1,
            w: list.w + 2,
            h: list.h + 2,
        };
        pen.frame(frame, &title, &hint, focus);
    } else {
        let room = list.w.saturating_sub(1);
        pen.put(
            list.x + 1,
            list.y.saturating_sub(1),
            room,
            &title,
            Role::Title,
        );
    }
    if app.money.list.is_empty() {
        nothing(pen, app, all, list);
    } else {
        rows(pen, app, all, list);
    }
    if let Some(area) = r.card {
        card(pen, app, all, area);
    }
    if let Some(area) = r.counts {
        boxes(pen, app, all, area);
    }
    let status = format!(
        "open {} · paid in {} {}",
        all.open.joined(" · "),
        app.today.format("%B"),
        all.paid_month.joined(" · ")
    );
    (status, "currencies are never added".to_owned())
}

/// `$2,950 open, $350 of it late · also €180 · £44.80`: the currency of the settings first.
fn heading(app: &App, all: &Overview) -> String {
    if all.open.is_zero() {
        return "nothing open".into();
    }
    let late = if all.late.is_zero() {
        String::new()
    } else {
        format!(", {} of it late", all.late.joined(" · "))
    };
    let main = app.settings.general.currency.unwrap_or(Currency::USD);
    let (first, rest): (Vec<Money>, Vec<Money>) = all.open.iter().partition(|m| m.currency == main);
    let rest: Purse = rest.into_iter().collect();
    match first.first().filter(|m| m.minor != 0) {
        Some(first) if rest.is_zero() => format!("{first} open{late}"),
        Some(first) => format!("{first} open{late} · also {}", rest.joined(" · ")),
        None => format!("{} open{late}", rest.joined(" · ")),
    }
}

fn nothing(pen: &mut Pen<'_>, app: &App, all: &Overview, area: Area) {
    let told = match app.money.section {
        _ if app.money.filter.is_on() => app.nothing_fits().join(" "),
        Section::Lines => format!(
            "Nothing open. Paid this year: {}.",
            all.paid_year.joined(" · ")
        ),
        Section::Commission => "No commission is open.".into(),
        Section::Months => "Nothing is known of the next months.".into(),
        Section::Budgets => "No campaign has a budget or money in it.".into(),
        Section::Limits => "Nobody is near a limit of this year.".into(),
    };
    let lines = wrap(&told, usize::from(area.w.saturating_sub(4)));
    for (y, line) in (area.y + 1..area.y + area.h).zip(lines) {
        pen.put(area.x + 2, y, area.w.saturating_sub(3), &line, Role::Text);
    }
    pen.point(area, 1, 2);
}

fn rows(pen: &mut Pen<'_>, app: &App, all: &Overview, area: Area) {
    let money = &app.money;
    for (row, drawn) in (0..area.h).zip(money.drawn.iter().skip(money.top)) {
        match drawn {
            Drawn::Heading(group) => {
                let sum = sum_of(app, all, *group);
                let words = format!("{} · {sum}", group.title(app.today));
                let room = area.w.saturating_sub(1);
                pen.put(area.x + 1, area.y + row, room, &words, Role::Title);
            }
            Drawn::Row(at) => {
                let Some(key) = money.list.rows().get(*at).copied() else {
                    continue;
                };
                let place = Area {
                    y: area.y + row,
                    h: 1,
                    ..area
                };
                cells(pen, app, all, key, place);
                let marked = money.list.is_marked(&key);
                if marked {
                    pen.put(area.x, place.y, 1, "+", Role::Marked);
                }
                if money.list.at() == *at {
                    let sign = if marked { "+" } else { "►" };
                    pen.put(area.x, place.y, 1, sign, Role::Accent);
                    pen.wash(place, 0, super::selected(app));
                    pen.point(place, 0, 0);
                }
            }
        }
    }
}

fn sum_of(app: &App, all: &Overview, group: Group) -> String {
    if group == Group::Paid {
        return all.paid_month.joined(" · ");
    }
    let base = app.ctx().base();
    let lines = all.lines.iter().filter(|line| !line.surplus);
    let sum: Purse = lines
        .filter(|line| overview::group(&base, line) == group)
        .map(|line| line.amount)
        .collect();
    sum.joined(" · ")
}

/// What a row says: glyph, name, words, amount, day, state.
struct Cells {
    glyph: (&'static str, Role),
    name: String,
    what: String,
    amount: String,
    day: String,
    state: (Role, String),
}

fn cells(pen: &mut Pen<'_>, app: &App, all: &Overview, row: Row, area: Area) {
    let Some(cells) = of_row(app, all, row) else {
        return;
    };
    // The sum and the name never leave; the state goes first, then the day.
    let (day_w, state_w) = match area.w {
        0..=46 => (0, 0),
        47..=62 => (7, 0),
        63..=79 => (7, 11),
        _ => (11, 13),
    };
    let name_w = if area.w < 63 { 14 } else { 16 };
    let amount_w = 11;
    let right = amount_w + day_w + state_w + u16::from(day_w > 0) + u16::from(state_w > 0);
    pen.put(area.x + 2, area.y, 1, cells.glyph.0, cells.glyph.1);
    pen.put(area.x + 4, area.y, name_w, &cells.name, Role::Title);
    let from = area.x + 5 + name_w;
    let room = (area.x + area.w).saturating_sub(from + right + 1);
    pen.put(from, area.y, room, &cells.what, Role::Text);
    let mut x = from + room;
    pen.put_right(x, area.y, amount_w, &cells.amount, Role::Money);
    x += amount_w + 1;
    if day_w > 0 {
        pen.put(x, area.y, day_w, &cells.day, Role::Text);
        x += day_w + 1;
    }
    if state_w > 0 {
        pen.put_right(
            x,
            area.y,
            state_w.saturating_sub(1),
            &cells.state.1,
            cells.state.0,
        );
    }
}

fn of_row(app: &App, all: &Overview, row: Row) -> Option<Cells> {
    let m = &app.model;
    match row {
        Row::Line(_) => app.money.line(row).map(|line| line_cells(app, line)),
        Row::Paid(id) => m.get(id).map(|p| paid_cells(app, p)),
        Row::Earned(..) => app.money.earned(row).map(|month| {
            let ready = month.is_ready(app.today);
            let state = if ready {
                (Role::Due, "ready".into())
            } else {
                (Role::Muted, "grows".into())
            };
            Cells {
                glyph: (if ready { "•" } else { "·" }, state.0),
                name: m.called(month.creator),
                what: format!(
                    "{}, {}",
                    commission::month_words(month.month),
                    words::orders(month.orders)
                ),
                amount: month.open_money().to_string(),
                day: brief(month.ready, app.today),
                state,
            }
        }),
        Row::Ahead(day) => {
            let month = all.ahead.iter().find(|a| a.month == day)?;
            Some(Cells {
                glyph: (" ", Role::Text),
                name: day.format("%B").to_string(),
                what: format!(
                    "agreed {} · retainers {} · commission {} · in talks {}",
                    month.agreed.joined(" · "),
                    month.retainers.joined(" · "),
                    month.earned.joined(" · "),
                    month.in_talks.joined(" · ")
                ),
                amount: String::new(),
                day: String::new(),
                state: (Role::Muted, String::new()),
            })
        }
        Row::Budget(id) => {
            let (_, budget) = all.budgets.iter().find(|(of, _)| *of == id)?;
            let over = budget.left().is_some_and(|left| left.minor < 0);
            Some(Cells {
                glyph: if over {
                    ("▼", Role::Bad)
                } else {
                    (" ", Role::Text)
                },
                name: m.get(id).map_or_else(String::new, |c| c.name.to_string()),
                what: format!("agreed {} · spent {}", budget.agreed, budget.spent),
                amount: budget.planned.map_or_else(|| "–".into(), |b| b.to_string()),
                day: String::new(),
                state: left(budget),
            })
        }
        Row::Limit(creator, at) => Some(limit_cells(app, all, creator, at)),
    }
}

fn left(budget: &Budget) -> (Role, String) {
    match budget.left() {
        Some(left) if left.minor < 0 => {
            let over = Money::new(left.minor.saturating_neg(), left.currency);
            (Role::Bad, format!("over {over}"))
        }
        Some(left) => (Role::Muted, format!("left {left}")),
        None => (Role::Muted, "–".into()),
    }
}

fn line_cells(app: &App, line: &Line) -> Cells {
    let base = app.ctx().base();
    let day = line.due.day();
    let days = day.map(|day| (day - app.today).num_days());
    let late = line.is_late(&base);
    let state = match (line.state, line.due, days) {
        (PaymentState::Disputed, ..) => (Role::Bad, "▼ disputed".into()),
        (_, Due::Expected(..), _) => (Role::Muted, "not live".into()),
        (_, _, None) => (Role::Due, "when?".into()),
        (_, _, Some(0)) => (Role::Due, "today".into()),
        (_, _, Some(n)) if late => (Role::Late, format!("late {}d", -n)),
        (_, _, Some(n)) => (Role::Text, format!("in {n} d")),
    };
    let glyph = if late {
        ("!", Role::Late)
    } else {
        ("·", Role::Planned)
    };
    Cells {
        glyph,
        name: app.model.called(line.creator),
        what: overview::line_words(&base, line),
        amount: line.amount.to_string(),
        day: day.map_or_else(String::new, |day| day_words(app, day)),
        state,
    }
}

fn day_words(app: &App, day: Day) -> String {
    if app.regions.list.w < 80 {
        day.format("%-d %b").to_string()
    } else {
        day.format("%a %-d %b").to_string()
    }
}

fn paid_cells(app: &App, p: &Payment) -> Cells {
    let late = p.paid.zip(p.due).map(|(paid, due)| (paid - due).num_days());
    let state = match late {
        None => (Role::Muted, String::new()),
        Some(0) => (Role::Muted, "on time".into()),
        Some(n) if n < 0 => (Role::Muted, format!("{} d early", -n)),
        Some(n) => (Role::Bad, format!("{n} d late")),
    };
    let what = match &*p.reference {
        "" => p.kind.label().to_owned(),
        reference => format!("{}, {reference}", p.kind),
    };
    Cells {
        glyph: (" ", Role::Muted),
        name: app.model.called(p.creator),
        what,
        amount: terms::amount(p).to_string(),
        day: p.paid.map_or_else(String::new, |day| day_words(app, day)),
        state,
    }
}

fn limit_cells(
    app: &App,
    all: &Overview,
    creator: crate::domain::ids::Id<Creator>,
    at: usize,
) -> Cells {
    let name = app.model.called(creator);
    let Some(r) = all.limits.get(at) else {
        return Cells {
            glyph: ("?", Role::Due),
            name,
            what: "country unknown: no limit can be watched".into(),
            amount: String::new(),
            day: String::new(),
            state: (Role::Muted, String::new()),
        };
    };
    let reached = r.is_reached();
    Cells {
        glyph: if reached {
            ("!", Role::Late)
        } else {
            ("•", Role::Due)
        },
        name,
        what: format!("{}: {}", r.rule.title, r.rule.then),
        amount: r.sum_words(),
        day: format!("of {}", r.rule.limit),
        state: (
            if reached { Role::Late } else { Role::Due },
            format!("{}%", r.percent()),
        ),
    }
}

/// A line of the card: label, look, words.
type Told = (&'static str, Role, String);

/// About the open line under the cursor.
fn line_told(app: &App) -> Vec<Told> {
    let base = app.ctx().base();
    let key = |id: &str| app.keymap.first(id).unwrap_or_default();
    let mut told: Vec<Told> = Vec::new();
    if let Some(line) = app.money.current_line() {
        told.push(("", Role::Title, app.model.called(line.creator)));
        told.push(("", Role::Text, overview::line_words(&base, line)));
        told.push(("", Role::Money, format!("{} open", line.amount)));
        let day = line.due.day().map_or_else(
            || "when is it due?".into(),
            |day| format!("due {}", short(day, app.today)),
        );
        let why = Some(line.due.words(&base)).filter(|why| !why.is_empty());
        let why = why.map_or(day.clone(), |why| format!("{why}, {day}"));
        told.push(("WHY", Role::Text, why));
        let acts = if line.surplus {
            format!("{} accepts it: the fee is raised", key("done"))
        } else {
            format!("{} pays {}, today", key("done"), line.amount)
        };
        told.push(("", Role::Text, acts));
        told.push((
            "",
            Role::Text,
            format!("{} p a part or another day: $100 paid", key("record")),
        ));
        told.push((
            "",
            Role::Text,
            format!("{} there is a dispute", key("other")),
        ));
    }
    told
}

/// About the month of commission under the cursor.
fn earned_told(app: &App) -> Vec<Told> {
    let key = |id: &str| app.keymap.first(id).unwrap_or_default();
    let mut told: Vec<Told> = Vec::new();
    if let Some(month) = app
        .money
        .list
        .current()
        .and_then(|row| app.money.earned(*row))
    {
        let sum = |minor| Money::new(minor, month.currency).to_string();
        told.push(("", Role::Title, app.model.called(month.creator)));
        told.push((
            "EARNED",
            Role::Text,
            format!("{} {}", words::orders(month.orders), sum(month.gross)),
        ));
        told.push(("", Role::Text, format!("refunds {}", sum(month.refunds))));
        told.push((
            "",
            Role::Text,
            format!("net {}, of it {}", sum(month.net()), sum(month.share)),
        ));
        told.push((
            "",
            Role::Text,
            format!("in payments already {}", sum(month.added)),
        ));
        told.push((
            "READY",
            Role::Text,
            format!(
                "{}: the days for returns are over",
                short(month.ready, app.today)
            ),
        ));
        told.push((
            "",
            Role::Text,
            format!("{} adds it to the payments", key("done")),
        ));
        told.push((
            "",
            Role::Text,
            format!(
                "{} the statement, {} copies it",
                key("open"),
                key("copy-statement")
            ),
        ));
    }
    told
}

fn card(pen: &mut Pen<'_>, app: &App, all: &Overview, area: Area) {
    let mut told = line_told(app);
    told.extend(earned_told(app));
    if let Some(who) = app.money.current_creator() {
        for r in all.limits.iter().filter(|r| r.creator == who) {
            let words = format!(
                "{} of {} this year, {}% with what is open: {}",
                r.sum_words(),
                r.rule.limit,
                r.percent(),
                r.rule.then
            );
            let role = if r.is_reached() {
                Role::Late
            } else {
                Role::Due
            };
            told.push(("LIMIT", role, words));
        }
    }
    if app.regions.class == Class::Normal {
        let frame = Area {
            x: area.x - 1,
            y: area.y - 1,
            w: area.w + 2,
            h: area.h + 2,
        };
        pen.frame(frame, "Under the cursor", "", false);
        told.extend(limits_told(app, all));
    } else {
        pen.rule(
            Area {
                y: area.y - 1,
                ..area
            },
            0,
            "",
            false,
            false,
        );
        told = narrow(app, all, told);
    }
    put_told(pen, area, &told);
}

/// In a small window: the line under the cursor in short, then a line for each other part.
fn narrow(app: &App, all: &Overview, told: Vec<Told>) -> Vec<Told> {
    let key = app.keymap.first("money-next").unwrap_or_default();
    let mut short: Vec<Told> = told
        .into_iter()
        .filter(|(label, ..)| !label.is_empty())
        .collect();
    let ready: Purse = all
        .earned
        .iter()
        .filter(|month| month.is_ready(app.today))
        .map(|month| month.open_money())
        .collect();
    short.push((
        "TO ADD",
        Role::Text,
        format!("{} ready · {key} opens", ready.joined(" · ")),
    ));
    let months: Vec<String> = all
        .ahead
        .iter()
        .map(|a| format!("{} {}", a.month.format("%b"), a.agreed.joined(" · ")))
        .collect();
    short.push(("AHEAD", Role::Text, months.join(" · ")));
    let budgets: Vec<String> = all
        .budgets
        .iter()
        .map(|(id, budget)| {
            let name = app.model.get(*id).map_or("", |c| &*c.name);
            format!("{name} {}", left(budget).1)
        })
        .collect();
    short.push(("BUDGET", Role::Text, budgets.join(" · ")));
    short
}

fn limits_told(app: &App, all: &Overview) -> Vec<Told> {
    let mut told = Vec::new();
    let mut label = "LIMITS";
    for r in all.limits.iter().take(4) {
        let (mark, role) = if r.is_reached() {
            ("!", Role::Late)
        } else {
            ("•", Role::Due)
        };
        let name = app.model.called(r.creator);
        let words = format!("{mark} {name}, {} of {}", r.sum_words(), r.rule.limit);
        told.push((std::mem::take(&mut label), role, words));
    }
    told
}

fn put_told(pen: &mut Pen<'_>, area: Area, told: &[Told]) {
    const LABEL: u16 = 8;
    let mut y = 0;
    for (label, role, words) in told {
        let room = usize::from(area.w.saturating_sub(LABEL + 1));
        for (at, part) in wrap(words, room.max(8)).iter().enumerate() {
            if y >= area.h {
                return;
            }
            if at == 0 {
                pen.put(
                    area.x + 1,
                    area.y + y,
                    LABEL.saturating_sub(1),
                    label,
                    Role::Muted,
                );
            }
            let room = area.w.saturating_sub(LABEL + 1);
            pen.put(area.x + LABEL, area.y + y, room, part, *role);
            y += 1;
        }
    }
}

/// Commission, months and budgets, side by side.
fn boxes(pen: &mut Pen<'_>, app: &App, all: &Overview, area: Area) {
    let third = area.w / 3;
    let sections = [Section::Commission, Section::Months, Section::Budgets];
    for (n, section) in (0..).zip(sections) {
        let x = area.x + third * n;
        let w = if n == 2 { area.w - third * 2 } else { third };
        let frame = Area { x, w, ..area };
        let inner = pen.frame(frame, section.title(), "", false);
        let lines = match section {
            Section::Commission => commission_lines(app, all),
            Section::Months => month_lines(all),
            _ => budget_lines(app, all),
        };
        for (row, (words, right, role)) in (0..inner.h).zip(lines) {
            let used = width(&right) as u16;
            let room = inner.w.saturating_sub(used + 2);
            pen.put(
                inner.x + 1,
                inner.y + row,
                room.saturating_sub(1),
                &words,
                role,
            );
            pen.put_right(
                inner.x,
                inner.y + row,
                inner.w.saturating_sub(1),
                &right,
                Role::Money,
            );
        }
    }
}

type BoxLine = (String, String, Role);

fn commission_lines(app: &App, all: &Overview) -> Vec<BoxLine> {
    let line = |month: &commission::Month| {
        let ready = month.is_ready(app.today);
        let word = if ready { "ready" } else { "grows" };
        let name = app.model.called(month.creator);
        let role = if ready { Role::Due } else { Role::Text };
        let words = format!("{word} {name} {}", month.month.format("%b"));
        (words, month.open_money().to_string(), role)
    };
    let mut lines: Vec<BoxLine> = all.earned.iter().take(6).map(line).collect();
    if lines.is_empty() {
        lines.push(("no commission is open".into(), String::new(), Role::Muted));
    }
    for (creator, orders) in &all.without_terms {
        let orders = words::orders(*orders);
        let told = format!("none for {orders} of {}", app.model.called(*creator));
        lines.push((told, String::new(), Role::Muted));
    }
    // How many days those are, a deal may say for itself.
    lines.push((
        "ready = past the days for returns".into(),
        String::new(),
        Role::Muted,
    ));
    lines
}

fn month_lines(all: &Overview) -> Vec<BoxLine> {
    let mut lines = Vec::new();
    for month in &all.ahead {
        let name = month.month.format("%b").to_string();
        lines.push((
            format!("{name} agreed"),
            month.agreed.joined(" · "),
            Role::Text,
        ));
        let more = [
            ("retainers", &month.retainers),
            ("commission", &month.earned),
            ("in talks", &month.in_talks),
        ];
        for (word, purse) in more.into_iter().filter(|(_, purse)| !purse.is_zero()) {
            lines.push((format!("    {word}"), purse.joined(" · "), Role::Text));
        }
    }
    lines
}

fn budget_lines(app: &App, all: &Overview) -> Vec<BoxLine> {
    let mut lines = Vec::new();
    for (id, budget) in &all.budgets {
        let name = app.model.get(*id).map_or("", |c| &*c.name);
        let planned = budget.planned.map_or_else(|| "–".into(), |b| b.to_string());
        lines.push((name.to_owned(), planned, Role::Title));
        let (role, left) = left(budget);
        let words = format!("  agreed {} · spent {}", budget.agreed, budget.spent);
        lines.push((words, left, role));
    }
    lines
}
