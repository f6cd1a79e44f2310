//! Draws the table of results of any scope: what is counted in which days by what, rows currency by
//! currency, sums, and below groups of few rows the same over time.

use super::below::measure;
use super::{bar_text, cell, cursor};
use crate::app::App;
use crate::app::panes::results::{Drawn, Row, drawn, scoped_title, span_label};
use crate::app::regions::{Area, Class};
use crate::domain::day::Day;
use crate::domain::metrics::lens::Lens;
use crate::domain::metrics::scope::{Group, Span, What};
use crate::domain::metrics::scoped::{self, EARLIER, Table, Total, what_label};
use crate::domain::metrics::{Better, Inputs, Metric};
use crate::domain::money::Currency;
use crate::ui::pen::Pen;
use crate::ui::table::{self, Column};
use crate::ui::text::{width, wrap};
use crate::ui::theme::Role;

/// Draws it; gives back what the answering line says when it has nothing else to say.
pub fn draw(pen: &mut Pen<'_>, app: &App, table: &Table) -> (String, String) {
    let r = &app.regions;
    let shape = app.results.wide_shape(r);
    let area = r.list;
    let normal = r.class == Class::Normal;
    let title = format!("Results · {}", scoped_title(app));
    if normal {
        let frame = Area {
            x: area.x - 1,
            y: area.y - 1,
            w: area.w + 2,
            h: area.h + 2,
        };
        pen.frame(frame, &title, &order(app, table), true);
    }
    head(pen, app, area, shape.head, &title);
    let mut y = shape.head;
    if shape.rule > 0 {
        pen.rule(area, y, "", true, normal);
        y += 1;
    }
    let columns = Columns::of(app, table, area);
    columns.head(pen, area, y, table.scope.group);
    y += 1;
    let height = usize::from(shape.table);
    let lines = app.results.scoped.drawn.iter().skip(app.results.top);
    for (at, (line, y)) in lines.take(height).zip(y..).enumerate() {
        // A rule with nothing below it in sight would head what is not there.
        if at + 1 < height || matches!(line, Drawn::Row(_)) {
            columns.line(pen, (area, y, normal), table, *line);
        }
        own_marks(pen, app, y, *line);
    }
    if table.rows.is_empty() {
        nothing(
            pen,
            app,
            Area {
                y: area.y + y,
                h: shape.table,
                ..area
            },
        );
    }
    y += shape.table;
    if shape.rule > 0 && !table.totals.is_empty() {
        pen.rule(area, y, "", true, normal);
        y += 1;
    }
    for (at, y) in (0..usize::from(shape.totals)).zip(y..) {
        columns.line(pen, (area, y, normal), table, Drawn::Total(at));
    }
    y += shape.totals;
    y += notes(
        pen,
        app,
        table,
        Area {
            y: area.y + y,
            h: shape.notes,
            ..area
        },
    );
    if let Some(time) = &app.results.scoped.over_time {
        let inside = Area {
            y: area.y + y,
            h: shape.time,
            ..area
        };
        let under = app.results.under(r.class, r.body.h);
        let below = Area {
            y: r.body.y + r.body.h - under,
            h: under,
            ..r.body
        };
        over_time(pen, app, &columns, time, (inside, below));
    }
    (
        status(app, table, usize::from(shape.table)),
        "= formulas · h l columns".into(),
    )
}

/// Says what rows are sorted by.
fn order(app: &App, table: &Table) -> String {
    let apart = match table.totals.len() {
        0 | 1 => "",
        _ => " · each currency by itself",
    };
    if table.scope.group.is_time() {
        return format!("in the order of time{apart}");
    }
    let Some(sorted) = app.results.sorted_by() else {
        return String::new();
    };
    let way = match sorted.better {
        Better::Less => "the lowest first",
        _ => "the highest first",
    };
    format!("by {}, {way}{apart}", sorted.label)
}

