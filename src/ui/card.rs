//! The info card: what one needs to know about a creator to decide the item beside it. Its order
//! never changes: why now and what the keys do, last words, this deal, value both ways, what to
//! remember, what comes next.

use super::pen::Pen;
use super::person;
use super::text::{one_line, width, wrap};
use super::theme::Role;
use crate::app::regions::{Area, Class};
use crate::app::{App, ViewId};
use crate::domain::day;
use crate::domain::doubles::double_of;
use crate::domain::ids::Id;
use crate::domain::ledger::terms;
use crate::domain::review::{self, Choice, Item, Reply, Subject};
use crate::domain::rows::*;
use crate::domain::summary;
use crate::domain::words::weekdays;

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Sections with rules between them.
    Full,
    /// A few labelled lines.
    Short,
}

/// A line of the card.
enum Row {
    /// Text from edge to edge.
    Wide(Role, String),
    /// Text with a label in front of its first line.
    Text(&'static str, Role, String),
    /// A key, what it does, and what comes of it.
    Key(String, String),
    /// A rule between sections.
    Rule,
}

impl Row {
    /// The row, its label on a line before it when asked.
    fn stacked(&self, on: bool) -> Vec<Self> {
        match self {
            Self::Text(label, role, text) if on && !label.is_empty() => {
                vec![
                    Self::Text("", Role::Muted, (*label).to_string()),
                    Self::Text("", *role, text.clone()),
                ]
            }
            Self::Text(label, role, text) => vec![Self::Text(label, *role, text.clone())],
            Self::Key(key, text) => vec![Self::Key(key.clone(), text.clone())],
            Self::Wide(role, text) => vec![Self::Wide(*role, text.clone())],
            Self::Rule => vec![Self::Rule],
        }
    }
}

/// `@sofiasipping · IG 27.1k · ■■■■□□ 4 Create · fit 5 · core`.
pub fn brief(app: &App, creator: Id<Creator>) -> String {
    let mut parts = Vec::new();
    let accounts = person::accounts(app, creator);
    if !accounts.is_empty() {
        parts.push(accounts);
    }
    if let Some(stage) = app.derived.of(creator).stage {
        parts.push(format!(
            "{} {} {}",
            person::gauge(stage),
            stage.number(),
            stage.short()
        ));
    }
    if let Some(row) = app.model.get(creator) {
        if let Some(fit) = app.fit_of(row) {
            parts.push(format!("fit {fit:.0}"));
        }
        if row.core {
            parts.push("core".into());
        }
    }
    parts.join(" · ")
}

/// Draws the card of an item.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Area, item: &Item, size: Size) {
    let mut rows = Vec::new();
    if let (Subject::Creator(creator), Size::Full) = (item.on, size) {
        who(app, creator, &mut rows);
        rows.push(Row::Rule);
    }
    why(app, item, size, &mut rows);
    if let Some(creator) = item.creator() {
        about(app, creator, size, &mut rows);
    }
    paint(pen, app, area, &rows);
}

/// Draws the card of a creator outside the review.
pub fn draw_creator(pen: &mut Pen<'_>, app: &App, area: Area, creator: Id<Creator>, size: Size) {
    let mut rows = Vec::new();
    if size == Size::Full {
        who(app, creator, &mut rows);
        rows.push(Row::Rule);
    }
    let now =
        crate::app::panes::columns::next_item(app, creator).filter(|item| item.is_live(app.today));
    if let Some(item) = now {
        let ctx = app.ctx();
        let (kind, subject) = (item.key.rule.kind(), item.subject(&ctx));
        // "reply · reply owed since Thu" says it twice.
        let what = if subject.starts_with(kind) {
            subject
        } else {
            format!("{kind} · {subject}")
        };
        let text = format!("{what} · {}", item.when(&ctx));
        rows.push(Row::Text(
            "NOW",
            super::role(crate::app::panes::columns::mark(&item, app)),
            text,
        ));
    }
    about(app, creator, size, &mut rows);
    paint(pen, app, area, &rows);
}

