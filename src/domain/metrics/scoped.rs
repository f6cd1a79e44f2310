//! Results over any scope: everything, one campaign or what is in none, in any days, by creator,
//! format, platform, tier, type, campaign, wave, month or quarter. Screen, command line and export
//! show this one value.
//!
//! A row has the posts that went live in the days, what they cost, and the orders of the same
//! collaborations in these days. Orders of the days from collaborations without a post in them are
//! *earlier*: beside them stands no cost, and they are in no rate.

use std::collections::{BTreeMap, BTreeSet};

use super::gather;
use super::inputs::Inputs;
use super::measure;
use super::report::{formats, is_out, tier};
use super::scope::{Group, Scope, Span, What};
use super::table::{Better, Metric, by_key};
use super::value::{DASH, Value};
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days, long};
use crate::domain::ids::Id;
use crate::domain::ledger::cost::is_live;
use crate::domain::ledger::orders;
use crate::domain::ledger::periods::{Waves, Window};
use crate::domain::ledger::rates;
use crate::domain::money::{Currency, Purse};
use crate::domain::own_counts;
use crate::domain::rows::*;
use crate::domain::words;

/// What the collaborations of a row have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowKey {
    /// The creator.
    Creator(Id<Creator>),
    /// The campaign, or none.
    Campaign(Option<Id<Campaign>>),
    /// The wave, or none.
    Wave(Option<Id<Wave>>),
    /// The days.
    Span(Span),
    /// A format, platform, tier or type.
    Word(String),
}

/// What one collaboration brought to one row.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// Nobody's, for what a campaign counted without saying who brought it.
    creator: Option<Id<Creator>>,
    deal: Option<Id<Collaboration>>,
    key: RowKey,
    currency: Currency,
    inputs: Inputs,
    earlier: i64,
}

/// What every collaboration in a scope brought, before it is put into rows: gathering is the slow
/// part and does not depend on a filter.
#[derive(Debug, Clone)]
pub struct Parts {
    scope: Scope,
    parts: Vec<Part>,
    /// The same in all days of the scope at once, where rows are spans of days: an order of an
    /// earlier quarter's post is *earlier* in its quarter, and an order of its post in the year.
    whole: Vec<Part>,
    /// Counts of one's own that belong to no collaboration, and of them the ones for the sums.
    counts: [Vec<Part>; 2],
}

/// A row of the table, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What its collaborations have in common.
    pub key: RowKey,
    /// The same in words.
    pub name: String,
    /// The currency its money is in.
    pub currency: Currency,
    /// Its numbers.
    pub inputs: Inputs,
    /// Orders in these days of collaborations without a post in them.
    pub earlier: i64,
    /// The type of the relationship, where the row is a creator.
    pub kind: Option<Relationship>,
    /// Whose work it is.
    pub creators: BTreeSet<Id<Creator>>,
    /// The collaborations.
    pub deals: Vec<Id<Collaboration>>,
}

impl Row {
    /// Whether only earlier posts brought something.
    pub fn is_earlier_only(&self) -> bool {
        let own = self.inputs.own.values().any(|n| n.beside_cost > 0);
        let none = self.inputs.posts == 0 && self.inputs.orders.unwrap_or(0) == 0 && !own;
        none && (self.earlier > 0 || !self.inputs.own.is_empty())
    }
}

/// The sum of the rows in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The currency.
    pub currency: Currency,
    /// Rows that have more than earlier orders.
    pub rows: usize,
    /// Their numbers together.
    pub inputs: Inputs,
    /// All earlier orders.
    pub earlier: i64,
}

/// The table.
#[derive(Debug, Clone)]
pub struct Table {
    /// What it counts.
    pub scope: Scope,
    /// Rows, currency by currency, the general currency first; last those that have nothing but
    /// earlier orders.
    pub rows: Vec<Row>,
    /// Sums, a currency each.
    pub totals: Vec<Total>,
}

