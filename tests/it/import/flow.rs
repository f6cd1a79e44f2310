//! The import by its keys: a file goes in, keys are pressed, rows and screens come out.

use std::path::PathBuf;

use tempfile::TempDir;

use super::bench::Bench;
use touchbase::app::keys::{Code, Key};
use touchbase::app::modal::Modal;
use touchbase::app::modal::import::{Pane, Step};
use touchbase::app::start::StartOptions;
use touchbase::app::{Effect, Msg, ViewId};
use touchbase::domain::rows::*;
use touchbase::runtime::Machine;

const SHEET: &str = "\
Name,IG handle,Followers,Email,Status,Last contact,Rate,Notes,ROI?
Mia Okafor,@miabrews,\"18,400\",mia@example.com,Contacted,13/11/2026,$350,likes early mornings,1.4
Ruth Kelley,@ruthreads,27.1k,ruth@example.com,negotiating,03/11/2026,400 USD,,
Dana Whitfield,@danabakes,9100,dana@example.com,Live,,,,2
,,,,to check,,,no name,
Theo Novak,@theo,abc,theo@example.com,blue,,,,
";

#[test]
fn a_file_is_shown_mapped_imported_and_taken_back() {
    let mut bench = Bench::new(120, 36);
    bench.file("list.csv", SHEET);
    assert_eq!(bench.import().step, Step::File);
    bench
        .shows("Separator")
        .shows("comma")
        .shows("5 rows, 9 columns");
    bench.keys("Enter");
    bench
        .shows("9 columns · comma, UTF-8 · first line = names")
        .shows("IF YOU IMPORT NOW");
    bench
        .shows("Stage (5 values)")
        .shows("Last contact, d/m/y")
        .shows("line 5: no name, no handle and no");
    assert!(bench.names().is_empty());
    bench.keys("Ctrl+S");
    assert_eq!(
        bench.names(),
        ["Mia Okafor", "Ruth Kelley", "Dana Whitfield", "Theo Novak"]
    );
    assert_eq!(
        bench.status(),
        "4 imported from list.csv, 1 skipped (line 5)"
    );
    assert_eq!(
        &*bench.creator("Theo Novak").extra,
        "Followers: abc\nStatus: blue"
    );
    assert!(bench.machine.app.modals.is_empty());
    assert_eq!(bench.machine.app.place(), ViewId::Review);
    assert_eq!(bench.machine.app.model.mappings.len(), 1);
    bench.agree();
    bench.keys("u");
    assert!(bench.names().is_empty() && bench.machine.app.model.mappings.is_empty());
    bench.agree();
}

#[test]
fn the_same_file_again_has_nothing_new() {
    let mut bench = Bench::new(120, 36);
    bench
        .file("list.csv", SHEET)
        .keys("Enter Ctrl+S")
        .file("list.csv", SHEET)
        .keys("Enter");
    bench.shows("nothing new in this file: 4 known, 0");
    bench.keys("Ctrl+S");
    assert_eq!(
        bench.status(),
        "nothing new in this file: 4 known, 0 would change"
    );
    assert_eq!(bench.import().step, Step::Columns);
    assert_eq!(
        bench.machine.app.model.touches.len(),
        3,
        "the note came only once"
    );
    bench.agree();
}

#[test]
fn pasted_cells_go_straight_to_the_columns() {
    let mut bench = Bench::new(120, 36);
    bench.machine.feed(Msg::Paste(
        "Name\tHandle\tPlatform\nMia\t@m\tTikTok\nRuth\t@r\tInstagram".into(),
    ));
    assert_eq!(bench.import().step, Step::Columns);
    bench.keys("Ctrl+S");
    assert_eq!(bench.names(), ["Mia", "Ruth"]);
    bench.agree();
}

#[test]
fn an_open_date_holds_its_rows_until_it_is_answered() {
    let sheet = "Name,Email,Last contact\nMia,m@x.de,03/11/2025\nRuth,r@x.de,04/11/2025\nDana,d@x.de,2025-11-05\n";
    let mut bench = Bench::new(120, 36);
    bench.file("d.csv", sheet).keys("Enter Ctrl+S");
    assert!(
        bench
            .status()
            .starts_with("2 cells hang on the ? of \"Last contact\""),
        "{}",
        bench.status()
    );
    assert_eq!(bench.import().columns.current(), Some(&2));
    bench.shows("Last contact, ?").shows("waiting");
    bench.keys("Enter").shows("Last contact, d/m/y");
    bench.keys("Enter").shows("Last contact, m/d/y");
    bench.keys("Enter Ctrl+S");
    assert_eq!(bench.names(), ["Mia", "Ruth", "Dana"]);
    let mia = bench.creator("Mia").id;
    let at = bench.machine.app.model.of::<Touch>(mia).next().unwrap().at;
    assert_eq!(bench.machine.app.clock.day_of(at).to_string(), "2025-11-03");
}

