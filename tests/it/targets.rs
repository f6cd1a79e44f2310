//! Targets and counts of one's own: typed in a line, in a form, by `add` and by `batch`, and judged
//! in the same words on the screen, in the report and as JSON.

use serde_json::{Value, json};
use touchbase::app::modal::Modal;
use touchbase::domain::money::Money;
use touchbase::domain::rows::*;

use super::both::Both;
use super::cli::Home;
use super::harness::Desk;
use super::seed::day;

const NOW: &str = "2026-11-24T09:00:00";

/// Mia's reel in Winter for $318.20, live on 20 November, with ten orders of which five are
/// first ones: $26.15 would be all orders', $63.64 is a new customer's.
fn winter() -> Both {
    Both::over(|s| {
        let winter = s.campaign("Winter");
        s.set(winter, |c| {
            (c.start, c.end) = (Some(day("2026-11-12")), Some(day("2026-11-28")));
        });
        let mia = s.creator("Mia Okafor");
        s.add(|id| Account::new(id, mia, Platform::Instagram, "miabrews"));
        let deal = s.deal(mia, Stage::Measurement);
        s.set(deal, |d| {
            (d.campaign, d.agreed) = (Some(winter), Some(day("2026-11-01")));
            d.fee = Money::from_stored("31820 USD");
        });
        s.piece(deal, "reel", |p| {
            (p.state, p.live) = (PieceState::Verified, Some(day("2026-11-20")))
        });
    })
}

/// The results screen of Winter, and the same report as text and JSON.
fn results(both: &mut Both) -> (String, String, Value) {
    both.desk.size(160, 50).keys("5");
    let screen = both.desk.screen();
    let text = both.home.ok(&["report", "winter"]);
    (
        screen,
        text,
        both.home.json(&["report", "winter", "--json"]),
    )
}

/// What is typed, its key, its thousandths, its currency.
const TARGETS: [(&str, &str, i64, &str); 16] = [
    ("first orders under $30 each", "cpa_new", 30_000, "USD"),
    ("first orders<$30", "cpa_new", 30_000, "USD"),
    ("cpa_new<30", "cpa_new", 30_000, "USD"),
    ("new customers under €30 each", "cpa_new", 30_000, "EUR"),
    ("40 first orders", "new_customers", 40_000, ""),
    ("300 leads", "own:leads", 300_000, ""),
    ("40 sign-ups", "own:sign-ups", 40_000, ""),
    ("own:basket-adds>25", "own:basket-adds", 25_000, ""),
    ("cost per lead under $5", "own_cost:leads", 5_000, "USD"),
    ("repeat purchase 20%", "rebought", 20_000, ""),
    ("at least 20% returning customers", "rebought", 20_000, ""),
    ("12 referrals", "referrals", 12_000, ""),
    ("5 pieces reused", "reused", 5_000, ""),
    ("mood +", "mood", 1_000, ""),
    ("sentiment: positive", "mood", 1_000, ""),
    ("cpa<30", "cpa", 30_000, "USD"),
];

#[test]
fn a_target_is_the_same_by_line_form_and_batch() {
    for (typed, key, value, currency) in TARGETS {
        let is = |rows: &[Value], road: &str| {
            let row = rows.last().unwrap_or_else(|| panic!("{typed} by {road}"));
            let got = (&row["metric"], &row["value"], &row["currency"]);
            assert_eq!(
                got,
                (&json!(key), &json!(value), &json!(currency)),
                "{typed} by {road}"
            );
        };
        let mut roads = Both::new();
        roads.line(&format!("/winter {typed}"));
        is(&roads.rows("targets"), "line");
        // Once more is the same target; with another one beside it, two.
        roads.line(&format!("/winter {typed} and 90 orders"));
        assert_eq!(roads.rows("targets").len(), 2, "{typed}");
        roads.agree();

        // The campaign's form.
        let mut desk = Desk::on("2026-11-24", |s| {
            s.campaign("Winter");
        });
        desk.keys("5 e");
        let Some(Modal::Form(form)) = desk.app().modals.last() else {
            panic!("no form")
        };
        let at = form
            .fields
            .iter()
            .position(|f| f.label == "Add target")
            .unwrap();
        for _ in 0..at {
            desk.keys("Tab");
        }
        desk.type_text(typed).keys("Ctrl+S");
        let rows: Vec<Value> = desk
            .app()
            .model
            .targets
            .iter()
            .map(|t| serde_json::to_value(t).unwrap())
            .collect();
        is(&rows, "form");
        assert!(
            desk.app()
                .model
                .campaigns
                .iter()
                .all(|c| c.targets_agreed.is_some())
        );
        desk.agree();

        // Batch: the line, and the row field by field.
        let home = Home::new().at(NOW);
        home.batch(&[
            &json!({"action": "add", "line": "/winter goal tea"}).to_string(),
            &json!({"action": "add", "line": format!("/winter {typed}")}).to_string(),
        ]);
        is(home.dump()["targets"].as_array().unwrap(), "batch line");
        let money = if currency.is_empty() {
            String::new()
        } else {
            format!(" {currency}")
        };
        let value = match key {
            "mood" => "+".to_owned(),
            _ => format!("{}{money}", value / 1000),
        };
        let create = json!({"action": "create", "table": "target", "campaign": "winter", "set": {"metric": key, "value": value}});
        home.batch(&[&create.to_string()]);
        let rows = home.dump()["targets"].as_array().unwrap().clone();
        assert_eq!(
            rows.len(),
            1,
            "{typed}: a target of the same metric is changed"
        );
        is(&rows, "batch create");
        let edit = json!({"action": "edit", "table": "target", "id": 1, "set": {"metric": key, "value": value}});
        let ran = home.feed(&["batch"], &edit.to_string());
        assert_eq!(ran.code, Some(0), "{typed}: {ran:?}");
        is(home.dump()["targets"].as_array().unwrap(), "batch edit");
    }
}

