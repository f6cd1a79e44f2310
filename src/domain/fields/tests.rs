//! What is typed into fields and what they show: every field, the good and the bad.

use super::*;
use crate::domain::day::{Clock, Stamp};
use crate::domain::handles::profile_link;
use crate::domain::ids::Id;
use crate::domain::rows::*;
use chrono_tz::Tz;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn entry(calendar: &Calendar) -> Entry<'_> {
    Entry {
        today: day("2026-11-20"),
        calendar,
        day_first: true,
        currency: Currency::parse("usd").unwrap(),
        anchors: Anchors::default(),
    }
}

/// Sets one field of a row and says how it then reads, or why not.
fn try_set<T: Fielded>(mut row: T, key: &str, typed: &str) -> Result<String, String> {
    let calendar = Calendar::default();
    let field = T::field(key).unwrap();
    field.set(&mut row, typed, &entry(&calendar))?;
    Ok(field.get(&row))
}

fn echoed<T: Fielded>(key: &str, typed: &str) -> Option<String> {
    let calendar = Calendar::default();
    T::field(key).unwrap().echo(typed, &entry(&calendar))
}

fn creator() -> Creator {
    Creator::default()
}

fn account() -> Account {
    Account::new(Id::new(1), Id::new(1), Platform::Instagram, "ana")
}

fn usd() -> Currency {
    Currency::parse("usd").unwrap()
}

#[test]
fn money_is_read_as_people_write_it() {
    let check = |typed: &str, shown: &str| {
        assert_eq!(
            number::money(typed, usd()).map(|m| m.to_string()),
            Ok(shown.into()),
            "{typed}"
        );
    };
    check("$350", "$350");
    check("350", "$350");
    check("350 eur", "€350");
    check("EUR 350", "€350");
    check("350€", "€350");
    check("350eur", "€350");
    check("1.2k", "$1,200");
    check("1,2k", "$1,200");
    check("1.2k gbp", "£1,200");
    check("1,250.50", "$1,250.50");
    check("1.250,50 €", "€1,250.50");
    check("1.250", "$1,250");
    check("1,250", "$1,250");
    check("1 250", "$1,250");
    check("1'250.00 chf", "CHF 1,250");
    check("12.5", "$12.50");
    check("0.5", "$0.50");
    check(".50", "$0.50");
    check("¥9000", "¥9,000");
    check("R$ 90", "BRL 90");
    check("1.234 kwd", "KWD 1.234");
    check("1,234 kwd", "KWD 1,234");
    check("1,234,567", "$1,234,567");
    let refuse = |typed: &str, why: &str| {
        assert_eq!(number::money(typed, usd()), Err(why.into()), "{typed}")
    };
    check("1 234 567,50 €", "€1,234,567.50");
    for typed in ["$600 8", "1 23", "$1 2345", "6'00"] {
        assert!(number::money(typed, usd()).is_err(), "{typed}");
    }
    refuse("abc", "\"abc\" is not a currency. Try usd, eur or gbp.");
    refuse("350 xyz", "\"xyz\" is not a currency. Try usd, eur or gbp.");
    refuse(
        "three",
        "Not an amount: \"three\". Try $350, 350 eur or 1.2k.",
    );
    refuse("-5", "\"-5\" is negative; an amount is not.");
    refuse(
        "1.2.3",
        "Not an amount: \"1.2.3\". Try $350, 350 eur or 1.2k.",
    );
    refuse("0.005", "USD has 2 decimals, or \"0.005\" is too large.");
    refuse("¥1.5", "JPY has no decimals, or \"¥1.5\" is too large.");
    refuse("$", "Not an amount: \"$\". Try $350, 350 eur or 1.2k.");
    refuse("", "Not an amount: \"\". Try $350, 350 eur or 1.2k.");
}

