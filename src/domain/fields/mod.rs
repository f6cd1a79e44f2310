//! What people see and type of a row, one table per row type. Forms, roster columns, the profile,
//! CSV in and out, the filter line and bulk edit read these tables, so that a field is called,
//! explained, shown and understood in one way. What `get` writes, `set` reads. References to other
//! rows (campaign, template, wave) are not here: they are picked from lists, not typed.

pub mod number;
pub mod text;
mod told;

mod aims;
mod creator;
mod library;
mod money;
mod own;
mod target;
mod work;

pub use aims::{Aimed, aimed};
pub use creator::Contact;
pub use own::{handle, https};
pub use target::{
    Aim, target_aim, target_is_money, target_label, target_metric, target_metrics, target_text,
    target_value, target_words,
};
pub use text::Choice;
pub use work::stages;

use std::cmp::Ordering;

use chrono::Datelike;

use super::calendar::Calendar;
use super::day::Day;
use super::money::{Currency, Money};
use super::rows::{Tags, Text};
use super::when::{self, Anchors, DateContext, Sense};

/// What typed text is read against.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The user's day.
    pub today: Day,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Whether `5/12` is 5 December.
    pub day_first: bool,
    /// The currency of an amount without one.
    pub currency: Currency,
    /// Days of the row at hand that a date may be counted from.
    pub anchors: Anchors,
}

impl<'a> Entry<'a> {
    /// What dates are read against.
    pub fn reading(&self) -> DateContext<'a> {
        DateContext {
            day_first: self.day_first,
            anchors: self.anchors,
            ..DateContext::new(self.today, self.calendar)
        }
    }

    /// A day of a field, or none. A fact lies in the past; a plan lies ahead, and takes a past day
    /// only with its year.
    fn day(&self, typed: &str, sense: Sense, name: &'static str) -> Result<Option<Day>, String> {
        let reading = self.reading().of(sense).named(name);
        when::read_optional(typed, &reading).or_else(|why| {
            let with_year = typed
                .split(|c: char| !c.is_ascii_digit())
                .any(|run| run.len() == 4);
            if sense == Sense::Plan && with_year {
                when::read_optional(typed, &reading.of(Sense::Either))
            } else {
                Err(why)
            }
        })
    }
}

/// How a field is entered and shown.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Text of several lines.
    Long,
    /// A date.
    Day,
    /// An amount.
    Money,
    /// A whole number.
    Number,
    /// A share in percent.
    Percent,
    /// One of a list of words.
    Choice(fn() -> Vec<Choice>),
    /// Yes or no.
    Check,
    /// Tags.
    Tags,
    /// 1 to 5, or not known.
    Stars,
}

/// A field whose text needs its own reading.
struct Own<T> {
    kind: Kind,
    get: fn(&T) -> String,
    set: fn(&mut T, &str, &Entry) -> Result<(), String>,
    echo: fn(&str, &Entry) -> Option<String>,
}

/// Where the value of a field lives, typed.
enum Slot<T> {
    Line(fn(&T) -> &str, fn(&mut T, Text)),
    Long(fn(&T) -> &str, fn(&mut T, Text)),
    Day(Sense, fn(&T) -> Option<Day>, fn(&mut T, Option<Day>)),
    Money(fn(&T) -> Option<Money>, fn(&mut T, Option<Money>)),
    Number((i64, i64), fn(&T) -> Option<i64>, fn(&mut T, Option<i64>)),
    Percent(fn(&T) -> Option<i32>, fn(&mut T, Option<i32>)),
    Choice(
        fn() -> Vec<Choice>,
        fn(&T) -> Option<&'static str>,
        fn(&mut T, Option<&str>),
    ),
    Check(fn(&T) -> bool, fn(&mut T, bool)),
    Tags(fn(&T) -> &Tags, fn(&mut T, Tags)),
    Stars(fn(&T) -> u8, fn(&mut T, u8)),
    Own(Own<T>),
}

/// One field of a row type.
pub struct Field<T: 'static> {
    /// Its name in CSV headers, filters and the command line.
    pub key: &'static str,
    /// Its name on screens.
    pub label: &'static str,
    /// What belongs in it, in a sentence.
    pub help: &'static str,
    /// Whether it may not be empty.
    pub required: bool,
    slot: Slot<T>,
}

