//! Outreach: people by whose move it is, and everything that happened with the one under the
//! cursor. Two panes, one focus; messages are written in the composer, which any view opens.

mod people;
mod reading;

use super::view::{Pane, Selection, View};
use crate::app::command::Command;
use crate::app::command::Scope::In;
use crate::app::filter::{self, Filter, FilterSpec};
use crate::app::list::{List, Move};
use crate::app::panes::profile::RowRef;
use crate::app::regions::{Class, Regions};
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::ids::Id;
use crate::domain::rows::{Creator, Touch};
use crate::domain::timeline::{Entry, TimelineFilter};
pub use people::{Group, Line, draft_of};
use people::{ListPosition, People};
pub(in crate::app) use reading::broken;

/// Keys for the footer.
pub const FOOTER: &[&str] = &[
    "open",
    "message",
    "reply",
    "their-move",
    "record",
    "next-step",
    "filter",
    "timeline-next",
    "other-pane",
    "done",
    "add",
];

/// Commands of this view alone.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "other-pane",
        &["Tab", "Shift+Tab"],
        "other pane",
        "From the people to the timeline, and back",
        |app| {
            app.outreach.focus = match app.outreach.focus {
                Focus::People => Focus::Timeline,
                Focus::Timeline => Focus::People,
            };
            Vec::new()
        },
    )
    .scope(In(ViewId::Outreach)),
    Command::new(
        "timeline-next",
        &["]", "Shift+Right"],
        "entries",
        "Show another kind of entries: messages, notes, money…",
        |app| reading::turn(app, 1),
    )
    .scope(In(ViewId::Outreach)),
    Command::new(
        "timeline-back",
        &["[", "Shift+Left"],
        "entries, back",
        "Show the kind of entries before",
        |app| reading::turn(app, -1),
    )
    .scope(In(ViewId::Outreach)),
    Command::new(
        "outreach-next",
        &["."],
        "next creator",
        "Next creator, keeping the timeline",
        |app| walk(app, 1),
    )
    .scope(In(ViewId::Outreach)),
    Command::new(
        "outreach-previous",
        &[","],
        "previous creator",
        "Previous creator, keeping the timeline",
        |app| walk(app, -1),
    )
    .scope(In(ViewId::Outreach)),
];

/// Its row in the table of views.
pub const VIEW: View = View {
    place: ViewId::Outreach,
    command: "outreach",
    footer: FOOTER,
    pane: |app| &app.outreach,
    pane_mut: |app| &mut app.outreach,
    rebuild: People::rebuild,
    changed: |app, _, touched| People::changed(app, touched),
    enter: People::build,
    back: |app| app.outreach.back() || app.unsift(),
    open: reading::open,
    wants: |app| app.outreach.wants(),
    filter_spec: FilterSpec {
        filter: |app| &app.outreach.filter,
        set_filter: People::set_filter,
        count: |app| (app.outreach.list.len(), app.outreach.people.len()),
        words: |app| app.outreach.filter.words(),
        hint: filter::PEOPLE,
        people: true,
    },
    count: |app| Some(app.outreach.people.ours()).filter(|n| *n > 0),
};

/// Which pane the keys move in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// The people.
    #[default]
    People,
    /// The timeline.
    Timeline,
}

/// The state.
#[derive(Default)]
pub struct Outreach {
    /// People, in the order they are listed.
    pub list: List<Id<Creator>>,
    /// What it is narrowed to.
    pub filter: Filter,
    /// The list's lines.
    pub lines: Vec<Line>,
    /// First line shown.
    pub top: usize,
    /// Where the keys go.
    pub focus: Focus,
    /// What the timeline shows.
    pub timeline_filter: TimelineFilter,
    /// The timeline of the creator under the cursor, the oldest entry first.
    pub entries: Vec<Entry>,
    /// Cursor over them.
    pub entry: List<usize>,
    /// Whose timeline it is.
    of: Option<Id<Creator>>,
    people: People,
}

fn walk(app: &mut App, by: i64) -> Vec<Effect> {
    match app.outreach.list.step(Move::By(by)) {
        true => Vec::new(),
        false => app.refuse(if by > 0 {
            "this is the last of the list"
        } else {
            "this is the first of the list"
        }),
    }
}

