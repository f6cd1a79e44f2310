//! Orders as a list: of one creator or of everybody, in the days and the work that results count,
//! with refunds, and below them the codes nobody has. What it lists and adds up is
//! `metrics::order_list`; the shared verbs act on the order under the cursor.

mod acts;
mod shape;

use super::profile::RowRef;
use super::view::{self, Pane, View};
use crate::app::command::Command;
use crate::app::command::Scope::{Everywhere, In};
use crate::app::filter::{Filter, FilterSpec};
use crate::app::list::{List, Move};
use crate::app::regions::Regions;
use crate::app::{App, ViewId};
use crate::domain::day;
use crate::domain::ids::Id;
use crate::domain::ledger::orders::Sums;
use crate::domain::metrics::order_list::{Asked, Listed, LooseCode, OrderList};
use crate::domain::metrics::scope::{Span, What};
use crate::domain::rows::*;

pub use acts::{order, order_under, refund, remove, row_text};
pub use shape::{Place, Shape};

/// Keys for the footer.
pub const FOOTER: &[&str] = &[
    "edit",
    "record-sale",
    "trash",
    "open",
    "orders-days",
    "orders-by",
    "orders-next",
    "filter",
    "next-orders",
    "add",
];

/// Commands of this view, and the ways to it.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "orders",
        &["g O"],
        "orders",
        "Go to the orders of the creator under the cursor; of everybody where there is none",
        |app| {
            let creator = app.current_creator();
            let here = app.view == ViewId::Orders && app.profile.is_none();
            let asked = Some(app.orders.asked).filter(|_| here).unwrap_or_default();
            open_for(app, creator, asked.what, asked.span);
            Vec::new()
        },
    )
    .scope(Everywhere),
    Command::new(
        "all-orders",
        &[],
        "all orders",
        "Go to the orders of everybody, and the codes nobody has",
        |app| {
            open_for(app, None, What::Everything, Span::All);
            Vec::new()
        },
    )
    .scope(Everywhere),
    Command::new(
        "orders-next",
        &["]", "Shift+Right"],
        "what",
        "Orders of everything, of one campaign after the other, of no campaign",
        |app| acts::turn(app, 1),
    )
    .scope(In(ViewId::Orders)),
    Command::new(
        "orders-back",
        &["[", "Shift+Left"],
        "what, back",
        "Go back to the campaign before",
        |app| acts::turn(app, -1),
    )
    .scope(In(ViewId::Orders)),
    Command::new(
        "orders-days",
        &["z d"],
        "days…",
        "Choose the days: month, quarter, year, all, or type them",
        acts::days,
    )
    .scope(In(ViewId::Orders)),
    Command::new(
        "orders-by",
        &["z g"],
        "code, link, hand",
        "Only orders known by a code, by a tracked link, by hand; then all again",
        acts::by,
    )
    .scope(In(ViewId::Orders)),
    Command::new(
        "next-orders",
        &["."],
        "next creator",
        "The orders of the next creator who has any here",
        |app| acts::walk(app, 1),
    )
    .scope(In(ViewId::Orders)),
    Command::new(
        "previous-orders",
        &[","],
        "previous creator",
        "The orders of the creator before",
        |app| acts::walk(app, -1),
    )
    .scope(In(ViewId::Orders)),
];

/// Its row in the table of views.
pub const VIEW: View = View {
    place: ViewId::Orders,
    command: "orders",
    footer: FOOTER,
    pane: |app| &app.orders,
    pane_mut: |app| &mut app.orders,
    rebuild: |app| app.orders.all = None,
    changed: |app, _, _| app.orders.all = None,
    enter,
    back: acts::back,
    open: acts::open,
    wants: |_| Vec::new(),
    filter_spec: FilterSpec {
        filter: |app| &app.orders.filter,
        set_filter: |app, filter| {
            app.orders.filter = filter;
            list(app);
            app.orders.list.step(Move::First);
        },
        count: |app| {
            let all = app.orders.all.as_ref().map_or(0, |all| all.orders.len());
            (app.orders.shown.len(), all)
        },
        words: |app| app.orders.filter.words(),
        hint: "a number, a code, a name, a day, new, returning, refunded, shared",
        people: false,
    },
    count: |_| None,
};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Row {
    /// An order, by the row that decides whose it is.
    Order(Id<Sale>),
    /// A code nobody has.
    Code(String),
}

