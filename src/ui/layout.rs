//! Where everything stands for a window of a size: one pure function, used for scrolling and for
//! drawing.

use crate::app::modal::Modal;
use crate::app::regions::{Area, Class, Regions};
use crate::app::{App, ViewId};

/// Smallest window with a layout of its own.
pub const MIN: (u16, u16) = (40, 12);

/// Rows from which a window has room for everything.
const ROOMY: u16 = 36;

/// Lines of the counts below the roster: a rule, stages, types, gaps.
const COUNTS: u16 = 4;

/// Width class of a window.
pub fn class(w: u16, h: u16) -> Class {
    match (w, h) {
        (w, h) if w < MIN.0 || h < MIN.1 => Class::Tiny,
        (..60, _) => Class::Slim,
        (..80, _) => Class::Narrow,
        (..110, _) => Class::Compact,
        _ => Class::Normal,
    }
}

/// The places of a frame.
pub fn regions(size: (u16, u16), app: &App) -> Regions {
    let (w, h) = size;
    let class = class(w, h);
    let header = Area {
        x: 0,
        y: 0,
        w,
        h: h.min(1),
    };
    let shared = h < 24;
    let bottom = if shared { 1 } else { 2 };
    let status = Area {
        x: 0,
        y: h.saturating_sub(bottom),
        w,
        h: h.min(1),
    };
    let footer = if shared {
        status
    } else {
        Area {
            x: 0,
            y: h.saturating_sub(1),
            w,
            h: h.min(1),
        }
    };
    let body = Area {
        x: 0,
        y: 1,
        w,
        h: h.saturating_sub(1 + bottom),
    };
    let mut regions = Regions {
        size,
        class,
        header,
        body,
        status,
        footer,
        ..Regions::default()
    };
    if class != Class::Tiny {
        panes(&mut regions, app);
        regions.modal_list = app.modals.last().map_or(0, |m| modal_list(&regions, m));
    }
    regions
}

/// List and card of the place.
fn panes(r: &mut Regions, app: &App) {
    let place = app.place();
    let body = r.body;
    if matches!(place, ViewId::Profile | ViewId::Welcome) {
        r.list = if r.class >= Class::Normal {
            inside(body)
        } else {
            body
        };
        return;
    }
    if place == ViewId::Board {
        board(r, app);
        return;
    }
    if place == ViewId::Calendar && r.class < Class::Normal {
        r.list = body;
        return;
    }
    if place == ViewId::Money && r.class == Class::Normal {
        money(r, app);
        return;
    }
    if place == ViewId::Orders {
        orders(r, app);
        return;
    }
    if place == ViewId::Results {
        // The numbers need the width; what a card would tell is on the creator's own results.
        let below = app.results.under(r.class, body.h);
        let above = Area {
            h: body.h - below,
            ..body
        };
        r.list = if r.class == Class::Normal {
            inside(above)
        } else {
            above
        };
        return;
    }
    match r.class {
        Class::Normal => {
            let card_w = if app.card {
                card_width(place, body.w)
            } else {
                0
            };
            r.list = inside(Area {
                w: body.w - card_w,
                ..body
            });
            if place == ViewId::Roster && r.size.1 >= ROOMY {
                r.list.h -= COUNTS;
                r.counts = Some(Area {
                    y: r.list.y + r.list.h,
                    h: COUNTS,
                    ..r.list
                });
            }
            let card = Area {
                x: body.x + body.w - card_w,
                w: card_w,
                ..body
            };
            r.card = app.card.then(|| inside(card));
        }
        // The rule above the card carries its title.
        Class::Compact | Class::Narrow | Class::Slim => {
            let wanted = match (r.class, r.size.1) {
                (Class::Compact, 24..) => (body.h * 2 / 5).clamp(6, 12),
                (Class::Compact, _) | (Class::Narrow, _) => body.h / 2,
                _ => (body.h / 3).max(3),
            };
            let card_h = if shows_card(r, app) && body.h > wanted + 4 {
                wanted
            } else {
                0
            };
            r.list = Area {
                h: body.h - card_h,
                ..body
            };
            let card = Area {
                y: body.y + body.h - card_h + 1,
                h: card_h.saturating_sub(1),
                ..body
            };
            r.card = (card_h > 0).then_some(card);
            if place == ViewId::Money {
                // The sums stand above the list, where there is no frame to carry them.
                r.list.y += 1;
                r.list.h = r.list.h.saturating_sub(1);
            }
        }
        Class::Tiny => {}
    }
}

