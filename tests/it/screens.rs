//! Pictures of every screen on the demo, Friday 20 November 2026 at ten, at four sizes, and what
//! every frame owes whoever looks at it. A new screen is a row of `SCREENS`. A picture that changed
//! is looked at like code that changed: `cargo insta review`.
//!
//! A picture is the text, and below it the role of each cell as one letter (`letters`). Dark and
//! light give every role to the same cells, each in its own colours, so one layer stands for both;
//! plain is the same picture cell for cell in ASCII with attributes for colours. Both are asserted
//! for every picture, and a few are kept in plain to be looked at.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Modifier, Style};
use touchbase::app::modal::Modal;
use touchbase::ui::glyphs::ascii;
use touchbase::ui::theme::{Role, Theme};

use super::harness::{Desk, at, row};

/// Where a screen's keys begin.
#[derive(Clone, Copy)]
enum Start {
    /// The demo's review.
    Demo,
    /// The demo with nothing left to do today.
    Done,
    /// The first start.
    Nothing,
    /// An own file, with cells of a spreadsheet pasted.
    Sheet,
    /// The demo after ten working days without a review.
    Back,
}
use Start::{Back, Demo, Done, Nothing, Sheet};

/// The screens: a name, where the keys begin, the keys (text in quotes is typed).
const SCREENS: &[(&str, Start, &str)] = &[
    ("review", Demo, ""),
    ("review-moved", Demo, "j j j"),
    ("review-selected", Demo, "x Space Space"),
    ("review-one", Demo, "j j j z z"),
    ("review-answered", Demo, "x"),
    ("review-undone", Demo, "x u"),
    ("review-refused", Demo, "d"),
    ("review-filter", Demo, "/ '#core' Enter"),
    ("roster", Demo, "2"),
    ("roster-filter", Demo, "2 / 'tea'"),
    ("roster-selected", Demo, "2 Space Space"),
    ("roster-compare", Demo, "2 Space Space Space k k k z k"),
    ("roster-nothing", Demo, "2 / 'qwxz'"),
    ("profile-profile", Demo, "2 / 'sofia' Enter Enter"),
    ("profile-audience", Demo, "2 / 'sofia' Enter Enter ]"),
    ("profile-deals", Demo, "2 / 'sofia' Enter Enter ] ]"),
    (
        "profile-deliverables",
        Demo,
        "2 / 'sofia' Enter Enter ] ] ]",
    ),
    ("profile-payments", Demo, "2 / 'sofia' Enter Enter ] ] ] ]"),
    ("profile-results", Demo, "2 / 'sofia' Enter Enter ] ] ] ] ]"),
    ("profile-notes", Demo, "2 / 'sofia' Enter Enter ] ] ] ] ] ]"),
    ("palette", Demo, ":"),
    ("palette-people", Demo, ": '@so'"),
    ("help", Demo, "?"),
    ("help-search", Demo, "? 'snooze'"),
    ("menu-n", Demo, "n"),
    ("menu-g", Demo, "g"),
    ("menu-z", Demo, "z"),
    ("menu-y", Demo, "y"),
    ("menu-o", Demo, "o"),
    ("menu-s", Demo, "s"),
    ("menu-c", Demo, "c"),
    ("menu-theme", Demo, "z t"),
    ("menu-columns", Demo, "2 z c"),
    ("menu-sort", Demo, "2 z s"),
    ("menu-z-roster", Demo, "2 z"),
    ("next-step", Demo, "f 'send the dates fri'"),
    ("tags", Demo, "t"),
    ("snooze-date", Demo, "s / '31 nov'"),
    ("add-empty", Demo, "a Ctrl+U"),
    (
        "add",
        Demo,
        "a Ctrl+U '@sofia reel \"first pour\" live 9 dec /winter'",
    ),
    ("add-open", Demo, "a Ctrl+U '@s ask for address 5/12'"),
    ("add-grammar", Demo, "a F1"),
    ("form", Demo, "2 / 'sofia' Enter e"),
    ("form-wrong", Demo, "2 / 'sofia' Enter e Tab 'nonsense' Tab"),
    ("form-bulk", Demo, "2 Space Space Space e"),
    ("history", Demo, "x w : 'history' Enter"),
    ("zero", Done, ""),
    ("week", Demo, "z n"),
    ("away", Demo, "z a '21 dec to 4 jan'"),
    ("away-before", Demo, "z a '21 dec to 4 jan' Enter"),
    ("backlog", Back, ""),
    ("welcome", Nothing, ""),
    ("empty-review", Nothing, "Down Down Enter"),
    ("empty-roster", Nothing, "Down Down Enter 2"),
    ("import-mapping", Sheet, ""),
    ("import-file", Sheet, "Esc"),
    ("library", Demo, "7"),
    ("library-briefs", Demo, "7 ]"),
    ("library-ideals", Demo, "7 ] ]"),
    ("library-checklists", Demo, "7 ] ] ]"),
    ("library-segments", Demo, "7 ] ] ] ]"),
    ("library-codes", Demo, "7 [ ["),
    ("library-playbook", Demo, "7 ["),
    ("library-shelves", Demo, "7 Tab j j j"),
    ("library-filter", Demo, "7 / 'follow'"),
    (
        "library-preview",
        Demo,
        "7 / 'follow-up-1' Enter Enter Ctrl+U 'mia'",
    ),
    ("library-use", Demo, "7 ] ] ] ] Enter"),
    ("brief", Demo, "2 / 'sofia' Enter b"),
    ("brief-file", Demo, "2 / 'sofia' Enter b w"),
    ("debrief", Demo, "5 g g j j j j y r"),
    ("vetting-points", Demo, "2 / 'sofia' Enter n f"),
    ("board", Demo, "3"),
    ("board-moved", Demo, "3 l j"),
    ("board-selected", Demo, "3 l j Space Space"),
    ("board-filter", Demo, "3 / 'tea'"),
    ("board-nothing", Demo, "3 / 'teaqwxz' Enter"),
    ("board-checklist", Demo, "3 h h h h h l l n x"),
    ("board-warned", Demo, "3 h h h h h l l >"),
    ("board-goes-on", Demo, "3 h h h h h l l l l >"),
    ("board-funnel", Demo, "3 z u"),
    ("menu-z-board", Demo, "3 z"),
    ("empty-board", Nothing, "Down Down Enter 3"),
    (
        "profile-deals-target",
        Demo,
        "2 / 'sofia' Enter Enter ] ] j j j j",
    ),
    ("menu-new", Demo, "2 / 'sofia' Enter Enter ] ] n N"),
    ("form-new-deal", Demo, "2 / 'sofia' Enter Enter ] ] n N d"),
    ("outreach", Demo, "4 j j"),
    ("outreach-timeline", Demo, "4 j j Enter"),
    ("outreach-filter", Demo, "4 / 'tea'"),
    ("outreach-composer", Demo, "4 j j m"),
    ("composer", Demo, "j j j j j m"),
    (
        "composer-templates",
        Demo,
        "4 j j m 'Get well, all of you!' Ctrl+T",
    ),
    ("composer-fields", Demo, "4 j j m {"),
    (
        "composer-refused",
        Demo,
        "j j j j j m 'Get well, all of you!' Ctrl+S",
    ),
    (
        "composer-sent",
        Demo,
        "j j j j j m 'Get well, all of you!' Ctrl+S '9th' Ctrl+S",
    ),
    ("results", Demo, "5 g g j j j j"),
    ("results-always-on", Demo, "5 ]"),
    ("results-awareness", Demo, "5 z c j Enter"),
    ("results-affiliate", Demo, "5 z c j j j j Enter"),
    (
        "results-compare",
        Demo,
        "5 g g j j j j Space Space Space Space k k k k z k",
    ),
    ("results-formulas", Demo, "5 g g ="),
    ("results-campaign", Demo, "5 g g Enter"),
    ("results-filter", Demo, "5 / 'mia' Enter"),
    ("results-form", Demo, "5 g g e"),
    ("results-everything", Demo, "5 [ z d Home j j Enter"),
    (
        "results-by-format",
        Demo,
        "5 [ z d Home j j Enter z g Home j Enter",
    ),
    (
        "results-by-quarter",
        Demo,
        "5 [ z d Home j j j Enter z g End Enter",
    ),
    ("results-no-campaign", Demo, "5 [ ["),
    ("empty-results", Nothing, "Down Down Enter 5"),
    ("money", Demo, "g $"),
    ("money-commission", Demo, "g $ ]"),
    ("money-limits", Demo, "g $ ] ] ] ]"),
    ("orders", Demo, "2 / 'dana' Enter g O z d q j j j"),
    ("orders-codes", Demo, ": 'all orders' Enter G"),
    ("orders-given", Demo, ": 'all orders' Enter G Enter"),
    ("orders-refund", Demo, "2 / 'dana' Enter g O j n o '10'"),
    ("orders-shared", Demo, "2 / 'grace' Enter g O j j"),
    ("orders-nothing", Demo, "2 / 'dana' Enter g O z g z g"),
    ("calendar", Demo, "6"),
    ("calendar-moved", Demo, "2 / 'sofia' Enter 6 l l +"),
    ("calendar-filter", Demo, "6 / '#core' Enter"),
    ("calendar-month", Demo, "6 z m"),
    ("calendar-rights", Demo, "g i"),
    ("calendar-parcels", Demo, "g k"),
    ("live-check", Demo, "2 / 'sofia' Enter n l y n"),
];

