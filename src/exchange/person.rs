//! A person while an import is planned: what they were, what they become, and which line of the
//! file said what, so that a later line never overrules an earlier one in silence and an empty cell
//! never erases anything.

use std::collections::HashSet;
use std::fmt::Display;

use super::conflicts::{TEXTS, percent, same, shown};
use super::context::{ImportContext, KnownNotes, next};
use super::entry::{AccountEntry, Entry};
use super::fields::Field;
use super::people::{Fact, folded_name, same_profile};
use super::report::FieldChange;
use super::stages::StageChoice;
use super::work::Work;
use crate::domain::day::{Clock, Day};
use crate::domain::identity::{folded_link, point_facts};
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::*;

/// How many bytes of tags, of boundaries and of other columns are gathered for one person: a file of
/// 200,000 lines about one person must not take longer than one about as many people.
const MOST_BYTES: usize = 4 << 10;
/// And how many further addresses, numbers, links and names, each.
const MOST_CONTACTS: usize = 200;

/// An account before and after.
#[derive(Debug)]
pub struct AccountDraft {
    pub(super) before: Option<Account>,
    pub(super) after: Account,
    pub(super) line: u32,
}

/// A person in the making.
#[derive(Debug)]
pub struct Person {
    pub(super) before: Option<Box<Creator>>,
    pub(super) after: Creator,
    pub(super) accounts: Vec<AccountDraft>,
    pub(super) collaboration: Option<(Option<Box<Collaboration>>, Collaboration)>,
    pub(super) touches: Vec<Touch>,
    pub(super) rights: Vec<Right>,
    pub(super) followups: Vec<FollowUp>,
    pub(super) work: Work,
    pub(super) measurements: Vec<Measurement>,
    pub(super) contacts: Vec<ContactPoint>,
    known_contacts: Vec<ContactPoint>,
    /// What the file says of name and address stands above what is here.
    pub(super) file_wins: bool,
    /// First line of the file that spoke of them.
    pub(super) line: u32,
    /// What changes about somebody who was there before.
    pub(super) changes: Vec<FieldChange>,
    /// How many lines changed something after the one that made them.
    pub(super) updates: usize,
    said: Vec<(Field, u32)>,
    pub(super) standing: Option<StageChoice>,
    notes: HashSet<u64>,
    spoke: Option<Day>,
    changed: bool,
}

impl Person {
    /// Somebody new.
    pub fn new(context: &mut ImportContext<'_>) -> Self {
        let after = Creator {
            id: next(&mut context.ids.creator),
            added: context.today,
            imported: true,
            source: context.file.into(),
            ..Creator::default()
        };
        Self::with(None, after, Vec::new())
    }

    /// Somebody who is there.
    pub fn known(model: &Model, clock: Clock, id: Id<Creator>) -> Option<Self> {
        let before = model.get(id)?.clone();
        let contacts = model
            .of::<Touch>(id)
            .filter(|t| t.direction != Direction::Note);
        let spoke = contacts.map(|t| t.at).max().map(|at| clock.day_of(at));
        let accounts = model.of::<Account>(id);
        let accounts = accounts
            .map(|a| AccountDraft {
                before: Some(a.clone()),
                after: a.clone(),
                line: 0,
            })
            .collect();
        let person = Self::with(Some(Box::new(before.clone())), before, accounts);
        Some(Self {
            spoke,
            known_contacts: model.of::<ContactPoint>(id).cloned().collect(),
            ..person
        })
    }

    fn with(before: Option<Box<Creator>>, after: Creator, accounts: Vec<AccountDraft>) -> Self {
        Self {
            before,
            after,
            accounts,
            collaboration: None,
            touches: Vec::new(),
            rights: Vec::new(),
            followups: Vec::new(),
            work: Work::default(),
            measurements: Vec::new(),
            contacts: Vec::new(),
            known_contacts: Vec::new(),
            file_wins: false,
            line: 0,
            changes: Vec::new(),
            updates: 0,
            said: Vec::new(),
            standing: None,
            notes: HashSet::new(),
            spoke: None,
            changed: false,
        }
    }

