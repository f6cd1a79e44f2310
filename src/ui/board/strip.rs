//! The strip about the card under the cursor: where it stands and for how long, what should be
//! there before the next stage, what is most urgent, what the deal lacks, how much room is left.

use super::super::pen::Pen;
use super::super::text::{one_line, width};
use super::super::theme::Role;
use crate::app::App;
use crate::app::panes::columns;
use crate::app::regions::{Area, Class};
use crate::domain::day;
use crate::domain::lifecycle::{self, Tick};
use crate::domain::review::{self, Subject};
use crate::domain::rows::*;
use crate::domain::summary;

/// A labelled line: the parts of its text with their looks.
struct Line {
    label: String,
    parts: Vec<(Role, String)>,
}

impl Line {
    fn new(label: impl Into<String>, role: Role, text: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            parts: vec![(role, text.into())],
        }
    }
}

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Area) {
    let deal = app.board.card().and_then(|card| app.model.get(card.deal));
    let Some(deal) = deal else {
        let lines: Vec<Line> = capacity(app, app.regions.class == Class::Normal)
            .into_iter()
            .collect();
        paint(pen, area, &lines, 16);
        return;
    };
    let roomy = app.regions.class == Class::Normal && area.h > 3;
    let mut lines = Vec::new();
    if area.h == 1 {
        lines.extend(before(app, deal, false).or_else(|| now(app, deal)));
    } else {
        lines.push(title(app, deal));
        lines.extend(still_open(app, deal, roomy));
        lines.extend(before(app, deal, roomy));
        lines.extend(now(app, deal));
        lines.extend(missing(app, deal));
        if roomy {
            lines.extend(capacity(app, true));
        }
    }
    let labels = if roomy { 16 } else { 9 };
    paint(pen, area, &lines, labels);
}

fn paint(pen: &mut Pen<'_>, area: Area, lines: &[Line], labels: u16) {
    for (y, line) in (area.y..area.y + area.h).zip(lines) {
        let end = area.x + area.w;
        let mut x = area.x + 1;
        if !line.label.is_empty() {
            pen.put(x + 1, y, labels.saturating_sub(1), &line.label, Role::Muted);
            x += labels + 1;
        }
        for (role, text) in &line.parts {
            // A part that has no place leaves whole, unless it is the first.
            let left = end.saturating_sub(x + 1);
            if usize::from(left) < width(text).min(12) {
                break;
            }
            x += pen.put(x, y, left, text, *role);
        }
    }
}

/// `►Sofia Marín   stage 4 of 6: … · 12 days here (usual 18) · Winter Blend launch`
fn title(app: &App, deal: &Collaboration) -> Line {
    let days = deal.days_in_stage(app.today);
    let usual = app.board.numbers.usual_of(deal.stage);
    let usual = usual.map_or_else(|| "usual unknown".to_string(), |n| format!("usual {n}"));
    let here = match days {
        0 => "since today".to_string(),
        1 => "1 day here".into(),
        n => format!("{n} days here"),
    };
    let campaign = deal
        .campaign
        .and_then(|c| app.model.get(c))
        .map_or("no campaign".into(), |c| c.name.to_string());
    let normal = app.regions.class == Class::Normal;
    let name = if normal {
        deal.stage.label()
    } else {
        deal.stage.short()
    };
    let parts = vec![
        (
            Role::Title,
            format!("►{}  ", app.model.called(deal.creator)),
        ),
        (
            Role::Text,
            format!("{} of 6: {name} · {here} ({usual})", deal.stage.number()),
        ),
        (Role::Text, format!(" · {campaign}")),
    ];
    Line {
        label: String::new(),
        parts,
    }
}

fn ticks(points: &[Tick]) -> Vec<(Role, String)> {
    let tick = |t: &Tick| match t.is_done() {
        true => (Role::Text, format!("[x] {}  ", t.point)),
        false => (Role::Gap, format!("[ ] {}  ", t.point)),
    };
    points.iter().map(tick).collect()
}

