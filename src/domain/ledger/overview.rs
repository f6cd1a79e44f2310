//! Money at a glance: what is open by week, what was paid, commission to come, the next months,
//! budgets and limits. The Money screen and `touchbase money` read this one model.

use chrono::Datelike;
use serde_json::{Value, json};

use super::budget::{self, Budget};
use super::commission::{self, Month};
use super::due::Due;
use super::entry::deal_name;
use super::limits::{self, Reached};
use super::lines::{self, Line};
use crate::domain::agenda::{monday, month_step};
use crate::domain::ctx::Base;
use crate::domain::day::{Day, add_days};
use crate::domain::ids::Id;
use crate::domain::money::{Money, Purse};
use crate::domain::recurrence;
use crate::domain::rows::*;

/// Where a line stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Its day has gone by.
    Late,
    /// Due in the week of a Monday.
    Week(Day),
    /// Its day is not known.
    When,
    /// There is a dispute.
    Disputed,
    /// Paid this month.
    Paid,
}

impl Group {
    /// Its heading.
    pub fn title(self, today: Day) -> String {
        match self {
            Self::Late => "LATE".into(),
            Self::Week(day) if day == monday(today) => "THIS WEEK".into(),
            Self::Week(day) => {
                let day = crate::domain::day::brief(day, today);
                format!("WEEK OF {}", day.to_uppercase())
            }
            Self::When => "WHEN?".into(),
            Self::Disputed => "DISPUTED".into(),
            Self::Paid => format!("PAID IN {}", today.format("%B").to_string().to_uppercase()),
        }
    }
}

/// One of the next months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// Its first day.
    pub month: Day,
    /// What is open and due in it, expected days included.
    pub agreed: Purse,
    /// Retainers that come round again in it.
    pub retainers: Purse,
    /// Commission that is ready or will be in it.
    pub earned: Purse,
    /// Fees that are talked about. They count in the first month, for nobody knows theirs.
    pub in_talks: Purse,
}

/// Everything about money as of today.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// As of.
    pub today: Day,
    /// What is open, in the order of the list.
    pub lines: Vec<Line>,
    /// Payments made this month, the newest first.
    pub paid: Vec<Id<Payment>>,
    /// To whom each of them was.
    pub paid_to: Vec<(Id<Payment>, Id<Creator>)>,
    /// Of those with a due day, how many were paid on or before it, and how many have one.
    pub on_time: (usize, usize),
    /// Everything open.
    pub open: Purse,
    /// What of it is late.
    pub late: Purse,
    /// Paid this month.
    pub paid_month: Purse,
    /// Paid this year.
    pub paid_year: Purse,
    /// Orders by which nobody earns, of creators who have a commission: none held on their day.
    pub without_terms: Vec<(Id<Creator>, i64)>,
    /// Commission that is in no payment yet, what is ready first.
    pub earned: Vec<Month>,
    /// The next three months.
    pub ahead: Vec<Ahead>,
    /// Campaigns that are not closed and have money, with their budgets.
    pub budgets: Vec<(Id<Campaign>, Budget)>,
    /// Limits of this year that are reached or near.
    pub limits: Vec<Reached>,
    /// Whom money goes to and whose country is not known.
    pub country_unknown: Vec<Id<Creator>>,
}

/// Where a line stands.
pub fn group(base: &Base<'_>, line: &Line) -> Group {
    match line.due.day() {
        _ if line.state == PaymentState::Disputed => Group::Disputed,
        _ if line.is_late(base) => Group::Late,
        Some(day) => Group::Week(monday(day.max(base.today))),
        None => Group::When,
    }
}

