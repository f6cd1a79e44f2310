//! One row of a sheet as typed values. Only what tells whom a row is about can cost the row; a cell
//! that cannot be read as its field is kept as words, with the reason.

use std::borrow::Cow;
use std::cell::RefCell;
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
use super::{blank, dates, handles, numbers, values};
use crate::domain::clean::clean_line;
use crate::domain::day::Day;
use crate::domain::money::{Currency, Money};
use crate::domain::rows::{ContactKind, PieceState, Platform, Relationship};
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

/// A cell that could not be read as its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<'a> {
    /// Its column.
    pub header: &'a str,
    /// What it says.
    pub words: Cow<'a, str>,
    /// Why it was not read.
    pub why: String,
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
    /// What is to be done next.
    pub next_step: Vec<&'a str>,
    /// Day they were added.
    pub added: Option<Day>,
    /// What the row says about work.
    pub work: WorkEntry<'a>,
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
    /// Cells that could not be read; their words stand in `extra` too.
    pub kept: Vec<Kept<'a>>,
    /// What should be said about this row.
    pub warnings: Vec<String>,
    /// Cells that only mean something beside an account.
    measures: Vec<(Field, &'a str, &'a str)>,
    bare: Vec<(String, &'a str)>,
    followers: Option<i64>,
    followers_on: Vec<(Platform, i64)>,
    engagement: Option<i32>,
    views: Option<i64>,
    platform: Option<Platform>,
    currency: Option<Currency>,
    first_name: (&'a str, &'a str),
    last_name: (&'a str, &'a str),
    address: Vec<Cow<'a, str>>,
    money: Vec<(&'a Reader, &'a str, numbers::Number, Option<Currency>)>,
    currency_cell: (&'a str, &'a str),
}

/// What a row says about the work with somebody.
#[derive(Debug, Clone, Default)]
pub struct WorkEntry<'a> {
    /// The campaign.
    pub campaign: Cow<'a, str>,
    /// The fee agreed.
    pub fee: Option<Money>,
    /// Its words, for where another one stands already.
    pub fee_cell: (&'a str, &'a str),
    /// The product in kind.
    pub product: Cow<'a, str>,
    /// The pieces, in words.
    pub pieces: Vec<&'a str>,
    /// What kind of piece a column of dates or links is about: "reel".
    pub format: &'static str,
    /// Day the draft is due.
    pub draft_due: Option<Day>,
    /// Day it goes live.
    pub live_due: Option<Day>,
    /// Day it went live.
    pub live: Option<Day>,
    /// Links to posts.
    pub links: Vec<&'a str>,
    /// Where the pieces stand.
    pub state: Option<PieceState>,
    /// Day the codes end, with its column and its words.
    pub code_end: Option<(Day, &'a str, &'a str)>,
    /// Rights, in words.
    pub rights: &'a str,
    /// Day they end, with its column and its words.
    pub rights_end: Option<(Day, &'a str, &'a str)>,
}

impl WorkEntry<'_> {
    /// Whether it says anything about a piece.
    pub fn has_pieces(&self) -> bool {
        !self.pieces.is_empty()
            || !self.links.is_empty()
            || self.draft_due.or(self.live_due).or(self.live).is_some()
            || self.state.is_some()
    }

    /// Whether it says anything about a deal.
    pub fn has_deal(&self) -> bool {
        self.has_pieces()
            || self.fee.is_some()
            || !self.campaign.is_empty()
            || !self.product.is_empty()
    }
}

/// What reading a row needs to know of the file.
#[derive(Debug)]
pub struct Rules<'a> {
    /// The columns that are read.
    pub readers: &'a [Reader],
    /// Meanings of the status words.
    pub stages: &'a HashMap<String, Option<StageChoice>>,
    /// Cells of the status column that were read already: a sheet has few of them.
    pub stage_cells: RefCell<HashMap<String, StageCell>>,
    /// Platform of handles that say none.
    pub platform: Option<Platform>,
    /// Currency of amounts that say none.
    pub currency: Option<Currency>,
    /// The user's day.
    pub today: Day,
    /// Bytes of a field that is not for notes.
    pub field_limit: usize,
}

