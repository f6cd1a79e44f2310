//! Moving the cursor of the calendar: over creators and weeks, over days, over lists; and what the
//! shared keys ask of it.

use super::{Mode, Plan, row_of, turned};
use crate::app::list::Move;
use crate::app::panes::profile::RowRef;
use crate::app::panes::view::Pane;
use crate::app::regions::{Class, Regions};
use crate::app::{App, Effect};
use crate::domain::agenda::{Event, monday};
use crate::domain::day::add_days;
use crate::domain::ids::Id;
use crate::domain::rows::Creator;

/// `h l`: within a cell, then to the next week; in the month to the next day.
pub(super) fn sideways(app: &mut App, by: i64) -> Vec<Effect> {
    let plan = &mut app.plan;
    if plan.on_side() {
        return app.refuse("Tab goes back to the weeks first");
    }
    match plan.mode() {
        Mode::Quarter => {
            let cell = plan
                .rows
                .current()
                .map(|c| plan.cell(*c, plan.day).len())
                .unwrap_or(0);
            let next = i64::try_from(plan.nth).unwrap_or(0) + by;
            if (0..i64::try_from(cell).unwrap_or(0)).contains(&next) {
                plan.nth = usize::try_from(next).unwrap_or(0);
                return Vec::new();
            }
            let day = add_days(monday(plan.day), 7 * by);
            let (from, until) = plan.span();
            let creator = plan.rows.current().copied();
            if (from..until).contains(&day) {
                plan.day = day;
            } else {
                Plan::show(app, None, day);
            }
            let plan = &mut app.plan;
            if let Some(creator) = creator {
                plan.rows.go(&creator);
            }
            let cell = plan
                .rows
                .current()
                .map(|c| plan.cell(*c, plan.day).len())
                .unwrap_or(0);
            plan.nth = if by < 0 { cell.saturating_sub(1) } else { 0 };
        }
        Mode::Month => {
            let day = add_days(plan.day, by);
            let (from, until) = plan.span();
            plan.day = day;
            if (from..until).contains(&day) {
                plan.pick_on_day()
            } else {
                drop(Plan::show(app, None, day))
            }
        }
        Mode::Rights | Mode::Parcels => {
            return app.refuse("nothing lies beside this list; Esc goes back to the weeks");
        }
    }
    Vec::new()
}

/// `[ ]`: the next quarter or month.
pub(super) fn period(app: &mut App, by: i64) -> Vec<Effect> {
    let mode = app.plan.mode();
    if matches!(mode, Mode::Rights | Mode::Parcels) {
        return app.refuse("this list has no periods; Esc goes back to the weeks");
    }
    let day = turned(mode, app.plan.day, by);
    // Where today is in it, that is where one wants to be.
    Plan::show(app, None, day);
    let (from, until) = app.plan.span();
    if (from..until).contains(&app.today) {
        let today = app.today;
        Plan::show(app, None, today);
    }
    Vec::new()
}

impl Plan {
    /// The first event of the cell that is still to come, else the first.
    pub(super) fn pick_in_cell(&mut self) {
        let cell = self
            .rows
            .current()
            .map(|c| self.cell(*c, self.day))
            .unwrap_or_default();
        self.nth = cell.iter().position(|e| !e.done).unwrap_or(0);
    }

    /// The month's cursor on the first event of the day, or where it would stand.
    pub(super) fn pick_on_day(&mut self) {
        let day = self.day;
        if self.list.current().is_some_and(|e| e.day == day) {
            return;
        }
        let first = self.list.rows().iter().position(|e| e.day >= day);
        self.list.go_line(first.unwrap_or(usize::MAX));
    }

    /// The cursor on an event, wherever it shows.
    pub(super) fn go_event(&mut self, event: Event) {
        self.soon.go(&event);
        let same = |e: &Event| (e.what, e.done) == (event.what, event.done);
        let at = self
            .list
            .rows()
            .iter()
            .position(|e| same(e) || e.what == event.what);
        at.into_iter().for_each(|at| self.list.go_line(at));
        if self.mode() == Mode::Quarter && self.rows.go(&event.creator) {
            self.day = event.day;
            let cell = self.cell(event.creator, event.day);
            self.nth = cell.iter().position(same).unwrap_or(0);
        }
    }

