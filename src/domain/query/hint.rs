//! "Did you mean": the word of the roster that is nearest to one that found nothing.

use std::collections::HashMap;

use super::keys::{SearchKeys, fold, letters};

/// A word that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The word that was typed.
    pub typed: String,
    /// The word that is there.
    pub word: String,
    /// How many creators it would find.
    pub count: usize,
}

impl std::fmt::Display for Suggestion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.word, self.count)
    }
}

/// The nearest word of names, handles, addresses and tags: one slip of the fingers away, two in a
/// long word; of equally near ones the one more creators have.
pub fn did_you_mean(typed: &str, keys: &SearchKeys) -> Option<Suggestion> {
    let wanted = fold(typed);
    let reach = match wanted.len() {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    let own_letters = letters(&wanted);
    // How often each near word was met, how far it is, and at whom it was counted last.
    let mut found: HashMap<&str, (usize, usize, usize)> = HashMap::new();
    for (who, words) in keys.words().enumerate() {
        for word in words.filter(|word| word.len().abs_diff(wanted.len()) <= reach) {
            // A slip changes two letters of the set at most; nearly all words end here.
            if (letters(word) ^ own_letters).count_ones() as usize > 2 * reach {
                continue;
            }
            if let Some((count, _, last)) = found.get_mut(word) {
                *count += usize::from(*last != who);
                *last = who;
                continue;
            }
            let slips = slips(wanted.as_bytes(), word.as_bytes());
            if (1..=reach).contains(&slips) {
                found.insert(word, (1, slips, who));
            }
        }
    }
    let best = found
        .into_iter()
        .min_by(|(a, (many_a, far_a, _)), (b, (many_b, far_b, _))| {
            far_a.cmp(far_b).then(many_b.cmp(many_a)).then(a.cmp(b))
        });
    best.map(|(word, (count, ..))| Suggestion {
        typed: typed.to_owned(),
        word: word.to_owned(),
        count,
    })
}

/// Letters left out, added, changed or swapped with their neighbour.
pub fn slips(a: &[u8], b: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in b.iter().enumerate() {
            let at = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&last, j) + usize::from(letter != other))
                .min(at(&last, j + 1) + 1)
                .min(at(&row, j) + 1);
            let swapped =
                i > 0 && j > 0 && a.get(i - 1) == Some(other) && b.get(j - 1) == Some(letter);
            if swapped {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}
