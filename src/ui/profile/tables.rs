//! The tabs of a profile that are tables: deals, deliverables, payments, results, and the timeline
//! of all that was said.

use super::work;
use crate::app::App;
use crate::app::panes::profile::{RowRef, Tab};
use crate::domain::day::{self, Day};
use crate::domain::recurrence;
use crate::domain::rows::*;
use crate::ui::table::Column;
use crate::ui::text::one_line;
use crate::ui::theme::Role;

/// Columns of a tab.
pub fn columns(tab: Tab) -> &'static [Column] {
    match tab {
        Tab::Deals => super::deals::COLUMNS,
        Tab::Deliverables => work::PIECES,
        Tab::Payments => work::PAYMENTS,
        _ => NOTES,
    }
}

const NOTES: &[Column] = &[
    Column::new("When", 17, 0),
    Column::new("What", 12, 1),
    Column::new("Words", 16, 0).grows(),
];

/// The cells of a row.
pub fn cells(app: &App, row: RowRef) -> Vec<(Role, String)> {
    let m = &app.model;
    match row {
        RowRef::Collaboration(id) => m.get(id).map(|c| super::deals::deal(app, c)),
        RowRef::Right(id) => m.get(id).map(|r| super::deals::right(app, r)),
        RowRef::Shipment(id) => m.get(id).map(|s| super::deals::parcel(app, s)),
        RowRef::Deliverable(id) => m.get(id).map(|d| work::piece(app, d)),
        RowRef::Payment(id) => m.get(id).map(|p| work::payment(app, p)),
        RowRef::FollowUp(id) => m.get(id).map(|f| step(app, f)),
        RowRef::Touch(id) => m.get(id).map(|t| touch(app, t)),
        RowRef::Target(id) => m.get(id).map(|t| super::deals::target(app, t)),
        RowRef::Expense(id) => m.get(id).map(|e| work::expense(app, e)),
        RowRef::Recurrence(id) => m.get(id).map(|r| rhythm(app, r)),
        RowRef::OwnCount(id) => m.get(id).map(|c| super::deals::own_count(app, c)),
        _ => None,
    }
    .unwrap_or_default()
}

pub(super) fn text(what: impl Into<String>) -> (Role, String) {
    (Role::Text, what.into())
}

pub(super) fn muted(what: impl Into<String>) -> (Role, String) {
    (Role::Muted, what.into())
}

pub(super) fn date(app: &App, on: Option<Day>) -> (Role, String) {
    on.map_or((Role::Muted, "-".into()), |d| {
        text(day::brief(d, app.today))
    })
}

pub(super) fn money(amount: Option<crate::domain::money::Money>) -> (Role, String) {
    amount.map_or((Role::Muted, "-".into()), |m| (Role::Money, m.to_string()))
}

/// The name of a campaign, or what stands for none.
pub fn campaign(app: &App, id: Option<crate::domain::ids::Id<Campaign>>) -> String {
    id.and_then(|c| app.model.get(c))
        .map_or_else(|| "no campaign".to_string(), |c| c.name.to_string())
}

/// What comes round again, in the columns of the tab it stands in.
fn rhythm(app: &App, r: &Recurrence) -> Vec<(Role, String)> {
    let every = recurrence::text(r, app.today);
    let next = recurrence::next(&app.ctx().base(), r);
    match r.makes {
        Makes::FollowUp => vec![
            muted(next.map_or_else(String::new, |day| day::short(day, app.today))),
            muted("· again"),
            muted(format!("{}, {every}", r.words)),
        ],
        Makes::Payment => vec![
            muted(format!("{} {every}", r.words)),
            money(r.amount),
            muted("again"),
            next.map_or_else(|| muted("-"), |day| muted(day::brief(day, app.today))),
        ],
        Makes::Piece => {
            let deal = r.collaboration.and_then(|id| app.model.get(id));
            vec![
                muted(format!("{} × {} {every}", r.many, r.format)),
                muted(campaign(app, deal.and_then(|c| c.campaign))),
                muted("again"),
            ]
        }
    }
}

fn step(app: &App, f: &FollowUp) -> Vec<(Role, String)> {
    let role = if f.day <= app.today {
        Role::Due
    } else {
        Role::Planned
    };
    let kind = if f.if_no_reply {
        "· if no reply"
    } else {
        "· next step"
    };
    vec![
        (role, day::short(f.day, app.today)),
        text(kind),
        text(f.what.to_string()),
    ]
}

fn touch(app: &App, t: &Touch) -> Vec<(Role, String)> {
    let local = app.clock.local(t.at);
    let on = app.clock.day_of(t.at);
    // With a year there is no room for the weekday, nor does it matter any more.
    let same_year = chrono::Datelike::year(&on) == chrono::Datelike::year(&app.today);
    let day = if same_year {
        day::short(on, app.today)
    } else {
        day::brief(on, app.today)
    };
    let when = format!("{day} {}", local.format("%H:%M"));
    let (mark, role) = match t.direction {
        Direction::In => ("←", Role::Text),
        Direction::Out => ("→", Role::Text),
        Direction::Note => ("*", Role::Muted),
    };
    let kind = if t.direction == Direction::Note && t.channel == Channel::Mail {
        "note"
    } else {
        t.channel.word()
    };
    let words = app
        .words_of(t.creator, t.id)
        .map(one_line)
        .unwrap_or_default();
    vec![
        (Role::Muted, when),
        (role, format!("{mark} {kind}")),
        text(words),
    ]
}
