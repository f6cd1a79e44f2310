//! Settings that rules and screens read. Their defaults stand in `assets/config.toml`, which is
//! also their documentation: no default is written twice. A person's own file is laid over it key
//! by key, so that one bad line costs only itself.

mod overlay;
mod rates;
mod values;

use chrono::Weekday;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::calendar::Calendar;
use super::day::Day;
use super::model::Model;
use super::money::Currency;
use super::review::Rule;
use super::rows::{FreeKind, Ladder, Text};
use crate::word_enum;

pub use rates::{MILLION, Rate, Rates};
pub use values::THEMES;
use values::{currency, glyphs, holidays, hour, theme, week, weekday, weight};

/// Every default, with comments. Printed by `touchbase config`.
pub const DEFAULTS: &str = include_str!("../../assets/config.toml");

word_enum! {
    /// How a date of two numbers is read.
    #[derive(Default)]
    DateOrder {
        #[default]
        DayMonth = "d/m", "day/month";
        MonthDay = "m/d", "month/day";
    }
}

word_enum! {
    /// How a media value is made; the ways disagree, so none is chosen for anybody.
    #[derive(Default)]
    EmvMethod {
        #[default]
        Off = "off", "off";
        Impressions = "impressions", "by impressions";
        Views = "views", "by views";
        Engagements = "engagements", "by engagements";
        Actions = "actions", "by action";
    }
}

/// What is wrong with a line of a config file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what is used instead, in a sentence.
    pub sentence: String,
}

/// One setting as it is in force.
#[derive(Debug, Clone, PartialEq)]
pub struct InForce {
    /// Its name: `rule.payment_due.grace_bd`.
    pub key: String,
    /// Its value.
    pub value: toml::Value,
    /// The line of the person's file that gave it, from 1; `None` for a default.
    pub line: Option<usize>,
}

/// Declares a section: public fields read from the table of the same name, nothing unknown
/// accepted.
macro_rules! section {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fmeta])* pub $field: $type,)+ }
    };
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Money, dates, the day.
    pub general: General,
    /// Looks.
    pub look: Look,
    /// Media value.
    pub emv: Emv,
    /// Rates of other currencies.
    #[serde(default)]
    pub rates: Rates,
    /// The working week.
    pub work: Work,
    /// Limits of the board.
    pub board: Board,
    /// Limits of the calendar.
    pub calendar: Load,
    /// Follower tiers.
    pub tiers: Tiers,
    /// Weights of the fit scores.
    pub fit: Fit,
    /// The review as a whole.
    pub review: Review,
    /// The rules' numbers.
    pub rule: Rules,
    /// Pitch ladders.
    pub ladder: Ladders,
    /// Keep-warm rhythms.
    pub cadence: Cadences,
    /// Limits of imports.
    pub import: Import,
    /// Copies kept.
    pub copies: Copies,
    /// How orders count.
    pub orders: Orders,
}

section! {
    /// Money, dates, the day.
    General {
        /// Taken for amounts typed without one.
        #[serde(deserialize_with = "currency")]
        currency: Option<Currency>,
        /// How `5/12` is read.
        dates: DateOrder,
        /// The hour at which a day begins.
        #[serde(deserialize_with = "hour")]
        rollover_hour: u8,
        /// Days until an amount without agreed terms is due.
        net_days: u16,
        /// Margin in percent of sales; 0 is unknown.
        margin_percent: u8,
        /// The user's own mail addresses and handles.
        own: Vec<Text>,
        /// Your name, for templates.
        me: Text,
        /// Your brand, for templates.
        brand: Text,
        /// Your shop's address, for tracked links.
        site: Text,
    }
}

section! {
    /// Looks.
    Look {
        /// Theme, of `THEMES`.
        #[serde(deserialize_with = "theme")]
        theme: Text,
        /// Glyph set, of `GLYPHS`.
        #[serde(deserialize_with = "glyphs")]
        glyphs: Text,
        /// The review opens with one item on the screen.
        one_at_a_time: bool,
        /// The card beside or below a list.
        info_card: bool,
        /// Clicks.
        mouse: bool,
        /// Follower tiers are shown.
        tiers: bool,
    }
}

