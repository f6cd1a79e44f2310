//! What an item is called, in three lengths, and the sentence that explains its place.

mod listed;

use std::cmp::Ordering;

use super::dates::proposal;
use super::facts::Facts;
use super::item::{Item, Lane, Subject, Unit, is_agreed};
use super::key::Occurrence;
use super::rule::Rule;
use super::rules::{wait, warm};
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
                let tenths = tenths(late.tenths);
                match (self.lane, self.key.rule) {
                    (Lane::Warm, Rule::KeepWarm) => {
                        format!(
                            "{promise} + {tenths} ({days} of {} {unit} past ideal)",
                            late.of
                        )
                    }
                    (Lane::Warm, _) => {
                        format!("{promise} + {tenths} ({days} of {} {unit})", late.of)
                    }
                    _ => format!("{promise} + {tenths} late ({days} of {} {unit})", late.of),
                }
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
        let days = self.late.days;
        match self.lane {
            Lane::Warm if self.key.rule == Rule::KeepWarm => {
                since(ctx, self).map_or_else(String::new, |n| format!("{n} d"))
            }
            Lane::Warm | Lane::Wait if days <= 0 => "today".into(),
            Lane::Warm => format!("{days} {}", self.late.unit.word()),
            Lane::Wait
                if matches!(
                    self.key.rule,
                    Rule::PitchUnanswered | Rule::OfferUnanswered | Rule::GiftWithoutPost
                ) =>
            {
                waited(ctx, self).map_or_else(|| format!("wait {days}d"), |n| format!("wait {n}d"))
            }
            Lane::Wait if self.key.rule == Rule::FollowUpDue => {
                format!("since {}", brief(self.due, ctx.today))
            }
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

    /// In the length of a list: `payment €450, due Thu 19 Nov`.
    pub fn long(&self, ctx: &Ctx<'_>) -> String {
        let words = ItemText { ctx, item: self };
        match self.lane {
            Lane::Owe => words.owed(),
            _ => words
                .agreed()
                .or_else(|| words.waiting())
                .unwrap_or_else(|| words.warm()),
        }
    }

    /// In the length of `touchbase today`, without the name: `payment €450, 3 bd late`.
    pub fn short(&self, ctx: &Ctx<'_>) -> String {
        let words = ItemText { ctx, item: self };
        let head = words.head();
        let late = match (self.key.rule, self.key.time) {
            (Rule::RightEnding, Occurrence::Down) => words.late(),
            (Rule::GoneLive, Occurrence::Ready) | (Rule::RightEnding | Rule::TermsEnding, _) => {
                String::new()
            }
            (Rule::GoneLive, _) if self.late.days <= 0 => String::new(),
            (Rule::DraftLate, _) => words.late(),
            _ if self.lane.is_soft() => String::new(),
            _ => words.late(),
        };
        format!("{head}{late}")
    }

    /// The first words of the same: `draft 2`, `pitch`.
    pub fn bare(&self, ctx: &Ctx<'_>) -> String {
        self.short(ctx)
            .split(", ")
            .next()
            .unwrap_or_default()
            .to_owned()
    }
}

/// Finds the words of one item from its rows.
struct ItemText<'a> {
    ctx: &'a Ctx<'a>,
    item: &'a Item,
}

const NUMBERS: [&str; 5] = ["first", "second", "third", "fourth", "next"];