fn who(app: &App, creator: Id<Creator>, rows: &mut Vec<Row>) {
    let Some(row) = app.model.get(creator) else {
        return;
    };
    let core = if row.core { "   * core" } else { "" };
    rows.push(Row::Wide(
        Role::Title,
        format!("{}{core}", person::accounts(app, creator))
            .trim()
            .to_string(),
    ));
    if let Some(stage) = app.derived.of(creator).stage {
        rows.push(Row::Wide(
            Role::Text,
            format!(
                "{} {} {}",
                person::gauge(stage),
                stage.number(),
                stage.label()
            ),
        ));
    }
    let mut parts: Vec<String> = Vec::new();
    parts.extend(row.relationship.map(|r| r.label().to_string()));
    parts.extend(app.fit_of(row).map(|f| format!("fit {f:.0} of 5")));
    parts.push(app.derived.of(creator).ball.label().to_string());
    if let Some(time) = summary::local_time(&app.ctx(), creator) {
        parts.push(time);
    }
    rows.push(Row::Wide(Role::Text, parts.join(" · ")));
}

/// Why the item is here, and what the two keys do.
fn why(app: &App, item: &Item, size: Size, rows: &mut Vec<Row>) {
    let ctx = app.ctx();
    rows.push(Row::Text("WHY NOW", Role::Title, item.long(&ctx)));
    let snoozed = match item.snoozes {
        0 => String::new(),
        n => format!(" · snoozed {n}"),
    };
    rows.push(Row::Text(
        "",
        Role::Muted,
        format!("{}{snoozed}", item.why()),
    ));
    if item.stuck {
        rows.push(Row::Text(
            "",
            Role::Late,
            "stuck: do it now, make it smaller, promise a date, or drop it".into(),
        ));
    }
    for detail in item.details(&ctx) {
        let role = if detail.bad { Role::Late } else { Role::Text };
        rows.push(Row::Text(detail.label, role, one_line(&detail.text)));
    }
    let mut verbs = vec![("done", Choice::Expected), ("other", Choice::Alternative)];
    if size == Size::Full && item.creator().is_some() {
        verbs.extend([
            ("their-move", Choice::TheirMove(None)),
            ("reply", Choice::Replied(Reply::Plain)),
        ]);
    }
    for (id, choice) in verbs {
        if let (Some(key), Ok(offer)) = (app.keymap.first(id), review::offer(&ctx, item, &choice)) {
            let effect = if offer.effect.is_empty() {
                String::new()
            } else {
                format!(" → {}", offer.effect)
            };
            rows.push(Row::Key(key, format!("{}{effect}", offer.label)));
        }
    }
}

fn about(app: &App, creator: Id<Creator>, size: Size, rows: &mut Vec<Row>) {
    let rule = |rows: &mut Vec<Row>| {
        if size == Size::Full {
            rows.push(Row::Rule);
        }
    };
    let before = rows.len();
    words(app, creator, rows);
    let ruled = matches!(rows.get(before.wrapping_sub(1)), Some(Row::Rule));
    if rows.len() > before && before > 0 && !ruled && size == Size::Full {
        rows.insert(before, Row::Rule);
    }
    let start = rows.len();
    deal(app, creator, rows);
    if rows.len() > start && size == Size::Full {
        rows.insert(start, Row::Rule);
    }
    let value = summary::value_lines(&app.ctx(), creator);
    if !value.is_empty() {
        rule(rows);
        for (n, line) in value.into_iter().enumerate() {
            rows.push(Row::Text(
                if n == 0 { "VALUE" } else { "" },
                Role::Text,
                line,
            ));
        }
    }
    remember(app, creator, rows, size);
    coming(app, creator, rows, size);
}

