//! Holidays from an `.ics` file: whole days, also several in a row, also those that come round
//! every year. What is no holiday in such a file (appointments, observances, strange repetitions)
//! is left out and counted, never guessed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Weekday};
use icalendar::parser::{Component, Property, read_components, unfold};

use crate::domain::change::Step;
use crate::domain::clean::clean_line;
use crate::domain::day::{Day, add_days, long};
use crate::domain::model::Model;
use crate::domain::rows::{FreeDay, FreeKind};

/// Years ahead for which yearly holidays are entered; importing the file again later adds the next
/// ones.
const YEARS_AHEAD: i32 = 5;
/// Days a holiday may last; longer ones are vacations of schools, during which others work.
const LONGEST: i64 = 31;
/// Bytes of a calendar, many times what the holidays of a country take.
const BIGGEST: usize = 8 << 20;
/// Parts of a calendar stand in each other three deep; the reader follows them by recursion.
const DEEPEST: usize = 8;

const TIMED: &str = "at a time of day";
const OBSERVED: &str = "observances, on which people work";
const STRANGE: &str = "repeated otherwise than yearly";
const LONG: &str = "longer than a month";
const FAR: &str = "over, or more than five years ahead";
const UNREADABLE: &str = "without a date that can be read";

/// Holidays found in a file, and the step that enters the new ones.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Holidays {
    /// Name of the file, without the folder.
    pub file: String,
    /// The new rows.
    pub step: Step,
    /// Holidays of the file that are there already.
    pub known: usize,
    /// How many events were left out, by reason.
    pub left_out: BTreeMap<&'static str, usize>,
}

impl Holidays {
    /// The holidays that are new, in order.
    pub fn new_days(&self) -> Vec<&FreeDay> {
        self.step
            .edits
            .free_days
            .iter()
            .filter_map(|edit| edit.after.as_ref())
            .collect()
    }

    /// `14 holidays from de.ics, Fri 25 Dec 2026 to Wed 25 Dec 2030 · left out: 2 at a time of
    /// day`.
    pub fn sentence(&self) -> String {
        let new = self.new_days();
        let mut text = match (new.first(), new.last()) {
            (Some(first), Some(last)) => {
                let (first, last) = (long(first.start), long(last.end));
                format!(
                    "{} from {}, {first} to {last}",
                    counted(new.len()),
                    self.file
                )
            }
            _ => format!(
                "Nothing new in {}: its {} there already",
                self.file,
                are(self.known)
            ),
        };
        if !new.is_empty() && self.known > 0 {
            text.push_str(&format!(" · {} there already", self.known));
        }
        let left: Vec<String> = self
            .left_out
            .iter()
            .map(|(why, n)| format!("{n} {why}"))
            .collect();
        if !left.is_empty() {
            text.push_str(&format!(" · left out: {}", left.join(", ")));
        }
        text
    }
}

fn counted(n: usize) -> String {
    if n == 1 {
        "1 holiday".into()
    } else {
        format!("{n} holidays")
    }
}

fn are(n: usize) -> String {
    if n == 1 {
        "1 holiday is".into()
    } else {
        format!("{n} holidays are")
    }
}

/// Reads a calendar and plans what of it is new. The error is a sentence.
pub fn plan(file: &str, text: &str, model: &Model, today: Day) -> Result<Holidays, String> {
    let refused = |why: &str| format!("{file}: {why}");
    if text.len() > BIGGEST {
        return Err(refused(
            "this is too large for a calendar of holidays (8 MB at most).",
        ));
    }
    if !text.to_uppercase().contains("BEGIN:VCALENDAR") {
        return Err(refused(
            "this is no calendar; an .ics file of holidays begins with BEGIN:VCALENDAR.",
        ));
    }
    if depth(text) > DEEPEST {
        return Err(refused(
            "its parts stand in each other deeper than in any calendar.",
        ));
    }
    // Blank lines are no part of the format, but editors leave them.
    let whole: String = unfold(text)
        .lines()
        .filter(|l| !l.trim().is_empty())
        .flat_map(|l| [l, "\r\n"])
        .collect();
    let parts = read_components(&whole).map_err(|_| {
        refused("it is broken off or damaged; save it once more where it came from.")
    })?;
    let mut found = Found::new(today);
    parts.iter().for_each(|part| found.walk(part));
    let mut plan = Holidays {
        file: file.into(),
        left_out: found.left_out,
        ..Holidays::default()
    };
    if found.days.is_empty() {
        let left: Vec<String> = plan
            .left_out
            .iter()
            .map(|(why, n)| format!("{n} {why}"))
            .collect();
        let left = if left.is_empty() {
            "it has no events".into()
        } else {
            format!("left out: {}", left.join(", "))
        };
        return Err(refused(&format!("no holiday in it; {left}.")));
    }
    let there = |start: Day, end: Day| {
        model
            .free_days
            .iter()
            .any(|f| f.kind == FreeKind::Holiday && f.start == start && f.end == end)
    };
    for ((start, end), label) in found.days {
        if there(start, end) {
            plan.known += 1;
        } else {
            let id = plan.step.fresh(model);
            plan.step.insert(FreeDay {
                id,
                start,
                end,
                kind: FreeKind::Holiday,
                label: label.into(),
            });
        }
    }
    plan.step.label = plan.sentence();
    Ok(plan)
}

