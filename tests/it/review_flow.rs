//! The daily review, walked by keys: the morning with its 20 decisions, and each promise the screen
//! makes about it.

use touchbase::domain::review::today;
use touchbase::domain::rows::*;

use super::harness::Desk;
use super::seed::{Seed, day, morning};

/// Twenty items of fourteen creators: one has three, four have two.
fn twenty(s: &mut Seed) {
    let ana = s.creator("Ana");
    let deal = s.deal(ana, Stage::Measurement);
    s.set(deal, |c| {
        (c.agreed, c.brief_sent) = (Some(day("2026-10-01")), Some(day("2026-10-02")))
    });
    let reel = s.piece(deal, "reel", |d| {
        (d.state, d.live) = (PieceState::Verified, Some(day("2026-11-11")))
    });
    s.numbers(reel, "2026-11-18");
    s.payment(ana, "45000 EUR", "2026-11-19");
    let bea = s.creator("Bea");
    s.deal(bea, Stage::Measurement);
    s.payment(bea, "12000 EUR", "2026-11-20");
    let cai = s.creator("Cai");
    let deal = s.deal(cai, Stage::Creation);
    s.piece(deal, "video", |d| {
        (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-11-19")))
    });
    let dia = s.creator("Dia");
    let deal = s.deal(dia, Stage::Creation);
    s.piece(deal, "stories", |d| {
        (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-11-20")))
    });
    let eva = s.creator("Eva");
    s.deal(eva, Stage::Onboarding);
    s.wrote(eva, "2026-11-23", "Sounds good, let me look at the dates.");
    let fay = s.creator("Fay");
    let deal = s.deal(fay, Stage::Creation);
    s.piece(deal, "reel", |d| d.draft_due = Some(day("2026-11-20")));
    let gus = s.creator("Gus");
    s.deal(gus, Stage::Pitch);
    s.sent(gus, "2026-11-17");
    let hal = s.creator("Hal");
    s.set(hal, |c| {
        (c.relationship, c.checkin) = (Some(Relationship::Ambassador), Some(day("2026-11-02")))
    });
    s.deal(hal, Stage::Retention);
    s.wrote(hal, "2026-10-27", "See you!");
    s.sent(hal, "2026-10-28");
    for name in ["Ida", "Jan", "Kim", "Leo", "Mia", "Nia"] {
        let creator = s.creator(name);
        s.deal(creator, Stage::Onboarding);
        s.follow(creator, "ask for the address", "2026-11-24");
    }
    for creator in [ana, bea, cai, dia, eva] {
        s.follow(creator, "send the spring plan", "2026-11-24");
    }
}

/// Whom each decision is about, and its keys.
const SCRIPT: &[(&str, &str, &str)] = &[
    ("Ana", "payment €450, due Thu 19 Nov", "x"),
    ("Ana", "debrief, due Fri 20 Nov", "x"),
    ("Ana", "send the spring plan", "x"),
    ("Bea", "payment €120, due Fri 20 Nov", "x"),
    ("Bea", "send the spring plan", "x"),
    ("Cai", "draft to approve", "x"),
    ("Cai", "send the spring plan", "x"),
    ("Dia", "draft to approve", "X"),
    ("Dia", "send the spring plan", "x"),
    ("Eva", "reply owed", "f f r i Enter"),
    ("Eva", "send the spring plan", "x"),
    ("Fay", "draft late", "n d Enter j"),
    ("Gus", "pitch of 17 Nov", "X"),
    ("Ida", "ask for the address", "s w"),
    (
        "Jan",
        "ask for the address",
        "f s e n t Space m y Space l i s t Space 1 0 d Enter",
    ),
    ("Kim", "ask for the address", "x"),
    ("Leo", "ask for the address", "x"),
    ("Mia", "ask for the address", "x"),
    ("Nia", "ask for the address", "x"),
    ("Hal", "ambassador, 27 d since contact", "X"),
];

#[test]
fn twenty_decisions_take_no_more_than_45_keys() {
    let mut desk = Desk::on("2026-11-24", twenty);
    let start = desk.dump();
    assert_eq!(desk.items().len(), 20, "{:#?}", desk.items());
    assert_eq!(desk.app().review.queue.cards.len(), 14);
    let mut walked: Vec<String> = Vec::new();
    for (who, what, keys) in SCRIPT {
        let here = desk.app().review.item().copied().unwrap();
        let shown = format!("{} | {}", desk.current(), here.long(&desk.app().ctx()));
        assert!(
            shown.starts_with(&format!("{who} | {what}")),
            "{shown} instead of {who} {what}"
        );
        if walked.last() != Some(&desk.current()) {
            walked.push(desk.current());
        }
        desk.keys(keys);
        assert!(
            desk.app().modals.is_empty() && desk.status().starts_with("ok "),
            "{who} {what}: {}",
            desk.status()
        );
    }
    assert!(desk.pressed <= 45, "{} keys", desk.pressed);
    let mut once = walked.clone();
    once.sort();
    once.dedup();
    assert_eq!(
        (walked.len(), once.len()),
        (14, 14),
        "each creator is opened once: {walked:?}"
    );
    assert_eq!(desk.app().review.decided, 20);
    outcomes(&desk);
    assert_eq!(
        desk.items(),
        ["Fay | draft to approve, due Thu 26 Nov"],
        "what came in became an approval"
    );

    let end = desk.dump();
    assert_eq!(desk.until_refused("u"), 20);
    assert_eq!(desk.dump(), start);
    assert_eq!(desk.until_refused("U"), 20);
    assert_eq!(desk.dump(), end);
}

/// What the twenty decisions left behind.
fn outcomes(desk: &Desk) {
    let m = &desk.app().model;
    let next = |name: &str| -> Vec<String> {
        let open = m
            .of::<FollowUp>(desk.creator(name))
            .filter(|f| f.done.is_none());
        open.map(|f| format!("{} {}", f.what, f.day)).collect()
    };
    assert!(
        m.payments
            .iter()
            .all(|p| p.state == PaymentState::Paid && p.paid == Some(day("2026-11-24")))
    );
    let lead = |name: &str| m.of::<Collaboration>(desk.creator(name)).next().unwrap();
    assert_eq!(lead("Ana").debrief_sent, Some(day("2026-11-24")));
    assert_eq!(lead("Gus").outcome, Some(Outcome::NoReply));
    let piece = |name: &str| m.of::<Deliverable>(desk.creator(name)).next().unwrap();
    assert_eq!(piece("Cai").state, PieceState::Approved);
    assert_eq!(
        (piece("Dia").state, piece("Dia").draft_due),
        (PieceState::ChangesAsked, Some(day("2026-11-26")))
    );
    assert_eq!(
        (piece("Fay").state, piece("Fay").draft_in),
        (PieceState::DraftIn, Some(day("2026-11-24")))
    );
    assert_eq!(next("Jan"), ["sent my list 2026-12-04"]);
    assert!(
        next("Eva").iter().any(|n| n.ends_with("2026-11-27")),
        "{:?}",
        next("Eva")
    );
    // A step that is done is never set again; another one only where nothing else is planned.
    for name in ["Ana", "Bea", "Cai", "Dia", "Kim", "Leo", "Mia", "Nia"] {
        let next = next(name);
        let again = next.iter().any(|n| n.starts_with("send the spring plan"));
        assert!(next.len() <= 1 && !again, "{name}: {next:?}");
    }
    let decision = |name: &str| m.of::<Decision>(desk.creator(name)).next_back().unwrap();
    assert_eq!(
        (decision("Ida").kind, decision("Ida").until),
        (DecisionKind::Snooze, Some(day("2026-11-30")))
    );
    assert_eq!(decision("Hal").kind, DecisionKind::Skip);
}

#[test]
fn the_worked_morning_stands_on_the_screen_with_its_reasons() {
    let mut desk = Desk::on("2026-11-24", morning);
    let expected = [
        (
            "Maya | payment €450, due Thu 19 Nov",
            "3.0 = 2 owed + 1.0 late (3 of 3 bd)",
        ),
        (
            "Maya | debrief Autumn, due Fri 20 Nov",
            "2.4 = 2 owed + 0.4 late (2 of 5 bd)",
        ),
        (
            "Maya | rights reel A end Fri 4 Dec",
            "1.3 = 2 dated − 0.7 early (10 of 14 d left)",
        ),
        (
            "Noor | reply owed since Fri 20 Nov",
            "3.0 = 2 owed + 1.0 late (1 of 1 bd)",
        ),
        ("Jon | draft to approve, due today", "2.0 = 2 owed + 0"),
        ("Aiko | reel live tomorrow, ready?", "2.0 = 2 dated + 0"),
        (
            "Eli | draft late since Fri 20 Nov",
            "2.0 = 1 waiting + 1.0 late (2 of 2 bd)",
        ),
        (
            "Priya | pitch of 17 Nov, first follow-up",
            "1.7 = 1 waiting + 0.7 late (2 of 3 bd)",
        ),
        (
            "Lena | pitch, last step unanswered",
            "1.6 = 1 waiting + 0.6 late (3 of 5 bd)",
        ),
        ("Tom | follow-up dated today", "1.0 = 1 waiting + 0"),
        (
            "Sara | ambassador, 27 d since contact",
            "0.4 = 0 warm + 0.4 (6 of 14 d past ideal)",
        ),
    ];
    assert_eq!(desk.items(), expected.map(|(item, _)| item));
    for (_, why) in expected {
        desk.shows(why).keys("j");
    }
}

#[test]
fn screen_text_and_json_count_the_same() {
    let mut desk = Desk::on("2026-11-24", morning);
    loop {
        let app = desk.app();
        let (ctx, queue) = (app.ctx(), &app.review.queue);
        let options = today::TodayOptions::default();
        let (cards, items) = (queue.cards.len(), queue.items().count());
        let json = today::to_json(&ctx, queue, &options);
        assert_eq!(json["cards"].as_array().unwrap().len(), cards);
        let in_json: usize = json["cards"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["items"].as_array().unwrap().len())
            .sum();
        assert_eq!(in_json, items);
        let plain = today::plain(&ctx, queue, &options);
        let numbered = plain
            .lines()
            .filter(|l| l.starts_with(|c: char| c.is_ascii_digit()))
            .count();
        assert_eq!(numbered, items, "{plain}");
        assert_eq!(desk.app().review.rows.len(), items);
        if items == 0 {
            break;
        }
        let plural = |n: usize, word: &str| {
            if n == 1 {
                format!("1 {word}")
            } else {
                format!("{n} {word}s")
            }
        };
        desk.quiet().shows(&format!("1 Review {cards}"));
        desk.shows(&format!(
            "{} · {} (",
            plural(cards, "card"),
            plural(items, "item")
        ));
        let lanes = today::lane_words(desk.app().review.queue.counts());
        desk.shows(&format!("({lanes})"));
        desk.keys("s w");
    }
}

#[test]
fn the_cursor_stays_on_its_line() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.keys("j j j j");
    assert_eq!(desk.current(), "Jon");
    desk.keys("x").says("Approved: Jon");
    assert_eq!(desk.current(), "Aiko");
    desk.keys("w");
    assert_eq!(desk.current(), "Eli");
    desk.keys("u u").says("Taken back: Approved: Jon");
    assert_eq!(desk.current(), "Jon");
}

#[test]
fn a_card_stays_where_it_stands_while_it_is_walked() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.keys("x x");
    assert_eq!(
        desk.current(),
        "Maya",
        "owed is done, the dated item of the same card follows"
    );
    desk.keys("x");
    assert_eq!(desk.current(), "Noor");
}

