//! The quarter: bars of campaigns, a row for each creator, and below them how full the weeks are
//! and what they cost.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::{role, sunday};
use crate::app::App;
use crate::app::panes::calendar::Plan;
use crate::app::regions::Area;
use crate::domain::agenda::{Bar, Event, LEGEND, bars, monday, quarter_weeks, weeks};
use crate::domain::day::{Day, add_days};
use crate::domain::ids::Id;
use crate::domain::money::{Currency, Money};
use crate::domain::rows::{CampaignKind, Creator};
use crate::ui::pen::Pen;
use crate::ui::text::{cut, pad_left, width};
use crate::ui::theme::Role;

/// Where the columns stand.
struct Grid {
    area: Area,
    /// Monday of the first week.
    start: Day,
    weeks: u16,
    /// Cells for names.
    names: u16,
    /// Cells of a week, the one before it included.
    cell: u16,
    /// Monday of this week.
    now: Day,
}

impl Grid {
    fn of(app: &App, area: Area) -> Self {
        let (start, many) = quarter_weeks(app.plan.day);
        let weeks = u16::try_from(many).unwrap_or(13).max(1);
        let cell = (area.w.saturating_sub(15) / weeks).clamp(3, 6);
        Self {
            area,
            start,
            weeks,
            names: area.w.saturating_sub(cell * weeks),
            cell,
            now: monday(app.today),
        }
    }

    fn monday(&self, week: u16) -> Day {
        add_days(self.start, 7 * i64::from(week))
    }

    fn x(&self, week: u16) -> u16 {
        self.area.x + self.names + week * self.cell
    }

    /// The column of a day, kept inside the grid.
    fn column(&self, day: Day) -> u16 {
        let days = (day - self.start)
            .num_days()
            .clamp(0, i64::from(self.weeks) * 7);
        let cells = days * i64::from(self.cell) / 7;
        self.area.x + self.names + u16::try_from(cells).unwrap_or(0)
    }

    /// The line before this week, in a row, unless something stands in its column.
    fn bar(&self, pen: &mut Pen<'_>, y: u16, taken: [u16; 2]) {
        let week = (0..self.weeks).find(|w| self.monday(*w) == self.now);
        if let Some(week) = week.filter(|w| !taken.contains(&self.x(*w))) {
            pen.put(self.x(week), y, 1, "│", Role::Rule);
        }
    }
}

/// Lines above the bars: months, weeks, a rule.
const HEAD: u16 = 3;

/// Draws it; gives back how many rows of creators there is room for.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Area) -> u16 {
    let grid = Grid::of(app, area);
    head(pen, app, &grid);
    pen.rule(area, HEAD - 1, "", true, joined(app));
    let lines = lines_of_bars(app, &grid);
    for line in &lines {
        draw_bar(pen, &grid, line);
    }
    let (from, room) = place_of_rows(app, &grid, &lines);
    if from > HEAD {
        pen.rule(area, from - 1, "", true, joined(app));
    }
    rows(pen, app, &grid, from, room);
    load(
        pen,
        app,
        &grid,
        area.h.saturating_sub(foot_height(app, &grid)),
    );
    room
}

/// The first line of the creators, and how many there is room for.
fn place_of_rows(app: &App, grid: &Grid, bars: &[BarLine]) -> (u16, u16) {
    let used = bars
        .iter()
        .map(|bar| bar.line + 1)
        .max()
        .map_or(0, |lines| lines + 1);
    let from = HEAD + used;
    (
        from,
        grid.area.h.saturating_sub(from + foot_height(app, grid)),
    )
}

/// The row, counted from the first that is shown, and the week that a cell belongs to.
pub fn cell_of(app: &App, x: u16, y: u16) -> Option<(usize, usize)> {
    let grid = Grid::of(app, app.regions.list);
    let (from, room) = place_of_rows(app, &grid, &lines_of_bars(app, &grid));
    let row = y
        .checked_sub(grid.area.y + from)
        .filter(|row| *row < room)?;
    // On a name the week stays what it is.
    let here = (monday(app.plan.day) - grid.start).num_days() / 7;
    let week = (0..grid.weeks)
        .rev()
        .find(|week| grid.x(*week) <= x)
        .map_or(usize::try_from(here).ok()?, usize::from);
    Some((usize::from(row), week))
}