/// A row type with a table of fields.
pub trait Fielded: Sized + 'static {
    /// Its fields, in the order of a form.
    const FIELDS: &'static [Field<Self>];

    /// The field of a key.
    fn field(key: &str) -> Option<&'static Field<Self>> {
        Self::FIELDS.iter().find(|field| field.key == key)
    }

    /// How a date for the field of a key is read: as a fact or as a plan, by its name.
    fn dates<'a>(key: &str, reading: DateContext<'a>) -> DateContext<'a> {
        Self::field(key).map_or(reading, |field| {
            let sense = field.sense().unwrap_or(reading.sense);
            reading.of(sense).named(field.label)
        })
    }
}

/// The largest count anybody types: more would not fit the sums.
const MANY: i64 = 1_000_000_000_000;

impl<T: 'static> Field<T> {
    const fn new(
        key: &'static str,
        label: &'static str,
        help: &'static str,
        slot: Slot<T>,
    ) -> Self {
        Self {
            key,
            label,
            help,
            required: false,
            slot,
        }
    }

    /// One that may not be empty.
    const fn must(
        key: &'static str,
        label: &'static str,
        help: &'static str,
        slot: Slot<T>,
    ) -> Self {
        Self {
            key,
            label,
            help,
            required: true,
            slot,
        }
    }

    /// How it is entered and shown.
    pub fn kind(&self) -> Kind {
        match &self.slot {
            Slot::Line(..) => Kind::Line,
            Slot::Long(..) => Kind::Long,
            Slot::Day(..) => Kind::Day,
            Slot::Money(..) => Kind::Money,
            Slot::Number(..) => Kind::Number,
            Slot::Percent(..) => Kind::Percent,
            Slot::Choice(words, ..) => Kind::Choice(*words),
            Slot::Check(..) => Kind::Check,
            Slot::Tags(..) => Kind::Tags,
            Slot::Stars(..) => Kind::Stars,
            Slot::Own(own) => own.kind,
        }
    }

    /// Of a day, whether it is planned or has happened.
    pub fn sense(&self) -> Option<Sense> {
        match self.slot {
            Slot::Day(sense, ..) => Some(sense),
            _ => None,
        }
    }

    /// The value as text, as `set` takes it; empty when it is not known.
    pub fn get(&self, row: &T) -> String {
        match &self.slot {
            Slot::Line(get, _) | Slot::Long(get, _) => get(row).to_owned(),
            Slot::Day(_, get, _) => get(row).map_or_else(String::new, |day| day.to_string()),
            Slot::Money(get, _) => get(row).map_or_else(String::new, |money| money.to_string()),
            Slot::Number(_, get, _) => get(row).map_or_else(String::new, |n| n.to_string()),
            Slot::Percent(get, _) => get(row).map_or_else(String::new, number::percent_text),
            Slot::Choice(_, get, _) => get(row).unwrap_or_default().to_owned(),
            Slot::Check(get, _) => if get(row) { "yes" } else { "no" }.to_owned(),
            Slot::Tags(get, _) => get(row).shown(),
            Slot::Stars(get, _) => match get(row) {
                0 => String::new(),
                n => n.to_string(),
            },
            Slot::Own(own) => (own.get)(row),
        }
    }

    /// The value for people: the label of a choice, grouped thousands, a date with its weekday.
    pub fn shown(&self, row: &T, today: Day) -> String {
        match &self.slot {
            Slot::Day(_, get, _) => {
                get(row).map_or_else(String::new, |day| super::day::short(day, today))
            }
            Slot::Number(_, get, _) => get(row).map_or_else(String::new, number::count_text),
            Slot::Choice(words, get, _) => {
                let word = get(row).unwrap_or_default();
                words()
                    .iter()
                    .find(|c| c.word == word)
                    .map_or(word, |c| c.label)
                    .to_owned()
            }
            _ => self.get(row),
        }
    }

    /// Sets the value from text. On an error, which is a sentence, the row is left as it was.
    pub fn set(&self, row: &mut T, typed: &str, entry: &Entry) -> Result<(), String> {
        self.needed((!text::clean_line(typed).is_empty()).then_some(()))?;
        match &self.slot {
            Slot::Line(_, set) => set(row, text::clean_line(typed).into()),
            Slot::Long(_, set) => set(row, text::clean_text(typed).into()),
            Slot::Day(sense, _, set) => {
                set(row, self.needed(entry.day(typed, *sense, self.label)?)?)
            }
            Slot::Money(_, set) => set(
                row,
                self.needed(optional(typed, |t| number::money(t, entry.currency))?)?,
            ),
            Slot::Number(range, _, set) => set(
                row,
                self.needed(optional(typed, |t| number::count(t, *range))?)?,
            ),
            Slot::Percent(_, set) => set(row, self.needed(optional(typed, number::percent)?)?),
            Slot::Choice(words, _, set) => {
                set(
                    row,
                    self.needed(optional(typed, |t| text::choice(t, &words()))?)?,
                );
            }
            Slot::Check(_, set) => set(row, text::check(typed)?),
            Slot::Tags(_, set) => set(row, text::tags(typed)),
            Slot::Stars(_, set) => set(row, text::stars(typed)?),
            Slot::Own(own) => (own.set)(row, typed, entry)?,
        }
        Ok(())
    }

    fn needed<V>(&self, value: Option<V>) -> Result<Option<V>, String> {
        if value.is_none() && self.required {
            return Err(format!("{} is needed.", self.label));
        }
        Ok(value)
    }

    /// What was understood, when that says more than what was typed: `USD 420.00`, `Fri 5 Mar 2027,
    /// in 105 days`.
    pub fn echo(&self, typed: &str, entry: &Entry) -> Option<String> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        match &self.slot {
            Slot::Day(sense, ..) => entry
                .day(typed, *sense, self.label)
                .ok()?
                .map(|day| when::echo(day, &entry.reading())),
            Slot::Money(..) => number::money(typed, entry.currency)
                .ok()
                .map(number::money_text),
            Slot::Number(range, ..) => {
                let n = number::count(typed, *range).ok()?;
                (n.to_string() != typed).then(|| number::count_text(n))
            }
            Slot::Percent(..) => number::percent(typed)
                .ok()
                .map(|n| format!("{}%", number::percent_digits(n))),
            Slot::Choice(words, ..) => {
                let all = words();
                let word = text::choice(typed, &all).ok()?;
                all.iter()
                    .find(|c| c.word == word)
                    .map(|c| c.label.to_owned())
            }
            Slot::Own(own) => (own.echo)(typed, entry),
            Slot::Line(..)
            | Slot::Long(..)
            | Slot::Check(..)
            | Slot::Tags(..)
            | Slot::Stars(..) => None,
        }
    }

    /// The order of two rows by this field, what is not known last.
    pub fn compare(&self, a: &T, b: &T) -> Ordering {
        match &self.slot {
            Slot::Day(_, get, _) => known_first(get(a), get(b)),
            Slot::Number(_, get, _) => known_first(get(a), get(b)),
            Slot::Percent(get, _) => known_first(get(a), get(b)),
            // Currencies side by side, never mixed.
            Slot::Money(get, _) => known_first(
                get(a).map(|m| (m.currency, m.minor)),
                get(b).map(|m| (m.currency, m.minor)),
            ),
            Slot::Stars(get, _) => known_first(
                Some(get(a)).filter(|n| *n > 0),
                Some(get(b)).filter(|n| *n > 0),
            ),
            Slot::Check(get, _) => get(b).cmp(&get(a)),
            Slot::Choice(words, get, _) => {
                let place =
                    |row| get(row).and_then(|word| words().iter().position(|c| c.word == word));
                known_first(place(a), place(b))
            }
            _ => {
                let folded =
                    |row| Some(self.get(row).to_lowercase()).filter(|text| !text.is_empty());
                known_first(folded(a), folded(b))
            }
        }
    }
}

/// Monday of a day's week.
fn monday(day: Day) -> Day {
    super::day::add_days(day, -i64::from(day.weekday().num_days_from_monday()))
}

fn known_first<K: Ord>(a: Option<K>, b: Option<K>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// Empty text, `-` and `none` are no value.
fn optional<V>(
    typed: &str,
    read: impl FnOnce(&str) -> Result<V, String>,
) -> Result<Option<V>, String> {
    let typed = typed.trim();
    if typed.is_empty() || typed == "-" || typed.eq_ignore_ascii_case("none") {
        return Ok(None);
    }
    read(typed).map(Some)
}

#[cfg(test)]
mod tests;
