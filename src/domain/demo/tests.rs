//! What the assets promise: they can be read on any day, hang together, and show what each creator
//! is there to show.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use chrono_tz::Tz;
use serde_json::Value;

use super::*;
use crate::domain::day::{Day, add_days, stamp_in};
use crate::domain::query::{self, Query, QueryCtx, SearchKeys, Tiers};
use crate::domain::review::{self, Rule, Subject};
use crate::domain::rows::*;
use crate::domain::settings::Settings;
use crate::domain::testing::World;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn clock(today: Day, hour: u32, zone: Tz) -> Clock {
    Clock {
        now: stamp_in(zone, today.and_hms_opt(hour, 30, 0).unwrap()),
        zone,
        rollover: 4,
    }
}

/// Days of three years: every 23rd, so that all weekdays come up, and the odd ones.
fn sample() -> Vec<Day> {
    let mut days: Vec<Day> = (0..1096)
        .step_by(23)
        .map(|n| add_days(day("2026-01-01"), n))
        .collect();
    let odd = [
        "2026-11-20",
        "2026-12-31",
        "2027-01-01",
        "2027-03-28",
        "2028-02-29",
        "2028-03-01",
        "2028-12-31",
    ];
    days.extend(odd.map(day));
    days
}

fn on(today: Day, check: impl Fn(&Clock, &Step, &Model)) {
    for (hour, zone) in [(9, Tz::Europe__Berlin), (23, Tz::America__Los_Angeles)] {
        let clock = clock(today, hour, zone);
        let step =
            load(&clock, &Calendar::default()).unwrap_or_else(|why| panic!("{today}: {why}"));
        let mut model = Model::default();
        model.apply(&step.edits);
        check(&clock, &step, &model);
    }
}

/// Every row as JSON, with the name of its table.
fn rows(step: &Step) -> Vec<(String, Value)> {
    let Value::Object(tables) = serde_json::to_value(&step.edits).unwrap() else {
        panic!()
    };
    let of = |(table, edits): (String, Value)| {
        let Value::Array(edits) = edits else { panic!() };
        edits
            .into_iter()
            .map(move |edit| (table.clone(), edit["a"].clone()))
            .collect::<Vec<_>>()
    };
    tables.into_iter().flat_map(of).collect()
}

#[test]
fn it_loads_on_any_day_and_its_ids_hang_together() {
    for today in sample() {
        on(today, |_, _, model| {
            assert_eq!((model.creators.len(), model.campaigns.len()), (48, 4))
        });
    }
    for today in ["2026-11-20", "2027-01-01", "2028-02-29", "2028-12-31"].map(day) {
        on(today, |_, step, model| {
            let (rows, mut owners, mut counts) =
                (rows(step), BTreeMap::new(), BTreeMap::<String, u64>::new());
            for (table, row) in &rows {
                let (id, count) = (
                    row["id"].as_u64().unwrap(),
                    counts.entry(table.clone()).or_default(),
                );
                *count += 1;
                assert_eq!(*count, id, "ids of {table} count from 1");
                owners.insert((table.clone(), id), row["creator"].as_u64());
            }
            for (table, row) in &rows {
                for (key, parent) in [
                    ("creator", "creators"),
                    ("campaign", "campaigns"),
                    ("wave", "waves"),
                    ("collaboration", "collaborations"),
                    ("deliverable", "deliverables"),
                    ("account", "accounts"),
                    ("template", "templates"),
                    ("checklist", "checklists"),
                ] {
                    let Some(id) = row.get(key).and_then(Value::as_u64) else {
                        continue;
                    };
                    let owner = owners.get(&(parent.to_string(), id));
                    let owner = owner.unwrap_or_else(|| panic!("{table} {row}: no {key} {id}"));
                    if ["collaboration", "deliverable", "account"].contains(&key) {
                        assert_eq!(
                            *owner,
                            row["creator"].as_u64(),
                            "{table} {row} and its {key} have one creator"
                        );
                    }
                }
            }
            let mut back = model.clone();
            back.apply(&step.inverse().edits);
            assert_eq!(back.first_difference(&Model::default()), None);
        });
    }
}

