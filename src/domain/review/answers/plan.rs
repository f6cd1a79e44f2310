//! The sheet on which one answer is planned: the step grows row by row, and the words for the key
//! are written beside it.

use super::{Ask, Offer};
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, short};
use crate::domain::ids::Id;
use crate::domain::recurrence::{self, Rhythm};
use crate::domain::review::item::Item;
use crate::domain::review::key::ItemKey;
use crate::domain::review::words::who;
use crate::domain::rows::*;
use crate::domain::settings::DateOrder;
use crate::domain::when::DateContext;

/// An answer, planned.
pub(in crate::domain::review) struct Planned {
    pub offer: Offer,
    pub step: Step,
}

/// What a planning function gives back; the refusal is a sentence.
pub(in crate::domain::review) type Answered = Result<Planned, String>;

/// One answer while it is planned.
pub(in crate::domain::review) struct Plan<'a> {
    pub ctx: &'a Ctx<'a>,
    pub item: &'a Item,
    pub step: Step,
    input: &'a str,
    preview: bool,
    ask: Option<Ask>,
}

impl<'a> Plan<'a> {
    pub fn new(ctx: &'a Ctx<'a>, item: &'a Item, input: &'a str, preview: bool) -> Self {
        let mut step = Step::default();
        step.focus.creator = item.creator();
        step.focus.item = Some(item.key.to_string());
        Self {
            ctx,
            item,
            step,
            input: input.trim(),
            preview,
            ask: None,
        }
    }

    /// The row the item is about.
    pub fn row<T: crate::domain::review::key::Subjectable>(&self) -> Result<&'a T, String>
    where
        crate::domain::model::Model: crate::domain::model::TableOf<T>,
    {
        self.item
            .key
            .row(self.ctx.model)
            .ok_or_else(|| format!("{} is not there any more.", self.item.key))
    }

    /// The creator it is about.
    pub fn creator(&self) -> Result<Id<Creator>, String> {
        self.item
            .creator()
            .ok_or_else(|| "This belongs to no creator.".into())
    }

    /// The collaboration it is about, if there is one: its own, else the creator's most advanced.
    pub fn deal(&self) -> Option<Id<Collaboration>> {
        deal_of(self.ctx, self.item)
    }

    pub fn day(&self, day: Day) -> String {
        short(day, self.ctx.today)
    }

    pub fn plus(&self, working_days: i64) -> Day {
        self.ctx.calendar.add(self.ctx.today, working_days)
    }

    /// The line asked for: refused when it is needed and empty, and no mere preview.
    pub fn ask(&mut self, ask: Ask) -> Result<&'a str, String> {
        self.ask = Some(ask);
        if ask.required && self.input.is_empty() && !self.preview {
            return Err(format!(
                "A line is needed, such as: {} ({})",
                ask.example, ask.question
            ));
        }
        Ok(self.input)
    }

    /// How dates of the line are read.
    pub fn dates(&self) -> DateContext<'a> {
        DateContext {
            day_first: self.ctx.settings.general.dates == DateOrder::DayMonth,
            ..DateContext::new(self.ctx.today, self.ctx.calendar)
        }
    }

    /// The line that came with the answer.
    pub fn input(&self) -> &'a str {
        self.input
    }

    /// Only the words are wanted; nothing was typed yet.
    pub fn is_preview(&self) -> bool {
        self.preview
    }

    /// The decision: facts carry the rest, so the item may come back when they are taken back.
    pub fn settle(&mut self, kind: DecisionKind) {
        self.decide(kind, Some(self.ctx.today));
    }

    /// The decision that ends this occurrence for good.
    pub fn close(&mut self, kind: DecisionKind) {
        self.decide(kind, None);
    }

    /// The decision, hiding the item until a day.
    pub fn decide(&mut self, kind: DecisionKind, until: Option<Day>) {
        self.decide_about(self.item.key, kind, until);
    }

    /// The decision about another key than the item's.
    pub fn decide_about(&mut self, key: ItemKey, kind: DecisionKind, until: Option<Day>) {
        let note = if self.ask.is_some() { self.input } else { "" };
        decide(
            self.ctx,
            &mut self.step,
            self.item,
            (key, kind, until),
            note,
        );
    }

    /// Contact happened: a message from us, now. Without words of its own it is told what it was:
    /// `debrief sent`.
    pub fn contact(&mut self, what: &str) {
        let words = if self.ask.is_none() && !self.input.is_empty() {
            self.input
        } else {
            what
        };
        if let Some(creator) = self.item.creator() {
            let channel = written(self.ctx, creator);
            let deal = self.deal();
            touch(
                self.ctx,
                &mut self.step,
                creator,
                (channel, Direction::Out, deal),
                words,
            );
        }
    }

    /// The same, with what it was about: `nudged: draft of first pour`.
    pub fn contact_about(&mut self, what: &str) {
        let about = self.item.subject(self.ctx);
        self.contact(&if about.is_empty() {
            what.to_owned()
        } else {
            format!("{what}: {about}")
        });
    }

    /// Contact happened: a gift left.
    pub fn gift(&mut self) {
        if let Some(creator) = self.item.creator() {
            let (deal, what) = (self.deal(), self.item.subject(self.ctx));
            touch(
                self.ctx,
                &mut self.step,
                creator,
                (Channel::Gift, Direction::Out, deal),
                &what,
            );
        }
    }

    /// A next step is set.
    pub fn follow(&mut self, what: &str, day: Day, if_no_reply: bool) {
        let deal = self.item.creator().and_then(|_| self.deal());
        let id = self.step.fresh(self.ctx.model);
        self.step.insert(FollowUp {
            campaign: self.item.on.campaign(),
            collaboration: deal,
            what: what.into(),
            if_no_reply: if_no_reply && self.item.creator().is_some(),
            ..FollowUp::new(id, self.item.creator(), day, self.ctx.clock.now)
        });
    }

    /// A next step that comes round again, for the first time on a day.
    pub fn follow_again(&mut self, what: &str, day: Day, rhythm: &Rhythm) {
        let creator = self.item.creator();
        let deal = creator.and_then(|_| self.deal());
        let id = self.step.fresh(self.ctx.model);
        let row = Recurrence {
            creator,
            campaign: self.item.on.campaign(),
            collaboration: deal,
            words: what.into(),
            ..rhythm.row(id, Makes::FollowUp, day)
        };
        recurrence::add(self.ctx.model, self.ctx.clock.now, &mut self.step, row);
    }

    /// The plan is whole: what the key is called, what comes of it, and how the step is called
    /// afterwards.
    pub fn done(mut self, label: &'static str, effect: impl Into<String>, past: &str) -> Answered {
        let who = who(self.ctx, self.item.on);
        let detail = self
            .item
            .money
            .map_or_else(String::new, |money| format!(" {money}"));
        // What moved along with a date has said so already.
        self.step
            .label
            .insert_str(0, &format!("{past}: {who}{detail}"));
        Ok(Planned {
            offer: Offer {
                label,
                effect: effect.into(),
                ask: self.ask,
            },
            step: self.step,
        })
    }
}

