//! One row of a sheet as typed values: what can be read for certain, or the first reason why the
//! row cannot be taken.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::Datelike;

use super::columns::Reader;
use super::dates::Order;
use super::fields::{Field, Kind};
use super::grid::Row;
use super::handles::{Named, Profile};
use super::report::Rejected;
use super::stages::{self, StageChoice};
use super::values::{MOST_WORDS, listed, shortened, tidy};
use super::{dates, handles, numbers, values};
use crate::domain::clean::clean_line;
use crate::domain::day::Day;
use crate::domain::money::{Currency, Money};
use crate::domain::rows::{ContactKind, Platform, Relationship};
use crate::domain::when::Sense;

/// A profile with what the row says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEntry {
    /// Where; `None` when nothing in the file says so.
    pub platform: Option<Platform>,
    /// As written, without `@`.
    pub handle: String,
    /// Link.
    pub url: String,
    /// Followers.
    pub followers: Option<i64>,
    /// Engagement rate in hundredths of a percent.
    pub engagement: Option<i32>,
    /// Average views.
    pub views: Option<i64>,
}

/// A further address, number or link of a row, and the column it stood in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Further<'a> {
    /// What it is.
    pub kind: ContactKind,
    /// As written.
    pub value: Cow<'a, str>,
    /// Header of the column.
    pub header: &'a str,
}

/// A row, read.
#[derive(Debug, Clone, Default)]
pub struct Entry<'a> {
    /// Line on which it starts.
    pub line: u32,
    /// Fields of one text each.
    pub words: Vec<(Field, Cow<'a, str>)>,
    /// Profiles, the main one first.
    pub accounts: Vec<AccountEntry>,
    /// Addresses and numbers beyond the first, and links that name nobody.
    pub further: Vec<Further<'a>>,
    /// Price.
    pub rate: Option<Money>,
    /// Tags.
    pub tags: Vec<&'a str>,
    /// Where they stand: the word, and what it means.
    pub stage: Option<Option<StageChoice>>,
    /// Day of the last contact.
    pub last_contact: Option<Day>,
    /// Day of the next step.
    pub follow_up: Option<Day>,
    /// Day they were added.
    pub added: Option<Day>,
    /// Promo codes.
    pub codes: Vec<&'a str>,
    /// Notes.
    pub notes: Vec<&'a str>,
    /// Boundaries.
    pub boundaries: Vec<&'a str>,
    /// Not to be contacted, and why.
    pub do_not_contact: Option<String>,
    /// Relationship type.
    pub relationship: Option<Relationship>,
    /// One of the few to keep close.
    pub core: bool,
    /// What has no field: the column's header and the value.
    pub extra: Vec<(&'a str, Cow<'a, str>)>,
    /// What should be said about this row.
    pub warnings: Vec<String>,
    followers: Option<i64>,
    followers_on: Vec<(Platform, i64)>,
    engagement: Option<i32>,
    views: Option<i64>,
    platform: Option<Platform>,
    currency: Option<Currency>,
    first_name: &'a str,
    last_name: &'a str,
    address: Vec<Cow<'a, str>>,
    money: Option<(&'a Reader, numbers::Number, Option<Currency>)>,
}

/// What reading a row needs to know of the file.
#[derive(Debug)]
pub struct Rules<'a> {
    /// The columns that are read.
    pub readers: &'a [Reader],
    /// Meanings of the status words.
    pub stages: &'a HashMap<String, Option<StageChoice>>,
    /// Platform of handles that say none.
    pub platform: Option<Platform>,
    /// Currency of amounts that say none.
    pub currency: Option<Currency>,
    /// The user's day.
    pub today: Day,
    /// Bytes of a field that is not for notes.
    pub field_limit: usize,
}

/// Why a cell cannot be taken, to stand behind the cell itself.
type Why = String;

impl<'a> Entry<'a> {
    /// Reads a row.
    pub fn read(row: Row<'a>, rules: &Rules<'a>) -> Result<Self, Rejected> {
        let mut entry = Self {
            line: row.line,
            words: Vec::with_capacity(12),
            ..Self::default()
        };
        for reader in rules.readers {
            let cell = row.get(reader.at).trim_end();
            let text = cell.trim();
            if text.is_empty()
                || (reader.field.kind() != Kind::Lines && numbers::is_empty_text(text))
            {
                continue;
            }
            let lines = reader.field.kind() == Kind::Lines;
            let fault = if reader.field != Field::Notes && cell.len() > rules.field_limit {
                Err(format!(
                    "the field is longer than {} KB",
                    rules.field_limit >> 10
                ))
            } else {
                entry.take(reader, if lines { cell } else { text }, rules)
            };
            fault.map_err(|reason| Rejected {
                line: row.line,
                column: Some(reader.header.clone()),
                reason,
            })?;
        }
        let named = |column: &str| Some(column.to_string());
        entry.finish(rules).map_err(|(column, reason)| Rejected {
            line: row.line,
            column: column.and_then(|c| named(&c)),
            reason,
        })?;
        Ok(entry)
    }

