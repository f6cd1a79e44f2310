//! Two windows on one file: each sees what the other did, nothing is overwritten, nothing that was
//! typed is lost.

use touchbase::app::Msg;
use touchbase::app::keys::Key;
use touchbase::domain::rows::*;

use super::harness::{Desk, File, Seed, clock};
use super::seed::morning;

fn two() -> (Desk, Desk) {
    let one = Desk::on("2026-11-24", morning);
    let mut two = one.beside();
    // What one of them has not seen yet is no disagreement; `tick` and keys compare again.
    two.strict = false;
    (one, two)
}

#[test]
fn a_change_appears_in_the_other_window() {
    let (mut one, mut two) = two();
    one.keys("x").says("Paid: Maya");
    two.tick().agree();
    two.says("from elsewhere: Paid: Maya");
    assert!(
        two.items()[0].starts_with("Maya | debrief"),
        "{:?}",
        two.items()
    );
    two.keys("x").says("Debrief sent: Maya");
    one.tick();
    assert_eq!(one.items(), two.items());
    one.keys("u").says("Taken back: Paid: Maya");
    two.tick().agree();
    assert!(
        two.items()[0].starts_with("Maya | payment"),
        "{:?}",
        two.items()
    );
    assert_eq!(one.dump(), two.dump());
}

#[test]
fn settings_written_elsewhere_hold_at_once() {
    let mut desk = Desk::on("2026-11-24", morning);
    let config = desk.m.paths().config.clone();
    std::fs::create_dir_all(config.parent().unwrap()).unwrap();
    let cards = desk.app().review.queue.cards.len();
    std::fs::write(&config, "[review]\ncards = 7\n").unwrap();
    desk.tick().says("settings read anew from").agree();
    assert!(desk.app().review.queue.cards.len() < cards);
    // What cannot be used is named; the rest holds.
    std::fs::write(
        &config,
        "[review]\ncards = 7\n[general]\ncurency = \"EUR\"\ncurrency = \"GBP\"\n",
    )
    .unwrap();
    desk.tick()
        .says("line 4: There is no setting general.curency");
    assert_eq!(
        desk.app()
            .settings
            .general
            .currency
            .map(|c| c.code().to_string()),
        Some("GBP".into())
    );
    // Nothing is said of a file that was only touched; without the file the defaults hold.
    std::fs::remove_file(&config).unwrap();
    desk.tick().says("settings read anew").agree();
    assert_eq!(desk.app().review.queue.cards.len(), cards);
}

#[test]
fn what_comes_in_goes_to_the_end_and_the_cursor_stays() {
    let (mut one, mut two) = two();
    two.keys("j j j j");
    assert_eq!(two.current(), "Jon");
    one.keys("a Ctrl+U")
        .enter("+ Zoe Ray @zoeray ig 5k")
        .says("ok ");
    one.keys("a Ctrl+U")
        .enter("@zoeray < when do we start?")
        .says("ok ");
    two.tick().agree();
    assert_eq!(two.current(), "Jon");
    two.says("1 new card at the end of the review");
    assert!(
        two.items()
            .iter()
            .any(|i| i.starts_with("Zoe Ray | reply owed"))
    );
    let owed: Vec<String> = two.items().into_iter().take(7).collect();
    assert!(
        owed[5].starts_with("Zoe Ray"),
        "the newcomer stands last of its group: {owed:?}"
    );
}

#[test]
fn a_form_planned_on_old_rows_keeps_its_text() {
    let (mut one, mut two) = two();
    two.strict = false;
    two.keys("2 / M a y a Enter e Tab")
        .type_text("maya@example.com");
    // The other window changes the same creator while the form is open; the next key takes it in.
    one.keys("2 / M a y a Enter *").says("Core: Maya");
    two.keys("Ctrl+S").agree();
    two.says("ok Edited Maya");
    assert_eq!(
        (&*two.row("Maya").email, two.row("Maya").core),
        ("maya@example.com", true)
    );
    one.tick();
    assert_eq!(&*one.row("Maya").email, "maya@example.com");
}

