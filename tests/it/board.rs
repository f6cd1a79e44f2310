//! The board: cards in their stages, moved by keys, warned by checklists, asked how they go on;
//! always as if built anew.

use std::time::Instant;

use touchbase::app::panes::board::Card;
use touchbase::app::{Msg, ViewId};
use touchbase::domain::change::Step;
use touchbase::domain::model::Model;
use touchbase::domain::rows::*;

use super::harness::{Desk, File, clock};
use super::seed::{Seed, day};
use super::undo::Dice;

/// Two in stage 3, one in stage 4, one in stage 5; Cleo's reply is owed.
fn four(s: &mut Seed) {
    for (name, stage) in [
        ("Ana", Stage::Onboarding),
        ("Bo", Stage::Onboarding),
        ("Cleo", Stage::Creation),
        ("Dana", Stage::Measurement),
    ] {
        let id = s.creator(name);
        s.deal(id, stage);
    }
    let cleo = s.creator("Cleo Two");
    s.deal(cleo, Stage::Creation);
    s.wrote(cleo, "2026-11-20", "when do we start?");
    s.add(|id| Checklist {
        id,
        name: "Before creation".into(),
        stage: Some(Stage::Creation),
        points: "agreement signed\nidea agreed".into(),
        repeat_months: 0,
    });
}

fn desk() -> Desk {
    let mut desk = Desk::on("2026-11-24", four);
    desk.keys("3");
    desk
}

fn stage_of(desk: &Desk, name: &str) -> Vec<(u8, bool)> {
    let deals = desk.app().model.of::<Collaboration>(desk.creator(name));
    deals.map(|c| (c.stage.number(), c.is_open())).collect()
}

fn cards(desk: &Desk) -> Vec<Vec<Card>> {
    desk.app()
        .board
        .columns
        .iter()
        .map(|c| c.rows().to_vec())
        .collect()
}

/// What the board shows is what a board built from the file would show.
#[track_caller]
fn as_if_new(desk: &mut Desk) {
    let mut beside = desk.beside();
    beside.keys("3");
    let (ours, theirs) = (&desk.app().board, &beside.app().board);
    assert_eq!(
        (ours.open, &ours.numbers),
        (theirs.open, &theirs.numbers),
        "{}",
        desk.status()
    );
    assert_eq!(cards(desk), cards(&beside), "{}", desk.status());
}

#[test]
fn the_most_urgent_card_is_first_and_has_the_cursor() {
    let mut desk = desk();
    assert_eq!(desk.current(), "Cleo Two");
    desk.shows("reply")
        .shows("4 Create")
        .shows("2/5")
        .shows("3 Onboard");
    desk.keys("j");
    assert_eq!(desk.current(), "Cleo");
    desk.keys("l");
    assert_eq!(desk.current(), "Dana");
    desk.keys("l l").says("this is the last stage");
    desk.keys("h h h");
    assert_eq!(desk.current(), "Ana");
}

#[test]
fn a_moved_card_keeps_the_cursor_and_undo_goes_back_with_it() {
    let mut desk = desk();
    let start = desk.dump();
    desk.keys("h j >").says("Bo: stage 3 ► 4");
    assert_eq!(
        (
            desk.current().as_str(),
            desk.app().board.at,
            stage_of(&desk, "Bo")
        ),
        ("Bo", 3, vec![(4, true)])
    );
    as_if_new(&mut desk);
    desk.keys("<").says("stage 4 ► 3");
    assert_eq!((desk.current().as_str(), desk.app().board.at), ("Bo", 2));
    desk.keys("u u");
    assert_eq!(
        (
            desk.current().as_str(),
            desk.app().board.at,
            desk.dump() == start
        ),
        ("Bo", 2, true)
    );
    desk.keys("U");
    assert_eq!((desk.current().as_str(), desk.app().board.at), ("Bo", 3));
    as_if_new(&mut desk);
}

