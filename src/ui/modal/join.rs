//! Two creators beside each other before they are joined: who stays, who comes in, where they
//! differ, what comes along.

use super::window;
use crate::app::App;
use crate::app::modal::join::Join;
use crate::app::regions::{Area, Class};
use crate::domain::fields::number::count_text;
use crate::domain::ids::Id;
use crate::domain::join;
use crate::domain::review;
use crate::domain::rows::*;
use crate::ui::pen::Pen;
use crate::ui::text::cut;
use crate::ui::theme::Role;

/// Draws it over the whole body.
pub fn draw(pen: &mut Pen<'_>, app: &App, join: &Join) {
    let name = app.model.called(join.stays);
    let title = "Join two creators · nothing is written yet";
    let hint = format!("x joins them into {}", cut(&name, 30));
    let inner = window(pen, app.regions.body, title, &hint);
    let mut row = 0;
    let mut say = |pen: &mut Pen<'_>, text: &str, role: Role| {
        if row < inner.h {
            pen.put(
                inner.x + 1,
                inner.y + row,
                inner.w.saturating_sub(2),
                text,
                role,
            );
        }
        row += 1;
    };
    let dnc = [join.stays, join.comes]
        .into_iter()
        .filter_map(|id| app.model.get(id))
        .find(|c| c.do_not_contact);
    let first = match (dnc, join.why.as_str()) {
        (Some(c), _) => format!(
            "{} is never to be contacted: that stays for both.",
            app.model.called(c.id)
        ),
        (None, "") => "You chose these two; nothing is joined by itself.".to_owned(),
        (None, why) => format!("Both have {why}; nothing is joined by itself."),
    };
    say(
        pen,
        &first,
        if dnc.is_some() {
            Role::Late
        } else {
            Role::Text
        },
    );
    let row = table(pen, app, inner, join, 2);
    let row = differences(pen, inner, join, row);
    along(pen, app, inner, join, row);
}

fn side(pen: &mut Pen<'_>, inner: Area, row: u16, cells: [(&str, Role); 3]) {
    let label = 13.min(inner.w / 5);
    let half = inner.w.saturating_sub(label + 4) / 2;
    let y = inner.y + row;
    let [(a, ra), (b, rb), (c, rc)] = cells;
    pen.put(inner.x + 1, y, label, a, ra);
    pen.put(inner.x + 2 + label, y, half.saturating_sub(1), b, rb);
    pen.put(inner.x + 2 + label + half, y, half, c, rc);
}

fn table(pen: &mut Pen<'_>, app: &App, inner: Area, join: &Join, from: u16) -> u16 {
    let mut row = from;
    let head = [
        ("", Role::Muted),
        ("► STAYS", Role::Title),
        ("COMES IN", Role::Title),
    ];
    side(pen, inner, row, head);
    row += 1;
    let facts = |id: Id<Creator>| facts(app, id);
    for ((label, a), (_, b)) in facts(join.stays).into_iter().zip(facts(join.comes)) {
        if (a.is_empty() && b.is_empty()) || row >= inner.h {
            continue;
        }
        let shown = |text: &str| {
            if text.is_empty() {
                "–".to_owned()
            } else {
                text.to_owned()
            }
        };
        side(
            pen,
            inner,
            row,
            [
                (label, Role::Muted),
                (&shown(&a), Role::Text),
                (&shown(&b), Role::Text),
            ],
        );
        row += 1;
    }
    row
}