/// The heading of orders that came from posts before the days.
pub const EARLIER: &str = "Earlier";

/// Fewer orders than this can be luck.
const FEW: i64 = 10;

impl Parts {
    /// Gathers what every collaboration in a scope brought.
    pub fn gather(ctx: &Ctx<'_>, scope: Scope) -> Self {
        let mut all = Self {
            scope,
            parts: Vec::new(),
            whole: Vec::new(),
            counts: Default::default(),
        };
        for creator in ctx.model.creators.iter() {
            all.gather_of(ctx, creator.id);
        }
        all.gather_counts(ctx);
        all
    }

    /// Gathers counts that belong to no collaboration, of anybody or of nobody in particular.
    fn gather_counts(&mut self, ctx: &Ctx<'_>) {
        self.counts = Default::default();
        let [rows, sums] = &mut self.counts;
        counts_without_deal(ctx, self.scope, rows);
        if self.scope.group.is_time() {
            let by_creator = Scope {
                group: Group::Creator,
                ..self.scope
            };
            counts_without_deal(ctx, by_creator, sums);
        }
    }

    fn gather_of(&mut self, ctx: &Ctx<'_>, creator: Id<Creator>) {
        of_creator(ctx, self.scope, creator, &mut self.parts);
        if self.scope.group.is_time() {
            let by_creator = Scope {
                group: Group::Creator,
                ..self.scope
            };
            of_creator(ctx, by_creator, creator, &mut self.whole);
        }
    }

    /// Gathers anew what these creators brought, and keeps all others. Codes, orders of several
    /// creators, waves and the day must be the same as then.
    pub fn refresh(&mut self, ctx: &Ctx<'_>, touched: &[Id<Creator>]) {
        let of = |part: &Part| part.creator.is_none_or(|id| !touched.contains(&id));
        self.parts.retain(of);
        self.whole.retain(of);
        let once: BTreeSet<Id<Creator>> = touched.iter().copied().collect();
        for creator in once.into_iter().filter(|id| ctx.model.get(*id).is_some()) {
            self.gather_of(ctx, creator);
        }
        self.gather_counts(ctx);
    }

    /// The scope they were gathered for.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Puts the parts of those creators who fit into rows, sorted by a metric, the best first, each
    /// currency by itself; spans of days stay in the order of time.
    pub fn table(
        &self,
        ctx: &Ctx<'_>,
        fits: &dyn Fn(Id<Creator>) -> bool,
        sort: Option<&Metric>,
    ) -> Table {
        let general = rates::currency(ctx.settings);
        let place = |currency: Currency| (currency != general, currency);
        let blank = Inputs::with(ctx.settings);
        let mut rows: BTreeMap<((bool, Currency), RowKey), Row> = BTreeMap::new();
        let seen = |part: &&Part| fits(part.creator.unwrap_or_default());
        let [counts, counted_sums] = &self.counts;
        for part in self.parts.iter().chain(counts).filter(seen) {
            let row = rows
                .entry((place(part.currency), part.key.clone()))
                .or_insert_with(|| Row {
                    key: part.key.clone(),
                    name: name(ctx, &part.key),
                    currency: part.currency,
                    inputs: blank.clone(),
                    earlier: 0,
                    kind: match part.key {
                        RowKey::Creator(id) => ctx.model.get(id).and_then(|c| c.relationship),
                        _ => None,
                    },
                    creators: BTreeSet::new(),
                    deals: Vec::new(),
                });
            row.inputs.merge(&part.inputs);
            row.earlier += part.earlier;
            row.creators.extend(part.creator);
            if let Some(deal) = part.deal.filter(|deal| row.deals.last() != Some(deal)) {
                row.deals.push(deal);
            }
        }
        let mut rows: Vec<Row> = rows.into_values().collect();
        let time = self.scope.group.is_time();
        let mut totals: BTreeMap<(bool, Currency), Total> = BTreeMap::new();
        let mut add = |currency: Currency, rows: usize, what: Option<(&Inputs, i64)>| {
            let total = totals.entry(place(currency)).or_insert_with(|| Total {
                currency,
                rows: 0,
                inputs: blank.clone(),
                earlier: 0,
            });
            total.rows += rows;
            if let Some((inputs, earlier)) = what {
                total.inputs.merge(inputs);
                total.earlier += earlier;
            }
        };
        for row in &rows {
            let sum = (!time).then_some((&row.inputs, row.earlier));
            add(row.currency, usize::from(!row.is_earlier_only()), sum);
        }
        for part in self.whole.iter().chain(counted_sums).filter(seen) {
            add(part.currency, 0, Some((&part.inputs, part.earlier)));
        }
        rows.sort_by_cached_key(|row| {
            let rank = sort
                .filter(|_| !time)
                .and_then(|metric| Some((metric, (metric.compute)(&row.inputs).rank()?.1)))
                .map(|(metric, n)| match metric.better {
                    Better::Less => n,
                    _ => n.saturating_neg(),
                });
            let orders = if time {
                0
            } else {
                row.inputs.orders.unwrap_or(0).saturating_neg()
            };
            (
                row.is_earlier_only(),
                place(row.currency),
                rank.is_none(),
                rank,
                orders,
                if time {
                    String::new()
                } else {
                    row.name.to_lowercase()
                },
                row.key.clone(),
            )
        });
        Table {
            scope: self.scope,
            rows,
            totals: totals.into_values().collect(),
        }
    }
}

