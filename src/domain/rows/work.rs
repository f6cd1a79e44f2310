//! Work: campaigns, collaborations and all that is agreed, made, paid, shipped and measured in
//! them.

use serde::{Deserialize, Serialize};

use super::{Creator, Relationship, Text, row};
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::rows::Platform;
use crate::word_enum;

word_enum! {
    /// The six lifecycle stages of a collaboration.
    Stage {
        Discovery = "discovery", "Discovery & qualification";
        Pitch = "pitch", "First contact & pitching";
        Onboarding = "onboarding", "Negotiation & onboarding";
        Creation = "creation", "Collaboration & content delivery";
        Measurement = "measurement", "Measurement & feedback";
        Retention = "retention", "Retention, reactivation or graduation";
    }
}

impl Stage {
    /// 1 to 6.
    pub const fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The stage of a number 1 to 6.
    pub fn from_number(n: u8) -> Option<Self> {
        Self::ALL.get(usize::from(n).checked_sub(1)?).copied()
    }

    /// One word for narrow places.
    pub const fn short(self) -> &'static str {
        match self {
            Self::Discovery => "Discover",
            Self::Pitch => "Pitch",
            Self::Onboarding => "Onboard",
            Self::Creation => "Create",
            Self::Measurement => "Measure",
            Self::Retention => "Keep",
        }
    }

    /// The stage after this one.
    pub fn next(self) -> Option<Self> {
        Self::from_number(self.number() + 1)
    }

    /// The stage before this one.
    pub fn previous(self) -> Option<Self> {
        Self::from_number(self.number() - 1)
    }
}

word_enum! {
    /// How a collaboration ended.
    Outcome {
        Completed = "completed", "completed";
        Declined = "declined", "declined";
        NoReply = "no-reply", "no reply";
        NotAFit = "not-a-fit", "not a fit";
        Graduated = "graduated", "graduated";
    }
}

word_enum! {
    /// What kind of campaign.
    CampaignKind {
        Launch = "launch", "product launch";
        AlwaysOn = "always-on", "always on";
        Localised = "localised", "localised";
        B2b = "b2b", "B2B";
        CoCreated = "co-created", "co-created product";
    }
}

/// A goal, a few targets agreed before the first post, and the creators in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// Its id.
    pub id: Id<Campaign>,
    /// Name.
    pub name: Text,
    /// Business outcome it is for.
    pub goal: Text,
    /// Type.
    pub kind: Option<CampaignKind>,
    /// Planned money.
    pub budget: Option<Money>,
    /// First day.
    pub start: Option<Day>,
    /// Last day.
    pub end: Option<Day>,
    /// Day the targets were agreed.
    pub targets_agreed: Option<Day>,
    /// Region, when it is made for one.
    pub region: Text,
    /// Free words.
    pub note: Text,
    /// Closed by hand.
    pub closed: bool,
}
row!(Campaign, "campaign", campaign = id);

/// One wave of a campaign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wave {
    /// Its id.
    pub id: Id<Wave>,
    /// Of which campaign.
    pub campaign: Id<Campaign>,
    /// Name.
    pub name: Text,
    /// First day.
    pub start: Option<Day>,
    /// Last day.
    pub end: Option<Day>,
}
row!(Wave, "wave", campaign = campaign);

word_enum! {
    /// Which follow-up ladder an unanswered pitch climbs.
    Ladder {
        Standard = "standard", "3, 7, 14 working days, close at 21";
        Press = "press", "5, 10 working days, close at 20";
        Warm = "warm", "4, 9 working days, close at 18";
    }
}

