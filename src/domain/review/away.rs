//! Going away: which days, in the words people use; what to see to before; and what a day that is
//! not worked opens on.

use super::absence::plural;
use super::item::{Item, Subject};
use super::queue::{Queue, items_of, own_items};
use super::words::who;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days, short};
use crate::domain::rows::*;
use crate::domain::when::{self, DateContext, Sense};

/// Working days after an absence whose promises are better seen to before it.
const AFTER_BD: i64 = 3;
/// Days an absence may last.
const LONGEST: i64 = 366;
/// Days from which on an absence is only believed with its years: two dates in the wrong order make
/// one of nearly a year.
const LONG: i64 = 60;
/// Days after which nobody has to say any more that they were away.
const OVER: i64 = 60;
/// What may stand between two dates, the clearest first.
const BETWEEN: [&str; 7] = ["..", "…", " to ", " until ", "–", "—", " - "];

/// The days of an absence as people write them: `2026-12-21..2027-01-04`, `21 dec to 4 jan`, `24-28
/// dec`, `fri`. The end is read from the start on. A start in the past is fine: one may have
/// forgotten to say so. Long absences need their years; those long over are refused.
pub fn read_range(text: &str, reading: &DateContext<'_>) -> Result<(Day, Day), String> {
    let (from, to) = halves(text.trim());
    let start = match (
        when::read(&from, reading),
        when::read(&from, &reading.of(Sense::Either)),
    ) {
        (Ok(day), _) | (Err(_), Ok(day)) => day,
        (Err(why), Err(_)) => return Err(why),
    };
    let Some(to) = to else {
        return not_long_over((start, start), reading.today);
    };
    let after = DateContext {
        today: start,
        sense: Sense::Plan,
        ..*reading
    };
    let end =
        when::read(&to, &after).map_err(|why| match when::read(&to, &after.of(Sense::Either)) {
            Ok(end) => {
                format!(
                    "The absence would end on {} before it begins on {}.",
                    in_full(end),
                    in_full(start)
                )
            }
            Err(_) => why,
        })?;
    let days = (end - start).num_days() + 1;
    if days > LONGEST {
        return Err(format!(
            "That would be {days} days; an absence lasts a year at most."
        ));
    }
    if days > LONG && !(has_year(&from) && has_year(&to)) {
        let year = |day: Day| day.format("%-d %b %Y").to_string().to_lowercase();
        return Err(format!(
            "That would be {days} days. If it is meant, write it with both years: {} to {}.",
            year(start),
            year(end)
        ));
    }
    not_long_over((start, end), reading.today)
}

fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4)
}

fn not_long_over((start, end): (Day, Day), today: Day) -> Result<(Day, Day), String> {
    if end >= add_days(today, -OVER) {
        return Ok((start, end));
    }
    Err(format!(
        "{} is past: nothing waits for an absence that long ago.",
        in_full(end)
    ))
}

fn in_full(day: Day) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// The two ends of a range, the month of the second lent to the first: `24-28 dec`.
fn halves(text: &str) -> (String, Option<String>) {
    let lower = text.to_lowercase();
    let cut = BETWEEN.iter().find_map(|sign| lower.split_once(sign));
    // A lone hyphen only between two days of a month: dates have hyphens of their own.
    let cut = cut.or_else(|| {
        lower
            .split_once('-')
            .filter(|(from, to)| is_day(from) && begins_with_day(to))
    });
    let Some((from, to)) = cut else {
        return (lower, None);
    };
    let (from, to) = (from.trim(), to.trim());
    let month = to
        .split_once(' ')
        .map(|(_, rest)| rest.trim())
        .filter(|_| is_day(from) && begins_with_day(to));
    (
        month.map_or_else(|| from.to_owned(), |month| format!("{from} {month}")),
        Some(to.to_owned()),
    )
}

fn is_day(text: &str) -> bool {
    text.trim()
        .parse::<u8>()
        .is_ok_and(|n| (1..=31).contains(&n))
}

fn begins_with_day(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(is_day)
}

/// `Mon 21 Dec to Mon 4 Jan 2027`, or the one day.
pub fn range_words(start: Day, end: Day, today: Day) -> String {
    if start == end {
        short(start, today)
    } else {
        format!("{} to {}", short(start, today), short(end, today))
    }
}

/// `10 working days`, counted as if one were not away.
pub fn range_length(ctx: &Ctx<'_>, start: Day, end: Day) -> String {
    let days = ctx
        .calendar
        .without_away(start, end)
        .between(add_days(start, -1), end);
    match days {
        0 => "no working day among them".into(),
        n => plural(n, "working day", "working days"),
    }
}

/// Absences that are not over, the next first.
pub fn absences<'a>(ctx: &Ctx<'a>) -> Vec<&'a FreeDay> {
    let away = ctx
        .model
        .free_days
        .iter()
        .filter(|f| f.kind == FreeKind::Away && f.end >= ctx.today);
    let mut all: Vec<&FreeDay> = away.collect();
    all.sort_by_key(|f| (f.start, f.end));
    all
}

