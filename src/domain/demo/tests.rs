//! What the assets promise: they can be read on any day, hang together, and show what each creator is there to show.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Weekday};
use chrono_tz::Tz;
use serde_json::Value;

use super::*;
use crate::domain::day::{Day, add_days, stamp_in};
use crate::domain::rows::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn clock(today: Day, hour: u32, zone: Tz) -> Clock {
    Clock { now: stamp_in(zone, today.and_hms_opt(hour, 30, 0).unwrap()), zone, rollover: 4 }
}

/// Days of three years: every fifth, so that all weekdays come up, and the odd ones.
fn sample() -> Vec<Day> {
    let mut days: Vec<Day> = (0..1096).step_by(5).map(|n| add_days(day("2026-01-01"), n)).collect();
    let odd = ["2026-11-20", "2026-12-31", "2027-01-01", "2027-03-28", "2028-02-29", "2028-03-01", "2028-12-31"];
    days.extend(odd.map(day));
    days
}

fn on(today: Day, check: impl Fn(&Clock, &Step, &Model)) {
    for (hour, zone) in [(9, Tz::Europe__Berlin), (23, Tz::America__Los_Angeles)] {
        let clock = clock(today, hour, zone);
        let step = load(&clock, &Calendar::default()).unwrap_or_else(|why| panic!("{today}: {why}"));
        let mut model = Model::default();
        model.apply(&step.edits);
        check(&clock, &step, &model);
    }
}

/// Every row as JSON, with the name of its table.
fn rows(step: &Step) -> Vec<(String, Value)> {
    let Value::Object(tables) = serde_json::to_value(&step.edits).unwrap() else { panic!() };
    let of = |(table, edits): (String, Value)| {
        let Value::Array(edits) = edits else { panic!() };
        edits.into_iter().map(move |edit| (table.clone(), edit["a"].clone())).collect::<Vec<_>>()
    };
    tables.into_iter().flat_map(of).collect()
}

#[test]
fn it_loads_on_any_day_and_its_ids_hang_together() {
    for today in sample() {
        on(today, |_, step, model| {
            assert_eq!((model.creators.len(), model.campaigns.len()), (48, 4));
            let (rows, mut owners, mut counts) = (rows(step), BTreeMap::new(), BTreeMap::<String, u64>::new());
            for (table, row) in &rows {
                let (id, count) = (row["id"].as_u64().unwrap(), counts.entry(table.clone()).or_default());
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
                    let Some(id) = row.get(key).and_then(Value::as_u64) else { continue };
                    let owner = owners.get(&(parent.to_string(), id));
                    let owner = owner.unwrap_or_else(|| panic!("{table} {row}: no {key} {id}"));
                    if ["collaboration", "deliverable", "account"].contains(&key) {
                        assert_eq!(*owner, row["creator"].as_u64(), "{table} {row} and its {key} have one creator");
                    }
                }
            }
        });
        if today.weekday() == Weekday::Mon {
            on(today, |_, step, model| {
                let mut back = model.clone();
                back.apply(&step.inverse().edits);
                assert_eq!(back.first_difference(&Model::default()), None);
            });
        }
    }
}

#[test]
fn what_is_told_has_happened() {
    for today in sample() {
        on(today, |clock, _, model| {
            let told = |what: &str, day: Option<Day>| {
                assert!(day.is_none_or(|d| d <= today), "{what} on {day:?}, after today {today}");
            };
            assert_eq!(clock.today(), today);
            for touch in model.touches.iter() {
                assert!(touch.at <= clock.now, "{touch:?}");
            }
            for piece in model.deliverables.iter() {
                told("draft", piece.draft_in);
                told("approval", piece.approved);
                told("live", piece.live);
                assert_eq!(piece.live.is_some(), piece.state == PieceState::Verified, "{piece:?}");
            }
            for deal in model.collaborations.iter() {
                let days = [deal.agreed, deal.terms_sent, deal.agreement_sent, deal.brief_sent, deal.debrief_sent];
                days.into_iter().for_each(|d| told(&format!("deal {}", deal.id), d));
                told("stage", Some(deal.stage_since));
                assert!(deal.opened <= deal.stage_since, "{deal:?}");
                assert_eq!(deal.outcome.is_some(), deal.closed.is_some(), "{deal:?}");
                assert!(deal.agreed.is_none_or(|d| d >= deal.opened), "{deal:?}");
            }
            model.payments.iter().for_each(|p| told("payment", p.paid));
            model.shipments.iter().for_each(|s| told("parcel", s.delivered.or(s.sent)));
            model.results.iter().for_each(|r| told("numbers", Some(r.day)));
            model.sales.iter().for_each(|s| told("order", Some(s.day)));
            model.measurements.iter().for_each(|m| told("look", Some(m.day)));
            model.review_days.iter().for_each(|d| assert!(d.day < today));
        });
    }
}

