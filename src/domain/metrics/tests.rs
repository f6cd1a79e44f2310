//! Each formula against numbers worked out by hand, with zero, missing, refunds, two codes in one
//! order, two currencies; and that nothing shows a number nobody knows.

mod chance;
mod emv;

use super::report::Line;
use super::*;
use crate::domain::ids::Id;
use crate::domain::rows::*;
use crate::domain::testing::{World, day, money};

/// A launch with one creator, a live reel, a fee of $200.
struct Launch {
    w: World,
    campaign: Id<Campaign>,
    mia: Id<Creator>,
    deal: Id<Collaboration>,
    reel: Id<Deliverable>,
}

fn launch() -> Launch {
    let mut w = World::on("2026-11-20");
    let campaign = w.campaign("Winter");
    let mia = w.creator("Mia");
    w.add(|id| Account {
        followers: Some(10_000),
        ..Account::new(id, mia, Platform::Instagram, "mia")
    });
    let deal = w.deal(mia, Stage::Creation);
    w.set(deal, |d| {
        (d.campaign, d.fee, d.agreed) =
            (Some(campaign), money("20000 USD"), Some(day("2026-10-01")))
    });
    let reel = w.piece(deal, "reel", |p| {
        (p.state, p.live) = (PieceState::Live, Some(day("2026-11-10")))
    });
    Launch {
        w,
        campaign,
        mia,
        deal,
        reel,
    }
}

impl Launch {
    fn sale(&mut self, by: Attribution, amount: &str, with: impl FnOnce(&mut Sale)) -> Id<Sale> {
        let (creator, campaign) = (Some(self.mia), Some(self.campaign));
        self.w.add(|id| {
            let none = Text::default;
            let amount = money(amount).unwrap();
            let day = day("2026-11-12");
            let (collaboration, order_ref, code, buyer) = (None, none(), none(), none());
            let (refunded, orders, new_customer) = (0, 1, None);
            let mut row = Sale {
                creator,
                campaign,
                collaboration,
                order_ref,
                code,
                refunded,
                orders,
                new_customer,
                buyer,
                by,
                ..Sale::new(id, day, Some(amount))
            };
            with(&mut row);
            row
        })
    }

    fn numbers(&mut self, on: &str, with: impl FnOnce(&mut PostResult)) {
        let (creator, deliverable) = (self.mia, self.reel);
        self.w.add(|id| {
            let mut row: PostResult = serde_json::from_value(serde_json::json!({
                "id": id, "creator": creator, "deliverable": deliverable, "day": on, "views": null, "reach": null,
                "impressions": null, "likes": null, "comments": null, "shares": null, "saves": null, "clicks": null,
                "orders": null, "new_customers": null, "sales": null, "mood": null, "on_topic": null,
            }))
            .unwrap();
            with(&mut row);
            row
        });
    }

    fn report(&self) -> Report {
        Report::build(&self.w.ctx(), self.campaign, None).unwrap()
    }

    fn line(&self) -> Line {
        self.report().lines.remove(0)
    }

    #[track_caller]
    fn check(&self, expected: &[(&str, &str)]) {
        let line = self.line();
        for (key, shown) in expected {
            let value = (by_key(key).unwrap().compute)(&line.inputs);
            assert_eq!(
                value.shown(),
                *shown,
                "{key}: {}",
                (by_key(key).unwrap().inputs)(&line.inputs)
            );
        }
    }
}

#[test]
fn formulas_of_a_post() {
    let mut l = launch();
    l.numbers("2026-11-12", |r| {
        (r.views, r.reach, r.impressions) = (Some(8_000), Some(5_000), Some(16_000));
        (r.likes, r.comments, r.saves, r.shares) = (Some(300), Some(100), Some(60), Some(40));
        (r.clicks, r.on_topic, r.mood) = (Some(80), Some(25), Some(1));
    });
    l.check(&[
        ("er_followers", "4.0%"), // 400 of 10,000
        ("er_reach", "10.0%"),    // 500 of 5,000
        ("engagement", "6.3%"),   // 500 of 8,000 = 6.25
        ("cpm", "$12.50"),        // 200 / 16,000 × 1,000
        ("cpe", "$0.40"),         // 200 / 500
        ("cpc", "$2.50"),         // 200 / 80
        ("cpv", "$0.025"),        // 200 / 8,000
        ("on_topic", "25.0%"),
        ("mood", "+"),
        ("orders", "–"),
        ("cpa", "–"),
        ("roi", "–"),
        ("aov", "–"),
    ]);
}

