//! Copies and putting them back.

use std::fs;
use std::path::PathBuf;

use super::Home;

fn copies(home: &Home) -> Vec<String> {
    let all = fs::read_dir(home.path().join("data/touchbase/touchbase-copies"))
        .into_iter()
        .flatten()
        .flatten();
    let mut names: Vec<String> = all
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_first_write_of_a_day_makes_a_copy() {
    let home = Home::with_people();
    assert_eq!(
        copies(&home),
        ["touchbase-2026-11-24.db"; 0],
        "a file begun today has nothing to copy"
    );
    let home = home.at("2026-11-25T09:00:00");
    home.ok(&["today"]);
    assert_eq!(
        copies(&home),
        ["touchbase-2026-11-24.db"; 0],
        "reading copies nothing"
    );
    let before = home.dump();
    home.ok(&["add", "buy ribbon fri"]);
    home.ok(&["add", "buy paper fri"]);
    assert_eq!(copies(&home), ["touchbase-2026-11-25.db"]);
    assert_ne!(home.dump(), before);
    let list = home.json(&["restore", "list", "--json"]);
    assert_eq!(list.as_array().unwrap().len(), 1);
    let said = home.ok(&["restore", "2026-11-25"]);
    assert!(
        said.contains("Restored") && said.contains(".before-restore-"),
        "{said}"
    );
    assert_eq!(home.dump(), before, "it was made before the write");
    home.is_whole();
}

#[test]
fn backups_go_where_they_are_told_and_overwrite_nothing() {
    let home = Home::with_people();
    assert!(
        home.ok(&["backup"])
            .contains("touchbase-2026-11-24-090000.db")
    );
    home.ok(&["backup", "mine.db"]);
    home.refused(&["backup", "mine.db"], "already there");
    let before = home.dump();
    home.ok(&["add", "buy ribbon fri"]);
    home.ok(&["restore", "mine.db"]);
    assert_eq!(home.dump(), before);
    assert!(
        home.ok(&["restore"])
            .contains("touchbase-2026-11-24-090000.db")
    );
}

#[test]
fn what_is_no_copy_is_not_restored() {
    let home = Home::with_people();
    let before = fs::read(home.db()).unwrap();
    fs::write(home.path().join("poem.db"), "roses are red").unwrap();
    home.refused(&["restore", "poem.db"], "not a touchbase file");
    home.refused(&["restore", "nowhere.db"], "There is no file");
    home.refused(&["restore", home.db().to_str().unwrap()], "already there");
    assert_eq!(fs::read(home.db()).unwrap(), before);
}

#[test]
fn a_damaged_file_is_named_and_can_be_put_back() {
    let home = Home::with_people();
    home.ok(&["backup"]);
    let good = home.dump();
    fs::write(home.db(), "rubbish".repeat(1000)).unwrap();
    home.refused(&["today"], "`touchbase restore list` shows the copies");
    let report = home.run(&["check", "--json"]);
    assert_eq!(report.code, Some(1));
    assert!(report.out.contains("\"clean\": false"), "{report:?}");
    home.ok(&["restore", "touchbase-2026-11-24-090000.db"]);
    assert_eq!(home.dump(), good);
}

#[test]
fn an_import_is_copied_before() {
    let home = Home::with_people();
    fs::write(home.path().join("a.csv"), "name,handle\nAna Lis,@analis\n").unwrap();
    home.ok(&["import", "a.csv", "--dry-run"]);
    assert!(!copies(&home).iter().any(|name| name.contains("import")));
    home.ok(&["import", "a.csv"]);
    home.ok(&["import", "a.csv"]);
    let before: Vec<String> = copies(&home)
        .into_iter()
        .filter(|name| name.contains("before-import"))
        .collect();
    assert_eq!(before, ["touchbase-before-import-2026-11-24-090000.db"]);
}

#[test]
fn a_copy_that_fails_is_told_and_stops_nothing() {
    let home = Home::with_people();
    let folder: PathBuf = home.path().join("data/touchbase/touchbase-copies");
    fs::write(&folder, "in the way").unwrap();
    let home = home.at("2026-11-25T09:00:00");
    let ran = home.run(&["add", "buy ribbon fri"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.err.contains("Today's copy of the file was not made."),
        "{ran:?}"
    );
}
