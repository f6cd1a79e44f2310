//! Draws the list of orders: what is shown on top, the orders with what was given back, what they
//! come to, the codes nobody has, and beside it the card of what is under the cursor.

use super::pen::Pen;
use super::text::{width, wrap};
use super::theme::Role;
use crate::app::App;
use crate::app::panes::orders::{Shape, buyer};
use crate::app::regions::{Area, Class};
use crate::domain::day::{Day, brief, short};
use crate::domain::ledger::commission::{Terms, month_words};
use crate::domain::ledger::orders::{self, Order};
use crate::domain::metrics::order_list::{Listed, LooseCode};
use crate::domain::metrics::scoped::{Table, what_label};
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::rows::*;
use crate::domain::words::{self, count};
use chrono::Datelike;

/// Draws it; gives back what the answering line says when it has nothing else to say.
pub fn draw(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    if app.orders.all.is_none() {
        return Default::default();
    }
    let r = &app.regions;
    let (list, shape) = (r.list, app.orders.shape(r));
    let framed = r.class == Class::Normal;
    if framed {
        let frame = Area {
            x: list.x - 1,
            y: list.y - 1,
            w: list.w + 2,
            h: list.h + 2,
        };
        let filter = app.orders.filter.words();
        let hint = ["newest first", &filter];
        let hint: Vec<&str> = hint.into_iter().filter(|part| !part.is_empty()).collect();
        pen.frame(
            frame,
            &title(app, false),
            &hint.join(" · "),
            app.modals.is_empty(),
        );
    }
    head(pen, app, list, shape);
    let columns = Columns::of(app, list.w);
    if app.orders.shown.is_empty() {
        nothing(pen, app, list, shape);
    } else {
        for row in 0..shape.rows {
            let at = app.orders.top + row;
            if let Some(one) = app.orders.at(at) {
                let line = line_of(list, shape.head + row);
                order_row(pen, app, one, &columns, line);
                under_cursor(pen, app, at, line);
            }
        }
        sums(pen, app, list, shape, &columns);
    }
    codes(pen, app, list, shape);
    if let Some(area) = r.card {
        card(pen, app, area);
    }
    status(app)
}

/// One line of an area.
fn line_of(area: Area, line: usize) -> Area {
    Area {
        y: area.y + u16::try_from(line).unwrap_or(0),
        h: 1,
        ..area
    }
}

fn whose(app: &App) -> String {
    let creator = app.orders.asked.creator;
    creator.map_or_else(|| "everybody".into(), |id| app.model.called(id))
}

/// `Orders · Dana Whitfield · Q4 2026`; where there is no frame also what is counted.
fn title(app: &App, whole: bool) -> String {
    let (asked, today) = (app.orders.asked, app.today);
    let who = whose(app);
    if !whole {
        return format!("Orders · {who} · {}", asked.span.label(today));
    }
    let mut title = format!(
        "Orders · {who} · {} · {}",
        asked.span.label_with_days(today),
        what_label(&app.ctx(), asked.what)
    );
    if let Some(by) = asked.by {
        title.push_str(&format!(" · {}", by.label()));
    }
    let filter = app.orders.filter.words();
    if !filter.is_empty() {
        title.push_str(&format!(" · {filter}"));
    }
    title
}

fn status(app: &App) -> (String, String) {
    let sums = &app.orders.sums;
    let mut parts = Vec::new();
    if app.regions.class == Class::Normal {
        let rows = app.orders.shown.len();
        parts.push(count(rows, "row"));
        let refunded = match sums.given_back {
            0 => String::new(),
            n => format!(", {n} wholly refunded"),
        };
        parts.push(format!("{}{refunded}", words::orders(sums.orders)));
    }
    let of = |purse: &Purse, currency| purse.of(currency).map_or_else(String::new, Money::exact);
    match currencies(app).as_slice() {
        [] => {}
        [one] => parts.push(format!(
            "gross {} - refunds {} = {}",
            of(&sums.gross, *one),
            of(&sums.refunds, *one),
            of(&sums.net, *one)
        )),
        several => {
            let net: Vec<String> = several.iter().map(|c| of(&sums.net, *c)).collect();
            parts.push(format!("net {}", net.join(" · ")));
        }
    }
    let right = if app.regions.class == Class::Normal && sums.gross.currencies() < 2 {
        "of buyers: new or returning only"
    } else {
        ""
    };
    (parts.join(" · "), right.into())
}

