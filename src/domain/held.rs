//! The rows in memory and all that is worked out from them, brought along together: after a step, a
//! reload, other settings, another time. Whoever holds an open file in memory lends its parts here,
//! so that they can never come apart.

use super::calendar::Calendar;
use super::change::Edits;
use super::ctx::Base;
use super::day::{Clock, Day};
use super::derived::Derived;
use super::ids::Id;
use super::model::Model;
use super::rows::Creator;
use super::settings::Settings;
use super::zones;

/// The parts of an open file in memory.
pub struct Held<'a> {
    /// The rows.
    pub model: &'a mut Model,
    /// What is derived from them.
    pub derived: &'a mut Derived,
    /// Working days.
    pub calendar: &'a mut Calendar,
    /// The time.
    pub clock: &'a mut Clock,
    /// The user's day.
    pub today: &'a mut Day,
    /// Settings.
    pub settings: &'a Settings,
}

/// Whose derived facts are new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renewed {
    /// Everybody's.
    All,
    /// Those of these creators; of nobody if there are none.
    Of(Vec<Id<Creator>>),
}

impl Held<'_> {
    /// Takes in the edits of a step that is on disk. Free days move everything that is counted in
    /// working days.
    pub fn apply(&mut self, edits: &Edits) -> Renewed {
        self.model.apply(edits);
        if !edits.free_days.is_empty() {
            self.rebuild();
            return Renewed::All;
        }
        Renewed::Of(self.derive(|derived, base| derived.apply(base, edits)))
    }

    /// Takes the rows of the file for those held so far.
    pub fn reload(&mut self, model: Model) {
        *self.model = model;
        self.rebuild();
    }

    /// Goes to another time. A new day of the user's changes everything; a new day where a creator
    /// is, what is known of them.
    pub fn go(&mut self, clock: Clock) -> Renewed {
        let before = std::mem::replace(self.clock, clock);
        *self.today = clock.today();
        if *self.today != before.today() {
            self.rebuild();
            return Renewed::All;
        }
        let crossed = zones::new_day_there(self.model, &before, &clock);
        self.derive(|derived, base| crossed.iter().for_each(|c| derived.refresh(base, *c)));
        Renewed::Of(crossed)
    }

    /// Works everything out anew: at the start, and after the settings changed.
    pub fn rebuild(&mut self) {
        *self.calendar = self.settings.calendar(self.model);
        self.derive(|derived, base| *derived = Derived::rebuild(base));
    }

    fn derive<R>(&mut self, with: impl FnOnce(&mut Derived, &Base<'_>) -> R) -> R {
        let base = Base {
            model: self.model,
            clock: *self.clock,
            today: *self.today,
            calendar: self.calendar,
            settings: self.settings,
        };
        with(self.derived, &base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::Step;
    use crate::domain::rows::{FreeDay, FreeKind};
    use crate::domain::testing::{World, day};

    /// Does something to a world's parts; what is derived must be what a full rebuild gives.
    fn keeps(world: &mut World, with: impl FnOnce(&mut Held<'_>) -> Renewed) -> Renewed {
        let mut today = world.clock.today();
        let renewed = with(&mut Held {
            model: &mut world.model,
            derived: &mut world.derived,
            calendar: &mut world.calendar,
            clock: &mut world.clock,
            today: &mut today,
            settings: &world.settings,
        });
        assert_eq!(today, world.clock.today());
        assert!(world.derived == Derived::rebuild(&world.base()));
        renewed
    }

    #[test]
    fn what_is_derived_follows_steps_days_and_reloads() {
        let mut world = World::on("2026-11-24");
        let mia = world.creator("Mia");
        world.creator("Noa");
        let mut rename = Step::new("Renamed");
        rename.edit(&world.model, mia, |c| c.niche = "tea".into());
        assert_eq!(
            keeps(&mut world, |held| held.apply(&rename.edits)),
            Renewed::Of(vec![mia])
        );
        let mut holiday = Step::new("Day off");
        holiday.insert(FreeDay {
            id: Id::new(1),
            start: day("2026-11-25"),
            end: day("2026-11-25"),
            kind: FreeKind::Holiday,
            label: "Fair".into(),
        });
        assert_eq!(
            keeps(&mut world, |held| held.apply(&holiday.edits)),
            Renewed::All
        );
        assert_eq!(world.calendar, world.settings.calendar(&world.model));
        let (now, mut later) = (world.clock, world.clock);
        later.now.0 += 3_600;
        assert_eq!(
            keeps(&mut world, |held| held.go(later)),
            Renewed::Of(Vec::new())
        );
        later.now.0 += 86_400;
        assert_eq!(keeps(&mut world, |held| held.go(later)), Renewed::All);
        assert_eq!(keeps(&mut world, |held| held.go(now)), Renewed::All);
        keeps(&mut world, |held| {
            held.reload(Model::default());
            Renewed::All
        });
        assert!(world.model.creators.is_empty());
    }
}
