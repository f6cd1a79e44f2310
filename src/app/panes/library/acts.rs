//! What is done in the library: read, use, edit, add, remove. What comes with the program becomes a
//! row the moment it is edited; the form opens when that row is on disk.

use super::{Key, Shelf};
use crate::app::command::Able;
use crate::app::everywhere::writable;
use crate::app::line::TextEditor;
use crate::app::modal::Modal;
use crate::app::modal::form::{Editor, Form};
use crate::app::modal::prompt::{Echo, Kind, Prompt};
use crate::app::panes::profile::{Profile, RowRef, Tab};
use crate::app::panes::roster::Roster;
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::change::{Edits, EditsOf, Step};
use crate::domain::ids::Id;
use crate::domain::model::{Model, TableOf};
use crate::domain::rows::{
    Brief, Checklist, Collaboration, Ideal, Page, Row, Segment, Template, Text,
};
use crate::domain::{checklists, playbook, templates};

/// Enter: a segment in the list it is wanted for, the brief, the profile of a code; else the whole
/// text.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    if std::mem::take(&mut app.library.on_shelves) {
        return Vec::new();
    }
    match app.library.list.current().cloned() {
        Some(Key::Row(RowRef::Segment(id))) => {
            let Some(segment) = app.model.get(id).cloned() else {
                return Vec::new();
            };
            crate::app::filter::use_segment(app, &segment)
        }
        Some(Key::Brief(_, _, deal)) => crate::app::modal::brief::open_for(app, deal),
        Some(Key::Owed(deal, _)) => crate::app::modal::brief::begin(app, deal),
        Some(Key::Stray(code, creator)) => {
            let whose = creator.and_then(|c| crate::app::everywhere::handle(app, c));
            let whose = whose.map_or_else(String::new, |handle| format!("@{handle} "));
            app.open(Modal::quick_add(&format!("{whose}code {code} ")))
        }
        Some(Key::Code(_, creator) | Key::Link(_, creator)) => {
            app.open_profile(creator);
            app.profile = app.profile.take().map(|p| Profile {
                tab: Tab::Deals,
                ..p
            });
            Vec::new()
        }
        Some(Key::Shipped(..) | Key::Row(RowRef::Template(_))) => {
            match super::preview::template(app) {
                Some(template) => super::preview::open(app, &template),
                None => app.refuse("this template is no longer there"),
            }
        }
        _ => match super::read::reading(app) {
            Some(reading) => {
                let width = usize::from(app.regions.size.0)
                    .saturating_sub(4)
                    .clamp(20, 100);
                app.open(Modal::listing(reading.title.clone(), reading.text(width)))
            }
            None => app.refuse("nothing under the cursor to open"),
        },
    }
}

/// The words of what the cursor stands on.
pub(super) fn copy(app: &mut App) -> Vec<Effect> {
    match super::read::reading(app) {
        Some(reading) => vec![Effect::Copy(
            reading.text(usize::MAX).join("\n"),
            reading.title,
        )],
        None => app.refuse("nothing under the cursor to copy"),
    }
}

/// Something is under the cursor, and the file may be changed.
pub fn editable(app: &App) -> Able {
    writable(app)?;
    let some = app.library.list.current().is_some() && !app.library.on_shelves;
    if some {
        Ok(())
    } else {
        Err("nothing under the cursor to edit".into())
    }
}

/// Opens the form of what is under the cursor.
pub fn edit(app: &mut App) -> Vec<Effect> {
    edit_in(app, false)
}

pub(super) fn edit_outside(app: &mut App) -> Vec<Effect> {
    edit_in(app, true)
}

fn edit_in(app: &mut App, outside: bool) -> Vec<Effect> {
    let mut step = Step::new("Made it yours");
    let row = match app.library.list.current().cloned() {
        Some(Key::Shipped(name, language)) => {
            let all = templates::templates(&app.model);
            let same =
                |t: &&templates::Entry| t.id.is_none() && t.name == name && t.language == language;
            all.iter()
                .find(same)
                .map(|t| RowRef::Template(templates::adopt(&app.model, &mut step, t)))
        }
        Some(Key::ShippedPage(title)) => {
            let all = playbook::pages(&app.model);
            let same = |p: &&playbook::Entry| p.id.is_none() && p.title == title;
            all.iter()
                .find(same)
                .map(|p| RowRef::Page(playbook::adopt(&app.model, &mut step, p)))
        }
        Some(Key::Owed(deal, _)) => return crate::app::modal::brief::begin(app, deal),
        Some(Key::Stray(..)) => {
            return app.refuse("nobody has this code; Enter gives it to somebody");
        }
        Some(Key::ShippedList(name)) => shipped_list(app, &name)
            .map(|list| RowRef::Checklist(checklists::adopt(&app.model, &mut step, list))),
        _ => crate::app::panes::view::Pane::row(&app.library),
    };
    let Some(row) = row else {
        return app.refuse("nothing under the cursor to edit");
    };
    if step.is_empty() {
        return form(app, row, outside);
    }
    app.library.list.set(Vec::new());
    app.library.pending = Some((row, outside));
    app.commit(step)
}

