//! One campaign from an empty file to the end of the last right, with keys alone: each step is
//! looked at in the rows, in what the review asks, and in what is said. Then all of it is taken
//! back, and done again.

use touchbase::domain::money::{Currency, Money};
use touchbase::domain::review;
use touchbase::domain::rows::*;
use touchbase::runtime::TerminalRequest;

use super::harness::{Desk, File, clock};
use super::seed::day;

/// The review asks for exactly this of Lina.
#[track_caller]
fn asks(desk: &mut Desk, items: &[&str]) {
    let lina = desk
        .items()
        .into_iter()
        .filter_map(|i| i.strip_prefix("Lina Brandt | ").map(str::to_owned));
    let found: Vec<String> = lina.collect();
    assert_eq!(found, items, "{}\n{}", desk.status(), desk.screen());
}

/// The review asks for a note of the campaign's week, or not.
#[track_caller]
fn asks_for_note(desk: &Desk, of: Option<&str>) {
    let found = desk
        .items()
        .into_iter()
        .find_map(|i| i.strip_prefix("winter | ").map(str::to_owned));
    assert_eq!(found, of.map(|day| format!("note of the week, {day}")));
}

/// Another morning.
fn morning(desk: &mut Desk, day: &str) {
    desk.go(clock(day));
}

/// Goes to an item of the review.
#[track_caller]
fn stand_on(desk: &mut Desk, words: &str) {
    desk.keys("1 z s Home");
    for _ in 0..desk.items().len() {
        let app = desk.app();
        let here = app
            .review
            .item()
            .map(|i| i.long(&app.ctx()))
            .unwrap_or_default();
        if here.contains(words) {
            return;
        }
        desk.keys("j");
    }
    panic!("nobody asks for {words}: {:#?}", desk.items());
}

fn deal(desk: &Desk) -> Collaboration {
    desk.app()
        .model
        .collaborations
        .iter()
        .next()
        .unwrap()
        .clone()
}

fn reel(desk: &Desk) -> Deliverable {
    desk.app().model.deliverables.iter().next().unwrap().clone()
}

fn fee(desk: &Desk) -> Payment {
    desk.app().model.payments.iter().next().unwrap().clone()
}

fn right(desk: &Desk, kind: RightKind) -> Right {
    desk.app()
        .model
        .rights
        .iter()
        .find(|r| r.kind == kind)
        .unwrap()
        .clone()
}

fn usd(minor: i64) -> Option<Money> {
    Some(Money::new(minor, Currency::USD))
}

/// Monday 2 November: found, judged, put into a campaign, written to.
fn found_and_pitched(desk: &mut Desk) {
    desk.keys("a")
        .enter("+ Lina Brandt @linabrews ig 12k tea lina@example.com")
        .says("Added Lina Brandt");
    assert_eq!(
        (deal(desk).stage, deal(desk).campaign),
        (Stage::Discovery, None)
    );
    desk.keys("2 n v")
        .enter("5 4 4 5")
        .says("Vetted: Lina Brandt");
    desk.shows("fit 4 of 5").shows("idea: write the");
    desk.keys("a Ctrl+U")
        .enter("/winter goal 40 orders cpa<30 9 nov - 19 dec");
    desk.says("Campaign winter");
    let targets: Vec<_> = desk
        .app()
        .model
        .targets
        .iter()
        .map(|t| (t.metric.to_string(), t.value))
        .collect();
    assert_eq!(targets, [("cpa".into(), 30_000), ("orders".into(), 40_000)]);
    desk.keys("2 c Enter").says("Into winter: Lina Brandt");
    assert_eq!(
        deal(desk).campaign,
        desk.app().model.campaigns.iter().next().map(|c| c.id)
    );
    asks(desk, &[]);

    desk.keys("m")
        .shows("{personal}")
        .type_text("Your kettle film made me laugh.")
        .keys("Ctrl+S");
    desk.says("their move, next step Thu 5 Nov");
    assert_eq!(deal(desk).stage, Stage::Pitch);
    let copied = |o: &TerminalRequest| matches!(o, TerminalRequest::Copy(text, _) if text.contains("\n\nYour kettle film made me laugh.\n"));
    assert!(desk.outside.iter().any(copied), "{:?}", desk.outside);
    morning(desk, "2026-11-04");
    asks(desk, &[]);
    morning(desk, "2026-11-05");
    asks(desk, &["pitch of 2 Nov, first follow-up"]);
}

