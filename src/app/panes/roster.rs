//! The roster: all creators in a table that is filtered as one types, sorted by any column,
//! selected and changed in bulk. Sorted and filtered ids are kept; a step moves only the rows it
//! touched.

mod counts;
mod cursor;
mod order;

use super::columns::{self, COLUMNS, RosterColumn};
use super::results::Results;
use crate::app::command::Command;
use crate::app::command::Scope::In;
use crate::app::filter::Filter;
use crate::app::list::{List, Move};
use crate::app::modal::Modal;
use crate::app::modal::pick::{Choice, Pick};
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::ids::Id;
use crate::domain::metrics::{Compared, Comparison, compare, lens};
use crate::domain::query::{Query, QueryCtx, SearchKeys, Tiers};
use crate::domain::rows::*;

pub use cursor::VIEW;
use order::{Order, best_first, in_order, replaced};

/// Keys for the footer.
pub const FOOTER: &[&str] = &[
    "open",
    "filter",
    "next-step",
    "message",
    "record",
    "stage-up",
    "stage-down",
    "tags",
    "select",
    "next-segment",
    "edit",
    "sort",
    "columns",
    "compare-creators",
    "add",
];

/// Commands of the roster alone.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "sort",
        &["z s"],
        "sort…",
        "Choose what the roster is sorted by; the same again turns it round",
        sort_menu,
    )
    .scope(In(ViewId::Roster)),
    Command::new(
        "columns",
        &["z c"],
        "columns…",
        "Choose the columns of the roster",
        column_menu,
    )
    .scope(In(ViewId::Roster)),
    Command::new(
        "compare-creators",
        &["z k"],
        "compare",
        "Compare the selected creators side by side, over everything they did",
        compare_selected,
    )
    .scope(In(ViewId::Roster))
    .able(|app| match app.roster.list.len() {
        0 | 1 => Err("there are no two creators here to be compared".into()),
        _ => Ok(()),
    }),
    Command::new(
        "hidden",
        &["z h"],
        "archive and trash",
        "Show the archive, the trash, or the roster again",
        hidden,
    )
    .scope(In(ViewId::Roster)),
];

/// The state of the roster.
#[derive(Default)]
pub struct Roster {
    /// Rows shown, in order.
    pub list: List<Id<Creator>>,
    /// Folded search texts.
    pub keys: SearchKeys,
    /// What it is narrowed to.
    pub filter: Filter,
    /// Stages, types and gaps of everybody in the roster.
    pub counts: counts::Counts,
    /// Creators shown side by side, over everything they did; none while the table is shown.
    pub comparison: Option<Comparison>,
    compared: Vec<Id<Creator>>,
    /// Keys of the columns shown; empty is the default set.
    pub chosen: Vec<&'static str>,
    sort: Option<&'static str>,
    reversed: bool,
    order: Order,
    /// It has been made.
    settled: bool,
}

impl Roster {
    /// The first time: the first screen does not show the roster, so whoever draws calls this once
    /// that screen stands. A key that comes sooner makes it too.
    pub fn settle(app: &mut App) {
        if !std::mem::replace(&mut app.roster.settled, true) {
            Self::rebuild(app);
        }
    }

    /// Everything anew, unless nobody has asked for it yet.
    pub fn rebuild(app: &mut App) {
        if !app.roster.settled {
            return;
        }
        app.roster.keys = SearchKeys::build(&app.model);
        app.model.double_index();
        app.roster.counts = counts::Counts::build(app);
        app.roster.order.by = None;
        app.roster.filter = Filter::new(app, app.roster.filter.text());
        Self::refilter(app, false);
    }

    /// Shows what another filter lets through; looks only through what is shown when the line only
    /// grew.
    fn set_filter(app: &mut App, filter: Filter) {
        let before = &app.roster.filter;
        let narrower = filter.query().narrows(before.query()) && before.is_on();
        let widens = !filter.is_on();
        let here = app.roster.current();
        app.roster.stop_comparing();
        app.roster.filter = filter;
        Self::refilter(app, narrower);
        app.roster.list.step(Move::First);
        // Without a filter the cursor's creator is there again.
        if let Some(here) = here.filter(|_| widens) {
            app.roster.list.go(&here);
        }
    }

    fn refilter(app: &mut App, narrower: bool) {
        Self::sort(app);
        let roster = &app.roster;
        let here: Option<&[Id<Creator>]> = narrower.then(|| roster.list.rows());
        let by_words = roster.filter.query().has_words() && roster.sort.is_none();
        let facts = app.ctx();
        let hits = || {
            roster
                .filter
                .query()
                .run(&app.model, &roster.keys, here, &facts)
        };
        let mut rows: Vec<Id<Creator>> = match () {
            () if by_words => best_first(&hits()),
            () if narrower => hits().into_iter().map(|hit| hit.id).collect(),
            () if roster.filter.query().asks_nothing() => roster.order.rows.clone(),
            () => in_order(&roster.order.rows, &hits()),
        };
        if roster.reversed && !by_words && !narrower {
            rows.reverse();
        }
        app.roster.list.set(rows);
    }

