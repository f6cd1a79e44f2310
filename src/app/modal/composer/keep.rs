//! What is half-written: kept as a row when the composer is left, taken up again when it is opened
//! for the same creator, and brought back from the slot of half-written text when the program was
//! ended from outside.

use serde::{Deserialize, Serialize};

use super::Composer;
use crate::app::App;
use crate::app::drafts::UnsavedText;
use crate::app::modal::{Reply, Stay, close};
use crate::app::panes::outreach::draft_of;
use crate::app::status::Tone;
use crate::domain::change::Step;
use crate::domain::clean::{clean_line, clean_text};
use crate::domain::ids::Id;
use crate::domain::rows::{Channel, Creator, Draft};
use crate::domain::templates;

/// What a kept message is called among the drafts.
pub const SLOT: &str = "message";

/// A kept message, as it stands in its row.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    channel: Channel,
    subject: String,
    body: String,
    #[serde(default)]
    template: String,
    #[serde(default)]
    language: String,
}

/// Goes on with the draft to this creator, if there is one.
pub(super) fn take_up(app: &App, composer: &mut Composer) -> bool {
    let Some(row) = draft_of(app, composer.creator) else {
        return false;
    };
    let Ok(kept) = serde_json::from_str::<Kept>(&row.words) else {
        return false;
    };
    composer.draft = Some(row.id);
    composer.channel = kept.channel;
    let all = templates::templates(&app.model);
    let template = all
        .into_iter()
        .find(|t| t.name == kept.template && t.language == kept.language);
    if let Some(template) = template.filter(|_| !kept.template.is_empty()) {
        let (_, body) = composer.fill(app, &template);
        (composer.filled, composer.template) = (body, Some(template));
    }
    composer.subject.set(clean_line(&kept.subject).into_owned());
    composer.body.replace(&clean_text(&kept.body));
    true
}

impl Composer {
    /// Esc: what was written is kept; what was not touched, or emptied, leaves nothing behind.
    pub(super) fn leave(&mut self, app: &mut App) -> Reply {
        if !self.queue.is_empty() {
            app.status.say(
                Tone::Note,
                format!("{} more were not opened", self.queue.len()),
                "",
            );
            self.queue.clear();
        }
        if !self.is_changed() {
            return close();
        }
        if app.model.get(self.creator).is_none() {
            // Whom it was to is gone, with all that could hold it.
            app.set_aside(self.unsaved(self.slot_title()));
            app.refuse(
                "whom this was written to is gone; the words are kept aside, :drafts shows them",
            );
            return close();
        }
        let step = self.kept(app);
        if step.is_empty() {
            return close();
        }
        let effects = app.commit(step);
        (self.saving, self.leaving) = (!effects.is_empty(), !effects.is_empty());
        (Stay::Open, effects)
    }

    fn kept(&self, app: &App) -> Step {
        let name = app.model.called(self.creator);
        let row = self.draft.and_then(|id| app.model.get(id)).cloned();
        if self.body.text().trim().is_empty() {
            let mut step = Step::new(format!("Draft dropped: message to {name}")).on(self.creator);
            row.into_iter().for_each(|row| step.remove(row));
            return step;
        }
        let mut step = Step::new(format!("Draft kept: message to {name}")).on(self.creator);
        let words = keep_words(self);
        let (creator, at) = (Some(self.creator), app.clock.now);
        match row {
            Some(row) => step.change(row.clone(), Draft { words, at, ..row }),
            None => {
                let id = step.fresh(&app.model);
                step.insert(Draft {
                    id,
                    creator,
                    slot: SLOT.into(),
                    words,
                    at,
                });
            }
        }
        step
    }
}

fn keep_words(composer: &Composer) -> Box<str> {
    let (template, language) = composer
        .template
        .as_ref()
        .map_or_else(Default::default, |t| (t.name.clone(), t.language.clone()));
    let subject = composer.subject.text().to_owned();
    let kept = Kept {
        channel: composer.channel,
        subject,
        body: composer.body.text(),
        template,
        language,
    };
    serde_json::to_string(&kept).unwrap_or_default().into()
}

/// The message as text for the slot: to whom, in the title; the subject on a line of its own.
pub(super) fn as_text(composer: &Composer) -> String {
    let subject = composer.subject.text().trim();
    let head = if composer.has_subject() && !subject.is_empty() {
        format!("{subject}\n\n")
    } else {
        String::new()
    };
    head + &composer.body.text()
}

