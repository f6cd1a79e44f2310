//! The review as text and as JSON, for `touchbase today`: the same queue as the screen, so the
//! counts agree.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::ahead::ahead;
use super::alike::{alike, who_among};
use super::answers::{Choice, offer};
use super::item::{Item, Lane, Subject, Unit};
use super::queue::{Card, Counts, Queue};
use super::week::{WeekDay, reach, spans};
use super::words::{tenths, who};
use crate::domain::ctx::Ctx;
use crate::domain::day::short;
use crate::domain::derived::Ball;
use crate::domain::rows::ReviewDay;
use crate::domain::words::full_stop;

/// What to print of the queue.
#[derive(Debug, Clone, Default)]
pub struct TodayOptions {
    /// Only these lanes; all when empty.
    pub lanes: Vec<Lane>,
    /// At most so many items a lane.
    pub max: Option<usize>,
    /// Initials instead of names.
    pub no_names: bool,
    /// No amounts.
    pub no_money: bool,
}

impl TodayOptions {
    pub(super) fn shows(&self, lane: Lane) -> bool {
        self.lanes.is_empty() || self.lanes.contains(&lane)
    }

    fn cut<'q>(&self, items: Vec<&'q Item>) -> (Vec<&'q Item>, usize) {
        let most = self.max.unwrap_or(usize::MAX);
        let beyond = items.len().saturating_sub(most);
        (items.into_iter().take(most).collect(), beyond)
    }
}

/// Whether something owed or dated is due: what `--exit-code` tells.
pub fn anything_due(ctx: &Ctx<'_>, queue: &Queue) -> bool {
    queue
        .items()
        .any(|item| !item.lane.is_soft() && item.due <= ctx.today)
}

/// A longer pause between two decisions is a pause, not a pace.
const PAUSE: i64 = 300;

/// So many pauses tell a pace of one's own.
const ENOUGH: usize = 10;

/// Seconds between one decision and the next, the median of the last ones; of earlier days while
/// there are too few.
fn pace(ctx: &Ctx<'_>) -> Option<i64> {
    let last: Vec<i64> = ctx
        .model
        .decisions
        .iter()
        .rev()
        .take(80)
        .map(|d| d.at.0)
        .collect();
    let gaps = last
        .windows(2)
        .filter_map(|two| Some(two.first()? - two.last()?));
    let mut own: Vec<i64> = gaps.filter(|gap| (1..=PAUSE).contains(gap)).collect();
    if own.len() < ENOUGH {
        own = recent(ctx)
            .filter(|d| d.median_secs > 0)
            .map(|d| d.median_secs)
            .collect();
    }
    own.sort_unstable();
    own.get(own.len() / 2).copied()
}

/// The minutes the queue will take at the user's pace, else at that of the settings.
pub fn minutes(ctx: &Ctx<'_>, items: usize) -> i64 {
    let pace = pace(ctx).unwrap_or(ctx.settings.review.seconds_per_item);
    let seconds = pace.saturating_mul(i64::try_from(items).unwrap_or(i64::MAX));
    if items == 0 {
        0
    } else {
        (seconds + 30).div_euclid(60).max(1)
    }
}

fn recent<'a>(ctx: &Ctx<'a>) -> impl Iterator<Item = &'a ReviewDay> {
    ctx.model.review_days.iter().rev().take(20)
}

/// The items of a lane, hottest first, with the name they are called by.
fn lane_items(queue: &Queue, lane: Lane) -> Vec<&Item> {
    let mut items: Vec<&Item> = queue.items().filter(|item| item.lane == lane).collect();
    // Cards stand in the order of their hottest item; within a lane each item stands for itself.
    items.sort_by_key(|item| item.rank());
    items
}

/// Names short enough for a line: the first word, where no other card begins with it.
pub(super) struct Names<'a> {
    ctx: &'a Ctx<'a>,
    /// By first word: a card whose name begins with it, and whether there are others.
    first: HashMap<String, (Subject, bool)>,
    /// Names of more than one card.
    alike: HashSet<String>,
    hidden: bool,
}

