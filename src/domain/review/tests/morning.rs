//! One morning worked by hand: Tue 24 Nov 2026, a holiday on Thursday, nine creators, eleven items.

use crate::domain::ids::Id;
use crate::domain::review::{today, who};
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

/// The morning.
pub(super) fn world() -> World {
    let mut w = World::on("2026-11-24");
    w.holiday("2026-11-26", "Thanksgiving");
    maya(&mut w);

    let noor = w.creator("Noor");
    w.wrote(noor, "2026-11-20");

    let jon = creating(&mut w, "Jon");
    w.piece(jon, "video", |d| {
        (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-11-20")))
    });

    let aiko = creating(&mut w, "Aiko");
    w.piece(aiko, "reel", |d| {
        (d.state, d.live_due) = (PieceState::Approved, Some(day("2026-11-25")))
    });

    let eli = creating(&mut w, "Eli");
    w.piece(eli, "reel", |d| d.draft_due = Some(day("2026-11-20")));

    let priya = w.creator("Priya");
    w.deal(priya, Stage::Pitch);
    w.sent(priya, "2026-11-17");

    let lena = w.creator("Lena");
    w.deal(lena, Stage::Pitch);
    for on in ["2026-10-20", "2026-10-23", "2026-10-29", "2026-11-10"] {
        w.sent(lena, on);
    }

    let tom = w.creator("Tom");
    w.deal(tom, Stage::Onboarding);
    let set = w.clock.noon(day("2026-11-20"));
    let follow = w.follow(Some(tom), "", "2026-11-24");
    w.set(follow, |f| f.made = set);

    let sara = w.creator("Sara");
    w.set(sara, |c| {
        (c.relationship, c.checkin) = (Some(Relationship::Ambassador), Some(day("2026-11-02")))
    });
    w.deal(sara, Stage::Retention);
    w.wrote(sara, "2026-10-27");
    w.sent(sara, "2026-10-28");
    w
}

fn maya(w: &mut World) {
    let maya = w.creator("Maya");
    let autumn = w.campaign("Autumn");
    let deal = w.deal(maya, Stage::Measurement);
    w.set(deal, |c| {
        (c.campaign, c.agreed, c.brief_sent) = (
            Some(autumn),
            Some(day("2026-10-01")),
            Some(day("2026-10-02")),
        )
    });
    w.payment(maya, money("45000 EUR").unwrap(), "2026-11-19");
    let reel = w.piece(deal, "reel", |d| {
        (d.state, d.live) = (PieceState::Verified, Some(day("2026-11-11")))
    });
    result(w, maya, reel, "2026-11-18");
    w.right(maya, RightKind::Usage, "reel A", "2026-12-04");
}

fn creating(w: &mut World, name: &str) -> Id<Collaboration> {
    let creator = w.creator(name);
    w.deal(creator, Stage::Creation)
}

fn result(w: &mut World, creator: Id<Creator>, deliverable: Id<Deliverable>, on: &str) {
    let on = day(on);
    w.add(|id| PostResult {
        id,
        creator,
        deliverable,
        day: on,
        views: Some(12_000),
        reach: None,
        impressions: None,
        likes: None,
        comments: None,
        shares: None,
        saves: None,
        clicks: None,
        orders: None,
        new_customers: None,
        sales: None,
        mood: None,
        on_topic: None,
    });
}

#[test]
fn the_worked_morning_comes_out_as_by_hand() {
    let w = world();
    let (ctx, queue) = (w.ctx(), w.queue());
    let shown: Vec<String> = queue
        .cards
        .iter()
        .flat_map(|card| {
            card.items.iter().map(|item| {
                format!(
                    "{} | {} | {}",
                    who(&ctx, card.on),
                    item.long(&ctx),
                    item.why()
                )
            })
        })
        .collect();
    let expected = [
        "Maya | payment €450, due Thu 19 Nov | 3.0 = 2 owed + 1.0 late (3 of 3 bd)",
        "Maya | debrief Autumn, due Fri 20 Nov | 2.4 = 2 owed + 0.4 late (2 of 5 bd)",
        "Maya | rights reel A end Fri 4 Dec | 1.3 = 2 dated − 0.7 early (10 of 14 d left)",
        "Noor | reply owed since Fri 20 Nov | 3.0 = 2 owed + 1.0 late (1 of 1 bd)",
        "Jon | draft to approve, due today | 2.0 = 2 owed + 0",
        "Aiko | reel live tomorrow, ready? | 2.0 = 2 dated + 0",
        "Eli | draft late since Fri 20 Nov | 2.0 = 1 waiting + 1.0 late (2 of 2 bd)",
        "Priya | pitch of 17 Nov, first follow-up | 1.7 = 1 waiting + 0.7 late (2 of 3 bd)",
        "Lena | pitch, last step unanswered | 1.6 = 1 waiting + 0.6 late (3 of 5 bd)",
        "Tom | follow-up dated today | 1.0 = 1 waiting + 0",
        "Sara | ambassador, 27 d since contact | 0.4 = 0 warm + 0.4 (6 of 14 d past ideal)",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn the_morning_as_lines() {
    let w = world();
    let (ctx, queue) = (w.ctx(), w.queue());
    let text = today::lines(&ctx, &queue, &today::TodayOptions::default());
    let expected = "\
Tue 24 Nov · 9 creators · 11 items · about 4 min
owe      4  Maya payment €450, 3 bd late · Noor reply, 1 bd late · Maya debrief, 2 bd late · Jon draft, today
dated    2  Aiko reel live tomorrow · Maya rights end 4 Dec
waiting  4  Eli draft, 2 bd late · Priya pitch · Lena pitch, close? · Tom
warm     1  Sara 27 d (21–35)
";
    let (head, next) = text.split_at(text.rfind("next").unwrap());
    assert_eq!(head, expected);
    // Aiko's link, later Maya's month of numbers; the holiday is named.
    assert_eq!(next, "next     Wed 1 · Thu holiday · Fri 0 · Mon 0\n");
    assert_eq!(today::short_line(&queue), "4!2 5");
    assert!(today::anything_due(&ctx, &queue));
}
