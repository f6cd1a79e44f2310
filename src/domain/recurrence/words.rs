//! Rhythms as people type them: `every 6 weeks`, `every 1 dec`, `monthly until june`, `every mon 5
//! times`.

use chrono::{Datelike, Months, Weekday};

use super::Every;
use crate::domain::day::{Day, add_days};
use crate::domain::when::{self, DateContext, Tail};

/// A rhythm as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// How often.
    pub every: Every,
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub until: Option<Day>,
    /// At most so often.
    pub times: Option<u16>,
}

/// A rhythm among other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One, and the other words.
    Rhythm(Rhythm, String),
    /// What looks like one and is none, with the sentence that says why.
    Wrong(String),
    /// None.
    None,
}

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "Monday"),
    (Weekday::Tue, "Tuesday"),
    (Weekday::Wed, "Wednesday"),
    (Weekday::Thu, "Thursday"),
    (Weekday::Fri, "Friday"),
    (Weekday::Sat, "Saturday"),
    (Weekday::Sun, "Sunday"),
];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The longest a month can be, in a year that has a 29 February.
const LONGEST: [u8; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

pub(super) fn weekday_name(day: Weekday) -> &'static str {
    WEEKDAYS
        .iter()
        .find(|(known, _)| *known == day)
        .map_or("", |(_, name)| name)
}

pub(super) fn month_name(month: u8) -> &'static str {
    usize::from(month)
        .checked_sub(1)
        .and_then(|at| MONTHS.get(at))
        .copied()
        .unwrap_or_default()
}

impl Every {
    /// Reads a rhythm that stands alone, in its stored form or any other.
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        match every(&words) {
            Some((Ok(every), used)) if used == words.len() => Some(every),
            _ => None,
        }
    }
}

/// Looks for a rhythm in a line. The words before and after it stay; of the adverbs, which are also
/// ordinary words (`the monthly report`), only one that ends the line is a rhythm.
pub fn find(line: &str, ctx: &DateContext) -> Found {
    search(line, ctx, every)
}

/// The same for what is given in each period: `2 reels a month`, `$300 per week`.
pub fn find_share(line: &str, ctx: &DateContext) -> Found {
    search(line, ctx, |words| {
        every(words).or_else(|| match words {
            ["a" | "an" | "per" | "each", rest @ ..] => {
                let (made, used) = counted(1, rest)?;
                Some((made, used + 1))
            }
            _ => None,
        })
    })
}

/// A rhythm at the start of words with the number of words it takes, or why it is none.
type Start = Option<(Result<Every, String>, usize)>;

fn search(line: &str, ctx: &DateContext, read: impl Fn(&[&str]) -> Start) -> Found {
    let lower = line.to_lowercase();
    // Some letters grow when made small: then offsets would differ.
    if lower.len() != line.len() {
        return Found::None;
    }
    let places: Vec<usize> = lower
        .split_whitespace()
        .map(|word| word.as_ptr() as usize - lower.as_ptr() as usize)
        .collect();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let mut quoted = false;
    for (at, word) in words.iter().enumerate() {
        let marks = word.matches(['"', '“', '”']).count();
        let inside = quoted || marks > 0;
        quoted ^= marks % 2 == 1;
        if inside {
            continue;
        }
        let Some((every, used)) = words.get(at..).and_then(&read) else {
            continue;
        };
        let every = match every {
            Ok(every) => every,
            Err(why) => return Found::Wrong(why),
        };
        let after = places
            .get(at + used)
            .and_then(|from| line.get(*from..))
            .unwrap_or_default();
        let before = places
            .get(at)
            .and_then(|to| line.get(..*to))
            .unwrap_or_default();
        let ends = match ends(after, ctx) {
            Ok(ends) => ends,
            Err(why) => return Found::Wrong(why),
        };
        if *word != "every" && !ends.rest.is_empty() {
            continue;
        }
        return whole(every, before, ends, ctx);
    }
    Found::None
}

/// What stands behind a rhythm.
struct Ends {
    from: Option<Day>,
    until: Option<Day>,
    times: Option<u16>,
    rest: String,
}

/// The rhythm with the first day that may stand before it: `call fri every 6 weeks`.
fn whole(every: Every, before: &str, ends: Ends, ctx: &DateContext) -> Found {
    let (before, first) = match when::tail(before, ctx) {
        Tail::Date { rest, day, .. } if ends.from.is_none() => (rest, Some(day)),
        Tail::Wrong(why) => return Found::Wrong(why),
        _ => (before.trim(), None),
    };
    let rest = [before, &*ends.rest].join(" ").trim().to_owned();
    let from = ends.from.or(first);
    if let (Some(from), Some(until)) = (from.or(Some(ctx.today)), ends.until)
        && until < from
    {
        return Found::Wrong("It would end before it begins.".into());
    }
    Found::Rhythm(
        Rhythm {
            every,
            from,
            until: ends.until,
            times: ends.times,
        },
        rest,
    )
}