impl<'a> Names<'a> {
    pub(super) fn of(ctx: &'a Ctx<'a>, queue: &Queue, hidden: bool) -> Self {
        let mut first: HashMap<String, (Subject, bool)> = HashMap::new();
        for card in &queue.cards {
            let word = Self::first(&who(ctx, card.on)).to_owned();
            first
                .entry(word)
                .and_modify(|(on, more)| *more |= *on != card.on)
                .or_insert((card.on, false));
        }
        Self {
            ctx,
            first,
            alike: alike(ctx, queue),
            hidden,
        }
    }

    fn first(name: &str) -> &str {
        name.split_whitespace().next().unwrap_or_default()
    }

    fn short(&self, on: Subject) -> String {
        let whole = who(self.ctx, on);
        if self.hidden {
            return initials(&whole);
        }
        if self.alike.contains(&whole) {
            return who_among(self.ctx, on, &self.alike);
        }
        let mine = Self::first(&whole);
        let clash = self
            .first
            .get(mine)
            .is_some_and(|(other, more)| *more || *other != on);
        if clash || on.creator().is_none() {
            whole
        } else {
            mine.to_owned()
        }
    }

    pub(super) fn long(&self, on: Subject) -> String {
        let whole = who(self.ctx, on);
        if self.hidden {
            initials(&whole)
        } else {
            who_among(self.ctx, on, &self.alike)
        }
    }
}

fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.trim_start_matches('@').chars().next())
        .map(|c| format!("{c}."))
        .collect()
}

/// The words of an item, amounts left out if wanted.
pub(super) fn without_money(text: String, item: &Item, options: &TodayOptions) -> String {
    match item.money {
        Some(money) if options.no_money => text.replace(&format!(" {money}"), ""),
        _ => text,
    }
}

pub(super) fn plural(n: usize, one: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {one}s")
    }
}

/// The default lines.
pub fn lines(ctx: &Ctx<'_>, queue: &Queue, options: &TodayOptions) -> String {
    let names = Names::of(ctx, queue, options.no_names);
    let counts = queue.counts();
    let mut out = head(ctx, queue);
    for lane in Lane::ALL
        .iter()
        .copied()
        .filter(|lane| options.shows(*lane) && counts.of(*lane) > 0)
    {
        let (items, beyond) = options.cut(lane_items(queue, lane));
        let mut parts: Vec<String> = items
            .iter()
            .map(|item| {
                let words = without_money(item.short(ctx), item, options);
                format!("{} {words}", names.short(item.on))
                    .trim()
                    .to_owned()
            })
            .collect();
        if beyond > 0 {
            parts.push(format!("+{beyond}"));
        }
        out.push_str(&format!(
            "{:<8} {:<2} {}\n",
            lane.word(),
            counts.of(lane),
            flow(&parts, 12)
        ));
    }
    out.push_str(&format!("{:<8} {}\n", "next", next_line(ctx)));
    out
}

fn head(ctx: &Ctx<'_>, queue: &Queue) -> String {
    let day = ctx.today.format("%a %-d %b");
    let counts = queue.counts().total();
    let away = ctx
        .calendar
        .away(ctx.today)
        .map(|(_, end)| format!(" · away until {}", short(end, ctx.today)));
    let day = format!("{day}{}", away.as_deref().unwrap_or_default());
    if counts == 0 {
        let kept = if away.is_some() {
            "nothing owed or dated today"
        } else {
            "nothing to decide, all kept"
        };
        return format!("{day} · {kept}\n");
    }
    let mut parts = vec![day, cards_words(queue), plural(counts, "item")];
    parts.push(format!("about {} min", minutes(ctx, counts)));
    parts.join(" · ") + "\n"
}

/// `9 creators`; where campaigns or one's own things stand between them, `16 cards (15 creators, 1
/// campaign)`: the number the screen shows is among them.
fn cards_words(queue: &Queue) -> String {
    let count = |is: fn(&Subject) -> bool| queue.cards.iter().filter(|card| is(&card.on)).count();
    let creators = plural(count(|on| on.creator().is_some()), "creator");
    let campaigns = count(|on| matches!(on, Subject::Campaign(_)));
    let mut parts = vec![creators];
    parts.extend((campaigns > 0).then(|| plural(campaigns, "campaign")));
    parts.extend((count(|on| *on == Subject::You) > 0).then(|| "you".to_owned()));
    match parts.as_slice() {
        [creators] => creators.clone(),
        parts => format!(
            "{} ({})",
            plural(queue.cards.len(), "card"),
            parts.join(", ")
        ),
    }
}

