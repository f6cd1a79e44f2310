//! When money is due: as agreed, else the net days after the invoice, the last piece or the
//! agreement. The one answer to that question, for the review, the calendar and the Money screen.

use std::str::FromStr;

use crate::domain::ctx::Base;
use crate::domain::day::{Day, add_days, brief};
use crate::domain::ids::Id;
use crate::domain::rows::*;

/// When a line is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// On a day.
    On(Day, Why),
    /// On a day, if what it waits for happens as planned.
    Expected(Day, Why, Wait),
    /// Nothing tells the day.
    Missing(Lack),
}

/// What a due day comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Agreed for the day itself.
    Agreed,
    /// So many days after the invoice of a day.
    Invoice(Day, i64),
    /// So many days after the last piece went live or is to go live; so many pieces have no day.
    Live {
        /// Days after that day.
        days: i64,
        /// Pieces without any day, which do not count.
        undated: usize,
    },
    /// So many days after the agreement, because no piece belongs to it.
    Agreement(i64),
    /// So many days after both signed.
    Signed(i64),
    /// So many days after the work was handed over.
    Delivered(i64),
}

/// What an expected day waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// The piece it waits for longest.
    pub piece: Id<Deliverable>,
    /// How many pieces besides.
    pub more: usize,
}

/// Why there is no due day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// It is of no deal, and has neither a day nor an invoice.
    Day,
    /// No day of an agreement is known.
    Agreement,
    /// The agreement it waits for is not signed.
    Signature,
    /// So many pieces, none of them with a day.
    Pieces(usize),
    /// All pieces were missed.
    Missed,
    /// Nothing was handed over yet and no day is planned.
    Delivery,
}

impl Due {
    /// The day, certain or expected.
    pub fn day(self) -> Option<Day> {
        match self {
            Self::On(day, _) | Self::Expected(day, ..) => Some(day),
            Self::Missing(_) => None,
        }
    }

    /// The day, if it hangs on nothing that has not happened.
    pub fn certain(self) -> Option<Day> {
        match self {
            Self::On(day, _) => Some(day),
            Self::Expected(..) | Self::Missing(_) => None,
        }
    }

    /// What the day comes from, in words: `invoice of 10 Nov + 14 d`, `live + 14 d, 1 piece has
    /// no day`, `reel is not marked live`; empty for a day that was agreed.
    pub fn words(self, base: &Base<'_>) -> String {
        match self {
            Self::On(_, why) => why.words(base.today),
            Self::Expected(_, why, wait) => {
                format!("{}, {}", why.words(base.today), wait.words(base))
            }
            Self::Missing(lack) => lack.words(),
        }
    }
}

impl Wait {
    /// `reel is not marked live`, `reel and 2 more are not marked live`.
    pub fn words(self, base: &Base<'_>) -> String {
        let piece = base.model.get(self.piece).map_or("a piece", |d| d.called());
        match self.more {
            0 => format!("{piece} is not marked live"),
            more => format!("{piece} and {more} more are not marked live"),
        }
    }
}

impl Why {
    /// In words; empty for a day that was agreed.
    pub fn words(self, today: Day) -> String {
        let after = |what: &str, days: i64| match days {
            0 => what.to_owned(),
            days => format!("{what} + {days} d"),
        };
        match self {
            Self::Agreed => String::new(),
            Self::Invoice(day, days) => after(&format!("invoice of {}", brief(day, today)), days),
            Self::Live { days, undated } => match undated {
                0 => after("live", days),
                1 => after("live", days) + ", 1 piece has no day",
                many => after("live", days) + &format!(", {many} pieces have no day"),
            },
            Self::Agreement(days) => after("agreement", days),
            Self::Signed(days) => after("signed", days),
            Self::Delivered(days) => after("delivered", days),
        }
    }
}

impl Lack {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::Day => "no due day and no invoice".into(),
            Self::Agreement => "no day of the agreement".into(),
            Self::Signature => "the agreement is not signed".into(),
            Self::Pieces(1) => "1 piece has no day".into(),
            Self::Pieces(many) => format!("{many} pieces have no day"),
            Self::Missed => "every piece was missed".into(),
            Self::Delivery => "nothing is delivered yet".into(),
        }
    }
}

/// What a payment's day hangs on, as it is stored: `signed`, `live+30d`, `delivered`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    /// The event.
    pub event: Event,
    /// Days after it.
    pub days: i64,
}

/// An event that money can hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Both signed the agreement.
    Signed,
    /// The last piece went live.
    Live,
    /// The work, or where there is none the parcel, was handed over.
    Delivered,
}

impl FromStr for Trigger {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().to_lowercase().replace(' ', "");
        let (word, days) = text.split_once('+').unwrap_or((&text, "0d"));
        let event = match word {
            "signed" => Event::Signed,
            "live" => Event::Live,
            "delivered" => Event::Delivered,
            _ => {
                return Err(format!(
                    "\"{text}\" is nothing a payment can wait for; write signed, live+30d or delivered."
                ));
            }
        };
        let days = days.strip_suffix('d').unwrap_or(days).parse::<u16>();
        let days = days.map_err(|_| {
            format!("How many days is that? Write {word}+30d instead of \"{text}\".")
        })?;
        Ok(Self {
            event,
            days: i64::from(days),
        })
    }
}

