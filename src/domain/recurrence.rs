//! What comes round again: a rhythm of one's own, a retainer, a piece every month. A `Recurrence`
//! row says how often; only the next occurrence exists, as an ordinary next step, payment or piece
//! that points to it.
//!
//! - `find` reads a rhythm out of typed words, `Every::parse` and `Display` read and write what is
//!   stored.
//! - `finish_follow_up`, `finish_payment`, `finish_piece` make the occurrence after the one that
//!   this step finishes, and say its day.
//! - `make` makes the rows of one occurrence on a day; `upcoming` computes the days that have no
//!   rows yet; `is_over` says whether any can come.
//! - `stop` ends a rhythm, `text` says it.
//!
//! Rhythms counted in days and weeks run from the day the last one was done. Those of the calendar
//! (weekday, date, month, year) run from its planned day to the first day after today, so that
//! what was missed falls together. Payments never do: each one is owed.

mod words;

pub use words::{Found, Rhythm, find, find_share};

use std::fmt;

use chrono::{Datelike, Months, Weekday};

use super::calendar::Calendar;
use super::change::Step;
use super::ctx::Base;
use super::day::{self, Day, Stamp, add_days};
use super::ids::Id;
use super::model::Model;
use super::rows::{
    Deliverable, FollowUp, Makes, Payment, PaymentKind, PaymentState, PieceState, Recurrence, Text,
};

/// How often something comes round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Every so many working days.
    Workdays(u16),
    /// Every so many days.
    Days(u16),
    /// Every so many weeks.
    Weeks(u16),
    /// Every so many months, on the day of the month of the first.
    Months(u16),
    /// Every so many years, on the date of the first.
    Years(u16),
    /// Every week on that day.
    Weekday(Weekday),
    /// Every month on that day, or on the last where the month is shorter.
    MonthDay(u8),
    /// Every year on that day of that month, 29 February on the 28th where there is none.
    Date(u8, u8),
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |f: &mut fmt::Formatter<'_>, n: u16, one: &str, unit: &str| match n {
            1 => f.write_str(one),
            n => write!(f, "every {n} {unit}"),
        };
        match *self {
            Self::Workdays(n) => counted(f, n, "every working day", "working days"),
            Self::Days(n) => counted(f, n, "daily", "days"),
            Self::Weeks(n) => counted(f, n, "weekly", "weeks"),
            Self::Months(3) => f.write_str("quarterly"),
            Self::Months(n) => counted(f, n, "monthly", "months"),
            Self::Years(n) => counted(f, n, "yearly", "years"),
            Self::Weekday(day) => write!(f, "every {}", words::weekday_name(day)),
            Self::MonthDay(day) => write!(f, "every {day}."),
            Self::Date(day, month) => write!(f, "every {day} {}", words::month_name(month)),
        }
    }
}

impl Every {
    /// The first day: the one given or the next that fits; without one, a whole period from today,
    /// or the coming weekday or date.
    pub fn first(self, from: Option<Day>, today: Day, calendar: &Calendar) -> Option<Day> {
        let start = from.unwrap_or(today);
        match self {
            Self::Weekday(wanted) => {
                let ahead = i64::from(wanted.days_since(start.weekday()));
                let ahead = if ahead == 0 && from.is_none() {
                    7
                } else {
                    ahead
                };
                Some(add_days(start, ahead))
            }
            Self::MonthDay(_) | Self::Date(..) => (0..=1)
                .filter_map(|n| self.slot(start, n))
                .find(|day| *day >= start),
            _ if from.is_some() => Some(start),
            _ => self.step(today, today, calendar),
        }
    }

    /// The day of the occurrence after one planned on a day, in a rhythm that began on `start`.
    fn step(self, start: Day, planned: Day, calendar: &Calendar) -> Option<Day> {
        let next = match self {
            Self::Workdays(n) => calendar.add(planned, i64::from(n)),
            Self::Days(n) => add_days(planned, i64::from(n)),
            Self::Weeks(n) => add_days(planned, 7 * i64::from(n)),
            _ => self.slot(start, self.nearest(start, planned).checked_add(1)?)?,
        };
        (next > planned).then_some(next)
    }

    /// The first day of the rhythm that comes after one planned day and after today.
    fn step_past(self, start: Day, planned: Day, today: Day) -> Option<Day> {
        let at = self.nearest(start, planned).checked_add(1)?;
        let late = self.nearest(start, today);
        // The nearest to today may lie on either side of it.
        (late.max(at)..=late.max(at).checked_add(1)?)
            .filter_map(|n| self.slot(start, n))
            .find(|day| *day > today && *day > planned)
    }

    /// Whether it is counted from the day the last one was done.
    const fn counts(self) -> bool {
        matches!(self, Self::Workdays(_) | Self::Days(_) | Self::Weeks(_))
    }

