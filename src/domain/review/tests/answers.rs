//! Answers: what is announced is what happens, one decision each, a touch when there was contact,
//! and everything can be taken back.

use crate::domain::change::Step;
use crate::domain::ids::Id;
use crate::domain::review::answers;
use crate::domain::review::{
    Choice, Reply, Rule, Snooze, Subject, answer, card_of, offer, one_message, snooze_card,
};
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

use super::morning;

/// Answers an item and checks what every answer owes: one decision, at most one touch, and a way
/// back.
fn answered(w: &mut World, key: &str, choice: &Choice, input: &str) -> Step {
    let before = w.model.clone();
    let announced = offer(&w.ctx(), &w.item(key).unwrap(), choice).unwrap();
    assert!(
        !announced.effect.is_empty() && !announced.label.is_empty(),
        "{key}"
    );
    let step = w.answer(key, choice, input).unwrap();
    assert_eq!(step.edits.decisions.len(), 1, "{key}: {step:?}");
    assert!(step.edits.touches.len() <= 1, "{key}");
    let mut back = w.model.clone();
    back.apply(&step.inverse().edits);
    assert_eq!(back.first_difference(&before), None, "{key}");
    step
}

fn effect(w: &World, key: &str, choice: &Choice) -> String {
    let offer = offer(&w.ctx(), &w.item(key).unwrap(), choice).unwrap();
    format!("{} → {}", offer.label, offer.effect)
}

#[test]
fn every_item_of_the_morning_says_what_its_keys_do() {
    let w = morning::world();
    let shown: Vec<String> = w
        .queue()
        .items()
        .map(|item| {
            let key = item.key.to_string();
            format!(
                "{} | {} | {}",
                item.key.rule.kind(),
                effect(&w, &key, &Choice::Expected),
                effect(&w, &key, &Choice::Alternative)
            )
        })
        .collect();
    let expected = [
        "pay | paid → paid today, closed | disputed → settled? asked Wed 2 Dec",
        "debrief | sent → keep-warm clock starts | not needed → closed",
        "rights | renewal asked → again Wed 2 Dec | let lapse → take down Fri 4 Dec",
        "reply | replied → their move, nudge Mon 30 Nov | no reply needed → settled until they write again",
        "approve | approved → no live date yet | changes asked → back in Fri 27 Nov",
        "live | ready → link? Wed 25 Nov | not happening → piece marked missed",
        "nudge | nudged → again Fri 27 Nov | cancelled → piece marked missed",
        "nudge | follow-up sent → next step Tue 1 Dec | close, no reply → closed; history stays, pitch again from Mon 22 Feb 2027",
        "nudge | close, no reply → closed; history stays, pitch again from Mon 22 Feb 2027 | one more try → close proposed again Fri 4 Dec",
        "follow | done → next: agree on terms Fri 27 Nov | done, nothing next → closed",
        "warm | written → clock restarts, next Tue 15 Dec | skip one cycle → again Tue 15 Dec",
    ];
    assert_eq!(shown, expected);
}

#[test]
fn answering_the_whole_morning_reaches_a_zero_that_lasts() {
    for choice in [
        Choice::Expected,
        Choice::Alternative,
        Choice::Snooze(Snooze::Monday),
    ] {
        let mut w = morning::world();
        let start = w.model.clone();
        let mut steps = Vec::new();
        let keys: Vec<String> = w.queue().items().map(|item| item.key.to_string()).collect();
        for key in keys {
            if w.item(&key).is_some() {
                steps.push(answered(&mut w, &key, &choice, ""));
            }
        }
        assert!(w.queue().is_zero(), "{choice:?}: {:#?}", w.queue());
        for step in steps.iter().rev() {
            w.apply(&step.inverse());
        }
        assert_eq!(w.model.first_difference(&start), None);
        assert_eq!(w.queue().counts().total(), 11);
    }
}

