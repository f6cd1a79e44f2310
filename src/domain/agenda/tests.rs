//! Every date of every kind is on the agenda, once; a change costs only whom it touched; weeks and
//! quarters add up.

use chrono::Datelike;

use super::*;
use crate::domain::money::Currency;
use crate::domain::testing::{World, day, money};

fn world() -> (World, Id<Creator>, Id<Collaboration>) {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Creation);
    (w, mia, deal)
}

fn shown(w: &World) -> Vec<String> {
    let all = Agenda::build(&w.ctx());
    let done = |e: &Event| if e.done { " done" } else { "" };
    all.events()
        .iter()
        .map(|e| format!("{} {}{}", e.day, e.what.letter(), done(e)))
        .collect()
}

#[test]
fn every_kind_of_date_is_there_once() {
    let (mut w, mia, deal) = world();
    w.set(deal, |c| {
        (c.agreed, c.fee, c.net_days) = (Some(day("2026-11-18")), money("42000 USD"), Some(14))
    });
    let reel = w.piece(deal, "reel", |d| {
        (d.draft_due, d.live_due) = (Some(day("2026-12-04")), Some(day("2026-12-05")))
    });
    w.right(mia, RightKind::Usage, "reposts", "2027-03-05");
    w.follow(Some(mia), "ask", "2026-11-25");
    let expected = [
        "2026-11-20 B",
        "2026-11-25 F",
        "2026-12-04 D",
        "2026-12-05 L",
        "2026-12-19 $",
        "2027-03-05 R",
    ];
    assert_eq!(shown(&w), expected);
    // Live: the fee is still to pay, counted from the day itself.
    w.set(reel, |d| {
        (d.state, d.draft_in, d.live) = (
            PieceState::Live,
            Some(day("2026-12-03")),
            Some(day("2026-12-07")),
        )
    });
    assert!(shown(&w).contains(&"2026-12-07 L done".to_string()));
    assert!(shown(&w).contains(&"2026-12-21 $".to_string()));
    // A closed collaboration plans nothing, what happened stays.
    w.set(deal, |c| c.outcome = Some(Outcome::Completed));
    assert_eq!(
        shown(&w),
        [
            "2026-11-25 F",
            "2026-12-03 D done",
            "2026-12-07 L done",
            "2026-12-21 $",
            "2027-03-05 R"
        ]
    );
    // What is owed stays owed.
    w.set(mia, |c| c.shelf = Shelf::Archived);
    assert_eq!(shown(&w), ["2026-12-21 $"]);
}

#[test]
fn a_refreshed_agenda_is_a_rebuilt_one() {
    let (mut w, mia, deal) = world();
    let reel = w.piece(deal, "reel", |d| d.live_due = Some(day("2026-12-05")));
    let tom = w.creator("Tom");
    w.follow(Some(tom), "ask", "2026-11-25");
    let mut agenda = Agenda::build(&w.ctx());
    w.set(reel, |d| d.live_due = Some(day("2026-11-20")));
    w.set(mia, |c| c.core = true);
    agenda.refresh(&w.ctx(), &[mia]);
    assert_eq!(agenda, Agenda::build(&w.ctx()));
    w.set(mia, |c| (c.core, c.shelf) = (false, Shelf::Trashed));
    agenda.refresh(&w.ctx(), &[mia, tom]);
    assert_eq!(agenda, Agenda::build(&w.ctx()));
}

#[test]
fn weeks_count_posts_and_never_add_two_currencies() {
    let (mut w, mia, deal) = world();
    for on in ["2026-11-30", "2026-12-06", "2026-12-07"] {
        w.piece(deal, "reel", |d| d.live_due = Some(day(on)));
    }
    w.payment(mia, money("42000 USD").unwrap(), "2026-12-01");
    w.payment(mia, money("9050 EUR").unwrap(), "2026-12-02");
    let paid = w.payment(mia, money("100 EUR").unwrap(), "2026-12-02");
    w.set(paid, |p| {
        (p.state, p.paid) = (PaymentState::Paid, Some(day("2026-12-02")))
    });
    let all = weeks(&Agenda::build(&w.ctx()), day("2026-11-30"), 2);
    assert_eq!((all[0].posts, all[1].posts), (2, 1));
    let eur = Currency::parse("EUR").unwrap();
    assert_eq!(all[0].money(eur), money("9050 EUR"));
    assert_eq!(all[0].money(Currency::USD), money("42000 USD"));
    assert_eq!(all[1].to_pay.len(), 0);
}

#[test]
fn core_creators_without_plans_are_named_the_longest_idle_first() {
    let (mut w, mia, deal) = world();
    w.set(mia, |c| c.core = true);
    let dana = w.creator("Dana");
    w.set(dana, |c| c.core = true);
    let idle = |w: &World| idle_core(&w.ctx(), &Agenda::build(&w.ctx()));
    assert_eq!(idle(&w).len(), 2);
    w.piece(deal, "reel", |d| d.live_due = Some(day("2026-12-05")));
    assert_eq!(idle(&w), [(dana, None)]);
}

#[test]
fn every_week_is_in_exactly_one_quarter() {
    let mut at = monday(day("2023-12-25"));
    for _ in 0..300 {
        let (start, many) = quarter_weeks(at);
        let end = add_days(start, 7 * many as i64);
        assert!((12..=14).contains(&many), "{at}: {many}");
        assert!(start <= at && at < end, "{at} is not in {start}..{end}");
        assert_eq!(quarter_weeks(add_days(end, -1)), (start, many));
        assert_eq!(quarter_weeks(end).0, end);
        at = add_days(at, 7);
    }
    assert_eq!(quarter_weeks(day("2026-11-20")), (day("2026-09-28"), 13));
}

#[test]
fn months_end_where_they_end() {
    assert_eq!(month_step(day("2028-01-31"), 1), day("2028-02-01"));
    assert_eq!(month_step(day("2026-11-20"), -11), day("2025-12-01"));
    assert_eq!(quarter_step(day("2026-11-20"), 1), day("2027-01-01"));
    assert_eq!(month_step(Day::MAX, 1), Day::MAX.with_day0(0).unwrap());
}

#[test]
fn rows_in_the_history_from_before_a_column_was_added_are_still_read() {
    let (mut w, mia, deal) = world();
    let reel = w.piece(deal, "reel", |_| ());
    let without = |row: serde_json::Value, column: &str| {
        let mut row = row;
        assert!(
            row.as_object_mut().unwrap().remove(column).is_some(),
            "{column}"
        );
        row
    };
    let piece = w.model.get(reel).unwrap();
    let old = without(serde_json::to_value(piece).unwrap(), "link_seen");
    assert_eq!(&serde_json::from_value::<Deliverable>(old).unwrap(), piece);
    let creator = w.model.get(mia).unwrap();
    let old = without(serde_json::to_value(creator).unwrap(), "tax_form");
    assert_eq!(&serde_json::from_value::<Creator>(old).unwrap(), creator);
}