/// Reads `from 1 dec`, `until june`, `5 times` in any order; a date alone is the first day.
fn ends(after: &str, ctx: &DateContext) -> Result<Ends, String> {
    let mut ends = Ends {
        from: None,
        until: None,
        times: None,
        rest: String::new(),
    };
    let mut rest = after.trim();
    loop {
        let (word, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let behind = behind.trim();
        match &*word.to_lowercase() {
            "from" | "starting" if ends.from.is_none() => {
                let (day, left) = bound(behind, ctx, false)?
                    .ok_or("From when? Write from 1 dec, or leave it out.")?;
                (ends.from, rest) = (Some(day), left);
            }
            "until" | "till" if ends.until.is_none() => {
                let (day, left) = bound(behind, ctx, true)?
                    .ok_or("Until when? Write until 30 jun, or leave it out.")?;
                (ends.until, rest) = (Some(day), left);
            }
            _ => match times(rest) {
                Some((n, left)) if ends.times.is_none() => {
                    (ends.times, rest) = (Some(n), left);
                }
                _ => break,
            },
        }
    }
    if ends.from.is_none()
        && let Tail::Date {
            rest: left, day, ..
        } = when::tail(rest, ctx)
    {
        (ends.from, rest) = (Some(day), left);
    }
    ends.rest = rest.to_owned();
    Ok(ends)
}

/// A day, or a whole month by its name: its first day, or its last.
fn bound<'t>(
    text: &'t str,
    ctx: &DateContext,
    last: bool,
) -> Result<Option<(Day, &'t str)>, String> {
    if let Some(found) = whole_month(text, ctx.today, last) {
        return Ok(Some(found));
    }
    match when::head(text, ctx) {
        Tail::Date { rest, day, .. } => Ok(Some((day, rest))),
        Tail::Wrong(why) => Err(why),
        Tail::None => Ok(None),
    }
}

/// `june`, `feb 2028`, where no day of it follows.
fn whole_month(text: &str, today: Day, last: bool) -> Option<(Day, &str)> {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let month = when::month_number(&word.to_lowercase())?;
    let rest = rest.trim();
    let (next, left) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let digits = !next.is_empty() && next.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = match next.len() {
        4 if digits => (next.parse().ok()?, left.trim()),
        _ if next.starts_with(|c: char| c.is_ascii_digit()) && times(rest).is_none() => {
            return None;
        }
        _ => (today.year() + i32::from(month < today.month()), rest),
    };
    let first = Day::from_ymd_opt(year, month, 1)?;
    let day = match last {
        true => add_days(first.checked_add_months(Months::new(1))?, -1),
        false => first.max(today),
    };
    Some((day, rest))
}

/// `5 times`, `5x`, `five times`.
fn times(text: &str) -> Option<(u16, &str)> {
    let lower = text.to_lowercase();
    let (word, behind) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let glued = word
        .to_lowercase()
        .strip_suffix('x')
        .and_then(|n| n.parse::<u16>().ok());
    let found = match glued {
        Some(n) => (n, behind),
        None => {
            let mut words = lower.split_whitespace();
            let n = number(words.next()?)?;
            (words.next()? == "times").then_some(())?;
            let behind = behind.trim_start();
            (n, behind.get("times".len()..)?)
        }
    };
    Some((found.0, found.1.trim())).filter(|(n, _)| (1..=999).contains(n))
}

fn number(word: &str) -> Option<u16> {
    word.parse()
        .ok()
        .or_else(|| u16::try_from(when::number_word(word)?).ok())
}

/// A rhythm at the start of words in lower case.
fn every(words: &[&str]) -> Start {
    match words {
        ["daily", ..] => Some((Ok(Every::Days(1)), 1)),
        ["weekly", ..] => Some((Ok(Every::Weeks(1)), 1)),
        ["fortnightly", ..] => Some((Ok(Every::Weeks(2)), 1)),
        ["monthly", ..] => Some((Ok(Every::Months(1)), 1)),
        ["quarterly", ..] => Some((Ok(Every::Months(3)), 1)),
        ["yearly" | "annually", ..] => Some((Ok(Every::Years(1)), 1)),
        ["every", rest @ ..] => {
            let (made, used) = behind_every(rest)?;
            Some((made, used + 1))
        }
        _ => None,
    }
}