    /// After a step: the rows it touched find their place again.
    pub fn changed(app: &mut App, touched: &[Id<Creator>]) {
        let mut keys = std::mem::take(&mut app.roster.keys);
        for creator in touched {
            keys.refresh(&app.model, *creator);
        }
        app.roster.keys = keys;
        let mut counts = std::mem::take(&mut app.roster.counts);
        touched
            .iter()
            .for_each(|creator| counts.renew(app, *creator));
        app.roster.counts = counts;
        if touched.len() > 200 {
            app.roster.order.by = None;
            return Self::refilter(app, false);
        }
        let (order, list) = {
            let (roster, among) = (&app.roster, app.roster.filter.query().among());
            let facts = app.ctx();
            let fits = |row: &Creator| {
                roster
                    .filter
                    .query()
                    .matches(row, &app.model, &roster.keys, &facts)
                    .is_some()
            };
            let order = replaced(app, &roster.order.rows, touched, false, |row| {
                among.has(row.shelf)
            });
            (
                order,
                replaced(app, roster.list.rows(), touched, roster.reversed, fits),
            )
        };
        app.roster.order.rows = order;
        app.roster.list.set(list);
    }

    /// Puts the compared creators side by side as they are now.
    pub(super) fn compare_again(app: &mut App) {
        if app.roster.compared.is_empty() {
            return;
        }
        let (compared, model) = (&app.roster.compared, &app.model);
        let there = |id: &Id<Creator>| model.get(*id).is_some();
        let compared: Vec<Id<Creator>> = compared.iter().copied().filter(there).collect();
        let columns: Vec<Compared> = compared
            .iter()
            .map(|id| Compared {
                name: app.model.called(*id),
                inputs: Results::of_creator(app, *id),
            })
            .collect();
        let lens = lens::by_key("conversion").or(lens::LENSES.first());
        app.roster.comparison = (!columns.is_empty()).then(|| Comparison {
            title: format!("{} creators · everything", columns.len()),
            metrics: lens.map_or_else(Vec::new, |l| compare::metrics(l, &app.settings)),
            columns,
        });
        app.roster.compared = compared;
    }

    /// Back to the table; false when it is shown.
    fn stop_comparing(&mut self) -> bool {
        self.comparison = None;
        !std::mem::take(&mut self.compared).is_empty()
    }

    /// Creators in the roster, shown or not.
    pub fn total(&self) -> usize {
        self.counts.everybody()
    }

    fn column(&self) -> &'static RosterColumn {
        let key = self.sort.unwrap_or("next");
        columns::by_key(key).unwrap_or(columns::BY_NEXT)
    }

    /// What the roster is sorted by, in words.
    pub fn sort_title(&self) -> String {
        if self.filter.query().has_words() && self.sort.is_none() {
            return "how well it fits".into();
        }
        let round = if self.reversed { ", last first" } else { "" };
        format!("{}{round}", self.column().title.to_lowercase())
    }

    /// The filter in words.
    pub fn filter_words(&self) -> String {
        if self.filter.is_on() {
            self.filter.words()
        } else {
            "filter none".into()
        }
    }

    /// Columns shown.
    pub fn columns(&self) -> Vec<&'static RosterColumn> {
        COLUMNS
            .iter()
            .filter(|c| {
                if self.chosen.is_empty() {
                    c.default
                } else {
                    self.chosen.contains(&c.key)
                }
            })
            .collect()
    }

    /// The creator under the cursor.
    pub fn current(&self) -> Option<Id<Creator>> {
        self.list.current().copied()
    }

    /// The marked creators, or the one under the cursor.
    pub fn chosen(&self) -> Vec<Id<Creator>> {
        let marked = self.list.marked();
        if marked.is_empty() {
            self.current().into_iter().collect()
        } else {
            marked
        }
    }

    /// What an empty roster says.
    pub fn empty_words(&self, app: &App) -> Vec<String> {
        if app.model.creators.is_empty() {
            return vec![
                "No creators yet.".into(),
                String::new(),
                "a  type one line:  + Mia Okafor @miabrews ig 18.4k tea mia@example.com".into(),
                ":import  a CSV or Excel file, or paste cells from your sheet right here".into(),
            ];
        }
        let mut lines = app.nothing_fits();
        lines.extend(
            app.keymap
                .first("hidden")
                .map(|key| format!("{key} shows archive and trash")),
        );
        lines
    }
}

