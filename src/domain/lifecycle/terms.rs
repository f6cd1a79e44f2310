//! The terms of a deal in a few words, and what it still lacks.

use crate::domain::ctx::Ctx;
use crate::domain::day::brief;
use crate::domain::ledger::terms::pay;
use crate::domain::rows::*;

struct Deal<'a> {
    ctx: &'a Ctx<'a>,
    row: &'a Collaboration,
}

impl<'a> Deal<'a> {
    fn rights(&self) -> impl Iterator<Item = &'a Right> {
        let (id, all) = (self.row.id, self.ctx.model.of::<Right>(self.row.creator));
        all.filter(move |r| r.collaboration.is_none_or(|of| of == id))
    }

    fn pieces(&self) -> impl Iterator<Item = &'a Deliverable> {
        let (id, all) = (
            self.row.id,
            self.ctx.model.of::<Deliverable>(self.row.creator),
        );
        all.filter(move |d| d.collaboration == id && d.state != PieceState::Missed)
    }

    fn creator(&self) -> Option<&'a Creator> {
        self.ctx.model.get(self.row.creator)
    }

    /// Product goes to them, or is meant to.
    fn product(&self) -> bool {
        let id = self.row.id;
        let mut parcels = self.ctx.model.of::<Shipment>(self.row.creator);
        !self.row.product.is_empty()
            || parcels.any(|s| s.collaboration == Some(id) && s.state == ParcelState::ToSend)
    }

    fn targets(&self) -> bool {
        let campaign = self.row.campaign.and_then(|c| self.ctx.model.get(c));
        self.row.targets_agreed.is_some() || campaign.is_some_and(|c| c.targets_agreed.is_some())
    }

    fn disclosure(&self) -> bool {
        let id = self.row.id;
        self.ctx
            .model
            .of::<Brief>(self.row.creator)
            .any(|b| b.collaboration == id && !b.must.trim().is_empty())
    }
}

/// What a deal may lack, from which stage on that matters, and whether it does.
type Lack = (&'static str, Stage, fn(&Deal<'_>) -> bool);

const LACKS: &[Lack] = &[
    ("pay", Stage::Onboarding, |d| {
        let pay = pay(d.row);
        pay.fixed.is_none() && pay.share.is_none() && d.row.product.is_empty()
    }),
    ("pay terms", Stage::Onboarding, |d| {
        pay(d.row).fixed.is_some() && d.row.net_days.is_none()
    }),
    ("pieces", Stage::Onboarding, |d| d.pieces().next().is_none()),
    ("address", Stage::Onboarding, |d| {
        d.product() && d.creator().is_some_and(|c| c.address.is_empty())
    }),
    ("agreement", Stage::Creation, |d| {
        d.row.agreement.is_empty() && d.row.agreement_signed.is_none()
    }),
    ("live dates", Stage::Creation, |d| {
        d.pieces().any(|p| p.live.is_none() && p.live_due.is_none())
    }),
    ("targets", Stage::Creation, |d| !d.targets()),
    ("rights", Stage::Creation, |d| {
        !d.rights().any(|r| r.kind == RightKind::Usage)
    }),
    ("code", Stage::Creation, |d| {
        pay(d.row).share.is_some()
            && !d
                .rights()
                .any(|r| r.kind == RightKind::Code && r.state == RightState::Active)
    }),
    ("disclosure wording", Stage::Creation, |d| !d.disclosure()),
];

/// What an open deal still lacks at its stage: agreement, address, targets, code.
pub fn missing(ctx: &Ctx<'_>, deal: &Collaboration) -> Vec<&'static str> {
    // From the fifth stage on there is nothing left to agree.
    if !deal.is_open() || deal.stage > Stage::Creation {
        return Vec::new();
    }
    let seen = Deal { ctx, row: deal };
    LACKS
        .iter()
        .filter(|(_, from, lacks)| deal.stage >= *from && lacks(&seen))
        .map(|(what, ..)| *what)
        .collect()
}

/// `fee + 8%`, `product`: what is given, in kinds.
pub fn pay_words(deal: &Collaboration) -> String {
    let (mut parts, pay) = (Vec::new(), pay(deal));
    if pay.fixed.is_some() {
        parts.push("fee".to_string());
    }
    parts.extend(pay.share);
    if !pay.extra.is_empty() {
        parts.push("bonus".into());
    }
    if parts.is_empty() && !deal.product.is_empty() {
        parts.push("product".into());
    }
    parts.join(" + ")
}

/// What the agreement is on: `link`, `pdf`, `mail`, `DM`; what else is said, as it is.
pub fn paper(deal: &Collaboration) -> String {
    let text = deal.agreement.trim();
    let lower = text.to_lowercase();
    let kinds = [
        (".pdf", "pdf"),
        (".doc", "doc"),
        ("mail", "mail"),
        ("dm", "DM"),
        ("http", "link"),
    ];
    let word = |kind: &str| match kind {
        "dm" => lower
            .split(|c: char| !c.is_alphanumeric())
            .any(|w| w == "dm"),
        kind => lower.contains(kind),
    };
    kinds
        .iter()
        .find(|(kind, _)| word(kind))
        .map_or_else(|| text.to_string(), |(_, shown)| (*shown).to_string())
}

/// `organic reposts to 5 Mar 2027`: the usage rights of a deal, the last to end first.
pub fn rights_words(ctx: &Ctx<'_>, deal: &Collaboration) -> String {
    let all = ctx
        .model
        .of::<Right>(deal.creator)
        .filter(|r| r.collaboration == Some(deal.id));
    let mut all: Vec<&Right> = all
        .filter(|r| matches!(r.kind, RightKind::Usage | RightKind::Allowlisting))
        .collect();
    all.sort_by_key(|r| (std::cmp::Reverse(r.end), r.id));
    let told = all.iter().map(|r| {
        let what = if r.scope.is_empty() {
            r.kind.label()
        } else {
            &*r.scope
        };
        let end = r
            .end
            .map_or_else(String::new, |day| format!(" to {}", brief(day, ctx.today)));
        format!("{what}{end}")
    });
    told.collect::<Vec<_>>().join(", ")
}
