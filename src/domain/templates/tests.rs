//! The shipped templates are whole; a row stands for the shipped one of its name; the right one is
//! proposed.

use super::*;
use crate::domain::merge;

#[test]
fn every_shipped_template_reads_and_names_only_fields_there_are() {
    let all = shipped::all();
    assert_eq!(
        all.len(),
        shipped::COUNT,
        "a file in assets/templates cannot be read"
    );
    for template in all {
        for text in [&template.subject, &template.body] {
            assert_eq!(
                merge::unknown(text),
                Vec::<&str>::new(),
                "{}",
                template.name
            );
        }
        assert!(
            template.is_personal(),
            "{} has no {{personal}}",
            template.name
        );
        assert!(
            template.words() <= 110,
            "{} has {} words",
            template.name,
            template.words()
        );
        assert!(
            template.body.matches('?').count() - template.body.matches("?}").count() <= 1,
            "{}",
            template.name
        );
    }
    for kind in Kind::ALL {
        assert!(
            all.iter().any(|t| t.kind == Some(*kind)),
            "no template for {kind}"
        );
    }
}

fn row(id: u32, name: &str, language: &str, trashed: bool) -> Template {
    let (name, language) = (name.into(), language.into());
    Template {
        id: Id::new(id),
        name,
        stage: None,
        language,
        subject: "".into(),
        body: "Mine".into(),
        trashed,
    }
}

#[test]
fn a_row_stands_for_the_shipped_one_of_its_name() {
    let mut model = Model::default();
    let names = |model: &Model| templates(model).len();
    assert_eq!(names(&model), shipped::COUNT);
    model.load(row(1, "date-Change", "en", false));
    let all = templates(&model);
    assert_eq!(all.len(), shipped::COUNT);
    let mine = of_kind(&all, Kind::DateChange, &[]).unwrap();
    assert_eq!((mine.id, &*mine.body), (Some(Id::new(1)), "Mine"));
    model.load(row(2, "Keep-warm", "en", true));
    assert_eq!(of_kind(&templates(&model), Kind::KeepWarm, &[]), None);
    model.load(row(3, "My own", "fr", false));
    assert_eq!(names(&model), shipped::COUNT);
}

#[test]
fn the_creators_language_decides_between_variants() {
    let all = templates(&Model::default());
    let check = |spoken: &str, language: &str| {
        assert_eq!(
            of_kind(&all, Kind::Pitch, &languages(spoken))
                .unwrap()
                .language,
            language,
            "{spoken}"
        );
    };
    check("DE", "de");
    check("PT, DE", "de");
    check("EN DE", "en");
    check("pt", "en");
    check("", "en");
}

#[test]
fn adopting_makes_one_row_and_no_second() {
    let mut model = Model::default();
    let entry = templates(&model).remove(0);
    let mut step = Step::new("");
    let id = adopt(&model, &mut step, &entry);
    model.apply(&step.edits);
    let mut again = Step::new("");
    assert_eq!(adopt(&model, &mut again, &entry), id);
    assert!(again.is_empty());
    assert_eq!(
        templates(&model).iter().filter(|t| t.id.is_some()).count(),
        1
    );
}

#[test]
fn a_template_counts_its_uses_and_the_replies_after_them() {
    let mut world = crate::domain::testing::World::on("2026-11-20");
    let entry = templates(&world.model).remove(0);
    let mut step = Step::new("");
    let template = adopt(&world.model, &mut step, &entry);
    world.apply(&step);
    for (name, answered) in [("Ada", true), ("Bea", false), ("Cleo", false)] {
        let creator = world.add(|id| Creator {
            id,
            name: name.into(),
            ..Creator::default()
        });
        let now = world.clock.now;
        let mut say = |at, direction, template| {
            world.add(|id| Touch {
                template,
                ..Touch::new(id, creator, at, Channel::Mail, direction)
            });
        };
        say(
            crate::domain::day::Stamp(now.0 - 9_000),
            Direction::In,
            None,
        );
        say(
            crate::domain::day::Stamp(now.0 - 6_000),
            Direction::Out,
            Some(template),
        );
        if answered {
            say(
                crate::domain::day::Stamp(now.0 - 3_000),
                Direction::In,
                None,
            );
        }
    }
    let usage = usage(&world.model, &world.derived);
    assert_eq!(
        usage.get(&template),
        Some(&Usage {
            used: 3,
            answered: 1
        })
    );
    assert_eq!(usage.get(&template).and_then(|u| u.rate()), Some(33));
    assert_eq!(Usage::default().rate(), None);
    assert_eq!(
        Usage {
            used: 7,
            answered: 3
        }
        .rate(),
        Some(43),
        "42.86 is nearer to 43"
    );
    assert_eq!(
        Usage {
            used: 8,
            answered: 1
        }
        .rate(),
        Some(13),
        "halves go up"
    );
}

#[test]
fn a_next_step_of_ours_and_a_letter_of_theirs_propose_what_does_them() {
    use crate::domain::review::{Subject, items_of};
    let mut world = crate::domain::testing::World::on("2026-11-20");
    let creator = world.add(|id| Creator {
        id,
        name: "Ada".into(),
        ..Creator::default()
    });
    world.add(|id| {
        Collaboration::new(
            id,
            creator,
            Stage::Onboarding,
            "2026-11-02".parse().unwrap(),
        )
    });
    let now = world.clock.now;
    world.add(|id| Touch::new(id, creator, now, Channel::Mail, Direction::In));
    let item = items_of(&world.ctx(), Subject::Creator(creator)).remove(0);
    let check = |words: &str, kind: Option<Kind>| {
        assert_eq!(
            propose(&world.ctx(), creator, Some(&item), words),
            kind,
            "{words}"
        );
    };
    check("Could we move the 5 Dec post?", Some(Kind::DateChange));
    check("My rate is 420 for a reel", Some(Kind::RateAnswer));
    check("Lovely, thank you", None);
    assert_eq!(settles(&world.ctx(), &item, None), Settles::Expected);
}