fn behind_every(words: &[&str]) -> Start {
    if let ["other" | "second", rest @ ..] = words {
        return counted(2, rest).map(|(made, used)| (made, used + 1));
    }
    if let Some(found) = counted(1, words).or_else(|| date(words)) {
        return Some(found);
    }
    let first = words.first()?;
    if let Some(day) = when::weekday_of(first) {
        return Some((Ok(Every::Weekday(day)), 1));
    }
    if let Some(n) = number(first)
        && let Some((made, used)) = counted(n, words.get(1..)?)
    {
        return Some((made, used + 1));
    }
    // `every 6w`.
    let digits = first.len() - first.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (n, unit) = first.split_at(digits);
    if let (Ok(n), Some((made, _))) = (n.parse(), counted(1, &[unit])) {
        return Some((made.and_then(|every| times_as_long(every, n)), 1));
    }
    ordinal(first).map(|made| (made, 1))
}

/// So many of a unit.
fn counted(n: u16, words: &[&str]) -> Start {
    let (unit, used) = match words {
        ["working" | "business" | "work", "day" | "days", ..] => (Every::Workdays(1), 2),
        ["b" | "bd" | "workday" | "workdays", ..] => (Every::Workdays(1), 1),
        ["d" | "day" | "days", ..] => (Every::Days(1), 1),
        ["w" | "wk" | "week" | "weeks", ..] => (Every::Weeks(1), 1),
        ["m" | "mo" | "month" | "months", ..] => (Every::Months(1), 1),
        ["q" | "quarter" | "quarters", ..] => (Every::Months(3), 1),
        ["y" | "yr" | "year" | "years", ..] => (Every::Years(1), 1),
        _ => return None,
    };
    Some((times_as_long(unit, n), used))
}

/// A rhythm of so many of another's periods; at most ten years.
fn times_as_long(every: Every, n: u16) -> Result<Every, String> {
    let (one, most) = match every {
        Every::Workdays(n) => (n, 2_600),
        Every::Days(n) => (n, 3_650),
        Every::Weeks(n) => (n, 520),
        Every::Months(n) => (n, 120),
        Every::Years(n) => (n, 10),
        Every::Weekday(_) | Every::MonthDay(_) | Every::Date(..) => return Ok(every),
    };
    let n = one.checked_mul(n).filter(|n| (1..=most).contains(n));
    let n = n.ok_or("A rhythm is at least a day and at most ten years long.")?;
    Ok(match every {
        Every::Workdays(_) => Every::Workdays(n),
        Every::Days(_) => Every::Days(n),
        Every::Weeks(_) => Every::Weeks(n),
        Every::Months(_) => Every::Months(n),
        _ => Every::Years(n),
    })
}

/// `15.`, `15th`.
fn ordinal(word: &str) -> Option<Result<Every, String>> {
    let digits = ["st", "nd", "rd", "th", "."]
        .iter()
        .find_map(|end| word.strip_suffix(end))?;
    let n: u8 = digits.parse().ok()?;
    Some(if (1..=31).contains(&n) {
        Ok(Every::MonthDay(n))
    } else {
        Err(format!("No month has a day {n}."))
    })
}

/// `1 dec`, `dec 1`, `1st of december`.
fn date(words: &[&str]) -> Start {
    let month = |word: &str| {
        when::month_number(word.trim_end_matches('.')).and_then(|n| u8::try_from(n).ok())
    };
    let day = |word: &str| {
        let plain = ["st", "nd", "rd", "th", "."]
            .iter()
            .find_map(|end| word.strip_suffix(end))
            .unwrap_or(word);
        plain.parse::<u8>().ok()
    };
    let found = match words {
        [d, "of", m, ..] => day(d).zip(month(m)).map(|pair| (pair, 3)),
        _ => None,
    };
    let found = found.or_else(|| match words {
        [d, m, ..] => day(d)
            .zip(month(m))
            .or_else(|| day(m).zip(month(d)))
            .map(|pair| (pair, 2)),
        _ => None,
    });
    // `1dec`, as one writes it without a space.
    let glued = || {
        let word = words.first()?;
        let cut = word.find(|c: char| !c.is_ascii_digit())?;
        let (d, m) = word.split_at(cut);
        Some((day(d).zip(month(m))?, 1))
    };
    let ((day, month), used) = found.or_else(glued)?;
    let longest = usize::from(month)
        .checked_sub(1)
        .and_then(|at| LONGEST.get(at))
        .copied()
        .unwrap_or(31);
    Some((
        if (1..=longest).contains(&day) {
            Ok(Every::Date(day, month))
        } else {
            Err(format!("There is no {day} {}.", month_name(month)))
        },
        used,
    ))
}