/// Fills fields of the collaboration's form and saves it.
fn edited(desk: &mut Desk, fields: &[(&str, &str)]) {
    desk.keys("e");
    for (key, typed) in fields {
        assert!(desk.field(key), "{key}");
        desk.type_text(typed);
    }
    desk.keys("Ctrl+S").says("Edited collaboration");
}

/// They answer: the ladder is over. The board warns of what is missing; terms go in by the form;
/// they agree.
fn agreed(desk: &mut Desk) {
    desk.keys("2 n r")
        .enter("love to, what do you have in mind?")
        .says("Reply from Lina Brandt");
    asks(desk, &["reply owed since today"]);
    desk.keys("3 >")
        .says("Lina Brandt: stage 2 ► 3")
        .shows("Missing         pay, pieces");
    edited(
        desk,
        &[
            ("fee", "$150"),
            ("commission", "10%"),
            ("product", "glass pot"),
            ("net_days", "14"),
            ("terms_sent", "today"),
        ],
    );
    let terms = deal(desk);
    assert_eq!(
        (terms.fee, terms.commission, &*terms.product),
        (usd(15_000), Some(1_000), "glass pot")
    );
    assert_eq!(
        (terms.net_days, terms.terms_sent),
        (Some(14), Some(day("2026-11-05")))
    );
    desk.shows("Missing         pieces, address");
    desk.keys("x").says("Replied: Lina Brandt");
    asks(desk, &[]);

    morning(desk, "2026-11-06");
    desk.keys("n r").enter("deal, I am in");
    asks(desk, &["reply owed since today"]);
    desk.keys("w").says("Lina Brandt");
    edited(
        desk,
        &[
            ("agreed", "6 nov"),
            ("agreement", "https://x.test/agreement"),
            ("agreement_sent", "6 nov"),
            ("agreement_signed", "6 nov"),
        ],
    );
    let signed = deal(desk);
    let six = Some(day("2026-11-06"));
    assert_eq!(
        (
            signed.agreed,
            signed.agreement_sent,
            signed.agreement_signed
        ),
        (six, six, six)
    );
    desk.keys(">")
        .says("stage 3 ► 4")
        .shows("Missing         pieces, address, rights, code");
}

/// Brief and parcel are owed two working days after the agreement, a weekend between.
fn supplied(desk: &mut Desk) {
    morning(desk, "2026-11-09");
    asks(desk, &[]);
    morning(desk, "2026-11-10");
    asks(
        desk,
        &[
            "brief winter, due today",
            "parcel glass pot, due today",
            "code for the commission winter, due today",
        ],
    );
    stand_on(desk, "code for the commission winter");
    desk.keys("x").enter("LINA10").says("Code noted");
    stand_on(desk, "brief winter");
    desk.keys("x").says("Brief sent");
    assert_eq!(deal(desk).brief_sent, Some(day("2026-11-10")));
    desk.keys("n N g")
        .type_text("glass pot")
        .keys("Tab")
        .type_text("$58")
        .keys("Tab")
        .type_text("$20")
        .keys("Ctrl+S");
    asks(desk, &["parcel glass pot, due today"]);
    desk.keys("g k")
        .shows("• to send")
        .shows("agreed")
        .keys("x")
        .says("Parcel sent");
    asks(desk, &[]);
    morning(desk, "2026-11-12");
    desk.keys("g k x").says("Parcel arrived");
    let parcel = desk.app().model.shipments.iter().next().unwrap().clone();
    assert_eq!(
        (parcel.state, parcel.delivered),
        (ParcelState::Delivered, Some(day("2026-11-12")))
    );
    assert_eq!(
        (parcel.value, parcel.cost, parcel.collaboration),
        (usd(5_800), usd(2_000), Some(deal(desk).id))
    );
    // They do post: that is agreed, so nobody asks what became of a gift. What was said they would
    // do is over as well.
    asks(desk, &["nudge, dated Wed 11 Nov"]);
    stand_on(desk, "nudge");
    desk.keys("X");
    asks(desk, &[]);
}

