//! Rules about campaigns: the note of the week, targets.

use super::rules::{creating, said};
use crate::domain::ids::Id;
use crate::domain::review::{Rule, Subject, items_of};
use crate::domain::rows::*;
use crate::domain::testing::{World, day};

/// What stands on a campaign's card or will.
fn of_campaign(w: &World, campaign: Id<Campaign>) -> Vec<String> {
    let items = items_of(&w.ctx(), Subject::Campaign(campaign));
    items
        .iter()
        .map(|i| format!("{} {} {}", i.key, i.lane.word(), i.due))
        .collect()
}

#[test]
fn a_running_campaign_is_asked_for_its_note_on_friday() {
    let mut w = World::on("2026-11-20");
    let winter = w.campaign("Winter");
    assert_eq!(of_campaign(&w, winter), [""; 0]);
    w.set(winter, |c| {
        (c.start, c.end) = (Some(day("2026-11-16")), Some(day("2026-11-28")))
    });
    let (now, next) = (
        format!("R19:campaign:{winter}:2026w47 warm 2026-11-20"),
        "R19:campaign:1:2026w48 warm 2026-11-27",
    );
    assert_eq!(of_campaign(&w, winter), [now.clone(), next.to_owned()]);
    w.add(|id| WeekNote {
        id,
        campaign: winter,
        week: day("2026-11-16"),
        words: "good".into(),
    });
    assert_eq!(of_campaign(&w, winter), [next]);
    w.go("2026-12-04");
    assert_eq!(of_campaign(&w, winter), [""; 0]);
}

#[test]
fn targets_are_asked_for_before_anything_goes_live() {
    let mut w = World::on("2026-11-20");
    let (mia, deal) = creating(&mut w);
    w.piece(deal, "reel", |d| d.live_due = Some(day("2026-11-27")));
    assert_eq!(said(&w, mia, Rule::TargetsMissing), [""; 0]);
    w.set(deal, |c| c.targets_agreed = None);
    assert_eq!(
        said(&w, mia, Rule::TargetsMissing),
        [format!(
            "R20:collaboration:{deal} owe 2026-11-20 2026-11-26"
        )]
    );
    // In a campaign it is the campaign that is asked, once for all.
    let winter = w.campaign("Winter");
    w.set(winter, |c| c.targets_agreed = None);
    w.set(deal, |c| c.campaign = Some(winter));
    assert_eq!(said(&w, mia, Rule::TargetsMissing), [""; 0]);
    assert_eq!(
        of_campaign(&w, winter),
        [format!("R20:campaign:{winter} owe 2026-11-26")]
    );
    w.set(winter, |c| c.targets_agreed = Some(day("2026-11-20")));
    assert_eq!(of_campaign(&w, winter), [""; 0]);
}
