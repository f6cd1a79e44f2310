//! One truth: over random rows (two currencies, shared orders, codes that change their owner,
//! refunds, waves, undated pieces, deposits) every place that adds something up comes to the same.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::domain::change::Step;
use crate::domain::derived::Derived;
use crate::domain::ids::Id;
use crate::domain::ledger::periods::{Waves, Window};
use crate::domain::ledger::{balance, cost, lines, orders};
use crate::domain::metrics::scope::{Group, Scope, Span, What};
use crate::domain::metrics::scoped::Table;
use crate::domain::metrics::{Report, gather};
use crate::domain::model::Model;
use crate::domain::money::{Currency, Money, Purse};
use crate::domain::order_index::OrderIndex;
use crate::domain::rows::*;
use crate::domain::testing::{World, day};
use crate::every_table;

/// One random thing that happens.
#[derive(Debug, Clone)]
struct Event {
    kind: u8,
    who: u8,
    at: u8,
    minor: i64,
    flags: u8,
}

fn event() -> impl Strategy<Value = Event> {
    (0u8..9, 0u8..3, 0u8..60, 1i64..90_000, any::<u8>()).prop_map(
        |(kind, who, at, minor, flags)| Event {
            kind,
            who,
            at,
            minor,
            flags,
        },
    )
}

struct Shop {
    w: World,
    people: Vec<Id<Creator>>,
    deals: Vec<Id<Collaboration>>,
    campaign: Id<Campaign>,
}

fn shop() -> Shop {
    let mut w = World::on("2026-11-24");
    let campaign = w.campaign("Winter");
    for (name, from, to) in [
        ("one", "2026-10-01", Some("2026-10-20")),
        ("two", "2026-10-15", None),
    ] {
        w.add(|id| Wave {
            id,
            campaign,
            name: name.into(),
            start: Some(day(from)),
            end: to.map(day),
        });
    }
    let people: Vec<Id<Creator>> = ["Mia", "Theo", "Ada"].map(|n| w.creator(n)).to_vec();
    let mut deals = Vec::new();
    for (at, who) in people.iter().enumerate() {
        for inside in [true, false] {
            let deal = w.deal(*who, Stage::Creation);
            w.set(deal, |d| {
                d.opened = day("2026-09-20");
                d.campaign = inside.then_some(campaign);
                d.agreed = Some(day("2026-09-25"));
                d.fee = Some(Money::new(10_000 + at as i64, currency(u8::from(!inside))));
                d.commission = (at == 0).then_some(1_250);
            });
            deals.push(deal);
        }
    }
    Shop {
        w,
        people,
        deals,
        campaign,
    }
}

fn currency(flag: u8) -> Currency {
    Currency::parse(if flag.is_multiple_of(2) { "USD" } else { "EUR" }).unwrap()
}

impl Shop {
    fn happens(&mut self, e: &Event) {
        let who = self.people[usize::from(e.who)];
        let deal = self.deals[usize::from(e.who) * 2 + usize::from(e.flags & 1)];
        let on = crate::domain::day::add_days(day("2026-09-25"), i64::from(e.at));
        let amount = Money::new(e.minor, currency(e.flags >> 1));
        match e.kind {
            0 | 1 => {
                self.w.add(|id| Sale {
                    creator: (e.flags & 4 == 0).then_some(who),
                    campaign: None,
                    order_ref: format!("#{}", e.at % 7).into(),
                    code: ["", "CODE1", "code2"][usize::from(e.flags >> 3) % 3].into(),
                    refunded: if e.flags & 64 == 0 { 0 } else { e.minor / 3 },
                    by: Attribution::Code,
                    place: i32::from(e.flags >> 6),
                    status: if e.flags == 255 {
                        OrderStatus::Cancelled
                    } else {
                        OrderStatus::Placed
                    },
                    new_customer: [None, Some(true), Some(false)][usize::from(e.at) % 3],
                    ..Sale::new(id, on, (e.flags & 128 == 0).then_some(amount))
                });
            }
            2 => {
                let Some(sale) = self.w.model.sales.iter().nth(usize::from(e.at)) else {
                    return;
                };
                let (sale, currency) =
                    (sale.id, sale.amount.map_or(amount.currency, |a| a.currency));
                self.w.add(|id| Refund {
                    id,
                    creator: None,
                    campaign: None,
                    sale,
                    day: on,
                    amount: Money::new(e.minor / 4, currency),
                    source: "".into(),
                    note: "".into(),
                });
            }
            3 => {
                self.w.add(|id| Right {
                    id,
                    creator: who,
                    collaboration: (e.flags & 1 == 0).then_some(deal),
                    deliverable: None,
                    kind: RightKind::Code,
                    scope: "".into(),
                    channels: "".into(),
                    territory: "".into(),
                    code: ["CODE1", "Code2"][usize::from(e.flags >> 3) % 2].into(),
                    start: (e.flags & 2 == 0).then_some(on),
                    end: None,
                    state: RightState::Active,
                });
            }
            4 => {
                let live = (e.flags & 1 == 0).then_some(on);
                self.w.piece(deal, "reel", |p| {
                    p.live = live;
                    p.state = if live.is_some() {
                        PieceState::Live
                    } else {
                        PieceState::Planned
                    };
                    p.live_due = (e.flags & 2 == 0).then_some(on);
                });
            }
            5 => {
                let id = self.w.payment(who, amount, "2026-12-01");
                self.w.set(id, |p| {
                    p.collaboration = (e.flags & 8 == 0).then_some(deal);
                    p.kind = PaymentKind::ALL[usize::from(e.flags >> 4) % PaymentKind::ALL.len()];
                    if e.flags & 2 == 0 {
                        (p.state, p.paid) = (PaymentState::Paid, Some(on));
                    }
                });
            }
            6 => {
                let gift = self.w.gift(who, "tea", "2026-10-10");
                self.w.set(gift, |s| {
                    s.collaboration = Some(deal);
                    s.cost = (e.flags & 2 == 0).then_some(amount);
                });
            }
            7 => {
                let sale = self.w.model.sales.iter().nth(usize::from(e.at));
                let id = sale.map(|s| s.id);
                let free = |id: &Id<Sale>| self.w.model.order_index().refunds(*id).is_empty();
                if let Some(id) = id.filter(free) {
                    self.w.remove(id);
                }
            }
            _ => {
                let code = self.w.model.rights.iter().nth(usize::from(e.at) % 4);
                if let Some(id) = code.map(|r| r.id) {
                    self.w.set(id, |r| r.creator = who);
                }
            }
        }
    }

