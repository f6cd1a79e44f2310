//! The radar of rights: everything that was granted or agreed with an end on one list, how near its
//! end is, and whether an advert would outlast the code or permission it runs on.

use super::ctx::Ctx;
use super::day::{Day, brief};
use super::ids::Id;
use super::rows::*;

/// How near the end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// Over, and not taken down or closed.
    Over,
    /// Within two weeks.
    Soon,
    /// Within 45 days.
    Coming,
    /// Later.
    Far,
    /// No end was written down.
    Open,
}

/// How near a right's end is.
pub fn near(ctx: &Ctx<'_>, right: &Right) -> Near {
    let Some(end) = right.end else {
        return Near::Open;
    };
    let soon = match right.kind {
        RightKind::Usage | RightKind::Allowlisting | RightKind::Spark => {
            ctx.settings.rule.right_ending.enters_days
        }
        RightKind::Contract | RightKind::Code | RightKind::Exclusivity => {
            ctx.settings.rule.terms_ending.enters_days
        }
    };
    match (end - ctx.today).num_days() {
        ..0 => Near::Over,
        days if days <= soon => Near::Soon,
        days if days <= ctx.settings.rule.right_ending.week_days => Near::Coming,
        _ => Near::Far,
    }
}

/// All that has not ended, the nearest end first; what has no end last.
pub fn radar(ctx: &Ctx<'_>) -> Vec<Id<Right>> {
    let here = |r: &&Right| {
        ctx.model
            .get(r.creator)
            .is_some_and(|c| c.shelf == Shelf::Active)
    };
    let mut all: Vec<&Right> = ctx
        .model
        .rights
        .iter()
        .filter(|r| r.state != RightState::Ended)
        .filter(here)
        .collect();
    all.sort_by_key(|r| (r.end.unwrap_or(Day::MAX), r.id));
    all.into_iter().map(|r| r.id).collect()
}

/// Until when adverts run on a right, and what says so: the allowlisting of the same collaboration,
/// else its campaign, unless that has no end worth the name.
fn advert_end(ctx: &Ctx<'_>, right: &Right) -> Option<(&'static str, Day)> {
    let beside = |r: &&Right| {
        let same = r.collaboration == right.collaboration && right.collaboration.is_some();
        r.id != right.id
            && r.kind == RightKind::Allowlisting
            && r.state != RightState::Ended
            && same
    };
    let granted = ctx
        .model
        .of::<Right>(right.creator)
        .filter(beside)
        .filter_map(|r| r.end)
        .max();
    let deal = right
        .collaboration
        .and_then(|id| ctx.model.get(id))
        .filter(|c| c.is_open());
    let campaign = deal.and_then(|c| c.campaign).and_then(|c| ctx.model.get(c));
    let campaign = campaign
        .filter(|c| c.kind != Some(CampaignKind::AlwaysOn))
        .and_then(|c| c.end);
    granted
        .map(|day| ("ads run", day))
        .or(campaign.map(|day| ("campaign runs", day)))
}

/// What does not fit: adverts, or posts still to come, that would outlast a code.
pub fn trouble(ctx: &Ctx<'_>, right: &Right) -> Option<String> {
    let end = right.end?;
    if !matches!(right.kind, RightKind::Spark | RightKind::Code) {
        return None;
    }
    if let Some((what, day)) = advert_end(ctx, right).filter(|(_, day)| *day > end) {
        return Some(format!("{what} to {}", brief(day, ctx.today)));
    }
    let mine = |d: &&Deliverable| Some(d.collaboration) == right.collaboration && d.live.is_none();
    let pieces = ctx.model.of::<Deliverable>(right.creator).filter(mine);
    let live = pieces
        .filter(|d| d.state != PieceState::Missed)
        .filter_map(|d| d.live_due)
        .max();
    live.filter(|day| *day > end)
        .map(|day| format!("a post goes live {}", brief(day, ctx.today)))
}

#[cfg(test)]
mod tests;