    /// The text of a field, empty when the row says nothing.
    pub fn text(&self, field: Field) -> &str {
        self.words
            .iter()
            .find(|(f, _)| *f == field)
            .map_or("", |(_, text)| text)
    }

    /// Nothing but a name tells whom it is about.
    pub fn is_bare(&self) -> bool {
        self.accounts.is_empty() && self.text(Field::Email).is_empty()
    }

    fn take(&mut self, reader: &'a Reader, text: &'a str, rules: &Rules<'a>) -> Result<(), Why> {
        let cannot = |why: Why| format!("cannot read \"{}\": {why}", shortened(text));
        match reader.field.kind() {
            Kind::Handle => self.take_profiles(reader, text).map_err(cannot),
            Kind::Count => self.take_count(reader.field, text).map_err(cannot),
            Kind::Percent => self.take_percent(reader, text).map_err(cannot),
            Kind::Money => self.take_money(reader, text).map_err(cannot),
            Kind::Date => self.take_date(reader, text, rules.today).map_err(cannot),
            Kind::Email => {
                self.take_email(reader, text);
                Ok(())
            }
            Kind::Platform => match handles::platform(text) {
                Some((platform, several)) => {
                    self.platform = Some(platform);
                    if several {
                        self.warnings.push(format!(
                            "several platforms in one cell: {} was taken",
                            platform.label()
                        ));
                    }
                    Ok(())
                }
                None => {
                    self.extra.push((&reader.header, clean_line(text)));
                    self.platform = Some(Platform::Other);
                    Ok(())
                }
            },
            Kind::Currency => {
                self.currency = Some(
                    numbers::currency(text).ok_or_else(|| cannot("it is not a currency".into()))?,
                );
                Ok(())
            }
            Kind::Stage => {
                self.stage = Some(
                    rules
                        .stages
                        .get(&stages::folded(text))
                        .copied()
                        .unwrap_or_default(),
                );
                Ok(())
            }
            Kind::YesNo | Kind::Present => {
                self.take_mark(reader, text);
                Ok(())
            }
            Kind::Words | Kind::Lines | Kind::List => self.take_words(reader, text),
        }
    }

    fn take_profiles(&mut self, reader: &'a Reader, text: &'a str) -> Result<(), Why> {
        let field = reader.field;
        let column = match field {
            Field::HandleOn(on) => Some(on),
            _ => None,
        };
        let Named {
            profiles,
            links,
            remarks,
        } = handles::read(text, column)?;
        if profiles.len() + links.len() > MOST_WORDS {
            return Err(format!("more than {MOST_WORDS} profiles in one cell"));
        }
        if remarks {
            self.extra.push((&reader.header, clean_line(text)));
        }
        if !links.is_empty() {
            self.warnings
                .push("a link that leads to no profile is kept as a link".into());
        }
        self.further.extend(links.into_iter().map(|link| Further {
            kind: ContactKind::Link,
            value: Cow::Owned(link),
            header: &reader.header,
        }));
        for Profile {
            platform,
            handle,
            url,
        } in profiles
        {
            let platform = platform.or(column);
            self.add_account(platform, handle, url);
        }
        Ok(())
    }

    /// A handle and a link to the same profile are one account.
    fn add_account(&mut self, platform: Option<Platform>, handle: String, url: String) {
        let folded = handles::folded(&handle);
        let same = |a: &&mut AccountEntry| {
            handles::folded(&a.handle) == folded
                && (a.platform == platform || a.platform.is_none() || platform.is_none())
        };
        if let Some(known) = self.accounts.iter_mut().find(same) {
            known.platform = known.platform.or(platform);
            if known.url.is_empty() {
                known.url = url;
            }
            return;
        }
        self.accounts.push(AccountEntry {
            platform,
            handle,
            url,
            followers: None,
            engagement: None,
            views: None,
        });
    }

