//! "Is this the same person?": both readings side by side, and the four answers.

use crate::app::App;
use crate::app::modal::import::Import;
use crate::app::regions::Area;
use crate::ui::pen::Pen;
use crate::ui::text::cut;
use crate::ui::theme::Role;

/// Draws the question over the columns.
pub fn draw(pen: &mut Pen<'_>, app: &App, import: &Import) {
    let Some((at, asked)) = import.identity() else {
        return;
    };
    let many = import.identities().len();
    let body = app.regions.body;
    // Two lines of sentence and answer, two rules, four answers, a closing line, the frame.
    let height = (asked.compared.len() as u16 + asked.choices.len() as u16 + 8).min(body.h);
    let width = body.w.saturating_sub(2).min(112);
    let area = Area {
        x: body.x + (body.w - width) / 2,
        y: body.y + (body.h - height) / 2,
        w: width,
        h: height,
    };
    let title = format!("Is this the same person? · question {} of {many}", at + 1);
    let inner = crate::ui::modal::window(
        pen,
        area,
        &title,
        "h f o l answer · Esc back to the columns",
    );
    let (x, room) = (inner.x + 1, inner.w.saturating_sub(2));
    let sentence = format!("{}, line {}: {}.", import.file(), asked.line, asked.text);
    pen.put(x, inner.y, room, &sentence, Role::Text);
    pen.rule(inner, 1, "", true, true);
    let label = 12.min(room / 5);
    let half = room.saturating_sub(label + 10) / 2;
    let (first, second) = (x + label, x + label + half);
    let mut y = inner.y + 2;
    pen.put(
        first,
        y,
        half.saturating_sub(1),
        &format!("HERE, {}", asked.called),
        Role::Title,
    );
    pen.put(
        second,
        y,
        half,
        &format!("IN THE FILE, LINE {}", asked.line),
        Role::Title,
    );
    y += 1;
    let end = inner.y + inner.h;
    let fits = (end.saturating_sub(y + 2 + asked.choices.len() as u16)).into();
    for line in asked.compared.iter().take(fits) {
        let texts = [&*line.label, &*line.here, &*line.file];
        compared(pen, texts, line.differs, (x, y), (label, half));
        y += 1;
    }
    pen.rule(inner, y - inner.y, "", true, true);
    y += 1;
    let given = import.answer_to(asked);
    for choice in &asked.choices {
        if y >= end {
            break;
        }
        let chosen = given.is_some_and(|answer| choice.key.starts_with(answer.key()));
        let mark = if chosen { "►" } else { " " };
        pen.put(x, y, 1, mark, Role::Accent);
        pen.put(x + 2, y, 2, &choice.key, Role::Accent);
        let role = if chosen { Role::Title } else { Role::Text };
        pen.put(x + 5, y, room.saturating_sub(5), &choice.effect, role);
        y += 1;
    }
    if y < end {
        let last = match given {
            Some(_) => "Answered; another letter answers otherwise.",
            None => {
                "Nothing is chosen for you. Whatever the answer, the reading that lost is kept."
            }
        };
        pen.put(x, y, room, last, Role::Muted);
    }
    pen.point(inner, 0, 0);
}

/// One line of both readings.
fn compared(
    pen: &mut Pen<'_>,
    [name, here, file]: [&str; 3],
    differs: Option<bool>,
    (x, y): (u16, u16),
    (label, half): (u16, u16),
) {
    let room = half.saturating_sub(1);
    let shown = |text: &str| {
        if text.is_empty() {
            "–".to_owned()
        } else {
            cut(text, usize::from(room))
        }
    };
    let (first, second) = (x + label, x + label + half);
    pen.put(x, y, label.saturating_sub(1), name, Role::Muted);
    pen.put(first, y, room, &shown(here), Role::Text);
    pen.put(second, y, room, &shown(file), Role::Text);
    let (said, role) = match differs {
        Some(true) => ("► differs", Role::Due),
        Some(false) => ("same", Role::Muted),
        None => ("", Role::Muted),
    };
    pen.put(second + half, y, 10, said, role);
}
