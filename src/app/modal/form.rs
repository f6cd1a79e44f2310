//! Forms, made from the field tables: one row and what hangs on it, or the same fields of many
//! creators at once. A form holds text per field; saving sets only the fields that were edited, on
//! the row as it is then.

mod adding;
mod rows;

use std::collections::BTreeSet;

use super::pick::{Choice, Pick};
use super::{Modal, Reply, Stay, close, stay};
use crate::app::keys::{Code, Key};
use crate::app::line::{TextEditor, TextField};
use crate::app::panes::profile::RowRef;
use crate::app::target::Target;
use crate::app::{App, Effect};
use crate::domain::change::Step;
use crate::domain::fields::{Contact, Fielded, Kind};
use crate::domain::ids::Id;
use crate::domain::ledger::orders::{self, correct};
use crate::domain::rows::*;
use crate::domain::words::count;
pub use adding::NewRow;
use rows::*;

/// The text of a field being edited.
#[derive(Debug, Clone)]
pub enum Editor {
    /// One line.
    Line(TextField),
    /// Several.
    Text(Box<TextEditor>),
}

/// One field on the form.
#[derive(Debug, Clone)]
pub struct FormField {
    /// The row it belongs to; none when it is of all creators in a bulk form.
    pub row: Option<RowRef>,
    /// The field's key.
    pub key: &'static str,
    /// The label, with the platform in front for accounts.
    pub label: String,
    /// What belongs in it.
    pub help: &'static str,
    /// How it is entered.
    pub kind: Kind,
    /// Its text now.
    pub editor: Editor,
    /// Its text when the form was opened.
    pub before: String,
    /// In a bulk form: the creators' own values, when they differ.
    pub mixed: String,
    /// What is wrong with the text, once the field was left.
    pub trouble: Option<String>,
    /// What the text means, when that says more than the text.
    pub echo: Option<String>,
}

impl FormField {
    /// Its text.
    pub fn text(&self) -> String {
        match &self.editor {
            Editor::Line(line) => line.text().to_string(),
            Editor::Text(paper) => paper.text(),
        }
    }

    /// Edited.
    pub fn dirty(&self) -> bool {
        self.text() != self.before
    }

    pub(super) fn set(&mut self, text: &str) {
        match &mut self.editor {
            Editor::Line(line) => line.set(text),
            Editor::Text(paper) => **paper = TextEditor::new(text),
        }
    }
}

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    /// Title.
    pub title: String,
    /// Fields in order.
    pub fields: Vec<FormField>,
    /// Which has the caret.
    pub at: usize,
    /// Creators of a bulk form.
    pub many: Vec<Id<Creator>>,
    /// Waits for the disk.
    pub saving: bool,
    /// The row that saving adds, in a form for a new one.
    pub adds: Option<adding::Adds>,
}

