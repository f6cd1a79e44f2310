//! The filter line: what it finds, in which order, and what it says of what it does not understand.

use super::*;
use crate::domain::change::Step;
use crate::domain::rows::{
    Account, Campaign, Collaboration, Platform, Relationship, Right, RightKind, RightState, Stage,
    Tags,
};
use crate::domain::settings::Settings;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn ctx() -> QueryCtx {
    QueryCtx {
        today: Day::from_ymd_opt(2026, 11, 20).unwrap(),
        tiers: Tiers::default(),
        fit: Settings::default().fit,
    }
}

/// Five people, each different in what the filters ask for.
fn model() -> Model {
    let mut model = Model::default();
    let mut step = Step::new("people");
    let people = [
        (
            "Mia Okafor",
            "miabrews",
            "mia@example.com",
            "tea q4",
            true,
            4,
            Some(Relationship::Recurring),
            18_000,
        ),
        (
            "Łukasz Müller",
            "lukasz.tea",
            "",
            "coffee",
            false,
            0,
            None,
            9_000,
        ),
        (
            "Sofia Marín",
            "sofiasipping",
            "sofia@example.com",
            "tea",
            true,
            5,
            Some(Relationship::Ambassador),
            27_100,
        ),
        (
            "Jonas Weber",
            "jonaspours",
            "",
            "",
            false,
            2,
            Some(Relationship::OneOff),
            120_000,
        ),
        ("李小龙", "xiaotea", "", "tea", false, 3, None, 4_000),
    ];
    for (at, (name, handle, email, tags, core, fit, kind, followers)) in
        people.into_iter().enumerate()
    {
        let id = Id::new(at as u32 + 1);
        step.insert(Creator {
            id,
            name: name.into(),
            email: email.into(),
            tags: Tags::from_words(tags.split(' ')),
            core,
            fit_values: fit,
            relationship: kind,
            country: if core { "Portugal" } else { "" }.into(),
            ..Creator::default()
        });
        let platform = if at == 3 {
            Platform::YouTube
        } else {
            Platform::Instagram
        };
        let mut account = Account::new(Id::new(at as u32 + 1), id, platform, handle);
        account.followers = Some(followers);
        step.insert(account);
    }
    step.insert(Creator {
        id: Id::new(6),
        name: "Old Mia".into(),
        shelf: Shelf::Archived,
        ..Creator::default()
    });
    step.insert(Campaign::new(Id::new(1), "Winter Blend"));
    let mut deal = Collaboration::new(Id::new(1), Id::new(1), Stage::Creation, day("2026-11-01"));
    deal.campaign = Some(Id::new(1));
    step.insert(deal);
    step.insert(Right {
        id: Id::new(1),
        creator: Id::new(3),
        collaboration: None,
        deliverable: None,
        kind: RightKind::Code,
        scope: "".into(),
        channels: "".into(),
        territory: "".into(),
        code: "SOFIA10".into(),
        start: None,
        end: None,
        state: RightState::Active,
    });
    model.apply(&step.edits);
    model
}

fn facts(id: Id<Creator>) -> FilterFacts {
    FilterFacts {
        stage: Stage::from_number(id.raw() as u8).filter(|_| id.raw() != 5),
        in_stage: (id.raw() != 5).then(|| i64::from(id.raw()) * 12),
        owed: id.raw() == 1,
        late: id.raw() == 2,
        next_step: id.raw() != 4,
        ball: crate::domain::derived::Ball::ALL
            .get(id.raw() as usize % 3)
            .copied()
            .unwrap_or_default(),
        last_touch: (id.raw() != 5)
            .then(|| ctx().today - chrono::Days::new(u64::from(id.raw()) * 10)),
    }
}

/// Ids that a line finds, the best first.
fn found(line: &str) -> Vec<u32> {
    let model = model();
    let mut hits = Query::parse(line, &ctx()).run(&model, &SearchKeys::build(&model), None, &facts);
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
    hits.into_iter().map(|hit| hit.id.raw()).collect()
}

#[test]
fn words_are_found_forgivingly() {
    for (line, expected) in [
        ("mia", vec![1]),
        ("MIA ok", vec![1]),
        ("muller", vec![2]),
        ("Müller", vec![2]),
        ("lukasz", vec![2]),
        ("li xiao", vec![5]),
        ("xiao long", vec![5]),
        ("李小", vec![5]),
        ("marin", vec![3]),
        ("sofia@example", vec![3]),
        ("@miab", vec![1]),
        ("jons", vec![4]),
        ("mok", vec![1]),
        ("jo", vec![4]),
        ("\"sofia m\"", vec![3]),
        ("\"m s\"", vec![]),
        ("https://www.instagram.com/miabrews/", vec![1]),
        ("zzz", vec![]),
        ("", vec![1, 2, 3, 4, 5]),
        ("-", vec![1, 2, 3, 4, 5]),
        ("-mia", vec![2, 3, 4, 5]),
    ] {
        assert_eq!(found(line), expected, "{line:?}");
    }
}