/// The checklist before the next stage; from the fifth on, how it may go on.
fn before(app: &App, deal: &Collaboration, roomy: bool) -> Option<Line> {
    let next = deal.stage.next();
    let points = next
        .map(|s| lifecycle::points(&app.ctx(), deal, s))
        .unwrap_or_default();
    let Some(next) = next.filter(|_| !points.is_empty()) else {
        let key = app.keymap.first("stage-up").unwrap_or_default();
        let words =
            format!("{key} asks: retain (next deal) · reactivate later · graduate (door open)");
        return (deal.stage == Stage::Retention).then(|| {
            Line::new(
                if roomy { "After stage 6" } else { "after 6" },
                Role::Text,
                words,
            )
        });
    };
    let label = if roomy {
        format!("Before stage {}", next.number())
    } else {
        format!("before {}", next.number())
    };
    Some(Line {
        label,
        parts: ticks(&points),
    })
}

/// Points of its own stage that it entered without.
fn still_open(app: &App, deal: &Collaboration, roomy: bool) -> Option<Line> {
    let mut points = lifecycle::points(&app.ctx(), deal, deal.stage);
    points.retain(|tick| !tick.is_done());
    if points.is_empty() || !roomy {
        return None;
    }
    let mut parts = vec![(Role::Gap, "? ".to_string())];
    parts.extend(ticks(&points));
    Some(Line {
        label: "Still open".into(),
        parts,
    })
}

/// The most urgent promise, and what comes after it.
fn now(app: &App, deal: &Collaboration) -> Option<Line> {
    let ctx = app.ctx();
    let item = lifecycle::most_urgent(&ctx, deal)?;
    let mark = columns::mark(&item, app);
    let mut parts = vec![(
        super::super::role(mark),
        format!("{} {}", mark.glyph(), item.long(&ctx)),
    )];
    let contact = app
        .derived
        .of(deal.creator)
        .owed
        .filter(|_| item.key.rule == review::Rule::ReplyOwed);
    if let Some(words) = contact.and_then(|c| app.words_of(deal.creator, c.id)) {
        parts.push((Role::Text, format!("  \"{}\"", one_line(words))));
    }
    let card = review::whole_card(&ctx, Subject::Creator(deal.creator));
    if let Some(next) = card.coming.iter().find(|next| next.key != item.key) {
        let day = day::short(next.meets(&ctx), app.today);
        parts.push((
            Role::Muted,
            format!("   next: {} {day}", summary::undated(&ctx, next)),
        ));
    }
    let label = if item.is_live(app.today) {
        "Now"
    } else {
        "Next"
    };
    Some(Line {
        label: label.into(),
        parts,
    })
}

fn missing(app: &App, deal: &Collaboration) -> Option<Line> {
    let missing = lifecycle::missing(&app.ctx(), deal);
    (!missing.is_empty()).then(|| Line::new("Missing", Role::Gap, missing.join(", ")))
}

/// How room begins in words.
const ROOM: &str = "room for ";

/// The limits and what is left of them.
fn capacity(app: &App, roomy: bool) -> Option<Line> {
    let rooms = &app.board.rooms;
    let planned: Vec<String> = rooms
        .iter()
        .map(|r| format!("{} {}", r.most, r.what))
        .collect();
    let mut left: Vec<String> = rooms.iter().map(|r| r.words(app.today)).collect();
    if left.iter().all(|words| words.starts_with(ROOM)) {
        // Said once for all.
        left.iter_mut()
            .skip(1)
            .for_each(|words| *words = words.replacen(ROOM, "", 1));
    }
    let limits = if roomy {
        format!("at most {} at once; ", planned.join(" and "))
    } else {
        String::new()
    };
    let over = rooms.iter().any(|r| r.left() < 0);
    (!rooms.is_empty()).then(|| Line {
        label: "Capacity".into(),
        parts: vec![
            (Role::Text, limits),
            (if over { Role::Due } else { Role::Text }, left.join(", ")),
        ],
    })
}
