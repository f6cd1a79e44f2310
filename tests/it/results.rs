//! Results: a campaign's targets and lines, waves, comparison, formulas, orders by hand, the
//! debrief, the campaign's form; each change can be taken back. Pictures on the demo at four sizes.

use touchbase::domain::metrics::scope::Group;
use touchbase::domain::rows::*;
use touchbase::runtime::TerminalRequest;

use super::harness::Desk;
use super::seed::day;

/// Two creators in one campaign with waves, one of whom sold.
fn desk() -> Desk {
    Desk::on("2026-11-20", |s| {
        let winter = s.campaign("Winter");
        s.set(winter, |c| {
            (c.start, c.end) = (Some(day("2026-11-08")), Some(day("2026-12-19")))
        });
        s.set(winter, |c| {
            (c.goal, c.targets_agreed) = ("90 orders".into(), Some(day("2026-11-12")))
        });
        let (metric, currency) = ("orders".into(), "".into());
        s.add(|id| Target {
            id,
            creator: None,
            campaign: Some(winter),
            collaboration: None,
            metric,
            value: 4_000,
            currency,
        });
        for (name, from) in [("wave 1", "2026-11-08"), ("wave 2", "2026-12-05")] {
            s.add(|id| Wave {
                id,
                campaign: winter,
                name: name.into(),
                start: Some(day(from)),
                end: None,
            });
        }
        for (name, on) in [
            ("Mia Okafor", "2026-11-10"),
            ("Theo Lindqvist", "2026-11-11"),
        ] {
            let creator = s.creator(name);
            let deal = s.deal(creator, Stage::Creation);
            s.set(deal, |d| {
                (d.campaign, d.agreed) = (Some(winter), Some(day("2026-10-01")))
            });
            s.set(deal, |d| {
                (d.brief_sent, d.fee) = (
                    Some(day("2026-10-02")),
                    "6000 USD".split_once(' ').map(|_| usd(6_000)),
                )
            });
            s.piece(deal, "reel", |p| {
                (p.state, p.live) = (PieceState::Live, Some(day(on)))
            });
        }
    })
}

fn usd(minor: i64) -> touchbase::domain::money::Money {
    touchbase::domain::money::Money::new(minor, touchbase::domain::money::Currency::USD)
}

#[test]
fn orders_are_entered_by_hand_and_taken_back() {
    let mut desk = desk();
    desk.keys("5")
        .shows("Goal: 90 orders")
        .shows("agreed 12 Nov, 2 days after post 1");
    desk.keys("Home j j");
    assert_eq!(desk.current(), "Mia Okafor");
    desk.keys("n o")
        .type_text("3 orders $120 code MIA10 new 19 nov")
        .shows("promo code")
        .keys("Enter");
    desk.says("Sale of Mia Okafor: 3 orders, $120")
        .shows("$20.00")
        .shows("75%")
        .shows("+100% ▲");
    desk.shows("small numbers: 3 orders can be luck");
    desk.keys("u").says("Taken back").hides("$20.00");
    desk.keys("U").shows("$20.00");
    desk.keys("n o Ctrl+U")
        .type_text("@mia sale 2 orders")
        .keys("Enter")
        .says("How much was it?");
}

#[test]
fn a_number_tells_its_formula_and_inputs() {
    let mut desk = desk();
    desk.keys("5 Home j Enter")
        .shows("Winter · all 2 live")
        .shows("each once, returned and cancelled");
    desk.keys("Esc j j = ")
        .shows("Theo Lindqvist · Winter")
        .shows("from fee $60")
        .keys("PgDn")
        .shows("on-topic comments");
    desk.keys("Esc 2 =").says("formulas are in Results");
}

#[test]
fn campaigns_waves_columns_and_lenses_turn() {
    let mut desk = desk();
    desk.keys("5 ]").shows("Results · no campaign").keys("[");
    desk.keys("z w").shows("wave 1 only").shows("all 2");
    desk.keys("z w")
        .shows("wave 2 only")
        .keys("Esc")
        .hides("only");
    desk.keys("l l l l l")
        .hides("Orders  Sales")
        .keys("h h h h h h")
        .says("first columns");
    desk.keys("z c").type_text("j").keys("Enter").shows("CPE");
    desk.keys("z s End Enter").shows("by views");
}

