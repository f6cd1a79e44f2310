//! Which columns each row type has: one line per table, from which the SQL text, reading by index
//! and binding are made. A field left out does not compile; a column that the schema does not have
//! fails a test.

use rusqlite::types::ValueRef;
use rusqlite::{Row as SqlRow, Statement};

use super::cell::Cell;
use super::error::BadCell;
use crate::domain::rows::*;

/// Where the cells of a row are asked for.
pub(super) trait Source {
    /// The cell of a column; `None` beyond the last.
    fn cell(&self, at: usize) -> Option<ValueRef<'_>>;
}

impl Source for SqlRow<'_> {
    fn cell(&self, at: usize) -> Option<ValueRef<'_>> {
        self.get_ref(at).ok()
    }
}

/// A row type with its SQL. Parameters of `INSERT` and `UPDATE` are the columns in order, the id
/// last.
pub(super) trait Stored: Row {
    /// Hands all rows in any order to the function `take`, the columns that the model does not keep
    /// as empty.
    const TAKE_KEPT: &'static str;
    /// All rows by id, whole.
    const SELECT_ALL: &'static str;
    /// One row, whole, by id.
    const SELECT_ONE: &'static str;
    /// A new row.
    const INSERT: &'static str;
    /// Every column of the row of an id.
    const UPDATE: &'static str;
    /// Removes by id.
    const DELETE: &'static str;
    /// The greatest id there is.
    const GREATEST: &'static str;

    /// Reads the columns of one of the selects.
    fn read(row: &dyn Source) -> Result<Self, BadCell>;

    /// Binds the columns, the id last.
    fn bind(&self, to: &mut Statement<'_>) -> rusqlite::Result<()>;

    /// The first column whose value could not be read again.
    fn unstorable(&self) -> Option<&'static str>;

    /// What each column should be in the schema, in order.
    #[cfg(test)]
    fn columns() -> Vec<Column>;

    /// A row with every field set to something, different for each seed.
    #[cfg(test)]
    fn sample(seed: &mut super::tests::Seed) -> Self;
}

/// What a column should be.
#[cfg(test)]
#[derive(Debug, PartialEq)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) required: bool,
    pub(super) refers: Option<&'static str>,
}

#[cfg(test)]
impl Column {
    /// From a field; the closure only says its type.
    fn of<T, C: Cell>(name: &'static str, _: fn(&T) -> &C) -> Self {
        Self {
            name,
            kind: C::KIND,
            required: C::REQUIRED,
            refers: C::REFERS,
        }
    }
}

/// Reads cells from left to right.
struct Cells<'a> {
    row: &'a dyn Source,
    table: &'static str,
    at: usize,
}

impl Cells<'_> {
    fn next<C: Cell>(&mut self, column: &'static str) -> Result<C, BadCell> {
        let value = self.row.cell(self.at);
        self.at += 1;
        value
            .and_then(C::from_cell)
            .ok_or_else(|| self.bad(column, value))
    }

    #[cold]
    fn bad(&self, column: &'static str, value: Option<ValueRef<'_>>) -> BadCell {
        let id = self
            .row
            .cell(0)
            .and_then(|id| i64::from_cell(id))
            .unwrap_or_default();
        let found = match value {
            None | Some(ValueRef::Null) => "nothing".to_owned(),
            Some(ValueRef::Integer(n)) => format!("the number {n}"),
            Some(ValueRef::Real(n)) => format!("the number {n}"),
            Some(ValueRef::Blob(_)) => "bytes".to_owned(),
            Some(ValueRef::Text(text)) => {
                let text: String = String::from_utf8_lossy(text)
                    .chars()
                    .filter(|c| !c.is_control())
                    .take(40)
                    .collect();
                format!("the text '{text}'")
            }
        };
        BadCell {
            table: self.table,
            id,
            column,
            found,
        }
    }
}

/// Binds cells from left to right.
struct Binder<'a, 'conn> {
    statement: &'a mut Statement<'conn>,
    at: usize,
}