#[test]
fn contact_is_a_touch_and_facts_are_none() {
    let mut w = morning::world();
    let touches = |w: &mut World, rule: Rule| {
        let key = w
            .queue()
            .items()
            .find(|i| i.key.rule == rule)
            .unwrap()
            .key
            .to_string();
        answered(w, &key, &Choice::Expected, "").edits.touches.len()
    };
    for (rule, contact) in [
        (Rule::PaymentDue, 0),
        (Rule::GoneLive, 0),
        (Rule::ReplyOwed, 1),
        (Rule::Approval, 1),
        (Rule::PitchUnanswered, 1),
        (Rule::KeepWarm, 1),
    ] {
        assert_eq!(touches(&mut w, rule), contact, "{rule}");
    }
}

#[test]
fn labels_name_whom_and_what() {
    let mut w = morning::world();
    assert_eq!(
        answered(&mut w, "R3:payment:1", &Choice::Expected, "").label,
        "Paid: Maya €450"
    );
    assert_eq!(
        answered(&mut w, "R4:collaboration:1", &Choice::Alternative, "").label,
        "Debrief not needed: Maya"
    );
}

#[test]
fn a_word_from_them_settles_all_that_waited_for_it() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let pitch = w.deal(mia, Stage::Pitch);
    w.sent(mia, "2026-11-16");
    w.gift(mia, "pot", "2026-11-12");
    w.follow(Some(mia), "nudge", "2026-11-24");
    w.set(mia, |c| c.cadence = Cadence::Days(1));
    let waiting = [
        Rule::PitchUnanswered,
        Rule::GiftWithoutPost,
        Rule::FollowUpDue,
        Rule::KeepWarm,
    ];
    let all = |w: &World| -> Vec<Rule> { w.items(mia).iter().map(|i| i.key.rule).collect() };
    assert!(
        waiting.iter().all(|rule| all(&w).contains(rule)),
        "{:?}",
        all(&w)
    );
    w.go("2026-11-25");
    w.wrote(mia, "2026-11-25");
    let live: Vec<_> = w.queue().items().map(|i| i.key.rule).collect();
    assert_eq!(live, [Rule::ReplyOwed]);
    assert!(
        !all(&w).iter().any(|rule| [
            Rule::PitchUnanswered,
            Rule::GiftWithoutPost,
            Rule::FollowUpDue
        ]
        .contains(rule)),
        "{:?}",
        all(&w)
    );
    assert!(
        w.item(&format!("R11:collaboration:{pitch}:step1"))
            .is_none()
    );
}

#[test]
fn a_draft_goes_round_until_it_is_approved() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Creation);
    let piece = w.piece(deal, "reel", |d| {
        (d.draft_due, d.live_due) = (Some(day("2026-11-24")), Some(day("2026-12-10")));
    });
    let step = answers::draft_received(&w.ctx(), piece, "https://x.test/1").unwrap();
    assert_eq!(
        step.edits.decisions.len(),
        1,
        "it settles the question for the draft"
    );
    w.apply(&step);
    assert_eq!(w.live(mia), [format!("R2:deliverable:{piece}:r1")]);
    answered(
        &mut w,
        &format!("R2:deliverable:{piece}:r1"),
        &Choice::Alternative,
        "",
    );
    let again = w.item(&format!("R7:deliverable:{piece}:1bd")).unwrap();
    assert_eq!(
        (again.due, again.shows),
        (day("2026-11-26"), day("2026-11-25"))
    );
    let step = answers::draft_received(&w.ctx(), piece, "").unwrap();
    w.apply(&step);
    answered(
        &mut w,
        &format!("R2:deliverable:{piece}:r2"),
        &Choice::Expected,
        "",
    );
    assert_eq!(w.model.get(piece).unwrap().state, PieceState::Approved);
    w.go("2026-12-09");
    assert!(
        w.live(mia)
            .contains(&format!("R6:deliverable:{piece}:ready"))
    );
    answered(
        &mut w,
        &format!("R6:deliverable:{piece}:ready"),
        &Choice::Expected,
        "",
    );
    w.go("2026-12-10");
    let item = w.item(&format!("R6:deliverable:{piece}:link")).unwrap();
    for wrong in [
        "xxxxx",
        "https://x",
        "see https://x.test/p",
        "javascript:x.y",
    ] {
        let why = answer(&w.ctx(), &item, &Choice::Expected, wrong).unwrap_err();
        assert!(why.contains("is no link"), "{why}");
    }
    assert!(
        answer(&w.ctx(), &item, &Choice::Expected, "").is_ok(),
        "the link may come later"
    );
    answered(
        &mut w,
        &format!("R6:deliverable:{piece}:link"),
        &Choice::Expected,
        "https://x.test/p",
    );
    assert_eq!(w.model.get(piece).unwrap().live, Some(day("2026-12-10")));
    assert_eq!(
        w.item(&format!("R17:deliverable:{piece}:1d"))
            .unwrap()
            .shows,
        day("2026-12-11")
    );
}

