//! The first screen: what the program is for, four ways in, sample lines to choose the look by, and
//! the few other things that are best asked once. In low windows air goes first, then the samples
//! of looks that are not in use.

use crate::app::App;
use crate::app::modal::welcome::{LOOKS, OPTIONS, QUESTIONS, Welcome};
use crate::app::regions::{Area, Class};
use crate::ui::glyphs::ascii;
use crate::ui::pen::Pen;
use crate::ui::text::{width, wrap};
use crate::ui::theme::{Role, Theme};

const PROMISE: &str =
    "Keep promises to creators. One file on this computer, no account, nothing is sent anywhere.";
const PROMISE_SHORT: &str = "Keep promises to creators.";

/// How much height there is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Room {
    /// Everything, close together, one sample.
    Low,
    /// Everything, with some air.
    Middle,
    /// With much air.
    High,
}

/// Draws it.
pub fn draw(pen: &mut Pen<'_>, app: &App, welcome: &Welcome) {
    let body = app.regions.body;
    pen.clear(body);
    let inner = if app.regions.class >= Class::Compact {
        pen.frame(body, "Welcome", "", true)
    } else {
        body
    };
    let room = match inner.h {
        ..17 => Room::Low,
        17..26 => Room::Middle,
        _ => Room::High,
    };
    let (left, gap) = match room {
        Room::High if inner.w >= 100 => (10, 3),
        Room::High => (2, 3),
        Room::Middle => (2, 1),
        Room::Low => (1, 0),
    };
    let area = Area {
        x: inner.x + left,
        w: inner.w.saturating_sub(left + 1),
        ..inner
    };
    let mut row = gap;
    let promise = if room == Room::Low {
        PROMISE_SHORT
    } else {
        PROMISE
    };
    for line in wrap(promise, usize::from(area.w)) {
        pen.put(area.x, area.y + row, area.w, &line, Role::Title);
        row += 1;
    }
    row += gap;
    row = options(pen, area, row, welcome) + gap;
    let ask = match welcome.asks {
        0 if area.w < 42 => "Left Right",
        0 => "Left Right choose",
        _ => "Tab comes back",
    };
    pen.parts(
        area,
        row,
        &[
            (Role::Title, "Which line reads best?"),
            (Role::Muted, &format!("  {ask}")),
        ],
    );
    row += 1;
    for name in LOOKS
        .iter()
        .filter(|name| room > Room::Low || **name == app.theme)
    {
        sample(pen, app, area, row, name, welcome.asks == 0);
        row += 1;
    }
    row = questions(pen, app, area, row + gap.min(2), welcome) + gap.min(2);
    let file = format!("Your data  {}", app.around.file);
    let copies = format!(
        "A copy is kept for each of {} days with changes.",
        app.settings.copies.days
    );
    let told = [
        file.as_str(),
        &copies,
        "The demo has its own file and can never mix with yours.",
    ];
    for line in told.iter().take(usize::from(inner.h.saturating_sub(row))) {
        pen.put(area.x, area.y + row, area.w, line, Role::Muted);
        row += 1;
    }
}

fn options(pen: &mut Pen<'_>, area: Area, mut row: u16, welcome: &Welcome) -> u16 {
    let names = 30.min(area.w.saturating_sub(2));
    for (n, (name, note)) in OPTIONS.iter().enumerate() {
        let here = n == welcome.at;
        pen.put(
            area.x,
            area.y + row,
            2,
            if here { "►" } else { " " },
            Role::Accent,
        );
        pen.put(area.x + 2, area.y + row, names, name, Role::Text);
        let beside = area.w.saturating_sub(names + 2);
        if usize::from(beside) > width(note) {
            pen.put(area.x + 2 + names, area.y + row, beside, note, Role::Muted);
        }
        if here {
            pen.wash(
                Area {
                    y: area.y + row,
                    h: 1,
                    ..area
                },
                0,
                Role::Selected,
            );
            pen.cursor = Some((area.x, area.y + row));
        }
        row += 1;
    }
    row
}

/// One sample line in the look it is about, as much of it as fits.
fn sample(pen: &mut Pen<'_>, app: &App, area: Area, row: u16, name: &str, asked: bool) {
    let mine = app.theme == name;
    let label = if mine {
        format!("[ {name:<5} ]")
    } else {
        format!("  {name:<5}  ")
    };
    let y = area.y + row;
    let end = area.x + area.w;
    let mut x = area.x;
    x += pen.put(
        x,
        y,
        12,
        &label,
        if mine && asked {
            Role::Accent
        } else {
            Role::Text
        },
    ) + 1;
    let theme = Theme::by_name(name);
    let parts = [
        (Role::Late, "! late"),
        (Role::Due, "• today"),
        (Role::Wait, "~ waiting"),
        (Role::Good, "▲ good"),
        (Role::Bad, "▼ below"),
        (Role::Money, "$350"),
    ];
    let air = if area.w >= 70 { 2 } else { 1 };
    for (role, text) in parts {
        if x + width(text) as u16 > end {
            break;
        }
        let text: String = match theme {
            Theme::Plain => text
                .chars()
                .map(|c| ascii(&c.to_string()).map_or(c.to_string(), str::to_string))
                .collect(),
            _ => text.to_string(),
        };
        x += pen.put_in(crate::ui::look_of(app, name), x, y, end - x, &text, role) + air;
    }
    let note = match theme {
        Theme::Auto => "any background",
        Theme::Plain => "no colour, ASCII only",
        _ => "",
    };
    let beside = end.saturating_sub(x + 2);
    if usize::from(beside) >= width(note) {
        pen.put(x + 2, y, beside, note, Role::Muted);
    }
}

/// The other questions, side by side or below each other; where there is no room, the one that Tab
/// went to.
fn questions(pen: &mut Pen<'_>, app: &App, area: Area, row: u16, welcome: &Welcome) -> u16 {
    let parts: Vec<(bool, &str, String)> = QUESTIONS
        .iter()
        .enumerate()
        .skip(1)
        .map(|(n, q)| {
            let here = n == welcome.asks;
            let answer = (q.answer)(app);
            (
                here,
                q.label,
                if here {
                    format!("[ {answer} ]")
                } else {
                    answer
                },
            )
        })
        .collect();
    let (mut x, mut row) = (0, row);
    for (here, label, answer) in &parts {
        let wide = (width(label) + width(answer) + 2) as u16;
        if x > 0 && x + wide > area.w {
            (x, row) = (0, row + 1);
        }
        let y = area.y + row;
        x += pen.put(area.x + x, y, area.w, label, Role::Muted) + 1;
        x += pen.put(
            area.x + x,
            y,
            area.w.saturating_sub(x),
            answer,
            if *here { Role::Accent } else { Role::Text },
        ) + 3;
    }
    let hint = if welcome.asks == 0 {
        "Tab changes"
    } else {
        "Left and Right change"
    };
    if usize::from(area.w.saturating_sub(x)) >= width(hint) {
        pen.put(area.x + x, area.y + row, area.w - x, hint, Role::Muted);
    }
    row + 1
}
