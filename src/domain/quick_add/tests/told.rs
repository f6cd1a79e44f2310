//! Lines about what comes round again, orders and refunds, expenses, counts, terms and amounts.

use super::*;
use crate::domain::money::Money;

fn money(minor: i64, code: &str) -> Money {
    Money::new(minor, Currency::parse(code).unwrap())
}

#[test]
fn only_a_second_asking_goes_when_they_answer() {
    for (line, waits) in [
        ("@mia nudge fri", true),
        ("@mia chase the invoice fri", true),
        ("@mia ask again about rates fri", true),
        ("@mia follow up fri", true),
        ("@mia remind about draft fri", true),
        ("@mia ask for address fri", false),
        ("@mia send sample mon", false),
        ("@mia birthday 1 dec", false),
        ("@mia follow up fri regardless", false),
        ("@mia send sample mon if no reply", true),
        ("@mia < yes; send rates fri", false),
        ("@mia > rates sent; nudge fri", true),
    ] {
        let after = saved(line);
        let row = after.followups.iter().last().unwrap();
        assert_eq!(row.if_no_reply, waits, "{line}");
    }
}

#[test]
fn steps_come_round_again() {
    check(
        "@mia call every 6 weeks",
        "next step",
        "Next step for Mia Okafor, every 6 weeks from Fri 1 Jan 2027: call",
        &[
            "what call",
            "every every 6 weeks",
            "when Fri 1 Jan 2027, Fri 12 Feb 2027, Fri 26 Mar 2027",
        ],
    );
    let after = saved("@mia birthday every 1 dec");
    let (rhythm, step) = (
        after.recurrences.iter().next().unwrap(),
        after.followups.iter().next().unwrap(),
    );
    assert_eq!(
        (&*rhythm.every, rhythm.start),
        ("every 1 Dec", day("2026-12-01"))
    );
    assert_eq!((step.recurrence, step.day), (Some(rhythm.id), rhythm.start));
    assert_eq!((&*step.what, step.if_no_reply), ("birthday", false));

    let after = saved("@mia check prices monthly until june");
    let rhythm = after.recurrences.iter().next().unwrap();
    assert_eq!(rhythm.until, Some(day("2027-06-30")));
    let after = saved("water the plants every mon 5 times");
    let rhythm = after.recurrences.iter().next().unwrap();
    assert_eq!((rhythm.creator, rhythm.times), (None, Some(5)));
    // Without a rhythm nothing changes.
    check(
        "@sofia call about rates fri",
        "next step",
        "Next step for Sofia Marín, Fri 27 Nov: call about rates",
        &[],
    );
    refused("@mia call every 31 feb", "There is no 31 Feb.");
}

#[test]
fn retainers_and_pieces_come_round_again() {
    check(
        "@mia $300 monthly",
        "payment",
        "Payment for Mia Okafor, monthly from Sun 20 Dec: $300",
        &[
            "amount USD 300.00",
            "every monthly",
            "when Sun 20 Dec, Wed 20 Jan 2027, Sat 20 Feb 2027",
        ],
    );
    let after = saved("@mia $300 a month from 1 dec until may");
    let (rhythm, payment) = (
        after.recurrences.iter().next().unwrap(),
        after.payments.iter().last().unwrap(),
    );
    assert_eq!(
        (payment.due, payment.amount),
        (Some(day("2026-12-01")), money(30_000, "USD"))
    );
    assert_eq!(
        (payment.recurrence, payment.collaboration, payment.state),
        (Some(rhythm.id), Some(Id::new(1)), PaymentState::Due)
    );
    assert_eq!(rhythm.until, Some(day("2027-05-31")));
    for line in ["@sofia 2 reels a month", "@sofia 2 reels monthly"] {
        let after = saved(line);
        let new: Vec<_> = after
            .deliverables
            .iter()
            .filter(|d| d.recurrence.is_some())
            .collect();
        assert_eq!(new.len(), 2, "{line}");
        assert!(
            new.iter()
                .all(|d| &*d.format == "reel" && d.live_due == Some(day("2026-12-20")))
        );
    }
    let after = saved("@sofia story \"tip\" ig every week");
    let new = after.deliverables.iter().last().unwrap();
    assert_eq!(
        (&*new.format, &*new.title, new.platform),
        ("story", "tip", Some(Platform::Instagram))
    );
    with("@mia $300 every month and more", |reading, _| {
        assert!(
            reading
                .complete()
                .unwrap_err()
                .starts_with("Not understood: and more.")
        );
    });
}

