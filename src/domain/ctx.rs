//! What every rule, sum and plan may look at, in one value to hand around.

use super::calendar::Calendar;
use super::day::{Clock, Day};
use super::derived::Derived;
use super::model::Model;
use super::settings::Settings;

/// The rows, what is derived from them, the time, the calendar and the settings.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    /// The rows.
    pub model: &'a Model,
    /// What is derived from them.
    pub derived: &'a Derived,
    /// The time.
    pub clock: Clock,
    /// The user's day.
    pub today: Day,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Settings.
    pub settings: &'a Settings,
}

impl<'a> Ctx<'a> {
    /// Without what is derived.
    pub fn base(&self) -> Base<'a> {
        Base {
            model: self.model,
            clock: self.clock,
            today: self.today,
            calendar: self.calendar,
            settings: self.settings,
        }
    }
}

/// What the derived facts are computed from.
#[derive(Clone, Copy)]
pub struct Base<'a> {
    /// The rows.
    pub model: &'a Model,
    /// The time.
    pub clock: Clock,
    /// The user's day.
    pub today: Day,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Settings.
    pub settings: &'a Settings,
}

impl<'a> Base<'a> {
    /// With what is derived.
    pub fn with(self, derived: &'a Derived) -> Ctx<'a> {
        Ctx {
            model: self.model,
            derived,
            clock: self.clock,
            today: self.today,
            calendar: self.calendar,
            settings: self.settings,
        }
    }
}
