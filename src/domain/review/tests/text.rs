//! Text and JSON of the queue agree with the queue, and zero says what was done.

use crate::domain::review::today::{TodayOptions, lines, plain, short_line, to_json};
use crate::domain::review::week::week_lines;
use crate::domain::review::zero::{rhythm, zero};
use crate::domain::review::{Choice, Lane, Queue};
use crate::domain::rows::*;
use crate::domain::testing::{World, day};

use super::morning;

#[test]
fn plain_lines_are_whole_sentences() {
    let w = morning::world();
    let text = plain(&w.ctx(), &w.queue(), &TodayOptions::default());
    let first: Vec<&str> = text.lines().take(4).collect();
    assert_eq!(
        first,
        [
            "Review, Tuesday 24 November 2026. 11 things. 0 done.",
            "1. You owe, late 3 working days: Maya, payment €450, due Thu 19 Nov.",
            "2. You owe, late 2 working days: Maya, debrief Autumn, due Fri 20 Nov.",
            "3. Dated, due Friday 4 December: Maya, rights reel A end Fri 4 Dec.",
        ]
    );
    assert_eq!(text.lines().count(), 12);
}

#[test]
fn options_leave_out_what_they_say() {
    let w = morning::world();
    let (ctx, queue) = (w.ctx(), w.queue());
    let quiet = TodayOptions {
        no_names: true,
        no_money: true,
        max: Some(2),
        lanes: vec![Lane::Owe],
    };
    let text = lines(&ctx, &queue, &quiet);
    assert!(
        text.contains("owe      4  M. payment, 3 bd late · N. reply, 1 bd late · +2\n"),
        "{text}"
    );
    assert!(
        !text.contains("€450") && !text.contains("Maya") && !text.contains("dated"),
        "{text}"
    );
    assert!(!to_json(&ctx, &queue, &quiet).to_string().contains("€450"));
    assert_eq!(short_line(&Queue::default()), "");
}

#[test]
fn json_has_the_counts_and_answers_of_the_queue() {
    let w = morning::world();
    let (ctx, queue) = (w.ctx(), w.queue());
    let json = to_json(&ctx, &queue, &TodayOptions::default());
    assert_eq!(json["schema"], 1);
    assert_eq!(json["date"], "2026-11-24");
    assert_eq!(json["items"], 11);
    assert_eq!(json["cards"].as_array().unwrap().len(), 9);
    let first = &json["cards"][0]["items"][0];
    assert_eq!(first["key"], "R3:payment:1");
    assert_eq!(first["score"], 3.0);
    assert_eq!(first["answers"][0]["label"], "paid");
}

#[test]
fn the_week_ahead_names_holidays() {
    let w = morning::world();
    let text = week_lines(&w.ctx(), &TodayOptions::default());
    assert!(
        text.starts_with(
            "Wed 25 Nov 2026 · 1 item · ■\n  dated    Aiko: reel live tomorrow, link?\n"
        ),
        "{text}"
    );
    assert!(text.contains("Thu 26 Nov 2026 Thanksgiving\n"), "{text}");
}

#[test]
fn zero_says_what_was_done_and_what_comes() {
    let mut w = morning::world();
    let keys: Vec<String> = w.queue().items().map(|item| item.key.to_string()).collect();
    for key in keys {
        w.answer(&key, &Choice::Expected, "").unwrap();
    }
    let zero = zero(&w.ctx());
    assert_eq!(
        zero.done.sentence(),
        "8 written, 1 approved, €450 paid, 1 closed, 2 planned"
    );
    assert_eq!(zero.done.decided, 11);
    let next = zero.next.unwrap();
    assert_eq!(
        (next.key.to_string(), next.shows),
        ("R6:deliverable:3:link".into(), day("2026-11-25"))
    );
    assert!(
        zero.ahead.starts_with("Wed 1 · Thu holiday · Fri "),
        "{}",
        zero.ahead
    );
}

#[test]
fn the_rhythm_counts_working_days_since_one_began() {
    let mut w = World::on("2026-11-24");
    for (on, decided) in [("2026-11-19", 4), ("2026-11-20", 0), ("2026-11-24", 2)] {
        let on = day(on);
        w.add(|id| ReviewDay {
            id,
            day: on,
            decided,
            cards: 5,
            zero: false,
            median_secs: 10,
        });
    }
    let rhythm = rhythm(&w.ctx(), false);
    assert_eq!(rhythm.sentence(), "reviewed 2 of the last 4 working days");
    assert_eq!(rhythm.strip.len(), 28);
    assert_eq!(
        rhythm.strip.iter().filter(|(_, on)| on.is_none()).count(),
        8
    );
    assert_eq!(rhythm.strip_words(), "···   ·····   ·····   ···■·   ·■");
    assert_eq!(
        super::super::zero::rhythm(&w.ctx(), true),
        rhythm,
        "today was reviewed anyway"
    );
}

#[test]
fn zero_prints_a_line() {
    let w = World::on("2026-11-24");
    let text = lines(&w.ctx(), &w.queue(), &TodayOptions::default());
    assert_eq!(
        text,
        "Tue 24 Nov · nothing to decide, all kept\nnext     Wed 0 · Thu 0 · Fri 0 · Mon 0\n"
    );
}

#[test]
fn whoever_is_called_alike_is_told_apart_and_long_lines_go_on_below() {
    let mut w = World::on("2026-11-20");
    for n in 0..8 {
        let creator = w.creator("Aaliyah Baker-Hughes");
        w.add(|id| Account::new(id, creator, Platform::Instagram, &format!("aaliyah{n}")));
        w.follow(Some(creator), "ask", "2026-11-20");
    }
    let ada = w.creator("Ada Lovelace");
    w.add(|id| Account::new(id, ada, Platform::Instagram, "ada"));
    w.follow(Some(ada), "ask", "2026-11-20");
    let text = lines(&w.ctx(), &w.queue(), &TodayOptions::default());
    for n in 0..8 {
        assert_eq!(text.matches(&format!("@aaliyah{n} ")).count(), 1, "{text}");
    }
    assert!(text.contains("Ada ask") && !text.contains("@ada"), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 112),
        "{text}"
    );
    assert!(
        text.starts_with("Fri 20 Nov · 9 creators · 9 items"),
        "{text}"
    );
    w.follow(None, "buy ribbon", "2026-11-20");
    let text = lines(&w.ctx(), &w.queue(), &TodayOptions::default());
    assert!(
        text.starts_with("Fri 20 Nov · 10 cards (9 creators, you) · 10 items"),
        "{text}"
    );
}
