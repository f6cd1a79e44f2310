//! Random keys, pastes and sizes over every screen, on no data, the demo and rows from a stranger:
//! nothing panics, nothing is written that the app does not know, and no control character reaches
//! a cell.

use touchbase::app::Msg;
use touchbase::app::keys::{Code, Key};
use touchbase::domain::rows::*;
use touchbase::runtime::TerminalRequest;

use super::harness::Desk;
use super::seed::Seed;
use super::undo::Dice;

const KEYS: &[Code] = &[
    Code::Enter,
    Code::Enter,
    Code::Enter,
    Code::Esc,
    Code::Esc,
    Code::Tab,
    Code::Backspace,
    Code::Delete,
    Code::Up,
    Code::Down,
    Code::Down,
    Code::Left,
    Code::Right,
    Code::Home,
    Code::End,
    Code::PgUp,
    Code::PgDn,
    Code::F(1),
    Code::F(2),
];

const LETTERS: &str = "xXswrfAn!+-tc><*eyoDajkghluUzvJKi[].,/?:123 qdmp0479#@=$\"{é漢🫖\u{301}";

const PASTES: &[&str] = &[
    "",
    "hello",
    "@mia ask for address fri",
    "a\tb\nc\td\n",
    "name,handle\nMia,@mia\n",
    "\x1b[31mred\x07\x1b]0;title\x07",
    "one\ntwo\nthree",
    "\u{202e}backwards",
    "👩‍🔬👩‍🔬👩‍🔬",
    "/nowhere/list.csv",
    "2026-13-45",
    "+99999999999999999999",
    "\u{0}\u{9b}31m",
];

/// A key, seldom with modifiers.
fn key(dice: &mut Dice) -> Key {
    let code = match dice.roll(10) {
        0..=5 => Code::Char(
            LETTERS
                .chars()
                .nth(dice.roll(LETTERS.chars().count()))
                .unwrap(),
        ),
        _ => KEYS[dice.roll(KEYS.len())],
    };
    let ctrl = dice.roll(12) == 0;
    let code = match code {
        Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
        code => code,
    };
    Key {
        code,
        ctrl,
        alt: dice.roll(60) == 0,
        shift: !matches!(code, Code::Char(_)) && dice.roll(20) == 0,
    }
}

/// What a terminal would have done with what it was asked for.
fn answer(desk: &mut Desk, dice: &mut Dice) {
    for asked in std::mem::take(&mut desk.outside) {
        if let TerminalRequest::Edit(text) = asked {
            let back = if dice.roll(3) == 0 {
                Err("The editor ended badly.".to_string())
            } else {
                Ok(text + "\nmore\x1b[2J")
            };
            desk.feed(Msg::Edited(back));
        }
    }
}

/// Presses keys as they come; a monkey that sits in a corner proves nothing.
fn run(desk: Desk, seed: u64, events: usize) {
    let before = desk.steps();
    let (windows, places, steps) = play(desk, seed, events);
    assert!(
        windows >= 7 && places >= 3,
        "seed {seed}: {windows} kinds of windows, {places} places"
    );
    assert!(steps > before, "seed {seed}: {steps} steps after {before}");
}

