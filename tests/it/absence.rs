//! Going away and coming back: quiet days, the split backlog, the week ahead, holidays from a file.

use super::harness::{Desk, File, at, clock};
use super::seed::{Seed, day};
use touchbase::app::modal::Modal;
use touchbase::domain::review::today::next_line;
use touchbase::domain::review::{self, Item, Subject, ahead};
use touchbase::domain::rows::*;

/// Keys until the review itself is on the screen, taking what is proposed.
fn catch_up(desk: &mut Desk) -> usize {
    let before = desk.pressed;
    while desk
        .app()
        .modals
        .iter()
        .any(|m| matches!(m, Modal::Backlog(_)))
    {
        desk.keys("x");
        assert!(desk.pressed - before < 15, "{}", desk.screen());
    }
    desk.pressed - before
}

fn hard(item: &&Item) -> bool {
    !item.lane.is_soft()
}

/// A normal morning: no more cards than a day holds, unless more is owed and dated, and nothing
/// soft is late.
fn is_normal(desk: &Desk) {
    let queue = &desk.app().review.queue;
    let promised = queue
        .cards
        .iter()
        .filter(|card| card.items.iter().any(|i| hard(&i)))
        .count();
    assert!(
        queue.cards.len() <= 25.max(promised),
        "{} cards",
        queue.cards.len()
    );
    assert!(queue.cards.len() <= 25, "{} cards", queue.cards.len());
}

/// Forty creators whose follow-ups are dated within two weeks, nine pitches at their last step, a
/// payment, a reply.
fn busy(s: &mut Seed) {
    for n in 0..31 {
        let creator = s.creator(&format!("Soft {n:02}"));
        s.follow(creator, "ask", &format!("2026-11-{}", 23 + n % 5));
    }
    for n in 0..9 {
        let creator = s.creator(&format!("Pitch {n}"));
        s.deal(creator, Stage::Pitch);
        for on in ["2026-10-01", "2026-10-06", "2026-10-12", "2026-10-21"] {
            s.sent(creator, on);
        }
    }
    let mia = s.creator("Mia");
    s.payment(mia, "45000 EUR", "2026-11-25");
    let noor = s.creator("Noor");
    s.wrote(noor, "2026-11-24", "Any news?");
    s.add(|id| ReviewDay {
        id,
        day: day("2026-11-20"),
        decided: 4,
        cards: 4,
        zero: true,
        median_secs: 20,
    });
}

#[test]
fn ten_missed_days_on_the_demo_are_settled_in_a_few_keys() {
    let mut desk = Desk::demo();
    desk.keys("x");
    desk.go(at("2026-12-07T09:00:00"));
    desk.shows("11 working days since the last review")
        .shows("1 NEEDS YOU")
        .shows("4 SOFT");
    let keys = catch_up(&mut desk);
    assert!(keys <= 15, "{keys}");
    is_normal(&desk);
    for date in ["2026-12-08", "2026-12-09", "2026-12-10"] {
        desk.go(clock(date));
        assert!(
            !desk
                .app()
                .modals
                .iter()
                .any(|m| matches!(m, Modal::Backlog(_))),
            "{date}: asked once"
        );
        is_normal(&desk);
    }
}

#[test]
fn the_same_after_a_planned_absence_on_the_demo() {
    let mut desk = Desk::demo();
    desk.keys("x z a")
        .enter("23 nov to 6 dec")
        .says("Away Mon 23 Nov to Sun 6 Dec, 10 working days");
    desk.shows("Before you go").keys("Esc");
    desk.go(at("2026-12-07T09:00:00"))
        .shows("Back from Mon 23 Nov to Sun 6 Dec");
    let keys = catch_up(&mut desk);
    assert!(keys <= 15, "{keys}");
    is_normal(&desk);
    let late = |item: &&Item| {
        item.lane.is_soft() && item.key.rule == review::Rule::FollowUpDue && item.late.days > 0
    };
    assert_eq!(
        desk.app().review.queue.items().filter(late).count(),
        0,
        "what waits did not age"
    );
}

#[test]
fn a_large_pile_takes_two_keys_and_each_is_one_undo() {
    let mut desk = Desk::on("2026-11-20", busy);
    let start = desk.dump();
    desk.go(clock("2026-12-04"))
        .shows("10 working days since the last review");
    desk.shows("1 NEEDS YOU · 2")
        .shows("1 creator wrote")
        .shows("9 pitches: close as no reply");
    desk.shows("31 follow-ups → 6 a day over 6 working days");
    desk.keys("x")
        .says("Closed, no reply: 9 pitches")
        .shows("3 LADDERS THAT RAN OUT")
        .hides("9 pitches: close");
    desk.keys("x")
        .says("Spread: 31 follow-ups until Fri 11 Dec")
        .shows("YOU OWE THEM");
    assert_eq!(desk.app().review.queue.counts().waiting, 6);
    assert_eq!(desk.items().len(), 8, "{:?}", desk.items());
    desk.keys("u u")
        .says("Taken back: Closed, no reply: 9 pitches");
    assert!(desk.dump() == start, "{}", desk.status());
    desk.keys("z u")
        .shows("9 pitches: close as no reply")
        .keys("Esc")
        .hides("NEEDS YOU ·");
    // Answering begins the day: nothing is split any more.
    desk.keys("x z u").says("today's review has begun");
}

