//! The check on a piece that went live: is the disclosure seen, does the code work, does the link
//! work; a key each, and it is saved. The agreed date is kept, the numbers to collect and the
//! rights follow from it.

use super::{Reply, Stay, close, stay};
use crate::app::keys::{Code, Key, by_place};
use crate::app::{App, Effect};
use crate::domain::day::Day;
use crate::domain::disclosure::{self, Verdict};
use crate::domain::ids::Id;
use crate::domain::review;
use crate::domain::rows::{Deliverable, Seen, Text};

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
    /// Answers so far.
    pub answers: Vec<Seen>,
    /// Its link, if it was pasted or is known.
    pub link: String,
    /// What the check of the pasted caption said.
    pub caption: String,
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
            link: piece.link.to_string(),
            caption: String::new(),
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
            let piece = app.model.get(self.piece);
            let Some((market, piece)) =
                piece.and_then(|p| Some((disclosure::of_creator(&app.model, p.creator)?, p)))
            else {
                app.refuse("this piece is no longer there");
                return;
            };
            let checked = disclosure::check(market, text, piece.platform);
            let seen = if checked.verdict == Verdict::Accepted {
                Seen::Yes
            } else {
                Seen::No
            };
            match self.answers.first_mut() {
                Some(first) => *first = seen,
                None => self.answers.push(seen),
            }
            self.caption = format!(
                "caption {} by {}: {}",
                checked.verdict, checked.rule, checked.why
            );
        } else {
            self.link = text.into();
        }
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let key = by_place(key);
        match key.code {
            Code::Esc | Code::Char('q') => return close(),
            Code::Backspace => drop(self.answers.pop()),
            Code::Char('y') => self.answers.push(Seen::Yes),
            Code::Char('n') => self.answers.push(Seen::No),
            Code::Char('-' | ' ') => self.answers.push(Seen::Unknown),
            _ => drop(app.refuse(format!(
                "{key} does nothing here; y yes, n no, - not checked"
            ))),
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
            disclosure: seen(0),
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
