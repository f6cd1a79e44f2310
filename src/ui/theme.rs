//! Colours by role. Screens name roles, never colours; the word and the glyph carry the meaning and
//! hue only speeds it up. The table says each role's look in each theme; contrast was measured on
//! common backgrounds, which is why the theme for an unknown one uses so few hues.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Past dates, hints.
    Muted,
    /// Late, or owed by us.
    Late,
    /// Due today.
    Due,
    /// Waiting for them.
    Wait,
    /// Keep warm.
    Warm,
    /// Planned for a later day.
    Planned,
    /// Unknown, a gap.
    Gap,
    /// Good.
    Good,
    /// Bad.
    Bad,
    /// Money.
    Money,
    /// Focus and key letters.
    Accent,
    /// Borders.
    Rule,
    /// The row under the cursor.
    Selected,
    /// The same in a pane without focus.
    SelectedAway,
    /// Marked with Space.
    Marked,
    /// A core creator.
    Core,
    /// A heading.
    Title,
}

impl Role {
    /// All roles.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Muted,
        Self::Late,
        Self::Due,
        Self::Wait,
        Self::Warm,
        Self::Planned,
        Self::Gap,
        Self::Good,
        Self::Bad,
        Self::Money,
        Self::Accent,
        Self::Rule,
        Self::Selected,
        Self::SelectedAway,
        Self::Marked,
        Self::Core,
        Self::Title,
    ];
}

/// The themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark background, 24-bit colours.
    Dark,
    /// Light background, 24-bit colours.
    Light,
    /// 16 colours on dark.
    Dark16,
    /// 16 colours on light.
    Light16,
    /// Background unknown: the two hues that keep their contrast everywhere.
    #[default]
    Auto,
    /// No colours at all.
    Plain,
}

impl Theme {
    /// The theme of a name (see `THEMES` of the settings); an unknown name is `auto`.
    pub fn by_name(name: &str) -> Self {
        match name {
            "dark" => Self::Dark,
            "light" => Self::Light,
            "dark16" => Self::Dark16,
            "light16" => Self::Light16,
            "plain" => Self::Plain,
            _ => Self::Auto,
        }
    }

    /// How a role looks.
    pub fn style(self, role: Role) -> Style {
        let row = table(role);
        let look = match self {
            Self::Dark => row.dark,
            Self::Light => row.light,
            Self::Dark16 => row.dark16,
            Self::Light16 => row.light16,
            Self::Auto => row.auto,
            Self::Plain => row.plain,
        };
        look.style()
    }
}

/// One look: a colour or the terminal's own, and an attribute.
#[derive(Clone, Copy)]
struct Look(Option<Color>, Modifier);

impl Look {
    fn style(self) -> Style {
        let style = Style::new().add_modifier(self.1);
        self.0.map_or(style, |c| style.fg(c))
    }
}

struct Row {
    dark: Look,
    light: Look,
    dark16: Look,
    light16: Look,
    auto: Look,
    plain: Look,
}

const NONE: Look = Look(None, Modifier::empty());
const BOLD: Look = Look(None, Modifier::BOLD);
const REVERSE: Look = Look(None, Modifier::REVERSED);
const UNDER: Look = Look(None, Modifier::UNDERLINED);

const fn rgb(hex: u32) -> Look {
    Look(Some(Color::from_u32(hex)), Modifier::empty())
}
const fn rgb_bold(hex: u32) -> Look {
    Look(Some(Color::from_u32(hex)), Modifier::BOLD)
}
const fn ansi(n: u8) -> Look {
    Look(Some(Color::Indexed(n)), Modifier::empty())
}
const fn ansi_bold(n: u8) -> Look {
    Look(Some(Color::Indexed(n)), Modifier::BOLD)
}

const fn same(look: Look) -> Row {
    Row {
        dark: look,
        light: look,
        dark16: look,
        light16: look,
        auto: look,
        plain: look,
    }
}

fn table(role: Role) -> Row {
    match role {
        Role::Text | Role::Warm | Role::Planned => same(NONE),
        Role::Muted => Row {
            dark: rgb(0xa8a8a8),
            light: rgb(0x5a5a5a),
            ..same(NONE)
        },
        Role::Late => Row {
            dark: rgb_bold(0xff7b72),
            light: rgb_bold(0xb00020),
            dark16: ansi_bold(9),
            light16: ansi_bold(1),
            auto: ansi_bold(9),
            plain: BOLD,
        },
        Role::Due | Role::Gap => Row {
            dark: rgb(0xffc24d),
            light: rgb(0x7a4f00),
            dark16: ansi(11),
            light16: ansi(5),
            auto: BOLD,
            plain: BOLD,
        },
        Role::Wait => Row {
            dark: rgb(0x79b8ff),
            light: rgb(0x0b57b0),
            dark16: ansi(14),
            light16: ansi(4),
            auto: ansi(12),
            plain: NONE,
        },
        Role::Good => Row {
            dark: rgb(0x3fd0b0),
            light: rgb(0x006b5b),
            dark16: ansi(10),
            ..same(BOLD)
        },
        Role::Bad => Row {
            dark: rgb(0xff9d5c),
            light: rgb(0x9a3f00),
            dark16: ansi(13),
            light16: ansi(1),
            auto: ansi(9),
            plain: UNDER,
        },
        Role::Money | Role::Core | Role::Title | Role::SelectedAway => same(BOLD),
        Role::Accent => Row {
            dark: rgb_bold(0xd2a8ff),
            light: rgb_bold(0x6a1fb0),
            dark16: ansi_bold(14),
            light16: ansi_bold(4),
            auto: ansi_bold(12),
            plain: BOLD,
        },
        Role::Rule => Row {
            dark: rgb(0x6e6e6e),
            light: rgb(0x767676),
            dark16: ansi(8),
            ..same(NONE)
        },
        Role::Selected => same(REVERSE),
        Role::Marked => Row {
            plain: UNDER,
            ..table(Role::Accent)
        },
    }
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
