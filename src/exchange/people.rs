//! Who is who: the creators that are known and those that the file makes, found by platform and
//! handle, then by e-mail, then by exact name. When these disagree, nobody is merged in silence:
//! two people may share an agency's mailbox, a name or, by a slip of the hand, a handle.

use std::collections::HashMap;

use super::entry::{AccountEntry, Entry};
use super::fields::Field;
use super::handles;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::{Account, Creator, Platform};

/// Whom a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody known.
    Known(Id<Creator>),
    /// Nobody known yet.
    New,
}

/// What is known of the person of an id, for telling people apart.
pub trait Known {
    /// Their name.
    fn name(&self, id: Id<Creator>) -> &str;
    /// Their e-mail address.
    fn email(&self, id: Id<Creator>) -> &str;
    /// Whether they have an account.
    fn has_account(&self, id: Id<Creator>) -> bool;
    /// The line of this file that already spoke of them.
    fn line(&self, id: Id<Creator>) -> Option<u32>;
    /// What to call them in a sentence.
    fn called(&self, id: Id<Creator>) -> String;
}

#[derive(Debug, Clone, Copy)]
struct Named {
    first: Id<Creator>,
    count: u32,
}

/// The index of people.
#[derive(Debug, Default)]
pub struct People {
    handles: HashMap<String, Vec<(Platform, Id<Creator>)>>,
    emails: HashMap<String, Id<Creator>>,
    names: HashMap<String, Named>,
}

/// A name as it is compared: small letters, single spaces.
pub fn folded_name(name: &str) -> String {
    name.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

impl People {
    /// Everybody in the model.
    pub fn of(model: &Model) -> Self {
        let mut people = Self::default();
        for creator in model.creators.iter() {
            people.add_name(&creator.name, creator.id);
            people.add_email(&creator.email, creator.id);
        }
        for account in model.accounts.iter() {
            people.add_handle(account.platform, &account.handle, account.creator);
        }
        people
    }

    /// Whose a handle is, if it is known.
    pub fn owner(&self, platform: Platform, handle: &str) -> Option<Id<Creator>> {
        let all = self.handles.get(&handles::folded(handle))?;
        all.iter().find(|(p, _)| *p == platform).map(|(_, id)| *id)
    }

    /// Where a handle without a platform is known, if it is known of one person only.
    pub fn only_platform(&self, handle: &str) -> Option<Platform> {
        let all = self.handles.get(&handles::folded(handle))?;
        let (platform, id) = all.first()?;
        all.iter()
            .all(|(_, other)| other == id)
            .then_some(*platform)
    }

    /// Notes a handle.
    pub fn add_handle(&mut self, platform: Platform, handle: &str, id: Id<Creator>) {
        self.handles
            .entry(handles::folded(handle))
            .or_default()
            .push((platform, id));
    }

    /// Notes the handles of an entry, where nobody has them.
    pub fn add_handles(&mut self, entry: &Entry<'_>, id: Id<Creator>) {
        for account in &entry.accounts {
            let platform = account.platform.unwrap_or(Platform::Other);
            if self.owner(platform, &account.handle).is_none() {
                self.add_handle(platform, &account.handle, id);
            }
        }
    }

    /// The entry without the profiles that belong to somebody else: those stay with their owners,
    /// and what was counted there is kept as words. `None` when there are none.
    pub fn without_taken<'a>(&self, entry: &Entry<'a>, id: Id<Creator>) -> Option<Entry<'a>> {
        let taken = |a: &AccountEntry| {
            self.owner(a.platform.unwrap_or(Platform::Other), &a.handle)
                .is_some_and(|owner| owner != id)
        };
        entry.accounts.iter().any(taken).then(|| {
            let mut own = entry.clone();
            for account in own.accounts.extract_if(.., |a| taken(a)) {
                own.extra.extend(
                    account
                        .followers
                        .map(|n| ("Followers", n.to_string().into())),
                );
            }
            own
        })
    }

    /// Notes an e-mail address. The first who has it keeps it.
    pub fn add_email(&mut self, email: &str, id: Id<Creator>) {
        if !email.is_empty() {
            self.emails.entry(email.to_lowercase()).or_insert(id);
        }
    }

    /// Notes a name.
    pub fn add_name(&mut self, name: &str, id: Id<Creator>) {
        if !name.is_empty() {
            self.names
                .entry(folded_name(name))
                .or_insert(Named {
                    first: id,
                    count: 0,
                })
                .count += 1;
        }
    }

    /// Whom an entry is about. Sentences for the user go to `say`; the error is the reason to
    /// reject the row.
    pub fn find(
        &self,
        entry: &Entry<'_>,
        known: &dyn Known,
        say: &mut Vec<String>,
    ) -> Result<Who, String> {
        let by_handle = self.by_handle(entry, known)?;
        let by_email = self
            .emails
            .get(&entry.text(Field::Email).to_lowercase())
            .copied();
        match (by_handle, by_email) {
            (Some(a), Some(b)) if a == b => Ok(Who::Known(a)),
            (Some(a), Some(b)) => torn(entry, a, b, known, say),
            (Some(a), None) => Ok(same_or_slip(entry, a, known, say)),
            (None, Some(b)) => Ok(same_or_mailbox(entry, b, known, say)),
            (None, None) => self.by_name(entry, known),
        }
    }

    fn by_handle(
        &self,
        entry: &Entry<'_>,
        known: &dyn Known,
    ) -> Result<Option<Id<Creator>>, String> {
        let mut found: Option<Id<Creator>> = None;
        for account in &entry.accounts {
            let Some(owner) = account
                .platform
                .and_then(|p| self.owner(p, &account.handle))
            else {
                continue;
            };
            match found {
                Some(other) if other != owner => {
                    return Err(format!(
                        "the handles belong to {} and {}",
                        known.called(other),
                        known.called(owner)
                    ));
                }
                _ => found = Some(owner),
            }
        }
        Ok(found)
    }

    fn by_name(&self, entry: &Entry<'_>, known: &dyn Known) -> Result<Who, String> {
        let name = entry.text(Field::Name);
        let Some(named) = self
            .names
            .get(&folded_name(name))
            .filter(|_| !name.is_empty())
        else {
            return Ok(Who::New);
        };
        if named.count > 1 {
            let why = || {
                format!(
                    "{} creators are called {name}: a handle or an e-mail address is needed",
                    named.count
                )
            };
            return if entry.is_bare() {
                Err(why())
            } else {
                Ok(Who::New)
            };
        }
        let other_mail = differ(entry.text(Field::Email), known.email(named.first));
        let other_handle = !entry.accounts.is_empty() && known.has_account(named.first);
        Ok(if other_mail || other_handle {
            Who::New
        } else {
            Who::Known(named.first)
        })
    }
}

