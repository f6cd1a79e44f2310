//! The change: every touched row before and after, typed, with a label a person can read. Every
//! edit, undo, import and command-line verb is one of these; inverting it swaps before and after.

mod brief;
mod probe;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::ids::Id;
use super::model::{Model, TableOf};
use super::rows::*;
use crate::every_table;

/// One row before and after. `before: None` is an insert, `after: None` a removal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "T: Row"))]
pub struct Edit<T> {
    /// The row as it was.
    #[serde(
        rename = "b",
        serialize_with = "brief::row",
        skip_serializing_if = "Option::is_none",
        default = "none"
    )]
    pub before: Option<T>,
    /// The row as it becomes.
    #[serde(
        rename = "a",
        serialize_with = "brief::row",
        skip_serializing_if = "Option::is_none",
        default = "none"
    )]
    pub after: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T: Row> Edit<T> {
    /// The row's id.
    pub fn id(&self) -> Id<T> {
        self.after
            .as_ref()
            .or(self.before.as_ref())
            .map_or_else(Id::default, Row::id)
    }

    /// Whichever side is there, the newer first.
    pub fn either(&self) -> Option<&T> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// Gives the list of edits of one table.
pub trait EditsOf<T> {
    /// The edits.
    fn edits(&self) -> &Vec<Edit<T>>;
    /// The edits, to add to.
    fn edits_mut(&mut self) -> &mut Vec<Edit<T>>;
}

macro_rules! make_edits {
    ($($plural:ident: $type:ident,)+) => {
        /// The edits of a step, a list per table.
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Edits {
            $(
                #[doc = concat!("Edits of ", stringify!($plural), ".")]
                #[serde(skip_serializing_if = "Vec::is_empty")]
                pub $plural: Vec<Edit<$type>>,
            )+
        }

        $(impl EditsOf<$type> for Edits {
            fn edits(&self) -> &Vec<Edit<$type>> { &self.$plural }
            fn edits_mut(&mut self) -> &mut Vec<Edit<$type>> { &mut self.$plural }
        })+

        impl Edits {
            /// How many rows are touched.
            pub fn len(&self) -> usize { 0 $(+ self.$plural.len())+ }
            /// Adds what was done after these: a row touched by both keeps its first before and its
            /// last after.
            pub fn then(&mut self, later: Self) {
                $(follow(&mut self.$plural, later.$plural);)+
            }
            /// The same for many steps at once.
            pub fn then_all(&mut self, later: Vec<Self>) {
                let mut later = later;
                $(follow_all(&mut self.$plural, later.iter_mut().flat_map(|e| std::mem::take(&mut e.$plural)));)+
            }
            /// Swaps before and after everywhere.
            fn invert(&mut self) {
                $(for edit in &mut self.$plural { std::mem::swap(&mut edit.before, &mut edit.after); })+
            }
            /// Creators whose rows are touched, each once, in order.
            pub fn creators_touched(&self) -> Vec<Id<Creator>> {
                let mut all: Vec<Id<Creator>> = Vec::new();
                $(for edit in &self.$plural {
                    all.extend(edit.before.as_ref().and_then(Row::creator));
                    all.extend(edit.after.as_ref().and_then(Row::creator));
                })+
                all.sort_unstable();
                all.dedup();
                all
            }
            /// Campaigns whose rows are touched directly, each once, in order.
            pub fn campaigns_touched(&self) -> Vec<Id<Campaign>> {
                let mut all: Vec<Id<Campaign>> = Vec::new();
                $(for edit in &self.$plural {
                    all.extend(edit.before.as_ref().and_then(Row::campaign));
                    all.extend(edit.after.as_ref().and_then(Row::campaign));
                })+
                all.sort_unstable();
                all.dedup();
                all
            }
        }
    };
}
every_table!(make_edits);

/// Edits of one table, followed by later ones.
fn follow<T: Row>(first: &mut Vec<Edit<T>>, later: Vec<Edit<T>>) {
    for edit in later {
        match first.iter().position(|e| e.id() == edit.id()) {
            Some(at) => {
                let gone = first.get_mut(at).is_some_and(|e| {
                    e.after = edit.after;
                    e.before == e.after
                });
                if gone {
                    first.remove(at);
                }
            }
            None => first.push(edit),
        }
    }
}

/// The same over thousands of rows: each is found by its id, and what comes to nothing goes in the
/// end.
fn follow_all<T: Row>(first: &mut Vec<Edit<T>>, later: impl Iterator<Item = Edit<T>>) {
    let mut places: HashMap<Id<T>, usize> = first
        .iter()
        .enumerate()
        .map(|(at, edit)| (edit.id(), at))
        .collect();
    for edit in later {
        match places.get(&edit.id()).and_then(|at| first.get_mut(*at)) {
            Some(known) => known.after = edit.after,
            None => {
                places.insert(edit.id(), first.len());
                first.push(edit);
            }
        }
    }
    first.retain(|edit| edit.before != edit.after);
}

impl Edits {
    /// Nothing is touched.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What the cursor goes to after the step or its undoing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Focus {
    /// The creator.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub creator: Option<Id<Creator>>,
    /// The review item, by key.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub item: Option<String>,
}

/// One change, whole or not at all, one undo.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    /// What was done, for toasts and history: `Paid: Mia Okafor €450`.
    pub label: String,
    /// Where it happened.
    pub focus: Focus,
    /// The rows.
    pub edits: Edits,
}

