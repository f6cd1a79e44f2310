//! Draws what lies on top. Small windows open at the bottom left or centre, so that what they are
//! about stays in sight.

mod backlog;
mod brief;
mod composer;
mod form;
mod help;
mod import;
mod join;
mod live;
mod menu;
mod palette;
mod pick;
mod prompt;
mod quick_add;
mod week;
mod welcome;

use super::pen::Pen;
use super::theme::Role;
use crate::app::App;
use crate::app::keys::{Code, Key};
use crate::app::line::TextField;
use crate::app::modal::Modal;
use crate::app::regions::{Area, Class};

/// Draws one modal.
pub fn draw(pen: &mut Pen<'_>, app: &App, modal: &Modal) {
    match modal {
        Modal::Menu(m) => menu::draw(pen, app, m),
        Modal::Palette(m) => palette::draw(pen, app, m),
        Modal::Help(m) => help::draw(pen, app, m),
        Modal::Prompt(m) => prompt::draw(pen, app, m),
        Modal::Pick(m) => pick::draw(pen, app, m),
        Modal::Listing(m) => listing(pen, app, m),
        Modal::QuickAdd(m) => quick_add::draw(pen, app, m),
        Modal::Composer(m) => composer::draw(pen, app, m),
        Modal::Form(m) => form::draw(pen, app, m),
        Modal::Import(m) => import::draw(pen, app, m),
        Modal::Reading(m) => import::waiting(pen, app, m),
        Modal::Welcome(m) => welcome::draw(pen, app, m),
        Modal::Backlog(m) => backlog::draw(pen, app, m),
        Modal::Week(m) => week::draw(pen, app, m),
        Modal::Filter(m) => filter(pen, app, m),
        Modal::Brief(m) => brief::draw(pen, app, m),
        Modal::Live(m) => live::draw(pen, app, m),
        Modal::Join(m) => join::draw(pen, app, m),
    }
}

/// Keys for the footer while a modal is on top.
pub fn hints(app: &App, modal: &Modal) -> Vec<(String, String)> {
    match modal {
        Modal::Import(m) => return m.hints(app),
        Modal::Backlog(m) => return m.hints(app),
        Modal::Week(m) => return m.hints(app),
        _ => {}
    }
    let rows: &[(&str, &str)] = match modal {
        Modal::Menu(_) => &[("Esc", "close")],
        Modal::Palette(_) => &[
            ("Enter", "run"),
            ("Tab", "complete"),
            ("Up Down", "choose"),
            ("Esc", "close"),
        ],
        Modal::Help(_) => &[("Enter", "run"), ("Up Down", "choose"), ("Esc", "close")],
        Modal::Prompt(p) if p.kind.long => {
            &[("Enter", "save"), ("Ctrl+G", "editor"), ("Esc", "leave")]
        }
        Modal::Prompt(p) if p.kind.hint.contains("Enter") => {
            &[("Enter", "go on"), ("Esc", "leave"), ("Ctrl+U", "clear")]
        }
        Modal::Prompt(_) => &[("Enter", "save"), ("Esc", "leave"), ("Ctrl+U", "clear")],
        Modal::Pick(p) if p.many => &[("Space", "on / off"), ("Enter", "take"), ("Esc", "close")],
        Modal::Pick(_) => &[("Enter", "choose"), ("Up Down", "move"), ("Esc", "close")],
        Modal::Listing(m) if m.draft => &[
            ("y", "copy"),
            ("a", "into quick add"),
            ("d", "drop"),
            ("Esc", "keep for later"),
        ],
        Modal::Listing(m) if m.copies.is_some() => {
            &[("y", "copy"), ("Up Down", "scroll"), ("Esc", "close")]
        }
        Modal::Listing(_) => &[("Up Down", "scroll"), ("Esc", "close")],
        Modal::QuickAdd(_) => &[
            ("Enter", "save"),
            ("Tab", "complete"),
            ("Esc", "leave"),
            ("Ctrl+U", "clear"),
        ],
        Modal::Composer(_) => crate::app::modal::composer::HINTS,
        Modal::Form(_) => form::HINTS,
        Modal::Brief(_) => crate::app::modal::brief::HINTS,
        Modal::Import(_) | Modal::Backlog(_) | Modal::Week(_) => &[],
        Modal::Join(_) => crate::app::modal::join::Join::HINTS,
        Modal::Reading(_) => &[("Esc", "stop reading")],
        Modal::Live(_) => &[
            ("y", "yes"),
            ("n", "no"),
            ("-", "not checked"),
            ("Esc", "leave"),
        ],
        Modal::Filter(_) => &[("Enter", "keep"), ("Up Down", "move"), ("Esc", "take back")],
        Modal::Welcome(_) => &[
            ("Up Down", "choose"),
            ("Enter", "go on"),
            ("Left Right", "change"),
            ("Tab", "next question"),
            ("q", "quit"),
        ],
    };
    rows.iter()
        .map(|(k, t)| ((*k).to_string(), (*t).to_string()))
        .collect()
}