#[test]
fn formulas_of_orders() {
    let mut l = launch();
    for _ in 0..3 {
        l.sale(Attribution::Code, "4000 USD", |s| {
            s.new_customer = Some(true)
        });
    }
    l.sale(Attribution::Code, "8000 USD", |s| {
        s.new_customer = Some(false)
    });
    l.check(&[
        ("orders", "4"),
        ("sales", "$200"),
        ("cpa", "$50.00"),
        ("cpa_new", "$66.67"),
        ("roas", "1.00"),
        ("roi", "0%"),
        ("aov", "$50.00"),
        ("new_customers", "3"),
        ("new_share", "75.0%"),
    ]);
    l.w.settings.general.margin_percent = 60;
    l.check(&[("roi", "-40%"), ("roas", "1.00")]); // (200 × 0.6 − 200) / 200
    l.sale(Attribution::Code, "100 USD", |_| {});
    l.check(&[("new_customers", "3"), ("new_share", "–")]);
}

#[test]
fn what_is_returned_is_taken_off() {
    let mut l = launch();
    l.sale(Attribution::Code, "5000 USD", |s| s.refunded = 2_000);
    l.sale(Attribution::Code, "5000 USD", |s| s.refunded = 5_000);
    l.sale(Attribution::Code, "5000 USD", |s| s.refunded = 9_999);
    l.check(&[("orders", "1"), ("sales", "$30"), ("cpa", "$200.00")]);
}

#[test]
fn an_order_counts_once_by_code_before_link_before_hand() {
    let mut l = launch();
    let theo = l.w.creator("Theo");
    let other = l.w.deal(theo, Stage::Creation);
    let campaign = l.campaign;
    l.w.set(other, |d| d.campaign = Some(campaign));
    l.w.piece(other, "video", |p| {
        (p.state, p.live) = (PieceState::Live, Some(day("2026-11-10")))
    });
    l.sale(Attribution::Hand, "4000 USD", |s| {
        (s.creator, s.order_ref) = (Some(theo), "#1001".into())
    });
    l.sale(Attribution::Code, "4000 USD", |s| {
        (s.order_ref, s.refunded) = ("1001".into(), 500)
    });
    l.sale(Attribution::Link, "4000 USD", |s| {
        (s.creator, s.order_ref) = (Some(theo), " 1001 ".into())
    });
    // Two codes in one order: the first stands.
    l.sale(Attribution::Code, "3000 USD", |s| {
        s.order_ref = "1002".into()
    });
    l.sale(Attribution::Code, "3000 USD", |s| {
        (s.creator, s.order_ref) = (Some(theo), "1002".into())
    });
    let report = l.report();
    assert_eq!(report.total.orders, Some(2));
    assert_eq!(report.total.sales.only(), money("6500 USD"));
    let theos = report
        .lines
        .iter()
        .find(|line| line.creator == theo)
        .unwrap();
    assert_eq!(theos.inputs.orders, None, "another row counts both");
}

#[test]
fn codes_tell_whose_an_order_is() {
    let mut l = launch();
    for (code, end) in [("MIA10", "2026-12-31"), ("TEA15", "2026-12-31")] {
        let right = l.w.right(l.mia, RightKind::Code, "10% off", end);
        let deal = l.deal;
        l.w.set(right, |r| {
            (r.code, r.collaboration) = (code.into(), Some(deal))
        });
    }
    for code in ["mia10 ", "TEA15", "NOBODY"] {
        l.sale(Attribution::Code, "1000 USD", |s| {
            (s.creator, s.campaign, s.code) = (None, None, code.into())
        });
    }
    l.check(&[("orders", "2"), ("sales", "$20")]);
    // Somebody else's code of the same letters makes it nobody's.
    let theo = l.w.creator("Theo");
    let right = l.w.right(theo, RightKind::Code, "", "2026-12-31");
    l.w.set(right, |r| r.code = "MIA10".into());
    l.check(&[("orders", "1")]);
}