/// Shows the selected creators side by side, or the table again.
fn compare_selected(app: &mut App) -> Vec<Effect> {
    if app.roster.stop_comparing() {
        return Vec::new();
    }
    let marked = app.roster.list.marked();
    if marked.len() < 2 {
        let key = app.keymap.first("select").unwrap_or_default();
        return app.refuse(format!(
            "select two creators or more first: {key} marks one"
        ));
    }
    app.roster.compared = marked;
    Roster::compare_again(app);
    Vec::new()
}

fn query_ctx(app: &App) -> QueryCtx {
    QueryCtx {
        today: app.today,
        tiers: Tiers::from(&app.settings.tiers),
        fit: app.settings.fit,
    }
}

fn sort_menu(app: &mut App) -> Vec<Effect> {
    let now = app.roster.column().key;
    let choices = COLUMNS
        .iter()
        .map(|c| Choice::new(c.key, c.title, "").on(c.key == now))
        .collect();
    app.open(Modal::Pick(Box::new(Pick::one(
        "Sort the roster by",
        choices,
        Target::default(),
        |app, _, values| {
            let column = values.first().and_then(|v| columns::by_key(v));
            if let Some(column) = column {
                app.roster.reversed = app.roster.column().key == column.key && !app.roster.reversed;
                app.roster.sort = Some(column.key).filter(|k| *k != "next");
                Roster::refilter(app, false);
            }
            Vec::new()
        },
    ))))
}

fn column_menu(app: &mut App) -> Vec<Effect> {
    let shown: Vec<&str> = app.roster.columns().iter().map(|c| c.key).collect();
    let choices = COLUMNS
        .iter()
        .skip(1)
        .map(|c| Choice::new(c.key, c.title, "").on(shown.contains(&c.key)))
        .collect();
    let pick = Pick::one(
        "Columns of the roster",
        choices,
        Target::default(),
        |app, _, values| {
            let on = |c: &&RosterColumn| c.key == "name" || values.iter().any(|v| v == c.key);
            app.roster.chosen = COLUMNS.iter().filter(on).map(|c| c.key).collect();
            vec![Effect::Remember("columns", app.roster.chosen.join(" "))]
        },
    );
    app.open(Modal::Pick(Box::new(pick.many())))
}

fn hidden(app: &mut App) -> Vec<Effect> {
    let count = |shelf: Shelf| {
        app.model
            .creators
            .iter()
            .filter(|c| c.shelf == shelf)
            .count()
    };
    let choices = vec![
        Choice::new("", "Roster", format!("{}", count(Shelf::Active))).letter('r'),
        Choice::new(
            "is:archived",
            "Archive",
            format!("{} put away; x there puts one back", count(Shelf::Archived)),
        )
        .letter('a'),
        Choice::new(
            "is:trashed",
            "Trash",
            format!(
                "{} thrown away; x there puts one back, :trash empty removes all for good",
                count(Shelf::Trashed)
            ),
        )
        .letter('t'),
    ];
    app.open(Modal::Pick(Box::new(Pick::one(
        "Show",
        choices,
        Target::default(),
        |app, _, values| {
            app.set_filter(values.first().map_or("", String::as_str));
            Vec::new()
        },
    ))))
}

impl Roster {
    /// How many a filter line shows, and what is wrong with it, if anything.
    pub fn fitting(app: &App, text: &str) -> (usize, Option<String>) {
        let query = app.query(text);
        let facts = app.ctx();
        (
            query.run(&app.model, &app.roster.keys, None, &facts).len(),
            query.problems().first().cloned(),
        )
    }

    /// Who of the roster fits words best.
    pub fn first(app: &App, text: &str) -> Option<Id<Creator>> {
        let query = app.query(text);
        let facts = app.ctx();
        best_first(&query.run(&app.model, &app.roster.keys, None, &facts))
            .first()
            .copied()
    }

    /// The names of the first it shows.
    pub fn names(app: &App, text: &str, most: usize) -> Vec<String> {
        let query = app.query(text);
        let facts = app.ctx();
        let hits = query.run(&app.model, &app.roster.keys, None, &facts);
        hits.into_iter()
            .take(most)
            .map(|hit| app.model.called(hit.id))
            .collect()
    }
}

impl App {
    /// A filter line, read.
    pub fn query(&self, text: &str) -> Query {
        Query::parse(text, &query_ctx(self))
    }

    /// One step back in the roster: the selection, then the filter. False when there is none to
    /// take.
    pub fn roster_back(&mut self) -> bool {
        if self.roster.stop_comparing() || self.roster.list.unmark() {
            return true;
        }
        self.unsift()
    }
}