#[test]
fn a_moved_date_asks_anew() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Creation);
    let piece = w.piece(deal, "reel", |d| d.draft_due = Some(day("2026-11-26")));
    let first = format!("R7:deliverable:{piece}:3bd");
    assert_eq!(
        effect(&w, &first, &Choice::Expected),
        "nudged → again Wed 25 Nov"
    );
    answered(&mut w, &first, &Choice::Expected, "");
    assert_eq!(w.live(mia), [""; 0]);
    w.go("2026-11-25");
    let second = format!("R7:deliverable:{piece}:1bd");
    answered(&mut w, &second, &Choice::MoveTo(day("2026-12-04")), "");
    assert_eq!(w.item(&first).unwrap().shows, day("2026-12-01"));
}

#[test]
fn a_part_payment_keeps_the_rest_due() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let payment = w.payment(mia, money("45000 EUR").unwrap(), "2026-11-24");
    let step = answers::paid(&w.ctx(), payment, money("20000 EUR"), day("2026-11-24")).unwrap();
    assert_eq!(step.label, "Paid: Mia €200 of €450");
    w.apply(&step);
    assert_eq!(
        w.item(&format!("R3:payment:{payment}")).unwrap().money,
        money("25000 EUR")
    );
    for bad in ["50000 EUR", "0 EUR", "100 USD"] {
        assert!(
            answers::paid(&w.ctx(), payment, money(bad), day("2026-11-24")).is_err(),
            "{bad}"
        );
    }
}

#[test]
fn replies_move_the_pitch_on() {
    let world = || {
        let mut w = World::on("2026-11-24");
        let mia = w.creator("Mia");
        let deal = w.deal(mia, Stage::Pitch);
        w.sent(mia, "2026-11-17");
        (w, mia, deal, format!("R11:collaboration:{deal}:step1"))
    };
    let (mut w, mia, deal, key) = world();
    answered(
        &mut w,
        &key,
        &Choice::Replied(Reply::Interested),
        "yes, let's do it",
    );
    assert_eq!(w.model.get(deal).unwrap().stage, Stage::Onboarding);
    assert!(w.items(mia).iter().any(|i| i.key.rule == Rule::ReplyOwed));

    let (mut w, mia, _, key) = world();
    answered(
        &mut w,
        &key,
        &Choice::Replied(Reply::Later(Some(day("2026-12-04")))),
        "",
    );
    assert_eq!(w.live(mia), [""; 0]);
    assert_eq!(w.derived.of(mia).next.unwrap().shows, day("2026-12-04"));

    let (mut w, mia, deal, key) = world();
    answered(&mut w, &key, &Choice::Replied(Reply::No), "");
    assert_eq!(w.model.get(deal).unwrap().outcome, Some(Outcome::Declined));
    assert_eq!(w.items(mia), []);
}

