//! "Is this the same person?": the rows that contradict somebody known, one at a time, answered by
//! a letter. Nothing is chosen for the user; what is not answered can be let go with what loses
//! nothing.

use super::{Import, Step};
use crate::app::App;
use crate::app::keys::{Code, Key};
use crate::app::modal::{Reply, stay};
use crate::exchange::people::Answer;
use crate::exchange::questions::IDENTITY;
use crate::exchange::report::Asked;

impl Import {
    /// The questions about who a row is.
    pub fn identities(&self) -> Vec<&Asked> {
        let Ok(reading) = self.reading() else {
            return Vec::new();
        };
        let all = reading.plan.report.questions.iter();
        all.filter(|q| q.kind == IDENTITY).collect()
    }

    /// The one that is shown, and its place among all.
    pub fn identity(&self) -> Option<(usize, &Asked)> {
        let all = self.identities();
        let at = self.question.min(all.len().checked_sub(1)?);
        Some((at, all.get(at).copied()?))
    }

    /// The answer that was given to a question.
    pub fn answer_to(&self, asked: &Asked) -> Option<Answer> {
        self.answers.to(&asked.id, 0, "").and_then(Answer::from_key)
    }

    /// How many have no answer yet.
    pub fn unanswered(&self) -> usize {
        let all = self.identities();
        all.into_iter()
            .filter(|q| self.answer_to(q).is_none())
            .count()
    }

    /// Goes to the questions, unless all are answered.
    pub(super) fn ask(&mut self) -> bool {
        let open = |q: &&Asked| self.answer_to(q).is_none();
        let Some(at) = self.identities().iter().position(open) else {
            return false;
        };
        self.question = at;
        self.step = Step::Questions;
        true
    }

    pub(super) fn question_key(&mut self, app: &mut App, key: Key) -> Reply {
        let last = self.identities().len().saturating_sub(1);
        match key.code {
            Code::Char('.') | Code::Down | Code::Right => {
                self.question = (self.question + 1).min(last);
            }
            Code::Char(',') | Code::Up | Code::Left => {
                self.question = self.question.min(last).saturating_sub(1);
            }
            Code::Char(letter) if Answer::from_key(&letter.to_string()).is_some() => {
                let id = self.identity().map(|(_, q)| q.id.clone());
                if let Some(id) = id {
                    self.answers.set(&id, &letter.to_string());
                    self.replan(app);
                }
                if !self.ask() {
                    self.step = Step::Columns;
                    app.status.say(
                        crate::app::status::Tone::Note,
                        "all questions are answered; Ctrl+S imports",
                        "",
                    );
                }
            }
            _ => drop(app.refuse(format!(
                "{key} answers nothing; h as here, f as in the file, o another person, l leave out"
            ))),
        }
        stay()
    }
}
