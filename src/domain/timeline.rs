//! What happened with one creator, of every kind and in one line each: contacts, deals, pieces,
//! parcels, money, check-ins. The words of a contact are fetched by whoever shows it.

use super::ctx::Ctx;
use super::day::{Day, Stamp, brief};
use super::ids::Id;
use super::ledger::terms;
use super::rows::*;
use crate::word_enum;

word_enum! {
    /// What kind of entry it is.
    Kind {
        Wrote = "wrote", "from us";
        They = "they", "from them";
        Note = "note", "note";
        Deal = "deal", "deal";
        Gift = "gift", "gift";
        Money = "money", "money";
        CheckIn = "check-in", "check-in";
    }
}

impl Kind {
    /// The mark in front of it.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Wrote => "→",
            Self::They => "←",
            Self::Note => "*",
            Self::Deal => "#",
            Self::Gift => "+",
            Self::Money => "$",
            Self::CheckIn => "k",
        }
    }
}

word_enum! {
    /// What of it is shown.
    #[derive(Default)]
    TimelineFilter {
        #[default]
        All = "all", "everything";
        Messages = "messages", "messages";
        Notes = "notes", "notes and check-ins";
        Deals = "deals", "deals and pieces";
        Gifts = "gifts", "gifts";
        Money = "money", "money";
    }
}

impl TimelineFilter {
    /// Whether it shows a kind.
    pub const fn shows(self, kind: Kind) -> bool {
        match self {
            Self::All => true,
            Self::Messages => matches!(kind, Kind::Wrote | Kind::They),
            Self::Notes => matches!(kind, Kind::Note | Kind::CheckIn),
            Self::Deals => matches!(kind, Kind::Deal),
            Self::Gifts => matches!(kind, Kind::Gift),
            Self::Money => matches!(kind, Kind::Money),
        }
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The user's day of it.
    pub day: Day,
    /// When, as far as it is known.
    pub at: Stamp,
    /// What kind.
    pub kind: Kind,
    /// In a word: `message`, `reply`, `paid`.
    pub head: &'static str,
    /// What is known of it without its words.
    pub text: String,
    /// The contact, whose words say more.
    pub touch: Option<Id<Touch>>,
}

/// Everything that happened with a creator, the oldest first.
pub fn entries(ctx: &Ctx<'_>, creator: Id<Creator>) -> Vec<Entry> {
    let mut all = Vec::new();
    let on = |day: Day| (day, ctx.clock.noon(day));
    contacts(ctx, creator, &mut all);
    let mut add = |(day, at): (Day, Stamp), kind, head, text| {
        all.push(Entry {
            day,
            at,
            kind,
            head,
            text,
            touch: None,
        });
    };
    for deal in ctx.model.of::<Collaboration>(creator) {
        let campaign = deal
            .campaign
            .and_then(|id| ctx.model.get(id))
            .map_or("", |c| &*c.name);
        add(
            on(deal.opened),
            Kind::Deal,
            "opened",
            if campaign.is_empty() {
                "no campaign".into()
            } else {
                campaign.into()
            },
        );
        if let Some(day) = deal.agreed {
            add(on(day), Kind::Deal, "agreed", terms(deal));
        }
        if let Some(day) = deal.closed {
            add(
                on(day),
                Kind::Deal,
                "closed",
                deal.outcome.map_or("", Outcome::label).to_lowercase(),
            );
        }
    }
    for piece in ctx.model.of::<Deliverable>(creator) {
        for (day, head) in [
            (piece.draft_in, "draft"),
            (piece.approved, "approved"),
            (piece.live, "live"),
        ] {
            if let Some(day) = day {
                add(on(day), Kind::Deal, head, piece.called().to_owned());
            }
        }
    }
    for parcel in ctx.model.of::<Shipment>(creator) {
        if let Some(day) = parcel.sent.or(parcel.delivered) {
            let came = parcel.delivered.map_or_else(String::new, |d| {
                format!(" (delivered {})", brief(d, ctx.today))
            });
            let track = if parcel.tracking.is_empty() {
                String::new()
            } else {
                format!(", tracking {}", parcel.tracking)
            };
            add(
                on(day),
                Kind::Gift,
                "gift",
                format!("{}{track}{came}", parcel.product),
            );
        }
    }
    for payment in ctx.model.of::<Payment>(creator) {
        if let Some(day) = payment.invoiced {
            add(on(day), Kind::Money, "invoice", terms::payment(payment));
        }
        if let Some(day) = payment.paid {
            add(on(day), Kind::Money, "paid", terms::payment(payment));
        }
    }
    check_in(ctx, creator, &mut all);
    all.sort_by_key(|entry| (entry.day, entry.at, entry.touch));
    all
}

fn contacts(ctx: &Ctx<'_>, creator: Id<Creator>, all: &mut Vec<Entry>) {
    let parcels: Vec<Day> = ctx
        .model
        .of::<Shipment>(creator)
        .filter_map(|s| s.sent)
        .collect();
    for touch in ctx.model.of::<Touch>(creator) {
        let day = ctx.clock.day_of(touch.at);
        let (kind, head) = match (touch.direction, touch.channel) {
            // The parcel says more than the note that it left.
            (Direction::Out, Channel::Gift) if parcels.contains(&day) => continue,
            (Direction::Note, _) => (Kind::Note, "note"),
            (Direction::In, Channel::Mail | Channel::Dm) => (Kind::They, "reply"),
            (Direction::In, channel) => (Kind::They, channel.word()),
            (Direction::Out, Channel::Mail | Channel::Dm) => (Kind::Wrote, "message"),
            (Direction::Out, Channel::Gift) => (Kind::Gift, "gift"),
            (Direction::Out, channel) => (Kind::Wrote, channel.word()),
        };
        let template = touch
            .template
            .and_then(|id| ctx.model.get(id))
            .map_or("", |t| &*t.name);
        all.push(Entry {
            day,
            at: touch.at,
            kind,
            head,
            text: template.to_owned(),
            touch: Some(touch.id),
        });
    }
}

/// The last check-in, unless it was written down as a contact of that day.
fn check_in(ctx: &Ctx<'_>, creator: Id<Creator>, all: &mut Vec<Entry>) {
    let Some(row) = ctx.model.get(creator) else {
        return;
    };
    let Some(day) = row
        .checkin
        .filter(|day| !all.iter().any(|e| e.day == *day && e.touch.is_some()))
    else {
        return;
    };
    let text = format!("they {}, we {} of 5", row.checkin_they, row.checkin_we);
    all.push(Entry {
        day,
        at: ctx.clock.noon(day),
        kind: Kind::CheckIn,
        head: "check-in",
        text,
        touch: None,
    });
}

fn terms(deal: &Collaboration) -> String {
    let mut parts: Vec<String> = Vec::new();
    let pay = terms::pay(deal);
    parts.extend(pay.fixed.map(|fee| fee.to_string()));
    parts.extend(pay.share);
    parts.extend(Some(deal.product.to_string()).filter(|p| !p.is_empty()));
    if deal.targets_agreed.is_some() {
        parts.push("goals agreed".into());
    }
    parts.extend(
        Some(&deal.agreement)
            .filter(|a| !a.is_empty())
            .map(|a| format!("agreement: {a}")),
    );
    parts.join(", ")
}