/// The state.
#[derive(Default)]
pub struct Orders {
    /// Which orders are listed.
    pub asked: Asked,
    /// All of them; none while it is outdated.
    pub all: Option<OrderList>,
    /// Places in it of those the filter lets through.
    pub shown: Vec<usize>,
    /// The codes below them.
    pub codes: Vec<LooseCode>,
    /// What those that are shown come to.
    pub sums: Sums,
    /// Rows the cursor goes over: orders, then codes.
    pub list: List<Row>,
    /// First order shown.
    pub top: usize,
    /// First code shown.
    pub codes_top: usize,
    /// What it is narrowed to.
    pub filter: Filter,
    /// The orders of everybody from which one came to those of one.
    wider: Option<Asked>,
}

/// Opens the orders of a creator, or of everybody, in a scope.
pub fn open_for(app: &mut App, creator: Option<Id<Creator>>, what: What, span: Span) {
    let asked = Asked {
        creator,
        what,
        span,
        by: None,
    };
    let here = app.view == ViewId::Orders && app.profile.is_none();
    let before = Some(app.orders.asked).filter(|_| here);
    app.orders = Orders {
        asked,
        wider: before.filter(|before| before.creator.is_none() && creator.is_some()),
        ..Orders::default()
    };
    app.go(ViewId::Orders);
}

impl Orders {
    /// Other orders; the cursor goes to the first.
    fn ask(app: &mut App, asked: Asked) {
        app.orders.asked = asked;
        app.orders.all = None;
        (app.orders.top, app.orders.codes_top) = (0, 0);
        enter(app);
        app.orders.list.step(Move::First);
    }

    /// The order of a place in the list.
    pub fn at(&self, place: usize) -> Option<&Listed> {
        self.all.as_ref()?.orders.get(*self.shown.get(place)?)
    }

    /// The order under the cursor.
    pub fn current(&self) -> Option<&Listed> {
        self.at(self.list.at())
    }

    /// The code under the cursor.
    pub fn current_code(&self) -> Option<&LooseCode> {
        let at = self.list.at().checked_sub(self.shown.len())?;
        self.codes.get(at)
    }

    /// The creators who have orders here, by name, for going from one to the next.
    fn people(app: &App) -> Vec<Id<Creator>> {
        let everybody = Asked {
            creator: None,
            ..app.orders.asked
        };
        let list = OrderList::build(&app.ctx().base(), &everybody);
        let mut all: Vec<Id<Creator>> = list
            .orders
            .iter()
            .filter_map(|one| one.order.creator)
            .collect();
        all.sort_unstable();
        all.dedup();
        all.sort_by_cached_key(|id| app.model.called(*id).to_lowercase());
        all
    }
}

/// Makes what is outdated.
fn enter(app: &mut App) {
    if app.orders.all.is_none() {
        let gone = |id: Id<Creator>| app.model.get(id).is_none();
        if app.orders.asked.creator.is_some_and(gone) {
            app.orders.asked.creator = None;
        }
        if let What::Campaign(id) = app.orders.asked.what
            && app.model.get(id).is_none()
        {
            app.orders.asked.what = What::Everything;
        }
        let all = OrderList::build(&app.ctx().base(), &app.orders.asked);
        app.orders.all = Some(all);
        list(app);
    }
}

