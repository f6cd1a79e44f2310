//! Slips that must cost nothing: a line begun over a proposed name, a file of something else, a
//! draft that cannot be kept, one undo too many, dates in the wrong order.

use touchbase::app::Msg;
use touchbase::app::modal::Modal;
use touchbase::app::modal::palette::Hit;
use touchbase::domain::review::{self, Choice};
use touchbase::domain::rows::{Channel, Direction};

use super::cli::Home;
use super::harness::Desk;

#[test]
fn a_line_begun_anew_takes_the_place_of_the_proposed_name() {
    let mut desk = Desk::demo();
    assert_ne!(desk.current(), "Mia Okafor");
    desk.keys("a")
        .enter("@mia ask for address fri")
        .says("Next step for Mia Okafor");
    desk.keys("a")
        .enter("+ Ana Lis @analis ig 9k tea")
        .says("Added Ana Lis");
    desk.keys("1 Home a")
        .paste("@mia: by paste")
        .keys("Enter")
        .says("Note about Mia Okafor");
    desk.keys("1 Home");
    let name = desk.current();
    desk.keys("a")
        .enter("ask about @mia fri")
        .says("Two creators in one line")
        .keys("Esc");
    desk.keys("a")
        .enter("ask for address fri")
        .says(&format!("Next step for {name}"));
}

#[test]
fn whoever_is_gone_leaves_no_ghost() {
    let mut desk = Desk::demo();
    desk.keys("a Ctrl+U")
        .enter("+ Ana Lis @analis ig 9k tea")
        .says("Added Ana Lis");
    desk.keys("4")
        .shows("Ana Lis")
        .keys("u")
        .says("Taken back: Added Ana Lis");
    desk.hides("NOBODY'S MOVE")
        .hides("@analis")
        .hides("/ creator");
    assert!(
        desk.app()
            .current_creator()
            .is_some_and(|c| desk.app().model.get(c).is_some())
    );
}

#[test]
fn esc_leaves_a_message_that_cannot_be_kept_and_its_words_stay() {
    let mut desk = Desk::demo();
    desk.strict = false;
    desk.keys("2 m")
        .feed(Msg::Edited(Ok("Hi there, a line of my own".into())));
    let db = desk.m.paths().db.clone();
    std::fs::rename(&db, db.with_extension("gone")).unwrap();
    desk.keys("Esc").says("The words are kept aside");
    assert!(!matches!(
        desk.app().modals.last(),
        Some(Modal::Composer(_))
    ));
    assert!(
        desk.app()
            .unsaved()
            .iter()
            .any(|(_, words)| words.contains("a line of my own"))
    );
}

#[test]
fn a_greeting_alone_is_no_message() {
    let mut desk = Desk::demo();
    desk.keys("2 m");
    for text in ["Hi Kai,", "Hi Kai,\n\n", "hello!"] {
        desk.feed(Msg::Edited(Ok(text.into())));
        desk.keys("Ctrl+S").says("nothing behind the greeting");
    }
}

#[test]
fn the_demo_itself_is_not_taken_back() {
    let mut desk = Desk::demo();
    let before = desk.dump();
    desk.keys("u").says("There is nothing to undo");
    assert_eq!(desk.dump(), before);
    Home::new().refused(&["--demo", "undo"], "There is nothing to undo");
}

#[test]
fn no_answer_logs_a_contact_without_words_or_a_call_that_nobody_made() {
    let desk = Desk::demo();
    let (app, mut seen) = (desk.app(), 0);
    let ctx = app.ctx();
    for item in app.review.queue.items() {
        for choice in [Choice::Expected, Choice::Alternative] {
            let Ok(step) = review::answer(&ctx, item, &choice, "") else {
                continue;
            };
            for touch in step.edits.touches.iter().filter_map(|e| e.after.as_ref()) {
                seen += 1;
                assert!(
                    !touch.words.trim().is_empty(),
                    "{}: a contact without words",
                    item.key
                );
                assert_eq!(touch.direction, Direction::Out, "{}", item.key);
                let check_in = item.key.to_string().starts_with("R18");
                assert!(
                    touch.channel != Channel::Call || check_in,
                    "{}: a call",
                    item.key
                );
            }
        }
    }
    assert!(seen > 5, "the demo has messages to answer: {seen}");
}