#[test]
fn the_shop_goes_before_what_posts_tell_and_numbers_are_not_added_up_over_time() {
    let mut l = launch();
    l.numbers("2026-11-11", |r| {
        (r.views, r.orders, r.sales) = (Some(1_000), Some(2), money("8000 USD"))
    });
    l.numbers("2026-11-18", |r| {
        (r.views, r.orders) = (Some(3_000), Some(5))
    });
    l.check(&[
        ("views", "3,000"),
        ("orders", "5"),
        ("sales", "$80"),
        ("cpa", "$40.00"),
    ]);
    l.sale(Attribution::Link, "4500 USD", |_| {});
    l.check(&[("orders", "1"), ("sales", "$45"), ("cpa", "$200.00")]);
}

#[test]
fn two_currencies_are_never_added_nor_compared() {
    let mut l = launch();
    l.sale(Attribution::Code, "4000 EUR", |_| {});
    l.check(&[
        ("sales", "€40"),
        ("cpa", "$200.00"),
        ("roi", "mixed"),
        ("roas", "mixed"),
        ("aov", "€40.00"),
    ]);
    l.sale(Attribution::Code, "4000 USD", |_| {});
    l.check(&[
        ("sales", "€40 + $40"),
        ("aov", "mixed"),
        ("roi", "mixed"),
        ("orders", "2"),
    ]);
    let (mia, deal) = (l.mia, l.deal);
    let bonus = l.w.payment(mia, money("1000 EUR").unwrap(), "2026-11-30");
    l.w.set(bonus, |p| {
        (p.collaboration, p.kind) = (Some(deal), PaymentKind::Bonus)
    });
    l.check(&[("cost", "$200")]); // what is only agreed by hand is no cost yet
    l.w.set(bonus, |p| {
        (p.state, p.paid) = (PaymentState::Paid, Some(day("2026-11-19")))
    });
    l.check(&[("cost", "€10 + $200"), ("cpa", "mixed"), ("cpc", "–")]);
}

#[test]
fn a_cost_is_all_of_it_and_nothing_twice() {
    let mut l = launch();
    let (mia, deal) = (l.mia, l.deal);
    l.w.set(deal, |d| d.commission = Some(1_000));
    l.sale(Attribution::Code, "10000 USD", |_| {});
    let pay = |l: &mut Launch, kind, amount: &str| {
        let id = l.w.payment(mia, money(amount).unwrap(), "2026-11-30");
        l.w.set(id, |p| (p.collaboration, p.kind) = (Some(deal), kind));
        l.w.set(id, |p| {
            (p.state, p.paid) = (PaymentState::Paid, Some(day("2026-11-19")))
        });
    };
    pay(&mut l, PaymentKind::Fee, "20000 USD");
    l.check(&[("cost", "$210")]); // the fee once, 10% of $100
    pay(&mut l, PaymentKind::Commission, "400 USD");
    pay(&mut l, PaymentKind::Bonus, "5000 USD");
    pay(&mut l, PaymentKind::Reimbursement, "1500 USD");
    let parcel = l.w.gift(mia, "tin", "2026-11-01");
    l.w.set(parcel, |s| {
        (s.collaboration, s.cost) = (Some(deal), money("2450 USD"))
    });
    l.check(&[("cost", "$299.50")]); // 200 + 10 + 50 + 15 + 24.50
    l.w.set(parcel, |s| s.cost = None);
    let line = l.line();
    assert!(
        (by_key("cost").unwrap().inputs)(&line.inputs)
            .contains("1 parcel without cost, not counted")
    );
}

#[test]
fn nothing_agreed_costs_nothing_known() {
    let mut l = launch();
    l.w.set(l.deal, |d| (d.fee, d.agreed) = (None, None));
    l.check(&[("cost", "–"), ("cpa", "–")]);
    l.sale(Attribution::Code, "1000 USD", |_| {});
    l.check(&[("cost", "–"), ("cpa", "–"), ("roi", "–")]);
    l.w.set(l.deal, |d| d.fee = money("0 USD"));
    l.check(&[("cost", "$0"), ("cpa", "$0.00"), ("roi", "–")]);
}

