//! The walk through results: what the shared keys of lists do here.

use std::sync::Arc;

use super::{At, FOOTER, Results, Row, Shape, scrolled};
use crate::app::filter::{self, FilterSpec};
use crate::app::list::Move;
use crate::app::modal::Modal;
use crate::app::panes::profile::{RowRef, Tab};
use crate::app::panes::view::{Pane, Selection, View};
use crate::app::regions::Regions;
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::day::{brief, short};
use crate::domain::ids::Id;
use crate::domain::metrics::Report;
use crate::domain::metrics::scoped::RowKey;
use crate::domain::review;
use crate::domain::rows::{Creator, WeekNote};
use crate::domain::words;

/// Its row in the table of views.
pub const VIEW: View = View {
    place: ViewId::Results,
    command: "results",
    footer: FOOTER,
    pane: |app| &app.results,
    pane_mut: |app| &mut app.results,
    rebuild: Results::outdate,
    changed: Results::changed,
    enter: Results::build,
    back,
    open,
    wants: |_| Vec::new(),
    filter_spec: FilterSpec {
        filter: |app| &app.results.filter,
        set_filter: Results::set_filter,
        count: |app| {
            if app.results.is_table() {
                return app.results.scoped.count();
            }
            let lines = |report: &Option<Arc<Report>>| {
                report.as_ref().map_or(0, |report| report.lines.len())
            };
            (lines(&app.results.report), lines(&app.results.whole))
        },
        words: |app| app.results.filter.words(),
        hint: filter::PEOPLE,
        people: true,
    },
    count: |_| None,
};

/// Out of the comparison, then the selection, then the filter, then the wave, then the table of a
/// campaign back to its page.
fn back(app: &mut App) -> bool {
    if app.results.stop_comparing() {
        return true;
    }
    if app.results.rows.unmark() || app.unsift() {
        return true;
    }
    let one = app.results.wave.take().is_some();
    let table = app.results.at().is_some() && app.results.is_table();
    if table {
        app.results.scoped.on = false;
        app.results.begin();
    }
    if one || table {
        Results::fresh(app);
    }
    one || table
}

fn open(app: &mut App) -> Vec<Effect> {
    match app.results.current() {
        Some(Row::Deal(creator, deal)) => {
            app.open_profile(creator);
            if let Some(profile) = app.profile.as_mut() {
                profile.tab = Tab::Results;
            }
            Results::of_person(app, creator);
            if let Some(profile) = app.profile.as_ref() {
                let rows = crate::app::panes::profile::rows(app, creator, profile.tab);
                if let Some(profile) = app.profile.as_mut() {
                    profile.list.set(rows);
                    profile.list.go(&RowRef::Collaboration(deal));
                }
            }
            Vec::new()
        }
        Some(Row::Goal(_)) => super::acts::explain(app),
        Some(Row::Campaign(_)) => page(app),
        Some(Row::Group(currency, key)) => super::scoped::open(app, currency, &key),
        None => app.refuse("nothing under the cursor to open"),
    }
}

/// All that is known of the campaign itself: goal, days, budget, waves, and the notes of its weeks.
fn page(app: &mut App) -> Vec<Effect> {
    let Some(row) = app.results.at().and_then(|c| app.model.get(c)) else {
        return Vec::new();
    };
    use crate::domain::fields::Fielded;
    let fields = crate::domain::rows::Campaign::FIELDS.iter();
    let mut lines: Vec<String> = fields
        .map(|f| (f.label, f.shown(row, app.today)))
        .filter(|(_, value)| !value.is_empty() && value != "no")
        .map(|(label, value)| told(label, &value))
        .collect();
    if let Some(report) = &app.results.report {
        for (wave, inputs) in &report.waves {
            let day = |d: Option<crate::domain::day::Day>| {
                d.map_or_else(|| "?".into(), |d| brief(d, app.today))
            };
            let orders = inputs
                .orders
                .map_or_else(String::new, |n| format!(" · {}", words::orders(n)));
            lines.push(told(
                &wave.name,
                &format!("{} - {}{orders}", day(wave.start), day(wave.end)),
            ));
        }
    }
    let mut notes: Vec<&WeekNote> = app.model.of_campaign::<WeekNote>(row.id).collect();
    notes.sort_by_key(|n| std::cmp::Reverse(n.week));
    lines.push(String::new());
    let key = app.keymap.first("record-week-note").unwrap_or_default();
    let week = review::week_words(&app.ctx(), review::week_to_note(&app.ctx(), row.id));
    lines.push(format!(
        "Notes of its weeks, the newest first ({key} writes that of {week})"
    ));
    lines.extend(
        notes
            .iter()
            .map(|n| told(&short(n.week, app.today), &n.words)),
    );
    let title = row.name.to_string();
    app.open(Modal::listing(title, lines))
}

