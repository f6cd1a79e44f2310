//! Dates as people type them: `fri`, `+3`, `5 dec`, `eom`, `live-3b`. One grammar for every place
//! that takes a date, read against a given today, so that a test can stand on any day. What cannot
//! be read is refused in a sentence; what can is printed back with its weekday and its distance
//! before it is saved.

mod lex;
mod parse;

pub(super) use parse::{counted as number_word, month as month_number, weekday as weekday_of};
pub use parse::{is_month, is_weekday};

use chrono::Datelike;

use super::calendar::Calendar;
use super::day::{self, Day};
use lex::{Token, lex};

/// Days of the thing at hand that a date may be counted from: `live-3b`, `end-14d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchors {
    /// When it is due.
    pub due: Option<Day>,
    /// When it goes live.
    pub live: Option<Day>,
    /// When it ends.
    pub end: Option<Day>,
    /// When it was paid.
    pub paid: Option<Day>,
}

/// Where a date lies: a plan ahead, a fact behind, today included in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// What is to come: due, goes live, ends. A date without a year is the coming one.
    Plan,
    /// What has happened: paid, invoiced, delivered, said. A date without a year is the most recent
    /// one.
    Fact,
    /// Either, as for the first day of a campaign. A date without a year is the nearest one.
    Either,
}

/// What a date is read against.
#[derive(Debug, Clone, Copy)]
pub struct DateContext<'a> {
    /// The user's day.
    pub today: Day,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Whether `5/12` is 5 December; otherwise it is 12 May.
    pub day_first: bool,
    /// Days to count from.
    pub anchors: Anchors,
    /// Whether a plan or a fact is dated.
    pub sense: Sense,
    /// What is dated, for the sentence that refuses a day: `Paid`; empty where nothing else can be
    /// meant.
    pub name: &'static str,
}

impl<'a> DateContext<'a> {
    /// Dates to plan for, day before month.
    pub fn new(today: Day, calendar: &'a Calendar) -> Self {
        Self {
            today,
            calendar,
            day_first: true,
            anchors: Anchors::default(),
            sense: Sense::Plan,
            name: "",
        }
    }

    /// The same in another sense.
    pub fn of(self, sense: Sense) -> Self {
        Self { sense, ..self }
    }

    /// The same, for something with a name.
    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

/// Why words are not a date: they do not look like one, or they do and name a day that is not
/// there.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Miss {
    /// Some other text.
    Unlike,
    /// A date that cannot be taken, with the reason.
    Wrong(String),
    /// A day before today where a plan is made.
    Past(Day),
    /// A day after today where something has happened.
    Ahead(Day),
}

/// Why a date that was typed cannot be taken.
fn refusal(miss: Miss, typed: &str, ctx: &DateContext) -> Option<String> {
    let typed = shortened(typed);
    match miss {
        Miss::Wrong(why) => Some(format!("Not a date: \"{typed}\". {why}")),
        Miss::Past(day) => {
            let (day, ago) = (day::short(day, ctx.today), day::distance(day, ctx.today));
            Some(format!(
                "\"{typed}\" is past: {day}, {ago}. A day to come is needed."
            ))
        }
        Miss::Ahead(day) => {
            let (day, ahead) = (day::short(day, ctx.today), day::distance(day, ctx.today));
            let what = match ctx.name {
                "" => "What has happened".to_owned(),
                name => format!("\"{name}\""),
            };
            Some(format!(
                "\"{typed}\" is still to come: {day}, {ahead}. {what} needs a day that has been, today at the \
                 latest."
            ))
        }
        Miss::Unlike => None,
    }
}

const LAST_YEAR: i32 = 9999;
const FIRST_YEAR: i32 = 1900;
/// So far ahead a date is a slip of the keys; even a right that never ends is looked at again
/// within it.
const FARTHEST_YEARS: u32 = 10;
/// The longest tail of a line that can be a date: `2 weeks before the 5th of december 2026`.
const LONGEST_TAIL: usize = 8;

/// The day that words mean.
pub fn read(text: &str, ctx: &DateContext) -> Result<Day, String> {
    let lower = text.to_lowercase();
    attempt(&lex(&lower), ctx).map_err(|miss| match refusal(miss, text, ctx) {
        Some(why) => why,
        None if text.trim().is_empty() => {
            "A date is missing: try fri, +3, 2w, 5 dec or eom.".into()
        }
        None => format!(
            "Not a date: \"{}\". Try fri, +3, 2w, 5 dec, eom or 2026-12-05.",
            shortened(text)
        ),
    })
}