section! {
    /// What attention would have cost as advertising: minor units of the general currency for 1,000
    /// of each. The defaults are published examples; their sources stand beside them.
    Emv {
        /// How it is made.
        method: EmvMethod,
        /// For 1,000 impressions.
        impressions: u32,
        /// For 1,000 views.
        views: u32,
        /// For 1,000 engagements of any kind.
        engagements: u32,
        /// For 1,000 likes.
        likes: u32,
        /// For 1,000 comments.
        comments: u32,
        /// For 1,000 shares.
        shares: u32,
        /// For 1,000 saves.
        saves: u32,
    }
}

section! {
    /// How orders count.
    Orders {
        /// Days for returns: an order must be that old before it earns commission.
        hold_days: u16,
    }
}

section! {
    /// The working week.
    Work {
        /// Days that are worked.
        #[serde(deserialize_with = "week")]
        week: [bool; 7],
        /// Days off, with names.
        #[serde(deserialize_with = "holidays")]
        holidays: Vec<(Day, Text)>,
    }
}

section! {
    /// How much is planned at most at the same time.
    Board {
        /// Pitches.
        pitches: u16,
        /// Productions.
        productions: u16,
    }
}

section! {
    /// How much is planned at most in a week.
    Load {
        /// Pieces going live.
        posts_a_week: u16,
    }
}

section! {
    /// Followers from which a tier begins.
    Tiers {
        /// Micro.
        micro: i64,
        /// Mid.
        mid: i64,
        /// Macro.
        #[serde(rename = "macro")]
        macro_tier: i64,
        /// Mega.
        mega: i64,
    }
}

section! {
    /// What each fit score weighs, 0 to 9; 0 leaves it out.
    #[derive(Copy)]
    Fit {
        /// Values.
        #[serde(deserialize_with = "weight")]
        values: u8,
        /// Voice.
        #[serde(deserialize_with = "weight")]
        voice: u8,
        /// Audience.
        #[serde(deserialize_with = "weight")]
        audience: u8,
        /// Content.
        #[serde(deserialize_with = "weight")]
        content: u8,
    }
}

section! {
    /// The review as a whole.
    Review {
        /// Cards a day.
        cards: usize,
        /// Pace until the own one is known.
        seconds_per_item: i64,
        /// No nudge sooner than this after a contact.
        cooldown_bd: i64,
        /// Unanswered touches that stop nudges.
        silence_touches: u16,
        /// For how long.
        silence_days: i64,
        /// Snoozes that make an item stuck.
        stuck_snoozes: u8,
        /// Graces that make an item stuck.
        stuck_graces: i64,
        /// Their move: nudge after.
        nudge_bd: i64,
        /// They asked for time: back after.
        asked_for_time_bd: i64,
        /// "Until they write" ends after.
        until_reply_days: i64,
        /// Parked for.
        park_days: i64,
        /// Closed pitch: again after.
        repitch_days: i64,
        /// Percent a soft date may come earlier.
        balance_before: i64,
        /// Percent a soft date may come later.
        balance_after: i64,
        /// Working days without a review after which the pile is split.
        absence_bd: i64,
    }
}

