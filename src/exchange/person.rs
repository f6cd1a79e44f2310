//! A person while an import is planned: what they were, what they become, and which line of the file said what, so that
//! a later line never overrules an earlier one in silence and an empty cell never erases anything.

use std::fmt::Display;

use super::entry::{AccountEntry, Entry};
use super::fields::Field;
use super::people::{folded_name, same_profile};
use super::report::FieldChange;
use super::stages::Standing;
use crate::domain::day::{Clock, Day, Stamp};
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::*;

/// Words of the next step an import sets.
pub const NEXT_STEP: &str = "Next step from the sheet";

/// The next free id of each table an import writes to.
#[derive(Debug)]
pub struct Ids {
    creator: u32,
    account: u32,
    measurement: u32,
    collaboration: u32,
    touch: u32,
    followup: u32,
    right: u32,
}

impl Ids {
    /// After all ids ever used.
    pub fn after(model: &Model) -> Self {
        Self {
            creator: model.creators.next_id().raw(),
            account: model.accounts.next_id().raw(),
            measurement: model.measurements.next_id().raw(),
            collaboration: model.collaborations.next_id().raw(),
            touch: model.touches.next_id().raw(),
            followup: model.followups.next_id().raw(),
            right: model.rights.next_id().raw(),
        }
    }
}

fn next<T>(counter: &mut u32) -> Id<T> {
    let id = Id::new(*counter);
    *counter = counter.saturating_add(1);
    id
}

/// Which notes a creator already has. The model keeps no words, so whoever plans an import fills this from the file; with
/// it, importing the same sheet again adds no note twice.
#[derive(Debug, Clone, Default)]
pub struct KnownNotes(std::collections::HashSet<(u32, u64)>);

impl KnownNotes {
    /// Remembers a note of a creator.
    pub fn add(&mut self, creator: Id<Creator>, words: &str) {
        self.0.insert((creator.raw(), Self::mark(words)));
    }

    /// Whether a creator has this note.
    pub fn has(&self, creator: Id<Creator>, words: &str) -> bool {
        self.0.contains(&(creator.raw(), Self::mark(words)))
    }

    /// 64 bits are enough to tell one person's few notes apart.
    fn mark(words: &str) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        words.trim().hash(&mut hasher);
        hasher.finish()
    }
}

/// What merging needs besides the entry.
pub struct Desk<'a> {
    /// The rows as they are.
    pub model: &'a Model,
    /// The time.
    pub clock: Clock,
    /// Today.
    pub today: Day,
    /// Name of the file: where new creators are known from.
    pub file: &'a str,
    /// Free ids.
    pub ids: Ids,
    /// Notes that are there.
    pub notes: &'a KnownNotes,
}

/// An account before and after.
#[derive(Debug)]
pub struct AccountDraft {
    pub(super) before: Option<Account>,
    pub(super) after: Account,
    line: u32,
}

/// Two lines of the file that say different things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Which field.
    pub field: Field,
    /// What the earlier line said.
    pub kept: String,
    /// What this one says.
    pub here: String,
    /// The earlier line.
    pub line: u32,
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
    pub(super) measurements: Vec<Measurement>,
    /// First line of the file that spoke of them.
    pub(super) line: u32,
    /// What changes about somebody who was there before.
    pub(super) changes: Vec<FieldChange>,
    /// How many lines changed something after the one that made them.
    pub(super) updates: usize,
    said: Vec<(Field, u32)>,
    standing: Option<Standing>,
    notes: Vec<Text>,
    changed: bool,
}

type Get = fn(&Creator) -> &Text;
type GetMut = fn(&mut Creator) -> &mut Text;