#[test]
fn open_points_warn_and_never_block() {
    let mut desk = desk();
    desk.keys("h")
        .shows("Before stage 4")
        .shows("[ ] agreement signed");
    desk.keys(">").says("open: agreement signed, idea agreed");
    assert_eq!(stage_of(&desk, "Ana"), [(4, true)]);
    desk.shows("Still open");
    // A point that the rows tell is ticked by the rows, the other by hand.
    desk.keys("n x").shows("idea agreed");
    desk.keys("j Space Enter").says("done: idea agreed");
    assert_eq!(desk.app().model.checks.len(), 1);
    desk.hides("[ ] idea agreed").shows("[ ] agreement signed");
    desk.keys("e").type_text("").keys("Esc");
    desk.keys("n x j Space Enter");
    desk.keys("u").hides("[ ] idea agreed");
    desk.keys("u").shows("[ ] idea agreed");
}

#[test]
fn what_the_rows_tell_needs_no_tick() {
    let mut desk = Desk::on("2026-11-24", |s| {
        four(s);
        let eli = s.creator("Eli");
        let deal = s.deal(eli, Stage::Onboarding);
        s.set(deal, |c| c.agreement_signed = Some(day("2026-11-20")));
    });
    desk.keys("3 h G");
    assert_eq!(desk.current(), "Eli");
    desk.shows("[x] agreement signed").shows("[ ] idea agreed");
}

#[test]
fn after_stage_5_it_is_asked_how_it_goes_on() {
    let mut desk = desk();
    let start = desk.dump();
    desk.keys("l >").shows("how does it go on?");
    desk.keys("r").says("next deal opened in stage 3");
    assert_eq!(stage_of(&desk, "Dana"), [(6, false), (3, true)]);
    assert_eq!((desk.current().as_str(), desk.app().board.at), ("Dana", 2));
    as_if_new(&mut desk);
    desk.keys("u");
    assert_eq!(
        (
            desk.dump() == start,
            desk.current().as_str(),
            desk.app().board.at
        ),
        (true, "Dana", 4)
    );

    desk.keys("> l")
        .type_text("tomorrowish")
        .shows("Not a date")
        .keys("Ctrl+U")
        .enter("12 jan")
        .says("rests, back");
    let follow = desk.app().model.followups.iter().next_back().unwrap();
    assert_eq!(
        (follow.day, stage_of(&desk, "Dana")),
        (day("2027-01-12"), vec![(6, true)])
    );
    desk.keys("u > l Enter").says("rests, back");
    assert!(desk.app().model.followups.iter().next_back().unwrap().day > day("2027-02-01"));

    desk.keys("u > g").says("Graduated with thanks");
    assert_eq!(desk.row("Dana").shelf, Shelf::Archived);
    assert_eq!(desk.app().board.shown(), 4);
    as_if_new(&mut desk);
    desk.keys("u");
    assert_eq!(
        (desk.dump() == start, desk.current().as_str()),
        (true, "Dana")
    );
}

#[test]
fn several_move_in_one_step_and_whoever_cannot_is_left_out() {
    let mut desk = desk();
    let start = (desk.dump(), desk.steps());
    desk.keys("h Space Space l Space > ")
        .says("One stage on: 3 · open points on 3");
    assert_eq!(
        (stage_of(&desk, "Ana"), stage_of(&desk, "Bo")),
        (vec![(4, true)], vec![(4, true)])
    );
    assert_eq!(desk.steps(), start.1 + 1);
    as_if_new(&mut desk);
    // The selection went along: the same again, and Cleo Two's turn is asked there.
    desk.keys("<")
        .says("One stage back: 3")
        .keys("Ctrl+A >")
        .says("One stage on: 4 of 5")
        .says("Dana is in stage 5");
    desk.keys("u u u Esc");
    assert_eq!(desk.dump(), start.0);
    desk.keys("h h h h h l l v j v <").says("One stage back: 2");
}

#[test]
fn several_after_stage_5_are_asked_once() {
    let mut desk = Desk::on("2026-11-24", |s| {
        for name in ["Ana", "Bo"] {
            let id = s.creator(name);
            s.deal(id, Stage::Measurement);
        }
    });
    desk.keys("3 Ctrl+A >")
        .shows("Stage 6 for 2 collaborations");
    desk.keys("r").says("Next deal opened in stage 3: 2");
    assert_eq!(stage_of(&desk, "Ana"), [(6, false), (3, true)]);
    assert_eq!(stage_of(&desk, "Bo"), [(6, false), (3, true)]);
    desk.keys("u");
    assert_eq!(stage_of(&desk, "Bo"), [(5, true)]);
}