/// What is made, what is paid for it and what may be done with it; moved together.
fn planned(desk: &mut Desk) {
    desk.keys("Esc 2 a")
        .enter("reel \"first pour\" draft 20 nov live 27 nov")
        .says("Reel \"first pour\" of Lina");
    desk.keys("n p")
        .enter("150 due 11 dec")
        .says("$150, due Fri 11 Dec");
    desk.keys("a")
        .enter("code LINA10 end 31 dec")
        .says("promo code LINA10 of Lina Brandt");
    desk.keys("a")
        .enter("right \"organic reposts\" from 27 nov end 27 feb")
        .says("usage rights of Lina Brandt");
    assert_eq!(
        (reel(desk).draft_due, reel(desk).live_due),
        (Some(day("2026-11-20")), Some(day("2026-11-27")))
    );
    assert_eq!(
        (fee(desk).amount.minor, fee(desk).due),
        (15_000, Some(day("2026-12-11")))
    );

    desk.keys("Enter ] ] ] +")
        .says("with it $150 to Sat 12 Dec, usage rights from Sat 28 Nov");
    assert_eq!(
        (reel(desk).live_due, fee(desk).due),
        (Some(day("2026-11-28")), Some(day("2026-12-12")))
    );
    let usage = right(desk, RightKind::Usage);
    assert_eq!(
        (usage.start, usage.end),
        (Some(day("2026-11-28")), Some(day("2027-02-28")))
    );
    assert_eq!(reel(desk).draft_due, Some(day("2026-11-20")));
    desk.keys("u").says("Taken back");
    assert_eq!(
        (reel(desk).live_due, fee(desk).due),
        (Some(day("2026-11-27")), Some(day("2026-12-11")))
    );
    desk.keys("+ Esc");
    for (on, asked) in [
        ("2026-11-16", None),
        ("2026-11-17", Some("draft of first pour due Fri 20 Nov")),
    ] {
        morning(desk, on);
        asks(desk, &asked.into_iter().collect::<Vec<_>>());
    }
}

/// A draft, changes, a second draft, a yes; ready on Friday for Saturday; live, and looked at.
fn made_and_live(desk: &mut Desk) {
    morning(desk, "2026-11-20");
    desk.keys("2 n d")
        .enter("https://x.test/v1")
        .says("Draft received");
    asks(desk, &["draft of first pour to approve, due Tue 24 Nov"]);
    desk.keys("X")
        .says("Changes asked: Lina Brandt · back in Tue 24 Nov");
    assert_eq!(
        (reel(desk).state, reel(desk).rounds),
        (PieceState::ChangesAsked, 1)
    );
    asks(desk, &[]);
    morning(desk, "2026-11-24");
    asks(desk, &["draft 2 of first pour due today"]);
    desk.keys("n d").enter("https://x.test/v2");
    asks(desk, &["draft 2 of first pour to approve, due Thu 26 Nov"]);
    desk.keys("x").says("Approved");
    assert_eq!(reel(desk).state, PieceState::Approved);
    let drafts: Vec<_> = desk
        .app()
        .model
        .versions
        .iter()
        .map(|v| (v.number, v.verdict))
        .collect();
    assert_eq!(drafts, [(1, Verdict::Changes), (2, Verdict::Approved)]);
    morning(desk, "2026-11-27");
    asks(desk, &["first pour live tomorrow, ready?"]);
    asks_for_note(desk, Some("today"));
    desk.keys("2 n w")
        .enter("draft is lovely")
        .says("Week note: winter");
    asks_for_note(desk, None);
    morning(desk, "2026-11-30");
    asks(desk, &["first pour live since Sat 28 Nov, link?"]);
    desk.keys("2 n l y y y").says("Live: Lina Brandt");
    let live = reel(desk);
    assert_eq!(
        (live.state, live.live),
        (PieceState::Verified, Some(day("2026-11-28")))
    );
    assert_eq!(
        [live.disclosure, live.code_seen, live.link_seen],
        [Seen::Yes; 3]
    );
    asks(desk, &["1-day numbers of first pour"]);
}