impl Table {
    /// The table of a scope over everybody, the cheapest order first.
    pub fn build(ctx: &Ctx<'_>, scope: Scope) -> Self {
        Parts::gather(ctx, scope).table(ctx, &|_| true, by_key("cpa"))
    }

    /// Orders of the posts of these days, and orders in these days of earlier posts.
    pub fn orders(&self) -> (i64, i64) {
        let sum = |of: fn(&Total) -> i64| self.totals.iter().map(of).sum();
        (sum(|t| t.inputs.orders.unwrap_or(0)), sum(|t| t.earlier))
    }

    /// The table as cells: headings, rows, sums. The last column counts earlier orders.
    pub fn cells(&self, metrics: &[&Metric], today: Day) -> Vec<Vec<String>> {
        let mut head = vec![self.scope.group.heading().to_string()];
        head.extend(metrics.iter().map(|m| m.short.to_string()));
        head.push(EARLIER.into());
        let mut cells = vec![head];
        let mut line = |name: String, inputs: &Inputs, earlier: i64| {
            let mut row = vec![name];
            row.extend(metrics.iter().map(|m| (m.compute)(inputs).shown()));
            row.push(Value::Count(earlier).shown());
            cells.push(row);
        };
        for row in &self.rows {
            line(row.name.clone(), &row.inputs, row.earlier);
        }
        for total in &self.totals {
            line(self.total_name(total, today), &total.inputs, total.earlier);
        }
        cells
    }

    /// Where the orders of these days come from, in a sentence; nothing while none is earlier.
    pub fn told(&self) -> Option<String> {
        let (orders, earlier) = self.orders();
        (earlier > 0).then(|| {
            format!(
                "{} in these days: {orders} from the posts of these days, {earlier} from earlier ones",
                words::orders(orders + earlier)
            )
        })
    }

    /// Counts of one's own in these days, a sentence for each currency whose cost stands beside them.
    pub fn counted(&self) -> Vec<String> {
        let all = self.totals.iter();
        let counted = all.filter_map(|total| measure::counted(&total.inputs));
        counted
            .map(|all| format!("Counted besides: {all}"))
            .collect()
    }

    /// What an empty table says.
    pub fn nothing(ctx: &Ctx<'_>) -> String {
        let oldest = Self::oldest(ctx).map_or_else(String::new, |day| {
            format!(" The oldest is of {}.", long(day))
        });
        format!("No post and no order in these days.{oldest}")
    }