#[test]
fn what_is_told_has_happened() {
    for today in sample() {
        on(today, |clock, _, model| {
            let told = |what: &str, day: Option<Day>| {
                assert!(
                    day.is_none_or(|d| d <= today),
                    "{what} on {day:?}, after today {today}"
                );
            };
            assert_eq!(clock.today(), today);
            for touch in model.touches.iter() {
                assert!(touch.at <= clock.now, "{touch:?}");
            }
            for piece in model.deliverables.iter() {
                told("draft", piece.draft_in);
                told("approval", piece.approved);
                told("live", piece.live);
                assert_eq!(
                    piece.live.is_some(),
                    matches!(piece.state, PieceState::Live | PieceState::Verified),
                    "{piece:?}"
                );
            }
            for deal in model.collaborations.iter() {
                let days = [
                    deal.agreed,
                    deal.terms_sent,
                    deal.agreement_sent,
                    deal.brief_sent,
                    deal.debrief_sent,
                ];
                days.into_iter()
                    .for_each(|d| told(&format!("deal {}", deal.id), d));
                told("stage", Some(deal.stage_since));
                assert!(deal.opened <= deal.stage_since, "{deal:?}");
                assert_eq!(deal.outcome.is_some(), deal.closed.is_some(), "{deal:?}");
                assert!(deal.agreed.is_none_or(|d| d >= deal.opened), "{deal:?}");
            }
            model.payments.iter().for_each(|p| told("payment", p.paid));
            model
                .shipments
                .iter()
                .for_each(|s| told("parcel", s.delivered.or(s.sent)));
            model
                .results
                .iter()
                .for_each(|r| told("numbers", Some(r.day)));
            model.sales.iter().for_each(|s| told("order", Some(s.day)));
            model
                .measurements
                .iter()
                .for_each(|m| told("look", Some(m.day)));
            model
                .review_days
                .iter()
                .for_each(|d| assert!(d.day < today));
        });
    }
}

#[test]
fn text_is_clean_and_names_are_told_apart() {
    on(day("2026-11-20"), |_, step, model| {
        fn check(value: &Value) {
            match value {
                Value::String(text) => {
                    let bad = |c: char| {
                        (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c)
                    };
                    assert!(!text.contains(bad) && text.trim() == text, "{text:?}");
                }
                Value::Array(all) => all.iter().for_each(check),
                Value::Object(all) => all.values().for_each(check),
                _ => (),
            }
        }
        rows(step).iter().for_each(|(_, row)| check(row));
        let handles: BTreeSet<_> = model
            .accounts
            .iter()
            .map(|a| (a.platform, a.handle.to_lowercase()))
            .collect();
        assert_eq!(handles.len(), model.accounts.len());
        let names: BTreeSet<_> = model.creators.iter().map(|c| &c.name).collect();
        assert_eq!(names.len(), 48);
        for creator in model.creators.iter() {
            assert!(
                creator.zone.parse::<Tz>().is_ok(),
                "{}: {}",
                creator.name,
                creator.zone
            );
            assert!(
                creator.email.is_empty() || creator.email.ends_with("@example.com"),
                "{}",
                creator.email
            );
        }
        for row in model
            .accounts
            .iter()
            .map(|a| &a.audience)
            .chain(model.ideals.iter().map(|i| &i.audience))
        {
            assert!(
                row.is_empty() || serde_json::from_str::<Value>(row).is_ok(),
                "{row}"
            );
        }
    });
}

#[test]
fn words_speak_of_the_days_meant() {
    on(day("2026-11-20"), |_, step, model| {
        let said: Vec<_> = step
            .edits
            .touches
            .iter()
            .flat_map(|e| &e.after)
            .map(|t| &*t.words)
            .collect();
        assert!(
            said.contains(&"Flu in the house. Could we move the 5 Dec post to the 9th? Draft on the 4th still fine.")
        );
        let names: Vec<_> = model.campaigns.iter().map(|c| &*c.name).collect();
        assert_eq!(
            names,
            [
                "Winter Blend launch",
                "Autumn tea",
                "Tutorials, 2 a month",
                "Oolong with Ruth"
            ]
        );
    });
    on(day("2028-06-01"), |_, _, model| {
        assert_eq!(
            model.campaigns.iter().next().map(|c| &*c.name),
            Some("Summer Blend launch")
        );
    });
}