/// The sizes of the pictures.
const SIZES: &[(u16, u16)] = &[(120, 36), (80, 24), (60, 20), (40, 12)];

/// More sizes at which a frame owes the same, at the edges of the classes.
const MORE: &[(u16, u16)] = &[
    (200, 60),
    (140, 40),
    (110, 24),
    (109, 23),
    (79, 16),
    (59, 15),
    (41, 13),
];

/// Screens that are kept in plain as well.
const PLAIN: &[&str] = &[
    "review",
    "roster",
    "profile-profile",
    "form",
    "palette",
    "welcome",
    "import-mapping",
];

/// A sheet as people keep it, copied from a spreadsheet.
const CELLS: &str = "Name\tIG handle\tFollowers\tEmail\tStatus\tLast contact\tRate\tNotes
Mia Okafor\t@miabrews\t18,4k\tmia@example.com\tContacted\t03/11/2026\t$350\tlikes early mornings
Zoë Çelik\t@zoe\t2.1K\tzoe@example.com\tto check\t12/10/2026\t\t
\t\t\t\t\t\t\t\tnobody
Jonas Weber\t@jonasklettert\t8900\tjonas at example\tLive\t01/09/2026\t350 EUR\tno posts on a wall
Ruth Kelley\t@ruthk\t152k\truth@example.com\tpast\t25/08/2026\t$400\t";

