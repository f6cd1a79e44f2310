//! The rules as a table: what each is called, why it matters, where its items stand, and the
//! function that computes them from a subject's facts. Review, command line, help and settings all
//! read these rows.

use super::facts::Facts;
use super::item::{Item, Lane};
use super::rules::{dated, owe, wait, warm};
use crate::domain::templates::{Kind, Settles};
use crate::word_enum;

word_enum! {
    /// The rules. The word is also the name of their settings and the beginning of their items'
    /// keys.
    Rule {
        ReplyOwed = "R1", "reply owed";
        Approval = "R2", "approval";
        PaymentDue = "R3", "payment";
        DebriefOwed = "R4", "debrief";
        SuppliesOwed = "R5", "brief or product owed";
        GoneLive = "R6", "gone live?";
        DraftComing = "R7", "draft coming";
        DraftLate = "R8", "draft late";
        RightEnding = "R9", "rights ending";
        TermsEnding = "R10", "contract, code, exclusivity ending";
        PitchUnanswered = "R11", "pitch unanswered";
        OfferUnanswered = "R12", "offer unanswered";
        GiftWithoutPost = "R13", "gift, no post";
        FollowUpDue = "R14", "follow-up";
        KeepWarm = "R15", "keep warm";
        NoNextStep = "R16", "no next step";
        NumbersToCollect = "R17", "numbers to collect";
        CheckIn = "R18", "check-in";
        WeekNoteDue = "R19", "campaign week note";
        TargetsMissing = "R20", "targets missing";
    }
}

/// One rule.
pub struct RuleRow {
    /// Which.
    pub rule: Rule,
    /// The lane its items stand in, unless the facts say otherwise.
    pub lane: Lane,
    /// The word its items carry in lists.
    pub kind: &'static str,
    /// Why it matters, for `?` on an item.
    pub why: &'static str,
    /// Adds the items that the facts call for, those that are still coming included.
    pub items: fn(&Facts<'_>, &mut Vec<Item>),
    /// Kinds of templates for its messages, a ladder's in the order of its steps, and what each
    /// does to the item.
    pub messages: &'static [(Kind, Settles)],
}

impl RuleRow {
    const fn says(mut self, messages: &'static [(Kind, Settles)]) -> Self {
        self.messages = messages;
        self
    }
}

impl Rule {
    /// Its row.
    pub fn row(self) -> &'static RuleRow {
        // The table is in the order of the enum; a test holds that.
        RULES.get(self as usize).unwrap_or(&FIRST)
    }

    /// The word its items carry in lists.
    pub fn kind(self) -> &'static str {
        self.row().kind
    }
}

