//! The first screen: what the program is for, four ways in, and sample lines to choose the look by.

use crate::app::App;
use crate::app::modal::welcome::{LOOKS, OPTIONS, Welcome};
use crate::app::regions::{Area, Class};
use crate::ui::glyphs::ascii;
use crate::ui::pen::Pen;
use crate::ui::text::wrap;
use crate::ui::theme::{Role, Theme};

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, welcome: &Welcome) {
    let body = app.regions.body;
    pen.clear(body);
    pen.limit = Some(body.y + body.h);
    let inner = if app.regions.class >= Class::Compact { pen.frame(body, "Welcome", "", true) } else { body };
    let roomy = inner.h >= 26;
    let left = if inner.w >= 100 { 10 } else { 2 };
    let area = Area { x: inner.x + left, w: inner.w.saturating_sub(left + 1), ..inner };
    let mut row = if roomy { 3 } else { 1 };
    let promise = "Keep promises to creators. One file on this computer, no account, nothing is sent anywhere.";
    for line in wrap(promise, usize::from(area.w)) {
        pen.put(area.x, area.y + row, area.w, &line, Role::Title);
        row += 1;
    }
    row += if roomy { 3 } else { 1 };
    let names = 30.min(area.w);
    for (n, (name, note)) in OPTIONS.iter().enumerate() {
        let here = n == welcome.at;
        pen.put(area.x, area.y + row, 2, if here { "►" } else { " " }, Role::Accent);
        pen.put(area.x + 2, area.y + row, names, name, Role::Text);
        if area.w > names + 20 {
            pen.put(area.x + 2 + names, area.y + row, area.w - names - 2, note, Role::Muted);
        }
        if here {
            pen.wash(Area { y: area.y + row, h: 1, ..area }, 0, Role::Selected);
            pen.cursor = Some((area.x, area.y + row));
        }
        row += 1;
    }
    row += if roomy { 3 } else { 1 };
    pen.put(area.x, area.y + row, area.w, "Which line reads best?  Left and Right choose", Role::Text);
    row += 1;
    for name in LOOKS {
        sample(pen, app, area, row, name);
        row += 1;
    }
    row += 1;
    let lines = [
        format!("Your data     {}", app.around.file),
        "The demo has its own file and can never mix with yours.".into(),
    ];
    for line in lines.iter().take(usize::from(area.h.saturating_sub(row))) {
        pen.put(area.x, area.y + row, area.w, line, Role::Muted);
        row += 1;
    }
    pen.limit = None;
}

/// One sample line in the look it is about.
fn sample(pen: &mut Pen<'_>, app: &App, area: Area, row: u16, name: &str) {
    let mine = app.theme == name;
    let label = if mine { format!("[ {name:<5} ]") } else { format!("  {name:<5}  ") };
    let y = area.y + row;
    let mut x = area.x + 2;
    x += pen.put(x, y, 12, &label, if mine { Role::Accent } else { Role::Text }) + 2;
    let theme = Theme::by_name(name);
    let parts = [
        (Role::Late, "! late"),
        (Role::Due, "• today"),
        (Role::Wait, "~ waiting"),
        (Role::Good, "▲ good"),
        (Role::Bad, "▼ below"),
        (Role::Money, "$350"),
    ];
    for (role, text) in parts {
        let end = area.x + area.w;
        let text: String = match theme {
            Theme::Plain => text.chars().map(|c| ascii(&c.to_string()).map_or(c.to_string(), str::to_string)).collect(),
            _ => text.to_string(),
        };
        x += pen.put_in(theme, x, y, end.saturating_sub(x), &text, role) + 2;
    }
}
