//! Every rule: the facts that call its item up, the day it enters and is due, what makes it go
//! away.

use crate::domain::ids::Id;
use crate::domain::review::{Item, Lane, RULES, Rule};
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

/// A creator in the middle of a collaboration whose brief has left.
pub(super) fn creating(w: &mut World) -> (Id<Creator>, Id<Collaboration>) {
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Creation);
    (mia, deal)
}

/// What a rule says: `key lane enters due`, or nothing.
pub(super) fn said(w: &World, creator: Id<Creator>, rule: Rule) -> Vec<String> {
    let show = |i: &Item| format!("{} {} {} {}", i.key, i.lane.word(), i.enters, i.due);
    w.items(creator)
        .iter()
        .filter(|i| i.key.rule == rule)
        .map(show)
        .collect()
}

#[test]
fn the_table_is_in_the_order_of_the_rules() {
    assert_eq!(RULES.len(), Rule::ALL.len());
    for (row, rule) in RULES.iter().zip(Rule::ALL) {
        assert_eq!(row.rule, *rule);
        assert_eq!(rule.row().rule, *rule);
    }
}

#[test]
fn a_word_from_them_is_owed_a_reply() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let touch = w.wrote(mia, "2026-11-20");
    assert_eq!(
        said(&w, mia, Rule::ReplyOwed),
        [format!("R1:touch:{touch} owe 2026-11-20 2026-11-23")]
    );
    assert_eq!(
        w.item(&format!("R1:touch:{touch}")).unwrap().why(),
        "1.0 = 2 owed − 1.0 early (1 of 1 bd left)"
    );
    // A second word does not make it younger.
    w.go("2026-11-24");
    w.wrote(mia, "2026-11-24");
    assert_eq!(said(&w, mia, Rule::ReplyOwed).len(), 1);
    assert!(said(&w, mia, Rule::ReplyOwed)[0].contains(&format!("R1:touch:{touch} ")));
    w.go("2026-11-25");
    w.sent(mia, "2026-11-25");
    assert_eq!(said(&w, mia, Rule::ReplyOwed), [""; 0]);
}

#[test]
fn a_mass_mail_answers_nobody() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    w.wrote(mia, "2026-11-18");
    let mass = w.sent(mia, "2026-11-19");
    w.set(mass, |t| t.personal = false);
    assert_eq!(said(&w, mia, Rule::ReplyOwed).len(), 1);
    assert_eq!(w.derived.of(mia).last_out, None);
}

#[test]
fn a_draft_is_owed_an_approval_within_the_window() {
    let mut w = World::on("2026-11-20");
    let (mia, deal) = creating(&mut w);
    let piece = w.piece(deal, "reel", |d| {
        (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-11-20")))
    });
    assert_eq!(
        said(&w, mia, Rule::Approval),
        [format!(
            "R2:deliverable:{piece}:r1 owe 2026-11-20 2026-11-24"
        )]
    );
    w.set(deal, |c| c.approval_days = Some(1));
    assert_eq!(
        said(&w, mia, Rule::Approval),
        [format!(
            "R2:deliverable:{piece}:r1 owe 2026-11-20 2026-11-23"
        )]
    );
    w.set(piece, |d| d.state = PieceState::Approved);
    assert_eq!(said(&w, mia, Rule::Approval), [""; 0]);
}

#[test]
fn money_is_owed_on_the_agreed_day_or_the_working_day_before_it() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let payment = w.payment(mia, money("35000 USD").unwrap(), "2026-11-28");
    assert_eq!(
        said(&w, mia, Rule::PaymentDue),
        [format!("R3:payment:{payment} owe 2026-11-20 2026-11-27")]
    );
    w.set(payment, |p| p.state = PaymentState::Disputed);
    assert_eq!(said(&w, mia, Rule::PaymentDue), [""; 0]);
    w.set(payment, |p| {
        (p.state, p.due, p.invoiced) = (PaymentState::Invoiced, None, Some(day("2026-11-02")))
    });
    assert_eq!(
        said(&w, mia, Rule::PaymentDue),
        [format!("R3:payment:{payment} owe 2026-11-25 2026-12-02")]
    );
    w.set(payment, |p| p.state = PaymentState::Paid);
    assert_eq!(said(&w, mia, Rule::PaymentDue), [""; 0]);
}

