//! Money: the same open lines on the screen, in the review and on the command line, and what is paid
//! leaves them all.

use touchbase::domain::ledger::{balance, budget, limits, lines};
use touchbase::domain::money::Money;
use touchbase::domain::rows::*;

use super::harness::Desk;
use super::seed::{Seed, day};

fn money(text: &str) -> Option<Money> {
    Money::from_stored(text)
}

/// Mia: $350 agreed, live since 2 November, net 14. Léa in Paris: €1,500 agreed, nothing else
/// known.
fn seed(s: &mut Seed) {
    let tea = s.campaign("Tea");
    s.set(tea, |c| c.budget = money("100000 USD"));
    let mia = s.creator("Mia");
    s.set(mia, |c| c.country = "California, US".into());
    let deal = s.deal(mia, Stage::Measurement);
    s.set(deal, |c| {
        (c.campaign, c.agreed, c.fee, c.net_days) = (
            Some(tea),
            Some(day("2026-10-01")),
            money("35000 USD"),
            Some(14),
        )
    });
    s.piece(deal, "reel", |d| {
        (d.state, d.live) = (PieceState::Verified, Some(day("2026-11-02")))
    });
    s.piece(deal, "story", |_| ());
    let lea = s.creator("Léa");
    s.set(lea, |c| c.country = "Paris, France".into());
    let deal = s.deal(lea, Stage::Creation);
    s.set(deal, |c| {
        (c.agreed, c.fee, c.net_days) = (Some(day("2026-11-20")), money("150000 EUR"), Some(14))
    });
}

fn desk() -> Desk {
    Desk::on("2026-11-24", seed)
}

#[test]
fn what_is_open_stands_by_the_day_it_is_due_and_x_pays_it() {
    let mut desk = desk();
    desk.keys("g $")
        .shows("$350 open, $350 of it late · also €1,500")
        .shows("LATE · $350")
        .shows("late 8d")
        .shows("WEEK OF 30 NOV · €1,500");
    let before = desk.dump();
    desk.keys("x").says("Paid: Mia $350").hides("LATE");
    desk.shows("PAID IN NOVEMBER · $350");
    desk.keys("u");
    assert_eq!(desk.dump(), before);
    desk.agree();
}

#[test]
fn a_part_leaves_the_rest_open_everywhere() {
    let mut desk = desk();
    desk.keys("g $ n p").enter("100 paid");
    desk.shows("LATE · $250").shows("part 2 of 2");
    let mia = desk.creator("Mia");
    let ctx = desk.app().ctx();
    let base = ctx.base();
    assert_eq!(balance::open(&base, mia).to_string(), "$250");
    let of_mia = lines::of_creator(&base, mia);
    assert_eq!(of_mia.len(), 1);
    let campaign = base.model.campaigns.iter().next().unwrap().id;
    let now = budget::of(&base, campaign);
    assert_eq!(
        (now.agreed.to_string(), now.spent.to_string(), now.left()),
        ("$250".into(), "$100".into(), money("65000 USD"))
    );
    desk.keys("1").shows("$250");
    desk.agree();
}

#[test]
fn a_deposit_does_not_shrink_what_counts_for_a_limit() {
    let mut desk = desk();
    let lea = desk.creator("Léa");
    let sum = |desk: &Desk| {
        let ctx = desk.app().ctx();
        let all = limits::of(&ctx.base(), lea, 2026);
        (all[0].sum.to_string(), all[0].is_reached())
    };
    assert_eq!(sum(&desk), ("€1,500".into(), true));
    desk.keys("g $ j n p").enter("300 eur paid");
    assert_eq!(sum(&desk), ("€1,500".into(), true));
    desk.keys("g $ ] ] ] ]").shows("written contract");
    desk.agree();
}

#[test]
fn several_are_paid_at_once_and_disputes_and_days_are_written() {
    let mut desk = desk();
    desk.keys("g $ Space Space x")
        .says("Paid 2 lines: €1,500 and $350");
    desk.keys("u g $ +").says("Moved to");
    desk.keys("g $ X").enter("wrong sum");
    desk.shows("DISPUTED");
    desk.keys("g $ Enter").shows("Payments");
    desk.agree();
}

#[test]
fn nothing_open_says_what_was_paid() {
    let mut desk = desk();
    desk.keys("g $ Space Space x");
    desk.shows("PAID IN NOVEMBER");
    let mut empty = Desk::on("2026-11-24", |s| {
        s.creator("Mia");
    });
    empty.keys("g $").shows("Nothing open. Paid this year: –.");
}

#[test]
fn open_money_of_a_deal_is_let_go_of_or_becomes_a_kill_fee() {
    let mut desk = desk();
    let before = desk.dump();
    desk.keys("g $ :").type_text("open money").keys("Enter");
    desk.enter("kill 100").says("$350 let go of, kill fee $100");
    let mia = desk.creator("Mia");
    let ctx = desk.app().ctx();
    assert_eq!(balance::open(&ctx.base(), mia).to_string(), "$100");
    desk.keys("u");
    assert_eq!(desk.dump(), before);
    desk.agree();
}

