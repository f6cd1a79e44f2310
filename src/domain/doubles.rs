//! Creators who are probably one: found by what they share, so that looking at one costs no look at
//! all. Only proposed; nothing is joined by itself.

use std::collections::HashMap;

use super::handles;
use super::identity::{folded_name, is_full, near};
use super::ids::Id;
use super::join::is_apart;
use super::model::Model;
use super::query::fold;
use super::rows::*;

/// The shortest handle that is worth comparing: shorter ones are alike by chance.
const HANDLE: usize = 5;
/// So many people with one mark are a family name or an agency, not a double.
const MOST: usize = 6;

/// Creators by what doubles share: a name without accents, the letters of a handle, a phone number.
#[derive(Debug, Clone, Default)]
pub struct DoubleIndex(HashMap<String, Vec<Id<Creator>>>);

impl DoubleIndex {
    /// Over everybody.
    pub fn build(model: &Model) -> Self {
        let mut index = Self::default();
        for creator in model.creators.iter() {
            index.learn(model, creator.id);
        }
        index
    }

    /// Takes somebody in, as the model has them.
    pub fn learn(&mut self, model: &Model, id: Id<Creator>) {
        for key in keys(model, id) {
            let all = self.0.entry(key).or_default();
            if !all.contains(&id) {
                all.push(id);
            }
        }
    }

    /// Takes somebody out, as the model has them.
    pub fn forget(&mut self, model: &Model, id: Id<Creator>) {
        for key in keys(model, id) {
            if let Some(all) = self.0.get_mut(&key) {
                all.retain(|other| *other != id);
                if all.is_empty() {
                    self.0.remove(&key);
                }
            }
        }
    }
}

fn keys(model: &Model, id: Id<Creator>) -> Vec<String> {
    let Some(creator) = model.get(id) else {
        return Vec::new();
    };
    let mut keys = Vec::new();
    let name = fold(&creator.name);
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    if let [first, .., last] = words.as_slice() {
        keys.extend(
            first
                .chars()
                .next()
                .map(|letter| format!("n {letter} {last}")),
        );
    }
    for account in model.of::<Account>(id) {
        if handles::identifies(account.platform) {
            let letters = letters(&account.handle);
            keys.extend((letters.len() >= HANDLE).then(|| format!("h {letters}")));
        }
    }
    let phones = model.of::<ContactPoint>(id);
    let phones = phones
        .filter(|p| p.kind == ContactKind::Phone)
        .map(|p| &*p.value);
    for phone in phones.chain(Some(&*creator.phone)) {
        let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
        let end: String = digits.iter().rev().take(9).rev().collect();
        keys.extend((end.len() >= 7).then(|| format!("p {end}")));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn letters(handle: &str) -> String {
    handles::folded(handle)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Somebody who is probably the same, and what says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Double {
    /// Who.
    pub id: Id<Creator>,
    /// What the two share.
    pub why: String,
}

/// The one who is most probably the same as a creator; nobody of whom it was said that they are
/// not.
pub fn double_of(model: &Model, id: Id<Creator>) -> Option<Double> {
    let me = model.get(id).filter(|c| c.shelf != Shelf::Trashed)?;
    let index = model.double_index();
    let mut found: Vec<(u8, Double)> = Vec::new();
    for key in keys(model, id) {
        let all = index.0.get(&key).filter(|all| all.len() <= MOST);
        for other in all.into_iter().flatten().filter(|other| **other != id) {
            let Some(them) = model.get(*other).filter(|c| c.shelf != Shelf::Trashed) else {
                continue;
            };
            let Some((rank, why)) = shared(&key, me, them) else {
                continue;
            };
            if !is_apart(model, id, *other) {
                found.push((rank, Double { id: *other, why }));
            }
        }
    }
    found.sort_by_key(|(rank, double)| (*rank, double.id));
    found.into_iter().next().map(|(_, double)| double)
}

/// What a mark that two share says of them, unless their names speak against it.
fn shared(key: &str, me: &Creator, them: &Creator) -> Option<(u8, String)> {
    let (a, b) = (folded_name(&me.name), folded_name(&them.name));
    let named = !a.is_empty() && !b.is_empty();
    let alike = named && near(&a, &b);
    match key.split_once(' ')? {
        // "T. Lindqvist" and "Theo Lindqvist", but not "Tom" and "Theo".
        ("n", _) if alike && is_full(&a) && is_full(&b) => Some((
            0,
            if a == b {
                "the same name".into()
            } else {
                "the same name in other letters".into()
            },
        )),
        ("p", _) if !named || alike => Some((1, "the same phone number".into())),
        ("h", word) if !named || alike => Some((2, format!("the word \"{word}\" in both handles"))),
        _ => None,
    }
}
