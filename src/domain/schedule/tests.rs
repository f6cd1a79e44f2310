//! What hangs on a live day moves with it, what does not stays, and one step takes all of it back.

use super::*;
use crate::domain::agenda::What;
use crate::domain::testing::{World, day, money};

struct Deal {
    w: World,
    creator: Id<Creator>,
    reel: Id<Deliverable>,
    fee: Id<Payment>,
    right: Id<Right>,
}

/// A reel on 5 December, its draft the day before, pay after 14 days, reposts for three months.
fn agreed() -> Deal {
    let mut w = World::on("2026-11-20");
    let creator = w.creator("Sofia");
    let deal = w.deal(creator, Stage::Creation);
    let reel = w.piece(deal, "reel", |d| {
        (d.draft_due, d.live_due) = (Some(day("2026-12-04")), Some(day("2026-12-05")))
    });
    let fee = w.payment(creator, money("42000 USD").unwrap(), "2026-12-19");
    w.set(fee, |p| p.collaboration = Some(deal));
    let right = w.right(creator, RightKind::Usage, "reposts", "2027-03-05");
    w.set(right, |r| {
        (r.collaboration, r.start) = (Some(deal), Some(day("2026-12-05")))
    });
    Deal {
        w,
        creator,
        reel,
        fee,
        right,
    }
}

impl Deal {
    /// Live, draft, pay, and the right's first and last day.
    fn days(&self) -> [String; 5] {
        let m = &self.w.model;
        let (reel, right) = (m.get(self.reel).unwrap(), m.get(self.right).unwrap());
        let live = reel.live.or(reel.live_due);
        [
            live,
            reel.draft_due,
            m.get(self.fee).unwrap().due,
            right.start,
            right.end,
        ]
        .map(|d| d.map_or_else(String::new, |d| d.format("%m-%d").to_string()))
    }
}

#[test]
fn pay_and_rights_follow_the_live_day_and_the_step_says_so() {
    let mut d = agreed();
    let before = d.w.model.clone();
    let step = move_to(&d.w.ctx(), What::Live(d.reel), day("2026-12-09")).unwrap();
    assert_eq!(
        step.label,
        "Moved to Wed 9 Dec: Sofia, reel live · with it $420 to Wed 23 Dec, usage rights from Wed 9 Dec"
    );
    d.w.apply(&step);
    assert_eq!(d.days(), ["12-09", "12-04", "12-23", "12-09", "03-09"]);
    d.w.apply(&step.inverse());
    assert_eq!(d.w.model, before);
}

#[test]
fn a_draft_goes_along_only_when_it_would_come_after_the_piece() {
    let mut d = agreed();
    let step = move_to(&d.w.ctx(), What::Live(d.reel), day("2026-12-01")).unwrap();
    assert!(
        step.label.contains("the draft to Mon 30 Nov"),
        "{}",
        step.label
    );
    d.w.apply(&step);
    assert_eq!(d.days(), ["12-01", "11-30", "12-15", "12-01", "03-01"]);
    // Moving the draft moves nothing else.
    let step = move_to(&d.w.ctx(), What::Draft(d.reel), day("2026-12-01")).unwrap();
    d.w.apply(&step);
    assert_eq!(d.days(), ["12-01", "12-01", "12-15", "12-01", "03-01"]);
}

#[test]
fn what_was_invoiced_paid_or_deposited_stays() {
    for with in [
        (|p: &mut Payment| p.invoiced = Some(day("2026-11-19"))) as fn(&mut Payment),
        |p| (p.state, p.paid) = (PaymentState::Paid, Some(day("2026-11-19"))),
        |p| p.state = PaymentState::Disputed,
        |p| p.kind = PaymentKind::Commission,
        |p| p.due = Some(day("2026-12-01")),
    ] {
        let mut d = agreed();
        d.w.set(d.fee, with);
        let due = d.w.model.get(d.fee).unwrap().due;
        let step = move_to(&d.w.ctx(), What::Live(d.reel), day("2026-12-09")).unwrap();
        d.w.apply(&step);
        assert_eq!(d.w.model.get(d.fee).unwrap().due, due);
    }
}

#[test]
fn money_hangs_on_the_last_piece_and_rights_on_the_first() {
    let mut d = agreed();
    let deal = d.w.model.get(d.reel).unwrap().collaboration;
    let story =
        d.w.piece(deal, "story", |d| d.live_due = Some(day("2026-12-05")));
    let step = move_to(&d.w.ctx(), What::Live(d.reel), day("2026-12-09")).unwrap();
    d.w.apply(&step);
    assert_eq!(d.days(), ["12-09", "12-04", "12-23", "12-05", "03-05"]);
    // The other one catches up: now the rights begin later too, the money stays.
    let step = move_to(&d.w.ctx(), What::Live(story), day("2026-12-09")).unwrap();
    d.w.apply(&step);
    assert_eq!(d.days(), ["12-09", "12-04", "12-23", "12-09", "03-09"]);
}

#[test]
fn month_ends_and_leap_days_keep_the_distance() {
    let mut d = agreed();
    d.w.go("2028-02-20");
    d.w.set(d.reel, |d| {
        (d.draft_due, d.live_due) = (None, Some(day("2028-02-28")))
    });
    d.w.set(d.fee, |p| p.due = Some(day("2028-03-31")));
    let step = shift(&d.w.ctx(), What::Live(d.reel), 1).unwrap();
    d.w.apply(&step);
    assert_eq!(
        d.w.model.get(d.reel).unwrap().live_due,
        Some(day("2028-02-29"))
    );
    assert_eq!(d.w.model.get(d.fee).unwrap().due, Some(day("2028-04-01")));
}

#[test]
fn what_is_past_or_has_no_day_is_refused_with_the_reason() {
    let mut d = agreed();
    assert!(
        move_to(&d.w.ctx(), What::Live(d.reel), day("2026-11-19"))
            .unwrap_err()
            .contains("past")
    );
    assert!(
        shift(&d.w.ctx(), What::CheckIn(d.creator), 1)
            .unwrap_err()
            .contains("quarter")
    );
    d.w.set(d.reel, |d| {
        (d.state, d.live) = (PieceState::Live, Some(day("2026-11-20")))
    });
    assert!(shift(&d.w.ctx(), What::Live(d.reel), 1).is_err());
    // What is late moves on from today.
    d.w.set(d.fee, |p| p.due = Some(day("2026-11-02")));
    let step = shift(&d.w.ctx(), What::Pay(d.fee), 1).unwrap();
    d.w.apply(&step);
    assert_eq!(d.w.model.get(d.fee).unwrap().due, Some(day("2026-11-20")));
}

#[test]
fn an_agreed_fee_becomes_a_payment_when_its_day_is_moved() {
    let mut d = agreed();
    let deal = d.w.model.get(d.reel).unwrap().collaboration;
    let fee = d.w.model.get(d.fee).unwrap().clone();
    let mut gone = Step::new("away");
    gone.remove(fee);
    d.w.apply(&gone);
    d.w.set(deal, |c| {
        (c.agreed, c.fee, c.net_days) = (Some(day("2026-11-12")), money("42000 USD"), Some(14))
    });
    let step = shift(&d.w.ctx(), What::Fee(deal), 1).unwrap();
    d.w.apply(&step);
    let made: Vec<_> =
        d.w.model
            .of::<Payment>(d.creator)
            .map(|p| (p.amount, p.due))
            .collect();
    assert_eq!(
        made,
        [(money("42000 USD").unwrap(), Some(day("2026-12-20")))]
    );
}
