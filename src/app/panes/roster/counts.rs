//! The counts below the roster: stages, relationship types and what is missing, over everybody in
//! it. Each creator's part is kept, so that a change costs only those it touched.

use crate::app::App;
use crate::domain::ids::Id;
use crate::domain::review::Rule;
use crate::domain::rows::*;

/// What is missing, in words.
const GAPS: [&str; 4] = ["no next step", "fit unknown", "no agreement", "no code"];

/// What a creator adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    stage: Option<Stage>,
    kind: Option<Relationship>,
    gaps: [bool; GAPS.len()],
    core: bool,
}

/// The sums, and each creator's part by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    parts: Vec<Option<Part>>,
    stages: [u32; 6],
    kinds: [u32; 4],
    untyped: u32,
    gaps: [u32; GAPS.len()],
    core: u32,
    all: usize,
}

impl Counts {
    /// Over everybody.
    pub(super) fn build(app: &App) -> Self {
        let mut counts = Self::default();
        for creator in app.model.creators.iter() {
            counts.renew(app, creator.id);
        }
        counts
    }

    /// A creator's part as it is now.
    pub(super) fn renew(&mut self, app: &App, id: Id<Creator>) {
        let at = id.index();
        if at >= self.parts.len() {
            self.parts.resize(at + 1, None);
        }
        let new = app
            .model
            .get(id)
            .filter(|c| c.shelf == Shelf::Active)
            .map(|c| part(app, c));
        if let Some(old) = self
            .parts
            .get_mut(at)
            .and_then(|slot| std::mem::replace(slot, new))
        {
            self.count(&old, |n| *n = n.saturating_sub(1));
            self.all -= 1;
        }
        if let Some(new) = new {
            self.count(&new, |n| *n += 1);
            self.all += 1;
        }
    }

    fn count(&mut self, part: &Part, by: fn(&mut u32)) {
        part.stage
            .and_then(|s| self.stages.get_mut(s as usize))
            .into_iter()
            .for_each(by);
        match part.kind {
            Some(kind) => self.kinds.get_mut(kind as usize).into_iter().for_each(by),
            None => by(&mut self.untyped),
        }
        self.gaps
            .iter_mut()
            .zip(part.gaps)
            .filter(|(_, missing)| *missing)
            .for_each(|(n, _)| by(n));
        if part.core {
            by(&mut self.core);
        }
    }

    /// Everybody in the roster.
    pub(super) fn everybody(&self) -> usize {
        self.all
    }

    /// Core creators.
    pub fn core(&self) -> u32 {
        self.core
    }

    /// A label and its counts, line by line.
    pub fn lines(&self) -> [(&'static str, String); 3] {
        let join = |parts: Vec<String>| parts.join(" · ");
        let stages = Stage::ALL
            .iter()
            .zip(self.stages)
            .map(|(s, n)| format!("{} {n}", s.short()));
        let none = (self.untyped > 0).then(|| format!("none {}", self.untyped));
        let kinds = Relationship::ALL
            .iter()
            .zip(self.kinds)
            .map(|(k, n)| format!("{} {n}", k.word()));
        let gaps = GAPS
            .iter()
            .zip(self.gaps)
            .map(|(gap, n)| format!("{gap} {n}"));
        [
            ("stages", join(stages.collect())),
            ("types", join(kinds.chain(none).collect())),
            ("gaps", join(gaps.collect())),
        ]
    }
}

fn part(app: &App, creator: &Creator) -> Part {
    let standing = app.derived.of(creator.id);
    let lead = standing.lead.and_then(|id| app.model.get(id));
    let stage = standing.stage.filter(|_| !creator.do_not_contact);
    let working = |from: Stage| {
        lead.is_some_and(|l| l.is_open() && l.stage >= from && l.stage < Stage::Retention)
    };
    let code = || {
        app.model
            .of::<Right>(creator.id)
            .any(|r| !r.code.is_empty())
    };
    Part {
        stage,
        kind: lead.and_then(|l| l.relationship).or(creator.relationship),
        gaps: [
            !creator.do_not_contact
                && standing
                    .next
                    .is_none_or(|next| next.key.rule == Rule::NoNextStep),
            !creator.has_fit(),
            working(Stage::Creation)
                && lead.is_some_and(|l| l.agreement_signed.is_none() && l.agreed.is_none()),
            working(Stage::Creation) && !code(),
        ],
        core: creator.core,
    }
}