#[test]
fn nothing_left_says_what_was_done_and_what_comes() {
    let mut desk = Desk::on("2026-11-24", morning);
    for _ in 0..11 {
        desk.keys("s w");
    }
    assert!(desk.items().is_empty(), "{:?}", desk.items());
    desk.quiet()
        .shows("All decided for today.")
        .shows("Longest wait  Noor")
        .shows("11 snoozed")
        .shows("Mon 11");
    desk.keys("x").says("nothing");
    desk.keys("u").shows("Sara");
    desk.keys("U").shows("All decided");
    desk.keys("z s").shows("All decided");
}

#[test]
fn nobody_waits_once_all_is_answered() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.keys("x x x x x x x x x x x");
    desk.quiet()
        .shows("All kept. Nobody is waiting for you.")
        .shows("€450 paid");
}

#[test]
fn a_pinned_card_stands_on_top_for_the_day() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.keys("End !")
        .says("Pinned: Sara")
        .shows("PINNED FOR TODAY");
    assert!(desk.items()[0].starts_with("Sara"), "{:?}", desk.items());
    desk.keys("!").says("It is pinned");
    desk.keys("u").hides("PINNED");
}

#[test]
fn a_whole_card_is_snoozed_and_comes_back_whole() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.keys("S");
    assert_eq!(desk.current(), "Noor");
    assert_eq!(desk.items().len(), 8);
    desk.keys("u");
    assert_eq!((desk.items().len(), desk.current()), (11, "Maya".into()));
}

