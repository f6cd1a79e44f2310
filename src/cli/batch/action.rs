//! What a line may ask for, and the step that does it.

use std::path::PathBuf;

use clap::ValueEnum;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{person, rows};
use crate::cli::import::{self, DateOrder, Decimal, How, Leeway};
use crate::cli::{add, answer, who};
use crate::domain::change::Step;
use crate::domain::fields::{Entry, Fielded};
use crate::domain::ids::Id;
use crate::domain::rows::Creator;
use crate::exchange::questions;
use crate::workspace::Workspace;

/// Fields by their keys, with text as in a form.
pub(super) type Set = Map<String, Value>;

/// One line.
#[derive(Debug, Deserialize)]
#[serde(tag = "action", rename_all = "kebab-case")]
pub(super) enum Action {
    Create(rows::Create),
    Edit(rows::Edit),
    Delete(rows::Delete),
    Tag(person::Tag),
    Stage(person::Stage),
    Touch(person::Touch),
    FollowUp(person::FollowUp),
    Pay(person::Pay),
    Join(person::Join),
    Apart(person::Apart),
    Give(person::Give),
    Bulk(person::Bulk),
    Import(Import),
    Add(Add),
    Answer(Answer),
    Snooze(Snooze),
    Undo(Nothing),
    Redo(Nothing),
}

/// An action without anything to say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Import {
    file: PathBuf,
    #[serde(rename = "as")]
    profile: Option<String>,
    #[serde(default)]
    map: Vec<String>,
    date_order: Option<String>,
    decimal: Option<String>,
    sheet: Option<String>,
    #[serde(default)]
    answers: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Add {
    line: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    key: String,
    choice: String,
    #[serde(default)]
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Snooze {
    key: String,
    #[serde(default)]
    until: String,
}

impl Action {
    /// Does it, to the disk.
    pub(super) fn perform(&self, workspace: &mut Workspace) -> Result<(), String> {
        match self {
            Self::Undo(_) => workspace.undo().map(drop),
            Self::Redo(_) => workspace.redo().map(drop),
            Self::Import(what) => {
                // A script has said what it takes; only what can be nobody is refused.
                let leeway = Leeway {
                    doubtful: true,
                    unanswered: false,
                };
                let done = import::import(workspace, &what.file, &what.how()?, false, leeway)?;
                if let Some(doubt) = done.doubt.filter(|doubt| doubt.is_final()) {
                    return Err(format!("{}.", doubt.sentence()));
                }
                match questions::blocking(&done.report.questions) {
                    Some(question) if !done.report.committed => Err(format!("{question}.")),
                    _ => Ok(()),
                }
            }
            _ => workspace.commit(|workspace| self.step(workspace)).map(drop),
        }
    }

    fn step(&self, workspace: &Workspace) -> Result<Step, String> {
        match self {
            Self::Create(what) => what.step(workspace),
            Self::Edit(what) => what.step(workspace),
            Self::Delete(what) => what.step(workspace),
            Self::Tag(what) => what.step(workspace),
            Self::Stage(what) => what.step(workspace),
            Self::Touch(what) => what.step(workspace),
            Self::FollowUp(what) => what.step(workspace),
            Self::Pay(what) => what.step(workspace),
            Self::Join(what) => what.step(workspace),
            Self::Apart(what) => what.step(workspace),
            Self::Give(what) => what.step(workspace),
            Self::Bulk(what) => what.step(workspace),
            Self::Add(what) => add::added(workspace, &what.line),
            Self::Answer(what) => answer::answered(
                workspace,
                &what.key,
                &answer::choice(&what.choice)?,
                &what.text,
            ),
            Self::Snooze(what) => answer::snoozed(workspace, &what.key, &what.until),
            Self::Import(_) | Self::Undo(_) | Self::Redo(_) => Ok(Step::default()),
        }
    }
}

impl Import {
    fn how(&self) -> Result<How, String> {
        Ok(How {
            profile: self.profile.clone(),
            map: self.map.clone(),
            date_order: one_of::<DateOrder>(self.date_order.as_deref())?,
            decimal: one_of::<Decimal>(self.decimal.as_deref())?,
            sheet: self.sheet.clone(),
            answer: self.answers.clone(),
        })
    }
}

fn one_of<T: ValueEnum>(word: Option<&str>) -> Result<Option<T>, String> {
    word.map(|word| T::from_str(word, true).map_err(|_| format!("\"{word}\" is not known here.")))
        .transpose()
}

/// One creator or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Who {
    One(String),
    Many(Vec<String>),
}

impl Who {
    /// Their ids, each once.
    pub(super) fn ids(&self, workspace: &Workspace) -> Result<Vec<Id<Creator>>, String> {
        let words = match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::Many(words) => words.as_slice(),
        };
        let mut ids = Vec::new();
        for word in words {
            let id = who::find(&workspace.model, word)?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }
}

/// Sets fields of a row from a line's texts. The row may be half set when it fails; it is thrown
/// away then.
pub(super) fn set_fields<T: Fielded>(
    row: &mut T,
    set: &Set,
    entry: &Entry<'_>,
) -> Result<(), String> {
    for (key, value) in set {
        let field = T::field(key).ok_or_else(|| {
            let known: Vec<&str> = T::FIELDS.iter().map(|field| field.key).collect();
            format!(
                "There is no field \"{key}\" here; there are: {}.",
                known.join(", ")
            )
        })?;
        let text = text(value).ok_or_else(|| format!("{key}: a text or a number belongs here."))?;
        field
            .set(row, &text, entry)
            .map_err(|why| format!("{key}: {why}"))?;
    }
    Ok(())
}

/// A value as it would be typed.
fn text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => String::new(),
        Value::Bool(on) => if *on { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(text).collect::<Option<Vec<_>>>()?.join(" "),
        Value::Object(_) => return None,
    })
}
