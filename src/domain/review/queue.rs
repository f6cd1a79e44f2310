//! The queue: all items of today, a card per creator, campaign or oneself, in the order in which
//! they are walked. The one builder behind the screen, the command line and every count.

use std::collections::{HashMap, HashSet};

use super::absence::is_arranged;
use super::facts::Facts;
use super::item::{Item, Lane, Subject};
use super::key::ItemKey;
use super::rule::{Cap, Rule};
use super::rules::RULES;
use crate::domain::change::Edits;
use crate::domain::ctx::{Base, Ctx};
use crate::domain::day::{Day, add_days};
use crate::domain::derived::{self, CreatorStatus};
use crate::domain::ids::Id;
use crate::domain::rows::*;

/// All that is due for one creator (or campaign, or oneself), hottest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Whose.
    pub on: Subject,
    /// To be decided today, hottest first. Never empty.
    pub items: Vec<Item>,
    /// Held by the cooldown: shown dimmed, not counted.
    pub held: Vec<Item>,
    /// Coming up within the next two weeks, soonest first.
    pub coming: Vec<Item>,
}

/// Today's cards.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Queue {
    /// In the order in which they are walked.
    pub cards: Vec<Card>,
    /// Soft cards beyond the day's caps: they roll on silently.
    pub beyond: Beyond,
}

/// What the caps of the day leave for other days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beyond {
    /// Keep-warm cards beyond three a day.
    pub warm: usize,
    /// Creators without a next step beyond ten a day.
    pub unsorted: usize,
    /// Waiting and keep-warm cards beyond the day's measure.
    pub soft: usize,
}

/// How many items stand in each lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Owed.
    pub owe: usize,
    /// Dated.
    pub dated: usize,
    /// Waiting.
    pub waiting: usize,
    /// Keep-warm.
    pub warm: usize,
}

impl Counts {
    /// Of one lane.
    pub fn of(&self, lane: Lane) -> usize {
        match lane {
            Lane::Owe => self.owe,
            Lane::Dated => self.dated,
            Lane::Wait => self.waiting,
            Lane::Warm => self.warm,
        }
    }

    /// Of all.
    pub fn total(&self) -> usize {
        self.owe + self.dated + self.waiting + self.warm
    }
}

impl Card {
    /// The hottest item: the card stands where it stands.
    pub fn top(&self) -> Option<&Item> {
        self.items.first()
    }

    /// The lane the card stands in.
    pub fn lane(&self) -> Lane {
        self.top().map_or(Lane::Warm, |item| item.lane)
    }

    /// Something on it is owed or dated and due: shown also on days that are not worked.
    pub fn speaks_up(&self, today: Day) -> bool {
        self.items.iter().any(|item| item.is_due_promise(today))
    }

    /// Nothing on it is owed, dated or pinned.
    fn can_wait(&self) -> bool {
        self.lane().is_soft() && !self.items.iter().any(|item| item.pinned)
    }
}

/// Nothing but a keep-warm or a missing next step, of which only a few are shown a day.
pub(super) fn is_capped(items: &[Item]) -> bool {
    items.iter().all(|item| item.key.rule.row().cap.is_some())
}

/// Adds all items of a creator, those still to come included. Nothing for creators outside the
/// roster.
pub fn collect(
    base: &Base<'_>,
    standing: &CreatorStatus,
    creator: Id<Creator>,
    out: &mut Vec<Item>,
) {
    if let Some(facts) = Facts::of_creator(*base, standing, creator) {
        ask(&facts, out);
    }
}

/// All items that belong to no creator: one's own and those of campaigns.
pub fn own_items(base: &Base<'_>) -> Vec<Item> {
    let mut out = Vec::new();
    let campaigns = base
        .model
        .campaigns
        .iter()
        .filter_map(|c| Facts::of_campaign(*base, c.id));
    for facts in std::iter::once(Facts::own(*base)).chain(campaigns) {
        let mut items = Vec::new();
        ask(&facts, &mut items);
        out.append(&mut items);
    }
    out
}