#[test]
fn whole_words_come_before_parts() {
    // "tea" is a tag of three and the end of two handles; who has both is not better than who has
    // the tag.
    assert_eq!(found("tea")[..3], [1, 2, 3]);
    assert_eq!(found("sip"), vec![3]);
}

#[test]
fn facts_filter() {
    for (line, expected) in [
        ("move:ours", vec![1, 4]),
        ("move:theirs", vec![2, 5]),
        ("move:nobody", vec![3]),
        ("stage:2", vec![2]),
        ("stage:pitch", vec![2]),
        ("stage:onb", vec![3]),
        ("stage:keep", vec![]),
        ("stage>2", vec![3, 4]),
        ("stage:none", vec![5]),
        ("instage>30d", vec![3, 4]),
        ("instage<=2w", vec![1]),
        ("instage:?", vec![5]),
        ("-stage:2", vec![1, 3, 4, 5]),
        ("#tea", vec![1, 3, 5]),
        ("-#tea", vec![2, 4]),
        ("!#tea", vec![2, 4]),
        ("#tea #q4", vec![1]),
        (">10k", vec![1, 3, 4]),
        ("<5k", vec![5]),
        (">=27.1k", vec![3, 4]),
        ("followers<=9k", vec![2, 5]),
        ("fit>3", vec![1, 3]),
        ("fit:5", vec![3]),
        ("fit:?", vec![2]),
        ("type:ambassador", vec![3]),
        ("type:amb", vec![3]),
        ("type:none", vec![2, 5]),
        ("plat:yt", vec![4]),
        ("platform:instagram", vec![1, 2, 3, 5]),
        ("touch>30d", vec![4, 5]),
        ("touch<15", vec![1]),
        ("touch:never", vec![5]),
        ("touch>=2w", vec![2, 3, 4, 5]),
        ("owed", vec![1]),
        ("late", vec![2]),
        ("nostep", vec![4]),
        ("core", vec![1, 3]),
        ("core -owed", vec![3]),
        ("has:code", vec![3]),
        ("has:email", vec![1, 3]),
        ("-has:email", vec![2, 4, 5]),
        ("has:campaign", vec![1]),
        ("campaign:winter", vec![1]),
        ("region:portugal", vec![1, 3]),
        ("country:PORT", vec![1, 3]),
        ("country:?", vec![2, 4, 5]),
        ("tier:micro", vec![1, 3]),
        ("tier:mid", vec![4]),
        ("fit_values>=4", vec![1, 3]),
        ("archived", vec![6]),
        ("everybody mia", vec![1, 6]),
        ("trash", vec![]),
        ("mia stage:1 #tea", vec![1]),
        ("stage:", vec![1, 2, 3, 4, 5]),
    ] {
        let mut ids = found(line);
        ids.sort_unstable();
        assert_eq!(ids, expected, "{line:?}");
    }
}

#[test]
fn what_is_not_understood_is_said() {
    let problem = |line: &str, sentence: &str| {
        assert_eq!(
            Query::parse(line, &ctx()).problems(),
            [sentence],
            "{line:?}"
        );
    };
    problem(
        "foo:bar",
        "There is no field \"foo\". Looked for as a word.",
    );
    problem(
        "fit>9",
        "Fit goes from 1 to 5, not \"9\". Looked for as a word.",
    );
    problem(
        "touch>soon",
        "\"soon\" is no number of days; try 30d or 6w. Looked for as a word.",
    );
    problem(
        "tier:huge",
        "There is no tier \"huge\"; they are nano, micro, mid, macro, mega. Looked for as a word.",
    );
    problem(
        "niche>3",
        "Niche cannot be larger or smaller. Looked for as a word.",
    );
    assert_eq!(found("foo:bar"), Vec::<u32>::new());
    assert!(
        Query::parse("mia stage:2 #tea \"a:b\"", &ctx())
            .problems()
            .is_empty()
    );
}

#[test]
fn an_empty_result_has_a_suggestion() {
    let keys = SearchKeys::build(&model());
    let suggest = |line: &str| {
        Query::parse(line, &ctx())
            .suggestion(&model(), &keys, &facts)
            .map(|s| s.to_string())
    };
    assert_eq!(suggest("tae"), Some("tea (4)".into()));
    assert_eq!(
        suggest("tea touch>30duuu"),
        None,
        "tea is there; the other word is like none"
    );
    assert_eq!(suggest("tae qqqqq"), None, "it would still find nobody");
    assert_eq!(suggest("#cofee"), Some("coffee (1)".into()));
    assert_eq!(suggest("okofar"), Some("okafor (1)".into()));
    assert_eq!(suggest("qqqqq"), None);
}