/// Fields that are one text.
#[rustfmt::skip] // a table
const TEXTS: &[(Field, Get, GetMut)] = &[
    (Field::Name, |c| &c.name, |c| &mut c.name),
    (Field::Email, |c| &c.email, |c| &mut c.email),
    (Field::Phone, |c| &c.phone, |c| &mut c.phone),
    (Field::Agent, |c| &c.agent, |c| &mut c.agent),
    (Field::Country, |c| &c.country, |c| &mut c.country),
    (Field::Language, |c| &c.language, |c| &mut c.language),
    (Field::Address, |c| &c.address, |c| &mut c.address),
    (Field::Niche, |c| &c.niche, |c| &mut c.niche),
    (Field::Style, |c| &c.style, |c| &mut c.style),
    (Field::Voice, |c| &c.voice, |c| &mut c.voice),
    (Field::RateFor, |c| &c.rate_for, |c| &mut c.rate_for),
    (Field::Source, |c| &c.source, |c| &mut c.source),
];

/// Whether two texts of a field say the same.
fn same(field: Field, a: &str, b: &str) -> bool {
    match field {
        Field::Email => a.eq_ignore_ascii_case(b),
        Field::Name => a == b || folded_name(a) == folded_name(b),
        _ => a == b,
    }
}

fn percent(hundredths: Option<i64>) -> String {
    hundredths.map(|n| format!("{}.{:02} %", n / 100, n % 100)).unwrap_or_default()
}

