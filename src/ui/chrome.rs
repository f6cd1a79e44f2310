//! The three fixed lines: header with views, counts and badges; the answering line; the footer with
//! the keys for what is under the cursor, from the live keymap, cut at whole hints.

use super::pen::Pen;
use super::text::{cut, width};
use super::theme::Role;
use crate::app::command;
use crate::app::modal::Modal;
use crate::app::panes::view::{Pane, VIEWS};
use crate::app::regions::Class;
use crate::app::status::Tone;
use crate::app::{App, ViewId};
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

/// How the header names views, from the widest to the narrowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// Whole names, counts, air between them.
    Whole,
    /// Short names and counts.
    Short,
    /// Short names; the view in use alone tells its count.
    Bare,
    /// Three letters beside the view in use.
    Letters,
    /// Keys beside the view in use.
    Keys,
    /// The view in use alone.
    Alone,
}

impl Naming {
    const ALL: &'static [Self] = &[
        Self::Whole,
        Self::Short,
        Self::Bare,
        Self::Letters,
        Self::Keys,
        Self::Alone,
    ];

    fn label(self, place: ViewId, key: &str, count: Option<usize>, here: bool) -> String {
        let count = count.map_or_else(String::new, |n| format!(" {n}"));
        let name = match self {
            Self::Whole => format!("{key} {}{count}", place.title()),
            Self::Alone => format!("{}{count}", place.title()),
            Self::Short => format!("{key} {}{count}", place.short()),
            Self::Keys if !here => key.into(),
            _ if here => format!("{key} {}{count}", place.short()),
            Self::Letters => format!(
                "{key} {}",
                place.short().chars().take(3).collect::<String>()
            ),
            Self::Bare | Self::Keys => format!("{key} {}", place.short()),
        };
        match (self, here) {
            (Self::Letters | Self::Keys, true) => format!(" [{name}]"),
            (Self::Letters | Self::Keys, false) => format!(" {name}"),
            (_, true) => format!("[{name}]"),
            (_, false) => format!(" {name} "),
        }
    }

    /// All views named like this.
    fn tabs(self, app: &App) -> Vec<Tab> {
        let mut x = u16::from(!matches!(self, Self::Letters | Self::Keys));
        let mut tabs = Vec::new();
        // Money and orders have no tabs of their own: they are parts of results.
        let shown = match app.view {
            ViewId::Money | ViewId::Orders if self != Self::Alone => ViewId::Results,
            place => place,
        };
        for view in VIEWS.iter().filter(|view| match self {
            Self::Alone => shown == view.place,
            _ => !matches!(view.place, ViewId::Money | ViewId::Orders),
        }) {
            let here = shown == view.place;
            let key = app.keymap.first(view.command).unwrap_or_default();
            let label = self.label(view.place, &key, (view.count)(app), here);
            let w = width(&label) as u16 + u16::from(self == Self::Whole);
            tabs.push(Tab {
                x,
                label,
                command: view.command,
                here,
            });
            x += w;
        }
        tabs
    }
}

/// The views as the header shows them, and what stands at its right: as much of both as fits whole.
/// Views are worth more than the date, and what the file is more than a view's full name.
fn head(app: &App) -> (Vec<Tab>, String) {
    if app.view == ViewId::Welcome {
        return (Vec::new(), badges(app, true));
    }
    let one = app.regions.size.1 < 16 || app.regions.class == Class::Slim;
    let dated = [true, false].map(|date| badges(app, date));
    let tries = Naming::ALL
        .iter()
        .filter(|naming| !one || **naming == Naming::Alone);
    for tabs in tries.map(|naming| naming.tabs(app)) {
        let end = tabs
            .last()
            .map_or(0, |t| usize::from(t.x) + width(t.label.trim_end()));
        for right in &dated {
            let gap = if right.is_empty() { 0 } else { 2 };
            if end + gap + width(right) < usize::from(app.regions.header.w) {
                return (tabs, right.clone());
            }
        }
    }
    (Naming::Alone.tabs(app), String::new())
}

