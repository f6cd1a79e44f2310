//! Who is who, over files: nobody lost, nobody merged, a known name never overwritten.

use proptest::prelude::*;

use super::*;
use crate::exchange::people::Answers;

/// Imports sheets one after the other, and all of them again, which must change nothing.
#[track_caller]
fn sheets(texts: &[&str]) -> Model {
    answered(texts, &[]).0
}

#[track_caller]
fn answered(texts: &[&str], answers: &[&str]) -> (Model, Plan) {
    let (mut model, mut notes) = (Model::default(), KnownNotes::default());
    let mut last = Plan::default();
    let with = Options {
        answers: Answers::read(answers.iter().copied()).unwrap(),
        ..options()
    };
    for text in texts {
        let sheet = read(text.as_bytes()).unwrap();
        let plan = planned(&sheet, &model, &notes, &with);
        commit(&plan, &mut model, &mut notes);
        let again = planned(&sheet, &model, &notes, &options());
        let left_out = answers.iter().any(|a| a.ends_with("=l"));
        assert!(
            again.step.is_empty() || left_out,
            "again: {:?}\n{:?}",
            again.step.edits,
            again.report
        );
        last = plan;
    }
    (model, last)
}

fn people(model: &Model) -> Vec<(String, String, String)> {
    let of = |c: &Creator| {
        let handles = model.of::<Account>(c.id);
        let handles: Vec<_> = handles
            .map(|a| format!("{} {}", a.platform.letters(), a.handle))
            .collect();
        (c.name.to_string(), c.email.to_string(), handles.join(", "))
    };
    model.creators.iter().map(of).collect()
}

fn points(model: &Model, name: &str) -> Vec<String> {
    let creator = model.creators.iter().find(|c| &*c.name == name).unwrap();
    model
        .of::<ContactPoint>(creator.id)
        .map(|p| format!("{} {}", p.kind.word(), p.value))
        .collect()
}

fn row(name: &str, email: &str, handles: &str) -> (String, String, String) {
    (name.into(), email.into(), handles.into())
}

#[test]
fn links_that_many_share_are_nobodys_identity() {
    let model = sheets(&[
        "Name,Link\nAna Lis,https://linktr.ee/analis_t\nBo Kern,https://linktr.ee/bokern_t\n",
    ]);
    assert_eq!(
        people(&model),
        [row("Ana Lis", "", ""), row("Bo Kern", "", "")]
    );
    assert_eq!(
        points(&model, "Bo Kern"),
        ["link https://linktr.ee/bokern_t"]
    );

    let model = sheets(&[
        "Name,Email,Link\nAna Lis,ana@a.example,https://linktr.ee/analis_t\n",
        "Name,Email,Link\nBo Kern,bo@b.example,https://linktr.ee/bokern_t\n",
    ]);
    let expected = [
        row("Ana Lis", "ana@a.example", ""),
        row("Bo Kern", "bo@b.example", ""),
    ];
    assert_eq!(people(&model), expected);

    let model = sheets(&[
        "Name,Facebook\nAna Lis,https://www.facebook.com/profile.php?id=100011112222\n",
        "Name,Facebook\nBo Kern,https://www.facebook.com/profile.php?id=100033334444\n",
    ]);
    let expected = [
        row("Ana Lis", "", "FB 100011112222"),
        row("Bo Kern", "", "FB 100033334444"),
    ];
    assert_eq!(people(&model), expected);

    let model = sheets(&["name;link_youtube;link_discord\n\
        Ida;https://www.youtube.com/@IdaBrews;https://discord.com/invite/idabrews\n\
        Mo;https://www.youtube.com/@MossFox;https://discord.com/invite/mossfox\n"]);
    assert_eq!(
        people(&model),
        [row("Ida", "", "YT IdaBrews"), row("Mo", "", "YT MossFox")]
    );
}

#[test]
fn a_post_link_costs_nobody() {
    let model = sheets(&["Name,Instagram,Followers,Link\n\
        Ida Brook,idabrews,1200,https://www.instagram.com/reel/Cabc123/\n\
        Mo Fox,mossfox,3400,https://www.instagram.com/mossfox/\n"]);
    assert_eq!(
        people(&model),
        [
            row("Ida Brook", "", "IG idabrews"),
            row("Mo Fox", "", "IG mossfox")
        ]
    );
    assert_eq!(
        points(&model, "Ida Brook"),
        ["link https://www.instagram.com/reel/Cabc123/"]
    );
}

