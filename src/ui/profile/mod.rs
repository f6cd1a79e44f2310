//! Draws a profile: who, where they stand and what is most urgent always on top, then the tab.
//! Labels and values come from the field tables.

mod audience;
mod deals;
mod results;
mod tables;
mod vetting;
mod work;

use super::pen::Pen;
use super::person;
use super::table;
use super::text::{fit, part_of, width, wrap};
use super::theme::Role;
use crate::app::App;
use crate::app::panes::columns;
use crate::app::panes::profile::{Tab, rows};
use crate::app::regions::{Area, Class};
use crate::domain::doubles::double_of;
use crate::domain::fields::Fielded;
use crate::domain::ids::Id;
use crate::domain::rows::*;
use crate::domain::summary;

/// Lines above the tab's body.
pub const HEAD: u16 = 4;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    let Some(profile) = app.profile.as_ref() else {
        return Default::default();
    };
    let area = app.regions.body;
    let id = profile.creator;
    title(pen, app, area, id);
    tabs(pen, area, profile.tab);
    pen.rule(area, 3, "", false, false);
    let body = Area {
        y: area.y + HEAD,
        h: area.h.saturating_sub(HEAD),
        ..area
    };
    match profile.tab {
        Tab::Profile => sections(pen, app, body, &overview(app, id), profile.top),
        Tab::Audience => audience::draw(pen, app, body, id, profile.top),
        tab => rows_of(pen, app, body, id, tab),
    }
    let from = app.view.title();
    let at = Tab::ALL.iter().position(|t| *t == profile.tab).unwrap_or(0) + 1;
    let shown = shown(app, body);
    let whose = if shown.is_empty() { " of the list" } else { "" };
    (
        format!(
            "{shown}tab {at} of {} · [ ] tabs · , . other creator{whose}",
            Tab::ALL.len()
        ),
        format!("Esc back to {from}"),
    )
}

/// Which rows of a table are in sight, where not all are.
fn shown(app: &App, body: Area) -> String {
    let Some(profile) = app.profile.as_ref() else {
        return String::new();
    };
    let height = body
        .h
        .saturating_sub(1 + profile.tab.detail(app.regions.body.h).min(body.h));
    part_of(
        profile.list.top(),
        usize::from(height),
        profile.list.rows().len(),
    )
}

fn title(pen: &mut Pen<'_>, app: &App, area: Area, id: Id<Creator>) {
    let name = app.model.called(id);
    let mut x = area.x + 1;
    x += pen.put(x, area.y, area.w, &name, Role::Title) + 2;
    let core = app.model.get(id).is_some_and(|c| c.core);
    if core {
        x += pen.put(x, area.y, 6, "* core", Role::Core) + 2;
    }
    pen.put(
        x,
        area.y,
        area.w.saturating_sub(x),
        &person::handles(app, id),
        Role::Text,
    );
    let urgent = columns::next_item(app, id).map(|item| {
        let mark = columns::mark(&item, app);
        (
            format!(
                "{} {}",
                mark.glyph(),
                summary::next_words(&app.ctx(), &item)
            ),
            super::role(mark),
        )
    });
    let asked = urgent.as_ref().map_or(0, |(text, _)| width(text) + 4);
    let room = usize::from(area.w).saturating_sub(asked + 2);
    let mut left = standing(app, id, true);
    if width(&left) > room {
        left = standing(app, id, false);
    }
    let used = pen.put(
        area.x + 1,
        area.y + 1,
        area.w.saturating_sub(1),
        &left,
        Role::Text,
    );
    if let Some((text, role)) = urgent {
        pen.put(
            area.x + used + 4,
            area.y + 1,
            area.w.saturating_sub(used + 5),
            &text,
            role,
        );
    }
}

/// Where they stand: in full, or in as few cells as it takes.
fn standing(app: &App, id: Id<Creator>, full: bool) -> String {
    let mut line = Vec::new();
    if let Some(stage) = app.derived.of(id).stage {
        let name = if full { stage.label() } else { stage.short() };
        line.push(format!(
            "{} {} {name}",
            person::gauge(stage),
            stage.number()
        ));
    }
    if let Some(row) = app.model.get(id) {
        if row.shelf != Shelf::Active {
            line.push(row.shelf.label().to_uppercase());
        }
        line.extend(
            row.relationship
                .filter(|_| full)
                .map(|r| r.label().to_string()),
        );
    }
    line.join(" · ")
}

