//! Collaborations and their terms: every row is added, changed and removed by keys, and the deal
//! says what it lacks.

use touchbase::domain::money::Money;
use touchbase::domain::rows::*;

use super::harness::Desk;
use super::seed::day;

fn desk() -> Desk {
    let mut desk = Desk::on("2026-11-24", |s| {
        let ana = s.creator("Ana");
        s.set(ana, |c| c.relationship = Some(Relationship::OneOff));
        s.deal(ana, Stage::Creation);
    });
    desk.keys("2 Enter ] ]");
    desk
}

fn deals(desk: &Desk) -> Vec<Collaboration> {
    desk.app()
        .model
        .of::<Collaboration>(desk.creator("Ana"))
        .cloned()
        .collect()
}

#[test]
fn a_new_deal_is_one_step_in_a_form() {
    let mut desk = desk();
    let start = (desk.dump(), desk.steps());
    desk.keys("n D")
        .shows("New deal for Ana")
        .keys("Tab Tab")
        .type_text("$420")
        .keys("Tab")
        .type_text("8%");
    desk.keys("Ctrl+S").says("New deal for Ana");
    let new = deals(&desk).pop().unwrap();
    assert_eq!(
        (new.stage, new.fee.unwrap().minor, new.commission),
        (Stage::Onboarding, 42_000, Some(800))
    );
    assert_eq!(
        (new.relationship, new.net_days),
        (Some(Relationship::OneOff), Some(30))
    );
    assert_eq!(desk.steps(), start.1 + 1);
    desk.shows("fee + 8%").keys("u");
    assert_eq!(desk.dump(), start.0);
    desk.keys("n D Esc").shows("Campaign or term");
    assert_eq!(desk.dump(), start.0);
}

#[test]
fn every_kind_of_row_is_added_in_a_form_and_removed_again() {
    let cases: &[(&str, &str, &str)] = &[
        ("p", "first pour", "piece"),
        ("r", "", "right"),
        ("g", "glass pot", "gift"),
        ("m", "$350", "payment"),
    ];
    for (letter, typed, what) in cases {
        let mut desk = desk();
        let start = desk.dump();
        desk.keys("n N")
            .keys(letter)
            .type_text(typed)
            .keys("Ctrl+S")
            .says("New");
        assert_ne!(desk.dump(), start, "{what}");
        assert!(deals(&desk).len() == 1, "{what} is no deal");
        desk.keys("u");
        assert_eq!(desk.dump(), start, "{what}");
    }
}

/// Rows that are added from the menu of new rows: its letter, what is typed into which field, the
/// tab it stands in, what is shown there, and what is typed over it with what is shown then.
struct Made {
    letter: &'static str,
    fill: &'static [(&'static str, &'static str)],
    tab: usize,
    shown: &'static str,
    change: (&'static str, &'static str),
    then: &'static str,
}

const MADE: [Made; 5] = [
    Made {
        letter: "b Enter",
        fill: &[("amount", "$10"), ("day", "yest")],
        tab: 5,
        shown: "refund $10 1001",
        change: ("amount", "$12"),
        then: "refund $12 1001",
    },
    Made {
        letter: "x",
        fill: &[("amount", "$50"), ("reference", "INV-3"), ("day", "5 nov")],
        tab: 4,
        shown: "boosting",
        change: ("amount", "$60"),
        then: "$60",
    },
    Made {
        letter: "c",
        fill: &[("value", "12"), ("name", "leads")],
        tab: 2,
        shown: "12 leads",
        change: ("value", "14"),
        then: "14 leads",
    },
    Made {
        letter: "y",
        fill: &[("words", "call"), ("every", "every 6 weeks")],
        tab: 6,
        shown: "call, every 6 weeks",
        change: ("every", "monthly"),
        then: "call, monthly",
    },
    Made {
        letter: "e",
        fill: &[("amount", "$300")],
        tab: 4,
        shown: "fee monthly",
        change: ("amount", "$350"),
        then: "$350",
    },
];