#[test]
fn a_handle_that_was_taken_over_renames_nobody() {
    let old = "Name,Instagram,Email,Followers\nAna Lis,@ana_old,ana@a.example,1000\n";
    let new = "Name,Instagram,Email,Followers\nZoe Moss,@ana_old,zoe@z.example,77\n";
    let (model, plan) = answered(&[old, new], &[]);
    let expected = [
        row("Ana Lis", "ana@a.example", "IG ana_old"),
        row("Zoe Moss", "zoe@z.example", ""),
    ];
    assert_eq!(people(&model), expected);
    let zoe = model.creators.iter().nth(1).unwrap();
    assert!(
        zoe.extra
            .contains("@ana_old on Instagram, which is Ana Lis's"),
        "{}",
        zoe.extra
    );
    assert!(zoe.extra.contains("Followers: 77"), "{}", zoe.extra);
    let asked = &plan.report.questions[0];
    assert_eq!(
        (asked.line, &*asked.kind, asked.blocking),
        (2, "identity", false)
    );
    assert_eq!(asked.default.as_deref(), Some("o"));
    assert!(asked.id.starts_with("identity:"), "{}", asked.id);

    let (model, _) = answered(&[old, new], &["identity=h"]);
    assert_eq!(
        people(&model),
        [row("Ana Lis", "ana@a.example", "IG ana_old")]
    );
    assert_eq!(
        points(&model, "Ana Lis"),
        ["email zoe@z.example", "other_name Zoe Moss"]
    );

    let (model, _) = answered(&[old, new], &["2=f"]);
    assert_eq!(
        people(&model),
        [row("Zoe Moss", "zoe@z.example", "IG ana_old")]
    );
    assert_eq!(
        points(&model, "Zoe Moss"),
        ["email ana@a.example", "other_name Ana Lis"]
    );

    let by_id = format!("{}=l", asked.id);
    let (model, plan) = answered(&[old, new], &[&by_id]);
    assert_eq!(
        people(&model),
        [row("Ana Lis", "ana@a.example", "IG ana_old")]
    );
    assert_eq!(plan.report.rejected[0].reason, "left out, as you answered");
}

#[test]
fn one_mailbox_may_be_many_peoples() {
    let model = sheets(&[
        "Instagram,Email,Followers\n@analis_t,talent@north.example,12000\n\
        @bokern_t,talent@north.example,22000\n@cydahl_t,talent@north.example,32000\n",
    ]);
    assert_eq!(model.creators.len(), 3);
    let model = sheets(&[
        "Name,Email\nAna Lis,talent@north.example\nBo Kern,talent@north.example\nCy Dahl,talent@north.example\n",
    ]);
    assert_eq!(model.creators.len(), 3);
    let model = sheets(&[
        "Name,Email\nAna Lis,talent@north.example\n",
        "Name,Email\nBo Kern,talent@north.example\n",
    ]);
    assert_eq!(
        people(&model)[0],
        row("Ana Lis", "talent@north.example", "")
    );
    assert_eq!(
        people(&model)[1],
        row("Bo Kern", "talent@north.example", "")
    );
}

#[test]
fn what_differs_alone_is_kept_beside() {
    let model = sheets(&[
        "Name,Instagram,Email,Phone\nAna Lis,@ana,ana@a.example,+49 30 1234567\n",
        "Name,Instagram,Email,Phone\nAna Lis,@ana,lis@b.example,+49 30 7654321\n",
        "Name,Instagram\nAnna Lissen,@ana\n",
    ]);
    assert_eq!(people(&model), [row("Ana Lis", "ana@a.example", "IG ana")]);
    let expected = [
        "email lis@b.example",
        "phone +49 30 7654321",
        "other_name Anna Lissen",
    ];
    assert_eq!(points(&model, "Ana Lis"), expected);
}

#[test]
fn all_addresses_of_a_cell_are_kept_and_known() {
    let model = sheets(&[
        "Name,Email,Phone\nAna Lis,a@x.de; b@x.de,030 123456 / 0171 2345678\n",
        "Email,Country\nb@x.de,DE\n",
    ]);
    assert_eq!(people(&model), [row("Ana Lis", "a@x.de", "")]);
    assert_eq!(
        points(&model, "Ana Lis"),
        ["email b@x.de", "phone 0171 2345678"]
    );
    assert_eq!(&*model.creators.iter().next().unwrap().country, "DE");
}

#[test]
fn remarks_beside_a_handle_do_not_make_another_person() {
    let model = sheets(&[
        "Name,Instagram,Followers\nA3 Three,@a3_t (IG),1000\nA5 Five,a5_t (12k),1000\n\
         A7 Seven,instagram: a7_t,1000\nA8 Eight,@a8_t - private,1000\nA9 Nine,＠a9_t,1000\n",
        "Handle,Platform,Followers\n@a3_t,Instagram,1100\n@a5_t,Instagram,1100\n\
         @a7_t,Instagram,1100\n@a8_t,Instagram,1100\n@a9_t.,Instagram,1100\n",
    ]);
    let handles: Vec<_> = model
        .accounts
        .iter()
        .map(|a| (&*a.handle, a.followers))
        .collect();
    assert_eq!(handles.len(), 5, "{handles:?}");
    assert!(
        handles
            .iter()
            .all(|(h, n)| h.ends_with("_t") && *n == Some(1100))
    );
    assert_eq!(model.creators.len(), 5);
}