#[test]
fn how_the_work_went() {
    let mut l = launch();
    let (mia, deal, reel) = (l.mia, l.deal, l.reel);
    l.w.set(reel, |p| {
        (p.live_due, p.rounds) = (Some(day("2026-11-09")), 2)
    });
    l.w.piece(deal, "story", |p| {
        (p.state, p.live, p.live_due) = (
            PieceState::Live,
            Some(day("2026-11-10")),
            Some(day("2026-11-10")),
        );
    });
    l.w.sent(mia, "2026-11-01");
    l.w.sent(mia, "2026-11-02");
    l.w.wrote(mia, "2026-11-03");
    let gift = l.w.gift(mia, "tin", "2026-11-15");
    l.w.set(gift, |s| s.collaboration = Some(deal));
    l.check(&[
        ("posts", "2"),
        ("on_time", "1 of 2"),
        ("rounds", "1.00"),
        ("replies", "1 of 1"),
        ("reply_time", "48 h"),
        ("gifts", "0 of 1"),
    ]);
    l.w.set(gift, |s| s.posted = Some(day("2026-11-18")));
    l.check(&[("gifts", "1 of 1")]);
}

#[test]
fn who_bought_again_is_counted_by_buyer() {
    let mut l = launch();
    let days = [
        ("a", "2026-11-10"),
        ("a", "2026-11-19"),
        ("b", "2026-11-10"),
        ("c", "2026-06-01"),
        ("c", "2026-11-12"),
    ];
    for (buyer, on) in days {
        l.sale(Attribution::Code, "1000 USD", |s| {
            (s.buyer, s.day) = (buyer.into(), day(on))
        });
    }
    l.check(&[("rebought", "1 of 3")]);
}

#[test]
fn targets_are_judged_and_their_date_too() {
    let mut l = launch();
    let campaign = l.campaign;
    let target = |l: &mut Launch, metric: &str, value: i64, currency: &str| {
        let (metric, currency) = (metric.into(), currency.into());
        let (creator, collaboration) = (None, None);
        l.w.add(|id| Target {
            id,
            creator,
            campaign: Some(campaign),
            collaboration,
            metric,
            value,
            currency,
        });
    };
    target(&mut l, "orders", 4_000, "");
    target(&mut l, "cpa", 80_000, "USD");
    target(&mut l, "views", 9_000_000, "");
    for _ in 0..3 {
        l.sale(Attribution::Code, "4000 USD", |_| {});
    }
    let told = |l: &Launch| {
        l.report()
            .goals
            .iter()
            .map(|g| format!("{} {} {}", g.agreed, g.now.shown(), g.words))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told(&l),
        [
            "4 3 75%",
            "< $80 $66.67 under by 17%",
            "9000 – not known yet"
        ]
    );
    let words = |l: &Launch| l.report().agreed.words(l.w.clock.today(), true);
    l.w.set(campaign, |c| c.targets_agreed = None);
    assert_eq!(words(&l), "targets were never agreed on");
    l.w.set(campaign, |c| c.targets_agreed = Some(day("2026-11-13")));
    assert_eq!(words(&l), "agreed 13 Nov, 3 days after post 1");
    l.w.set(campaign, |c| c.targets_agreed = Some(day("2026-11-10")));
    assert_eq!(words(&l), "agreed 10 Nov, before post 1");
}

#[test]
fn waves_share_pieces_orders_and_cost() {
    let mut l = launch();
    let (campaign, deal, reel) = (l.campaign, l.deal, l.reel);
    let wave = |l: &mut Launch, name: &str, from: &str| {
        l.w.add(|id| Wave {
            id,
            campaign,
            name: name.into(),
            start: Some(day(from)),
            end: None,
        })
    };
    let one = wave(&mut l, "wave 1", "2026-11-08");
    let two = wave(&mut l, "wave 2", "2026-11-16");
    l.w.set(reel, |p| p.wave = Some(one));
    l.w.piece(deal, "story", |p| {
        (p.state, p.live, p.wave) = (PieceState::Live, Some(day("2026-11-17")), Some(two))
    });
    l.sale(Attribution::Code, "1000 USD", |s| s.day = day("2026-11-15"));
    l.sale(Attribution::Code, "1000 USD", |s| s.day = day("2026-11-16"));
    l.sale(Attribution::Code, "1000 USD", |s| s.day = day("2026-11-20"));
    let of = |wave| {
        Report::build(&l.w.ctx(), campaign, Some(wave))
            .unwrap()
            .total
    };
    assert_eq!(
        (of(one).orders, of(one).posts, of(one).costs.total().only()),
        (Some(1), 1, money("10000 USD"))
    );
    assert_eq!(
        (of(two).orders, of(two).posts, of(two).costs.total().only()),
        (Some(2), 1, money("10000 USD"))
    );
}

