//! How collaborations pass through the stages: how many got how far, how long each stage usually
//! takes, how much room the limits of the settings leave. Time spent in a stage is read from what
//! happened (first message, terms, agreement, last piece live, debrief, end), not from when a card
//! was moved, so that it is right for imported work too.

use std::collections::BTreeMap;

use crate::domain::ctx::Ctx;
use crate::domain::day::{Clock, Day};
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::*;

/// Finished passages below which a median says nothing.
const ENOUGH: usize = 3;

/// The numbers of all collaborations, a place per stage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbers {
    /// In the stage now.
    pub open: [usize; 6],
    /// Ever in it or beyond.
    pub reached: [usize; 6],
    /// Ended in it.
    pub closed: [usize; 6],
    /// Median days of those that passed through; none when fewer than three did.
    pub usual: [Option<i64>; 6],
    /// How many passed through, as far as the rows tell.
    pub passed: [usize; 6],
}

impl Numbers {
    /// The median of a stage, in days.
    pub fn usual_of(&self, stage: Stage) -> Option<i64> {
        self.usual
            .get(usize::from(stage.number()) - 1)
            .copied()
            .flatten()
    }
}

/// What one collaboration adds to the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Share {
    stage: Stage,
    open: bool,
    days: [Option<i64>; 6],
}

/// The numbers, kept while single collaborations change: nothing is counted anew because of one of
/// them.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// What each collaboration added, by its id.
    shares: Vec<Option<Share>>,
    open: [usize; 6],
    closed: [usize; 6],
    /// How many passed through each stage in how many days.
    days: [BTreeMap<i64, usize>; 6],
}

impl Tally {
    /// Counts a collaboration as it is now; `None` counts it no more.
    pub fn put(
        &mut self,
        model: &Model,
        clock: &Clock,
        id: Id<Collaboration>,
        deal: Option<&Collaboration>,
    ) {
        let new = deal.map(|deal| Share {
            stage: deal.stage,
            open: deal.is_open(),
            days: days_of(model, clock, deal),
        });
        if self.shares.len() <= id.index() {
            self.shares.resize(id.index() + 1, None);
        }
        let old = self
            .shares
            .get_mut(id.index())
            .and_then(|slot| std::mem::replace(slot, new));
        if let Some(share) = old.filter(|_| old != new) {
            self.count(&share, |n| n.saturating_sub(1));
        }
        if let Some(share) = new.filter(|_| old != new) {
            self.count(&share, |n| n + 1);
        }
    }

    fn count(&mut self, share: &Share, step: fn(usize) -> usize) {
        let at = usize::from(share.stage.number()) - 1;
        let here = if share.open {
            &mut self.open
        } else {
            &mut self.closed
        };
        here.iter_mut().skip(at).take(1).for_each(|n| *n = step(*n));
        for (stage, days) in self.days.iter_mut().zip(share.days) {
            let Some(days) = days else { continue };
            let n = stage.entry(days).or_default();
            *n = step(*n);
            if *n == 0 {
                stage.remove(&days);
            }
        }
    }

    /// The numbers now.
    pub fn numbers(&self) -> Numbers {
        let mut all = Numbers {
            open: self.open,
            closed: self.closed,
            ..Numbers::default()
        };
        let mut beyond = 0;
        for ((reached, open), closed) in
            all.reached.iter_mut().zip(self.open).zip(self.closed).rev()
        {
            beyond += open + closed;
            *reached = beyond;
        }
        all.passed = self.days.each_ref().map(|days| days.values().sum());
        all.usual = self.days.each_ref().map(median);
        all
    }
}

/// The middle value; between two middle ones, the half way rounded up.
fn median(days: &BTreeMap<i64, usize>) -> Option<i64> {
    let count: usize = days.values().sum();
    if count < ENOUGH {
        return None;
    }
    let at = |place: usize| {
        let mut seen = 0;
        let found = days.iter().find(|(_, n)| {
            seen += **n;
            seen > place
        });
        found.map_or(0, |(days, _)| *days)
    };
    let middle = count / 2;
    Some(if count % 2 == 1 {
        at(middle)
    } else {
        (at(middle - 1) + at(middle) + 1) / 2
    })
}

/// Days spent in each stage that was left, as far as the rows tell.
fn days_of(model: &Model, clock: &Clock, deal: &Collaboration) -> [Option<i64>; 6] {
    let mut days = [None; 6];
    for (stage, pair) in days.iter_mut().zip(entered(model, clock, deal).windows(2)) {
        if let [Some(from), Some(to)] = pair {
            *stage = Some((*to - *from).num_days()).filter(|n| *n >= 0);
        }
    }
    days
}