#[test]
fn text_is_clean_and_names_are_told_apart() {
    on(day("2026-11-20"), |_, step, model| {
        fn check(value: &Value) {
            match value {
                Value::String(text) => {
                    let bad = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
                    assert!(!text.contains(bad) && text.trim() == text, "{text:?}");
                }
                Value::Array(all) => all.iter().for_each(check),
                Value::Object(all) => all.values().for_each(check),
                _ => (),
            }
        }
        rows(step).iter().for_each(|(_, row)| check(row));
        let handles: BTreeSet<_> = model.accounts.iter().map(|a| (a.platform, a.handle.to_lowercase())).collect();
        assert_eq!(handles.len(), model.accounts.len());
        let names: BTreeSet<_> = model.creators.iter().map(|c| &c.name).collect();
        assert_eq!(names.len(), 48);
        for creator in model.creators.iter() {
            assert!(creator.zone.parse::<Tz>().is_ok(), "{}: {}", creator.name, creator.zone);
            assert!(creator.email.is_empty() || creator.email.ends_with("@example.com"), "{}", creator.email);
        }
        for row in model.accounts.iter().map(|a| &a.audience).chain(model.ideals.iter().map(|i| &i.audience)) {
            assert!(row.is_empty() || serde_json::from_str::<Value>(row).is_ok(), "{row}");
        }
    });
}

#[test]
fn words_speak_of_the_days_meant() {
    on(day("2026-11-20"), |_, step, model| {
        let said: Vec<_> = step.edits.touches.iter().flat_map(|e| &e.after).map(|t| &*t.words).collect();
        assert!(
            said.contains(&"Flu in the house. Could we move the 5 Dec post to the 9th? Draft on the 4th still fine.")
        );
        let names: Vec<_> = model.campaigns.iter().map(|c| &*c.name).collect();
        assert_eq!(names, ["Winter Blend launch", "Autumn tea", "Tutorials, 2 a month", "Oolong with Ruth"]);
    });
    on(day("2028-06-01"), |_, _, model| {
        assert_eq!(model.campaigns.iter().next().map(|c| &*c.name), Some("Summer Blend launch"));
    });
}

#[test]
fn holidays_and_absences_break_nothing() {
    let mut calendar = Calendar::default();
    calendar.add_holiday(day("2026-11-26"), "Thanksgiving");
    calendar.add_away(day("2026-12-21"), day("2027-01-04"));
    for n in 0..50 {
        let today = add_days(day("2026-11-20"), n);
        let step = load(&clock(today, 9, Tz::UTC), &calendar).unwrap_or_else(|why| panic!("{today}: {why}"));
        assert_eq!(step, demo(&clock(today, 9, Tz::UTC), &calendar));
        assert!(step.edits.results.iter().flat_map(|e| &e.after).all(|r| r.day <= today));
    }
}

#[test]
fn orders_add_up() {
    on(day("2026-11-20"), |_, _, model| {
        let launch = model.campaigns.iter().next().unwrap();
        let sales: Vec<_> = model.of_campaign::<Sale>(launch.id).collect();
        assert_eq!(sales.iter().map(|s| s.orders).sum::<i64>(), 73);
        assert_eq!(sales.iter().map(|s| s.amount.minor).sum::<i64>(), 272_600);
        for deal in model.collaborations.iter() {
            let of_deal: Vec<_> = model.of::<Sale>(deal.creator).filter(|s| s.collaboration == Some(deal.id)).collect();
            let pieces = model.of::<Deliverable>(deal.creator).filter(|p| p.collaboration == deal.id);
            let seen = |p: &Deliverable| model.of::<PostResult>(deal.creator).rfind(|r| r.deliverable == p.id).cloned();
            let last: Vec<PostResult> = pieces.filter_map(seen).collect();
            let orders: i64 = last.iter().filter_map(|r| r.orders).sum();
            let money: i64 = last.iter().filter_map(|r| r.sales).map(|m| m.minor).sum();
            let (sold, paid) = (of_deal.len() as i64, of_deal.iter().map(|s| s.amount.minor).sum::<i64>());
            assert!(orders <= sold && money <= paid, "{}: {orders} > {sold}", model.called(deal.creator));
            assert!(of_deal.iter().all(|s| s.amount.minor > 0 && s.refunded <= s.amount.minor));
            if deal.stage == Stage::Retention && of_deal.iter().all(|s| s.by == Attribution::Code) {
                assert_eq!((orders, money), (sold, paid), "{}", model.called(deal.creator));
            }
        }
    });
}

/// Creators that a test of their rows picks, by name.
fn who(model: &Model, pick: impl Fn(&Creator) -> bool) -> Vec<String> {
    let active = |c: &&Creator| c.shelf == Shelf::Active && !c.do_not_contact;
    model.creators.iter().filter(active).filter(|c| pick(c)).map(|c| c.name.to_string()).collect()
}