#[test]
fn single_ones_are_left_out_of_a_proposal() {
    let mut desk = Desk::on("2026-11-20", busy);
    desk.go(clock("2026-12-04"))
        .keys("Space")
        .says("this is the whole proposal");
    desk.keys("j Space Space")
        .shows("7 pitches: close as no reply")
        .shows("[ ]");
    desk.keys("x")
        .says("Closed, no reply: 7 pitches")
        .shows("3 LADDERS THAT RAN OUT · 2")
        .shows("all are left out");
    desk.keys("x").says("No pitch is to be closed");
    desk.keys("End Space x").says("Spread: 30 follow-ups");
    desk.shows("YOU OWE THEM");
    let open = desk
        .app()
        .model
        .collaborations
        .iter()
        .filter(|c| c.is_open())
        .count();
    assert_eq!(open, 2);
}

#[test]
fn a_split_that_was_left_comes_back_after_a_restart() {
    let mut desk = Desk::on("2026-11-20", busy);
    desk.go(clock("2026-12-04")).keys("x");
    let mut desk = desk.reopened();
    desk.go(clock("2026-12-04"));
    desk.shows("31 follow-ups").hides("9 pitches");
    assert_eq!(catch_up(&mut desk), 1);
    let mut desk = desk.reopened();
    desk.hides("31 follow-ups");
}

#[test]
fn a_weekend_opens_quietly() {
    let mut desk = Desk::on("2026-11-21", |s| {
        let mia = s.creator("Mia");
        s.payment(mia, "45000 EUR", "2026-11-18");
        for n in 0..5 {
            let creator = s.creator(&format!("Soft {n}"));
            s.follow(creator, "ask", "2026-11-19");
        }
    });
    desk.shows("A free day: 1 owed or dated today, 5 waiting for Monday · z o opens all")
        .hides("Soft 1");
    assert_eq!(desk.items().len(), 1);
    // Small windows say it too, where the keys have the line of the answers.
    for (w, h) in [(60, 20), (40, 12)] {
        desk.size(w, h)
            .shows("A free day: 1 owed")
            .shows("z o opens");
    }
    desk.size(120, 36);
    desk.keys("x")
        .says("ok Paid: Mia")
        .quiet()
        .shows("A free day: nothing owed or dated today, 5 waiting for Monday");
    desk.keys("u").shows("Mia").keys("U");
    desk.keys("z o").shows("Soft 1").shows("Soft 4");
    desk.keys("z o").says("all of today is here");
    desk.go(clock("2026-11-23")).shows("Soft 1");
}

#[test]
fn the_demo_on_a_weekend_announces_the_monday_that_comes() {
    let mut desk = Desk::open(clock("2026-11-21"), File::Demo);
    let items = |desk: &Desk| desk.app().review.queue.items().copied().collect::<Vec<_>>();
    let due = |item: &Item| item.is_due_promise(day("2026-11-21"));
    let (late, soon): (Vec<Item>, Vec<Item>) = items(&desk).into_iter().partition(due);
    let monday = ahead(&desk.app().ctx(), 2).pop().unwrap().1;
    assert!(
        soon.iter()
            .all(|item| monday.iter().any(|other| other.key == item.key)),
        "{monday:#?}"
    );
    desk.keys("z n")
        .shows(&format!("{:2} ■", monday.len()))
        .keys("Esc");
    let line = next_line(&desk.app().ctx());
    assert!(
        line.starts_with(&format!("Mon {} · ", monday.len())),
        "{line}"
    );
    // Nothing is done until then: what cannot wait is still there too.
    desk.go(clock("2026-11-23"));
    let mut there: Vec<Subject> = items(&desk).into_iter().map(|item| item.on).collect();
    let mut told: Vec<Subject> = late.iter().chain(&monday).map(|item| item.on).collect();
    there.sort_unstable();
    told.sort_unstable();
    assert_eq!(there, told);
}

#[test]
fn away_only_what_is_due_speaks_up() {
    let mut desk = Desk::on("2026-11-20", busy);
    desk.keys("z a")
        .shows("no business days")
        .type_text("23 nov to 4")
        .shows("?");
    desk.type_text(" dec")
        .shows("Away Mon 23 Nov to Fri 4 Dec, 10 working days")
        .shows("before you go: 2 owed or dated");
    desk.keys("Enter")
        .says("Away Mon 23 Nov to Fri 4 Dec")
        .shows("Before you go")
        .shows("€450 fee")
        .keys("Esc");
    desk.go(clock("2026-11-25"))
        .keys("Home")
        .shows("Away until Fri 4 Dec: 1 owed or dated today")
        .hides("Soft 0");
    assert_eq!(desk.items().len(), 1, "{:?}", desk.items());
    desk.keys("z o").says("you are away");
    desk.keys("x")
        .quiet()
        .shows("Away until Fri 4 Dec: nothing owed or dated today");
    desk.keys("z a")
        .enter("back")
        .says("Back today: away Mon 23 Nov to Fri 4 Dec ended early");
    desk.shows("Soft 0");
}