    fn take_percent(&mut self, reader: &'a Reader, text: &'a str) -> Result<(), Why> {
        let Some(amount) = numbers::read(text)? else {
            return Ok(());
        };
        let number = amount.rated().ok_or("it is not a number")?;
        let rate = match reader.fraction {
            _ if amount.percent => number.hundredths(),
            Some(true) => number.times_hundred().hundredths(),
            Some(false) => number.hundredths(),
            None => {
                self.extra.push((&reader.header, clean_line(text)));
                return Ok(());
            }
        };
        let rate = rate
            .and_then(|n| i32::try_from(n).ok())
            .filter(|r| (0..=100_000).contains(r));
        self.engagement = Some(rate.ok_or("it cannot be a rate in percent")?);
        Ok(())
    }

    fn take_count(&mut self, field: Field, text: &str) -> Result<(), Why> {
        let Some(amount) = numbers::read(text)? else {
            return Ok(());
        };
        if amount.percent || amount.currency.is_some() {
            return Err("it is not a count".into());
        }
        let whole = amount
            .counted()
            .and_then(numbers::Number::whole)
            .ok_or("it is not a whole number")?;
        if whole < 0 {
            return Err("it is below zero".into());
        }
        match field {
            Field::FollowersOn(platform) => self.followers_on.push((platform, whole)),
            Field::Views => self.views = Some(whole),
            _ => self.followers = Some(whole),
        }
        Ok(())
    }

    fn take_money(&mut self, reader: &'a Reader, text: &str) -> Result<(), Why> {
        let Some(amount) = numbers::read(text)? else {
            return Ok(());
        };
        let number = match (amount.number(reader.mark), amount.ambiguous()) {
            (Some(number), _) => number,
            (None, Some((point, comma))) => {
                return Err(format!(
                    "it is {point} or {comma}; say which sign stands before the decimals"
                ));
            }
            (None, None) => return Err("it is not an amount".into()),
        };
        if amount.percent {
            return Err("it is a percentage, not an amount".into());
        }
        if number.is_negative() {
            return Err("a price below zero".into());
        }
        self.money = Some((reader, number, amount.currency));
        Ok(())
    }

    fn take_date(&mut self, reader: &Reader, text: &str, today: Day) -> Result<(), Why> {
        let sense = reader.field.sense();
        let dated = match dates::read(text) {
            Err(_) if dates::has_no_year(text) => near(text, reader.order, sense, today),
            read => read?,
        };
        let Some(dated) = dated else {
            return Ok(());
        };
        let day = dated.day(reader.order).ok_or_else(|| match dated {
            dates::Dated::Either { day_first, month_first } => {
                format!("it is {day_first} or {month_first}; say whether the day or the month comes first")
            }
            dates::Dated::Sure(..) => "it is not a date".to_string(),
        })?;
        match reader.field {
            field if sense == Sense::Fact && day > today => self.warnings.push(format!(
                "{}: {day} is after today, and what has happened lies in the past: it was left out",
                field.label()
            )),
            Field::LastContact => self.last_contact = Some(day),
            Field::FollowUp => self.follow_up = Some(day),
            _ => self.added = Some(day),
        }
        Ok(())
    }

    fn take_email(&mut self, reader: &'a Reader, text: &'a str) {
        match handles::emails(text).as_slice() {
            [address, more @ ..] => {
                self.words.push((Field::Email, Cow::Borrowed(*address)));
                self.further.extend(more.iter().map(|more| Further {
                    kind: ContactKind::Email,
                    value: Cow::Borrowed(*more),
                    header: &reader.header,
                }));
            }
            [] => {
                self.warnings
                    .push("the e-mail address looks wrong: it was kept beside the fields".into());
                self.extra.push((&reader.header, clean_line(text)));
            }
        }
    }

    fn take_mark(&mut self, reader: &'a Reader, text: &str) {
        let yes = reader.field.kind() == Kind::Present || values::yes_no(text) == Some(true);
        match reader.field {
            Field::Core => self.core = yes,
            _ if yes => {
                self.do_not_contact = Some(format!("{}: {}", reader.header, shortened(text)))
            }
            _ => {}
        }
    }

    fn take_words(&mut self, reader: &'a Reader, text: &'a str) -> Result<(), Why> {
        match reader.field {
            Field::FirstName => self.first_name = text,
            Field::LastName => self.last_name = text,
            Field::Address => self.address.push(clean_line(text.trim())),
            Field::Notes => self.notes.push(text),
            Field::Phone => {
                let mut numbers = values::phones(text).into_iter();
                let first = numbers.next().unwrap_or(text);
                self.words.push((Field::Phone, tidy(first)));
                self.further.extend(numbers.map(|more| Further {
                    kind: ContactKind::Phone,
                    value: tidy(more),
                    header: &reader.header,
                }));
            }
            Field::Boundaries => self
                .boundaries
                .extend(text.lines().map(str::trim).filter(|l| !l.is_empty())),
            Field::Tags => self.tags.extend(
                listed(text)?
                    .into_iter()
                    .map(|t| t.trim_start_matches("* ")),
            ),
            Field::Code => self.codes.extend(listed(text)?),
            Field::Extra => self.extra.push((&reader.header, clean_line(text.trim()))),
            Field::Relationship => match values::relationship(text) {
                Some(relationship) => self.relationship = Some(relationship),
                None => self.extra.push((&reader.header, clean_line(text))),
            },
            field => {
                let text = tidy(text);
                if field == Field::Name && text.chars().count() > 200 {
                    return Err("a name has at most 200 characters".into());
                }
                self.words.push((field, text));
            }
        }
        Ok(())
    }

