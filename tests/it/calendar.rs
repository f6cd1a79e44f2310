//! The calendar and the rows of work and money: keys in, rows and screens out. What is moved takes
//! along what hangs on it, and one `u` puts all of it back.

use touchbase::domain::money::Money;
use touchbase::domain::rows::*;

use super::harness::Desk;
use super::seed::{Seed, day};

fn money(text: &str) -> Money {
    Money::from_stored(text).unwrap()
}

/// Sofia: a reel on 5 December, its draft on the 4th, $420 two weeks after it, reposts for three
/// months.
fn sofia(s: &mut Seed) {
    let sofia = s.creator("Sofia");
    let deal = s.deal(sofia, Stage::Creation);
    s.set(deal, |c| c.brief_sent = Some(day("2026-11-17")));
    s.piece(deal, "reel", |d| {
        (d.draft_due, d.live_due) = (Some(day("2026-12-04")), Some(day("2026-12-05")))
    });
    let fee = s.payment(sofia, "42000 USD", "2026-12-19");
    s.set(fee, |p| p.collaboration = Some(deal));
    let right = s.right(sofia, RightKind::Usage, "reposts", "2027-03-05");
    s.set(right, |r| {
        (r.collaboration, r.start) = (Some(deal), Some(day("2026-12-05")))
    });
}

fn desk() -> Desk {
    Desk::on("2026-11-20", sofia)
}

fn reel(desk: &Desk) -> Deliverable {
    desk.app().model.deliverables.iter().next().unwrap().clone()
}

fn fee(desk: &Desk) -> Payment {
    desk.app().model.payments.iter().next().unwrap().clone()
}

#[test]
fn a_piece_moves_by_a_day_and_the_toast_says_what_went_along() {
    let mut desk = desk();
    // Two weeks on; the draft first, then the piece itself.
    desk.keys("6 l l")
        .shows("Week of 30 Nov")
        .shows("►D Fri 4 Dec");
    desk.keys("l")
        .shows("►L Sat 5 Dec")
        .shows("+ - moves it a day");
    let before = desk.dump();
    desk.keys("+")
        .says("Moved to Sun 6 Dec: Sofia, reel live · with it $420 to Sun 20 Dec, usage rights from Sun 6 Dec");
    assert_eq!(reel(&desk).live_due, Some(day("2026-12-06")));
    assert_eq!(reel(&desk).draft_due, Some(day("2026-12-04")));
    assert_eq!(fee(&desk).due, Some(day("2026-12-20")));
    // The cursor stays with it into the next week.
    desk.keys("+ + +")
        .shows("Week of 7 Dec")
        .shows("►L Wed 9 Dec");
    desk.keys("u u u u");
    assert_eq!(desk.dump(), before);
    desk.keys("-").says("Fri 4 Dec");
    desk.keys("- -").says("the draft to Wed 2 Dec");
}

#[test]
fn a_date_that_is_past_is_refused_with_the_reason() {
    let mut desk = desk();
    desk.go(super::harness::clock("2026-12-05"));
    desk.keys("6 l").shows("►L today");
    desk.keys("-").says("Fri 4 Dec is past");
    assert_eq!(reel(&desk).live_due, Some(day("2026-12-05")));
}

#[test]
fn enter_opens_the_piece_and_the_profile_moves_it_too() {
    let mut desk = desk();
    desk.keys("6 l l l Enter")
        .shows("[Deliverables]")
        .shows("► reel");
    desk.keys("+ + + +").says("Moved to Wed 9 Dec");
    desk.keys("Esc").shows("Week of 7 Dec");
    desk.keys("]").shows("Q1 2027");
    desk.keys("[").shows("Q4 2026").shows("[16]");
}

#[test]
fn a_form_and_a_line_move_what_hangs_on_a_live_day() {
    let mut desk = desk();
    desk.keys("6 l l l e")
        .keys("Tab Tab Tab Tab Tab Ctrl+U")
        .type_text("9 dec")
        .keys("Ctrl+S");
    desk.says("with it $420 to Wed 23 Dec");
    assert_eq!(reel(&desk).live_due, Some(day("2026-12-09")));
    desk.keys("e").type_text("first pour").keys("Ctrl+S");
    assert_eq!(fee(&desk).due, Some(day("2026-12-23")));
    desk.keys("a Ctrl+U")
        .enter("@sofia reel \"first pour\" live 10 dec")
        .says("with it $420 to Thu 24 Dec");
}

