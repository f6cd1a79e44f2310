//! What an item is called, in three lengths, and the sentence that explains its place.

use super::facts::Facts;
use super::item::{Item, Lane, Subject, Unit};
use super::key::{About, Occurrence};
use super::rule::Rule;
use super::rules::{wait, warm};
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, brief, short};
use crate::domain::rows::*;

/// Whose card: the creator, the campaign, or "You".
pub fn who(ctx: &Ctx<'_>, on: Subject) -> String {
    match on {
        Subject::Creator(id) => ctx.model.called(id),
        Subject::Campaign(id) => ctx.model.get(id).map_or_else(|| format!("campaign {id}"), |c| c.name.to_string()),
        Subject::You => "You".into(),
    }
}

/// A score of tenths as it is printed: `2.4`.
pub fn tenths(n: i32) -> String {
    let sign = if n < 0 { "−" } else { "" };
    format!("{sign}{}.{}", n.abs() / 10, n.abs() % 10)
}

impl Item {
    /// The sentence that explains the place of an item: `3.0 = 2 owed + 1.0 late (3 of 3 bd)`. The terms add up.
    pub fn why(&self) -> String {
        let promise = format!("{} = {} {}", tenths(self.score()), self.lane.promise(), self.lane.why_word());
        let late = self.late;
        let (days, unit) = (late.days.abs(), late.unit.word());
        match late.days {
            0 => format!("{promise} + 0"),
            1.. => {
                let tenths = tenths(late.tenths);
                match (self.lane, self.key.rule) {
                    (Lane::Warm, Rule::R15) => {
                        format!("{promise} + {tenths} ({days} of {} {unit} past ideal)", late.of)
                    }
                    (Lane::Warm, _) => format!("{promise} + {tenths} ({days} of {} {unit})", late.of),
                    _ => format!("{promise} + {tenths} late ({days} of {} {unit})", late.of),
                }
            }
            _ => format!("{promise} − {} early ({days} of {} {unit} left)", tenths(late.tenths.abs()), late.of),
        }
    }

    /// The word for when: `late 2d`, `today`, `wait 5d`, `52 d`, `in 3 bd`.
    pub fn when(&self, ctx: &Ctx<'_>) -> String {
        if self.held.is_some() || self.shows > ctx.today {
            return brief(self.shows.max(self.due), ctx.today);
        }
        let days = self.late.days;
        match self.lane {
            Lane::Warm if self.key.rule == Rule::R15 => since(ctx, self).map_or_else(String::new, |n| format!("{n} d")),
            Lane::Warm | Lane::Wait if days <= 0 => "today".into(),
            Lane::Warm => format!("{days} {}", self.late.unit.word()),
            Lane::Wait if matches!(self.key.rule, Rule::R11 | Rule::R12 | Rule::R13) => {
                waited(ctx, self).map_or_else(|| format!("wait {days}d"), |n| format!("wait {n}d"))
            }
            Lane::Wait if self.key.rule == Rule::R14 => format!("since {}", brief(self.due, ctx.today)),
            _ => match days {
                0 => "today".into(),
                1.. => format!("late {days}d"),
                _ => format!("in {}{}", -days, if self.late.unit == Unit::Working { " bd" } else { " d" }),
            },
        }
    }

    /// In the length of a list: `payment €450, due Thu 19 Nov`.
    pub fn long(&self, ctx: &Ctx<'_>) -> String {
        String::new()
    }

    /// In the length of `touchbase today`: `payment €450, 3 bd late`.
    pub fn short(&self, ctx: &Ctx<'_>) -> String {
        String::new()
    }
}

/// Days since the last contact.
fn since(ctx: &Ctx<'_>, item: &Item) -> Option<i64> {
    match item.key.time {
        Occurrence::Since(day) => Some((ctx.today - day).num_days()),
        _ => None,
    }
}

/// Calendar days since the last word from us.
fn waited(ctx: &Ctx<'_>, item: &Item) -> Option<i64> {
    let last = ctx.derived.of(item.creator()?).last_out?;
    Some((ctx.today - ctx.clock.day_of(last.at)).num_days())
}