    /// The day of the occurrence with a number, 0 being the first, of a rhythm of the calendar.
    fn slot(self, start: Day, n: u32) -> Option<Day> {
        match self {
            Self::Months(every) => {
                start.checked_add_months(Months::new(u32::from(every).checked_mul(n)?))
            }
            Self::Years(every) => {
                let months = u32::from(every).checked_mul(12)?.checked_mul(n)?;
                start.checked_add_months(Months::new(months))
            }
            Self::Weekday(_) => {
                start.checked_add_days(chrono::Days::new(u64::from(n).checked_mul(7)?))
            }
            Self::MonthDay(day) => {
                let first = start.with_day(1)?.checked_add_months(Months::new(n))?;
                Some(clamped(first, day))
            }
            Self::Date(day, month) => {
                let year = start.year().checked_add(i32::try_from(n).ok()?)?;
                Some(clamped(Day::from_ymd_opt(year, u32::from(month), 1)?, day))
            }
            Self::Workdays(_) | Self::Days(_) | Self::Weeks(_) => None,
        }
    }

    /// The number of the occurrence nearest to a day; of two as near, the later.
    fn nearest(self, start: Day, day: Day) -> u32 {
        let months = |from: Day, to: Day| {
            (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(to.month())
                - i64::from(from.month())
        };
        let about = match self {
            Self::Months(every) => months(start, day) / i64::from(every.max(1)),
            Self::Years(every) => months(start, day) / (12 * i64::from(every.max(1))),
            Self::MonthDay(_) => months(start, day),
            Self::Date(..) => i64::from(day.year()) - i64::from(start.year()),
            _ => (day - start).num_days() / 7,
        };
        (about - 1..=about + 1)
            .filter_map(|n| {
                let n = u32::try_from(n).ok()?;
                let apart = (self.slot(start, n)? - day).num_days().abs();
                Some((apart, std::cmp::Reverse(n)))
            })
            .min()
            .map_or(0, |(_, n)| n.0)
    }
}

/// A day of the month of another day, or the month's last.
fn clamped(first: Day, day: u8) -> Day {
    (28..=u32::from(day))
        .rev()
        .chain([u32::from(day)])
        .find_map(|day| first.with_day(day))
        .unwrap_or(first)
}

/// A row that stands for an occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Occurrence {
    id: u32,
    /// When it is planned, as far as the row says.
    day: Option<Day>,
    /// When it was done.
    done: Option<Day>,
    /// Nothing more comes of it.
    closed: bool,
}

/// The rows there are of a rhythm.
fn occurrences(model: &Model, rhythm: &Recurrence) -> Vec<Occurrence> {
    let own = Some(rhythm.id);
    match (rhythm.makes, rhythm.creator) {
        (Makes::FollowUp, creator) => {
            let rows: Vec<&FollowUp> = match (creator, rhythm.campaign) {
                (Some(creator), _) => model.of::<FollowUp>(creator).collect(),
                (None, Some(campaign)) => model.of_campaign::<FollowUp>(campaign).collect(),
                (None, None) => model.without_creator::<FollowUp>().collect(),
            };
            let rows = rows.into_iter().filter(|f| f.recurrence == own);
            rows.map(|f| Occurrence {
                id: f.id.raw(),
                day: Some(f.day),
                done: f.done,
                closed: f.done.is_some(),
            })
            .collect()
        }
        (Makes::Payment, Some(creator)) => {
            let rows = model.of::<Payment>(creator).filter(|p| p.recurrence == own);
            rows.map(|p| Occurrence {
                id: p.id.raw(),
                day: p.due.or(p.paid),
                done: p.paid,
                closed: matches!(p.state, PaymentState::Paid | PaymentState::Waived),
            })
            .collect()
        }
        (Makes::Piece, Some(creator)) => {
            let rows = model
                .of::<Deliverable>(creator)
                .filter(|d| d.recurrence == own);
            rows.map(|d| Occurrence {
                id: d.id.raw(),
                day: d.live_due.or(d.live),
                done: d.live,
                closed: d.live.is_some() || d.state == PieceState::Missed,
            })
            .collect()
        }
        _ => Vec::new(),
    }
}

/// The day after an occurrence that was planned and done on these days; `None` when the rhythm has
/// ended by then.
fn following(
    rhythm: &Recurrence,
    every: Every,
    (planned, done): (Day, Day),
    calendar: &Calendar,
) -> Option<Day> {
    let next = match rhythm.makes {
        Makes::Payment => every.step(rhythm.start, planned, calendar),
        Makes::FollowUp | Makes::Piece if every.counts() => {
            every.step(rhythm.start, done, calendar)
        }
        Makes::FollowUp | Makes::Piece => every.step_past(rhythm.start, planned, done),
    };
    next.filter(|next| rhythm.until.is_none_or(|until| *next <= until))
}