#[test]
fn on_every_day_the_same_people_need_something_and_all_others_are_quiet() {
    for today in sample() {
        on(today, |clock, step, model| {
            let calendar = Calendar::default();
            let ago = |d: Day| (today - d).num_days();
            let open = |c: &Creator| model.open_collaborations(c.id);
            let words = |c: &Creator| {
                let all = step.edits.touches.iter().flat_map(|e| &e.after);
                all.filter(|t| t.creator == c.id && t.direction != Direction::Note).max_by_key(|t| t.at).cloned()
            };
            let reply = |c: &Creator| words(c).is_some_and(|t| t.direction == Direction::In);
            assert_eq!(who(model, reply), ["Sofia Marín"], "R1 on {today}");
            let draft = |c: &Creator| model.of::<Deliverable>(c.id).any(|p| p.state == PieceState::DraftIn);
            assert_eq!(who(model, draft), ["Theo Lindqvist"], "R2");
            let pay = |c: &Creator| {
                let soon = |p: &Payment| p.due.is_some_and(|d| calendar.between(today, d) <= 6);
                model.of::<Payment>(c.id).any(|p| p.state != PaymentState::Paid && soon(p))
            };
            assert_eq!(who(model, pay), ["Mia Okafor"], "R3 on {today}");
            let debrief = |c: &Creator| {
                open(c).iter().any(|deal| {
                    let pieces = model.of::<Deliverable>(c.id).filter(|p| p.collaboration == deal.id);
                    let live: Option<Vec<Day>> = pieces.map(|p| p.live).collect();
                    let last = live.and_then(|all| all.into_iter().max());
                    deal.debrief_sent.is_none() && last.is_some_and(|d| calendar.between(d, today) >= 5)
                })
            };
            assert_eq!(who(model, debrief), ["Ruth Kelley"], "R4 on {today}");
            let brief = |c: &Creator| open(c).iter().any(|d| d.agreed.is_some() && d.brief_sent.is_none());
            assert_eq!(who(model, brief), ["Jonas Weber"], "R5");
            let numbers = |c: &Creator| {
                model.of::<Deliverable>(c.id).any(|p| {
                    let looks = model.of::<PostResult>(c.id).filter(|r| r.deliverable == p.id).count();
                    let due =
                        |live: Day| [1, 7, 30].iter().filter(|n| calendar.later(add_days(live, **n)) <= today).count();
                    p.live.is_some_and(|live| looks < due(live))
                })
            };
            let expected: &[&str] = if calendar.is_working(today) { &["Ruth Kelley", "Grace Obi"] } else { &[] };
            assert_eq!(who(model, numbers), expected, "R17 on {today}");
            let ends = |c: &Creator| {
                let soon = |r: &Right| r.state == RightState::Active && r.end.is_some_and(|d| ago(d) >= -14);
                model.of::<Right>(c.id).any(soon)
            };
            assert_eq!(who(model, ends), ["Grace Obi"], "R9, R10");
            let step_due = |c: &Creator| model.of::<FollowUp>(c.id).any(|f| f.done.is_none() && f.day <= today);
            assert_eq!(who(model, step_due), ["Jonas Weber", "Priya Nair"], "R14");
            let gift = |c: &Creator| model.of::<Shipment>(c.id).any(|s| !s.post_agreed && s.posted.is_none());
            assert_eq!(who(model, gift), ["Nadia Benali"], "R13");
            let last = |c: &Creator| words(c).map(|t| ago(clock.day_of(t.at)));
            let quiet = |c: &Creator| {
                let ideal = match c.relationship {
                    Some(Relationship::Ambassador) => 21,
                    Some(Relationship::Recurring) => 30,
                    Some(Relationship::Affiliate) => 45,
                    Some(Relationship::OneOff) => 90,
                    None => return false,
                };
                last(c).is_some_and(|days| days >= if c.core { ideal / 2 } else { ideal })
            };
            assert_eq!(who(model, quiet), ["Dana Whitfield", "Zoe Lambert"], "R15 on {today}");
            let checkin = |c: &Creator| {
                let kept = matches!(c.relationship, Some(Relationship::Recurring | Relationship::Ambassador));
                (c.core || kept) && c.checkin.is_none_or(|d| ago(d) > 90)
            };
            assert_eq!(who(model, checkin), ["Zoe Lambert"], "R18");
            let nothing = |c: &Creator| {
                let ahead = model.of::<FollowUp>(c.id).any(|f| f.done.is_none());
                let work = open(c).iter().any(|d| d.stage != Stage::Discovery && d.stage != Stage::Retention);
                !ahead && !work
            };
            assert_eq!(who(model, nothing), ["Hana Suzuki", "Omar Farouk", "Dana Whitfield", "Zoe Lambert"], "R16");
        });
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
