//! Draws the app into a buffer and changes nothing. Sizes come from `layout`, the same that the app
//! scrolled by.

mod board;
mod calendar;
mod card;
mod chrome;
mod compare;
pub mod glyphs;
pub mod layout;
mod library;
mod modal;
mod money;
pub mod mouse;
mod orders;
mod outreach;
mod pen;
mod person;
mod profile;
mod results;
mod review;
mod roster;
mod table;
pub mod text;
pub mod theme;
mod trace;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::mark::Mark;
use crate::app::modal::Modal;
use crate::app::regions::Class;
use crate::app::{App, ViewId};
use pen::Pen;
use theme::{Role, Theme};

/// Draws a frame and puts the terminal's cursor on the selected row or the caret; gives back where
/// that is.
pub fn draw(frame: &mut Frame<'_>, app: &App) -> Option<(u16, u16)> {
    let mut pen = Pen::new(frame.buffer_mut(), theme(app));
    paint(&mut pen, app);
    if glyphs::wants_ascii(app) {
        pen.use_ascii();
    }
    let cursor = pen.cursor;
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
    cursor
}

/// What is wrong with the frame, in sentences: text over text or over a border, a number that is
/// cut, something written outside. For tests.
pub fn faults(app: &App) -> Vec<String> {
    let (w, h) = app.regions.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
    let mut pen = Pen::new(&mut buffer, theme(app));
    pen.trace = Some(trace::Trace::new(w, h));
    paint(&mut pen, app);
    pen.trace.map(trace::Trace::faults).unwrap_or_default()
}

/// The theme in use: none of it where NO_COLOR decides.
fn theme(app: &App) -> Theme {
    look_of(app, &app.theme)
}

/// How a theme looks here.
fn look_of(app: &App, name: &str) -> Theme {
    if app.around.no_color {
        Theme::Plain
    } else {
        Theme::by_name(name)
    }
}

fn paint(pen: &mut Pen<'_>, app: &App) {
    if app.regions.class == Class::Tiny {
        tiny(pen, app)
    } else {
        screen(pen, app)
    }
}

fn screen(pen: &mut Pen<'_>, app: &App) {
    chrome::header(pen, app);
    let quiet = match app.place() {
        ViewId::Review => review::draw(pen, app),
        ViewId::Roster => roster::draw(pen, app),
        ViewId::Board => board::draw(pen, app),
        ViewId::Outreach => outreach::draw(pen, app),
        ViewId::Results => results::draw(pen, app),
        ViewId::Calendar => calendar::draw(pen, app),
        ViewId::Library => library::draw(pen, app),
        ViewId::Money => money::draw(pen, app),
        ViewId::Orders => orders::draw(pen, app),
        ViewId::Profile => profile::draw(pen, app),
        ViewId::Welcome => Default::default(),
    };
    for modal in &app.modals {
        modal::draw(pen, app, modal);
    }
    chrome::status(pen, app, modal::quiet(app).unwrap_or(quiet));
    chrome::footer(pen, app);
}

fn tiny(pen: &mut Pen<'_>, app: &App) {
    let (w, h) = app.regions.size;
    // The most needed first: where there are few lines the rest is not shown.
    let told = [
        format!("touchbase needs {} x {},", layout::MIN.0, layout::MIN.1).as_str(),
        format!("this window has {w} x {h}.").as_str(),
        "q q quit",
        "Make the window larger or the text smaller. All is saved.",
        "",
        "meanwhile: touchbase today --plain",
    ]
    .join("\n");
    for (row, line) in (0..h).zip(text::wrap(&told, usize::from(w))) {
        pen.put(0, row, w, &line, Role::Text);
    }
    pen.cursor = Some((0, 0));
}

/// The look of the row under the cursor of a pane: another one while something else has the keys.
/// The filter line leaves them to the list.
fn selected(app: &App) -> Role {
    match app.modals.last() {
        None | Some(Modal::Filter(_)) => Role::Selected,
        Some(_) => Role::SelectedAway,
    }
}

/// The look of a cell's meaning.
fn role(mark: Mark) -> Role {
    match mark {
        Mark::Plain => Role::Text,
        Mark::Muted => Role::Muted,
        Mark::Late => Role::Late,
        Mark::Due => Role::Due,
        Mark::Wait => Role::Wait,
        Mark::Warm => Role::Warm,
        Mark::Planned => Role::Planned,
        Mark::Gap => Role::Gap,
        Mark::Money => Role::Money,
        Mark::Core => Role::Core,
    }
}
