//! What the commands of results do: another campaign or wave, other columns, the comparison,
//! formulas, the debrief.

use super::{Results, Row, scoped};
use crate::app::command::Able;
use crate::app::modal::Modal;
use crate::app::modal::pick::{Choice, Pick};
use crate::app::panes::profile::{RowRef, Tab};
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::ids::Id;
use crate::domain::metrics::compare::{self, Compared, Comparison};
use crate::domain::metrics::report::together;
use crate::domain::metrics::scoped as scoped_row;
use crate::domain::metrics::{Inputs, METRICS, Measure, by_key, debrief as text, in_use, lens};
use crate::domain::review;
use crate::domain::rows::*;

/// There is something that can be counted.
pub(super) fn another(app: &App) -> Able {
    if app.results.nothing_yet(app) {
        return Err("there is no campaign, no post and no order yet".into());
    }
    Ok(())
}

pub(super) fn turn(app: &mut App, by: isize) -> Vec<Effect> {
    let what = app.results.what.unwrap_or_default();
    let to = what.turned(&app.results.campaigns, by);
    app.results.show_what(to);
    Results::fresh(app);
    Vec::new()
}

pub(super) fn scroll(app: &mut App, by: isize) -> Vec<Effect> {
    let most = app.results.columns.len().saturating_sub(1);
    let to = app.results.skip.saturating_add_signed(by).min(most);
    if to == app.results.skip {
        return app.refuse(if by < 0 {
            "these are the first columns"
        } else {
            "these are the last columns"
        });
    }
    app.results.skip = to;
    Vec::new()
}

pub(super) fn wave(app: &mut App) -> Vec<Effect> {
    let waves: Vec<Id<Wave>> = app
        .results
        .report
        .as_ref()
        .map_or_else(Vec::new, |r| r.waves.iter().map(|(w, _)| w.id).collect());
    app.results.wave = match app
        .results
        .wave
        .and_then(|w| waves.iter().position(|id| *id == w))
    {
        None => waves.first().copied(),
        Some(at) => waves.get(at + 1).copied(),
    };
    Results::fresh(app);
    Vec::new()
}

pub(super) fn compare(app: &mut App) -> Vec<Effect> {
    if app.results.stop_comparing() {
        return Vec::new();
    }
    let mut marked = app.results.rows.marked();
    marked.retain(|row| matches!(row, Row::Deal(..) | Row::Group(..)));
    if marked.len() < 2 {
        let key = app.keymap.first("select").unwrap_or_default();
        let what = match app.results.is_table() {
            true => format!("{}s", app.results.scope().group),
            false => "creators".into(),
        };
        return app.refuse(format!("select two {what} or more first: {key} marks one"));
    }
    app.results.compared = marked;
    Results::compare(app);
    Vec::new()
}

pub(super) fn sort_menu(app: &mut App) -> Vec<Effect> {
    let now = app.results.sorted_by().map_or("", |m| m.key);
    if app.results.is_table() && app.results.scope().group.is_time() {
        let word = app.results.scope().group;
        return app.refuse(format!("{word}s stand in the order of time"));
    }
    let shown = app.results.lens().metrics(&app.settings);
    let known = METRICS
        .iter()
        .filter(|m| shown.iter().any(|s| s.key == m.key));
    let choices = known
        .map(|m| Choice::new(m.key, m.label, m.formula).on(m.key == now))
        .collect();
    app.open(Modal::Pick(Box::new(Pick::one(
        "Sort results by",
        choices,
        Target::default(),
        |app, _, values| {
            app.results.sort = values.first().and_then(|v| by_key(v)).map(|m| m.key);
            Results::fresh(app);
            Vec::new()
        },
    ))))
}

pub(super) fn lens_menu(app: &mut App) -> Vec<Effect> {
    let now = app.results.lens().key;
    let wide = Some(&lens::SCOPED).filter(|_| app.results.is_table());
    let choices = wide
        .into_iter()
        .chain(lens::LENSES)
        .map(|l| Choice::new(l.key, l.title, "").on(l.key == now))
        .collect();
    app.open(Modal::Pick(Box::new(Pick::one(
        "Look at",
        choices,
        Target::default(),
        |app, _, values| {
            app.results.lens = values.first().and_then(|v| lens::by_key(v)).map(|l| l.key);
            (app.results.sort, app.results.skip) = (None, 0);
            Results::fresh(app);
            Vec::new()
        },
    ))))
}

