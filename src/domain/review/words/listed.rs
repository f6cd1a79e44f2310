//! What an item is about, in the few cells of a list whose other columns say whom, of which kind
//! and when.

use super::{ItemText, is_close, join, pitched};
use crate::domain::ctx::Ctx;
use crate::domain::day::brief;
use crate::domain::review::item::{Item, Lane};
use crate::domain::review::key::Occurrence;
use crate::domain::review::rule::Rule;
use crate::domain::rows::*;

impl Item {
    /// What it is about, without when: `€450 fee, Autumn`, `rights reel A`.
    pub fn subject(&self, ctx: &Ctx<'_>) -> String {
        let words = ItemText { ctx, item: self };
        match self.key.rule {
            Rule::Approval => words.draft(),
            Rule::DebriefOwed | Rule::SuppliesOwed => words.supply(),
            Rule::PaymentDue => words.fee(),
            Rule::GoneLive if self.key.time == Occurrence::Ready => {
                self.long(ctx).replacen(" live ", " ", 1)
            }
            Rule::GoneLive => format!("{} live, link?", words.called()),
            Rule::DraftComing | Rule::DraftLate => words.draft(),
            Rule::PitchUnanswered | Rule::OfferUnanswered | Rule::GiftWithoutPost => words.ladder(),
            Rule::RightEnding | Rule::TermsEnding if self.lane == Lane::Dated => words.ending(),
            Rule::FollowUpDue => Some(words.head())
                .filter(|what| !what.is_empty())
                .unwrap_or_else(|| "follow up".into()),
            Rule::KeepWarm if words.graduates() => "graduate?".into(),
            Rule::KeepWarm => before(&self.long(ctx), ", "),
            Rule::NumbersToCollect => words.head().replace(" numbers", ", ") + words.called(),
            Rule::CheckIn => "goals, satisfaction".into(),
            Rule::WeekNoteDue => "the note of the week".into(),
            Rule::TargetsMissing => "none agreed yet".into(),
            Rule::NoNextStep => self.long(ctx).replace("no next step; ", ""),
            _ => self.long(ctx),
        }
    }
}

impl ItemText<'_> {
    /// `pitch 17 Nov, 1st nudge`.
    fn ladder(&self) -> String {
        let (Occurrence::Step(step), false) = (self.item.key.time, is_close(self.ctx, self.item))
        else {
            return self.head();
        };
        let (what, since) = match self.item.key.rule {
            Rule::PitchUnanswered => ("pitch", pitched(self.ctx, self.item)),
            Rule::OfferUnanswered => ("offer", self.deal().and_then(|c| c.terms_sent)),
            _ => (
                "gift",
                self.item
                    .key
                    .row::<Shipment>(self.ctx.model)
                    .and_then(|s| s.delivered),
            ),
        };
        let since = since.map_or_else(String::new, |day| brief(day, self.ctx.today));
        let nth = ["1st", "2nd", "3rd", "4th"]
            .get(usize::from(step).saturating_sub(1))
            .unwrap_or(&"next");
        format!("{}, {nth} nudge", join(&[what, &since]))
    }

    /// What a debrief, a brief or a parcel is for.
    fn supply(&self) -> String {
        let parcel = self
            .item
            .key
            .row::<Shipment>(self.ctx.model)
            .map(|s| &*s.product);
        let product = || self.deal().map(|c| &*c.product);
        let of = match (self.item.key.rule, self.item.key.time) {
            (Rule::DebriefOwed, _) | (_, Occurrence::Brief) => self.campaign_of(self.deal()),
            _ => parcel.or_else(product).unwrap_or_default(),
        };
        let none = if self.item.key.rule == Rule::DebriefOwed {
            "share the results"
        } else {
            "to send"
        };
        if of.is_empty() {
            none.into()
        } else {
            of.into()
        }
    }

    /// `€450 fee, Autumn`.
    fn fee(&self) -> String {
        let payment = self.item.key.row::<Payment>(self.ctx.model);
        let deal = payment
            .and_then(|p| self.ctx.model.get(p.collaboration?))
            .or_else(|| self.deal());
        let kind = payment.map_or(PaymentKind::Fee, |p| p.kind).label();
        let amount = self
            .item
            .money
            .map_or_else(String::new, |money| money.to_string());
        [join(&[&amount, kind]), self.campaign_of(deal).to_string()]
            .join(", ")
            .trim_end_matches(", ")
            .to_string()
    }
}

fn before(text: &str, at: &str) -> String {
    text.split(at).next().unwrap_or(text).to_string()
}