#[test]
fn counts_and_shares() {
    let check = |typed: &str, n: i64| assert_eq!(number::count(typed, (0, MANY)), Ok(n), "{typed}");
    check("1200", 1200);
    check("12.4k", 12_400);
    check("12,4K", 12_400);
    check("1.2m", 1_200_000);
    check("12,400", 12_400);
    check("12.400", 12_400);
    check("1.234.567", 1_234_567);
    assert_eq!(
        number::count("12.4", (0, 99)),
        Err("\"12.4\" is not a whole number.".into())
    );
    assert_eq!(
        number::count("many", (0, 99)),
        Err("Not a number: \"many\". Try 1200 or 12.4k.".into())
    );
    assert_eq!(
        number::count("100", (0, 99)),
        Err("\"100\" is not between 0 and 99.".into())
    );
    assert_eq!(number::percent("5.9%"), Ok(590));
    assert_eq!(number::percent("5,91"), Ok(591));
    assert_eq!(number::percent("8 %"), Ok(800));
    assert_eq!(
        number::percent("5.911"),
        Err("\"5.911\" has more than two decimals.".into())
    );
    assert_eq!(number::percent_text(605), "6.05%");
}

#[test]
fn an_amount_at_the_start_of_a_line() {
    let check = |line: &str, bare, expected: Option<(&str, &str)>| {
        let found = number::leading_money(line, usd(), bare).map(|(m, rest)| (m.to_string(), rest));
        assert_eq!(
            found,
            expected.map(|(m, rest)| (m.to_owned(), rest)),
            "{line}"
        );
    };
    check("$420 reel", false, Some(("$420", "reel")));
    check("350 eur for the pot", false, Some(("€350", "for the pot")));
    check("420 reel", false, None);
    check("420 reel", true, Some(("$420", "reel")));
    check("350", false, None);
    check("usd 20", false, Some(("$20", "")));
    check("see you", true, None);
    check(
        "$600 8 minute video",
        false,
        Some(("$600", "8 minute video")),
    );
    check("$1 200 for two", false, Some(("$1,200", "for two")));
}

#[test]
fn fields_take_what_people_type() {
    assert_eq!(
        try_set(creator(), "rate", "$420 per reel"),
        Ok("$420 reel".into())
    );
    assert_eq!(
        try_set(creator(), "rate", "reel"),
        Err("\"reel\" does not begin with an amount. Try $420 reel.".into())
    );
    let two = "\"$600 8 minute video\" has two numbers. Try $600 for 8 minute video.";
    assert_eq!(
        try_set(creator(), "rate", "$600 8 minute video"),
        Err(two.into())
    );
    assert_eq!(
        try_set(creator(), "rate", "$600 for 8 minute video"),
        Ok("$600 for 8 minute video".into())
    );
    assert_eq!(
        echoed::<Creator>("rate", "$420 reel"),
        Some("USD 420.00 per reel".into())
    );
    assert_eq!(
        try_set(creator(), "tags", "Tea, slow mornings"),
        Ok("#tea #slow-mornings".into())
    );
    assert_eq!(
        try_set(creator(), "tags", "#tea core"),
        Ok("#tea #core".into())
    );
    assert_eq!(try_set(creator(), "type", "amb"), Ok("ambassador".into()));
    assert_eq!(
        try_set(creator(), "type", "a"),
        Err("\"a\" can be ambassador, affiliate.".into())
    );
    assert_eq!(try_set(creator(), "prefers", "email"), Ok("mail".into()));
    assert_eq!(try_set(creator(), "fit_values", "4/5"), Ok("4".into()));
    assert_eq!(
        try_set(creator(), "fit_values", "6"),
        Err("\"6\" is not 1 to 5.".into())
    );
    assert_eq!(
        try_set(creator(), "zone", "lisbon"),
        Ok("Europe/Lisbon".into())
    );
    assert_eq!(
        try_set(creator(), "zone", "new york"),
        Ok("America/New_York".into())
    );
    assert_eq!(try_set(creator(), "cadence", "6 weeks"), Ok("42".into()));
    assert_eq!(
        try_set(creator(), "quiet_days", "Friday, sat"),
        Ok("fri sat".into())
    );
    assert_eq!(
        try_set(creator(), "email", "Ana <ana@example.com>"),
        Ok("ana@example.com".into())
    );
    let why = "\"ana\" is not an e-mail address; one looks like ana@example.com.";
    assert_eq!(try_set(creator(), "email", "ana"), Err(why.into()));
    assert_eq!(
        try_set(creator(), "checkin", "3 nov"),
        Ok("2026-11-03".into())
    );
    assert_eq!(
        echoed::<Creator>("checkin", "3 nov"),
        Some("Tue 3 Nov, 17 days ago".into())
    );
    assert_eq!(
        try_set(creator(), "name", "An\u{202e}a\u{7} \n Lis"),
        Ok("Ana   Lis".into())
    );
    assert_eq!(try_set(account(), "followers", "27.1k"), Ok("27100".into()));
    assert_eq!(
        echoed::<Account>("followers", "27.1k"),
        Some("27,100".into())
    );
    assert_eq!(try_set(account(), "platform", "yt"), Ok("youtube".into()));
    assert_eq!(
        try_set(account(), "platform", "-"),
        Err("Platform is needed.".into())
    );
    assert_eq!(
        try_set(account(), "handle", "@ana.lis"),
        Ok("ana.lis".into())
    );
    assert_eq!(
        try_set(account(), "handle", "https://www.tiktok.com/@ana?x=1"),
        Ok("ana".into())
    );
    let shares = "age: 25-34 46, 18-24 22.5; place: US 58";
    assert_eq!(try_set(account(), "audience", shares), Ok(shares.into()));
}

