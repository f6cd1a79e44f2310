//! Plan: a quarter by creator, a month day by day, and two lists that are all about one date each:
//! what rights end, and where parcels are. One cursor on one event; the shared verbs act on its
//! row, and `+ -` move its day.
//!
//! | file | what it holds |
//! |---|---|
//! | `commands` | keys of this view alone, and what they ask |
//! | `walk` | moving the cursor over cells, days and lists |

mod commands;
mod cursor;

use std::collections::BTreeSet;

use super::profile::RowRef;
use super::view::{self, View};
use crate::app::filter::{self, Filter, FilterSpec};
use crate::app::list::List;
use crate::app::regions::Class;
use crate::app::{App, Effect, ViewId};
use crate::domain::agenda::{
    self, Agenda, Event, What, monday, month_step, quarter_step, quarter_weeks,
};
use crate::domain::change::Step;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days};
use crate::domain::ids::Id;
use crate::domain::rights;
use crate::domain::rows::*;

pub use commands::{COMMANDS, EXPORTED};

/// Keys for the footer.
pub const FOOTER: &[&str] = &[
    "later",
    "sooner",
    "done",
    "open",
    "add",
    "record",
    "next-period",
    "plan-mode",
    "filter",
    "next-step",
];

/// Its row in the table of views.
pub const VIEW: View = View {
    place: ViewId::Calendar,
    command: "calendar",
    footer: FOOTER,
    pane: |app| &app.plan,
    pane_mut: |app| &mut app.plan,
    rebuild: |app| {
        app.plan.filter = Filter::new(app, app.plan.filter.text());
        app.plan.stale = Stale::All;
    },
    changed: Plan::changed,
    enter: Plan::build,
    back: Plan::back,
    open: Plan::open,
    wants: |_| Vec::new(),
    filter_spec: FilterSpec {
        filter: |app| &app.plan.filter,
        set_filter: Plan::set_filter,
        count: |app| app.plan.count(),
        words: |app| app.plan.filter.words(),
        hint: filter::PEOPLE,
        people: true,
    },
    count: |_| None,
};

/// What the view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Weeks of a quarter by creator.
    Quarter,
    /// Days of a month.
    Month,
    /// Rights by their end.
    Rights,
    /// Parcels.
    Parcels,
}

/// What of the agenda is out of date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Stale {
    /// Everything.
    #[default]
    All,
    /// These creators, sorted.
    Some(Vec<Id<Creator>>),
}

/// The state.
#[derive(Default)]
pub struct Plan {
    /// All that happens.
    pub agenda: Agenda,
    /// Creators with something in the quarter, core first.
    pub rows: List<Id<Creator>>,
    /// Events of the month, or of the list that is shown.
    pub list: List<Event>,
    /// The next 14 days.
    pub soon: List<Event>,
    /// The day under the cursor; in the quarter any day of the week.
    pub day: Day,
    /// Which event of the cell is meant.
    pub nth: usize,
    /// The cursor is in the next 14 days.
    pub side: bool,
    /// What it is narrowed to.
    pub filter: Filter,
    /// Those it lets through; none while it lets everybody.
    hits: Option<BTreeSet<Id<Creator>>>,
    /// Rows without it.
    all: usize,
    chosen: Option<Mode>,
    wide: bool,
    lay: bool,
    begun: bool,
    stale: Stale,
}

/// Days shown beside the weeks.
const SOON: i64 = 14;

impl Plan {
    /// Lines of the quarter that are not creators: head, rules, bars, load, money, legend.
    pub const FURNITURE: u16 = 15;

    /// What is shown: what was chosen, else what fits the window.
    pub fn mode(&self) -> Mode {
        self.chosen.unwrap_or(if self.wide {
            Mode::Quarter
        } else {
            Mode::Month
        })
    }

    /// The event under the cursor.
    pub fn event(&self) -> Option<Event> {
        match self.mode() {
            _ if self.on_side() => self.soon.current().copied(),
            Mode::Quarter => self
                .cell(*self.rows.current()?, self.day)
                .get(self.nth)
                .copied(),
            Mode::Month => self.list.current().filter(|e| e.day == self.day).copied(),
            Mode::Rights | Mode::Parcels => self.list.current().copied(),
        }
    }

    /// The cursor is in the side pane, which only the quarter has.
    pub fn on_side(&self) -> bool {
        self.side && self.wide && self.mode() == Mode::Quarter
    }

    /// Events of a creator in the week of a day.
    pub fn cell(&self, creator: Id<Creator>, day: Day) -> Vec<Event> {
        let start = monday(day);
        self.agenda
            .between(start, add_days(start, 7))
            .iter()
            .filter(|e| e.creator == creator)
            .copied()
            .collect()
    }

    /// First day and the one after the last of what is shown.
    pub fn span(&self) -> (Day, Day) {
        match self.mode() {
            Mode::Month => (month_step(self.day, 0), month_step(self.day, 1)),
            _ => {
                let (start, weeks) = quarter_weeks(self.day);
                (
                    start,
                    add_days(start, 7 * i64::try_from(weeks).unwrap_or(13)),
                )
            }
        }
    }

