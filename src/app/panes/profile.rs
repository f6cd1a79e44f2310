//! The profile: all that is known about one creator, in tabs, over the view one came from. Its rows
//! are rows of tables, so that editing and checking off work on what is under the cursor.

use crate::app::command::Command;
use crate::app::command::Scope::In;
use crate::app::list::{List, Move};
use crate::app::{App, Effect, ViewId};
use crate::domain::ids::Id;
use crate::domain::ledger::orders;
use crate::domain::own_counts;
use crate::domain::rows::*;
use crate::word_enum;

word_enum! {
    /// The tabs.
    Tab {
        Profile = "profile", "Profile";
        Audience = "audience", "Audience";
        Deals = "deals", "Deals";
        Deliverables = "deliverables", "Deliverables";
        Payments = "payments", "Payments";
        Results = "results", "Results";
        Notes = "notes", "Notes";
    }
}

/// A row of some table, for cursors and forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowRef {
    /// The creator.
    Creator(Id<Creator>),
    /// A social account.
    Account(Id<Account>),
    /// A collaboration.
    Collaboration(Id<Collaboration>),
    /// A right or term.
    Right(Id<Right>),
    /// A parcel.
    Shipment(Id<Shipment>),
    /// A piece.
    Deliverable(Id<Deliverable>),
    /// A payment.
    Payment(Id<Payment>),
    /// Numbers of a piece.
    PostResult(Id<PostResult>),
    /// A dated next step.
    FollowUp(Id<FollowUp>),
    /// A contact or note.
    Touch(Id<Touch>),
    /// A template.
    Template(Id<Template>),
    /// The words of a brief.
    Brief(Id<Brief>),
    /// An ideal creator.
    Ideal(Id<Ideal>),
    /// A checklist.
    Checklist(Id<Checklist>),
    /// A segment.
    Segment(Id<Segment>),
    /// A page of the playbook.
    Page(Id<Page>),
    /// A number agreed before the first post.
    Target(Id<Target>),
    /// A campaign.
    Campaign(Id<Campaign>),
    /// An order.
    Sale(Id<Sale>),
    /// Money given back for an order.
    Refund(Id<Refund>),
    /// Money that went to somebody else.
    Expense(Id<Expense>),
    /// A count of one's own.
    OwnCount(Id<OwnCount>),
    /// What comes round again.
    Recurrence(Id<Recurrence>),
}

/// The open profile.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Whose.
    pub creator: Id<Creator>,
    /// Which tab.
    pub tab: Tab,
    /// Cursor over the tab's rows.
    pub list: List<RowRef>,
    /// Lines scrolled, in tabs that are read rather than walked.
    pub top: usize,
}

/// Keys for the footer.
pub const FOOTER: &[&str] = &[
    "next-tab",
    "edit",
    "message",
    "record",
    "next-step",
    "done",
    "snooze",
    "stage-up",
    "stage-down",
    "next-creator",
    "copy",
];

/// Commands of the profile.
pub const COMMANDS: &[Command] = &[
    Command::new(
        "next-tab",
        &["]", "Shift+Right", "l", "Right"],
        "tab",
        "Next tab",
        |app| turn(app, 1),
    )
    .scope(In(ViewId::Profile)),
    Command::new(
        "previous-tab",
        &["[", "Shift+Left", "h", "Left"],
        "tab back",
        "Previous tab",
        |app| turn(app, -1),
    )
    .scope(In(ViewId::Profile)),
    Command::new(
        "next-creator",
        &["."],
        "next creator",
        "Next creator of the list you came from",
        |app| walk(app, 1),
    )
    .scope(In(ViewId::Profile)),
    Command::new(
        "previous-creator",
        &[","],
        "previous creator",
        "Previous creator of the list you came from",
        |app| walk(app, -1),
    )
    .scope(In(ViewId::Profile)),
];

impl Profile {
    /// A creator's profile at its first tab.
    pub fn new(creator: Id<Creator>) -> Self {
        Self {
            creator,
            tab: Tab::Profile,
            list: List::default(),
            top: 0,
        }
    }

    /// Moves in the tab.
    pub fn step(&mut self, how: Move) -> bool {
        if self.list.is_empty() {
            self.top = match how {
                Move::First => 0,
                Move::Last => usize::MAX,
                Move::By(n) => self
                    .top
                    .saturating_add_signed(isize::try_from(n).unwrap_or(0)),
            };
            return true;
        }
        self.list.step(how)
    }

    /// Puts the tab's rows in and keeps the cursor in sight.
    pub fn fit(&mut self, rows: Vec<RowRef>, height: usize) {
        self.list.set(rows);
        self.list.fit(height);
    }

    /// Whether the tab lists what can be due, so that verbs mean the row under the cursor.
    pub fn is_of_due_rows(&self) -> bool {
        matches!(
            self.tab,
            Tab::Deals | Tab::Deliverables | Tab::Payments | Tab::Results
        )
    }