impl ItemText<'_> {
    fn day(&self, day: Day) -> String {
        match (day - self.ctx.today).num_days() {
            0 => "today".into(),
            1 => "tomorrow".into(),
            _ => short(day, self.ctx.today),
        }
    }

    fn due(&self) -> String {
        self.day(self.item.due)
    }

    /// `, 3 bd late`, `, today`, `, due 4 Dec`.
    fn late(&self) -> String {
        let late = self.item.late;
        match late.days {
            1.. => format!(", {} {} late", late.days, late.unit.word()),
            0 => format!(", {}", self.item.on_the_day(self.ctx)),
            _ => format!(", due {}", brief(self.item.due, self.ctx.today)),
        }
    }

    fn piece(&self) -> Option<&Deliverable> {
        self.item.key.row(self.ctx.model)
    }

    fn right(&self) -> Option<&Right> {
        self.item.key.row(self.ctx.model)
    }

    fn deal(&self) -> Option<&Collaboration> {
        self.item.key.row(self.ctx.model)
    }

    fn campaign_of(&self, deal: Option<&Collaboration>) -> &str {
        deal.and_then(|c| c.campaign)
            .and_then(|id| self.ctx.model.get(id))
            .map_or("", |c| &*c.name)
    }

    /// `draft`, `draft 2`, `draft of brew guide`.
    fn draft(&self) -> String {
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

    fn called(&self) -> &str {
        self.piece().map_or("piece", Deliverable::called)
    }

    /// `rights reel A end`, `code MIA10 ends`.
    fn ending(&self) -> String {
        let Some(right) = self.right() else {
            return "rights end".into();
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
        join(&[kind, named, ends])
    }

    fn head(&self) -> String {
        let key = self.item.key;
        match (key.rule, key.time) {
            (Rule::ReplyOwed, _) => "reply".into(),
            (Rule::Approval | Rule::DraftComing | Rule::DraftLate, _) => self.draft(),
            (Rule::PaymentDue, _) => self.payment(),
            (Rule::DebriefOwed, _) => "debrief".into(),
            (Rule::SuppliesOwed, Occurrence::Brief) => "brief".into(),
            (Rule::SuppliesOwed, _) => "parcel".into(),
            (Rule::GoneLive, Occurrence::Ready) => {
                let live = self
                    .piece()
                    .and_then(|d| d.live_due)
                    .unwrap_or(self.item.due);
                format!("{} live {}", self.called(), self.near(live))
            }
            (Rule::GoneLive, _) if self.item.late.days <= 0 => {
                format!("{} live {}", self.called(), self.near(self.item.due))
            }
            (Rule::GoneLive, _) => format!("{} live?", self.called()),
            (Rule::RightEnding, Occurrence::Down) => "take down".into(),
            (Rule::RightEnding, _) => {
                format!("rights end {}", brief(self.item.due, self.ctx.today))
            }
            (Rule::TermsEnding, _) => {
                let kind = self.right().map_or("contract", |r| r.kind.label());
                format!("{kind} ends {}", brief(self.item.due, self.ctx.today))
            }
            (Rule::PitchUnanswered, _) => self.step("pitch"),
            (Rule::OfferUnanswered, _) => self.step("offer"),
            (Rule::GiftWithoutPost, _) => self.step("gift"),
            (Rule::FollowUpDue, _) => self
                .item
                .key
                .row::<FollowUp>(self.ctx.model)
                .map_or("", |f| &*f.what)
                .into(),
            (Rule::KeepWarm, _) => self.rhythm_short(),
            (Rule::NoNextStep, _) => match self.item.creator() {
                Some(creator) => format!("next step? {}", proposal(self.ctx, creator).what),
                None => "next step?".into(),
            },
            (Rule::NumbersToCollect, Occurrence::Days(n)) => format!("{n}-day numbers"),
            (Rule::NumbersToCollect, _) => "numbers".into(),
            (Rule::CheckIn, _) => "check-in".into(),
            (Rule::WeekNoteDue, _) => "week note".into(),
            (Rule::TargetsMissing, _) => "targets".into(),
        }
    }

    fn near(&self, day: Day) -> String {
        match (day - self.ctx.today).num_days() {
            0 => "today".into(),
            1 => "tomorrow".into(),
            _ => brief(day, self.ctx.today),
        }
    }

    fn step(&self, what: &str) -> String {
        if is_close(self.ctx, self.item) {
            format!("{what}, close?")
        } else {
            what.into()
        }
    }

    /// `payment €450`, `bonus €50`.
    fn payment(&self) -> String {
        let kind = self
            .item
            .key
            .row::<Payment>(self.ctx.model)
            .map_or(PaymentKind::Fee, |p| p.kind);
        let word = if kind == PaymentKind::Fee {
            "payment"
        } else {
            kind.label()
        };
        self.item
            .money
            .map_or_else(|| word.into(), |money| format!("{word} {money}"))
    }

    fn owed(&self) -> String {
        let due = self.due();
        match (self.item.key.rule, self.item.key.time) {
            (Rule::ReplyOwed, _) => format!("reply owed since {}", self.day(self.item.enters)),
            (Rule::Approval, _) => format!("{} to approve, due {due}", self.draft()),
            (Rule::PaymentDue, _) => format!("{}, due {due}", self.payment()),
            (Rule::DebriefOwed, _) => {
                join(&["debrief", self.campaign_of(self.deal())]) + &format!(", due {due}")
            }
            (Rule::SuppliesOwed, Occurrence::Brief) => {
                join(&["brief", self.campaign_of(self.deal())]) + &format!(", due {due}")
            }
            (Rule::SuppliesOwed, _) => {
                let parcel = self
                    .item
                    .key
                    .row::<Shipment>(self.ctx.model)
                    .map(|s| &*s.product);
                let product = parcel
                    .or(self.deal().map(|c| &*c.product))
                    .unwrap_or_default();
                join(&["parcel", product]) + &format!(", due {due}")
            }
            (Rule::RightEnding, _) => {
                format!("take down: {}ed {due}", self.ending().trim_end_matches('s'))
            }
            (Rule::TargetsMissing, _) => format!("targets missing, to agree by {due}"),
            _ => self.waiting().unwrap_or_else(|| self.head()),
        }
    }

    fn agreed(&self) -> Option<String> {
        let due = self.due();
        Some(match (self.item.key.rule, self.item.key.time) {
            (Rule::GoneLive, Occurrence::Ready) => {
                let live = self
                    .piece()
                    .and_then(|d| d.live_due)
                    .unwrap_or(self.item.due);
                format!("{} live {}, ready?", self.called(), self.day(live))
            }
            (Rule::GoneLive, _) if self.item.is_over(self.ctx) => {
                format!("{} live since {due}, link?", self.called())
            }
            (Rule::GoneLive, _) => format!("{} live {due}, link?", self.called()),
            (Rule::DraftComing, _) => format!("{} due {due}", self.draft()),
            (Rule::DraftLate, _) => format!("{} late since {due}", self.draft()),
            (Rule::RightEnding | Rule::TermsEnding, _) => format!("{} {due}", self.ending()),
            (Rule::NumbersToCollect, _) => format!("{} of {}", self.head(), self.called()),
            _ => return None,
        })
    }

    fn waiting(&self) -> Option<String> {
        let Occurrence::Step(step) = self.item.key.time else {
            let follow = self.item.key.row::<FollowUp>(self.ctx.model)?;
            let what = if follow.what.is_empty() {
                "follow-up".into()
            } else {
                format!("{},", follow.what)
            };
            return Some(format!("{what} dated {}", self.due()));
        };
        let nth = NUMBERS
            .get(usize::from(step).saturating_sub(1))
            .unwrap_or(&"next");
        let close = is_close(self.ctx, self.item);
        let of = |day: Option<Day>| {
            day.map_or_else(String::new, |d| format!(" of {}", brief(d, self.ctx.today)))
        };
        Some(match self.item.key.rule {
            Rule::PitchUnanswered if close => "pitch, last step unanswered".into(),
            Rule::PitchUnanswered => {
                format!("pitch{}, {nth} follow-up", of(pitched(self.ctx, self.item)))
            }
            Rule::OfferUnanswered if close => "offer, last step unanswered".into(),
            Rule::OfferUnanswered => format!(
                "offer{}, {nth} nudge",
                of(self.deal().and_then(|c| c.terms_sent))
            ),
            Rule::GiftWithoutPost if close => "gift, no post; leave it at that?".into(),
            Rule::GiftWithoutPost => {
                let came = self
                    .item
                    .key
                    .row::<Shipment>(self.ctx.model)
                    .and_then(|s| s.delivered);
                format!("gift{}, no post, {nth} nudge", of(came))
            }
            _ => return None,
        })
    }

    fn warm(&self) -> String {
        match self.item.key.rule {
            Rule::KeepWarm => {
                let rhythm = self.rhythm();
                let days = since(self.ctx, self.item).unwrap_or_default();
                let whose = rhythm.map_or("contact", |r| r.whose);
                let graduate = if self.graduates() { ", graduate?" } else { "" };
                format!("{whose}, {days} d since contact{graduate}")
            }
            Rule::NoNextStep => {
                let Some(creator) = self.item.creator() else {
                    return self.head();
                };
                let idea = proposal(self.ctx, creator);
                format!(
                    "no next step; idea: {} {}",
                    idea.what,
                    short(idea.day, self.ctx.today)
                )
            }
            Rule::CheckIn => format!("check-in, due {}", self.due()),
            Rule::WeekNoteDue => format!("note of the week, {}", self.due()),
            _ => self.head(),
        }
    }

    fn rhythm(&self) -> Option<warm::Rhythm> {
        let id = self.item.creator()?;
        let facts = Facts::of_creator(self.ctx.base(), self.ctx.derived.of(id), id)?;
        warm::rhythm(&facts)
    }

    fn rhythm_short(&self) -> String {
        let days = since(self.ctx, self.item).unwrap_or_default();
        self.rhythm().map_or_else(
            || format!("{days} d"),
            |r| format!("{days} d ({}–{})", r.ideal, r.max),
        )
    }

    /// A one-off that was written to once after its debrief: keep it, or let it go with thanks.
    fn graduates(&self) -> bool {
        let before = |d: &&Decision| d.key.starts_with("R15:") && d.kind == DecisionKind::Done;
        let one_off = self.rhythm().is_some_and(|r| r.whose == "one-off");
        one_off
            && self
                .item
                .creator()
                .is_some_and(|id| self.ctx.model.of::<Decision>(id).any(|d| before(&d)))
    }
}

fn join(parts: &[&str]) -> String {
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether a ladder's item is the one that proposes to close.
pub fn is_close(ctx: &Ctx<'_>, item: &Item) -> bool {
    let Occurrence::Step(step) = item.key.time else {
        return false;
    };
    let rule = &ctx.settings.rule;
    let steps = match item.key.rule {
        Rule::PitchUnanswered => match item.key.row::<Collaboration>(ctx.model) {
            Some(deal) => ctx.settings.ladder.offsets(deal.ladder).len(),
            None => return false,
        },
        Rule::OfferUnanswered => rule.offer_unanswered.steps_bd.len(),
        Rule::GiftWithoutPost => rule.gift_without_post.steps_days.len(),
        _ => return false,
    };
    usize::from(step) >= steps
}

/// The day of a pitch's first message.
fn pitched(ctx: &Ctx<'_>, item: &Item) -> Option<Day> {
    let id = item.creator()?;
    let facts = Facts::of_creator(ctx.base(), ctx.derived.of(id), id)?;
    wait::pitch_sends(&facts, item.key.row::<Collaboration>(ctx.model)?)
        .first
        .map(|at| ctx.clock.day_of(at))
}

/// Days since the last contact.
fn since(ctx: &Ctx<'_>, item: &Item) -> Option<i64> {
    match item.key.time {
        Occurrence::Since(day) => Some((ctx.today - day).num_days()),
        _ => None,
    }
}

/// Calendar days since the last word from us, or since a gift came.
fn waited(ctx: &Ctx<'_>, item: &Item) -> Option<i64> {
    let last = ctx
        .derived
        .of(item.creator()?)
        .last_out
        .map(|contact| contact.day);
    let came = item
        .key
        .row::<Shipment>(ctx.model)
        .filter(|_| item.key.rule == Rule::GiftWithoutPost)
        .and_then(|s| s.delivered);
    Some((ctx.today - last.max(came)?).num_days())
}
