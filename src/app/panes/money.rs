//! Money on one screen: open lines by the week they are due, commission that is in no payment yet,
//! the next months, budgets and limits. What it shows is made by `ledger::overview`; the shared
//! verbs act on the line under the cursor.

use super::profile::RowRef;
use super::view::{self, Pane, Selection, View};
use crate::app::command::Command;
use crate::app::command::Scope::{In, People};
use crate::app::filter::{self, Filter, FilterSpec};
use crate::app::list::{List, Move};
use crate::app::modal::Modal;
use crate::app::modal::listing::Listing;
use crate::app::modal::prompt::{Echo, Kind, Prompt};
use crate::app::regions::Regions;
use crate::app::target::Target;
use crate::app::{App, Effect, ViewId};
use crate::domain::agenda::What;
use crate::domain::change::Step;
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::ledger::closing::{self, Settling};
use crate::domain::ledger::commission::{self, Month};
use crate::domain::ledger::entry;
use crate::domain::ledger::lines::{self, Line, LineKey};
use crate::domain::ledger::overview::{self, Group, Overview};
use crate::domain::ledger::statement::{self, Statement};
use crate::domain::money::{Currency, Purse};
use crate::domain::review::{self, Choice};
use crate::domain::rows::*;

/// Keys for the footer.
pub const FOOTER: &[&str] = &[
    "done",
    "other",
    "record",
    "later",
    "sooner",
    "open",
    "money-next",
    "filter",
    "select",
];

/// Commands of this view alone.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "money-next",
        &["]", "Tab", "Shift+Right"],
        "part",
        "Go on to commission, the next months, budgets, limits, and back to what is open",
        |app| turn(app, 1),
    )
    .scope(In(ViewId::Money)),
    Command::new(
        "money-back",
        &["[", "Shift+Tab", "Shift+Left"],
        "part, back",
        "Go back to the part of Money before",
        |app| turn(app, -1),
    )
    .scope(In(ViewId::Money)),
    Command::new(
        "copy-statement",
        &["y s"],
        "commission statement",
        "Copy the commission statement of a creator's month: every order behind the sum, nothing of yours",
        copy_statement,
    )
    .scope(People)
    .able(crate::app::everywhere::has_creator),
    Command::new(
        "settle-money",
        &[],
        "open money of a deal",
        "What becomes of the money still open of a deal: it stays owed, is paid, is let go of, or a kill fee takes its place",
        settle,
    )
    .able(|app| deal_with_open_money(app).map(drop)),
];

/// The statement of the month under the cursor, else of the creator's usual month.
fn statement_here(app: &App) -> Result<Statement, String> {
    let here = app.view == ViewId::Money && app.profile.is_none();
    let row = app.money.list.current().copied().filter(|_| here);
    let month = row.and_then(|row| app.money.earned(row)).cloned();
    let ctx = app.ctx();
    let base = ctx.base();
    let creator = app.current_creator();
    let month = month.or_else(|| statement::usual(&base, creator?));
    let month = month.ok_or_else(|| {
        let who = creator.map_or_else(|| "nobody".into(), |id| app.model.called(id));
        format!("no order of {who} earns a commission yet")
    })?;
    Ok(statement::of(&base, &month))
}

fn copy_statement(app: &mut App) -> Vec<Effect> {
    match statement_here(app) {
        Ok(page) => {
            let text = page.text(&app.ctx().base());
            vec![Effect::Copy(text, "the commission statement".into())]
        }
        Err(why) => app.refuse(why),
    }
}

/// Enter on a month of commission: its statement, to read and to copy.
fn open_statement(app: &mut App, month: &Month) -> Vec<Effect> {
    let ctx = app.ctx();
    let base = ctx.base();
    let page = statement::of(&base, month);
    let listing = Listing {
        title: page.title(&base),
        lines: page.lines(&base),
        top: 0,
        draft: false,
        copies: Some((page.text(&base), "the commission statement")),
    };
    app.open(Modal::Listing(Box::new(listing)))
}

