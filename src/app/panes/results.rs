//! Results: one campaign at a time with its goal, its targets and a line per collaboration, the
//! cheapest order first; behind the campaigns tables of any scope (`scoped`). The numbers are the
//! domain's (`metrics`); they are computed when the view is entered or its rows changed, never by
//! moving.

mod acts;
mod cursor;
mod scoped;
mod shape;

use std::sync::Arc;

use crate::app::command::Scope::{Everywhere, In, Lists, People};
use crate::app::command::{Able, Command};
use crate::app::filter::Filter;
use crate::app::list::List;
use crate::app::{App, ViewId};
use crate::domain::change::Step;
use crate::domain::ids::Id;
use crate::domain::ledger::periods::Window;
use crate::domain::metrics::gather;
use crate::domain::metrics::lens::{self, Lens};
use crate::domain::metrics::report::{self, Line};
use crate::domain::metrics::scope::{Scope, What};
use crate::domain::metrics::scoped::{RowKey, Table};
use crate::domain::metrics::{Comparison, Inputs, Metric, Report, by_key};
use crate::domain::money::Currency;
use crate::domain::rows::*;
use crate::domain::settings::Settings;
pub use cursor::VIEW;
pub use scoped::{Drawn, Scoped, WideShape, drawn, span_label, title as scoped_title};
pub use shape::{At, Shape, boxes};

/// Keys for the footer.
pub const FOOTER: &[&str] = &[
    "open",
    "record",
    "copy-debrief",
    "next-campaign",
    "results-days",
    "results-group",
    "explain-numbers",
    "wave",
    "compare",
    "filter",
    "select",
    "edit",
    "view",
    "add",
];

/// Commands of this view, and those about results elsewhere.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "next-campaign",
        &["]", "Shift+Right"],
        "what",
        "Next campaign; after the campaigns what is in none, then everything",
        |app| acts::turn(app, 1),
    )
    .scope(In(ViewId::Results))
    .able(acts::another),
    Command::new(
        "previous-campaign",
        &["[", "Shift+Left"],
        "what, back",
        "Previous campaign; before the first everything, then what is in no campaign",
        |app| acts::turn(app, -1),
    )
    .scope(In(ViewId::Results))
    .able(acts::another),
    Command::new(
        "results-days",
        &["z d"],
        "days…",
        "Choose the days that are counted: a month, a quarter, a year, all, or typed",
        scoped::days_menu,
    )
    .scope(In(ViewId::Results))
    .able(acts::another),
    Command::new(
        "results-group",
        &["z g"],
        "group…",
        "Group results by creator, format, platform, tier, type, campaign, wave, month or quarter",
        scoped::group_menu,
    )
    .scope(In(ViewId::Results))
    .able(acts::another),
    Command::new(
        "results-everything",
        &[],
        "results of everything",
        "Show the results of everything, whatever campaign it belongs to",
        |app| {
            app.go(ViewId::Results);
            app.results.show_what(What::Everything);
            Results::fresh(app);
            Vec::new()
        },
    )
    .scope(Everywhere),
    Command::new(
        "copy-results",
        &["y x"],
        "table",
        "Copy the table of results as it is shown, for a sheet",
        scoped::copy,
    )
    .scope(In(ViewId::Results))
    .able(acts::another),
    Command::new(
        "columns-right",
        &["l", "Right"],
        "more columns",
        "Scroll the columns to the right",
        |app| acts::scroll(app, 1),
    )
    .scope(In(ViewId::Results)),
    Command::new(
        "columns-left",
        &["h", "Left"],
        "columns back",
        "Scroll the columns back to the left",
        |app| acts::scroll(app, -1),
    )
    .scope(In(ViewId::Results)),
    Command::new(
        "wave",
        &["z w"],
        "wave",
        "Show one wave of the campaign after the other, then all of it",
        acts::wave,
    )
    .scope(In(ViewId::Results))
    .able(waves),
    Command::new(
        "compare",
        &["z k"],
        "compare",
        "Compare the selected creators side by side",
        acts::compare,
    )
    .scope(In(ViewId::Results))
    .able(comparable),
    Command::new(
        "sort-results",
        &["z s"],
        "sort…",
        "Choose the number results are sorted by",
        acts::sort_menu,
    )
    .scope(In(ViewId::Results)),
    Command::new(
        "results-columns",
        &["z c"],
        "look at…",
        "Choose what is looked at first: orders, awareness, content, loyalty, revenue",
        acts::lens_menu,
    )
    .scope(In(ViewId::Results)),
    Command::new(
        "explain-numbers",
        &["="],
        "formulas",
        "Show every number of the row with its formula and what it was computed from",
        acts::explain,
    )
    .scope(Lists)
    .able(|app| match acts::has_numbers(app) {
        true => Ok(()),
        false => Err("formulas are in Results, and in the Results tab of a profile".into()),
    }),
    Command::new(
        "copy-debrief",
        &["y r"],
        "debrief",
        "Copy a debrief for the creator: their numbers, nobody else's; then log it as sent",
        acts::debrief,
    )
    .scope(People)
    .able(|app| {
        app.current_creator()
            .map(|_| ())
            .ok_or_else(|| "no creator under the cursor".into())
    }),
    Command::new(
        "campaign-page",
        &["g m"],
        "campaign",
        "Go to the campaign of the creator under the cursor, its goal and targets",
        acts::campaign_page,
    )
    .scope(Everywhere),
];

