//! Random rosters: whatever the facts are, the queue keeps its promises, every answer can be taken
//! back and lasts, and what was refreshed equals what is rebuilt.

use proptest::prelude::*;

use crate::domain::calendar::Calendar;
use crate::domain::day::{Day, add_days};
use crate::domain::derived::Derived;
use crate::domain::ids::Id;
use crate::domain::review::today::{TodayOptions, lines, plain, to_json};
use crate::domain::review::{
    Choice, Lane, Reply, Rule, Snooze, Subject, answer, build, items_of, offer, tenths,
};
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

/// One random fact about one of the creators.
#[derive(Debug, Clone)]
struct Fact {
    creator: usize,
    kind: u8,
    /// Days from today.
    at: i64,
    n: u8,
}

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let fact =
        (0usize..6, 0u8..16, -70i64..30, 0u8..=255).prop_map(|(creator, kind, at, n)| Fact {
            creator,
            kind,
            at,
            n,
        });
    proptest::collection::vec(fact, 0..60)
}

const CREATORS: usize = 6;

/// A world in which all of it happened. Today is any day around a DST change, a year's end or a
/// leap day.
fn world(today: Day, facts: &[Fact]) -> World {
    let mut w = World::on(&today.to_string());
    w.holiday(&add_days(today, 2).to_string(), "Holiday");
    w.away(
        &add_days(today, 8).to_string(),
        &add_days(today, 12).to_string(),
    );
    let creators: Vec<_> = (0..CREATORS)
        .map(|n| w.creator(&format!("Creator {n}")))
        .collect();
    let deals: Vec<_> = creators
        .iter()
        .map(|c| w.deal(*c, Stage::Discovery))
        .collect();
    w.campaign("Winter");
    for fact in facts {
        happen(
            &mut w,
            today,
            fact,
            (creators[fact.creator], deals[fact.creator]),
        );
    }
    w
}

fn happen(
    w: &mut World,
    today: Day,
    fact: &Fact,
    (creator, deal): (Id<Creator>, Id<Collaboration>),
) {
    let on = add_days(today, fact.at);
    let past = add_days(today, -fact.at.abs());
    let (on_text, past_text) = (on.to_string(), past.to_string());
    let n = usize::from(fact.n);
    match fact.kind {
        0 => drop(w.wrote(creator, &past_text)),
        1 | 2 => drop(w.sent(creator, &past_text)),
        3 => w.set(deal, |c| c.stage = Stage::ALL[n % 6]),
        4 => drop(w.payment(
            creator,
            money(&format!("{} EUR", 100 * (n + 1))).unwrap(),
            &on_text,
        )),
        5 => drop(w.piece(deal, "reel", |d| d.draft_due = Some(on))),
        6 => drop(w.piece(deal, "reel", |d| d.live_due = Some(on))),
        7 => drop(w.piece(deal, "reel", |d| {
            (d.state, d.draft_in) = (PieceState::DraftIn, Some(past))
        })),
        8 => drop(w.piece(deal, "reel", |d| {
            (d.state, d.live) = (PieceState::Live, Some(past))
        })),
        9 => drop(w.right(creator, RightKind::ALL[n % 6], "reel", &on_text)),
        10 => drop(w.gift(creator, "pot", &past_text)),
        11 => drop(w.follow(Some(creator).filter(|_| n % 5 > 0), "ask", &on_text)),
        12 => w.set(creator, |c| {
            c.relationship = Relationship::ALL.get(n % 5).copied()
        }),
        13 => w.set(deal, |c| {
            (c.terms_sent, c.agreed) = (Some(past), Some(past).filter(|_| n % 2 == 0))
        }),
        14 => w.set(creator, |c| (c.core, c.imported) = (n % 2 == 0, n % 3 == 0)),
        _ => w.set(creator, |c| match n % 12 {
            0 => c.shelf = Shelf::Archived,
            1 => c.do_not_contact = true,
            2 => c.cadence = Cadence::OnEvent,
            _ => c.cadence = Cadence::Days(14),
        }),
    }
}

fn todays() -> impl Strategy<Value = Day> {
    let days = [
        "2026-03-27",
        "2026-03-29",
        "2026-10-25",
        "2026-12-31",
        "2027-01-01",
        "2028-02-29",
        "2026-11-24",
    ];
    proptest::sample::select(days.map(day).to_vec())
}

