//! Keys of the composer, and the two lists it opens: templates and merge fields.

use super::{Composer, Part, WRITTEN};
use crate::app::keys::{Code, Key};
use crate::app::modal::pick::{Choice, Pick};
use crate::app::modal::{Modal, Reply, Stay, stay};
use crate::app::target::Target;
use crate::app::{App, Effect};
use crate::domain::clean::{clean_line, clean_text};
use crate::domain::ids::Id;
use crate::domain::merge::{FIELDS, Merge, MergeField, Source};
use crate::domain::rows::Creator;
use crate::domain::templates::{self, Entry};
use crate::domain::words::count;

/// Keys for the footer.
pub const HINTS: &[(&str, &str)] = &[
    ("Ctrl+S", "copy + log"),
    ("Ctrl+T", "template"),
    ("Tab", "next gap"),
    ("{", "fields"),
    ("Ctrl+G", "editor"),
    ("Esc", "keep draft"),
];

impl Composer {
    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        if self.saving {
            return stay();
        }
        match (key.code, key.ctrl) {
            (Code::Esc, _) => return self.leave(app),
            (Code::Char('s'), true) | (Code::F(2), _) => return self.send(app),
            (Code::Char('g'), true) => return (Stay::Open, vec![Effect::Edit(self.body.text())]),
            (Code::Char('t'), true) => return (Stay::Open, self.pick_template(app)),
            (Code::Char('{'), false) if self.part != Part::Channel => {
                return (Stay::Open, self.pick_field(app));
            }
            (Code::Tab, _) if key.shift => self.turn(-1),
            (Code::Tab, _) if self.part == Part::Body && self.seek_next_gap() => {}
            (Code::Tab, _) => self.turn(1),
            _ => self.typed(key),
        }
        stay()
    }

    fn typed(&mut self, key: Key) {
        match self.part {
            Part::Channel => match key.code {
                Code::Left => self.channel_by(-1),
                Code::Right | Code::Char(' ') => self.channel_by(1),
                Code::Down | Code::Enter => self.turn(1),
                _ => {}
            },
            Part::Subject => match key.code {
                Code::Down | Code::Enter => self.turn(1),
                Code::Up => self.turn(-1),
                _ => drop(self.subject.key(key)),
            },
            Part::Body => self.body_key(key),
        }
    }

    fn body_key(&mut self, key: Key) {
        match key.code {
            Code::Up if self.body.at_edge(true) => return self.turn(-1),
            Code::Backspace if self.take_gap(true) => return,
            Code::Delete if self.take_gap(false) => return,
            // What is typed on a gap takes its place.
            Code::Char(_) if key.typed().is_some() => drop(self.take_gap(false)),
            _ => {}
        }
        self.body.key(key);
    }

    /// Pasted text.
    pub fn paste(&mut self, text: &str) {
        match self.part {
            Part::Channel => {}
            Part::Subject => self.subject.paste(&clean_line(text)),
            Part::Body => {
                self.take_gap(false);
                self.body.paste(&clean_text(text));
            }
        }
    }

    /// The part after or before this one.
    fn turn(&mut self, by: isize) {
        let parts: &[Part] = if self.has_subject() {
            &[Part::Channel, Part::Subject, Part::Body]
        } else {
            &[Part::Channel, Part::Body]
        };
        let at = parts.iter().position(|p| *p == self.part).unwrap_or(0) as isize + by;
        let at = at.rem_euclid(parts.len() as isize) as usize;
        self.part = parts.get(at).copied().unwrap_or(Part::Body);
        if self.part == Part::Body && by > 0 {
            self.seek_first_gap();
        }
    }

    fn channel_by(&mut self, by: isize) {
        let at = WRITTEN.iter().position(|c| *c == self.channel).unwrap_or(0) as isize + by;
        let at = at.rem_euclid(WRITTEN.len() as isize) as usize;
        self.channel = WRITTEN.get(at).copied().unwrap_or(self.channel);
    }

    fn target(&self) -> Target {
        Target {
            creators: vec![self.creator],
            items: self.item.into_iter().collect(),
        }
    }

    /// The list of templates, those that fit first.
    fn pick_template(&self, app: &mut App) -> Vec<Effect> {
        let used = templates::usage(&app.model, &app.derived);
        let of = |entry: &Entry| {
            let mut notes = Vec::new();
            notes.extend(entry.stage.map(|stage| format!("stage {}", stage.number())));
            let usage = entry
                .id
                .and_then(|id| used.get(&id))
                .copied()
                .unwrap_or_default();
            if let Some(rate) = usage.rate() {
                notes.push(format!("{}x · replies {rate}%", usage.used));
            }
            notes.push(count(entry.words(), "word"));
            notes.join(" · ")
        };
        let here = |entry: &Entry| {
            self.template
                .as_ref()
                .is_some_and(|t| (&t.name, &t.language) == (&entry.name, &entry.language))
        };
        let choices = ranked(app, self.creator)
            .iter()
            .map(|entry| Choice::new(value(entry), entry.title(), of(entry)).on(here(entry)))
            .collect();
        let title = format!("Template for {}", app.model.called(self.creator));
        app.open(Modal::Pick(Box::new(Pick::one(
            title,
            choices,
            self.target(),
            take_template,
        ))))
    }

    /// The list of merge fields with their values.
    fn pick_field(&self, app: &mut App) -> Vec<Effect> {
        let merge = Merge::of(app.ctx(), self.creator);
        let merge = self.item.as_ref().map_or(merge, |item| merge.about(item));
        let choice = |field: &MergeField| {
            let text = match (field.value(&merge), &field.source) {
                (Some(value), _) => value.split_whitespace().collect::<Vec<_>>().join(" "),
                (None, Source::ByHand) => format!("(by hand: {})", field.help),
                (None, Source::Rows(_)) => format!("(nothing known: {})", field.help),
            };
            Choice::new(field.key, format!("{{{}}}", field.key), text)
        };
        let choices = FIELDS.iter().map(choice).collect();
        app.open(Modal::Pick(Box::new(Pick::one(
            "Insert a field",
            choices,
            self.target(),
            take_field,
        ))))
    }
}

