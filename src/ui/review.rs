//! Draws the review: the list grouped by lane with the card beside or below it, one item at a time,
//! the zero screen.

use std::collections::HashSet;

use super::card;
use super::pen::Pen;
use super::text::{one_line, width};
use super::theme::Role;
use crate::app::App;
use crate::app::panes::columns;
use crate::app::panes::review::{Group, LONGEST_WAIT, Line};
use crate::app::regions::{Area, Class};
use crate::domain::review::{self, Item, Rule, Subject};
use crate::domain::summary;

/// Draws it; gives back what the answering line says when it has nothing to answer.
pub fn draw(pen: &mut Pen<'_>, app: &App) -> (String, String) {
    if app.review.queue.is_zero() {
        zero(pen, app);
        return quiet(app);
    }
    if app.review.one {
        one(pen, app);
        return quiet(app);
    }
    let r = &app.regions;
    if r.class == Class::Normal {
        let frame = Area {
            x: r.list.x - 1,
            y: r.list.y - 1,
            w: r.list.w + 2,
            h: r.list.h + 2,
        };
        let (shown, all) = app.review.shown();
        let title = if app.review.filter.is_on() {
            format!("Review {shown} of {all}")
        } else {
            format!("Review {all}")
        };
        let words = [app.review.filter.words(), progress(app)];
        let hint = words
            .iter()
            .filter(|w| !w.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" · ");
        pen.frame(frame, &title, &hint, true);
    }
    list(pen, app);
    if app.review.rows.is_empty() {
        nothing_fits(pen, app, app.regions.list);
    }
    if let Some(area) = r.card {
        draw_card(pen, app, area);
    }
    quiet(app)
}

fn quiet(app: &App) -> (String, String) {
    let left = app.review.rows.len();
    let minutes = review::today::minutes(&app.ctx(), left);
    let text = match app.review.open_cards() {
        _ if app.review.quiet.is_some() => sentence(app),
        _ if !app.review.rows.marked().is_empty() => {
            format!(
                "{} selected · verbs act on all of them · Esc unselects",
                app.review.rows.marked().len()
            )
        }
        0 => String::new(),
        all if app.review.filter.is_on() => {
            format!(
                "{} of {all} {} · {}",
                app.review.shown().0,
                plural(all, "card"),
                app.review.filter.words()
            )
        }
        n => {
            // A card stands in the lane of its hottest item; `today` counts every item in its own.
            let lanes = match app.regions.class {
                Class::Normal => format!(" ({})", review::today::lane_words(app.review.counts)),
                _ => String::new(),
            };
            format!(
                "{} · {}{lanes} · about {minutes} min at your pace",
                counted(n, "card"),
                counted(left, "item")
            )
        }
    };
    // In a frame its border says it.
    let framed =
        app.regions.class == Class::Normal && !app.review.one && !app.review.queue.is_zero();
    (text, if framed { String::new() } else { progress(app) })
}

/// What a day that is not worked opens on, and the key that opens the rest.
fn sentence(app: &App) -> String {
    let Some(quiet) = app.review.quiet else {
        return String::new();
    };
    let key = app
        .keymap
        .first("open-anyway")
        .filter(|_| quiet.away.is_none() && quiet.waiting > 0);
    let opens = key
        .map(|key| format!(" · {key} opens all"))
        .unwrap_or_default();
    format!("{}{opens}", quiet.sentence(app.today))
}

fn counted(n: usize, word: &str) -> String {
    format!("{n} {}", plural(n, word))
}

fn plural(n: usize, word: &str) -> String {
    if n == 1 {
        word.into()
    } else {
        format!("{word}s")
    }
}

fn progress(app: &App) -> String {
    match app.review.decided {
        0 if app.review.queue.is_zero() => String::new(),
        0 => "sorted by promise and lateness".into(),
        n => format!("{n} decided today"),
    }
}

