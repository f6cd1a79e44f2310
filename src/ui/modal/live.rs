//! The three questions about a piece that went live.

use super::{bottom, window};
use crate::app::App;
use crate::app::modal::live::{LiveCheck, QUESTIONS};
use crate::domain::day;
use crate::domain::rows::{LabelVerdict, Seen};
use crate::ui::pen::Pen;
use crate::ui::text::{cut, width};
use crate::ui::theme::Role;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, check: &LiveCheck) {
    let area = bottom(app, QUESTIONS.len() as u16 + 4);
    let hint = if check.answers.is_empty() {
        "a ok · r risky · m missing · - not checked · paste link or caption"
    } else {
        "y yes · n no · - not checked · Backspace back · paste link or caption"
    };
    let inner = window(
        pen,
        area,
        &format!("n l  Went live · {}", check.title),
        hint,
    );
    let when = format!(
        "{}, {}",
        day::long(check.day),
        day::distance(check.day, app.today)
    );
    let link = if check.link.is_empty() {
        "no link yet".to_string()
    } else {
        check.link.clone()
    };
    pen.put(
        inner.x + 2,
        inner.y,
        inner.w.saturating_sub(3),
        &format!("{when} · {link}"),
        Role::Muted,
    );
    let labels = QUESTIONS.iter().map(|q| width(q)).max().unwrap_or(0) as u16 + 2;
    // The answer is worth more than the end of its question.
    let labels = labels.min(inner.w.saturating_sub(16));
    let found = |n: usize| check.label.as_ref().filter(|_| n == 0).map(|l| l.verdict);
    for (n, question) in QUESTIONS.iter().enumerate() {
        let row = n as u16 + 1;
        let (role, said) = match check.answers.get(n) {
            Some(Seen::No) if found(n) == Some(LabelVerdict::Risky) => (Role::Late, "! risky"),
            Some(Seen::No) if found(n) == Some(LabelVerdict::Missing) => (Role::Late, "! missing"),
            Some(Seen::Yes) => (Role::Good, "▲ yes"),
            Some(Seen::No) => (Role::Late, "! no"),
            Some(Seen::Unknown) => (Role::Muted, "- not checked"),
            None => (
                Role::Muted,
                if n == 0 && check.answers.is_empty() {
                    "a / r / m"
                } else if n == check.answers.len() {
                    "y / n"
                } else {
                    ""
                },
            ),
        };
        let here = n == check.answers.len();
        pen.put(
            inner.x,
            inner.y + row,
            1,
            if here { "►" } else { " " },
            Role::Accent,
        );
        pen.put(
            inner.x + 2,
            inner.y + row,
            labels,
            question,
            if here { Role::Title } else { Role::Text },
        );
        pen.put(
            inner.x + 2 + labels,
            inner.y + row,
            inner.w.saturating_sub(labels + 3),
            said,
            role,
        );
    }
    let caption = check.label.as_ref().filter(|l| !l.caption.is_empty());
    let caption = caption.map(|l| format!("caption, {}: {}", l.verdict, l.why));
    let next = caption
        .as_deref()
        .unwrap_or("then: numbers after 1, 7 and 30 days; pay and rights follow the live day");
    let room = inner.w.saturating_sub(3);
    pen.put(
        inner.x + 2,
        inner.y + QUESTIONS.len() as u16 + 1,
        room,
        &cut(next, usize::from(room)),
        Role::Muted,
    );
    pen.point(
        inner,
        (check.answers.len() as u16 + 1).min(QUESTIONS.len() as u16),
        0,
    );
}
