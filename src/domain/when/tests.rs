//! Dates as people type them.

use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Tuesday 24 November 2026; Thursday is a holiday.
fn calendar() -> Calendar {
    let mut calendar = Calendar::default();
    calendar.add_holiday(day("2026-11-26"), "Thanksgiving");
    calendar
}

fn check_on(today: &str, text: &str, expected: &str) {
    let calendar = calendar();
    let ctx = DateContext::new(day(today), &calendar);
    assert_eq!(
        read(text, &ctx).map(|d| d.to_string()),
        Ok(expected.to_owned()),
        "{text:?} on {today}"
    );
}

fn check(text: &str, expected: &str) {
    check_on("2026-11-24", text, expected);
}

fn refused(text: &str, sentence: &str) {
    let calendar = calendar();
    let ctx = DateContext::new(day("2026-11-24"), &calendar);
    assert_eq!(read(text, &ctx), Err(sentence.to_owned()), "{text:?}");
}

#[test]
fn words_are_days() {
    for (text, expected) in [
        ("today", "2026-11-24"),
        ("TOD", "2026-11-24"),
        ("tom", "2026-11-25"),
        ("tomorrow", "2026-11-25"),
        ("eow", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("wed", "2026-11-25"),
        ("tue", "2026-12-01"),
        ("tuesday", "2026-12-01"),
        ("thurs", "2026-11-26"),
        ("mon", "2026-11-30"),
        ("next mon", "2026-11-30"),
        ("next tue", "2026-12-01"),
        ("next sunday", "2026-12-06"),
        ("sun", "2026-11-29"),
    ] {
        check(text, expected);
    }
}

#[test]
fn ends_of_periods_are_working_days_still_to_come() {
    check_on("2026-11-28", "eow", "2026-12-04");
    check_on("2026-01-31", "eom", "2026-02-27");
    check_on("2026-05-31", "eom", "2026-06-30");
    check_on("2026-10-30", "eom", "2026-10-30");
    check_on("2026-10-31", "eom", "2026-11-30");
    check_on("2027-12-31", "eoy", "2027-12-31");
    check_on("2022-12-31", "eoy", "2023-12-29");
    check_on("2022-12-31", "eoq", "2023-03-31");
    check_on("2026-11-23", "eow", "2026-11-27");
}

#[test]
fn distances_count_working_days_unless_told() {
    for (text, expected) in [
        ("+3", "2026-11-30"),
        ("+3b", "2026-11-30"),
        ("+3d", "2026-11-27"),
        ("+ 3 d", "2026-11-27"),
        ("3d", "2026-11-27"),
        ("2w", "2026-12-08"),
        ("2 weeks", "2026-12-08"),
        ("1m", "2026-12-24"),
        ("1y", "2027-11-24"),
        ("in 10 days", "2026-12-04"),
        ("in two weeks", "2026-12-08"),
        ("in a month", "2026-12-24"),
        ("in 3 working days", "2026-11-30"),
        ("+0", "2026-11-24"),
    ] {
        check(text, expected);
    }
}

#[test]
fn months_keep_to_their_length() {
    check_on("2026-01-31", "+1m", "2026-02-28");
    check_on("2028-01-31", "+1m", "2028-02-29");
    check_on("2028-02-29", "+1y", "2029-02-28");
    check_on("2026-12-31", "+2m", "2027-02-28");
}

#[test]
fn days_of_a_month() {
    for (text, expected) in [
        ("24", "2026-11-24"),
        ("25", "2026-11-25"),
        ("15", "2026-12-15"),
        ("31", "2026-12-31"),
        ("15th", "2026-12-15"),
        ("5 dec", "2026-12-05"),
        ("dec 5", "2026-12-05"),
        ("5dec", "2026-12-05"),
        ("December 5th", "2026-12-05"),
        ("5th of dec", ""),
        ("5 dec 2027", "2027-12-05"),
        ("Dec 5, 2027", "2027-12-05"),
        ("23 nov", "2027-11-23"),
        ("24 nov", "2026-11-24"),
        ("5 sept", "2027-09-05"),
        ("5/12", "2026-12-05"),
        ("5/12/27", "2027-12-05"),
        ("5.12.", "2026-12-05"),
        ("5.12", "2026-12-05"),
        ("5.12.2027", "2027-12-05"),
        ("2026-12-05", "2026-12-05"),
        ("2026-12-5", "2026-12-05"),
        ("2036-11-24", "2036-11-24"),
    ] {
        if expected.is_empty() {
            refused(
                text,
                "Not a date: \"5th of dec\". Try fri, +3, 2w, 5 dec, eom or 2026-12-05.",
            );
        } else {
            check(text, expected);
        }
    }
    check_on("2026-11-30", "31", "2026-12-31");
    check_on("2027-02-01", "30", "2027-03-30");
    check_on("2026-12-31", "1 jan", "2027-01-01");
}

#[test]
fn the_setting_decides_about_slashes() {
    let calendar = calendar();
    let us = DateContext {
        day_first: false,
        ..DateContext::new(day("2026-11-24"), &calendar)
    };
    let eu = DateContext {
        day_first: true,
        ..us
    };
    assert_eq!(read("12/5", &us), Ok(day("2026-12-05")));
    assert_eq!(read("5.12.", &us), Ok(day("2026-12-05")));
    assert_eq!(other_reading("5/12", &eu), Some(day("2027-05-12")));
    assert_eq!(other_reading("25/12", &eu), None);
    assert_eq!(other_reading("5/5", &eu), None);
    assert_eq!(other_reading("5 dec", &eu), None);
    let why = "Not a date: \"25/12\". There is no month 25. Your setting is month/day; 5 dec is always sure.";
    assert_eq!(read("25/12", &us), Err(why.into()));
}

#[test]
fn anchors_are_counted_from() {
    let calendar = calendar();
    let anchors = Anchors {
        live: Some(day("2026-12-09")),
        end: Some(day("2027-03-05")),
        ..Anchors::default()
    };
    let ctx = DateContext {
        anchors,
        ..DateContext::new(day("2026-11-24"), &calendar)
    };
    for (text, expected) in [
        ("live", "2026-12-09"),
        ("live-3b", "2026-12-04"),
        ("live - 3", "2026-12-04"),
        ("end+2w", "2027-03-19"),
    ] {
        assert_eq!(read(text, &ctx), Ok(day(expected)), "{text}");
    }
    assert_eq!(
        read("due-1d", &ctx),
        Err("Not a date: \"due-1d\". There is no due date here to count from.".to_owned())
    );
}

#[test]
fn what_is_no_day_is_refused_with_the_reason() {
    refused("31 nov", "Not a date: \"31 nov\". November has 30 days.");
    refused(
        "30 feb",
        "Not a date: \"30 feb\". February has 29 days at most.",
    );
    refused(
        "29 feb 2027",
        "Not a date: \"29 feb 2027\". February 2027 has 28 days.",
    );
    refused(
        "2026-13-01",
        "Not a date: \"2026-13-01\". There is no month 13.",
    );
    refused("0 dec", "Not a date: \"0 dec\". Days begin with 1.");
    refused("32", "Not a date: \"32\". No month has a day 32.");
    refused(
        "soon",
        "Not a date: \"soon\". It names no single day: type one, such as fri, +3, eow or 5 dec.",
    );
    refused("", "A date is missing: try fri, +3, 2w, 5 dec or eom.");
    refused(
        "+9999y",
        "Not a date: \"+9999y\". Years go from 1900 to 9999.",
    );
    refused(
        "2036-11-25",
        "Not a date: \"2036-11-25\". Tue 25 Nov 2036 is more than 10 years ahead.",
    );
    refused(
        "9999-12-31",
        "Not a date: \"9999-12-31\". Fri 31 Dec 9999 is more than 10 years ahead.",
    );
    refused(
        "+99999",
        "Not a date: \"+99999\". That number is too large.",
    );
}

#[test]
fn the_past_is_refused_unless_something_is_logged() {
    refused(
        "yest",
        "\"yest\" is past: Mon 23 Nov, yesterday. A day to come is needed.",
    );
    refused(
        "-2d",
        "\"-2d\" is past: Sun 22 Nov, 2 days ago. A day to come is needed.",
    );
    refused(
        "5 dec 2025",
        "\"5 dec 2025\" is past: Fri 5 Dec 2025, 354 days ago. A day to come is needed.",
    );
    let calendar = calendar();
    let ctx = DateContext::new(day("2026-11-24"), &calendar).of(Sense::Either);
    for (text, expected) in [
        ("yest", "2026-11-23"),
        ("-2d", "2026-11-22"),
        ("-2", "2026-11-20"),
        ("3 days ago", "2026-11-21"),
        ("last fri", "2026-11-20"),
        ("last tue", "2026-11-17"),
        ("3 nov", "2026-11-03"),
        ("5 dec", "2026-12-05"),
        ("20", "2026-11-20"),
        ("2 mar 2025", "2025-03-02"),
        ("fri", "2026-11-27"),
    ] {
        assert_eq!(read(text, &ctx), Ok(day(expected)), "{text}");
    }
    let january = DateContext {
        today: day("2027-01-03"),
        ..ctx
    };
    assert_eq!(read("5 dec", &january), Ok(day("2026-12-05")));
}

#[test]
fn a_fact_lies_in_the_past() {
    let calendar = calendar();
    let ctx = DateContext::new(day("2026-11-24"), &calendar).of(Sense::Fact);
    for (text, expected) in [
        ("today", "2026-11-24"),
        ("yest", "2026-11-23"),
        ("-2d", "2026-11-22"),
        ("3 days ago", "2026-11-21"),
        // A Tuesday.
        ("fri", "2026-11-20"),
        ("wed", "2026-11-18"),
        ("tue", "2026-11-24"),
        ("last tue", "2026-11-17"),
        ("10 feb", "2026-02-10"),
        ("3 nov", "2026-11-03"),
        ("24 nov", "2026-11-24"),
        ("25 nov", "2025-11-25"),
        ("5 dec", "2025-12-05"),
        ("5/12", "2025-12-05"),
        ("20", "2026-11-20"),
        ("25", "2026-10-25"),
        ("31", "2026-10-31"),
        ("2 mar 2025", "2025-03-02"),
    ] {
        assert_eq!(read(text, &ctx), Ok(day(expected)), "{text}");
    }
    for text in [
        "tom",
        "+1",
        "2w",
        "in 3 days",
        "next fri",
        "eom",
        "25 nov 2026",
        "2027-01-01",
    ] {
        let why = read(text, &ctx).unwrap_err();
        assert!(why.contains("still to come"), "{text}: {why}");
    }
    assert_eq!(
        read("5 feb 2027", &ctx.named("Paid")),
        Err(
            "\"5 feb 2027\" is still to come: Fri 5 Feb 2027, in 73 days. \"Paid\" needs a day that has been, \
             today at the latest."
                .into()
        )
    );
}

#[test]
fn a_field_may_be_empty() {
    let calendar = calendar();
    let ctx = DateContext::new(day("2026-11-24"), &calendar);
    for text in ["", " ", "none", "None", "-"] {
        assert_eq!(read_optional(text, &ctx), Ok(None), "{text:?}");
    }
    assert_eq!(read_optional("tom", &ctx), Ok(Some(day("2026-11-25"))));
}

#[test]
fn a_line_may_end_with_a_date() {
    let calendar = calendar();
    let ctx = DateContext::new(day("2026-11-24"), &calendar);
    let check = |line: &str, rest: &str, expected: &str| {
        let expected = (!expected.is_empty()).then(|| day(expected));
        assert_eq!(split_tail(line, &ctx), (rest, expected), "{line:?}");
    };
    check("check the draft 4 dec", "check the draft", "2026-12-04");
    check("ask for address fri", "ask for address", "2026-11-27");
    check("send it by next mon", "send it", "2026-11-30");
    check("call in 3 working days", "call", "2026-11-30");
    check("ideas 2w", "ideas", "2026-12-08");
    check("ideas +3", "ideas", "2026-11-30");
    check("plan Dec 5, 2027", "plan", "2027-12-05");
    check("fri", "", "2026-11-27");
    check("a box of 3", "a box of 3", "");
    check("renew rights 90 d", "renew rights 90 d", "");
    check("call 20m", "call 20m", "");
    check("costs 1.5", "costs 1.5", "");
    check("is it live", "is it live", "");
    check("ask yest", "ask yest", "");
    check("ask 31 nov", "ask 31 nov", "");
    check("", "", "");
    assert_eq!(
        tail("ask 31 nov", &ctx),
        Tail::Wrong("Not a date: \"31 nov\". November has 30 days.".into())
    );
}

#[test]
fn a_line_may_begin_with_a_date() {
    let calendar = calendar();
    let ctx = DateContext::new(day("2026-11-24"), &calendar);
    let date = |rest, typed, d: &str| Tail::Date {
        rest,
        typed,
        day: day(d),
    };
    assert_eq!(
        head("30 nov by bank", &ctx),
        date("by bank", "30 nov", "2026-11-30")
    );
    assert_eq!(
        head("9 dec 14 orders", &ctx),
        date("14 orders", "9 dec", "2026-12-09")
    );
    assert_eq!(head("fri", &ctx), date("", "fri", "2026-11-27"));
    assert_eq!(
        head("31 nov by bank", &ctx),
        Tail::Wrong("Not a date: \"31 nov\". November has 30 days.".into())
    );
    assert_eq!(head("stream notes", &ctx), Tail::None);
}

#[test]
fn the_echo_says_weekday_and_distance() {
    let calendar = calendar();
    let ctx = DateContext::new(day("2026-11-24"), &calendar);
    let check = |d: &str, expected: &str| assert_eq!(echo(day(d), &ctx), expected);
    check("2026-11-27", "Fri 27 Nov, 2 bd");
    check("2026-11-24", "Tue 24 Nov, today");
    check("2026-11-26", "Thu 26 Nov, 1 bd, Thanksgiving");
    check("2026-11-28", "Sat 28 Nov, 2 bd, a free day");
    check("2027-03-05", "Fri 5 Mar 2027, in 101 days");
    check("2026-11-03", "Tue 3 Nov, 21 days ago");
}

/// Texts made of the grammar's own pieces, so that random lines come close to being dates.
fn near_dates() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("next".to_owned()),
        Just("in".to_owned()),
        Just("ago".to_owned()),
        Just("+".to_owned()),
        Just("-".to_owned()),
        Just("/".to_owned()),
        Just(".".to_owned()),
        Just("live".to_owned()),
        "(mon|tue|dec|feb|eom|eoq|yest|b|d|w|m|y|working|days|th)",
        "[0-9]{1,5}",
        "\\PC{0,3}",
    ];
    (prop::collection::vec(piece, 0..6), "[ ]?").prop_map(|(all, gap)| all.join(&gap))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_panics_and_none_leads_into_the_past(text in near_dates(), days in 0i64..60_000, first: bool) {
        let calendar = calendar();
        let today = day::add_days(day("1970-01-01"), days);
        let anchors = Anchors { live: Some(today), ..Anchors::default() };
        let ctx = DateContext { day_first: first, anchors, ..DateContext::new(today, &calendar) };
        if let Ok(found) = read(&text, &ctx) {
            prop_assert!(found >= today);
            prop_assert!(found.year() <= LAST_YEAR);
        }
        let (rest, found) = split_tail(&text, &ctx);
        prop_assert!(rest.len() <= text.len());
        prop_assert!(found.is_none_or(|found| found >= today));
        if let Ok(found) = read(&text, &ctx.of(Sense::Fact)) {
            prop_assert!(found <= today);
        }
        let _ = (read(&text, &ctx.of(Sense::Either)), other_reading(&text, &ctx));
    }

    #[test]
    fn what_is_printed_reads_back(days in 0i64..60_000, ahead in 0i64..800) {
        let calendar = calendar();
        let today = day::add_days(day("1970-01-01"), days);
        let ctx = DateContext::new(today, &calendar);
        let target = day::add_days(today, ahead);
        prop_assert_eq!(read(&target.to_string(), &ctx), Ok(target));
        prop_assert_eq!(read(&target.format("%-d %B %Y").to_string(), &ctx), Ok(target));
    }
}

