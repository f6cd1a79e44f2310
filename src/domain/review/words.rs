//! What an item is called, in the lengths of the places it stands in, and the sentence that explains
//! its place. Each rule has the words of its own items; here is what asks for them and what several
//! rules say alike.

use std::cmp::Ordering;

use super::item::{Item, Lane, Subject, Unit};
use super::key::Occurrence;
use super::rule::{Detail, Rule, is_agreed};
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, brief, short};
use crate::domain::ids::Id;
use crate::domain::rows::*;
use crate::domain::zones::day_at;

/// Whose card: the creator, the campaign, or "You".
pub fn who(ctx: &Ctx<'_>, on: Subject) -> String {
    match on {
        Subject::Creator(id) => ctx.model.called(id),
        Subject::Campaign(id) => ctx
            .model
            .get(id)
            .map_or_else(|| format!("campaign {id}"), |c| c.name.to_string()),
        Subject::You => "You".into(),
    }
}

/// A score of tenths as it is printed: `2.4`.
pub fn tenths(n: i32) -> String {
    let sign = if n < 0 { "−" } else { "" };
    format!("{sign}{}.{}", n.abs() / 10, n.abs() % 10)
}

/// The day by which what a rule asks for is judged: the date at the creator's place if it was
/// agreed with them, else ours.
pub fn day_for(ctx: &Ctx<'_>, rule: Rule, lane: Lane, creator: Option<Id<Creator>>) -> Day {
    if is_agreed(rule, lane) {
        day_at(&ctx.base(), creator)
    } else {
        ctx.today
    }
}

impl Item {
    /// The sentence that explains the place of an item: `3.0 = 2 owed + 1.0 late (3 of 3 bd)`. The
    /// terms add up.
    pub fn why(&self) -> String {
        let promise = format!(
            "{} = {} {}",
            tenths(self.score()),
            self.lane.promise(),
            self.lane.why_word()
        );
        let late = self.late;
        let (days, unit) = (late.days.abs(), late.unit.word());
        match late.days {
            0 => format!("{promise} + 0"),
            1.. => {
                let (tenths, past) = (tenths(late.tenths), self.key.rule.row().past);
                let word = if self.lane == Lane::Warm { "" } else { " late" };
                format!(
                    "{promise} + {tenths}{word} ({days} of {} {unit}{past})",
                    late.of
                )
            }
            _ => format!(
                "{promise} − {} early ({days} of {} {unit} left)",
                tenths(late.tenths.abs()),
                late.of
            ),
        }
    }

    /// The word for when: `late 2d`, `today`, `wait 5d`, `52 d`, `in 3 bd`.
    pub fn when(&self, ctx: &Ctx<'_>) -> String {
        if self.held.is_some() || self.shows > ctx.today {
            return brief(self.meets(ctx), ctx.today);
        }
        let text = ItemText { ctx, item: self };
        if let Some(own) = (self.key.rule.row().when)(&text) {
            return own;
        }
        let days = self.late.days;
        match self.lane {
            Lane::Warm | Lane::Wait if days <= 0 => "today".into(),
            Lane::Warm => format!("{days} {}", self.late.unit.word()),
            _ => match days {
                0 => self.on_the_day(ctx).into(),
                1.. => format!("late {days}d"),
                _ => format!(
                    "in {}{}",
                    -days,
                    if self.late.unit == Unit::Working {
                        " bd"
                    } else {
                        " d"
                    }
                ),
            },
        }
    }

    /// The day by which it is judged: for what was agreed with a creator, the date at their place.
    fn day_now(&self, ctx: &Ctx<'_>) -> Day {
        day_for(ctx, self.key.rule, self.lane, self.creator())
    }

    /// Whether its day is over, where it counts.
    pub fn is_over(&self, ctx: &Ctx<'_>) -> bool {
        self.due < self.day_now(ctx)
    }

    /// `today`; `today there` while the due day is another than ours; `late` over a weekend, when
    /// no working day has passed.
    fn on_the_day(&self, ctx: &Ctx<'_>) -> &'static str {
        match self.due.cmp(&self.day_now(ctx)) {
            Ordering::Less => "late",
            _ if self.due == ctx.today => "today",
            _ => "today there",
        }
    }

    /// What it is called, in a length.
    pub fn phrase(&self, ctx: &Ctx<'_>, length: Length) -> String {
        (self.key.rule.row().phrase)(&ItemText { ctx, item: self }, length)
    }

    /// Facts of its own for its card.
    pub fn details(&self, ctx: &Ctx<'_>) -> Vec<Detail> {
        (self.key.rule.row().detail)(&ItemText { ctx, item: self })
    }

    /// In the length of a sentence: `payment €450, due Thu 19 Nov`.
    pub fn long(&self, ctx: &Ctx<'_>) -> String {
        self.phrase(ctx, Length::Sentence)
    }

    /// In the length of `touchbase today`, without the name: `payment €450, 3 bd late`.
    pub fn short(&self, ctx: &Ctx<'_>) -> String {
        let tail = (self.key.rule.row().tail)(&ItemText { ctx, item: self });
        self.phrase(ctx, Length::Head) + &tail
    }

    /// What it is about, without when, for lists whose other columns say whom, of which kind and
    /// when: `€450 fee, Autumn`.
    pub fn subject(&self, ctx: &Ctx<'_>) -> String {
        self.phrase(ctx, Length::List)
    }
}

/// The lengths an item is called in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// The first words: `payment €450`.
    Head,
    /// A cell that stands alone: `pay €450`.
    Cell,
    /// A list whose other columns say whom, of which kind and when: `€450 fee, Autumn`.
    List,
    /// A sentence: `payment €450, due Thu 19 Nov`.
    Sentence,
}