/// Makes it, of everybody.
pub fn overview(base: &Base<'_>) -> Overview {
    let m = base.model;
    let mut lines = lines::all(base);
    lines.sort_by_key(|line| group(base, line));
    let sum = |late: bool| -> Purse {
        let counts = lines.iter().filter(|line| !line.surplus);
        counts
            .filter(|line| !late || line.is_late(base))
            .map(|line| line.amount)
            .collect()
    };
    let year = base.today.year();
    let in_month = |day: Day| month_step(day, 0) == month_step(base.today, 0);
    let made = |p: &&Payment| p.state == PaymentState::Paid;
    let mut paid: Vec<&Payment> = m
        .payments
        .iter()
        .filter(made)
        .filter(|p| p.paid.is_some_and(in_month))
        .collect();
    paid.sort_by_key(|p| (std::cmp::Reverse(p.paid), p.id));
    let dated = || paid.iter().filter_map(|p| p.paid.zip(p.due));
    let earned = commission::all_open(base);
    Overview {
        today: base.today,
        open: sum(false),
        late: sum(true),
        on_time: (
            dated().filter(|(paid, due)| paid <= due).count(),
            dated().count(),
        ),
        paid_month: paid.iter().map(|p| p.amount).collect(),
        paid_year: m
            .payments
            .iter()
            .filter(made)
            .filter(|p| p.paid.is_some_and(|day| day.year() == year))
            .map(|p| p.amount)
            .collect(),
        paid: paid.iter().map(|p| p.id).collect(),
        paid_to: paid.iter().map(|p| (p.id, p.creator)).collect(),
        without_terms: without_terms(base),
        ahead: ahead(base, &lines, &earned),
        lines,
        earned,
        budgets: budgets(base),
        limits: limits::near(base, year),
        country_unknown: limits::country_unknown(base, year),
    }
}

fn without_terms(base: &Base<'_>) -> Vec<(Id<Creator>, i64)> {
    let deals = base.model.collaborations.iter();
    let earning = deals.filter(|deal| commission::Terms::of(deal).is_some());
    let mut creators: Vec<Id<Creator>> = earning.map(|deal| deal.creator).collect();
    creators.sort_unstable();
    creators.dedup();
    let count = |creator| (creator, commission::without_terms(base, creator));
    let all = creators.into_iter().map(count);
    all.filter(|(_, orders)| *orders > 0).collect()
}

fn ahead(base: &Base<'_>, lines: &[Line], earned: &[Month]) -> Vec<Ahead> {
    let m = base.model;
    let first = month_step(base.today, 1);
    let months = (0..3).map(|n| month_step(first, n));
    let mut all: Vec<Ahead> = months
        .map(|month| {
            let inside = |day: Day| month_step(day, 0) == month;
            let due = lines.iter().filter(|line| !line.surplus);
            Ahead {
                month,
                agreed: due
                    .filter(|line| line.due.day().is_some_and(inside))
                    .map(|line| line.amount)
                    .collect(),
                earned: earned
                    .iter()
                    .filter(|month| inside(month.ready.max(first)))
                    .map(Month::open_money)
                    .collect(),
                retainers: Purse::default(),
                in_talks: Purse::default(),
            }
        })
        .collect();
    let last = add_days(month_step(first, 3), -1);
    for rhythm in m.recurrences.iter().filter(|r| r.makes == Makes::Payment) {
        let Some(amount) = rhythm.amount else {
            continue;
        };
        for day in recurrence::upcoming(base, rhythm, last) {
            let month = all.iter_mut().find(|a| a.month == month_step(day, 0));
            if let Some(month) = month {
                month.retainers.add(amount);
            }
        }
    }
    if let Some(month) = all.first_mut() {
        for deal in m.collaborations.iter() {
            month.in_talks.merge(&budget::in_talks(deal));
        }
    }
    all
}

fn budgets(base: &Base<'_>) -> Vec<(Id<Campaign>, Budget)> {
    let campaigns = base.model.campaigns.iter().filter(|c| !c.closed);
    let all = campaigns.map(|c| (c.id, budget::of(base, c.id)));
    let has_money = |b: &Budget| b.planned.is_some() || !b.agreed.is_zero() || !b.spent.is_zero();
    all.filter(|(_, budget)| has_money(budget)).collect()
}

/// What a line is for, without whose it is: `fee, part 1 of 2, MO-31, Winter Blend`.
pub fn line_words(base: &Base<'_>, line: &Line) -> String {
    let mut words = line.kind.to_string();
    if let Some((k, n)) = line.part {
        words.push_str(&format!(", part {k} of {n}"));
    }
    let row = line.payment.and_then(|id| base.model.get(id));
    if let Some(reference) = row.map(|p| &*p.reference).filter(|r| !r.is_empty()) {
        words.push_str(&format!(", {reference}"));
    }
    if line
        .deal
        .and_then(|id| base.model.get(id)?.campaign)
        .is_some()
    {
        words.push_str(&format!(", {}", deal_name(base, line.deal)));
    }
    if line.surplus {
        return format!("above what was agreed: {words}");
    }
    words
}