/// The views as the header shows them.
pub fn tabs(app: &App) -> Vec<Tab> {
    head(app).0
}

/// Draws the header.
pub fn header(pen: &mut Pen<'_>, app: &App) {
    let area = app.regions.header;
    let (tabs, right) = head(app);
    if app.view == ViewId::Welcome {
        pen.put(
            1,
            area.y,
            area.w.saturating_sub(width(&right) as u16 + 2),
            "touchbase",
            Role::Title,
        );
    }
    for tab in tabs {
        let role = if tab.here { Role::Accent } else { Role::Text };
        pen.put(
            tab.x,
            area.y,
            area.w.saturating_sub(tab.x),
            tab.label.trim_end(),
            role,
        );
    }
    if !right.is_empty() {
        pen.put_right(0, area.y, area.w.saturating_sub(1), &right, Role::Muted);
    }
}

/// What the file is, and the day if it is wanted.
fn badges(app: &App, dated: bool) -> String {
    let mut parts = Vec::new();
    // Rows are hidden: nobody shall take what is left for all there is.
    if app
        .view
        .view()
        .is_some_and(|view| !(view.filter_spec.words)(app).is_empty())
    {
        parts.push("FILTER".to_string());
    }
    if app.around.read_only.is_some() {
        parts.push("READ-ONLY".to_string());
    }
    if app.around.demo {
        parts.push("DEMO".to_string());
    }
    match app.regions.class {
        _ if !dated => {}
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
    let hint =
        Some(answer.hint.clone()).filter(|h| !h.is_empty() && app.regions.class >= Class::Narrow);
    let keys = shared
        .then(|| ways(app))
        .filter(|keys| hint.as_ref() != Some(keys));
    let mut right = [selected(app), hint, keys]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("  ");
    let mut room = usize::from(area.w).saturating_sub(width(&right) + 4);
    let no = matches!(answer.tone, Tone::Refused | Tone::Wrong);
    if no && width(&answer.text) + 5 > room && app.regions.class >= Class::Narrow {
        // What the line has no room for can be read whole.
        let log = if app.regions.class < Class::Compact {
            LOG.0
        } else {
            LOG.1
        };
        right = [log, &right]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("  ");
        room = usize::from(area.w).saturating_sub(width(&right) + 4);
    }
    pen.put(1, area.y, 5, &format!("{:<5}", answer.tone.word()), role);
    pen.put(
        6,
        area.y,
        area.w,
        &cut(&answer.text, room.saturating_sub(5)),
        Role::Text,
    );
    pen.put_right(0, area.y, area.w.saturating_sub(1), &right, Role::Accent);
}

/// The command that shows what the answering line said, in narrow windows and in others.
const LOG: (&str, &str) = (":log", ":log has all");

/// How many rows the next verb acts on, if more than the one under the cursor.
fn selected(app: &App) -> Option<String> {
    let n = app
        .pane()
        .filter(|_| app.profile.is_none())
        .map_or(0, Pane::marked);
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
    let tail = selected
        .into_iter()
        .chain([ways(app)])
        .collect::<Vec<_>>()
        .join("  ");
    pen.put_right(0, area.y, area.w.saturating_sub(1), &tail, Role::Accent);
    for hint in hints(app) {
        pen.put(hint.x, area.y, area.w, &hint.key, Role::Accent);
        pen.put(
            hint.x + width(&hint.key) as u16 + 1,
            area.y,
            area.w,
            &hint.title,
            Role::Text,
        );
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
        ViewId::Profile => crate::app::panes::profile::FOOTER,
        place => place.view().map_or(&[], |view| view.footer),
    };
    ids.iter()
        .filter_map(|id| command::by_id(id))
        .filter(|c| (c.able)(app).is_ok())
        .filter_map(|c| Some((app.keymap.first(c.id)?, c.title(app))))
        .collect()
}
