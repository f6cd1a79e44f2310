//! Campaigns as bars over the weeks: waves of launches, always-on series, what is made together.

use crate::domain::ctx::Ctx;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::rows::{Campaign, CampaignKind, Wave};

/// A stretch of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Of which campaign.
    pub campaign: Id<Campaign>,
    /// Its kind.
    pub kind: Option<CampaignKind>,
    /// What is written on it.
    pub label: String,
    /// The same in fewer words: the wave.
    pub short: String,
    /// First day.
    pub from: Day,
    /// Last day; none goes on.
    pub until: Option<Day>,
}

/// The bars that touch a stretch of days: a campaign's waves, or itself where it has none. By kind,
/// then by day.
pub fn bars(ctx: &Ctx<'_>, from: Day, until: Day) -> Vec<Bar> {
    let mut all = Vec::new();
    for campaign in ctx.model.campaigns.iter() {
        let bar = |label: String, short: String, start: Option<Day>, end: Option<Day>| {
            let start = start?;
            let sure = if campaign.closed { end.is_some() } else { true };
            let seen = start < until && end.is_none_or(|end| end >= from) && sure;
            seen.then_some(Bar {
                campaign: campaign.id,
                kind: campaign.kind,
                label,
                short,
                from: start,
                until: end,
            })
        };
        let waves = ctx
            .model
            .of_campaign::<Wave>(campaign.id)
            .filter(|w| w.start.is_some());
        let named = |wave: &Wave| {
            bar(
                format!("{} {}", campaign.name, wave.name),
                wave.name.to_string(),
                wave.start,
                wave.end,
            )
        };
        let before = all.len();
        let mut some = false;
        for wave in waves {
            some = true;
            all.extend(named(wave));
        }
        if !some && all.len() == before {
            all.extend(bar(
                campaign.name.to_string(),
                campaign.name.to_string(),
                campaign.start,
                campaign.end,
            ));
        }
    }
    all.sort_by(|a, b| (a.kind, a.from, &a.label).cmp(&(b.kind, b.from, &b.label)));
    all
}