/// One creator in one campaign, or in none yet. The unit on the board: most state lives here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Collaboration {
    /// Its id.
    pub id: Id<Collaboration>,
    /// Who.
    pub creator: Id<Creator>,
    /// In what.
    pub campaign: Option<Id<Campaign>>,
    /// Where it stands.
    pub stage: Stage,
    /// Since when.
    pub stage_since: Day,
    /// Day it was opened.
    pub opened: Day,
    /// How it ended; `None` while it is open.
    pub outcome: Option<Outcome>,
    /// Day it ended.
    pub closed: Option<Day>,
    /// Relationship type of this deal.
    pub relationship: Option<Relationship>,
    /// Ladder of its pitch.
    pub ladder: Ladder,
    /// Agreed fee.
    pub fee: Option<Money>,
    /// Product in kind.
    pub product: Text,
    /// Commission in hundredths of a percent.
    pub commission: Option<i32>,
    /// Bonus, in words.
    pub bonus: Text,
    /// Perks, in words.
    pub perks: Text,
    /// Days after live (or invoice) until pay is due.
    pub net_days: Option<u16>,
    /// Day the terms were offered.
    pub terms_sent: Option<Day>,
    /// Day both agreed.
    pub agreed: Option<Day>,
    /// Link to or place of the agreement.
    pub agreement: Text,
    /// Day the agreement was sent.
    pub agreement_sent: Option<Day>,
    /// Day it was signed.
    pub agreement_signed: Option<Day>,
    /// Day the brief was sent.
    pub brief_sent: Option<Day>,
    /// Working days we have for approving a draft, when agreed.
    pub approval_days: Option<u16>,
    /// Day the targets were agreed.
    pub targets_agreed: Option<Day>,
    /// Day the debrief was sent.
    pub debrief_sent: Option<Day>,
    /// Exclusivity, in words.
    pub exclusivity: Text,
    /// Free words.
    pub note: Text,
}
row!(
    Collaboration,
    "collaboration",
    creator = creator,
    campaign? = campaign
);

impl Collaboration {
    /// A new one, with nothing agreed yet.
    pub fn new(id: Id<Collaboration>, creator: Id<Creator>, stage: Stage, day: Day) -> Self {
        let none = Text::default;
        Self {
            id,
            creator,
            campaign: None,
            stage,
            stage_since: day,
            opened: day,
            outcome: None,
            closed: None,
            relationship: None,
            ladder: Ladder::Standard,
            fee: None,
            product: none(),
            commission: None,
            bonus: none(),
            perks: none(),
            net_days: None,
            terms_sent: None,
            agreed: None,
            agreement: none(),
            agreement_sent: None,
            agreement_signed: None,
            brief_sent: None,
            approval_days: None,
            targets_agreed: None,
            debrief_sent: None,
            exclusivity: none(),
            note: none(),
        }
    }

    /// Not ended yet.
    pub fn is_open(&self) -> bool {
        self.outcome.is_none()
    }
}

/// A number agreed before the first post: of a campaign, or of one collaboration in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Its id.
    pub id: Id<Target>,
    /// Whose, when it is one creator's.
    pub creator: Option<Id<Creator>>,
    /// Of which campaign.
    pub campaign: Option<Id<Campaign>>,
    /// Of which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// Key of the metric.
    pub metric: Text,
    /// Thousandths of the metric's unit.
    pub value: i64,
    /// Its currency, for money.
    pub currency: Text,
}
row!(Target, "target", creator? = creator, campaign? = campaign);

word_enum! {
    /// Where a piece of content stands.
    PieceState {
        Planned = "planned", "planned";
        DraftIn = "draft-in", "draft in";
        ChangesAsked = "changes-asked", "changes asked";
        Approved = "approved", "approved";
        Live = "live", "live";
        Verified = "verified", "verified";
        Missed = "missed", "missed";
    }
}

word_enum! {
    /// The result of looking at a live piece.
    #[derive(Default)]
    Seen {
        #[default]
        Unknown = "unknown", "not checked";
        Yes = "yes", "ok";
        No = "no", "missing";
    }
}

/// One piece of content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deliverable {
    /// Its id.
    pub id: Id<Deliverable>,
    /// Who makes it.
    pub creator: Id<Creator>,
    /// In which collaboration.
    pub collaboration: Id<Collaboration>,
    /// In which wave.
    pub wave: Option<Id<Wave>>,
    /// Title.
    pub title: Text,
    /// Format: reel, story, video.
    pub format: Text,
    /// Where it will stand.
    pub platform: Option<Platform>,
    /// State.
    pub state: PieceState,
    /// Day the draft is due.
    pub draft_due: Option<Day>,
    /// Day it goes live, as agreed.
    pub live_due: Option<Day>,
    /// Day the newest draft came in.
    pub draft_in: Option<Day>,
    /// Rounds of changes asked so far.
    pub rounds: u16,
    /// Day it was approved.
    pub approved: Option<Day>,
    /// Day the creator said it is ready to go live.
    pub ready: Option<Day>,
    /// Day it went live.
    pub live: Option<Day>,
    /// Link to the draft.
    pub draft_link: Text,
    /// Link to the post.
    pub link: Text,
    /// Was the disclosure seen?
    pub disclosure: Seen,
    /// Does the code work?
    pub code_seen: Seen,
    /// Why it was missed.
    pub missed_why: Text,
    /// Where it was used again, a line each.
    pub reuse: Text,
    /// Does the link lead to it?
    #[serde(default)]
    pub link_seen: Seen,
}
row!(Deliverable, "deliverable", creator = creator);

