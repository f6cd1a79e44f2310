//! Who is who in a file: a row as the evidence that `domain::identity` judges, the answers to "is
//! this the same person?", and what of a row stays with somebody else.

use std::collections::HashMap;

use super::entry::{AccountEntry, Entry};
use super::fields::Field;
use super::grid::Row;
use super::handles;
pub use crate::domain::identity::{
    Answer, Doubt, Evidence, Fact, Found, Known, People, Stand, Why, folded_name,
};
use crate::domain::ids::Id;
use crate::domain::rows::{Account, ContactKind, Creator, Platform};

/// What a row says about who it is.
pub fn evidence<'e>(entry: &'e Entry<'_>) -> Evidence<'e> {
    let further = |kind: ContactKind| {
        let all = entry.further.iter().filter(move |f| f.kind == kind);
        all.map(|f| &*f.value)
    };
    let first = Some(entry.text(Field::Email)).filter(|e| !e.is_empty());
    Evidence {
        name: entry.text(Field::Name),
        emails: first
            .into_iter()
            .chain(further(ContactKind::Email))
            .collect(),
        accounts: entry
            .accounts
            .iter()
            .map(|a| (a.platform.unwrap_or(Platform::Other), &*a.handle))
            .collect(),
        links: further(ContactKind::Link).collect(),
    }
}

/// The entry without the profiles that belong to somebody else: those stay with their owners, and
/// what stood there is kept as words. `None` when there are none.
pub fn without_taken<'a>(
    people: &People,
    entry: &Entry<'a>,
    id: Id<Creator>,
    called: impl Fn(Id<Creator>) -> String,
) -> Option<Entry<'a>> {
    let owner = |a: &AccountEntry| {
        people
            .owner(a.platform.unwrap_or(Platform::Other), &a.handle)
            .filter(|owner| *owner != id)
    };
    entry.accounts.iter().any(|a| owner(a).is_some()).then(|| {
        let mut own = entry.clone();
        for account in own.accounts.extract_if(.., |a| owner(a).is_some()) {
            let on = account.platform.unwrap_or(Platform::Other);
            let whose = owner(&account).map_or_else(String::new, &called);
            let words = format!("@{} on {on}, which is {whose}'s", account.handle);
            own.extra.push(("Handle", words.into()));
            let count = |n: i64| n.to_string().into();
            own.extra
                .extend(account.followers.map(|n| ("Followers", count(n))));
            own.extra
                .extend(account.views.map(|n| ("Average views", count(n))));
            let rate = account
                .engagement
                .map(|n| super::conflicts::percent(Some(n.into())));
            own.extra
                .extend(rate.map(|r| ("Engagement rate", r.into())));
        }
        own
    })
}

/// Whether two accounts are the same profile.
pub fn same_profile(account: &Account, platform: Platform, handle: &str) -> bool {
    account.platform == platform && handles::folded(&account.handle) == handles::folded(handle)
}

/// Answers to questions that were given beforehand: to one by its id or its line, to all of a kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(HashMap<String, String>);

impl Answers {
    /// Reads `ID=CHOICE`, `KIND=CHOICE` and `LINE=CHOICE`.
    ///
    /// # Errors
    /// The one that is none of these.
    pub fn read<'t>(all: impl IntoIterator<Item = &'t str>) -> Result<Self, String> {
        let mut answers = Self::default();
        for one in all {
            let (what, choice) = one
                .split_once('=')
                .filter(|(what, choice)| !what.trim().is_empty() && !choice.trim().is_empty())
                .ok_or_else(|| {
                    format!("\"{one}\" is no answer: write ID=CHOICE or KIND=CHOICE.")
                })?;
            let what = what.trim().to_lowercase();
            answers.0.insert(what, choice.trim().to_owned());
        }
        Ok(answers)
    }

    /// Gives an answer to the question of an id.
    pub fn set(&mut self, id: &str, choice: &str) {
        self.0.insert(id.to_owned(), choice.to_owned());
    }

    /// The answer to a question: to it alone, else to its line, else to its kind.
    pub fn to(&self, id: &str, line: u32, kind: &str) -> Option<&str> {
        let found = self.0.get(id).or_else(|| self.0.get(&line.to_string()));
        found.or_else(|| self.0.get(kind)).map(String::as_str)
    }

    /// What was answered, each with its choice.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(what, choice)| (&**what, &**choice))
    }
}

/// The id of a question: its kind and a mark of the words it is about, the same at every run.
pub fn question_id<'t>(kind: &str, words: impl IntoIterator<Item = &'t str>) -> String {
    // FNV-1a; 32 bits are left of it, enough for the rows of one file.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for word in words {
        word.trim().bytes().for_each(&mut take);
        take(0x1f);
    }
    format!("{kind}:{:08x}", (hash ^ (hash >> 32)) & 0xffff_ffff)
}

/// The id of a question about a row.
pub fn row_id(kind: &str, row: Row<'_>) -> String {
    question_id(kind, row.cells())
}