#[test]
fn a_second_press_goes_on_and_keeps_the_cells_that_hang() {
    let sheet = "Name,Email,Last contact\nMia,m@x.de,03/11/2025\nDana,d@x.de,2025-11-05\n";
    let mut bench = Bench::new(120, 36);
    bench.file("d.csv", sheet).keys("Enter Ctrl+S j Ctrl+S");
    assert!(
        bench.names().is_empty(),
        "another key in between takes the warning back"
    );
    bench.keys("Ctrl+S");
    assert_eq!(bench.names(), ["Mia", "Dana"]);
    assert_eq!(bench.status(), "2 imported from d.csv");
    assert_eq!(&*bench.creator("Mia").extra, "Last contact: 03/11/2025");
}

#[test]
fn a_status_word_becomes_what_is_said() {
    let mut bench = Bench::new(120, 36);
    bench
        .file("list.csv", SHEET)
        .keys("Enter Down Down Down Down Enter");
    assert_eq!(bench.import().pane, Pane::Words);
    let words: Vec<String> = (0..)
        .map_while(|at| bench.import().word_line(at))
        .map(|w| w.word)
        .collect();
    let live = words.iter().position(|w| w == "Live").unwrap();
    bench
        .keys(&"Down ".repeat(live))
        .keys("Enter")
        .shows("\"Live\" (1 rows) becomes");
    bench
        .keys("6")
        .shows("6 Retention, reactivation or graduation");
    bench.keys("Ctrl+S");
    assert_eq!(bench.deal("Dana Whitfield").stage, Stage::Retention);
    assert_eq!(bench.deal("Mia Okafor").stage, Stage::Pitch);
    // Remembered for the next file of this kind.
    let more = "Name,IG handle,Followers,Email,Status,Last contact,Rate,Notes,ROI?\nZoe,@zoe,1,z@x.de,Live,,,,\n";
    bench
        .file("more.csv", more)
        .keys("Enter")
        .shows("where they went last time")
        .keys("Ctrl+S");
    assert_eq!(bench.deal("Zoe").stage, Stage::Retention);
    bench.agree();
}

#[test]
fn a_column_is_left_out_and_sent_elsewhere() {
    let mut bench = Bench::new(120, 36);
    bench
        .file("list.csv", SHEET)
        .keys("Enter Down Down Down Space");
    bench.shows("left out");
    assert_eq!(bench.import().columns.at(), 4, "the cursor moves on");
    // "ROI?" becomes the source: a long list, so by its last entries from the end.
    bench.keys("End e").shows("\"ROI?\" goes to");
    let source = touchbase::exchange::fields::TARGETS
        .iter()
        .rev()
        .position(|t| t.key == "source")
        .unwrap();
    bench
        .keys("End")
        .keys(&"Up ".repeat(source + 1))
        .keys("Enter")
        .shows("Source")
        .keys("Ctrl+S");
    assert_eq!(&*bench.creator("Mia Okafor").email, "");
    assert_eq!(&*bench.creator("Mia Okafor").source, "1.4");
    assert_eq!(bench.names().len(), 4);
}

#[test]
fn updates_are_looked_at_and_left_out_one_by_one() {
    let mut bench = Bench::new(120, 36);
    bench
        .file(
            "a.csv",
            "Name,Email,Niche\nMia,m@x.de,tea\nRuth,r@x.de,books\n",
        )
        .keys("Enter Ctrl+S");
    bench
        .file(
            "b.csv",
            "Name,Email,Niche\nMia,m@x.de,coffee\nRuth,r@x.de,film\nDana,d@x.de,cake\n",
        )
        .keys("Enter");
    bench
        .shows("UPDATES ASK FIRST")
        .shows("Niche tea ► coffee")
        .keys("Ctrl+S");
    assert_eq!(bench.import().step, Step::Updates);
    bench
        .shows("creators you know that would change")
        .keys("Space")
        .shows("stays as it is")
        .keys("Ctrl+S");
    assert_eq!(bench.status(), "2 imported from b.csv, 1 left as they were");
    assert_eq!(&*bench.creator("Mia").niche, "tea");
    assert_eq!(&*bench.creator("Ruth").niche, "film");
    assert_eq!(bench.names(), ["Mia", "Ruth", "Dana"]);
    bench.agree();
    bench.keys("u");
    assert_eq!(&*bench.creator("Ruth").niche, "books");
    bench.agree();
}

