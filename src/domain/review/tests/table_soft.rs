//! The tables of the rules that wait for others and keep relationships warm; `table` says how to
//! read them.

use super::play::{check, still};
use crate::domain::review::Rule;
use crate::domain::rows::*;
use crate::domain::testing::day;

#[test]
fn r8_draft_late() {
    check(
        Rule::DraftLate,
        &[
            (
                "2026-11-25",
                |p| p.piece(|d| d.draft_due = Some(day("2026-11-25"))),
                "",
            ),
            (
                "2026-11-27",
                still,
                "draft late since Wed 25 Nov | waiting | 1.5 = 1 waiting + 0.5 late (1 of 2 bd)",
            ),
            (
                "2026-11-27",
                |p| p.piece(|d| d.live_due = Some(day("2026-12-04"))),
                "draft late since Wed 25 Nov | dated | 2.5 = 2 dated + 0.5 late (1 of 2 bd)",
            ),
            (
                "2026-12-01",
                |p| p.piece(|d| d.live_due = None),
                "draft late since Wed 25 Nov | waiting | 2.0 = 1 waiting + 1.0 late (3 of 2 bd)",
            ),
            (
                "2026-12-01",
                |p| p.piece(|d| d.draft_due = Some(day("2026-12-31"))),
                "",
            ),
            (
                "2027-01-04",
                still,
                "draft late since Thu 31 Dec 2026 | waiting | 1.5 = 1 waiting + 0.5 late (1 of 2 bd)",
            ),
            (
                "2027-01-04",
                |p| p.piece(|d| d.state = PieceState::DraftIn),
                "",
            ),
        ],
    );
}

#[test]
fn r11_pitch_unanswered() {
    check(
        Rule::PitchUnanswered,
        &[
            (
                "2026-11-20",
                |p| {
                    p.deal(|c| c.stage = Stage::Pitch);
                    p.sent()
                },
                "",
            ),
            ("2026-11-24", still, ""),
            (
                "2026-11-25",
                still,
                "pitch of 20 Nov, first follow-up | waiting | 1.0 = 1 waiting + 0",
            ),
            (
                "2026-11-27",
                still,
                "pitch of 20 Nov, first follow-up | waiting | 1.3 = 1 waiting + 0.3 late (1 of 3 bd)",
            ),
            ("2026-11-27", |p| p.sent(), ""),
            ("2026-12-02", still, ""),
            (
                "2026-12-03",
                still,
                "pitch of 20 Nov, second follow-up | waiting | 1.0 = 1 waiting + 0",
            ),
            ("2026-12-03", |p| p.deal(|c| c.ladder = Ladder::Press), ""),
            ("2026-12-04", |p| p.wrote(), ""),
        ],
    );
    // Summer time begins between the pitch and its step; Good Friday is not free unless somebody
    // says so.
    check(
        Rule::PitchUnanswered,
        &[
            (
                "2027-03-26",
                |p| {
                    p.deal(|c| c.stage = Stage::Pitch);
                    p.sent()
                },
                "",
            ),
            ("2027-03-30", still, ""),
            (
                "2027-03-31",
                still,
                "pitch of 26 Mar, first follow-up | waiting | 1.0 = 1 waiting + 0",
            ),
            (
                "2027-03-31",
                |p| {
                    p.deal(|c| {
                        (c.outcome, c.closed) = (Some(Outcome::NoReply), Some(day("2027-03-31")))
                    })
                },
                "",
            ),
        ],
    );
}

#[test]
fn r12_offer_unanswered() {
    check(
        Rule::OfferUnanswered,
        &[
            (
                "2026-12-23",
                |p| {
                    p.deal(|c| {
                        (c.stage, c.terms_sent) = (Stage::Onboarding, Some(day("2026-12-23")))
                    });
                    p.sent();
                },
                "",
            ),
            ("2026-12-24", still, ""),
            (
                "2026-12-28",
                still,
                "offer of 23 Dec, first nudge | waiting | 1.0 = 1 waiting + 0",
            ),
            ("2026-12-28", |p| p.sent(), ""),
            ("2027-01-04", still, ""),
            (
                "2027-01-05",
                still,
                "offer of 23 Dec 2026, second nudge | waiting | 1.0 = 1 waiting + 0",
            ),
            (
                "2027-01-05",
                |p| p.deal(|c| c.agreed = Some(day("2027-01-05"))),
                "",
            ),
        ],
    );
}

