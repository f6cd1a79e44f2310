//! Lines about money, orders, pieces, numbers, gifts, rights, codes and marks.

use super::*;
use crate::domain::money::Money;

#[test]
fn payments() {
    check(
        "@miab $350 paid",
        "payment",
        "Paid: Mia Okafor $350",
        &[
            "amount USD 350.00",
            "paid Fri 20 Nov, today",
            "marks the open fee due Wed 18 Nov as paid",
        ],
    );
    check(
        "@miab paid 120 eur bonus by bank ref IN-7",
        "payment",
        "Paid: Mia Okafor €120",
        &["for bonus", "by bank", "ref IN-7"],
    );
    check(
        "@sofia $1.2k due 30 nov",
        "payment",
        "Payment for Sofia Marín: $1,200, due Mon 30 Nov",
        &["due Mon 30 Nov, 6 bd"],
    );
    check(
        "@miab $350 due 30 nov",
        "payment",
        "Payment for Mia Okafor: $350, due Mon 30 Nov",
        &["another $350 due Wed 18 Nov is open"],
    );
    check(
        "@miab $100 part paid by bank",
        "payment",
        "Paid: Mia Okafor $100 of $350",
        &["a part of the open fee of $350; $250 stays due Wed 18 Nov"],
    );
    let whole =
        "No open payment of theirs is larger than $400. Without \"part\" it is one of its own.";
    refused("@miab $400 part paid", whole);
    let parts = saved("@miab $100 part");
    let states: Vec<_> = parts
        .payments
        .iter()
        .map(|p| (p.amount.minor, p.state == PaymentState::Paid))
        .collect();
    assert!(
        states.contains(&(25_000, false)) && states.contains(&(10_000, true)),
        "{states:?}"
    );
    check(
        "@sofia $50 for the props",
        "payment",
        "Payment for Sofia Marín: $50, agreed",
        &["note for the props"],
    );
    refused(
        "@sofia $50 fri",
        "Is $50 paid or due? Write paid fri or due fri.",
    );
    refused(
        "@sofia $50 due",
        "Due when? Add a day: due 30 nov; or an event: due signed, due live+30d.",
    );
    refused(
        "@sofia $50 due 31 nov",
        "Not a date: \"31 nov\". November has 30 days.",
    );
    check(
        "@miab $350 paid on 3 nov",
        "payment",
        "Paid: Mia Okafor $350",
        &["paid Tue 3 Nov, 17 days ago"],
    );
    refused(
        "@miab $350 paid on 31 feb",
        "Not a date: \"31 feb\". February has 29 days at most.",
    );
    let unclear =
        "What is 3 nov? For the day it was paid write paid 3 nov; as a note it goes in quotes.";
    refused("@miab $350 paid by bank 3 nov", unclear);
    check(
        "@miab $350 paid \"for 3 nov\"",
        "payment",
        "Paid: Mia Okafor $350",
        &["note \"for 3 nov\""],
    );
    refused("@miab $-5 paid", "\"$-5\" is negative; an amount is not.");
    refused("@miab paid $-5", "\"$-5\" is negative; an amount is not.");
    check(
        "@sofia $600 8 minute video",
        "payment",
        "Payment for Sofia Marín: $600, agreed",
        &["note 8 minute video"],
    );
    let paid = saved("@miab $350 paid yest");
    assert_eq!(paid.payments.len(), 1);
    let row = paid.payments.iter().next().unwrap();
    assert_eq!(
        (row.state, row.paid),
        (PaymentState::Paid, Some(day("2026-11-19")))
    );
}