/// Asks every rule that is switched on; "no next step" last, because it speaks only when no other
/// did.
fn ask(facts: &Facts<'_>, out: &mut Vec<Item>) {
    let on = |rule: Rule| facts.rule().is_on(rule);
    let away = facts.is_put_away();
    for row in RULES
        .iter()
        .filter(|row| row.rule != Rule::NoNextStep && on(row.rule) && (row.put_away || !away))
    {
        (row.items)(facts, out);
    }
    if on(Rule::NoNextStep) && !away {
        (Rule::NoNextStep.row().items)(facts, out);
    }
    if facts.creator.is_some_and(|c| c.do_not_contact) {
        let model = facts.base.model;
        out.retain(|item| (item.key.rule.row().stays_silent)(model, item));
    }
}

/// All items of a subject: of today, held and coming.
pub fn items_of(ctx: &Ctx<'_>, on: Subject) -> Vec<Item> {
    let base = ctx.base();
    let facts = match on {
        Subject::Creator(id) => Facts::of_creator(base, ctx.derived.of(id), id),
        Subject::Campaign(id) => Facts::of_campaign(base, id),
        Subject::You => Some(Facts::own(base)),
    };
    let mut out = Vec::new();
    if let Some(facts) = facts {
        ask(&facts, &mut out);
    }
    out.sort_by_key(Item::order);
    out
}

/// The item of a key as it is now, of today or coming: what scripts answer.
pub fn find_item(ctx: &Ctx<'_>, key: &ItemKey) -> Option<Item> {
    let model = ctx.model;
    let creator = key
        .id_of::<Creator>()
        .or_else(|| key.row::<Touch>(model)?.creator())
        .or_else(|| key.row::<Deliverable>(model)?.creator())
        .or_else(|| key.row::<Payment>(model)?.creator())
        .or_else(|| key.row::<Collaboration>(model)?.creator())
        .or_else(|| key.row::<Shipment>(model)?.creator())
        .or_else(|| key.row::<Right>(model)?.creator())
        .or_else(|| key.row::<FollowUp>(model)?.creator())
        .or_else(|| key.row::<Recurrence>(model)?.creator());
    let campaign = || {
        key.id_of::<Campaign>()
            .or_else(|| key.row::<FollowUp>(model)?.campaign)
    };
    let on = creator
        .map(Subject::Creator)
        .or_else(|| campaign().map(Subject::Campaign))
        .unwrap_or(Subject::You);
    items_of(ctx, on).into_iter().find(|item| item.key == *key)
}

/// All that was snoozed, parked or put off and would otherwise be there today, soonest first: to
/// edit or wake.
pub fn put_off(ctx: &Ctx<'_>) -> Vec<Item> {
    let busy = ctx
        .model
        .creators
        .iter()
        .filter(|c| !ctx.derived.of(c.id).coming().is_empty());
    let mut all: Vec<Item> = busy
        .flat_map(|c| items_of(ctx, Subject::Creator(c.id)))
        .collect();
    all.extend(own_items(&ctx.base()));
    all.retain(|item| item.enters <= ctx.today && item.shows > ctx.today && item.held.is_none());
    all.sort_by_key(|item| (item.shows, item.rank(), item.key));
    all
}

/// How far ahead a card looks.
const AHEAD_DAYS: i64 = 14;

/// The card of a subject as it is now; `None` when nothing is to be decided today. While away, only
/// what is owed or dated and due speaks up.
pub fn card_of(ctx: &Ctx<'_>, on: Subject) -> Option<Card> {
    let mut card = whole_card(ctx, on);
    if ctx.calendar.away(ctx.today).is_some() {
        card.items.retain(|item| item.is_due_promise(ctx.today));
    }
    (!card.items.is_empty()).then_some(card)
}

