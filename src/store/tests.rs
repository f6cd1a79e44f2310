//! What the tests of the store share: a file with a file, windows on it, rows with every field
//! set.

mod files;
mod rows;
mod undo;
mod versions;
mod windows;

use std::path::PathBuf;

use tempfile::TempDir;

use super::table::Stored;
use super::{Elsewhere, Options, Store, open, read};
use crate::domain::change::{Edits, EditsOf, Step};
use crate::domain::day::{Day, Stamp, add_days};
use crate::domain::ids::Id;
use crate::domain::model::{Model, TableOf};
use crate::domain::money::{Currency, Money};
use crate::domain::rows::*;

/// Decides what samples are made of; the same seed gives the same row.
#[derive(Debug, Clone)]
pub(super) struct Seed {
    state: u64,
    id: u32,
    /// Foreign keys are between 1 and this.
    parents: u32,
    /// Options are set always (`true`) or never.
    full: bool,
}

impl Seed {
    pub(super) fn new(state: u64, id: u32) -> Self {
        Self {
            state,
            id,
            parents: 1,
            full: true,
        }
    }

    pub(super) fn own_id<T>(&mut self) -> Id<T> {
        Id::new(self.id)
    }

    /// A number below `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % n
    }
}

/// A value for tests.
pub(super) trait Sample {
    fn sample(seed: &mut Seed) -> Self;
}

impl Sample for Text {
    fn sample(seed: &mut Seed) -> Self {
        let words = [
            "",
            "tea",
            "Ána O'Neil",
            "two\nlines",
            "\u{1f375} 茶",
            "\"quoted\"; DROP TABLE creator",
        ];
        let word = words[seed.below(words.len())];
        format!("{word} {}", seed.below(1000)).into()
    }
}
impl Sample for Tags {
    fn sample(seed: &mut Seed) -> Self {
        Self::from_words(
            ["tea", "vegan", "berlin"]
                .into_iter()
                .take(1 + seed.below(3)),
        )
    }
}
impl Sample for Cadence {
    fn sample(seed: &mut Seed) -> Self {
        [
            Self::ByType,
            Self::OnEvent,
            Self::Days(1 + seed.below(3650) as u16),
        ][seed.below(3)]
    }
}
impl Sample for Money {
    fn sample(seed: &mut Seed) -> Self {
        Self::new(
            seed.below(1_000_000) as i64 - 1000,
            Currency::parse(["EUR", "USD", "JPY"][seed.below(3)]).unwrap(),
        )
    }
}
impl Sample for Day {
    fn sample(seed: &mut Seed) -> Self {
        add_days(
            Day::from_ymd_opt(2024, 2, 29).unwrap(),
            seed.below(2000) as i64,
        )
    }
}
impl Sample for Stamp {
    fn sample(seed: &mut Seed) -> Self {
        Self(1_700_000_000 + seed.below(100_000_000) as i64)
    }
}
impl Sample for bool {
    fn sample(seed: &mut Seed) -> Self {
        seed.below(2) == 1
    }
}
macro_rules! sample_numbers {
    ($($type:ty)+) => { $(impl Sample for $type {
        fn sample(seed: &mut Seed) -> Self { seed.below(200) as $type }
    })+ };
}
sample_numbers!(u8 u16 i32 i64);
impl<T: Row> Sample for Id<T> {
    fn sample(seed: &mut Seed) -> Self {
        Self::new(1 + seed.below(seed.parents as usize) as u32)
    }
}
impl<S: Sample> Sample for Option<S> {
    fn sample(seed: &mut Seed) -> Self {
        let value = S::sample(seed);
        seed.full.then_some(value)
    }
}

/// A folder with a file in it.
pub(super) struct TempFile {
    dir: TempDir,
}

impl TempFile {
    pub(super) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(super) fn db(&self) -> PathBuf {
        self.path("book.db")
    }

    pub(super) fn options(&self) -> Options {
        Options {
            state_dir: self.path("state"),
            copies_dir: self.path("copies"),
            create: true,
        }
    }

    /// A process that opens the file.
    pub(super) fn window(&self) -> Window {
        let mut store = Store::open(&self.db(), &self.options()).unwrap();
        let model = store.load().unwrap();
        Window {
            store,
            model,
            now: 1_764_000_000,
        }
    }
}

/// A process with the file open and its model.
pub(super) struct Window {
    pub(super) store: Store,
    pub(super) model: Model,
    now: i64,
}

impl Window {
    pub(super) fn tick(&mut self) -> Stamp {
        self.now += 1;
        Stamp(self.now)
    }

    /// Commits as the runtime does: disk first, memory second.
    pub(super) fn commit(&mut self, step: &Step) {
        let now = self.tick();
        self.store.commit(step, now).unwrap();
        self.model.apply(&step.edits);
        self.agree();
    }

    pub(super) fn undo(&mut self) -> Step {
        let now = self.tick();
        let step = self.store.undo(now).unwrap();
        self.model.apply(&step.edits);
        self.agree();
        step
    }

    pub(super) fn redo(&mut self) -> Step {
        let now = self.tick();
        let step = self.store.redo(now).unwrap();
        self.model.apply(&step.edits);
        self.agree();
        step
    }

    /// The model is what is on disk, and the store knows it.
    pub(super) fn agree(&self) {
        let fresh = read::load(&open::connection(self.store.path(), false).unwrap()).unwrap();
        assert_eq!(self.model.first_difference(&fresh), None);
        assert_eq!(self.store.changed_elsewhere().unwrap(), Elsewhere::Same);
    }

    /// Adds a sample row with the next free id.
    pub(super) fn insert<T: Stored>(&mut self, seed: u64) -> Id<T>
    where
        Model: TableOf<T>,
        Edits: EditsOf<T>,
    {
        let mut step = Step::new(format!("Added a {}", T::TABLE));
        let id = step.fresh::<T>(&self.model);
        step.insert(T::sample(&mut Seed::new(seed, id.raw())));
        self.commit(&step);
        id
    }

    /// Gives a creator another name.
    pub(super) fn rename(&mut self, id: Id<Creator>, name: &str) -> Step {
        let mut step = Step::new(format!("Renamed to {name}")).on(id);
        step.edit(&self.model, id, |row| row.name = name.into());
        step
    }

    pub(super) fn name(&self, id: Id<Creator>) -> &str {
        &self.model.get(id).unwrap().name
    }

    pub(super) fn labels(&self) -> Vec<(String, &'static str, bool)> {
        let all = self.store.history(100).unwrap();
        all.into_iter()
            .map(|past| (past.label, past.state.word(), past.mine))
            .collect()
    }
}