#[test]
fn what_is_told_is_added_changed_and_removed_in_forms_where_one_looks_for_it() {
    for made in MADE {
        let mut desk = Desk::on("2026-11-24", |s| {
            let ana = s.creator("Ana");
            s.deal(ana, Stage::Creation);
            s.add(|id| Sale {
                creator: Some(ana),
                order_ref: "1001".into(),
                ..Sale::new(id, day("2026-11-01"), Money::from_stored("4500 USD"))
            });
        });
        desk.keys("2 Enter");
        let start = desk.dump();
        desk.keys("n N").keys(made.letter);
        for (key, typed) in made.fill {
            assert!(desk.field(key), "{}: {key}", made.letter);
            desk.keys("Ctrl+U").type_text(typed);
        }
        desk.keys("Ctrl+S").says("New");
        for _ in 0..made.tab {
            desk.keys("]");
        }
        desk.shows(made.shown);
        // Down to the row, and its form.
        for _ in 0..6 {
            desk.keys("e");
            if desk.field(made.change.0) {
                break;
            }
            desk.keys("Esc j");
        }
        // What is left is kept for this row and no other.
        desk.keys("Ctrl+U").type_text(made.change.1).keys("Esc");
        desk.hides(made.then).keys("e").shows(made.change.1);
        desk.keys("Ctrl+S").shows(made.then);
        let before = desk.dump();
        desk.keys("D").says("Removed");
        desk.hides(made.then);
        desk.keys("u");
        assert_eq!(desk.dump(), before);
        desk.keys("u u");
        assert_eq!(desk.dump(), start);
        desk.agree();
    }
}

