//! Working days: which days of the week are worked, which are holidays, when the user is away. All arithmetic of the
//! review in working days goes through here.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::day::{Day, add_days};
use super::rows::Text;

/// No calendar has more free days in a row than this; searches for a working day stop there.
const LONGEST_BREAK: i64 = 800;

/// The user's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    week: [bool; 7],
    holidays: BTreeMap<Day, Text>,
    away: Vec<(Day, Day)>,
}

impl Default for Calendar {
    /// Monday to Friday, no holidays.
    fn default() -> Self {
        Self::new([true, true, true, true, true, false, false])
    }
}

impl Calendar {
    /// A calendar of these weekdays, Monday first. A week without any is read as Monday to Friday.
    pub fn new(week: [bool; 7]) -> Self {
        let week = if week.contains(&true) { week } else { [true, true, true, true, true, false, false] };
        Self { week, holidays: BTreeMap::new(), away: Vec::new() }
    }

    /// Adds a holiday.
    pub fn add_holiday(&mut self, day: Day, label: &str) {
        self.holidays.insert(day, label.into());
    }

    /// Adds an absence, both ends included.
    pub fn add_away(&mut self, start: Day, end: Day) {
        self.away.push((start.min(end), start.max(end)));
    }

    /// The same as if one were not away between two days.
    pub fn without_away(&self, start: Day, end: Day) -> Self {
        let mut other = self.clone();
        other.away.retain(|(from, to)| *to < start || *from > end);
        other
    }

    /// The name of the holiday on a day.
    pub fn holiday(&self, day: Day) -> Option<&str> {
        self.holidays.get(&day).map(|label| &**label)
    }

    /// The absence a day lies in.
    pub fn away(&self, day: Day) -> Option<(Day, Day)> {
        self.away.iter().copied().find(|(start, end)| (*start..=*end).contains(&day))
    }

    /// Whether the day is worked: its weekday is, it is no holiday, the user is not away.
    pub fn is_working(&self, day: Day) -> bool {
        let weekday = day.weekday().num_days_from_monday() as usize;
        self.week.get(weekday).copied().unwrap_or(true) && !self.holidays.contains_key(&day) && self.away(day).is_none()
    }

    /// The `n`-th working day after a day (before it for a negative `n`); the day itself for 0.
    pub fn add(&self, day: Day, n: i64) -> Day {
        let step = n.signum();
        let (mut at, mut left, mut idle) = (day, n.abs(), 0);
        while left > 0 {
            let next = add_days(at, step);
            if next == at || idle > LONGEST_BREAK {
                break;
            }
            at = next;
            idle = if self.is_working(at) { 0 } else { idle + 1 };
            left -= i64::from(idle == 0);
        }
        at
    }

    /// Working days after `from` up to and with `to`; negative when `to` comes first.
    pub fn between(&self, from: Day, to: Day) -> i64 {
        if to < from {
            return -self.between(to, from);
        }
        // Spans of years (an old spreadsheet) are counted by whole weeks; holidays and absences in them do not matter.
        let days = (to - from).num_days();
        if days > LONGEST_BREAK {
            return days / 7 * self.week.iter().filter(|on| **on).count() as i64;
        }
        (1..=days).filter(|n| self.is_working(add_days(from, *n))).count() as i64
    }

    /// The day if it is worked, else the working day before it: for what we owe.
    pub fn earlier(&self, day: Day) -> Day {
        if self.is_working(day) { day } else { self.add(day, -1) }
    }

    /// The day if it is worked, else the working day after it: for follow-ups.
    pub fn later(&self, day: Day) -> Day {
        if self.is_working(day) { day } else { self.add(day, 1) }
    }

    /// The first Monday after a day.
    pub fn next_monday(&self, day: Day) -> Day {
        add_days(day, 7 - i64::from(day.weekday().num_days_from_monday()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn thanksgiving() -> Calendar {
        let mut calendar = Calendar::default();
        calendar.add_holiday(day("2026-11-26"), "Thanksgiving");
        calendar
    }

    #[test]
    fn working_days_step_over_weekends_holidays_and_absences() {
        let mut calendar = thanksgiving();
        assert_eq!(calendar.add(day("2026-11-24"), 2), day("2026-11-27"));
        assert_eq!(calendar.add(day("2026-11-27"), -2), day("2026-11-24"));
        assert_eq!(calendar.add(day("2026-11-28"), 0), day("2026-11-28"));
        assert_eq!(calendar.earlier(day("2026-11-26")), day("2026-11-25"));
        assert_eq!(calendar.later(day("2026-11-28")), day("2026-11-30"));
        calendar.add_away(day("2026-12-21"), day("2027-01-04"));
        assert_eq!(calendar.add(day("2026-12-18"), 1), day("2027-01-05"));
    }

    #[test]
    fn distances_count_the_end_and_not_the_start() {
        let calendar = thanksgiving();
        assert_eq!(calendar.between(day("2026-11-19"), day("2026-11-24")), 3);
        assert_eq!(calendar.between(day("2026-11-24"), day("2026-11-19")), -3);
        assert_eq!(calendar.between(day("2026-11-25"), day("2026-11-27")), 1);
        assert_eq!(calendar.between(day("2026-11-24"), day("2026-11-24")), 0);
    }

    #[test]
    fn a_life_without_working_days_still_ends() {
        let mut calendar = Calendar::new([false; 7]);
        calendar.add_away(Day::MIN, Day::MAX);
        calendar.add(day("2026-01-01"), 5);
        assert_eq!(Calendar::default().next_monday(day("2026-11-23")), day("2026-11-30"));
    }
}
