//! Distances from today, and the dates inside words.

use chrono::{Datelike, NaiveTime};

use crate::domain::calendar::Calendar;
use crate::domain::day::{Clock, Day, Stamp, add_days};

/// Today and the user's calendar, from which all dates of the demo are counted.
pub struct When<'a> {
    pub clock: &'a Clock,
    pub calendar: &'a Calendar,
    pub today: Day,
}

impl<'a> When<'a> {
    pub fn new(clock: &'a Clock, calendar: &'a Calendar) -> Self {
        Self {
            clock,
            calendar,
            today: clock.today(),
        }
    }

    /// `-3b`: three working days ago; `+12d`: in twelve calendar days; `0d`: today.
    pub fn day(&self, text: &str) -> Result<Day, String> {
        let bad = || format!("\"{text}\" is not a distance like -3b or +12d");
        let (number, unit) = text
            .split_at_checked(text.len().saturating_sub(1))
            .ok_or_else(bad)?;
        let n: i64 = number.parse().map_err(|_| bad())?;
        match unit {
            "b" => Ok(self.calendar.add(self.today, n)),
            "d" => Ok(add_days(self.today, n)),
            _ => Err(bad()),
        }
    }

    /// A time of a day, never later than now: what is told has happened.
    pub fn past(&self, day: Day, time: &str) -> Result<Stamp, String> {
        let at = NaiveTime::parse_from_str(time, "%H:%M")
            .map_err(|_| format!("\"{time}\" is not a time"))?;
        Ok(self.clock.stamp(day.and_time(at)).min(self.clock.now))
    }

    /// Replaces `[+12d]` by `5 Dec`, `[ord +12d]` by `5th`, `[weekday +12d]` by `Saturday`,
    /// `[season +12d]` by `Winter`, `[month +12d]` by `December`.
    pub fn words(&self, text: &str) -> Result<String, String> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('[') {
            let (token, after) = after
                .split_once(']')
                .ok_or_else(|| format!("no ] in \"{text}\""))?;
            out.push_str(before);
            let (kind, distance) = token.split_once(' ').unwrap_or(("", token));
            let day = self.day(distance)?;
            match kind {
                "" => out.push_str(&day.format("%-d %b").to_string()),
                "ord" => out.push_str(&ordinal(day.day())),
                "weekday" => out.push_str(&day.format("%A").to_string()),
                "month" => out.push_str(&day.format("%B").to_string()),
                "season" => out.push_str(season(day)),
                _ => return Err(format!("\"{kind}\" is no way to write a date")),
            }
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }
}

fn ordinal(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// The season in the north, where the shop is.
fn season(day: Day) -> &'static str {
    match day.month() {
        12 | 1 | 2 => "Winter",
        3..=5 => "Spring",
        6..=8 => "Summer",
        _ => "Autumn",
    }
}
