//! The library and the brief: every shelf says what it holds, what comes with the program becomes
//! one's own, a brief is edited, copied and logged, a checklist is gone through; and all of it can
//! be taken back.

use touchbase::app::panes::library::Shelf;
use touchbase::domain::rows::*;
use touchbase::runtime::TerminalRequest;

use super::harness::Desk;

const SIZES: &[(u16, u16)] = &[(120, 36), (80, 24), (60, 20), (40, 12)];

fn copied(desk: &Desk) -> String {
    let last = desk.outside.iter().rev().find_map(|o| match o {
        TerminalRequest::Copy(text, _) => Some(text.clone()),
        _ => None,
    });
    last.unwrap_or_else(|| panic!("nothing was copied; {}", desk.status()))
}

#[test]
fn every_shelf_is_shown_at_every_size() {
    let mut desk = Desk::demo();
    desk.keys("7");
    for shelf in Shelf::ALL {
        for (w, h) in SIZES {
            desk.size(*w, *h).shows(shelf.label());
            let name = desk.app().library.lines[0].cells[0].clone();
            desk.shows(&name.chars().take(10).collect::<String>());
        }
        desk.keys("]");
    }
    desk.size(120, 36)
        .shows("Pitch-first-hello")
        .keys("[")
        .shows("Playbook")
        .keys("Tab k")
        .shows("Codes and links");
}

#[test]
fn empty_shelves_say_what_belongs_there() {
    let mut desk = Desk::on("2026-11-20", |seed| {
        seed.creator("Mia");
    });
    desk.keys("7 ]").shows("What each creator is asked for");
    desk.keys("]")
        .shows("The kind of creator you look for")
        .keys("] ]")
        .shows("Filters with a name")
        .keys("]")
        .shows("Promo codes and tracked links");
    desk.keys("D")
        .says("nothing under the cursor")
        .keys("Enter")
        .says("nothing under the cursor");
}

#[test]
fn what_comes_with_the_program_becomes_ones_own() {
    let mut desk = Desk::on("2026-11-20", |seed| {
        seed.creator("Mia");
    });
    let before = desk.dump();
    desk.keys("7 e").says("Made it yours").shows("Subject");
    assert_eq!(desk.app().model.templates.len(), 1);
    desk.keys("Esc u");
    assert_eq!(desk.dump(), before);
    // A page too, in the user's own editor.
    desk.keys("[ E");
    assert!(
        desk.outside
            .iter()
            .any(|o| matches!(o, TerminalRequest::Edit(text) if text.contains("Ask one thing")))
    );
    assert_eq!(desk.app().model.pages.len(), 1);
}

#[test]
fn a_template_goes_to_the_trash_and_comes_back() {
    let mut desk = Desk::demo();
    let shown = |desk: &Desk| desk.app().library.lines.len();
    desk.keys("7");
    let before = shown(&desk);
    desk.keys("D").says("To the trash");
    assert_eq!(shown(&desk), before - 1);
    desk.keys("u");
    assert_eq!(shown(&desk), before);
}

#[test]
fn things_are_added_found_and_removed() {
    let mut desk = Desk::on("2026-11-20", |seed| {
        seed.creator("Mia");
    });
    desk.keys("7 ] ] ] a").enter("Vetting").shows("Points");
    desk.keys("Tab Tab")
        .type_text("comments look real")
        .keys("Ctrl+S");
    assert_eq!(
        &*desk.app().model.checklists.iter().next().unwrap().points,
        "comments look real"
    );
    desk.shows("[ ] comments look real").keys("]");
    desk.keys("a").enter("All of them").says("then =");
    desk.keys("Ctrl+U").enter("The Ms = mi");
    desk.shows("1 fit")
        .keys("Enter")
        .shows("Use The Ms in")
        .keys("Enter");
    assert_eq!(
        (desk.app().roster.filter.text(), desk.current().as_str()),
        ("mi", "Mia")
    );
    desk.keys("7")
        .keys("/")
        .enter("zzz")
        .shows("Nothing matches")
        .keys("Esc")
        .shows("The Ms");
    desk.keys("D")
        .says("Removed The Ms")
        .keys("u")
        .shows("The Ms");
}