#[test]
fn several_are_compared_side_by_side() {
    let mut desk = desk();
    desk.keys("5 z k").says("select two creators or more");
    desk.keys("n o")
        .enter("12 orders $480")
        .keys("Home j j Space Space z k");
    desk.shows("Compare 2 creators").shows("best").shows("Mia");
    desk.keys("y r");
    let copied = |o: &TerminalRequest| matches!(o, TerminalRequest::Copy(text, _) if text.contains("\tMia Okafor"));
    assert!(desk.outside.iter().any(copied), "{:?}", desk.outside);
    desk.keys("Esc")
        .hides("Compare")
        .keys("Esc")
        .hides("selected");
}

#[test]
fn a_debrief_is_copied_and_settles_what_is_owed() {
    let mut desk = desk();
    let owed = |desk: &Desk| {
        desk.items()
            .iter()
            .filter(|i| i.starts_with("Mia") && i.contains("debrief"))
            .count()
    };
    assert_eq!(owed(&desk), 1, "{:#?}", desk.items());
    desk.keys("5 Home j j y r").shows("The debrief is copied");
    let copied = |o: &TerminalRequest| matches!(o, TerminalRequest::Copy(text, _) if text.starts_with("Hi Mia,") && !text.contains("Theo"));
    assert!(desk.outside.iter().any(copied), "{:?}", desk.outside);
    desk.keys("n");
    assert_eq!(owed(&desk), 1);
    desk.keys("y r s").says("Debrief sent: Mia Okafor");
    assert_eq!(owed(&desk), 0);
    desk.keys("u");
    assert_eq!(owed(&desk), 1);
}

#[test]
fn the_campaign_has_a_form_with_its_targets() {
    let mut desk = desk();
    desk.keys("5 Home e")
        .shows("Edit Winter")
        .shows("Target: orders");
    desk.keys("End Up Up").keys("Esc");
    desk.keys("e Shift+Tab")
        .type_text("cpa 30")
        .keys("Ctrl+S")
        .says("Edited Winter")
        .shows("< $30");
    desk.keys("u").hides("< $30");
    desk.keys("Home j e")
        .shows("target")
        .keys("Tab Ctrl+U")
        .type_text("8")
        .keys("Ctrl+S")
        .shows("          8");
    desk.keys("Home n w")
        .enter("slow start")
        .says("Week note: Winter")
        .keys("Home Enter")
        .shows("slow start");
    desk.keys("Esc a")
        .enter("wave 3 5 jan - 19 jan")
        .says("Winter: wave 3")
        .keys("u")
        .says("Taken back");
}

#[test]
fn rows_lead_to_profiles_and_back() {
    let mut desk = desk();
    desk.keys("5 Home j j Enter")
        .shows("[Results]")
        .shows("debriefs")
        .shows("Winter");
    desk.keys("=")
        .shows("Mia Okafor · Winter")
        .keys("Esc Esc")
        .shows("[5 Results]");
    desk.keys("2 End g m")
        .shows("Goal: 90 orders")
        .keys("1 g s");
    assert!(!desk.current().is_empty());
}

#[test]
fn without_a_campaign_it_says_how_to_begin() {
    let mut desk = Desk::on("2026-11-20", |s| {
        s.creator("Mia");
    });
    desk.keys("5")
        .shows("No campaigns yet")
        .shows("/winter goal 90 orders cpa<30");
    desk.keys("e")
        .says("no creator")
        .keys("]")
        .says("no campaign, no post and no order yet")
        .keys("a")
        .enter("/winter goal 90 orders");
    desk.shows("Goal: 90 orders").shows("Nobody is in it yet");
}

#[test]
fn a_line_changed_alone_is_what_a_whole_build_gives() {
    use touchbase::domain::metrics::Report;
    let mut desk = Desk::demo();
    desk.keys("5 g g j j j j");
    for keys in ["e Tab Ctrl+S", "x", "u", "n m", "j x", ">", "u"] {
        desk.keys(keys);
        if keys == "n m" {
            desk.enter("views 9k orders 3 saves 70");
        }
        let app = desk.app();
        let shown = app.results.report.clone().unwrap();
        let fresh = Report::build(&app.ctx(), shown.campaign, shown.wave).unwrap();
        assert!(
            shown.total == fresh.total,
            "after {keys}: {}",
            desk.status()
        );
        assert_eq!(shown.lines.len(), fresh.lines.len());
        for line in &fresh.lines {
            let mine = shown.lines.iter().find(|l| l.deal == line.deal).unwrap();
            assert!(
                mine.inputs == line.inputs,
                "after {keys}: {}",
                app.model.called(line.creator)
            );
        }
    }
}

