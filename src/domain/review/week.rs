//! The week ahead: five working days with what comes up on them by lane, the free days between, and
//! what ends within the next weeks. Soft items may be moved within it; what is owed or agreed stays
//! on its day.

use super::absence::arrange;
use super::ahead::ahead;
use super::item::{Item, Lane, Subject};
use super::queue::{Queue, items_of};
use super::today::{Names, TodayOptions, plural, without_money};
use super::words::who;
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days, long, short};
use crate::domain::rows::*;

/// Working days of the week ahead.
pub const WORKING: usize = 5;
/// Where a long absence lies ahead, it is not looked further than this.
const FARTHEST: i64 = 60;
/// Cells of a full load bar in text.
const BAR: usize = 10;

/// A day ahead, or several free ones in a row on which nothing comes up.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekDay {
    /// The day, or the first.
    pub day: Day,
    /// The last.
    pub last: Day,
    /// Why it is not worked: a holiday's name, `away`, `free`.
    pub free: Option<String>,
    /// What comes up: owed, dated, waiting, warm.
    pub items: Vec<Item>,
}

impl WeekDay {
    /// How many items of a lane.
    pub fn count(&self, lane: Lane) -> usize {
        self.items.iter().filter(|item| item.lane == lane).count()
    }

    /// How full the day is, in so many cells of the day's measure.
    pub fn bar(&self, ctx: &Ctx<'_>, cells: usize) -> String {
        let most = ctx.settings.review.cards.max(1);
        "■".repeat((self.items.len() * cells).div_ceil(most).min(cells))
    }
}

/// The week ahead.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Week {
    /// Five working days, with the free days between on which something comes up or which have a
    /// name.
    pub days: Vec<WeekDay>,
    /// Rights, contracts and codes that end within the next weeks, the first first.
    pub ending: Vec<Item>,
}

/// How many days ahead so many working days reach.
pub fn reach(ctx: &Ctx<'_>, working: usize) -> i64 {
    let worked = (1..=FARTHEST).filter(|n| ctx.calendar.is_working(add_days(ctx.today, *n)));
    worked.take(working).last().unwrap_or(FARTHEST)
}

/// The week ahead of today.
pub fn week(ctx: &Ctx<'_>) -> Week {
    Week {
        days: spans(ctx, reach(ctx, WORKING)),
        ending: ending(ctx),
    }
}

/// The days ahead, empty free ones of one kind made one; a weekend without anything is left out.
pub(super) fn spans(ctx: &Ctx<'_>, days: i64) -> Vec<WeekDay> {
    let mut all: Vec<WeekDay> = Vec::new();
    for (day, items) in ahead(ctx, days) {
        let free = why_free(ctx, day);
        let goes_on = |last: &&mut WeekDay| {
            free.is_some()
                && last.free == free
                && add_days(last.last, 1) == day
                && last.items.is_empty()
        };
        match all.last_mut().filter(goes_on).filter(|_| items.is_empty()) {
            Some(last) => last.last = day,
            None => all.push(WeekDay {
                day,
                last: day,
                free,
                items,
            }),
        }
    }
    // A weekend goes without saying.
    all.retain(|d| !d.items.is_empty() || d.free.as_deref() != Some(FREE));
    all
}

/// A day of the week that is never worked.
const FREE: &str = "free";

fn why_free(ctx: &Ctx<'_>, day: Day) -> Option<String> {
    if ctx.calendar.is_working(day) {
        return None;
    }
    Some(match (ctx.calendar.away(day), ctx.calendar.holiday(day)) {
        (Some(_), _) => "away".into(),
        (None, Some("")) => "holiday".into(),
        (None, Some(name)) => name.into(),
        (None, None) => FREE.into(),
    })
}

