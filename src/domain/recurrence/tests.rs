//! Rhythms: what is read, what comes next, and that it ends.

use proptest::prelude::*;

use super::*;
use crate::domain::rows::{Collaboration, Outcome, Stage};
use crate::domain::testing::{World, day, money};
use crate::domain::when::DateContext;

const TODAY: &str = "2026-11-24";

fn found(line: &str) -> Found {
    let world = World::on(TODAY);
    find_share(line, &DateContext::new(day(TODAY), &world.calendar))
}

#[track_caller]
fn rhythm(line: &str) -> (Rhythm, String) {
    match found(line) {
        Found::Rhythm(rhythm, rest) => (rhythm, rest),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn rhythms_are_read_in_every_form_and_written_in_one() {
    for (typed, canonical) in [
        ("every 6 weeks", "every 6 weeks"),
        ("every six weeks", "every 6 weeks"),
        ("every 6w", "every 6 weeks"),
        ("every week", "weekly"),
        ("every other week", "every 2 weeks"),
        ("fortnightly", "every 2 weeks"),
        ("every 10 days", "every 10 days"),
        ("every 3 working days", "every 3 working days"),
        ("every 3b", "every 3 working days"),
        ("every working day", "every working day"),
        ("Daily", "daily"),
        ("every month", "monthly"),
        ("every 3 months", "quarterly"),
        ("every quarter", "quarterly"),
        ("every 2 quarters", "every 6 months"),
        ("yearly", "yearly"),
        ("annually", "yearly"),
        ("every 2 years", "every 2 years"),
        ("every mon", "every Monday"),
        ("every thurs", "every Thursday"),
        ("every 15.", "every 15."),
        ("every 31st", "every 31."),
        ("every 1 dec", "every 1 Dec"),
        ("every 1dec", "every 1 Dec"),
        ("every dec 1", "every 1 Dec"),
        ("every 1st of december", "every 1 Dec"),
        ("every 29 feb", "every 29 Feb"),
    ] {
        let every = Every::parse(typed).unwrap_or_else(|| panic!("{typed}"));
        assert_eq!(every.to_string(), canonical, "{typed}");
        assert_eq!(Every::parse(canonical), Some(every), "{canonical}");
    }
    for wrong in [
        "",
        "every",
        "every blue moon",
        "every 6",
        "sometimes",
        "every post",
        "a month",
    ] {
        assert_eq!(Every::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_rhythm_is_taken_out_of_a_line_with_its_ends() {
    type Case = (
        &'static str,
        &'static str,
        &'static str,
        [Option<&'static str>; 2],
        Option<u16>,
    );
    let cases: [Case; 14] = [
        (
            "call every 6 weeks",
            "call",
            "every 6 weeks",
            [None, None],
            None,
        ),
        (
            "birthday every 1 dec",
            "birthday",
            "every 1 Dec",
            [None, None],
            None,
        ),
        (
            "check prices monthly until june",
            "check prices",
            "monthly",
            [None, Some("2027-06-30")],
            None,
        ),
        (
            "call weekly from 1 dec until 5 jan",
            "call",
            "weekly",
            [Some("2026-12-01"), Some("2027-01-05")],
            None,
        ),
        (
            "call every mon 5 times",
            "call",
            "every Monday",
            [None, None],
            Some(5),
        ),
        (
            "call every mon 5x from december",
            "call",
            "every Monday",
            [Some("2026-12-01"), None],
            Some(5),
        ),
        (
            "call fri every 6 weeks",
            "call",
            "every 6 weeks",
            [Some("2026-11-27"), None],
            None,
        ),
        (
            "call every 6 weeks fri",
            "call",
            "every 6 weeks",
            [Some("2026-11-27"), None],
            None,
        ),
        (
            "call every 6 weeks about rates",
            "call about rates",
            "every 6 weeks",
            [None, None],
            None,
        ),
        ("2 reels a month", "2 reels", "monthly", [None, None], None),
        ("2 reels per week", "2 reels", "weekly", [None, None], None),
        ("2 reels monthly", "2 reels", "monthly", [None, None], None),
        (
            "$300 every 2 weeks until feb 2028",
            "$300",
            "every 2 weeks",
            [None, Some("2028-02-29")],
            None,
        ),
        (
            "tea yearly until 3 dec",
            "tea",
            "yearly",
            [None, Some("2026-12-03")],
            None,
        ),
    ];
    for (line, words, every, [from, until], times) in cases {
        let (read, rest) = rhythm(line);
        assert_eq!(rest, words, "{line}");
        assert_eq!(read.every.to_string(), every, "{line}");
        assert_eq!(
            (read.from, read.until),
            (from.map(day), until.map(day)),
            "{line}"
        );
        assert_eq!(read.times, times, "{line}");
    }
    // Ordinary words stay words; a plain date stays a date.
    for line in [
        "send the monthly report fri",
        "check every post fri",
        "say \"every 6 weeks\" fri",
        "call a friend",
        "call fri",
    ] {
        assert_eq!(found(line), Found::None, "{line}");
    }
    for line in [
        "call every 31 feb",
        "call every 0 weeks",
        "call every 900 months",
        "call every 45th",
        "call monthly until further notice",
        "call monthly from never",
        "call weekly from 1 feb until 3 jan",
    ] {
        assert!(
            matches!(found(line), Found::Wrong(_)),
            "{line}: {:?}",
            found(line)
        );
    }
}

/// A rhythm of next steps with a creator, its first one planned.
fn set_up(w: &mut World, every: &str, start: &str) -> (Id<Recurrence>, Id<FollowUp>) {
    let creator = w.creator("Mia");
    let rhythm = w.add(|id| blank(id, every, start, |r| r.creator = Some(creator)));
    let first = w.add(|id| FollowUp {
        recurrence: Some(rhythm),
        what: "call".into(),
        ..FollowUp::new(id, Some(creator), day(start), Stamp(0))
    });
    (rhythm, first)
}

fn blank(
    id: Id<Recurrence>,
    every: &str,
    start: &str,
    with: impl FnOnce(&mut Recurrence),
) -> Recurrence {
    let mut row = Recurrence {
        id,
        creator: None,
        campaign: None,
        collaboration: None,
        makes: Makes::FollowUp,
        every: every.into(),
        start: day(start),
        until: None,
        times: None,
        amount: None,
        many: 1,
        format: "".into(),
        platform: None,
        words: "call".into(),
    };
    with(&mut row);
    row
}

/// Finishes the open step of a rhythm on a day; gives the day of the next.
fn done_on(w: &mut World, rhythm: Id<Recurrence>, on: &str) -> Option<String> {
    w.go(on);
    let open = w
        .model
        .followups
        .iter()
        .find(|f| f.recurrence == Some(rhythm) && f.done.is_none())
        .cloned()?;
    let mut step = Step::default();
    let today = day(on);
    step.edit(&w.model, open.id, |f| f.done = Some(today));
    let next = finish_follow_up(&w.base(), &mut step, &open);
    w.apply(&step);
    next.map(|next| next.to_string())
}

#[test]
fn the_next_one_is_made_by_finishing() {
    // every, first day, [done on, next]…
    type Case = (
        &'static str,
        &'static str,
        &'static [(&'static str, Option<&'static str>)],
    );
    let cases: &[Case] = &[
        // Counted from the day it was done, late or early.
        (
            "every 6 weeks",
            "2026-12-01",
            &[
                ("2026-12-03", Some("2027-01-14")),
                ("2027-01-10", Some("2027-02-21")),
            ],
        ),
        // Of the calendar: what was missed falls together.
        (
            "monthly",
            "2026-01-31",
            &[
                ("2026-01-31", Some("2026-02-28")),
                ("2026-03-02", Some("2026-03-31")),
                ("2026-07-30", Some("2026-07-31")),
                ("2026-07-31", Some("2026-08-31")),
            ],
        ),
        (
            "every 31.",
            "2026-01-31",
            &[
                ("2026-02-01", Some("2026-02-28")),
                ("2026-02-28", Some("2026-03-31")),
            ],
        ),
        (
            "every 1 Dec",
            "2026-12-01",
            &[
                ("2026-11-28", Some("2027-12-01")),
                ("2029-03-01", Some("2029-12-01")),
            ],
        ),
        (
            "every 29 Feb",
            "2028-02-29",
            &[
                ("2028-02-29", Some("2029-02-28")),
                ("2031-12-01", Some("2032-02-29")),
            ],
        ),
        (
            "yearly",
            "2028-02-29",
            &[
                ("2028-02-29", Some("2029-02-28")),
                ("2032-02-01", Some("2032-02-29")),
            ],
        ),
        (
            "every Monday",
            "2026-11-30",
            &[
                ("2026-12-01", Some("2026-12-07")),
                ("2026-12-30", Some("2027-01-04")),
            ],
        ),
        (
            "quarterly",
            "2026-12-05",
            &[("2026-12-05", Some("2027-03-05"))],
        ),
    ];
    for (every, start, dones) in cases {
        let mut w = World::on("2026-01-01");
        let (rhythm, _) = set_up(&mut w, every, start);
        for (on, next) in *dones {
            assert_eq!(
                done_on(&mut w, rhythm, on).as_deref(),
                *next,
                "{every} done {on}"
            );
        }
        let open = w
            .model
            .followups
            .iter()
            .filter(|f| f.done.is_none())
            .count();
        assert_eq!(open, 1, "{every}: only the next one exists");
    }
}

#[test]
fn a_moved_step_is_still_the_same_occurrence() {
    let mut w = World::on(TODAY);
    let (rhythm, first) = set_up(&mut w, "monthly", "2026-12-01");
    w.set(first, |f| f.day = day("2026-11-27"));
    assert_eq!(
        done_on(&mut w, rhythm, "2026-11-27").as_deref(),
        Some("2027-01-01")
    );
}

#[test]
fn a_rhythm_ends_on_its_day_after_its_times_or_when_stopped() {
    let mut w = World::on(TODAY);
    let (rhythm, _) = set_up(&mut w, "weekly", "2026-12-01");
    w.set(rhythm, |r| r.times = Some(2));
    assert_eq!(
        upcoming(&w.base(), w.model.get(rhythm).unwrap(), day("2028-01-01")).len(),
        1
    );
    assert!(done_on(&mut w, rhythm, "2026-12-01").is_some());
    assert_eq!(done_on(&mut w, rhythm, "2026-12-08"), None);
    assert!(is_over(&w.base(), w.model.get(rhythm).unwrap()));

    let (rhythm, _) = set_up(&mut w, "every 6 weeks", "2026-12-20");
    w.set(rhythm, |r| r.until = Some(day("2027-01-25")));
    // Done early, one more fits.
    assert_eq!(
        done_on(&mut w, rhythm, "2026-12-10").as_deref(),
        Some("2027-01-21")
    );
    assert_eq!(done_on(&mut w, rhythm, "2027-01-21"), None);

    let (rhythm, _) = set_up(&mut w, "monthly", "2027-02-01");
    let mut step = Step::default();
    stop(&w.model, &mut step, rhythm, day("2027-01-21"));
    w.apply(&step);
    assert!(is_over(&w.base(), w.model.get(rhythm).unwrap()));
    assert_eq!(
        text(w.model.get(rhythm).unwrap(), day("2027-01-21")),
        "monthly until Thu 21 Jan"
    );
    assert_eq!(done_on(&mut w, rhythm, "2027-02-01"), None);
}

#[test]
fn each_missed_payment_is_owed() {
    let mut w = World::on("2026-01-10");
    let creator = w.creator("Mia");
    let deal: Id<Collaboration> = w.deal(creator, Stage::Creation);
    let rhythm = w.add(|id| {
        blank(id, "monthly", "2026-01-31", |r| {
            r.creator = Some(creator);
            r.collaboration = Some(deal);
            r.makes = Makes::Payment;
            r.amount = money("30000 USD");
            r.words = "fee".into();
        })
    });
    let mut step = Step::default();
    let row = w.model.get(rhythm).unwrap().clone();
    make(&w.model, w.clock.now, &mut step, &row, day("2026-01-31"));
    w.apply(&step);
    w.go("2026-04-15");
    let mut due = Vec::new();
    for _ in 0..3 {
        let open = w
            .model
            .payments
            .iter()
            .find(|p| p.paid.is_none())
            .unwrap()
            .clone();
        due.push(open.due.unwrap().to_string());
        let mut step = Step::default();
        let today = w.clock.today();
        step.edit(&w.model, open.id, |p| {
            (p.state, p.paid) = (PaymentState::Paid, Some(today))
        });
        finish_payment(&w.base(), &mut step, &open);
        w.apply(&step);
    }
    assert_eq!(due, ["2026-01-31", "2026-02-28", "2026-03-31"]);
    let last = w.model.payments.iter().last().unwrap();
    assert_eq!(
        (last.amount, last.kind),
        (money("30000 USD").unwrap(), PaymentKind::Fee)
    );
    let days = upcoming(&w.base(), w.model.get(rhythm).unwrap(), day("2026-07-01"));
    assert_eq!(
        days,
        [day("2026-05-31"), day("2026-06-30")],
        "after the open one of April"
    );
    // A closed collaboration pays no further.
    w.set(deal, |d| d.outcome = Some(Outcome::Completed));
    assert!(is_over(&w.base(), w.model.get(rhythm).unwrap()));
}

#[test]
fn the_pieces_of_a_period_are_followed_by_those_of_the_next() {
    let mut w = World::on(TODAY);
    let creator = w.creator("Mia");
    let deal = w.deal(creator, Stage::Creation);
    let rhythm = w.add(|id| {
        blank(id, "monthly", "2026-12-24", |r| {
            r.creator = Some(creator);
            r.collaboration = Some(deal);
            r.makes = Makes::Piece;
            r.many = 2;
            r.format = "reel".into();
            r.words = "".into();
        })
    });
    let mut step = Step::default();
    let row = w.model.get(rhythm).unwrap().clone();
    make(&w.model, w.clock.now, &mut step, &row, day("2026-12-24"));
    w.apply(&step);
    assert_eq!(w.model.deliverables.len(), 2);
    for (nth, expected) in [None, Some(day("2027-01-24"))].into_iter().enumerate() {
        let open = w
            .model
            .deliverables
            .iter()
            .find(|d| d.live.is_none())
            .unwrap()
            .clone();
        let mut step = Step::default();
        step.edit(&w.model, open.id, |d| d.live = Some(day("2026-12-20")));
        assert_eq!(
            finish_piece(&w.base(), &mut step, &open),
            expected,
            "piece {nth}"
        );
        w.apply(&step);
    }
    assert_eq!(w.model.deliverables.len(), 4);
}

fn any_every() -> impl Strategy<Value = Every> {
    prop_oneof![
        (1u16..40).prop_map(Every::Workdays),
        (1u16..400).prop_map(Every::Days),
        (1u16..60).prop_map(Every::Weeks),
        (1u16..40).prop_map(Every::Months),
        (1u16..=10).prop_map(Every::Years),
        (0u8..7).prop_map(|n| Every::Weekday(Weekday::try_from(n).unwrap())),
        (1u8..=31).prop_map(Every::MonthDay),
        (1u8..=28, 1u8..=12).prop_map(|(d, m)| Every::Date(d, m)),
        Just(Every::Date(29, 2)),
        Just(Every::Date(31, 12)),
    ]
}

fn any_day() -> impl Strategy<Value = Day> {
    (0i64..60_000).prop_map(|n| add_days(day("1999-12-30"), n))
}

proptest! {
    #[test]
    fn stored_words_mean_what_they_say(every in any_every()) {
        prop_assert_eq!(Every::parse(&every.to_string()), Some(every));
    }

    #[test]
    fn days_only_go_forward(every in any_every(), today in any_day(), from in proptest::option::of(any_day())) {
        let w = World::on(TODAY);
        let first = every.first(from, today, &w.calendar).unwrap();
        prop_assert!(first >= from.unwrap_or(today));
        let mut row = blank(Id::new(1), &every.to_string(), "2026-01-01", |_| {});
        for makes in [Makes::FollowUp, Makes::Payment, Makes::Piece] {
            row.makes = makes;
            row.start = first;
            let days = first_days(&row, 30, &w.calendar);
            prop_assert_eq!(days.len(), 30);
            prop_assert!(days.windows(2).all(|two| two[0] < two[1]), "{:?}", days);
        }
        let days = first_days(&row, 30, &w.calendar);
        match every {
            // The day of the month comes back after shorter months.
            Every::Months(_) | Every::Years(_) => {
                let wanted = first.day();
                prop_assert!(days.iter().all(|d| d.day() == wanted || add_days(*d, 1).day() == 1 && d.day() < wanted));
            }
            Every::MonthDay(n) => prop_assert!(
                days.iter().all(|d| d.day() == u32::from(n) || add_days(*d, 1).day() == 1 && d.day() < u32::from(n))
            ),
            Every::Weekday(wanted) => prop_assert!(days.iter().all(|d| d.weekday() == wanted)),
            _ => {}
        }
    }

    #[test]
    fn what_is_done_is_followed_after_today(
        every in any_every(), start in any_day(), moved in -20i64..20, late in 0i64..4_000
    ) {
        let w = World::on(TODAY);
        let start = every.first(Some(start), start, &w.calendar).unwrap();
        let row = blank(Id::new(1), &every.to_string(), "2026-01-01", |r| r.start = start);
        let planned = add_days(start, moved);
        let done = add_days(planned, late);
        let next = following(&row, every, (planned, done), &w.calendar).unwrap();
        prop_assert!(next > done, "{every}: {next} after {done}");
        prop_assert!(next > planned);
        let payment = Recurrence { makes: Makes::Payment, ..row };
        let owed = following(&payment, every, (planned, done), &w.calendar).unwrap();
        prop_assert!(owed > planned && owed <= next.max(owed));
    }

    #[test]
    fn no_line_panics_or_loses_words(line in "[a-z0-9 .\"]{0,40}", rhythm in "(every [0-9]{1,6} (weeks|b|years)|every 31 feb|monthly until [a-z]{3,5}|[0-9]{1,9}x|)") {
        let w = World::on(TODAY);
        let line = format!("{line} {rhythm}");
        let _ = find(&line, &DateContext::new(day(TODAY), &w.calendar));
    }

    #[test]
    fn the_far_end_of_the_calendar_is_an_end(every in any_every()) {
        let w = World::on(TODAY);
        let row = blank(Id::new(1), &every.to_string(), "2026-01-01", |r| r.start = add_days(Day::MAX, -40));
        prop_assert!(first_days(&row, 100, &w.calendar).len() <= 100);
    }
}