/// Enters an absence. One that overlaps or touches another becomes one with it.
pub fn go_away(ctx: &Ctx<'_>, start: Day, end: Day, label: &str) -> Result<Step, String> {
    let touches = |f: &&FreeDay| {
        f.kind == FreeKind::Away && f.start <= add_days(end, 1) && f.end >= add_days(start, -1)
    };
    let near: Vec<&FreeDay> = ctx.model.free_days.iter().filter(touches).collect();
    if let Some(same) = near.iter().find(|f| f.start <= start && f.end >= end) {
        return Err(format!(
            "You are already away then: {}.",
            range_words(same.start, same.end, ctx.today)
        ));
    }
    let from = near
        .iter()
        .map(|f| f.start)
        .min()
        .unwrap_or(start)
        .min(start);
    let to = near.iter().map(|f| f.end).max().unwrap_or(end).max(end);
    let joined = if near.is_empty() {
        ""
    } else {
        ", joined with what was entered"
    };
    let words = range_words(from, to, ctx.today);
    let mut step = Step::new(format!(
        "Away {words}, {}{joined}",
        range_length(ctx, from, to)
    ));
    let label = if label.is_empty() {
        near.first().map_or("", |f| &*f.label)
    } else {
        label
    };
    near.iter().for_each(|f| step.remove((*f).clone()));
    let id = step.fresh(ctx.model);
    step.insert(FreeDay {
        id,
        start: from,
        end: to,
        kind: FreeKind::Away,
        label: label.into(),
    });
    Ok(step)
}

/// Takes back the absence that a day lies in; one that has begun ends the day before today.
pub fn come_back(ctx: &Ctx<'_>, day: Day) -> Result<Step, String> {
    let holds = |f: &&&FreeDay| f.start <= day && day <= f.end;
    let all = absences(ctx);
    let Some(row) = all.iter().find(holds) else {
        return Err(match all.first() {
            Some(next) => {
                let next = range_words(next.start, next.end, ctx.today);
                format!(
                    "You are not away on {}; the next absence is {next}.",
                    short(day, ctx.today)
                )
            }
            None => format!(
                "You are not away on {}; no absence is entered.",
                short(day, ctx.today)
            ),
        });
    };
    let words = range_words(row.start, row.end, ctx.today);
    if row.start < ctx.today {
        let mut step = Step::new(format!("Back today: away {words} ended early"));
        step.edit(ctx.model, row.id, |f| f.end = add_days(ctx.today, -1));
        return Ok(step);
    }
    let mut step = Step::new(format!("Not away after all: {words}"));
    step.remove((*row).clone());
    Ok(step)
}

/// Before going away: owed and dated items that fall into the absence or within three working days
/// after it, by the day they are due if one stayed.
pub fn before_you_go(ctx: &Ctx<'_>, from: Day, to: Day) -> Vec<Item> {
    let calendar = ctx.calendar.without_away(from, to);
    let ctx = Ctx {
        calendar: &calendar,
        ..*ctx
    };
    let last = calendar.add(to, AFTER_BD);
    let creators = ctx
        .model
        .creators
        .iter()
        .filter(|c| ctx.derived.of(c.id).next.is_some());
    let mut all: Vec<Item> = creators
        .flat_map(|c| items_of(&ctx, Subject::Creator(c.id)))
        .collect();
    all.extend(own_items(&ctx.base()));
    all.retain(|item| !item.lane.is_soft() && item.due >= from && item.due <= last);
    all.sort_by_key(|item| (item.due, item.rank(), item.key));
    all
}

/// The same as lines: `Thu 24 Dec  pay       Mia Okafor: $350 fee, Winter`.
pub fn before_lines(ctx: &Ctx<'_>, from: Day, to: Day) -> Vec<String> {
    let calendar = ctx.calendar.without_away(from, to);
    let ctx = Ctx {
        calendar: &calendar,
        ..*ctx
    };
    let line = |item: &Item| {
        let due = item.due.format("%a %-d %b").to_string();
        let (kind, subject) = (item.key.rule.kind(), item.subject(&ctx));
        // "rights  Mia: rights reel A end" says it twice.
        let subject = subject
            .strip_prefix(kind)
            .map_or(&*subject, |rest| rest.trim_start());
        format!("{due:<11} {kind:<9} {}: {subject}", who(&ctx, item.on))
    };
    before_you_go(&ctx, from, to).iter().map(line).collect()
}

/// What a day that is not worked opens on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// The last day of the absence, when away.
    pub away: Option<Day>,
    /// Owed or dated items due by today.
    pub due: usize,
    /// Other items that would be there.
    pub waiting: usize,
    /// The next working day.
    pub next: Day,
}

impl Quiet {
    /// `2 owed or dated today, 5 waiting for Monday`.
    pub fn sentence(&self, today: Day) -> String {
        let due = if self.due == 0 {
            "nothing owed or dated today".into()
        } else {
            format!("{} owed or dated today", self.due)
        };
        match self.away {
            Some(end) => format!("Away until {}: {due}", short(end, today)),
            None if self.waiting == 0 => format!("A free day: {due}"),
            None => format!(
                "A free day: {due}, {} waiting for {}",
                self.waiting,
                self.next.format("%A")
            ),
        }
    }
}

/// What a non-working day opens on, of today's queue: what is owed or dated and due, and how much
/// waits for the next working day. `None` on a working day.
pub fn quiet_day(ctx: &Ctx<'_>, queue: &Queue) -> Option<Quiet> {
    if ctx.calendar.is_working(ctx.today) {
        return None;
    }
    let due = queue
        .items()
        .filter(|item| item.is_due_promise(ctx.today))
        .count();
    let waiting = queue.items().count() - due;
    let away = ctx.calendar.away(ctx.today).map(|(_, end)| end);
    Some(Quiet {
        away,
        due,
        waiting,
        next: ctx.calendar.add(ctx.today, 1),
    })
}