/// Lines the composer takes of outreach.
pub fn composer_height(app: &App) -> u16 {
    composer::height(app)
}

/// What the answering line says while a modal that has something to say of itself is on top.
pub fn quiet(app: &App) -> Option<(String, String)> {
    match app.modals.last()? {
        Modal::Import(m) => Some(m.quiet()),
        Modal::Backlog(m) => Some(m.quiet()),
        Modal::Week(_) => Some(Default::default()),
        Modal::Composer(m) => Some(composer::quiet(app, m)),
        _ => None,
    }
}

/// A window of a height at the bottom of the body, as wide as the screen.
pub fn bottom(app: &App, height: u16) -> Area {
    let body = app.regions.body;
    // Without a border a line less.
    let h = height
        .saturating_sub(u16::from(app.regions.class == Class::Slim))
        .min(body.h);
    Area {
        x: body.x,
        y: body.y + body.h - h,
        w: body.w,
        h,
    }
}

/// The first of so many lines that a window of a height shows, with the cursor's line in its
/// middle.
pub fn scroll(at: usize, lines: usize, height: usize) -> usize {
    at.saturating_sub(height / 2)
        .min(lines.saturating_sub(height))
}

/// A window in the middle of the body.
pub fn centre(app: &App, width: u16, height: u16) -> Area {
    let body = app.regions.body;
    let w = width.min(body.w);
    // A line or two of what lies below it would tell nothing.
    let h = if height + 2 >= body.h { body.h } else { height };
    Area {
        x: body.x + (body.w - w) / 2,
        y: body.y + (body.h - h) / 2,
        w,
        h,
    }
}

/// Columns below which windows have no border, only a rule with the title.
const BORDERS: u16 = 60;

/// Clears a window and frames it; gives back the inside.
pub fn window(pen: &mut Pen<'_>, area: Area, title: &str, hint: &str) -> Area {
    pen.clear(area);
    if is_bare(area) {
        pen.rule(area, 0, title, true, false);
    } else {
        pen.frame(area, title, hint, true);
    }
    inside(area)
}

fn is_bare(area: Area) -> bool {
    area.x == 0 && area.w < BORDERS
}

/// The inside of a window.
fn inside(area: Area) -> Area {
    if is_bare(area) {
        return Area {
            y: area.y + 1,
            h: area.h.saturating_sub(1),
            ..area
        };
    }
    if area.w < 4 || area.h < 2 {
        return Area::default();
    }
    Area {
        x: area.x + 1,
        y: area.y + 1,
        w: area.w - 2,
        h: area.h - 2,
    }
}

/// The keys a click in a window stands for: those that bring its cursor to the row, or the letter
/// of an entry.
pub fn click(app: &App, modal: &Modal, x: u16, y: u16) -> Option<Vec<Key>> {
    let (list, top, at, rows) = match modal {
        Modal::Menu(m) => return menu::key_at(app, m, x, y).map(|key| vec![key]),
        Modal::Pick(m) => pick::rows(app, m),
        Modal::Palette(m) => palette::rows(app, m),
        _ => return None,
    };
    let across = (list.x..list.x + list.w).contains(&x);
    let line = y
        .checked_sub(list.y)
        .filter(|line| across && *line < list.h)?;
    let row = top + usize::from(line);
    let code = if row < at { Code::Up } else { Code::Down };
    (row < rows).then(|| vec![Key::plain(code); row.abs_diff(at)])
}

