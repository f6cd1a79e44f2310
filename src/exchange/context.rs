//! What planning writes with: free ids, the time, and which notes are there already.

use std::collections::HashSet;

use super::work::Campaigns;
use crate::domain::day::{Clock, Day, Stamp};
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::*;

/// Words of the next step an import sets.
pub const NEXT_STEP: &str = "Next step from the sheet";

/// The next free id of each table an import writes to.
#[derive(Debug)]
pub struct Ids {
    pub(super) creator: u32,
    pub(super) account: u32,
    pub(super) contact: u32,
    pub(super) measurement: u32,
    pub(super) campaign: u32,
    pub(super) collaboration: u32,
    pub(super) deliverable: u32,
    pub(super) touch: u32,
    pub(super) followup: u32,
    pub(super) right: u32,
}

impl Ids {
    /// After all ids ever used.
    pub fn after(model: &Model) -> Self {
        Self {
            creator: model.creators.next_id().raw(),
            account: model.accounts.next_id().raw(),
            contact: model.contacts.next_id().raw(),
            measurement: model.measurements.next_id().raw(),
            campaign: model.campaigns.next_id().raw(),
            collaboration: model.collaborations.next_id().raw(),
            deliverable: model.deliverables.next_id().raw(),
            touch: model.touches.next_id().raw(),
            followup: model.followups.next_id().raw(),
            right: model.rights.next_id().raw(),
        }
    }
}

/// Takes the next id.
pub fn next<T>(counter: &mut u32) -> Id<T> {
    let id = Id::new(*counter);
    *counter = counter.saturating_add(1);
    id
}

/// Which notes a creator already has. The model keeps no words, so whoever plans an import fills
/// this from the file; with it, importing the same sheet again adds no note twice.
#[derive(Debug, Clone, Default)]
pub struct KnownNotes(HashSet<(u32, u64)>);

impl KnownNotes {
    /// Remembers a note of a creator.
    pub fn add(&mut self, creator: Id<Creator>, words: &str) {
        self.0.insert((creator.raw(), Self::mark(words)));
    }

    /// Whether a creator has this note.
    pub fn has(&self, creator: Id<Creator>, words: &str) -> bool {
        self.0.contains(&(creator.raw(), Self::mark(words)))
    }

    /// 64 bits are enough to tell one person's few notes apart.
    pub(super) fn mark(words: &str) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        words.trim().hash(&mut hasher);
        hasher.finish()
    }
}

/// What merging needs besides the entry.
pub struct ImportContext<'a> {
    /// The rows as they are.
    pub model: &'a Model,
    /// The time.
    pub clock: Clock,
    /// Today.
    pub today: Day,
    /// Name of the file: where new creators are known from.
    pub file: &'a str,
    /// Free ids.
    pub ids: Ids,
    /// Notes that are there.
    pub notes: &'a KnownNotes,
    /// Campaigns by name.
    pub campaigns: Campaigns,
}

/// The next step a sheet names.
pub fn follow_up(id: Id<FollowUp>, creator: Id<Creator>, day: Day, made: Stamp) -> FollowUp {
    FollowUp {
        what: NEXT_STEP.into(),
        ..FollowUp::new(id, Some(creator), day, made)
    }
}

/// A promo code, with nothing else known.
pub fn promo_code(id: Id<Right>, creator: Id<Creator>, code: &str) -> Right {
    let none = Text::default;
    Right {
        id,
        creator,
        collaboration: None,
        deliverable: None,
        kind: RightKind::Code,
        scope: none(),
        channels: none(),
        territory: none(),
        code: code.into(),
        start: None,
        end: None,
        state: RightState::Active,
    }
}