    /// What the sum of a currency is called: `9 creators, $`, `4 formats, €`, `2026, so far`.
    pub fn total_name(&self, total: &Total, today: Day) -> String {
        let sign = total.currency.sign().unwrap_or(total.currency.code());
        if self.scope.group.is_time() {
            let span = self.scope.span;
            let name = match span {
                Span::All => "all days".to_string(),
                span if span.is_running(today) => format!("{}, so far", span.label(today)),
                span => span.label(today),
            };
            return match self.totals.len() {
                0 | 1 => name,
                _ => format!("{name}, {sign}"),
            };
        }
        let word = self.scope.group.word();
        let many = if total.rows == 1 { "" } else { "s" };
        format!("{} {word}{many}, {sign}", total.rows)
    }

    /// A sentence where the whole has more orders than its months or quarters together, with both
    /// numbers.
    pub fn more_than_its_parts(&self, today: Day) -> Option<String> {
        if !self.scope.group.is_time() {
            return None;
        }
        let sum = |currency: Currency| -> i64 {
            let rows = self.rows.iter().filter(|row| row.currency == currency);
            rows.map(|row| row.inputs.orders.unwrap_or(0)).sum()
        };
        let more = |total: &&Total| total.inputs.orders.unwrap_or(0) > sum(total.currency);
        let total = self.totals.iter().find(more)?;
        let whole = match self.scope.span {
            Span::All => "All days are more than their".to_string(),
            Span::Year(_) => "The year is more than its".to_string(),
            span => format!("{} is more than its", span.label(today)),
        };
        Some(format!(
            "{whole} {}s: {} orders against {}, since an order counts with its post once both are in the days.",
            self.scope.group,
            total.inputs.orders.unwrap_or(0),
            sum(total.currency),
        ))
    }

    /// A sentence where a sum holds amounts of several currencies that no rate brings together.
    pub fn mixed(&self) -> Option<String> {
        let is =
            |row: &&Row| row.inputs.general.is_none() && row.inputs.costs.total().currencies() > 1;
        let names: Vec<&str> = self
            .rows
            .iter()
            .filter(is)
            .map(|row| row.name.as_str())
            .collect();
        let (first, more) = (names.first()?, names.len() - 1);
        let who = match more {
            0 => first.to_string(),
            n => format!("{first} and {n} more"),
        };
        Some(format!(
            "mixed: {who} cost amounts in several currencies, which add up once the settings have their [rates]"
        ))
    }

    /// All sentences about how far the numbers can be trusted.
    pub fn warnings(&self, today: Day) -> Vec<String> {
        let all = [self.more_than_its_parts(today), self.mixed(), self.small()];
        all.into_iter().flatten().collect()
    }

    /// A sentence where so few orders, or so few creators, decide that they may be luck.
    pub fn small(&self) -> Option<String> {
        let rows = || self.rows.iter().filter(|row| !row.is_earlier_only());
        if self.scope.group == Group::Creator {
            let few = |row: &&Row| (1..FEW).contains(&row.inputs.orders.unwrap_or(0));
            return match rows().filter(few).count() {
                0 => None,
                1 => Some(format!(
                    "small numbers: 1 creator with under {FEW} orders can be luck"
                )),
                n => Some(format!(
                    "small numbers: {n} creators with under {FEW} orders can be luck"
                )),
            };
        }
        if !matches!(
            self.scope.group,
            Group::Format | Group::Platform | Group::Tier | Group::Type
        ) {
            return None;
        }
        let alone = rows().filter(|row| row.creators.len() == 1).count();
        let (all, group) = (rows().count(), self.scope.group.word());
        let rest = if alone == 1 {
            "rests on one creator"
        } else {
            "rest on one creator each"
        };
        (alone > 0).then(|| {
            format!(
                "small numbers: {alone} of {all} {group}s {rest}; that is about the creator, not the {group}"
            )
        })
    }