#[test]
fn a_target_that_contradicts_itself_is_refused_on_every_road() {
    let mut roads = Both::new();
    roads.line("/winter goal tea");
    roads.refused("/winter orders<90", "more is better");
    roads.refused("/winter cpa>30", "less is better");
    roads.refused("/winter repeat purchase 120%", "is no share");
    roads.refused("/winter mood: splendid", "is no mood");
    // A to-do that has a number in it stays one.
    roads.line("/winter send 300 leads to sales fri");
    assert_eq!(roads.rows("targets").len(), 0);
    roads.agree();
}

#[test]
fn the_cost_of_first_orders_is_never_judged_by_all_orders() {
    let mut roads = winter();
    roads.line("/winter first orders under $30 each");
    roads.line("/winter cpa<40");
    // Nothing is known of the buyers: not green, not red.
    roads.line("@miabrews sale 2 orders $80 /winter 21 nov");
    let (screen, text, all) = results(&mut roads);
    let new = |all: &Value| {
        let mut rows = all["targets"].as_array().unwrap().clone();
        rows.retain(|t| t["metric"] == "cpa_new");
        rows.remove(0)
    };
    assert_eq!(
        (&new(&all)["now"], &new(&all)["kept"]),
        (&Value::Null, &Value::Null)
    );
    let words = "not known yet · no order tells whether its buyer is new";
    assert!(text.contains(words), "{text}");
    assert!(screen.contains(words), "{screen}");
    // Ten orders of all, five of first buyers: $31.82 by all, $63.64 by first ones.
    roads.line("@miabrews sale 5 orders $200 new /winter 22 nov");
    roads.line("@miabrews sale 3 orders $90 returning /winter 22 nov");
    let (screen, text, all) = results(&mut roads);
    assert_eq!(all["total"]["orders"], 10);
    let is = new(&all);
    assert_eq!(
        (&is["agreed"], &is["now"], &is["kept"]),
        (&json!("< $30"), &json!("$63.64"), &json!(false))
    );
    assert_eq!(
        is["note"],
        "only 5 first orders, 8 of 10 orders tell whether the buyer is new"
    );
    let cpa = all["targets"]
        .as_array()
        .unwrap()
        .iter()
        .find(|t| t["metric"] == "cpa")
        .unwrap()
        .clone();
    assert_eq!(
        (&cpa["now"], &cpa["kept"]),
        (&json!("$31.82"), &json!(true))
    );
    for shown in [&screen, &text] {
        let line = shown
            .lines()
            .find(|l| l.contains("cost per new customer"))
            .unwrap();
        assert!(
            line.contains("$63.64")
                && line.contains("over by 112%")
                && line.contains("only 5 first orders"),
            "{line}"
        );
    }
    let scoped = roads
        .home
        .json(&["results", "--campaign", "winter", "--json"]);
    assert_eq!(
        scoped["totals"][0]["metrics"]["cpa_new"],
        json!({"minor": 6364, "currency": "USD"})
    );
    roads.desk.shows("▼ over by 112%");
    roads.agree();
}

