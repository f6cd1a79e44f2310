//! A prompt: the line, and below it what it means, before Enter.

use super::{bottom, field, window};
use crate::app::App;
use crate::app::modal::prompt::Prompt;
use crate::ui::pen::Pen;
use crate::ui::text::wrap;
use crate::ui::theme::Role;

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, prompt: &Prompt) {
    let echoes = (prompt.kind.read)(app, prompt);
    // Borders, and two cells of air at either side.
    let width = usize::from(app.regions.body.w.saturating_sub(6)).max(10);
    let mut lines: Vec<(Role, String)> = Vec::new();
    for echo in &echoes {
        let role = if echo.ok { Role::Muted } else { Role::Due };
        let mark = if echo.ok { "" } else { "? " };
        let parts = wrap(&format!("{mark}{}", echo.text), width);
        let parts = if parts.is_empty() {
            vec![String::new()]
        } else {
            parts
        };
        lines.extend(parts.into_iter().map(|l| (role, l)));
    }
    let area = bottom(app, lines.len().max(1) as u16 + 3);
    let enter = if prompt.kind.hint.contains("Enter") {
        ""
    } else {
        " · Enter saves"
    };
    let inner = window(
        pen,
        area,
        &prompt.title,
        &format!("{}{enter} · Esc leaves", prompt.kind.hint),
    );
    field(pen, inner, 0, ">", &prompt.line);
    let caret = pen.cursor;
    // What does not fit below the line is counted; a larger window shows it.
    let room = usize::from(inner.h.saturating_sub(1));
    if lines.len() > room && room > 0 {
        let hidden = lines.len() - (room - 1);
        lines.truncate(room - 1);
        lines.push((Role::Muted, format!("+{hidden} lines more")));
    }
    for (row, (role, line)) in lines.iter().take(room).enumerate() {
        pen.put(
            inner.x + 3,
            inner.y + 1 + row as u16,
            inner.w.saturating_sub(4),
            line,
            *role,
        );
    }
    pen.cursor = caret;
}
