//! What the mouse was used on, in the app's own terms; drawing knows which cell that is. The mouse is off unless the
//! settings say otherwise, for a terminal that reports it cannot be used to mark text.

use super::panes::review::Line;
use super::{App, Effect, Place, command};

/// What was pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointed {
    /// A line of the place's list, counted from the first that is shown.
    Row(usize),
    /// What runs a command.
    Command(&'static str),
    /// The info card, turned by so many lines.
    Card(i64),
    /// The list, turned by so many lines.
    List(i64),
}

impl App {
    /// Acts on what was pointed at.
    pub(super) fn pointed(&mut self, at: Pointed) -> Vec<Effect> {
        self.status.key_pressed();
        match at {
            Pointed::Row(line) => self.point_at(line),
            Pointed::Command(id) => return command::by_id(id).map_or_else(Vec::new, |c| self.run(c)),
            Pointed::Card(lines) => {
                let by = isize::try_from(lines).unwrap_or(0);
                self.card_scroll = self.card_scroll.saturating_add_signed(by);
            }
            Pointed::List(lines) => return self.step(super::list::Move::By(lines)),
        }
        Vec::new()
    }

    fn point_at(&mut self, line: usize) {
        let moved = match self.place() {
            Place::Review => {
                let key = match self.review.lines.get(self.review.top + line) {
                    Some(Line::Item(card, at)) => self.review.item_at(*card, *at).map(|item| item.key),
                    _ => None,
                };
                key.is_some_and(|key| self.review.rows.go(&key))
            }
            Place::Roster => {
                let list = &mut self.roster.list;
                let row = list.rows().get(list.top() + line).copied();
                row.is_some_and(|row| list.go(&row))
            }
            Place::Profile => self.profile.as_mut().is_some_and(|p| {
                let row = p.list.rows().get(p.list.top() + line).copied();
                row.is_some_and(|row| p.list.go(&row))
            }),
            // Rows of the other views are not one below the other alone: keys choose among them.
            _ => false,
        };
        if moved && self.place() != Place::Profile {
            self.card_scroll = 0;
        }
    }
}