#[test]
fn month_and_quarter_go_by_day_and_by_week() {
    let mut desk = desk();
    desk.keys("6 z m")
        .shows("Month · November 2026")
        .shows("[20]");
    desk.keys("]")
        .shows("December 2026")
        .shows("Fri 4")
        .shows("Sofia");
    desk.keys("j").shows("►Fri 4");
    desk.keys("l").shows("►Sat 5").shows("[ 5]");
    desk.keys("l").hides("►Sat 5").shows("[ 6]");
    desk.keys("j").shows("►Sat 19");
    desk.keys("[").shows("November 2026").shows("[20]");
    desk.keys("h").shows("[19]");
    desk.keys("z .").shows("[20]");
    desk.keys("z m").shows("Quarter · by creator");
}

#[test]
fn months_end_where_they_end() {
    let mut desk = Desk::on("2028-02-28", |s| {
        let mia = s.creator("Mia");
        let deal = s.deal(mia, Stage::Creation);
        s.piece(deal, "reel", |d| d.live_due = Some(day("2028-02-29")));
    });
    desk.keys("6 z m l").shows("[29]").shows("►Tue 29");
    desk.keys("+")
        .shows("March 2028")
        .shows("►Wed 1")
        .says("Moved to Wed 1 Mar");
    desk.keys("- ").shows("February 2028").shows("►Tue 29");
    desk.keys("l").shows("March 2028").shows("[ 1]");
    desk.keys("h").shows("February 2028").shows("[29]");
}

#[test]
fn full_weeks_and_idle_core_people_are_named() {
    let mut desk = Desk::on("2026-11-20", |s| {
        let mia = s.creator("Mia");
        let deal = s.deal(mia, Stage::Creation);
        for n in 0..5 {
            s.piece(deal, "story", |d| {
                d.live_due = Some(day(&format!("2026-12-0{}", n + 1)))
            });
        }
        let dana = s.creator("Dana");
        s.set(dana, |c| c.core = true);
    });
    desk.keys("6")
        .shows("NOTHING PLANNED, CORE")
        .shows("○ Dana  never live")
        .shows("full");
    desk.keys("2 6 l l").shows("the week of 30 Nov is full");
    desk.keys("l l l l + +")
        .says("Moved to Mon 7 Dec")
        .quiet()
        .shows("room for 4 more posts in the week of 7 Dec");
    desk.keys("h")
        .shows("room for 1 more post in the week of 30 Nov");
}

#[test]
fn the_filter_shows_only_who_fits_and_esc_shows_all() {
    let mut desk = Desk::demo();
    desk.keys("6 /")
        .type_text("sof")
        .shows("1 of ")
        .keys("Enter")
        .shows("Sofia Marín")
        .hides("Hugo Lef");
    desk.shows("filter \"sof\"").shows("FILTER");
    desk.keys("Esc").shows("Hugo Lef");
    desk.keys("/").enter("nobodyatall").shows("Nothing matches");
    desk.keys("Esc").shows("Sofia Marín");
}

#[test]
fn going_live_takes_three_keys() {
    let mut desk = desk();
    desk.go(super::harness::clock("2026-12-07"));
    desk.keys("2 n l").shows("#ad seen").shows("Sat 5 Dec 2026");
    let pressed = desk.pressed;
    desk.keys("y y y").says("Live: Sofia");
    assert_eq!(desk.pressed - pressed, 3);
    let piece = reel(&desk);
    assert_eq!(
        (piece.state, piece.live),
        (PieceState::Verified, Some(day("2026-12-05")))
    );
    assert_eq!(
        [piece.disclosure, piece.code_seen, piece.link_seen],
        [Seen::Yes; 3]
    );
    assert_eq!(fee(&desk).due, Some(day("2026-12-19")));
    // Numbers are due after 1, 7 and 30 days.
    desk.keys("1").shows("number");
    desk.keys("u");
    assert_eq!(reel(&desk).state, PieceState::Planned);
    desk.keys("2 n l")
        .paste("https://x.test/p/1")
        .keys("y n -")
        .says("Live");
    let piece = reel(&desk);
    assert_eq!(
        (piece.state, &*piece.link),
        (PieceState::Live, "https://x.test/p/1")
    );
    assert_eq!(
        [piece.disclosure, piece.code_seen, piece.link_seen],
        [Seen::Yes, Seen::No, Seen::Unknown]
    );
}

#[test]
fn a_piece_that_goes_live_late_takes_its_money_along() {
    let mut desk = desk();
    desk.go(super::harness::clock("2026-12-03"));
    desk.keys("2 n l y y y").says("with it $420 to Thu 17 Dec");
    assert_eq!(fee(&desk).due, Some(day("2026-12-17")));
}