fn amounts(purse: &Purse) -> Value {
    let all = purse.iter().filter(|m| m.minor != 0);
    all.map(|m| json!(m)).collect()
}

/// It as JSON: amounts are whole minor units with their currency, days `2026-11-24`.
pub fn to_json(base: &Base<'_>, all: &Overview) -> Value {
    let m = base.model;
    let person = |id: Id<Creator>| json!({ "id": id, "name": m.called(id) });
    let line = |line: &Line| {
        let (certain, expected) = match line.due {
            Due::On(day, _) => (Some(day), None),
            Due::Expected(day, ..) => (None, Some(day)),
            Due::Missing(_) => (None, None),
        };
        json!({
            "creator": person(line.creator),
            "deal": line.deal,
            "campaign": line.deal.and_then(|id| m.get(id)?.campaign),
            "payment": line.payment,
            "kind": line.kind,
            "state": line.state,
            "amount": line.amount,
            "part": line.part.map(|(k, n)| json!({ "number": k, "of": n })),
            "due": certain,
            "expected": expected,
            "why": line.due.words(base),
            "late": line.is_late(base),
            "above_agreed": line.surplus,
        })
    };
    let paid = all.paid.iter().filter_map(|id| m.get(*id)).map(|p| {
        json!({
            "creator": person(p.creator), "deal": p.collaboration, "payment": p.id,
            "kind": p.kind, "amount": p.amount, "paid": p.paid, "due": p.due,
            "reference": p.reference,
        })
    });
    let earned = all.earned.iter().map(|month| {
        json!({
            "creator": person(month.creator), "deal": month.deal,
            "month": month.month.format("%Y-%m").to_string(),
            "orders": month.orders,
            "gross": Money::new(month.gross, month.currency),
            "refunds": Money::new(month.refunds, month.currency),
            "share": Money::new(month.share, month.currency),
            "added": Money::new(month.added, month.currency),
            "open": month.open_money(),
            "ready_on": month.ready, "ready": month.is_ready(all.today),
        })
    });
    let ahead = all.ahead.iter().map(|month| {
        json!({
            "month": month.month.format("%Y-%m").to_string(),
            "agreed": amounts(&month.agreed), "retainers": amounts(&month.retainers),
            "commission": amounts(&month.earned), "in_talks": amounts(&month.in_talks),
        })
    });
    let budgets = all.budgets.iter().map(|(id, budget)| {
        json!({
            "campaign": id, "name": m.get(*id).map(|c| &*c.name),
            "planned": budget.planned, "agreed": amounts(&budget.agreed),
            "spent": amounts(&budget.spent), "in_talks": amounts(&budget.in_talks),
            "left": budget.left(),
        })
    });
    let limits = all.limits.iter().map(|r| {
        json!({
            "creator": person(r.creator), "rule": r.rule.key, "title": r.rule.title,
            "sum": r.sum, "with_open": r.with_open, "limit": r.rule.limit,
            "percent": r.percent(), "reached": r.is_reached(), "about": r.about,
            "parcels_without_value": r.unvalued, "then": r.rule.then,
        })
    });
    json!({
        "today": all.today,
        "open": amounts(&all.open),
        "late": amounts(&all.late),
        "paid_this_month": amounts(&all.paid_month),
        "paid_this_year": amounts(&all.paid_year),
        "lines": all.lines.iter().map(line).collect::<Vec<_>>(),
        "paid": paid.collect::<Vec<_>>(),
        "commission": earned.collect::<Vec<_>>(),
        "orders_without_commission": all.without_terms.iter().map(|(creator, orders)| {
            json!({ "creator": person(*creator), "orders": orders })
        }).collect::<Vec<_>>(),
        "months": ahead.collect::<Vec<_>>(),
        "budgets": budgets.collect::<Vec<_>>(),
        "limits": limits.collect::<Vec<_>>(),
        "country_unknown": all.country_unknown.iter().map(|id| person(*id)).collect::<Vec<_>>(),
    })
}
