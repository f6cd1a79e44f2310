//! The profile: its seven tabs, and walking through the list one came from, also when that list
//! changes under one's feet.

use touchbase::app::panes::profile::Tab;
use touchbase::domain::review::Subject;

use super::harness::Desk;
use super::seed::morning;

/// The creator whose profile is open.
fn open(desk: &Desk) -> String {
    let app = desk.app();
    app.profile
        .as_ref()
        .map_or_else(String::new, |p| app.model.called(p.creator))
}

#[test]
fn seven_tabs_round_and_back() {
    let mut desk = Desk::demo();
    desk.keys("2 Enter");
    let tab = |desk: &Desk| desk.app().profile.as_ref().unwrap().tab;
    let mut seen = vec![tab(&desk)];
    for _ in 0..6 {
        desk.keys("]");
        seen.push(tab(&desk));
    }
    assert_eq!(seen, Tab::ALL, "each once");
    desk.keys("]");
    assert_eq!(tab(&desk), Tab::ALL[0]);
    desk.keys("[");
    assert_eq!(tab(&desk), Tab::ALL[6]);
    desk.keys(".");
    assert_eq!(tab(&desk), Tab::ALL[6], "the tab stays while one walks");
}

#[test]
fn the_roster_is_walked_with_its_filter_and_sort_and_ends() {
    let mut desk = Desk::demo();
    desk.keys("2 / s t a g e : 4 Enter");
    let order: Vec<String> = desk
        .app()
        .roster
        .list
        .rows()
        .iter()
        .map(|id| desk.app().model.called(*id))
        .collect();
    assert!(order.len() > 3, "{order:?}");
    desk.keys("Home Enter");
    let mut walked = vec![open(&desk)];
    for _ in 1..order.len() {
        desk.keys(".");
        walked.push(open(&desk));
    }
    assert_eq!(walked, order);
    desk.keys(".").says("this is the last of the list");
    assert_eq!(open(&desk), order[order.len() - 1]);
    for name in order.iter().rev().skip(1) {
        desk.keys(",");
        assert_eq!(open(&desk), *name);
    }
    desk.keys(",").says("this is the first of the list");
    desk.keys(". q");
    assert_eq!(
        desk.current(),
        order[1],
        "back in the list the cursor stands where one was"
    );
}

#[test]
fn whoever_leaves_the_list_is_followed_by_the_next() {
    let mut desk = Desk::demo();
    desk.keys("2 / s t a g e : 4 Enter Home Down Enter");
    let order: Vec<String> = desk
        .app()
        .roster
        .list
        .rows()
        .iter()
        .map(|id| desk.app().model.called(*id))
        .collect();
    // Archived from the profile: gone from the list, the profile stays.
    desk.keys(":")
        .type_text("archive")
        .keys("Enter")
        .says("rchived");
    assert_eq!(open(&desk), order[1]);
    desk.keys(".");
    assert_eq!(open(&desk), order[2]);
    desk.keys(",");
    assert_eq!(open(&desk), order[0], "the archived one is not in between");
    desk.keys("u . ");
    assert_eq!(
        open(&desk),
        order[2].clone().min(order[1].clone()).max(open(&desk))
    );
    desk.keys(",");
    assert!(order[..2].contains(&open(&desk)), "{}", open(&desk));
}

#[test]
fn the_review_is_walked_in_its_order_while_it_is_answered() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.keys("1 Home Enter");
    let first = open(&desk);
    desk.keys(".");
    let second = open(&desk);
    assert_ne!(first, second);
    desk.keys(",");
    assert_eq!(open(&desk), first);
    // Everything of the first is answered: the card goes, the profile stays, and the next is still
    // the next.
    for _ in 0..6 {
        let left = desk
            .app()
            .review
            .queue
            .cards
            .iter()
            .filter_map(|c| c.on.creator());
        if !left
            .map(|c| desk.app().model.called(c))
            .any(|name| name == first)
        {
            break;
        }
        desk.keys("x");
        while desk.app().modals.last().is_some() {
            desk.keys("Esc");
        }
        desk.keys("s Enter");
    }
    assert_eq!(open(&desk), first);
    desk.keys(".");
    assert_eq!(open(&desk), second);
}

/// What the head says comes first, what the review begins their card with and what the footer
/// offers are one thing.
#[test]
fn x_means_what_the_head_says_wherever_a_row_is_only_read() {
    let mut desk = Desk::demo();
    let kai = desk.creator("Kai Tanaka");
    let first = |desk: &Desk| desk.app().current_item().map(|item| item.key);
    let card = desk
        .app()
        .review
        .queue
        .card(Subject::Creator(kai))
        .and_then(|card| card.top())
        .map(|item| item.key);
    assert!(card.is_some());
    assert_eq!(desk.app().derived.of(kai).next.map(|next| next.key), card);
    desk.keys("2 /").enter("kai").keys("Enter");
    for tab in Tab::ALL {
        assert_eq!(desk.app().profile.as_ref().unwrap().tab, *tab);
        if matches!(
            tab,
            Tab::Profile | Tab::Audience | Tab::Deals | Tab::Results | Tab::Notes
        ) {
            assert_eq!(first(&desk), card, "{tab}");
        }
        desk.keys("]");
    }
}

#[test]
fn what_belongs_to_a_deal_stands_under_it() {
    let mut desk = Desk::demo();
    desk.keys("2 /").enter("sofia mar").keys("Enter ] ]");
    let screen = desk.screen();
    let line = |words: &str| {
        screen
            .lines()
            .position(|line| line.contains(words))
            .unwrap()
    };
    assert!(line("Winter Blend launch    ") < line("gift: glass pot"));
    assert!(line("gift: glass pot") < line("Autumn tea  "));
}
