//! Library: what is used again and again, in shelves: templates, briefs, ideal creators,
//! checklists, segments, codes and links, playbook. A shelf, its list, and what the cursor stands
//! on below it.

mod acts;
mod preview;
mod read;
mod shelves;

use super::view::{Pane, View};
use crate::app::command::Command;
use crate::app::command::Scope::In;
use crate::app::filter::{Filter, FilterSpec};
use crate::app::list::{List, Move};
use crate::app::panes::profile::RowRef;
use crate::app::regions::{Area, Class, Regions};
use crate::app::{App, Effect, ViewId};
use crate::domain::ids::Id;
use crate::domain::rows::{Brief, Collaboration, Creator, Right};
use crate::word_enum;
pub use acts::{add, commit_then_edit, edit, editable, remove, saved};
use read::reading;
pub use read::{Document, empty};

word_enum! {
    /// The shelves.
    #[derive(Default)]
    Shelf {
        #[default]
        Templates = "templates", "Templates";
        Briefs = "briefs", "Briefs";
        Ideals = "ideals", "Ideal creators";
        Checklists = "checklists", "Checklists";
        Segments = "segments", "Segments";
        Codes = "codes", "Codes and links";
        Playbook = "playbook", "Playbook";
    }
}

/// Keys for the footer.
pub const FOOTER: &[&str] = &[
    "open",
    "edit",
    "edit-outside",
    "copy",
    "add",
    "filter",
    "shelf-next",
    "shelves",
    "trash",
];

/// Commands of this view alone.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "shelf-next",
        &["]", "Shift+Right"],
        "shelf",
        "Next shelf",
        |app| turn(app, 1),
    )
    .scope(In(ViewId::Library)),
    Command::new(
        "shelf-back",
        &["[", "Shift+Left"],
        "shelf, back",
        "Shelf before",
        |app| turn(app, -1),
    )
    .scope(In(ViewId::Library)),
    Command::new(
        "shelves",
        &["Tab", "Shift+Tab"],
        "other pane",
        "From the list to the shelves, and back",
        |app| {
            app.library.on_shelves = !app.library.on_shelves;
            Vec::new()
        },
    )
    .scope(In(ViewId::Library)),
    Command::new(
        "edit-outside",
        &["E"],
        "your editor",
        "Edit its words in your own editor ($EDITOR)",
        acts::edit_outside,
    )
    .scope(In(ViewId::Library))
    .able(editable),
    Command::new(
        "copy-entry",
        &["y w"],
        "its words",
        "Copy the words of the template, page, list or brief",
        acts::copy,
    )
    .scope(In(ViewId::Library)),
];

/// Its row in the table of views.
pub const VIEW: View = View {
    place: ViewId::Library,
    command: "library",
    footer: FOOTER,
    pane: |app| &app.library,
    pane_mut: |app| &mut app.library,
    rebuild: |app| app.library.outdated = true,
    changed: |app, _, _| app.library.outdated = true,
    enter: Library::build,
    back: App::unsift,
    open: acts::open,
    wants: |_| Vec::new(),
    filter_spec: FilterSpec {
        filter: |app| &app.library.filter,
        set_filter: Library::set_filter,
        count: |app| (app.library.lines.len(), app.library.all),
        words: |app| app.library.filter.words(),
        hint: "words that stand in a line",
        people: false,
    },
    count: |_| None,
};

/// What a line of a shelf is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A row of one's own.
    Row(RowRef),
    /// A template that comes with the program: name and language.
    Shipped(String, String),
    /// A page that comes with the program.
    ShippedPage(String),
    /// A checklist that comes with the program.
    ShippedList(String),
    /// The brief of a creator.
    Brief(Id<Brief>, Id<Creator>, Id<Collaboration>),
    /// A brief that is owed and not begun.
    Owed(Id<Collaboration>, Id<Creator>),
    /// A code of orders that nobody has, and whose it probably is.
    Stray(String, Option<Id<Creator>>),
    /// A promo code.
    Code(Id<Right>, Id<Creator>),
    /// The tracked link of a collaboration.
    Link(Id<Collaboration>, Id<Creator>),
}

impl Key {
    /// The creator it is about.
    pub fn creator(&self) -> Option<Id<Creator>> {
        match self {
            Self::Brief(_, who, _)
            | Self::Owed(_, who)
            | Self::Code(_, who)
            | Self::Link(_, who) => Some(*who),
            Self::Stray(_, who) => *who,
            Self::Row(_) | Self::Shipped(..) | Self::ShippedPage(_) | Self::ShippedList(_) => None,
        }
    }
}

/// A line of a shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub key: Key,
    /// Its cells, in the order of the shelf's columns.
    pub cells: Vec<String>,
    /// What is wrong with it, if anything.
    pub trouble: bool,
}

/// The state.
#[derive(Default)]
pub struct Library {
    /// Lines of the shelf, as the filter leaves them.
    pub list: List<Key>,
    /// The same with their cells, in the same order.
    pub lines: Vec<Line>,
    /// How much stands on each shelf, in their order.
    pub counts: Vec<usize>,
    /// Which shelf.
    pub shelf: Shelf,
    /// The keys move among the shelves.
    pub on_shelves: bool,
    /// What its lines are narrowed to, by their words.
    pub filter: Filter,
    /// Lines of the shelf without it.
    all: usize,
    /// What the cursor stands on, to be read below the list.
    pub reading: Option<Document>,
    /// Of what it is.
    read: Option<Key>,
    outdated: bool,
    /// What is opened in a form once it is on disk, and whether in the user's editor.
    pending: Option<(RowRef, bool)>,
}