/// What is shown of each.
fn facts(app: &App, id: Id<Creator>) -> Vec<(&'static str, String)> {
    let model = &app.model;
    let Some(creator) = model.get(id) else {
        return Vec::new();
    };
    let handles: Vec<String> = model
        .of::<Account>(id)
        .map(|a| {
            let many = a
                .followers
                .map_or_else(String::new, |n| format!(" {}", count_text(n)));
            format!("{} {}{many}", a.platform.letters(), a.called())
        })
        .collect();
    let further = |kind: ContactKind, first: &str| {
        let more = model.of::<ContactPoint>(id).filter(|p| p.kind == kind);
        let all: Vec<&str> = Some(first)
            .into_iter()
            .chain(more.map(|p| &*p.value))
            .filter(|t| !t.is_empty())
            .collect();
        all.join(", ")
    };
    let deals = model.count_of::<Collaboration>(id);
    let stage = app.derived.of(id).stage.map_or_else(String::new, |stage| {
        let many = if deals > 1 {
            format!(" · {deals} deals")
        } else {
            String::new()
        };
        format!("{} {}{many}", stage.number(), stage.label())
    });
    let ctx = app.ctx();
    let card = review::card_of(&ctx, review::Subject::Creator(id));
    let next = card.as_ref().and_then(|card| card.top());
    let next = next.map_or_else(String::new, |item| item.subject(&ctx));
    vec![
        ("name", creator.name.to_string()),
        ("also called", further(ContactKind::OtherName, "")),
        ("handles", handles.join(", ")),
        ("e-mail", further(ContactKind::Email, &creator.email)),
        ("phone", further(ContactKind::Phone, &creator.phone)),
        ("country", creator.country.to_string()),
        ("stage", stage),
        ("next step", next),
    ]
}

fn differences(pen: &mut Pen<'_>, inner: Area, join: &Join, from: u16) -> u16 {
    if from >= inner.h {
        return from;
    }
    pen.rule(
        inner,
        from,
        "where they differ: Tab takes the other side",
        true,
        inner.x > 0,
    );
    let mut row = from + 1;
    if join.differences.is_empty() {
        pen.put(
            inner.x + 3,
            inner.y + row,
            inner.w.saturating_sub(4),
            "in nothing that both say",
            Role::Muted,
        );
        return row + 1;
    }
    let room = usize::from(inner.h.saturating_sub(row + 5)).max(1);
    let at = join.rows.at();
    let top = super::scroll(at, join.differences.len(), room);
    for (n, d) in join.differences.iter().enumerate().skip(top).take(room) {
        let taken = join.taken.contains(&d.key);
        let mark = |text: &str, on: bool| {
            if on {
                format!("[{}]", text.replace('\n', " / "))
            } else {
                text.replace('\n', " / ")
            }
        };
        let role = |on: bool| if on { Role::Text } else { Role::Muted };
        let (a, b) = (mark(&d.stays, !taken), mark(&d.comes, taken));
        let label = format!("  {}", d.label.to_lowercase());
        side(
            pen,
            inner,
            row,
            [(&label, Role::Muted), (&a, role(!taken)), (&b, role(taken))],
        );
        if n == at {
            pen.put(inner.x + 1, inner.y + row, 1, "►", Role::Accent);
            pen.wash(inner, row, Role::Selected);
            pen.point(inner, row, 0);
        }
        row += 1;
    }
    row
}

fn along(pen: &mut Pen<'_>, app: &App, inner: Area, join: &Join, from: u16) {
    if from + 1 >= inner.h {
        return;
    }
    let other = app.model.called(join.comes);
    pen.rule(
        inner,
        from,
        &format!("what comes along from {}", cut(&other, 30)),
        true,
        inner.x > 0,
    );
    let counts: Vec<String> = join::comes_along(&app.model, join.comes)
        .into_iter()
        .map(|(what, n)| format!("{n} {what}"))
        .collect();
    let room = usize::from(inner.w.saturating_sub(3));
    let mut lines: Vec<String> = Vec::new();
    for count in counts {
        match lines.last_mut() {
            Some(line) if line.chars().count() + count.len() + 3 <= room => {
                line.push_str(" · ");
                line.push_str(&count);
            }
            _ => lines.push(count),
        }
    }
    let wide = app.regions.class == Class::Normal;
    lines.push(String::new());
    lines.push(if wide {
        "Nothing is lost: every line keeps its day, the side that is not taken stays as words."
            .into()
    } else {
        "Every line keeps its day; the other side stays as words.".into()
    });
    lines.push("x joins · one u parts them again, also after a restart.".into());
    for (n, line) in (1..).zip(lines) {
        if from + n < inner.h {
            pen.put(
                inner.x + 1,
                inner.y + from + n,
                room as u16,
                &line,
                Role::Text,
            );
        }
    }
    if join.differences.is_empty() {
        pen.point(inner, 0, 0);
    }
}
