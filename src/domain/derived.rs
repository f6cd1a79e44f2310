//! What is computed from a creator's rows and kept beside them, refreshed only for the creators a
//! step touched: where they stand, who spoke last, whose move it is, what comes next. A full
//! rebuild is the same function over all creators.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::thread::available_parallelism;

use super::change::Edits;
use super::ctx::Base;
use super::day::{Day, Stamp};
use super::ids::Id;
use super::model::Model;
use super::review::{self, Item, ItemKey, Lane, Rule};
use super::rows::*;
use crate::word_enum;

word_enum! {
    /// Whose move it is.
    #[derive(Default)]
    Ball {
        #[default]
        Nobody = "nobody", "nobody's move";
        Us = "us", "our move";
        Them = "them", "their move";
    }
}

/// A touch, as far as rules need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contact {
    /// When.
    pub at: Stamp,
    /// Which.
    pub id: Id<Touch>,
    /// The user's day of it: asked for so often that it is worked out once.
    pub day: Day,
}

/// The item a creator is sorted by: the hottest of today, else the first to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// Its key.
    pub key: ItemKey,
    /// Its lane.
    pub lane: Lane,
    /// When it is due.
    pub due: Day,
    /// The first day it is shown.
    pub shows: Day,
    /// Its score in tenths.
    pub score: i32,
    /// To be decided today.
    pub live: bool,
    /// Nothing else of today is there but a keep-warm or a missing next step, of which only a few
    /// are shown a day.
    pub capped: bool,
}

/// What is known about a creator from their rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreatorStatus {
    /// The most advanced open collaboration.
    pub lead: Option<Id<Collaboration>>,
    /// Its stage.
    pub stage: Option<Stage>,
    /// Last word from them.
    pub last_in: Option<Contact>,
    /// Last personal word from us.
    pub last_out: Option<Contact>,
    /// The first word from them that is still unanswered.
    pub owed: Option<Contact>,
    /// Personal words from us in a row without an answer or another sign of life.
    pub unanswered: u16,
    /// Whose move it is.
    pub ball: Ball,
    /// What comes next.
    pub next: Option<Next>,
    /// Days ahead on which something of theirs comes up, each as often as it does.
    coming: Vec<Day>,
}

impl CreatorStatus {
    /// Nothing known.
    pub const NONE: &'static Self = &Self {
        lead: None,
        stage: None,
        last_in: None,
        last_out: None,
        owed: None,
        unanswered: 0,
        ball: Ball::Nobody,
        next: None,
        coming: Vec::new(),
    };

    /// The last personal contact, either way.
    pub fn last_personal(&self) -> Option<Contact> {
        self.last_in.max(self.last_out)
    }

    /// Days ahead on which something of theirs comes up, in order.
    pub fn coming(&self) -> &[Day] {
        &self.coming
    }
}

/// A roster larger than this is worked out by several threads at once: a creator depends on no
/// other.
const WORTH_SHARING: usize = 2_000;

/// Everything derived, per creator.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Derived {
    /// By creator id; never ends in an empty one.
    standings: Vec<CreatorStatus>,
    /// Days ahead on which something of one's own or of a campaign comes up.
    own: Vec<Day>,
    /// How many things come up on a day ahead.
    load: BTreeMap<Day, u32>,
}

impl Derived {
    /// Everything, from all rows.
    pub fn rebuild(base: &Base<'_>) -> Self {
        let last = base
            .model
            .creators
            .iter()
            .next_back()
            .map_or(0, |c| c.id.index());
        let mut all = Self {
            standings: vec![CreatorStatus::default(); last + 1],
            ..Self::default()
        };
        let hands = if last < WORTH_SHARING {
            1
        } else {
            available_parallelism().map_or(1, NonZero::get).min(4)
        };
        let share = (last + 1).div_ceil(hands);
        std::thread::scope(|scope| {
            let mut shares = all.standings.chunks_mut(share).enumerate();
            let first = shares.next();
            for (n, slots) in shares {
                scope.spawn(move || fill(base, n * share, slots));
            }
            first
                .into_iter()
                .for_each(|(_, slots)| fill(base, 0, slots));
        });
        all.cut();
        for standing in &all.standings {
            count(&mut all.load, &[], &standing.coming);
        }
        all.refresh_own(base);
        all
    }