    /// The first day of anything that is counted anywhere, for an empty table to point at.
    pub fn oldest(ctx: &Ctx<'_>) -> Option<Day> {
        let pieces = ctx.model.deliverables.iter().filter_map(|d| d.live);
        let orders = ctx.model.sales.iter().map(|s| s.day);
        let counts = ctx.model.own_counts.iter().map(|c| c.day);
        pieces.chain(orders).chain(counts).min()
    }
}

/// The window of a span of days.
fn window(span: Span) -> Window<'static> {
    if span == Span::All {
        return Window::All;
    }
    Window::Days(
        span.first().unwrap_or(Day::MIN),
        span.last().map_or(Day::MAX, |last| add_days(last, 1)),
    )
}

fn of_creator(ctx: &Ctx<'_>, scope: Scope, creator: Id<Creator>, parts: &mut Vec<Part>) {
    for deal in ctx.model.of::<Collaboration>(creator) {
        if scope.what.holds(deal.campaign) {
            of_deal(ctx, scope, deal, parts);
        }
    }
    if scope.what.holds(None) {
        without_deal(ctx, scope, creator, parts);
    }
}

fn of_deal(ctx: &Ctx<'_>, scope: Scope, deal: &Collaboration, parts: &mut Vec<Part>) {
    let pieces: Vec<&Deliverable> = ctx
        .model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == deal.id)
        .collect();
    let days = window(scope.span);
    let mut add = |key: RowKey, window: &Window<'_>| {
        parts.extend(part(ctx, deal, &key, window));
    };
    match scope.group {
        Group::Wave => {
            let waves = deal
                .campaign
                .map_or_else(Waves::default, |c| Waves::of(ctx.model, c));
            for wave in waves.ids().map(Some).chain([None]) {
                let one = Window::Wave(&waves, wave);
                add(RowKey::Wave(wave), &Window::Both(&days, &one));
            }
        }
        Group::Month | Group::Quarter => {
            let live = pieces.iter().filter(|p| is_live(p)).filter_map(|p| p.live);
            let ordered = orders::of_deal(ctx.model, deal).into_iter().map(|o| o.day);
            let counted = own_counts::of_deal(ctx.model, deal).map(|row| row.day);
            let spans: BTreeSet<Span> = live
                .chain(ordered)
                .chain(counted)
                .filter(|day| scope.span.holds(*day))
                .filter_map(|day| scope.group.span_of(day))
                .collect();
            for span in spans {
                add(RowKey::Span(span), &Window::Both(&days, &window(span)));
            }
        }
        Group::Creator => add(RowKey::Creator(deal.creator), &days),
        Group::Campaign => add(RowKey::Campaign(deal.campaign), &days),
        Group::Format => add(RowKey::Word(formats(pieces.iter().copied())), &days),
        Group::Platform => add(RowKey::Word(platforms(ctx, deal, &pieces)), &days),
        Group::Tier => add(RowKey::Word(tier(ctx, deal.creator).into()), &days),
        Group::Type => {
            let own = || ctx.model.get(deal.creator)?.relationship;
            let kind = deal.relationship.or_else(own);
            add(
                RowKey::Word(kind.map_or("no type", |k| k.word()).into()),
                &days,
            );
        }
    }
}

/// Where the pieces of a collaboration stand, each platform once: `Instagram+TikTok`.
fn platforms(ctx: &Ctx<'_>, deal: &Collaboration, pieces: &[&Deliverable]) -> String {
    let mut all: Vec<&str> = Vec::new();
    let on = pieces.iter().filter(|p| p.state != PieceState::Missed);
    for platform in on.filter_map(|p| p.platform) {
        if !all.contains(&platform.label()) {
            all.push(platform.label());
        }
    }
    if all.is_empty() {
        let largest = ctx
            .model
            .of::<Account>(deal.creator)
            .max_by_key(|a| (a.followers, a.id));
        all.extend(largest.map(|a| a.platform.label()));
    }
    if all.is_empty() {
        DASH.into()
    } else {
        all.join("+")
    }
}

