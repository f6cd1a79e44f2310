//! Orders as a list: what stands in it and what it comes to, the same as results and report; what is
//! corrected, refunded, removed, added in it; codes nobody has and how they are given to somebody.

use serde_json::json;
use touchbase::app::panes::orders::open_for;
use touchbase::domain::ctx::Base;
use touchbase::domain::ids::Id;
use touchbase::domain::ledger::orders;
use touchbase::domain::metrics::order_list::{Asked, OrderList};
use touchbase::domain::metrics::scope::{Group, Scope, Span, What};
use touchbase::domain::metrics::scoped::{RowKey, Table};
use touchbase::domain::model::Model;
use touchbase::domain::money::Money;
use touchbase::domain::rows::*;

use super::cli::Home;
use super::harness::Desk;
use super::seed::{Seed, day};

const TODAY: &str = "2026-11-24";

fn usd(minor: i64) -> Option<Money> {
    Money::from_stored(&format!("{minor} USD"))
}

/// A code of a creator.
fn code(s: &mut Seed, creator: Id<Creator>, code: &str) {
    let right = s.right(creator, RightKind::Code, "", "2027-06-01");
    s.set(right, |r| (r.code, r.start) = (code.into(), None));
}

fn sale(
    s: &mut Seed,
    on: &str,
    number: &str,
    code: &str,
    minor: i64,
    more: impl FnOnce(&mut Sale),
) {
    let id = s.add(|id| Sale {
        order_ref: number.into(),
        code: code.into(),
        by: Attribution::Code,
        ..Sale::new(id, day(on), usd(minor))
    });
    s.set(id, more);
}

/// Dana earns 12 % without a campaign; Grace works in Tea. One order carries both their codes, one
/// was wholly given back, one a part of, one was cancelled. Two codes are nobody's.
fn seed(s: &mut Seed) {
    let tea = s.campaign("Tea");
    let (dana, grace) = (s.creator("Dana"), s.creator("Grace"));
    let (theo, sofia) = (s.creator("Theo"), s.creator("Sofia"));
    for (who, its) in [
        (dana, "DANA12"),
        (grace, "GRACE15"),
        (theo, "THEO10"),
        (sofia, "SOFIA10"),
    ] {
        code(s, who, its);
    }
    for who in [theo, sofia] {
        s.deal(who, Stage::Measurement);
    }
    let deal = s.deal(dana, Stage::Measurement);
    s.set(deal, |c| {
        (c.opened, c.agreed, c.commission) =
            (day("2026-09-01"), Some(day("2026-09-20")), Some(1_200))
    });
    s.piece(deal, "letter", |d| {
        (d.state, d.live) = (PieceState::Verified, Some(day("2026-10-03")))
    });
    let deal = s.deal(grace, Stage::Measurement);
    s.set(deal, |c| {
        (c.opened, c.campaign) = (day("2026-06-01"), Some(tea))
    });
    s.piece(deal, "reel", |d| {
        (d.state, d.live) = (PieceState::Verified, Some(day("2026-10-20")))
    });
    let new = |s: &mut Sale| s.new_customer = Some(true);
    let known = |s: &mut Sale| s.new_customer = Some(false);
    sale(s, "2026-10-03", "JT-1", "DANA12", 3_117, |s| {
        s.refunded = 3_117
    });
    sale(s, "2026-10-06", "JT-2", "DANA12", 4_676, |s| {
        (s.refunded, s.source, s.new_customer) = (683, "orders_1.csv".into(), Some(true))
    });
    sale(s, "2026-10-10", "JT-3", "DANA12", 3_702, new);
    sale(s, "2026-10-25", "JT-4", "DANA12", 3_897, known);
    sale(s, "2026-10-25", "JT-4", "GRACE15", 3_897, |s| {
        (s.place, s.new_customer) = (1, Some(false))
    });
    sale(s, "2026-11-02", "JT-5", "GRACE15", 5_000, new);
    sale(s, "2026-11-03", "JT-6", "GRACE15", 2_000, |s| {
        s.status = OrderStatus::Cancelled
    });
    sale(s, "2026-07-01", "JT-7", "GRACE15", 1_000, new);
    for (on, number, minor) in [("2026-11-18", "JT-8", 3_000), ("2026-11-23", "JT-9", 4_500)] {
        sale(s, on, number, "THEOBREW", minor, |_| ());
    }
    sale(s, "2026-11-21", "JT-10", "SOFIA1O", 3_600, |_| ());
}