    fn period_word(&self) -> &'static str {
        if self.mode() == Mode::Month {
            "month"
        } else {
            "quarter"
        }
    }

    /// What an export holds.
    pub fn exported(&self, app: &App) -> Vec<Event> {
        let (back, ahead) = EXPORTED;
        let (from, until) = (add_days(app.today, -back), add_days(app.today, ahead + 1));
        // From elsewhere than the calendar its agenda may not have been built.
        let built = Agenda::build(&app.ctx());
        built.between(from, until).to_vec()
    }

    fn changed(app: &mut App, _: &Step, touched: &[Id<Creator>]) {
        if let Stale::Some(some) = &mut app.plan.stale {
            some.extend_from_slice(touched);
            some.sort_unstable();
            some.dedup();
        }
        app.plan.lay = true;
    }

    fn build(app: &mut App) {
        let mut plan = std::mem::take(&mut app.plan);
        let ctx = app.ctx();
        plan.wide = app.regions.class == Class::Normal;
        let meant = plan.event().map(|e| (e.what, e.done));
        match std::mem::replace(&mut plan.stale, Stale::Some(Vec::new())) {
            Stale::All => {
                plan.agenda = Agenda::build(&ctx);
                plan.lay = true;
            }
            Stale::Some(touched) if touched.is_empty() => {}
            Stale::Some(touched) => plan.agenda.refresh(&ctx, &touched),
        }
        if !std::mem::replace(&mut plan.begun, true) {
            plan.day = app.today;
        }
        if std::mem::take(&mut plan.lay) {
            // What was moved is followed to its new day.
            let moved = meant.and_then(|(what, done)| {
                plan.agenda
                    .events()
                    .iter()
                    .find(|e| (e.what, e.done) == (what, done))
            });
            let moved = moved.copied();
            if let Some(event) =
                moved.filter(|_| matches!(plan.mode(), Mode::Quarter | Mode::Month))
            {
                plan.day = event.day;
            }
            plan.lay_out(app);
            if let Some(event) = moved {
                plan.go_event(event);
            }
        }
        app.plan = plan;
    }

    /// Lists what is shown.
    fn lay_out(&mut self, app: &App) {
        let ctx = &app.ctx();
        let active = || {
            app.model
                .creators
                .iter()
                .filter(|c| c.shelf == Shelf::Active)
                .map(|c| c.id)
        };
        self.hits = self
            .filter
            .is_on()
            .then(|| active().filter(|c| self.filter.admits(app, *c)).collect());
        let seen = |e: &&Event| {
            self.hits
                .as_ref()
                .is_none_or(|hits| hits.contains(&e.creator))
        };
        let (start, weeks) = quarter_weeks(self.day);
        let quarter = self.agenda.between(
            start,
            add_days(start, 7 * i64::try_from(weeks).unwrap_or(13)),
        );
        let creators: BTreeSet<Id<Creator>> =
            quarter.iter().filter(seen).map(|e| e.creator).collect();
        let everybody: BTreeSet<Id<Creator>> = quarter.iter().map(|e| e.creator).collect();
        let mut rows: Vec<Id<Creator>> = creators.into_iter().collect();
        rows.sort_by_cached_key(|id| {
            (
                !ctx.model.get(*id).is_some_and(|c| c.core),
                ctx.model.called(*id).to_lowercase(),
            )
        });
        let listed: Option<Vec<Event>> = match self.mode() {
            Mode::Rights => Some(self.rights(ctx)),
            Mode::Parcels => Some(parcels(ctx)),
            Mode::Quarter | Mode::Month => None,
        };
        self.all = match (&listed, self.mode()) {
            (Some(all), _) => all.len(),
            (None, Mode::Month) => self
                .agenda
                .between(month_step(self.day, 0), month_step(self.day, 1))
                .len(),
            (None, _) => everybody.len(),
        };
        let listed = listed.map(|all| all.into_iter().filter(|e| seen(&e)).collect());
        let soon = self.agenda.between(ctx.today, add_days(ctx.today, SOON));
        let soon = soon
            .iter()
            .filter(seen)
            .filter(|e| !e.done)
            .copied()
            .collect();
        self.rows.set(rows);
        self.soon.set(soon);
        self.pick_in_cell();
        match listed {
            Some(all) => self.list.set(all),
            None => self.list_month(),
        }
    }

    /// The events of the month under the cursor, which a window that becomes narrower shows instead
    /// of the quarter.
    fn list_month(&mut self) {
        let seen = |e: &&Event| {
            self.hits
                .as_ref()
                .is_none_or(|hits| hits.contains(&e.creator))
        };
        let month = self
            .agenda
            .between(month_step(self.day, 0), month_step(self.day, 1));
        let month = month.iter().filter(seen).copied().collect();
        self.list.set(month);
        self.pick_on_day();
    }

    fn rights(&self, ctx: &Ctx<'_>) -> Vec<Event> {
        let event = |id: Id<Right>| {
            let row = ctx.model.get(id)?;
            Some(Event {
                day: row.end.unwrap_or(Day::MAX),
                creator: row.creator,
                what: What::Right(id),
                done: false,
            })
        };
        rights::radar(ctx).into_iter().filter_map(event).collect()
    }

    /// Shows what another filter lets through.
    fn set_filter(app: &mut App, filter: Filter) {
        (app.plan.filter, app.plan.lay) = (filter, true);
        app.enter();
    }

    /// Rows that are shown, and all there are.
    fn count(&self) -> (usize, usize) {
        let shown = if self.mode() == Mode::Quarter {
            self.rows.len()
        } else {
            self.list.len()
        };
        (shown, self.all)
    }

    /// Goes to one of its lists, from anywhere.
    pub fn go_list(app: &mut App, list: Mode) -> Vec<Effect> {
        app.go(ViewId::Calendar);
        let today = app.today;
        Self::show(app, Some(list), today)
    }

    /// Goes somewhere in the calendar.
    fn show(app: &mut App, mode: Option<Mode>, day: Day) -> Vec<Effect> {
        let creator = app
            .plan
            .event()
            .map(|e| e.creator)
            .or_else(|| app.plan.rows.current().copied());
        app.plan.chosen = mode.or(app.plan.chosen).filter(|m| {
            // What the window would choose anyway is not pinned, so that it follows the window.
            *m != if app.plan.wide {
                Mode::Quarter
            } else {
                Mode::Month
            }
        });
        let lists = matches!(app.plan.mode(), Mode::Rights | Mode::Parcels);
        (app.plan.day, app.plan.side) = (day, false);
        let mut plan = std::mem::take(&mut app.plan);
        plan.lay_out(app);
        if lists {
            plan.list.go_line(0);
        }
        if let Some(creator) = creator.filter(|_| !lists) {
            plan.rows.go(&creator);
            plan.pick_in_cell();
        }
        app.plan = plan;
        Vec::new()
    }

    fn back(app: &mut App) -> bool {
        let listed = matches!(app.plan.mode(), Mode::Rights | Mode::Parcels);
        if std::mem::take(&mut app.plan.side) {
            return true;
        }
        if app.unsift() {
            return true;
        }
        if listed {
            app.plan.chosen = None;
            app.plan.lay = true;
            app.enter();
        }
        listed
    }

    fn open(app: &mut App) -> Vec<Effect> {
        match app.plan.event() {
            Some(event) => app.open_row(event.creator, row_of(event)),
            None => return view::open_profile(app),
        }
        Vec::new()
    }
}