fn list(pen: &mut Pen<'_>, app: &App) {
    let area = app.regions.list;
    let height = usize::from(area.h);
    let lines = &app.review.lines;
    let below = below(app);
    let alike = &app.review.alike;
    for (row, line) in lines.iter().skip(app.review.top).take(height).enumerate() {
        let row = row as u16;
        // The last line makes room for what is said over it.
        let said_here = below
            .as_ref()
            .filter(|(_, at)| at.y == area.y + row)
            .map_or(0, |(_, at)| at.w);
        let area = Area {
            w: area.w.saturating_sub(said_here),
            ..area
        };
        match line {
            Line::Blank => {}
            Line::Heading(group, n) => heading(pen, app, area, row, *group, *n),
            Line::Item(card, at) => {
                if let Some(item) = app.review.item_at(*card, *at) {
                    item_line(pen, app, area, row, item, (*at == 0).then_some(alike));
                }
            }
            Line::Held(card, at) => {
                if let Some(item) = app
                    .review
                    .queue
                    .cards
                    .get(*card)
                    .and_then(|c| c.held.get(*at))
                {
                    held_line(pen, app, area, row, item);
                }
            }
        }
    }
    free_day(
        pen,
        app,
        height.saturating_sub(lines.len().saturating_sub(app.review.top)),
    );
    // Where a card follows, its rule says it.
    if let Some((text, at)) =
        below.filter(|_| app.regions.class == Class::Normal || app.regions.card.is_none())
    {
        pen.put(at.x, at.y, at.w, &text, Role::Muted);
    }
}

/// What a free day opens on, in the lines that the list leaves free, where the keys have the line
/// that says it elsewhere.
fn free_day(pen: &mut Pen<'_>, app: &App, free: usize) {
    let area = app.regions.list;
    let shared = app.regions.footer == app.regions.status;
    let told = super::text::wrap(&sentence(app), usize::from(area.w.saturating_sub(2)));
    if shared && app.review.quiet.is_some() && told.len() < free {
        for (row, line) in (area.h - told.len() as u16..area.h).zip(&told) {
            pen.put(
                area.x + 1,
                area.y + row,
                area.w.saturating_sub(2),
                line,
                Role::Muted,
            );
        }
    }
}

/// How many items stand below what the list shows, and where that is said: in the border or rule
/// under the list, else over its last line.
fn below(app: &App) -> Option<(String, Area)> {
    let r = &app.regions;
    let n = app
        .review
        .items_from(app.review.top + usize::from(r.list.h));
    let text = format!(" +{n} below ");
    let w = width(&text) as u16;
    let y = match (r.class, r.card) {
        (Class::Normal, _) | (_, Some(_)) => r.list.y + r.list.h,
        _ => r.list.y + r.list.h.saturating_sub(1),
    };
    (n > 0 && r.list.h > 2).then(|| {
        (
            text,
            Area {
                x: r.list.x + r.list.w.saturating_sub(w + 1),
                y,
                w,
                h: 1,
            },
        )
    })
}

fn heading(pen: &mut Pen<'_>, app: &App, area: Area, row: u16, group: Group, n: usize) {
    let used = pen.put(
        area.x + 1,
        area.y + row,
        area.w,
        &format!("{} · {}", group.title(), counted(n, "card")),
        Role::Title,
    );
    let note = match group {
        Group::Sort if app.review.queue.beyond.unsorted > 0 => {
            format!(
                "of {} without a next step; 10 a day is plenty",
                n + app.review.queue.beyond.unsorted
            )
        }
        _ => String::new(),
    };
    pen.put(
        area.x + used + 3,
        area.y + row,
        area.w.saturating_sub(used + 4),
        &note,
        Role::Muted,
    );
}