fn tabs(pen: &mut Pen<'_>, area: Area, now: Tab) {
    let total =
        |name: fn(Tab) -> &'static str| Tab::ALL.iter().map(|t| width(name(*t)) + 2).sum::<usize>();
    let name = if total(Tab::label) > usize::from(area.w) {
        short_name
    } else {
        Tab::label
    };
    let air = usize::from(total(name) + Tab::ALL.len() <= usize::from(area.w));
    // Where not even those fit, the strip begins with the tab before the open one.
    let at = Tab::ALL.iter().position(|t| *t == now).unwrap_or(0);
    let first = if total(name) > usize::from(area.w) {
        at.saturating_sub(1)
    } else {
        0
    };
    let mut x = area.x;
    if first > 0 {
        x += pen.put(x, area.y + 2, 1, "…", Role::Muted);
    }
    let end = area.x + area.w;
    for (n, tab) in Tab::ALL.iter().enumerate().skip(first) {
        let (text, role) = match *tab == now {
            true => (format!("[{}]", name(*tab)), Role::Accent),
            false => (format!(" {} ", name(*tab)), Role::Text),
        };
        let last = n + 1 == Tab::ALL.len();
        if x + width(&text) as u16 + u16::from(!last) > end {
            pen.put(x, area.y + 2, 1, "…", Role::Muted);
            break;
        }
        x += pen.put(x, area.y + 2, end - x, &text, role) + air as u16;
    }
}

/// A tab's name for narrow windows.
fn short_name(tab: Tab) -> &'static str {
    match tab {
        Tab::Deliverables => "Pieces",
        Tab::Payments => "Money",
        tab => tab.label(),
    }
}

/// A titled block of labelled lines.
struct Section {
    title: &'static str,
    lines: Vec<(String, String)>,
}

/// The fields of a row that have a value, with the labels of the field table.
fn fields<T: Fielded>(app: &App, row: &T, keys: &[&str]) -> Vec<(String, String)> {
    keys.iter()
        .filter_map(|key| T::field(key))
        .map(|f| (f.label.to_string(), f.shown(row, app.today)))
        .filter(|(_, value)| !value.is_empty() && value != "no")
        .collect()
}

fn overview(app: &App, id: Id<Creator>) -> Vec<Section> {
    let Some(row) = app.model.get(id) else {
        return Vec::new();
    };
    let mut who = fields(
        app,
        row,
        &[
            "email", "phone", "prefers", "agent", "country", "zone", "language", "address",
            "source", "added",
        ],
    );
    if let Some(time) = summary::local_time(&app.ctx(), id) {
        who.push(("Now there".into(), time));
    }
    let accounts = app
        .model
        .of::<Account>(id)
        .map(|a| account(app, a))
        .collect();
    let content = fields(app, row, &["niche", "style", "voice", "tags", "rate"]);
    let mut fit = vetting::lines(app, row);
    if let Some(depth) = crate::domain::lifecycle::depth(&app.ctx(), id) {
        fit.push(("Ladder".into(), depth.ladder));
        fit.push((String::new(), depth.next));
    }
    if let Some(kind) = row.relationship {
        fit.push((
            "Judged on".into(),
            crate::domain::lifecycle::judged_on(kind).into(),
        ));
    }
    let goals = fields(
        app,
        row,
        &[
            "our_goals",
            "their_goals",
            "checkin",
            "checkin_they",
            "checkin_we",
            "keep_warm",
        ],
    );
    let mut remember = fields(app, row, &["boundaries", "quiet_days"]);
    if row.do_not_contact {
        remember.insert(
            0,
            ("Do not contact".into(), row.do_not_contact_why.to_string()),
        );
    }
    let points: Vec<(String, String)> = app
        .model
        .of::<ContactPoint>(id)
        .map(|p| (p.kind.label().to_owned(), p.value.to_string()))
        .collect();
    let likely = Some(id).filter(|_| app.model.has_double_index());
    let double = likely.and_then(|id| double_of(&app.model, id));
    let double = double.map(|d| {
        (
            format!("like {}", app.model.called(d.id)),
            format!("{}; :join", d.why),
        )
    });
    let points = points.into_iter().chain(double).collect();
    let value = summary::value_lines(&app.ctx(), id)
        .into_iter()
        .map(|l| (String::new(), l))
        .collect();
    let extra = row
        .extra
        .lines()
        .filter_map(|l| l.split_once(": "))
        .map(|(k, v)| (k.to_string(), v.to_string()))
        .collect();
    let all = [
        ("WHO", who),
        ("ACCOUNTS", accounts),
        ("ALSO KNOWN BY", points),
        ("CONTENT", content),
        ("FIT", fit),
        ("GOALS AND CHECK-INS", goals),
        ("VALUE BOTH WAYS", value),
        ("REMEMBER", remember),
        ("OTHER COLUMNS OF THE IMPORT", extra),
    ];
    all.into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(title, lines)| Section { title, lines })
        .collect()
}