#[test]
fn r13_gift_without_a_post() {
    check(
        Rule::GiftWithoutPost,
        &[
            (
                "2026-11-19",
                |p| {
                    p.w.gift(p.mia, "pot", "2026-11-19");
                },
                "",
            ),
            ("2026-11-26", still, ""),
            (
                "2026-11-27",
                still,
                "gift of 19 Nov, no post, first nudge | waiting | 1.0 = 1 waiting + 0",
            ),
            ("2026-11-27", |p| p.sent(), ""),
            (
                "2026-12-01",
                still,
                "gift of 19 Nov, no post, second nudge | waiting | 1.3 = 1 waiting + 0.3 late (1 of 3 d)",
            ),
            (
                "2026-12-01",
                |p| p.parcel(|s| s.posted = Some(day("2026-11-30"))),
                "",
            ),
            (
                "2026-12-01",
                |p| p.parcel(|s| s.posted = None),
                "gift of 19 Nov, no post, second nudge | waiting | 1.3 = 1 waiting + 0.3 late (1 of 3 d)",
            ),
            ("2026-12-02", |p| p.wrote(), ""),
        ],
    );
    // A parcel that belongs to something agreed is no gift to wait for.
    check(
        Rule::GiftWithoutPost,
        &[
            (
                "2026-11-19",
                |p| {
                    p.w.gift(p.mia, "pot", "2026-11-19");
                },
                "",
            ),
            (
                "2026-11-27",
                still,
                "gift of 19 Nov, no post, first nudge | waiting | 1.0 = 1 waiting + 0",
            ),
            (
                "2026-11-27",
                |p| {
                    let deal = p.deal;
                    p.parcel(|s| s.collaboration = Some(deal))
                },
                "gift of 19 Nov, no post, first nudge | waiting | 1.0 = 1 waiting + 0",
            ),
            (
                "2026-11-27",
                |p| p.deal(|c| c.agreed = Some(day("2026-11-10"))),
                "",
            ),
        ],
    );
}

#[test]
fn r14_follow_up() {
    check(
        Rule::FollowUpDue,
        &[
            (
                "2026-12-22",
                |p| {
                    p.w.follow(Some(p.mia), "ask", "2026-12-25");
                },
                "",
            ),
            ("2026-12-25", still, ""),
            (
                "2026-12-28",
                still,
                "ask, dated today | waiting | 1.0 = 1 waiting + 0",
            ),
            (
                "2026-12-28",
                |p| p.follow(|f| f.day = day("2027-01-01")),
                "",
            ),
            ("2026-12-31", still, ""),
            (
                "2026-12-31",
                |p| p.follow(|f| f.promised = true),
                "ask, dated today | owe | 2.0 = 2 owed + 0",
            ),
            (
                "2027-01-04",
                |p| p.follow(|f| f.promised = false),
                "ask, dated today | waiting | 1.0 = 1 waiting + 0",
            ),
            ("2027-01-05", |p| p.wrote(), ""),
            (
                "2027-01-05",
                |p| p.follow(|f| f.if_no_reply = false),
                "ask, dated Mon 4 Jan | waiting | 1.3 = 1 waiting + 0.3 late (1 of 3 bd)",
            ),
            (
                "2027-01-05",
                |p| p.follow(|f| f.done = Some(day("2027-01-05"))),
                "",
            ),
        ],
    );
}

#[test]
fn r15_keep_warm() {
    check(
        Rule::KeepWarm,
        &[
            (
                "2026-11-30",
                |p| {
                    p.deal(|c| c.stage = Stage::Retention);
                    p.who(|c| c.relationship = Some(Relationship::Recurring));
                    p.sent();
                },
                "",
            ),
            ("2026-12-29", still, ""),
            (
                "2026-12-30",
                still,
                "recurring, 30 d since contact | warm | 0.0 = 0 warm + 0",
            ),
            (
                "2027-01-06",
                still,
                "recurring, 37 d since contact | warm | 0.5 = 0 warm + 0.5 (7 of 15 d past ideal)",
            ),
            (
                "2027-01-06",
                |p| p.who(|c| c.cadence = Cadence::OnEvent),
                "",
            ),
            (
                "2027-01-06",
                |p| p.who(|c| c.cadence = Cadence::ByType),
                "recurring, 37 d since contact | warm | 0.5 = 0 warm + 0.5 (7 of 15 d past ideal)",
            ),
            (
                "2027-01-14",
                still,
                "recurring, 45 d since contact | warm | 1.0 = 0 warm + 1.0 (15 of 15 d past ideal)",
            ),
            ("2027-01-15", |p| p.wrote(), ""),
            ("2027-02-13", still, ""),
            (
                "2027-02-15",
                still,
                "recurring, 31 d since contact | warm | 0.1 = 0 warm + 0.1 (1 of 15 d past ideal)",
            ),
            ("2027-02-15", |p| p.sent(), ""),
        ],
    );
}