    fn step_month(&mut self, how: Move) -> bool {
        let stood = self.list.current().is_some_and(|e| e.day == self.day);
        // From a day without anything, the next event is the one the cursor would stand on.
        let moved = match how {
            Move::By(n) if !stood && n > 0 => {
                let ahead = self.list.current().is_some_and(|e| e.day > self.day);
                ahead || self.list.step(how)
            }
            how => self.list.step(how),
        };
        if let Some(event) = self
            .list
            .current()
            .filter(|_| moved || !self.list.is_empty())
        {
            self.day = event.day;
        }
        moved
    }
}

impl Pane for Plan {
    fn step(&mut self, how: Move) -> bool {
        match self.mode() {
            _ if self.on_side() => self.soon.step(how),
            Mode::Quarter => {
                let moved = self.rows.step(how);
                self.pick_in_cell();
                moved
            }
            Mode::Month => self.step_month(how),
            Mode::Rights | Mode::Parcels => self.list.step(how),
        }
    }

    fn fit(&mut self, regions: &Regions) {
        let wide = regions.class == Class::Normal;
        if std::mem::replace(&mut self.wide, wide) != wide && self.mode() == Mode::Month {
            self.list_month();
        }
        let height = usize::from(regions.list.h);
        // The quarter keeps lines for its head, its bars, its load and its legend; `ui::calendar`
        // draws by the same.
        self.rows.fit(
            height
                .saturating_sub(usize::from(super::Plan::FURNITURE))
                .max(1),
        );
        self.list.fit(height.saturating_sub(2).max(1));
        self.soon.fit(height / 3);
    }

    fn point(&mut self, line: usize, _: &Regions) -> bool {
        let listed = self.mode() != Mode::Quarter;
        let Some(row) = self
            .list
            .rows()
            .get(self.list.top() + line)
            .copied()
            .filter(|_| listed)
        else {
            return false;
        };
        if self.mode() == Mode::Month {
            self.day = row.day;
        }
        self.list.go(&row)
    }

    fn point_cell(&mut self, row: usize, column: usize, _: &Regions) -> bool {
        let days = |n: usize, each: i64| i64::try_from(n).unwrap_or(0).saturating_mul(each);
        let (from, until) = self.span();
        match self.mode() {
            Mode::Quarter => {
                let creator = self.rows.rows().get(self.rows.top() + row).copied();
                let there = creator.is_some_and(|creator| self.rows.go(&creator));
                if there {
                    (self.day, self.side) = (add_days(from, days(column, 7)), false);
                    self.pick_in_cell();
                }
                there
            }
            // A line of the sheet of days is a week, Monday first.
            Mode::Month => {
                let day = add_days(monday(from), days(row, 7) + days(column, 1));
                let there = (from..until).contains(&day);
                if there {
                    self.day = day;
                    self.pick_on_day();
                }
                there
            }
            Mode::Rights | Mode::Parcels => false,
        }
    }

    fn go(&mut self, creator: Id<Creator>) -> bool {
        let day = self.day;
        let ahead = self
            .list
            .rows()
            .iter()
            .find(|e| e.creator == creator && e.day >= day);
        let event = ahead
            .or_else(|| self.list.rows().iter().find(|e| e.creator == creator))
            .copied();
        let listed = match (self.mode(), event) {
            (Mode::Quarter, _) => false,
            (_, Some(event)) => {
                self.list.go(&event);
                if self.mode() == Mode::Month {
                    self.day = event.day;
                }
                true
            }
            _ => false,
        };
        let already = self.rows.current() == Some(&creator);
        let in_rows = already || self.rows.go(&creator);
        // What was under the cursor stays there when it is theirs already.
        if in_rows && !already {
            self.pick_in_cell();
        }
        listed || (in_rows && self.mode() == Mode::Quarter)
    }

    fn current_creator(&self) -> Option<Id<Creator>> {
        match self.mode() {
            Mode::Quarter if !self.on_side() => self.rows.current().copied(),
            _ => self.event().map(|e| e.creator),
        }
    }

    fn row(&self) -> Option<RowRef> {
        self.event().map(row_of)
    }

    fn neighbour(&self, creator: Id<Creator>, by: i64) -> Option<Id<Creator>> {
        let mut order: Vec<Id<Creator>> = match self.mode() {
            Mode::Quarter => self.rows.rows().to_vec(),
            _ => {
                let mut seen = std::collections::BTreeSet::new();
                self.list
                    .rows()
                    .iter()
                    .map(|e| e.creator)
                    .filter(|c| seen.insert(*c))
                    .collect()
            }
        };
        order.dedup();
        let at = order.iter().position(|c| *c == creator)?;
        order
            .get(at.checked_add_signed(isize::try_from(by).ok()?)?)
            .copied()
    }
}