/// The same, giving back how many kinds of windows and places it came to, and how many steps its
/// files held at most: it takes back steps, and goes from file to file.
fn play(mut desk: Desk, seed: u64, events: usize) -> (usize, usize, usize) {
    let mut dice = Dice::new(seed);
    desk.strict = false;
    let (mut windows, mut places) = (
        std::collections::HashSet::new(),
        std::collections::BTreeSet::new(),
    );
    let mut steps = std::collections::BTreeMap::new();
    for n in 0..events {
        match dice.roll(40) {
            0 => drop(desk.paste(dice.pick(PASTES))),
            1 => {
                let tall = dice.roll(8) == 0;
                let (w, h) = if tall {
                    (dice.roll(251), dice.roll(81))
                } else {
                    (30 + dice.roll(100), 8 + dice.roll(34))
                };
                desk.size(u16::try_from(w).unwrap(), u16::try_from(h).unwrap());
            }
            2 => drop(desk.tick()),
            _ => desk.press(key(&mut dice)),
        }
        answer(&mut desk, &mut dice);
        if desk.app().has_quit() {
            desk = desk.reopened();
        }
        if n % 5 == 0 {
            let (buffer, _) = desk.frame();
            let control = buffer
                .content()
                .iter()
                .find(|cell| cell.symbol().contains(char::is_control));
            assert_eq!(control, None, "event {n} of seed {seed}");
        }
        windows.insert(desk.app().modals.last().map(std::mem::discriminant));
        places.insert(desk.app().place());
        if n % 20 == 0 {
            let most = steps.entry(desk.m.paths().db.clone()).or_insert(0);
            *most = desk.steps().max(*most);
        }
        if n % 250 == 249 {
            desk.agree();
        }
    }
    desk.agree();
    (windows.len(), places.len(), steps.values().sum())
}

/// Rows as a stranger's file may bring them.
fn hostile(s: &mut Seed) {
    let names = [
        "\x1b[31mRed\x1b[0m",
        "\u{202e}olleh",
        "👩‍🔬 Dr. Tea 🫖",
        "e\u{301}e\u{301}e\u{301}e\u{301}",
        "مرحبا بالعالم",
        "森 優希",
        "a\u{200b}b\u{feff}c",
        "line\nbreak\ttab",
        "",
        "=cmd|' /C calc'!A0",
        "\u{9b}31mC1",
        "\u{7}bell",
        "ﷺﷺﷺ",
        "Z̴a̵l̶g̷o̸",
    ];
    let long = "word ".repeat(2_000) + &"x".repeat(3_000) + "\x1b]0;title\x07";
    for (n, name) in names.iter().enumerate() {
        let id = s.creator(name);
        s.set(id, |c| {
            (c.boundaries, c.niche, c.email) = (
                long.as_str().into(),
                name.repeat(20).as_str().into(),
                "a\x1b@b".into(),
            );
            c.tags = Tags::from_words(["\x1b[2J", "ok"]);
            c.extra = format!("{name}: {name}\nodd line").as_str().into();
        });
        let deal = s.deal(id, Stage::ALL[n % 6]);
        s.piece(deal, name, |d| {
            (d.draft_due, d.title) = (Some(super::seed::day("2026-11-20")), long.as_str().into())
        });
        s.wrote(id, "2026-11-19", &long);
        s.sent(id, "2026-11-18");
        s.follow(id, name, "2026-11-20");
        s.payment(id, "9223372036854775807 EUR", "2026-11-20");
        s.right(id, RightKind::Code, name, "9999-12-31");
    }
}

/// The seeds of a test, or the one that `MONKEY_SEED` names.
fn seeds(usual: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let named = std::env::var("MONKEY_SEED")
        .ok()
        .and_then(|text| text.parse().ok());
    named.map_or_else(|| usual.into_iter().collect(), |seed| vec![seed])
}

#[test]
fn on_the_demo() {
    for seed in seeds(3..=5) {
        run(Desk::demo(), seed, 2_600);
    }
}

#[test]
fn on_nothing() {
    for seed in seeds(12..=14) {
        play(Desk::empty(), seed, 600);
        // Keys do little where there is nobody: then with a few people, each a line of quick add.
        let mut desk = Desk::empty();
        desk.keys("Down Down Enter");
        for line in [
            "+ Ana Lis @analis ig 9k",
            "+ Zoe Ray @zoeray ig 5k",
            "+ Mia Oka @miaoka tt 12k",
        ] {
            desk.keys("a Ctrl+U").enter(line).says("ok ");
        }
        run(desk, seed, 1_800);
    }
}

#[test]
fn on_rows_from_a_stranger() {
    for seed in seeds(21..=23) {
        run(Desk::on("2026-11-20", hostile), seed, 2_000);
    }
}