/// How many more occurrences may be made, where that is limited.
fn left(rhythm: &Recurrence, rows: usize) -> Option<usize> {
    let many = usize::from(rhythm.many.max(1));
    let each = if rhythm.makes == Makes::Piece {
        many
    } else {
        1
    };
    let made = rows.div_ceil(each);
    rhythm
        .times
        .map(|times| usize::from(times).saturating_sub(made))
}

/// The last row of a rhythm, as the days it was planned and done, where one that is not done yet is
/// taken to be done on its day, or today if that has passed.
fn last(rhythm: &Recurrence, rows: &[Occurrence], today: Day) -> Option<(Day, Day)> {
    let planned = |row: &Occurrence| row.day.unwrap_or(rhythm.start);
    let last = rows.iter().max_by_key(|row| (planned(row), row.id))?;
    let day = planned(last);
    Some((day, last.done.unwrap_or_else(|| day.max(today))))
}

/// Whether nothing more comes: it was stopped, has come as often as agreed, or its collaboration is
/// closed.
pub fn is_over(base: &Base<'_>, rhythm: &Recurrence) -> bool {
    upcoming_of(base, rhythm, Day::MAX, 1).is_empty()
}

/// Payments and pieces belong to a running collaboration.
fn is_closed(model: &Model, rhythm: &Recurrence) -> bool {
    let deal = rhythm.collaboration.and_then(|deal| model.get(deal));
    rhythm.makes != Makes::FollowUp && deal.is_some_and(|deal| !deal.is_open())
}

/// The days up to `until` of the occurrences that have no rows yet, if each is done on its day. At
/// most 400: a rhythm may have no end.
pub fn upcoming(base: &Base<'_>, rhythm: &Recurrence, until: Day) -> Vec<Day> {
    upcoming_of(base, rhythm, until, 400)
}

/// The first of them.
pub fn next(base: &Base<'_>, rhythm: &Recurrence) -> Option<Day> {
    upcoming_of(base, rhythm, Day::MAX, 1).first().copied()
}

fn upcoming_of(base: &Base<'_>, rhythm: &Recurrence, until: Day, most: usize) -> Vec<Day> {
    let every = Every::parse(&rhythm.every).filter(|_| !is_closed(base.model, rhythm));
    let Some(every) = every else {
        return Vec::new();
    };
    let rows = occurrences(base.model, rhythm);
    let most = left(rhythm, rows.len()).unwrap_or(most).min(most);
    let first = match last(rhythm, &rows, base.today) {
        Some(last) => following(rhythm, every, last, base.calendar),
        None => Some(rhythm.start).filter(|day| rhythm.until.is_none_or(|end| *day <= end)),
    };
    let next = |day: &Day| following(rhythm, every, (*day, *day), base.calendar);
    std::iter::successors(first, next)
        .take_while(|day| *day <= until)
        .take(most)
        .collect()
}

/// The first days of a rhythm that is only planned, each done on its day.
pub fn first_days(rhythm: &Recurrence, most: usize, calendar: &Calendar) -> Vec<Day> {
    let Some(every) = Every::parse(&rhythm.every) else {
        return Vec::new();
    };
    let next = |day: &Day| following(rhythm, every, (*day, *day), calendar);
    let most = rhythm.times.map_or(most, |n| most.min(usize::from(n)));
    std::iter::successors(Some(rhythm.start), next)
        .take(most)
        .collect()
}

/// Adds the rows of one occurrence: a next step, a payment that is due then, or the pieces that go
/// live by then.
pub fn make(model: &Model, now: Stamp, step: &mut Step, rhythm: &Recurrence, day: Day) {
    let recurrence = Some(rhythm.id);
    match (rhythm.makes, rhythm.creator, rhythm.collaboration) {
        (Makes::FollowUp, creator, collaboration) => {
            let id = step.fresh(model);
            step.insert(FollowUp {
                campaign: rhythm.campaign,
                collaboration,
                what: rhythm.words.clone(),
                recurrence,
                ..FollowUp::new(id, creator, day, now)
            });
        }
        (Makes::Payment, Some(creator), collaboration) => {
            let Some(amount) = rhythm.amount else { return };
            let id = step.fresh(model);
            let kind = PaymentKind::from_word(&rhythm.words).unwrap_or(PaymentKind::Fee);
            step.insert(Payment {
                state: PaymentState::Due,
                due: Some(day),
                recurrence,
                ..Payment::new(id, creator, collaboration, amount, kind)
            });
        }
        (Makes::Piece, Some(creator), Some(collaboration)) => {
            for _ in 0..rhythm.many.max(1) {
                let id = step.fresh(model);
                step.insert(Deliverable {
                    format: rhythm.format.clone(),
                    title: rhythm.words.clone(),
                    platform: rhythm.platform,
                    live_due: Some(day),
                    recurrence,
                    ..Deliverable::new(id, creator, collaboration)
                });
            }
        }
        (Makes::Payment | Makes::Piece, ..) => {}
    }
}

