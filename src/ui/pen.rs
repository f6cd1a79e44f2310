//! The pen: writes text by role into cells, cut by width, and draws frames. Everything a screen
//! draws goes through it, so that no text leaves its cell and no screen names a colour.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::text;
use super::theme::{Role, Theme};
use super::trace::Trace;
use crate::app::regions::Area;

/// Writes into a frame's buffer.
pub struct Pen<'a> {
    buf: &'a mut Buffer,
    theme: Theme,
    /// Where the terminal's own cursor goes: the selected row or the caret.
    pub cursor: Option<(u16, u16)>,
    /// Finds what is wrong with a frame, where a test asks for it.
    pub trace: Option<Trace>,
}

impl<'a> Pen<'a> {
    /// A pen for a buffer.
    pub fn new(buf: &'a mut Buffer, theme: Theme) -> Self {
        Self {
            buf,
            theme,
            cursor: None,
            trace: None,
        }
    }

    /// Writes text from a cell, cut to a width; gives back the cells used.
    pub fn put(&mut self, x: u16, y: u16, max: u16, what: &str, role: Role) -> u16 {
        let area = self.buf.area;
        if y >= area.height || x >= area.width {
            if let Some(trace) = self.trace.as_mut() {
                trace.lost(what, "", x, y);
            }
            return 0;
        }
        let max = max.min(area.width - x);
        let short = text::fitted(what, usize::from(max));
        // What the cells looked like before does not shine through.
        let style = Style::reset().patch(self.theme.style(role));
        let end = match text::is_plain(&short) {
            true => self.put_plain(x, y, &short, style),
            false => {
                self.buf
                    .set_stringn(x, y, &short, usize::from(max), style)
                    .0
            }
        };
        if let Some(trace) = self.trace.as_mut() {
            let cells = short.graphemes(true).map(|g| (g, text::width(g)));
            trace.wrote(x, y, &short, cells);
            if max > 0 {
                trace.lost(what, &short, x, y);
            }
        }
        end.saturating_sub(x)
    }

    /// Writes text of which each character is a cell, from a cell of the screen on; gives back
    /// where it ends.
    fn put_plain(&mut self, x: u16, y: u16, what: &str, style: Style) -> u16 {
        let width = self.buf.area.width;
        let from = usize::from(y) * usize::from(width) + usize::from(x);
        let cells = self
            .buf
            .content
            .iter_mut()
            .skip(from)
            .take(usize::from(width - x));
        let written = cells
            .zip(what.chars())
            .map(|(cell, c)| cell.set_char(c).set_style(style))
            .count();
        x + u16::try_from(written).unwrap_or(0)
    }

    /// The same in the look of another theme, for samples.
    pub fn put_in(
        &mut self,
        theme: Theme,
        x: u16,
        y: u16,
        max: u16,
        what: &str,
        role: Role,
    ) -> u16 {
        let mine = std::mem::replace(&mut self.theme, theme);
        let used = self.put(x, y, max, what, role);
        self.theme = mine;
        used
    }

    /// Lets a widget draw into an area.
    pub fn widget(&mut self, area: Area, widget: impl ratatui::widgets::Widget) {
        let rect = Rect::new(area.x, area.y, area.w, area.h).intersection(self.buf.area);
        widget.render(rect, self.buf);
    }

    /// Writes text so that it ends at the right edge of a width.
    pub fn put_right(&mut self, x: u16, y: u16, max: u16, what: &str, role: Role) {
        let used = u16::try_from(text::width(what))
            .unwrap_or(u16::MAX)
            .min(max);
        self.put(x + max - used, y, used, what, role);
    }

    /// Writes parts one after the other into a row of an area.
    pub fn parts(&mut self, area: Area, row: u16, parts: &[(Role, &str)]) {
        let mut used = 0;
        for (role, what) in parts.iter().filter(|_| row < area.h) {
            used += self.put(
                area.x + used,
                area.y + row,
                area.w.saturating_sub(used),
                what,
                *role,
            );
        }
    }

    /// Gives a row of an area the look of a role, keeping its text.
    pub fn wash(&mut self, area: Area, row: u16, role: Role) {
        if row >= area.h {
            return;
        }
        let rect = Rect::new(area.x, area.y + row, area.w, 1).intersection(self.buf.area);
        let look = self.theme.style(role);
        if role != Role::SelectedAway {
            self.buf.set_style(rect, look);
            return;
        }
        // Bold in a colour that is never bold would be a look without a meaning: such cells become
        // bold text.
        for position in rect.positions() {
            if let Some(cell) = self
                .buf
                .cell_mut(position)
                .filter(|c| !c.modifier.contains(look.add_modifier))
            {
                cell.fg = look.fg.unwrap_or_default();
                cell.modifier = look.add_modifier;
            }
        }
    }

