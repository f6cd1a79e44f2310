//! How long collaborations stay in each stage, kept as it happens: whoever opens, moves, closes,
//! reopens or removes a collaboration, on whichever road, the same step keeps the spells. The one
//! write path calls `record`; nobody else writes them.

use crate::domain::change::{Edit, Step};
use crate::domain::day::Day;
use crate::domain::ids::Id;
use crate::domain::model::Model;
use crate::domain::rows::{Collaboration, Creator, Stage, StageSpell};

/// Finished spells below which a median says nothing.
const ENOUGH: usize = 8;

/// Adds to a step what its changes of collaborations mean for the time in their stages: the spell
/// that lasted ends, another begins. A collaboration of an older file, of which no spell is known,
/// gets one from the day its stage began.
pub fn record(model: &Model, step: &mut Step, today: Day) {
    let changes: Vec<Change> = step
        .edits
        .collaborations
        .iter()
        .filter_map(Change::of)
        .collect();
    for change in &changes {
        change.record(model, step, today);
    }
}

/// What a step does to the time of one collaboration in its stages.
struct Change {
    id: Id<Collaboration>,
    creator: Id<Creator>,
    before: Option<Place>,
    after: Option<Place>,
}

/// Where a collaboration stands.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    stage: Stage,
    since: Day,
    open: bool,
    closed: Option<Day>,
}

impl Place {
    fn of(deal: &Collaboration) -> Self {
        Self {
            stage: deal.stage,
            since: deal.stage_since,
            open: deal.is_open(),
            closed: deal.closed,
        }
    }

    /// The day of the end of one that has ended, today where it is not known.
    fn end(self, today: Day) -> Option<Day> {
        (!self.open).then(|| self.closed.unwrap_or(today))
    }
}

impl Change {
    /// None where the stage, its first day and the end stay as they were.
    fn of(edit: &Edit<Collaboration>) -> Option<Self> {
        let before = edit.before.as_ref().map(Place::of);
        let after = edit.after.as_ref().map(Place::of);
        let deal = edit.either().filter(|_| before != after)?;
        Some(Self {
            id: deal.id,
            creator: deal.creator,
            before,
            after,
        })
    }

    fn record(&self, model: &Model, step: &mut Step, today: Day) {
        let known: Vec<&StageSpell> = model
            .of::<StageSpell>(self.creator)
            .filter(|spell| spell.collaboration == self.id)
            .collect();
        match (self.before, self.after) {
            (_, None) => remove(step, &known),
            (None, Some(after)) => {
                self.insert(model, step, after.stage, after.since, after.end(today));
            }
            (Some(before), Some(after)) => {
                let last = known
                    .into_iter()
                    .max_by_key(|spell| (spell.since, spell.id));
                if (before.stage, before.open) == (after.stage, after.open) {
                    self.correct(model, step, last, before, after, today);
                } else {
                    self.pass(model, step, last, before, after, today);
                }
            }
        }
    }

    /// The collaboration stays where it is; only a day was set right.
    fn correct(
        &self,
        model: &Model,
        step: &mut Step,
        last: Option<&StageSpell>,
        before: Place,
        after: Place,
        today: Day,
    ) {
        match last {
            Some(last) => step.edit_untouched(model, last.id, |spell| {
                if after.since != before.since {
                    spell.since = after.since;
                }
                spell.until = after.end(today).map(|day| day.max(spell.since));
            }),
            None => self.insert(model, step, after.stage, after.since, after.end(today)),
        }
    }

    /// The collaboration leaves a stage, ends, or begins again.
    fn pass(
        &self,
        model: &Model,
        step: &mut Step,
        last: Option<&StageSpell>,
        before: Place,
        after: Place,
        today: Day,
    ) {
        let moved = match after.since == before.since {
            true => today,
            false => after.since,
        };
        let stays = before.stage == after.stage;
        let left = match after.end(today) {
            Some(ended) if stays => ended,
            _ => moved,
        };
        match last {
            Some(last) if last.until.is_none() => {
                step.edit_untouched(model, last.id, |spell| {
                    spell.until = Some(left.max(spell.since));
                });
            }
            Some(_) => {}
            None => {
                let until = before.end(today).unwrap_or(left);
                self.insert(model, step, before.stage, before.since, Some(until));
            }
        }
        if after.open || !stays {
            self.insert(model, step, after.stage, moved, after.end(today));
        }
    }

    fn insert(&self, model: &Model, step: &mut Step, stage: Stage, since: Day, until: Option<Day>) {
        let id = step.fresh(model);
        step.insert(StageSpell {
            id,
            creator: self.creator,
            collaboration: self.id,
            stage,
            since,
            until: until.map(|day| day.max(since)),
        });
    }
}

/// Takes the spells of a collaboration out with it, those that the step does not take out already.
fn remove(step: &mut Step, known: &[&StageSpell]) {
    for spell in known {
        if !step.edits.stage_spells.iter().any(|e| e.id() == spell.id) {
            step.remove((*spell).clone());
        }
    }
}