#[test]
fn a_brief_is_written_copied_and_logged() {
    let mut deal = Default::default();
    let mut desk = Desk::on("2026-11-20", |seed| {
        let mia = seed.creator("Mia Okafor");
        deal = seed.deal(mia, Stage::Onboarding);
        seed.set(deal, |c| c.agreed = Some("2026-11-12".parse().unwrap()));
    });
    let owed = |desk: &Desk| desk.items().iter().any(|i| i.contains("brief"));
    assert!(owed(&desk), "{:?}", desk.items());
    desk.keys("2 b")
        .shows("ONE GOAL")
        .shows("still empty: one goal");
    desk.keys("e")
        .shows("One goal")
        .enter("90 first orders")
        .keys("Ctrl+S")
        .shows("90 first orders");
    desk.keys("y");
    assert!(
        copied(&desk).contains("ONE GOAL    90 first orders"),
        "{}",
        copied(&desk)
    );
    desk.keys("Y");
    assert!(copied(&desk).contains("## One goal"));
    desk.keys("x")
        .says("Brief sent: Mia Okafor")
        .shows("sent Fri 20 Nov");
    assert!(!owed(&desk));
    desk.keys("Esc 7 ]")
        .shows("90 first orders")
        .shows("sent 20 Nov")
        .keys("y b");
    assert!(copied(&desk).contains("90 first orders"));
    desk.keys("u");
    assert_eq!(desk.app().model.get(deal).unwrap().brief_sent, None);
    assert!(owed(&desk));
}

#[test]
fn a_brief_fits_every_size() {
    let mut desk = Desk::demo();
    desk.keys("2 /").enter("sofia").keys("b");
    for (w, h) in SIZES {
        desk.size(*w, *h)
            .shows("Sofia")
            .shows("ONE GOAL")
            .shows("90 first orders");
    }
    desk.size(120, 36)
        .shows("SOFIA10")
        .keys("End ]")
        .keys("Esc")
        .hides("ONE GOAL");
}

#[test]
fn a_checklist_is_gone_through() {
    let mut desk = Desk::demo();
    desk.keys("2 /").enter("sofia");
    let sofia = desk.creator("Sofia Marín");
    let ticks = |desk: &Desk| desk.app().model.of::<Check>(sofia).count();
    let before = ticks(&desk);
    desk.keys("n f")
        .shows("comments look real")
        .keys("Space Enter")
        .says("Checked points");
    assert_ne!(ticks(&desk), before);
    desk.keys("u");
    assert_eq!(ticks(&desk), before);
}

#[test]
fn the_audience_tab_tells_the_match() {
    let mut desk = Desk::demo();
    desk.keys("2 /")
        .enter("sofia")
        .keys("Enter ]")
        .shows("Slow mornings")
        .shows("Slow mornings");
}

#[test]
fn a_tracked_link_needs_the_shop() {
    let mut desk = Desk::demo();
    desk.keys("2 /")
        .enter("sofia")
        .keys("y t")
        .says("set site under [general]");
    desk.m.app.settings.general.site = "juniper.example".into();
    desk.keys("y t");
    let link = copied(&desk);
    assert!(
        link.starts_with("https://juniper.example?utm_source=") && link.contains("sofiasipping"),
        "{link}"
    );
}

#[test]
fn hostile_names_stay_in_their_cells() {
    let mut desk = Desk::on("2026-11-20", |seed| {
        seed.add(|id| Template {
            id,
            name: "\u{1b}[2Jq\u{202e}x".into(),
            stage: Some(Stage::Discovery),
            language: "\u{1b}]0;x\u{7}".into(),
            subject: "".into(),
            body: "{first_name} \u{1b}[31m\n\u{7}".into(),
            trashed: false,
        });
        seed.add(|id| Segment {
            id,
            name: "bad".into(),
            filter: "fit>".into(),
        });
        seed.add(|id| Ideal {
            id,
            name: "x".into(),
            niche: "".into(),
            style: "".into(),
            audience: "[broken".into(),
            note: "".into(),
        });
    });
    desk.keys("7");
    for _ in Shelf::ALL {
        let screen = desk.screen();
        assert!(
            !screen.contains(['\u{1b}', '\u{7}', '\u{202e}']),
            "{screen}"
        );
        desk.keys("]");
    }
}