/// The deal under the cursor, if money of it is open.
fn deal_with_open_money(app: &App) -> Result<Id<Collaboration>, String> {
    crate::app::everywhere::writable(app)?;
    let here = app.view == ViewId::Money && app.profile.is_none();
    let line = app.money.current_line().filter(|_| here);
    let deal = line.and_then(|line| line.deal);
    let deal = deal.or_else(|| app.deals().first().copied().filter(|_| !here));
    let row = deal.and_then(|id| app.model.get(id));
    let row = row.ok_or("no deal is under the cursor")?;
    if lines::of_deal(&app.ctx().base(), row).is_empty() {
        return Err("no money of this deal is open".into());
    }
    Ok(row.id)
}

fn settle(app: &mut App) -> Vec<Effect> {
    match deal_with_open_money(app) {
        Ok(deal) => {
            let creator = app.model.get(deal).map(|row| row.creator);
            let who = creator.map_or_else(String::new, |id| app.model.called(id));
            let target = Target {
                creators: creator.into_iter().collect(),
                items: Vec::new(),
            };
            let title = format!("Open money of {who}: owed, paid, waive, or kill 100");
            let prompt = Prompt::new(&SETTLE, title, "", target);
            app.open(Modal::Prompt(Box::new(prompt)))
        }
        Err(why) => app.refuse(why),
    }
}

/// What is typed for the open money of a deal.
const SETTLE: Kind = Kind {
    hint: "paid today; waive lets it go; kill 100 makes a kill fee of it; owed leaves it",
    long: false,
    read: |app, prompt| vec![Echo::from(settled(app, prompt).map(|step| step.label))],
    save: |app, prompt| {
        let step = settled(app, prompt)?;
        Ok(app.commit(step))
    },
};

fn settled(app: &App, prompt: &Prompt) -> Result<Step, String> {
    let id = deal_with_open_money(app)?;
    let deal = app.model.get(id).ok_or("this deal is not there any more")?;
    let how = Settling::parse(prompt.line.text(), app.quick().currency)?;
    let who = app.model.called(deal.creator);
    let mut step = Step::new(format!("Open money: {who}")).on(deal.creator);
    closing::settle(&app.ctx().base(), &mut step, deal, how);
    Ok(step)
}

/// Its row in the table of views.
pub const VIEW: View = View {
    place: ViewId::Money,
    command: "money",
    footer: FOOTER,
    pane: |app| &app.money,
    pane_mut: |app| &mut app.money,
    rebuild: |app| {
        app.money.filter = Filter::new(app, app.money.filter.text());
        app.money.all = None;
    },
    changed: |app, _, _| app.money.all = None,
    enter,
    back,
    open,
    wants: |_| Vec::new(),
    filter_spec: FilterSpec {
        filter: |app| &app.money.filter,
        set_filter: |app, filter| {
            app.money.filter = filter;
            list(app);
        },
        count: |app| {
            let all = app.money.all.as_ref().map_or(0, |all| all.lines.len());
            (app.money.list.len(), all.max(app.money.list.len()))
        },
        words: |app| app.money.filter.words(),
        hint: filter::PEOPLE,
        people: true,
    },
    count: |_| None,
};

/// What the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Section {
    /// What is open, and what was paid this month.
    #[default]
    Lines,
    /// Commission that is in no payment yet.
    Commission,
    /// The next three months.
    Months,
    /// Budgets.
    Budgets,
    /// Limits of the year.
    Limits,
}

impl Section {
    /// All, in the order of the key.
    pub const ALL: &'static [Self] = &[
        Self::Lines,
        Self::Commission,
        Self::Months,
        Self::Budgets,
        Self::Limits,
    ];

    /// Its title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Lines => "Money",
            Self::Commission => "Commission to come",
            Self::Months => "Next three months",
            Self::Budgets => "Budgets",
            Self::Limits => "Limits of this year",
        }
    }
}

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    /// An open line.
    Line(LineKey),
    /// A payment that was made.
    Paid(Id<Payment>),
    /// A month of commission.
    Earned(Id<Collaboration>, Currency, Day),
    /// One of the next months.
    Ahead(Day),
    /// A campaign's budget.
    Budget(Id<Campaign>),
    /// A limit of a creator, by its place.
    Limit(Id<Creator>, usize),
}