/// Rules meet a frame only where there is one.
fn joined(app: &App) -> bool {
    app.regions.class == crate::app::regions::Class::Normal
}

fn head(pen: &mut Pen<'_>, app: &App, grid: &Grid) {
    let quarter = sunday(grid.start);
    let name = format!("Q{} {}", quarter.month0() / 3 + 1, quarter.year());
    pen.put(grid.area.x + 1, grid.area.y, grid.names, &name, Role::Title);
    pen.put(
        grid.area.x + 1,
        grid.area.y + 1,
        grid.names,
        "week of",
        Role::Muted,
    );
    for week in 0..grid.weeks {
        let day = grid.monday(week);
        let new = week == 0 || add_days(day, -7).month() != day.month();
        if new {
            pen.put(
                grid.x(week) + 1,
                grid.area.y,
                grid.cell,
                &day.format("%b").to_string(),
                Role::Muted,
            );
        }
        let here = monday(app.plan.day) == day;
        let label = if here {
            format!("[{}]", day.day())
        } else {
            format!(" {}", day.day())
        };
        let look = if here { Role::Accent } else { Role::Text };
        pen.put(grid.x(week), grid.area.y + 1, grid.cell + 1, &label, look);
    }
}

/// Names of the lines of bars.
fn line_name(kind: Option<CampaignKind>) -> &'static str {
    match kind {
        Some(CampaignKind::Launch) => "launches",
        Some(CampaignKind::AlwaysOn) => "always-on",
        Some(CampaignKind::Localised) => "localised",
        Some(CampaignKind::B2b) => "B2B",
        Some(CampaignKind::CoCreated) => "co-created",
        None => "campaigns",
    }
}

/// Most lines of bars.
const BARS: usize = 4;

/// A bar and its place.
struct BarLine {
    bar: Bar,
    line: u16,
    from: u16,
    until: u16,
    /// Its kind is named at its line.
    named: bool,
}

/// Bars, each on the first line of its kind where it does not lie over another; none in a low
/// window.
fn lines_of_bars(app: &App, grid: &Grid) -> Vec<BarLine> {
    let mut lines: Vec<(Option<CampaignKind>, u16)> = Vec::new();
    let mut all = Vec::new();
    if grid.area.h < LOW {
        return all;
    }
    for bar in bars(&app.ctx(), grid.start, grid.monday(grid.weeks)) {
        let from = grid.column(bar.from);
        let until = bar
            .until
            .map_or(grid.x(grid.weeks), |day| grid.column(add_days(day, 1)));
        let at = lines
            .iter()
            .position(|(kind, end)| *kind == bar.kind && *end <= from);
        // A kind is named where its first line begins.
        let named = lines.iter().all(|(kind, _)| *kind != bar.kind);
        let at = match at {
            Some(at) => at,
            None if lines.len() < BARS => {
                lines.push((bar.kind, 0));
                lines.len() - 1
            }
            None => continue,
        };
        if let Some(line) = lines.get_mut(at) {
            line.1 = until;
        }
        all.push(BarLine {
            bar,
            line: at as u16,
            from,
            until,
            named,
        });
    }
    all
}

/// Lines below which a window has no room for bars.
const LOW: u16 = 18;

fn draw_bar(
    pen: &mut Pen<'_>,
    grid: &Grid,
    BarLine {
        bar,
        line,
        from,
        until,
        named,
    }: &BarLine,
) {
    let y = grid.area.y + HEAD + line;
    if *named {
        pen.put(
            grid.area.x + 1,
            y,
            grid.names.saturating_sub(1),
            line_name(bar.kind),
            Role::Muted,
        );
    }
    let cells = until.saturating_sub(*from);
    pen.put(*from, y, cells, &stroke(bar, grid, cells), Role::Text);
}