/// What the slot's title begins with; the creator's number stands behind it.
const TITLE: &str = "Message to creator ";
/// What the channel stands behind.
const CHANNEL: &str = " by ";
/// What language and name of the template stand behind.
const TEMPLATE: &str = ", template ";

/// What a slot's title tells: the creator, and as far as it says so channel, language and name of
/// the template.
fn told(title: &str) -> Option<(Id<Creator>, Option<Channel>, String, String)> {
    let rest = title.strip_prefix(TITLE)?;
    let (whom, template) = rest.split_once(TEMPLATE).unwrap_or((rest, ""));
    let (id, channel) = whom.split_once(CHANNEL).unwrap_or((whom, ""));
    let (language, name) = template.split_once(' ').unwrap_or_default();
    let id = Id::new(id.trim().parse().ok()?);
    Some((
        id,
        Channel::from_word(channel.trim()),
        language.to_owned(),
        name.to_owned(),
    ))
}

impl Composer {
    /// The slot's title: whom it is to, by which channel, from which template in which language.
    pub fn slot_title(&self) -> String {
        let of = self.template.as_ref().map_or_else(String::new, |t| {
            format!("{TEMPLATE}{} {}", t.language, t.name)
        });
        format!(
            "{TITLE}{}{CHANNEL}{}{of}",
            self.creator,
            self.channel.word()
        )
    }
}

/// Brings back a message that was being written when the program was ended from outside: a step
/// that keeps it as a draft, or the title for people and the text, when it is none or there is a
/// newer draft.
pub fn rescue(app: &App, title: &str, text: &str) -> Result<Step, String> {
    let told = told(title).filter(|(id, ..)| app.model.get(*id).is_some());
    let Some((id, channel, language, template)) = told else {
        return Err(title.to_owned());
    };
    let name = app.model.called(id);
    if draft_of(app, id).is_some() {
        return Err(format!("Message to {name}"));
    }
    let mut step = Step::new(format!("Draft brought back: message to {name}")).on(id);
    let channel = channel.unwrap_or_else(|| crate::domain::review::channel_of(&app.ctx(), id));
    let (subject, body) = match text.split_once("\n\n") {
        Some((first, rest))
            if channel == Channel::Mail && !first.contains('\n') && !first.ends_with(',') =>
        {
            (first, rest)
        }
        _ => ("", text),
    };
    let (subject, body) = (
        clean_line(subject).into_owned(),
        clean_text(body).into_owned(),
    );
    let kept = Kept {
        channel,
        subject,
        body,
        template,
        language,
    };
    let words = serde_json::to_string(&kept).unwrap_or_default().into();
    let row = step.fresh(&app.model);
    step.insert(Draft {
        id: row,
        creator: Some(id),
        slot: SLOT.into(),
        words,
        at: app.clock.now,
    });
    Ok(step)
}

impl App {
    /// Esc leaves the composer even when the draft cannot be stored: its words are kept aside.
    pub(in crate::app) fn give_up_leaving(&mut self, tone: Tone) -> bool {
        let Some(crate::app::modal::Modal::Composer(composer)) = self.modals.last_mut() else {
            return false;
        };
        // Refused only because somebody else wrote: the same key stores it now.
        if !std::mem::take(&mut composer.leaving) || tone != Tone::Wrong {
            return false;
        }
        let words = composer.unsaved(composer.slot_title());
        self.modals.pop();
        self.set_aside(words);
        true
    }

    /// Half-written texts of an earlier session: a message becomes a draft again, the rest comes
    /// back.
    pub(in crate::app) fn rescued(
        &mut self,
        texts: Vec<UnsavedText>,
    ) -> (Vec<crate::app::Effect>, Vec<UnsavedText>) {
        let (mut effects, mut rest) = (Vec::new(), Vec::new());
        for (title, text) in texts {
            match rescue(self, &title, &text) {
                Ok(step) if effects.is_empty() && self.around.read_only.is_none() => {
                    effects = self.commit(step)
                }
                Ok(_) => rest.push((title, text)),
                Err(title) => rest.push((title, text)),
            }
        }
        (effects, rest)
    }
}