/// A line of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// A heading.
    Heading(Group),
    /// The row at a place of the list.
    Row(usize),
}

/// The state.
#[derive(Default)]
pub struct Money {
    /// All there is to show; none while it is outdated.
    pub all: Option<Overview>,
    /// The rows shown.
    pub list: List<Row>,
    /// Rows with headings between them.
    pub drawn: Vec<Drawn>,
    /// First line shown.
    pub top: usize,
    /// Which part the list shows.
    pub section: Section,
    /// What it is narrowed to.
    pub filter: Filter,
}

impl Money {
    /// The open line of a row.
    pub fn line(&self, row: Row) -> Option<&Line> {
        let Row::Line(key) = row else { return None };
        let all = self.all.as_ref()?;
        all.lines.iter().find(|line| line.key() == key)
    }

    /// The month of commission of a row.
    pub fn earned(&self, row: Row) -> Option<&Month> {
        let Row::Earned(deal, currency, month) = row else {
            return None;
        };
        let all = self.all.as_ref()?;
        let is = |m: &&Month| (m.deal, m.currency, m.month) == (deal, currency, month);
        all.earned.iter().find(is)
    }

    /// The open line under the cursor.
    pub fn current_line(&self) -> Option<&Line> {
        self.line(*self.list.current()?)
    }

    /// The dated thing under the cursor: a payment, or the rest of a fee.
    pub fn event(&self) -> Option<What> {
        let row = *self.list.current()?;
        if let Row::Paid(id) = row {
            return Some(What::Pay(id));
        }
        let line = self.line(row)?;
        Some(match (line.payment, line.deal) {
            (Some(id), _) => What::Pay(id),
            (None, deal) => What::Fee(deal.unwrap_or_default()),
        })
    }
}

/// Makes what is outdated.
fn enter(app: &mut App) {
    if app.money.all.is_none() {
        app.money.all = Some(overview::overview(&app.ctx().base()));
        list(app);
    }
}

/// Lists the part that is shown.
fn list(app: &mut App) {
    let mut money = std::mem::take(&mut app.money);
    let base = app.ctx().base();
    let seen = |creator: Id<Creator>| !money.filter.is_on() || money.filter.admits(app, creator);
    let mut rows = Vec::new();
    let mut drawn = Vec::new();
    if let Some(all) = &money.all {
        match money.section {
            Section::Lines => {
                let mut last = None;
                let mut put = |group: Group, row: Row| {
                    if last.replace(group) != Some(group) {
                        drawn.push(Drawn::Heading(group));
                    }
                    drawn.push(Drawn::Row(rows.len()));
                    rows.push(row);
                };
                for line in all.lines.iter().filter(|line| seen(line.creator)) {
                    put(overview::group(&base, line), Row::Line(line.key()));
                }
                let paid = all.paid.iter().filter_map(|id| base.model.get(*id));
                for row in paid.filter(|p| seen(p.creator)) {
                    put(Group::Paid, Row::Paid(row.id));
                }
            }
            Section::Commission => {
                let months = all.earned.iter().filter(|m| seen(m.creator));
                rows.extend(months.map(|m| Row::Earned(m.deal, m.currency, m.month)));
            }
            Section::Months => rows.extend(all.ahead.iter().map(|a| Row::Ahead(a.month))),
            Section::Budgets => rows.extend(all.budgets.iter().map(|(id, _)| Row::Budget(*id))),
            Section::Limits => {
                let limits = all.limits.iter().enumerate();
                let known = limits.filter(|(_, r)| seen(r.creator));
                rows.extend(known.map(|(at, r)| Row::Limit(r.creator, at)));
                let unknown = all.country_unknown.iter().filter(|id| seen(**id));
                rows.extend(unknown.map(|id| Row::Limit(*id, usize::MAX)));
            }
        }
    }
    if money.section != Section::Lines {
        drawn = (0..rows.len()).map(Drawn::Row).collect();
    }
    money.list.set(rows);
    money.drawn = drawn;
    app.money = money;
}

