//! The deals of a profile: a table of collaborations, targets, rights and parcels, and below it
//! what was agreed in the one under the cursor, what it still lacks and how deep the relationship
//! is.

use super::tables::{campaign, date, money, muted, text};
use crate::app::App;
use crate::app::panes::profile::RowRef;
use crate::app::regions::Area;
use crate::domain::day::{brief, short};
use crate::domain::fields::{Fielded, target_label, target_words};
use crate::domain::ledger::terms;
use crate::domain::lifecycle;
use crate::domain::own_counts;
use crate::domain::rows::*;
use crate::ui::pen::Pen;
use crate::ui::table::Column;
use crate::ui::text::{fit, one_line, wrap};
use crate::ui::theme::Role;

/// Columns of the table.
pub const COLUMNS: &[Column] = &[
    Column::new("Campaign or term", 19, 0).grows(),
    Column::new("Stage", 10, 4),
    Column::new("Type", 12, 5),
    Column::new("Fee", 9, 1).right(),
    Column::new("Perks", 14, 7),
    Column::new("Rights", 20, 2),
    Column::new("Excl.", 8, 8),
    Column::new("Agreed", 11, 3),
    Column::new("Paper", 6, 6),
];

type Cells = Vec<(Role, String)>;

/// A collaboration.
pub fn deal(app: &App, c: &Collaboration) -> Cells {
    let ctx = app.ctx();
    let stage = c.outcome.map_or_else(
        || format!("{} {}", c.stage.number(), c.stage.short()),
        |outcome| outcome.label().to_string(),
    );
    let perks = if c.perks.is_empty() {
        &c.product
    } else {
        &c.perks
    };
    let role = if c.is_open() {
        Role::Title
    } else {
        Role::Muted
    };
    vec![
        (role, campaign(app, c.campaign)),
        text(stage),
        text(lifecycle::pay_words(c)),
        money(terms::pay(c).fixed),
        text(one_line(perks)),
        text(lifecycle::rights_words(&ctx, c)),
        text(one_line(&c.exclusivity)),
        date(app, c.agreed),
        text(lifecycle::paper(c)),
    ]
}

/// A right, code or term.
pub fn right(app: &App, r: &Right) -> Cells {
    let name = [&*r.scope, &*r.code]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let label = if name.is_empty() {
        r.kind.label().to_string()
    } else {
        format!("{}: {name}", r.kind.label())
    };
    let end = r
        .end
        .map_or_else(String::new, |day| format!("to {}", brief(day, app.today)));
    let where_ = [&*r.channels, &*r.territory]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    vec![
        text(label),
        text(r.state.label()),
        muted(""),
        muted(""),
        text(where_),
        text(end),
    ]
}

/// A gift or sample.
pub fn parcel(app: &App, s: &Shipment) -> Cells {
    let when = s
        .delivered
        .or(s.sent)
        .map_or_else(String::new, |day| brief(day, app.today));
    let name = text(format!("gift: {}", s.product));
    vec![
        name,
        text(s.state.label()),
        muted(""),
        money(s.value),
        text(&*s.tracking),
        text(when),
    ]
}

/// A target.
pub fn target(_: &App, t: &Target) -> Cells {
    vec![
        text(format!(
            "target: {} {}",
            target_words(t),
            target_label(&t.metric)
        )),
        muted("agreed"),
    ]
}

/// A count of one's own.
pub fn own_count(app: &App, c: &OwnCount) -> Cells {
    let counted = own_counts::words(c.value, &own_counts::name(&c.name));
    vec![
        text(format!("count: {counted}")),
        muted(brief(c.day, app.today)),
    ]
}

/// What is under the cursor, in labelled lines.
pub fn draw(pen: &mut Pen<'_>, app: &App, area: Area, row: RowRef) {
    let m = &app.model;
    let lines = match row {
        RowRef::Collaboration(id) => m.get(id).map(|c| agreed(app, c)),
        RowRef::Right(id) => m.get(id).map(|r| all_fields(app, r)),
        RowRef::Shipment(id) => m.get(id).map(|s| all_fields(app, s)),
        RowRef::Target(id) => m.get(id).map(|t| all_fields(app, t)),
        RowRef::OwnCount(id) => m.get(id).map(|c| all_fields(app, c)),
        _ => None,
    };
    let labels = 12.min(area.w / 4);
    let room = area.w.saturating_sub(labels + 3);
    let mut all: Vec<Line> = Vec::new();
    for (role, label, value) in lines.unwrap_or_default() {
        let parts = wrap(&value, usize::from(room)).into_iter().enumerate();
        all.extend(parts.map(|(n, part)| {
            (
                role,
                if n == 0 { label.clone() } else { String::new() },
                part,
            )
        }));
    }
    for ((role, label, part), y) in fit(all, usize::from(area.h), |line| &mut line.2)
        .into_iter()
        .zip(area.y..)
    {
        pen.put(area.x + 1, y, labels, &label, Role::Muted);
        pen.put(area.x + 2 + labels, y, room, &part, role);
    }
}

type Line = (Role, String, String);

fn all_fields<T: Fielded>(app: &App, row: &T) -> Vec<Line> {
    let all = T::FIELDS
        .iter()
        .map(|f| (Role::Text, f.label.to_string(), f.shown(row, app.today)));
    all.filter(|(_, _, value)| !value.is_empty()).collect()
}