/// The currencies of the sums, that of the settings first.
fn currencies(app: &App) -> Vec<Currency> {
    let main = app.settings.general.currency.unwrap_or(Currency::USD);
    let mut all: Vec<Currency> = app.orders.sums.gross.iter().map(|m| m.currency).collect();
    all.sort_by_key(|currency| *currency != main);
    all
}

/// Draws the line of scope, days and group, a rule, and the headings of the columns.
fn head(pen: &mut Pen<'_>, app: &App, area: Area, shape: Shape) {
    let framed = app.regions.class == Class::Normal;
    if framed && shape.head > 1 {
        scope_line(pen, app, area);
    } else {
        let room = area.w.saturating_sub(1);
        pen.put(area.x + 1, area.y, room, &title(app, true), Role::Title);
    }
    if shape.head < 3 {
        return;
    }
    pen.rule(area, 1, "", app.modals.is_empty(), framed);
    let above = app.orders.top;
    if above > 0 {
        let words = format!(" +{above} above ");
        pen.put_right(
            area.x,
            area.y + 1,
            area.w.saturating_sub(1),
            &words,
            Role::Muted,
        );
    }
    let line = line_of(area, 2);
    let columns = Columns::of(app, area.w);
    let names = Cells {
        day: "Day".into(),
        order: "Order".into(),
        code: "Code or link".into(),
        who: "Creator".into(),
        buyer: "Buyer".into(),
        gross: "Gross".into(),
        refund: "Refund".into(),
        net: "Net".into(),
    };
    columns.put(pen, line, &names, &|_| Role::Muted);
}

fn scope_line(pen: &mut Pen<'_>, app: &App, area: Area) {
    let key = |id: &str| app.keymap.first(id).unwrap_or_default();
    let asked = app.orders.asked;
    let what = format!("[{}]", what_label(&app.ctx(), asked.what));
    let span = format!("[{}]", asked.span.label_with_days(app.today));
    let all = [None]
        .into_iter()
        .chain(Attribution::ALL.iter().copied().map(Some));
    let by: Vec<String> = all
        .map(|by| {
            let word = by.map_or("all", |by| by.word());
            if by == asked.by {
                format!("[{word}]")
            } else {
                word.to_owned()
            }
        })
        .collect();
    let (next, days, group) = (key("orders-next"), key("orders-days"), key("orders-by"));
    let by = by.join(" ");
    let parts = [
        (Role::Accent, next.as_str()),
        (Role::Text, " "),
        (Role::Text, what.as_str()),
        (Role::Text, "   "),
        (Role::Accent, days.as_str()),
        (Role::Text, " "),
        (Role::Text, span.as_str()),
        (Role::Text, "   "),
        (Role::Accent, group.as_str()),
        (Role::Text, " "),
        (Role::Text, by.as_str()),
    ];
    let inner = Area {
        x: area.x + 1,
        w: area.w.saturating_sub(1),
        ..area
    };
    pen.parts(inner, 0, &parts);
}

/// The cells of a row, and of the line of names above them.
#[derive(Default)]
struct Cells {
    day: String,
    order: String,
    code: String,
    who: String,
    buyer: String,
    gross: String,
    refund: String,
    net: String,
}

/// How wide each column is, with the air after it; 0 for one that has no room.
struct Columns {
    day: u16,
    order: u16,
    code: u16,
    who: u16,
    buyer: u16,
    gross: u16,
    refund: u16,
    net: u16,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Day,
    Order,
    Code,
    Who,
    Buyer,
    Gross,
    Refund,
    Net,
}

