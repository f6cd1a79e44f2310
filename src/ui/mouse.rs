//! What stands under the mouse: the views of the header, the keys of the footer, the rows of a
//! list, the card. Read from the same functions that draw them.

use super::profile::HEAD;
use super::text::width;
use super::{calendar, chrome};
use crate::app::keys::Key;
use crate::app::mouse::MouseTarget;
use crate::app::panes::board;
use crate::app::panes::profile::Tab;
use crate::app::regions::Area;
use crate::app::{App, ViewId};

/// What a click or a turn of the wheel in a cell is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hit {
    /// These keys, as if they were pressed.
    Keys(Vec<Key>),
    /// A place of the app.
    App(MouseTarget),
}

fn inside(area: Area, x: u16, y: u16) -> bool {
    (area.x..area.x + area.w).contains(&x) && (area.y..area.y + area.h).contains(&y)
}

/// What a click means.
pub fn click(app: &App, x: u16, y: u16) -> Option<Hit> {
    let r = &app.regions;
    if y == r.footer.y {
        return footer(app, x).map(Hit::Keys);
    }
    if let Some(modal) = app.modals.last() {
        return super::modal::click(app, modal, x, y).map(Hit::Keys);
    }
    if y == r.header.y {
        let tab = chrome::tabs(app)
            .into_iter()
            .find(|t| (t.x..t.x + width(&t.label) as u16).contains(&x))?;
        return Some(Hit::App(MouseTarget::Command(tab.command)));
    }
    let list = inside(r.list, x, y);
    match app.place() {
        ViewId::Board if list => {
            let cell = board::shape(r, app.board.at).card_of(x - r.list.x, y - r.list.y, r.list.w);
            return cell.map(|(card, column)| Hit::App(MouseTarget::Cell(card, column)));
        }
        ViewId::Calendar if list => return calendar::pointed_at(app, x, y).map(Hit::App),
        _ => {}
    }
    rows(app)
        .filter(|area| inside(*area, x, y))
        .map(|area| Hit::App(MouseTarget::Row(usize::from(y - area.y))))
}

/// What the wheel means, by so many notches down.
pub fn wheel(app: &App, x: u16, y: u16, notches: i64) -> Hit {
    let code = if notches < 0 {
        crate::app::keys::Code::Up
    } else {
        crate::app::keys::Code::Down
    };
    if !app.modals.is_empty() {
        return Hit::Keys(vec![Key::plain(code); notches.unsigned_abs() as usize]);
    }
    let lines = notches * LINES;
    let card = app.regions.card.is_some_and(|card| inside(card, x, y));
    Hit::App(if card {
        MouseTarget::Card(lines)
    } else {
        MouseTarget::List(lines)
    })
}

/// Lines a notch of the wheel moves by.
const LINES: i64 = 3;

/// Where the rows of the place's list stand.
fn rows(app: &App) -> Option<Area> {
    let list = app.regions.list;
    let below = |area: Area, lines: u16| Area {
        y: area.y + lines,
        h: area.h.saturating_sub(lines),
        ..area
    };
    match (app.place(), app.profile.as_ref().map(|p| p.tab)) {
        (ViewId::Review, _) if app.review.one => None,
        (ViewId::Review, _) => Some(list),
        (ViewId::Roster, _) => Some(below(list, 1)),
        (ViewId::Outreach, _) if !app.outreach.reads_full(&app.regions) => Some(list),
        (ViewId::Results | ViewId::Money | ViewId::Orders, _) => Some(list),
        (ViewId::Profile, Some(Tab::Profile | Tab::Audience)) => None,
        (ViewId::Profile, _) => Some(below(app.regions.body, HEAD + 1)),
        _ => None,
    }
}

/// The keys of the hint in a column of the footer. Of a window's hints only those of one key: the
/// others name several.
fn footer(app: &App, x: u16) -> Option<Vec<Key>> {
    if let Some(hint) = chrome::hints(app)
        .into_iter()
        .find(|h| (h.x..h.x + h.width()).contains(&x))
    {
        let keys: Vec<Key> = hint.key.split(' ').filter_map(Key::parse).collect();
        let whole =
            keys.len() == hint.key.split(' ').count() && (app.modals.is_empty() || keys.len() == 1);
        return whole.then_some(keys);
    }
    let ways = chrome::ways(app);
    let mut at = app.regions.footer.w.saturating_sub(1 + width(&ways) as u16);
    for way in ways.split("  ") {
        let end = at + width(way) as u16;
        if (at..end).contains(&x) {
            return way
                .split(' ')
                .next()
                .and_then(Key::parse)
                .map(|key| vec![key]);
        }
        at = end + 2;
    }
    None
}
