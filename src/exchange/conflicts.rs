//! Two lines of one file about the same person: where they say different things, and the table of
//! the fields that are one text each.

use std::fmt::Display;

use super::entry::Entry;
use super::fields::Field;
use super::people::folded_name;
use super::person::Person;
use super::stages::StageChoice;
use crate::domain::rows::{Creator, Text};

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

/// Reads a text of a creator.
pub type Get = fn(&Creator) -> &Text;
/// Gives a text of a creator to write.
pub type GetMut = fn(&mut Creator) -> &mut Text;

/// Fields that are one text.
#[rustfmt::skip] // a table
pub const TEXTS: &[(Field, Get, GetMut)] = &[
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
pub fn same(field: Field, a: &str, b: &str) -> bool {
    match field {
        Field::Email => a.eq_ignore_ascii_case(b),
        Field::Name => a == b || folded_name(a) == folded_name(b),
        _ => a == b,
    }
}

/// Hundredths of a percent as people read them.
pub fn percent(hundredths: Option<i64>) -> String {
    hundredths
        .map(|n| format!("{}.{:02} %", n / 100, n % 100))
        .unwrap_or_default()
}

/// A value, or nothing.
pub fn shown(value: Option<impl Display>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

impl Person {
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
                all.push(Conflict {
                    field,
                    kept,
                    here,
                    line,
                });
            }
        };
        // Another name, address or number of the same person is kept beside the first.
        let several = |field: Field| {
            matches!(
                field,
                Field::Name | Field::Email | Field::Phone | Field::Address
            )
        };
        for (field, get, _) in TEXTS.iter().filter(|(field, ..)| !several(*field)) {
            let here = entry.text(*field);
            if !here.is_empty() && !same(*field, get(&self.after), here) {
                check(
                    *field,
                    self.said(*field),
                    get(&self.after).to_string(),
                    Some(here.to_string()),
                );
            }
        }
        check(
            Field::Rate,
            self.said(Field::Rate),
            shown(self.after.rate),
            entry.rate.map(|r| r.to_string()),
        );
        let standing = self.standing.map_or("", StageChoice::label).to_string();
        let stands = entry.stage.flatten().map(|s| s.label().to_string());
        check(Field::Stage, self.said(Field::Stage), standing, stands);
        for account in &entry.accounts {
            let Some(draft) = self.account(account).filter(|d| d.line > 0) else {
                continue;
            };
            let counts = |n: Option<i64>| n.map(|n| n.to_string());
            let mut number = |field, kept: Option<String>, here| {
                if let Some(kept) = kept {
                    check(field, Some(draft.line), kept, here);
                }
            };
            number(
                Field::Followers,
                counts(draft.after.followers),
                counts(account.followers),
            );
            number(
                Field::Views,
                counts(draft.after.avg_views),
                counts(account.views),
            );
            let rate = |n: Option<i32>| n.map(|n| percent(Some(i64::from(n))));
            number(
                Field::Engagement,
                rate(draft.after.engagement),
                rate(account.engagement),
            );
        }
        all
    }
}
