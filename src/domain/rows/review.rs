//! What the review remembers (only decisions; obligations are computed), the calendar, and small
//! keepsakes.

use serde::{Deserialize, Serialize};

use super::{Campaign, Creator, Text, Touch, row};
use crate::domain::day::{Day, Stamp};
use crate::domain::ids::Id;
use crate::word_enum;

word_enum! {
    /// What was decided about an item.
    DecisionKind {
        Done = "done", "answered";
        Alternative = "alternative", "answered otherwise";
        Skip = "skip", "skipped";
        Snooze = "snooze", "snoozed";
        UntilReply = "until-reply", "snoozed until they write";
        Wake = "wake", "woken";
        Pin = "pin", "pinned";
        Drop = "drop", "dropped";
        Park = "park", "parked";
    }
}

/// One answer given in the review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Its id.
    pub id: Id<Decision>,
    /// Whom it is about; none for an item of our own.
    pub creator: Option<Id<Creator>>,
    /// Which campaign, for an item of a campaign.
    pub campaign: Option<Id<Campaign>>,
    /// The item's key, such as `R3:payment:88`.
    pub key: Text,
    /// What.
    pub kind: DecisionKind,
    /// The user's day.
    pub day: Day,
    /// When exactly.
    pub at: Stamp,
    /// Hidden until this day, or meant for it.
    pub until: Option<Day>,
    /// Reason or words.
    pub note: Text,
}
row!(
    Decision,
    "decision",
    creator? = creator,
    campaign? = campaign
);

/// One day of reviewing. One row a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewDay {
    /// Its id.
    pub id: Id<ReviewDay>,
    /// The day.
    pub day: Day,
    /// Items decided.
    pub decided: i64,
    /// Cards in the queue when it was opened.
    pub cards: i64,
    /// Whether the queue was empty at some time.
    pub zero: bool,
    /// Median seconds between two decisions.
    pub median_secs: i64,
}
row!(ReviewDay, "review_day");

word_enum! {
    /// Why a day is free.
    FreeKind {
        Holiday = "holiday", "holiday";
        Away = "away", "away";
    }
}

/// Days that are not worked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FreeDay {
    /// Its id.
    pub id: Id<FreeDay>,
    /// First.
    pub start: Day,
    /// Last.
    pub end: Day,
    /// Why.
    pub kind: FreeKind,
    /// Name.
    pub label: Text,
}
row!(FreeDay, "free_day");

/// Half-written words, kept until they are saved or dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id.
    pub id: Id<Draft>,
    /// Whose, so that erasing a person finds it.
    pub creator: Option<Id<Creator>>,
    /// Which form and row it belongs to.
    pub slot: Text,
    /// The fields, as JSON.
    pub words: Text,
    /// When.
    pub at: Stamp,
}
row!(Draft, "draft", creator? = creator);

/// How the columns of a kind of file were mapped the last time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// Its id.
    pub id: Id<Mapping>,
    /// The header names, folded and sorted.
    pub signature: Text,
    /// The choices, as JSON.
    pub choices: Text,
}
row!(Mapping, "mapping");

/// A mail that was taken in, for one of the creators it went between.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    /// Its id.
    pub id: Id<Mail>,
    /// With whom.
    pub creator: Id<Creator>,
    /// What it became; none once that was removed.
    pub touch: Option<Id<Touch>>,
    /// Its Message-ID, or what stands for one that has none.
    pub message: Text,
    /// The Message-ID its thread began with.
    pub thread: Text,
    /// Its subject.
    pub subject: Text,
}
row!(Mail, "mail", creator = creator);
