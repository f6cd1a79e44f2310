//! The tabs of a profile that are tables: deals, deliverables, payments, results, and the timeline of all that was said.

use crate::app::App;
use crate::app::panes::profile::{RowRef, Tab};
use crate::domain::day::{self, Day};
use crate::domain::rows::*;
use crate::ui::table::Column;
use crate::ui::text::{count, one_line};
use crate::ui::theme::Role;

/// Columns of a tab.
pub fn columns(tab: Tab) -> &'static [Column] {
    match tab {
        Tab::Deals => DEALS,
        Tab::Deliverables => PIECES,
        Tab::Payments => PAYMENTS,
        Tab::Results => RESULTS,
        _ => NOTES,
    }
}

const DEALS: &[Column] = &[
    Column::new("Campaign or term", 22, 0).grows(),
    Column::new("Stage", 12, 1),
    Column::new("Fee", 10, 0).right(),
    Column::new("Terms", 22, 3),
    Column::new("Until", 11, 2),
    Column::new("State", 12, 4),
];

const PIECES: &[Column] = &[
    Column::new("Piece", 20, 0).grows(),
    Column::new("Campaign", 16, 5),
    Column::new("State", 13, 0),
    Column::new("Draft", 11, 2),
    Column::new("Approved", 11, 4),
    Column::new("Live", 11, 1),
    Column::new("#ad", 7, 6),
    Column::new("Code", 7, 7),
];

const PAYMENTS: &[Column] = &[
    Column::new("For", 18, 0).grows(),
    Column::new("Amount", 12, 0).right(),
    Column::new("Due", 12, 1),
    Column::new("Paid", 12, 2),
    Column::new("How", 10, 4),
    Column::new("Ref", 10, 5),
    Column::new("State", 10, 3),
];

const RESULTS: &[Column] = &[
    Column::new("Piece", 18, 0).grows(),
    Column::new("Day", 11, 1),
    Column::new("Clicks", 7, 4).right(),
    Column::new("Orders", 7, 0).right(),
    Column::new("Sales", 10, 2).right(),
    Column::new("Likes", 7, 5).right(),
    Column::new("Comments", 8, 6).right(),
    Column::new("Views", 8, 3).right(),
];

const NOTES: &[Column] = &[Column::new("When", 17, 0), Column::new("What", 12, 1), Column::new("Words", 20, 0).grows()];

/// The cells of a row.
pub fn cells(app: &App, row: RowRef) -> Vec<(Role, String)> {
    let m = &app.model;
    match row {
        RowRef::Collaboration(id) => m.get(id).map(|c| deal(app, c)),
        RowRef::Right(id) => m.get(id).map(|r| right(app, r)),
        RowRef::Shipment(id) => m.get(id).map(|s| parcel(app, s)),
        RowRef::Deliverable(id) => m.get(id).map(|d| piece(app, d)),
        RowRef::Payment(id) => m.get(id).map(|p| payment(app, p)),
        RowRef::PostResult(id) => m.get(id).map(|r| result(app, r)),
        RowRef::FollowUp(id) => m.get(id).map(|f| step(app, f)),
        RowRef::Touch(id) => m.get(id).map(|t| touch(app, t)),
        _ => None,
    }
    .unwrap_or_default()
}

fn text(what: impl Into<String>) -> (Role, String) {
    (Role::Text, what.into())
}

fn muted(what: impl Into<String>) -> (Role, String) {
    (Role::Muted, what.into())
}

fn date(app: &App, on: Option<Day>) -> (Role, String) {
    on.map_or((Role::Muted, "-".into()), |d| text(day::brief(d, app.today)))
}

fn number(n: Option<i64>) -> (Role, String) {
    n.map_or((Role::Muted, "-".into()), |n| text(count(n)))
}

fn money(amount: Option<crate::domain::money::Money>) -> (Role, String) {
    amount.map_or((Role::Muted, "-".into()), |m| (Role::Money, m.to_string()))
}

/// The name of a campaign, or what stands for none.
pub fn campaign(app: &App, id: Option<crate::domain::ids::Id<Campaign>>) -> String {
    id.and_then(|c| app.model.get(c)).map_or_else(|| "no campaign".to_string(), |c| c.name.to_string())
}

