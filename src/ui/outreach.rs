//! Draws outreach: the people by whose move it is, the timeline of the one under the cursor beside
//! or below them.

use super::pen::Pen;
use super::text::{cut, one_line, width, wrap};
use super::theme::Role;
use crate::app::App;
use crate::app::modal::Modal;
use crate::app::panes::outreach::{Focus, Group, Line, Outreach};
use crate::app::regions::{Area, Class};
use crate::domain::day;
use crate::domain::ids::Id;
use crate::domain::review::{self, Item, Subject};
use crate::domain::rows::Creator;
use crate::domain::timeline::{Entry, Kind, TimelineFilter};

/// Draws it; gives back what the answering line says when it has nothing else to say.
pub fn draw(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    let (r, outreach) = (&app.regions, &app.outreach);
    if outreach.list.is_empty() {
        nobody(pen, app);
        return Default::default();
    }
    if outreach.reads_full(r) {
        timeline_full(pen, app, r.body);
        return quiet(app);
    }
    if r.class == Class::Normal {
        let frame = Area {
            x: r.list.x - 1,
            y: r.list.y - 1,
            w: r.list.w + 2,
            h: r.list.h + 2,
        };
        pen.frame(
            frame,
            "People",
            &outreach.filter.words(),
            outreach.focus == Focus::People && app.modals.is_empty(),
        );
    }
    people(pen, app, r.list);
    if let Some(area) = r.card {
        timeline_card(pen, app, area);
    }
    quiet(app)
}

fn quiet(app: &App) -> (String, String) {
    let ours = app.outreach.lines.iter().find_map(|line| match line {
        Line::Heading(Group::Ours, n) => Some(*n),
        _ => None,
    });
    let text = match (app.outreach.list.marked().len(), ours) {
        (0, _) if app.outreach.filter.is_on() => {
            let (shown, all) = app
                .filter_spec()
                .map_or((0, 0), |filter_spec| (filter_spec.count)(app));
            format!("{shown} of {all} people · {}", app.outreach.filter.words())
        }
        (0, None) => "nobody waits for you".to_owned(),
        (0, Some(1)) => "1 person waits for you".to_owned(),
        (0, Some(n)) => format!("{n} people wait for you"),
        (n, _) => format!("{n} selected · m writes to them one by one · Esc unselects"),
    };
    (text, "nothing is sent by touchbase".to_owned())
}

fn nobody(pen: &mut Pen<'_>, app: &App) {
    let body = app.regions.body;
    let inner = if app.regions.class >= Class::Compact {
        pen.frame(body, "Outreach", "", true)
    } else {
        body
    };
    if app.outreach.filter.is_on() {
        let lines = app.nothing_fits();
        let lines = lines
            .iter()
            .flat_map(|line| wrap(line, usize::from(inner.w.saturating_sub(4))));
        for (y, line) in (inner.y + 1..inner.y + inner.h).zip(lines) {
            pen.put(inner.x + 2, y, inner.w.saturating_sub(3), &line, Role::Text);
        }
        return pen.point(inner, 1, 2);
    }
    pen.put(
        inner.x + 2,
        inner.y + 1,
        inner.w.saturating_sub(3),
        "Nobody waits for you, and you wait for nobody.",
        Role::Good,
    );
    let key = |id: &str| app.keymap.first(id).unwrap_or_default();
    let hint = format!(
        "{} the roster, then {} writes to whom the cursor stands on",
        key("roster"),
        key("message")
    );
    for (row, line) in wrap(&hint, usize::from(inner.w.saturating_sub(3)))
        .iter()
        .enumerate()
    {
        pen.put(
            inner.x + 2,
            inner.y + 3 + row as u16,
            inner.w.saturating_sub(3),
            line,
            Role::Muted,
        );
    }
    pen.point(inner, 1, 2);
}

fn people(pen: &mut Pen<'_>, app: &App, area: Area) {
    let outreach = &app.outreach;
    for (row, line) in (0..area.h).zip(outreach.lines.iter().skip(outreach.top)) {
        let y = area.y + row;
        match line {
            Line::Blank => {}
            Line::Heading(group, n) => {
                pen.put(
                    area.x + 1,
                    y,
                    area.w.saturating_sub(1),
                    &format!("{} · {n}", group.title()),
                    Role::Title,
                );
            }
            Line::Person(group, at) => person(pen, app, Area { y, h: 1, ..area }, (*group, *at)),
            Line::Detail(at) => {
                let what = outreach
                    .list
                    .rows()
                    .get(*at)
                    .map(|id| waits_for(app, *id))
                    .unwrap_or_default();
                pen.put(area.x + 4, y, area.w.saturating_sub(5), &what, Role::Muted);
            }
        }
    }
}

