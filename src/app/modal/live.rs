//! The check on a piece that went live: is the disclosure seen, does the code work, does the link
//! work; a key each, and it is saved. The agreed date is kept, the numbers to collect and the
//! rights follow from it.

use super::{Reply, Stay, close, stay};
use crate::app::keys::{Code, Key, by_place};
use crate::app::{App, Effect};
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::review::{self, Looked};
use crate::domain::rows::{Deliverable, LabelVerdict, Seen, Text};

/// What is asked, in order.
pub const QUESTIONS: [&str; 3] = [
    "#ad seen, in the right place?",
    "the code works?",
    "the link works?",
];

/// The questions of one piece.
#[derive(Debug, Clone)]
pub struct LiveCheck {
    /// Which piece.
    pub piece: Id<Deliverable>,
    /// What it is called, and whose it is.
    pub title: String,
    /// The day it went live.
    pub day: Day,
    /// Answers so far, the label's first.
    pub answers: Vec<Seen>,
    /// What was found of the label, once it was looked at.
    pub label: Option<Looked>,
    /// Its link, if it was pasted or is known.
    pub link: String,
    /// Waits for the disk.
    pub saving: bool,
}

impl LiveCheck {
    /// The check of a piece. It went live on the agreed day, or today if that is still to come.
    pub fn new(app: &App, piece: &Deliverable) -> Self {
        let day = piece
            .live
            .or(piece.live_due)
            .map_or(app.today, |day| day.min(app.today));
        Self {
            piece: piece.id,
            title: format!("{} · {}", app.model.called(piece.creator), piece.called()),
            day,
            answers: Vec::new(),
            label: None,
            link: piece.link.to_string(),
            saving: false,
        }
    }

    /// A pasted link, or the caption: its ad label is checked by the rules of their market and
    /// answers the first question.
    pub fn paste(&mut self, app: &mut App, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            app.refuse("the paste was empty");
        } else if text.contains(char::is_whitespace) {
            let looked = app
                .model
                .get(self.piece)
                .ok_or_else(|| "this piece is no longer there".to_owned())
                .and_then(|piece| Looked::by_caption(&app.ctx(), piece, text));
            match looked {
                Ok(looked) => self.see(looked),
                Err(why) => drop(app.refuse(why)),
            }
        } else {
            self.link = text.into();
        }
    }

    /// The label was looked at: the first question is answered.
    fn see(&mut self, looked: Looked) {
        let seen = match looked.verdict {
            LabelVerdict::Ok => Seen::Yes,
            LabelVerdict::Risky | LabelVerdict::Missing => Seen::No,
            LabelVerdict::Unseen => Seen::Unknown,
        };
        match self.answers.first_mut() {
            Some(first) => *first = seen,
            None => self.answers.push(seen),
        }
        self.label = Some(looked);
    }

    /// What was found by eye.
    fn judge(&mut self, app: &App, verdict: LabelVerdict) {
        if let Some(piece) = app.model.get(self.piece) {
            self.see(Looked::by_hand(&app.ctx(), piece, verdict, ""));
        }
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let key = by_place(key);
        let first = self.answers.is_empty();
        match key.code {
            Code::Esc | Code::Char('q') => return close(),
            Code::Backspace => {
                self.answers.pop();
                if self.answers.is_empty() {
                    self.label = None;
                }
            }
            Code::Char('a' | 'y') if first => self.judge(app, LabelVerdict::Ok),
            Code::Char('r') if first => self.judge(app, LabelVerdict::Risky),
            Code::Char('m' | 'n') if first => self.judge(app, LabelVerdict::Missing),
            Code::Char('y') => self.answers.push(Seen::Yes),
            Code::Char('n') => self.answers.push(Seen::No),
            Code::Char('-' | ' ') => self.answers.push(Seen::Unknown),
            _ => drop(app.refuse(match first {
                true => format!("{key} does nothing here; a ok, r risky, m missing, - not checked"),
                false => format!("{key} does nothing here; y yes, n no, - not checked"),
            })),
        }
        if self.answers.len() < QUESTIONS.len() || self.saving {
            return stay();
        }
        self.save(app)
    }

    fn save(&mut self, app: &mut App) -> Reply {
        let seen = |at: usize| self.answers.get(at).copied().unwrap_or_default();
        let all = review::WentLive {
            day: self.day,
            link: Text::from(self.link.as_str()),
            label: self.label.clone(),
            code: seen(1),
            works: seen(2),
        };
        let step = review::went_live(&app.ctx(), self.piece, &all);
        let effects = app.commit_or_refuse(step);
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

    /// The step is not on disk: the last answer can be given again.
    pub fn not_saved(&mut self) {
        self.saving = false;
        self.answers.pop();
    }
}