#[test]
fn a_fee_without_a_payment_is_owed_after_the_last_piece_that_has_a_day() {
    let mut w = World::on("2026-11-20");
    let (mia, deal) = creating(&mut w);
    w.set(deal, |c| {
        (c.agreed, c.fee, c.net_days) = (Some(day("2026-10-01")), money("42000 USD"), Some(14))
    });
    let one = w.piece(deal, "reel", |d| d.live = Some(day("2026-11-02")));
    let two = w.piece(deal, "story", |_| ());
    assert_eq!(
        said(&w, mia, Rule::PaymentDue),
        [format!("R3:collaboration:{deal} owe 2026-11-09 2026-11-16")]
    );
    w.set(two, |d| d.live = Some(day("2026-11-04")));
    assert_eq!(
        said(&w, mia, Rule::PaymentDue),
        [format!("R3:collaboration:{deal} owe 2026-11-11 2026-11-18")]
    );
    w.set(one, |d| d.live = None);
    w.set(two, |d| d.live = None);
    assert_eq!(said(&w, mia, Rule::PaymentDue), [""; 0]);
    // Closed with the fee unpaid, it is owed all the same.
    w.set(two, |d| d.live = Some(day("2026-11-04")));
    w.set(deal, |c| c.outcome = Some(Outcome::Completed));
    assert_eq!(
        said(&w, mia, Rule::PaymentDue),
        [format!("R3:collaboration:{deal} owe 2026-11-11 2026-11-18")]
    );
}

#[test]
fn a_debrief_is_owed_a_week_after_the_last_post() {
    let mut w = World::on("2026-11-20");
    let (mia, deal) = creating(&mut w);
    w.piece(deal, "reel", |d| d.live = Some(day("2026-11-11")));
    assert_eq!(
        said(&w, mia, Rule::DebriefOwed),
        [format!("R4:collaboration:{deal} owe 2026-11-18 2026-11-20")]
    );
    w.set(deal, |c| c.debrief_sent = Some(day("2026-11-20")));
    assert_eq!(said(&w, mia, Rule::DebriefOwed), [""; 0]);
}

#[test]
fn a_brief_and_a_parcel_are_owed_once_agreed() {
    let mut w = World::on("2026-11-20");
    let (mia, deal) = creating(&mut w);
    w.set(deal, |c| {
        (c.agreed, c.product) = (Some(day("2026-11-18")), "glass pot".into())
    });
    let expected = ["brief", "parcel"]
        .map(|what| format!("R5:collaboration:{deal}:{what} owe 2026-11-20 2026-11-20"));
    assert_eq!(said(&w, mia, Rule::SuppliesOwed), expected);
    w.set(deal, |c| c.brief_sent = Some(day("2026-11-20")));
    let parcel = w.gift(mia, "glass pot", "2026-11-20");
    w.set(parcel, |s| {
        (s.state, s.collaboration) = (ParcelState::ToSend, Some(deal))
    });
    assert_eq!(
        said(&w, mia, Rule::SuppliesOwed),
        [format!("R5:shipment:{parcel} owe 2026-11-20 2026-11-20")]
    );
    w.set(parcel, |s| s.state = ParcelState::Sent);
    assert_eq!(said(&w, mia, Rule::SuppliesOwed), [""; 0]);
}

#[test]
fn a_live_date_is_asked_for_the_day_before_and_on_the_day() {
    let mut w = World::on("2026-11-19");
    let (mia, deal) = creating(&mut w);
    // A Sunday: agreed dates never move; the day before it that is worked does the asking.
    let piece = w.piece(deal, "reel", |d| d.live_due = Some(day("2026-11-22")));
    let ready = format!("R6:deliverable:{piece}:ready dated 2026-11-20 2026-11-20");
    let link = format!("R6:deliverable:{piece}:link dated 2026-11-22 2026-11-22");
    assert_eq!(said(&w, mia, Rule::GoneLive), [ready, link.clone()]);
    w.set(piece, |d| d.ready = Some(day("2026-11-20")));
    assert_eq!(said(&w, mia, Rule::GoneLive), [link]);
    w.set(piece, |d| d.live = Some(day("2026-11-22")));
    assert_eq!(said(&w, mia, Rule::GoneLive), [""; 0]);
}