    /// One creator, after their rows changed.
    pub fn refresh(&mut self, base: &Base<'_>, creator: Id<Creator>) {
        self.put(creator, standing(base, creator, &mut Vec::new()));
    }

    /// Whatever the edits of a step touched, once the model has them; gives back whose facts that
    /// were.
    pub fn apply(&mut self, base: &Base<'_>, edits: &Edits) -> Vec<Id<Creator>> {
        let touched = touched(base.model, edits);
        for creator in &touched {
            self.refresh(base, *creator);
        }
        self.refresh_own(base);
        touched
    }

    /// What is known about a creator; nothing for one that is not there.
    pub fn of(&self, creator: Id<Creator>) -> &CreatorStatus {
        self.standings
            .get(creator.index())
            .unwrap_or(CreatorStatus::NONE)
    }

    /// How many things come up on a day ahead.
    pub fn load(&self, day: Day) -> usize {
        self.load.get(&day).map_or(0, |n| *n as usize)
    }

    fn put(&mut self, creator: Id<Creator>, new: CreatorStatus) {
        let at = creator.index();
        if self.standings.len() <= at {
            if new == *CreatorStatus::NONE {
                return;
            }
            self.standings.resize_with(at + 1, CreatorStatus::default);
        }
        if let Some(slot) = self.standings.get_mut(at) {
            let old = std::mem::replace(slot, new);
            count(&mut self.load, &old.coming, &slot.coming);
        }
        self.cut();
    }

    fn cut(&mut self) {
        while self
            .standings
            .last()
            .is_some_and(|s| s == CreatorStatus::NONE)
        {
            self.standings.pop();
        }
    }

    /// To-dos of one's own and campaigns are few: they are always computed anew.
    fn refresh_own(&mut self, base: &Base<'_>) {
        let new = days(&review::own_items(base), base.today);
        count(&mut self.load, &self.own, &new);
        self.own = new;
    }
}

/// Whose facts a step touched, once the model has it: also those of creators whose orders it
/// changed by somebody else's rows, by rows that name nobody, or by a code.
pub fn touched(model: &Model, edits: &Edits) -> Vec<Id<Creator>> {
    let mut touched = edits.creators_touched();
    touched.extend(model.order_index().related(model, edits));
    touched.sort_unstable();
    touched.dedup();
    touched
}

/// The standings of all creators from an id on.
fn fill(base: &Base<'_>, from: usize, slots: &mut [CreatorStatus]) {
    let mut items = Vec::new();
    let ids = (from..)
        .map_while(|at| u32::try_from(at).ok())
        .map(Id::<Creator>::new);
    for (slot, id) in slots
        .iter_mut()
        .zip(ids)
        .filter(|(_, id)| base.model.get(*id).is_some())
    {
        *slot = standing(base, id, &mut items);
    }
}

fn count(load: &mut BTreeMap<Day, u32>, gone: &[Day], come: &[Day]) {
    for day in gone {
        if let Some(n) = load.get_mut(day) {
            *n = n.saturating_sub(1);
            if *n == 0 {
                load.remove(day);
            }
        }
    }
    for day in come {
        *load.entry(*day).or_default() += 1;
    }
}

/// Days ahead on which the items come up.
fn days(items: &[Item], today: Day) -> Vec<Day> {
    let ahead = || {
        items
            .iter()
            .map(|item| item.shows)
            .filter(|day| *day > today)
    };
    // To size: a roster of any size keeps one of these per creator.
    let mut days = Vec::with_capacity(ahead().count());
    days.extend(ahead());
    days.sort_unstable();
    days
}

fn standing(base: &Base<'_>, id: Id<Creator>, items: &mut Vec<Item>) -> CreatorStatus {
    let mut standing = contacts(base, id);
    for open in base.model.of::<Collaboration>(id).filter(|c| c.is_open()) {
        if standing.stage <= Some(open.stage) {
            (standing.stage, standing.lead) = (Some(open.stage), Some(open.id));
        }
    }
    items.clear();
    review::collect(base, &standing, id, items);
    standing.ball = move_of(&standing, items, base.today);
    standing.next = next_of(items, base.today);
    standing.coming = days(items, base.today);
    standing
}