impl Start {
    fn desk(self) -> Desk {
        let mut desk = match self {
            Demo | Done | Back => Desk::demo(),
            Nothing | Sheet => Desk::empty(),
        };
        // What each key writes is the affair of other tests.
        desk.strict = false;
        desk.m.app.around.file = "~/.local/share/touchbase/touchbase.db".into();
        match self {
            Demo | Nothing => {}
            Back => drop(desk.keys("x").go(at("2026-12-07T09:00:00"))),
            Done => decide_all(&mut desk),
            Sheet => drop(desk.keys("Down Down Enter").paste(CELLS)),
        }
        desk
    }
}

fn decide_all(desk: &mut Desk) {
    while !desk.app().review.queue.is_zero() {
        let before = desk.app().review.queue.items().count();
        desk.keys("s w");
        if desk.app().review.queue.items().count() == before {
            desk.keys("Esc :").enter("drop").enter("no longer");
        }
    }
    desk.quiet();
}

/// Presses keys and types what stands in quotes.
fn press(desk: &mut Desk, script: &str) {
    for (n, part) in script.split('\'').enumerate() {
        if n % 2 == 0 {
            desk.keys(part)
        } else {
            desk.type_text(part)
        };
    }
}

fn frame(desk: &mut Desk, theme: &str) -> Buffer {
    desk.m.app.theme = theme.into();
    desk.frame().0
}

