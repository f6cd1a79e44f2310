//! The grammar of dates, over tokens. Knows nothing of refusing the past: it only says which day is
//! meant.

use chrono::{Datelike, Months, Weekday};

use super::lex::Token::{self, Num, Sym, Word};
use super::{DateContext, Miss, Sense};
use crate::domain::day::{Day, add_days};

/// Month names; three letters or more of one are enough.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Weekday names; three letters or more of one are enough.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// Numbers people write as words after "in".
const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
];

/// What a distance is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Working,
    Days,
    Weeks,
    Months,
    Years,
}

/// Which way a distance goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    On,
    Back,
}

/// Whether a word names a month: `dec`, `sept`, `december`.
pub fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// Whether a word names a weekday: `fri`, `thurs`, `friday`.
pub fn is_weekday(word: &str) -> bool {
    weekday(word).is_some()
}

pub(super) fn is_unit(word: &str) -> bool {
    unit(&[Word(word)]).is_some()
}

/// The day that tokens mean.
pub(super) fn parse(tokens: &[Token], ctx: &DateContext) -> Result<Day, Miss> {
    match tokens {
        [Word(word)] => named(word, ctx).map_or_else(|| anchor(tokens, ctx), Ok),
        [Word("next"), Word(name)] => weekday(name)
            .map(|day| of_next_week(ctx.today, day))
            .ok_or(Miss::Unlike),
        [Word("last"), Word(name)] => weekday(name)
            .map(|day| last_weekday(ctx.today, day))
            .ok_or(Miss::Unlike),
        [Num(n)] => bare_day(number(n)?, ctx),
        [Num(n), Word("st" | "nd" | "rd" | "th")] => bare_day(number(n)?, ctx),
        [Num(y), Sym('-'), Num(m), Sym('-'), Num(d)] => iso(y, m, d),
        [Num(a), Sym('/'), Num(b)] => slashed(a, b, None, ctx),
        [Num(a), Sym('/'), Num(b), Sym('/'), Num(y)] => slashed(a, b, Some(year(y)?), ctx),
        [Num(d), Sym('.'), Num(m)] | [Num(d), Sym('.'), Num(m), Sym('.')] => {
            of_month(number(d)?, number(m)?, None, ctx)
        }
        [Num(d), Sym('.'), Num(m), Sym('.'), Num(y)] => {
            of_month(number(d)?, number(m)?, Some(year(y)?), ctx)
        }
        _ => with_month_name(tokens, ctx).unwrap_or_else(|| distance(tokens, ctx)),
    }
}

/// Words that are a day by themselves.
fn named(word: &str, ctx: &DateContext) -> Option<Day> {
    let today = ctx.today;
    Some(match word {
        "today" | "tod" => today,
        "tomorrow" | "tom" => add_days(today, 1),
        "yesterday" | "yest" => add_days(today, -1),
        "eow" => last_working_day(ctx, |n| {
            add_days(
                today,
                6 - i64::from(today.weekday().num_days_from_monday()) + 7 * i64::from(n),
            )
        }),
        "eom" => last_working_day(ctx, |n| end_of_month(today, n)),
        "eoq" => last_working_day(ctx, |n| end_of_month(today, 2 - today.month0() % 3 + 3 * n)),
        "eoy" => last_working_day(ctx, |n| end_of_month(today, 11 - today.month0() + 12 * n)),
        name => {
            let day = weekday(name)?;
            match ctx.sense {
                Sense::Fact => recent_weekday(today, day),
                Sense::Plan | Sense::Either => coming_weekday(today, day),
            }
        }
    })
}

/// The last working day of this period, of the next one when it is over.
fn last_working_day(ctx: &DateContext, end: impl Fn(u32) -> Day) -> Day {
    (0..4)
        .map(|n| ctx.calendar.earlier(end(n)))
        .find(|day| *day >= ctx.today)
        .unwrap_or(ctx.today)
}

/// The last day of the month `n` months on.
fn end_of_month(day: Day, n: u32) -> Day {
    let first = day.with_day(1).unwrap_or(day);
    first
        .checked_add_months(Months::new(n + 1))
        .map_or(Day::MAX, |next| add_days(next, -1))
}

fn coming_weekday(today: Day, day: Weekday) -> Day {
    add_days(today, 7 - i64::from(today.weekday().days_since(day)))
}

/// The most recent one, today included.
fn recent_weekday(today: Day, day: Weekday) -> Day {
    add_days(today, -i64::from(today.weekday().days_since(day)))
}

fn last_weekday(today: Day, day: Weekday) -> Day {
    let back = today.weekday().days_since(day);
    add_days(today, -i64::from(if back == 0 { 7 } else { back }))
}

fn of_next_week(today: Day, day: Weekday) -> Day {
    let monday = add_days(today, 7 - i64::from(today.weekday().num_days_from_monday()));
    add_days(monday, i64::from(day.num_days_from_monday()))
}

/// A name given by three letters or more: `thu`, `thurs`.
fn starts(full: &str, word: &str) -> bool {
    word.len() >= 3 && full.starts_with(word)
}