fn choices() -> impl Strategy<Value = Choice> {
    proptest::sample::select(vec![
        Choice::Expected,
        Choice::Alternative,
        Choice::Snooze(Snooze::NextDay),
        Choice::Snooze(Snooze::UntilReply),
        Choice::Park,
        Choice::Drop,
        Choice::TheirMove(None),
        Choice::Replied(Reply::Plain),
        Choice::Replied(Reply::Later(None)),
        Choice::Replied(Reply::No),
    ])
}

const INPUT: &str = "views 12 orders 3";

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_queue_keeps_its_promises(today in todays(), facts in facts()) {
        let w = world(today, &facts);
        let queue = w.queue();
        let mut seen: Vec<Subject> = queue.cards.iter().map(|card| card.on).collect();
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len(), queue.cards.len(), "each subject at most once");

        let mut before = None;
        for card in &queue.cards {
            let top = card.top().unwrap();
            prop_assert!(card.items.iter().all(|item| item.rank() >= top.rank()));
            prop_assert!(before <= Some(top.rank()), "hottest first");
            before = Some(top.rank());
            let next = card.on.creator().and_then(|id| w.derived.of(id).next).map(|next| next.key);
            prop_assert!(next.is_none_or(|key| key == top.key), "the next step is what the card begins with");
            for item in &card.items {
                let terms = item.lane.promise() * 10 + item.late.tenths;
                prop_assert_eq!(terms, item.score());
                let sum = format!("{} = {} ", tenths(item.score()), item.lane.promise());
                prop_assert!(item.why().starts_with(&sum), "{}", item.why());
                let last = item.why().split_whitespace().nth(5).unwrap().to_owned();
                prop_assert!(last == tenths(item.late.tenths.abs()) || item.late.days == 0, "{}", item.why());
                prop_assert!(!item.long(&w.ctx()).is_empty());
                prop_assert!(!item.when(&w.ctx()).is_empty());
            }
        }
        let all: Vec<_> = queue.items().collect();
        for (hot, cold) in all.iter().flat_map(|a| all.iter().map(move |b| (a, b))) {
            if hot.lane == Lane::Wait && !cold.lane.is_soft() && cold.due <= today {
                prop_assert!(cold.rank() < hot.rank(), "waiting never outranks what is owed or dated and due");
            }
            if hot.lane == Lane::Warm && !cold.lane.is_soft() {
                prop_assert!(cold.rank() < hot.rank(), "keep-warm never outranks an early warning");
            }
        }
    }

    #[test]
    fn screen_speech_and_json_count_the_same(today in todays(), facts in facts()) {
        let w = world(today, &facts);
        let (ctx, queue, all) = (w.ctx(), w.queue(), TodayOptions::default());
        let total = queue.counts().total();
        prop_assert_eq!(plain(&ctx, &queue, &all).lines().count(), total + 1);
        let json = to_json(&ctx, &queue, &all);
        let in_json: usize = json["cards"].as_array().unwrap().iter().map(|c| c["items"].as_array().unwrap().len()).sum();
        prop_assert_eq!(in_json, total);
        prop_assert_eq!(&json["items"], total);
        let text = lines(&ctx, &queue, &all);
        for lane in Lane::ALL {
            let count = queue.counts().of(*lane);
            let printed = text.lines().find(|line| line.starts_with(&format!("{:<8} ", lane.word())));
            let printed = printed.map_or(0, |line| line[9..].split_whitespace().next().unwrap().parse().unwrap());
            prop_assert_eq!(printed, count);
        }
    }

    #[test]
    fn every_answer_lasts_and_can_be_taken_back(today in todays(), facts in facts(), choice in choices()) {
        let mut w = world(today, &facts);
        let (start, first) = (w.model.clone(), w.queue());
        let mut steps = Vec::new();
        for key in first.items().map(|item| item.key.to_string()).collect::<Vec<_>>() {
            let Some(item) = w.item(&key).filter(|item| item.is_live(today)) else { continue };
            let Ok(offer) = offer(&w.ctx(), &item, &choice) else { continue };
            prop_assert!(!offer.effect.is_empty());
            let step = answer(&w.ctx(), &item, &choice, INPUT);
            let Ok(step) = step else { continue };
            prop_assert_eq!(step.edits.decisions.len(), 1);
            prop_assert!(step.edits.touches.len() <= 1);
            prop_assert!(step.label.contains(": "), "{}", step.label);
            for follow in step.edits.followups.iter().filter(|e| e.before.is_none()).filter_map(|e| e.after.as_ref()) {
                prop_assert!(w.calendar.is_working(follow.day), "no proposal on a free day: {}", follow.day);
                prop_assert!(follow.day > today);
            }
            w.apply(&step);
            if !matches!(choice, Choice::Replied(_)) {
                prop_assert!(!w.item(&key).is_some_and(|item| item.is_live(today)), "{} comes back at once", key);
            }
            steps.push(step);
        }
        prop_assert_eq!(&w.derived, &Derived::rebuild(&w.base()), "refreshed equals rebuilt");
        for step in steps.iter().rev() {
            w.apply(&step.inverse());
        }
        prop_assert_eq!(w.model.first_difference(&start), None);
        prop_assert_eq!(&w.derived, &Derived::rebuild(&w.base()));
        prop_assert_eq!(w.queue(), first);
    }

    #[test]
    fn a_word_from_them_settles_all_that_waited(today in todays(), facts in facts(), who in 0..CREATORS) {
        let mut w = world(today, &facts);
        let creator = Id::<Creator>::new(who as u32 + 1);
        let in_roster = w.model.get(creator).is_some_and(|c| c.shelf == Shelf::Active);
        w.clock.now.0 += 3600 * 4;
        w.rebuild();
        let touch = w.wrote(creator, &today.to_string());
        let items = items_of(&w.ctx(), Subject::Creator(creator));
        for item in &items {
            prop_assert!(!matches!(item.key.rule, Rule::PitchUnanswered | Rule::OfferUnanswered | Rule::GiftWithoutPost) || written_today(&w, item), "{}", item.key);
            prop_assert!(item.key.rule != Rule::KeepWarm || !item.is_live(today), "{}", item.key);
            let if_no_reply = item.key.row::<FollowUp>(&w.model).is_some_and(|f| f.if_no_reply);
            prop_assert!(!(item.key.rule == Rule::FollowUpDue && if_no_reply), "{}", item.key);
        }
        let owed = items.iter().any(|item| item.key.rule == Rule::ReplyOwed);
        prop_assert_eq!(owed, in_roster, "a reply is owed for {}", touch);
    }

    #[test]
    fn working_days_add_and_subtract(today in todays(), n in -60i64..60, free in 0u8..127) {
        let week: [bool; 7] = std::array::from_fn(|day| free >> day & 1 == 0);
        let mut calendar = Calendar::new(week);
        calendar.add_holiday(add_days(today, 3), "Holiday");
        let there = calendar.add(today, n);
        // Counted back from a free day the start is not a working day of its own.
        let start = if n < 0 { calendar.later(today) } else { today };
        prop_assert_eq!(calendar.between(start, there), n);
        prop_assert!(n == 0 || calendar.is_working(there));
    }

    #[test]
    fn the_ladder_never_squeezes_a_step(today in todays(), lateness in proptest::collection::vec(0i64..40, 4)) {
        let mut w = World::on(&today.to_string());
        let mia = w.creator("Mia");
        let deal = w.deal(mia, Stage::Pitch);
        w.sent(mia, &today.to_string());
        let mut last = today;
        for (step, (gap, late)) in [3, 4, 7, 7].into_iter().zip(&lateness).enumerate() {
            let item = w.item(&format!("R11:collaboration:{deal}:step{}", step + 1)).unwrap();
            prop_assert_eq!(w.calendar.between(last, item.due), gap);
            last = add_days(item.due, *late);
            w.go(&last.to_string());
            w.sent(mia, &last.to_string());
        }
    }
}

