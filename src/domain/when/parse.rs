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
    Fortnights,
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
    if let Some(day) = phrase(tokens, ctx) {
        return day;
    }
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

/// Several words that mean a day only together: what stands before a date may shift it, bound it or
/// contradict it, and is never passed over.
fn phrase(tokens: &[Token], ctx: &DateContext) -> Option<Result<Day, Miss>> {
    let today = ctx.today;
    Some(match tokens {
        [Word("the"), rest @ ..] if !rest.is_empty() => parse(rest, ctx),
        [
            Word("day"),
            Word("after"),
            Word("tomorrow" | "tom" | "tmrw"),
        ] => Ok(add_days(today, 2)),
        [Word("day"), Word("before"), Word("yesterday" | "yest")] => Ok(add_days(today, -2)),
        [Word("this"), Word(name)] if is_weekday(name) => parse(&[Word(name)], ctx),
        [Word(name), Word("next"), Word("week" | "wk")]
        | [Word("next"), Word("week" | "wk"), Word(name)]
            if is_weekday(name) =>
        {
            weekday(name).map_or(Err(Miss::Unlike), |day| Ok(of_next_week(today, day)))
        }
        [Word("end"), Word("of"), rest @ ..] => end_of(rest, ctx),
        [Word("start" | "beginning" | "begin" | "middle" | "mid"), ..] => {
            return vague(tokens);
        }
        [Word("next" | "this" | "last" | "coming"), Word(period)] if is_period(period) => {
            return vague(tokens);
        }
        [Word(word)] if is_vague(word) => return vague(tokens),
        [.., Num(_), Word("am" | "pm" | "h" | "uhr" | "oclock")]
        | [.., Num(_), Sym(':'), Num(_)] => {
            let time = tokens.len() - time_of_day(tokens);
            let day = tokens.get(..time).filter(|rest| !rest.is_empty())?;
            let day = match day {
                [rest @ .., Word("at")] => rest,
                rest => rest,
            };
            parse(day, ctx).ok()?;
            Err(Miss::Wrong(
                "Days are kept and no hours: a time of day goes before the day, as in call 20:15 fri."
                    .into(),
            ))
        }
        [Word(name), Sym('.'), rest @ ..] | [Word(name), rest @ ..]
            if is_weekday(name) && !rest.is_empty() =>
        {
            of_weekday(name, rest, ctx)
        }
        [rest @ .., Word(name)] if is_weekday(name) && has_number(rest) => {
            of_weekday(name, rest, ctx)
        }
        [rest @ .., Sym('('), Word(name), Sym(')')] if is_weekday(name) => {
            of_weekday(name, rest, ctx)
        }
        _ => return shifted(tokens, ctx),
    })
}

/// How many tokens a time of day at the end takes.
fn time_of_day(tokens: &[Token]) -> usize {
    match tokens {
        [.., Num(_), Sym(':'), Num(_), Word(_)] => 4,
        [.., Num(_), Sym(':'), Num(_)] => 3,
        _ => 2,
    }
}

fn has_number(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| matches!(token, Num(_)))
        && tokens
            .iter()
            .any(|token| matches!(token, Word(name) if is_month(name)))
}

/// A date with its weekday: the two must agree.
fn of_weekday(name: &str, date: &[Token], ctx: &DateContext) -> Result<Day, Miss> {
    let wanted = weekday(name).ok_or(Miss::Unlike)?;
    // "fri 27" and "fri + 3" are no dates with a weekday, "fri 27 nov" is one.
    if !(has_number(date) || matches!(date, [Num(_), Sym('/' | '.' | '-'), Num(_), ..])) {
        return Err(Miss::Unlike);
    }
    let day = parse(date, ctx)?;
    if day.weekday() == wanted {
        return Ok(day);
    }
    Err(Miss::Wrong(format!(
        "{} is a {}, not a {}.",
        day.format("%-d %b %Y"),
        day.format("%A"),
        WEEKDAYS
            .iter()
            .find(|(_, day)| *day == wanted)
            .map_or(String::new(), |(name, _)| capital(name))
    )))
}

/// `end of next week`, `end of the month`, `end of dec`: the last working day.
fn end_of(tokens: &[Token], ctx: &DateContext) -> Result<Day, Miss> {
    let today = ctx.today;
    let (next, period) = match tokens {
        [Word("the" | "this"), Word(period)] | [Word(period)] => (0, *period),
        [Word("next"), Word(period)] => (1, *period),
        _ => return Err(Miss::Unlike),
    };
    let week = || add_days(today, 6 - i64::from(today.weekday().num_days_from_monday()));
    let last = match period {
        "week" | "wk" => add_days(week(), 7 * i64::from(next)),
        "month" => end_of_month(today, next),
        "quarter" => end_of_month(today, 2 - today.month0() % 3 + 3 * next),
        "year" => end_of_month(today, 11 - today.month0() + 12 * next),
        name => {
            let month = month(name).filter(|_| next == 0).ok_or(Miss::Unlike)?;
            let on = (month + 11 - today.month0()) % 12;
            let back = if ctx.sense == Sense::Fact && on > 0 {
                12
            } else {
                0
            };
            let first = today.with_day(1).unwrap_or(today);
            let first = first.checked_sub_months(Months::new(back)).unwrap_or(first);
            end_of_month(first, on)
        }
    };
    let day = ctx.calendar.earlier(last);
    match period {
        // The week that is over by now is not meant.
        "week" | "wk" if next == 0 => named("eow", ctx).ok_or(Miss::Unlike),
        "month" if next == 0 => named("eom", ctx).ok_or(Miss::Unlike),
        _ => Ok(day),
    }
}