#[test]
fn holidays_and_absences_break_nothing() {
    let mut calendar = Calendar::default();
    calendar.add_holiday(day("2026-11-26"), "Thanksgiving");
    calendar.add_away(day("2026-12-21"), day("2027-01-04"));
    for n in 0..50 {
        let today = add_days(day("2026-11-20"), n);
        let step = load(&clock(today, 9, Tz::UTC), &calendar)
            .unwrap_or_else(|why| panic!("{today}: {why}"));
        assert_eq!(step, demo(&clock(today, 9, Tz::UTC), &calendar));
        assert!(
            step.edits
                .results
                .iter()
                .flat_map(|e| &e.after)
                .all(|r| r.day <= today)
        );
    }
}

#[test]
fn orders_add_up() {
    on(day("2026-11-20"), |_, _, model| {
        let launch = model.campaigns.iter().next().unwrap();
        let sales: Vec<_> = model.of_campaign::<Sale>(launch.id).collect();
        assert_eq!(sales.iter().map(|s| s.orders).sum::<i64>(), 73);
        assert_eq!(
            sales.iter().map(|s| s.amount.unwrap().minor).sum::<i64>(),
            272_600
        );
        for deal in model.collaborations.iter() {
            let of_deal: Vec<_> = model
                .of::<Sale>(deal.creator)
                .filter(|s| s.collaboration == Some(deal.id))
                .collect();
            let pieces = model
                .of::<Deliverable>(deal.creator)
                .filter(|p| p.collaboration == deal.id);
            let seen = |p: &Deliverable| {
                model
                    .of::<PostResult>(deal.creator)
                    .rfind(|r| r.deliverable == p.id)
                    .cloned()
            };
            let last: Vec<PostResult> = pieces.filter_map(seen).collect();
            let orders: i64 = last.iter().filter_map(|r| r.orders).sum();
            let money: i64 = last.iter().filter_map(|r| r.sales).map(|m| m.minor).sum();
            let (sold, paid) = (
                of_deal.len() as i64,
                of_deal.iter().map(|s| s.amount.unwrap().minor).sum::<i64>(),
            );
            assert!(
                orders <= sold && money <= paid,
                "{}: {orders} > {sold}",
                model.called(deal.creator)
            );
            assert!(of_deal.iter().all(|s| {
                s.amount
                    .is_some_and(|a| a.minor > 0 && s.refunded <= a.minor)
            }));
            if deal.stage == Stage::Retention && of_deal.iter().all(|s| s.by == Attribution::Code) {
                assert_eq!(
                    (orders, money),
                    (sold, paid),
                    "{}",
                    model.called(deal.creator)
                );
            }
        }
    });
}

/// Who is there to show what, on every working day. All others are quiet.
const CAST: [(&str, &str); 16] = [
    ("Jonas Weber", "R5 R14"),
    ("Mia Okafor", "R3"),
    ("Ruth Kelley", "R4 R17"),
    ("Sofia Marín", "R1"),
    ("Theo Lindqvist", "R2 R7 R20"),
    ("Kai Tanaka", "R6 R8"),
    ("Grace Obi", "R9 R10 R17 R21"),
    ("Ben Castellan", "R12"),
    ("Noor Haddad", "R11"),
    ("Nadia Benali", "R13"),
    ("Elin Sjöberg", "R11"),
    ("Priya Nair", "R14"),
    ("Dana Whitfield", "R15"),
    ("Zoe Lambert", "R15 R18"),
    ("Hana Suzuki", "R16"),
    ("Omar Farouk", "R16"),
];

