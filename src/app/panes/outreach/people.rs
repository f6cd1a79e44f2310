//! Who stands in outreach and where: by whose move it is. Everybody's place is kept and only that
//! of those a change touched is worked out anew; all are walked once, when the view is first shown.

use std::collections::{BTreeMap, BTreeSet};

use super::{Focus, Outreach};
use crate::app::App;
use crate::app::filter::Filter;
use crate::domain::day::Day;
use crate::domain::derived::Ball;
use crate::domain::ids::Id;
use crate::domain::review::Lane;
use crate::domain::rows::*;

/// Days without a word after which somebody close is called quiet.
const QUIET_DAYS: i64 = 30;

/// The groups of the list, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// They wait for us.
    Ours,
    /// We wait for them.
    Theirs,
    /// A message to them lies half-written.
    Drafts,
    /// Close to us, and not heard of for long.
    Quiet,
    /// Brought along from another view.
    Guest,
}

impl Group {
    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Ours => "YOUR MOVE",
            Self::Theirs => "THEIR MOVE",
            Self::Drafts => "DRAFTS",
            Self::Quiet => "QUIET, CORE",
            Self::Guest => "NOBODY'S MOVE",
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A group's heading and how many stand in it.
    Heading(Group, usize),
    /// A person: the place in the list.
    Person(Group, usize),
    /// What they wait for, below their name.
    Detail(usize),
    /// Air.
    Blank,
}

/// Somebody's place: the group, and since when; the longest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListPosition {
    /// Which group.
    pub group: Group,
    /// Since when; none is longest.
    pub since: Option<Day>,
}

/// Everybody's place.
#[derive(Default)]
pub struct People {
    /// Nothing is worked out yet, or everything changed.
    pub outdated: bool,
    /// Somebody who stands in no group, for whom the view was opened.
    pub guest: Option<Id<Creator>>,
    positions: BTreeMap<Id<Creator>, ListPosition>,
    /// Those who wait for us: the header counts them before the view is first shown.
    ours: BTreeSet<Id<Creator>>,
    /// Those the filter hides.
    hidden: BTreeSet<Id<Creator>>,
}

impl People {
    /// Somebody's place.
    pub fn position(&self, creator: Id<Creator>) -> Option<ListPosition> {
        self.positions.get(&creator).copied()
    }

    /// Everything changed: places are worked out when the view is shown, the header's number now.
    pub fn rebuild(app: &mut App) {
        app.outreach.filter = Filter::new(app, app.outreach.filter.text());
        let ours = app
            .model
            .creators
            .iter()
            .filter(|row| owes(app, row).is_some())
            .map(|row| row.id)
            .collect();
        app.outreach.people.ours = ours;
        app.outreach.people.outdated = true;
    }

    /// How many wait for us.
    pub fn ours(&self) -> usize {
        self.ours.len()
    }

    /// How many stand in it, shown or not.
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Shows what another filter lets through.
    pub fn set_filter(app: &mut App, filter: Filter) {
        app.outreach.filter = filter;
        let hides = |id: &Id<Creator>| !app.outreach.filter.admits(app, *id);
        let hidden = app
            .outreach
            .people
            .positions
            .keys()
            .copied()
            .filter(hides)
            .collect();
        app.outreach.people.hidden = hidden;
        app.outreach.people.guest = None;
        app.outreach.relist();
        // In small windows the timeline would hide what the filter does.
        app.outreach.focus = Focus::People;
    }

    /// Works out everything that is outdated.
    pub fn build(app: &mut App) {
        if std::mem::take(&mut app.outreach.people.outdated) {
            let all: BTreeMap<_, _> = app
                .model
                .creators
                .iter()
                .filter_map(|row| Some((row.id, position(app, row)?)))
                .collect();
            let hides = |id: &Id<Creator>| !app.outreach.filter.admits(app, *id);
            app.outreach.people.hidden = all.keys().copied().filter(hides).collect();
            app.outreach.people.positions = all;
            app.outreach.of = None;
            app.outreach.relist();
        }
    }

