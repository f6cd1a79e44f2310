//! What the mouse was used on, in the app's own terms; drawing knows which cell that is. The mouse
//! is off unless the settings say otherwise, for a terminal that reports it cannot be used to mark
//! text.

use super::{App, Effect, command};

/// What was pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseTarget {
    /// A line of the place's list, counted from the first that is shown.
    Row(usize),
    /// A place of the place's grid: its row, counted from the first that is shown, and its column.
    Cell(usize, usize),
    /// What runs a command.
    Command(&'static str),
    /// The info card, turned by so many lines.
    Card(i64),
    /// The list, turned by so many lines.
    List(i64),
}

impl App {
    /// Acts on what was pointed at.
    pub(super) fn pointed(&mut self, at: MouseTarget) -> Vec<Effect> {
        self.status.key_pressed();
        match at {
            MouseTarget::Row(line) => self.point_at(line),
            MouseTarget::Cell(row, column) => {
                let regions = self.regions;
                if self
                    .pane_mut()
                    .is_some_and(|pane| pane.point_cell(row, column, &regions))
                {
                    self.card_scroll = 0;
                }
            }
            MouseTarget::Command(id) => {
                return command::by_id(id).map_or_else(Vec::new, |c| self.run(c));
            }
            MouseTarget::Card(lines) => {
                let by = isize::try_from(lines).unwrap_or(0);
                self.card_scroll = self.card_scroll.saturating_add_signed(by);
            }
            MouseTarget::List(lines) => return self.step(super::list::Move::By(lines)),
        }
        Vec::new()
    }

    fn point_at(&mut self, line: usize) {
        let regions = self.regions;
        let moved = match self.profile.as_mut() {
            Some(profile) => {
                let row = profile.list.rows().get(profile.list.top() + line).copied();
                row.is_some_and(|row| profile.list.go(&row))
            }
            None => self
                .pane_mut()
                .is_some_and(|pane| pane.point(line, &regions)),
        };
        if moved && self.profile.is_none() {
            self.card_scroll = 0;
        }
    }
}
