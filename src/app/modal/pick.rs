//! A choice from a short list: sort order, columns, theme, how stage 6 goes on. Typing a letter of
//! an option's key takes it at once; in a list for several, Space ticks.

use super::{Reply, Stay, close, stay};
use crate::app::keys::{Code, Key, by_place};
use crate::app::list::{List, Move};
use crate::app::target::Target;
use crate::app::{App, Effect};

/// One option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is handed to `then`.
    pub value: String,
    /// What people read.
    pub text: String,
    /// More about it.
    pub note: String,
    /// Its letter, if it has one.
    pub letter: Option<char>,
    /// Ticked, in a list for several; in use, in a list for one.
    pub on: bool,
}

impl Choice {
    /// A plain option.
    pub fn new(value: impl Into<String>, text: impl Into<String>, note: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            note: note.into(),
            letter: None,
            on: false,
        }
    }

    /// The same with a letter.
    pub fn letter(mut self, letter: char) -> Self {
        self.letter = Some(letter);
        self
    }

    /// The same, marked as the one in use.
    pub fn on(mut self, on: bool) -> Self {
        self.on = on;
        self
    }
}

/// A list to choose from.
#[derive(Debug, Clone)]
pub struct Pick {
    /// Title.
    pub title: String,
    /// Options.
    pub choices: Vec<Choice>,
    /// Cursor, by place.
    pub list: List<usize>,
    /// Several may be ticked.
    pub many: bool,
    /// Whom the choice is about.
    pub target: Target,
    /// What the choice does: the values chosen.
    pub then: fn(&mut App, &Target, &[String]) -> Vec<Effect>,
}

impl Pick {
    /// A list for one choice, the cursor on the one in use.
    pub fn one(
        title: impl Into<String>,
        choices: Vec<Choice>,
        target: Target,
        then: fn(&mut App, &Target, &[String]) -> Vec<Effect>,
    ) -> Self {
        let mut list = List::default();
        list.set((0..choices.len()).collect());
        list.go_line(choices.iter().position(|c| c.on).unwrap_or(0));
        Self {
            title: title.into(),
            choices,
            list,
            many: false,
            target,
            then,
        }
    }

    /// A list for several.
    pub fn many(mut self) -> Self {
        self.many = true;
        self.list.go_line(0);
        self
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let key = by_place(key);
        if let Code::Char(c) = key.code
            && let Some(choice) = self.choices.iter().find(|choice| choice.letter == Some(c))
        {
            return (
                Stay::Closed,
                (self.then)(app, &self.target, std::slice::from_ref(&choice.value)),
            );
        }
        match key.code {
            Code::Esc | Code::Char('q') => return close(),
            Code::Down | Code::Char('j') => drop(self.list.step(Move::By(1))),
            Code::Up | Code::Char('k') => drop(self.list.step(Move::By(-1))),
            Code::Home => drop(self.list.step(Move::First)),
            Code::End => drop(self.list.step(Move::Last)),
            Code::Char(' ') if self.many => {
                if let Some(choice) = self.list.current().and_then(|at| self.choices.get_mut(*at)) {
                    choice.on = !choice.on;
                }
            }
            Code::Enter => {
                let values: Vec<String> = if self.many {
                    self.choices
                        .iter()
                        .filter(|c| c.on)
                        .map(|c| c.value.clone())
                        .collect()
                } else {
                    self.list
                        .current()
                        .and_then(|at| self.choices.get(*at))
                        .map(|c| c.value.clone())
                        .into_iter()
                        .collect()
                };
                return (Stay::Closed, (self.then)(app, &self.target, &values));
            }
            _ => {
                app.refuse(format!(
                    "{key} does nothing here; Enter chooses, Esc closes"
                ));
            }
        }
        stay()
    }
}