fn turn(app: &mut App, by: isize) -> Vec<Effect> {
    let all = Shelf::ALL;
    let at = all
        .iter()
        .position(|s| *s == app.library.shelf)
        .unwrap_or(0) as isize
        + by;
    let to = all
        .get(at.rem_euclid(all.len() as isize) as usize)
        .copied()
        .unwrap_or_default();
    Library::show(app, to);
    Vec::new()
}

impl Library {
    fn show(app: &mut App, shelf: Shelf) {
        app.library.shelf = shelf;
        app.library.filter = Filter::default();
        app.library.outdated = true;
        app.card_scroll = 0;
        Self::build(app);
        app.library.list.step(Move::First);
    }

    /// The shelf that is shown, anew if something changed since.
    fn build(app: &mut App) {
        if !std::mem::take(&mut app.library.outdated) {
            return;
        }
        app.library.counts = shelves::counts(app);
        let wanted = crate::domain::query::fold(app.library.filter.text());
        let mut lines = shelves::lines(app, app.library.shelf);
        app.library.all = lines.len();
        lines.retain(|line| {
            let text = crate::domain::query::fold(&line.cells.join(" "));
            wanted.split_whitespace().all(|word| text.contains(word))
        });
        app.library
            .list
            .set(lines.iter().map(|line| line.key.clone()).collect());
        app.library.lines = lines;
        app.library.read = None;
    }

    /// What the cursor stands on, if it is another than before: asked before each frame.
    pub fn fresh(app: &mut App) {
        Self::build(app);
        let here = app.library.list.current().cloned();
        if here.is_none() || app.library.read != here {
            app.library.reading = reading(app);
            app.library.read = here;
        }
    }

    /// Shows what has other words.
    fn set_filter(app: &mut App, filter: Filter) {
        app.library.filter = filter;
        (app.library.outdated, app.library.on_shelves) = (true, false);
        Self::build(app);
    }

    /// The line under the cursor.
    pub fn line(&self) -> Option<&Line> {
        self.lines.get(self.list.at())
    }

    /// The collaboration the line under the cursor is about.
    pub fn deal(&self) -> Option<Id<Collaboration>> {
        match self.list.current()? {
            Key::Brief(_, _, deal) | Key::Owed(deal, _) | Key::Link(deal, _) => Some(*deal),
            _ => None,
        }
    }
}

/// Where the parts of the view stand: the shelves in wide windows, the list, what the cursor stands
/// on.
pub struct Parts {
    /// The shelves, with their frame.
    pub shelves: Option<Area>,
    /// List and reading, with their frame where there is one.
    pub whole: Area,
    /// The list, its headings included.
    pub list: Area,
    /// What is read, if there is room.
    pub reading: Option<Area>,
}

/// The parts for a window.
pub fn parts(r: &Regions) -> Parts {
    let body = r.body;
    let framed = r.class >= Class::Compact;
    let side = if framed { 24 } else { 0 };
    let whole = Area {
        x: body.x + side,
        w: body.w.saturating_sub(side),
        ..body
    };
    let inside = match framed {
        true => Area {
            x: whole.x + 1,
            y: whole.y + 1,
            w: whole.w.saturating_sub(2),
            h: whole.h.saturating_sub(2),
        },
        // One line above says which shelf it is.
        false => Area {
            y: whole.y + 1,
            h: whole.h.saturating_sub(1),
            ..whole
        },
    };
    let list_h = if r.card.is_some() {
        (inside.h * 2 / 5).max(4).min(inside.h)
    } else {
        inside.h
    };
    let rest = inside.h.saturating_sub(list_h + 1);
    Parts {
        shelves: framed.then_some(Area { w: side, ..body }),
        whole,
        list: Area {
            h: list_h,
            ..inside
        },
        reading: (rest > 0).then_some(Area {
            y: inside.y + list_h + 1,
            h: rest,
            ..inside
        }),
    }
}

impl Pane for Library {
    fn step(&mut self, how: Move) -> bool {
        if self.on_shelves {
            let all = Shelf::ALL;
            let at = all.iter().position(|s| *s == self.shelf).unwrap_or(0) as i64;
            let last = all.len() as i64 - 1;
            let to = match how {
                Move::By(n) => (at + n).clamp(0, last),
                Move::First => 0,
                Move::Last => last,
            };
            self.shelf = all.get(to as usize).copied().unwrap_or_default();
            if to != at {
                self.outdated = true;
                self.list.set(Vec::new());
                self.filter = Filter::default();
            }
            return to != at;
        }
        self.list.step(how)
    }

    fn fit(&mut self, regions: &Regions) {
        self.list
            .fit(usize::from(parts(regions).list.h.saturating_sub(1)).max(1));
    }

    fn go(&mut self, creator: Id<Creator>) -> bool {
        let of = |key: &Key| key.creator() == Some(creator);
        // Where the cursor stands on one of theirs already, it stays.
        if self.list.current().is_some_and(of) {
            return true;
        }
        let found = self.list.rows().iter().find(|key| of(key)).cloned();
        found.is_some_and(|key| self.list.go(&key))
    }

    fn current_creator(&self) -> Option<Id<Creator>> {
        self.list.current()?.creator()
    }

    fn row(&self) -> Option<RowRef> {
        match self.list.current()? {
            Key::Row(row) => Some(*row),
            Key::Brief(brief, ..) => Some(RowRef::Brief(*brief)),
            Key::Code(right, _) => Some(RowRef::Right(*right)),
            Key::Link(deal, _) | Key::Owed(deal, _) => Some(RowRef::Collaboration(*deal)),
            Key::Shipped(..) | Key::ShippedPage(_) | Key::ShippedList(_) | Key::Stray(..) => None,
        }
    }

    fn opens(&self) -> bool {
        !self.list.is_empty()
    }

    fn neighbour(&self, _: Id<Creator>, _: i64) -> Option<Id<Creator>> {
        None
    }
}