    /// Gives all `{fields}` that stand in an area the look of a role.
    pub fn mark_fields(&mut self, area: Area, role: Role) {
        let style = self.theme.style(role);
        for y in area.y..area.y + area.h {
            let row = (area.x..area.x + area.w)
                .map(|x| self.buf.cell((x, y)).map_or(" ", |c| c.symbol()));
            // A cell is one character here: what is not a brace or a letter of a name only has to
            // be none of them.
            let text: String = row.map(|s| if s.len() == 1 { s } else { "~" }).collect();
            for gap in crate::domain::merge::gaps(&text) {
                let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
                let rect = Rect::new(area.x + cells(gap.start), y, cells(gap.end - gap.start), 1);
                self.buf.set_style(rect.intersection(self.buf.area), style);
            }
        }
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Area) {
        let rect = Rect::new(area.x, area.y, area.w, area.h).intersection(self.buf.area);
        for position in rect.positions() {
            if let Some(cell) = self.buf.cell_mut(position) {
                cell.reset();
                if let Some(trace) = self.trace.as_mut() {
                    trace.cleared(position.x, position.y);
                }
            }
        }
    }

    /// A frame with a title above and a hint below; double lines when it has the focus. Gives back
    /// the inside.
    pub fn frame(&mut self, area: Area, title: &str, hint: &str, focus: bool) -> Area {
        if area.w < 4 || area.h < 2 {
            return Area::default();
        }
        let (h, v, corners) = if focus {
            ("═", "║", ["╔", "╗", "╚", "╝"])
        } else {
            ("─", "│", ["┌", "┐", "└", "┘"])
        };
        let role = if focus { Role::Accent } else { Role::Rule };
        let (right, bottom) = (area.x + area.w - 1, area.y + area.h - 1);
        let bar = h.repeat(usize::from(area.w));
        self.put(area.x, area.y, area.w, &bar, role);
        self.put(area.x, bottom, area.w, &bar, role);
        for y in area.y..=bottom {
            self.put(area.x, y, 1, v, role);
            self.put(right, y, 1, v, role);
        }
        for (corner, (x, y)) in corners.iter().zip([
            (area.x, area.y),
            (right, area.y),
            (area.x, bottom),
            (right, bottom),
        ]) {
            self.put(x, y, 1, corner, role);
        }
        if !title.is_empty() {
            self.put(
                area.x + 1,
                area.y,
                area.w - 3,
                &format!("{h} {title} "),
                role,
            );
        }
        if !hint.is_empty() {
            self.put(
                area.x + 1,
                bottom,
                area.w - 3,
                &format!("{h} {hint} "),
                role,
            );
        }
        Area {
            x: area.x + 1,
            y: area.y + 1,
            w: area.w - 2,
            h: area.h - 2,
        }
    }

    /// A rule across an area, joined to a frame around it, with an optional title.
    pub fn rule(&mut self, area: Area, row: u16, title: &str, focus: bool, joined: bool) {
        if row >= area.h {
            return;
        }
        let y = area.y + row;
        self.put(
            area.x,
            y,
            area.w,
            &"─".repeat(usize::from(area.w)),
            Role::Rule,
        );
        if joined && area.x > 0 {
            let (left, right) = if focus {
                ("╟", "╢")
            } else {
                ("├", "┤")
            };
            let role = if focus { Role::Accent } else { Role::Rule };
            self.put(area.x.saturating_sub(1), y, 1, left, role);
            self.put(area.x + area.w, y, 1, right, role);
        }
        if !title.is_empty() {
            self.put(
                area.x + 1,
                y,
                area.w.saturating_sub(2),
                &format!(" {title} "),
                Role::Title,
            );
        }
    }

    /// Puts the terminal's cursor into a row of an area.
    pub fn point(&mut self, area: Area, row: u16, column: u16) {
        self.cursor = Some((area.x + column.min(area.w.saturating_sub(1)), area.y + row));
    }

    /// Replaces our glyphs by their ASCII twins in the whole frame.
    pub fn use_ascii(&mut self) {
        let area = self.buf.area;
        for position in area.positions() {
            if let Some(cell) = self.buf.cell_mut(Position::new(position.x, position.y))
                && let Some(twin) = super::glyphs::ascii(cell.symbol())
            {
                cell.set_symbol(twin);
            }
        }
    }
}
