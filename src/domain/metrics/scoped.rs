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
use super::report::{formats, tier};
use super::scope::{Group, Scope, Span, What};
use super::table::{Better, Metric, by_key};
use super::value::DASH;
use crate::domain::ctx::Ctx;
use crate::domain::day::{Day, add_days};
use crate::domain::ids::Id;
use crate::domain::ledger::cost::is_live;
use crate::domain::ledger::orders;
use crate::domain::ledger::periods::{Waves, Window};
use crate::domain::money::Currency;
use crate::domain::own_counts;
use crate::domain::rows::*;

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
#[derive(Debug, Clone)]
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

/// Fewer orders than this can be luck.
const FEW: i64 = 10;

impl Parts {
    /// Gathers what every collaboration in a scope brought.
    pub fn gather(ctx: &Ctx<'_>, scope: Scope) -> Self {
        let mut parts = Vec::new();
        for creator in ctx.model.creators.iter() {
            for deal in ctx.model.of::<Collaboration>(creator.id) {
                if scope.what.holds(deal.campaign) {
                    of_deal(ctx, scope, deal, &mut parts);
                }
            }
            if scope.what.holds(None) {
                without_deal(ctx, scope, creator.id, &mut parts);
            }
        }
        counts_without_deal(ctx, scope, &mut parts);
        Self { scope, parts }
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
        let general = ctx.settings.general.currency.unwrap_or(Currency::USD);
        let place = |currency: Currency| (currency != general, currency);
        let blank = Inputs::with(ctx.settings);
        let mut rows: BTreeMap<((bool, Currency), RowKey), Row> = BTreeMap::new();
        for part in self
            .parts
            .iter()
            .filter(|part| fits(part.creator.unwrap_or_default()))
        {
            let row = rows
                .entry((place(part.currency), part.key.clone()))
                .or_insert_with(|| Row {
                    key: part.key.clone(),
                    name: name(ctx, &part.key),
                    currency: part.currency,
                    inputs: blank.clone(),
                    earlier: 0,
                    creators: BTreeSet::new(),
                    deals: Vec::new(),
                });
            row.inputs.merge(&part.inputs);
            row.earlier += part.earlier;
            row.creators.extend(part.creator);
            row.deals.extend(part.deal);
        }
        let mut rows: Vec<Row> = rows.into_values().collect();
        let mut totals: BTreeMap<(bool, Currency), Total> = BTreeMap::new();
        for row in &rows {
            let total = totals.entry(place(row.currency)).or_insert_with(|| Total {
                currency: row.currency,
                rows: 0,
                inputs: blank.clone(),
                earlier: 0,
            });
            total.rows += usize::from(!row.is_earlier_only());
            total.inputs.merge(&row.inputs);
            total.earlier += row.earlier;
        }
        let time = self.scope.group.is_time();
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

fn of_deal(ctx: &Ctx<'_>, scope: Scope, deal: &Collaboration, parts: &mut Vec<Part>) {
    let pieces: Vec<&Deliverable> = ctx
        .model
        .of::<Deliverable>(deal.creator)
        .filter(|d| d.collaboration == deal.id)
        .collect();
    let days = window(scope.span);
    let mut add = |key: RowKey, window: &Window<'_>| {
        parts.extend(part(ctx, deal, key, window));
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
fn part(ctx: &Ctx<'_>, deal: &Collaboration, key: RowKey, window: &Window<'_>) -> Option<Part> {
    let (inputs, _) = gather::deal(ctx, deal, window);
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
        parts.extend(counted(ctx, Some(creator), None, key, inputs, window));
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
        parts.extend(counted(ctx, row.creator, None, key, inputs, &days));
    }
}

/// The word of a creator's kind of relationship.
fn type_of(ctx: &Ctx<'_>, creator: Id<Creator>) -> &'static str {
    let kind = ctx.model.get(creator).and_then(|row| row.relationship);
    kind.map_or("no type", |k| k.word())
}

/// Numbers as they are counted in a window: without a post in it, orders are earlier ones, which
/// stand beside no cost and in no rate.
fn counted(
    ctx: &Ctx<'_>,
    creator: Option<Id<Creator>>,
    deal: Option<Id<Collaboration>>,
    key: RowKey,
    mut inputs: Inputs,
    window: &Window<'_>,
) -> Option<Part> {
    let cost = inputs.costs.total();
    let general = ctx.settings.general.currency.unwrap_or(Currency::USD);
    let of = |purse: &crate::domain::money::Purse| {
        purse
            .of(general)
            .or_else(|| purse.iter().next())
            .map(|money| money.currency)
    };
    let currency = of(&inputs.sales).or_else(|| of(&cost)).unwrap_or(general);
    let mut earlier = 0;
    if !window.is_all() && inputs.posts == 0 {
        earlier = inputs.orders.unwrap_or(0);
        let mut own = std::mem::take(&mut inputs.own);
        own.values_mut()
            .for_each(|n| (n.beside_cost, n.earlier) = (0, n.all()));
        inputs = Inputs::with(ctx.settings);
        inputs.own = own;
    }
    let brought = inputs.orders.is_some_and(|n| n > 0) || !inputs.own.is_empty();
    let any = inputs.posts > 0 || brought || earlier > 0;
    (any || !inputs.costs.total().is_empty()).then_some(Part {
        creator,
        deal,
        key,
        currency,
        inputs,
        earlier,
    })
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