#[test]
fn proposals_avoid_full_and_free_days() {
    let mut w = World::on("2026-11-24");
    w.holiday("2026-11-26", "Thanksgiving");
    let mia = w.creator("Mia");
    w.wrote(mia, "2026-11-20");
    assert_eq!(
        effect(&w, "R1:touch:1", &Choice::Expected),
        "replied → their move, nudge Mon 30 Nov"
    );
    let busy = w.creator("Bea");
    w.follow(Some(busy), "x", "2026-11-30");
    assert_eq!(
        effect(&w, "R1:touch:1", &Choice::Expected),
        "replied → their move, nudge Fri 27 Nov"
    );
    w.away("2026-11-25", "2026-12-06");
    assert_eq!(
        effect(&w, "R1:touch:1", &Choice::Expected),
        "replied → their move, nudge Wed 9 Dec"
    );
}

#[test]
fn snoozes_end_on_the_days_they_say() {
    let w = World::on("2026-11-24");
    let ends = |snooze| answers::snooze_day(&w.ctx(), snooze).unwrap().to_string();
    assert_eq!(ends(Snooze::NextDay), "2026-11-25");
    assert_eq!(ends(Snooze::Days(5)), "2026-12-01");
    assert_eq!(ends(Snooze::Monday), "2026-11-30");
    assert_eq!(ends(Snooze::Friday), "2026-11-27");
    assert_eq!(ends(Snooze::MonthEnd), "2026-11-30");
    assert_eq!(ends(Snooze::Month), "2026-12-24");
    assert_eq!(ends(Snooze::UntilReply), "2026-12-24");
    assert!(answers::snooze_day(&w.ctx(), Snooze::To(day("2026-11-24"))).is_err());
    // At the end of a month, of a year, in a leap year.
    let at = |today: &str, snooze| {
        answers::snooze_day(&World::on(today).ctx(), snooze)
            .unwrap()
            .to_string()
    };
    assert_eq!(at("2026-11-30", Snooze::MonthEnd), "2026-12-31");
    assert_eq!(at("2026-12-31", Snooze::NextDay), "2027-01-01");
    assert_eq!(at("2028-01-31", Snooze::Month), "2028-02-29");
    assert_eq!(at("2026-11-27", Snooze::Friday), "2026-12-04");
}

#[test]
fn a_card_is_snoozed_and_woken_whole() {
    let mut w = morning::world();
    let maya: Id<Creator> = Id::new(1);
    let items = card_of(&w.ctx(), Subject::Creator(maya)).unwrap().items;
    let step = snooze_card(&w.ctx(), &items, Snooze::Friday).unwrap();
    assert_eq!(step.label, "Snoozed to Fri 27 Nov: Maya, 3 items");
    w.apply(&step);
    assert_eq!(w.live(maya), [""; 0]);
    let step = answers::wake_card(&w.ctx(), &items).unwrap();
    w.apply(&step);
    assert_eq!(w.live(maya).len(), 3);
}

#[test]
fn one_message_settles_words_and_never_facts() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Creation);
    w.payment(mia, money("100 EUR").unwrap(), "2026-11-24");
    w.piece(deal, "reel", |d| d.draft_due = Some(day("2026-11-20")));
    w.wrote(mia, "2026-11-20");
    w.right(mia, RightKind::Usage, "reel A", "2026-12-01");
    let items = card_of(&w.ctx(), Subject::Creator(mia)).unwrap().items;
    assert_eq!(items.len(), 4);
    let step = one_message(&w.ctx(), &items, "all in one").unwrap();
    assert_eq!(
        (
            step.edits.touches.len(),
            step.edits.decisions.len(),
            step.edits.payments.len()
        ),
        (1, 3, 0)
    );
    assert_eq!(step.label, "One message to Mia for 3 items");
    let before = w.model.clone();
    w.apply(&step);
    assert_eq!(w.live(mia), ["R3:payment:1"]);
    w.apply(&step.inverse());
    assert_eq!(w.model.first_difference(&before), None);

    w.set(mia, |c| c.quiet_days = "tue".into());
    assert!(
        one_message(&w.ctx(), &items, "")
            .unwrap_err()
            .contains("quiet day")
    );
    w.set(mia, |c| {
        (c.do_not_contact, c.do_not_contact_why) = (true, "asked us".into())
    });
    assert_eq!(
        one_message(&w.ctx(), &items, "").unwrap_err(),
        "Mia is marked \"do not contact\" (asked us)."
    );
}