#[test]
fn plans_look_ahead_and_facts_look_back() {
    let right = || Right {
        id: Id::new(1),
        creator: Id::new(1),
        collaboration: None,
        deliverable: None,
        kind: RightKind::Usage,
        scope: "".into(),
        channels: "".into(),
        territory: "".into(),
        code: "".into(),
        start: None,
        end: None,
        state: RightState::Active,
    };
    assert_eq!(try_set(right(), "end", "5 mar"), Ok("2027-03-05".into()));
    assert_eq!(
        try_set(right(), "end", "5 mar 2026"),
        Ok("2026-03-05".into())
    );
    assert_eq!(
        try_set(right(), "end", "yest"),
        Err("\"yest\" is past: Thu 19 Nov, yesterday. A day to come is needed.".into())
    );
    assert_eq!(
        echoed::<Right>("end", "5 mar"),
        Some("Fri 5 Mar 2027, in 105 days".into())
    );
    assert_eq!(try_set(right(), "end", "none"), Ok(String::new()));
}

#[test]
fn profile_links_name_people() {
    let check = |link: &str, expected: Option<(Platform, &str)>| {
        assert_eq!(
            profile_link(link),
            expected.map(|(p, h)| (p, h.to_owned())),
            "{link}"
        );
    };
    check(
        "instagram.com/ana.lis",
        Some((Platform::Instagram, "ana.lis")),
    );
    check(
        "https://www.instagram.com/ana.lis/?hl=en",
        Some((Platform::Instagram, "ana.lis")),
    );
    check(
        "https://www.tiktok.com/@ana",
        Some((Platform::TikTok, "ana")),
    );
    check(
        "https://m.youtube.com/@ana/videos",
        Some((Platform::YouTube, "ana")),
    );
    check("https://www.instagram.com/p/C8abc", None);
    check("https://www.tiktok.com/foryou", None);
    check("example.com/ana", None);
    check("instagram.com", None);
}