    /// Puts together what several columns say.
    fn finish(&mut self, rules: &Rules<'a>) -> Result<(), (Option<String>, Why)> {
        if self.text(Field::Name).is_empty() {
            let full = tidy(&format!("{} {}", self.first_name, self.last_name)).into_owned();
            if !full.is_empty() {
                self.words.push((Field::Name, Cow::Owned(full)));
            }
        }
        if !self.address.is_empty() {
            let address = self.address.join(", ");
            self.words.push((Field::Address, Cow::Owned(address)));
        }
        self.finish_accounts(rules);
        if self.text(Field::Name).is_empty()
            && self.accounts.is_empty()
            && self.text(Field::Email).is_empty()
        {
            return Err((None, "no name, no handle and no e-mail".into()));
        }
        let Some((reader, number, said)) = self.money.take() else {
            return Ok(());
        };
        let at = || Some(reader.header.clone());
        if let (Some(cell), Some(column)) = (said, self.currency)
            && cell != column
        {
            self.warnings.push(format!(
                "the amount says {cell}, its currency column {column}: {cell} was taken"
            ));
        }
        let currency = said
            .or(self.currency)
            .or(reader.currency)
            .or(rules.currency);
        let currency =
            currency.ok_or_else(|| (at(), format!("{number} of which currency? None is said")))?;
        let minor = number.minor(currency.exponent());
        let minor =
            minor.ok_or_else(|| (at(), format!("{number} has more decimals than {currency}")))?;
        self.rate = Some(Money::new(minor, currency));
        Ok(())
    }

    fn finish_accounts(&mut self, rules: &Rules<'_>) {
        let default = self.platform.or(rules.platform);
        // A bare name beside a link that says where is a display name more often than a second
        // profile.
        if self.accounts.iter().any(|a| a.platform.is_some()) && self.platform.is_none() {
            let bare = self.accounts.extract_if(.., |a| a.platform.is_none());
            let kept: Vec<_> = bare.map(|a| ("Handle", Cow::Owned(a.handle))).collect();
            self.extra.extend(kept);
        }
        for account in &mut self.accounts {
            account.platform = account.platform.or(default);
        }
        // Words with spaces name a podcast, but are no handle anywhere else.
        let words = |a: &mut AccountEntry| {
            a.url.is_empty()
                && !handles::is_plain(&a.handle)
                && !handles::is_named_freely(a.platform)
        };
        let odd = self.accounts.extract_if(.., words);
        let kept: Vec<_> = odd.map(|a| ("Handle", Cow::Owned(a.handle))).collect();
        self.extra.extend(kept);
        if let Some(main) = self.platform {
            self.accounts.sort_by_key(|a| a.platform != Some(main));
        }
        if let Some(first) = self.accounts.first_mut() {
            (first.followers, first.engagement, first.views) =
                (self.followers, self.engagement, self.views);
        } else if let Some(count) = self.followers {
            self.extra
                .push(("Followers", Cow::Owned(count.to_string())));
        }
        for (platform, count) in &self.followers_on {
            if let Some(account) = self
                .accounts
                .iter_mut()
                .find(|a| a.platform == Some(*platform))
            {
                account.followers = Some(*count);
            }
        }
    }
}

/// A day without a year: of a fact the most recent, of a plan the coming one. What may be either is
/// taken for a fact.
fn near(text: &str, order: Option<Order>, sense: Sense, today: Day) -> Option<dates::Dated> {
    let fits = |dated: &dates::Dated| {
        dated.day(order).is_none_or(|day| match sense {
            Sense::Plan => day >= today,
            Sense::Fact | Sense::Either => day <= today,
        })
    };
    let way = if sense == Sense::Plan { 1 } else { -1 };
    // Eight years hold a 29 February.
    (0..=8)
        .filter_map(|n| dates::in_year(text, today.year() + way * n))
        .find(fits)
}