impl Columns {
    fn of(app: &App, w: u16) -> Self {
        let sums = &app.orders.sums;
        let widest = |purse: &Purse| {
            let all = purse.iter().map(|m| width(&m.exact()));
            u16::try_from(all.max().unwrap_or(0)).unwrap_or(12)
        };
        let (gross, net) = (widest(&sums.gross).max(8) + 1, widest(&sums.net).max(8) + 1);
        let refund = (widest(&sums.refunds) + 1).max(8) + 1;
        let everybody = app.orders.asked.creator.is_none();
        let roomy = w >= 74;
        let mut columns = Self {
            day: if roomy { 12 } else { 7 },
            order: 10,
            code: 0,
            who: if everybody && roomy { 15 } else { 0 },
            buyer: if roomy && (!everybody || w >= 92) {
                10
            } else {
                0
            },
            gross: if w >= 58 { gross } else { 0 },
            refund,
            net,
        };
        let used = columns.used() + 2;
        let left = w.saturating_sub(used + 1);
        if left < 8 {
            columns.order = columns.order.min(left + 10);
        } else {
            columns.code = left;
        }
        columns
    }

    fn used(&self) -> u16 {
        let Self {
            day,
            order,
            code,
            who,
            buyer,
            gross,
            refund,
            net,
        } = self;
        day + order + code + who + buyer + gross + refund + net
    }

    /// Where the first cell about the buyer or the money begins.
    fn money_from(&self) -> u16 {
        2 + self.day + self.order + self.code + self.who
    }

    fn put(&self, pen: &mut Pen<'_>, area: Area, cells: &Cells, role: &dyn Fn(Column) -> Role) {
        let mut x = area.x + 2;
        for (column, w, words, right) in [
            (Column::Day, self.day, &cells.day, false),
            (Column::Order, self.order, &cells.order, false),
            (Column::Code, self.code, &cells.code, false),
            (Column::Who, self.who, &cells.who, false),
            (Column::Buyer, self.buyer, &cells.buyer, false),
            (Column::Gross, self.gross, &cells.gross, true),
            (Column::Refund, self.refund, &cells.refund, true),
            (Column::Net, self.net, &cells.net, true),
        ] {
            if w == 0 {
                continue;
            }
            if right {
                pen.put_right(x + 1, area.y, w - 1, words, role(column));
            } else {
                pen.put(x, area.y, w - 1, words, role(column));
            }
            x += w;
        }
    }
}

/// `Thu 12 Nov`; the year in place of the weekday where it is another one.
fn day_words(app: &App, day: Day, narrow: bool) -> String {
    match (day.year() == app.today.year(), narrow) {
        (true, false) => day.format("%a %-d %b").to_string(),
        (true, true) => day.format("%-d %b").to_string(),
        (false, false) => day.format("%-d %b %Y").to_string(),
        (false, true) => day.format("%b %y").to_string(),
    }
}

/// `DANA12 +GRACE15`, or what else tells whose it is.
fn code_words(order: &Order) -> String {
    let mut codes = order.codes.iter();
    let Some(first) = codes.next() else {
        return order.by.label().to_owned();
    };
    let more = codes.map(|code| format!(" +{code}"));
    std::iter::once(first.to_string()).chain(more).collect()
}