fn desk() -> Desk {
    Desk::on(TODAY, seed)
}

/// The orders of somebody in the fourth quarter.
fn of(desk: &mut Desk, name: &str) {
    let who = (!name.is_empty()).then(|| desk.creator(name));
    open_for(
        &mut desk.m.app,
        who,
        What::Everything,
        Span::Quarter(2026, 4),
    );
    desk.size(120, 36);
}

#[test]
fn orders_stand_with_their_refunds_and_come_to_gross_refunds_and_net() {
    let mut desk = desk();
    of(&mut desk, "Dana");
    desk.shows("Orders · Dana · Q4 2026")
        .shows("3 orders")
        .shows("2 of 3 new")
        .shows("$153.92  -$38.00  $115.92")
        .shows("4 rows · 3 orders, 1 wholly refunded · gross $153.92 - refunds $38.00 = $115.92")
        .shows("DANA12 +GRACE15");
    // The newest first.
    let screen = desk.screen();
    let at = |words: &str| screen.find(words).unwrap();
    assert!(at("Sun 25 Oct") < at("Sat 10 Oct") && at("Sat 10 Oct") < at("Sat 3 Oct"));
    desk.keys("j j")
        .shows("refund  -$6.83 told Tue 6 Oct,")
        .shows("in orders_1.csv");
    desk.shows("letter of 3 Oct, no campaign")
        .shows("commission 12%: $4.79, October");
    desk.size(80, 24)
        .shows("$46.76 - refund $6.83, told 6 Oct, in orders_1.csv = $39.93")
        .shows("counts for Dana: letter of 3 Oct, no campaign");
    // In the other creator's list the shared one stands muted and in no sum.
    of(&mut desk, "Grace");
    desk.shows("shared, counts for Dana").shows("cancelled");
    desk.shows("3 rows · 1 order · gross $50.00 - refunds $0.00 = $50.00");
    desk.agree();
}

#[test]
fn a_key_opens_them_from_lists_and_profiles_and_leads_back() {
    let mut desk = desk();
    desk.keys("2 / d a n Enter g O")
        .shows("Orders · Dana · all");
    desk.keys("Enter").shows("Deals");
    desk.keys("g O").shows("Orders · Dana · all");
    desk.keys("g O Esc").hides("Orders · Dana");
    desk.keys("1 :").type_text("all orders").keys("Enter");
    desk.shows("Orders · everybody")
        .shows("codes nobody has: 3 orders, $111.00");
    // From one creator to the next, and back to everybody.
    desk.keys(".").shows("Orders · Grace");
    desk.keys(",").shows("Orders · Dana");
    desk.keys(",").says("first creator");
    desk.keys("Esc").shows("Orders · everybody");
}

#[test]
fn days_work_and_what_they_are_known_by_are_chosen() {
    let mut desk = desk();
    of(&mut desk, "");
    desk.keys("z d")
        .shows("Orders of which days")
        .keys("m")
        .shows("November 2026, 1 Nov - 24 Nov");
    desk.shows("1 order ").hides("JT-2");
    desk.keys("z d t").enter("1 oct - 10 oct");
    desk.shows("JT-2").hides("JT-4").hides("codes nobody has");
    desk.keys("z d t")
        .type_text("soon")
        .shows("no span of days")
        .keys("Esc");
    desk.keys("z d a ]")
        .shows("[Tea]")
        .hides("JT-1 ")
        .shows("JT-7");
    desk.keys("]")
        .shows("[no campaign]")
        .shows("JT-1 ")
        .hides("JT-7");
    desk.keys("[ [").shows("[everything]");
    desk.keys("z g").shows("all [code] link hand").shows("JT-7");
    desk.keys("z g")
        .shows("[link]")
        .shows("No order known by a tracked link in these days")
        .hides("codes nobody has");
    desk.keys("Esc").shows("[all] code");
    desk.keys("/").type_text("refunded dana").keys("Enter");
    desk.shows("JT-1 ")
        .shows("JT-2")
        .hides("JT-3")
        .hides("JT-5");
    desk.shows("2 rows · 1 order, 1 wholly refunded");
    desk.keys("Esc").shows("JT-5");
}