/// A date that is counted from another one, or only bounded by it: `a week from fri`, `2 days
/// before 5 dec`, `a week today`; `before fri` and `between mon and fri` name no day.
fn shifted(tokens: &[Token], ctx: &DateContext) -> Option<Result<Day, Miss>> {
    let at = tokens.iter().position(|token| {
        matches!(
            token,
            Word(
                "from"
                    | "after"
                    | "before"
                    | "past"
                    | "between"
                    | "or"
                    | "and"
                    | "every"
                    | "than"
                    | "around"
                    | "about"
                    | "not"
            )
        )
    });
    let Some(at) = at else {
        return match tokens {
            [amount @ .., Word("today" | "tomorrow")] if amount.len() > 1 => {
                let base = parse(tokens.get(amount.len()..)?, ctx).ok()?;
                Some(counted_from(amount, Way::On, base, ctx)?)
            }
            [amount @ .., Word("on"), Word(name)] if is_weekday(name) && amount.len() > 1 => {
                let base = parse(&[Word(name)], ctx).ok()?;
                Some(counted_from(amount, Way::On, base, ctx)?)
            }
            _ => None,
        };
    };
    let (amount, rest) = tokens.split_at(at);
    let (word, date) = rest.split_first()?;
    let way = match word {
        Word("before") => Way::Back,
        _ => Way::On,
    };
    let plain = DateContext {
        sense: Sense::Either,
        ..*ctx
    };
    let from_now = [Word("today")];
    let date = match date {
        [Word("now")] => &from_now,
        date => date,
    };
    // A date behind the word is needed: "ask about the fee" is none.
    let base = parse(date, ctx).or_else(|_| parse(date, &plain)).ok();
    if let Some(base) = base
        && matches!(word, Word("from" | "after" | "before" | "past"))
        && let Some(day) = counted_from(amount, way, base, ctx)
    {
        return Some(day);
    }
    // Other words before it are no part of the phrase: a shorter one is looked for.
    let bounds = amount.is_empty() || parse(amount, &plain).is_ok();
    base.filter(|_| bounds).map(|_| {
        Err(Miss::Wrong(
            "It names no single day: type the day itself, such as fri or 5 dec.".into(),
        ))
    })
}

/// So much from a day on, or back: `2 days`, `a week`, `two weeks`.
fn counted_from(
    amount: &[Token],
    way: Way,
    base: Day,
    ctx: &DateContext,
) -> Option<Result<Day, Miss>> {
    let (n, rest) = match amount {
        [Num(n), rest @ ..] => (number(n).ok()?, rest),
        [Word(word), rest @ ..] => (counted(word)?, rest),
        [] | [Sym(_), ..] => return None,
    };
    Some(moved(base, way, n, unit(rest)?, ctx))
}

/// Words of time that name no day.
fn vague(tokens: &[Token]) -> Option<Result<Day, Miss>> {
    match tokens {
        [
            Word("mid" | "middle" | "start" | "beginning" | "begin"),
            rest @ ..,
        ] => {
            let of = match rest {
                [Sym('-'), rest @ ..] | [Word("of"), rest @ ..] => rest,
                rest => rest,
            };
            let last = of.last()?;
            let is = matches!(last, Word(name) if is_month(name) || is_period(name));
            if !is {
                return None;
            }
        }
        [] => return None,
        _ => {}
    }
    Some(Err(Miss::Wrong(
        "It names no single day: type one, such as fri, +3, eow or 5 dec.".into(),
    )))
}

fn is_period(word: &str) -> bool {
    matches!(
        word,
        "week"
            | "wk"
            | "month"
            | "quarter"
            | "year"
            | "weekend"
            | "spring"
            | "summer"
            | "autumn"
            | "fall"
            | "winter"
    )
}

/// Whether a word tells of a time and of no day.
pub(super) fn is_vague(word: &str) -> bool {
    matches!(
        word,
        "soon"
            | "someday"
            | "sometime"
            | "later"
            | "weekend"
            | "christmas"
            | "xmas"
            | "easter"
            | "fortnight"
            | "mornings"
            | "evenings"
            | "asap"
            | "eventually"
    )
}

/// Words that are a day by themselves.
fn named(word: &str, ctx: &DateContext) -> Option<Day> {
    let today = ctx.today;
    Some(match word {
        "today" | "tod" | "tonight" => today,
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
    let day = meant(all, ctx).ok_or_else(|| impossible(d, m, None))?;
    if (d, m) == (29, 2) {
        let eve = (first..=this + 8).filter_map(|y| Day::from_ymd_opt(y, 2, 28));
        if let Some(near) = meant(eve, ctx).filter(|near| near.year() != day.year()) {
            let year = near.year();
            return Err(Miss::Wrong(format!(
                "{year} has no 29 February: type 28 feb or 1 mar, or the year."
            )));
        }
    }
    Ok(day)
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

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Why a day of a month is not there.
fn impossible(d: u32, m: u32, year: Option<i32>) -> Miss {
    let Some(name) = (m as usize).checked_sub(1).and_then(|at| MONTHS.get(at)) else {
        return Miss::Wrong(format!("There is no month {m}."));
    };
    let name = capital(name);
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
        [Word("fortnight" | "fortnights")] => Some(Unit::Fortnights),
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
        Unit::Fortnights => Some(add_days(day, sign * 14 * i64::from(n))),
        Unit::Months => months(n),
        Unit::Years => months(n * 12),
    };
    to.ok_or_else(|| Miss::Wrong("That is too far away.".into()))
}