/// The rhythm of a row that is being finished and the day of its next occurrence; `None` when there
/// is none, or when another one stands open already.
fn after_finishing<'a>(
    base: &Base<'a>,
    rhythm: Option<Id<Recurrence>>,
    finished: u32,
    done: Day,
) -> Option<(&'a Recurrence, Day)> {
    let rhythm = base.model.get(rhythm?)?;
    let mut rows = occurrences(base.model, rhythm);
    if rows.iter().any(|row| row.id == finished && row.closed) {
        // It was finished before; a correction makes nothing.
        return None;
    }
    for row in rows.iter_mut().filter(|row| row.id == finished) {
        row.done = Some(done);
        row.closed = true;
    }
    let open = rows.iter().any(|row| !row.closed);
    if open || is_closed(base.model, rhythm) || left(rhythm, rows.len()) == Some(0) {
        return None;
    }
    let every = Every::parse(&rhythm.every)?;
    let last = last(rhythm, &rows, base.today)?;
    let day = following(rhythm, every, last, base.calendar)?;
    Some((rhythm, day))
}

/// Makes the next step after one that is done today, with its words, and says its day.
pub fn finish_follow_up(base: &Base<'_>, step: &mut Step, row: &FollowUp) -> Option<Day> {
    let (_, day) = after_finishing(base, row.recurrence, row.id.raw(), base.today)?;
    let id = step.fresh(base.model);
    step.insert(FollowUp {
        id,
        day,
        made: base.clock.now,
        promised: false,
        done: None,
        ..row.clone()
    });
    Some(day)
}

/// Makes the payment after one that is paid or let go, and says when it is due.
pub fn finish_payment(base: &Base<'_>, step: &mut Step, row: &Payment) -> Option<Day> {
    let (rhythm, day) = after_finishing(base, row.recurrence, row.id.raw(), base.today)?;
    make(base.model, base.clock.now, step, rhythm, day);
    Some(day)
}

/// Makes the pieces of the next period once the last of this one is live or missed, and says when
/// they go live.
pub fn finish_piece(base: &Base<'_>, step: &mut Step, row: &Deliverable) -> Option<Day> {
    let (rhythm, day) = after_finishing(base, row.recurrence, row.id.raw(), base.today)?;
    make(base.model, base.clock.now, step, rhythm, day);
    Some(day)
}

impl Rhythm {
    /// The day of its first time.
    ///
    /// # Errors
    ///
    /// A sentence where it would end before that.
    pub fn first(&self, today: Day, calendar: &Calendar) -> Result<Day, String> {
        let start = self.every.first(self.from, today, calendar);
        start
            .filter(|start| self.until.is_none_or(|until| *start <= until))
            .ok_or_else(|| "It would end before the first time.".into())
    }

    /// Its row, of nobody yet and without anything to make.
    pub fn row(&self, id: Id<Recurrence>, makes: Makes, start: Day) -> Recurrence {
        Recurrence {
            id,
            creator: None,
            campaign: None,
            collaboration: None,
            makes,
            every: self.every.to_string().into(),
            start,
            until: self.until,
            times: self.times,
            amount: None,
            many: 1,
            format: Text::default(),
            platform: None,
            words: Text::default(),
        }
    }
}

/// Adds a rhythm with the rows of its first time.
pub fn add(model: &Model, now: Stamp, step: &mut Step, row: Recurrence) {
    make(model, now, step, &row, row.start);
    step.insert(row);
}

/// Ends a rhythm: nothing is made after today. The rows it has made stay as they are.
pub fn stop(model: &Model, step: &mut Step, rhythm: Id<Recurrence>, today: Day) {
    step.edit(model, rhythm, |row| {
        row.until = Some(row.until.map_or(today, |until| until.min(today)));
    });
}

/// `every 6 weeks`, `monthly until Wed 30 Jun 2027`, `weekly, 5 times`.
pub fn text(rhythm: &Recurrence, today: Day) -> String {
    let until = rhythm.until.map_or_else(String::new, |day| {
        format!(" until {}", day::short(day, today))
    });
    let times = rhythm.times.map_or_else(String::new, |n| match n {
        1 => ", once".to_owned(),
        n => format!(", {n} times"),
    });
    format!("{}{until}{times}", rhythm.every)
}

#[cfg(test)]
mod tests;