    /// What is known of them, for telling people apart.
    pub(super) fn facts(&self, take: &mut dyn FnMut(Fact<'_>)) {
        take(Fact::Name(&self.after.name));
        take(Fact::Email(&self.after.email));
        for draft in &self.accounts {
            take(Fact::Account(draft.after.platform, &draft.after.handle));
        }
        for point in self.known_contacts.iter().chain(&self.contacts) {
            point_facts(point, take);
        }
    }

    /// The line that said something about a field.
    pub(super) fn said(&self, field: Field) -> Option<u32> {
        self.said
            .iter()
            .find(|(f, _)| *f == field)
            .map(|(_, line)| *line)
    }

    /// Remembers the line that said something about a field.
    pub(super) fn say(&mut self, field: Field, line: u32) {
        self.said.push((field, line));
    }

    /// Whether an entry brings a profile that no earlier line of the file spoke of.
    pub fn brings_profile(&self, entry: &Entry<'_>) -> bool {
        entry
            .accounts
            .iter()
            .any(|a| self.account(a).is_none_or(|draft| draft.line == 0))
    }

    pub(super) fn account(&self, entry: &AccountEntry) -> Option<&AccountDraft> {
        let platform = entry.platform.unwrap_or(Platform::Other);
        self.accounts
            .iter()
            .find(|d| same_profile(&d.after, platform, &entry.handle))
    }

    /// Takes an entry in; where `conflicts` named a contradiction, the earlier line stays. Says
    /// whether anything changed.
    pub fn take(
        &mut self,
        entry: &Entry<'_>,
        context: &mut ImportContext<'_>,
        say: &mut Vec<String>,
    ) -> bool {
        self.changed = false;
        let first = self.line == 0;
        if first {
            self.line = entry.line;
        }
        self.take_texts(entry);
        self.take_names(entry, context);
        self.take_contacts(entry, context);
        self.take_marks(entry);
        for account in &entry.accounts {
            self.take_account(account, entry.line, context);
        }
        self.take_extra(entry, first);
        self.take_work(entry, context);
        self.take_touches(entry, context);
        self.take_next_step(entry, context, say);
        self.take_rights(entry, context);
        self.changed
    }

    /// Notes a change. Its words are only made for people who were there before: of new ones, all
    /// is new.
    pub(super) fn change(&mut self, field: &'static str, from: impl Display, to: impl Display) {
        self.changed = true;
        if self.before.is_some() {
            self.changes.push(FieldChange {
                field,
                from: from.to_string(),
                to: to.to_string(),
            });
        }
    }

    fn take_texts(&mut self, entry: &Entry<'_>) {
        for (field, get, get_mut) in TEXTS {
            let here = entry.text(*field);
            if here.is_empty() {
                continue;
            }
            // Those are filled where there is none, and kept beside each other else.
            if matches!(
                field,
                Field::Name | Field::Email | Field::Phone | Field::Address
            ) {
                continue;
            }
            let free = self.said(*field).is_none();
            if free {
                self.said.push((*field, entry.line));
                if !same(*field, get(&self.after), here) {
                    let from = std::mem::replace(get_mut(&mut self.after), here.into());
                    self.change(field.label(), from, here);
                }
            }
        }
    }

    /// The name, the address, the number: a known one is never overwritten unless somebody said so;
    /// what differs is kept as a contact.
    fn take_names(&mut self, entry: &Entry<'_>, context: &mut ImportContext<'_>) {
        let source = context.file;
        for (field, kind) in [
            (Field::Email, ContactKind::Email),
            (Field::Phone, ContactKind::Phone),
            (Field::Name, ContactKind::OtherName),
        ] {
            let here = entry.text(field);
            if here.is_empty() {
                continue;
            }
            let Some((_, get, get_mut)) = TEXTS.iter().find(|(f, ..)| *f == field) else {
                continue;
            };
            let now = get(&self.after).clone();
            let free = now.is_empty() || (field == Field::Name && self.is_placeholder(&now));
            if same_contact(kind, &now, here)
                || (kind == ContactKind::OtherName && self.is_placeholder(here) && !now.is_empty())
            {
                continue;
            }
            if free || (self.file_wins && field != Field::Phone) {
                *get_mut(&mut self.after) = here.into();
                self.change(field.label(), &now, here);
                if !free {
                    self.contact(kind, &now, "", context);
                }
            } else {
                self.contact(kind, here, source, context);
            }
        }
        let here = entry.text(Field::Address);
        if !here.is_empty() && self.after.address.is_empty() {
            self.after.address = here.into();
            self.change(Field::Address.label(), "", here);
        } else if !here.is_empty() && *self.after.address != *here {
            let line = format!("Address: {here}");
            if !self.after.extra.lines().any(|l| l == line) {
                self.after.extra = with_line(&self.after.extra, &line);
                self.change("Other columns", "", line);
            }
        }
        // Somebody of whom only an address is known is called by it.
        if self.after.name.is_empty() && self.before.is_none() && entry.accounts.is_empty() {
            self.after.name = self.after.email.clone();
        }
    }

    /// Whether a name is none: only a handle or an address of theirs.
    fn is_placeholder(&self, name: &str) -> bool {
        let bare = name.trim_start_matches('@');
        name.eq_ignore_ascii_case(&self.after.email)
            || self
                .accounts
                .iter()
                .any(|a| a.after.handle.to_lowercase() == bare.to_lowercase())
    }

    fn take_contacts(&mut self, entry: &Entry<'_>, context: &mut ImportContext<'_>) {
        for further in &entry.further {
            self.contact(further.kind, &further.value, further.header, context);
        }
    }

    /// Keeps a further address, number, link or name, once.
    fn contact(
        &mut self,
        kind: ContactKind,
        value: &str,
        label: &str,
        context: &mut ImportContext<'_>,
    ) {
        let first = match kind {
            ContactKind::Email => &self.after.email,
            ContactKind::Phone => &self.after.phone,
            ContactKind::OtherName => &self.after.name,
            ContactKind::Link | ContactKind::FormerHandle => "",
        };
        let known = self.known_contacts.iter().chain(&self.contacts);
        let there = known.filter(|c| c.kind == kind).count();
        let same = |c: &ContactPoint| c.kind == kind && same_contact(kind, &c.value, value);
        if same_contact(kind, first, value)
            || there >= MOST_CONTACTS
            || self.known_contacts.iter().chain(&self.contacts).any(same)
        {
            return;
        }
        self.contacts.push(ContactPoint {
            id: next(&mut context.ids.contact),
            creator: self.after.id,
            kind,
            platform: None,
            value: value.into(),
            label: label.into(),
        });
        self.change(kind.label(), "", value);
    }

    fn take_marks(&mut self, entry: &Entry<'_>) {
        if let Some(rate) = entry.rate.filter(|_| self.said(Field::Rate).is_none()) {
            self.said.push((Field::Rate, entry.line));
            if self.after.rate != Some(rate) {
                let from = self.after.rate.replace(rate);
                self.change(Field::Rate.label(), shown(from), rate);
            }
        }
        if !entry.tags.is_empty() && self.after.tags.0.len() < MOST_BYTES {
            let tags = self.after.tags.changed(&entry.tags, &[]);
            if tags != self.after.tags {
                let (from, to) = (self.after.tags.shown(), tags.shown());
                self.after.tags = tags;
                self.change(Field::Tags.label(), from, to);
            }
        }
        if let Some(why) = entry
            .do_not_contact
            .as_deref()
            .filter(|_| !self.after.do_not_contact)
        {
            self.after.do_not_contact = true;
            self.after.do_not_contact_why = why.into();
            self.change(Field::DoNotContact.label(), "no", why);
        }
        if entry.core && !self.after.core {
            self.after.core = true;
            self.change(Field::Core.label(), "no", "yes");
        }
        if let Some(kind) = entry
            .relationship
            .filter(|k| self.after.relationship != Some(*k))
            && self.said(Field::Relationship).is_none()
        {
            self.said.push((Field::Relationship, entry.line));
            let from = self.after.relationship.map_or("", Relationship::label);
            self.after.relationship = Some(kind);
            self.change(Field::Relationship.label(), from, kind.label());
        }
        for line in &entry.boundaries {
            let room = self.after.boundaries.len() < MOST_BYTES;
            if room && !self.after.boundaries.lines().any(|l| l == *line) {
                self.after.boundaries = with_line(&self.after.boundaries, line);
                self.change(Field::Boundaries.label(), "", *line);
            }
        }
        if let Some(added) = entry
            .added
            .filter(|_| self.before.is_none() && self.line == entry.line)
        {
            self.after.added = added;
        }
    }

    fn take_account(&mut self, entry: &AccountEntry, line: u32, context: &mut ImportContext<'_>) {
        let platform = entry.platform.unwrap_or(Platform::Other);
        let place = self
            .accounts
            .iter()
            .position(|d| same_profile(&d.after, platform, &entry.handle));
        let place = place.unwrap_or_else(|| {
            let after = Account::new(
                next(&mut context.ids.account),
                self.after.id,
                platform,
                &entry.handle,
            );
            self.accounts.push(AccountDraft {
                before: None,
                after,
                line: 0,
            });
            self.change(
                "Account",
                "",
                format_args!("@{} on {}", entry.handle, platform.label()),
            );
            self.accounts.len() - 1
        });
        let Some(draft) = self.accounts.get_mut(place) else {
            return;
        };
        let account = &mut draft.after;
        let (said, known) = (draft.line > 0, self.before.is_some());
        let mut changed = false;
        let mut changes: Vec<FieldChange> = Vec::new();
        let mut number = |slot: &mut Option<i64>,
                          here: Option<i64>,
                          field: Field,
                          shown: fn(Option<i64>) -> String| {
            if here.is_some() && *slot != here && !(said && slot.is_some()) {
                changed = true;
                if known {
                    changes.push(FieldChange {
                        field: field.label(),
                        from: shown(*slot),
                        to: shown(here),
                    });
                }
                *slot = here;
            }
        };
        number(
            &mut account.followers,
            entry.followers,
            Field::Followers,
            shown,
        );
        number(&mut account.avg_views, entry.views, Field::Views, shown);
        let mut engagement = account.engagement.map(i64::from);
        number(
            &mut engagement,
            entry.engagement.map(i64::from),
            Field::Engagement,
            percent,
        );
        account.engagement = engagement.and_then(|n| i32::try_from(n).ok());
        if changed {
            account.checked = Some(context.today);
        }
        if account.url.is_empty() && !entry.url.is_empty() {
            account.url = entry.url.as_str().into();
            changed = true;
            if known {
                changes.push(FieldChange {
                    field: Field::Link.label(),
                    from: String::new(),
                    to: entry.url.clone(),
                });
            }
        }
        draft.line = if said { draft.line } else { line };
        self.changed |= changed;
        self.changes.extend(changes);
    }

    /// Columns without a field, a line each. An earlier line of the file keeps its word and a later
    /// one stands beside it; of somebody known, the file's word replaces the old one.
    fn take_extra(&mut self, entry: &Entry<'_>, first: bool) {
        for (header, value) in &entry.extra {
            let here = format!("{header}: {value}");
            if self.after.extra.lines().any(|line| *line == here) {
                continue;
            }
            let mine = |line: &&str| {
                line.strip_prefix(header)
                    .is_some_and(|rest| rest.starts_with(": "))
            };
            let old = self.after.extra.lines().find(mine).map(str::to_string);
            match old.filter(|_| first && self.before.is_some()) {
                Some(from) => {
                    let lines: Vec<&str> = self
                        .after
                        .extra
                        .lines()
                        .map(|l| if l == from { here.as_str() } else { l })
                        .collect();
                    self.after.extra = lines.join("\n").into();
                    self.change("Other columns", from, here);
                }
                None if self.after.extra.len() < MOST_BYTES || first => {
                    self.after.extra = with_line(&self.after.extra, &here);
                    self.change("Other columns", "", here);
                }
                None => {}
            }
        }
    }

    fn take_touches(&mut self, entry: &Entry<'_>, context: &mut ImportContext<'_>) {
        let id = self.after.id;
        if let Some(day) = entry.last_contact
            && self.spoke.is_none_or(|spoke| spoke < day)
        {
            self.spoke = Some(day);
            let channel = if self.accounts.is_empty() {
                Channel::Mail
            } else {
                Channel::Dm
            };
            let at = context.clock.at_day(day);
            self.touches.push(Touch::new(
                next(&mut context.ids.touch),
                id,
                at,
                channel,
                Direction::Out,
            ));
            self.change(Field::LastContact.label(), "", day);
        }
        for words in &entry.notes {
            let words = words.trim_end();
            let blank = words.trim().is_empty();
            if blank || context.notes.has(id, words) || !self.notes.insert(KnownNotes::mark(words))
            {
                continue;
            }
            let mut note = Touch::new(
                next(&mut context.ids.touch),
                id,
                context.clock.now,
                Channel::Mail,
                Direction::Note,
            );
            note.words = words.into();
            self.touches.push(note);
            self.change("Note", "", words);
        }
    }

    /// What was measured before and now, so that a new count does not wipe out the history.
    pub fn measure(&mut self, context: &mut ImportContext<'_>) {
        let looks = |a: &Account| (a.followers, a.engagement, a.avg_views);
        for draft in &self.accounts {
            let Some(before) = draft
                .before
                .as_ref()
                .filter(|b| looks(b) != looks(&draft.after))
            else {
                continue;
            };
            let known = |day: Day| {
                context
                    .model
                    .of::<Measurement>(before.creator)
                    .any(|m| m.account == before.id && m.day == day)
            };
            let mut look = |day: Day, a: &Account| Measurement {
                id: next(&mut context.ids.measurement),
                creator: a.creator,
                account: a.id,
                day,
                followers: a.followers,
                engagement: a.engagement,
                avg_views: a.avg_views,
            };
            if let Some(day) = before
                .checked
                .filter(|day| *day < context.today && !known(*day))
            {
                self.measurements.push(look(day, before));
            }
            if !known(context.today) {
                self.measurements.push(look(context.today, &draft.after));
            }
        }
    }
}

pub(super) fn with_line(text: &str, line: &str) -> Text {
    if text.is_empty() {
        line.into()
    } else {
        format!("{text}\n{line}").into()
    }
}

/// Whether two addresses, numbers, links or names are the same.
fn same_contact(kind: ContactKind, a: &str, b: &str) -> bool {
    match kind {
        ContactKind::Phone => {
            let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
            a == b || (digits(a) == digits(b) && !digits(a).is_empty())
        }
        ContactKind::Link => folded_link(a) == folded_link(b),
        _ => folded_name(a) == folded_name(b),
    }
}
