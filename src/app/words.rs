//! What was said, for the few creators on the screen: the model holds a million touches without
//! their words, and screens ask for those of the people they show.

use std::collections::HashMap;

use crate::domain::ids::Id;
use crate::domain::rows::{Creator, Text, Touch};

/// So many creators' words are kept; then all are forgotten and those on the screen asked for
/// again.
const KEPT: usize = 300;

/// MessageCache by creator and touch.
#[derive(Debug, Default)]
pub struct MessageCache(HashMap<Id<Creator>, HashMap<Id<Touch>, Text>>);

impl MessageCache {
    /// Whether a creator's words are here.
    pub fn has(&self, creator: Id<Creator>) -> bool {
        self.0.contains_key(&creator)
    }

    /// The words of a touch.
    pub fn of(&self, creator: Id<Creator>, touch: Id<Touch>) -> Option<&str> {
        self.0.get(&creator)?.get(&touch).map(|t| &**t)
    }

    /// All of a creator's.
    pub fn put(&mut self, creator: Id<Creator>, words: Vec<(Id<Touch>, Text)>) {
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        self.0.insert(creator, words.into_iter().collect());
    }

    /// A creator's words may have changed.
    pub fn forget(&mut self, creator: Id<Creator>) {
        self.0.remove(&creator);
    }

    /// All may have changed.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