impl Form {
    /// The form of a row; `None` when the row is gone.
    pub fn of(app: &App, row: RowRef) -> Option<Self> {
        let mut fields = Vec::new();
        let title = match row {
            RowRef::Creator(id) => {
                add(app, &mut fields, row, app.model.get(id)?, "");
                for account in app.model.of::<Account>(id) {
                    add(
                        app,
                        &mut fields,
                        RowRef::Account(account.id),
                        account,
                        account.platform.letters(),
                    );
                }
                fields.push(blank(
                    Some(row),
                    NEW_ACCOUNT,
                    "Add account",
                    "Platform and handle, or a profile link: ig @name",
                    Kind::Line,
                ));
                app.model.called(id)
            }
            RowRef::Touch(id) => {
                let touch = app.full_touch(id)?;
                add(
                    app,
                    &mut fields,
                    row,
                    &Contact::of(touch.clone(), &app.clock),
                    "",
                );
                format!("contact with {}", app.model.called(touch.creator))
            }
            RowRef::Campaign(id) => {
                add(app, &mut fields, row, app.model.get(id)?, "");
                campaign_rows(app, &mut fields, id);
                app.model.get(id)?.name.to_string()
            }
            RowRef::Target(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Account(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Collaboration(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Right(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Shipment(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Deliverable(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Payment(id) => add_row(app, &mut fields, row, id)?,
            RowRef::PostResult(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Sale(id) => {
                let title = add_called(app, &mut fields, row, id, "order")?;
                match &*app.model.get(id)?.order_ref {
                    "" => title,
                    number => format!("order {number}"),
                }
            }
            RowRef::FollowUp(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Refund(id) => {
                let sale = app.model.get(id).and_then(|r| app.model.get(r.sale));
                let of = sale.map_or_else(String::new, |s| orders::shown(s, app.today));
                add_row(app, &mut fields, row, id)?;
                format!("refund of order {of}")
            }
            RowRef::Expense(id) => add_row(app, &mut fields, row, id)?,
            RowRef::OwnCount(id) => add_called(app, &mut fields, row, id, "count")?,
            RowRef::Recurrence(id) => {
                let title = add_called(app, &mut fields, row, id, "rhythm")?;
                let makes = app.model.get(id)?.makes;
                fields.retain(|f| f.key != "makes" && adding::belongs(makes, f.key));
                title
            }
            RowRef::Template(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Brief(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Ideal(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Checklist(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Segment(id) => add_row(app, &mut fields, row, id)?,
            RowRef::Page(id) => add_row(app, &mut fields, row, id)?,
        };
        Some(Self {
            title,
            fields,
            at: 0,
            many: Vec::new(),
            saving: false,
            adds: None,
        })
    }

    /// The same fields of several creators; what stays blank is left as it is.
    pub fn bulk(app: &App, creators: Vec<Id<Creator>>) -> Self {
        let skip = ["name", "email", "phone", "address"];
        let rows: Vec<&Creator> = creators.iter().filter_map(|c| app.model.get(*c)).collect();
        let fields = Creator::FIELDS
            .iter()
            .filter(|f| !skip.contains(&f.key))
            .map(|f| {
                let mut values: Vec<String> = rows.iter().map(|r| f.shown(r, app.today)).collect();
                values.sort();
                values.dedup();
                let mut field = blank(None, f.key, f.label, f.help, f.kind());
                field.mixed = match values.as_slice() {
                    [one] => one.clone(),
                    many => format!("{} values", many.len()),
                };
                field
            });
        Self {
            title: format!("{} creators", rows.len()),
            fields: fields.collect(),
            at: 0,
            many: creators,
            saving: false,
            adds: None,
        }
    }

    /// Whether two forms are of the same row, of the same new one, or of the same creators.
    pub fn is_same(&self, other: &Self) -> bool {
        let row = |form: &Self| form.fields.first().and_then(|f| f.row);
        match (&self.adds, &other.adds) {
            (Some(mine), Some(theirs)) => mine.is_same(theirs),
            (None, None) => self.many == other.many && row(self) == row(other),
            _ => false,
        }
    }

    /// Whether anything was edited.
    pub fn dirty(&self) -> usize {
        self.fields.iter().filter(|f| f.dirty()).count()
    }

    /// Pasted text goes into the field with the caret.
    pub fn paste(&mut self, text: &str) {
        match self.fields.get_mut(self.at).map(|f| &mut f.editor) {
            Some(Editor::Line(line)) => line.paste(text),
            Some(Editor::Text(paper)) => paper.paste(text),
            None => {}
        }
    }

    /// A text came back from the editor.
    pub fn edited(&mut self, text: &str) {
        if let Some(field) = self.fields.get_mut(self.at) {
            field.set(text.trim_end_matches('\n'));
        }
    }

    /// What was typed and is not saved.
    pub fn unsaved(&self) -> Option<(String, String)> {
        let lines: Vec<String> = self
            .fields
            .iter()
            .filter(|f| f.dirty())
            .map(|f| format!("{}: {}", f.label, f.text()))
            .collect();
        Some((format!("Edit {}", self.title), lines.join("\n")))
    }

    /// A key.
    pub fn key(&mut self, app: &mut App, key: Key) -> Reply {
        let last = self.fields.len().saturating_sub(1);
        let long = matches!(
            self.fields.get(self.at).map(|f| &f.editor),
            Some(Editor::Text(_))
        );
        let edge = |up| match self.fields.get(self.at).map(|f| &f.editor) {
            Some(Editor::Text(paper)) => paper.at_edge(up),
            _ => true,
        };
        match (key.code, key.ctrl, key.shift) {
            (Code::Esc, ..) => return self.leave(app),
            (Code::Char('s'), true, _) | (Code::F(2), ..) => return self.save(app),
            (Code::Char('g'), true, _) => return self.outside(),
            (Code::Tab, _, true) => self.go(app, self.at.checked_sub(1).unwrap_or(last)),
            (Code::Tab, ..) => self.go(app, if self.at == last { 0 } else { self.at + 1 }),
            (Code::Up, ..) if edge(true) => self.go(app, self.at.saturating_sub(1)),
            (Code::Down, ..) if edge(false) => self.go(app, (self.at + 1).min(last)),
            (Code::PgDn, ..) => self.go(app, (self.at + 10).min(last)),
            (Code::PgUp, ..) => self.go(app, self.at.saturating_sub(10)),
            (Code::Enter, ..) if !long && self.at == last => return self.save(app),
            (Code::Enter, ..) if !long => self.go(app, self.at + 1),
            _ => return self.type_key(app, key),
        }
        stay()
    }

    fn type_key(&mut self, app: &mut App, key: Key) -> Reply {
        let at = self.at;
        let Some(field) = self.fields.get_mut(at) else {
            return stay();
        };
        match (field.kind, key.code) {
            (Kind::Check, Code::Char(' ')) => {
                let now = field.text();
                field.set(if now == "yes" { "no" } else { "yes" });
            }
            (Kind::Choice(choices), Code::Char(' ')) => {
                let pick = picker(&field.label, &choices(), &field.text(), app.target());
                return (Stay::Open, app.open(pick));
            }
            (Kind::Choice(choices), Code::Left | Code::Right) => {
                let words: Vec<&str> = std::iter::once("")
                    .chain(choices().iter().map(|c| c.word))
                    .collect();
                let now = words.iter().position(|w| *w == field.text()).unwrap_or(0);
                let to = if key.code == Code::Right {
                    now + 1
                } else {
                    now + words.len() - 1
                };
                field.set(
                    words
                        .get(to % words.len().max(1))
                        .copied()
                        .unwrap_or_default(),
                );
            }
            _ => {
                match &mut field.editor {
                    Editor::Line(line) => line.key(key),
                    Editor::Text(paper) => paper.key(key),
                };
            }
        }
        field.trouble = None;
        self.read(app, at);
        stay()
    }

    /// Puts the caret on a field, judging the one it leaves in words, without trapping it there.
    fn go(&mut self, app: &App, to: usize) {
        let left = self.at;
        self.at = to;
        let trouble = self.judge(app, left);
        if let Some(field) = self.fields.get_mut(left) {
            field.trouble = trouble;
        }
    }

    fn read(&mut self, app: &App, at: usize) {
        let Some(field) = self.fields.get(at) else {
            return;
        };
        let echo = meaning(app, field);
        if let Some(field) = self.fields.get_mut(at) {
            field.echo = echo;
        }
    }

    /// What is wrong with a field's text.
    fn judge(&self, app: &App, at: usize) -> Option<String> {
        let field = self.fields.get(at).filter(|f| f.dirty())?;
        if let Some(new) = &self.adds {
            let (mut trial, row) = new.blank(app);
            return put(app, &mut trial, row, &[field]).err();
        }
        let mut trial = Step::default();
        let row = field
            .row
            .or_else(|| self.many.first().map(|c| RowRef::Creator(*c)))?;
        put(app, &mut trial, row, &[field]).err()
    }

    fn outside(&self) -> Reply {
        let text = self
            .fields
            .get(self.at)
            .map(FormField::text)
            .unwrap_or_default();
        (Stay::Open, vec![Effect::Edit(text)])
    }

    fn leave(&mut self, app: &mut App) -> Reply {
        match self.dirty() {
            0 => close(),
            n => {
                app.leave_form(self.clone());
                app.status.say(
                    crate::app::status::Tone::Note,
                    format!(
                        "Left the form; {} kept as a draft until it is opened again",
                        count(n, "change")
                    ),
                    "",
                );
                close()
            }
        }
    }

    fn save(&mut self, app: &mut App) -> Reply {
        match self.step(app) {
            Ok(step) if step.is_empty() => {
                app.status
                    .say(crate::app::status::Tone::Note, "Nothing was changed", "");
                close()
            }
            Ok(step) => {
                let effects = app.ask_or_commit(step, true);
                self.saving = !effects.is_empty();
                (Stay::Open, effects)
            }
            Err((at, why)) => {
                self.at = at;
                if let Some(field) = self.fields.get_mut(at) {
                    field.trouble = Some(why.clone());
                }
                app.refuse(why);
                stay()
            }
        }
    }

    /// The step that saves what was edited; an error names the field.
    fn step(&self, app: &App) -> Result<Step, (usize, String)> {
        if let Some(new) = &self.adds {
            return self.added(app, new);
        }
        let mut step = Step::new(format!("Edited {}", self.title));
        let rows: Vec<RowRef> = if self.many.is_empty() {
            // The creator's own fields stand before and after those of the accounts.
            let rows: BTreeSet<RowRef> = self.fields.iter().filter_map(|f| f.row).collect();
            rows.into_iter().collect()
        } else {
            self.many.iter().map(|c| RowRef::Creator(*c)).collect()
        };
        for row in rows {
            let edited: Vec<&FormField> = self
                .fields
                .iter()
                .filter(|f| f.dirty() && (f.row.is_none() || f.row == Some(row)))
                .collect();
            for field in &edited {
                let mut trial = Step::default();
                put(app, &mut trial, row, &[field]).map_err(|why| (self.place(field), why))?;
            }
            put(app, &mut step, row, &edited).map_err(|why| (self.at, why))?;
        }
        step.focus.creator = app.current_creator();
        crate::domain::schedule::follow(&app.ctx(), &mut step);
        correct::follow(&app.model, &mut step);
        Ok(step)
    }

    fn place(&self, field: &FormField) -> usize {
        self.fields
            .iter()
            .position(|f| std::ptr::eq(f, field))
            .unwrap_or(self.at)
    }
}

/// Puts the value chosen in a list into the form below it.
fn chosen(app: &mut App, _: &Target, values: &[String]) -> Vec<Effect> {
    if let Some(Modal::Form(form)) = app.modals.last_mut()
        && let (Some(field), Some(value)) = (form.fields.get_mut(form.at), values.first())
    {
        field.set(value);
        field.trouble = None;
    }
    Vec::new()
}

fn picker(
    label: &str,
    choices: &[crate::domain::fields::Choice],
    now: &str,
    target: Target,
) -> Modal {
    let none = Choice::new("", "(none)", "").on(now.is_empty());
    let all = choices
        .iter()
        .map(|c| Choice::new(c.word, c.label, "").on(c.word == now));
    Modal::Pick(Box::new(Pick::one(
        label,
        std::iter::once(none).chain(all).collect(),
        target,
        chosen,
    )))
}