#[test]
fn a_phrase_is_read_whole() {
    for (text, expected) in [
        ("day after tomorrow", "2026-11-26"),
        ("the day after tomorrow", "2026-11-26"),
        ("a week from fri", "2026-12-04"),
        ("two weeks from mon", "2026-12-14"),
        ("a week on fri", "2026-12-04"),
        ("a week today", "2026-12-01"),
        ("a fortnight from today", "2026-12-08"),
        ("a week from now", "2026-12-01"),
        ("2 days before 5 dec", "2026-12-03"),
        ("3 days after 5 dec", "2026-12-08"),
        ("2 days before the 5th of december", ""),
        ("end of next week", "2026-12-04"),
        ("end of the week", "2026-11-27"),
        ("end of the month", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("end of dec", "2026-12-31"),
        ("end of january", "2027-01-29"),
        ("this fri", "2026-11-27"),
        ("next week fri", "2026-12-04"),
        ("fri next week", "2026-12-04"),
        ("the 5th", "2026-12-05"),
        ("tonight", "2026-11-24"),
        ("sat 5 dec", "2026-12-05"),
        ("Saturday, Dec 5", "2026-12-05"),
        ("5 dec (sat)", "2026-12-05"),
        ("5 dec sat", "2026-12-05"),
        ("sat 5.12.", "2026-12-05"),
    ] {
        if expected.is_empty() {
            continue;
        }
        check(text, expected);
        // Behind other words it is the same.
        let calendar = calendar();
        let ctx = DateContext::new(day("2026-11-24"), &calendar);
        let line = format!("send the contract {text}");
        match tail(&line, &ctx) {
            Tail::Date {
                rest, day: found, ..
            } => {
                assert_eq!(
                    (rest, found),
                    ("send the contract", day(expected)),
                    "{line}"
                );
            }
            other => panic!("{line}: {other:?}"),
        }
    }
}

#[test]
fn what_only_bounds_a_day_is_asked_about() {
    let calendar = calendar();
    let ctx = DateContext::new(day("2026-11-24"), &calendar);
    for words in [
        "not before fri",
        "before fri",
        "after fri",
        "fri or mon",
        "between mon and fri",
        "from 5 dec",
        "around 5 dec",
        "next week",
        "next month",
        "this weekend",
        "mid december",
        "beginning of next month",
        "tue 5 dec",
        "5 dec (tue)",
        "29 feb",
        "31 nov",
        "fri 20:15",
        "fri at 20:15",
        "tomorrow 3pm",
        "someday",
        "soon",
    ] {
        let line = format!("call {words}");
        let found = tail(&line, &ctx);
        assert!(matches!(found, Tail::Wrong(_)), "{line}: {found:?}");
        assert!(read(words, &ctx).is_err(), "{words}");
    }
    for (line, rest) in [
        ("call 20:15 fri", "call 20:15"),
        ("ask her about fri", ""),
        ("bread and butter fri", "bread and butter"),
        ("coffee or tea 5 dec", "coffee or tea"),
        ("send it by fri", "send it"),
        ("check the draft sat 5 dec", "check the draft"),
    ] {
        match tail(line, &ctx) {
            Tail::Date { rest: found, .. } => assert_eq!(found, rest, "{line}"),
            Tail::Wrong(_) => assert_eq!(rest, "", "{line}"),
            Tail::None => panic!("{line} has no date"),
        }
    }
}

#[test]
fn a_leap_day_is_taken_where_it_is() {
    check_on("2027-11-24", "29 feb", "2028-02-29");
    check("29 feb 2028", "2028-02-29");
    refused(
        "29 feb",
        "Not a date: \"29 feb\". 2027 has no 29 February: type 28 feb or 1 mar, or the year.",
    );
    refused(
        "tue 5 dec",
        "Not a date: \"tue 5 dec\". 5 Dec 2026 is a Saturday, not a Tuesday.",
    );
}
