//! The looks as they were designed, cell by cell, and their contrast as it is measured.

use ratatui::style::{Color, Modifier, Style};

use super::{Role, Theme};

/// The design's table: dark, light, 16 colours on dark, 16 on light, unknown background, no colour.
/// `-` is the terminal's own colour; a number is one of the 16.
#[rustfmt::skip]
const DESIGN: &[(&[Role], [&str; 6])] = &[
    (&[Role::Text],             ["-", "-", "-", "-", "-", "-"]),
    (&[Role::Muted],            ["#a8a8a8", "#5a5a5a", "-", "-", "-", "-"]),
    (&[Role::Late],             ["#ff7b72 bold", "#b00020 bold", "9 bold", "1 bold", "9 bold", "bold"]),
    (&[Role::Due, Role::Gap],   ["#ffc24d", "#7a4f00", "11", "5", "bold", "bold"]),
    (&[Role::Wait],             ["#79b8ff", "#0b57b0", "14", "4", "12", "-"]),
    (&[Role::Warm],             ["-", "-", "-", "-", "-", "-"]),
    (&[Role::Planned],          ["-", "-", "-", "-", "-", "-"]),
    (&[Role::Good],             ["#3fd0b0", "#006b5b", "10", "bold", "bold", "bold"]),
    (&[Role::Bad],              ["#ff9d5c", "#9a3f00", "13", "1", "9", "underline"]),
    (&[Role::Money],            ["bold", "bold", "bold", "bold", "bold", "bold"]),
    (&[Role::Accent],           ["#d2a8ff bold", "#6a1fb0 bold", "14 bold", "4 bold", "12 bold", "bold"]),
    (&[Role::Rule],             ["#6e6e6e", "#767676", "8", "-", "-", "-"]),
    (&[Role::Selected],         ["reverse", "reverse", "reverse", "reverse", "reverse", "reverse"]),
    (&[Role::SelectedAway],     ["bold", "bold", "bold", "bold", "bold", "bold"]),
    (&[Role::Marked],           ["#d2a8ff bold", "#6a1fb0 bold", "14 bold", "4 bold", "12 bold", "underline"]),
    (&[Role::Core],             ["bold", "bold", "bold", "bold", "bold", "bold"]),
    (&[Role::Title],            ["bold", "bold", "bold", "bold", "bold", "bold"]),
];

const THEMES: [Theme; 6] = [
    Theme::Dark,
    Theme::Light,
    Theme::Dark16,
    Theme::Light16,
    Theme::Auto,
    Theme::Plain,
];

fn style(words: &str) -> Style {
    words
        .split(' ')
        .fold(Style::new(), |style, word| match word {
            "-" => style,
            "bold" => style.add_modifier(Modifier::BOLD),
            "underline" => style.add_modifier(Modifier::UNDERLINED),
            "reverse" => style.add_modifier(Modifier::REVERSED),
            hex if hex.starts_with('#') => style.fg(hex.parse().unwrap()),
            number => style.fg(Color::Indexed(number.parse().unwrap())),
        })
}

#[test]
fn every_look_is_the_designed_one() {
    for (roles, looks) in DESIGN {
        for (role, (theme, look)) in roles
            .iter()
            .flat_map(|r| THEMES.iter().zip(looks).map(move |x| (r, x)))
        {
            assert_eq!(theme.style(*role), style(look), "{role:?} in {theme:?}");
        }
    }
    for role in Role::ALL {
        assert!(
            DESIGN.iter().any(|(roles, _)| roles.contains(role)),
            "{role:?} is not in the design's table"
        );
    }
}

/// Relative luminance of WCAG 2.
fn luminance(rgb: u32) -> f64 {
    let channel = |shift: u32| {
        let c = f64::from((rgb >> shift) & 0xff) / 255.0;
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
}

fn contrast(a: u32, b: u32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Colours as 24 bits: those of a theme, or those of a palette for the 16.
fn rgb(color: Color, palette: &[u32; 16]) -> u32 {
    match color {
        Color::Rgb(r, g, b) => u32::from_be_bytes([0, r, g, b]),
        Color::Indexed(n) => palette[usize::from(n)],
        other => panic!("{other:?} is no colour of ours"),
    }
}

const XTERM: [u32; 16] = [
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f,
    0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
];
const CAMPBELL: [u32; 16] = [
    0x0c0c0c, 0xc50f1f, 0x13a10e, 0xc19c00, 0x0037da, 0x881798, 0x3a96dd, 0xcccccc, 0x767676,
    0xe74856, 0x16c60c, 0xf9f1a5, 0x3b78ff, 0xb4009e, 0x61d6d6, 0xf2f2f2,
];
const VGA: [u32; 16] = [
    0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa, 0x555555,
    0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
];

/// Asserts the contrast of every hue that text has in a theme, on each background. Borders are no
/// text.
fn check(theme: Theme, backgrounds: &[u32], palettes: &[[u32; 16]], at_least: f64) {
    for role in Role::ALL.iter().filter(|role| **role != Role::Rule) {
        let Some(color) = theme.style(*role).fg else {
            continue;
        };
        for palette in palettes {
            for background in backgrounds {
                let measured = contrast(rgb(color, palette), *background);
                assert!(
                    measured >= at_least,
                    "{role:?} in {theme:?} on #{background:06x}: {measured:.2}"
                );
            }
        }
    }
}

#[test]
fn hues_can_be_read() {
    check(
        Theme::Dark,
        &[0x000000, 0x1e1e1e, 0x282c34, 0x002b36],
        &[XTERM],
        5.5,
    );
    check(Theme::Light, &[0xffffff, 0xfdf6e3, 0xeff1f5], &[XTERM], 5.7);
    check(Theme::Light16, &[0xffffff], &[XTERM, CAMPBELL, VGA], 4.5);
    check(Theme::Dark16, &[0x000000], &[XTERM, CAMPBELL, VGA], 3.0);
    // Whatever the background is.
    check(
        Theme::Auto,
        &[0x000000, 0xffffff],
        &[XTERM, CAMPBELL, VGA],
        3.0,
    );
}
