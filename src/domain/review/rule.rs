//! What a rule is: its stored word, and the row of everything that review, command line, help and
//! settings know of it. The rows themselves stand in `rules`, a file each; whoever reads them knows
//! no rule by name.

use super::answers::plan::{Answered, Plan};
use super::answers::verbs;
use super::facts::Facts;
use super::item::{Item, Lane};
use super::rules::RULES;
use super::states::State;
use super::words::{ItemText, Length};
use crate::domain::ctx::Ctx;
use crate::domain::day::Day;
use crate::domain::model::Model;
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
        LabelUnchecked = "R21", "ad label not checked";
        LabelWrong = "R22", "ad label wrong";
        AgreementUnsigned = "R23", "agreement not signed";
        ParcelUnderWay = "R24", "parcel under way";
        GiftWithoutPiece = "R25", "gift without its piece";
        DueDayMissing = "R26", "due day missing";
        EarnedNotAdded = "R27", "commission or bonus not added";
        LimitNear = "R28", "limit near";
        PaymentDisputed = "R29", "payment disputed";
        StuckInStage = "R30", "stuck in a stage";
        RepeatToPlan = "R31", "repeat to plan";
    }
}

/// Plans an answer.
pub(super) type Answer = for<'a> fn(Plan<'a>) -> Answered;

/// Whether a rule's day is one that was agreed with the creator: it ends with that day at their
/// place, not at ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgreedDay {
    /// It is our own.
    Never,
    /// It was agreed.
    Always,
    /// Of its owed items only: a date promised to them.
    WhenOwed,
}

/// Limits to how many cards a day a rule alone may bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cap {
    /// Shared by those whose clock or stage asks.
    Warm,
    /// Of those without a next step.
    Unsorted,
}

/// What becomes of an item when a next step is set instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It stays and is hidden: its date is not of our own making.
    Stays,
    /// It is closed: the next step takes its place.
    Closes,
    /// Its own row is finished.
    Finishes,
    /// It is hidden until that day.
    Hides,
}

/// What of a row an item asks about, for lists of rows in which `x` answers the row's own item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The row as a whole.
    Whole,
    /// A piece going live.
    Live,
    /// The draft of a piece.
    Draft,
    /// The money of a deal.
    Money,
    /// What we send for a deal.
    Supply,
    /// The relationship itself.
    CheckIn,
}

/// Where the template of a message about an item comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proposes {
    /// The rule's own messages.
    Own,
    /// What they wrote.
    TheirWords,
    /// What the step says, else the stage.
    Step,
    /// The stage.
    Stage,
}

/// What `x` opens on the screen before it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// Nothing, or the one line it asks for.
    Line,
    /// The check of a live piece: label, code, link.
    LiveCheck,
}

/// A line of facts on the card of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Its label.
    pub label: &'static str,
    /// The fact.
    pub text: String,
    /// Whether it is what is wrong.
    pub bad: bool,
}

impl Detail {
    /// A plain fact.
    pub fn new(label: &'static str, text: impl Into<String>) -> Self {
        Self {
            label,
            text: text.into(),
            bad: false,
        }
    }

    /// The same, as what is wrong.
    pub fn bad(self) -> Self {
        Self { bad: true, ..self }
    }
}