#[test]
fn the_worth_of_a_parcel_is_no_part_of_its_name() {
    for (line, product, value, cost) in [
        (
            "@mia gift thermos 400 eur",
            "thermos",
            Some(money(40_000, "EUR")),
            None,
        ),
        (
            "@mia gift thermos worth 400 eur",
            "thermos",
            Some(money(40_000, "EUR")),
            None,
        ),
        (
            "@mia gift thermos €400",
            "thermos",
            Some(money(40_000, "EUR")),
            None,
        ),
        (
            "@mia gift thermos worth 400",
            "thermos",
            Some(money(40_000, "USD")),
            None,
        ),
        (
            "@mia gift 2 cups cost 12 eur worth $30",
            "2 cups",
            Some(money(3_000, "USD")),
            Some(money(1_200, "EUR")),
        ),
        (
            "@mia gift pot 45 usd sent yest tracking XY1",
            "pot",
            Some(money(4_500, "USD")),
            None,
        ),
        (
            "@mia gift \"box worth 400\"",
            "\"box worth 400\"",
            None,
            None,
        ),
        ("@mia gift box of 3", "box of 3", None, None),
    ] {
        let after = saved(line);
        let row = after.shipments.iter().last().unwrap();
        assert_eq!(
            (&*row.product, row.value, row.cost),
            (product, value, cost),
            "{line}"
        );
    }
    let after = saved("+ Ana Lis @analis ig 9k 300 eur tea");
    let row = after.creators.iter().last().unwrap();
    assert_eq!((row.rate, &*row.niche), (Some(money(30_000, "EUR")), "tea"));
    assert_eq!(after.accounts.iter().last().unwrap().followers, Some(9_000));
    let after = saved("/winter budget 900 eur");
    assert_eq!(
        after.campaigns.iter().next().unwrap().budget,
        Some(money(90_000, "EUR"))
    );
}

/// A line after others were saved.
fn after(lines: &[&str], last: &str, look: impl FnOnce(&ParsedLine)) {
    let (mut model, calendar) = (model(), Calendar::default());
    for line in lines {
        let step = read(line, &ctx(&model, &calendar)).complete();
        let step = step.unwrap_or_else(|why| panic!("{line}: {why}"));
        model.apply(&step.edits);
    }
    look(&read(last, &ctx(&model, &calendar)));
}

#[test]
fn refunds_find_their_order() {
    let sale = "@mia sale $45 ref #1001 10 nov";
    for line in [
        "@mia refund $20 ref 1001",
        "@mia refund $20 of #1001",
        "@mia refunded 20 usd order 1001 yest",
        "@mia refund $20 ref 1001 broken lid",
    ] {
        after(&[sale], line, |reading| {
            let step = reading
                .complete()
                .unwrap_or_else(|why| panic!("{line}: {why}"));
            let row = step.edits.refunds[0].after.clone().unwrap();
            assert_eq!(
                (row.sale, row.amount),
                (Id::new(1), money(2_000, "USD")),
                "{line}"
            );
            assert!(row.day <= day("2026-11-20"));
        });
    }
    // What is left of it, and of the commission of its month.
    let earns = "@mia commission 10% hold 14d";
    for (line, told, then) in [
        (
            "@mia refund $20 ref 1001",
            "told Fri 20 Nov",
            "then net $25 · commission of November $4.50 → $2.50, not paid yet",
        ),
        (
            "@mia refund $20 ref 1001 yest",
            "told Thu 19 Nov, yesterday",
            "then net $25 · commission of November $4.50 → $2.50, not paid yet",
        ),
    ] {
        after(&[earns, sale], line, |reading| {
            let parts: Vec<String> = reading
                .parts
                .iter()
                .map(|p| format!("{} {}", p.label, p.value))
                .collect();
            assert!(parts.contains(&told.to_owned()), "{parts:?}");
            assert!(
                parts.contains(&"of order #1001, Tue 10 Nov, $45".to_owned()),
                "{parts:?}"
            );
            assert_eq!(reading.notes, [then]);
        });
    }
    let refuse = |lines: &[&str], line: &str, words: &str| {
        after(lines, line, |reading| {
            let why = reading.complete().unwrap_err();
            assert!(why.contains(words), "{line}: {why}");
        });
    };
    refuse(&[sale], "@mia refund $20", "which order");
    refuse(&[sale], "@mia refund $20 ref 99", "no order 99");
    refuse(
        &[sale],
        "@mia refund $50 ref 1001",
        "More than the order brought",
    );
    refuse(
        &[sale, "@mia refund $30 ref 1001"],
        "@mia refund $20 ref 1001",
        "was given back before",
    );
    refuse(&[sale], "@mia refund €20 ref 1001", "given back in USD");
    refuse(&[sale], "@mia refund $20 ref 1001 tom", "still to come");
    // An order may begin with its amount.
    let after = saved("@sofia $40 order ref 1002 code SOFIA10 new");
    let row = after.sales.iter().last().unwrap();
    assert_eq!(
        (row.amount, &*row.order_ref, &*row.code, row.new_customer),
        (Some(money(4_000, "USD")), "1002", "SOFIA10", Some(true))
    );
}