#[test]
fn a_note_is_of_the_week_that_is_asked_for() {
    // On a Monday the review asks for the note of last week, and so does every way to it.
    let mut desk = Desk::on("2026-11-23", |s| {
        let winter = s.campaign("Winter");
        s.set(winter, |c| {
            (c.start, c.end) = (Some(day("2026-11-09")), Some(day("2026-12-19")))
        });
        s.set(winter, |c| c.targets_agreed = Some(day("2026-11-01")));
        let mia = s.creator("Mia");
        let deal = s.deal(mia, Stage::Pitch);
        s.set(deal, |d| d.campaign = Some(winter));
    });
    let notes = |desk: &Desk| {
        let all = desk.app().model.week_notes.iter();
        all.map(|n| (n.week.to_string(), n.words.to_string()))
            .collect::<Vec<_>>()
    };
    let asked = |desk: &Desk| {
        desk.items()
            .iter()
            .any(|i| i.contains("note of the week, Fri 20 Nov"))
    };
    assert!(asked(&desk), "{:?}", desk.items());
    let last = vec![("2026-11-16".to_string(), "stories sold".to_string())];
    for way in ["5", "2"] {
        desk.keys(way)
            .keys("n w")
            .shows("Note of last week · Winter")
            .shows("the week from Mon 16 Nov");
        desk.enter("stories sold")
            .says("Week note: Winter, week of 16 Nov");
        assert_eq!(notes(&desk), last, "{way}");
        assert!(!asked(&desk));
        desk.keys("u");
        assert!(asked(&desk) && notes(&desk).is_empty());
    }
    desk.keys("1 z s Home");
    let on_it = |desk: &Desk| {
        desk.app()
            .review
            .item()
            .is_some_and(|i| i.on.campaign().is_some())
    };
    for _ in 0..desk.items().len() {
        if !on_it(&desk) {
            desk.keys("j");
        }
    }
    assert!(on_it(&desk), "{}", desk.screen());
    desk.keys("n w")
        .shows("Note of last week · Winter")
        .enter("stories sold");
    assert_eq!(notes(&desk), last);
    // Once it is written, the week that runs is next.
    desk.keys("5 n w")
        .shows("Note of this week · Winter")
        .enter("reel to come");
    assert_eq!(notes(&desk).last().unwrap().0, "2026-11-23");
}

#[test]
fn a_media_value_shows_only_when_a_way_is_chosen() {
    let mut desk = desk();
    desk.keys("5 Home j j");
    desk.keys("=").hides("media value").keys("Esc");
    desk.m.app.settings.emv.method = touchbase::domain::settings::EmvMethod::Views;
    desk.keys("n m").type_text("views 8000").keys("Enter");
    desk.keys("5 l l l l l l l l").shows("EMV").shows("$86.40");
    desk.keys("=");
    for _ in 0..12 {
        desk.keys("PgDn");
    }
    desk.shows("media value by views (EMV)")
        .shows("8,000 views × $10.80 / 1,000");
}

#[test]
fn the_roster_compares_over_everything_they_did() {
    let mut desk = Desk::on("2026-11-20", |s| {
        let winter = s.campaign("Winter");
        for (name, campaigns, fee) in [
            ("Mia Okafor", [Some(winter), None], 6_000),
            ("Theo Lindqvist", [Some(winter), Some(winter)], 9_000),
        ] {
            let creator = s.creator(name);
            for campaign in campaigns {
                let deal = s.deal(creator, Stage::Measurement);
                s.set(deal, |d| {
                    (d.campaign, d.agreed) = (campaign, Some(day("2026-10-01")));
                    (d.fee, d.stage_since) = (Some(usd(fee)), day("2026-10-10"));
                });
                s.piece(deal, "reel", |p| {
                    (p.state, p.live) = (PieceState::Live, Some(day("2026-11-10")))
                });
            }
        }
    });
    desk.keys("2 z k").says("select two creators or more");
    desk.keys("/")
        .enter("mia")
        .keys("n o")
        .enter("12 orders $480");
    desk.keys("Esc Ctrl+A z k");
    desk.shows("Compare 2 creators · everything")
        .shows("best")
        .shows("$120")
        .shows("$180");
    desk.keys("y r");
    let copied = |o: &TerminalRequest| matches!(o, TerminalRequest::Copy(text, _) if text.contains("orders\t12\t–"));
    assert!(desk.outside.iter().any(copied), "{:?}", desk.outside);
    desk.keys("Esc").hides("Compare").shows("2 selected");
    desk.keys("Esc / ").enter("instage>40d").shows("2");
    desk.keys("/ Ctrl+U")
        .enter("instage>6w")
        .shows("Nothing matches");
}

