//! No state without an owner: every state of every row type is asked about by the rule that lists
//! it, in a world in which it really comes up, or rests for a reason that stands here.

use std::collections::BTreeSet;

use crate::domain::day::{Day, add_days};
use crate::domain::review::{RULES, Rule, State, Subject, items_of};
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

/// What becomes of a state.
enum Fate {
    /// Somebody asks.
    Asked(Vec<State>),
    /// Nobody has to: why.
    Rests(&'static str),
}
use Fate::{Asked, Rests};

const TODAY: &str = "2026-11-24";

/// Days before, on or after today.
fn at(days: i64) -> Day {
    add_days(day(TODAY), days)
}

/// The walk: which states came up.
#[derive(Default)]
struct Walk {
    seen: BTreeSet<State>,
    wrong: Vec<String>,
}

impl Walk {
    /// One state of one row: `build` makes its world.
    #[track_caller]
    fn see(&mut self, what: &str, fate: Fate, build: impl FnOnce(&mut World)) {
        let mut w = World::on(TODAY);
        build(&mut w);
        let creators = w.model.creators.iter().map(|c| Subject::Creator(c.id));
        let campaigns = w.model.campaigns.iter().map(|c| Subject::Campaign(c.id));
        let asked: BTreeSet<Rule> = creators
            .chain(campaigns)
            .chain([Subject::You])
            .flat_map(|on| items_of(&w.ctx(), on))
            .map(|item| item.key.rule)
            .collect();
        match fate {
            Asked(states) => {
                assert!(!states.is_empty(), "{what}");
                for state in states {
                    self.seen.insert(state);
                    let owner = owner(state);
                    if !asked.contains(&owner) {
                        let only = format!("{what}: {state} is {owner:?}'s, asked {asked:?}");
                        self.wrong.push(only);
                    }
                }
            }
            Rests(why) => {
                assert!(!why.is_empty(), "{what}");
                let busy = asked.iter().any(|rule| !rule.row().by_clock);
                if busy {
                    self.wrong
                        .push(format!("{what} rests ({why}), asked {asked:?}"));
                }
            }
        }
    }
}

/// The one rule that lists a state.
fn owner(state: State) -> Rule {
    let mut owners = RULES.iter().filter(|row| row.raises.contains(&state));
    let first = owners
        .next()
        .unwrap_or_else(|| panic!("{state} has no owner"));
    assert!(owners.next().is_none(), "{state} has two owners");
    first.rule
}

/// When a date lies.
#[derive(Debug, Clone, Copy, PartialEq)]
enum When {
    Never,
    Ahead,
    Over,
}
const WHEN: [When; 3] = [When::Never, When::Ahead, When::Over];

impl When {
    fn day(self, days: i64) -> Option<Day> {
        match self {
            Self::Never => None,
            Self::Ahead => Some(at(days)),
            Self::Over => Some(at(-days)),
        }
    }
}

fn pieces(walk: &mut Walk) {
    for state in PieceState::ALL.iter().copied() {
        for draft in WHEN {
            for live in WHEN {
                let mut states = Vec::new();
                let planned = matches!(state, PieceState::Planned | PieceState::ChangesAsked);
                match draft {
                    When::Ahead if planned => states.push(State::DraftPlanned),
                    When::Over if planned => states.push(State::DraftOverdue),
                    _ => {}
                }
                let made = planned || matches!(state, PieceState::DraftIn | PieceState::Approved);
                match live {
                    When::Ahead if made => states.push(State::LivePlanned),
                    When::Over if made => states.push(State::LiveDayOver),
                    _ => {}
                }
                let fate = match state {
                    PieceState::DraftIn => {
                        states.push(State::DraftIn);
                        Asked(states)
                    }
                    PieceState::Planned | PieceState::ChangesAsked | PieceState::Approved => {
                        if states.is_empty() {
                            states.push(State::PieceUndated);
                        }
                        Asked(states)
                    }
                    // Those that are live have their own walk.
                    PieceState::Live | PieceState::Verified => continue,
                    PieceState::Missed => Rests("missed, with its reason"),
                };
                walk.see(
                    &format!("{state:?}, draft {draft:?}, live {live:?}"),
                    fate,
                    |w| {
                        let mia = w.creator("Mia");
                        let deal = w.deal(mia, Stage::Creation);
                        w.piece(deal, "reel", |d| {
                            (d.state, d.draft_due, d.live_due) =
                                (state, draft.day(5), live.day(10));
                            d.draft_in = Some(at(-1)).filter(|_| state == PieceState::DraftIn);
                        });
                    },
                );
            }
        }
    }
}

fn live_pieces(walk: &mut Walk) {
    let verdicts = LabelVerdict::ALL.iter().copied().map(Some).chain([None]);
    for label in verdicts {
        for (state, counted) in [
            (PieceState::Live, false),
            (PieceState::Live, true),
            (PieceState::Verified, false),
            (PieceState::Verified, true),
        ] {
            let mut states = Vec::new();
            match label {
                None if state == PieceState::Live => states.push(State::LabelUnchecked),
                Some(LabelVerdict::Risky) => states.push(State::LabelRisky),
                Some(LabelVerdict::Missing) => states.push(State::LabelMissing),
                // Looked at and right, or let go with a reason.
                None | Some(LabelVerdict::Ok | LabelVerdict::Unseen) => {}
            }
            states.extend((!counted).then_some(State::NumbersMissing));
            let fate = match states.is_empty() {
                true => Rests("verified with label ok, numbers taken"),
                false => Asked(states),
            };
            walk.see(
                &format!("{state:?}, label {label:?}, counted {counted}"),
                fate,
                |w| {
                    let mia = w.creator("Mia");
                    let deal = w.deal(mia, Stage::Measurement);
                    w.set(deal, |c| c.debrief_sent = Some(at(-1)));
                    let id = w.piece(deal, "reel", |d| {
                        (d.state, d.live) = (state, Some(at(-20)));
                    });
                    let piece = w.model.get(id).cloned().unwrap();
                    if let Some(verdict) = label {
                        w.add(|id| LabelCheck::new(id, &piece, at(-1), verdict));
                        let seen = match verdict {
                            LabelVerdict::Ok => Seen::Yes,
                            LabelVerdict::Unseen => Seen::Unknown,
                            LabelVerdict::Risky | LabelVerdict::Missing => Seen::No,
                        };
                        w.set(id, |d| d.disclosure = seen);
                    }
                    if counted {
                        w.set(id, |d| d.live = Some(at(-31)));
                        w.add(|id| PostResult {
                            day: at(0),
                            ..result(id, &piece)
                        });
                    }
                },
            );
        }
    }
}

fn result(id: crate::domain::ids::Id<PostResult>, piece: &Deliverable) -> PostResult {
    PostResult {
        id,
        creator: piece.creator,
        deliverable: piece.id,
        day: at(0),
        views: Some(1),
        reach: None,
        impressions: None,
        likes: None,
        comments: None,
        shares: None,
        saves: None,
        clicks: None,
        orders: None,
        new_customers: None,
        sales: None,
        mood: None,
        on_topic: None,
    }
}

fn payments(walk: &mut Walk) {
    for state in PaymentState::ALL.iter().copied() {
        for shelf in Shelf::ALL.iter().copied() {
            for dated in [true, false] {
                let open = match dated {
                    true if shelf == Shelf::Active => State::PaymentOpen,
                    true => State::MoneyOfPutAway,
                    false => State::MoneyUndated,
                };
                let fate = match state {
                    PaymentState::Agreed | PaymentState::Invoiced | PaymentState::Due => {
                        Asked(vec![open])
                    }
                    PaymentState::Disputed => Asked(vec![State::PaymentDisputed]),
                    PaymentState::Paid => Rests("paid"),
                    PaymentState::Waived => Rests("waived"),
                };
                walk.see(&format!("{state:?}, {shelf:?}, dated {dated}"), fate, |w| {
                    let mia = w.creator("Mia");
                    let amount = money("10000 USD").unwrap();
                    let id = w.payment(mia, amount, "2026-11-20");
                    w.set(id, |p| {
                        p.state = state;
                        p.due = p.due.filter(|_| dated);
                    });
                    w.set(mia, |c| c.shelf = shelf);
                });
            }
        }
    }
}

fn deals(walk: &mut Walk) {
    type Make = fn(&mut Collaboration);
    let owed: [(State, Make); 6] = [
        (State::FeeOpen, |c| {
            (c.agreed, c.fee) = (Some(at(-40)), money("10000 USD"))
        }),
        (State::BriefUnsent, |c| c.agreed = Some(at(-1))),
        (State::ProductUnsent, |c| {
            (c.agreed, c.product) = (Some(at(-1)), "pot".into())
        }),
        (State::CodeUnmade, |c| {
            (c.agreed, c.commission) = (Some(at(-1)), Some(1000))
        }),
        (State::AgreementUnsigned, |c| {
            c.agreement_sent = Some(at(-1))
        }),
        (State::OfferSent, |c| {
            (c.stage, c.terms_sent) = (Stage::Onboarding, Some(at(-9)))
        }),
    ];
    for (state, make) in owed {
        walk.see(state.word(), Asked(vec![state]), |w| {
            let mia = w.creator("Mia");
            let deal = w.deal(mia, Stage::Creation);
            w.set(deal, make);
        });
    }
    for stage in Stage::ALL.iter().copied() {
        let fate = match stage {
            Stage::Retention => Rests("the sixth stage rests"),
            Stage::Discovery
            | Stage::Pitch
            | Stage::Onboarding
            | Stage::Creation
            | Stage::Measurement => Asked(vec![State::StageLong]),
        };
        walk.see(&format!("{stage:?} for long"), fate, |w| {
            let mia = w.creator("Mia");
            let deal = w.deal(mia, stage);
            w.set(deal, |c| c.stage_since = at(-200));
        });
        walk.see(
            &format!("{stage:?}, nothing planned"),
            Asked(vec![State::Unplanned]),
            |w| {
                let mia = w.creator("Mia");
                w.deal(mia, stage);
            },
        );
    }
    for outcome in Outcome::ALL.iter().copied() {
        for open in [true, false] {
            let fate = match open {
                true => Asked(vec![State::MoneyOfClosed]),
                false => Rests("closed and settled"),
            };
            walk.see(&format!("{outcome:?}, money open {open}"), fate, |w| {
                let mia = w.creator("Mia");
                let deal = w.deal(mia, Stage::Measurement);
                w.set(deal, |c| {
                    (c.outcome, c.closed) = (Some(outcome), Some(at(-1)));
                    (c.agreed, c.fee) = (Some(at(-40)), money("10000 USD"));
                });
                if !open {
                    w.add(|id| Payment {
                        state: PaymentState::Paid,
                        paid: Some(at(-1)),
                        ..Payment::new(
                            id,
                            mia,
                            Some(deal),
                            money("10000 USD").unwrap(),
                            PaymentKind::Fee,
                        )
                    });
                }
            });
        }
    }
    walk.see("all is live", Asked(vec![State::ResultsUnshared]), |w| {
        let mia = w.creator("Mia");
        let deal = w.deal(mia, Stage::Measurement);
        w.piece(deal, "reel", |d| {
            (d.state, d.live) = (PieceState::Live, Some(at(-9)))
        });
    });
    walk.see(
        "an invoice over the fee",
        Asked(vec![State::InvoiceOver]),
        |w| {
            let mia = w.creator("Mia");
            let deal = w.deal(mia, Stage::Creation);
            w.set(deal, |c| {
                (c.agreed, c.fee) = (Some(at(-40)), money("10000 USD"))
            });
            let id = w.payment(mia, money("15000 USD").unwrap(), "2026-11-20");
            w.set(id, |p| p.collaboration = Some(deal));
        },
    );
    walk.see("no target", Asked(vec![State::TargetsUnset]), |w| {
        let mia = w.creator("Mia");
        let deal = w.deal(mia, Stage::Creation);
        w.piece(deal, "reel", |d| d.live_due = Some(at(3)));
        w.set(deal, |c| c.targets_agreed = None);
    });
}

fn parcels(walk: &mut Walk) {
    for state in ParcelState::ALL.iter().copied() {
        for (agreed, posted) in [(false, false), (false, true), (true, false), (true, true)] {
            let fate = match (state, agreed) {
                (ParcelState::ToSend, _) => Asked(vec![State::ParcelToSend]),
                (ParcelState::Sent, _) => Asked(vec![State::ParcelUnderWay]),
                (ParcelState::Lost, _) => Asked(vec![State::ParcelLost]),
                (ParcelState::Delivered, _) if posted => Rests("arrived, and its post was seen"),
                (ParcelState::Delivered, true) => Asked(vec![State::GiftWithoutPiece]),
                (ParcelState::Delivered, false) => Asked(vec![State::GiftArrived]),
            };
            let what = format!("{state:?}, post agreed {agreed}, posted {posted}");
            walk.see(&what, fate, |w| {
                let mia = w.creator("Mia");
                let id = w.gift(mia, "pot", "2026-11-20");
                w.set(id, |s| {
                    (s.state, s.post_agreed) = (state, agreed);
                    s.posted = Some(at(-1)).filter(|_| posted);
                    s.sent = Some(at(-20));
                });
            });
        }
    }
}

fn rights(walk: &mut Walk) {
    for kind in RightKind::ALL.iter().copied() {
        let terms = match kind {
            RightKind::Usage | RightKind::Allowlisting | RightKind::Spark => false,
            RightKind::Exclusivity | RightKind::Contract | RightKind::Code => true,
        };
        for state in RightState::ALL.iter().copied() {
            for end in WHEN {
                let fate = match (state, end) {
                    (RightState::Ended, _) => Rests("ended"),
                    (_, When::Never) => Rests("no end was agreed"),
                    (RightState::LetLapse, _) if terms => Rests("let go; ends by itself"),
                    (RightState::Active, When::Ahead) if terms => Asked(vec![State::TermsRunning]),
                    (RightState::Active, When::Over) if terms => Asked(vec![State::TermsOver]),
                    (RightState::Active, When::Ahead) => Asked(vec![State::RightRunning]),
                    (RightState::Active | RightState::LetLapse, _) => Asked(vec![State::RightOver]),
                };
                walk.see(&format!("{kind:?}, {state:?}, end {end:?}"), fate, |w| {
                    let mia = w.creator("Mia");
                    let id = w.right(mia, kind, "reel", TODAY);
                    w.set(id, |r| (r.state, r.end) = (state, end.day(5)));
                });
            }
        }
    }
}

fn words_and_steps(walk: &mut Walk) {
    for direction in Direction::ALL.iter().copied() {
        let fate = match direction {
            Direction::In => Asked(vec![State::WordUnanswered]),
            Direction::Out => Asked(vec![State::PitchSent]),
            Direction::Note => Rests("a note to ourselves"),
        };
        walk.see(&format!("{direction:?}"), fate, |w| {
            let mia = w.creator("Mia");
            w.deal(mia, Stage::Pitch);
            w.mail(mia, direction, "2026-11-23");
        });
    }
    for done in [true, false] {
        let fate = match done {
            true => Rests("done"),
            false => Asked(vec![State::StepOpen]),
        };
        walk.see(&format!("step, done {done}"), fate, |w| {
            let mia = w.creator("Mia");
            let id = w.follow(Some(mia), "call", "2026-11-27");
            w.set(id, |f| f.done = Some(at(0)).filter(|_| done));
        });
    }
    for over in [true, false] {
        let fate = match over {
            true => Rests("the rhythm has ended"),
            false => Asked(vec![State::PeriodUnplanned]),
        };
        walk.see(&format!("rhythm, over {over}"), fate, |w| {
            let mia = w.creator("Mia");
            w.add(|id| Recurrence {
                id,
                creator: Some(mia),
                campaign: None,
                collaboration: None,
                makes: Makes::FollowUp,
                every: "every 6 weeks".into(),
                start: at(2),
                until: Some(at(-1)).filter(|_| over),
                times: None,
                amount: None,
                many: 1,
                format: Text::default(),
                platform: None,
                words: "call".into(),
            });
        });
    }
}

fn relationships(walk: &mut Walk) {
    let worked = |w: &mut World, with: fn(&mut Creator)| {
        let mia = w.creator("Mia");
        w.set(mia, with);
        w.deal(mia, Stage::Measurement);
        w.sent(mia, "2026-06-01");
    };
    walk.see("quiet", Asked(vec![State::Quiet]), |w| {
        worked(w, |c| c.relationship = Some(Relationship::Ambassador));
    });
    walk.see("no check-in", Asked(vec![State::CheckInDue]), |w| {
        worked(w, |c| c.core = true);
    });
    walk.see(
        "a week without a note",
        Asked(vec![State::WeekUnnoted]),
        |w| {
            let campaign = w.campaign("Winter");
            w.set(campaign, |c| c.start = Some(at(-30)));
        },
    );
    walk.see("a closed campaign", Rests("closed"), |w| {
        let campaign = w.campaign("Winter");
        w.set(campaign, |c| (c.start, c.closed) = (Some(at(-30)), true));
    });
}

fn sums(walk: &mut Walk) {
    walk.see(
        "commission earned",
        Asked(vec![State::CommissionEarned]),
        |w| {
            let mia = w.creator("Mia");
            let deal = w.deal(mia, Stage::Creation);
            w.set(deal, |c| {
                (c.agreed, c.commission) = (Some(at(-90)), Some(1000))
            });
            w.add(|id| Sale {
                creator: Some(mia),
                collaboration: Some(deal),
                ..Sale::new(id, at(-80), money("20000 USD"))
            });
        },
    );
    for (orders, fate) in [
        (2, Rests("the bonus is not reached")),
        (3, Asked(vec![State::BonusReached])),
    ] {
        walk.see(&format!("bonus, {orders} orders"), fate, |w| {
            let mia = w.creator("Mia");
            let deal = w.deal(mia, Stage::Retention);
            w.set(deal, |c| c.bonus = "$60 above 2 orders".into());
            for _ in 0..orders {
                w.add(|id| Sale {
                    creator: Some(mia),
                    collaboration: Some(deal),
                    ..Sale::new(id, at(-80), money("20000 USD"))
                });
            }
        });
    }
    for (paid, state) in [
        ("100000 USD", None),
        ("170000 USD", Some(State::LimitNear)),
        ("200000 USD", Some(State::LimitReached)),
    ] {
        let fate = match state {
            Some(state) => Asked(vec![state]),
            None => Rests("far from the limit"),
        };
        walk.see(paid, fate, |w| {
            let mia = w.creator("Mia");
            w.set(mia, |c| c.country = "US".into());
            let id = w.payment(mia, money(paid).unwrap(), "2026-11-20");
            w.set(id, |p| {
                (p.state, p.paid) = (PaymentState::Paid, Some(at(-4)))
            });
        });
    }
}

#[test]
fn no_state_is_without_an_owner() {
    let mut walk = Walk::default();
    pieces(&mut walk);
    live_pieces(&mut walk);
    payments(&mut walk);
    deals(&mut walk);
    parcels(&mut walk);
    rights(&mut walk);
    words_and_steps(&mut walk);
    relationships(&mut walk);
    sums(&mut walk);
    assert!(walk.wrong.is_empty(), "{}", walk.wrong.join("\n"));
    let never: Vec<_> = State::ALL
        .iter()
        .filter(|state| !walk.seen.contains(state))
        .collect();
    assert!(never.is_empty(), "no world was built for {never:?}");
}