#[test]
fn expenses_counts_and_terms() {
    let after = saved("@sofia travel €80 train to Lisbon ref T-1 yest");
    let row = after.expenses.iter().last().unwrap();
    assert_eq!(
        (row.kind, row.amount),
        (ExpenseKind::Travel, money(8_000, "EUR"))
    );
    assert_eq!(
        (&*row.note, &*row.reference, row.day),
        ("train to Lisbon", "T-1", day("2026-11-19"))
    );
    assert_eq!(
        (row.campaign, row.collaboration),
        (Some(Id::new(1)), Some(Id::new(3)))
    );
    let after = saved("@mia boosting $50");
    assert_eq!(
        after.expenses.iter().last().unwrap().kind,
        ExpenseKind::Boosting
    );
    // Without an amount it is something to do.
    check(
        "@mia travel to Porto fri",
        "next step",
        "Next step for Mia Okafor, Fri 27 Nov: travel to Porto",
        &[],
    );

    let after = saved("@sofia 12 signups yest");
    let row = after.own_counts.iter().last().unwrap();
    assert_eq!(
        (&*row.name, row.value, row.day),
        ("sign-ups", 12, day("2026-11-19"))
    );
    let after = saved("@sofia 3 leads /winter");
    assert_eq!(
        after.own_counts.iter().last().unwrap().campaign,
        Some(Id::new(1))
    );

    let after = saved("@sofia commission 8% then 10% over 50 orders hold 14d");
    let deal = after.get::<Collaboration>(Id::new(3)).unwrap();
    assert_eq!(
        (&*deal.commission_terms, deal.hold_days),
        ("8% then 10% over 50 orders", Some(14))
    );
    let after = saved("@sofia commission 12%");
    let deal = after.get::<Collaboration>(Id::new(3)).unwrap();
    assert_eq!(
        (deal.commission, &*deal.commission_terms),
        (Some(1_200), "")
    );
}

#[test]
fn a_fact_is_never_after_today() {
    for (line, expected) in [
        ("@mia $350 paid 10 feb", "2026-02-10"),
        ("@mia $350 paid wed", "2026-11-18"),
        ("@mia $350 paid 25 nov", "2025-11-25"),
    ] {
        let after = saved(line);
        let paid = after.payments.iter().find_map(|p| p.paid);
        assert_eq!(paid, Some(day(expected)), "{line}");
    }
    // What was invoiced is due after that day.
    for (line, expected) in [
        ("@mia $77 invoiced 3 nov due 17 nov", "2026-11-17"),
        ("@mia $77 invoiced 3 nov due +30d", "2026-12-03"),
        ("@mia $77 invoiced 3 nov due 1 dec", "2026-12-01"),
        ("@mia $77 due 17 nov", "2027-11-17"),
    ] {
        let after = saved(line);
        let any = |p: &crate::domain::rows::Payment| p.due == Some(day(expected));
        assert!(after.payments.iter().any(any), "{line}");
    }
    for line in [
        "@mia $350 paid tom",
        "@mia $350 invoiced 1 feb 2027",
        "@mia gift pot sent tom",
    ] {
        with(line, |reading, _| {
            assert!(
                reading.complete().unwrap_err().contains("still to come"),
                "{line}"
            );
        });
    }
}

/// Words with no meaning of their own in any line.
fn odd() -> impl Strategy<Value = String> {
    "[qxz]{4,7}"
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Every word ends in a field, in words, or is named.
    #[test]
    fn nothing_typed_is_dropped(
        words in proptest::collection::vec(odd(), 1..3),
        at in 0usize..6,
        line in prop_oneof![
            Just("@mia $300 monthly"), Just("@mia gift pot 40 eur sent yest"), Just("@mia sale $45 ref 7"),
            Just("@mia refund $20 ref 1001"), Just("@mia travel €80 yest"), Just("@mia 12 signups"),
            Just("@mia call every 6 weeks"), Just("@sofia 2 reels a month"), Just("@mia $20 bonus due 30 nov"),
            Just("@sofia commission 8% hold 14d"), Just("@mia send sample mon"), Just("+ Ana @ana ig 300 eur"),
            Just("/winter budget 900 eur"), Just("@mia code MIA10 end 31 dec"),
        ]
    ) {
        let mut all: Vec<&str> = line.split(' ').collect();
        let at = (at + 1).min(all.len());
        for (n, word) in words.iter().enumerate() {
            all.insert(at + n, word);
        }
        let line = all.join(" ");
        with(&line, |reading, _| {
            let mut told = format!("{:?} {:?} {:?}", reading.parts, reading.notes, reading.questions);
            match reading.complete() {
                Ok(step) => told.push_str(&format!("{:?}", step.edits)),
                Err(why) => told.push_str(&why),
            }
            for word in &words {
                prop_assert!(told.to_lowercase().contains(word.as_str()), "{line}: {word} is gone: {told}");
            }
            Ok(())
        })?;
    }
}
