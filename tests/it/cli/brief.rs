//! Brief and debrief from the command line: printed, in a file that never replaces another, logged
//! as sent.

use super::Home;

#[test]
fn a_brief_is_printed_in_every_form() {
    let home = Home::new();
    let text = home.ok(&["--demo", "brief", "@sofiasipping"]);
    assert!(
        text.contains("ONE GOAL    90 first orders") && text.contains("SOFIA10"),
        "{text}"
    );
    let markdown = home.ok(&[
        "--demo",
        "brief",
        "@sofiasipping",
        "--campaign",
        "winter",
        "--markdown",
    ]);
    assert!(
        markdown.starts_with("# Brief") && markdown.contains("\n## Pay\n"),
        "{markdown}"
    );
    let json = home.json(&["--demo", "brief", "@sofiasipping", "--json"]);
    assert!(
        json["brief"]["must"].as_str().unwrap().contains("#ad"),
        "{json}"
    );
    let nobody = home.run(&[
        "--demo",
        "brief",
        "@sofiasipping",
        "--campaign",
        "summer of 69",
    ]);
    assert_eq!(nobody.code, Some(1));
    assert!(
        nobody
            .err
            .contains("no deal in a campaign called like that"),
        "{}",
        nobody.err
    );
}

#[test]
fn a_file_is_whole_and_never_replaces_another() {
    let home = Home::new();
    let args = ["--demo", "brief", "@sofiasipping", "--html", "brief.html"];
    assert!(home.ok(&args).contains("brief.html"));
    let file = home.path().join("brief.html");
    let page = std::fs::read_to_string(&file).unwrap();
    assert!(
        page.starts_with("<!doctype html>")
            && page.ends_with("</html>\n")
            && !page.contains("http://"),
        "{page}"
    );
    std::fs::write(&file, "mine").unwrap();
    let again = home.run(&args);
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("was left as it is"), "{}", again.err);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    let left = std::fs::read_dir(home.path()).unwrap().filter(|e| {
        e.as_ref()
            .is_ok_and(|e| e.file_name().to_string_lossy().ends_with(".part"))
    });
    assert_eq!(left.count(), 0);
}

#[test]
fn sending_it_can_be_undone() {
    let home = Home::new();
    home.ok(&["add", "+ Mia Okafor @miabrews ig 18.4k"]);
    assert!(
        home.ok(&["brief", "@miabrews", "--sent"])
            .contains("Brief sent: Mia Okafor")
    );
    assert!(home.ok(&["undo"]).contains("Brief sent"));
}

#[test]
fn a_debrief_has_their_numbers_and_nobody_elses() {
    let home = Home::new();
    let text = home.ok(&["--demo", "debrief", "@sofiasipping", "--campaign", "autumn"]);
    assert!(
        text.starts_with("Hi Sofia") && text.contains("orders"),
        "{text}"
    );
    assert!(!text.contains("Mia") && !text.contains("Ruth"), "{text}");
    let json = home.json(&[
        "--demo",
        "debrief",
        "@sofiasipping",
        "--campaign",
        "autumn",
        "--json",
    ]);
    assert_eq!(
        json["text"].as_str().map(str::trim_end),
        Some(text.trim_end())
    );
    home.ok(&["add", "+ Mia Okafor @miabrews ig 18.4k"]);
    let early = home.run(&["debrief", "@miabrews"]);
    assert_eq!(early.code, Some(1));
    assert!(early.err.contains("live"), "{}", early.err);
}
