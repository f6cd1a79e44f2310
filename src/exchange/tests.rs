//! Whole files through the whole way: every sample against what its manifest expects, and made-up
//! sheets twice.

use std::path::PathBuf;

use serde_json::Value;

use super::limits::{Limits, Refused};
use super::mapping::{self, Mapping};
use super::plan::{Ground, Options, Plan, plan};
use super::questions;
use super::report::Record;
use super::sheet::{self, How, Sheet};
use super::{KnownNotes, profiles};
use crate::domain::day::{Clock, Day, stamp_in};
use crate::domain::model::Model;
use crate::domain::money::Currency;
use crate::domain::rows::*;

mod identity;
mod random;
mod work;

fn clock() -> Clock {
    let now = Day::from_ymd_opt(2026, 11, 20)
        .unwrap()
        .and_hms_opt(9, 0, 0)
        .unwrap();
    Clock {
        now: stamp_in(chrono_tz::Tz::Europe__Berlin, now),
        zone: chrono_tz::Tz::Europe__Berlin,
        rollover: 4,
    }
}

fn options() -> Options {
    Options {
        file: "sheet.csv".into(),
        currency: Currency::parse("EUR"),
        records: true,
        ..Options::default()
    }
}

fn read(bytes: &[u8]) -> Result<Sheet, Refused> {
    sheet::read(bytes, &How::default(), &Limits::default())
}

fn propose(sheet: &Sheet, model: &Model) -> Mapping {
    mapping::propose(sheet, profiles::guess(&sheet.headers), model)
}

fn planned(sheet: &Sheet, model: &Model, notes: &KnownNotes, options: &Options) -> Plan {
    let plan = plan(
        sheet,
        &propose(sheet, model),
        options,
        Ground {
            model,
            clock: clock(),
            notes,
        },
    );
    let report = &plan.report;
    assert_eq!(
        report.rows,
        sheet.records(),
        "every record is taken or rejected"
    );
    assert_eq!(report.imported + report.rejected.len(), report.rows);
    plan
}

/// Plans a text on an empty model and with its step applied once more, which must plan nothing.
#[track_caller]
fn import(text: &str) -> (Plan, Model) {
    let sheet = read(text.as_bytes()).unwrap();
    let mut model = Model::default();
    let mut notes = KnownNotes::default();
    let plan = planned(&sheet, &model, &notes, &options());
    commit(&plan, &mut model, &mut notes);
    let again = planned(&sheet, &model, &notes, &options());
    assert!(
        again.step.is_empty(),
        "again: {:?}\n{:?}",
        again.step.edits,
        again.report
    );
    assert_eq!((again.report.new, again.report.updated), (0, 0));
    (plan, model)
}

fn commit(plan: &Plan, model: &mut Model, notes: &mut KnownNotes) {
    for touch in plan
        .step
        .edits
        .touches
        .iter()
        .filter_map(|e| e.after.as_ref())
    {
        if touch.direction == Direction::Note {
            notes.add(touch.creator, &touch.words);
        }
    }
    model.apply(&plan.step.edits);
}

fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples/hostile")
}