#[test]
fn more_than_an_order_brought_is_not_given_back_in_a_form_or_in_batch() {
    let home = super::cli::Home::with_people();
    home.ok(&["add", "@miabrews sale $45 ref 1001"]);
    home.ok(&["add", "@miabrews refund $20 ref 1001"]);
    home.ok(&["add", "@miabrews 12 signups"]);
    home.ok(&["add", "@miabrews boosting $50"]);
    home.ok(&["add", "@miabrews call every 6 weeks"]);
    let feed = |line: &str| home.feed(&["batch"], line);
    let over = feed(r#"{"action":"edit","table":"refund","id":1,"set":{"amount":"$46"}}"#);
    assert!(
        over.code == Some(1) && over.out.contains("More than the order brought"),
        "{over:?}"
    );
    home.batch(&[
        r#"{"action":"edit","table":"refund","id":1,"set":{"amount":"$45","day":"5 nov"}}"#,
        r#"{"action":"edit","table":"own_count","id":1,"set":{"value":"14"}}"#,
        r#"{"action":"edit","table":"expense","id":1,"set":{"kind":"travel"}}"#,
        r#"{"action":"edit","table":"recurrence","id":1,"set":{"every":"monthly"}}"#,
        r#"{"action":"edit","table":"collaboration","id":1,"set":{"commission_terms":"8% then 10% over 50 orders","hold_days":"14"}}"#,
    ]);
    let dump = home.dump();
    assert_eq!(dump["refunds"][0]["day"], "2026-11-05");
    assert_eq!(dump["own_counts"][0]["value"], 14);
    assert_eq!(dump["expenses"][0]["kind"], "travel");
    assert_eq!(dump["recurrences"][0]["every"], "monthly");
    let deal = &dump["collaborations"][0];
    assert_eq!(deal["commission_terms"], "8% then 10% over 50 orders");
    assert_eq!(deal["hold_days"], 14);
    home.batch(&[
        r#"{"action":"delete","table":"recurrence","id":1}"#,
        r#"{"action":"delete","table":"refund","id":1}"#,
    ]);
    home.is_whole();
}

#[test]
fn steps_of_a_commission_and_days_for_returns_are_typed_in_the_deals_form() {
    let mut desk = desk();
    desk.form_with("commission_terms");
    desk.type_text("8% then 10% over 50 orders");
    assert!(desk.field("hold_days"));
    desk.type_text("14")
        .keys("Ctrl+S")
        .shows("8% then 10% over 50 orders");
    let deal = &deals(&desk)[0];
    assert_eq!(
        (&*deal.commission_terms, deal.hold_days),
        ("8% then 10% over 50 orders", Some(14))
    );
    desk.form_with("commission_terms");
    desk.keys("Ctrl+U")
        .type_text("9% or so")
        .keys("Ctrl+S")
        .says("not understood");
    desk.keys("Ctrl+U").type_text("9%").keys("Ctrl+S");
    let deal = &deals(&desk)[0];
    assert_eq!((&*deal.commission_terms, deal.commission), ("", Some(900)));
}

#[test]
fn what_must_be_said_is_asked_for() {
    let mut desk = desk();
    desk.keys("n N m Ctrl+S").says("Amount is needed");
    desk.type_text("$350")
        .keys("Ctrl+S")
        .says("New payment for Ana");
    assert_eq!(
        desk.app()
            .model
            .payments
            .iter()
            .next()
            .unwrap()
            .amount
            .minor,
        35_000
    );
    desk.keys("n N g Ctrl+S")
        .says("Product is needed")
        .keys("Esc");
    desk.keys("n N t Tab")
        .type_text("14")
        .keys("Ctrl+S")
        .says("New target for Ana");
    let target = desk.app().model.targets.iter().next().unwrap();
    assert_eq!(
        (&*target.metric, target.value, target.collaboration),
        ("orders", 14_000, Some(deals(&desk)[0].id))
    );
    assert_eq!(deals(&desk)[0].targets_agreed, Some(day("2026-11-24")));
    desk.shows("14 orders");
}

#[test]
fn rows_of_the_tab_are_edited_and_removed_where_they_stand() {
    let mut desk = desk();
    desk.keys("n N r Tab")
        .type_text("organic reposts")
        .keys("Ctrl+S")
        .says("New right");
    desk.keys("j")
        .shows("usage rights: organic")
        .keys("e Tab")
        .type_text(", ads")
        .keys("Ctrl+S");
    assert_eq!(
        &*desk.app().model.rights.iter().next().unwrap().scope,
        "organic reposts, ads"
    );
    let before = desk.dump();
    desk.keys("D").says("Removed: usage rights of Ana");
    assert!(desk.app().model.rights.is_empty());
    assert_eq!(desk.row("Ana").shelf, Shelf::Active);
    desk.keys("u");
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_removed_deal_takes_its_pieces_along_and_leaves_words_and_money() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let ana = s.creator("Ana");
        let deal = s.deal(ana, Stage::Creation);
        let piece = s.piece(deal, "reel", |d| d.live = Some(day("2026-11-11")));
        s.numbers(piece, "2026-11-18");
        let pay = s.payment(ana, "45000 EUR", "2026-12-19");
        s.set(pay, |p| p.collaboration = Some(deal));
        s.wrote(ana, "2026-11-20", "when do we start?");
    });
    desk.keys("2 Enter ] ]");
    let before = desk.dump();
    desk.keys("D").says("with 1 piece");
    let m = &desk.app().model;
    assert_eq!(
        (
            m.collaborations.len(),
            m.deliverables.len(),
            m.results.len()
        ),
        (0, 0, 0)
    );
    assert_eq!((m.payments.len(), m.touches.len()), (1, 1));
    assert_eq!(m.payments.iter().next().unwrap().collaboration, None);
    desk.keys("u");
    assert_eq!(desk.dump(), before);
}

