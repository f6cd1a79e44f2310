//! The roster's columns as data: what each shows, how wide it is, in which order columns leave a
//! narrow window, and what sorting by it means. The sort menu and the column menu read the same
//! rows.

use std::cmp::Reverse;

use crate::app::App;
use crate::app::mark::Mark;
use crate::domain::ids::Id;
use crate::domain::metrics::Value;
use crate::domain::query::{Figures, days_in_stage};
use crate::domain::review::{self, Item, Lane, Subject};
use crate::domain::rows::*;
use crate::domain::summary;

/// What a row is sorted by: first comes what is smaller, names last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(pub bool, pub i64, pub i64, pub String);

impl SortKey {
    fn number(n: Option<i64>) -> Self {
        Self(
            n.is_none(),
            Reverse(n.unwrap_or(0)).0.saturating_neg(),
            0,
            String::new(),
        )
    }

    fn text(text: &str) -> Self {
        Self(text.is_empty(), 0, 0, text.to_lowercase())
    }
}

/// A column.
pub struct RosterColumn {
    /// Its name in settings.
    pub key: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Cells.
    pub width: u16,
    /// Right-aligned.
    pub right: bool,
    /// The higher, the sooner it leaves; 0 always stays.
    pub rank: u8,
    /// Shown unless the user chose otherwise.
    pub default: bool,
    /// What it shows.
    pub cell: fn(&App, Id<Creator>) -> (Mark, String),
    /// What sorting by it means.
    pub sort: fn(&App, Id<Creator>) -> SortKey,
}

const fn column(
    key: &'static str,
    title: &'static str,
    width: u16,
    rank: u8,
    cell: fn(&App, Id<Creator>) -> (Mark, String),
    sort: fn(&App, Id<Creator>) -> SortKey,
) -> RosterColumn {
    RosterColumn {
        key,
        title,
        width,
        right: false,
        rank,
        default: true,
        cell,
        sort,
    }
}

impl RosterColumn {
    const fn right(mut self) -> Self {
        self.right = true;
        self
    }

    const fn optional(mut self) -> Self {
        self.default = false;
        self
    }
}

/// All columns, in the order they stand.
pub const COLUMNS: &[RosterColumn] = &[
    column("name", "Creator", 14, 0, name, |a, c| {
        SortKey::text(&a.model.called(c))
    }),
    column(
        "platforms",
        "On",
        5,
        5,
        |a, c| plain(platforms(a, c)),
        |a, c| SortKey::text(&platforms(a, c)),
    ),
    column("stage", "Stage", 7, 2, stage, |a, c| {
        SortKey::number(a.derived.of(c).stage.map(|s| i64::from(s.number())))
    }),
    column("type", "Type", 10, 6, kind, |a, c| {
        SortKey::text(&kind(a, c).1)
    }),
    column("fit", "Fit", 3, 3, fit, |a, c| {
        SortKey::number(
            row(a, c)
                .and_then(|row| a.fit_of(row))
                .map(|f| (f * 100.0) as i64),
        )
    })
    .right(),
    column("engagement", "Eng%", 4, 7, engagement, |a, c| {
        SortKey::number(best(a, c, |x| x.engagement.map(i64::from)))
    })
    .right(),
    column("touch", "Touch", 5, 4, touch, |a, c| {
        SortKey::number(since(a, c).map(|d| -d))
    })
    .right(),
    NEXT,
    column(
        "followers",
        "Followers",
        9,
        8,
        |a, c| count(followers(a, c)),
        |a, c| SortKey::number(followers(a, c)),
    )
    .right()
    .optional(),
    column(
        "country",
        "Country",
        8,
        9,
        |a, c| plain(text(a, c, |r| &r.country)),
        |a, c| SortKey::text(&text(a, c, |r| &r.country)),
    )
    .optional(),
    column(
        "niche",
        "Niche",
        16,
        10,
        |a, c| plain(text(a, c, |r| &r.niche)),
        |a, c| SortKey::text(&text(a, c, |r| &r.niche)),
    )
    .optional(),
    column(
        "tags",
        "Tags",
        16,
        11,
        |a, c| plain(row(a, c).map_or(String::new(), |r| r.tags.shown())),
        |a, c| SortKey::text(&text(a, c, |r| &r.tags.0)),
    )
    .optional(),
    column("rate", "Rate", 10, 12, rate, |a, c| {
        SortKey::number(row(a, c).and_then(|r| r.rate).map(|m| m.minor))
    })
    .right()
    .optional(),
    column(
        "email",
        "E-mail",
        24,
        13,
        |a, c| plain(text(a, c, |r| &r.email)),
        |a, c| SortKey::text(&text(a, c, |r| &r.email)),
    )
    .optional(),
    column(
        "agent",
        "Agent",
        14,
        14,
        |a, c| plain(text(a, c, |r| &r.agent)),
        |a, c| SortKey::text(&text(a, c, |r| &r.agent)),
    )
    .optional(),
    column(
        "codes",
        "Codes",
        12,
        15,
        |a, c| plain(codes(a, c)),
        |a, c| SortKey::text(&codes(a, c)),
    )
    .optional(),
    column("added", "Added", 10, 16, added, |a, c| {
        SortKey::number(row(a, c).map(|r| i64::from(chrono::Datelike::num_days_from_ce(&r.added))))
    })
    .optional(),
    column(
        "instage",
        "In stage",
        8,
        17,
        |a, c| in_stage(a, c).map_or_else(none, |days| plain(format!("{days} d"))),
        |a, c| SortKey::number(in_stage(a, c)),
    )
    .right()
    .optional(),
    column(
        "orders",
        "Orders",
        6,
        18,
        |a, c| count(figures(a, c).inputs.orders),
        |a, c| SortKey::number(figures(a, c).inputs.orders),
    )
    .right()
    .optional(),
    column(
        "sales",
        "Sales",
        10,
        19,
        |a, c| money(&figures(a, c).inputs.sales.value()),
        |a, c| by_value(&figures(a, c).inputs.sales.value()),
    )
    .right()
    .optional(),
    column(
        "cost",
        "Cost",
        10,
        20,
        |a, c| money(&figures(a, c).inputs.costs.total().value()),
        |a, c| by_value(&figures(a, c).inputs.costs.total().value()),
    )
    .right()
    .optional(),
    column(
        "cpa",
        "CPA",
        9,
        21,
        |a, c| money(&figures(a, c).cpa()),
        |a, c| by_value(&figures(a, c).cpa()),
    )
    .right()
    .optional(),
    column(
        "paid",
        "Paid",
        10,
        22,
        |a, c| money(&figures(a, c).paid.value()),
        |a, c| by_value(&figures(a, c).paid.value()),
    )
    .right()
    .optional(),
    column(
        "open",
        "Open",
        10,
        23,
        |a, c| money(&figures(a, c).open.value()),
        |a, c| by_value(&figures(a, c).open.value()),
    )
    .right()
    .optional(),
    column("lastorder", "Last order", 10, 24, last_order, |a, c| {
        let day = figures(a, c).last_order;
        SortKey::number(day.map(|day| i64::from(chrono::Datelike::num_days_from_ce(&day))))
    })
    .optional(),
];