/// What a list of everybody or of one comes to beside the row of results for the same scope.
fn same_as_results(desk: &Desk, spans: &[Span]) {
    let ctx = desk.app().ctx();
    let campaigns = ctx.model.campaigns.iter().map(|c| What::Campaign(c.id));
    let whats: Vec<What> = campaigns
        .chain([What::Everything, What::NoCampaign])
        .collect();
    let mut compared = 0;
    for span in spans {
        for what in &whats {
            let (what, span) = (*what, *span);
            let table = Table::build(
                &ctx,
                Scope {
                    what,
                    span,
                    group: Group::Creator,
                },
            );
            let mut together = 0;
            for row in ctx.model.creators.iter() {
                let asked = Asked {
                    creator: Some(row.id),
                    what,
                    span,
                    by: None,
                };
                let sums = OrderList::build(&ctx.base(), &asked).sums();
                together += sums.orders;
                assert_eq!(
                    sums.net,
                    sums.gross
                        .iter()
                        .map(|m| {
                            let back = sums.refunds.minor(m.currency);
                            Money::new(m.minor - back, m.currency)
                        })
                        .collect(),
                );
                let rows: Vec<_> = table
                    .rows
                    .iter()
                    .filter(|r| r.key == RowKey::Creator(row.id))
                    .collect();
                // Numbers told with posts are no orders of the list.
                if rows
                    .iter()
                    .any(|r| r.inputs.orders.is_some() && !r.inputs.from_shop)
                {
                    continue;
                }
                let shown: i64 = rows
                    .iter()
                    .map(|r| r.inputs.orders.unwrap_or(0) + r.earlier)
                    .sum();
                assert_eq!(sums.orders, shown, "{} {what:?} {span:?}", row.name);
                if rows.iter().all(|r| r.earlier == 0) {
                    let mut net = touchbase::domain::money::Purse::default();
                    let mut back = net.clone();
                    for r in &rows {
                        net.merge(&r.inputs.sales);
                        back.merge(&r.inputs.given_back);
                    }
                    for money in net.iter() {
                        assert_eq!(sums.net.of(money.currency), Some(money), "{}", row.name);
                        assert_eq!(
                            sums.refunds.minor(money.currency),
                            back.minor(money.currency)
                        );
                        compared += 1;
                    }
                }
            }
            let asked = Asked {
                what,
                span,
                ..Asked::default()
            };
            let everybody = OrderList::build(&ctx.base(), &asked).sums();
            assert_eq!(everybody.orders, together, "{what:?} {span:?}");
        }
    }
    assert!(compared > 0);
}

#[test]
fn a_list_comes_to_what_results_show_for_the_same_scope() {
    let spans = [
        Span::All,
        Span::Quarter(2026, 4),
        Span::Quarter(2026, 3),
        Span::Month(2026, 10),
        Span::Since(day("2026-10-07")),
    ];
    same_as_results(&desk(), &spans);
    let mut demo = Desk::demo();
    same_as_results(&demo, &[Span::All, Span::Quarter(2026, 4)]);
    // And the words of both agree on the screen.
    let dana = demo.creator("Dana Whitfield");
    open_for(
        &mut demo.m.app,
        Some(dana),
        What::Everything,
        Span::Quarter(2026, 4),
    );
    demo.size(120, 36)
        .shows("gross $424.83 - refunds $6.83 = $418.00");
}

#[test]
fn a_refund_told_later_is_typed_on_the_order() {
    let mut desk = desk();
    of(&mut desk, "Dana");
    let before = desk.dump();
    desk.keys("j n o").shows("refund $ of JT-3");
    desk.type_text("10");
    desk.shows("order JT-3, Sat 10 Oct, DANA12, $37.02");
    desk.shows("net $27.02")
        .shows("commission of October $13.91 → $12.71, not paid yet");
    desk.keys("Enter").says("Refund of $10 for order JT-3");
    desk.shows("$153.92  -$48.00  $105.92")
        .shows("told Tue 24 Nov");
    desk.keys("u");
    assert_eq!(desk.dump(), before);
    desk.agree();
}

