//! A date agreed with a creator is the end of that day at their place: before it nothing is late,
//! wherever the user is.

use chrono_tz::Tz;

use crate::domain::day::stamp_in;
use crate::domain::derived::Derived;
use crate::domain::review::{Item, Lane, Rule, build};
use crate::domain::rows::*;
use crate::domain::summary::local_time;
use crate::domain::testing::{World, day, money};
use crate::domain::zones;

/// A world whose user lives in one zone and whose only creator in another; a draft, a post and
/// money are due on Friday 20 November, Thursday's terms end the same day.
fn world(user: Tz, creator: &str) -> World {
    let mut w = World::on("2026-11-20");
    w.clock.zone = user;
    let mia = w.creator("Mia");
    w.set(mia, |c| c.zone = creator.into());
    let deal = w.deal(mia, Stage::Creation);
    w.set(deal, |c| {
        (c.agreed, c.brief_sent) = (Some(day("2026-11-02")), Some(day("2026-11-02")))
    });
    w.piece(deal, "reel", |d| d.draft_due = Some(day("2026-11-20")));
    w.piece(deal, "story", |d| {
        (d.live_due, d.ready) = (Some(day("2026-11-20")), Some(day("2026-11-18")))
    });
    w.payment(mia, money("450 EUR").unwrap(), "2026-11-20");
    w.right(mia, RightKind::Usage, "reel", "2026-11-20");
    w
}

/// The items at a time of the user, of the rules given: days late, and the word for when.
fn at(w: &mut World, time: &str) -> Vec<(Rule, i32, String)> {
    let zone = w.clock.zone;
    w.clock.now = stamp_in(zone, time.parse().unwrap());
    w.rebuild();
    let queue = build(&w.ctx());
    let mut all: Vec<(Rule, i32, String)> = queue
        .items()
        .map(|i: &Item| (i.key.rule, i.late.days, i.when(&w.ctx())))
        .collect();
    all.retain(|(rule, ..)| {
        matches!(
            rule,
            Rule::PaymentDue
                | Rule::GoneLive
                | Rule::DraftComing
                | Rule::DraftLate
                | Rule::RightEnding
        )
    });
    all.sort_by_key(|(rule, ..)| *rule as u8);
    all
}

fn late(all: &[(Rule, i32, String)]) -> Vec<(Rule, i32)> {
    all.iter().map(|(rule, days, _)| (*rule, *days)).collect()
}

const DUE: [(Rule, i32); 4] = [
    (Rule::PaymentDue, 0),
    (Rule::GoneLive, 0),
    (Rule::DraftComing, 0),
    (Rule::RightEnding, 0),
];
const LATE: [(Rule, i32); 4] = [
    (Rule::PaymentDue, 1),
    (Rule::GoneLive, 1),
    (Rule::DraftLate, 1),
    (Rule::RightEnding, 1),
];

#[test]
fn west_of_us_nothing_is_late_until_their_day_has_ended() {
    // A week of seven working days, so that Saturday counts.
    let mut w = world(Tz::Europe__Berlin, "America/Los_Angeles");
    w.settings.work.week = [true; 7];
    assert_eq!(late(&at(&mut w, "2026-11-20T09:00:00")), DUE);
    let there = at(&mut w, "2026-11-21T08:59:59");
    assert_eq!(late(&there), DUE);
    assert!(
        there.iter().all(|(.., when)| when == "today there"),
        "{there:?}"
    );
    assert_eq!(late(&at(&mut w, "2026-11-21T09:00:00")), LATE);
}

#[test]
fn east_of_us_it_is_late_while_our_day_still_goes_on() {
    let mut w = world(Tz::Europe__Berlin, "Asia/Tokyo");
    w.settings.work.week = [true; 7];
    assert_eq!(late(&at(&mut w, "2026-11-20T15:59:59")), DUE);
    assert_eq!(late(&at(&mut w, "2026-11-20T16:00:00")), LATE);
}