/// How deep parts stand in each other.
fn depth(text: &str) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for line in text.lines() {
        match line
            .trim_start()
            .get(..4)
            .map(str::to_ascii_uppercase)
            .as_deref()
        {
            Some("BEGI") => now += 1,
            Some("END:") => now = now.saturating_sub(1),
            _ => {}
        }
        most = most.max(now);
    }
    most
}

/// What is collected from events.
struct Found {
    window: (Day, Day),
    days: BTreeMap<(Day, Day), String>,
    left_out: BTreeMap<&'static str, usize>,
}

impl Found {
    fn new(today: Day) -> Self {
        let first = Day::from_ymd_opt(today.year() - 1, 1, 1).unwrap_or(today);
        let last = Day::from_ymd_opt(today.year() + YEARS_AHEAD, 12, 31).unwrap_or(today);
        Self {
            window: (first, last),
            days: BTreeMap::new(),
            left_out: BTreeMap::new(),
        }
    }

    fn walk(&mut self, part: &Component<'_>) {
        if part.name.as_str().eq_ignore_ascii_case("VEVENT") {
            if let Err(why) = self.event(part) {
                *self.left_out.entry(why).or_default() += 1;
            }
            return;
        }
        part.components.iter().for_each(|inner| self.walk(inner));
    }