#[test]
fn every_draft_is_kept_with_its_link_and_our_answer() {
    let mut desk = desk();
    desk.go(super::harness::clock("2026-12-03"));
    desk.keys("2 n d").enter("https://x.test/v1");
    desk.keys("Enter ] ] ]")
        .shows("v1 3 Dec https://x.test/v1, to be looked at");
    desk.keys("X").says("Changes asked");
    desk.go(super::harness::clock("2026-12-07"));
    desk.keys("n d")
        .enter("https://x.test/v2")
        .keys("x")
        .says("Approved");
    desk.shows("v1 3 Dec")
        .shows("changes asked 3 Dec")
        .shows("v2 7 Dec")
        .shows("approved 7 Dec")
        .shows("1 round");
    let all: Vec<(u16, Verdict)> = desk
        .app()
        .model
        .versions
        .iter()
        .map(|v| (v.number, v.verdict))
        .collect();
    assert_eq!(all, [(1, Verdict::Changes), (2, Verdict::Approved)]);
    desk.keys("u u u u").shows("none yet");
    assert_eq!(desk.app().model.versions.len(), 0);
}

#[test]
fn where_content_was_used_again_is_a_log() {
    let mut desk = desk();
    desk.go(super::harness::clock("2026-12-07"));
    desk.keys("2 n y")
        .shows("nothing of theirs is live yet")
        .keys("Esc n l y y y n y")
        .enter("shop page");
    desk.keys("n y").enter("ad 3").keys("Enter ] ] ]");
    desk.shows("2 times · 7 Dec 2026 shop page · 7 Dec 2026 ad 3");
}

#[test]
fn payments_go_from_agreed_to_paid_by_parts_and_in_their_currency() {
    let mut desk = Desk::on("2026-11-20", |s| {
        let mia = s.creator("Mia");
        s.set(mia, |c| c.country = "US".into());
        let fee = s.payment(mia, "42000 USD", "2026-12-01");
        s.set(fee, |p| p.state = PaymentState::Agreed);
        s.payment(mia, "9000 EUR", "2026-12-02");
    });
    desk.keys("2 Enter ] ] ] ]")
        .shows("open €90 and $420")
        .shows("1099-NEC")
        .shows("? none on file");
    desk.keys("n i")
        .enter("IN-121 18 nov")
        .says("Invoice: Mia $420");
    let row = fee(&desk);
    assert_eq!(
        (row.state, row.invoiced, &*row.reference),
        (PaymentState::Invoiced, Some(day("2026-11-18")), "IN-121")
    );
    desk.keys("+").says("Moved to Wed 2 Dec");
    desk.keys("x").says("Paid");
    assert_eq!(fee(&desk).paid, Some(day("2026-11-20")));
    desk.shows("paid $420")
        .shows("open €90")
        .shows("12 d early");
    desk.keys("X").says("Not paid after all");
    desk.keys("X")
        .enter("wrong amount")
        .says("Disputed")
        .shows("▼ disputed")
        .shows("wrong amount");
    desk.keys("X").says("Settled and waived").shows("waived");
    desk.keys("u x").says("Settled and paid");
}

#[test]
fn the_radar_of_rights_leads_to_the_row_and_moves_its_end() {
    let mut desk = desk();
    desk.keys("g i")
        .shows("Rights, contracts, codes")
        .shows("usage rights")
        .shows("105 d");
    desk.keys("+")
        .says("Moved to Sat 6 Mar 2027")
        .shows("106 d");
    desk.keys("x").says("Renewal asked");
    desk.keys("Enter").shows("[Deals]").shows("► usage rights");
    desk.keys("Esc Esc").shows("Quarter · by creator");
}

#[test]
fn parcels_go_from_to_send_to_delivered() {
    let mut desk = Desk::on("2026-11-20", |s| {
        let mia = s.creator("Mia");
        s.add(|id| Shipment {
            id,
            creator: mia,
            collaboration: None,
            product: "glass pot".into(),
            value: Some(money("5800 USD")),
            cost: Some(money("900 USD")),
            tracking: "9Z04".into(),
            state: ParcelState::ToSend,
            sent: None,
            delivered: None,
            post_agreed: false,
            posted: None,
        });
    });
    let state = |desk: &Desk| desk.app().model.shipments.iter().next().unwrap().state;
    desk.keys("g k")
        .shows("• to send")
        .shows("9Z04")
        .shows("$58");
    desk.keys("x").shows("~ sent");
    assert_eq!(state(&desk), ParcelState::Sent);
    desk.keys("x").says("Parcel arrived").shows("hoped for");
    assert_eq!(state(&desk), ParcelState::Delivered);
    desk.keys("u X").says("Parcel lost").shows("• to send");
    assert_eq!(state(&desk), ParcelState::ToSend);
}