/// The day each stage was entered, then the day of the end, as far as the rows tell.
fn entered(model: &Model, clock: &Clock, deal: &Collaboration) -> [Option<Day>; 7] {
    let offered = deal.terms_sent.or(deal.agreed);
    // Touches are many: they are only asked where a passage may come of it.
    let wrote = offered
        .or(deal.closed)
        .and_then(|_| first_word(model, clock, deal));
    [
        Some(deal.opened),
        wrote,
        offered,
        deal.agreed,
        all_live(model, deal),
        deal.debrief_sent,
        deal.closed,
    ]
}

/// Our first personal word in the collaboration.
fn first_word(model: &Model, clock: &Clock, deal: &Collaboration) -> Option<Day> {
    let mine = |t: &&Touch| t.collaboration.is_none_or(|of| of == deal.id);
    let out = model
        .of::<Touch>(deal.creator)
        .filter(mine)
        .filter(|t| t.direction == Direction::Out && t.personal);
    out.map(|t| clock.day_of(t.at))
        .filter(|day| *day >= deal.opened)
        .min()
}

/// The day the last piece went live, once all are.
fn all_live(model: &Model, deal: &Collaboration) -> Option<Day> {
    deal.agreed?;
    let pieces = model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == deal.id);
    let mut last = None;
    for piece in pieces.filter(|d| d.state != PieceState::Missed) {
        last = last.max(Some(piece.live?));
    }
    last
}

/// A limit of the settings and what is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// The stage it is for.
    pub stage: Stage,
    /// What is counted: `pitches`.
    pub what: &'static str,
    /// At most so many at once; 0 is no limit.
    pub most: usize,
    /// So many now.
    pub now: usize,
    /// The first day on which one of them is planned to end, when there is no room.
    pub until: Option<Day>,
}

impl Room {
    /// How many more there may be; negative when there are too many.
    pub fn left(&self) -> i64 {
        self.most as i64 - self.now as i64
    }

    /// `room for 2 pitches`, `no room for productions until 28 Nov`.
    pub fn words(&self, today: Day) -> String {
        let (left, until) = (
            self.left(),
            self.until.map(|day| crate::domain::day::brief(day, today)),
        );
        let until = until.map_or_else(String::new, |day| format!(" until {day}"));
        let one = self
            .what
            .strip_suffix("es")
            .filter(|w| w.ends_with("ch"))
            .or_else(|| self.what.strip_suffix('s'));
        match left {
            1 => format!("room for 1 {}", one.unwrap_or(self.what)),
            2.. => format!("room for {left} {}", self.what),
            0 => format!("no room for {}{until}", self.what),
            -1 => format!("1 {} too many{until}", one.unwrap_or(self.what)),
            _ => format!("{} {} too many{until}", -left, self.what),
        }
    }
}

/// The limits that are set: pitches in stage 2, productions in stage 4. `open` are all open
/// collaborations' numbers, whatever the board is filtered by; `busy` those in the stages with a
/// limit.
pub fn rooms(ctx: &Ctx<'_>, open: &[usize; 6], busy: &[Id<Collaboration>]) -> Vec<Room> {
    let limits = [
        (Stage::Pitch, "pitches", ctx.settings.board.pitches),
        (
            Stage::Creation,
            "productions",
            ctx.settings.board.productions,
        ),
    ];
    let room = |(stage, what, most): (Stage, &'static str, u16)| {
        let now = open
            .get(usize::from(stage.number()) - 1)
            .copied()
            .unwrap_or(0);
        let mut room = Room {
            stage,
            what,
            most: usize::from(most),
            now,
            until: None,
        };
        if room.left() <= 0 && stage == Stage::Creation {
            room.until = busy
                .iter()
                .filter_map(|id| last_live(ctx, *id))
                .filter(|day| *day >= ctx.today)
                .min();
        }
        room
    };
    limits
        .into_iter()
        .filter(|(_, _, most)| *most > 0)
        .map(room)
        .collect()
}

/// The day the last planned piece of a production goes live.
fn last_live(ctx: &Ctx<'_>, id: Id<Collaboration>) -> Option<Day> {
    let deal = ctx.model.get(id).filter(|c| c.stage == Stage::Creation)?;
    let pieces = ctx
        .model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == id && d.live.is_none());
    pieces
        .filter(|d| d.state != PieceState::Missed)
        .filter_map(|d| d.live_due)
        .max()
}
