//! Results over any scope: what is counted (everything, one campaign, what is in none), in which
//! days, grouped by what. The table is the domain's (`metrics::scoped`), the same as on the command
//! line; it is gathered when the scope or its rows change, and filtered without being gathered anew.

use chrono::Datelike;

use super::{Results, Row};
use crate::app::modal::Modal;
use crate::app::modal::pick::{Choice, Pick};
use crate::app::modal::prompt::{Echo, Kind, Prompt};
use crate::app::panes::orders;
use crate::app::panes::profile::{RowRef, Tab};
use crate::app::regions::{Class, Regions};
use crate::app::target::Target;
use crate::app::{App, Effect};
use crate::domain::day::{Day, brief};
use crate::domain::ids::Id;
use crate::domain::metrics::scope::{Group, Scope, Span, What};
use crate::domain::metrics::scoped::{self, Parts, RowKey, Table, what_label};
use crate::domain::metrics::{Inputs, by_key};
use crate::domain::money::Currency;
use crate::domain::rows::*;
use crate::domain::words;

/// A line of a table as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// A row, by its place.
    Row(usize),
    /// The sum of a currency, by its place.
    Total(usize),
    /// From here on amounts are in this currency.
    Currency(Currency),
    /// From here on there was no post in the days.
    Earlier,
}

/// The table of a scope.
#[derive(Default)]
pub struct Scoped {
    /// A campaign is shown as a table, and not as its page.
    pub on: bool,
    /// The days that are counted.
    pub span: Span,
    /// Grouped by what.
    pub group: Group,
    /// The table; none while the page of a campaign is shown.
    pub table: Option<Table>,
    /// The same by quarter, below groups of few rows.
    pub over_time: Option<Table>,
    /// The table as lines: rows, and what stands between them.
    pub drawn: Vec<Drawn>,
    /// Rows there are without a filter.
    all: usize,
    parts: Option<Parts>,
    time_parts: Option<Parts>,
    /// The day it was made.
    today: Day,
}

impl Scoped {
    /// Forgets the table.
    pub(super) fn forget(&mut self) {
        (self.table, self.over_time, self.parts, self.time_parts) = (None, None, None, None);
        self.drawn.clear();
    }

    /// Rows that are shown, and all there are.
    pub(super) fn count(&self) -> (usize, usize) {
        (self.table.as_ref().map_or(0, |t| t.rows.len()), self.all)
    }

    /// All numbers that are shown, for the widths of columns.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &Inputs> {
        let tables = self.table.iter().chain(&self.over_time);
        tables.flat_map(|table| {
            let rows = table.rows.iter().map(|row| &row.inputs);
            rows.chain(table.totals.iter().map(|total| &total.inputs))
        })
    }

    /// Makes the table.
    pub(super) fn fresh(app: &mut App) {
        let scope = app.results.scope();
        let below = over_time(app, scope);
        let old = std::mem::take(&mut app.results.scoped);
        let (on, span, group) = (old.on, old.span, old.group);
        let r = &app.results;
        let gathered = |scope: Scope, before: Option<Parts>| {
            let before = before.filter(|parts| !r.anew && parts.scope() == scope);
            match before {
                Some(mut parts) => {
                    parts.refresh(&app.ctx(), &r.touched);
                    parts
                }
                None => Parts::gather(&app.ctx(), scope),
            }
        };
        let parts = gathered(scope, old.parts);
        let time_parts = below.map(|scope| gathered(scope, old.time_parts));
        let sort = by_key(r.sort.unwrap_or(r.lens_of("scoped").sort));
        let fits = |creator: Id<Creator>| !r.filter.is_on() || r.filter.admits(app, creator);
        let ctx = app.ctx();
        let table = parts.table(&ctx, &fits, sort);
        let all = match r.filter.is_on() {
            true => parts.table(&ctx, &|_| true, sort).rows.len(),
            false => table.rows.len(),
        };
        let over_time = time_parts
            .as_ref()
            .map(|parts| parts.table(&ctx, &fits, sort))
            .filter(|table| !table.rows.is_empty());
        let row = |row: &scoped::Row| Row::Group(row.currency, row.key.clone());
        let rows: Vec<Row> = table.rows.iter().map(row).collect();
        let drawn = drawn(&table, false);
        let new = app.results.rows.is_empty();
        let r = &mut app.results;
        (r.report, r.whole) = (None, None);
        r.rows.set(rows);
        if new {
            r.rows.go_line(0);
        }
        r.scoped = Self {
            table: Some(table),
            over_time,
            drawn,
            all,
            parts: Some(parts),
            time_parts,
            today: app.today,
            on,
            span,
            group,
        };
    }
}