#[test]
fn what_is_to_come_is_listed_last_and_not_counted() {
    let mut l = launch();
    let campaign = l.campaign;
    l.sale(Attribution::Code, "1000 USD", |_| {});
    let kai = l.w.creator("Kai");
    let deal = l.w.deal(kai, Stage::Creation);
    l.w.set(deal, |d| {
        (d.campaign, d.fee, d.agreed) =
            (Some(campaign), money("90000 USD"), Some(day("2026-11-01")))
    });
    let ada = l.w.creator("Ada");
    let talks = l.w.deal(ada, Stage::Pitch);
    l.w.set(talks, |d| d.campaign = Some(campaign));
    let mut report = l.report();
    report.sort("cpa");
    assert_eq!(
        report
            .lines
            .iter()
            .map(|line| line.creator)
            .collect::<Vec<_>>(),
        [l.mia, kai]
    );
    assert_eq!((report.to_come, report.talks), (1, 1));
    assert_eq!(report.total.costs.total().only(), money("20000 USD"));
}

#[test]
fn small_numbers_say_so() {
    let mut l = launch();
    assert_eq!(l.report().small(), None);
    l.sale(Attribution::Code, "1000 USD", |s| s.orders = 7);
    assert!(
        l.report()
            .small()
            .unwrap()
            .starts_with("small numbers: 7 orders can be luck")
    );
    l.sale(Attribution::Code, "1000 USD", |s| s.orders = 30);
    assert_eq!(l.report().small(), None);
}

#[test]
fn a_debrief_tells_their_numbers_and_none_of_ours() {
    let mut l = launch();
    l.numbers("2026-11-12", |r| {
        (r.views, r.saves) = (Some(8_000), Some(60))
    });
    l.sale(Attribution::Code, "4000 USD", |_| {});
    let theo = l.w.creator("Theo Secret");
    let other = l.w.deal(theo, Stage::Creation);
    let campaign = l.campaign;
    l.w.set(other, |d| d.campaign = Some(campaign));
    let text = debrief::text(&l.w.ctx(), l.deal).unwrap();
    for part in [
        "Hi Mia,",
        "reel for Winter",
        "8,000 views",
        "1 order\n",
        "$40 sales",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for ours in ["Theo", "$200", "CPA", "ROI", "cost"] {
        assert!(!text.contains(ours), "{ours}: {text}");
    }
    assert!(debrief::text(&l.w.ctx(), other).is_err(), "nothing is live");
}

#[test]
fn a_format_named_as_its_platform_is_spelled_as_the_platform_spells_itself() {
    let mut l = launch();
    for format in ["tiktok", "3 stories", "Youtube", "blog"] {
        l.w.piece(l.deal, format, |p| {
            (p.state, p.live) = (PieceState::Live, Some(day("2026-11-11")))
        });
    }
    assert_eq!(l.line().formats, "Reel+TikTok+Stories+YouTube+Blog");
}

#[test]
fn with_rates_money_of_two_currencies_is_about_so_much() {
    let mut l = launch();
    let (settings, said) = crate::domain::settings::Settings::from_toml(
        "[rates]\nEUR = [\"1.10 2026-11-12\", \"2 2026-01-01\"]\n",
    );
    assert_eq!(said, []);
    l.w.settings = settings;
    l.sale(Attribution::Code, "10000 USD", |_| {});
    l.sale(Attribution::Code, "10000 EUR", |_| {}); // on 12 November: $110
    l.check(&[("sales", "≈$210"), ("cost", "$200"), ("roas", "≈1.05")]);
    let (mia, deal) = (l.mia, l.deal);
    let paid = l.w.payment(mia, money("1000 EUR").unwrap(), "2026-11-30");
    l.w.set(paid, |p| {
        (p.collaboration, p.kind) = (Some(deal), PaymentKind::Reimbursement);
        (p.state, p.paid) = (PaymentState::Paid, Some(day("2026-10-01")));
    });
    // On 1 October a euro was two dollars.
    l.check(&[("cost", "≈$220"), ("cpa", "≈$110.00"), ("roi", "≈-5%")]);
    // A currency without a rate is never left out silently.
    l.sale(Attribution::Code, "500 GBP", |_| {});
    l.check(&[("sales", "€100 + £5 + $100"), ("cost", "≈$220")]);
}