/// What ends within the days of the settings.
fn ending(ctx: &Ctx<'_>) -> Vec<Item> {
    let last = add_days(ctx.today, ctx.settings.rule.right_ending.week_days);
    let near = |end: Day| ctx.today < end && end <= last;
    let rights = ctx.model.rights.iter().filter(|r| r.end.is_some_and(near));
    let item = |right: &Right| {
        let all = items_of(ctx, Subject::Creator(right.creator));
        all.into_iter()
            .find(|item| item.key.id_of::<Right>() == Some(right.id))
    };
    let mut all: Vec<Item> = rights.filter_map(item).collect();
    all.sort_by_key(|item| (item.due, item.key));
    all
}

/// Moves a soft item by working days from the day it stands on. A follow-up's own date moves; what
/// a rule proposes is shown later, not sooner than the rule says. One undo, and no snooze.
pub fn move_soft(ctx: &Ctx<'_>, item: &Item, stands: Day, by: i64) -> Result<Step, String> {
    let whose = who(ctx, item.on);
    if item.lane.is_soft() && item.held.is_some() && by < 0 {
        return Err(format!(
            "{whose} was written to a moment ago; this cannot come sooner."
        ));
    }
    if !item.lane.is_soft() {
        return Err(format!(
            "{whose}: this is {}, its date stays here; if it was agreed anew, + and - move it in the calendar.",
            if item.lane == Lane::Owe {
                "owed"
            } else {
                "agreed"
            }
        ));
    }
    let day = ctx.calendar.add(stands, by);
    if day < ctx.today {
        return Err(format!(
            "{} is the next working day.",
            short(stands, ctx.today)
        ));
    }
    if day == ctx.today {
        return Err(format!(
            "{} is today; the review has what is there today.",
            short(day, ctx.today)
        ));
    }
    let mut step = Step::new(format!("Moved to {}: {whose}", short(day, ctx.today)));
    (step.focus.creator, step.focus.item) = (item.creator(), Some(item.key.to_string()));
    let follow = item
        .key
        .id_of::<FollowUp>()
        .filter(|_| item.shows == item.enters);
    match follow {
        Some(id) => step.edit(ctx.model, id, |f| f.day = day),
        None if day < item.enters => {
            let enters = short(item.enters, ctx.today);
            return Err(format!(
                "{whose}: this comes up by its rule on {enters} and not sooner."
            ));
        }
        None => arrange(ctx, &mut step, item, day),
    }
    Ok(step)
}

/// The week as lines, for `touchbase week`.
pub fn week_lines(ctx: &Ctx<'_>, options: &TodayOptions) -> String {
    let names = Names::of(ctx, &Queue::default(), options.no_names);
    let mut out = String::new();
    let Week { days, ending } = week(ctx);
    for day in &days {
        let span = if day.last > day.day {
            format!(" to {}", short(day.last, ctx.today))
        } else {
            String::new()
        };
        let free = day
            .free
            .as_ref()
            .map(|why| format!(" {why}"))
            .unwrap_or_default();
        out.push_str(&format!("{}{span}{free}", long(day.day)));
        if day.free.is_none() || !day.items.is_empty() {
            let bar = day.bar(ctx, BAR);
            let gap = if bar.is_empty() { "" } else { " · " };
            out.push_str(&format!(" · {}{gap}{bar}", plural(day.items.len(), "item")));
        }
        out.push('\n');
        for item in day.items.iter().filter(|item| options.shows(item.lane)) {
            let words = without_money(item.long(ctx), item, options);
            out.push_str(&format!(
                "  {:<8} {}: {words}\n",
                item.lane.word(),
                names.long(item.on)
            ));
        }
    }
    if !ending.is_empty() && options.shows(Lane::Dated) {
        out.push_str(&format!(
            "Ending within {} days\n",
            ctx.settings.rule.right_ending.week_days
        ));
        for item in &ending {
            out.push_str(&format!(
                "  {:<8} {}: {}\n",
                "",
                names.long(item.on),
                item.long(ctx)
            ));
        }
    }
    out
}
