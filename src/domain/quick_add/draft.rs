//! A reading while it is being made: parts, questions and rows are added as the line is understood;
//! the first thing that stands in the way of saving is kept.

use super::who;
use super::{Completion, ParsedLine, Part, Question, QuickCtx};
use crate::domain::change::Step;
use crate::domain::day::{self, Day};
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::{Collaboration, Creator};
use crate::domain::when;

pub(super) struct Draft<'a> {
    pub(super) ctx: &'a QuickCtx<'a>,
    pub(super) line: &'a str,
    pub(super) kind: &'static str,
    pub(super) step: Step,
    pub(super) completions: Vec<Completion>,
    parts: Vec<Part>,
    notes: Vec<String>,
    questions: Vec<Question>,
    refused: Option<String>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(ctx: &'a QuickCtx<'a>, line: &'a str) -> Self {
        Self {
            ctx,
            line,
            kind: "",
            step: Step::default(),
            completions: Vec::new(),
            parts: Vec::new(),
            notes: Vec::new(),
            questions: Vec::new(),
            refused: None,
        }
    }

    pub(super) fn model(&self) -> &'a Model {
        self.ctx.model
    }

    pub(super) fn today(&self) -> Day {
        self.ctx.today()
    }

    /// Adds a part.
    pub(super) fn part(&mut self, label: &'static str, value: impl Into<String>) {
        self.parts.push(Part {
            label,
            value: value.into(),
        });
    }

    /// Adds a consequence worth saying.
    pub(super) fn say(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// Asks something that must be clear before saving.
    pub(super) fn ask(&mut self, about: &'static str, text: impl Into<String>) {
        self.questions.push(Question {
            about,
            text: text.into(),
            blocks: true,
        });
    }

    /// Says something that is worth a second look before saving.
    pub(super) fn warn(&mut self, about: &'static str, text: impl Into<String>) {
        self.questions.push(Question {
            about,
            text: text.into(),
            blocks: false,
        });
    }

    /// Nothing can be saved, for this reason. The first reason stands.
    pub(super) fn refuse(&mut self, why: impl Into<String>) {
        self.refused.get_or_insert_with(|| why.into());
    }

    /// Names the creator and puts the cursor there afterwards.
    pub(super) fn who(&mut self, id: Id<Creator>) {
        self.step.focus.creator = Some(id);
        self.part("who", who::shown(self.ctx.model, id));
        if let Some(row) = self.ctx.model.get(id).filter(|row| row.do_not_contact) {
            let why = if row.do_not_contact_why.is_empty() {
                ""
            } else {
                ": "
            };
            self.say(format!("do not contact{why}{}", row.do_not_contact_why));
        }
    }

    /// The label of the step.
    pub(super) fn label(&mut self, label: impl Into<String>) {
        self.step.label = label.into();
    }

    /// Shows a date with its distance, and both readings where the order of day and month decides.
    pub(super) fn date(&mut self, label: &'static str, typed: &str, day: Day) {
        let reading = self.ctx.either();
        self.part(label, when::echo(day, &reading));
        let Some(other) = when::other_reading(typed, &reading) else {
            return;
        };
        let order = if self.ctx.day_first {
            "day/month"
        } else {
            "month/day"
        };
        let sure = |d: Day| d.format("%-d %b").to_string().to_lowercase();
        let meant = day::short(day, self.today());
        self.questions.push(Question {
            about: "when",
            text: format!(
                "{typed} = {meant} ({order} is your setting); {} is always sure",
                sure(day)
            ),
            blocks: false,
        });
        for choice in [day, other] {
            let line = self.line.replacen(typed, &sure(choice), 1);
            self.completions.push(Completion {
                line,
                shown: day::short(choice, self.today()),
            });
        }
    }

    /// Offers creators for the first word.
    pub(super) fn complete_who(&mut self, ids: &[Id<Creator>], rest: &str) {
        for id in ids.iter().take(9) {
            let token = who::creator_token(self.ctx.model, *id);
            let gap = if rest.starts_with(':') { "" } else { " " };
            self.completions.push(Completion {
                line: format!("{token}{gap}{rest}"),
                shown: who::shown(self.ctx.model, *id),
            });
        }
    }

    /// The open collaboration something new belongs to: the most advanced.
    pub(super) fn deal(&self, id: Id<Creator>) -> Option<&'a Collaboration> {
        self.ctx.model.open_collaborations(id).first().copied()
    }

    pub(super) fn finish(self) -> ParsedLine {
        let blocked = self
            .questions
            .iter()
            .find(|q| q.blocks)
            .map(|q| format!("{}: {}", q.about, q.text));
        let step = match self.refused.or(blocked) {
            Some(why) => Err(why),
            None if self.step.is_empty() => Err("Nothing would change.".into()),
            None => Ok(self.step),
        };
        ParsedLine {
            kind: self.kind,
            parts: self.parts,
            notes: self.notes,
            questions: self.questions,
            completions: self.completions,
            step,
        }
    }
}