#[test]
fn a_draft_is_asked_for_before_and_after_its_day() {
    let mut w = World::on("2026-11-20");
    let (mia, deal) = creating(&mut w);
    let piece = w.piece(deal, "reel", |d| d.draft_due = Some(day("2026-11-25")));
    assert_eq!(
        said(&w, mia, Rule::DraftComing),
        [format!(
            "R7:deliverable:{piece}:3bd dated 2026-11-20 2026-11-25"
        )]
    );
    w.go("2026-11-24");
    assert_eq!(
        said(&w, mia, Rule::DraftComing),
        [format!(
            "R7:deliverable:{piece}:1bd dated 2026-11-24 2026-11-25"
        )]
    );
    w.go("2026-11-26");
    assert_eq!(said(&w, mia, Rule::DraftComing), [""; 0]);
    assert_eq!(
        said(&w, mia, Rule::DraftLate),
        [format!(
            "R8:deliverable:{piece} waiting 2026-11-26 2026-11-25"
        )]
    );
    w.set(piece, |d| d.live_due = Some(day("2026-12-03")));
    assert_eq!(
        said(&w, mia, Rule::DraftLate),
        [format!(
            "R8:deliverable:{piece} dated 2026-11-26 2026-11-25"
        )]
    );
    w.set(piece, |d| d.state = PieceState::DraftIn);
    assert_eq!(said(&w, mia, Rule::DraftLate), [""; 0]);
}

#[test]
fn nothing_more_is_asked_about_a_collaboration_that_ended() {
    let mut w = World::on("2026-11-20");
    let (mia, deal) = creating(&mut w);
    w.piece(deal, "reel", |d| {
        (d.draft_due, d.live_due) = (Some(day("2026-11-18")), Some(day("2026-11-20")))
    });
    w.piece(deal, "reel", |d| {
        (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-11-20")))
    });
    assert_eq!(w.live(mia).len(), 3);
    w.set(deal, |c| {
        (c.outcome, c.closed) = (Some(Outcome::Declined), Some(day("2026-11-20")))
    });
    assert_eq!(w.items(mia), []);
}

#[test]
fn rights_end_and_then_are_to_be_taken_down() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let right = w.right(mia, RightKind::Usage, "reel A", "2026-12-04");
    assert_eq!(
        said(&w, mia, Rule::RightEnding),
        [format!("R9:right:{right} dated 2026-11-20 2026-12-04")]
    );
    w.go("2026-12-07");
    assert_eq!(
        said(&w, mia, Rule::RightEnding),
        [format!("R9:right:{right}:down owe 2026-12-04 2026-12-04")]
    );
    w.set(right, |r| r.state = RightState::Ended);
    assert_eq!(said(&w, mia, Rule::RightEnding), [""; 0]);
    w.go("2026-11-20");
    w.set(right, |r| r.state = RightState::LetLapse);
    assert_eq!(
        said(&w, mia, Rule::RightEnding),
        [format!("R9:right:{right}:down owe 2026-12-04 2026-12-04")]
    );
}

#[test]
fn terms_end_until_renewed_or_closed() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let code = w.right(mia, RightKind::Code, "MIA10", "2026-12-31");
    assert_eq!(
        said(&w, mia, Rule::TermsEnding),
        [format!("R10:right:{code} dated 2026-12-17 2026-12-31")]
    );
    w.set(code, |r| r.state = RightState::LetLapse);
    assert_eq!(said(&w, mia, Rule::TermsEnding), [""; 0]);
}

