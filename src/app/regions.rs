//! Where things stand on the screen, as plain numbers: computed by the layout, used by the app to
//! scroll and by drawing to draw, so that both always agree.

/// Width classes of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Class {
    /// Below 40 columns or 12 rows: a notice.
    #[default]
    Tiny,
    /// 40 to 59 columns: one pane, no borders, two lines an item.
    Slim,
    /// 60 to 79: one pane, the card as a lower half on demand.
    Narrow,
    /// 80 to 109: list over card.
    Compact,
    /// 110 and more: list beside card.
    Normal,
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Left column.
    pub x: u16,
    /// Top row.
    pub y: u16,
    /// Columns.
    pub w: u16,
    /// Rows.
    pub h: u16,
}

/// The places of one frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Regions {
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// Class of the width.
    pub class: Class,
    /// Top line.
    pub header: Area,
    /// The pane's list, inside its border.
    pub list: Area,
    /// Lines below the list for what is counted over it, with a rule above them.
    pub counts: Option<Area>,
    /// The info card, inside its border.
    pub card: Option<Area>,
    /// Everything between header and status.
    pub body: Area,
    /// The answering line.
    pub status: Area,
    /// The key hints; none when they share the status line.
    pub footer: Area,
    /// Lines a list inside the top modal has.
    pub modal_list: u16,
}