fn waves(app: &App) -> Able {
    let some = app
        .results
        .report
        .as_ref()
        .is_some_and(|r| !r.waves.is_empty());
    if some {
        Ok(())
    } else {
        Err("this campaign has no waves; a adds one: /name wave 2 5 dec - 19 dec".into())
    }
}

fn comparable(app: &App) -> Able {
    let some = app.results.rows.len() > app.results.head_rows() + 1;
    if some {
        Ok(())
    } else {
        Err("there are no two rows here to be compared".into())
    }
}

/// A row of the view.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    /// The campaign, its goal.
    Campaign(Id<Campaign>),
    /// A target.
    Goal(Id<Target>),
    /// A collaboration.
    Deal(Id<Creator>, Id<Collaboration>),
    /// A row of a table of any scope, in a currency.
    Group(Currency, RowKey),
}

/// A creator's own results, for their profile.
pub struct Person {
    /// Whose.
    pub creator: Id<Creator>,
    /// A line per collaboration with anything to show, the newest first.
    pub lines: Vec<Line>,
    /// Their orders that belong to no collaboration.
    pub without_deal: Inputs,
}

/// The state.
#[derive(Default)]
pub struct Results {
    /// Rows: the campaign, its targets, its collaborations.
    pub rows: List<Row>,
    /// What they show; none while there is no campaign.
    pub report: Option<Arc<Report>>,
    /// The same without a filter.
    pub whole: Option<Arc<Report>>,
    /// What its collaborations are narrowed to.
    pub filter: Filter,
    /// Campaigns, those under way first.
    pub campaigns: Vec<Id<Campaign>>,
    /// Whose work is shown; none before the view was entered.
    pub what: Option<What>,
    /// It was chosen, and does not only stand here for want of a campaign.
    chosen: bool,
    /// The table of a scope, its days and its group; both stay from one scope to the next.
    pub scoped: Scoped,
    /// Columns scrolled away to the left.
    pub skip: usize,
    /// Rows being compared; none while the table is shown.
    pub compared: Vec<Row>,
    /// The same side by side.
    pub comparison: Option<Comparison>,
    /// First collaboration in sight.
    pub top: usize,
    /// The columns of the lens, with the cells each takes for its widest number.
    pub columns: Vec<(&'static Metric, u16)>,
    /// The results of the creator whose profile is open.
    pub person: Option<Person>,
    wave: Option<Id<Wave>>,
    lens: Option<&'static str>,
    sort: Option<&'static str>,
    outdated: bool,
    /// Nothing of the report before can be kept.
    anew: bool,
    /// Creators whose lines are out of date.
    touched: Vec<Id<Creator>>,
    /// A creator to be shown whose campaign is not the one at hand.
    wanted: Option<Id<Creator>>,
}

impl Results {
    fn outdate(app: &mut App) {
        let r = &mut app.results;
        (r.outdated, r.anew, r.person) = (true, true, None);
        app.results.filter = Filter::new(app, app.results.filter.text());
    }