/// The weekday a word names.
pub(in crate::domain) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS
        .iter()
        .find(|(name, _)| starts(name, word))
        .map(|(_, day)| *day)
}

/// The number of the month a word names, 1 to 12.
pub(in crate::domain) fn month(word: &str) -> Option<u32> {
    MONTHS
        .iter()
        .position(|name| starts(name, word))
        .map(|at| at as u32 + 1)
}

fn number(digits: &str) -> Result<u32, Miss> {
    let short = digits.len() <= 4;
    digits
        .parse()
        .ok()
        .filter(|_| short)
        .ok_or_else(|| Miss::Wrong("That number is too large.".into()))
}

/// A year of four digits, or of two in this century.
fn year(digits: &str) -> Result<i32, Miss> {
    let n = number(digits)? as i32;
    match digits.len() {
        4 => Ok(n),
        2 => Ok(2000 + n),
        _ => Err(Miss::Wrong(format!("{digits} is not a year."))),
    }
}

fn iso(y: &str, m: &str, d: &str) -> Result<Day, Miss> {
    if y.len() != 4 || m.len() > 2 || d.len() > 2 {
        return Err(Miss::Unlike);
    }
    exact(number(d)?, number(m)?, year(y)?)
}

/// `5/12` in the user's order.
fn slashed(a: &str, b: &str, year: Option<i32>, ctx: &DateContext) -> Result<Day, Miss> {
    let (a, b) = (number(a)?, number(b)?);
    let (d, m, order) = if ctx.day_first {
        (a, b, "day/month")
    } else {
        (b, a, "month/day")
    };
    of_month(d, m, year, ctx).map_err(|miss| match miss {
        Miss::Wrong(why) if !(1..=12).contains(&m) => Miss::Wrong(format!(
            "{why} Your setting is {order}; 5 dec is always sure."
        )),
        other => other,
    })
}

/// `5 dec`, `dec 5`, either with a year.
fn with_month_name(tokens: &[Token], ctx: &DateContext) -> Option<Result<Day, Miss>> {
    let (d, name, y) = match tokens {
        [
            Num(d),
            Word("st" | "nd" | "rd" | "th"),
            Word(name),
            rest @ ..,
        ]
        | [Num(d), Word(name), rest @ ..] => (d, name, rest),
        [Num(d), Sym('.'), Word(name), rest @ ..] => (d, name, rest),
        [
            Word(name),
            Num(d),
            Word("st" | "nd" | "rd" | "th"),
            rest @ ..,
        ]
        | [Word(name), Num(d), rest @ ..] => (d, name, rest),
        _ => return None,
    };
    let m = month(name)?;
    let y = match y {
        [] => None,
        // Two digits after a month are as likely a count: "9 dec 14 orders".
        [Num(y)] if y.len() == 4 => Some(y),
        _ => return None,
    };
    Some((|| {
        of_month(number(d)?, m, y.map(|y| year(y)).transpose()?, ctx)
    })())
}

/// A day of a month, of the year given or of the one that is meant.
fn of_month(d: u32, m: u32, year: Option<i32>, ctx: &DateContext) -> Result<Day, Miss> {
    if let Some(year) = year {
        return exact(d, m, year);
    }
    let this = ctx.today.year();
    let first = if ctx.sense == Sense::Plan {
        this
    } else {
        this - 8
    };
    // Eight years hold a 29 February even around a century that has none.
    let all = (first..=this + 8).filter_map(|y| Day::from_ymd_opt(y, m, d));
    meant(all, ctx).ok_or_else(|| impossible(d, m, None))
}

/// The coming 15th of a plan, the most recent of a fact, else the nearest.
fn bare_day(d: u32, ctx: &DateContext) -> Result<Day, Miss> {
    if !(1..=31).contains(&d) {
        return Err(Miss::Wrong(format!("No month has a day {d}.")));
    }
    let first = ctx.today.with_day(1).unwrap_or(ctx.today);
    let from = if ctx.sense == Sense::Plan {
        first
    } else {
        first.checked_sub_months(Months::new(2)).unwrap_or(first)
    };
    let all = (0..5).filter_map(|n| from.checked_add_months(Months::new(n))?.with_day(d));
    meant(all, ctx).ok_or(Miss::Unlike)
}

/// The day a date without a year or month means: of a plan the first from today on, of a fact the
/// last up to today, else the nearest.
fn meant(all: impl Iterator<Item = Day>, ctx: &DateContext) -> Option<Day> {
    let today = ctx.today;
    match ctx.sense {
        Sense::Plan => all.filter(|day| *day >= today).min(),
        Sense::Fact => all.filter(|day| *day <= today).max(),
        Sense::Either => all.min_by_key(|day| ((*day - today).num_days().abs(), *day < today)),
    }
}

fn exact(d: u32, m: u32, year: i32) -> Result<Day, Miss> {
    Day::from_ymd_opt(year, m, d).ok_or_else(|| impossible(d, m, Some(year)))
}