fn order_row(pen: &mut Pen<'_>, app: &App, one: &Listed, columns: &Columns, area: Area) {
    let order = &one.order;
    let number = match (&*order.reference, order.told()) {
        ("", 1) => "–".to_owned(),
        ("", n) => words::orders(n),
        (reference, _) => reference.to_owned(),
    };
    let net = order
        .net()
        .filter(|_| order.counts() || order.status != OrderStatus::Placed);
    let counts = order.counts();
    let mut cells = Cells {
        day: day_words(app, order.day, columns.day < 10),
        order: number,
        code: code_words(order),
        who: order
            .creator
            .map_or_else(|| "nobody".into(), |id| app.model.called(id)),
        ..Cells::default()
    };
    if !one.counts {
        columns.put(pen, area, &cells, &|_| Role::Muted);
        let from = columns.money_from();
        let words = match order.creator {
            Some(owner) => format!("shared, counts for {}", app.model.called(owner)),
            None => "counts for nobody".into(),
        };
        let room = area.w.saturating_sub(from + 1);
        pen.put(area.x + from, area.y, room, &words, Role::Muted);
        return;
    }
    let dash = || "–".to_owned();
    cells.buyer = if counts {
        buyer(order.new_customer).into()
    } else {
        dash()
    };
    cells.gross = order.gross.map_or_else(dash, Money::exact);
    cells.refund = match (order.status, order.refunded(), order.gross) {
        (OrderStatus::Placed, n, Some(gross)) if n > 0 => {
            Money::new(n.saturating_neg(), gross.currency).exact()
        }
        (OrderStatus::Placed, ..) => dash(),
        (status, ..) => status.label().to_owned(),
    };
    cells.net = net.filter(|_| counts).map_or_else(dash, Money::exact);
    columns.put(pen, area, &cells, &|column| match column {
        _ if !counts => Role::Muted,
        Column::Net => Role::Money,
        Column::Order => Role::Title,
        Column::Buyer | Column::Code => Role::Muted,
        _ => Role::Text,
    });
}

fn under_cursor(pen: &mut Pen<'_>, app: &App, at: usize, area: Area) {
    if app.orders.list.at() == at {
        pen.put(area.x, area.y, 1, "►", Role::Accent);
        pen.wash(area, 0, super::selected(app));
        pen.point(area, 0, 0);
    }
}

fn sums(pen: &mut Pen<'_>, app: &App, area: Area, shape: Shape, columns: &Columns) {
    let framed = app.regions.class == Class::Normal;
    let at = shape.head + shape.rows;
    if shape.rule > 0 {
        let row = u16::try_from(at).unwrap_or(0);
        pen.rule(area, row, "", app.modals.is_empty(), framed);
    }
    let below = app
        .orders
        .shown
        .len()
        .saturating_sub(app.orders.top + shape.rows);
    let sums = &app.orders.sums;
    let all = currencies(app);
    for row in 0..shape.sums {
        let line = line_of(area, at + shape.rule + row);
        let mut cells = Cells::default();
        if let Some(currency) = all.get(row) {
            let of = |purse: &Purse| purse.of(*currency);
            cells.gross = of(&sums.gross).map_or_else(String::new, Money::exact);
            let back = of(&sums.refunds).filter(|m| m.minor != 0);
            cells.refund = back.map_or_else(
                || "–".into(),
                |m| Money::new(m.minor.saturating_neg(), m.currency).exact(),
            );
            cells.net = of(&sums.net).map_or_else(String::new, Money::exact);
        }
        columns.put(pen, line, &cells, &|_| Role::Money);
        if row == 0 {
            let new = match sums.told_apart {
                0 => String::new(),
                n => format!("{} of {n} new", sums.new),
            };
            let room = columns.money_from().saturating_sub(3);
            let mut words = words::orders(sums.orders);
            // What has no room is left out whole.
            let mut more = |part: String| {
                let longer = format!("{words} · {part}");
                if width(&longer) <= usize::from(room) {
                    words = longer;
                }
            };
            if below > 0 {
                more(format!("+{below} below"));
            }
            // Beside the sums where the buyers stand, if there is room up to the digits.
            let digits = width(&cells.gross) + 1;
            let free = usize::from(columns.buyer + columns.gross).saturating_sub(digits);
            if columns.buyer > 0 && width(&new) < free {
                let from = line.x + columns.money_from();
                pen.put(from, line.y, width(&new) as u16, &new, Role::Title);
            } else if !new.is_empty() {
                more(new);
            }
            pen.put(line.x + 2, line.y, room, &words, Role::Title);
        }
    }
}

