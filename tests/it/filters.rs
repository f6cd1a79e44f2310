//! The filter line and saved filters: the same keys, sign and way back in every list.

use touchbase::app::ViewId;
use touchbase::domain::rows::*;

use super::harness::Desk;
use super::seed::{Seed, day};

/// Two people who stand in every list: Tea has the tag `tea`, Oat has not.
fn two(s: &mut Seed) {
    let winter = s.campaign("Winter");
    for (name, tag) in [("Tea Lind", "tea"), ("Oat Berg", "oat")] {
        let id = s.creator(name);
        s.set(id, |c| c.tags = Tags::from_words([tag]));
        let deal = s.deal(id, Stage::Creation);
        s.set(deal, |d| {
            (d.campaign, d.agreed) = (Some(winter), Some(day("2026-11-01")))
        });
        s.set(deal, |d| d.brief_sent = Some(day("2026-11-02")));
        s.piece(deal, "reel", |p| p.live_due = Some(day("2026-11-30")));
        s.wrote(id, "2026-11-23", "when shall I send it?");
        s.right(id, RightKind::Usage, "organic", "2026-12-10");
    }
    s.add(|id| Segment {
        id,
        name: "Tea people".into(),
        filter: "#tea".into(),
    });
}

fn desk() -> Desk {
    Desk::on("2026-11-24", two)
}

/// Views whose rows are people, by the key that goes there.
const PEOPLE: &[&str] = &["1", "2", "3", "4", "5", "6"];

/// Rows that the view shows, and all it has.
fn count(desk: &Desk) -> (usize, usize) {
    (desk.app().filter_spec().unwrap().count)(desk.app())
}

/// Names that stand in the list itself, wherever else they may be told.
#[track_caller]
fn only_tea(desk: &Desk, view: &str) {
    let (shown, all) = count(desk);
    assert_eq!((shown * 2, shown > 0), (all, true), "view {view}");
    assert_eq!(desk.current(), "Tea Lind", "view {view}");
}

#[test]
fn every_list_of_people_narrows_as_one_types() {
    for view in PEOPLE {
        let mut desk = desk();
        desk.keys(view).hides("FILTER");
        let all = count(&desk);
        assert_eq!(all.0, all.1, "view {view}");
        desk.keys("/")
            .type_text("#te")
            .shows("0 of")
            .type_text("a")
            .shows("FILTER")
            .keys("Enter");
        if *view == "5" {
            desk.keys("End");
        }
        only_tea(&desk, view);
        desk.shows("filter \"#tea\"");
        desk.keys("Esc").hides("FILTER");
        assert_eq!(count(&desk), all, "view {view}");
        // What is typed over is taken back.
        desk.keys("/").type_text("#tea").keys("Esc");
        assert_eq!(count(&desk), all, "view {view}");
    }
}

#[test]
fn a_list_its_filter_left_empty_says_what_to_do() {
    for view in PEOPLE {
        for size in [(120, 36), (80, 24), (60, 20)] {
            let mut desk = desk();
            desk.size(size.0, size.1)
                .keys(view)
                .keys("/")
                .enter("nobodyatall");
            desk.shows("Nothing matches \"nobodyatall\"")
                .shows("Esc clears the filter");
            desk.keys("Esc").hides("Nothing matches");
        }
    }
}

#[test]
fn a_word_that_was_mistyped_is_offered_in_every_list() {
    for view in PEOPLE {
        let mut desk = desk();
        desk.keys(view)
            .keys("/")
            .type_text("#taa")
            .shows("Did you mean tea")
            .keys("Enter Enter");
        assert_eq!(desk.app().filter().unwrap().text(), "#tea", "view {view}");
    }
}

#[test]
fn a_segment_is_chosen_and_kept_in_every_list() {
    for view in PEOPLE {
        let mut desk = desk();
        desk.keys(view)
            .keys("z f")
            .shows("Segments: saved filters")
            .keys("j Enter");
        if *view == "5" {
            desk.keys("End");
        }
        only_tea(&desk, view);
        desk.keys("Esc /")
            .enter("#oat")
            .keys("z f End Enter")
            .enter("Oats")
            .says("Saved the segment Oats");
        let kept = desk.app().model.segments.iter().last().unwrap().clone();
        assert_eq!(
            (&*kept.name, &*kept.filter),
            ("Oats", "#oat"),
            "view {view}"
        );
        desk.agree();
    }
}