#[test]
fn notes_pieces_and_numbers_are_removed_from_their_tabs() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let ana = s.creator("Ana");
        let deal = s.deal(ana, Stage::Measurement);
        let piece = s.piece(deal, "reel", |d| d.live = Some(day("2026-11-11")));
        s.numbers(piece, "2026-11-18");
        s.wrote(ana, "2026-11-20", "when do we start?");
    });
    desk.keys("2 Enter ] ] ] ] ]");
    let before = desk.dump();
    desk.keys("j D")
        .says("Removed: numbers")
        .keys("u ] D")
        .says("Removed: e-mail");
    assert!(desk.app().model.touches.is_empty());
    desk.keys("u [ [ [ D").says("Removed: reel");
    assert_eq!(
        (
            desk.app().model.deliverables.len(),
            desk.app().model.results.len()
        ),
        (0, 0)
    );
    desk.keys("u");
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_deal_says_what_it_lacks() {
    let mut desk = desk();
    desk.shows("missing")
        .shows("pay, pieces, agreement, targets, rights, disclosure wording");
    desk.keys("e Tab Tab")
        .type_text("$420")
        .keys("Tab")
        .type_text("8%")
        .keys("Ctrl+S");
    desk.shows("pay terms, pieces, agreement, targets, rights, code, disclosure wording");
    desk.keys("3").shows("pay terms, pieces");
}

#[test]
fn a_deal_goes_into_a_campaign_where_it_stands() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let ana = s.creator("Ana");
        s.deal(ana, Stage::Onboarding);
        s.deal(ana, Stage::Creation);
        s.campaign("Winter");
    });
    desk.keys("3 h c Enter").says("Into Winter: Ana");
    let of = |desk: &Desk| {
        deals(desk)
            .iter()
            .map(|c| c.campaign.is_some())
            .collect::<Vec<_>>()
    };
    assert_eq!(of(&desk), [true, false]);
    desk.keys("c Enter").says("Out of Winter");
    assert_eq!(of(&desk), [false, false]);
}

#[test]
fn the_ladder_says_what_one_deeper_takes() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let ana = s.creator("Ana");
        s.set(ana, |c| c.relationship = Some(Relationship::OneOff));
        let deal = s.deal(ana, Stage::Retention);
        s.set(deal, |c| {
            (c.agreed, c.relationship) = (Some(day("2026-09-01")), Some(Relationship::OneOff))
        });
        s.piece(deal, "reel", |d| d.live = Some(day("2026-10-01")));
    });
    desk.keys("2 Enter ] ]")
        .shows("one-off (Sep) ► recurring?")
        .shows("1 more good deal would make the case for recurring");
    desk.shows("judged on views, engagement, sentiment");
}

#[test]
fn a_parcel_sent_before_the_agreement_tells_what_was_agreed_since() {
    let mut deal = Default::default();
    let mut desk = Desk::on("2026-11-20", |s| {
        let mia = s.creator("Mia");
        deal = s.deal(mia, Stage::Onboarding);
        s.add(|id| Shipment {
            id,
            creator: mia,
            collaboration: Some(deal),
            product: "glass pot".into(),
            value: None,
            cost: None,
            tracking: "".into(),
            state: ParcelState::Sent,
            sent: Some(day("2026-11-18")),
            delivered: None,
            post_agreed: false,
            posted: None,
        });
    });
    desk.keys("g k").shows("hoped for");
    desk.keys("3 e");
    assert!(desk.field("agreed"));
    desk.type_text("20 nov").keys("Ctrl+S").says("Edited");
    assert_eq!(
        desk.app().model.get(deal).unwrap().agreed,
        Some(day("2026-11-20"))
    );
    desk.keys("g k").hides("hoped for").shows("agreed");
    desk.keys("u").shows("hoped for");
    // Once it has arrived, the dates of the pieces ask for the post.
    desk.keys("U x").says("Parcel arrived").hides("glass pot");
}

