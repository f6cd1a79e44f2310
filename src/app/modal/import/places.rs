//! Where the parts of the import stand, as plain numbers: used to scroll and to draw.

use super::{Import, Pane};
use crate::app::regions::{Area, Class, Regions};

/// How much stands beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Columns, dry run and a row at once.
    Wide,
    /// The columns with everything else in a few lines below; the other panes one at a time.
    Compact,
    /// One pane at a time.
    Small,
}

/// The places of the second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// How much stands beside each other.
    pub look: Look,
    /// The frame of the columns, or of the pane that has the keys.
    pub main: Area,
    /// Inside it.
    pub inner: Area,
    /// The lines of columns.
    pub columns: Area,
    /// The status words with their heading, or the lines that stand for them.
    pub words: Area,
    /// Lines about the dry run below the columns.
    pub notes: Area,
    /// The frame of the dry run, where it stands beside.
    pub dry: Area,
    /// The frame of the row, where it stands below.
    pub row: Area,
}

/// How much fits.
pub fn look(regions: &Regions) -> Look {
    match regions.class {
        Class::Normal if regions.body.h >= 26 => Look::Wide,
        Class::Normal | Class::Compact if regions.body.h >= 20 => Look::Compact,
        _ => Look::Small,
    }
}

/// Inside of a frame; windows without room have none.
pub fn inside(regions: &Regions, area: Area) -> Area {
    match regions.class {
        Class::Slim | Class::Tiny => Area {
            y: area.y + 1,
            h: area.h.saturating_sub(1),
            ..area
        },
        _ => Area {
            x: area.x + 1,
            y: area.y + 1,
            w: area.w.saturating_sub(2),
            h: area.h.saturating_sub(2),
        },
    }
}

/// The places for a window.
pub fn places(regions: &Regions, import: &Import) -> Places {
    let (look, body) = (look(regions), regions.body);
    let (mut main, mut dry, mut row) = (body, Area::default(), Area::default());
    if look == Look::Wide {
        let below = if body.h >= 30 { 7 } else { 6 };
        let beside = (body.w / 3).clamp(36, 50);
        main = Area {
            w: body.w - beside,
            h: body.h - below,
            ..body
        };
        dry = Area {
            x: body.x + main.w,
            w: beside,
            h: main.h,
            ..body
        };
        row = Area {
            y: body.y + main.h,
            h: below,
            ..body
        };
    }
    let inner = inside(regions, main);
    let head = match look {
        // Heading, rule, titles of the columns.
        Look::Wide | Look::Compact => 3,
        Look::Small => 2,
    };
    let rest = inner.h.saturating_sub(head);
    let few = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let (columns, words) = (few(import.columns.len()), few(import.words.len()));
    let (words_h, notes_h) = match look {
        Look::Wide if words == 0 => (0, 0),
        // The words take what the columns leave, and a third when both have to scroll.
        Look::Wide => (
            rest.saturating_sub(columns)
                .max((words + 2).min((rest / 3).max(4))),
            0,
        ),
        Look::Compact => (if words == 0 { 0 } else { 3 }, 3),
        Look::Small => (0, 1),
    };
    let list_h = rest.saturating_sub(words_h + notes_h);
    let at = |y: u16, h: u16| Area {
        y: inner.y + y,
        h,
        ..inner
    };
    let alone = look != Look::Wide && import.pane == Pane::Words;
    Places {
        look,
        main,
        inner,
        columns: at(head, list_h),
        words: if alone {
            inner
        } else {
            at(head + list_h, words_h)
        },
        notes: at(head + list_h + words_h, notes_h),
        dry,
        row,
    }
}

/// Lines of the words themselves, below their heading and, where they stand below the columns, a
/// rule.
pub fn word_lines(places: &Places) -> Area {
    let above = if places.look == Look::Wide { 2 } else { 1 };
    Area {
        y: places.words.y + above,
        h: places.words.h.saturating_sub(above),
        ..places.words
    }
}

/// The list of known creators that change, and below it what changes about one.
pub fn updates(regions: &Regions) -> (Area, Area) {
    let inner = inside(regions, regions.body);
    let below = (inner.h / 3).clamp(3, 12);
    let list = Area {
        y: inner.y + 1,
        h: inner.h.saturating_sub(below + 1),
        ..inner
    };
    (
        list,
        Area {
            y: list.y + list.h,
            h: below,
            ..inner
        },
    )
}