/// Numbers a day and a week after, orders with the code, the invoice.
fn measured(desk: &mut Desk) {
    desk.keys("n m")
        .enter("views 9k likes 400 comments 30")
        .says("Numbers of Lina Brandt");
    asks(desk, &[]);
    desk.keys("n o")
        .enter("8 orders $320 code LINA10")
        .says("Sale of Lina Brandt: 8 orders, $320");
    desk.keys("Enter ] ] ] ] n i")
        .enter("IN-7 30 nov")
        .says("Invoice: Lina Brandt $150, due Sat 12 Dec");
    assert_eq!(
        (fee(desk).state, &*fee(desk).reference),
        (PaymentState::Invoiced, "IN-7")
    );
    desk.keys("Esc");
    // A week after a Saturday is a Saturday: asked on Monday, when the payment is near too.
    morning(desk, "2026-12-07");
    asks(
        desk,
        &[
            "7-day numbers of first pour",
            "debrief winter, due tomorrow",
            "payment $150, due Fri 11 Dec",
        ],
    );
    desk.keys("2 n m").enter("views 14k likes 600 comments 50");
    desk.keys("n o").enter("4 orders $160 code LINA10");
    asks(
        desk,
        &[
            "debrief winter, due tomorrow",
            "payment $150, due Fri 11 Dec",
        ],
    );
}

/// Twelve orders for $480 cost the fee, a tenth of the sales and the pot.
fn added_up(desk: &mut Desk) {
    let (orders, sales) = (12.0, 320.0 + 160.0);
    let cost = 150.0 + sales * 0.10 + 20.0;
    let (per_order, roi) = (
        format!("${:.2}  cost per order", cost / orders),
        (sales - cost) / cost * 100.0,
    );
    desk.keys("5 Home j j j = ")
        .shows(&per_order)
        .shows(&format!("+{roi:.0}%  return on investment (ROI)"));
    desk.shows(&format!(
        "{:.2}  sales per money spent (ROAS)",
        sales / cost
    ))
    .shows("$40.00  average order");
    desk.shows("from fee $150 + commission $48 + product, shipping $20");
    desk.keys("Esc Home")
        .shows("Goal: 40 orders")
        .shows("12  ██████·············· 30%")
        .shows("under by 39%")
        .shows("4.6%");
}

/// The debrief, the money, and how it goes on.
fn closed(desk: &mut Desk) {
    desk.keys("2 y r")
        .shows("The debrief is copied")
        .keys("s")
        .says("Debrief sent: Lina Brandt");
    let debrief = desk.outside.iter().rev().find_map(|o| match o {
        TerminalRequest::Copy(text, _) => Some(text.clone()),
        _ => None,
    });
    assert!(debrief.unwrap().starts_with("Hi Lina,"));
    assert_eq!(deal(desk).debrief_sent, Some(day("2026-12-07")));
    asks(desk, &["payment $150, due Fri 11 Dec"]);
    stand_on(desk, "payment $150");
    desk.keys("x").says("Paid: Lina Brandt $150");
    assert_eq!(
        (fee(desk).state, fee(desk).paid),
        (PaymentState::Paid, Some(day("2026-12-07")))
    );
    asks(desk, &[]);

    desk.keys("3 >")
        .says("stage 4 ► 5")
        .keys(">")
        .shows("how does it go on?");
    desk.keys("r").says("next deal opened in stage 3");
    let open: Vec<_> = desk
        .app()
        .model
        .collaborations
        .iter()
        .map(|c| (c.stage, c.is_open()))
        .collect();
    assert_eq!(open, [(Stage::Retention, false), (Stage::Onboarding, true)]);
    desk.keys("u > g").says("Graduated with thanks");
    assert_eq!(deal(desk).outcome, Some(Outcome::Graduated));
    desk.keys("u > l")
        .enter("12 jan")
        .says("rests, back Tue 12 Jan 2027");
    assert_eq!(
        (deal(desk).stage, deal(desk).is_open()),
        (Stage::Retention, true)
    );
}