fn status(app: &App, table: &Table, height: usize) -> String {
    let marked = app.results.rows.marked().len();
    if marked > 0 {
        let key = app.keymap.first("compare").unwrap_or_default();
        return format!("{marked} selected · {key} compares them · Esc unselects");
    }
    if app.results.filter.is_on() {
        let (shown, all) = (app.filter_spec().map(|spec| (spec.count)(app))).unwrap_or_default();
        return format!("{shown} of {all} · {}", app.results.filter.words());
    }
    let below = app
        .results
        .scoped
        .drawn
        .len()
        .saturating_sub(app.results.top + height);
    let below = if below > 0 {
        format!("+{below} below · ")
    } else {
        String::new()
    };
    let told = table.told();
    format!("{below}{}", told.unwrap_or_else(|| order(app, table)))
}

/// Marks and the cursor of a row.
fn own_marks(pen: &mut Pen<'_>, app: &App, y: u16, line: Drawn) {
    let Drawn::Row(at) = line else { return };
    let area = app.regions.list;
    let marked = |row: &Row| app.results.rows.is_marked(row);
    cursor(pen, app, y, app.results.rows.at() == at);
    if app.results.rows.rows().get(at).is_some_and(marked) {
        pen.put(area.x, area.y + y, 1, "+", Role::Marked);
    }
}

/// One choice among others, in brackets if it is the one in use.
fn choice(pen: &mut Pen<'_>, (x, y, room): (u16, u16, u16), text: &str, on: bool) -> u16 {
    let text = if on {
        format!("[{text}]")
    } else {
        text.to_string()
    };
    let w = width(&text) as u16;
    if w > room {
        return 0;
    }
    pen.put(x, y, w, &text, if on { Role::Title } else { Role::Muted });
    w + 2
}

/// What, when and by what, each with what else there is; in small windows the title and the keys.
fn head(pen: &mut Pen<'_>, app: &App, area: Area, lines: u16, title: &str) {
    let key = |command: &str| app.keymap.first(command).unwrap_or_default();
    let [next, days, group] = ["next-campaign", "results-days", "results-group"].map(key);
    if lines < 3 {
        let room = area.w.saturating_sub(1);
        pen.put(area.x + 1, area.y, room, title, Role::Title);
        if lines == 2 {
            let keys = format!("{next} what   {days} days   {group} group");
            pen.put(area.x + 1, area.y + 1, room, &keys, Role::Muted);
        }
        return;
    }
    let r = &app.results;
    let scope = r.scope();
    let mut what = scope.what;
    let mut whats = Vec::new();
    for _ in 0..r.campaigns.len() + 2 {
        whats.push((what_label(&app.ctx(), what), what == scope.what));
        what = what.turned(&r.campaigns, 1);
    }
    let mut spans = Span::offered(app.today);
    if !spans.contains(&scope.span) {
        spans.insert(0, scope.span);
    }
    let when = spans.iter().map(|span| {
        let on = *span == scope.span;
        let label = if on {
            span.label_with_days(app.today)
        } else {
            span.label(app.today)
        };
        (span_label(label), on)
    });
    let by = Group::ALL
        .iter()
        .map(|g| (g.word().to_string(), *g == scope.group));
    let all = [
        ("what", whats, format!("{next} next")),
        ("when", when.collect(), format!("{days} days")),
        ("by", by.collect(), format!("{group} group")),
    ];
    for ((label, choices, keys), y) in all.into_iter().zip(area.y..) {
        pen.put(area.x + 1, y, 5, label, Role::Muted);
        pen.put_right(area.x, y, area.w.saturating_sub(1), &keys, Role::Muted);
        let end = (area.x + area.w).saturating_sub(width(&keys) as u16 + 3);
        let mut x = area.x + 6;
        for (text, on) in choices {
            let w = choice(pen, (x, y, end.saturating_sub(x)), &text, on);
            if w == 0 {
                break;
            }
            x += w;
        }
    }
}

fn nothing(pen: &mut Pen<'_>, app: &App, area: Area) {
    let key = |command: &str| app.keymap.first(command).unwrap_or_default();
    let text = if app.results.filter.is_on() {
        app.nothing_fits()
    } else {
        let other = format!(
            "{} counts something else, {} other days.",
            key("next-campaign"),
            key("results-days")
        );
        vec![Table::nothing(&app.ctx()), other]
    };
    let room = usize::from(area.w.saturating_sub(4));
    let parts = text.iter().flat_map(|text| wrap(text, room));
    for (part, y) in parts.take(usize::from(area.h)).zip(area.y..) {
        pen.put(area.x + 2, y, area.w.saturating_sub(3), &part, Role::Muted);
    }
}

