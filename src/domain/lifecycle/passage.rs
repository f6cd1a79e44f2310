//! How collaborations pass through the stages: how many got how far, how long each stage usually takes, how much room the
//! limits of the settings leave. Time spent in a stage is read from what happened (first message, terms, agreement, last
//! piece live, debrief, end), not from when a card was moved, so that it is right for imported work too.

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
    /// Counts the collaborations that are looked at.
    pub fn of<'a>(model: &Model, clock: &Clock, deals: impl Iterator<Item = &'a Collaboration>) -> Self {
        let mut all = Self::default();
        let mut days: [Vec<i64>; 6] = Default::default();
        for deal in deals {
            let at = usize::from(deal.stage.number()) - 1;
            all.reached.iter_mut().take(at + 1).for_each(|n| *n += 1);
            let here = if deal.is_open() { &mut all.open } else { &mut all.closed };
            here.iter_mut().skip(at).take(1).for_each(|n| *n += 1);
            let entered = entered(model, clock, deal);
            for (stage, pair) in days.iter_mut().zip(entered.windows(2)) {
                if let [Some(from), Some(to)] = pair
                    && to >= from
                {
                    stage.push((*to - *from).num_days());
                }
            }
        }
        all.passed = days.each_ref().map(Vec::len);
        all.usual = days.map(median);
        all
    }

    /// The median of a stage, in days.
    pub fn usual_of(&self, stage: Stage) -> Option<i64> {
        self.usual.get(usize::from(stage.number()) - 1).copied().flatten()
    }
}

/// The middle value; between two middle ones, the half way rounded up.
fn median(mut days: Vec<i64>) -> Option<i64> {
    if days.len() < ENOUGH {
        return None;
    }
    days.sort_unstable();
    let at = |n: usize| days.get(n).copied().unwrap_or(0);
    let middle = days.len() / 2;
    Some(if days.len() % 2 == 1 { at(middle) } else { (at(middle - 1) + at(middle) + 1) / 2 })
}

/// The day each stage was entered, then the day of the end, as far as the rows tell.
fn entered(model: &Model, clock: &Clock, deal: &Collaboration) -> [Option<Day>; 7] {
    let offered = deal.terms_sent.or(deal.agreed);
    // Touches are many: they are only asked where a passage may come of it.
    let wrote = offered.or(deal.closed).and_then(|_| first_word(model, clock, deal));
    [Some(deal.opened), wrote, offered, deal.agreed, all_live(model, deal), deal.debrief_sent, deal.closed]
}

/// Our first personal word in the collaboration.
fn first_word(model: &Model, clock: &Clock, deal: &Collaboration) -> Option<Day> {
    let mine = |t: &&Touch| t.collaboration.is_none_or(|of| of == deal.id);
    let out = model.of::<Touch>(deal.creator).filter(mine).filter(|t| t.direction == Direction::Out && t.personal);
    out.map(|t| clock.day_of(t.at)).filter(|day| *day >= deal.opened).min()
}

/// The day the last piece went live, once all are.
fn all_live(model: &Model, deal: &Collaboration) -> Option<Day> {
    deal.agreed?;
    let pieces = model.of::<Deliverable>(deal.creator).filter(|d| d.collaboration == deal.id);
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
        let (left, until) = (self.left(), self.until.map(|day| crate::domain::day::brief(day, today)));
        let until = until.map_or_else(String::new, |day| format!(" until {day}"));
        let one = self.what.strip_suffix("es").filter(|w| w.ends_with("ch")).or_else(|| self.what.strip_suffix('s'));
        match left {
            1 => format!("room for 1 {}", one.unwrap_or(self.what)),
            2.. => format!("room for {left} {}", self.what),
            0 => format!("no room for {}{until}", self.what),
            -1 => format!("1 {} too many{until}", one.unwrap_or(self.what)),
            _ => format!("{} {} too many{until}", -left, self.what),
        }
    }
}

/// The limits that are set: pitches in stage 2, productions in stage 4. `open` are all open collaborations' numbers,
/// whatever the board is filtered by; `busy` those in the stages with a limit.
pub fn rooms(ctx: &Ctx<'_>, open: &[usize; 6], busy: &[Id<Collaboration>]) -> Vec<Room> {
    let limits = [
        (Stage::Pitch, "pitches", ctx.settings.board.pitches),
        (Stage::Creation, "productions", ctx.settings.board.productions),
    ];
    let room = |(stage, what, most): (Stage, &'static str, u16)| {
        let now = open.get(usize::from(stage.number()) - 1).copied().unwrap_or(0);
        let mut room = Room { stage, what, most: usize::from(most), now, until: None };
        if room.left() <= 0 && stage == Stage::Creation {
            room.until = busy.iter().filter_map(|id| last_live(ctx, *id)).filter(|day| *day >= ctx.today).min();
        }
        room
    };
    limits.into_iter().filter(|(_, _, most)| *most > 0).map(room).collect()
}

/// The day the last planned piece of a production goes live.
fn last_live(ctx: &Ctx<'_>, id: Id<Collaboration>) -> Option<Day> {
    let deal = ctx.model.get(id).filter(|c| c.stage == Stage::Creation)?;
    let pieces = ctx.model.of::<Deliverable>(deal.creator).filter(|d| d.collaboration == id && d.live.is_none());
    pieces.filter(|d| d.state != PieceState::Missed).filter_map(|d| d.live_due).max()
}
