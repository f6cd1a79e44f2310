//! The days ahead tell the truth: what is announced for the next working day is what is there when
//! it comes.

use crate::domain::review::today::next_line;
use crate::domain::review::week::{move_soft, week};
use crate::domain::review::*;
use crate::domain::rows::*;
use crate::domain::summary;
use crate::domain::testing::{World, day};

/// Items announced for a day.
fn announced(w: &World, on: &str) -> usize {
    ahead(&w.ctx(), 20)
        .into_iter()
        .find(|(at, _)| *at == day(on))
        .unwrap()
        .1
        .len()
}

/// What is announced for a day is there when it comes, if nothing happens until then.
fn comes_true(w: &mut World, on: &str) -> usize {
    let (told, of_week) = (announced(w, on), week(&w.ctx()));
    if let Some(of) = of_week.days.iter().find(|of| of.day == day(on)) {
        assert_eq!(of.items.len(), told, "the week tells the same");
    }
    w.go(on);
    assert_eq!(w.queue().items().count(), told, "{on}: {:#?}", w.queue());
    told
}

fn soft(w: &mut World, n: usize, on: &str) {
    for at in 0..n {
        let creator = w.creator(&format!("Soft {at} of {on}"));
        w.follow(Some(creator), "ask", on);
    }
}

#[test]
fn what_waits_on_a_weekend_counts_on_monday() {
    let mut w = World::on("2026-11-21");
    soft(&mut w, 5, "2026-11-19");
    soft(&mut w, 2, "2026-11-22");
    soft(&mut w, 3, "2026-11-23");
    assert_eq!(quiet_day(&w.ctx(), &w.queue()).unwrap().waiting, 5);
    assert!(
        next_line(&w.ctx()).starts_with("Mon 10 · Tue 0"),
        "{}",
        next_line(&w.ctx())
    );
    assert_eq!(comes_true(&mut w, "2026-11-23"), 10);
}

#[test]
fn what_falls_due_on_a_free_day_stands_there() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Creation);
    w.piece(deal, "reel", |d| {
        d.approved = Some(day("2026-11-19"));
        d.ready = Some(day("2026-11-20"));
        d.live_due = Some(day("2026-11-21"));
    });
    soft(&mut w, 1, "2026-11-21");
    let line = next_line(&w.ctx());
    assert!(line.starts_with("Sat 1 · Mon 1 · "), "{line}");
}

#[test]
fn a_holiday_and_an_absence_carry_on_to_the_day_after() {
    let mut w = World::on("2026-11-20");
    w.holiday("2026-11-23", "Founders");
    soft(&mut w, 2, "2026-11-21");
    soft(&mut w, 2, "2026-11-23");
    assert!(
        next_line(&w.ctx()).starts_with("Mon holiday · Tue 4 · "),
        "{}",
        next_line(&w.ctx())
    );
    w.go("2026-11-23");
    assert!(
        next_line(&w.ctx()).starts_with("Tue 4 · "),
        "{}",
        next_line(&w.ctx())
    );
    assert_eq!(comes_true(&mut w, "2026-11-24"), 4);

    let mut w = World::on("2026-11-20");
    soft(&mut w, 3, "2026-11-25");
    w.away("2026-11-23", "2026-12-04");
    assert!(
        next_line(&w.ctx()).starts_with("Mon to Fri 4 Dec away · Mon 3 · Tue 0"),
        "{}",
        next_line(&w.ctx())
    );
    w.go("2026-11-26");
    assert_eq!(announced(&w, "2026-11-27"), 0);
    assert_eq!(comes_true(&mut w, "2026-12-07"), 3);
}

#[test]
fn what_is_soft_is_told_by_the_working_day_it_meets_one_on() {
    let mut w = World::on("2026-11-20");
    soft(&mut w, 1, "2026-11-22");
    let item = *ahead(&w.ctx(), 3).last().unwrap().1.first().unwrap();
    assert_eq!(item.meets(&w.ctx()), day("2026-11-23"));
    assert_eq!(summary::next_words(&w.ctx(), &item), "23 Nov ask");
}

#[test]
fn what_a_day_has_no_room_for_goes_on_to_the_next() {
    let mut w = World::on("2026-11-20");
    w.settings.review.cards = 4;
    soft(&mut w, 6, "2026-11-20");
    soft(&mut w, 3, "2026-11-23");
    w.rebuild();
    let line = next_line(&w.ctx());
    assert!(line.starts_with("Mon 4 · Tue 1 · Wed 0"), "{line}");
}

#[test]
fn what_is_carried_over_moves_from_the_day_it_stands_on() {
    let mut w = World::on("2026-11-21");
    soft(&mut w, 1, "2026-11-19");
    let item = *week(&w.ctx()).days[0].items.first().unwrap();
    assert!(
        move_soft(&w.ctx(), &item, day("2026-11-23"), -1)
            .unwrap_err()
            .contains("next working day")
    );
    let step = move_soft(&w.ctx(), &item, day("2026-11-23"), 1).unwrap();
    w.apply(&step);
    assert_eq!(
        (announced(&w, "2026-11-23"), announced(&w, "2026-11-24")),
        (0, 1)
    );
}