/// What is to be known of the numbers; gives back its lines.
fn notes(pen: &mut Pen<'_>, app: &App, table: &Table, area: Area) -> u16 {
    let mut texts = table.counted();
    texts.extend(table.warnings(app.today));
    let room = usize::from(area.w.saturating_sub(2));
    let parts = texts.iter().flat_map(|text| wrap(text, room));
    for (part, y) in parts.take(usize::from(area.h)).zip(area.y..) {
        pen.put(area.x + 1, y, area.w.saturating_sub(1), &part, Role::Due);
    }
    area.h
}

/// The columns of the table, the same for the one over time.
struct Columns {
    columns: Vec<Column>,
    fitted: Vec<(usize, u16)>,
    /// What stands in them after the name and what is told beside it.
    metrics: Vec<&'static Metric>,
    /// The price the bar shows and after which metric it stands, where rows are no creators.
    bar: Option<&'static Metric>,
    /// Whether orders of earlier posts have a column.
    earlier: bool,
    today: Day,
}

/// Cells of a bar.
const BAR: u16 = 10;

impl Columns {
    fn of(app: &App, table: &Table, area: Area) -> Self {
        let lens = app.results.lens();
        let creators = table.scope.group == Group::Creator;
        let beside = if creators { "Type" } else { "" };
        // A name is worth more than what stands beside it.
        let first = if creators { 14 } else { 16 };
        let mut columns = vec![
            Column::new(table.scope.group.heading(), first, 0).grows(),
            Column::new(beside, 11, 16),
        ];
        let price = measure(app).filter(|_| !creators);
        let mut metrics = Vec::new();
        let mut bar = None;
        for (metric, w) in app.results.columns.iter().copied().skip(app.results.skip) {
            let w = w.max(metric.short.len() as u16);
            // Where a bar shows what an order cost, what it brought leaves first.
            let place = match metric.key {
                "roi" if price.is_some() => 14,
                _ => rank(lens, metric),
            };
            columns.push(Column::new(metric.short, w, place).right());
            metrics.push(metric);
            if price.is_some_and(|price| price.key == metric.key) {
                bar = price;
                columns.push(Column::new("", BAR, 10));
            }
        }
        let earlier = table.scope.span != Span::All;
        if earlier {
            columns.push(Column::new(EARLIER, 7, 11).right());
        }
        let fitted = table::fit(&columns, area.w.saturating_sub(3));
        Self {
            columns,
            fitted,
            metrics,
            bar,
            earlier,
            today: app.today,
        }
    }

    fn head(&self, pen: &mut Pen<'_>, area: Area, y: u16, group: Group) {
        let mut columns = self.columns.clone();
        if let Some(first) = columns.first_mut() {
            first.title = group.heading();
        }
        table::head(pen, area, y, area.x + 2, &columns, &self.fitted);
    }

    fn cells(&self, table: &Table, one: &Told<'_>) -> Vec<(Role, String)> {
        let mut cells = vec![
            (one.role, one.name.clone()),
            (Role::Muted, one.beside.clone()),
        ];
        for metric in &self.metrics {
            cells.push(cell(metric, one.inputs));
            if self.bar.is_some_and(|bar| bar.key == metric.key) {
                cells.push((Role::Text, self.bar_of(table, one)));
            }
        }
        if self.earlier {
            let text = match one.earlier {
                0 => "–".to_string(),
                n => n.to_string(),
            };
            cells.push((Role::Muted, text));
        }
        cells
    }

    /// The price against the dearest row of its currency.
    fn bar_of(&self, table: &Table, one: &Told<'_>) -> String {
        let Some(metric) = self.bar.filter(|_| one.barred) else {
            return String::new();
        };
        let price = |inputs: &Inputs| (metric.compute)(inputs).rank().map(|(_, n)| n);
        let of = table.rows.iter().filter(|row| row.currency == one.currency);
        let most = of.filter_map(|row| price(&row.inputs)).max().unwrap_or(1);
        price(one.inputs).map_or_else(String::new, |n| bar_text(BAR, n, most))
    }