#[test]
fn a_segment_is_used_from_its_shelf_in_the_view_one_wants() {
    for (view, place) in PEOPLE.iter().zip([
        ViewId::Review,
        ViewId::Roster,
        ViewId::Board,
        ViewId::Outreach,
        ViewId::Results,
        ViewId::Calendar,
    ]) {
        let mut desk = desk();
        desk.keys("7 ] ] ] ]")
            .shows("Tea people")
            .keys("Enter")
            .shows("Use Tea people in");
        desk.keys(view);
        assert_eq!(
            (desk.app().place(), desk.app().filter().unwrap().text()),
            (place, "#tea")
        );
        let (shown, all) = count(&desk);
        assert_eq!(shown * 2, all, "view {view}");
    }
}

#[test]
fn the_roster_walks_through_its_segments() {
    let mut desk = desk();
    desk.keys("2 ]").says("Tea people");
    only_tea(&desk, "2");
    desk.keys("]")
        .says("everybody")
        .keys("[")
        .says("Tea people")
        .keys("Esc");
    assert_eq!(count(&desk), (2, 2));
    let mut bare = Desk::on("2026-11-24", |s| {
        s.creator("Mia");
    });
    bare.keys("2 ]").says("no segments yet");
}

#[test]
fn the_library_narrows_as_one_types_and_has_no_segments() {
    let mut desk = Desk::demo();
    desk.keys("7");
    let all = count(&desk);
    desk.keys("/")
        .type_text("follow")
        .shows(&format!("of {}", all.1))
        .shows("Follow-up-1");
    assert!(count(&desk).0 < all.0);
    desk.type_text("zzz")
        .shows("Nothing matches")
        .keys("Enter")
        .shows("FILTER")
        .keys("z f")
        .says("own shelf");
    desk.keys("Esc").hides("FILTER");
    assert_eq!(count(&desk), all);
    desk.keys("2 Enter /").says("a profile is one creator");
}

#[test]
fn rows_follow_the_filter_when_they_change_beneath_it() {
    for view in ["1", "2", "3", "4", "6"] {
        let mut desk = desk();
        desk.keys(view).keys("/").enter("#tea");
        only_tea(&desk, view);
        desk.keys("t").enter("-#tea");
        assert_eq!(count(&desk).0, 0, "view {view}");
        desk.keys("u");
        only_tea(&desk, view);
    }
}

#[test]
fn totals_of_results_are_of_those_that_are_shown() {
    let mut desk = Desk::demo();
    desk.keys("5");
    let orders = |desk: &Desk| {
        desk.app()
            .results
            .report
            .as_ref()
            .unwrap()
            .total
            .orders
            .unwrap_or(0)
    };
    let all = orders(&desk);
    let (goals, whole) = (desk.app().results.head_rows(), count(&desk).1);
    desk.keys("/").enter("mia");
    assert_eq!((count(&desk).0, desk.app().results.head_rows()), (1, goals));
    let of_her = desk.app().results.report.as_ref().unwrap().lines[0]
        .inputs
        .orders
        .unwrap_or(0);
    assert!(of_her > 0 && of_her < all);
    assert_eq!(orders(&desk), of_her);
    desk.keys("Esc");
    assert_eq!((orders(&desk), count(&desk)), (all, (whole, whole)));
}

#[test]
fn the_header_counts_whose_move_is_ours_before_outreach_is_seen() {
    let mut desk = desk();
    desk.shows("4 Outreach 2")
        .keys("4")
        .shows("YOUR MOVE · 2")
        .shows("[4 Outreach 2]");
    desk.keys("X").shows("4 Outreach 1");
    desk.keys("u")
        .shows("4 Outreach 2")
        .keys("/")
        .enter("#tea")
        .shows("4 Outreach 2");
}

#[test]
fn whom_one_goes_to_is_shown_whatever_outreach_is_filtered_by() {
    let mut desk = desk();
    desk.keys("4 /")
        .enter("#tea")
        .keys("2 / Ctrl+U")
        .enter("oat")
        .keys("Esc 4");
    assert_eq!(desk.current(), "Oat Berg");
    desk.shows("YOUR MOVE · 2").keys("/ Ctrl+U").enter("#tea");
    only_tea(&desk, "4");
}