/// What a collaboration brought in a window; nothing while it brought and cost nothing there.
fn part(ctx: &Ctx<'_>, deal: &Collaboration, key: &RowKey, window: &Window<'_>) -> Vec<Part> {
    let (inputs, _) = gather::deal(ctx, deal, window);
    if !is_out(&inputs, deal.is_open()) {
        return Vec::new();
    }
    counted(ctx, Some(deal.creator), Some(deal.id), key, inputs, window)
}

/// The orders of a creator that belong to no collaboration.
fn without_deal(ctx: &Ctx<'_>, scope: Scope, creator: Id<Creator>, parts: &mut Vec<Part>) {
    let loose = orders::of_creator(ctx.model, creator);
    let days: Vec<Day> = loose
        .iter()
        .filter(|o| o.deal.is_none())
        .map(|o| o.day)
        .collect();
    if days.is_empty() {
        return;
    }
    let all = window(scope.span);
    let mut add = |key: RowKey, window: &Window<'_>| {
        let inputs = gather::without_deal(ctx, creator, window);
        parts.extend(counted(ctx, Some(creator), None, &key, inputs, window));
    };
    match scope.group {
        Group::Month | Group::Quarter => {
            let inside = days.into_iter().filter(|day| scope.span.holds(*day));
            let spans: BTreeSet<Span> = inside.filter_map(|d| scope.group.span_of(d)).collect();
            for span in spans {
                add(RowKey::Span(span), &Window::Both(&all, &window(span)));
            }
        }
        Group::Creator => add(RowKey::Creator(creator), &all),
        Group::Campaign => add(RowKey::Campaign(None), &all),
        Group::Wave => add(RowKey::Wave(None), &all),
        Group::Format | Group::Platform => add(RowKey::Word(DASH.into()), &all),
        Group::Tier => add(RowKey::Word(tier(ctx, creator).into()), &all),
        Group::Type => add(RowKey::Word(type_of(ctx, creator).into()), &all),
    }
}

/// Counts of one's own that belong to no collaboration: of a creator, of a campaign, or of both.
fn counts_without_deal(ctx: &Ctx<'_>, scope: Scope, parts: &mut Vec<Part>) {
    let all = window(scope.span);
    for row in own_counts::of_no_deal(ctx.model) {
        if !scope.what.holds(row.campaign) || !scope.span.holds(row.day) {
            continue;
        }
        let nobody = || RowKey::Word("nobody in particular".into());
        let key = match scope.group {
            Group::Month | Group::Quarter => scope.group.span_of(row.day).map(RowKey::Span),
            Group::Creator => Some(row.creator.map_or_else(nobody, RowKey::Creator)),
            Group::Campaign => Some(RowKey::Campaign(row.campaign)),
            Group::Wave => Some(RowKey::Wave(None)),
            Group::Format | Group::Platform => Some(RowKey::Word(DASH.into())),
            Group::Tier => Some(match row.creator {
                Some(creator) => RowKey::Word(tier(ctx, creator).into()),
                None => nobody(),
            }),
            Group::Type => Some(match row.creator {
                Some(creator) => RowKey::Word(type_of(ctx, creator).into()),
                None => nobody(),
            }),
        };
        let Some(key) = key else { continue };
        let days = match &key {
            RowKey::Span(span) => window(*span),
            _ => all,
        };
        let inputs = gather::own_alone(ctx, row);
        parts.extend(counted(ctx, row.creator, None, &key, inputs, &days));
    }
}

