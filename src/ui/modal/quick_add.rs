//! The quick add: the line, what it means part by part, what is still open, and a few examples
//! while it is empty.

use super::{bottom, field, window};
use crate::app::App;
use crate::app::modal::quick_add::{GRAMMAR, QuickAdd};
use crate::app::regions::Class;
use crate::ui::pen::Pen;
use crate::ui::text::wrap;
use crate::ui::theme::Role;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, quick: &QuickAdd) {
    let reading = quick.reading(app);
    let width = usize::from(app.regions.body.w.saturating_sub(6)).max(10);
    let mut lines: Vec<(Role, String)> = Vec::new();
    if !reading.parts.is_empty() {
        let parts: Vec<String> = reading
            .parts
            .iter()
            .map(|p| format!("{} {}", p.label, p.value))
            .collect();
        let kind = Some(reading.kind.to_string()).filter(|kind| !kind.is_empty());
        let text = kind
            .into_iter()
            .chain(parts)
            .collect::<Vec<_>>()
            .join(" · ");
        lines.extend(wrap(&text, width).into_iter().map(|l| (Role::Text, l)));
    }
    lines.extend(
        reading
            .notes
            .iter()
            .flat_map(|n| wrap(n, width))
            .map(|l| (Role::Muted, l)),
    );
    for question in &reading.questions {
        let text = format!("? {}  {}", question.about, question.text);
        lines.extend(wrap(&text, width).into_iter().map(|l| (Role::Due, l)));
    }
    if lines.is_empty() {
        if let Err(why) = reading.complete() {
            lines.push((Role::Muted, why));
        }
        let column = GRAMMAR
            .iter()
            .take(5)
            .map(|(line, _)| line.chars().count())
            .max()
            .unwrap_or(0);
        for (line, what) in GRAMMAR.iter().take(5) {
            // What an example does goes on below itself; where there is no room beside, below the
            // example.
            let (start, room) = if column + 22 <= width {
                (column + 2, width - column - 2)
            } else {
                (2, width - 2)
            };
            let mut beside = wrap(what, room).into_iter();
            let first = if start > 2 {
                beside.next().unwrap_or_default()
            } else {
                String::new()
            };
            lines.push((
                Role::Muted,
                format!("{line:<column$}  {first}").trim_end().to_string(),
            ));
            lines.extend(beside.map(|part| (Role::Muted, format!("{:start$}{part}", ""))));
        }
    } else if reading.questions.is_empty()
        && let Err(why) = reading.complete()
    {
        lines.push((Role::Due, format!("? {why}")));
    }
    // What does not fit is in F1's list.
    let most = usize::from(app.regions.body.h.saturating_sub(
        if app.regions.class == Class::Slim {
            3
        } else {
            4
        },
    ));
    if lines.len() > most {
        lines.truncate(most);
        lines
            .iter_mut()
            .skip(most.saturating_sub(1))
            .for_each(|(_, last)| last.push('…'));
    }
    let area = bottom(app, lines.len() as u16 + 4);
    let inner = window(
        pen,
        area,
        "a  Add anything",
        "Enter save · Tab complete · Esc cancel · F1 the grammar",
    );
    field(pen, inner, 0, ">", &quick.line);
    let caret = pen.cursor;
    pen.rule(inner, 1, "", true, true);
    for (row, (role, line)) in lines.iter().enumerate() {
        pen.put(
            inner.x + 2,
            inner.y + 2 + row as u16,
            inner.w.saturating_sub(3),
            line,
            *role,
        );
    }
    pen.cursor = caret;
}