/// `► ! pay      Mia Okafor      payment €450      late 2d`; without the name in the further lines
/// of a card.
fn item_line(
    pen: &mut Pen<'_>,
    app: &App,
    area: Area,
    row: u16,
    item: &Item,
    named: Option<&HashSet<String>>,
) {
    let ctx = app.ctx();
    let y = area.y + row;
    let mark = columns::mark(item, app);
    let role = super::role(mark);
    let here = app.review.rows.current() == Some(&item.key);
    let marked = app.review.rows.is_marked(&item.key);
    let when = item.when(&ctx);
    let narrow = area.w < 56;
    let when_w = (width(&when) as u16).max(if narrow { 0 } else { 8 });
    pen.put(area.x, y, 1, if marked { "+" } else { " " }, Role::Marked);
    let mut x = area.x + 2;
    x += pen.put(x, y, 2, mark.glyph(), role) + 1;
    if !narrow {
        pen.put(
            x,
            y,
            8,
            if item.stuck {
                "stuck"
            } else {
                item.key.rule.kind()
            },
            role,
        );
        x += 9;
    }
    let who_w = if narrow {
        (area.w / 3).max(10)
    } else {
        17.min(area.w / 3)
    };
    let who = named
        .map(|alike| review::who_among(&ctx, item.on, alike))
        .unwrap_or_default();
    pen.put(x, y, who_w - 1, &who, Role::Title);
    x += who_w;
    let end = area.x + area.w - 1;
    let room = end.saturating_sub(x + when_w + 1);
    pen.put(x, y, room, &subject(app, item, narrow), Role::Text);
    pen.put_right(end - when_w, y, when_w, &when, role);
    if here {
        pen.put(area.x, y, 1, if marked { "+" } else { "►" }, Role::Accent);
        pen.wash(area, row, super::selected(app));
        if app.modals.is_empty() {
            pen.point(area, row, 0);
        }
    }
}

/// What the item is about; for a reply the words that wait for one. In a narrow list it names its
/// kind as well.
fn subject(app: &App, item: &Item, narrow: bool) -> String {
    if item.key.rule == Rule::ReplyOwed
        && let Some(creator) = item.creator()
        && let Some(last) = app.derived.of(creator).last_in
        && let Some(words) = app.words_of(creator, last.id)
        && !words.trim().is_empty()
    {
        return format!("\"{}\"", one_line(words));
    }
    if narrow {
        summary::head(&app.ctx(), item)
    } else {
        item.subject(&app.ctx())
    }
}

fn held_line(pen: &mut Pen<'_>, app: &App, area: Area, row: u16, item: &Item) {
    let ctx = app.ctx();
    let text = format!("{} · {}", item.long(&ctx), summary::held_words(&ctx, item));
    pen.put(
        area.x + 4,
        area.y + row,
        area.w.saturating_sub(5),
        &text,
        Role::Muted,
    );
}

/// The card beside the list, or below it under a rule that carries its title.
fn draw_card(pen: &mut Pen<'_>, app: &App, area: Area) {
    let Some(item) = app.review.item() else {
        return;
    };
    let title = review::who(&app.ctx(), item.on);
    if app.regions.class == Class::Normal {
        let frame = Area {
            x: area.x - 1,
            y: area.y - 1,
            w: area.w + 2,
            h: area.h + 2,
        };
        pen.frame(frame, &title, "J K scroll · Enter full profile", false);
        card::draw(pen, app, area, item, card::Size::Full);
    } else {
        let head = Area {
            y: area.y - 1,
            h: 1,
            ..area
        };
        let about = match item.on {
            Subject::Creator(creator) => format!("{title} {}", card::brief(app, creator)),
            _ => title,
        };
        let below = below(app);
        let room = head
            .w
            .saturating_sub(below.as_ref().map_or(0, |(_, at)| at.w + 2));
        pen.rule(Area { w: room, ..head }, 0, &about, false, false);
        if let Some((text, at)) = below {
            pen.rule(
                Area {
                    x: room,
                    w: head.w - room,
                    ..head
                },
                0,
                "",
                false,
                false,
            );
            pen.put(at.x, at.y, at.w, &text, Role::Muted);
        }
        card::draw(pen, app, area, item, card::Size::Short);
    }
}