fn account(app: &App, a: &Account) -> (String, String) {
    let mut parts = vec![person::handle(a)];
    parts.extend(
        a.followers
            .map(|n| format!("{} followers", super::text::count(n))),
    );
    parts.extend(
        a.engagement
            .map(|e| format!("eng {}% {}", person::percent(e), a.engagement_basis.label())),
    );
    parts.extend(
        a.avg_views
            .map(|n| format!("{} views", super::text::count(n))),
    );
    parts.extend(
        a.checked
            .map(|d| format!("checked {}", crate::domain::day::brief(d, app.today))),
    );
    (a.platform.label().to_string(), parts.join(" · "))
}

/// Sections in one column, or two where there is room.
fn sections(pen: &mut Pen<'_>, app: &App, area: Area, all: &[Section], top: usize) {
    let two = app.regions.class == Class::Normal;
    let w = if two { area.w / 2 } else { area.w };
    let blocks: Vec<Vec<(Role, String, String)>> =
        all.iter().map(|s| lines_of(s, usize::from(w))).collect();
    let total: usize = blocks.iter().map(Vec::len).sum();
    let mut columns: [Vec<(Role, String, String)>; 2] = Default::default();
    for block in blocks {
        let [left, right] = &mut columns;
        let to_left =
            !two || (right.is_empty() && left.len() + block.len() / 2 <= total.div_ceil(2));
        if to_left {
            left.extend(block)
        } else {
            right.extend(block)
        }
    }
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let top = top.min(longest.saturating_sub(usize::from(area.h)));
    for (n, lines) in columns.iter().enumerate() {
        let x = area.x + n as u16 * w;
        for (row, (role, label, text)) in
            lines.iter().skip(top).take(usize::from(area.h)).enumerate()
        {
            let y = area.y + row as u16;
            let label_w = LABELS.min(w / 3);
            if *role == Role::Title {
                pen.put(x + 1, y, w - 2, label, Role::Title);
            } else if label.is_empty() && text.is_empty() {
            } else {
                pen.put(x + 2, y, label_w - 1, label, Role::Muted);
                pen.put(
                    x + 2 + label_w,
                    y,
                    w.saturating_sub(label_w + 3),
                    text,
                    *role,
                );
            }
        }
    }
    pen.point(area, 0, 0);
}

/// Cells for labels.
const LABELS: u16 = 16;

fn lines_of(section: &Section, w: usize) -> Vec<(Role, String, String)> {
    let label_w = usize::from(LABELS).min(w / 3);
    let mut lines = vec![(Role::Title, section.title.to_string(), String::new())];
    for (label, value) in &section.lines {
        for (n, part) in wrap(value, w.saturating_sub(label_w + 3))
            .into_iter()
            .enumerate()
        {
            lines.push((
                Role::Text,
                if n == 0 { label.clone() } else { String::new() },
                part,
            ));
        }
    }
    lines.push((Role::Text, String::new(), String::new()));
    lines
}

