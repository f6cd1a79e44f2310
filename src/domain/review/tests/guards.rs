//! Decisions and guards: snoozes, cooldown, silence, promises, caps, the order of the queue.

use crate::domain::review::{Choice, Held, Snooze, Subject};
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

#[test]
fn a_snooze_hides_and_never_changes_the_date() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let payment = w.payment(mia, money("100 EUR").unwrap(), "2026-11-19");
    let key = format!("R3:payment:{payment}");
    w.answer(&key, &Choice::Snooze(Snooze::NextDay), "")
        .unwrap();
    assert_eq!(w.live(mia), [""; 0]);
    assert_eq!(w.item(&key).unwrap().shows, day("2026-11-23"));
    w.go("2026-11-23");
    let item = w.item(&key).unwrap();
    assert_eq!(
        (item.snoozes, item.late.days, item.due),
        (1, 2, day("2026-11-19"))
    );
    w.answer(&key, &Choice::Snooze(Snooze::UntilReply), "")
        .unwrap();
    assert_eq!(w.item(&key).unwrap().shows, day("2026-12-23"));
    w.go("2026-11-24");
    w.wrote(mia, "2026-11-24");
    assert!(
        w.live(mia).contains(&key),
        "a word from them wakes what was snoozed"
    );
}

#[test]
fn what_is_snoozed_too_often_or_too_late_is_stuck() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let payment = w.payment(mia, money("100 EUR").unwrap(), "2026-11-20");
    let key = format!("R3:payment:{payment}");
    for on in ["2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25"] {
        w.go(on);
        w.answer(&key, &Choice::Snooze(Snooze::NextDay), "")
            .unwrap();
    }
    w.go("2026-11-26");
    let refused = w
        .answer(&key, &Choice::Snooze(Snooze::NextDay), "")
        .unwrap_err();
    assert_eq!(
        refused,
        "Snoozed 4 times: do it now, make it smaller, promise them a date, or drop it with a reason."
    );
    w.answer(&key, &Choice::Promise(day("2026-12-01")), "by Tuesday")
        .unwrap();
    assert_eq!(w.live(mia), [""; 0]);
    w.go("2026-12-04");
    assert!(w.item(&key).unwrap().stuck);
    assert!(
        w.answer(&key, &Choice::Drop, "").is_err(),
        "a reason is needed"
    );
    w.answer(&key, &Choice::Drop, "paid in kind").unwrap();
    assert_eq!(w.item(&key), None);
}

#[test]
fn a_nudge_waits_two_working_days_after_a_contact() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Creation);
    let piece = w.piece(deal, "reel", |d| d.draft_due = Some(day("2026-11-18")));
    w.sent(mia, "2026-11-20");
    let item = w.item(&format!("R8:deliverable:{piece}")).unwrap();
    assert_eq!(item.held, Some(Held::Cooldown(day("2026-11-24"))));
    assert!(w.queue().is_zero(), "held items are not counted");
    let card = crate::domain::review::whole_card(&w.ctx(), Subject::Creator(mia));
    assert_eq!((card.items.len(), card.held.len()), (0, 1));
    w.go("2026-11-24");
    assert_eq!(w.queue().items().count(), 1);
    // Owed and dated are exempt.
    w.sent(mia, "2026-11-24");
    w.set(piece, |d| d.live_due = Some(day("2026-11-27")));
    assert!(w.live(mia).contains(&format!("R8:deliverable:{piece}")));
}

#[test]
fn four_messages_without_an_answer_stop_all_nudges_but_the_close() {
    let mut w = World::on("2026-12-17");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Pitch);
    for on in ["2026-11-17", "2026-11-20", "2026-11-26", "2026-12-07"] {
        w.sent(mia, on);
    }
    let gift = w.gift(mia, "pot", "2026-12-08");
    assert_eq!(w.live(mia), [format!("R11:collaboration:{deal}:step4")]);
    let nudge = w.item(&format!("R13:shipment:{gift}:step1")).unwrap();
    assert_eq!(nudge.held, Some(Held::Silence(day("2027-03-07"))));
    w.go("2027-03-08");
    assert!(
        w.live(mia).contains(&format!("R13:shipment:{gift}:step1")),
        "ninety days later it may be tried again"
    );
}

#[test]
fn a_promise_beats_the_ladder() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Pitch);
    w.sent(mia, "2026-11-17");
    w.go("2026-11-20");
    assert_eq!(w.live(mia), [format!("R11:collaboration:{deal}:step1")]);
    let back = w.follow(Some(mia), "back on Friday", "2026-11-27");
    assert_eq!(w.live(mia), [""; 0]);
    w.go("2026-11-27");
    assert_eq!(w.live(mia), [format!("R14:followup:{back}")]);
}

#[test]
fn creators_put_away_are_only_owed_money_and_those_not_to_be_contacted_no_nudges() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    w.deal(mia, Stage::Pitch);
    w.sent(mia, "2026-11-10");
    w.payment(mia, money("100 EUR").unwrap(), "2026-11-20");
    assert_eq!(w.live(mia).len(), 2);
    w.set(mia, |c| c.do_not_contact = true);
    assert_eq!(w.live(mia), ["R3:payment:1"]);
    for shelf in [Shelf::Archived, Shelf::Trashed] {
        w.set(mia, |c| c.shelf = shelf);
        assert_eq!(w.live(mia), ["R3:payment:1"]);
        assert_eq!(w.items(mia).len(), 1);
    }
}