/// It became another day at the place of these: what they wait for may be ours now.
pub(in crate::app) fn renew(app: &mut App, creators: &[Id<Creator>]) {
    People::changed(app, creators);
}

impl Outreach {
    /// Where the timeline has the screen to itself: in small windows, while the keys move in it.
    pub fn reads_full(&self, regions: &Regions) -> bool {
        self.focus == Focus::Timeline && (regions.class < Class::Normal || regions.card.is_none())
    }

    /// The group somebody is listed in.
    pub fn position(&self, creator: Id<Creator>) -> Option<ListPosition> {
        self.people.position(creator)
    }

    fn back(&mut self) -> bool {
        if self.list.unmark() {
            return true;
        }
        let read = self.focus == Focus::Timeline;
        self.focus = Focus::People;
        read
    }

    /// The one under the cursor, and those in sight who wait for an answer.
    fn wants(&self) -> Vec<Id<Creator>> {
        let ours = self
            .lines
            .iter()
            .skip(self.top)
            .take(60)
            .filter_map(|line| match line {
                Line::Person(Group::Ours, at) => self.list.rows().get(*at).copied(),
                _ => None,
            });
        let mut wanted: Vec<Id<Creator>> = ours.chain(self.list.current().copied()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// The line the cursor stands on.
    fn cursor_line(&self) -> usize {
        let at = self.list.at();
        self.lines
            .iter()
            .position(|line| matches!(line, Line::Person(_, n) if *n == at))
            .unwrap_or(0)
    }

    /// The contact under the cursor of the timeline.
    pub fn touch(&self) -> Option<Id<Touch>> {
        self.entries.get(*self.entry.current()?)?.touch
    }
}

impl Pane for Outreach {
    fn step(&mut self, how: Move) -> bool {
        match self.focus {
            Focus::People => {
                let moved = self.list.step(how);
                self.list.extend_range();
                moved
            }
            Focus::Timeline => self.entry.step(how),
        }
    }

    fn fit(&mut self, regions: &Regions) {
        let height = usize::from(regions.list.h).max(1);
        let here = self.cursor_line();
        // The heading of the first group stays in sight with its first person; of the last one both
        // lines.
        let low = here.saturating_sub(1);
        self.top = self.top.min(low);
        if here + 2 > self.top + height {
            self.top = here + 2 - height.min(here + 2);
        }
        self.top = self.top.min(self.lines.len().saturating_sub(height));
        let timeline = if self.reads_full(regions) {
            regions.body.h.saturating_sub(2)
        } else {
            regions.card.map_or(1, |c| c.h)
        };
        // The entry under the cursor is shown in full, as far as a few lines go.
        self.entry
            .fit(usize::from(timeline).saturating_sub(3).max(1));
    }

    fn go(&mut self, creator: Id<Creator>) -> bool {
        if !self.list.go(&creator) {
            self.people.guest = Some(creator);
            self.relist();
        }
        self.list.go(&creator)
    }

    fn point(&mut self, line: usize, _: &Regions) -> bool {
        let at = match self.lines.get(self.top + line) {
            Some(Line::Person(_, at) | Line::Detail(at)) => *at,
            _ => return false,
        };
        self.focus = Focus::People;
        self.list.go_line(at);
        true
    }

    fn current_creator(&self) -> Option<Id<Creator>> {
        self.list.current().copied()
    }

    fn target(&self) -> Target {
        let marked = self.list.marked();
        let creators = if marked.is_empty() {
            self.current_creator().into_iter().collect()
        } else {
            marked
        };
        Target {
            creators,
            items: Vec::new(),
        }
    }

    fn row(&self) -> Option<RowRef> {
        match self.focus {
            Focus::Timeline => self.touch().map(RowRef::Touch),
            Focus::People => None,
        }
    }

    fn neighbour(&self, creator: Id<Creator>, by: i64) -> Option<Id<Creator>> {
        let at = self.list.rows().iter().position(|c| *c == creator)?;
        self.list
            .rows()
            .get(at.checked_add_signed(isize::try_from(by).ok()?)?)
            .copied()
    }

    fn selection(&mut self) -> Option<&mut dyn Selection> {
        (self.focus == Focus::People).then_some(&mut self.list as &mut dyn Selection)
    }

    fn selectable(&self) -> bool {
        self.focus == Focus::People
    }
}
