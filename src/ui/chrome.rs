//! The three fixed lines: header with views, counts and badges; the answering line; the footer with the keys for what is
//! under the cursor, from the live keymap, cut at whole hints.

use super::pen::Pen;
use super::text::{cut, width};
use super::theme::Role;
use crate::app::command;
use crate::app::modal::Modal;
use crate::app::panes::view::{Pane, VIEWS};
use crate::app::regions::Class;
use crate::app::status::Tone;
use crate::app::{App, Place};
use crate::domain::day;

/// A view in the header, and where it stands.
pub struct Tab {
    /// First column.
    pub x: u16,
    /// As printed.
    pub label: String,
    /// The command that goes there.
    pub command: &'static str,
    /// It is the view in use.
    pub here: bool,
}

/// The views as the header shows them: all, or in small windows the one in use.
pub fn tabs(app: &App) -> Vec<Tab> {
    let one = app.regions.size.1 < 16 || app.regions.class == Class::Slim;
    let mut x = 1;
    let mut tabs = Vec::new();
    for view in VIEWS.iter().filter(|_| app.view != Place::Welcome) {
        let (place, command, here) = (view.place, view.command, app.view == view.place);
        if one && !here {
            continue;
        }
        let key = app.keymap.first(command).unwrap_or_default();
        let count = (view.count)(app).map_or_else(String::new, |n| format!(" {n}"));
        let name = if one { format!("{}{count}", place.title()) } else { format!("{key} {}{count}", place.title()) };
        let label = if here { format!("[{name}]") } else { format!(" {name} ") };
        let w = width(&label) as u16;
        tabs.push(Tab { x, label, command, here });
        x += w + 1;
    }
    tabs
}

/// Draws the header.
pub fn header(pen: &mut Pen<'_>, app: &App) {
    let area = app.regions.header;
    let right = badges(app);
    let room = area.w.saturating_sub(width(&right) as u16 + 2);
    if app.view == Place::Welcome {
        pen.put(1, area.y, room, "touchbase", Role::Title);
    }
    for tab in tabs(app) {
        let role = if tab.here { Role::Accent } else { Role::Text };
        pen.put(tab.x, area.y, room.saturating_sub(tab.x), &tab.label, role);
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
    let shared = app.regions.footer == area;
    let Some(answer) = app.status.now() else {
        // Where both share a line the keys are worth more than what the place says of itself.
        if !shared {
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
    // What was said earlier does not hide what the next key would act on, nor the way to the keys.
    let hint = Some(answer.hint.clone()).filter(|h| !h.is_empty() && app.regions.class >= Class::Narrow);
    let keys = shared.then(|| ways(app)).filter(|keys| hint.as_ref() != Some(keys));
    let right = [selected(app), hint, keys].into_iter().flatten().collect::<Vec<_>>().join("  ");
    let room = usize::from(area.w).saturating_sub(width(&right) + 4);
    pen.put(1, area.y, 5, &format!("{:<5}", answer.tone.word()), role);
    pen.put(6, area.y, area.w, &cut(&answer.text, room.saturating_sub(5)), Role::Text);
    pen.put_right(0, area.y, area.w.saturating_sub(1), &right, Role::Accent);
}

/// How many rows the next verb acts on, if more than the one under the cursor.
fn selected(app: &App) -> Option<String> {
    let n = app.pane().filter(|_| app.profile.is_none()).map_or(0, Pane::marked);
    (n > 0 && app.modals.is_empty()).then(|| format!("{n} selected"))
}

/// The way to the palette and to the keys, there at every size.
pub fn ways(app: &App) -> String {
    let typing = app.modals.last().is_some_and(Modal::is_typing);
    let (palette, help) = if typing { ("Ctrl+K", "F1") } else { (":", "?") };
    if app.regions.class >= Class::Compact && app.regions.footer != app.regions.status {
        format!("{palette} commands  {help} keys")
    } else {
        format!("{help} keys")
    }
}

/// Draws the footer.
pub fn footer(pen: &mut Pen<'_>, app: &App) {
    let area = app.regions.footer;
    let shared = area == app.regions.status;
    if shared && app.status.now().is_some() {
        return;
    }
    let selected = selected(app).filter(|_| shared);
    let tail = selected.into_iter().chain([ways(app)]).collect::<Vec<_>>().join("  ");
    pen.put_right(0, area.y, area.w.saturating_sub(1), &tail, Role::Accent);
    for hint in hints(app) {
        pen.put(hint.x, area.y, area.w, &hint.key, Role::Accent);
        pen.put(hint.x + width(&hint.key) as u16 + 1, area.y, area.w, &hint.title, Role::Text);
    }
}

/// A key in the footer, what it does, and where it stands.
pub struct Hint {
    /// First column.
    pub x: u16,
    /// The key, as printed.
    pub key: String,
    /// What it does.
    pub title: String,
}

impl Hint {
    /// Columns it takes.
    pub fn width(&self) -> u16 {
        (width(&self.key) + 1 + width(&self.title)) as u16
    }
}

/// The keys for what is under the cursor, as many as fit whole.
pub fn hints(app: &App) -> Vec<Hint> {
    let selected = selected(app).filter(|_| app.regions.footer == app.regions.status);
    let tail = width(&ways(app)) + selected.map_or(0, |s| width(&s) + 2);
    let end = usize::from(app.regions.footer.w).saturating_sub(tail + 2);
    let mut hints = Vec::new();
    let mut x = 1;
    for (key, title) in titles(app) {
        let hint = Hint { x, key, title };
        x += hint.width() + 2;
        if usize::from(x) > end + 1 {
            break;
        }
        hints.push(hint);
    }
    hints
}

/// Keys and titles for what is under the cursor, the most useful first.
fn titles(app: &App) -> Vec<(String, String)> {
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