#[test]
fn the_date_line_may_lie_between_us() {
    let mut w = world(Tz::America__Los_Angeles, "Pacific/Kiritimati");
    w.settings.work.week = [true; 7];
    assert_eq!(late(&at(&mut w, "2026-11-20T01:59:59")), DUE);
    assert_eq!(late(&at(&mut w, "2026-11-20T08:00:00")), LATE);
    let mut w = world(Tz::Pacific__Kiritimati, "Pacific/Midway");
    w.settings.work.week = [true; 7];
    assert_eq!(late(&at(&mut w, "2026-11-22T00:59:59")), DUE);
    assert_eq!(late(&at(&mut w, "2026-11-22T05:00:00")), LATE);
}

#[test]
fn without_a_zone_or_in_our_own_the_day_is_ours() {
    for zone in ["", "Europe/Berlin"] {
        let mut w = world(Tz::Europe__Berlin, zone);
        w.settings.work.week = [true; 7];
        assert_eq!(late(&at(&mut w, "2026-11-21T03:59:59")), DUE, "{zone}");
        assert_eq!(late(&at(&mut w, "2026-11-21T04:00:00")), LATE, "{zone}");
    }
}

#[test]
fn what_is_waiting_or_owed_by_our_own_clock_keeps_it() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    w.set(mia, |c| c.zone = "Asia/Tokyo".into());
    w.wrote(mia, "2026-11-19");
    w.clock.now = stamp_in(w.clock.zone, "2026-11-20T22:00:00".parse().unwrap());
    w.rebuild();
    let queue = w.queue();
    let item = queue.items().next().unwrap();
    assert_eq!(
        (item.key.rule, item.lane, item.late.days),
        (Rule::ReplyOwed, Lane::Owe, 0)
    );
}

#[test]
fn refreshing_whoever_came_to_a_new_day_is_rebuilding() {
    let mut w = world(Tz::Europe__Berlin, "Asia/Tokyo");
    w.settings.work.week = [true; 7];
    at(&mut w, "2026-11-20T15:59:59");
    let before = w.clock;
    w.clock.now.0 += 1;
    let crossed = zones::new_day_there(&w.model, &before, &w.clock);
    assert_eq!(crossed.len(), 1);
    let mut derived = w.derived.clone();
    crossed
        .iter()
        .for_each(|creator| derived.refresh(&w.base(), *creator));
    assert!(derived == Derived::rebuild(&w.base()) && derived != w.derived);
}

#[test]
fn the_moment_is_named_and_a_guess_is_marked() {
    let mut w = world(Tz::Europe__Berlin, "");
    let mia = w.model.creators.iter().next().unwrap().id;
    let mut said = |country: &str, zone: &str, time: &str| {
        w.set(mia, |c| (c.country, c.zone) = (country.into(), zone.into()));
        at(&mut w, time);
        local_time(&w.ctx(), mia)
    };
    assert_eq!(said("", "", "2026-11-20T10:40:00"), None);
    assert_eq!(
        said("PT", "", "2026-11-20T10:40:00").unwrap(),
        "09:40 in Lisbon?, a good moment"
    );
    assert_eq!(
        said("PT", "Europe/Lisbon", "2026-11-20T10:40:00").unwrap(),
        "09:40 in Lisbon, a good moment"
    );
    assert_eq!(
        said("", "America/Los_Angeles", "2026-11-20T08:10:00").unwrap(),
        "23:10 in Los Angeles, asleep"
    );
    assert_eq!(
        said("", "America/Los_Angeles", "2026-11-20T16:10:00").unwrap(),
        "07:10 in Los Angeles, early"
    );
    assert_eq!(
        said("", "Asia/Kolkata", "2026-11-20T15:00:00").unwrap(),
        "19:30 in Kolkata, evening"
    );
    w.set(mia, |c| c.quiet_days = "fri".into());
    at(&mut w, "2026-11-20T10:40:00");
    assert!(
        local_time(&w.ctx(), mia)
            .unwrap()
            .ends_with("a quiet day of theirs")
    );
}