#[test]
fn an_order_is_corrected_in_all_its_rows_and_goes_with_them() {
    let mut desk = desk();
    of(&mut desk, "Dana");
    let before = desk.dump();
    // Both rows of the shared order follow: it stays one.
    desk.keys("e Ctrl+U")
        .type_text("20 oct")
        .keys("Tab Tab Tab Ctrl+U")
        .type_text("40")
        .keys("Ctrl+S");
    desk.shows("Tue 20 Oct  JT-4")
        .shows("$40.00")
        .shows("3 orders")
        .hides("4 orders");
    let model = &desk.app().model;
    let rows: Vec<&Sale> = model
        .sales
        .iter()
        .filter(|s| &*s.order_ref == "JT-4")
        .collect();
    assert!(
        rows.iter()
            .all(|s| s.amount == usd(4_000) && s.day == day("2026-10-20"))
    );
    assert_eq!(orders::of_row(model, rows[0]).rows.len(), 2);
    desk.keys("u");
    assert_eq!(desk.dump(), before);
    // Another code makes it the order of whoever has that code.
    desk.keys("j e Tab Tab Ctrl+U")
        .type_text("GRACE15")
        .keys("Ctrl+S");
    desk.hides("Sat 10 Oct");
    of(&mut desk, "Grace");
    desk.shows("JT-3").shows("2 orders");
    desk.keys("u");
    assert_eq!(desk.dump(), before);
    of(&mut desk, "Dana");
    desk.keys("g g D")
        .says("Removed: order JT-4 of Dana")
        .hides("Sun 25 Oct");
    assert!(
        desk.app()
            .model
            .sales
            .iter()
            .all(|s| &*s.order_ref != "JT-4")
    );
    desk.keys("u");
    assert_eq!(desk.dump(), before);
    desk.agree();
}

#[test]
fn an_order_is_added_in_a_form() {
    let mut desk = desk();
    of(&mut desk, "Dana");
    let before = desk.dump();
    desk.keys("n N o Ctrl+U")
        .type_text("5 nov")
        .keys("Tab")
        .type_text("JT-77")
        .keys("Tab");
    desk.type_text("DANA12")
        .keys("Tab")
        .type_text("20")
        .keys("Ctrl+S");
    desk.shows("Thu 5 Nov   JT-77").shows("4 orders");
    let sale = desk.app().model.sales.iter().last().unwrap();
    assert_eq!((sale.by, sale.amount), (Attribution::Code, usd(2_000)));
    desk.keys("u");
    assert_eq!(desk.dump(), before);
    desk.keys("n N o Tab Tab")
        .type_text("GRACE15")
        .keys("Ctrl+S");
    desk.says("GRACE15 is the code of Grace");
    desk.keys("Esc");
    desk.agree();
}

/// A code given to Theo: by whose it is then and what counts for him.
fn theirs(model: &Model, before: usize) {
    let theo = model
        .creators
        .iter()
        .find(|c| &*c.name == "Theo")
        .unwrap()
        .id;
    let right = model
        .of::<Right>(theo)
        .find(|r| &*r.code == "THEOBREW")
        .unwrap();
    assert_eq!(right.start, Some(day("2026-11-18")));
    assert_eq!(orders::of_creator(model, theo).len(), before + 2);
    assert!(
        orders::with_code(model, "THEOBREW")
            .iter()
            .all(|o| o.creator == Some(theo))
    );
}

#[test]
fn a_code_nobody_has_is_given_on_every_road_alike() {
    // By Enter on it, and by typing somebody.
    for typed in [false, true] {
        let mut desk = desk();
        of(&mut desk, "");
        desk.shows("THEOBREW")
            .shows("nearest: Theo, THEO10")
            .shows("nearest: Sofia, SOFIA10");
        desk.shows("codes nobody has: 3 orders, $111.00, counted for no one yet");
        let (before, steps) = (desk.dump(), desk.steps());
        desk.keys("G k Enter")
            .shows("THEOBREW is the code of")
            .shows("has THEO10");
        if typed {
            desk.keys("t").shows("@ code THEOBREW").type_text("theo");
            desk.shows("2 orders, $75, came with it since 18 Nov: they count for Theo then");
        }
        desk.keys("Enter")
            .says("THEOBREW of Theo")
            .shows("codes nobody has: 1 order");
        theirs(&desk.app().model, 0);
        assert_eq!(desk.steps(), steps + 1);
        desk.keys("u");
        assert_eq!(desk.dump(), before);
        desk.agree();
    }
    // On a creator's list only those they are nearest to.
    let mut desk = desk();
    of(&mut desk, "Theo");
    desk.shows("THEOBREW")
        .hides("SOFIA1O")
        .shows("No order in these days");
    desk.keys("Enter Enter").shows("2 orders");
    // As a line, typed, given to the command line and to batch.
    let mut desk = Desk::on(TODAY, seed);
    desk.keys("a").enter("@theo code THEOBREW");
    theirs(&desk.app().model, 0);
}