    /// What the step touched of the campaign at hand is computed again, nothing else; but orders
    /// and codes may belong to anybody, and waves share out everybody's.
    fn changed(app: &mut App, step: &Step, touched: &[Id<Creator>]) {
        let e = &step.edits;
        let orders = !e.sales.is_empty() || !e.refunds.is_empty() || !e.rights.is_empty();
        let campaign = !e.campaigns.is_empty()
            || e.campaigns_touched()
                .iter()
                .any(|c| app.results.at() == Some(*c));
        let at = app.results.at();
        let wide = app.results.is_table();
        let mine =
            |c: &Id<Creator>| wide || app.model.of::<Collaboration>(*c).any(|d| d.campaign == at);
        let any = orders || campaign || touched.iter().any(mine);
        let r = &mut app.results;
        r.anew |= orders || !e.waves.is_empty();
        r.outdated |= any;
        r.touched.extend(touched);
        if r.person
            .as_ref()
            .is_some_and(|p| orders || touched.contains(&p.creator))
        {
            r.person = None;
        }
    }

    fn build(app: &mut App) {
        if let Some(creator) = app.results.wanted.take() {
            let newest = app
                .model
                .of::<Collaboration>(creator)
                .filter(|c| c.campaign.is_some());
            let best = newest.max_by_key(|c| (c.is_open(), c.stage, c.opened, c.id));
            let on = best.and_then(|c| c.campaign).map(What::Campaign);
            if on.is_some() && app.results.what != on {
                app.results.show_what(on.unwrap_or_default());
            }
            Self::fresh(app);
            app.results.put_on(creator);
        } else if app.results.outdated {
            Self::fresh(app);
        }
    }

    /// Shows what another filter lets through.
    fn set_filter(app: &mut App, filter: Filter) {
        app.results.stop_comparing();
        app.results.filter = filter;
        Self::fresh(app);
        let head = app.results.head_rows();
        if app.results.rows.at() >= head {
            app.results.rows.go_line(head);
        }
    }

    /// The campaign whose page or table is shown.
    pub fn at(&self) -> Option<Id<Campaign>> {
        match self.what {
            Some(What::Campaign(id)) => Some(id),
            _ => None,
        }
    }

    /// The scope of the table: whose work, in which days, grouped by what.
    pub fn scope(&self) -> Scope {
        Scope {
            what: self.what.unwrap_or_default(),
            span: self.scoped.span,
            group: self.scoped.group,
        }
    }

    /// Whether the table of a scope is shown, and no page of a campaign.
    pub fn is_table(&self) -> bool {
        match self.what {
            Some(What::Campaign(_)) => self.scoped.on,
            Some(_) => true,
            None => false,
        }
    }

    /// Whether there is nothing that could be counted: no campaign, no post, no order.
    pub fn nothing_yet(&self, app: &App) -> bool {
        self.campaigns.is_empty() && Table::oldest(&app.ctx()).is_none()
    }

    /// The page of a campaign.
    pub(super) fn show(&mut self, campaign: Id<Campaign>) {
        self.scoped.on = false;
        self.show_what(What::Campaign(campaign));
    }

    /// Another scope, looked at from the beginning.
    pub(super) fn show_what(&mut self, what: What) {
        (self.wave, self.lens, self.sort) = (None, None, None);
        (self.what, self.chosen) = (Some(what), true);
        self.begin();
    }