/// `7 owed, 5 dated, 4 waiting, 6 warm`: items by their own lane, as `today` lists them.
pub fn lane_words(counts: Counts) -> String {
    let word = |lane: Lane| {
        if lane == Lane::Owe {
            "owed"
        } else {
            lane.word()
        }
    };
    let lanes = Lane::ALL.iter().filter(|lane| counts.of(**lane) > 0);
    lanes
        .map(|lane| format!("{} {}", counts.of(*lane), word(*lane)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Cells a line of items takes before it goes on below itself.
const WIDE: usize = 110;

/// Items one after the other, broken between two of them, under each other from the second line.
fn flow(parts: &[String], indent: usize) -> String {
    let mut out = String::new();
    let mut used = indent;
    for (n, part) in parts.iter().enumerate() {
        let w = part.chars().count();
        if n > 0 && used + 3 + w > WIDE {
            out.push_str(&format!("\n{:indent$}", ""));
            used = indent;
        } else if n > 0 {
            out.push_str(" · ");
            used += 3;
        }
        out.push_str(part);
        used += w;
    }
    out
}

/// How many days the next line names.
const NEXT_DAYS: usize = 4;

/// What comes up on the days of the week ahead, holidays by name: `Wed 3 · Thu holiday · Fri 5 ·
/// Mon 7`.
pub fn next_line(ctx: &Ctx<'_>) -> String {
    days_line(ctx, NEXT_DAYS)
}

/// The same for so many days; a free day stands there when it has a name or something falls due on
/// it.
pub(super) fn days_line(ctx: &Ctx<'_>, days: usize) -> String {
    let part = |of: &WeekDay| {
        let day = of.day.format("%a");
        let why = match of.free {
            Some(_) if ctx.calendar.away(of.day).is_some() => "away",
            Some(_) if ctx.calendar.holiday(of.day).is_some() => "holiday",
            _ => "",
        };
        match (why, of.items.len()) {
            ("", n) => format!("{day} {n}"),
            (why, 0) if of.last > of.day => format!("{day} to {} {why}", short(of.last, ctx.today)),
            (why, 0) => format!("{day} {why}"),
            (why, n) => format!("{day} {n}, {why}"),
        }
    };
    spans(ctx, reach(ctx, days))
        .iter()
        .take(days)
        .map(part)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// For prompts: `4!2 5` (owed, dated, the rest); empty at zero.
pub fn short_line(queue: &Queue) -> String {
    let Counts {
        owe,
        dated,
        waiting,
        warm,
    } = queue.counts();
    if owe + dated + waiting + warm == 0 {
        String::new()
    } else {
        format!("{owe}!{dated} {}", waiting + warm)
    }
}

/// Numbered whole sentences without borders, for speech.
pub fn plain(ctx: &Ctx<'_>, queue: &Queue, options: &TodayOptions) -> String {
    let names = Names::of(ctx, queue, options.no_names);
    let counts = queue.counts();
    let done = ctx
        .model
        .decisions
        .iter()
        .filter(|d| d.day == ctx.today)
        .count();
    let day = ctx.today.format("%A %-d %B %Y");
    let mut out = format!(
        "Review, {day}. {}. {done} done.\n",
        plural(counts.total(), "thing")
    );
    let items: Vec<&Item> = queue
        .items()
        .filter(|item| options.shows(item.lane))
        .collect();
    let (items, beyond) = options.cut(items);
    for (n, item) in items.iter().enumerate() {
        let words = without_money(item.long(ctx), item, options);
        out.push_str(&format!(
            "{}. {}: {}\n",
            n + 1,
            spoken(ctx, item),
            full_stop(&format!("{}, {words}", names.long(item.on)))
        ));
    }
    if beyond > 0 {
        out.push_str(&format!("And {beyond} more.\n"));
    }
    out
}

/// `You owe, late 2 working days`.
fn spoken(ctx: &Ctx<'_>, item: &Item) -> String {
    let lane = match item.lane {
        Lane::Owe => "You owe",
        Lane::Dated => "Dated",
        Lane::Wait => "Their move",
        Lane::Warm => "Keep warm",
    };
    let unit = if item.late.unit == Unit::Working {
        "working day"
    } else {
        "day"
    };
    let days = usize::try_from(item.late.days.unsigned_abs()).unwrap_or_default();
    match item.late.days {
        0 if item.is_over(ctx) => lane.to_owned(),
        0 => format!("{lane}, today"),
        1.. if item.lane.is_soft() => lane.to_owned(),
        1.. => format!("{lane}, late {}", plural(days, unit)),
        _ => format!("{lane}, due {}", item.due.format("%A %-d %B")),
    }
}

/// The JSON form. Schema 1: fields are only ever added.
pub fn to_json(ctx: &Ctx<'_>, queue: &Queue, options: &TodayOptions) -> Value {
    let names = Names::of(ctx, queue, options.no_names);
    let counts = queue.counts();
    let cards: Vec<Value> = queue
        .cards
        .iter()
        .filter_map(|card| card_json(ctx, card, &names, options))
        .collect();
    let next: Vec<Value> = ahead(ctx, 7)
        .iter()
        .map(|(day, items)| {
            let holiday = ctx.calendar.holiday(*day);
            json!({ "day": day, "items": items.len(), "working": ctx.calendar.is_working(*day), "holiday": holiday })
        })
        .collect();
    json!({
        "schema": 1,
        "date": ctx.today,
        "tz": ctx.clock.zone.name(),
        "away_until": ctx.calendar.away(ctx.today).map(|(_, end)| end),
        "creators": queue.cards.iter().filter(|card| card.on.creator().is_some()).count(),
        "items": counts.total(),
        "minutes": minutes(ctx, counts.total()),
        "counts": { "owe": counts.owe, "dated": counts.dated, "waiting": counts.waiting, "warm": counts.warm },
        "next": next,
        "cards": cards,
    })
}

fn card_json(
    ctx: &Ctx<'_>,
    card: &Card,
    names: &Names<'_>,
    options: &TodayOptions,
) -> Option<Value> {
    let shown = card.items.iter().filter(|item| options.shows(item.lane));
    let items: Vec<Value> = shown
        .take(options.max.unwrap_or(usize::MAX))
        .map(|i| item_json(ctx, i, options))
        .collect();
    if items.is_empty() {
        return None;
    }
    let subject = match card.on {
        Subject::Creator(id) => json!({ "creator": id, "name": names.long(card.on) }),
        Subject::Campaign(id) => json!({ "campaign": id, "name": names.long(card.on) }),
        Subject::You => json!({ "name": "You" }),
    };
    let score = card.top().map_or(0, Item::score);
    Some(
        json!({ "on": subject, "score": decimal(score), "lane": card.lane().word(), "move": move_word(ctx, card), "items": items }),
    )
}

/// Whose move it is; of a campaign, or of one's own steps, nobody is asked.
fn move_word(ctx: &Ctx<'_>, card: &Card) -> Option<&'static str> {
    Some(match ctx.derived.of(card.on.creator()?).ball {
        Ball::Us => "yours",
        Ball::Them => "theirs",
        Ball::Nobody => "nobody",
    })
}

fn item_json(ctx: &Ctx<'_>, item: &Item, options: &TodayOptions) -> Value {
    let answers: Vec<Value> = [("x", Choice::Expected), ("X", Choice::Alternative)]
        .iter()
        .filter_map(|(key, choice)| {
            let offer = offer(ctx, item, choice).ok()?;
            let asks = offer.ask.map(|ask| ask.question);
            Some(json!({ "key": key, "label": offer.label, "effect": offer.effect, "asks": asks }))
        })
        .collect();
    json!({
        "key": item.key.to_string(),
        "rule": item.key.rule.word(),
        "kind": item.key.rule.kind(),
        "lane": item.lane.word(),
        "title": without_money(item.long(ctx), item, options),
        "due": item.due,
        "late": item.late.days,
        "unit": item.late.unit.word(),
        "score": decimal(item.score()),
        "why": item.why(),
        "stuck": item.stuck,
        "pinned": item.pinned,
        "answers": answers,
    })
}

fn decimal(score: i32) -> Value {
    tenths(score)
        .replace('−', "-")
        .parse::<f64>()
        .map_or(Value::Null, Value::from)
}