/// What was agreed in a deal.
fn agreed(app: &App, c: &Collaboration) -> Vec<Line> {
    let ctx = app.ctx();
    let missing = lifecycle::missing(&ctx, c);
    let kind = c
        .relationship
        .or_else(|| app.model.get(c.creator).and_then(|r| r.relationship));
    let so_far = lifecycle::so_far(&ctx, c).join(" · ");
    let judged = kind
        .filter(|_| so_far.is_empty())
        .map(|k| format!("judged on {}", lifecycle::judged_on(k)));
    let brief_row = app
        .model
        .of::<Brief>(c.creator)
        .find(|b| b.collaboration == c.id);
    let depth = lifecycle::depth(&ctx, c.creator);
    let lines = [
        (Role::Text, "pieces", pieces(app, c)),
        (Role::Text, "goals", goals(app, c)),
        (
            Role::Text,
            "must say",
            brief_row.map(|b| one_line(&b.must)).unwrap_or_default(),
        ),
        (Role::Text, "pay", pay(c)),
        (Role::Text, "perks", one_line(&c.perks)),
        (Role::Text, "rights", lifecycle::rights_words(&ctx, c)),
        (Role::Text, "paper", paper(app, c)),
        (Role::Text, "so far", judged.unwrap_or(so_far)),
        (
            Role::Text,
            "ladder",
            depth
                .map(|d| format!("{}   {}", d.ladder, d.next))
                .unwrap_or_default(),
        ),
        (Role::Text, "note", one_line(&c.note)),
    ];
    let told = if missing.is_empty() {
        (Role::Muted, "nothing".to_string())
    } else {
        (Role::Gap, missing.join(", "))
    };
    let mut all = vec![(
        Role::Title,
        String::new(),
        format!("{} · {}", campaign(app, c.campaign), since(app, c)),
    )];
    if c.is_open() {
        all.push((told.0, "missing".to_string(), told.1));
    }
    all.extend(
        lines
            .into_iter()
            .filter(|(.., v)| !v.is_empty())
            .map(|(role, label, v)| (role, label.to_string(), v)),
    );
    all
}

fn since(app: &App, c: &Collaboration) -> String {
    match (c.outcome, c.closed) {
        (Some(outcome), Some(day)) => format!("{outcome} {}", brief(day, app.today)),
        (Some(outcome), None) => outcome.label().to_string(),
        _ => format!(
            "stage {} since {}",
            c.stage.number(),
            brief(c.stage_since, app.today)
        ),
    }
}

fn pieces(app: &App, c: &Collaboration) -> String {
    let all: Vec<&Deliverable> = app
        .model
        .of::<Deliverable>(c.creator)
        .filter(|d| d.collaboration == c.id)
        .collect();
    let mut parts: Vec<String> = Vec::new();
    if !all.is_empty() {
        parts.push(
            all.iter()
                .map(|d| d.called())
                .collect::<Vec<_>>()
                .join(" + "),
        );
    }
    let day = |what: &str, on: Option<crate::domain::day::Day>| {
        on.map(|d| format!("{what} {}", brief(d, app.today)))
    };
    parts.extend(day("brief", c.brief_sent));
    parts.extend(day(
        "draft",
        all.iter().filter_map(|d| d.draft_in.or(d.draft_due)).max(),
    ));
    parts.extend(day(
        "live",
        all.iter().filter_map(|d| d.live.or(d.live_due)).max(),
    ));
    match all.iter().map(|d| u32::from(d.rounds)).sum::<u32>() {
        0 => {}
        1 => parts.push("1 round of changes".into()),
        n => parts.push(format!("{n} rounds of changes")),
    }
    parts.join(" · ")
}

fn goals(app: &App, c: &Collaboration) -> String {
    let all = app
        .model
        .of::<Target>(c.creator)
        .filter(|t| t.collaboration == Some(c.id));
    let all: Vec<String> = all
        .map(|t| format!("{} {}", target_words(t), target_label(&t.metric)))
        .collect();
    let live = app
        .model
        .of::<Deliverable>(c.creator)
        .filter(|d| d.collaboration == c.id)
        .filter_map(|d| d.live)
        .min();
    let when = c.targets_agreed.map(|day| {
        let before = live.is_none_or(|live| day <= live);
        let told = if before {
            "before live"
        } else {
            "after it was live"
        };
        format!("agreed {} ({told})", brief(day, app.today))
    });
    [Some(all.join(", ")).filter(|t| !t.is_empty()), when]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn pay(c: &Collaboration) -> String {
    let mut parts = Vec::new();
    let pay = terms::pay(c);
    parts.extend(pay.fixed.map(|fee| fee.to_string()));
    parts.extend(pay.share.map(|words| format!("{words} of sales")));
    parts.extend(Some(one_line(&c.product)).filter(|t| !t.is_empty()));
    parts.extend(c.net_days.map(|n| format!("net {n} after live")));
    parts.extend(
        Some(one_line(pay.extra))
            .filter(|t| !t.is_empty())
            .map(|t| format!("bonus {t}")),
    );
    parts.join(" · ")
}

fn paper(app: &App, c: &Collaboration) -> String {
    let mut parts = Vec::new();
    parts.extend(Some(one_line(&c.agreement)).filter(|t| !t.is_empty()));
    let day = |what: &str, on: Option<crate::domain::day::Day>| {
        on.map(|d| format!("{what} {}", short(d, app.today)))
    };
    parts.extend(day("terms", c.terms_sent));
    parts.extend(day("sent", c.agreement_sent));
    parts.extend(day("signed", c.agreement_signed));
    if !c.exclusivity.is_empty() {
        parts.push(format!("exclusivity: {}", one_line(&c.exclusivity)));
    }
    parts.join(" · ")
}