#[test]
fn agreed_dates_move_by_days_and_what_is_only_ours_by_working_days() {
    // Friday: the end of a right may fall on a Saturday, a step of one's own goes to Monday.
    let mut desk = Desk::on("2026-11-20", |s| {
        let mia = s.creator("Mia");
        s.right(mia, RightKind::Usage, "organic", "2026-11-20");
        let theo = s.creator("Theo");
        s.follow(theo, "call", "2026-11-20");
    });
    let end = |desk: &Desk| desk.app().model.rights.iter().next().unwrap().end;
    let step = |desk: &Desk| desk.app().model.followups.iter().next().unwrap().day;
    for view in ["1 /", "6 /"] {
        desk.keys("Esc Esc");
        for who in ["mia", "theo"] {
            desk.keys(view.split(' ').next().unwrap());
            while desk.current().to_lowercase() != who {
                desk.keys("j");
            }
            desk.keys("+");
        }
        assert_eq!(
            (end(&desk), step(&desk)),
            (Some(day("2026-11-21")), day("2026-11-23")),
            "{view}"
        );
        desk.keys("u u");
        assert_eq!(
            (end(&desk), step(&desk)),
            (Some(day("2026-11-20")), day("2026-11-20")),
            "{view}"
        );
    }
}

/// Everything that can hang on a piece or a deal: what is about it goes along, what was spent or
/// counted stays.
#[test]
fn whatever_hangs_on_a_row_is_no_obstacle_to_removing_it() {
    let mut desk = Desk::on("2026-11-24", |s| {
        let ana = s.creator("Ana");
        let deal = s.deal(ana, Stage::Measurement);
        let piece = s.piece(deal, "reel", |d| d.live = Some(day("2026-11-11")));
        let (on, none) = (day("2026-11-12"), Text::default);
        s.numbers(piece, "2026-11-18");
        s.add(|id| Version {
            id,
            creator: ana,
            deliverable: piece,
            number: 1,
            due: None,
            came: on,
            link: none(),
            verdict: Verdict::Approved,
            answered: None,
            words: none(),
        });
        s.add(|id| LabelCheck {
            creator: ana,
            ..LabelCheck::new(
                id,
                &Deliverable::new(piece, ana, deal),
                on,
                LabelVerdict::Ok,
            )
        });
        let amount = touchbase::domain::money::Money::from_stored("5000 EUR").unwrap();
        s.add(|id| Expense {
            id,
            creator: Some(ana),
            campaign: None,
            collaboration: Some(deal),
            deliverable: Some(piece),
            kind: ExpenseKind::Boosting,
            amount,
            day: on,
            reference: none(),
            note: none(),
        });
        s.add(|id| OwnCount {
            id,
            creator: Some(ana),
            campaign: None,
            collaboration: Some(deal),
            deliverable: Some(piece),
            day: on,
            name: "sign-ups".into(),
            value: 7,
        });
        s.add(|id| Measurement {
            id,
            creator: ana,
            account: touchbase::domain::ids::Id::new(1),
            day: on,
            followers: Some(9),
            engagement: None,
            avg_views: None,
        });
    });
    let before = desk.dump();
    let check = |desk: &mut Desk, row: RowRef, left: (usize, usize)| {
        let ana = desk.creator("Ana");
        let step = removal_of(desk, row);
        let effects = desk.m.app.commit(step);
        desk.m.work(effects);
        desk.says("ok Removed").agree();
        let m = &desk.app().model;
        let about = m.versions.len() + m.label_checks.len() + m.results.len();
        assert_eq!(
            (about, m.of::<Measurement>(ana).count()),
            left,
            "{}",
            desk.status()
        );
        assert_eq!((m.expenses.len(), m.own_counts.len()), (1, 1));
        desk.keys("u").says("Taken back");
        assert_eq!(desk.dump(), before);
    };
    check(&mut desk, RowRef::Piece, (0, 1));
    check(&mut desk, RowRef::Deal, (0, 1));
    check(&mut desk, RowRef::Account, (3, 0));
}

/// What is removed.
enum RowRef {
    Piece,
    Deal,
    Account,
}

fn removal_of(desk: &Desk, row: RowRef) -> touchbase::domain::change::Step {
    use touchbase::domain::{ids::Id, review};
    let ctx = desk.app().ctx();
    match row {
        RowRef::Piece => review::remove_piece(&ctx, Id::new(1)),
        RowRef::Deal => review::remove_deal(&ctx, Id::new(1), &[]),
        RowRef::Account => review::remove_account(&ctx, Id::new(1)),
    }
    .unwrap()
}
