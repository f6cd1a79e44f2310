//! One line to type, with what it means below it before Enter: next step, note, reason, link, tags,
//! dates. What a prompt asks, reads and saves is a `Kind`, a row of data beside the verb that opens
//! it.

use super::{Reply, Stay, close, stay};
use crate::app::keys::{Code, Key};
use crate::app::line::TextField;
use crate::app::target::Target;
use crate::app::{App, Effect};
use crate::domain::review::Choice;

/// What is understood so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echo {
    /// It can be saved like this.
    pub ok: bool,
    /// In words.
    pub text: String,
}

impl Echo {
    /// Understood.
    pub fn ok(text: impl Into<String>) -> Self {
        Self {
            ok: true,
            text: text.into(),
        }
    }

    /// Not understood yet, or wrong.
    pub fn bad(text: impl Into<String>) -> Self {
        Self {
            ok: false,
            text: text.into(),
        }
    }
}

impl From<Result<String, String>> for Echo {
    fn from(result: Result<String, String>) -> Self {
        match result {
            Ok(text) => Self::ok(text),
            Err(text) => Self::bad(text),
        }
    }
}

/// A kind of prompt.
#[derive(Debug)]
pub struct Kind {
    /// What to type, in the border.
    pub hint: &'static str,
    /// Long text: Ctrl+G opens the editor.
    pub long: bool,
    /// What the text means.
    pub read: fn(&App, &Prompt) -> Vec<Echo>,
    /// What Enter does; an error keeps the prompt open.
    pub save: fn(&mut App, &Prompt) -> Result<Vec<Effect>, String>,
}

/// A prompt on the screen.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// Its kind.
    pub kind: &'static Kind,
    /// Title.
    pub title: String,
    /// The text.
    pub line: TextField,
    /// Whom it is about.
    pub target: Target,
    /// The answer it asks a line for.
    pub choice: Choice,
    /// Waits for the disk.
    pub saving: bool,
}

impl Prompt {
    /// A prompt with some text in it.
    pub fn new(kind: &'static Kind, title: impl Into<String>, text: &str, target: Target) -> Self {
        Self {
            kind,
            title: title.into(),
            line: TextField::new(text),
            target,
            choice: Choice::Expected,
            saving: false,
        }
    }

    /// The same, for an answer.
    pub fn choice(mut self, choice: Choice) -> Self {
        self.choice = choice;
        self
    }

    /// Pasted text; in a long text its lines stay.
    pub fn paste(&mut self, text: &str) {
        self.line.paste(text);
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        match (key.code, key.ctrl) {
            (Code::Esc, _) => close(),
            (Code::Enter, _) | (Code::Char('s'), true) | (Code::F(2), _) => self.save(app),
            (Code::Char('g'), true) if self.kind.long => {
                (Stay::Open, vec![Effect::Edit(self.line.text().to_string())])
            }
            _ => {
                self.line.key(key);
                stay()
            }
        }
    }

    fn save(&mut self, app: &mut App) -> Reply {
        match (self.kind.save)(app, self) {
            Ok(effects) => {
                self.saving = effects.iter().any(|e| matches!(e, Effect::Commit(_)));
                (
                    if self.saving {
                        Stay::Open
                    } else {
                        Stay::Closed
                    },
                    effects,
                )
            }
            Err(why) => {
                app.refuse(why);
                stay()
            }
        }
    }
}