/// Everything that is wrong with how one sample was read.
fn faults(case: &Value) -> Vec<String> {
    let file = case["file"].as_str().unwrap();
    let expect = &case["expect"];
    let bytes = std::fs::read(samples().join(file)).unwrap();
    let mut faults = Vec::new();
    let mut say = |fault: String| faults.push(format!("{file}: {fault}"));
    let verdicts: Vec<&str> = match &expect["verdict"] {
        Value::String(one) => vec![one],
        many => many
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect(),
    };
    let sheet = match read(&bytes) {
        Ok(sheet) => sheet,
        Err(why) if verdicts.contains(&"reject") => {
            println!("{file}: refused, {why}");
            return faults;
        }
        Err(why) => return vec![format!("{file}: refused: {why}")],
    };
    let mut model = Model::default();
    let mut notes = KnownNotes::default();
    let plan = planned(&sheet, &model, &notes, &options());
    println!("{file}: {}", serde_json::to_string(&plan.report).unwrap());
    let asked = plan
        .questions
        .iter()
        .any(|q| q.chosen.is_none() || q.topic == super::report::Topic::Clash);
    let verdict = if plan.report.rejected.is_empty() {
        "import"
    } else {
        "partial"
    };
    let fits = verdicts.contains(&verdict) || (asked && verdicts.contains(&"ask"));
    if !fits {
        say(format!("verdict {verdict} is not in {verdicts:?}"));
    }
    if let Some(rows) = expect["data_rows"].as_u64()
        && plan.report.rows as u64 != rows
    {
        say(format!("{} rows, not {rows}", plan.report.rows));
    }
    let (low, high) = match &expect["accept"] {
        Value::Number(n) => (n.as_u64().unwrap(), n.as_u64().unwrap()),
        Value::Array(range) => (range[0].as_u64().unwrap(), range[1].as_u64().unwrap()),
        _ => (0, u64::MAX),
    };
    if !(low..=high).contains(&(plan.report.imported as u64)) {
        say(format!(
            "{} accepted, not {low} to {high}",
            plan.report.imported
        ));
    }
    let rejected: Vec<u64> = plan
        .report
        .rejected
        .iter()
        .map(|r| u64::from(r.line))
        .collect();
    for line in expect["reject_lines"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_u64)
    {
        if !rejected.contains(&line) {
            say(format!("line {line} is not rejected"));
        }
    }
    wrong_values(expect, &plan).into_iter().for_each(&mut say);
    commit(&plan, &mut model, &mut notes);
    let again = planned(&sheet, &model, &notes, &options());
    if !again.step.is_empty() || again.report.new + again.report.updated > 0 {
        say(format!("importing again changes {:?}", again.step.edits));
    }
    faults
}

/// Expected values that are not what would be stored.
fn wrong_values(expect: &Value, plan: &Plan) -> Vec<String> {
    let mut wrong = Vec::new();
    for value in expect["values"].as_array().unwrap() {
        let line = value["line"].as_u64().unwrap();
        let column = value["column"].as_str().unwrap();
        let kept = plan
            .report
            .kept
            .iter()
            .any(|k| u64::from(k.line) == line && k.column == column);
        let found = match plan.records.iter().find(|r| u64::from(r.line) == line) {
            // A cell that cannot be read costs nobody their row any more.
            Some(_) if kept => Value::from("REJECTED"),
            Some(record) => cell(record, column),
            None if plan
                .report
                .rejected
                .iter()
                .any(|r| u64::from(r.line) == line) =>
            {
                Value::from("REJECTED")
            }
            None => Value::from("LOST"),
        };
        let asked = found == "REJECTED"
            && value["one_of"]
                .as_array()
                .unwrap()
                .contains(&Value::from("ASK"));
        let number = |v: &Value| found.as_f64().is_some() && v.as_f64() == found.as_f64();
        if !asked
            && !value["one_of"]
                .as_array()
                .unwrap()
                .iter()
                .any(|v| *v == found || number(v))
        {
            wrong.push(format!("{value}: found {found}"));
        }
    }
    wrong
}

fn cell(record: &Record, column: &str) -> Value {
    let json = serde_json::to_value(record).unwrap();
    match &json[column] {
        Value::String(text) if text.is_empty() => Value::Null,
        found => found.clone(),
    }
}

