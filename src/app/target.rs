//! What a verb acts on: the marked creators, or the one under the cursor, and the review item when
//! there is one.

use super::App;
use super::panes::view::Pane;
use crate::domain::ids::Id;
use crate::domain::review::Item;
use crate::domain::rows::Creator;

/// Creators in the order of the list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Target {
    /// Whom.
    pub creators: Vec<Id<Creator>>,
    /// Review items they stand on, in the review.
    pub items: Vec<Item>,
}

impl Target {
    /// The only creator, when it is one.
    pub fn one(&self) -> Option<Id<Creator>> {
        match self.creators.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// `Mia Okafor`, or `4 creators`.
    pub fn called(&self, app: &App) -> String {
        match self.creators.as_slice() {
            [one] => app.model.called(*one),
            many => format!("{} creators", many.len()),
        }
    }
}

impl App {
    /// What a verb would act on now.
    pub fn target(&self) -> Target {
        match &self.profile {
            Some(profile) => Target {
                creators: vec![profile.creator],
                items: Vec::new(),
            },
            None => self.pane().map_or_else(Target::default, Pane::target),
        }
    }

    /// The creator under the cursor.
    pub fn current_creator(&self) -> Option<Id<Creator>> {
        match &self.profile {
            Some(profile) => Some(profile.creator),
            None => self.pane()?.current_creator(),
        }
    }
}