#[test]
fn a_brief_that_is_owed_stands_on_its_shelf_until_it_is_begun() {
    let mut deal = Default::default();
    let mut desk = Desk::on("2026-11-20", |seed| {
        let mia = seed.creator("Mia Okafor");
        deal = seed.deal(mia, Stage::Onboarding);
        seed.set(deal, |c| c.agreed = Some("2026-11-12".parse().unwrap()));
    });
    desk.keys("7 ]")
        .shows("Briefs 1")
        .shows("Mia Okafor")
        .shows("not begun")
        .shows("Enter begins it");
    desk.keys("D")
        .says("not begun yet")
        .keys("Enter")
        .shows("One goal");
    assert_eq!(
        desk.app()
            .model
            .briefs
            .iter()
            .map(|b| b.collaboration)
            .collect::<Vec<_>>(),
        [deal]
    );
    desk.type_text("40 orders")
        .keys("Ctrl+S")
        .shows("not sent")
        .hides("not begun")
        .shows("Briefs 1");
    desk.keys("u u").shows("not begun");
    assert_eq!(desk.app().model.briefs.iter().count(), 0);
}

#[test]
fn a_brief_is_written_to_a_file_that_was_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mut desk = Desk::on("2026-11-20", |seed| {
        let mia = seed.creator("Mia <b>Okafor");
        let winter = seed.campaign("Winter");
        let deal = seed.deal(mia, Stage::Onboarding);
        seed.set(deal, |c| {
            (c.agreed, c.campaign) = (Some("2026-11-12".parse().unwrap()), Some(winter))
        });
    });
    desk.keys("2 b w")
        .shows("brief-mia-b-okafor-winter.html")
        .shows("a page for a browser");
    desk.keys("Ctrl+U")
        .enter(&path("brief.pdf"))
        .says("ending in .html, .md or .txt");
    desk.keys("Ctrl+U")
        .enter(&path("brief.html"))
        .says("Written: ")
        .shows("Brief · Winter");
    let page = std::fs::read_to_string(path("brief.html")).unwrap();
    assert!(
        page.starts_with("<!doctype html>") && page.contains("Mia &lt;b&gt;Okafor"),
        "{page}"
    );
    let mode = std::os::unix::fs::PermissionsExt::mode(
        &std::fs::metadata(path("brief.html")).unwrap().permissions(),
    );
    assert_eq!(mode & 0o777, 0o600);
    desk.keys("w Ctrl+U")
        .enter(&path("brief.html"))
        .says("not overwritten");
    desk.keys("Esc Esc :")
        .enter("export brief")
        .keys("Ctrl+U")
        .enter(&path("brief.md"))
        .says("Written: ");
    assert!(
        std::fs::read_to_string(path("brief.md"))
            .unwrap()
            .starts_with("# Brief")
    );
}

#[test]
fn orders_with_a_code_nobody_has_are_listed_until_somebody_has_it() {
    let mut desk = Desk::on("2026-11-20", |seed| {
        let mia = seed.creator("Mia Okafor");
        let zoe = seed.creator("Zoe Lin");
        let code = seed.right(mia, RightKind::Code, "", "2026-12-31");
        seed.set(code, |r| r.code = "MIA10".into());
        for (n, code) in ["MIA15", " mia15 ", "#MIA15", "mia10", "QWERTZ"]
            .into_iter()
            .enumerate()
        {
            seed.add(|id| Sale {
                creator: (n == 4).then_some(zoe),
                order_ref: format!("#{n}").as_str().into(),
                code: code.into(),
                by: Attribution::Code,
                ..Sale::new(
                    id,
                    "2026-11-18".parse().unwrap(),
                    Some(touchbase::domain::money::Money::from_stored("4500 USD").unwrap()),
                )
            });
        }
    });
    let of = |desk: &mut Desk, name: &str| {
        let who = desk.creator(name);
        touchbase::domain::ledger::orders::of_creator(&desk.app().model, who).len()
    };
    assert_eq!(of(&mut desk, "Mia Okafor"), 1);
    desk.keys("7 [ [")
        .shows("Codes and links 3")
        .shows("3 orders, like MIA10")
        .shows("Mia Okafor?")
        .shows("$135");
    desk.shows("QWERTZ")
        .shows("1 order")
        .keys("D")
        .says("it goes when somebody has it");
    desk.keys("Enter")
        .shows("@miaokafor code MIA15")
        .keys("Enter")
        .says("ok ");
    desk.hides("like MIA10").shows("Codes and links 3");
    assert_eq!(of(&mut desk, "Mia Okafor"), 4, "its orders are hers now");
    desk.keys("u").shows("like MIA10");
    assert_eq!(of(&mut desk, "Mia Okafor"), 1);
}

