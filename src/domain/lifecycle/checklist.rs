//! Entry checklists: what should be true before a collaboration enters a stage. Their points stand
//! in the library and may be changed by hand; points whose words name something the rows tell are
//! ticked by the rows, all others by hand. An open point warns and never blocks.

use crate::domain::change::Step;
use crate::domain::checklists;
use crate::domain::ctx::Ctx;
use crate::domain::ids::Id;
use crate::domain::ledger::terms::pay;
use crate::domain::rows::*;
use crate::domain::vetting::fit;

/// A point of a list, for one collaboration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its list; none while that only comes with the program.
    pub list: Option<Id<Checklist>>,
    /// Its words.
    pub point: Text,
    /// Ticked by hand.
    pub by_hand: bool,
    /// The rows say that it is so.
    pub known: bool,
}

impl Tick {
    /// Nothing to do any more.
    pub fn is_done(&self) -> bool {
        self.by_hand || self.known
    }
}

/// What the rows of a collaboration tell about a point.
struct Facts<'a> {
    ctx: &'a Ctx<'a>,
    deal: &'a Collaboration,
}

impl<'a> Facts<'a> {
    /// All pieces that are still meant to be made fulfil something, and there is one.
    fn pieces(&self, holds: fn(&Deliverable) -> bool) -> bool {
        let mut some = false;
        let all = self.ctx.model.of::<Deliverable>(self.deal.creator);
        let mut all =
            all.filter(|d| d.collaboration == self.deal.id && d.state != PieceState::Missed);
        all.all(|d| {
            some = true;
            holds(d)
        }) && some
    }

    fn creator(&self) -> Option<&'a Creator> {
        self.ctx.model.get(self.deal.creator)
    }

    fn paid(&self) -> bool {
        let mut some = false;
        let mut all = self
            .ctx
            .model
            .of::<Payment>(self.deal.creator)
            .filter(|p| p.collaboration == Some(self.deal.id));
        all.all(|p| {
            some = true;
            p.state == PaymentState::Paid
        }) && some
    }
}

type Holds = fn(&Facts<'_>) -> bool;

/// Points that the rows tell, by the words they begin with.
const KNOWN: &[(&str, Holds)] = &[
    ("fit scored", |f| {
        f.creator()
            .is_some_and(|c| fit(c, &f.ctx.settings.fit).is_some())
    }),
    ("they wrote back", |f| {
        f.ctx.derived.of(f.deal.creator).last_in.is_some()
    }),
    ("they said yes", |f| f.deal.agreed.is_some()),
    ("rate known", |f| {
        pay(f.deal).fixed.is_some() || f.creator().is_some_and(|c| c.rate.is_some())
    }),
    ("address known", |f| {
        f.creator().is_some_and(|c| !c.address.is_empty())
    }),
    ("terms sent", |f| f.deal.terms_sent.is_some()),
    ("agreement signed", |f| f.deal.agreement_signed.is_some()),
    ("agreement sent", |f| f.deal.agreement_sent.is_some()),
    ("brief sent", |f| f.deal.brief_sent.is_some()),
    ("goals agreed", |f| f.deal.targets_agreed.is_some()),
    ("targets agreed", |f| f.deal.targets_agreed.is_some()),
    ("draft in", |f| {
        f.pieces(|d| d.draft_in.is_some() || d.live.is_some())
    }),
    ("draft approved", |f| {
        f.pieces(|d| d.approved.is_some() || d.live.is_some())
    }),
    ("live", |f| {
        f.pieces(|d| d.live.is_some() && d.disclosure == Seen::Yes)
    }),
    ("code works", |f| f.pieces(|d| d.code_seen == Seen::Yes)),
    ("paid in full", |f| f.paid()),
    ("numbers shared", |f| f.deal.debrief_sent.is_some()),
    ("debrief sent", |f| f.deal.debrief_sent.is_some()),
];

/// The points of the lists that guard a stage, for one collaboration.
pub fn points(ctx: &Ctx<'_>, deal: &Collaboration, stage: Stage) -> Vec<Tick> {
    ticks(ctx, deal, stage).collect()
}

/// Whether a point of a stage is not done.
pub fn has_open(ctx: &Ctx<'_>, deal: &Collaboration, stage: Stage) -> bool {
    ticks(ctx, deal, stage).any(|tick| !tick.is_done())
}

fn ticks<'m>(
    ctx: &'m Ctx<'m>,
    deal: &'m Collaboration,
    stage: Stage,
) -> impl Iterator<Item = Tick> + 'm {
    let facts = Facts { ctx, deal };
    let ticked = move |list: Option<Id<Checklist>>, point: &str| {
        let mut checks = ctx
            .model
            .of::<Check>(deal.creator)
            .filter(|c| c.collaboration == Some(deal.id));
        checks.any(|c| Some(c.checklist) == list && &*c.point == point)
    };
    let lists = checklists::lists(ctx.model).filter(move |list| list.row.stage == Some(stage));
    let points = lists.flat_map(|list| {
        list.row
            .points
            .lines()
            .map(move |point| (list.id, point.trim()))
    });
    let points = points.filter(|(_, point)| !point.is_empty());
    let tick = move |(list, point): (Option<Id<Checklist>>, &str)| {
        let lower = point.to_lowercase();
        let known = KNOWN
            .iter()
            .find(|(words, _)| lower.starts_with(words))
            .is_some_and(|(_, holds)| holds(&facts));
        Tick {
            list,
            point: point.into(),
            by_hand: ticked(list, point),
            known,
        }
    };
    points.map(tick)
}

/// Words of the points of a stage that are not done.
pub fn open_points(ctx: &Ctx<'_>, deal: &Collaboration, stage: Stage) -> Vec<Text> {
    points(ctx, deal, stage)
        .into_iter()
        .filter(|tick| !tick.is_done())
        .map(|tick| tick.point)
        .collect()
}

/// Leaves exactly these points of a stage ticked by hand, as part of a step.
pub fn tick(ctx: &Ctx<'_>, deal: &Collaboration, stage: Stage, done: &[&str], step: &mut Step) {
    let (mut on, mut off) = (Vec::new(), Vec::new());
    for tick in points(ctx, deal, stage) {
        let wanted = done.contains(&&*tick.point);
        if wanted && !tick.is_done() {
            let lists = checklists::lists(ctx.model).filter(|l| l.row.stage == Some(stage));
            let Some(list) = lists.into_iter().find(|l| l.id == tick.list) else {
                continue;
            };
            let checklist = checklists::adopt(ctx.model, step, list);
            let id = step.fresh(ctx.model);
            let (creator, collaboration) = (deal.creator, Some(deal.id));
            let point = tick.point.clone();
            step.insert(Check {
                id,
                creator,
                collaboration,
                checklist,
                point,
                day: ctx.today,
            });
            on.push(tick.point);
        } else if !wanted && tick.by_hand {
            let checks = ctx
                .model
                .of::<Check>(deal.creator)
                .filter(|c| c.collaboration == Some(deal.id));
            let same = checks.filter(|c| Some(c.checklist) == tick.list && *c.point == *tick.point);
            same.for_each(|check| step.remove(check.clone()));
            off.push(tick.point);
        }
    }
    if step.label.is_empty() {
        step.label = format!("Checklist of {}", ctx.model.called(deal.creator));
        step.focus.creator = Some(deal.creator);
    }
    let told = [("done", on), ("open again", off)]
        .into_iter()
        .filter(|(_, all)| !all.is_empty());
    told.for_each(|(what, all)| {
        step.label
            .push_str(&format!(" · {what}: {}", all.join(", ")))
    });
}