#[test]
fn r16_no_next_step() {
    check(
        Rule::NoNextStep,
        &[
            ("2026-12-24", |p| p.sent(), ""),
            ("2026-12-25", still, ""),
            // Monday came, and they were written to only a working day ago.
            ("2026-12-28", still, ""),
            (
                "2026-12-29",
                still,
                "no next step; idea: agree on dates Thu 31 Dec | warm | 0.1 = 0 warm + 0.1 (1 of 10 bd)",
            ),
            (
                "2026-12-29",
                |p| {
                    p.w.follow(Some(p.mia), "ask", "2027-01-12");
                },
                "",
            ),
            (
                "2026-12-29",
                |p| p.follow(|f| f.done = Some(day("2026-12-29"))),
                "",
            ),
            (
                "2027-01-04",
                still,
                "no next step; idea: agree on dates Wed 6 Jan | warm | 0.0 = 0 warm + 0",
            ),
            (
                "2027-01-18",
                still,
                "no next step; idea: agree on dates Wed 20 Jan | warm | 1.0 = 0 warm + 1.0 (10 of 10 bd)",
            ),
            (
                "2027-01-18",
                |p| p.piece(|d| d.draft_due = Some(day("2027-03-01"))),
                "",
            ),
        ],
    );
}

#[test]
fn r18_check_in() {
    check(
        Rule::CheckIn,
        &[
            (
                "2026-11-20",
                |p| {
                    p.deal(|c| c.stage = Stage::Retention);
                    p.who(|c| {
                        (c.relationship, c.checkin) =
                            (Some(Relationship::Recurring), Some(day("2026-09-30")))
                    });
                    p.sent();
                },
                "",
            ),
            ("2026-12-29", still, ""),
            (
                "2026-12-30",
                still,
                "check-in, due today | warm | 0.0 = 0 warm + 0",
            ),
            (
                "2027-01-13",
                still,
                "check-in, due Wed 30 Dec 2026 | warm | 0.9 = 0 warm + 0.9 (9 of 10 bd)",
            ),
            (
                "2027-01-13",
                |p| p.who(|c| c.checkin = Some(day("2027-01-13"))),
                "",
            ),
            ("2027-04-12", still, ""),
            (
                "2027-04-13",
                still,
                "check-in, due today | warm | 0.0 = 0 warm + 0",
            ),
            (
                "2027-04-13",
                |p| p.who(|c| c.relationship = Some(Relationship::OneOff)),
                "",
            ),
        ],
    );
}

#[test]
fn r19_campaign_week_note() {
    // Friday 25 December and 1 January are free: asked on the Thursday.
    check(
        Rule::WeekNoteDue,
        &[
            (
                "2026-12-17",
                |p| {
                    p.campaign(|c| {
                        (c.start, c.end) = (Some(day("2026-12-14")), Some(day("2027-01-02")))
                    })
                },
                "",
            ),
            (
                "2026-12-18",
                still,
                "note of the week, today | warm | 0.0 = 0 warm + 0",
            ),
            (
                "2026-12-21",
                still,
                "note of the week, Fri 18 Dec | warm | 0.2 = 0 warm + 0.2 (1 of 5 bd)",
            ),
            (
                "2026-12-24",
                still,
                "note of the week, today | warm | 0.0 = 0 warm + 0",
            ),
            (
                "2026-12-28",
                |p| {
                    let campaign = p.w.model.campaigns.iter().next().unwrap().id;
                    p.w.add(|id| WeekNote {
                        id,
                        campaign,
                        week: day("2026-12-21"),
                        words: "good".into(),
                    });
                },
                "",
            ),
            ("2026-12-30", still, ""),
            (
                "2026-12-31",
                still,
                "note of the week, today | warm | 0.0 = 0 warm + 0",
            ),
            ("2027-01-08", still, ""),
        ],
    );
}
