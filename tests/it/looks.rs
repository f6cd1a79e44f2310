//! Looks and the mouse: statuses told apart without colour, which glyphs are used, the questions of
//! the first start, and what a click does.

use ratatui::style::Modifier;
use touchbase::app::Msg;
use touchbase::app::keys::Key;
use touchbase::app::mark::Mark;
use touchbase::app::start::StartOptions;
use touchbase::domain::settings::DateOrder;
use touchbase::ui::glyphs::ascii;
use touchbase::ui::mouse::{Hit, click, wheel};
use touchbase::ui::theme::{Role, Theme};

use super::harness::{Desk, row};

/// The statuses an item can have, with the role that shows them.
const STATUSES: &[(Mark, Role)] = &[
    (Mark::Late, Role::Late),
    (Mark::Due, Role::Due),
    (Mark::Wait, Role::Wait),
    (Mark::Warm, Role::Warm),
    (Mark::Planned, Role::Planned),
    (Mark::Gap, Role::Gap),
    (Mark::Core, Role::Core),
    (Mark::Plain, Role::Text),
];

#[test]
fn no_two_statuses_look_alike_without_colour() {
    for (n, (a, _)) in STATUSES.iter().enumerate() {
        for (b, _) in STATUSES.iter().skip(n + 1) {
            assert_ne!(a.glyph(), b.glyph(), "{a:?} and {b:?}");
            let twin = |mark: &Mark| ascii(mark.glyph()).unwrap_or(mark.glyph());
            // A star is a day of today in ASCII and a core creator: they stand in columns of their
            // own.
            let core = matches!((a, b), (Mark::Due, Mark::Core));
            assert!(core || twin(a) != twin(b), "{a:?} and {b:?} in ASCII");
        }
    }
    let marks = ["►", "+", "▲", "▼", "!", "~"].map(|glyph| ascii(glyph).unwrap_or(glyph));
    let mut apart = marks.to_vec();
    apart.sort_unstable();
    apart.dedup();
    assert_eq!(apart.len(), marks.len());
    // Marked rows and the row under the cursor differ from others by more than a hue in every
    // theme.
    for theme in [
        Theme::Dark,
        Theme::Light,
        Theme::Dark16,
        Theme::Light16,
        Theme::Auto,
        Theme::Plain,
    ] {
        assert!(
            theme
                .style(Role::Selected)
                .add_modifier
                .contains(Modifier::REVERSED)
        );
        assert_ne!(
            theme.style(Role::Marked).add_modifier,
            Modifier::empty(),
            "{theme:?}"
        );
        assert_ne!(
            theme.style(Role::SelectedAway).add_modifier,
            Modifier::empty(),
            "{theme:?}"
        );
    }
    for (mark, role) in STATUSES {
        assert_eq!(Theme::Plain.style(*role).fg, None, "{mark:?}");
    }
}

#[test]
fn no_colour_keeps_the_glyphs_and_plain_does_not() {
    let mut desk = Desk::demo();
    desk.m.app.around.no_color = true;
    desk.shows("■■■").shows("►");
    assert!(
        desk.frame()
            .0
            .content
            .iter()
            .all(|cell| cell.fg == ratatui::style::Color::Reset)
    );
    desk.m.app.theme = "plain".into();
    desk.hides("■").shows("> !").shows("###...");
    desk.m.app.settings.look.glyphs = "unicode".into();
    desk.shows("■■■");
}