/// The row of an event.
fn row_of(event: Event) -> RowRef {
    match event.what {
        What::Live(id) | What::Draft(id) => RowRef::Deliverable(id),
        What::Pay(id) => RowRef::Payment(id),
        What::Fee(id) | What::Brief(id) => RowRef::Collaboration(id),
        What::Right(id) => RowRef::Right(id),
        What::Gift(id) => RowRef::Shipment(id),
        What::CheckIn(id) => RowRef::Creator(id),
        What::Step(id) => RowRef::FollowUp(id),
    }
}

/// Parcels that are not done with: to send, on their way, lost, delivered without the post they
/// were meant to bring.
fn parcels(ctx: &Ctx<'_>) -> Vec<Event> {
    let open = |s: &&Shipment| match s.state {
        ParcelState::ToSend | ParcelState::Sent => true,
        ParcelState::Lost => s.sent.is_some_and(|day| day >= add_days(ctx.today, -90)),
        ParcelState::Delivered => !ctx.model.post_agreed(s) && s.posted.is_none(),
    };
    let here = |s: &&Shipment| {
        ctx.model
            .get(s.creator)
            .is_some_and(|c| c.shelf == Shelf::Active)
    };
    let order = |s: &&Shipment| (s.state, s.sent.or(s.delivered), s.id);
    let mut all: Vec<&Shipment> = ctx
        .model
        .shipments
        .iter()
        .filter(open)
        .filter(here)
        .collect();
    all.sort_by_key(order);
    let event = |s: &Shipment| {
        let day = s.delivered.or(s.sent).unwrap_or(ctx.today);
        Event {
            day,
            creator: s.creator,
            what: What::Gift(s.id),
            done: s.state == ParcelState::Delivered,
        }
    };
    all.into_iter().map(event).collect()
}

/// The quarter or month so many on, as a day in it.
fn turned(mode: Mode, day: Day, by: i64) -> Day {
    match mode {
        Mode::Month => month_step(day, by),
        // The quarter of a week is that of its Sunday.
        _ => add_days(
            agenda::quarter_weeks(quarter_step(add_days(monday(day), 6), by)).0,
            0,
        ),
    }
}