fn warm(w: &mut World, n: usize) {
    for i in 0..n {
        let creator = w.creator(&format!("Warm {i}"));
        w.deal(creator, Stage::Retention);
        let checkin = Some(w.clock.today());
        w.set(creator, |c| {
            (c.relationship, c.checkin) = (Some(Relationship::Ambassador), checkin)
        });
        w.sent(creator, "2026-10-20");
    }
}

#[test]
fn three_keep_warms_and_ten_unsorted_a_day_and_no_more_after_answering() {
    let mut w = World::on("2026-11-25");
    warm(&mut w, 5);
    for i in 0..14 {
        let added = day("2026-11-25");
        let creator = w.add(|id| Creator {
            id,
            name: format!("New {i}").into(),
            added,
            imported: true,
            ..Creator::default()
        });
        w.add(|id| Collaboration::new(id, creator, Stage::Discovery, added));
    }
    let queue = w.queue();
    assert_eq!(
        (queue.cards.len(), queue.beyond.warm, queue.beyond.unsorted),
        (13, 2, 4)
    );
    for card in &queue.cards {
        let key = card.top().unwrap().key.to_string();
        w.answer(&key, &Choice::Expected, "").unwrap();
        assert_eq!(card.items.len(), 1);
    }
    assert!(w.queue().is_zero(), "zero is stable: {:?}", w.queue());
    w.go("2026-11-26");
    let rules: Vec<_> = w.queue().items().map(|i| i.key.rule.word()).collect();
    assert_eq!(rules.iter().filter(|r| **r == "R15").count(), 2);
    assert_eq!(rules.iter().filter(|r| **r == "R16").count(), 4);
}

#[test]
fn a_day_has_its_measure_but_what_is_owed_is_always_shown() {
    let mut w = World::on("2026-11-25");
    for i in 0..30 {
        let creator = w.creator(&format!("Waiting {i}"));
        w.follow(Some(creator), "nudge", "2026-11-25");
    }
    for i in 0..20 {
        let creator = w.creator(&format!("Owed {i}"));
        w.payment(creator, money("100 EUR").unwrap(), "2026-11-25");
    }
    let queue = w.queue();
    assert_eq!((queue.cards.len(), queue.beyond.soft), (25, 25));
    assert_eq!(queue.counts().owe, 20);
}

#[test]
fn many_who_come_back_at_once_keep_to_the_measure_of_the_day() {
    let mut w = World::on("2026-11-25");
    let all: Vec<_> = (0..40)
        .map(|i| w.creator(&format!("Waiting {i}")))
        .collect();
    for creator in &all {
        w.follow(Some(*creator), "nudge", "2026-11-25");
    }
    w.payment(all[39], money("100 EUR").unwrap(), "2026-11-25");
    let mut queue = w.queue();
    let mut away = crate::domain::change::Step::default();
    for creator in &all {
        away.edit(&w.model, *creator, |c| c.shelf = Shelf::Trashed);
    }
    w.apply(&away);
    queue.refresh(&w.ctx(), &away.edits);
    assert_eq!(queue.cards.len(), 1, "money is owed all the same");
    let back = away.inverse();
    w.apply(&back);
    let come = queue.refresh(&w.ctx(), &back.edits);
    assert_eq!((queue.cards.len(), come.len()), (25, 24));
    assert!(
        queue.card(Subject::Creator(all[39])).is_some(),
        "what is owed always comes back"
    );
}

#[test]
fn pinned_comes_first_for_today() {
    let mut w = World::on("2026-11-25");
    let (a, b) = (w.creator("Ada"), w.creator("Bea"));
    w.payment(a, money("100 EUR").unwrap(), "2026-11-20");
    let nudge = w.follow(Some(b), "nudge", "2026-11-25");
    assert_eq!(w.queue().cards[0].on, Subject::Creator(a));
    w.answer(&format!("R14:followup:{nudge}"), &Choice::Pin, "")
        .unwrap();
    assert_eq!(w.queue().cards[0].on, Subject::Creator(b));
    w.go("2026-11-26");
    assert_eq!(w.queue().cards[0].on, Subject::Creator(a));
}

#[test]
fn a_queue_being_walked_keeps_its_order() {
    let mut w = World::on("2026-11-25");
    let (ada, bea, cleo) = (w.creator("Ada"), w.creator("Bea"), w.creator("Cleo"));
    for creator in [ada, bea] {
        w.payment(creator, money("100 EUR").unwrap(), "2026-11-20");
    }
    w.set(cleo, |c| c.cadence = Cadence::OnEvent);
    let mut queue = w.queue();
    assert_eq!(queue.cards.len(), 2);
    let mut step = crate::domain::change::Step::default();
    let id = step.fresh(&w.model);
    let at = w.clock.now;
    step.insert(Touch::new(id, cleo, at, Channel::Mail, Direction::In));
    w.apply(&step);
    assert_eq!(
        queue.refresh(&w.ctx(), &step.edits),
        [Subject::Creator(cleo)]
    );
    let paid = w.answer("R3:payment:1", &Choice::Expected, "").unwrap();
    assert_eq!(queue.refresh(&w.ctx(), &paid.edits), []);
    let order: Vec<_> = queue.cards.iter().map(|card| card.on).collect();
    assert_eq!(order, [Subject::Creator(bea), Subject::Creator(cleo)]);
}
