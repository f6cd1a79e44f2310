//! The gaps of a text under the caret: typing into one replaces it, Tab goes to the next, Backspace
//! takes it whole.

use super::{Composer, Part};
use crate::domain::merge;

/// A gap in the body: its line, first column and past its last, in characters.
type GapSpan = (usize, usize, usize);

fn places(composer: &Composer) -> Vec<GapSpan> {
    let lines = composer.body.area.lines().iter().enumerate();
    let of_line = |(row, line): (usize, &String)| {
        let column = |byte: usize| line.get(..byte).map_or(0, |before| before.chars().count());
        merge::gaps(line)
            .iter()
            .map(|gap| (row, column(gap.start), column(gap.end)))
            .collect::<Vec<GapSpan>>()
    };
    lines.flat_map(of_line).collect()
}

impl Composer {
    /// Puts the caret on the first gap, or at the end.
    pub(super) fn seek_first_gap(&mut self) {
        match places(self).first() {
            Some((row, start, _)) => self.body.jump(*row, *start),
            None => self.body.jump(usize::MAX, usize::MAX),
        }
    }

    /// Puts the caret on the next gap of the body; false when there is none further on.
    pub(super) fn seek_next_gap(&mut self) -> bool {
        let here = self.body.caret();
        let next = places(self)
            .into_iter()
            .find(|(row, start, _)| (*row, *start) > here);
        if let Some((row, start, _)) = next {
            self.body.jump(row, start);
        }
        next.is_some()
    }

    /// Takes away the gap the caret stands on; with `behind` also one that ends there.
    pub(super) fn take_gap(&mut self, behind: bool) -> bool {
        if self.part != Part::Body {
            return false;
        }
        let (row, column) = self.body.caret();
        let on = |(line, start, end): &GapSpan| {
            *line == row
                && if behind {
                    (*start + 1..=*end).contains(&column)
                } else {
                    (*start..*end).contains(&column)
                }
        };
        let Some((row, start, end)) = places(self).into_iter().find(on) else {
            return false;
        };
        self.body.jump(row, start);
        self.body.take(end - start);
        true
    }
}
