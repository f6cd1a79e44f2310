//! Absences and holidays from the command line.

use super::Home;

#[test]
fn days_away_are_entered_listed_and_taken_back() {
    let home = Home::new();
    home.ok(&["add", "+ Mia Okafor @miabrews ig"]);
    assert!(home.ok(&["away"]).starts_with("No absence is entered."));
    let said = home.ok(&["away", "21", "dec", "to", "4", "jan", "--label", "Skiing"]);
    assert!(
        said.starts_with("Away Mon 21 Dec to Mon 4 Jan 2027, 11 working days\n"),
        "{said}"
    );
    assert!(home.ok(&["away"]).contains("11 working days · Skiing"));
    let json = home.json(&["away", "--json"]);
    assert_eq!(json["away"][0]["start"], "2026-12-21");
    let again = home.run(&["away", "24 dec"]);
    assert_eq!(
        (again.code, again.err.trim()),
        (
            Some(1),
            "You are already away then: Mon 21 Dec to Mon 4 Jan 2027."
        )
    );
    assert!(
        home.run(&["away", "2026-12-21..2026-12-18"])
            .err
            .contains("before it begins")
    );
    assert_eq!(
        home.ok(&["away", "--remove", "24", "dec"]).trim(),
        "Not away after all: Mon 21 Dec to Mon 4 Jan 2027"
    );
    assert!(
        home.run(&["away", "--remove", "24 dec"])
            .err
            .contains("no absence is entered")
    );
}

#[test]
fn while_away_today_tells_so() {
    let home = Home::new();
    home.ok(&["add", "+ Mia Okafor @miabrews ig"]);
    home.ok(&["add", "@miabrews ask for address tod"]);
    home.ok(&["away", "today..fri"]);
    let today = home.ok(&["today"]);
    assert!(
        today.starts_with("Tue 24 Nov · away until Fri 27 Nov · nothing owed or dated today\n"),
        "{today}"
    );
    assert_eq!(home.json(&["today", "--json"])["away_until"], "2026-11-27");
    assert!(
        home.ok(&["away", "--remove"])
            .starts_with("Not away after all")
    );
    assert!(home.ok(&["today"]).contains("ask for address"));
}

#[test]
fn holidays_are_imported_once() {
    let home = Home::new();
    home.ok(&["add", "+ Mia Okafor @miabrews ig"]);
    let event = "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY\nSUMMARY:Christmas\nEND:VEVENT\n";
    std::fs::write(
        home.path().join("de.ics"),
        format!("BEGIN:VCALENDAR\n{event}END:VCALENDAR\n"),
    )
    .unwrap();
    let dry = home.ok(&["import", "de.ics", "--dry-run"]);
    assert!(
        dry.contains("  Fri 25 Dec 2026  Christmas\n") && dry.contains("dry run"),
        "{dry}"
    );
    let said = home.ok(&["import", "de.ics"]);
    assert!(
        said.starts_with("6 holidays from de.ics, Fri 25 Dec 2026 to Thu 25 Dec 2031\nImported."),
        "{said}"
    );
    let json = home.json(&["import", "de.ics", "--json"]);
    assert_eq!(
        (json["new"].as_i64(), json["unchanged"].as_i64()),
        (Some(0), Some(6))
    );
    assert!(home.ok(&["undo"]).starts_with("Undone: 6 holidays"));
    std::fs::write(home.path().join("list.csv"), "name\nMia\n").unwrap();
    let refused = home.run(&["import", "list.csv", "--as", "holidays"]);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("list.csv: this is no calendar"),
        "{}",
        refused.err
    );
}