/// Days from the invoice, the last piece or the agreement until pay is due: as agreed, else as in
/// the settings.
pub fn net_days(base: &Base<'_>, deal: Option<&Collaboration>) -> i64 {
    let agreed = deal.and_then(|c| c.net_days);
    i64::from(agreed.unwrap_or(base.settings.general.net_days))
}

/// When a payment that is not paid is due.
pub fn of_payment(base: &Base<'_>, payment: &Payment) -> Due {
    if let Some(day) = payment.due {
        return Due::On(day, Why::Agreed);
    }
    let deal = payment.collaboration.and_then(|id| base.model.get(id));
    if let (Some(deal), Ok(trigger)) = (deal, payment.due_when.parse::<Trigger>()) {
        return after_event(base, deal, trigger);
    }
    if let Some(day) = payment.invoiced {
        let days = net_days(base, deal);
        return Due::On(add_days(day, days), Why::Invoice(day, days));
    }
    deal.map_or(Due::Missing(Lack::Day), |deal| of_rest(base, deal))
}

/// When what is open of a deal and is no payment of its own is due.
pub fn of_rest(base: &Base<'_>, deal: &Collaboration) -> Due {
    let days = net_days(base, Some(deal));
    match after_live(base, deal, days) {
        Some(due) => due,
        None => match deal.agreed.or(deal.agreement_signed) {
            Some(day) => Due::On(add_days(day, days), Why::Agreement(days)),
            None => Due::Missing(Lack::Agreement),
        },
    }
}

/// Days after the last piece; none where the deal has no piece at all.
fn after_live(base: &Base<'_>, deal: &Collaboration, days: i64) -> Option<Due> {
    let pieces = Pieces::of(base, deal);
    if pieces.all == 0 {
        return None;
    }
    if pieces.missed == pieces.all {
        return Some(Due::Missing(Lack::Missed));
    }
    let Some(last) = pieces.last else {
        return Some(Due::Missing(Lack::Pieces(pieces.undated)));
    };
    let why = Why::Live {
        days,
        undated: pieces.undated,
    };
    let day = add_days(last, days);
    Some(match pieces.wait {
        None => Due::On(day, why),
        Some(wait) => Due::Expected(day, why, wait),
    })
}

/// The live days of a deal's pieces.
#[derive(Default)]
struct Pieces {
    all: usize,
    missed: usize,
    undated: usize,
    /// The latest of the days they went live or are to go live.
    last: Option<Day>,
    /// Dated and not marked live.
    wait: Option<Wait>,
}

impl Pieces {
    fn of(base: &Base<'_>, deal: &Collaboration) -> Self {
        let mut all = Self::default();
        let mut latest = None;
        for piece in base.model.of::<Deliverable>(deal.creator) {
            if piece.collaboration != deal.id {
                continue;
            }
            all.all += 1;
            if piece.state == PieceState::Missed {
                all.missed += 1;
                continue;
            }
            match piece.live.or(piece.live_due) {
                None => all.undated += 1,
                Some(day) => {
                    all.last = all.last.max(Some(day));
                    if piece.live.is_none() {
                        let more = all.wait.map_or(0, |wait| wait.more + 1);
                        let first = all.wait.map_or(piece.id, |wait| wait.piece);
                        let later = latest.is_none_or(|known| day > known);
                        latest = latest.max(Some(day));
                        let piece = if later { piece.id } else { first };
                        all.wait = Some(Wait { piece, more });
                    }
                }
            }
        }
        all
    }
}

fn after_event(base: &Base<'_>, deal: &Collaboration, trigger: Trigger) -> Due {
    let days = trigger.days;
    match trigger.event {
        Event::Signed => match deal.agreement_signed {
            Some(day) => Due::On(add_days(day, days), Why::Signed(days)),
            None => Due::Missing(Lack::Signature),
        },
        Event::Live => after_live(base, deal, days).unwrap_or(Due::Missing(Lack::Pieces(0))),
        Event::Delivered => handed_over(base, deal, days),
    }
}

/// Days after the last draft came in; for a deal without pieces, after its parcel arrived.
fn handed_over(base: &Base<'_>, deal: &Collaboration, days: i64) -> Due {
    let why = Why::Delivered(days);
    let (mut last, mut wait) = (None::<Day>, None::<Wait>);
    let pieces = base.model.of::<Deliverable>(deal.creator);
    let mine = pieces.filter(|d| d.collaboration == deal.id && d.state != PieceState::Missed);
    let mut any = false;
    for piece in mine {
        any = true;
        let came = piece.draft_in.or(piece.approved).or(piece.live);
        last = last.max(came.or(piece.draft_due).or(piece.live_due));
        if came.is_none() {
            let more = wait.map_or(0, |wait| wait.more + 1);
            let piece = wait.map_or(piece.id, |wait| wait.piece);
            wait = Some(Wait { piece, more });
        }
    }
    if !any {
        let parcels = base.model.of::<Shipment>(deal.creator);
        let mine = parcels.filter(|s| s.collaboration == Some(deal.id));
        last = mine.filter_map(|s| s.delivered).max();
    }
    match (last, wait) {
        (None, _) => Due::Missing(Lack::Delivery),
        (Some(day), None) => Due::On(add_days(day, days), why),
        (Some(day), Some(wait)) => Due::Expected(add_days(day, days), why, wait),
    }
}