/// A tab that is a table: cursor on a row, its whole text below.
fn rows_of(pen: &mut Pen<'_>, app: &App, area: Area, id: Id<Creator>, tab: Tab) {
    let Some(profile) = app.profile.as_ref() else {
        return;
    };
    let all = rows(app, id, tab);
    let own = if tab == Tab::Results {
        results::columns()
    } else {
        Vec::new()
    };
    let columns = if own.is_empty() {
        tables::columns(tab)
    } else {
        &own
    };
    let fitted = table::fit(columns, area.w.saturating_sub(4));
    table::head(pen, area, 0, area.x + 3, columns, &fitted);
    let below = tab.detail(app.regions.body.h).min(area.h);
    let foot = Area {
        y: area.y + area.h - below,
        h: below,
        ..area
    };
    if matches!(tab, Tab::Deliverables | Tab::Payments) {
        below_table(pen, app, foot, id, tab);
    }
    if all.is_empty() {
        pen.put(
            area.x + 3,
            area.y + 2,
            area.w.saturating_sub(4),
            &empty(tab),
            Role::Muted,
        );
        pen.point(area, 2, 0);
        return;
    }
    let list = Area {
        y: area.y + 1,
        h: area.h.saturating_sub(1 + below),
        ..area
    };
    match tab {
        Tab::Results if below > 0 => results::below(pen, app, foot, columns, &fitted),
        Tab::Deals if below > 0 => {
            pen.rule(foot, 0, "", false, false);
            deals::draw(
                pen,
                app,
                Area {
                    y: foot.y + 1,
                    h: below - 1,
                    ..foot
                },
                profile.row(),
            );
        }
        _ => {}
    }
    let height = usize::from(list.h);
    for (row, at) in all.iter().skip(profile.list.top()).take(height).enumerate() {
        let row = row as u16;
        let cells = if tab == Tab::Results {
            results::cells(app, *at)
        } else {
            tables::cells(app, *at)
        };
        table::line(pen, list, row, area.x + 3, columns, &fitted, &cells);
        if profile.list.current() == Some(at) {
            pen.put(list.x + 1, list.y + row, 1, "►", Role::Accent);
            pen.wash(list, row, super::selected(app));
            pen.point(list, row, 1);
        }
    }
}

/// What belongs to the row under the cursor, and to the year.
fn below_table(pen: &mut Pen<'_>, app: &App, area: Area, id: Id<Creator>, tab: Tab) {
    if area.h == 0 {
        return;
    }
    let row = app.profile.as_ref().map(|p| p.row());
    pen.rule(area, 0, "", false, false);
    let labels = LABELS.min(area.w / 4);
    let room = area.w.saturating_sub(labels + 2);
    let mut lines = Vec::new();
    for (label, role, words) in work::foot(app, tab, id, row) {
        let parts = wrap(&words, usize::from(room)).into_iter().enumerate();
        lines.extend(parts.map(|(n, part)| {
            (
                if n == 0 { label.clone() } else { String::new() },
                role,
                part,
            )
        }));
    }
    for ((label, role, part), y) in fit(lines, usize::from(area.h - 1), |line| &mut line.2)
        .into_iter()
        .zip(area.y + 1..)
    {
        pen.put(area.x + 1, y, labels - 1, &label, Role::Muted);
        pen.put(area.x + 1 + labels, y, room, &part, role);
    }
}

fn empty(tab: Tab) -> String {
    match tab {
        Tab::Deals => {
            "No deals yet. n D  opens one in a form; a  types one line: @handle /campaign"
        }
        Tab::Deliverables => {
            "No pieces yet. a  types one line: @handle reel \"title\" draft 4 dec live 9 dec"
        }
        Tab::Payments => "No payments yet. n p  or  a  @handle $350 due 30 nov",
        Tab::Results => "No numbers yet. n m  or  a  @handle = views 12k orders 14 sales 812",
        _ => "Nothing was said yet. n n notes something down, n s logs a message sent elsewhere.",
    }
    .into()
}