impl Binder<'_, '_> {
    fn next<C: Cell>(&mut self, cell: &C) -> rusqlite::Result<()> {
        self.at += 1;
        self.statement.raw_bind_parameter(self.at, cell.to_cell())
    }
}

/// `"table" Type { columns without id } | late column`, where the late one is not kept in the model
/// and comes last.
macro_rules! stored {
    ($($table:literal $type:ident { $first:ident $(, $field:ident)* } $(| $late:ident)?)+) => {
        $(impl Stored for $type {
            const TAKE_KEPT: &'static str = concat!(
                "SELECT take(\"id\", \"", stringify!($first), "\"" $(, ", \"", stringify!($field), "\"")*
                $(, ", '' /* ", stringify!($late), " */")?, ") FROM \"", $table, "\"");
            const SELECT_ALL: &'static str = concat!(
                "SELECT \"id\", \"", stringify!($first), "\"" $(, ", \"", stringify!($field), "\"")*
                $(, ", \"", stringify!($late), "\"")?, " FROM \"", $table, "\" ORDER BY \"id\"");
            const SELECT_ONE: &'static str = concat!(
                "SELECT \"id\", \"", stringify!($first), "\"" $(, ", \"", stringify!($field), "\"")*
                $(, ", \"", stringify!($late), "\"")?, " FROM \"", $table, "\" WHERE \"id\" = ?1");
            const INSERT: &'static str = concat!(
                "INSERT INTO \"", $table, "\" (\"", stringify!($first), "\"" $(, ", \"", stringify!($field), "\"")*
                $(, ", \"", stringify!($late), "\"")?, ", \"id\") VALUES (:", stringify!($first)
                $(, ", :", stringify!($field))* $(, ", :", stringify!($late))?, ", :id)");
            const UPDATE: &'static str = concat!(
                "UPDATE \"", $table, "\" SET \"", stringify!($first), "\" = :", stringify!($first)
                $(, ", \"", stringify!($field), "\" = :", stringify!($field))*
                $(, ", \"", stringify!($late), "\" = :", stringify!($late))?, " WHERE \"id\" = :id");
            const DELETE: &'static str = concat!("DELETE FROM \"", $table, "\" WHERE \"id\" = ?1");
            const GREATEST: &'static str = concat!("SELECT max(\"id\") FROM \"", $table, "\"");

            fn read(row: &dyn Source) -> Result<Self, BadCell> {
                let mut cells = Cells { row, table: $table, at: 0 };
                Ok(Self {
                    id: cells.next("id")?,
                    $first: cells.next(stringify!($first))?,
                    $($field: cells.next(stringify!($field))?,)*
                    $($late: cells.next(stringify!($late))?,)?
                })
            }

            fn bind(&self, to: &mut Statement<'_>) -> rusqlite::Result<()> {
                let mut cells = Binder { statement: to, at: 0 };
                cells.next(&self.$first)?;
                $(cells.next(&self.$field)?;)*
                $(cells.next(&self.$late)?;)?
                cells.next(&self.id)
            }

            fn unstorable(&self) -> Option<&'static str> {
                let storable = [
                    ("id", self.id.is_storable()),
                    (stringify!($first), self.$first.is_storable()),
                    $((stringify!($field), self.$field.is_storable()),)*
                    $((stringify!($late), self.$late.is_storable()),)?
                ];
                storable.into_iter().find(|(_, fine)| !fine).map(|(column, _)| column)
            }

            #[cfg(test)]
            fn columns() -> Vec<Column> {
                assert_eq!($table, <Self as Row>::TABLE);
                vec![
                    Column { name: "id", kind: "INTEGER", required: false, refers: None },
                    Column::of(stringify!($first), |row: &Self| &row.$first),
                    $(Column::of(stringify!($field), |row: &Self| &row.$field),)*
                    $(Column::of(stringify!($late), |row: &Self| &row.$late),)?
                ]
            }

            #[cfg(test)]
            fn sample(seed: &mut super::tests::Seed) -> Self {
                use super::tests::Sample;
                Self {
                    id: seed.own_id(),
                    $first: Sample::sample(seed),
                    $($field: Sample::sample(seed),)*
                    $($late: Sample::sample(seed),)?
                }
            }
        })+
    };
}