#[test]
fn the_command_line_gives_a_code_by_the_same_line() {
    for batch in [false, true] {
        let home = Home::with_people().at("2026-11-24T09:00:00+01:00");
        let sales = ["add", "@miabrews sale $30 code MIABREW ref 1 18 nov"];
        home.ok(&["add", "@miabrews code MIA10 end 31 dec 2027"]);
        home.ok(&sales);
        let line = "@miabrews code MIABREW";
        if batch {
            home.batch(&[&json!({"action": "add", "line": line}).to_string()]);
        } else {
            home.ok(&["add", line]);
        }
        let rights = home.dump()["rights"].clone();
        let all = rights.as_array().unwrap();
        let right = all.iter().find(|r| r["code"] == "MIABREW").unwrap();
        assert_eq!(right["start"], "2026-11-18");
    }
}

/// The same correction as in the form: another code moves the order, and its refunds with it.
#[test]
fn batch_corrects_an_order_as_the_form_does() {
    let home = Home::with_people().at("2026-11-24T09:00:00+01:00");
    for line in [
        "@miabrews code MIA10 end 31 dec 2027",
        "@misha.tea code MISHA10 end 31 dec 2027",
        "@miabrews sale $30 code MIA10 ref 1 18 nov",
        "@miabrews refund $5 ref 1",
    ] {
        home.ok(&["add", line]);
    }
    let set = json!({"code": "MISHA10"});
    let action = json!({"action": "edit", "table": "sale", "id": 1, "set": set});
    home.batch(&[&action.to_string()]);
    let dump = home.dump();
    assert_eq!(dump["sales"][0]["creator"], 2);
    assert_eq!(dump["refunds"][0]["creator"], 2);
}

#[test]
fn ten_thousand_orders_scroll_by_the_screen() {
    let mut desk = Desk::on(TODAY, |s| {
        let dana = s.creator("Dana");
        code(s, dana, "DANA12");
        for n in 0..10_000_i64 {
            let on = touchbase::domain::day::add_days(day("2024-01-01"), n / 10);
            s.add(|id| Sale {
                order_ref: format!("JT-{n}").as_str().into(),
                code: "DANA12".into(),
                by: Attribution::Code,
                ..Sale::new(id, on, usd(1_000 + n))
            });
        }
    });
    desk.strict = false;
    desk.keys(":").type_text("all orders").keys("Enter");
    desk.shows("JT-9999").shows("10000 orders");
    let built = desk.app().orders.all.as_ref().unwrap().orders.as_ptr();
    desk.keys("G").shows("JT-0 ").hides("JT-9999");
    desk.keys("PgUp PgUp k k g g j").shows("JT-9999");
    // Moving builds nothing anew.
    assert_eq!(
        built,
        desk.app().orders.all.as_ref().unwrap().orders.as_ptr()
    );
}

#[test]
fn an_order_is_copied_as_text_without_its_buyer() {
    let mut desk = desk();
    of(&mut desk, "Dana");
    desk.keys("j j y .");
    let text = desk.outside.iter().find_map(|asked| match asked {
        touchbase::runtime::TerminalRequest::Copy(text, _) => Some(text.clone()),
        _ => None,
    });
    assert_eq!(
        text.as_deref(),
        Some("2026-10-06\tJT-2\tDANA12\tDana\tnew\t$46.76\t$6.83\t$39.93")
    );
}

#[test]
fn no_order_says_how_they_come() {
    let mut desk = Desk::on(TODAY, |s| {
        s.creator("Mia");
    });
    desk.keys(":").type_text("all orders").keys("Enter");
    desk.shows("No order yet. A file from your shop brings them")
        .shows(":import");
    desk.keys("e").says("no order is under the cursor");
    desk.keys("D").says("no order is under the cursor");
    desk.agree();
}

/// What no order may become by being listed: counted twice, or in two campaigns.
#[test]
fn every_order_is_counted_in_one_campaign_at_most() {
    let demo = Desk::demo();
    let ctx = demo.app().ctx();
    let base: Base<'_> = ctx.base();
    let sums = |what| {
        let asked = Asked {
            what,
            ..Asked::default()
        };
        OrderList::build(&base, &asked).sums().orders
    };
    let parts: i64 = base
        .model
        .campaigns
        .iter()
        .map(|c| sums(What::Campaign(c.id)))
        .sum();
    assert_eq!(parts + sums(What::NoCampaign), sums(What::Everything));
}