#[test]
fn a_placeholder_is_filled_and_do_not_contact_is_never_unmarked() {
    let model = sheets(&[
        "Email,DNC\nana@a.example,yes\n",
        "Name,Email,DNC\nAna Lis,ana@a.example,no\n",
    ]);
    assert_eq!(people(&model), [row("Ana Lis", "ana@a.example", "")]);
    assert!(model.creators.iter().next().unwrap().do_not_contact);
}

/// People of a small world in which much is shared.
fn rows() -> impl Strategy<Value = Vec<(String, String, String)>> {
    let names = ["Ana Lis", "Bo Kern", "Cy Dahl", ""];
    let handles = ["@ana", "@bo", "@cy", "ana", ""];
    let emails = ["ana@a.de", "talent@n.de", "bo@b.de", ""];
    let pick =
        |of: &'static [&'static str]| proptest::sample::select(of.to_vec()).prop_map(str::to_owned);
    let names: &'static [&str] = Box::leak(Box::new(names));
    let handles: &'static [&str] = Box::leak(Box::new(handles));
    let emails: &'static [&str] = Box::leak(Box::new(emails));
    proptest::collection::vec((pick(names), pick(handles), pick(emails)), 1..7)
}

fn as_sheet(rows: &[(String, String, String)]) -> String {
    let lines: Vec<String> = rows
        .iter()
        .map(|(n, h, e)| format!("\"{n}\",\"{h}\",\"{e}\""))
        .collect();
    format!("Name,Instagram,Email\n{}\n", lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    // Rows that contradict each other three ways in one file do not all settle at the first import.
    #[test]
    fn nobody_is_merged(rows in rows(), at in any::<proptest::sample::Index>()) {
        // In one file and as two, in any place cut.
        let cut = at.index(rows.len() + 1);
        let parts = [as_sheet(&rows[..cut]), as_sheet(&rows[cut..]), as_sheet(&rows)];
        for files in [&parts[..2], &parts[2..]] {
            let (mut model, mut notes) = (Model::default(), KnownNotes::default());
            for text in files {
                let Ok(sheet) = read(text.as_bytes()) else { continue };
                let before: Vec<Creator> = model.creators.iter().cloned().collect();
                let plan = planned(&sheet, &model, &notes, &options());
                commit(&plan, &mut model, &mut notes);
                // A known name, address or mark stays.
                for was in &before {
                    let now = model.get(was.id).unwrap();
                    let handle = |a: &Account| a.handle.to_lowercase() == was.name.to_lowercase();
                    let filled = was.name.is_empty()
                        || was.name == was.email
                        || model.of::<Account>(was.id).any(handle);
                    prop_assert!(filled || now.name == was.name, "{} became {}", was.name, now.name);
                    prop_assert!(was.email.is_empty() || now.email == was.email);
                }
                // Twice is once, where the rows do not contradict each other.
                if plan.report.questions.is_empty() {
                    let again = planned(&sheet, &model, &notes, &options());
                    prop_assert!(again.step.is_empty(), "{text}\n{:?}", again.step.edits);
                }
                // Whoever has two names was asked about.
                let asked = plan.report.questions.iter().filter(|q| q.kind == "name").count();
                let first: Vec<_> = before.iter().map(|c| c.id).collect();
                let named = model.contacts.iter().filter(|p| p.kind == ContactKind::OtherName);
                let new = named.filter(|p| !first.contains(&p.creator)).filter(|p| {
                    let name = &model.get(p.creator).unwrap().name;
                    !crate::domain::identity::near(&name.to_lowercase(), &p.value.to_lowercase())
                });
                prop_assert!(new.count() <= asked, "{text}");
            }
            // Every name that was said is somewhere.
            for (name, handle, email) in &rows {
                let there = |c: &Creator| {
                    *c.name == **name || model.of::<ContactPoint>(c.id).any(|p| *p.value == **name)
                };
                // A name that is only somebody's handle is a placeholder.
                let is_handle = |a: &Account| a.handle.to_lowercase() == name.to_lowercase();
                let alone = (handle.is_empty() && email.is_empty())
                    || model.accounts.iter().any(is_handle);
                prop_assert!(name.is_empty() || alone || model.creators.iter().any(there), "{name} is lost");
            }
        }
    }
}