/// `├─ Autumn tea ───┤`, open where it goes on.
fn stroke(bar: &Bar, grid: &Grid, cells: u16) -> String {
    let open = bar.until.is_none_or(|day| day >= grid.monday(grid.weeks));
    let (left, right) = (
        if bar.from < grid.start { "─" } else { "├" },
        if open { "►" } else { "┤" },
    );
    if cells < 3 {
        return "─".repeat(usize::from(cells));
    }
    let inner = usize::from(cells - 2);
    let name = if width(&bar.label) + 3 <= inner {
        &bar.label
    } else {
        &bar.short
    };
    let label = if inner >= 6 {
        format!("─ {} ", cut(name, inner - 3))
    } else {
        String::new()
    };
    let fill = inner.saturating_sub(width(&label));
    format!("{left}{label}{}{right}", "─".repeat(fill))
}

fn rows(pen: &mut Pen<'_>, app: &App, grid: &Grid, from: u16, room: u16) {
    let plan = &app.plan;
    let area = Area {
        y: grid.area.y + from,
        h: room,
        ..grid.area
    };
    let shown: Vec<Id<Creator>> = plan
        .rows
        .rows()
        .iter()
        .skip(plan.rows.top())
        .take(usize::from(room))
        .copied()
        .collect();
    let mut cells: BTreeMap<(Id<Creator>, u16), Vec<Event>> = BTreeMap::new();
    for event in plan.agenda.between(grid.start, grid.monday(grid.weeks)) {
        let week = u16::try_from((event.day - grid.start).num_days() / 7).unwrap_or(0);
        if shown.contains(&event.creator) {
            cells.entry((event.creator, week)).or_default().push(*event);
        }
    }
    for (row, id) in shown.iter().enumerate() {
        let row = row as u16;
        let core = app.model.get(*id).is_some_and(|c| c.core);
        pen.put(
            area.x + 1,
            area.y + row,
            1,
            if core { "*" } else { " " },
            Role::Core,
        );
        pen.put(
            area.x + 3,
            area.y + row,
            grid.names.saturating_sub(4),
            &app.model.called(*id),
            Role::Text,
        );
        for week in 0..grid.weeks {
            if let Some(events) = cells.get(&(*id, week)) {
                cell(pen, app, grid, (week, area.y + row), events);
            }
        }
        let here = plan.rows.current() == Some(id) && !plan.on_side();
        let week = u16::try_from((monday(plan.day) - grid.start).num_days() / 7).unwrap_or(0);
        // Brackets stand where the line before this week would.
        let brackets = if here {
            [grid.x(week), grid.x(week) + grid.cell]
        } else {
            [0; 2]
        };
        grid.bar(pen, area.y + row, brackets);
        if here {
            pen.put(area.x, area.y + row, 1, "►", Role::Accent);
            pen.wash(area, row, crate::ui::selected(app));
            pen.put(grid.x(week), area.y + row, 1, "[", Role::Accent);
            pen.put(grid.x(week) + grid.cell, area.y + row, 1, "]", Role::Accent);
            if app.modals.is_empty() {
                pen.point(area, row, 0);
            }
        }
    }
    if shown.is_empty() {
        let words = match (app.plan.filter.is_on(), app.model.creators.is_empty()) {
            (true, _) => app.nothing_fits(),
            (_, true) => vec!["Nothing is planned: there are no creators yet. a adds one.".into()],
            _ => {
                vec!["Nothing is planned in this quarter. a types one line: @handle reel draft 4 dec live 9 dec".into()]
            }
        };
        let room = usize::from(area.w.saturating_sub(4));
        for (n, line) in words
            .iter()
            .flat_map(|words| crate::ui::text::wrap(words, room))
            .enumerate()
        {
            pen.put(
                area.x + 2,
                area.y + n as u16,
                area.w.saturating_sub(3),
                &line,
                Role::Muted,
            );
        }
        pen.point(area, 0, 0);
    }
}

/// The letters of a week, apart where there is room.
fn cell(pen: &mut Pen<'_>, app: &App, grid: &Grid, (week, y): (u16, u16), events: &[Event]) {
    let room = usize::from(grid.cell) - 1;
    let gap = usize::from(events.len() * 2 <= room + 1);
    let fits = if events.len() * (1 + gap) <= room + gap {
        events.len()
    } else {
        room.saturating_sub(1)
    };
    let mut x = grid.x(week) + 1;
    for event in events.iter().take(fits) {
        pen.put(x, y, 1, &event.what.letter().to_string(), role(app, event));
        x += 1 + gap as u16;
    }
    if fits < events.len() {
        pen.put(x, y, 1, "+", Role::Muted);
    }
}