/// The last word either way, and the newest note.
fn words(app: &App, creator: Id<Creator>, rows: &mut Vec<Row>) {
    let mut touches: Vec<&Touch> = app.model.of::<Touch>(creator).collect();
    touches.sort_by_key(|t| (t.at, t.id));
    let last = |direction: Direction| touches.iter().rev().find(|t| t.direction == direction);
    let mut shown: Vec<&&Touch> = [Direction::In, Direction::Out, Direction::Note]
        .into_iter()
        .filter_map(last)
        .collect();
    shown.sort_by_key(|t| std::cmp::Reverse((t.at, t.id)));
    for touch in shown {
        let arrow = match touch.direction {
            Direction::In => "←",
            Direction::Out => "→",
            Direction::Note => "*",
        };
        let when = day::brief(app.clock.day_of(touch.at), app.today);
        let said = app
            .words_of(creator, touch.id)
            .map(one_line)
            .unwrap_or_default();
        let said = if said.is_empty() {
            touch.channel.label().to_string()
        } else {
            said
        };
        let quoted = if touch.direction == Direction::In {
            format!("\"{said}\"")
        } else {
            said
        };
        rows.push(Row::Wide(Role::Text, format!("{arrow} {when}  {quoted}")));
    }
}

fn deal(app: &App, creator: Id<Creator>, rows: &mut Vec<Row>) {
    for (n, c) in app
        .model
        .open_collaborations(creator)
        .into_iter()
        .take(2)
        .enumerate()
    {
        let mut parts = vec![
            c.campaign
                .and_then(|id| app.model.get(id))
                .map_or("no campaign".into(), |c| c.name.to_string()),
        ];
        let pay = terms::pay(c);
        parts.extend(pay.fixed.map(|m| m.to_string()));
        parts.extend(pay.share);
        parts.extend(Some(one_line(&c.product)).filter(|p| !p.is_empty()));
        let piece = app
            .model
            .of::<Deliverable>(creator)
            .find(|d| d.collaboration == c.id && d.live.is_none() && d.live_due.is_some());
        if let Some(d) = piece {
            parts.push(format!(
                "{} live {}",
                d.called(),
                d.live_due
                    .map_or(String::new(), |l| day::short(l, app.today))
            ));
        }
        if parts.len() > 1 || c.campaign.is_some() {
            rows.push(Row::Text(
                if n == 0 { "DEAL" } else { "" },
                Role::Text,
                parts.join(" · "),
            ));
        }
    }
}

fn remember(app: &App, creator: Id<Creator>, rows: &mut Vec<Row>, size: Size) {
    let Some(row) = app.model.get(creator) else {
        return;
    };
    let mut lines: Vec<(Role, String)> = Vec::new();
    if row.do_not_contact {
        lines.push((
            Role::Late,
            format!("do not contact: {}", one_line(&row.do_not_contact_why)),
        ));
    }
    if app.model.has_double_index()
        && let Some(double) = double_of(&app.model, creator)
    {
        lines.push((
            Role::Muted,
            format!("like {}? :join", app.model.called(double.id)),
        ));
    }
    if let Some(channel) = row.prefers {
        lines.push((Role::Text, format!("prefers {}", channel.label())));
    }
    if !row.boundaries.is_empty() {
        lines.push((Role::Text, one_line(&row.boundaries.replace('\n', "; "))));
    }
    if !row.quiet_days.is_empty() {
        lines.push((
            Role::Text,
            format!("leave alone on {}", weekdays(&row.quiet_days)),
        ));
    }
    if !row.tags.0.is_empty() && size == Size::Full {
        lines.push((Role::Muted, row.tags.shown()));
    }
    if !lines.is_empty() && size == Size::Full {
        rows.push(Row::Rule);
    }
    for (n, (role, line)) in lines.into_iter().enumerate() {
        rows.push(Row::Text(if n == 0 { "REMEMBER" } else { "" }, role, line));
    }
}

fn coming(app: &App, creator: Id<Creator>, rows: &mut Vec<Row>, size: Size) {
    let ctx = app.ctx();
    let card = review::whole_card(&ctx, Subject::Creator(creator));
    if !card.coming.is_empty() && size == Size::Full {
        rows.push(Row::Rule);
    }
    let mut coming: Vec<_> = card
        .coming
        .iter()
        .map(|item| (item.meets(&ctx), item))
        .collect();
    coming.sort_by_key(|(day, item)| (*day, item.key));
    for (n, (day, item)) in coming.into_iter().take(4).enumerate() {
        let day = day::short(day, app.today);
        let (kind, subject) = (item.key.rule.kind(), item.subject(&ctx));
        // "rights · rights reel A end" says it twice.
        let what = if subject.starts_with(kind) {
            subject
        } else {
            format!("{kind} · {subject}")
        };
        let text = format!("{day} {what}");
        rows.push(Row::Text(
            if n == 0 { "NEXT" } else { "" },
            Role::Text,
            text,
        ));
    }
}

