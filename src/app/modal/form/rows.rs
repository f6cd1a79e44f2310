//! From rows to fields and back: what a form shows of a row, and what its texts change in one.

use super::{Editor, FormField};
use crate::app::App;
use crate::app::line::{TextEditor, TextField};
use crate::app::panes::profile::RowRef;
use crate::domain::change::{Edit, Edits, EditsOf, Step};
use crate::domain::fields::{
    Contact, Entry, Field, Fielded, Kind, aimed, target_label, target_value,
};
use crate::domain::ids::Id;
use crate::domain::ledger::orders;
use crate::domain::model::{Model, TableOf};
use crate::domain::own_counts;
use crate::domain::rows::*;
use crate::domain::when::Anchors;

/// The pseudo field that adds an account.
pub(super) const NEW_ACCOUNT: &str = "+account";

/// The pseudo field that adds a target.
const NEW_TARGET: &str = "+target";

/// The targets of a campaign, and a field for another one.
pub(super) fn campaign_rows(app: &App, fields: &mut Vec<FormField>, id: Id<Campaign>) {
    let own = |t: &&Target| t.creator.is_none() && t.collaboration.is_none();
    for target in app.model.of_campaign::<Target>(id).filter(own) {
        let row = RowRef::Target(target.id);
        let mut one = Vec::new();
        add(app, &mut one, row, target, "");
        let named = target_label(&target.metric);
        for mut field in one.into_iter().filter(|f| f.key == "value") {
            field.label = format!("Target: {named}");
            fields.push(field);
        }
    }
    let help = "What is counted and how much: orders 90, first orders under $30 each, 300 leads";
    fields.push(blank(
        Some(RowRef::Campaign(id)),
        NEW_TARGET,
        "Add target",
        help,
        Kind::Line,
    ));
}

/// A target typed as metric and value. The first one dates the agreement, unless it has a day.
fn new_target(
    app: &App,
    step: &mut Step,
    campaign: Id<Campaign>,
    text: &str,
) -> Result<(), String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(());
    }
    let example = "write what is counted and how much: orders 90";
    let words: Vec<&str> = text.split_whitespace().collect();
    let read = aimed(&words, &own_counts::names(&app.model)).ok_or(example)??;
    if read.words < words.len() {
        return Err(example.into());
    }
    let metric = read.key;
    let (value, currency) = target_value(&metric, &read.typed, &app.entry(Anchors::default()))?;
    let same =
        |t: &&Target| t.creator.is_none() && t.collaboration.is_none() && *t.metric == metric;
    if app.model.of_campaign::<Target>(campaign).any(|t| same(&t)) {
        return Err(format!(
            "there is a target for {} already; change its value",
            target_label(&metric)
        ));
    }
    let id = step.fresh::<Target>(&app.model);
    let currency = currency.into();
    step.insert(Target {
        id,
        creator: None,
        campaign: Some(campaign),
        collaboration: None,
        metric: metric.as_str().into(),
        value,
        currency,
    });
    let today = app.today;
    step.edit(&app.model, campaign, |c| {
        c.targets_agreed = c.targets_agreed.or(Some(today))
    });
    Ok(())
}

pub(super) fn blank(
    row: Option<RowRef>,
    key: &'static str,
    label: &str,
    help: &'static str,
    kind: Kind,
) -> FormField {
    let editor = match kind {
        Kind::Long => Editor::Text(Box::new(TextEditor::new(""))),
        _ => Editor::Line(TextField::default()),
    };
    let (before, mixed) = (String::new(), String::new());
    FormField {
        row,
        key,
        label: label.into(),
        help,
        kind,
        editor,
        before,
        mixed,
        trouble: None,
        echo: None,
    }
}

pub(super) fn add<T: Fielded>(
    app: &App,
    fields: &mut Vec<FormField>,
    row: RowRef,
    of: &T,
    prefix: &str,
) {
    for field in T::FIELDS {
        let label = if prefix.is_empty() {
            field.label.to_string()
        } else {
            format!("{prefix} {}", field.label.to_lowercase())
        };
        let mut new = blank(Some(row), field.key, &label, field.help, field.kind());
        new.before = field.get(of);
        let text = new.before.clone();
        new.set(&text);
        new.echo = field.echo(&text, &app.entry(Anchors::default()));
        fields.push(new);
    }
}