/// The dates of the whole ladder when each step is sent on its day, or the first only later.
fn ladder(first_sent: &str) -> Vec<String> {
    let mut w = World::on("2026-11-17");
    w.holiday("2026-11-26", "Thanksgiving");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Pitch);
    w.sent(mia, "2026-11-17");
    let mut dates = Vec::new();
    for step in 1..=4 {
        let item = w
            .item(&format!("R11:collaboration:{deal}:step{step}"))
            .unwrap();
        dates.push(item.due.format("%a %-d %b").to_string());
        if step < 4 {
            let day = if step == 1 {
                first_sent.to_owned()
            } else {
                item.due.to_string()
            };
            w.go(&day);
            w.sent(mia, &day);
        }
    }
    dates
}

#[test]
fn the_ladder_keeps_its_gaps_however_late_a_step_is() {
    assert_eq!(
        ladder("2026-11-20"),
        ["Fri 20 Nov", "Fri 27 Nov", "Tue 8 Dec", "Thu 17 Dec"]
    );
    assert_eq!(
        ladder("2026-11-24"),
        ["Fri 20 Nov", "Tue 1 Dec", "Thu 10 Dec", "Mon 21 Dec"]
    );
}

#[test]
fn other_ladders_have_other_gaps() {
    let mut w = World::on("2026-11-17");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Pitch);
    w.sent(mia, "2026-11-17");
    w.set(deal, |c| c.ladder = Ladder::Press);
    assert_eq!(
        said(&w, mia, Rule::PitchUnanswered),
        [format!(
            "R11:collaboration:{deal}:step1 waiting 2026-11-24 2026-11-24"
        )]
    );
    w.set(deal, |c| c.ladder = Ladder::Warm);
    assert_eq!(
        said(&w, mia, Rule::PitchUnanswered),
        [format!(
            "R11:collaboration:{deal}:step1 waiting 2026-11-23 2026-11-23"
        )]
    );
    w.wrote(mia, "2026-11-17");
    assert_eq!(
        said(&w, mia, Rule::PitchUnanswered).len(),
        1,
        "noon of the same day is not after noon"
    );
    w.go("2026-11-18");
    w.wrote(mia, "2026-11-18");
    assert_eq!(said(&w, mia, Rule::PitchUnanswered), [""; 0]);
}

#[test]
fn an_offer_is_nudged_twice_and_then_closed() {
    let mut w = World::on("2026-11-16");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Onboarding);
    w.set(deal, |c| c.terms_sent = Some(day("2026-11-16")));
    w.sent(mia, "2026-11-16");
    let step = |n: u8, on: &str| {
        [format!(
            "R12:collaboration:{deal}:step{n} waiting {on} {on}"
        )]
    };
    assert_eq!(said(&w, mia, Rule::OfferUnanswered), step(1, "2026-11-18"));
    w.go("2026-11-18");
    w.sent(mia, "2026-11-18");
    assert_eq!(said(&w, mia, Rule::OfferUnanswered), step(2, "2026-11-25"));
    w.go("2026-11-25");
    w.sent(mia, "2026-11-25");
    assert_eq!(said(&w, mia, Rule::OfferUnanswered), step(3, "2026-12-04"));
    w.set(deal, |c| c.agreed = Some(day("2026-11-25")));
    assert_eq!(said(&w, mia, Rule::OfferUnanswered), [""; 0]);
}

#[test]
fn a_gift_is_asked_about_twice_and_then_left() {
    let mut w = World::on("2026-11-16");
    let mia = w.creator("Mia");
    let gift = w.gift(mia, "glass pot", "2026-11-09");
    let step = |n: u8, on: &str| [format!("R13:shipment:{gift}:step{n} waiting {on} {on}")];
    assert_eq!(said(&w, mia, Rule::GiftWithoutPost), step(1, "2026-11-16"));
    w.sent(mia, "2026-11-16");
    assert_eq!(said(&w, mia, Rule::GiftWithoutPost), step(2, "2026-11-19"));
    w.go("2026-11-20");
    w.sent(mia, "2026-11-20");
    assert_eq!(said(&w, mia, Rule::GiftWithoutPost), step(3, "2026-11-24"));
    w.set(gift, |s| s.posted = Some(day("2026-11-20")));
    assert_eq!(said(&w, mia, Rule::GiftWithoutPost), [""; 0]);
    w.set(gift, |s| (s.posted, s.post_agreed) = (None, true));
    assert_eq!(said(&w, mia, Rule::GiftWithoutPost), [""; 0]);
}

