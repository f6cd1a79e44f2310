//! `report`: a campaign's results as text, JSON and a page that does nothing but show them.

use super::Home;

/// A home with a campaign that sold something.
fn home() -> Home {
    let home = Home::with_people();
    for line in [
        "/winter goal 90 orders cpa<30 12 nov - 28 nov",
        "@miabrews reel \"<script>alert(1)</script>\" live 25 nov /winter",
        "@miabrews sale 12 orders $480 code MIA10 /winter",
    ] {
        home.ok(&["add", line]);
    }
    home
}

#[test]
fn report_as_text_and_json() {
    let home = home();
    let text = home.ok(&["report", "win"]);
    for part in [
        "winter",
        "Goal: 90 orders",
        "orders",
        "13%",
        "Mia Okafor",
        "$480",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let json = home.json(&["report", "winter", "--json"]);
    assert_eq!(json["total"]["orders"], 12);
    assert_eq!(json["total"]["sales"], "$480");
    assert!(
        json["total"]["views"].is_null() && json["total"]["cpa"].is_null(),
        "{}",
        json["total"]
    );
    assert_eq!(json["targets"][0]["agreed"], "< $30");
    home.refused(
        &["report", "summer"],
        "No campaign is called \"summer\". There are: winter.",
    );
    home.refused(
        &["report", "winter", "--wave", "2"],
        "This campaign has no waves.",
    );
}

#[test]
fn the_page_is_inert_and_never_replaces_a_file_unasked() {
    let home = home();
    home.ok(&["add", "/winter goal 90 <img src=x onerror=alert(1)> orders"]);
    let file = home.path().join("winter.html");
    home.ok(&["report", "winter", "--html", "winter.html"]);
    let page = std::fs::read_to_string(&file).unwrap();
    for part in [
        "<!doctype html>",
        "default-src 'none'",
        "Mia Okafor",
        "$480",
        "How the numbers come about",
    ] {
        assert!(page.contains(part), "{part}");
    }
    for active in [
        "<script",
        "<img",
        "http://",
        "https://",
        "javascript:",
        "{{",
        "url(",
    ] {
        assert!(!page.contains(active), "{active}");
    }
    home.refused(
        &["report", "winter", "--html", "winter.html"],
        "is there already and was left as it is",
    );
    std::fs::write(&file, "mine").unwrap();
    home.refused(
        &["report", "winter", "--html", "winter.html"],
        "--overwrite replaces it",
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    home.ok(&["report", "winter", "--html", "winter.html", "--overwrite"]);
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("Mia Okafor")
    );
    let left: Vec<_> = std::fs::read_dir(home.path())
        .unwrap()
        .flatten()
        .map(|e| e.file_name())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().contains(".tmp")),
        "{left:?}"
    );
    home.refused(
        &["report", "winter", "--html", "no/such/folder/winter.html"],
        "cannot be written",
    );
}