#[test]
fn order_puts_the_unknown_last() {
    let field = Account::field("followers").unwrap();
    let with = |n| Account {
        followers: n,
        ..account()
    };
    assert_eq!(
        field.compare(&with(Some(9)), &with(Some(10))),
        Ordering::Less
    );
    assert_eq!(field.compare(&with(Some(9)), &with(None)), Ordering::Less);
    assert_eq!(field.compare(&with(None), &with(None)), Ordering::Equal);
}

#[test]
fn the_day_of_a_contact_keeps_its_time() {
    let clock = Clock {
        now: Stamp(1_795_000_000),
        zone: Tz::Europe__Lisbon,
        rollover: 4,
    };
    let touch = Touch::new(
        Id::new(1),
        Id::new(1),
        Stamp(1_794_000_000),
        Channel::Mail,
        Direction::In,
    );
    let contact = Contact::of(touch.clone(), &clock);
    assert_eq!(contact.clone().into_touch(&clock), touch);
    let moved = Contact {
        day: clock.today(),
        ..contact
    };
    assert_eq!(moved.into_touch(&clock).at, clock.now);
}

/// One row of every type, to set fields of.
fn every_row(mut with: impl FnMut(&dyn Fn(&str, &Entry, &mut Vec<String>))) {
    let id = Id::new(1);
    fn of<T: Fielded + Clone>(row: T) -> impl Fn(&str, &Entry, &mut Vec<String>) {
        move |typed, entry, wrong| {
            for field in T::FIELDS {
                let mut row = row.clone();
                let was = field.get(&row);
                if field.set(&mut row, typed, entry).is_err() {
                    if field.get(&row) != was {
                        wrong.push(format!(
                            "{} changed although it refused {typed:?}",
                            field.key
                        ));
                    }
                    continue;
                }
                let shown = field.get(&row);
                let mut again = row.clone();
                match field.set(&mut again, &shown, entry) {
                    Ok(()) if field.get(&again) == shown => {}
                    other => wrong.push(format!(
                        "{}: {typed:?} became {shown:?}, then {other:?}",
                        field.key
                    )),
                }
                let _ = (
                    field.echo(typed, entry),
                    field.shown(&row, entry.today),
                    field.compare(&row, &again),
                );
            }
        }
    }
    let (day, money) = (day("2026-11-20"), Money::new(100, usd()));
    with(&of(creator()));
    with(&of(account()));
    with(&of(Contact {
        day,
        touch: Touch::new(id, Id::new(1), Stamp(0), Channel::Mail, Direction::In),
    }));
    with(&of(Collaboration::new(
        Id::new(1),
        Id::new(1),
        Stage::Pitch,
        day,
    )));
    with(&of(Deliverable::new(Id::new(1), Id::new(1), Id::new(1))));
    with(&of(row::<Measurement>(
        r#"{"id":1,"creator":1,"account":1,"day":"2026-11-20"}"#,
    )));
    with(&of(FollowUp {
        what: "x".into(),
        if_no_reply: true,
        ..FollowUp::new(Id::new(1), None, day, Stamp(0))
    }));
    with(&of(row::<Campaign>(
        r#"{"id":1,"name":"","goal":"","region":"","note":"","closed":false}"#,
    )));
    with(&of(row::<Wave>(r#"{"id":1,"campaign":1,"name":""}"#)));
    for metric in ["orders", "cpa"] {
        let json = format!(r#"{{"id":1,"metric":"{metric}","value":0,"currency":""}}"#);
        with(&of(row::<Target>(&json)));
    }
    with(&of(row::<PostResult>(
        r#"{"id":1,"creator":1,"deliverable":1,"day":"2026-11-20"}"#,
    )));
    with(&of(row::<WeekNote>(
        r#"{"id":1,"campaign":1,"week":"2026-11-16","words":""}"#,
    )));
    with(&of(Payment {
        state: PaymentState::Due,
        ..Payment::new(Id::new(1), Id::new(1), None, money, PaymentKind::Fee)
    }));
    with(&of(Sale {
        by: Attribution::Code,
        ..Sale::new(Id::new(1), day, Some(money))
    }));
    with(&of(row::<Right>(
        r#"{"id":1,"creator":1,"kind":"usage","scope":"","channels":"","territory":"","code":"","state":"active"}"#,
    )));
    with(&of(row::<Shipment>(
        r#"{"id":1,"creator":1,"product":"x","tracking":"","state":"sent","post_agreed":false}"#,
    )));
    with(&of(row::<Template>(
        r#"{"id":1,"name":"","language":"","subject":"","body":"","trashed":false}"#,
    )));
    with(&of(row::<Brief>(
        r#"{"id":1,"creator":1,"collaboration":1,"goal":"","say":"","must":"","please_not":"","yours":"","questions":""}"#,
    )));
    with(&of(row::<Page>(
        r#"{"id":1,"title":"","market":"","body":""}"#,
    )));
    with(&of(row::<Ideal>(
        r#"{"id":1,"name":"","niche":"","style":"","audience":"","note":""}"#,
    )));
    with(&of(row::<Segment>(r#"{"id":1,"name":"","filter":""}"#)));
    with(&of(row::<Checklist>(
        r#"{"id":1,"name":"","points":"","repeat_months":0}"#,
    )));
    with(&of(row::<FreeDay>(
        r#"{"id":1,"start":"2026-11-20","end":"2026-11-20","kind":"holiday","label":""}"#,
    )));
}

fn row<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}

/// Text that some field takes, and text that none should choke on.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "(\\$|€|R\\$|usd |¥)?[0-9]{1,7}([.,][0-9]{1,4})?(k|m|%| eur| kwd| jpy| reel)?",
        "[0-9]{4}-(0[1-9]|1[0-2])-[0-3][0-9]",
        "(yest|fri|eom|-3d|5 mar|24 dec 2019|\\+2w|none|-|)",
        "(yes|no|x|on event|6 weeks|lisbon|fri sat|\\+\\+|--|recurring|ig|2|launch|fee|gift|new|sent|orders|cpa)",
        "(age|place): [a-z]{1,5} [0-9]{1,2}(\\.[0-9])?, [A-Z]{2} [0-9]; gender: women 71%",
        "#?[a-zé,]{1,6}( #?[a-z,]{1,6}){0,3}",
        "[a-z]{1,4}@[a-z]{1,4}\\.com",
        "(https://)?(www\\.)?(instagram|youtube)\\.com/@?[a-z.]{1,8}",
        "\\PC{0,20}",
        "(?s).{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_field_shows_it_reads_back(typed in typed()) {
        let calendar = Calendar::default();
        let entry = entry(&calendar);
        let mut wrong = Vec::new();
        every_row(|check| check(&typed, &entry, &mut wrong));
        prop_assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[test]
fn keys_are_unique_and_everything_is_explained() {
    fn check<T: Fielded>() {
        for (at, field) in T::FIELDS.iter().enumerate() {
            assert!(
                T::FIELDS
                    .iter()
                    .skip(at + 1)
                    .all(|other| other.key != field.key),
                "{}",
                field.key
            );
            assert!(
                field.help.ends_with(['.', '?']) && !field.label.is_empty(),
                "{}",
                field.key
            );
        }
    }
    check::<Creator>();
    check::<Account>();
    check::<Measurement>();
    check::<Contact>();
    check::<FollowUp>();
    check::<Campaign>();
    check::<Wave>();
    check::<Collaboration>();
    check::<Deliverable>();
    check::<PostResult>();
    check::<Target>();
    check::<WeekNote>();
    check::<Payment>();
    check::<Sale>();
    check::<Right>();
    check::<Shipment>();
    check::<Template>();
    check::<Brief>();
    check::<Page>();
    check::<Ideal>();
    check::<Segment>();
    check::<Checklist>();
    check::<FreeDay>();
}