#[test]
fn hostile_files_are_read_as_their_manifest_says() {
    let manifest = std::fs::read_to_string(samples().join("MANIFEST.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&manifest).unwrap();
    let faults: Vec<String> = cases.iter().flat_map(faults).collect();
    assert_eq!(cases.len(), 28, "all samples are there");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_is_read_like_a_sheet() {
    use super::workbook;
    let bytes = std::fs::read(samples().with_file_name("creators.xlsx")).unwrap();
    assert_eq!(super::text::workbook_kind(&bytes), Some("xlsx"));
    let limits = Limits::default();
    let tabs = workbook::read(&bytes, &limits).unwrap();
    assert_eq!(
        tabs.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(),
        ["Empty", "Creators"]
    );
    let tab = tabs.into_iter().nth(1).unwrap();
    let sheet = sheet::from_tab(&tab.name, tab.grid, &How::default(), &limits).unwrap();
    assert_eq!((sheet.header_line, sheet.len()), (3, 2));
    let plan = planned(
        &sheet,
        &Model::default(),
        &KnownNotes::default(),
        &options(),
    );
    let zoe = &plan.records[0];
    assert_eq!(
        (zoe.name.as_str(), zoe.handle.as_str(), zoe.followers),
        ("Zoë Çelik", "zoe", Some(12_500))
    );
    assert_eq!(
        (zoe.engagement_rate, zoe.last_contacted.as_deref()),
        (Some(5.9), Some("2025-03-04"))
    );
    assert_eq!(zoe.notes, "two\nlines");
    assert_eq!(
        (zoe.rate, zoe.currency.as_deref()),
        (Some(1200.5), Some("EUR"))
    );
    assert_eq!(plan.report.rejected, []);
    assert_eq!(plan.records[1].followers, Some(25_000));
    let few = Limits { cells: 5, ..limits };
    assert!(matches!(
        workbook::read(&bytes, &few),
        Err(Refused::TooManyCells { .. })
    ));
}

#[test]
fn a_sheet_becomes_creators_with_everything_they_come_with() {
    let (plan, model) = import(
        "Name,IG handle,Followers,Email,Status,Last contact,Rate,Code,Notes,Niche,ROI?,Follow up\n\
         Mia Okafor,@miabrews,\"18,4k\",Mia@Example.com,Contacted,03/11/2026,$350,MIA10,likes early mornings,tea; slow living,1.4,01/12/2026\n\
         Ruth Kelley,https://instagram.com/ruthk/,2.1K,ruth@example.com,done,25/10/2026,350 USD,,,books,,\n\
         ,,,,Live,,,,,,,\n\
         Dana Whitf.,@dana,,dana@example.com,ghosted,,,,,,,\n",
    );
    assert_eq!((plan.report.new, plan.report.rows), (3, 4));
    assert_eq!(
        plan.report.rejected[0].reason,
        "no name, no handle and no e-mail"
    );
    assert_eq!(plan.report.rejected[0].line, 4);
    let mia = model.creators.iter().next().unwrap();
    assert_eq!(
        (&*mia.name, &*mia.email, mia.imported, &*mia.source),
        ("Mia Okafor", "Mia@Example.com", true, "sheet.csv")
    );
    assert_eq!(
        (mia.rate.unwrap().to_string(), &*mia.tags.0, &*mia.extra),
        ("$350".into(), "tea slow-living", "ROI?: 1.4")
    );
    let account = model.of::<Account>(mia.id).next().unwrap();
    assert_eq!(
        (account.platform, &*account.handle, account.followers),
        (Platform::Instagram, "miabrews", Some(18_400))
    );
    assert_eq!(
        model
            .of::<Right>(mia.id)
            .map(|r| &*r.code)
            .collect::<Vec<_>>(),
        ["MIA10"]
    );
    let touches: Vec<_> = model
        .of::<Touch>(mia.id)
        .map(|t| (t.direction, clock().day_of(t.at).to_string()))
        .collect();
    assert_eq!(
        touches,
        [
            (Direction::Out, "2026-11-03".into()),
            (Direction::Note, "2026-11-20".into())
        ]
    );
    assert_eq!(
        model
            .of::<FollowUp>(mia.id)
            .map(|f| f.day.to_string())
            .collect::<Vec<_>>(),
        ["2026-12-01"]
    );
    let stages: Vec<_> = model
        .collaborations
        .iter()
        .map(|c| (c.stage, c.outcome))
        .collect();
    assert_eq!(
        stages,
        [
            (Stage::Pitch, None),
            (Stage::Measurement, None),
            (Stage::Pitch, Some(Outcome::NoReply))
        ]
    );
    let order = plan
        .questions
        .iter()
        .find(|q| q.header == "Last contact")
        .unwrap();
    assert_eq!(
        (order.chosen, order.choices[0].fits, order.choices[1].fits),
        (Some(0), 2, 1)
    );
}

#[test]
fn known_creators_are_updated_field_by_field_and_empty_cells_erase_nothing() {
    let (_, mut model) = import(
        "Name,Instagram,Followers,Email,Rate,Status,Notes\nMia,@mia,1000,m@x.de,100,live,old\nRuth,@ruth,5,r@x.de,,,\n",
    );
    let sheet =
        read(b"Name,Instagram,Followers,Email,Rate,Status,Notes\n,@MIA,1200,,150,contacted,\nRuth,@ruth,,,,,\n")
            .unwrap();
    let mut notes = KnownNotes::default();
    let plan = planned(&sheet, &model, &notes, &options());
    assert_eq!(
        (plan.report.new, plan.report.updated, plan.report.unchanged),
        (0, 1, 1)
    );
    let changes: Vec<_> = plan.updates[0]
        .changes
        .iter()
        .map(|c| (c.field, c.from.as_str(), c.to.as_str()))
        .collect();
    assert_eq!(
        changes,
        [("Rate", "€100", "€150"), ("Followers", "1000", "1200")]
    );
    let skipped = Options {
        skip: [plan.updates[0].creator].into(),
        ..options()
    };
    let declined = planned(&sheet, &model, &notes, &skipped);
    assert!(declined.step.is_empty());
    assert_eq!((declined.report.updated, declined.report.unchanged), (0, 2));
    commit(&plan, &mut model, &mut notes);
    let mia = model.creators.iter().next().unwrap();
    assert_eq!((&*mia.name, &*mia.email), ("Mia", "m@x.de"));
    assert_eq!(
        model.collaborations.iter().next().unwrap().stage,
        Stage::Creation,
        "a sheet never moves a stage back"
    );
    assert_eq!(model.measurements.len(), 1);
}

#[test]
fn profiles_of_one_person_come_together_and_people_are_kept_apart() {
    let (plan, model) = import(
        "Name,Handle,Platform,Email\n\
         Mia Okafor,@mia,instagram,m@x.de\n\
         Mia Okafor,@miatok,tiktok,m@x.de\n\
         Emma Smith,@emma1,instagram,mgmt@agency.de\n\
         Ella Jones,@ella,instagram,mgmt@agency.de\n\
         Emma Smith,@emma2,tiktok,\n\
         Emma Smith,,,\n\
         mia okafor,,,\n",
    );
    assert_eq!((model.creators.len(), model.accounts.len()), (4, 5));
    assert_eq!(plan.report.rejected.len(), 1);
    assert_eq!(
        plan.report.rejected[0].reason,
        "several creators fit, Emma Smith among them: a handle or an e-mail address is needed"
    );
}

#[test]
fn a_bare_name_waits_until_everybody_is_known() {
    let (plan, model) = import(
        "Name,Handle,Other\nAna Lis,,a\nMia,@one,b\nMia,@two,c\nRuth,,d\nAna Lis,@ana,\nMia,,e\n",
    );
    // One word is borne by too many: it is nobody's but that of a row like itself.
    let others: Vec<_> = model
        .creators
        .iter()
        .map(|c| (&*c.name, &*c.extra))
        .collect();
    assert_eq!(
        others,
        [
            ("Mia", "Other: b"),
            ("Mia", "Other: c"),
            ("Ana Lis", "Other: a"),
            ("Ruth", "Other: d"),
            ("Mia", "Other: e"),
        ]
    );
    assert_eq!(plan.report.rejected, []);
}

#[test]
fn profiles_of_tools_are_read() {
    let (plan, model) = import(
        "Klar export,,,,,\n,,,,,\n\
         Campaign Name,Influencer/Affiliate Name,Handle,Platform,Posting Date,Discount Code\n\
         Spring,Mia,@mia,Instagram,2026-03-01,MIA10\n\
         Summer,Mia,@mia,Instagram,2026-06-01,MIA10 + MIA20\n",
    );
    assert_eq!(
        (
            plan.report.profile.as_str(),
            model.creators.len(),
            model.rights.len()
        ),
        ("klar", 1, 2)
    );
    let (plan, model) = import(
        "Email Address,First Name,Last Name,MEMBER_RATING,UNSUB_TIME,UNSUB_REASON\n\
         a@x.de,Ann,Lee,2,2026-01-05 10:00:00,\nb@x.de,,,2,,\n",
    );
    assert_eq!(plan.report.profile, "mailchimp");
    let people: Vec<_> = model
        .creators
        .iter()
        .map(|c| (&*c.name, c.do_not_contact))
        .collect();
    assert_eq!(people, [("Ann Lee", true), ("b@x.de", false)]);
    let (plan, model) = import(
        "First Name,Middle Name,Last Name,Phonetic First Name,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value\n\
         Zoë,,Çelik,,\"two\nlines\",* myContacts ::: Creators,* Work,z@x.de,+49 1\n",
    );
    assert_eq!(plan.report.profile, "google-contacts");
    let zoe = model.creators.iter().next().unwrap();
    assert_eq!(
        (&*zoe.name, &*zoe.phone, &*zoe.tags.0),
        ("Zoë Çelik", "+49 1", "creators")
    );
    let (plan, model) = import(
        "influencer_id,media_url,profile_name,first_name,last_name,email\n9,https://www.tiktok.com/@mia.b,mia.b,Mia,B,m@x.de\n",
    );
    assert_eq!(
        (plan.report.profile.as_str(), model.accounts.len()),
        ("upfluence", 1)
    );
    assert_eq!(
        model.accounts.iter().next().unwrap().platform,
        Platform::TikTok
    );
}

#[test]
fn questions_are_answered_by_choices_and_remembered() {
    let text = "Name,Handle,Last contact,Rate\nMia,@m,03/04/2026,\"1,234\"\nRuth,@r,05/06/2026,\"2,500\"\n";
    let sheet = read(text.as_bytes()).unwrap();
    let (mut model, notes) = (Model::default(), KnownNotes::default());
    let open = planned(&sheet, &model, &notes, &options());
    assert_eq!((open.report.rejected.len(), open.report.kept.len()), (0, 4));
    assert!(questions::blocking(&open.report.questions).is_some());
    let mut mapping = propose(&sheet, &model);
    mapping
        .obey("last contact=last_contacted:mdy", &sheet)
        .unwrap();
    mapping.obey("Rate=rate:point", &sheet).unwrap();
    assert!(mapping.obey("Nope=rate", &sheet).is_err());
    assert!(mapping.obey("Rate=nope", &sheet).is_err());
    let ground = Ground {
        model: &model,
        clock: clock(),
        notes: &notes,
    };
    let answered = plan(&sheet, &mapping, &options(), ground);
    assert_eq!(
        answered.records[0].last_contacted.as_deref(),
        Some("2026-03-04")
    );
    assert_eq!(answered.records[1].rate, Some(2500.0));
    let mut step = crate::domain::change::Step::default();
    mapping.remember(&sheet, &model, &mut step);
    model.apply(&step.edits);
    let again = propose(&sheet, &model);
    assert!(again.remembered);
    let ground = Ground {
        model: &model,
        clock: clock(),
        notes: &notes,
    };
    assert_eq!(
        plan(&sheet, &again, &options(), ground).records,
        answered.records
    );
    let mut step = crate::domain::change::Step::default();
    again.remember(&sheet, &model, &mut step);
    assert!(step.is_empty());
}

#[test]
fn a_column_is_what_its_values_are() {
    let sheet = read(b"Contact,Creator,Where,Next step\nm@x.de,@mia,https://www.tiktok.com/@mia,call her\nr@x.de,@ruth,https://www.tiktok.com/@ruth,wait\n").unwrap();
    let mapping = propose(&sheet, &Model::default());
    let keys: Vec<_> = mapping
        .columns
        .iter()
        .map(|c| c.field.map(|f| f.key()))
        .collect();
    assert_eq!(
        keys,
        [
            Some("email"),
            Some("handle"),
            Some("link"),
            Some("next_step")
        ]
    );
    let (plan, model) = import("Mia Okafor\t@mia\tm@x.de\nRuth\t@ruth\tr@x.de\n");
    assert_eq!(
        (
            plan.report.new,
            &*model.creators.iter().next().unwrap().name
        ),
        (2, "Mia Okafor")
    );
}

#[test]
fn dates_without_a_year_are_the_last_of_a_fact_and_the_next_of_a_plan() {
    let text = |cells: &str| format!("Handle,Last contact,Next step on,Added on\n@ana,{cells}\n");
    let read = |cells: &str| {
        let (plan, _) = import(&text(cells));
        assert_eq!(plan.report.rejected, [], "{cells}");
        let row = plan.records[0].clone();
        (row.last_contacted, row.follow_up, plan)
    };
    let today = clock().today();
    let (last, next, _) = read("13 Nov,13 Nov,");
    let (last, next): (Day, Day) = (
        last.unwrap().parse().unwrap(),
        next.unwrap().parse().unwrap(),
    );
    assert!(last <= today && (today - last).num_days() < 366, "{last}");
    assert!(next >= today && (next - today).num_days() < 366, "{next}");
    let (last, next, _) = read("25/3,3/25,");
    assert!(last.unwrap().ends_with("-03-25") && next.is_none_or(|day| day.ends_with("-03-25")));
    // A fact of the future is left out, and said by line.
    let (last, _, plan) = read("2098-02-01,,2099-02-01");
    assert_eq!(last, None);
    let said = serde_json::to_string(&plan.report).unwrap();
    for field in ["Last contact", "Added on"] {
        assert!(
            said.contains(&format!("\"column\":\"{field}\",\"words\":\"209")),
            "{field}: {said}"
        );
    }
}