    fn event(&mut self, event: &Component<'_>) -> Result<(), &'static str> {
        if value(event, "STATUS").is_some_and(|v| v.eq_ignore_ascii_case("CANCELLED")) {
            return Ok(());
        }
        // Google's calendars of holidays say which of them are free.
        if value(event, "DESCRIPTION").is_some_and(|v| v.to_lowercase().starts_with("observance")) {
            return Err(OBSERVED);
        }
        let start = day(event.find_prop("DTSTART").ok_or(UNREADABLE)?)?;
        let end = last_day(event, start)?;
        let length = (end - start).num_days();
        if length >= LONGEST {
            return Err(LONG);
        }
        let summary = event
            .find_prop("SUMMARY")
            .map(|p| p.val.clone().unescape_text().as_str().to_owned());
        let label = clean_line(&summary.unwrap_or_default()).trim().to_owned();
        let except: BTreeSet<Day> = event
            .properties
            .iter()
            .filter(|p| p.name == "EXDATE")
            .flat_map(days)
            .collect();
        let starts = match value(event, "RRULE") {
            Some(rule) => Yearly::read(rule, start)
                .ok_or(STRANGE)?
                .days(start, self.window.1),
            None => vec![start],
        };
        let before = self.days.len();
        let inside =
            |day: &&Day| **day >= self.window.0 && **day <= self.window.1 && !except.contains(day);
        let mut any = false;
        for start in starts.iter().filter(inside) {
            any = true;
            self.days
                .entry((*start, add_days(*start, length)))
                .or_insert_with(|| label.clone());
        }
        if any || self.days.len() > before {
            Ok(())
        } else {
            Err(FAR)
        }
    }
}

fn value<'c>(part: &'c Component<'_>, name: &str) -> Option<&'c str> {
    part.find_prop(name).map(|p| p.val.as_str())
}

/// The last whole day of an event: its end is the day after it.
fn last_day(event: &Component<'_>, start: Day) -> Result<Day, &'static str> {
    if let Some(end) = event.find_prop("DTEND") {
        return Ok(add_days(day(end)?, -1).max(start));
    }
    let Some(length) = value(event, "DURATION") else {
        return Ok(start);
    };
    let number = |unit: char| {
        length
            .trim_start_matches(['+', 'P'])
            .strip_suffix(unit)
            .and_then(|n| n.parse::<i64>().ok())
    };
    let weeks = || number('W').map(|weeks| weeks.saturating_mul(7));
    let days = number('D').or_else(weeks).ok_or(TIMED)?;
    if days > LONGEST {
        return Err(LONG);
    }
    Ok(add_days(start, days.saturating_sub(1)).max(start))
}

/// The whole day of a date property. Midnight is one too: some programs write holidays as midnight
/// to midnight.
fn day(property: &Property<'_>) -> Result<Day, &'static str> {
    day_of(property.val.as_str())
}

fn days(property: &Property<'_>) -> Vec<Day> {
    property
        .val
        .as_str()
        .split(',')
        .filter_map(|text| day_of(text).ok())
        .collect()
}

fn day_of(text: &str) -> Result<Day, &'static str> {
    let text = text.trim();
    let (date, time) = text.split_once('T').unwrap_or((text, "000000"));
    let day = Day::parse_from_str(date, "%Y%m%d").map_err(|_| UNREADABLE)?;
    if time.trim_end_matches('Z') == "000000" {
        Ok(day)
    } else {
        Err(TIMED)
    }
}

/// A rule of yearly repetition: the same date, or the n-th weekday of a month.
struct Yearly {
    interval: i32,
    count: usize,
    until: Option<Day>,
    month: u32,
    date: u32,
    nth: Option<(i32, Weekday)>,
}

impl Yearly {
    /// Reads `FREQ=YEARLY;BYMONTH=11;BYDAY=4TH`; `None` for anything that is not plainly yearly.
    fn read(rule: &str, start: Day) -> Option<Self> {
        let mut all = Self {
            interval: 1,
            count: usize::MAX,
            until: None,
            month: start.month(),
            date: start.day(),
            nth: None,
        };
        let mut yearly = false;
        for (key, value) in rule.split(';').filter_map(|part| part.split_once('=')) {
            match key.to_ascii_uppercase().as_str() {
                "FREQ" => yearly = value.eq_ignore_ascii_case("YEARLY"),
                "INTERVAL" => all.interval = value.parse().ok().filter(|n| *n > 0)?,
                "COUNT" => all.count = value.parse().ok()?,
                "UNTIL" => all.until = Some(Day::parse_from_str(value.get(..8)?, "%Y%m%d").ok()?),
                "BYMONTH" => all.month = value.parse().ok()?,
                "BYMONTHDAY" => all.date = value.parse().ok()?,
                "BYDAY" => all.nth = Some(nth(value)?),
                "WKST" => {}
                _ => return None,
            }
        }
        yearly.then_some(all)
    }

    fn in_year(&self, year: i32) -> Option<Day> {
        match self.nth {
            None => Day::from_ymd_opt(year, self.month, self.date),
            Some((n, weekday)) if n > 0 => {
                Day::from_weekday_of_month_opt(year, self.month, weekday, u8::try_from(n).ok()?)
            }
            Some((n, weekday)) => {
                let last = Day::from_ymd_opt(year, self.month, 1)?
                    .checked_add_months(chrono::Months::new(1))?
                    .pred_opt()?;
                let back = (7 + last.weekday().num_days_from_monday()
                    - weekday.num_days_from_monday())
                    % 7;
                let day = last.checked_sub_days(Days::new(
                    u64::from(back) + 7 * u64::try_from(-n - 1).ok()?,
                ))?;
                (day.month() == self.month).then_some(day)
            }
        }
    }

    fn days(&self, start: Day, last: Day) -> Vec<Day> {
        let last = self.until.map_or(last, |until| until.min(last));
        let years =
            (start.year()..=last.year()).step_by(usize::try_from(self.interval).unwrap_or(1));
        let all = years
            .filter_map(|year| self.in_year(year))
            .filter(|day| *day >= start);
        all.take(self.count).filter(|day| *day <= last).collect()
    }
}

/// `4TH`: the fourth Thursday, `-1MO`: the last Monday.
fn nth(text: &str) -> Option<(i32, Weekday)> {
    let (n, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let weekday = match day.to_ascii_uppercase().as_str() {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    Some((
        n.parse().ok().filter(|n: &i32| *n != 0 && n.abs() <= 5)?,
        weekday,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn read(events: &str) -> Result<Holidays, String> {
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n",
            events.replace('\n', "\r\n")
        );
        plan("de.ics", &text, &Model::default(), day("2026-11-20"))
    }

    fn event(lines: &str) -> String {
        format!("BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT\n")
    }

    /// `2026-12-25 Christmas`, with the end where it is another day.
    fn days(events: &str) -> Vec<String> {
        let plan = read(events).unwrap();
        let row = |f: &&FreeDay| match f.start == f.end {
            true => format!("{} {}", f.start, f.label),
            false => format!("{}..{} {}", f.start, f.end, f.label),
        };
        plan.new_days().iter().map(row).collect()
    }

    #[test]
    fn whole_days_are_holidays() {
        let one = event(
            "DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261226\nSUMMARY:Christmas\\, day one",
        );
        assert_eq!(days(&one), ["2026-12-25 Christmas, day one"]);
        let two =
            event("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227\nSUMMARY:Chri\n stmas");
        assert_eq!(days(&two), ["2026-12-25..2026-12-26 Christmas"]);
        assert_eq!(
            days(&event("DTSTART:20261225\nDURATION:P2D\nSUMMARY:x")),
            ["2026-12-25..2026-12-26 x"]
        );
        let midnight = event("DTSTART:20261225T000000\nDTEND:20261226T000000\nSUMMARY:x");
        assert_eq!(days(&midnight), ["2026-12-25 x"]);
    }

    #[test]
    fn yearly_ones_come_for_six_years() {
        let fixed = event("DTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY\nSUMMARY:Labour Day");
        let all = days(&fixed);
        assert_eq!(
            (all.len(), all[0].as_str(), all[6].as_str()),
            (7, "2025-05-01 Labour Day", "2031-05-01 Labour Day")
        );
        let until = event(
            "DTSTART:20251003\nRRULE:FREQ=YEARLY;UNTIL=20271003T000000Z\nEXDATE:20261003\nSUMMARY:u",
        );
        assert_eq!(days(&until), ["2025-10-03 u", "2027-10-03 u"]);
        let fourth =
            event("DTSTART:20261126\nRRULE:FREQ=YEARLY;COUNT=2;BYMONTH=11;BYDAY=4TH\nSUMMARY:t");
        assert_eq!(days(&fourth), ["2026-11-26 t", "2027-11-25 t"]);
        let last =
            event("DTSTART:20260525\nRRULE:FREQ=YEARLY;COUNT=2;BYMONTH=5;BYDAY=-1MO\nSUMMARY:m");
        assert_eq!(days(&last), ["2026-05-25 m", "2027-05-31 m"]);
    }

    #[test]
    fn what_is_no_holiday_is_left_out_and_counted() {
        let good = event("DTSTART:20261225\nSUMMARY:Christmas");
        let meeting = event("DTSTART:20261201T100000Z\nDTEND:20261201T110000Z\nSUMMARY:Call");
        let weekly = event("DTSTART:20261201\nRRULE:FREQ=WEEKLY\nSUMMARY:Tuesdays");
        let observed =
            event("DTSTART:20261206\nDESCRIPTION:Observance\\nhide\nSUMMARY:Saint Nicholas");
        let school = event("DTSTART:20270701\nDTEND:20270815\nSUMMARY:Summer");
        let old = event("DTSTART:20151225\nSUMMARY:Christmas");
        let odd = event("DTSTART:someday\nSUMMARY:x");
        let plan = read(&[good, meeting, weekly, observed, school, old, odd].concat()).unwrap();
        assert_eq!(plan.new_days().len(), 1);
        assert_eq!(
            plan.left_out.values().sum::<usize>(),
            6,
            "{:?}",
            plan.left_out
        );
        assert_eq!(plan.left_out.len(), 6, "{:?}", plan.left_out);
        assert!(
            plan.sentence()
                .starts_with("1 holiday from de.ics, Fri 25 Dec 2026 to"),
            "{}",
            plan.sentence()
        );
    }

    #[test]
    fn a_duration_beyond_any_calendar_is_left_out_as_too_long() {
        for length in [
            "P9223372036854775807W",
            "P9223372036854775807D",
            "P1317624576693539402W",
        ] {
            let endless = event(&format!("DTSTART:20261225\nDURATION:{length}\nSUMMARY:x"));
            let good = event("DTSTART:20261226\nSUMMARY:Boxing Day");
            let plan = read(&[endless, good].concat()).unwrap();
            assert_eq!(plan.new_days().len(), 1, "{length}");
            assert_eq!(
                plan.left_out.get(LONG),
                Some(&1),
                "{length}: {:?}",
                plan.left_out
            );
        }
        for length in [
            "P-9223372036854775808W",
            "-P9223372036854775807W",
            "P99999999999999999999W",
        ] {
            let odd = event(&format!("DTSTART:20261225\nDURATION:{length}\nSUMMARY:x"));
            let _ = read(&odd); // left out or one day: never the end of the program
        }
    }

    #[test]
    fn the_same_file_again_changes_nothing() {
        let events = event("DTSTART:20261225\nSUMMARY:Christmas");
        let first = read(&events).unwrap();
        let mut model = Model::default();
        model.apply(&first.step.edits);
        let text = format!("BEGIN:VCALENDAR\n{events}END:VCALENDAR\n");
        let again = plan("de.ics", &text, &model, day("2026-11-20")).unwrap();
        assert!(again.step.is_empty());
        assert_eq!(
            again.sentence(),
            "Nothing new in de.ics: its 1 holiday is there already"
        );
    }

    #[test]
    fn bad_files_are_refused_in_a_sentence() {
        let refused =
            |text: &str| plan("x.ics", text, &Model::default(), day("2026-11-20")).unwrap_err();
        assert!(refused("name,handle\nMia,mia").contains("no calendar"));
        assert!(
            refused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\n").contains("broken off")
        );
        assert!(refused("BEGIN:VCALENDAR\nEND:VCALENDAR\n").contains("no events"));
        assert!(refused(&"BEGIN:VCALENDAR\n".repeat(100_000)).contains("deeper"));
    }
}