/// The scope that tells the same over time: the quarters of the year the days end in. Of creators
/// there are too many rows, and spans of days are time already.
fn over_time(app: &App, scope: Scope) -> Option<Scope> {
    if scope.group == Group::Creator || scope.group.is_time() {
        return None;
    }
    let end = scope.span.last().unwrap_or(app.today).min(app.today);
    Some(Scope {
        what: scope.what,
        span: Span::Year(end.year()),
        group: Group::Quarter,
    })
}

/// The lines of a table: currencies and what has only earlier orders are told apart by a rule; with
/// `sums` the sum of a currency stands below its rows.
pub fn drawn(table: &Table, sums: bool) -> Vec<Drawn> {
    let mut lines = Vec::new();
    let mut currency = None;
    let mut earlier = false;
    let sum_of = |currency: Currency| {
        let at = table.totals.iter().position(|t| t.currency == currency);
        at.filter(|_| sums).map(Drawn::Total)
    };
    for (at, row) in table.rows.iter().enumerate() {
        let only = row.is_earlier_only() && !table.scope.group.is_time();
        if only && !earlier {
            lines.push(Drawn::Earlier);
            earlier = true;
        } else if !only && currency != Some(row.currency) {
            lines.extend(currency.and_then(sum_of));
            if currency.is_some() {
                lines.push(Drawn::Currency(row.currency));
            }
            currency = Some(row.currency);
        }
        lines.push(Drawn::Row(at));
    }
    lines.extend(currency.and_then(sum_of));
    lines
}

/// Fewest lines of the frame around the table.
const LEAST_ABOVE: u16 = 18;

/// Fewest lines of the box below it.
const LEAST_BELOW: u16 = 9;

/// How the lines of a table are shared out. One function for scrolling and drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WideShape {
    /// Lines that say what is counted.
    pub head: u16,
    /// Rules between the parts: 1 or 0.
    pub rule: u16,
    /// Lines of the table.
    pub table: u16,
    /// Lines of sums, a currency each.
    pub totals: u16,
    /// Lines for what is to be known of the numbers.
    pub notes: u16,
    /// Lines of the same over time inside the list, its rule included.
    pub time: u16,
}

impl WideShape {
    /// The first line of the table, below the headings of its columns.
    pub const fn first(&self) -> u16 {
        self.head + self.rule + 1
    }
}

impl Results {
    /// Lines of the boxes below, borders included.
    pub fn under(&self, class: Class, body: u16) -> u16 {
        if !self.is_table() {
            return super::boxes(class, body);
        }
        let Some(time) = self
            .scoped
            .over_time
            .as_ref()
            .filter(|_| class == Class::Normal)
        else {
            return 0;
        };
        if body < LEAST_ABOVE + LEAST_BELOW {
            return 0;
        }
        // The table comes first: what it leaves is for the box, but some lines always are.
        let totals = self.scoped.table.as_ref().map_or(0, |t| t.totals.len());
        let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let table = count(self.scoped.drawn.len() + totals).saturating_add(10);
        let left = body.saturating_sub(table.max(LEAST_ABOVE));
        // Headings, borders, and two lines that say why a year is more than its quarters.
        let wanted = count(drawn(time, true).len() + 5);
        wanted.min(left.max(LEAST_BELOW))
    }