#[test]
fn a_key_on_rows_that_just_changed_is_refused_and_works_when_pressed_again() {
    let (mut one, mut two) = two();
    // The other one writes between the key and the disk: what has been planned is not written.
    let planned = one.m.app.update(Msg::Key(Key::char('x')));
    two.keys("j x").says("Debrief sent: Maya");
    one.m.work(planned);
    one.says("!").says("again").agree();
    one.keys("x").says("Paid: Maya");
    two.tick().agree();
    assert_eq!(one.dump(), two.dump());
}

#[test]
fn undo_never_takes_back_what_the_other_did() {
    let (mut one, mut two) = two();
    one.keys("x").says("Paid: Maya");
    two.tick();
    two.keys("u").says("!");
    one.agree();
    two.keys("j j x").says("ok ");
    one.tick();
    one.keys("u").says("Taken back: Paid: Maya");
    one.keys("u").says("!");
    two.tick().keys("u").says("Taken back");
    one.tick();
    assert_eq!(one.dump(), two.dump());
}

#[test]
fn the_row_under_an_open_form_goes_away() {
    let (mut one, mut two) = two();
    two.keys("2 / T o m Enter e Tab")
        .type_text("tom@example.com");
    one.keys("2 / T o m Enter D")
        .says("Moved to the trash: Tom");
    two.keys("Ctrl+S").agree();
    assert!(
        two.app().modals.is_empty() || two.status().starts_with('!'),
        "{}",
        two.status()
    );
}

#[test]
fn a_prompt_keeps_its_words_when_the_disk_refuses() {
    let mut seed = Seed::new(clock("2026-11-24"));
    morning(&mut seed);
    let mut desk = Desk::open(clock("2026-11-24"), File::Step(Box::new(seed.into_step())));
    desk.strict = false;
    desk.keys("f").type_text("send the dates fri");
    let moved = desk.m.paths().db.with_extension("moved");
    std::fs::rename(&desk.m.paths().db, &moved).unwrap();
    desk.keys("Enter");
    assert!(desk.status().starts_with("x "), "{}", desk.status());
    desk.shows("send the dates fri");
    std::fs::rename(&moved, &desk.m.paths().db).unwrap();
    desk.keys("Enter").says("ok Next step");
    desk.agree();
    assert_eq!(
        desk.app()
            .model
            .followups
            .iter()
            .filter(|f| &*f.what == "send the dates")
            .count(),
        1
    );
}

#[test]
fn a_new_day_comes_by_itself() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.go(super::harness::at("2026-11-25T03:59:00"));
    assert_eq!(desk.app().today, super::seed::day("2026-11-24"));
    desk.go(super::harness::at("2026-11-25T04:00:00"))
        .says("a new day: Wed 25 Nov 2026");
    desk.shows("Wed 25 Nov 2026");
    let done = |desk: &Desk| {
        desk.app()
            .model
            .decisions
            .iter()
            .filter(|d| d.kind == DecisionKind::Done)
            .count()
    };
    desk.keys("x");
    assert_eq!(done(&desk), 1);
}

#[test]
fn a_window_of_an_older_program_asks_to_be_started_again() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.strict = false;
    let conn = rusqlite::Connection::open(&desk.m.paths().db).unwrap();
    let version: i64 = conn
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    conn.pragma_update(None, "user_version", version + 1)
        .unwrap();
    let before = desk.dump();
    desk.tick()
        .says("x ")
        .says("Leave and start touchbase again");
    let told = desk.app().status.log().count();
    desk.tick();
    assert_eq!(desk.app().status.log().count(), told, "it is said once");
    for keys in ["x", "u", "U"] {
        desk.keys(keys).says("Leave and start touchbase again");
    }
    desk.keys("n n").enter("a note").shows("a note");
    assert_eq!(desk.dump(), before, "nothing is written");
    // In a file of its own version it works on.
    conn.pragma_update(None, "user_version", version).unwrap();
    desk.keys("Enter").says("ok Note").agree();
}