#[test]
fn what_asks_for_a_theme_first_gets_it() {
    let colours = |desk: &mut Desk| {
        let (buffer, _) = desk.frame();
        buffer
            .content
            .iter()
            .filter(|cell| cell.fg != ratatui::style::Color::Reset)
            .count()
            > 0
    };
    let mut desk = Desk::demo();
    let config = desk.m.paths().config.clone();
    let state = desk.m.paths().state.join("screen.toml");
    std::fs::create_dir_all(config.parent().unwrap()).unwrap();
    let write = |file: &std::path::Path, text: Option<&str>| match text {
        Some(text) => std::fs::write(file, text).unwrap(),
        None => drop(std::fs::remove_file(file)),
    };
    for bits in 0..16u8 {
        let asks = |n: u8| bits & (1 << n) != 0;
        write(&config, asks(1).then_some("[look]\ntheme = \"dark16\"\n"));
        write(&state, asks(3).then_some("theme = \"light16\"\n"));
        desk = desk.started_again(StartOptions {
            theme: asks(0).then(|| "light".into()),
            no_color: asks(2),
        });
        let colourless = !asks(0) && !asks(1) && asks(2);
        assert_eq!(colours(&mut desk), !colourless, "{bits:04b}");
        // Without colours the theme chosen on the screen still says which glyphs there are.
        let named = ["light", "dark16", "", "light16"];
        let first = (0..4)
            .filter(|n| *n != 2)
            .find(|n| asks(*n))
            .map_or("auto", |n| named[usize::from(n)]);
        assert_eq!(desk.app().theme, first, "{bits:04b}");
    }
    // What is chosen while NO_COLOR decides waits for a start without it.
    write(&config, None);
    desk = desk.started_again(StartOptions {
        theme: None,
        no_color: true,
    });
    desk.keys("z t End Up Up")
        .keys("Enter")
        .says("NO_COLOR is set");
    assert!(!colours(&mut desk));
    let mut desk = desk.reopened();
    assert!(colours(&mut desk));
    // The theme of the settings is used at once when they are written.
    write(&config, Some("[look]\ntheme = \"plain\"\n"));
    desk.tick().says("settings read anew");
    assert!(!colours(&mut desk));
    desk.shows("> !");
}

#[test]
fn what_every_footer_names_works_over_every_window() {
    let mut desk = Desk::demo();
    for (open, title) in [
        ("z n", "The week ahead"),
        ("z t", "Theme"),
        ("b", "Brief"),
        ("g", "go to"),
        (": l o g Enter", "said"),
    ] {
        desk.keys(open)
            .shows(title)
            .keys("?")
            .shows("Keys in Review")
            .keys("Esc Esc");
        desk.keys(open)
            .shows(title)
            .keys(":")
            .shows("Commands and people")
            .keys("Esc Esc");
        assert!(desk.app().modals.is_empty(), "{title}");
    }
    // Where letters are text, other keys do it.
    desk.keys("a F1")
        .shows("Esc")
        .keys("Esc Ctrl+K")
        .shows("Commands and people");
}

#[test]
fn where_glyphs_are_wide_ascii_is_chosen_by_itself() {
    let mut desk = Desk::demo();
    desk.m.app.around.wide_glyphs = true;
    desk.hides("■").hides("═").shows("+= Review");
    desk.m.app.settings.look.glyphs = "unicode".into();
    desk.shows("╔═ Review");
    desk.m.app.around.wide_glyphs = false;
    desk.m.app.settings.look.glyphs = "ascii".into();
    desk.shows("+= Review");
}

#[test]
fn the_first_start_asks_and_remembers() {
    let mut desk = Desk::empty();
    desk.shows("5/12 is 5 Dec").shows("Mon to Fri").shows("USD");
    desk.keys("Right")
        .shows("[ dark  ]")
        .keys("Right Right")
        .shows("[ plain ]");
    desk.keys("Tab Right").shows("[ 5/12 is 12 May ]");
    desk.keys("Tab Left").shows("[ Sun to Thu ]");
    desk.keys("Tab Right").shows("[ EUR ]");
    let config = std::fs::read_to_string(&desk.m.paths().config).unwrap();
    for line in [
        "dates = \"m/d\"",
        "currency = \"EUR\"",
        "week = [\"mon\", \"tue\", \"wed\", \"thu\", \"sun\"]",
    ] {
        assert!(config.contains(line), "{config}");
    }
    desk.keys("Shift+Tab Shift+Tab Shift+Tab Left")
        .shows("[ light ]");
    // They hold in the demo, in the own file, and after a restart.
    desk.keys("Enter a Ctrl+U")
        .type_text("@sofia $350 due 12/5")
        .shows("€")
        .keys("Esc");
    let mut desk = desk.reopened();
    assert_eq!(desk.app().theme, "light");
    assert_eq!(
        desk.app()
            .settings
            .general
            .currency
            .map(|c| c.code().to_string()),
        Some("EUR".into())
    );
    desk.shows("Review");
}