impl Step {
    /// An empty step with a label.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    /// The same, with the cursor on a creator afterwards.
    pub fn on(mut self, creator: Id<Creator>) -> Self {
        self.focus.creator = Some(creator);
        self
    }

    /// Nothing would change.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The step that takes this one back.
    pub fn inverse(&self) -> Self {
        let mut back = self.clone();
        back.edits.invert();
        back
    }

    /// An id for a new row: after all that were ever used and after those this step already adds.
    pub fn fresh<T: Row>(&self, model: &Model) -> Id<T>
    where
        Model: TableOf<T>,
        Edits: EditsOf<T>,
    {
        let next = <Model as TableOf<T>>::table(model).next_id();
        let added = EditsOf::<T>::edits(&self.edits)
            .iter()
            .rev()
            .find(|e| e.before.is_none())
            .map(Edit::id);
        added.map_or(next, |last| Id::new(last.raw().saturating_add(1)).max(next))
    }

    /// Adds a row.
    pub fn insert<T: Row>(&mut self, row: T)
    where
        Edits: EditsOf<T>,
    {
        self.edits.edits_mut().push(Edit {
            before: None,
            after: Some(row),
        });
    }

    /// Changes a row; nothing is recorded when both are equal.
    pub fn change<T: Row>(&mut self, before: T, after: T)
    where
        Edits: EditsOf<T>,
    {
        if before != after {
            self.edits.edits_mut().push(Edit {
                before: Some(before),
                after: Some(after),
            });
        }
    }

    /// Removes a row.
    pub fn remove<T: Row>(&mut self, row: T)
    where
        Edits: EditsOf<T>,
    {
        self.edits.edits_mut().push(Edit {
            before: Some(row),
            after: None,
        });
    }

    /// Edits a row that this step does not touch yet: it is not looked for among the others, of
    /// which there may be thousands. A row that is not there is left alone.
    pub fn edit_untouched<T: Row>(&mut self, model: &Model, id: Id<T>, with: impl FnOnce(&mut T))
    where
        Model: TableOf<T>,
        Edits: EditsOf<T>,
    {
        let Some(row) = <Model as TableOf<T>>::table(model).get(id) else {
            return;
        };
        let mut after = row.clone();
        with(&mut after);
        self.change(row.clone(), after);
    }

    /// Edits a row of the model, on top of what this step already does to it. A row that is not
    /// there is left alone. Not for touches, whose words the model does not hold: give both sides
    /// with `change`.
    pub fn edit<T: Row>(&mut self, model: &Model, id: Id<T>, with: impl FnOnce(&mut T))
    where
        Model: TableOf<T>,
        Edits: EditsOf<T>,
    {
        let list: &mut Vec<Edit<T>> = self.edits.edits_mut();
        if let Some(at) = list.iter().position(|e| e.id() == id) {
            if let Some(after) = list.get_mut(at).and_then(|e| e.after.as_mut()) {
                with(after);
            }
            if list.get(at).is_some_and(|e| e.before == e.after) {
                list.remove(at);
            }
        } else {
            self.edit_untouched(model, id, with);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model with five creators, and steps that edit them by `(id, niche)`; an empty niche takes
    /// back what was done.
    fn edits(of: &[(u32, &str)]) -> Vec<Edits> {
        let mut model = Model::default();
        (1..=5).for_each(|id| {
            model.load(Creator {
                id: Id::new(id),
                ..Creator::default()
            })
        });
        let step = |(id, niche): &(u32, &str)| {
            let mut step = Step::default();
            step.edit(&model, Id::<Creator>::new(*id), |c| {
                c.niche = (*niche).into()
            });
            model.apply(&step.edits);
            step.edits
        };
        of.iter().map(step).collect()
    }

    #[test]
    fn many_steps_at_once_are_the_same_as_one_after_the_other() {
        let check = |of: &[(u32, &str)], rows: usize| {
            let mut by_one = Edits::default();
            edits(of).into_iter().for_each(|later| by_one.then(later));
            let mut at_once = Edits::default();
            at_once.then_all(edits(of));
            assert_eq!((&at_once, at_once.len()), (&by_one, rows), "{of:?}");
        };
        check(&[], 0);
        check(&[(3, "tea"), (1, "tea"), (2, "tea")], 3);
        check(&[(3, "tea"), (1, "tea"), (3, "coffee")], 2);
        check(&[(3, "tea"), (1, "tea"), (3, "")], 1);
    }
}