fn turn(app: &mut App, by: i64) -> Vec<Effect> {
    let all = Section::ALL;
    let at = all
        .iter()
        .position(|s| *s == app.money.section)
        .unwrap_or(0);
    let many = i64::try_from(all.len()).unwrap_or(1);
    let to = (i64::try_from(at).unwrap_or(0) + by).rem_euclid(many);
    let to = usize::try_from(to).ok().and_then(|to| all.get(to));
    show(app, to.copied().unwrap_or_default());
    Vec::new()
}

fn show(app: &mut App, section: Section) {
    app.money.list.unmark();
    app.money.section = section;
    app.money.top = 0;
    list(app);
    app.money.list.step(Move::First);
}

fn back(app: &mut App) -> bool {
    if app.money.list.unmark() || app.unsift() {
        return true;
    }
    let elsewhere = app.money.section != Section::Lines;
    if elsewhere {
        show(app, Section::Lines);
    }
    elsewhere
}

fn open(app: &mut App) -> Vec<Effect> {
    let row = app.money.list.current().copied();
    if let Some(month) = row.and_then(|row| app.money.earned(row)).cloned() {
        return open_statement(app, &month);
    }
    match (app.money.row(), app.money.current_creator()) {
        (Some(RowRef::Campaign(id)), _) => {
            app.results.show(id);
            app.go(ViewId::Results);
        }
        (Some(row), Some(creator)) => app.open_row(creator, row),
        _ => return view::open_profile(app),
    }
    Vec::new()
}

/// Whether `x` has an answer of this view's own.
pub fn answers(app: &App) -> bool {
    let here = app.view == ViewId::Money && app.profile.is_none();
    here && (app.money.current_line().is_some()
        || app
            .money
            .list
            .current()
            .is_some_and(|row| app.money.earned(*row).is_some()))
}

/// What `x` is called here.
pub fn answer_word(app: &App) -> &'static str {
    match (app.money.section, app.money.current_line()) {
        (Section::Commission, _) => "add to payments",
        (_, Some(line)) if line.surplus => "accept",
        _ => "paid",
    }
}

/// What `x` does here: it pays what is open of the lines, today; adds ready commission to the
/// payments; accepts what an invoice asks beyond the fee. None for every other answer.
pub fn answer(app: &mut App, choice: &Choice) -> Option<Vec<Effect>> {
    if *choice != Choice::Expected || !answers(app) {
        return None;
    }
    let marked = app.money.list.marked();
    let rows = if marked.is_empty() {
        app.money.list.current().copied().into_iter().collect()
    } else {
        marked
    };
    let step = match app.money.section {
        Section::Commission => add_commission(app, &rows),
        _ => pay(app, &rows),
    };
    if step.is_ok() {
        app.money.list.unmark();
    }
    Some(app.commit_or_refuse(step))
}

fn pay(app: &App, rows: &[Row]) -> Result<Step, String> {
    let lines: Vec<Line> = rows
        .iter()
        .filter_map(|row| app.money.line(*row))
        .copied()
        .collect();
    match lines.as_slice() {
        [line] if line.surplus => {
            let who = app.model.called(line.creator);
            let mut step = Step::new(format!("Accepted: {who}, {} more", line.amount));
            step.focus.creator = Some(line.creator);
            entry::accept_surplus(&app.ctx().base(), &mut step, line)?;
            Ok(step)
        }
        lines => review::lines_paid(&app.ctx(), lines, app.today),
    }
}