#[rustfmt::skip] // a line per table
stored! {
    "creator" Creator { name, email, phone, agent, country, zone, zone_guessed, language, address, niche, style, voice, tags, core, prefers, boundaries, quiet_days, do_not_contact, do_not_contact_why, source, imported, fit_values, fit_voice, fit_audience, fit_content, relationship, our_goals, their_goals, checkin, checkin_they, checkin_we, cadence, rate, rate_for, shelf, added, extra, tax_form }
    "account" Account { creator, platform, handle, url, followers, engagement, engagement_basis, avg_views, checked, audience, audience_source, audience_day }
    "contact" ContactPoint { creator, kind, platform, value, label }
    "apart" Apart { creator, other }
    "measurement" Measurement { creator, account, day, followers, engagement, avg_views }
    "campaign" Campaign { name, goal, kind, budget, start, end, targets_agreed, region, note, closed }
    "wave" Wave { campaign, name, start, end }
    "collaboration" Collaboration { creator, campaign, stage, stage_since, opened, outcome, closed, relationship, ladder, fee, product, commission, bonus, perks, net_days, terms_sent, agreed, agreement, agreement_sent, agreement_signed, brief_sent, approval_days, targets_agreed, debrief_sent, exclusivity, note, commission_terms, hold_days }
    "recurrence" Recurrence { creator, campaign, collaboration, makes, every, start, until, times, amount, many, format, platform, words }
    "target" Target { creator, campaign, collaboration, metric, value, currency }
    "deliverable" Deliverable { creator, collaboration, wave, title, format, platform, state, draft_due, live_due, draft_in, rounds, approved, ready, live, draft_link, link, disclosure, code_seen, missed_why, reuse, link_seen, recurrence }
    "version" Version { creator, deliverable, number, due, came, link, verdict, answered, words }
    "result" PostResult { creator, deliverable, day, views, reach, impressions, likes, comments, shares, saves, clicks, orders, new_customers, sales, mood, on_topic }
    "sale" Sale { creator, campaign, collaboration, day, order_ref, code, amount, refunded, orders, new_customer, buyer, by, shop, until, place, status, network, source }
    "refund" Refund { creator, campaign, sale, day, amount, source, note }
    "template" Template { name, stage, language, subject, body, trashed }
    "touch" Touch { creator, collaboration, at, channel, direction, template, personal } | words
    "followup" FollowUp { creator, campaign, collaboration, day, what, if_no_reply, promised, made, done, recurrence }
    "payment" Payment { creator, collaboration, amount, kind, state, due, invoiced, paid, method, reference, note, due_when, recurrence }
    "expense" Expense { creator, campaign, collaboration, deliverable, kind, amount, day, reference, note }
    "stage_spell" StageSpell { creator, collaboration, stage, since, until }
    "label_check" LabelCheck { creator, deliverable, day, market, verdict, caption, why, proof, asked }
    "own_count" OwnCount { creator, campaign, collaboration, deliverable, day, name, value }
    "right" Right { creator, collaboration, deliverable, kind, scope, channels, territory, code, start, end, state }
    "shipment" Shipment { creator, collaboration, product, value, cost, tracking, state, sent, delivered, post_agreed, posted }
    "brief" Brief { creator, collaboration, goal, say, must, please_not, yours, questions }
    "page" Page { title, market, body }
    "ideal" Ideal { name, niche, style, audience, note }
    "segment" Segment { name, filter }
    "checklist" Checklist { name, stage, points, repeat_months }
    "check" Check { creator, collaboration, checklist, point, day }
    "week_note" WeekNote { campaign, week, words }
    "decision" Decision { creator, campaign, key, kind, day, at, until, note }
    "review_day" ReviewDay { day, decided, cards, zero, median_secs }
    "free_day" FreeDay { start, end, kind, label }
    "draft" Draft { creator, slot, words, at }
    "mapping" Mapping { signature, choices }
    "mail" Mail { creator, touch, message, thread, subject }
}
