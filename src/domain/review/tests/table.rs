//! Every rule as a table: on this day, after this happened, the review says this of it, or nothing.
//! Read from top to bottom a table is the life of one fact: not there the day before, there, later,
//! changed, gone because it was settled elsewhere. `table_soft` has the lanes that wait.

use super::play::{check, still};
use crate::domain::review::Rule;
use crate::domain::rows::*;
use crate::domain::testing::{day, money};

#[test]
fn r1_reply_owed() {
    // Over the end of summer time (Sun 25 Oct), a weekend, and New Year.
    check(
        Rule::ReplyOwed,
        &[
            ("2026-10-22", |p| p.sent(), ""),
            (
                "2026-10-23",
                |p| p.wrote(),
                "reply owed since today | owe | 1.0 = 2 owed − 1.0 early (1 of 1 bd left)",
            ),
            (
                "2026-10-26",
                still,
                "reply owed since Fri 23 Oct | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2026-10-27",
                |p| p.wrote(),
                "reply owed since Fri 23 Oct | owe | 3.0 = 2 owed + 1.0 late (1 of 1 bd)",
            ),
            ("2026-10-28", |p| p.sent(), ""),
            (
                "2026-12-31",
                |p| p.wrote(),
                "reply owed since today | owe | 1.0 = 2 owed − 1.0 early (1 of 1 bd left)",
            ),
            (
                "2027-01-04",
                still,
                "reply owed since Thu 31 Dec 2026 | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2027-01-05",
                still,
                "reply owed since Thu 31 Dec 2026 | owe | 3.0 = 2 owed + 1.0 late (1 of 1 bd)",
            ),
            ("2027-01-05", |p| p.sent(), ""),
        ],
    );
}

