//! Lines of the quick add and what they become.

mod told;
mod work;

use super::*;
use crate::domain::day::Stamp;
use crate::domain::rows::*;
use chrono::NaiveDateTime;
use chrono_tz::Tz;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Friday 20 November 2026, 10:00 in Lisbon.
fn clock() -> Clock {
    let now = NaiveDateTime::parse_from_str("2026-11-20T10:00:00", "%Y-%m-%dT%H:%M:%S").unwrap();
    Clock {
        now: crate::domain::day::stamp_in(Tz::Europe__Lisbon, now),
        zone: Tz::Europe__Lisbon,
        rollover: 4,
    }
}

fn row<T: serde::de::DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}

/// Mia owed $350 and with a live reel, Misha in the pitch, Sofia with a planned reel in wave 2, Old
/// Ann in the trash.
fn model() -> Model {
    let mut model = Model::default();
    let people = [
        (1, "Mia Okafor", "miabrews"),
        (2, "Misha Levy", "misha.tea"),
        (3, "Sofia Marín", "sofiasipping"),
        (4, "Old Ann", "oldann"),
    ];
    for (id, name, handle) in people {
        model.load(Creator {
            id: Id::new(id),
            name: name.into(),
            email: format!("{handle}@example.com").into(),
            tags: Tags::from_words(["test"]),
            shelf: if id == 4 {
                Shelf::Trashed
            } else {
                Shelf::Active
            },
            ..Creator::default()
        });
        model.load(Account::new(
            Id::new(id),
            Id::new(id),
            Platform::Instagram,
            handle,
        ));
    }
    model.load(row::<Campaign>(
        r#"{"id":1,"name":"Winter Blend launch","goal":"","region":"","note":"","closed":false,"start":"2026-11-01","end":"2026-12-24"}"#,
    ));
    model.load(row::<Wave>(r#"{"id":1,"campaign":1,"name":"wave 2"}"#));
    model.load(row::<Campaign>(
        r#"{"id":2,"name":"Autumn tea","goal":"","region":"","note":"","closed":false}"#,
    ));
    for (id, creator, campaign, stage) in [
        (1, 1, None, Stage::Measurement),
        (2, 2, None, Stage::Pitch),
        (3, 3, Some(1), Stage::Creation),
    ] {
        let mut deal = Collaboration::new(Id::new(id), Id::new(creator), stage, day("2026-11-01"));
        deal.campaign = campaign.map(Id::new);
        model.load(deal);
    }
    let mut reel = Deliverable::new(Id::new(1), Id::new(3), Id::new(3));
    (reel.title, reel.format, reel.live_due) =
        ("first pour".into(), "reel".into(), Some(day("2026-12-05")));
    model.load(reel);
    let mut live = Deliverable::new(Id::new(2), Id::new(1), Id::new(1));
    (live.title, live.state, live.live) = (
        "winter reel".into(),
        PieceState::Live,
        Some(day("2026-11-13")),
    );
    model.load(live);
    model.load(row::<Payment>(
        r#"{"id":1,"creator":1,"collaboration":1,"amount":{"minor":35000,"currency":"USD"},"kind":"fee","state":"due","due":"2026-11-18","method":"","reference":"","note":""}"#,
    ));
    model.load(row::<Right>(
        r#"{"id":1,"creator":3,"kind":"code","scope":"","channels":"","territory":"","code":"SOFIA10","state":"active","end":"2026-12-31"}"#,
    ));
    model
}

fn settings() -> &'static Settings {
    static DEFAULT: std::sync::LazyLock<Settings> = std::sync::LazyLock::new(Settings::default);
    &DEFAULT
}

fn ctx<'a>(model: &'a Model, calendar: &'a Calendar) -> QuickCtx<'a> {
    QuickCtx {
        model,
        clock: clock(),
        calendar,
        day_first: true,
        currency: Currency::parse("usd").unwrap(),
        settings: settings(),
        nudge_after: 3,
        selected: None,
        campaign: None,
    }
}

fn with<R>(line: &str, look: impl FnOnce(&ParsedLine, &Model) -> R) -> R {
    let (model, calendar) = (model(), Calendar::default());
    look(&read(line, &ctx(&model, &calendar)), &model)
}

/// What a line is, its label, and the parts and notes as `label value` (not all need to be named).
fn check(line: &str, kind: &str, label: &str, expected: &[&str]) {
    with(line, |reading, _| {
        let step = reading
            .complete()
            .unwrap_or_else(|why| panic!("{line:?} is refused: {why}"));
        assert_eq!((reading.kind, &*step.label), (kind, label), "{line:?}");
        let said: Vec<String> = reading
            .parts
            .iter()
            .map(|p| format!("{} {}", p.label, p.value))
            .chain(reading.notes.clone())
            .collect();
        for part in expected {
            assert!(
                said.iter().any(|s| s == part),
                "{line:?} says {said:#?}, not {part:?}"
            );
        }
    });
}

fn refused(line: &str, sentence: &str) {
    with(line, |reading, _| {
        assert_eq!(
            reading.complete().map(|s| s.label),
            Err(sentence.into()),
            "{line:?}"
        )
    });
}

/// The model after a line was saved.
fn saved(line: &str) -> Model {
    with(line, |reading, model| {
        let step = reading
            .complete()
            .unwrap_or_else(|why| panic!("{line:?} is refused: {why}"));
        let mut after = model.clone();
        after.apply(&step.edits);
        after
    })
}

/// The rows a line adds or leaves behind, touches with their words.
fn touches(line: &str) -> Vec<Touch> {
    with(line, |reading, _| {
        let step = reading
            .complete()
            .unwrap_or_else(|why| panic!("{line:?} is refused: {why}"));
        step.edits
            .touches
            .into_iter()
            .filter_map(|e| e.after)
            .collect()
    })
}

#[test]
fn next_steps_and_to_dos() {
    check(
        "@miab ask for address fri",
        "next step",
        "Next step for Mia Okafor, Fri 27 Nov: ask for address",
        &[
            "who Mia Okafor @miabrews",
            "what ask for address",
            "when Fri 27 Nov, 5 bd",
            "stays until it is done",
        ],
    );
    check(
        "@sofia check the draft 4 dec",
        "next step",
        "Next step for Sofia Marín, Fri 4 Dec: check the draft",
        &[],
    );
    check(
        "@sofia call about rates fri",
        "next step",
        "Next step for Sofia Marín, Fri 27 Nov: call about rates",
        &[],
    );
    check(
        "@sofia contract review fri",
        "next step",
        "Next step for Sofia Marín, Fri 27 Nov: contract review",
        &[],
    );
    check(
        "@sofia reel looks great, thank fri",
        "next step",
        "Next step for Sofia Marín, Fri 27 Nov: reel looks great, thank",
        &[],
    );
    check(
        "@sofia send ideas /winter2 +3",
        "next step",
        "Next step for Sofia Marín, Wed 25 Nov: send ideas",
        &["where Winter Blend launch, wave 2"],
    );
    check(
        "@sofia thank mon regardless",
        "next step",
        "Next step for Sofia Marín, Mon 23 Nov: thank",
        &["stays until it is done"],
    );
    check(
        "buy ribbon fri",
        "to-do",
        "To-do, Fri 27 Nov: buy ribbon",
        &["what buy ribbon"],
    );
    check(
        "/winter send report fri",
        "to-do",
        "To-do for Winter Blend launch, Fri 27 Nov: send report",
        &[],
    );
    refused(
        "@sofia ask for address",
        "When? Add a day at the end: tom, fri, +3 or 5 dec.",
    );
    refused(
        "buy ribbon 31 nov",
        "Not a date: \"31 nov\". November has 30 days.",
    );
    refused("@sofia fri", "What is to be done? The words are missing.");
    refused("", "Nothing is typed yet.");
    let row = saved("@miab ask for address fri")
        .followups
        .iter()
        .last()
        .cloned()
        .unwrap();
    assert_eq!(
        (row.creator, row.collaboration, row.if_no_reply),
        (Some(Id::new(1)), Some(Id::new(1)), false)
    );
    let row = saved("/winter send report fri")
        .followups
        .iter()
        .last()
        .cloned()
        .unwrap();
    assert_eq!(
        (row.creator, row.campaign, row.if_no_reply),
        (None, Some(Id::new(1)), false)
    );
}

#[test]
fn contacts() {
    check(
        "@miab: loves early mornings",
        "note",
        "Note about Mia Okafor",
        &["words loves early mornings"],
    );
    check(
        "@miab < yes, let's do it",
        "reply",
        "Reply from Mia Okafor",
        &["words yes, let's do it", "your move"],
    );
    check("@miab< ok", "reply", "Reply from Mia Okafor", &[]);
    check(
        "@miab > sent the brief by DM",
        "message",
        "Message to Mia Okafor",
        &["how direct message", "nudge Wed 25 Nov, 3 bd", "their move"],
    );
    check(
        "@misha > first hello",
        "message",
        "Message to Misha Levy",
        &["their move; the pitch's own steps follow"],
    );
    check(
        "@miab > 4 pots sent",
        "message",
        "Message to Mia Okafor",
        &["words 4 pots sent"],
    );
    check(
        "@miab < ok yest",
        "reply",
        "Reply from Mia Okafor",
        &["words ok", "when Thu 19 Nov, yesterday"],
    );
    check(
        "@miab < sent it last fri",
        "reply",
        "Reply from Mia Okafor",
        &["words sent it last fri"],
    );
    check(
        "@miab call 20 min",
        "call",
        "Call with Mia Okafor",
        &["words 20 min", "how call"],
    );
    check("@miab meeting", "meeting", "Meeting with Mia Okafor", &[]);
    check(
        "@miab checkin 5/4 wants her own tea",
        "check-in",
        "Check-in with Mia Okafor: they 5, we 4",
        &[],
    );
    refused(
        "@miab checkin 9",
        "How satisfied are they, and are we? Try checkin 5/4.",
    );
    refused("@miab:", "The words are missing.");
    refused("@miab", "What about them? Try: ask for address fri.");
    let touch = touches("@miab > sent the brief by DM").remove(0);
    assert_eq!(
        (touch.direction, touch.channel, &*touch.words),
        (Direction::Out, Channel::Dm, "sent the brief by DM")
    );
    assert_eq!(
        (touch.at, touch.collaboration),
        (clock().now, Some(Id::new(1)))
    );
    assert_eq!(
        touches("@miab < ok yest").remove(0).at,
        clock().noon(day("2026-11-19"))
    );
    let after = saved("@miab checkin 5/4 wants her own tea");
    let mia = after.get(Id::<Creator>::new(1)).unwrap();
    assert_eq!(
        (mia.checkin, mia.checkin_they, mia.checkin_we),
        (Some(day("2026-11-20")), 5, 4)
    );
    assert_eq!(saved("@misha > first hello").followups.len(), 0);
}

#[test]
fn a_second_message_moves_the_nudge() {
    let calendar = Calendar::default();
    let mut model = saved("@miab > one");
    let mut clock = clock();
    clock.now = Stamp(clock.now.0 + 3 * 86_400);
    let ctx = QuickCtx {
        model: &model,
        clock,
        calendar: &calendar,
        day_first: true,
        currency: Currency::parse("usd").unwrap(),
        settings: settings(),
        nudge_after: 3,
        selected: None,
        campaign: None,
    };
    let step = read("@miab > two", &ctx).complete().unwrap();
    model.apply(&step.edits);
    let days: Vec<Day> = model.followups.iter().map(|f| f.day).collect();
    assert_eq!(days, [day("2026-11-26")]);
}

#[test]
fn new_creators() {
    check(
        "+ Ana Lis @analis ig 9k tea #nano ana@example.com",
        "new creator",
        "Added Ana Lis",
        &[
            "name Ana Lis",
            "profile @analis Instagram, 9,000 followers",
            "e-mail ana@example.com",
            "niche tea",
            "tags #nano",
            "stage 1 Discovery & qualification",
        ],
    );
    check(
        "+ @analis yt 1.2m * $300",
        "new creator",
        "Added @analis",
        &[
            "profile @analis YouTube, 1,200,000 followers",
            "core yes",
            "rate USD 300.00",
        ],
    );
    check(
        "+ Ana @analis",
        "new creator",
        "Added Ana",
        &["profile @analis Instagram (not said)"],
    );
    check(
        "https://www.tiktok.com/@ana.lis",
        "new creator",
        "Added @ana.lis",
        &["profile @ana.lis TikTok"],
    );
    check(
        "+ Mia Okafor @other",
        "new creator",
        "Added Mia Okafor",
        &["there is a Mia Okafor @miabrews already"],
    );
    check(
        "+ @miabrews tt",
        "new creator",
        "Added @miabrews",
        &["@miabrews on Instagram is Mia Okafor @miabrews"],
    );
    with("+ Ana Lis @analis tea fri", |reading, _| {
        let said: Vec<&str> = reading.questions.iter().map(|q| &*q.text).collect();
        assert_eq!(
            said,
            ["\"fri\" is a word about them here; a next step is a line of its own"]
        );
        assert!(reading.complete().is_ok());
    });
    refused(
        "+ @MiaBrews",
        "@MiaBrews on Instagram is Mia Okafor @miabrews already.",
    );
    refused(
        "+ Mia miabrews@example.com",
        "miabrews@example.com is the address of Mia Okafor @miabrews already.",
    );
    refused(
        "+ @oldann",
        "@oldann on Instagram is Old Ann @oldann (in the trash) already.",
    );
    refused("+", "Who? Type a name, a handle or a link to a profile.");
    let after = saved("+ Ana Lis @analis ig 9k tea #nano ana@example.com");
    let ana = after.creators.iter().last().unwrap();
    assert_eq!(
        (&*ana.name, &*ana.niche, ana.added),
        ("Ana Lis", "tea", day("2026-11-20"))
    );
    let deals: Vec<_> = after
        .of::<Collaboration>(ana.id)
        .map(|c| (c.stage, c.campaign))
        .collect();
    assert_eq!(deals, [(Stage::Discovery, None)]);
}

#[test]
fn campaigns() {
    check(
        "/spring goal 90 orders cpa<30 12 nov - 28 nov",
        "campaign",
        "Campaign spring",
        &[
            "campaign spring, new",
            "goal 90 orders",
            "target orders 90",
            "target cost per order $30",
            "from Thu 12 Nov, 8 days ago",
            "until Sat 28 Nov, 5 bd, a free day",
        ],
    );
    check(
        "/winter budget 2k cpa<25",
        "campaign",
        "Campaign Winter Blend launch",
        &["changes an existing campaign", "budget USD 2,000.00"],
    );
    check(
        "/\"winter\" goal more orders",
        "campaign",
        "Campaign winter",
        &["goal more orders"],
    );
    check(
        "/winter 20 dec - 10 jan",
        "campaign",
        "Campaign Winter Blend launch",
        &["moves it (1 Nov - 24 Dec ► 20 Dec - 10 Jan 2027)"],
    );
    refused(
        "/winter",
        "What about it? Try: goal 90 orders cpa<30, or a to-do with a day.",
    );
    refused(
        "/spring nice",
        "Not understood: nice. Begin the goal with goal.",
    );
    refused("/", "Which campaign? Type its name after the slash.");
    let after = saved("/spring goal 90 orders cpa<30 12 nov - 28 nov");
    let spring = after.campaigns.iter().last().unwrap();
    assert_eq!(
        (spring.start, spring.end),
        (Some(day("2026-11-12")), Some(day("2026-11-28")))
    );
    let targets: Vec<_> = after
        .of_campaign::<Target>(spring.id)
        .map(|t| (&*t.metric, t.value, &*t.currency))
        .collect();
    assert_eq!(targets, [("cpa", 30_000, "USD"), ("orders", 90_000, "")]);
}

#[test]
fn who_is_meant_is_asked_not_guessed() {
    with("@mi ask for address 5/12", |reading, _| {
        let questions: Vec<_> = reading
            .questions
            .iter()
            .map(|q| format!("{} {}", q.about, q.text))
            .collect();
        assert_eq!(
            questions,
            [
                "who Mia Okafor @miabrews or Misha Levy @misha.tea",
                "when 5/12 = Sat 5 Dec (day/month is your setting); 5 dec is always sure",
            ]
        );
        let lines: Vec<_> = reading.completions.iter().map(|c| &*c.line).collect();
        assert_eq!(
            lines,
            [
                "@miabrews ask for address 5/12",
                "@misha.tea ask for address 5/12",
                "@mi ask for address 5 dec",
                "@mi ask for address 12 may",
            ]
        );
        assert_eq!(reading.complete(), Err("Who is meant? Tab chooses.".into()));
    });
    with("@mia", |reading, _| {
        assert_eq!(reading.completions[0].line, "@miabrews ")
    });
    with("@zoe hello fri", |reading, _| {
        assert_eq!(
            reading.complete(),
            Err("Nobody here is called \"@zoe\".".into())
        );
        assert_eq!(reading.completions[0].line, "+ @zoe");
    });
    check(
        "@marin ask fri",
        "next step",
        "Next step for Sofia Marín, Fri 27 Nov: ask",
        &[],
    );
    check(
        "@mia-okafor ask fri",
        "next step",
        "Next step for Mia Okafor, Fri 27 Nov: ask",
        &[],
    );
    check("@\"Mia Okafor\": hi", "note", "Note about Mia Okafor", &[]);
    refused("@oldann: hi", "Nobody here is called \"@oldann\".");
}

#[test]
fn a_line_begins_with_what_is_under_the_cursor() {
    let (model, calendar) = (model(), Calendar::default());
    let mut ctx = QuickCtx {
        model: &model,
        clock: clock(),
        calendar: &calendar,
        day_first: true,
        currency: Currency::parse("usd").unwrap(),
        settings: settings(),
        nudge_after: 3,
        selected: Some(Id::new(3)),
        campaign: Some(Id::new(1)),
    };
    assert_eq!(prefill(&ctx), "@sofiasipping ");
    ctx.selected = None;
    assert_eq!(prefill(&ctx), "/winter-blend-launch ");
    assert_eq!(
        read("@sofiasipping ask fri", &ctx)
            .complete()
            .unwrap()
            .focus
            .creator,
        Some(Id::new(3))
    );
}

#[test]
fn what_hides_in_a_paste_is_dropped() {
    let words = touches("@miab: a\u{1b}[31mred\u{202e}\u{7}\tb")
        .remove(0)
        .words;
    assert_eq!(&*words, "ared b");
}

/// Lines made of the grammar's own words.
fn near_lines() -> impl Strategy<Value = String> {
    let start =
        "(@mi|@miab|@sofia|@misha|@zoe|@|\\+|/winter|/spring|/|buy|https://instagram.com/x)";
    let word = prop_oneof![
        Just("fri".to_owned()),
        Just("5/12".to_owned()),
        "[:<>=]",
        "(paid|due|live|draft|end|sent|gift|call|checkin|right|code|reel|goal|budget|regardless|-|by|ref|until)",
        "(\\$350|350 eur|12k|5/5|>4|\\*|#q1|-#test|/winter2|/autumn|cpa<30|90 orders)",
        "(\"first pour\"|\"winter|MIA10|SOFIA10|ig|@ana|ana@example.com|views 12|orders|yest|30 nov|31 nov)",
        "\\PC{0,6}",
    ];
    (start, prop::collection::vec(word, 0..6))
        .prop_map(|(start, words)| format!("{start} {}", words.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_line_is_read_and_every_step_can_be_taken_back(line in prop_oneof![4 => near_lines(), 1 => "\\PC{0,40}", 1 => "(?s).{0,30}"]) {
        with(&line, |reading, model| {
            let Ok(step) = reading.complete() else { return Ok(()) };
            prop_assert!(!step.label.is_empty() && !step.is_empty(), "{:?}", step);
            let mut after = model.clone();
            after.apply(&step.edits);
            prop_assert!(after != *model || !step.edits.touches.is_empty());
            after.apply(&step.inverse().edits);
            prop_assert_eq!(after.first_difference(model), None);
            for completion in &reading.completions {
                prop_assert!(!completion.line.is_empty());
            }
            Ok(())
        })?;
    }
}