fn shipped_list<'a>(app: &'a App, name: &str) -> Option<checklists::List<'a>> {
    checklists::lists(&app.model).find(|l| l.id.is_none() && *l.row.name == *name)
}

/// A form, with the caret in the long text and that in the user's editor where it is wanted.
fn form(app: &mut App, row: RowRef, outside: bool) -> Vec<Effect> {
    let Some(mut form) = app.reopen_form(row).or_else(|| Form::of(app, row)) else {
        return app.refuse("this row is no longer there");
    };
    let long = form
        .fields
        .iter()
        .rposition(|f| matches!(f.editor, Editor::Text(_)))
        .filter(|_| outside);
    let mut effects = Vec::new();
    if let Some(at) = long {
        form.at = at;
        let text = form.fields.get(at).map(|f| match &f.editor {
            Editor::Text(paper) => TextEditor::text(paper),
            Editor::Line(line) => line.text().to_owned(),
        });
        effects.extend(text.map(Effect::Edit));
    }
    app.modals.push(Modal::Form(Box::new(form)));
    effects
}

/// A step is on disk: what waited for it opens.
pub fn saved(app: &mut App) -> Vec<Effect> {
    let Some((row, outside)) = app.library.pending.take() else {
        return Vec::new();
    };
    if app.view == ViewId::Library && app.profile.is_none() {
        let is = |key: &&Key| match key {
            Key::Brief(id, ..) => row == RowRef::Brief(*id),
            key => **key == Key::Row(row),
        };
        if let Some(key) = app.library.list.rows().iter().find(is).cloned() {
            app.library.list.go(&key);
        }
    }
    if Form::of(app, row).is_some() {
        form(app, row, outside)
    } else {
        Vec::new()
    }
}

/// Commits a step and opens the form of a row once it is on disk.
pub fn commit_then_edit(app: &mut App, step: Step, row: RowRef) -> Vec<Effect> {
    app.library.pending = Some((row, false));
    app.commit(step)
}

const ADD: Kind = Kind {
    hint: "a name",
    long: false,
    read: |app, prompt| {
        vec![Echo::from(named(app, prompt.line.text()).map(
            |(name, rest)| match rest {
                Some(filter) => format!("{name}: shows {} now", Roster::fitting(app, &filter).0),
                None => format!(
                    "{}: {name}; the rest comes in a form",
                    app.library.shelf.label()
                ),
            },
        ))]
    },
    save: |app, prompt| {
        let (name, rest) = named(app, prompt.line.text())?;
        let mut step = Step::new(format!("Added {name}"));
        let (row, none) = (Text::from(name.as_str()), Text::default);
        let row = match app.library.shelf {
            Shelf::Templates => RowRef::Template(insert(app, &mut step, |id| Template {
                id,
                name: row,
                stage: None,
                language: "en".into(),
                subject: none(),
                body: "Hi {first_name},\n\n{personal}\n\n".into(),
                trashed: false,
            })),
            Shelf::Ideals => RowRef::Ideal(insert(app, &mut step, |id| Ideal {
                id,
                name: row,
                niche: none(),
                style: none(),
                audience: none(),
                note: none(),
            })),
            Shelf::Checklists => RowRef::Checklist(insert(app, &mut step, |id| Checklist {
                id,
                name: row,
                stage: None,
                points: none(),
                repeat_months: 0,
            })),
            Shelf::Segments => {
                let filter = rest.unwrap_or_default().as_str().into();
                insert::<Segment>(app, &mut step, |id| Segment {
                    id,
                    name: row,
                    filter,
                });
                return Ok(app.commit(step));
            }
            _ => RowRef::Page(insert(app, &mut step, |id| Page {
                id,
                title: row,
                market: none(),
                body: none(),
            })),
        };
        Ok(commit_then_edit(app, step, row))
    },
};

fn insert<T: Row>(app: &App, step: &mut Step, make: impl FnOnce(Id<T>) -> T) -> Id<T>
where
    Model: TableOf<T>,
    Edits: EditsOf<T>,
{
    let id = step.fresh::<T>(&app.model);
    step.insert(make(id));
    id
}

/// The name that was typed; of a segment also its filter, behind a `=`.
fn named(app: &App, text: &str) -> Result<(String, Option<String>), String> {
    let text = crate::domain::fields::text::clean_line(text);
    let (name, filter) = match (app.library.shelf, text.split_once('=')) {
        (Shelf::Segments, Some((name, filter))) => (name.trim(), Some(filter.trim())),
        (Shelf::Segments, None) => {
            return Err("a name, then = and the filter: UK tea = region:gb tea".into());
        }
        _ => (text.trim(), None),
    };
    if name.is_empty() || filter == Some("") {
        return Err("a name is missing".into());
    }
    if let Some(problem) = filter.and_then(|f| Roster::fitting(app, f).1) {
        return Err(problem);
    }
    Ok((name.to_owned(), filter.map(str::to_owned)))
}

