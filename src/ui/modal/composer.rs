//! Draws the composer: to whom and what they wish, the template, the words with their gaps marked,
//! the checks. Beside it, where there is room, what one has to know of the creator.

use super::{text_field, window};
use crate::app::App;
use crate::app::ViewId;
use crate::app::modal::Modal;
use crate::app::modal::composer::{Composer, Part, checks};
use crate::app::regions::{Area, Class};
use crate::domain::rows::Channel;
use crate::domain::templates::{self, Settles};
use crate::ui::card;
use crate::ui::pen::Pen;
use crate::ui::text::{one_line, width};
use crate::ui::theme::Role;

/// What the answering line says while nothing else is to be said: what the one key will do.
pub fn quiet(app: &App, composer: &Composer) -> (String, String) {
    match composer.plan(app) {
        Ok((_, effect)) => (
            format!("Ctrl+S copies and logs: {effect}"),
            "nothing is sent by touchbase".into(),
        ),
        Err(why) => (why, String::new()),
    }
}

/// Lines the composer takes of the timeline's pane in outreach.
pub fn height(app: &App) -> u16 {
    let body = app.regions.body.h;
    (body * 2 / 3).max(14).min(body)
}

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, composer: &Composer) {
    let area = place(pen, app, composer);
    let of = if composer.place.1 > 1 {
        format!(" {} of {}", composer.place.0, composer.place.1)
    } else {
        String::new()
    };
    let kept = match (composer.is_changed(), composer.is_kept()) {
        (false, true) => " · draft",
        (true, _) => " · not saved yet, Esc keeps it",
        _ => "",
    };
    let framed = app.regions.class >= Class::Narrow && area.h >= 14;
    let inner = if framed {
        window(
            pen,
            area,
            &format!("Message{of}{kept}"),
            "Ctrl+S copy + log as sent · Ctrl+T template · Esc keeps the draft",
        )
    } else {
        pen.clear(area);
        area
    };
    let is_top = matches!(app.modals.last(), Some(Modal::Composer(_)));
    let caret = inside(pen, app, inner, composer, framed);
    if is_top {
        pen.cursor = caret;
    }
}

/// The window, after what stands beside it was drawn.
fn place(pen: &mut Pen<'_>, app: &App, composer: &Composer) -> Area {
    let r = &app.regions;
    let body = r.body;
    match (r.class, r.card) {
        (Class::Normal, Some(card)) if app.place() == ViewId::Outreach => {
            let h = height(app);
            Area {
                x: card.x - 1,
                y: body.y + body.h - h,
                w: card.w + 2,
                h,
            }
        }
        (Class::Normal, _) => {
            let w = (body.w * 2 / 5).clamp(44, 60);
            let side = Area { w, ..body };
            pen.clear(side);
            let inner = pen.frame(side, &app.model.called(composer.creator), "", false);
            card::draw_creator(pen, app, inner, composer.creator, card::Size::Full);
            Area {
                x: body.x + w,
                w: body.w - w,
                ..body
            }
        }
        (Class::Compact, _) if body.h >= 20 => {
            let h = body.h / 3 - 1;
            let top = Area { h, ..body };
            pen.clear(top);
            let title = format!(
                "{} {}",
                app.model.called(composer.creator),
                card::brief(app, composer.creator)
            );
            pen.rule(Area { h: 1, ..top }, 0, &title, false, false);
            let rest = Area {
                y: top.y + 1,
                h: h - 1,
                ..top
            };
            card::draw_creator(pen, app, rest, composer.creator, card::Size::Short);
            Area {
                y: body.y + h,
                h: body.h - h,
                ..body
            }
        }
        _ => body,
    }
}

/// Cells of the longest channel with the remark that it is their choice.
const CHOICE: usize = 30;

/// Cells of the labels.
const LABELS: u16 = 9;