/// Cells of the column of labels, the air behind them included.
const LABELS: u16 = 9;

/// The rows broken to a width: a row of several lines keeps its label or key on the first, a wide
/// one is indented from the second.
fn broken(rows: &[Row], room: usize, wide: usize) -> Vec<Row> {
    let mut lines = Vec::new();
    for row in rows {
        match row {
            // What would stand between two rules may be empty.
            Row::Rule if matches!(lines.last(), Some(Row::Rule)) => {}
            Row::Rule => lines.push(Row::Rule),
            Row::Wide(role, text) => {
                let parts = wrap(text, wide.saturating_sub(2)).into_iter().enumerate();
                lines.extend(parts.map(|(n, part)| {
                    Row::Wide(*role, if n == 0 { part } else { format!("  {part}") })
                }));
            }
            Row::Key(key, text) => {
                let parts = wrap(text, room.saturating_sub(width(key) + 1))
                    .into_iter()
                    .enumerate();
                lines.extend(parts.map(|(n, part)| {
                    Row::Key(if n == 0 { key.clone() } else { String::new() }, part)
                }));
            }
            Row::Text(label, role, text) => {
                let parts = wrap(text, room).into_iter().enumerate();
                lines.extend(
                    parts.map(|(n, part)| Row::Text(if n == 0 { label } else { "" }, *role, part)),
                );
            }
        }
    }
    lines
}

/// Writes the rows, labels in a column of their own, scrolled.
fn paint(pen: &mut Pen<'_>, app: &App, area: Area, rows: &[Row]) {
    // In a narrow card labels stand on lines of their own.
    let labels = if area.w < 44 { 0 } else { LABELS };
    let stacked: Vec<Row> = rows
        .iter()
        .flat_map(|row| row.stacked(labels == 0))
        .collect();
    let lines = broken(
        &stacked,
        usize::from(area.w.saturating_sub(labels + 1)),
        usize::from(area.w.saturating_sub(1)),
    );
    let most = lines.len().saturating_sub(usize::from(area.h));
    let top = app.card_scroll.min(most);
    let x = area.x + labels + 1;
    let room = area.w.saturating_sub(labels + 1);
    let rest = lines.len().saturating_sub(top + usize::from(area.h));
    let key = app.keymap.first("card-down").unwrap_or_default();
    let framed = app.regions.class == Class::Normal
        || (app.review.one && app.regions.class >= Class::Compact);
    for (y, line) in (area.y..area.y + area.h).zip(lines.iter().skip(top)) {
        // The last line makes room for the sign that there is more.
        let sign = if rest > 0 && y + 1 == area.y + area.h {
            format!("+{rest} more {key}")
        } else {
            String::new()
        };
        let taken = if sign.is_empty() {
            0
        } else {
            width(&sign) as u16 + 2
        };
        let (wide, room) = (area.w.saturating_sub(1 + taken), room.saturating_sub(taken));
        pen.put_right(area.x, y, area.w.saturating_sub(1), &sign, Role::Muted);
        match line {
            // Nothing of what it parts is in sight below it.
            Row::Rule if y + 1 == area.y + area.h => {}
            Row::Rule => pen.rule(
                area,
                y - area.y,
                "",
                app.review.one && app.place() == ViewId::Review,
                framed,
            ),
            Row::Wide(role, text) => {
                pen.put(area.x + 1, y, wide, text, *role);
            }
            Row::Key(key, text) => {
                pen.put(x, y, 2, key, Role::Accent);
                pen.put(x + 2, y, room.saturating_sub(2), text, Role::Text);
            }
            Row::Text(label, role, text) => {
                pen.put(area.x + 1, y, labels.saturating_sub(1), label, Role::Muted);
                pen.put(x, y, room, text, *role);
            }
        }
    }
}
