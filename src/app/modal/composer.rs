//! The composer: one message to one creator, started from a template, finished by hand. It sends
//! nothing: one key copies the text, logs it and sets the next date. What is half-written survives:
//! Esc keeps it as a row, a signal or a panic finds it in the slot of half-written text.

mod check;
mod gaps;
mod keep;
mod keys;
mod open;
mod send;

pub use check::{Check, checks};
pub use keep::{SLOT, rescue};
pub use keys::HINTS;
pub use open::{COMMANDS, write_from};
pub use send::{Outbox, Sent, logged};

use crate::app::App;
use crate::app::line::{TextEditor, TextField};
use crate::domain::clean::{clean_line, clean_text};
use crate::domain::ids::Id;
use crate::domain::merge::{self, Merge};
use crate::domain::review::Item;
use crate::domain::rows::{Channel, Creator, Draft};
use crate::domain::templates::Entry;

/// Which part has the caret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// How it goes out.
    Channel,
    /// The subject, of a mail.
    Subject,
    /// The words.
    Body,
}

/// A message being written.
#[derive(Debug, Clone)]
pub struct Composer {
    /// To whom.
    pub creator: Id<Creator>,
    /// The item of the review it answers.
    pub item: Option<Item>,
    /// How it goes out.
    pub channel: Channel,
    /// The template it was made from.
    pub template: Option<Entry>,
    /// Subject.
    pub subject: TextField,
    /// Words.
    pub body: TextEditor,
    /// Which part has the caret.
    pub part: Part,
    /// Those to whom one is written after this one.
    pub queue: Vec<Id<Creator>>,
    /// Which of how many this is.
    pub place: (usize, usize),
    /// Waits for the disk.
    pub saving: bool,
    /// It was left, and only its draft waits for the disk.
    pub leaving: bool,
    /// The row it is kept in.
    draft: Option<Id<Draft>>,
    /// The template's words as they were filled.
    filled: String,
    /// Channel, subject and words when it was opened: what has not changed need not be kept.
    opened: (Channel, String, String),
}

/// Channels a message can go out by.
const WRITTEN: &[Channel] = &[
    Channel::Mail,
    Channel::Dm,
    Channel::Comment,
    Channel::Call,
    Channel::Meeting,
];

impl Composer {
    /// Starts from a template, keeping the line written by hand.
    pub(super) fn start_from(&mut self, app: &App, template: Entry) {
        let by_hand = self.by_hand();
        let (subject, body) = self.fill(app, &template);
        self.subject.set(subject);
        self.filled.clone_from(&body);
        self.body.replace(&match by_hand {
            Some(own) => body.replacen("{personal}", &own, 1),
            None => body,
        });
        self.template = Some(template);
        self.part = Part::Body;
        self.seek_first_gap();
    }

    /// Subject and words of a template for this creator.
    fn fill(&self, app: &App, template: &Entry) -> (String, String) {
        let merge = Merge::of(app.ctx(), self.creator).in_language(&template.language);
        let merge = self.item.as_ref().map_or(merge, |item| merge.about(item));
        let filled = |text: &str| merge::render(&clean_text(text), &merge).text;
        (
            clean_line(&filled(&template.subject)).into_owned(),
            clean_text(&filled(&template.body)).into_owned(),
        )
    }

    /// The line that was written by hand, while the rest is still as the template has it.
    fn by_hand(&self) -> Option<String> {
        let (before, after) = self.filled.split_once("{personal}")?;
        let text = self.body.text();
        let own = text.strip_prefix(before)?.strip_suffix(after)?.trim();
        (!own.is_empty() && own != "{personal}").then(|| own.to_owned())
    }

    /// A subject is written.
    pub fn has_subject(&self) -> bool {
        self.channel == Channel::Mail
    }

    /// Something was written since it was opened.
    pub fn is_changed(&self) -> bool {
        (self.channel, self.subject.text(), self.body.text().as_str())
            != (
                self.opened.0,
                self.opened.1.as_str(),
                self.opened.2.as_str(),
            )
    }

    /// It was kept before.
    pub fn is_kept(&self) -> bool {
        self.draft.is_some()
    }

    fn remember_opened(&mut self) {
        self.opened = (
            self.channel,
            self.subject.text().to_owned(),
            self.body.text(),
        );
    }

    /// How many words were written by hand.
    pub fn own_words(&self) -> usize {
        merge::own_words(&self.body.text(), &self.filled)
    }

    /// The text that came back from the user's editor.
    pub fn edited(&mut self, text: &str) {
        self.body.replace(clean_text(text).trim_end());
        self.part = Part::Body;
    }

    /// Title and text, for the slot of half-written text.
    pub fn unsaved(&self, app_title: String) -> Option<(String, String)> {
        (self.is_changed() && !self.saving).then(|| (app_title, keep::as_text(self)))
    }
}