#[test]
fn orders_and_money_are_asked_for_in_the_filter_line_and_shown_in_the_roster() {
    let mut desk = desk();
    desk.keys("2 /")
        .enter("mia")
        .keys("n o")
        .enter("12 orders $480");
    desk.keys("Esc");
    for (line, found) in [
        ("orders>5", "1 of 2"),
        ("orders:0", "1 of 2"),
        ("orders>12", "0 of 2"),
        ("sales>=480", "1 of 2"),
        ("cpa<5.01", "1 of 2"),
        ("cpa<5", "0 of 2"),
        ("cost:60", "Roster 2"),
        ("paid:0", "Roster 2"),
        ("open>59", "Roster 2"),
        ("orders>5 cpa<30 open>0", "1 of 2"),
        ("lastorder<=1", "1 of 2"),
        ("lastorder:never", "1 of 2"),
    ] {
        desk.keys("/ Ctrl+U").enter(line).shows(found);
    }
    desk.keys("Esc z c")
        .keys("End Up Up Up Up Up Up Space Enter");
    desk.shows("Orders").shows("12");
}

/// What a verb prints about the file of a desk.
fn json_of(desk: &Desk, args: &[&str]) -> serde_json::Value {
    let db = desk.m.paths().db.display().to_string();
    let home = super::cli::Home::new().at("2026-11-20T10:00:00");
    let mut all = vec!["--db", db.as_str()];
    all.extend_from_slice(args);
    serde_json::from_str(&home.ok(&all)).unwrap()
}

/// Mia sold in August, and in November from the post of August and a new one; Theo was paid $80 for
/// a story outside any campaign; Ana is paid in pounds.
fn wide() -> Desk {
    Desk::on("2026-11-20", |s| {
        let winter = s.campaign("Winter");
        let (mia, theo, ana) = (
            s.creator("Mia Okafor"),
            s.creator("Theo Lindqvist"),
            s.creator("Ana Silva"),
        );
        let gbp = |minor| {
            let currency = touchbase::domain::money::Currency::parse("GBP").unwrap();
            touchbase::domain::money::Money::new(minor, currency)
        };
        for (who, campaign, fee, format, live, orders) in [
            (
                mia,
                Some(winter),
                usd(20_000),
                "reel",
                "2026-08-10",
                "2026-08-12",
            ),
            (
                mia,
                Some(winter),
                usd(10_000),
                "reel",
                "2026-11-02",
                "2026-11-05",
            ),
            (theo, None, usd(8_000), "story", "2026-11-03", "2026-11-06"),
            (ana, None, gbp(5_000), "story", "2026-10-03", "2026-10-06"),
        ] {
            let deal = s.deal(who, Stage::Measurement);
            s.set(deal, |d| {
                (d.campaign, d.agreed, d.fee) = (campaign, Some(day("2026-08-01")), Some(fee));
            });
            s.piece(deal, format, |p| {
                (p.state, p.live) = (PieceState::Live, Some(day(live)));
            });
            for on in [orders, "2026-11-10"] {
                s.add(|id| Sale {
                    creator: Some(who),
                    collaboration: Some(deal),
                    orders: 4,
                    ..Sale::new(
                        id,
                        day(on),
                        Some(touchbase::domain::money::Money::new(16_000, fee.currency)),
                    )
                });
            }
        }
    })
}

/// The screen and the command line count the same, whatever is asked for.
#[test]
fn every_scope_is_the_same_on_screen_and_command_line() {
    let mut desk = wide();
    desk.keys("5 [")
        .shows("Results · everything · all days · by creator");
    for by in ["creator", "format", "month", "quarter"] {
        let place = Group::ALL.iter().position(|g| g.word() == by).unwrap();
        desk.keys("z g Home");
        desk.keys(&"j ".repeat(place)).keys("Enter");
        desk.shows(&format!("by {by}"));
        for (typed, span) in [
            ("q4", "q4 2026"),
            ("nov", "2026-11"),
            ("2026", "2026"),
            ("all", "all"),
        ] {
            desk.keys("z d t Ctrl+U").enter(typed);
            let json = json_of(&desk, &["results", "--by", by, "--span", span, "--json"]);
            desk.keys("y x");
            let copied = desk.outside.iter().rev().find_map(|o| match o {
                TerminalRequest::Copy(text, _) => Some(text.clone()),
                _ => None,
            });
            let copied = copied.unwrap();
            let rows: Vec<Vec<&str>> = copied.lines().map(|l| l.split('\t').collect()).collect();
            let listed = json["rows"].as_array().unwrap();
            let totals = json["totals"].as_array().unwrap();
            assert_eq!(rows.len(), 1 + listed.len() + totals.len(), "{by} {span}");
            for (cells, row) in rows.iter().skip(1).zip(listed.iter().chain(totals)) {
                if let Some(name) = row["name"].as_str() {
                    assert_eq!(cells[0], name);
                    desk.shows(name);
                }
                let number = |key: &str| row["metrics"][key].as_i64().unwrap_or(0);
                let cell = |at: usize| cells[at].parse::<i64>().unwrap_or(0);
                assert_eq!(cell(1), number("posts"), "{by} {span} {cells:?}");
                assert_eq!(cell(2), number("orders"), "{by} {span} {cells:?}");
                let last = cells.len() - 1;
                assert_eq!(cell(last), row["earlier_orders"].as_i64().unwrap());
                let cost = row["metrics"]["cost"]["minor"].as_i64();
                let shown = cells[5].trim_start_matches(['$', '£']).parse::<f64>().ok();
                assert_eq!(
                    shown.map(|n| (n * 100.0) as i64),
                    cost,
                    "{by} {span} {cells:?}"
                );
            }
        }
    }
}