    /// The row under the cursor.
    pub fn row(&self) -> RowRef {
        self.list
            .current()
            .copied()
            .unwrap_or(RowRef::Creator(self.creator))
    }
}

impl Tab {
    /// Lines below the tab's table for what is under the cursor, the rule above them included, in a
    /// body of a height.
    pub fn detail(self, body: u16) -> u16 {
        match (self, body) {
            (Self::Deals, 28..) => 14,
            (Self::Deals, 18..) => 10,
            (Self::Deals, 14..) => 5,
            (Self::Deliverables | Self::Payments, 28..) => 10,
            (Self::Deliverables | Self::Payments, 18..) => 7,
            (Self::Results, body) => {
                u16::try_from(super::results::below(usize::from(body))).unwrap_or(0)
            }
            _ => 0,
        }
    }
}

/// The rows of a tab, in the order they are shown.
pub fn rows(app: &App, creator: Id<Creator>, tab: Tab) -> Vec<RowRef> {
    let m = &app.model;
    match tab {
        Tab::Profile | Tab::Audience => Vec::new(),
        Tab::Deals => {
            let mut deals: Vec<_> = m.of::<Collaboration>(creator).collect();
            deals.sort_by_key(|c| {
                (
                    std::cmp::Reverse(c.is_open()),
                    std::cmp::Reverse(c.opened),
                    std::cmp::Reverse(c.id),
                )
            });
            // What belongs to a deal stands under it; what belongs to none of them, after all of
            // them.
            let of = |deal: Option<Id<Collaboration>>| {
                let mine = move |of: Option<Id<Collaboration>>| {
                    of.filter(|id| m.get(*id).is_some()) == deal
                };
                let targets = m
                    .of::<Target>(creator)
                    .filter(move |t| mine(t.collaboration))
                    .map(|t| RowRef::Target(t.id));
                let rights = m
                    .of::<Right>(creator)
                    .filter(move |r| mine(r.collaboration))
                    .map(|r| RowRef::Right(r.id));
                let parcels = m
                    .of::<Shipment>(creator)
                    .filter(move |s| mine(s.collaboration));
                let counts = m
                    .of::<OwnCount>(creator)
                    .filter(move |c| own_counts::deal_of(m, c) == deal)
                    .map(|c| RowRef::OwnCount(c.id));
                targets
                    .chain(counts)
                    .chain(rights)
                    .chain(parcels.map(|s| RowRef::Shipment(s.id)))
            };
            let each = deals
                .into_iter()
                .flat_map(|c| std::iter::once(RowRef::Collaboration(c.id)).chain(of(Some(c.id))));
            each.chain(of(None)).collect()
        }
        Tab::Deliverables => {
            let mut pieces: Vec<_> = m.of::<Deliverable>(creator).collect();
            pieces.sort_by_key(|d| {
                (
                    std::cmp::Reverse(d.live.or(d.live_due).or(d.draft_due)),
                    std::cmp::Reverse(d.id),
                )
            });
            let pieces = pieces.into_iter().map(|d| RowRef::Deliverable(d.id));
            pieces.chain(rhythms(app, creator, Makes::Piece)).collect()
        }
        Tab::Payments => money(app, creator),
        Tab::Results => {
            // Each collaboration with its numbers, and below it what was logged of its pieces, the
            // newest first.
            let person = app.results.person.as_ref().filter(|p| p.creator == creator);
            let logs = |deal: Id<Collaboration>| {
                let of_deal = move |r: &&PostResult| {
                    m.get(r.deliverable)
                        .is_some_and(|d| d.collaboration == deal)
                };
                let mut logs: Vec<_> = m.of::<PostResult>(creator).filter(of_deal).collect();
                logs.sort_by_key(|r| (std::cmp::Reverse(r.day), std::cmp::Reverse(r.id)));
                logs.into_iter()
                    .map(|r| RowRef::PostResult(r.id))
                    .collect::<Vec<_>>()
            };
            let lines = person.into_iter().flat_map(|p| &p.lines);
            let deals: Vec<Id<Collaboration>> = lines.map(|line| line.deal).collect();
            let mut all = Vec::new();
            let mut rest = told(app, creator);
            for deal in deals {
                all.push(RowRef::Collaboration(deal));
                all.extend(logs(deal));
                rest.retain(|(of, row)| {
                    let mine = *of == Some(deal);
                    all.extend(mine.then_some(*row));
                    !mine
                });
            }
            all.extend(rest.into_iter().map(|(_, row)| row));
            all
        }
        Tab::Notes => {
            let mut steps: Vec<_> = m
                .of::<FollowUp>(creator)
                .filter(|f| f.done.is_none())
                .collect();
            steps.sort_by_key(|f| (f.day, f.id));
            let mut touches: Vec<_> = m.of::<Touch>(creator).collect();
            touches.sort_by_key(|t| (std::cmp::Reverse(t.at), std::cmp::Reverse(t.id)));
            let steps = steps.into_iter().map(|f| RowRef::FollowUp(f.id));
            steps
                .chain(rhythms(app, creator, Makes::FollowUp))
                .chain(touches.into_iter().map(|t| RowRef::Touch(t.id)))
                .collect()
        }
    }
}