/// Finds the words of one item from its rows.
pub(super) struct ItemText<'a> {
    pub ctx: &'a Ctx<'a>,
    pub item: &'a Item,
}

impl ItemText<'_> {
    pub fn day(&self, day: Day) -> String {
        match (day - self.ctx.today).num_days() {
            0 => "today".into(),
            1 => "tomorrow".into(),
            _ => short(day, self.ctx.today),
        }
    }

    pub fn due(&self) -> String {
        self.day(self.item.due)
    }

    /// `, 3 bd late` of what was promised or agreed; nothing of what is soft.
    pub fn late_if_promised(&self) -> String {
        if self.item.lane.is_soft() {
            String::new()
        } else {
            self.late()
        }
    }

    /// `, 3 bd late`, `, today`, `, due 4 Dec`.
    pub fn late(&self) -> String {
        let late = self.item.late;
        match late.days {
            1.. => format!(", {} {} late", late.days, late.unit.word()),
            0 => format!(", {}", self.item.on_the_day(self.ctx)),
            _ => format!(", due {}", brief(self.item.due, self.ctx.today)),
        }
    }

    pub fn piece(&self) -> Option<&Deliverable> {
        self.item.key.row(self.ctx.model)
    }

    pub fn right(&self) -> Option<&Right> {
        self.item.key.row(self.ctx.model)
    }

    pub fn deal(&self) -> Option<&Collaboration> {
        self.item.key.row(self.ctx.model)
    }

    pub fn campaign_of(&self, deal: Option<&Collaboration>) -> &str {
        deal.and_then(|c| c.campaign)
            .and_then(|id| self.ctx.model.get(id))
            .map_or("", |c| &*c.name)
    }

    /// `draft`, `draft 2`, `draft of brew guide`.
    pub fn draft(&self) -> String {
        let Some(piece) = self.piece() else {
            return "draft".into();
        };
        let round = if piece.rounds > 0 {
            format!(" {}", piece.rounds + 1)
        } else {
            String::new()
        };
        let of = if piece.title.is_empty() {
            String::new()
        } else {
            format!(" of {}", piece.title)
        };
        format!("draft{round}{of}")
    }

    pub fn called(&self) -> &str {
        self.piece().map_or("piece", Deliverable::called)
    }

    /// A right by name and its verb: `rights reel A`, `end`; `code MIA10`, `ends`.
    pub fn ending(&self) -> (String, &'static str) {
        let Some(right) = self.right() else {
            return ("rights".into(), "end");
        };
        let piece = right
            .deliverable
            .and_then(|id| self.ctx.model.get(id))
            .map_or("", Deliverable::called);
        let named = [&*right.code, &*right.scope, piece]
            .into_iter()
            .find(|t| !t.is_empty())
            .unwrap_or_default();
        let (kind, ends) = match right.kind {
            RightKind::Usage => ("rights", "end"),
            RightKind::Code => ("code", "ends"),
            other => (other.label(), "ends"),
        };
        (join(&[kind, named]), ends)
    }

    /// `rights reel A end`, `code MIA10 ends`.
    pub fn ends(&self) -> String {
        let (named, ends) = self.ending();
        join(&[&named, ends])
    }

    pub fn near(&self, day: Day) -> String {
        match (day - self.ctx.today).num_days() {
            0 => "today".into(),
            1 => "tomorrow".into(),
            _ => brief(day, self.ctx.today),
        }
    }
}

/// Words with spaces between, empty ones left out.
pub(super) fn join(parts: &[&str]) -> String {
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Text with a capital at its beginning.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Whether a ladder's item is the one that proposes to close.
pub fn is_close(ctx: &Ctx<'_>, item: &Item) -> bool {
    let (Occurrence::Step(step), Some(steps)) = (item.key.time, item.key.rule.row().steps) else {
        return false;
    };
    usize::from(step) >= (steps.count)(ctx, item)
}
