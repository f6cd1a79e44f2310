//! A year of mornings over the demo: every working day all that is due is answered, by chance but
//! the same each time, while replies, drafts, posts and bills come in. Holidays, both DST changes,
//! month and year ends, an absence that was planned and one that was not lie in it. What the review
//! promises holds on each day.

use std::collections::HashMap;

use touchbase::app::Effect;
use touchbase::domain::change::Step;
use touchbase::domain::day::{Day, add_days};
use touchbase::domain::ids::Id;
use touchbase::domain::money::{Currency, Money};
use touchbase::domain::quick_add;
use touchbase::domain::review::{self, Choice, Item, Reply, Rule, Snooze, Subject, tenths};
use touchbase::domain::rows::*;

use super::harness::{Desk, at};
use super::seed::day;
use super::undo::Dice;

/// Days off as a Berliner has them, and two weeks that were planned.
const FREE: &[(&str, &str, FreeKind)] = &[
    ("2026-12-24", "2026-12-26", FreeKind::Holiday),
    ("2027-01-01", "2027-01-01", FreeKind::Holiday),
    ("2027-02-08", "2027-02-19", FreeKind::Away),
    ("2027-03-26", "2027-03-26", FreeKind::Holiday),
    ("2027-03-29", "2027-03-29", FreeKind::Holiday),
    ("2027-05-06", "2027-05-06", FreeKind::Holiday),
    ("2027-05-17", "2027-05-17", FreeKind::Holiday),
];
/// Working days on which nobody came and nobody had said so.
const GONE: (&str, &str) = ("2027-06-07", "2027-06-18");
/// The app's measure of a day.
const CARDS: usize = 25;
/// A soft item may roll on silently for so many working days, then it has to be seen.
const PATIENCE: usize = 15;
/// Answers a morning may take before something is wrong: an answer may bring the next item.
const MOST: usize = 400;

/// Lines for the questions that answers ask.
const LINES: &[&str] = &[
    "views 4200 likes 310 orders 3",
    "they 4 we 5 goes well",
    "https://example.test/p yy",
    "moved on",
    "cpa 20",
    "+4",
    "https://example.test/reel",
    "missing",
    "reel 28 dec",
    "28 dec",
];

struct Year {
    desk: Desk,
    dice: Dice,
    /// For how many mornings a live item was left out by the caps.
    unseen: HashMap<String, usize>,
    answered: HashMap<&'static str, usize>,
    refused: HashMap<String, usize>,
}

impl Year {
    fn commit(&mut self, step: Step) {
        for follow in step
            .edits
            .followups
            .iter()
            .filter(|e| e.before.is_none())
            .filter_map(|e| e.after.as_ref())
            // A rhythm keeps its own days.
            .filter(|follow| follow.recurrence.is_none())
        {
            let app = self.desk.app();
            assert!(
                app.calendar.is_working(follow.day),
                "{}: a step on a free day, {}",
                step.label,
                follow.day
            );
            assert!(
                follow.day > app.today,
                "{}: a step in the past, {}",
                step.label,
                follow.day
            );
        }
        for snooze in step.edits.decisions.iter().filter_map(|e| e.after.as_ref()) {
            if let (DecisionKind::Snooze | DecisionKind::Done, Some(until)) =
                (snooze.kind, snooze.until)
            {
                let app = self.desk.app();
                assert!(
                    app.calendar.is_working(until),
                    "{}: until a free day, {until}",
                    step.label
                );
            }
        }
        let label = step.label.clone();
        self.desk.m.work(vec![Effect::Commit(Box::new(step))]);
        let said = self.desk.status();
        assert!(said.starts_with("ok"), "{label}: {said}");
    }