/// The themes of the sample lines.
const SAMPLES: &[Theme] = &[Theme::Auto, Theme::Dark, Theme::Light, Theme::Plain];

/// The letter of each look. Capitals and `=` are in the row under the cursor.
fn letters(theme: Theme, cell: &Cell) -> char {
    let reversed = cell.modifier.contains(Modifier::REVERSED);
    let look = Style::new().add_modifier(cell.modifier - Modifier::REVERSED);
    let look = if cell.fg == ratatui::style::Color::Reset {
        look
    } else {
        look.fg(cell.fg)
    };
    let found = [
        (Role::Text, ' '),
        (Role::Muted, 'm'),
        (Role::Late, 'l'),
        (Role::Due, 'd'),
        (Role::Wait, 'w'),
        (Role::Good, 'g'),
        (Role::Bad, 'b'),
        (Role::Title, 't'),
        (Role::Accent, 'a'),
        (Role::Rule, '-'),
    ]
    .into_iter()
    .find(|(role, _)| theme.style(*role) == look);
    // The sample lines of the first start are each in a theme of their own.
    let sample = || {
        SAMPLES
            .iter()
            .flat_map(|t| Role::ALL.iter().map(|r| t.style(*r)))
            .any(|sample| sample == look)
    };
    let found = found
        .map(|(_, letter)| letter)
        .or_else(|| sample().then_some('s'));
    let letter = found.unwrap_or_else(|| panic!("no role of {theme:?} looks like {cell:?}"));
    match letter {
        ' ' if reversed => '=',
        letter if reversed => letter.to_ascii_uppercase(),
        letter => letter,
    }
}

fn layer(theme: Theme, buffer: &Buffer) -> String {
    let line = |y| {
        (0..buffer.area.width)
            .map(|x| letters(theme, &buffer[(x, y)]))
            .collect::<String>()
    };
    (0..buffer.area.height)
        .map(|y| line(y).trim_end().to_string() + "\n")
        .collect()
}

fn text(buffer: &Buffer) -> String {
    (0..buffer.area.height)
        .map(|y| row(buffer, y).trim_end().to_string() + "\n")
        .collect()
}

/// The picture of the screen as it is.
fn picture(desk: &mut Desk, name: &str) {
    let (w, h) = desk.app().regions.size;
    let before = desk.app().theme.clone();
    let [dark, light, plain] = ["dark", "light", "plain"].map(|theme| frame(desk, theme));
    desk.m.app.theme = before;
    let roles = layer(Theme::Dark, &dark);
    // The sample lines of the first start are each in a theme of their own.
    if name != "welcome" {
        assert_eq!(
            roles,
            layer(Theme::Light, &light),
            "{name}: light gives other roles than dark"
        );
        in_plain(name, &dark, &plain);
    }
    keep(
        &format!("{name}-{w}x{h}"),
        &format!("{}--- roles\n{roles}", text(&dark)),
    );
    if PLAIN.contains(&name) {
        keep(&format!("{name}-{w}x{h}-plain"), &text(&plain));
    }
}

fn keep(file: &str, picture: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../screens");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(file, picture));
}

/// Plain is dark in ASCII, cell for cell, with attributes for colours.
fn in_plain(name: &str, dark: &Buffer, plain: &Buffer) {
    for (with, without) in dark.content.iter().zip(&plain.content) {
        let twin = ascii(with.symbol()).unwrap_or(with.symbol());
        assert_eq!(without.symbol(), twin, "{name}");
        let ours = without
            .symbol()
            .chars()
            .all(|c| c.is_ascii() || c.is_alphanumeric() || "€£".contains(c));
        assert!(ours, "{name}: \"{twin}\" has no twin in ASCII");
        let roles = Role::ALL.iter().filter(|role| {
            let look = Theme::Dark.style(**role);
            look.fg.unwrap_or_default() == with.fg
                && look.add_modifier == with.modifier - Modifier::REVERSED
        });
        let mut looks = roles.map(|role| Theme::Plain.style(*role).add_modifier);
        let look = without.modifier - Modifier::REVERSED;
        assert!(
            looks.any(|wanted| wanted == look),
            "{name}: {:?} {look:?} for {with:?}",
            without.symbol()
        );
    }
}

