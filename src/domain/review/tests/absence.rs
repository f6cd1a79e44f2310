//! Going away and coming back.

use crate::domain::review::*;
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

fn reviewed(w: &mut World, on: &str) {
    let on = day(on);
    w.add(|id| ReviewDay {
        id,
        day: on,
        decided: 3,
        cards: 5,
        zero: true,
        median_secs: 10,
    });
}

#[test]
fn after_days_without_a_review_the_pile_is_split() {
    let mut w = World::on("2026-11-06");
    reviewed(&mut w, "2026-11-06");
    let ada = w.creator("Ada");
    w.payment(ada, money("100 EUR").unwrap(), "2026-11-12");
    let lena = w.creator("Lena");
    w.deal(lena, Stage::Pitch);
    for on in ["2026-10-01", "2026-10-06", "2026-10-12", "2026-10-30"] {
        w.sent(lena, on);
    }
    for n in 0..8 {
        let creator = w.creator(&format!("Soft {n}"));
        w.follow(Some(creator), "ask", "2026-11-10");
    }
    w.go("2026-11-10");
    assert_eq!(absence(&w.ctx()), None, "two working days are no absence");
    w.go("2026-11-20");
    let pile = absence(&w.ctx()).unwrap();
    assert_eq!((pile.working_days, pile.away), (10, None));
    assert_eq!(
        pile.headline(day("2026-11-20")),
        "10 working days since the last review"
    );
    assert_eq!(
        (pile.needs_you.len(), pile.ran_out.len(), pile.soft.len()),
        (1, 1, 8)
    );
    assert_eq!(close_words(&pile.ran_out), "1 pitch: close as no reply");
    assert_eq!(
        spread_words(&w.ctx(), &pile.soft),
        "8 follow-ups → 6 a day over 2 working days"
    );

    let step = close_ladders(&w.ctx(), &pile.ran_out).unwrap();
    assert_eq!(step.label, "Closed, no reply: 1 pitch");
    w.apply(&step);
    let step = spread(&w.ctx(), &pile.soft).unwrap();
    assert_eq!(step.label, "Spread: 8 follow-ups until Mon 23 Nov");
    w.apply(&step);
    let left = absence(&w.ctx()).unwrap();
    assert_eq!(
        (left.needs_you.len(), left.ran_out.len(), left.soft.len()),
        (1, 0, 0),
        "nothing is asked twice"
    );
    let queue = w.queue();
    assert_eq!((queue.counts().owe, queue.counts().waiting), (1, 6));
    assert!(
        queue
            .items()
            .filter(|i| i.lane == Lane::Wait)
            .all(|i| i.late.days == 0),
        "lateness begins anew"
    );
}

#[test]
fn while_away_only_what_is_due_speaks_up() {
    let mut w = World::on("2026-12-18");
    reviewed(&mut w, "2026-12-18");
    let ada = w.creator("Ada");
    w.payment(ada, money("100 EUR").unwrap(), "2026-12-23");
    let bea = w.creator("Bea");
    w.follow(Some(bea), "ask", "2026-12-22");
    let cleo = w.creator("Cleo");
    w.right(cleo, RightKind::Usage, "reel", "2027-01-06");
    let due: Vec<Rule> = before_you_go(&w.ctx(), day("2026-12-21"), day("2027-01-04"))
        .iter()
        .map(|i| i.key.rule)
        .collect();
    assert_eq!(due, [Rule::PaymentDue, Rule::RightEnding]);
    w.away("2026-12-21", "2027-01-04");
    // The money is owed on the last working day before.
    assert_eq!(w.live(ada), ["R3:payment:1"]);
    w.go("2026-12-23");
    let rules: Vec<Rule> = w.queue().items().map(|i| i.key.rule).collect();
    assert_eq!(rules, [Rule::PaymentDue]);
    w.go("2027-01-05");
    let follow = w.item("R14:followup:1").unwrap();
    assert_eq!((follow.shows, follow.late.days), (day("2027-01-05"), 0));
    let pile = absence(&w.ctx()).unwrap();
    assert_eq!(
        (pile.away, pile.working_days),
        (Some((day("2026-12-21"), day("2027-01-04"))), 1)
    );
    assert_eq!(
        pile.headline(day("2027-01-05")),
        "Back from Mon 21 Dec 2026 to Mon 4 Jan"
    );
}