#[test]
fn a_follow_up_waits_for_its_day_and_for_their_answer() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let ask = w.follow(Some(mia), "ask for the address", "2026-11-22");
    assert_eq!(
        said(&w, mia, Rule::FollowUpDue),
        [format!("R14:followup:{ask} waiting 2026-11-23 2026-11-23")]
    );
    w.set(ask, |f| f.promised = true);
    assert_eq!(
        said(&w, mia, Rule::FollowUpDue),
        [format!("R14:followup:{ask} owe 2026-11-20 2026-11-20")]
    );
    w.set(ask, |f| f.promised = false);
    w.go("2026-11-21");
    w.wrote(mia, "2026-11-21");
    assert_eq!(said(&w, mia, Rule::FollowUpDue), [""; 0]);
    w.set(ask, |f| f.if_no_reply = false);
    assert_eq!(said(&w, mia, Rule::FollowUpDue).len(), 1);
    w.set(ask, |f| f.done = Some(day("2026-11-21")));
    assert_eq!(said(&w, mia, Rule::FollowUpDue), [""; 0]);
}

/// Ideal and maximum of a creator with this relationship, last written to today.
fn rhythm(
    w: &mut World,
    relationship: Relationship,
    with: impl FnOnce(&mut Creator),
) -> Option<(i64, i32)> {
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Retention);
    w.set(deal, |c| c.debrief_sent = Some(day("2026-11-20")));
    w.set(mia, |c| {
        c.relationship = Some(relationship);
        with(c);
    });
    w.sent(mia, "2026-11-20");
    let warm = |w: &World| {
        w.items(mia)
            .into_iter()
            .find(|i| i.key.rule == Rule::KeepWarm)
    };
    let due = warm(w)?.due;
    let today = w.clock.today();
    w.go(&super::super::super::day::add_days(due, 1).to_string());
    let of = warm(w).map(|i| i.late.of);
    w.go(&today.to_string());
    Some(((due - today).num_days(), of?))
}

#[test]
fn each_relationship_has_its_rhythm() {
    let mut w = World::on("2026-11-20");
    assert_eq!(
        rhythm(&mut w, Relationship::Ambassador, |_| ()),
        Some((21, 14))
    );
    assert_eq!(
        rhythm(&mut w, Relationship::Recurring, |_| ()),
        Some((30, 15))
    );
    assert_eq!(
        rhythm(&mut w, Relationship::Affiliate, |_| ()),
        Some((45, 30))
    );
    assert_eq!(rhythm(&mut w, Relationship::OneOff, |_| ()), Some((90, 60)));
    assert_eq!(
        rhythm(&mut w, Relationship::Recurring, |c| c.core = true),
        Some((15, 7))
    );
    assert_eq!(
        rhythm(&mut w, Relationship::Recurring, |c| c.cadence =
            Cadence::Days(10)),
        Some((10, 5))
    );
    assert_eq!(
        rhythm(&mut w, Relationship::Recurring, |c| c.cadence =
            Cadence::OnEvent),
        None
    );
}

#[test]
fn prospects_are_not_kept_warm_and_the_dormant_once() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Pitch);
    w.sent(mia, "2026-05-01");
    assert_eq!(said(&w, mia, Rule::KeepWarm), [""; 0]);
    w.set(deal, |c| {
        (c.outcome, c.closed) = (Some(Outcome::NoReply), Some(day("2026-05-30")))
    });
    assert_eq!(
        said(&w, mia, Rule::KeepWarm),
        [format!(
            "R15:creator:{mia}:2026-05-01 warm 2026-10-28 2026-10-28"
        )]
    );
    w.set(deal, |c| c.outcome = Some(Outcome::Declined));
    assert_eq!(said(&w, mia, Rule::KeepWarm), [""; 0]);
}