/// The lines inside; gives back where the caret is.
fn inside(
    pen: &mut Pen<'_>,
    app: &App,
    area: Area,
    composer: &Composer,
    framed: bool,
) -> Option<(u16, u16)> {
    let roomy = area.h >= 12;
    let mut y = 0;
    let mut caret = None;
    let line = |y: u16| Area {
        x: area.x + 1,
        y: area.y + y,
        w: area.w.saturating_sub(2),
        h: 1,
    };
    caret = to(pen, app, line(y), composer).or(caret);
    y += 1;
    if let Some((role, text)) = remember(app, composer) {
        let at = line(y);
        pen.put(at.x, at.y, LABELS, "Mind", Role::Muted);
        pen.put(
            at.x + LABELS,
            at.y,
            at.w.saturating_sub(LABELS),
            &text,
            role,
        );
        y += 1;
    }
    if roomy {
        about(pen, app, line(y), composer);
        y += 1;
    }
    if composer.has_subject() {
        let at = line(y);
        pen.put(
            at.x,
            at.y,
            LABELS,
            "Subject",
            label(composer, Part::Subject),
        );
        let field = Area {
            x: at.x + LABELS,
            w: at.w.saturating_sub(LABELS),
            ..at
        };
        pen.cursor = None;
        text_field(
            pen,
            field,
            0,
            &composer.subject,
            composer.part == Part::Subject,
        );
        caret = pen.cursor.or(caret);
        pen.mark_fields(field, Role::Gap);
        y += 1;
    }
    pen.rule(area, y, "", true, framed);
    let list = check_lines(app, composer, usize::from(area.w.saturating_sub(2)));
    let foot = (list.len() as u16 + 1).min(area.h.saturating_sub(y + 3));
    let body = Area {
        y: area.y + y + 1,
        h: area.h.saturating_sub(y + 1 + foot),
        x: area.x + 1,
        w: area.w.saturating_sub(2),
    };
    let written = words(pen, body, composer);
    caret = written.or(caret);
    if foot > 0 {
        pen.rule(area, area.h - foot, "", true, framed);
    }
    for (row, parts) in list
        .iter()
        .take(usize::from(foot.saturating_sub(1)))
        .enumerate()
    {
        let parts: Vec<(Role, &str)> = parts
            .iter()
            .map(|(role, text)| (*role, text.as_str()))
            .collect();
        pen.parts(line(area.h - foot + 1 + row as u16), 0, &parts);
    }
    caret
}

fn label(composer: &Composer, part: Part) -> Role {
    if composer.part == part {
        Role::Accent
    } else {
        Role::Muted
    }
}

/// To whom, and by which channel.
fn to(pen: &mut Pen<'_>, app: &App, area: Area, composer: &Composer) -> Option<(u16, u16)> {
    let row = app.model.get(composer.creator)?;
    pen.put(area.x, area.y, LABELS, "To", label(composer, Part::Channel));
    let address = match composer.channel {
        Channel::Mail if row.email.is_empty() => " (no address known)".to_owned(),
        Channel::Mail => format!(" <{}>", one_line(&row.email)),
        Channel::Call => format!(" {}", one_line(&row.phone)),
        _ => format!(" {}", crate::ui::person::handles(app, composer.creator)),
    };
    let narrow = area.w < 50;
    // Where both have no room the address is worth more than why the channel is this one.
    let needed =
        usize::from(LABELS) + width(&app.model.called(composer.creator)) + width(&address) + CHOICE;
    let choice = row.prefers == Some(composer.channel) && needed <= usize::from(area.w);
    let choice = if choice { " (their choice)" } else { "" };
    let how = match composer.part {
        Part::Channel => format!("◄ {} ►{choice}", composer.channel.label()),
        _ => format!("by {}{choice}", composer.channel.label()),
    };
    let how_w = width(&how) as u16;
    let room = area.w.saturating_sub(LABELS + how_w + 2);
    let address = if narrow { String::new() } else { address };
    let who = format!("{}{address}", app.model.called(composer.creator));
    pen.put(area.x + LABELS, area.y, room, &who, Role::Title);
    pen.put_right(
        area.x,
        area.y,
        area.w,
        &how,
        if composer.part == Part::Channel {
            Role::Accent
        } else {
            Role::Text
        },
    );
    (composer.part == Part::Channel).then(|| (area.x + area.w.saturating_sub(how_w), area.y))
}