#[test]
fn names_of_people_come_before_sentences_in_the_palette() {
    let mut desk = Desk::demo();
    desk.keys(":").type_text("mia");
    let Some(Modal::Palette(palette)) = desk.app().modals.last() else {
        panic!("no palette")
    };
    let found = palette.found(desk.app());
    let mia = desk.creator("Mia Okafor");
    assert!(matches!(found.first(), Some(Hit::Person(id)) if *id == mia));
    desk.keys("Esc :").type_text("undo");
    let Some(Modal::Palette(palette)) = desk.app().modals.last() else {
        panic!("no palette")
    };
    assert!(matches!(palette.found(desk.app()).first(), Some(Hit::Command(c)) if c.id == "undo"));
}

#[test]
fn a_year_away_is_said_with_its_years() {
    let mut desk = Desk::demo();
    desk.keys("z a")
        .enter("4 jan to 21 dec")
        .says("write it with both years: 4 jan 2027 to 21 dec 2027")
        .keys("Esc");
    desk.keys("z a")
        .enter("1 jan 2020")
        .says("is past")
        .keys("Esc");
    desk.keys("z a")
        .enter("4 jan 2027 to 21 dec 2027")
        .says("Away Mon 4 Jan 2027 to Tue 21 Dec 2027");
    desk.keys("Esc u").says("Taken back");
    desk.keys("z a")
        .enter("2026-11-16..2026-11-18")
        .says("Away Mon 16 Nov to Wed 18 Nov");
}

const MESSAGES: &str = "id,creator_id,at,kind,subject,body
1,1,2026-03-17T14:21:00Z,email_out,,Posted
2,4,2026-03-20T13:51:00Z,call,,Out of office until Monday
";
const CAMPAIGNS: &str = "id,name,niche,starts,ends,budget,currency,goal
1,Spring Glow 2026 #1,vegan,2026-03-04,2026-04-25,39000,USD,content
2,Summer Drop 2025 #2,yoga,2025-10-30,2025-12-20,37000,EUR,sales
";
const MOSTLY_WRONG: &str = "Name,Handle,Followers
Mia Okafor,@miabrews,9k
,,many
,,lots
";

#[test]
fn a_file_of_something_else_is_not_taken_for_creators() {
    let home = Home::with_people();
    let before = home.dump();
    for (name, text, why) in [
        (
            "interactions.csv",
            MESSAGES,
            "this seems to be a list of messages, not a list of people",
        ),
        (
            "campaigns.csv",
            CAMPAIGNS,
            "this is a list of campaigns, not a list of people",
        ),
        ("wrong.csv", MOSTLY_WRONG, "2 of 3 rows cannot be taken"),
    ] {
        std::fs::write(home.path().join(name), text).unwrap();
        for args in [vec!["import", name], vec!["import", name, "--dry-run"]] {
            let ran = home.run(&args);
            assert_eq!(ran.code, Some(1), "{args:?}: {ran:?}");
            assert!(ran.err.contains(why), "{args:?}: {ran:?}");
        }
        assert_eq!(home.dump(), before, "{name}");
    }
    let ran = home.run(&["import", "interactions.csv", "--yes"]);
    assert!(ran.code == Some(1) && ran.err.contains("--map"), "{ran:?}");
    let dry = home.run(&["import", "wrong.csv", "--dry-run"]);
    assert!(
        dry.out.contains("line 3: no name") && dry.out.contains("line 4: no name"),
        "{dry:?}"
    );
    home.ok(&["import", "wrong.csv", "--yes"]);
    assert_ne!(home.dump(), before);
}

#[test]
fn the_import_screen_takes_no_campaigns_for_creators() {
    let mut desk = Desk::empty();
    desk.paste(&CAMPAIGNS.replace(',', "\t"))
        .shows("this is a list of campaigns, not a list of people");
    desk.keys("Ctrl+S Ctrl+S");
    assert!(desk.app().model.creators.is_empty());
    // Who means it says so: what kind of file it is.
    desk.keys("p Enter").keys("Ctrl+S Ctrl+S Ctrl+S");
    assert_eq!(desk.app().model.creators.len(), 2);
    let mut desk = Desk::empty();
    desk.paste(&MESSAGES.replace(',', "\t"))
        .shows("a list of messages")
        .keys("Ctrl+S Ctrl+S");
    assert!(desk.app().model.creators.is_empty());
}

#[test]
fn logging_without_a_sign_offers_the_signs() {
    let home = Home::with_people();
    home.refused(
        &["log", "@miabrews", "hello"],
        "@miabrews < hello (they wrote)",
    );
    home.refused(&["add", "@miabrews reel posted tom"], "still to come");
    home.refused(&["add", "@miabrews $350 paid"], "is it a fee, a bonus");
    home.ok(&["add", "@miabrews $350 fee paid"]);
    assert!(
        home.ok(&["add", "@miabrews $350 fee paid"])
            .contains("already paid today: $350")
    );
}
