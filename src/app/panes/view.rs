//! What the shared keys ask of a view, and the one table of views: header, footer, go-to menu,
//! number keys, scrolling, selecting and walking read it. A new view is a file here, one in `ui`,
//! and a row in `VIEWS`.

use super::profile::RowRef;
use crate::app::filter::FilterSpec;
use crate::app::list::{List, Move};
use crate::app::regions::Regions;
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::change::Step;
use crate::domain::ids::Id;
use crate::domain::rows::{Collaboration, Creator};

/// The state of a view, as the shared keys see it.
pub trait Pane {
    /// Moves the cursor; false when it cannot move that way.
    fn step(&mut self, how: Move) -> bool;
    /// Scrolls so that the cursor is in sight.
    fn fit(&mut self, regions: &Regions);
    /// Puts the cursor on a creator's first row; false when there is none.
    fn go(&mut self, creator: Id<Creator>) -> bool;
    /// Puts the cursor on what stands in a line of its list, counted from the first that is shown;
    /// false where nothing stands, and in views that are no list.
    fn point(&mut self, _line: usize, _regions: &Regions) -> bool {
        false
    }
    /// Puts the cursor on a place of its grid: a row, counted from the first that is shown, and a
    /// column; false where nothing stands, and in views without a grid.
    fn point_cell(&mut self, _row: usize, _column: usize, _regions: &Regions) -> bool {
        false
    }
    /// The creator under the cursor.
    fn current_creator(&self) -> Option<Id<Creator>>;
    /// What verbs act on.
    fn target(&self) -> Target {
        Target {
            creators: self.current_creator().into_iter().collect(),
            items: Vec::new(),
        }
    }
    /// Collaborations that stage keys act on, where rows are collaborations.
    fn deals(&self) -> Vec<Id<Collaboration>> {
        Vec::new()
    }
    /// Rows a page has.
    fn page(&self, regions: &Regions) -> i64 {
        i64::from(regions.list.h).saturating_sub(2).max(1)
    }
    /// The row under the cursor, where it is more than its creator.
    fn row(&self) -> Option<RowRef> {
        None
    }
    /// Whether Enter has something to open.
    fn opens(&self) -> bool {
        self.current_creator().is_some() || self.row().is_some()
    }
    /// The creator above or below one in the list.
    fn neighbour(&self, creator: Id<Creator>, by: i64) -> Option<Id<Creator>>;
    /// Its selection, where rows can be selected.
    fn selection(&mut self) -> Option<&mut dyn Selection> {
        None
    }
    /// How many rows are selected.
    fn marked(&self) -> usize {
        0
    }
    /// Whether rows can be selected.
    fn selectable(&self) -> bool {
        false
    }
}

/// Rows that can be selected.
pub trait Selection {
    /// Selects or unselects the row under the cursor and moves on.
    fn toggle(&mut self);
    /// Starts a range or ends it; true while one is open.
    fn range(&mut self) -> bool;
    /// Selects every row.
    fn mark_all(&mut self);
    /// Unselects everything; false if nothing was selected.
    fn unmark(&mut self) -> bool;
}

impl<K: Clone + Ord> Selection for List<K> {
    fn toggle(&mut self) {
        List::toggle(self);
    }
    fn range(&mut self) -> bool {
        List::range(self)
    }
    fn mark_all(&mut self) {
        List::mark_all(self);
    }
    fn unmark(&mut self) -> bool {
        List::unmark(self)
    }
}

/// Whom one comes to from a creator in a list. When that one left it meanwhile, the cursor went on
/// to the next: that is who follows, and the one before it who precedes.
pub(in crate::app) fn beside(
    order: &[Id<Creator>],
    from: Id<Creator>,
    cursor: Option<Id<Creator>>,
    by: i64,
) -> Option<Id<Creator>> {
    let place = |who: Id<Creator>| order.iter().position(|c| *c == who);
    let at = match place(from) {
        Some(at) => at.checked_add_signed(isize::try_from(by).ok()?)?,
        None if by > 0 => place(cursor?)?,
        None => place(cursor?)?.checked_sub(1)?,
    };
    order.get(at).copied()
}

/// One view.
pub struct View {
    /// Which.
    pub place: ViewId,
    /// The command that goes there, for its key in the header.
    pub command: &'static str,
    /// Commands for the footer, the most useful first.
    pub footer: &'static [&'static str],
    /// Its state.
    pub pane: fn(&App) -> &dyn Pane,
    /// Its state, to be changed.
    pub pane_mut: fn(&mut App) -> &mut dyn Pane,
    /// Everything anew: at the start, on a new day, after a reload. A view that walks many rows
    /// only notes here that it is outdated and builds in `enter`.
    pub rebuild: fn(&mut App),
    /// After a step: only what it touched.
    pub changed: fn(&mut App, &Step, &[Id<Creator>]),
    /// Before it is shown, also after a change while it is shown: builds what is outdated.
    pub enter: fn(&mut App),
    /// One step back in it: a selection, a filter. False when there is none to take.
    pub back: fn(&mut App) -> bool,
    /// What Enter does.
    pub open: fn(&mut App) -> Vec<Effect>,
    /// Creators whose words it is about to show.
    pub wants: fn(&App) -> Vec<Id<Creator>>,
    /// How its list is narrowed.
    pub filter_spec: FilterSpec,
    /// A number for the header.
    pub count: fn(&App) -> Option<usize>,
}

/// The views, in the order of their keys.
pub const VIEWS: &[View] = &[
    super::review::VIEW,
    super::roster::VIEW,
    super::board::VIEW,
    super::outreach::VIEW,
    super::results::VIEW,
    super::calendar::VIEW,
    super::library::VIEW,
    super::money::VIEW,
    super::orders::VIEW,
];

/// Enter on a row of a creator: the profile.
pub fn open_profile(app: &mut App) -> Vec<Effect> {
    match app.current_creator() {
        Some(creator) => app.open_profile(creator),
        None => drop(app.refuse("nothing under the cursor to open")),
    }
    Vec::new()
}

impl ViewId {
    /// Its row in the table of views, if it is one.
    pub fn view(self) -> Option<&'static View> {
        VIEWS.iter().find(|v| v.place == self)
    }
}

impl App {
    /// The view below everything.
    pub fn pane(&self) -> Option<&dyn Pane> {
        self.view.view().map(|v| (v.pane)(self))
    }

    /// The same, to be changed.
    pub fn pane_mut(&mut self) -> Option<&mut dyn Pane> {
        self.view.view().map(|v| (v.pane_mut)(self))
    }

    /// Puts the view's cursor on a creator, if it shows them.
    pub fn go_to(&mut self, creator: Id<Creator>) {
        if let Some(pane) = self.pane_mut() {
            pane.go(creator);
        }
    }

    /// The row under the cursor, of the profile or of the view.
    pub fn row(&self) -> Option<RowRef> {
        match &self.profile {
            Some(profile) => Some(profile.row()),
            None => self.pane()?.row(),
        }
    }

    /// Builds what is outdated of the view that is shown.
    pub(crate) fn enter(&mut self) {
        if let Some(view) = self.view.view() {
            (view.enter)(self);
        }
    }
}
