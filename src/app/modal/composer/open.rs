//! Opening the composer: for the creator under the cursor or, one by one, for all who are selected;
//! with the draft that was left, else the template that fits, else a greeting.

use super::{Composer, Part, keep};
use crate::app::command::Command;
use crate::app::command::Scope::People;
use crate::app::everywhere::writable;
use crate::app::line::{TextEditor, TextField};
use crate::app::modal::Modal;
use crate::app::{App, Effect};
use crate::domain::ids::Id;
use crate::domain::review::{self, Item, Subject};
use crate::domain::rows::Creator;
use crate::domain::templates::{self, Entry, Kind, Settles};

/// The command that opens it.
pub const COMMANDS: &[Command] = &[Command::new(
    "message",
    &["m"],
    "message",
    "Write a message from a template: copied and logged, never sent by touchbase; several selected: one by one",
    |app| {
        let target = app.target();
        let total = target.creators.len();
        next(app, target.creators, total)
    },
)
.scope(People)
.able(|app| {
    writable(app)?;
    app.current_creator().map(|_| ()).ok_or_else(|| "no creator under the cursor".into())
})];

/// Opens the composer for the first of these; the others wait.
pub(super) fn next(app: &mut App, mut creators: Vec<Id<Creator>>, total: usize) -> Vec<Effect> {
    if creators.is_empty() {
        return Vec::new();
    }
    let creator = creators.remove(0);
    let place = (total - creators.len(), total);
    let composer = Composer {
        queue: creators,
        place,
        ..new(app, creator)
    };
    app.open(Modal::Composer(Box::new(composer)))
}

/// Opens a message to a creator made from a template that was chosen; an error says why not.
pub fn write_from(
    app: &mut App,
    creator: Id<Creator>,
    template: Entry,
) -> Result<Vec<Effect>, String> {
    writable(app)?;
    let mut composer = new(app, creator);
    if composer.is_kept() {
        return Err(format!(
            "a draft to {} is kept: m on them goes on with it",
            app.model.called(creator)
        ));
    }
    composer.start_from(app, template);
    composer.remember_opened();
    Ok(app.open(Modal::Composer(Box::new(composer))))
}

/// A message to a creator, as far as the program can begin it.
fn new(app: &App, creator: Id<Creator>) -> Composer {
    let item = item(app, creator);
    let mut composer = Composer {
        creator,
        item,
        channel: review::channel_of(&app.ctx(), creator),
        template: None,
        subject: TextField::default(),
        body: TextEditor::new(""),
        part: Part::Body,
        queue: Vec::new(),
        place: (1, 1),
        saving: false,
        leaving: false,
        draft: None,
        filled: String::new(),
        opened: (
            review::channel_of(&app.ctx(), creator),
            String::new(),
            String::new(),
        ),
    };
    if !keep::take_up(app, &mut composer) {
        let words = app
            .derived
            .of(creator)
            .last_in
            .and_then(|last| app.words_of(creator, last.id))
            .unwrap_or_default();
        match review_kind(app, creator, item.as_ref(), words) {
            Some(entry) => composer.start_from(app, entry),
            None => composer.greet(app),
        }
    }
    composer.body = TextEditor::new(&composer.body.text());
    composer.seek_first_gap();
    composer.remember_opened();
    composer
}

/// The template that fits, in their language.
fn review_kind(app: &App, creator: Id<Creator>, item: Option<&Item>, words: &str) -> Option<Entry> {
    let kind: Kind = templates::propose(&app.ctx(), creator, item, words)?;
    let spoken = app
        .model
        .get(creator)
        .map(|c| templates::languages(&c.language))
        .unwrap_or_default();
    templates::of_kind(&templates::templates(&app.model), kind, &spoken).cloned()
}

/// The item a message would answer: the one under the cursor in the review, else the first on their
/// card that a message settles.
fn item(app: &App, creator: Id<Creator>) -> Option<Item> {
    let under = app
        .target()
        .items
        .into_iter()
        .find(|item| item.creator() == Some(creator));
    under.or_else(|| {
        let ctx = app.ctx();
        let card = review::card_of(&ctx, Subject::Creator(creator))?;
        card.items.into_iter().find(|item| {
            let kind = templates::propose(&ctx, creator, Some(item), "");
            templates::settles(&ctx, item, kind) != Settles::Nothing
        })
    })
}

impl Composer {
    /// A greeting, where no template fits.
    fn greet(&mut self, app: &App) {
        let greeting = Entry {
            id: None,
            name: String::new(),
            kind: None,
            stage: None,
            language: "en".into(),
            subject: String::new(),
            body: "Hi {first_name},\n\n".into(),
            needs: Vec::new(),
        };
        let (_, body) = self.fill(app, &greeting);
        self.body.replace(&format!(
            "{}\n\n",
            body.replace("{first_name}", "there").trim_end()
        ));
    }
}