/// Begins something on the shelf; none where another key does so.
pub fn add(app: &mut App) -> Option<Vec<Effect>> {
    let title = match app.library.shelf {
        Shelf::Briefs | Shelf::Codes => return None,
        shelf => format!("a  New in {}", shelf.label()),
    };
    Some(app.open(Modal::Prompt(Box::new(Prompt::new(
        &ADD,
        title,
        "",
        Target::default(),
    )))))
}

/// Takes what is under the cursor away; `u` brings it back.
pub fn remove(app: &mut App) -> Vec<Effect> {
    let step = match app.library.list.current().cloned() {
        Some(Key::Row(RowRef::Template(id))) => {
            let name = app
                .model
                .get(id)
                .map(|t| t.name.to_string())
                .unwrap_or_default();
            let mut step = Step::new(format!("To the trash: {name}"));
            step.edit(&app.model, id, |t: &mut Template| t.trashed = true);
            step
        }
        Some(Key::Shipped(name, language)) => {
            let all = templates::templates(&app.model);
            let same =
                |t: &&templates::Entry| t.id.is_none() && t.name == name && t.language == language;
            let Some(entry) = all.iter().find(same) else {
                return Vec::new();
            };
            let mut step = Step::new(format!("To the trash: {name}"));
            let id = templates::adopt(&app.model, &mut step, entry);
            step.edit(&app.model, id, |t: &mut Template| t.trashed = true);
            step
        }
        Some(Key::Row(RowRef::Ideal(id))) => gone::<Ideal>(app, id, |r| r.name.to_string()),
        Some(Key::Row(RowRef::Checklist(id))) => {
            let mut step = gone::<Checklist>(app, id, |r| r.name.to_string());
            if app
                .model
                .get(id)
                .is_some_and(|list| checklists::stands_behind(&app.model, list))
            {
                step.label
                    .push_str(" · the one that comes with touchbase stands again");
            }
            let ticks = app
                .model
                .checks
                .iter()
                .filter(|c| c.checklist == id)
                .cloned();
            ticks.for_each(|tick| step.remove(tick));
            step
        }
        Some(Key::ShippedList(name)) => {
            let Some(list) = shipped_list(app, &name) else {
                return Vec::new();
            };
            // An empty one of one's own stands instead of it.
            let mut step = Step::new(format!("Emptied {name}"));
            let id = checklists::adopt(&app.model, &mut step, list);
            step.edit(&app.model, id, |l: &mut Checklist| {
                l.points = Text::default()
            });
            step
        }
        Some(Key::Row(RowRef::Segment(id))) => gone::<Segment>(app, id, |r| r.name.to_string()),
        Some(Key::Row(RowRef::Page(id))) => gone::<Page>(app, id, |r| r.title.to_string()),
        Some(Key::Brief(id, ..)) => {
            gone::<Brief>(app, id, |r| format!("the words of the brief: {}", r.goal))
        }
        Some(Key::ShippedPage(_)) => {
            return app
                .refuse("this page comes with touchbase; e makes it yours, a begins another");
        }
        Some(Key::Owed(..)) => {
            return app.refuse("this brief is not begun yet; it is owed as long as the deal is");
        }
        Some(Key::Stray(..)) => {
            return app.refuse("the orders came with this code; it goes when somebody has it");
        }
        Some(Key::Code(..)) => return app.refuse("a code belongs to a deal: Enter goes there"),
        Some(Key::Link(..)) => {
            return app.refuse("a link is built from the deal; it goes when the deal is closed");
        }
        _ => return app.refuse("nothing under the cursor to remove"),
    };
    app.commit(step)
}

fn gone<T: Row>(app: &App, id: Id<T>, name: fn(&T) -> String) -> Step
where
    Model: TableOf<T>,
    Edits: EditsOf<T>,
{
    let Some(row) = app.model.get(id) else {
        return Step::default();
    };
    let mut step = Step::new(format!("Removed {}", name(row)));
    step.remove(row.clone());
    step
}

impl App {
    /// The collaboration the cursor is about: its own row, else the creator's most advanced.
    pub fn current_deal(&self) -> Option<Id<Collaboration>> {
        let own = match self.row() {
            Some(RowRef::Collaboration(id)) => Some(id),
            Some(RowRef::Deliverable(id)) => self.model.get(id).map(|d| d.collaboration),
            Some(RowRef::Brief(id)) => self.model.get(id).map(|b| b.collaboration),
            Some(RowRef::Right(id)) => self.model.get(id).and_then(|r| r.collaboration),
            _ => None,
        };
        let creator = self.current_creator()?;
        let of_item = || {
            self.target()
                .items
                .first()
                .and_then(|i| i.key.id_of::<Collaboration>())
        };
        own.or_else(of_item).or_else(|| {
            crate::domain::brief::deals(&self.ctx(), creator)
                .first()
                .copied()
        })
    }
}
