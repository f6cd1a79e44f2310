//! What tests ask of a frame and its cells cannot tell: whether text was written over other text or
//! over a border, whether a number was cut, whether something was written where nothing is shown. A
//! pen that is told to traces all it writes.

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    /// Nothing, or a space.
    TextEditor,
    /// A border or rule; a title may stand in it.
    Line,
    /// The upright of a border.
    Wall,
    /// Text.
    Text,
}

/// The cells of a frame, and what is wrong with what was written.
#[derive(Debug)]
pub struct Trace {
    width: u16,
    cells: Vec<Ink>,
    faults: Vec<String>,
}

impl Trace {
    /// An empty frame.
    pub fn new(width: u16, height: u16) -> Self {
        Self {
            width,
            cells: vec![Ink::TextEditor; usize::from(width) * usize::from(height)],
            faults: Vec::new(),
        }
    }

    /// What was found.
    pub fn faults(self) -> Vec<String> {
        self.faults
    }

    /// Something that was to be written and did not reach the screen, or only in part.
    pub fn lost(&mut self, what: &str, shown: &str, x: u16, y: u16) {
        if shown.is_empty() && !what.trim().is_empty() {
            self.faults
                .push(format!("\"{what}\" at {x},{y} is outside of the window"));
        } else if shown != what && is_number(what) {
            self.faults
                .push(format!("the number \"{what}\" at {x},{y} is cut"));
        }
    }

    /// A text was written: cell by cell, its symbols.
    pub fn wrote<'s>(
        &mut self,
        x: u16,
        y: u16,
        what: &str,
        symbols: impl Iterator<Item = (&'s str, usize)>,
    ) {
        let line = !what.is_empty() && what.chars().all(is_line);
        let mut at = usize::from(y) * usize::from(self.width) + usize::from(x);
        let mut over = None;
        for (symbol, cells) in symbols {
            let ink = match symbol {
                _ if line && symbol.chars().all(is_wall) => Ink::Wall,
                _ if line => Ink::Line,
                " " => Ink::TextEditor,
                _ => Ink::Text,
            };
            for cell in self.cells.iter_mut().skip(at).take(cells) {
                match (*cell, ink) {
                    (Ink::Text, _) => over = Some("text"),
                    (Ink::Wall, Ink::Text | Ink::TextEditor) => over = Some("a border"),
                    _ => {}
                }
                *cell = ink;
            }
            at += cells;
        }
        if let Some(over) = over {
            self.faults
                .push(format!("\"{what}\" at {x},{y} is written over {over}"));
        }
    }

    /// An area was emptied.
    pub fn cleared(&mut self, x: u16, y: u16) {
        let at = usize::from(y) * usize::from(self.width) + usize::from(x);
        if let Some(cell) = self.cells.get_mut(at) {
            *cell = Ink::TextEditor;
        }
    }
}

fn is_line(c: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&c)
}

fn is_wall(c: char) -> bool {
    is_line(c) && !matches!(c, '─' | '═')
}

/// Digits and what stands with them in an amount, a count, a share.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || ".,'+-−%$€£kM ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(trace: &mut Trace, x: u16, what: &str) {
        trace.wrote(x, 0, what, what.split_inclusive(|_| true).map(|s| (s, 1)));
    }

    #[test]
    fn what_is_written_over_is_found() {
        let check = |writes: &[(u16, &str)], faults: usize| {
            let mut trace = Trace::new(20, 1);
            writes
                .iter()
                .for_each(|(x, what)| write(&mut trace, *x, what));
            assert_eq!(trace.faults().len(), faults, "{writes:?}");
        };
        check(&[(0, "one"), (4, "two")], 0);
        check(&[(0, "three"), (4, "two")], 1);
        check(&[(0, "╔"), (1, "═════"), (3, " title ")], 0);
        check(&[(5, "║"), (0, "too long")], 1);
        check(&[(0, "a b"), (1, "x")], 0);
        check(&[(0, "a b"), (2, " ")], 1);
    }

    #[test]
    fn numbers_are_told_from_words() {
        for text in ["1,234", "$350", "12.4k", "31%", " 7 "] {
            assert!(is_number(text), "{text}");
        }
        for text in ["7-day numbers", "", "late 2d", "-"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
