//! The filter line of a list: every key narrows or widens it at once. Enter keeps it, Esc takes it
//! back.

use super::{Reply, close, stay};
use crate::app::App;
use crate::app::filter::Filter;
use crate::app::keys::{Code, Key};
use crate::app::line::TextField;
use crate::app::list::Move;

/// The line and what it was before.
#[derive(Debug, Clone)]
pub struct FilterLine {
    /// What is typed.
    pub line: TextField,
    before: String,
}

impl FilterLine {
    /// Goes on from the filter in use.
    pub fn new(text: String) -> Self {
        Self {
            line: TextField::new(text.clone()),
            before: text,
        }
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        match key.code {
            Code::Esc => {
                app.set_filter(&self.before);
                return close();
            }
            Code::Enter => match app.suggested() {
                Some(text) => {
                    app.set_filter(&text);
                    self.line.set(text);
                }
                None => return close(),
            },
            Code::Down => drop(app.step(Move::By(1))),
            Code::Up => drop(app.step(Move::By(-1))),
            _ => {
                self.line.key(key);
                self.apply(app);
            }
        }
        stay()
    }

    /// Pasted text.
    pub fn paste(&mut self, app: &mut App, text: &str) {
        self.line.paste(text);
        self.apply(app);
    }

    fn apply(&self, app: &mut App) {
        if app.filter().map(Filter::text) != Some(self.line.text()) {
            app.set_filter(self.line.text());
        }
    }
}
