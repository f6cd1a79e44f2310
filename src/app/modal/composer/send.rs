//! One key: the message is logged, the item it answers settled, the next date set; once that is on
//! disk the text is on the clipboard, and the next of several opens. Nothing is sent.

use super::check::hindrance;
use super::{Composer, Part, open};
use crate::app::modal::{Reply, Stay, stay};
use crate::app::{App, Effect};
use crate::domain::change::Step;
use crate::domain::clean::{clean_line, clean_text};
use crate::domain::ids::Id;
use crate::domain::merge;
use crate::domain::review::{self, Message};
use crate::domain::rows::Creator;

/// A message that was logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// To whom.
    pub creator: Id<Creator>,
    /// Subject.
    pub subject: String,
    /// Words.
    pub body: String,
}

/// What waits for the disk, and what went out last.
#[derive(Debug, Default)]
pub struct Outbox {
    waiting: Option<(Sent, Vec<Id<Creator>>, usize)>,
    /// The message logged last, for the mail program.
    pub last: Option<Sent>,
}

impl Composer {
    /// The step that logs it, and what comes of it.
    pub fn plan(&self, app: &App) -> Result<(Step, String), String> {
        let words = clean_text(self.body.text().trim()).into_owned();
        let message = Message {
            creator: self.creator,
            item: self.item,
            by: self.channel,
            template: self.template.as_ref(),
            words: &words,
            draft: self.draft,
        };
        review::message(&app.ctx(), &message)
    }

    /// Logs it, or says what is missing and goes there.
    pub(super) fn send(&mut self, app: &mut App) -> Reply {
        if let Err(why) = hindrance(self) {
            if merge::gaps(&self.body.text()).is_empty()
                && !merge::gaps(self.subject.text()).is_empty()
            {
                self.part = Part::Subject;
            } else {
                self.part = Part::Body;
                self.seek_first_gap();
            }
            app.refuse(why);
            return stay();
        }
        match self.plan(app) {
            Err(why) => {
                app.refuse(why);
                stay()
            }
            Ok((step, effect)) => {
                let effects = app.commit(step);
                self.saving = !effects.is_empty();
                app.say_effect(effect);
                let subject = if self.has_subject() {
                    clean_line(self.subject.text()).into_owned()
                } else {
                    String::new()
                };
                let body = clean_text(self.body.text().trim()).into_owned();
                let sent = Sent {
                    creator: self.creator,
                    subject,
                    body,
                };
                app.outbox.waiting = self
                    .saving
                    .then(|| (sent, std::mem::take(&mut self.queue), self.place.1));
                (Stay::Open, effects)
            }
        }
    }
}

impl Outbox {
    /// Its step is not on disk; gives back who was still to be written to.
    pub fn not_saved(&mut self) -> Vec<Id<Creator>> {
        self.waiting
            .take()
            .map(|(_, queue, _)| queue)
            .unwrap_or_default()
    }
}

/// The message is on disk: to the clipboard with it, and on to the next.
pub fn logged(app: &mut App) -> Vec<Effect> {
    let Some((sent, queue, total)) = app.outbox.waiting.take() else {
        return Vec::new();
    };
    let mut effects = vec![Effect::Copy(sent.body.clone(), String::new())];
    app.outbox.last = Some(sent);
    effects.extend(open::next(app, queue, total));
    effects
}

impl App {
    /// The message is not on disk: whoever was to be written to next is not forgotten.
    pub(in crate::app) fn keep_queue(&mut self) {
        let queue = self.outbox.not_saved();
        if let Some(crate::app::modal::Modal::Composer(composer)) = self.modals.last_mut()
            && composer.queue.is_empty()
        {
            composer.queue = queue;
        }
    }
}