    fn any<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.dice.roll(all.len())).copied()
    }

    /// What comes in over night.
    fn night(&mut self) {
        let creators: Vec<Id<Creator>> = self
            .desk
            .app()
            .model
            .creators
            .iter()
            .filter(|c| c.shelf == Shelf::Active)
            .map(|c| c.id)
            .collect();
        for _ in 0..1 + self.dice.roll(3) {
            if let Some(creator) = self.any(&creators) {
                let reply = [
                    Reply::Plain,
                    Reply::Plain,
                    Reply::Interested,
                    Reply::Later(None),
                    Reply::No,
                ];
                let reply = self.any(&reply).unwrap();
                let step = review::they_replied(
                    &self.desk.app().ctx(),
                    creator,
                    (None, reply),
                    "about the dates",
                );
                if let Ok(step) = step {
                    self.commit(step);
                }
            }
        }
        self.work_comes_in();
        if self.dice.roll(4) == 0 {
            self.a_new_one();
        }
        if self.dice.roll(3) == 0
            && let Some(creator) = self.any(&creators)
        {
            let step = review::note(&self.desk.app().ctx(), creator, "likes mornings").unwrap();
            self.commit(step);
        }
    }

    /// A draft, a post or a bill.
    fn work_comes_in(&mut self) {
        let app = self.desk.app();
        let today = app.today;
        let due = |d: &&Deliverable| {
            app.model
                .get(d.collaboration)
                .is_some_and(Collaboration::is_open)
        };
        let open: Vec<Id<Deliverable>> = app
            .model
            .deliverables
            .iter()
            .filter(due)
            .filter(|d| d.live.is_none())
            .map(|d| d.id)
            .collect();
        let deals: Vec<Id<Collaboration>> = app
            .model
            .collaborations
            .iter()
            .filter(|c| c.is_open())
            .map(|c| c.id)
            .collect();
        if let Some(piece) = self.any(&open)
            && self.dice.roll(2) == 0
        {
            let ctx = self.desk.app().ctx();
            let state = ctx.model.get(piece).unwrap().state;
            let step = match state {
                PieceState::Planned | PieceState::ChangesAsked => {
                    review::draft_received(&ctx, piece, "")
                }
                _ => Err(String::new()),
            };
            if let Ok(step) = step {
                self.commit(step);
            }
        }
        if let Some(deal) = self.any(&deals)
            && self
                .desk
                .app()
                .model
                .get(deal)
                .is_some_and(|d| d.stage == Stage::Onboarding && d.terms_sent.is_none())
        {
            let mut step = Step::new("Terms sent");
            step.edit(&self.desk.app().model, deal, |d| {
                (d.terms_sent, d.agreement_sent) = (Some(today), Some(today))
            });
            self.commit(step);
        }
        if let Some(deal) = self.any(&deals)
            && self.dice.roll(30) == 0
        {
            let model = &self.desk.app().model;
            let creator = model.get(deal).unwrap().creator;
            let mut step = Step::new("Loose ends");
            let id = step.fresh(model);
            let amount = Money::new(5_000, Currency::parse("EUR").unwrap());
            step.insert(Payment::new(id, creator, None, amount, PaymentKind::Bonus));
            let id = step.fresh(model);
            step.insert(Shipment {
                id,
                creator,
                collaboration: None,
                product: "pot".into(),
                value: None,
                cost: None,
                tracking: Text::default(),
                state: ParcelState::Delivered,
                sent: None,
                delivered: Some(today),
                post_agreed: true,
                posted: None,
            });
            let id = step.fresh(model);
            step.insert(Recurrence {
                id,
                creator: Some(creator),
                campaign: None,
                collaboration: None,
                makes: Makes::FollowUp,
                every: "monthly".into(),
                start: add_days(today, 3),
                until: None,
                times: Some(2),
                amount: None,
                many: 1,
                format: Text::default(),
                platform: None,
                words: "send the monthly numbers".into(),
            });
            self.commit(step);
        }
        if let Some(deal) = self.any(&deals)
            && self.dice.roll(6) == 0
        {
            let ahead = i64::try_from(self.dice.roll(40)).unwrap();
            let model = &self.desk.app().model;
            let creator = model.get(deal).unwrap().creator;
            let mut step = Step::new("A bill came");
            let id = step.fresh(model);
            let amount = Money::new(12_000, Currency::parse("EUR").unwrap());
            step.insert(Payment {
                due: Some(add_days(today, ahead)),
                invoiced: Some(today),
                ..Payment::new(id, creator, Some(deal), amount, PaymentKind::Fee)
            });
            let id = step.fresh(model);
            let mut piece = Deliverable::new(id, creator, deal);
            (piece.draft_due, piece.live_due) = (
                Some(add_days(today, ahead)),
                Some(add_days(today, ahead + 5)),
            );
            piece.format = "reel".into();
            step.insert(piece);
            self.commit(step);
        }
    }

    fn a_new_one(&mut self) {
        let n = self.desk.app().model.creators.len();
        let app = self.desk.app();
        let line = format!("@year{n} Year {n} ig 12k");
        let reading = quick_add::read(&line, &app.quick());
        if let Ok(step) = reading.complete() {
            self.commit(step);
        }
    }

    /// One of the answers there are to an item, whatever it is.
    fn choice(&mut self, item: &Item) -> Choice {
        let today = self.desk.app().today;
        let later = self
            .desk
            .app()
            .calendar
            .add(today, 2 + i64::try_from(self.dice.roll(20)).unwrap());
        match self.dice.roll(24) {
            0..=11 => Choice::Expected,
            12..=14 => Choice::Alternative,
            15 => Choice::Snooze(Snooze::NextDay),
            16 => {
                Choice::Snooze([Snooze::Days(3), Snooze::Monday, Snooze::Friday][self.dice.roll(3)])
            }
            17 => Choice::Snooze(
                [Snooze::MonthEnd, Snooze::Month, Snooze::UntilReply][self.dice.roll(3)],
            ),
            18 => Choice::TheirMove(None),
            19 => Choice::Replied(if self.dice.roll(2) == 0 {
                Reply::Plain
            } else {
                Reply::Later(None)
            }),
            20 => Choice::Next {
                day: later,
                what: "ask again".into(),
                regardless: self.dice.roll(2) == 0,
                every: None,
            },
            21 => Choice::MoveTo(later),
            22 if item.stuck => Choice::Promise(later),
            22 => Choice::Park,
            _ => Choice::Drop,
        }
    }

    /// Answers an item somehow; that there is no way to is a fault.
    fn decide(&mut self, item: &Item) {
        for attempt in 0..60 {
            let choice = if attempt < 40 {
                self.choice(item)
            } else {
                [Choice::Alternative, Choice::Drop][attempt % 2].clone()
            };
            let ctx = self.desk.app().ctx();
            let Ok(offer) = review::offer(&ctx, item, &choice) else {
                continue;
            };
            assert!(
                !offer.effect.is_empty(),
                "{}: {choice:?} does not say what comes of it",
                item.key
            );
            let line = offer.ask.map_or("", |_| LINES[self.dice.roll(LINES.len())]);
            let step = review::answer(&self.desk.app().ctx(), item, &choice, line);
            match step {
                Ok(step) => {
                    *self.answered.entry(item.key.rule.word()).or_default() += 1;
                    self.commit(step);
                    return;
                }
                Err(why) => {
                    *self
                        .refused
                        .entry(format!("{} {choice:?}: {why}", item.key.rule.word()))
                        .or_default() += 1
                }
            }
        }
        panic!(
            "nothing can be done about {}: {item:?}\n{:?}",
            item.key, self.refused
        );
    }

    /// What holds of a queue as it stands.
    fn look(&mut self) {
        let app = self.desk.app();
        let (ctx, today) = (app.ctx(), app.today);
        let queue = review::build(&ctx);
        let hard = queue
            .cards
            .iter()
            .filter(|card| !card.lane().is_soft())
            .count();
        assert!(
            queue.cards.len() <= CARDS.max(hard),
            "{today}: {} cards, {hard} of them hard",
            queue.cards.len()
        );
        for item in queue.items() {
            let sum = format!("{} = {} ", tenths(item.score()), item.lane.promise());
            assert!(
                item.why().starts_with(&sum),
                "{today} {}: {}",
                item.key,
                item.why()
            );
            assert!(
                !item.long(&ctx).trim().is_empty() && !item.when(&ctx).trim().is_empty(),
                "{today} {}",
                item.key
            );
            assert!(
                item.is_live(today) && item.late.days < 200,
                "{today} {item:?}"
            );
        }
        let mut missing = HashMap::new();
        for creator in ctx
            .model
            .creators
            .iter()
            .filter(|c| c.shelf == Shelf::Active)
        {
            let items = review::items_of(&ctx, Subject::Creator(creator.id));
            let open = ctx.derived.of(creator.id).lead.is_some();
            let by_event = creator.cadence == Cadence::OnEvent;
            assert!(
                !items.is_empty() || creator.do_not_contact || by_event || !open,
                "{today}: {} is forgotten: {:?}",
                creator.name,
                ctx.model.get(ctx.derived.of(creator.id).lead.unwrap())
            );
            for item in items
                .iter()
                .filter(|item| item.is_live(today) && queue.card(item.on).is_none())
            {
                let before = self.unseen.get(&item.key.to_string()).copied().unwrap_or(0);
                assert!(
                    before < PATIENCE,
                    "{today}: {} of {} was never shown: {item:?}",
                    item.key,
                    creator.name
                );
                missing.insert(item.key.to_string(), before + 1);
            }
        }
        self.unseen = missing;
    }

    /// Walks the list on the screen until nothing is left on it, and looks whether that lasts.
    fn walk_to_zero(&mut self) {
        for n in 0.. {
            let app = self.desk.app();
            let Some(item) = app.review.queue.items().next().copied() else {
                break;
            };
            assert!(n < MOST, "{}: it never ends; next is {item:?}", app.today);
            self.decide(&item);
        }
        self.desk.tick();
        let app = self.desk.app();
        let left: Vec<String> = review::build(&app.ctx())
            .items()
            .map(|i| format!("{i:?}"))
            .collect();
        assert!(
            left.is_empty() && app.review.queue.is_zero(),
            "{}: zero did not last: {left:#?}",
            app.today
        );
    }

    fn away(&self, today: Day) -> bool {
        self.desk.app().calendar.away(today).is_some()
            || (day(GONE.0)..=day(GONE.1)).contains(&today)
    }
}

