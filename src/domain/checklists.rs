//! Checklists: those that come with the program (`assets/checklists`, read here and never written)
//! and one's own, which are rows. For each stage there is one truth: a list of one's own that
//! guards it stands instead of the shipped one, and of vetting one of the same name. Ticking or
//! editing a shipped list makes it a row (`adopt`).

use std::sync::LazyLock;

use super::change::Step;
use super::ids::Id;
use super::model::Model;
use super::rows::{Checklist, Stage};

/// The files, in the order of the list.
const FILES: &[&str] = &[
    include_str!("../../assets/checklists/vetting.md"),
    include_str!("../../assets/checklists/before-pitching.md"),
    include_str!("../../assets/checklists/before-onboarding.md"),
    include_str!("../../assets/checklists/before-creation.md"),
    include_str!("../../assets/checklists/before-measurement.md"),
    include_str!("../../assets/checklists/before-keeping.md"),
];

/// The shipped ones as rows; their id says nothing.
static SHIPPED: LazyLock<Vec<Checklist>> =
    LazyLock::new(|| FILES.iter().filter_map(|file| read(file)).collect());

fn read(file: &str) -> Option<Checklist> {
    let (head, points) = file.strip_prefix("---\n")?.split_once("\n---\n")?;
    let said = |key: &str| {
        head.lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))
            .map(str::trim)
    };
    let stage = match said("stage")? {
        "" => None,
        word => Some(Stage::from_word(word)?),
    };
    let (name, points) = (said("name")?.into(), points.trim().into());
    Some(Checklist {
        id: Id::default(),
        name,
        stage,
        points,
        repeat_months: said("again")?.parse().ok()?,
    })
}

/// A list as one goes through it.
#[derive(Debug, Clone, Copy)]
pub struct List<'m> {
    /// Its row; none while it is only shipped.
    pub id: Option<Id<Checklist>>,
    /// What it says.
    pub row: &'m Checklist,
}

/// All lists: one's own first, then the shipped ones no row stands for.
pub fn lists(model: &Model) -> impl Iterator<Item = List<'_>> {
    let own = model.checklists.iter().map(|row| List {
        id: Some(row.id),
        row,
    });
    let stands = |shipped: &&Checklist| !model.checklists.iter().any(|own| replaces(own, shipped));
    own.chain(
        SHIPPED
            .iter()
            .filter(stands)
            .map(|row| List { id: None, row }),
    )
}

fn replaces(own: &Checklist, shipped: &Checklist) -> bool {
    (shipped.stage.is_some() && own.stage == shipped.stage)
        || own.name.trim().eq_ignore_ascii_case(&shipped.name)
}

/// Whether a shipped list stands again once a row is gone.
pub fn stands_behind(model: &Model, gone: &Checklist) -> bool {
    let others = |shipped: &Checklist| {
        model
            .checklists
            .iter()
            .any(|own| own.id != gone.id && replaces(own, shipped))
    };
    SHIPPED
        .iter()
        .any(|shipped| replaces(gone, shipped) && !others(shipped))
}

/// The row of a list, added to a step if it is not there yet.
pub fn adopt(model: &Model, step: &mut Step, list: List<'_>) -> Id<Checklist> {
    if let Some(id) = list.id {
        return id;
    }
    let added = step
        .edits
        .checklists
        .iter()
        .filter_map(|edit| edit.after.as_ref());
    if let Some(row) = added.into_iter().find(|row| row.name == list.row.name) {
        return row.id;
    }
    let id = step.fresh::<Checklist>(model);
    step.insert(Checklist {
        id,
        ..list.row.clone()
    });
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing::World;

    #[test]
    fn every_shipped_list_reads_and_every_stage_but_the_first_has_one() {
        assert_eq!(SHIPPED.len(), FILES.len());
        let stages: Vec<Option<Stage>> = SHIPPED.iter().map(|l| l.stage).collect();
        let wanted = std::iter::once(None).chain(Stage::ALL.iter().skip(1).copied().map(Some));
        assert_eq!(stages, wanted.collect::<Vec<_>>());
        assert!(
            SHIPPED
                .iter()
                .all(|l| !l.name.is_empty() && l.points.lines().count() >= 3)
        );
    }

    #[test]
    fn a_list_of_ones_own_stands_instead() {
        let mut w = World::on("2026-11-20");
        let all = |w: &World| {
            lists(&w.model)
                .map(|l| format!("{} {}", l.row.name, l.id.is_some()))
                .collect::<Vec<_>>()
        };
        let shipped = all(&w);
        assert!(shipped.iter().all(|l| l.ends_with("false")));
        let mine = w.add(|id| Checklist {
            id,
            name: "Ours".into(),
            stage: Some(Stage::Pitch),
            points: "x".into(),
            repeat_months: 0,
        });
        assert_eq!(all(&w).len(), shipped.len());
        assert!(
            all(&w).contains(&"Ours true".to_owned())
                && !all(&w).contains(&"Before pitching false".to_owned())
        );
        assert!(stands_behind(&w.model, w.model.get(mine).unwrap()));
        // A list without a stage is one of vetting, and stands beside the shipped one unless it has
        // its name.
        w.set(mine, |l| l.stage = None);
        assert_eq!(all(&w).len(), shipped.len() + 1);
        w.set(mine, |l| l.name = "vetting".into());
        assert_eq!(all(&w).len(), shipped.len());
    }
}