#[test]
fn a_payment_made_twice_is_told() {
    let paid = saved("@miab $350 paid");
    let warned = |line: &str| {
        let reading = read(
            line,
            &QuickCtx {
                model: &paid,
                ..ctx(&Model::default(), &Calendar::default())
            },
        );
        reading
            .questions
            .iter()
            .map(|q| q.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(warned("@miab $350 fee paid"), ["already paid today: $350"]);
    assert!(
        warned("@miab $350 fee paid yest").is_empty() && warned("@miab $340 bonus paid").is_empty()
    );
    // Nothing is open any more: what it is for is asked.
    assert_eq!(
        warned("@miab $40 paid"),
        ["nothing of Mia Okafor is open in USD: is it a fee, a bonus or a reimbursement?"]
    );
}

#[test]
fn what_was_paid_goes_into_what_is_open() {
    // The open part keeps its id and day, what was paid is a row of its own.
    let model = saved("@miab $100 paid");
    let rows: Vec<_> = model
        .payments
        .iter()
        .map(|p| {
            (
                p.id.raw(),
                p.amount.minor,
                p.state,
                p.due.map(|d| d.to_string()),
            )
        })
        .collect();
    let due = Some("2026-11-18".to_string());
    assert_eq!(
        rows,
        [
            (1, 25_000, PaymentState::Due, due.clone()),
            (2, 10_000, PaymentState::Paid, due)
        ]
    );
    check(
        "@miab $400 paid",
        "payment",
        "Paid: Mia Okafor $400",
        &["marks the open fee due Wed 18 Nov as paid"],
    );
    let asked = |line: &str| with(line, |reading, _| reading.questions[0].text.clone());
    assert_eq!(
        asked("@miab $400 paid"),
        "$50 more than the $350 that is open"
    );
    check(
        "@sofia $100 due signed",
        "payment",
        "Payment for Sofia Marín: $100, agreed",
        &["due signed"],
    );
    // A fee agreed and in no payment yet is open as well.
    let mut model = model;
    let deal = Collaboration {
        agreed: Some(day("2026-11-02")),
        fee: Some(Money::new(20_000, Currency::parse("gbp").unwrap())),
        ..model.get(Id::<Collaboration>::new(3)).unwrap().clone()
    };
    let mut edit = Step::new("terms");
    edit.edit(&model, deal.id, |c| *c = deal.clone());
    model.apply(&edit.edits);
    let calendar = Calendar::default();
    let reading = read("@sofia £50 part paid", &ctx(&model, &calendar));
    assert_eq!(
        reading.complete().unwrap().label,
        "Paid: Sofia Marín £50 of £200"
    );
    let reading = read("@sofia £50 due 30 nov", &ctx(&model, &calendar));
    assert_eq!(
        reading.notes,
        ["a part of the £200 that is open of the fee"]
    );
}

#[test]
fn a_line_is_about_one_creator() {
    let two = |other: &str| {
        format!(
            "Two creators in one line, the second is {other}. One line is about one creator; in quotes, \"{other}\" is a word like any other."
        )
    };
    refused("@sofia @miab ask for address fri", &two("@miab"));
    refused("@sofia $350 for @miab", &two("@miab"));
    check(
        "@sofia ask about \"@miab\" fri",
        "next step",
        "Next step for Sofia Marín, Fri 27 Nov: ask about \"@miab\"",
        &[],
    );
    check(
        "@sofia: met @miab at the fair",
        "note",
        "Note about Sofia Marín",
        &["words met @miab at the fair"],
    );
    check(
        "@sofia < talk to @miab",
        "reply",
        "Reply from Sofia Marín",
        &[],
    );
}

#[test]
fn an_order_belongs_to_whose_code_it_is() {
    let theirs = "SOFIA10 is the code of Sofia Marín, so the order is theirs: Tab takes them instead, or leave the code out.";
    refused("@miab sale $45 code SOFIA10", theirs);
    with("@miab sale $45 code sofia10", |reading, _| {
        assert_eq!(
            reading.completions[0].line,
            "@sofiasipping sale $45 code sofia10"
        );
    });
    check(
        "@sofia sale $45 code SOFIA10",
        "sale",
        "Sale of Sofia Marín: 1 order, $45",
        &[],
    );
    check(
        "@miab sale $45 code OTHER",
        "sale",
        "Sale of Mia Okafor: 1 order, $45",
        &[],
    );
    check(
        "@miab sale $45 orders 3",
        "sale",
        "Sale of Mia Okafor: 3 orders, $45",
        &[],
    );
    refused(
        "@miab sale $45 orders -3",
        "\"-3\" is not between 1 and 1,000,000.",
    );
    check(
        "@miab sale $45 3 orders yest",
        "sale",
        "Sale of Mia Okafor: 3 orders, $45",
        &["when Thu 19 Nov, yesterday"],
    );
    refused("@miab sale $45 orders", "How many orders? Write 3 orders.");
}

#[test]
fn days_and_stages_that_are_not_there_are_refused() {
    refused(
        "@miab call 31 feb",
        "Not a date: \"31 feb\". February has 29 days at most.",
    );
    refused(
        "@miab >9",
        "There is no stage 9: they go from 1 to 6. A message takes a space: > 9",
    );
    refused(
        "@miab #core >9",
        "There is no stage 9: they go from 1 to 6. A message takes a space: > 9",
    );
    check(
        "@miab > 9",
        "message",
        "Message to Mia Okafor",
        &["words 9"],
    );
    check(
        "@miab call 20 min 3 nov",
        "call",
        "Call with Mia Okafor",
        &["words 20 min", "when Tue 3 Nov, 17 days ago"],
    );
    refused(
        "@miab ask 5 dec 9999",
        "Not a date: \"5 dec 9999\". Sun 5 Dec 9999 is more than 10 years ahead.",
    );
}

#[test]
fn pieces() {
    check(
        "@sofia reel \"first pour\" live 9 dec /winter2",
        "deliverable",
        "Reel \"first pour\" of Sofia Marín, live Wed 9 Dec",
        &[
            "who Sofia Marín @sofiasipping",
            "what reel \"first pour\"",
            "live Wed 9 Dec, in 19 days",
            "where Winter Blend launch, wave 2",
            "changes the date of an existing piece (5 Dec ► 9 Dec)",
        ],
    );
    check(
        "@sofia 3 stories \"cups\" draft live-3b live 9 dec ig",
        "deliverable",
        "3 stories \"cups\" of Sofia Marín, live Wed 9 Dec",
        &[
            "draft Fri 4 Dec, 10 bd",
            "on Instagram",
            "where Winter Blend launch",
        ],
    );
    check(
        "@miab reel live 9 dec /winter",
        "deliverable",
        "Reel of Mia Okafor, live Wed 9 Dec",
        &["puts them into the campaign"],
    );
    refused(
        "@sofia reel \"first pour\" nice live 9 dec",
        "Not understood: nice. A title goes in quotes.",
    );
    refused(
        "@sofia reel \"x\" live 9 dec /spring",
        "There is no campaign \"/spring\"; /spring on a line of its own starts one.",
    );
    check(
        "@sofia reel live yest",
        "deliverable",
        "First pour of Sofia Marín, went live Thu 19 Nov",
        &["it went live; label, code and link are checked next"],
    );
    let after = saved("@sofia reel \"first pour\" live 9 dec /winter2");
    let reel = after.get(Id::<Deliverable>::new(1)).unwrap();
    assert_eq!(
        (reel.live_due, reel.wave, after.deliverables.len()),
        (Some(day("2026-12-09")), Some(Id::new(1)), 2)
    );
}

#[test]
fn numbers() {
    check(
        "@miab = views 12k orders 14 sales 812",
        "numbers",
        "Numbers of Mia Okafor: winter reel",
        &[
            "what winter reel, live Fri 13 Nov",
            "views 12,000",
            "orders 14",
            "sales $812",
        ],
    );
    check(
        "@miab = 12k views, 14 orders yest",
        "numbers",
        "Numbers of Mia Okafor: winter reel",
        &["views 12,000", "orders 14"],
    );
    refused(
        "@sofia = views 12k",
        "Sofia Marín has no live piece to count.",
    );
    refused(
        "@miab = lots",
        "Not understood: lots. Try views 12k orders 14 sales 812.",
    );
    refused(
        "@miab = views many",
        "Not a number: \"many\". Try 1200 or 12.4k.",
    );
    refused("@miab = views", "How many views?");
    refused(
        "@miab = views 12k orders -3",
        "\"-3\" is not between 0 and 1,000,000,000,000.",
    );
    check(
        "@miab = 14 orders -2d",
        "numbers",
        "Numbers of Mia Okafor: winter reel",
        &["orders 14"],
    );
    refused(
        "@miab =",
        "Which numbers? Try views 12k orders 14 sales 812.",
    );
}

#[test]
fn gifts_rights_and_codes() {
    check(
        "@miab gift glass pot",
        "gift",
        "Gift for Mia Okafor: glass pot",
        &["state to send"],
    );
    check(
        "@miab gift glass pot $24 sent yest",
        "gift",
        "Gift for Mia Okafor: glass pot",
        &["worth USD 24.00", "state sent"],
    );
    check(
        "@miab gift glass pot fri",
        "next step",
        "Next step for Mia Okafor, Fri 27 Nov: gift glass pot",
        &[],
    );
    check(
        "@miab right \"organic reposts\" end 5 mar",
        "usage rights",
        "usage rights of Mia Okafor, until Fri 5 Mar 2027",
        &["what organic reposts", "ends Fri 5 Mar 2027, in 105 days"],
    );
    check(
        "@miab right spark SP-1 end 31 dec",
        "Spark code",
        "Spark code SP-1 of Mia Okafor, until Thu 31 Dec 2026",
        &["code SP-1"],
    );
    check(
        "@miab code MIA10 end 31 dec",
        "promo code",
        "promo code MIA10 of Mia Okafor, until Thu 31 Dec 2026",
        &["code MIA10"],
    );
    check(
        "@miab exclusivity no other tea until 5 mar",
        "exclusivity",
        "exclusivity of Mia Okafor, until Fri 5 Mar 2027",
        &[],
    );
    check(
        "@sofia code sofia10 end 31 jan",
        "promo code",
        "promo code sofia10 of Sofia Marín, until Sun 31 Jan 2027",
        &["changes the end of the one they have (31 Dec ► 31 Jan 2027)"],
    );
    check(
        "@miab code sofia10",
        "promo code",
        "promo code sofia10 of Mia Okafor",
        &["Sofia Marín has the code sofia10 too"],
    );
    refused(
        "@miab right \"reposts\"",
        "Until when? Add its end: end 5 mar.",
    );
    refused("@miab gift", "What is sent? Try gift glass pot.");
    assert_eq!(saved("@sofia code sofia10 end 31 jan").rights.len(), 1);
}

#[test]
fn marks() {
    check(
        "@miab #core #q1 -#test",
        "marks",
        "Mia Okafor: #core #q1 -#test",
        &["tags #core #q1 -#test"],
    );
    check("@miab *", "marks", "Mia Okafor: core", &["core yes"]);
    check(
        "@miab >6",
        "marks",
        "Mia Okafor: stage 6",
        &["from stage 5 Measurement & feedback"],
    );
    check(
        "@miab /winter >4 #q1",
        "marks",
        "Mia Okafor: #q1, in Winter Blend launch, stage 4",
        &[],
    );
    refused("@miab >5", "Nothing would change.");
    refused("@miab #test", "Nothing would change.");
    let after = saved("@miab /winter >6 -#test *");
    let (mia, deal) = (
        after.get(Id::<Creator>::new(1)).unwrap(),
        after.get(Id::<Collaboration>::new(1)).unwrap(),
    );
    assert!(mia.core && mia.tags.0.is_empty());
    assert_eq!(
        (deal.stage, deal.stage_since, deal.campaign),
        (Stage::Retention, day("2026-11-20"), Some(Id::new(1)))
    );
}