#[test]
fn an_answer_of_the_first_start_leaves_what_else_was_proposed() {
    let mut desk = Desk::empty();
    desk.m.app.settings.general.dates = DateOrder::MonthDay;
    desk.m.app.around.guessed = true;
    desk.keys("Tab Tab Tab Right")
        .shows("[ EUR ]")
        .shows("5/12 is 12 May");
    let config = std::fs::read_to_string(&desk.m.paths().config).unwrap();
    assert!(
        config.contains("dates = \"m/d\"") && config.contains("currency = \"EUR\""),
        "{config}"
    );
}

/// The column and row of a text on the screen.
fn find(desk: &mut Desk, what: &str) -> (u16, u16) {
    let (buffer, _) = desk.frame();
    let place = (0..buffer.area.height).find_map(|y| {
        let line = row(&buffer, y);
        let at = line.find(what)?;
        Some((line[..at].chars().count() as u16, y))
    });
    place.unwrap_or_else(|| panic!("{what} is not on the screen:\n{}", desk.screen()))
}

/// A click on a text.
fn on(desk: &mut Desk, what: &str) {
    let (x, y) = find(desk, what);
    match click(desk.app(), x, y) {
        Some(Hit::Keys(keys)) => keys.into_iter().for_each(|key| desk.feed(Msg::Key(key))),
        Some(Hit::App(at)) => desk.feed(Msg::Point(at)),
        None => {}
    }
}

#[test]
fn clicks_select_rows_switch_views_and_press_keys() {
    for (w, h) in [(120, 36), (80, 24), (60, 20)] {
        let mut desk = Desk::demo();
        desk.size(w, h);
        on(&mut desk, "Mia Okafor");
        assert_eq!(desk.current(), "Mia Okafor");
        on(&mut desk, "x paid");
        on(&mut desk, "YOU OWE THEM");
        on(&mut desk, "2 Ros");
        desk.shows("Creator");
        on(&mut desk, "Ruth Kelley");
        assert_eq!(desk.current(), "Ruth Kelley");
        on(&mut desk, "? keys");
        desk.shows("Keys in Roster");
        desk.keys("Esc").hides("Keys in Roster");
    }
}

#[test]
fn clicks_choose_people_results_rights_and_parcels() {
    for (w, h) in [(120, 36), (80, 24), (60, 20)] {
        let mut desk = Desk::demo();
        desk.size(w, h);
        for (keys, who) in [
            ("4", "Ruth Kelley"),
            ("5", "Iris Novak"),
            ("g i", "Leo Park"),
            ("g k", "Nadia Benali"),
        ] {
            desk.keys(keys);
            assert_ne!(desk.current(), who, "{keys}");
            on(&mut desk, who);
            assert_eq!(desk.current(), who, "{keys} at {w} x {h}");
        }
        // The second line of somebody is theirs too, and a heading is nobody's.
        desk.keys("4");
        on(&mut desk, "draft 2 of Brew guide");
        assert_eq!(desk.current(), "Theo Lindqvist");
        on(&mut desk, "THEIR MOVE");
        assert_eq!(desk.current(), "Theo Lindqvist");
        desk.keys("5");
        on(&mut desk, "cost per order");
        desk.keys("Enter").shows("cost per order (CPA)").shows("= ");
    }
}