pub(super) fn add_row<T: Fielded + Row>(
    app: &App,
    fields: &mut Vec<FormField>,
    row: RowRef,
    id: Id<T>,
) -> Option<String>
where
    Model: TableOf<T>,
{
    add_called(app, fields, row, id, T::TABLE)
}

/// The same under a word of its own, where people do not call the row as its table is called.
pub(super) fn add_called<T: Fielded + Row>(
    app: &App,
    fields: &mut Vec<FormField>,
    row: RowRef,
    id: Id<T>,
    word: &str,
) -> Option<String>
where
    Model: TableOf<T>,
{
    let of = app.model.get(id)?;
    add(app, fields, row, of, "");
    let whose = of
        .creator()
        .map_or_else(|| "your own".into(), |c| app.model.called(c));
    Some(format!("{word} of {whose}"))
}

/// Sets fields of a row in a step.
pub(super) fn put(
    app: &App,
    step: &mut Step,
    row: RowRef,
    fields: &[&FormField],
) -> Result<(), String> {
    match row {
        RowRef::Creator(id) => {
            for field in fields.iter().filter(|f| f.key == NEW_ACCOUNT) {
                new_account(app, step, id, &field.text())?;
            }
            set(app, step, id, fields)
        }
        RowRef::Account(id) => set(app, step, id, fields),
        RowRef::Collaboration(id) => set(app, step, id, fields),
        RowRef::Right(id) => set(app, step, id, fields),
        RowRef::Shipment(id) => set(app, step, id, fields),
        RowRef::Deliverable(id) => set(app, step, id, fields),
        RowRef::Payment(id) => set(app, step, id, fields),
        RowRef::PostResult(id) => set(app, step, id, fields),
        RowRef::Sale(id) => set(app, step, id, fields),
        RowRef::FollowUp(id) => set(app, step, id, fields),
        RowRef::Refund(id) => {
            set(app, step, id, fields)?;
            let edits = step.edits.refunds.iter();
            let row = edits
                .filter(|e| e.id() == id)
                .find_map(|e| e.after.as_ref());
            let amount = fields.iter().any(|f| f.key == "amount");
            match row.filter(|_| amount) {
                Some(row) => orders::may_refund(&app.model, row.sale, row.amount, Some(id)),
                None => Ok(()),
            }
        }
        RowRef::Expense(id) => set(app, step, id, fields),
        RowRef::Recurrence(id) => set(app, step, id, fields),
        RowRef::Template(id) => set(app, step, id, fields),
        RowRef::Brief(id) => set(app, step, id, fields),
        RowRef::Ideal(id) => set(app, step, id, fields),
        RowRef::Checklist(id) => set(app, step, id, fields),
        RowRef::Segment(id) => set(app, step, id, fields),
        RowRef::Page(id) => set(app, step, id, fields),
        RowRef::Campaign(id) => {
            for field in fields.iter().filter(|f| f.key == NEW_TARGET) {
                new_target(app, step, id, &field.text())?;
            }
            set(app, step, id, fields)
        }
        RowRef::Target(id) => set(app, step, id, fields),
        RowRef::OwnCount(id) => set(app, step, id, fields),
        RowRef::Touch(id) => {
            let before = app
                .full_touch(id)
                .ok_or("this contact is no longer there")?;
            let mut contact = Contact::of(before.clone(), &app.clock);
            set_all(app, &mut contact, fields)?;
            step.change(before, contact.into_touch(&app.clock));
            Ok(())
        }
    }
}

fn set<T: Fielded + Row>(
    app: &App,
    step: &mut Step,
    id: Id<T>,
    fields: &[&FormField],
) -> Result<(), String>
where
    Model: TableOf<T>,
    Edits: EditsOf<T>,
{
    let added = step
        .edits
        .edits_mut()
        .iter_mut()
        .find(|e: &&mut Edit<T>| e.before.is_none() && e.id() == id);
    if let Some(row) = added.and_then(|e| e.after.as_mut()) {
        return set_all(app, row, fields);
    }
    let before = app
        .model
        .get(id)
        .ok_or("this row is no longer there; it was removed elsewhere")?;
    let mut after = before.clone();
    set_all(app, &mut after, fields)?;
    step.change(before.clone(), after);
    Ok(())
}