/// Lists what the filter lets through.
fn list(app: &mut App) {
    let mut orders = std::mem::take(&mut app.orders);
    let words = orders.filter.text().to_lowercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    if let Some(all) = &orders.all {
        let fits = |one: &Listed| {
            let told = told(app, one);
            words.iter().all(|word| told.contains(word))
        };
        let places = all.orders.iter().enumerate();
        orders.shown = places
            .filter(|(_, one)| words.is_empty() || fits(one))
            .map(|(at, _)| at)
            .collect();
        let fits = |code: &&LooseCode| {
            let code = code.code.to_lowercase();
            words.iter().all(|word| code.contains(word))
        };
        orders.codes = all.codes.iter().filter(fits).cloned().collect();
        let shown = || orders.shown.iter().filter_map(|at| all.orders.get(*at));
        let counted = shown().filter(|one| one.counts).map(|one| &one.order);
        orders.sums = Sums::of(counted);
        let rows = shown().map(|one| Row::Order(one.order.id));
        let codes = orders.codes.iter().map(|code| Row::Code(code.code.clone()));
        orders.list.set(rows.chain(codes).collect());
    }
    app.orders = orders;
}

/// All that the filter line finds an order by.
fn told(app: &App, one: &Listed) -> String {
    let order = &one.order;
    let mut told = vec![
        order.reference.to_string(),
        day::short(order.day, app.today),
        order.by.label().to_owned(),
        buyer(order.new_customer).to_owned(),
        order.status.label().to_owned(),
    ];
    told.extend(order.codes.iter().map(ToString::to_string));
    told.extend(order.creator.map(|id| app.model.called(id)));
    if order.refunded() > 0 {
        told.push("refunded".into());
    }
    if !one.counts {
        told.push("shared".into());
    }
    told.join(" ").to_lowercase()
}

/// The word for a buyer, of whom nothing is kept but whether they ordered before.
pub fn buyer(new: Option<bool>) -> &'static str {
    match new {
        Some(true) => "new",
        Some(false) => "returning",
        None => "–",
    }
}

impl Pane for Orders {
    fn step(&mut self, how: Move) -> bool {
        self.list.step(how)
    }

    fn fit(&mut self, regions: &Regions) {
        self.scroll(regions);
    }

    fn go(&mut self, creator: Id<Creator>) -> bool {
        if self.asked.creator == Some(creator) {
            return true;
        }
        let place = (0..self.shown.len())
            .find(|at| self.at(*at).and_then(|one| one.order.creator) == Some(creator));
        if let Some(place) = place {
            self.list.go_line(place);
        }
        place.is_some()
    }

    fn point(&mut self, line: usize, regions: &Regions) -> bool {
        let place = match self.shape(regions).at(line) {
            Some(Place::Order(row)) => Some(self.top + row).filter(|at| *at < self.shown.len()),
            Some(Place::Code(row)) => Some(self.shown.len() + self.codes_top + row),
            None => None,
        };
        if let Some(place) = place {
            self.list.go_line(place);
        }
        place.is_some()
    }

    fn current_creator(&self) -> Option<Id<Creator>> {
        let own = || self.current()?.order.creator;
        self.asked.creator.or_else(own)
    }

    fn page(&self, regions: &Regions) -> i64 {
        let rows = self.shape(regions).rows;
        i64::try_from(rows).unwrap_or(1).saturating_sub(1).max(1)
    }

    fn row(&self) -> Option<RowRef> {
        self.current().map(|one| RowRef::Sale(one.order.id))
    }

    fn opens(&self) -> bool {
        !self.list.is_empty()
    }

    fn neighbour(&self, creator: Id<Creator>, by: i64) -> Option<Id<Creator>> {
        let orders = (0..self.shown.len()).filter_map(|at| self.at(at));
        let mut order: Vec<Id<Creator>> = orders.filter_map(|one| one.order.creator).collect();
        order.dedup();
        view::beside(&order, creator, self.current_creator(), by)
    }
}
