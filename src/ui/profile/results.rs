//! The Results tab of a profile: each collaboration with what it brought and cost, what was logged
//! of its pieces below it, all together at the end, and which debriefs were shared.

use crate::app::App;
use crate::app::panes::profile::RowRef;
use crate::app::regions::Area;
use crate::domain::day;
use crate::domain::ids::Id;
use crate::domain::ledger::terms;
use crate::domain::metrics::{Inputs, Value, by_key};
use crate::domain::rows::*;
use crate::ui::pen::Pen;
use crate::ui::table::{self, Column};
use crate::ui::text::count;
use crate::ui::theme::Role;

/// Metrics of the columns, with width and rank; the last to leave have the lowest.
const SHOWN: &[(&str, u16, u8)] = &[
    ("clicks", 6, 9),
    ("orders", 6, 1),
    ("sales", 9, 5),
    ("cost", 9, 4),
    ("cpa", 8, 2),
    ("roi", 9, 3),
    ("mood", 4, 7),
    ("new_customers", 8, 8),
    ("rebought", 8, 10),
    ("views", 7, 11),
];

/// Its columns.
pub fn columns() -> Vec<Column> {
    let mut all = vec![
        Column::new("Campaign, piece", 18, 0).grows(),
        Column::new("Format", 11, 6),
    ];
    all.extend(
        SHOWN
            .iter()
            .filter_map(|(key, w, rank)| Some(Column::new(by_key(key)?.short, *w, *rank).right())),
    );
    all
}

/// The cells of a collaboration, or of what was logged of a piece.
pub fn cells(app: &App, row: RowRef) -> Vec<(Role, String)> {
    match row {
        RowRef::Collaboration(id) => deal(app, id).unwrap_or_default(),
        RowRef::PostResult(id) => app.model.get(id).map(|r| log(app, r)).unwrap_or_default(),
        RowRef::Refund(id) => app.model.get(id).map_or_else(Vec::new, |r| {
            let of = app.model.get(r.sale).map_or("", |sale| &*sale.order_ref);
            told(app, format!("refund {} {of}", terms::given_back(r)), r.day)
        }),
        _ => Vec::new(),
    }
}

/// What was told beside the numbers of a piece, with its day.
fn told(app: &App, what: String, on: day::Day) -> Vec<(Role, String)> {
    vec![
        (Role::Muted, format!("  {}", what.trim_end())),
        (Role::Muted, day::brief(on, app.today)),
    ]
}

fn numbers(inputs: &Inputs) -> impl Iterator<Item = (Role, String)> {
    SHOWN
        .iter()
        .filter_map(|(key, ..)| by_key(key))
        .map(|m| crate::ui::results::cell(m, inputs))
}

fn deal(app: &App, id: Id<Collaboration>) -> Option<Vec<(Role, String)>> {
    let line = app
        .results
        .person
        .as_ref()?
        .lines
        .iter()
        .find(|l| l.deal == id)?;
    let campaign = app.model.get(id).and_then(|d| d.campaign);
    let name = super::tables::campaign(app, campaign);
    Some(
        [(Role::Title, name), (Role::Text, line.formats.clone())]
            .into_iter()
            .chain(numbers(&line.inputs))
            .collect(),
    )
}

fn log(app: &App, r: &PostResult) -> Vec<(Role, String)> {
    let name = app
        .model
        .get(r.deliverable)
        .map_or("piece", Deliverable::called);
    let number =
        |n: Option<i64>| n.map_or((Role::Muted, String::new()), |n| (Role::Muted, count(n)));
    let cell = |key: &str| match key {
        "clicks" => number(r.clicks),
        "orders" => number(r.orders),
        "new_customers" => number(r.new_customers),
        "views" => number(r.views),
        "sales" => (
            Role::Muted,
            r.sales.map_or_else(String::new, |m| m.to_string()),
        ),
        "mood" => (
            Role::Muted,
            r.mood
                .map_or_else(String::new, |m| Value::Mood(i64::from(m) * 1000).shown()),
        ),
        _ => (Role::Muted, String::new()),
    };
    let first = [
        (Role::Muted, format!("  {name}")),
        (Role::Muted, day::brief(r.day, app.today)),
    ];
    first
        .into_iter()
        .chain(SHOWN.iter().map(|(key, ..)| cell(key)))
        .collect()
}

/// What stands below the table: all together, what worked and what to learn, debriefs.
pub fn below(
    pen: &mut Pen<'_>,
    app: &App,
    area: Area,
    columns: &[Column],
    fitted: &[(usize, u16)],
) {
    let Some(person) = &app.results.person else {
        return;
    };
    let out = || person.lines.iter().filter(|l| l.is_out());
    let mut all = Inputs::default();
    out().for_each(|l| all.merge(&l.inputs));
    all.merge(&person.without_deal);
    pen.rule(area, 0, "", false, false);
    let (live, to_come) = (out().count(), person.lines.len() - out().count());
    let deals = |n: usize| format!("{n} {}", if n == 1 { "deal" } else { "deals" });
    let name = if to_come == 0 {
        format!("all {}", deals(live))
    } else {
        format!("{} live", deals(live))
    };
    let more = match (to_come, person.without_deal.orders) {
        (0, None | Some(0)) => String::new(),
        (0, Some(n)) => format!("+{n} no deal"),
        (n, _) => format!("+{n} to come"),
    };
    let cells: Vec<(Role, String)> = [(Role::Title, name), (Role::Muted, more)]
        .into_iter()
        .chain(numbers(&all))
        .collect();
    table::line(pen, area, 1, area.x + 3, columns, fitted, &cells);
    if area.h < 4 {
        return;
    }
    let mut put = |row: u16, label: &str, text: &str, role| {
        pen.put(area.x + 3, area.y + row, 10, label, Role::Muted);
        pen.put(
            area.x + 14,
            area.y + row,
            area.w.saturating_sub(15),
            text,
            role,
        );
    };
    match crate::domain::metrics::report::small(person.lines.iter().map(|l| &l.inputs)) {
        Some(small) => put(2, "note", &small, Role::Due),
        None => put(
            2,
            "formulas",
            "= shows every number with its formula",
            Role::Muted,
        ),
    }
    let told: Vec<String> = person
        .lines
        .iter()
        .filter(|l| l.inputs.posts > 0)
        .filter_map(|l| app.model.get(l.deal))
        .map(|d| {
            let sent = d
                .debrief_sent
                .map_or_else(|| "not yet".into(), |on| day::brief(on, app.today));
            format!("{} {sent}", super::tables::campaign(app, d.campaign))
        })
        .collect();
    let key = app.keymap.first("copy-debrief").unwrap_or_default();
    let told = if told.is_empty() {
        "nothing live yet".into()
    } else {
        format!("{} · {key} copies one", told.join(" · "))
    };
    put(3, "debriefs", &told, Role::Text);
}