/// Whose move it is: ours while they wait for a word or something owed has entered, snoozed or not;
/// theirs while something waits for them or our last word has no answer; else nobody's.
fn move_of(standing: &CreatorStatus, items: &[Item], today: Day) -> Ball {
    let ours = standing.owed.is_some() || items.iter().any(|item| item.is_our_move(today));
    let waits = |item: &Item| item.lane == Lane::Wait && item.enters <= today;
    if ours {
        Ball::Us
    } else if standing.last_out > standing.last_in || items.iter().any(waits) {
        Ball::Them
    } else {
        Ball::Nobody
    }
}

/// Who spoke last.
fn contacts(base: &Base<'_>, id: Id<Creator>) -> CreatorStatus {
    let mut all = CreatorStatus::default();
    let contact = |(at, id)| Contact {
        at,
        id,
        day: base.clock.day_of(at),
    };
    let (mut last_in, mut last_out) = (None, None);
    for touch in base.model.of::<Touch>(id) {
        match touch.direction {
            Direction::In => last_in = last_in.max(Some((touch.at, touch.id))),
            Direction::Out if touch.personal => last_out = last_out.max(Some((touch.at, touch.id))),
            Direction::Out | Direction::Note => {}
        }
    }
    // "No reply needed" ends the debt for all that was written before it.
    let settled = base
        .model
        .of::<Decision>(id)
        .filter(|d| settles_reply(d))
        .map(|d| d.at)
        .max();
    let life = last_in.map(|(at, _)| at).max(sign_of_life(base, id));
    let mut owed = None;
    for touch in base.model.of::<Touch>(id) {
        let this = (touch.at, touch.id);
        match touch.direction {
            Direction::In if Some(this) > last_out && settled.is_none_or(|at| this.0 > at) => {
                owed = Some(owed.map_or(this, |first| this.min(first)));
            }
            Direction::Out if review::is_message(touch) && life.is_none_or(|at| this.0 > at) => {
                all.unanswered = all.unanswered.saturating_add(1);
            }
            _ => {}
        }
    }
    (all.last_in, all.last_out, all.owed) = (
        last_in.map(contact),
        last_out.map(contact),
        owed.map(contact),
    );
    all
}

fn settles_reply(decision: &Decision) -> bool {
    let answered = matches!(
        decision.kind,
        DecisionKind::Done | DecisionKind::Alternative | DecisionKind::Drop
    );
    answered && decision.key.split(':').next() == Some(Rule::ReplyOwed.word())
}

/// A draft, a post or a signature is an answer too, although nobody logged a message.
fn sign_of_life(base: &Base<'_>, id: Id<Creator>) -> Option<Stamp> {
    let pieces = base
        .model
        .of::<Deliverable>(id)
        .flat_map(|d| [d.draft_in, d.ready, d.live]);
    let deals = base
        .model
        .of::<Collaboration>(id)
        .flat_map(|c| [c.agreed, c.agreement_signed]);
    pieces
        .chain(deals)
        .flatten()
        .max()
        .map(|day| base.clock.at_day(day))
}

/// What comes next of some items: the hottest of today, else the first to come.
pub fn next_of(items: &[Item], today: Day) -> Option<Next> {
    let live = items.iter().filter(|item| item.is_live(today));
    let coming = || {
        items
            .iter()
            .filter(|item| item.shows > today)
            .min_by_key(|item| (item.shows, item.rank()))
    };
    let item = live.min_by_key(|item| item.order()).or_else(coming)?;
    let capped = |item: &Item| item.key.rule.row().cap.is_some();
    Some(Next {
        key: item.key,
        lane: item.lane,
        due: item.due,
        shows: item.shows,
        score: item.score(),
        live: item.is_live(today),
        capped: items.iter().filter(|item| item.is_live(today)).all(capped),
    })
}