fn person(pen: &mut Pen<'_>, app: &App, area: Area, (group, at): (Group, usize)) {
    let outreach = &app.outreach;
    let Some(id) = outreach.list.rows().get(at).copied() else {
        return;
    };
    let (glyph, role) = match group {
        Group::Ours => ("!", Role::Late),
        Group::Theirs => ("~", Role::Wait),
        Group::Drafts => ("·", Role::Planned),
        Group::Quiet => ("○", Role::Warm),
        Group::Guest => (" ", Role::Text),
    };
    let marked = outreach.list.is_marked(&id);
    let when = since(app, id, group);
    let room = area.w.saturating_sub(width(&when) as u16 + 6);
    pen.put(
        area.x,
        area.y,
        1,
        if marked { "+" } else { " " },
        Role::Marked,
    );
    pen.put(area.x + 2, area.y, 1, glyph, role);
    pen.put(area.x + 4, area.y, room, &app.model.called(id), Role::Title);
    pen.put_right(area.x, area.y, area.w.saturating_sub(1), &when, role);
    if outreach.list.at() == at {
        let focus = outreach.focus == Focus::People && app.modals.is_empty();
        pen.put(
            area.x,
            area.y,
            1,
            if marked { "+" } else { "►" },
            Role::Accent,
        );
        pen.wash(
            area,
            0,
            if focus {
                Role::Selected
            } else {
                Role::SelectedAway
            },
        );
        if focus {
            pen.point(area, 0, 0);
        }
    }
}

/// How long somebody waits or is waited for.
fn since(app: &App, id: Id<Creator>, group: Group) -> String {
    let days = |day: Option<day::Day>| day.map_or(0, |day| (app.today - day).num_days().max(0));
    let since = app
        .outreach
        .position(id)
        .and_then(|position| position.since);
    let draft = if app
        .model
        .of::<crate::domain::rows::Draft>(id)
        .next()
        .is_some()
    {
        "· "
    } else {
        ""
    };
    match group {
        Group::Ours if app.derived.of(id).owed.is_some() => format!("{draft}← {} d", days(since)),
        Group::Ours => top(app, id)
            .map(|item| item.when(&app.ctx()))
            .unwrap_or_default(),
        Group::Theirs => format!("→ {} d", days(since)),
        Group::Drafts => since.map_or_else(String::new, |d| day::brief(d, app.today)),
        Group::Quiet => since.map_or_else(|| "never".into(), |d| format!("{} d", days(Some(d)))),
        Group::Guest => String::new(),
    }
}

/// What somebody waits for: their words, or what is owed.
fn waits_for(app: &App, id: Id<Creator>) -> String {
    let standing = app.derived.of(id);
    let words = standing
        .owed
        .and(standing.last_in)
        .and_then(|last| app.words_of(id, last.id))
        .map(one_line);
    match words.filter(|w| !w.is_empty()) {
        Some(words) => format!("\"{words}\""),
        None => top(app, id)
            .map(|item| crate::domain::summary::head(&app.ctx(), &item))
            .unwrap_or_default(),
    }
}

/// The hottest item of somebody's card: what the review shows of them.
fn top(app: &App, id: Id<Creator>) -> Option<Item> {
    review::card_of(&app.ctx(), Subject::Creator(id))?
        .top()
        .copied()
}

/// Whether a message is being written over this view.
fn is_composing(app: &App) -> bool {
    app.modals.iter().any(|m| matches!(m, Modal::Composer(_)))
}

/// The timeline beside the people, or below them under a rule that carries its title.
fn timeline_card(pen: &mut Pen<'_>, app: &App, area: Area) {
    let focus = app.outreach.focus == Focus::Timeline && app.modals.is_empty();
    let title = title(app);
    if app.regions.class == Class::Normal {
        let frame = Area {
            x: area.x - 1,
            y: area.y - 1,
            w: area.w + 2,
            h: area.h + 2,
        };
        let covered = if is_composing(app) {
            super::modal::composer_height(app)
        } else {
            0
        };
        let frame = Area {
            h: frame.h.saturating_sub(covered),
            ..frame
        };
        let inner = pen.frame(frame, &title, &hint(app), focus);
        timeline(pen, app, inner, covered > 0);
    } else {
        let head = Area {
            y: area.y.saturating_sub(1),
            h: 1,
            ..area
        };
        pen.rule(head, 0, &title, false, false);
        timeline(pen, app, area, false);
    }
}

/// The timeline with the screen to itself.
fn timeline_full(pen: &mut Pen<'_>, app: &App, area: Area) {
    pen.put(
        area.x + 1,
        area.y,
        area.w.saturating_sub(2),
        &title(app),
        Role::Title,
    );
    pen.rule(area, 1, "", false, false);
    let rest = Area {
        y: area.y + 2,
        h: area.h.saturating_sub(2),
        ..area
    };
    timeline(pen, app, rest, false);
}