fn nothing(pen: &mut Pen<'_>, app: &App, area: Area, shape: Shape) {
    let key = |id: &str| app.keymap.first(id).unwrap_or_default();
    let asked = app.orders.asked;
    let told = if app.orders.filter.is_on() {
        app.nothing_fits().join(" ")
    } else if app.model.sales.iter().next().is_none() {
        "No order yet. A file from your shop brings them: drop it here, or :import.".into()
    } else {
        let oldest = Table::oldest(&app.ctx()).filter(|_| asked.creator.is_none());
        let oldest = oldest.map_or_else(String::new, |day| {
            format!(" The oldest is of {}.", short(day, app.today))
        });
        let by = asked.by.map_or_else(String::new, |by| match by {
            Attribution::Hand => " that was noted by hand".into(),
            by => format!(" known by a {}", by.label()),
        });
        format!(
            "No order{by} in these days. A file from your shop brings them: drop it here, or :import.{oldest} {} other days, {} other work.",
            key("orders-days"),
            key("orders-next")
        )
    };
    let first = shape.head;
    let room = usize::from(area.w.saturating_sub(4));
    // Codes follow below: the sentence takes the lines there are.
    let lines = wrap(&told, room);
    let end = if app.orders.codes.is_empty() {
        usize::from(area.h)
    } else {
        first + shape.rows + shape.air
    };
    for (at, line) in (first..end).zip(lines) {
        let place = line_of(area, at);
        pen.put(
            area.x + 2,
            place.y,
            area.w.saturating_sub(3),
            &line,
            Role::Text,
        );
    }
    if app.orders.list.is_empty() {
        pen.point(line_of(area, first), 0, 2);
    }
}

fn codes(pen: &mut Pen<'_>, app: &App, area: Area, shape: Shape) {
    if shape.codes == 0 {
        return;
    }
    let framed = app.regions.class == Class::Normal;
    let all = &app.orders.codes;
    let orders = all
        .iter()
        .fold(0_i64, |sum, code| sum.saturating_add(code.orders));
    let mut net = Purse::default();
    all.iter().for_each(|code| net.merge(&code.net));
    let mut title = format!(
        "codes nobody has: {}, {}",
        words::orders(orders),
        exact_words(&net)
    );
    if framed {
        title.push_str(", counted for no one yet");
    }
    let at = shape.codes_at();
    let row = u16::try_from(at).unwrap_or(0);
    pen.rule(area, row, &title, app.modals.is_empty(), framed);
    for row in 0..shape.codes {
        let place = app.orders.codes_top + row;
        let Some(code) = all.get(place) else { break };
        let line = line_of(area, at + 1 + row);
        code_row(pen, app, code, line);
        under_cursor(pen, app, app.orders.shown.len() + place, line);
    }
}

fn exact_words(purse: &Purse) -> String {
    let all: Vec<String> = purse.iter().map(Money::exact).collect();
    if all.is_empty() {
        "no amount".into()
    } else {
        all.join(" · ")
    }
}

/// `18-23 Nov`, `21 Nov`, `30 Oct - 2 Nov`.
fn days_words(app: &App, (first, last): (Day, Day)) -> String {
    let whole = brief(last, app.today);
    match first == last {
        true => whole,
        false if first.format("%Y%m").to_string() == last.format("%Y%m").to_string() => {
            format!("{}-{whole}", first.format("%-d"))
        }
        false => format!("{} - {whole}", brief(first, app.today)),
    }
}