/// What a cell of the status column says.
#[derive(Debug, Clone, Copy)]
pub struct StageCell {
    becomes: Option<StageChoice>,
    /// Not to be contacted.
    never: bool,
    /// Nothing but the word.
    bare: bool,
}

/// So many different cells of a status column are remembered.
const STAGE_CELLS: usize = 1000;

impl Rules<'_> {
    fn stage(&self, text: &str) -> StageCell {
        if let Some(known) = self.stage_cells.borrow().get(text) {
            return *known;
        }
        let cell = StageCell {
            becomes: self
                .stages
                .get(&stages::folded(text))
                .copied()
                .unwrap_or_default(),
            never: stages::means_never(text),
            bare: stages::is_bare(text),
        };
        let mut cells = self.stage_cells.borrow_mut();
        if cells.len() < STAGE_CELLS {
            cells.insert(text.to_string(), cell);
        }
        cell
    }
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
            if text.is_empty() {
                continue;
            }
            let lines = reader.field.kind() == Kind::Lines;
            if blank::is_fault(text) && !lines {
                entry.keep(reader, text, "an error of the spreadsheet".into());
                continue;
            }
            // "no - asked twice" says something where a dash says nothing.
            if !lines && numbers::is_empty_text(text) {
                continue;
            }
            if reader.field != Field::Notes && cell.len() > rules.field_limit {
                return Err(Rejected {
                    line: row.line,
                    column: Some(reader.header.clone()),
                    reason: format!("the field is longer than {} KB", rules.field_limit >> 10),
                });
            }
            if let Err(why) = entry.take(reader, if lines { cell } else { text }, rules) {
                entry.keep(reader, text, why);
            }
        }
        entry.finish(rules).map_err(|reason| Rejected {
            line: row.line,
            column: None,
            reason,
        })?;
        Ok(entry)
    }

    /// Keeps a cell's words beside the fields, and says why.
    fn keep(&mut self, reader: &'a Reader, text: &'a str, why: Why) {
        self.keep_words(&reader.header, text, why);
    }

    fn keep_words(&mut self, header: &'a str, text: &'a str, why: Why) {
        let words = clean_line(text);
        self.extra.push((header, words.clone()));
        self.kept.push(Kept { header, words, why });
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
        match reader.field.kind() {
            Kind::Handle => self.take_profiles(reader, text),
            Kind::Count => self.take_count(reader, text),
            Kind::Percent => self.take_percent(reader, text),
            Kind::Money => self.take_money(reader, text),
            Kind::Date => self.take_date(reader, text, rules.today),
            Kind::Email => self.take_email(reader, text),
            Kind::Platform => match handles::platform(text) {
                Some((platform, several)) => {
                    self.platform = Some(platform);
                    self.measures.push((Field::Platform, &reader.header, text));
                    if several {
                        return Err(format!(
                            "several platforms in one cell: {} was taken",
                            platform.label()
                        ));
                    }
                    Ok(())
                }
                None => {
                    self.platform = Some(Platform::Other);
                    Err("it is no platform that is known here".into())
                }
            },
            Kind::Currency => {
                self.currency = Some(numbers::currency(text).ok_or("it is not a currency")?);
                self.currency_cell = (&reader.header, text);
                Ok(())
            }
            Kind::Stage => self.take_stage(reader, text, rules),
            Kind::YesNo | Kind::Present => self.take_mark(reader, text),
            Kind::Post => self.take_posts(reader, text),
            Kind::PieceState => {
                self.work.state =
                    Some(values::piece_state(text).ok_or("no state of a piece says that")?);
                Ok(())
            }
            Kind::Words | Kind::Lines | Kind::List => self.take_words(reader, text),
        }
    }

    fn take_stage(
        &mut self,
        reader: &'a Reader,
        text: &'a str,
        rules: &Rules<'a>,
    ) -> Result<(), Why> {
        let StageCell {
            becomes,
            never,
            bare,
        } = rules.stage(text);
        self.stage = Some(becomes);
        if never {
            self.never(reader, text);
            return Ok(());
        }
        match becomes {
            None => Err("no stage says that".into()),
            // The word is used; what stands around it is kept with it.
            Some(_) if !bare => {
                self.extra.push((&reader.header, clean_line(text)));
                Ok(())
            }
            Some(_) => Ok(()),
        }
    }

    /// Links to posts; what else stands in the cell is kept.
    fn take_posts(&mut self, reader: &'a Reader, text: &'a str) -> Result<(), Why> {
        let parts = text
            .split([' ', ',', ';', '\n', '\t', '|'])
            .filter(|p| !p.is_empty());
        let (links, others): (Vec<&str>, Vec<&str>) = parts.partition(|p| handles::is_link(p));
        if links.is_empty() {
            return match values::yes_no(text) {
                Some(true) => {
                    self.work.state = self.work.state.or(Some(PieceState::Live));
                    Ok(())
                }
                Some(false) => Ok(()),
                None => Err("it is no link".into()),
            };
        }
        self.work.links.extend(links);
        self.work.format = values::format_in(&reader.header).unwrap_or(self.work.format);
        if others.is_empty() {
            Ok(())
        } else {
            Err("the links were taken, the other words were kept".into())
        }
    }

    fn take_profiles(&mut self, reader: &'a Reader, text: &'a str) -> Result<(), Why> {
        let column = match reader.field {
            Field::HandleOn(on) => Some(on),
            _ => None,
        };
        let line = clean_line(text);
        let clean = values::without_remarks(&line);
        // A name may well begin like an address of the web; a column of one platform holds names.
        let named = column.is_some_and(|on| on != Platform::Blog && values::is_bare_handle(&clean));
        let Named {
            profiles,
            links,
            remarks,
        } = match named && handles::is_link(&clean) {
            true => Named {
                profiles: vec![Profile {
                    platform: None,
                    handle: clean.into_owned(),
                    url: String::new(),
                }],
                ..Named::default()
            },
            false => handles::read(text, column)?,
        };
        let spaced = |p: &Profile| p.url.is_empty() && p.handle.contains(char::is_whitespace);
        if profiles.iter().any(spaced) {
            return Err("a handle has no spaces".into());
        }
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
            if platform.is_none() {
                self.bare.push((handle.clone(), &reader.header));
            }
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
            None => return Err("it is a rate in percent or a part of one".into()),
        };
        let rate = rate
            .and_then(|n| i32::try_from(n).ok())
            .filter(|r| (0..=10_000).contains(r));
        self.engagement = Some(rate.ok_or("a rate lies between 0 and 100 %")?);
        self.measures
            .push((Field::Engagement, &reader.header, text));
        Ok(())
    }

    fn take_count(&mut self, reader: &'a Reader, text: &'a str) -> Result<(), Why> {
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
        match reader.field {
            Field::FollowersOn(platform) => self.followers_on.push((platform, whole)),
            Field::Views => self.views = Some(whole),
            _ => self.followers = Some(whole),
        }
        self.measures.push((reader.field, &reader.header, text));
        Ok(())
    }

    fn take_money(&mut self, reader: &'a Reader, text: &'a str) -> Result<(), Why> {
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
        self.money.push((reader, text, number, amount.currency));
        Ok(())
    }

    fn take_date(&mut self, reader: &'a Reader, text: &'a str, today: Day) -> Result<(), Why> {
        let sense = reader.field.sense();
        let dated = match dates::read(text) {
            Err(_) if dates::has_no_year(text) => match reader.field {
                Field::DraftDue | Field::LiveDue => nearest(text, reader.order, today),
                _ => near(text, reader.order, sense, today),
            },
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
        let work = &mut self.work;
        match reader.field {
            Field::FollowUp => self.follow_up = Some(day),
            Field::DraftDue => work.draft_due = Some(day),
            Field::LiveDue => {
                work.live_due = Some(day);
                work.format = values::format_in(&reader.header).unwrap_or(work.format);
            }
            Field::CodeEnd => work.code_end = Some((day, &reader.header, text)),
            Field::RightsEnd => work.rights_end = Some((day, &reader.header, text)),
            _ if day > today => {
                return Err(format!(
                    "{day} is after today, and what has happened lies in the past"
                ));
            }
            Field::LastContact => self.last_contact = Some(day),
            Field::Live => {
                work.live = Some(day);
                work.format = values::format_in(&reader.header).unwrap_or(work.format);
            }
            _ => self.added = Some(day),
        }
        Ok(())
    }

    /// All addresses of a cell are theirs; a cell that says more is kept whole beside them.
    fn take_email(&mut self, reader: &'a Reader, text: &'a str) -> Result<(), Why> {
        let all = handles::emails(text);
        let [address, more @ ..] = all.as_slice() else {
            return Err("the e-mail address looks wrong".into());
        };
        self.words.push((Field::Email, Cow::Borrowed(*address)));
        self.further.extend(more.iter().map(|more| Further {
            kind: ContactKind::Email,
            value: Cow::Borrowed(*more),
            header: &reader.header,
        }));
        let without = |rest: String, address: &&str| rest.replacen(*address, "", 1);
        let rest = all.iter().fold(text.replace("mailto:", ""), without);
        if rest.contains(char::is_alphanumeric) {
            self.extra.push((&reader.header, clean_line(text)));
        }
        Ok(())
    }

    /// Not to be contacted, in the words of the sheet.
    fn never(&mut self, reader: &'a Reader, text: &'a str) {
        let why = format!("{}: {}", reader.header, tidy(text));
        self.do_not_contact = Some(match self.do_not_contact.take() {
            Some(before) => format!("{before}; {why}"),
            None => why,
        });
    }

    fn take_mark(&mut self, reader: &'a Reader, text: &'a str) -> Result<(), Why> {
        let said = values::yes_no(text);
        match (reader.field, said) {
            (Field::Core, Some(yes)) => self.core = yes,
            (Field::Core, None) => return Err("it is neither yes nor no".into()),
            (_, Some(false)) => {}
            (_, Some(true)) => self.never(reader, text),
            // Whatever somebody wrote into such a column means it.
            (_, None) if text.contains(char::is_alphanumeric) => self.never(reader, text),
            (_, None) => return Err("it is neither yes nor no: nobody was marked by it".into()),
        }
        Ok(())
    }

    fn take_words(&mut self, reader: &'a Reader, text: &'a str) -> Result<(), Why> {
        let ruined =
            matches!(reader.field, Field::Phone | Field::Address) && numbers::is_scientific(text);
        if ruined {
            return Err("a spreadsheet has cut its digits off".into());
        }
        match reader.field {
            Field::FirstName => self.first_name = (&reader.header, text),
            Field::LastName => self.last_name = (&reader.header, text),
            Field::Address => self.address.push(clean_line(text.trim())),
            Field::Notes => self.notes.push(text),
            Field::NextStep => self.next_step.push(text.trim()),
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
            // A star marks the groups that an address book makes by itself.
            Field::Tags => self
                .tags
                .extend(listed(text)?.into_iter().filter(|t| !t.starts_with("* "))),
            Field::Code => self.codes.extend(listed(text)?),
            Field::Extra => self.extra.push((&reader.header, clean_line(text.trim()))),
            Field::Relationship => {
                self.relationship =
                    Some(values::relationship(text).ok_or("no type of relationship says that")?);
            }
            Field::Campaign => self.work.campaign = tidy(text),
            Field::Product => self.work.product = tidy(text),
            Field::Piece => self.work.pieces.push(text),
            Field::Rights => self.work.rights = text,
            field => {
                let text = tidy(text);
                if field == Field::Name && text.chars().count() > 200 {
                    return Err("a name has at most 200 characters".into());
                }
                if self.words.iter().any(|(f, _)| *f == field) {
                    self.extra.push((&reader.header, text));
                } else {
                    self.words.push((field, text));
                }
            }
        }
        Ok(())
    }

    /// Puts together what several columns say. The error is why the row cannot be taken.
    fn finish(&mut self, rules: &Rules<'a>) -> Result<(), Why> {
        let parts = [self.first_name, self.last_name];
        if self.text(Field::Name).is_empty() {
            let full = tidy(&format!("{} {}", parts[0].1, parts[1].1)).into_owned();
            if !full.is_empty() {
                self.words.push((Field::Name, Cow::Owned(full)));
            }
        } else {
            let name = self.text(Field::Name).to_lowercase();
            let more = parts
                .into_iter()
                .filter(|(_, part)| !part.is_empty() && !name.contains(&part.to_lowercase()));
            let more: Vec<_> = more
                .map(|(header, part)| (header, clean_line(part)))
                .collect();
            self.extra.extend(more);
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
            let odd = self
                .kept
                .first()
                .map(|kept| format!("; cannot read \"{}\": {}", shortened(&kept.words), kept.why));
            return Err(format!(
                "no name, no handle and no e-mail{}",
                odd.unwrap_or_default()
            ));
        }
        self.finish_money(rules);
        Ok(())
    }

    fn finish_money(&mut self, rules: &Rules<'a>) {
        let amounts = std::mem::take(&mut self.money);
        if amounts.is_empty() && self.currency.is_some() {
            let (header, text) = self.currency_cell;
            self.extra.push((header, clean_line(text)));
        }
        for (reader, text, number, said) in amounts {
            if let (Some(cell), Some(column)) = (said, self.currency)
                && cell != column
            {
                self.warnings.push(format!(
                    "the amount says {cell}, its currency column {column}: {cell} was taken"
                ));
                let (header, text) = self.currency_cell;
                self.extra.push((header, clean_line(text)));
            }
            let currency = said
                .or(self.currency)
                .or(reader.currency)
                .or(rules.currency);
            let Some(currency) = currency else {
                self.keep(
                    reader,
                    text,
                    format!("{number} of which currency? None is said"),
                );
                continue;
            };
            let Some(minor) = number.minor(currency.exponent()) else {
                self.keep(
                    reader,
                    text,
                    format!("{number} has more decimals than {currency}"),
                );
                continue;
            };
            let money = Money::new(minor, currency);
            if reader.field == Field::Fee {
                self.work.fee = Some(money);
                self.work.fee_cell = (&reader.header, text);
            } else {
                self.rate = Some(money);
            }
        }
    }

    fn finish_accounts(&mut self, rules: &Rules<'_>) {
        let default = self.platform.or(rules.platform);
        // A bare name beside a link that says where is a display name more often than a second
        // profile.
        if self.accounts.iter().any(|a| a.platform.is_some()) && self.platform.is_none() {
            let bare = std::mem::take(&mut self.bare);
            for account in self.accounts.extract_if(.., |a| a.platform.is_none()) {
                let header = bare
                    .iter()
                    .find(|(handle, _)| *handle == account.handle)
                    .map_or("Handle", |(_, header)| *header);
                self.extra.push((header, Cow::Owned(account.handle)));
            }
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
        let has = |on: Platform| self.accounts.iter().any(|a| a.platform == Some(on));
        let lost: Vec<_> = std::mem::take(&mut self.measures)
            .into_iter()
            .filter(|(field, ..)| match field {
                Field::FollowersOn(on) => !has(*on),
                Field::Platform => self.platform.is_some_and(|on| !has(on)),
                _ => self.accounts.is_empty(),
            })
            .collect();
        for (_, header, text) in lost {
            if !self.kept.iter().any(|kept| kept.header == header) {
                self.keep_words(
                    header,
                    text,
                    "there is no account it could belong to".into(),
                );
            }
        }
    }
}

/// A day and a month without a year: the nearest one.
fn nearest(text: &str, order: Option<Order>, today: Day) -> Option<dates::Dated> {
    (-4..=4)
        .filter_map(|n| dates::in_year(text, today.year() + n))
        .min_by_key(|dated| {
            dated
                .day(order)
                .map_or(0, |day| (day - today).num_days().abs())
        })
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