fn deal(app: &App, c: &Collaboration) -> Vec<(Role, String)> {
    let commission = c.commission.map(|n| format!("{}%", crate::ui::person::percent(n)));
    let parts: Vec<String> =
        [commission, Some(c.product.to_string()), Some(c.perks.to_string()), Some(c.bonus.to_string())]
            .into_iter()
            .flatten()
            .filter(|t| !t.is_empty())
            .map(|t| one_line(&t))
            .collect();
    let state = c.outcome.map_or_else(
        || if c.agreed.is_some() { "agreed".to_string() } else { "open".to_string() },
        |o| o.label().to_string(),
    );
    let until = c.closed.map_or_else(|| muted("-"), |d| text(day::brief(d, app.today)));
    let stage = format!("{} {}", c.stage.number(), c.stage.short());
    let role = if c.is_open() { Role::Title } else { Role::Muted };
    vec![(role, campaign(app, c.campaign)), text(stage), money(c.fee), text(parts.join(" · ")), until, text(state)]
}

fn right(app: &App, r: &Right) -> Vec<(Role, String)> {
    let name = [&*r.scope, &*r.code].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ");
    let terms = [&*r.channels, &*r.territory].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    let label = if name.is_empty() { r.kind.label().to_string() } else { format!("{}: {name}", r.kind.label()) };
    vec![text(label), muted(""), muted(""), text(terms), date(app, r.end), text(r.state.label())]
}

fn parcel(app: &App, s: &Shipment) -> Vec<(Role, String)> {
    let when = s.delivered.or(s.sent);
    vec![
        text(format!("gift: {}", s.product)),
        muted(""),
        money(s.value),
        text(s.tracking.to_string()),
        date(app, when),
        text(s.state.label()),
    ]
}

fn piece(app: &App, d: &Deliverable) -> Vec<(Role, String)> {
    let of = app.model.get(d.collaboration).and_then(|c| c.campaign);
    let seen = |s: Seen| match s {
        Seen::Unknown => muted("-"),
        Seen::Yes => (Role::Good, "ok".to_string()),
        Seen::No => (Role::Late, "missing".to_string()),
    };
    vec![
        text(d.called()),
        text(campaign(app, of)),
        text(d.state.label()),
        date(app, d.draft_in.or(d.draft_due)),
        date(app, d.approved),
        date(app, d.live.or(d.live_due)),
        seen(d.disclosure),
        seen(d.code_seen),
    ]
}

fn payment(app: &App, p: &Payment) -> Vec<(Role, String)> {
    let of = p.collaboration.and_then(|c| app.model.get(c)).and_then(|c| c.campaign);
    let name =
        if of.is_some() { format!("{} {}", campaign(app, of), p.kind.label()) } else { p.kind.label().to_string() };
    let late = p.paid.is_none() && p.due.is_some_and(|d| d < app.today);
    let due = if late { (Role::Late, date(app, p.due).1) } else { date(app, p.due) };
    vec![
        text(name),
        (Role::Money, p.amount.to_string()),
        due,
        date(app, p.paid),
        text(p.method.to_string()),
        text(p.reference.to_string()),
        text(p.state.label()),
    ]
}

fn result(app: &App, r: &PostResult) -> Vec<(Role, String)> {
    let name = app.model.get(r.deliverable).map_or("piece", Deliverable::called);
    vec![
        text(name),
        text(day::brief(r.day, app.today)),
        number(r.clicks),
        number(r.orders),
        money(r.sales),
        number(r.likes),
        number(r.comments),
        number(r.views),
    ]
}

fn step(app: &App, f: &FollowUp) -> Vec<(Role, String)> {
    let role = if f.day <= app.today { Role::Due } else { Role::Planned };
    let kind = if f.if_no_reply { "· if no reply" } else { "· next step" };
    vec![(role, day::short(f.day, app.today)), text(kind), text(f.what.to_string())]
}

fn touch(app: &App, t: &Touch) -> Vec<(Role, String)> {
    let local = app.clock.local(t.at);
    let on = app.clock.day_of(t.at);
    // With a year there is no room for the weekday, nor does it matter any more.
    let same_year = chrono::Datelike::year(&on) == chrono::Datelike::year(&app.today);
    let day = if same_year { day::short(on, app.today) } else { day::brief(on, app.today) };
    let when = format!("{day} {}", local.format("%H:%M"));
    let (mark, role) = match t.direction {
        Direction::In => ("←", Role::Text),
        Direction::Out => ("→", Role::Text),
        Direction::Note => ("*", Role::Muted),
    };
    let kind = if t.direction == Direction::Note && t.channel == Channel::Mail { "note" } else { t.channel.word() };
    let words = app.words_of(t.creator, t.id).map(one_line).unwrap_or_default();
    vec![(Role::Muted, when), (role, format!("{mark} {kind}")), text(words)]
}