#[test]
fn scopes_days_and_groups_stay_until_they_are_changed() {
    let mut desk = wide();
    desk.keys("5").shows("Winter").shows("No targets");
    // A campaign is a page; with days it is a table, and Esc leads back.
    desk.keys("z d t Ctrl+U").enter("nov");
    desk.shows("Results · Winter · November 2026 · by creator")
        .shows("Earlier")
        .shows("12 orders in these days: 8 from the posts of these days, 4 from earlier ones");
    desk.keys("]")
        .shows("Results · no campaign · November 2026");
    desk.hides("Mia Okafor").shows("Theo Lindqvist");
    desk.keys("]").shows("Results · everything · November 2026");
    // What the row says can be divided by hand: $80 for four and four orders.
    desk.shows("no post in these days: their orders come from earlier ones")
        .shows("Ana Silva")
        .shows("$10.00");
    desk.keys("z s End Enter").shows("by ");
    desk.keys("] Esc").shows("No targets");
    // Days and group are kept.
    desk.keys("[").shows("November 2026");
    desk.keys("z d t Ctrl+U").enter("feb 2020");
    desk.shows("No post and no order in these days. The oldest is of Mon 10 Aug 2026.");
    desk.keys("z d t Ctrl+U")
        .enter("half past nine")
        .says("is no span of days");
}

#[test]
fn rows_of_a_table_lead_to_what_stands_behind_them() {
    let mut desk = wide();
    desk.keys("5 [ z g").keys("Home j Enter").shows("by format");
    desk.shows("the same over time").shows("Q3 2026");
    desk.keys("Enter").shows("1 piece").keys("Enter");
    desk.shows("Deliverables").keys("Esc");
    desk.keys("z g Home j j j j j Enter").shows("by campaign");
    // What is in no campaign costs less an order.
    desk.keys("Home j Enter").shows("No targets");
    desk.keys("[ k Enter").shows("Results · no campaign");
    desk.keys("]")
        .shows("Results · everything · all days · by creator");
    desk.keys("]");
    desk.keys("[ z g Home j j j j j j j j Enter")
        .shows("by quarter");
    desk.shows("in the order of time")
        .shows("All days are more than their quarters: 24 orders against")
        .keys("z s")
        .says("quarters stand in the order of time");
    desk.keys("=")
        .shows("Q3 2026 · everything · all days · by quarter")
        .keys("Esc");
    desk.keys("Enter").shows("by creator");
    desk.keys("z d t Ctrl+U").enter("all");
    desk.keys("Home Space Space z k")
        .shows("Compare 2 creators");
    desk.keys("Esc").hides("Compare").keys("Esc");
    // Enter on a creator lists the orders that the row counts; Esc leads back to the row.
    desk.keys("Home Enter").shows("Orders · ").shows("4 orders");
    desk.keys("Esc").shows("by creator");
}

#[test]
fn a_table_follows_what_is_changed() {
    let mut desk = wide();
    desk.keys("5 [ / ").type_text("mia").keys("Enter");
    desk.shows("1 of 3").hides("Theo Lindqvist");
    desk.keys("n o").enter("3 orders $90 on 11 nov");
    let before = desk.screen();
    let mut again = desk.reopened();
    again.keys("5 [ / ").type_text("mia").keys("Enter");
    again.keys("z d t Ctrl+U").enter("all");
    let tables = |screen: &str| -> Vec<String> {
        let rows = screen.lines().filter(|l| {
            l.starts_with('║') && (l.contains("Mia Okafor") || l.contains("creator, $"))
        });
        rows.map(str::to_string).collect()
    };
    assert_eq!(tables(&before), tables(&again.screen()));
    again.keys("u").says("Taken back");
}