#[test]
fn absences_are_entered_joined_and_taken_back() {
    let mut desk = Desk::on("2026-11-20", busy);
    let start = desk.dump();
    desk.keys("z a")
        .enter("24-28 dec")
        .says("Away Thu 24 Dec to Mon 28 Dec, 3 working days");
    desk.keys("z a")
        .shows("away Thu 24 Dec to Mon 28 Dec")
        .enter("fri")
        .says("Away Fri 27 Nov, 1 working day");
    desk.keys("z a")
        .enter("25 dec")
        .says("You are already away then")
        .keys("Esc");
    desk.keys("z a")
        .enter("29 dec..4 jan")
        .says("Away Thu 24 Dec to Mon 4 Jan 2027, 8 working days, joined");
    desk.keys("z a")
        .enter("2026-12-21..2026-12-18")
        .says("before it begins")
        .keys("Esc");
    desk.keys("z a")
        .enter("21 dec..2028-01-01")
        .says("a year at most")
        .keys("Esc");
    desk.keys("z a")
        .enter("back")
        .says("Not away after all: Fri 27 Nov");
    desk.keys("u u u u");
    assert!(desk.dump() == start, "{}", desk.status());
}

#[test]
fn the_week_ahead_moves_what_is_soft() {
    let mut desk = Desk::on("2026-11-20", |s| {
        let (mia, noor, jon) = (s.creator("Mia"), s.creator("Noor"), s.creator("Jon"));
        s.follow(mia, "send sample", "2026-11-24");
        s.payment(noor, "45000 EUR", "2026-12-02");
        s.deal(jon, Stage::Pitch);
        s.sent(jon, "2026-11-20");
    });
    let start = desk.dump();
    desk.keys("z n")
        .shows("The week ahead")
        .shows("send sample")
        .shows("Mon 23 Nov");
    desk.keys("+")
        .says("Moved to Wed 25 Nov: Mia")
        .keys("+ -")
        .says("Moved to Wed 25 Nov: Mia");
    desk.keys("- -")
        .says("Moved to Mon 23 Nov: Mia")
        .keys("-")
        .says("is today");
    let follow = desk.app().model.followups.iter().next().unwrap();
    assert_eq!(follow.day, day("2026-11-23"));
    desk.keys("j j -")
        .says("comes up by its rule on Wed 25 Nov and not sooner");
    desk.keys("+")
        .says("Moved to Thu 26 Nov: Jon")
        .keys("+")
        .says("Moved to Fri 27 Nov: Jon");
    assert_eq!(
        desk.app().model.decisions.len(),
        1,
        "moved again, not decided again"
    );
    desk.keys("Home j").keys("+").says("its date stays");
    desk.keys("x")
        .says("does nothing here")
        .keys("u u u u u u u");
    assert!(desk.dump() == start, "{}", desk.status());
    desk.keys("Home Enter");
    assert!(desk.app().modals.is_empty());
    desk.shows("send sample").keys("q");
}

#[test]
fn holidays_come_from_a_file_dropped_on_the_window() {
    let mut desk = Desk::on("2026-11-20", busy);
    let file = desk.m.paths().state.join("de.ics");
    std::fs::create_dir_all(&desk.m.paths().state).unwrap();
    let event = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261126\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\nSUMMARY:Thanksgiving\r\nEND:VEVENT\r\n";
    std::fs::write(
        &file,
        format!("BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n"),
    )
    .unwrap();
    let path = file.display().to_string();
    desk.paste(&path)
        .says("6 holidays from de.ics, Thu 26 Nov 2026 to Thu 27 Nov 2031");
    assert_eq!(
        desk.app().calendar.holiday(day("2027-11-25")),
        Some("Thanksgiving")
    );
    desk.paste(&path).says("Nothing new in de.ics");
    desk.keys("z n")
        .shows("Thanksgiving")
        .keys("Esc u")
        .says("Taken back: 6 holidays");
    assert_eq!(desk.app().calendar.holiday(day("2027-11-25")), None);
    std::fs::write(&file, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT").unwrap();
    desk.paste(&path).says("damaged");
}

#[test]
fn nobody_is_greeted_who_never_reviewed() {
    let mut desk = Desk::on("2026-11-20", |s| {
        let mia = s.creator("Mia");
        s.follow(mia, "ask", "2026-11-02");
    });
    desk.shows("Mia");
    assert!(desk.app().modals.is_empty());
    let mut desk = Desk::open(clock("2026-11-20"), File::Nothing);
    desk.shows("Look around");
}

#[test]
fn days_without_anything_to_do_are_no_absence() {
    let mut desk = Desk::on("2026-11-02", |s| {
        let mia = s.creator("Mia");
        s.follow(mia, "ask", "2026-11-02");
        let noor = s.creator("Noor");
        s.follow(noor, "ask", "2026-11-19");
    });
    desk.keys("X");
    desk.go(clock("2026-11-20")).shows("Noor");
    assert!(desk.app().modals.is_empty(), "it came up yesterday");
}
