//! Metrics under random rows.

use proptest::prelude::*;

use super::*;
use crate::domain::money::Money;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Whatever the rows say, metrics never show NaN or infinity, and never a 0 where nothing is
    /// known.
    #[test]
    fn nothing_unknown_shows_as_a_number(
        views in proptest::option::of(0i64..1_000_000_000_000),
        likes in proptest::option::of(0i64..1_000_000_000_000),
        clicks in proptest::option::of(0i64..1_000_000_000_000),
        orders in proptest::option::of(0i64..1_000_000_000_000),
        fee in proptest::option::of(0i64..1_000_000_000_000_000),
        sale in proptest::option::of((0i64..1_000_000_000_000_000, 0i64..1_000_000_000_000_000, prop::bool::ANY)),
        margin in 0u8..=100,
    ) {
        let mut l = launch();
        l.w.settings.general.margin_percent = margin;
        let usd = money("1 USD").unwrap().currency;
        l.w.set(l.deal, |d| d.fee = fee.map(|minor| Money::new(minor, usd)));
        l.numbers("2026-11-12", |r| (r.views, r.likes, r.clicks, r.orders) = (views, likes, clicks, orders));
        if let Some((minor, back, euro)) = sale {
            let stored = format!("{minor} {}", if euro { "EUR" } else { "USD" });
            l.sale(Attribution::Code, &stored, |s| s.refunded = back);
        }
        let line = l.line();
        for metric in METRICS {
            for shown in [(metric.compute)(&line.inputs).shown(), (metric.compute)(&line.inputs).cell(), (metric.inputs)(&line.inputs)] {
                let low = shown.to_lowercase();
                prop_assert!(!low.contains("nan") && !low.contains("inf"), "{}: {}", metric.key, shown);
            }
        }
        let value = |key: &str| (by_key(key).unwrap().compute)(&line.inputs);
        let known = [("views", views.is_some()), ("likes", likes.is_some()), ("clicks", clicks.is_some()), ("saves", false),
            ("orders", orders.is_some() || sale.is_some()), ("cost", fee.is_some()), ("cpm", false), ("reach", false)];
        for (key, is) in known {
            prop_assert_eq!(value(key).is_known(), is, "{}", key);
        }
        prop_assert!(value("cpa").is_known() || fee.is_none() || line.inputs.orders.unwrap_or(0) == 0);
    }
}