/// The column the roster is sorted by unless the user chose another.
pub const BY_NEXT: &RosterColumn = &NEXT;

const NEXT: RosterColumn = column("next", "Next step", 20, 1, next, next_sort);

/// The column of a key.
pub fn by_key(key: &str) -> Option<&'static RosterColumn> {
    COLUMNS.iter().find(|c| c.key == key)
}

fn row(app: &App, creator: Id<Creator>) -> Option<&Creator> {
    app.model.get(creator)
}

fn plain(text: String) -> (Mark, String) {
    (Mark::Plain, text)
}

fn none() -> (Mark, String) {
    (Mark::Muted, "-".into())
}

fn text(app: &App, creator: Id<Creator>, of: fn(&Creator) -> &Text) -> String {
    row(app, creator).map_or(String::new(), |r| of(r).to_string())
}

fn name(app: &App, creator: Id<Creator>) -> (Mark, String) {
    plain(app.model.called(creator))
}

/// `IG TT`; of three or more the first and how many others there are.
fn platforms(app: &App, creator: Id<Creator>) -> String {
    let mut all: Vec<&str> = app
        .model
        .of::<Account>(creator)
        .map(|a| a.platform.letters())
        .collect();
    all.dedup();
    match all.as_slice() {
        [first, _, _, ..] => format!("{first} +{}", all.len() - 1),
        _ => all.join(" "),
    }
}

fn stage(app: &App, creator: Id<Creator>) -> (Mark, String) {
    match app.derived.of(creator).stage {
        Some(stage) => {
            let n = usize::from(stage.number());
            plain("■".repeat(n) + &"□".repeat(6 - n))
        }
        None => none(),
    }
}

/// What money and orders say about a creator.
fn figures(app: &App, creator: Id<Creator>) -> Figures {
    Figures::of(&app.ctx(), creator)
}

fn money(value: &Value) -> (Mark, String) {
    match value {
        Value::Unknown => none(),
        known => (Mark::Money, known.cell()),
    }
}

/// By the amount; currencies stand side by side and what is not one amount comes last.
fn by_value(value: &Value) -> SortKey {
    SortKey::number(value.rank().map(|(_, n)| n))
}

fn last_order(app: &App, creator: Id<Creator>) -> (Mark, String) {
    let day = figures(app, creator).last_order;
    day.map_or_else(none, |day| plain(crate::domain::day::brief(day, app.today)))
}