impl Deliverable {
    /// A planned piece.
    pub fn new(
        id: Id<Deliverable>,
        creator: Id<Creator>,
        collaboration: Id<Collaboration>,
    ) -> Self {
        let none = Text::default;
        Self {
            id,
            creator,
            collaboration,
            wave: None,
            title: none(),
            format: none(),
            platform: None,
            state: PieceState::Planned,
            draft_due: None,
            live_due: None,
            draft_in: None,
            rounds: 0,
            approved: None,
            ready: None,
            live: None,
            draft_link: none(),
            link: none(),
            disclosure: Seen::Unknown,
            code_seen: Seen::Unknown,
            missed_why: none(),
            reuse: none(),
            link_seen: Seen::Unknown,
        }
    }

    /// What to call it: its title, else its format, else "piece".
    pub fn called(&self) -> &str {
        [&*self.title, &*self.format]
            .into_iter()
            .find(|t| !t.is_empty())
            .unwrap_or("piece")
    }
}

word_enum! {
    /// What we said to a draft.
    Verdict {
        Waiting = "waiting", "to be looked at";
        Changes = "changes", "changes asked";
        Approved = "approved", "approved";
        Rejected = "rejected", "rejected";
    }
}

/// One draft of a piece, and what we said to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Its id.
    pub id: Id<Version>,
    /// Who made it.
    pub creator: Id<Creator>,
    /// Of which piece.
    pub deliverable: Id<Deliverable>,
    /// The round, from 1.
    pub number: u16,
    /// Day it was due.
    pub due: Option<Day>,
    /// Day it came.
    pub came: Day,
    /// Link to it.
    pub link: Text,
    /// What we said.
    pub verdict: Verdict,
    /// When.
    pub answered: Option<Day>,
    /// What was to be changed, in words.
    pub words: Text,
}
row!(Version, "version", creator = creator);

/// The numbers of a live piece at a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PostResult {
    /// Its id.
    pub id: Id<PostResult>,
    /// Whose piece.
    pub creator: Id<Creator>,
    /// Which piece.
    pub deliverable: Id<Deliverable>,
    /// When.
    pub day: Day,
    /// Views.
    pub views: Option<i64>,
    /// Reach.
    pub reach: Option<i64>,
    /// Impressions.
    pub impressions: Option<i64>,
    /// Likes.
    pub likes: Option<i64>,
    /// Comments.
    pub comments: Option<i64>,
    /// Shares.
    pub shares: Option<i64>,
    /// Saves.
    pub saves: Option<i64>,
    /// Clicks.
    pub clicks: Option<i64>,
    /// Orders.
    pub orders: Option<i64>,
    /// New customers among them.
    pub new_customers: Option<i64>,
    /// Sales.
    pub sales: Option<Money>,
    /// Mood of the comments, -2 to 2.
    pub mood: Option<i32>,
    /// Comments about the product.
    pub on_topic: Option<i64>,
}
row!(PostResult, "result", creator = creator);

word_enum! {
    /// What tells whose an order is.
    Attribution {
        Code = "code", "promo code";
        Link = "link", "tracked link";
        Hand = "hand", "by hand";
    }
}

/// An order brought by a creator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sale {
    /// Its id.
    pub id: Id<Sale>,
    /// Whose.
    pub creator: Option<Id<Creator>>,
    /// In which campaign.
    pub campaign: Option<Id<Campaign>>,
    /// In which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// When.
    pub day: Day,
    /// The shop's number of the order.
    pub order_ref: Text,
    /// The code used.
    pub code: Text,
    /// What it brought.
    pub amount: Money,
    /// Minor units given back.
    pub refunded: i64,
    /// Orders in this row (a summary may stand for many).
    pub orders: i64,
    /// First order of this buyer; unknown without full history.
    pub new_customer: Option<bool>,
    /// A hash of the buyer, to count repurchases.
    pub buyer: Text,
    /// Attributed by.
    pub by: Attribution,
}
row!(Sale, "sale", creator? = creator, campaign? = campaign);