#[test]
fn counts_of_ones_own_are_counted_and_cost_something_everywhere() {
    let mut roads = winter();
    roads.line("/winter 100 sign-ups, cost per sign-up<$6");
    roads.line("/winter 20 leads");
    for line in [
        "@miabrews 40 sign-ups 21 nov",
        "@miabrews 12 leads 22 nov /winter",
        "@miabrews counted 25 baskets 22 nov",
        "/winter counted 120 leads 23 nov",
    ] {
        roads.line(line);
    }
    let rows = roads.rows("own_counts");
    let names: Vec<&Value> = rows.iter().map(|r| &r["name"]).collect();
    assert_eq!(names, ["sign-ups", "leads", "baskets", "leads"]);
    assert_eq!(rows[3]["creator"], Value::Null);
    // A name that was used once is known.
    roads.line("@miabrews 5 baskets");
    roads.line("/winter 40 baskets");

    let (screen, text, all) = results(&mut roads);
    let total = &all["total"];
    assert_eq!(
        (
            &total["own:sign-ups"],
            &total["own:leads"],
            &total["own:baskets"]
        ),
        (&json!(40), &json!(132), &json!(30))
    );
    assert_eq!(total["own_cost:sign-ups"], "$7.96");
    assert_eq!(all["creators"][0]["metrics"]["own:leads"], 12);
    for shown in [&screen, &text] {
        let line = |of: &str| {
            let found = shown.lines().find(|l| l.contains(of) && l.contains('%'));
            found.unwrap_or_else(|| panic!("{of}: {shown}")).to_owned()
        };
        assert!(line("sign-ups").contains("40%"), "{shown}");
        assert!(line("cost per sign-up").contains("over by 33%"), "{shown}");
        assert!(line("leads").contains("660%"), "{shown}");
        assert!(line("baskets").contains("75%"), "{shown}");
    }
    assert!(text.contains("40 sign-ups, $7.96 each"), "{text}");
    roads.desk.shows("40 sign-ups, $7.96 each");
    roads
        .desk
        .keys("j =")
        .shows("= sign-ups counted by hand")
        .keys("Esc");

    // The same over everything, by creator and by month; what nobody in particular brought stands
    // by itself and is in the sum.
    let by = roads.home.json(&["results", "--by", "creator", "--json"]);
    let row = |name: &str| {
        let rows = by["rows"].as_array().unwrap();
        rows.iter().find(|r| r["name"] == name).unwrap()["metrics"].clone()
    };
    assert_eq!(row("Mia Okafor")["own:leads"], 12);
    assert_eq!(row("nobody in particular")["own:leads"], 120);
    for span in ["2026", "q4 2026", "nov", "2026-11-24..2026-11-24"] {
        let by = roads.home.json(&["results", "--span", span, "--json"]);
        let metrics = &by["totals"][0]["metrics"];
        let leads = if span.contains("..") {
            Value::Null
        } else {
            json!(132)
        };
        let leads_now = metrics.get("own:leads").cloned().unwrap_or_default();
        assert_eq!(
            (leads_now, &metrics["own:baskets"]),
            (leads, &json!(if span.contains("..") { 5 } else { 30 })),
            "{span}"
        );
    }
    // No cost stands beside counts of days without a post.
    let day = roads
        .home
        .json(&["results", "--span", "2026-11-24..2026-11-24", "--json"]);
    assert_eq!(day["totals"][0]["metrics"].get("own_cost:baskets"), None);

    let debrief = roads.home.ok(&["debrief", "@miabrews"]);
    assert!(
        debrief.contains("- 40 sign-ups") && !debrief.contains("cost"),
        "{debrief}"
    );
    roads.agree();
}