/// Both are said, and they are not the same.
fn differ(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && folded_name(a) != folded_name(b)
}

/// The handle is one person's, the address another's: the name decides, if it can.
fn torn(
    entry: &Entry<'_>,
    a: Id<Creator>,
    b: Id<Creator>,
    known: &dyn Known,
    say: &mut Vec<String>,
) -> Result<Who, String> {
    let name = entry.text(Field::Name);
    if !name.is_empty() && !differ(name, known.name(b)) && differ(name, known.name(a)) {
        say.push(format!(
            "the handle is {}'s and was left there",
            known.called(a)
        ));
        Ok(Who::Known(b))
    } else if !differ(name, known.name(a)) {
        Ok(Who::Known(a))
    } else {
        Err(format!(
            "the handle is {}'s, the e-mail address {}'s",
            known.called(a),
            known.called(b)
        ))
    }
}

/// A second row with somebody's handle, but another name and another address, is another person
/// with a wrong handle.
fn same_or_slip(
    entry: &Entry<'_>,
    a: Id<Creator>,
    known: &dyn Known,
    say: &mut Vec<String>,
) -> Who {
    let other = differ(entry.text(Field::Name), known.name(a))
        && differ(entry.text(Field::Email), known.email(a));
    match known.line(a) {
        Some(line) if other => {
            say.push(format!("the handle is that of {} (line {line}); name and e-mail differ, so this is kept as another person without the handle", known.called(a)));
            Who::New
        }
        _ => Who::Known(a),
    }
}

/// Another name with another handle behind the same address is an agency's mailbox.
fn same_or_mailbox(
    entry: &Entry<'_>,
    b: Id<Creator>,
    known: &dyn Known,
    say: &mut Vec<String>,
) -> Who {
    if !entry.accounts.is_empty()
        && known.has_account(b)
        && differ(entry.text(Field::Name), known.name(b))
    {
        say.push(format!(
            "the e-mail address is {}'s too; the name and the handle differ, so this is another person",
            known.called(b)
        ));
        Who::New
    } else {
        Who::Known(b)
    }
}

/// Whether two accounts are the same profile.
pub fn same_profile(account: &Account, platform: Platform, handle: &str) -> bool {
    account.platform == platform && handles::folded(&account.handle) == handles::folded(handle)
}