    /// Rows, columns and the window from the beginning.
    fn begin(&mut self) {
        (self.skip, self.top) = (0, 0);
        self.stop_comparing();
        self.rows = List::default();
        self.outdated = true;
    }

    fn fresh(app: &mut App) {
        app.results.outdated = false;
        app.results.campaigns = campaigns(app);
        let chosen = app.results.chosen;
        let gone = |what: &What| match what {
            What::Campaign(id) => app.model.get(*id).is_none(),
            _ => !chosen,
        };
        let what = app.results.what.filter(|what| !gone(what));
        let first = app.results.campaigns.first().copied();
        let usual = first.map_or(What::Everything, What::Campaign);
        let new = app.results.what != what || app.results.rows.is_empty();
        app.results.what = Some(what.unwrap_or(usual));
        if app.results.is_table() {
            Scoped::fresh(app);
        } else {
            Self::page(app, new);
        }
        let r = &mut app.results;
        r.anew = false;
        r.touched.clear();
        let rows = r.rows.rows();
        r.compared.retain(|row| rows.contains(row));
        r.columns = r.measure(&app.settings);
        Self::compare(app);
    }

    /// Makes the page of a campaign.
    fn page(app: &mut App, new: bool) {
        app.results.scoped.forget();
        let at = app.results.at();
        let r = &app.results;
        let report = at.and_then(|c| {
            let wave = r
                .wave
                .filter(|w| app.model.get(*w).is_some_and(|w| w.campaign == c));
            let same = |b: &&Report| !r.anew && b.campaign == c && b.wave == wave;
            let before = r.whole.as_deref().filter(same);
            let mut report = Report::build_on(&app.ctx(), (c, wave), before, &r.touched)?;
            report.sort(r.sort.unwrap_or(r.lens_of(report.lens).sort));
            Some(report)
        });
        let whole = report.map(Arc::new);
        let fits = |creator| r.filter.admits(app, creator);
        let report = match &whole {
            Some(whole) if r.filter.is_on() => Some(Arc::new(whole.only(&fits))),
            whole => whole.clone(),
        };
        let mut rows: Vec<Row> = at.map(Row::Campaign).into_iter().collect();
        if let Some(report) = &report {
            rows.extend(report.goals.iter().map(|g| Row::Goal(g.target)));
            rows.extend(report.lines.iter().map(|l| Row::Deal(l.creator, l.deal)));
        }
        let r = &mut app.results;
        (r.report, r.whole) = (report, whole);
        r.rows.set(rows);
        if new {
            r.rows.go_line(r.head_rows());
        }
    }

    fn lens_of(&self, usual: &'static str) -> &'static Lens {
        let key = self.lens.unwrap_or(usual);
        lens::by_key(key)
            .or(lens::LENSES.first())
            .unwrap_or(FALLBACK)
    }

    /// The widest number of each column, once, so that columns do not jump while one scrolls.
    fn measure(&self, settings: &Settings) -> Vec<(&'static Metric, u16)> {
        let all = || {
            let page = self.report.iter().flat_map(|report| {
                let lines = report.lines.iter().map(|l| &l.inputs);
                lines.chain([&report.total])
            });
            page.chain(self.scoped.inputs())
        };
        let width = |metric: &Metric| {
            let longest = all()
                .map(|i| (metric.compute)(i).cell().chars().count())
                .max()
                .unwrap_or(0);
            u16::try_from(longest.max(metric.short.len())).unwrap_or(u16::MAX)
        };
        self.lens()
            .metrics(settings)
            .into_iter()
            .map(|metric| (metric, width(metric)))
            .collect()
    }

    /// What is looked at first.
    pub fn lens(&self) -> &'static Lens {
        let usual = match &self.report {
            Some(report) => report.lens,
            None => lens::SCOPED.key,
        };
        self.lens_of(usual)
    }

    /// The metric rows are sorted by.
    pub fn sorted_by(&self) -> Option<&'static Metric> {
        by_key(self.sort.unwrap_or(self.lens().sort))
    }