#[test]
fn nothing_planned_is_asked_about_on_monday_and_at_once_after_an_import() {
    let mut w = World::on("2026-11-25");
    let mia = w.add(|id| Creator {
        id,
        name: "Mia".into(),
        added: day("2026-11-25"),
        ..Creator::default()
    });
    w.add(|id| Collaboration::new(id, mia, Stage::Discovery, day("2026-11-25")));
    assert_eq!(
        said(&w, mia, Rule::NoNextStep),
        [format!(
            "R16:creator:{mia}:2026-11-25 warm 2026-11-30 2026-11-30"
        )]
    );
    w.set(mia, |c| c.imported = true);
    assert_eq!(
        said(&w, mia, Rule::NoNextStep),
        [format!(
            "R16:creator:{mia}:2026-11-25 warm 2026-11-25 2026-11-25"
        )]
    );
    w.follow(Some(mia), "vet", "2026-12-15");
    assert_eq!(said(&w, mia, Rule::NoNextStep), [""; 0]);
}

#[test]
fn a_keep_warm_clock_is_a_next_step_only_while_the_work_rests() {
    let mut w = World::on("2026-11-25");
    let mia = w.creator("Mia");
    let deal = w.deal(mia, Stage::Retention);
    w.set(mia, |c| c.relationship = Some(Relationship::Recurring));
    w.sent(mia, "2026-11-20");
    assert_eq!(said(&w, mia, Rule::NoNextStep), [""; 0]);
    w.set(deal, |c| c.stage = Stage::Creation);
    assert_eq!(said(&w, mia, Rule::NoNextStep).len(), 1);
}

#[test]
fn numbers_are_taken_at_three_ages_and_only_the_newest_is_asked() {
    let mut w = World::on("2026-11-19");
    let (mia, deal) = creating(&mut w);
    w.set(deal, |c| c.debrief_sent = Some(day("2026-11-19")));
    let piece = w.piece(deal, "reel", |d| {
        (d.state, d.live) = (PieceState::Live, Some(day("2026-11-13")))
    });
    let ages = |w: &World| -> Vec<String> {
        w.items(mia)
            .iter()
            .filter(|i| i.key.rule == Rule::NumbersToCollect)
            .map(|i| format!("{} {}", i.key.time, i.due))
            .collect()
    };
    // The day after a Friday is a Saturday: asked on Monday.
    assert_eq!(
        ages(&w),
        ["1d 2026-11-16", "7d 2026-11-20", "30d 2026-12-14"]
    );
    w.go("2026-11-20");
    assert_eq!(ages(&w), ["7d 2026-11-20", "30d 2026-12-14"]);
    w.answer(
        &format!("R17:deliverable:{piece}:7d"),
        &crate::domain::review::Choice::Expected,
        "views 12k",
    )
    .unwrap();
    assert_eq!(ages(&w), ["30d 2026-12-14"]);
}

#[test]
fn a_check_in_is_due_every_quarter() {
    let mut w = World::on("2026-11-20");
    let mia = w.creator("Mia");
    w.deal(mia, Stage::Retention);
    w.set(mia, |c| {
        (c.relationship, c.checkin) = (Some(Relationship::Recurring), Some(day("2026-08-12")))
    });
    assert_eq!(
        said(&w, mia, Rule::CheckIn),
        [format!(
            "R18:creator:{mia}:2026q4 warm 2026-11-12 2026-11-12"
        )]
    );
    w.set(mia, |c| c.checkin = Some(day("2026-11-20")));
    assert_eq!(
        said(&w, mia, Rule::CheckIn),
        [format!(
            "R18:creator:{mia}:2027q1 warm 2027-02-22 2027-02-22"
        )]
    );
    w.set(mia, |c| c.relationship = Some(Relationship::OneOff));
    assert_eq!(said(&w, mia, Rule::CheckIn), [""; 0]);
}

#[test]
fn lanes_have_their_promise() {
    assert_eq!(
        Lane::ALL
            .iter()
            .map(|lane| lane.promise())
            .collect::<Vec<_>>(),
        [2, 2, 1, 0]
    );
}
