//! A template as one of one's own creators would get it: the words under the line follow the name
//! that is typed, with what cannot be filled and why; Enter opens a message made from it.

use super::Key;
use crate::app::modal::composer;
use crate::app::modal::prompt::{Echo, Kind, Prompt};
use crate::app::panes::profile::RowRef;
use crate::app::panes::roster::Roster;
use crate::app::{App, Effect, modal::Modal, target::Target};
use crate::domain::ids::Id;
use crate::domain::merge::{self, Merge, MergeField, Rendered, Source};
use crate::domain::rows::Creator;
use crate::domain::templates::{self, Entry};

/// The template under the cursor.
pub(super) fn template(app: &App) -> Option<Entry> {
    let is = |t: &Entry| match app.library.list.current() {
        Some(Key::Row(RowRef::Template(id))) => t.id == Some(*id),
        Some(Key::Shipped(name, language)) => {
            t.id.is_none() && t.name == *name && t.language == *language
        }
        _ => false,
    };
    templates::templates(&app.model).into_iter().find(is)
}

/// Asks whom to fill the template for, beginning with whom the roster's cursor stands on.
pub(super) fn open(app: &mut App, template: &Entry) -> Vec<Effect> {
    let who = app.roster.current().map(|id| {
        let handle = crate::app::everywhere::handle(app, id).map(|handle| format!("@{handle}"));
        handle.unwrap_or_else(|| app.model.called(id))
    });
    let title = format!("{}, filled for", template.title());
    let prompt = Prompt::new(&PREVIEW, title, &who.unwrap_or_default(), Target::default());
    app.open(Modal::Prompt(Box::new(prompt)))
}

/// Whom the line means: who fits its words best.
fn whom(app: &App, prompt: &Prompt) -> Option<Id<Creator>> {
    Some(prompt.line.text().trim())
        .filter(|text| !text.is_empty())
        .and_then(|text| Roster::first(app, text))
}

const PREVIEW: Kind = Kind {
    hint: "a handle or a name · Enter writes it to them",
    long: false,
    read: |app, prompt| {
        let Some(template) = template(app) else {
            return vec![Echo::bad("this template is no longer there")];
        };
        let raw = prompt.line.is_blank();
        match whom(app, prompt) {
            Some(creator) => filled(app, &template, creator),
            None if raw => told(&template.subject, &template.body),
            None => vec![Echo::bad("nobody in the roster is called like that")],
        }
    },
    save: |app, prompt| {
        let template = template(app).ok_or("this template is no longer there")?;
        let creator = whom(app, prompt).ok_or("a handle or a name of somebody in the roster")?;
        composer::write_from(app, creator, template)
    },
};

/// The words, a line each.
fn told(subject: &str, body: &str) -> Vec<Echo> {
    let subject = Some(format!("Subject: {subject}")).filter(|_| !subject.is_empty());
    subject
        .into_iter()
        .chain(body.lines().map(str::to_owned))
        .map(Echo::ok)
        .collect()
}

/// The words for somebody, and what is still open in them.
fn filled(app: &App, template: &Entry, creator: Id<Creator>) -> Vec<Echo> {
    let merge = Merge::of(app.ctx(), creator).in_language(&template.language);
    let (subject, body) = (
        merge::render(&template.subject, &merge),
        merge::render(&template.body, &merge),
    );
    let mut lines = vec![Echo::ok(format!("To {}", app.model.called(creator)))];
    let open = |of: fn(&Rendered) -> &Vec<String>| {
        of(&subject)
            .iter()
            .chain(of(&body))
            .cloned()
            .collect::<Vec<_>>()
    };
    let by_hand =
        |key: &String| MergeField::of(key).is_some_and(|f| matches!(f.source, Source::ByHand));
    let mut wrong: Vec<String> = open(|r| &r.unknown);
    wrong.extend(open(|r| &r.missing).into_iter().filter(|key| !by_hand(key)));
    let mut seen = std::collections::BTreeSet::new();
    wrong.retain(|key| seen.insert(key.clone()));
    lines.extend(wrong.iter().map(|key| Echo::bad(merge::complaint(key))));
    lines.extend(told(&subject.text, &body.text));
    lines
}
