//! Fields of the library and the calendar: templates, briefs, pages, ideal creators, segments,
//! checklists, free days.

use super::text::Choice;
use super::work::stages;
use super::{Field, Fielded, Slot};
use crate::domain::rows::{
    Brief, Checklist, FreeDay, FreeKind, Ideal, Page, Segment, Stage, Template,
};
use crate::domain::when::Sense;

fn free_kinds() -> Vec<Choice> {
    FreeKind::ALL
        .iter()
        .map(|k| Choice::new(k.word(), k.label()))
        .collect()
}

impl Fielded for Template {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "name",
            "Name",
            "What you call it.",
            Slot::Line(|t| &t.name, |t, v| t.name = v),
        ),
        Field::new(
            "stage",
            "Stage",
            "The stage it is for.",
            Slot::Choice(
                stages,
                |t| t.stage.map(Stage::word),
                |t, w| t.stage = w.and_then(Stage::from_word),
            ),
        ),
        Field::new(
            "language",
            "Language",
            "Language code: en, pt.",
            Slot::Line(|t| &t.language, |t, v| t.language = v),
        ),
        Field::new(
            "subject",
            "Subject",
            "Subject line.",
            Slot::Line(|t| &t.subject, |t, v| t.subject = v),
        ),
        Field::new(
            "body",
            "Words",
            "The message, with fields such as {first_name} and a line {personal} to write by hand.",
            Slot::Long(|t| &t.body, |t, v| t.body = v),
        ),
    ];
}

impl Fielded for Brief {
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "goal",
            "One goal",
            "The one goal.",
            Slot::Line(|b| &b.goal, |b, v| b.goal = v),
        ),
        Field::new(
            "say",
            "Say",
            "What to say, in their own words.",
            Slot::Long(|b| &b.say, |b, v| b.say = v),
        ),
        Field::new(
            "must",
            "Must",
            "What must be there: disclosure, tags, code.",
            Slot::Long(|b| &b.must, |b, v| b.must = v),
        ),
        Field::new(
            "please_not",
            "Please not",
            "What to leave out.",
            Slot::Long(|b| &b.please_not, |b, v| b.please_not = v),
        ),
        Field::new(
            "yours",
            "Yours",
            "What is theirs to decide.",
            Slot::Long(|b| &b.yours, |b, v| b.yours = v),
        ),
        Field::new(
            "questions",
            "Questions",
            "Whom to ask, and how fast they answer.",
            Slot::Line(|b| &b.questions, |b, v| b.questions = v),
        ),
    ];
}

impl Fielded for Page {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "title",
            "Title",
            "What it is about.",
            Slot::Line(|p| &p.title, |p, v| p.title = v),
        ),
        Field::new(
            "market",
            "Market",
            "Market it is about: uk, de.",
            Slot::Line(|p| &p.market, |p, v| p.market = v),
        ),
        Field::new(
            "body",
            "Words",
            "The page.",
            Slot::Long(|p| &p.body, |p, v| p.body = v),
        ),
    ];
}

impl Fielded for Ideal {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "name",
            "Name",
            "What you call it: slow mornings.",
            Slot::Line(|i| &i.name, |i, v| i.name = v),
        ),
        Field::new(
            "niche",
            "Niche",
            "What they talk about.",
            Slot::Line(|i| &i.niche, |i, v| i.niche = v),
        ),
        Field::new(
            "style",
            "Style",
            "How their content looks.",
            Slot::Line(|i| &i.style, |i, v| i.style = v),
        ),
        Field::new(
            "audience",
            "Audience",
            "Who should watch, in percent: age: 25-34 40; place: US 50.",
            Slot::Own(super::own::IDEAL_AUDIENCE),
        ),
        Field::new(
            "note",
            "Note",
            "Free words.",
            Slot::Long(|i| &i.note, |i, v| i.note = v),
        ),
    ];
}

impl Fielded for Segment {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "name",
            "Name",
            "What you call it.",
            Slot::Line(|s| &s.name, |s, v| s.name = v),
        ),
        Field::must(
            "filter",
            "Filter",
            "The filter line: fit>3 stage:6 touch>30d.",
            Slot::Line(|s| &s.filter, |s, v| s.filter = v),
        ),
    ];
}

impl Fielded for Checklist {
    const FIELDS: &'static [Field<Self>] = &[
        Field::must(
            "name",
            "Name",
            "What you call it.",
            Slot::Line(|c| &c.name, |c, v| c.name = v),
        ),
        Field::new(
            "stage",
            "Stage",
            "The stage it guards; none for vetting.",
            Slot::Choice(
                stages,
                |c| c.stage.map(Stage::word),
                |c, w| c.stage = w.and_then(Stage::from_word),
            ),
        ),
        Field::new(
            "points",
            "Points",
            "Its points, a line each.",
            Slot::Long(|c| &c.points, |c, v| c.points = v),
        ),
        Field::new(
            "repeat_months",
            "Again after",
            "Months after which it is gone through again; 0 is never.",
            Slot::Number(
                (0, 120),
                |c| Some(i64::from(c.repeat_months)),
                |c, v| c.repeat_months = v.and_then(|n| u16::try_from(n).ok()).unwrap_or(0),
            ),
        ),
    ];
}

impl Fielded for FreeDay {
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "label",
            "Name",
            "What it is: Christmas, holiday.",
            Slot::Line(|f| &f.label, |f, v| f.label = v),
        ),
        Field::must(
            "kind",
            "Why",
            "A holiday of the calendar, or you are away.",
            Slot::Choice(
                free_kinds,
                |f| Some(f.kind.word()),
                |f, w| f.kind = w.and_then(FreeKind::from_word).unwrap_or(f.kind),
            ),
        ),
        Field::must(
            "start",
            "From",
            "First day.",
            Slot::Day(
                Sense::Plan,
                |f| Some(f.start),
                |f, v| f.start = v.unwrap_or(f.start),
            ),
        ),
        Field::must(
            "end",
            "Until",
            "Last day.",
            Slot::Day(
                Sense::Plan,
                |f| Some(f.end),
                |f, v| f.end = v.unwrap_or(f.end),
            ),
        ),
    ];
}