    /// How the lines of the table are shared out.
    pub fn wide_shape(&self, regions: &Regions) -> WideShape {
        let h = regions.list.h;
        let normal = regions.class == Class::Normal;
        let head = match (normal, h) {
            (true, 12..) => 3,
            (_, 14..) => 2,
            _ => 1,
        };
        let rule = u16::from(h >= 14);
        let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let totals = self.scoped.table.as_ref().map_or(0, |t| t.totals.len());
        let totals = count(totals).min(h / 4) * u16::from(h >= 9);
        let warnings = match &self.scoped.table {
            Some(table) => {
                let counted = !table.counted().is_empty();
                usize::from(counted || !table.warnings(self.scoped.today).is_empty())
            }
            None => 0,
        };
        let notes = 2 * u16::from(h >= 18) * count(warnings);
        let used = head + 2 * rule + totals + notes + 1;
        let room = h.saturating_sub(used);
        let wanted = count(self.scoped.drawn.len()).max(3);
        let time = match &self.scoped.over_time {
            Some(time) if !normal && h >= 18 => count(drawn(time, true).len() + 1),
            _ => 0,
        };
        let spare = room.saturating_sub(wanted);
        let time = if spare >= 4 { time.min(spare) } else { 0 };
        WideShape {
            head,
            rule,
            table: room.saturating_sub(time).max(1),
            totals,
            notes,
            time,
        }
    }

    /// The line of the table on which a row stands.
    fn line_of(&self, row: usize) -> usize {
        let lines = &self.scoped.drawn;
        let at = lines.iter().position(|line| *line == Drawn::Row(row));
        at.unwrap_or(0)
    }

    pub(super) fn scoped_fit(&mut self, regions: &Regions) {
        let height = usize::from(self.wide_shape(regions).table);
        let len = self.scoped.drawn.len();
        let at = self.line_of(self.rows.at());
        // A rule above the first row of a part is seen together with it.
        let with_rule = at.saturating_sub(1);
        let rule = match self.scoped.drawn.get(with_rule) {
            Some(Drawn::Row(_)) | None => at,
            Some(_) => with_rule,
        };
        self.top = super::scrolled(self.top, at, len, height).min(rule);
    }

    pub(super) fn scoped_point(&mut self, line: usize, regions: &Regions) -> bool {
        let shape = self.wide_shape(regions);
        let first = usize::from(shape.first());
        let Some(line) = line
            .checked_sub(first)
            .filter(|n| *n < usize::from(shape.table))
        else {
            return false;
        };
        match self.scoped.drawn.get(self.top + line) {
            Some(Drawn::Row(at)) if self.compared.is_empty() => {
                self.rows.go_line(*at);
                true
            }
            _ => false,
        }
    }
}

/// `everything · Q4 2026 · by creator`.
pub fn title(app: &App) -> String {
    let scope = app.results.scope();
    format!(
        "{} · {} · by {}",
        what_label(&app.ctx(), scope.what),
        span_label(scope.span.label(app.today)),
        scope.group
    )
}

/// The days in words; of all days more than one word.
pub fn span_label(label: String) -> String {
    if label == "all" {
        "all days".into()
    } else {
        label
    }
}

/// Shows the table with other days or by another group.
fn show(app: &mut App) {
    app.results.scoped.on = true;
    app.results.begin();
    Results::fresh(app);
}

/// Chooses the days.
pub(super) fn days_menu(app: &mut App) -> Vec<Effect> {
    let now = app.results.scoped.span;
    let mut offered = Span::offered(app.today);
    if !offered.contains(&now) {
        offered.insert(0, now);
    }
    let mut choices: Vec<Choice> = offered
        .into_iter()
        .map(|span| {
            let days = span.label_with_days(app.today);
            Choice::new(span.word(), span_label(days), "").on(span == now)
        })
        .collect();
    choices.push(Choice::new(TYPED, "typed…", EXAMPLES).letter('t'));
    app.open(Modal::Pick(Box::new(Pick::one(
        "Which days",
        choices,
        Target::default(),
        |app, _, values| match values.first().map(String::as_str) {
            Some(TYPED) => {
                let word = app.results.scoped.span.word();
                let prompt = Prompt::new(&DAYS, "Which days", &word, Target::default());
                app.open(Modal::Prompt(Box::new(prompt)))
            }
            Some(word) => match Span::parse(word, &app.reading()) {
                Ok(span) => {
                    app.results.scoped.span = span;
                    show(app);
                    Vec::new()
                }
                Err(why) => app.refuse(why),
            },
            None => Vec::new(),
        },
    ))))
}