/// A label and words beside it.
fn told(label: &str, words: &str) -> String {
    format!("{label:<16}{words}")
}

impl Pane for Results {
    fn step(&mut self, how: Move) -> bool {
        let moved = self.rows.step(how);
        self.rows.extend_range();
        moved
    }

    fn fit(&mut self, regions: &Regions) {
        if self.is_table() {
            return self.scoped_fit(regions);
        }
        let head = self.head_rows();
        let shape = Shape::of(regions, head.saturating_sub(1).max(1));
        if let Some(at) = self.rows.at().checked_sub(head) {
            let len = self.rows.len() - head;
            self.top = scrolled(self.top, at, len, usize::from(shape.table));
        }
    }

    fn point(&mut self, line: usize, regions: &Regions) -> bool {
        if self.is_table() {
            return self.scoped_point(line, regions);
        }
        let goals = self.head_rows().saturating_sub(1);
        let shape = Shape::of(regions, goals.max(1));
        let row = match shape.row_of(line, self.goals_from(shape), self.top) {
            Some(At::Head) => 0,
            Some(At::Goal(n)) if n < goals => 1 + n,
            Some(At::Line(n)) => 1 + goals + n,
            _ => return false,
        };
        let row = self.rows.rows().get(row).cloned();
        self.compared.is_empty() && row.is_some_and(|row| self.rows.go(&row))
    }

    fn go(&mut self, creator: Id<Creator>) -> bool {
        let here = self.current_creator() == Some(creator);
        let there = here || self.put_on(creator);
        self.wanted = (!there).then_some(creator);
        there
    }

    fn current_creator(&self) -> Option<Id<Creator>> {
        of_one(self.rows.current()?)
    }

    fn target(&self) -> Target {
        let mut creators: Vec<Id<Creator>> = self.rows.marked().iter().filter_map(of_one).collect();
        if creators.is_empty() {
            creators.extend(self.current_creator());
        }
        creators.dedup();
        let item = self
            .report
            .as_ref()
            .and_then(|r| r.item)
            .filter(|_| creators.is_empty());
        Target {
            creators,
            items: item.into_iter().collect(),
        }
    }

    fn row(&self) -> Option<RowRef> {
        Some(match self.current()? {
            Row::Campaign(id) => RowRef::Campaign(id),
            Row::Goal(id) => RowRef::Target(id),
            Row::Deal(_, id) => RowRef::Collaboration(id),
            Row::Group(_, RowKey::Campaign(Some(id))) => RowRef::Campaign(id),
            Row::Group(..) => return None,
        })
    }

    fn opens(&self) -> bool {
        self.rows.current().is_some()
    }

    fn neighbour(&self, creator: Id<Creator>, by: i64) -> Option<Id<Creator>> {
        let all: Vec<Id<Creator>> = self.rows.rows().iter().filter_map(of_one).collect();
        let at = all.iter().position(|c| *c == creator)?;
        all.get(at.checked_add_signed(isize::try_from(by).ok()?)?)
            .copied()
    }

    fn selection(&mut self) -> Option<&mut dyn Selection> {
        Some(&mut self.rows)
    }

    fn selectable(&self) -> bool {
        self.report.is_some() || self.scoped.table.is_some()
    }
}

/// The one creator a row is about.
fn of_one(row: &Row) -> Option<Id<Creator>> {
    match row {
        Row::Deal(creator, _) | Row::Group(_, RowKey::Creator(creator)) => Some(*creator),
        _ => None,
    }
}
