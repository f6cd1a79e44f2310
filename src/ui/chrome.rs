//! The three fixed lines: header with views, counts and badges; the answering line; the footer with the keys for what is
//! under the cursor, from the live keymap, cut at whole hints.

use super::pen::Pen;
use super::text::{cut, width};
use super::theme::Role;
use crate::app::command;
use crate::app::modal::Modal;
use crate::app::panes::view::VIEWS;
use crate::app::regions::Class;
use crate::app::status::Tone;
use crate::app::{App, Place};
use crate::domain::day;

/// Draws the header.
pub fn header(pen: &mut Pen<'_>, app: &App) {
    let area = app.regions.header;
    let right = badges(app);
    let room = area.w.saturating_sub(width(&right) as u16 + 2);
    let mut x = 0;
    let one = app.regions.size.1 < 16 || app.regions.class == Class::Slim;
    if app.view == Place::Welcome {
        pen.put(1, area.y, room, "touchbase", Role::Title);
    }
    for view in VIEWS.iter().filter(|_| app.view != Place::Welcome) {
        let (place, here) = (view.place, app.view == view.place);
        if one && !here {
            continue;
        }
        let key = app.keymap.first(view.command).unwrap_or_default();
        let count = (view.count)(app).map_or_else(String::new, |n| format!(" {n}"));
        let name = if one { format!("{}{count}", place.title()) } else { format!("{key} {}{count}", place.title()) };
        let label = if here { format!("[{name}]") } else { format!(" {name} ") };
        let role = if here { Role::Accent } else { Role::Text };
        x += pen.put(1 + x, area.y, room.saturating_sub(x), &label, role) + 1;
    }
    if !right.is_empty() {
        pen.put_right(0, area.y, area.w.saturating_sub(1), &right, Role::Muted);
    }
}

fn badges(app: &App) -> String {
    let mut parts = Vec::new();
    if app.around.read_only.is_some() {
        parts.push("READ-ONLY".to_string());
    }
    if app.around.demo {
        parts.push("DEMO".to_string());
    }
    match app.regions.class {
        Class::Normal => parts.push(day::long(app.today)),
        Class::Slim => {}
        _ => parts.push(app.today.format("%a %-d %b").to_string()),
    }
    parts.join("  ")
}

/// Draws the answering line, or what the place says when there is no answer.
pub fn status(pen: &mut Pen<'_>, app: &App, quiet: (String, String)) {
    let area = app.regions.status;
    let Some(answer) = app.status.now() else {
        // Where both share a line the keys are worth more than what the place says of itself.
        if app.regions.footer != app.regions.status {
            let used = pen.put(1, area.y, area.w.saturating_sub(2), &quiet.0, Role::Muted);
            let room = area.w.saturating_sub(used + 4);
            if width(&quiet.1) <= usize::from(room) {
                pen.put_right(0, area.y, area.w.saturating_sub(1), &quiet.1, Role::Muted);
            }
        }
        return;
    };
    let role = match answer.tone {
        Tone::Ok => Role::Good,
        Tone::Undo => Role::Accent,
        Tone::Refused => Role::Due,
        Tone::Wrong => Role::Late,
        Tone::Note => Role::Muted,
    };
    let hint = if app.regions.class >= Class::Narrow { answer.hint.as_str() } else { "" };
    let room = usize::from(area.w).saturating_sub(width(hint) + 4);
    pen.put(1, area.y, 5, &format!("{:<5}", answer.tone.word()), role);
    pen.put(6, area.y, area.w, &cut(&answer.text, room.saturating_sub(5)), Role::Text);
    pen.put_right(0, area.y, area.w.saturating_sub(1), hint, Role::Accent);
}

/// Draws the footer.
pub fn footer(pen: &mut Pen<'_>, app: &App) {
    let area = app.regions.footer;
    let shared = area == app.regions.status;
    if shared && app.status.now().is_some() {
        return;
    }
    let typing = app.modals.last().is_some_and(Modal::is_typing);
    let (palette, help) = if typing { ("Ctrl+K", "F1") } else { (":", "?") };
    let tail = if app.regions.class >= Class::Compact {
        format!("{palette} commands  {help} keys")
    } else {
        format!("{help} keys")
    };
    pen.put_right(0, area.y, area.w.saturating_sub(1), &tail, Role::Accent);
    let mut room = usize::from(area.w).saturating_sub(width(&tail) + 4);
    let mut x = 1;
    for (key, title) in hints(app) {
        let need = width(&key) + 1 + width(&title) + 2;
        if need > room + 2 {
            break;
        }
        x += pen.put(x, area.y, area.w, &key, Role::Accent) + 1;
        x += pen.put(x, area.y, area.w, &title, Role::Text) + 2;
        room = room.saturating_sub(need);
    }
}

/// Keys and titles for what is under the cursor, the most useful first.
fn hints(app: &App) -> Vec<(String, String)> {
    if let Some(modal) = app.modals.last() {
        return super::modal::hints(app, modal);
    }
    let ids: &[&str] = match app.place() {
        Place::Profile => crate::app::panes::profile::FOOTER,
        place => place.view().map_or(&[], |view| view.footer),
    };
    ids.iter()
        .filter_map(|id| command::by_id(id))
        .filter(|c| (c.able)(app).is_ok())
        .filter_map(|c| Some((app.keymap.first(c.id)?, c.title(app))))
        .collect()
}