const fn row(
    rule: Rule,
    lane: Lane,
    kind: &'static str,
    why: &'static str,
    items: fn(&Facts<'_>, &mut Vec<Item>),
) -> RuleRow {
    RuleRow {
        rule,
        lane,
        kind,
        why,
        items,
        messages: &[],
    }
}

const FIRST: RuleRow = row(
    Rule::ReplyOwed,
    Lane::Owe,
    "reply",
    "They wrote and wait for you. A quick answer is the cheapest way to stay a brand people like to work with.",
    owe::reply,
);

/// All rules. "No next step" is asked last by its function, because it needs to know that no other
/// rule spoke.
pub const RULES: &[RuleRow] = &[
    FIRST,
    row(
        Rule::Approval,
        Lane::Owe,
        "approve",
        "A draft lies with you; every day it lies, their plan for the live date gets tighter.",
        owe::approval,
    )
    .says(&[(Kind::DraftFeedback, Settles::Alternative)]),
    row(
        Rule::PaymentDue,
        Lane::Owe,
        "pay",
        "Late money is what creators tell each other about.",
        owe::payment,
    )
    .says(&[(Kind::Payment, Settles::Nothing)]),
    row(
        Rule::DebriefOwed,
        Lane::Owe,
        "debrief",
        "Sharing how it went makes the next piece better and shows that their work was looked at.",
        owe::debrief,
    )
    .says(&[(Kind::Thanks, Settles::Expected)]),
    row(
        Rule::SuppliesOwed,
        Lane::Owe,
        "brief",
        "You agreed; they cannot begin without the brief or the product.",
        owe::supplies,
    )
    .says(&[(Kind::Brief, Settles::Expected)]),
    row(
        Rule::GoneLive,
        Lane::Dated,
        "live",
        "On the day, the link, the disclosure and the code are checked while they can still be mended.",
        dated::live,
    ),
    row(
        Rule::DraftComing,
        Lane::Dated,
        "draft",
        "A friendly question before the day saves an argument after it.",
        dated::draft_coming,
    )
    .says(&[(Kind::DraftNudge, Settles::Expected)]),
    row(
        Rule::DraftLate,
        Lane::Wait,
        "nudge",
        "The draft was due; the sooner you ask, the more can be moved.",
        wait::draft_late,
    )
    .says(&[(Kind::DraftNudge, Settles::Expected)]),
    row(
        Rule::RightEnding,
        Lane::Dated,
        "rights",
        "Using content after its rights ended costs more than renewing them in time.",
        dated::rights,
    )
    .says(&[(Kind::Renewal, Settles::Expected)]),
    row(
        Rule::TermsEnding,
        Lane::Dated,
        "rights",
        "A contract, a code or an exclusivity that runs out unnoticed ends the conversation too.",
        dated::terms,
    )
    .says(&[(Kind::Renewal, Settles::Expected)]),
    row(
        Rule::PitchUnanswered,
        Lane::Wait,
        "nudge",
        "Most yeses come after the second or third message; after the last one, close kindly.",
        wait::pitch,
    )
    .says(&[
        (Kind::FollowUp1, Settles::Expected),
        (Kind::FollowUp2, Settles::Expected),
        (Kind::FollowUp3, Settles::Expected),
        (Kind::BreakUp, Settles::Expected),
    ]),
    row(
        Rule::OfferUnanswered,
        Lane::Wait,
        "nudge",
        "An offer without an answer blocks your plan and theirs.",
        wait::offer,
    )
    .says(&[
        (Kind::OfferNudge, Settles::Expected),
        (Kind::BreakUp, Settles::Expected),
    ]),
    row(
        Rule::GiftWithoutPost,
        Lane::Wait,
        "nudge",
        "A gift obliges nobody; ask twice, then let it be a gift.",
        wait::gift,
    )
    .says(&[(Kind::GiftNudge, Settles::Expected)]),
    row(
        Rule::FollowUpDue,
        Lane::Wait,
        "follow",
        "You set this date yourself.",
        wait::follow_up,
    ),
    row(
        Rule::KeepWarm,
        Lane::Warm,
        "warm",
        "Partners drift away quietly; a personal word now and then keeps the door open.",
        warm::keep_warm,
    )
    .says(&[(Kind::KeepWarm, Settles::Expected)]),
    row(
        Rule::NoNextStep,
        Lane::Warm,
        "sort",
        "An open relationship without a next step is the one that gets forgotten.",
        warm::no_next_step,
    ),
    row(
        Rule::NumbersToCollect,
        Lane::Dated,
        "metrics",
        "Numbers are only comparable when they are taken at the same age of a post.",
        dated::numbers,
    ),
    row(
        Rule::CheckIn,
        Lane::Warm,
        "check-in",
        "Goals drift on both sides; once a quarter, ask what they want and how it goes.",
        warm::check_in,
    )
    .says(&[(Kind::CheckIn, Settles::Nothing)]),
    row(
        Rule::WeekNoteDue,
        Lane::Warm,
        "note",
        "Two lines a week are what the final report is made of.",
        warm::week_note,
    ),
    row(
        Rule::TargetsMissing,
        Lane::Owe,
        "targets",
        "A target agreed after the post went live proves nothing.",
        owe::targets,
    ),
];