/// The same with what is held and coming, even when nothing is to be decided today.
pub fn whole_card(ctx: &Ctx<'_>, on: Subject) -> Card {
    let mut card = Card {
        on,
        items: Vec::new(),
        held: Vec::new(),
        coming: Vec::new(),
    };
    for item in items_of(ctx, on) {
        if item.is_live(ctx.today) {
            card.items.push(item);
        } else if item.is_dimmed(ctx.today) {
            card.held.push(item);
        } else if item.shows > ctx.today && item.shows <= add_days(ctx.today, AHEAD_DAYS) {
            card.coming.push(item);
        }
    }
    card.coming.sort_by_key(|item| (item.shows, item.key));
    card
}

/// Today's queue.
pub fn build(ctx: &Ctx<'_>) -> Queue {
    let mut queue = Queue::default();
    let (mut warm, mut unsorted) = (Vec::new(), Vec::new());
    for creator in ctx.model.creators.iter() {
        let Some(next) = ctx.derived.of(creator.id).next.filter(|next| next.live) else {
            continue;
        };
        if next.capped {
            let list = match next.key.rule.row().cap {
                Some(Cap::Warm) => &mut warm,
                _ => &mut unsorted,
            };
            // Of many without a next step, those who are further on come first.
            let stage = ctx
                .derived
                .of(creator.id)
                .stage
                .map_or(0, |s| i32::from(s.number()));
            list.push((-next.score * 10 - stage, next.due, creator.id));
        } else {
            queue
                .cards
                .extend(card_of(ctx, Subject::Creator(creator.id)));
        }
    }
    let done = Done::today(ctx);
    let mut take = |mut list: Vec<(i32, Day, Id<Creator>)>, cap: usize| {
        list.sort_unstable();
        let left = list.len().saturating_sub(cap);
        queue.cards.extend(
            list.iter()
                .take(cap)
                .filter_map(|(.., id)| card_of(ctx, Subject::Creator(*id))),
        );
        left
    };
    let rule = &ctx.settings.rule;
    let beyond_warm = take(warm, rule.keep_warm.cards.saturating_sub(done.warm));
    let beyond_unsorted = take(
        unsorted,
        rule.no_next_step.cards.saturating_sub(done.unsorted),
    );
    queue.beyond = Beyond {
        warm: beyond_warm,
        unsorted: beyond_unsorted,
        soft: 0,
    };
    let campaigns = ctx.model.campaigns.iter().map(|c| Subject::Campaign(c.id));
    queue.cards.extend(
        std::iter::once(Subject::You)
            .chain(campaigns)
            .filter_map(|on| card_of(ctx, on)),
    );
    queue.sort(ctx);
    queue.cap(ctx.settings.review.cards.saturating_sub(done.cards));
    queue
}

/// What was decided today, for caps that stay filled once they are.
#[derive(Debug, Default)]
struct Done {
    warm: usize,
    unsorted: usize,
    cards: usize,
}

impl Done {
    fn today(ctx: &Ctx<'_>) -> Self {
        let mut done = Self::default();
        let mut subjects = Vec::new();
        for decision in ctx
            .model
            .decisions
            .iter()
            .filter(|d| d.day == ctx.today && d.kind != DecisionKind::Pin)
        {
            if is_arranged(decision) {
                continue;
            }
            let key = decision.key.parse::<ItemKey>();
            match key.ok().and_then(|key| key.rule.row().cap) {
                Some(Cap::Warm) => done.warm += 1,
                Some(Cap::Unsorted) => done.unsorted += 1,
                None => {}
            }
            subjects.push((decision.creator, decision.campaign));
        }
        subjects.sort_unstable();
        subjects.dedup();
        done.cards = subjects.len();
        done
    }
}

impl Queue {
    /// Whether nothing is left.
    pub fn is_zero(&self) -> bool {
        self.cards.is_empty()
    }