fn code_row(pen: &mut Pen<'_>, app: &App, code: &LooseCode, area: Area) {
    let near = nearest_words(app, code);
    let slim = area.w < 60;
    let (code_w, orders_w, sum_w, days_w) = if slim {
        (11, 10, 0, 0)
    } else {
        (12, 11, 10, 12)
    };
    let mut x = area.x + 2;
    pen.put(x, area.y, code_w - 1, &code.code, Role::Title);
    x += code_w;
    pen.put(
        x,
        area.y,
        orders_w - 1,
        &words::orders(code.orders),
        Role::Text,
    );
    x += orders_w;
    if sum_w > 0 {
        pen.put_right(x, area.y, sum_w - 1, &exact_words(&code.net), Role::Money);
        x += sum_w + 1;
        pen.put(
            x,
            area.y,
            days_w - 1,
            &days_words(app, code.days),
            Role::Text,
        );
        x += days_w;
    }
    let room = (area.x + area.w).saturating_sub(x);
    pen.put(x, area.y, room, &near, Role::Muted);
}

fn nearest_words(app: &App, code: &LooseCode) -> String {
    match &code.nearest {
        Some((who, like)) if like.is_empty() => format!("nearest: {}", app.model.called(*who)),
        Some((who, like)) => format!("nearest: {}, {like}", app.model.called(*who)),
        None => "nobody has one like it".into(),
    }
}

/// A line of the card: a rule, or label, look and words.
enum Told {
    Rule,
    Line(String, Role, String),
}

fn line(label: &str, role: Role, words: impl Into<String>) -> Told {
    Told::Line(label.into(), role, words.into())
}

fn card(pen: &mut Pen<'_>, app: &App, area: Area) {
    let framed = app.regions.class == Class::Normal;
    if !framed {
        narrow(pen, app, area);
        return;
    }
    let frame = Area {
        x: area.x - 1,
        y: area.y - 1,
        w: area.w + 2,
        h: area.h + 2,
    };
    let (down, up) = ("card-down", "card-up");
    let key = |id: &str| app.keymap.first(id).unwrap_or_default();
    let hint = format!("{} {} scroll", key(down), key(up));
    pen.frame(frame, "Under the cursor", &hint, false);
    let mut told = Vec::new();
    if let Some(one) = app.orders.current() {
        order_told(app, one, &mut told);
    }
    if let Some(code) = app.orders.current_code() {
        code_told(app, code, &mut told);
    } else if !app.orders.codes.is_empty() {
        told.push(Told::Rule);
        told.push(line("", Role::Title, "A CODE NOBODY HAS"));
        let words = format!(
            "{} on it gives it to the nearest, or to whom you type; its orders count from then on.",
            key("open")
        );
        told.push(line("", Role::Text, words));
    }
    put_told(pen, area, &told, app.card_scroll);
}

fn put_told(pen: &mut Pen<'_>, area: Area, told: &[Told], scroll: usize) {
    const LABEL: u16 = 8;
    let mut lines: Vec<Option<(String, Role, u16, String)>> = Vec::new();
    for one in told {
        let Told::Line(label, role, words) = one else {
            lines.push(None);
            continue;
        };
        let indent = if label.is_empty() { 0 } else { LABEL };
        let room = usize::from(area.w.saturating_sub(indent + 2)).max(8);
        for (at, part) in wrap(words, room).into_iter().enumerate() {
            let label = if at == 0 {
                label.clone()
            } else {
                String::new()
            };
            lines.push(Some((label, *role, indent, part)));
        }
    }
    let scroll = scroll.min(lines.len().saturating_sub(usize::from(area.h)));
    for (row, line) in (0..area.h).zip(lines.iter().skip(scroll)) {
        match line {
            None => pen.rule(area, row, "", false, true),
            Some((label, role, indent, words)) => {
                let y = area.y + row;
                if *indent > 0 {
                    pen.put(area.x + 1, y, indent.saturating_sub(1), label, Role::Muted);
                }
                let room = area.w.saturating_sub(indent + 1);
                pen.put(area.x + 1 + indent, y, room, words, *role);
            }
        }
    }
}

fn customer(order: &Order) -> &'static str {
    match order.new_customer {
        Some(true) => " · new customer",
        Some(false) => " · returning",
        None => "",
    }
}