/// What every frame owes and this one does not give: its cursor where the eye is, the way to the
/// keys, the name of whom it is about, nothing cut without a sign and nothing written over.
fn owes(desk: &mut Desk, name: &str) -> Vec<String> {
    let size = desk.app().regions.size;
    let (buffer, cursor) = desk.frame();
    let screen = text(&buffer);
    let mut owed = touchbase::ui::faults(desk.app());
    let mut need = |given: bool, what: &str| owed.extend((!given).then(|| what.to_string()));
    need(
        screen.contains("? keys") || screen.contains("F1 keys"),
        "no way to the keys",
    );
    let reversed =
        |y: u16| (0..size.0).any(|x| buffer[(x, y)].modifier.contains(Modifier::REVERSED));
    let top = desk.app().modals.last();
    match cursor {
        None => need(false, "no cursor"),
        Some((x, y)) if x >= size.0 || y >= size.1 => need(false, "the cursor is outside"),
        Some((_, y)) => {
            let selected = !top.is_some_and(Modal::is_typing) && (0..size.1).any(reversed);
            need(
                !selected || reversed(y),
                "the cursor is not on the selected row",
            );
        }
    }
    if top.is_none() {
        let whose = desk.current();
        let first = whose.split(' ').next().unwrap_or_default();
        need(screen.contains(first), &format!("{whose} is not named"));
    }
    owed.iter()
        .map(|what| format!("{name} at {size:?}: {what}\n"))
        .collect()
}

/// Pictures of the rows with such names. They are taken in several tests so that these run side by
/// side.
fn pictures(wanted: fn(&str) -> bool) {
    let mut owed = Vec::new();
    for (name, from, keys) in SCREENS.iter().filter(|(name, ..)| wanted(name)) {
        let mut desk = from.desk();
        press(&mut desk, keys);
        for (w, h) in MORE {
            desk.size(*w, *h);
            owed.extend(owes(&mut desk, name));
        }
        for (w, h) in SIZES {
            desk.size(*w, *h);
            owed.extend(owes(&mut desk, name));
            picture(&mut desk, name);
        }
    }
    assert!(owed.is_empty(), "{}", owed.concat());
}

#[test]
fn reviews() {
    pictures(|name| name.starts_with("review"));
}

#[test]
fn profiles() {
    pictures(|name| name.starts_with("profile"));
}

#[test]
fn menus() {
    pictures(|name| name.starts_with("menu"));
}

#[test]
fn boards() {
    pictures(|name| name.starts_with("board"));
}

#[test]
fn money() {
    pictures(|name| name.starts_with("money"));
}

#[test]
fn orders() {
    pictures(|name| name.starts_with("orders"));
}

#[test]
fn calendars() {
    pictures(|name| name.starts_with("calendar"));
}

#[test]
fn results() {
    pictures(|name| name.starts_with("results"));
}

#[test]
fn messages() {
    pictures(|name| name.starts_with("outreach") || name.starts_with("composer"));
}

#[test]
fn all_others() {
    const ELSEWHERE: &[&str] = &[
        "review", "profile", "menu", "board", "calendar", "results", "outreach", "composer",
    ];
    pictures(|name| !ELSEWHERE.iter().any(|start| name.starts_with(start)));
}

#[test]
fn too_small_is_said() {
    let mut desk = Nothing.desk();
    desk.size(30, 8);
    keep("tiny-30x8", &desk.screen());
    desk.shows("needs 40 x 12")
        .shows("has 30 x 8")
        .shows("touchbase today")
        .shows("q quit");
    for (w, h) in [(0, 0), (1, 1), (7, 3), (39, 50), (300, 11)] {
        desk.size(w, h).frame();
    }
    desk.size(32, 6).keys("q q");
    assert!(desk.app().has_quit());
    let mut desk = Demo.desk();
    desk.size(32, 6).keys("Ctrl+C Ctrl+C");
    assert!(desk.app().has_quit());
}
