//! Days, instants and the one place that turns one into the other. Dates are plain dates and never
//! shift; instants are UTC seconds; only a `Clock`, handed in from the edge, knows what is today.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A calendar date.
pub type Day = NaiveDate;

/// An instant: seconds since 1970 in UTC.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Stamp(pub i64);

/// What time it is, where the user is, and when their day begins. A value: the runtime makes one,
/// tests make their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Now.
    pub now: Stamp,
    /// The user's time zone.
    pub zone: Tz,
    /// The hour at which a new day begins (before it, it still is yesterday).
    pub rollover: u8,
}

impl Clock {
    /// The user's wall clock at an instant.
    pub fn local(&self, at: Stamp) -> NaiveDateTime {
        let utc = DateTime::<Utc>::from_timestamp(at.0, 0).unwrap_or_default();
        utc.with_timezone(&self.zone).naive_local()
    }

    /// The user's day an instant belongs to.
    pub fn day_of(&self, at: Stamp) -> Day {
        let local = self.local(at);
        if local.hour() < u32::from(self.rollover) {
            local.date().pred_opt().unwrap_or(local.date())
        } else {
            local.date()
        }
    }

    /// Today.
    pub fn today(&self) -> Day {
        self.day_of(self.now)
    }

    /// The instant of a wall clock time of the user; in the hour that a DST change skips, the hour
    /// after it.
    pub fn stamp(&self, local: NaiveDateTime) -> Stamp {
        stamp_in(self.zone, local)
    }

    /// Noon of a day: the instant given to things of which only the day is known.
    pub fn noon(&self, day: Day) -> Stamp {
        self.stamp(day.and_hms_opt(12, 0, 0).unwrap_or_default())
    }

    /// Now if `day` is today, else noon of that day.
    pub fn at_day(&self, day: Day) -> Stamp {
        if day == self.today() {
            self.now
        } else {
            self.noon(day)
        }
    }
}

/// The instant of a wall clock time in a zone; a time that a DST change skips is moved an hour on,
/// one that it repeats is the first of the two.
pub fn stamp_in(zone: Tz, local: NaiveDateTime) -> Stamp {
    let at = zone.from_local_datetime(&local).earliest().or_else(|| {
        zone.from_local_datetime(&(local + Duration::hours(1)))
            .earliest()
    });
    Stamp(at.map_or_else(|| local.and_utc().timestamp(), |t| t.timestamp()))
}

/// `Fri 27 Nov`, with the year when it is not the one of `today`.
pub fn short(day: Day, today: Day) -> String {
    if day.year() == today.year() {
        day.format("%a %-d %b").to_string()
    } else {
        day.format("%a %-d %b %Y").to_string()
    }
}

/// `27 Nov`: where the weekday is known or does not matter.
pub fn brief(day: Day, today: Day) -> String {
    if day.year() == today.year() {
        day.format("%-d %b").to_string()
    } else {
        day.format("%-d %b %Y").to_string()
    }
}

/// `Fri 27 Nov 2026`.
pub fn long(day: Day) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// How far a day is from today in words: `today`, `tomorrow`, `in 5 days`, `3 days ago`.
pub fn distance(day: Day, today: Day) -> String {
    match (day - today).num_days() {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        n if n > 0 => format!("in {n} days"),
        n => format!("{} days ago", -n),
    }
}

/// `day` moved by `n` calendar days, staying where it is at the ends of the calendar.
pub fn add_days(day: Day, n: i64) -> Day {
    Duration::try_days(n)
        .and_then(|d| day.checked_add_signed(d))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(now: &str, zone: Tz) -> Clock {
        let zoned = stamp_in(
            zone,
            NaiveDateTime::parse_from_str(now, "%Y-%m-%dT%H:%M:%S").unwrap(),
        );
        Clock {
            now: zoned,
            zone,
            rollover: 4,
        }
    }

    #[test]
    fn the_day_rolls_over_at_four() {
        assert_eq!(
            clock("2026-11-24T03:59:59", Tz::Europe__Berlin).today(),
            Day::from_ymd_opt(2026, 11, 23).unwrap()
        );
        assert_eq!(
            clock("2026-11-24T04:00:00", Tz::Europe__Berlin).today(),
            Day::from_ymd_opt(2026, 11, 24).unwrap()
        );
    }

    #[test]
    fn skipped_and_repeated_hours_have_an_instant() {
        let skipped = clock("2026-03-29T02:30:00", Tz::Europe__Berlin);
        assert_eq!(
            skipped.local(skipped.now).format("%H:%M").to_string(),
            "03:30"
        );
        let repeated = clock("2026-10-25T02:30:00", Tz::Europe__Berlin);
        assert_eq!(
            repeated.local(repeated.now).format("%H:%M").to_string(),
            "02:30"
        );
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_panic() {
        assert_eq!(add_days(Day::MAX, 1), Day::MAX);
        assert_eq!(add_days(Day::MIN, -1), Day::MIN);
    }
}
