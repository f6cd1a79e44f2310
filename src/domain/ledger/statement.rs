//! The statement of a creator's commission for one month: every order behind the sum with its
//! number, day, code and what came back. It is for them, so it holds nothing of ours: no margin, no
//! cost per order, nothing of customers, nobody else's earnings.

use super::commission::{self, Month};
use super::orders;
use crate::domain::ctx::Base;
use crate::domain::day::{Day, long, short};
use crate::domain::ids::Id;
use crate::domain::money::Money;
use crate::domain::rows::*;
use serde_json::{Value, json};

/// An order or a refund as it stands on the statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its day.
    pub day: Day,
    /// Its number in the shop.
    pub reference: Text,
    /// The code on it.
    pub code: Text,
    /// Another code stood on the same order; it is counted once.
    pub shared: bool,
    /// What it was worth; nothing for a refund of an order of an earlier month.
    pub gross: Money,
    /// What came back of it.
    pub returned: Money,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The month.
    pub month: Month,
    /// What the share is, in words: `12%`.
    pub share: String,
    /// Days in which orders may come back.
    pub hold: i64,
    /// The orders, by day.
    pub entries: Vec<Entry>,
    /// The month after it, as far as it has grown.
    pub next: Option<Month>,
}

/// The months of a creator that have a statement, by day.
pub fn months(base: &Base<'_>, creator: Id<Creator>) -> Vec<Month> {
    commission::of_creator(base, creator)
}

/// The month that is looked at unless another is named: the oldest that is ready and not wholly in
/// the payments, else the newest.
pub fn usual(base: &Base<'_>, creator: Id<Creator>) -> Option<Month> {
    let mut all = months(base, creator);
    let ready = all.iter().position(|month| month.is_ready(base.today));
    match ready {
        Some(at) => Some(all.swap_remove(at)),
        None => all.pop(),
    }
}

/// The statement of a month.
pub fn of(base: &Base<'_>, month: &Month) -> Statement {
    let all = orders::of_creator(base.model, month.creator);
    let money = |minor| Money::new(minor, month.currency);
    let mut entries: Vec<Entry> = month
        .entries
        .iter()
        .map(|entry| {
            let order = all.iter().find(|order| order.id == entry.order);
            Entry {
                day: entry.day,
                reference: order.map(|o| o.reference.clone()).unwrap_or_default(),
                code: order
                    .and_then(|o| o.codes.first().cloned())
                    .unwrap_or_default(),
                shared: order.is_some_and(|o| o.codes.len() > 1),
                gross: money(entry.gross),
                returned: money(entry.refund),
            }
        })
        .collect();
    entries.sort_by_key(|entry| entry.day);
    let deal = base.model.get(month.deal);
    let same = |other: &Month| (other.deal, other.currency) == (month.deal, month.currency);
    let next = commission::of_creator(base, month.creator)
        .into_iter()
        .find(|other| same(other) && other.month > month.month);
    Statement {
        share: deal
            .and_then(commission::Terms::of)
            .map_or_else(String::new, |terms| terms.words()),
        hold: deal.map_or(0, |deal| commission::hold_days(base, deal)),
        month: month.clone(),
        entries,
        next,
    }
}

/// A month in words: `October 2026`.
fn named(month: Day) -> String {
    month.format("%B %Y").to_string()
}

impl Statement {
    /// Its title.
    pub fn title(&self, base: &Base<'_>) -> String {
        let who = base.model.called(self.month.creator);
        format!("Commission statement · {who} · {}", named(self.month.month))
    }

    fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.month.currency)
    }

    /// The day the payment of what is open would be due, if it were added today.
    fn due(&self, base: &Base<'_>) -> Day {
        commission::month_end(base.today)
    }

    /// The page as text, without its title.
    pub fn lines(&self, base: &Base<'_>) -> Vec<String> {
        let brand = base.settings.general.brand.trim();
        let from = match brand {
            "" => String::new(),
            brand => format!(", from {brand}"),
        };
        let who = base.model.called(self.month.creator);
        let code = self.entries.iter().find(|e| !e.code.is_empty());
        let of = code.map_or_else(|| "your orders".to_owned(), |e| e.code.to_string());
        let mut out = vec![
            format!("For {who}{from} · {} of {of} after returns", self.share),
            String::new(),
            row("Day", "Order", "Code", ["Order", "Returned", "Counts"]),
        ];
        out.extend(self.entries.iter().map(|entry| self.line(base, entry)));
        out.push(String::new());
        let orders = usize::try_from(self.month.orders).unwrap_or_default();
        let orders = crate::domain::words::count(orders, "order");
        let sums = [
            self.money(self.month.gross).to_string(),
            back(self.money(self.month.refunds)),
            self.money(self.month.net()).to_string(),
        ];
        out.push(row(&orders, "", "", sums));
        let sum = |label: &str, value: String| row("", "", label, ["", "", value.as_str()]);
        let share = self.money(self.month.share).to_string();
        out.push(sum(&format!("{} of it", self.share), share));
        let before = match self.month.added {
            0 => "–".to_owned(),
            added => self.money(added).to_string(),
        };
        out.push(sum("in payments before", before));
        out.push(sum("to pay", self.money(self.month.open).to_string()));
        out.push(String::new());
        out.extend(self.ends(base));
        out
    }

    fn line(&self, base: &Base<'_>, entry: &Entry) -> String {
        let code = match entry.shared {
            true => format!("{} *", entry.code),
            false => entry.code.to_string(),
        };
        let minor = entry.gross.minor.saturating_sub(entry.returned.minor);
        let counts = match minor {
            0 => "–".to_owned(),
            minor => self.money(minor).to_string(),
        };
        let gross = match entry.gross.minor {
            0 => "–".to_owned(),
            _ => entry.gross.to_string(),
        };
        let day = short(entry.day, base.today);
        let cells = [gross, back(entry.returned), counts];
        row(&day, &entry.reference, &code, cells)
    }

    /// What stands below the sums.
    fn ends(&self, base: &Base<'_>) -> Vec<String> {
        let mut out = Vec::new();
        let month = &self.month;
        let name = month.month.format("%B");
        let closed = match month.is_growing(base.today) {
            true => format!("{name} is closed on {}.", long(month.ready)),
            false => format!("{name} was closed on {}.", long(month.ready)),
        };
        if month.open > 0 && !month.is_growing(base.today) {
            out.push(format!("Due {}.", long(self.due(base))));
        }
        let hold = self.hold;
        out.push(format!("Orders may come back for {hold} days. {closed}"));
        if let Some(next) = &self.next {
            let orders = usize::try_from(next.orders).unwrap_or_default();
            out.push(format!(
                "{} so far: {}, {}. It is closed on {}.",
                next.month.format("%B"),
                crate::domain::words::count(orders, "order"),
                self.money(next.share),
                long(next.ready)
            ));
        }
        if self.entries.iter().any(|entry| entry.shared) {
            out.push("* shared with another code, counted once".into());
        }
        if self.entries.iter().any(|entry| entry.gross.minor == 0) {
            out.push("A line without an order came back after its month was closed.".into());
        }
        out
    }

    /// The page as text.
    pub fn text(&self, base: &Base<'_>) -> String {
        format!("{}\n\n{}\n", self.title(base), self.lines(base).join("\n"))
    }

    /// The same for scripts.
    pub fn to_json(&self, base: &Base<'_>) -> Value {
        let month = &self.month;
        let entries: Vec<Value> = self
            .entries
            .iter()
            .map(|entry| {
                json!({
                    "day": entry.day, "order": &*entry.reference, "code": &*entry.code,
                    "shared": entry.shared, "gross": amount(entry.gross), "returned": amount(entry.returned),
                })
            })
            .collect();
        let money = |minor| amount(self.money(minor));
        json!({
            "schema": 1,
            "creator": { "id": month.creator, "name": base.model.called(month.creator) },
            "deal": month.deal,
            "month": month.month.format("%Y-%m").to_string(),
            "share": self.share,
            "orders": month.orders,
            "gross": money(month.gross),
            "refunds": money(month.refunds),
            "earned": money(month.share),
            "added": money(month.added),
            "open": money(month.open),
            "ready_on": month.ready,
            "entries": entries,
            "text": self.text(base),
        })
    }
}

fn amount(money: Money) -> Value {
    json!({ "minor": money.minor, "currency": money.currency.code() })
}

/// What came back, as it lowers the sum.
fn back(money: Money) -> String {
    match money.minor {
        0 => "–".to_owned(),
        minor => Money::new(-minor, money.currency).to_string(),
    }
}

/// A line of the table, in columns that a message in plain text keeps.
fn row<T: AsRef<str>>(day: &str, order: &str, code: &str, sums: [T; 3]) -> String {
    let [gross, returned, counts] = sums;
    let line = format!(
        "{day:<12}{order:<12}{code:<20}{:>10}{:>11}{:>11}",
        gross.as_ref(),
        returned.as_ref(),
        counts.as_ref()
    );
    line.trim_end().to_owned()
}