pub(super) fn has_numbers(app: &App) -> bool {
    match &app.profile {
        Some(profile) => profile.tab == Tab::Results,
        None => {
            let r = &app.results;
            app.view == ViewId::Results && (r.report.is_some() || r.scoped.table.is_some())
        }
    }
}

/// The numbers the cursor stands on: of a collaboration, else of the whole campaign, else of the
/// creator.
fn numbers(app: &App) -> Option<(String, Inputs)> {
    if let Some(profile) = &app.profile {
        let person = app.results.person.as_ref()?;
        let name = app.model.called(profile.creator);
        if let RowRef::Collaboration(deal) = profile.row()
            && let Some(line) = person.lines.iter().find(|l| l.deal == deal)
        {
            return Some((
                format!("{name} · {}", campaign_name(app, deal)),
                line.inputs.clone(),
            ));
        }
        let mut all = together(&person.lines);
        all.merge(&person.without_deal);
        return Some((format!("{name} · all collaborations"), all));
    }
    if let Some(table) = &app.results.scoped.table {
        return scoped::numbers(app, table);
    }
    let report = app.results.report.as_ref()?;
    let name = app
        .model
        .get(report.campaign)
        .map_or_else(String::new, |c| c.name.to_string());
    match app.results.line() {
        Some(line) => Some((
            format!("{} · {name}", app.model.called(line.creator)),
            line.inputs.clone(),
        )),
        None => Some((
            format!("{name} · all {} live", report.lines.len() - report.to_come),
            report.total.clone(),
        )),
    }
}

fn campaign_name(app: &App, deal: Id<Collaboration>) -> String {
    let campaign = app
        .model
        .get(deal)
        .and_then(|d| d.campaign)
        .and_then(|c| app.model.get(c));
    campaign.map_or_else(|| "no campaign".into(), |c| c.name.to_string())
}

/// Every number with its formula and what it was computed from; that of the target under the cursor
/// first.
pub(super) fn explain(app: &mut App) -> Vec<Effect> {
    let Some((title, inputs)) = numbers(app) else {
        return app.refuse("there are no numbers here yet");
    };
    let goal = match app.results.current().filter(|_| app.profile.is_none()) {
        Some(Row::Goal(id)) => app.model.get(id).map(|t| t.metric.clone()),
        _ => None,
    };
    // The target under the cursor stands first, also where nothing was counted for it yet.
    let first = goal.as_deref().and_then(Measure::of);
    let wanted = first.as_ref().map(Measure::key);
    let all = in_use(&app.settings).map(Measure::Table);
    // Counts of one's own stand next: at the end of so long a list nobody would find them.
    let others = Measure::own(&inputs).into_iter().chain(all);
    let others = others.filter(|m| Some(m.key()) != wanted);
    let mut lines = scoped::notes(app);
    for measure in first.clone().into_iter().chain(others) {
        lines.push(format!(
            "{}  {}",
            measure.compute(&inputs).shown(),
            measure.label()
        ));
        lines.push(format!("    = {}", measure.formula()));
        lines.push(format!("    from {}", measure.inputs(&inputs)));
    }
    app.open(Modal::listing(title, lines))
}

/// The collaboration a debrief would be about: the one under the cursor, else the newest that is
/// live and without one, else the newest that is live.
fn debriefed(app: &App) -> Option<Id<Collaboration>> {
    let creator = app.current_creator()?;
    if let Some(RowRef::Collaboration(deal)) = app.row() {
        return Some(deal);
    }
    let live = |c: &&Collaboration| {
        app.model
            .of::<Deliverable>(creator)
            .any(|d| d.collaboration == c.id && d.live.is_some())
    };
    let all = app.model.of::<Collaboration>(creator).filter(live);
    all.max_by_key(|c| (c.debrief_sent.is_none(), c.opened, c.id))
        .map(|c| c.id)
}