/// What this person asked for: boundaries are in sight while one writes.
fn remember(app: &App, composer: &Composer) -> Option<(Role, String)> {
    let row = app.model.get(composer.creator)?;
    let today = app.today.format("%a").to_string().to_lowercase();
    let mut parts = Vec::new();
    let quiet = row
        .quiet_days
        .to_lowercase()
        .split_whitespace()
        .any(|day| day.starts_with(&today));
    if row.do_not_contact {
        parts.push(format!(
            "do not contact: {}",
            one_line(&row.do_not_contact_why)
        ));
    }
    if quiet {
        parts.push(format!("left alone on {}", app.today.format("%A")));
    }
    if let Some(prefers) = row.prefers.filter(|p| *p != composer.channel) {
        parts.push(format!("prefers {}", prefers.label()));
    }
    if !row.boundaries.is_empty() {
        parts.push(one_line(&row.boundaries.replace('\n', "; ")));
    }
    let role = if row.do_not_contact || quiet {
        Role::Late
    } else {
        Role::Due
    };
    (!parts.is_empty()).then(|| (role, parts.join(" · ")))
}

/// The template, and what the message answers.
fn about(pen: &mut Pen<'_>, app: &App, area: Area, composer: &Composer) {
    pen.put(area.x, area.y, LABELS, "Template", Role::Muted);
    let name = composer.template.as_ref().map_or_else(
        || "none; Ctrl+T chooses one".into(),
        templates::Entry::title,
    );
    let used = pen.put(
        area.x + LABELS,
        area.y,
        area.w.saturating_sub(LABELS),
        &name,
        Role::Text,
    );
    let rest = area.w.saturating_sub(LABELS + used + 2);
    let kind = composer.template.as_ref().and_then(|t| t.kind);
    let answers = composer.item.map_or_else(String::new, |item| {
        let settles = templates::settles(&app.ctx(), &item, kind) != Settles::Nothing;
        format!(
            "{}: {}",
            if settles { "answers" } else { "about" },
            item.long(&app.ctx())
        )
    });
    pen.put(
        area.x + LABELS + used + 2,
        area.y,
        rest,
        &answers,
        Role::Muted,
    );
}

/// The words, gaps marked; gives back where the caret is.
fn words(pen: &mut Pen<'_>, area: Area, composer: &Composer) -> Option<(u16, u16)> {
    let paper = &composer.body;
    pen.widget(area, &paper.area);
    pen.mark_fields(area, Role::Gap);
    if composer.part != Part::Body {
        return None;
    }
    let (cursor, (top, left)) = (paper.area.screen_cursor(), paper.area.scroll_offset());
    let down = u16::try_from(cursor.row)
        .unwrap_or(u16::MAX)
        .saturating_sub(top);
    let right = u16::try_from(cursor.col)
        .unwrap_or(u16::MAX)
        .saturating_sub(left);
    pen.cursor = None;
    pen.point(area, down.min(area.h.saturating_sub(1)), right);
    pen.cursor
}

/// The checks in lines of a width, never broken inside one.
fn check_lines(app: &App, composer: &Composer, room: usize) -> Vec<Vec<(Role, String)>> {
    let mut lines: Vec<Vec<(Role, String)>> = vec![Vec::new()];
    let mut used = 0;
    for check in checks(app, composer) {
        let (mark, role) = if check.ok {
            ("[x] ", Role::Text)
        } else {
            ("[ ] ", Role::Due)
        };
        let text = format!("{mark}{}  ", check.text);
        if used + width(text.trim_end()) > room && used > 0 {
            lines.push(Vec::new());
            used = 0;
        }
        used += width(&text);
        if let Some(last) = lines.last_mut() {
            last.push((role, text));
        }
    }
    lines
}