/// An offer of which the terms went out on the very day they wrote: their word may have come before
/// it.
fn written_today(w: &World, item: &crate::domain::review::Item) -> bool {
    let today = w.clock.today();
    let offered = item
        .key
        .row::<Collaboration>(&w.model)
        .is_some_and(|c| c.terms_sent == Some(today));
    let arrived = item
        .key
        .row::<Shipment>(&w.model)
        .is_some_and(|s| s.delivered == Some(today));
    offered || arrived
}

#[test]
fn a_long_absence_does_not_bury_what_is_owed() {
    let mut w = World::on("2026-11-02");
    for n in 0..60 {
        let creator = w.creator(&format!("Creator {n}"));
        let deal = w.deal(creator, Stage::Pitch);
        w.sent(creator, "2026-11-02");
        if n % 6 == 0 {
            w.payment(creator, money("100 EUR").unwrap(), "2026-11-10");
        }
        if n % 7 == 0 {
            w.set(deal, |c| c.stage = Stage::Creation);
        }
    }
    w.go("2026-11-16");
    let queue = build(&w.ctx());
    let hard = queue
        .cards
        .iter()
        .filter(|card| !card.lane().is_soft())
        .count();
    assert_eq!(hard, 10);
    assert!(queue.cards.len() <= w.settings.review.cards.max(hard));
}
