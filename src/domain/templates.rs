//! Templates: those that come with the program (`assets/templates`, read here and never written)
//! and one's own, which are rows. There is one truth for each name and language: a row hides the
//! shipped text of the same name, a row in the trash hides it for good, and the first use or edit
//! of a shipped one makes it a row (`adopt`).

mod choose;
mod shipped;

use std::collections::BTreeMap;

use super::change::Step;
use super::derived::Derived;
use super::fields::number::percent_of;
use super::ids::Id;
use super::model::Model;
use super::rows::*;
use crate::word_enum;

pub use choose::{Settles, propose, settles};

word_enum! {
    /// What a template is for. Rules and stages propose by kind; a row has the kind of the shipped
    /// template of its name.
    Kind {
        Pitch = "pitch", "first pitch";
        LongTerm = "long-term", "long-term pitch";
        FollowUp1 = "follow-up-1", "first follow-up";
        FollowUp2 = "follow-up-2", "second follow-up";
        FollowUp3 = "follow-up-3", "third follow-up";
        BreakUp = "break-up", "break-up";
        RateAnswer = "rate-answer", "answer to a rate";
        OfferNudge = "offer-nudge", "offer unanswered";
        Agreement = "agreement", "agreement summary";
        Brief = "brief", "brief";
        DraftNudge = "draft-nudge", "draft coming or late";
        DateChange = "date-change", "date change";
        DraftFeedback = "draft-feedback", "draft feedback";
        Thanks = "thanks", "thank you and numbers";
        Payment = "payment", "payment sent";
        Label = "label", "ad label to correct";
        Renewal = "renewal", "rights renewal";
        KeepWarm = "keep-warm", "keep warm";
        CheckIn = "check-in", "check-in";
        Gift = "gift", "gift";
        GiftNudge = "gift-nudge", "gift, no post";
        Reactivation = "reactivation", "re-activation";
        Graduation = "graduation", "graduation";
    }
}

word_enum! {
    /// What must be in a text made from a template.
    Need {
        Date = "date", "date";
        Disclosure = "disclosure", "#ad";
        Code = "code", "code";
    }
}

/// A template as one chooses from: one's own, or one that came with the program and was never used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its row; none while it is only shipped.
    pub id: Option<Id<Template>>,
    /// Its name.
    pub name: String,
    /// What it is for, if that is known.
    pub kind: Option<Kind>,
    /// The stage it is for.
    pub stage: Option<Stage>,
    /// Language code.
    pub language: String,
    /// Subject line, with merge fields.
    pub subject: String,
    /// Words with merge fields.
    pub body: String,
    /// What must be in the text.
    pub needs: Vec<Need>,
}

impl Entry {
    /// Whether it has a line to be written by hand.
    pub fn is_personal(&self) -> bool {
        super::merge::gaps(&self.body)
            .iter()
            .any(|gap| gap.key == "personal")
    }

    /// Its name, with its language where that is not English.
    pub fn title(&self) -> String {
        match same_language(&self.language, "en") {
            true => self.name.clone(),
            false => format!("{} ({})", self.name, self.language.trim().to_lowercase()),
        }
    }

    /// How many words it has.
    pub fn words(&self) -> usize {
        self.body.split_whitespace().count()
    }

    fn is(&self, name: &str, language: &str) -> bool {
        folded(&self.name) == folded(name) && same_language(&self.language, language)
    }
}

/// A name without what one does not hear: `Date change` is `date-change`.
fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn same_language(a: &str, b: &str) -> bool {
    let code = |text: &str| {
        if text.trim().is_empty() {
            "en".to_owned()
        } else {
            text.trim().to_lowercase()
        }
    };
    code(a) == code(b)
}

/// All templates there are to choose from: one's own first, then the shipped ones no row stands
/// for.
pub fn templates(model: &Model) -> Vec<Entry> {
    let shipped = shipped::all();
    let of_name = |name: &str| shipped.iter().find(|s| folded(&s.name) == folded(name));
    let own = model
        .templates
        .iter()
        .filter(|t| !t.trashed)
        .map(|row| Entry {
            id: Some(row.id),
            name: row.name.to_string(),
            kind: of_name(&row.name).and_then(|s| s.kind),
            stage: row.stage,
            language: row.language.to_string(),
            subject: row.subject.to_string(),
            body: row.body.to_string(),
            needs: of_name(&row.name)
                .map(|s| s.needs.clone())
                .unwrap_or_default(),
        });
    let stands = |s: &&Entry| {
        !model
            .templates
            .iter()
            .any(|row| s.is(&row.name, &row.language))
    };
    own.chain(shipped.iter().filter(stands).cloned()).collect()
}

/// The row of a template, added to a step if it is not there yet: what is used or edited becomes
/// one's own.
pub fn adopt(model: &Model, step: &mut Step, entry: &Entry) -> Id<Template> {
    if let Some(id) = entry.id.filter(|id| model.get(*id).is_some()) {
        return id;
    }
    let there = model
        .templates
        .iter()
        .find(|row| !row.trashed && entry.is(&row.name, &row.language));
    if let Some(row) = there {
        return row.id;
    }
    let id = step.fresh::<Template>(model);
    step.insert(Template {
        id,
        name: entry.name.as_str().into(),
        stage: entry.stage,
        language: entry.language.as_str().into(),
        subject: entry.subject.as_str().into(),
        body: entry.body.as_str().into(),
        trashed: false,
    });
    id
}

/// How often a template was used, and answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// Messages made from it.
    pub used: usize,
    /// Of these, those after which they wrote.
    pub answered: usize,
}

impl Usage {
    /// Answered of used, in percent; none before the first use.
    pub fn rate(self) -> Option<usize> {
        percent_of(self.answered, self.used)
    }
}

/// Use and replies of every template: a walk over all contacts, so asked for when a list of
/// templates opens and not on every frame. A reply is any word from them after the message.
pub fn usage(model: &Model, derived: &Derived) -> BTreeMap<Id<Template>, Usage> {
    let mut all: BTreeMap<Id<Template>, Usage> = BTreeMap::new();
    for touch in model
        .touches
        .iter()
        .filter(|t| t.direction == Direction::Out)
    {
        let Some(id) = touch.template else { continue };
        let row = all.entry(id).or_default();
        row.used += 1;
        row.answered += usize::from(
            derived
                .of(touch.creator)
                .last_in
                .is_some_and(|last| last.at > touch.at),
        );
    }
    all
}

/// The languages somebody works in, the first first: `EN PT` is `en`, `pt`.
pub fn languages(spoken: &str) -> Vec<String> {
    let words = spoken
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    words.map(|w| w.to_lowercase()).collect()
}

/// The template of a kind in the first of the languages there is one in, else the English one, else
/// any.
pub fn of_kind<'t>(all: &'t [Entry], kind: Kind, languages: &[String]) -> Option<&'t Entry> {
    let of = || all.iter().filter(move |t| t.kind == Some(kind));
    let spoken = languages
        .iter()
        .find_map(|code| of().find(|t| same_language(&t.language, code)));
    spoken
        .or_else(|| of().find(|t| same_language(&t.language, "en")))
        .or_else(|| of().next())
}

#[cfg(test)]
mod tests;