/// The same where a date may be missing: nothing, `-` and `none` are no date.
pub fn read_optional(text: &str, ctx: &DateContext) -> Result<Option<Day>, String> {
    match text.trim() {
        "" | "-" => Ok(None),
        word if word.eq_ignore_ascii_case("none") => Ok(None),
        words => read(words, ctx).map(Some),
    }
}

/// What a date of numbers and a slash means in the order that is not the user's, when that is
/// another day.
pub fn other_reading(text: &str, ctx: &DateContext) -> Option<Day> {
    let lower = text.to_lowercase();
    let tokens = lex(&lower);
    if !tokens.contains(&Token::Sym('/')) {
        return None;
    }
    let other = attempt(
        &tokens,
        &DateContext {
            day_first: !ctx.day_first,
            ..*ctx
        },
    )
    .ok()?;
    (attempt(&tokens, ctx).ok() != Some(other)).then_some(other)
}

/// Takes a date off the end of a line: `check the draft 4 dec`. A lone number is no date there (`a
/// box of 3`), and neither is a word that only an empty field can mean (`live`, `none`).
pub fn split_tail<'t>(words: &'t str, ctx: &DateContext) -> (&'t str, Option<Day>) {
    match tail(words, ctx) {
        Tail::Date { rest, day, .. } => (rest, Some(day)),
        Tail::Wrong(_) | Tail::None => (words.trim(), None),
    }
}

/// What stands at the end of a line, or at its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tail<'t> {
    /// A date.
    Date {
        /// The other words.
        rest: &'t str,
        /// The words it was read from.
        typed: &'t str,
        /// The day.
        day: Day,
    },
    /// What looks like a date and is none, with the sentence that says why.
    Wrong(String),
    /// Something else.
    None,
}

/// Looks for a date at the end of a line, the longest first.
pub fn tail<'t>(line: &'t str, ctx: &DateContext) -> Tail<'t> {
    let line = line.trim();
    let starts: Vec<usize> = words_of(line).map(|(at, _)| at).collect();
    let mut wrong = None;
    for at in starts
        .iter()
        .skip(starts.len().saturating_sub(LONGEST_TAIL))
    {
        let (before, typed) = line.split_at(*at);
        let lower = typed.to_lowercase();
        let tokens = lex(&lower);
        if !may_end_a_line(&tokens, typed) {
            continue;
        }
        match attempt(&tokens, ctx) {
            Ok(day) => {
                return Tail::Date {
                    rest: without_preposition(before),
                    typed,
                    day,
                };
            }
            // Of a phrase that is understood and names no day, no part is a date either: the "fri"
            // of "not before fri".
            Err(miss @ Miss::Wrong(_)) if tokens.len() > 1 => {
                let why = wrong.or_else(|| refusal(miss, typed, ctx));
                return why.map_or(Tail::None, Tail::Wrong);
            }
            Err(miss) => wrong = wrong.or_else(|| refusal(miss, typed, ctx)),
        }
    }
    wrong.map_or(Tail::None, Tail::Wrong)
}

/// Whether words about something that takes place speak of a time that is no day: `in half an hour`,
/// `when she is back`, `call later`. They are a plan, and nothing that has happened.
pub fn hints_at_a_time(words: &str) -> bool {
    let lower = words.to_lowercase();
    let all: Vec<&str> = lower.split_whitespace().collect();
    let opens = [
        "in", "next", "when", "once", "after", "before", "until", "till", "if",
    ];
    let closes = [
        "hour", "hours", "minutes", "later", "noon", "midnight", "weekend", "o'clock",
    ];
    match all.as_slice() {
        // `in Paris` and `in person` say where and how.
        ["in", amount, ..] => {
            let counted = parse::counted(amount).is_some()
                || amount.starts_with(|c: char| c.is_ascii_digit());
            counted || *amount == "half"
        }
        [first, _, ..] if opens.contains(first) => true,
        [.., last] => closes.contains(last) || parse::is_vague(last),
        [] => false,
    }
}

