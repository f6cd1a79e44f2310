//! `export`: the calendar for other programs, on a pipe or into a new file.

use super::Home;

#[test]
fn the_calendar_goes_to_a_pipe_or_a_new_file() {
    let home = Home::with_people();
    home.ok(&[
        "add",
        "@miabrews reel \"first pour\" draft 4 dec live 5 dec",
    ]);
    home.ok(&["add", "@misha.tea $90 due 31 dec"]);
    let all = home.ok(&["export", "calendar"]);
    assert!(all.starts_with("BEGIN:VCALENDAR\r\n"), "{all}");
    assert!(
        all.contains("SUMMARY:Live: Mia Okafor\\, first pour\r\n"),
        "{all}"
    );
    assert_eq!(all.matches("BEGIN:VEVENT").count(), 3, "{all}");
    assert_eq!(home.ok(&["export", "calendar", "-"]), all);
    let some = home.ok(&[
        "export",
        "calendar",
        "--from",
        "2026-12-05",
        "--to",
        "2026-12-05",
    ]);
    assert_eq!(some.matches("BEGIN:VEVENT").count(), 1, "{some}");
    home.ok(&["export", "calendar", "dates.ics"]);
    assert_eq!(
        std::fs::read_to_string(home.path().join("dates.ics")).unwrap(),
        all
    );
    home.refused(&["export", "calendar", "dates.ics"], "is there already");
    home.ok(&["export", "calendar", "--force", "dates.ics"]);
    home.refused(
        &[
            "export",
            "calendar",
            "--from",
            "2026-12-05",
            "--to",
            "2026-12-01",
        ],
        "comes before",
    );
    home.refused(&["export", "calendar", "--from", "soonish"], "soonish");
    home.refused(
        &["export", "calendar", "nowhere/dates.ics"],
        "cannot be written",
    );
}