fn title(app: &App) -> String {
    let Some(id) = app.outreach.list.current() else {
        return String::new();
    };
    let first = app
        .outreach
        .entries
        .first()
        .map(|e| format!(" since {}", e.day.format("%b %Y")))
        .unwrap_or_default();
    let shown = match app.outreach.timeline_filter {
        TimelineFilter::All => String::new(),
        filter => format!(" · {}", filter.label()),
    };
    let n = app.outreach.entries.len();
    let entries = if n == 1 { "entry" } else { "entries" };
    format!("{} · {n} {entries}{first}{shown}", app.model.called(*id))
}

fn hint(app: &App) -> String {
    let key = |id: &str| app.keymap.first(id).unwrap_or_default();
    format!(
        "{} read · {} {} other entries",
        key("open"),
        key("timeline-back"),
        key("timeline-next")
    )
}

/// The entries, the newest at the bottom. The one under the cursor is shown with more of its words;
/// so is the last while the cursor is elsewhere.
fn timeline(pen: &mut Pen<'_>, app: &App, area: Area, newest: bool) {
    let outreach: &Outreach = &app.outreach;
    let creator = outreach.list.current().copied().unwrap_or_default();
    let focus = outreach.focus == Focus::Timeline && app.modals.is_empty();
    let last = outreach.entries.len().saturating_sub(1);
    let open = if newest { last } else { outreach.entry.at() };
    let wide = area.w >= 70;
    let text_x = if wide { 24 } else { 10 };
    let room = usize::from(area.w.saturating_sub(text_x + 1));
    let mut lines: Vec<(usize, bool, String)> = Vec::new();
    for (n, entry) in outreach.entries.iter().enumerate() {
        let text = said(app, creator, entry);
        if n == open {
            let mut all = wrap(&text, room);
            if all.len() > 3 {
                all.truncate(3);
                all.iter_mut()
                    .skip(2)
                    .for_each(|l| *l = cut(&format!("{l} …"), room));
            }
            lines.extend(all.into_iter().enumerate().map(|(i, l)| (n, i == 0, l)));
        } else {
            lines.push((n, true, text));
        }
    }
    let height = usize::from(area.h);
    let (from, to) = (
        lines.iter().position(|(n, ..)| *n == open).unwrap_or(0),
        lines.iter().rposition(|(n, ..)| *n == open).unwrap_or(0),
    );
    let top = match newest {
        true => lines.len().saturating_sub(height),
        // All of the open entry, and in the smallest windows rather its beginning than its end.
        false => outreach
            .entry
            .top()
            .max((to + 1).saturating_sub(height))
            .min(from),
    };
    for (y, (n, first, text)) in (area.y..area.y + area.h).zip(lines.iter().skip(top)) {
        let Some(entry) = outreach.entries.get(*n) else {
            continue;
        };
        if *first {
            head(pen, app, Area { y, h: 1, ..area }, entry, wide);
        }
        pen.put(
            area.x + text_x,
            y,
            area.w.saturating_sub(text_x),
            text,
            Role::Text,
        );
        if *n == open && focus {
            let row = Area { y, h: 1, ..area };
            pen.wash(row, 0, Role::Selected);
            if *first {
                pen.put(area.x, y, 1, "►", Role::Accent);
                pen.wash(row, 0, Role::Selected);
                pen.point(row, 0, 0);
            }
        }
    }
    if outreach.entries.is_empty() {
        pen.put(
            area.x + 1,
            area.y,
            area.w.saturating_sub(2),
            "nothing yet",
            Role::Muted,
        );
    }
}

fn head(pen: &mut Pen<'_>, app: &App, area: Area, entry: &Entry, wide: bool) {
    let role = match entry.kind {
        Kind::They => Role::Late,
        Kind::Wrote => Role::Wait,
        Kind::Money => Role::Money,
        _ => Role::Muted,
    };
    let year = entry.day.format("%Y").to_string() != app.today.format("%Y").to_string();
    let date = match (wide, year) {
        (true, false) => entry.day.format("%a %-d %b").to_string(),
        (true, true) => entry.day.format("%-d %b %Y").to_string(),
        (false, false) => entry.day.format("%-d %b").to_string(),
        (false, true) => entry.day.format("%b %y").to_string(),
    };
    let dates = if wide { 12 } else { 7 };
    pen.put(area.x + 1, area.y, dates - 1, &date, Role::Muted);
    pen.put(area.x + 1 + dates, area.y, 1, entry.kind.mark(), role);
    if wide {
        pen.put(area.x + 3 + dates, area.y, 8, entry.head, Role::Text);
    }
}

/// What an entry says: its words, else what is known of it.
fn said(app: &App, creator: Id<Creator>, entry: &Entry) -> String {
    let words = entry
        .touch
        .and_then(|id| app.words_of(creator, id))
        .map(one_line)
        .unwrap_or_default();
    match (words.is_empty(), entry.kind) {
        (true, _) if entry.text.is_empty() => entry.head.to_owned(),
        (true, _) => one_line(&entry.text),
        (false, Kind::They) => format!("\"{words}\""),
        (false, _) => words,
    }
}
