//! Working days: which days of the week are worked, which are holidays, when the user is away. All
//! arithmetic of the review in working days goes through here.

use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included};

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
    /// The absences in order, those that touch or overlap made one: what is counted with.
    gone: Vec<(Day, Day)>,
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
        let week = if week.contains(&true) {
            week
        } else {
            [true, true, true, true, true, false, false]
        };
        Self {
            week,
            holidays: BTreeMap::new(),
            away: Vec::new(),
            gone: Vec::new(),
        }
    }

    /// Adds a holiday.
    pub fn add_holiday(&mut self, day: Day, label: &str) {
        self.holidays.insert(day, label.into());
    }

    /// Adds an absence, both ends included.
    pub fn add_away(&mut self, start: Day, end: Day) {
        self.away.push((start.min(end), start.max(end)));
        self.join();
    }

    /// Puts the absences together, for counting.
    fn join(&mut self) {
        let mut all = self.away.clone();
        all.sort_unstable();
        self.gone.clear();
        for (start, end) in all {
            match self.gone.last_mut() {
                Some((_, last)) if start <= add_days(*last, 1) => *last = end.max(*last),
                _ => self.gone.push((start, end)),
            }
        }
    }

    /// The same as if one were not away between two days.
    pub fn without_away(&self, start: Day, end: Day) -> Self {
        let mut other = self.clone();
        other.away.retain(|(from, to)| *to < start || *from > end);
        other.join();
        other
    }

    /// The name of the holiday on a day.
    pub fn holiday(&self, day: Day) -> Option<&str> {
        self.holidays.get(&day).map(|label| &**label)
    }

    /// The absence a day lies in.
    pub fn away(&self, day: Day) -> Option<(Day, Day)> {
        self.away
            .iter()
            .copied()
            .find(|(start, end)| (*start..=*end).contains(&day))
    }

    /// Whether the day is worked: its weekday is, it is no holiday, the user is not away.
    pub fn is_working(&self, day: Day) -> bool {
        self.is_workday(day) && !self.holidays.contains_key(&day) && !self.is_gone(day)
    }

    /// Whether its weekday is worked.
    fn is_workday(&self, day: Day) -> bool {
        self.week
            .get(day.weekday().num_days_from_monday() as usize)
            .copied()
            .unwrap_or(true)
    }

    fn is_gone(&self, day: Day) -> bool {
        let before = self.gone.partition_point(|(start, _)| *start <= day);
        before
            .checked_sub(1)
            .and_then(|at| self.gone.get(at))
            .is_some_and(|(_, end)| *end >= day)
    }

    /// Worked weekdays after `from` up to and with `to`, whatever is free among them.
    fn workdays(&self, from: Day, to: Day) -> i64 {
        let days = (to - from).num_days().max(0);
        let whole = days / 7 * self.week.iter().filter(|on| **on).count() as i64;
        whole
            + (0..days % 7)
                .filter(|n| self.is_workday(add_days(to, -n)))
                .count() as i64
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
        if to <= from {
            // A range from a day to itself, the first day left out, is none that a map could be
            // asked for.
            return if to == from {
                0
            } else {
                -self.between(to, from)
            };
        }
        // By arithmetic, not day by day: every item of the review asks, and a sheet may bring dates
        // of years ago.
        let past = self.gone.partition_point(|(_, end)| *end <= from);
        let gone = self
            .gone
            .iter()
            .skip(past)
            .take_while(|(start, _)| *start <= to);
        let away: i64 = gone
            .map(|(start, end)| self.workdays(from.max(add_days(*start, -1)), to.min(*end)))
            .sum();
        let holidays = self
            .holidays
            .range((Excluded(from), Included(to)))
            .map(|(day, _)| *day);
        let holidays = holidays
            .filter(|day| self.is_workday(*day) && !self.is_gone(*day))
            .count() as i64;
        self.workdays(from, to) - away - holidays
    }

    /// The day if it is worked, else the working day before it: for what we owe.
    pub fn earlier(&self, day: Day) -> Day {
        if self.is_working(day) {
            day
        } else {
            self.add(day, -1)
        }
    }

    /// The day if it is worked, else the working day after it: for follow-ups.
    pub fn later(&self, day: Day) -> Day {
        if self.is_working(day) {
            day
        } else {
            self.add(day, 1)
        }
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
    fn distances_are_the_days_that_are_worked() {
        let begin = day("2026-03-01");
        let mut dice = 1u64;
        let mut below = |n: u64| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((dice >> 33) % n).unwrap()
        };
        for _ in 0..40 {
            let mut calendar = Calendar::new([0; 7].map(|_| below(3) > 0));
            (0..below(9)).for_each(|_| calendar.add_holiday(add_days(begin, below(120)), "free"));
            for _ in 0..below(4) {
                let start = add_days(begin, below(120));
                calendar.add_away(start, add_days(start, below(20)));
            }
            for _ in 0..40 {
                let (from, days) = (add_days(begin, below(110)), below(60));
                let to = add_days(from, days);
                let walked = (1..=days)
                    .filter(|n| calendar.is_working(add_days(from, *n)))
                    .count() as i64;
                assert_eq!(
                    calendar.between(from, to),
                    walked,
                    "{calendar:?} {from} {to}"
                );
                assert_eq!(calendar.between(to, from), -walked);
                assert_eq!(calendar.is_gone(from), calendar.away(from).is_some());
            }
        }
    }

    #[test]
    fn distances_reach_over_centuries() {
        let mut calendar = thanksgiving();
        calendar.add_away(day("2026-12-21"), day("2026-12-27"));
        assert_eq!(
            calendar.between(day("1926-11-23"), day("2026-11-24")),
            26_090
        );
        assert_eq!(
            calendar.between(day("1926-11-23"), day("2026-12-31")),
            26_090 + 27 - 1 - 5
        );
    }

    #[test]
    fn a_life_without_working_days_still_ends() {
        let mut calendar = Calendar::new([false; 7]);
        calendar.add_away(Day::MIN, Day::MAX);
        calendar.add(day("2026-01-01"), 5);
        assert_eq!(
            Calendar::default().next_monday(day("2026-11-23")),
            day("2026-11-30")
        );
    }
}