/// Days in the stage that is shown.
fn in_stage(app: &App, creator: Id<Creator>) -> Option<i64> {
    days_in_stage(&app.ctx(), creator)
}

fn kind(app: &App, creator: Id<Creator>) -> (Mark, String) {
    let lead = app.derived.of(creator).lead.and_then(|c| app.model.get(c));
    let kind = lead
        .and_then(|c| c.relationship)
        .or_else(|| row(app, creator)?.relationship);
    kind.map_or_else(none, |k| plain(k.word().to_string()))
}

fn fit(app: &App, creator: Id<Creator>) -> (Mark, String) {
    match row(app, creator).and_then(|row| app.fit_of(row)) {
        Some(fit) => plain(format!("{fit:.0}")),
        None => (Mark::Gap, "?".into()),
    }
}

fn best(app: &App, creator: Id<Creator>, of: fn(&Account) -> Option<i64>) -> Option<i64> {
    app.model.of::<Account>(creator).filter_map(of).max()
}

fn engagement(app: &App, creator: Id<Creator>) -> (Mark, String) {
    best(app, creator, |a| a.engagement.map(i64::from))
        .map_or_else(none, |n| plain(format!("{:.1}", n as f64 / 100.0)))
}

/// The most followers on one platform.
pub fn followers(app: &App, creator: Id<Creator>) -> Option<i64> {
    best(app, creator, |a| a.followers)
}

fn count(n: Option<i64>) -> (Mark, String) {
    n.map_or_else(none, |n| {
        plain(crate::domain::fields::number::count_text(n))
    })
}

/// Days since the last personal contact either way.
pub fn since(app: &App, creator: Id<Creator>) -> Option<i64> {
    let last = app.derived.of(creator).last_personal()?;
    Some((app.today - app.clock.day_of(last.at)).num_days())
}

fn touch(app: &App, creator: Id<Creator>) -> (Mark, String) {
    match since(app, creator) {
        Some(0) => plain("today".into()),
        Some(days) => plain(format!("{days} d")),
        None => none(),
    }
}

fn rate(app: &App, creator: Id<Creator>) -> (Mark, String) {
    row(app, creator)
        .and_then(|r| r.rate)
        .map_or_else(none, |m| (Mark::Money, m.to_string()))
}

fn codes(app: &App, creator: Id<Creator>) -> String {
    let codes: Vec<&str> = app
        .model
        .of::<Right>(creator)
        .map(|r| &*r.code)
        .filter(|c| !c.is_empty())
        .collect();
    codes.join(" ")
}

fn added(app: &App, creator: Id<Creator>) -> (Mark, String) {
    row(app, creator).map_or_else(none, |r| {
        plain(crate::domain::day::brief(r.added, app.today))
    })
}

/// How an item of the review is marked.
pub fn mark(item: &Item, app: &App) -> Mark {
    if item.shows > app.today {
        return Mark::Planned;
    }
    match item.lane {
        Lane::Owe | Lane::Dated if item.is_over(&app.ctx()) => Mark::Late,
        Lane::Owe => Mark::Late,
        Lane::Dated => Mark::Due,
        Lane::Wait => Mark::Wait,
        Lane::Warm if item.key.rule == review::Rule::NoNextStep => Mark::Gap,
        Lane::Warm => Mark::Warm,
    }
}

/// The item a creator's next step is: the hottest of today, else the first to come.
pub fn next_item(app: &App, creator: Id<Creator>) -> Option<Item> {
    let key = app.derived.of(creator).next?.key;
    review::items_of(&app.ctx(), Subject::Creator(creator))
        .into_iter()
        .find(|i| i.key == key)
}

fn next(app: &App, creator: Id<Creator>) -> (Mark, String) {
    if let Some(r) = row(app, creator) {
        if r.do_not_contact {
            return (Mark::Muted, "do not contact".into());
        }
        if r.shelf != Shelf::Active {
            return (Mark::Muted, r.shelf.label().into());
        }
    }
    match next_item(app, creator) {
        Some(item) => (mark(&item, app), summary::next_words(&app.ctx(), &item)),
        None => none(),
    }
}

/// Hottest of today first, then what comes soonest, then nothing.
fn next_sort(app: &App, creator: Id<Creator>) -> SortKey {
    match app.derived.of(creator).next {
        Some(next) if next.live => {
            SortKey(false, 0, -i64::from(next.score), next.lane.word().into())
        }
        // By the day that is shown.
        Some(next) => SortKey(
            false,
            1,
            i64::from(chrono::Datelike::num_days_from_ce(
                &next.shows.max(next.due),
            )),
            String::new(),
        ),
        None => SortKey(true, 0, 0, String::new()),
    }
}