/// `letter of 3 Oct, no campaign`: what an order counts for.
fn counts_for(app: &App, order: &Order) -> String {
    let campaign = order
        .counted_in(&app.model)
        .and_then(|id| app.model.get(id));
    let campaign = campaign.map_or("no campaign", |c| &*c.name);
    let Some(deal) = order.deal.and_then(|id| app.model.get(id)) else {
        return "no deal of theirs was under way".into();
    };
    let pieces = app.model.of::<Deliverable>(deal.creator);
    let live = pieces
        .filter(|d| d.collaboration == deal.id)
        .filter_map(|d| Some((d.live.filter(|live| *live <= order.day)?, d)))
        .max_by_key(|(live, d)| (*live, d.id));
    match live {
        Some((live, piece)) => format!(
            "{} of {}, {campaign}",
            piece.called(),
            brief(live, app.today)
        ),
        None => format!("deal of {}, {campaign}", brief(deal.opened, app.today)),
    }
}

/// `commission 12%: $4.79, Oct 2026`, a line for each month an order stands in.
fn commission_words(app: &App, order: &Order) -> Vec<String> {
    let Some(all) = &app.orders.all else {
        return Vec::new();
    };
    all.earned_of(order.id)
        .iter()
        .map(|one| {
            let deal = app.model.get(one.deal);
            let terms = deal
                .and_then(Terms::of)
                .map_or_else(String::new, |t| t.words());
            let month = if one.month.year() == app.today.year() {
                one.month.format("%B").to_string()
            } else {
                month_words(one.month)
            };
            format!("commission {terms}: {}, {month}", one.amount.exact())
        })
        .collect()
}

/// What was given back of an order: how much, when it was told, in which file.
fn refunds_told(app: &App, order: &Order) -> Vec<(Money, String)> {
    let Some(gross) = order.gross else {
        return Vec::new();
    };
    let told = order.refunds.iter().map(|(day, minor)| {
        let source = orders::refund_source(&app.model, order, *day);
        let source = source.map_or_else(String::new, |file| format!(", in {file}"));
        let day = if app.regions.class == Class::Normal {
            short(*day, app.today)
        } else {
            brief(*day, app.today)
        };
        (
            Money::new(minor.saturating_neg(), gross.currency),
            format!("told {day}{source}"),
        )
    });
    told.collect()
}

fn order_told(app: &App, one: &Listed, told: &mut Vec<Told>) {
    let order = &one.order;
    let key = |id: &str| app.keymap.first(id).unwrap_or_default();
    let number = match &*order.reference {
        "" => "order without a number",
        reference => reference,
    };
    told.push(line("", Role::Title, number));
    let shop = order.rows.first().and_then(|id| app.model.get(*id));
    let shop = shop.map_or_else(String::new, |row| match row.shop.trim() {
        "" => String::new(),
        shop => format!(" · {shop}"),
    });
    let about = format!(
        "{} · {}{}{shop}",
        short(order.day, app.today),
        code_words(order),
        customer(order)
    );
    told.push(line("", Role::Text, about));
    if order.told() != 1 {
        told.push(line(
            "",
            Role::Text,
            format!("stands for {}", words::orders(order.told())),
        ));
    }
    told.push(Told::Rule);
    let dash = || "unknown".to_owned();
    told.push(line(
        "gross",
        Role::Text,
        order.gross.map_or_else(dash, Money::exact),
    ));
    for (money, when) in refunds_told(app, order) {
        told.push(line(
            "refund",
            Role::Text,
            format!("{} {when}", money.exact()),
        ));
    }
    if order.status != OrderStatus::Placed {
        told.push(line(
            "",
            Role::Bad,
            format!("{}: it does not count", order.status.label()),
        ));
    }
    told.push(line(
        "net",
        Role::Money,
        order.net().map_or_else(dash, Money::exact),
    ));
    told.push(Told::Rule);
    told.push(line("", Role::Muted, "COUNTS FOR"));
    match order.creator {
        Some(creator) => {
            told.push(line("", Role::Title, app.model.called(creator)));
            told.push(line("", Role::Text, counts_for(app, order)));
        }
        None => told.push(line(
            "",
            Role::Text,
            "nobody: it names no one, and its code is not one creator's alone",
        )),
    }
    for words in commission_words(app, order) {
        told.push(line("", Role::Text, words));
    }
    told.push(Told::Rule);
    for (id, words) in [
        ("edit", "correct day, sum, code"),
        ("record-sale", "a refund: refund $10"),
        ("trash", "not an order, to the trash"),
    ] {
        told.push(line(&key(id), Role::Text, words));
    }
    if order.codes.len() > 1 {
        told.push(Told::Rule);
        told.push(line("", Role::Title, "A SHARED ORDER"));
        let first = order
            .creator
            .map_or_else(|| "nobody".into(), |id| app.model.called(id));
        let words = format!(
            "{number} carries {} codes. It counts for {first}; whoever else has one sees it as shared. It counts once in every sum.",
            order.codes.len()
        );
        told.push(line("", Role::Text, words));
    }
}