    /// After a step: only those it touched.
    pub fn changed(app: &mut App, touched: &[Id<Creator>]) {
        for creator in touched {
            match app.model.get(*creator).and_then(|row| owes(app, row)) {
                Some(_) => app.outreach.people.ours.insert(*creator),
                None => app.outreach.people.ours.remove(creator),
            };
        }
        if app.outreach.people.outdated {
            return;
        }
        let (mut moved, mut line) = (false, None);
        for creator in touched {
            moved |= match app.outreach.filter.admits(app, *creator) {
                true => app.outreach.people.hidden.remove(creator),
                false => app.outreach.people.hidden.insert(*creator),
            };
            let row = app.model.get(*creator);
            let new = row.and_then(|row| position(app, row));
            let old = match new {
                Some(new) => app.outreach.people.positions.insert(*creator, new),
                None => app.outreach.people.positions.remove(creator),
            };
            if app.outreach.people.guest == Some(*creator) && row.is_none() {
                (app.outreach.people.guest, moved) = (None, true);
            }
            // Whoever was answered leaves; the next one slides under the cursor.
            let left = old.map(|position| position.group) != new.map(|position| position.group);
            if old.is_some() && left && app.outreach.list.current() == Some(creator) {
                line = Some(app.outreach.list.at());
            }
            moved |= old != new;
            if app.outreach.of == Some(*creator) {
                app.outreach.of = None;
            }
        }
        if moved {
            app.outreach.relist();
        }
        if let Some(line) = line {
            app.outreach.list.go_line(line);
        }
    }
}

/// Since when somebody in the roster waits for us, if they do.
fn owes(app: &App, row: &Creator) -> Option<Day> {
    let standing = app.derived.of(row.id);
    let owed = standing
        .next
        .filter(|next| next.live && next.lane == Lane::Owe);
    let since = standing
        .owed
        .map(|contact| contact.day)
        .or(owed.map(|next| next.due));
    since.filter(|_| row.shelf == Shelf::Active)
}

/// Where somebody stands; none if it is nobody's move.
fn position(app: &App, row: &Creator) -> Option<ListPosition> {
    if row.shelf != Shelf::Active {
        return None;
    }
    let standing = app.derived.of(row.id);
    let since = owes(app, row);
    if since.is_some() {
        return Some(ListPosition {
            group: Group::Ours,
            since,
        });
    }
    if let Some(draft) = draft_of(app, row.id) {
        return Some(ListPosition {
            group: Group::Drafts,
            since: Some(app.clock.day_of(draft.at)),
        });
    }
    let running = standing.stage.is_some_and(|stage| stage < Stage::Retention);
    if standing.ball == Ball::Them && running {
        return Some(ListPosition {
            group: Group::Theirs,
            since: standing.last_out.map(|c| c.day),
        });
    }
    let last = standing.last_personal().map(|c| c.day);
    let quiet = last.is_none_or(|day| (app.today - day).num_days() >= QUIET_DAYS);
    (row.core && quiet && !row.do_not_contact).then_some(ListPosition {
        group: Group::Quiet,
        since: last,
    })
}

/// The half-written message to a creator.
pub fn draft_of(app: &App, creator: Id<Creator>) -> Option<&Draft> {
    app.model
        .of::<Draft>(creator)
        .find(|draft| &*draft.slot == crate::app::modal::composer::SLOT)
}

impl Outreach {
    /// The list anew, from everybody's place; the cursor stays on its person.
    pub(super) fn relist(&mut self) {
        // Whoever the view was opened for shows, filter or not.
        let shown =
            |id: &Id<Creator>| !self.people.hidden.contains(id) || self.people.guest == Some(*id);
        let positions = self.people.positions.iter().filter(|(id, _)| shown(id));
        let mut all: Vec<(ListPosition, Id<Creator>)> =
            positions.map(|(id, position)| (*position, *id)).collect();
        if let Some(guest) = self.people.guest {
            match self.people.positions.contains_key(&guest) {
                true if !self.people.hidden.contains(&guest) => self.people.guest = None,
                true => {}
                false => all.push((
                    ListPosition {
                        group: Group::Guest,
                        since: None,
                    },
                    guest,
                )),
            }
        }
        all.sort_unstable();
        self.lines.clear();
        let mut from = 0;
        for group in all.chunk_by(|(a, _), (b, _)| a.group == b.group) {
            let Some((position, _)) = group.first() else {
                continue;
            };
            if from > 0 {
                self.lines.push(Line::Blank);
            }
            self.lines.push(Line::Heading(position.group, group.len()));
            for at in from..from + group.len() {
                self.lines.push(Line::Person(position.group, at));
                if position.group == Group::Ours {
                    self.lines.push(Line::Detail(at));
                }
            }
            from += group.len();
        }
        self.list.set(all.into_iter().map(|(_, id)| id).collect());
    }
}