#[test]
fn a_template_is_seen_as_somebody_would_get_it() {
    let mut desk = Desk::on("2026-11-20", |seed| {
        let mia = seed.creator("Mia Okafor");
        seed.deal(mia, Stage::Creation);
        let ana = seed.creator("Ana Lis");
        seed.set(ana, |c| c.language = "de".into());
        seed.add(|id| Template {
            id,
            name: "Own".into(),
            stage: None,
            language: "en".into(),
            subject: "For {first_name}".into(),
            body: "Hi {first_name},\n\n{personal}\n\nFee: {fee}\nCode: {code?}\nDate: {whenever}"
                .into(),
            trashed: false,
        });
    });
    desk.keys("7 /")
        .enter("own")
        .keys("Enter Ctrl+U")
        .shows("Fee: {fee}")
        .shows("Code: {code?}");
    desk.type_text("mia")
        .shows("To Mia Okafor")
        .shows("Subject: For Mia")
        .shows("Hi Mia,")
        .hides("Code: ");
    desk.shows("? {fee} has no value")
        .shows("? {whenever} is no field")
        .hides("? {personal}");
    desk.keys("Ctrl+U")
        .type_text("nobodyatall")
        .shows("nobody in the roster")
        .keys("Enter")
        .says("a handle or a name");
    desk.keys("Ctrl+U")
        .enter("@analis")
        .shows("Message")
        .shows("Ana Lis")
        .shows("Hi Ana,");
    desk.keys("Esc");
    assert!(
        desk.app().modals.is_empty() && desk.app().model.drafts.is_empty(),
        "nothing was written"
    );
}

#[test]
fn a_new_file_has_checklists_that_become_ones_own() {
    let mut desk = Desk::on("2026-11-20", |seed| {
        let mia = seed.creator("Mia");
        seed.deal(mia, Stage::Discovery);
    });
    let own = |desk: &Desk| desk.app().model.checklists.iter().count();
    desk.keys("7 ] ] ]")
        .shows("Vetting")
        .shows("Before pitching")
        .shows("Before keeping");
    assert_eq!(own(&desk), 0);
    desk.keys("3")
        .shows("[ ] fit scored")
        .shows("[ ] one clear idea");
    // Moving on warns and does not block.
    desk.keys(">")
        .says("stage 1 ► 2 · open: fit scored")
        .keys("u");
    // What the rows tell ticks itself; what is ticked by hand makes the list one's own.
    desk.keys("n v")
        .enter("5 4 4 5")
        .keys("3")
        .shows("[x] fit scored");
    desk.keys("n x")
        .shows("a recent post to name")
        .keys("j Space Enter")
        .shows("[x] a recent post to name");
    assert_eq!(own(&desk), 1);
    desk.keys("u").shows("[ ] a recent post to name");
    assert_eq!(own(&desk), 0);
    desk.keys("n f")
        .shows("comments look real")
        .keys("Space j Space Enter")
        .says("Checked points");
    assert_eq!((own(&desk), desk.app().model.checks.iter().count()), (1, 2));
    desk.keys("n f").keys("Space Enter").says("Checked points");
    assert_eq!(
        (own(&desk), desk.app().model.checks.iter().count()),
        (1, 1),
        "one list, whichever is ticked"
    );
    desk.agree();
}

#[test]
fn a_shipped_checklist_is_edited_emptied_and_comes_back() {
    let mut desk = Desk::on("2026-11-20", |seed| {
        seed.creator("Mia");
    });
    let names = |desk: &Desk| {
        desk.app()
            .library
            .lines
            .iter()
            .map(|l| l.cells[0].clone())
            .collect::<Vec<_>>()
    };
    desk.keys("7 ] ] ]");
    let all = names(&desk);
    desk.keys("j");
    assert_eq!(
        desk.app().library.line().unwrap().cells[0],
        "Before pitching"
    );
    desk.keys("e")
        .shows("Points")
        .keys("Tab Tab Ctrl+A Ctrl+K")
        .keys("Esc Esc");
    assert_eq!(names(&desk), all, "made one's own, it stands once");
    desk.keys("u")
        .keys("D")
        .says("Emptied Before pitching")
        .shows("0 points");
    desk.keys("3")
        .hides("fit scored")
        .keys("7 D")
        .says("comes with touchbase stands again")
        .shows("3 points");
    assert_eq!(names(&desk), all);
    desk.agree();
}