fn currencies(app: &App, grid: &Grid) -> Vec<Currency> {
    let all = weeks(&app.plan.agenda, grid.start, usize::from(grid.weeks));
    let mut found: Vec<Currency> = all.iter().flat_map(|w| w.to_pay.keys().copied()).collect();
    let own = app.settings.general.currency;
    found.sort_unstable_by_key(|c| (Some(*c) != own, *c));
    found.dedup();
    found
}

/// Lines of money: one a currency, three at most, the user's own first.
const MONEY: usize = 3;

fn foot_height(app: &App, grid: &Grid) -> u16 {
    4 + currencies(app, grid).len().min(MONEY) as u16
}

/// Posts and the user's limit, money to pay, the legend.
fn load(pen: &mut Pen<'_>, app: &App, grid: &Grid, row: u16) {
    let area = grid.area;
    let all = weeks(&app.plan.agenda, grid.start, usize::from(grid.weeks));
    let limit = usize::from(app.settings.calendar.posts_a_week);
    pen.rule(area, row, "", true, joined(app));
    let (posts, bar) = (area.y + row + 1, area.y + row + 2);
    pen.put(area.x + 1, posts, grid.names, "posts live", Role::Muted);
    pen.put(
        area.x + 1,
        bar,
        grid.names,
        &format!("your limit {limit}"),
        Role::Muted,
    );
    for (week, load) in (0..grid.weeks).zip(&all) {
        pen.put(
            grid.x(week) + 1,
            posts,
            grid.cell,
            &load.posts.to_string(),
            Role::Text,
        );
        let room = usize::from(grid.cell) - 1;
        let past = sunday(grid.monday(week)) < app.today;
        let (look, text) = match load.posts {
            _ if past => (Role::Muted, String::new()),
            n if limit > 0 && n > limit => (Role::Bad, "over".into()),
            n if limit > 0 && n == limit => (Role::Due, "full".into()),
            n => (
                Role::Text,
                "■".repeat((n * room).div_ceil(limit.max(1)).min(room)),
            ),
        };
        pen.put(grid.x(week) + 1, bar, grid.cell - 1, &text, look);
    }
    for (n, currency) in currencies(app, grid).into_iter().take(MONEY).enumerate() {
        let y = area.y + row + 3 + n as u16;
        let sign = currency
            .sign()
            .map_or_else(|| currency.code().to_string(), str::to_string);
        pen.put(
            area.x + 1,
            y,
            grid.names,
            &format!("to pay, {sign}"),
            Role::Muted,
        );
        for (week, load) in (0..grid.weeks).zip(&all) {
            if let Some(money) = load.money(currency) {
                let text = whole(money, usize::from(grid.cell) - 1);
                pen.put(
                    grid.x(week),
                    y,
                    grid.cell,
                    &pad_left(&text, usize::from(grid.cell) - 1),
                    Role::Money,
                );
            }
        }
    }
    for y in [posts, bar] {
        grid.bar(pen, y, [0; 2]);
    }
    let words: Vec<String> = LEGEND
        .iter()
        .map(|(letter, word)| format!("{letter} {word}"))
        .collect();
    let legend = format!("{}  │ this week", words.join("  "));
    let legend = if width(&legend) < usize::from(area.w) {
        legend
    } else {
        words.join(" ")
    };
    pen.put(
        area.x + 1,
        area.y + area.h.saturating_sub(1),
        area.w.saturating_sub(1),
        &legend,
        Role::Muted,
    );
}

/// An amount in whole units, in thousands where it has to be: a number is never cut.
fn whole(money: Money, room: usize) -> String {
    let units = money.minor / 10i64.pow(money.currency.exponent());
    let full = units.to_string();
    if full.len() <= room {
        return full;
    }
    let thousands = format!("{}k", units / 1000);
    if thousands.len() <= room {
        thousands
    } else {
        format!("{}M", units / 1_000_000)
    }
}

/// Lines that the quarter needs besides its creators; the app scrolls by it.
const _: () = assert!(Plan::FURNITURE >= 3 + BARS as u16 + 1 + 4 + MONEY as u16);
