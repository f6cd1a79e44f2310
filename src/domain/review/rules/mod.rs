//! The rules, one file each, and the list of them. Adding one is a file and two lines here, a word of
//! `Rule` and a section of the settings.

mod agreement_unsigned;
mod approval;
mod check_in;
pub(in crate::domain::review) mod debrief_owed;
pub(in crate::domain::review) mod draft_coming;
mod draft_late;
mod due_day_missing;
mod earned_not_added;
mod follow_up_due;
mod gift_without_piece;
mod gift_without_post;
mod gone_live;
pub(in crate::domain::review) mod keep_warm;
mod label_unchecked;
mod label_wrong;
pub(in crate::domain::review) mod ladder;
mod limit_near;
mod no_next_step;
mod numbers_to_collect;
mod offer_unanswered;
mod parcel_under_way;
mod payment_disputed;
pub(in crate::domain::review) mod payment_due;
pub(in crate::domain::review) mod pitch_unanswered;
mod repeat_to_plan;
mod reply_owed;
mod right_ending;
mod stuck_in_stage;
mod supplies_owed;
mod targets_missing;
mod terms_ending;
pub(in crate::domain::review) mod week_note_due;

use super::rule::RuleRow;

/// The first of them.
pub(super) const FIRST: RuleRow = reply_owed::ROW;

/// All rules, in the order of the enum.
pub const RULES: &[RuleRow] = &[
    reply_owed::ROW,
    approval::ROW,
    payment_due::ROW,
    debrief_owed::ROW,
    supplies_owed::ROW,
    gone_live::ROW,
    draft_coming::ROW,
    draft_late::ROW,
    right_ending::ROW,
    terms_ending::ROW,
    pitch_unanswered::ROW,
    offer_unanswered::ROW,
    gift_without_post::ROW,
    follow_up_due::ROW,
    keep_warm::ROW,
    no_next_step::ROW,
    numbers_to_collect::ROW,
    check_in::ROW,
    week_note_due::ROW,
    targets_missing::ROW,
    label_unchecked::ROW,
    label_wrong::ROW,
    agreement_unsigned::ROW,
    parcel_under_way::ROW,
    gift_without_piece::ROW,
    due_day_missing::ROW,
    earned_not_added::ROW,
    limit_near::ROW,
    payment_disputed::ROW,
    stuck_in_stage::ROW,
    repeat_to_plan::ROW,
];
