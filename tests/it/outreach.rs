//! Outreach and the composer: who waits for whom, a message from its first key to the next date,
//! what cannot be sent, drafts that survive, and text from strangers that can do nothing.

use std::os::unix::fs::PermissionsExt;

use touchbase::app::modal::Modal;
use touchbase::domain::rows::*;
use touchbase::runtime::TerminalRequest;

use super::harness::Desk;
use super::seed::day;

/// Pitched a week ago, no answer: the first follow-up is due.
fn pitched() -> Desk {
    Desk::on("2026-11-20", |s| {
        let maya = s.creator("Maya Lind");
        s.set(maya, |c| c.email = "maya@example.com".into());
        let deal = s.deal(maya, Stage::Pitch);
        s.set(deal, |d| d.opened = day("2026-11-13"));
        s.sent(maya, "2026-11-13");
    })
}

fn touches(desk: &Desk, name: &str) -> Vec<Touch> {
    desk.app()
        .model
        .of::<Touch>(desk.creator(name))
        .cloned()
        .collect()
}

fn copied(desk: &Desk) -> String {
    std::fs::read_to_string(desk.m.paths().state.join("copied.txt")).unwrap()
}

#[test]
fn a_follow_up_takes_a_key_a_line_and_a_key() {
    let mut desk = pitched();
    let before = desk.items();
    assert!(before[0].starts_with("Maya Lind"), "{before:?}");
    let pressed = desk.pressed;
    desk.keys("m")
        .type_text("Loved your harbour film.")
        .keys("Ctrl+S");
    assert_eq!(
        desk.pressed - pressed,
        1 + "Loved your harbour film.".len() + 1
    );
    desk.says("Wrote to Maya Lind: Follow-up-1 · next step Thu 26 Nov");
    assert!(desk.items().is_empty() && desk.app().modals.is_empty());
    let touch = touches(&desk, "Maya Lind").pop().unwrap();
    let template = desk.app().model.get(touch.template.unwrap()).unwrap();
    assert_eq!(
        (&*template.name, touch.channel, touch.direction),
        ("Follow-up-1", Channel::Mail, Direction::Out)
    );
    let text = copied(&desk);
    assert!(
        text.starts_with("Hi Maya,\n\nLoved your harbour film.\n\nI only want"),
        "{text}"
    );
    let mode = std::fs::metadata(desk.m.paths().state.join("copied.txt"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(
        matches!(desk.outside.last(), Some(TerminalRequest::Copy(copied, _)) if *copied == text)
    );
    desk.keys("u").says("Taken back");
    assert_eq!(desk.items(), before);
    assert!(desk.app().model.templates.is_empty());
}

#[test]
fn the_mail_program_gets_what_was_just_logged_and_one_recipient() {
    let mut desk = pitched();
    desk.keys("m")
        .type_text("Loved your harbour film.")
        .keys("F2 4 o e");
    let Some(TerminalRequest::Open(link)) = desk.outside.last() else {
        panic!("{:?}", desk.outside)
    };
    assert!(
        link.starts_with("mailto:maya@example.com?subject=Re%3A"),
        "{link}"
    );
    assert!(
        link.contains("body=Hi%20Maya%2C%0D%0A%0D%0ALoved%20your%20harbour%20film.")
            && !link.contains([' ', '\n'])
    );
}

#[test]
fn what_is_not_whole_is_not_logged_and_says_why() {
    let mut desk = pitched();
    let steps = desk.steps();
    desk.keys("m Ctrl+S")
        .says("not sent: {personal} is still to be written");
    desk.keys("Backspace Del Ctrl+S").says("{personal}");
    desk.type_text("Hi").keys("Ctrl+S").says("{personal}");
    desk.type_text(" I loved it")
        .paste(" {fee} {fees}")
        .keys("Ctrl+S")
        .says("{fee} has no value");
    desk.says("(+1 more)");
    assert_eq!(desk.steps(), steps);
    desk.keys("Backspace")
        .type_text("x")
        .keys("Ctrl+S")
        .says("{fee");
    assert_eq!(desk.steps(), steps);
}

#[test]
fn a_gap_is_replaced_by_what_is_typed_or_chosen() {
    let mut desk = pitched();
    desk.keys("m")
        .shows("{personal}")
        .type_text("One")
        .hides("{personal}")
        .keys("Ctrl+Z");
    desk.keys("Ctrl+T")
        .shows("Template for Maya Lind")
        .keys("Esc");
    desk.keys("{").shows("Insert a field").keys("Down Enter");
    desk.shows("Maya");
}

#[test]
fn another_template_keeps_the_line_written_by_hand() {
    let mut desk = pitched();
    desk.keys("m")
        .type_text("Loved your harbour film.")
        .keys("Ctrl+T Down Enter");
    desk.shows("Loved your harbour film.")
        .shows("The whole idea in one line")
        .hides("did not get buried");
}

#[test]
fn drafts_come_back_after_leaving_and_after_a_restart() {
    let mut desk = pitched();
    desk.keys("m")
        .type_text("Half a thought")
        .keys("Esc")
        .says("Draft kept: message to Maya Lind");
    desk.keys("m")
        .shows("Half a thought")
        .shows("Follow-up-1")
        .keys("Esc");
    let mut desk = desk.reopened();
    desk.keys("4")
        .shows("DRAFTS · 1")
        .keys("m")
        .shows("Half a thought")
        .type_text(" more of it.")
        .keys("Ctrl+S");
    desk.says("Wrote to Maya Lind");
    assert!(desk.app().model.drafts.is_empty());
    desk.keys("u");
    assert_eq!(desk.app().model.drafts.iter().count(), 1);
}

#[test]
fn an_untouched_message_leaves_nothing_behind_and_an_emptied_draft_is_dropped() {
    let mut desk = pitched();
    let steps = desk.steps();
    desk.keys("m Esc");
    assert!(desk.app().modals.is_empty());
    assert_eq!(desk.steps(), steps);
    desk.keys("m").type_text("x").keys("Esc m");
    let Some(Modal::Composer(_)) = desk.app().modals.last() else {
        panic!("{}", desk.screen())
    };
    for _ in 0..20 {
        desk.keys("Ctrl+E Ctrl+U Backspace");
    }
    desk.keys("Down Down Down Down Down Down Down");
    for _ in 0..20 {
        desk.keys("Ctrl+E Ctrl+U Backspace");
    }
    desk.keys("Esc").says("Draft dropped");
    assert!(desk.app().model.drafts.is_empty());
}

#[test]
fn what_a_signal_left_becomes_a_draft_again() {
    let mut desk = pitched();
    desk.keys("m").type_text("Half a thought");
    let (title, text) = desk.app().modals.last().unwrap().unsaved().unwrap();
    let mut desk = desk.reopened();
    desk.feed(touchbase::app::Msg::Drafts(vec![
        (title, text),
        ("Quick add".into(), "@maya".into()),
    ]));
    desk.shows("Quick add")
        .keys("Esc 4")
        .shows("DRAFTS · 1")
        .keys("m")
        .shows("Half a thought")
        .shows("Follow-up-1");
    desk.keys("Ctrl+S").says("Wrote to Maya Lind: Follow-up-1");
}

#[test]
fn a_message_left_by_an_earlier_version_or_on_another_channel_comes_back_too() {
    for (title, channel) in [
        ("Message to creator 1", Channel::Mail),
        ("Message to creator 1 by dm, template de Gone", Channel::Dm),
        ("Message to creator 1 by owl, template ", Channel::Mail),
    ] {
        let mut desk = pitched();
        desk.feed(touchbase::app::Msg::Drafts(vec![(
            title.into(),
            "Hi Maya,\n\nhalf a thought".into(),
        )]));
        desk.keys("m").shows("half a thought");
        let Some(Modal::Composer(composer)) = desk.app().modals.last() else {
            panic!("{}", desk.screen())
        };
        assert_eq!(composer.channel, channel, "{title}");
    }
}

#[test]
fn several_selected_are_written_to_one_by_one() {
    let mut desk = Desk::on("2026-11-20", |s| {
        for name in ["Ada", "Bea", "Cleo"] {
            let id = s.creator(name);
            s.deal(id, Stage::Discovery);
        }
    });
    desk.keys("2 Space Space Space m").shows("Message 1 of 3");
    desk.type_text("Your kettle film is lovely.")
        .keys("Ctrl+S")
        .shows("Message 2 of 3");
    desk.type_text("Your garden film is lovely.")
        .keys("Ctrl+S")
        .shows("Message 3 of 3")
        .keys("Esc");
    let written = desk.app().model.touches.iter().count();
    assert_eq!(written, 2);
    let one_each = desk
        .app()
        .model
        .creators
        .iter()
        .filter(|c| desk.app().model.count_of::<Touch>(c.id) == 1)
        .count();
    assert_eq!(one_each, 2);
    assert_eq!(
        desk.app().model.templates.iter().count(),
        1,
        "one template, adopted once"
    );
}

#[test]
fn a_pitch_moves_discovery_on_and_the_ladder_counts_from_it() {
    let mut desk = Desk::on("2026-11-20", |s| {
        let ada = s.creator("Ada");
        s.deal(ada, Stage::Discovery);
    });
    desk.keys("2 m")
        .type_text("Your kettle film is lovely.")
        .keys("Ctrl+S")
        .says("their move, next step Wed 25 Nov");
    let deal = desk.app().model.collaborations.iter().next().unwrap();
    assert_eq!(deal.stage, Stage::Pitch);
}

#[test]
fn whoever_asked_not_to_be_contacted_is_not() {
    let mut desk = Desk::on("2026-11-20", |s| {
        let ada = s.creator("Ada");
        s.set(ada, |c| {
            (c.do_not_contact, c.do_not_contact_why) = (true, "asked us".into())
        });
        s.deal(ada, Stage::Discovery);
    });
    desk.keys("2 m")
        .type_text("Your kettle film is lovely.")
        .keys("Ctrl+S")
        .says("do not contact")
        .says("asked us");
    assert!(desk.app().model.touches.is_empty());
}

#[test]
fn the_last_step_of_a_ladder_says_goodbye_and_closes() {
    let mut desk = Desk::on("2026-11-20", |s| {
        let maya = s.creator("Maya Lind");
        let deal = s.deal(maya, Stage::Pitch);
        s.set(deal, |d| d.opened = day("2026-10-01"));
        for sent in ["2026-10-05", "2026-10-08", "2026-10-14", "2026-10-23"] {
            s.sent(maya, sent);
        }
    });
    desk.keys("m")
        .shows("Break-up")
        .type_text("Your harbour film stays with me.")
        .keys("Ctrl+S")
        .says("closed");
    let deal = desk.app().model.collaborations.iter().next().unwrap();
    assert_eq!(deal.outcome, Some(Outcome::NoReply));
    assert_eq!(touches(&desk, "Maya Lind").len(), 5);
}

#[test]
fn people_stand_by_whose_move_it_is() {
    let mut desk = Desk::demo();
    desk.keys("4")
        .shows("YOUR MOVE · 6")
        .shows("THEIR MOVE · 12")
        .shows("QUIET, CORE · 1");
    desk.keys("j j").shows("Sofia Marín · 57 entries");
    desk.keys("Enter ] ")
        .shows("messages")
        .keys("] ] ] ]")
        .shows("paid")
        .hides("\"Flu in the house. Could we move");
    desk.keys("] Enter")
        .shows("← reply · Sofia Marín")
        .keys("Esc Esc");
    // Answered: out of the group, the next slides under the cursor.
    desk.keys("x").says("Replied: Sofia").shows("YOUR MOVE · 5");
    assert_eq!(desk.current(), "Ruth Kelley");
    desk.keys("u").shows("YOUR MOVE · 6");
    assert_eq!(desk.current(), "Sofia Marín");
}

#[test]
fn who_is_in_no_group_is_brought_along() {
    let mut empty = Desk::on("2026-11-20", |s| {
        let ada = s.creator("Ada");
        s.set(ada, |c| c.shelf = Shelf::Archived);
    });
    empty.keys("4").shows("Nobody waits for you");
    let mut desk = Desk::on("2026-11-20", |s| {
        s.creator("Ada");
    });
    desk.keys("2 g o").shows("NOBODY'S MOVE · 1").shows("Ada");
}

#[test]
fn every_channel_is_a_key_or_two_and_the_next_step_fits_in_the_line() {
    for (keys, words, channel, direction) in [
        ("n E", "the offer", Channel::Mail, Direction::Out),
        ("n M", "the offer", Channel::Dm, Direction::Out),
        ("n c", "20 min", Channel::Call, Direction::Out),
        ("n t", "tea at the fair", Channel::Meeting, Direction::Out),
        (
            "n e",
            "invited to the tasting",
            Channel::Event,
            Direction::Out,
        ),
        (
            "n C",
            "under the kettle reel",
            Channel::Comment,
            Direction::Out,
        ),
        ("n r", "yes!", Channel::Mail, Direction::In),
    ] {
        let mut desk = Desk::on("2026-11-20", |s| {
            let ada = s.creator("Ada");
            s.deal(ada, Stage::Onboarding);
        });
        desk.keys("2")
            .keys(keys)
            .enter(&format!("{words}; send rates fri"));
        let touch = touches(&desk, "Ada")
            .pop()
            .unwrap_or_else(|| panic!("{keys}: {}", desk.screen()));
        assert_eq!(
            (touch.channel, touch.direction),
            (channel, direction),
            "{keys}"
        );
        let next: Vec<_> = desk
            .app()
            .model
            .followups
            .iter()
            .map(|f| (f.what.to_string(), f.day))
            .collect();
        assert_eq!(
            next,
            [("send rates".to_owned(), day("2026-11-27"))],
            "{keys}"
        );
    }
}

/// A name, a handle, words and a template that would act on a terminal.
const EVIL: &str = "Eve\u{1b}]52;c;ZXZpbA==\u{7}\u{1b}[2J\u{9b}31m\u{202e}evil";

#[test]
fn text_from_strangers_does_nothing_on_screens_in_the_copy_and_after_quitting() {
    let mut desk = Desk::on("2026-11-20", |s| {
        let eve = s.creator(EVIL);
        s.set(eve, |c| {
            (c.email, c.boundaries) = (format!("{EVIL}@example.com").as_str().into(), EVIL.into())
        });
        s.deal(eve, Stage::Onboarding);
        s.wrote(eve, "2026-11-19", EVIL);
        s.add(|id| Template {
            id,
            name: EVIL.into(),
            stage: Some(Stage::Onboarding),
            language: "en".into(),
            subject: EVIL.into(),
            body: format!("{EVIL} {{name}} {{handle?}}\n{{personal}}")
                .as_str()
                .into(),
            trashed: false,
        });
    });
    let acts = |text: &str| {
        text.chars()
            .any(|c| (c.is_control() && c != '\n') || c == '\u{202e}')
    };
    let mut screens = String::new();
    for keys in [
        "1", "4", "Enter", "Enter", "Esc", "Esc", "m", "Ctrl+T", "Enter",
    ] {
        desk.keys(keys);
        for (w, h) in [(120, 36), (80, 24), (60, 20), (40, 12)] {
            screens.push_str(&desk.size(w, h).screen());
        }
    }
    assert!(!acts(&screens), "{screens:?}");
    assert!(screens.contains("Eve"));
    desk.paste(EVIL)
        .type_text(" and more of it")
        .keys("Ctrl+S")
        .says("Wrote to");
    assert!(!acts(&copied(&desk)), "{:?}", copied(&desk));
    assert!(copied(&desk).contains("evil"));
    for asked in &desk.outside {
        if let TerminalRequest::Copy(text, what) = asked {
            assert!(!acts(text) && !acts(what));
        }
    }
    assert!(!acts(&desk.app().farewell()));
}

#[test]
fn a_wrong_ad_label_proposes_the_message_that_asks_for_it() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let kai = s.creator("Kai");
        let deal = s.deal(kai, Stage::Measurement);
        let piece = s.piece(deal, "reel", |d| {
            (d.state, d.live, d.disclosure) = (
                PieceState::Live,
                Some(super::seed::day("2026-11-23")),
                Seen::No,
            );
        });
        let _ = piece;
    });
    desk.keys("1").shows("label");
    desk.keys("m").shows("Label-correction").shows("first word");
    desk.keys("Esc");
    desk.agree();
}