fn shown(value: Option<impl Display>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

impl Person {
    /// Somebody new.
    pub fn new(desk: &mut Desk<'_>) -> Self {
        let after = Creator {
            id: next(&mut desk.ids.creator),
            added: desk.today,
            imported: true,
            source: desk.file.into(),
            ..Creator::default()
        };
        Self::with(None, after, Vec::new())
    }

    /// Somebody who is there.
    pub fn known(model: &Model, id: Id<Creator>) -> Option<Self> {
        let before = model.get(id)?.clone();
        let accounts = model.of::<Account>(id);
        let accounts = accounts.map(|a| AccountDraft { before: Some(a.clone()), after: a.clone(), line: 0 }).collect();
        Some(Self::with(Some(Box::new(before.clone())), before, accounts))
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
            measurements: Vec::new(),
            line: 0,
            changes: Vec::new(),
            updates: 0,
            said: Vec::new(),
            standing: None,
            notes: Vec::new(),
            changed: false,
        }
    }

    fn said(&self, field: Field) -> Option<u32> {
        self.said.iter().find(|(f, _)| *f == field).map(|(_, line)| *line)
    }

    /// Whether an entry brings a profile that no earlier line of the file spoke of.
    pub fn brings_profile(&self, entry: &Entry<'_>) -> bool {
        entry.accounts.iter().any(|a| self.account(a).is_none_or(|draft| draft.line == 0))
    }

    fn account(&self, entry: &AccountEntry) -> Option<&AccountDraft> {
        let platform = entry.platform.unwrap_or(Platform::Other);
        self.accounts.iter().find(|d| same_profile(&d.after, platform, &entry.handle))
    }

    /// Where an entry contradicts an earlier line of the file.
    pub fn conflicts(&self, entry: &Entry<'_>) -> Vec<Conflict> {
        let mut all = Vec::new();
        if self.line == 0 {
            return all;
        }
        let mut check = |field: Field, line: Option<u32>, kept: String, here: Option<String>| {
            if let (Some(line), Some(here)) = (line, here)
                && kept != here
            {
                all.push(Conflict { field, kept, here, line });
            }
        };
        for (field, get, _) in TEXTS {
            let here = entry.text(*field);
            if !here.is_empty() && !same(*field, get(&self.after), here) {
                check(*field, self.said(*field), get(&self.after).to_string(), Some(here.to_string()));
            }
        }
        check(Field::Rate, self.said(Field::Rate), shown(self.after.rate), entry.rate.map(|r| r.to_string()));
        let standing = self.standing.map_or("", Standing::label).to_string();
        let stands = entry.stage.flatten().map(|s| s.label().to_string());
        check(Field::Stage, self.said(Field::Stage), standing, stands);
        for account in &entry.accounts {
            let Some(draft) = self.account(account).filter(|d| d.line > 0) else { continue };
            let counts = |n: Option<i64>| n.map(|n| n.to_string());
            let mut number = |field, kept: Option<String>, here| {
                if let Some(kept) = kept {
                    check(field, Some(draft.line), kept, here);
                }
            };
            number(Field::Followers, counts(draft.after.followers), counts(account.followers));
            number(Field::Views, counts(draft.after.avg_views), counts(account.views));
            let rate = |n: Option<i32>| n.map(|n| percent(Some(i64::from(n))));
            number(Field::Engagement, rate(draft.after.engagement), rate(account.engagement));
        }
        all
    }

    /// Takes an entry in; where `conflicts` named a contradiction, the earlier line stays. Says whether anything changed.
    pub fn take(&mut self, entry: &Entry<'_>, desk: &mut Desk<'_>, say: &mut Vec<String>) -> bool {
        self.changed = false;
        let first = self.line == 0;
        if first {
            self.line = entry.line;
        }
        self.take_texts(entry);
        self.take_marks(entry);
        for account in &entry.accounts {
            self.take_account(account, entry.line, desk);
        }
        self.take_extra(entry, first, say);
        self.take_standing(entry, desk);
        self.take_touches(entry, desk);
        self.take_codes(entry, desk);
        self.changed
    }

    /// Notes a change. Its words are only made for people who were there before: of new ones, all is new.
    fn change(&mut self, field: &'static str, from: impl Display, to: impl Display) {
        self.changed = true;
        if self.before.is_some() {
            self.changes.push(FieldChange { field, from: from.to_string(), to: to.to_string() });
        }
    }

    fn take_texts(&mut self, entry: &Entry<'_>) {
        for (field, get, get_mut) in TEXTS {
            let here = entry.text(*field);
            if here.is_empty() {
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
        // Somebody of whom only an address is known is called by it.
        if self.after.name.is_empty() && self.before.is_none() && entry.accounts.is_empty() {
            self.after.name = self.after.email.clone();
        }
    }

    fn take_marks(&mut self, entry: &Entry<'_>) {
        if let Some(rate) = entry.rate.filter(|_| self.said(Field::Rate).is_none()) {
            self.said.push((Field::Rate, entry.line));
            if self.after.rate != Some(rate) {
                let from = self.after.rate.replace(rate);
                self.change(Field::Rate.label(), shown(from), rate);
            }
        }
        if !entry.tags.is_empty() {
            let tags = self.after.tags.changed(&entry.tags, &[]);
            if tags != self.after.tags {
                let (from, to) = (self.after.tags.shown(), tags.shown());
                self.after.tags = tags;
                self.change(Field::Tags.label(), from, to);
            }
        }
        if let Some(why) = entry.do_not_contact.as_deref().filter(|_| !self.after.do_not_contact) {
            self.after.do_not_contact = true;
            self.after.do_not_contact_why = why.into();
            self.change(Field::DoNotContact.label(), "no", why);
        }
        if entry.core && !self.after.core {
            self.after.core = true;
            self.change(Field::Core.label(), "no", "yes");
        }
        if let Some(kind) = entry.relationship.filter(|k| self.after.relationship != Some(*k))
            && self.said(Field::Relationship).is_none()
        {
            self.said.push((Field::Relationship, entry.line));
            let from = self.after.relationship.map_or("", Relationship::label);
            self.after.relationship = Some(kind);
            self.change(Field::Relationship.label(), from, kind.label());
        }
        for line in &entry.boundaries {
            if !self.after.boundaries.lines().any(|l| l == *line) {
                self.after.boundaries = with_line(&self.after.boundaries, line);
                self.change(Field::Boundaries.label(), "", *line);
            }
        }
        if let Some(added) = entry.added.filter(|_| self.before.is_none() && self.line == entry.line) {
            self.after.added = added;
        }
    }

    fn take_account(&mut self, entry: &AccountEntry, line: u32, desk: &mut Desk<'_>) {
        let platform = entry.platform.unwrap_or(Platform::Other);
        let place = self.accounts.iter().position(|d| same_profile(&d.after, platform, &entry.handle));
        let place = place.unwrap_or_else(|| {
            let after = Account::new(next(&mut desk.ids.account), self.after.id, platform, &entry.handle);
            self.accounts.push(AccountDraft { before: None, after, line: 0 });
            self.change("Account", "", format_args!("@{} on {}", entry.handle, platform.label()));
            self.accounts.len() - 1
        });
        let Some(draft) = self.accounts.get_mut(place) else { return };
        let account = &mut draft.after;
        let (said, known) = (draft.line > 0, self.before.is_some());
        let mut changed = false;
        let mut changes: Vec<FieldChange> = Vec::new();
        let mut number = |slot: &mut Option<i64>, here: Option<i64>, field: Field, shown: fn(Option<i64>) -> String| {
            if here.is_some() && *slot != here && !(said && slot.is_some()) {
                changed = true;
                if known {
                    changes.push(FieldChange { field: field.label(), from: shown(*slot), to: shown(here) });
                }
                *slot = here;
            }
        };
        number(&mut account.followers, entry.followers, Field::Followers, shown);
        number(&mut account.avg_views, entry.views, Field::Views, shown);
        let mut engagement = account.engagement.map(i64::from);
        number(&mut engagement, entry.engagement.map(i64::from), Field::Engagement, percent);
        account.engagement = engagement.and_then(|n| i32::try_from(n).ok());
        if changed {
            account.checked = Some(desk.today);
        }
        if account.url.is_empty() && !entry.url.is_empty() {
            account.url = entry.url.as_str().into();
            changed = true;
            if known {
                changes.push(FieldChange { field: Field::Link.label(), from: String::new(), to: entry.url.clone() });
            }
        }
        draft.line = if said { draft.line } else { line };
        self.changed |= changed;
        self.changes.extend(changes);
    }

    /// Columns without a field, a line each. An earlier line of the file keeps its word; of somebody known, the file's
    /// word replaces the old one.
    fn take_extra(&mut self, entry: &Entry<'_>, first: bool, say: &mut Vec<String>) {
        for (header, value) in &entry.extra {
            let here = format!("{header}: {value}");
            let mine = |line: &&str| line.strip_prefix(header).is_some_and(|rest| rest.starts_with(": "));
            match self.after.extra.lines().find(mine) {
                Some(line) if *line == here => {}
                Some(line) if first => {
                    let from = line.to_string();
                    let lines: Vec<&str> =
                        self.after.extra.lines().map(|l| if l == from { here.as_str() } else { l }).collect();
                    self.after.extra = lines.join("\n").into();
                    self.change("Other columns", from, here);
                }
                Some(_) => {
                    say.push(format!("\"{header}\" differs from line {} and was left as it is there", self.line))
                }
                None => {
                    self.after.extra = with_line(&self.after.extra, &here);
                    self.change("Other columns", "", here);
                }
            }
        }
    }

    /// A new creator gets a collaboration; an open one of a known creator only ever moves on or ends.
    fn take_standing(&mut self, entry: &Entry<'_>, desk: &mut Desk<'_>) {
        let here = entry.stage.flatten();
        if self.before.is_none() && self.collaboration.is_none() {
            let day = entry.last_contact.unwrap_or(self.after.added).min(desk.today);
            let collaboration =
                Collaboration::new(next(&mut desk.ids.collaboration), self.after.id, Stage::Discovery, day);
            self.collaboration = Some((None, collaboration));
        }
        let Some(standing) = here.filter(|_| self.said(Field::Stage).is_none()) else { return };
        self.said.push((Field::Stage, entry.line));
        self.standing = Some(standing);
        let known = || desk.model.open_collaborations(self.after.id).first().map(|c| (*c).clone());
        let Some((before, mut after)) =
            self.collaboration.take().or_else(|| known().map(|c| (Some(Box::new(c.clone())), c)))
        else {
            return;
        };
        let from = after.stage;
        match standing {
            Standing::In(stage) if before.is_none() || stage > after.stage => {
                after.stage = stage;
                after.stage_since = if before.is_none() { after.stage_since } else { desk.today };
            }
            Standing::In(_) => {}
            Standing::Closed(outcome) => {
                if before.is_none() {
                    after.stage = Stage::Pitch;
                }
                after.outcome = Some(outcome);
                after.closed = Some(if before.is_none() { after.stage_since } else { desk.today });
            }
        }
        let moved = before.as_ref().is_none_or(|b| **b != after);
        self.collaboration = Some((before, after));
        if moved && self.before.is_some() {
            self.change(Field::Stage.label(), from.label(), standing.label());
        }
    }

    fn take_touches(&mut self, entry: &Entry<'_>, desk: &mut Desk<'_>) {
        let id = self.after.id;
        if let Some(day) = entry.last_contact {
            let spoke = |t: &Touch| t.direction != Direction::Note && desk.clock.day_of(t.at) >= day;
            if !self.touches.iter().any(spoke) && !desk.model.of::<Touch>(id).any(spoke) {
                let channel = if self.accounts.is_empty() { Channel::Mail } else { Channel::Dm };
                let at = desk.clock.at_day(day);
                self.touches.push(Touch::new(next(&mut desk.ids.touch), id, at, channel, Direction::Out));
                self.change(Field::LastContact.label(), "", day);
            }
        }
        for words in &entry.notes {
            let words = words.trim_end();
            if words.trim().is_empty()
                || desk.notes.has(id, words)
                || self.notes.iter().any(|n| n.trim() == words.trim())
            {
                continue;
            }
            let mut note = Touch::new(next(&mut desk.ids.touch), id, desk.clock.now, Channel::Mail, Direction::Note);
            note.words = words.into();
            self.notes.push(words.into());
            self.touches.push(note);
            self.change("Note", "", words);
        }
        let Some(day) = entry.follow_up else { return };
        let planned = |f: &FollowUp| f.done.is_none() || (f.day == day && *f.what == *NEXT_STEP);
        if self.followups.is_empty() && !desk.model.of::<FollowUp>(id).any(planned) {
            self.followups.push(follow_up(next(&mut desk.ids.followup), id, day, desk.clock.now));
            self.change(Field::FollowUp.label(), "", day);
        }
    }

    fn take_codes(&mut self, entry: &Entry<'_>, desk: &mut Desk<'_>) {
        let id = self.after.id;
        for code in &entry.codes {
            let same = |r: &Right| r.kind == RightKind::Code && r.code.eq_ignore_ascii_case(code);
            if !self.rights.iter().any(same) && !desk.model.of::<Right>(id).any(same) {
                self.rights.push(promo_code(next(&mut desk.ids.right), id, code));
                self.change(Field::Code.label(), "", *code);
            }
        }
    }

    /// What was measured before and now, so that a new count does not wipe out the history.
    pub fn measure(&mut self, desk: &mut Desk<'_>) {
        let looks = |a: &Account| (a.followers, a.engagement, a.avg_views);
        for draft in &self.accounts {
            let Some(before) = draft.before.as_ref().filter(|b| looks(b) != looks(&draft.after)) else { continue };
            let known =
                |day: Day| desk.model.of::<Measurement>(before.creator).any(|m| m.account == before.id && m.day == day);
            let mut look = |day: Day, a: &Account| Measurement {
                id: next(&mut desk.ids.measurement),
                creator: a.creator,
                account: a.id,
                day,
                followers: a.followers,
                engagement: a.engagement,
                avg_views: a.avg_views,
            };
            if let Some(day) = before.checked.filter(|day| *day < desk.today && !known(*day)) {
                self.measurements.push(look(day, before));
            }
            if !known(desk.today) {
                self.measurements.push(look(desk.today, &draft.after));
            }
        }
    }
}

fn with_line(text: &str, line: &str) -> Text {
    if text.is_empty() { line.into() } else { format!("{text}\n{line}").into() }
}

fn follow_up(id: Id<FollowUp>, creator: Id<Creator>, day: Day, made: Stamp) -> FollowUp {
    FollowUp {
        id,
        creator: Some(creator),
        campaign: None,
        collaboration: None,
        day,
        what: NEXT_STEP.into(),
        if_no_reply: false,
        promised: false,
        made,
        done: None,
    }
}

fn promo_code(id: Id<Right>, creator: Id<Creator>, code: &str) -> Right {
    let none = Text::default;
    Right {
        id,
        creator,
        collaboration: None,
        deliverable: None,
        kind: RightKind::Code,
        scope: none(),
        channels: none(),
        territory: none(),
        code: code.into(),
        start: None,
        end: None,
        state: RightState::Active,
    }
}
