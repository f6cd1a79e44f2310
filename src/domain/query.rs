//! The roster's filter line: plain words are looked for, forgivingly, in names, handles, e-mail
//! addresses and tags; `stage:2`, `fit>3`, `#tea`, `>10k`, `touch>30d`, `instage>6w` and the like are facts to
//! hold. All terms must hold; `-` or `!` before one turns it round. A term that is not understood
//! is said so and looked for as a word.

mod facts;
mod hint;
mod keys;
mod parse;
mod seen;

pub use facts::{Facts, Figures, FilterFacts, days_in_stage};
pub use hint::{Suggestion, did_you_mean, slips};
pub use keys::{SearchKeys, fold};

use super::day::Day;
use super::ids::Id;
use super::model::Model;
use super::rows::{Creator, Shelf};
use super::settings::Fit;
use keys::Needle;
use seen::{Seen, Test};

/// Followers at which each tier ends; what is above the last is mega.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiers {
    /// Below this is nano.
    pub nano: i64,
    /// Below this is micro.
    pub micro: i64,
    /// Below this is mid.
    pub mid: i64,
    /// Below this is macro.
    pub macro_: i64,
}

impl Default for Tiers {
    fn default() -> Self {
        Self {
            nano: 10_000,
            micro: 50_000,
            mid: 500_000,
            macro_: 1_000_000,
        }
    }
}

impl From<&super::settings::Tiers> for Tiers {
    fn from(t: &super::settings::Tiers) -> Self {
        Self {
            nano: t.micro,
            micro: t.mid,
            mid: t.macro_tier,
            macro_: t.mega,
        }
    }
}

impl Tiers {
    /// Names of the tiers, the smallest first.
    pub const NAMES: [&'static str; 5] = ["nano", "micro", "mid", "macro", "mega"];

    /// The tier of a number of followers.
    pub fn name(&self, followers: i64) -> &'static str {
        let ends = [
            (self.nano, "nano"),
            (self.micro, "micro"),
            (self.mid, "mid"),
            (self.macro_, "macro"),
        ];
        ends.iter()
            .find(|(end, _)| followers < *end)
            .map_or("mega", |(_, name)| name)
    }
}

/// What a filter line is read against.
#[derive(Debug, Clone, Copy)]
pub struct QueryCtx {
    /// The user's day.
    pub today: Day,
    /// Tiers of followers.
    pub tiers: Tiers,
    /// Weights of the fit scores.
    pub fit: Fit,
}

/// One condition with its sign and the text it was typed as.
#[derive(Clone)]
struct Term {
    typed: String,
    not: bool,
    test: Test,
}

/// Who is looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Among {
    /// The roster.
    #[default]
    Active,
    /// The archive.
    Archived,
    /// The trash.
    Trashed,
    /// Everybody.
    Everybody,
}

impl Among {
    /// Whether somebody on a shelf is.
    pub fn has(self, shelf: Shelf) -> bool {
        match self {
            Self::Active => shelf == Shelf::Active,
            Self::Archived => shelf == Shelf::Archived,
            Self::Trashed => shelf == Shelf::Trashed,
            Self::Everybody => true,
        }
    }
}

/// A creator that was found, and how well the words fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Who.
    pub id: Id<Creator>,
    /// Higher fits better; 0 when nothing but facts was asked for.
    pub score: u32,
}

/// A filter line, read.
#[derive(Clone, Default)]
pub struct Query {
    terms: Vec<Term>,
    /// Places in `terms`, cheap tests first.
    order: Vec<usize>,
    among: Among,
    problems: Vec<String>,
    today: Day,
    tiers: Tiers,
    fit: Fit,
}

/// Looks up what is derived for a creator.
pub type FactsOf<'a> = &'a dyn Facts;

impl Query {
    /// Reads a filter line. Never fails: what is not understood is told by `problems` and looked
    /// for as a word.
    pub fn parse(text: &str, ctx: &QueryCtx) -> Self {
        let parsed = parse::parse(text);
        let mut order: Vec<usize> = (0..parsed.terms.len()).collect();
        order.sort_by_key(|at| parsed.terms.get(*at).map_or(0, |term| term.test.cost()));
        Self {
            terms: parsed.terms,
            order,
            among: parsed.among,
            problems: parsed.problems,
            today: ctx.today,
            tiers: ctx.tiers,
            fit: ctx.fit,
        }
    }

    /// Sentences about terms that were not understood.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// Nothing is asked of those who are looked through.
    pub fn asks_nothing(&self) -> bool {
        self.terms.is_empty()
    }