/// Lines beside the card of one, over the boxes of what is no line yet.
fn money(r: &mut Regions, app: &App) {
    let body = r.body;
    let boxes = if body.h >= 26 { 10 } else { 0 };
    let above = Area {
        h: body.h - boxes,
        ..body
    };
    beside_card(r, app, above);
    r.counts = (boxes > 0).then_some(Area {
        y: above.y + above.h,
        h: boxes,
        ..body
    });
}

/// A list beside the card of the row under the cursor, both framed, in an area.
fn beside_card(r: &mut Regions, app: &App, area: Area) {
    let card_w = if app.card { 36 } else { 0 };
    r.list = inside(Area {
        w: area.w - card_w,
        ..area
    });
    let card = Area {
        x: area.x + area.w - card_w,
        w: card_w,
        ..area
    };
    r.card = app.card.then(|| inside(card));
}

/// Orders beside the card of one; in smaller windows over it.
fn orders(r: &mut Regions, app: &App) {
    let body = r.body;
    if r.class == Class::Normal {
        beside_card(r, app, body);
        return;
    }
    let lines = if app.card && body.h >= 16 { 4 } else { 0 };
    r.list = Area {
        h: body.h - lines,
        ..body
    };
    r.card = (lines > 0).then(|| Area {
        y: body.y + body.h - lines + 1,
        h: lines - 1,
        ..body
    });
}

/// The board over the strip about the card under the cursor; the rule above the strip is neither's.
fn board(r: &mut Regions, app: &App) {
    let body = r.body;
    let lines = match r.class {
        Class::Normal if body.h >= 28 => 6,
        Class::Normal | Class::Compact => 3,
        Class::Narrow => 2,
        Class::Slim | Class::Tiny => 1,
    };
    let strip = if app.card && body.h > lines + 9 {
        lines
    } else {
        0
    };
    let rule = u16::from(strip > 0);
    r.list = Area {
        h: body.h - strip - rule,
        ..body
    };
    r.card = (strip > 0).then_some(Area {
        y: body.y + body.h - strip,
        h: strip,
        ..body
    });
}

/// Whether there is a card: in small windows only when asked for.
fn shows_card(r: &Regions, app: &App) -> bool {
    match r.class {
        Class::Compact if r.size.1 >= 24 => app.card,
        Class::Slim => app.card,
        // `i` turns it on there: what it shows elsewhere by default, it hides here.
        _ => !app.card,
    }
}

fn card_width(place: ViewId, w: u16) -> u16 {
    match place {
        // The people beside a timeline need little.
        ViewId::Outreach => w - (w * 3 / 10).clamp(34, 44),
        ViewId::Roster | ViewId::Calendar => (w * 3 / 10).clamp(36, 60),
        _ => (w * 7 / 15).clamp(50, 60),
    }
}

fn inside(area: Area) -> Area {
    Area {
        x: area.x + 1,
        y: area.y + 1,
        w: area.w.saturating_sub(2),
        h: area.h.saturating_sub(2),
    }
}

/// Lines a list in a modal has.
fn modal_list(r: &Regions, modal: &Modal) -> u16 {
    match modal {
        Modal::Palette(_) | Modal::Help(_) => r.body.h.saturating_sub(6),
        Modal::Listing(_) => r.body.h.saturating_sub(2),
        Modal::Pick(pick) => (pick.list.len() as u16).min(r.body.h.saturating_sub(2)),
        _ => r.body.h.saturating_sub(4),
    }
}