#[test]
fn a_workbook_starts_on_its_first_filled_tab_and_has_the_others() {
    let mut bench = Bench::new(120, 36);
    let one: &[&[&str]] = &[&["Name", "Email"], &["Mia", "m@x.de"]];
    let two: &[&[&str]] = &[&["Name", "Email"], &["Ruth", "r@x.de"], &["Dana", "d@x.de"]];
    bench
        .book(&[("Cover", &[]), ("Active", one), ("Past", two)])
        .shows("2 of 3")
        .shows("Active");
    bench.keys("t").shows("3 of 3").keys("Enter Ctrl+S");
    assert_eq!(bench.names(), ["Ruth", "Dana"]);
}

#[test]
fn how_a_file_is_read_can_be_changed() {
    let mut bench = Bench::new(120, 36);
    bench
        .file(
            "h.csv",
            "Our creators\nName;Email\nMia;m@x.de\nRuth;r@x.de\n",
        )
        .shows("line 2")
        .shows("semicolon");
    bench
        .keys("+")
        .shows("line 3")
        .keys("- -")
        .shows("line 1")
        .keys("+")
        .shows("line 2");
    bench
        .keys("s")
        .shows("tab")
        .keys("Left")
        .shows("semicolon")
        .shows("line 2");
    bench
        .keys("n")
        .shows("windows-1252")
        .keys("Enter Esc Enter Ctrl+S");
    assert_eq!(bench.names(), ["Mia", "Ruth"]);
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let mut bench = Bench::new(80, 24);
    bench
        .file("empty.csv", "")
        .shows("the file is empty")
        .keys("Enter");
    assert!(
        bench.status().contains("the file is empty"),
        "{}",
        bench.status()
    );
    bench.keys("Esc");
    assert!(bench.machine.app.modals.is_empty());
    bench
        .file("head.csv", "Name,Email\n")
        .shows("no rows below the header");
}

#[test]
fn amounts_without_a_currency_are_asked_where_none_is_set() {
    let mut bench = Bench::new(120, 36);
    bench.machine.app.settings.general.currency = None;
    bench
        .file(
            "r.csv",
            "Name,Email,Rate\nMia,m@x.de,350\nRuth,r@x.de,400\n",
        )
        .keys("Enter")
        .shows("Rate, ?");
    bench.keys("Ctrl+S Enter").shows("Rate, in EUR");
    bench.keys("j Enter").shows("Rate, EUR").keys("Ctrl+S");
    assert_eq!(bench.creator("Mia").rate.unwrap().to_string(), "€350");
}

#[test]
fn a_change_under_the_plan_is_seen_before_it_is_imported() {
    let mut bench = Bench::new(120, 36);
    bench
        .file("a.csv", "Name,Email\nMia,m@x.de\n")
        .keys("Enter");
    let other = Machine::open(
        bench.machine.paths().clone(),
        false,
        StartOptions::default(),
    )
    .unwrap();
    let mut other = Bench {
        machine: other,
        folder: TempDir::new().unwrap(),
    };
    other.machine.app.leave_welcome();
    other
        .file("b.csv", "Name,Email\nMia,m@x.de\nZoe,z@x.de\n")
        .keys("Enter Ctrl+S");
    bench.keys("Ctrl+S");
    assert!(
        bench.status().starts_with("your file changed meanwhile"),
        "{}",
        bench.status()
    );
    bench
        .shows("nothing new in this file: 1 known")
        .keys("Ctrl+S");
    assert_eq!(bench.names(), ["Mia", "Zoe"]);
    bench.agree();
}

#[test]
fn every_size_shows_what_matters_and_no_cell_is_cut_without_a_sign() {
    for (w, h) in [
        (200, 60),
        (120, 36),
        (120, 20),
        (80, 24),
        (60, 20),
        (40, 12),
    ] {
        let mut bench = Bench::new(w, h);
        bench
            .file("list.csv", SHEET)
            .shows("list.csv")
            .shows("Separator")
            .keys("Enter");
        bench.shows("IG handle").shows(
            "new 4"
                .replace("new 4", if w >= 110 && h > 30 { "new" } else { "new 4" })
                .as_str(),
        );
        bench
            .keys("End")
            .shows("ROI?")
            .keys("Tab")
            .shows("STATUS VALUES")
            .keys("Tab")
            .shows("IF YOU IMPORT NOW");
        bench
            .keys("Tab")
            .shows("Row 1 of 4")
            .keys(".")
            .shows("Row 2 of 4")
            .keys("Esc Ctrl+S");
        assert_eq!(bench.names().len(), 4, "{w}x{h}");
        bench
            .file(
                "b.csv",
                "Name,Email,Niche\nMia Okafor,mia@example.com,coffee\n",
            )
            .keys("Enter Ctrl+S");
        bench.shows("Mia Okafor").shows("Niche").keys("Ctrl+S");
        assert_eq!(&*bench.creator("Mia Okafor").niche, "coffee", "{w}x{h}");
    }
}