/// Why a day of a month is not there.
fn impossible(d: u32, m: u32, year: Option<i32>) -> Miss {
    let Some(name) = (m as usize).checked_sub(1).and_then(|at| MONTHS.get(at)) else {
        return Miss::Wrong(format!("There is no month {m}."));
    };
    let name: String = name
        .chars()
        .take(1)
        .flat_map(char::to_uppercase)
        .chain(name.chars().skip(1))
        .collect();
    if d == 0 {
        return Miss::Wrong("Days begin with 1.".into());
    }
    // 2024 is a leap year: without a year, February gets its longest form.
    let last =
        Day::from_ymd_opt(year.unwrap_or(2024), m, 1).map_or(31, |day| end_of_month(day, 0).day());
    Miss::Wrong(match year {
        Some(year) if m == 2 => format!("{name} {year} has {last} days."),
        None if m == 2 => format!("{name} has {last} days at most."),
        _ => format!("{name} has {last} days."),
    })
}

/// `+3`, `2w`, `in 10 days`, `-2d`, `3 days ago`, and the same from an anchor.
fn distance(tokens: &[Token], ctx: &DateContext) -> Result<Day, Miss> {
    let (way, amount) = match tokens {
        [Word("in"), rest @ ..] => (Way::On, rest),
        [Sym('+'), rest @ ..] => (Way::On, rest),
        [Sym('-'), rest @ ..] => (Way::Back, rest),
        [rest @ .., Word("ago")] => (Way::Back, rest),
        [Num(_), ..] => (Way::On, tokens),
        _ => return anchor(tokens, ctx),
    };
    let signed = matches!(tokens, [Sym(_), ..]);
    let (n, unit) = match amount {
        [Num(n)] if signed => (number(n)?, Unit::Working),
        [Num(n), rest @ ..] => (number(n)?, unit(rest).ok_or(Miss::Unlike)?),
        [Word(word), rest @ ..] => (
            counted(word).ok_or(Miss::Unlike)?,
            unit(rest).ok_or(Miss::Unlike)?,
        ),
        _ => return Err(Miss::Unlike),
    };
    moved(ctx.today, way, n, unit, ctx)
}

/// `live`, `live-3b`, `end - 14d`.
fn anchor(tokens: &[Token], ctx: &DateContext) -> Result<Day, Miss> {
    let [Word(name), rest @ ..] = tokens else {
        return Err(Miss::Unlike);
    };
    let day = match *name {
        "due" => ctx.anchors.due,
        "live" => ctx.anchors.live,
        "end" => ctx.anchors.end,
        "paid" => ctx.anchors.paid,
        _ => return Err(Miss::Unlike),
    };
    let day =
        || day.ok_or_else(|| Miss::Wrong(format!("There is no {name} date here to count from.")));
    match rest {
        [] => day(),
        [Sym(sign @ ('+' | '-')), Num(n), rest @ ..] => {
            let way = if *sign == '+' { Way::On } else { Way::Back };
            let unit = if rest.is_empty() {
                Unit::Working
            } else {
                unit(rest).ok_or(Miss::Unlike)?
            };
            moved(day()?, way, number(n)?, unit, ctx)
        }
        _ => Err(Miss::Unlike),
    }
}

/// The number a word stands for: `six`.
pub(in crate::domain) fn counted(word: &str) -> Option<u32> {
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    NUMBERS
        .iter()
        .position(|name| *name == word)
        .map(|n| n as u32)
}

fn unit(tokens: &[Token]) -> Option<Unit> {
    match tokens {
        [
            Word("working" | "business" | "work"),
            Word("day" | "days" | "d"),
        ] => Some(Unit::Working),
        [Word("b" | "bd" | "bds" | "workday" | "workdays")] => Some(Unit::Working),
        [Word("d" | "day" | "days")] => Some(Unit::Days),
        [Word("w" | "wk" | "wks" | "week" | "weeks")] => Some(Unit::Weeks),
        [Word("m" | "mo" | "month" | "months")] => Some(Unit::Months),
        [Word("y" | "yr" | "yrs" | "year" | "years")] => Some(Unit::Years),
        _ => None,
    }
}

/// A day moved by so many of a unit; a month without that day ends on its last.
fn moved(day: Day, way: Way, n: u32, unit: Unit, ctx: &DateContext) -> Result<Day, Miss> {
    let sign = if way == Way::On { 1 } else { -1 };
    let months = |n: u32| match way {
        Way::On => day.checked_add_months(Months::new(n)),
        Way::Back => day.checked_sub_months(Months::new(n)),
    };
    let to = match unit {
        Unit::Working => Some(ctx.calendar.add(day, sign * i64::from(n))),
        Unit::Days => Some(add_days(day, sign * i64::from(n))),
        Unit::Weeks => Some(add_days(day, sign * 7 * i64::from(n))),
        Unit::Months => months(n),
        Unit::Years => months(n * 12),
    };
    to.ok_or_else(|| Miss::Wrong("That is too far away.".into()))
}
