//! One obligation as the rules compute it: small, without text, so that a roster of any size can be
//! asked for all of its items. What it is called in words, `words.rs` says when somebody looks.

use serde::{Deserialize, Serialize};

use super::key::ItemKey;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::rows::{Campaign, Creator};
use crate::word_enum;

word_enum! {
    /// The four lanes, in the order in which they break ties.
    Lane {
        Owe = "owe", "you owe them";
        Dated = "dated", "dated";
        Wait = "waiting", "their move";
        Warm = "warm", "keep warm";
    }
}

impl Lane {
    /// What the lane is worth before lateness: 2 for owed and dated, 1 for waiting, 0 for
    /// keep-warm.
    pub const fn promise(self) -> i32 {
        match self {
            Self::Owe | Self::Dated => 2,
            Self::Wait => 1,
            Self::Warm => 0,
        }
    }

    /// Waiting and keep-warm: never late, capped, balanced, held by the guards.
    pub const fn is_soft(self) -> bool {
        matches!(self, Self::Wait | Self::Warm)
    }

    /// The word of the why line: `owed`, `dated`, `waiting`, `warm`.
    pub const fn why_word(self) -> &'static str {
        match self {
            Self::Owe => "owed",
            Self::Dated => "dated",
            Self::Wait => "waiting",
            Self::Warm => "warm",
        }
    }
}

/// Whose card an item stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A creator's.
    Creator(Id<Creator>),
    /// A campaign's.
    Campaign(Id<Campaign>),
    /// One's own.
    You,
}

impl Subject {
    /// The creator, if it is one.
    pub const fn creator(self) -> Option<Id<Creator>> {
        match self {
            Self::Creator(id) => Some(id),
            _ => None,
        }
    }

    /// The campaign, if it is one.
    pub const fn campaign(self) -> Option<Id<Campaign>> {
        match self {
            Self::Campaign(id) => Some(id),
            _ => None,
        }
    }
}

/// What days are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Working days.
    Working,
    /// Calendar days.
    Calendar,
}

impl Unit {
    /// `bd` or `d`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Working => "bd",
            Self::Calendar => "d",
        }
    }
}

/// Lateness: 0 on the due day, 1 when the grace is used up, −1 at first appearance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lateness {
    /// Days late; negative while there is time left.
    pub days: i32,
    /// The grace when late, the lead when early.
    pub of: i32,
    /// What both are counted in.
    pub unit: Unit,
    /// The term of the score, in tenths, as displayed.
    pub tenths: i32,
}

/// Why an item that is there is not to be acted on today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// The creator was contacted less than two working days ago; until this day. Shown dimmed.
    Cooldown(Day),
    /// Too many messages without an answer; until this day or until they write. Not shown.
    Silence(Day),
    /// A date was promised or set by hand and comes first. Not shown.
    Promise(Day),
}

/// One obligation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Item {
    /// Its stable name.
    pub key: ItemKey,
    /// Whose card it stands on.
    pub on: Subject,
    /// Its lane.
    pub lane: Lane,
    /// The first day the rule shows it.
    pub enters: Day,
    /// When it is due.
    pub due: Day,
    /// The first day it is shown, snoozes and guards taken into account. In the future: it is
    /// coming.
    pub shows: Day,
    /// Held back by a guard.
    pub held: Option<Held>,
    /// How late.
    pub late: Lateness,
    /// Money at stake; breaks ties.
    pub money: Option<Money>,
    /// Snoozed how often.
    pub snoozes: u8,
    /// Snoozed too often or later than three graces: snoozing is off.
    pub stuck: bool,
    /// Pinned to the top for today.
    pub pinned: bool,
    /// Answered, and back on a day by itself: until then the move is theirs.
    pub answered: bool,
}

impl Item {
    /// Promise and lateness together, in tenths.
    pub const fn score(&self) -> i32 {
        self.lane.promise() * 10 + self.late.tenths
    }

    /// To be decided today.
    pub fn is_live(&self, today: Day) -> bool {
        self.held.is_none() && self.shows <= today
    }

    /// Owed and entered: our move, also while it is snoozed; not while an answer of ours waits.
    pub fn is_our_move(&self, today: Day) -> bool {
        self.lane == Lane::Owe && self.enters <= today && !self.answered
    }

    /// Owed or dated, and due: what is shown also to those who are away.
    pub fn is_due_promise(&self, today: Day) -> bool {
        !self.lane.is_soft() && self.due <= today
    }

    /// Held by the cooldown today: shown dimmed, not counted.
    pub fn is_dimmed(&self, today: Day) -> bool {
        matches!(self.held, Some(Held::Cooldown(_))) && self.enters <= today
    }

    /// The creator it is about.
    pub const fn creator(&self) -> Option<Id<Creator>> {
        self.on.creator()
    }

    /// What items are sorted by: pinned, score, lane, money at stake. Smaller comes first.
    pub fn rank(&self) -> (bool, i32, Lane, std::cmp::Reverse<i64>) {
        let stake = self.money.map_or(0, |m| {
            m.minor.saturating_mul(1000) / 10i64.pow(m.currency.exponent().min(9))
        });
        (
            !self.pinned,
            -self.score(),
            self.lane,
            std::cmp::Reverse(stake),
        )
    }

    /// The order of one creator's items among themselves: by rank, then what is due sooner. A card,
    /// the next step of the roster and the head of the profile begin with the same item because all
    /// of them ask here.
    pub fn order(&self) -> impl Ord + use<> {
        (self.rank(), self.due, self.key)
    }
}
