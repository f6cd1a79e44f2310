//! What every frame owes whoever looks at it, on every screen and at every size.

use touchbase::app::App;

use super::harness::{Desk, row};
use super::seed::morning;

/// A way onto each screen and window, from the review.
const SCREENS: &[&str] = &[
    "1",
    "1 z z",
    "1 i",
    "2",
    "2 i",
    "2 Space Space",
    "2 Enter",
    "2 Enter ]",
    "2 Enter ] ]",
    "2 Enter ] ] ]",
    "2 Enter ] ] ] ]",
    "2 Enter [ [",
    "2 Enter [",
    ":",
    ": @",
    "?",
    "n",
    "g",
    "z",
    "2 z",
    "y",
    "o",
    "s",
    "c",
    "r",
    "f",
    "t",
    "A",
    "s /",
    "n n",
    "n v",
    "n b",
    "n w",
    "a",
    "a Ctrl+U",
    "a Ctrl+U F1",
    "e",
    "2 e",
    "2 Space Space e",
    "2 Enter e",
    "2 /",
    "2 / q q q q",
    "z t",
    "2 z c",
    "2 z s",
    "2 z f",
    "2 z h",
    "g u",
    ": l o g Enter",
    ": s t a r t Enter",
    ": e x p l a i n Enter",
    "x",
    "x u",
    "d",
    "q",
];

const SIZES: &[(u16, u16)] = &[
    (250, 80),
    (140, 40),
    (120, 36),
    (110, 24),
    (109, 23),
    (80, 24),
    (79, 30),
    (60, 20),
    (59, 16),
    (41, 15),
    (40, 12),
];

fn visit(desk: &mut Desk, screen: &str, look: &mut dyn FnMut(&mut Desk, &str)) {
    desk.strict = false;
    for _ in 0..6 {
        desk.keys("Esc");
    }
    desk.m.app.leave_welcome();
    desk.m.app.card = true;
    desk.m.app.review.one = false;
    desk.keys("1 Home").keys(screen);
    for (w, h) in SIZES {
        desk.size(*w, *h);
        look(desk, &format!("{screen} at {w}x{h}"));
    }
    desk.size(120, 36);
}

#[test]
fn help_is_named_and_a_cursor_stands_on_every_screen() {
    let mut desk = Desk::demo();
    for screen in SCREENS {
        visit(&mut desk, screen, &mut |desk, name| {
            let (buffer, cursor) = desk.frame();
            let last = row(&buffer, buffer.area.height - 1);
            let shares = buffer.area.height < 24 && desk.app().status.now().is_some();
            assert!(
                shares || last.trim_end().ends_with(" keys"),
                "{name}: \"{last}\""
            );
            let (x, y) = cursor.unwrap_or_else(|| panic!("{name}: no cursor\n{}", desk.screen()));
            assert!(
                x < buffer.area.width && y < buffer.area.height,
                "{name}: the cursor stands at {x} {y}"
            );
        });
    }
}

#[test]
fn rows_are_as_wide_as_the_window_and_cells_hold_no_control_characters() {
    use unicode_width::UnicodeWidthStr;
    let mut desk = Desk::demo();
    for screen in SCREENS {
        visit(&mut desk, screen, &mut |desk, name| {
            let (buffer, _) = desk.frame();
            for y in 0..buffer.area.height {
                let text = row(&buffer, y);
                assert_eq!(
                    text.width(),
                    usize::from(buffer.area.width),
                    "{name}: \"{text}\""
                );
                assert!(!text.contains(char::is_control), "{name}: {text:?}");
            }
        });
    }
}

#[test]
fn the_plain_theme_is_ascii_but_for_what_people_wrote() {
    let mut desk = Desk::on("2026-11-24", morning);
    desk.m.app.theme = "plain".into();
    for screen in SCREENS.iter().filter(|s| !s.contains("z t")) {
        visit(&mut desk, screen, &mut |desk, name| {
            let screen = desk.screen();
            let strange: Vec<char> = screen
                .chars()
                .filter(|c| !c.is_ascii())
                .filter(|c| *c != '€')
                .collect();
            assert!(strange.is_empty(), "{name}: {strange:?}\n{screen}");
        });
    }
}

/// Names are cut where there is no room, and a cut shows.
#[test]
fn a_name_is_whole_or_ends_in_an_ellipsis() {
    let mut desk = Desk::demo();
    desk.strict = false;
    for view in ["1", "2"] {
        desk.keys(view);
        for (w, h) in SIZES {
            desk.size(*w, *h);
            let screen = desk.screen();
            for name in listed(desk.app(), view)
                .iter()
                .take(if view == "1" { 2 } else { 3 })
            {
                let cut = (1..=name.chars().count())
                    .rev()
                    .map(|n| name.chars().take(n).collect::<String>() + "…");
                let whole = screen.contains(name.as_str());
                assert!(
                    whole || cut.clone().any(|c| screen.contains(&c)),
                    "{name} at {w}x{h}\n{screen}"
                );
            }
        }
    }
}

fn listed(app: &App, view: &str) -> Vec<String> {
    match view {
        "1" => app
            .review
            .queue
            .cards
            .iter()
            .filter_map(|c| c.on.creator())
            .map(|c| app.model.called(c))
            .collect(),
        _ => app
            .roster
            .list
            .rows()
            .iter()
            .map(|c| app.model.called(*c))
            .collect(),
    }
}

#[test]
fn every_size_down_to_nothing_draws_something_or_says_what_it_needs() {
    let mut desk = Desk::demo();
    desk.strict = false;
    for screen in ["1", "2", "2 Enter", "?", "a", "e"] {
        for _ in 0..4 {
            desk.keys("Esc");
        }
        desk.keys(screen);
        for w in (0..=60).step_by(4) {
            for h in 0..=16 {
                desk.size(w, h);
                let text = desk.screen();
                if w >= 24 && (w < 40 || h < 12) && h > 3 {
                    assert!(text.contains("touchbase needs 40 x 12"), "{w}x{h}\n{text}");
                }
            }
        }
    }
}