fn code_told(app: &App, code: &LooseCode, told: &mut Vec<Told>) {
    let key = app.keymap.first("open").unwrap_or_default();
    told.push(line("", Role::Title, code.code.clone()));
    told.push(line("", Role::Text, "a code nobody has"));
    told.push(Told::Rule);
    told.push(line("orders", Role::Text, words::orders(code.orders)));
    told.push(line("net", Role::Money, exact_words(&code.net)));
    told.push(line("days", Role::Text, days_words(app, code.days)));
    told.push(Told::Rule);
    told.push(line("", Role::Text, nearest_words(app, code)));
    told.push(line(
        "",
        Role::Text,
        format!("{key} gives it to the nearest, or to whom you type: theirs from its first order on, and its orders count for them."),
    ));
}

/// In a smaller window: the order in two lines.
fn narrow(pen: &mut Pen<'_>, app: &App, area: Area) {
    let mut lines: Vec<String> = Vec::new();
    let mut title = String::new();
    if let Some(one) = app.orders.current() {
        let order = &one.order;
        title = match &*order.reference {
            "" => "order without a number".into(),
            reference => reference.to_owned(),
        };
        let gross = order
            .gross
            .map_or_else(|| "sum unknown".into(), Money::exact);
        let mut sum = gross;
        for (money, when) in refunds_told(app, order) {
            let back = Money::new(money.minor.saturating_neg(), money.currency);
            sum.push_str(&format!(" - refund {}, {when}", back.exact()));
        }
        if let Some(net) = order.net().filter(|_| order.refunded() > 0) {
            sum.push_str(&format!(" = {}", net.exact()));
        }
        if order.status != OrderStatus::Placed {
            sum.push_str(&format!(" · {}: it does not count", order.status.label()));
        }
        for words in commission_words(app, order) {
            sum.push_str(&format!(" · {words}"));
        }
        lines.push(sum);
        lines.push(match order.creator {
            Some(creator) => {
                let who = app.model.called(creator);
                format!("counts for {who}: {}", counts_for(app, order))
            }
            None => "counts for nobody".into(),
        });
    } else if let Some(code) = app.orders.current_code() {
        title = format!("{} · nobody has this code", code.code);
        let key = app.keymap.first("open").unwrap_or_default();
        lines.push(nearest_words(app, code));
        lines.push(format!(
            "{key} gives it to the nearest, or to whom you type"
        ));
    }
    let above = Area {
        y: area.y - 1,
        h: area.h + 1,
        ..area
    };
    pen.rule(above, 0, &title, false, false);
    let room = usize::from(area.w.saturating_sub(2));
    let wrapped = lines.iter().flat_map(|words| wrap(words, room));
    for (row, words) in (0..area.h).zip(wrapped) {
        pen.put(
            area.x + 1,
            area.y + row,
            area.w.saturating_sub(2),
            &words,
            Role::Text,
        );
    }
}