#[test]
fn cursor_keys_plan_nothing_and_unknown_keys_say_so() {
    let mut bench = Bench::new(120, 36);
    bench.file("list.csv", SHEET).keys("Enter x");
    assert!(bench.status().contains("does nothing here"));
    bench.keys("?").shows("Keys of the import").keys("Esc");
    assert_eq!(bench.import().step, Step::Columns);
    let key = Key::plain(Code::Down);
    let mut modal = bench.machine.app.modals.pop().unwrap();
    let (_, effects) = modal.key(&mut bench.machine.app, key);
    assert_eq!(effects, Vec::<Effect>::new());
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_takes_long_can_be_stopped() {
    let mut bench = Bench::new(80, 24);
    bench.machine.wake_with(|| ());
    let pipe = |bench: &Bench, name: &str| {
        let path = bench.folder.path().join(name);
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &path,
            rustix::fs::FileType::Fifo,
            0o600.into(),
            0,
        )
        .unwrap();
        path
    };
    let never = pipe(&bench, "never.csv");
    bench.machine.feed(Msg::Paste(never.display().to_string()));
    bench.shows("Reading never.csv").keys("j");
    assert_eq!(
        bench.status(),
        "never.csv is still being read; Esc stops it"
    );
    bench.keys("Esc");
    assert!(bench.machine.app.modals.is_empty());
    let slow = pipe(&bench, "slow.csv");
    bench.machine.feed(Msg::Paste(slow.display().to_string()));
    bench.shows("Reading slow.csv");
    std::fs::write(&slow, "Name,Email\nMia,m@x.de\n").unwrap();
    let begun = std::time::Instant::now();
    while !matches!(bench.machine.app.modals.last(), Some(Modal::Import(_)))
        && begun.elapsed().as_secs() < 10
    {
        bench.machine.tick();
    }
    bench.fit();
    bench.shows("Import 1 of 3").keys("Enter Ctrl+S");
    assert_eq!(bench.names(), ["Mia"]);
    std::fs::write(&never, "").unwrap();
}

#[test]
fn no_strange_file_upsets_a_screen() {
    let samples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples/hostile");
    let mut files: Vec<PathBuf> = std::fs::read_dir(samples)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "csv"));
    files.sort();
    for (w, h) in [(120, 36), (80, 24), (40, 12)] {
        let mut bench = Bench::new(w, h);
        for file in &files {
            bench.machine.feed(Msg::Paste(file.display().to_string()));
            bench.fit();
            for key in [
                "s", "n", "+", "-", "Left", "Enter", "Down", "Space", "Enter", "Esc", "Tab", ".",
                "Tab", "End", "Tab", "Esc",
            ] {
                bench.keys(key).screen();
            }
            bench.keys("Ctrl+S Ctrl+S Ctrl+S").screen();
            bench.machine.app.modals.clear();
        }
        bench.agree();
    }
}

#[test]
fn who_a_row_is_about_is_asked_and_answered_by_a_letter() {
    let old =
        "Name,Instagram,Email\nMia Okafor,@miabrews,mia@example.com\nAna Lis,@ana,ana@a.example\n";
    let new = "Name,Instagram,Email\nMia Owusu,@miabrews,mia.owusu@example.com\nZoe Moss,@ana,zoe@z.example\n";
    let mut bench = Bench::new(120, 36);
    bench.file("old.csv", old).keys("Enter Ctrl+S");
    bench.file("new.csv", new).keys("Enter Ctrl+S");
    assert_eq!(bench.import().step, Step::Questions);
    bench
        .shows("Is this the same person? · question 1 of 2")
        .shows("HERE, Mia Okafor")
        .shows("► differs")
        .shows("Nothing is chosen for you");
    bench.keys("Enter");
    assert_eq!(
        bench.import().step,
        Step::Questions,
        "Enter answers nothing"
    );
    bench.keys("h");
    bench.shows("question 2 of 2").shows("HERE, Ana Lis");
    bench.keys("o");
    assert_eq!(bench.import().step, Step::Columns);
    assert_eq!(bench.status(), "all questions are answered; Ctrl+S imports");
    bench.keys("Ctrl+S");
    assert_eq!(bench.import().step, Step::Updates);
    bench.keys("Ctrl+S");
    assert_eq!(bench.names(), ["Mia Okafor", "Ana Lis", "Zoe Moss"]);
    let points: Vec<String> = bench
        .machine
        .app
        .model
        .contacts
        .iter()
        .map(|p| p.value.to_string())
        .collect();
    assert_eq!(points, ["mia.owusu@example.com", "Mia Owusu"]);
    bench.agree();
    bench.file("new.csv", new).keys("Enter");
    bench.shows("nothing new in this file: 2 known");
    bench.keys("Esc Esc Esc u");
    assert_eq!(bench.names(), ["Mia Okafor", "Ana Lis"]);
    bench.agree();
}