/// Draws a text field after a mark, with the caret.
pub fn field(pen: &mut Pen<'_>, area: Area, row: u16, mark: &str, line: &TextField) {
    let used = pen.put(area.x + 1, area.y + row, area.w, mark, Role::Accent) + 2;
    let inner = Area {
        x: area.x + used,
        w: area.w.saturating_sub(used + 1),
        ..area
    };
    text_field(pen, inner, row, line, true);
}

/// Draws the text of a field, scrolled so that the caret shows.
pub fn text_field(pen: &mut Pen<'_>, area: Area, row: u16, line: &TextField, caret: bool) {
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;
    if !caret {
        pen.put(area.x, area.y + row, area.w, line.text(), Role::Text);
        return;
    }
    let room = usize::from(area.w.max(2)) - 1;
    let scroll = line.scroll(room);
    let (mut skipped, mut shown, mut used, mut more) = (0, String::new(), 0, false);
    for grapheme in line.text().graphemes(true) {
        let w = grapheme.width();
        if skipped < scroll {
            skipped += w;
        } else if used + w <= room {
            used += w;
            shown.push_str(grapheme);
        } else {
            more = true;
            break;
        }
    }
    pen.put(area.x, area.y + row, area.w, &shown, Role::Text);
    if more {
        pen.put(
            area.x + area.w.saturating_sub(1),
            area.y + row,
            1,
            "…",
            Role::Muted,
        );
    }
    if scroll > 0 {
        pen.put(area.x.saturating_sub(1), area.y + row, 1, "…", Role::Muted);
    }
    pen.point(
        area,
        row,
        u16::try_from(line.caret().saturating_sub(skipped)).unwrap_or(0),
    );
}

/// The filter line, in the lower border of the roster, or over the last line of the body where
/// there is none.
fn filter(pen: &mut Pen<'_>, app: &App, m: &crate::app::modal::filter::FilterLine) {
    let r = &app.regions;
    let area = match r.class {
        Class::Normal if app.view == crate::app::ViewId::Roster => Area {
            x: r.list.x + 1,
            y: r.list.y + r.list.h,
            w: r.list.w.saturating_sub(2),
            h: 1,
        },
        _ => Area {
            y: r.body.y + r.body.h.saturating_sub(1),
            h: 1,
            ..r.body
        },
    };
    pen.clear(area);
    let note = match (app.misread().first(), app.filter_spec()) {
        (Some(problem), _) => problem.clone(),
        (None, Some(filter_spec)) => {
            let (shown, all) = (filter_spec.count)(app);
            format!("{shown} of {all} · {}", filter_spec.hint)
        }
        (None, None) => String::new(),
    };
    let typed = u16::try_from(crate::ui::text::width(m.line.text())).unwrap_or(u16::MAX);
    let room = area
        .w
        .saturating_sub(typed.saturating_add(7))
        .min(area.w.saturating_sub(20));
    let note = crate::ui::text::cut(&note, usize::from(room));
    pen.put_right(area.x, area.y, area.w.saturating_sub(1), &note, Role::Muted);
    let typing = Area {
        w: area
            .w
            .saturating_sub(crate::ui::text::width(&note) as u16 + 2),
        ..area
    };
    field(pen, typing, 0, "/", &m.line);
}

fn listing(pen: &mut Pen<'_>, app: &App, m: &crate::app::modal::listing::Listing) {
    let lines = m.shown(usize::from(app.regions.size.0.saturating_sub(4)));
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2)
        .max(4);
    let area = bottom(app, height);
    let hint = if lines.len() > usize::from(app.regions.modal_list) {
        "Up Down scroll · Esc closes"
    } else {
        "Esc closes"
    };
    let inner = window(pen, area, &m.title, hint);
    for (row, line) in lines
        .iter()
        .skip(m.top)
        .take(usize::from(inner.h))
        .enumerate()
    {
        pen.put(
            inner.x + 1,
            inner.y + row as u16,
            inner.w.saturating_sub(2),
            line,
            Role::Text,
        );
    }
    if m.lines.is_empty() {
        pen.put(inner.x + 1, inner.y, inner.w, "nothing yet", Role::Muted);
    }
    pen.point(inner, 0, 0);
}
