//! Dates as people and programs write them. `03/04/2025` is two dates; only its column can tell
//! which. No year is ever made up and nothing becomes 1970.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::numbers;
use crate::domain::day::{Day, add_days};

/// Which of the first two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// `31/12/2026`.
    DayFirst,
    /// `12/31/2026`.
    MonthFirst,
}

impl Order {
    /// `d/m/y` or `m/d/y`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DayFirst => "d/m/y",
            Self::MonthFirst => "m/d/y",
        }
    }
}

/// A cell read as a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// One reading, and the order it proves for its column, if it does.
    Sure(Day, Option<Order>),
    /// Two readings.
    Either {
        /// With the day first.
        day_first: Day,
        /// With the month first.
        month_first: Day,
    },
}

impl Dated {
    /// The day, with the column's order where the cell alone does not tell.
    pub fn day(self, order: Option<Order>) -> Option<Day> {
        match (self, order) {
            (Self::Sure(day, _), _) => Some(day),
            (Self::Either { day_first, .. }, Some(Order::DayFirst)) => Some(day_first),
            (Self::Either { month_first, .. }, Some(Order::MonthFirst)) => Some(month_first),
            (Self::Either { .. }, None) => None,
        }
    }
}

/// Beginnings of month names in English, German, French, Spanish, Italian, Portuguese and Dutch,
/// without accents. Longer ones first where a shorter would also fit.
const MONTHS: &[(&str, u32)] = &[
    ("juin", 6),
    ("juil", 7),
    ("jan", 1),
    ("jän", 1),
    ("ene", 1),
    ("gen", 1),
    ("feb", 2),
    ("fev", 2),
    ("mar", 3),
    ("mrz", 3),
    ("maerz", 3),
    ("mrt", 3),
    ("maart", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("mai", 5),
    ("may", 5),
    ("mag", 5),
    ("mei", 5),
    ("jun", 6),
    ("giu", 6),
    ("jul", 7),
    ("lug", 7),
    ("aug", 8),
    ("aou", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("okt", 10),
    ("oct", 10),
    ("out", 10),
    ("ott", 10),
    ("nov", 11),
    ("dez", 12),
    ("dec", 12),
    ("dic", 12),
];

fn month_of(word: &str) -> Option<u32> {
    let word = deunicode::deunicode(word).to_lowercase();
    if word.len() < 3 || word.len() > 10 {
        return None;
    }
    MONTHS
        .iter()
        .find(|(name, _)| word.starts_with(name))
        .map(|(_, n)| *n)
}

/// What stands for "no date" beside the usual words: the zeros of several programs.
const ZEROS: &[&str] = &[
    "0000-00-00",
    "1970-01-01",
    "1899-12-30",
    "1899-12-31",
    "1900-01-00",
    "1900-01-01",
    "0",
    "00/00/0000",
];

/// Reads a cell; `None` when it says "nothing". The error completes "cannot read …: ".
pub fn read(text: &str) -> Result<Option<Dated>, String> {
    let text = text.trim().trim_start_matches('\'');
    // The usual form, read without a detour.
    if text.len() == 10
        && let Some(day) = iso(text).filter(|day| (1990..=2100).contains(&day.year()))
    {
        return Ok(Some(Dated::Sure(day, None)));
    }
    if numbers::is_empty(text)
        || ZEROS
            .iter()
            .any(|z| text.split(['T', ' ']).next() == Some(*z))
    {
        return Ok(None);
    }
    let dated = numeric(text).or_else(|| named(text)).ok_or_else(|| {
        if has_no_year(text) {
            "it has no year".to_string()
        } else {
            "it is not a date".to_string()
        }
    })?;
    let days = match dated {
        Dated::Sure(day, _) => [day, day],
        Dated::Either {
            day_first,
            month_first,
        } => [day_first, month_first],
    };
    match days.iter().find(|d| !(1990..=2100).contains(&d.year())) {
        Some(day) => Err(format!("the year {} cannot be right", day.year())),
        None => Ok(Some(dated)),
    }
}

fn iso(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || y.len() != 4 || m.len() != 2 || d.len() != 2 {
        return None;
    }
    Day::from_ymd_opt(year(y)?, digits(m)?, digits(d)?)
}

/// Reads a cell that names a day and a month, in a year.
pub fn in_year(text: &str, year: i32) -> Option<Dated> {
    let text = text.trim().trim_end_matches('.');
    let sign = text.chars().find(|c| matches!(c, '/' | '.' | '-'));
    let sign = sign.filter(|_| !text.contains(' ')).unwrap_or(' ');
    let whole = format!("{text}{sign}{year}");
    numeric(&whole).or_else(|| named(&whole))
}

/// Whether a cell names a day and a month and nothing else: `13 Nov`, `3/11`.
pub fn has_no_year(text: &str) -> bool {
    let parts: Vec<&str> = text
        .split(['/', '.', '-', ' '])
        .filter(|p| !p.is_empty())
        .collect();
    let small = |p: &&str| p.parse::<u32>().is_ok_and(|n| (1..=31).contains(&n));
    matches!(parts.as_slice(), [a, b] if (small(a) || month_of(a).is_some()) && (small(b) || month_of(b).is_some()))
}

fn digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.len() <= 8 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

/// A year as written; two digits are of this century unless that would be far ahead.
fn year(text: &str) -> Option<i32> {
    let n = i32::try_from(digits(text)?).ok()?;
    match text.len() {
        2 => Some(if n < 80 { 2000 + n } else { 1900 + n }),
        4 => Some(n),
        _ => None,
    }
}

/// Dates of digits: ISO, compact, serial, three numbers. A time of day behind it may follow; an
/// offset changes nothing, the date is the one that was written.
fn numeric(text: &str) -> Option<Dated> {
    let (date, time) = text
        .split_once(['T', ' '])
        .map_or((text, ""), |(d, t)| (d.trim_end_matches(','), t.trim()));
    if !time.is_empty() && !is_time(time) {
        return spaced(text);
    }
    if let Some(n) = digits(date.split(['.', ',']).next().unwrap_or(""))
        .filter(|_| date.bytes().filter(|b| !b.is_ascii_digit()).count() < 2)
    {
        let whole = date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit());
        if whole {
            let (y, m, d) = (n / 10_000, n / 100 % 100, n % 100);
            return Day::from_ymd_opt(i32::try_from(y).ok()?, m, d).map(|d| Dated::Sure(d, None));
        }
        // A spreadsheet's own number of a day, counted from the end of 1899.
        let start = Day::from_ymd_opt(1899, 12, 30)?;
        return (20_000..=80_000)
            .contains(&n)
            .then(|| Dated::Sure(add_days(start, i64::from(n)), None));
    }
    let separator = date.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let parts: Vec<&str> = date.trim_end_matches('.').split(separator).collect();
    three(&parts, separator)
}

fn is_time(text: &str) -> bool {
    let allowed =
        |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | ' ' | 'Z' | 'z');
    let words = text
        .to_lowercase()
        .replace("am", "")
        .replace("pm", "")
        .replace("utc", "")
        .replace("gmt", "");
    text.contains(':') && words.chars().all(|c| allowed(c) || c == 'z')
}