/// Copies the debrief (or the comparison that is shown) and offers to log it as sent.
pub(super) fn debrief(app: &mut App) -> Vec<Effect> {
    if let Some(comparison) = app.comparison() {
        return vec![Effect::Copy(comparison.text(), "comparison".into())];
    }
    let target = app.target();
    if target.creators.len() > 1 {
        return app.refuse("a debrief is for one creator; take the selection away first");
    }
    let Some(deal) = debriefed(app) else {
        return app.refuse("nothing of theirs is live yet, so there is nothing to tell");
    };
    let words = match text::text(&app.ctx(), deal) {
        Ok(words) => words,
        Err(why) => return app.refuse(why),
    };
    let sent = app.model.get(deal).and_then(|d| d.debrief_sent);
    let mut effects = vec![Effect::Copy(words, "debrief".into())];
    if app.around.read_only.is_none() && sent.is_none() {
        let choices = vec![
            Choice::new(
                deal.to_string(),
                "Sent it",
                "logs it; the debrief is no longer owed",
            )
            .letter('s'),
            Choice::new("", "Not yet", "only copied").letter('n'),
        ];
        let title = format!("The debrief is copied · {}", target.called(app));
        effects.extend(app.open(Modal::Pick(Box::new(Pick::one(
            title,
            choices,
            target,
            |app, _, values| {
                let deal = values.first().and_then(|v| v.parse().ok()).map(Id::new);
                match deal {
                    Some(deal) => {
                        let words = text::text(&app.ctx(), deal).unwrap_or_default();
                        let step = review::debrief_sent(&app.ctx(), deal, &words);
                        app.commit_or_refuse(step)
                    }
                    None => Vec::new(),
                }
            },
        )))));
    }
    effects
}

/// To the campaign of whom the cursor stands on.
pub(super) fn campaign_page(app: &mut App) -> Vec<Effect> {
    let creator = app.current_creator();
    let here = match app.row() {
        Some(RowRef::Collaboration(deal)) => app.model.get(deal).and_then(|d| d.campaign),
        _ => None,
    };
    let of = creator
        .and_then(|c| app.derived.of(c).lead)
        .and_then(|d| app.model.get(d))
        .and_then(|d| d.campaign);
    let to = here.or(of);
    if creator.is_some() && to.is_none() {
        let key = app.keymap.first("campaign").unwrap_or_default();
        return app.refuse(format!(
            "this creator is in no campaign; {key} puts them in one"
        ));
    }
    if let Some(to) = to
        && (app.results.at() != Some(to) || app.results.is_table())
    {
        app.results.show(to);
    }
    app.go(ViewId::Results);
    app.results.rows.go_line(0);
    Vec::new()
}

impl Results {
    /// Puts the compared lines side by side as they are now.
    pub(super) fn compare(app: &mut App) {
        let r = &app.results;
        let lines = r.report.iter().flat_map(|report| &report.lines);
        let rows = r.scoped.table.iter().flat_map(|table| &table.rows);
        let found = |row: &Row| match row {
            Row::Deal(_, deal) => {
                let line = lines.clone().find(|line| line.deal == *deal)?;
                Some((app.model.called(line.creator), line.inputs.clone()))
            }
            Row::Group(currency, key) => {
                let is = |one: &&scoped_row::Row| one.currency == *currency && one.key == *key;
                let row = rows.clone().find(is)?;
                Some((row.name.clone(), row.inputs.clone()))
            }
            Row::Campaign(_) | Row::Goal(_) => None,
        };
        let columns: Vec<Compared> = r
            .compared
            .iter()
            .filter_map(found)
            .map(|(name, inputs)| Compared { name, inputs })
            .collect();
        let (what, over) = match r.is_table() {
            true => (r.scope().group.word(), scoped::title(app)),
            false => {
                let campaign = r.at().and_then(|id| app.model.get(id));
                (
                    "creator",
                    campaign.map_or_else(String::new, |c| c.name.to_string()),
                )
            }
        };
        let comparison = (!columns.is_empty()).then(|| Comparison {
            title: format!("{} {what}s · {over}", columns.len()),
            metrics: compare::metrics(r.lens(), &app.settings),
            columns,
        });
        app.results.comparison = comparison;
    }

    /// Back to the table; false when it is shown.
    pub(super) fn stop_comparing(&mut self) -> bool {
        self.comparison = None;
        !std::mem::take(&mut self.compared).is_empty()
    }
}

impl App {
    /// The comparison that is shown in the place of a table.
    pub fn comparison(&self) -> Option<&Comparison> {
        match self.place() {
            ViewId::Results => self.results.comparison.as_ref(),
            ViewId::Roster => self.roster.comparison.as_ref(),
            _ => None,
        }
    }
}