/// What the form of a deal is asked when it closes with money open, and what comes of it: the key,
/// what is typed then, what the answering line says, what is open then.
const CLOSED: [(&str, &str, &str, &str); 4] = [
    ("o", "", "$350 stays owed", "$350"),
    ("p", "", "$350 paid", "–"),
    ("w", "", "$350 let go of", "–"),
    ("k", "100", "$350 let go of, kill fee $100", "$100"),
];

#[test]
fn closing_with_money_open_asks_on_the_form_and_by_key_and_in_batch() {
    for outcome in ["completed", "declined"] {
        for (key, typed, said, open) in CLOSED {
            let mut desk = desk();
            let before = desk.dump();
            desk.keys("2 g g Enter");
            desk.form_with("outcome");
            desk.type_text(outcome).keys("Ctrl+S");
            desk.shows("what becomes of it?").shows("$350 open");
            desk.keys(key);
            if !typed.is_empty() {
                desk.enter(typed);
            }
            desk.says(said);
            assert!(desk.app().modals.is_empty(), "{outcome} {key}");
            let mia = desk.creator("Mia");
            let ctx = desk.app().ctx();
            assert_eq!(balance::open(&ctx.base(), mia).to_string(), open, "{key}");
            let deal = ctx.model.of::<Collaboration>(mia).next().unwrap();
            assert_eq!(deal.outcome.map(|o| o.word()), Some(outcome));
            desk.keys("u");
            assert_eq!(desk.dump(), before);
            desk.agree();
        }
    }
    // Esc leaves the form as it is, and nothing is saved.
    let mut desk = desk();
    let before = desk.dump();
    desk.keys("2 g g Enter");
    desk.form_with("outcome");
    desk.type_text("declined")
        .keys("Ctrl+S Esc")
        .shows("declined");
    assert_eq!(desk.dump(), before);
    desk.keys("Ctrl+S w").says("let go of");
}

#[test]
fn a_batch_line_that_closes_says_what_becomes_of_the_money() {
    use super::cli::Home;
    for (how, open) in [
        ("owed", 35_000),
        ("paid", 0),
        ("waive", 0),
        ("kill 100", 10_000),
    ] {
        let home = Home::with_people();
        home.batch(&[
            r#"{"action":"create","table":"collaboration","who":"@miabrews","stage":4,"set":{"fee":"$350","agreed":"today"}}"#,
        ]);
        let id = home.dump()["collaborations"].as_array().unwrap().len();
        let line = serde_json::json!({
            "action": "edit", "table": "collaboration", "id": id, "set": {"outcome": "declined"}, "money": how,
        });
        home.batch(&[&line.to_string()]);
        let money = home.json(&["money", "--json"]);
        let all = money["open"].as_array().unwrap().iter();
        let sum: i64 = all.filter_map(|m| m["minor"].as_i64()).sum();
        assert_eq!(sum, open, "{how}: {money}");
    }
}

/// Dana earns 12 % on DANA12; of two orders of October one came back in part.
fn earning(s: &mut Seed) {
    let dana = s.creator("Dana");
    let deal = s.deal(dana, Stage::Retention);
    s.set(deal, |c| {
        (c.opened, c.commission, c.hold_days) = (day("2026-09-01"), Some(1200), Some(14))
    });
    for (number, on, worth) in [
        ("JT-1", "2026-10-06", "4676 USD"),
        ("JT-2", "2026-10-10", "3702 USD"),
        ("JT-3", "2026-11-05", "3702 USD"),
    ] {
        s.add(|id| Sale {
            creator: Some(dana),
            order_ref: number.into(),
            code: "DANA12".into(),
            refunded: if number == "JT-1" { 683 } else { 0 },
            by: Attribution::Code,
            ..Sale::new(id, day(on), money(worth))
        });
    }
}

#[test]
fn a_statement_lists_every_order_and_is_copied() {
    let mut desk = Desk::on("2026-11-24", earning);
    desk.keys("g $ ] Enter")
        .shows("Commission statement · Dana · October 2026")
        .shows("JT-1")
        .shows("-$6.83")
        .shows("12% of it")
        .shows("to pay")
        .shows("November so far: 1 order, $4.44");
    desk.keys("y Esc y s");
    let copied = |desk: &Desk| -> Vec<String> {
        let texts = desk.outside.iter().filter_map(|asked| match asked {
            touchbase::runtime::TerminalRequest::Copy(text, _) => Some(text.to_string()),
            _ => None,
        });
        texts.collect()
    };
    let texts = copied(&desk);
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert_eq!(texts[0], texts[1]);
    assert!(
        texts[0].contains("2 orders") && texts[0].contains("$9.23"),
        "{}",
        texts[0]
    );
    // The sums are those of the month in Money, and nothing of ours is on the page.
    for word in ["margin", "cost", "buyer", "CPA"] {
        assert!(!texts[0].contains(word), "{word}");
    }
    desk.keys("2 y s");
    assert_eq!(copied(&desk).len(), 3);
    desk.agree();
}
