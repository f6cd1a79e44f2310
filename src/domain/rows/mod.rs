//! The rows: one plain struct per table of the file, grouped by what they are about. No behaviour
//! beyond reading a row; rules, plans and screens live elsewhere and read these. A struct's fields
//! are the columns of its table, in the same names (the store's list and the schema are held to
//! that by a test).

mod creator;
mod library;
mod money;
mod review;
mod work;

pub use creator::*;
pub use library::*;
pub use money::*;
pub use review::*;
pub use work::*;

use crate::domain::ids::Id;

/// Text of a row: as small as text can be in memory, since a roster of 100,000 is held whole.
pub type Text = Box<str>;

/// What every row has.
pub trait Row:
    'static + Clone + PartialEq + std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned
{
    /// The table's name in the file, in JSON and in messages.
    const TABLE: &'static str;
    /// Whether a field that JSON does not name is read as empty, no or 0 (`serde(default)`, and
    /// such defaults); else only as nothing.
    const DEFAULTS: bool = false;
    /// Its id.
    fn id(&self) -> Id<Self>;
    /// The creator it belongs to, if it belongs to one.
    fn creator(&self) -> Option<Id<Creator>>;
    /// Makes it another creator's, if it belongs to one.
    fn give(&mut self, _to: Id<Creator>) {}
    /// The campaign it belongs to directly, if any.
    fn campaign(&self) -> Option<Id<Campaign>> {
        None
    }
    /// The row as the model keeps it: long text that screens fetch on demand is left out.
    fn kept(self) -> Self {
        self
    }
}

/// Calls a macro with the list of all tables, `plural: Type`, in an order in which parents come
/// before children. The only list of tables there is: edits, model, store, dump and check are made
/// from it.
#[macro_export]
macro_rules! every_table {
    ($then:ident) => {
        $then! {
            creators: Creator,
            accounts: Account,
            contacts: ContactPoint,
            aparts: Apart,
            measurements: Measurement,
            campaigns: Campaign,
            waves: Wave,
            collaborations: Collaboration,
            recurrences: Recurrence,
            targets: Target,
            deliverables: Deliverable,
            versions: Version,
            results: PostResult,
            sales: Sale,
            refunds: Refund,
            templates: Template,
            touches: Touch,
            followups: FollowUp,
            payments: Payment,
            expenses: Expense,
            stage_spells: StageSpell,
            label_checks: LabelCheck,
            own_counts: OwnCount,
            rights: Right,
            shipments: Shipment,
            briefs: Brief,
            pages: Page,
            ideals: Ideal,
            segments: Segment,
            checklists: Checklist,
            checks: Check,
            week_notes: WeekNote,
            decisions: Decision,
            review_days: ReviewDay,
            free_days: FreeDay,
            drafts: Draft,
            mappings: Mapping,
            mails: Mail,
        }
    };
}

/// Implements `Row` for a struct with a field `id`; `creator = field` or `creator? = field` names
/// the owner.
macro_rules! row {
    ($type:ident, $table:literal) => { row!(@ $type, $table, |_row| None, |_row, _to| {}, |_row| None); };
    ($type:ident, $table:literal, creator = $field:ident) => { row!(@ $type, $table, |row| Some(row.$field), |row, to| row.$field = to, |_row| None); };
    ($type:ident, $table:literal, creator? = $field:ident) => { row!(@ $type, $table, |row| row.$field, |row, to| row.$field = Some(to), |_row| None); };
    ($type:ident, $table:literal, campaign = $c:ident) => { row!(@ $type, $table, |_row| None, |_row, _to| {}, |row| Some(row.$c)); };
    ($type:ident, $table:literal, creator = $f:ident, campaign? = $c:ident) => { row!(@ $type, $table, |row| Some(row.$f), |row, to| row.$f = to, |row| row.$c); };
    ($type:ident, $table:literal, creator? = $f:ident, campaign? = $c:ident) => { row!(@ $type, $table, |row| row.$f, |row, to| row.$f = Some(to), |row| row.$c); };
    ($type:ident, $table:literal, campaign? = $c:ident) => { row!(@ $type, $table, |_row| None, |_row, _to| {}, |row| row.$c); };
    (@ $type:ident, $table:literal, $creator:expr, $give:expr, $campaign:expr) => {
        impl $crate::domain::rows::Row for $type {
            const TABLE: &'static str = $table;
            fn id(&self) -> $crate::domain::ids::Id<Self> { self.id }
            fn creator(&self) -> Option<$crate::domain::ids::Id<$crate::domain::rows::Creator>> {
                let of: fn(&Self) -> Option<$crate::domain::ids::Id<$crate::domain::rows::Creator>> = $creator;
                of(self)
            }
            fn give(&mut self, to: $crate::domain::ids::Id<$crate::domain::rows::Creator>) {
                let give: fn(&mut Self, $crate::domain::ids::Id<$crate::domain::rows::Creator>) = $give;
                give(self, to);
            }
            fn campaign(&self) -> Option<$crate::domain::ids::Id<$crate::domain::rows::Campaign>> {
                let of: fn(&Self) -> Option<$crate::domain::ids::Id<$crate::domain::rows::Campaign>> = $campaign;
                of(self)
            }
        }
    };
}
pub(crate) use row;