#[test]
fn r2_approval() {
    check(
        Rule::Approval,
        &[
            (
                "2026-11-24",
                |p| p.piece(|d| d.draft_due = Some(day("2026-11-24"))),
                "",
            ),
            (
                "2026-11-24",
                |p| {
                    p.piece(|d| {
                        (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-11-24")))
                    })
                },
                "draft to approve, due Fri 27 Nov | owe | 1.0 = 2 owed − 1.0 early (2 of 2 bd left)",
            ),
            (
                "2026-11-27",
                still,
                "draft to approve, due today | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2026-11-30",
                still,
                "draft to approve, due Fri 27 Nov | owe | 2.5 = 2 owed + 0.5 late (1 of 2 bd)",
            ),
            (
                "2026-11-30",
                |p| p.deal(|c| c.approval_days = Some(5)),
                "draft to approve, due Wed 2 Dec | owe | 1.6 = 2 owed − 0.4 early (2 of 5 bd left)",
            ),
            (
                "2026-11-30",
                |p| p.piece(|d| (d.state, d.rounds) = (PieceState::ChangesAsked, 1)),
                "",
            ),
            (
                "2026-12-31",
                |p| {
                    p.piece(|d| {
                        (d.state, d.draft_in) = (PieceState::DraftIn, Some(day("2026-12-31")))
                    })
                },
                "draft 2 to approve, due Fri 8 Jan 2027 | owe | 1.0 = 2 owed − 1.0 early (5 of 5 bd left)",
            ),
            (
                "2027-01-08",
                still,
                "draft 2 to approve, due today | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2027-01-08",
                |p| p.piece(|d| d.state = PieceState::Approved),
                "",
            ),
        ],
    );
}

#[test]
fn r3_payment() {
    // Due on Thanksgiving: the working day before it counts.
    check(
        Rule::PaymentDue,
        &[
            (
                "2026-11-17",
                |p| {
                    p.w.payment(p.mia, money("35000 USD").unwrap(), "2026-11-26");
                },
                "",
            ),
            (
                "2026-11-18",
                still,
                "payment $350, due Wed 25 Nov | owe | 1.0 = 2 owed − 1.0 early (5 of 5 bd left)",
            ),
            (
                "2026-11-25",
                still,
                "payment $350, due today | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2026-11-27",
                still,
                "payment $350, due Wed 25 Nov | owe | 2.3 = 2 owed + 0.3 late (1 of 3 bd)",
            ),
            (
                "2026-12-01",
                still,
                "payment $350, due Wed 25 Nov | owe | 3.0 = 2 owed + 1.0 late (3 of 3 bd)",
            ),
            (
                "2026-12-01",
                |p| p.pay(|m| m.due = Some(day("2027-01-02"))),
                "",
            ),
            ("2026-12-22", still, ""),
            (
                "2026-12-23",
                still,
                "payment $350, due Thu 31 Dec | owe | 1.0 = 2 owed − 1.0 early (5 of 5 bd left)",
            ),
            (
                "2026-12-31",
                still,
                "payment $350, due today | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2027-01-04",
                still,
                "payment $350, due Thu 31 Dec 2026 | owe | 2.3 = 2 owed + 0.3 late (1 of 3 bd)",
            ),
            (
                "2027-01-04",
                |p| p.pay(|m| m.state = PaymentState::Disputed),
                "",
            ),
            (
                "2027-01-04",
                |p| p.pay(|m| m.state = PaymentState::Due),
                "payment $350, due Thu 31 Dec 2026 | owe | 2.3 = 2 owed + 0.3 late (1 of 3 bd)",
            ),
            (
                "2027-01-04",
                |p| p.pay(|m| (m.state, m.paid) = (PaymentState::Paid, Some(day("2027-01-04")))),
                "",
            ),
        ],
    );
    // Net 30 from the invoice: 31 January is a Sunday.
    check(
        Rule::PaymentDue,
        &[
            (
                "2027-01-01",
                |p| {
                    p.w.payment(p.mia, money("35000 USD").unwrap(), "2027-06-01");
                },
                "",
            ),
            (
                "2027-01-21",
                |p| p.pay(|m| (m.due, m.invoiced) = (None, Some(day("2027-01-01")))),
                "",
            ),
            (
                "2027-01-22",
                still,
                "payment $350, due Fri 29 Jan | owe | 1.0 = 2 owed − 1.0 early (5 of 5 bd left)",
            ),
            (
                "2027-01-29",
                still,
                "payment $350, due today | owe | 2.0 = 2 owed + 0",
            ),
        ],
    );
}

#[test]
fn r4_debrief() {
    // Seven working days after Tue 17 Nov, a holiday between: Fri 27 Nov; shown two before.
    check(
        Rule::DebriefOwed,
        &[
            (
                "2026-11-17",
                |p| p.piece(|d| (d.state, d.live) = (PieceState::Live, Some(day("2026-11-17")))),
                "",
            ),
            ("2026-11-23", still, ""),
            (
                "2026-11-24",
                still,
                "debrief, due Fri 27 Nov | owe | 1.0 = 2 owed − 1.0 early (2 of 2 bd left)",
            ),
            (
                "2026-11-27",
                still,
                "debrief, due today | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2026-12-04",
                still,
                "debrief, due Fri 27 Nov | owe | 3.0 = 2 owed + 1.0 late (5 of 5 bd)",
            ),
            (
                "2026-12-04",
                |p| p.piece(|d| d.live = Some(day("2026-12-23"))),
                "",
            ),
            (
                "2027-01-04",
                still,
                "debrief, due tomorrow | owe | 1.5 = 2 owed − 0.5 early (1 of 2 bd left)",
            ),
            (
                "2027-01-05",
                |p| p.deal(|c| c.debrief_sent = Some(day("2027-01-05"))),
                "",
            ),
        ],
    );
}

#[test]
fn r5_brief_and_product() {
    check(
        Rule::SuppliesOwed,
        &[
            (
                "2026-11-24",
                |p| p.deal(|c| (c.agreed, c.product) = (Some(day("2026-11-24")), "pot".into())),
                "",
            ),
            ("2026-11-25", still, ""),
            (
                "2026-11-27",
                still,
                "brief, due today | owe | 2.0 = 2 owed + 0 + parcel pot, due today | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2026-12-01",
                |p| p.deal(|c| c.brief_sent = Some(day("2026-12-01"))),
                "parcel pot, due Fri 27 Nov | owe | 3.0 = 2 owed + 1.0 late (2 of 2 bd)",
            ),
            (
                "2026-12-01",
                |p| {
                    let parcel = p.w.gift(p.mia, "pot", "2026-12-01");
                    let deal = p.deal;
                    p.w.set(parcel, |s| {
                        (s.state, s.delivered, s.collaboration) =
                            (ParcelState::ToSend, None, Some(deal))
                    });
                },
                "parcel pot, due Fri 27 Nov | owe | 3.0 = 2 owed + 1.0 late (2 of 2 bd)",
            ),
            (
                "2026-12-01",
                |p| p.parcel(|s| s.state = ParcelState::Sent),
                "",
            ),
        ],
    );
}

#[test]
fn r6_gone_live() {
    // Agreed dates stay on free days; "ready?" comes on the working day before.
    check(
        Rule::GoneLive,
        &[
            (
                "2026-12-23",
                |p| p.piece(|d| d.live_due = Some(day("2026-12-26"))),
                "",
            ),
            (
                "2026-12-24",
                still,
                "reel live Sat 26 Dec, ready? | dated | 2.0 = 2 dated + 0",
            ),
            (
                "2026-12-24",
                |p| p.piece(|d| d.ready = Some(day("2026-12-24"))),
                "",
            ),
            ("2026-12-25", still, ""),
            (
                "2026-12-26",
                still,
                "reel live today, link? | dated | 2.0 = 2 dated + 0",
            ),
            (
                "2026-12-28",
                still,
                "reel live since Sat 26 Dec, link? | dated | 3.0 = 2 dated + 1.0 late (1 of 1 bd)",
            ),
            (
                "2026-12-28",
                |p| p.piece(|d| (d.live_due, d.ready) = (Some(day("2027-01-02")), None)),
                "",
            ),
            (
                "2026-12-31",
                still,
                "reel live Sat 2 Jan 2027, ready? | dated | 2.0 = 2 dated + 0",
            ),
            (
                "2027-01-04",
                still,
                "reel live since Sat 2 Jan, link? | dated | 3.0 = 2 dated + 1.0 late (1 of 1 bd)",
            ),
            (
                "2027-01-04",
                |p| p.piece(|d| (d.state, d.live) = (PieceState::Live, Some(day("2027-01-03")))),
                "",
            ),
        ],
    );
}

#[test]
fn r7_draft_coming() {
    check(
        Rule::DraftComing,
        &[
            (
                "2026-11-23",
                |p| p.piece(|d| d.draft_due = Some(day("2026-11-30"))),
                "",
            ),
            (
                "2026-11-24",
                still,
                "draft due Mon 30 Nov | dated | 1.0 = 2 dated − 1.0 early (3 of 3 bd left)",
            ),
            (
                "2026-11-27",
                still,
                "draft due Mon 30 Nov | dated | 1.0 = 2 dated − 1.0 early (1 of 1 bd left)",
            ),
            (
                "2026-11-30",
                still,
                "draft due today | dated | 2.0 = 2 dated + 0",
            ),
            ("2026-12-01", still, ""),
            (
                "2026-12-01",
                |p| p.piece(|d| d.draft_due = Some(day("2027-01-04"))),
                "",
            ),
            (
                "2026-12-29",
                still,
                "draft due Mon 4 Jan 2027 | dated | 1.0 = 2 dated − 1.0 early (3 of 3 bd left)",
            ),
            (
                "2026-12-29",
                |p| p.piece(|d| d.state = PieceState::DraftIn),
                "",
            ),
        ],
    );
}

#[test]
fn r9_rights_ending() {
    check(
        Rule::RightEnding,
        &[
            (
                "2027-02-13",
                |p| {
                    p.w.right(p.mia, RightKind::Usage, "reel A", "2027-02-28");
                },
                "",
            ),
            (
                "2027-02-14",
                still,
                "rights reel A end Sun 28 Feb | dated | 1.0 = 2 dated − 1.0 early (14 of 14 d left)",
            ),
            (
                "2027-02-28",
                still,
                "rights reel A end today | dated | 2.0 = 2 dated + 0",
            ),
            (
                "2027-03-01",
                still,
                "take down: rights reel A ended Sun 28 Feb | owe | 3.0 = 2 owed + 1.0 late (1 of 1 bd)",
            ),
            (
                "2027-03-01",
                |p| p.right(|r| r.end = Some(day("2027-05-31"))),
                "",
            ),
            (
                "2027-05-17",
                |p| p.right(|r| r.state = RightState::LetLapse),
                "",
            ),
            (
                "2027-05-31",
                still,
                "take down: rights reel A ended today | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2027-06-01",
                |p| p.right(|r| r.state = RightState::Ended),
                "",
            ),
        ],
    );
}

#[test]
fn r10_terms_ending() {
    check(
        Rule::TermsEnding,
        &[
            (
                "2026-12-16",
                |p| {
                    p.w.right(p.mia, RightKind::Exclusivity, "tea", "2026-12-31");
                },
                "",
            ),
            (
                "2026-12-17",
                still,
                "exclusivity tea ends Thu 31 Dec | dated | 1.0 = 2 dated − 1.0 early (14 of 14 d left)",
            ),
            (
                "2026-12-31",
                still,
                "exclusivity tea ends today | dated | 2.0 = 2 dated + 0",
            ),
            (
                "2027-01-04",
                still,
                "exclusivity tea ends Thu 31 Dec 2026 | dated | 3.0 = 2 dated + 1.0 late (1 of 1 bd)",
            ),
            (
                "2027-01-04",
                |p| p.right(|r| r.end = Some(day("2028-02-29"))),
                "",
            ),
            ("2028-02-14", still, ""),
            (
                "2028-02-15",
                still,
                "exclusivity tea ends Tue 29 Feb | dated | 1.0 = 2 dated − 1.0 early (14 of 14 d left)",
            ),
            (
                "2028-02-15",
                |p| p.right(|r| r.state = RightState::LetLapse),
                "",
            ),
        ],
    );
}

#[test]
fn r17_numbers() {
    // Live on a Friday: the day after is a Saturday, a week after Christmas Day's Friday is New
    // Year's Day.
    check(
        Rule::NumbersToCollect,
        &[
            (
                "2026-12-18",
                |p| p.piece(|d| (d.state, d.live) = (PieceState::Live, Some(day("2026-12-18")))),
                "",
            ),
            ("2026-12-20", still, ""),
            (
                "2026-12-21",
                still,
                "1-day numbers of reel | dated | 2.0 = 2 dated + 0",
            ),
            ("2026-12-21", |p| p.numbers(), ""),
            ("2026-12-25", still, ""),
            (
                "2026-12-28",
                still,
                "7-day numbers of reel | dated | 2.0 = 2 dated + 0",
            ),
            (
                "2027-01-15",
                still,
                "7-day numbers of reel | dated | 6.3 = 2 dated + 4.3 late (13 of 3 bd)",
            ),
            (
                "2027-01-18",
                still,
                "30-day numbers of reel | dated | 2.0 = 2 dated + 0",
            ),
            ("2027-01-18", |p| p.numbers(), ""),
            ("2027-06-01", still, ""),
        ],
    );
}

#[test]
fn r20_targets_missing() {
    check(
        Rule::TargetsMissing,
        &[
            (
                "2026-11-23",
                |p| {
                    p.piece(|d| d.live_due = Some(day("2026-12-02")));
                    p.deal(|c| c.targets_agreed = None);
                },
                "",
            ),
            (
                "2026-11-24",
                still,
                "targets missing, to agree by Tue 1 Dec | owe | 1.0 = 2 owed − 1.0 early (4 of 4 bd left)",
            ),
            (
                "2026-12-01",
                still,
                "targets missing, to agree by today | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2026-12-02",
                still,
                "targets missing, to agree by Tue 1 Dec | owe | 3.0 = 2 owed + 1.0 late (1 of 1 bd)",
            ),
            (
                "2026-12-02",
                |p| p.piece(|d| d.live_due = Some(day("2027-01-02"))),
                "",
            ),
            (
                "2026-12-24",
                still,
                "targets missing, to agree by Thu 31 Dec | owe | 1.0 = 2 owed − 1.0 early (4 of 4 bd left)",
            ),
            (
                "2026-12-24",
                |p| p.deal(|c| c.targets_agreed = Some(day("2026-12-24"))),
                "",
            ),
        ],
    );
}