#[test]
fn one_message_settles_what_would_be_written_and_no_facts() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let mia = s.creator("Mia");
        let deal = s.deal(mia, Stage::Creation);
        s.payment(mia, "10000 EUR", "2026-11-20");
        s.wrote(mia, "2026-11-20", "When does the parcel come?");
        s.piece(deal, "reel", |d| d.draft_due = Some(day("2026-11-20")));
    });
    assert_eq!(desk.items().len(), 3, "{:?}", desk.items());
    desk.keys("A")
        .enter("on its way, and the draft?")
        .says("ok ");
    assert_eq!(
        desk.items(),
        ["Mia | payment €100, due Fri 20 Nov"],
        "{}",
        desk.status()
    );
    let touches: Vec<&Touch> = desk.app().model.of::<Touch>(desk.creator("Mia")).collect();
    assert_eq!(touches.len(), 2, "one message");
    desk.keys("A").says("facts are answered one by one");
    desk.keys("u");
    assert_eq!(desk.items().len(), 3);
}

#[test]
fn what_was_put_off_too_often_is_stuck() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let tom = s.creator("Tom");
        s.deal(tom, Stage::Onboarding);
        s.follow(tom, "call about the fair", "2026-11-24");
    });
    for date in ["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27"] {
        desk.go(super::harness::clock(date))
            .keys("s Enter")
            .says("ok Snoozed");
    }
    desk.go(super::harness::clock("2026-11-30"));
    desk.shows("stuck").shows("snoozed 4");
    desk.keys("s Enter")
        .says("do it now, make it smaller, promise them a date, or drop it");
    desk.keys("Esc :").enter("drop").shows("Why is it dropped?");
    desk.keys("Enter").says("Why is it dropped?");
    desk.enter("they left").says("ok Dropped: Tom");
}