    /// Every item, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.cards.iter().flat_map(|card| &card.items)
    }

    /// Items per lane.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for item in self.items() {
            match item.lane {
                Lane::Owe => counts.owe += 1,
                Lane::Dated => counts.dated += 1,
                Lane::Wait => counts.waiting += 1,
                Lane::Warm => counts.warm += 1,
            }
        }
        counts
    }

    /// The card of a subject.
    pub fn card(&self, on: Subject) -> Option<&Card> {
        self.cards.iter().find(|card| card.on == on)
    }

    /// After a step, without reordering what is being walked: cards of touched subjects are renewed
    /// where they stand, empty ones go, new ones come last. Gives back the newcomers.
    pub fn refresh(&mut self, ctx: &Ctx<'_>, edits: &Edits) -> Vec<Subject> {
        let mut touched: Vec<Subject> = Vec::new();
        for creator in derived::touched(ctx.model, edits) {
            touched.push(Subject::Creator(creator));
            let deals = ctx
                .model
                .of::<Collaboration>(creator)
                .filter_map(|c| c.campaign);
            touched.extend(deals.map(Subject::Campaign));
        }
        touched.extend(edits.campaigns_touched().into_iter().map(Subject::Campaign));
        touched.push(Subject::You);
        touched.sort_unstable();
        touched.dedup();
        let come = self.renew(ctx, touched);
        self.measured(ctx, come)
    }

    /// Of newcomers, as when many come back at once, what can wait keeps to the day's measure.
    /// Gives back those that stay.
    fn measured(&mut self, ctx: &Ctx<'_>, mut come: Vec<Subject>) -> Vec<Subject> {
        let measure = ctx.settings.review.cards;
        if come.is_empty() || self.cards.len() <= measure {
            return come;
        }
        come.sort_unstable();
        let waits = |card: &Card| card.can_wait() && come.binary_search(&card.on).is_ok();
        let others = self.cards.iter().filter(|card| !waits(card)).count();
        let mut room = measure
            .saturating_sub(Done::today(ctx).cards)
            .saturating_sub(others);
        let before = self.cards.len();
        self.cards.retain(|card| {
            let waits = waits(card);
            let stays = !waits || room > 0;
            room -= usize::from(waits && stays);
            stays
        });
        self.beyond.soft += before - self.cards.len();
        come.retain(|on| self.card(*on).is_some());
        come
    }

    /// The cards of these anew, in the same way.
    pub fn renew(&mut self, ctx: &Ctx<'_>, subjects: Vec<Subject>) -> Vec<Subject> {
        // Thousands may be touched at once: each is found by where it stands, and all that are
        // empty go together.
        let places: HashMap<Subject, usize> = self
            .cards
            .iter()
            .enumerate()
            .map(|(at, card)| (card.on, at))
            .collect();
        let (mut come, mut gone) = (Vec::new(), HashSet::new());
        for on in subjects {
            let now = card_of(ctx, on);
            match (places.get(&on).and_then(|at| self.cards.get_mut(*at)), now) {
                (Some(card), Some(now)) => *card = now,
                (Some(_), None) => drop(gone.insert(on)),
                (None, Some(now)) if !is_capped(&now.items) => {
                    self.cards.push(now);
                    come.push(on);
                }
                (None, _) => {}
            }
        }
        if !gone.is_empty() {
            self.cards.retain(|card| !gone.contains(&card.on));
        }
        come
    }

    /// Score, then owed before dated before waiting before warm, then money at stake, then the
    /// name.
    fn sort(&mut self, ctx: &Ctx<'_>) {
        let name = |on: Subject| super::words::who(ctx, on).to_lowercase();
        self.cards
            .sort_by_cached_key(|card| (card.top().map(Item::rank), name(card.on), card.on));
    }

    /// Keeps to the day's measure: owed and dated always stay, of the soft cards the hottest.
    fn cap(&mut self, most: usize) {
        let before = self.cards.len();
        let hard = self
            .cards
            .iter()
            .filter(|card| !card.lane().is_soft())
            .count();
        let mut room = most.saturating_sub(hard);
        self.cards.retain(|card| {
            let soft = card.can_wait();
            let stays = !soft || room > 0;
            room -= usize::from(soft && stays);
            stays
        });
        self.beyond.soft = before - self.cards.len();
    }
}