fn add_commission(app: &App, rows: &[Row]) -> Result<Step, String> {
    let base = app.ctx().base();
    let mut step = Step::default();
    let mut sum = Purse::default();
    for month in rows.iter().filter_map(|row| app.money.earned(*row)) {
        if !month.is_ready(app.today) {
            let day = crate::domain::day::short(month.ready, app.today);
            return Err(format!(
                "{} grows until its days for returns are over: ready {day}",
                commission::month_words(month.month)
            ));
        }
        commission::add(&base, &mut step, month);
        sum.add(month.open_money());
    }
    let due = commission::month_end(app.today);
    let due = crate::domain::day::brief(due, app.today);
    step.label = format!("Commission added to payments: {sum}, due {due}");
    Ok(step)
}

impl Pane for Money {
    fn step(&mut self, how: Move) -> bool {
        let moved = self.list.step(how);
        self.list.extend_range();
        moved
    }

    fn fit(&mut self, regions: &Regions) {
        let height = usize::from(regions.list.h).max(1);
        let here = self.drawn.iter();
        let here = here
            .clone()
            .position(|d| *d == Drawn::Row(self.list.at()))
            .unwrap_or(0);
        // The first heading stays in sight with its first row.
        self.top = self.top.min(here.saturating_sub(1));
        if here + 1 > self.top + height {
            self.top = here + 1 - height;
        }
        self.top = self.top.min(self.drawn.len().saturating_sub(height));
        self.list.fit(height);
    }

    fn go(&mut self, creator: Id<Creator>) -> bool {
        let row = self
            .list
            .rows()
            .iter()
            .find(|row| self.creator_of(**row) == Some(creator));
        let row = row.copied();
        row.is_some_and(|row| self.list.go(&row))
    }

    fn point(&mut self, line: usize, _: &Regions) -> bool {
        match self.drawn.get(self.top + line) {
            Some(Drawn::Row(at)) => {
                self.list.go_line(*at);
                true
            }
            _ => false,
        }
    }

    fn current_creator(&self) -> Option<Id<Creator>> {
        self.creator_of(*self.list.current()?)
    }

    fn row(&self) -> Option<RowRef> {
        let row = *self.list.current()?;
        match row {
            Row::Line(LineKey::Payment(id) | LineKey::Surplus(id)) | Row::Paid(id) => {
                Some(RowRef::Payment(id))
            }
            Row::Line(LineKey::Rest(id)) | Row::Earned(id, ..) => Some(RowRef::Collaboration(id)),
            Row::Budget(id) => Some(RowRef::Campaign(id)),
            Row::Limit(id, _) => Some(RowRef::Creator(id)),
            Row::Ahead(_) => None,
        }
    }

    fn neighbour(&self, creator: Id<Creator>, by: i64) -> Option<Id<Creator>> {
        let rows = self.list.rows().iter();
        let mut order: Vec<Id<Creator>> = rows.filter_map(|row| self.creator_of(*row)).collect();
        order.dedup();
        view::beside(&order, creator, self.current_creator(), by)
    }

    fn selection(&mut self) -> Option<&mut dyn Selection> {
        self.selectable()
            .then_some(&mut self.list as &mut dyn Selection)
    }

    fn marked(&self) -> usize {
        self.list.marked().len()
    }

    fn selectable(&self) -> bool {
        matches!(self.section, Section::Lines | Section::Commission)
    }
}

impl Money {
    /// Whose a row is.
    pub fn creator_of(&self, row: Row) -> Option<Id<Creator>> {
        let all = self.all.as_ref()?;
        match row {
            Row::Line(_) => self.line(row).map(|line| line.creator),
            Row::Earned(..) => self.earned(row).map(|month| month.creator),
            Row::Limit(creator, _) => Some(creator),
            Row::Paid(id) => all
                .paid_to
                .iter()
                .find(|(paid, _)| *paid == id)
                .map(|(_, who)| *who),
            Row::Ahead(_) | Row::Budget(_) => None,
        }
    }
}