#[test]
fn who_writes_once_more_is_still_owed_a_reply() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    w.deal(mia, Stage::Pitch);
    let first = w.wrote(mia, "2026-11-23");
    let owed = format!("R1:touch:{first}");
    for reply in [Reply::Plain, Reply::Interested] {
        let step = w
            .answer(&owed, &Choice::Replied(reply), "any news?")
            .unwrap();
        assert_eq!(step.edits.touches.len(), 1);
        assert_eq!(w.live(mia), std::slice::from_ref(&owed), "{reply:?}");
        w.apply(&step.inverse());
    }
    // "Later" and "no" settle it, and all that was written before.
    w.answer(&owed, &Choice::Replied(Reply::No), "").unwrap();
    assert!(w.live(mia).is_empty());
}

#[test]
fn a_first_message_begins_the_ladder() {
    let mut w = World::on("2026-11-24");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Discovery);
    let step = answers::sent(&w.ctx(), mia, Some(Channel::Dm), "hello").unwrap();
    assert_eq!(
        step.edits.touches[0].after.as_ref().unwrap().channel,
        Channel::Dm
    );
    w.apply(&step);
    assert_eq!(w.model.get(deal).unwrap().stage, Stage::Pitch);
    assert_eq!(
        w.item(&format!("R11:collaboration:{deal}:step1"))
            .unwrap()
            .due,
        day("2026-11-27")
    );
}

#[test]
fn the_sixth_stage_goes_on_in_three_ways() {
    let world = || {
        let mut w = World::on("2026-11-24");
        let mia = w.creator("Mia");
        let deal = w.deal(mia, Stage::Measurement);
        (w, mia, deal)
    };
    let (mut w, mia, deal) = world();
    let step = answers::go_on(&w.ctx(), deal, answers::GoOn::Retain).unwrap();
    w.apply(&step);
    assert_eq!(w.derived.of(mia).stage, Some(Stage::Onboarding));
    assert_eq!(w.model.get(deal).unwrap().outcome, Some(Outcome::Completed));

    let (mut w, mia, deal) = world();
    let step = answers::go_on(&w.ctx(), deal, answers::GoOn::Later(None)).unwrap();
    w.apply(&step);
    assert_eq!(w.derived.of(mia).next.unwrap().shows, day("2027-02-22"));

    let (mut w, mia, deal) = world();
    w.payment(mia, money("35000 USD").unwrap(), "2026-11-24");
    let step = answers::go_on(&w.ctx(), deal, answers::GoOn::Graduate).unwrap();
    assert_eq!(
        step.label,
        "Graduated with thanks: Mia · payment $350, today stays in Review"
    );
    w.apply(&step);
    assert_eq!(w.live(mia), ["R3:payment:1"]);
    w.set(Id::<Payment>::new(1), |p| p.state = PaymentState::Paid);
    let again = w.model.get(deal).unwrap();
    assert_eq!(
        (again.stage, again.outcome),
        (Stage::Retention, Some(Outcome::Graduated))
    );
}

#[test]
fn an_answer_to_what_is_gone_is_a_sentence() {
    let mut w = morning::world();
    let item = w.item("R3:payment:1").unwrap();
    let mut step = Step::default();
    step.remove(w.model.get(Id::<Payment>::new(1)).unwrap().clone());
    w.apply(&step);
    let refused = answer(&w.ctx(), &item, &Choice::Expected, "").unwrap_err();
    assert_eq!(refused, "R3:payment:1 is not there any more.");
}