    /// Rows before the first collaboration.
    pub fn head_rows(&self) -> usize {
        match &self.report {
            Some(report) => 1 + report.goals.len(),
            None if self.is_table() => 0,
            None => self.rows.len(),
        }
    }

    /// The first target in sight: the one under the cursor always is.
    pub fn goals_from(&self, shape: Shape) -> usize {
        let at = self
            .rows
            .at()
            .checked_sub(1)
            .filter(|at| at + 1 < self.head_rows());
        at.map_or(0, |at| (at + 1).saturating_sub(usize::from(shape.goals)))
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<Row> {
        self.rows.current().cloned()
    }

    /// The line of the collaboration under the cursor.
    pub fn line(&self) -> Option<&Line> {
        let at = self.rows.at().checked_sub(self.head_rows())?;
        self.report.as_ref()?.lines.get(at)
    }

    /// The wave shown alone.
    pub fn wave(&self) -> Option<Id<Wave>> {
        self.report.as_ref()?.wave
    }

    fn put_on(&mut self, creator: Id<Creator>) -> bool {
        let row = self
            .rows
            .rows()
            .iter()
            .find(|r| match r {
                Row::Deal(c, _) | Row::Group(_, RowKey::Creator(c)) => *c == creator,
                _ => false,
            })
            .cloned();
        row.is_some_and(|row| self.rows.go(&row))
    }

    /// The numbers of everything a creator did.
    pub fn of_creator(app: &App, creator: Id<Creator>) -> Inputs {
        let ctx = app.ctx();
        let mut all = report::together(&report::of_creator(&ctx, creator));
        all.merge(&gather::without_deal(&ctx, creator, &Window::All));
        all
    }

    /// Lines of a creator's own results, kept until something changes.
    pub fn of_person(app: &mut App, creator: Id<Creator>) {
        if app
            .results
            .person
            .as_ref()
            .is_some_and(|p| p.creator == creator)
        {
            return;
        }
        let ctx = app.ctx();
        let lines = report::of_creator(&ctx, creator);
        let without_deal = gather::without_deal(&ctx, creator, &Window::All);
        app.results.person = Some(Person {
            creator,
            lines,
            without_deal,
        });
    }
}

/// Never used while the table of lenses has a row; spares a panic.
const FALLBACK: &Lens = &Lens {
    key: "",
    title: "",
    first: &[],
    shown: &[],
    sort: "cpa",
};

/// Campaigns in the order `[` and `]` go through them: under way, then to come, then over; the
/// newest first.
pub(super) fn campaigns(app: &App) -> Vec<Id<Campaign>> {
    let mut all: Vec<&Campaign> = app.model.campaigns.iter().collect();
    let today = app.today;
    all.sort_by_key(|c| {
        let over = c.closed || c.end.is_some_and(|end| end < today);
        let coming = c.start.is_some_and(|start| start > today);
        (
            u8::from(over) * 2 + u8::from(coming),
            std::cmp::Reverse(c.start),
            std::cmp::Reverse(c.id),
        )
    });
    all.into_iter().map(|c| c.id).collect()
}

/// Lines under the table of a profile's Results tab, in a body of so many lines: all together, and
/// where there is room a note and the debriefs.
pub fn below(body: usize) -> usize {
    if body < 16 { 2 } else { 4 }
}

/// Keeps a line in sight: the first line to show of `len` in a window of `height`.
pub fn scrolled(top: usize, at: usize, len: usize, height: usize) -> usize {
    let height = height.max(1);
    let low = if at < top { at } else { top };
    let low = if at >= low + height {
        at + 1 - height
    } else {
        low
    };
    low.min(len.saturating_sub(height))
}

/// The campaign that is looked at, for what is added or noted about it.
pub(in crate::app) fn shown_campaign(app: &App) -> Option<Id<Campaign>> {
    (app.place() == ViewId::Results)
        .then(|| app.results.at())
        .flatten()
}