/// The collaboration an item is about; of one that concerns the creator as a whole, the most
/// advanced.
pub fn deal_of(ctx: &Ctx<'_>, item: &Item) -> Option<Id<Collaboration>> {
    let (key, model) = (item.key, ctx.model);
    let own = key.id_of::<Collaboration>();
    let piece = || key.row::<Deliverable>(model).map(|d| d.collaboration);
    let payment = || key.row::<Payment>(model).and_then(|p| p.collaboration);
    let right = || key.row::<Right>(model).and_then(|r| r.collaboration);
    let parcel = || key.row::<Shipment>(model).and_then(|s| s.collaboration);
    let follow = || key.row::<FollowUp>(model).and_then(|f| f.collaboration);
    let rhythm = || key.row::<Recurrence>(model).and_then(|r| r.collaboration);
    let lead = || ctx.derived.of(item.creator()?).lead;
    own.or_else(piece)
        .or_else(payment)
        .or_else(right)
        .or_else(parcel)
        .or_else(follow)
        .or_else(rhythm)
        .or_else(lead)
}

/// Writes a decision about a subject's item.
pub(in crate::domain::review) fn decide(
    ctx: &Ctx<'_>,
    step: &mut Step,
    item: &Item,
    (key, kind, until): (ItemKey, DecisionKind, Option<Day>),
    note: &str,
) {
    let id = step.fresh(ctx.model);
    step.insert(Decision {
        id,
        creator: item.creator(),
        campaign: item.on.campaign(),
        key: key.to_string().into(),
        kind,
        day: ctx.today,
        at: ctx.clock.now,
        until,
        note: note.into(),
    });
}

/// Writes a contact of now.
pub(in crate::domain::review) fn touch(
    ctx: &Ctx<'_>,
    step: &mut Step,
    creator: Id<Creator>,
    (channel, direction, deal): (Channel, Direction, Option<Id<Collaboration>>),
    words: &str,
) -> Id<Touch> {
    let id = step.fresh(ctx.model);
    let touch = Touch::new(id, creator, ctx.clock.now, channel, direction);
    step.insert(Touch {
        collaboration: deal,
        words: words.into(),
        ..touch
    });
    id
}

/// The channel a creator likes best, else the one last used, else mail.
pub(in crate::domain::review) fn channel(ctx: &Ctx<'_>, creator: Id<Creator>) -> Channel {
    let likes = ctx.model.get(creator).and_then(|c| c.prefers);
    likes
        .or_else(|| last(ctx, creator))
        .unwrap_or(Channel::Mail)
}

/// The same, of those that carry written words: whoever likes calls best was not called by sending
/// a brief.
pub(in crate::domain::review) fn written(ctx: &Ctx<'_>, creator: Id<Creator>) -> Channel {
    let carries = |channel: &Channel| matches!(channel, Channel::Mail | Channel::Dm);
    let likes = ctx
        .model
        .get(creator)
        .and_then(|c| c.prefers)
        .filter(carries);
    likes
        .or_else(|| last(ctx, creator).filter(carries))
        .unwrap_or(Channel::Mail)
}

/// The channel last used.
fn last(ctx: &Ctx<'_>, creator: Id<Creator>) -> Option<Channel> {
    let channel = ctx
        .model
        .get(ctx.derived.of(creator).last_personal()?.id)?
        .channel;
    matches!(channel, Channel::Mail | Channel::Dm | Channel::Call).then_some(channel)
}