/// One item, the whole screen, the same keys.
fn one(pen: &mut Pen<'_>, app: &App) {
    let r = &app.regions;
    let Some(item) = app.review.item() else {
        return nothing_fits(pen, app, r.body);
    };
    let total = app.review.rows.len();
    let body = r.body;
    let title = format!("{} of {total}", app.review.rows.at() + 1);
    let inner = if r.class >= Class::Compact {
        let w = body.w.min(100);
        let frame = Area {
            x: body.x + (body.w - w) / 2,
            w,
            ..body
        };
        pen.frame(frame, &title, "z z list · J K scroll", true)
    } else {
        body
    };
    item_line(pen, app, inner, 0, item, Some(&HashSet::new()));
    let rest = Area {
        y: inner.y + 2,
        h: inner.h.saturating_sub(2),
        ..inner
    };
    card::draw(pen, app, rest, item, card::Size::Full);
}

/// Something is left, and the filter hides all of it.
fn nothing_fits(pen: &mut Pen<'_>, app: &App, area: Area) {
    let lines = app.nothing_fits();
    let lines = lines
        .iter()
        .flat_map(|line| super::text::wrap(line, usize::from(area.w.saturating_sub(4))));
    for (y, line) in (area.y + 1..area.y + area.h).zip(lines) {
        pen.put(area.x + 2, y, area.w.saturating_sub(3), &line, Role::Text);
    }
    pen.point(area, 0, 0);
}

/// Nothing left: what was done, what comes.
fn zero(pen: &mut Pen<'_>, app: &App) {
    let body = app.regions.body;
    let inner = if app.regions.class >= Class::Compact {
        pen.frame(body, "Review 0", "", true)
    } else {
        body
    };
    let empty = app.model.creators.is_empty();
    let waits = app
        .review
        .zero
        .iter()
        .any(|(label, _)| *label == LONGEST_WAIT);
    let head = match (empty, waits) {
        (true, _) => "No creators yet.",
        (false, true) => "All decided for today.",
        (false, false) => "All kept. Nobody is waiting for you.",
    };
    let quiet = sentence(app);
    let head = if quiet.is_empty() {
        head
    } else {
        quiet.as_str()
    };
    let heads = super::text::wrap(head, usize::from(inner.w.saturating_sub(3)));
    for (row, line) in (1..inner.h).zip(&heads) {
        pen.put(
            inner.x + 2,
            inner.y + row,
            inner.w.saturating_sub(3),
            line,
            Role::Good,
        );
    }
    let hints: &[(&str, &str)] = if empty {
        &[
            (
                "a",
                "type one line:  + Mia Okafor @miabrews ig 18.4k tea mia@example.com",
            ),
            (
                ":import",
                "a CSV or Excel file; or paste cells from your sheet right here",
            ),
            (
                ":demo",
                "look around with invented data, in a file of its own",
            ),
        ]
    } else {
        &[
            ("a", "add something"),
            ("2", "roster"),
            ("z s", "look again"),
        ]
    };
    let told = app
        .review
        .zero
        .iter()
        .map(|(label, text)| (Role::Muted, *label, text.as_str()));
    let blank = std::iter::once((Role::Text, "", ""));
    let keys = hints.iter().map(|(key, text)| (Role::Accent, *key, *text));
    let low = inner.h < 16;
    let mut row = heads.len() as u16 + if low { 1 } else { 2 };
    for (role, label, text) in told
        .chain(blank)
        .chain(keys)
        .filter(|(_, label, _)| !low || !label.is_empty())
    {
        let labels = LABELS.min(inner.w / 3);
        if row >= inner.h {
            break;
        }
        pen.put(inner.x + 2, inner.y + row, labels, label, role);
        let room = inner.w.saturating_sub(labels + 4);
        // What fits keeps its spaces: they mean free days in the strip of weeks.
        let fits = width(text) <= usize::from(room);
        let parts = if fits {
            vec![text.to_owned()]
        } else {
            super::text::wrap(text, usize::from(room))
        };
        for part in parts {
            if row < inner.h {
                pen.put(inner.x + 2 + labels, inner.y + row, room, &part, Role::Text);
            }
            row += 1;
        }
    }
    pen.point(inner, 1, 2);
}

/// Cells for labels of the zero screen.
const LABELS: u16 = 14;
