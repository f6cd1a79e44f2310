//! Plan.

use super::view::{self, Pane, View};
use crate::app::command::Command;
use crate::app::list::{List, Move};
use crate::app::regions::Regions;
use crate::app::{App, Place};
use crate::domain::ids::Id;
use crate::domain::rows::Creator;

/// Keys for the footer.
pub const FOOTER: &[&str] = &["open", "add"];

/// Commands of this view alone.
pub const COMMANDS: &[Command] = &[];

/// Its row in the table of views.
pub const VIEW: View = View {
    place: Place::Calendar,
    command: "calendar",
    footer: FOOTER,
    pane: |app| &app.plan,
    pane_mut: |app| &mut app.plan,
    rebuild: |app| app.plan.outdated = true,
    changed: |app, _, _| app.plan.outdated = true,
    enter: Plan::build,
    back: |_| false,
    open: view::open_profile,
    wants: |_| Vec::new(),
    count: |_| None,
};

/// The state.
#[derive(Default)]
pub struct Plan {
    /// Rows.
    pub list: List<Id<Creator>>,
    outdated: bool,
}

impl Plan {
    fn build(app: &mut App) {
        if !std::mem::take(&mut app.plan.outdated) {
            return;
        }
        app.plan.list.set(Vec::new());
    }
}

impl Pane for Plan {
    fn step(&mut self, how: Move) -> bool {
        self.list.step(how)
    }

    fn fit(&mut self, regions: &Regions) {
        self.list.fit(usize::from(regions.list.h));
    }

    fn go(&mut self, creator: Id<Creator>) -> bool {
        self.list.go(&creator)
    }

    fn current_creator(&self) -> Option<Id<Creator>> {
        self.list.current().copied()
    }

    fn neighbour(&self, _: Id<Creator>, _: i64) -> Option<Id<Creator>> {
        None
    }
}