#[test]
fn commission_lines_come_from_sales() {
    let mut desk = Desk::on("2026-12-01", |s| {
        let mia = s.creator("Mia");
        let deal = s.deal(mia, Stage::Measurement);
        s.set(deal, |c| {
            (c.commission, c.opened) = (Some(800), day("2026-10-01"))
        });
        s.add(|id| Sale {
            creator: Some(mia),
            collaboration: Some(deal),
            code: "MIA10".into(),
            orders: 30,
            by: Attribution::Code,
            ..Sale::new(id, day("2026-10-12"), Some(money("172500 USD")))
        });
    });
    desk.keys("2 Enter ] ] ] ]")
        .shows("$138 earned and in no payment yet");
    desk.keys(":")
        .type_text("commission")
        .keys("Enter")
        .says("1 commission line: $138, due 31 Dec");
    desk.shows("8% of sales in Oct 2026")
        .hides("no payment yet");
    desk.keys(":")
        .type_text("commission")
        .keys("Enter")
        .says("no commission is open");
}

#[test]
fn the_calendar_is_exported_to_a_new_file_only() {
    let mut desk = desk();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("dates.ics");
    let typed = path.display().to_string();
    desk.keys("6 :")
        .type_text("export calendar")
        .keys("Enter Ctrl+U")
        .enter(&typed)
        .says("Written");
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 5, "{text}");
    desk.keys(":")
        .type_text("export calendar")
        .keys("Enter Ctrl+U")
        .enter(&typed)
        .says("is there already");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    assert_eq!(
        std::fs::read_dir(dir.path()).unwrap().count(),
        1,
        "nothing is left beside it"
    );
}

#[test]
fn all_that_hangs_on_a_day_goes_back_in_one_step() {
    let mut desk = desk();
    let before = desk.dump();
    for keys in [
        "6 l l l + + -",
        "6 g i + x",
        "6 l l l x",
        "2 n l y y y",
        "6 l l l l l X",
        "2 n d Enter",
    ] {
        desk.keys(keys);
        desk.until_refused("u");
        assert_eq!(desk.dump(), before, "{keys}");
        desk.keys("Esc Esc 1");
    }
}

#[test]
fn the_calendar_of_the_demo_is_one_that_others_read() {
    let mut desk = Desk::demo();
    let long = "ü".repeat(200);
    desk.keys("2 a Ctrl+U")
        .enter(&format!("+ {long} @umlaut ig 9k"))
        .says("Added");
    desk.keys("a Ctrl+U")
        .enter("@umlaut reel draft 4 dec live 5 dec")
        .says("Reel");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("dates.ics");
    desk.keys("6 :")
        .type_text("export calendar")
        .keys("Enter Ctrl+U")
        .enter(&path.display().to_string())
        .says("Written");
    let text = std::fs::read_to_string(&path).unwrap();
    // RFC 5545: CRLF after each line, 75 octets at most, a fold is a CRLF and a space and never
    // inside a character.
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let over = text.split("\r\n").find(|line| line.len() > 75);
    assert_eq!(over, None);
    let whole = text.replace("\r\n ", "");
    assert!(whole.contains(&long), "{whole}");
    let starting = |with: &str| {
        whole
            .lines()
            .filter(|l| l.starts_with(with))
            .collect::<Vec<_>>()
    };
    let events = starting("BEGIN:VEVENT").len();
    assert!(events > 20, "{events}");
    for each in [
        "END:VEVENT",
        "UID:",
        "DTSTAMP:",
        "DTSTART;VALUE=DATE:",
        "SUMMARY:",
    ] {
        assert_eq!(starting(each).len(), events, "{each}");
    }
    let unique: std::collections::BTreeSet<_> = starting("UID:").into_iter().collect();
    assert_eq!(unique.len(), events);
    let named = |line: &&str| {
        line.split([':', ';'])
            .next()
            .is_some_and(|n| n.bytes().all(|b| b.is_ascii_uppercase() || b == b'-'))
    };
    assert!(
        whole.lines().all(|l| l.contains(':') && named(&l)),
        "{whole}"
    );
}