/// Looks for a date at the start of a line, the longest first: `30 nov by bank`. `rest` is what
/// comes after it.
pub fn head<'t>(line: &'t str, ctx: &DateContext) -> Tail<'t> {
    let line = line.trim();
    let ends: Vec<usize> = words_of(line)
        .map(|(at, word)| at + word.len())
        .take(LONGEST_TAIL)
        .collect();
    for end in ends.into_iter().rev() {
        let (typed, after) = line.split_at(end);
        match attempt(&lex(&typed.to_lowercase()), ctx) {
            Ok(day) => {
                return Tail::Date {
                    rest: after.trim_start(),
                    typed,
                    day,
                };
            }
            // Not less of it either: the 31 of "31 nov" is no day by itself.
            Err(miss) => {
                if let Some(why) = refusal(miss, typed, ctx) {
                    return Tail::Wrong(why);
                }
            }
        }
    }
    Tail::None
}

/// `Fri 27 Nov, 2 bd`: the day with its distance, and why it is a free day if it is one.
pub fn echo(day: Day, ctx: &DateContext) -> String {
    let mut text = day::short(day, ctx.today);
    let working = ctx.calendar.between(ctx.today, day);
    text.push_str(", ");
    if day > ctx.today && (1..=10).contains(&working) {
        text.push_str(&format!("{working} bd"));
    } else {
        text.push_str(&day::distance(day, ctx.today));
    }
    if let Some(holiday) = ctx.calendar.holiday(day) {
        text.push_str(&format!(", {holiday}"));
    } else if ctx.calendar.away(day).is_some() {
        text.push_str(", you are away");
    } else if day >= ctx.today && !ctx.calendar.is_working(day) {
        text.push_str(", a free day");
    }
    text
}

/// Reads tokens and holds the result against the ends of the calendar and against today.
fn attempt(tokens: &[Token], ctx: &DateContext) -> Result<Day, Miss> {
    let day = parse::parse(tokens, ctx)?;
    if !(FIRST_YEAR..=LAST_YEAR).contains(&day.year()) {
        return Err(Miss::Wrong(format!(
            "Years go from {FIRST_YEAR} to {LAST_YEAR}."
        )));
    }
    if ctx
        .today
        .checked_add_months(chrono::Months::new(12 * FARTHEST_YEARS))
        .is_some_and(|last| day > last)
    {
        let day = day::short(day, ctx.today);
        return Err(Miss::Wrong(format!(
            "{day} is more than {FARTHEST_YEARS} years ahead."
        )));
    }
    match ctx.sense {
        Sense::Plan if day < ctx.today => Err(Miss::Past(day)),
        Sense::Fact if day > ctx.today => Err(Miss::Ahead(day)),
        _ => Ok(day),
    }
}

/// Whether words at the end of a line may be taken for a date although other words stand before
/// them: what is as likely an amount (`3`, `90 d`, `1.5`, `20m`) or a plain word (`live`) is left
/// in the line.
fn may_end_a_line(tokens: &[Token], typed: &str) -> bool {
    let glued = !typed.contains(char::is_whitespace);
    match tokens {
        [Token::Num(_)] | [Token::Num(_), Token::Word("th" | "st" | "nd" | "rd")] => false,
        [Token::Num(_), Token::Word(unit)] if parse::is_unit(unit) => {
            glued && matches!(*unit, "d" | "w")
        }
        [Token::Num(_), Token::Word(unit), ..] if parse::is_unit(unit) => {
            let counted_from = |t: &Token| matches!(t, Token::Word("from" | "after" | "before"));
            tokens.last() == Some(&Token::Word("ago")) || tokens.iter().any(counted_from)
        }
        [Token::Num(_), Token::Sym('.'), Token::Num(_)] => false,
        [Token::Word("due" | "live" | "end" | "paid")] => false,
        [Token::Sym('-'), ..] | [Token::Word(_), Token::Sym('-' | '+'), ..] => glued,
        _ => true,
    }
}

/// `send it by fri` plans "send it".
fn without_preposition(text: &str) -> &str {
    let text = text.trim_end();
    for word in [" by", " on"] {
        if let Some(rest) = text.strip_suffix(word) {
            return rest.trim_end();
        }
    }
    if matches!(text, "by" | "on") {
        ""
    } else {
        text
    }
}

/// Words of a line with the byte they begin at.
fn words_of(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split_whitespace()
        .map(|word| (word.as_ptr() as usize - line.as_ptr() as usize, word))
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= 40 {
        text.into()
    } else {
        text.chars().take(39).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests;