    fn holds(&self) {
        let w = &self.w;
        let m = &w.model;
        self.index_is_fresh();
        assert!(
            w.derived == Derived::rebuild(&w.base()),
            "what is refreshed is what is rebuilt"
        );
        // Every order counts for one, and once.
        let mut seen = BTreeSet::new();
        let mut rows = BTreeSet::new();
        let all = self
            .people
            .iter()
            .flat_map(|who| orders::of_creator(m, *who))
            .chain(orders::of_nobody(m));
        for order in all {
            assert!(seen.insert(order.id), "{order:?} counts twice");
            for row in &order.rows {
                assert!(rows.insert(*row), "a row tells of two orders: {order:?}");
            }
            let back = order.refunded();
            assert!(back >= 0 && order.gross.is_none_or(|g| back <= g.minor.max(0)));
        }
        assert_eq!(rows.len(), m.sales.len(), "a row tells of no order");
        for deal in &self.deals {
            self.waves_add_up(m.get(*deal).unwrap());
        }
        self.report_adds_up();
        self.tables_add_up();
        for who in &self.people {
            self.person_agrees(*who);
        }
    }

    /// The index that followed each step is the index of the rows.
    fn index_is_fresh(&self) {
        let m = &self.w.model;
        let mut fresh = Model::default();
        macro_rules! copy {
            ($($plural:ident: $type:ident,)+) => {
                $(m.$plural.iter().for_each(|row: &$type| fresh.load(row.clone()));)+
            };
        }
        every_table!(copy);
        let (kept, made) = (m.order_index(), OrderIndex::build(&fresh));
        for sale in m.sales.iter() {
            assert_eq!(kept.same_reference(sale), made.same_reference(sale));
            assert_eq!(kept.with_code(&sale.code), made.with_code(&sale.code));
            assert_eq!(kept.rights(&sale.code), made.rights(&sale.code));
            assert_eq!(kept.refunds(sale.id), made.refunds(sale.id));
        }
        assert!(kept.codes().eq(made.codes()));
    }

    /// The waves and what lies outside of them are the deal, to the cent.
    fn waves_add_up(&self, deal: &Collaboration) {
        let ctx = self.w.ctx();
        let waves = Waves::of(ctx.model, self.campaign);
        let (whole, _) = gather::deal(&ctx, deal, &Window::All);
        let (mut count, mut posts) = (0, 0);
        let (mut sales, mut costs) = (Purse::default(), Purse::default());
        for wave in waves.ids().map(Some).chain([None]) {
            let (part, _) = gather::deal(&ctx, deal, &Window::Wave(&waves, wave));
            count += part.orders.unwrap_or(0);
            posts += part.posts;
            sales.merge(&part.sales);
            costs.merge(&part.costs.total());
        }
        assert_eq!(count, whole.orders.unwrap_or(0));
        assert_eq!(posts, whole.posts);
        assert_eq!(nonzero(&sales), nonzero(&whole.sales));
        assert_eq!(nonzero(&costs), nonzero(&whole.costs.total()));
    }

