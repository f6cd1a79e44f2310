//! Words that were typed and not saved: in open windows, in forms that were left with changes, and
//! those an earlier session left behind. After each key the runtime takes them all from here to
//! where a signal or a panic finds them, and with the end of the program they are written down; the
//! next start offers them again until they are dropped.

use super::modal::form::{Form, NewRow};
use super::modal::listing::Listing;
use super::modal::{Modal, Reply, close, stay};
use super::panes::profile::RowRef;
use super::status::Tone;
use super::{App, Effect};
use crate::domain::ids::Id;
use crate::domain::rows::{Collaboration, Creator};

/// What it was to become ("Quick add", "Edit Sofia Marín"), and the words.
pub type UnsavedText = (String, String);

/// Half-written words without a window of their own.
#[derive(Default)]
pub struct Drafts {
    forms: Vec<Form>,
    earlier: Vec<UnsavedText>,
}

impl App {
    /// Keeps a form that was left with changes, until the same row is opened again.
    pub fn leave_form(&mut self, form: Form) {
        self.left.forms.retain(|f| !f.is_same(&form));
        self.left.forms.push(form);
    }

    /// The form of a row that was left with changes.
    pub fn reopen_form(&mut self, row: RowRef) -> Option<Form> {
        let is = |f: &Form| {
            let of_row = f.fields.first().is_some_and(|f| f.row == Some(row));
            f.many.is_empty() && f.adds.is_none() && of_row
        };
        let at = self.left.forms.iter().position(is)?;
        Some(self.left.forms.remove(at))
    }

    /// The form of a new row that was left with changes.
    pub fn reopen_new(
        &mut self,
        what: NewRow,
        creator: Id<Creator>,
        deal: Option<Id<Collaboration>>,
    ) -> Option<Form> {
        let is = |f: &Form| f.adds.is_some_and(|adds| adds.is_of(what, creator, deal));
        let at = self.left.forms.iter().position(is)?;
        Some(self.left.forms.remove(at))
    }

    /// Everything that was typed and is not saved, the oldest first.
    pub fn unsaved(&self) -> Vec<UnsavedText> {
        let open = self.modals.iter().filter_map(Modal::unsaved);
        let forms = self.left.forms.iter().filter_map(Form::unsaved);
        self.left
            .earlier
            .iter()
            .cloned()
            .chain(forms)
            .chain(open)
            .collect()
    }

    /// Words that an earlier session left, the oldest first. A message becomes a draft of outreach
    /// again.
    pub fn found_drafts(&mut self, found: Vec<UnsavedText>) -> Vec<Effect> {
        let (mut effects, rest) = self.rescued(found);
        self.left.earlier = rest;
        if self.has_draft() {
            effects.extend(self.offer_draft());
        }
        effects
    }

    /// Shows the newest of the words that an earlier session left.
    pub fn offer_draft(&mut self) -> Vec<Effect> {
        let Some((title, text)) = self.left.earlier.last() else {
            return self.refuse("nothing half-written was left behind");
        };
        let more = match self.left.earlier.len() - 1 {
            0 => String::new(),
            n => format!(" (and {n} more)"),
        };
        let lines = text.lines().map(str::to_owned).collect();
        let title = format!("Half-written when touchbase ended: {title}{more}");
        self.open(Modal::Listing(Box::new(Listing {
            title,
            lines,
            top: 0,
            draft: true,
            copies: None,
        })))
    }

    /// Keeps words that nothing else can hold, until they are dropped.
    pub(super) fn set_aside(&mut self, words: Option<UnsavedText>) {
        self.left.earlier.extend(words);
    }

    /// Whether an earlier session left words.
    pub fn has_draft(&self) -> bool {
        !self.left.earlier.is_empty()
    }
}

/// `y` copies the words, `a` puts them into the quick add, `d` drops them.
pub(super) fn decide(app: &mut App, c: char) -> Reply {
    let Some((title, text)) = app.left.earlier.last().cloned() else {
        return close();
    };
    if c == 'y' {
        return (
            super::modal::Stay::Open,
            vec![Effect::Copy(text, "the half-written words".into())],
        );
    }
    if c == 'a' && app.around.read_only.is_some() {
        app.refuse("nothing can be added: the file is open read-only");
        return stay();
    }
    app.left.earlier.pop();
    if c == 'a' {
        app.open(Modal::quick_add(
            &text.split_whitespace().collect::<Vec<_>>().join(" "),
        ));
        return close();
    }
    if app.has_draft() {
        app.offer_draft();
    }
    app.status.say(Tone::Note, format!("Dropped: {title}"), "");
    close()
}