#[test]
fn a_count_is_added_changed_and_removed_in_a_form_and_by_batch() {
    let mut roads = winter();
    let mia = roads.desk.creator("Mia Okafor");
    roads.desk.keys("2 Enter n N c Tab").type_text("signups");
    roads
        .desk
        .keys("Tab")
        .type_text("40")
        .keys("Ctrl+S")
        .says("count of your own");
    let create = r#"{"action":"create","table":"count","who":"@miabrews","campaign":"winter","set":{"name":"signups","value":"40"}}"#;
    roads.home.batch(&[create]);
    let rows = roads.rows("own_counts");
    assert_eq!(
        (
            &rows[0]["name"],
            &rows[0]["value"],
            &rows[0]["collaboration"]
        ),
        (&json!("sign-ups"), &json!(40), &json!(1))
    );
    // It stands under its deal and is opened there.
    roads.desk.keys("2 Enter ] ]");
    for _ in 0..6 {
        if roads.desk.screen().contains("count: 40 sign-ups") {
            break;
        }
        roads.desk.keys("]");
    }
    roads.desk.shows("count: 40 sign-ups");
    let before = roads.desk.dump();
    let mut row = None;
    for _ in 0..6 {
        roads.desk.keys("j");
        row = roads.desk.app().row();
        if matches!(
            row,
            Some(touchbase::app::panes::profile::RowRef::OwnCount(_))
        ) {
            break;
        }
    }
    assert!(
        matches!(
            row,
            Some(touchbase::app::panes::profile::RowRef::OwnCount(_))
        ),
        "{row:?} of {mia:?}"
    );
    roads
        .desk
        .keys("e Tab Tab Ctrl+U")
        .type_text("55")
        .keys("Ctrl+S");
    roads
        .home
        .batch(&[r#"{"action":"edit","table":"count","id":1,"set":{"value":"55"}}"#]);
    assert_eq!(roads.rows("own_counts")[0]["value"], 55);
    roads.desk.keys("u");
    assert_eq!(roads.desk.dump(), before);
    roads.desk.keys("D");
    roads
        .home
        .batch(&[r#"{"action":"delete","table":"count","id":1}"#]);
    assert_eq!(roads.rows("own_counts").len(), 0);
    roads.agree();
}

#[test]
fn repeat_purchase_reuse_referrals_and_mood_are_entered_and_judged() {
    let mut roads = winter();
    roads.line("/winter repeat purchase 20%, 2 pieces reused, 10 referrals and mood +");
    let (_, text, _) = results(&mut roads);
    for label in [
        "bought again within 60 days",
        "pieces used again",
        "referrals",
        "mood of comments",
    ] {
        assert!(text.contains(label), "{label}: {text}");
    }
    roads.line("@miabrews 1 of 8 bought again 22 nov");
    roads.line("@miabrews 3 referrals 22 nov");
    roads.line("@miabrews sale $45 returning 22 nov /winter");
    assert_eq!(
        roads
            .desk
            .app()
            .model
            .sales
            .iter()
            .next()
            .unwrap()
            .new_customer,
        Some(false)
    );
    roads.refused("@miabrews 9 of 8 bought again", "cannot have come back");
    let edit =
        r#"{"action":"edit","table":"deliverable","id":1,"set":{"reuse":"20 Nov 2026 shop page"}}"#;
    roads.home.batch(&[edit]);
    let piece = touchbase::domain::ids::Id::new(1);
    let step = touchbase::domain::review::reused(&roads.desk.app().ctx(), piece, "shop page");
    assert!(step.is_ok());
    roads.line("@miabrews = views 1000 comments 20 mood ++ 23 nov");
    let (screen, text, all) = results(&mut roads);
    let of = |key: &str| {
        let rows = all["targets"].as_array().unwrap();
        rows.iter().find(|t| t["metric"] == key).unwrap().clone()
    };
    let again = of("rebought");
    assert_eq!(
        (&again["agreed"], &again["now"], &again["reached_percent"]),
        (&json!("20%"), &json!("1 of 8"), &json!(63))
    );
    assert_eq!(again["note"], "only 8 buyers known");
    assert_eq!(
        (&of("referrals")["now"], &of("referrals")["reached_percent"]),
        (&json!(3), &json!(30))
    );
    assert_eq!(
        (&of("reused")["now"], &of("reused")["reached_percent"]),
        (&json!(1), &json!(50))
    );
    let mood = of("mood");
    assert_eq!(
        (&mood["agreed"], &mood["now"], &mood["kept"], &mood["note"]),
        (
            &json!("+"),
            &json!("++"),
            &json!(true),
            &json!("only 1 post told")
        )
    );
    for shown in [&screen, &text] {
        let has = |label: &str, words: &str| {
            let found = shown
                .lines()
                .any(|l| l.contains(label) && l.contains(words));
            assert!(found, "{label} {words}: {shown}");
        };
        has("bought again", "only 8 buyers known");
        has("referrals", "30%");
        has("mood of comments", "better than agreed");
    }
}

#[test]
fn a_target_of_one_creator_is_agreed_in_a_line() {
    let mut roads = winter();
    roads.line("@miabrews target 20 first orders and cpa_new<30");
    let rows = roads.rows("targets");
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .all(|r| r["collaboration"] == 1 && r["creator"] == 1)
    );
    roads.line("@miabrews target 25 new customers /winter");
    let rows = roads.rows("targets");
    let new = rows
        .iter()
        .find(|r| r["metric"] == "new_customers")
        .unwrap();
    assert_eq!((rows.len(), &new["value"]), (2, &json!(25_000)));
    roads.refused("@miabrews target splendid", "Not understood");
    roads.agree();
}