/// What still comes: the code's end, the month's numbers, the talk, the right's end on a Sunday.
fn ended(desk: &mut Desk) {
    let code = "code LINA10 ends Thu 31 Dec";
    for (on, asked) in [("2026-12-16", None), ("2026-12-17", Some(code))] {
        morning(desk, on);
        asks(desk, &asked.into_iter().collect::<Vec<_>>());
    }
    stand_on(desk, code);
    desk.keys("X");
    assert_ne!(right(desk, RightKind::Code).state, RightState::Active);
    asks(desk, &[]);
    morning(desk, "2026-12-28");
    asks(desk, &["30-day numbers of first pour"]);
    desk.keys("2 n m").enter("views 15k likes 640 comments 51");
    // Since the days for returns are over, the commission of November can be added.
    let earned = "commission $32 for Nov 2026 is not in payments, due Wed 6 Jan";
    morning(desk, "2027-01-11");
    asks(desk, &[earned]);
    stand_on(desk, "commission $32");
    desk.keys("X").enter("she took it in tea");
    asks(desk, &[]);
    morning(desk, "2027-01-12");
    asks(desk, &["talk about the next deal, dated today"]);
    stand_on(desk, "talk about");
    desk.keys("X");
    morning(desk, "2027-02-12");
    asks(
        desk,
        &["commission $16 for Dec 2026 is not in payments, due Fri 5 Feb"],
    );
    stand_on(desk, "commission $16");
    desk.keys("X").enter("she took it in tea");
    asks(desk, &[]);
    morning(desk, "2027-02-15");
    asks(desk, &["rights organic reposts end Sun 28 Feb"]);
    stand_on(desk, "rights organic");
    desk.keys("X");
    asks(desk, &[]);
    morning(desk, "2027-03-01");
    asks(
        desk,
        &["take down: rights organic reposts ended Sun 28 Feb"],
    );
    stand_on(desk, "take down");
    desk.keys("x");
    assert_eq!(right(desk, RightKind::Usage).state, RightState::Ended);
    asks(desk, &[]);
}

/// Presses a key until it is refused; how often it was not.
fn all(desk: &mut Desk, key: &str) -> usize {
    (0..1_000)
        .find(|_| !desk.keys(key).status().starts_with("undo"))
        .expect("it never ends")
}

#[test]
fn a_campaign_is_played_with_keys_and_taken_back_and_done_again() {
    let mut desk = Desk::open(clock("2026-11-02"), File::Nothing);
    desk.keys("Down Down Enter").shows("No creators yet");
    let start = desk.dump();
    found_and_pitched(&mut desk);
    agreed(&mut desk);
    supplied(&mut desk);
    planned(&mut desk);
    made_and_live(&mut desk);
    measured(&mut desk);
    added_up(&mut desk);
    closed(&mut desk);
    ended(&mut desk);
    let ctx = desk.app().ctx();
    assert!(
        review::build(&ctx)
            .cards
            .iter()
            .all(|c| review::who(&ctx, c.on) != "Lina Brandt")
    );
    let (end, steps) = (desk.dump(), desk.steps());
    assert_eq!((all(&mut desk, "u"), desk.steps()), (steps, 0));
    assert_eq!(desk.dump(), start);
    assert_eq!((all(&mut desk, "U"), desk.steps()), (steps, steps));
    assert_eq!(desk.dump(), end);
}