/// The word of a creator's kind of relationship.
fn type_of(ctx: &Ctx<'_>, creator: Id<Creator>) -> &'static str {
    let kind = ctx.model.get(creator).and_then(|row| row.relationship);
    kind.map_or("no type", |k| k.word())
}

/// Numbers as they are counted in a window: without a post in it, orders are earlier ones, which
/// stand beside no cost and in no rate. Cost beside which no order stands is in no rate either, and
/// is counted in each of its currencies.
fn counted(
    ctx: &Ctx<'_>,
    creator: Option<Id<Creator>>,
    deal: Option<Id<Collaboration>>,
    key: &RowKey,
    mut inputs: Inputs,
    window: &Window<'_>,
) -> Vec<Part> {
    let mut earlier = 0;
    let cost = inputs.costs.total();
    let general = rates::currency(ctx.settings);
    let of = |purse: &Purse| {
        let first = || purse.iter().next();
        purse.of(general).or_else(first).map(|money| money.currency)
    };
    let currency = of(&inputs.sales).or_else(|| of(&cost)).unwrap_or(general);
    if !window.is_all() && inputs.posts == 0 {
        earlier = inputs.orders.unwrap_or(0);
        let mut own = std::mem::take(&mut inputs.own);
        own.values_mut()
            .for_each(|n| (n.beside_cost, n.earlier) = (0, n.all()));
        inputs = Inputs::with(ctx.settings);
        inputs.own = own;
    }
    let part = |currency, inputs| Part {
        creator,
        deal,
        key: key.clone(),
        currency,
        inputs,
        earlier,
    };
    let ordered = inputs.orders.is_some_and(|n| n > 0) || !inputs.own.is_empty();
    let brought = inputs.posts > 0 || ordered || earlier > 0;
    let cost = inputs.costs.total();
    if brought || (inputs.general.is_some() && !cost.is_empty()) {
        return vec![part(currency, inputs)];
    }
    let in_each = cost.iter().map(|money| {
        let mut one = inputs.clone();
        one.costs = inputs.costs.in_currency(money.currency);
        part(money.currency, one)
    });
    in_each.collect()
}

/// What a row is called.
fn name(ctx: &Ctx<'_>, key: &RowKey) -> String {
    match key {
        RowKey::Creator(id) => ctx.model.called(*id),
        RowKey::Campaign(id) => id
            .and_then(|id| ctx.model.get(id))
            .map_or_else(|| "no campaign".into(), |c| c.name.to_string()),
        RowKey::Wave(id) => match id.and_then(|id| ctx.model.get(id)) {
            Some(wave) => {
                let campaign = ctx.model.get(wave.campaign);
                let campaign = campaign.map_or_else(String::new, |c| format!("{}, ", c.name));
                format!("{campaign}{}", wave.name)
            }
            None => "outside the waves".into(),
        },
        RowKey::Span(span) if span.is_running(ctx.today) => {
            format!("{}, so far", span.label(ctx.today))
        }
        RowKey::Span(span) => span.label(ctx.today),
        RowKey::Word(word) => word.clone(),
    }
}

/// What is counted, in words: `everything`, `no campaign`, the campaign's name.
pub fn what_label(ctx: &Ctx<'_>, what: What) -> String {
    match what {
        What::Everything => "everything".into(),
        What::NoCampaign => "no campaign".into(),
        What::Campaign(id) => ctx
            .model
            .get(id)
            .map_or_else(|| "a campaign that is gone".into(), |c| c.name.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Money;
    use crate::domain::testing::{World, day};

    /// Mia: a reel in August and one in October, orders after both; a deal in pounds without a
    /// campaign; orders of nobody's collaboration.
    fn world() -> World {
        let mut world = World::on("2026-11-24");
        let mia = world.creator("Mia");
        for (fee, code, live) in [
            (20_000, "USD", vec!["2026-08-10", "2026-10-10"]),
            (9_000, "GBP", vec!["2026-07-01"]),
        ] {
            let deal = world.deal(mia, Stage::Measurement);
            let currency = Currency::parse(code).unwrap();
            world.set(deal, |d| {
                d.fee = Some(Money::new(fee, currency));
                d.agreed = Some(day("2026-06-01"));
                d.opened = day("2026-06-01");
            });
            for on in live {
                world.piece(deal, "reel", |p| {
                    (p.state, p.live) = (PieceState::Live, Some(day(on)));
                });
            }
            for (n, on) in [(3, "2026-08-20"), (2, "2026-10-20")] {
                world.add(|id| {
                    let amount = Money::new(n * 4_000, currency);
                    let mut sale = Sale::new(id, day(on), Some(amount));
                    sale.creator = Some(mia);
                    sale.collaboration = Some(deal);
                    sale.orders = n;
                    sale
                });
            }
        }
        world
    }

    fn table(group: Group, span: Span) -> Vec<(String, String, i64, i64, i64, i64)> {
        let world = world();
        let scope = Scope {
            what: What::Everything,
            span,
            group,
        };
        let all = Table::build(&world.ctx(), scope);
        let cents = |row: &Row| {
            row.inputs
                .costs
                .total()
                .of(row.currency)
                .map_or(0, |m| m.minor)
        };
        all.rows
            .iter()
            .map(|row| {
                (
                    row.name.clone(),
                    row.currency.code().to_string(),
                    row.inputs.posts,
                    row.inputs.orders.unwrap_or(0),
                    row.earlier,
                    cents(row),
                )
            })
            .collect()
    }

    fn row(name: &str, code: &str, rest: [i64; 4]) -> (String, String, i64, i64, i64, i64) {
        (name.into(), code.into(), rest[0], rest[1], rest[2], rest[3])
    }

    #[test]
    fn orders_of_days_without_a_post_are_earlier_and_in_no_rate() {
        assert_eq!(
            table(Group::Creator, Span::All),
            [
                row("Mia", "USD", [2, 5, 0, 20_000]),
                row("Mia", "GBP", [1, 5, 0, 9_000])
            ]
        );
        assert_eq!(
            table(Group::Creator, Span::Quarter(2026, 4)),
            [
                row("Mia", "USD", [1, 2, 0, 10_000]),
                row("Mia", "GBP", [0, 0, 2, 0])
            ]
        );
        assert_eq!(
            table(Group::Creator, Span::Quarter(2026, 3)),
            [
                row("Mia", "USD", [1, 3, 0, 10_000]),
                row("Mia", "GBP", [1, 3, 0, 9_000])
            ]
        );
        assert_eq!(table(Group::Creator, Span::Quarter(2026, 1)), []);
    }

    #[test]
    fn spans_stand_in_the_order_of_time() {
        assert_eq!(
            table(Group::Quarter, Span::Year(2026)),
            [
                row("Q3 2026", "USD", [1, 3, 0, 10_000]),
                row("Q4 2026, so far", "USD", [1, 2, 0, 10_000]),
                row("Q3 2026", "GBP", [1, 3, 0, 9_000]),
                row("Q4 2026, so far", "GBP", [0, 0, 2, 0]),
            ]
        );
    }

    #[test]
    fn every_group_has_the_same_sum() {
        type Figures = (String, String, i64, i64, i64, i64);
        for span in [Span::All, Span::Year(2026), Span::Quarter(2026, 4)] {
            for group in Group::ALL.iter().filter(|g| !g.is_time()) {
                let rows = table(*group, span);
                let sum = |of: fn(&Figures) -> i64| rows.iter().map(of).sum::<i64>();
                let by_creator = table(Group::Creator, span);
                let want = |of: fn(&Figures) -> i64| by_creator.iter().map(of).sum::<i64>();
                assert_eq!(
                    sum(|r| r.3 + r.4),
                    want(|r| r.3 + r.4),
                    "{group:?} {span:?}"
                );
                assert_eq!(sum(|r| r.5), want(|r| r.5), "{group:?} {span:?}");
            }
        }
    }
}
