//! What a verb acts on: the marked creators, or the one under the cursor, and the review item when there is one.

use super::{App, Place};
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
        match self.place() {
            Place::Profile => Target { creators: self.profile.iter().map(|p| p.creator).collect(), items: Vec::new() },
            Place::Roster => Target { creators: self.roster.chosen(), items: Vec::new() },
            Place::Review => self.review.target(),
            Place::Welcome => Target::default(),
        }
    }

    /// The creator under the cursor.
    pub fn current_creator(&self) -> Option<Id<Creator>> {
        match self.place() {
            Place::Profile => self.profile.as_ref().map(|p| p.creator),
            Place::Roster => self.roster.current(),
            Place::Review => self.review.current_creator(),
            Place::Welcome => None,
        }
    }
}