#[test]
fn the_board_is_filtered_by_words_campaign_type_and_segment() {
    let mut desk = Desk::on("2026-11-24", |s| {
        four(s);
        let winter = s.campaign("Winter");
        let eli = s.creator("Eli");
        s.set(eli, |c| {
            (c.tags, c.relationship) = (Tags::from_words(["tea"]), Some(Relationship::Ambassador))
        });
        let deal = s.deal(eli, Stage::Pitch);
        s.set(deal, |c| c.campaign = Some(winter));
        s.add(|id| Segment {
            id,
            name: "Tea people".into(),
            filter: "#tea".into(),
        });
    });
    let shown = |desk: &Desk| desk.app().board.shown();
    desk.keys("3");
    assert_eq!(shown(&desk), 6);
    desk.keys("/").type_text("cleo");
    assert_eq!(shown(&desk), 2);
    desk.keys("Enter Esc");
    assert_eq!(shown(&desk), 6);
    desk.keys("z c j Enter").shows("filter Winter");
    assert_eq!(shown(&desk), 1);
    as_if_filtered_rows_stay(&mut desk);
    desk.keys("Esc z y j j j Enter");
    assert_eq!(
        (desk.app().board.kind, shown(&desk)),
        (Some(Relationship::Ambassador), 1)
    );
    desk.keys("Esc z f j Enter");
    assert_eq!((shown(&desk), desk.app().board.filter.text()), (1, "#tea"));
    desk.keys("Esc /")
        .type_text("qwxz")
        .keys("Enter")
        .shows("Nothing matches")
        .keys("Esc");
    assert_eq!(shown(&desk), 6);
}

/// A card that is moved inside a filter stays in it.
fn as_if_filtered_rows_stay(desk: &mut Desk) {
    desk.keys("h h h h h l >");
    assert_eq!(
        (desk.current().as_str(), desk.app().board.shown()),
        ("Eli", 1)
    );
    desk.keys("u");
}

#[test]
fn verbs_act_on_the_promise_of_the_card() {
    let mut desk = desk();
    desk.keys("x");
    assert_eq!(
        desk.app()
            .model
            .touches
            .iter()
            .filter(|t| t.direction == Direction::Out)
            .count(),
        1
    );
    as_if_new(&mut desk);
    desk.keys("u f").enter("send the dates fri");
    assert_eq!(desk.app().model.followups.len(), 1);
    desk.keys("Enter");
    assert_eq!(desk.app().place(), ViewId::Profile);
}

#[test]
fn two_deals_of_a_creator_are_two_cards_with_promises_of_their_own() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let ana = s.creator("Ana");
        s.deal(ana, Stage::Onboarding);
        let made = s.deal(ana, Stage::Creation);
        s.piece(made, "reel", |d| {
            (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-11-20")))
        });
    });
    desk.keys("3");
    assert_eq!(desk.app().board.shown(), 2);
    let approve = |desk: &mut Desk| desk.screen().matches("approve today").count();
    assert_eq!(approve(&mut desk), 1);
    desk.keys("h <");
    assert_eq!(
        (stage_of(&desk, "Ana"), approve(&mut desk)),
        (vec![(2, true), (4, true)], 1)
    );
    desk.keys("u");
    assert_eq!(
        (stage_of(&desk, "Ana"), desk.app().board.at),
        (vec![(3, true), (4, true)], 2)
    );
}

#[test]
fn limits_and_time_in_stage_are_told() {
    let mut desk = Desk::on("2026-11-24", |s| {
        for n in 0..6 {
            let id = s.creator(&format!("Creator {n}"));
            let deal = s.deal(id, Stage::Creation);
            if n < 3 {
                s.set(deal, |c| {
                    (c.agreed, c.outcome) = (Some(day("2026-10-01")), Some(Outcome::Completed));
                    (c.closed, c.stage) = (Some(day("2026-11-01")), Stage::Retention);
                });
                s.piece(deal, "reel", |d| d.live = Some(day("2026-10-11")));
            }
        }
    });
    desk.keys("3 G")
        .shows("3/5")
        .shows("room for 8 pitches, 2 productions")
        .shows("(usual 10)");
    desk.keys("z u")
        .shows("10 d (of 3)")
        .shows("unknown")
        .keys("Esc");
    desk.size(80, 24)
        .shows("[►4 Create 3/5]")
        .size(50, 20)
        .shows("4 Create 3/5");
}