#[test]
fn one_at_a_time_takes_the_same_keys() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.keys("z z")
        .shows("1 of 11")
        .shows("WHY NOW")
        .hides("Noor");
    desk.keys("x").shows("1 of 10").shows("debrief Autumn");
    desk.keys("j")
        .shows("2 of 10")
        .keys("s w")
        .shows("2 of 9")
        .shows("Noor");
    desk.size(60, 20)
        .shows("Noor")
        .size(40, 12)
        .shows("Noor")
        .size(120, 36);
    desk.keys("z z").shows("YOU OWE THEM");
}

#[test]
fn a_range_takes_one_answer_and_one_undo() {
    let mut desk = Desk::on("2026-11-24", morning);
    let start = desk.dump();
    desk.keys("v G")
        .shows("11 selected")
        .keys("s w")
        .says("Snoozed: 11");
    assert!(desk.items().is_empty(), "{:?}", desk.items());
    desk.keys("u");
    assert_eq!((desk.dump(), desk.items().len()), (start, 11));
    desk.quiet()
        .keys("Home Space Space")
        .shows("2 selected")
        .keys("Esc")
        .hides("selected");
    desk.keys("Home Space j Space x").says("ok ");
    assert_eq!(desk.items().len(), 9, "{:?}", desk.items());
}

#[test]
fn a_late_date_moves_on_from_today() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.keys("+").says("Moved to Wed 25 Nov: Maya");
    desk.keys("u -").says("is not after today");
}