/// Payments, retainers, and what went to others.
fn money(app: &App, creator: Id<Creator>) -> Vec<RowRef> {
    let m = &app.model;
    let mut payments: Vec<_> = m.of::<Payment>(creator).collect();
    payments.sort_by_key(|p| (p.paid.is_some(), std::cmp::Reverse(p.paid), p.due, p.id));
    let mut expenses: Vec<_> = m.of::<Expense>(creator).collect();
    expenses.sort_by_key(|e| (std::cmp::Reverse(e.day), e.id));
    let payments = payments.into_iter().map(|p| RowRef::Payment(p.id));
    payments
        .chain(rhythms(app, creator, Makes::Payment))
        .chain(expenses.into_iter().map(|e| RowRef::Expense(e.id)))
        .collect()
}

/// What comes round again of a kind, what is over left out.
fn rhythms(app: &App, creator: Id<Creator>, makes: Makes) -> impl Iterator<Item = RowRef> {
    let over = |row: &Recurrence| row.until.is_some_and(|until| until < app.today);
    let all = app.model.of::<Recurrence>(creator);
    all.filter(move |row| row.makes == makes && !over(row))
        .map(|row| RowRef::Recurrence(row.id))
}

/// Refunds with the deal each belongs to, the newest first.
fn told(app: &App, creator: Id<Creator>) -> Vec<(Option<Id<Collaboration>>, RowRef)> {
    let m = &app.model;
    let mut refunds: Vec<&Refund> = m.of::<Refund>(creator).collect();
    refunds.sort_by_key(|r| (std::cmp::Reverse(r.day), r.id));
    let orders = match refunds.is_empty() {
        true => Vec::new(),
        false => orders::of_creator(m, creator),
    };
    let deal_of = |refund: &Refund| {
        let order = orders.iter().find(|o| o.rows.contains(&refund.sale));
        order.and_then(|order| order.deal)
    };
    let refunds = refunds.into_iter();
    refunds
        .map(|r| (deal_of(r), RowRef::Refund(r.id)))
        .collect()
}

impl App {
    /// Opens a creator's profile with the cursor on a row.
    pub fn open_row(&mut self, creator: Id<Creator>, row: RowRef) {
        self.open_profile(creator);
        let tab = match row {
            RowRef::Creator(_) | RowRef::Account(_) | RowRef::Campaign(_) => Tab::Profile,
            RowRef::Collaboration(_)
            | RowRef::Right(_)
            | RowRef::Shipment(_)
            | RowRef::Target(_)
            | RowRef::OwnCount(_) => Tab::Deals,
            RowRef::Deliverable(_) => Tab::Deliverables,
            RowRef::Payment(_) => Tab::Payments,
            RowRef::PostResult(_) | RowRef::Refund(_) => Tab::Results,
            RowRef::Expense(_) => Tab::Payments,
            RowRef::Recurrence(id) => match self.model.get(id).map(|r| r.makes) {
                Some(Makes::Piece) => Tab::Deliverables,
                Some(Makes::Payment) => Tab::Payments,
                Some(Makes::FollowUp) | None => Tab::Notes,
            },
            RowRef::Brief(_) | RowRef::Sale(_) => Tab::Deals,
            RowRef::FollowUp(_) | RowRef::Touch(_) => Tab::Notes,
            RowRef::Template(_)
            | RowRef::Ideal(_)
            | RowRef::Checklist(_)
            | RowRef::Segment(_)
            | RowRef::Page(_) => Tab::Profile,
        };
        let all = rows(self, creator, tab);
        if let Some(open) = self.profile.as_mut() {
            open.tab = tab;
            open.list.set(all);
            open.list.go(&row);
        }
    }
}

fn turn(app: &mut App, by: isize) -> Vec<Effect> {
    if let Some(profile) = app.profile.as_mut() {
        let at = Tab::ALL.iter().position(|t| *t == profile.tab).unwrap_or(0) as isize + by;
        let at = at.rem_euclid(Tab::ALL.len() as isize) as usize;
        profile.tab = Tab::ALL.get(at).copied().unwrap_or(Tab::Profile);
        profile.top = 0;
        profile.list = List::default();
    }
    Vec::new()
}

/// Goes to the neighbour in the list the profile was opened from, keeping the tab.
fn walk(app: &mut App, by: i64) -> Vec<Effect> {
    let Some(here) = app.profile.as_ref().map(|p| p.creator) else {
        return Vec::new();
    };
    let to = app.pane().and_then(|pane| pane.neighbour(here, by));
    let Some(to) = to else {
        return app.refuse(if by > 0 {
            "this is the last of the list"
        } else {
            "this is the first of the list"
        });
    };
    // The list below goes along, so that one comes back to whom one looked at last.
    app.go_to(to);
    if let Some(profile) = app.profile.as_mut() {
        profile.creator = to;
        profile.list = List::default();
        profile.top = 0;
    }
    Vec::new()
}
