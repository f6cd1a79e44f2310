//! What a short text means, apart from its words: screens give each a glyph and a look, plain text
//! gives it the glyph.

/// The meaning of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing special.
    Plain,
    /// Of less weight.
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
    /// Money.
    Money,
    /// Core.
    Core,
}

impl Mark {
    /// The glyph in front, one cell wide.
    pub const fn glyph(self) -> &'static str {
        match self {
            Self::Late => "!",
            Self::Due => "•",
            Self::Wait => "~",
            Self::Warm => "○",
            Self::Planned => "·",
            Self::Gap => "?",
            Self::Core => "*",
            Self::Plain | Self::Muted | Self::Money => " ",
        }
    }
}