    /// Draws a line of a table in an area, whose frame is that of the list or there is none.
    fn line(&self, pen: &mut Pen<'_>, at: (Area, u16, bool), table: &Table, line: Drawn) {
        let (area, y, joined) = at;
        if y >= area.h {
            return;
        }
        let told = match line {
            Drawn::Currency(currency) => {
                let sign = currency.sign().unwrap_or(currency.code());
                pen.rule(area, y, &format!("in {sign}"), true, joined);
                return;
            }
            Drawn::Earlier => {
                let text = "no post in these days: their orders come from earlier ones";
                pen.rule(area, y, text, true, joined);
                return;
            }
            Drawn::Row(at) => table.rows.get(at).map(|row| Told::row(table, row)),
            Drawn::Total(at) => table
                .totals
                .get(at)
                .map(|total| Told::total(self.today, table, total)),
        };
        if let Some(told) = told {
            let cells = self.cells(table, &told);
            table::line(
                pen,
                area,
                y,
                area.x + 2,
                &self.columns,
                &self.fitted,
                &cells,
            );
        }
    }
}

/// The less telling a number is to a lens, the sooner its column leaves.
fn rank(lens: &Lens, metric: &Metric) -> u8 {
    let place = lens.first.iter().position(|key| *key == metric.key);
    u8::try_from(place.unwrap_or(20)).unwrap_or(20) * 2 + 1
}

/// A row or a sum, as it is told.
struct Told<'a> {
    name: String,
    role: Role,
    beside: String,
    inputs: &'a Inputs,
    earlier: i64,
    currency: Currency,
    barred: bool,
}

impl<'a> Told<'a> {
    fn row(table: &Table, row: &'a scoped::Row) -> Self {
        let beside = match &row.key {
            scoped::RowKey::Creator(_) => row.kind.map_or("", |kind| kind.word()).to_string(),
            _ if table.scope.group.is_time() => String::new(),
            _ if row.creators.len() == 1 => "1 creator".into(),
            _ => format!("{} creators", row.creators.len()),
        };
        Self {
            name: row.name.clone(),
            role: Role::Text,
            beside,
            inputs: &row.inputs,
            earlier: row.earlier,
            currency: row.currency,
            barred: true,
        }
    }

    fn total(today: Day, table: &Table, total: &'a Total) -> Self {
        Self {
            name: table.total_name(total, today),
            role: Role::Title,
            beside: String::new(),
            inputs: &total.inputs,
            earlier: total.earlier,
            currency: total.currency,
            barred: false,
        }
    }
}

/// The same over time: in a box of its own where there is room, else under a rule.
fn over_time(
    pen: &mut Pen<'_>,
    app: &App,
    columns: &Columns,
    time: &Table,
    (inside, below): (Area, Area),
) {
    let what = match time.scope.what {
        What::Everything => String::new(),
        what => format!("{} · ", what_label(&app.ctx(), what)),
    };
    let title = format!(
        "the same over time · {what}{} · by {}",
        time.scope.span.label(app.today),
        time.scope.group
    );
    let lines = drawn(time, true);
    if below.h > 0 {
        let area = pen.frame(below, &title, "in the order of time", false);
        columns.head(pen, area, 0, time.scope.group);
        let room = area.h.saturating_sub(1);
        let note = time.more_than_its_parts(app.today);
        let left = usize::from(room).saturating_sub(lines.len());
        time_lines(
            pen,
            columns,
            time,
            Area {
                h: room + 1,
                ..area
            },
        );
        let note = note.map(|note| wrap(&note, usize::from(area.w.saturating_sub(2))));
        let from = area.y + area.h.saturating_sub(left as u16);
        for (part, y) in note.into_iter().flatten().take(left).zip(from..) {
            pen.put(area.x + 1, y, area.w.saturating_sub(1), &part, Role::Muted);
        }
    } else if inside.h > 1 {
        pen.rule(inside, 0, &title, true, false);
        time_lines(pen, columns, time, inside);
    }
}

/// The lines below the first of an area; a rule that would be the last heads nothing and is left
/// out.
fn time_lines(pen: &mut Pen<'_>, columns: &Columns, time: &Table, area: Area) {
    let last = area.h.saturating_sub(1);
    for (line, y) in drawn(time, true).iter().zip(1..=last) {
        if y < last || matches!(line, Drawn::Row(_) | Drawn::Total(_)) {
            columns.line(pen, (area, y, false), time, *line);
        }
    }
}