/// Declares the section of each rule and the struct that holds them under the rules' names.
macro_rules! rules {
    ($($rule:ident $name:ident $doc:literal { $($(#[$meta:meta])* $field:ident: $type:ty,)* })+) => {
        $(
            #[doc = concat!("Numbers of the rule \"", $doc, "\"; what each means stands beside its default.")]
            #[derive(Debug, Clone, PartialEq, Default, Deserialize)]
            #[serde(deny_unknown_fields)]
            #[allow(missing_docs)] // each number is explained beside its default in the asset
            pub struct $rule { pub on: bool, $($(#[$meta])* pub $field: $type,)* }
        )+
        /// The rules' numbers.
        #[derive(Debug, Clone, PartialEq, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Rules { $(#[doc = $doc] pub $name: $rule,)+ }

        impl Rules {
            /// Whether a rule is switched on.
            pub fn is_on(&self, rule: Rule) -> bool {
                match rule { $(Rule::$rule => self.$name.on,)+ }
            }

            /// The name of a rule's section: `payment_due` of `[rule.payment_due]`.
            pub const fn section(rule: Rule) -> &'static str {
                match rule { $(Rule::$rule => stringify!($name),)+ }
            }
        }
    };
}
rules! {
    ReplyOwed reply_owed "reply owed" { due_bd: i64, grace_bd: i64, }
    Approval approval "approval" { due_bd: i64, grace_bd: i64, changes_bd: i64, }
    PaymentDue payment_due "payment" { enters_bd: i64, grace_bd: i64, }
    DebriefOwed debrief_owed "debrief" { due_bd: i64, enters_bd: i64, grace_bd: i64, }
    SuppliesOwed supplies_owed "brief or product owed" { due_bd: i64, grace_bd: i64, }
    GoneLive gone_live "gone live?" { ready_bd: i64, grace_bd: i64, }
    DraftComing draft_coming "draft coming" { enters_bd: [i64; 2], again_bd: i64, grace_bd: i64, }
    DraftLate draft_late "draft late" { enters_bd: i64, live_bd: i64, again_bd: i64, again_waiting_bd: i64, grace_bd: i64, }
    RightEnding right_ending "rights ending" { enters_days: i64, week_days: i64, again_bd: i64, grace_bd: i64, }
    TermsEnding terms_ending "contract, code, exclusivity ending" { enters_days: i64, again_bd: i64, grace_bd: i64, }
    PitchUnanswered pitch_unanswered "pitch unanswered" { grace_bd: Vec<i64>, }
    OfferUnanswered offer_unanswered "offer unanswered" { steps_bd: Vec<i64>, grace_bd: i64, }
    GiftWithoutPost gift_without_post "gift, no post" { steps_days: Vec<i64>, grace_days: i64, }
    FollowUpDue follow_up_due "follow-up" { grace_bd: i64, next_bd: i64, }
    KeepWarm keep_warm "keep warm" { cards: usize, }
    NoNextStep no_next_step "no next step" { cards: usize, grace_bd: i64, }
    NumbersToCollect numbers_to_collect "numbers to collect" { days: Vec<u16>, grace_bd: i64, }
    CheckIn check_in "check-in" { months: u32, grace_bd: i64, }
    WeekNoteDue week_note_due "campaign week note" { #[serde(deserialize_with = "weekday")] weekday: Option<Weekday>, grace_bd: i64, }
    TargetsMissing targets_missing "targets missing" { enters_bd: i64, due_bd: i64, grace_bd: i64, }
    LabelUnchecked label_unchecked "ad label not checked" { due_bd: i64, grace_bd: i64, within_days: i64, }
    LabelWrong label_wrong "ad label wrong" { due_bd: i64, again_bd: i64, grace_bd: i64, }
    AgreementUnsigned agreement_unsigned "agreement not signed" { steps_bd: Vec<i64>, live_bd: i64, grace_bd: i64, }
    ParcelUnderWay parcel_under_way "parcel under way" { after_days: i64, grace_bd: i64, }
    GiftWithoutPiece gift_without_piece "gift without its piece" { due_bd: i64, grace_bd: i64, }
    DueDayMissing due_day_missing "due day missing" { due_bd: i64, grace_bd: i64, }
    EarnedNotAdded earned_not_added "commission or bonus not added" { due_bd: i64, grace_bd: i64, }
    LimitNear limit_near "limit near" { due_bd: i64, grace_bd: i64, }
    PaymentDisputed payment_disputed "payment disputed" { every_bd: i64, grace_bd: i64, }
    StuckInStage stuck_in_stage "stuck in a stage" { usual_days: [i64; 5], grace_bd: i64, }
    RepeatToPlan repeat_to_plan "repeat to plan" { enters_bd: i64, grace_bd: i64, }
}

section! {
    /// Working days after the first message of a pitch; the last number proposes to close.
    Ladders {
        /// The usual one.
        standard: Vec<i64>,
        /// For press.
        press: Vec<i64>,
        /// For people who know us.
        warm: Vec<i64>,
    }
}

impl Ladders {
    /// The offsets of a ladder.
    pub fn offsets(&self, ladder: Ladder) -> &[i64] {
        match ladder {
            Ladder::Standard => &self.standard,
            Ladder::Press => &self.press,
            Ladder::Warm => &self.warm,
        }
    }
}

section! {
    /// Days since the last personal contact: ideal and most.
    Cadences {
        /// Ambassadors.
        ambassador: [i64; 2],
        /// Recurring partnerships.
        recurring: [i64; 2],
        /// Affiliates.
        affiliate: [i64; 2],
        /// One-offs that went well, after the debrief.
        one_off: [i64; 2],
        /// Nothing open any more: once after.
        dormant: i64,
        /// Core creators: this much of it.
        core_percent: i64,
    }
}

section! {
    /// What an import refuses beyond.
    Import {
        /// Size of a file.
        file_mb: u64,
        /// Size of a workbook unpacked.
        unpacked_mb: u64,
        /// Rows.
        rows: usize,
        /// Columns.
        columns: usize,
        /// Cells of a workbook.
        cells: usize,
        /// Size of a field.
        field_kb: usize,
        /// Size of a note.
        note_kb: usize,
        /// Size of a row.
        row_kb: usize,
        /// Time.
        seconds: u64,
    }
}

section! {
    /// Copies of the file.
    Copies {
        /// Daily ones kept.
        days: u16,
        /// Weekly ones kept.
        weeks: u16,
    }
}

/// Reads a TOML file that is part of the program. The error says what does not fit.
pub(super) fn own_toml<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    whole(text.parse().map_err(|e: toml::de::Error| e.to_string())?)
}

/// The same of a table. All of it goes through JSON's values, which rows are read from too: a
/// second way for each type would make the program a third of a megabyte larger.
fn whole<T: DeserializeOwned>(table: toml::Table) -> Result<T, String> {
    serde_json::to_value(table)
        .and_then(serde_json::from_value)
        .map_err(|e| e.to_string())
}

impl Default for Settings {
    fn default() -> Self {
        // The asset is part of the program and a test reads it; the empty settings only spare a
        // panic.
        own_toml(DEFAULTS).unwrap_or_else(|_| Self {
            general: General::default(),
            look: Look::default(),
            emv: Emv::default(),
            rates: Rates::default(),
            work: Work::default(),
            board: Board::default(),
            calendar: Load::default(),
            tiers: Tiers::default(),
            fit: Fit::default(),
            review: Review::default(),
            rule: Rules::default(),
            ladder: Ladders::default(),
            cadence: Cadences::default(),
            import: Import::default(),
            copies: Copies::default(),
            orders: Orders::default(),
        })
    }
}

impl Settings {
    /// The defaults with a person's own file over them, and what in it could not be used.
    pub fn from_toml(text: &str) -> (Self, Vec<Complaint>) {
        overlay::read(text)
    }

    /// Every setting in force, in the order of the defaults, with the line of the person's file
    /// that gave it.
    pub fn in_force(text: &str) -> Vec<InForce> {
        overlay::in_force(text)
    }

    /// Whether a mail address or a handle is one of the user's own.
    pub fn is_own(&self, address: &str) -> bool {
        let bare = |text: &str| text.trim().trim_start_matches('@').to_lowercase();
        self.general
            .own
            .iter()
            .any(|own| bare(own) == bare(address))
    }

    /// Working days: the week and holidays of the settings, holidays and absences of the file.
    pub fn calendar(&self, model: &Model) -> Calendar {
        let mut calendar = Calendar::new(self.work.week);
        for (day, label) in &self.work.holidays {
            calendar.add_holiday(*day, label);
        }
        for free in model.free_days.iter() {
            match free.kind {
                FreeKind::Away => calendar.add_away(free.start, free.end),
                FreeKind::Holiday => {
                    let days = free.start.iter_days().take_while(|day| *day <= free.end);
                    days.take(LONGEST_HOLIDAY)
                        .for_each(|day| calendar.add_holiday(day, &free.label));
                }
            }
        }
        calendar
    }
}

/// A holiday row with a mistyped end must not fill the memory with days.
const LONGEST_HOLIDAY: usize = 400;

#[cfg(test)]
mod tests;
