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

impl Campaign {
    /// A campaign of which nothing is known but its name.
    pub fn new(id: Id<Self>, name: &str) -> Self {
        let none = Text::default;
        Self {
            id,
            name: name.into(),
            goal: none(),
            kind: None,
            budget: None,
            start: None,
            end: None,
            targets_agreed: None,
            region: none(),
            note: none(),
            closed: false,
        }
    }
}

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
    /// Commission in steps or by another period, as it was agreed in words the ledger reads;
    /// empty where the plain share says all.
    #[serde(default)]
    pub commission_terms: Text,
    /// Days an order must be old before it earns commission, where it differs from the setting.
    #[serde(default)]
    pub hold_days: Option<u16>,
}
row!(
    Collaboration,
    "collaboration",
    creator = creator,
    campaign? = campaign
);

impl Collaboration {
    /// Whole days since it came into its stage.
    pub fn days_in_stage(&self, today: Day) -> i64 {
        (today - self.stage_since).num_days().max(0)
    }

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
            commission_terms: none(),
            hold_days: None,
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
    /// What it comes round again by, if it does.
    #[serde(default)]
    pub recurrence: Option<Id<Recurrence>>,
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
            recurrence: None,
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

word_enum! {
    /// What a recurrence makes when its day comes.
    Makes {
        FollowUp = "followup", "next step";
        Payment = "payment", "payment";
        Piece = "piece", "piece";
    }
}

/// What comes round again: a rhythm of one's own, a retainer, an always-on piece. Only the next
/// occurrence exists as a row of its own; finishing it makes the one after it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recurrence {
    /// Its id.
    pub id: Id<Recurrence>,
    /// With whom; none for a to-do of one's own.
    pub creator: Option<Id<Creator>>,
    /// In which campaign, for a to-do of a campaign.
    pub campaign: Option<Id<Campaign>>,
    /// In which collaboration.
    pub collaboration: Option<Id<Collaboration>>,
    /// What it makes.
    pub makes: Makes,
    /// How often, in the words of the grammar: `every 6 weeks`.
    pub every: Text,
    /// The day of the first.
    pub start: Day,
    /// No occurrence after this day.
    pub until: Option<Day>,
    /// At most so many occurrences in all.
    pub times: Option<u16>,
    /// The amount of each payment.
    pub amount: Option<Money>,
    /// Pieces each period.
    pub many: u16,
    /// Format of the pieces.
    pub format: Text,
    /// Where they stand.
    pub platform: Option<Platform>,
    /// What to do, for next steps; what for, for payments.
    pub words: Text,
}
row!(
    Recurrence,
    "recurrence",
    creator? = creator,
    campaign? = campaign
);

/// The time a collaboration spent in one stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageSpell {
    /// Its id.
    pub id: Id<StageSpell>,
    /// Whose.
    pub creator: Id<Creator>,
    /// Of which collaboration.
    pub collaboration: Id<Collaboration>,
    /// Which stage.
    pub stage: Stage,
    /// First day in it.
    pub since: Day,
    /// The day it was left; none while it lasts.
    pub until: Option<Day>,
}
row!(StageSpell, "stage_spell", creator = creator);

word_enum! {
    /// What a look at the ad label of a live piece found.
    LabelVerdict {
        Ok = "ok", "label ok";
        Risky = "risky", "label risky";
        Missing = "missing", "label missing";
        Unseen = "unseen", "cannot be checked";
    }
}

/// A look at the ad label of a live piece: caption and verdict stay as proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LabelCheck {
    /// Its id.
    pub id: Id<LabelCheck>,
    /// Whose piece.
    pub creator: Id<Creator>,
    /// Which piece.
    pub deliverable: Id<Deliverable>,
    /// When it was looked at.
    pub day: Day,
    /// By the rules of which market, as its code.
    pub market: Text,
    /// What was found.
    pub verdict: LabelVerdict,
    /// The caption as it stood.
    pub caption: Text,
    /// What is wrong with it, or why it is let go, in words.
    pub why: Text,
    /// Which rule, and when it was read.
    pub proof: Text,
    /// Day the creator was last asked to correct it.
    pub asked: Option<Day>,
}
row!(LabelCheck, "label_check", creator = creator);

impl LabelCheck {
    /// A verdict without words.
    pub fn new(id: Id<LabelCheck>, piece: &Deliverable, day: Day, verdict: LabelVerdict) -> Self {
        let none = Text::default;
        Self {
            id,
            creator: piece.creator,
            deliverable: piece.id,
            day,
            market: none(),
            verdict,
            caption: none(),
            why: none(),
            proof: none(),
            asked: None,
        }
    }
}