    /// Nothing is asked: everybody in the roster.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.among == Among::Active
    }

    /// Who is looked through.
    pub fn among(&self) -> Among {
        self.among
    }

    /// Whether there are words, so that hits have an order of their own.
    pub fn has_words(&self) -> bool {
        self.terms
            .iter()
            .any(|term| !term.not && matches!(term.test, Test::Word(_)))
    }

    /// How well a creator fits, if it does.
    pub fn matches(
        &self,
        row: &Creator,
        model: &Model,
        keys: &SearchKeys,
        facts: FactsOf,
    ) -> Option<u32> {
        self.among
            .has(row.shelf)
            .then(|| self.rest(row.id, model, keys, facts, None))?
    }

    /// The same of somebody among whom one looks, but for the word at a place in `terms`, which was
    /// looked for already.
    fn rest(
        &self,
        id: Id<Creator>,
        model: &Model,
        keys: &SearchKeys,
        facts: FactsOf,
        found: Option<usize>,
    ) -> Option<u32> {
        let seen = Seen {
            id,
            model,
            keys,
            facts,
            today: self.today,
            tiers: &self.tiers,
            fit: &self.fit,
        };
        let mut score = 0;
        for at in self.order.iter().filter(|at| Some(**at) != found) {
            let Some(term) = self.terms.get(*at) else {
                continue;
            };
            match (&term.test, term.not) {
                (Test::Word(needle), false) => score += keys.score(id, needle)?,
                (Test::Word(needle), true) if keys.contains(id, needle) => return None,
                (Test::Word(_), true) => {}
                (test, not) if seen.holds(test) == not => return None,
                _ => {}
            }
        }
        Some(score)
    }

    /// The first word that has to be there, and its place in `terms`.
    fn word(&self) -> Option<(usize, &Needle)> {
        self.terms
            .iter()
            .enumerate()
            .find_map(|(at, term)| match &term.test {
                Test::Word(needle) if !term.not => Some((at, &**needle)),
                _ => None,
            })
    }

    /// All that fit, by id, out of the creators given or of all. Who is looked through stands in
    /// the keys, words are looked for there, and dates and stages in what is derived: rows are
    /// large, and most need not be touched.
    pub fn run(
        &self,
        model: &Model,
        keys: &SearchKeys,
        out_of: Option<&[Id<Creator>]>,
        facts: FactsOf,
    ) -> Vec<Hit> {
        let hit = |id: Id<Creator>, found: Option<(usize, u32)>| {
            keys.shelf(id).filter(|shelf| self.among.has(*shelf))?;
            let rest = self.rest(id, model, keys, facts, found.map(|(at, _)| at))?;
            Some(Hit {
                id,
                score: rest + found.map_or(0, |(_, score)| score),
            })
        };
        match (self.word(), out_of) {
            (Some((at, needle)), Some(ids)) => {
                let found = |id: &Id<Creator>| hit(*id, Some((at, keys.score(*id, needle)?)));
                ids.iter().filter_map(found).collect()
            }
            (Some((at, needle)), None) => {
                let found = |id: Id<Creator>| hit(id, Some((at, keys.score(id, needle)?)));
                keys.ids().filter_map(found).collect()
            }
            (None, Some(ids)) => ids.iter().filter_map(|id| hit(*id, None)).collect(),
            (None, None) => keys.ids().filter_map(|id| hit(id, None)).collect(),
        }
    }

    /// Whether whoever fits this line also fitted `previous`, so that looking through the previous
    /// hits is enough.
    pub fn narrows(&self, previous: &Self) -> bool {
        if self.among != previous.among
            || self.today != previous.today
            || self.terms.len() < previous.terms.len()
        {
            return false;
        }
        let pairs = previous.terms.iter().zip(&self.terms);
        pairs.enumerate().all(|(at, (old, new))| {
            let grew = at + 1 == previous.terms.len()
                && match (&old.test, &new.test) {
                    (Test::Word(a), Test::Word(b)) => !old.not && !new.not && b.narrows(a),
                    _ => false,
                };
            old.typed == new.typed || grew
        })
    }

    /// For an empty result: a word that is there and looks like one that was typed. Only a word
    /// that finds nobody by itself is doubted, and only what finds somebody in this line is put in
    /// its place.
    pub fn suggestion(
        &self,
        model: &Model,
        keys: &SearchKeys,
        facts: FactsOf,
    ) -> Option<Suggestion> {
        let finds = |query: &Self| query.run(model, keys, None, facts).len();
        self.terms
            .iter()
            .enumerate()
            .filter(|(_, term)| !term.not)
            .find_map(|(at, term)| {
                let typed = match &term.test {
                    Test::Word(needle) => needle.text(),
                    Test::Tag(tag) => tag,
                    _ => return None,
                };
                let near = did_you_mean(typed, keys)?;
                let alone = Self {
                    terms: vec![term.clone()],
                    order: vec![0],
                    ..self.clone()
                };
                if finds(&alone) > 0 {
                    return None;
                }
                let mut taken = self.clone();
                taken.terms.get_mut(at)?.test = match &term.test {
                    Test::Tag(_) => Test::Tag(near.word.clone()),
                    _ => Test::Word(Box::new(Needle::new(&near.word, true))),
                };
                let count = finds(&taken);
                (count > 0).then_some(Suggestion { count, ..near })
            })
    }
}

#[cfg(test)]
mod tests;