word_enum! {
    /// What a payment is for.
    PaymentKind {
        Fee = "fee", "fee";
        Bonus = "bonus", "bonus";
        Commission = "commission", "commission";
        Reimbursement = "reimbursement", "reimbursement";
    }
}

word_enum! {
    /// Where a payment stands.
    PaymentState {
        Agreed = "agreed", "agreed";
        Invoiced = "invoiced", "invoiced";
        Due = "due", "due";
        Paid = "paid", "paid";
        Disputed = "disputed", "disputed";
    }
}

/// Money owed or paid to a creator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payment {
    /// Its id.
    pub id: Id<Payment>,
    /// To whom.
    pub creator: Id<Creator>,
    /// For which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// How much.
    pub amount: Money,
    /// What for.
    pub kind: PaymentKind,
    /// State.
    pub state: PaymentState,
    /// When it is due, as agreed.
    pub due: Option<Day>,
    /// Day of the invoice.
    pub invoiced: Option<Day>,
    /// Day it was paid.
    pub paid: Option<Day>,
    /// How.
    pub method: Text,
    /// Reference or invoice number.
    pub reference: Text,
    /// Free words, such as why it is disputed.
    pub note: Text,
}
row!(Payment, "payment", creator = creator);

word_enum! {
    /// What kind of right or term ends.
    RightKind {
        Usage = "usage", "usage rights";
        Allowlisting = "allowlisting", "allowlisting";
        Spark = "spark", "Spark code";
        Exclusivity = "exclusivity", "exclusivity";
        Contract = "contract", "contract";
        Code = "code", "promo code";
    }
}

word_enum! {
    /// What became of it.
    RightState {
        Active = "active", "active";
        LetLapse = "let-lapse", "will lapse";
        Ended = "ended", "ended";
    }
}

/// Something with an end date that was agreed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Right {
    /// Its id.
    pub id: Id<Right>,
    /// Whose content or word.
    pub creator: Id<Creator>,
    /// From which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// Of which piece.
    pub deliverable: Option<Id<Deliverable>>,
    /// What.
    pub kind: RightKind,
    /// Scope in words: "organic reposts", "reel A".
    pub scope: Text,
    /// Channels.
    pub channels: Text,
    /// Territory.
    pub territory: Text,
    /// The code, for promo and Spark codes.
    pub code: Text,
    /// From.
    pub start: Option<Day>,
    /// Until.
    pub end: Option<Day>,
    /// State.
    pub state: RightState,
}
row!(Right, "right", creator = creator);

word_enum! {
    /// Where a parcel is.
    ParcelState {
        ToSend = "to-send", "to send";
        Sent = "sent", "sent";
        Delivered = "delivered", "delivered";
        Lost = "lost", "lost";
    }
}

/// A gift or sample.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shipment {
    /// Its id.
    pub id: Id<Shipment>,
    /// To whom.
    pub creator: Id<Creator>,
    /// For which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// What.
    pub product: Text,
    /// Worth.
    pub value: Option<Money>,
    /// What it cost us, shipping included.
    pub cost: Option<Money>,
    /// Tracking number or link.
    pub tracking: Text,
    /// State.
    pub state: ParcelState,
    /// Day it left.
    pub sent: Option<Day>,
    /// Day it arrived.
    pub delivered: Option<Day>,
    /// A post was agreed for it; then deliverables say when, and nothing is nudged by the gift.
    pub post_agreed: bool,
    /// Day a post about it was seen.
    pub posted: Option<Day>,
}
row!(Shipment, "shipment", creator = creator);

/// The note of one week of a campaign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeekNote {
    /// Its id.
    pub id: Id<WeekNote>,
    /// Of which campaign.
    pub campaign: Id<Campaign>,
    /// Monday of that week.
    pub week: Day,
    /// What worked and what did not.
    pub words: Text,
}
row!(WeekNote, "week_note", campaign = campaign);