#[test]
fn what_does_not_fit_is_counted() {
    let mut desk = Desk::on("2026-11-24", |s| {
        for n in 0..30 {
            let id = s.creator(&format!("Creator {n:02}"));
            s.deal(id, Stage::Pitch);
        }
    });
    desk.keys("3")
        .shows("+24 more")
        .shows("30/8")
        .shows("22 pitches too many");
    desk.keys("G").shows("above");
    assert_eq!(desk.app().board.columns[1].at(), 29);
    desk.keys("PgUp");
    assert_eq!(desk.app().board.columns[1].at(), 23);
}

#[test]
fn an_empty_board_says_how_to_begin() {
    let mut desk = Desk::on("2026-11-24", |s| {
        s.creator("Ana");
    });
    desk.keys("3")
        .shows("No open collaborations yet")
        .keys(">")
        .says("no creator under the cursor")
        .keys("j x Space Enter h l v");
}

#[test]
fn whatever_is_pressed_the_board_is_as_if_built_anew() {
    let keys = [
        ">", "<", "h", "l", "j", "k", "Space", "x", "Enter", "Esc", "u", "U", "G", "v", "Ctrl+A",
        "r", "w", "*", "n", "t", "i",
    ];
    for seed in 0..4 {
        let mut dice = Dice::new(seed);
        let mut desk = desk();
        desk.strict = false;
        for _ in 0..120 {
            desk.keys(keys[dice.roll(keys.len())]);
        }
        for _ in 0..4 {
            desk.keys("Esc");
        }
        desk.keys("3 Esc Esc Esc");
        desk.agree();
        as_if_new(&mut desk);
    }
}

/// How long the board takes with 100,000 creators and 3,000 open collaborations. Run by hand, for
/// its numbers: `cargo test --release --test it large_board -- --ignored --nocapture`.
#[test]
#[ignore = "prints times; nothing to hold"]
fn large_board() {
    let mut step = Step::new("large");
    let none = Model::default();
    for n in 0..100_000u32 {
        let id = step.fresh::<Creator>(&none);
        let added = day("2025-11-24");
        step.insert(Creator {
            id,
            name: format!("Creator {n}").into(),
            added,
            ..Creator::default()
        });
        let account = step.fresh(&none);
        step.insert(Account::new(
            account,
            id,
            Platform::Instagram,
            &format!("creator{n}"),
        ));
        let deal = step.fresh(&none);
        let stage = Stage::from_number((n % 6 + 1) as u8).unwrap();
        let new = Collaboration::new(deal, id, stage, day("2026-10-01"));
        let open = n < 3_000;
        let outcome = (!open).then_some(Outcome::NoReply);
        step.insert(Collaboration {
            outcome,
            closed: outcome.map(|_| day("2026-11-01")),
            ..new
        });
    }
    let mut desk = Desk::open(clock("2026-11-24"), File::Step(Box::new(step)));
    desk.strict = false;
    let timed = |desk: &mut Desk, what: &str, keys: &str| {
        let start = Instant::now();
        desk.keys(keys);
        println!("{what:<28}{:?}", start.elapsed());
    };
    timed(&mut desk, "roster: core (*), with disk", "2 *");
    timed(&mut desk, "build (3)", "3");
    timed(&mut desk, "core (*), with disk", "*");
    timed(&mut desk, "column (h)", "h");
    timed(&mut desk, "card (j)", "j");
    timed(&mut desk, "move (>), with disk", ">");
    timed(&mut desk, "other view and back", "2 3");
    let start = Instant::now();
    desk.screen();
    println!("{:<28}{:?}", "draw", start.elapsed());
    timed(&mut desk, "select all", "Ctrl+A");
    let start = Instant::now();
    desk.screen();
    println!("{:<28}{:?}", "draw, all selected", start.elapsed());
    let start = Instant::now();
    desk.feed(Msg::Key(touchbase::app::keys::Key::parse("<").unwrap()));
    println!("{:<28}{:?}", "2,900 back, with disk", start.elapsed());
}