/// The choice that asks for words.
const TYPED: &str = "typed";

const EXAMPLES: &str = "q3, nov 2025, since 1 sep, 1 oct to 24 nov";

/// The prompt that reads days typed in words.
const DAYS: Kind = Kind {
    hint: EXAMPLES,
    long: false,
    read: |app, prompt| {
        let span = Span::parse(prompt.line.text(), &app.reading());
        let words = span.map(|span| match (span.first(), span.last()) {
            (Some(from), Some(to)) => format!(
                "{}: {} - {}",
                span.label(app.today),
                brief(from, app.today),
                brief(to, app.today)
            ),
            _ => span_label(span.label(app.today)),
        });
        vec![Echo::from(words)]
    },
    save: |app, prompt| {
        app.results.scoped.span = Span::parse(prompt.line.text(), &app.reading())?;
        show(app);
        Ok(Vec::new())
    },
};

/// Chooses the group; of a campaign its page stands first.
pub(super) fn group_menu(app: &mut App) -> Vec<Effect> {
    let now = app.results.scoped.group;
    let table = app.results.is_table();
    let mut choices = Vec::new();
    if app.results.at().is_some() {
        let page = Choice::new(
            "",
            "the campaign's page",
            "its goal, targets and collaborations",
        );
        choices.push(page.on(!table));
    }
    let all = Group::ALL.iter();
    choices.extend(all.map(|g| Choice::new(g.word(), g.label(), "").on(table && *g == now)));
    app.open(Modal::Pick(Box::new(Pick::one(
        "Group by",
        choices,
        Target::default(),
        |app, _, values| {
            match values.first().and_then(|word| Group::parse(word).ok()) {
                Some(group) => {
                    app.results.scoped.group = group;
                    (app.results.sort, app.results.lens) = (None, None);
                    show(app);
                }
                None => {
                    app.results.scoped.on = false;
                    app.results.begin();
                    Results::fresh(app);
                }
            }
            Vec::new()
        },
    ))))
}

/// The numbers the cursor stands on.
pub(super) fn numbers(app: &App, table: &Table) -> Option<(String, Inputs)> {
    let row = table.rows.get(app.results.rows.at())?;
    Some((format!("{} · {}", row.name, title(app)), row.inputs.clone()))
}

/// Remarks above the formulas of a row: its earlier orders, and a year that is more than its parts.
pub(super) fn notes(app: &App) -> Vec<String> {
    let table = app
        .results
        .scoped
        .table
        .as_ref()
        .filter(|_| app.profile.is_none());
    let Some(table) = table else {
        return Vec::new();
    };
    let mut notes = Vec::new();
    if let Some(row) = table.rows.get(app.results.rows.at())
        && row.earlier > 0
    {
        notes.push(format!(
            "{} earlier orders: they came in these days from posts before them, and are in no number below.",
            row.earlier
        ));
    }
    notes.extend(table.more_than_its_parts(app.today));
    if !notes.is_empty() {
        notes.push(String::new());
    }
    notes
}

/// Copies the table as cells for a sheet.
pub(super) fn copy(app: &mut App) -> Vec<Effect> {
    let Some(table) = &app.results.scoped.table else {
        let key = app.keymap.first("results-group").unwrap_or_default();
        return app.refuse(format!(
            "a campaign's page is no table; {key} makes one of it"
        ));
    };
    let lines: Vec<String> = table
        .cells(&app.results.lens().metrics(&app.settings), app.today)
        .iter()
        .map(|row| row.join("	"))
        .collect();
    vec![Effect::Copy(
        lines.join(
            "
",
        ),
        "table".into(),
    )]
}