fn set_all<T: Fielded>(app: &App, row: &mut T, fields: &[&FormField]) -> Result<(), String> {
    for edited in fields {
        if let Some(field) = T::field(edited.key) {
            field.set(row, &edited.text(), &app.entry(Anchors::default()))?;
        }
    }
    Ok(())
}

/// What a field's text means, where that says more than the text.
pub(super) fn meaning(app: &App, edited: &FormField) -> Option<String> {
    fn of<T: Fielded>(key: &str, text: &str, entry: &Entry<'_>) -> Option<String> {
        T::field(key).and_then(|f: &Field<T>| f.echo(text, entry))
    }
    let (text, entry) = (edited.text(), app.entry(Anchors::default()));
    match edited.row {
        None | Some(RowRef::Creator(_)) => of::<Creator>(edited.key, &text, &entry),
        Some(RowRef::Account(_)) => of::<Account>(edited.key, &text, &entry),
        Some(RowRef::Collaboration(_)) => of::<Collaboration>(edited.key, &text, &entry),
        Some(RowRef::Right(_)) => of::<Right>(edited.key, &text, &entry),
        Some(RowRef::Shipment(_)) => of::<Shipment>(edited.key, &text, &entry),
        Some(RowRef::Deliverable(_)) => of::<Deliverable>(edited.key, &text, &entry),
        Some(RowRef::Payment(_)) => of::<Payment>(edited.key, &text, &entry),
        Some(RowRef::PostResult(_)) => of::<PostResult>(edited.key, &text, &entry),
        Some(RowRef::Sale(_)) => of::<Sale>(edited.key, &text, &entry),
        Some(RowRef::FollowUp(_)) => of::<FollowUp>(edited.key, &text, &entry),
        Some(RowRef::Refund(_)) => of::<Refund>(edited.key, &text, &entry),
        Some(RowRef::Expense(_)) => of::<Expense>(edited.key, &text, &entry),
        Some(RowRef::Recurrence(_)) => of::<Recurrence>(edited.key, &text, &entry),
        Some(RowRef::Campaign(_)) => of::<Campaign>(edited.key, &text, &entry),
        Some(RowRef::Target(_)) => of::<Target>(edited.key, &text, &entry),
        Some(RowRef::OwnCount(_)) => of::<OwnCount>(edited.key, &text, &entry),
        Some(RowRef::Touch(_)) => of::<Contact>(edited.key, &text, &entry),
        Some(RowRef::Template(_)) => of::<Template>(edited.key, &text, &entry),
        Some(RowRef::Brief(_)) => of::<Brief>(edited.key, &text, &entry),
        Some(RowRef::Ideal(_)) => of::<Ideal>(edited.key, &text, &entry),
        Some(RowRef::Checklist(_)) => of::<Checklist>(edited.key, &text, &entry),
        Some(RowRef::Segment(_)) => of::<Segment>(edited.key, &text, &entry),
        Some(RowRef::Page(_)) => of::<Page>(edited.key, &text, &entry),
    }
}

fn new_account(app: &App, step: &mut Step, creator: Id<Creator>, text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Ok(());
    }
    let (platform, handle) = match crate::domain::handles::profile_link(text.trim()) {
        Some(found) => found,
        None => {
            let (platform, handle) = text
                .trim()
                .split_once(char::is_whitespace)
                .ok_or("write the platform, then the handle: ig @name")?;
            let word = Account::field("platform").map(Field::kind);
            let platform = match word {
                Some(Kind::Choice(all)) => crate::domain::fields::text::choice(platform, &all())?,
                _ => platform,
            };
            let platform = Platform::from_word(platform)
                .ok_or("write the platform, then the handle: ig @name")?;
            (platform, crate::domain::fields::handle(handle)?)
        }
    };
    let same = |a: &&Account| a.platform == platform && a.handle.eq_ignore_ascii_case(&handle);
    if let Some(taken) = app.model.accounts.iter().find(same) {
        return Err(format!(
            "@{handle} belongs to {} already",
            app.model.called(taken.creator)
        ));
    }
    let id = step.fresh::<Account>(&app.model);
    step.insert(Account::new(id, creator, platform, &handle));
    Ok(())
}
