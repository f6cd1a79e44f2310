//! The shipped templates are whole; a row stands for the shipped one of its name; the right one is proposed.

use super::*;
use crate::domain::merge;

#[test]
fn every_shipped_template_reads_and_names_only_fields_there_are() {
    let all = shipped::all();
    assert_eq!(all.len(), shipped::COUNT, "a file in assets/templates cannot be read");
    for template in all {
        for text in [&template.subject, &template.body] {
            assert_eq!(merge::unknown(text), Vec::<&str>::new(), "{}", template.name);
        }
        assert!(template.is_personal(), "{} has no {{personal}}", template.name);
        assert!(template.words() <= 110, "{} has {} words", template.name, template.words());
        assert!(template.body.matches('?').count() - template.body.matches("?}").count() <= 1, "{}", template.name);
    }
    for kind in Kind::ALL {
        assert!(all.iter().any(|t| t.kind == Some(*kind)), "no template for {kind}");
    }
}

fn row(id: u32, name: &str, language: &str, trashed: bool) -> Template {
    let (name, language) = (name.into(), language.into());
    Template { id: Id::new(id), name, stage: None, language, subject: "".into(), body: "Mine".into(), trashed }
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
        assert_eq!(of_kind(&all, Kind::Pitch, &languages(spoken)).unwrap().language, language, "{spoken}");
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
    assert_eq!(templates(&model).iter().filter(|t| t.id.is_some()).count(), 1);
}