#[test]
fn one_creator_can_be_refreshed() {
    let mut model = model();
    let mut keys = SearchKeys::build(&model);
    let mut step = Step::new("rename");
    step.edit(&model, Id::<Creator>::new(1), |c| {
        c.name = "Zoë Quill".into()
    });
    step.insert(Creator {
        id: Id::new(9),
        name: "New One".into(),
        ..Creator::default()
    });
    model.apply(&step.edits);
    for id in step.edits.creators_touched() {
        keys.refresh(&model, id);
    }
    assert_eq!(keys, SearchKeys::build(&model));
}

#[test]
fn a_line_that_grows_narrows() {
    let narrows =
        |old: &str, new: &str| Query::parse(new, &ctx()).narrows(&Query::parse(old, &ctx()));
    assert!(narrows("mia", "miao"));
    assert!(narrows("mia", "mia #tea"));
    assert!(narrows("", "m"));
    assert!(narrows("m", "mi"));
    assert!(!narrows("mi", "mia"));
    assert!(!narrows("-mia", "-miao"));
    assert!(!narrows("mia", "mia archived"));
    assert!(!narrows("fit>3", "fit>30"));
    assert!(!narrows("stage:1", "stage:2"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_line_is_read_and_narrowing_changes_nothing(line in near_filter()) {
        let model = model();
        let keys = SearchKeys::build(&model);
        let mut typed = String::new();
        let mut before: Option<(Query, Vec<Id<Creator>>)> = None;
        for c in line.chars() {
            typed.push(c);
            let query = Query::parse(&typed, &ctx());
            let all = query.run(&model, &keys, None, &facts);
            if let Some((previous, ids)) = before.as_ref().filter(|(previous, _)| query.narrows(previous)) {
                let fewer = query.run(&model, &keys, Some(ids), &facts);
                prop_assert_eq!(&fewer, &all, "{:?} after {:?}", typed, previous.problems());
            }
            query.suggestion(&model, &keys, &facts);
            before = Some((query, all.into_iter().map(|hit| hit.id).collect()));
        }
    }
}

fn near_filter() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[-!]?(mia|sofia|lukasz|okafor|tea|weber|jons|mok)[a-z]{0,2}",
        "[-!]?(stage|fit|type|plat|touch|tier|has|foo|region|niche|)[:<>=]{1,2}[0-9a-z]{0,4}",
        "[-!]?#[a-z0-9]{0,3}",
        "(owed|late|nostep|core|archived|trash|everybody|\")",
        "\\PC{0,4}",
    ];
    prop::collection::vec(word, 0..4).prop_map(|all| all.join(" "))
}

/// Prints how long the filter takes over a large roster: `cargo test --release query::tests::pace
/// -- --ignored --nocapture`.
#[test]
#[ignore = "prints times, run by hand; nothing to hold"]
fn pace() {
    use std::time::Instant;
    let mut model = Model::default();
    for n in 1..=100_000u32 {
        let name = format!(
            "{} {}{}",
            ["Mía", "Sofia", "Jonas", "Łukasz", "Noor"][n as usize % 5],
            "Okafor",
            n % 977
        );
        let tags = Tags::from_words(["tea", "q4"]);
        model.load(Creator {
            id: Id::new(n),
            name: name.into(),
            tags,
            email: format!("c{n}@example.com").into(),
            ..Creator::default()
        });
        let mut account = Account::new(
            Id::new(n),
            Id::new(n),
            Platform::Instagram,
            &format!("creator.handle{n}"),
        );
        account.followers = Some(i64::from(n));
        model.load(account);
    }
    let start = Instant::now();
    let keys = SearchKeys::build(&model);
    println!("keys {:?}", start.elapsed());
    for line in [
        "mia",
        "zzz",
        "sofia oka",
        "jons",
        "#tea fit>3",
        ">10k",
        "stage:2 owed",
        "touch>30d",
        "country:port",
        "plat:yt",
        "has:code",
    ] {
        let query = Query::parse(line, &ctx());
        let start = Instant::now();
        let hits = query.run(&model, &keys, None, &facts);
        println!("{line:14} {:>8?} {} hits", start.elapsed(), hits.len());
    }
    let start = Instant::now();
    println!("{:?} {:?}", did_you_mean("sofai", &keys), start.elapsed());
}