/// The steps of a rule that nudges and at the last one proposes to close.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    /// How many there are, the proposal to close included.
    pub count: fn(&Ctx<'_>, &Item) -> usize,
    /// When the step after this one comes if this one is sent today, and whether it proposes to
    /// close.
    pub next: fn(&Plan<'_>, usize) -> Option<(Day, bool)>,
    /// What its expected answer is called.
    pub sent: &'static str,
    /// Closes.
    pub close: fn(Plan<'_>, crate::domain::rows::DecisionKind) -> Answered,
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
    /// The states of rows that it asks about; together with those that rest they are all there are.
    pub raises: &'static [State],
    /// Adds the items that the facts call for, those that are still coming included.
    pub items: fn(&Facts<'_>, &mut Vec<Item>),
    /// What an item is called, in a length.
    pub(super) phrase: fn(&ItemText<'_>, Length) -> String,
    /// What follows the first words on the line of `touchbase today`.
    pub(super) tail: fn(&ItemText<'_>) -> String,
    /// Its own word for when, where lateness does not say it.
    pub(super) when: fn(&ItemText<'_>) -> Option<String>,
    /// What the days beyond its due day are, in the why line.
    pub(super) past: &'static str,
    /// `x`.
    pub(super) expected: Answer,
    /// `X`.
    pub(super) alternative: Answer,
    /// Moves the date itself.
    pub(super) move_to: for<'a> fn(Plan<'a>, Day) -> Answered,
    /// What it is called when its piece does not come.
    pub(super) missed: &'static str,
    /// Kinds of templates for its messages, a ladder's in the order of its steps, and what each
    /// does to the item.
    pub messages: &'static [(Kind, Settles)],
    /// Where the template of a message comes from.
    pub proposes: Proposes,
    /// Whether its day was agreed with the creator.
    pub agreed: AgreedDay,
    /// Its date may be moved: an answer given before the item entered was about the old date.
    pub movable: bool,
    /// How many cards a day it may bring by itself.
    pub cap: Option<Cap>,
    /// Comes round by the calendar alone: nothing is planned because of it.
    pub by_clock: bool,
    /// What becomes of it when a next step is set.
    pub way: Way,
    /// Whether an item asks the user to write to the creator, so that one message settles it.
    pub wants_words: fn(&Ctx<'_>, &Item) -> bool,
    /// Whether an item stays for a creator who is not to be contacted.
    pub stays_silent: fn(&Model, &Item) -> bool,
    /// Asked of creators in the archive and the trash too: money and promises outlive the roster.
    pub put_away: bool,
    /// What of a row it asks about.
    pub side: Side,
    /// What `x` opens on the screen.
    pub opens: Opens,
    /// Facts of its own for the card, in the order they are read.
    pub(super) detail: fn(&ItemText<'_>) -> Vec<Detail>,
    /// What their reply does to it beyond answering, and what is said of it.
    pub(super) on_reply: fn(&mut Plan<'_>) -> Option<&'static str>,
    /// The steps of a ladder.
    pub(super) steps: Option<Steps>,
}

impl RuleRow {
    /// A rule with nothing special about it.
    pub(super) const fn new(
        (rule, lane, kind): (Rule, Lane, &'static str),
        why: &'static str,
        raises: &'static [State],
        items: fn(&Facts<'_>, &mut Vec<Item>),
        phrase: fn(&ItemText<'_>, Length) -> String,
        (expected, alternative): (Answer, Answer),
    ) -> Self {
        Self {
            rule,
            lane,
            kind,
            why,
            raises,
            items,
            phrase,
            tail: |text| text.late_if_promised(),
            when: |_| None,
            past: "",
            expected,
            alternative,
            move_to: verbs::cannot_move,
            missed: "not happening",
            messages: &[],
            proposes: Proposes::Own,
            agreed: AgreedDay::Never,
            movable: false,
            cap: None,
            by_clock: false,
            way: Way::Stays,
            wants_words: |_, _| false,
            stays_silent: |_, item| !item.lane.is_soft(),
            put_away: false,
            side: Side::Whole,
            opens: Opens::Line,
            detail: |_| Vec::new(),
            on_reply: |_| None,
            steps: None,
        }
    }
}

/// Stands where the table would have no row; a test holds that it has one for every rule.
const FIRST: RuleRow = super::rules::FIRST;

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

/// Whether an item's day was agreed with the creator.
pub fn is_agreed(rule: Rule, lane: Lane) -> bool {
    match rule.row().agreed {
        AgreedDay::Never => false,
        AgreedDay::Always => true,
        AgreedDay::WhenOwed => lane == Lane::Owe,
    }
}