/// Days that a collaboration has been in its stage; of one that has ended, that it was.
pub fn days_in_stage(model: &Model, deal: &Collaboration, today: Day) -> i64 {
    let spells = model.of::<StageSpell>(deal.creator);
    let last = spells
        .filter(|spell| spell.collaboration == deal.id && spell.stage == deal.stage)
        .max_by_key(|spell| (spell.since, spell.id));
    let since = last.map_or(deal.stage_since, |spell| spell.since);
    let until = last
        .and_then(|spell| spell.until)
        .or_else(|| Place::of(deal).end(today))
        .unwrap_or(today);
    (until - since).num_days().max(0)
}

/// The usual days in a stage: the median of all spells of it that have ended; none when fewer than
/// eight have. Between two middle ones, half way, rounded up.
pub fn usual_days(model: &Model, stage: Stage) -> Option<i64> {
    let mut days: Vec<i64> = model
        .stage_spells
        .iter()
        .filter(|spell| spell.stage == stage)
        .filter_map(|spell| Some((spell.until? - spell.since).num_days().max(0)))
        .collect();
    if days.len() < ENOUGH {
        return None;
    }
    days.sort_unstable();
    let middle = days.len() / 2;
    let (low, high) = (days.get((days.len() - 1) / 2)?, days.get(middle)?);
    Some((low + high + 1) / 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::day::add_days;
    use crate::domain::model::removal;
    use crate::domain::rows::{Outcome, Text};
    use crate::domain::testing::{World, day};

    /// Commits a step as the one write path does.
    fn commit(world: &mut World, mut step: Step) -> Step {
        record(&world.model, &mut step, world.clock.today());
        world.apply(&step);
        step
    }

    fn change(world: &mut World, deal: Id<Collaboration>, with: impl FnOnce(&mut Collaboration)) {
        let mut step = Step::new("Changed");
        step.edit(&world.model, deal, with);
        commit(world, step);
    }

    fn go_to(world: &mut World, deal: Id<Collaboration>, stage: Stage, on: &str) {
        world.go(on);
        change(world, deal, |c| (c.stage, c.stage_since) = (stage, day(on)));
    }

    fn opened(world: &mut World, creator: Id<Creator>, on: &str) -> Id<Collaboration> {
        let mut step = Step::new("Opened");
        let id = step.fresh(&world.model);
        step.insert(Collaboration::new(id, creator, Stage::Pitch, day(on)));
        commit(world, step);
        id
    }

    /// `pitch 2026-11-02..2026-11-05`, a line a spell.
    fn spells(world: &World) -> Vec<String> {
        let until = |spell: &StageSpell| spell.until.map_or_else(String::new, |d| d.to_string());
        world
            .model
            .stage_spells
            .iter()
            .map(|s| format!("{} {}..{}", s.stage.word(), s.since, until(s)))
            .collect()
    }

    #[test]
    fn each_stage_has_its_spell_and_undo_takes_it_back() {
        let mut world = World::on("2026-11-02");
        let mia = world.creator("Mia");
        let deal = opened(&mut world, mia, "2026-10-30");
        assert_eq!(spells(&world), ["pitch 2026-10-30.."]);
        go_to(&mut world, deal, Stage::Onboarding, "2026-11-05");
        assert_eq!(
            spells(&world),
            ["pitch 2026-10-30..2026-11-05", "onboarding 2026-11-05.."]
        );
        world.go("2026-11-09");
        let row = world.model.get(deal).cloned().unwrap();
        assert_eq!(days_in_stage(&world.model, &row, world.clock.today()), 4);
        let mut step = Step::new("Closed");
        step.edit(&world.model, deal, |c| {
            (c.outcome, c.closed) = (Some(Outcome::Declined), Some(day("2026-11-08")));
        });
        let before = spells(&world);
        let closed = commit(&mut world, step);
        assert_eq!(spells(&world)[1], "onboarding 2026-11-05..2026-11-08");
        let row = world.model.get(deal).cloned().unwrap();
        assert_eq!(days_in_stage(&world.model, &row, world.clock.today()), 3);
        world.apply(&closed.inverse());
        assert_eq!(spells(&world), before);
        world.apply(&closed);
        world.go("2026-11-20");
        change(&mut world, deal, |c| (c.outcome, c.closed) = (None, None));
        assert_eq!(spells(&world)[2], "onboarding 2026-11-20..", "begun again");
        change(&mut world, deal, |c| c.stage_since = day("2026-11-18"));
        assert_eq!(spells(&world)[2], "onboarding 2026-11-18..", "set right");
        // What does not concern the stage leaves the spells alone.
        let before = spells(&world);
        change(&mut world, deal, |c| c.note = "tea".into());
        assert_eq!(spells(&world), before);
    }

    #[test]
    fn a_collaboration_of_an_older_file_begins_with_the_day_of_its_stage() {
        let mut world = World::on("2026-11-20");
        let mia = world.creator("Mia");
        let deal = world.deal(mia, Stage::Pitch);
        let since = world.model.get(deal).unwrap().stage_since;
        assert_eq!(spells(&world), [""; 0], "the world writes around the path");
        let row = world.model.get(deal).cloned().unwrap();
        let today = world.clock.today();
        assert_eq!(
            days_in_stage(&world.model, &row, today),
            (today - since).num_days()
        );
        go_to(&mut world, deal, Stage::Onboarding, "2026-11-21");
        assert_eq!(
            spells(&world),
            [
                format!("pitch {since}..2026-11-21"),
                "onboarding 2026-11-21..".into()
            ]
        );
        // One that was closed then: its last stage ended with it.
        let other = world.deal(mia, Stage::Creation);
        world.set(other, |c| {
            (c.outcome, c.closed) = (Some(Outcome::Completed), Some(day("2026-11-01")));
            c.stage_since = day("2026-10-01");
        });
        change(&mut world, other, |c| (c.outcome, c.closed) = (None, None));
        assert_eq!(
            &spells(&world)[2..],
            ["creation 2026-10-01..2026-11-01", "creation 2026-11-21.."]
        );
    }

    #[test]
    fn spells_go_with_their_collaboration() {
        let mut world = World::on("2026-11-20");
        let mia = world.creator("Mia");
        let one = opened(&mut world, mia, "2026-11-01");
        opened(&mut world, mia, "2026-11-02");
        let mut step = Step::new("Removed");
        step.remove(world.model.get(one).cloned().unwrap());
        commit(&mut world, step);
        assert_eq!(spells(&world), ["pitch 2026-11-02.."]);
        let mut step = Step::new("Removed Mia");
        removal(&world.model, mia, &mut step);
        let gone = commit(&mut world, step);
        assert_eq!(gone.edits.stage_spells.len(), 1, "taken out once");
        assert!(world.model.stage_spells.is_empty());
    }

    #[test]
    fn the_usual_time_is_the_median_of_at_least_eight() {
        let check = |days: &[i64], usual: Option<i64>| {
            let mut world = World::on("2026-11-20");
            let mia = world.creator("Mia");
            let deal = world.deal(mia, Stage::Pitch);
            for n in days {
                let since = day("2026-01-01");
                world.add(|id| StageSpell {
                    id,
                    creator: mia,
                    collaboration: deal,
                    stage: Stage::Pitch,
                    since,
                    until: Some(add_days(since, *n)),
                });
            }
            world.add(|id| StageSpell {
                id,
                creator: mia,
                collaboration: deal,
                stage: Stage::Pitch,
                since: day("2026-11-01"),
                until: None,
            });
            assert_eq!(usual_days(&world.model, Stage::Pitch), usual, "{days:?}");
            assert_eq!(usual_days(&world.model, Stage::Creation), None);
        };
        check(&[], None);
        check(&[1; 7], None);
        check(&[1, 2, 3, 4, 5, 6, 7, 80], Some(5));
        check(&[9, 8, 7, 6, 5, 4, 3, 2, 1], Some(5));
        check(&[0; 8], Some(0));
    }

    proptest! {
        /// Whatever is done, in whatever order: an open collaboration has one spell that lasts, in
        /// its stage; one that has ended has none; spells of one collaboration do not overlap; and
        /// taking everything back leaves none.
        #[test]
        fn spells_follow_their_collaboration(acts in prop::collection::vec((0..4u8, 0..6usize, 0..9i64), 1..20)) {
            let mut world = World::on("2026-01-05");
            let mia = world.creator("Mia");
            let mut steps = Vec::new();
            let mut today = day("2026-01-05");
            let mut open = Step::new("Opened");
            let deal = open.fresh(&world.model);
            open.insert(Collaboration::new(deal, mia, Stage::Discovery, today));
            steps.push(commit(&mut world, open));
            for (act, stage, days) in acts {
                today = add_days(today, days);
                world.go(&today.to_string());
                let mut step = Step::new("Changed");
                step.edit(&world.model, deal, |c| match act {
                    0 | 1 => (c.stage, c.stage_since) = (Stage::ALL[stage], today),
                    2 => (c.outcome, c.closed) = (Some(Outcome::Completed), Some(today)),
                    _ => (c.outcome, c.closed, c.note) = (None, None, Text::default()),
                });
                if !step.is_empty() {
                    steps.push(commit(&mut world, step));
                }
                let row = world.model.get(deal).cloned().unwrap();
                let lasting: Vec<Stage> = world
                    .model
                    .stage_spells
                    .iter()
                    .filter(|s| s.until.is_none())
                    .map(|s| s.stage)
                    .collect();
                let expected: Vec<Stage> = row.is_open().then_some(row.stage).into_iter().collect();
                prop_assert_eq!(lasting, expected);
                let mut all: Vec<_> = world.model.stage_spells.iter().cloned().collect();
                all.sort_by_key(|s| (s.since, s.id));
                for pair in all.windows(2) {
                    prop_assert!(pair[0].until.is_some_and(|until| until <= pair[1].since), "{:?}", all);
                }
            }
            for step in steps.iter().rev() {
                world.apply(&step.inverse());
            }
            prop_assert!(world.model.stage_spells.is_empty());
        }
    }
}