#[test]
fn a_weekend_opens_quietly() {
    let mut w = World::on("2026-11-21");
    let ada = w.creator("Ada");
    w.payment(ada, money("100 EUR").unwrap(), "2026-11-21");
    let bea = w.creator("Bea");
    w.follow(Some(bea), "ask", "2026-11-19");
    let quiet = quiet_day(&w.ctx(), &w.queue()).unwrap();
    assert_eq!(
        quiet,
        Quiet {
            away: None,
            due: 1,
            waiting: 1,
            next: day("2026-11-23")
        }
    );
    assert_eq!(
        quiet.sentence(day("2026-11-21")),
        "A free day: 1 owed or dated today, 1 waiting for Monday"
    );
    w.go("2026-11-23");
    assert_eq!(quiet_day(&w.ctx(), &w.queue()), None);
}

#[test]
fn a_spread_keeps_to_the_measure_of_the_days() {
    let mut w = World::on("2026-11-20");
    for n in 0..10 {
        let creator = w.creator(&format!("Soft {n}"));
        w.follow(Some(creator), "ask", "2026-11-20");
        w.follow(Some(creator), "ask again", "2026-11-20");
    }
    let ada = w.creator("Ada");
    w.payment(ada, money("100 EUR").unwrap(), "2026-11-20");
    w.follow(Some(ada), "ask", "2026-11-20");
    w.settings.review.cards = 8;
    w.rebuild();
    let ctx = w.ctx();
    let soft: Vec<Item> = w
        .queue()
        .items()
        .filter(|item| item.lane.is_soft())
        .copied()
        .collect();
    let all: Vec<Item> = w
        .model
        .creators
        .iter()
        .flat_map(|c| w.items(c.id))
        .filter(|i| i.lane.is_soft())
        .collect();
    assert!(
        soft.len() < all.len(),
        "the cap holds some of them back already"
    );
    let spread = spread_days(&ctx, &all);
    assert_eq!(
        (spread.each, spread.beside),
        (2, 1),
        "a quarter of eight cards; Ada is seen today anyway"
    );
    for (day, list) in &spread.days {
        assert!(w.calendar.is_working(*day));
        let mut creators: Vec<_> = list
            .iter()
            .filter_map(|n| all[*n].creator())
            .filter(|c| *c != ada)
            .collect();
        creators.dedup();
        assert!(creators.len() <= 2, "{day}: {creators:?}");
        assert!(
            list.iter()
                .filter(|n| all[**n].creator() != Some(ada))
                .count()
                % 2
                == 0,
            "both of one creator"
        );
    }
    assert_eq!(
        spread
            .days
            .iter()
            .map(|(_, list)| list.len())
            .sum::<usize>(),
        all.len()
    );
    assert_eq!(
        spread_words(&ctx, &all),
        "21 follow-ups → 5 stay today, the others 2 creators a day over 4 more working days"
    );
}

#[test]
fn what_was_entered_already_still_tells_what_to_see_to() {
    let mut w = World::on("2026-12-18");
    let ada = w.creator("Ada");
    w.payment(ada, money("100 EUR").unwrap(), "2026-12-23");
    let (from, to) = (day("2026-12-21"), day("2027-01-04"));
    let lines = before_lines(&w.ctx(), from, to);
    assert_eq!(lines, ["Wed 23 Dec  pay       Ada: €1 fee"]);
    w.away("2026-12-21", "2027-01-04");
    assert_eq!(before_lines(&w.ctx(), from, to), lines);
    assert_eq!(range_length(&w.ctx(), from, to), "11 working days");
}

#[test]
fn the_week_ahead_reaches_over_an_absence() {
    let mut w = World::on("2026-12-17");
    w.away("2026-12-21", "2027-01-01");
    w.holiday("2027-01-06", "Epiphany");
    let ada = w.creator("Ada");
    w.right(ada, RightKind::Usage, "reel", "2027-01-20");
    let week = week::week(&w.ctx());
    let days: Vec<String> = week
        .days
        .iter()
        .map(|d| format!("{} {}", d.day, d.free.as_deref().unwrap_or("worked")))
        .collect();
    let (worked, away) = ("worked", "away");
    assert_eq!(
        days[..4],
        [
            format!("2026-12-18 {worked}"),
            format!("2026-12-21 {away}"),
            format!("2027-01-04 {worked}"),
            format!("2027-01-05 {worked}"),
        ]
    );
    assert_eq!(days[4], "2027-01-06 Epiphany");
    assert_eq!(week.days[1].last, day("2027-01-01"));
    assert_eq!(week.ending.len(), 1);
}