#[test]
fn on_every_working_day_the_same_people_need_something() {
    for today in sample() {
        let mut world = World::on(&today.to_string());
        world
            .model
            .apply(&demo(&world.clock, &world.calendar).edits);
        world.rebuild();
        let queue = review::build(&world.ctx());
        let mut cards: BTreeMap<String, String> = BTreeMap::new();
        for card in queue
            .cards
            .iter()
            .filter(|c| matches!(c.on, Subject::Creator(_)))
        {
            // Commission follows the month and limits the year: they come on some days only.
            let by_calendar = [Rule::EarnedNotAdded, Rule::LimitNear];
            let rules: BTreeSet<_> = card
                .items
                .iter()
                .map(|item| item.key.rule)
                .filter(|rule| !by_calendar.contains(rule))
                .collect();
            if rules.is_empty() {
                continue;
            }
            let rules: Vec<String> = rules.iter().map(|rule| rule.word().to_owned()).collect();
            cards.insert(review::who(&world.ctx(), card.on), rules.join(" "));
        }
        let counts = queue.counts();
        let lanes = [counts.owe, counts.dated, counts.waiting, counts.warm];
        assert!(
            lanes.iter().all(|n| (1..=12).contains(n)),
            "{today}: {lanes:?}"
        );
        if world.calendar.is_working(today) {
            let cast = CAST.map(|(name, rules)| (name.to_string(), rules.to_string()));
            assert_eq!(cards, BTreeMap::from(cast), "{today}");
        }
        let notes = queue
            .cards
            .iter()
            .filter(|c| matches!(c.on, Subject::Campaign(_)))
            .count();
        let friday_or_later = today.weekday().num_days_from_monday() >= 4;
        assert_eq!(notes, usize::from(friday_or_later), "R19 on {today}");
    }
}

#[test]
fn every_segment_finds_somebody() {
    let mut world = World::on("2026-11-20");
    world
        .model
        .apply(&demo(&world.clock, &world.calendar).edits);
    let ctx = QueryCtx {
        today: day("2026-11-20"),
        tiers: Tiers::default(),
        fit: Settings::default().fit,
    };
    let keys = SearchKeys::build(&world.model);
    let long_ago = Some(day("2026-09-01"));
    for segment in world.model.segments.iter() {
        let query = Query::parse(&segment.filter, &ctx);
        assert_eq!(query.problems(), [] as [String; 0]);
        let facts = |id| {
            let stage = world.model.open_collaborations(id).first().map(|c| c.stage);
            query::FilterFacts {
                stage,
                last_touch: long_ago,
                ..query::FilterFacts::default()
            }
        };
        assert!(
            !query.run(&world.model, &keys, None, &facts).is_empty(),
            "{}",
            segment.name
        );
    }
}

#[test]
fn a_broken_asset_is_refused_in_a_sentence() {
    let clock = clock(day("2026-11-20"), 9, Tz::UTC);
    let calendar = Calendar::default();
    let check = |text: &str, why: &str| {
        let when = When::new(&clock, &calendar);
        let said = toml::from_str::<Table>(text).unwrap();
        let base = serde_json::to_value(Creator::default()).unwrap();
        let error = table::row::<Creator>(&when, 1, base, said).unwrap_err();
        assert!(error.contains(why), "{error}");
    };
    check("nmae = \"Mia\"", "creator has no column \"nmae\"");
    check("checkin = \"2026-11-01\"", "is not a distance");
    check("rate = \"350\"", "is not an amount");
    check("rate = \"$350.5\"", "is not an amount");
    check("relationship = \"friend\"", "is not one of Relationship");
    check("name = \"Mia [+12]\"", "is not a distance");
    check("name = \"Mia [+12d\"", "no ]");
}

#[test]
fn commission_a_limit_and_a_label_wait_to_be_seen() {
    let mut world = World::on("2026-11-24");
    world
        .model
        .apply(&demo(&world.clock, &world.calendar).edits);
    world.rebuild();
    let rules = |name: &str| -> BTreeSet<Rule> {
        let mut all = world.model.creators.iter();
        let who = all.find(|c| &*c.name == name).unwrap().id;
        let items = world.items(who).into_iter();
        items
            .filter(|i| i.is_live(world.clock.today()))
            .map(|i| i.key.rule)
            .collect()
    };
    assert!(rules("Dana Whitfield").contains(&Rule::EarnedNotAdded));
    assert!(rules("Mia Okafor").contains(&Rule::LimitNear));
    assert!(rules("Grace Obi").contains(&Rule::LabelUnchecked));
    assert!(
        !rules("Marcus Bell").contains(&Rule::LimitNear),
        "his form is on file"
    );
    assert!(!crate::domain::links::strays(&world.model).is_empty());
}