/// `4. 3. 2025`.
fn spaced(text: &str) -> Option<Dated> {
    let parts: Vec<&str> = text.split(". ").map(str::trim).collect();
    three(&parts, '.')
}

fn three(parts: &[&str], separator: char) -> Option<Dated> {
    let [a, b, c] = parts else { return None };
    if a.len() == 4 {
        let day = Day::from_ymd_opt(year(a)?, digits(b)?, digits(c)?)?;
        return Some(Dated::Sure(day, None));
    }
    let (first, second, y) = (digits(a)?, digits(b)?, year(c)?);
    if a.len() > 2 || b.len() > 2 {
        return None;
    }
    let day_first = Day::from_ymd_opt(y, second, first);
    let month_first = Day::from_ymd_opt(y, first, second);
    match (day_first, month_first) {
        (Some(d), Some(m)) if d == m => Some(Dated::Sure(d, None)),
        // With dots, nobody writes the month first.
        (Some(d), Some(_)) if separator == '.' => Some(Dated::Sure(d, None)),
        (Some(day_first), Some(month_first)) => Some(Dated::Either {
            day_first,
            month_first,
        }),
        (Some(d), None) => Some(Dated::Sure(d, Some(Order::DayFirst))),
        (None, Some(m)) => Some(Dated::Sure(m, Some(Order::MonthFirst))),
        (None, None) => None,
    }
}