/// What Enter on a row of the table leads to.
pub(super) fn open(app: &mut App, currency: Currency, key: &RowKey) -> Vec<Effect> {
    match key {
        RowKey::Creator(creator) => creator_of(app, currency, key, *creator),
        RowKey::Campaign(Some(id)) => {
            app.results.show(*id);
            Results::fresh(app);
        }
        RowKey::Campaign(None) => {
            app.results.scoped.group = Group::Creator;
            app.results.show_what(What::NoCampaign);
            Results::fresh(app);
        }
        RowKey::Span(span) => {
            (app.results.scoped.span, app.results.scoped.group) = (*span, Group::Creator);
            show(app);
        }
        RowKey::Wave(Some(wave)) => {
            if let Some(campaign) = app.model.get(*wave).map(|wave| wave.campaign) {
                app.results.show(campaign);
                app.results.wave = Some(*wave);
                Results::fresh(app);
            }
        }
        RowKey::Wave(None) | RowKey::Word(_) => return pieces(app, currency, key),
    }
    Vec::new()
}

/// The orders of a creator in these days; where orders were only told with posts, which are no list,
/// the results in the profile.
fn creator_of(app: &mut App, currency: Currency, key: &RowKey, creator: Id<Creator>) {
    let scope = app.results.scope();
    let table = app.results.scoped.table.as_ref();
    let is = |row: &&scoped::Row| row.currency == currency && row.key == *key;
    let row = table.and_then(|table| table.rows.iter().find(is));
    if row.is_some_and(|row| row.inputs.from_shop || row.earlier > 0) {
        orders::open_for(app, Some(creator), scope.what, scope.span);
        return;
    }
    app.open_profile(creator);
    if let Some(profile) = app.profile.as_mut() {
        profile.tab = Tab::Results;
    }
    Results::of_person(app, creator);
}

/// Lists the pieces behind a row; Enter on one opens it in the profile of its creator.
fn pieces(app: &mut App, currency: Currency, key: &RowKey) -> Vec<Effect> {
    let table = app.results.scoped.table.as_ref();
    let is = |row: &&scoped::Row| row.currency == currency && row.key == *key;
    let Some(row) = table.and_then(|table| table.rows.iter().find(is)) else {
        return Vec::new();
    };
    let span = app.results.scoped.span;
    let deals = row.deals.iter().filter_map(|id| app.model.get(*id));
    let mut found: Vec<&Deliverable> = deals
        .flat_map(|deal| {
            let all = app.model.of::<Deliverable>(deal.creator);
            all.filter(|piece| piece.collaboration == deal.id)
        })
        .filter(|piece| piece.live.is_some_and(|day| span.holds(day)))
        .collect();
    found.sort_by_key(|piece| (std::cmp::Reverse(piece.live), piece.id));
    if found.is_empty() {
        return app.refuse("no post of these days stands behind it");
    }
    let choices = found
        .iter()
        .map(|piece| {
            let day = piece
                .live
                .map_or_else(String::new, |day| brief(day, app.today));
            let who = app.model.called(piece.creator);
            Choice::new(
                piece.id.to_string(),
                format!("{day:<11}{who}"),
                &*piece.format,
            )
        })
        .collect();
    let title = format!("{} · {}", row.name, words::count(found.len(), "piece"));
    app.open(Modal::Pick(Box::new(Pick::one(
        title,
        choices,
        Target::default(),
        |app, _, values| {
            let id = values.first().and_then(|v| v.parse().ok()).map(Id::new);
            let piece = id.and_then(|id: Id<Deliverable>| app.model.get(id));
            if let Some((id, creator)) = piece.map(|piece| (piece.id, piece.creator)) {
                app.open_row(creator, RowRef::Deliverable(id));
            }
            Vec::new()
        },
    ))))
}