#[test]
fn a_year_of_mornings() {
    let mut desk = Desk::demo();
    desk.strict = false;
    let mut year = Year {
        desk,
        dice: Dice::new(2027),
        unseen: HashMap::new(),
        answered: HashMap::new(),
        refused: HashMap::new(),
    };
    let mut free = Step::new("Days off");
    for (start, end, kind) in FREE {
        let id = free.fresh(&year.desk.app().model);
        free.insert(FreeDay {
            id,
            start: day(start),
            end: day(end),
            kind: *kind,
            label: "off".into(),
        });
    }
    year.desk.m.work(vec![Effect::Commit(Box::new(free))]);
    let start = day("2026-11-20");
    let mut mornings = 0;
    for n in 0..365 {
        let today = add_days(start, n);
        let working = year.desk.app().calendar.is_working(today);
        // On some free days somebody looks in; on the others the machine is off.
        if year.away(today) || (!working && year.dice.roll(4) > 0) {
            continue;
        }
        year.desk.go(at(&format!("{today}T09:00:00")));
        assert_eq!(year.desk.app().today, today);
        year.look();
        if working {
            year.night();
            year.walk_to_zero();
            mornings += 1;
        }
        year.desk.agree();
    }
    assert!(mornings > 220, "{mornings}");
    // Every rule had its say, but those that the demo gives no cause for.
    let silent: Vec<Rule> = Rule::ALL
        .iter()
        .copied()
        .filter(|r| !year.answered.contains_key(r.word()))
        .filter(|r| !matches!(r, Rule::EarnedNotAdded | Rule::LimitNear))
        .collect();
    assert_eq!(silent, [], "{:?}", year.answered);
}