/// Dates with a month's name: `Jan 13, 2026`, `13 janvier 2026`, `4-Mar-25`, `Fri, 13. März 2026
/// 10:00`.
fn named(text: &str) -> Option<Dated> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '.'))
        .filter(|w| !w.is_empty() && !matches!(w.to_lowercase().as_str(), "de" | "of" | "the"))
        .collect();
    let place = words.iter().position(|w| month_of(w).is_some())?;
    let month = month_of(words.get(place)?)?;
    let number = |at: usize| {
        words
            .get(at)
            .map(|w| w.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º'))
    };
    let before = place
        .checked_sub(1)
        .and_then(number)
        .and_then(digits)
        .filter(|d| (1..=31).contains(d));
    let (day, y) = match before {
        Some(day) => (day, number(place + 1)?),
        None => (number(place + 1).and_then(digits)?, number(place + 2)?),
    };
    Day::from_ymd_opt(year(y)?, month, day).map(|d| Dated::Sure(d, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn dates_read_in_one_way() {
        let check = |text: &str, expect: &str| {
            let read = read(text)
                .unwrap_or_else(|why| panic!("{text}: {why}"))
                .unwrap();
            assert_eq!(read.day(None), Some(day(expect)), "{text}");
        };
        for text in [
            "2025-03-04",
            "04.03.2025",
            "4.3.25",
            "4. 3. 2025",
            "4 Mar 2025",
            "4-Mar-25",
            "Mar 4, 2025",
            "March 4th, 2025",
            "2025/03/04",
            "20250304",
            "2025-03-04T10:11:12Z",
            "2025-03-04 23:30:00-0800",
            "2025-03-04 23:30:00 +0200",
            "45720",
            "45720.75",
            "4 mars 2025",
            "4. März 2025",
            "4 marzo 2025",
            "4 de marzo de 2025",
            "Tue, 4 Mar 2025 10:00",
        ] {
            check(text, "2025-03-04");
        }
        check("13 janvier 2026", "2026-01-13");
        check("Jan 13, 2026", "2026-01-13");
        check("1 juillet 2026", "2026-07-01");
        check("1 juin 2026", "2026-06-01");
        check("12/25/2024", "2024-12-25");
        check("25/12/2024", "2024-12-25");
        check("25.12.2024 08:00", "2024-12-25");
        check("05/05/2025", "2025-05-05");
        check("29.02.2024", "2024-02-29");
    }

    #[test]
    fn two_readings_stay_two() {
        let read = read("03/04/2025").unwrap().unwrap();
        assert_eq!(read.day(None), None);
        assert_eq!(read.day(Some(Order::DayFirst)), Some(day("2025-04-03")));
        assert_eq!(read.day(Some(Order::MonthFirst)), Some(day("2025-03-04")));
    }

    #[test]
    fn nothing_is_not_1970() {
        for text in [
            "",
            "-",
            "n/a",
            "0000-00-00",
            "1970-01-01",
            "1970-01-01T00:00:00Z",
            "0",
        ] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
        for text in [
            "03/11",
            "13 Nov",
            "29.02.2023",
            "31/31/2025",
            "soon",
            "12",
            "1234567890",
            "2025-13-01",
            "4/3/1971",
        ] {
            assert!(read(text).is_err(), "{text}: {:?}", read(text));
        }
        assert_eq!(read("13 Nov").unwrap_err(), "it has no year");
    }
}