fn value(entry: &Entry) -> String {
    format!("{}\n{}", entry.name, entry.language)
}

/// Templates in the order one is likely to want them: the stage's own first, in a language they
/// speak.
fn ranked(app: &App, creator: Id<Creator>) -> Vec<Entry> {
    let stage = app.derived.of(creator).stage;
    let spoken = app
        .model
        .get(creator)
        .map(|c| templates::languages(&c.language))
        .unwrap_or_default();
    let mut all = templates::templates(&app.model);
    all.sort_by_key(|t| {
        let language = t.language.to_lowercase();
        let speaks = language.is_empty() || language == "en" || spoken.contains(&language);
        (t.stage != stage, !speaks, t.stage)
    });
    all
}

fn take_template(app: &mut App, _: &Target, values: &[String]) -> Vec<Effect> {
    let chosen = values.first().and_then(|v| {
        templates::templates(&app.model)
            .into_iter()
            .find(|t| value(t) == *v)
    });
    with_composer(app, |app, composer| {
        if let Some(entry) = chosen {
            composer.start_from(app, entry);
        }
    })
}

fn take_field(app: &mut App, target: &Target, values: &[String]) -> Vec<Effect> {
    let Some(field) = values.first().and_then(|key| MergeField::of(key)) else {
        return Vec::new();
    };
    let Some(creator) = target.one() else {
        return Vec::new();
    };
    let merge = Merge::of(app.ctx(), creator);
    let merge = target.items.first().map_or(merge, |item| merge.about(item));
    let text = field
        .value(&merge)
        .unwrap_or_else(|| format!("{{{}}}", field.key));
    with_composer(app, |_, composer| composer.paste(&text))
}

/// Does something to the composer below a list that was chosen from.
fn with_composer(app: &mut App, act: impl FnOnce(&App, &mut Composer)) -> Vec<Effect> {
    let Some(mut modal) = app.modals.pop() else {
        return Vec::new();
    };
    if let Modal::Composer(composer) = &mut modal {
        act(app, composer);
    }
    app.modals.push(modal);
    Vec::new()
}