#[test]
fn clicks_choose_cards_weeks_and_days() {
    for (w, h) in [(120, 36), (80, 24), (60, 20)] {
        let mut desk = Desk::demo();
        desk.size(w, h).keys("3");
        let list = desk.app().regions.list;
        for y in [list.y, list.y + list.h - 1] {
            assert_eq!(
                click(desk.app(), 3, y),
                None,
                "headings, and how many more there are, are no cards"
            );
        }
        for _ in 0..6 {
            let shown: Vec<_> = desk
                .app()
                .board
                .column()
                .rows()
                .iter()
                .take(2)
                .map(|c| c.creator)
                .collect();
            for creator in shown {
                let name = desk.app().model.called(creator);
                on(&mut desk, &name);
                assert_eq!(
                    desk.app().current_creator(),
                    Some(creator),
                    "{name} at {w} x {h}"
                );
            }
            desk.keys("l");
        }
        desk.keys("6");
        if w == 120 {
            let (_, y) = find(&mut desk, "Ivo Brandt");
            on(&mut desk, "Ivo Brandt");
            assert_eq!(desk.current(), "Ivo Brandt");
            // The week whose number stands above the cell.
            let (x, _) = find(&mut desk, " 30 ");
            if let Some(Hit::App(at)) = click(desk.app(), x + 1, y) {
                desk.feed(Msg::Point(at));
            }
            desk.shows("Week of 30 Nov");
            desk.keys("z m");
        }
        on(&mut desk, "Amara");
        assert_eq!(desk.current(), "Amara Diallo", "at {w} x {h}");
        if w >= 80 {
            on(&mut desk, " 26");
            assert_eq!(
                desk.app().plan.day.to_string(),
                "2026-11-26",
                "at {w} x {h}"
            );
        }
    }
}

#[test]
fn clicks_in_a_window_choose_its_rows_and_run_its_letters() {
    let mut desk = Desk::demo();
    desk.keys("2 z").shows("sort");
    on(&mut desk, "sort…");
    desk.shows("Enter chooses");
    on(&mut desk, "Fit");
    desk.keys("Enter").hides("Enter chooses");
    desk.keys(":").type_text("calendar");
    on(&mut desk, "export-calendar");
    desk.keys("Enter").shows("Export the calendar to");
}

#[test]
fn a_click_in_a_window_reaches_nothing_below_it() {
    let mut desk = Desk::demo();
    let before = desk.current();
    desk.keys(":");
    for (x, y) in [(5, 5), (2, 12), (20, 0)] {
        assert_eq!(click(desk.app(), x, y), None);
    }
    assert_eq!(
        wheel(desk.app(), 5, 5, 1),
        Hit::Keys(vec![Key::parse("Down").unwrap()])
    );
    desk.keys("Esc");
    assert_eq!(desk.current(), before);
}

#[test]
fn the_wheel_turns_what_lies_under_it() {
    let mut desk = Desk::demo();
    let card = desk.app().regions.card.unwrap();
    let turn = |desk: &mut Desk, x, y, notches| match wheel(desk.app(), x, y, notches) {
        Hit::App(at) => desk.feed(Msg::Point(at)),
        Hit::Keys(_) => panic!("keys"),
    };
    turn(&mut desk, card.x + 2, card.y + 2, 1);
    assert!(desk.app().card_scroll > 0);
    turn(&mut desk, card.x + 2, card.y + 2, -5);
    assert_eq!(desk.app().card_scroll, 0);
    let before = desk.app().review.rows.at();
    turn(&mut desk, 5, 5, 1);
    assert_eq!(desk.app().review.rows.at(), before + 3);
    turn(&mut desk, 5, 5, -9);
    assert_eq!(desk.app().review.rows.at(), 0);
}

#[test]
fn the_mouse_is_off_until_it_is_asked_for() {
    let mut desk = Desk::demo();
    assert!(!desk.app().settings.look.mouse);
    desk.keys(":").enter("mouse").says("hold Shift");
    assert!(desk.app().settings.look.mouse);
    desk.keys(":").enter("mouse").says("terminal's again");
    assert!(!desk.app().settings.look.mouse);
}

#[test]
fn what_is_selected_is_told_beside_what_was_said() {
    for (w, h) in [(120, 36), (80, 24), (60, 20), (40, 12)] {
        let mut desk = Desk::demo();
        desk.size(w, h)
            .keys("x Space Space")
            .shows("2 selected")
            .shows("ok   Done")
            .shows("? keys");
        desk.keys("Esc").hides("2 selected");
        desk.keys("Esc 2 Space").shows("1 selected");
    }
}
