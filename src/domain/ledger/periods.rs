//! Where pieces and orders lie in time: the waves of a campaign, or a span of days. Every piece and
//! every order lies in one wave at most, so that the waves and the line "outside the waves" add up
//! to the campaign.

use std::collections::BTreeSet;

use crate::domain::day::{Day, add_days};
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::*;

/// The days of a wave: from its first to its last; without a last one until the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct WaveDays {
    wave: Id<Wave>,
    from: Day,
    /// The day after the last.
    until: Day,
}

/// The waves of a campaign, the first first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waves(Vec<WaveDays>);

impl Waves {
    /// Returns the waves of a campaign.
    pub fn of(model: &Model, campaign: Id<Campaign>) -> Self {
        let all: Vec<&Wave> = model.of_campaign::<Wave>(campaign).collect();
        let next = |from: Day| {
            all.iter()
                .filter_map(|w| w.start)
                .filter(|s| *s > from)
                .min()
        };
        let days = |w: &&Wave| {
            let from = w.start.unwrap_or(Day::MIN);
            let after = w.end.map(|end| add_days(end, 1));
            WaveDays {
                wave: w.id,
                from,
                until: after.or_else(|| next(from)).unwrap_or(Day::MAX),
            }
        };
        let mut days: Vec<WaveDays> = all.iter().map(days).collect();
        days.sort_by_key(|w| (w.from, w.wave));
        Self(days)
    }

    /// Returns the ids of the waves, the first first.
    pub fn ids(&self) -> impl Iterator<Item = Id<Wave>> {
        self.0.iter().map(|w| w.wave)
    }

    /// Of the waves that fit, the last one a day lies in.
    fn on(&self, day: Day, fits: impl Fn(Id<Wave>) -> bool) -> Option<Id<Wave>> {
        let holds = |w: &&WaveDays| w.from <= day && day < w.until && fits(w.wave);
        self.0.iter().rev().find(holds).map(|w| w.wave)
    }

    /// Returns the wave of a piece: the one it names, else the one its live day lies in.
    pub fn of_piece(&self, piece: &Deliverable) -> Option<Id<Wave>> {
        let named = piece.wave.filter(|id| self.ids().any(|w| w == *id));
        named.or_else(|| self.on(piece.live.or(piece.live_due)?, |_| true))
    }

    /// Returns the wave of an order on a day, of those in which its collaboration has a piece.
    pub fn of_order(&self, day: Day, with_piece: &BTreeSet<Id<Wave>>) -> Option<Id<Wave>> {
        self.on(day, |wave| with_piece.contains(&wave))
    }
}

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub enum Window<'w> {
    /// Everything.
    All,
    /// Pieces live from a day on and before another, and the orders of these days.
    Days(Day, Day),
    /// One wave; none is what lies in no wave.
    Wave(&'w Waves, Option<Id<Wave>>),
    /// What lies in both of two: a wave in a quarter.
    Both(&'w Window<'w>, &'w Window<'w>),
}

impl Window<'_> {
    /// Returns whether a piece lies in it.
    pub fn has_piece(&self, piece: &Deliverable) -> bool {
        match self {
            Self::All => true,
            Self::Days(from, until) => piece.live.is_some_and(|day| *from <= day && day < *until),
            Self::Wave(waves, wave) => waves.of_piece(piece) == *wave,
            Self::Both(a, b) => a.has_piece(piece) && b.has_piece(piece),
        }
    }

    /// Returns whether an order of a day lies in it; `pieces` are those of its collaboration.
    pub fn has_order(&self, day: Day, pieces: &[&Deliverable]) -> bool {
        match self {
            Self::All => true,
            Self::Days(from, until) => *from <= day && day < *until,
            Self::Wave(waves, wave) => {
                let mine: BTreeSet<Id<Wave>> =
                    pieces.iter().filter_map(|p| waves.of_piece(p)).collect();
                waves.of_order(day, &mine) == *wave
            }
            Self::Both(a, b) => a.has_order(day, pieces) && b.has_order(day, pieces),
        }
    }

    /// Returns whether it is everything.
    pub fn is_all(&self) -> bool {
        match self {
            Self::All => true,
            Self::Both(a, b) => a.is_all() && b.is_all(),
            _ => false,
        }
    }
}
