//! A list with a cursor that is a row's identity, not its place: used by every list, table and
//! picker. Scrolling moves only in `fit`, when the height is known.

use std::collections::BTreeSet;

/// Rows by identity, the cursor, what is marked, and where the window begins.
#[derive(Debug, Clone)]
pub struct List<K> {
    rows: Vec<K>,
    at: usize,
    top: usize,
    marked: BTreeSet<K>,
    /// Where a range begins, and what was marked before it.
    anchor: Option<(K, BTreeSet<K>)>,
}

impl<K> Default for List<K> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            at: 0,
            top: 0,
            marked: BTreeSet::new(),
            anchor: None,
        }
    }
}

/// How the cursor moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// By rows.
    By(i64),
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

impl<K: Clone + Ord> List<K> {
    /// New rows; the cursor stays on its row, or on the same line if that row is gone.
    pub fn set(&mut self, rows: Vec<K>) {
        let old = self.current().cloned();
        self.rows = rows;
        if let Some(at) = old
            .as_ref()
            .and_then(|k| self.rows.iter().position(|r| r == k))
        {
            self.at = at;
        }
        self.at = self.at.min(self.rows.len().saturating_sub(1));
        if !self.marked.is_empty() {
            let here: BTreeSet<&K> = self.rows.iter().collect();
            self.marked.retain(|k| here.contains(k));
        }
        self.anchor = self.anchor.take().filter(|(k, _)| self.rows.contains(k));
    }

    /// All rows in order.
    pub fn rows(&self) -> &[K] {
        &self.rows
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// No rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<&K> {
        self.rows.get(self.at)
    }

    /// Its line, from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// First line of the window.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Puts the cursor on a row, if it is there.
    pub fn go(&mut self, key: &K) -> bool {
        let found = self.rows.iter().position(|r| r == key);
        if let Some(at) = found {
            self.at = at;
        }
        found.is_some()
    }

    /// Puts the cursor on a line, or the last one.
    pub fn go_line(&mut self, line: usize) {
        self.at = line.min(self.rows.len().saturating_sub(1));
    }

    /// Moves the cursor; false when it cannot move that way.
    pub fn step(&mut self, how: Move) -> bool {
        let last = self.rows.len().saturating_sub(1);
        let to = match how {
            Move::First => 0,
            Move::Last => last,
            Move::By(n) => self
                .at
                .saturating_add_signed(isize::try_from(n).unwrap_or(0))
                .min(last),
        };
        let moved = to != self.at;
        self.at = to;
        moved
    }

    /// Scrolls so that the cursor shows in a window of that many lines, with a line of air when
    /// there is room.
    pub fn fit(&mut self, height: usize) {
        let height = height.max(1);
        let air = usize::from(height > 6) * 2;
        let low = self.at.saturating_sub(air);
        if low < self.top {
            self.top = low;
        }
        let high = (self.at + air).min(self.rows.len().saturating_sub(1));
        if high >= self.top + height {
            self.top = high + 1 - height;
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height));
    }

    /// Whether a row is marked, itself or inside the range being drawn.
    pub fn is_marked(&self, key: &K) -> bool {
        self.marked.contains(key)
    }

    /// Marked rows, in the order of the list.
    pub fn marked(&self) -> Vec<K> {
        if self.marked.is_empty() {
            return Vec::new();
        }
        self.rows
            .iter()
            .filter(|k| self.marked.contains(k))
            .cloned()
            .collect()
    }

    /// Marks or unmarks the row under the cursor and moves on.
    pub fn toggle(&mut self) {
        if let Some(key) = self.current().cloned() {
            if !self.marked.remove(&key) {
                self.marked.insert(key);
            }
            self.step(Move::By(1));
        }
    }

    /// Starts a range, or ends it where the cursor stands. True while a range is open.
    pub fn range(&mut self) -> bool {
        let Some(here) = self.current().cloned() else {
            return false;
        };
        match self.anchor.take() {
            None => {
                self.anchor = Some((here.clone(), self.marked.clone()));
                self.marked.insert(here);
                true
            }
            Some(open) => {
                self.anchor = Some(open);
                self.extend_range();
                self.anchor = None;
                false
            }
        }
    }

    /// Whether a range has been started.
    pub fn in_range(&self) -> bool {
        self.anchor.is_some()
    }

    /// Draws an open range to the cursor (after it moved): longer or shorter.
    pub fn extend_range(&mut self) {
        let Some((anchor, before)) = &self.anchor else {
            return;
        };
        let Some(from) = self.rows.iter().position(|r| r == anchor) else {
            return;
        };
        let (a, b) = (from.min(self.at), from.max(self.at));
        self.marked = before.clone();
        self.marked
            .extend(self.rows.iter().skip(a).take(b - a + 1).cloned());
    }

    /// Marks rows, those that are there.
    pub fn mark(&mut self, keys: impl IntoIterator<Item = K>) {
        self.marked.extend(keys);
    }

    /// Marks every row.
    pub fn mark_all(&mut self) {
        self.marked = self.rows.iter().cloned().collect();
        self.anchor = None;
    }

    /// Unmarks everything; false if nothing was marked.
    pub fn unmark(&mut self) -> bool {
        let some = !self.marked.is_empty() || self.anchor.is_some();
        self.marked.clear();
        self.anchor = None;
        some
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(rows: &[u32]) -> List<u32> {
        let mut list = List::default();
        list.set(rows.to_vec());
        list
    }

    #[test]
    fn the_cursor_stays_on_its_row_or_on_its_line() {
        let mut l = list(&[1, 2, 3, 4]);
        l.step(Move::By(2));
        l.set(vec![3, 1, 2]);
        assert_eq!(l.current(), Some(&3));
        l.set(vec![1, 2]);
        assert_eq!(l.at(), 0);
        l.step(Move::Last);
        l.set(vec![9]);
        assert_eq!(l.current(), Some(&9));
        l.set(vec![]);
        assert_eq!(l.current(), None);
    }

    #[test]
    fn the_window_follows_the_cursor() {
        let mut l = list(&(0..100).collect::<Vec<_>>());
        l.step(Move::By(50));
        l.fit(10);
        assert!(l.top() <= 50 && 50 < l.top() + 10);
        l.step(Move::Last);
        l.fit(10);
        assert_eq!(l.top(), 90);
        l.step(Move::First);
        l.fit(10);
        assert_eq!(l.top(), 0);
    }

    #[test]
    fn ranges_and_marks() {
        let mut l = list(&[1, 2, 3, 4]);
        l.toggle();
        assert_eq!((l.marked(), l.at()), (vec![1], 1));
        assert!(l.range());
        l.step(Move::By(2));
        assert!(!l.range());
        assert_eq!(l.marked(), vec![1, 2, 3, 4]);
        l.set(vec![2, 5]);
        assert_eq!(l.marked(), vec![2]);
        assert!(l.unmark() && !l.unmark());
    }
}
