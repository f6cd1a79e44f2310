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
        R1 = "R1", "reply owed";
        R2 = "R2", "approval";
        R3 = "R3", "payment";
        R4 = "R4", "debrief";
        R5 = "R5", "brief or product owed";
        R6 = "R6", "gone live?";
        R7 = "R7", "draft coming";
        R8 = "R8", "draft late";
        R9 = "R9", "rights ending";
        R10 = "R10", "contract, code, exclusivity ending";
        R11 = "R11", "pitch unanswered";
        R12 = "R12", "offer unanswered";
        R13 = "R13", "gift, no post";
        R14 = "R14", "follow-up";
        R15 = "R15", "keep warm";
        R16 = "R16", "no next step";
        R17 = "R17", "numbers to collect";
        R18 = "R18", "check-in";
        R19 = "R19", "campaign week note";
        R20 = "R20", "targets missing";
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
    Rule::R1,
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
        Rule::R2,
        Lane::Owe,
        "approve",
        "A draft lies with you; every day it lies, their plan for the live date gets tighter.",
        owe::approval,
    )
    .says(&[(Kind::DraftFeedback, Settles::Alternative)]),
    row(
        Rule::R3,
        Lane::Owe,
        "pay",
        "Late money is what creators tell each other about.",
        owe::payment,
    )
    .says(&[(Kind::Payment, Settles::Nothing)]),
    row(
        Rule::R4,
        Lane::Owe,
        "debrief",
        "Sharing how it went makes the next piece better and shows that their work was looked at.",
        owe::debrief,
    )
    .says(&[(Kind::Thanks, Settles::Expected)]),
    row(
        Rule::R5,
        Lane::Owe,
        "brief",
        "You agreed; they cannot begin without the brief or the product.",
        owe::supplies,
    )
    .says(&[(Kind::Brief, Settles::Expected)]),
    row(
        Rule::R6,
        Lane::Dated,
        "live",
        "On the day, the link, the disclosure and the code are checked while they can still be mended.",
        dated::live,
    ),
    row(
        Rule::R7,
        Lane::Dated,
        "draft",
        "A friendly question before the day saves an argument after it.",
        dated::draft_coming,
    )
    .says(&[(Kind::DraftNudge, Settles::Expected)]),
    row(
        Rule::R8,
        Lane::Wait,
        "nudge",
        "The draft was due; the sooner you ask, the more can be moved.",
        wait::draft_late,
    )
    .says(&[(Kind::DraftNudge, Settles::Expected)]),
    row(
        Rule::R9,
        Lane::Dated,
        "rights",
        "Using content after its rights ended costs more than renewing them in time.",
        dated::rights,
    )
    .says(&[(Kind::Renewal, Settles::Expected)]),
    row(
        Rule::R10,
        Lane::Dated,
        "rights",
        "A contract, a code or an exclusivity that runs out unnoticed ends the conversation too.",
        dated::terms,
    )
    .says(&[(Kind::Renewal, Settles::Expected)]),
    row(
        Rule::R11,
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
        Rule::R12,
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
        Rule::R13,
        Lane::Wait,
        "nudge",
        "A gift obliges nobody; ask twice, then let it be a gift.",
        wait::gift,
    )
    .says(&[(Kind::GiftNudge, Settles::Expected)]),
    row(
        Rule::R14,
        Lane::Wait,
        "follow",
        "You set this date yourself.",
        wait::follow_up,
    ),
    row(
        Rule::R15,
        Lane::Warm,
        "warm",
        "Partners drift away quietly; a personal word now and then keeps the door open.",
        warm::keep_warm,
    )
    .says(&[(Kind::KeepWarm, Settles::Expected)]),
    row(
        Rule::R16,
        Lane::Warm,
        "sort",
        "An open relationship without a next step is the one that gets forgotten.",
        warm::no_next_step,
    ),
    row(
        Rule::R17,
        Lane::Dated,
        "metrics",
        "Numbers are only comparable when they are taken at the same age of a post.",
        dated::numbers,
    ),
    row(
        Rule::R18,
        Lane::Warm,
        "check-in",
        "Goals drift on both sides; once a quarter, ask what they want and how it goes.",
        warm::check_in,
    )
    .says(&[(Kind::CheckIn, Settles::Nothing)]),
    row(
        Rule::R19,
        Lane::Warm,
        "note",
        "Two lines a week are what the final report is made of.",
        warm::week_note,
    ),
    row(
        Rule::R20,
        Lane::Owe,
        "targets",
        "A target agreed after the post went live proves nothing.",
        owe::targets,
    ),
];