    /// The campaign is its lines, and each line is its deal.
    fn report_adds_up(&self) {
        let ctx = self.w.ctx();
        let report = Report::build(&ctx, self.campaign, None).unwrap();
        let mut sum = Purse::default();
        for line in report.lines.iter() {
            let deal = ctx.model.get(line.deal).unwrap();
            let orders = orders::of_deal(ctx.model, deal);
            let whole = cost::of_deal(&ctx.base(), deal);
            assert_eq!(line.inputs.costs, whole);
            let counted: i64 = orders.iter().map(orders::Order::count).sum();
            assert_eq!(line.inputs.orders.unwrap_or(0), counted);
            if line.is_out() || report.to_come == report.lines.len() {
                sum.merge(&whole.total());
            }
        }
        assert_eq!(nonzero(&report.total.costs.total()), nonzero(&sum));
    }

    /// A table of results, grouped by anything, has each order of its days once; that of a campaign
    /// is the campaign's page.
    fn tables_add_up(&self) {
        let ctx = self.w.ctx();
        let m = &self.w.model;
        let report = Report::build(&ctx, self.campaign, None).unwrap();
        let spans = [
            Span::All,
            Span::Year(2026),
            Span::quarter(day("2026-10-01")),
        ];
        let everybody = self
            .people
            .iter()
            .flat_map(|who| orders::of_creator(m, *who));
        let everybody: Vec<_> = everybody.collect();
        for group in Group::ALL {
            for span in spans {
                let scope = |what| Scope {
                    what,
                    span,
                    group: *group,
                };
                let all = Table::build(&ctx, scope(What::Everything));
                let (now, earlier) = all.orders();
                let inside = everybody.iter().filter(|o| span.holds(o.day));
                let want: i64 = inside.map(orders::Order::count).sum();
                assert_eq!(now + earlier, want, "{group:?} {span:?}");
                let table = Table::build(&ctx, scope(What::Campaign(self.campaign)));
                if span == Span::All && report.to_come < report.lines.len() {
                    let (now, earlier) = table.orders();
                    assert_eq!(now + earlier, report.total.orders.unwrap_or(0), "{group:?}");
                    if !group.is_time() && *group != Group::Wave {
                        let mut costs = Purse::default();
                        let totals = table.totals.iter();
                        totals.for_each(|total| costs.merge(&total.inputs.costs.total()));
                        let page = report.total.costs.total();
                        assert_eq!(nonzero(&costs), nonzero(&page), "{group:?}");
                    }
                }
            }
        }
    }

    /// A person's orders are those of their deals and of no deal; what is open is their open lines.
    fn person_agrees(&self, who: Id<Creator>) {
        let ctx = self.w.ctx();
        let brought = gather::brought(&ctx, who, day("2000-01-01"));
        let mut parts = gather::without_deal(&ctx, who, &Window::All);
        for deal in ctx.model.of::<Collaboration>(who) {
            parts.merge(&gather::deal(&ctx, deal, &Window::All).0);
        }
        assert_eq!(brought.orders.unwrap_or(0), parts.orders.unwrap_or(0));
        assert_eq!(nonzero(&brought.sales), nonzero(&parts.sales));
        let base = self.w.base();
        let listed: Purse = lines::of_creator(&base, who)
            .iter()
            .filter(|line| !line.surplus)
            .map(|line| line.amount)
            .collect();
        assert_eq!(nonzero(&listed), nonzero(&balance::open(&base, who)));
        for (_, b) in balance::of_creator(&base, who) {
            assert!(b.open >= 0 && b.paid >= 0 && b.surplus >= 0);
            assert!(b.open + b.paid + b.waived >= b.agreed, "{b:?}");
        }
    }
}

fn nonzero(purse: &Purse) -> BTreeMap<String, i64> {
    purse
        .iter()
        .filter(|m| m.minor != 0)
        .map(|m| (m.currency.to_string(), m.minor))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_that_adds_up_comes_to_the_same(events in prop::collection::vec(event(), 1..40)) {
        let mut shop = shop();
        // The index is there from the beginning, so that it has to follow.
        let _ = shop.w.model.order_index();
        for event in &events {
            shop.happens(event);
        }
        shop.holds();
    }

    /// A step and its undoing leave what is derived as it was.
    #[test]
    fn a_change_taken_back_leaves_no_trace(events in prop::collection::vec(event(), 1..20)) {
        let mut shop = shop();
        let _ = shop.w.model.order_index();
        let before = shop.w.model.clone();
        for event in &events {
            shop.happens(event);
        }
        let mut step = Step::default();
        macro_rules! back {
            ($($plural:ident: $type:ident,)+) => {$(
                for row in shop.w.model.$plural.iter() {
                    match before.get::<$type>(row.id) {
                        None => step.remove(row.clone()),
                        Some(old) if old != row => step.change(row.clone(), old.clone()),
                        Some(_) => {}
                    }
                }
                for old in before.$plural.iter() {
                    if shop.w.model.get::<$type>(old.id).is_none() {
                        step.insert(old.clone());
                    }
                }
            )+};
        }
        every_table!(back);
        shop.w.apply(&step);
        assert_eq!(shop.w.model.first_difference(&before), None);
        shop.holds();
    }
}
